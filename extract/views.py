"""A reading → text for the terminal, and plain objects for JSON. Nothing is decided here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from decimal import Decimal
from typing import Any, Literal
from unicodedata import east_asian_width

from extract.export.delimited import FACT_COLUMNS, fact_rows, value_text
from extract.messages import Lang, sentence
from extract.model import Entry, Fact, Form, FormTable, Match, Origin, Reading

Stage = Literal["document", "sections", "grids", "matches", "facts"]

_SIGNS = {"blank": "□", "unreadable": "!", "absent": "·"}
_HOW_SIGNS = {"aligned": "~", "suggested": "?"}
_SCREEN, _LABEL_WIDTH, _WIDEST_COLUMN = 79, 28, 18


def report_lines(reading: Reading, forms: tuple[Form, ...], lang: Lang) -> Iterator[str]:
    """One report on one screen or two: who, verdict, the tables as read, what to look at."""
    report, document = reading.report, reading.document
    yield sentence(
        "show.report",
        lang,
        entity=report.entity or sentence("show.no_entity", lang),
        year=report.year or sentence("show.no_year", lang),
        form=report.form or "—",
    )
    yield sentence("show.verdict", lang, status=sentence(f"status.{report.status}", lang))
    yield sentence(
        "show.source",
        lang,
        name=report.source.name,
        kind=report.source.kind,
        encoding=document.encoding,
        size=report.source.size,
    )
    yield sentence("show.sections", lang, numbers=",".join(map(str, report.sections)) or "—")
    for match in reading.matches:
        yield ""
        yield from _table_lines(match, [f for f in report.facts if f.concept.table == match.table], forms)
    yield ""
    yield sentence("show.legend", lang)
    notes = list(notes_of(reading, forms, lang))
    if notes:
        yield ""
        yield sentence("show.notes", lang)
        yield from (f"  {note}" for note in notes)


def notes_of(reading: Reading, forms: tuple[Form, ...], lang: Lang) -> Iterator[str]:
    """What a reader should look at: every digit inside a table is a fact or is listed here."""
    titles = {table.key: _title(table) for form in forms for table in form.tables}
    if reading.document.replaced:
        yield sentence("run.replaced", lang, count=reading.document.replaced)
    for key in reading.missing:
        yield sentence("run.missing", lang, table=titles[key])
    for match in reading.matches:
        yield from _notes_of_table(reading, match, titles[match.table], forms, lang)


def _notes_of_table(reading: Reading, match: Match, title: str, forms: tuple[Form, ...], lang: Lang) -> Iterator[str]:
    facts = [fact for fact in reading.report.facts if fact.concept.table == match.table]
    if match.again:
        yield sentence("run.again", lang, table=title)
    suggested = sum(fact.how == "suggested" for fact in facts)
    if suggested:
        yield sentence("run.suggested", lang, table=title, count=suggested)
    for fact in facts:
        if fact.state == "unreadable" and fact.raw:
            figures = f"{fact.raw} ({';'.join(map(str, fact.origins))})"
            yield sentence("show.unplaced", lang, table=title, row=_row_label(fact, forms), figures=figures)
    for extra in match.extras:
        figures = " ".join(entry.raw for entry in extra.entries if entry.raw)
        yield sentence("run.extra", lang, table=title, label=extra.label, figures=f"{figures} ({extra.origin})")
    left = [*match.leftovers, *_not_in_facts(match, facts)]
    if left:
        figures = ", ".join(f"{entry.raw} ({entry.origin})" for entry in left)
        yield sentence("run.leftover", lang, table=title, figures=figures)


def _not_in_facts(match: Match, facts: list[Fact]) -> Iterator[Entry]:
    """Entries of a table's lines that no fact holds: page numbers among the figures, remarks, lines without a place."""
    placed = {origin for fact in facts for origin in fact.origins}
    for line in match.lines:
        for entry in line.entries:
            if entry.raw and entry.origin not in placed and not (entry.glued and _holds_one(entry.origin, placed)):
                yield entry


def _holds_one(whole: Origin, parts: set[Origin]) -> bool:
    return any(whole.line == part.line and whole.start <= part.start and part.end <= whole.end for part in parts)


def _row_label(fact: Fact, forms: tuple[Form, ...]) -> str:
    table = {form.code: form for form in forms}[fact.form].table(fact.concept.table)
    return next(line.label for band in table.bands for line in band.lines if line.key == fact.concept.row)


def _table_lines(match: Match, facts: list[Fact], forms: tuple[Form, ...]) -> Iterator[str]:
    codes = {fact.form for fact in facts}
    rows: dict[str, list[Fact]] = {}
    for fact in facts:
        rows.setdefault(fact.concept.row, []).append(fact)
    tables = [form.table(match.table) for form in forms if form.code in codes]
    yield f"{_title(tables[-1])}  [{'/'.join(sorted(codes))}]"
    for table in tables:
        for band in table.bands:
            printed = [line for line in band.lines if line.key in rows and rows[line.key][0].form in codes]
            columns = {fact.concept.column for line in printed for fact in rows[line.key]}
            if not printed or columns != {column.key for column in band.columns}:
                continue
            width = min(_WIDEST_COLUMN, (_SCREEN - _LABEL_WIDTH) // len(band.columns))
            heads = (_padded(_head(column.label, width - 1), width, right=True) for column in band.columns)
            yield _padded("", _LABEL_WIDTH) + "".join(heads)
            for line in printed:
                label = _padded(_cut(line.label, _LABEL_WIDTH - 1), _LABEL_WIDTH)
                yield label + "".join(_padded(_cell(fact), width, right=True) for fact in rows.pop(line.key))


def _title(table: FormTable) -> str:
    return f"表{'一二三四五六'[table.section - 1]} {table.title}"


def _head(label: str, width: int) -> str:
    """A column's label less its note, as much of it as fits."""
    head = label.partition("（")[0]
    while _width(head) > width:
        head = head[:-1]
    return head


def _cell(fact: Fact) -> str:
    if fact.state in _SIGNS:
        return _SIGNS[fact.state]
    shown = value_text(fact.value) if fact.state == "number" else fact.raw
    return shown + _HOW_SIGNS.get(fact.how, "")


def _width(text: str) -> int:
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


def _cut(text: str, width: int) -> str:
    if _width(text) <= width:
        return text
    while _width(text) > width - 1:
        text = text[:-1]
    return text + "…"


def _padded(text: str, width: int, right: bool = False) -> str:
    blanks = " " * max(1 if right else 0, width - _width(text))
    return blanks + text if right else text + blanks


# ── Intermediates ────────────────────────────────────────────────────────────────────────────────────────────────────


def stage_lines(reading: Reading, stage: Stage) -> Iterator[str]:
    """One intermediate of the pipeline as lines, every one with its place in the source."""
    if stage == "document":
        yield from (f"{block.origin}\t{block.text}" for block in reading.document.blocks)
    elif stage == "sections":
        yield from (f"{s.origin}\t{s.number}\t{s.key}\t{s.title}" for s in reading.sections)
    elif stage == "grids":
        for row in reading.grid.rows:
            yield f"L{row[0].origin.line}\t" + " │ ".join(cell.text for cell in row)
    elif stage == "matches":
        yield from _match_lines(reading)
    else:
        yield "\t".join(FACT_COLUMNS)
        yield from ("\t".join(row) for row in fact_rows(reading.report))


def _match_lines(reading: Reading) -> Iterator[str]:
    for match in reading.matches:
        layout = "flowing" if match.flowing else "rows"
        yield f"{match.table}\t{layout}\tscore {match.score}"
        for line in (*match.lines, *match.extras):
            entries = " │ ".join(entry.raw for entry in line.entries)
            yield f"  {line.row or '?'}\t{line.label}\t{line.origin}\t{entries}"
        for entry in match.leftovers:
            yield f"  -\t\t{entry.origin}\t{entry.raw}"


def json_of(reading: Reading, stage: Stage | None) -> dict[str, Any]:
    """A reading, or one intermediate of it, as plain objects: numbers as text, origins as locators."""
    head = {"schema": "gongkai.show/1", "stage": stage or "report"}
    if stage is None or stage == "facts":
        return {**head, "report_id": reading.report.report_id, **_plain(reading.report)}
    chosen = {
        "document": reading.document,
        "sections": reading.sections,
        "grids": reading.grid,
        "matches": reading.matches,
    }
    return {**head, stage: _plain(chosen[stage])}


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return value_text(value)
    if isinstance(value, Origin):
        return str(value)
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        if hasattr(value, "_fields"):
            return {name: _plain(getattr(value, name)) for name in value._fields}
        return [_plain(part) for part in value]
    return value
