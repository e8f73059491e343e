"""What a library writes: the rows of its tables, as they stand in the files.

Comes in: which table, of which reports, with whose sentences. Goes out: rows, by file, then as printed. Numbers keep
their printed decimals; texts are as they are, or safe to open in a workbook.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

from extract.library.records import FindingRow, StoredRow, finding_of, given_of
from extract.library.schema import MIGRATIONS, Migration
from extract.library.store import Access, Store, named
from extract.model import Finding
from extract.rows import (
    FACT_COLUMNS,
    FINDING_COLUMNS,
    FORMULA_STARTS,
    NARRATIVE_COLUMNS,
    REPORT_COLUMNS,
    SECTION_COLUMNS,
    TRIPLE_COLUMNS,
    UNIT_ROW_COLUMNS,
    Message,
    safe_text,
)

TABLES = {
    "reports": REPORT_COLUMNS,
    "facts": FACT_COLUMNS,
    "findings": FINDING_COLUMNS,
    "sections": SECTION_COLUMNS,
    "narrative": NARRATIVE_COLUMNS,
    "triples": TRIPLE_COLUMNS,
    "units": UNIT_ROW_COLUMNS,
}
"""The views with the columns of the files that are written; `message` is made when findings are written."""
_ORDER = {"reports": "part", "findings": "across, place"}
_BEHIND = {"findings": [*map(named, FindingRow._fields), "form"]}
"""What is read behind the columns of a view, to make one of them."""
_STARTS = ", ".join(str(ord(start)) for start in FORMULA_STARTS)
_TEXTS = frozenset(
    (
        "file", "entity", "entity_id", "parent", "title", "expected", "actual", "text", "raw", "sentence", "label",
        "heading", "context", "names", "candidates",
    )
)  # fmt: skip

NO_UNITS: Mapping[int, str] = {}


def _code(finding: Finding, form: str) -> str:
    return finding.wording


class Views(Store):
    """The rows of a library as they are written."""

    def __init__(self, path: Path, migrations: tuple[Migration, ...] = MIGRATIONS, access: Access = "write") -> None:
        super().__init__(path, migrations, access)
        self._sql.create_function("safe", 1, safe_text, deterministic=True)

    def columns(self, table: str) -> tuple[str, ...]:
        """The columns of one of `TABLES`, those of manifests behind the reports' own."""
        if table != "reports":
            return TABLES[table]
        own_columns = self._sql.execute("SELECT name FROM own_column ORDER BY place").fetchall()
        return (*REPORT_COLUMNS, *(name for (name,) in own_columns))

    def rows(
        self,
        table: str,
        message: Message = _code,
        exact: bool = True,
        of: Collection[int] | None = None,
        units: Mapping[int, str] = NO_UNITS,
    ) -> Iterator[StoredRow]:
        """The rows of one of `TABLES`, as they are written: by file, then as printed; `of` the reports with these keys,
        or of all. `units`: the ids of the units that reports are of, by their keys, where others are wanted than those
        that are kept.

        Numbers keep their printed decimals. Texts are `exact` or safe to open. `message` makes the sentences of
        findings; without it there are the codes of their sentences.
        """
        selected = [_written(column, exact) for column in TABLES[table]] + _BEHIND.get(table, [])
        if table == "units":
            yield from self._sql.execute(f"SELECT {', '.join(selected)} FROM units ORDER BY entity_id")
            return
        query = f"SELECT {', '.join(selected)} FROM {table} WHERE report_key = ? ORDER BY {_ORDER.get(table, 'place')}"
        own_columns = self.columns(table)[len(TABLES[table]) :]
        keys = self._sql.execute("SELECT report_key, given FROM reports JOIN file USING (file) ORDER BY file, part")
        at = TABLES[table].index("entity_id") if units and "entity_id" in TABLES[table] else None
        for key, given in keys:
            if of is not None and key not in of:
                continue
            rows: Iterable[StoredRow] = self._sql.execute(query, (key,))
            if own_columns:
                given_columns = dict(given_of(given).own)
                others = [given_columns.get(name, "") for name in own_columns]
                rows = [(*row, *(others if exact else map(safe_text, others))) for row in rows]
            elif table == "findings":
                rows = _with_sentences(rows, message, exact)
            if at is not None and (unit := units.get(key)):
                unit = unit if exact else safe_text(unit)
                rows = ((*row[:at], unit, *row[at + 1 :]) if row[at] else row for row in rows)
            yield from rows


def _with_sentences(rows: Iterable[StoredRow], message: Message, exact: bool) -> Iterator[StoredRow]:
    """Findings as they are written, of rows that have behind them what a sentence is made of."""
    at, end = FINDING_COLUMNS.index("message"), len(FINDING_COLUMNS)
    for row in rows:
        *values, form = row[end:]
        sentence = message(finding_of(FindingRow(*values)), form)
        yield (*row[:at], sentence if exact else safe_text(sentence), *row[at + 1 : end])


def _written(column: str, exact: bool) -> str:
    """The expression for a column as it is written."""
    if column == "message":
        return "NULL"
    if column == "value":
        return "exact"
    name = named(column)
    if exact or column not in _TEXTS:
        return name
    return f"CASE WHEN unicode({name}) IN ({_STARTS}) THEN safe({name}) ELSE {name} END"
