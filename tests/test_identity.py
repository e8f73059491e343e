"""Whose report it is and of when: titles, preambles, periods, metadata, signatures, paths, as real pages print them."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

import pytest
import regex as re
from hypothesis import assume, settings
from hypothesis import given as drawn
from hypothesis import strategies as st

from extract.agencies.identity import identity_of
from extract.agencies.likeness import same_agency
from extract.agencies.names import chain_and_name, is_whole_name, kind_of
from extract.agencies.sayings import OPENING, PREAMBLE, Saying
from extract.errors import UnreadableFile
from extract.model import (
    NOTHING_GIVEN,
    Cell,
    CellOrigin,
    Document,
    Given,
    Identity,
    Paragraph,
    Source,
    Table,
    TextOrigin,
)
from extract.pipeline import reading_of
from extract.text import compact

BODY = ("一、总体情况", "（一）主动公开。按时公开各类信息，群众反映良好。", "二、主动公开政府信息情况", "规章 0 0 0")


def document(text: str, name: str = "x.txt", body: tuple[str, ...] = BODY, end: str = "") -> Document:
    lines = [*text.split("\n"), *body, *end.split("\n")]
    paragraphs = (Paragraph(line, TextOrigin(n, 1, len(line))) for n, line in enumerate(lines, 1) if line)
    return Document(Source(name, "txt", "0" * 64, 1), tuple(paragraphs), "utf-8")


def read(text: str, name: str = "x.txt", end: str = "", given: Given = NOTHING_GIVEN) -> Identity:
    return identity_of(document(text, name, end=end), given)


def where(identity: Identity, about: str) -> str:
    """The place that decided."""
    return next((each.where for each in identity.evidence if each.about == about), "")


# ── Titles ───────────────────────────────────────────────────────────────────────────────────────────────────────────

TITLES = {
    "plain": ("青禾镇2023年政府信息公开工作年度报告", "青禾镇", 2023),
    "年度": ("青禾镇2023年度政府信息公开工作年度报告", "青禾镇", 2023),
    "year first": ("2023年青禾镇政府信息公开工作年度报告", "青禾镇", 2023),
    "year first with 年度": ("2023年度青禾镇人民政府政府信息公开工作年度报告", "青禾镇人民政府", 2023),
    "年报": ("青禾镇2023年政府信息公开年报", "青禾镇", 2023),
    "工作年报": ("青禾镇2023年政府信息公开工作年报", "青禾镇", 2023),
    "工作报告": ("林业和草原部2023年政府信息公开工作报告", "林业和草原部", 2023),
    "year inside": ("青禾镇政府信息公开工作2023年度报告", "青禾镇", 2023),
    "年度工作报告": ("青禾镇2023年度政府信息公开年度工作报告", "青禾镇", 2023),
    "政务信息": ("青禾镇2023年政务信息公开工作年度报告", "青禾镇", 2023),
    "政务公开": ("青禾镇2023年政务公开工作年度报告", "青禾镇", 2023),
    "without 政府": ("青禾镇人民政府2023年信息公开年度报告", "青禾镇人民政府", 2023),
    "信息年度公开": ("青禾镇2014年度信息年度公开报告", "青禾镇", 2014),
    "关于": ("关于青禾镇2023年政府信息公开工作年度报告", "青禾镇", 2023),
    "关于 between": ("青禾镇关于2023年政府信息公开工作年度报告", "青禾镇", 2023),
    "no agency": ("关于2023年政府信息公开工作年度报告", "", 2023),
    "neither": ("政府政务公开年报", "", None),
    "no year": ("青禾镇政府信息公开工作年度报告", "青禾镇", None),
    "年 missing": ("青禾镇2021政府信息公开工作年度报告", "青禾镇", 2021),
    "告年度报": ("溪口县青禾镇2023年政府信息公开 工作告年度报", "溪口县青禾镇", 2023),
    "last character lost": ("青禾镇2025年政府信息公开工作年度报", "青禾镇", 2025),
    "swallowed 政府": ("2025年度溪口县青禾镇人民政府信息公开工作年度报告", "溪口县青禾镇人民政府", 2025),
    "镇政府": ("青禾镇政府2016年信息公开工作年度报告", "青禾镇政府", 2016),
    "乡乡": ("溪南乡乡人民政府2023年政府信息公开工作年度报告", "溪南乡乡人民政府", 2023),
    "number in front": ("溪审综〔2026〕2号 溪口县审计局2025年政府信息公开工作年度报告", "溪口县审计局", 2025),
    "damaged number in front": ("溪审综〔20262号 溪口县审计局2025年政府信息公开工作年度报告", "溪口县审计局", 2025),
    "number above": ("溪审综〔2026〕2号\n溪口县审计局2025年政府信息公开工作年度报告", "溪口县审计局", 2025),
    "agency above": ("溪口县青禾镇人民政府\n2022年政府信息公开工作年度报告", "溪口县青禾镇人民政府", 2022),
    "agency below": ("2022年政府信息公开工作年度报告\n青禾镇人民政府\n（2023年1月12日）", "青禾镇人民政府", 2022),
    "three lines": ("溪口县青禾镇人民政府\n2022年政府信息公开\n工作年度报告", "溪口县青禾镇人民政府", 2022),
    "broken in 政府": ("溪口县审计局2020年政\n府信息公开工作报告", "溪口县审计局", 2020),
    "broken before 信息": ("溪口县审计局2020年政府\n信息公开工作报告", "溪口县审计局", 2020),
    "broken in the year": ("青禾镇20\n23年政府信息公开工作年度报告", "青禾镇", 2023),
    "broken in the name": ("溪口县青\n禾镇2023年政府信息公开工作年度报告", "溪口县青禾镇", 2023),
    "broken after the county": ("溪口县\n青禾镇2023年政府信息公开工作年度报告", "溪口县青禾镇", 2023),
    "broken in the tail": ("溪口县青禾镇人民\n政府2023年政府信息公开工作年度报告", "溪口县青禾镇人民政府", 2023),
    "broken in 报告": ("青禾镇2023年政府信息公开工作年度报\n告", "青禾镇", 2023),
    "blanks and widths": ("青 禾 镇 ２０２３ 年 政府 信息公开工作年度报告", "青禾镇", 2023),
    "markdown": ("# 青禾镇 2023 年政府信息公开工作年度报告", "青禾镇", 2023),
    "pipes": ("| 青禾镇2023年政府信息公开工作年度报告 | |", "青禾镇", 2023),
    "brackets": ("《青禾镇2023年政府信息公开工作年度报告》", "青禾镇", 2023),
    "traditional": ("臨溪縣鳳鳴鎮２０２２年政府信息公開工作年度報告", "臨溪縣鳳鳴鎮", 2022),
    "pinyin": ("青禾鎮(zhèn)2022年政府信息公開(kāi)工作年度報(bào)告", "青禾鎮", 2022),
    "rare characters": ("峃砦仫佬族乡2022年政府信息公开工作年度报告", "峃砦仫佬族乡", 2022),
    "short name": ("市房管局2021年政府信息公开工作年度报告", "市房管局", 2021),
    "second name": (
        "溪口市市场监管局（知识产权局）2023年政府信息公开工作年度报告",
        "溪口市市场监管局(知识产权局)",
        2023,
    ),
    "name behind": ("2023年政府信息公开工作年度报告（青禾镇）", "青禾镇", 2023),
    "Chinese numerals": ("青禾镇二〇二三年政府信息公开年报", "青禾镇", 2023),
    "full then short": (
        "北岭自治区应急管理厅2022年政府信息公开工作年度报告\n自治区应急管理厅2022年政府信息公开工作年度报告",
        "北岭自治区应急管理厅",
        2022,
    ),
    "short then full": (
        "青禾镇2022年政府信息公开工作年度报告\n溪口县青禾镇2022年政府信息公开工作年度报告",
        "溪口县青禾镇",
        2022,
    ),
    "posting date behind": ("青禾镇2023年政府信息公开工作年度报告 2024-01-15", "青禾镇", 2023),
    "site behind": ("青禾镇2023年政府信息公开工作年度报告_溪口县人民政府", "青禾镇", 2023),
    "breadcrumb first": ("首页 > 公开 > 青石镇2020年政府信息公开年报\n青禾镇2023年政府信息公开年报", "青禾镇", 2023),
    "menu word first": ("政府信息公开年报\n打印\n青禾镇2023年政府信息公开工作年度报告", "青禾镇", 2023),
    "row of cells": ("标题 | 青禾镇2023年政府信息公开工作年度报告 | 文号 | 无", "青禾镇", 2023),
    "cell 无 above": ("发布机构：青禾镇\n文 号：\n无\n青禾镇2023年政府信息公开工作年度报告", "青禾镇", 2023),
    "link behind": ("青禾镇2023年政府信息公开工作年度报告 点击查看解读", "青禾镇", 2023),
    "正文 above": ("正文\n青禾镇2023年政府信息公开工作年度报告", "青禾镇", 2023),
    "years of a menu above": ("2025年\n2024年\n2022年\n青禾镇政府信息公开工作年度报告", "青禾镇", None),
    "我镇": ("我镇2023年政府信息公开工作年度报告", "", 2023),
    "numerals in the name": (
        "第三师溪口市二十六团新岭镇2021年政府信息公开工作年度报告",
        "第三师溪口市二十六团新岭镇",
        2021,
    ),
}


@pytest.mark.parametrize("name", TITLES)
def test_title(name: str) -> None:
    text, agency, year = TITLES[name]
    identity = read(text)
    assert (identity.agency, identity.year) == (agency, year)
    assert identity.title


@pytest.mark.parametrize(
    "text",
    [
        "文字解读：青禾镇2023年政府信息公开工作年度报告",
        "青禾镇2023年政府信息公开工作年度报告的解读",
        "关于做好2023年政府信息公开工作年度报告编制工作的通知",
        "根据要求，现将2023年政府信息公开工作年度报告公布如下",
        "六、年度政府信息公开工作报告0600",
        "溪口县2023年政府信息公开统计表",
    ],
)
def test_no_title(text: str) -> None:
    assert read(text).title == ""


def test_a_page_that_lists_reports_has_no_title() -> None:
    links = "\n".join(f"青禾镇{year}年政府信息公开工作年度报告 {year + 1}-01-20" for year in range(2019, 2024))
    assert identity_of(document(f"首页 > 政府信息公开年报\n{links}\n下一页", body=())).title == ""
    assert identity_of(document("政府信息公开年报\n政府信息公开指南", body=())).title == ""
    beside = identity_of(document("溪口县青禾镇2025年政府信息公开工作年度报告\n" + links))
    assert (beside.entity, beside.year) == ("溪口县青禾镇", 2025)


def test_an_item_of_a_menu_goes_on_with_nothing_above_it() -> None:
    identity = read("·溪口县\n·政府信息公开年报\n我镇认真编制本报告。")
    assert (identity.title, identity.agency) == ("·政府信息公开年报", "")


def test_title_in_a_row_of_cells_has_its_own_place() -> None:
    identity = read("标题 | 青禾镇2023年政府信息公开工作年度报告 | 文号 | 无")
    assert identity.title == "青禾镇2023年政府信息公开工作年度报告"
    assert str(identity.evidence[0].origin) == "txt:L1:5-26"


def test_title_is_kept_as_printed_with_its_lines_joined() -> None:
    assert read("# 青禾镇 2023 年政府信息\n公开工作年度报告").title == "青禾镇 2023 年政府信息公开工作年度报告"


FULL = "溪口县青禾镇2023年政府信息公开工作年度报告"
SHORT = "青禾镇2023年政府信息公开工作年度报告"
BARE, MADE = "2023年政府信息公开工作年度报告", "根据条例编制本报告。"
SENTENCE = "根据有关规定，青禾镇人民政府编制本报告，统计期限为2023年1月1日至2023年12月31日。"
LINKS = "\n".join(f"青禾镇{year}年政府信息公开工作年度报告" for year in range(2018, 2022))


class Printed(NamedTuple):
    """Lines of a page, and the line (counted from 1) that is the document's own title."""

    lines: str
    own: int


OWN_TITLES = {
    "label and value on one line": Printed(f"名称：{SHORT}\n文号：无\n{FULL}\n{SENTENCE}", 3),
    "label and value on two lines": Printed(f"名 称：\n{SHORT}\n文号：\n无\n{FULL}\n{SENTENCE}", 5),
    "overview above": Printed(f"内容概述\n{SHORT}\n{FULL}\n{SENTENCE}", 3),
    "value in full": Printed(f"信息名称：\n{FULL}\n有效性：\n有效\n{SHORT}\n{SENTENCE}", 5),
    "overview that repeats the preamble": Printed(f"{FULL}\n内容概述：\n{SENTENCE}\n{FULL}\n{SENTENCE}", 4),
    "page title": Printed(f"{FULL}_溪口县人民政府\n首页 > 年报\n分享到：\n{FULL}\n{SENTENCE}", 4),
    "page title in full": Printed(f"{FULL}\n发布日期：2024-01-15\n{SHORT}\n{SENTENCE}", 3),
    "page title, then a bare one": Printed(f"{FULL}\n发布机构：青禾镇人民政府\n打印\n{BARE}\n{SENTENCE}", 4),
    "page title in short": Printed(f"{SHORT}\n打印\n{FULL}\n{SENTENCE}", 3),
    "menu above": Printed(f"行政处罚\n政府信息公开年报\n当前位置：首页 / 年报 / 青禾镇\n{FULL}\n{SENTENCE}", 4),
    "links above": Printed(f"{LINKS}\n打印\n{FULL}\n{SENTENCE}", 6),
    "links below": Printed(f"{FULL}\n{LINKS}\n{SENTENCE}", 1),
    "again below the preamble": Printed(f"{FULL}\n{SENTENCE}\n附：\n{BARE}", 1),
    "in a sentence": Printed(f"{FULL}\n根据有关规定，现向社会公众公布本机关的报告，即\n{SHORT}\n，请监督。", 1),
}


@pytest.mark.parametrize("name", OWN_TITLES)
def test_of_several_titles_the_document_s_own_counts(name: str) -> None:
    lines, own = OWN_TITLES[name]
    identity = read(lines, "samples/x.txt")
    titled = [each for each in identity.evidence if each.where == "title" and each.about != "published"]
    assert (identity.entity, identity.entity_id, identity.year) == ("溪口县青禾镇", "溪口县/青禾镇", 2023)
    assert identity.title == lines.split("\n")[own - 1]
    assert f"L{own}" in {str(each.origin).split(":")[1] for each in titled}
    assert {each.value for each in identity.evidence if each.about == "year"} == {"2023"}


def test_title_in_a_cell_of_the_metadata_is_metadata() -> None:
    def cell(text: str, column: int) -> Cell:
        return Cell(text, CellOrigin("html", 1, 1, column), True, column - 1)

    page = document(f"{FULL}\n{SENTENCE}")
    labelled = Table(((cell("名 称：", 1), cell(SHORT, 2)),))
    identity = identity_of(Document(page.source, (labelled, *page.blocks), "utf-8"))
    said = [(each.where, each.value, str(each.origin)) for each in identity.evidence if each.about == "entity"]
    assert said[0] == ("title", "溪口县青禾镇", "txt:L1:1-23")
    assert ("metadata", "青禾镇", "html:t1r1c2") in said
    only = identity_of(Document(page.source, (labelled, *document(SENTENCE).blocks), "utf-8"))
    assert (only.entity, only.title, where(only, "entity")) == ("青禾镇", SHORT, "title")


def test_titles_that_contradict_each_other_are_both_evidence() -> None:
    identity = read(f"青石镇2022年政府信息公开工作年度报告\n打印\n{FULL}\n{SENTENCE}")
    assert (identity.entity, identity.year) == ("溪口县青禾镇", 2023)
    said = [(each.about, each.where, each.value) for each in identity.evidence]
    assert {("entity", "metadata", "青石镇"), ("year", "metadata", "2022")} <= set(said)


NAMES = st.builds(
    lambda county, name, kind: county + name + kind,
    st.sampled_from(["", "溪口县", "澄湾市", "北岭省澄湾市", "阿木旗", "澄湾市东林区", "木仫族自治县"]),
    st.text(st.sampled_from("青禾柳汀雁渡桥松泉坞梨峃砲"), min_size=2, max_size=4),
    st.sampled_from(["镇", "镇人民政府", "乡", "乡人民政府", "街道", "街道办事处", "民族乡", "财政局", "林业局"]),
)
WORDINGS = [
    "{agency}{year}年政府信息公开工作年度报告",
    "{agency}{year}年度政府信息公开年度报告",
    "{year}年{agency}政府信息公开工作年度报告",
    "{year}年度{agency}政务信息公开工作年报",
    "{agency}关于{year}年政府信息公开工作报告",
    "{agency}政府信息公开工作{year}年度报告",
]


@settings(max_examples=200, deadline=None)
@drawn(NAMES, st.integers(2008, 2030), st.sampled_from(WORDINGS), st.data())
def test_titles_broken_anywhere(agency: str, year: int, wording: str, data: st.DataObject) -> None:
    """Anywhere but within a name whose second half is a whole name, with no place in front to tell."""
    title = wording.format(agency=agency, year=year)
    at = data.draw(st.integers(0, len(title) - 1))
    rest = title[at : title.index(agency) + len(agency)]
    assume(at < 2 or chain_and_name(agency)[0] or not is_whole_name(rest))
    identity = read(title[:at] + "\n" * bool(at) + title[at:])
    assert (identity.agency, identity.year, identity.title) == (agency, year, title)


# ── Chains, kinds, ids ───────────────────────────────────────────────────────────────────────────────────────────────


class Named(NamedTuple):
    printed: str
    entity: str
    parent: str
    kind: str
    id: str


@pytest.mark.parametrize(
    "case",
    [
        Named("北木盟额林旗巴音苏木", "北木盟额林旗巴音苏木", "北木盟额林旗", "township", "北木盟额林旗/巴音苏木"),
        Named("澄湾市市场监督管理局", "澄湾市市场监督管理局", "澄湾市", "department", "澄湾市/市场监督管理局"),
        Named("区市场监管局", "区市场监管局", "", "department", "?/区市场监管局"),
        Named("市房管局", "市房管局", "", "department", "?/市房管局"),
        Named("溪口县人民政府办公室", "溪口县人民政府办公室", "溪口县", "department", "溪口县/人民政府办公室"),
        Named("溪口县人民政府", "溪口县", "", "county", "?/溪口县"),
        Named("北京街道办事处", "北京街道", "", "subdistrict", "?/北京街道"),
        Named("湖南镇", "湖南镇", "", "township", "?/湖南镇"),
        Named("县街乡", "县街乡", "", "township", "?/县街乡"),
        Named("城区街道", "城区街道", "", "subdistrict", "?/城区街道"),
        Named("澄湾市市中区七里街道", "澄湾市市中区七里街道", "澄湾市市中区", "subdistrict", "澄湾市市中区/七里街道"),
        Named("溪口开发区公安分局", "溪口开发区公安分局", "", "department", "?/溪口开发区公安分局"),
        Named("溪口高新区管理委员会", "溪口高新区管理委员会", "", "zone", "?/溪口高新区管理委员会"),
        Named("溪口县开发区公安局", "溪口县开发区公安局", "溪口县", "department", "溪口县/开发区公安局"),
        Named("北岭市东林区烟草局", "北岭市东林区烟草局", "北岭市东林区", "vertical", "北岭市东林区/烟草局"),
        Named("开发区市场监管局", "开发区市场监管局", "", "department", "?/开发区市场监管局"),
        Named("北岭省澄湾市气象局", "北岭省澄湾市气象局", "北岭省澄湾市", "vertical", "北岭省澄湾市/气象局"),
        Named("东山区城市管理局", "东山区城市管理局", "东山区", "department", "东山区/城市管理局"),
        Named("县城市管理局", "县城市管理局", "", "department", "?/县城市管理局"),
        Named("自治区应急管理厅", "自治区应急管理厅", "", "department", "?/自治区应急管理厅"),
        Named("澄湾市", "澄湾市", "", "", "?/澄湾市"),
        Named("青禾镇政府", "青禾镇", "", "township", "?/青禾镇"),
    ],
)  # fmt: skip
def test_names(case: Named) -> None:
    identity = read(f"{case.printed}2023年政务公开年报")
    assert case == Named(case.printed, identity.entity, identity.parent, identity.kind, identity.entity_id)


@pytest.mark.parametrize(
    ("title", "scope", "agency"),
    [
        ("溪口县2023年政府信息公开工作年度报告（本级）", "own", "溪口县"),
        ("溪口县本级2023年政府信息公开工作年度报告", "own", "溪口县"),
        ("溪口县财政局机关2023年政府信息公开工作年度报告", "own", "溪口县财政局机关"),
        ("溪口县2023年政府信息公开工作年度报告（汇总）", "whole", "溪口县"),
        ("溪口市市场监管系统2023年政府信息公开工作年度报告", "whole", "溪口市市场监管系统"),
        ("溪口县财政局2023年政府信息公开工作年度报告", "", "溪口县财政局"),
    ],
)
def test_scope(title: str, scope: str, agency: str) -> None:
    identity = read(title)
    assert (identity.scope, identity.agency) == (scope, agency)


@pytest.mark.parametrize(
    ("path", "title", "entity_id", "parent"),
    [
        ("溪口县/青禾镇/2023.txt", "青禾镇", "?/青禾镇", ""),
        ("北溪县/2023.txt", "溪口县青禾镇人民政府", "溪口县/青禾镇", "溪口县"),
        ("溪口县财政局/2023.txt", "财政局", "?/财政局", ""),
        ("北岭省/溪口县/2023.txt", "溪口县", "?/溪口县", ""),
        ("/srv/main/2023.txt", "青禾镇", "?/青禾镇", ""),
        ("澄湾市/2023.txt", "北岭省澄湾市青禾镇", "北岭省澄湾市/青禾镇", "北岭省澄湾市"),
    ],
)
def test_entity_id(path: str, title: str, entity_id: str, parent: str) -> None:
    identity = read(f"{title}2023年政府信息公开年报", path)
    assert (identity.entity_id, identity.parent) == (entity_id, parent)


@pytest.mark.parametrize(
    ("title", "parent", "entity_id"),
    [
        ("青禾镇", "溪口县", "溪口县/青禾镇"),
        ("溪口縣青禾鎮", "澄湾市", "澄湾市溪口县/青禾镇"),
        ("澄湾市溪口县青禾镇", "溪口县", "溪口县/青禾镇"),
        ("溪口县青禾镇", "北溪县", "北溪县/青禾镇"),
    ],
)
def test_the_place_that_a_user_tells_is_in_the_id(title: str, parent: str, entity_id: str) -> None:
    identity = identity_of(document(f"{title}2023年政府信息公开年报"), Given(parent=parent))
    assert identity.entity_id == entity_id


def test_a_government_in_the_middle_of_a_name_joins_the_years() -> None:
    one, other = (
        read(f"溪口县{middle}青禾街道办事处2023年政府信息公开年报", "samples/x.txt") for middle in ("人民政府", "")
    )
    assert (one.entity, one.parent) == ("溪口县人民政府青禾街道", "溪口县")
    assert one.entity_id == other.entity_id == "溪口县/青禾街道"


@pytest.mark.parametrize(
    ("name", "chain"),
    [
        ("大红旗营镇", ""), ("红旗营子乡", ""), ("溪口县三道旗营镇", "溪口县"), ("青州头乡", ""), ("老县渡镇", ""),
        ("矿区街道", ""), ("新市场街道", ""), ("正白旗青禾镇", "正白旗"), ("溪县青禾镇", "溪县"),
        ("溪口县青镇", "溪口县"), ("溪口县县城街道", "溪口县"), ("澄湾市东市区青禾街道", "澄湾市东市区"),
        ("澄湾市民政局", "澄湾市"), ("澄湾市政府办公室", "澄湾市"), ("澄湾市政管理处", ""),
    ],
)  # fmt: skip
def test_chain(name: str, chain: str) -> None:
    assert chain_and_name(name) == (chain, name.removeprefix(chain))


def test_towns_of_one_name_in_one_folder_stay_two() -> None:
    one, other = (read(f"{county}青禾镇2023年政府信息公开年报", "澄湾市/x.txt") for county in ("溪口县", "北溪县"))
    assert one.entity_id != other.entity_id


def test_kind_of_a_city_needs_evidence() -> None:
    assert (kind_of("澄湾市"), kind_of("澄湾市", "溪口市"), kind_of("北京市")) == ("", "county", "province")


PLACES_OF_EVIDENCE = (
    "{}2023年政府信息公开工作年度报告",
    "2023年度{}政府信息公开年报",
    "{}\n2023年政府信息公开工作年度报告",
    "根据条例规定，现将{}2023年政府信息公开工作年度报告公布如下。",
    "本报告由{}根据条例编制。",
    "如有疑问，请与{}联系（电话：0571-1234567）。",
    "联系单位：{}，联系电话：0571-1234567。",
)


@pytest.mark.parametrize("text", PLACES_OF_EVIDENCE)
@pytest.mark.parametrize(
    "name",
    [
        "云溪海关", "中华人民共和国云溪海关", "溪口县第一中学", "中国人民银行溪口县支行", "双溪机械林场总场",
        "第十三师红星一场", "国务院国有资产监督管理委员会", "溪口县委机构编制委员会办公室",
        "中共溪口县委机构编制委员会办公室", "镇安县青禾回族镇", "澄湾市城关区省庄镇", "澄湾市州城镇",
        "北岭省澄湾市溪口市政务服务中心", "双江拉祜族佤族布朗族傣族自治县青禾镇",
    ],
)  # fmt: skip
def test_names_of_every_kind_are_read_whole_wherever_they_stand(name: str, text: str) -> None:
    assert read(text.format(name)).entity == name


@pytest.mark.parametrize("name", ["溪口县档案馆", "溪口县消防救援大队", "双溪总场", "溪口县总工会", "溪口县城关派出所"])
def test_the_first_sentence_of_section_one_names_offices_of_every_kind(name: str) -> None:
    body = ("一、总体情况", f"2023年，{name}严格按照条例要求推进政府信息公开。", *BODY[1:])
    assert identity_of(document("统计期限为2023年1月1日至2023年12月31日。", body=body), NOTHING_GIVEN).entity == name


def test_a_town_whose_name_begins_as_the_rest_of_a_broken_one_does_is_named_by_a_sentence() -> None:
    assert read("本报告由州城镇编制。", "溪口县青禾镇2023年.txt").entity == "州城镇"
    assert read("由县城镇编制本报告。").entity == ""


@pytest.mark.parametrize(
    ("name", "within"),
    [
        ("溪口县自来水有限公司", "综合办公室"), ("双溪海关", "办公室"), ("溪口县第一中学", "信息公开办公室"),
        ("溪口县水务局（县水库管理中心）", "办公室"), ("双溪农场", "综合办公室"),
        ("第七师双溪市四十九团", "党政办公室"),
        ("溪口县委机构编制委员会办公室", "政务公开领导小组"), ("溪口县消防救援大队", "办公室"),
    ],
)  # fmt: skip
def test_an_office_within_leads_to_an_agency_of_every_kind(name: str, within: str) -> None:
    identity = read(f"统计期限为2023年1月1日至2023年12月31日。如有疑问，请与{name}{within}联系，电话：0571-1。")
    assert identity.entity == compact(name)


@pytest.mark.parametrize(
    "above",
    [
        "溪口县人民政府\n首页\n柳汀镇\n政府信息公开年报",
        "溪口县人民政府\n政府信息公开年报\n2023年\n2022年",
        "溪口县人民政府\n首页\n石桥镇\n政府信息公开年报\n河桥镇",
        "溪口县 政府信息公开年报",
        "各单位年报 石桥镇2023年政府信息公开年报 2024-01-05 河桥镇2023年政府信息公开年报 2024-01-06",
        "政府信息公开年报\n河桥镇\n财政局",
        "发布机构：\n发文机关\n责任部门：",
    ],
)
def test_columns_of_a_site_are_no_title(above: str) -> None:
    text = above + "\n本报告由青禾镇人民政府根据条例编制。"
    assert read(text).entity == "青禾镇人民政府".removesuffix("人民政府")


def test_a_year_in_brackets_and_the_agency_may_stand_below_the_title() -> None:
    identity = read("政府信息公开工作年度报告\n（2023年度）\n溪口县水务局（县水库管理中心）")
    assert (identity.entity, identity.year) == ("溪口县水务局(县水库管理中心)", 2023)
    assert read("2023年政府信息公开年报（溪口县公安局\n交通警察大队）").entity == "溪口县公安局交通警察大队"
    assert read("2023年政府信息公开年报（溪口县水务局（水库管理局））").entity == "溪口县水务局(水库管理局)"


@pytest.mark.parametrize(
    "foot",
    [
        "上一篇：河桥镇2023年政府信息公开年报\n友情链接\n柳汀镇人民政府",
        "相关链接\n" + "河桥镇2023年政府信息公开年报\n" * 20 + "主办：溪口县人民政府",
        "【打印】【关闭】\n主办：溪口县人民政府办公室\n承办：溪口县大数据中心\n网站标识码：0000000001",
    ],
)
@pytest.mark.parametrize("day", ["2024年1月5日", "2024年X月X日", "XX年X月X日"])
def test_the_signature_stands_above_the_foot_of_a_site(day: str, foot: str) -> None:
    identity = read("统计期限为2023年1月1日至2023年12月31日。", end=f"青禾镇人民政府\n{day}\n{foot}")
    assert identity.entity == "青禾镇"


@pytest.mark.parametrize("welcome", ["欢迎访问", "热烈欢迎您光临", "欢迎来到"])
def test_the_welcome_of_a_site_is_no_part_of_the_sentence_below(welcome: str) -> None:
    site = f"{welcome}雁畈土家族自治县人民政府门户网站"
    assert read(f"{site}\n雁畈土家族自治县霞塘镇{MADE}").entity in ("", "雁畈土家族自治县霞塘镇")


def test_a_line_that_a_sentence_goes_on_below_is_no_signature() -> None:
    identity = read(f"青禾镇{BARE}", end="2020年实际收取信息处\n理费用的金额为0元。其他没有\n需要说明的情况。")
    assert (identity.entity, where(identity, "entity")) == ("青禾镇", "title")
    assert {each.value for each in identity.evidence if each.about == "entity"} == {"青禾镇"}


@pytest.mark.parametrize("dots", ["", "……1", "…………2"])
def test_the_preamble_may_stand_below_a_list_of_contents(dots: str) -> None:
    contents = "\n".join(
        f"{n}、{name}{dots}" for n, name in zip("一二三四", ("总体情况", "主动公开", "申请", "诉讼"), strict=True)
    )
    identity = read(f"目录\n{contents}\n现公布青禾镇2023年政府信息公开年报。")
    assert (identity.entity, identity.year) == ("青禾镇", 2023)


@pytest.mark.parametrize(
    "name", ["2023年度政府信息公开年报-青禾镇", "2023年年度报告_青禾镇", "青禾镇2023年年报（终稿）"]
)
def test_the_agency_may_stand_behind_the_report_in_the_name_of_a_file(name: str) -> None:
    assert read("编制本报告。", f"{name}.txt").entity == "青禾镇"


@pytest.mark.parametrize(
    ("word", "entity"), [("我区", "双溪经济开发区管理委员会"), ("我委", "双溪经济开发区管理委员会"), ("我镇", "")]
)
def test_a_zone_speaks_of_itself_as_of_a_place(word: str, entity: str) -> None:
    assert read(f"{word}编制。如有疑问，请与双溪经济开发区管理委员会联系，电话：0571-1。").entity == entity


def test_a_town_may_speak_of_its_county_before_it_speaks_of_itself() -> None:
    text = "我县高度重视政务公开，{}。如有疑问，请与青禾镇党政办公室联系，电话：0571-1。"
    assert (read(text.format("我镇认真落实")).entity, read(text.format("扎实推进")).entity) == ("青禾镇", "")


def test_traditional_characters_name_the_same_agency() -> None:
    titles = ("溪口縣青禾鎮2023年政府信息公開工作年度報告", "溪口县青禾镇2024年政府信息公开工作年度报告")
    one, other = map(read, titles)
    assert one.entity_id == other.entity_id == "溪口县/青禾镇"
    assert one.entity == "溪口縣青禾鎮"


def test_what_is_quoted_is_no_word_of_the_agency_for_itself() -> None:
    text = "上级明确的“我局承办”等事项已对接。如有疑问，请与青禾镇党政办公室联系，电话：0571-1。"
    assert (read(text).entity, read(text.replace("“", "").replace("”", "")).entity) == ("青禾镇", "")


SAID = (
    "现公布青禾镇2023年政府信息公开工作年度报告",
    "本报告由青禾镇根据条例编制",
    "按照要求,青禾镇编制本报告",
    "按照要求,青禾镇现将2023年情况予以公布",
    "青禾镇根据条例编制2023年报告",
    "青禾镇2023年政府信息公开工作年度报告由六个部分组成",
    "本报告为青禾镇2023年政府信息公开工作年度报告",
    "根据条例要求,青禾镇向社会公布本报告",
    "结合青禾镇实际",
    "本机关(青禾镇)",
    "联系单位:青禾镇,电话",
    "请与青禾镇联系",
    "请联系青禾镇,电话",
    "一、总体情况.2023年,在县委领导下,青禾镇认真落实条例",
)


@pytest.mark.parametrize(("saying", "text"), list(zip((*PREAMBLE, *OPENING), SAID, strict=True)))
def test_every_row_of_the_table_of_sayings_is_read_by_itself(saying: Saying, text: str) -> None:
    (match,) = re.finditer(saying.pattern, text)
    assert saying.whom("青禾镇")
    assert "青禾镇" in match[1]


@pytest.mark.parametrize("above", ["枫坡区", "云溪县", "梅溪旗"])
@pytest.mark.parametrize("name", ["石坡区", "澄湾市石坡县", "青禾自治县"])
def test_a_county_above_another_is_one_of_a_list(name: str, above: str) -> None:
    assert read(f"柳汀镇\n{above}\n{name}人民政府2023年政府信息公开年报").entity == name


def test_of_a_name_below_a_title_and_a_list_above_it_the_name_counts() -> None:
    title = "2023年度政府信息公开工作年度报告"
    assert read(f"石桥镇\n河桥镇\n{title}\n青禾镇").entity == "青禾镇"
    assert read(f"石桥镇\n河桥镇\n{title}").entity == "河桥镇"
    assert read(f"溪口县\n青禾镇\n{title}\n青禾镇").entity == "溪口县青禾镇"


def test_half_a_bracket_makes_no_name() -> None:
    assert read("标题：溪口县水务局（水库\n管理局）2023年政府信息公开年报").entity in ("", "溪口县水务局(水库管理局)")


def test_a_quoted_title_goes_on_with_the_place_above_it() -> None:
    assert read("溪口县\n《青禾茶场2024年政府信息公开年报》").entity == "溪口县青禾茶场"


def test_a_title_may_be_broken_between_two_peoples() -> None:
    assert read("双溪土家族\n苗族自治县青禾镇2023年政府信息公开年报").entity == "双溪土家族苗族自治县青禾镇"
    assert read("苗族自治县青禾镇2023年政府信息公开年报").entity == ""
    assert read("鄂温克族自治旗青禾镇2023年政府信息公开年报").entity == "鄂温克族自治旗青禾镇"


@pytest.mark.parametrize("note", ["（2023年）", "(2023年度)", "[2023年度]"])
def test_the_year_may_stand_in_brackets_behind_the_title(note: str) -> None:
    identity = read(f"溪口县人民政府政府信息公开工作年度报告{note}")
    assert (identity.entity, identity.year) == ("溪口县人民政府".removesuffix("人民政府"), 2023)


@pytest.mark.parametrize(
    "end",
    [
        "2025年1月21日\n荷垭区政务服务中心\n桐坪区政务服务中心",
        "兰湾县发展和改革局（粮食和物资储备局）\n\n柳畈县农业农村局（乡村振兴局）  2025年1月15日",
        "溪口县竹峪镇人民政府\nXX年X月X日\n2025年1月12日\n荷坡镇",
    ],
)
def test_two_signers_below_a_day_or_with_second_names_are_a_doubt(end: str) -> None:
    assert read("", end=end).entity == ""


@pytest.mark.parametrize(
    "line", ["市霞溪街道办事处2024年政府信息公开年报", "员会办公室2024年政府信息公开年报", "分局2024年政府信息公开年报"]
)
def test_the_rest_of_a_broken_name_names_nobody(line: str) -> None:
    identity = read(line)
    assert (identity.entity, identity.year) == ("", 2024)


@pytest.mark.parametrize("first", ["兰峪县数据资源管理", "青塘县市场监督管理"])
def test_a_name_that_is_broken_before_its_last_word_is_whole(first: str) -> None:
    title = f"{first}\n局（知识产权局）2024年政府信息公开工作年度报告"
    assert read(title).entity.startswith(f"{first}局")


@pytest.mark.parametrize(
    ("title", "signed", "entity"),
    [
        ("青禾", "青禾镇人民政府", "青禾镇"),
        ("溪口县青禾", "溪口县青禾街道办事处", "溪口县青禾街道"),
        ("青禾镇", "青禾镇财政所", "青禾镇"),
        ("青禾", "河桥镇人民政府", "青禾"),
    ],
)
def test_a_title_with_the_beginning_of_a_name_is_completed_by_the_signature(
    title: str, signed: str, entity: str
) -> None:
    assert read(f"{title}2023年政府信息公开工作年度报告", end=f"{signed}\n2024年1月5日").entity == entity


@pytest.mark.parametrize(("sheets", "entity"), [((), "鹿畈镇"), ((1,), "鹿畈县枣萝碾镇")])
def test_a_title_on_a_scan_is_not_believed_against_all_other_places(sheets: tuple[int, ...], entity: str) -> None:
    own = "鹿畈县枣萝碾镇人民政府"
    text = f"鹿畈镇人民政府2024年政府信息公开工作年度报告\n现将{own}2024年政府信息公开工作年度报告公布如下。"
    scanned = replace(document(text, end=f"{own}\n2025年1月5日"), recognised=sheets)
    assert identity_of(scanned).entity == entity


def test_two_signers_are_a_doubt_whether_or_not_their_days_are_filled_in() -> None:
    assert read("编制本报告。", end="青禾镇\n2024年1月5日\n河桥镇\n2024年X月X日").entity == ""


def test_offices_of_a_party_committee_stand_below_its_county() -> None:
    for place in ("溪口县", "溪口区", "溪口市"):
        identity = read(f"澄湾市{place}委机构编制委员会办公室2023年政府信息公开年报")
        assert (identity.parent, identity.kind) == (f"澄湾市{place}", "department")


def test_a_second_name_in_brackets_is_no_other_agency() -> None:
    title = "溪口县水务局（县水库管理中心）2023年政府信息公开年报"
    identity = read(title, end="溪口县水务局\n2024年1月5日")
    assert identity.entity == "溪口县水务局(县水库管理中心)"
    assert same_agency("溪口县水务局(县水库管理中心)", "水务局")


@pytest.mark.parametrize(("posted", "year"), [("2024年1月5日", 2023), ("2025年1月5日", None)])
def test_years_of_sentences_long_before_the_day_of_posting_are_compared_with(posted: str, year: int | None) -> None:
    body = ("一、总体情况", "公开信息3条。2023年公开4条。收到申请2件。2023年收到3件。2023年办理1件。")
    text = document("本报告由青禾镇编制。", body=body, end=f"青禾镇\n{posted}")
    assert identity_of(text, NOTHING_GIVEN).year == year


@pytest.mark.parametrize(
    ("sentences", "year"),
    [
        ("2023年公开4条。收到申请2件。2023年度办理1件。", 2023),
        ("2023年公开4条。2022年公开3条。2023年1月至12月，收到申请2件。", 2023),
        ("2023年公开4条。2023年收到2件。结转2024年办理1件。", 2023),
        ("2023年公开4条。", None),
        ("2023年度结转的申请2件。2023年结转的申请已办结。", None),
        ("2023年底仍有5件。截至2023年有5件。2023年公开4条。", None),
        ("2023年公开4条，今年公开5条。2023年收到2件，与上年相比增加。", None),
        ("2023年公开4条。2023年收到2件。较2024年少。", None),
        ("2023年，我镇将公开5条。2023年计划培训2次。", None),
        ("2023年5月20日召开会议。2023年6月2日培训。", None),
        ("2022年公开4条。2022年收到2件。2023年公开4条。2023年收到2件。", None),
        ("《2023年工作要点》印发。《2023年政务公开要点》落实。", None),
        ("公开范围扩大，比\n2023年多4条。办理的件数，比\n2023年多2件。", None),
    ],
)
def test_all_of_section_one_tells_the_year_where_nothing_else_does(sentences: str, year: int | None) -> None:
    lines = ["一、总体情况", "（一）主动公开", "按时公开。", "按时更新。", "按时回应。", *sentences.split("\n")]
    body = (*lines, *BODY[2:], "三、收到和处理政府信息公开申请情况", "2025年公开1条。2025年收到2件。")
    identity = identity_of(document("本报告由青禾镇编制。", body=body))
    assert (identity.year, where(identity, "year")) == (year, "section" if year else "")


@pytest.mark.parametrize(
    "title",
    ["溪口大学2022—2023学年信息公开工作年度报告", "青禾镇2022—2023年政府信息公开工作年度报告",
     "溪口大学二〇二二至二〇二三学年信息公开工作年度报告", "青禾镇2022年和2023年政府信息公开工作年度报告"],
)  # fmt: skip
def test_section_one_does_not_tell_the_year_of_a_report_of_two(title: str) -> None:
    body = ("一、总体情况", "认真公开。", "按时公开。", "按时更新。", "按时回应。", "2023年公开4条。2023年收到2件。")
    assert identity_of(document(title, body=body)).year is None


def test_section_one_is_not_asked_for_a_year_that_is_told_elsewhere() -> None:
    body = ("一、总体情况", *BODY[1:], "2022年公开4条。2022年收到2件。")
    identity = identity_of(document("青禾镇2023年政府信息公开工作年度报告", body=body))
    assert [(each.where, each.value) for each in identity.evidence if each.about == "year"] == [("title", "2023")]


@pytest.mark.parametrize(
    ("sentence", "parent"),
    [
        ("请与我们联系。地址：溪口县青禾镇人民政府，电话：0571-1。", "溪口县"),
        ("本报告可在澄湾市溪口县青禾镇政务服务中心查阅。", "澄湾市溪口县"),
        ("青禾镇负责编制，由溪口县青禾镇党政办解释。", "溪口县"),
        ("在全县青禾镇率先公开。", ""),
        ("参加溪口县召开的会议，青禾镇认真落实。", ""),
    ],
)
def test_the_place_above_may_be_printed_in_an_address(sentence: str, parent: str) -> None:
    assert read(f"青禾镇2023年政府信息公开年报\n{sentence}").parent == parent


def test_a_tax_bureau_stands_below_the_place_it_names() -> None:
    identity = read("国家税务总局澄湾市东林区税务局2023年政务公开年报")
    assert (identity.parent, identity.kind) == ("澄湾市东林区", "vertical")
    assert identity.entity == "国家税务总局澄湾市东林区税务局"


# ── Preamble and period ──────────────────────────────────────────────────────────────────────────────────────────────

PERIODS = {
    "clean": ("本报告统计期限为2023年1月1日至2023年12月31日。", 2023),
    "second year left out": ("统计期限：2023年1月1日-12月31日。", 2023),
    "long dash": ("数据期限自2023年01月01日——2023年12月31日", 2023),
    "to the 30th": ("统计期限为202111日起至20211230日止。", 2021),
    "年月 lost": ("所列数据从202111日至20211231日止。", 2021),
    "年 lost": ("时限20231月1日起至202312月31日止。", 2023),
    "second half": ("从202111日到1231日止", 2021),
    "glued": ("统计期限2025111231日。", 2025),
    "end only": ("截至20101231日，", 2010),
    "doubled digits": ("统计期限为2020年1月1日至202020年12月31日。", 2020),
    "comma between": ("统计时间202011日起，至20201231日止。", 2020),
    "full width": ("统计期限为２０２３年１月１日至２０２３年１２月３１日。", 2023),
    "other end": ("统计期限为2022年1月1日至2023年12月31日。", None),
    "not a period": ("该办法于2021年11月1日至2021年11月12日征求意见。", None),
    "posting date": ("发布时间：2023年12月31日", None),
    "document number": ("根据国办公开办函〔2021〕30号和〔202130号要求编制。", None),
    "plan of another year": ("按照2020年政务公开工作要点的部署，认真编制。", None),
    "nonsense": ("统计期限为20212年1231月日止。", None),
}


@pytest.mark.parametrize("name", PERIODS)
def test_period(name: str) -> None:
    text, year = PERIODS[name]
    identity = read(f"青禾镇政府信息公开工作年度报告\n{text}")
    assert identity.year == year
    assert not year or where(identity, "year") == "period"


PREAMBLES = {
    "现公布": ("现公布青禾镇2023年政府信息公开工作年度报告。", "青禾镇", 2023),
    "现将": ("现将溪口县青禾镇人民政府2023年度政府信息公开工作情况报告如下。", "溪口县青禾镇人民政府", 2023),
    "现把": ("现把青禾镇2023年政府信息公开工作年度报告向社会公布。", "青禾镇", 2023),
    "below a line about the page": (
        "发布日期：2024-01-15 来源：溪口县人民政府\n根据有关规定，青禾镇组织编制了报告。",
        "青禾镇",
        None,
    ),
    "year first": ("现向社会公布2023年青禾镇政府信息公开年度报告。", "青禾镇", 2023),
    "made by": ("青禾镇人民政府根据《中华人民共和国政府信息公开条例》编制本报告。", "青禾镇人民政府", None),
    "made by, behind": ("本报告由青禾镇人民政府编制。", "青禾镇人民政府", None),
    "ordered by another": ("按照溪口县政府办公室要求，我镇编制了本报告。", "", None),
    "我镇": ("现公布我镇2023年政府信息公开工作年度报告。", "", 2023),
}


@pytest.mark.parametrize("name", PREAMBLES)
def test_preamble(name: str) -> None:
    text, agency, year = PREAMBLES[name]
    identity = read(f"政府信息公开工作年度报告\n{text}")
    assert (identity.agency, identity.year) == (agency, year)
    assert not agency or where(identity, "entity") == "preamble"


def test_preamble_may_stand_in_section_one() -> None:
    lines = ("一、总体情况", "现公布青禾镇2023年政府信息公开工作年度报告。", "二、主动公开政府信息情况")
    identity = identity_of(document("政府信息公开工作年度报告", body=lines))
    assert (identity.entity, identity.year) == ("青禾镇", 2023)


def test_title_overrules_preamble_and_period_and_all_are_evidence() -> None:
    text = "青禾镇2021年政府信息公开工作年度报告\n现公布青石镇2020年政府信息公开年度报告，期限2020年1月1日至12月31日。"
    identity = read(text, "2019/柳汀镇2018.txt")
    assert (identity.entity, identity.year) == ("青禾镇", 2021)
    said = [(each.about, each.where, each.value) for each in identity.evidence]
    assert said[0] == ("entity", "title", "青禾镇")
    assert ("entity", "preamble", "青石镇") in said
    assert ("entity", "file", "柳汀镇") in said
    years = [(place, value) for about, place, value in said if about == "year"]
    assert years == [
        ("title", "2021"), ("period", "2020"), ("preamble", "2020"), ("file", "2018"), ("folder", "2019"),
    ]  # fmt: skip
    assert all((each.origin is None) == (each.where in ("file", "folder")) for each in identity.evidence)
    assert all(each.raw for each in identity.evidence)


def test_year_at_the_beginning_of_a_sentence_is_the_last_resort() -> None:
    lines = ("一、总体情况", "2022年，镇里扎实做好公开工作。")
    assert identity_of(document("青禾镇政府信息公开工作年度报告", body=lines)).year == 2022


# ── Metadata, dates, signature ───────────────────────────────────────────────────────────────────────────────────────

BLOCKS = {
    "lines": "索 引 号：123/2024-0001\n发布机构：青禾镇人民政府\n发布日期：2024-01-15\n成文日期：2024-01-10",
    "one line": "索引号：1 发布机构：青禾镇人民政府 成文日期：2024年1月10日 发布日期：2024年1月15日 浏览次数：5",
    "apart": "发布机构：\n青禾镇人民政府\n发布日期：\n2024/1/15\n文 号：\n无",
    "pipes": "| 索引号 | 12 | 发布机构 | 青禾镇人民政府 |\n| 成文日期 | 2024-01-10 | 发布日期 | 2024-01-15 |",
}


@pytest.mark.parametrize("name", BLOCKS)
def test_metadata(name: str) -> None:
    identity = read(BLOCKS[name] + "\n2023年政府信息公开工作年度报告\n我镇认真编制本报告。")
    assert (identity.agency, identity.published, identity.year) == ("青禾镇人民政府", "2024-01-15", 2023)
    assert (where(identity, "entity"), where(identity, "published")) == ("metadata", "metadata")


def test_metadata_in_a_table() -> None:
    def cell(text: str, row: int, column: int) -> Cell:
        return Cell(text, CellOrigin("html", 1, row, column), True, column - 1)

    printed = (("发布机构", "青禾镇人民政府"), ("发布日期", "2024-01-15"))
    table = Table(tuple(tuple(cell(text, r, c) for c, text in enumerate(row, 1)) for r, row in enumerate(printed, 1)))
    page = document("2023年政府信息公开工作年度报告")
    identity = identity_of(Document(page.source, (table, *page.blocks), "utf-8"))
    assert (identity.entity, identity.published) == ("青禾镇", "2024-01-15")
    assert str(identity.evidence[0].origin) == "html:t1r1c2"


def test_a_county_as_publisher_is_not_the_entity_of_a_page_of_a_town() -> None:
    identity = read("发布机构：溪口县人民政府办公室\n2023年政府信息公开工作年度报告\n我镇认真编制本报告。")
    assert identity.entity == ""
    assert ("metadata", "溪口县人民政府办公室") in [(each.where, each.value) for each in identity.evidence]


@pytest.mark.parametrize(
    ("end", "agency", "published"),
    [
        ("青禾镇人民政府\n2024年1月15日", "青禾镇人民政府", "2024-01-15"),
        ("青禾镇人民政府\n二〇二四年一月十五日\n附件：统计表", "青禾镇人民政府", "2024-01-15"),
        ("二0二四年一月二十三日", "", "2024-01-23"),
        ("青禾镇人民政府 2024年1月15日", "青禾镇人民政府", "2024-01-15"),
        ("2024年1月15日\n青禾镇人民政府", "青禾镇人民政府", "2024-01-15"),
        ("没有收取依申请公开信息处\n理费。\n青禾镇人民政府\n2024年1月15日", "青禾镇人民政府", "2024-01-15"),
        ("主办：溪口县人民政府", "", ""),
        ("2024年2月31日", "", ""),
    ],
)
def test_signature(end: str, agency: str, published: str) -> None:
    identity = read("2023年政府信息公开工作年度报告", end=end)
    assert (identity.agency, identity.published, identity.year) == (agency, published, 2023)


@pytest.mark.parametrize("printed", ["（2024年3 月 26日）", "2024年3月26日)", "2024-03-26"])
def test_date_under_the_title(printed: str) -> None:
    identity = read(f"青禾镇2023年政府信息公开工作年度报告\n{printed}")
    assert (identity.published, where(identity, "published"), identity.year) == ("2024-03-26", "title", 2023)


@pytest.mark.parametrize("printed", ["（2024年3月26日）", "（二〇二四年三月二十六日）", " 2024-03-26"])
def test_date_on_the_line_of_the_title(printed: str) -> None:
    identity = read(f"{SHORT}{printed}")
    assert (identity.published, where(identity, "published"), identity.year) == ("2024-03-26", "title", 2023)
    assert read(f"{SHORT}（2023年1月1日至2023年12月31日）").published == ""


@pytest.mark.parametrize(
    ("printed", "published"),
    [
        ("2024-01-15 10:11", "2024-01-15"),
        ("2024-1-5 10:11:12", "2024-01-05"),
        ("2024-1-1 9:05", "2024-01-01"),
        ("2024年1月15日 09:05", "2024-01-15"),
        ("2024-01-15", "2024-01-15"),
    ],
)
def test_time_of_day_is_no_part_of_a_date(printed: str, published: str) -> None:
    identity = read(f"{SHORT}\n发布时间：{printed} 来源：青禾镇人民政府 字体：大 中 小")
    assert identity.published == published


def test_a_date_of_the_metadata_below_the_title_is_listed_once() -> None:
    identity = read(f"名称：\n{SHORT}\n发布日期：\n2024-01-15\n{SENTENCE}")
    assert [each.where for each in identity.evidence if each.about == "published"] == ["metadata"]


# ── Paths and what the user says ─────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("path", "entity", "place", "year"),
    [
        ("溪口县/青禾镇2023.txt", "青禾镇", "file", 2023),
        ("溪口县_青禾镇_2023.txt", "溪口县青禾镇", "file", 2023),
        ("溪口县/青禾镇/2023.txt", "青禾镇", "folder", 2023),
        ("青禾镇/2023年/t20240115_998.txt", "青禾镇", "folder", 2023),
        ("溪口县/2023n/content_20241.txt", "", "", 2023),
        ("x/2022-2023.txt", "", "", None),
    ],
)
def test_pages_of_a_town_are_named_by_their_path(path: str, entity: str, place: str, year: int | None) -> None:
    identity = read("政府信息公开工作年度报告\n我镇认真编制本报告。", path)
    assert (identity.entity, where(identity, "entity"), identity.year) == (entity, place, year)


def test_a_county_folder_names_the_entity_of_a_page_of_a_county() -> None:
    assert read("政府信息公开工作年度报告\n我县认真编制本报告。", "溪口县/2023.txt").entity == "溪口县"


def test_what_the_user_says_wins() -> None:
    said = Given("柳汀镇人民政府", "410526", "北岭省溪口县", "乡镇", "2020", "2021/3/1", by="manifest")
    identity = read("青禾局2023年政府信息公开年报", "溪口县/x.txt", given=said)
    assert (identity.entity, identity.agency, identity.year) == ("柳汀镇", "柳汀镇人民政府", 2020)
    assert (identity.entity_id, identity.parent, identity.kind) == ("410526", "北岭省溪口县", "township")
    assert identity.published == "2021-03-01"
    assert [each.value for each in identity.evidence if each.about == "entity"] == ["柳汀镇", "青禾局"]
    assert where(read("年报", given=said._replace(by="path")), "entity") == "path"


@pytest.mark.parametrize("text", ["", "\n\n", "报告", "报\n告\n年度报", "|||", "（" * 300, "2023年" * 200, "报" * 500])
def test_odd_pages_do_not_raise(text: str) -> None:
    assert identity_of(document(text, body=())).entity == ""
    assert identity_of(Document(Source("", "", "", 0), (), "")).evidence == ()


@settings(max_examples=100, deadline=None)
@drawn(
    st.lists(
        st.text(st.sampled_from("青禾镇2023年1月至到报告政府信息公开工作度:|(（一、。<&; 我公布由"), max_size=30),
        max_size=8,
    )
)
def test_nothing_raises(lines: list[str]) -> None:
    identity = identity_of(document("\n".join(lines), end="\n".join(lines)))
    assert identity.entity in identity.agency


@pytest.mark.parametrize("width", range(17, 40, 2))
def test_a_preamble_broken_by_the_width_of_the_page_names_nobody_else(width: int) -> None:
    preamble = (
        "本报告依据《中华人民共和国政府信息公开条例》和《中华人民共和国政府信息公开工作年度报告格式》的规定编制。"
        "现将青禾街道2024年政府信息公开工作年度报告予以公布。报告电子版可从本级人民政府门户网站“政府信息公开年报”栏目"
        "下载查阅，如有疑问，请与青禾街道联系。"
    )
    lines = "\n".join(preamble[at : at + width] for at in range(0, len(preamble), width))
    identity = read(f"2024年青禾街道政府信息公开工作年度报告\n\n{lines}\n")
    assert {evidence.value for evidence in identity.evidence if evidence.about == "entity"} == {"青禾街道"}


def test_a_year_in_a_later_section_is_not_the_report_s() -> None:
    identity = read("青禾镇2023年政府信息公开工作年度报告\n五、存在的问题及改进情况 公开不够主动。2024年，将改进。\n")
    assert {evidence.value for evidence in identity.evidence if evidence.about == "year"} == {"2023"}


def test_a_file_that_its_name_calls_a_report_is_read_whatever_it_prints() -> None:
    text = "2017年，我局主动公开政府信息253条，未收到公开申请。\n下一步，将加强公开力度。"
    report = reading_of(text.encode(), "溪口县水务局2017年政府信息公开工作年度报告.txt").report
    assert (report.entity, report.year) == ("溪口县水务局", 2017)
    given = Given("溪口县水务局", year="2017")
    assert reading_of(text.encode(), "a.txt", given).report.entity == "溪口县水务局"
    with pytest.raises(UnreadableFile) as refused:
        reading_of(text.encode(), "a.txt")
    assert refused.value.code == "not_a_report"


def test_two_headings_of_the_form_make_a_report() -> None:
    text = "二、主动公开政府信息情况\n公开信息5条。\n三、收到和处理政府信息公开申请情况\n没有收到申请。"
    assert [section.number for section in reading_of(text.encode(), "a.txt").report.sections] == [2, 3]


@pytest.mark.parametrize(
    ("head", "entity", "year", "published"),
    [
        ("<title>溪口县青禾镇人民政府2023年政府信息公开工作年度报告_溪口县人民政府</title>", "溪口县青禾镇", 2023, ""),
        (
            "<title>溪口县人民政府</title><meta name=ArticleTitle content=青禾镇2023年政府信息公开年报>",
            "青禾镇",
            2023,
            "",
        ),
        ("<title>溪口县人民政府</title><meta name=PubDate content='2024-01-20 10:30'>", "", None, "2024-01-20"),
        ("<meta name=SiteName content=溪口县人民政府><meta name=ContentSource content=溪口县青禾镇>", "", None, ""),
    ],
)
def test_the_head_of_a_page_is_evidence_and_who_runs_it_is_none(
    head: str, entity: str, year: int | None, published: str
) -> None:
    body = "".join(f"<p>{line}</p>" for line in BODY)
    page = (
        f"<!doctype html><html><head>{head}</head><body>{body}<p>三、收到和处理政府信息公开申请情况</p></body></html>"
    )
    identity = reading_of(page.encode(), "x.html").report.identity
    assert (identity.entity, identity.year, identity.published) == (entity, year, published)


def test_evidence_of_one_rank_that_contradicts_itself_is_a_doubt_unless_another_place_settles_it() -> None:
    two = "本报告由青禾镇编制。\n本报告由柳汀镇编制。"
    assert read(two).entity == ""
    assert read(two, end="柳汀镇人民政府\n2024年1月15日").entity == "柳汀镇"
    assert {each.value for each in read(two).evidence if each.about == "entity"} == {"青禾镇", "柳汀镇"}


@pytest.mark.parametrize(
    "above",
    [
        "公开指南",
        "政策文件",
        "领导之窗\n互动交流",
        "机构职能",
        "征求意见稿",
        "溪口县",
        "溪口县\n青禾镇",
        "县政府到青禾镇调研",
    ],
)
def test_lines_above_a_whole_title_are_no_part_of_it(above: str) -> None:
    for agency in ("溪口县青禾镇", "青禾镇"):
        identity = read(f"{above}\n{agency}人民政府2023年政府信息公开工作年度报告")
        assert identity.entity in (agency, "溪口县青禾镇")
        assert identity.year == 2023


def test_who_runs_a_site_is_nobody_s_author() -> None:
    assert read("发布机构：溪口市人民政府\n我区认真编制本报告。").entity == ""
    assert read("发布机构：溪口县政务服务和大数据管理局\n本机关认真编制本报告。").entity == ""
    assert read("发布机构：溪口县财政局\n本机关认真编制本报告。").entity == "溪口县财政局"


@pytest.mark.parametrize(
    ("sentence", "entity"),
    [
        ("2023年，溪口县档案局认真贯彻落实条例。", "溪口县档案局"),
        ("溪口县档案局结合工作实际为我社发布信息。", ""),
        ("溪口县档案局严格要求各镇报送信息。", ""),
        ("2023年，在县委、县政府的正确领导下，青禾镇认真贯彻落实条例。", "青禾镇"),
    ],
)
def test_the_first_sentence_names_the_agency_only_if_it_is_about_itself(sentence: str, entity: str) -> None:
    assert identity_of(document("", body=("一、总体情况", sentence, "二、主动公开政府信息情况"))).entity == entity


def test_a_menu_on_one_line_is_no_part_of_the_sentence_below_it() -> None:
    menu = "公开指南 政策文件 领导之窗 机构职能 政民互动 人事信息 公告公示"
    assert (
        read(f"{menu}\n溪口县水务局根据《中华人民共和国政府信息公开条例》规定，编制了本报告。").entity == "溪口县水务局"
    )


def test_links_to_several_agencies_name_none_unless_the_body_does() -> None:
    links = "\n".join(
        f"{agency}2023年政府信息公开工作年度报告" for agency in ("青禾镇", "柳汀乡", "溪口县审计局", "石舫街道")
    )
    assert read(links).entity == ""
    assert read(f"{links}\n现公布柳汀乡2023年政府信息公开工作年度报告。").entity == "柳汀乡"


@pytest.mark.parametrize(
    ("lines", "entity"),
    [
        ("书记信箱 县长信箱\n2023年度\n渠县特殊教育学校政府信息公开工作年报", "渠县特殊教育学校"),
        ("由拳镇2023年政府信息公开工作年度报告", "由拳镇"),
        ("石\n塘镇2023年政府信息公开工作年度报告", "石塘镇"),
        ("国家统计局石桥\n塘调查队2023年政府信息公开工作年度报告", "国家统计局石桥塘调查队"),
        ("兰岭\n白族苗族回\n族自治县梅畈乡2023年政府信息公开工作年度报告", "兰岭白族苗族回族自治县梅畈乡"),
        ("石桥土\n家族乡2023年政府信息公开工作年度报告", "石桥土家族乡"),
        ("国家税务\n总局溪口县税务局2023年政府信息公开工作年度报告", "国家税务总局溪口县税务局"),
        ("溪口县公安局\n交通警察大队2023年政府信息公开工作年度报告", "溪口县公安局交通警察大队"),
        ("溪口县石塘镇\n中心卫生院2023年政府信息公开工作年度报告", "溪口县石塘镇中心卫生院"),
        ("第三\n师双溪市二十九团2023年政府信息公开工作年度报告", "第三师双溪市二十九团"),
        ("五十\n七团石塘镇2023年政府信息公开工作年度报告", "五十七团石塘镇"),
        ("溪\n口市\n气象局2023年政府信息公开工作年度报告", "溪口市气象局"),
        ("政策文件\n族自治县石塘镇2023年政府信息公开工作年度报告", ""),
        ("领导之窗\n总局溪口县税务局2023年政府信息公开工作年度报告", ""),
        ("雁湾街道 | 雁岭\n畈街道\n双溪市石塘街道2023年政府信息公开工作年度报告", "双溪市石塘街道"),
        ("浏览次数：\n12\n次\n双溪经济开发区管理委员会2023年政府信息公开工作年度报告", "双溪经济开发区管理委员会"),
        (
            "双溪县人民政府办公室\n双溪县市场监督管理局石塘市场监督管理所2023年政府信息公开年报",
            "双溪县市场监督管理局石塘市场监督管理所",
        ),
        ("第七师双溪市人民政府办公室\n一二九团2023年政府信息公开工作年度报告", "一二九团"),
        ("双溪市石塘新区管理委员会\n双溪市石塘新区管理委员会2023年政府信息公开年报", "双溪市石塘新区管理委员会"),
        ("大\n中\n小\n石塘镇2023年政府信息公开工作年度报告", "石塘镇"),
    ],
)
def test_a_name_is_whole_or_not_read(lines: str, entity: str) -> None:
    assert read(f"{lines}\n编制本报告。").entity in (entity, "")


def test_the_number_of_a_paper_is_no_part_of_the_agency_below_it() -> None:
    agency = "委机构编制委员会办公室"
    identity = read(f"{agency}发〔2025〕3号\n溪口县{agency}（以下称“本机关”）2024年政府信息公开年度报告如下。")
    assert (identity.entity, identity.year) == ("溪口县委机构编制委员会办公室", 2024)
    assert not any("_" in evidence.raw for evidence in identity.evidence)


@pytest.mark.parametrize(
    ("above", "name"), [("溪口县委", "机构编制委员会办公室"), ("第六师", "澄湾市七十三团"), ("第六师", "七十三团")]
)
def test_a_name_that_stands_below_its_committee_or_division_goes_on_with_it(above: str, name: str) -> None:
    assert read(f"{above}\n{name}2023年政府信息公开工作年度报告\n{SENTENCE}").entity == above + name


BARE, MADE = "2023年政府信息公开工作年度报告", "根据条例编制本报告。"


@pytest.mark.parametrize(
    ("head", "entity"),
    [
        ("溪口县青禾镇人民政府文件\n青政发〔2024〕3号", "溪口县青禾镇"),
        ("000001\n机密\n溪 口 县 财 政 局 文 件\n溪财〔2024〕3号\n★", "溪口县财政局"),
        ("溪口县财政局（函）\n溪财函〔2024〕3号", "溪口县财政局"),
        ("文件\n溪口县青禾镇人民政府\n青政发〔2024〕3号 签发人：甲乙", "溪口县青禾镇"),
        ("溪口县青禾镇人民政府办公室文件\n青政办〔2024〕3号", "溪口县青禾镇"),
        ("溪口县教育局\n溪口县财政局文件\n溪教〔2024〕3号", ""),
        ("溪口县人民政府办公室文件\n溪政办〔2024〕3号", ""),
    ],
)
def test_who_issues_a_paper_is_told_by_its_head_unless_two_do_or_the_office_of_a_county(head: str, entity: str) -> None:
    assert read(f"{head}\n{BARE}\n{MADE}").entity == entity


def test_an_office_that_hands_on_a_report_is_no_doubt_of_its_title() -> None:
    identity = read(f"溪口县人民政府办公室文件\n溪政办〔2024〕3号\n青禾镇{BARE}\n{SENTENCE}")
    assert (identity.entity, where(identity, "entity")) == ("青禾镇", "title")


@pytest.mark.parametrize(
    ("contents", "entity"),
    [
        ("溪口县2023年度政府信息公开年报汇编\n目录\n青禾镇人民政府\t1\n柳汀镇人民政府\t8\n溪口县财政局\t15", "青禾镇"),
        ("溪口县2023年政府信息公开工作年度报告汇编", "青禾镇"),
        (f"目录\n青禾镇{BARE}……1\n柳汀镇{BARE}……8\n溪口县财政局{BARE}……15", "青禾镇"),
        ("年报汇编\n目录\n一、青禾镇 1\n二、柳汀镇 5\n三、桐溪乡 9", "青禾镇"),
    ],
)
def test_a_title_below_the_contents_of_a_collection_is_read(contents: str, entity: str) -> None:
    assert read(f"{contents}\n青禾镇{BARE}\n{SENTENCE}").entity == entity


@pytest.mark.parametrize("leader", ["\t{}", "\t……\t{}", "……{}", "\n{}"])
def test_contents_name_nobody_wherever_their_numbers_stand(leader: str) -> None:
    names = ("溪口县石渡街道", "溪口县葛湾街道", "溪口县审计局")
    contents = "\n".join(f"{name}{BARE}{leader.format(3 * n + 1)}" for n, name in enumerate(names))
    assert read(f"目录\n{contents}\n{MADE}").entity == ""
    assert read(f"目录\n{contents}\n现公布溪口县雁坡街道{BARE}。").entity == "溪口县雁坡街道"


CONTENTS = "溪口县石渡街道", "青禾镇", "溪口县审计局", "溪口县石渡街道", "柳汀镇", "桐溪镇", "白渡乡"


@pytest.mark.parametrize("sign", ["……", "\n", "\t", "   ", "................", "— —", "· · · · · ·"])
@pytest.mark.parametrize("page", ["{}", "（{}）", "第{}页", "{}……", "0{}"])
def test_lines_of_contents_are_no_title_whatever_stands_around_their_pages(sign: str, page: str) -> None:
    places = [page.format(3 * n + 1) for n in range(len(CONTENTS))]
    contents = "\n".join(f"{name}{BARE}{sign}{place}" for name, place in zip(CONTENTS, places, strict=True))
    assert read(f"目录\n{contents}\n青禾镇{BARE}\n{MADE}").entity == "青禾镇"
    assert read(f"目录\n{contents}\n{MADE}").entity == ""


@pytest.mark.parametrize("number", ["{}. ", "{}、", "（{}）", "{}　"])
def test_lines_of_contents_are_no_title_whatever_number_stands_in_front(number: str) -> None:
    contents = "\n".join(f"{number.format(n)}{name}{BARE}" for n, name in enumerate(dict.fromkeys(CONTENTS), start=1))
    assert read(f"目录\n{contents}\n青禾镇{BARE}\n{MADE}").entity == "青禾镇"
    assert read(f"目录\n{contents}\n{MADE}").entity == ""


@pytest.mark.parametrize("head", ["目录", "目次", "目录 CONTENTS"])
@pytest.mark.parametrize("leader", ["……{}", "………………（{}）", "........{}", "——第{}页"])
def test_lines_of_contents_that_run_on_are_told_apart(leader: str, head: str) -> None:
    contents = "".join(f"{name}{BARE}{leader.format(3 * n + 1)}" for n, name in enumerate(CONTENTS))
    assert read(f"{head}{contents}\n青禾镇{BARE}\n{MADE}").entity == "青禾镇"
    assert read(f"{head}{contents}青禾镇{BARE}\n{MADE}").entity == "青禾镇"


def test_two_titles_on_one_line_are_none_of_this_report() -> None:
    glued = f"溪口县自然资源局柳汀分局{BARE}溪口县自然资源局石桥分局{BARE}"
    assert read(f"{glued}\n{MADE}").entity == ""


def test_a_collection_is_no_report_of_its_county() -> None:
    assert read(f"溪口县2023年度政府信息公开年报汇编\n目录\n青禾镇\t1\n柳汀镇\t8\n{BARE}\n{MADE}").entity == ""


@pytest.mark.parametrize(
    "names",
    [
        ("溪口县城市管理局", "溪口县应急管理局", "溪口县市场监督管理局"),
        ("澄湾市溪口县市场监督管理局 2024-01-17", "溪口县审计局 2024-01-15", "溪口县市场监督管理局 2024-01-14"),
    ],
)
def test_links_are_told_by_whole_names_and_by_the_days_behind_them(names: tuple[str, ...]) -> None:
    parts = (name.partition(" ") for name in names)
    links = "\n".join(f"{agency}2023年政府信息公开工作年度报告 {day}" for agency, _, day in parts)
    assert read(f"{links}\n更多").entity == ""
    assert read(f"{links}\n更多\n打印\n关闭\n{FULL}").entity == "溪口县青禾镇"


def test_a_title_without_an_agency_is_one_of_several_links() -> None:
    two = "青禾镇2023年政府信息公开工作年度报告\n柳汀乡2023年政府信息公开工作年度报告"
    assert read(f"{two}\n2023年政府信息公开工作年度报告").entity == ""


def test_a_title_without_a_day_below_a_link_with_one_is_the_document_s_own() -> None:
    assert read(f"溪口县审计局2023年政府信息公开工作年度报告 2024-01-15\n{FULL}").entity == "溪口县青禾镇"


def test_titles_that_name_one_agency_in_full_and_in_short_are_no_links() -> None:
    lines = "\n".join((FULL, SHORT, FULL.replace("青禾镇", "青禾镇人民政府"), FULL.replace("溪口县", "澄湾市溪口县")))
    identity = read(f"{lines}\n编制本报告。")
    assert (identity.title, identity.year) == (lines.split("\n")[-1], 2023)


def test_a_name_at_the_end_signs_without_a_day_if_it_stands_alone() -> None:
    assert read("本机关认真编制本报告。", end="溪口县财政局").entity == "溪口县财政局"
    assert read("本机关认真编制本报告。", end="溪口县财政局\n溪口县教育局").entity == ""


# ── What stands beside a page ────────────────────────────────────────────────────────────────────────────────────────

OTHER = "溪口县河桥镇2021年政府信息公开工作年度报告"


@pytest.mark.parametrize(
    "above",
    [
        f"相关链接：\n{OTHER}",
        f"相关阅读\n{OTHER}　2024-01-15",
        f"【上一篇】{OTHER}\n【下一篇】{OTHER.replace('2021', '2023')}",
        f"县政府办公室到河桥镇调研 上一篇：{OTHER} 下一篇：没有了",
        f"上一条：{OTHER}",
        f"下载：{OTHER}.pdf",
        f"相关报道\n{OTHER.replace('2021', '发布2021')}",
        "历年年报\n2021年政府信息公开年报",
    ],
)
def test_what_stands_beside_a_page_tells_nothing_of_it(above: str) -> None:
    alone = read(f"{above}\n本报告由本机关编制。")
    assert (alone.entity, alone.year, alone.published) == ("", None, "")
    named = read(f"{above}\n现公布溪口县青禾镇2023年政府信息公开工作年度报告。")
    assert (named.entity, named.year) == ("溪口县青禾镇", 2023)
    titled = read(f"{above}\n首页\n打印\n关闭\n{FULL}")
    assert (titled.entity, titled.year) == ("溪口县青禾镇", 2023)


def test_an_own_title_below_the_word_for_earlier_years_counts() -> None:
    assert (read(f"历年年报\n{FULL}").entity, read(f"历年年报\n{FULL}").year) == ("溪口县青禾镇", 2023)
    links = f"历年年报\n{FULL.replace('2023', '2021')}"
    told = read(f"{links}\n本报告统计期限为2023年1月1日至2023年12月31日。")
    assert (told.entity, told.year) == ("溪口县青禾镇", 2023)


def test_who_posted_a_report_is_named_without_that() -> None:
    assert read(FULL.replace("2023年", "发布2023年")).entity == "溪口县青禾镇"


def test_a_school_year_is_not_told_by_sentences() -> None:
    text = "现将青禾大学2022—2023学年信息公开工作年度报告公布如下。\n一、总体情况\n2023年，青禾大学认真落实条例。"
    assert (read(text).entity, read(text).year) == ("青禾大学", None)


def test_who_runs_a_site_does_not_sign() -> None:
    assert read("本机关认真编制本报告。", end="溪口县河桥镇承办").entity == ""


def test_the_year_of_sentences_further_behind_is_that_before() -> None:
    text = "一、总体情况\n全年主动公开信息961条。2022年公开信息981条。\n收到申请0条。2022年收到申请5条。"
    assert read(text).year is None
    assert read(text.replace("全年主动", "2022年主动").replace("。2022年公开", "。全年公开")).year == 2022


def test_the_office_of_a_regiment_leads_to_it() -> None:
    assert read("本报告由本机关编制。", end="澄湾市一〇四团党政办公室\n2024年1月5日").entity == "澄湾市一〇四团"


def test_hospitals_in_traditional_characters_have_the_id_of_others() -> None:
    titles = ("溪口縣人民醫院2023年政府信息公開工作年度報告", "溪口县人民医院2023年政府信息公开工作年度报告")
    assert len({read(title).entity_id for title in titles}) == 1
