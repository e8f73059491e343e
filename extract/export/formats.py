"""Tables → files that other programs open: one writer for each suffix, all with the same names of columns.

Comes in: `Table`s. Goes out: a file at a path. A number that is missing is missing in every format; where a format has
kinds of missing values (Stata, SPSS), why it is missing is kept. Libraries are imported when they are needed; where one
is not installed, `missing_part` says how to get it.
"""

from __future__ import annotations

import csv
import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, NamedTuple, TextIO, TypeAlias

from extract.errors import UsageError
from extract.export.delimited import write_csv
from extract.export.staged import Staged, staged
from extract.export.tables import Chunk, Field, Table
from extract.figures import MISSING
from extract.messages import Lang
from extract.rows import safe_text

if TYPE_CHECKING:
    import pandas as pd

Frame: TypeAlias = "pd.DataFrame"

STATA_KINDS = {
    "blank": "a", "mark": "b", "unreadable": "c", "absent": "d", "suggested": "e", "form": "f", "no_table": "t",
    "not_filed": "n", "not_read": "r", "several": "m", "zero": "z", "unit": "u", "not_stated": "s", "ambiguous": "g",
    "population": "p",
}  # fmt: skip
"""The extended missing value of Stata (`.a` …) for every reason in `MISSING`."""
_SPSS_FIRST = -999900
"""The numbers of SPSS for the reasons in `MISSING` go down from here."""
_LONGEST_LABEL = 80
"""Characters of a label in Stata."""
_MOST_ROWS, _MOST_COLUMNS = 1_048_575, 16_384
"""Of a sheet in Excel, below its header."""
_MEMORY = "1GB"
"""What DuckDB may take; more goes to disk."""
_WORDS = {
    "blank": ("空白", "blank"),
    "mark": ("符号（/、— 等）", "a mark"),
    "unreadable": ("不是数字或不能归位", "not readable"),
    "absent": ("未印", "not printed"),
    "suggested": ("位置只是推测", "place is a guess"),
    "form": ("该版格式没有", "not in this form"),
    "no_table": ("报告没有此表", "no such table"),
    "not_filed": ("没有报告", "no report"),
    "not_read": ("报告未能读出", "report not readable"),
    "several": ("有几份报告", "several reports"),
    "zero": ("分母为零", "denominator is zero"),
    "population": ("人口未提供", "population not given"),
    "unit": ("单位不明", "unit not told"),
    "not_stated": ("正文未提及", "not stated"),
    "ambiguous": ("正文不明确", "not clear in the text"),
}


class Setting(NamedTuple):
    """How files are written: language of the labels, whether text is exact or safe to open in a spreadsheet."""

    lang: Lang
    exact: bool


def write_tables(tables: Sequence[Table], path: Path, suffix: str, setting: Setting) -> None:
    """Writes tables in the format of a suffix, one of `WRITERS`; what is written appears whole or not at all.

    A data package is a folder, and `path` that folder or its `datapackage.json`. UsageError where tables do not fit
    into a format, or where it is not installed; OutputError where they cannot be written.
    """
    if suffix == "datapackage":
        with staged(path.parent if path.suffix == ".json" else path) as stage:
            _write_package(tables, stage, setting)
            stage.moved(frozenset())
    else:
        with staged(path.parent) as stage:
            WRITERS[suffix].write(tables, stage.path(path.name), setting)
            stage.moved(frozenset())


def _csv(tables: Sequence[Table], path: Path, setting: Setting) -> None:
    (table,) = tables
    write_csv(path, [field.name for field in table.fields], _texts(table, setting.exact))


def print_table(table: Table, file: TextIO, exact: bool) -> None:
    """Writes a table as CSV to an open file, without BOM."""
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow([field.name for field in table.fields])
    writer.writerows(_texts(table, exact))


def _texts(table: Table, exact: bool) -> Iterator[tuple[str, ...]]:
    for frame, _ in table.chunks():
        columns = [_text_column(frame, field, exact) for field in table.fields]
        yield from zip(*columns, strict=True)


def _text_column(frame: Frame, field: Field, exact: bool) -> list[str]:
    if field.kind == "text":
        texts = frame[field.name].tolist()
        return texts if exact else [safe_text(text) for text in texts]
    return ["" if number != number else number_text(number) for number in frame[field.name].tolist()]


def number_text(number: float) -> str:
    """A number as it stands in files: no exponent, no more digits than tell it from others.

    >>> number_text(3.0), number_text(0.1 + 0.2), number_text(1e-7)
    ('3', '0.3', '0.0000001')
    """
    if number == int(number):
        return str(int(number))
    return f"{number:.12g}" if abs(number) >= 1e-4 else f"{number:.12f}".rstrip("0")


def _jsonl(tables: Sequence[Table], path: Path, setting: Setting) -> None:
    (table,) = tables
    names = [field.name for field in table.fields]
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for row in _values(table):
            file.write(json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False) + "\n")


def _values(table: Table) -> Iterator[tuple[Any, ...]]:
    """Rows of texts, integers and floats, None for a number that is missing."""
    for frame, _ in table.chunks():
        columns = []
        for field in table.fields:
            values = frame[field.name].tolist()
            if field.kind != "text":
                values = [None if value != value else int(value) if value == int(value) else value for value in values]
            columns.append(values)
        yield from zip(*columns, strict=True)


def _sqlite(tables: Sequence[Table], path: Path, setting: Setting) -> None:
    kinds = {"text": "TEXT", "integer": "INTEGER", "number": "REAL"}
    path.unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as database:
        for table in tables:
            columns = ", ".join(f"{_quoted(field.name)} {kinds[field.kind]}" for field in table.fields)
            key = f", PRIMARY KEY ({', '.join(map(_quoted, table.key))})" if table.key else ""
            database.execute(f"CREATE TABLE {_quoted(table.name)} ({columns}{key})")
            marks = ", ".join("?" for _ in table.fields)
            database.executemany(f"INSERT INTO {_quoted(table.name)} VALUES ({marks})", _values(table))
        _describe(
            tables,
            setting,
            lambda rows: database.executemany("INSERT INTO fields VALUES (?, ?, ?)", rows),
            database.execute,
        )
        database.commit()


def _describe(
    tables: Sequence[Table],
    setting: Setting,
    insert: Callable[[list[tuple[str, str, str]]], object],
    execute: Callable[[str], object],
) -> None:
    """The table `fields`: what every column of the others holds."""
    execute('CREATE TABLE fields ("table" TEXT, field TEXT, label TEXT)')
    insert([(table.name, field.name, field.label[setting.lang == "en"]) for table in tables for field in table.fields])


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _duckdb(tables: Sequence[Table], path: Path, setting: Setting) -> None:
    duckdb = imported("duckdb", "data")
    path.unlink(missing_ok=True)
    with closing(duckdb.connect(str(path))) as database:
        for table in tables:
            _into_duckdb(database, table)
        _describe(
            tables,
            setting,
            lambda rows: database.executemany("INSERT INTO fields VALUES (?, ?, ?)", rows),
            database.execute,
        )


def _parquet(tables: Sequence[Table], path: Path, setting: Setting) -> None:
    duckdb = imported("duckdb", "data")
    (table,) = tables
    with (
        TemporaryDirectory(prefix=".gongkai-", dir=path.parent) as scratch,
        closing(duckdb.connect(str(Path(scratch) / "rows.duckdb"))) as database,
    ):
        database.execute(f"SET memory_limit = '{_MEMORY}'")
        _into_duckdb(database, table)
        target = str(path).replace("'", "''")
        database.execute(f"COPY {_quoted(table.name)} TO '{target}' (FORMAT parquet, COMPRESSION zstd)")


def _into_duckdb(database: Any, table: Table) -> None:
    kinds = {"text": "VARCHAR", "integer": "BIGINT", "number": "DOUBLE"}
    columns = ", ".join(f"{_quoted(field.name)} {kinds[field.kind]}" for field in table.fields)
    database.execute(f"CREATE TABLE {_quoted(table.name)} ({columns})")
    chosen = ", ".join(
        _quoted(field.name)
        if field.kind == "text"
        else f"CASE WHEN NOT isnan(CAST({_quoted(field.name)} AS DOUBLE)) THEN {_quoted(field.name)} END"
        for field in table.fields
    )
    for frame, _ in table.chunks():
        numbers = {field.name: "float64" for field in table.fields if field.kind != "text"}
        database.register("chunk", frame.astype(numbers))
        database.execute(f"INSERT INTO {_quoted(table.name)} SELECT {chosen} FROM chunk")
        database.unregister("chunk")


def _stata(tables: Sequence[Table], path: Path, setting: Setting) -> None:
    pyreadstat = imported("pyreadstat", "stats")
    (table,) = tables
    frame, whys = _whole(table)
    names = _ascii_names(table)
    users: dict[str, list[str]] = {}
    labels: dict[str, dict[Any, str]] = {}
    words = {letter: _WORDS[why][setting.lang == "en"] for why, letter in STATA_KINDS.items()}
    for field in table.fields:
        if field.kind == "text":
            continue
        kinds = _kinds(whys, field.name, frame).map(STATA_KINDS)
        found = sorted(kinds[frame[field.name].isna()].dropna().unique())
        if found:
            column = frame[field.name].astype(object).where(frame[field.name].notna(), kinds)
            frame[field.name] = column.where(column.notna(), float("nan"))
            users[names[field.name]] = found
        else:
            frame[field.name] = frame[field.name].astype("float64")
        meanings = _codes(field, setting) | {letter: words[letter] for letter in found}
        if meanings:
            labels[names[field.name]] = meanings
    pyreadstat.write_dta(
        frame.rename(columns=names),
        str(path),
        file_label=table.label[1],
        column_labels=[field.label[setting.lang == "en"][:_LONGEST_LABEL] for field in table.fields],
        version=14,
        missing_user_values=users,
        variable_value_labels=labels,
    )


def _spss(tables: Sequence[Table], path: Path, setting: Setting) -> None:
    pyreadstat = imported("pyreadstat", "stats")
    (table,) = tables
    frame, whys = _whole(table)
    names = _ascii_names(table)
    numbers = {why: _SPSS_FIRST - place for place, why in enumerate(MISSING) if why}
    labels: dict[str, dict[Any, str]] = {}
    ranges = {}
    for field in table.fields:
        if field.kind == "text":
            continue
        if field.codes:
            labels[names[field.name]] = _codes(field, setting)
        kinds = _kinds(whys, field.name, frame)
        gone = frame[field.name].isna() & kinds.ne("")
        if gone.any():
            frame[field.name] = frame[field.name].astype("float64").where(~gone, kinds.map(numbers))
            used = sorted(set(kinds[gone]))
            own = labels.setdefault(names[field.name], {})
            own |= {numbers[why]: _WORDS[why][setting.lang == "en"] for why in used}
            ranges[names[field.name]] = [{"lo": _SPSS_FIRST - len(MISSING), "hi": _SPSS_FIRST}]
    pyreadstat.write_sav(
        frame.rename(columns=names),
        str(path),
        file_label=table.label[1],
        column_labels=[field.label[setting.lang == "en"] for field in table.fields],
        variable_value_labels=labels,
        missing_ranges=ranges,
    )


def _whole(table: Table) -> tuple[Frame, Frame | None]:
    """All chunks as one, the columns in the order of the fields."""
    import pandas as pd

    chunks: list[Chunk] = list(table.chunks())
    frame = pd.concat([rows for rows, _ in chunks], ignore_index=True)[[field.name for field in table.fields]]
    whys = [why for _, why in chunks if why is not None]
    return frame, pd.concat(whys, ignore_index=True) if whys else None


def _kinds(whys: Frame | None, name: str, frame: Frame) -> pd.Series[str]:
    import pandas as pd

    if whys is None or name not in whys:
        return pd.Series("", index=frame.index)
    return whys[name].fillna("")


def _codes(field: Field, setting: Setting) -> dict[Any, str]:
    return {code: words[setting.lang == "en"] for code, words in field.codes.items()}


def _ascii_names(table: Table) -> dict[str, str]:
    """The names of the columns; those of a manifest, which may be Chinese, are numbered."""
    own = [field.name for field in table.fields if not field.name.isascii() or not field.name.isidentifier()]
    return {field.name: field.name for field in table.fields} | {
        name: f"own{at}" for at, name in enumerate(own, start=1)
    }


def _xlsx(tables: Sequence[Table], path: Path, setting: Setting) -> None:
    from extract.export.panel_book import write_sheets

    for table in tables:
        if len(table.fields) > _MOST_COLUMNS:
            raise UsageError("too_wide", table=table.name, columns=str(len(table.fields)))
    write_sheets(tables, path, setting.lang, _MOST_ROWS)


def _write_package(tables: Sequence[Table], stage: Staged, setting: Setting) -> None:
    """A CSV file for each table, exact and without BOM, and `datapackage.json` (Data Package v1)."""
    kinds = {"text": "string", "integer": "integer", "number": "number"}
    resources = []
    for table in tables:
        file = stage.path(f"{table.name}.csv")
        with file.open("w", encoding="utf-8", newline="") as opened:
            writer = csv.writer(opened, lineterminator="\n")
            writer.writerow([field.name for field in table.fields])
            writer.writerows(_texts(table, exact=True))
        digest = hashlib.sha256()
        with file.open("rb") as opened:
            while block := opened.read(1 << 20):
                digest.update(block)
        fields = [
            {"name": field.name, "type": kinds[field.kind], "title": field.label[0], "description": field.label[1]}
            for field in table.fields
        ]
        schema: dict[str, Any] = {"fields": fields, "missingValues": [""]}
        resources.append(
            {
                "name": table.name,
                "title": table.label[setting.lang == "en"],
                "path": f"{table.name}.csv",
                "profile": "tabular-data-resource",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "bytes": file.stat().st_size,
                "hash": f"sha256:{digest.hexdigest()}",
                "schema": schema | ({"primaryKey": list(table.key)} if table.key else {}),
            }
        )
    package = {"profile": "tabular-data-package", "name": "gongkai", "resources": resources}
    text = json.dumps(package, ensure_ascii=False, indent=2) + "\n"
    stage.path("datapackage.json").write_text(text, encoding="utf-8")


def imported(module: str, extra: str) -> Any:
    """A module of an optional part. UsageError says how to install it."""
    from importlib import import_module

    try:
        return import_module(module)
    except ImportError as error:
        raise UsageError("missing_part", module=module, extra=extra) from error


def _none(tables: Sequence[Table], path: Path, setting: Setting) -> None:
    raise AssertionError("a data package is no single file")


class Writer(NamedTuple):
    """How a format is written, and whether a file of it holds several tables."""

    write: Callable[[Sequence[Table], Path, Setting], None]
    several: bool


WRITERS = {
    "csv": Writer(_csv, several=False),
    "xlsx": Writer(_xlsx, several=True),
    "parquet": Writer(_parquet, several=False),
    "dta": Writer(_stata, several=False),
    "sav": Writer(_spss, several=False),
    "jsonl": Writer(_jsonl, several=False),
    "sqlite": Writer(_sqlite, several=True),
    "duckdb": Writer(_duckdb, several=True),
    "datapackage": Writer(_none, several=True),
}
"""By the suffix of the file."""
