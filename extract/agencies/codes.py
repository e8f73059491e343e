"""A user's table of division codes by year → which unit a name is in a year, and its codes in that year and another.

Comes in: rows of code, name, first and last year in force, successor, and the share of the unit that goes to it. Goes
out: for the name of a report, or a code, the unit through all renames and new codes, until it is put together with
another or divided. No code is known here that does not stand in the table. What is said of a year is what is in force
at its end; a code that was given again is another unit's.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from pathlib import Path
from typing import NamedTuple

from extract.agencies.names import chain_and_name, without_tail
from extract.agencies.roster import is_renamed, key_of
from extract.agencies.sheets import numbered_rows_of
from extract.agencies.units import levels_of, may_be_one
from extract.errors import UsageError
from extract.text import squeeze

HEADERS = {
    "code": ("code", "代码", "区划代码", "行政区划代码", "统计用区划代码", "旧代码", "原代码"),
    "name": ("name", "名称", "区划名称", "单位名称", "行政区划名称"),
    "first": ("from", "启用年份", "启用年度", "启用", "起始年份", "起始年", "自"),
    "last": ("to", "停用年份", "停用年度", "停用", "终止年份", "终止年", "截止年份", "至"),
    "successor": ("successor", "后继代码", "变更后代码", "新代码", "去向代码"),
    "share": ("share", "比例", "占比", "份额"),
}
"""Columns with a meaning, by the words they may stand under; all others are the user's own."""
CODE_COLUMNS = (
    "code12", "county6", "code_year", "code12_base", "county6_base", "base_year", "share_base", "boundary_change",
)  # fmt: skip
_LENGTHS = (2, 4, 6, 9, 12)
_WHOLE, _COUNTY = 12, 6
_ALWAYS = 9999
"""The last year of what is still in force."""
_LISTED = re.compile(r"[;；、,，/|\s]+")
_FULL = 100
"""A share above 1 is in per cent."""


class Division(NamedTuple):
    """A code with a name from a year to a year, both in it, and what became of it then: codes with shares, 0 where the
    table tells none."""

    code: str
    name: str
    first: int = 0
    last: int = _ALWAYS
    successors: tuple[tuple[str, float], ...] = ()

    @property
    def code12(self) -> str:
        """The code in twelve digits."""
        return whole_code(self.code)

    def is_in_force(self, year: int) -> bool:
        """Whether it is in force at the end of a year."""
        return self.first <= year <= self.last


class PlacedCodes(NamedTuple):
    """The codes of a unit in a year and in a base year, in the order of `CODE_COLUMNS`; empty where none is known."""

    code12: str = ""
    county6: str = ""
    code_year: str = ""
    code12_base: str = ""
    county6_base: str = ""
    base_year: str = ""
    share_base: str = ""
    boundary_change: str = ""


class _Link(NamedTuple):
    """What became of a division: another, and the share of it that did; 0 where that is not told."""

    after: Division
    share: float


def whole_code(code: str) -> str:
    """
    >>> whole_code("330102"), whole_code("330102101")
    ('330102000000', '330102101000')
    """
    return code.ljust(_WHOLE, "0")


@dataclass(frozen=True, slots=True)
class CodeTable:
    """All divisions of a table."""

    divisions: tuple[Division, ...]
    _by_code: dict[str, list[Division]] = field(init=False, repr=False, compare=False, default_factory=dict)
    _by_name: dict[str, list[Division]] = field(init=False, repr=False, compare=False, default_factory=dict)
    _after: dict[Division, list[_Link]] = field(init=False, repr=False, compare=False, default_factory=dict)
    _before: dict[Division, list[Division]] = field(init=False, repr=False, compare=False, default_factory=dict)
    _ids: dict[Division, str] = field(init=False, repr=False, compare=False, default_factory=dict)
    _units: dict[str, list[Division]] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        for division in sorted(self.divisions, key=lambda each: each.first):
            self._by_code.setdefault(division.code12, []).append(division)
            self._by_name.setdefault(_own_key(division.name), []).append(division)
        for division in self.divisions:
            for link in self._links_of(division):
                self._after.setdefault(division, []).append(link)
                self._before.setdefault(link.after, []).append(division)
        self._name_units()

    def id_of(self, division: Division) -> str:
        """The id of the unit that a division is of: its last code. Where that was given to another unit later, with the
        year in which it was last this one's."""
        return self._ids[division]

    def named(self, name: str, place: str, year: int | None) -> list[Division]:
        """The divisions that a name in a place may be, in force in a year; of a name that was given or taken away since
        the end of the year, the one that the unit was then. Without a year one for each unit."""
        found = self._by_name.get(_own_key(name), [])
        if year is None:
            units = {self.id_of(each): each for each in found if self._may_be_in(each, place, each.last)}
            return list(units.values())
        for printed in (year, year + 1, year - 1):
            ids = [
                self.id_of(each)
                for each in found
                if each.is_in_force(printed) and self._may_be_in(each, place, printed)
            ]
            if now := [here for unit in dict.fromkeys(ids) if (here := self.unit_in(unit, year))]:
                return now
        return []

    def coded(self, code: str, year: int | None) -> Division | None:
        """The division of a code in a year; without a year only where the code was never given again."""
        same = self._by_code.get(whole_code(code), []) if code.isdigit() and len(code) in _LENGTHS else []
        if year is None:
            return same[-1] if len({self.id_of(each) for each in same}) == 1 else None
        return next((each for each in same if each.is_in_force(year)), None)

    def unit_in(self, unit: str, year: int) -> Division | None:
        """What a unit is in a year, by its id."""
        return next((each for each in self._units.get(unit, ()) if each.is_in_force(year)), None)

    def placed(self, unit: str, place: str, year: int, base_year: int) -> PlacedCodes:
        """The codes of a unit by its id, or, of what the table does not have, of the county that it is in."""
        division = self.unit_in(unit, year)
        if division is None:
            counties = {each.code12[:_COUNTY] for each in self._places(place, year)}
            if len(counties) != 1:
                return PlacedCodes(base_year=str(base_year))
            (county,) = counties
            found = self.coded(county, year)
            base = self._placed(found, year, base_year) if found else PlacedCodes()
            return base._replace(code12="", code12_base="", share_base="")
        return self._placed(division, year, base_year)

    def place_of(self, division: Division, year: int) -> str:
        """The places above a division in a year, from the widest on."""
        chain = chain_and_name(without_tail(division.name))[0]
        code = division.code12
        above = (self.coded(code[:length], year) for length in (2, 4, 6) if whole_code(code[:length]) != code)
        names = [squeeze(without_tail(each.name)) for each in above if each]
        return "".join(_own(name) for name in names) or squeeze(chain)

    # ── What became of what ──────────────────────────────────────────────────────────────────────────────────────

    def _links_of(self, division: Division) -> Iterator[_Link]:
        if not division.successors:
            following = self._by_code[division.code12]
            later = next((each for each in following if each.first > division.last), None)
            if later and (later.first == division.last + 1 or is_renamed(later.name, division.name)):
                yield _Link(later, 1.0)
            return
        for code, share in division.successors:
            same = self._by_code.get(whole_code(code), [])
            after = next((each for each in same if each.is_in_force(division.last + 1) and each != division), None)
            after = after or next((each for each in same if each.first > division.last), None)
            if after:
                yield _Link(after, share or (1.0 if len(division.successors) == 1 else 0.0))

    def _goes_on_as(self, division: Division) -> Division | None:
        """What a division is under its next name or code: where it becomes one that is new, and of nothing else."""
        links = self._after.get(division, [])
        if len(links) != 1:
            return None
        after = links[0].after
        return after if len(self._before[after]) == 1 and after.first > division.last else None

    def _name_units(self) -> None:
        later = {after for division in self.divisions if (after := self._goes_on_as(division))}
        lines = []
        for first in (each for each in self.divisions if each not in later):
            line = [first]
            while (after := self._goes_on_as(line[-1])) and after not in line:
                line.append(after)
            lines.append(line)
        lines.sort(key=lambda line: (line[-1].code12, -line[-1].last))
        for _, same in groupby(lines, key=lambda line: line[-1].code12):
            for number, line in enumerate(same):
                last = line[-1]
                unit = f"{last.code}-{last.last}" if number else last.code
                self._ids.update(dict.fromkeys(line, unit))
                self._units[unit] = line

    def _may_be_in(self, division: Division, place: str, year: int) -> bool:
        own_place = self.place_of(division, year)
        return not place or not own_place or may_be_one(own_place, place)

    def _places(self, place: str, year: int) -> list[Division]:
        """The counties, or what is above them, that a place may be in a year."""
        levels = levels_of(squeeze(place))
        return self.named(levels.last, levels.province + levels.above, year) if place else []

    # ── CodeTable of a year and of a base year ───────────────────────────────────────────────────────────────────────

    def _placed(self, division: Division, year: int, base_year: int) -> PlacedCodes:
        shares, changes = self._at(division, year, base_year)
        codes = sorted(shares, key=lambda each: each.code12)
        return PlacedCodes(
            division.code12,
            division.code12[:_COUNTY],
            str(year),
            ";".join(each.code12 for each in codes),
            ";".join(dict.fromkeys(each.code12[:_COUNTY] for each in codes)),
            str(base_year),
            ";".join(f"{shares[each]:.6g}" if shares[each] else "" for each in codes).strip(";"),
            ";".join(sorted(changes)),
        )

    def _at(self, division: Division, year: int, base_year: int) -> tuple[dict[Division, float], set[str]]:
        """What a division of a year is in a base year, with the share of the earlier one, and whether anything was put
        together or divided between."""
        if base_year >= year:
            return self._later(division, year, base_year)
        return self._earlier(division, year, base_year)

    def _later(self, division: Division, year: int, base_year: int) -> tuple[dict[Division, float], set[str]]:
        reached: dict[Division, float] = {}
        changes, open_ = set[str](), [(division, 1.0, year)]
        while open_:
            each, share, since = open_.pop()
            changes |= self._taken_in(each, since, min(each.last, base_year))
            if each.last >= base_year:
                reached[each] = reached.get(each, 0.0) + share
                continue
            links = self._after.get(each, [])
            changes |= {"split"} if len(links) > 1 else set()
            for after, own_share in links:
                begun = max(after.first, each.last + 1)
                beside = sum(before.last < begun for before in self._before[after])
                changes |= {"merged"} if beside > 1 or after.first <= each.last else set()
                open_.append((after, share * own_share, begun))
        return reached, changes

    def _earlier(self, division: Division, year: int, base_year: int) -> tuple[dict[Division, float], set[str]]:
        reached: dict[Division, float] = {}
        changes, open_ = set[str](), [(division, 1.0, year)]
        while open_:
            each, share, until = open_.pop()
            came = [before for before in self._before.get(each, []) if base_year <= before.last < until]
            changes |= {"merged"} if len(came) > 1 or (came and each.first <= base_year) else set()
            if each.is_in_force(base_year):
                reached[each] = reached.get(each, 0.0) + share
            for before in came:
                links = self._after[before]
                changes |= {"split"} if len(links) > 1 else set()
                changes |= {"merged"} if each.first <= before.last else set()
                own_share = next(link.share for link in links if link.after == each)
                open_.append((before, share * own_share, before.last + 1))
        return reached, changes

    def _taken_in(self, division: Division, since: int, until: int) -> set[str]:
        """Whether something was put into a division that was there before, from a year to another."""
        came = (before for before in self._before.get(division, []) if division.first <= before.last)
        return {"merged"} if any(since <= before.last < until for before in came) else set()


def _own(name: str) -> str:
    return chain_and_name(name)[1]


def _own_key(name: str) -> str:
    """A name as divisions are looked up by it, less the places in front."""
    return key_of(_own(squeeze(without_tail(name))))


def codes_text(codes: CodeTable) -> str:
    """A table as a library keeps it."""
    return json.dumps(codes.divisions, ensure_ascii=False)


def codes_kept(text: str) -> CodeTable | None:
    """A table from what a library keeps; None where it keeps none."""
    if not text:
        return None
    return CodeTable(
        tuple(
            Division(code, name, first, last, tuple((after, share) for after, share in successors))
            for code, name, first, last, successors in json.loads(text)
        )
    )


# ── The table ────────────────────────────────────────────────────────────────────────────────────────────────────────


def codes_of(path: Path) -> CodeTable:
    """The table in a CSV or XLSX file: columns in any order, rows of one division with several successors below each
    other or in one cell. UsageError says what is not understood, and where."""
    rows = numbered_rows_of(path)
    header = [_column(word) for word in rows[0][1]] if rows else []
    for needed in ("code", "name"):
        if needed not in header:
            raise UsageError("codes_no_column", path=str(path), column=needed)
    found = [_division(path, line, dict(zip(header, row, strict=False))) for line, row in rows[1:]]
    if not found:
        raise UsageError("codes_no_rows", path=str(path))
    return CodeTable(_in_turn(path, list(_ended(_joined(found)))))


def _column(word: str) -> str:
    return next((column for column, words in HEADERS.items() if squeeze(word).lower() in words), "")


def _division(path: Path, line: int, cells: Mapping[str, str]) -> Division:
    def told(column: str, pattern: str) -> str:
        match = re.fullmatch(pattern, cells.get(column, "").strip())
        if not match:
            raise UsageError("codes_value", path=str(path), line=str(line), column=column, value=cells[column])
        return match[1] or ""

    code = told("code", r"(\d+)")
    successors = list(filter(None, _LISTED.split(cells.get("successor", ""))))
    shares = list(filter(None, _LISTED.split(cells.get("share", "").replace("%", ""))))
    for column, written in (("code", code), *(("successor", each) for each in successors)):
        if not written.isdigit() or len(written) not in _LENGTHS:
            raise UsageError("codes_value", path=str(path), line=str(line), column=column, value=written)
    if not cells["name"].strip() or (shares and len(shares) != len(successors)):
        column = "share" if cells["name"].strip() else "name"
        raise UsageError("codes_value", path=str(path), line=str(line), column=column, value=cells.get(column, ""))
    year = r"(?:((?:19|20)\d\d)(?:年.*|[-/.].*)?)?"
    return Division(
        code,
        cells["name"].strip(),
        int(told("first", year) or 0),
        int(told("last", year) or _ALWAYS),
        tuple(zip(successors, _shares(path, line, shares, len(successors)), strict=True)),
    )


def _shares(path: Path, line: int, written: Sequence[str], count: int) -> Iterator[float]:
    for share in written or ["0"] * count:
        if not re.fullmatch(r"\d+(?:\.\d+)?", share) or float(share) > _FULL:
            raise UsageError("codes_value", path=str(path), line=str(line), column="share", value=share)
        yield float(share) / (_FULL if float(share) > 1 else 1)


def _joined(divisions: Iterable[Division]) -> Iterator[Division]:
    """Rows of one division as one: those that name several successors, and a list for every year."""
    by_row: dict[tuple[str, str, int, int], Division] = {}
    for each in divisions:
        same = by_row.get(each[:4])
        successors = (*(same.successors if same else ()), *each.successors)
        by_row[each[:4]] = each._replace(successors=tuple(dict.fromkeys(successors)))
    rows = sorted(by_row.values(), key=lambda each: (each.code12, each.name, each.first))
    for _, group in groupby(rows, key=lambda each: (each.code12, each.name)):
        open_, *others = group
        for each in others:
            if each.first == open_.last + 1 and not open_.successors:
                open_ = open_._replace(last=each.last, successors=each.successors)
            else:
                yield open_
                open_ = each
        yield open_


def _ended(divisions: Iterable[Division]) -> Iterator[Division]:
    """Divisions with the year in which each ended: where the table has none, that before its code or its successor
    began."""
    rows = sorted(divisions, key=lambda each: (each.code12, each.first))
    first_of: dict[str, list[int]] = {}
    for each in rows:
        first_of.setdefault(each.code12, []).append(each.first)
    ended = {one: other.first - 1 for one, other in pairwise(rows) if one.code12 == other.code12}
    for each in rows:
        begun = [
            year for code, _ in each.successors for year in first_of.get(whole_code(code), ()) if year > each.first
        ]
        last = min(ended.get(each, _ALWAYS), min(begun) - 1 if begun else _ALWAYS)
        yield each._replace(last=last) if each.last == _ALWAYS else each


def _in_turn(path: Path, divisions: Sequence[Division]) -> tuple[Division, ...]:
    """Divisions, of which no two have one code in one year: that is a UsageError."""
    for one, other in pairwise(sorted(divisions, key=lambda each: (each.code12, each.first))):
        if one.code12 == other.code12 and other.first <= one.last:
            raise UsageError("codes_twice", path=str(path), division=one.code, one=one.name, other=other.name)
    return tuple(divisions)
