"""What stands above a report on the page of a site: menus, breadcrumbs, lists of years and agencies, facts, buttons."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

from bench.whose.agencies import agency_of, sibling_of
from bench.whose.agency import Agency
from bench.whose.page import Page

Lines = Callable[[Page, Random], Sequence[str]]

COLUMNS = (
    "公开指南", "政策文件", "领导之窗", "机构职能", "征求意见稿", "互动交流", "政府信息公开指南", "政府信息公开制度",
    "法定主动公开内容", "政府信息公开年报", "依申请公开", "政务公开", "信息公开", "通知公告", "工作动态", "部门文件",
    "财政预决算", "规划计划", "重大项目", "行政许可", "行政处罚", "人事信息", "应急管理", "政府采购", "便民服务",
    "办事服务", "政民互动", "在线访谈", "民意征集", "专题专栏", "政策解读", "政府公报", "统计数据", "乡镇动态",
    "走进我们", "机构设置", "领导信息", "内设机构", "建议提案", "权责清单", "规范性文件", "重点领域信息公开",
    "基层政务公开", "公共服务",
)  # fmt: skip
"""Words of menus."""
NEWS = (
    "{county}召开政务公开工作培训会", "{other}开展政务公开日活动", "县政府办公室到{other}调研", "全{level}工作会议召开",
    "关于做好{year}年政务公开工作的通知", "{county}人民政府办公室关于印发实施方案的通知", "{other}召开年终总结会",
)  # fmt: skip


def _columns(fewest: int, most: int) -> Lines:
    def lines(page: Page, random: Random) -> Sequence[str]:
        return random.sample(COLUMNS, random.randint(fewest, most))

    return lines


def _one(*templates: str) -> Lines:
    """One of some blocks of lines, which strokes part."""

    def lines(page: Page, random: Random) -> Sequence[str]:
        other = sibling_of(page.agency, random)
        return page.words(random.choice(templates), random, other=other.full).split("/")

    return lines


def _on_one_line(sign: str) -> Lines:
    def lines(page: Page, random: Random) -> Sequence[str]:
        return [sign.join(random.sample(COLUMNS, random.randint(3, 9)))]

    return lines


def others(page: Page, random: Random, count: int) -> list[Agency]:
    """Agencies beside this one: of the same kind and of others, in the same place."""
    kinds = ("town", "street", "bureau")
    found = [sibling_of(page.agency, random) for _ in range(count // 2)]
    while len(found) < count:
        other = agency_of(random, kinds).moved(page.agency.places) if page.agency.places else agency_of(random, kinds)
        found += [other] * (not other.names & page.agency.names)
    return found


def names_of_others(page: Page, random: Random) -> Sequence[str]:
    """A list of agencies, of which this is none."""
    return [agency.named(agency.least) for agency in others(page, random, random.randint(3, 12))]


def names_with_own(page: Page, random: Random) -> Sequence[str]:
    """A list of agencies, of which this is one."""
    names = [*names_of_others(page, random), page.agency.named(page.agency.least)]
    return random.sample(names, len(names))


def years(page: Page, random: Random) -> Sequence[str]:
    """A list of years."""
    return [f"{year}年" for year in range(page.year + 1, page.year - random.randint(2, 6), -1)]


def reports_of_other_years(page: Page, random: Random) -> Sequence[str]:
    """Links to the reports of other years of the same agency."""
    agency = page.agency.printed(random)
    past = range(page.year - random.randint(3, 6), page.year)
    return [f"{agency}{year}年政府信息公开工作年度报告" for year in past]


def reports_of_others(page: Page, random: Random) -> Sequence[str]:
    """Links to the reports of other agencies."""
    return [
        f"{agency.printed(random)}{page.year}年政府信息公开工作年度报告"
        for agency in others(page, random, random.randint(3, 8))
    ]


def dated_reports_of_others(page: Page, random: Random) -> Sequence[str]:
    """The same with the days of posting."""
    return [f"{line}　{page.year + 1}-01-{random.randint(10, 28)}" for line in reports_of_others(page, random)]


def whole_site(page: Page, random: Random) -> Sequence[str]:
    """The head of a site, its menu, where one is, and buttons."""
    name = f"{page.agency.county or page.agency.name}人民政府"
    return [
        name,
        *random.sample(COLUMNS, random.randint(6, 20)),
        "首页 > 政务公开 > 政府信息公开年报",
        "字体：大 中 小",
        "打印",
    ]


def facts(page: Page, random: Random) -> Sequence[str]:
    """Facts of the document, each on a line; the site's owner published it."""
    owner = f"{page.agency.county or '云溪县'}人民政府"
    return [f"索引号：0000{random.randint(1000, 9999)}/{page.year + 1}-00{random.randint(100, 999)}",
            f"发布机构：{owner}", "主题分类：政务公开", "文　　号：无", "有效性：有效"]  # fmt: skip


def facts_apart(page: Page, random: Random) -> Sequence[str]:
    """The same with label and value on lines of their own."""
    return [piece for line in facts(page, random) for piece in line.replace("：", "：\n").split("\n")]


def title_among_facts(page: Page, random: Random) -> Sequence[str]:
    """The title among the facts."""
    title = f"{page.agency.government}{page.year}年政府信息公开工作年度报告"
    return [*facts(page, random), f"信息名称：{title}"]


LAYOUTS: dict[str, Lines] = {
    **{f"one_word_{n}": _one(word) for n, word in enumerate(COLUMNS[:6], 1)},
    "one_word_any": _columns(1, 1),
    "two_words": _columns(2, 2),
    "some_words": _columns(3, 6),
    "many_words": _columns(7, 14),
    "very_many_words": _columns(15, 30),
    "words_with_blanks": _on_one_line(" "),
    "words_with_wide_blanks": _on_one_line("　"),
    "words_with_bars": _on_one_line(" | "),
    "words_with_strokes": _on_one_line(" / "),
    "words_in_bullets": lambda page, random: ["· " + word for word in random.sample(COLUMNS, 5)],
    "words_in_brackets": lambda page, random: [f"[{word}]" for word in random.sample(COLUMNS, 4)],
    "county": _one("{county}"),
    "county_government": _one("{county}人民政府", "{county}人民政府门户网站", "{county}政府网"),
    "county_and_column": _one("{county}/政府信息公开年报", "{county}人民政府/法定主动公开内容"),
    "crumbs": _one("首页>政务公开>政府信息公开年报", "首页 > 政务公开 > 法定主动公开内容 > 政府信息公开年报"),
    "crumbs_of_here": _one("当前位置：首页 > 政务公开 > 年报", "您现在所在的位置：首页 — 信息公开 — 年报"),
    "crumbs_with_own": _one(
        "首页 > 乡镇街道 > {spoken} > 政府信息公开年报", "首页>政务公开>{spoken}>政府信息公开年报>正文"
    ),
    "crumbs_with_arrows": _one("首页 » 政务公开 » 政府信息公开年报", "首页→信息公开→年报", "首页－政务公开－年报"),
    "crumbs_on_lines": _one("首页/>/政务公开/>/政府信息公开年报", "首页/政务公开/政府信息公开年报/正文"),
    "names_of_others": names_of_others,
    "names_with_own": names_with_own,
    "names_on_one_line": lambda page, random: [random.choice((" ", "　", " | ")).join(names_of_others(page, random))],
    "own_name": _one("{government}", "{full}", "{named}", "{government}/政务公开"),
    "county_and_own_name": _one("{county}/{named}", "{county}人民政府/{government}/信息公开"),
    "years": years,
    "reports_of_other_years": reports_of_other_years,
    "reports_of_others": reports_of_others,
    "dated_reports_of_others": dated_reports_of_others,
    "column_of_reports": _one("政府信息公开年报", "政府信息公开工作年度报告", "政府信息公开年度报告"),
    "column_of_reports_and_years": lambda page, random: ["政府信息公开年报", *years(page, random)],
    "facts": facts,
    "facts_apart": facts_apart,
    "title_among_facts": title_among_facts,
    "posted": _one("发布时间：{day} 10:11 来源：{county}人民政府办公室 浏览次数：12", "发布日期：{day} 来源：{county}"),
    "buttons": _one("【打印】【关闭】", "字体：大 中 小/打印/分享到：", "收藏/分享/打印本页"),
    "visitors": _one("登录 | 注册 | 无障碍 | 长者助手", "繁体版/无障碍浏览/智能问答", "中文/English/移动版"),
    "weather": _one("{next}年1月20日 星期一 晴 3℃～9℃", "今天是{next}年1月20日 星期一"),
    "search": _one("请输入关键字/搜索", "热门搜索：社保 公积金 医保", "搜索/高级搜索"),
    "phone": _one("扫一扫在手机打开当前页", "微信公众号/政务微博/移动客户端"),
    "leaders": _one("领导之窗/镇长 王某某/副镇长 李某某", "书记信箱/县长信箱", "主任：张某某"),
    "news": _one(*NEWS),
    "much_news": lambda page, random: [
        page.words(line, random, other=sibling_of(page.agency, random).full) for line in random.sample(NEWS, 4)
    ],
    "attachment": _one("附件", "附件1", "附件：", "附件2："),
    "numbered_document": _one("{name}发〔{next}〕3号", "{county}政办发〔{next}〕12号", "政公开〔{next}〕1号"),
    "source": _one("信息来源：{government}", "来源：{spoken}", "作者：管理员 来源：{county}人民政府"),
    "whole_site": whole_site,
    "site_on_lines": _one(
        "网站首页/走进{county}/新闻中心/政务公开/政务服务/互动交流/当前位置：/首页/>/政府信息公开年报/标　题："
        "/索 引 号：/0000-2025-0001/发文机关：/{county}人民政府/文　　号：/无/有效性：/有效",
        "网站首页/政务公开/专题专栏/您的位置：/首页/>/镇街公开/>/{named}/>/政府信息公开年报/浏览次数：/12/次",
    ),
    "text_of_page": _one("正文", "内容", "详细信息", "信息内容", "文章内容"),
    "invitation": _one("欢迎访问{county}人民政府门户网站", "欢迎来到{county}"),
}
"""Every layout of what stands above."""
SAYING = frozenset(
    (
        "crumbs_with_own", "names_with_own", "reports_of_other_years", "title_among_facts", "source", "own_name",
        "county_and_own_name", "site_on_lines",
    )
)  # fmt: skip
"""Layouts that name the report's own agency."""


def below_a_menu(page: Page, random: Random, name: str = "") -> Page:
    """The page with a menu above it: of one layout, or of any that names no agency of its kind."""
    while not name:
        name = random.choice(list(LAYOUTS))
        name = "" if name in SAYING else name
    page = page.adding(above=LAYOUTS[name](page, random))
    if name == "posted":
        page = page.dated("metadata")
    if name == "title_among_facts":
        return page.saying("title")
    return page.saying("hint") if name in SAYING else page
