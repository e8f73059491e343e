"""What the user says about files: a manifest (CSV or XLSX) and a pattern of the folders they lie in.

Comes in: the path of a manifest, the text of a pattern, names of files as on the command line. Goes out: a `Given` for
each file. What it means for a report is `identity`'s business. What cannot be understood for certain is a
`UsageError`: a manifest is written by a person who can mend it.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NamedTuple

from extract.agencies.sheets import numbered_rows_of
from extract.errors import UsageError
from extract.model import Given
from extract.text import squeeze

COLUMNS = ("file", "entity", "code", "parent", "kind", "year", "url", "retrieved_at", "published", "search")
"""Columns of a manifest with a meaning; all others are the user's own."""
FIELDS = ("province", "city", "county", "entity", "code", "kind", "year", "parent")
"""Fields of a path pattern."""
_PLACES = ("province", "city", "county")
_GIVEN_FIELDS = ("entity", "code", "parent", "kind", "year", "published", "url", "retrieved_at")


class Givens(NamedTuple):
    """All that a command was told about the files it reads."""

    manifest: Manifest | None = None
    pattern: Pattern | None = None

    def given(self, file: str) -> Given | None:
        """What is said about one file."""
        return given_for(file, self.manifest, self.pattern)

    def unmatched(self, files: Iterable[str]) -> tuple[str, ...]:
        """The files that the manifest names and that are not there; errors as `Manifest.unmatched`."""
        return self.manifest.unmatched(files) if self.manifest else ()


def given_for(file: str, manifest: Manifest | None, pattern: Pattern | None) -> Given | None:
    """What is said of a file; where both speak, the manifest wins field by field. None when nothing is said."""
    row = manifest.given(file) if manifest else None
    path = pattern.given(file) if pattern else None
    if row is None or path is None:
        return row or path
    return row._replace(**{field: getattr(row, field) or getattr(path, field) for field in _GIVEN_FIELDS})


# ── Manifest ─────────────────────────────────────────────────────────────────────────────────────────────────────────


SEARCHED: dict[str, tuple[str, ...]] = {
    "not_filed": ("not_filed", "未发布", "未公开", "未报送", "没有", "无"),
    "gone": ("gone", "已删除", "已失效", "已撤下", "打不开", "404"),
}
"""What may come of a search for a report of which there is no file, and how people write it."""


class SearchedFor(NamedTuple):
    """A report that was sought in vain: whose, of which year, what came of it, where and when."""

    entity: str
    code: str
    parent: str
    kind: str
    year: int
    outcome: str
    url: str
    at: str


class ManifestRow(NamedTuple):
    """A row of a manifest: its file as written, what it says, and its line in the manifest."""

    file: str
    given: Given
    line: int


@dataclass(frozen=True, slots=True, eq=False)
class Manifest:
    """The rows of a manifest; `own_columns` are the names of the columns that are the user's own, in printed order,
    `sought` the rows without a file, of reports that were sought in vain.

    A row belongs to a file by the path as given on the command line, else by the path below the manifest's folder,
    else by the end of the path: `溪口县/青禾镇2023.txt` or the bare name.
    """

    path: str
    rows: tuple[ManifestRow, ...]
    own_columns: tuple[str, ...]
    sought: tuple[SearchedFor, ...]
    _written: Mapping[str, ManifestRow]
    _absolute: Mapping[str, ManifestRow]

    def row(self, file: str) -> ManifestRow | None:
        """The row that speaks of a file."""
        written = _normal(file)
        exact_row = self._written.get(written) or self._absolute.get(_absolute(file))
        if exact_row:
            return exact_row
        parts = written.split("/")
        return next((row for at in range(1, len(parts)) if (row := self._written.get("/".join(parts[at:])))), None)

    def given(self, file: str) -> Given | None:
        """What the manifest says of a file; None without a row."""
        row = self.row(file)
        return row.given if row else None

    def unmatched(self, files: Iterable[str]) -> tuple[str, ...]:
        """The files of the rows that speak of none of these files.

        UsageError when one row speaks of several files: a bare name that occurs in more than one folder.
        """
        file_of_line: dict[int, str] = {}
        for file in dict.fromkeys(files):
            if row := self.row(file):
                other = file_of_line.setdefault(row.line, file)
                if _absolute(other) != _absolute(file):
                    raise UsageError("manifest_ambiguous", path=self.path, file=row.file, one=other, other=file)
        return tuple(row.file for row in self.rows if row.line not in file_of_line)


def manifest_of(path: str | Path) -> Manifest:
    """The manifest in a CSV or XLSX file: columns in any order. UsageError says what is not understood, and where."""
    name = str(path)
    numbered = numbered_rows_of(Path(path))
    header = numbered[0][1] if numbered else []
    columns = [column.lower() if column.lower() in COLUMNS else column for column in header]
    if "file" not in columns:
        raise UsageError("manifest_no_file_column", path=name)
    if twice := next((column for column in columns if column and columns.count(column) > 1), ""):
        raise UsageError("manifest_double_column", path=name, column=twice)
    rows, sought = [], []
    for line, values in numbered[1:]:
        if any(values[len(columns) :]):
            raise UsageError("manifest_ragged", path=name, line=str(line))
        cells = dict(zip(columns, values, strict=False))
        if cells.get("search"):
            sought.append(_sought(name, cells, line))
        else:
            rows.append(_row(name, cells, line))
    if not rows and not sought:
        raise UsageError("manifest_no_rows", path=name)
    own_columns = tuple(column for column in columns if column and column not in COLUMNS)
    folder = Path(path).parent
    return Manifest(
        path=name,
        rows=tuple(rows),
        own_columns=own_columns,
        sought=tuple(sought),
        _written=_by_file(name, ((_normal(row.file), row) for row in rows)),
        _absolute=_by_file(name, ((_absolute(folder / _slashed(row.file)), row) for row in rows)),
    )


def _row(path: str, values: Mapping[str, str], line: int) -> ManifestRow:
    fields = {field: values.get(field, "") for field in _GIVEN_FIELDS}
    faults = {
        "file": not values["file"],
        "year": bool(fields["year"]) and not _YEAR.fullmatch(fields["year"]),
        "published": bool(fields["published"]) and not _iso_date(fields["published"]),
    }
    for column, fault in faults.items():
        if fault:
            raise UsageError("manifest_value", path=path, line=str(line), column=column, value=values[column])
    fields["year"] = fields["year"][:4]
    fields["published"] = _iso_date(fields["published"])
    own_values = tuple((column, value) for column, value in values.items() if column and column not in COLUMNS)
    return ManifestRow(values["file"], Given(**fields, own=own_values, by="manifest"), line)


def _sought(path: str, values: Mapping[str, str], line: int) -> SearchedFor:
    """A row that says that a report was sought in vain: it names the unit and the year, and no file."""
    year, outcome = values.get("year", ""), squeeze(values["search"]).lower()
    found = next((key for key, words in SEARCHED.items() if outcome in words), "")
    faults = {
        "file": bool(values["file"]),
        "search": not found,
        "entity": not (values.get("entity") or values.get("code")),
        "year": not _YEAR.fullmatch(year),
    }
    for column, fault in faults.items():
        if fault:
            raise UsageError("manifest_value", path=path, line=str(line), column=column, value=values.get(column, ""))
    told = {field: values.get(field, "") for field in ("entity", "code", "parent", "kind", "url")}
    return SearchedFor(**told, year=int(year[:4]), outcome=found, at=values.get("retrieved_at", ""))


def _by_file(path: str, rows: Iterable[tuple[str, ManifestRow]]) -> dict[str, ManifestRow]:
    rows_by_file: dict[str, ManifestRow] = {}
    for file, row in rows:
        first = rows_by_file.setdefault(file, row)
        if first is not row:
            raise UsageError(
                "manifest_double_file", path=path, file=row.file, first=str(first.line), second=str(row.line)
            )
    return rows_by_file


_YEAR = re.compile(r"(?:19|20)\d\d(?:年度?)?")
_DATE = re.compile(r"(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})日?(?:[T ].*)?")


def _iso_date(written: str) -> str:
    """
    >>> _iso_date("2024/1/5"), _iso_date("2024年1月15日"), _iso_date("20240115"), _iso_date("2024-02-30")
    ('2024-01-05', '2024-01-15', '2024-01-15', '')
    """
    match = _DATE.fullmatch(written)
    try:
        return date(*(int(part) for part in match.groups())).isoformat() if match else ""
    except ValueError:
        return ""


def _slashed(file: str) -> str:
    return unicodedata.normalize("NFC", file).replace("\\", "/")


def _normal(file: str) -> str:
    """A path as it is compared: `./` and doubled slashes gone, one way of writing accents and slashes."""
    return os.path.normpath(_slashed(file)).replace("\\", "/")


def _absolute(file: str | Path) -> str:
    return unicodedata.normalize("NFC", os.path.normpath(Path(file).absolute()))


# ── Path pattern ─────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Pattern:
    """The tail of a path, segment by segment, with fields in it."""

    text: str
    _tail: re.Pattern[str]

    def given(self, file: str) -> Given | None:
        """What a path says by this pattern; None when it does not match. Province, city and county are the parent."""
        match = self._tail.search(_normal(file))
        if not match:
            return None
        fields: dict[str, str] = {field: value.strip() for field, value in match.groupdict().items()}
        places = "".join(fields.pop(place, "") for place in _PLACES)
        fields.setdefault("parent", places)
        return Given(**fields, own=(), by="path")


def pattern_of(text: str) -> Pattern:
    """A pattern such as `{province}/{county}/{entity}/{year}`; `*` is anything within a segment.

    The last segment is compared with the file's name with and without its suffix. A field that stands twice must be
    the same both times.

    >>> pattern_of("{county}/{entity}{year}").given("北岭省/溪口县/青禾镇2023.txt")[:5]
    ('青禾镇', '', '溪口县', '', '2023')
    """
    earlier_fields: set[str] = set()
    written = _slashed(text).removeprefix("./").strip("/")
    if not written:
        raise UsageError("pattern_empty", pattern=text)
    tail = "".join(_piece(text, piece, earlier_fields) for piece in _PIECES.findall(written))
    return Pattern(text, re.compile(rf"(?:^|/){tail}(?:\.[^/.]+)?$"))


_PIECES = re.compile(r"\{[^{}/]*\}|[^{}*]+|.")


def _piece(pattern: str, piece: str, earlier_fields: set[str]) -> str:
    """A literal, a star or a field of a pattern as regular expression."""
    if piece == "*":
        return "[^/]*"
    if piece in ("{", "}"):
        raise UsageError("pattern_brace", pattern=pattern)
    if not piece.startswith("{"):
        return re.escape(piece)
    field = piece[1:-1].strip()
    if field not in FIELDS:
        raise UsageError("pattern_field", pattern=pattern, field=field, known=", ".join(FIELDS))
    if field in earlier_fields:
        return f"(?P={field})"
    earlier_fields.add(field)
    return r"(?P<year>(?<!\d)(?:19|20)\d\d(?!\d))(?:年度?)?" if field == "year" else f"(?P<{field}>[^/]+?)"
