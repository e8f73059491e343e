"""What a whole report demands of its reading: identity, sections, figures in prose, findings; and what of it fails.

Used by `test_whole` on some reports and by `bench.whole` and `bench.rules` on thousands.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from extract.checks import verdict_of
from extract.forms import load_forms
from extract.model import Finding, Given, Reading, Statement, Verdict
from extract.pipeline import reading_of
from tests.made.whole import Whole

FORMS = load_forms()


class Judged(NamedTuple):
    """A whole report with its reading and what the checks say of it."""

    whole: Whole
    reading: Reading
    verdict: Verdict


def judged(whole: Whole) -> Judged:
    reading = reading_of(whole.data, whole.name, Given())
    return Judged(whole, reading, verdict_of(reading, FORMS))


def wrong_identity(judged: Judged) -> list[str]:
    """The fields of the identity that are not what is printed."""
    told, identity = judged.whole.told, judged.reading.report.identity
    fields = ("entity", "agency", "kind", "year", "published")
    return [
        f"{field}: {getattr(identity, field)!r}, not {getattr(told, field)!r}"
        for field in fields
        if getattr(identity, field) != getattr(told, field)
    ]


def wrong_sections(judged: Judged) -> list[str]:
    """The sections whose prose is not what is printed, after NFKC and without white space."""
    found = {section.number: bare(section.text) for section in judged.reading.report.sections}
    told = {number: bare(text) for number, text in judged.whole.told.sections.items()}
    return [
        f"{number}: {found.get(number)!r}, not {told.get(number)!r}"
        for number in sorted(found.keys() | told.keys())
        if found.get(number, "") != told.get(number, "") or (number and (number in found) != (number in told))
    ]


def bare(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def statements_found(judged: Judged) -> Counter[str]:
    """How many planted figures are right, ambiguous, missed, and how many are wrong or were never planted."""
    count: Counter[str] = Counter()
    found: dict[tuple[str, str], list[Statement]] = {}
    for statement in judged.reading.report.narrative:
        found.setdefault((statement.concept, statement.period), []).append(statement)
    planted = {(said.concept, said.period): said.value for said in judged.whole.told.statements}
    for key, value in planted.items():
        stated = found.pop(key, [])
        if any(each.state != "ambiguous" and each.value != value for each in stated):
            count["wrong"] += 1
        elif any(each.value == value and each.state != "ambiguous" for each in stated):
            count["right"] += 1
        else:
            count["ambiguous" if stated else "missed"] += 1
    count["unplanted"] += sum(each.state != "ambiguous" for stated in found.values() for each in stated)
    return count


def errors(judged: Judged) -> list[Finding]:
    """The findings of severity error that a clean report must not have."""
    return [finding for finding in judged.verdict.findings if finding.severity == "error"]


def unexpected(judged: Judged) -> list[Finding]:
    """The findings that follow neither from the planted fault nor from the report's own odd wording or layout."""
    planted = judged.whole.planted
    allowed = {planted.rule, *planted.follows, *planted.doubts, *planted.may} if planted else set()
    return [
        finding
        for finding in judged.verdict.findings
        if finding.rule not in allowed | judged.whole.odd and finding.about == "report"
    ]


def is_found(judged: Judged) -> bool:
    """Whether the planted fault is found, at its concepts and in its section."""
    planted = judged.whole.planted
    assert planted is not None
    findings = [finding for finding in judged.verdict.findings if finding.rule == planted.rule]
    named = {concept for finding in findings for concept in finding.concepts}
    sections = {number for finding in findings for key, number in finding.details if key == "number"}
    return (
        bool(findings)
        and {finding.rule for finding in judged.verdict.findings}.issuperset((*planted.follows, *planted.doubts))
        and (not planted.concepts or any(_names(named, each) for each in planted.concepts))
        and (not sections or str(planted.section) in sections)
    )


def _names(named: Iterable[str], concept: str) -> bool:
    return any(each == concept or each.startswith(concept + ".") or concept.startswith(each + ".") for each in named)
