"""自查: a report with what was found about it, for those who wrote it and have not handed it in yet.

Comes in: readings with their verdicts. Goes out: one HTML file. What the program was not sure to have read right stands
apart: it is no fault of the report.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extract.catalogue import load_rules
from extract.catalogue.page import rule_title
from extract.export.pages.elements import Html, element, joined_html, page
from extract.export.pages.source import Places, lit_by, source_of
from extract.export.worded import sentence_to_unit
from extract.forms import load_forms
from extract.model import SEVERITIES, Finding, Reading, Verdict
from extract.rows import Message
from extract.words.audit_labels import advice
from extract.words.languages import Lang
from extract.words.messages import sentence
from extract.words.origins import origin_words
from extract.words.page_labels import page_words
from extract.words.phrases import spaced

Checked = tuple[Reading, Verdict]
"""A report, and what was found about it."""
_MOST_LINKS = 3


def self_check_page(checked: Sequence[Checked], unread: Sequence[tuple[str, str]], message: Message, lang: Lang) -> str:
    """The page of some reports, and of files that could not be read, each with the reason."""
    title = page_words("title", lang)
    parts = [part for number, each in enumerate(checked, start=1) for part in _report(each, number, message, lang)]
    why = [
        element("p", f"{file}: {sentence(f'reason.{reason}', lang)}", class_="card error") for file, reason in unread
    ]
    return page(title, lang, element("h1", title), element("p", page_words("about", lang), class_="pale"), *why, *parts)


def _report(checked: Checked, number: int, message: Message, lang: Lang) -> Iterator[Html]:
    reading, verdict = checked
    report, places = reading.report, Places(reading.document)
    name = report.identity.agency or report.source.name
    year = page_words("year", lang, year=report.year) if report.year else ""
    yield element("h2", " ".join(filter(None, (name, year))), id=f"r{number}")
    yield element("p", page_words("file", lang, file=report.source.name), class_="pale")
    faults = [finding for finding in verdict.findings if finding.about == "report"]
    doubts = [finding for finding in verdict.findings if finding.about == "reading"]
    yield element("p", _summary(faults, doubts, verdict, lang), class_="level")
    for severity in SEVERITIES:
        for finding in (finding for finding in faults if finding.severity == severity):
            yield _finding(finding, severity, report.form, places, message, lang)
    if doubts:
        yield element("h3", page_words("doubts", lang))
        yield element("p", page_words("doubts.about", lang), class_="pale")
    for finding in doubts:
        yield _finding(finding, "doubt", report.form, places, message, lang)
    if verdict.unjudged:
        yield element("h3", page_words("unjudged", lang))
        yield _unjudged(verdict, lang)
    yield element("h3", page_words("source", lang))
    yield element("p", page_words("source.about", lang), class_="pale")
    marked = ((places.of(origin), finding.severity) for finding in faults for origin in finding.origins)
    called = spaced(page_words("source", lang), name, year, report.source.name)
    yield source_of(reading.document, places, lit_by(marked), called)


def _summary(faults: Sequence[Finding], doubts: Sequence[Finding], verdict: Verdict, lang: Lang) -> str:
    counts = {severity: sum(finding.severity == severity for finding in faults) for severity in SEVERITIES}
    if any(counts.values()):
        return page_words("summary", lang, **counts)
    return page_words("summary.doubtful" if doubts or verdict.unjudged else "summary.none", lang)


def _finding(finding: Finding, look: str, form: str, places: Places, message: Message, lang: Lang) -> Html:
    rule = load_rules()[finding.rule]
    level = page_words(f"level.{look}", lang)
    inside = [
        element("h3", element("span", level, class_="level"), f" {rule_title(finding.rule, lang)}"),
        element("p", sentence_to_unit(finding, form, load_forms(), message, lang)),
    ]
    if links := _links(finding, places, lang):
        inside.append(element("p", page_words("place", lang), links))
    if look != "doubt":
        inside.append(element("p", page_words("advice", lang, text=advice(finding.rule, lang))))
    if rule.basis:
        inside.append(element("p", page_words("basis", lang, text=rule.basis), class_="pale"))
    return element("section", *inside, class_=f"card {look}")


def _links(finding: Finding, places: Places, lang: Lang) -> Html:
    """Links to the first places that a finding is about."""
    words = {(origin_words([origin], lang), places.of(origin)): None for origin in finding.origins}
    shown = [(text, name) for text, name in words if text][:_MOST_LINKS]
    links = (element("a", text, href=f"#{name}") if name else joined_html([text]) for text, name in shown)
    return Html(" ".join(links))


def _unjudged(verdict: Verdict, lang: Lang) -> Html:
    rows = (
        element("tr", element("th", rule_title(rule, lang), scope="row"), element("td", sentence(f"why.{why}", lang)))
        for rule, why in verdict.unjudged.items()
    )
    return element("table", element("tbody", *rows))
