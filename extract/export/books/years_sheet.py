"""The sheet of an agency's years: its headline figures beside those of the year before, and whether what was carried
over came.

Comes in: reports one by one. Goes out: a row for every figure of an agency and year whose year before is there.
"""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from extract.export.books.looks import Sheet, row_height
from extract.model import Concept, Fact, Form, Report
from extract.panels.series import HEADLINES
from extract.words.languages import Lang
from extract.words.places import cells_of
from extract.words.workbook_labels import label

_CARRIED_IN, _CARRIED_OUT = map(HEADLINES.index, ("requests.carried_in.total", "requests.carried_out.total"))
_WIDTHS = (22.0, 7.0, 20.0, 10.0, 10.0, 10.0, 26.0)
_HEADS = ("agency", "year", "indicator", "last_year", "this_year", "change", "carried")


class _Year(NamedTuple):
    """The headline figures of an agency in a year; None where a figure is not certain."""

    agency: str
    figures: tuple[Decimal | None, ...]


class YearsSheet:
    """Keeps of every report what the sheet shows, and writes it."""

    def __init__(self, forms: tuple[Form, ...], lang: Lang) -> None:
        self._lang = lang
        self._headlines = tuple(
            tuple(filter(None, (cells_of(concept, form) for form in forms))) for concept in HEADLINES
        )
        self._years: dict[str, dict[int, list[_Year]]] = {}

    def add(self, report: Report, agency: str) -> None:
        key = report.identity.entity_id or report.entity
        if not key or report.year is None:
            return
        facts = {fact.concept: fact for fact in report.facts}
        figures = tuple(_headline(cells, facts) for cells in self._headlines)
        self._years.setdefault(key, {}).setdefault(report.year, []).append(_Year(agency, figures))

    def write(self, sheet: Sheet) -> None:
        sheet.columns(_WIDTHS)
        sheet.page.fit_to_pages(1, 0)
        sheet.line(label("title.years", self._lang), "title", height=30)
        sheet.line(label("compared", self._lang), "line", "small", height=16)
        head = sheet.row
        sheet.cells([label(code, self._lang) for code in _HEADS], "head", height=24)
        for years in self._years.values():
            for year in sorted(years):
                if year - 1 in years:
                    self._write_pair(sheet, year, years[year - 1], years[year])
        if sheet.row == head + 1:
            sheet.line(label("compared.none", self._lang), height=24)
        sheet.page.freeze_panes(head + 1, 3)
        sheet.page.repeat_rows(head)
        sheet.page.autofilter(head, 0, max(sheet.row - 1, head), len(_WIDTHS) - 1)

    def _write_pair(self, sheet: Sheet, year: int, before: list[_Year], after: list[_Year]) -> None:
        """The rows of an agency's year; figures that neither year has are left out."""
        agency = after[0].agency or before[0].agency
        if len(before) > 1 or len(after) > 1:
            sheet.cells([agency, year, label("several", self._lang), "", "", "", ""], "text", "wrap", height=34)
            return
        last, this = before[0].figures, after[0].figures
        height = row_height([agency], _WIDTHS[:1])
        styles: tuple[str, ...] = ("text", "first")
        for number, concept in enumerate(HEADLINES):
            old, new = last[number], this[number]
            if old is None and new is None and number != _CARRIED_IN:
                continue
            sheet.put(0, agency, *styles, "wrap", "indent")
            sheet.put(1, year, *styles, "center")
            sheet.put(2, label(f"headline.{concept}", self._lang), *styles, "indent")
            sheet.put(3, "—" if old is None else old, *styles, "right", "indent")
            sheet.put(4, "—" if new is None else new, *styles, "right", "indent")
            change = "—" if old is None or new is None else new - old
            sheet.put(5, change, *styles, "right", "indent", number="+0;-0;0")
            if number == _CARRIED_IN:
                self._put_carried(sheet, last[_CARRIED_OUT], new, styles)
            else:
                sheet.put(6, "", *styles)
            sheet.ends(max(18, height))
            styles = ("text",)

    def _put_carried(self, sheet: Sheet, out: Decimal | None, into: Decimal | None, styles: tuple[str, ...]) -> None:
        if out is None or into is None:
            sheet.put(6, label("carried.unknown", self._lang), *styles, "center", "pale")
        elif out == into:
            sheet.put(6, label("carried.yes", self._lang), *styles, "center")
        else:
            sheet.put(6, label("carried.no", self._lang, out=out, into=into), *styles, "center", "wrap", "error")


def _headline(cells_by_form: tuple[tuple[Concept, ...], ...], facts: dict[Concept, Fact]) -> Decimal | None:
    """The sum of the cells of the form that the report has; None unless every one is a certain number."""
    for cells in cells_by_form:
        printed = [facts[cell] for cell in cells if cell in facts]
        if len(printed) == len(cells):
            values = [fact.value for fact in printed if fact.value is not None and fact.is_certain]
            return sum(values, Decimal()) if len(values) == len(cells) else None
    return None
