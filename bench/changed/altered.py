"""What offices do to the form in their own hand: cells merged, parts without a name, labels with more words, twice."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from random import Random

from bench.changed.arranged import with_row
from bench.changed.document import KINDS, SUMS, Document, Way
from extract.model import Concept
from tests.made.layouts import full_width, thousands, with_units
from tests.made.printing import Part, head_rows
from tests.made.sheets import Box, Row, Sheet, spread

NO_PDF = tuple(kind for kind in KINDS if kind != "pdf")


def _label_at(row: Row) -> int:
    return next((n for n, box in enumerate(row) if box.row), -1)


def _figures(row: Row) -> list[Concept]:
    return [box.concept for box in row if box.concept]


# ── Cells ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def row_merged(document: Document, random: Random) -> Document | None:
    """The figures of a row of table three are one merged cell: one 0 for all, or a figure that may be any of them."""
    sheet = document.sheets["requests"]
    zeros = random.random() < 0.6
    rows = [
        y
        for y, row in enumerate(sheet.rows)
        if (cells := _figures(row))
        and not document.touched & set(cells)
        and all(not document.seen[c] for c in cells) == zeros
        and [box.concept is not None for box in row[-len(cells) :]] == [True] * len(cells)
    ]
    if not rows or not document.shows_rows:
        return None
    y = random.choice(rows)
    cells, row = _figures(sheet.rows[y]), sheet.rows[y]
    text = "0" if zeros else str(document.seen[cells[-1]])
    merged = (*row[: -len(cells)], row[-len(cells)]._replace(text=text, across=len(cells)))
    document = document.with_sheet(sheet._replace(rows=(*sheet.rows[:y], merged, *sheet.rows[y + 1 :])))
    seen = dict.fromkeys(cells, Decimal(0) if zeros else None)
    return document.seeing(seen).doubting(cells).allowing("D-06", "D-08", "D-09", *SUMS)


def rows_merged(document: Document, random: Random) -> Document | None:
    """The zeros of two rows of table three, one below the other, are merged: one 0 in each column for both."""
    sheet = document.sheets["requests"]
    rows = [
        y
        for y, (one, other) in enumerate(zip(sheet.rows, sheet.rows[1:], strict=False))
        if (cells := _figures(one) + _figures(other))
        and len(_figures(one)) == len(_figures(other))
        and not document.touched & set(cells)
        and not any(document.seen[concept] for concept in cells)
    ]
    if not rows or not document.shows_cells or not document.shows_rows:
        return None
    y = random.choice(rows)
    one = tuple(box._replace(down=2) if box.concept else box for box in sheet.rows[y])
    other = tuple(box for box in sheet.rows[y + 1] if not box.concept)
    changed = sheet._replace(rows=(*sheet.rows[:y], one, other, *sheet.rows[y + 2 :]))
    cells = _figures(sheet.rows[y]) + _figures(sheet.rows[y + 1])
    return document.with_sheet(changed).seeing({c: Decimal(0) for c in cells}).doubting(cells).allowing("D-06", "D-09")


OTHERWISE = (
    "0{}",
    "{}.0",
    "{}.00",
    "+{}",
    "{}．",
    "{} ",
    "第{}",
    "{}个",
    "计{}件",
    "[{}]",
    "{}_",
    "{}：",
    "<{}>",
    "＝{}",
)


def figures_otherwise(document: Document, random: Random) -> Document | None:
    """Some figures have zeros in front or behind the point, or signs and words around them."""
    form, cells = random.choice(OTHERWISE), document.cells(above=0)
    if document.kind == "txt" and document.style.dress in (full_width, thousands, with_units):
        return None
    for concept in random.sample(cells, min(len(cells), random.randint(1, 6))):
        document = document.with_text(concept, form.replace("{}", str(document.seen[concept])))
    return document.allowing("D-06", "D-07", "D-08", "D-10") if cells else None


NOTES = (0x2460, 0x2474)
"""The first of signs that may be the mark of a note: ①, ⑴."""
_FINANCIAL = dict(zip("零一二三四五六七八九十百", "零壹贰叁肆伍陆柒捌玖拾佰", strict=True))


def numerals_otherwise(document: Document, random: Random) -> Document | None:
    """Some small figures are financial numerals or one sign: 壹拾贰, ⑫, ⒓, ㈤, Ⅻ; a sign in a circle may be a note."""
    cells = [concept for concept in document.cells(above=0) if (document.seen[concept] or 0) <= 12]  # type: ignore[operator]
    if document.kind == "txt" and (document.style.finish("④") != "④" or document.style.dress is full_width):
        return None
    first = random.choice((0, *NOTES, 0x2488, 0x2160))
    for concept in random.sample(cells, min(len(cells), random.randint(1, 4))):
        value = int(document.seen[concept] or 0)
        text = chr(first + value - 1) if first else _in_words(value)
        document = document.with_text(concept, text)
        if first in NOTES:
            document = document.seeing({concept: None}).doubting([concept])
    return document.allowing("D-06", "D-07", "D-10", *SUMS) if cells else None


def _in_words(value: int) -> str:
    words = "一二三四五六七八九"[value - 1] if value < 10 else "十" + " 一二"[value - 10].strip()
    return "".join(_FINANCIAL[each] for each in ("一" + words if value > 9 and value % 2 else words))


# ── Heads and labels ─────────────────────────────────────────────────────────────────────────────────────────────────


def bands_unnamed(document: Document, random: Random) -> Document | None:
    """The rows of table two that name its parts, 第二十条第（一）项, are left out, one or all."""
    sheet = document.sheets["proactive"]
    names = [y for y, row in enumerate(sheet.rows) if len(row) == 1]
    if not names:
        return None
    gone = names if random.random() < 0.5 else [random.choice(names)]
    rows = tuple(row for y, row in enumerate(sheet.rows) if y not in gone)
    return document.with_sheet(sheet._replace(rows=rows)).allowing("D-09")


def heads_cut(document: Document, random: Random) -> Document | None:
    """The heads of table two have lost what stood behind their line breaks: 本年新 and 本年新."""
    if {"documents_exchanged", "heads_mistyped"} & set(document.changes):
        return None
    length = random.choice((3, 4))

    def cut(box: Box) -> Box:
        return box._replace(text=box.text[:length]) if box.column and len(box.text) > length else box

    sheet = document.sheets["proactive"]
    changed = document.with_sheet(sheet._replace(rows=tuple(tuple(map(cut, row)) for row in sheet.rows)))
    return changed.doubting([c for c in document.seen if c.table == "proactive"]).allowing("D-09", "G-01")


def units_in_labels(document: Document, random: Random) -> Document | None:
    """The labels or the heads of the tables have their unit behind them."""
    unit, heads = random.choice(("（件）", "(件)", "（单位：件）", "/件", "（件/次）", "数量")), random.random() < 0.5

    def change(box: Box) -> Box:
        is_meant = bool(box.column if heads else box.row) and not box.concept and "单位" not in box.text
        return box._replace(text=box.text + unit) if is_meant else box

    return document.with_boxes(change).allowing("D-09", "G-01")


EXPLAINED = (
    "（含2件重复申请）",
    "（同比增长5%）",
    "（注1）",
    "*",
    "【依据第十四条】",
    "（指《条例》第三十五条所列情形）",
    "：",
    "①",
    "（2023年）",
)


def labels_explained(document: Document, random: Random) -> Document | None:
    """Behind one to four labels of table three stand words or figures that explain them."""
    sheet = document.sheets["requests"]
    labels = [box.row for row in sheet.rows for box in row if box.row]
    if not labels:
        return None
    more = {row: random.choice(EXPLAINED) for row in random.sample(labels, min(len(labels), random.randint(1, 4)))}
    cells = [concept for concept in document.seen if concept.row in more]
    changed = document.with_boxes(
        lambda box: box._replace(text=box.text + more[box.row]) if box.row in more and not box.concept else box
    )
    return changed.doubting(cells).allowing("D-06", "D-09", "G-01")


def labels_whole(document: Document, random: Random) -> Document | None:
    """The rows of table three have their groups in their own label, and no cell beside it: 三、…（三）…1.…."""
    sheet, gap = document.sheets["requests"], random.choice(("", "-", "—", " ", "：", "/"))
    lines = {line.key: line for line in document.form.table("requests").bands[0].lines}
    heads = head_rows(sheet)
    if not heads or not document.shows_rows:
        return None
    rows: list[Row] = [*sheet.rows[:heads]]
    for row in sheet.rows[heads:]:
        label = row[_label_at(row)]
        if label.row not in lines or not _figures(row):
            return None
        across = _width(sheet) - len(_figures(row))
        name = gap.join((*lines[label.row].group, label.text))
        rows.append((label._replace(text=name, across=across), *(box for box in row if box.concept)))
    return document.with_sheet(sheet._replace(rows=tuple(rows))).allowing("D-09", "G-01")


def groups_as_rows(document: Document, random: Random) -> Document | None:
    """The groups of table three are rows above their items, whose cells are empty or merged; nothing stands beside."""
    sheet = document.sheets["requests"]
    lines = {line.key: line for line in document.form.table("requests").bands[0].lines}
    heads, merged = head_rows(sheet), random.random() < 0.5
    if not heads or not document.shows_rows or "row_printed_twice" in document.changes:
        return None
    rows: list[Row] = [*sheet.rows[:heads]]
    above: tuple[str, ...] = ()
    for row in sheet.rows[heads:]:
        label, figures = row[_label_at(row)], [box for box in row if box.concept]
        if label.row not in lines:
            return None
        across, group = _width(sheet) - len(figures), lines[label.row].group
        for depth, name in enumerate(group):
            if above[: depth + 1] != group[: depth + 1]:
                rows.append((Box(name, _width(sheet)),) if merged else (Box(name, across), *(Box("") for _ in figures)))
        above = group
        rows.append((label._replace(across=across), *figures))
    return document.with_sheet(sheet._replace(rows=tuple(rows))).allowing("D-06", "D-09", "G-01")


def _width(sheet: Sheet) -> int:
    return len(spread(sheet)[0])


REMARK_HEADS = ("情况说明", "说明", "具体情况", "填报说明", "依据", "", "备　注", "数据来源")
REMARKS = ("", "", "", "见正文", "办公室", "含网上申请", "已办结", "第2号")


def remarks_renamed(document: Document, random: Random) -> Document | None:
    """Table three has a column of words that the form does not have, last or right behind the labels."""
    sheet = document.sheets["requests"]
    heads = head_rows(sheet)
    if not heads or not document.shows_cells or not document.shows_rows:
        return None
    head, inner = random.choice(REMARK_HEADS), random.random() < 0.4
    rows: list[Row] = []
    for y, row in enumerate(sheet.rows):
        at = len(row)
        if inner:
            firsts = [n for n, box in enumerate(row) if box.concept or (y == 0 and box.down < heads)]
            at = firsts[0] if firsts else at
        if y == 0:
            row = (*row[:at], Box(head, 1, heads), *row[at:])
        elif y >= heads:
            row = (*row[:at], Box(random.choice(REMARKS)), *row[at:])
        rows.append(row)
    return document.with_sheet(sheet._replace(rows=tuple(rows))).allowing("D-09")


# ── Tables ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def table_of_last_year(document: Document, random: Random) -> Document | None:
    """A table stands in the report once more, with the figures of the year before and words that say so."""
    table = random.choice(("proactive", "requests", "disputes"))
    sheet = document.sheets.get(table)
    if not sheet or "listed" in document.changes:
        return None
    before, same = document.year - 1, random.random() < 0.2

    def older(box: Box) -> Box:
        if not box.concept or same or not box.text.isdecimal():
            return box._replace(concept=None)
        return box._replace(concept=None, text=str(int(box.text) + random.randint(0, 30)))

    old = sheet._replace(table="", rows=tuple(tuple(map(older, row)) for row in sheet.rows))
    words = Part("body", random.choice((f"附：{before}年度数据", f"{before}年度情况如下：", f"（{before}年）")))
    parts: list[Part | Sheet] = []
    for part in document.parts:
        parts.append(part)
        if part is sheet:
            parts += [words, old]
    cells = [concept for concept in document.seen if concept.table == table]
    return replace(document, parts=tuple(parts)).doubting(cells).allowing("D-09")


def unit_row_between(document: Document, random: Random) -> Document | None:
    """Between the heads and the first row of table two or four, or above them, stands a row with units or a note."""
    sheet = document.sheets[random.choice(("proactive", "disputes"))]
    text = random.choice(("（单位：件）", "单位：件、万元", "截至12月31日", "数据口径：办结数"))
    at = random.choice((0, 1)) if sheet.table == "proactive" else random.choice((0, len(sheet.rows) - 1))
    if not document.shows_rows:
        return None
    return document.with_sheet(with_row(sheet, at, (Box(text, _width(sheet)),))).allowing("D-09", "G-01")


WAYS: dict[str, Way] = {
    **{
        change.__name__: Way(change, NO_PDF)
        for change in (
            figures_otherwise,
            numerals_otherwise,
            bands_unnamed,
            heads_cut,
            units_in_labels,
            labels_explained,
            labels_whole,
            groups_as_rows,
            remarks_renamed,
            unit_row_between,
        )
    },
    **{change.__name__: Way(change, ("html", "docx")) for change in (row_merged, rows_merged)},
    "table_of_last_year": Way(table_of_last_year, NO_PDF, "file"),
}
