"""What several files tell together: versions of one report that differ, and one report under two agencies' names.

Comes in: reports as they were read, those of one agency and year, or those whose files have the same bytes. Goes out:
which version counts, and findings for each of them. Which reports belong together is not decided here.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

import regex as re

from extract.checks.case import finding
from extract.checks.who import OUTSIDE, same_agency
from extract.model import Concept, Fact, Finding, Report
from extract.names import is_region
from extract.text import squeeze

_DRAFT = re.compile(r"送审|报审|草稿|初稿|征求意见|修改稿|审核稿|未定稿|(?<![a-z])draft(?![a-z])", re.IGNORECASE)
_STATUSES = ("ok", "ok_with_repairs", "partial")
_KINDS = ("html", "docx", "tsv", "markdown", "pipe", "text", "pdf")
"""From the kind of file in which a table is least in doubt to that in which it is most."""
_CERTAIN = frozenset({"read", "aligned"})


SAME_BYTES = "same_bytes"
"""The wording of a finding that a whole file is another's."""


def canonical_of(versions: Sequence[Report]) -> Report:
    """Of the versions of one report the one that counts: no draft before a draft, then the one best read, then the one
    in the kind of file that leaves least in doubt, then the first by name."""
    return min(versions, key=_rank)


def _rank(report: Report) -> tuple[bool, int, int, str, int]:
    kind = report.source.kind
    return (
        bool(_DRAFT.search(PurePath(report.source.name).name)),
        _STATUSES.index(report.status),
        _KINDS.index(kind) if kind in _KINDS else len(_KINDS),
        report.source.name,
        report.part,
    )


def differing_versions(canonical: Report, other: Report) -> list[Finding]:
    """A-04: a second report of an agency and year, and the cells in which it differs from the one that counts.

    Where most of the figures differ, the two may be namesakes: that is our doubt, not a fault of theirs.
    """
    ours, theirs = _figures(other), _figures(canonical)
    shared = ours.keys() & theirs.keys()
    differing = [cell for cell in ours if cell in shared and ours[cell].value != theirs[cell].value]
    same = sum(1 for cell in shared if ours[cell].value == theirs[cell].value and ours[cell].value)
    doubtful = len(differing) > same
    wording = "version.same" if not differing else "version.namesake" if doubtful else "version.differs"
    return [
        finding(
            "A-04",
            "note" if not differing else "warning" if doubtful else "error",
            wording,
            facts=[ours[cell] for cell in differing],
            expected=_listed([theirs[cell] for cell in differing]),
            actual=_listed([ours[cell] for cell in differing]),
            about_reading=doubtful,
            count=len(differing),
            other=canonical.source.name,
        )
    ]


def _listed(facts: list[Fact]) -> str:
    return "、".join(fact.raw for fact in facts)


def _figures(report: Report) -> dict[Concept, Fact]:
    """The cells in which a number certainly stands."""
    return {fact.concept: fact for fact in report.facts if fact.state == "number" and fact.how in _CERTAIN}


def same_bytes(other: Report, report: Report) -> list[Finding]:
    """F-02: the very bytes of a report that stands under another agency's name, code or place; nothing where the file
    stands under the name of the agency that it prints."""
    mine, theirs = _agency(report), _agency(other)
    if not (mine and theirs) or same_agency(mine, theirs):
        codes, places = (report.given.code, other.given.code), (_place(report), _place(other))
        mine, theirs = next((both for both in (codes, places) if all(both) and both[0] != both[1]), ("", ""))
    elif report.entity and not is_misplaced(report):
        return []
    if not mine:
        return []
    return [
        finding(
            "F-02",
            "error",
            SAME_BYTES,
            expected=theirs,
            actual=mine,
            mine=mine,
            theirs=theirs,
            file=report.source.name,
            other=other.source.name,
        )
    ]


def is_misplaced(report: Report) -> bool:
    """Whether a file stands under the name of another agency than the one that it prints."""
    agency = _agency(report)
    return bool(agency and report.entity) and not same_agency(agency, report.entity)


def _agency(report: Report) -> str:
    """The agency that the user, the file's name or its folder gives a report to."""
    evidence = report.identity.evidence
    return next((each.value for each in evidence if each.about == "entity" and each.where in OUTSIDE), "")


def _place(report: Report) -> str:
    """The place above the agency by the user or the folders."""
    place = report.identity.entity_id.rpartition("/")[0]
    return place if is_region(squeeze(place)) else ""
