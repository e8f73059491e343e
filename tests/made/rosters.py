"""Rosters as offices keep them: the units of an invented county, listed in every way that `LAYOUTS` and `WAYS` name.

A layout puts rows around a list, a way writes the names in it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from openpyxl import Workbook

COUNTY = "溪口县"
TOWNS = (
    "石桥镇", "柳渡镇", "松坪镇", "梅湾镇", "青龙镇", "金沟镇", "白沙镇", "鹤泉镇", "云亭镇", "银集镇",
    "大坝乡", "黄泥乡", "清河乡", "长岭回族乡", "城关街道", "西河街道", "东湖街道",
)  # fmt: skip
OFFICES = ("财政局", "审计局", "民政局", "教育局")
UNITS = (*TOWNS, *(COUNTY + office for office in OFFICES))
PHONE = "0398-6001{number:03}"

Row = Sequence[object]


class Sheet(NamedTuple):
    """A sheet of a made roster."""

    name: str
    rows: list[Row]


Layout = Callable[[Sequence[str]], list[Sheet]]
"""Names as they are written → the sheets of a roster that lists them."""


def _plain(head: str) -> Layout:
    return lambda names: [
        Sheet("Sheet1", [("序号", head, "备注"), *((n, name, None) for n, name in enumerate(names, 1))])
    ]


def _with_contacts(names: Sequence[str]) -> list[Sheet]:
    rows = [(n, name, f"联系人{n}", PHONE.format(number=n), None) for n, name in enumerate(names, 1)]
    return [Sheet("名单", [("序号", "单位名称", "联系人", "联系电话", "备注"), *rows])]


def _titled(names: Sequence[str]) -> list[Sheet]:
    (sheet,) = _with_contacts(names)
    return [Sheet("名单", [(f"{COUNTY}2024年度应报单位名单",), (), *sheet.rows])]


def _asked_by(names: Sequence[str]) -> list[Sheet]:
    (sheet,) = _with_contacts(names)
    above = [(f"{COUNTY}政府信息公开年报报送单位一览表",), (f"填报单位：{COUNTY}政务公开办公室", None, "2025年1月8日")]
    return [Sheet("Sheet1", [*above, *sheet.rows])]


def _asked_by_in_cells(names: Sequence[str]) -> list[Sheet]:
    (sheet,) = _with_contacts(names)
    return [Sheet("Sheet1", [("附件1",), (None, "填报单位", f"{COUNTY}政务公开办公室"), *sheet.rows])]


def _second_sheet(names: Sequence[str]) -> list[Sheet]:
    notes: list[Row] = [("填表说明",), ("一、请各单位于1月31日前报送。",), ("二、单位名称请写全称。",)]
    return [Sheet("填表说明", notes), *_titled(names)]


def _counts_first(names: Sequence[str]) -> list[Sheet]:
    counts: list[Row] = [("类别", "单位", "数量"), ("乡镇", "个", 14), ("街道", "个", 3), ("合计", None, 17)]
    return [Sheet("汇总", counts), *_titled(names)]


def _two_sheets(names: Sequence[str]) -> list[Sheet]:
    (sheet,) = _plain("单位名称")(names)
    half = len(names) // 2
    return [
        Sheet("乡镇街道", sheet.rows[: half + 1]),
        Sheet("县直部门", [sheet.rows[0], *sheet.rows[half + 1 :]]),
    ]


def _grouped(names: Sequence[str]) -> list[Sheet]:
    rows: list[Row] = [("序号", "单位名称", "联系人"), ("一、乡镇（14个）",)]
    for n, name in enumerate(names, 1):
        if n == 15:
            rows += [("小计", 14), ("二、街道（3个）",)]
        if n == 18:
            rows.append((None, "三、县直部门", None))
        rows.append((n, name, f"联系人{n}"))
    return [Sheet("Sheet1", rows)]


def _summed(names: Sequence[str]) -> list[Sheet]:
    (sheet,) = _with_contacts(names)
    below: list[Row] = [
        ("合计", len(names)),
        ("注：1.各单位请于1月31日前报送。",),
        (None, "2.联系电话请填办公电话。"),
        ("制表人：某某", None, "审核人：某某"),
    ]
    return [Sheet("Sheet1", [*sheet.rows, *below])]


def _summed_in_name(names: Sequence[str]) -> list[Sheet]:
    (sheet,) = _plain("单位")(names)
    return [Sheet("Sheet1", [*sheet.rows, (None, f"合计：{len(names)}个", None)])]


def _dissolved(names: Sequence[str]) -> list[Sheet]:
    (sheet,) = _with_contacts(names)
    gone: list[Row] = [
        (90, "旧坪乡", "无", "无", "已撤销"),
        (91, "河西乡", None, None, "2021年撤销，并入城关街道"),
        (92, "老井镇（已撤并）", None, None, None),
    ]
    raised = [(n, name, a, b, "2019年撤乡设镇" if n == 3 else c) for n, name, a, b, c in sheet.rows[1:]]
    return [Sheet("Sheet1", [sheet.rows[0], *raised, *gone])]


def _pages_repeat(names: Sequence[str]) -> list[Sheet]:
    (sheet,) = _titled(names)
    title, _, head, *rows = sheet.rows
    return [Sheet("Sheet1", [title, head, *rows[:12], head, *rows[12:]])]


def _two_heads(names: Sequence[str]) -> list[Sheet]:
    rows = [(n, name, f"联系人{n}", PHONE.format(number=n)) for n, name in enumerate(names, 1)]
    heads: list[Row] = [("序号", "单位信息", "联系方式", None), (None, "名称", "姓名", "电话")]
    return [Sheet("Sheet1", [*heads, *rows])]


def _kinds_first(names: Sequence[str]) -> list[Sheet]:
    kinds = ["乡镇"] * 14 + ["街道"] * 3 + ["部门"] * 9
    rows = [
        (kind if n in (1, 15, 18) else None, n, name)
        for n, (kind, name) in enumerate(zip(kinds, names, strict=False), 1)
    ]
    return [Sheet("Sheet1", [("类别", "序号", "单位名称"), *rows])]


def _county_first(names: Sequence[str]) -> list[Sheet]:
    rows = [(COUNTY if n == 1 else None, name, None) for n, name in enumerate(names, 1)]
    return [Sheet("Sheet1", [("县（市、区）", "乡镇（街道）、部门", "备注"), *rows])]


def _two_contacts(names: Sequence[str]) -> list[Sheet]:
    (sheet,) = _with_contacts(names)
    rows = [line for row in sheet.rows[1:] for line in (row, (None, None, "另一联系人", "6009000", None))]
    return [Sheet("Sheet1", [sheet.rows[0], *rows])]


def _twice(names: Sequence[str]) -> list[Sheet]:
    (sheet,) = _with_contacts(names)
    return [Sheet("Sheet1", [*sheet.rows, sheet.rows[1]])]


def _no_head(names: Sequence[str]) -> list[Sheet]:
    return [Sheet("Sheet1", [(f"{COUNTY}年报报送名单",), *((n, name) for n, name in enumerate(names, 1))])]


def _side_by_side(names: Sequence[str]) -> list[Sheet]:
    half = (len(names) + 1) // 2
    left, right = list(enumerate(names[:half], 1)), list(enumerate(names[half:], half + 1))
    rows = [(*one, None, *other, None) for one, other in zip(left, [*right, (None, None)], strict=False)]
    return [Sheet("Sheet1", [("应报单位",), ("序号", "单位名称", "备注", "序号", "单位名称", "备注"), *rows])]


def _short_and_full(names: Sequence[str]) -> list[Sheet]:
    rows = [(n, name.removeprefix(COUNTY), name) for n, name in enumerate(names, 1)]
    return [Sheet("Sheet1", [("序号", "简称", "单位全称"), *rows])]


def _one_column(names: Sequence[str]) -> list[Sheet]:
    return [Sheet("Sheet1", [("单位名称",), *((name,) for name in names)])]


def _numbered(names: Sequence[str]) -> list[Sheet]:
    return [Sheet("Sheet1", [("单位名称",), *((f"{n}.{name}",) for n, name in enumerate(names, 1))])]


_HEADS = (
    "单位", "名称", "机构名称", "报送单位", "填报单位", "单位全称", "责任单位", "乡镇（街道）", "单  位",
    "单位名称（全称）", "应报单位", "机关名称", "公开主体", "镇（街道）", "被考核单位", "部门单位",
)  # fmt: skip
LAYOUTS: dict[str, Layout] = {
    **{f"head {head}": _plain(head) for head in _HEADS},
    "contacts": _with_contacts,
    "title": _titled,
    "asked by": _asked_by,
    "asked by in cells": _asked_by_in_cells,
    "second sheet": _second_sheet,
    "counts first": _counts_first,
    "two sheets": _two_sheets,
    "groups": _grouped,
    "sums and notes": _summed,
    "sum in name": _summed_in_name,
    "dissolved": _dissolved,
    "head again": _pages_repeat,
    "two heads": _two_heads,
    "kinds first": _kinds_first,
    "county first": _county_first,
    "two contacts": _two_contacts,
    "twice": _twice,
    "side by side": _side_by_side,
    "no head": _no_head,
    "short and full": _short_and_full,
    "one column": _one_column,
    "numbered": _numbered,
}


def _with_tail(town: str, office: str) -> Callable[[str], str]:
    def written(name: str) -> str:
        return name + (office if name.endswith("街道") else "" if name.endswith("局") else town)

    return written


_TRADITIONAL = str.maketrans("桥镇龙沟云银乡岭关东财审计县", "橋鎮龍溝雲銀鄉嶺關東財審計縣")
WAYS: Mapping[str, Callable[[str], str]] = {
    "plain": str,
    "government": _with_tail("人民政府", "办事处"),
    "short government": _with_tail("政府", "办"),
    "office within": _with_tail("党政办", "党政办"),
    "office within in full": _with_tail("党政综合办公室", "党政综合办公室"),
    "party": _with_tail("党委、政府", "党工委、办事处"),
    "stem": lambda name: name if name.endswith(("局", "回族乡")) else name.removesuffix("街道").rstrip("镇乡"),
    "former": lambda name: name if name.endswith(("局", "街道")) else f"{name}（原{name[:2]}公社）",
    "spaces": " ".join,
    "wide spaces": lambda name: f"　{name[:2]}　{name[2:]}",
    "brackets": lambda name: f"{name}（本级）" if name.endswith("局") else f"{name}（含园区）",
    "county": lambda name: name if name.startswith(COUNTY) else COUNTY + name,
    "level": lambda name: "县" + name.removeprefix(COUNTY),
    "bare office": lambda name: name.removeprefix(COUNTY),
    "traditional": lambda name: name.translate(_TRADITIONAL),
}


def roster_bytes(sheets: Sequence[Sheet]) -> bytes:
    """A workbook with these sheets."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets:
        page = book.create_sheet(name)
        for row in rows:
            page.append(list(row))
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def write_roster(path: Path, layout: str, way: str, units: Sequence[str] = UNITS) -> None:
    """Writes a roster of units in a layout, with the names written in a way."""
    path.write_bytes(roster_bytes(LAYOUTS[layout]([WAYS[way](unit) for unit in units])))
