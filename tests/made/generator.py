"""Random consistent reports, written in every serialisation, with and without injected loss.

`sheets.filled` draws the figures of a report, a loss of `LOSSES` prints its tables as sheets and damages them, a layout
of `layouts.LAYOUTS` turns them to text, and `page` puts title, headings and prose around. What the result determines is
for `oracle` to say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from random import Random

from hypothesis import strategies as st

from extract.forms import load_forms
from extract.model import Concept, Form
from tests.made.layouts import LAYOUTS, Layout
from tests.made.oracle import Line, Page, misleading, number
from tests.made.sheets import Box, Filled, Row, Sheet, each, emptied, filled, sheets, slots

# ── Losses ───────────────────────────────────────────────────────────────────────────────────────────────────────────

Loss = Callable[[Filled, Random], tuple[Sheet, ...]]


def _zero(box: Box) -> bool:
    return box.concept is not None and number(box.text) == 0


def zeros_blank(report: Filled, random: Random) -> tuple[Sheet, ...]:
    """Zeros printed as empty cells."""
    return each(sheets(report, random), lambda box: box._replace(text="") if _zero(box) else box)


def blanks_dropped(report: Filled, random: Random) -> tuple[Sheet, ...]:
    """Only filled cells survive; those of table three that were empty may be pushed to the end of their row.

    They are not pushed where every figure is 0: then nothing would tell the row from one that ends in blanks.
    """
    ends = {"natural_person", "total"} if random.random() < 0.5 else set()
    pushed = random.random() < 0.5 and any(v for c, v in report.values.items() if c.table == "requests")
    whole = sheets(report, random)
    kept = each(whole, lambda b: None if _zero(b) and not (b.concept and b.concept.column in ends) else b)
    return tuple(
        _pushed(new, old) if pushed and new.table == "requests" else new for new, old in zip(kept, whole, strict=True)
    )


def _pushed(sheet: Sheet, whole: Sheet) -> Sheet:
    rows = zip(sheet.rows, whole.rows, strict=True)
    return sheet._replace(rows=tuple((*new, *[Box("")] * (len(old) - len(new))) for new, old in rows))


def column_lost(report: Filled, random: Random) -> tuple[Sheet, ...]:
    """A column of table three missing from header and rows, whatever it held."""
    return sheets(report, random, without=random.choice(report.form.table("requests").bands[0].columns).key)


def column_lost_in_rows(report: Filled, random: Random) -> tuple[Sheet, ...]:
    """A column of table three, all zero, that only the header has."""
    lost = random.choice(report.form.table("requests").bands[0].columns[:-1]).key
    prepared = emptied(report, lambda concept: concept.column == lost)
    return _without(sheets(prepared, random), lambda concept: concept.column == lost)


def as_in_seed(report: Filled, random: Random) -> tuple[Sheet, ...]:
    """The last organisation column missing everywhere, one more in the rows that stand one level deeper; all zero."""
    band = report.form.table("requests").bands[0]
    *others, last = [column.key for column in band.columns if column.group]
    more = random.choice(others)
    deep = {line.key for line in band.lines if len(line.group) == 2}

    def shifted(concept: Concept) -> bool:
        return concept.row in deep and concept.column == more

    prepared = emptied(report, lambda concept: concept.column == last or shifted(concept))
    return _without(sheets(prepared, random, without=last), shifted)


def _without(tables: Iterable[Sheet], lost: Callable[[Concept], bool]) -> tuple[Sheet, ...]:
    """The tables without some value cells of table three."""
    return each(tables, lambda b: None if b.concept and b.concept.table == "requests" and lost(b.concept) else b)


def header_lost(report: Filled, random: Random) -> tuple[Sheet, ...]:
    """Table three without its header rows."""
    return tuple(s._replace(rows=s.rows[3:]) if s.table == "requests" else s for s in sheets(report, random))


def labels_lost(report: Filled, random: Random) -> tuple[Sheet, ...]:
    """One to three rows of tables two and three with an empty label cell."""
    tables = sheets(report, random)
    labelled = [box.row for sheet in tables for row in sheet.rows for box in row if box.row]
    lost = random.sample(labelled, random.randint(1, 3))
    return each(tables, lambda box: box._replace(text="") if box.row in lost else box)


def page_footers(report: Filled, random: Random) -> tuple[Sheet, ...]:
    """Page numbers between rows of tables two and three."""
    return tuple(
        sheet if sheet.table == "disputes" else sheet._replace(breaks=frozenset(_some_rows(sheet, random)))
        for sheet in sheets(report, random)
    )


def _some_rows(sheet: Sheet, random: Random) -> list[int]:
    return random.sample(range(len(sheet.rows) - 1), random.randint(1, 2))


def extra_rows(report: Filled, random: Random) -> tuple[Sheet, ...]:
    """Rows that the form does not have: one in table two with figures, one in table three with zeros."""
    proactive, requests, disputes = sheets(report, random)
    width = len(report.form.table("proactive").bands[0].columns)
    figures = (Box(str(random.randrange(100))) for _ in range(width))
    zeros = (Box("0") for _ in report.form.table("requests").bands[0].columns)
    return (
        inserted(proactive, "normative_documents", (Box("其他主动公开文件"), *figures)),
        inserted(requests, "denied.third_party", (Box("属于工作秘密"), *zeros)),
        disputes,
    )


def inserted(sheet: Sheet, after: str, extra: Row) -> Sheet:
    """The sheet with a row more; headings that stand beside it grow."""
    place = 1 + next(y for y, row in enumerate(sheet.rows) if any(box.row == after for box in row))
    above = (
        tuple(box._replace(down=box.down + (y + box.down > place)) for box in row)
        for y, row in enumerate(sheet.rows[:place])
    )
    return sheet._replace(rows=(*above, extra, *sheet.rows[place:]))


def marks(report: Filled, random: Random) -> tuple[Sheet, ...]:
    """A sign in the place of every zero."""
    mark = random.choice(("/", "-", "—", "无"))
    return each(sheets(report, random), lambda box: box._replace(text=mark) if _zero(box) else box)


LOSSES: dict[str, Loss] = {
    "none": sheets,
    "zeros_blank": zeros_blank,
    "blanks_dropped": blanks_dropped,
    "column_lost": column_lost,
    "column_lost_in_rows": column_lost_in_rows,
    "as_in_seed": as_in_seed,
    "header_lost": header_lost,
    "labels_lost": labels_lost,
    "page_footers": page_footers,
    "extra_rows": extra_rows,
    "marks": marks,
    "headings_renamed": sheets,
    "headings_lost": sheets,
}
"""What happens to the tables; the last two happen to the headings around them."""

# ── Pages ────────────────────────────────────────────────────────────────────────────────────────────────────────────

FOOTERS = ("— {} —", "第 {} 页 共 9 页", "{}")

TITLES = (
    "{agency}{year}年政府信息公开工作年度报告",
    "{year}年{agency}政府信息公开工作年度报告",
    "{agency}{year}年度政府信息公开年报",
)

NUMERALS = ("{han}、{title}", "{number}.{title}", "{number}. {title}", "## {han}、{title}", "{han} {title}")

RENAMED = {
    1: ("{year}年政务公开总体情况", "总体概述", "政府信息公开工作的基本情况"),
    2: ("行政机关主动公开政府信息情况", "主动公开信息情况"),
    3: ("行政机关收到和处理政府信息公开申请情况", "依申请公开政府信息情况"),
    4: ("因政府信息公开工作被申请行政复议、提起行政诉讼情况", "政府信息公开行政复议及行政诉讼情况"),
    5: ("政府信息公开工作存在的主要问题及改进情况", "存在问题和改进措施"),
    6: ("其它报告事项", "其他事项"),
}

PROSE = {
    1: (
        "过去一年，我们围绕群众关心的事项推进公开工作，累计公开各类信息{a}条，其中门户网站{b}条、公众号{c}条。",
        "（一）主动公开。全年召开专题会{b}次，更新栏目{c}个，发布动态{a}条，答复网民留言{b}件。",
        "（二）依申请公开。本年度登记公开申请{c}件，均按期办理，没有收取费用。",
    ),
    5: (
        "一年来工作仍有不足：一是更新不够及时，有{c}个栏目超过一个月没有变化；二是形式偏少。",
        "下一步将补齐短板，计划培训{b}人次，新开{c}个栏目，让群众看得懂、用得上。",
    ),
    6: ("没有其他需要说明的内容。", "本年度未收取信息处理费，承办建议提案{c}件。"),
}
"""Invented sentences with figures that belong to no table."""


def page(report: Filled, layout: str, loss: str, random: Random) -> Page:
    """The report written in one serialisation after one loss."""
    return page_in(LAYOUTS[layout], f"{layout}/{loss}", report, loss, random)


def page_in(style: Layout, name: str, report: Filled, loss: str, random: Random) -> Page:
    """The same in a serialisation that need not be one of `LAYOUTS`."""
    tables = style.dress(LOSSES[loss](report, random), random)
    footers = [random.choice(FOOTERS).format(random.randint(2, 9)) for _ in tables]
    printed = list(zip(tables, footers, strict=True))
    written = {sheet.table: _written(sheet, style, footer) for sheet, footer in printed}
    boxes = [box for sheet in tables for row in sheet.rows for box in row]
    return Page(
        name=name,
        form=report.form,
        text=style.finish(_around(report, written, loss, random)),
        truth={box.concept: box.text for box in boxes if box.concept and (box.text or style.blanks != "gone")},
        lines=tuple(line for sheet, footer in printed for line in _lines(sheet, report.form, style, footer)),
        named=frozenset(box.column for row in tables[1].rows for box in row if box.column),
        deduplicated=style.deduplicated,
    )


def random_page(random: Random) -> Page:
    """A report of any form in any serialisation with any loss; never one whose print is misleading."""
    while misleading(found := _any_page(random)):
        pass
    return found


def _any_page(random: Random) -> Page:
    report = filled(random, random.choice(load_forms()), random.random() < 0.5)
    return page(report, random.choice(list(LAYOUTS)), random.choice(list(LOSSES)), random)


@st.composite
def pages(draw: st.DrawFn, layouts: Iterable[str] = tuple(LAYOUTS), losses: Iterable[str] = tuple(LOSSES)) -> Page:
    """The same for hypothesis, which then shrinks towards the first layout and no loss."""
    layout, loss = draw(st.sampled_from(tuple(layouts))), draw(st.sampled_from(tuple(losses)))
    form, rich = draw(st.sampled_from(load_forms())), draw(st.booleans())
    random = Random(draw(st.integers(0, 2**32)))
    while misleading(found := page(filled(random, form, rich), layout, loss, random)):
        pass
    return found


def _written(sheet: Sheet, layout: Layout, footer: str) -> str:
    pieces = []
    for y, text in enumerate(layout.write(sheet)):
        pieces += [text] if text else []
        pieces += [footer] if y in sheet.breaks else []
    return layout.gap.join(pieces)


def _around(report: Filled, written: dict[str, str], loss: str, random: Random) -> str:
    """Title, headings and prose with the tables in their sections."""
    names = {"agency": report.agency, "year": report.year}
    numeral = random.choice(NUMERALS)
    renamed = loss == "headings_renamed" or (loss != "headings_lost" and random.random() < 0.3)
    parts = [random.choice(TITLES[:1] * 3 + TITLES).format(**names)]
    for section in report.form.sections:
        title = random.choice(RENAMED[section.number]).format(**names) if renamed else section.title
        heading = numeral.format(han="一二三四五六"[section.number - 1], number=section.number, title=title)
        parts += [heading] if loss != "headings_lost" else []
        parts += [_sentence(text, random) for text in PROSE.get(section.number, ())]
        parts += [written[section.key]] if section.key in written else []
    return "\n\n".join(parts) + "\n"


def _sentence(template: str, random: Random) -> str:
    return template.format(a=random.randrange(100, 5000), b=random.randrange(10, 100), c=random.randrange(2, 10))


def _lines(sheet: Sheet, form: Form, layout: Layout, footer: str) -> Iterator[Line]:
    """What the judge is told of each printed line: the cells it could fill and the texts that stand there."""
    places = slots(form)
    kinds = {line.key: len(line.group) for table in form.tables for band in table.bands for line in band.lines}
    runs = _runs(sheet, layout, footer)
    if form.table(sheet.table).side_by_side:
        runs = [("", _entries(sheet.rows[-1], layout))]
    for row, entries in runs:
        if line := places.get((sheet.table, row)):
            texts = entries[:1] if layout.repeats and len(line) == 1 else entries
            shown = ("".join(texts),) if layout.glued else tuple(texts)
            yield Line(row, kinds.get(row, 0), line, shown, layout.glued)


def _runs(sheet: Sheet, layout: Layout, footer: str) -> list[tuple[str, list[str]]]:
    """Figures by the row that their label names, "" where none does; in flowing text only a word ends a run.

    Where a label is lost in flowing text, nobody can tell the figures of two rows apart: both are unnamed.
    """
    runs: list[tuple[str, list[str]]] = [("", [])]
    for y, row in enumerate(sheet.rows):
        words = [box for box in row if box.text and not box.concept]
        if words or not layout.flowing:
            runs.append((words[-1].row if words else "", []))
        else:
            runs[-1] = ("", runs[-1][1])
        runs[-1][1].extend(_entries(row, layout))
        if y in sheet.breaks and layout.flowing:
            runs[-1][1].extend(_strays(footer, layout))
    return runs


def _entries(row: Row, layout: Layout) -> list[str]:
    """The texts of a row's values; blanks only where they are cells of a grid and no span looks like one."""
    values = [box for box in row if box.concept]
    if layout.blanks == "grid" and all(box.across == 1 for box in values):
        return [box.text for box in values]
    if layout.repeats:
        return [box.text for box in values for _ in range(box.across)]
    return [box.text for box in values if box.text]


def _strays(footer: str, layout: Layout) -> list[str]:
    """What of a page footer stands among figures: a bare number, or its pieces where nothing shows that it is one."""
    if footer.isdigit():
        return [footer]
    return footer.split() if footer.startswith("—") and layout.gap == " " else []
