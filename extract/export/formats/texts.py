"""Tables → text: CSV, JSON lines, and a Data Package of CSV files with their schemas and checksums."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from extract.export.delimited import TextTaker, rows_into, write_csv
from extract.export.formats.setting import Setting
from extract.export.staged import Staged
from extract.export.tables import ExportTable, Field
from extract.rows import safe_text

if TYPE_CHECKING:
    import pandas as pd

Frame: TypeAlias = "pd.DataFrame"
_LEAST = 5e-13
"""Below it a number is 0, with twelve decimals."""
PACKAGE_FILE = "datapackage.json"
KINDS = {"text": "string", "integer": "integer", "number": "number"}
"""What fields hold, as a data package has it."""


class Resource(NamedTuple):
    """A table that was written, how many rows it has, and what a data package says of it."""

    table: ExportTable
    rows: int
    described: Mapping[str, Any]


def write_delimited(tables: Sequence[ExportTable], stage: Staged, name: str, setting: Setting) -> None:
    """CSV as Excel and pandas both read it."""
    (table,) = tables
    write_csv(stage.path(name), _heads(table, setting.exact), _texts(table, setting.exact))


def print_table(table: ExportTable, file: TextTaker, exact: bool) -> None:
    """Writes a table as CSV to an open file, without BOM."""
    writer = rows_into(file)
    writer.writerow(_heads(table, exact))
    writer.writerows(_texts(table, exact))


def _heads(table: ExportTable, exact: bool) -> list[str]:
    """The names of columns, those of a manifest among them."""
    return [field.name if exact else safe_text(field.name) for field in table.fields]


def _texts(table: ExportTable, exact: bool) -> Iterator[tuple[str, ...]]:
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

    >>> number_text(3.0), number_text(0.1 + 0.2), number_text(1e-7), number_text(-1e-17)
    ('3', '0.3', '0.0000001', '0')
    """
    if number == int(number):
        return str(int(number))
    if abs(number) >= 1e-4:
        return f"{number:.12g}"
    return f"{number:.12f}".rstrip("0") if abs(number) >= _LEAST else "0"


def write_json_lines(tables: Sequence[ExportTable], stage: Staged, name: str, setting: Setting) -> None:
    """A JSON object per row, null for a number that is missing."""
    (table,) = tables
    names = [field.name for field in table.fields]
    with stage.path(name).open("w", encoding="utf-8", newline="\n") as file:
        for row in values_of(table):
            file.write(json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False) + "\n")


def values_of(table: ExportTable) -> Iterator[tuple[Any, ...]]:
    """Rows of texts, integers and floats, None for a number that is missing."""
    for frame, _ in table.chunks():
        columns = []
        for field in table.fields:
            values = frame[field.name].tolist()
            if field.kind != "text":
                values = [None if value != value else int(value) if value == int(value) else value for value in values]
            columns.append(values)
        yield from zip(*columns, strict=True)


def write_package(tables: Sequence[ExportTable], stage: Staged, name: str, setting: Setting) -> None:
    """A CSV file for each table, exact and without BOM, and `datapackage.json` (Data Package v1)."""
    write_description(write_resources(tables, stage, setting, {table.name for table in tables}), stage, {})


def write_resources(
    tables: Iterable[ExportTable], stage: Staged, setting: Setting, names: Collection[str]
) -> list[Resource]:
    """The tables of a data package, which holds those of these `names`."""
    return [_resource(table, stage, setting, names) for table in tables]


def write_description(resources: Iterable[Resource], stage: Staged, about: Mapping[str, Any]) -> None:
    """`datapackage.json`: the tables that were written, and what is said `about` the whole."""
    described = [resource.described for resource in resources]
    package = {"profile": "tabular-data-package", "name": "gongkai", **about, "resources": described}
    text = json.dumps(package, ensure_ascii=False, indent=2) + "\n"
    stage.path(PACKAGE_FILE).write_text(text, encoding="utf-8", newline="\n")


def _resource(table: ExportTable, stage: Staged, setting: Setting, names: Collection[str]) -> Resource:
    """Writes a table, and describes it; of its foreign keys those that lead to other tables of the package."""
    file, rows = stage.path(f"{table.name}.csv"), 0
    with file.open("w", encoding="utf-8", newline="") as opened:
        writer = rows_into(opened)
        writer.writerow([field.name for field in table.fields])
        for row in _texts(table, exact=True):
            writer.writerow(row)
            rows += 1
    with file.open("rb") as opened:
        digest = hashlib.file_digest(opened, "sha256").hexdigest()
    fields = [
        {"name": field.name, "type": KINDS[field.kind], "title": field.label[0], "description": field.label[1]}
        for field in table.fields
    ]
    schema: dict[str, Any] = {"fields": fields, "missingValues": [""]}
    if table.key:
        schema["primaryKey"] = list(table.key)
    if keys := [key for key in table.foreign if key.table in names]:
        schema["foreignKeys"] = [
            {"fields": list(key.fields), "reference": {"resource": key.table, "fields": list(key.fields)}}
            for key in keys
        ]
    described = {
        "name": table.name,
        "title": setting.of(table.label),
        "path": f"{table.name}.csv",
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": file.stat().st_size,
        "hash": f"sha256:{digest}",
        "rows": rows,
        "schema": schema,
    }
    return Resource(table, rows, described)
