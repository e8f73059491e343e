"""What `correct` does: a table of figures that persons lay over what is printed ↔ a library, which keeps them.

Comes in: a table with rows of `facts.csv`, or of the table of corrections itself, with what stands in the print of a
cell, what is to count in place of it, and why; or one cell. Goes out: what was kept, what was known already, and what
an other correction that was said later speaks against. A table is taken whole or not at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from extract.agencies.sheets import numbered_rows_of
from extract.errors import UsageError
from extract.forms import load_every_form
from extract.jobs.settling import rejudged
from extract.library import OpenLibrary
from extract.library.corrections import BLANK, CORRECTION_COLUMNS, Correction
from extract.library.store import moment
from extract.numbers import read_number
from extract.rows import safe_text, value_text
from extract.words.export_labels import COLUMN_LABELS
from extract.words.sheet_names import AS_PRINTED_WORDS, BLANK_WORDS

_NEEDED = ("raw", "corrected", "because")
_CELL = ("table", "row", "column")
_REPORT = ("sha256", "report_id", "file")
_DIGITS_OF_SHA256 = 64
_AHEAD = timedelta(days=1)
"""By how much a clock elsewhere may be fast."""


class Outdone(NamedTuple):
    """A row of a table that says otherwise than what was said later: its line, and what counts."""

    line: int
    counts: Correction


class Corrected(NamedTuple):
    """What came of a table: how many corrections were kept, and how many were known; those that do not count, since
    another was said later; those of cells in which something else is printed, or that are not there."""

    kept: int
    known: int
    outdone: tuple[Outdone, ...]
    stale: tuple[Correction, ...]


class _Row(NamedTuple):
    line: int
    correction: Correction
    is_dated: bool


def correct_from(library: OpenLibrary, table: Path, who: str) -> Corrected:
    """Keeps the corrections of a table, of `who` where it does not say. UsageError where it cannot be understood."""
    rows = _rows(library, table, who)
    with library.writing():
        counts = {each.place: each for each in library.corrections_ever()}
        wanted, outdone, known = list[Correction](), list[Outdone](), 0
        for line, each, is_dated in rows:
            now = counts.get(each.place)
            if now and now.value == each.value and (now.why == each.why or is_dated):
                known += 1
            elif now and is_dated and now.at >= each.at:
                outdone.append(Outdone(line, now))
            elif now or each.value:
                wanted.append(each)
            else:
                known += 1
        _keep(library, wanted)
        standing = {each.correction: each.standing for each in library.standing_corrections()}
    stale = tuple(each for each in wanted if standing.get(each, "applied") != "applied")
    return Corrected(len(wanted), known, tuple(outdone), stale)


def correct_cell(library: OpenLibrary, said: Correction, seen: str) -> bool:
    """Keeps what somebody says of a cell who has `seen` what counted in it before; not where that is another by now.
    Whether it was kept."""
    with library.writing():
        about = library.corrections_about(said.sha256, said.part)
        last = {each.place: each.value for each in about}.get(said.place, "")
        if last != seen:
            return False
        _keep(library, [said._replace(at=moment())])
        return True


def corrected_value(text: str) -> str | None:
    """What a person writes for a cell as it is kept: a number, `blank` for an empty cell, nothing where what is printed
    counts again; None for anything else.

    >>> [corrected_value(text) for text in ("1,200", "空", "印出", "3.50", "十二", "3万元", "")]
    ['1200', 'blank', '', '3.50', None, None, None]
    """
    stripped = text.strip()
    if stripped in BLANK_WORDS:
        return BLANK
    if stripped in AS_PRINTED_WORDS:
        return ""
    number = read_number(stripped)
    return value_text(number.value) if number and not number.unit else None


def _keep(library: OpenLibrary, corrections: Iterable[Correction]) -> None:
    keys = library.correct(corrections)
    library.rejudge(rejudged(library, keys))


# ── A table ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _rows(library: OpenLibrary, table: Path, who: str) -> list[_Row]:
    """The rows of a table that correct something; a row in which nothing stands for a cell corrects nothing."""
    numbered = numbered_rows_of(table)
    header = [_column(head) for head in numbered[0][1]] if numbered else []
    for column in (*_NEEDED, *_CELL):
        if header.count(column) != 1:
            raise UsageError("correction_column", path=str(table), column=column)
    if not set(_REPORT) & set(header):
        raise UsageError("correction_column", path=str(table), column="report_id")
    rows: dict[tuple[str, int, str, str], _Row] = {}
    known = {str(concept) for concept in _every_cell()}
    for line, cells in numbered[1:]:
        if len(cells) > len(header):
            raise UsageError("correction_ragged", path=str(table), line=str(line))
        row = dict(zip(header, [*cells, *[""] * len(header)], strict=False))
        if not (row["corrected"] or row["because"]):
            continue
        made = _row(library, table, line, row, who, known)
        if (twice := rows.get(made.correction.place)) and twice.correction.value != made.correction.value:
            raise UsageError("correction_twice", path=str(table), first=str(twice.line), second=str(line))
        rows[made.correction.place] = made
    return list(rows.values())


def _column(head: str) -> str:
    """A column by its code, or by what it is called in Chinese."""
    return next((code for code in CORRECTION_COLUMNS if head in (code, COLUMN_LABELS[code][0])), head)


def _every_cell() -> Iterable[str]:
    return (
        f"{table.key}.{line.key}.{column.key}"
        for form in load_every_form()
        for table in form.tables
        for band in table.bands
        for line in band.lines
        for column in band.columns
    )


def _row(library: OpenLibrary, table: Path, line: int, row: Mapping[str, str], who: str, known: Iterable[str]) -> _Row:
    def refused(column: str) -> UsageError:
        return UsageError("correction_value", path=str(table), line=str(line), column=column, value=row[column])

    cell, value = ".".join(row[column] for column in _CELL), corrected_value(row["corrected"])
    if cell not in known:
        raise UsageError("correction_cell", path=str(table), line=str(line), cell=cell)
    if value is None:
        raise refused("corrected")
    if not row["because"]:
        raise refused("because")
    sha256, part, key = _report(library, row)
    if not sha256:
        raise refused(next(column for column in _REPORT if column in row))
    at, dated = moment(), row.get("decided", "")
    if dated:
        at = _moment_of(dated)
        if not at:
            raise refused("decided")
    printed = library.printed(key, [cell]).get(cell) if key else None
    raw = row["raw"]
    if printed is not None and raw in (printed.strip(), safe_text(printed).strip()):
        raw = printed
    said = Correction(sha256, part, cell, raw, value, row["because"], row.get("who", "") or who, at)
    return _Row(line, said, bool(dated))


def _report(library: OpenLibrary, row: Mapping[str, str]) -> tuple[str, int, int | None]:
    """The report that a row is about, by its bytes, which of them, and its key where it is there."""
    report_id, sha256, file = (row.get(column, "") for column in ("report_id", "sha256", "file"))
    line = library.line_named(report_id) if report_id else library.line_of_file(file) if file and not sha256 else None
    if line and sha256 in ("", line.sha256):
        return line.sha256, line.part, line.key
    part = row.get("part", "") or "1"
    is_digest = len(sha256) == _DIGITS_OF_SHA256 and not sha256.strip("0123456789abcdef")
    return (sha256, int(part), None) if is_digest and part.isascii() and part.isdigit() else ("", 0, None)


def _moment_of(text: str) -> str:
    """A time as it is kept; empty for what is none, or has not come yet."""
    with suppress(ValueError, OverflowError):
        at = datetime.fromisoformat(text)
        if at.tzinfo and at < datetime.now(UTC) + _AHEAD:
            return at.astimezone(UTC).isoformat(timespec="microseconds")
    return ""
