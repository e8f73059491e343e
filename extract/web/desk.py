"""What every page is made from: a library, where its files lie, who must file, by which profile; and what is kept in
mind between two pages, as long as the library has not changed."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from threading import Lock, Thread
from typing import Any, TypeVar, cast

from extract.agencies.roster import Roster
from extract.audit.filings import FiledBy, FiledLine, filed_by
from extract.checks.profile import Profile
from extract.errors import GongkaiError
from extract.export.folder import Wording, wording_in
from extract.jobs import settled_to_read
from extract.jobs.receiving import Inbox
from extract.jobs.text_index import TextIndex
from extract.library import OpenLibrary
from extract.library.sight import EVERYTHING, SeenPlaces, seeing, sight
from extract.version import __version__
from extract.words.languages import Lang

Made = TypeVar("Made")

_MOST_KEPT = 64
"""Answers that are kept in mind."""


class Workdesk:
    """A library at work, with what an office brings: files that lie below `roots`, its roster and its profile."""

    def __init__(
        self,
        library: Path,
        roots: Sequence[Path] = (),
        roster: Roster | None = None,
        profile: Profile | None = None,
        year: int = 0,
        lang: Lang = "zh",
    ) -> None:
        self.library = library
        self.roots = tuple(roots)
        self._roster = roster
        self._rosters: dict[SeenPlaces, Roster] = {}
        self.profile = profile or Profile()
        self.year = year
        self.lang = lang
        self.inbox = Inbox(library)
        self._kept: dict[Hashable, tuple[int, Any]] = {}
        self._lock = Lock()
        self._indexing = Lock()
        self._making: dict[Hashable, Lock] = {}

    def reading(self) -> OpenLibrary:
        """The library, to be asked."""
        return OpenLibrary.reading(self.library)

    def writing(self) -> OpenLibrary:
        """The library, to be written."""
        return OpenLibrary.existing(self.library)

    @contextmanager
    def settled(self) -> Iterator[OpenLibrary]:
        """The library, to be asked what its files tell together; found out first where it has changed since. That it
        is whole was looked at when the desk was opened."""
        with self.reading() as library:
            if not library.has_unsettled():
                yield library
                return
        seen = sight()
        with seeing(EVERYTHING), settled_to_read(self.library) as library:
            if seen is EVERYTHING:
                yield library
                return
        with self.reading() as library:
            yield library

    def settle_soon(self) -> None:
        """Has found out, beside what goes on, what the files of the library tell together since it has changed."""
        Thread(target=self._settle, name="settle", daemon=True).start()

    def _settle(self) -> None:
        with suppress(GongkaiError), self.settled():
            pass

    @property
    def roster(self) -> Roster | None:
        """Who must file, of the places of which one sees something; None without a roster."""
        seen = sight()
        if self._roster is None or seen is None:
            return self._roster
        if seen not in self._rosters:
            self._rosters[seen] = Roster(tuple(unit for unit in self._roster.units if unit.parent in seen))
        return self._rosters[seen]

    @property
    def levels(self) -> dict[str, str]:
        """How grave the office finds rules that it finds otherwise."""
        return cast("dict[str, str]", self.profile.severities)

    def kept(self, key: Hashable, library: OpenLibrary, make: Callable[[], Made]) -> Made:
        """What was made from what one sees of the library as it is now; made anew where it has changed since, by one
        at a time."""
        generation, key = library.generation, (key, sight())
        with self._lock:
            lock = self._making.setdefault(key, Lock())
        with lock:
            kept = self._kept.get(key)
            if kept is None or kept[0] != generation:
                kept = (generation, make())
                with self._lock:
                    self._kept.pop(key, None)
                    self._kept[key] = kept
                    for oldest in list(self._kept)[:-_MOST_KEPT]:
                        del self._kept[oldest]
            return cast("Made", kept[1])

    def filed(self, library: OpenLibrary) -> FiledBy:
        """Who of the roster has filed; nobody without a roster."""
        roster = self.roster
        if roster is None:
            return FiledBy()

        def made() -> FiledBy:
            lines = filed_lines(library)
            return filed_by(lines, roster, self.profile, sorted({line.year for line in lines} | self._asked_year))

        return self.kept("filed", library, made)

    def texts(self) -> TextIndex:
        """The text of all reports, to be searched, as the library is now."""
        with self._indexing:
            index = TextIndex(self.library)
            index.update()
        return index

    @property
    def _asked_year(self) -> set[int]:
        return {self.year} if self.year else set()


def filed_lines(library: OpenLibrary) -> list[FiledLine]:
    """Whose the reports of a library are, those that count."""
    names, rows = library.filed()
    at = [names.index(name) for name in FiledLine._fields]
    year = names.index("year")
    return [FiledLine(*(row[place] for place in at)) for row in rows if row[year] is not None]


@cache
def wording(lang: Lang) -> Wording:
    """How pages speak."""
    return wording_in(lang, f"gongkai {__version__}")
