"""One report: its problems, its figures beside those of the year before, its text, and beside all that its source."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

from starlette.requests import Request
from starlette.responses import Response

from extract.checks.case import sentences
from extract.export.two_years import by_concept
from extract.export.worded import sentence_to_unit
from extract.forms import load_every_form
from extract.library import OpenLibrary
from extract.library.decisions import Decided
from extract.library.overviews import FindingPlace, ReportLine
from extract.library.records import FindingRow, finding_of
from extract.model import Concept, Fact, Form, FormTable, Report, Severity, Statement
from extract.rows import value_text
from extract.web.copied import COPIED, CopiedFinding, CopiedFrom, copied_findings_of
from extract.web.correcting import cells_to_correct, corrections_shown, told_of
from extract.web.desk import Workdesk, wording
from extract.web.rendering import desk_of, lang_of, page
from extract.web.source_view import place_link
from extract.words.audit_labels import advice
from extract.words.languages import Lang
from extract.words.origins import origin_words
from extract.words.phrases import joined
from extract.words.places import head_of, place_of, row_of, title_of
from extract.words.web_labels import web_words

_MOST_PLACES = 6
_MOST_CELLS = 1_000
"""Places of a finding that are linked to."""
_BLANK = re.compile(r"\s+")


class PlaceLink(NamedTuple):
    """A place in words and where it leads: to a cell of the page, or into the source."""

    words: str
    cell: str
    source: str


class ShownFinding(NamedTuple):
    """A finding as it is shown: what it says, where, what was decided about it and by whom; `copied`: the passages that
    it is about, beside those of another report."""

    place: FindingPlace
    finding: FindingRow
    severity: Severity
    message: str
    advice: str
    places: tuple[PlaceLink, ...]
    conclusion: str
    remark: str
    account: tuple[Decided, ...] = ()
    copied: CopiedFrom | None = None


class ReportCell(NamedTuple):
    """A cell: what counts in it and, where a person laid that over the print, what is printed; what was printed the
    year before, how sure it is, and where it leads."""

    concept: str
    text: str
    raw: str
    before: str
    look: str
    told: str
    source: str


class ShownRow(NamedTuple):
    """A row of a table."""

    words: str
    cells: tuple[ReportCell, ...]


class ShownBand(NamedTuple):
    """Rows of a table that are below one head."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[ShownRow, ...]


class Compared(NamedTuple):
    """A sentence of this year, of the year before, or of both."""

    kind: Literal["same", "now", "before"]
    text: str


class ShownSection(NamedTuple):
    """A part of the report with its paragraphs, each with where it leads, and with what was said the year before."""

    number: int
    title: str
    paragraphs: tuple[tuple[str, str], ...]
    compared: tuple[Compared, ...]


def report_page(request: Request) -> Response:
    """A report beside its source."""
    desk, lang = desk_of(request), lang_of(request)
    with desk.reading() as library:
        line = library.line_named(request.path_params["report"])
        if line is None:
            why = request.path_params["report"]
            return page(request, "refused.html", 404, title=web_words("report.gone", lang), why=why)
        report = library.report(line.key)
        copied = copied_findings_of(desk, library, report)
        found = shown_findings(desk, library, line, report, copied.made or (), lang)
        versions = library.lines_of_entity(line.entity_id) if line.entity_id else [line]
        before = _before(library, versions, line)
        flags = library.flags_about(line.key)
        to_confirm = library.count_to_confirm(_MOST_CELLS, line.report_id)
        corrections, said = corrections_shown(library, line, report, lang)
        superseded = [
            sentence_to_unit(finding_of(row), report.form, load_every_form(), wording(lang).message, lang)
            for row in library.superseded_about(line.key)
        ]
    form = _form_of(report)
    years = {each.year: each for each in reversed(versions)}
    return page(
        request,
        "report.html",
        line=line,
        report=report,
        problems=[each for each in found if each.finding.about == "report"],
        doubts=[each for each in found if each.finding.about != "report"],
        tables=[
            (title_of(table), table.key, list(_bands(table, report, before, flags, lang))) for table in form.tables
        ] if form else [],
        sections=list(_sections(report, before)),
        stated=[
            (number, _said_of(each, report, lang), each, place_link(line.report_id, str(each.origin)))
            for number, each in enumerate(report.narrative, start=1)
        ],
        before=before,
        copies=copied,
        cells=cells_to_correct(report, said, lang),
        corrections=corrections,
        to_confirm=to_confirm,
        superseded=superseded,
        told=told_of(request),
        years=sorted(years.items(), key=lambda each: each[0] or 0),
        others=[each for each in versions if each.year == line.year and each.key != line.key],
    )  # fmt: skip


def _said_of(statement: Statement, report: Report, lang: Lang) -> str:
    return place_of(statement.concept, load_every_form(), report.form, lang)


def shown_findings(
    desk: Workdesk,
    library: OpenLibrary,
    line: ReportLine,
    report: Report,
    copied: Sequence[CopiedFinding],
    lang: Lang,
) -> list[ShownFinding]:
    """What was found about a report, the gravest first; less what the office does not ask for."""
    found = [
        shown_finding(desk, line, place, finding, (conclusion, remark), lang, report.form)
        for place, finding, conclusion, remark in library.findings_about(line.key)
    ]
    found += [_shown_copy(desk, line, number, each, lang, report.form) for number, each in enumerate(copied)]
    found = [each for each in found if not desk.profile.is_off(each.finding.rule)]
    told = [each._replace(account=tuple(library.decided_about(each.finding.fingerprint))) for each in found]
    order = ("error", "warning", "note")
    return sorted(told, key=lambda each: (each.conclusion != "", order.index(each.severity), each.place))


def shown_finding(
    desk: Workdesk,
    line: ReportLine,
    place: FindingPlace,
    row: FindingRow,
    decided: tuple[str, str],
    lang: Lang,
    form: str,
) -> ShownFinding:
    """A finding as it is shown."""
    finding, forms = finding_of(row), load_every_form()
    cells = [
        PlaceLink(place_of(concept, forms, form, lang), concept, "") for concept in finding.concepts[:_MOST_PLACES]
    ]
    sources = [
        PlaceLink(origin_words([origin], lang) or str(origin), "", place_link(line.report_id, str(origin)))
        for origin in finding.origins[:_MOST_PLACES]
    ]
    return ShownFinding(
        place,
        row,
        desk.profile.severity(row.rule, row.severity),
        sentence_to_unit(finding, form, forms, wording(lang).message, lang),
        advice(row.rule, lang),
        (*cells, *sources),
        *decided,
    )


def _shown_copy(
    desk: Workdesk, line: ReportLine, number: int, told: CopiedFinding, lang: Lang, form: str
) -> ShownFinding:
    """A finding about copied passages; whose the other report is stands in it where one may see that."""
    place, copied = FindingPlace(line.key, COPIED, number), told.copied
    shown = shown_finding(desk, line, place, told.finding, told.decided, lang, form)._replace(copied=copied)
    elsewhere = web_words("copied.elsewhere", lang, count=len(copied.passages))
    return shown if copied.name else shown._replace(message=elsewhere)


def _before(library: OpenLibrary, versions: Sequence[ReportLine], line: ReportLine) -> Report | None:
    """The report of the year before that counts."""
    year = line.year
    found = (each for each in versions if year and each.year == year - 1 and each.counts)
    last = next(found, None)
    return library.report(last.key) if last else None


def _form_of(report: Report) -> Form | None:
    return {form.code: form for form in load_every_form()}.get(report.form)


def _bands(
    table: FormTable, report: Report, before: Report | None, flags: Mapping[str, str], lang: Lang
) -> Iterator[ShownBand]:
    now, then = by_concept(report), by_concept(before)
    for band in table.bands:
        rows, bare = [], replace(band, label="")
        for line in band.lines:
            concepts = [Concept(table.key, line.key, column.key) for column in band.columns]
            cells = (_cell(each, now.get(each), then.get(each), report, flags, lang) for each in concepts)
            rows.append(ShownRow(row_of(bare, line), tuple(cells)))
        yield ShownBand(band.label, tuple(head_of(column) for column in band.columns), tuple(rows))


def _cell(
    concept: Concept, fact: Fact | None, last: Fact | None, report: Report, flags: Mapping[str, str], lang: Lang
) -> ReportCell:
    code = str(concept)
    before = value_text(last.value) if last and last.is_certain else ""
    if fact is None:
        return ReportCell(code, "", "", before, "absent", "", "")
    is_corrected = fact.how == "corrected"
    look: str = (fact.confirmed or fact.how) if fact.state == "number" or is_corrected else fact.state
    rules = flags.get(code, "")
    told = joined(filter(None, ("" if look == "read" else web_words(f"look.{look}", lang), rules)), lang)
    look += " flagged" if rules else ""
    origin = str(fact.origins[0]) if fact.origins else ""
    first = origin.partition(";")[0]
    source = place_link(report.report_id, first) if first else ""
    raw = (fact.raw or "□") if is_corrected else ""
    return ReportCell(code, _printed(fact, lang), raw, before, look, told, source)


def _printed(fact: Fact, lang: Lang) -> str:
    """What is printed in a cell; a word where that is nothing."""
    if fact.state == "number":
        return value_text(fact.value)
    return fact.text or web_words(f"cell.{fact.state}", lang)


def _sections(report: Report, before: Report | None) -> Iterator[ShownSection]:
    for section in report.sections:
        paragraphs = tuple(
            (paragraph.text, place_link(report.report_id, str(paragraph.origin)))
            for paragraph in section.paragraphs
            if paragraph.text.strip()
        )
        yield ShownSection(section.number, section.title, paragraphs, _compared(report, before, section.number))


def _compared(report: Report, before: Report | None, number: int) -> tuple[Compared, ...]:
    """The sentences of a part beside those of the year before; none where there are none of then."""
    now, then = (_sentences(each, number) if each else [] for each in (report, before))
    if not then:
        return ()
    one, other = ([_BLANK.sub("", text) for text in side] for side in (then, now))
    parts: list[Compared] = []
    for kind, a, b, c, d in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if kind == "equal":
            parts += [Compared("same", text) for text in now[c:d]]
        else:
            parts += [Compared("before", text) for text in then[a:b]]
            parts += [Compared("now", text) for text in now[c:d]]
    return tuple(parts)


def _sentences(report: Report, number: int) -> list[str]:
    return [text for text, _ in sentences(report, [number]) if text]
