"""Matches × forms → which official version each band of a table is printed in.

A report may mix versions, even inside table two, and its year does not tell. Header words decide, then lines that only
one version has, then the number of figures; bands that do not tell follow their table, then table two, then the year,
then the newest version.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from extract.model import Band, Form, FormTable, Match, PrintedLine
from extract.text import label_key

_HEADER_WORD, _OWN_LINE = 4, 3
"""Weights of the kinds of evidence, a line of fitting length being 1: a header word says more than any line can."""


def editions_of(match: Match, forms: tuple[Form, ...], year: int | None, follow: Form | None) -> dict[str, Form]:
    """The form of every band of a table, by band key; `follow` is the form of table two when that is known."""
    tables = {form: form.table(match.table) for form in forms if any(t.key == match.table for t in form.tables)}
    evidence = {key: _evidence(match, key, tables) for key in _band_keys(tables.values())}
    whole: Counter[Form] = Counter()
    for key, votes in evidence.items():
        whole.update(votes + (Counter() if match.deduplicated else _fitting(match, key, tables)))
    fallback = _best(whole) or (follow if follow in tables else None) or _of_year(tuple(tables), year)
    chosen = {key: _best(votes) or fallback for key, votes in evidence.items()}
    return {key: form for key, form in chosen.items() if any(band.key == key for band in tables[form].bands)}


def _evidence(match: Match, key: str, tables: dict[Form, FormTable]) -> Counter[Form]:
    bands = {form: band for form, table in tables.items() for band in table.bands if band.key == key}
    lines = [line for line in match.lines if line.band == key]
    words = {word.key for word in match.headers if word.band == key}
    votes: Counter[Form] = Counter()
    if len(bands) == 1 and (lines or words):
        return Counter(dict.fromkeys(bands, _HEADER_WORD))
    for form, band in bands.items():
        others = [other for one, other in bands.items() if one is not form]
        own_words = _header_keys(band) - {word for other in others for word in _header_keys(other)}
        own_lines = {line.key for line in band.lines} - {line.key for other in others for line in other.lines}
        votes[form] = _HEADER_WORD * len(words & own_words) + _OWN_LINE * sum(
            line.row in own_lines and _count(line) > 0 for line in lines
        )
    return votes


def _fitting(match: Match, key: str, tables: dict[Form, FormTable]) -> Counter[Form]:
    """The lines that print as many figures as a version has columns: evidence for a table, too little for a band."""
    lines = [line for line in match.lines if line.band == key]
    bands = {form: band for form, table in tables.items() for band in table.bands if band.key == key}
    return Counter({form: sum(_fits(line, len(band.columns)) for line in lines) for form, band in bands.items()})


def _fits(line: PrintedLine, columns: int) -> bool:
    """Whether a line prints a figure per column; one spanned figure printed several times does not count."""
    texts = [entry.raw for entry in line.entries if entry.state != "blank"]
    return len(texts) == columns and (columns == 1 or len(set(texts)) > 1)


def _header_keys(band: Band) -> set[str]:
    return {label_key(label) for column in band.columns for label in (column.label, *column.aliases)}


def _count(line: PrintedLine) -> int:
    return sum(entry.state != "blank" for entry in line.entries)


def _band_keys(tables: Iterable[FormTable]) -> list[str]:
    return list(dict.fromkeys(band.key for table in tables for band in table.bands))


def _best(votes: Counter[Form]) -> Form | None:
    """The form with the most votes; None when none has any or two have the same."""
    most = max(votes.values(), default=0)
    best = [form for form, count in votes.items() if count == most > 0]
    return best[0] if len(best) == 1 else None


def _of_year(forms: tuple[Form, ...], year: int | None) -> Form:
    """The newest form, or the newest that was in force in a year."""
    in_force = [form for form in forms if year is None or form.first_year <= year]
    return (in_force or forms)[-1]
