"""A paragraph that stands twice in one report.

Comes in: a `Case`. Goes out: F-07. What two reports have in common is left to `copying`.
"""

from __future__ import annotations

from extract.checks.case import Case, CheckResult, finding
from extract.model import Paragraph
from extract.text import squeeze

_SHORTEST = 80
"""Characters of a paragraph that nobody writes twice on purpose."""
_QUOTED = 60


def paragraphs_twice(case: Case) -> CheckResult:
    """F-07: a paragraph that stands in the report once more, blanks and quotes aside; one finding for each."""
    first: dict[str, Paragraph] = {}
    again: dict[str, list[Paragraph]] = {}
    for section in case.report.sections:
        for paragraph in section.paragraphs:
            words = squeeze(paragraph.text)
            if len(words) >= _SHORTEST and first.setdefault(words, paragraph) is not paragraph:
                again.setdefault(words, [first[words]]).append(paragraph)
    return [
        finding(
            "F-07",
            "note",
            "paragraph_twice",
            origins=[paragraph.origin for paragraph in same],
            expected=1,
            actual=len(same),
            count=len(same),
            text=same[0].text.strip()[:_QUOTED],
        )
        for same in again.values()
    ]
