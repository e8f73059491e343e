"""What persons said and wrote in the workbook of an audit → the library, which keeps it: about problems, whose files
are, which versions count, and what stands in cells that people go on with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from extract.agencies.sheets import leaves_of
from extract.audit import Audit
from extract.errors import UsageError
from extract.export.books.arranged import Arranged, arranged_of
from extract.export.books.audit_sheets import KeptOfPersons, ShownNote
from extract.export.books.editions import WrittenBook, edition_of
from extract.export.books.read_back import Said, agreement, said_in, said_of_old
from extract.library import OpenLibrary
from extract.library.papers import Note
from extract.words.sheet_names import CONCLUSIONS


class ReadBack(NamedTuple):
    """About how many problems, files and versions something new was said in a workbook, how many other cells were
    written, and how its sheets were arranged."""

    decided: int = 0
    notes: int = 0
    said: Said = Said()


def read_all_back(library: OpenLibrary, workbooks: Iterable[Path]) -> ReadBack:
    """Keeps what persons said in workbooks, one after another; how they arranged the last one counts. Errors as
    `read_back`."""
    read = [read_back(library, workbook) for workbook in workbooks]
    if not read:
        return ReadBack()
    return ReadBack(sum(each.decided for each in read), sum(each.notes for each in read), read[-1].said)


def is_an_edition(library: OpenLibrary, workbook: Path) -> bool:
    """Whether a file is a workbook that was written from a library, as it was or filled in since."""
    try:
        arranged = _arranged(workbook)
    except UsageError:
        return False
    return bool(arranged.edition and library.edition(arranged.edition))


def read_back(library: OpenLibrary, workbook: Path) -> ReadBack:
    """Keeps what persons said in a workbook. Within `library.writing()`. UsageError where it cannot be read."""
    arranged = _arranged(workbook)
    edition = _edition(library, arranged)
    said = said_in(arranged, edition) if edition else said_of_old(arranged)
    library.decide(said.decisions)
    files = [*(owner.file for owner in said.owners), *(choice.file for choice in said.choices)]
    hashes = _held_now(library, edition, library.full_hashes(file.sha256 for file in files))
    for owner in said.owners:
        if full := hashes.get(owner.file.sha256):
            library.assign(owner.year, [(full, owner.file.part, owner.unit, owner.remark)])
    library.choose(
        (hashes[each.file.sha256], each.file.part, each.is_chosen)
        for each in said.choices
        if each.file.sha256 in hashes
    )
    library.take_notes(said.year, (Note(*note) for note in said.notes))
    return ReadBack(len(said.decisions) + len(said.owners) + len(said.choices), len(said.notes), said)


def _arranged(workbook: Path) -> Arranged:
    """A workbook as it was left. UsageError where it is none."""
    leaves_of(workbook, is_ours=True)
    try:
        return arranged_of(workbook.read_bytes())
    except Exception as error:
        raise UsageError("table_unreadable", path=str(workbook), why=type(error).__name__) from error


def _edition(library: OpenLibrary, arranged: Arranged) -> WrittenBook | None:
    """The edition that a workbook says to be; where it does not say, or that is not kept, of those that were written
    the one that agrees with it most. None for a workbook of a version that kept none."""
    if arranged.edition and (text := library.edition(arranged.edition)):
        return edition_of(text)
    editions = [edition_of(text) for text in library.editions()]
    best = max(editions, key=lambda edition: agreement(arranged, edition), default=None)
    return best if best and agreement(arranged, best) else None


def _held_now(library: OpenLibrary, edition: WrittenBook | None, hashes: Mapping[str, str]) -> dict[str, str]:
    """The files that were meant, each as it is now where it was replaced after the workbook was written."""
    at = library.written_at(edition.number) if edition else ""
    now = library.replaced_since(at) if at else {}
    return {start: now.get(sha256, sha256) for start, sha256 in hashes.items()}


def kept_for(library: OpenLibrary, year: int, said: Said) -> KeptOfPersons:
    """What the next workbook of a year keeps of persons. Rows of ours are those of one year."""
    notes = {(note.sheet, note.row, note.column): ShownNote(note.was, note.text) for note in library.notes(year)}
    layouts = said.layouts
    if said.year != year:
        layouts = {code: replace(layout, noted_rows=()) for code, layout in layouts.items()}
    return KeptOfPersons(notes, layouts, said.order, said.own_sheets)


def carried_in(audit: Audit) -> tuple[int, tuple[str, ...]]:
    """How many conclusions of persons an audit goes on with, and those that are none of the known ones."""
    said = list(_conclusions(audit))
    return sum(word in CONCLUSIONS for word in said), tuple(word for word in said if word not in CONCLUSIONS)


def _conclusions(audit: Audit) -> Iterator[str]:
    for standing in audit.standings:
        yield from (p.decision.conclusion for p in standing.problems if p.decision.conclusion)
