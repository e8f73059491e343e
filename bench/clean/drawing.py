"""Draws a report in the words of this folder, below and above what sites, offices and authors put around it.

Comes in: a seed, a kind of file, a plant or none. Goes out: a `Page`, whose words break the rule of the plant and no
other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from random import Random

import regex as re

from bench.clean.wordings import Wording, wordings
from bench.whose import evidence, menus, traps
from bench.whose.agencies import sibling_of
from bench.whose.drawing import WITH_PLACES
from bench.whose.page import Page, blank_page
from tests.made.misworded import with_sections
from tests.made.prose import Story, figures_of

AGENCIES = (*WITH_PLACES, "county")
_KINDS = {
    "town": ("town", "people"),
    "below": WITH_PLACES,
    "gov": ("town", "people", "sum", "county"),
    "level": ("town", "people", "sum", "street", "county"),
    "usual": ("town", "people", "sum", "street", "bureau", "commission"),
    "bureau": ("bureau",),
    "street": ("street",),
    "county": ("county",),
    "commission": ("commission",),
}
_TITLES = (
    "{agency}{year}年政府信息公开工作年度报告",
    "{agency}{year}年度政府信息公开工作年度报告",
    "{year}年{agency}政府信息公开工作年度报告",
    "{agency}/{year}年政府信息公开工作年度报告",
    "{year}年度{full}政府信息公开工作年度报告",
)
_OFTEN = {"basis": 0.95, "outline": 0.5, "period": 0.85, "download": 0.35, "contact": 0.8}
_ASPECTS = {
    "proactive": ("主动公开情况", "主动公开", "政府信息主动公开方面"),
    "requests": ("依申请公开情况", "依申请公开", "依申请公开办理情况"),
    "management": ("政府信息管理情况", "政府信息管理"),
    "platforms": ("平台建设情况", "政府信息公开平台建设", "政务公开平台建设情况"),
    "assurance": ("监督保障情况", "监督保障", "监督保障方面"),
}
_MOST = {"proactive": 6, "requests": 5, "management": 3, "platforms": 3, "assurance": 2}
_HEADS = (
    "（{han}）{name}。",
    "（{han}）{name}\n",
    "（{han}）{name}：",
    "{n}.{name}。",
    "{n}、{name}：",
    "{han}是{name}。",
    "{name}方面。",
)
_SURROUNDING = (
    "owner_of_site", "responsible_office", "copies", "editors", "rights", "friends", "links_below", "visitors",
    "villages", "residents", "partners", "orders", "institutions", "model_of_another", "tags_of_site",
)  # fmt: skip
_UNDER = (
    "发布时间：{day}　来源：{full}　浏览次数：{n}",
    "索引号：000014348/{next}-00{n}/发布机构：{government}/公开日期：{day}/文号：/时效性：有效",
    "日期：{day}/来源：{county}人民政府网/访问量：{n}/字号：大 中 小",
    "作者：本站原创　时间：{day}　点击数：{n}",
    "信息来源：{full}{office}　发布日期：{day}　【打印】【关闭】",
    "成文日期：{day}/发布机构：{full}/组配分类：政府信息公开年报",
    "来源：{full}　编辑：管理员　审核：王某　时间：{day}",
    "",
)
_BELOW = (
    "扫一扫在手机打开当前页",
    "主办：{county}人民政府　承办：{county}人民政府办公室　技术支持：某某科技有限公司",
    "联系我们 | 网站地图 | 网站声明/网站标识码：5300000001　公网安备00000000000000号",
    "附件：{full}{year}年政府信息公开工作年度报告.docx",
    "上一篇：{other}{year}年政府信息公开工作年度报告/下一篇：没有了",
    "【打印本页】【关闭窗口】",
    "分享到：微信 微博",
    "",
    "",
)
_HEADINGS_OF_FIVE = (
    "五、存在的主要问题及改进情况",
    "五、政府信息公开工作存在的主要问题及改进情况",
    "五、存在的主要问题和改进情况",
)
_NEW_FORM = 2021
_APART, _MENU, _MOST_TRAPS = 0.4, 0.3, 2
"""How often the sentences of a preamble stand on lines of their own, how often a menu above what is no web page; how
many others are named in the text and around it."""
_FIELD = re.compile(r"\{(\w+)\}")
_COUNTED = re.compile(r"\d+[条件]|未收到|没有接到|零报告")
_WORDS = "agency full government spoken name named office county level year next last day date notice street phone n"
_OF_PAGES = frozenset(_WORDS.split(" "))
"""Fields that every page fills in."""
_SIGNATURES = ("{government}/{date}", "{full}/{date}", "{government}{office}/{date}", "{date}", "（盖章）/{date}", "")


class Teller:
    """What is true of a page, and how its sentences are filled in."""

    def __init__(self, page: Page, random: Random) -> None:
        self.page, self.random = page, random
        other, figures = sibling_of(page.agency, random), figures_of(page.draft)
        more = int(figures["received"]) + random.randint(1, 9)
        self.figures: Mapping[str, Decimal] = figures
        self.fields = {name: f"{value:f}" for name, value in figures.items()} | {
            "other": other.full,
            "othergov": other.government,
            "wrong": {"镇": "乡", "乡": "镇"}.get(page.agency.level, "镇"),
            "more": str(more),
        }

    def fits(self, wording: Wording) -> bool:
        """Whether a sentence is true of the agency, the year and the figures of the page."""
        fields = set(_FIELD.findall(wording.text)) - _OF_PAGES
        return all(map(self._holds, wording.needs)) and fields <= self.fields.keys()

    def _holds(self, need: str) -> bool:
        if need == "alone":
            return True
        if need in _KINDS:
            return self.page.agency.kind in _KINDS[need]
        if need == "new":
            return self.page.year >= _NEW_FORM
        figure = need.removeprefix("no ")
        return figure in self.figures and bool(self.figures[figure]) == (figure == need)

    def said(self, text: str) -> str:
        """A sentence with its choices made and its fields filled in."""
        while "{n}" in text:
            text = text.replace("{n}", str(self.random.randint(2, 60)), 1)
        return self.page.words(text, self.random, None, **self.fields)

    def some(self, slot: str, fewest: int, most: int) -> list[str]:
        """Some sentences of a slot, in the order of the file."""
        fitting = [each.text for each in wordings() if each.slot == slot and self.fits(each)]
        count = min(len(fitting), self.random.randint(fewest, most))
        return [self.said(fitting[n]) for n in sorted(self.random.sample(range(len(fitting)), count))]


Slots = dict[str, list[str]]


def _drawn(teller: Teller) -> Slots:
    """What a report says, by slot."""
    random = teller.random
    slots = {slot: teller.some(slot, 1, 1) for slot, often in _OFTEN.items() if random.random() < often}
    slots |= {slot: teller.some(slot, 2, most) for slot, most in _MOST.items()}
    slots |= {slot: teller.some(slot, 1, 1) for slot in ("exam", "opinion", "blame", "problems", "measures", "fee")}
    slots |= {"start": teller.some("start", 0, 2), "other": teller.some("other", not slots["fee"], 2)}
    slots["title"] = teller.said(random.choice(_TITLES)).split("/")
    slots["signature"] = teller.said(random.choice(_SIGNATURES)).split("/")
    return slots


def _planted(slots: Slots, plant: Wording, teller: Teller) -> Slots:
    """The same with a plant in the place of what is said there, or behind it."""
    text = teller.said(plant.text)
    if plant.slot in ("title", "signature", "under"):
        return slots | {plant.slot: text.split("/")}
    if plant.slot == "exam":
        slots = slots | {"opinion": ["开展社会评议，群众普遍认可。"]}
    said = [each for each in slots.get(plant.slot, []) if not ("alone" in plant.needs and _COUNTED.search(each))]
    return slots | {plant.slot: [*(said if plant.slot in _MOST else []), *filter(None, [text])]}


def _section_one(slots: Slots, random: Random) -> str:
    if "one" in slots:
        return slots["one"][0]
    head = random.choice(_HEADS)
    assured = [*slots["assurance"], *slots["exam"], *slots["opinion"], *slots["blame"]]
    paragraphs = ["".join(slots["start"])]
    for number, (slot, names) in enumerate(_ASPECTS.items()):
        said = assured if slot == "assurance" else slots[slot]
        paragraphs.append(
            head.format(han="一二三四五"[number], n=number + 1, name=random.choice(names)) + "".join(said)
        )
    return "\n".join(filter(None, paragraphs))


def _sections(slots: Slots, random: Random) -> dict[int, str]:
    """The prose of sections one, five and six."""
    join = random.choice(("", "\n"))
    five = join.join((*slots["problems"], *slots["measures"]))
    six = join.join(random.sample([*slots["fee"], *slots["other"]], len(slots["fee"]) + len(slots["other"])))
    whole = {1: _section_one(slots, random), 5: five, 6: six}
    return whole | {number: slots[name][0] for name, number in (("five", 5), ("six", 6)) if name in slots}


def _worded(page: Page, slots: Slots, random: Random) -> Page:
    """The page with these words in its title, preamble, sections and signature."""
    texts = _sections(slots, random)
    headings = {int(slot[-1]): lines[0] for slot, lines in slots.items() if slot.startswith("heading")}
    five = random.choice(_HEADINGS_OF_FIVE)
    preamble = [line for slot in _OFTEN for line in slots.get(slot, [])]

    def rewritten(story: Story) -> Story:
        official = {
            section.number: f"{'一二三四五六'[section.number - 1]}、{section.title}" for section in page.form.sections
        }
        titles = official | {5: five} | headings
        return with_sections(story._replace(headings=titles), texts)

    return replace(
        page,
        draft=page.draft._replace(rewritten=rewritten),
        title=tuple(slots["title"]),
        preamble=tuple(preamble) if random.random() < _APART else ("".join(preamble),) if preamble else (),
        signature=tuple(filter(None, slots["signature"])),
        under=tuple(slots.get("under", ())),
    )


def _surrounded(page: Page, random: Random, teller: Teller) -> Page:
    """The page below a menu, with facts under its title and links below, and others named in between."""
    if page.kind == "html" or random.random() < _MENU:
        names = [name for name in menus.LAYOUTS if name not in menus.SAYING and "report" not in name]
        page = menus.below_a_menu(page, random, random.choice(names))
    if page.kind == "html":
        page = random.choice((evidence.page_title, evidence.article_title, evidence.shared_title))(
            page, random, page.agency
        )
    for name in random.sample(_SURROUNDING, random.randint(0, _MOST_TRAPS)):
        if name not in traps.WEB_ONLY or page.kind == "html":
            page = traps.TRAPS[name](page, random)
    under, below = (teller.said(random.choice(lines)).split("/") for lines in (_UNDER, _BELOW))
    return page.adding(under=[*filter(None, under)], below=[*filter(None, below)])


def clean_page(seed: str, kind: str) -> Page:
    """A report without a fault."""
    page = _page(seed, kind, None)
    assert page is not None
    return page


def page_with(seed: str, kind: str, plant: Wording) -> Page | None:
    """A report with one fault; None where it would be none in the report of this seed."""
    return _page(seed, kind, plant)


def _page(seed: str, kind: str, plant: Wording | None) -> Page | None:
    random = Random(seed)
    return dressed(blank_page(random, kind, AGENCIES), random, plant)


def dressed(page: Page, random: Random, plant: Wording | None) -> Page | None:
    """A page of any agency and year with words, and what stands around them; None where a plant would be none."""
    teller = Teller(page, random)
    slots = _drawn(teller)
    if plant is not None:
        if not teller.fits(plant):
            return None
        slots = _planted(slots, plant, teller)
    return _surrounded(_worded(page, slots, random), random, teller)
