"""Copied sections: what two texts share (`similar`), as findings about the report that copies.

Comes in: a report, and what its section shares with another. Goes out: a finding. Who copied whom is only told where
one was certainly published before the other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from extract.agencies.names import chain_and_name
from extract.checks.case import finding
from extract.model import Finding, Locator, Report
from extract.text import squeeze

if TYPE_CHECKING:
    from extract.checks.similar import Likeness

LEAST = 0.8
"""The part of a section's own words that stands in another, from which it is told."""
_WHOLE = 0.95
_QUOTED = 60


def copied_section(report: Report, likeness: Likeness) -> list[Finding]:
    """F-01: a section that is that of an earlier year; F-02: one that is another agency's of the same year.

    Nothing for the earlier of two years, nor for the one that was published first.
    """
    one, other = likeness.one, likeness.other
    if one.unit == other.unit:
        return [_finding("F-01", "copied.before", report, likeness)] if other.year < one.year else []
    first = one.published and other.published and one.published < other.published
    return [_finding("F-02", "copied.other", report, likeness)] if one.year == other.year and not first else []


def _finding(rule: str, wording: str, report: Report, likeness: Likeness) -> Finding:
    one, other, share, passages = likeness
    left = _name_left_inside(one.text, likeness) if rule == "F-02" else ""
    heading = [section.origin for section in report.sections if section.number == one.number]
    return finding(
        rule,
        "error" if share >= _WHOLE or left else "warning",
        f"{wording}.name" if left else wording,
        origins=[Locator(passage.place) for passage in passages if passage.place] or heading[:1],
        expected="",
        actual=f"{share:.0%}",
        number=one.number,
        share=f"{share:.0%}",
        other=other.names[0],
        year=other.year,
        passage=passages[0].quote[:_QUOTED] if passages else "",
        left=left,
    )


def _name_left_inside(text: str, likeness: Likeness) -> str:
    """The other agency's name where it was left in the copied text."""
    name = chain_and_name(squeeze(likeness.other.names[0]))[1]
    own_names = {chain_and_name(squeeze(own_name))[1] for own_name in likeness.one.names}
    return name if len(name) > 2 and name not in own_names and name in squeeze(text) else ""
