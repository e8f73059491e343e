"""The text of all reports, to be searched: an index in a file of its own beside the library, made of it and never part
of it, so that it can be made anew at any time.

Comes in: a library. Goes out: the sections that hold some words. Every character is a word of the index, and what is
looked for a phrase of them, so that two characters suffice; signs and blanks count for nothing, widths and cases of
letters neither. Of contentless tables of FTS5 nothing can be taken away: a section that is gone is left out by the
table beside it, and where many are gone the index is made anew.
"""

from __future__ import annotations

import sqlite3
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import regex as re

from extract.library.sight import EVERYTHING, is_seen, sight
from extract.library.store import opened_for_reading

_VERSION = 2
_TABLES = f"""
CREATE VIRTUAL TABLE found USING fts5(text, content='', tokenize="unicode61 remove_diacritics 0");
CREATE TABLE kept (id INTEGER PRIMARY KEY, file TEXT NOT NULL, part INTEGER NOT NULL, place INTEGER NOT NULL);
CREATE TABLE files (file TEXT PRIMARY KEY, held TEXT NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL);
CREATE TABLE state (held INTEGER NOT NULL, highest INTEGER NOT NULL, gone INTEGER NOT NULL);
PRAGMA user_version = {_VERSION};
"""
_MOST_GONE = 0.25
"""The share of sections that may be gone before the index is made anew."""
_SIGN = re.compile(r"[^\p{L}\p{N}]+")
MOST_COUNTED = 1_000
_MOST_WORDS = 8
_MOST_SPANS = 64
"""Runs of files that are asked one by one."""


class FoundSection(NamedTuple):
    """A section that holds what was looked for, and whose it is."""

    report_id: str
    entity: str
    file: str
    parent: str
    year: int | None
    number: int
    title: str
    text: str


class FoundText(NamedTuple):
    """The sections that are shown, and how many there are, counted up to a limit."""

    sections: tuple[FoundSection, ...]
    number: int


def characters_of(text: str) -> str:
    """A text as it is kept: its letters and figures one by one, in one width and case.

    >>> characters_of("低保，ＡB 12")
    '低 保 a b 1 2'
    """
    return " ".join(_SIGN.sub("", unicodedata.normalize("NFKC", text).lower()))


def phrases_of(words: str) -> list[str]:
    """What is looked for: words between blanks, each a phrase.

    >>> phrases_of("低保 2024 —")
    ['低 保', '2 0 2 4']
    """
    return list(filter(None, map(characters_of, words.split())))[:_MOST_WORDS]


class TextIndex:
    """The index of the text of a library."""

    def __init__(self, library: Path) -> None:
        self.library = library
        self.path = library.with_name(f".{library.stem}-search.sqlite")

    def update(self) -> None:
        """Takes into the index what has come since, and leaves out what is gone."""
        with closing(self._opened()) as sql:
            sql.execute("ATTACH ? AS library", (_uri_of(self.library),))
            (held,) = sql.execute("SELECT held FROM library.library").fetchone()
            (state,) = sql.execute("SELECT held FROM state").fetchone()
            if state == held:
                return
            sql.execute("BEGIN IMMEDIATE")
            self._leave_out(sql)
            self._take_in(sql)
            sql.execute("UPDATE state SET held = ?", (held,))
            sql.execute("COMMIT")
            (gone,) = sql.execute("SELECT gone FROM state").fetchone()
            (kept,) = sql.execute("SELECT count(*) FROM kept").fetchone()
        if gone > _MOST_GONE * max(kept, 1):
            self.path.unlink()
            self.update()

    def find(self, words: str, parent: str = "", year: int = 0, first: int = 0, count: int = 20) -> FoundText:
        """The sections that hold all of some words, of a place or a year where they are named."""
        phrases = phrases_of(words)
        if not phrases:
            return FoundText((), 0)
        asked = " AND ".join(f'"{phrase}"' for phrase in phrases)
        seen = sight()
        places = [place for place in ([parent] if parent else sorted(seen or ())) if is_seen(place)]
        with closing(self._opened()) as sql:
            sql.execute("ATTACH ? AS library", (_uri_of(self.library),))
            if parent or seen is not EVERYTHING:
                found = _found_in(sql, asked, places, year)
            else:
                found = _ids(sql, f"{_FROM} AND ? IN (0, year)" if year else _ALIVE, [asked, year] if year else [asked])
            wanted = found[first : first + count]
            rows = sql.execute(f"SELECT {_FOUND} {_KEPT} WHERE kept.id IN ({_marks(wanted)}) ORDER BY kept.id", wanted)
            return FoundText(tuple(FoundSection(*row) for row in rows), len(found))

    def _opened(self) -> sqlite3.Connection:
        """The index; one of another version, or that is damaged, is made anew."""
        for is_last in (False, True):
            sql = sqlite3.connect(self.path, timeout=60, isolation_level=None, uri=True)
            try:
                (version,) = sql.execute("PRAGMA user_version").fetchone()
                if version == _VERSION:
                    return sql
                if version == 0 and not sql.execute("SELECT 1 FROM sqlite_master").fetchone():
                    sql.execute("PRAGMA journal_mode = WAL")
                    sql.executescript(f"BEGIN IMMEDIATE; {_TABLES} INSERT INTO state VALUES (-1, 0, 0); COMMIT;")
                    return sql
                sql.close()
            except sqlite3.DatabaseError:
                sql.close()
                if is_last:
                    raise
            self.path.unlink(missing_ok=True)
        raise AssertionError

    def _leave_out(self, sql: sqlite3.Connection) -> None:
        rows = sql.execute(
            "SELECT files.file, first, last FROM files LEFT JOIN library.file AS now ON now.file = files.file "
            f"WHERE now.file IS NULL OR held != {_HELD}"
        ).fetchall()
        for file, first, last in rows:
            sql.execute("DELETE FROM kept WHERE id BETWEEN ? AND ?", (first, last))
            sql.execute("DELETE FROM files WHERE file = ?", (file,))
            sql.execute("UPDATE state SET gone = gone + ?", (last - first + 1,))

    def _take_in(self, sql: sqlite3.Connection) -> None:
        new = sql.execute(
            f"SELECT now.id, now.file, {_HELD} FROM library.file AS now "
            "WHERE NOT duplicate AND now.file NOT IN (SELECT file FROM files)"
        ).fetchall()
        (highest,) = sql.execute("SELECT highest FROM state").fetchone()
        for key, file, held in new:
            first = highest + 1
            for part, place, title, text in _sections(sql, key):
                highest += 1
                characters = characters_of(f"{title}\n{text}")
                sql.execute("INSERT INTO found (rowid, text) VALUES (?, ?)", (highest, characters))
                sql.execute(
                    "INSERT INTO kept (id, file, part, place) VALUES (?, ?, ?, ?)", (highest, file, part, place)
                )
            row = (file, held, first, highest)
            sql.execute("INSERT INTO files (file, held, first, last) VALUES (?, ?, ?, ?)", row)
        sql.execute("UPDATE state SET highest = ?", (highest,))


def _found_in(sql: sqlite3.Connection, asked: str, places: Sequence[str], year: int) -> list[int]:
    """The sections of some places that hold what is asked, as many as are counted. Files that stand beside each other
    in the index are asked together; where these are many, all are."""
    of_places = f"parent IN ({_marks(places)})"
    spans = _joined(
        sql.execute(
            "SELECT DISTINCT first, last FROM library.report AS report JOIN library.file AS file ON file.id = file_id "
            f"JOIN files ON files.file = file.file WHERE {of_places} ORDER BY first",
            places,
        )
    )
    source = f"{_FROM} AND ? IN (0, year) AND {of_places}"
    values = [asked, year, *places]
    if len(spans) > _MOST_SPANS:
        return _ids(sql, source, values)
    found: list[int] = []
    for first, last in spans:
        found += _ids(sql, f"{source} AND found.rowid BETWEEN ? AND ?", [*values, first, last])
    return found[:MOST_COUNTED]


def _joined(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans that follow each other as one.

    >>> _joined([(1, 2), (3, 4), (6, 7)])
    [(1, 4), (6, 7)]
    """
    joined: list[tuple[int, int]] = []
    for first, last in spans:
        if joined and first == joined[-1][1] + 1:
            joined[-1] = joined[-1][0], last
        else:
            joined.append((first, last))
    return joined


def _ids(sql: sqlite3.Connection, source: str, values: Sequence[object]) -> list[int]:
    rows = sql.execute(f"SELECT found.rowid {source} ORDER BY found.rowid LIMIT {MOST_COUNTED}", values)
    return [key for (key,) in rows]


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))


def _sections(sql: sqlite3.Connection, key: int) -> Iterator[tuple[int, int, str, str]]:
    return sql.execute(
        "SELECT report.part, section.place, section.title, text FROM library.report AS report "
        "JOIN library.section AS section ON section.report = report.id "
        "WHERE file_id = ? AND report_id != '' ORDER BY part, place",
        (key,),
    )


def marked_text(text: str, words: str, around: int) -> list[tuple[str, bool]]:
    """What stands around what was looked for in a text, and whether it is that.

    >>> marked_text("全年发放低保金。", "低 保", 2)
    [('…发放', False), ('低', True), ('保', True), ('金。', False)]
    """
    patterns = (r"[^\p{L}\p{N}]*".join(map(re.escape, phrase.split())) for phrase in phrases_of(words))
    wanted = re.compile("|".join(patterns), re.IGNORECASE)
    text = unicodedata.normalize("NFKC", text)
    found = list(wanted.finditer(text))
    if not found:
        return [(text[: 2 * around], False)]
    first = max(found[0].start() - around, 0)
    last = min(found[0].end() + 3 * around, len(text))
    parts, at = [("…", False)] if first else [], first
    for match in found:
        if match.end() <= last:
            parts += [(text[at : match.start()], False), (match[0], True)]
            at = match.end()
    parts += [(text[at:last] + ("…" if last < len(text) else ""), False)]
    joined: list[tuple[str, bool]] = []
    for part, is_found in parts:
        if joined and not joined[-1][1] and not is_found:
            joined[-1] = (joined[-1][0] + part, False)
        elif part:
            joined.append((part, is_found))
    return joined


def _uri_of(path: Path) -> str:
    with closing(opened_for_reading(path)):
        return f"{path.absolute().as_uri()}?mode=ro"


_HELD = "now.sha256 || ' ' || now.read_at"
_ALIVE = "FROM found JOIN kept ON kept.id = found.rowid WHERE found MATCH ?"
_OF_LIBRARY = (
    "JOIN library.file AS file ON file.file = kept.file "
    "JOIN library.report AS report ON report.file_id = file.id AND report.part = kept.part"
)
_FROM = f"FROM found JOIN kept ON kept.id = found.rowid {_OF_LIBRARY} WHERE found MATCH ?"
_KEPT = (
    f"FROM kept {_OF_LIBRARY} "
    "JOIN library.section AS section ON section.report = report.id AND section.place = kept.place"
)
_FOUND = "report_id, entity, file.file, parent, year, section.number, section.title, section.text"
