"""Reports → pandas frames, for notebooks. pandas is imported when a frame is made, never before."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from extract.model import Report
from extract.rows import FACT_COLUMNS, REPORT_COLUMNS, fact_rows, report_row

if TYPE_CHECKING:
    import pandas as pd


def facts_frame(reports: Iterable[Report]) -> pd.DataFrame:
    """The facts of reports: the columns of `facts.csv`, `value` and `year` as nullable numbers, the rest as text.

    A missing number is missing, whatever its `state`; it is never 0.
    """
    import pandas as pd

    frame = pd.DataFrame((row for report in reports for row in fact_rows(report)), columns=list(FACT_COLUMNS))
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
