"""What a person types into the workbook of an audit between two rounds, and what of it is no longer there.

Comes in: a workbook. Goes out: what was typed, each with its sheet and the row it belongs to. It is typed by openpyxl,
which leaves the rest of the file as it reads it, or by LibreOffice, which writes all of it anew.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from typing import NamedTuple

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from bench.gold.offices import soffice
from extract.words.sheet_names import AUDIT_SHEETS

_OWN_COLUMN, _OWN_SHEET = "领导批示", "值班表"
_ROWS = 3
"""Rows of a sheet that are typed into, in one round."""
_WIDE = 3
"""Words that the head of a table has at least."""
_OF_ROW = {
    "问题清单": ("问题编号",),
    "待认领": ("文件",),
    "版本选用": ("单位", "文件"),
    "识别存疑": ("单位", "说明"),
    "规则统计": ("规则",),
}
"""By which words a row is known; by the name of its unit else."""
_DECIDED = ("核实结论", "采用", "认领单位")
_MACRO = """Sub TypeIn(book As String, list As String)
  Dim file, page, place, parts, stream, hidden(0) As New com.sun.star.beans.PropertyValue
  Dim kind(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden" : hidden(0).Value = True
  kind(0).Name = "FilterName" : kind(0).Value = "Calc MS Excel 2007 XML"
  file = StarDesktop.loadComponentFromURL(ConvertToURL(book), "_blank", 0, hidden())
  stream = createUnoService("com.sun.star.io.TextInputStream")
  stream.setInputStream(createUnoService("com.sun.star.ucb.SimpleFileAccess").openFileRead(ConvertToURL(list)))
  stream.setEncoding("UTF-8")
  Do While Not stream.isEOF()
    parts = Split(stream.readLine(), Chr(9))
    If UBound(parts) = 4 Then
      If Not file.Sheets.hasByName(parts(0)) Then file.Sheets.insertNewByName(parts(0), file.Sheets.Count)
      page = file.Sheets.getByName(parts(0))
      page.getCellByPosition(CLng(parts(1)), CLng(parts(2))).setFormula(parts(3))
    End If
  Loop
  stream.closeInput()
  file.storeToURL(ConvertToURL(book), kind())
  file.close(True)
End Sub"""
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_LIBRARY = (
    '<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" '
    'library:readonly="false" library:passwordprotected="false">'
    '<library:element library:name="Typing"/></library:library>'
)
_MODULE = (
    '<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Typing" '
    'script:language="StarBasic">{}</script:module>'
)


class Typed(NamedTuple):
    """What was typed: on which sheet, in which row (the texts it is known by), below which word, the place."""

    sheet: str
    row: tuple[str, ...]
    head: str
    text: str
    at: tuple[int, int] = (0, 0)


class Table(NamedTuple):
    """A sheet as a person sees it: the words above its columns with their places, and its rows."""

    page: Worksheet
    head: int
    columns: dict[str, int]

    @property
    def rows(self) -> Iterator[int]:
        """The rows in which something stands in more than one cell."""
        for row in range(self.head + 1, self.page.max_row + 1):
            if sum(self.text(row, column) != "" for column in self.columns.values()) > 1:
                yield row

    def text(self, row: int, column: int) -> str:
        """What a cell says."""
        value = self.page.cell(row, column).value
        return "" if value is None else str(value).strip()

    def known_by(self, row: int) -> tuple[str, ...]:
        """The texts by which a row is known."""
        words = [word for word in _OF_ROW.get(self.page.title, ()) if word in self.columns]
        names = words or [word for word in ("单位", "规则", "单元格", "雷同内容") if word in self.columns][:1]
        return tuple(text for word in names if (text := self.text(row, self.columns[word])))


def table_of(page: Worksheet) -> Table:
    """A sheet with the first row that is the head of a table."""
    for row in page.iter_rows():
        words = {str(cell.value): cell.column for cell in row if cell.value}
        if len(words) >= _WIDE and row[0].row > 1:
            return Table(page, row[0].row, words)
    return Table(page, page.max_row, {})


def typing(book: Workbook, round_: int, random: Random) -> Iterator[Typed]:
    """What is typed into every sheet: into cells that are empty, a column and a row of one's own, beside the title,
    onto what stands there, and onto a sheet of one's own."""
    for number, name in enumerate(AUDIT_SHEETS.values()):
        if name not in book.sheetnames:
            continue
        table, page = table_of(book[name]), book[name]
        last = max(table.columns.values(), default=1)
        own = table.columns.get(_OWN_COLUMN, last + 1)
        if _OWN_COLUMN not in table.columns:
            yield Typed(name, (), "", _OWN_COLUMN, (table.head, own))
        rows = list(table.rows)
        for at, row in enumerate(random.sample(rows, min(_ROWS, len(rows)))):
            known = table.known_by(row)
            before = table.text(row, own) + "；" if table.text(row, own) else ""
            yield Typed(name, known, _OWN_COLUMN, f"{before}批示{round_}-{number}-{at}", (row, own))
            empty = [
                (word, column)
                for word, column in table.columns.items()
                if word not in (*_DECIDED, _OWN_COLUMN) and not table.text(row, column)
            ]
            for word, column in random.sample(empty, min(2, len(empty))):
                yield Typed(name, known, word, f"补记{round_}-{number}-{at}-{column}", (row, column))
        yield Typed(name, (), "", f"另记{round_}-{number}", (page.max_row + 2, 2))
        yield Typed(name, (), "", f"页边{round_}-{number}", (1, last + 3))
    yield Typed(_OWN_SHEET, (), "", f"第{round_}轮值班", (round_ + 1, 2))


def by_openpyxl(path: Path, typed: Sequence[Typed]) -> None:
    """Types into a workbook that openpyxl reads and writes."""
    book = load_workbook(path)
    for each in typed:
        page = book[each.sheet] if each.sheet in book.sheetnames else book.create_sheet(each.sheet)
        page.cell(*each.at).value = each.text
    book.save(path)


def by_libreoffice(path: Path, typed: Sequence[Typed]) -> None:
    """Types into a workbook in LibreOffice. The first call makes its profile, beside the folder of the workbook."""
    profile, listed = path.parent.parent / "libreoffice", path.parent.parent / "typed.tsv"
    basic = profile / "user" / "basic" / "Standard"
    if not basic.exists():
        _office(profile, "--terminate_after_init")
    basic.mkdir(parents=True, exist_ok=True)
    (basic / "Typing.xba").write_text(_HEAD + _MODULE.format(_MACRO.replace("&", "&amp;")), encoding="utf-8")
    (basic / "script.xlb").write_text(_HEAD + _LIBRARY, encoding="utf-8")
    lines = (f"{each.sheet}\t{each.at[1] - 1}\t{each.at[0] - 1}\t{each.text}\t" for each in typed)
    listed.write_text("\n".join([*lines, ""]), encoding="utf-8")
    _office(profile, f"macro:///Standard.Typing.TypeIn({path.resolve()},{listed.resolve()})")


def _office(profile: Path, *arguments: str) -> None:
    command = [
        soffice() or "soffice",
        f"-env:UserInstallation={profile.resolve().as_uri()}",
        "--headless",
        "--norestore",
    ]
    subprocess.run([*command, *arguments], check=True, capture_output=True, timeout=180)


def lost(book: Workbook, typed: Sequence[Typed]) -> Iterator[str]:
    """What was typed and is no longer there, or not where it belongs."""
    tables = {page.title: table_of(page) for page in book}
    for each in typed:
        table = tables.get(each.sheet)
        if table is None:
            yield f"{each.sheet}: gone"
            continue
        found = [cell for row in table.page.iter_rows() for cell in row if cell.value and each.text in str(cell.value)]
        if not found:
            yield f"{each.sheet}: {each.text} ({'、'.join(each.row)}, {each.head}) is lost"
        elif each.row and not any(_belongs(table, cell.row, cell.column, each) for cell in found):
            yield f"{each.sheet}: {each.text} ({'、'.join(each.row)}, {each.head}) stands elsewhere"


def _belongs(table: Table, row: int, column: int, each: Typed) -> bool:
    texts = [table.text(row, at) for at in range(1, table.page.max_column + 1)]
    is_below = table.columns.get(each.head) == column or not each.head
    return is_below and all(any(known in text for text in texts) for known in each.row)
