"""核查.html: a county's audit on one page, which opens from a disk and goes round on a stick.

Comes in: an audit, and what its units filed for the year before. Goes out: one HTML file: who has filed, the problems
of every unit with what is printed in their places, its figures beside last year's. It is for those who audit: doubts
about reading stand on it, apart and marked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from extract.audit import Problem, Standing
from extract.export.books.overview_sheet import summary_of
from extract.export.pages.elements import Html, element, page
from extract.export.two_years import ComparedCell, by_concept, compared_cells
from extract.export.worded import Telling, WordedProblem
from extract.model import Fact, Origin, Report
from extract.rows import value_text
from extract.words.audit_labels import label
from extract.words.page_labels import page_words
from extract.words.phrases import day_words, spaced
from extract.words.places import place_of, title_of

_MOST_CELLS = 8
"""Cells of a problem that are shown."""
_TEXT_LINE = re.compile(r"txt:L\d+(?=:)")
_MOST_TEXT = 300
"""Characters of a paragraph that are shown of a problem in it."""
_COLUMNS = ("number", "unit", "filing", "published", "judgement", "mend", "verify", "improve")


def county_page(telling: Telling, before: Mapping[str, Report]) -> str:
    """The page of an audit; `before` are the reports of the year before by the names of units."""
    audit, lang = telling.audit, telling.lang
    title = label("title", lang, year=audit.year)
    units = [part for at, each in enumerate(audit.standings) for part in _unit(each, at, telling, before)]
    return page(
        title,
        lang,
        element("h1", title),
        *(element("p", text) for text in summary_of(audit, lang)),
        element("h2", page_words("county.units", lang)),
        _overview(telling),
        *units,
    )


def _table(heads: Sequence[str], rows: Iterable[Html], called: str) -> Html:
    head = element("tr", *(element("th", text, scope="col") for text in heads))
    inside = element("table", element("thead", head), element("tbody", *rows))
    return element("div", inside, class_="wide", tabindex="0", role="region", aria_label=called)


def _overview(telling: Telling) -> Html:
    audit, lang = telling.audit, telling.lang

    def rows() -> Iterator[Html]:
        for at, standing in enumerate(audit.standings):
            name = standing.unit.name
            counts = [sum(_counts(p, level) for p in standing.problems) for level in ("error", "warning", "note")]
            yield element(
                "tr",
                element("td", str(audit.unit_numbers.get(name, "")), class_="figure"),
                element("th", element("a", name, href=f"#u{at}"), scope="row"),
                element("td", _one_line(label(f"filing.{standing.filing}", lang))),
                element("td", day_words(standing.published, lang)),
                element("td", label(standing.judgement, lang, count=standing.unchecked)),
                *(element("td", str(count or ""), class_="figure") for count in counts),
            )

    return _table([label(code, lang) for code in _COLUMNS], rows(), page_words("county.units", lang))


def _counts(problem: Problem, level: str) -> bool:
    return problem.is_counted and problem.severity == level


def _one_line(words: str) -> str:
    return words.replace("\n", "")


def _unit(standing: Standing, at: int, telling: Telling, before: Mapping[str, Report]) -> Iterator[Html]:
    lang = telling.lang
    yield element("h2", standing.unit.name, id=f"u{at}")
    filing = _one_line(label(f"filing.{standing.filing}", lang))
    judged = "" if standing.judgement == "none" else label(standing.judgement, lang, count=standing.unchecked)
    yield element("p", spaced(filing, judged), class_="pale")
    for report in (*standing.reports, *standing.beside):
        yield element("p", page_words("file", lang, file=report.source.name), class_="pale")
    open_ = [problem for problem in standing.problems if not problem.is_dismissed]
    for problem in open_:
        yield _problem(problem, telling)
    if standing.doubts:
        yield element("h3", page_words("doubts", lang))
        yield element("p", page_words("doubts.about", lang), class_="pale")
    for doubt in standing.doubts:
        words = telling.problem(doubt)
        inside = (element("h3", page_words("level.doubt", lang), " ", words.title), element("p", words.message))
        yield element("section", *inside, class_="card doubt")
    if standing.reports:
        yield _figures(standing, telling, before.get(standing.unit.name))


def _problem(problem: Problem, telling: Telling) -> Html:
    words, lang = telling.problem(problem), telling.lang
    head = [element("span", words.level, class_="level"), f" {words.number} {words.title}"]
    conclusion = problem.decision.conclusion
    inside = [element("h3", *head), element("p", words.message)]
    inside += [element("p", page_words("place", lang), words.place)] if words.place else []
    inside += _printed(problem, words, telling)
    inside += [element("p", page_words("advice", lang, text=words.advice))]
    inside += [element("p", page_words("basis", lang, text=words.basis), class_="pale")] if words.basis else []
    inside += [element("p", page_words("concluded", lang, text=conclusion))] if conclusion else []
    return element("section", *inside, class_=f"card {problem.severity}")


def _printed(problem: Problem, words: WordedProblem, telling: Telling) -> list[Html]:
    """What is printed in the places of a problem: its cells, else its paragraph."""
    report, lang = problem.report, telling.lang
    facts = {str(concept): fact for concept, fact in by_concept(report).items()}
    cells = [facts[concept] for concept in problem.finding.concepts if concept in facts][:_MOST_CELLS]
    if cells:
        rows = (
            element(
                "tr",
                element("th", place_of(str(fact.concept), telling.forms, report.form, lang), scope="row"),
                element("td", _as_printed(fact), class_="figure"),
            )
            for fact in cells
        )
        called = spaced(page_words("printed", lang), words.number)
        return [_table([label("cell", lang), label("quote", lang)], rows, called)]
    if text := paragraph_at(report, problem.finding.origins):
        return [element("blockquote", text)]
    return [element("blockquote", words.quote)] if words.quote else []


def paragraph_at(report: Report, origins: Sequence[Origin]) -> str:
    """The paragraph of a report in which the first of some places is, as much of it as is shown; empty where none is
    known to be the one. A place in a text is known by its line, any other as a whole."""
    wanted = {_line_or_place(origin) for origin in origins[:1]}
    paragraphs = (paragraph for section in report.sections for paragraph in section.paragraphs)
    found = (paragraph.text.strip() for paragraph in paragraphs if _line_or_place(paragraph.origin) in wanted)
    return next(found, "")[:_MOST_TEXT]


def _line_or_place(origin: Origin) -> str:
    line = _TEXT_LINE.match(str(origin))
    return line[0] if line else str(origin)


def _figures(standing: Standing, telling: Telling, last: Report | None) -> Html:
    """The figures of a unit, folded: a page is long enough without them."""
    lang, now = telling.lang, standing.reports[0]
    form = {form.code: form for form in telling.forms}.get(now.form, telling.forms[-1])
    year = telling.audit.year
    heads = [page_words(code, lang) for code in ("cell", "before", "now", "change")]
    inside = [element("summary", page_words("figures", lang, year=year, before=year - 1))]
    for table in form.tables:
        rows = map(_compared_row, compared_cells(table, last, now))
        inside += [element("h3", title_of(table)), _table(heads, rows, f"{standing.unit.name} {title_of(table)}")]
    return element("details", *inside)


def _compared_row(cell: ComparedCell) -> Html:
    change = cell.change
    figures = (_as_printed(cell.then), _as_printed(cell.now), f"{change:+f}" if change else "")
    shown = (element("td", text, class_="figure") for text in figures)
    return element("tr", element("th", cell.words, scope="row"), *shown)


def _as_printed(fact: Fact | None) -> str:
    """A figure; what is printed in its place where none is certain."""
    if fact is None:
        return ""
    return value_text(fact.value) if fact.is_certain else fact.text
