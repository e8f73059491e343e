"""The sheets about files, 待认领 and 版本选用: whose the files are that no unit claims, and which of several versions
counts, for a person to say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extract.audit import Standing
from extract.audit.claims import Claimant, Unclaimed
from extract.audit.several import Version
from extract.export.books.audit_sheets import AuditSheets
from extract.model import Report
from extract.text import listed
from extract.words.audit_labels import label
from extract.words.messages import sentence
from extract.words.sheet_names import CHOSEN, NOT_A_REPORT

_DAY = len("2025-03-01")
_MOST_NAMED = 6
"""Candidates that are named; more of them are told by their number."""


class FileSheets(AuditSheets):
    """The two sheets about files."""

    _UNCLAIMED = (
        "number", "files", "printed", "unclaimed.why", "candidates", "grounds", "owner", "remark", "audited", "file_id",
    )  # fmt: skip
    _UNCLAIMED_WIDTHS = (5.0, 30.0, 18.0, 24.0, 22.0, 24.0, 16.0, 12.0, 8.0, 10.0)

    def unclaimed(self, units: str) -> None:
        """Whose the files are that no unit claims; `units` is where the names of the units stand."""
        lang = self.lang
        sheet = self.sheet("unclaimed", self._UNCLAIMED_WIDTHS, label("unclaimed.title", lang))
        sheet.line(label("unclaimed.note", lang, word=NOT_A_REPORT), "line", "small", height=16)
        head = self.heads(sheet, self._UNCLAIMED, 2)
        claims = [claim for claim in self.audit.unclaimed if self._is_asked(claim)]
        for number, claim in enumerate(claims, 1):
            sheet.put(0, number, "text", "center", "pale")
            self.texts(sheet, self._claim(claim), self._UNCLAIMED_WIDTHS, file_id(claim.report))
        if not claims:
            sheet.line(label("unclaimed.none", lang), height=24)
            return
        column = self._UNCLAIMED.index("owner")
        allowed = {"validate": "list", "source": units, "error_type": "information"}
        sheet.page.data_validation(head + 1, column, sheet.row - 1, column, allowed)

    def _is_asked(self, claim: Unclaimed) -> bool:
        """Whether whose a file is matters: what names an agency off the roster matters where a unit has nothing."""
        is_any_missing = any(not standing.reports for standing in self.audit.standings)
        return bool(claim.candidates or claim.assigned.unit) or claim.why != "stranger" or is_any_missing

    def _claim(self, claim: Unclaimed) -> Sequence[str]:
        lang, report = self.lang, claim.report
        year = label("of_year", lang, year=report.year) if report.year else ""
        why = label(f"unclaimed.{claim.why}", lang)
        if report.reason:
            why += "\n" + sentence(f"reason.{report.reason}", lang)
        grounds = dict.fromkeys(label(f"ground.{candidate.ground}", lang) for candidate in claim.candidates)
        return (
            _file(report),
            "\n".join(filter(None, (report.entity, year))),
            why,
            self._named(claim.candidates),
            "\n".join(grounds),
            claim.assigned.unit,
            claim.assigned.remark,
            str(self.audit.year),
        )

    def _named(self, candidates: Sequence[Claimant]) -> str:
        names = [candidate.unit.name for candidate in candidates]
        if len(names) > _MOST_NAMED:
            return label("candidates.many", self.lang, names=listed(names[:_MOST_NAMED]), count=len(names))
        return listed(names)

    _VERSIONS = ("number", "unit", "files", "published", "relation", "chosen", "file_id")
    _VERSIONS_WIDTHS = (5.0, 20.0, 50.0, 12.0, 36.0, 10.0, 12.0)

    def versions(self) -> None:
        """Which of several versions counts, and what tells it."""
        lang = self.lang
        sheet = self.sheet("versions", self._VERSIONS_WIDTHS, label("versions.title", lang))
        sheet.line(label("versions.note", lang, word=CHOSEN), "line", "small", height=16)
        head = self.heads(sheet, self._VERSIONS, 2)
        number = 0
        for standing in self.audit.standings:
            for report, relation, chosen in self._versions_of(standing):
                number += 1
                sheet.put(0, number, "text", "center", "pale")
                texts = (standing.unit.name, _file(report), report.identity.published, relation, chosen)
                self.texts(sheet, texts, self._VERSIONS_WIDTHS, file_id(report))
        if not number:
            sheet.line(label("versions.none", lang), height=24)
            return
        column = self._VERSIONS.index("chosen")
        allowed = {"validate": "list", "source": [CHOSEN], "error_type": "information"}
        sheet.page.data_validation(head + 1, column, sheet.row - 1, column, allowed)

    def _versions_of(self, standing: Standing) -> Iterator[tuple[Report, str, str]]:
        """The versions that an agency handed in, those that were replaced last, how each stands to the one that counts,
        and the word by which a person chose it."""
        versions = standing.versions
        if standing.formers and not versions:
            versions = tuple(Version(report, "counts") for report in standing.reports)
        for report, how, sign in versions:
            yield report, label(f"relation.{how}", self.lang, sign=sign), CHOSEN if how == "chosen" else ""
        for former in standing.formers:
            days = {"received": former.received[:_DAY], "replaced": former.replaced[:_DAY]}
            yield former.report, label("relation.replaced", self.lang, **days), ""


def file_id(report: Report) -> str:
    """By what a report is known when the workbook is read back."""
    return report.source.report_id if report.part == 1 else f"{report.source.report_id}-{report.part}"


def _file(report: Report) -> str:
    return report.source.name if report.part == 1 else f"{report.source.name} #{report.part}"
