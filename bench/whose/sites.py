"""Whole pages of government sites: what stands above and below a report, in the order in which such sites print it.

Drawn at random are blocks: the head of the site, its menu, breadcrumbs, facts of the document, buttons, and below the
report attachments, neighbours, links and who runs the site. Each block is printed as lines of a text, or as the
elements of a web page in which sites hold it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from html import escape
from random import Random
from typing import NamedTuple

from bench.whose.agencies import sibling_of
from bench.whose.menus import COLUMNS, names_of_others, reports_of_others, years
from bench.whose.page import Page


class Block(NamedTuple):
    """Lines of one part of a page; `element` is how the web page holds them."""

    element: str
    lines: Sequence[str]


Maker = Callable[[Page, Random], Block]


def _owner(page: Page) -> str:
    return f"{page.agency.county or '云溪县'}人民政府"


def _name_of_site(page: Page, random: Random) -> Block:
    owner = _owner(page)
    return Block("logo", [random.choice((owner, f"{owner}门户网站", f"{owner}网站", f"{owner[:-4]}政府网"))])


def _visitors(page: Page, random: Random) -> Block:
    words = ("设为首页", "加入收藏", "长者版", "无障碍", "简体", "繁體", "IPv6", "登录", "注册", "移动版", "智能问答")
    return Block("links", random.sample(words, random.randint(3, 7)))


def _menu(page: Page, random: Random) -> Block:
    return Block("menu", ["首页", *random.sample(COLUMNS, random.randint(4, 16))])


def _years(page: Page, random: Random) -> Block:
    return Block("menu", ["政府信息公开年报", *years(page, random)])


def _agencies(page: Page, random: Random) -> Block:
    return Block(
        "menu", [random.choice(("各单位年报", "镇街", "县直部门", "部门导航")), *names_of_others(page, random)]
    )


def _crumbs(page: Page, random: Random) -> Block:
    begin = random.choice(("当前位置：", "您现在的位置：", "您当前所在位置: ", "位置："))
    middle = random.choice(
        (["政务公开"], ["信息公开", "法定主动公开内容"], ["政府信息公开", _owner(page)], ["县直部门"])
    )
    end = random.choice((["政府信息公开年报"], ["政府信息公开年报", "正文"], ["年报", "内容"]))
    return Block("crumbs", [begin, "首页", *middle, *end])


def _crumbs_with_own(page: Page, random: Random) -> Block:
    name = page.agency.spoken(random)
    return Block("crumbs", ["当前位置：", "首页", "政府信息公开", name, "政府信息公开年报"])


def _facts(publisher: str, page: Page, random: Random) -> Block:
    label = random.choice(
        ("发布机构", "公开机构", "制作机构", "发布单位", "信息来源", "公开主体", "发文机关", "责任部门")
    )
    facts = [
        ("索 引 号", f"{random.randint(10**8, 10**9)}/{page.year + 1}-{random.randint(10000, 99999)}"),
        ("组配分类", "政府信息公开年报"),
        (label, publisher),
        ("文　　号", random.choice(("无", "", "—"))),
        ("主题分类", "综合政务"),
        ("有效性", "有效"),
        ("公开方式", "主动公开"),
        ("公开范围", "面向全社会"),
        ("名　　称", ""),
    ]
    kept = [fact for fact in facts[:-1] if fact[0] == label or random.random() < 0.6]
    return Block("facts", [f"{name}：{value}" for name, value in random.sample(kept, len(kept))])


def _facts_of_owner(page: Page, random: Random) -> Block:
    return _facts(random.choice((_owner(page), _owner(page) + "办公室", "")), page, random)


def _facts_with_own(page: Page, random: Random) -> Block:
    return _facts(page.agency.printed(random), page, random)


def _posted(page: Page, random: Random) -> Block:
    source = random.choice(("", f" 来源：{_owner(page)}办公室", f" 来源：{page.agency.county or '云溪县'}融媒体中心"))
    visits = random.choice(("", f" 浏览次数：{random.randint(1, 999)}", " 字体：大 中 小"))
    return Block("line", [f"发布时间：{page.day} {random.randint(8, 18)}:{random.randint(10, 59)}{source}{visits}"])


def _buttons(page: Page, random: Random) -> Block:
    words = ("打印", "关闭", "收藏", "分享到：", "微信", "微博", "下载Word", "下载PDF", "【字体：大 中 小】", "朗读")
    return Block("links", random.sample(words, random.randint(2, 5)))


def _attachments(page: Page, random: Random) -> Block:
    return Block("links", ["附件：", f"附件1：{page.year}年政府信息公开统计表.xlsx"])


def _neighbours(page: Page, random: Random) -> Block:
    other, next_one = sibling_of(page.agency, random), sibling_of(page.agency, random)
    return Block(
        "list",
        [
            f"上一篇：{other.printed(random)}{page.year}年政府信息公开工作年度报告",
            f"下一篇：{random.choice((f'{next_one.full}{page.year - 1}年政府信息公开年报', '没有了'))}",
        ],
    )


def _related(page: Page, random: Random) -> Block:
    return Block("list", [random.choice(("相关链接", "相关阅读", "相关信息")), *reports_of_others(page, random)])


def _end(page: Page, random: Random) -> Block:
    place = page.agency.county or "云溪县"
    lines = [
        f"主办：{place}人民政府办公室",
        f"承办：{place}{random.choice(('政务服务中心', '大数据中心', '行政审批局', '信息中心'))}",
        f"版权所有：{place}人民政府",
        f"网站标识码：{random.randint(10**9, 10**10 - 1)}",
        f"{place[0]}ICP备{random.randint(10**7, 10**8)}号-1",
        f"{place[0]}公网安备 {random.randint(10**13, 10**14)}号",
        f"联系电话：0571-{random.randint(10**6, 10**7)}",
        f"地址：{place}人民路{random.randint(1, 99)}号",
    ]
    kept = [line for line in lines if random.random() < 0.6] or lines[:1]
    return Block("end", kept)


def _editors(page: Page, random: Random) -> Block:
    return Block(
        "line",
        [
            random.choice(
                ("【打印本页】【关闭窗口】", "责任编辑：王某某", "编辑：李某 审核：张某", "扫一扫在手机打开当前页")
            )
        ],
    )


ABOVE: tuple[tuple[Maker, float], ...] = (
    (_name_of_site, 0.7), (_visitors, 0.4), (_menu, 0.7), (_agencies, 0.2), (_years, 0.2), (_crumbs, 0.7),
    (_crumbs_with_own, 0.2), (_facts_of_owner, 0.35), (_facts_with_own, 0.25),
)  # fmt: skip
UNDER: tuple[tuple[Maker, float], ...] = ((_posted, 0.6), (_buttons, 0.5))
BELOW: tuple[tuple[Maker, float], ...] = (
    (_attachments, 0.2), (_editors, 0.4), (_neighbours, 0.3), (_related, 0.3), (_buttons, 0.3), (_end, 0.8),
)  # fmt: skip
"""Blocks in the order in which sites print them, and how often each stands there."""
_NAMES_OWN = frozenset((_crumbs_with_own, _facts_with_own))


def lines_of(block: Block, random: Random) -> list[str]:
    """A block as lines of a text."""
    if block.element == "crumbs":
        begin, *rest = block.lines
        return [begin + random.choice((" > ", ">", " » ", "/", " ＞ ")).join(rest)]
    if block.element in ("links", "menu") and random.random() < 0.5:
        return [random.choice((" ", " | ", "　")).join(block.lines)]
    if block.element == "facts":
        way = random.randrange(3)
        if way == 1:
            return [piece for line in block.lines for piece in line.replace("：", "：\n", 1).split("\n") if piece]
        if way == 2:
            return [line.replace("：", " | ", 1) for line in block.lines]
    return list(block.lines)


def html_of(block: Block, random: Random) -> str:
    """A block as elements of a web page."""
    lines = [escape(line) for line in block.lines]
    if block.element == "logo":
        return f'<div class="logo"><h1>{lines[0]}</h1></div>'
    if block.element == "crumbs":
        sign = random.choice((" &gt; ", "&nbsp;&gt;&nbsp;", " » ", "/"))
        return (
            f'<div class="position">{lines[0]}' + sign.join(f'<a href="#">{line}</a>' for line in lines[1:]) + "</div>"
        )
    if block.element == "facts":
        pairs = [line.partition("：") for line in lines]
        cells = [f"<td><b>{name}：</b></td><td>{value}</td>" for name, _, value in pairs]
        if random.random() < 0.4:
            items = "".join(f"<li><em>{name}：</em><span>{value}</span></li>" for name, _, value in pairs)
            return f'<ul class="headInfo">{items}</ul>'
        across = random.choice((1, 2))
        rows = "".join(f"<tr>{''.join(cells[n : n + across])}</tr>" for n in range(0, len(cells), across))
        return f'<table class="xxgk_info">{rows}</table>'
    if block.element in ("menu", "list"):
        return f"<ul>{''.join(f'<li><a href=#>{line}</a></li>' for line in lines)}</ul>"
    if block.element == "links":
        return f"<div>{''.join(f'<a href=#>{line}</a> ' for line in lines)}</div>"
    tag = "p" if block.element == "end" else "div"
    return "".join(f"<{tag}>{line}</{tag}>" for line in lines)


def on_a_site(page: Page, random: Random) -> Page:
    """The page as a site shows it; what names the agency itself may be followed."""
    above, under, below = (
        [(maker, maker(page, random)) for maker, often in blocks if random.random() < often]
        for blocks in (ABOVE, UNDER, BELOW)
    )
    if any(maker is _posted for maker, _ in under):
        page = page.dated("metadata")
    if any(maker in _NAMES_OWN for maker, _ in above):
        page = page.saying("hint")
    if page.kind == "html":
        page = replace(
            page, around=tuple("".join(html_of(b, random) for _, b in part) for part in (above, under, below))
        )
        return page
    lines = [[line for _, block in part for line in lines_of(block, random)] for part in (above, under, below)]
    return page.adding(above=lines[0], under=lines[1], below=lines[2])
