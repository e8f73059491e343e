"""What pages ask of a library about figures that were recognised on scans: which of them nobody has looked at yet.

Comes in: where one is. Goes out: cells, one behind the other, report by report. What a person says of one is a
correction (`corrections`), and takes it from the list; what sums confirm is not on it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from extract.library.overviews import Overviews, ReportLine, dotted


class FactPlace(NamedTuple):
    """Where a cell stands among all: its report, by its key, and its number there.

    >>> str(FactPlace(12, 3)), FactPlace.at("12.3"), FactPlace.at("12"), FactPlace.at("12.x")
    ('12.3', FactPlace(report=12, number=3), None, None)
    """

    report: int
    number: int

    def __str__(self) -> str:
        return f"{self.report}.{self.number}"

    @classmethod
    def at(cls, text: str) -> FactPlace | None:
        """The place that a text names; None where it names none."""
        numbers = dotted(text, len(cls._fields))
        return cls(*numbers) if numbers else None


class CellToConfirm(NamedTuple):
    """A cell of a scan: `value` is what was recognised, None where that was not sure; `raw` is what was seen."""

    place: FactPlace
    line: ReportLine
    form: str
    code: str
    value: str | None
    raw: str
    origin: str


class Confirming(Overviews):
    """A library with reports that were recognised on scans."""

    def next_to_confirm(
        self, after: FactPlace | None, report: str = "", backwards: bool = False
    ) -> CellToConfirm | None:
        """The first cell behind a place, or before it; of one report, where its id is given."""
        before, order = ("<", " DESC") if backwards else (">", "")
        tests, values = (_OF_REPORT, [report]) if report else ("", list[object]())
        if after:
            tests, values = f"{tests} AND (fact.report, fact.place) {before} (?, ?)", [*values, *after]
        return self._cell(f"{_OPEN}{tests} ORDER BY fact.report{order}, fact.place{order} LIMIT 1", values)

    def cell_to_confirm(self, place: FactPlace) -> CellToConfirm | None:
        """The cell in a place, whatever was said of it; None where nothing was recognised there."""
        return self._cell(f"{_RECOGNISED} AND (fact.report, fact.place) = (?, ?)", place)

    def count_to_confirm(self, most: int, report: str = "") -> int:
        """How many there are, counted up to a limit."""
        tests, values = (_OF_REPORT, (report,)) if report else ("", ())
        return int(self._single_value(f"SELECT count(*) FROM (SELECT 1 {_OPEN}{tests} LIMIT {most})", values))

    def _cell(self, which: str, values: Sequence[object]) -> CellToConfirm | None:
        row = self._sql.execute(f"SELECT {_CELL} {which}", values).fetchone()
        line = self.line(row[0]) if row else None
        return CellToConfirm(FactPlace(*row[:2]), line, *row[2:]) if line else None


_CELL = (
    """fact.report, fact.place, fact_kind.form, "table" || '.' || "row" || '.' || "column", """
    "CAST(value AS TEXT), CAST(coalesce(raw, value, '') AS TEXT), fact.origin"
)
_RECOGNISED = (
    "FROM finding CROSS JOIN report ON report.id = finding.report JOIN file ON file.id = file_id "
    "CROSS JOIN fact ON fact.report = report.id JOIN fact_kind ON fact_kind.id = fact.kind "
    "WHERE rule = 'R-04' AND severity = 'warning' AND wording IN ('recognised', 'pasted') "
    "AND NOT duplicate AND canonical AND (how IN ('recognised', 'suggested') OR state = 'unreadable')"
)
"""The cells of scans whose figures were recognised, be their places guesses, or seen and not read."""
_OPEN = (
    f"{_RECOGNISED} AND confirmed = '' AND NOT EXISTS "
    "(SELECT 1 FROM overlaid WHERE overlaid.report = fact.report AND overlaid.place = fact.place)"
)
_OF_REPORT = " AND finding.report IN (SELECT id FROM report WHERE report_id = ?)"
