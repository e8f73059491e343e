"""What agencies do to the arrangement of their tables: more rows and columns than the form has, parts, figures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from random import Random

from bench.changed.document import NOT_PRINTED, SUMS, Document, Way
from extract.model import Concept
from tests.made.layouts import full_width, thousands, with_units
from tests.made.printing import Part, head_rows
from tests.made.sheets import Box, Row, Sheet, spread

DRESSED = (full_width, thousands, with_units)
"""What a text file does to its figures by itself."""


def _label_at(row: Row) -> int:
    return next((n for n, box in enumerate(row) if box.row), -1)


def _width(sheet: Sheet) -> int:
    return len(spread(sheet)[0])


def with_row(sheet: Sheet, at: int, row: Row, *, beside: bool = False) -> Sheet:
    """The table with one more row; merged cells that reach over its place reach on. As wide as what they leave of the
    table, or, `beside` them, as it is."""
    rows = [list(each) for each in sheet.rows]
    left = 0
    for y, each in enumerate(rows[:at]):
        for n, box in enumerate(each):
            if at < y + box.down or (beside and at == y + box.down and box.down > 1):
                each[n] = box._replace(down=box.down + 1)
                left += box.across
    fitted = [*row]
    room = _width(sheet) - left - sum(box.across for box in fitted)
    if not beside:
        while room < 0 and len(fitted) > 1 and not fitted[-1].text:
            room += fitted.pop().across
        fitted[-1] = fitted[-1]._replace(across=max(1, fitted[-1].across + room))
    return sheet._replace(rows=(*map(tuple, rows[:at]), tuple(fitted), *map(tuple, rows[at:])))


# ── Rows that are no rows of the form ────────────────────────────────────────────────────────────────────────────────


def columns_numbered(document: Document, random: Random) -> Document | None:
    """Below the heads of a table stands a row that numbers its columns."""
    sheet = document.sheets[random.choice(("requests", "disputes"))]
    heads, width = head_rows(sheet), _width(sheet)
    figures = sum(box.concept is not None for box in sheet.rows[-1])
    if not heads or not document.shows_rows:
        return None
    how = random.randrange(4)
    names = [str(n) for n in range(1, figures + 1)]
    names = [f"({n})" for n in names] if how == 1 else [f"栏{n}" for n in names] if how == 2 else names
    first = (Box(random.choice(("栏次", "甲", "列号", "")), width - figures),) if width > figures else ()
    row = (*first, *map(Box, names))
    return document.with_sheet(with_row(sheet, heads, row)).allowing("D-09")


def heads_repeated(document: Document, random: Random) -> Document | None:
    """The heads of table three stand again in its middle."""
    sheet = document.sheets["requests"]
    heads = head_rows(sheet)
    reached = {below for y, row in enumerate(sheet.rows) for box in row for below in range(y + 1, y + box.down)}
    places = [y for y in range(heads + 2, len(sheet.rows)) if y not in reached]
    if not heads or not places:
        return None
    at = random.choice(places)
    rows = (*sheet.rows[:at], *sheet.rows[:heads], *sheet.rows[at:])
    return document.with_sheet(sheet._replace(rows=rows)).allowing("D-09")


def title_row(document: Document, random: Random) -> Document | None:
    """A table has its title, or its unit, as its first row."""
    sheet = document.sheets[random.choice(("proactive", "requests", "disputes"))]
    text = random.choice(
        (
            f"{document.year}年度统计表",
            "单位：件",
            f"填报单位：{document.entity}　　填报日期：{document.year + 1}年1月10日",
            "表3 政府信息公开工作情况",
            "单位：件次　第1页",
        )
    )
    return document.with_sheet(sheet._replace(rows=((Box(text, _width(sheet)),), *sheet.rows))).allowing("D-09")


NOTES = (
    "注：本表不含12件咨询。",
    "说明：1.本表由办公室填写；2.数据截至12月31日。",
    "备注：其中3件为上年结转",
    "填表人：张三　联系电话：0571-88880000",
    "（以下空白）",
    "续表",
    "其中：网上申请5件",
)


def note_row(document: Document, random: Random) -> Document | None:
    """Between the rows of table three, or below the last of any table, stands a note as wide as the table."""
    sheet = document.sheets[random.choice(("proactive", "requests", "disputes"))]
    text, heads = random.choice(NOTES), head_rows(sheet)
    inside = sheet.table == "requests" and random.random() < 0.6
    at = random.randrange(heads + 1, len(sheet.rows)) if inside and heads else len(sheet.rows)
    return document.with_sheet(with_row(sheet, at, (Box(text, _width(sheet)),))).allowing("D-09", "G-01", "E-01")


def empty_row(document: Document, random: Random) -> Document | None:
    """An empty row stands between the rows of table three, or below them."""
    sheet = document.sheets["requests"]
    heads, width = head_rows(sheet), _width(sheet)
    if not heads or not document.shows_rows:
        return None
    row = tuple(Box("") for _ in range(width))
    return document.with_sheet(with_row(sheet, random.randrange(heads, len(sheet.rows) + 1), row)).allowing("D-09")


def subtotal_rows(document: Document, random: Random) -> Document | None:
    """Below the items of a group of table three stands their sum as a row of its own."""
    sheet = document.sheets["requests"]
    groups = {line.key: line.group for line in document.form.table("requests").bands[0].lines}
    keys = {y: row[_label_at(row)].row for y, row in enumerate(sheet.rows) if _label_at(row) >= 0}
    ends = [y for y, key in keys.items() if len(groups[key]) == 2 and groups.get(keys.get(y + 1, "")) != groups[key]]
    if not ends:
        return None
    y = random.choice(ends)
    members = {key for key, group in groups.items() if group == groups[keys[y]]}
    sums = []
    for box in sheet.rows[y]:
        if box.concept:
            column = [v for c, v in document.seen.items() if c.row in members and c.column == box.concept.column]
            if not all(isinstance(value, Decimal) for value in column):
                return None
            sums.append(Box(str(sum(value for value in column if isinstance(value, Decimal)))))
    label = sheet.rows[y][_label_at(sheet.rows[y])]
    row = (Box(random.choice(("小计", "合计", "小　计")), label.across), *sums)
    changed = document.with_sheet(with_row(sheet, y + 1, row, beside=True))
    return changed.allowing("D-09", "D-01", "D-02", "D-15")


def row_printed_twice(document: Document, random: Random) -> Document | None:
    """A row of table three is printed twice, with the same figures or with others: then nobody can say which count."""
    sheet = document.sheets["requests"]
    rows = [y for y, row in enumerate(sheet.rows) if _label_at(row) == 0]
    if not rows:
        return None
    y, others = random.choice(rows), random.random() < 0.5
    cells = {box.concept: None for box in sheet.rows[y] if box.concept}
    if cells.keys() & document.touched:
        return None
    again = tuple(
        box._replace(concept=None, text=str(random.randint(1, 99)) if others and box.concept else box.text)
        for box in sheet.rows[y]
    )
    at = y + (random.random() < 0.5)
    document = document.with_sheet(with_row(sheet, at, again, beside=at > y))
    return (document.seeing(cells) if others else document.doubting(cells)).allowing("D-09", *SUMS)


def row_in_two(document: Document, random: Random) -> Document | None:
    """The label of a row stands in one row of cells and its figures in the next."""
    sheet = document.sheets["requests"]
    rows = [y for y, row in enumerate(sheet.rows) if _label_at(row) >= 0]
    if not rows or not document.shows_rows:
        return None
    y = random.choice(rows)
    row, at = sheet.rows[y], _label_at(sheet.rows[y])
    upper = (*row[: at + 1], *(Box("") for _ in row[at + 1 :]))
    lower = (Box("", row[at].across), *row[at + 1 :])
    changed = with_row(sheet._replace(rows=(*sheet.rows[:y], upper, *sheet.rows[y + 1 :])), y + 1, lower, beside=True)
    cells = [box.concept for box in row if box.concept]
    return document.with_sheet(changed).doubting(cells).allowing("D-09", "D-06")


# ── Columns that are no columns of the form ──────────────────────────────────────────────────────────────────────────


COLUMNS = ("个体工商户", "外国人", "新闻媒体", "小计", "合计", "占比", "上年", "2019年", "比上年增减")


def _with_column(sheet: Sheet, key: str, behind: bool, text: Callable[[Box], str]) -> Sheet | None:
    """The table with one more column beside one, and what it prints beside each of its boxes; None without heads."""
    top = next((y for y, row in enumerate(sheet.rows) for box in row if box.column == key), -1)
    if top < 0 or not head_rows(sheet):
        return None
    rows = [list(row) for row in sheet.rows]
    for row in rows:
        for n in reversed(range(len(row))):
            box = row[n]
            if box.column == key or (box.concept and box.concept.column == key):
                row.insert(n + behind, box._replace(text=text(box), concept=None))
    for row in rows[:top]:
        for n, box in enumerate(row):
            if box.text.startswith("申请人") or (top == 2 and box.text.startswith("法人")):
                row[n] = box._replace(across=box.across + 1)
    return sheet._replace(rows=tuple(map(tuple, rows)))


def column_added(document: Document, random: Random) -> Document | None:
    """Table three has a column that the form does not have, before 总计, behind it, or among the others."""
    key, behind = random.choice(("total", "total", "natural_person", "business")), random.random() < 0.5
    head, how = random.choice(COLUMNS), random.randrange(3)

    def text(box: Box) -> str:
        return head if box.column else ("0", str(random.randint(1, 60)), random.choice(("", "0", "12")))[how]

    sheet = _with_column(document.sheets["requests"], key, behind, text)
    return sheet and document.with_sheet(sheet).allowing("D-09", "D-03", "D-01", "D-02")


def column_printed_twice(document: Document, random: Random) -> Document | None:
    """A column of table three is printed twice, with the same figures or others: the sums may tell which counts."""
    key, others, behind = random.choice(("total", "natural_person")), random.random() < 0.5, random.random() < 0.5

    def text(box: Box) -> str:
        return str(random.randint(1, 60)) if others and box.concept else box.text

    sheet = _with_column(document.sheets["requests"], key, behind, text)
    cells = [concept for concept in document.seen if (concept.table, concept.column) == ("requests", key)]
    if not sheet or document.touched & set(cells):
        return None
    return document.with_sheet(sheet).doubting(cells).allowing("D-09", *SUMS)


NAMES = {
    "natural_person": ("公民", "个人", "自然人（公民）", "自然 人"),
    "business": ("企业", "商业企业单位", "工商企业"),
    "research": ("科研院所", "科研单位"),
    "public_interest": ("公益组织", "社会团体"),
    "legal_service": ("律师事务所", "法律服务组织"),
    "other_org": ("其他组织", "其它", "其他法人"),
    "total": ("合计", "总数", "共计", "合 计", "小计"),
}


def heads_renamed(document: Document, random: Random) -> Document | None:
    """One to three heads of table three have other names."""
    sheet = document.sheets["requests"]
    keys = [box.column for row in sheet.rows for box in row if box.column in NAMES]
    if not keys:
        return None
    names = {key: random.choice(NAMES[key]) for key in random.sample(keys, min(len(keys), random.randint(1, 3)))}
    rows = (tuple(b._replace(text=names.get(b.column, b.text)) for b in row) for row in sheet.rows)
    return document.with_sheet(sheet._replace(rows=tuple(rows))).allowing("D-09", "G-01")


ROWS = {
    "granted": ("（一）公开", "（一）同意公开", "（一）予以公开数"),
    "partially_granted": ("（二）部分公开数", "（二）部分公开（区分处理）", "（二）部分予以公开"),
    "handled": ("（七）合计", "（七）小计", "本年度办理结果总计", "（七）办结总数"),
    "received": ("一、本年新收申请数", "一、新收政府信息公开申请数量", "本年收到申请"),
    "carried_in": ("二、上年结转数", "二、上年结转申请数量", "上年结转"),
    "carried_out": ("四、结转下年", "四、结转下年度", "结转下年度继续办理数量", "四、转下年度办理"),
}


def rows_renamed(document: Document, random: Random) -> Document | None:
    """One to three rows of table three have other names."""
    sheet = document.sheets["requests"]
    keys = [box.row for row in sheet.rows for box in row if box.row in ROWS]
    if not keys:
        return None
    names = {key: random.choice(ROWS[key]) for key in random.sample(keys, min(len(keys), random.randint(1, 3)))}
    rows = (tuple(b._replace(text=names.get(b.row, b.text)) for b in row) for row in sheet.rows)
    return document.with_sheet(sheet._replace(rows=tuple(rows))).allowing("D-09", "G-01")


def group_head_left_out(document: Document, random: Random) -> Document | None:
    """Table three has no head over its organisations, or no upper heads at all."""
    sheet = document.sheets["requests"]
    if head_rows(sheet) != 3:
        return None
    corner, applicants = sheet.rows[0][:2]
    heads = tuple(box._replace(down=1, across=1) for box, _ in spread(sheet)[2] if box.column)
    if random.random() < 0.5:
        rows = ((corner._replace(down=1), *heads), *sheet.rows[3:])
    else:
        rows = ((corner._replace(down=2), applicants), heads, *sheet.rows[3:])
    return document.with_sheet(sheet._replace(rows=rows)).allowing("D-09")


# ── Tables in parts ──────────────────────────────────────────────────────────────────────────────────────────────────


BETWEEN = ("", "续表", "（续上表）", "第 2 页", "续表 3")


def _in_place_of(document: Document, table: str, new: Sequence[Part | Sheet]) -> Document:
    """The document with other parts in place of a table."""
    parts: list[Part | Sheet] = []
    for part in document.parts:
        parts += new if isinstance(part, Sheet) and part.table == table else [part]
    return replace(document, parts=tuple(parts))


def table_in_parts(document: Document, random: Random) -> Document | None:
    """Table three is two tables, the second with its heads or without, words between them or none."""
    sheet = document.sheets.get("requests")
    heads = head_rows(sheet) if sheet else 0
    if not sheet or not heads or heads + 1 >= len(sheet.rows):
        return None
    at = random.randrange(heads + 1, len(sheet.rows))
    upper = [tuple(b._replace(down=min(b.down, at - y)) for b in row) for y, row in enumerate(sheet.rows[:at])]
    named = random.random() < 0.5
    cut = [
        box._replace(text=box.text if named else "", down=y + box.down - at)
        for y, row in enumerate(sheet.rows[:at])
        for box in row
        if y + box.down > at
    ]
    first, *rest = sheet.rows[at:]
    lower = (*sheet.rows[: heads * (random.random() < 0.5)], (*cut, *first), *rest)
    words = random.choice(BETWEEN)
    between = [Part("body", words)] if words else []
    parts = [sheet._replace(rows=tuple(upper)), *between, sheet._replace(rows=lower)]
    return _in_place_of(document, "requests", parts).allowing("D-09")


def tables_in_one(document: Document, random: Random) -> Document | None:
    """Tables three and four stand in one table of cells, with a row of words between them."""
    three, four = document.sheets.get("requests"), document.sheets.get("disputes")
    if not three or not four or len(four.rows) != 4:
        return None
    width = max(_width(three), _width(four))

    def padded(sheet: Sheet) -> list[Row]:
        more = width - _width(sheet)
        return [(*row, Box("", more)) if more else row for row in sheet.rows]

    between = (Box("四、政府信息公开行政复议、行政诉讼情况", width),)
    whole = three._replace(rows=(*padded(three), between, *padded(four)))
    changed = _in_place_of(_in_place_of(document, "disputes", []), "requests", [whole])
    return changed.allowing("D-09", "C-01", "C-02")


def bands_exchanged(document: Document, random: Random) -> Document | None:
    """The parts of table two stand in another order, or are tables of their own."""
    sheet = document.sheets["proactive"]
    starts = [y for y, row in enumerate(sheet.rows) if len(row) == 1]
    if len(starts) < 2:
        return None
    bands = [sheet.rows[a:b] for a, b in zip(starts, [*starts[1:], len(sheet.rows)], strict=True)]
    if random.random() < 0.5:
        bands = random.sample(bands, len(bands))
        return document.with_sheet(sheet._replace(rows=tuple(row for band in bands for row in band))).allowing("D-09")
    return _in_place_of(document, "proactive", [sheet._replace(rows=band) for band in bands]).allowing("D-09")


def disputes_in_parts(document: Document, random: Random) -> Document | None:
    """Table four is two tables, 行政复议 and 行政诉讼."""
    sheet = document.sheets.get("disputes")
    if not sheet or len(sheet.rows) != 4 or len(sheet.rows[0]) != 2:
        return None
    (review, suit), (*heads, direct, after), low, figures = sheet.rows
    width = len(heads)
    one = sheet._replace(rows=((review,), tuple(h._replace(down=1) for h in heads), figures[:width]))
    two = sheet._replace(rows=((suit,), (direct, after), low, figures[width:]))
    between = [Part("body", "行政诉讼情况如下：")] * (random.random() < 0.5)
    return _in_place_of(document, "disputes", [one, *between, two]).allowing("D-09")


def turned_over(document: Document, random: Random) -> Document | None:
    """A table has its rows as columns and its columns as rows."""
    tables = sorted(document.sheets.keys() & {"requests", "disputes"})
    if not tables:
        return None
    sheet = document.sheets[random.choice(tables)]
    places = spread(sheet)
    if len({len(row) for row in places}) != 1:
        return None
    rows: list[Row] = []
    for x in range(len(places[0])):
        column = [row[x][0] for row in places]
        begins = [
            box
            for y, box in enumerate(column)
            if not (y and column[y - 1] is box) and not (x and places[y][x - 1][0] is box)
        ]
        rows.append(tuple(box._replace(across=box.down, down=box.across) for box in begins))
    return document.with_sheet(sheet._replace(rows=tuple(rows))).allowing("D-09")


def listed(document: Document, random: Random) -> Document | None:
    """A table is printed as sentences or as a list: label, colon, figure."""
    table, how = random.choice(("proactive", "requests", "disputes")), random.randrange(4)
    lines: list[str] = []
    for band in document.form.table(table).bands:
        for line in band.lines:
            seen = [document.seen.get(Concept(table, line.key, column.key)) for column in band.columns]
            figures = [
                (column.label, "" if value in (None, NOT_PRINTED) else str(value))
                for column, value in zip(band.columns, seen, strict=True)
            ]
            if how == 0:
                lines.append(f"{line.label}：" + "，".join(f"{head}{value}" for head, value in figures))
            elif how == 1:
                lines += [f"{line.label}{head}：{value}" for head, value in figures]
            elif how == 2:
                lines.append(f"{line.label}：" + "；".join(f"{head} {value}件" for head, value in figures))
            else:
                lines += [line.label, *(f"{head}：{value}" for head, value in figures)]
    cells = [concept for concept in document.seen if concept.table == table]
    changed = _in_place_of(document, table, [Part("body", text) for text in lines])
    left_open = ["C-07"] if any(" 件" in text for text in lines) else []
    return changed.doubting(cells).allowing("D-09", "D-06", "C-01", "C-02", *left_open)


# ── Figures ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _dressed(document: Document) -> bool:
    return document.kind == "txt" and document.style.dress in DRESSED


def units_in_cells(document: Document, random: Random) -> Document | None:
    """Figures have their unit, all of them or some."""
    if _dressed(document):
        return None
    unit, cells = (
        random.choice(("件", "个", "件", "次", "项", " 件", "宗", "（件）", "件次")),
        document.cells(of="requests"),
    )
    some = cells if random.random() < 0.5 else random.sample(cells, min(len(cells), random.randint(1, 8)))
    for concept in some:
        document = document.with_text(concept, f"{document.seen[concept]}{unit}")
    return document.allowing("D-06", "D-10") if some else None


def digits_wide(document: Document, random: Random) -> Document | None:
    """Some figures are printed in digits of another kind."""
    if _dressed(document):
        return None
    zero = random.choice((0xFF10, 0xFF10, 0x1D7CE, 0x1D7F6, 0x0660))
    cells = document.cells()
    for concept in random.sample(cells, min(len(cells), random.randint(1, 20))):
        text = "".join(chr(zero + int(c)) if c.isdigit() else c for c in str(document.seen[concept]))
        document = document.with_text(concept, text)
    return document.allowing("D-06")


def zeros_otherwise(document: Document, random: Random) -> Document | None:
    """The zeros of some or all tables are printed as signs or words."""
    if _dressed(document) or not document.shows_cells:
        return None
    sign = random.choice(
        (
            "〇",
            "零",
            "—",
            "－",
            "-",
            "/",
            "／",
            "无",
            "0.0",
            "0.00",
            "○",
            "O",
            "o",
            "——",
            "…",
            "×",
            "\\",
            "0件",
            "零件",
            "无此项",
            "空",
            "Ｏ",
            "00",
            "N/A",
            "*",
            "·",
            "没有",
            "None",
            "nil",
            "●",
            "未发生",
        )
    )
    zeros = [c for c in document.cells() if not document.seen[c]]
    if not zeros:
        return None
    number = {"〇", "零", "0.0", "0.00", "0件", "零件", "00"}
    letters = {"○", "O", "o", "Ｏ", "*", "·", "None", "nil", "●"}
    for concept in zeros:
        document = document.with_text(concept, sign)
        if sign in letters:
            document = document.seeing({concept: None}).doubting([concept])
        elif sign not in number:
            document = document.seeing({concept: sign})
    return document.allowing("D-06", "D-08", "D-10")


ODD = (
    "{}.",
    "{}、",
    "'{}",
    "`{}`",
    "{};",
    "约{}",
    "{}+",
    "≥{}",
    "({})",
    "（{}）",
    "{}?",
    "{}（其中1件上年结转）",
    "共{}",
    "{}余",
    "“{}”",
    "{}→{}",
    "{}#",
    "~{}",
    "{}%",
    "＋{}",
    "{}¥",
    "={}",
    "{}&nbsp",
    "{}x",
    "l{}",
    "{}O",
)


def figures_with_signs(document: Document, random: Random) -> Document | None:
    """Some figures have a sign, a letter or a word beside them."""
    if _dressed(document):
        return None
    form, cells = random.choice(ODD), document.cells()
    for concept in random.sample(cells, min(len(cells), random.randint(1, 6))):
        text = form.replace("{}", str(document.seen[concept]))
        if form in ("l{}", "{}O", "{}%", "{}→{}", "{}x"):
            document = document.seeing({concept: None})
        document = document.with_text(concept, text)
    return document.allowing("D-06", "D-07", "D-08", "D-10")


def digits_spaced(document: Document, random: Random) -> Document | None:
    """Blanks of some kind stand between the digits of some figures, or around them."""
    if _dressed(document):
        return None
    gap = random.choice((" ", "\u00a0", "\u3000", "\u2009", "\u200b", "\u200d", "\ufeff", "\u00ad", "\u2060"))
    cells = document.cells(above=9)
    if not cells:
        return None
    for concept in random.sample(cells, min(len(cells), random.randint(1, 6))):
        text = str(document.seen[concept])
        document = document.with_text(concept, random.choice((text[0] + gap + text[1:], gap + text + gap)))
    return document.allowing("D-06", *SUMS)


WAYS: dict[str, Way] = {
    **{
        change.__name__: Way(change)
        for change in (
            columns_numbered,
            heads_repeated,
            title_row,
            note_row,
            empty_row,
            subtotal_rows,
            row_printed_twice,
            row_in_two,
            column_added,
            column_printed_twice,
            heads_renamed,
            rows_renamed,
            group_head_left_out,
            bands_exchanged,
            units_in_cells,
            digits_wide,
            zeros_otherwise,
            figures_with_signs,
            digits_spaced,
        )
    },
    **{
        change.__name__: Way(change, stage="file")
        for change in (table_in_parts, tables_in_one, disputes_in_parts, turned_over, listed)
    },
}
