"""Tables drawn as text, for tests of the stages of `extract/tables/`: what is printed, and what a stage makes of it.

A drawing has a line per printed row, and blanks between its cells. Behind `→` stands what must come of the row:

    □         自然人  企业  总计
    新收        3      1     4    →  3  1  4
    上年结转    2            2    →  2~ ·  2~

`□` is an empty cell, `·` no cell at all, `_` a blank within a cell, `=12` digits glued to their label, `!约三` what
cannot be read. A row that begins with `+` is one that the form does not have, and `*` stands before the figures of all
rows of a table whose rows stand side by side. What comes of a row is drawn in the signs of `gongkai show`: `~` placed
by the sums, `?` a guess, `!` without a place, `·` not in the print.

Comes in: such drawings, and forms drawn likewise (`form`). Goes out: what a stage takes, made without the stages above
it, and what it gave back as cells of a drawing.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from textwrap import dedent
from typing import Any

from extract.forms.form import form_of
from extract.model import (
    Band,
    Cell,
    CellKey,
    CellOrigin,
    Document,
    Entry,
    Form,
    Grid,
    HeaderWord,
    Match,
    Paragraph,
    PrintedLine,
    Source,
    TextOrigin,
)
from extract.numbers import is_mark, read_number
from extract.tables.alignment import Placement
from extract.tables.lines import FormRow, rows_of
from extract.text import label_key

SOURCE = Source("drawn.txt", "text", "0" * 64, 1)
SIGNS = {"read": "", "aligned": "~", "suggested": "?", "": ""}

# ── A form ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def form(text: str, code: str = "2021") -> Form:
    """A form as it is declared, drawn like this; the keys are the labels, less the headings before `/`:

        申请 | 自然人 法人/企业 总计
        新收
        办理/（一）公开,准予公开
        办理/（二）收费[万元]
        自然人 + 企业 = 总计

    `table.band |` begins a band, `table ||` a table whose rows stand side by side; behind a comma stand other labels,
    in brackets the unit. Sums of columns or of rows end the table.
    """
    tables: list[dict[str, Any]] = []
    for line in _lines(text):
        if "|" in line:
            name, _, columns = line.partition("|")
            key, _, band = name.strip().partition(".")
            if not tables or tables[-1]["key"] != key:
                layout = {"layout": "side_by_side"} if columns.startswith("|") else {}
                tables.append({"key": key, "section": 1, "title": key, **layout, "band": []})
            columns = [_declared(name) for name in columns.strip("|").split()]
            tables[-1]["band"].append({"key": band or key, "headers": [], "column": columns, "row": []})
        elif "=" in line:
            tables[-1].setdefault("balance", []).append(_sum(tables[-1]["band"], line))
        else:
            row = _declared(line)
            tables[-1]["band"][-1]["row"].append(row if "[" in line else {**row, "unit": ""})
    section = {"number": 1, "key": "drawn", "title": "", "words": []}
    head = {"code": code, "title": code, "notice": "", "first_year": int(code), "section": [section], "table": tables}
    return form_of("\n".join(f"{key} = {_toml(value)}" for key, value in head.items()), "drawn.toml").form


def _declared(drawn: str) -> dict[str, Any]:
    """A row or a column."""
    path, bracket, unit = drawn.strip().rstrip("]").partition("[")
    *group, labels = path.split("/")
    label, *aliases = labels.split(",")
    named = {"key": label, "short": label, "label": label}
    return named | {"aliases": aliases, "group": group, "unit": unit if bracket else "件"}


def _sum(bands: list[dict[str, Any]], line: str) -> dict[str, Any]:
    left, right = ([name.strip() for name in side.split("+")] for side in line.split("="))
    columns = {column["key"] for band in bands for column in band["column"]}
    return {"key": line, "axis": "columns" if right[0] in columns else "rows", "left": left, "right": right}


def _toml(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {_toml(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


# ── What is printed ──────────────────────────────────────────────────────────────────────────────────────────────────


def page(text: str) -> Document:
    """The lines of a text file, exactly as they are drawn."""
    lines = dedent(text).strip("\n").split("\n")
    return Document(
        SOURCE,
        tuple(Paragraph(line, TextOrigin(at, 1, len(line))) for at, line in enumerate(lines, start=1)),
        "utf-8",
    )


def grid(text: str) -> Grid:
    """The cells of a table as a file has it."""
    rows = [
        tuple(
            Cell(printed.replace("□", "").replace("_", " "), _origin(at, column), True, column)
            for column, printed in enumerate(line.split())
            if printed != "·"
        )
        for at, line in enumerate(_printed(text))
    ]
    return Grid(tuple(rows), tuple(range(len(rows))))


def match(form: Form, table: str, text: str, flowing: bool = False, deduplicated: bool = False) -> Match:
    """A table as it was found in the print. `//` parts the entries of a row from those that stand `behind` it."""
    lines: list[PrintedLine] = []
    extras: list[PrintedLine] = []
    headers: list[HeaderWord] = []
    unknown: list[HeaderWord] = []
    bands = form.table(table).bands
    rows = [line.split() for line in _printed(text)]
    for at, cells in enumerate(rows):
        label, band = cells[0], _band_at(bands, rows[at:])
        row = "*" if label == "*" else _row_named(band, label)
        if row:
            lines.append(_line(band.key, row, at, cells))
        elif label.startswith("+"):
            extras.append(_line("", "", at, cells))
        elif any(_is_word(cell) for cell in cells):
            words = [(column, word) for column, word in enumerate(cells) if _is_word(word)]
            for column, word in words:
                known = unknown if word.startswith("+") else headers
                known.append(HeaderWord(band.key, label_key(word.lstrip("+")), word, at, column))
        else:
            lines.append(_line("", "", at, ["", *cells]))
    last = len(rows) - 1
    printed = tuple(lines), tuple(headers), tuple(extras)
    return Match(table, *printed, (), flowing, deduplicated, False, 0, last, 20.0, tuple(unknown))


def _band_at(bands: Sequence[Band], rows: Sequence[Sequence[str]]) -> Band:
    """The band of the first row that has a label, or the last one."""
    return next((band for cells in rows for band in bands if _row_named(band, cells[0])), bands[-1])


def _row_named(band: Band, label: str) -> str:
    return next((line.key for line in band.lines if label in (line.label, *line.aliases)), "")


def _line(band: str, row: str, at: int, cells: Sequence[str]) -> PrintedLine:
    behind = cells.index("//") if "//" in cells else len(cells)
    made = [(entry(cell, at, column), column < behind) for column, cell in enumerate(cells) if column and cell != "·"]
    entries = tuple(each for each, own in made if own and each.raw != "//")
    rest = tuple(each for each, own in made if not own and each.raw != "//")
    width = entries[-1].column + 1 if entries else 0
    return PrintedLine(band, row, cells[0], _origin(at, 0), entries, width, rest)


def rows(form: Form, table: str, text: str, in_lines: bool = False, **traits: bool) -> list[FormRow]:
    """The rows of a table of a file, or in lines of text, each with the cells it has in the form."""
    declared = form.table(table)
    found = match(form, table, text, **traits)
    if in_lines:
        found = replace(found, lines=tuple(map(_in_text, found.lines)))
    return rows_of(tuple((declared, band) for band in declared.bands), found)


def _in_text(line: PrintedLine) -> PrintedLine:
    return line._replace(
        entries=tuple(
            each._replace(origin=TextOrigin(each.row + 1, each.column + 1, each.column + 1)) for each in line.entries
        )
    )


def entry(drawn: str, row: int = 0, column: int = 0) -> Entry:
    """One cell of a drawing as an entry."""
    origin = _origin(row, column)
    text = drawn.lstrip("=!").replace("_", " ")
    number = read_number(text)
    if drawn == "□":
        return Entry("blank", None, "", "", origin, row, column)
    if drawn.startswith("!") or not (number or is_mark(text)):
        return Entry("unreadable", None, text, "", origin, row, column)
    if number:
        return Entry("number", number.value, text, number.unit, origin, row, column, drawn.startswith("="))
    return Entry("mark", None, text, "", origin, row, column)


def _is_word(cell: str) -> bool:
    return cell not in ("□", "·", "//") and entry(cell).state == "unreadable" and not cell.startswith("!")


def _origin(row: int, column: int) -> CellOrigin:
    return CellOrigin("html", 1, row + 1, column + 1)


def _lines(text: str) -> Iterator[str]:
    return (line.strip() for line in text.splitlines() if line.strip())


def _printed(text: str) -> list[str]:
    """The rows of a drawing, less what must come of them."""
    return [line.partition("→")[0] for line in _lines(text) if line.partition("→")[0].strip()]


# ── What a stage makes of it ─────────────────────────────────────────────────────────────────────────────────────────


def sides(text: str) -> tuple[list[str], list[str]]:
    """The lines of a drawing as they are printed, and what must come of each."""
    parts = [line.strip().partition("→") for line in text.strip().splitlines()]
    return [left.rstrip() for left, _, _ in parts], [right.strip() for _, _, right in parts]


def wanted(text: str) -> dict[str, str]:
    """What a drawing says must come of its rows, by the name of the row: its label, or what stands before a colon."""
    found: dict[str, str] = {}
    for line in _lines(text):
        left, arrow, right = line.partition("→")
        name, colon, cells = right.rpartition(":")
        if arrow:
            found[name.strip() if colon else left.split()[0]] = " ".join(cells.split())
    return found


def shown(entries: Iterable[Entry | None]) -> str:
    """Entries as cells of a drawing."""
    return " ".join(map(_sign, entries))


def _sign(each: Entry | None) -> str:
    if each is None:
        return "·"
    sign = "!" if each.state == "unreadable" else "=" if each.glued else ""
    return sign + each.raw.replace(" ", "_") if each.raw else "□"


def drawing(placements: Mapping[CellKey, Placement], rows: Iterable[FormRow]) -> dict[str, str]:
    """The cells of rows as they were placed, less rows without any."""
    drawn = {row.key: [_placed(placements.get(cell)) for cell in row.cells] for row in rows}
    return {key: " ".join(cells) for key, cells in drawn.items() if set(cells) != {"·"}}


def _placed(placement: Placement | None) -> str:
    if placement is None:
        return "·"
    state, entries, how = placement
    if state == "unreadable":
        return "!" + ",".join(each.raw for each in entries)
    return shown(each._replace(glued=False) for each in entries) + SIGNS[how]
