"""Tables → a workbook to work in: a sheet for each, the fields on 指标代码, charts of what is added up over years.

Comes in: `ExportTable`s. Goes out: an XLSX file; a table with more rows than a sheet has is refused. Every sheet has
the labels in its first row and the names of the columns in its second.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import isnan
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extract.errors import UsageError
from extract.export.books.looks import Looks, Sheet, half_widths, row_height, written_book
from extract.export.tables import ExportTable, Field
from extract.scratch import scratch_folder
from extract.words.languages import Lang, in_language
from extract.words.panel_labels import label
from extract.words.phrases import in_brackets
from extract.words.sheet_names import CHARTS_SHEET, FIELDS_SHEET, PANEL_SHEETS

if TYPE_CHECKING:
    from xlsxwriter import Workbook as Book

_FOOTER = "&P / &N"
_WIDEST, _NARROWEST = 16, 8
_MOST_CHARTS = 6
_TEXT_WIDTHS = {"entity_id": 20, "report_id": 18, "missing": 30, "message": 50, "text": 60, "sentence": 50, "file": 36,
                "entity": 22, "series": 30, "label": 36, "row_label": 40, "column_label": 24}  # fmt: skip


def write_sheets(tables: Sequence[ExportTable], path: Path, lang: Lang, most_rows: int) -> None:
    """Writes a workbook; what all agencies add up to, behind another table, is drawn, too.

    UsageError names a table that has more rows than a sheet.
    """
    with (
        scratch_folder() as scratch,
        written_book(path, scratch, in_language(tables[0].label, lang)) as (book, looks),
    ):
        for table in tables:
            _write_table(book, looks, table, lang, most_rows)
        if not any(table.name == "codebook" for table in tables):
            _write_fields(book, looks, tables, lang)
        for table in tables[1:]:
            if table.name == "pooled":
                _write_charts(book, looks, table, lang)


def _write_table(book: Book, looks: Looks, table: ExportTable, lang: Lang, most_rows: int) -> None:
    sheet = Sheet(book, looks, PANEL_SHEETS[table.name], _FOOTER)
    labels = [in_language(field.label, lang) for field in table.fields]
    widths = [_width(field, words) for field, words in zip(table.fields, labels, strict=True)]
    sheet.columns(widths)
    sheet.cells(labels, "head", height=row_height(labels, widths))
    sheet.cells([field.name for field in table.fields], "code")
    rows = 0
    for frame, _ in table.chunks():
        rows += len(frame)
        if rows > most_rows - 1:
            raise UsageError("too_long", table=table.name, rows=str(most_rows - 1))
        for row in zip(*(frame[field.name].tolist() for field in table.fields), strict=True):
            for column, value in enumerate(row):
                _put(sheet, column, value)
            sheet.ends()
    sheet.page.freeze_panes(2, sum(field.name in table.key for field in table.fields[:6]) or 1)
    sheet.page.repeat_rows(0, 1)
    sheet.page.repeat_columns(0)
    sheet.page.autofilter(1, 0, max(sheet.row - 1, 1), len(widths) - 1)
    texts = [number for number, field in enumerate(table.fields) if field.kind == "text"]
    if texts:
        sheet.page.ignore_errors({"number_stored_as_text": f"A1:{_letters(max(texts))}{sheet.row}"})


def _put(sheet: Sheet, column: int, value: str | float) -> None:
    """A cell as it is: text, a whole number, or one with up to four decimals shown; empty where there is none."""
    if isinstance(value, str):
        sheet.put(column, value, "text")
    else:
        sheet.put(column, None if isnan(value) else value, "text", number="0" if value % 1 == 0 else "0.0###")


def _letters(column: int) -> str:
    from xlsxwriter.utility import xl_col_to_name

    return str(xl_col_to_name(column))


def _width(field: Field, words: str) -> float:
    if field.kind == "text":
        return _TEXT_WIDTHS.get(field.name, 11)
    return min(max(half_widths(field.name) * 0.8, half_widths(words) / 5, _NARROWEST), _WIDEST)


def _write_fields(book: Book, looks: Looks, tables: Sequence[ExportTable], lang: Lang) -> None:
    sheet = Sheet(book, looks, FIELDS_SHEET, _FOOTER, landscape=False)
    sheet.columns([14, 30, 64])
    sheet.cells([label(f"fields.{word}", lang) for word in ("sheet", "field", "label")], "head", height=20)
    for table in tables:
        for field in table.fields:
            words = in_language(field.label, lang)
            contents = [PANEL_SHEETS[table.name], field.name, words]
            for column, content in enumerate(contents):
                sheet.put(column, content, "text", "wrap")
            sheet.ends(row_height([words], [64]))
    sheet.page.freeze_panes(1, 0)
    sheet.page.repeat_rows(0)


def _write_charts(book: Book, looks: Looks, table: ExportTable, lang: Lang) -> None:
    """The first series of a pooled table over the years: the figures, and a chart for each below."""
    ((frame, _),) = table.chunks()
    names = frame["label"] + frame["scope"].map(lambda scope: in_brackets(scope, lang))
    every = frame.assign(name=names).pivot(index="name", columns="year", values="value")
    shown = every.loc[list(dict.fromkeys(names))].iloc[:_MOST_CHARTS]
    sheet = Sheet(book, looks, CHARTS_SHEET, _FOOTER)
    sheet.page.fit_to_pages(1, 1)
    sheet.columns([52, *([10] * max(shown.shape[1], 8))])
    sheet.line(label("charts.title", lang), "title", height=26)
    sheet.cells([label("charts.year", lang), *(str(year) for year in shown.columns)], "head", height=20)
    first = sheet.row
    for name, values in shown.iterrows():
        sheet.put(0, str(name), "text")
        for column, value in enumerate(values.tolist(), start=1):
            _put(sheet, column, value)
        sheet.ends(18)
    for number in range(len(shown)):
        chart: Any = book.add_chart({"type": "line"})
        at = first + number
        chart.add_series(
            {
                "name": [CHARTS_SHEET, at, 0],
                "categories": [CHARTS_SHEET, first - 1, 1, first - 1, shown.shape[1]],
                "values": [CHARTS_SHEET, at, 1, at, shown.shape[1]],
                "marker": {"type": "circle", "size": 5},
                "line": {"color": "#1F4E79", "width": 2},
            }
        )
        chart.set_title({"name": str(shown.index[number]), "name_font": {"size": 10, "bold": False}})
        chart.set_legend({"none": True})
        chart.set_y_axis({"min": 0, "major_gridlines": {"visible": True, "line": {"color": "#DDDDDD"}}})
        chart.show_blanks_as("gap")
        chart.set_size({"width": 480, "height": 240})
        sheet.page.insert_chart(
            first + len(shown) + 1 + number // 2 * 13, number % 2, chart, {"x_offset": number % 2 * 130}
        )
