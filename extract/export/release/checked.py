"""A folder of a release → what in it is not as the release itself says: files by their sums, tables by their schemas.

Comes in: a folder, and rows of its tables. Goes out: faults, none where all is as it is said to be.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Literal, NamedTuple

from extract.export.formats.texts import PACKAGE_FILE
from extract.export.release.papers import SUMS
from extract.export.replacing import digest_of

FaultKind = Literal[
    "missing_file", "changed_file", "extra_file", "schema", "derived", "missing_input", "changed_input", "extra_input",
    "report", "cell", "sentence", "flag", "decision", "row",
]  # fmt: skip
RowsIn = Callable[[Path], Iterator[Sequence[str]]]
"""The rows of a table, the names of its columns first."""


class Fault(NamedTuple):
    """What is not as it should be, where, and why: one of the causes of `diff`; `release`, it was changed after it was
    released; or `program`, another version wrote it. `old` is what the release says, `new` what is found. `details` are
    of the sentence of what is wrong with a table, by its `code`."""

    what: FaultKind
    where: str
    cause: str
    old: str = ""
    new: str = ""
    code: str = ""
    details: tuple[tuple[str, str], ...] = ()


_SUM = re.compile(r"([0-9a-f]{64})  (.+)")
_KINDS = {
    "string": re.compile(r".*", re.DOTALL),
    "integer": re.compile(r"-?\d*"),
    "number": re.compile(r"(?:-?\d+(?:\.\d+)?)?"),
}
"""What stands in a field of each type; nothing, where a value is missing."""
_MOST = 20
"""Faults of one table that are listed; one column of wrong cells would have as many as rows."""


# ── Files ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def sums_in(folder: Path) -> dict[str, str]:
    """The SHA-256 of every file, as the release has them; none where it does not say."""
    if not (folder / SUMS).is_file():
        return {}
    lines = (folder / SUMS).read_text(encoding="utf-8", errors="replace").splitlines()
    return {match[2]: match[1] for match in filter(None, map(_SUM.fullmatch, lines))}


def file_faults(folder: Path, sums: Mapping[str, str]) -> Iterator[Fault]:
    """Files that are missing, have other bytes, or do not belong to the release."""
    if not sums:
        yield Fault("missing_file", SUMS, "release")
        return
    for name, digest in sorted(sums.items()):
        path = folder / name
        if not path.is_file():
            yield Fault("missing_file", name, "release")
        elif (found := digest_of(path)) != digest:
            yield Fault("changed_file", name, "release", digest[:12], found[:12])
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and name not in sums and name != SUMS:
            yield Fault("extra_file", name, "release")


# ── Tables ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def resources_in(folder: Path) -> list[dict[str, Any]]:
    """The tables as the data package describes them. OSError or ValueError where it cannot be read."""
    package = json.loads((folder / PACKAGE_FILE).read_text(encoding="utf-8"))
    try:
        return [{"path": each["path"], "name": each["name"], **each["schema"]} for each in package["resources"]]
    except (KeyError, TypeError) as error:
        raise ValueError(PACKAGE_FILE) from error


def schema_faults(folder: Path, resources: Sequence[dict[str, Any]], rows_in: RowsIn) -> Iterator[Fault]:
    """Cells of another type than their field, keys that stand twice, references that lead nowhere."""
    referred: dict[tuple[str, tuple[str, ...]], set[tuple[str, ...]]] = {}
    for key in (key for resource in resources for key in resource.get("foreignKeys", ())):
        reference = key["reference"]
        referred.setdefault((reference["resource"], tuple(reference["fields"])), set())
    paths = {resource["name"]: folder / resource["path"] for resource in resources}
    for (name, fields), values in referred.items():
        if name in paths and paths[name].is_file():
            with suppress(ValueError):
                values |= set(_values(rows_in(paths[name]), fields))
    for resource in resources:
        if paths[resource["name"]].is_file():
            try:
                yield from _table_faults(resource, rows_in(paths[resource["name"]]), referred)
            except ValueError:
                yield Fault("schema", resource["path"], "release", code="unreadable")


def _values(rows: Iterator[Sequence[str]], fields: Sequence[str]) -> Iterator[tuple[str, ...]]:
    columns = list(next(rows, []))
    if all(field in columns for field in fields):
        at = [columns.index(field) for field in fields]
        yield from (tuple(row[place] for place in at) for row in rows if len(row) == len(columns))


def _table_faults(
    resource: Mapping[str, Any],
    rows: Iterator[Sequence[str]],
    referred: Mapping[tuple[str, tuple[str, ...]], set[tuple[str, ...]]],
) -> Iterator[Fault]:
    path, fields = resource["path"], resource["fields"]
    names = [field["name"] for field in fields]
    if list(next(rows, [])) != names:
        yield Fault("schema", path, "release", code="columns")
        return
    typed = [(at, field) for at, field in enumerate(fields) if field["type"] != "string"]
    key = [names.index(name) for name in resource.get("primaryKey", ())]
    foreign = [
        ([names.index(name) for name in each["fields"]], each["reference"]) for each in resource.get("foreignKeys", ())
    ]
    keys: set[tuple[str, ...]] = set()
    count = 0
    for number, row in enumerate(rows, start=2):
        for code, details in _row_faults(row, names, typed, key, keys, foreign, referred):
            count += 1
            if count <= _MOST:
                yield Fault("schema", path, "release", code=code, details=(("row", str(number)), *details))


def _row_faults(
    row: Sequence[str],
    names: Sequence[str],
    typed: Sequence[tuple[int, Mapping[str, str]]],
    key: Sequence[int],
    keys: set[tuple[str, ...]],
    foreign: Sequence[tuple[Sequence[int], Mapping[str, Any]]],
    referred: Mapping[tuple[str, tuple[str, ...]], set[tuple[str, ...]]],
) -> Iterator[tuple[str, tuple[tuple[str, str], ...]]]:
    if len(row) != len(names):
        yield "ragged", ()
        return
    for at, field in typed:
        if not _KINDS[field["type"]].fullmatch(row[at]):
            yield "kind", (("column", field["name"]), ("kind", field["type"]))
    if key:
        own = tuple(row[at] for at in key)
        if own in keys:
            yield "key", ()
        keys.add(own)
    for places, reference in foreign:
        value = tuple(row[at] for at in places)
        if any(value) and value not in referred[reference["resource"], tuple(reference["fields"])]:
            yield "foreign", (("column", ", ".join(reference["fields"])), ("other", reference["resource"]))
