"""What agencies do to the print of the form, whatever kind of file they make of it: cells move, come, go and change."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from random import Random

from bench.changed.document import SUMS, Document, Way
from tests.made.generator import inserted
from tests.made.layouts import full_width, thousands, with_units
from tests.made.printing import head_rows
from tests.made.prose import numeral
from tests.made.sheets import Box, Row
from tests.made.whole import without_row


def broken(document: Document, random: Random) -> tuple[Document, str]:
    """The document, and what breaks a line inside one of its cells."""
    if document.kind == "html":
        return document.token("<br>")
    if document.kind == "docx":
        return document.token(
            random.choice(('</w:t><w:br/><w:t xml:space="preserve">', "</w:t></w:r></w:p><w:p><w:r><w:t>"))
        )
    return document, " " if document.kind == "txt" else "\n"


def litigation_first(document: Document, random: Random) -> Document | None:
    """行政诉讼 stands left of 行政复议 in table four."""
    sheet = document.sheets["disputes"]
    if len(sheet.rows) != 4:
        return None
    (review, suit), (*heads, direct, after), low, figures = sheet.rows
    width = len(heads)
    rows = (
        (suit, review),
        (direct, after, *heads),
        low,
        (*figures[width:], *figures[:width]),
    )
    return document.with_sheet(sheet._replace(rows=rows)).allowing("D-09")


def disputes_by_rows(document: Document, random: Random) -> Document | None:
    """Table four as three rows by five columns."""
    sheet = document.sheets["disputes"]
    if len(sheet.rows) != 4:
        return None
    heads = sheet.rows[2][: len(sheet.rows[2]) // 2]
    width, figures = len(heads), sheet.rows[3]
    parts: dict[str, list[Box]] = {box.concept.row: [] for box in figures if box.concept}
    for box in figures:
        assert box.concept
        parts[box.concept.row].append(box)
    names = {"review": "行政复议", "suit_direct": "未经复议直接起诉", "suit_after_review": "复议后起诉"}
    if random.random() < 0.5:
        rows = [(Box(random.choice(("", "类别", "项目"))), *heads)]
        rows += [(Box(names[row], row=row), *boxes) for row, boxes in parts.items()]
    else:
        rows = [(Box("类别", 2), *heads)]
        rows += [(Box(names["review"], 2, row="review"), *parts["review"])]
        rows += [(Box("行政诉讼", 1, 2), Box(names["suit_direct"], row="suit_direct"), *parts["suit_direct"])]
        rows += [(Box(names["suit_after_review"], row="suit_after_review"), *parts["suit_after_review"])]
    assert width == len(parts["review"])
    return document.with_sheet(sheet._replace(rows=tuple(rows))).allowing("D-09")


def header_on_two_rows(document: Document, random: Random) -> Document | None:
    """The lowest heads of table three are printed on two rows of the table: 商业 over 企业."""
    sheet = document.sheets["requests"]
    if head_rows(sheet) != 3 or not document.shows_rows:
        return None
    top, middle, low = sheet.rows[:3]
    upper, lower = [], []
    longest = random.choice((4, 6))
    for box in low:
        if 4 <= len(box.text) <= longest:
            half = len(box.text) // 2
            upper.append(box._replace(text=box.text[:half]))
            lower.append(Box(box.text[half:]))
        else:
            upper.append(box._replace(down=2))
    if not lower:
        return None
    top = tuple(box._replace(down=4) if box.down == 3 else box for box in top)
    middle = tuple(box._replace(down=3) if box.down == 2 else box for box in middle)
    rows = (top, middle, tuple(upper), tuple(lower), *sheet.rows[3:])
    return document.with_sheet(sheet._replace(rows=rows))


def two_items_in_one_row(document: Document, random: Random) -> Document | None:
    """Two neighbouring items of table three stand in one row of cells, one below the other."""
    sheet = document.sheets["requests"]
    pairs = [
        (y, above, below)
        for y, (above, below) in enumerate(zip(sheet.rows[3:], sheet.rows[4:], strict=False), start=3)
        if _label(above) and len(below) == len(above[_at(above) :]) and above[_at(above)].across == below[0].across
    ]
    pairs = [pair for pair in pairs if not {box.concept for row in pair[1:] for box in row} & document.touched]
    if not pairs or not document.shows_rows or document.style.dress in (with_units, full_width):
        return None
    y, above, below = random.choice(pairs)
    document, gap = broken(document, random)
    at = _at(above)
    joined = tuple(one._replace(text=one.text + gap + other.text) for one, other in zip(above[at:], below, strict=True))
    rows = [list(row) for row in sheet.rows]
    rows[y] = [*above[:at], *joined]
    merged = without_row(sheet._replace(rows=tuple(map(tuple, rows))), below[0].row)
    cells = {box.concept for row in (above, below) for box in row if box.concept}
    return replace(document.with_sheet(merged), touched=document.touched | cells).allowing("D-06", "D-09", "G-01")


def _at(row: Row) -> int:
    """Where the label of a row stands."""
    return next((n for n, box in enumerate(row) if box.row), 0)


def _label(row: Row) -> str:
    return next((box.text for box in row if box.row), "")


REMARKS = ("", "", "", "无", "含网上申请", "已办结", "较上年增加3件", "详见附件2")


def remarks_column(document: Document, random: Random) -> Document | None:
    """Table three has a last column 备注."""
    sheet = document.sheets["requests"]
    heads = head_rows(sheet)
    if not heads:
        return None
    words = REMARKS if random.random() < 0.7 else ("",)
    rows = [
        (*row, Box("备注", 1, heads, column="remarks"))
        if y == 0
        else (*row, Box(random.choice(words)))
        if y >= heads
        else row
        for y, row in enumerate(sheet.rows)
    ]
    return document.with_sheet(sheet._replace(rows=tuple(rows))).allowing("D-09")


def serial_column(document: Document, random: Random) -> Document | None:
    """Table three has a first column 序号."""
    sheet = document.sheets["requests"]
    heads = head_rows(sheet)
    if not heads or not document.shows_rows:
        return None
    rows = [
        (Box("序号", 1, heads), *row) if y == 0 else (Box(str(y - heads + 1)), *row) if y >= heads else row
        for y, row in enumerate(sheet.rows)
    ]
    return document.with_sheet(sheet._replace(rows=tuple(rows))).allowing("D-09")


EXTRA = ("属于工作秘密", "属于商业秘密", "涉及个人隐私", "转有关部门办理")


def row_added(document: Document, random: Random) -> Document | None:
    """Table three has a row that the form does not have."""
    sheet = document.sheets["requests"]
    figures = [0] * 7 if random.random() < 0.5 else [random.randint(1, 40) for _ in range(7)]
    width = sum(box.concept is not None for box in sheet.rows[-1])
    after = [row[_at(row)] for row in sheet.rows if _label(row) and "." in _label(row)[:2]]
    if not after:
        return None
    place = random.choice(after)
    label = f"{random.randint(3, 9)}.{random.choice(EXTRA)}"
    extra = (Box(label, place.across), *(Box(str(n)) for n in figures[:width]))
    return document.with_sheet(inserted(sheet, place.row, extra)).allowing("D-09", "D-01", "D-02", "D-15")


def chinese_numerals(document: Document, random: Random) -> Document | None:
    """Some figures are printed as 三, 十二, 零."""
    cells = [concept for concept in document.cells() if (document.seen[concept] or 0) < 100]  # type: ignore[operator]
    if not cells:
        return None
    zero = random.choice("零〇")
    for concept in random.sample(cells, min(len(cells), random.randint(1, 4))):
        value = document.seen[concept]
        assert isinstance(value, Decimal)
        document = document.with_text(concept, numeral(value, "han").replace("两", "二") if value else zero)
    return document.allowing("D-06")


def thousands_parted(document: Document, random: Random) -> Document | None:
    """Figures from a thousand on have separators."""
    comma = random.choice((",", ",", "，"))
    cells = document.cells(above=999)
    for concept in cells:
        document = document.with_text(concept, f"{document.seen[concept]:,}".replace(",", comma))
    return document if cells else None


RAISED_MARKS = ("¹", "²", "③")
"""Marks that are taken for digits where figures are dressed."""
NOTE_MARKS = (*RAISED_MARKS, "*", "[1]", "［2］", "（注1）", "注2")


def note_marks(document: Document, random: Random) -> Document | None:
    """Behind some figures stands the mark of a note, as characters of their own."""
    cells, mark = document.cells(), random.choice(NOTE_MARKS)
    dressed = document.kind == "txt" and document.style.dress in (full_width, thousands, with_units)
    if not cells or (mark in RAISED_MARKS and dressed):
        return None
    for concept in random.sample(cells, min(len(cells), random.randint(1, 6))):
        document = document.with_text(concept, f"{document.seen[concept]}{mark}")
    return document.allowing("D-06")


def cells_emptied(document: Document, random: Random) -> Document | None:
    """The agency left some cells empty."""
    cells = document.cells()
    if not cells or not document.shows_cells:
        return None
    for concept in random.sample(cells, random.randint(1, 5)):
        document = document.with_text(concept, "").seeing({concept: ""})
    return document.allowing("D-06", "D-12", "D-13", *SUMS)


def totals_emptied(document: Document, random: Random) -> Document | None:
    """The agency left some totals of table three empty, or all of them."""
    totals = [c for c in document.cells(of="requests") if c.column == "total" or c.row == "handled"]
    if not totals or not document.shows_cells:
        return None
    count = random.choice((1, 1, 2, len(totals)))
    for concept in random.sample(totals, min(len(totals), count)):
        document = document.with_text(concept, "").seeing({concept: ""})
    return document.allowing("D-06", *SUMS)


def rows_emptied(document: Document, random: Random) -> Document | None:
    """The agency left a row of tables two or three empty."""
    concepts = document.cells(of="requests") + document.cells(of="proactive")
    rows = sorted({(concept.table, concept.row) for concept in concepts})
    if not rows or not document.shows_cells:
        return None
    row = random.choice(rows)
    for concept in [concept for concept in concepts if (concept.table, concept.row) == row]:
        document = document.with_text(concept, "").seeing({concept: ""})
    if document.kind == "txt" and random.random() < 0.5:
        document = document.then(lambda text: re.sub(r"[ \t]+$", "", text, flags=re.MULTILINE))
    return document.allowing("D-06", *SUMS)


def zeros_empty(document: Document, random: Random) -> Document | None:
    """The agency leaves zeros empty."""
    zeros = [concept for concept in document.cells() if not document.seen[concept]]
    if not document.shows_cells:
        return None
    for concept in zeros:
        document = document.with_text(concept, "").seeing({concept: ""})
    return document.allowing("D-06")


def sum_broken(document: Document, random: Random) -> Document | None:
    """The agency printed another figure than the sums ask for."""
    cells = document.cells()
    if not cells:
        return None
    for concept in random.sample(cells, random.randint(1, 2)):
        value = Decimal(random.choice((0, 1, 2, 7, 15, 108, 1234)))
        document = document.with_text(concept, str(value)).seeing({concept: value})
    return document.allowing("D-08", "D-12", "D-13", *SUMS)


WAYS: dict[str, Way] = {
    change.__name__: Way(change)
    for change in (
        litigation_first,
        disputes_by_rows,
        header_on_two_rows,
        two_items_in_one_row,
        remarks_column,
        serial_column,
        row_added,
        chinese_numerals,
        cells_emptied,
        totals_emptied,
        rows_emptied,
        zeros_empty,
        sum_broken,
        thousands_parted,
        note_marks,
    )
}
