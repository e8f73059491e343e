"""What speaks against the cells of a library: the rules of open findings about figures that name them.

It is found out anew with what several files tell together, and kept with the cells, so that reading them costs nothing.
A finding that a person dismissed speaks against nothing.
"""

from __future__ import annotations

from itertools import groupby

from extract.library.store import Store
from extract.model import Concept
from extract.rows import FLAGGING, flags_of
from extract.words.sheet_names import DISMISSED


class FlaggedCells(Store):
    """A library that keeps what speaks against its cells."""

    def dismissed(self) -> frozenset[str]:
        """The fingerprints of the findings that persons dismissed."""
        marks = ", ".join("?" * len(DISMISSED))
        rows = self._sql.execute(
            f"SELECT fingerprint FROM decision WHERE conclusion IN ({marks})", tuple(sorted(DISMISSED))
        )
        return frozenset(fingerprint for (fingerprint,) in rows)

    def flagged(self) -> dict[int, dict[str, str]]:
        """By report and cell, the rules that speak against it."""
        rows = self._sql.execute(
            """SELECT report, "table", "row", "column", flag FROM fact JOIN fact_kind ON fact_kind.id = kind """
            "WHERE flag IS NOT NULL ORDER BY report, place"
        )
        flags: dict[int, dict[str, str]] = {}
        for report, *concept, flag in rows:
            flags.setdefault(report, {})[str(Concept(*concept))] = flag
        return flags

    def _flag_cells(self) -> None:
        """Keeps with all cells what speaks against them now. Within `writing()`."""
        had = {(report, place): flag for report, place, flag in self._sql.execute(_FLAGGED)}
        flags = self._flags_now()
        changed = [(flags.get(cell), *cell) for cell in had.keys() | flags.keys() if had.get(cell) != flags.get(cell)]
        self._sql.executemany("UPDATE fact SET flag = ? WHERE report = ? AND place = ?", changed)

    def _flags_now(self) -> dict[tuple[int, int], str]:
        """The rules that speak against cells, by report and place."""
        dismissed = self.dismissed()
        rows = self._sql.execute(_AGAINST).fetchall()
        told = [(report, rule, cells.split(";")) for report, rule, cells, print_ in rows if print_ not in dismissed]
        kinds = self._sql.execute("""SELECT id, "table", "row", "column" FROM fact_kind""")
        codes = {kind: str(Concept(*concept)) for kind, *concept in kinds}
        flags: dict[tuple[int, int], str] = {}
        for report, findings in groupby(told, key=lambda finding: finding[0]):
            of_report = flags_of((rule, concepts) for _, rule, concepts in findings)
            for place, kind in self._sql.execute("SELECT place, kind FROM fact WHERE report = ?", (report,)):
                if flag := of_report.get(codes[kind]):
                    flags[report, place] = flag
        return flags


_FLAGGED = "SELECT report, place, flag FROM fact WHERE flag IS NOT NULL"
_AGAINST = (
    "SELECT report, rule, concepts, fingerprint FROM finding "
    f"WHERE substr(rule, 1, 1) IN ({', '.join(map(repr, FLAGGING))}) AND concepts != '' ORDER BY report"
)
