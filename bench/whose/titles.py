"""How the title of a report is printed: wordings, breaks, brackets, seals, who signs it, what clings to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random

from bench.whose.agencies import TOWNS
from bench.whose.page import Page
from tests.made.printing import Part
from tests.made.sheets import Sheet

Kind = Callable[[Page, Random], Page]
REPORT = "政府信息公开[工作年度报告|工作年度报告|年度报告|工作年报|年报]"
USUAL = ("{agency}{year}年" + REPORT, "{agency}{year}年度" + REPORT, "{year}年{agency}" + REPORT)


def titled(page: Page, random: Random, *templates: str) -> Page:
    """The page with a title in one of some wordings, in which a stroke breaks the line."""
    lines = page.words(random.choice(templates or USUAL), random).split("/")
    return page.adding(title=lines).saying("title")


def _is(*templates: str, doc: str) -> Kind:
    def kind(page: Page, random: Random) -> Page:
        return titled(page, random, *templates)

    kind.__doc__ = doc
    return kind


def spaced(page: Page, random: Random) -> Page:
    """A blank between any two characters, or full-width figures."""
    title = page.words(random.choice(USUAL), random)
    wide = title.translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    return page.adding(title=[random.choice((" ".join(title), wide, title.replace("年", " 年 ", 1)))]).saying("title")


def broken_anywhere(page: Page, random: Random) -> Page:
    """Broken in two lines at any character."""
    title = page.words(random.choice(USUAL), random)
    at = random.randrange(2, len(title) - 1)
    return page.adding(title=[title[:at], title[at:]]).saying("title")


def broken_by_width(page: Page, random: Random) -> Page:
    """Broken in lines of a few characters."""
    title, width = page.words(random.choice(USUAL), random), random.randint(9, 14)
    return page.adding(title=[title[n : n + width] for n in range(0, len(title), width)]).saying("title")


def han_year(page: Page, random: Random) -> Page:
    """The year in Chinese numerals."""
    year = str(page.year).translate(str.maketrans("0123456789", random.choice("〇零○") + "一二三四五六七八九"))
    lines = page.words(random.choice(USUAL), random, year=year).split("/")
    return page.adding(title=lines).saying("title")


def party_and_government(page: Page, random: Random) -> Page:
    """Party committee and government together."""
    template = random.choice(
        (
            "中共{full}委员会[ |、|　|]{government}{year}年" + REPORT,
            "中共{full}委员会/{government}/{year}年" + REPORT,
            "{full}党委[、| ]{government}{year}年" + REPORT,
            "中共{county}{name}委员会/{county}{name}人民政府/关于{year}年" + REPORT,
        )
    )
    if page.agency.kind == "street":
        template = random.choice(
            (
                "中共{full}工作委员会[ |、|]{government}{year}年" + REPORT,
                "{full}党工委[、| ]{government}{year}年" + REPORT,
                "{full}党工委办事处{year}年" + REPORT,
            )
        )
    return page.adding(title=page.words(template, random).split("/")).saying("title")


def office_of_town(page: Page, random: Random) -> Page:
    """The town's own office stands in the title."""
    return titled(
        page,
        random,
        "{full}党政办公室{year}年" + REPORT,
        "{full}党政综合办公室{year}年" + REPORT,
        "{full}党政办{year}年" + REPORT,
    )


def spoken_tail(page: Page, random: Random) -> Page:
    """镇政府, 街道办, 管委会 in place of the full word."""
    short = {"street": "办", "zone": ""}.get(page.agency.kind, "政府")
    name = page.agency.shorts[0] if page.agency.kind == "zone" else page.agency.full + short
    return page.adding(title=[page.words(f"{name}{{year}}年{REPORT}", random)]).saying("title")


def numbered_margin(page: Page, random: Random) -> Page:
    """A number in the margin stands in front of every line of words; that of a PDF stands apart from them."""
    page = titled(page, random)
    if page.kind == "pdf":
        return page

    def change(parts: list[Part | Sheet]) -> list[Part | Sheet]:
        count = iter(range(1, 999))
        return [part._replace(text=f"{next(count)}{part.text}") if isinstance(part, Part) else part for part in parts]

    return replace(page, after=(*page.after, change))


def school_year(page: Page, random: Random) -> Page:
    """A school year in a university's title."""
    template = "{spoken}{last}[—|-|~|至]{year}学年[度|]信息公开[年度报告|工作年度报告|工作报告]"
    name = page.agency.named(0)
    lines = page.words(template, random, spoken=name).split("/")
    return replace(page.adding(title=lines).saying("title"), school_year=True)


NEEDS = {
    "party_and_government": ("town", "people", "sum", "street"),
    "office_of_town": TOWNS,
    "spoken_tail": ("town", "people", "street", "zone", "county"),
    "school_year": ("university",),
    "level_scope": ("county",),
}
"""Kinds of agencies that some kinds of titles are for."""

KINDS: dict[str, Kind] = {
    "one_line": _is("{agency}{year}年" + REPORT, doc="On one line."),
    "of_the_year": _is("{agency}{year}年度" + REPORT, doc="With 年度."),
    "year_first": _is("{year}年{agency}" + REPORT, "{year}年度{agency}" + REPORT, doc="The year in front."),
    "year_inside": _is("{agency}政府信息公开[工作|]{year}年度报告", doc="The year within."),
    "agency_above": _is("{agency}/{year}年" + REPORT, doc="Two lines, broken behind the agency."),
    "broken_at_year": _is("{agency}{year}年/" + REPORT, doc="Two lines, broken behind the year."),
    "three_lines": _is("{agency}/{year}年/" + REPORT, "{agency}/{year}年政府信息公开/工作年度报告", doc="Three lines."),
    "year_above": _is("{year}年/{agency}/" + REPORT, "{year}年度/{agency}" + REPORT, doc="The year on a line above."),
    "broken_anywhere": broken_anywhere,
    "broken_by_width": broken_by_width,
    "bookmarks": _is("《{agency}{year}年" + REPORT + "》", doc="In title marks."),
    "about": _is("{agency}关于{year}年" + REPORT, "关于{agency}{year}年" + REPORT, doc="With 关于."),
    "of_affairs": _is("{agency}{year}年[政务公开|信息公开|政务信息公开][工作|]年度报告", doc="政务公开, 信息公开."),
    "sealed": _is(
        "{agency}[（盖章）|(盖章)|（公章）]{year}年" + REPORT,
        "{agency}[（盖章）|（公章）]/{year}年" + REPORT,
        doc="With a word for the seal.",
    ),
    "agency_below": _is("{year}年" + REPORT + "/{agency}", "{year}年" + REPORT + "/（{agency}）", doc="Agency below."),
    "numbered": _is("{name}发〔{next}〕3号/{agency}{year}年" + REPORT, doc="A document number above."),
    "letterhead": _is("{government}文件/{agency}{year}年" + REPORT, doc="A letterhead above."),
    "printed_twice": _is("{full}{year}年政府信息公开年报/{government}{year}年" + REPORT, doc="In short, then in full."),
    "year_in_brackets": _is(
        "{agency}政府信息公开工作年度报告（{year}年度）",
        "{agency}政府信息公开年报（{year}年）",
        "{agency}政府信息公开工作年度报告/（{year}年度）",
        doc="The year in brackets behind.",
    ),
    "year_and_agency_around": _is(
        "{year}年度/政府信息公开工作年度报告/{agency}",
        "政府信息公开工作年度报告/（{year}年度）/{agency}",
        doc="The year above, the agency below.",
    ),
    "cover": _is(
        "{agency}/{year}年政府信息公开工作年度报告/{next}年1月/{agency}{year}年政府信息公开工作年度报告",
        "{year}年政府信息公开工作年度报告/{government}/{next}年1月/{government}{year}年政府信息公开工作年度报告",
        doc="A cover in front.",
    ),
    "in_brackets": _is("{year}年" + REPORT + "（{agency}）", doc="The agency in brackets behind."),
    "level_scope": _is("{full}{year}年" + REPORT + "（[本级|汇总]）", doc="With 本级 or 汇总."),
    "with_note": _is(
        "{agency}{year}年" + REPORT + "[（终稿）|（公示稿）|（公开版）|（含所属单位）]",
        doc="A note in brackets behind.",
    ),
    "as_attachment": _is(
        "附件[1|]：{agency}{year}年" + REPORT, "附件[1|2|]/{agency}{year}年" + REPORT, doc="As an attachment."
    ),
    "labelled": _is("[标题|信息名称|名　　称|文件名称]：{agency}{year}年" + REPORT, doc="Behind a label."),
    "with_buttons": _is(
        "{agency}{year}年" + REPORT + " [【打印】|【字体：大 中 小】|【关闭】]",
        "{agency}{year}年" + REPORT + "　[浏览次数：12|来源：本站]",
        doc="Buttons behind.",
    ),
    "spaced": spaced,
    "han_year": han_year,
    "party_and_government": party_and_government,
    "office_of_town": office_of_town,
    "spoken_tail": spoken_tail,
    "numbered_margin": numbered_margin,
    "school_year": school_year,
}
