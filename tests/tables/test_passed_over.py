"""Rows that the chain of labels passes over: tables whose rows are shuffled or misspelt, and where their figures go."""

from __future__ import annotations

from random import Random

import pytest

from extract.forms import load_forms
from extract.forms.outline import outline_of
from extract.model import FormTable
from extract.tables.matching import matches_of
from tests.made import drawn

FORMS = load_forms()
OUTLINE = outline_of(FORMS)
TABLES = [(form.code, table) for form in FORMS for table in form.tables if not table.side_by_side]


def lines_of(table: FormTable) -> dict[str, str]:
    """A drawn line for every row of a table: enumerator, label, and figures that no other row has."""
    lines: dict[str, str] = {}
    for band in table.bands:
        for line in band.lines:
            figures = " ".join(str(100 * (len(lines) + 1) + at) for at in range(len(band.columns)))
            lines[line.key] = f"{line.label.replace(' ', '')} {figures}"
    return lines


def read(lines: dict[str, str], table: FormTable, chance: Random | None = None) -> dict[str, list[str]]:
    """The figures of every row that was found, and of rows that the form does not have, by label; bands, and rows
    within them, in any order by `chance`."""
    pieces = []
    for band in table.bands:
        rows = [lines[line.key] for line in band.lines]
        if chance:
            chance.shuffle(rows)
        heading = [band.label] if len(table.bands) > 1 else []
        pieces.append([*heading, " ".join(["□", *(column.label for column in band.columns)]), *rows])
    if chance:
        chance.shuffle(pieces)
    (match,) = matches_of(drawn.grid("\n".join(line for piece in pieces for line in piece)), OUTLINE)
    assert match.table == table.key
    found = {line.row: [entry.raw for entry in line.entries] for line in match.lines}
    return found | {f"+{line.label}": [entry.raw for entry in line.entries] for line in match.extras}


def wanted(lines: dict[str, str]) -> dict[str, list[str]]:
    return {key: line.split()[1:] for key, line in lines.items()}


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize(("code", "table"), TABLES, ids=lambda value: getattr(value, "key", value))
def test_rows_may_stand_in_any_order(code: str, table: FormTable, seed: int) -> None:
    lines = lines_of(table)
    assert read(lines, table, Random(f"{code} {table.key} {seed}")) == wanted(lines)


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize(("code", "table"), TABLES, ids=lambda value: getattr(value, "key", value))
def test_a_label_may_have_a_wrong_character_or_two_exchanged(code: str, table: FormTable, seed: int) -> None:
    chance, lines = Random(f"{code} {table.key} {seed}"), lines_of(table)
    printed = {key: misspelt(line, chance) if chance.random() < 0.3 else line for key, line in lines.items()}
    assert read(printed, table) == wanted(lines)


def misspelt(line: str, chance: Random) -> str:
    """A line with one character of its label wrong, or two that stand side by side exchanged."""
    label, _, figures = line.partition(" ")
    at = chance.randrange(label.rfind("、", 0, 4) + 1, len(label) - 1)
    at = max(at, 3 if label.startswith("（") else 2 if label[1] == "." else 0)
    at = min(at, len(label) - 2)
    wrong = label[at + 1] + label[at] if chance.random() < 0.5 else chance.choice("鹿坪槐岗") + label[at + 1]
    return f"{label[:at]}{wrong}{label[at + 2 :]} {figures}"


@pytest.mark.parametrize("group", ["不予公开", "无法提供", "不予处理", "其他处理"])
@pytest.mark.parametrize(("subtotal", "total"), [("合计", "小计"), ("合计", "总和"), ("总计", "合讦")])
def test_the_enumerator_of_the_total_tells_it_from_the_sum_of_a_group(group: str, subtotal: str, total: str) -> None:
    (table,) = [table for code, table in TABLES if code == "2021" and table.key == "requests"]
    rows = [line for band in table.bands for line in band.lines]
    (last,) = [line for line in rows if line.label.endswith("总计")]
    lines = lines_of(table)
    lines[last.key] = lines[last.key].replace("总计", total)
    below = [line.key for line in rows if any(group in name for name in line.group)][-1]
    lines[below] += f"\n{subtotal} 1 2 3 4 5 6 7"
    assert read(lines, table)[last.key] == lines[last.key].split()[1:]


@pytest.mark.parametrize("row", ["unable.not_held", "rejected.publication", "rejected.petition", "denied.process_info"])
@pytest.mark.parametrize(("part", "numbered", "is_row"), [(3, True, True), (3, False, False), (2, True, False)])
def test_most_of_a_long_label_is_enough_with_its_enumerator_in_its_place(
    row: str, part: int, numbered: bool, is_row: bool
) -> None:
    """As a scan has it; where more of it is wrong, or it has no number, it is another."""
    (table,) = [table for code, table in TABLES if code == "2021" and table.key == "requests"]
    lines = lines_of(table)
    number, label, figures = lines[row][:2], *lines[row][2:].split(" ", 1)
    misread = label[0] + "鹿坪槐岗蒲柳坝"[: max(3, len(label) // part)] + label[1 + max(3, len(label) // part) :]
    lines[row] = f"{number if numbered else ''}{misread} {figures}"
    assert (read(lines, table).get(row) == figures.split()) is is_row
