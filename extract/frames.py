"""Reports and libraries → pandas frames, for notebooks. pandas is imported when a frame is made, never before."""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from extract.agencies.codes import codes_of
from extract.agencies.listing import roster_of
from extract.agencies.lists import Lists
from extract.export.tables import ExportTable, Selection, table_of
from extract.forms import load_every_form
from extract.glance import html_table, screenful
from extract.jobs import settled_to_read
from extract.jobs.choosing import resolved
from extract.jobs.panels import PanelRequest, compared_in_parts, compared_table, years_of
from extract.library import library_path
from extract.model import STATUSES, Report
from extract.panels.grid import UNIT_COLUMNS, Choice
from extract.panels.nothing import ThereToSee, why_nothing
from extract.rows import PRINTED_COLUMNS, REPORT_COLUMNS, fact_rows, report_row
from extract.words.languages import locale_lang

if TYPE_CHECKING:
    import pandas as pd

_MOST_YEARS = 20
"""Years that a notebook shows."""


class Library:
    """What a folder that `extract` wrote holds, as frames: `Library("gongkai-out").wide("requests")`.

    Given the folder or its `gongkai.sqlite`; UsageError where there is none. Every frame is read when it is asked for,
    has the columns of the file of the same name, numbers as numbers, and missing where there is none.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self.path: Path = library_path(path)
        with settled_to_read(self.path) as library:
            self._counts = library.count("reports"), library.count("facts")

    @property
    def reports(self) -> pd.DataFrame:
        """One row per report, and one per file without one."""
        return self._table("reports")

    @property
    def facts(self) -> pd.DataFrame:
        """One row per cell of every table."""
        return self._table("facts")

    @property
    def findings(self) -> pd.DataFrame:
        """One row per finding, sentences in Chinese."""
        return self._table("findings")

    @property
    def sections(self) -> pd.DataFrame:
        """One row per part of a report, with its text."""
        return self._table("sections")

    @property
    def narrative(self) -> pd.DataFrame:
        """One row per figure that the prose states."""
        return self._table("narrative")

    @property
    def triples(self) -> pd.DataFrame:
        """One row per figure with a label and a unit that no form has."""
        return self._table("triples")

    @property
    def units(self) -> pd.DataFrame:
        """One row per unit that any report is of, and per name that could not be resolved into one."""
        return self._table("units")

    def wide(self, table: str = "") -> pd.DataFrame:
        """One row per agency and year, one column per cell, under its `short` name; of one table (`proactive`,
        `requests`, `disputes`, `statistics`), or of all with the indicators."""
        frame = self._table("wide")
        if not table:
            return frame
        letter = {"proactive": "p_", "requests": "q_", "disputes": "d_", "statistics": "t_"}[table]
        return frame[[name for name in frame if name.startswith(letter) or name in (*UNIT_COLUMNS, "report_id")]]

    def compare(
        self,
        *codes: str,
        years: str = "",
        kinds: Iterable[str] = (),
        within: str = "",
        by: str = "",
        wide: bool = False,
        change: bool = False,
        rank: str = "",
        minimum: int = 10,
        suggested: bool = False,
        roster: str | os.PathLike[str] = "",
        divisions: str | os.PathLike[str] = "",
        base_year: int = 0,
    ) -> pd.DataFrame:
        """Series (`requests.received.total`, `requests.*.total`, `open_rate`) over agencies and years: one row per
        agency, year and series with why a value is missing; `wide` one row per agency and year; `by` added up over
        groups (`parent`, `province`, `entity_kind`, `scope`, `all`); `roster` a table of who is expected to file,
        `divisions` one of division codes. As `gongkai compare`; UsageError for a code that nothing has, a warning that
        says why where there is nothing to see.
        """
        lists = Lists(roster_of(Path(roster)) if roster else None, codes_of(Path(divisions)) if divisions else None)
        choice = Choice(*years_of(years), frozenset(kinds), within, suggested, lists, base_year)
        with settled_to_read(self.path) as library:
            request = PanelRequest(codes, resolved(library, choice), by, not wide, change, rank, minimum)
            seen = ThereToSee()
            frame = frame_of(compared_table(seen.counted(compared_in_parts(library, request)), request, "zh"))
            for line in why_nothing(library, seen, request.choice, locale_lang()):
                warnings.warn(line, stacklevel=2)
            return frame

    def _table(self, name: str) -> pd.DataFrame:
        with settled_to_read(self.path) as library:
            choice = resolved(library, Choice())
            return frame_of(table_of(name, library, load_every_form(), Selection(choice, "zh", None)))

    def __repr__(self) -> str:
        reports, facts = self._counts
        return screenful("Library", (("", str(self.path)), ("reports", reports), ("facts", facts)))

    def _repr_html_(self) -> str:
        """A row for each of the last years, with as many reports as each `status` has."""
        with settled_to_read(self.path) as library:
            counts = library.reports_by_year()
        statuses = [status for status in STATUSES if any(of_year[status] for of_year in counts.values())]
        years = sorted(counts, key=lambda year: year or 0, reverse=True)[:_MOST_YEARS]
        rows = [(year or "", *(counts[year][status] for status in statuses)) for year in years]
        return html_table(("year", *statuses), rows, repr(self))


def frame_of(table: ExportTable) -> pd.DataFrame:
    """The rows of a table as one frame; whole numbers as nullable integers."""
    import pandas as pd

    frame = pd.concat([rows for rows, _ in table.chunks()], ignore_index=True)
    for field in table.fields:
        if field.kind != "text":
            frame[field.name] = frame[field.name].astype("Int64" if field.kind == "integer" else "Float64")
    return frame[[field.name for field in table.fields]]


def facts_frame(reports: Iterable[Report]) -> pd.DataFrame:
    """The facts of reports: the columns of `facts.csv` but `flag`, which a library tells, `value` and `year` as
    nullable numbers, the rest as text.

    A missing number is missing, whatever its `state`; it is never 0.
    """
    import pandas as pd

    frame = pd.DataFrame((row for report in reports for row in fact_rows(report)), columns=list(PRINTED_COLUMNS))
    frame["value"] = pd.to_numeric(frame["value"], errors="coerce").astype("Float64")
    frame["year"] = pd.to_numeric(frame["year"], errors="coerce").astype("Int64")
    return frame


def reports_frame(reports: Iterable[Report]) -> pd.DataFrame:
    """One row per report or file: the columns of `reports.csv`, `year` and `facts` as nullable integers."""
    import pandas as pd

    frame = pd.DataFrame(map(report_row, reports), columns=list(REPORT_COLUMNS))
    for column in ("year", "facts"):
        frame[column] = pd.to_numeric(frame[column], errors="coerce").astype("Int64")
    return frame
