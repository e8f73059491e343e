"""A match → rows of the form: which form row each printed line is, and which columns its header leaves.

Comes in: a `Match`, and the bands in the version they are printed in. Goes out: `FormRow`s with the cells they have
in the form and the sums within them. Where the figures of a row belong is left to `alignment`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import dropwhile
from typing import NamedTuple

from extract.forms.balances import Edition, Term, sums_of, terms_in
from extract.model import Band, CellKey, Entry, HeaderWord, Match, PrintedLine, TextOrigin
from extract.tables.heads import Heads, as_printed, heads_of
from extract.tables.names import FOREIGN, is_misprint, owners_of
from extract.tables.strips import Strip, strips_of

_FEWEST_NAMED = 5
"""Columns that a header of seven must name before the others count as lost."""

_SIDE_BY_SIDE = re.compile(r"\d[ \u3000]+\d")
_LONGEST_FIGURE = 11
"""Digits beyond which a figure is none: a nation's year of decisions has eight."""


class Header(NamedTuple):
    """What the printed header of a band says: the columns it names (all when it names too few to tell), and, when it
    prints a spanned cell repeatedly, the column of every printed cell (else empty). `places` are the printed cells that
    the columns stand in when all are named side by side in one row. `whole`: every column is named."""

    named: tuple[int, ...]
    spread: tuple[int, ...]
    places: tuple[int, ...]
    whole: bool = True


class FormRow(NamedTuple):
    """A printed line with the cells it has in the form. `guessed`: only the order tells which row it is.

    `depth` counts the headings a row stands under; -1 for a run of figures of a table whose rows stand side by side.
    `terms` are the sums within the line.
    `width` counts the cells of the printed row; 0 in flowing text, where rows have no end. `cells` stand in printed
    order; `doubtful` are the places of those that no head names for certain. In an `exact` row one entry stands under
    every head of a table of the file, whether it is empty or not.
    """

    key: str
    band: str
    depth: int
    cells: tuple[CellKey, ...]
    terms: tuple[Term, ...]
    header: Header
    entries: tuple[Entry, ...]
    figures: tuple[Entry, ...]
    behind: tuple[Entry, ...]
    width: int
    guessed: bool
    doubtful: frozenset[int] = frozenset()
    exact: bool = False

    def holding(self, entries: tuple[Entry, ...]) -> FormRow:
        """The row with other entries; its figures are those that are not empty."""
        return self._replace(entries=entries, figures=tuple(entry for entry in entries if entry.state != "blank"))


def rows_of(printed: tuple[Edition, ...], match: Match) -> list[FormRow]:
    """The rows that are printed, each once, in printed order."""
    if printed[0][0].side_by_side:
        return [
            _side_by_side(printed, strip, f"{strip.line.row}{number or ''}", match.flowing)
            for number, strip in enumerate(strips_of(printed[0][1], match))
        ]
    heads = {band.key: heads_of(band, match) for _, band in printed}
    twins = {} if match.flowing else {band.key: _twins(band, match.headers) for _, band in printed}
    printed = tuple([(table, as_printed(band, heads[band.key])) for table, band in printed])
    places = _places_in(printed)
    headers = {band.key: _header(band, match) for _, band in printed}
    widths = {key: len(place.cells) for key, place in places.items()}
    rows: dict[str, FormRow] = {}
    left_out: dict[str, set[int]] = {}
    for line, key, guessed in _named_lines(match.lines, widths):
        if key in places and key not in rows:
            band, depth, cells, terms = places[key]
            width = 0 if match.flowing else line.width
            figures = tuple([entry for entry in line.entries if entry.state != "blank"])
            row = FormRow(
                key, band, depth, cells, terms, headers[band], line.entries, figures, line.behind, width, guessed
            )
            row = _with_twins_once(row, twins[band]) if twins.get(band) else row
            headed = _headed(row, heads[band])
            left_out[key] = _left_out(row, headed, heads[band])
            rows[key] = _unspaced(_collapsed(headed))
    return _with_cells_too_many(_with_columns_filled(list(rows.values()), match.headers), left_out)


def _left_out(row: FormRow, headed: FormRow, heads: Heads) -> set[int]:
    """The columns of a table of the file in which a row has empty cells that were taken for none, though no head tells
    which column is not one of the form."""
    if FOREIGN in heads.order or headed.exact or not _are_in_table(row.entries):
        return set()
    kept = {entry.origin for entry in headed.entries}
    empty = (entry for entry in row.entries if not entry.raw and entry.origin not in kept)
    return {entry.column for entry in empty} - {*heads.remarks}


def _with_columns_filled(rows: list[FormRow], words: Iterable[HeaderWord]) -> list[FormRow]:
    """Rows of bands whose heads stand over as many cells as the form has columns, where some row has a figure for every
    one: none of them is lost, but a head has another name. Nor is one where most rows have all figures; where some do,
    the places of figures that are as many as the heads are in doubt."""
    cells: dict[str, set[int]] = {}
    for word in words:
        cells.setdefault(word.band, set()).add(word.column)
    widths = {band: max(columns) - min(columns) + 1 for band, columns in cells.items()}
    full = Counter(row.band for row in rows if len(row.figures) == len(row.cells))
    short = Counter(row.band for row in rows if len(row.figures) == len(row.header.named) < len(row.cells))
    return [_with_columns(row, widths, full[row.band], short[row.band]) if full[row.band] else row for row in rows]


def _with_columns(row: FormRow, widths: dict[str, int], full: int, short: int) -> FormRow:
    """A row of a band, so many rows of which have a figure for every column, and so many one for every head."""
    everything = tuple(range(len(row.cells)))
    if widths.get(row.band) == len(everything) or (full > short and len(row.figures) <= len(everything)):
        is_known = row.header.named == everything
        return row if is_known else row._replace(header=row.header._replace(named=everything))
    return row._replace(doubtful=frozenset(everything)) if len(row.figures) == len(row.header.named) else row


def _with_cells_too_many(rows: list[FormRow], left_out: Mapping[str, set[int]]) -> list[FormRow]:
    """Rows of a table of the file that have more cells than the form has columns, one of them empty that other rows of
    the band fill with a number, be it `left_out`: which of the columns is none of the form is not known, so their
    places are in doubt. So are they where two figures stand side by side in one cell, and another is empty: the two may
    be of two columns."""
    filled: dict[str, set[int]] = {}
    for row in rows:
        filled.setdefault(row.band, set()).update(e.column for e in row.figures if e.state == "number")
    return [
        row._replace(doubtful=frozenset(range(len(row.cells))))
        if _skips_cells(row, filled[row.band]) or _joins_figures(row) or left_out[row.key] & filled[row.band]
        else row
        for row in rows
    ]


def _skips_cells(row: FormRow, filled: Collection[int]) -> bool:
    """Whether a row has too many cells of a table of the file, and empty ones that others fill."""
    if len(row.entries) <= len(row.cells) or not _are_in_table(row.entries):
        return False
    return any(not entry.raw and entry.column in filled for entry in row.entries)


def _joins_figures(row: FormRow) -> bool:
    """Whether a row has fewer figures than cells, and one cell with two of them beside each other."""
    return len(row.figures) < len(row.cells) and any(
        entry.state == "unreadable" and _SIDE_BY_SIDE.search(entry.raw) for entry in row.figures
    )


class _Place(NamedTuple):
    """A row of a form: its band, how many headings it stands under, its cells, and the sums within it."""

    band: str
    depth: int
    cells: tuple[CellKey, ...]
    terms: tuple[Term, ...]


@cache
def _places_in(printed: tuple[Edition, ...]) -> dict[str, _Place]:
    """The rows of some bands by key, with their cells in the order of the bands' columns."""
    sums = sums_of(printed)
    lines = [
        (band, line, tuple((line.key, column.key) for column in band.columns))
        for _, band in printed
        for line in band.lines
    ]
    return {line.key: _Place(band.key, len(line.group), cells, terms_in(cells, sums)) for band, line, cells in lines}


def _headed(row: FormRow, heads: Heads) -> FormRow:
    """A row without what stands under foreign heads, and with what its heads leave in doubt.

    A row that does not print a cell for every head may have lost any, save where only the last ones are foreign and no
    more is printed than columns are named.
    """
    order = heads.order
    doubtful = heads.doubtful
    if doubtful:
        columns = [column for column in order if column != FOREIGN]
        row = row._replace(doubtful=frozenset([columns.index(column) for column in doubtful]))
    under = _under(row.entries, heads)
    if row.width and len(under) == len(row.cells) and _are_in_table(under):
        row = (row if under is row.entries else row.holding(under))._replace(exact=True)
    if len(order) == len(row.cells) and not heads.remarks:
        return row
    foreign = () if _are_left_of_labels(heads.remarks, row.entries) else tuple([FOREIGN for _ in heads.remarks])
    wider = [(*foreign, *order)] * heads.before + [(*order, *foreign)] * heads.behind
    orders = [order, *wider] if foreign else [order]
    shown = [kept for each in orders for kept in _kept(row.entries, _shown(each, row.header.named))]
    told = [kept for kept in shown if _leaves_words(row.entries, kept)]
    found = [under] if under else told or [kept for each in orders for kept in _kept(row.entries, each)] or shown
    may_be_remark = _may_hold_remarks(found[0] if found else row.figures, row.entries, heads)
    drops_figures = bool(found) and _drops_figures(found[0], row.entries, heads)
    if len(set(found)) == 1 and not (may_be_remark or drops_figures):
        first = found[0][0].column
        placed = tuple([entry._replace(column=first + at) for at, entry in enumerate(found[0])])
        return row.holding(placed)._replace(width=row.width and first + len(placed))
    has_more = len(row.header.named) < min(len(row.cells), len(row.figures))
    is_told = FOREIGN not in order[: len(row.cells)] and not (found or has_more or may_be_remark or drops_figures)
    return row if is_told or not row.figures else row._replace(doubtful=frozenset(range(len(row.cells))))


def _are_left_of_labels(remarks: tuple[int, ...], entries: tuple[Entry, ...]) -> bool:
    """Whether a cell at least lies between the heads of remarks and the entries of a row, in a table of the file."""
    return bool(remarks and entries) and max(remarks) + 1 < entries[0].column and _are_in_table(entries)


def _may_hold_remarks(kept: tuple[Entry, ...], entries: tuple[Entry, ...], heads: Heads) -> bool:
    """Whether a word at an end of a row may be its remark, and another cell be lost: nothing else is the remark."""
    is_word = [entry.state in ("mark", "unreadable") for entry in (*kept[:1], *kept[-1:])] or [False, False]
    sides = (heads.before, heads.behind) if heads.remarks else (heads.order[0] == FOREIGN, heads.order[-1] == FOREIGN)
    return len(kept) == len(entries) and any(word and side for word, side in zip(is_word, sides, strict=True))


def _drops_figures(kept: tuple[Entry, ...], entries: tuple[Entry, ...], heads: Heads) -> bool:
    """Whether more numbers of a row are none of the form than it has foreign columns for figures, beside one of words,
    and it has more cells than columns: its head does not tell of one, and any may be the one. Blanks in front of the
    first figure may be those of a label; those behind the last one may pad a line of text."""
    foreign = heads.order.count(FOREIGN) + len(heads.remarks)
    from_figures = list(dropwhile(lambda entry: entry.state == "blank", entries))
    has_more = len(from_figures) > len(heads.order) + len(heads.remarks)
    if not (heads.notes and has_more and _are_in_table(entries)):
        return False
    dropped = sum(entry.state == "number" and entry not in kept for entry in entries)
    return dropped > foreign - heads.notes


def _are_in_table(entries: tuple[Entry, ...]) -> bool:
    """Whether entries stand in cells that their file draws, as those of a line of text do not."""
    return not any(isinstance(entry.origin, TextOrigin) for entry in entries)


def _leaves_words(entries: tuple[Entry, ...], kept: tuple[Entry, ...]) -> bool:
    """Whether some of the entries are kept, and the others are no numbers: words, or empty cells behind them. Empty
    ones before them alone may be any of the row's."""
    others = [at for at, entry in enumerate(entries) if entry not in kept]
    last = max((at for at, entry in enumerate(entries) if entry in kept), default=0)
    if not any(entry.state == "number" for entry in kept) or any(entries[at].state == "number" for at in others):
        return False
    return any(entries[at].raw for at in others) or all(at > last for at in others)


def _shown(order: tuple[int, ...], named: tuple[int, ...]) -> tuple[int, ...]:
    """Of an order the columns that are named, and foreign ones."""
    places = {column: place for place, column in enumerate(column for column in order if column != FOREIGN)}
    return tuple(column for column in order if column == FOREIGN or places[column] in named)


def _under(entries: tuple[Entry, ...], heads: Heads) -> tuple[Entry, ...]:
    """The entries that stand under heads of the form, where all figures stand under a head."""
    if heads.cells == tuple([entry.column for entry in entries]) and FOREIGN not in heads.order:
        return entries
    columns = [entry.column for entry in entries if entry.column in heads.cells]
    headed = (*heads.cells, *heads.remarks, *heads.beside)
    if (
        not heads.cells
        or len(columns) != len(heads.cells)
        or any(entry.raw and entry.column not in headed for entry in entries)
    ):
        return ()
    places = {cell for cell, column in zip(heads.cells, heads.order, strict=True) if column != FOREIGN}
    return tuple(entry for entry in entries if entry.column in places)


def _kept(entries: tuple[Entry, ...], order: tuple[int, ...]) -> Iterator[tuple[Entry, ...]]:
    """The entries under heads of the form where a row has an entry, or a figure, for every head; and less empty ones
    around them, where these are too many, every way that leaves all figures."""
    width = len(order)
    filled = [at for at, entry in enumerate(entries) if entry.raw]
    if len(filled) == width:
        windows = [tuple(entries[at] for at in filled)]
    else:
        starts = range(max(0, filled[-1] - width + 1), min(filled[0], len(entries) - width) + 1) if filled else ()
        windows = [entries[start : start + width] for start in starts]
    for window in windows:
        yield tuple(entry for entry, column in zip(window, order, strict=True) if column != FOREIGN)


def _collapsed(row: FormRow) -> FormRow:
    """A row of a table that prints a spanned cell once per column, with each cell once.

    A row that does not print as many cells as its header, or other figures in one spanned cell, stays as it is.
    """
    spread = row.header.spread
    if len(spread) != len(row.entries):
        return row
    entries: dict[int, Entry] = {}
    for at, entry in zip(spread, row.entries, strict=True):
        if at not in entries:
            entries[at] = entry._replace(column=row.entries[0].column + at)
        elif (entries[at].state, entries[at].value) == (entry.state, entry.value):
            entries[at] = entries[at]._replace(copies=(*entries[at].copies, entry.origin))
        else:
            return row
    if len(entries) == len(row.entries):
        return row
    return row.holding(tuple(entries.values()))._replace(header=row.header._replace(spread=()))


def _twins(band: Band, words: Iterable[HeaderWord]) -> dict[int, int]:
    """The cells of the heads of a band, each with that of the first of those side by side that are the same; none where
    no column is printed twice, or the heads are not those of all columns, each in one place."""
    owners = owners_of(band)
    heads = {(w.row, w.column): w.key for w in words if w.band == band.key and len(owners.get(w.key, ())) == 1}
    first: dict[int, int] = {}
    for (row, column), key in sorted(heads.items(), key=lambda head: head[0][1]):
        first[column] = first[column - 1] if heads.get((row, column - 1)) == key else column
    is_told = len(first) == len(heads) and len({*first.values()}) == len(band.columns)
    return first if is_told and len(first) > len(band.columns) else {}


def _with_twins_once(row: FormRow, first: dict[int, int]) -> FormRow:
    """A row of a table of the file with the figures once that it prints under two heads of one column; as it is where
    they differ, or where every cell is repeated that spans columns."""
    is_spread = len(row.header.spread) == len(row.entries)
    if is_spread or not _are_in_table(row.entries) or any(entry.column not in first for entry in row.figures):
        return row
    entries: dict[int, Entry] = {}
    for entry in row.entries:
        at = first.get(entry.column, entry.column)
        twin = entries.setdefault(at, entry)
        if twin is not entry:
            if (twin.state, twin.value) != (entry.state, entry.value):
                return row
            entries[at] = twin._replace(copies=(*twin.copies, entry.origin))
    if len(entries) == len(row.entries):
        return row
    return row.holding(tuple(entries.values()))._replace(header=row.header._replace(spread=()))


def _side_by_side(printed: tuple[Edition, ...], strip: Strip, key: str, flowing: bool) -> FormRow:
    terms = _terms_side_by_side(printed, strip.cells)
    header = Header(tuple(range(len(strip.cells))), (), ())
    width = 0 if flowing else strip.line.width
    entries = strip.line.entries
    exact = width > 0 and len(entries) == len(strip.cells) and _are_in_table(entries)
    row = FormRow(key, "", -1, strip.cells, terms, header, (), (), (), width, False, strip.doubtful, exact)
    return _unspaced(row.holding(entries))


@cache
def _terms_side_by_side(printed: tuple[Edition, ...], cells: tuple[CellKey, ...]) -> tuple[Term, ...]:
    return terms_in(cells, sums_of(printed))


def _unspaced(row: FormRow) -> FormRow:
    """A row whose one figure can only be several without blanks between: a zero leads it, or it is far too long."""
    only = row.figures[0] if len(row.figures) == 1 < len(row.cells) else None
    if not only or not only.raw.isdecimal() or len(only.raw) < len(row.cells):
        return row
    several = only.raw[0] == "0" or len(only.raw) > _LONGEST_FIGURE
    return row.holding((only._replace(glued=True),)) if several else row


# ── Lines without a label ────────────────────────────────────────────────────────────────────────────────────────────


def _named_lines(lines: Sequence[PrintedLine], widths: dict[str, int]) -> Iterator[tuple[PrintedLine, str, bool]]:
    """Printed lines with the row they are; lines without a label take the rows that are missing where they stand.

    That needs as many such lines as rows are missing, each with a figure for every column, and none that may be the
    line's before them, which is empty. In flowing text they are figures beyond what the line before them can hold.
    `widths`: the columns of every row, in the form's order.
    """
    gaps = _Gaps(list(widths), lines)
    pending: list[PrintedLine] = []
    before = ""
    for at, line in enumerate(lines):
        if not line.row:
            if not (at and lines[at - 1].row and lines[at - 1].entries and not _filled(lines[at - 1])):
                pending.append(line)
            continue
        yield from _unlabelled(pending, gaps.between(before, line.row), widths)
        pending, before = [], line.row
        after = lines[at + 1].row or line.row if at + 1 < len(lines) else ""
        yield from _parted(line, gaps.between(before, after), widths)
    yield from _unlabelled(pending, gaps.between(before, ""), widths)


class _Gaps:
    """The rows of a form that are not printed, by where they would stand."""

    def __init__(self, order: list[str], lines: Sequence[PrintedLine]) -> None:
        self.order = order
        self.at = {key: number for number, key in enumerate(order)}
        self.printed = {line.row for line in lines}

    def between(self, before: str, after: str) -> list[str]:
        """The rows missing between two printed ones; from the first or up to the last where one is empty."""
        start = self.at.get(before, -1) + 1
        end = self.at.get(after, start) if after else len(self.order)
        return [key for key in self.order[start:end] if key not in self.printed]


def _unlabelled(
    lines: list[PrintedLine], missing: list[str], widths: dict[str, int]
) -> Iterator[tuple[PrintedLine, str, bool]]:
    if len(missing) == len(lines):
        for key, line in zip(missing, lines, strict=True):
            if len(_filled(line)) == widths[key]:
                yield line, key, True


def _parted(line: PrintedLine, missing: list[str], widths: dict[str, int]) -> Iterator[tuple[PrintedLine, str, bool]]:
    """A line, and the rows behind it whose figures it holds as well because their labels are not printed."""
    if not missing:
        yield line, line.row, False
        return
    figures = _filled(line)
    sizes = [widths.get(key, 0) for key in (line.row, *missing)]
    if len(figures) != len(line.entries) or len(figures) != sum(sizes):
        yield line, line.row, False
        return
    for key, size in zip((line.row, *missing), sizes, strict=True):
        yield line._replace(entries=tuple(figures[:size])), key, key != line.row
        figures = figures[size:]


def _filled(line: PrintedLine) -> list[Entry]:
    return [entry for entry in line.entries if entry.state != "blank"]


# ── What the header says ─────────────────────────────────────────────────────────────────────────────────────────────


def _header(band: Band, match: Match) -> Header:
    owners = owners_of(band)
    words = [word for word in match.headers if word.band == band.key and word.key in owners]
    top = words[0].row if words else 0
    header = _header_of(band, tuple([(word.key, word.row - top, word.column) for word in words]))
    lost = [at for at in range(len(band.columns)) if at not in header.named]
    misprints = [word.key for word in match.unknown_heads if lost and word.band == band.key]
    misprinted = [at for at in lost if any(is_misprint(band, at, key) for key in misprints)]
    told = {at for word in words for at in owners[word.key]}.union(misprinted)
    named = tuple(sorted((*header.named, *misprinted)))
    return header._replace(named=named, whole=len(told) == len(band.columns))


@lru_cache(maxsize=4096)
def _header_of(band: Band, words: tuple[_HeaderCell, ...]) -> Header:
    """Most tables print one of a few headers."""
    owners = owners_of(band)
    everything = tuple(range(len(band.columns)))
    return Header(_named(words, owners) or everything, _spread(words, owners), _places(words, len(everything)))


_HeaderCell = tuple[str, int, int]
"""The key of a word, its row below the first word, and its cell in that row."""


def _named(words: tuple[_HeaderCell, ...], owners: dict[str, list[int]]) -> tuple[int, ...]:
    """The columns that are named; none when too few are, or a word may mean several of which not all are there."""
    named: set[int] = set()
    for key, count in Counter(key for key, _, _ in words).items():
        columns = owners[key]
        if len(columns) > count:
            return ()
        named.update(columns)
    total = len({at for columns in owners.values() for at in columns})
    return tuple(sorted(named)) if len(named) >= min(_FEWEST_NAMED, max(1, total - 1)) else ()


def _spread(words: tuple[_HeaderCell, ...], owners: dict[str, list[int]]) -> tuple[int, ...]:
    """The column of every header cell of the printed row that names most, when it has more cells than columns."""
    rows = Counter(row for _, row, _ in words)
    if not rows:
        return ()
    fullest = max(rows, key=lambda row: (rows[row], row))
    cells = [owners[key] for key, row, _ in words if row == fullest]
    spread = tuple(columns[0] for columns in cells if len(columns) == 1)
    columns = {at for places in owners.values() for at in places}
    return spread if len(spread) == len(cells) > len(columns) and list(spread) == sorted(spread) else ()


def _places(words: tuple[_HeaderCell, ...], width: int) -> tuple[int, ...]:
    cells = tuple(column for _, _, column in words)
    side_by_side = len({row for _, row, _ in words}) == 1 and cells == tuple(range(cells[0], cells[0] + width))
    return cells if side_by_side else ()
