"""What was drawn → a workbook for two coders, who write what is printed and are not told what was read.

Comes in: a sample, and pictures of its cells of PDFs. Goes out: an XLSX file with a sheet for each coder, in an order
of its own, one for who decides between them, and, hidden and packed, what was drawn from what; later the sample again
with their answers.
"""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from extract.agencies.sheets import Leaf, leaves_of
from extract.errors import UsageError
from extract.export.books.looks import Content, Looks, Sheet, row_height, written_book
from extract.export.books.read_back import bare_head
from extract.model import Form
from extract.panels.answers import Question
from extract.panels.claimed import QUESTIONS, ClaimKind, Drawn
from extract.panels.sampling import Sample, sample_in
from extract.panels.scoring import Answers, Coded
from extract.panels.series import STATED_CELLS
from extract.scratch import scratch_folder
from extract.words.languages import Lang, in_language
from extract.words.panel_labels import PERIODS, label
from extract.words.places import STATED, place_of
from extract.words.sheet_names import ANSWERS, CODERS, CODING_DRAWN, CODING_NOTES, KEY

if TYPE_CHECKING:
    from xlsxwriter import Workbook as Book

PictureOf = Callable[[Drawn], bytes]
"""A PNG of the place of a cell, empty where there is none."""

_COLUMNS: Mapping[ClaimKind, Mapping[str, float]] = {
    "cells": {
        "number": 6, "key": 20, "agency": 20, "year": 7, "file": 30, "place": 40, "source": 22, "picture": 34,
        "cell": 12, "remark": 16,
    },
    "reports": {
        "number": 6, "key": 20, "file": 44, "others": 44, "report": 10, "agency": 30, "year": 10, "version": 10,
        "remark": 16,
    },
    "narrative": {
        "number": 6, "key": 20, "agency": 20, "year": 7, "file": 30, "item": 34, "sentence": 60, "stated": 14,
        "remark": 16,
    },
}  # fmt: skip
"""The columns of a coder's sheet with their widths; those named as questions are filled in."""
_NOTES: Mapping[ClaimKind, tuple[str, ...]] = {
    "cells": ("task", "answers", "third"),
    "reports": ("task.reports", "answers.reports", "third"),
    "narrative": ("task.narrative", "answers.narrative", "third", "items"),
}
_PICTURE_HEIGHT = 45.0
_PACKED = "x"
"""In front of every piece of what is packed, which keeps programs from reading a number."""
_LONGEST_PIECE = 30_000


def write_coding_book(path: Path, sample: Sample, forms: tuple[Form, ...], lang: Lang, picture: PictureOf) -> None:
    """Writes the workbook. OSError when it cannot be written."""
    with (
        scratch_folder() as scratch,
        written_book(path, scratch, label("coding.title", lang)) as (book, looks),
    ):
        notes = Sheet(book, looks, CODING_NOTES, "&P / &N", landscape=False)
        notes.columns([90])
        for note in _notes(sample.of, forms, lang):
            notes.line(note, "line", "wrap", height=row_height([note], [90]))
        shown = {each.key: _Shown.of(each, forms, lang, picture(each)) for each in sample.drawn}
        for coder in CODERS:
            _write_sheet(book, looks, coder, sample.of, [shown[each.key] for each in sample.in_order_of(coder)], lang)
        packed = book.add_worksheet(CODING_DRAWN)
        packed.very_hidden()
        for row, piece in enumerate(_pieces(zlib.compress(sample.text.encode(), 9).hex())):
            packed.write_string(row, 0, _PACKED + piece)


def _notes(of: ClaimKind, forms: tuple[Form, ...], lang: Lang) -> Iterator[str]:
    for code in _NOTES[of]:
        yield label(f"coding.{code}", lang)
    if of == "narrative":
        yield from (in_language(words, lang) for words in STATED.values())
        yield from (place_of(code, forms, "", lang) for code in STATED_CELLS)


def _pieces(text: str) -> Iterator[str]:
    return (text[start : start + _LONGEST_PIECE] for start in range(0, len(text), _LONGEST_PIECE))


class _Shown(NamedTuple):
    """What coders see of one that was drawn: by column, and its picture."""

    contents: Mapping[str, Content]
    picture: bytes

    @classmethod
    def of(cls, each: Drawn, forms: tuple[Form, ...], lang: Lang, picture: bytes) -> _Shown:
        place = place_of(each.concept, forms, each.form, lang) if each.concept else label("coding.any", lang)
        contents: dict[str, Content] = {
            "key": each.key,
            "agency": each.entity,
            "year": each.year or None,
            "file": each.file,
            "others": "\n".join(each.others),
            "place": place,
            "source": each.origin,
            "item": place + in_language(PERIODS.get(each.period, ("", "")), lang),
            "sentence": each.sentence,
        }
        return cls(contents, picture)


def _write_sheet(book: Book, looks: Looks, name: str, of: ClaimKind, rows: Sequence[_Shown], lang: Lang) -> None:
    sheet = Sheet(book, looks, name, "&P / &N")
    sheet.page.fit_to_pages(1, 0)
    columns = _COLUMNS[of]
    sheet.columns(list(columns.values()))
    asked: dict[str, str] = {question: ANSWERS[question] for question in QUESTIONS[of]}
    sheet.cells([asked.get(name, "") or label(f"coding.{name}", lang) for name in columns], "head", height=20)
    wrapped = {
        name: width for name, width in columns.items() if name in ("key", "file", "others", "place", "item", "sentence")
    }
    for number, (contents, picture) in enumerate(rows, start=1):
        for place, column in enumerate(columns):
            content = number if column == "number" else None if column in asked else contents.get(column, "")
            sheet.put(place, content, "text", "wrap")
        if picture and "picture" in columns:
            options = {"image_data": BytesIO(picture), "x_scale": 0.5, "y_scale": 0.5, "x_offset": 2, "y_offset": 2}
            sheet.page.insert_image(sheet.row, list(columns).index("picture"), f"{number}.png", options)
        texts = [str(contents[name]) for name in wrapped]
        sheet.ends(max(_PICTURE_HEIGHT if picture else 0, row_height(texts, list(wrapped.values()))))
    sheet.page.freeze_panes(1, 2)
    sheet.page.repeat_rows(0)


def read_coding_book(path: Path) -> tuple[Sample, Coded]:
    """What was drawn, and what the coders wrote. UsageError where the file is none of these, or cannot be read, or
    where it is not certain what a coder answered."""
    leaves = leaves_of(path, with_hidden=True)
    sample = _drawn_in(path, leaves)
    questions = {each.key: QUESTIONS[sample.of] if sample.of == "reports" else (*each.claims,) for each in sample.drawn}
    coded: dict[str, dict[Question, Answers]] = defaultdict(dict)
    asked = {ANSWERS[question] for question in QUESTIONS[sample.of]}
    for field, leaf in zip(Answers._fields, _leaves_of_coders(path, leaves), strict=True):
        for key, answers in _answers(path, leaf, asked).items():
            for question in questions.get(key, ()):
                answer = answers[ANSWERS[question]]
                coded[key][question] = coded[key].get(question, Answers())._replace(**{field: answer})
    return sample, coded


def _drawn_in(path: Path, leaves: Sequence[Leaf]) -> Sample:
    pieces = [cells[0] for leaf in leaves if leaf.name == CODING_DRAWN for _, cells in leaf.rows]
    try:
        packed = bytes.fromhex("".join(piece.removeprefix(_PACKED) for piece in pieces))
        return sample_in(zlib.decompress(packed).decode())
    except (ValueError, zlib.error) as error:
        raise UsageError("no_coding_book", path=str(path)) from error


def _leaves_of_coders(path: Path, leaves: Sequence[Leaf]) -> list[Leaf]:
    """The sheets of the coders; the one that goes by another name now is the only other with keys. UsageError where
    there is none, or more than one."""
    named = {leaf.name: leaf for leaf in leaves}
    free = [leaf for leaf in leaves if leaf.name not in CODERS and _head_of(leaf) is not None]
    if lacking := [coder for coder in CODERS if coder not in named]:
        if len(lacking) > 1 or len(free) != 1:
            raise UsageError("coding_sheet", path=str(path), sheet=lacking[0])
        named[lacking[0]] = free[0]
    return [named[coder] for coder in CODERS]


def _head_of(leaf: Leaf) -> int | None:
    """Which row stands above the answers."""
    return next((at for at, (_, cells) in enumerate(leaf.rows) if bare_head(KEY) in map(bare_head, cells)), None)


def _answers(path: Path, leaf: Leaf, asked: Iterable[str]) -> dict[str, dict[str, str]]:
    """What a coder answered, by key. UsageError where a column is gone, or a key has two answers."""
    at = _head_of(leaf)
    heads = leaf.rows[at][1] if at is not None else []
    columns = {head: _column(path, leaf.name, heads, head) for head in (KEY, *asked)}
    found: dict[str, dict[str, str]] = {}
    for line, row in leaf.rows[(at or 0) + 1 :]:
        answers = {head: row[column] if column < len(row) else "" for head, column in columns.items()}
        key = answers[KEY]
        if found.setdefault(key, answers) != answers:
            raise UsageError("coding_twice", path=str(path), sheet=leaf.name, line=str(line), key=key)
    return found


def _column(path: Path, sheet: str, heads: Sequence[str], head: str) -> int:
    """Where a column stands, by the word above it or, less what was added to that, the only one like it."""
    alike = [at for at, each in enumerate(heads) if bare_head(each) == bare_head(head)]
    same = [at for at in alike if heads[at] == head] or alike
    if len(same) != 1:
        raise UsageError("coding_column", path=str(path), sheet=sheet, column=head)
    return same[0]
