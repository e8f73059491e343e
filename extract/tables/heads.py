"""Printed heads → the columns of a band in the order in which they are printed.

Comes in: the words of a header as they were found, by row and cell, and those among them that no form knows. Goes out:
`Heads`. The order of the words counts, not the places that they stand in: on real pages figures are shifted under
their heads, but never exchanged.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import cache, lru_cache
from typing import NamedTuple

from extract.model import Band, HeaderWord, Match
from extract.tables.names import (
    FOREIGN,
    NUMBERS,
    REMARKS,
    above_column,
    begun_by,
    form_order,
    groups_of,
    is_misprint,
    is_slip,
    labels_of,
    owners_of,
    piece_of,
    words_of,
)  # fmt: skip
from extract.tables.ordering import (
    GROUP,
    Head,
    Token,
    columns_in,
    from_left_to_right,
    mixes_levels,
    order_of,
    rows_in,
    tokens_of,
)  # fmt: skip
from extract.text import label_key


class Heads(NamedTuple):
    """The columns of a band from left to right as they are printed (`FOREIGN` for one that the form does not have), and
    those that no head names for certain. `cells` are where the heads stand, when that is side by side; `remarks` are
    those of remarks before them, which may stand before or behind the labels of the rows."""

    order: tuple[int, ...]
    doubtful: frozenset[int]
    cells: tuple[int, ...] = ()
    remarks: tuple[int, ...] = ()
    before: bool = True
    behind: bool = False
    """Whether those may stand left, and right, of all others."""
    notes: int = 0
    """How many of the foreign columns, and of those, hold words and no figures."""
    beside: tuple[int, ...] = ()
    """Where words stand left of all columns that no form knows: over the labels, or over figures of no column."""


def heads_of(band: Band, match: Match) -> Heads:
    """What the printed header of a band says about the order of its columns."""
    words = [word for word in match.headers if word.band == band.key]
    unknown = [word for word in match.unknown_heads if word.band == band.key]
    heads = heads_among(band, words, unknown, match.flowing)
    order = [column for column in heads.order if column != FOREIGN]
    if not match.flowing and ((order != sorted(order) and _contradict(band, words)) or _names_another(band, words)):
        return Heads(form_order(band), frozenset(form_order(band)))
    return heads


def _names_another(band: Band, words: Sequence[HeaderWord]) -> bool:
    """Whether a row of heads names one column twice while another has none: there are as many as in the form, and they
    are others. A name that differs by few characters from that of a column without one, printed in its place, is a
    slip."""
    owners = owners_of(band)
    single = [word for word in words if len(owners.get(word.key, ())) == 1]
    cells = {(owners[word.key][0], word.row, word.column): word.key for word in single}
    times = Counter((column, row) for column, row, _ in cells)
    without = set(range(len(band.columns))) - {column for column, _ in times}
    if len(cells) == len(times) or not without:
        return False
    doubled = {key for (column, row, _), key in cells.items() if times[column, row] > 1}
    labels = [label_key(band.columns[column].label) for column in without]
    return _contradict(band, words) or not all(any(is_slip(key, label) for label in labels) for key in doubled)


def _contradict(band: Band, words: Sequence[HeaderWord]) -> bool:
    """Whether one column is named on both sides of another: two headers lie on one another."""
    owners, strange = owners_of(band), _doubles(band, words, flowing=False)
    named = [word for word in words if word not in strange and len(owners.get(word.key, ())) == 1]
    places = [(owners[word.key][0], word.column) for word in named]
    for column in {column for column, _ in places}:
        own = [place for other, place in places if other == column]
        if any(min(own) < place < max(own) for other, place in places if other != column):
            return True
    return False


def heads_among(band: Band, words: list[HeaderWord], unknown: list[HeaderWord], flowing: bool) -> Heads:
    """The order of columns that some words of a header give, together with the `unknown` words in their rows."""
    named, words = words_of(band), _apart_from_groups(band, words)
    longer = {word: label for word in unknown if (label := begun_by(band, word.key))}
    if longer:
        words = [*words, *(word._replace(key=label) for word, label in longer.items())]
        unknown = [word for word in unknown if word not in longer]
    rows = {word.row for word in words if word.key in named}
    rows |= {word.row for word in unknown if word.key in REMARKS}
    unknown = without_pieces(band, words, unknown) if unknown else unknown
    if flowing:
        rows |= {word.row for word in unknown}
    top = min(rows, default=0)
    strange = _doubles(band, words, flowing)
    heads = [Head(word.key, word.row - top, word.column, word not in strange) for word in words if word.row in rows]
    if unknown:
        heads += [Head(word.key, word.row - top, word.column, False) for word in unknown if word.row in rows]
    if unknown or longer:
        heads.sort(key=lambda head: (head.row, head.cell))
    return _heads(band, tuple(heads), flowing)


def _apart_from_groups(band: Band, words: list[HeaderWord]) -> list[HeaderWord]:
    """The words less those of a column that stand in one cell with the only name of their group, or of the band, over
    another of it: the two were printed close, and the cell is as wide as the group."""
    glued = set()
    for group in {*groups_of(band), label_key(band.label)}:
        places = {(word.row, word.column) for word in words if word.key == group}
        own = [
            word for word in words if any(group in above_column(band, at) for at in owners_of(band).get(word.key, ()))
        ]
        if len(places) == 1 and any(word.row > row and word.column == at for word in own for row, at in places):
            glued |= {word for word in own if (word.row, word.column) in places}
    return [word for word in words if word not in glued] if glued else words


def _doubles(band: Band, words: Sequence[HeaderWord], flowing: bool) -> set[HeaderWord]:
    """The words that are another name of a column (小计) which its own one names in another cell, or line: heads of
    columns that the form does not have."""
    owners, labels = owners_of(band), labels_of(band)
    own = {labels[word.key]: _place(word, flowing) for word in words if word.key in labels}
    others = [word for word in words if word.key not in labels and len(owners.get(word.key, ())) == 1]
    places = [(own.get(owners[word.key][0]), _place(word, flowing)) for word in others]
    return {word for word, (named, place) in zip(others, places, strict=True) if named not in (None, place)}


def _place(word: HeaderWord, flowing: bool) -> int:
    return word.row if flowing else word.column


def without_pieces(band: Band, words: list[HeaderWord], unknown: list[HeaderWord]) -> list[HeaderWord]:
    """The unknown words less the pieces of heads that are named anyway, or of several, and all but one of a column."""
    columns = {word: piece_of(band, word.key) for word in unknown}
    named = {column for word in words for column in owners_of(band).get(word.key, ())}
    kept: list[HeaderWord] = []
    for word, column in columns.items():
        if column is None or (column != FOREIGN and column not in named):
            kept.append(word)
            named |= set() if column is None else {column}
    return kept


def named_in(band: Band, words: list[HeaderWord], flowing: bool) -> list[int] | None:
    """The columns alone that some words name, in printed order; None where that cannot be told."""
    named = words_of(band)
    heads = tuple([Head(word.key, word.row, word.column, True) for word in words if word.key in named])
    tokens = tokens_of(band, heads)
    return order_of(band, tokens, flowing) if columns_in(tokens) else []


def as_printed(band: Band, heads: Heads) -> Band:
    """The band with its columns in printed order."""
    order = tuple([column for column in heads.order if column != FOREIGN])
    return band if order == form_order(band) else _permuted(band, order)


@cache
def _permuted(band: Band, order: tuple[int, ...]) -> Band:
    """Made once for each order, as what is known of a band is remembered by the band."""
    return replace(band, columns=tuple(band.columns[at] for at in order))


# ── What the heads name ───────────────────────────────────────────────────────────────────────────────────────────────


@lru_cache(maxsize=4096)
def _heads(band: Band, words: tuple[Head, ...], flowing: bool) -> Heads:
    """Most tables print one of a few headers."""
    if not words:
        return Heads(form_order(band), frozenset())
    tokens = tokens_of(band, words)
    unknown = {token.column: word.key for token, word in zip(tokens, words, strict=True) if not word.is_known}
    leading = [token for token in tokens if _is_leading(token, tokens, len(band.columns), flowing)]
    notes = len({token.column for token in tokens if unknown.get(token.column) in REMARKS - NUMBERS})
    found = _named(band, [token for token in tokens if token not in leading], unknown, flowing)
    one_behind_the_other = flowing or any(mixes_levels(band, row) for row in rows_in(tokens))
    if (
        alone := _remarks_alone(tokens, unknown, len(band.columns), one_behind_the_other)
        if flowing or not found
        else []
    ):
        leading += [token for token in alone if token not in leading]
        found = _named(band, [token for token in tokens if token not in leading], unknown, flowing)
    remarks = [token for token in leading if unknown[token.column] in REMARKS]
    beside = tuple(token.cell for token in leading if token not in remarks)
    leading = [
        token for token in leading if unknown[token.column] not in REMARKS and _may_be_missing(band, token, tokens)
    ]
    if leading:
        # It is the head of the labels, or of the one column that is not named.
        as_column = _named(band, [token for token in tokens if token not in leading[1:]], unknown, flowing)
        found = as_column if as_column and (not found or as_column.order == found.order) else None
    numbered = any(unknown[token.column] in NUMBERS for token in remarks)
    if not found or (one_behind_the_other and (numbered or FOREIGN in found.order)):
        return Heads(form_order(band), frozenset(form_order(band)))
    found = found._replace(notes=notes, beside=beside)
    if remarks:
        cells = tuple(dict.fromkeys(token.cell for token in remarks))
        before, behind = (True, True) if one_behind_the_other else _sides(remarks, tokens, len(band.columns))
        found = found._replace(remarks=cells, before=before, behind=behind)
    if found.order == tuple(sorted(found.order)):
        return found
    names = [owners_of(band).get(word.key, ()) for word in words if word.is_known]
    twins = {column for columns in names if len(columns) > 1 for column in columns}
    return found._replace(doubtful=found.doubtful | twins)


def _remarks_alone(tokens: list[Token], unknown: dict[int, str], size: int, one_behind_the_other: bool) -> list[Token]:
    """The heads of remarks in rows in which no column is named, or in text where heads stand behind each other: their
    place does not tell which columns they are beside."""
    columns = [token for token in tokens if token.column == GROUP or 0 <= token.column < size]
    named = set() if one_behind_the_other else {token.row for token in columns}
    return [token for token in tokens if unknown.get(token.column) in REMARKS and token.row not in named]


def _sides(remarks: list[Token], tokens: list[Token], size: int) -> tuple[bool, bool]:
    """Whether remarks may stand left, and right, of all columns: as their heads do of those in their own row, of what
    else stands there, or of those in any row."""
    own = [token for token in tokens if token.row in {remark.row for remark in remarks} and token not in remarks]
    columns = [token for token in tokens if 0 <= token.column < size]
    beside = [token for token in own if token in columns] or own or columns
    cells = [token.cell for token in beside]
    first, last = min(token.cell for token in remarks), max(token.cell for token in remarks)
    return not cells or first <= max(cells), bool(cells) and last >= min(cells)


def _named(band: Band, tokens: list[Token], unknown: dict[int, str], flowing: bool) -> Heads | None:
    """What some heads say, None where they do not tell the order. `unknown` are the words of columns without a name."""
    order = order_of(band, tokens, flowing)
    if order and not flowing:
        order = from_left_to_right(band, order, tokens)
    remarks = {column for column, key in unknown.items() if key in REMARKS}
    if order is None:
        return None
    heads = _numbered(band, [FOREIGN if column in remarks else column for column in order], unknown)
    places = {token.column: token.cell for token in reversed(tokens)}
    cells = tuple(places[column] for column in order)
    side_by_side = bool(cells) and cells == tuple(range(cells[0], cells[0] + len(cells)))
    return heads._replace(cells=cells) if heads and side_by_side and len(cells) == len(heads.order) else heads


def _may_be_missing(band: Band, token: Token, tokens: list[Token]) -> bool:
    """Whether a word may name a column that nothing else names: one in a group as the others in its row, or in none."""
    named = columns_in(tokens)
    missing = [column for at, column in enumerate(band.columns) if at not in named]
    row = [band.columns[at] for at in columns_in(t for t in tokens if t.row == token.row) if at < len(band.columns)]
    return any(not row or bool(column.group) in [bool(other.group) for other in row] for column in missing)


def _is_leading(token: Token, tokens: list[Token], size: int, flowing: bool) -> bool:
    """Whether an unknown word stands before all others of its row, and left of all columns, where labels have their
    head."""
    if not flowing and any(0 <= other.column < size and other.cell < token.cell for other in tokens):
        return False
    row = tokens if flowing else [other for other in tokens if other.row == token.row]
    return token.column >= size and all(other.column >= size for other in row[: row.index(token)])


def _numbered(band: Band, order: list[int], unknown_words: dict[int, str]) -> Heads | None:
    """The order with every column of the form. An unknown word in the place of one that is not named may name it, and
    does where it is its label with a wrong character; any other is the head of a foreign column."""
    size = len(band.columns)
    known = [column for column in order if 0 <= column < size]
    unknown = [column for column in order if column >= size]
    missing = sorted({*range(size)}.difference(known))
    is_one = len(missing) == len(unknown) == 1
    is_known = is_one and is_misprint(band, missing[0], unknown_words.get(unknown[0], ""))
    if missing and (is_known or known != sorted(known)):
        if not is_one:
            return None
        named = tuple(missing[0] if column >= size else column for column in order)
        return Heads(named, frozenset() if is_known else frozenset(missing))
    if not missing:
        return Heads(tuple(column if column < size else FOREIGN for column in order), frozenset())
    placed: list[int] = []
    doubtful: list[int] = []
    since: list[int] = []
    for column in (*order, size):
        if column > size or column == FOREIGN:
            since.append(column)
            continue
        lost = [at for at in missing if max([*placed, -1]) < at < column]
        words = [at for at in since if at != FOREIGN]
        elsewhere = [unknown_words.get(at, "") for at in unknown if at not in words] if lost and not words else []
        if lost and (len(words) > len(lost) or any(is_misprint(band, at, key) for at in lost for key in elsewhere)):
            return None
        names = iter(lost)
        if len(words) == len(lost):
            pairs = zip(lost, words, strict=True)
            doubtful += [at for at, word in pairs if not is_misprint(band, at, unknown_words[word])]
            placed += [FOREIGN if at == FOREIGN else next(names) for at in since]
        else:
            doubtful += lost if words else []
            placed += [*(lost or [FOREIGN] * len(words)), *(at for at in since if at == FOREIGN)]
        placed += [column] * (column < size)
        since = []
    return Heads(tuple(placed), frozenset(doubtful))
