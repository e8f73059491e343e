"""The parts of a report: headings by words and by numbers, in lines and in the middle of them, and the preamble."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from extract.checks import verdict_of
from extract.forms import load_forms
from extract.model import Finding, Reading
from extract.pipeline import reading_of
from tests.made.generator import page
from tests.made.outlined import (
    ABOVE,
    ARRANGEMENTS,
    KINDS,
    OWN_WORDS,
    STYLES,
    UNNUMBERED,
    Outline,
    Outlined,
    outlined,
    unnumbered_outline,
)
from tests.made.score import bare
from tests.made.sheets import filled

ROOT = Path(__file__).parents[1]
FORM = load_forms()[-1]
RANDOM = Random(7)
TITLE, *_, TABLES = page(filled(RANDOM, FORM, True), "tab_spans", "headings_lost", RANDOM).text.partition("第二十条")
TABLES = "第二十条" + TABLES.partition("\n\n一年来")[0]
HEADINGS = [f"{'一二三四五六'[section.number - 1]}、{section.title}" for section in FORM.sections]
FIRST, LAST = "全年主动公开政府信息120条。", "本年度未收取信息处理费。"
NUMBERED = "（一）主动公开。发布信息。（二）依申请公开。收到申请3件。"


def read(before: str, behind: str) -> Reading:
    return reading_of(f"云溪县石桥镇2024年政府信息公开工作年度报告\n{before}\n{TABLES}\n{behind}\n".encode(), "x.txt")


def sections(reading: Reading) -> dict[int, tuple[str, str]]:
    return {section.number: (section.title, section.text) for section in reading.report.sections}


@pytest.mark.parametrize("between", ["", " ", "　"])
def test_sections_of_prose_on_one_line(between: str) -> None:
    first, second, *_, fifth, sixth = HEADINGS
    before = f"根据条例编制本报告。{between}{first}{between}{FIRST}{between}{second}"
    found = read(before, f"{fifth}{between}形式单一，将增加图解。{between}{sixth}{between}{LAST}")
    told = sections(found)
    assert told[0][1] == "根据条例编制本报告。"
    assert [told[number] for number in (1, 2, 6)] == [(first, FIRST), (second, ""), (sixth, LAST)]
    assert told[5][1] == "形式单一，将增加图解。"
    lines = {block.origin.line: block.text for block in found.document.blocks}
    for section in found.report.sections:
        for paragraph in section.paragraphs:
            line, start, end = paragraph.origin
            assert lines[line][start - 1 : end].strip() == paragraph.text.strip()
    assert not any(finding.rule == "C-01" and finding.expected in HEADINGS[0] for finding in _told(found))


@pytest.mark.parametrize("text", ["2024年收取信息处理费0元。", "本年度未收取信息处理费。", "没有其他事项。", "无。"])
def test_a_title_of_its_own_ends_where_its_text_begins(text: str) -> None:
    told = sections(
        read(f"{HEADINGS[0]}\n{FIRST}\n{HEADINGS[1]}", f"{HEADINGS[4]}\n形式单一。\n六、其他报告事项{text}")
    )
    assert told[6] == ("六、其他报告事项", text)


@pytest.mark.parametrize(
    "text",
    [
        f"1.主动公开政府信息情况。{FIRST}\n2.依申请公开。收到申请3件。",
        f"（一）主动公开情况\n{FIRST}\n（二）依申请公开\n收到申请3件。",
    ],
)
@pytest.mark.parametrize("menu", ["信息内容", "信息内容\n来源：本站　时间：2025-01-12"])
def test_words_of_a_header_in_a_menu_move_no_heading(menu: str, text: str) -> None:
    reading = reading_of(f"{menu}\n{HEADINGS[0]}\n{text}\n{HEADINGS[1]}\n{TABLES}\n{LAST}\n".encode(), "x.txt")
    assert sections(reading)[1] == (HEADINGS[0], text)


def test_a_list_of_the_sections_is_no_heading_where_they_have_some() -> None:
    listed = f"本报告包括：{'；'.join(HEADINGS)}。"
    first, second, *_, fifth, sixth = HEADINGS
    told = sections(read(f"{listed}\n{first}\n{FIRST}\n{second}", f"{fifth}\n形式单一。\n{sixth}\n{LAST}"))
    assert (told[0][1], told[1][1], told[6][1]) == (listed, FIRST, LAST)


@pytest.mark.parametrize(
    "mention", ["详见二、主动公开政府信息情况", "（六、其他需要报告的事项）", "。三十、其他需要报告的事项"]
)
def test_a_mention_is_no_heading(mention: str) -> None:
    told = sections(read(f"{HEADINGS[0]}\n{FIRST}{mention}一节。", f"{HEADINGS[4]}\n形式单一。"))
    assert mention in told[1][1]
    assert 6 not in told


@pytest.mark.parametrize("text", ["围绕民生领域主动公开。", "坚持以公开为常态。", "落实各项要求。", "加强审查。"])
def test_a_title_within_a_line_ends_where_its_text_begins(text: str) -> None:
    before = f"根据条例编制本报告。 1．政务公开工作推进情况{text}\n2．行政机关主动公开政府信息情况"
    told = sections(read(before, f"5．存在不足 形式单一。\n6．其他方面 {LAST}"))
    assert told[1] == ("1．政务公开工作推进情况", text)


@pytest.mark.parametrize(
    ("prose", "jumps"),
    [
        (NUMBERED + "\n（三）政府信息管理。严格审查。\n（四）监督保障。", []),
        (NUMBERED + "（三）政府信息管理。\n（四）监督保障。", []),
        (NUMBERED + "\n（四）监督保障。", ["（四）"]),
        (NUMBERED + "（\n三）政府信息管理。\n（四）监督保障。", []),
        (NUMBERED + "依照第二十条第（三）项公开。\n（四）监督保障。", ["（四）"]),
        ("（一）主动公开。\n（二）依申请公开。\n（四）监督保障。", ["（四）"]),
        ("（一）主动公开。\n（二）依申请公开：（一）当面。（二）网上。\n（三）监督保障。", []),
        (
            "（一）主动公开。按照《中华人民共和国政府信息公开条例》的要求，依照第二十条第\n（五）项公开。\n（二）申请。",
            [],
        ),
    ],
)
def test_run_in_numbers_that_lines_break_are_no_jump(prose: str, jumps: list[str]) -> None:
    found = read(f"{HEADINGS[0]}\n{prose}\n{HEADINGS[1]}", f"{HEADINGS[4]}\n形式单一。\n{HEADINGS[5]}\n{LAST}")
    assert [finding.actual for finding in _told(found) if finding.wording == "jump"] == jumps


def _told(reading: Reading) -> list[Finding]:
    return list(verdict_of(reading, load_forms()).findings)


@pytest.mark.parametrize("width", range(17, 45, 3))
def test_headings_that_the_width_of_the_page_breaks(width: int) -> None:
    first, second, *_, fifth, sixth = HEADINGS
    opening = f"全文包括{'、'.join(section.title for section in FORM.sections)}。 "
    before = f"{opening}{first} {FIRST} {NUMBERED} {second}"
    behind = f"{fifth} 形式单一，将增加图解。 {sixth} {LAST}"
    found = read(*("\n".join(text[at : at + width] for at in range(0, len(text), width)) for text in (before, behind)))
    told = sections(found)
    assert [told[number][0] for number in (1, 2, 5, 6)] == [first, second, fifth, sixth]
    assert told[5][1].replace("\n", "") == "形式单一，将增加图解。"
    assert not [finding.rule for finding in _told(found) if finding.rule in ("C-01", "B-03")]


def test_a_number_may_stand_before_a_year() -> None:
    before = f"编制本报告。 1.2024年政务公开总体情况 {FIRST} 2.主动公开政府信息情况"
    assert sections(read(before, ""))[1] == ("1.2024年政务公开总体情况", FIRST)


# ── Headings by their numbers ────────────────────────────────────────────────────────────────────────────────────────


def parts_that_are_wrong(made: Outlined) -> list[str]:
    reading = reading_of(made.data, made.name)
    found = {section.number: bare(section.text) for section in reading.report.sections}
    found[0] = found.get(0, "").removeprefix(bare(made.title))
    told = {number: bare(made.sections.get(number, "")) for number in (0, *made.headings)}
    accused = [f.rule for f in _told(reading) if f.rule in ("C-01", "C-08") or f.wording == "heading"]
    return [str(number) for number, text in told.items() if found.get(number, "") != text] + (
        accused if made.sections.get(0) else [rule for rule in accused if rule != "C-08"]
    )


@pytest.mark.parametrize(
    ("style", "number", "at"), [(style, number, at) for style in STYLES for at, number in enumerate(STYLES[style][1])]
)
def test_every_sentence_is_found_in_its_part_in_every_style_of_number(style: str, number: str, at: int) -> None:
    own = (frozenset({5}), frozenset({1, 5, 6}), frozenset(range(1, 7)))[at % 3]
    arrangement = "lines" if "#" in number else ARRANGEMENTS[at % len(ARRANGEMENTS)]
    outline = Outline(style, number, own, arrangement, ABOVE[at % len(ABOVE)])
    assert parts_that_are_wrong(outlined(1000 + at, KINDS[at % 2], outline)) == []


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(40))
def test_every_sentence_is_found_in_its_part_however_parts_are_headed(seed: int) -> None:
    for kind in KINDS:
        assert parts_that_are_wrong(outlined(seed, kind)) == [], outlined(seed, kind).outline


def accused_in(made: Outlined, data: bytes) -> list[str]:
    """The parts that a report is said to lack, or to have without their heading."""
    findings = [f for f in _told(reading_of(data, made.name)) if f.rule == "C-01" or f.wording == "heading"]
    findings = [finding for finding in findings if finding.about == "report"]
    return [dict(finding.details)["number"] for finding in findings]


@pytest.mark.parametrize("seed", [n if n < 2 else pytest.param(n, marks=pytest.mark.slow) for n in range(40)])
def test_nobody_is_told_to_lack_a_part_under_an_unnumbered_heading_of_its_own(seed: int) -> None:
    made = outlined(seed, KINDS[seed % len(KINDS)], unnumbered_outline(Random(seed)))
    assert accused_in(made, made.data) == []


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("number", [1, 5, 6])
def test_an_unnumbered_part_that_is_taken_out_is_missing(seed: int, number: int) -> None:
    made = outlined(seed, "txt", Outline("none", UNNUMBERED[seed], frozenset(), "lines", "title"))
    text = made.data.decode()
    for printed in (made.headings[number], *made.sections[number].split("\n")):
        text = text.replace(printed + "\n", "", 1)
    assert accused_in(made, text.encode()) == [str(number)]


@pytest.mark.parametrize("title", ["概述", "概况", "综述", "总述", "概 述"])
@pytest.mark.parametrize("numbered", [True, False])
def test_one_word_heads_part_one_without_a_number(title: str, numbered: bool) -> None:
    others = [heading if numbered else heading.partition("、")[2] for heading in HEADINGS]
    found = read(f"{title}\n{NUMBERED}\n{others[1]}", f"{others[4]}\n形式单一，将增加图解。\n{others[5]}\n{LAST}")
    assert sections(found)[1] == (title, NUMBERED)
    assert not {f.rule for f in _told(found)} & {"C-01"}


@pytest.mark.parametrize(("number", "title"), [(n, title) for n in (1, 5, 6) for title in OWN_WORDS[n]])
def test_a_heading_with_its_number_between_its_neighbours_is_the_part(number: int, title: str) -> None:
    first, second, *_, fifth, sixth = (
        f"{'一二三四五六'[n - 1]}、{title}" if n == number else HEADINGS[n - 1] for n in range(1, 7)
    )
    found = read(f"{first}\n{NUMBERED}\n{second}", f"{fifth}\n形式单一，将增加图解。\n{sixth}\n{LAST}")
    told = {n: text for n, (_, text) in sections(found).items()}
    assert told == {1: NUMBERED, 2: "", 5: "形式单一，将增加图解。", 6: LAST}
    said = [f for f in _told(found) if f.rule in ("C-01", "C-02") and f.wording != "heading"]
    assert {(f.rule, f.severity, f.wording) for f in said} <= {("C-02", "note", "other_words")}


@pytest.mark.parametrize(
    "within", ["（五）其他情况", "5.其他情况", "第五，做好其他工作。", "（六）其他", "六是加强学习。", "6、其他"]
)
def test_numbers_below_a_heading_make_no_part(within: str) -> None:
    first, second, *_ = HEADINGS
    for before in (f"{first}\n{NUMBERED}\n{within}\n{second}", f"{first}\n{NUMBERED}{within}\n{second}"):
        told = sections(read(before, ""))
        assert set(told) == {1, 2}
        assert within in told[1][1]


def test_two_headings_that_changed_places_keep_their_words() -> None:
    first, second, *_ = HEADINGS
    told = sections(
        read(f"{first}\n{FIRST}\n{second}", f"五、{FORM.sections[5].title}\n{LAST}\n六、存在的问题\n单一。")
    )
    assert (told[5][1], told[6][1]) == ("单一。", LAST)


def test_a_part_that_is_left_out_is_not_made_of_the_next() -> None:
    first, second, *_ = HEADINGS
    found = read(f"{first}\n{FIRST}\n{second}", f"五、{FORM.sections[5].title}\n{LAST}")
    assert sections(found)[6][1] == LAST
    assert 5 not in sections(found)
    assert "C-01" in {finding.rule for finding in _told(found)}


# ── Where the body begins ────────────────────────────────────────────────────────────────────────────────────────────

PREAMBLE = "根据《中华人民共和国政府信息公开条例》编制本报告。统计期限自2024年1月1日起至2024年12月31日止。"
ABOVE_BODY = (
    "",
    "首页\n政务公开\n领导之窗",
    "首页 > 政务公开 > 年报",
    "索引号：0000-1\n发布机构：办公室",
    "【字体：大 中 小】\n打印",
    "浏览次数：312\n来源：本站",
    "政策文件\n机构职能\n征求意见",
    "2024年年报",
    "公开指南\n\n公开目录",
    "欢迎访问云溪县门户网站，今天天气晴。",
    "当前位置：首页",
)


@pytest.mark.parametrize("above", ABOVE_BODY)
@pytest.mark.parametrize("title", ["", "云溪县石桥镇2024年政府信息公开工作年度报告"])
def test_the_preamble_is_what_stands_before_the_first_heading(above: str, title: str) -> None:
    first, second, *_ = HEADINGS
    lines = [above, title, PREAMBLE, first, FIRST, second, TABLES]
    told = sections(reading_of("\n".join(filter(None, lines)).encode(), "x.txt"))
    assert (told[0][1], told[1][1]) == (PREAMBLE, FIRST)


def test_nothing_before_the_first_heading_is_no_preamble() -> None:
    first, second, *_ = HEADINGS
    assert 0 not in sections(reading_of(f"首页\n政务公开\n{first}\n{FIRST}\n{second}\n{TABLES}".encode(), "x.txt"))


# ── Headings that are told by less ───────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "title", ["存在的不足", "存在的不足和改进措施", "工作短板", "不足之处", "今后努力方向", "存在的困难及改进"]
)
def test_words_alone_make_a_heading_where_the_part_is_wanted(title: str) -> None:
    first, second, *_, sixth = HEADINGS
    told = sections(read(f"{first}\n{NUMBERED}\n{second}", f"{title}\n形式单一，将增加图解。\n{sixth}\n{LAST}"))
    assert told[5] == (title, "形式单一，将增加图解。")
    assert title not in sections(read(f"{first}\n{title}\n{FIRST}\n{second}", ""))


@pytest.mark.parametrize("before", ["编制说明", "前言", "工作机构"])
def test_something_numbered_in_front_moves_all_numbers(before: str) -> None:
    first, second, *_ = (f"{'二三四五六七'[n]}、{section.title}" for n, section in enumerate(FORM.sections))
    third = f"四、{FORM.sections[2].title}\n{TABLES}\n五、{FORM.sections[3].title}"
    text = (
        f"云溪县石桥镇2024年政府信息公开工作年度报告\n一、{before}\n{PREAMBLE}\n{first}\n{FIRST}\n{second}\n{third}\n"
    )
    told = sections(reading_of(f"{text}六、努力的方面\n形式单一。\n七、附带说明\n{LAST}\n".encode(), "x.txt"))
    assert (told[1][1], told[5], told[6]) == (FIRST, ("六、努力的方面", "形式单一。"), ("七、附带说明", LAST))
    assert PREAMBLE in told[0][1]


def test_something_numbered_behind_part_one_moves_all_others() -> None:
    first, *_ = HEADINGS
    second = f"三、{FORM.sections[1].title}"
    third = f"四、{FORM.sections[2].title}\n{TABLES}\n五、{FORM.sections[3].title}\n六、努力的方面\n形式单一。"
    title = "云溪县石桥镇2024年政府信息公开工作年度报告"
    told = sections(
        reading_of(f"{title}\n{first}\n{FIRST}\n二、教育培训\n培训。\n{second}\n{third}\n".encode(), "x.txt")
    )
    assert (told[1][1], told[5]) == (f"{FIRST}\n二、教育培训\n培训。", ("六、努力的方面", "形式单一。"))


@pytest.mark.parametrize("number", ["—、", "–、", "ー、", "第一、", "一，", "一 、", "1．", "一.", "1，", "Ⅰ．"])
def test_numbers_as_they_are_mistyped(number: str) -> None:
    _, second, *_ = HEADINGS
    told = sections(read(f"{PREAMBLE}\n{number}总体情况\n{FIRST}\n{second}", ""))
    assert (told[0][1], told[1][1]) == (PREAMBLE, FIRST)


def test_an_annex_is_no_part() -> None:
    first, second, third, *_ = HEADINGS
    body = f"{first}\n{FIRST}\n{second}\n公开。\n{third}\n无。\n四、附表\n见后。"
    text = f"云溪县石桥镇2012年政府信息公开工作年度报告\n{body}"
    assert set(sections(reading_of(text.encode(), "x.txt"))) == {1, 2, 3}


def test_a_list_of_contents_is_no_part() -> None:
    own = [
        f"{'一二三四五六'[n]}、{title}" for n, title in enumerate(("工作回顾", "公开", "申请", "争议", "差距", "其他"))
    ]
    body = f"{own[0]}\n{FIRST}\n{own[1]}\n{TABLES}\n{own[4]}\n形式单一。\n{own[5]}\n{LAST}\n"
    title = "云溪县石桥镇2024年政府信息公开工作年度报告"
    told = sections(reading_of("\n".join([title, PREAMBLE, *own, body]).encode(), "x.txt"))
    assert (told[1][1], told[5][1], told[6][1]) == (FIRST, "形式单一。", LAST)


@pytest.mark.parametrize("leaders", ["……………………", "........", "········"])
def test_nor_is_one_behind_the_report_as_where_its_sheets_were_mixed_up(leaders: str) -> None:
    titles = ("总体情况", "公开", "申请", "争议", "存在问题及改进措施", "其他")
    contents = [f"{'一二三四五六'[n]}、{title}{leaders}{n + 1}" for n, title in enumerate(titles)]
    at = SAMPLE.index("四、")
    title, rest = SAMPLE.split("\n", 1)
    mixed = "\n".join([title, SAMPLE[at:], rest[: at - len(title) - 1]])
    whole = "\n".join([mixed, "目录", *contents])
    told, before = (reading_of(text.encode(), "x.txt").report.sections for text in (whole, mixed))
    assert [(each.number, each.title) for each in told] == [(each.number, each.title) for each in before]


SAMPLE = (ROOT / "samples" / "青禾镇2023.txt").read_text(encoding="utf-8")


def _headed(**changes: str) -> Reading:
    """The sample report with some headings in other words."""
    text = SAMPLE
    for printed, other in changes.items():
        line = next(line for line in text.split("\n") if line.startswith(f"{printed}、") and "\t" not in line)
        text = text.replace(line, other, 1)
    return reading_of(text.encode(), "x.txt")


def _accused(reading: Reading) -> set[tuple[str, str]]:
    told = {(finding.rule, finding.wording) for finding in _told(reading) if finding.about == "report"}
    return {each for each in told if each[0] == "C-01" or each == ("C-02", "heading")}


def test_a_heading_at_the_end_of_the_line_above_its_table_is_not_missing() -> None:
    assert not _accused(_headed(二="督促各股室整改。、 主动公开政府信息情况"))


@pytest.mark.parametrize(
    "changes",
    [
        {"三": "行政机关收到和处理政府信息公开申请情况"},
        {"二": "主动公开信息情况"},
        {"二": "主动公开信息情况", "三": "收到和处理政府信息公开申请的情况"},
        {"五": "四、面临的困难及今后打算", "六": "五、有关说明"},
        {"六": "五、有关说明"},
        {"五": "六、工作展望"},
    ],
)
def test_a_heading_without_its_number_or_with_its_neighbour_s_is_one_still(changes: dict[str, str]) -> None:
    reading = _headed(**changes)
    assert reading.report.section_numbers == (1, 2, 3, 4, 5, 6)
    assert _accused(reading) == set()


def test_a_heading_may_stand_in_the_first_row_of_its_table() -> None:
    rows = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in _table_of_section_two())
    head = "<tr><td colspan=4>二、主动公开政府信息情况</td></tr>"
    page_of_web = f"<p>{TITLE}</p><p>一、总体情况</p><p>{FIRST}</p><table>{head}{rows}</table><p>三、收到和处理</p>"
    reading = reading_of(page_of_web.encode(), "x.html")
    title, _ = sections(reading)[2]
    assert title == "二、主动公开政府信息情况"


def _table_of_section_two() -> list[list[str]]:
    return [
        ["第二十条第（一）项", "", "", ""],
        ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"],
        ["规章", "0", "0", "0"],
        ["行政规范性文件", "1", "0", "4"],
        ["第二十条第（五）项", "", "", ""],
        ["信息内容", "本年处理决定数量", "", ""],
        ["行政许可", "18", "", ""],
    ]
