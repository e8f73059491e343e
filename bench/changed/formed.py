"""What agencies do to the official form, whatever kind of file they make of it: its tables are printed anew."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import groupby
from random import Random
from typing import Any

from bench.changed.document import NOT_PRINTED, SUMS, Document, Way, redrawn
from extract.model import Band, Form, FormTable, Line
from tests.made.sheets import sheets

# ── The figures ──────────────────────────────────────────────────────────────────────────────────────────────────────


def untouched(document: Document, random: Random) -> Document | None:
    """Nothing happens: what is wrong here is wrong of a clean report."""
    return document


def large_figures(document: Document, random: Random) -> Document | None:
    """The figures of table three have up to ten digits, and its columns may be too narrow for them."""
    report, times = document.draft.report, random.choice((1003, 12347, 1234567))
    values = {c: value * times if c.table == "requests" else value for c, value in report.values.items()}
    if max(values.values()) >= 10**10:
        return None
    draft = document.draft._replace(report=report._replace(values=values))
    look = document.look._replace(narrow=True, cut=True) if random.random() < 0.5 else document.look
    return redrawn(document, draft, look)


# ── The form ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def reprinted(document: Document, form: Form) -> Document:
    """The document with its tables printed by another form."""
    report = document.draft.report._replace(form=form)
    document = replace(document, form=form)
    for sheet in sheets(report, document.draft.stream("tables")):
        if sheet.table in document.sheets:
            document = document.with_sheet(sheet)
    return document


def with_bands(form: Form, table: str, change: Callable[[Band], Band]) -> Form:
    """The form with every band of a table changed."""
    tables = (replaced(each, change) if each.key == table else each for each in form.tables)
    return replace(form, tables=tuple(tables))


def replaced(table: FormTable, change: Callable[[Band], Band]) -> FormTable:
    return table._replace(bands=tuple(map(change, table.bands)))


def with_lines(form: Form, table: str, change: Callable[[Line], Line | None]) -> Form:
    """The form with every row of a table changed, or left out."""
    return with_bands(
        form, table, lambda band: replace(band, lines=tuple(new for line in band.lines if (new := change(line))))
    )


def _shuffled(items: Iterable[Any], random: Random) -> list[Any]:
    """The items in another order than they come in, where there is one."""
    old = list(items)
    new = random.sample(old, len(old))
    return new if new != old or len(old) < 2 else [*old[1:], old[0]]


def applicants_exchanged(document: Document, random: Random) -> Document | None:
    """Columns of table three change places, inside the group of organisations or around it; heads go with them."""

    def change(band: Band) -> Band:
        blocks = [list(block) for _, block in groupby(band.columns, key=lambda column: column.group)]
        how = random.randrange(3)
        if how != 1:
            blocks = [_shuffled(block, random) if len(block) > 1 else block for block in blocks]
        if how:
            blocks = _shuffled(blocks, random)
        return replace(band, columns=tuple(column for block in blocks for column in block))

    return reprinted(document, with_bands(document.form, "requests", change)).allowing("D-09")


def total_column_first(document: Document, random: Random) -> Document | None:
    """总计 is the first column of table three, or of every part of table four."""
    table = random.choice(("requests", "disputes"))

    def change(band: Band) -> Band:
        total = [column for column in band.columns if column.key == "total"]
        return replace(band, columns=(*total, *(column for column in band.columns if column.key != "total")))

    return reprinted(document, with_bands(document.form, table, change)).allowing("D-09")


def results_exchanged(document: Document, random: Random) -> Document | None:
    """The columns of table four change places, in all parts alike."""

    def change(band: Band) -> Band:
        return replace(band, columns=tuple(_shuffled(band.columns, random)))

    return reprinted(document, with_bands(document.form, "disputes", change)).allowing("D-09")


def documents_exchanged(document: Document, random: Random) -> Document | None:
    """The columns of table two change places."""

    def change(band: Band) -> Band:
        return replace(band, columns=tuple(_shuffled(band.columns, random)))

    return reprinted(document, with_bands(document.form, "proactive", change)).allowing("D-09")


def items_in_other_order(document: Document, random: Random) -> Document | None:
    """The items of one group of table three stand in another order, under their own numbers or counted anew."""
    band = document.form.table("requests").bands[0]
    groups = {line.group for line in band.lines if len(line.group) > 1}
    if not groups:
        return None
    group = random.choice(sorted(groups))
    items = iter(_renumbered(_shuffled([line for line in band.lines if line.group == group], random), random))
    lines = tuple(next(items) if line.group == group else line for line in band.lines)
    form = with_bands(document.form, "requests", lambda band: replace(band, lines=lines))
    return reprinted(document, form).allowing("D-09")


def _renumbered(lines: Sequence[Line], random: Random) -> list[Line]:
    if random.random() < 0.5 or not all(line.label[1:2] == "." for line in lines):
        return list(lines)
    return [line._replace(label=f"{n}{line.label[1:]}") for n, line in enumerate(lines, start=1)]


def groups_in_other_order(document: Document, random: Random) -> Document | None:
    """Two outcomes of table three change places with all their items."""

    def change(band: Band) -> Band:
        blocks = [tuple(block) for _, block in groupby(band.lines, key=lambda line: line.group or line.key)]
        inner = [n for n, block in enumerate(blocks) if len(block[0].group) > 1]
        if len(inner) > 1:
            one, other = random.sample(inner, 2)
            blocks[one], blocks[other] = blocks[other], blocks[one]
        return replace(band, lines=tuple(line for block in blocks for line in block))

    return reprinted(document, with_bands(document.form, "requests", change)).allowing("D-09")


def total_row_first(document: Document, random: Random) -> Document | None:
    """（七）总计 stands above （一）."""

    def change(band: Band) -> Band:
        total = [line for line in band.lines if line.key == "handled"]
        rest = [line for line in band.lines if line.key != "handled"]
        at = next(n for n, line in enumerate(rest) if line.group)
        return replace(band, lines=(*rest[:at], *total, *rest[at:]))

    return reprinted(document, with_bands(document.form, "requests", change)).allowing("D-09")


def carried_over_exchanged(document: Document, random: Random) -> Document | None:
    """上年结转 stands above 本年新收, or 结转下年度 above the results."""
    first = random.choice(("carried_in", "carried_out"))

    def change(band: Band) -> Band:
        moved = [line for line in band.lines if line.key == first]
        rest = [line for line in band.lines if line.key != first]
        at = 0 if first == "carried_in" else next(n for n, line in enumerate(rest) if line.group)
        return replace(band, lines=(*rest[:at], *moved, *rest[at:]))

    return reprinted(document, with_bands(document.form, "requests", change)).allowing("D-09")


_ALIKE = """
予子 开幵 部陪 分份 处外 理里 属厲 于干 国囯 家冢 密蜜 法去 律津 政致 禁楚 止上 危厄 安妥 稳隐 保呆 护沪 第弟 方万
合台 权杈 益盖 内肉 务条 程呈 性姓 案桉 卷券 查査 询洵 事亊 项顷 机杌 关并 掌拿 相柏 信倍 没设 现观 成戊 需雷 作昨
补朴 正止 后石 申甲 请清 容客 仍乃 明朋 确碓 访仿 举峯 报扳 投没 诉拆 类美 重垂 复夏 提堤 供洪 出岀 版板 物吻 由田
大太 反仮 认队 或戓 新斩 具貝 已己 获荻 取职 逾愈 期朝 未末 收牧 费货 通诵 知和 求球 缴邀 用甩 其具 他地 结洁 转传
上土 年午 本木 数敕 量里 许讦 罚罸 强弹 规现 范笵 文丈 件仵 效郊 废度 维惟 持待 纠纤 果杲 尚向 审宙 商啇 业亚 企仑
科料 研硏 社杜 会合 织职 服眼 续读 继断 办力 行衍 制刺 发友
"""
ALIKE = {pair[0]: pair[1] for pair in _ALIKE.split()}
"""What a slip of the pen or a poor recognition makes of a character."""


def _mistyped(label: str, random: Random) -> str:
    """A label with one wrong character, a long one with two: another, one left out, or two that changed places."""
    first = next((n + 1 for n, character in enumerate(label) if character in ".、）"), 0) if label[1:3] else 0
    first = first if first < 4 else 0
    text = list(label[first:])
    for _ in range(1 + (len(text) >= 8 and random.random() < 0.5)):
        at = random.randrange(len(text) - 1)
        how = random.random()
        if how < 0.7:
            text[at] = ALIKE.get(text[at], "口")
        elif how < 0.85 and len(text) > 5:
            del text[at]
        else:
            text[at], text[at + 1] = text[at + 1], text[at]
    return label[:first] + "".join(text)


def _can_be_mistyped(label: str) -> bool:
    return len(label.lstrip("一二三四五六七八（）、.0123456789")) >= 4


def labels_mistyped(document: Document, random: Random) -> Document | None:
    """One to three rows, or a group of them, have a label with one or two wrong characters."""
    lines = [(t.key, line) for t in document.form.tables for band in t.bands for line in band.lines]
    names = [line.label for table, line in lines if table != "disputes" and _can_be_mistyped(line.label)]
    names += list(
        {line.group[-1] for _, line in lines if line.group and _can_be_mistyped(line.group[-1])} - {"行政诉讼"}
    )
    wrong = {name: _mistyped(name, random) for name in random.sample(sorted(names), random.randint(1, 3))}

    def change(line: Line) -> Line:
        return line._replace(
            label=wrong.get(line.label, line.label), group=tuple(wrong.get(name, name) for name in line.group)
        )

    form = document.form
    for table in ("proactive", "requests"):
        form = with_lines(form, table, change)
    return reprinted(document, form).allowing("D-09", "G-01")


def heads_mistyped(document: Document, random: Random) -> Document | None:
    """One head of a column has a wrong character."""
    table = random.choice(("proactive", "requests", "disputes"))
    names = {c.label for band in document.form.table(table).bands for c in band.columns if _can_be_mistyped(c.label)}
    wrong = random.choice(sorted(names))
    text = _mistyped(wrong[:6], random) + wrong[6:]

    def change(band: Band) -> Band:
        columns = (c._replace(label=text) if c.label == wrong else c for c in band.columns)
        return replace(band, columns=tuple(columns))

    return reprinted(document, with_bands(document.form, table, change)).allowing("D-09", "G-01")


def column_deleted(document: Document, random: Random) -> Document | None:
    """A column of table three is not printed."""
    column = random.choice([c.key for c in document.form.table("requests").bands[0].columns])

    def change(band: Band) -> Band:
        return replace(band, columns=tuple(c for c in band.columns if c.key != column))

    gone = {c: NOT_PRINTED for c in document.seen if (c.table, c.column) == ("requests", column)}
    form = with_bands(document.form, "requests", change)
    return reprinted(document, form).seeing(gone).doubting(gone).allowing("D-09", *SUMS)


def row_deleted(document: Document, random: Random) -> Document | None:
    """A row of tables two or three is not printed."""
    rows = [
        (table.key, line.key)
        for table in document.form.tables
        for band in table.bands
        for line in band.lines
        if not table.side_by_side and len(band.lines) > 1
    ]
    table, row = random.choice(rows)
    form = with_lines(document.form, table, lambda line: None if line.key == row else line)
    gone = {concept: NOT_PRINTED for concept in document.seen if (concept.table, concept.row) == (table, row)}
    return reprinted(document, form).seeing(gone).doubting(gone).allowing("D-09", *SUMS)


WAYS: dict[str, Way] = {
    **{change.__name__: Way(change, stage="draft") for change in (untouched, large_figures)},
    **{
        change.__name__: Way(change, stage="form")
        for change in (
            applicants_exchanged,
            total_column_first,
            results_exchanged,
            documents_exchanged,
            items_in_other_order,
            groups_in_other_order,
            total_row_first,
            carried_over_exchanged,
            labels_mistyped,
            heads_mistyped,
            column_deleted,
            row_deleted,
        )
    },
}
