"""What may be exported: tables with their fields, each with a label in Chinese and English, the same in every format.

Comes in: a library and what is wanted of it. Goes out: `Table`s whose rows come in chunks, so that none needs to fit
into memory but the wide one. Formats are left to `formats`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from extract.export.masked import Masks
from extract.forms.codebook import COLUMNS as CODEBOOK_COLUMNS
from extract.forms.codebook import codebook_of
from extract.library import TABLES, Library
from extract.model import Form
from extract.panels.compare import (
    ADDED,
    UNIT_COLUMNS,
    Choice,
    Panel,
    expected_of,
    filed_in,
    flags_of,
    grid_of,
    panel_of,
    unit_of,
)
from extract.panels.series import all_series, main_series

if TYPE_CHECKING:
    import pandas as pd

Frame: TypeAlias = "pd.DataFrame"
Chunk: TypeAlias = "tuple[Frame, Frame | None]"
"""Rows, and for the numbers that are missing in them why, in a frame of their columns."""

_ROWS = 50_000
"""Rows of a chunk."""


NO_CODES: Mapping[int, tuple[str, str]] = {}
_YES_NO = {0: ("否", "no"), 1: ("是", "yes")}


class Field(NamedTuple):
    """A column: what it holds, its label in Chinese and English, and what its numbers mean where they are codes."""

    name: str
    kind: Literal["text", "integer", "number"]
    label: tuple[str, str]
    codes: Mapping[int, tuple[str, str]] = NO_CODES


class Table(NamedTuple):
    """Rows under fields. `key`: the fields that tell a row from all others."""

    name: str
    label: tuple[str, str]
    key: tuple[str, ...]
    fields: tuple[Field, ...]
    chunks: Callable[[], Iterator[Chunk]]


class Wanted(NamedTuple):
    """Which agencies and years, in which language sentences are, whether personal data is masked (and counted)."""

    choice: Choice
    english: bool
    masks: Masks | None


FIELDS: dict[str, tuple[Literal["text", "integer", "number"], str, str]] = {
    "report_id": ("text", "报告编号", "report"),
    "file": ("text", "文件", "file"),
    "kind": ("text", "文件类型", "kind of file"),
    "status": ("text", "读取情况", "how far the file was read"),
    "reason": ("text", "原因", "why it was not"),
    "duplicate_of": ("text", "与之相同的报告", "report with the same bytes"),
    "entity": ("text", "机关名称", "agency as printed"),
    "entity_id": ("text", "机关代码", "agency"),
    "entity_kind": ("text", "机关类别", "kind of agency"),
    "parent": ("text", "上级", "place above it"),
    "province": ("text", "省份", "province"),
    "scope": ("text", "统计口径", "scope: own or whole"),
    "year": ("integer", "年度", "year reported on"),
    "form": ("text", "格式版本", "version of the form"),
    "title": ("text", "标题", "title"),
    "published": ("text", "发布日期", "day of publication"),
    "sections": ("text", "章节", "sections found"),
    "facts": ("integer", "单元格数", "cells"),
    "errors": ("integer", "错误数", "errors"),
    "warnings": ("integer", "存疑数", "warnings"),
    "unjudged": ("integer", "无法判断的规则数", "rules that could not be judged"),
    "table": ("text", "表", "table"),
    "row": ("text", "行", "row"),
    "column": ("text", "列", "column"),
    "value": ("number", "数值", "value"),
    "raw": ("text", "原文", "as printed"),
    "state": ("text", "状态", "state"),
    "how": ("text", "如何定位", "how its place was found"),
    "unit": ("text", "计量单位", "unit"),
    "origin": ("text", "出处", "place in the source"),
    "rule": ("text", "规则", "rule"),
    "severity": ("text", "级别", "severity"),
    "about": ("text", "针对", "about report or reading"),
    "message": ("text", "问题", "finding"),
    "expected": ("text", "应为", "expected"),
    "actual": ("text", "实为", "actual"),
    "concepts": ("text", "涉及的单元格", "cells concerned"),
    "fingerprint": ("text", "问题编号", "fingerprint"),
    "number": ("integer", "部分", "number of the section"),
    "key": ("text", "部分代码", "section"),
    "text": ("text", "文字", "text"),
    "concept": ("text", "指标", "concept"),
    "period": ("text", "时期", "period"),
    "approximate": ("text", "约数", "approximate"),
    "sentence": ("text", "原句", "sentence"),
    "source": ("text", "来源", "table or prose"),
    "heading": ("text", "列标题", "heading of the column"),
    "context": ("text", "所在的行或句", "row or sentence"),
    "series": ("text", "指标代码", "series"),
    "label": ("text", "指标", "label"),
    "missing": ("text", "缺失原因", "why there is no value"),
    "note": ("text", "说明", "note"),
    "numerator": ("number", "分子", "numerator"),
    "denominator": ("number", "分母", "denominator"),
    "low": ("number", "95% 区间下限", "lower end of the 95 % interval"),
    "high": ("number", "95% 区间上限", "upper end of the 95 % interval"),
    "group": ("text", "组", "group"),
    "agencies": ("integer", "单位数", "agencies"),
    "counted": ("integer", "计入单位数", "agencies counted"),
    "change": ("number", "比上年增减", "change since the year before"),
    "change_percent": ("number", "比上年增减（%）", "change since the year before, per cent"),
    "rank": ("integer", "位次", "rank"),
    "percentile": ("number", "百分位", "percentile"),
    "of": ("integer", "有数值的单位数", "agencies with a value"),
    "collected": ("integer", "已收集单位数", "agencies of which a file was collected"),
    "readable": ("integer", "能读出单位数", "agencies of which a report could be read"),
    "canonical": ("integer", "计入单位数", "agencies of which one report counts"),
    "row_label": ("text", "行名称", "label of the row"),
    "column_label": ("text", "列名称", "label of the column"),
    "value_type": ("text", "数值类型", "type of value"),
    "short": ("text", "变量名", "name of the variable"),
}
_LABELS = {
    "wide": ("宽表：每个单位每年一行", "one row per agency and year"),
    "panel": ("面板数据", "panel"),
    "pooled": ("分组汇总", "added up over groups"),
    "reports": ("报告", "reports"),
    "facts": ("表格数字", "cells of the tables"),
    "findings": ("问题", "findings"),
    "sections": ("各部分文字", "text of the sections"),
    "narrative": ("正文所述数字", "figures stated in the text"),
    "triples": ("规定格式以外的数字", "figures with a label and a unit that no form has"),
    "coverage": ("覆盖情况", "coverage"),
    "codebook": ("指标代码", "codebook"),
}
_KEYS = {
    "wide": ("entity_id", "year"),
    "panel": ("entity_id", "year", "series"),
    "pooled": ("group", "scope", "year", "series"),
    "reports": (),
    "facts": ("report_id", "form", "table", "row", "column"),
    "findings": (),
    "sections": ("report_id", "number"),
    "narrative": (),
    "triples": (),
    "coverage": ("year", "province", "parent", "entity_kind"),
    "codebook": ("form", "table", "row", "column"),
}
_REACHED = {
    "agencies": (),
    "collected": ("not_filed",),
    "readable": ("not_filed", "not_read"),
    "canonical": ("not_filed", "not_read", "several"),
}
"""How far it goes with an agency, and what keeps it from going so far."""
NAMES = ("wide", "pooled", *TABLES, "coverage", "codebook")
"""The tables of an export."""
_MASKED = {
    "sections": ("text",),
    "narrative": ("sentence",),
    "triples": ("label", "context"),
    "findings": ("message", "expected", "actual"),
}
"""Where names and numbers of persons may stand."""


def table_of(name: str, library: Library, forms: tuple[Form, ...], wanted: Wanted) -> Table:
    """One of `NAMES`."""
    if name == "wide":
        return _wide(library, forms, wanted.choice)
    if name == "pooled":
        series = main_series(forms, per_person=wanted.choice.tells_inhabitants)
        return pooled_table(panel_of(library, series, wanted.choice), "all", wanted.english)
    if name == "coverage":
        return _coverage(library, wanted.choice)
    if name == "codebook":
        return _whole(name, CODEBOOK_COLUMNS, list(codebook_of(forms)))
    return _stored(name, library, wanted)


def panel_table(panel: Panel) -> Table:
    """A panel with one row per agency, year and series."""
    long = panel.long()
    why = long[["missing"]].rename(columns={"missing": "value"})
    return Table("panel", _LABELS["panel"], _KEYS["panel"], _fields(long.columns), lambda: iter([(long, why)]))


def wide_table(panel: Panel) -> Table:
    """A panel with one row per agency and year."""
    import pandas as pd

    frame = panel.wide()
    fields = [*_fields([*UNIT_COLUMNS, "report_id"]), *_series_fields(panel), *_fields(["missing"])]
    whys = {each.short: panel.figures[each.code]["missing"] for each in panel.series}
    return Table("wide", _LABELS["wide"], _KEYS["wide"], tuple(fields), lambda: iter([(frame, pd.DataFrame(whys))]))


def pooled_table(panel: Panel, by: str, english: bool) -> Table:
    """A panel added up over groups."""
    pooled = panel.pooled(by, english)
    return Table("pooled", _LABELS["pooled"], _KEYS["pooled"], _fields(pooled.columns), lambda: iter([(pooled, None)]))


def _series_fields(panel: Panel) -> Iterator[Field]:
    for each in panel.series:
        measure = "integer" if each.kind in ("count", "signed_count", "flag") else "number"
        units = [f"（{unit_of(each)}）" if unit_of(each) else "", f" ({unit_of(each)})" if unit_of(each) else ""]
        zh, en = (label + unit for label, unit in zip(each.label, units, strict=True))
        yield Field(each.short, measure, (zh, en), _YES_NO if each.kind == "flag" else NO_CODES)  # type: ignore[arg-type]
        for name, end in ADDED.items():
            if name in panel.figures[each.code]:
                kind, more, more_en = FIELDS[name]
                yield Field(each.short + end, kind, (f"{zh}：{more}", f"{en}: {more_en}"))


def _fields(names: Iterable[str]) -> tuple[Field, ...]:
    """The fields of columns; one that nobody knows is a column of a manifest."""
    return tuple(
        Field(name, FIELDS[name][0], FIELDS[name][1:]) if name in FIELDS else Field(name, "text", (name, name))
        for name in names
    )


_FLAGS = {
    "balanced": ("text", "勾稽关系", "sums"),
    "n_blank": ("integer", "空白格数", "blank cells"),
    "n_suggested": ("integer", "推测格数", "suggested cells"),
}
_LETTERS = {
    "statistics": ("t", "统计表", "statistics"),
    "proactive": ("p", "表二", "table two"),
    "requests": ("q", "表三", "table three"),
    "disputes": ("d", "表四", "table four"),
}


def _wide(library: Library, forms: tuple[Form, ...], choice: Choice) -> Table:
    """Every cell of every form, what is made of them, and what is to be known of the tables."""
    import pandas as pd

    panel = panel_of(library, all_series(forms, per_person=choice.tells_inhabitants), choice)
    table = wide_table(panel)
    fields, columns = list(_fields(["form", "status", "published"])), [panel.grid[["form", "status", "published"]]]
    for name, flags in flags_of(library, panel.grid).items():
        letter, zh, en = _LETTERS[name]
        for flag, column in flags:
            kind, flag_zh, flag_en = _FLAGS[flag]
            fields.append(Field(f"{letter}_{flag}", kind, (f"{zh}：{flag_zh}", f"{en}: {flag_en}")))  # type: ignore[arg-type]
            columns.append(column.rename(f"{letter}_{flag}"))
    ((frame, why),) = table.chunks()
    whole = pd.concat([frame, *columns], axis=1)
    head = len(UNIT_COLUMNS) + 1
    ordered = (*table.fields[:head], *fields, *table.fields[head:])
    return table._replace(fields=ordered, chunks=lambda: iter([(whole, why)]))


def _coverage(library: Library, choice: Choice) -> Table:
    """How many agencies are expected, and of how many a file was collected, a report could be read, and one counts, by
    year, province, place above and kind."""
    filed = filed_in(library, choice)
    grid = expected_of(filed, choice, choice.roster) if choice.roster else grid_of(filed, choice)
    reached = {name: ~grid["gone"].isin(gone) for name, gone in _REACHED.items()}
    frame = grid.assign(**reached).groupby([*_KEYS["coverage"]], dropna=False)[[*reached]].sum().reset_index()
    fields = _fields(frame.columns)
    return Table("coverage", _LABELS["coverage"], _KEYS["coverage"], fields, lambda: iter([(frame, None)]))


def _whole(name: str, columns: Sequence[str], rows: Sequence[tuple[object, ...]]) -> Table:
    import pandas as pd

    frame = pd.DataFrame(rows, columns=list(columns))
    return Table(name, _LABELS[name], _KEYS[name], _fields(columns), lambda: iter([(frame, None)]))


def _stored(name: str, library: Library, wanted: Wanted) -> Table:
    """A table of the library as it stands there."""
    columns = library.columns(name)
    fields = _fields(columns)

    def chunks() -> Iterator[Chunk]:
        import pandas as pd

        keys = None if wanted.choice.takes_all else frozenset(filed_in(library, wanted.choice).index)
        rows = library.rows(name, wanted.english, exact=True, of=keys)
        some: list[tuple[str, ...]] | None = None
        while some is None or len(some) == _ROWS:
            some = list(islice(rows, _ROWS))
            frame = pd.DataFrame(some, columns=list(columns), dtype=object)
            yield _typed(_masked(name, frame, wanted.masks), fields)

    return Table(name, _LABELS[name], _KEYS[name], fields, chunks)


def _masked(name: str, frame: Frame, masks: Masks | None) -> Frame:
    if masks:
        for column in _MASKED.get(name, ()):
            frame[column] = frame[column].map(masks)
    return frame


def _typed(frame: Frame, fields: Sequence[Field]) -> Chunk:
    """Texts as text, numbers as numbers, and of numbers that are none why."""
    import pandas as pd

    for field in fields:
        if field.kind == "text":
            frame[field.name] = frame[field.name].fillna("").astype(str)
        else:
            frame[field.name] = pd.to_numeric(frame[field.name], errors="coerce")
    why = None
    if "state" in frame and "value" in frame:
        why = pd.DataFrame({"value": frame["state"].where(frame["value"].isna(), "")})
    return frame, why
