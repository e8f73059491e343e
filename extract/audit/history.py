"""What an agency handed in for a year, one version after another: how often it was sent back, and what was changed
though nobody had asked for it.

Comes in: its reports, and what their files held before. Goes out: findings, and a number. A figure that was changed and
changed back is no change; one that is read by another version of the program may only be read otherwise, which is a
doubt of ours.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import cmp_to_key
from itertools import pairwise
from operator import sub
from typing import NamedTuple

from extract.audit.several import Version
from extract.audit.terms import Filed, Former, Terms
from extract.checks.across import unasked_changes
from extract.checks.changes import ChangedCell, asked_cells, changed_cells, read_cells, says_same
from extract.checks.known import names_of
from extract.checks.versions import are_copies, is_draft, later
from extract.checks.years import YEARS
from extract.forms import load_forms
from extract.forms.balances import sums_of_table
from extract.model import Concept, Fact, Finding, Report, Verdict
from extract.words.sheet_names import DISMISSED


class _Step(NamedTuple):
    """A version, what was found about it, since when it was there, and whether it is read as what came after it."""

    report: Report
    verdict: Verdict
    received: str
    is_read_alike: bool


def formers_of(report: Report, terms: Terms) -> list[Former]:
    """What the file of a report, or a copy of it, held before, in the order in which it came."""
    return [former for name in names_of(report, terms.known) for former in terms.formers.get(name, ())]


def taken_away(gone: Sequence[Filed], counts: Report, terms: Terms) -> list[Former]:
    """Of reports that are no longer on disk those that an earlier audit has seen, when the one that counts was not
    there yet: it took their place under another name."""
    now = terms.first_seen.get(counts.source.sha256, terms.round)
    before = [each for each in gone if terms.first_seen.get(each[0].source.sha256, now) < now]
    formers = [Former(*each, terms.received.get(each[0].source.name, ""), "", is_read_alike=True) for each in before]
    return sorted(formers, key=lambda former: former.received)


def times_returned(
    now: Sequence[Report], versions: Sequence[Version], taken: Sequence[Former], drafts: int, terms: Terms
) -> int:
    """How often an agency was sent back what it had handed in: once for every version that another followed, be it that
    it calls itself so or that it took its place; the last draft may have been approved. What was only stored again was
    not sent back. `now` is what its files hold, that which counts first."""
    corrected = len(_published_before(now[0], versions, terms)) if now else 0
    rows = [[*(former.report for former in formers_of(report, terms)), report] for report in now]
    rows.append([*(former.report for former in taken), *now[:1]])
    replaced = sum(not _say_the_same(one, other) for row in rows for one, other in pairwise(row))
    return max(drafts - 1, 0) + corrected + replaced


def _published_before(counts: Report, versions: Sequence[Version], terms: Terms) -> list[Report]:
    """The versions, but for drafts, that came before the one that counts, and before all that its file held."""
    first = next((former.report for former in formers_of(counts, terms)), counts)
    earlier = (version.report for version in versions if version.relation == "earlier")
    return [each for each in earlier if later(first, each, terms.known).order > 0 and not is_draft(each, terms.known)]


def is_another(filed: Filed, beside: Sequence[Filed], terms: Terms) -> bool:
    """Whether a report is more than a copy of one of those `beside` it, about which the same was found."""
    report, verdict = filed
    return not any(
        _is_same_report(report, each) and _is_copy(report, each, terms) and _judged_alike(verdict, other)
        for each, other in beside
    )


def _is_copy(one: Report, other: Report, terms: Terms) -> bool:
    """Whether two reports are copies of one version, and say so in every cell that is certain in both."""
    is_named_so = are_copies(one, other, terms.known) and not later(one, other, terms.known).order
    return is_named_so and not changed_cells(one, other)


def _judged_alike(one: Verdict, other: Verdict) -> bool:
    """Whether the same is found about two reports by themselves."""
    first, second = (
        {(finding.rule, finding.concepts, finding.actual) for finding in verdict.findings if _is_of_one(finding)}
        for verdict in (one, other)
    )
    return first == second


def _is_of_one(finding: Finding) -> bool:
    """Whether a finding is about a report by itself, and not about several."""
    return finding.about == "report" and not (finding.rule in (*YEARS, "A-03", "A-04") or finding.rule.startswith("F-"))


def _say_the_same(one: Report, other: Report) -> bool:
    return _contents(one) == _contents(other)


def _contents(report: Report) -> tuple[object, ...]:
    cells = tuple((fact.concept, fact.state, fact.raw) for fact in report.facts)
    return bool(report.report_id), cells, tuple((section.number, section.text) for section in report.sections)


def unasked(
    filed: Sequence[Filed], versions: Sequence[Version], taken: Sequence[Former], terms: Terms
) -> list[Finding]:
    """What was changed on the way to the report that counts, the first of those filed, though no open problem named it:
    a finding for every version since which it is otherwise. `taken` are those that were taken away before."""
    counts = filed[0][0]
    steps = list(_steps(filed, versions, taken, terms))
    now = read_cells(counts)
    otherwise: dict[int, list[ChangedCell]] = {}
    for cell, (number, old) in _changed_since(steps, counts, terms).items():
        if cell in now and not says_same(old, now[cell]):
            otherwise.setdefault(number, []).append(ChangedCell(old, now[cell]))
    return [
        unasked_changes(cells, steps[number].received[:_DAY], steps[number].is_read_alike)
        for number, cells in sorted(otherwise.items())
    ]


def _changed_since(steps: Sequence[_Step], counts: Report, terms: Terms) -> dict[Concept, tuple[int, Fact]]:
    """By cells that were changed unasked, the step after which they first were, and what they held before. A problem
    that names the cell later takes it up: what is changed then was asked for."""
    dismissed = {print_ for print_, decision in terms.decisions.items() if decision.conclusion in DISMISSED}
    changed: dict[Concept, tuple[int, Fact]] = {}
    followers = [*(step.report for step in steps[1:]), counts]
    for number, (step, after) in enumerate(zip(steps, followers, strict=False)):
        asked = asked_cells(step.report, step.verdict, dismissed)
        otherwise = changed_cells(step.report, after)
        asked_for = following(otherwise, asked)
        for cell, pair in otherwise.items():
            if cell in asked_for:
                changed.pop(cell, None)
            else:
                changed.setdefault(cell, (number, pair.old))
    return changed


def following(changed: Collection[Concept], asked: Collection[str]) -> frozenset[Concept]:
    """Of changed cells those that were asked to change, and those that sums tie to them: who mends one figure mends
    what adds up with it."""
    groups = [
        {Concept(table.key, *cell) for cell in each.cells}.intersection(changed)
        for form in load_forms()
        for table in form.tables
        for each in sums_of_table(table)
    ]
    found = {cell for cell in changed if str(cell) in asked}
    while more := {cell for group in groups if not found.isdisjoint(group) for cell in group - found}:
        found |= more
    return frozenset(found)


_DAY = len("2025-03-01")


def _steps(
    filed: Sequence[Filed], versions: Sequence[Version], taken: Sequence[Former], terms: Terms
) -> Iterator[_Step]:
    """The versions before the one that counts: those that were taken away, published ones that are still there, and
    what all their files held before."""
    counts = filed[0][0]
    earlier = _published_before(counts, versions, terms)
    before = [_Step(*former[:3], former.is_read_alike) for former in taken]
    before += [
        _Step(report, verdict, terms.received.get(report.source.name, ""), True)
        for report, verdict in filed
        if any(report is each for each in earlier)
    ]
    for step in _in_order(before, terms):
        yield from _replaced(step.report, counts, terms)
        yield step
    yield from _replaced(counts, counts, terms)


def _in_order(steps: Sequence[_Step], terms: Terms) -> Iterator[_Step]:
    """Versions from the first to the last, as what tells their order says, else by the rounds in which they came; of
    copies of one, and of those of which nothing tells which came later, a single one."""

    def compared(one: _Step, other: _Step) -> int:
        order = later(one.report, other.report, terms.known).order
        rounds = (terms.first_seen.get(step.report.source.sha256, terms.round) for step in (one, other))
        return order or sub(*rounds)

    last: _Step | None = None
    for step in sorted(steps, key=cmp_to_key(compared)):
        if last is None or compared(step, last) > 0:
            last = step
            yield step


def _replaced(report: Report, counts: Report, terms: Terms) -> Iterator[_Step]:
    for former in formers_of(report, terms):
        if former.report.report_id and _is_same_report(former.report, counts):
            yield _Step(*former[:3], former.is_read_alike)


def _is_same_report(one: Report, other: Report) -> bool:
    return (one.identity.entity_id, one.year) == (other.identity.entity_id, other.year)
