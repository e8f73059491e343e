"""整改情况反馈表, as it comes back: a file, whatever its kind → what its unit answered about each problem.

Comes in: a document. Goes out: answers by the numbers of their problems. Whatever else stands in the file is not looked
at; a row without any answer says nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from unicodedata import normalize

import regex as re

from extract.library.papers import UnitAnswer
from extract.model import Cell, Document, Table
from extract.text import squeeze
from extract.words.sheet_names import ANSWER_WORDS, DONE_WORDS

_NUMBER = re.compile(r"\d{4}-\d+-\d+")
_DASHES = re.compile(r"[\p{Pd}−_]")
_STOPS = ".。"
_NEEDED = {"number", "done"}


def answers_in(document: Document) -> dict[str, UnitAnswer]:
    """The answers on the forms of a document; the last one about a problem counts."""
    found: dict[str, UnitAnswer] = {}
    for block in document.blocks:
        if isinstance(block, Table):
            found.update(_answers(block.rows))
    return found


def _answers(rows: Sequence[Sequence[Cell]]) -> Iterator[tuple[str, UnitAnswer]]:
    columns: dict[int, str] = {}
    for row in rows:
        heads = _heads(row)
        if set(heads.values()) >= _NEEDED:
            columns = heads
            continue
        said = {columns[cell.column]: cell.text.strip() for cell in row if cell.column in columns}
        number = _DASHES.sub("-", squeeze(normalize("NFKC", said.pop("number", ""))))
        if _NUMBER.fullmatch(number) and any(said.values()):
            is_done = squeeze(said.pop("done", "")).strip(_STOPS).lower() in DONE_WORDS
            yield number, UnitAnswer(is_done, **{code: _one_line(text) for code, text in said.items()})


def _heads(row: Sequence[Cell]) -> dict[int, str]:
    """The columns of a row of heads: their places, and what they are."""
    words = {word: code for code, all_words in ANSWER_WORDS for word in all_words.split()}
    return {cell.column: words[head] for cell in row if (head := squeeze(cell.text)) in words}


def _one_line(text: str) -> str:
    return " ".join(text.split())
