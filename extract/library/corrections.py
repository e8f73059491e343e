"""Figures that persons lay over what is printed: kept by the bytes of a file, the cell and what is printed there, with
who said so, when and why.

`correction` holds all that was ever said, the last about a cell counts; an empty value takes back what was said before.
What is printed is never touched: `overlaid` holds what counts in place of it, for as long as the same is printed, and
`cell` shows both together. What is printed otherwise by now, or not there any more, is listed as stale. Who says of a
figure that was recognised on a picture what it was recognised as confirms it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Literal, NamedTuple

from extract.library.kinds import FactKinds
from extract.library.records import FindingRow, kept_number
from extract.library.store import insertion, named

CORRECTED = 2
"""What the findings about a report have for `across` that corrections give rise to; its own have 0, those that other
files give rise to 1."""
BLANK = "blank"
"""The value of a cell that is empty, whatever was read in it."""
CORRECTION_COLUMNS = (
    "report_id", "file", "entity_id", "entity", "year", "table", "row", "column", "raw", "corrected", "because", "who",
    "decided", "applies", "sha256", "part",
)  # fmt: skip
"""Corrections as a table: what counts of every cell, of which report, and whether it counts."""
Applies = Literal["applied", "other_raw", "no_cell", "no_file"]
"""Whether a correction counts; else what is printed is another text by now, there is no such cell, or no such file."""


class Correction(NamedTuple):
    """What somebody said of a cell of a report (which in the file, its code, what is printed in it), when, and why.
    `value` is a number, `blank`, or empty, which takes back what was said before."""

    sha256: str
    part: int
    cell: str
    raw: str
    value: str
    why: str
    who: str
    at: str

    @property
    def place(self) -> tuple[str, int, str, str]:
        """The cell, and what is printed in it."""
        return self.sha256, self.part, self.cell, self.raw


class StandingCorrection(NamedTuple):
    """A correction that nobody took back, whether it counts, and the report that it is about, as far as that is known:
    its id, file, entity_id, entity and year."""

    correction: Correction
    standing: Applies
    report_id: str = ""
    file: str = ""
    entity_id: str = ""
    entity: str = ""
    year: int | None = None


class Rejudged(NamedTuple):
    """What corrections change of what was found about a report, by its key: the numbers of its findings that do not
    stand any more, and others."""

    key: int
    superseded: tuple[int, ...]
    findings: tuple[FindingRow, ...]


class Corrections(FactKinds):
    """A library that keeps what persons laid over what is printed."""

    def corrections(self) -> list[Correction]:
        """What counts of every cell, whether the same is printed in it now or not."""
        last = {each.place: each for each in self.corrections_ever()}
        return [each for _, each in sorted(last.items()) if each.value]

    def corrections_ever(self) -> list[Correction]:
        """All that was ever said, in the order in which it was."""
        return self._corrections("ORDER BY at, who")

    def corrections_about(self, sha256: str, part: int) -> list[Correction]:
        """All that was ever said about the cells of a report, in the order in which it was."""
        return self._corrections("WHERE sha256 = ? AND part = ? ORDER BY at, who", (sha256, part))

    def has_corrections(self) -> bool:
        """Whether anything counts in place of what is printed."""
        return self._single_value("SELECT 1 FROM overlaid LIMIT 1") is not None

    def standing_corrections(self) -> Iterator[StandingCorrection]:
        """What counts of every cell, or would, were the same printed in it."""
        for each in self.corrections():
            report = self._sql.execute(_REPORT, (each.sha256, each.part)).fetchone()
            if not report:
                yield StandingCorrection(each, "no_file")
                continue
            key, *about = report
            row = self._sql.execute(_PRINTED_IN, (key, each.cell)).fetchone()
            standing: Applies = "no_cell" if not row else "applied" if row[0] == each.raw else "other_raw"
            yield StandingCorrection(each, standing, *about)

    def correct(self, corrections: Iterable[Correction]) -> list[int]:
        """Keeps what somebody says of cells; the keys of the reports in which anything may be otherwise now. Within
        `writing()`."""
        said = list(corrections)
        keys: list[int] = []
        self._sql.executemany(insertion("correction", Correction._fields, "OR IGNORE"), said)
        for sha256 in dict.fromkeys(each.sha256 for each in said):
            keys += self._lay_over(sha256)
        if said:
            self._changed()
        return keys

    def leave_corrections_out(self) -> None:
        """Forgets all that was ever said: of a copy."""
        with self.writing():
            for table in ("correction", "overlaid"):
                self._sql.execute(f"DELETE FROM {table}")
            self._changed()

    def overlaid_reports(self) -> list[int]:
        """The keys of the reports in which something counts in place of what is printed."""
        rows = self._sql.execute(
            "SELECT DISTINCT report FROM overlaid JOIN report ON report.id = overlaid.report "
            "JOIN file ON file.id = file_id WHERE NOT duplicate ORDER BY report"
        )
        return [key for (key,) in rows]

    def found_in_print(self, key: int) -> list[tuple[int, FindingRow]]:
        """What was found about a report as it is printed, by number."""
        rows = self._sql.execute(
            f"SELECT place, {_FINDING} FROM finding WHERE report = ? AND across = 0 "
            f"UNION ALL SELECT place, {_FINDING} FROM superseded WHERE report = ? ORDER BY place",
            (key, key),
        )
        return [(place, FindingRow(*row)) for place, *row in rows]

    def superseded_about(self, key: int) -> list[FindingRow]:
        """What was found about a report as it is printed, and does not stand with what persons laid over it."""
        rows = self._sql.execute(f"SELECT {_FINDING} FROM superseded WHERE report = ? ORDER BY place", (key,))
        return [FindingRow(*row) for row in rows]

    def _corrections(self, which: str, values: tuple[object, ...] = ()) -> list[Correction]:
        return [Correction(*row) for row in self._sql.execute(f"{_CORRECTIONS} {which}", values)]

    def _lay_over(self, sha256: str, file: str = "") -> list[int]:
        """Lays over the reports of files with these bytes, or of one of them, what counts of them now; their keys.
        Within `writing()`."""
        of_files, asked = "SELECT report.id, part FROM report JOIN file ON file.id = file_id WHERE sha256 = ?", [sha256]
        if file:
            of_files, asked = f"{of_files} AND file = ?", [sha256, file]
        reports = self._sql.execute(of_files, asked).fetchall()
        for key, part in reports:
            self._sql.execute("DELETE FROM overlaid WHERE report = ?", (key,))
            last = {each.place: each for each in self.corrections_about(sha256, part)}
            for each in last.values():
                if each.value:
                    self._lay_cell_over(key, each)
        return [key for key, _ in reports]

    def _lay_cell_over(self, key: int, correction: Correction) -> None:
        row = self._sql.execute(_CELL_OF, (key, correction.cell, correction.raw)).fetchone()
        if row:
            place, form, *concept, unit, how, was, recognised = row
            state = "blank" if correction.value == BLANK else "number"
            value = None if state == "blank" else kept_number(correction.value)
            is_same = state == was and (value is None or Decimal(value) == Decimal(recognised))
            is_confirmed = is_same and how == "recognised"
            told = ("recognised", unit, "person") if is_confirmed else ("corrected", unit, "")
            self._sql.execute(
                "INSERT INTO overlaid (report, place, kind, value) VALUES (?, ?, ?, ?)",
                (key, place, self._kind((form, *concept, state, *told)), recognised if is_confirmed else value),
            )

    # ── What is found about them ─────────────────────────────────────────────────────────────────────────────────

    def rejudge(self, rejudged: Iterable[Rejudged]) -> None:
        """Keeps what corrections change of what was found about some reports. Within `writing()`."""
        which = "FROM finding WHERE report = ? AND across = 0 AND place = ?"
        for key, places, findings in rejudged:
            self._sql.execute("DELETE FROM finding WHERE report = ? AND across = ?", (key, CORRECTED))
            self._reinstate("WHERE report = ?", (key,))
            for place in places:
                self._sql.execute(f"INSERT INTO superseded ({_SUPERSEDED}) SELECT {_SUPERSEDED} {which}", (key, place))
                self._sql.execute(f"DELETE {which}", (key, place))
            self._keep_findings(key, findings, CORRECTED)

    def _reinstate(self, which: str = "", values: tuple[object, ...] = ()) -> None:
        """What was found about what is printed stands again. Within `writing()`."""
        self._sql.execute(f"INSERT INTO finding ({_SUPERSEDED}) SELECT {_SUPERSEDED} FROM superseded {which}", values)
        self._sql.execute(f"DELETE FROM superseded {which}", values)

    def _keep_findings(self, report: int | None, findings: Iterable[FindingRow], across: int) -> None:
        rows = ((report, across, place, *row) for place, row in enumerate(findings))
        self._sql.executemany(_INSERT_FINDING, rows)

    def _take_over_corrections(self, other: Corrections) -> None:
        """Keeps all that was ever said in another library. Within `writing()`."""
        self.correct(other.corrections_ever())


_INSERT_FINDING = insertion("finding", ("report", "across", "place", *FindingRow._fields))
_FINDING = ", ".join(map(named, FindingRow._fields))
_SUPERSEDED = f"report, place, across, {_FINDING}"
_CORRECTIONS = f"SELECT {', '.join(map(named, Correction._fields))} FROM correction"
_CODE = """"table" || '.' || "row" || '.' || "column\""""
_PRINT = "CAST(coalesce(raw, value, '') AS TEXT)"
_FACT = "FROM fact JOIN fact_kind ON fact_kind.id = kind"
_REPORT = (
    "SELECT report.id, report_id, file, entity_id, entity, year FROM report JOIN file ON file.id = file_id "
    "WHERE sha256 = ? AND part = ? AND report_id != '' ORDER BY duplicate, file LIMIT 1"
)
_PRINTED_IN = f"SELECT {_PRINT} {_FACT} WHERE report = ? AND {_CODE} = ?"
_CELL_OF = (
    f"""SELECT place, form, "table", "row", "column", unit, how, state, value {_FACT} """
    f"WHERE report = ? AND {_CODE} = ? AND {_PRINT} = ?"
)
