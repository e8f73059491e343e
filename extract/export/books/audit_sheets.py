"""What all sheets of `年报核查结果.xlsx` have in common: a title, a head that is repeated, rows of texts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from extract.audit import Audit
from extract.export.books.looks import Looks, Sheet, row_height
from extract.words.audit_labels import label
from extract.words.languages import Lang
from extract.words.sheet_names import AUDIT_SHEETS

if TYPE_CHECKING:
    from xlsxwriter import Workbook as Book


class AuditSheets:
    """Sheets of one workbook about an audit."""

    def __init__(self, book: Book, looks: Looks, audit: Audit, lang: Lang) -> None:
        self.book, self.looks, self.audit, self.lang = book, looks, audit, lang

    def sheet(self, name: str, widths: Sequence[float], title: str) -> Sheet:
        """A sheet with its title."""
        sheet = Sheet(self.book, self.looks, AUDIT_SHEETS[name], label("footer", self.lang))
        sheet.columns(widths)
        sheet.page.fit_to_pages(1, 0)
        sheet.line(title, "title", height=30)
        return sheet

    def heads(self, sheet: Sheet, codes: Iterable[str], frozen: int) -> int:
        """Writes the heads of columns, which stay in sight with so many columns; their row."""
        head = sheet.row
        sheet.cells([label(code, self.lang) for code in codes], "head", height=24)
        sheet.page.freeze_panes(head + 1, frozen)
        sheet.page.repeat_rows(head)
        return head

    def texts(self, sheet: Sheet, texts: Sequence[str], widths: Sequence[float], key: str = "") -> None:
        """Writes texts behind the first column, and behind them, small, a key that is only read back."""
        for column, text in enumerate(texts, 1):
            sheet.put(column, text, "text", "wrap", "indent")
        if key:
            sheet.put(len(texts) + 1, key, "text", "wrap", "small")
            widths = widths[:-1]
        sheet.ends(max(19, row_height(texts, widths[1:])))
