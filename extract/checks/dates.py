"""When a report was published, against the day by which the law wants it and the day on which it was made."""

from __future__ import annotations

from datetime import date

from extract.agencies.labels import iso_date
from extract.agencies.lines import opening_of, pieces_of, run_of
from extract.checks.case import Case, CheckResult, finding
from extract.text import compiled

_DEADLINES = {"department": (1, 31), "county": (3, 31), "prefecture": (3, 31), "province": (3, 31)}
"""Month and day of the year after the one reported on (条例 49). Townships and street offices are not named there, and
agencies under vertical administration follow their own line."""


def deadline_of_law(kind: str, year: int) -> date | None:
    """The day by which the law wants an agency of a kind to publish its report on a year; None where it names none."""
    day = _DEADLINES.get(kind)
    return date(year + 1, *day) if day else None


def late(case: Case) -> CheckResult:
    """A-01: published after the day of 条例 49. Where the date is that of another year, the page may have been moved:
    then it is to be verified."""
    identity, year = case.report.identity, case.report.year
    deadline = deadline_of_law(identity.kind, year) if year else None
    if deadline is None:
        return "kind"
    published = date.fromisoformat(identity.published)
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


_WRITTEN = r"(?:成文|制定)(?:日期|时间)[:|]*(?P<day>(?:19|20)\d\d[-./年]\d{1,2}[-./月]\d{1,2}日?)"
_POSTED = _WRITTEN.replace("成文|制定", "公开|发布")
_MAY_BE_WRITTEN = r"[成制製]\P{Han}*[文定]\P{Han}*[日时時]"
"""The same label as it may be printed: few reports have it anywhere."""


def posted_before_written(case: Case) -> CheckResult:
    """A-05: a day of publication that lies before the day on which the document was made, by the facts above it."""
    blocks = case.reading.document.blocks
    if not compiled(_MAY_BE_WRITTEN).search("\n".join(text for text, _ in pieces_of(blocks))):
        return []
    lines, heading = opening_of(blocks)
    facts = run_of(lines[:heading], lambda line: False)
    written, posted = (compiled(label).search(facts.text) for label in (_WRITTEN, _POSTED))
    if written is None or posted is None:
        return []
    made, shown = (iso_date(day["day"].replace("/", "-")) for day in (written, posted))
    if not made or not shown or shown >= made:
        return []
    return [
        finding(
            "A-05",
            "note",
            "posted_before",
            expected=f"≥{made}",
            actual=shown,
            origins=[facts.origin(posted.start("day")), facts.origin(written.start("day"))],
            posted=shown,
            written=made,
        )
    ]
