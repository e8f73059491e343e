"""A report against that of the year before: what must carry over, what hardly stays the same, what hardly jumps so.

Comes in: two reports of one agency, of two years that follow each other. Goes out: findings for the later one. Only
figures that certainly stand in their cells are compared.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from math import sqrt

import regex as re

from extract.checks.case import CheckResult, finding, sentences
from extract.checks.rates import growth_since_the_year_before
from extract.model import Concept, Fact, Paragraph, Report, Severity
from extract.text import listed, squeeze

_TOTAL = "total"


def not_carried_over(prior: Report, current: Report) -> CheckResult:
    """D-05: 上年结转 is not what the year before carried out. A difference in the total is an error; where only the
    kinds of applicants differ, they may have been sorted anew. A note where the text tells that the agency was merged:
    what others carried out came to it."""
    out, came = _row(prior, "requests", "carried_out"), _row(current, "requests", "carried_in")
    differing = [column for column in came if column in out and came[column].value != out[column].value]
    if not out.keys() & came.keys():
        return "figures"
    if not differing:
        return []
    shown = [_TOTAL] if _TOTAL in differing else differing
    severity: Severity = "error" if _TOTAL in differing else "warning"
    expected, actual = (listed(row[column].text for column in shown) for row in (out, came))
    return [
        finding(
            "D-05",
            "note" if _tells_of_merger(current) else severity,
            "carried" if _TOTAL in differing else "carried.kinds",
            facts=[came[column] for column in shown],
            expected=expected,
            actual=actual,
            year=prior.year,
        )
    ]


_BODY = r"(?:[镇乡县区市局委办院]|街道|苏木|委员会|中心)"
_MERGER = re.compile(
    rf"(?:原|将|由|与|和)\p{{Han}}{{1,20}}?{_BODY}[^。；]{{0,12}}?(?:合并|并入|撤并|划入|整合)"
    rf"|(?:合并|并入|划入)(?:至|到|后的?)?(?:我|本|原)?\p{{Han}}{{0,12}}?{_BODY}"
    rf"|(?:合并|整合)(?:成立|组建|设立|设置|而成)|区划调整|撤[乡镇县]\p{{Han}}{{0,4}}[设建并][镇乡街市区]"
    r"|机构改革[^。；]{0,20}(?:合并|划[转入]|组建|职[责能]|并入)"
    rf"|撤(?:销)?\p{{Han}}{{1,6}}[乡镇县][设建并]|整建制划"
    r"|(?:合署|职能划转|机构合并|机构调整)[^。；]{0,20}(?:结转|申请|并入|承接|转由|划入|移交)|结转[^。；]{0,10}(?:合并|调整|划转)前"
    rf"|(?:接收|承接|移交|划转|续办)[^。；]{{0,6}}原\p{{Han}}{{1,12}}?{_BODY}[^。；]{{0,8}}(?:结转|申请|职[责能])"
)
_OF_OTHER_THINGS = re.compile(r"栏目|账号|新媒体|公众号|网站|平台|专栏|频道|合并(?:办理|处罚|答复|审理|执行|检查)")


def _tells_of_merger(report: Report) -> bool:
    """Whether a sentence tells that agencies were merged, not columns of a website or cases."""
    return any(
        _MERGER.search(text) and not _OF_OTHER_THINGS.search(text)
        for text, _ in sentences(report, {section.number for section in report.sections})
    )


_DOCUMENTS = ("proactive", "normative_documents")
_CLEARED = re.compile(r"清理|失效|废止|宣布.{0,6}无效|机构改革|合并|划转|撤并")


def stock_break(prior: Report, current: Report) -> CheckResult:
    """D-11: documents in force are not those of the year before, plus issued, less repealed; a note where the text
    tells of a clearing-up or a reorganisation."""
    old, new = _row(prior, *_DOCUMENTS), _row(current, *_DOCUMENTS)
    if "in_force" not in old or not {"issued", "repealed", "in_force"} <= new.keys():
        return "figures"
    stood, issued, repealed = _value(old["in_force"]), _value(new["issued"]), _value(new["repealed"])
    expected = stood + issued - repealed
    if expected == new["in_force"].value:
        return []
    is_explained = any(_CLEARED.search(section.text) for section in current.sections)
    return [
        finding(
            "D-11",
            "note" if is_explained else "warning",
            "stock",
            facts=[new["in_force"]],
            expected=expected,
            actual=new["in_force"].text,
            sum=f"{stood} + {issued} - {repealed}",
        )
    ]


_DISPUTES = ("review", "suit_direct", "suit_after_review")


def pending_lost(prior: Report, current: Report) -> CheckResult:
    """D-14: fewer cases than were pending at the end of the year before."""
    rows = [(_row(prior, "disputes", kind), _row(current, "disputes", kind)) for kind in _DISPUTES]
    judged = [(old, new) for old, new in rows if "pending" in old and _TOTAL in new]
    findings = []
    for old, new in judged:
        if _value(new[_TOTAL]) < _value(old["pending"]):
            findings.append(
                finding(
                    "D-14",
                    "note",
                    "pending",
                    facts=[new[_TOTAL]],
                    expected=f"≥{old['pending'].text}",
                    actual=new[_TOTAL].text,
                    pending=old["pending"].text,
                    total=new[_TOTAL].text,
                )
            )
    return findings if judged else "figures"


_FEWEST, _MOST_SHARED = 15, Decimal("0.6")
"""Characters of a sentence that says something, and the part of them that a section may share with the year before."""
_YEARS = re.compile(r"\d+|[一二三四五六七八九十]+是|[（(][一二三四五六七八九十][）)]|第[一二三四五六七八九十][,，]?")


def problems_repeated(prior: Report, current: Report) -> CheckResult:
    """F-04: most sentences of section five are those of the year before, years and figures aside."""
    old = {_bare(text) for text, _ in _sentences(prior)}
    new = [(paragraph, text) for text, paragraph in _sentences(current)]
    if not (old and new):
        return "section"
    shared = [(paragraph, text) for paragraph, text in new if _bare(text) in old]
    length = sum(len(text) for _, text in new)
    copied = sum(len(text) for _, text in shared)
    if Decimal(copied) / length < _MOST_SHARED:
        return []
    return [
        finding(
            "F-04",
            "warning",
            "repeated",
            origins=[paragraph.origin for paragraph, _ in shared],
            actual=f"{100 * copied // length}%",
            share=f"{100 * copied // length}%",
            year=prior.year,
            text=shared[0][1],
        )
    ]


def _sentences(report: Report) -> list[tuple[str, Paragraph]]:
    return [(text, paragraph) for text, paragraph in sentences(report, (5,)) if len(_bare(text)) >= _FEWEST]


def _bare(text: str) -> str:
    return _YEARS.sub("", squeeze(text))


_ENOUGH = 5
"""Figures above zero that do not all stay the same by chance."""


def figures_unchanged(prior: Report, current: Report) -> CheckResult:
    """F-05: every figure above zero is that of the year before. What is in force may well stay, and is left out."""
    old, new = _above_zero(prior), _above_zero(current)
    if not (prior.facts and current.facts):
        return "figures"
    if len(new) < _ENOUGH or {c: f.value for c, f in old.items()} != {c: f.value for c, f in new.items()}:
        return []
    return [
        finding("F-05", "warning", "unchanged", facts=new.values(), actual=len(new), count=len(new), year=prior.year)
    ]


_COUNTS = (
    Concept("requests", "received", _TOTAL),
    Concept("requests", "handled", _TOTAL),
    Concept("proactive", "licences", "decisions"),
    Concept("proactive", "penalties", "decisions"),
    Concept("proactive", "coercion", "decisions"),
)
_BASE, _TIMES, _DEVIATIONS = 10, 5, 4.0
"""From how much on a change by so many times is told, if chance alone does not make it: the difference of the roots of
two counts, doubled, is some normal deviations wide (Anscombe)."""


def jumps(prior: Report, current: Report) -> CheckResult:
    """F-06: counts that have grown or shrunk by more than five times; counts too small to tell are let pass."""
    were, are = _facts(prior), _facts(current)
    judged = [(were[concept], are[concept]) for concept in _COUNTS if concept in were and concept in are]
    findings = []
    for old, new in judged:
        low, high = sorted((float(_value(old)), float(_value(new))))
        if high >= _BASE and high > _TIMES * low and 2 * (sqrt(high) - sqrt(low)) / sqrt(2) > _DEVIATIONS:
            findings.append(
                finding(
                    "F-06",
                    "note",
                    "jump_of_years",
                    facts=[new],
                    expected=old.text,
                    actual=new.text,
                    before=old.text,
                    after=new.text,
                    year=prior.year,
                )
            )
    return findings if judged else "figures"


def joined(reports: Sequence[Report]) -> Report:
    """What agencies that were merged reported together, for the comparison with what became of them: the cells whose
    figure is certain in each of their reports, added up, and no text."""
    all_figures = [_facts(report) for report in reports]
    shared = [concept for concept in all_figures[0] if all(concept in figures for figures in all_figures)]
    facts = []
    for concept in shared:
        value = sum((_value(figures[concept]) for figures in all_figures), Decimal(0))
        facts.append(all_figures[0][concept]._replace(value=value, raw=str(value)))
    return replace(reports[0], facts=tuple(facts), sections=(), narrative=())


def _facts(report: Report) -> dict[Concept, Fact]:
    return {fact.concept: fact for fact in report.facts if fact.is_certain}


def _row(report: Report, table: str, row: str) -> dict[str, Fact]:
    """The certain figures of a row by their columns."""
    figures = (fact for fact in report.facts if fact.concept[:2] == (table, row))
    return {fact.concept.column: fact for fact in figures if fact.is_certain}


def _above_zero(report: Report) -> dict[Concept, Fact]:
    return {c: fact for c, fact in _facts(report).items() if fact.value and c.column != "in_force"}


def _value(fact: Fact) -> Decimal:
    return fact.value or Decimal(0)


YEARS: Mapping[str, Callable[[Report, Report], CheckResult]] = {
    "D-05": not_carried_over,
    "D-11": stock_break,
    "D-14": pending_lost,
    "E-07": growth_since_the_year_before,
    "F-04": problems_repeated,
    "F-05": figures_unchanged,
    "F-06": jumps,
}
"""What compares a report with that of the year before, which comes first."""
