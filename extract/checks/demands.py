"""What an office demands of sections beyond the rules (`profile`): a length, words that a local notice asks for."""

from __future__ import annotations

from collections.abc import Iterable

from extract.checks.case import finding
from extract.model import Finding, Origin, Report
from extract.text import listed, squeeze


def unmet_demands(report: Report, demands: Iterable[tuple[int, int, tuple[str, ...]]]) -> list[Finding]:
    """C-05: sections that are shorter than demanded, or lack words that are; each demand is a section's number, the
    characters and the words it must have."""
    findings = []
    for number, length, words in demands:
        section = next((section for section in report.sections if section.number == number), None)
        if not section:
            continue
        text = squeeze(section.text)
        missing = listed(word for word in words if squeeze(word) not in text)
        details = {"number": number, "title": section.title.strip(), "count": len(text), "length": length}
        if len(text) < length:
            findings.append(_demanded("demand.length", section.origin, length, len(text), details))
        if missing:
            findings.append(_demanded("demand.words", section.origin, missing, "", details | {"missing": missing}))
    return findings


def _demanded(wording: str, origin: Origin, expected: object, actual: object, details: dict[str, object]) -> Finding:
    unmet = finding("C-05", "warning", wording, origins=[origin], expected=expected, actual=actual)
    return unmet._replace(details=tuple((key, str(value)) for key, value in details.items()))
