"""Figures with a label and a unit that no form has: in tables that agencies made up, and in prose."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from random import Random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from extract.forms import load_forms, load_statistics
from extract.model import Grid, Paragraph, Section, TextOrigin, Triple
from extract.pipeline import reading_of
from extract.prose.triples import triples_of
from tests.made.annexed import KINDS, Rows, as_lines, as_pipes, as_tabs
from tests.made.layouts import HTML, LAYOUTS
from tests.made.whole import whole_report

LABELS = (
    "主动公开信息数", "其中：1.门户网站", "2.政府公报", "全文电子化的信息数", "新增规范性文件数", "专栏页面访问量",
    "现场接待人数", "咨询电话接听数", "申请总数", "其中：1.当面申请数", "2.传真申请数", "同意公开答复数",
    "（1）“信息不存在”数", "行政申诉数", "专题会议次数", "查阅点数", "按时答复率",
)  # fmt: skip
UNITS = ("条", "件", "个", "次", "人次", "万元", "篇", "%", "期")
SIGNS = {"": "blank", "/": "mark", "—": "mark", "无": "mark"}
HEADINGS = (("2012年度",), ("本期实际", "本年累计"), ("2012年度", "历年累计"), ("数量",))
Told = tuple[str, str, str, str, Decimal | None]


def table(random: Random, gaps: bool, code: bool, header: bool = True) -> tuple[Rows, list[Told]]:
    """A table of an agency's own: its rows as printed, and what must be read: label, heading, unit, state, value."""
    headings = random.choice(HEADINGS)
    rows: Rows = []
    if header:
        rows.append((random.choice(("指标名称", "指 标", "统计项目")), random.choice(("单位", "计量单位")),
                     *(("代码",) if code else ()), *headings))  # fmt: skip
        if code:
            rows.append(("甲", "乙", "丙", *map(str, range(1, len(headings) + 1))))
    if random.random() < 0.4:
        rows.append(("一、主动公开情况", "——", *(("",) if code else ()), *("——" for _ in headings)))
    told: list[Told] = []
    for number, label in enumerate(random.sample(LABELS, random.randint(3, len(LABELS))), start=1):
        unit = random.choice(UNITS)
        printed = []
        for heading in headings:
            value = str(random.choice((0, 0, 3, 12, 158, 2046, "1,234", "0.75")))
            if gaps and random.random() < 0.3:
                value = random.choice(list(SIGNS))
            printed.append(value)
            number_of = Decimal(value.replace(",", "")) if value not in SIGNS else None
            told.append((label, heading if header else "", unit, SIGNS.get(value, "number"), number_of))
        rows.append((label, unit, *((f"{number:02}",) if code else ()), *printed))
    return rows, told


def told_by(triples: tuple[Triple, ...]) -> list[Told]:
    return [
        (triple.label.replace("“", "").replace("”", ""), triple.heading, triple.unit, triple.state, triple.value)
        for triple in triples
        if triple.source == "table"
    ]


def bare(told: list[Told]) -> list[Told]:
    return [(label.replace("“", "").replace("”", ""), *rest) for label, *rest in told]  # type: ignore[misc]


@pytest.mark.parametrize("code", [True, False])
@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("kind", KINDS)
def test_every_figure_of_a_table_is_told_with_its_label_and_unit(kind: str, seed: int, code: bool) -> None:
    rows, told = table(Random(seed), gaps=kind != "lines.txt", code=code)
    report = reading_of(KINDS[kind](rows), f"云台镇2012.{kind.split('.')[-1]}").report
    assert report.facts == ()
    assert told_by(report.triples) == bare(told)


@given(st.integers(0, 10**6), st.booleans(), st.booleans())
@settings(max_examples=150, deadline=None)
def test_tables_without_a_header_are_told_as_well(seed: int, gaps: bool, pipes: bool) -> None:
    rows, told = table(Random(seed), gaps, code=False, header=False)
    assume(all(any(column) for column in zip(*(row[2:] for row in rows), strict=True)))
    report = reading_of((as_pipes if pipes else as_tabs)(rows), "a2012.txt").report
    assert [each[:1] + each[2:] for each in told_by(report.triples)] == [each[:1] + each[2:] for each in bare(told)]


@pytest.mark.slow
@given(st.integers(0, 10**6), st.booleans())
@settings(max_examples=300, deadline=None)
def test_where_blanks_are_not_printed_no_figure_gets_a_heading_that_may_be_wrong(seed: int, code: bool) -> None:
    rows, told = table(Random(seed), gaps=True, code=code)
    truth = {(label, unit, heading): value for label, heading, unit, _, value in bare(told)}
    for label, heading, unit, state, value in told_by(reading_of(as_lines(rows), "a2012.txt").report.triples):
        if heading and state == "number":
            assert truth[label, unit, heading] == value


def test_tables_side_by_side_with_headings_of_two_rows(tmp_path: Path) -> None:
    page = """<html><body><h1>溪口县云台镇2012年政府信息公开工作年度报告</h1><table>
    <tr><td rowspan=2>序号</td><td rowspan=2>指标</td><td rowspan=2>单位</td><td colspan=2>数量</td><td>备注</td>
        <td rowspan=2>项目</td><td rowspan=2>单位</td><td rowspan=2>本年</td></tr>
    <tr><td>2012年</td><td>累计</td></tr>
    <tr><td>1</td><td>公开信息</td><td>条</td><td>58</td><td></td><td>含转载3</td>
        <td>培训</td><td>人次</td><td>12</td></tr>
    <tr><td>2</td><td>办结申请</td><td>件</td><td>4</td><td>9</td><td></td><td>会议</td><td>次</td><td>/</td></tr>
    </table></body></html>"""
    report = reading_of(page.encode(), "a2012.html").report
    assert told_by(report.triples) == [
        ("公开信息", "2012年", "条", "number", Decimal(58)), ("公开信息", "累计", "条", "blank", None),
        ("培训", "本年", "人次", "number", Decimal(12)),
        ("办结申请", "2012年", "件", "number", Decimal(4)), ("办结申请", "累计", "件", "number", Decimal(9)),
        ("会议", "本年", "次", "mark", None),
    ]  # fmt: skip


@pytest.mark.parametrize("kind", ["txt", "md", "lines.txt", "html"])
@pytest.mark.parametrize("count", [2, 3, 6])
def test_codes_of_rows_are_no_figures_where_the_header_is_lost(kind: str, count: int) -> None:
    rows: Rows = [(label, "件", f"{at:02}", str(7 * at)) for at, label in enumerate(LABELS[:count], start=1)]
    told = told_by(reading_of(KINDS[kind](rows), "a2012.txt" if "txt" in kind else f"a2012.{kind}").report.triples)
    figures = [value for *_, value in told]
    assert figures == ([Decimal(7 * at) for at in range(1, count + 1)] if count > 2 else [])


def test_figures_that_follow_each_other_are_no_codes() -> None:
    rows: Rows = [(label, "件", str(at)) for at, label in enumerate(LABELS[:5], start=1)]
    told = told_by(reading_of(as_tabs(rows), "a2012.txt").report.triples)
    assert [value for *_, value in told] == [Decimal(at) for at in range(1, 6)]


@pytest.mark.parametrize("kind", ["txt", "md", "html", "docx", "pdf"])
def test_a_unit_may_stand_behind_the_label(kind: str) -> None:
    rows: Rows = [
        ("项目", "2012年", "累计"),
        ("公开信息数（条）", "58", "90"),
        ("培训人数(单位：人次)", "", "7"),
        ("公开率（%）", "100", "/"),
    ]
    told = told_by(reading_of(KINDS[kind](rows), f"a2012.{kind}").report.triples)
    assert [(label, unit) for label, _, unit, *_ in told[::2]] == [
        ("公开信息数（条）", "条"), ("培训人数(单位：人次)", "人次"), ("公开率（%）", "%"),
    ]  # fmt: skip
    assert [heading for _, heading, *_ in told] == ["2012年", "累计"] * 3
    assert [(state, value) for *_, state, value in told] == [
        ("number", Decimal(58)), ("number", Decimal(90)), ("blank", None), ("number", Decimal(7)),
        ("number", Decimal(100)), ("mark", None),
    ]  # fmt: skip


def test_a_label_below_a_heading_that_is_for_remarks_is_a_label_all_the_same() -> None:
    rows: Rows = [("说明", "项目", "单位", "数量"), ("查阅点数", "", "个", "3"), ("会议", "", "次", "2")]
    told = told_by(reading_of(as_tabs(rows), "a2012.txt").report.triples)
    assert [(label, value) for label, *_, value in told] == [("查阅点数", Decimal(3)), ("会议", Decimal(2))]


CELLS = st.sampled_from(
    ("指标", "单位", "代码", "备注", "条", "件", "3", "0", "/", "", "查阅点数", "公开率（%）", "甲", "1.网站")
)


@given(st.lists(st.lists(CELLS, min_size=1, max_size=6), max_size=12), st.sampled_from("\t|\n"))
@settings(max_examples=300, deadline=None)
def test_any_rows_are_read_without_harm_and_every_number_once(rows: list[list[str]], delimiter: str) -> None:
    """Whatever stands beside each other: no figure is told twice, none is made up."""
    lines = ["溪口县云台镇2012年政府信息公开工作年度报告", "", *(delimiter.join(row) for row in rows)]
    printed = "\n".join(lines).split("\n")
    triples = reading_of("\n".join(lines).encode(), "a.txt").report.triples
    origins = [triple.origin for triple in triples]
    assert len(set(origins)) == len(origins)
    for triple in triples:
        assert isinstance(triple.origin, TextOrigin)
        shown = printed[triple.origin.line - 1][triple.origin.start - 1 : triple.origin.end]
        assert shown.strip("\t| ") == triple.raw


def test_a_header_makes_a_table_of_one_row() -> None:
    rows: Rows = [("查阅点数", "个", "3")]
    assert told_by(reading_of(as_tabs(rows), "a2012.txt").report.triples) == []
    header: Rows = [("指标", "单位", "数量"), *rows]
    for print_ in (as_tabs, as_lines):
        told = told_by(reading_of(print_(header), "a2012.txt").report.triples)
        assert told == [("查阅点数", "数量", "个", "number", Decimal(3))]


@pytest.mark.parametrize("size", [1, 2, 3, 5])
def test_tables_far_from_each_other_are_tables_of_their_own(size: int) -> None:
    """One of less than three rows without a header is none, whatever stands above or below it."""
    small: Rows = [(f"{name}甲数", "个", "1") for name in LABELS[:size]]
    large: Rows = [(f"{name}乙数", "个", "2") for name in LABELS[:4]]
    between: Rows = [(f"第{word}段说的是别的事。",) for word in "一二三四五六"]
    for rows in ([*small, *between, *large], [*large, *between, *small]):
        labels = [label for label, *_ in told_by(reading_of(as_tabs(rows), "a2012.txt").report.triples)]
        wanted = [label for label, *_ in rows if label.endswith("乙数") or (size > 2 and label.endswith("甲数"))]
        assert labels == wanted


def test_a_table_right_below_those_of_the_form_is_told_and_nothing_of_theirs() -> None:
    whole = whole_report(Random(5), load_forms()[-1], "tab_spans")
    lines = whole.data.decode(whole.encoding).splitlines()
    last = max(entry.row for match in reading_of(whole.data, whole.name).matches for line in match.lines
               for entry in line.entries)  # fmt: skip
    reading = reading_of(whole.data, whole.name)
    place = reading.grid.rows[last][0].origin
    assert isinstance(place, TextOrigin)
    own = ["指标\t单位\t数量", "查阅点数\t个\t3", "会议数\t次\t4"]
    text = "\n".join([*lines[: place.line], *own, *lines[place.line :]])
    report = reading_of(text.encode(), whole.name).report
    assert told_by(report.triples) == [
        ("查阅点数", "数量", "个", "number", Decimal(3)), ("会议数", "数量", "次", "number", Decimal(4))
    ]  # fmt: skip
    assert [fact.value for fact in report.facts] == [fact.value for fact in reading.report.facts]


@pytest.mark.parametrize("cell", ["{} |", "| {} |", "{}\n|", "{}\n\n"])
def test_cells_that_stand_in_lines_of_their_own_with_their_pipes(cell: str) -> None:
    rows, told = table(Random(3), gaps=False, code=False)
    report = reading_of(as_lines([tuple(cell.format(word) for word in row) for row in rows]), "a2012.txt").report
    assert told_by(report.triples) == bare(told)


def test_the_context_is_the_row_without_empty_cells() -> None:
    rows: Rows = [("指标", "单位", "2012年", "累计"), ("查阅点数", "个", "3", ""), ("会议", "次", "/", "12")]
    triples = reading_of(as_tabs(rows), "a2012.txt").report.triples
    contexts = [triple.context for triple in triples if triple.source == "table"]
    assert contexts == ["查阅点数 个 3"] * 2 + ["会议 次 / 12"] * 2


def test_the_context_is_the_sentence() -> None:
    text = "甲村公开3条。乙村公开4条，丙村5条！丁村6条"
    place = TextOrigin(1, 1, len(text))
    section = Section(1, "overview", "", place, (Paragraph(text, place),))
    contexts = [triple.context for triple in triples_of(Grid((), ()), (), (), [section])]
    assert contexts == ["甲村公开3条。", *["乙村公开4条，丙村5条！"] * 2, "丁村6条"]


def test_rows_of_a_table_are_no_prose() -> None:
    assert prose("查阅点\t3个\t新设2个") == [] and prose("| 查阅点 | 新设3个 |") == []


def test_a_label_that_spans_rows_is_said_with_each() -> None:
    page = """<html><body><h1>溪口县云台镇2012年政府信息公开工作年度报告</h1><table>
    <tr><td colspan=2>指标</td><td>单位</td><td>数量</td></tr>
    <tr><td rowspan=2>申请数</td><td>当面</td><td>件</td><td>2</td></tr>
    <tr><td>信函</td><td>件</td><td>1</td></tr>
    <tr><td colspan=2>查阅点数</td><td>个</td><td>3</td></tr>
    <tr><td></td><td>其他</td><td>个</td><td>4</td></tr>
    </table></body></html>"""
    told = told_by(reading_of(page.encode(), "a2012.html").report.triples)
    assert [label for label, *_ in told] == ["申请数，当面", "申请数，信函", "查阅点数", "其他"]


@given(st.integers(0, 10**6), st.booleans())
@settings(max_examples=100, deadline=None)
def test_tables_side_by_side(seed: int, gaps: bool) -> None:
    """Two tables in the rows of one: no figure goes to the label of the other."""
    one, first = table(Random(seed), gaps, code=False)
    two, second = table(Random(seed + 1), gaps, code=False)
    length = min(len(one), len(two))
    rows = [(*left, *right) for left, right in zip(one[:length], two[:length], strict=True)]
    told = {
        (label, heading, unit): rest
        for label, heading, unit, *rest in told_by(reading_of(as_tabs(rows), "a2012.txt").report.triples)
    }
    for kept, printed in ((first, one), (second, two)):
        labels = {row[0].replace("“", "").replace("”", "") for row in printed[1:length]}
        for label, heading, unit, *rest in bare(kept):
            if label in labels and sum(label == each[0] for each in bare(first + second) if each[1] == heading) == 1:
                assert told[label, heading, unit] == rest


def test_rows_that_a_province_added_to_the_table_of_statistics_are_told() -> None:
    lines = load_statistics()[0].tables[0].bands[0].lines
    rows: Rows = [("统计指标", "单位", "统计数"), *((line.label, line.unit or "件", "4") for line in lines)]
    rows[3:3] = [("主动公开财务预决算信息数", "条", "17"), ("政务咨询答复数", "次", "")]
    report = reading_of(as_tabs(rows), "a2016.txt").report
    assert len(report.facts) == len(lines)
    assert {fact.value for fact in report.facts} == {Decimal(4)}
    assert told_by(report.triples) == [
        ("主动公开财务预决算信息数", "统计数", "条", "number", Decimal(17)),
        ("政务咨询答复数", "统计数", "次", "blank", None),
    ]


@pytest.mark.slow
def test_reports_of_the_forms_have_no_triples() -> None:
    for number, layout in enumerate((*LAYOUTS, *HTML)):
        whole = whole_report(Random(number), load_forms()[number % 2], layout)
        assert reading_of(whole.data, whole.name).report.triples == ()


def prose(text: str) -> list[tuple[str, str, str, bool]]:
    place = TextOrigin(1, 1, len(text))
    section = Section(1, "overview", "", place, (Paragraph(text, place),))
    triples = triples_of(Grid((), ()), (), (), [section])
    return [(triple.label, str(triple.value), triple.unit, triple.approximate) for triple in triples]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "全年公开政府信息65条，其中网站20条、公开栏45条。",
            [("全年公开政府信息", "65", "条"), ("其中网站", "20", "条"), ("公开栏", "45", "条")],
        ),
        ("公开林权、救灾和低保信息58条、其他3条", [("公开林权、救灾和低保信息", "58", "条"), ("其他", "3", "条")]),
        ("召开会议３次，培训1,250人次。", [("召开会议", "3", "次"), ("培训", "1250", "人次")]),
        ("共收到3件申请，均已答复。", [("共收到…申请", "3", "件")]),
        ("主动公开信息，共计12条。", [("主动公开信息", "12", "条")]),
        ("点击量为1.2万次，公开率达100%。", [("点击量", "12000", "次"), ("公开率", "100", "%")]),
        ("收到申请3件办结2件。", [("收到申请", "3", "件"), ("办结", "2", "件")]),
        ("收到申请3件办结2件并归档。", [("收到申请", "3", "件"), ("办结…并归档", "2", "件")]),
        ("经费（单位：万元）支出2.5万元。", [("支出", "2.5", "万元")]),
        ("依据《条例》第31条，自2012年1月1日起20个工作日内答复，电话0999-1234567。", []),
        ("国办发〔2012〕26号第3项要求", []),
    ],
)
def test_prose(text: str, told: list[tuple[str, str, str]]) -> None:
    assert [each[:3] for each in prose(text)] == told


def test_a_figure_that_is_not_exact_says_so() -> None:
    found = prose("发布信息约80条，推送100余条，接待近千人，公开30条以上，更新20条。")
    assert [(label, value, about) for label, value, _, about in found] == [
        ("发布信息", "80", True), ("推送", "100", True), ("公开", "30", True), ("更新", "20", False)
    ]  # fmt: skip


@given(st.integers(0, 10**6))
@settings(max_examples=60, deadline=None)
def test_every_figure_stands_where_it_is_said_to(seed: int) -> None:
    random = Random(seed)
    said = [f"{random.choice(LABELS[:3])}{random.randint(0, 9999)}{random.choice(UNITS[:5])}" for _ in range(5)]
    text = "".join(part + random.choice("，；。、") for part in said)
    lines = ["云坪县石门镇2012年政府信息公开工作年度报告", "", "一、概述", text]
    for triple in reading_of("\n".join(lines).encode(), "a.txt").report.triples:
        assert isinstance(triple.origin, TextOrigin)
        line = lines[triple.origin.line - 1]
        assert line[triple.origin.start - 1 : triple.origin.end] == triple.raw
        assert triple.raw in triple.context


def test_prose_is_not_looked_through_where_a_form_tells_what_figures_mean() -> None:
    whole = whole_report(Random(1), load_forms()[-1], next(iter(LAYOUTS)))
    report = reading_of(whole.data, whole.name).report
    assert report.facts and report.narrative and not report.triples


def test_a_report_of_a_year_without_a_form_lacks_no_table() -> None:
    text = "云坪县石门镇{}年政府信息公开工作年度报告\n\n一、概述\n全年公开政府信息65条。"
    assert reading_of(text.format(2012).encode(), "a.txt").report.status == "ok"
    assert reading_of(text.format(2020).encode(), "a.txt").report.status == "partial"
