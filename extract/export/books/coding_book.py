"""Cells that were drawn → a workbook for two coders, who write what is printed and are not told what was read.

Comes in: cells, and pictures of those of PDFs. Goes out: an XLSX file with a sheet for each coder and one for who
decides between them; later pairs of key and answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from extract.agencies.sheets import rows_of
from extract.errors import UsageError
from extract.export.books.looks import Content, Looks, Sheet, row_height, written_book
from extract.model import Form
from extract.panels.sampling import Coded, Drawn, coded_in
from extract.words.messages import Lang
from extract.words.places import place_of

if TYPE_CHECKING:
    from xlsxwriter import Workbook as Book

Picture = Callable[[Drawn], bytes]
"""A PNG of the place of a cell, empty where there is none."""

_CODERS = ("编码甲", "编码乙", "裁定")
_KEY, _ANSWER = "编号", "原文"
_HEAD = (
    ("序号", "No."), (_KEY, _KEY), ("单位", "Agency"), ("年度", "Year"), ("文件", "File"), ("位置", "Place"),
    ("出处", "Source"), ("图", "Picture"), (_ANSWER, _ANSWER), ("备注", "Remark"),
)  # fmt: skip
_WIDTHS = (6, 20, 20, 7, 30, 40, 22, 34, 12, 16)
_NOTES = (
    (
        "打开「文件」，在「位置」处查看原文印的是什么，填入「原文」。两人各填一张，互不商量；程序读成什么不在表中。",
        "Open the file, look at what is printed at the place, and write it under 原文. Two coders fill in one sheet "
        "each, on their own; what the program read is not shown.",
    ),
    (
        "数字照原文填写（1,200 填 1200 亦可）；印为空白的填「空」；印有 / — 无 等符号的照填；"
        "看不清或没有这一格的填「无此格」。",
        "Numbers as printed (1200 for 1,200 will do); 空 for a cell that is printed empty; signs such as / or — as "
        "they are; 无此格 where there is no such cell, or it cannot be made out.",
    ),
    (
        "两人不一致的，在「裁定」中填写第三人看过后的结论。不要改动「编号」。填完后运行 gongkai score。",
        "Where the two differ, a third person writes what is printed on 裁定. Leave 编号 as it is. Then run "
        "gongkai score.",
    ),
)
_PICTURE_HEIGHT = 45.0


def write_coding_book(
    path: Path, cells: Sequence[Drawn], forms: tuple[Form, ...], lang: Lang, picture: Picture
) -> None:
    """Writes the workbook. OSError when it cannot be written."""
    english = lang == "en"
    with (
        TemporaryDirectory(prefix="gongkai-") as scratch,
        written_book(path, Path(scratch), "coding sheet" if english else "编码表") as (book, looks),
    ):
        notes = Sheet(book, looks, "说明", "&P / &N", landscape=False)
        notes.columns([90])
        for note in _NOTES:
            notes.line(note[english], "line", "wrap", height=row_height([note[english]], [90]))
        for name in _CODERS:
            _write_sheet(book, looks, name, cells, forms, lang, picture)


def _write_sheet(
    book: Book, looks: Looks, name: str, cells: Sequence[Drawn], forms: tuple[Form, ...], lang: Lang, picture: Picture
) -> None:
    sheet = Sheet(book, looks, name, "&P / &N")
    sheet.page.fit_to_pages(1, 0)
    sheet.columns(_WIDTHS)
    sheet.cells([words[lang == "en"] for words in _HEAD], "head", height=20)
    for number, cell in enumerate(cells, start=1):
        place = place_of(cell.concept, forms, cell.stratum.form, lang)
        shown = picture(cell)
        told: tuple[Content, ...] = (number, cell.key, cell.entity, cell.year, cell.file, place, cell.origin)
        for column, content in enumerate(told):
            sheet.put(column, content, "text", "wrap")
        for column in range(7, len(_HEAD)):
            sheet.put(column, "", "text")
        if shown:
            options = {"image_data": BytesIO(shown), "x_scale": 0.5, "y_scale": 0.5, "x_offset": 2, "y_offset": 2}
            sheet.page.insert_image(sheet.row, 7, f"{number}.png", options)
        sheet.ends(max(_PICTURE_HEIGHT if shown else 0, row_height([cell.key, cell.file, place], [20, 30, 40])))
    sheet.page.freeze_panes(1, 2)
    sheet.page.repeat_rows(0)


def read_coding_book(path: Path) -> list[Coded]:
    """What the coders wrote. UsageError where the file is none of these, or cannot be read."""
    return coded_in(_answers(path, name) for name in _CODERS)


def _answers(path: Path, name: str) -> Iterator[tuple[str, str]]:
    head, *rows = rows_of(path, name) or [[]]
    if _KEY not in head or _ANSWER not in head:
        raise UsageError("no_coding_book", path=str(path))
    key, answer = head.index(_KEY), head.index(_ANSWER)
    for row in rows:
        if len(row) > key and row[key]:
            yield row[key], row[answer] if len(row) > answer else ""
