"""What offices add around the figures of their tables, and how they number, space and cut what stands there."""

from __future__ import annotations

import re
from itertools import takewhile
from random import Random

from bench.changed.arranged import with_row
from bench.changed.document import Document, Way
from tests.made.printing import head_rows
from tests.made.sheets import Box, Row, Sheet, spread


def _width(sheet: Sheet) -> int:
    return len(spread(sheet)[0])


def units_below_heads(document: Document, random: Random) -> Document | None:
    """Below the heads of table three stands a row with the unit of every column."""
    sheet, unit = document.sheets["requests"], random.choice(("件", "（件）", "单位：件", "宗"))
    heads, width = head_rows(sheet), _width(sheet)
    figures = sum(box.concept is not None for box in sheet.rows[-1])
    if not heads or not document.shows_rows:
        return None
    first = (Box(random.choice(("", "计量单位", "单位")), width - figures),) if width > figures else ()
    row = (*first, *(Box(unit) for _ in range(figures)))
    return document.with_sheet(with_row(sheet, heads, row)).allowing("D-09")


def rows_numbered(document: Document, random: Random) -> Document | None:
    """Between the labels of table three and their figures stands a column that numbers the rows, 行次."""
    sheet = document.sheets["requests"]
    heads = head_rows(sheet)
    corners = [*takewhile(lambda box: box.down == heads, sheet.rows[0])]
    if not corners or not document.shows_rows:
        return None
    head, by_two = random.choice(("行次", "行号", "序号", "代码", "项次", "指标码", "", "No.")), random.random() < 0.3
    rows: list[Row] = []
    for y, row in enumerate(sheet.rows):
        at = next((n for n, box in enumerate(row) if box.concept), len(row))
        if y == 0:
            row = (*corners, Box(head, 1, heads), *row[len(corners) :])
        elif y >= heads:
            number = f"{y - heads + 1:02d}" if by_two else str(y - heads + 1)
            row = (*row[:at], Box(number), *row[at:])
        rows.append(row)
    return document.with_sheet(sheet._replace(rows=tuple(rows))).allowing("D-09")


OTHER_NUMBERS = ("({})", "（{}）", "{}、", "{}．", "{})", "", "①")


def items_numbered_otherwise(document: Document, random: Random) -> Document | None:
    """The items of table three have numbers of another kind, or none."""
    form = random.choice(OTHER_NUMBERS)

    def number(match: re.Match[str]) -> str:
        return chr(0x245F + int(match[1])) if form == "①" else form.replace("{}", match[1])

    changed = document.with_boxes(
        lambda box: box._replace(text=re.sub(r"^(\d)\.", number, box.text)) if not box.concept else box
    )
    return changed.allowing("D-09", "G-01")


def words_spaced(document: Document, random: Random) -> Document | None:
    """The short words of the tables are spaced out, 总　　计."""
    gap = random.choice((" ", "\u3000", "  ", "\u00a0", "\u2003"))
    if document.kind == "txt" and not document.shows_cells:
        return None

    def spaced(box: Box) -> Box:
        is_word = 2 <= len(box.text) <= 3 and re.fullmatch(r"[\u4e00-\u9fff]+", box.text)
        return box._replace(text=gap.join(box.text)) if is_word and not box.concept else box

    return document.with_boxes(spaced)


FEET = ("第 2 页 共 5 页", "— 3 —", "- 3 -", "第3页", "3 / 6", "3")


def page_foot_within(document: Document, random: Random) -> Document | None:
    """Between the rows of table three stands the foot of a page, as a row of its own that is as wide as the table."""
    sheet, text = document.sheets["requests"], random.choice(FEET)
    heads = head_rows(sheet)
    if not heads or heads + 2 >= len(sheet.rows):
        return None
    at = random.randrange(heads + 1, len(sheet.rows))
    again = random.random() < 0.4 and not any(
        y + box.down > at for y, row in enumerate(sheet.rows[:at]) for box in row if y >= heads
    )
    changed = with_row(sheet, at, (Box(text, _width(sheet)),))
    if again:
        rows = (*changed.rows[: at + 1], *sheet.rows[:heads], *changed.rows[at + 1 :])
        changed = changed._replace(rows=rows)
    return document.with_sheet(changed).allowing("D-09", "G-01")


def parts_side_by_side(document: Document, random: Random) -> Document | None:
    """The parts of table two stand in two halves beside each other."""
    sheet = document.sheets["proactive"]
    starts = [y for y, row in enumerate(sheet.rows) if len(row) == 1]
    if len(starts) < 2 or not document.shows_cells:
        return None
    cut = starts[len(starts) // 2]
    halves = sheet.rows[:cut], sheet.rows[cut:]
    width, height = _width(sheet), max(map(len, halves))
    empty: Row = (Box("", width),)
    left, right = ((*half, *[empty] * (height - len(half))) for half in halves)
    rows = tuple((*one, *other) for one, other in zip(left, right, strict=True))
    return document.with_sheet(sheet._replace(rows=rows)).allowing("D-09")


def pages_between_lines(document: Document, random: Random) -> Document | None:
    """Every few lines of the tables stand the foot of a page and the running title of the next."""
    every, foot = random.randint(9, 30), random.choice(("— {} —", "- {} -", "第 {} 页 共 9 页", "{}", "第{}页"))
    title = random.choice(("", f"{document.entity}{document.year}年政府信息公开工作年度报告"))
    if document.kind != "txt" or not document.shows_rows or "quoted" in document.layout:
        return None

    def change(text: str) -> str:
        lines, page = [], 1
        for n, line in enumerate(text.split("\n"), start=1):
            lines.append(line)
            if n % every == 0 and n > 8:
                lines += [foot.replace("{}", str(page)), *([title] if title else [])]
                page += 1
        return "\n".join(lines)

    return document.then(change).allowing("D-09", "G-01", "B-01")


WAYS: dict[str, Way] = {
    **{
        change.__name__: Way(change)
        for change in (
            units_below_heads,
            rows_numbered,
            items_numbered_otherwise,
            words_spaced,
            page_foot_within,
            parts_side_by_side,
        )
    },
    "pages_between_lines": Way(pages_between_lines, ("txt",), "file"),
}
