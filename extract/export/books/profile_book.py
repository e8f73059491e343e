"""`核查标准.xlsx`: a profile as sheets, for an office to fill in; what stands there first are the rules as they are."""

from __future__ import annotations

from pathlib import Path

from extract.audit import LEVEL
from extract.catalogue import KINDS, load_rules
from extract.catalogue.page import rule_title
from extract.checks.profile_tables import TABLES, cells_by_words
from extract.export.books.looks import Sheet, row_height, written_book
from extract.words import audit_labels
from extract.words.languages import Lang
from extract.words.messages import sentence
from extract.words.phrases import spaced
from extract.words.profile_labels import label
from extract.words.sheet_names import LEVEL_WORDS, PROFILE_HEADS, PROFILE_ITEMS, PROFILE_SHEETS

_FREE_ROWS = 20
"""Rows that an office finds drawn; it may go on below them."""
_WIDE = {"words": 40.0, "any": 40.0, "forbidden": 40.0, "zeros": 60.0, "cell": 60.0, "why": 30.0}
_NARROW = 15.0
_OF_CELLS = ("zeros", "cell")
"""Columns in which a cell of the form is chosen."""
_RULES = ("rule", "title", "basis", "level", "item", "points", "cap")
_WIDTHS = (8.0, 44.0, 32.0, 11.0, 20.0, 10.0, 8.0)
_NOT_FILED = 0
_OF_READING = "R"
"""Begins the rules that say what the program is not sure of: no unit is judged by them."""


def write_profile(path: Path, scratch: Path, lang: Lang) -> None:
    """Writes the workbook. OSError when it cannot be written."""
    with written_book(path, scratch, label("title", lang)) as (book, looks):

        def sheet(name: str, *widths: float) -> Sheet:
            page = Sheet(book, looks, PROFILE_SHEETS[name], audit_labels.label("footer", lang))
            page.columns(widths)
            page.page.fit_to_pages(1, 0)
            page.line(spaced(label("title", lang), PROFILE_SHEETS[name]), "title", height=30)
            return page

        _write_scheme(sheet("scheme", 14.0, 50.0, 52.0), lang)
        _write_rules(sheet("rules", *_WIDTHS), lang)
        _write_deadlines(sheet("deadlines", 18.0, 24.0), lang)
        for name, columns in TABLES.items():
            widths = [_WIDE.get(code, _NARROW) for code in columns]
            _write_table(sheet(name, *widths), name, columns, widths, lang)
        _write_cells(sheet("cells", 96.0), lang)


def _write_scheme(sheet: Sheet, lang: Lang) -> None:
    sheet.line(label("scheme.note", lang))
    sheet.cells([label("item", lang), label("content", lang), label("meaning", lang)], "head", height=24)
    for code, word in PROFILE_ITEMS.items():
        sheet.put(0, word, "text", "indent")
        sheet.put(1, _NOT_FILED if code == "not_filed" else "", "text", "wrap", "indent")
        sheet.put(2, label(f"meaning.{code}", lang), "text", "wrap", "indent", "pale")
        sheet.ends(22)


def _write_rules(sheet: Sheet, lang: Lang) -> None:
    note = label("rules.note", lang)
    sheet.across(0, len(_RULES) - 1, note, "line", "wrap")
    sheet.ends(row_height([note], [sum(_WIDTHS)]))
    head = sheet.row
    named = {"title": label("content", lang), "basis": audit_labels.label("basis", lang)}
    sheet.cells([PROFILE_HEADS.get(code) or named[code] for code in _RULES], "head", height=24)
    for rule in (rule for rule in load_rules().values() if not rule.id.startswith(_OF_READING)):
        title = rule_title(rule.id, lang)
        sheet.put(0, rule.id, "text", "center")
        sheet.put(1, title, "text", "wrap", "indent")
        sheet.put(2, rule.basis, "text", "wrap", "small")
        sheet.put(3, audit_labels.label(LEVEL[rule.severity], "zh"), "text", "center")
        for column in range(4, len(_RULES)):
            sheet.put(column, "", "text", "center", "wrap")
        sheet.ends(max(19, row_height((title, rule.basis), (_WIDTHS[1], _WIDTHS[2] * 1.25))))
    words = [words.split()[0] for _, words in LEVEL_WORDS]
    sheet.page.data_validation(head + 1, 3, sheet.row - 1, 3, {"validate": "list", "source": words})
    sheet.page.freeze_panes(head + 1, 2)
    sheet.page.repeat_rows(head)
    sheet.page.autofilter(head, 0, sheet.row - 1, len(_RULES) - 1)


def _write_deadlines(sheet: Sheet, lang: Lang) -> None:
    sheet.line(label("deadlines.note", lang))
    sheet.cells([PROFILE_HEADS["kind"], PROFILE_HEADS["deadline"]], "head", height=24)
    for kind in KINDS:
        sheet.put(0, sentence(f"kind.{kind}", "zh"), "text", "indent")
        sheet.put(1, "", "text", "center")
        sheet.ends(20)


def _write_table(sheet: Sheet, name: str, columns: tuple[str, ...], widths: list[float], lang: Lang) -> None:
    """A sheet with empty rows."""
    note = label(f"{name}.note", lang)
    sheet.across(0, len(columns) - 1, note, "line", "wrap")
    sheet.ends(row_height([note], [sum(widths)]))
    sheet.cells([PROFILE_HEADS[code] for code in columns], "head", height=24)
    first = sheet.row
    for _ in range(_FREE_ROWS):
        for column in range(len(columns)):
            sheet.put(column, "", "text", "wrap")
        sheet.ends(20)
    cells = f"='{PROFILE_SHEETS['cells']}'!$A${_FIRST_CELL + 1}:$A${_FIRST_CELL + len(cells_by_words())}"
    for column, code in enumerate(columns):
        if code in _OF_CELLS:
            sheet.page.data_validation(first, column, sheet.row - 1, column, {"validate": "list", "source": cells})
    sheet.page.freeze_panes(first, 0)
    sheet.page.repeat_rows(first - 1)


_FIRST_CELL = 3
"""The row in which the cells of the form begin, from 0."""


def _write_cells(sheet: Sheet, lang: Lang) -> None:
    sheet.line(label("cells.note", lang))
    sheet.cells([PROFILE_HEADS["cell"]], "head", height=24)
    sheet.page.freeze_panes(_FIRST_CELL, 0)
    sheet.page.repeat_rows(_FIRST_CELL - 1)
    for words in cells_by_words():
        sheet.put(0, words, "text", "indent")
        sheet.ends(18)
