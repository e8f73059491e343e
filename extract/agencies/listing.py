"""A table that an office keeps → its roster: where the list stands, which of its rows are agencies, and which are not.

Comes in: the sheets of a file. Goes out: the roster, and an account of what was taken and what was passed over, since
offices put titles above their lists, groups between the agencies, and sums and remarks below. The list is the column,
of those that are headed as one, below which most agencies stand.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise
from pathlib import Path
from typing import Literal, NamedTuple

import regex as re

from extract.agencies.likeness import bare_name
from extract.agencies.names import chain_and_name, given_kind, is_name, is_region, kind_of, without_tail
from extract.agencies.roster import Roster, Unit, key_of
from extract.agencies.sheets import Leaf, leaves_of
from extract.errors import UsageError
from extract.numbers import read_number
from extract.text import compact, squeeze

HEADERS = {
    "name": ("单位名称", "机关名称", "单位", "name", "entity"),
    "code": ("代码", "区划代码", "单位代码", "行政区划代码", "code"),
    "aliases": ("别名", "曾用名", "简称", "原名", "原名称", "aliases"),
    "kind": ("类别", "单位类别", "类型", "单位类型", "单位性质", "kind"),
    "parent": ("上级", "所属", "主管单位", "主管部门", "上级单位", "parent"),
    "valid_from": ("启用年度", "启用", "valid_from"),
    "valid_to": ("停用年度", "停用", "valid_to"),
    "predecessors": ("前身", "predecessors"),
    "population": ("人口", "常住人口", "population"),
}
"""Columns with a meaning, by the words they may stand under; all others are the user's own."""
_NAMES = re.compile(
    r"(?:报送|填报|责任|应报|公开|填表|编制|发布|主体|承办|部门|基层|报告|被考核|考核)?(?:单位|机关|机构|部门|主体)(?:全称|名称|简称)?"
    r"|名称|全称|全名|agency|unit|organi[sz]ation"
)
"""What a column of agencies is headed with, beside the words of `HEADERS`."""
_PLACES = re.compile(r"(?:所[属在辖])?(?:[乡镇街县区市旗]|街道|苏木|办事处|管委会|部门|单位|[/、,和及与])+(?:名称)?")
"""A column of places: the agencies themselves, or what stands above them, by what else there is."""
_REMARKS = re.compile(r"备注|说明|状态|现状|变[更动](?:情况|说明)?|情况说明|调整情况|remarks?|notes?|status")
_CONTACTS = re.compile(r"联系|电话|手机|负责人|联络|经办|contact|phone|telephone")
_PHONE = re.compile(r"(?<!\d)\+?\d[\d\-－]{5,}\d(?:转\d+)?")
_AROUND_NAMES = " :：,，;；、/()（）"
_HEAD_ROWS = 20
"""Rows of a sheet within which its header stands: titles, notices and the office that asks are above it."""
_OF_YEAR = re.compile(r"(?:(?P<year>(?:19|20)\d\d)年?)?(?:人口|常住人口|population)[_ ]?(?P<year>(?:19|20)\d\d)?年?")
"""A column with the population of a year, such as 人口2022 or 2022年常住人口."""
_LISTED = re.compile(r"[;；、,，/|]+")
_NOTE = re.compile(r"\(.*?\)|\[.*?\]")
_BLANKS = re.compile(r"(?<=\p{Han})\s+(?=\p{Han})")
_SHORT = re.compile(r"[\p{Han}()、,·]{2,30}")
_NUMBERED = re.compile(r"^(?:\(?\d{1,3}\)?[.、．)）\s]\s*)(?=\D)|[*★☆▲△]+$")
_FORMER = re.compile(r"[(\[（［](?:原|曾用名|前身)[:：]?(?P<name>[^()（）\[\]［］]+)[)\]）］]")
"""The name that a unit had before, as rosters note it behind the one of today."""

Passed = Literal["heading", "total", "note", "group", "nameless", "dissolved", "again"]
"""Why a row below the header is no agency that files: a header again, a sum, a remark, the head of a group, a row
without a name, an agency that is no more, one that was listed before."""
_TOTAL = re.compile(r"^(?:合计|总计|小计|共计|总数|总共|共\d+[个家])")
_REMARK = re.compile(
    r"^[(\[*※]?(?:注(?:意|明)?|备注|说明|填表|填报|附注|附件|联系|审核|制表|制作|报送|请|以上|本表|截至|来源|单位负责人)\d?(?:.{0,6}:|.{8,})|^.*[。.]$"
)
_GROUP = re.compile(
    r"(?:[(\[]?(?:[一二三四五六七八九十]{1,3}|\d{1,2}|第[一二三四五六七八九十]+[类组])[)\].、:,]+)?"
    r"(?:[县市区州旗盟][直属级](?:属)?|[乡镇街县区市旗]|街道|办事处|人民政府|政府|工作|组成|部门|单位|机关|机构|直属|直管|垂[直管]+(?:管理)?|驻[县市区]"
    r"|中央|省[级属]?|以上|其[他它]|事业|企业|公共|群团|党[委群]|国有|开发区|园区|功能区|管委会|派出|双管|双重|管理|基层|[/、和及与类级])+"
    r"(?:名单|一览表?|部分)?(?:[(\[:]?(?:共|计|合计)?\d*[个家]?[)\]]?)?"
)
_DISSOLVED = re.compile(
    r"^(?:因?机构改革,?|根据\p{Han}+,?|(?:于|自)?(?:(?P<year>(?:19|20)\d\d)年?(?:\d{1,2}月)?(?:\d{1,2}日)?(?:[起,]|以来)?))?"
    r"(?:已经?|被|现已)*(?:撤[销并]|裁撤|注销|停用|取消|并入|划[归入]|整合[到至进]|合并[到至进入])(?!后|.{0,12}(?:设立|成立|组建|而成|为[镇街]))"
    r"|不再(?:报送|保留|单独|编制)|(?:已|被)(?:撤[销并]|裁撤|注销|并入)(?!.{0,12}(?:设立|成立|组建|而成))|无需报送|停止报送"
)
_LIVES_ON = re.compile(
    r"撤[乡镇县]\p{Han}{0,4}[设建改立]|未撤|不撤|拟撤|待撤|(?:将|把|由)\p{Han}{1,12}(?:并入|撤)|^原\p{Han}{1,12}并入本"
)
"""A town that was raised, or into which others were put, goes on."""


class PassedRow(NamedTuple):
    """A row that was passed over: why, and what stands in it first."""

    why: Passed
    line: int
    text: str


class Listing(NamedTuple):
    """A roster with what it was taken from: sheets (empty names in a CSV file) with the line below which each list
    stands, 0 where nothing heads it, the words above the agencies, and the rows that were passed over."""

    roster: Roster
    sheets: tuple[tuple[str, int], ...]
    headed: str
    passed: tuple[PassedRow, ...]


class _List(NamedTuple):
    """Where a list stands: its sheet, header, the rows below, and what every column means."""

    leaf: Leaf
    line: int
    header: list[str]
    columns: list[str]
    rows: list[tuple[int, list[str]]]

    @property
    def at(self) -> int:
        return self.columns.index("name")

    @property
    def listed(self) -> set[str]:
        """What stands in it that can be an agency's name, be it a short one."""
        keys = {_NOTE.sub("", squeeze(_tidied(_cell(row, self.at)))) for _, row in self.rows}
        return {key for key in keys if _SHORT.fullmatch(key) and not (_TOTAL.match(key) or _heads(key))}

    @property
    def names(self) -> set[str]:
        """What stands in it that is an agency's name and nothing else."""
        return {key for key in self.listed if is_name(bare_name(key))}

    @property
    def rank(self) -> tuple[int, int, int, int]:
        """How likely it is the list: by the names below, then by what else is headed, then the lower header."""
        heads = zip(self.columns, self.header, strict=True)
        known = sum(bool(key) or bool(_CONTACTS.search(squeeze(word))) for key, word in heads)
        return len(self.names), len(self.listed), known, self.line


def roster_of(path: Path) -> Roster:
    """The roster in a CSV or XLSX file."""
    return listing_of(path).roster


def listing_of(path: Path) -> Listing:
    """The roster in a CSV or XLSX file, and what was passed over there. UsageError where nothing is headed as agencies,
    or where two rows say different things of one agency."""
    leaves = [block for leaf in leaves_of(path) for block in _blocks(leaf)]
    lists = [found for leaf in leaves if (found := _list_in(leaf))] or list(filter(None, map(_bare_list, leaves)))
    if not lists:
        raise UsageError("roster_no_name", path=str(path))
    first = max(lists, key=lambda each: each.rank)
    taken = [each for each in lists if each is first or _goes_on(each, first)]
    passed: list[PassedRow] = []
    units = _told_apart(_units(path, taken, passed))
    if not units:
        raise UsageError("roster_no_unit", path=str(path))
    sheets = tuple(dict.fromkeys((each.leaf.name, each.line) for each in taken))
    return Listing(Roster(tuple(units)), sheets, first.header[first.at], tuple(passed))


def contact_of(unit: Unit) -> str:
    """Who is asked about an agency, and where, as the roster has it."""
    return " ".join(value for head, value in unit.own_values if value and _CONTACTS.search(squeeze(head).lower()))


def contacts_of(unit: Unit) -> tuple[str, str]:
    """Who is asked about an agency, and the telephone numbers, as the roster has them, be it in one column.

    >>> contacts_of(Unit("甲镇", own_values=(("联系人及电话", "李明 0554-1234567"), ("手机", "13900001111"))))
    ('李明', '0554-1234567 13900001111')
    """
    values = [value for head, value in unit.own_values if value and _CONTACTS.search(squeeze(head).lower())]
    phones = [phone for value in values for phone in _PHONE.findall(value)]
    people = [_PHONE.sub(" ", value).strip(_AROUND_NAMES) for value in values]
    return " ".join(dict.fromkeys(filter(None, people))), " ".join(dict.fromkeys(phones))


# ── Where the list stands ────────────────────────────────────────────────────────────────────────────────────────────


def _blocks(leaf: Leaf) -> list[Leaf]:
    """A sheet, or the lists that stand side by side in it, each below a header that begins with the same word."""
    for _, row in leaf.rows[:_HEAD_ROWS]:
        words = [_head(word) for word in row]
        starts = [at for at, word in enumerate(words) if word and word == next(filter(None, words))]
        if len(starts) > 1 and all(any(map(_heads, words[one:end])) for one, end in pairwise([*starts, len(words)])):
            blocks = [[(line, cells[one:end]) for line, cells in leaf.rows] for one, end in pairwise([*starts, None])]
            return [Leaf(leaf.name, [(line, cells) for line, cells in block if any(cells)]) for block in blocks]
    return [leaf]


def _list_in(leaf: Leaf) -> _List | None:
    """The list of a sheet: the column under a fitting word below which most agencies stand, the header with most other
    known columns first, and of two the lower one."""
    lists = [each for number in range(min(len(leaf.rows), _HEAD_ROWS)) for each in _lists_below(leaf, number)]
    return max(lists, key=lambda each: each.rank, default=None)


def _lists_below(leaf: Leaf, number: int) -> Iterator[_List]:
    line, header = leaf.rows[number]
    words = [_head(word) for word in header]
    known = [_column(word) for word in words]
    for at, word in enumerate(words):
        if known[at] == "name" or _NAMES.fullmatch(word) or _PLACES.fullmatch(word):
            columns = [
                "" if key == "name" else key or _place_above(words, other, at) for other, key in enumerate(known)
            ]
            columns[at] = "name"
            yield _List(leaf, line, header, columns, leaf.rows[number + 1 :])


def _place_above(words: Sequence[str], column: int, names: int) -> str:
    """A column of places beside one of agencies tells what stands above them, where it comes first."""
    return "parent" if column < names and _PLACES.fullmatch(words[column]) and "parent" not in words else ""


def _heads(key: str) -> bool:
    """Whether words head agencies, and name none."""
    return any(heading.fullmatch(key) for heading in (_GROUP, _NAMES, _PLACES)) or _column(key) == "name"


def _head(word: str) -> str:
    """The word above a column, less notes and signs."""
    return _NOTE.sub("", squeeze(word)).strip("*:.").lower()


def _column(word: str) -> str:
    """What a column with this word above it means; `population2022` for the population of that year."""
    match = _OF_YEAR.fullmatch(word)
    if match and match["year"]:
        return f"population{match['year']}"
    return next((key for key, words in HEADERS.items() if word in words), "")


def _bare_list(leaf: Leaf) -> _List | None:
    """A list that nothing heads: a column that holds hardly anything but names of agencies."""
    width = max((len(row) for _, row in leaf.rows), default=0)
    for at in range(width):
        columns = [""] * at + ["name"] + [""] * (width - at - 1)
        found = _List(leaf, 0, [""] * width, columns, leaf.rows)
        filled = sum(bool(_cell(row, at)) for _, row in leaf.rows)
        if len(found.names) >= 2 and len(found.names) * 5 >= filled * 4:
            return found
    return None


def _goes_on(other: _List, first: _List) -> bool:
    """Whether another sheet goes on with the list of a first one: the same columns, and none of its agencies."""
    return bool(other.listed) and other.columns == first.columns and not other.listed & first.listed


# ── What its rows are ────────────────────────────────────────────────────────────────────────────────────────────────


def _units(path: Path, lists: Iterable[_List], passed: list[PassedRow]) -> list[Unit]:
    """The units of lists; what is passed over is put with its reason to the others."""
    units: dict[tuple[str, str], tuple[int, Unit]] = {}
    for found in lists:
        above = group = ""
        for line, row in found.rows:
            fields = {key: _cell(row, at) for at, key in enumerate(found.columns) if key and _cell(row, at)}
            why = _passed(found, row, fields)
            if why:
                text = fields.get("name") or next(filter(None, row))
                passed.append(PassedRow(why, line, text))
                group = _region(text) if why == "group" else group
                continue
            above = fields.get("parent", above)
            unit = _unit(path, line, fields | {"parent": above or group}, _own(found, row))
            key = (key_of(unit.name), unit.parent or squeeze(chain_and_name(without_tail(unit.name))[0]))
            if key in units and units[key][1].name != unit.name:
                first, second = str(units[key][0]), str(line)
                raise UsageError("roster_twice", path=str(path), first=first, second=second, name=unit.name)
            if key in units:
                passed.append(PassedRow("again", line, unit.name))
            else:
                units[key] = line, unit
    return [unit for _, unit in units.values()]


def _passed(found: _List, row: Sequence[str], fields: dict[str, str]) -> Passed | Literal[""]:
    """Why a row is no agency that files; empty where it is one."""
    cells = [squeeze(cell) for cell in row if cell]
    name = squeeze(fields.get("name", ""))
    if name and _head(name) == _head(found.header[found.at]):
        return "heading"
    if any(map(_TOTAL.match, cells[:2])):
        return "total"
    if _REMARK.match(cells[0]) and not is_name(name):
        return "note"
    if not name:
        return "group" if len(cells) == 1 else "nameless"
    if _GROUP.fullmatch(name) or (len(cells) == 1 < _usual(found) and is_region(name)):
        return "group"
    if not re.search(r"\p{Han}{2}|\p{L}{3}", name):
        return "nameless"
    return "dissolved" if _is_dissolved(found, row, fields) else ""


def _usual(found: _List) -> int:
    """How many cells most rows have."""
    filled = sorted(sum(map(bool, row)) for _, row in found.rows)
    return filled[len(filled) // 2] if filled else 0


def _is_dissolved(found: _List, row: Sequence[str], fields: dict[str, str]) -> bool:
    """Whether a remark says that an agency is no more, and no column when it ended."""
    if fields.get("valid_to"):
        return False
    remarks = [_cell(row, at) for at, word in enumerate(found.header) if _REMARKS.fullmatch(_head(word))]
    notes = [note.strip("()[]") for note in _NOTE.findall(squeeze(fields["name"]))]
    return any(
        _DISSOLVED.search(said) and not _LIVES_ON.search(said) for said in (*map(squeeze, remarks), *notes) if said
    )


def _region(text: str) -> str:
    """The place that heads a group; empty where a group is not one of places."""
    name = _NOTE.sub("", compact(_tidied(text)))
    return name if is_region(squeeze(name)) and len(name) > 2 and not _GROUP.fullmatch(squeeze(name)) else ""


def _own(found: _List, row: Sequence[str]) -> tuple[tuple[str, str], ...]:
    heads = zip(found.header, found.columns, strict=True)
    return tuple((head, _cell(row, at)) for at, (head, key) in enumerate(heads) if not key and head)


def _cell(row: Sequence[str], at: int) -> str:
    return row[at].strip() if at < len(row) else ""


def _tidied(name: str) -> str:
    """A name less its number, marks, and the blanks that make names equally wide."""
    return _BLANKS.sub("", _NUMBERED.sub("", name.strip())).strip()


def _unit(path: Path, line: int, fields: dict[str, str], own_values: tuple[tuple[str, str], ...]) -> Unit:
    years = {}
    for column in ("valid_from", "valid_to"):
        digits = re.match(r"(?:19|20)\d\d|$", fields.get(column, "").strip())
        if not digits:
            raise UsageError("roster_year", path=str(path), line=str(line), value=fields[column])
        years[column] = int(digits[0] or 0)
    name, parent = _tidied(fields["name"]), fields["parent"]
    return Unit(
        name,
        fields.get("code", ""),
        tuple(filter(None, _LISTED.split(fields.get("aliases", "")))),
        given_kind(fields.get("kind", "")) or kind_of(without_tail(name), parent),
        parent,
        years["valid_from"],
        years["valid_to"],
        predecessors=tuple(filter(None, (*_LISTED.split(fields.get("predecessors", "")), *_FORMER.findall(name)))),
        population=tuple(_population(path, line, fields)),
        own_values=own_values,
    )


def _population(path: Path, line: int, fields: dict[str, str]) -> Iterator[tuple[int, int]]:
    for column, value in fields.items():
        if column.startswith("population"):
            number = read_number(value)
            if not number or number.unit not in ("", "人") or number.value < 0 or number.value % 1:
                raise UsageError("roster_population", path=str(path), line=str(line), value=value)
            yield int(column.removeprefix("population") or 0), int(number.value)


def _told_apart(units: Sequence[Unit]) -> list[Unit]:
    """Units of one name, each with the place that is printed in front of it where no column has one."""
    counts = {key: len(list(same)) for key, same in groupby(sorted(key_of(unit.name) for unit in units))}
    return [
        unit._replace(parent=chain_and_name(without_tail(unit.name))[0])
        if counts[key_of(unit.name)] > 1 and not unit.parent
        else unit
        for unit in units
    ]
