"""Whole reports with headings as agencies write them: every style of number, words of their own, no title, a menu
above, all prose on one line; as text, HTML, Word and PDF.

Comes in: a seed and, where wished, how the report is to be headed (`Outline`). Goes out: a file, and which part each
sentence of it is in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random
from typing import Literal, NamedTuple

from extract.forms import load_forms
from tests.made.layouts import LAYOUTS
from tests.made.printing import Look, Part, docx_bytes, html_text, pdf_bytes, printed
from tests.made.prose import Story, story
from tests.made.sheets import Box, Sheet
from tests.made.whole import draft_of

FORMS = load_forms()
KINDS = ("txt", "html", "docx", "pdf")
Arrangement = Literal["lines", "framed", "alone", "run_in", "one_line", "one_line_with_title"]
ARRANGEMENTS: tuple[Arrangement, ...] = ("lines", "framed", "alone", "run_in", "one_line", "one_line_with_title")
"""Headings in lines of their own, in tables of one cell, their numbers on the line above, the text behind them in the
same line, all prose up to the first table and behind the last in one line, and the title in it as well."""
OF_LINES: tuple[Arrangement, ...] = ("lines", "framed")
"""Those in which a heading is seen without a number."""
ABOVE = ("nothing", "title", "menu", "menu_and_title", "notes", "notes_and_title")

STYLES = {
    "han": ("一二三四五六", ("{}、", "{}、 ", "{}．", "{}.", "{} 、", "{}：", "{}　", "## {}、")),
    "part": ("一二三四五六", ("第{}部分 ", "第{}部分　", "第{}部分：", "第{}部分、", "第{}章 ", "第{}章、")),
    "arabic": ("123456", ("{}.", "{}、", "{}．", "{}. ")),
    "wide": ("１２３４５６", ("{}．", "{}、")),
    "roman": ("ⅠⅡⅢⅣⅤⅥ", ("{}、", "{} ", "{}.")),
    "capital": ("壹贰叁肆伍陆", ("{}、", "{}．")),
    "bracketed": ("一二三四五六", ("（{}）", "({})", "（{}） ", "（{}）、")),
    "bracketed_digits": ("123456", ("（{}）", "({}) ")),
}
UNNUMBERED = ("{}", "■{}", "◆ {}")
"""How headings without a number are printed: their place alone tells what they are."""
OWN_WORDS = {
    1: (
        "工作开展情况",
        "政务公开工作推进情况",
        "工作总结",
        "全年工作回顾",
        "工作完成情况",
        "主要工作",
        "年度工作情况",
        "整体情况",
        "工作进展",
        "公开工作做法和成效",
        "主要做法",
        "工作落实情况",
        "2024年工作",
    ),
    2: ("公开数据", "政府信息公开数据统计", "公开内容", "信息发布情况", "法定公开内容", "条例第二十条公开内容"),
    3: ("申请办理", "申请受理和答复情况", "公众申请情况", "申请公开数据", "申请办理统计", "办理申请工作"),
    4: ("争议处理", "救济情况", "被复议及应诉情况", "监督救济", "争议数据", "权利救济情况"),
    5: (
        "存在的不足和改进措施",
        "不足之处及努力方向",
        "困难与对策",
        "短板和下一步打算",
        "下一步工作计划",
        "薄弱环节及整改",
        "工作中的不足",
        "面临的困难及今后打算",
        "差距与改进",
        "存在不足",
        "今后努力方向",
        "反思与展望",
        "有待加强的方面",
        "下步措施",
        "工作短板",
        "不足和整改措施",
        "存在困难和工作建议",
        "需改进的地方",
    ),
    6: (
        "其他情况",
        "其他",
        "其他方面",
        "补充说明",
        "收费情况",
        "信息处理费",
        "其他有关情况",
        "有关说明",
        "其他需说明的情况",
        "其他内容",
        "附则",
        "其它",
        "需要说明的其他问题",
        "信息处理费收取情况",
    ),
}
"""Headings that agencies make up, by the number of the part."""
_MENU = (
    "首页",
    "政务公开",
    "领导之窗",
    "公开指南",
    "政策文件",
    "机构职能",
    "互动交流",
    "便民服务",
    "征求意见",
    "法定主动公开内容",
)
_NOTES = (
    "索引号：0000-2026-0001",
    "发布机构：政务服务中心",
    "文号：",
    "浏览次数：312",
    "【字体：大 中 小】",
    "打印 关闭",
    "来源：本站",
)
_TABLE_LAYOUTS = ("tab_spans", "tab_packed", "pipes", "lines")


class Outline(NamedTuple):
    """How a report is headed. `own` are the parts that are headed in the agency's own words; "none" is the style of
    headings without numbers."""

    style: str
    number: str
    own: frozenset[int]
    arrangement: Arrangement
    above: str


class Outlined(NamedTuple):
    """A report as a file, how it is headed, its title and headings as printed, and the prose of each part."""

    name: str
    kind: str
    data: bytes
    outline: Outline
    title: str
    headings: dict[int, str]
    sections: dict[int, str]


def outline_of(random: Random) -> Outline:
    """Some way of heading a report."""
    style = random.choice((*STYLES, "han", "han"))
    own = random.choice((frozenset(), frozenset({5}), frozenset({1, 5, 6}), frozenset(range(1, 7)), frozenset({6})))
    arrangement = random.choice(ARRANGEMENTS)
    numbers = [number for number in STYLES[style][1] if "#" not in number or arrangement == "lines"]
    return Outline(style, random.choice(numbers), own, arrangement, random.choice(ABOVE))


def unnumbered_outline(random: Random) -> Outline:
    """Some way of heading a report without numbers."""
    outline = outline_of(random)
    return outline._replace(style="none", number=random.choice(UNNUMBERED), arrangement=random.choice(OF_LINES))


def outlined(seed: int, kind: str, outline: Outline | None = None) -> Outlined:
    """A report headed in some way, or as it is asked for."""
    random = Random(f"outlined/{seed}")
    form = FORMS[seed % len(FORMS)]
    outline = outline or outline_of(random)
    draft = draft_of(random, form)
    words = story(draft)
    headings = {number: _heading(number, outline, words, random) for number in words.headings}
    sections = {number: _below(text, outline.style) for number, text in words.told.sections.items()}
    tables = {part.table: part for part in printed(draft, Look()).parts if isinstance(part, Sheet)}
    keys = {section.number: section.key for section in form.sections}
    sheets = {number: tables[keys[number]] for number in headings if keys[number] in tables}
    parts = list(_parts(words, headings, sections, sheets, outline, random))
    data = _file(parts, kind, random)
    return Outlined(f"{seed}.{kind}", kind, data, outline, "".join(words.title), headings, sections)


def _heading(number: int, outline: Outline, words: Story, random: Random) -> str:
    numerals = STYLES[outline.style][0] if outline.style in STYLES else " " * len(OWN_WORDS)
    title = re.sub(r"^[一二三四五六\d]\s?[、.]\s?", "", words.headings[number])
    own = random.choice(OWN_WORDS[number])
    return outline.number.format(numerals[number - 1].strip()) + (own if number in outline.own else title)


def _below(text: str, style: str) -> str:
    """Text whose own numbers are not those of the headings: below 1. stands （1）, below （一） stands 1."""
    if style in ("bracketed", "bracketed_digits"):
        return re.sub(
            r"(?m)(^|(?<=。))[（(]([一二三四五六])[)）]\s?", lambda m: f"{'一二三四五六'.index(m[2]) + 1}.", text
        )
    if style in ("arabic", "wide"):
        return re.sub(r"(?m)(^|(?<=。))(\d)[.、]", r"（\2）", text)
    return text


def _parts(
    words: Story,
    headings: dict[int, str],
    sections: dict[int, str],
    sheets: dict[int, Sheet],
    outline: Outline,
    random: Random,
) -> Iterator[Part | Sheet]:
    arrangement, above = outline.arrangement, outline.above
    title = "".join(words.title)
    on_line = arrangement == "one_line_with_title" and above.endswith("title")
    menu = random.sample(_MENU, 6) if above.startswith("menu") else random.sample(_NOTES, 4) * above.startswith("notes")
    yield from (Part("note", line) for line in menu)
    if above.endswith("title") and not on_line:
        yield Part("title", title)
    running = f"{title} " if on_line else ""
    between = random.choice((" ", "　"))
    for number in (0, *headings):
        texts = [text for text in sections.get(number, "").split("\n") if text]
        if arrangement in ("lines", "framed", "alone"):
            if number and arrangement == "alone" and (split := _split(headings[number])):
                yield from (Part("heading", piece) for piece in split)
            elif number and arrangement == "framed":
                yield Sheet("", ((Box(headings[number]),),))
            elif number:
                yield Part("heading", headings[number])
            yield from (Part("body", text) for text in texts)
        elif arrangement == "run_in":
            if number and texts:
                yield Part("body", headings[number] + random.choice(("。", between, "：")) + texts[0])
                yield from (Part("body", text) for text in texts[1:])
            elif number:
                yield Part("heading", headings[number])
            else:
                yield from (Part("body", text) for text in texts)
        else:
            if number:
                running += headings[number] + between
            running += between.join([*texts, ""]) if texts else ""
            if number in sheets:
                yield Part("body", running.strip())
                running = ""
        if number in sheets:
            yield sheets[number]
    if running:
        yield Part("body", running.strip())
    yield from (Part("signature", line) for line in words.signature)


def _split(heading: str) -> tuple[str, str] | None:
    """A heading with its number on a line of its own, where the number has a sign that ends it."""
    match = re.match(r"(.{1,4}?[、．.：）)]) ?(.+)", heading)
    return (match[1], match[2]) if match and "#" not in heading else None


def _file(parts: list[Part | Sheet], kind: str, random: Random) -> bytes:
    if kind == "docx":
        return docx_bytes(parts, Look())
    if kind == "pdf":
        return pdf_bytes(parts, Look())
    if kind == "html":
        return html_text(parts, Look()).encode()
    layout = LAYOUTS[random.choice(_TABLE_LAYOUTS)]
    lines: list[str] = []
    for part in parts:
        lines += layout.write(part) if isinstance(part, Sheet) else [part.text]
    return ("\n".join(lines) + "\n").encode()
