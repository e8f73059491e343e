"""A panel with nothing in it → why: what is asked for that a library has not, and what it has.

Comes in: a library and what is compared. Goes out: sentences; none where there is something to see.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from extract.panels.compare import Panel
from extract.panels.grid import Choice, filed_in
from extract.words.languages import Lang
from extract.words.messages import sentence
from extract.words.phrases import joined

if TYPE_CHECKING:
    from extract.library import OpenLibrary

_EVERY_YEAR = (Choice().first_year, Choice().last_year)
_MOST = 8
"""Places, kinds and series that are named."""


@dataclass
class ThereToSee:
    """What there is to see in panels: rows, whether any has a value, and as long as none has why not, by series."""

    rows: int = 0
    has_value: bool = False
    whys: dict[str, Counter[str]] = field(default_factory=dict)

    def counted(self, panels: Iterable[Panel]) -> Iterator[Panel]:
        """Panels as they come, taken into account."""
        for panel in panels:
            self.rows += len(panel.grid)
            self.has_value |= any(figures["value"].notna().any() for figures in panel.figures.values())
            for series in () if self.has_value else panel.series[:_MOST]:
                self.whys.setdefault(series.code, Counter()).update(panel.figures[series.code]["missing"])
            yield panel


def why_nothing(library: OpenLibrary, seen: ThereToSee, choice: Choice, lang: Lang) -> Iterator[str]:
    """Why panels have no rows, or no value in any of them."""
    if not seen.rows:
        yield from why_nobody(library, choice, lang)
    elif not seen.has_value:
        for series, whys in seen.whys.items():
            told = _counted(whys.most_common(), lang)
            yield sentence("run.no_value", lang, series=series, rows=seen.rows, whys=told)


def why_nobody(library: OpenLibrary, choice: Choice, lang: Lang) -> Iterator[str]:
    """Why no report is among those of a choice: how many each wish leaves by itself, and which there are."""
    if not filed_in(library, choice).empty:
        return
    every = filed_in(library, Choice()._replace(whose=choice.whose))
    if every.empty:
        yield sentence("run.nobody_at_all", lang)
        return
    left = [(wish, len(filed_in(library, narrowed))) for wish, narrowed in _wishes(choice)]
    years = sorted(Counter(every["year"].tolist()).items())
    yield sentence(
        "run.nobody",
        lang,
        wishes=_counted(left, lang),
        reports=len(every),
        units=every["entity_id"].nunique(),
        years=_counted(years, lang),
        kinds=_most(Counter(every["entity_kind"]), lang),
        places=_most(Counter(filter(None, every["parent"])), lang),
    )


def _wishes(choice: Choice) -> Iterator[tuple[str, Choice]]:
    """What is asked for, one thing at a time, as it is said on the command line."""
    every = Choice()._replace(whose=choice.whose)
    first, last = choice.first_year, choice.last_year
    if (first, last) != _EVERY_YEAR:
        shown = f"{first or ''}-{'' if last == _EVERY_YEAR[1] else last}" if first != last else str(first)
        yield f"--years {shown}", every._replace(first_year=first, last_year=last)
    for kind in sorted(choice.kinds):
        yield f"--kind {kind}", every._replace(kinds=frozenset({kind}))
    if choice.within:
        yield f"--within {choice.within}", every._replace(within=choice.within)


def _most(counts: Counter[str], lang: Lang) -> str:
    shown = _counted(counts.most_common(_MOST), lang)
    more = len(counts) - _MOST
    return shown if more <= 0 else sentence("run.and_more", lang, shown=shown, count=more)


def _counted(counts: Iterable[tuple[object, int]], lang: Lang) -> str:
    return joined((f"{name} ({count})" for name, count in counts), lang)
