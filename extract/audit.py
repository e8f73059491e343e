"""Compliance of the agencies of a roster in one year: who has filed, what is wrong in each report, what the figures add
up to.

Comes in: the reports of a library with what was found about them, a roster, a profile, and what persons decided about
findings before. Goes out: an `Audit`, for the workbook that is handed on. Findings are made in `checks`; here they are
only weighed: nothing `about` reading is ever among the problems of an agency.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal, NamedTuple

from extract.checks import EVERY_RULE
from extract.checks.across import SAME_BYTES
from extract.model import Concept, Fact, Finding, Report, Severity, Verdict
from extract.profile import MISSING, Profile, Score
from extract.roster import Roster, Unit
from extract.rows import fingerprint
from extract.text import squeeze

Conclusion = Literal["", "待核实", "属实", "不属实", "已整改", "不作要求"]
CONCLUSIONS: tuple[Conclusion, ...] = ("待核实", "属实", "不属实", "已整改", "不作要求")
"""What a person may decide about a problem (核实结论)."""
DISMISSED: frozenset[str] = frozenset({"不属实", "不作要求"})

Filing = Literal["filed", "late", "twice", "other", "unreadable", "uncertain", "missing"]
"""已报、逾期、重复报送、交了其他单位的报告、收到而读不出、归属待定 (it may be another unit's)、未收到."""
Progress = Literal["", "new", "still"]
"""Whether a problem is there for the first time, or was there when the same year was audited before."""
Judgement = Literal["mend", "verify", "improve", "good", "none"]
"""须整改、需核实、建议完善、未发现问题; none where there is no report."""

_JUDGEMENTS: dict[Severity, Judgement] = {"error": "mend", "warning": "verify", "note": "improve"}
_GRAVITY: tuple[Severity, ...] = ("error", "warning", "note")
_ORDER = {rule.id: number for number, rule in enumerate(EVERY_RULE)}
_CERTAIN = frozenset({"read", "aligned"})


class Decision(NamedTuple):
    """What a person decided about a problem, and why."""

    conclusion: str
    remark: str = ""


class Problem(NamedTuple):
    """A finding as it is handed to an agency."""

    fingerprint: str
    unit: str
    report: Report
    finding: Finding
    severity: Severity
    progress: Progress
    decision: Decision

    @property
    def is_dismissed(self) -> bool:
        """Whether a person decided that it is none, or that nothing is asked."""
        return self.decision.conclusion in DISMISSED


class Standing(NamedTuple):
    """Where an agency stands: its filing, its reports (the one that counts first), its problems, gravest first."""

    unit: Unit
    filing: Filing
    reports: tuple[Report, ...]
    renamed: bool
    published: str
    judgement: Judgement
    problems: tuple[Problem, ...]
    doubts: tuple[Problem, ...]
    score: float


class Sum(NamedTuple):
    """A cell added up over the agencies of a group.

    `own` is what the parent itself printed for all of them (None where it has no such report), `without` names the
    agencies whose figure is missing, blank or a guess and so is not in the sum.
    """

    concept: Concept
    unit: str
    total: Decimal
    counted: int
    without: tuple[str, ...]
    own: Decimal | None


@dataclass(frozen=True, slots=True)
class Audit:
    """The audit of one year."""

    year: int
    profile: Profile
    standings: tuple[Standing, ...]
    strangers: tuple[Report, ...]
    """Reports of the year that belong to no unit of the roster."""
    mended: tuple[tuple[str, str, str], ...]
    """Unit, rule and sentence of problems that were there before and are gone."""
    sums: dict[str, tuple[Sum, ...]] = field(default_factory=dict)
    """By group; the parent's name, or empty for all."""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The problems of all agencies that no one has dismissed."""
        return tuple(p for standing in self.standings for p in standing.problems if not p.is_dismissed)


Filed = tuple[Report, Verdict]


def audit_of(
    filed: Sequence[Filed],
    roster: Roster,
    profile: Profile,
    year: int,
    decisions: Mapping[str, Decision],
    before: Mapping[str, tuple[str, str, str]] | None = None,
) -> Audit:
    """The audit of a year. `before` are the problems when it was last audited (unit, rule, sentence by fingerprint);
    None when it never was."""
    units = [unit for unit in roster.units if unit.files_for(year)]
    of_unit: dict[Unit, list[tuple[Report, Verdict, bool]]] = {unit: [] for unit in units}
    copied: dict[Unit, list[Filed]] = {}
    uncertain: set[str] = set()
    strangers, unread = [], []
    for report, whole in filed:
        copies, verdict = _without_copies(whole)
        for finding in copies:
            if unit := roster.named(dict(finding.details)["mine"]):
                copied.setdefault(unit, []).append((report, Verdict((finding,), ())))
        if not report.report_id:
            unread.append(report)
        elif report.year == year:
            unit, how = roster.unit_of(report)
            if unit in of_unit and unit is not None:
                of_unit[unit].append((report, verdict, how == "renamed"))
            else:
                strangers.append(report)
                uncertain |= {squeeze(report.entity)} if how == "several" else set()
    standings = tuple(
        _standing(unit, reports, copied.get(unit, []), unread, uncertain, profile, year, decisions, before)
        for unit, reports in of_unit.items()
    )
    now = {problem.fingerprint for standing in standings for problem in standing.problems}
    mended = tuple(told for print_, told in (before or {}).items() if print_ not in now)
    return Audit(year, profile, standings, tuple(strangers), mended, _sums(standings, filed, year))


def _without_copies(verdict: Verdict) -> tuple[list[Finding], Verdict]:
    """The findings that a file is another agency's, which concern the agency under whose name it stands, and the
    others, which concern the one that it prints."""
    copies = [finding for finding in verdict.findings if finding.wording == SAME_BYTES]
    others = tuple(finding for finding in verdict.findings if finding.wording != SAME_BYTES)
    return copies, verdict._replace(findings=others)


def _standing(
    unit: Unit,
    found: list[tuple[Report, Verdict, bool]],
    copied: list[Filed],
    unread: list[Report],
    uncertain: set[str],
    profile: Profile,
    year: int,
    decisions: Mapping[str, Decision],
    before: Mapping[str, object] | None,
) -> Standing:
    counting = [each for each in found if not _is_version(each[1])]
    reports = tuple(report for report, *_ in (*counting, *(each for each in found if each not in counting)))
    problems, doubts = list[Problem](), list[Problem]()
    for report, verdict in (*((report, verdict) for report, verdict, _ in found), *copied):
        for finding in (*verdict.findings, *_demanded(report, profile)):
            severity = profile.severity(finding.rule, finding.severity)
            if severity is None or (finding.rule == "A-01" and unit.kind in profile.deadlines):
                continue
            print_ = fingerprint(finding, report)
            progress: Progress = "" if before is None else "still" if print_ in before else "new"
            problem = Problem(
                print_, unit.name, report, finding, severity, progress, decisions.get(print_, Decision(""))
            )
            (doubts if finding.about == "reading" else problems).append(problem)
    problems.sort(key=_gravity)
    filing, published = _filing(unit, reports, unread, uncertain, profile, year)
    filing = "other" if copied and not reports else filing
    open_ = [problem for problem in problems if not problem.is_dismissed]
    judgement: Judgement = "none" if not reports else "good"
    if open_:
        judgement = _JUDGEMENTS[min((p.severity for p in open_), key=_GRAVITY.index)]
    return Standing(
        unit,
        filing,
        reports,
        any(renamed for *_, renamed in found),
        published,
        judgement,
        tuple(problems),
        tuple(sorted(doubts, key=_gravity)),
        _score(profile, open_, filing),
    )


def _gravity(problem: Problem) -> tuple[bool, int, int]:
    return problem.is_dismissed, _GRAVITY.index(problem.severity), _ORDER.get(problem.finding.rule, 0)


def _is_version(verdict: Verdict) -> bool:
    return any(finding.rule == "A-04" and finding.about == "report" for finding in verdict.findings)


def _filing(
    unit: Unit, reports: Sequence[Report], unread: list[Report], uncertain: set[str], profile: Profile, year: int
) -> tuple[Filing, str]:
    if not reports:
        key = squeeze(unit.name)
        if any(key.endswith(name) or name.endswith(key) for name in uncertain):
            return "uncertain", ""
        return ("unreadable" if any(_may_be_of(unit, year, report) for report in unread) else "missing"), ""
    published = reports[0].identity.published
    deadline = profile.deadline(unit.kind, year)
    if deadline and published and date.fromisoformat(published) > deadline:
        return "late", published
    return ("twice" if len(reports) > 1 else "filed"), published


def _may_be_of(unit: Unit, year: int, report: Report) -> bool:
    """Whether a file that could not be read has a name that says that it is a unit's."""
    name = squeeze(report.source.name)
    return report.status == "failed" and squeeze(unit.name) in name and str(year) in name


def _demanded(report: Report, profile: Profile) -> list[Finding]:
    """What the profile demands of sections and is not there."""
    from extract.checks.demands import unmet_demands

    return unmet_demands(report, [(d.section, d.length, d.words) for d in profile.demands])


def _score(profile: Profile, problems: Sequence[Problem], filing: Filing) -> float:
    """The full score less what the items take, each no more than its cap; nothing is taken below zero."""
    taken = sum(_taken(item, problems, filing) for item in profile.scores)
    return max(profile.full - taken, 0.0)


def _taken(item: Score, problems: Sequence[Problem], filing: Filing) -> float:
    count = sum(problem.finding.rule in item.rules and problem.severity == "error" for problem in problems)
    count += (MISSING in item.rules and filing == "missing") + ("A-01" in item.rules and filing == "late")
    return min(count * item.points, item.cap)


# ── Sums ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _sums(standings: Sequence[Standing], filed: Sequence[Filed], year: int) -> dict[str, tuple[Sum, ...]]:
    groups: dict[str, list[Standing]] = {}
    for standing in standings:
        if standing.unit.kind != "vertical":
            groups.setdefault(standing.unit.parent, []).append(standing)
    if len(groups) > 1:
        groups[""] = [standing for group in groups.values() for standing in group]
    return {name: _sums_of(group, _whole(name, filed, year)) for name, group in groups.items()}


def _whole(parent: str, filed: Sequence[Filed], year: int) -> Report | None:
    """The report that a parent printed for all below it."""
    if not parent:
        return None
    fits = (
        report
        for report, _ in filed
        if report.report_id and report.year == year and squeeze(report.entity) == squeeze(parent)
    )
    return next(fits, None)


def _sums_of(group: Sequence[Standing], whole: Report | None) -> tuple[Sum, ...]:
    cells: dict[Concept, str] = {}
    facts = [
        {fact.concept: fact for fact in standing.reports[0].facts} if standing.reports else {} for standing in group
    ]
    for each in facts:
        cells |= {concept: fact.unit for concept, fact in each.items() if concept not in cells}
    own = {fact.concept: fact for fact in whole.facts} if whole else {}
    return tuple(_sum(concept, unit, group, facts, own.get(concept)) for concept, unit in cells.items())


def _sum(
    concept: Concept, unit: str, group: Sequence[Standing], facts: Sequence[Mapping[Concept, Fact]], own: Fact | None
) -> Sum:
    values, without = [], []
    for standing, each in zip(group, facts, strict=True):
        fact = each.get(concept)
        if fact and fact.state == "number" and fact.how in _CERTAIN and fact.unit == unit and fact.value is not None:
            values.append(fact.value)
        else:
            without.append(standing.unit.name)
    stated = own.value if own and own.state == "number" and own.how in _CERTAIN else None
    return Sum(concept, unit, sum(values, Decimal(0)), len(values), tuple(without), stated)
