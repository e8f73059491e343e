"""Rounds of an audit: which problems are there still, which were mended, and which nobody can vouch for.

Comes in: the problems as they were noted, those of today, and where their agencies stand. Goes out: which goes on from
which, and why one that is gone is not known to be mended. A round begins when a report comes that was not there before.
Mended is what the same rule was judged on in a newer report, read at least as well, and holds there; what is gone for
any other reason has not been looked at again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal, NamedTuple

from extract.forms import load_every_form
from extract.model import CERTAIN, Fact, Finding, Report, Status, Why

Unverified = Literal[
    "unlisted", "off", "no_report", "unrecorded", "same_report", "read_worse", "cells_unread", "unjudged", "in_doubt"
]
"""Why a problem that is gone may not be mended: its agency is not on the roster, its rule is off, there is no report
that could be read, it was not noted in which report it was, no newer report came, the newer one is read worse, its
cells are not read, its rule could not be judged, or doubts whether it was read right."""

_FROM_BEST: tuple[Status | Literal[""], ...] = ("ok", "ok_with_repairs", "partial", "failed", "skipped", "")


class Decision(NamedTuple):
    """What a person decided about a problem, and why."""

    conclusion: str
    remark: str = ""


class Noted(NamedTuple):
    """A problem of a unit as it was noted when it was last there: in which round it came, in which it was last there,
    in which report, and how that was read.

    `sentence`: its sentence, where nothing else was kept.
    """

    unit: str
    finding: Finding
    form: str = ""
    sentence: str = ""
    since: int = 1
    round: int = 1
    sha256: str = ""
    status: Status | Literal[""] = ""


class Gone(NamedTuple):
    """A problem that is not there any more, and why that does not mean that it was mended; empty where it was."""

    fingerprint: str
    noted: Noted
    why: Unverified | Literal[""]
    decision: Decision = Decision("")

    @property
    def progress(self) -> Literal["mended", "unverified"]:
        """What is known of it."""
        return "unverified" if self.why else "mended"


class Judged(NamedTuple):
    """What an agency's problems are judged by now: its report that counts, the rules that are off for it or could not
    be judged, and what was doubtful."""

    report: Report | None
    off: frozenset[str]
    unjudged: Mapping[str, Why]
    doubts: tuple[Finding, ...]


def continued(now: Mapping[str, tuple[str, Finding]], before: Mapping[str, Noted]) -> dict[str, str]:
    """Of the problems there are now, units and findings by fingerprints, those that were there before, with the
    fingerprints they had: a figure that was changed, and is wrong again, goes on."""
    same = {print_: print_ for print_ in now if print_ in before}
    free = [print_ for print_ in before if print_ not in now]
    for print_, (unit, finding) in now.items():
        if print_ not in before:
            earlier = next((each for each in free if _are_alike(before[each], unit, finding)), None)
            if earlier:
                free.remove(earlier)
                same[print_] = earlier
    return same


def _are_alike(noted: Noted, unit: str, finding: Finding) -> bool:
    return noted.unit == unit and noted.finding.rule == finding.rule and _share_place(noted.finding, finding)


def _share_place(one: Finding, other: Finding) -> bool:
    """Whether two findings of a rule are about the same cells, or both about none."""
    cells, others = set(one.concepts), set(other.concepts)
    return bool(cells & others) or not (cells or others)


def why_unverified(noted: Noted, now: Judged | None, first_seen: Mapping[str, int]) -> Unverified | Literal[""]:
    """Why a problem that is gone is not known to be mended; empty where it is. `first_seen` are the rounds in which
    reports came, by their SHA-256."""
    rule = noted.finding.rule
    if now is None:
        return "unlisted"
    if rule in now.off:
        return "off"
    report = now.report
    if report is None:
        return "no_report"
    if not noted.sha256:
        return "unrecorded"
    reasons: dict[Unverified, bool] = {
        "same_report": first_seen.get(report.source.sha256, 0) <= noted.round,
        "read_worse": _FROM_BEST.index(report.status) > _FROM_BEST.index(noted.status),
        "cells_unread": not _reads(report, noted.finding.concepts),
        "unjudged": rule in now.unjudged,
        "in_doubt": any(each.rule == rule and _share_place(noted.finding, each) for each in now.doubts),
    }
    return next((reason for reason, holds in reasons.items() if holds), "")


def _reads(report: Report, concepts: Iterable[str]) -> bool:
    """Whether a report has every one of these cells for certain, be it blank; what is no cell is not asked for."""
    facts = {str(fact.concept): fact for fact in report.facts}
    tables = {table.key for form in load_every_form() for table in form.tables}
    return all(
        _is_read(facts[concept]) if concept in facts else concept.partition(".")[0] not in tables
        for concept in concepts
    )


def _is_read(fact: Fact) -> bool:
    return fact.is_certain or (fact.how in CERTAIN and fact.state in ("blank", "mark"))
