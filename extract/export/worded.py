"""A problem in the words in which a unit is told of it: the same on sheets, papers and pages.

Comes in: a problem of an audit. Goes out: texts, none of them a code, and no figure that would mend it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from extract.audit import LEVEL, Audit, Problem
from extract.catalogue import load_rules
from extract.catalogue.page import rule_title
from extract.model import Finding, Form
from extract.rows import Message
from extract.words.audit_labels import advice, label
from extract.words.languages import Lang
from extract.words.messages import sentence
from extract.words.origins import origin_words
from extract.words.phrases import in_brackets
from extract.words.places import first_place_of
from extract.words.sums import sum_words
from extract.words.wording import without_repairs

_MOST_QUOTED = 60


def sentence_to_unit(finding: Finding, form: str, forms: tuple[Form, ...], message: Message, lang: Lang) -> str:
    """What is said to those whose report it is: what does not add up comes first, and no figure that would make it."""
    return sum_words(finding, forms, form, lang) or message(without_repairs(finding), form)


class WordedProblem(NamedTuple):
    """A problem as a unit is told of it. `kind`: its chapter of the catalogue; `level`: how grave it is; `quote`: what
    is printed there."""

    number: str
    unit: str
    level: str
    kind: str
    title: str
    place: str
    quote: str
    message: str
    basis: str
    advice: str


@dataclass(frozen=True, slots=True)
class Telling:
    """How the problems of an audit are told in a language."""

    audit: Audit
    forms: tuple[Form, ...]
    message: Message
    lang: Lang

    def problem(self, problem: Problem) -> WordedProblem:
        """A problem in words."""
        finding, lang = problem.finding, self.lang
        return WordedProblem(
            self.audit.number_of(problem.fingerprint),
            problem.unit,
            label(LEVEL[problem.severity], lang),
            sentence(f"category.{finding.rule[0]}", lang),
            rule_title(finding.rule, lang),
            self._place(problem),
            finding.actual[:_MOST_QUOTED],
            self.sentence(finding, problem.report.form),
            load_rules()[finding.rule].basis or self.audit.profile.basis,
            advice(finding.rule, lang),
        )

    def sentence(self, finding: Finding, form: str) -> str:
        """What is said to a unit."""
        return sentence_to_unit(finding, form, self.forms, self.message, self.lang)

    def _place(self, problem: Problem) -> str:
        finding = problem.finding
        origins = origin_words(finding.origins[:1], self.lang)
        if not finding.concepts:
            return origins
        place = first_place_of(finding.concepts, self.forms, problem.report.form, self.lang)
        return place + in_brackets(origins, self.lang)
