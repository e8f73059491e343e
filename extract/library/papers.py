"""What a library keeps of the papers that go out to people: the numbers of units and problems, what was written into
each workbook, and what persons wrote into its cells.

A number that was given is never given to another. What was written is kept edition by edition, packed, so that of a
workbook that comes back, however old, it is known what a person has changed in it.
"""

from __future__ import annotations

import sqlite3
import zlib
from base64 import b85decode, b85encode
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from extract.library.store import Store, insertion, now

_MOST_EDITIONS = 24
"""The last editions of a year, of which all are kept: an afternoon in which the command was run again and again."""
_MOST_DAYS = 400
"""Days before them of which the last edition is kept: a workbook is worked on for a year, and was opened on a day."""
_MOST_SOUGHT = 64
"""Editions among which a workbook is looked for that does not say which it is, or says one that is not kept."""
_NUMBERED = ("year", "unit", "fingerprint", "number", "first")
_PLAIN = "["
"""Begins an edition that is not packed; no text that is begins so."""
_EDITION = ("number", "year", "at", "written")
_FORGET_EDITIONS = """
DELETE FROM edition WHERE year = :year
AND number NOT IN (SELECT number FROM edition WHERE year = :year ORDER BY at DESC, rowid DESC LIMIT :last)
AND rowid NOT IN (
    SELECT max(rowid) FROM edition WHERE year = :year GROUP BY substr(at, 1, 10) ORDER BY 1 DESC LIMIT :days
)"""


class Numbered(NamedTuple):
    """The number of a problem among those of its unit, and the fingerprint that it had when the number was given."""

    number: int
    first: str


class GivenNumbers(NamedTuple):
    """The numbers of units in an order that stays, and those of their problems by fingerprint, of one year."""

    units: Mapping[str, int]
    problems: Mapping[str, Numbered]


class Note(NamedTuple):
    """What a person wrote into a cell of a sheet: the row by its key, the column by its code, or by its head where it
    is the person's own, and what stood there before."""

    sheet: str
    row: str
    column: str
    was: str
    text: str


class UnitAnswer(NamedTuple):
    """What a unit answered about a problem: whether it is mended, and how, where that is to be seen, on which day, who
    answers for it; why the unit does not agree, empty where it does."""

    is_done: bool
    measure: str = ""
    address: str = ""
    day: str = ""
    person: str = ""
    objection: str = ""


KEPT_ANSWER = (*UnitAnswer._fields, "round")


def unit_numbers(given: Mapping[str, int], units: Sequence[str]) -> dict[str, int]:
    """The numbers that were given, and those of units that have none: their places among all, or the next that are free
    where others have those already.

    >>> unit_numbers({"石桥镇": 1, "青禾镇": 2}, ["新桥镇", "青禾镇", "石桥镇"])
    {'石桥镇': 1, '青禾镇': 2, '新桥镇': 4}
    """
    numbers = dict(given)
    free = max([len(units), *numbers.values()]) + 1
    for place, unit in enumerate(units, start=1):
        if unit not in numbers:
            is_taken = place in numbers.values()
            numbers[unit] = free if is_taken else place
            free += is_taken
    return numbers


class Papers(Store):
    """A library that keeps account of papers."""

    def numbering(self, year: int) -> GivenNumbers:
        """The numbers that were given so far."""
        units = self._sql.execute("SELECT unit, number FROM unit_number WHERE year = ?", (year,))
        problems = self._sql.execute("SELECT fingerprint, number, first FROM problem_number WHERE year = ?", (year,))
        return GivenNumbers(dict(units), {print_: Numbered(number, first) for print_, number, first in problems})

    def number(self, year: int, units: Sequence[str], problems: Iterable[tuple[str, str, str]]) -> GivenNumbers:
        """Gives numbers to the units of a year, and to problems that have none: unit, fingerprint, and the fingerprint
        of the one that a problem goes on from, whose number it keeps. Within `writing()`.

        A unit has the number of `unit_numbers`.
        """
        numbering = self.numbering(year)
        numbered, given = unit_numbers(numbering.units, units), dict(numbering.problems)
        rows = [(year, unit, number) for unit, number in numbered.items()]
        self._sql.executemany(insertion("unit_number", ("year", "unit", "number"), "OR IGNORE"), rows)
        last = "SELECT unit, max(number) FROM problem_number WHERE year = ? GROUP BY unit"
        lasts: dict[str, int] = dict(self._sql.execute(last, (year,)))
        for unit, print_, before in problems:
            if print_ not in given:
                new = given.get(before) or Numbered(lasts.get(unit, 0) + 1, print_)
                given[print_], lasts[unit] = new, max(lasts.get(unit, 0), new.number)
                self._sql.execute(insertion("problem_number", _NUMBERED), (year, unit, print_, *new))
        return GivenNumbers(numbered, given)

    def problems_numbered(self, year: int, unit: str, number: int) -> dict[str, str]:
        """The fingerprints that the problem of a unit has had which has this number, each with the one that it had when
        the number was given."""
        rows = self._sql.execute(
            "SELECT fingerprint, first FROM problem_number WHERE year = ? AND unit = ? AND number = ?",
            (year, unit, number),
        )
        return dict(rows)

    def _renumber(self, before: str, fingerprint: str) -> None:
        """The number of a problem follows it where its fingerprint is another now. Within `writing()`."""
        self._sql.execute(
            "INSERT OR IGNORE INTO problem_number (year, unit, fingerprint, number, first) "
            "SELECT year, unit, ?, number, first FROM problem_number WHERE fingerprint = ?",
            (fingerprint, before),
        )

    def _take_over_numbers(self, other: Papers) -> None:
        """Keeps the numbers that were given in another library, but for those that were given here to others. Within
        `writing()`."""
        units = other._sql.execute("SELECT year, unit, number FROM unit_number").fetchall()
        self._sql.executemany(insertion("unit_number", ("year", "unit", "number"), "OR IGNORE"), units)
        mine = set(self._sql.execute("SELECT year, unit, number FROM unit_number"))
        same = {(year, unit) for year, unit, number in units if (year, unit, number) in mine}
        taken = {row[:3]: row[3] for row in self._sql.execute("SELECT year, unit, number, first FROM problem_number")}
        for row in other._sql.execute(f"SELECT {', '.join(_NUMBERED)} FROM problem_number").fetchall():
            year, unit, _, number, first = row
            if (year, unit) in same and taken.setdefault((year, unit, number), first) == first:
                self._sql.execute(insertion("problem_number", _NUMBERED, "OR IGNORE"), row)

    # ── What units answered ──────────────────────────────────────────────────────────────────────────────────────

    def answers(self, year: int) -> dict[str, tuple[UnitAnswer, int]]:
        """What units answered about the problems of a year, and in which round, by the fingerprints that the problems
        had when they were given their numbers."""
        columns = ", ".join(KEPT_ANSWER)
        rows = self._sql.execute(f"SELECT first, {columns} FROM answer WHERE year = ?", (year,))
        return {first: (UnitAnswer(bool(is_done), *words), round_) for first, is_done, *words, round_ in rows}

    def take_answers(self, year: int, round_: int, answers: Mapping[str, UnitAnswer]) -> None:
        """Keeps what units answered in a round, in place of what they answered before. Within `writing()`."""
        columns = ("year", "first", *KEPT_ANSWER, "decided")
        rows = [(year, first, int(answer.is_done), *answer[1:], round_, now()) for first, answer in answers.items()]
        self._sql.executemany(insertion("answer", columns, "OR REPLACE"), rows)

    # ── What was written, and what came back ─────────────────────────────────────────────────────────────────────

    def edition(self, number: str) -> str | None:
        """What was written into a workbook, by the number that it bears; None where nothing is known of it."""
        packed = self._single_value("SELECT written FROM edition WHERE number = ?", [number])
        return None if packed is None else _unpacked(packed)

    def written_at(self, number: str) -> str:
        """When what a workbook bears as its number was written; empty where nothing is known of it."""
        return str(self._single_value("SELECT at FROM edition WHERE number = ?", [number]) or "")

    def editions(self) -> list[str]:
        """What was written into workbooks, the last ones first, of a few."""
        rows = self._sql.execute("SELECT written FROM edition ORDER BY at DESC, rowid DESC LIMIT ?", (_MOST_SOUGHT,))
        return [_unpacked(packed) for (packed,) in rows]

    def note_edition(self, number: str, year: int, written: str) -> None:
        """Keeps what is written into a workbook, by the number that it bears, and of what was written for that year
        before the last editions and, day by day, the last one of each. Within `writing()`."""
        packed = b85encode(zlib.compress(written.encode())).decode()
        self._sql.execute(insertion("edition", _EDITION, "OR REPLACE"), (number, year, now(), packed))
        self._sql.execute(_FORGET_EDITIONS, {"year": year, "last": _MOST_EDITIONS, "days": _MOST_DAYS})

    def _take_over_editions(self, other: Papers) -> None:
        """Keeps what was written into workbooks from another library. Within `writing()`."""
        rows = other._sql.execute(f"SELECT {', '.join(_EDITION)} FROM edition")
        self._sql.executemany(insertion("edition", _EDITION, "OR IGNORE"), rows)

    def notes(self, year: int) -> list[Note]:
        """What persons wrote into the cells of a year's workbook."""
        rows = self._sql.execute(
            'SELECT sheet, "row", "column", was, text FROM note WHERE year = ? AND text != \'\' ORDER BY decided',
            (year,),
        )
        return [Note(*row) for row in rows]

    def take_notes(self, year: int, notes: Iterable[Note]) -> None:
        """Keeps what persons wrote into cells, in place of what they wrote before; of what they took out again, that
        they did. Within `writing()`."""
        columns = ("year", "decided", *Note._fields)
        self._sql.executemany(insertion("note", columns, "OR REPLACE"), [(year, now(), *note) for note in notes])


def _unpacked(text: str) -> str:
    """What was packed, or kept before anything was; an error of SQLite where it is nothing any more."""
    try:
        return text if text.startswith(_PLAIN) else zlib.decompress(b85decode(text)).decode()
    except (zlib.error, ValueError, TypeError) as error:
        raise sqlite3.DatabaseError("edition.written") from error
