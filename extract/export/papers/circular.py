"""通报: who has filed and what is wrong, for leaders and for all units.

Comes in: where the units stand. Goes out: a Word file. It names what is certain; of what is still to be seen it tells
how many, and nobody's name. Scores are no part of it: they count what is in doubt.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from extract.audit import Filing, Problem, Standing
from extract.catalogue import load_rules
from extract.export.papers.fields import field, filled
from extract.export.papers.notice import Letter, annex, foot_of_paper, head_of_paper, told_to
from extract.export.papers.paper import (
    LANDSCAPE,
    PART,
    SUBPART,
    bytes_of_paper,
    lay_out,
    line,
    new_paper,
    red_head,
    table,
)
from extract.export.worded import Telling
from extract.words.audit_labels import label
from extract.words.languages import Lang
from extract.words.messages import sentence
from extract.words.paper_labels import paper_words
from extract.words.phrases import day_words, joined, numeral
from extract.words.sheet_names import CIRCULAR_TEMPLATE

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

_UNSEEN: frozenset[Filing] = frozenset({"unreadable", "uncertain"})
"""What is no certain word about a unit."""
_HANDED_IN: frozenset[Filing] = frozenset({"filed", "undated", "late", "twice"})
_NAMED: tuple[Filing, ...] = ("late", "missing", "draft", "other", "other_year")
_REPORT_WIDTHS = (14.0, 70.0, 60.0, 50.0, 40.0)
_SUMMARY_WIDTHS = (30.0, 55.0, 78.0, 78.0)


def circular(standings: Sequence[Standing], telling: Telling, letter: Letter, template: bytes) -> bytes:
    """The paper about some units."""
    lang = telling.lang
    told = [problem for standing in standings for problem in told_to(standing)]

    def who_has_filed(paper: WordDocument) -> None:
        line(paper, "".join(_filed(standings, lang)), first=2)

    def what_is_wrong(paper: WordDocument) -> None:
        units = len({problem.unit for problem in told})
        code = "found" if told else "found.none"
        line(paper, paper_words(code, lang, units=units, count=len(told)), first=2)
        _by_kind(paper, told, telling)

    def reports(paper: WordDocument) -> None:
        heads = [paper_words(f"column.{code}", lang) for code in ("number", "unit", "filing", "published", "count")]
        table(paper, heads, _REPORT_WIDTHS, _rows(standings, telling))

    def summary(paper: WordDocument) -> None:
        heads = [paper_words(f"column.{code}", lang) for code in ("problem_number", "unit", "problem", "place")]
        words = map(telling.problem, told)
        table(paper, heads, _SUMMARY_WIDTHS, ((each.number, each.unit, each.title, each.place) for each in words))

    made = {"filed": who_has_filed, "found": what_is_wrong, "reports": reports, "summary": summary}
    return filled(template, CIRCULAR_TEMPLATE, letter.texts(lang), made)


def _filed(standings: Sequence[Standing], lang: Lang) -> Iterator[str]:
    counts = Counter(standing.filing for standing in standings)
    yield paper_words("due", lang, count=len(standings), filed=sum(counts[filing] for filing in _HANDED_IN))
    for filing in _NAMED:
        if counts[filing]:
            names = joined((each.unit.name for each in standings if each.filing == filing), lang)
            yield paper_words(f"filed.{filing}", lang, count=counts[filing], names=names)
    if unseen := sum(counts[filing] for filing in _UNSEEN):
        yield paper_words("filed.verified", lang, count=unseen)


def _by_kind(paper: WordDocument, told: Sequence[Problem], telling: Telling) -> None:
    """The problems by the chapters of the catalogue, and by rules, with who has them."""
    lang = telling.lang
    by_rule: dict[str, Counter[str]] = {}
    for problem in told:
        by_rule.setdefault(problem.finding.rule, Counter())[problem.unit] += 1
    rules = [rule for rule in load_rules() if rule in by_rule]
    kinds = list(dict.fromkeys(rule[0] for rule in rules))
    for number, kind in enumerate(kinds, start=1):
        words = sentence(f"category.{kind}", lang)
        line(paper, paper_words("found.kind", lang, number=numeral(number, lang), kind=words), SUBPART, first=2)
        for rule in (rule for rule in rules if rule[0] == kind):
            title = next(telling.problem(problem).title for problem in told if problem.finding.rule == rule)
            names, count = joined(by_rule[rule], lang), by_rule[rule].total()
            line(paper, paper_words("found.rule", lang, title=title, names=names, count=count), first=2)


def _rows(standings: Sequence[Standing], telling: Telling) -> Iterator[tuple[str, ...]]:
    lang = telling.lang
    for standing in standings:
        name, filing = standing.unit.name, standing.filing
        words = paper_words("filing.verified", lang) if filing in _UNSEEN else label(f"filing.{filing}", lang)
        count = len(told_to(standing))
        number = telling.audit.unit_numbers.get(name)
        yield (str(number or ""), name, words, day_words(standing.published, lang), str(count or ""))


def circular_template(lang: Lang, office: str = "") -> bytes:
    """The paper with its fields, for an office to change in Word; with the red head of an office that has a name."""
    from docx.enum.section import WD_SECTION

    paper = new_paper(paper_words("circular.title", lang).replace("\n", ""))
    if office:
        red_head(paper, paper_words("head.office", lang, office=office), paper_words("head.number", lang))
    head_of_paper(paper, "circular.title", lang)
    line(paper, paper_words("circular.to", lang))
    line(paper, paper_words("circular.text", lang), first=2)
    line(paper, paper_words("circular.first", lang), PART, first=2)
    line(paper, field("filed"))
    line(paper, paper_words("circular.judges", lang), first=2)
    line(paper, paper_words("circular.second", lang), PART, first=2)
    line(paper, field("found"))
    line(paper, paper_words("circular.third", lang), PART, first=2)
    line(paper, paper_words("circular.asks", lang), first=2)
    line(paper, "")
    for code in ("annexes.reports", "annexes.problems"):
        line(paper, paper_words(code, lang), first=2)
    foot_of_paper(paper, lang, office)
    lay_out(paper.add_section(WD_SECTION.NEW_PAGE), is_landscape=True)
    annex(paper, 1, "reports", lang, is_on_new_page=False)
    line(paper, field("reports"))
    annex(paper, 2, "summary", lang)
    line(paper, field("summary"))
    assert max(sum(_REPORT_WIDTHS), sum(_SUMMARY_WIDTHS)) <= LANDSCAPE
    return bytes_of_paper(paper)
