"""Whose report it is and of which year: what the places that tell it say against each other."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from extract.agencies.likeness import standing_of
from extract.agencies.names import without_tail
from extract.checks.case import Case, CheckResult, finding
from extract.checks.period import periods_of_no_year
from extract.checks.subjects import names_left_inside
from extract.model import Evidence, Finding
from extract.text import listed, squeeze

OUTSIDE = frozenset({"file", "folder", "manifest", "path", "head"})
"""Evidence that the agency did not print."""
_WEAK = frozenset({"opening", "section", "metadata", "head", "file", "folder"})
"""Places that tell whose report it is, or of when, only by the way."""
_OF_REPORT = OUTSIDE | {"title", "preamble", "signature"}
"""Places that tell of the report rather than of somebody who is asked, acts or posts."""
_SIGNS = frozenset({"title", "signature"})
"""Where a report says whose it is by itself: names that differ there are no mere mention."""


def doubtful_identity(case: Case) -> CheckResult:
    """R-08: nothing tells whose report it is or of which year, or what tells it contradicts itself, or only something
    beside the report tells it, or a name that was recognised on a scan, which nothing bears out."""
    doubts = [*_doubts(case, "entity", case.report.entity), *_doubts(case, "year", str(case.report.year or ""))]
    return doubts or [*_misread_names(case)]


def _doubts(case: Case, about: str, chosen: str) -> Iterator[Finding]:
    evidence = [piece for piece in case.report.identity.evidence if piece.about == about]
    origins = [piece.origin for piece in evidence if piece.origin]
    if not chosen:
        named = listed(dict.fromkeys(piece.value for piece in evidence if piece.where not in OUTSIDE))
        wording = "contradicted" if named else "untold"
        yield finding(
            "R-08", "warning", f"{about}.{wording}", origins=origins, actual=named, about_reading=True, named=named
        )
    elif evidence and evidence[0].where in _WEAK:
        where = evidence[0].where
        yield finding(
            "R-08", "note", f"{about}.beside", origins=origins[:1], actual=chosen, about_reading=True, where=where
        )


def _misread_names(case: Case) -> Iterator[Finding]:
    """A name on a scan that one place alone tells, or places that are not of one mind how it is written."""
    identity = case.report.identity
    printed = [piece for piece in identity.evidence if piece.about == "entity" and piece.origin]
    names = sorted((squeeze(without_tail(piece.value)) for piece in printed), key=len)
    is_borne_out = len({piece.where for piece in printed}) > 1 and all(names[-1].endswith(name) for name in names)
    if case.reading.document.is_recognised and printed and not is_borne_out:
        yield finding(
            "R-08",
            "note",
            "entity.recognised",
            origins=[piece.origin for piece in printed if piece.origin],
            actual=identity.entity,
            about_reading=True,
            chosen=identity.entity,
        )


def contradicting_years(case: Case) -> CheckResult:
    """B-02: a year in title, preamble or period that is not the year of the report; a period that is no year."""
    year = str(case.report.year or "")
    contradictions = _contradictions(
        case, "B-02", "year", year, lambda evidence: "" if evidence.value == year else "printed"
    )
    periods = periods_of_no_year(case)
    if isinstance(contradictions, list):
        return [*contradictions, *(periods or [])]
    return contradictions if periods is None else periods


def contradicting_agencies(case: Case) -> CheckResult:
    """B-03: the name of another agency of its kind, in a preamble or signature of any other. What stands within the
    agency or above it contradicts nothing. Only title and signature say whose a report is: a name elsewhere is a
    doubt, one as which a sentence speaks among them."""
    identity = case.report.identity

    def says(evidence: Evidence) -> str:
        relation = standing_of(evidence.value, identity.entity, identity.parent)
        if relation == "other":
            return "printed" if {evidence.where, identity.evidence[0].where} == _SIGNS else "mentioned"
        return "mentioned" if relation == "elsewhere" and evidence.where in _OF_REPORT else ""

    contradictions = _contradictions(case, "B-03", "entity", identity.entity, says)
    inside = [
        finding(
            "B-03",
            "warning",
            "entity.inside",
            origins=[left.origin],
            expected=identity.entity,
            actual=left.printed,
            number=left.section.number,
            printed=left.printed,
            chosen=identity.entity,
        )
        for left in names_left_inside(case)
    ]
    return [*contradictions, *inside] if isinstance(contradictions, list) else inside or contradictions


def _contradictions(case: Case, rule: str, about: str, chosen: str, says: Callable[[Evidence], str]) -> CheckResult:
    """What evidence says against the choice: `says` gives the wording, "" where it agrees."""
    all_evidence = [
        evidence
        for evidence in case.report.identity.evidence
        if evidence.about == about and (about, evidence.where) != ("year", "opening")
    ]
    if len(all_evidence) < 2 or not chosen:
        return "witness"
    said = {evidence: says(evidence) for evidence in all_evidence}
    from_outside = all(evidence.where in OUTSIDE for evidence, wording in said.items() if not wording)
    contradictions: dict[tuple[str, str], Evidence] = {}
    for evidence, wording in said.items():
        if wording:
            outside = from_outside or evidence.where in OUTSIDE
            contradictions.setdefault((evidence.value, "outside" if outside else wording), evidence)
    return [
        finding(
            rule,
            "error" if wording == "printed" else "warning",
            f"{about}.{wording}",
            origins=[evidence.origin] if evidence.origin else [],
            expected=chosen,
            actual=value,
            about_reading=wording == "outside",
            where=evidence.where,
            printed=evidence.raw,
            chosen=chosen,
        )
        for (value, wording), evidence in contradictions.items()
    ]
