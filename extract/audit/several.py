"""Several versions of one report: how each stands to the one that counts, for a person to choose.

Comes in: the reports of a unit, the one that counts first. Goes out: a line for each. Nothing is said of a single one.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from extract.audit.terms import Terms
from extract.checks.across import differing_versions
from extract.checks.versions import (
    are_copies,
    chosen_of,
    is_draft,
    later,
    part_key,
    unsurpassed,
)
from extract.model import NO_VERDICT, Report, Verdict

HowItStands = Literal["counts", "chosen", "draft", "earlier", "later", "copy", "unknown"]
"""How a version stands: it counts, or a person chose it; it is a draft, or was there before; it came later than what
was chosen; it is a copy of what counts; nothing tells which came later."""


class Version(NamedTuple):
    """A version of a report, how it stands to the one that counts, and what tells it, as printed; nothing where it is
    the order in which they were received."""

    report: Report
    relation: HowItStands
    sign: str = ""


def versions_of(reports: Sequence[Report], terms: Terms) -> tuple[Version, ...]:
    """How the reports of a unit stand to the first of them, which counts; nothing for a single one."""
    if len(reports) < 2:
        return ()
    counts, *others = reports
    by_person = chosen_of(reports, terms.chosen) is counts
    first = Version(counts, "chosen" if by_person else "counts")
    return (first, *(_stands(counts, other, terms) for other in others))


def _stands(counts: Report, other: Report, terms: Terms) -> Version:
    order = later(counts, other, terms.known)
    if is_draft(other, terms.known) and not is_draft(counts, terms.known):
        return Version(other, "draft")
    if order.order:
        return Version(other, "earlier" if order.order > 0 else "later", order.sign)
    return Version(other, "copy" if are_copies(counts, other, terms.known) else "unknown")


def several(reports: Sequence[Report], terms: Terms) -> bool:
    """Whether several reports stand side by side, which are no copies of one version, and nobody chose among them."""
    if chosen_of(reports, terms.chosen):
        return False
    first, *others = unsurpassed(reports, terms.known)
    return not all(are_copies(first, other, terms.known) for other in others)


def beside(report: Report, counts: Report, terms: Terms) -> Verdict:
    """What is told of a version that does not count: only in what it differs from the one that does; of drafts
    nothing."""
    if is_draft(report, terms.known) and not is_draft(counts, terms.known):
        return NO_VERDICT
    order = later(counts, report, terms.known)
    is_copy = not order.order and are_copies(counts, report, terms.known)
    by_person = part_key(counts) in terms.chosen
    return NO_VERDICT._replace(findings=tuple(differing_versions(counts, report, order, is_copy, by_person)))
