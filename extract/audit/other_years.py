"""Reports of another year that were handed in for the one that is audited.

Comes in: the reports of other years of a unit that has none of the year, and where all files lie. Goes out: the one
that was handed in for the year, and how sure that is. An archive of years before is none: a file counts where its name
or its folder says the year, or where it lies among the reports of the year.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePath
from typing import NamedTuple

from extract.agencies.paths import says_year
from extract.checks.known import Known, names_of
from extract.model import Report

_MOST = 0.8
"""Share of the reports in a folder that are of the year, from which on it holds what was handed in for it: some have
handed in another year's, an archive has about as many of each."""
_FEWEST = 3
"""Reports of the year in a folder below which it tells nothing."""
_OUTSIDE = frozenset(("file", "folder", "path", "manifest"))

Folders = Mapping[str, Counter[int]]
"""How many reports of which years a folder holds."""


class HandedIn(NamedTuple):
    """A report of another year that was handed in for the one audited, under which name; `said` where the name or the
    folder says the year, and `doubtful` where the report itself prints it, too."""

    report: Report
    file: str
    said: bool
    doubtful: bool


def folders_of(reports: Iterable[Report], known: Known) -> Folders:
    """How many reports of which years every folder holds."""
    folders: dict[str, Counter[int]] = {}
    for report in reports:
        for file in names_of(report, known) if report.year else ():
            folders.setdefault(str(PurePath(file).parent), Counter())[report.year or 0] += 1
    return folders


def handed_in_for(year: int, reports: Sequence[Report], folders: Folders, known: Known) -> HandedIn | None:
    """Of the reports of a unit on other years the one that was handed in for a year; None where none was."""
    found = [
        HandedIn(report, file, said, _prints(report, year))
        for report in reports
        for file in names_of(report, known)
        if (said := says_year(file, year)) or _lies_among(file, report, year, folders)
    ]
    return max(found, key=lambda each: (each.said, each.report.year or 0, each.file), default=None)


def _lies_among(file: str, report: Report, year: int, folders: Folders) -> bool:
    """Whether a file lies among the reports of a year, and does not say another."""
    years = folders.get(str(PurePath(file).parent), Counter())
    is_alone = report.year is not None and not says_year(file, report.year)
    return is_alone and years[year] >= _FEWEST and years[year] >= _MOST * years.total()


def _prints(report: Report, year: int) -> bool:
    """Whether a report of one year prints another as its own, too."""
    evidence = report.identity.evidence
    return any(piece.about == "year" and piece.where not in _OUTSIDE and piece.value == str(year) for piece in evidence)
