"""Cells that were drawn → a workbook for two coders, who write what is printed and are not told what was read.

Comes in: cells, and pictures of those of PDFs. Goes out: an XLSX file with a sheet for each coder and one for who
decides between them; later pairs of key and answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from extract.agencies.sheets import rows_of
from extract.errors import UsageError
from extract.export.books.looks import Content, Looks, Sheet, row_height, written_book
from extract.model import Form
from extract.panels.sampling import Coded, Drawn, coded_in
from extract.scratch import scratch_folder
from extract.words.languages import Lang
from extract.words.panel_labels import label
from extract.words.places import place_of
from extract.words.sheet_names import ANSWER, CODERS, CODING_NOTES, KEY

if TYPE_CHECKING:
    from xlsxwriter import Workbook as Book

PictureOf = Callable[[Drawn], bytes]
"""A PNG of the place of a cell, empty where there is none."""

_HEAD = ("number", "key", "agency", "year", "file", "place", "source", "picture", "answer", "remark")
_WIDTHS = (6, 20, 20, 7, 30, 40, 22, 34, 12, 16)
_NOTES = ("task", "answers", "third")
_PICTURE_HEIGHT = 45.0


def write_coding_book(
    path: Path, cells: Sequence[Drawn], forms: tuple[Form, ...], lang: Lang, picture: PictureOf
) -> None:
    """Writes the workbook. OSError when it cannot be written."""
    with (
        scratch_folder() as scratch,
        written_book(path, scratch, label("coding.title", lang)) as (book, looks),
    ):
        notes = Sheet(book, looks, CODING_NOTES, "&P / &N", landscape=False)
        notes.columns([90])
        for note in (label(f"coding.{code}", lang) for code in _NOTES):
            notes.line(note, "line", "wrap", height=row_height([note], [90]))
        for name in CODERS:
            _write_sheet(book, looks, name, cells, forms, lang, picture)


def _write_sheet(
    book: Book, looks: Looks, name: str, cells: Sequence[Drawn], forms: tuple[Form, ...], lang: Lang, picture: PictureOf
) -> None:
    sheet = Sheet(book, looks, name, "&P / &N")
    sheet.page.fit_to_pages(1, 0)
    sheet.columns(_WIDTHS)
    sheet.cells([label(f"coding.{code}", lang) for code in _HEAD], "head", height=20)
    for number, cell in enumerate(cells, start=1):
        place = place_of(cell.concept, forms, cell.stratum.form, lang)
        shown = picture(cell)
        contents: tuple[Content, ...] = (number, cell.key, cell.entity, cell.year, cell.file, place, cell.origin)
        for column, content in enumerate(contents):
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
    return coded_in(_answers(path, name) for name in CODERS)


def _answers(path: Path, name: str) -> Iterator[tuple[str, str]]:
    head, *rows = rows_of(path, name) or [[]]
    if KEY not in head or ANSWER not in head:
        raise UsageError("no_coding_book", path=str(path))
    key, answer = head.index(KEY), head.index(ANSWER)
    for row in rows:
        if len(row) > key and row[key]:
            yield row[key], row[answer] if len(row) > answer else ""
