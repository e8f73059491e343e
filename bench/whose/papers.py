"""How a report stands among other papers: behind letters, red heads and covers, in lists, boxes and other scripts.

Comes in: a page. Goes out: the page with all that such papers print, and with what of it says whose report it is.
`PAPERS` are whole pages; `TRAPS` are things beside a report that speak for nobody, or for another year.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from html import escape
from random import Random

from bench.whose.agencies import sibling_of
from bench.whose.evidence import LAW, PERIOD, REPORT
from bench.whose.menus import others
from bench.whose.page import Page
from bench.whose.titles import titled
from tests.made.printing import Part
from tests.made.sheets import Box, Sheet

Kind = Callable[[Page, Random], Page]
Parts = list[Part | Sheet]


def _other(page: Page, random: Random) -> str:
    return sibling_of(page.agency, random).full


def _above(page: Page, random: Random, *templates: str) -> Page:
    """The page below lines of words, which strokes part."""
    template = random.choice(templates)
    return page.adding(above=page.words(template, random, other=_other(page, random)).split("/"))


# ── Letters and red heads ────────────────────────────────────────────────────────────────────────────────────────────


def red_head(page: Page, random: Random) -> Page:
    """The head of an official paper names who issues it; its title does not."""
    page = _above(
        page,
        random,
        "{full}文件/{name}〔{next}〕3号",
        "{government}文件/{name}发〔{next}〕12号/签发人：王某某",
        "{full}/政公开〔{next}〕1号",
    )
    return titled(page, random, "关于{year}年政府信息公开工作年度报告", "{year}年政府信息公开工作年度报告").saying(
        "hint"
    )


def numbered_paper(page: Page, random: Random) -> Page:
    """The head of an official paper above a whole title."""
    number = random.choice(
        ("{county}〔{next}〕2号", "{named}〔{next}〕15号", "政办发〔{next}〕7号", "公开报〔{next}〕1号", "第{street}期")
    )
    signer = random.choice(("", "/签发人：李某", "/（公开）", "/特急"))
    return titled(_above(page, random, "{government}文件/" + number + signer, number + signer), random)


def request(page: Page, random: Random) -> Page:
    """A letter that hands the report in stands above it."""
    lines = page.words(
        "关于报送{year}年政府信息公开工作年度报告的[请示|报告|函]/{county}人民政府办公室：/"
        "现将《{government}{year}年政府信息公开工作年度报告》[报上，请审阅。|随文报送，请予审核。]",
        random,
    ).split("/")
    return titled(page.adding(above=lines), random)


def approval(page: Page, random: Random) -> Page:
    """The answer of the county's office that the report may be published stands above it."""
    lines = page.words(
        "{county}人民政府办公室/关于同意公布{government}{year}年政府信息公开工作年度报告的批复/{government}：/"
        "你单位关于公布年度报告的请示收悉。经审核，同意公布。/{county}人民政府办公室/{date}",
        random,
    ).split("/")
    return titled(page.adding(above=lines), random)


def notice_above(page: Page, random: Random) -> Page:
    """The notice of the county's office by which reports are asked for stands above a title."""
    lines = page.words(
        "{county}人民政府办公室关于做好{year}年政府信息公开工作年度报告编制发布工作的通知/"
        "各[乡镇人民政府|镇（街道）、县直各单位]：",
        random,
    ).split("/")
    return titled(page.adding(above=lines), random)


# ── Covers and contents ──────────────────────────────────────────────────────────────────────────────────────────────


def cover(page: Page, random: Random) -> Page:
    """A cover, and the title again on the next page."""
    lines = page.words(
        random.choice(
            (
                "{year}年度/政府信息公开工作年度报告/{government}/{next}年1月",
                "{government}/{year}年政府信息公开/工作年度报告/{next}年1月20日",
                "政府信息公开工作年度报告/（{year}年度）/{government}/二〇二五年一月",
            )
        ),
        random,
    ).split("/")
    page = titled(page, random)
    cover_lines: Parts = [Part("title", line) for line in lines]
    turn: Parts = [Part("break", "")] if page.kind in ("docx", "pdf") else []
    return replace(page, after=(*page.after, lambda parts: [*cover_lines, *turn, *parts]))


def cover_alone(page: Page, random: Random) -> Page:
    """A cover, and no title behind it."""
    return titled(
        page,
        random,
        "{government}/政府信息公开工作年度报告/（{year}年度）/{next}年1月",
        "{year}年度/{government}/政府信息公开工作/年度报告",
    )


def cover_with_labels(page: Page, random: Random) -> Page:
    """A cover with labels."""
    return titled(
        page,
        random,
        "政府信息公开工作年度报告/（{year}年度）/[单位名称|填报单位|报告单位|编制单位]：{government}/"
        "[填报日期|报送时间]：{date}",
    )


def _contents(page: Page, random: Random) -> list[str]:
    """Titles and their pages, as a list prints them: behind dots, in front, numbered, broken, or without any."""
    names = [agency.full for agency in others(page, random, random.randint(3, 6))]
    names.insert(random.randrange(len(names) + 1), page.agency.full)
    line = random.choice(_LINES_OF_CONTENTS)
    subject = random.choice(("年政府信息公开工作年度报告", "年度政府信息公开年度报告", "年政府信息公开年报"))
    places = [f"{3 * n + 1:0{random.choice((1, 2))}}" for n in range(len(names))]
    listed = [
        line.format(f"{name}{page.year}{subject}", place, number=n)
        for n, (name, place) in enumerate(zip(names, places, strict=True), start=1)
    ]
    above = random.choice(([], [], [f"{page.agency.county or '云溪县'}{page.year}年政府信息公开工作年度报告汇编"]))
    return [*above, random.choice(("目　录", "目录", "目  次", "目录 CONTENTS")), *"\n".join(listed).split("\n")]


_LINES_OF_CONTENTS = (
    "{0}……{1}",
    "{0}\t{1}",
    "{0} {1}",
    "{0}",
    "{0}................{1}",
    "{0}…………………………（{1}）",
    "{0} · · · · · · {1}",
    "{0}——第{1}页",
    "{0}\n……{1}",
    "{0}\n{1}……",
    "{1}　{0}",
    "{number}. {0} …… {1}",
    "（{number}）{0}　{1}",
    "{number}、{0}",
    "·{0} — {1} —",
)
"""A title, its page, and its number in the list."""


def in_collection(page: Page, random: Random) -> Page:
    """The contents of a collection of reports stand above a title."""
    return titled(page.adding(above=_contents(page, random)), random)


def in_collection_untitled(page: Page, random: Random) -> Page:
    """The contents of a collection stand above a body; an announcement says whose it is."""
    text = page.words(f"根据{LAW}规定，现公布{{agency}}{{year}}年{REPORT}。{PERIOD}", random)
    page = page.adding(above=_contents(page, random), preamble=[text])
    return page.saying("announcement").allowing("B-07")


def below_an_answer(page: Page, random: Random) -> Page:
    """A picture that explains the report of another stands above a title."""
    return titled(
        _above(
            page,
            random,
            "一图读懂{other}{year}年政府信息公开工作年度报告",
            "图解：{other}{year}年政府信息公开年报",
            "【解读】{other}{year}年政府信息公开工作年度报告解读",
        ),
        random,
    )


# ── Titles that are hard to see ──────────────────────────────────────────────────────────────────────────────────────


def broken_often(page: Page, random: Random) -> Page:
    """Broken in three or four lines at any characters."""
    title = page.words("{agency}{year}年" + REPORT, random)
    cuts = sorted(random.sample(range(2, len(title) - 1), random.randint(2, 3)))
    lines = [title[start:end] for start, end in zip([0, *cuts], [*cuts, len(title)], strict=True)]
    return page.adding(title=lines).saying("title")


def in_box(page: Page, random: Random) -> Page:
    """In a text box."""
    return replace(titled(page, random), boxed=True)


def in_picture(page: Page, random: Random) -> Page:
    """As a picture, of which only the words for those who do not see it tell."""
    title = escape(page.words("{government}{year}年政府信息公开工作年度报告", random))
    picture = random.choice(('<img src="t.png" alt="{}">', '<h1><img src="t.png" alt="{}" title="{}"></h1>'))
    page = replace(page, around=(picture.format(title, title), "", ""))
    return page.saying("hint")


def below_logo(page: Page, random: Random) -> Page:
    """Below pictures that name who runs the site."""
    names = (page.agency.county or "云溪县") + "人民政府", _other(page, random)
    logos = "".join(f'<img src="logo.png" alt="{escape(name)}">' for name in names)
    return titled(replace(page, around=(logos, "", "")), random)


_TRADITIONAL = str.maketrans(
    "县镇乡区办务财审计应农业场监会总体动开报关于国条规规发现将与联系电话严贯实统计从号维护简学资环设划输"
    "团综执税药医战军检验馆队东华岭湾阳义云凤龙马鹤鸟鱼门间师级经济",
    "縣鎮鄉區辦務財審計應農業場監會總體動開報關於國條規規發現將與聯繫電話嚴貫實統計從號維護簡學資環設劃輸"
    "團綜執稅藥醫戰軍檢驗館隊東華嶺灣陽義雲鳳龍馬鶴鳥魚門間師級經濟",
)


def traditional(page: Page, random: Random) -> Page:
    """In traditional characters, title and announcement."""
    text = page.words(f"根據{LAW}規定，现公布{{agency}}{{year}}年{REPORT}。{PERIOD}", random)
    page = titled(page, random).adding(preamble=[text]).saying("announcement").allowing("B-07")
    return replace(
        page,
        title=tuple(line.translate(_TRADITIONAL) for line in page.title),
        preamble=tuple(line.translate(_TRADITIONAL) for line in page.preamble),
    )


def traditional_untitled(page: Page, random: Random) -> Page:
    """In traditional characters, an announcement alone."""
    return replace(traditional(page, random), title=(), claims=page.claims).saying("announcement")


_WIDE = {code: code + 0xFEE0 for code in range(0x21, 0x7F)} | {0x20: 0x3000}


def wide(page: Page, random: Random) -> Page:
    """All signs and figures of the title and the announcement in full width."""
    text = page.words("现将{agency}（以下简称{spoken}）{year}年政府信息公开工作年度报告公布如下：", random)
    page = titled(page, random, "{agency}{year}年" + REPORT, "{year}年度{agency}" + REPORT)
    page = page.adding(preamble=[text]).saying("announcement").allowing("B-07")
    return replace(
        page,
        title=tuple(line.translate(_WIDE) for line in page.title),
        preamble=tuple(line.translate(_WIDE) for line in page.preamble),
    )


def english_above(page: Page, random: Random) -> Page:
    """English names stand above and below."""
    page = _above(
        page, random, "Luqiao County Government Portal/Home > Open Government > Annual Report", "ENGLISH/Search"
    )
    lines = page.words("The People's Government of Qinghe Town/Annual Report {year}", random).split("/")
    return titled(page, random).adding(under=lines)


def school_year_untitled(page: Page, random: Random) -> Page:
    """A school year in the announcement of a university; no year of the form."""
    text = page.words(
        "现将{agency}{last}[—|-|~|至]{year}学年信息公开[工作|]年度报告公布如下。"
        "统计期限为{last}年9月1日至{year}年8月31日。",
        random,
    )
    page = page.adding(preamble=[text]).saying("announcement").allowing("B-07")
    return replace(page, school_year=True)


# ── Tables beside the report ─────────────────────────────────────────────────────────────────────────────────────────


def facts_in_table(page: Page, random: Random) -> Page:
    """A table of facts stands above the title, in Word and on paper, too; the site's owner published it."""
    owner = (page.agency.county or "云溪县") + "人民政府"
    facts = [
        ("索引号", f"00{random.randint(10**6, 10**7)}", "信息分类", "政府信息公开年报"),
        (
            random.choice(("发布机构", "发文机关", "公开主体")), random.choice((owner, owner + "办公室")),
            "发布日期", page.day,
        ),
        ("文号", "无", "有效性", "有效"),
    ]  # fmt: skip
    rows = tuple(tuple(map(Box, fact)) for fact in random.sample(facts, len(facts)))
    sheet = Sheet("", rows)
    page = replace(page, after=(*page.after, lambda parts: [sheet, *parts]))
    return titled(page, random).dated("metadata")


def facts_in_table_untitled(page: Page, random: Random) -> Page:
    """The same above a body; an announcement says whose it is."""
    page = replace(facts_in_table(page, random), title=(), claims=page.claims)
    text = page.words(f"现公布{{agency}}{{year}}年{REPORT}。{PERIOD}", random)
    return page.adding(preamble=[text]).saying("announcement").allowing("B-07")


def filled_in_by(page: Page, random: Random) -> Page:
    """Who filled the tables in stands above the first of them; it may be followed."""
    line = page.words("[填报单位|填表单位|单位]：{government}[（盖章）|]", random)

    def change(parts: Parts) -> Parts:
        first = next(n for n, part in enumerate(parts) if isinstance(part, Sheet))
        return [*parts[:first], Part("body", line), *parts[first:]]

    return replace(page, after=(*page.after, change)).saying("hint")


PAPERS: dict[str, Kind] = {
    "red_head": red_head,
    "numbered_paper": numbered_paper,
    "request": request,
    "approval": approval,
    "notice_above": notice_above,
    "cover": cover,
    "cover_alone": cover_alone,
    "cover_with_labels": cover_with_labels,
    "in_collection": in_collection,
    "in_collection_untitled": in_collection_untitled,
    "below_an_answer": below_an_answer,
    "broken_often": broken_often,
    "in_box": in_box,
    "in_picture": in_picture,
    "below_logo": below_logo,
    "traditional": traditional,
    "traditional_untitled": traditional_untitled,
    "wide": wide,
    "english_above": english_above,
    "school_year_untitled": school_year_untitled,
    "facts_in_table": facts_in_table,
    "facts_in_table_untitled": facts_in_table_untitled,
    "filled_in_by": filled_in_by,
}
"""Whole pages."""
FILES_OF = {
    "in_box": ("docx",),
    "in_picture": ("html",),
    "below_logo": ("html",),
    "facts_in_table": ("html", "docx", "pdf"),
    "facts_in_table_untitled": ("html", "docx", "pdf"),
}
"""Kinds of files that some of them are for."""
AGENCIES_OF = {"school_year_untitled": ("university",)}
"""Kinds of agencies that some of them are for."""


# ── What speaks for nobody ───────────────────────────────────────────────────────────────────────────────────────────


def _trap(where: str, *templates: str, doc: str) -> Kind:
    def trap(page: Page, random: Random) -> Page:
        lines = page.words(random.choice(templates), random, other=_other(page, random), third=_other(page, random))
        page = page.adding(**{where: lines.split("/")})
        return page.allowing("B-07") if where == "preamble" else page

    trap.__doc__ = doc
    return trap


TRAPS: dict[str, Kind] = {
    "neighbours": _trap(
        "below",
        "上一篇：{other}{last}年政府信息公开工作年度报告/下一篇：{third}{year}年政府信息公开工作年度报告",
        "上一条：{other}{year}年政府信息公开年报/下一条：没有了",
        "【上一篇】{other}{year}年度政府信息公开工作年度报告/【下一篇】{third}{year}年度政府信息公开工作年度报告",
        doc="上一篇、下一篇: the reports of others.",
    ),
    "neighbours_above": _trap(
        "above",
        "上一篇：{other}{last}年政府信息公开工作年度报告/下一篇：{third}{year}年政府信息公开工作年度报告",
        "相关链接：/{other}{last}年政府信息公开工作年度报告",
        "相关报道/{other}发布{year}年政府信息公开工作年度报告",
        doc="The same above.",
    ),
    "one_link_above": _trap(
        "above",
        "相关阅读/{other}{year}年政府信息公开工作年度报告 {day}",
        "推荐阅读：{other}{year}年政府信息公开工作年度报告",
        "下载：{other}{last}年政府信息公开年报.pdf",
        doc="One link to the report of another above.",
    ),
    "attached_of_others": _trap(
        "below",
        "附件：/1.{other}{year}年政府信息公开工作年度报告.docx/2.{third}{year}年政府信息公开工作年度报告.docx",
        "附件下载：{other}{last}年政府信息公开工作年度报告.pdf",
        doc="Attachments: the reports of others.",
    ),
    "rights_of_others": _trap(
        "below",
        "主办：{other}　承办：{third}",
        "主办单位：{other}/承办单位：{third}/技术支持：某某科技有限公司",
        "版权所有：{other}　网站标识码：0000000002",
        "{other}版权所有/{third}承办",
        "Copyright © {next} {other} All Rights Reserved",
        doc="Who runs the site: others of its kind.",
    ),
    "all_units": _trap(
        "opening",
        "{other}、{third}等单位按要求公开信息，我{level}加强指导。",
        "各部门：{other}、{third}。",
        doc="A row of other agencies in prose.",
    ),
    "copied_to": _trap(
        "below",
        "主送：{other}/抄送：{third}，{county}人民政府办公室。/（共印5份）",
        "报：{county}人民政府办公室/送：{other}、{third}",
        "抄送：{other}，{third}。/{county}人民政府办公室　{date}印发",
        doc="Who gets the paper.",
    ),
    "other_years": _trap(
        "above",
        "{next}年政府工作报告/{last}年部门决算公开/{next}年部门预算公开",
        "历年年报/{last}年政府信息公开年报",
        "{next}年1月20日　星期一/{next}年政务公开工作要点",
        doc="Papers of other years.",
    ),
    "plans_of_other_years": _trap(
        "preamble",
        f"根据{LAW}和《{{county}}{{next}}年政务公开工作要点》编制。{PERIOD}",
        f"本报告依据{LAW}编制，{{last}}年度年报已于{{year}}年1月公布。{PERIOD}",
        f"根据《{{county}}人民政府办公室关于做好{{next}}年政务公开重点工作的通知》要求编制。{PERIOD}",
        doc="Plans and reports of other years.",
    ),
    "post_of_account": _trap(
        "above",
        "{county}发布/{next}年01月20日 10:00/收录于合集",
        "{county}融媒/{day} 09:12 发表于{county}/点击上方蓝字关注我们",
        "来源丨{county}政府网/编辑丨王某　审核丨李某",
        doc="The account that posted it.",
    ),
    "mail": _trap(
        "above",
        "发件人：{county}政务公开办/收件人：{other}/主题：年报",
        "{county}人民政府办公室：",
        doc="A mail.",
    ),
    "english_name": _trap(
        "under",
        "The People's Government of {year}",
        "Annual Report on Open Government Information {year}",
        doc="English.",
    ),
}
"""What speaks for nobody, or for another year."""
