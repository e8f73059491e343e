"""What an office asks for beyond the rules: which of them apply and how grave they are, deadlines, demands on sections,
words and cells, figures that it holds, scores. A TOML file, or a workbook that an official fills in; without one, the
rules as they are.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal, NamedTuple

from extract.agencies.sheets import NumberedCells, contents_of, leaves_of, numbered_rows_of, text_in
from extract.catalogue import KINDS, load_rules
from extract.checks.profile_sheet import declared_in
from extract.errors import ProfileError, UsageError
from extract.forms import load_forms
from extract.forms.declared import (
    DATE,
    DAY,
    NUMBER,
    TEXT,
    TEXTS,
    WHOLE,
    Shape,
    TomlPlace,
    day_of,
    named,
    one_of,
    some_of,
    table_of,
    tables_in,
    tables_of,
)
from extract.model import SEVERITIES, Severity
from extract.numbers import read_number
from extract.words.messages import sentence

_WORKBOOK = b"PK\x03\x04"


class Demand(NamedTuple):
    """What a section must have: so many characters, every one of some words, and one of some that mean the same, which
    have a name together."""

    section: int
    length: int = 0
    words: tuple[str, ...] = ()
    any_of: tuple[str, ...] = ()
    name: str = ""


class Forbidden(NamedTuple):
    """Words that no report on the years from `since` to `until` is to hold, and what is to stand instead."""

    words: tuple[str, ...]
    instead: str = ""
    since: int = 0
    until: int = 9999


class Zero(NamedTuple):
    """Cells that are to be 0 for some kinds of agencies, for all where none is named, and why."""

    cells: tuple[str, ...]
    kinds: tuple[str, ...] = ()
    why: str = ""


class Registered(NamedTuple):
    """What another register has for a cell of an agency, in a year or, for 0, in any; by how much they may differ."""

    unit: str
    cell: str
    value: Decimal
    tolerance: Decimal = Decimal(0)
    year: int = 0


class Register(NamedTuple):
    """A table that the office keeps of figures that reports print, too."""

    name: str
    rows: tuple[Registered, ...]


class Scoring(NamedTuple):
    """An item of a score: points that every finding of some rules takes, and the most that they take together."""

    name: str
    rules: tuple[str, ...]
    points: float
    cap: float


@dataclass(frozen=True, slots=True)
class Profile:
    """An office's own demands. `deadlines` are month and day of the next year, by kind of agency."""

    name: str = ""
    severities: dict[str, Severity | Literal["off"]] = field(default_factory=dict)
    deadlines: dict[str, tuple[int, int]] = field(default_factory=dict)
    basis: str = ""
    due: str = ""
    demands: tuple[Demand, ...] = ()
    forbidden: tuple[Forbidden, ...] = ()
    zeros: tuple[Zero, ...] = ()
    registers: tuple[Register, ...] = ()
    full: float = 0
    not_filed: float = 0
    """The score of who has filed nothing."""
    scores: tuple[Scoring, ...] = ()

    @property
    def most(self) -> float:
        """The points that all items may take together."""
        return sum(item.cap for item in self.scores)

    def is_off(self, rule: str) -> bool:
        """Whether a rule is not applied."""
        return self.severities.get(rule) == "off"

    def severity(self, rule: str, usual: Severity) -> Severity:
        """How grave a finding is here."""
        declared = self.severities.get(rule, usual)
        return usual if declared == "off" else declared

    def deadline(self, kind: str, year: int) -> date | None:
        """The day by which an agency of a kind must have published its report on a year; None where none is set. What
        is set for the 29th of February is the 28th in most years."""
        if kind not in self.deadlines:
            return None
        month, day = self.deadlines[kind]
        return date(year + 1, month, min(day, monthrange(year + 1, month)[1]))


def profile_of(path: Path) -> Profile:
    """The profile in a TOML file or a workbook.

    UsageError where it cannot be opened; ProfileError, which is one, names the table and the key that cannot be
    understood.
    """
    place = TomlPlace(ProfileError, str(path))
    data = contents_of(path)
    if data.startswith(_WORKBOOK):
        declared = declared_in(str(path), leaves_of(path))
        return replace(_profile(declared), registers=tuple(_registers(declared["registered"])))
    toml = text_in(data)
    if toml is None:
        raise place.wrong("toml", "", why=sentence("error.table_encoding", "zh", path=place.file))
    declared = tables_in(toml, _shape(), place)
    numbers = [str(section.number) for section in load_forms()[-1].sections]
    for number, section in enumerate(declared.get("section", ()), start=1):
        if str(section["number"]) not in numbers:
            raise place.inside("section", str(number)).unknown_word("number", str(section["number"]), numbers)
    for number, zero in enumerate(declared.get("zero", ()), start=1):
        for cell in zero["cells"]:
            if cell not in _cells():
                raise place.inside("zero", str(number)).unknown_word("cells", cell, _cells())
    registers = tuple(_register(path.parent, each) for each in declared.get("register", ()))
    return replace(_profile(declared), registers=registers)


def _cells() -> list[str]:
    """Every cell of a form, by its name in facts.csv."""
    return list(
        dict.fromkeys(
            f"{table.key}.{line.key}.{column.key}"
            for form in load_forms()[::-1]
            for table in form.tables
            for band in table.bands
            for line in band.lines
            for column in band.columns
        )
    )


def _registers(rows: Iterable[dict[str, Any]]) -> Iterator[Register]:
    """The registers of a workbook: rows of one name are one."""
    by_name: dict[str, list[Registered]] = {}
    for row in rows:
        figures = (row["value"], row["tolerance"], row["year"])
        by_name.setdefault(row["name"], []).append(Registered(row["unit"], row["cell"], *figures))
    for name, registered in by_name.items():
        yield Register(name, tuple(registered))


_HEADS = {
    "unit": ("单位", "单位名称", "unit", "name"),
    "cell": ("单元格", "指标", "cell"),
    "value": ("值", "数值", "件数", "value"),
    "tolerance": ("允许误差", "误差", "tolerance"),
    "year": ("年度", "年份", "year"),
}
_NEEDED = ("unit", "cell", "value")


def _register(folder: Path, declared: dict[str, Any]) -> Register:
    """A register in a CSV or XLSX file, which lies beside the profile unless its path says where."""
    path = folder / declared["file"]
    head, *rows = numbered_rows_of(path) or [(1, [])]
    columns = {field: head[1].index(word) for field, words in _HEADS.items() for word in words if word in head[1]}
    if lacking := next((field for field in _NEEDED if field not in columns), ""):
        raise UsageError("register_column", path=str(path), column=f"{_HEADS[lacking][0]}/{lacking}")
    known = set(_cells())
    return Register(
        declared.get("name", "") or path.stem, tuple(_registered(path, row, columns, known) for row in rows)
    )


def _registered(path: Path, row: NumberedCells, columns: dict[str, int], known: set[str]) -> Registered:
    number, cells = row
    said = {field: cells[at].strip() if at < len(cells) else "" for field, at in columns.items()}
    value, tolerance = _amount(said["value"]), _amount(said.get("tolerance", "") or "0")
    year = said.get("year", "").removesuffix("年度").removesuffix("年") or "0"
    wrong = (
        said["cell"] not in known and said["cell"],
        value is None and said["value"],
        tolerance is None and said["tolerance"],
        not year.isdecimal() and year,
    )
    if value is None or tolerance is None or any(each is not False for each in wrong):
        what = next(str(each) for each in wrong if each is not False)
        raise UsageError("register_row", path=str(path), line=str(number), value=what)
    return Registered(said["unit"], said["cell"], value, tolerance, int(year))


def _amount(printed: str) -> Decimal | None:
    """
    >>> _amount("1,234"), _amount("0.5"), _amount("若干")
    (Decimal('1234'), Decimal('0.5'), None)
    """
    number = read_number(printed)
    return number.value if number else None


def _shape() -> Shape:
    rules = load_rules()
    item: Shape = {"name": TEXT, "rules": some_of(rules), "points": NUMBER, "cap?": NUMBER}
    return {
        "name?": TEXT,
        "basis?": TEXT,
        "due?": DATE,
        "rules?": named(one_of((*SEVERITIES, "off")), rules),
        "deadlines?": named(DAY, KINDS),
        "section?": tables_of({"number": WHOLE, "length?": WHOLE, "words?": TEXTS, "any?": TEXTS, "name?": TEXT}),
        "forbid?": tables_of({"words": TEXTS, "instead?": TEXT, "since?": WHOLE, "until?": WHOLE}),
        "zero?": tables_of({"cells": TEXTS, "kinds?": some_of(KINDS), "why?": TEXT}),
        "register?": tables_of({"file": TEXT, "name?": TEXT}),
        "score?": table_of({"full?": NUMBER, "not_filed?": NUMBER, "item?": tables_of(item)}),
    }


def _profile(declared: dict[str, Any]) -> Profile:
    score = declared.get("score", {})
    return Profile(
        name=declared.get("name", ""),
        severities=declared.get("rules", {}),
        deadlines={kind: day_of(day) for kind, day in declared.get("deadlines", {}).items()},
        basis=declared.get("basis", ""),
        due=str(declared.get("due", "")),
        demands=tuple(
            Demand(
                section["number"],
                section.get("length", 0),
                tuple(section.get("words", ())),
                tuple(section.get("any", ())),
                section.get("name", ""),
            )
            for section in declared.get("section", ())
        ),
        forbidden=tuple(
            Forbidden(tuple(each["words"]), each.get("instead", ""), each.get("since", 0), each.get("until", 9999))
            for each in declared.get("forbid", ())
        ),
        zeros=tuple(
            Zero(tuple(each["cells"]), tuple(each.get("kinds", ())), each.get("why", ""))
            for each in declared.get("zero", ())
        ),
        full=float(score.get("full", 0)),
        not_filed=float(score.get("not_filed", 0)),
        scores=tuple(
            Scoring(
                scoring["name"],
                tuple(scoring["rules"]),
                float(scoring["points"]),
                float(scoring.get("cap", scoring["points"])),
            )
            for scoring in score.get("item", ())
        ),
    )
