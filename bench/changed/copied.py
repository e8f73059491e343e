"""What other programs make of tables when they write text: frames of strokes, markup, lines of their own, columns."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from decimal import Decimal
from html import escape
from random import Random
from unicodedata import east_asian_width

from bench.changed.document import Document, Way
from bench.changed.plain import TXT
from tests.made.sheets import Box, Sheet, spread


def _rows(sheet: Sheet, repeated: bool) -> list[list[str]]:
    """The texts of a table in its grid, those of merged cells repeated or where they begin alone."""
    return [[box.text if begins or repeated else "" for box, begins in row] for row in spread(sheet)]


def _wide(text: str) -> int:
    return sum(2 if east_asian_width(character) in "FW" else 1 for character in text)


FRAMES = ("┌┬┐├┼┤└┴┘─│", "+++++++++-|", "╔╦╗╠╬╣╚╩╝═║", "╭┬╮├┼┤╰┴╯─│", "┏┳┓┣╋┫┗┻┛━┃")


def framed(document: Document, random: Random) -> Document | None:
    """The tables are framed in strokes, as programs draw them in a terminal: rules between all rows or none."""
    frame, repeated, ruled = random.choice(FRAMES), random.random() < 0.4, random.random() < 0.6
    stroke, wall = frame[9], frame[10]

    def write(sheet: Sheet) -> list[str]:
        rows = _rows(sheet, repeated)
        widths = [max(_wide(text) for text in column) for column in zip(*rows, strict=True)]

        def rule(ends: str) -> str:
            return ends[0] + ends[1].join(stroke * (width + 2) for width in widths) + ends[2]

        lines = [
            wall
            + wall.join(f" {text}{' ' * (width - _wide(text))} " for text, width in zip(row, widths, strict=True))
            + wall
            for row in rows
        ]
        between = f"\n{rule(frame[3:6])}\n" if ruled else "\n"
        return [f"{rule(frame[:3])}\n{between.join(lines)}\n{rule(frame[6:9])}"]

    return replace(document, layout="tab_spans", writer=write)


def as_markup(document: Document, random: Random) -> Document | None:
    """The tables are rows of JSON, of LaTeX, of a wiki, or tags of a page."""
    how, repeated = random.choice(("json", "latex", "wiki", "tags", "python", "csv")), random.random() < 0.5

    def write(sheet: Sheet) -> list[str]:
        rows = _rows(sheet, repeated)
        if how == "json":
            return [json.dumps(row, ensure_ascii=False) + "," for row in rows]
        if how == "python":
            return [f"{row}" for row in rows]
        if how == "latex":
            return [
                r"\begin{tabular}{" + "c" * len(rows[0]) + "}",
                *(" & ".join(r) + r" \\ \hline" for r in rows),
                r"\end{tabular}",
            ]
        if how == "wiki":
            return ["{| class=wikitable", *("|-\n| " + " || ".join(row) for row in rows), "|}"]
        if how == "csv":
            return [",".join(text.replace(",", "\\,") for text in row) for row in rows]
        spans = ("".join(_tag(box) for box in row) for row in sheet.rows)
        return ["<table>", *(f"<tr>{cells}</tr>" for cells in spans), "</table>"]

    return replace(document, layout="tab_spans", writer=write)


def _tag(box: Box) -> str:
    spans = f' colspan="{box.across}"' * (box.across > 1) + f' rowspan="{box.down}"' * (box.down > 1)
    return f"<td{spans}>{escape(box.text)}</td>"


def column_by_column(document: Document, random: Random) -> Document | None:
    """The tables were copied column by column: all labels, then the figures of each column, one a line or in a row."""
    gap = random.choice(("\n", " ", "\t"))

    def write(sheet: Sheet) -> list[str]:
        return [gap.join(text for text in column if text) for column in zip(*_rows(sheet, False), strict=True)]

    cells = set(document.seen)
    return replace(document, layout="lines", writer=write).doubting(cells).allowing("D-06", "D-09", "C-01", "C-02")


def led_by_dots(document: Document, random: Random) -> Document | None:
    """Dots, strokes or colons lead from the labels of the tables to their figures, and from each to the next."""
    lead = random.choice(("……", "......", "··········", "————", "______", "：", "->", "=>", " - "))
    if "-" in lead and any(isinstance(seen, Decimal) and seen < 0 for seen in document.seen.values()):
        return None

    def write(sheet: Sheet) -> list[str]:
        return [lead.join(box.text for box in row if box.text) for row in sheet.rows]

    return (
        replace(document, layout="lines", writer=write).doubting(document.seen).allowing("D-06", "D-09", "C-01", "C-02")
    )


MARKS = ("> ", "· ", "    ", "　　", "- ", "* ", "{n}\t", "{n}: ", "{n}. ", "{n} ", "| ", "# ", "// ", "\ufeff", "●")


def lines_marked(document: Document, random: Random) -> Document | None:
    """Every line has something in front: the marks of a quotation or a list, blanks, its number."""
    mark, tables = random.choice(MARKS), random.random() < 0.3
    if not document.shows_rows:
        return None

    def change(text: str) -> str:
        lines = text.split("\n")
        chosen = [
            n for n, line in enumerate(lines, start=1) if line.strip() and (not tables or re.search("[\t|]", line))
        ]
        marks = {n: mark.replace("{n}", str(n)) for n in chosen}
        return "\n".join(marks.get(n, "") + line for n, line in enumerate(lines, start=1))

    return document.then(change).doubting(document.seen).allowing("D-09", "G-01", "C-08")


ENDS = ("\r", "\r\n", "\x0b", "\u2028", "\x85", "\n\r", "\r\r\n", "\n\x0c", " \n", "\n\u200b")


def line_ends_otherwise(document: Document, random: Random) -> Document | None:
    """Lines end in other signs than usual, or in more of them."""
    end = random.choice(ENDS)
    return document.then(lambda text: text.replace("\n", end))


LEFT = (
    ("\t", "&nbsp;"),
    ("\t", "&emsp;"),
    ("\t", "&#9;"),
    (" ", "&nbsp;"),
    ("“", "&ldquo;"),
    ("（", "&#65288;"),
    ("\t", "\t&nbsp;"),
)


def entities_left(document: Document, random: Random) -> Document | None:
    """Signs stand in the text as a page's source has them: &nbsp;, &ldquo;."""
    sign, entity = random.choice(LEFT)
    changed = document.then(lambda text: text.replace(sign, entity))
    return changed.doubting(document.seen).allowing("D-06", "D-09", "G-01", "C-01", "C-02", "C-08")


def separators_mixed(document: Document, random: Random) -> Document | None:
    """Some rows of the tables are parted by other signs than the rest: pipes, blanks, commas."""
    other, share = random.choice(("|", "  ", "    ", " | ", ",", "，", "　")), random.random()
    if document.layout not in ("tab_packed", "tab_repeated", "tab_spans"):
        return None
    seed = random.random()

    def change(text: str) -> str:
        draw = Random(seed)
        return "\n".join(
            line.replace("\t", other) if "\t" in line and draw.random() < share else line for line in text.split("\n")
        )

    return document.then(change).doubting(document.seen).allowing("D-06", "D-09", "G-01")


def wrapped_in_a_mail(document: Document, random: Random) -> Document | None:
    """Every line was broken at a width, as mails are, those of the tables too."""
    width = random.choice((40, 60, 72, 80))

    def change(text: str) -> str:
        pieces = (re.findall(rf".{{1,{width}}}", line) or [""] for line in text.split("\n"))
        return "\n".join(piece for each in pieces for piece in each)

    return (
        document.then(change).doubting(document.seen).allowing("D-06", "D-09", "G-01", "C-01", "C-02", "B-01", "B-03")
    )


def blanks_otherwise(document: Document, random: Random) -> Document | None:
    """Unseen signs stand around the cells of the tables, or in the place of blanks."""
    sign = random.choice(
        ("\u200b", "\u00a0", "\u3000", "\u200e", "\u202d", "\ufeff", "\u2060", "\x00", "\x01", "\u2003")
    )

    def change(text: str) -> str:
        return re.sub(r"(?<=[\t|])|(?=[\t|])", sign, text)

    return document.then(change).allowing("D-06")


WAYS: dict[str, Way] = {
    change.__name__: Way(change, TXT, "file")
    for change in (
        framed,
        as_markup,
        column_by_column,
        led_by_dots,
        lines_marked,
        line_ends_otherwise,
        entities_left,
        separators_mixed,
        wrapped_in_a_mail,
        blanks_otherwise,
    )
}
