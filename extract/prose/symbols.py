"""Words as single characters, so that regular expressions can be said over the words of a sentence.

Comes in: patterns in names (`lexicon`). Goes out: compiled patterns over strings with one character for every word.
Everything is compiled when it is first used: commands that read no report should start at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import groupby
from typing import NamedTuple

import regex as re

from extract.prose.lexicon import CONCEPTS, LEXICON, PIECES
from extract.prose.matters import MATTERS
from extract.prose.phrases import GROUPS, PHRASES
from extract.text import compiled

_FIRST = 0xE000
_PIECE = "<([a-z_]+)>"
_CLAUSE_BEGINS = "(?<=^|[,;])"
CLAUSE_BREAKS = frozenset(",;")
"""Behind which such a line says that a clause begins."""
_NAME = r"(\(\?P<\w+>)|[A-Za-z_]{2,}"


def _entries(table: str) -> list[tuple[str, list[str]]]:
    """The entries of a table of the lexicon: what stands before the colon, and the lines below."""
    entries: list[tuple[str, list[str]]] = []
    for line in table.splitlines():
        if line.startswith(" "):
            entries[-1][1].append(line.strip())
        elif line and not line.startswith("#"):
            entries.append((line.partition(":")[0], []))
    return entries


_WORDS = _entries(LEXICON + MATTERS)
_NAMES = dict.fromkeys((*dict(_WORDS), "other_year", "narrowed", *CONCEPTS))
SYMBOL = {name: chr(_FIRST + number) for number, name in enumerate(_NAMES)}
"""The character that stands for a word."""
NAME = {symbol: name for name, symbol in SYMBOL.items()}


@cache
def over(pattern: str) -> re.Pattern[str]:
    """A pattern over words, compiled.

    >>> over("receive STILL counted").sub("", "".join(SYMBOL[n] for n in ("receive", "in_total", "counted")))
    ''
    """
    expanded = compiled(_NAME).sub(lambda match: match[1] or GROUPS.get(match[0], match[0]), pattern)
    named = compiled(_NAME).sub(lambda match: match[1] or SYMBOL[match[0]], expanded)
    return re.compile("".join(named.split()), re.VERSION1)


class LexiconEntry(NamedTuple):
    """What stands in squeezed text for a word of the lexicon, and whether it does at the beginning of a clause only."""

    name: str
    pattern: re.Pattern[str]
    begins_clause: bool


@cache
def wordings() -> tuple[LexiconEntry, ...]:
    """Every entry of the lexicon, compiled; those lines of one apart that tell of the beginning of a clause."""
    return tuple(
        LexiconEntry(name, compiled(_expanded("|".join(alike))), begins_clause)
        for name, lines in _WORDS
        for begins_clause, alike in groupby(lines, _begins_clause)
    )


def _begins_clause(line: str) -> bool:
    return line.startswith(_CLAUSE_BEGINS)


def _expanded(wording: str) -> str:
    """A wording with its pieces, and theirs, put in."""
    return compiled(_PIECE).sub(lambda piece: _expanded(PIECES[piece[1]]), wording)


Parts = tuple[str | int, ...]
"""What a phrase becomes: symbols, and the numbers of the parts of it that are kept."""


@cache
def phrases() -> tuple[tuple[re.Pattern[str], Parts], ...]:
    """The phrases of the lexicon in the order in which they are put together, and what they become."""
    return tuple((over(" ".join(lines)), tuple(_parts(becomes))) for becomes, lines in _entries(PHRASES))


def _parts(becomes: str) -> Iterator[str | int]:
    for part in becomes.split():
        if part.startswith("\\"):
            yield int(part[1:])
        elif part != "nothing":
            yield SYMBOL[part]
