"""`报市汇总表.xlsx`: the sums of a county in the tables of the national form, for the office above; the tables of its
units; and every unit's figures beside those of the year before.

Comes in: an audit, and the reports of the year before by unit. Goes out: a workbook that prints on A4.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from extract.audit import Audit, Standing
from extract.audit.totals import Total
from extract.export.books.explained import Explained
from extract.export.books.form_layout import WIDTH, height_of, placed
from extract.export.books.looks import Content, Looks, Sheet, row_height, written_book
from extract.export.two_years import by_concept, certain_value, compared_cells
from extract.forms.balances import Sum, outcome, sums_of_table
from extract.model import Concept, Fact, Form, FormTable, Report
from extract.text import listed
from extract.words import audit_labels
from extract.words.languages import Lang
from extract.words.phrases import joined
from extract.words.places import place_of, title_of
from extract.words.sheet_names import TOTALS_SHEETS
from extract.words.totals_labels import label

if TYPE_CHECKING:
    from xlsxwriter import Workbook as Book

_COLUMN = 6.4
_ROW = 15.5
"""The height of a row of the form, so that its three tables stand on one page."""
_TIGHT = 3.0
"""By how much rows of several lines are lower than elsewhere."""
_MARKED = "warning"
_PAGES_OF_SHEET = 1000
"""Page breaks that a sheet may have in Excel."""

FigureShown = tuple[Content, tuple[str, ...]]
"""What stands in a cell, and how it looks."""


def write_totals(
    path: Path,
    scratch: Path,
    audit: Audit,
    before: Mapping[str, Report],
    forms: Sequence[Form],
    lang: Lang,
    explained: Explained = MappingProxyType({}),
) -> int:
    """Writes the workbook. `before` are the reports of the year before by unit, `explained` is what persons have
    written beside rows; how many of these found theirs. OSError when it cannot be written."""
    form = max((form for form in forms if form.first_year <= audit.year), key=lambda form: form.first_year)
    with written_book(path, scratch, label("title", lang, year=audit.year, name="")) as (book, looks):
        writer = _Writer(book, looks, audit, form, forms, lang)
        writer.sums()
        writer.annex()
        return writer.compared(before, explained)


class _Writer:
    """The sheets of one workbook."""

    def __init__(self, book: Book, looks: Looks, audit: Audit, form: Form, forms: Sequence[Form], lang: Lang) -> None:
        self.book, self.looks, self.audit, self.form, self.lang = book, looks, audit, form, lang
        self.forms = tuple(forms)

    def _sheet(self, code: str, widths: Sequence[float]) -> Sheet:
        footer = audit_labels.label("footer", self.lang)
        sheet = Sheet(self.book, self.looks, TOTALS_SHEETS[code], footer, landscape=False)
        sheet.columns(widths)
        sheet.page.fit_to_pages(1, 0)
        return sheet

    def _note(self, sheet: Sheet, text: str, width: float, *styles: str) -> None:
        sheet.across(0, WIDTH - 1, text, "line", "wrap", *styles)
        sheet.ends(max(18.0, row_height([text], [width])))

    # ── 汇总 ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def sums(self) -> None:
        """The sums of every group in the tables of the form, a group on pages of its own."""
        sheet = self._sheet("sums", [_COLUMN] * WIDTH)
        breaks = []
        for name, cells in self.audit.sums.items():
            if sheet.row:
                breaks.append(sheet.row)
            self._group(sheet, name, {cell.concept: cell for cell in cells})
        sheet.page.set_h_pagebreaks(breaks[:_PAGES_OF_SHEET])

    def _group(self, sheet: Sheet, name: str, totals: Mapping[Concept, Total]) -> None:
        lang, width = self.lang, _COLUMN * WIDTH
        members = [each for each in self.audit.standings if self._is_in(each, name)]
        filed = [each.unit.name for each in members if each.reports]
        absent = [each.unit.name for each in members if not each.reports]
        self._title(sheet, label("title", lang, year=self.audit.year, name=name))
        self._note(sheet, label("scope", lang, due=len(members), filed=len(filed)), width)
        if absent:
            self._note(sheet, label("scope.absent", lang, names=listed(absent)), width)
        self._note(sheet, label("signs", lang), width, "small")

        def shown(concept: Concept) -> FigureShown:
            total = totals.get(concept)
            if total is None:
                return "", ()
            is_whole = not total.in_doubt and not set(total.without) - set(absent)
            return total.total, () if is_whole else (_MARKED,)

        self._tables(sheet, shown)
        for text in self._remarks(totals, members, frozenset(absent)):
            self._note(sheet, text, width)

    def _is_in(self, standing: Standing, group: str) -> bool:
        return standing.unit.kind != "vertical" and (
            standing.unit.parent == group or (not group and len(self.audit.sums) > 1)
        )

    def _title(self, sheet: Sheet, title: str) -> None:
        sheet.across(0, WIDTH - 1, title, "title", "center")
        sheet.ends(28)

    def _tables(self, sheet: Sheet, shown: Callable[[Concept], FigureShown]) -> None:
        for table in self.form.tables:
            sheet.across(0, WIDTH - 1, title_of(table), "part")
            sheet.ends(20)
            self._table(sheet, table, shown)

    def _table(self, sheet: Sheet, table: FormTable, shown: Callable[[Concept], FigureShown]) -> None:
        """A table as the form prints it."""
        cells = {(cell.row, cell.column): cell for cell in placed(table)}
        first = sheet.row
        for row in range(height_of(table)):
            heights = [_ROW]
            covered: tuple[int, tuple[str, ...]] = (0, ("head",))
            for column in range(WIDTH):
                cell = cells.get((row, column))
                if cell is None:
                    sheet.put(column, None, *(covered[1] if column < covered[0] else ("text",)))
                    continue
                content, styles = shown(cell.figure) if cell.figure else (cell.words, ())
                looks = ("text", "center", *styles) if cell.figure else ("head",)
                sheet.put(column, content, *looks)
                covered = (column + cell.width, looks)
                if cell.height > 1 or cell.width > 1:
                    last = first + row + cell.height - 1, column + cell.width - 1
                    sheet.page.merge.append([first + row, column, *last])
                if cell.height == 1 and cell.words:
                    heights.append(row_height([cell.words], [_COLUMN * cell.width]) - _TIGHT)
            sheet.ends(max(heights))

    def _remarks(
        self, totals: Mapping[Concept, Total], members: Sequence[Standing], absent: frozenset[str]
    ) -> Iterator[str]:
        """Below the tables: whether the sums hold, whose figures are left out or in doubt, what the county printed."""
        lang = self.lang
        failing = [text for table in self.form.tables for text in self._failing(table, totals, members)]
        yield label("balances.hold", lang) if not failing else label("balances.fail", lang)
        yield from failing
        left_out: dict[str, int] = {}
        for total in totals.values():
            for unit in dict.fromkeys(total.without):
                if unit not in absent:
                    left_out[unit] = left_out.get(unit, 0) + 1
        if left_out:
            names = joined((label("cells", lang, unit=unit, count=count) for unit, count in left_out.items()), lang)
            yield label("left_out", lang, names=names)
        for total in totals.values():
            if total.in_doubt:
                details = {"total": total.total, "in_doubt": total.in_doubt, "rest": total.without_doubt}
                yield label("doubted", lang, cell=self._place(total), names=listed(total.doubted), **details)
        printed = [total for total in totals.values() if total.stated_by_parent is not None]
        differing = [total for total in printed if total.stated_by_parent != total.total]
        yield label("parent.differs" if differing else "parent.same" if printed else "parent.none", lang)
        for total in differing:
            parent = total.stated_by_parent
            yield label("parent.cell", lang, cell=self._place(total), total=total.total, parent=parent)

    def _place(self, total: Total) -> str:
        return place_of(str(total.concept), self.forms, self.form.code, self.lang)

    def _failing(self, table: FormTable, totals: Mapping[Concept, Total], members: Sequence[Standing]) -> Iterator[str]:
        """The sums of a table that do not hold, and the units whose own figures do not."""

        def figure(key: tuple[str, str]) -> Decimal | None:
            total = totals.get(Concept(table.key, *key))
            return total.total if total else None

        for each in sums_of_table(table):
            left, right = [figure(key) for key in each.left], [figure(key) for key in each.right]
            found = outcome(left, right, each.balance.at_least)
            if found.answer == "fails":
                cells = {Concept(table.key, *key) for key in each.cells}
                wrong = [m.unit.name for m in members if m.reports and not _holds(m.reports[0], each, table)]
                lacking = {name for cell in cells if cell in totals for name in totals[cell].without}
                lacking &= {m.unit.name for m in members if m.reports}
                place = place_of(str(Concept(table.key, *each.right[0])), self.forms, self.form.code, self.lang)
                names = listed([*wrong, *sorted(lacking - set(wrong))])
                yield label("balance.fails", self.lang, cell=place, gap=abs(found.gap), names=names)

    # ── 附表 ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def annex(self) -> None:
        """The tables of every unit, each on a page."""
        sheet = self._sheet("annex", [_COLUMN] * WIDTH)
        breaks = []
        for standing in self.audit.standings:
            if not standing.reports:
                continue
            if sheet.row:
                breaks.append(sheet.row)
            facts = {fact.concept: fact for fact in standing.reports[0].facts}
            self._title(sheet, label("annex", self.lang, name=standing.unit.name, year=self.audit.year))
            self._tables(sheet, lambda concept, facts=facts: _as_printed(facts.get(concept)))  # type: ignore[misc]
        if not sheet.row:
            sheet.line(label("none", self.lang))
        sheet.page.set_h_pagebreaks(breaks[:_PAGES_OF_SHEET])

    # ── 逐项对照 ──────────────────────────────────────────────────────────────────────────────────────────────────

    def compared(self, before: Mapping[str, Report], explained: Explained) -> int:
        """Every unit's figures of last year and this one, each unit on a page: of table three the totals. How many
        explanations stand beside them."""
        found = 0
        widths = (46.0, 8.0, 11.0, 11.0, 11.0, 24.0)
        sheet = self._sheet("compared", widths)
        breaks = []
        for standing in self.audit.standings:
            if not standing.reports:
                continue
            if sheet.row:
                breaks.append(sheet.row)
            found += self._compared(sheet, standing, before.get(standing.unit.name), widths, explained)
        if not sheet.row:
            sheet.line(label("none", self.lang))
        sheet.page.set_h_pagebreaks(breaks[:_PAGES_OF_SHEET])
        return found

    def _compared(
        self, sheet: Sheet, standing: Standing, last: Report | None, widths: Sequence[float], explained: Explained
    ) -> int:
        found = 0
        lang, year = self.lang, self.audit.year
        title = label("compared", lang, name=standing.unit.name, year=year, before=year - 1)
        sheet.across(0, len(widths) - 1, title, "title", "center")
        sheet.ends(30)
        if last is None:
            sheet.line(label("compared.none", lang, before=year - 1))
        heads = ("cell", "measure", "last_year", "this_year", "change", "explained")
        sheet.cells([label(code, lang) for code in heads], "head", height=22)
        for table in self.form.tables:
            sheet.across(0, len(widths) - 1, title_of(table), "text", "strong")
            sheet.ends(19)
            for cell in compared_cells(table, last, standing.reports[0]):
                words, unit, then, now = cell
                sheet.put(0, words, "text", "wrap", "indent")
                sheet.put(1, unit, "text", "center")
                sheet.put(2, _printed(then), "text", "right")
                sheet.put(3, _printed(now), "text", "right")
                sheet.put(4, cell.change, "text", "right", number="+0.######;-0.######;0")
                said = explained.get((standing.unit.name, title_of(table), words), "")
                sheet.put(5, said, "text", "wrap")
                found += bool(said)
                sheet.ends(max(15.5, row_height([words, said], [widths[0], widths[5]]) - 3))
        return found


def _holds(report: Report, each: Sum, table: FormTable) -> bool:
    facts = by_concept(report)
    left, right = (
        [certain_value(facts.get(Concept(table.key, *key))) for key in side] for side in (each.left, each.right)
    )
    return outcome(left, right, each.balance.at_least).answer != "fails"


def _printed(fact: Fact | None) -> Content:
    """A figure, or what stands in its place; of a guess nothing."""
    value = certain_value(fact)
    return value if value is not None else "" if fact is None or fact.is_guess else fact.text


def _as_printed(fact: Fact | None) -> FigureShown:
    """A cell of a unit: its figure, or marked what is not certain."""
    return _printed(fact), () if fact and certain_value(fact) is not None else (_MARKED,)
