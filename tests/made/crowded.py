"""Reports whose figures have no room: larger than their columns, or two items in one row.

Comes in: the parts of a `Print` and what each cell shows. Goes out: the same, changed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from random import Random

from extract.model import Concept
from tests.made.oracle import number
from tests.made.printing import Part
from tests.made.sheets import Box, Sheet

Parts = tuple[Part | Sheet, ...]
Truth = dict[Concept, str]


def scaled(
    parts: Sequence[Part | Sheet], truth: Mapping[Concept, str], factor: int, shown: Callable[[int], str] = str
) -> tuple[Parts, Truth]:
    """Every figure of the tables of applications and disputes so many times as large: all sums hold as before."""
    new = dict(truth)

    def larger(box: Box) -> Box:
        value = number(box.text) if box.concept else None
        if box.concept is None or value is None:
            return box
        new[box.concept] = shown(int(value) * factor)
        return box._replace(text=new[box.concept])

    return tuple(
        part._replace(rows=tuple(tuple(map(larger, row)) for row in part.rows))
        if isinstance(part, Sheet) and part.table in ("requests", "disputes")
        else part
        for part in parts
    ), new


def paired(parts: Sequence[Part | Sheet], random: Random) -> Parts:
    """In each table, two items that stand below each other in one row, line by line."""
    return tuple(_paired(part, random) if isinstance(part, Sheet) and part.table else part for part in parts)


def _paired(sheet: Sheet, random: Random) -> Sheet:
    rows = list(sheet.rows)
    places = [at for at in range(len(rows) - 1) if _may_be_one(rows[at], rows[at + 1])]
    if not places:
        return sheet
    at = random.choice(places)
    both = tuple(
        one._replace(text=f"{one.text}\n{other.text}") for one, other in zip(rows[at], rows[at + 1], strict=True)
    )
    rows[at : at + 2] = [both]
    return sheet._replace(
        rows=tuple(
            tuple(
                box._replace(down=box.down - 1) if box.down > 1 and y <= at < y + box.down - 1 else box for box in row
            )
            for y, row in enumerate(rows)
        )
    )


def _may_be_one(above: Sequence[Box], below: Sequence[Box]) -> bool:
    """Whether two rows have the same cells: one label, and figures of the same columns."""
    return (
        len(above) == len(below)
        and bool(above[0].row and below[0].row)
        and all(box.down == 1 for box in (*above, *below))
        and all(
            one.concept and other.concept and one.concept.column == other.concept.column and one.across == other.across
            for one, other in zip(above[1:], below[1:], strict=True)
        )
    )
