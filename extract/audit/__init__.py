"""Who has filed, and what is to be mended in a county: the agencies of a roster in one year.

Comes in: the reports of a library with what was found about them, a roster, a profile, and what persons decided about
findings before. Goes out: an `Audit`, for the workbook that is handed on. Findings are made in `checks`; here they
are only weighed: nothing `about` reading is ever among the problems of an agency. `causes` tells which problems
are one, `rounds` what became of those of before; `claims` whose the files could be that no unit claims, `renewed` what
units that had other names, or were put together, are held against; `totals` adds the figures up.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Literal, NamedTuple

from extract.agencies.roster import Roster, Unit
from extract.audit.causes import causes_of
from extract.audit.claims import Unclaimed
from extract.audit.history import formers_of, taken_away, times_returned, unasked
from extract.audit.owners import Owned, Owners, owners_of
from extract.audit.renewed import compared_with_former
from extract.audit.rounds import Decision, Gone, Judged, continued, why_unverified
from extract.audit.several import Version, beside, several, versions_of
from extract.audit.terms import Filed, Former, Terms
from extract.audit.totals import Member, Total, totals_of
from extract.catalogue import load_rules
from extract.checks.across import UNASKED, of_other_year
from extract.checks.demands import unmet_demands
from extract.checks.known import names_of
from extract.checks.profile import Profile, Scoring
from extract.checks.versions import canonical_of, is_draft, says_draft, still_there
from extract.model import SEVERITIES, Finding, Report, Severity, Why
from extract.rows import OPEN_VERSIONS, fingerprint, flags_of
from extract.text import squeeze
from extract.words.sheet_names import DISMISSED

if TYPE_CHECKING:
    from extract.checks.copied import Cluster, Template

Filing = Literal[
    "filed", "undated", "late", "twice", "draft", "other", "other_year", "unreadable", "uncertain", "missing"
]
"""已报、日期不明 (filed, and whether in time is not known)、逾期、重复报送、只有送审稿、交了其他单位的报告、
误报其他年度报告、收到而读不出、归属待定 (a file could be its)、未收到 (no file could)."""
Progress = Literal["", "new", "still", "mended", "unverified", "unasked", "claimed"]
"""新出现、未整改、已整改、未再核查、未要求整改的改动、称已整改: whether a problem came in this round or was there
before, or what is known of one that is gone; empty in the first round, but for what was changed and nobody had asked to
change. claimed: its unit says that it is mended, and no newer report has come to show it."""
Judgement = Literal["mend", "verify", "improve", "good", "unchecked", "unsure", "none"]
"""须整改、需核实、建议完善、未发现问题、未发现问题（n 项未能核查）、待人工核对 (something was not read for certain).
none where there is no report."""
_NOT_READ: frozenset[Why] = frozenset({"tables", "figures", "unread", "year", "agency", "text"})
"""Why a rule may not be judged although the agency may have broken it; where nothing is stated, nothing is wrong."""
_NOT_FILED: frozenset[Filing] = frozenset({"missing", "other_year"})
"""Where there is nothing of the year that a score could be given for."""
_UNSCORED: frozenset[str] = frozenset({"unchecked", "unsure", "unreadable", "uncertain"})
"""Judgements and filings of which no score can be given."""

LEVEL: dict[Severity, Judgement] = {"error": "mend", "warning": "verify", "note": "improve"}
"""What is said of an agency with a problem so grave."""
_ORDER = {rule: number for number, rule in enumerate(load_rules())}


class Unmatched(NamedTuple):
    """What was decided about a problem that was not found again when its agency got another name."""

    file: str
    year: int | None
    rule: str
    expected: str
    actual: str
    conclusion: str
    remark: str


class Problem(NamedTuple):
    """A finding as it is handed to an agency."""

    fingerprint: str
    unit: str
    report: Report
    finding: Finding
    severity: Severity
    decision: Decision
    progress: Progress = ""
    since: int = 1
    """The round in which it came."""
    cause: str = ""
    """The fingerprint of the first problem of the same cause: its own where there is none before."""
    before: str = ""
    """The fingerprint that it had when it was last noted, where its figures are others now."""

    @property
    def is_dismissed(self) -> bool:
        """Whether a person decided that it is none, or that nothing is asked."""
        return self.decision.conclusion in DISMISSED

    @property
    def is_counted(self) -> bool:
        """Whether it is open, and the first of its cause."""
        return not self.is_dismissed and self.cause in ("", self.fingerprint)


class ProblemNumber(NamedTuple):
    """The number of a problem as it is written, 2024-03-02 for the second of the third unit, and the fingerprint that
    it had when it was given."""

    written: str
    first: str


class Standing(NamedTuple):
    """Where an agency stands: its filing, its reports (the one that counts first), its problems, gravest first.

    `beside` are files of it that are no report of the year: unread, or of another year. `versions` tell how its reports
    stand to the one that counts. `drafts` are how many of the reports call themselves that. `unjudged` are the rules
    that could not be judged, and why.
    """

    unit: Unit
    filing: Filing
    reports: tuple[Report, ...]
    beside: tuple[Report, ...]
    versions: tuple[Version, ...]
    drafts: int
    renamed: bool
    published: str
    judgement: Judgement
    problems: tuple[Problem, ...]
    doubts: tuple[Problem, ...]
    unjudged: Mapping[str, Why]
    score: float | None
    """None where what was filed could not be read or checked as a whole."""
    returned: int = 0
    """How many versions others followed."""
    formers: tuple[Former, ...] = ()
    """What its files held before."""

    @property
    def has_no_day(self) -> bool:
        """Whether there is a report, and nothing tells when it was published."""
        return bool(self.reports) and not self.published

    @property
    def flags(self) -> Mapping[str, str]:
        """The rules by which open findings speak against cells of its report that counts, by these: findings about
        it, and those that ask which of its versions counts."""
        counts = self.reports[0] if self.reports else None
        told = [
            problem.finding
            for problem in (*self.problems, *self.doubts)
            if not problem.is_dismissed and (problem.report is counts or problem.finding.wording in OPEN_VERSIONS)
        ]
        return flags_of((finding.rule, finding.wording, finding.concepts) for finding in told)

    @property
    def unchecked(self) -> int:
        """How many rules, whose breach is an error, could not be checked."""
        return _unchecked(self.unjudged)


@dataclass(frozen=True, slots=True)
class Audit:
    """The audit of one year."""

    year: int
    profile: Profile
    standings: tuple[Standing, ...]
    unclaimed: tuple[Unclaimed, ...]
    """Files that were given to no unit of the roster."""
    gone: tuple[Gone, ...]
    """Problems that were there before and are not any more."""
    sums: dict[str, tuple[Total, ...]] = field(default_factory=dict)
    """By group; the parent's name, or empty for all."""
    clusters: tuple[Cluster, ...] = ()
    """Reports that have paragraphs in common."""
    templates: tuple[Template, ...] = ()
    """What most agencies of a county have in common."""
    unmatched: tuple[Unmatched, ...] = ()
    round: int = 1
    years: Mapping[int, int] = field(default_factory=dict)
    """How many agencies have filed for every year of which there are reports."""
    numbers: Mapping[str, ProblemNumber] = field(default_factory=dict)
    """The numbers of problems by fingerprint, those that are gone among them."""
    unit_numbers: Mapping[str, int] = field(default_factory=dict)
    """The numbers of units by name, which stay when the roster changes."""

    def number_of(self, fingerprint: str) -> str:
        """The number of a problem as it is written; empty where it has none."""
        return self.numbers[fingerprint].written if fingerprint in self.numbers else ""

    @property
    def strangers(self) -> tuple[Report, ...]:
        """Reports of agencies that are not on the roster."""
        return tuple(claim.report for claim in self.unclaimed if claim.why == "stranger" and not claim.assigned.unit)

    @property
    def mismatch(self) -> tuple[int, int] | None:
        """How many units have nothing and how many reports are nobody's, where the roster and the reports do not go
        together: where most units have nothing, and half as many reports are left over. It is told in place of them."""
        bare = sum(standing.filing in ("missing", "uncertain") for standing in self.standings)
        left = sum(bool(claim.report.report_id) and not claim.assigned.unit for claim in self.unclaimed)
        return (bare, left) if bare * 2 > len(self.standings) and left * 2 >= bare else None

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The problems of all agencies that no one has dismissed."""
        return tuple(p for standing in self.standings for p in standing.problems if not p.is_dismissed)

    @property
    def mended(self) -> tuple[Gone, ...]:
        """The problems that were mended in this round."""
        return tuple(gone for gone in self.gone if not gone.why)

    @property
    def unverified(self) -> tuple[Gone, ...]:
        """The problems that are gone and not known to be mended."""
        return tuple(gone for gone in self.gone if gone.why)


def audit_of(filed: Sequence[Filed], roster: Roster, terms: Terms) -> Audit:
    """The audit of a year."""
    year = terms.year
    owners = owners_of(filed, roster, terms)
    standings = tuple(
        _standing(unit, own, roster, terms) if own.reports or own.copied else _absence(unit, own, owners, terms)
        for unit, own in owners.owned.items()
    )
    now = {p.fingerprint: (p.unit, p.finding) for standing in standings for p in standing.problems}
    earlier = continued(now, terms.before)
    standings = tuple(_with_progress(standing, earlier, terms) for standing in standings)
    gone = tuple(_gone(standings, frozenset(earlier.values()), terms))
    sums = _sums(standings, filed, year)
    audit = Audit(year, terms.profile, standings, owners.unclaimed, gone, sums, round=terms.round)
    return _unaccused(audit) if audit.mismatch else audit


def _unaccused(audit: Audit) -> Audit:
    """An audit in which nothing is said to be missing, since the roster is another one than that of the reports."""
    standings = (
        standing._replace(filing="uncertain", score=None) if standing.filing == "missing" else standing
        for standing in audit.standings
    )
    return replace(audit, standings=tuple(standings))


def _with_progress(standing: Standing, earlier: Mapping[str, str], terms: Terms) -> Standing:
    """Where an agency stands, with what became of its problems since the rounds before; `earlier` are the fingerprints
    that problems had when they were noted."""

    def followed(problem: Problem) -> Problem:
        print_ = earlier.get(problem.fingerprint)
        since = terms.before[print_].since if print_ else terms.round
        progress: Progress = "" if terms.round == 1 else "still" if since < terms.round else "new"
        progress = "unasked" if problem.finding.wording == UNASKED else progress
        return problem._replace(progress=progress, since=since, before=print_ or "")

    return standing._replace(problems=tuple(map(followed, standing.problems)))


def _gone(standings: Sequence[Standing], went_on: frozenset[str], terms: Terms) -> Iterator[Gone]:
    """The problems that are not there any more, but for those that asked for nothing."""
    units = {standing.unit.name: standing for standing in standings}
    for print_, noted in terms.before.items():
        decision = terms.decisions.get(print_, Decision(""))
        if (
            print_ in went_on
            or decision.conclusion in DISMISSED
            or _tells_of_correction(noted.finding.rule, noted.finding.severity)
        ):
            continue
        standing = units.get(noted.unit)
        why = why_unverified(noted, standing and _judged(standing, terms), terms.first_seen)
        yield Gone(print_, noted, why, decision)


def _judged(standing: Standing, terms: Terms) -> Judged:
    return Judged(
        standing.reports[0] if standing.reports else None,
        frozenset(rule for rule in load_rules() if not _is_asked(rule, standing.unit, terms)),
        standing.unjudged,
        tuple(doubt.finding for doubt in standing.doubts),
    )


def _absence(unit: Unit, own: Owned, owners: Owners, terms: Terms) -> Standing:
    """Where an agency stands of which there is no report of the year."""
    filing: Filing = "unreadable" if own.unread else "uncertain" if unit in owners.uncertain else "missing"
    problems: tuple[Problem, ...] = ()
    beside = tuple(own.unread)
    if own.other_year:
        filing, beside = "other_year", (own.other_year.report, *beside)
        told = of_other_year(own.other_year.report, terms.year, own.other_year.file, own.other_year.said)
        if _is_asked(told.rule, unit, terms):
            problems = (_problem(unit, own.other_year.report, told, terms),)
    open_ = _with_causes([problem for problem in problems if not problem.is_dismissed])
    judgement = _judgement(open_, "none")
    score = _score(terms.profile, open_, filing, judgement)
    formers = tuple(former for report in own.unread for former in formers_of(report, terms))
    return Standing(unit, filing, (), beside, (), 0, False, "", judgement, problems, (), {}, score, formers=formers)


def _standing(unit: Unit, own: Owned, roster: Roster, terms: Terms) -> Standing:
    """Where an agency stands of which there are reports, or files that are another's."""
    matched = own.reports
    left = still_there([report for report, *_ in matched], terms.known, terms.gone)
    gone = [(report, verdict) for report, verdict, _ in matched if report not in left]
    matched = [each for each in matched if each[0] in left]
    counts = canonical_of(left, terms.known, terms.chosen) if left else None
    taken = taken_away(gone, counts, terms) if counts else []
    reports = tuple(sorted((report for report, *_ in matched), key=lambda report: report is not counts))
    judged = [
        (
            report,
            compared_with_former(unit, report, verdict, terms.year_before, roster, terms.known)
            if report is counts
            else beside(report, reports[0], terms),
        )
        for report, verdict, _ in matched
    ]
    versions = versions_of(reports, terms)
    drafts = sum(says_draft(name) for report in reports for name in names_of(report, terms.known))
    filed = sorted(((report, verdict) for report, verdict, _ in matched), key=lambda each: each[0] is not counts)
    all_problems: list[Problem] = []
    unjudged: dict[str, Why] = {}
    for report, verdict in (*judged, *own.copied):
        more = unmet_demands(report, terms.profile) if report is counts else []
        more += unasked(filed, versions, taken, terms) if report is counts else []
        all_problems += [
            _problem(unit, report, finding, terms)
            for finding in (*verdict.findings, *more)
            if _is_asked(finding.rule, unit, terms)
        ]
        unjudged |= {rule: why for rule, why in verdict.unjudged.items() if _is_asked(rule, unit, terms)}
    all_problems.sort(key=_gravity)
    problems = [problem for problem in all_problems if problem.finding.about == "report"]
    open_ = _with_causes([problem for problem in problems if not problem.is_dismissed])
    filing = _filing(unit, reports, terms) if reports else "other"
    doubts = tuple(problem for problem in all_problems if problem.finding.about == "reading")
    judgement = _judgement(open_, _cleared(doubts, unjudged) if reports else "none")
    return Standing(
        unit,
        filing,
        reports,
        tuple(own.unread),
        versions,
        drafts,
        any(how == "renamed" for *_, how in matched),
        reports[0].identity.published if reports else "",
        judgement,
        (*open_, *(problem for problem in problems if problem.is_dismissed)),
        doubts,
        unjudged,
        _score(terms.profile, open_, filing, judgement),
        times_returned(reports, versions, taken, drafts, terms),
        (*taken, *(former for report in reports for former in formers_of(report, terms))),
    )


def _judgement(open_: Sequence[Problem], otherwise: Judgement) -> Judgement:
    """The gravest that is open, by which something is asked; what is said without a problem where nothing is, or only
    notes of a report that was not read for certain."""
    weighed = [p.severity for p in open_ if not _tells_of_correction(p.finding.rule, p.severity)]
    gravest = min(weighed, key=SEVERITIES.index, default=None)
    return otherwise if gravest is None or (gravest == "note" and otherwise in _UNSCORED) else LEVEL[gravest]


def _cleared(doubts: Sequence[Problem], unjudged: Mapping[str, Why]) -> Judgement:
    """What is said of a report without a problem: it is a word about the agency, too."""
    if any(problem.severity != "note" for problem in doubts):
        return "unsure"
    return "unchecked" if _unchecked(unjudged) else "good"


def _unchecked(unjudged: Mapping[str, Why]) -> int:
    rules = load_rules()
    return sum(rules[rule].severity == "error" and why in _NOT_READ for rule, why in unjudged.items())


def _problem(unit: Unit, report: Report, finding: Finding, terms: Terms) -> Problem:
    print_ = fingerprint(finding, report)
    severity = terms.profile.severity(finding.rule, finding.severity)
    return Problem(print_, unit.name, report, finding, severity, terms.decisions.get(print_, Decision("")))


def _with_causes(problems: Sequence[Problem]) -> list[Problem]:
    causes = causes_of({problem.fingerprint: problem.finding for problem in problems})
    return [problem._replace(cause=causes[problem.fingerprint]) for problem in problems]


def _tells_of_correction(rule: str, severity: Severity) -> bool:
    """Whether a problem only tells that a report was corrected since, of which nothing is asked."""
    return rule == "A-04" and severity == "note"


def _gravity(problem: Problem) -> tuple[bool, int, int]:
    return problem.is_dismissed, SEVERITIES.index(problem.severity), _ORDER.get(problem.finding.rule, 0)


def _is_asked(rule: str, unit: Unit, terms: Terms) -> bool:
    """Whether a rule is for a unit, whose kind the roster knows best; a deadline of the profile takes the place of the
    law's."""
    if rule == "A-01" and unit.kind in terms.profile.deadlines:
        return False
    return not terms.profile.is_off(rule) and load_rules()[rule].applies_to(unit.kind, terms.year)


def _filing(unit: Unit, reports: Sequence[Report], terms: Terms) -> Filing:
    published, deadline = reports[0].identity.published, terms.profile.deadline(unit.kind, terms.year)
    if deadline and published and date.fromisoformat(published) > deadline:
        return "late"
    filed = [report for report in reports if not is_draft(report, terms.known)]
    if not filed:
        return "draft"
    if several(filed, terms):
        return "twice"
    is_due = deadline or (unit.kind and _is_asked("A-01", unit, terms))
    return "undated" if is_due and not published else "filed"


def _score(profile: Profile, problems: Sequence[Problem], filing: Filing, judgement: Judgement) -> float | None:
    """The full score less what the items take, each no more than its cap; nothing is taken below zero. None where there
    is something that could not be read or checked; who has filed nothing has what the profile says, else nothing."""
    if _UNSCORED & {filing, judgement}:
        return None
    if filing in _NOT_FILED:
        return profile.not_filed
    taken = sum(_taken(item, problems, filing) for item in profile.scores)
    return max(profile.full - taken, 0.0)


def _taken(item: Scoring, problems: Sequence[Problem], filing: Filing) -> float:
    count = len({p.cause for p in problems if p.finding.rule in item.rules and p.severity == "error"})
    count += "A-01" in item.rules and filing == "late"
    return min(count * item.points, item.cap)


def _sums(standings: Sequence[Standing], filed: Sequence[Filed], year: int) -> dict[str, tuple[Total, ...]]:
    """The figures of every group added up, beside what its parent printed for all; agencies under vertical
    administration belong to no group."""
    groups: dict[str, list[Standing]] = {}
    for standing in standings:
        if standing.unit.kind != "vertical":
            groups.setdefault(standing.unit.parent, []).append(standing)
    if len(groups) > 1:
        groups[""] = [standing for group in groups.values() for standing in group]
    of_year = [report for report, _ in filed if report.report_id and report.year == year]
    printed = {squeeze(report.entity): report for report in reversed(of_year)}
    return {
        name: totals_of(
            [Member(each.unit.name, each.reports[0] if each.reports else None, each.flags) for each in group],
            printed.get(squeeze(name)) if name else None,
        )
        for name, group in groups.items()
    }
