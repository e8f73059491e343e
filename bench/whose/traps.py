"""What names somebody and speaks for no agency: who orders a report, runs the site, helps, visits, is linked to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random

from bench.whose.agencies import sibling_of
from bench.whose.evidence import LAW, NOTICE, PERIOD
from bench.whose.menus import dated_reports_of_others, names_of_others, reports_of_others
from bench.whose.page import Page

Trap = Callable[[Page, Random], Page]


def _opening(*templates: str, doc: str = "") -> Trap:
    def trap(page: Page, random: Random) -> Page:
        other = sibling_of(page.agency, random)
        return page.adding(opening=[page.words(random.choice(templates), random, other=other.full)])

    trap.__doc__ = doc
    return trap


def _preamble(*templates: str, doc: str = "") -> Trap:
    def trap(page: Page, random: Random) -> Page:
        other = sibling_of(page.agency, random)
        text = page.words(random.choice(templates), random, other=other.full)
        return page.adding(preamble=[text]).allowing("B-07")

    trap.__doc__ = doc
    return trap


def _under(*templates: str, doc: str = "") -> Trap:
    def trap(page: Page, random: Random) -> Page:
        return page.adding(under=page.words(random.choice(templates), random).split("/"))

    trap.__doc__ = doc
    return trap


def _head(*elements: str, doc: str = "") -> Trap:
    def trap(page: Page, random: Random) -> Page:
        county = page.agency.county or "云溪县"
        return replace(page, head=(*page.head, *(element.replace("{county}", county) for element in elements)))

    trap.__doc__ = doc
    return trap


def _below(*templates: str, doc: str = "") -> Trap:
    def trap(page: Page, random: Random) -> Page:
        other = sibling_of(page.agency, random)
        return page.adding(below=page.words(random.choice(templates), random, other=other.full).split("/"))

    trap.__doc__ = doc
    return trap


def menu_of_others(page: Page, random: Random) -> Page:
    """A list of other agencies above."""
    return page.adding(above=names_of_others(page, random))


def links_to_others(page: Page, random: Random) -> Page:
    """Links to the reports of other agencies above, and where the page stands."""
    lines = random.choice((reports_of_others, dated_reports_of_others))(page, random)
    return page.adding(above=["各单位年报", *lines, "更多>>", "当前位置：首页 > 政府信息公开年报 > 正文"])


def links_below(page: Page, random: Random) -> Page:
    """Links to the reports of other agencies below."""
    return page.adding(below=["相关链接", *reports_of_others(page, random)])


TRAPS: dict[str, Trap] = {
    "we_act": _opening(
        "{year}年我{level}[根据|按照|依据|结合]上级要求，认真开展政府信息公开工作。",
        "{year}年，我{level}组织开展政务公开培训，结合实际完善制度。",
        "一年来，全{level}[按照|依据]条例规定，依法公开政府信息。",
        doc="2024年我镇根据….",
    ),
    "office_trains_towns": _opening(
        "[县政府办公室|县政务公开办|{county}人民政府办公室]组织各[镇|单位|部门]开展政务公开培训，我{level}派人参加。",
        "{year}年3月，{county}人民政府办公室组织全县政务公开工作人员培训。",
        doc="县政府办公室组织各镇….",
    ),
    "county_leads": _opening(
        "{year}年，在{county}委、{county}政府的坚强领导下，我{level}扎实推进政务公开。",
        "根据{county}人民政府办公室《{year}年政务公开工作要点》，我{level}及时公开信息。",
        "按照国务院办公厅和省、市、县部署，我{level}认真落实各项任务。",
        doc="在县委、县政府领导下，我镇….",
    ),
    "residents": _opening(
        "驻{level}单位、派出所、税务所等按照各自职责公开信息，我{level}做好协调。",
        "派出所、司法所、市场监管所等驻地单位依据职责公开办事指南。",
        doc="驻镇单位.",
    ),
    "villages": _opening(
        "各村（社区）按照要求公开村务，青山村结合实际设置公开栏，石门社区组织居民评议。",
        "东坡村、西岭村等12个行政村根据要求更新公示栏。",
        doc="Villages.",
    ),
    "partners": _opening(
        "我{level}与{county}融媒体中心合作，根据工作安排制作政策解读视频。",
        "{county}融媒体中心结合工作实际为我{level}发布信息。",
        doc="Partners.",
    ),
    "orders": _opening(
        "按照《{county}人民政府办公室关于印发{year}年政务公开工作要点的通知》（政办发〔{year}〕12号）要求，我{level}细化任务。",
        "{county}委、{county}政府根据形势组织专题学习，我{level}认真落实。",
        "省、市、县政府组织开展政务公开评估，我{level}对照整改。",
        doc="Those who give orders.",
    ),
    "institutions": _opening(
        "第一中学、中心卫生院等公共企事业单位按照要求公开办事信息。",
        "{county}第一小学结合实际开展政务公开进校园活动。",
        "{county}中心敬老院根据要求公开收费标准。",
        doc="Schools and clinics.",
    ),
    "visitors": _opening(
        "{year}年5月，{other}到我{level}交流政务公开工作，结合经验提出建议。",
        "{other}组织人员来我{level}学习。",
        doc="Another agency of its kind visits.",
    ),
    "model_of_another": _opening(
        "我{level}学习{other}的做法，根据其经验完善制度。",
        "参照{other}做法，结合实际，我{level}规范公开流程。",
        doc="Another agency of its kind is the model.",
    ),
    "office_compiles": _preamble(
        "本报告由党政综合办公室编制。统计期限为{year}年1月1日至{year}年12月31日。",
        f"根据{LAW}规定，由党政办公室编制本报告。",
        "本报告由办公室根据有关规定编制。",
        doc="由党政办公室编制: an office without the agency's name.",
    ),
    "we_publish": _preamble(
        f"根据{LAW}规定，现公布我{{level}}{{year}}年政府信息公开工作年度报告。{PERIOD}",
        f"根据{LAW}和{NOTICE}要求，结合我{{level}}实际，编制本报告。{PERIOD}",
        "本机关根据有关规定编制本报告。",
        "现将本单位{year}年度政府信息公开工作情况报告如下。",
        doc="现公布我镇….",
    ),
    "only_notices": _preamble(
        f"根据{NOTICE}要求编制本报告。{PERIOD}",
        f"根据{LAW}和国务院办公厅、{{county}}人民政府办公室有关要求，编制本报告。",
        f"按照{{county}}人民政府办公室《关于做好{{year}}年度政府信息公开工作年度报告编制发布工作的通知》要求，编制本报告。{PERIOD}",
        doc="Only those who ordered the report.",
    ),
    "where_to_find": _preamble(
        "本报告电子版可在{county}人民政府门户网站下载。",
        "本年度报告可在{county}人民政府网站政府信息公开专栏查阅，{county}人民政府办公室负责汇总。",
        doc="The site on which it can be found.",
    ),
    "office_to_phone": _preamble(
        "如有疑问，请与党政办公室联系，电话：0571-1234567。",
        "如有疑问，请与我们联系。责任部门：党政办公室，电话：0571-1234567。",
        "如有疑问，请与办公室联系（电话：0571-1234567）。",
        doc="请与党政办公室联系: an office without the agency's name.",
    ),
    "review": _preamble(
        "对答复不服的，可向{county}司法局提出行政复议申请。",
        "对本机关答复不服的，可以依法向{county}人民政府申请行政复议或向{county}人民法院提起行政诉讼。",
        "举报投诉请向{county}纪律检查委员会反映，电话：{phone}。",
        doc="Whom to complain to.",
    ),
    "salutation": _preamble(
        "{county}人民政府办公室：",
        "{county}政务公开领导小组办公室：",
        "县政府办公室：",
        doc="Whom the report is sent to.",
    ),
    "copies": _below(
        "抄送：{county}人民政府办公室", "主送：{county}政务公开办", "抄报：{county}人民政府", doc="Who gets copies."
    ),
    "editors": _below("审核：李某　编辑：王某", "责任编辑：王某某/【关闭窗口】", doc="Who put it on the site."),
    "owner_of_site": _under(
        "发布机构：{county}人民政府",
        "发布机构：{county}人民政府办公室/发布日期：{day}",
        "来源：{county}人民政府网站",
        "信息来源：{county}融媒体中心",
        doc="发布机构 is who runs the site.",
    ),
    "responsible_office": _under(
        "责任部门：党政办公室", "责任单位：办公室", "公开责任部门：党政综合办", doc="责任部门."
    ),
    "state_council": _under("国务院办公厅", "国务院办公厅政府信息与政务公开办公室", doc="The State Council's office."),
    "tags_of_site": _head(
        "<title>{county}人民政府</title>",
        '<meta name="SiteName" content="{county}人民政府">',
        '<meta name="ContentSource" content="{county}人民政府办公室">',
        '<meta name="ColumnName" content="政府信息公开年报">',
        '<meta name="Author" content="{county}人民政府办公室">',
        doc="Tags that name who runs the site.",
    ),
    "title_of_column": _head(
        "<title>政府信息公开年报_{county}人民政府</title>", doc="The page is titled by its column."
    ),
    "rights": _below(
        "主办：{county}人民政府办公室　承办：{county}大数据中心",
        "版权所有：{county}人民政府/网站标识码：0000000001",
        "主办单位：{county}人民政府/备案号：ICP备00000000号",
        doc="Who runs the site, at the end.",
    ),
    "friends": _below(
        "友情链接/{other}/{county}财政局/{county}教育局",
        "上一篇：{other}{year}年政府信息公开工作年度报告",
        doc="Links below.",
    ),
    "menu_of_others": menu_of_others,
    "links_to_others": links_to_others,
    "links_below": links_below,
}
"""Everything that speaks for nobody."""
WEB_ONLY = frozenset(("tags_of_site", "title_of_column"))
