"""What a print determines, found by brute force and without the engine: the judge of every generated page.

A line that prints a figure for every column determines all of them. Any other line is read in every order-preserving
way; the ways that no balance refutes, with missing cells as 0, must agree on a cell before it counts as determined.
When in doubt a cell is left out: the engine may then give it or not, it must only not be silently wrong.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from functools import cache
from itertools import combinations, islice, product
from math import comb, prod
from typing import NamedTuple

from extract.model import Balance, Concept, Fact, Form

LIMIT = 200_000
"""Combinations of placements that are tried; beyond it every line speaks for itself."""

LONGEST = 28
"""Glued digits that are tried as sums; more are left undetermined."""

BASE = 10**9
"""Above twice any column sum: with it the differences of all balanced columns fit into one integer."""

NUMBER = re.compile(r"([+-]?\d+(?:\.\d+)?)(?:件|项|条|个|万元|元)?")

Placement = dict[Concept, Decimal]
"""The cells that a line fills in one way of reading it; a cell that is left empty has no key."""


class Line(NamedTuple):
    """One printed line of a table: the cells it could fill, in order, and what is printed for them, in order.

    `entries` holds figures and marks, and "" for a blank where the layout shows blanks as cells of a true grid; in
    flowing text also strangers that stand among the figures. `glued` entries are one string without separators.
    `kind` is the depth of the row in its table: lines of one kind lose columns together.
    """

    row: str
    kind: int
    slots: tuple[Concept, ...]
    entries: tuple[str, ...]
    glued: bool = False


class Page(NamedTuple):
    """A generated report: its text, what is printed for each cell ("" for an empty one), and what the judge needs.

    A cell that is not in the print has no key in `truth`. `named` are the columns that table three's header names.
    """

    name: str
    form: Form
    text: str
    truth: dict[Concept, str]
    lines: tuple[Line, ...]
    named: frozenset[str]
    deduplicated: bool = False

    def __repr__(self) -> str:
        return f"<Page {self.form.code} {self.name}>\n{self.text}"


class Verdict(NamedTuple):
    """How an engine did on a page; `wrong` are the silently wrong facts, `missing` what the print determines."""

    right: list[Fact]
    wrong: list[Fact]
    missing: list[Concept]


def number(text: str) -> Decimal | None:
    """The number that a printed cell shows, without separators and unit; None for a blank, a mark or a word.

    >>> number("１，２３４件"), number("-3 "), number("—")
    (Decimal('1234'), Decimal('-3'), None)
    """
    found = NUMBER.fullmatch(re.sub(r"[\s,]", "", unicodedata.normalize("NFKC", text)))
    return Decimal(found[1]) if found else None


def determined(page: Page) -> Placement:
    """The cells whose figure the print determines."""
    return {concept: value for concept, value in dictated(page).items() if _printed(page, concept) == value}


def misleading(page: Page) -> bool:
    """Whether the print, read by the rules, dictates a figure that was never printed for that cell.

    It happens by chance when a lost column was not zero and what is left balances nevertheless.
    """
    return dictated(page) != determined(page)


def verdict(page: Page, facts: Iterable[Fact]) -> Verdict:
    """Facts of an engine, judged by what is printed and by what the print determines."""
    given = [fact for fact in facts if fact.how in ("read", "aligned") and fact.state == "number"]
    right = [fact for fact in given if fact.value is not None and fact.value == _printed(page, fact.concept)]
    found = {fact.concept for fact in right}
    return Verdict(
        right=right,
        wrong=[fact for fact in given if fact not in right],
        missing=[concept for concept in determined(page) if concept not in found],
    )


def dictated(page: Page) -> Placement:
    """What the rules alone read from the print, whatever was meant."""
    lines = [line._replace(slots=_columns(line, page.named)) for line in page.lines]
    if page.deduplicated:
        lines = [line for line in lines if len(line.slots) == 1]
    result: Placement = {}
    for line in lines:
        if line.glued:
            result |= _glued(line, page.form)
        elif len(line.entries) == len(line.slots):
            result |= _placed(zip(line.slots, line.entries, strict=True))
    flowing = [line for line in lines if not line.glued]
    for table in ("requests", "disputes"):
        result |= _ragged([line for line in flowing if line.slots[0].table == table], page.form)
    return result


def _printed(page: Page, concept: Concept) -> Decimal | None:
    return number(page.truth.get(concept, ""))


def _placed(pairs: Iterable[tuple[Concept, str]]) -> Placement:
    values = ((concept, number(text)) for concept, text in pairs)
    return {concept: value for concept, value in values if value is not None}


def _columns(line: Line, named: frozenset[str]) -> tuple[Concept, ...]:
    """The columns that the header names, where it can be trusted and the line agrees; else those of the form."""
    slots = tuple(slot for slot in line.slots if slot.column in named)
    trusted = {"natural_person", "total"} <= named and len(slots) >= 5
    return slots if trusted and (line.glued or len(line.entries) == len(slots)) else line.slots


def _ragged(lines: Sequence[Line], form: Form) -> Placement:
    """What all readings of the incomplete lines of a table agree upon; nothing when a line has no reading at all."""
    units = _units(lines, form)
    if not all(units):
        return {}
    return {concept: value for unit in _survivors(units, lines, form) for concept, value in _agreed(unit).items()}


def _units(lines: Sequence[Line], form: Form) -> list[list[Placement]]:
    """The readings of a table's parts that vary on their own: a kind that lost columns together, or a single line."""
    units = []
    for kind in sorted({line.kind for line in lines}):
        alike = [line for line in lines if line.kind == kind]
        lengths = {len(line.entries) for line in alike}
        if len(lengths) == 1 and lengths.pop() < len(alike[0].slots):
            units.append(list(_together(alike, form)))
        else:
            units.extend(_readings(line, form) for line in alike)
    return units


def _together(lines: Sequence[Line], form: Form) -> Iterator[Placement]:
    """The readings of lines that all lost the same columns."""
    for pattern in combinations(range(len(lines[0].slots)), len(lines[0].entries)):
        placed = [
            _placed((line.slots[slot], text) for slot, text in zip(pattern, line.entries, strict=True))
            for line in lines
        ]
        if all(_adds_up(placement, form) for placement in placed):
            yield {concept: value for placement in placed for concept, value in placement.items()}


def _readings(line: Line, form: Form) -> list[Placement]:
    """The readings of a single line: as it stands, with cells left empty, or with figures left out."""
    missing = len(line.slots) - len(line.entries)
    if missing == 0:
        return [_placed(zip(line.slots, line.entries, strict=True))]
    if missing > 0:
        return list(_together([line], form))
    if any(number(text) is None for text in line.entries) or comb(len(line.entries), len(line.slots)) > LIMIT // 10:
        return []
    chosen = (
        _placed(zip(line.slots, texts, strict=True)) for texts in set(combinations(line.entries, len(line.slots)))
    )
    return [placement for placement in chosen if _adds_up(placement, form)]


def _adds_up(placement: Placement, form: Form) -> bool:
    """Whether the sums within each row hold, with missing cells as 0."""
    return all(
        _total(placement, table, [row], balance.left) == _total(placement, table, [row], balance.right)
        for table, row in {(concept.table, concept.row) for concept in placement}
        for balance in _balances(form, table, "columns")
    )


def _total(placement: Placement, table: str, rows: Iterable[str], columns: Sequence[str]) -> Decimal:
    cells = (Concept(table, row, column) for row in rows for column in columns)
    return sum((placement.get(cell, Decimal(0)) for cell in cells), Decimal(0))


def _balances(form: Form, table: str, axis: str) -> list[Balance]:
    return [balance for balance in form.table(table).balances if balance.axis == axis]


def _survivors(units: list[list[Placement]], lines: Sequence[Line], form: Form) -> list[list[Placement]]:
    """The readings of each unit that occur in a combination of all units in which the sums of the columns hold."""
    if prod(map(len, units)) > LIMIT:
        return units
    difference = _difference(lines, form)
    weighed = [[(index, difference(placement)) for index, placement in enumerate(unit)] for unit in units]
    certain = sum(unit[0][1] for unit in weighed if len(unit) == 1)
    alive: list[set[int]] = [{0} if len(unit) == 1 else set() for unit in units]
    undecided = [position for position, unit in enumerate(units) if len(unit) > 1]
    for chosen in product(*(weighed[position] for position in undecided)):
        if certain + sum(weight for _, weight in chosen) == 0:
            for position, (index, _) in zip(undecided, chosen, strict=True):
                alive[position].add(index)
    return [[unit[index] for index in sorted(kept)] for unit, kept in zip(units, alive, strict=True)]


def _difference(lines: Sequence[Line], form: Form) -> Callable[[Placement], int]:
    """Left minus right of all column sums that the printed rows allow, as one integer: 0 when every one holds."""
    printed = {line.row for line in lines}
    table = lines[0].slots[0].table if lines else ""
    balances = _balances(form, table, "rows") if table else []
    usable = [balance for balance in balances if printed.issuperset((*balance.left, *balance.right))]
    columns = sorted({slot.column for line in lines for slot in line.slots})
    digit = {column: BASE**place for place, column in enumerate(columns)}
    weight: dict[tuple[str, str], int] = {}
    for place, balance in enumerate(usable):
        for rows, sign in ((balance.left, 1), (balance.right, -1)):
            for row, column in product(rows, columns):
                step = sign * digit[column] * BASE ** (place * len(columns))
                weight[row, column] = weight.get((row, column), 0) + step
    return lambda placement: sum(
        weight.get((concept.row, concept.column), 0) * int(value) for concept, value in placement.items()
    )


def _agreed(placements: Sequence[Placement]) -> Placement:
    """The cells that every reading fills with the same figure."""
    if not placements:
        return {}
    return dict(set.intersection(*(set(placement.items()) for placement in placements)))


def _glued(line: Line, form: Form) -> Placement:
    """What digits without separators determine: one each, or the only split that satisfies the sums of the line."""
    digits = "".join(line.entries)
    if len(line.slots) == 1:
        return _placed([(line.slots[0], digits)])
    if not digits.isdigit():
        return {}
    if len(digits) == len(line.slots):
        return _placed(zip(line.slots, digits, strict=True))
    if len(digits) > LONGEST or not _balances(form, line.slots[0].table, "columns"):
        return {}
    block = len(line.slots) // len({slot.row for slot in line.slots})
    splits = _splits(digits, len(line.slots), block)
    return _placed(zip(line.slots, splits[0], strict=True)) if len(splits) == 1 else {}


@cache
def _splits(digits: str, count: int, block: int) -> tuple[tuple[str, ...], ...]:
    """The first two cuts of digits into `count` numbers in which the last of every `block` is the sum of the others."""
    if not count:
        return () if digits else ((),)
    found = (
        (*head, *rest)
        for end in range(block, len(digits) - (count - block) + 1)
        for head in _balanced_cuts(digits[:end], block)
        for rest in _splits(digits[end:], count - block, block)
    )
    return tuple(islice(found, 2))


def _balanced_cuts(digits: str, count: int) -> Iterator[tuple[str, ...]]:
    """The cuts of digits into `count` numbers of which the last is the sum of the others."""
    for start in range(count - 1, len(digits)):
        total = digits[start:]
        if total == "0" or total[0] != "0":
            yield from ((*addends, total) for addends in _addends(digits[:start], count - 1, int(total)))


def _addends(digits: str, count: int, total: int) -> Iterator[tuple[str, ...]]:
    """The cuts of digits into `count` numbers, none with a leading zero, that add up to the total."""
    if count == 1:
        if int(digits) == total and (digits == "0" or digits[0] != "0"):
            yield (digits,)
        return
    size = len(str(total))
    shortest = max(1, len(digits) - size * (count - 1))
    longest = 1 if digits[0] == "0" else min(len(digits) - count + 1, size)
    for end in range(shortest, longest + 1):
        if int(digits[:end]) <= total:
            yield from ((digits[:end], *rest) for rest in _addends(digits[end:], count - 1, total - int(digits[:end])))
