"""`核查标准.xlsx`, as an office has filled it in → a profile as its TOML would declare it.

Comes in: the sheets of a workbook. Goes out: a table of declared values. What cannot be understood is an error that
names the sheet, the row, and what may stand there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import regex as re

from extract.agencies.sheets import Leaf
from extract.catalogue import KINDS, load_rules
from extract.checks.profile_tables import ProfileRow, rows_of_sheet, tables_of_workbook, wrong_cell
from extract.errors import UsageError
from extract.numbers import read_number
from extract.text import listed, squeeze
from extract.words.messages import sentence
from extract.words.sheet_names import LEVEL_WORDS, PROFILE_HEADS, PROFILE_ITEMS, PROFILE_SHEETS

_DAY = re.compile(r"(?:(?P<year>\d{4})[-年/.])?(?P<month>\d{1,2})[-月/.](?P<day>\d{1,2})日?")
_MONTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


class _Scored(NamedTuple):
    """What a rule takes for an item."""

    row: ProfileRow
    rule: str
    name: str


def declared_in(path: str, leaves: Sequence[Leaf]) -> dict[str, Any]:
    """What the sheets of a profile declare. UsageError where they are none, or hold what cannot be understood."""
    rows = list(rows_of_sheet(leaves, "rules", ("rule", "level"), ("item", "points", "cap")))
    if not rows:
        columns = listed((PROFILE_HEADS["rule"], PROFILE_HEADS["level"]))
        raise UsageError("profile_no_rules", path=path, sheet=PROFILE_SHEETS["rules"], columns=columns)
    severities, scored = {}, []
    for row in rows:
        rule = row.cells["rule"].split()[0] if row.cells["rule"] else ""
        if not rule:
            continue
        if rule not in load_rules():
            raise wrong_cell(path, row, "rule", listed(load_rules()))
        level = _level(path, row)
        if level and level != load_rules()[rule].severity:
            severities[rule] = level
        if row.cells["points"]:
            scored.append(_Scored(row, rule, row.cells["item"] or load_rules()[rule].title[0]))
    deadlines = dict(_deadlines(path, leaves))
    tables = tables_of_workbook(path, leaves)
    return {"rules": severities, "deadlines": deadlines, **tables, **_scheme(path, leaves, _items(path, scored))}


def _level(path: str, row: ProfileRow) -> str:
    said = squeeze(row.cells["level"])
    found = next((level for level, words in LEVEL_WORDS if said in (level, *words.split())), "")
    if said and not found:
        raise wrong_cell(path, row, "level", listed(words.split()[0] for _, words in LEVEL_WORDS))
    return found


def _items(path: str, scored: Sequence[_Scored]) -> list[dict[str, Any]]:
    """The items of the score: rules that are called the same."""
    items: dict[str, dict[str, Any]] = {}
    for row, rule, name in scored:
        points, cap = _number(path, row, "points"), _number(path, row, "cap")
        item = items.setdefault(name, {"name": name, "rules": [], "points": points, "cap": cap or points})
        item["rules"].append(rule)
        if points != item["points"]:
            raise wrong_cell(path, row, "points", str(item["points"]))
        if (cap is not None and cap != item["cap"]) or item["cap"] < points:
            raise wrong_cell(path, row, "cap", f"≥ {points}" if item["cap"] < points else str(item["cap"]))
    return list(items.values())


def _number(path: str, row: ProfileRow, code: str) -> float | None:
    if not row.cells[code]:
        return None
    number = read_number(row.cells[code])
    if number is None or number.value <= 0:
        raise wrong_cell(path, row, code, "1")
    return float(number.value)


def _deadlines(path: str, leaves: Sequence[Leaf]) -> Iterator[tuple[str, str]]:
    kinds = {squeeze(sentence(f"kind.{kind}", "zh")): kind for kind in KINDS}
    for row in rows_of_sheet(leaves, "deadlines", ("kind", "deadline")):
        if row.cells["deadline"]:
            kind = kinds.get(squeeze(row.cells["kind"]))
            if kind is None:
                raise wrong_cell(path, row, "kind", listed(kinds))
            _, month, day = _day(path, row, "deadline")
            yield kind, f"{month:02}-{day:02}"


def _day(path: str, row: ProfileRow, code: str) -> tuple[int, int, int]:
    match = _DAY.fullmatch(squeeze(row.cells[code]))
    month, day = (int(match["month"]), int(match["day"])) if match else (0, 0)
    if match is None or not (1 <= month <= len(_MONTHS) and 1 <= day <= _MONTHS[month - 1]):
        raise wrong_cell(path, row, code, sentence("profile.day", "zh"))
    return int(match["year"] or 0), month, day


def _scheme(path: str, leaves: Sequence[Leaf], items: list[dict[str, Any]]) -> dict[str, Any]:
    """What stands beside the names of the first sheet."""
    said: dict[str, ProfileRow] = {}
    names = {word: code for code, word in PROFILE_ITEMS.items()}
    for leaf in leaves:
        for line, cells in leaf.rows if leaf.name == PROFILE_SHEETS["scheme"] else ():
            code = names.get(squeeze(cells[0]), "")
            if code and len(cells) > 1 and cells[1]:
                said[code] = ProfileRow(leaf.name, line, {code: cells[1]})
    declared: dict[str, Any] = {code: said[code].cells[code] for code in ("name", "basis") if code in said}
    if "due" in said:
        year, month, day = _day(path, said["due"], "due")
        if not year:
            raise wrong_cell(path, said["due"], "due", sentence("profile.due", "zh"))
        declared["due"] = f"{year}-{month:02}-{day:02}"
    score: dict[str, Any] = {"item": items}
    for code in ("full", "not_filed"):
        if code in said:
            number = read_number(said[code].cells[code])
            if number is None or number.value < 0:
                raise wrong_cell(path, said[code], code, "0")
            score[code] = float(number.value)
    return declared | ({"score": score} if items else {})
