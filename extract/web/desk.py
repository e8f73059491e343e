"""What every page is made from: a library, where its files lie, who must file, by which profile; and what is kept in
mind between two pages, as long as the library has not changed."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from threading import BoundedSemaphore, Lock, Thread
from typing import Any, Generic, NamedTuple, TypeVar, cast

from extract.agencies.roster import Roster
from extract.audit.filings import FiledBy, FiledLine, filed_by
from extract.checks.profile import Profile
from extract.errors import GongkaiError
from extract.export.folder import Wording, wording_in
from extract.jobs import settled_to_read
from extract.jobs.receiving import Inbox
from extract.jobs.text_index import TextIndex
from extract.library import OpenLibrary
from extract.library.sight import EVERYTHING, SeenPlaces, is_seen, seeing, sight
from extract.version import __version__
from extract.words.languages import Lang

Made = TypeVar("Made")

_MOST_KEPT = 64
"""Answers that are kept in mind."""
_AT_WORK, _MOST_WAITING = 2, 16
"""Answers that take long, and are made at once; those that are in hand or wait for that."""
_PATIENCE = 0.15
"""Seconds that a page waits for what takes long, before it says that it is being made."""


_NOTHING = (-1, None)
"""What is kept of an answer that was never made."""


class Soon(NamedTuple, Generic[Made]):
    """What takes long to make: None where it was never made; `is_of_now`: from the library as it is."""

    made: Made | None
    is_of_now: bool


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
        patience: float = _PATIENCE,
    ) -> None:
        self.library = library
        self.roots = tuple(roots)
        self._roster = roster
        self._rosters: dict[SeenPlaces, Roster] = {}
        self.profile = profile or Profile()
        self.year = year
        self.lang = lang
        self.patience = patience
        self.inbox = Inbox(library)
        self._kept: dict[Hashable, tuple[object, Any]] = {}
        self._lock = Lock()
        self._indexing = Lock()
        self._making: dict[Hashable, Lock] = {}
        self._makers: dict[Hashable, Thread] = {}
        self._at_work = BoundedSemaphore(_AT_WORK)

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

    def kept(self, key: Hashable, state: object, make: Callable[[], Made]) -> Made:
        """What was made from what one sees of the library in this state; made anew where that is another by now, by one
        at a time."""
        key = (key, sight())
        with self._lock:
            lock = self._making.setdefault(key, Lock())
        with lock:
            kept = self._kept.get(key)
            if kept is None or kept[0] != state:
                kept = (state, make())
                with self._lock:
                    self._kept.pop(key, None)
                    self._kept[key] = kept
                    for oldest in list(self._kept)[:-_MOST_KEPT]:
                        del self._kept[oldest]
            return cast("Made", kept[1])

    def soon(
        self, key: Hashable, state: Callable[[OpenLibrary], int], make: Callable[[OpenLibrary], Made]
    ) -> Soon[Made]:
        """What is made from all of the library and takes long: as it is now, where that is known within `patience`;
        else what was made last, while it is made anew beside what goes on. Where it cannot be made, the error that
        says so."""
        whole = (key, EVERYTHING)

        def made() -> None:
            with self._at_work, suppress(GongkaiError), seeing(EVERYTHING), self.settled() as library:
                self.kept(key, state(library), lambda: _made_or_error(make, library))

        with self.reading() as library:
            now = state(library)
        if self._kept.get(whole, _NOTHING)[0] != now:
            with self._lock:
                self._makers = {at: maker for at, maker in self._makers.items() if maker.is_alive()}
                if key not in self._makers and len(self._makers) < _MOST_WAITING:
                    self._makers[key] = Thread(target=made, name="make", daemon=True)
                    self._makers[key].start()
                maker = self._makers.get(key)
            if maker:
                maker.join(self.patience)
        at, answer = self._kept.get(whole, _NOTHING)
        if isinstance(answer, Exception):
            if at == now:
                raise answer
            answer = None
        return Soon(answer, at == now)

    def filed(self) -> Soon[FiledBy]:
        """Who of the roster has filed, of the places of which one sees something; nobody without a roster."""
        if self._roster is None:
            return Soon(FiledBy(), True)
        found, is_of_now = self.soon("filed", lambda library: library.held_state, self._filed)
        if found is None or sight() is EVERYTHING:
            return Soon(found, is_of_now)
        return Soon(self.kept("filed", found, lambda: _seen(found)), is_of_now)

    def _filed(self, library: OpenLibrary) -> FiledBy:
        lines = filed_lines(library)
        years = sorted({line.year for line in lines} | self._asked_year)
        return filed_by(lines, self._roster or Roster(()), self.profile, years)

    def texts(self) -> TextIndex:
        """The text of all reports, to be searched, as the library is now."""
        with self._indexing:
            index = TextIndex(self.library)
            index.update()
        return index

    @property
    def _asked_year(self) -> set[int]:
        return {self.year} if self.year else set()


def _seen(found: FiledBy) -> FiledBy:
    counts = {at: each for at, each in found.counts.items() if is_seen(at[0])}
    reports = {at: each for at, each in found.reports.items() if is_seen(at[0].parent) and is_seen(each.parent)}
    return FiledBy(counts, reports)


def filed_lines(library: OpenLibrary) -> list[FiledLine]:
    """Whose the reports of a library are, those that count."""
    names, rows = library.filed()
    at = [names.index(name) for name in FiledLine._fields]
    year = names.index("year")
    return [FiledLine(*(row[place] for place in at)) for row in rows if row[year] is not None]


def _made_or_error(make: Callable[[OpenLibrary], Made], library: OpenLibrary) -> Made | Exception:
    """What is made, or why it cannot be: whoever asks is told, not the thread in which it is made."""
    try:
        return make(library)
    except Exception as error:  # noqa: BLE001
        return error


@cache
def wording(lang: Lang) -> Wording:
    """How pages speak."""
    return wording_in(lang, f"gongkai {__version__}")
