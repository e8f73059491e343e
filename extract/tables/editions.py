"""Matches × forms → which official version each band of a table is printed in.

A report may mix versions, even inside table two, and its year does not tell. Header words decide, then lines that only
one version has, then the number of figures; bands that do not tell follow their table, then table two, then the year,
then the newest version.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from extract.model import Band, Form, Match, PrintedLine
from extract.text import label_key

_HEADER_WORD, _OWN_LINE = 4, 3
"""Weights of the kinds of evidence, a line of fitting length being 1: a header word says more than any line can."""


class _Version(NamedTuple):
    """What tells one version of a band from the others: header words and lines that only it has."""

    words: frozenset[str]
    lines: frozenset[str]
    columns: int


def editions_of(match: Match, forms: tuple[Form, ...], year: int | None, follow: Form | None) -> dict[str, Form]:
    """The form of every band of a table, by band key; `follow` is the form of table two when that is known."""
    bands = _versions(forms, match.table)
    evidence = {key: _evidence(match, key, versions) for key, versions in bands.items()}
    table_votes = dict.fromkeys(forms, 0)
    for key, votes in evidence.items():
        fitting = {} if match.deduplicated else _fitting(match, key, bands[key])
        for form, count in votes.items():
            table_votes[form] += count + fitting.get(form, 0)
    having = tuple(dict.fromkeys(form for versions in bands.values() for form in versions))
    likely = _best(table_votes, having)
    fallback = follow if follow in likely else _of_year(likely, year, having)
    chosen = {}
    for key, votes in evidence.items():
        best = _best(votes, having)
        chosen[key] = fallback if fallback in best else _of_year(best, year, having)
    return {key: form for key, form in chosen.items() if form in bands[key]}


@cache
def _versions(forms: tuple[Form, ...], table: str) -> dict[str, dict[Form, _Version]]:
    """The versions of every band of a table, by band key and form, oldest form first."""
    bands: dict[str, dict[Form, Band]] = {}
    for form in forms:
        for band in (band for form_table in form.tables if form_table.key == table for band in form_table.bands):
            bands.setdefault(band.key, {})[form] = band
    return {
        key: {
            form: _version(band, [other for other in versions.values() if other is not band])
            for form, band in versions.items()
        }
        for key, versions in bands.items()
    }


def _version(band: Band, others: list[Band]) -> _Version:
    words = _header_keys(band).difference(_in_all(_header_keys(other) for other in others))
    lines = _line_keys(band).difference(_in_all(_line_keys(other) for other in others))
    return _Version(frozenset(words), frozenset(lines), len(band.columns))


def _in_all(sets: Iterable[set[str]]) -> set[str]:
    first, *others = (*sets,) or (set[str](),)
    return first.intersection(*others)


def _line_keys(band: Band) -> set[str]:
    return {line.key for line in band.lines}


def _header_keys(band: Band) -> set[str]:
    return {label_key(label) for column in band.columns for label in (column.label, *column.aliases)}


def _evidence(match: Match, key: str, versions: dict[Form, _Version]) -> dict[Form, int]:
    lines = [line for line in match.lines if line.band == key]
    words = {word.key for word in match.headers if word.band == key}
    if len(versions) == 1 and (lines or words):
        return dict.fromkeys(versions, _HEADER_WORD)
    printed = [line.row for line in lines if any(entry.raw for entry in line.entries)]
    return {
        form: _HEADER_WORD * len(words & version.words) + _OWN_LINE * sum(map(version.lines.__contains__, printed))
        for form, version in versions.items()
    }


def _fitting(match: Match, key: str, versions: dict[Form, _Version]) -> dict[Form, int]:
    """The lines that print as many figures as a version has columns: evidence for a table, too little for a band."""
    sizes = [_figures(line) for line in match.lines if line.band == key]
    return {form: sizes.count(version.columns) for form, version in versions.items()}


def _figures(line: PrintedLine) -> int:
    """The figures a line prints; 0 when one spanned figure may have been printed several times."""
    texts = [entry.raw for entry in line.entries if entry.raw]
    return len(texts) if len(texts) == 1 or len(set(texts)) > 1 else 0


def _best(votes: dict[Form, int], among: tuple[Form, ...]) -> tuple[Form, ...]:
    """The forms with the most votes, oldest first; all when none has any."""
    most = max(votes.values(), default=0)
    return tuple(form for form in among if votes.get(form, 0) == most > 0) or among


def _of_year(forms: tuple[Form, ...], year: int | None, having: tuple[Form, ...]) -> Form:
    """The newest form, or the newest that was in force in a year. Where none was yet, and the print leaves only some of
    those `having` the table, the oldest of them is nearest."""
    in_force = [form for form in forms if year is None or form.first_year <= year]
    return in_force[-1] if in_force else forms[-1] if forms == having else forms[0]
