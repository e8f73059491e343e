"""Every serialisation in which the tables of real reports arrive.

A layout is a function from a sheet to one piece of text per row, with what is done to the boxes before and to the text
after. A new serialisation is such a function and an entry in `LAYOUTS`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from html import escape
from random import Random
from typing import Literal, NamedTuple

from extract.forms import load_forms
from extract.model import Concept
from tests.made.oracle import number
from tests.made.sheets import Box, Row, Sheet, cells, each, spread

Writer = Callable[[Sheet], list[str]]
Dress = Callable[[tuple[Sheet, ...], Random], tuple[Sheet, ...]]


def tab_spans(sheet: Sheet) -> list[str]:
    """Cells between TABs, spans as empty cells."""
    return ["\t".join(box.text if begins else "" for box, begins in row) for row in spread(sheet)]


def tab_repeated(sheet: Sheet) -> list[str]:
    """Cells between TABs, merged cells repeated in every place they cover."""
    return ["\t".join(box.text for box, _ in row) for row in spread(sheet)]


def tab_packed(sheet: Sheet) -> list[str]:
    """Cells between TABs, spans left out."""
    return ["\t".join(box.text for box in row) for row in sheet.rows]


def tab_trailing(sheet: Sheet) -> list[str]:
    """As `tab_spans`, with more TABs at the end of each row."""
    return [row + "\t\t" for row in tab_spans(sheet)]


def tsv_quoted(sheet: Sheet) -> list[str]:
    """As `tab_spans`, with quotes around cells that hold a line break."""
    quoted = each([sheet], lambda box: box._replace(text=f'"{box.text}"') if "\n" in box.text else box)
    return tab_spans(quoted[0])


def parted(sign: str, places: Literal["spans", "repeated", "packed"] = "spans") -> Writer:
    """Cells between any sign, in quotes where they hold it or a quote, as spreadsheets write them; spans as empty
    cells, repeated or left out."""

    def write(sheet: Sheet) -> list[str]:
        rows = {
            "spans": [[box.text if begins else "" for box, begins in row] for row in spread(sheet)],
            "repeated": [[box.text for box, _ in row] for row in spread(sheet)],
            "packed": [[box.text for box in row] for row in sheet.rows],
        }[places]
        return [sign.join(_quoted(text, sign) for text in row) for row in rows]

    return write


def listed(sheet: Sheet) -> list[str]:
    """Every row a list, as programs print one; spans repeated."""
    return [json.dumps([box.text for box, _ in row], ensure_ascii=False) + "," for row in spread(sheet)]


def _quoted(text: str, sign: str) -> str:
    doubled = text.replace('"', '""')
    return f'"{doubled}"' if sign in text or '"' in text or "\n" in text else text


def lines(sheet: Sheet) -> list[str]:
    """One cell per line; an empty cell leaves no trace."""
    return ["\n".join(_texts(row)) for row in sheet.rows]


def lines_spaced(sheet: Sheet) -> list[str]:
    """One cell per line, with a blank line between."""
    return ["\n\n".join(_texts(row)) for row in sheet.rows]


def lines_pipe_after(sheet: Sheet) -> list[str]:
    """One cell per line, each ending in a pipe, spans as a line of pipes that closes the row."""
    return [
        "\n".join((*(f"{text} |" if text else "|" for text in cells), *["|" * padding] * (padding > 0)))
        for cells, padding in _with_padding(sheet)
    ]


def lines_pipe_below(sheet: Sheet) -> list[str]:
    """One cell per line with a bare pipe on the next line."""
    return ["\n".join(f"{box.text}\n|" if box.text else "|" for box in row) for row in sheet.rows]


def lines_every_pipe(sheet: Sheet) -> list[str]:
    """Every pipe on its own line but the one that opens the row."""
    return [
        "\n".join(("| " + "\n|\n".join(cells), "|", *["|" * padding] * (padding > 0)))
        for cells, padding in _with_padding(sheet)
    ]


def pipes_open(sheet: Sheet) -> list[str]:
    """Cells between pipes without a leading one, spans as pipes at the end."""
    return [
        " | ".join(cells) + " |" + (" " + "|" * padding if padding else "") for cells, padding in _with_padding(sheet)
    ]


def pipes(sheet: Sheet) -> list[str]:
    """Markdown rows, spans as pipes at the end."""
    return ["| " + row for row in pipes_open(sheet)]


def pipes_trailing_blank(sheet: Sheet) -> list[str]:
    """Markdown rows with one blank after the last pipe."""
    return [row + " " for row in pipes(sheet)]


def pipes_ruled(sheet: Sheet) -> list[str]:
    """A Markdown table with its ruler, merged cells repeated."""
    places = spread(sheet)
    first, *rest = ["| " + " | ".join(box.text for box, _ in row) + " |" for row in places]
    return [first + "\n|" + "---|" * len(places[0]), *rest]


def pipes_inner_break(sheet: Sheet) -> list[str]:
    """Cells between pipes, each with a line break and blanks inside."""
    return ["".join(f"| \n {box.text}  " for box in row) + "|" for row in sheet.rows]


def blank_separated(sheet: Sheet) -> list[str]:
    """Cells separated by one blank."""
    return [" ".join(_texts(row)) for row in sheet.rows]


def columns_aligned(sheet: Sheet) -> list[str]:
    """Cells separated by runs of blanks, columns aligned as in a fixed-width print."""
    rows = [[(x, box) for x, (box, begins) in enumerate(row) if begins and box.text] for row in spread(sheet)]
    starts = [0] * (1 + max(x + box.across for row in rows for x, box in row))
    for x, box in sorted((cell for row in rows for cell in row), key=lambda cell: cell[0] + cell[1].across):
        end = x + box.across
        needed = starts[x] + _width(box.text) + 2
        starts[end:] = [max(start, needed) for start in starts[end:]]
    return ["".join(_fixed(row, starts)).rstrip() for row in rows]


def _fixed(row: list[tuple[int, Box]], starts: list[int]) -> Iterator[str]:
    position = 0
    for x, box in row:
        yield " " * (starts[x] - position) + box.text
        position = starts[x] + _width(box.text)


def _width(text: str) -> int:
    """Places of a fixed-width print; Chinese characters take two."""
    return sum(1 + (character > "\u2e80") for character in text)


def glued(sheet: Sheet) -> list[str]:
    """Rows without any separator."""
    return ["".join(_texts(row)) for row in sheet.rows]


def html_rows(sheet: Sheet) -> list[str]:
    """Rows of an HTML table with their spans."""
    return [f"<tr>{''.join(_html_cell(box, '{}', '') for box in row)}</tr>" for row in sheet.rows]


def html_rows_dressed(sheet: Sheet) -> list[str]:
    """As `html_rows`, every cell a paragraph with no-break blanks around it."""
    return [f"<tr>{''.join(_html_cell(box, '<p>&nbsp;{}</p>', '&nbsp;') for box in row)}</tr>" for row in sheet.rows]


def _html_cell(box: Box, around: str, empty: str) -> str:
    spans = f' colspan="{box.across}"' * (box.across > 1) + f' rowspan="{box.down}"' * (box.down > 1)
    text = escape(box.text).replace("\n", "<br/>")
    return f"<td{spans}>{around.format(text) if text else empty}</td>"


def _texts(row: Row) -> list[str]:
    return [box.text for box in row if box.text]


def _with_padding(sheet: Sheet) -> Iterator[tuple[list[str], int]]:
    """The cells of each row without spans, and how many places its spans and its padding take."""
    for row, places in zip(sheet.rows, spread(sheet), strict=True):
        cells = [box.text for box in row if not box.padding]
        yield cells, len(places) - len(cells)


def as_printed(tables: tuple[Sheet, ...], _: Random) -> tuple[Sheet, ...]:
    """Boxes as they are."""
    return tables


def wrapped(tables: tuple[Sheet, ...], random: Random) -> tuple[Sheet, ...]:
    """Header words broken in two, long labels every twelve characters."""
    return each(wrapped_headers(tables, random), lambda b: b if b.concept or b.column else _broken(b, 12))


def wrapped_headers(tables: tuple[Sheet, ...], _: Random) -> tuple[Sheet, ...]:
    """Header words broken in two."""
    return each(tables, lambda box: _broken(box, -(-len(box.text) // 2)) if len(box.text) > 3 and box.column else box)


def _broken(box: Box, length: int) -> Box:
    return box._replace(text="\n".join(box.text[i : i + length] for i in range(0, len(box.text), length)))


def labels_spaced(tables: tuple[Sheet, ...], random: Random) -> tuple[Sheet, ...]:
    """A blank somewhere inside most labels, behind the enumerator if there is one."""

    def spaced(box: Box) -> Box:
        first = next((at + 1 for at in (1, 2) if box.text[at : at + 1] in tuple(".、）")), 1)
        if box.concept or len(box.text) <= first or random.random() < 0.3:
            return box
        place = random.randrange(first, len(box.text))
        return box._replace(text=f"{box.text[:place]} {box.text[place:]}")

    return each(tables, spaced)


def numbers_spaced(tables: tuple[Sheet, ...], random: Random) -> tuple[Sheet, ...]:
    """A blank before or after the numbers."""
    return _values(tables, lambda box: random.choice((" {}", "{} ", "{}")).format(box.text))


def full_width(tables: tuple[Sheet, ...], _: Random) -> tuple[Sheet, ...]:
    """Full-width digits, thousands separated."""
    wide = str.maketrans("0123456789,.+-", "０１２３４５６７８９，．＋－")
    separated = _values(tables, lambda box: f"{n:,}" if (n := number(box.text)) else box.text)
    return each(separated, lambda box: box._replace(text=box.text.translate(wide)))


def thousands(tables: tuple[Sheet, ...], _: Random) -> tuple[Sheet, ...]:
    """Thousands separated."""
    return _values(tables, lambda box: f"{n:,}" if (n := number(box.text)) else box.text)


def with_units(tables: tuple[Sheet, ...], _: Random) -> tuple[Sheet, ...]:
    """Every number with its unit."""
    return _values(tables, lambda box: box.text + UNITS[box.concept] if number(box.text) is not None else box.text)


def _values(tables: tuple[Sheet, ...], text: Callable[[Box], str]) -> tuple[Sheet, ...]:
    return each(tables, lambda box: box._replace(text=text(box)) if box.concept and box.text else box)


UNITS: dict[Concept | None, str] = {
    concept: column.unit or "万元" for form in load_forms() for concept, column in cells(form)
}


def headers_cut(tables: tuple[Sheet, ...], _: Random) -> tuple[Sheet, ...]:
    """Header words of table two cut short: in the 2019 form two columns then have the same name."""
    proactive, *others = tables
    return *each([proactive], lambda box: box._replace(text=SHORTER.get(box.text, box.text))), *others


SHORTER = {
    column.label: column.aliases[0]
    for form in load_forms()
    for band in form.table("proactive").bands
    for column in band.columns
    if column.aliases
}


def deduplicated(tables: tuple[Sheet, ...], _: Random) -> tuple[Sheet, ...]:
    """Every repeated text gone."""
    seen: set[str] = set()

    def first(box: Box) -> Box | None:
        known = box.text in seen
        seen.add(box.text)
        return None if known else box

    return each(tables, first)


def half_width(text: str) -> str:
    """Text as NFKC leaves it, with straight quotes."""
    return text.translate(str.maketrans("（）：，；！？“”", '():,;!?""'))


def traditional(text: str) -> str:
    """Text as the mirrors of government sites show it."""
    return half_width(text).translate(str.maketrans(SIMPLIFIED, TRADITIONAL))


SIMPLIFIED = (
    "规处强许费额单项发废现数决万关组织机构业务总计经复议诉讼维纠审结转办续请区别开国属类内过执询无没补举报访确认"
    "获当况对应为与个书护权稳据订质问题进节门网镇乡县实读这产级动标证设员论条减购团众时长从东罚会们围号记态栏户专"
)
TRADITIONAL = (
    "規處強許費額單項發廢現數決萬關組織機構業務總計經復議訴訟維糾審結轉辦續請區別開國屬類內過執詢無沒補舉報訪確認"
    "獲當況對應為與個書護權穩據訂質問題進節門網鎮鄉縣實讀這產級動標證設員論條減購團眾時長從東罰會們圍號記態欄戶專"
)


class Layout(NamedTuple):
    """A serialisation: how boxes are dressed, how a table is written, how the text is finished.

    `blanks` tells what an empty cell becomes: a cell of a true grid, something that may as well be padding, or nothing.
    `flowing` text has no rows: figures follow a label until the next word. `gap` stands between rows.
    """

    write: Writer
    dress: Dress = as_printed
    finish: Callable[[str], str] = str
    blanks: Literal["grid", "shown", "gone"] = "gone"
    flowing: bool = False
    repeats: bool = False
    glued: bool = False
    deduplicated: bool = False
    gap: str = "\n"


LAYOUTS: dict[str, Layout] = {
    "tab_spans": Layout(tab_spans, blanks="grid"),
    "tab_packed": Layout(tab_packed, blanks="shown"),
    "tab_repeated": Layout(tab_repeated, blanks="grid", repeats=True),
    "tab_trailing": Layout(tab_trailing, blanks="shown"),
    "tsv_quoted": Layout(tsv_quoted, wrapped_headers, blanks="shown"),
    "lines": Layout(lines, flowing=True),
    "lines_spaced": Layout(lines_spaced, flowing=True, gap="\n\n"),
    "lines_numbers_spaced": Layout(lines_spaced, numbers_spaced, flowing=True, gap="\n\n"),
    "lines_wrapped": Layout(lines, wrapped, flowing=True),
    "lines_labels_spaced": Layout(lines, labels_spaced, flowing=True),
    "lines_units": Layout(lines, with_units, flowing=True),
    "lines_pipe_after": Layout(lines_pipe_after, blanks="shown", flowing=True),
    "lines_pipe_below": Layout(lines_pipe_below, blanks="shown", flowing=True),
    "lines_every_pipe": Layout(lines_every_pipe, blanks="shown", flowing=True),
    "lines_deduplicated": Layout(lines, deduplicated, flowing=True, deduplicated=True),
    "pipes_open": Layout(pipes_open, blanks="shown"),
    "pipes": Layout(pipes, blanks="shown"),
    "pipes_trailing_blank": Layout(pipes_trailing_blank, blanks="shown"),
    "pipes_ruled": Layout(pipes_ruled, blanks="grid", repeats=True),
    "pipes_inner_break": Layout(pipes_inner_break, blanks="shown", flowing=True),
    "pipes_headers_cut": Layout(pipes_open, headers_cut, blanks="shown"),
    "pipes_traditional": Layout(pipes_open, finish=traditional, blanks="shown"),
    "pipes_half_width": Layout(pipes_open, finish=half_width, blanks="shown"),
    "tab_labels_spaced": Layout(tab_packed, labels_spaced, blanks="shown"),
    "tab_full_width": Layout(tab_packed, full_width, blanks="shown"),
    "tab_units": Layout(tab_spans, with_units, blanks="grid"),
    "blank_separated": Layout(blank_separated),
    "columns_aligned": Layout(columns_aligned, blanks="shown"),
    "comma_spans": Layout(parted(","), thousands, blanks="grid"),
    "comma_repeated": Layout(parted(",", "repeated"), blanks="grid", repeats=True),
    "comma_packed": Layout(parted(",", "packed"), blanks="shown"),
    "semicolon_packed": Layout(parted("；", "packed"), thousands, blanks="shown"),
    "listed": Layout(listed, blanks="grid", repeats=True),
    "one_line": Layout(blank_separated, flowing=True, gap=" "),
    "glued": Layout(glued, glued=True),
}

HTML: dict[str, Layout] = {
    "html": Layout(html_rows, blanks="grid"),
    "html_layout": Layout(html_rows, blanks="grid"),
    "html_br": Layout(html_rows_dressed, wrapped, blanks="grid"),
}
"""Tables of web pages, which only whole reports have: they need a page around them."""
