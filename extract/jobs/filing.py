"""What `file` does: the reports of a library, copied under names that say whose they are, with an index.

Comes in: a library, a roster, a folder. Goes out: 2024/03_石桥镇_年报_定稿.docx for every file of a unit, and an index.
The originals stay where they are and as they are.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePath
from typing import NamedTuple

from extract.agencies.roster import Roster
from extract.audit import Standing
from extract.checks.profile import Profile
from extract.errors import UsageError
from extract.export.delimited import write_csv
from extract.export.replacing import Replacing, digest_of
from extract.export.staged import staged
from extract.jobs import settled_to_read
from extract.jobs.originals import bytes_as_read
from extract.jobs.supervising import judged
from extract.jobs.years import years_of
from extract.library import OpenLibrary
from extract.library.papers import unit_numbers
from extract.model import Report
from extract.rows import safe_text
from extract.text import listed
from extract.words.audit_labels import label
from extract.words.sheet_names import FILED_INDEX, FILED_NAME

_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f\ud800-\udfff]')
_SUFFIX = re.compile(r"\.[a-z0-9]{1,8}")
_LONGEST = 150
"""Bytes of a unit's name in the name of a file: of 255, others are for the number, the version, files on their way."""
_COUNTS = "counts"
_COLUMNS = ("year", "number", "unit", "version", "filed_as", "original", "sha256", "filed")


class FiledAs(NamedTuple):
    """A file of a unit, and where its copy is to stand."""

    report: Report
    year: int
    number: int
    unit: str
    version: str
    target: str


class FiledLibrary(NamedTuple):
    """How many files were copied, stood there already, and could not be copied; where the index is."""

    copied: int
    standing: int
    left: int
    index_file: Path


def file_library(path: Path, out: Path, roster: Roster | None, year: int = 0, overwrite: bool = False) -> FiledLibrary:
    """Copies the files of a year (0 for all years). UsageError for a library that is not there, has nothing of the
    year, for a folder that is a file, or where a file with other contents stands in the place of one; OutputError
    where something cannot be written.
    """
    if out.is_file():
        raise UsageError("a_file_stands_there", path=str(out))
    with settled_to_read(path) as library:
        with library.one_state():
            filings = list(_filings(library, roster, year))
            names = library.names()
        rows, counts = [], Counter[str]()
        for each in filings:
            originals = names.get(each.report.source.sha256) or [each.report.source.name]
            happened = _copied(each, originals, out)
            counts[happened] += 1
            rows.append(tuple(map(safe_text, _row(each, originals, happened))))
        with staged(out, Replacing(library, overwrite=overwrite)) as stage:
            write_csv(stage.path(FILED_INDEX), (label(code, "zh") for code in _COLUMNS), rows)
            stage.noted()
            (index,) = stage.moved()
    left = counts.total() - counts["filed.copied"] - counts["filed.standing"]
    return FiledLibrary(counts["filed.copied"], counts["filed.standing"], left, index)


def _filings(library: OpenLibrary, roster: Roster | None, year: int) -> Iterator[FiledAs]:
    reports = [report for report, _ in library.reports(with_contents=False) if report.report_id]
    for each in [year] if year else sorted(years_of(reports, roster)):
        audit, _, _ = judged(library, roster, Profile(), each)
        names = [standing.unit.name for standing in audit.standings]
        numbers = unit_numbers(library.numbering(each).units, names)
        for standing in audit.standings:
            yield from _of_unit(standing, each, numbers[standing.unit.name])


def _of_unit(standing: Standing, year: int, number: int) -> Iterator[FiledAs]:
    """The files of a unit, each with what it is beside the others."""
    relations = {id(each.report): _COUNTS if each.relation == "chosen" else each.relation for each in standing.versions}
    seen: Counter[str] = Counter()
    for report in (*standing.reports, *standing.beside):
        relation = "beside" if report in standing.beside else relations.get(id(report), _COUNTS)
        seen[relation] += 1
        version = label(f"version.{relation}", "zh") + (str(seen[relation]) if seen[relation] > 1 else "")
        name = FILED_NAME.format(number=number, unit=in_a_file_name(standing.unit.name), version=version)
        suffix = PurePath(report.source.name).suffix.lower()
        ending = suffix if _SUFFIX.fullmatch(suffix) else ""
        yield FiledAs(report, year, number, standing.unit.name, version, f"{year}/{name}{ending}")


def in_a_file_name(unit: str) -> str:
    """A unit's name as every system takes it within the name of a file, which begins with a number.

    >>> in_a_file_name("青禾镇/党政办:甲"), len(in_a_file_name("镇" * 300))
    ('青禾镇_党政办_甲', 50)
    """
    return _NOT_IN_NAMES.sub("_", unit).encode()[:_LONGEST].decode(errors="ignore")


def _copied(filing: FiledAs, originals: Sequence[str], out: Path) -> str:
    """Copies a file from the first of its originals that is still there as it was read; what happened."""
    data = bytes_as_read(originals, filing.report.source.sha256)
    if data is None:
        return "filed.gone"
    place = out / filing.target
    if place.exists():
        if digest_of(place) == filing.report.source.sha256:
            return "filed.standing"
        raise UsageError("not_ours", path=str(place))
    with staged(place.parent) as stage:
        stage.path(place.name).write_bytes(data)
        stage.moved()
    return "filed.copied"


def _row(filing: FiledAs, originals: Sequence[str], happened: str) -> tuple[str, ...]:
    return (
        str(filing.year),
        str(filing.number),
        filing.unit,
        filing.version,
        "" if happened == "filed.gone" else filing.target,
        listed(originals),
        filing.report.source.sha256,
        label(happened, "zh"),
    )
