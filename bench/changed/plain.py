"""What happens to reports that are copied or exported as text."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from random import Random

from bench.changed.document import KINDS, Document, Way
from tests.made.layouts import tab_repeated, tab_spans
from tests.made.printing import Part
from tests.made.sheets import Sheet

SEPARATORS = (",", "，", "、", ";", "；", ":", "：", "/", "\\", "^", "~", "*", "#", "&", "_", "=", "!", "@", "·")
TXT = ("txt",)

Writer = Callable[[Sheet], list[str]]


def separated_by(separator: str, repeated: bool, quote: str) -> Writer:
    """A table with a sign between its cells, spans repeated or left empty, cells in quotes or not."""

    def write(sheet: Sheet) -> list[str]:
        rows = (tab_repeated if repeated else tab_spans)(sheet)
        return [separator.join(quote + cell + quote for cell in row.split("\t")) for row in rows]

    return write


def one_separator(document: Document, random: Random) -> Document | None:
    """The cells of all tables are parted by one sign, which labels may hold as well."""
    if {"thousands_parted", "note_marks", "two_items_in_one_row"} & set(document.changes):
        return None
    separator, repeated = random.choice(SEPARATORS), random.random() < 0.5
    return replace(document, layout="tab_spans", writer=separated_by(separator, repeated, ""))


def quoted_commas(document: Document, random: Random) -> Document | None:
    """The cells are in quotes, with commas between."""
    separator, repeated = random.choice((",", ",", ";")), random.random() < 0.5
    return replace(document, layout="tab_spans", writer=separated_by(separator, repeated, '"'))


def bars_for_blanks(document: Document, random: Random) -> Document | None:
    """Every cell on a line of its own behind which stands a bar; a bar alone is an empty cell, and zeros are empty."""
    zeros = [concept for concept in document.cells() if not document.seen[concept]]
    if document.touched & set(document.seen):
        return None
    document = replace(document, layout="lines_pipe_after")
    for concept in zeros:
        if concept.column != "total" or random.random() < 0.5:
            document = document.with_text(concept, "").seeing({concept: ""})
    return document.allowing("D-06")


def rows_broken(document: Document, random: Random) -> Document | None:
    """In one to three rows of tables two and three the line ends too early and goes on below."""
    if not document.shows_rows:
        return None
    sheets = [sheet for table, sheet in document.sheets.items() if table != "disputes"]
    labels = [box.text for sheet in sheets for row in sheet.rows for box in row if box.row]
    chosen = [label for label in random.sample(labels, min(len(labels), random.randint(1, 3))) if len(label) > 3]
    after_label = random.random() < 0.5

    def change(text: str) -> str:
        lines = text.split("\n")
        for label in chosen:
            at = next((n for n, line in enumerate(lines) if label in line and len(line) > len(label) + 4), None)
            if at is None:
                continue
            line = lines[at]
            places = [n for n, sign in enumerate(line) if sign in "\t|," and n > line.index(label) + len(label) - 1]
            places = places[:1] if after_label else places
            if places:
                cut = random.choice(places)
                lines[at : at + 1] = [line[:cut], line[cut:].lstrip("\t") if after_label else line[cut + 1 :]]
        return "\n".join(lines)

    return document.then(change)


def on_one_line(document: Document, random: Random) -> Document | None:
    """Headings and prose follow each other on one line, with blanks between."""
    gap = random.choice((" ", "  ", "　", "　　"))
    return replace(document, parts=joined(document, gap, None))


def joined(document: Document, gap: str, width: int | None) -> tuple[Part | Sheet, ...]:
    """The parts with all prose between two tables in one paragraph, perhaps broken into lines of some width."""
    parts: list[Part | Sheet] = []
    for part in document.parts:
        last = parts[-1] if parts else None
        if isinstance(part, Part) and isinstance(last, Part) and {part.role, last.role} <= {"heading", "body"}:
            parts[-1] = Part("body", last.text + gap + part.text)
        else:
            parts.append(part)
    return tuple(_broken(part, width) if width else part for part in parts)


def _broken(part: Part | Sheet, width: int) -> Part | Sheet:
    if isinstance(part, Sheet) or part.role != "body":
        return part
    lines = re.findall(rf".{{1,{width}}}\d*", part.text)
    return part._replace(text="\n".join(lines))


def run_in(document: Document, random: Random) -> Document | None:
    """The paragraphs of a section run into one another: （一）… （二）…."""
    return replace(document, parts=_run_in(document))


def _run_in(document: Document) -> tuple[Part | Sheet, ...]:
    parts: list[Part | Sheet] = []
    for part in document.parts:
        last = parts[-1] if parts else None
        if isinstance(part, Part) and isinstance(last, Part) and part.role == last.role == "body":
            parts[-1] = Part("body", last.text + part.text)
        else:
            parts.append(part)
    return tuple(parts)


def broken_by_width(document: Document, random: Random) -> Document | None:
    """The same, broken into lines of equal width."""
    width = random.randint(18, 44)
    return replace(document, parts=tuple(_broken(part, width) for part in _run_in(document)))


def without_a_mark(document: Document, random: Random) -> Document | None:
    """UTF-16 without a byte order mark, or a rarer encoding."""
    return replace(document, encoding=random.choice(("utf-16-le", "utf-16-be", "gb18030", "utf-16", "utf-32")))


WAYS: dict[str, Way] = {
    "one_separator": Way(one_separator, TXT, "file"),
    "quoted_commas": Way(quoted_commas, TXT, "file"),
    "bars_for_blanks": Way(bars_for_blanks, TXT, "print"),
    "rows_broken": Way(rows_broken, TXT, "file"),
    "on_one_line": Way(on_one_line, ("txt", "html", "docx"), "file"),
    "run_in": Way(run_in, KINDS, "file"),
    "broken_by_width": Way(broken_by_width, TXT, "file"),
    "without_a_mark": Way(without_a_mark, TXT, "file"),
}
