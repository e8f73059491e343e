"""A value with much in it → what a person sees of it who asks a notebook or a console: a screenful, or a table.

Comes in: a name and what is to be told, as plain values. Goes out: lines of text, or HTML that needs nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from unicodedata import east_asian_width

WIDTH, _LINES = 80, 25
"""Of a terminal: the columns and lines that one shows without scrolling."""


def screenful(name: str, told: Iterable[tuple[str, object]]) -> str:
    """What is told of a value, as many pieces to a line as fit.

    >>> print(screenful("Report", [("", "青禾镇"), ("", 2023), ("status", "ok")]))
    Report('青禾镇', 2023, status='ok')
    """
    pieces = [f"{label}={value!r}" if label else repr(value) for label, value in told]
    lines, line = [], f"{name}("
    for number, piece in enumerate(pieces):
        piece += ")" if number + 1 == len(pieces) else ","
        if line.strip() and not line.endswith("(") and width_of(f"{line} {piece}") > WIDTH:
            lines.append(line)
            line = "  "
        line += piece if line.endswith(("(", "  ")) else f" {piece}"
    shown = [_cut(each) for each in (*lines, line)]
    return "\n".join(shown if len(shown) <= _LINES else [*shown[: _LINES - 1], "  …)"])


def html_table(head: Sequence[object], rows: Iterable[Sequence[object]], caption: str = "") -> str:
    """A table for a notebook; whatever a value holds is text in it.

    >>> html_table(["a"], [["<b>"]])
    '<table><thead><tr><th>a</th></tr></thead><tbody><tr><td>&lt;b&gt;</td></tr></tbody></table>'
    """
    above = f"<caption>{escape(caption)}</caption>" if caption else ""
    heads = f"<thead>{_row(head, 'th')}</thead>" if head else ""
    return f"<table>{above}{heads}<tbody>{''.join(_row(row, 'td') for row in rows)}</tbody></table>"


def _row(cells: Iterable[object], tag: str) -> str:
    return f"<tr>{''.join(f'<{tag}>{escape(str(cell))}</{tag}>' for cell in cells)}</tr>"


def width_of(text: str) -> int:
    """How wide text is where every character takes one place or two, as on a screen or in a mail.

    >>> width_of("规章 12")
    7
    """
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


def _cut(line: str) -> str:
    """A line, or as much of it as a screen is wide."""
    if width_of(line) <= WIDTH:
        return line
    while width_of(line) > WIDTH - 1:
        line = line[:-1]
    return f"{line}…"
