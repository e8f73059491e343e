"""When a report was published, against the day by which the law wants it."""

from __future__ import annotations

from datetime import date

from extract.checks.case import Case, CheckResult, finding

_DEADLINES = {"department": (1, 31), "county": (3, 31), "prefecture": (3, 31), "province": (3, 31)}
"""Month and day of the year after the one reported on (条例 49). Townships and street offices are not named there, and
agencies under vertical administration follow their own line."""


def late(case: Case) -> CheckResult:
    """A-01: published after the day of 条例 49. Where the date is that of another year, the page may have been moved:
    then it is to be verified."""
    identity, year = case.report.identity, case.report.year
    if year is None or identity.kind not in _DEADLINES:
        return "kind"
    month, day = _DEADLINES[identity.kind]
    deadline, published = date(year + 1, month, day), date.fromisoformat(identity.published)
    if published <= deadline:
        return []
    moved = published.year > deadline.year
    return [
        finding(
            "A-01",
            "warning" if moved else "error",
            "late.moved" if moved else "late",
            expected=deadline.isoformat(),
            actual=identity.published,
            origins=[e.origin for e in identity.evidence if e.about == "published" and e.origin][:1],
            published=identity.published,
            deadline=deadline.isoformat(),
        )
    ]
