"""Places in a source as they stand in files → words for people: `pdf:p3@72,700,90,760` is page 3.

Comes in: places as text. Goes out: words, each place once. What is no place of a known kind is left out.
"""

from __future__ import annotations

from collections.abc import Iterable

import regex as re

from extract.words.languages import Lang, Pair, in_language
from extract.words.phrases import joined

_MOST = 3
"""Places that are named; of more, so many and that there are others."""
_WORDS: tuple[tuple[re.Pattern[str], Pair], ...] = (
    (re.compile(r"\w+:p(?P<page>\d+)@.*"), ("第{page}页", "page {page}")),
    (re.compile(r"\w+:L(?P<line>\d+)(?::.*)?"), ("第{line}行", "line {line}")),
    (
        re.compile(r"\w+:t(?P<table>\d+)r(?P<row>\d+)c(?P<column>\d+)"),
        ("第{table}张表第{row}行第{column}列", "table {table}, row {row}, column {column}"),
    ),
    (re.compile(r"\w+:p(?P<number>\d+)"), ("第{number}段", "paragraph {number}")),
)
_MORE: Pair = ("等", " …")


def origin_words(origins: Iterable[object], lang: Lang) -> str:
    """Places in words.

    >>> origin_words(["txt:L61:16-16", "docx:t2r24c5", "docx:p12", "txt:L61:20-21"], "zh")
    '第61行、第2张表第24行第5列、第12段'
    >>> origin_words(["pdf:p3@72,700,90,760#t1r24c5", "?"], "en")
    'page 3'
    """
    places = (place for origin in origins for place in str(origin).split(";"))
    words = list(dict.fromkeys(filter(None, (_words(place, lang) for place in places))))
    return joined(words[:_MOST], lang) + (in_language(_MORE, lang) if len(words) > _MOST else "")


def _words(place: str, lang: Lang) -> str:
    matches = ((pattern.fullmatch(place), pair) for pattern, pair in _WORDS)
    return next((in_language(pair, lang).format(**match.groupdict()) for match, pair in matches if match), "")
