"""Two reports of one agency, or two files of one report, that agree or have one fault between them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from random import Random

from extract.checks.across import changed_since, differing_versions, same_bytes
from extract.checks.copied import COMPARED, Text, TextParagraph, copied_findings
from extract.checks.copying import copied_in
from extract.checks.known import Known
from extract.checks.versions import later
from extract.checks.who import OUTSIDE
from extract.checks.years import YEARS
from extract.forms import load_forms
from extract.model import Concept, Finding, Report
from extract.pipeline import reading_of
from tests.made.layouts import HTML, LAYOUTS
from tests.made.misworded import with_sections
from tests.made.prose import Agency, Draft, agency_of
from tests.made.sheets import Filled, cells
from tests.made.templated import paragraphs
from tests.made.templated import text as templated
from tests.made.whole import written

_FORM = load_forms()[-1]
_OUT = ("licences", "penalties", "coercion")
_SHOWN = [name for name, style in (LAYOUTS | HTML).items() if not (style.glued or style.deduplicated or style.flowing)]
_PROBLEMS = (
    "部分单位信息更新不及时，栏目内容不够丰富，解读材料以文字为主",
    "基层站所人员变动频繁，对公开范围和公开时限掌握不够准确",
    "将组织专题培训并建立季度检查通报机制，逐项跟踪整改情况",
    "继续充实便民服务中心查阅点，方便老年群众就近获取信息",
)

Values = dict[Concept, Decimal]
Found = list[Finding]


def _cell(row: str, column: str, table: str = "requests") -> Concept:
    return Concept(table, row, column)


def _year(random: Random, carried_in: int, carried_out: int) -> Values:
    """The figures of a year: natural persons ask, all that came in is granted or carried out."""
    values = dict.fromkeys((concept for concept, _ in cells(_FORM)), Decimal(0))
    received = random.randint(12, 30)
    figures = {"received": received, "carried_in": carried_in, "carried_out": carried_out}
    figures |= dict.fromkeys(("handled", "granted"), received + carried_in - carried_out)
    for row, figure in figures.items():
        values[_cell(row, "natural_person")] = values[_cell(row, "total")] = Decimal(figure)
    for row in _OUT:
        values[_cell(row, "decisions", "proactive")] = Decimal(random.randint(20, 60))
    return values


def _documents(values: Values, issued: int, repealed: int, in_force: int) -> Values:
    figures = {"issued": issued, "repealed": repealed, "in_force": in_force}
    return values | {_cell("normative_documents", c, "proactive"): Decimal(n) for c, n in figures.items()}


def _disputes(values: Values, pending: int, upheld: int) -> Values:
    figures = {"pending": pending, "upheld": upheld, "total": pending + upheld}
    return values | {_cell("review", c, "disputes"): Decimal(n) for c, n in figures.items()}


def _two_years(random: Random) -> tuple[Values, Values]:
    """Figures of two years that follow from each other."""
    carried, in_force, pending = random.randint(0, 4), random.randint(5, 30), random.randint(0, 3)
    issued, repealed = random.randint(0, 4), random.randint(0, 3)
    before = _disputes(_documents(_year(random, 0, carried), 1, 0, in_force), pending, 1)
    after = _documents(_year(random, carried, random.randint(0, 3)), issued, repealed, in_force + issued - repealed)
    return before, _disputes(after, 0, pending + random.randint(0, 2))


def _report(random: Random, agency: Agency, year: int, values: Values, name: str = "", text: str = "") -> Report:
    draft = Draft(random.getrandbits(48), Filled(_FORM, agency.printed, year, values), agency)
    if text:
        draft = draft._replace(rewritten=lambda story: with_sections(story, {5: text}))
    whole = written(draft, random.choice(_SHOWN))
    return reading_of(whole.data, name or whole.name).report


def _compared(before: Report, after: Report) -> Found:
    said = [compare(before, after) for compare in YEARS.values()]
    return [finding for each in said if not isinstance(each, str) for finding in each]


def _years(change: Callable[[Random, Values, Values], tuple[Values, Values]]) -> Callable[[Random], Found]:
    """Two years, one of them changed."""

    def found(random: Random) -> Found:
        agency, year = agency_of(random), random.randint(2021, 2024)
        before, after = change(random, *_two_years(random))
        return _compared(_report(random, agency, year, before), _report(random, agency, year + 1, after))

    return found


def _carried_off(random: Random, before: Values, after: Values) -> tuple[Values, Values]:
    more = {_cell(row, column): Decimal(1) for row in ("carried_in", "handled", "granted")
            for column in ("natural_person", "total")}  # fmt: skip
    return before, {concept: value + more.get(concept, 0) for concept, value in after.items()}


def _stock_off(random: Random, before: Values, after: Values) -> tuple[Values, Values]:
    in_force = _cell("normative_documents", "in_force", "proactive")
    return before, after | {in_force: after[in_force] + random.choice((1, 2, 7))}


def _pending_gone(random: Random, before: Values, after: Values) -> tuple[Values, Values]:
    return _disputes(before, 3, 1), _disputes(after, 0, random.randint(0, 2))


def _unchanged(random: Random, before: Values, after: Values) -> tuple[Values, Values]:
    same = _disputes(_documents(_year(random, 0, 0), 0, 0, 9), 0, 0)
    return same, same


def _jumped(random: Random, before: Values, after: Values) -> tuple[Values, Values]:
    cell = _cell("licences", "decisions", "proactive")
    return before, after | {cell: before[cell] * random.randint(8, 20)}


def _same_problems(random: Random) -> Found:
    agency, year = agency_of(random), random.randint(2021, 2024)
    first, second = ("。".join(random.sample(_PROBLEMS, 4)) + "。" for _ in range(2))
    before, after = _two_years(random)
    return _compared(
        _report(random, agency, year, before, text=first), _report(random, agency, year + 1, after, text=second)
    )


def _differing(canonical: Report, other: Report) -> Found:
    return differing_versions(canonical, other, later(canonical, other, Known()))


def _versions(change: int, compare: Callable[[Report, Report], Found], other: str) -> Callable[[Random], Found]:
    """One report in two files, with so much more in a cell of the second."""

    def found(random: Random) -> Found:
        agency, year = agency_of(random), random.randint(2021, 2025)
        values, seed = _two_years(random)[1], random.getrandbits(48)
        cell = _cell("licences", "decisions", "proactive")
        first, second = (
            _report(Random(seed), agency, year, values | {cell: values[cell] + more}, f"{agency.name}{year}{name}.txt")
            for more, name in ((0, ""), (change, other))
        )
        return compare(second, first) if "稿" in other else compare(first, second)

    return found


def _of_another(random: Random) -> Found:
    one, two = agency_of(random), agency_of(random)
    report = _report(random, one, 2024, _two_years(random)[1], f"{one.name}2024.txt")
    named = replace(report, source=report.source._replace(name=f"{two.name}2024.txt"))
    evidence = tuple(
        each._replace(value=two.name) if each.about == "entity" and each.where in OUTSIDE else each
        for each in report.identity.evidence
    )
    return same_bytes(report, replace(named, identity=replace(report.identity, evidence=evidence)))


def _copying(change: Callable[[Random, list[str]], list[str]], years: int = 0) -> Callable[[Random], Found]:
    """What is told of a report whose section five is another agency's, or, with `years`, its own of as many years
    before, changed; beside a crowd of others."""

    def found(random: Random) -> Found:
        one, other = agency_of(random), agency_of(random)
        seed = random.randrange(10**6) * 100
        written = paragraphs(seed, 2024)[:5]
        source = _report(random, one if years else other, 2024 - years, _two_years(random)[1], text="\n".join(written))
        changed = [line.replace(other.name, one.name) for line in change(random, written)]
        report = _report(random, one, 2024, _two_years(random)[1], text="\n".join(changed))
        crowd = [templated(seed + number, 2024) for number in range(1, 20)]
        texts = {each.year: each for each in map(_text, (source, report))} if years else {}
        asked = [*crowd, _text(report), *(() if years else (_text(source),))]
        before = [texts[2024 - years]] if years else []
        copied = copied_in(asked, before, lambda ids: {each.report_id: each for each in before})
        likenesses = [each for each in copied.likenesses if each.one.report_id == report.report_id]
        return copied_findings(report, likenesses)

    return found


def _text(report: Report) -> Text:
    """A report as it is compared."""
    identity = report.identity
    numbered = (
        TextParagraph(section.number, count, paragraph.text, str(paragraph.origin))
        for section in report.sections
        if section.number in COMPARED
        for count, paragraph in enumerate(section.paragraphs, start=1)
    )
    names, key = tuple(filter(None, (identity.entity, identity.agency, identity.parent))), identity.entity_id
    year, whose = identity.year or 0, (key, frozenset([key]), names, identity.parent)
    return Text(report.report_id, *whose, year, "", report.source.name, tuple(numbered))


def _four_of_five(random: Random, written: list[str]) -> list[str]:
    own = paragraphs(random.randrange(10**6), 2024)
    return [*written[:4], own[0]]


def _one_of_five(random: Random, written: list[str]) -> list[str]:
    own = paragraphs(random.randrange(10**6), 2024)
    return [own[0], own[1], written[2], own[3], own[4]]


def _reworded(random: Random, written: list[str]) -> list[str]:
    """Every paragraph with a word changed, in another order."""
    changed = []
    for line in written:
        at = random.randrange(len(line) - 2)
        changed.append(line[:at] + "另外" + line[at + 2 :])
    return random.sample(changed, len(changed))


def _one_left_out(random: Random, written: list[str]) -> list[str]:
    """Four of five paragraphs, and nothing else."""
    left_out = random.choice(written)
    return [line for line in written if line != left_out]


def _run_together(random: Random, written: list[str]) -> list[str]:
    """The same text in fewer paragraphs."""
    return [written[0] + written[1], written[2] + written[3], written[4]]


def _with_own_between(random: Random, written: list[str]) -> list[str]:
    """Three paragraphs of another, with own ones between."""
    own = paragraphs(random.randrange(10**6), 2024)
    return [written[0], own[0], written[2], own[1], written[4]]


def _signs_changed(random: Random, written: list[str]) -> list[str]:
    """The same with other signs between its clauses."""
    return [line.replace("，", "；").replace("、", "，") for line in written]


def _sentences_added(random: Random, written: list[str]) -> list[str]:
    """Every paragraph with a short sentence of its own behind it."""
    return [
        f"{line}{end}"
        for line, end in zip(written, ("以上如实报告。", "成效较好。", "已整改。", "", "特此说明。"), strict=True)
    ]


def _nothing_of_it(random: Random, written: list[str]) -> list[str]:
    return paragraphs(random.randrange(10**6), 2024)[:5]


PAIRS: dict[str, tuple[str, Callable[[Random], Found]]] = {
    "": ("", _years(lambda random, before, after: (before, after))),
    "the_same_in_two_files": ("", _versions(0, _differing, "（附件）")),
    "published_as_approved": ("", _versions(0, changed_since, "送审稿")),
    "carried_in_off": ("D-05", _years(_carried_off)),
    "stock_off": ("D-11", _years(_stock_off)),
    "pending_gone": ("D-14", _years(_pending_gone)),
    "same_problems": ("F-04", _same_problems),
    "figures_unchanged": ("F-05", _years(_unchanged)),
    "figure_jumped": ("F-06", _years(_jumped)),
    "changed_after_approval": ("A-03", _versions(1, changed_since, "送审稿")),
    "versions_differ": ("A-04", _versions(1, _differing, "（附件）")),
    "file_of_another": ("F-02", _of_another),
    "texts_of_their_own": ("", _copying(_nothing_of_it)),
    "texts_of_two_years": ("", _copying(_nothing_of_it, years=1)),
    "copied_whole": ("F-02", _copying(lambda random, written: written)),
    "copied_four_of_five": ("F-02", _copying(_four_of_five)),
    "copied_one_of_five": ("F-02", _copying(_one_of_five)),
    "copied_and_reworded": ("F-02", _copying(_reworded)),
    "copied_but_for_one_left_out": ("F-02", _copying(_one_left_out)),
    "copied_and_run_together": ("F-02", _copying(_run_together)),
    "copied_with_own_between": ("F-02", _copying(_with_own_between)),
    "copied_with_other_signs": ("F-02", _copying(_signs_changed)),
    "copied_with_sentences_added": ("F-02", _copying(_sentences_added)),
    "last_year_but_for_one_left_out": ("F-01", _copying(_one_left_out, years=1)),
    "last_year_run_together": ("F-01", _copying(_run_together, years=1)),
    "last_year_with_other_signs": ("F-01", _copying(_signs_changed, years=2)),
    "last_year_with_sentences_added": ("F-01", _copying(_sentences_added, years=1)),
    "last_year_again": ("F-01", _copying(lambda random, written: written, years=1)),
    "last_year_but_for_one": ("F-01", _copying(_four_of_five, years=1)),
    "last_year_reworded": ("F-01", _copying(_reworded, years=2)),
}  # fmt: skip
"""Pairs by the fault between them: the rule that must find it, none where there is none, and what is found."""


def pair_found(random: Random, fault: str) -> tuple[str, list[str]]:
    """The rule that must find a fault between two reports, and the rules that found something."""
    rule, found = PAIRS[fault]
    return rule, [finding.rule for finding in found(random)]
