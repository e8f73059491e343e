"""Reports and their findings → `核查表.xlsx`, the workbook that an official prints and sends.

Comes in: reports one by one, each with its verdict. Of every report only what the sheets show is kept; the sheets are
written at the end, row by row, so that memory stays low. The same reports make the same bytes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from extract.checks.changes import OF_VERSIONS
from extract.export.books.looks import Looks, Sheet, half_widths, pixels, row_height, written_book
from extract.export.books.years_sheet import YearsSheet
from extract.export.wide import (
    NOTHING,
    SIGNS,
    Shown,
    WideColumn,
    columns_of,
    marks_of,
    number_shown,
    pages_of,
    run_of,
    shown_of,
    widths_of,
)
from extract.forms.codebook import codebook_of
from extract.library.corrections import BLANK, Correction
from extract.model import STATUSES, Finding, Form, Report, Verdict
from extract.rows import Message
from extract.text import listed
from extract.words.languages import Lang
from extract.words.messages import SENTENCES, sentence
from extract.words.origins import origin_words
from extract.words.phrases import day_words, joined, numeral
from extract.words.places import place_of, places_of
from extract.words.sheet_names import SHEETS
from extract.words.sums import sum_words
from extract.words.wording import without_repairs
from extract.words.workbook_labels import label

if TYPE_CHECKING:
    from xlsxwriter import Workbook as Book

MOST_REPORTS = 20_000
"""Beyond it nobody opens a workbook who has not asked for it."""
MOST_ROWS = 1_000_000
"""A sheet ends at row 1,048,576."""

TABLES = ("proactive", "requests", "disputes")
"""The tables that have a sheet."""

_READ = frozenset({"ok", "ok_with_repairs", "partial"})

_LEVELS = ("error", "warning", "note", "doubt")


class _File(NamedTuple):
    """A row of 核查概况; `counts` are of errors, warnings, notes and doubts."""

    name: str
    agency: str
    year: int | None
    status: str
    sections: str
    counts: tuple[int, ...]
    unjudged: int
    next_step: str


class _Problem(NamedTuple):
    """A row of 问题清单."""

    level: str
    agency: str
    year: int | None
    rule: str
    place: str
    message: str
    expected: str
    actual: str
    origin: str


class _Row(NamedTuple):
    """A report's row in the sheet of a table."""

    agency: str
    year: int | None
    forms: tuple[str, ...]
    cells: tuple[Shown | None, ...]


class Workbook:
    """Takes reports with their verdicts and writes a workbook of them: no more reports and findings than `MOST_ROWS`.

    `message` makes the sentence of a finding, `titles` holds the titles of the rules by their ids, `program` is what
    made it.
    """

    def __init__(
        self,
        forms: tuple[Form, ...],
        lang: Lang,
        message: Message,
        titles: Mapping[str, str] | None = None,
        program: str = "gongkai",
    ) -> None:
        self._forms = tuple(sorted(forms, key=lambda form: -form.first_year))
        self._lang = lang
        self._message = message
        self._titles = titles or {}
        self._program = program
        self._columns = {table: columns_of(table, self._forms) for table in TABLES}
        self._places = {
            column.concept: (table, number, column.unit)
            for table, columns in self._columns.items()
            for number, column in enumerate(columns)
        }
        self._files: list[_File] = []
        self._problems: list[_Problem] = []
        self._rows: dict[str, list[_Row]] = {table: [] for table in self._columns}
        self._years = YearsSheet(self._forms, lang)
        self._names: dict[str, str] = {}

    def add(
        self, report: Report, verdict: Verdict, counts: bool = True, corrections: Sequence[Correction] = ()
    ) -> None:
        """Keep what the sheets show of one report, or of a file without one; figures and problems only of a report that
        counts, so that nothing is added up or told twice. Of another version is told what differs. `corrections`: what
        was ever said of its cells."""
        agency = report.identity.agency or report.entity or report.given.entity
        shown_agency = agency or (_file_name(report) if report.report_id else "")
        told = [finding for finding in verdict.findings if counts or finding.rule in OF_VERSIONS]
        problems = [self._problem_of(finding, report, shown_agency) for finding in told]
        found = Counter(problem.level for problem in problems)
        self._problems += problems
        self._files.append(
            _File(
                report.source.name,
                agency or (label("no_agency", self._lang) if report.report_id else ""),
                report.year,
                report.status,
                self._sections_of(report) if report.report_id else "",
                tuple(found[level] for level in _LEVELS),
                len(verdict.unjudged),
                self._next_step(report, found, counts),
            )
        )
        if report.report_id:
            self._names.setdefault(report.report_id, report.source.name)
        if report.report_id and counts:
            self._add_tables(report, verdict, shown_agency, corrections)
            self._years.add(report, agency)

    # ── What is kept ─────────────────────────────────────────────────────────────────────────────────────────────

    def _problem_of(self, finding: Finding, report: Report, agency: str) -> _Problem:
        return _Problem(
            "doubt" if finding.about == "reading" else finding.severity,
            agency,
            report.year,
            f"{finding.rule} {self._titles.get(finding.rule, '')}".strip(),
            places_of(finding.concepts, self._forms, report.form, self._lang) if finding.concepts else "",
            sum_words(finding, self._forms, report.form, self._lang)
            or self._message(without_repairs(finding), report.form),
            finding.expected,
            finding.actual,
            origin_words(finding.origins, self._lang),
        )

    def _sections_of(self, report: Report) -> str:
        declared = [s.number for s in next((f for f in self._forms if f.code == report.form), self._forms[0]).sections]
        printed = {section.number for section in report.sections}
        missing = [number for number in declared if number not in printed]
        if not missing:
            return label("all_sections", self._lang, total=numeral(len(declared), self._lang))
        names = joined((numeral(number, self._lang) for number in missing), self._lang)
        present = len(declared) - len(missing)
        return label("some_sections", self._lang, found=present, total=len(declared), missing=names)

    def _next_step(self, report: Report, found: Counter[str], counts: bool) -> str:
        if report.duplicate_of:
            name = self._names.get(report.duplicate_of, report.duplicate_of)
            return label("next.duplicate", self._lang, file=name)
        if report.status not in _READ:
            reason = f"reason.{report.reason}"
            return sentence(reason, self._lang) if reason in SENTENCES else report.reason
        if not counts:
            return label("next.version", self._lang)
        faults = sum(found.values()) - found["doubt"]
        if faults or found["doubt"]:
            return label("next.both" if faults and found["doubt"] else "next.agency" if faults else "next.doubts",
                         self._lang)  # fmt: skip
        if report.status == "partial":
            return label("next.sections", self._lang)
        guessed = any(fact.is_guess for fact in report.facts)
        return label("next.suggested" if guessed else "next.none", self._lang)

    def _add_tables(self, report: Report, verdict: Verdict, agency: str, corrections: Sequence[Correction]) -> None:
        marks = marks_of(verdict)
        said = {(each.cell, each.raw): each for each in corrections}
        cells: dict[str, list[Shown | None]] = {key: [None] * len(columns) for key, columns in self._columns.items()}
        forms: dict[str, set[str]] = {key: set() for key in self._columns}
        for fact in report.facts:
            if place := self._places.get(fact.concept):
                table, number, unit = place
                mark = marks.get(str(fact.concept), "") if marks else ""
                shown = shown_of(fact, mark, unit, self._lang)
                if fact.how == "corrected":
                    shown = shown._replace(note=self._said_of(said.get((str(fact.concept), fact.raw))))
                cells[table][number] = shown
                forms[table].add(fact.form)
        for table, rows in self._rows.items():
            rows.append(_Row(agency, report.year, tuple(sorted(forms[table])), tuple(cells[table])))

    def _said_of(self, correction: Correction | None) -> str:
        """Who laid a figure over the print, when and why."""
        if correction is None:
            return ""
        value = label("blank", self._lang) if correction.value == BLANK else correction.value
        return label(
            "corrected.note", self._lang, raw=correction.raw or label("blank", self._lang), value=value,
            who=correction.who or "—", day=day_words(correction.at[:10], self._lang), why=correction.why,
        )  # fmt: skip

    # ── What is written ──────────────────────────────────────────────────────────────────────────────────────────

    def write(self, path: Path, scratch: Path) -> None:
        """Writes the workbook, with `scratch` as a folder to work in. OSError when it cannot be written."""
        with written_book(path, scratch, label("title", self._lang)) as (book, looks):
            self._write_guide(self._sheet(book, looks, "guide", landscape=False))
            self._write_overview(self._sheet(book, looks, "overview"))
            self._write_problems(self._sheet(book, looks, "problems"))
            for table in TABLES:
                self._write_table(self._sheet(book, looks, table), table)
            self._years.write(self._sheet(book, looks, "years", landscape=False))
            self._write_codes(self._sheet(book, looks, "codes", landscape=False))

    def _sheet(self, book: Book, looks: Looks, name: str, landscape: bool = True) -> Sheet:
        legend = label("marks", self._lang) if name in TABLES else ""
        return Sheet(book, looks, SHEETS[name], label("footer", self._lang), landscape, legend)

    def _heads(self, *codes: str) -> list[str]:
        return [label(code, self._lang) for code in codes]

    def _totals(self) -> dict[str, int]:
        statuses = Counter(file.status for file in self._files)
        return {status: statuses[status] for status in STATUSES} | {
            "files": len(self._files),
            "read": sum(statuses[status] for status in _READ),
        }

    def _counts(self) -> list[int]:
        return [sum(file.counts[level] for file in self._files) for level in range(len(_LEVELS))]

    def _write_guide(self, sheet: Sheet) -> None:
        lang = self._lang
        widths = (17.0, 10.0, 60.0)
        sheet.columns(widths)
        sheet.page.fit_to_pages(1, 1)
        sheet.line(label("title", lang), "title", height=32)

        def row(name: str, text: str, sample: Shown | None = None) -> None:
            sheet.put(0, name, "text", "strong", "wrap", "indent")
            if sample:
                sheet.put(1, sample.content, "text", "center", *sample.styles, number=sample.number)
                sheet.put(2, text, "text", "wrap", "indent")
            else:
                sheet.across(1, 2, text, "text", "wrap", "indent")
            sheet.ends(max(19, row_height((name, text), (widths[0], widths[2] if sample else widths[1] + widths[2]))))

        errors, warnings, notes, doubts = self._counts()
        sheet.line(label("guide.made", lang), "part", height=24)
        row(label("guide.by", lang), label("guide.by.text", lang, program=self._program))
        row(label("guide.files", lang), label("summary", lang, **self._totals()))
        counts = {"errors": errors, "warnings": warnings, "notes": notes, "doubts": doubts}
        row(label("guide.findings", lang), label("guide.findings.text", lang, **counts))
        sheet.line(label("guide.sheets", lang), "part", height=24)
        for name, shown in SHEETS.items():
            if name != "guide":
                row(shown, label(f"guide.sheet.{name}", lang))
        sheet.line(label("guide.marks", lang), "part", height=24)
        five = Decimal(5)
        for name, sample in (
            ("error", number_shown(five, "read", "", "error")),
            ("warning", number_shown(five, "read", "", "warning")),
            ("doubt", number_shown(five, "read", "", "doubt")),
            ("aligned", number_shown(five, "aligned", "", "")),
            ("recognised", number_shown(five, "recognised", "", "")),
            ("suggested", number_shown(five, "suggested", "", "")),
            ("corrected", number_shown(five, "corrected", "", "")),
            ("blank", Shown(label("blank", lang), ("pale",))),
            ("mark", Shown("/")),
            ("absent", Shown(None, ("absent",))),
            ("none", NOTHING),
        ):
            row(label(f"mark.{name}", lang), label(f"guide.mark.{name}", lang), sample)
        sheet.line(label("guide.words", lang), "part", height=24)
        row(label("guide.word.severity", lang), label("guide.word.severity.text", lang))
        row(label("unjudged", lang), label("guide.word.unjudged.text", lang))
        row(label("origin", lang), label("guide.word.origin.text", lang))

    def _write_overview(self, sheet: Sheet) -> None:
        lang = self._lang
        widths = (5.0, 27.0, 20.0, 6.0, 9.5, 14.0, 7.5, 8.0, 6.5, 10.5, 9.5, 30.0)
        sheet.columns(widths)
        sheet.page.fit_to_pages(1, 0)
        sheet.line(label("title.overview", lang), "title", height=30)
        sheet.line(label("summary", lang, **self._totals()))
        totals = (*self._counts(), sum(file.unjudged for file in self._files))
        names = (label("total", lang), label("files", lang, files=len(self._files)), "", "", "", "")
        sheet.cells((*names, *totals, ""), "text", "strong", "center", height=20)
        head = sheet.row
        codes = ("number", "file", "agency", "year", "status", "sections", "errors", "warnings", "notes", "doubts")
        heads = self._heads(*codes, "unjudged", "next")
        sheet.cells(heads, "head", height=max(24, row_height(heads, widths)))
        for number, file in enumerate(self._files, 1):
            texts = (file.name, file.agency, file.next_step)
            sheet.put(0, number, "text", "center", "pale")
            sheet.put(1, file.name, "text", "wrap", "indent")
            sheet.put(2, file.agency, "text", "wrap", "indent")
            sheet.put(3, file.year, "text", "center")
            status = label(f"status.{file.status}", lang)
            style = {"failed": "error", "partial": "warning"}.get(file.status, "wrap")
            sheet.put(4, SIGNS.get(style, "") + status, "text", "center", style)
            sheet.put(5, file.sections, "text", "center", "wrap")
            was_read = file.status in _READ or any(file.counts)
            for column, (level, count) in enumerate(zip(_LEVELS, file.counts, strict=True), 6):
                style = level if count and level != "note" else _zero(count)
                sheet.put(column, count if was_read else None, "text", "center", style)
            sheet.put(10, file.unjudged if was_read else None, "text", "center", _zero(file.unjudged))
            sheet.put(11, file.next_step, "text", "wrap", "indent")
            sheet.ends(max(19, row_height(texts, (widths[1], widths[2], widths[11]))))
        sheet.page.freeze_panes(head + 1, 2)
        sheet.page.repeat_rows(head)
        sheet.page.autofilter(head, 0, max(sheet.row - 1, head), len(widths) - 1)

    def _write_problems(self, sheet: Sheet) -> None:
        lang = self._lang
        widths = (5.0, 18.0, 6.0, 8.5, 15.0, 27.0, 40.0, 12.5, 12.5, 12.0)
        heads = self._heads(
            "number", "agency", "year", "severity", "rule", "place", "message", "expected", "actual", "origin"
        )
        order = {level: number for number, level in enumerate(_LEVELS)}
        ordered = sorted(self._problems, key=lambda problem: order[problem.level])
        doubts = [problem for problem in ordered if problem.level == "doubt"]
        faults = ordered[: len(ordered) - len(doubts)]
        sheet.columns(widths)
        sheet.page.fit_to_pages(1, 0)
        sheet.line(label("title.problems", lang), "title", height=30)
        sheet.line(label("problems.report", lang, count=len(faults)), "part", height=22)
        head = sheet.row
        sheet.cells(heads, "head", height=24)
        for number, problem in enumerate(faults, 1):
            self._write_problem(sheet, number, problem, widths)
        if not faults:
            sheet.line(label("problems.none", lang), height=24)
        sheet.page.autofilter(head, 0, max(sheet.row - 1, head), len(widths) - 1)
        sheet.page.freeze_panes(head + 1, 2)
        sheet.page.repeat_rows(head)
        sheet.page.print_area(0, 0, sheet.row - 1, len(widths) - 1)
        if doubts:
            sheet.line(label("problems.reading", lang, count=len(doubts)), "part", height=26)
            for number, problem in enumerate(doubts, 1):
                self._write_problem(sheet, number, problem, widths)

    def _write_problem(self, sheet: Sheet, number: int, problem: _Problem, widths: tuple[float, ...]) -> None:
        texts = (problem.agency, problem.rule, problem.place, problem.message, problem.expected, problem.actual)
        sheet.put(0, number, "text", "center", "pale")
        sheet.put(1, problem.agency, "text", "wrap", "indent")
        sheet.put(2, problem.year, "text", "center")
        sign = SIGNS.get(problem.level, "")
        level = problem.level if problem.level != "note" else "wrap"
        sheet.put(3, sign + label(f"severity.{problem.level}", self._lang), "text", "center", level)
        for column, text in enumerate(texts[1:4], 4):
            sheet.put(column, text, "text", "wrap", "indent")
        for column, text in enumerate(texts[4:], 7):
            sheet.put(column, text, "text", "center", "wrap")
        sheet.put(9, problem.origin, "text", "wrap", "small")
        sheet.ends(max(19, row_height(texts, (widths[1], *widths[4:9]))))

    def _write_table(self, sheet: Sheet, table: str) -> None:
        rows = self._rows[table]
        used = {code for forms in {row.forms for row in rows} for code in forms}
        used = used or {self._forms[0].code}
        chosen = [(n, column) for n, column in enumerate(self._columns[table]) if used.intersection(column.forms)]
        columns = [column for _, column in chosen]
        widths = widths_of(columns, [{id(row.cells[n]): row.cells[n] for row in rows}.values() for n, _ in chosen])
        side = (float(min(max([14, *(half_widths(row.agency) for row in rows)]) + 2, 24)), 6.0, 7.0)
        scale, pages = pages_of(columns, widths, sum(map(pixels, side)))
        sheet.columns((*side, *widths))
        sheet.line(label(f"title.{table}", self._lang), "title", height=30)
        sheet.put(len(side), label("marks", self._lang), "line", "small")
        sheet.ends(16)
        first = sheet.row
        self._write_heads(sheet, columns, widths, pages)
        if len(used) > 1:
            forms = [listed(code for code in column.forms if code in used) for column in columns]
            sheet.cells(["", "", "", *forms], "code", height=11)
        height = max(row_height([str(c.concept)], [width * 1.7]) for c, width in zip(columns, widths, strict=True))
        sheet.cells(["", "", "", *(str(column.concept) for column in columns)], "code", height=height * 0.6)
        head = sheet.row
        for row in rows:
            sheet.put(0, row.agency, "text", "indent")
            sheet.put(1, row.year, "text", "center")
            sheet.put(2, listed(row.forms) or "—", "text", "center", "pale")
            for position, (n, _) in enumerate(chosen, 3):
                cell = row.cells[n] or NOTHING
                sheet.put(position, cell.content, "text", "center", *cell.styles, number=cell.number, note=cell.note)
            sheet.ends(18)
        if not rows:
            sheet.line(label("no_reports", self._lang), height=24)
        sheet.page.freeze_panes(head, 3)
        sheet.page.autofilter(head - 1, 0, max(sheet.row - 1, head - 1), 2)
        sheet.page.repeat_rows(first, head - 1)
        sheet.page.repeat_columns(0, 2)
        sheet.page.ignore_errors({"number_stored_as_text": f"A1:XFD{sheet.row}"})
        breaks = [n for n in range(1, len(pages)) if pages[n] != pages[n - 1]]
        if breaks:
            sheet.page.set_print_scale(scale)
            sheet.page.print_across()
            sheet.page.set_v_pagebreaks([n + len(side) for n in breaks])
        else:
            sheet.page.fit_to_pages(1, 0)

    def _write_heads(self, sheet: Sheet, columns: list[WideColumn], widths: list[float], pages: list[int]) -> None:
        """The words above the columns, each over all columns of a page that it belongs to."""
        levels = [0, 1, 2, 3] if any(column.head[2] for column in columns) else [0, 1, 3]
        side = self._heads("agency", "year", "form")
        for level in levels:
            for position, text in enumerate(side):
                last = level == levels[-1]
                sheet.put(position, text if last else "", "head", "closes", *(() if last else ("opens",)))
            start, height = 0, 18.0
            for _, run in groupby(range(len(columns)), lambda n: (pages[n], *run_of(columns[n], level))):  # noqa: B023
                end = start + len(list(run))
                text = columns[start].head[level]
                above = level == 0 or columns[start].head[level - 1] or level - 1 not in levels
                styles = (*(() if above else ("closes",)), *(() if text else ("opens",)))
                sheet.across(start + len(side), end - 1 + len(side), text, "head", *styles)
                height = max(height, row_height([text], [sum(widths[start:end])]))
                start = end
            sheet.ends(height)

    def _write_codes(self, sheet: Sheet) -> None:
        widths = (41.0, 64.0, 7.0, 12.0)
        sheet.columns(widths)
        sheet.page.fit_to_pages(1, 0)
        sheet.line(label("title.codes", self._lang), "title", height=30)
        sheet.line(label("codes", self._lang), "line", "small", height=16)
        head = sheet.row
        sheet.cells(self._heads("code", "path", "unit", "forms"), "head", height=24)
        for concept, unit, codes in _codes(self._forms):
            path = place_of(concept, self._forms, codes[-1])
            sheet.put(0, concept, "text", "indent")
            sheet.put(1, path, "text", "wrap", "indent")
            sheet.put(2, unit, "text", "center")
            sheet.put(3, listed(codes), "text", "center")
            sheet.ends(max(18, row_height([path], [widths[1]])))
        sheet.page.freeze_panes(head + 1, 1)
        sheet.page.repeat_rows(head)
        sheet.page.autofilter(head, 0, sheet.row - 1, len(widths) - 1)
        sheet.page.ignore_errors({"number_stored_as_text": f"A1:D{sheet.row}"})


# ── Words ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _codes(forms: tuple[Form, ...]) -> Iterator[tuple[str, str, list[str]]]:
    """Every cell of the forms: its code, its unit, and the forms that have it, oldest first."""
    units: dict[str, str] = {}
    forms_of: dict[str, list[str]] = {}
    for form, table, row, _, column, _, unit, *_ in codebook_of(forms):
        concept = f"{table}.{row}.{column}"
        units[concept] = units.get(concept) or unit
        forms_of.setdefault(concept, []).insert(0, form)
    return ((concept, units[concept], form_codes) for concept, form_codes in forms_of.items())


def _zero(count: int) -> str:
    return "wrap" if count else "pale"


def _file_name(report: Report) -> str:
    return report.source.name.replace("\\", "/").rpartition("/")[2]
