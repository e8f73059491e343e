"""What speaks against the cells of a library: the rules of open findings about figures that name them, and of those
that ask which of two versions counts.

It is found out anew with what several files tell together, and kept with the cells, so that reading them costs nothing.
A finding that a person dismissed speaks against nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, groupby

from extract.library.store import Store
from extract.model import Concept
from extract.rows import FLAGGING, OPEN_VERSIONS, flags_of
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

    def dismissed_about(self) -> dict[int, list[str]]:
        """The fingerprints of the findings that persons dismissed, by the reports they are about."""
        about: dict[int, list[str]] = {}
        for fingerprint in sorted(self.dismissed()):
            rows = self._sql.execute("SELECT DISTINCT report FROM finding WHERE fingerprint = ?", (fingerprint,))
            for (report,) in rows:
                about.setdefault(report, []).append(fingerprint)
        return about

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

    def flagged_numbers(self, concepts: Iterable[Concept]) -> dict[str, dict[int, str]]:
        """By cell and report, the rules that speak against the number in it; of some cells."""
        codes = {str(concept) for concept in concepts}
        rows = self._sql.execute("""SELECT id, "table", "row", "column" FROM fact_kind WHERE state = 'number'""")
        kinds = {kind: code for kind, *concept in rows if (code := str(Concept(*concept))) in codes}
        flags: dict[str, dict[int, str]] = {}
        for report, kind, flag in self._sql.execute("SELECT report, kind, flag FROM cell WHERE flag IS NOT NULL"):
            if kind in kinds:
                flags.setdefault(kinds[kind], {})[report] = flag
        return flags

    def _flag_cells(self) -> None:
        """Keeps with the cells of the reports in `touched` what speaks against them now. Within `writing()`."""
        reports = {report for (report,) in self._sql.execute("SELECT report FROM temp.touched")}
        about = (self._sql.execute(_AGAINST, (report, report)) for report in sorted(reports))
        self._flag(reports, chain.from_iterable(about))

    def _flag_cells_about(self, fingerprints: Iterable[str]) -> None:
        """The same with the cells that some findings speak against. Within `writing()`."""
        found = (row for print_ in fingerprints for row in self._sql.execute(_ABOUT, (print_, print_)).fetchall())
        reports = {report for (report,) in found}
        about = (self._sql.execute(_AGAINST, (report, report)) for report in sorted(reports))
        self._flag(reports, chain.from_iterable(about))

    def _flag(self, clear: set[int], against: Iterable[tuple[int, str, str, str, str]]) -> None:
        """Keeps with the cells of reports what speaks against them; `clear` are those that might have nothing."""
        kinds = self._sql.execute("""SELECT id, "table", "row", "column" FROM fact_kind""")
        codes = {kind: str(Concept(*concept)) for kind, *concept in kinds}
        for report, flags in self._flags_of(against):
            clear.discard(report)
            cells = self._sql.execute("SELECT place, kind, flag FROM fact WHERE report = ?", (report,)).fetchall()
            changed = [
                (flags.get(codes[kind]), report, place) for place, kind, flag in cells if flag != flags.get(codes[kind])
            ]
            self._sql.executemany("UPDATE fact SET flag = ? WHERE report = ? AND place = ?", changed)
        unflag = "UPDATE fact SET flag = NULL WHERE report = ? AND flag IS NOT NULL"
        self._sql.executemany(unflag, [(report,) for report in clear])

    def _flags_of(self, against: Iterable[tuple[int, str, str, str, str]]) -> Iterator[tuple[int, dict[str, str]]]:
        """The rules that speak against cells, by reports about which there are open findings of them."""
        dismissed = self.dismissed()
        told = (
            (report, rule, wording, cells.split(";"))
            for report, rule, wording, cells, print_ in against
            if print_ not in dismissed
        )
        for report, findings in groupby(told, key=lambda finding: finding[0]):
            yield report, flags_of((rule, wording, cells) for _, rule, wording, cells in findings)


_OPEN = f"wording IN ({', '.join(map(repr, OPEN_VERSIONS))}) AND concepts != ''"
_ABOUT = (
    "SELECT report FROM finding WHERE fingerprint = ? "
    "UNION SELECT counts.id FROM finding JOIN report ON report.id = finding.report "
    f"JOIN report AS counts USING (entity_id, year) WHERE fingerprint = ? AND {_OPEN} AND counts.canonical"
)
"""The reports against whose cells a finding speaks."""
_AGAINST = (
    "SELECT report, rule, wording, concepts, fingerprint FROM finding WHERE report = ? "
    f"AND ((substr(rule, 1, 1) IN ({', '.join(map(repr, FLAGGING))}) AND concepts != '') OR ({_OPEN})) "
    "UNION ALL SELECT counts.id, rule, wording, concepts, fingerprint FROM report AS counts "
    "CROSS JOIN file ON file.id = counts.file_id CROSS JOIN report USING (entity_id, year) "
    f"CROSS JOIN finding ON finding.report = report.id WHERE counts.id = ? AND {_OPEN} AND counts.canonical "
    "AND NOT duplicate AND counts.id != report.id"
)
"""What speaks against the cells of a report, also as the one that counts where it is asked which of them does."""
