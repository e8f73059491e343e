"""A library → how much of the sections of its reports is boilerplate, row for row of a grid of agencies and years.

What is compared with what is decided in `checks.boilerplate`; all reports that count are, whatever a grid shows.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, TypeAlias

from extract.checks.boilerplate import SectionShares, WrittenSection, section_of, shares_of
from extract.panels.variables import WRITTEN

if TYPE_CHECKING:
    import pandas as pd

    from extract.library import OpenLibrary

Frame: TypeAlias = "pd.DataFrame"
FloatColumn: TypeAlias = "pd.Series[float]"


def boilerplate_columns(library: OpenLibrary, grid: Frame) -> dict[tuple[str, str], FloatColumn]:
    """By section and share a column for the reports of a grid."""
    import pandas as pd

    shares = {(report, number): each for report, number, each in shares_of(_sections(library))}
    nothing = SectionShares()
    columns: dict[tuple[str, str], FloatColumn] = {}
    for number in WRITTEN:
        rows = [shares.get((report, number), nothing) for report in grid["report_id"]]
        frame = pd.DataFrame(rows, columns=list(SectionShares._fields), index=grid.index, dtype="float64")
        columns |= {(str(number), name): frame[name] for name in SectionShares._fields}
    return columns


def _sections(library: OpenLibrary) -> Iterator[WrittenSection]:
    for row in library.texts(WRITTEN, 0, 9999):
        report, _, entity_id, entity, agency, parent, year, _, number, text, _ = row
        names = tuple(filter(None, (entity, agency, parent)))
        yield section_of(report, entity_id, names, parent, year, number, text)
