"""What `verify` does: a release, and the inputs where they are at hand → what is not as the release says, and why.

Comes in: a folder that `release` wrote, and a folder of inputs. Goes out: faults, none where everything is identical.
Without the inputs: the sums of files, the schemas of tables, and all that is made from other tables, made again. With
them: every input is read again under the name that it has in the release, whatever it is called now, a release is made
from that, and what is otherwise in it is told report by report, cell by cell. Whatever differs is told: where nothing
else tells of it, the file is.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from extract.agencies.codes import CodeTable, codes_kept
from extract.diff import DifferenceRow
from extract.errors import UsageError
from extract.export.formats.texts import PACKAGE_FILE
from extract.export.masked import Masks
from extract.export.release.checked import Fault, file_faults, resources_in, schema_faults, sums_in
from extract.export.release.compared import Apart, cells_apart, lines_apart, rows_apart
from extract.export.release.opened import ReleasedRow
from extract.export.release.papers import CHANGES, CITATION, CODEBOOK, METHODS, README, SUMS
from extract.export.release.terms import LOCK_FILE, ReleaseTerms, Settings, terms_of
from extract.export.release.written import CHANGES_TABLE
from extract.export.replacing import digest_of
from extract.export.staged import staged
from extract.export.tables import NAMES, ExportTable
from extract.jobs.differing import between
from extract.jobs.rebuilding import Rebuilt, rebuilt_from
from extract.jobs.released import cells_in, opened_release, rows_in, table_in
from extract.jobs.releasing import MADE, READ, Brought, KeptBefore, tables_of, write_into
from extract.jobs.versions import program_version
from extract.jobs.workers import Limits
from extract.library import OpenLibrary
from extract.scratch import scratch_folder
from extract.steps import step

_WITHOUT_KEY = ("inputs", "units", "reports", "findings", "narrative", "triples", "sought", "decisions", "corrections")
"""The tables whose rows are compared as a whole: what they hold beside the cells and sentences of reports."""
_OF_LATER_VERSIONS = frozenset({"corrections"})
"""The tables that a release of an older version does not have."""
_PAGES = (README, METHODS, CODEBOOK, CITATION)
_TELLING_OF_READERS = frozenset({PACKAGE_FILE, SUMS, "inputs.csv"})
"""The files that differ where another version read the inputs, be it to the same effect."""


class Verified(NamedTuple):
    """What came of it: what is not as it should be, how much was checked of what, and the programs that made the
    release and that checked it."""

    folder: Path
    faults: tuple[Fault, ...]
    checked: Mapping[str, int]
    made_by: str
    here: str


def verified(folder: Path, inputs: Path | None, limits: Limits, program: str) -> Verified:
    """Checks a release. UsageError where the folder is none, or no inputs are there."""
    if inputs and not inputs.exists():
        raise UsageError("no_such_path", path=str(inputs))
    if not any((folder / name).is_file() for name in (SUMS, LOCK_FILE)):
        raise UsageError("no_release", path=str(folder))
    with step("checking", folder.name):
        sums = sums_in(folder)
        faults, checked = list(file_faults(folder, sums)), {"sums": len(sums)}
        broken = frozenset(fault.where for fault in faults)
        resources, terms = _described(folder, broken, faults)
        faults += schema_faults(folder, resources, rows_in)
        checked["schema"] = len(resources)
    if terms and _can_be_read(folder, faults):
        faults += _derived_faults(folder, terms, broken)
        checked["derived"] = len(MADE) + len(_PAGES)
        if inputs:
            accounts = list(cells_in(folder / "inputs.csv"))
            faults += _input_faults(folder, terms, accounts, inputs, limits, has_faults=bool(faults))
            checked["inputs"] = len({row["file"] for row in accounts})
    made_by = f"{terms.program} ({terms.source})" if terms else ""
    return Verified(folder, tuple(dict.fromkeys(faults)), checked, made_by, f"{program} ({_source()})")


def _can_be_read(folder: Path, faults: Sequence[Fault]) -> bool:
    """Whether all tables are there, with their columns."""
    are_there = all((folder / f"{name}.csv").is_file() for name in NAMES if name not in _OF_LATER_VERSIONS)
    return are_there and not any(fault.code in ("columns", "unreadable") for fault in faults)


def _source() -> str:
    return program_version().partition("+")[2]


def _described(
    folder: Path, broken: Collection[str], faults: list[Fault]
) -> tuple[Sequence[dict[str, Any]], ReleaseTerms | None]:
    """How a release describes its tables, and with what it was made, as far as that can be read; what cannot is a
    fault, unless it is one already."""
    described: list[Any] = []
    for name, read, nothing in ((PACKAGE_FILE, resources_in, ()), (LOCK_FILE, _terms_in, None)):
        try:
            described.append(read(folder))
        except (OSError, ValueError):
            described.append(nothing)
            if name not in broken:
                faults.append(Fault("schema", name, "release", code="unreadable"))
    resources, terms = described
    return resources, terms


def _terms_in(folder: Path) -> ReleaseTerms:
    return terms_of((folder / LOCK_FILE).read_text(encoding="utf-8"))


# ── Without the inputs ───────────────────────────────────────────────────────────────────────────────────────────────


def _derived_faults(folder: Path, terms: ReleaseTerms, broken: Collection[str]) -> Iterator[Fault]:
    """What does not follow from the tables of a release that hold what was read."""
    with _again(folder, terms, [table_in(folder / f"{name}.csv") for name in READ]) as again:
        for name in (*(f"{table}.csv" for table in MADE), *_PAGES):
            if _is_same(folder / name, again / name):
                continue
            cause = "program" if terms.source != _source() and name not in broken else "release"
            for apart in _apart(folder / name, again / name):
                yield Fault("derived", f"{name} {apart.where}", cause, apart.old, apart.new)


def _apart(old: Path, new: Path) -> Iterator[Apart]:
    if old.suffix != ".csv":
        yield from lines_apart(*(path.read_text("utf-8", errors="replace") for path in (old, new)))
    else:
        yield from cells_apart(rows_in(old), rows_in(new), table_in(new).key)


def _is_same(one: Path, other: Path) -> bool:
    """Whether two files are the same; also where the first is not there, which is a fault by itself."""
    return not one.is_file() or digest_of(one) == digest_of(other)


@contextmanager
def _again(folder: Path, terms: ReleaseTerms, read: Sequence[ExportTable]) -> Iterator[Path]:
    """A release that is written again from what was read, gone afterwards."""
    settings, changes = terms.settings, folder / f"{CHANGES_TABLE}.csv"
    kept = KeptBefore(
        [table_in(changes)] if changes.is_file() else [],
        {CHANGES: (folder / CHANGES).read_bytes()} if (folder / CHANGES).is_file() else {},
    )
    with scratch_folder() as scratch, staged(scratch / settings.name) as stage:
        write_into(stage, read, terms, _brought(folder, settings), kept)
        stage.moved()
        yield stage.folder


def _brought(folder: Path, settings: Settings) -> Brought:
    """What persons brought to a release, as it stands there."""
    roster, coded = (folder / name if name else None for name in (settings.roster, settings.coded))
    codes = codes_kept((folder / settings.codes).read_text("utf-8")) if settings.codes else None
    return Brought(roster, codes, coded)


# ── With the inputs ──────────────────────────────────────────────────────────────────────────────────────────────────


def _input_faults(
    folder: Path, terms: ReleaseTerms, accounts: Sequence[ReleasedRow], inputs: Path, limits: Limits, has_faults: bool
) -> Iterator[Fault]:
    """What is otherwise in a release that is made from the inputs."""
    with (
        opened_release(folder) as released,
        rebuilt_from(accounts, released, inputs, limits, _codes_kept(folder, terms.settings)) as rebuilt,
        _again(folder, terms, _read_in(rebuilt.library, folder, terms.settings)) as again,
    ):
        faults = list(_matching_faults(rebuilt))
        with opened_release(again) as anew:
            rows = list(between(released, anew, is_trusted=False))
        now = list(cells_in(again / "inputs.csv"))
        unchanged = _unchanged(accounts, now)
        told = {fault.where for fault in faults} | {file for row in rows for file in (row.old_file, row.new_file)}
        told |= {row[of] for row in (*accounts, *now) if row["file"] in told for of in ("report_id", "entity_id")}
        faults += [_fault_of(row, unchanged) for row in rows]
        for name in _WITHOUT_KEY:
            old, new = (partial(_rows_but_readers, place / f"{name}.csv") for place in (folder, again))
            for apart in rows_apart(old, new, told - {""}):
                faults.append(Fault("row", f"{name}.csv {apart.where}", "release", apart.old, apart.new))
        if not (faults or has_faults):
            others = (path for path in sorted(again.iterdir()) if path.name not in _TELLING_OF_READERS)
            faults = [
                Fault("derived", path.name, "release") for path in others if not _is_same(folder / path.name, path)
            ]
        yield from faults


def _read_in(library: OpenLibrary, folder: Path, settings: Settings) -> Sequence[ExportTable]:
    return tables_of(library, settings, Masks() if settings.is_masked else None, READ, _brought(folder, settings))


def _codes_kept(folder: Path, settings: Settings) -> CodeTable | None:
    """The table of codes by which the library of a release tells units by itself."""
    return _brought(folder, settings).codes if settings.keeps_codes else None


def _matching_faults(rebuilt: Rebuilt) -> Iterator[Fault]:
    """Inputs that are missing, others than they were, or none of the release's."""
    yield from (Fault("missing_input", name, "file") for name in rebuilt.matched.missing)
    yield from (Fault("changed_input", name, "file", old[:12], new[:12]) for name, old, new in rebuilt.changed)
    yield from (Fault("extra_input", name, "file") for name in rebuilt.matched.extra)


def _fault_of(row: DifferenceRow, unchanged: Collection[str]) -> Fault:
    """A difference as a fault; where a file, what read it and what was said of it are the same, the release was changed
    that tells of it."""
    is_edited = row.cause == "file" and row.old_file in unchanged
    where = " ".join(filter(None, (row.entity or row.old_file or row.new_file, str(row.year or ""), row.code)))
    return Fault(row.what, where, "release" if is_edited else row.cause, row.old, row.new)


def _unchanged(before: Sequence[ReleasedRow], now: Sequence[ReleasedRow]) -> frozenset[str]:
    """The files that have the same bytes in two lists of inputs, were read by the same version, and of which the same
    was said."""
    first, second = (
        {(row["file"], row["sha256"], row["given"], row["reader"]) for row in rows} for rows in (before, now)
    )
    return frozenset(file for file, *_ in first & second)


def _rows_but_readers(path: Path) -> Iterator[Sequence[str]]:
    """The rows of a table, without what read each file: another version that reads the same is no fault."""
    rows = rows_in(path)
    columns = next(rows, [])
    at = columns.index("reader") if "reader" in columns else len(columns)
    return ([*row[:at], *row[at + 1 :]] for row in rows)
