"""Two readings of the same pages → the one that fits the form better, and what the other says.

Comes in: readings of one report by two ways of finding tables. Goes out: one of them, with a `SecondOpinion`. A second
opinion is asked for only where the first reading does not fit: it costs ten times as much. What to tell people of it is
left to `checks`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from extract.forms.balances import Sum, gap_of, sums_of
from extract.model import (
    CERTAIN,
    Cell,
    CellKey,
    Concept,
    Document,
    Fact,
    Form,
    Origin,
    PageOrigin,
    Reading,
    SecondOpinion,
    State,
    Table,
    Witness,
)
from extract.numbers import APART, has_doubtful_digits, read_number

_SUMS_ENOUGH = 2
"""Sums that hold with a figure of which nobody is sure by itself, for it to be that one."""


class Misfit(NamedTuple):
    """How badly a reading fits the forms, gravest first."""

    missing: int
    """Statutory tables without any cell, unless they may stand on a page that is only a picture."""
    uncertain: int
    """Cells that were not found, or not in a place of their own, figures that stand in none, and rows that no form has.
    A cell in which anything but a number is printed is none of them: no other way of reading makes it one."""
    failing: int
    """Sums of the form that do not hold although every figure in them is printed."""


def misfit_of(reading: Reading, forms: tuple[Form, ...]) -> Misfit:
    """How badly a reading fits the forms; all zero when it fits."""
    uncertain = sum(not _is_in_place(fact) for fact in reading.report.facts)
    astray = sum(len(match.leftovers) + len(match.extras) for match in reading.matches)
    failing = sum(1 for _ in _failing_sums(reading.report.facts, forms))
    return Misfit(len(_missing(reading)), uncertain + astray, failing)


def is_in_doubt(reading: Reading, forms: tuple[Form, ...]) -> bool:
    """Whether a table is missing, or may be read otherwise; what was recognised on a scan is the same for all."""
    return not reading.document.is_recognised and bool(_missing(reading) or _tables_in_doubt(reading, forms))


def cells_in_doubt(reading: Reading, forms: tuple[Form, ...]) -> Iterator[Cell]:
    """The cells of the tables that may be read otherwise; of all, where one is missing."""
    rows, blocks = reading.grid.rows, reading.document.blocks
    if _missing(reading):
        yield from (cell for block in blocks if isinstance(block, Table) for row in block.rows for cell in row)
    tables = _tables_in_doubt(reading, forms)
    for match in reading.matches:
        if match.table in tables:
            yield from (cell for row in rows[match.first : match.last + 1] for cell in row)


def figures_in_doubt(reading: Reading, forms: tuple[Form, ...]) -> tuple[Fact, ...]:
    """The figures of the sums that fail, unless they were confirmed."""
    if any(opinion.by == "places" for opinion in reading.opinions):
        return ()
    facts = reading.report.facts
    cells = {cell for failing in _failing_sums(facts, forms) for cell in failing.cells}
    return tuple(fact for fact in facts if fact.concept in cells) if cells else ()


def with_broken_figures_in_doubt(
    reading: Reading, lines: Mapping[Concept, tuple[str, ...]], forms: tuple[Form, ...]
) -> Reading:
    """The reading with those figures unreadable that stand in several `lines` of their cell, where a sum that fails
    would hold if only some of these counted: they may be several figures."""
    alternatives = {concept: list(_alone(own)) for concept, own in lines.items()}
    doubtful = {
        cell
        for failing in (_failing_sums(reading.report.facts, forms) if lines else ())
        for cell in failing.cells
        if any(failing.holds_with({cell: value}) for value in alternatives.get(cell, ()))
    }
    if not doubtful:
        return reading
    facts = tuple(
        fact._replace(state="unreadable", value=None, raw=APART.join(lines[fact.concept]), how="read")
        if fact.concept in doubtful
        else fact
        for fact in reading.report.facts
    )
    return replace(reading, report=replace(reading.report, facts=facts, status="partial"))


def as_recognised(
    facts: tuple[Fact, ...], document: Document, forms: tuple[Form, ...], unnamed: Collection[str]
) -> tuple[Fact, ...]:
    """The facts, those on sheets whose print was recognised told so, and unreadable those of sums that do not hold: a
    rule that was lost, or a digit that was misread, shows there, and so does a slip of the agency's own. Those that
    another sum bears out stay what they are, if the like of the sum that fails hold in their table. A figure that is
    not sure by itself is what it looks like where several sums hold with it, and none fails. Figures of which every sum
    holds are confirmed by that, but for those in tables whose heads are `unnamed`: sums hold in whatever order columns
    stand."""
    sheets = frozenset(document.recognised)
    if not sheets:
        return facts
    tried = _tried_by_sums(facts, forms)
    on_sheets = {fact.concept for fact in facts if any(_is_on(sheets, place) for place in fact.origins)}
    likely = {
        fact.concept: value
        for fact in facts
        if fact.concept in on_sheets and (value := _looks_like(fact)) is not None and fact.concept not in tried.failing
    }
    borne_out = _borne_out(facts, likely, forms)
    recognised = tuple(
        _recognised(fact, fact.concept in tried.doubtful, likely[fact.concept] if fact.concept in borne_out else None)
        if fact.concept in on_sheets
        else fact
        for fact in facts
    )
    again = _tried_by_sums(recognised, forms)
    return tuple(
        fact._replace(confirmed="sums")
        if fact.how == "recognised"
        and fact.state == "number"
        and again.bears_out(fact.concept)
        and fact.concept.table not in unnamed
        else fact
        for fact in recognised
    )


def _is_on(sheets: frozenset[int], place: Origin) -> bool:
    return isinstance(place, PageOrigin) and any(box.page in sheets for box in place.boxes)


def _looks_like(fact: Fact) -> Decimal | None:
    """The figure that a cell looks like of which nobody is sure; None for all else than digits in a cell of its own."""
    if fact.state != "unreadable" or fact.how != "read" or len(fact.origins) != 1 or not _is_plain(fact.raw):
        return None
    number = read_number(fact.raw)
    return number.value if number else None


def _is_plain(raw: str) -> bool:
    return raw.isascii() and raw.isdecimal()


def _borne_out(facts: tuple[Fact, ...], likely: Mapping[Concept, Decimal], forms: tuple[Form, ...]) -> set[Concept]:
    """Those of the likely figures with which several sums hold, and none fails."""
    if not likely:
        return set()
    whole = tuple(fact._replace(value=likely[fact.concept]) if fact.concept in likely else fact for fact in facts)
    tried = _tried_by_sums(whole, forms)
    return {cell for cell in likely if tried.holding[cell] >= _SUMS_ENOUGH and cell not in tried.failing}


class _Tried(NamedTuple):
    """In how many sums that hold a cell is, the cells of those that fail, and those of them that nobody may rely on."""

    holding: Counter[Concept]
    failing: set[Concept]
    doubtful: set[Concept]

    def bears_out(self, cell: Concept) -> bool:
        """Whether every sum that a cell is in holds."""
        return cell in self.holding and cell not in self.failing


def _tried_by_sums(facts: tuple[Fact, ...], forms: tuple[Form, ...]) -> _Tried:
    """A cell of a sum that fails is doubtful unless another sum holds with it. Where most of the like fail (those along
    a row, or those of several rows; sums of zeros hold whatever they stand in) a rule was lost: all are doubtful."""
    holding, failing, doubtful = Counter[Concept](), set[Concept](), set[Concept]()
    failing_sums = defaultdict[tuple[str, bool], list[list[Concept]]](list)
    outcomes = Counter[tuple[str, bool, bool]]()
    for table, line_sum, printed in _printed_sums(facts, forms):
        cells = [Concept(table, *cell) for cell in line_sum.cells]
        holds = _holds(line_sum, printed)
        is_along_row = len({cell.row for cell in cells}) == 1
        outcomes[table, is_along_row, holds] += any(printed[cell] for cell in line_sum.cells)
        if holds:
            holding.update(cells)
        else:
            failing.update(cells)
            failing_sums[table, is_along_row].append(cells)
    for kind, sums in failing_sums.items():
        is_seldom = outcomes[*kind, True] > outcomes[*kind, False]
        doubtful.update(cell for cells in sums for cell in cells if not (is_seldom and holding[cell]))
    return _Tried(holding, failing, doubtful)


def _recognised(fact: Fact, fails: bool, borne_out: Decimal | None) -> Fact:
    if fails:
        return fact._replace(state="unreadable", value=None, how="read")
    if borne_out is not None:
        return fact._replace(state="number", value=borne_out, how="recognised")
    return fact._replace(how="recognised") if fact.how in CERTAIN and fact.state != "unreadable" else fact


def _alone(lines: Sequence[str]) -> Iterator[Decimal]:
    """The figures that some of the lines of a cell make, those that follow each other, without the others."""
    ends = range(len(lines) + 1)
    runs = ("".join(lines[start:end]) for start in ends for end in ends if 0 < end - start < len(lines))
    return (number.value for number in map(read_number, runs) if number)


def _tables_in_doubt(reading: Reading, forms: tuple[Form, ...]) -> set[str]:
    """The tables with figures that were not read from a cell of their own, or stand in none, or in a sum that fails. A
    row that is not there, while every figure of its table has a place, is the report's own."""
    astray = {match.table for match in reading.matches if match.leftovers}
    astray |= {account.table for account in reading.accounts if account.unplaced}
    drawn_over = reading.document.is_drawn_over
    out_of_place = (fact for fact in reading.report.facts if fact.state != "absent" and not _is_in_place(fact))
    guessed = {fact.concept.table for fact in out_of_place if not drawn_over(fact)}
    return astray | guessed | {fact.concept.table for fact in figures_in_doubt(reading, forms)}


def better(first: Reading, second: Reading, by: Witness, forms: tuple[Form, ...]) -> Reading:
    """The reading that fits better, the first when they fit alike, with what the two differ in.

    The second is not taken where it makes a number of what is none in the first: digits raised, cut by a rule or drawn
    over one another are in doubt whoever strings them together, and would fit all the better for it. Nor where it reads
    other figures in the cells of the first, and more sums fail with them, nor where it finds none in a table in which
    the first has some: blanks fit any form. Those that it adds to a row without a figure more are no cells to be sure
    of: what was one merged cell may stand in any of them; nor are those of two rows that share their figures in the
    first, nor its blanks where the first has print. What a ruled table looks like without its rules is told only where
    it is taken.
    """
    one, other = ({fact.concept: fact for fact in reading.report.facts} for reading in (first, second))
    differing = tuple(concept for concept in one | other if _told(one.get(concept)) != _told(other.get(concept)))
    made_up = any(_is_no_number(one.get(concept)) and other[concept].state == "number" for concept in other)
    fit, fit_again = misfit_of(first, forms), misfit_of(second, forms)
    against = fit_again.failing > fit.failing and any(
        _contradict(one.get(concept), other[concept]) for concept in other
    )
    emptied = _with_figures(first) - _with_figures(second)
    taken = not (made_up or against or emptied) and fit_again < fit
    if by == "unruled" and not taken:
        return first
    second = _none_blank_over_print(one, _none_from_merged(first, second)) if taken else second
    return replace(second if taken else first, opinions=(*first.opinions, SecondOpinion(by, taken, differing)))


def _none_from_merged(first: Reading, second: Reading) -> Reading:
    """The second reading, none certain of rows to which it adds nothing but empty cells, nor of those that have figures
    in common with another in the first."""
    one, other = (_printed(reading) for reading in (first, second))
    merged = {
        row
        for row, (figures, blanks) in other.items()
        if 0 < figures <= one.get(row, (0, 0))[0] and blanks > one[row][1] and figures + blanks > sum(one[row])
    } | _sharing(first)
    if not merged:
        return second
    facts = tuple(_unsure(fact) if fact.concept[:2] in merged else fact for fact in second.report.facts)
    return replace(second, report=replace(second.report, facts=facts, status="partial"))


def _sharing(reading: Reading) -> set[tuple[str, str]]:
    """The rows of which a figure stands where one of another row does."""
    rows: dict[Origin, set[tuple[str, str]]] = defaultdict(set)
    for fact in reading.report.facts:
        for place in fact.origins if len(fact.origins) == 1 else ():
            rows[place].add(fact.concept[:2])
    return {row for sharing in rows.values() if len(sharing) > 1 for row in sharing}


def _none_blank_over_print(first: Mapping[Concept, Fact], second: Reading) -> Reading:
    """The second reading, none blank in it of what the first prints."""
    facts = tuple(
        _unsure(fact) if fact.state == "blank" and (fact.concept in first and first[fact.concept].raw) else fact
        for fact in second.report.facts
    )
    if facts == second.report.facts:
        return second
    return replace(second, report=replace(second.report, facts=facts, status="partial"))


def _printed(reading: Reading) -> dict[tuple[str, str], tuple[int, int]]:
    """How many figures, and how many empty cells, were found in every row."""
    found: dict[tuple[str, str], tuple[int, int]] = defaultdict(lambda: (0, 0))
    for fact in reading.report.facts:
        figures, blanks = found[fact.concept[:2]]
        figures += len(fact.origins) if fact.raw else 0
        found[fact.concept[:2]] = (figures, blanks + (fact.state == "blank"))
    return found


def _unsure(fact: Fact) -> Fact:
    if fact.state == "blank":
        return fact._replace(state="unreadable", how="read")
    return fact._replace(how="suggested") if fact.state == "number" else fact


def _with_figures(reading: Reading) -> set[str]:
    """The tables in which some figure is printed."""
    return {fact.concept.table for fact in reading.report.facts if any(map(str.isdecimal, fact.raw))}


def _told(fact: Fact | None) -> tuple[State, Decimal | None] | None:
    return fact and (fact.state, fact.value)


def _contradict(fact: Fact | None, other: Fact) -> bool:
    """Whether a figure is certain that is not what a cell of the first reading prints, be that certain or not."""
    number = read_number(fact.raw) if fact is not None and fact.how == "read" else None
    return number is not None and other.is_certain and number.value != other.value


def _is_no_number(fact: Fact | None) -> bool:
    """Whether what stands in a cell of its own, or in some cell of a row without places, cannot be read as a number."""
    if fact is None or fact.state != "unreadable":
        return False
    return read_number(fact.raw) is None if len(fact.origins) == 1 else has_doubtful_digits(fact.raw)


def _missing(reading: Reading) -> tuple[str, ...]:
    return () if reading.document.gaps else reading.missing


def _is_in_place(fact: Fact) -> bool:
    return fact.how == "read" and (fact.state != "unreadable" or _is_no_number(fact))


class _Failing(NamedTuple):
    """A sum that does not hold: the cells of both sides with their figures."""

    left: dict[Concept, Decimal]
    right: dict[Concept, Decimal]

    @property
    def cells(self) -> tuple[Concept, ...]:
        return (*self.left, *self.right)

    def holds_with(self, figures: Mapping[Concept, Decimal]) -> bool:
        """Whether it would hold if some figures were others."""
        left, right = ((figures.get(cell, own) for cell, own in side.items()) for side in self)
        return not gap_of(left, right)


def _failing_sums(facts: tuple[Fact, ...], forms: tuple[Form, ...]) -> Iterator[_Failing]:
    """Every sum of which all figures are printed, and that does not hold."""
    for table, line_sum, printed in _printed_sums(facts, forms):
        if not _holds(line_sum, printed):
            sides = (
                {Concept(table, *cell): printed[cell] for cell in side} for side in (line_sum.left, line_sum.right)
            )
            yield _Failing(*sides)


def _holds(line_sum: Sum, printed: Mapping[CellKey, Decimal]) -> bool:
    return not gap_of(map(printed.__getitem__, line_sum.left), map(printed.__getitem__, line_sum.right))


def _printed_sums(
    facts: tuple[Fact, ...], forms: tuple[Form, ...]
) -> Iterator[tuple[str, Sum, Mapping[CellKey, Decimal]]]:
    """Every sum of which all figures are printed: the key of its table, the sum, and the figures of the table."""
    figures: dict[str, dict[CellKey, Decimal]] = defaultdict(dict)
    rows: dict[tuple[str, str], set[str]] = defaultdict(set)
    for fact in facts:
        table_key, row, column = fact.concept
        if fact.value is not None:
            figures[table_key][row, column] = fact.value
        rows[fact.form, table_key].add(row)
    for form in forms:
        for table in form.tables:
            used = rows.get((form.code, table.key), set())
            bands = [band for band in table.bands if any(line.key in used for line in band.lines)] if used else []
            printed = figures[table.key]
            for line_sum in sums_of(tuple((table, band) for band in bands)):
                if all(map(printed.__contains__, line_sum.left)) and all(map(printed.__contains__, line_sum.right)):
                    yield table.key, line_sum, printed
