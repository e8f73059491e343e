"""Columns are taken by their heads: whatever their order, every cell is right or said to be in doubt."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import partial
from random import Random

import pytest

from extract.forms import load_forms
from extract.model import Concept, Fact
from extract.pipeline import reading_of
from tests.made.headed import SHAPES, remarked, renamed, shuffled, tables_of
from tests.made.layouts import LAYOUTS, html_rows
from tests.made.oracle import number
from tests.made.printing import Part, docx_bytes, look_of
from tests.made.sheets import Box, Filled, Sheet, each, filled

FORMS = [form for form in load_forms() if form.code in ("2019", "2021")]
GRIDS = ["tab_spans", "tab_repeated", "tab_units", "pipes_ruled"]
TITLE, HEADING = "云台镇2023年政府信息公开工作年度报告", "{}、表"
Bytes = Callable[[tuple[Sheet, ...], Random], tuple[bytes, str]]


def as_text(layout: str) -> Bytes:
    style = LAYOUTS[layout]

    def write(tables: tuple[Sheet, ...], random: Random) -> tuple[bytes, str]:
        rows = [style.gap.join(style.write(sheet)) for sheet in style.dress(tables, random)]
        return style.finish("\n".join((TITLE, *rows, "五、存在的问题"))).encode(), "made.txt"

    return write


def as_html(tables: tuple[Sheet, ...], _: Random) -> tuple[bytes, str]:
    body = "".join(f"<table>{''.join(html_rows(sheet))}</table>" for sheet in tables)
    return f"<html><body><h1>{TITLE}</h1>{body}</body></html>".encode(), "made.html"


def as_docx(tables: tuple[Sheet, ...], random: Random) -> tuple[bytes, str]:
    return docx_bytes([Part("title", TITLE), *tables], look_of(random)), "made.docx"


def test_figures_of_table_four_in_another_row_of_cells_do_not_fill_up_the_first() -> None:
    """One is missing in the row, and stands in a row of its own: fifteen figures all the same."""
    heads = "".join(f"<td>{head}</td>" for head in ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计") * 3)
    groups = '<td colspan="5">行政复议</td><td colspan="10">行政诉讼</td></tr><tr><td colspan="5"></td>'
    groups += '<td colspan="5">未经复议直接起诉</td><td colspan="5">复议后起诉</td>'
    figures = "".join(f"<td>{figure}</td>" for figure in (1, 2, 3, 6, 0, 4, 0, 0, 4, 5, 0, 0, 0, 5))
    body = f"<tr>{groups}</tr><tr>{heads}</tr><tr>{figures}</tr><tr><td>9</td></tr>"
    data = f"<html><body><h1>{TITLE}</h1><table>{body}</table></body></html>".encode()
    facts = [fact for fact in reading_of(data, "a.html").report.facts if fact.concept.table == "disputes"]
    seen = (1, 2, 3, None, 6, 0, 4, 0, 0, 4, 5, 0, 0, 0, 5)
    told = [int(fact.value) if fact.value is not None and not fact.is_guess else None for fact in facts]
    assert all(value in (None, figure) for value, figure in zip(told, seen, strict=True))
    assert told[5:] == list(seen[5:])


HEADS = ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"]
ROWS = {"一、本年新收政府信息公开申请数量": "5 0 0 2 0 1 8", "二、上年结转政府信息公开申请数量": "0 7 0 0 4 0 11"}


def with_column(at: int, head: str, shown: str, *, numbered: bool) -> bytes:
    """A page with table three that has one more column, with the figures of the one left of it where nothing is shown;
    perhaps with the numbers of its rows."""
    rows = []
    for at_row, (label, cells) in enumerate([("", HEADS), *((label, row.split()) for label, row in ROWS.items())]):
        more = (shown or cells[at - 1]) if label else head
        numbers = [str(at_row) if label else "序号"] * numbered
        rows.append("".join(f"<td>{cell}</td>" for cell in (*numbers, label, "", *cells[:at], more, *cells[at:])))
    table = "".join(f"<tr>{row}</tr>" for row in rows)
    return f"<html><body><h1>{TITLE}</h1><table>{table}</table></body></html>".encode()


@pytest.mark.parametrize("numbered", [False, True], ids=["plain", "numbered"])
@pytest.mark.parametrize(
    ("at", "head", "shown"), [(0, "占比", "0"), (1, "2019年", "0"), (7, "总计", ""), (1, "自然人", "")]
)
def test_a_column_of_its_own_or_one_printed_twice_moves_nothing(at: int, head: str, shown: str, numbered: bool) -> None:
    report = reading_of(with_column(at, head, shown, numbered=numbered), "a.html").report
    facts = [fact for fact in report.facts if fact.concept.table == "requests" and fact.state == "number"]
    assert [fact.value for fact in facts] == [int(figure) for row in ROWS.values() for figure in row.split()]
    assert not any(fact.is_guess for fact in facts)


@pytest.mark.parametrize(
    ("heads", "rows", "is_told"),
    [
        ("自然人,,,,,其他,", ("5 0 0 2 0 1 8", "0 7 0 0 4 0 11"), True),
        ("自然人,,,,,其他,", ("0 5 0 0 2 0 1", "0 0 7 0 0 4 0"), False),
        ("自然人,,,,,其他,", ("0 5 0 0 2 0 1", "5 0 0 2 0 1 8", "0 7 0 0 4 0 11"), True),
        (",".join(HEADS), ("0 5 0 0 2 0 1", "0 0 7 0 0 4 0"), True),
    ],
    ids=["adds up", "does not", "mostly does", "all are named"],
)
def test_where_heads_are_missing_rows_must_add_up(heads: str, rows: tuple[str, ...], is_told: bool) -> None:
    labels = (*ROWS, "（一）予以公开")
    lines = [("", *heads.split(",")), *((label, *row.split()) for label, row in zip(labels, rows, strict=False))]
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in line)}</tr>" for line in lines)
    data = f"<html><body><h1>{TITLE}</h1><table>{body}</table></body></html>".encode()
    facts = [fact for fact in reading_of(data, "a.html").report.facts if fact.state == "number"]
    assert [fact.value for fact in facts] == [int(figure) for row in rows for figure in row.split()]
    assert {fact.is_guess for fact in facts} == {not is_told}


WRITERS: dict[str, Bytes] = {**{name: as_text(name) for name in LAYOUTS}, "html": as_html, "docx": as_docx}
WHOLE = [*GRIDS, "tab_packed", "pipes", "pipes_open", "html", "docx"]
"""Serialisations that print every cell of a header beside the others of its row."""


def made(random: Random, number: int) -> Filled:
    return shuffled(filled(random, FORMS[number % 2], rich=number % 3 != 2), random)


def read(writer: str, tables: tuple[Sheet, ...], random: Random) -> dict[Concept, Fact]:
    facts = reading_of(*WRITERS[writer](tables, random)).report.facts
    return {fact.concept: fact for fact in facts}


def shown(tables: tuple[Sheet, ...]) -> dict[Concept, str]:
    return {box.concept: box.text for sheet in tables for row in sheet.rows for box in row if box.concept}


def outcome(facts: dict[Concept, Fact], printed: dict[Concept, str]) -> Counter[str]:
    """How many cells are right, in doubt, or `wrong`: claimed with another value than the print has for them."""
    counts: Counter[str] = Counter()
    for concept, text in printed.items():
        fact = facts.get(concept)
        if fact is None or fact.state in ("absent", "unreadable") or fact.is_guess:
            counts["doubt"] += 1
        elif fact.state == "blank":
            counts["right" if not text else "wrong"] += 1
        else:
            counts["right" if fact.value == number(text) else "wrong"] += 1
    return counts


def emptied(tables: tuple[Sheet, ...], random: Random) -> tuple[Sheet, ...]:
    """Some zeros printed as empty cells."""

    def empty(box: Box) -> Box:
        return box._replace(text="") if box.concept and box.text == "0" and random.random() < 0.3 else box

    return each(tables, empty)


@pytest.mark.slow
@pytest.mark.parametrize("writer", WRITERS)
def test_columns_in_any_order(writer: str) -> None:
    total: Counter[str] = Counter()
    for seed in range(6):
        random = Random(f"columns/{seed}")
        tables = tables_of(made(random, seed), random)
        total += outcome(read(writer, tables, random), shown(tables))
    # Two heads cut to the same word cannot be told apart when they are exchanged.
    assert not total["wrong"] or writer == "pipes_headers_cut"
    assert not (writer in WHOLE and total["doubt"])


def test_a_header_holds_where_the_first_rows_below_it_are_printed_twice() -> None:
    """The old figures of a row were left above the new ones."""
    for seed in range(6):
        random = Random(f"twice/{seed}")
        tables = tables_of(made(random, seed), random)
        total = outcome(read("html", twice(tables), random), shown(tables))
        assert not total["wrong"] and total["right"] > total["doubt"]


def twice(tables: tuple[Sheet, ...]) -> tuple[Sheet, ...]:
    """The first two rows of table three with other figures above them."""

    def doubled(sheet: Sheet) -> Sheet:
        rows = list(sheet.rows)
        for at in [at for at, row in enumerate(rows) if any(box.concept for box in row)][:2][::-1]:
            rows.insert(at, tuple(box._replace(text=f"1{box.text}") if box.concept else box for box in rows[at]))
        return sheet._replace(rows=tuple(rows))

    return (*tables[:1], doubled(tables[1]), *tables[2:])


@pytest.mark.slow
@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("writer", WRITERS)
def test_table_four_in_any_shape(writer: str, shape: str) -> None:
    total: Counter[str] = Counter()
    for seed in range(3):
        random = Random(f"shapes/{seed}")
        tables = tables_of(made(random, seed), random, shape)
        total += outcome(read(writer, tables[-1:], random), shown(tables[-1:]))
    assert not total["wrong"]
    assert not (writer in WHOLE and total["doubt"])


@pytest.mark.slow
@pytest.mark.parametrize("writer", WRITERS)
def test_blank_cells_under_heads_in_any_order(writer: str) -> None:
    for seed in range(4):
        random = Random(f"blanks/{seed}")
        tables = emptied(tables_of(made(random, seed), random), random)
        found = outcome(read(writer, tables, random), shown(tables))
        assert not found["wrong"]
        assert not (writer in GRIDS and found["doubt"])


@pytest.mark.slow
@pytest.mark.parametrize("writer", WHOLE)
def test_the_figures_under_an_unknown_head_are_guesses(writer: str) -> None:
    for seed in range(6):
        random = Random(f"heads/{seed}")
        report = made(random, seed)
        column = random.choice(report.form.table("requests").bands[0].columns).key
        tables = renamed(tables_of(report, random), "requests", column, "港澳人士")
        for concept, fact in read(writer, tables, random).items():
            if concept.table == "requests":
                assert fact.is_guess == (concept.column == column), str(concept)


@pytest.mark.slow
@pytest.mark.parametrize("at", [0, 1, 2, -1])
@pytest.mark.parametrize("writer", WHOLE)
def test_a_column_of_remarks_moves_nothing(writer: str, at: int) -> None:
    """Where text pads its rows behind their figures, a first column of blanks may be such a pad."""
    for seed, remarks in enumerate((["", "", "见附件"], ["3", "", "1"], ["7", "12", "0"], ["详见说明"])):
        random = Random(f"remarks/{seed}")
        proactive, requests, disputes = tables_of(made(random, seed), random)
        wider = remarked(requests, "备注", partial(random.choice, remarks), at)
        tables = proactive, wider, disputes
        found = outcome(read(writer, tables, random), shown(tables))
        assert not found["wrong"]
        assert (at == 0 and writer.startswith("pipes")) or not found["doubt"]


@pytest.mark.parametrize("writer", ["html", "docx"])
@pytest.mark.parametrize("seed", range(6))
def test_labels_behind_their_figures_take_none_of_the_row_below(writer: str, seed: int) -> None:
    """Tables that are set from right to left: every column stands at the other side."""
    random = Random(f"mirrored/{seed}")
    tables = tables_of(filled(random, FORMS[1], rich=seed % 2 == 0), random)
    mirrored = tuple(sheet._replace(rows=tuple(row[::-1] for row in sheet.rows)) for sheet in tables)
    assert not outcome(read(writer, mirrored, random), shown(mirrored))["wrong"]
