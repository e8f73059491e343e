"""What speaks for an agency where no title does: announcement, contact, opening, signature, a web page's head, file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from html import escape
from random import Random

from bench.whose.agency import Agency
from bench.whose.page import Page, Rank
from tests.made.printing import Part
from tests.made.sheets import Sheet

Evidence = Callable[[Page, Random, Agency], Page]

LAW = "《中华人民共和国政府信息公开条例》[（国务院令第711号）|]"
NOTICE = "《国务院办公厅政府信息与政务公开办公室关于政府信息公开工作年度报告有关事项的通知》（{notice}）"
PERIOD = "本报告[所列数据|数据|]统计期限[为|自]{year}年1月1日[起|]至{year}年12月31日[止|]。"
REPORT = "政府信息公开[工作年度报告|工作年度报告|年度报告|工作报告]"


def _preamble(*templates: str, rank: Rank = "announcement", kinds: tuple[str, ...] = (), doc: str = "") -> Evidence:
    def evidence(page: Page, random: Random, agency: Agency) -> Page:
        text = page.words(random.choice(templates), random, agency)
        if rank == "announcement" and "统计期限" not in text and random.random() < 0.6:
            text += page.words(PERIOD, random)
        page = page.adding(preamble=[text]).saying(rank, agency)
        return page if "电话" in text else page.allowing("B-07")

    evidence.__doc__ = doc
    return evidence


def _opening(*templates: str, doc: str = "") -> Evidence:
    def evidence(page: Page, random: Random, agency: Agency) -> Page:
        text = page.words(random.choice(templates), random, agency)
        return page.adding(opening=[text]).saying("opening", agency)

    evidence.__doc__ = doc
    return evidence


def _signature(*templates: str, doc: str = "") -> Evidence:
    def evidence(page: Page, random: Random, agency: Agency) -> Page:
        template = random.choice(templates)
        lines = page.words(template, random, agency).split("/")
        page = page.adding(signature=lines).saying("signature", agency).allowing(*["C-07"] * ("X月" in template))
        return page.dated("signature") if "{date}" in template or "{day}" in template else page

    evidence.__doc__ = doc
    return evidence


def party_signature(page: Page, random: Random, agency: Agency) -> Page:
    """Party committee and government sign together."""
    template = "中共{full}委员会[　|/]{government}/{date}"
    if agency.kind == "street":
        template = "中共{full}工作委员会[　|/]{government}/{date}"
    lines = page.words(template, random, agency).split("/")
    return page.adding(signature=lines).saying("signature", agency).dated("signature")


def heading_of_agency(page: Page, random: Random, agency: Agency) -> Page:
    """The first heading names it."""
    heading = page.words("一、{spoken}{year}年[政府信息公开|政务公开|][工作|][总体情况|基本情况]", random, agency)

    def change(parts: list[Part | Sheet]) -> list[Part | Sheet]:
        first = next(n for n, part in enumerate(parts) if isinstance(part, Part) and part.role == "heading")
        return [*parts[:first], Part("heading", heading), *parts[first + 1 :]]

    return replace(page, after=(*page.after, change)).saying("hint", agency)


TITLE = "{government}{year}年政府信息公开工作年度报告"


def _title_text(page: Page, random: Random, agency: Agency) -> str:
    return escape(page.words(random.choice((TITLE, "{year}年{full}政府信息公开年报", TITLE)), random, agency))


def page_title(page: Page, random: Random, agency: Agency) -> Page:
    """The title of the web page, with or without the site's name behind it."""
    sites = (
        "_{}人民政府",
        "-{}人民政府门户网站",
        " - 政府信息公开",
        " | {}政府网",
        "--{}人民政府",
        "_政府信息公开年报_{}",
    )
    site = random.choice(("", *sites)).format(agency.county)
    text = _title_text(page, random, agency) + (site if agency.county else "")
    return replace(page, head=(f"<title>{text}</title>", *page.head)).saying("head", agency)


def article_title(page: Page, random: Random, agency: Agency) -> Page:
    """The tag ArticleTitle among those of government sites."""
    tags: tuple[str, ...] = (
        f'<meta name="SiteName" content="{agency.county or "云溪"}人民政府">',
        f'<meta name="ArticleTitle" content="{_title_text(page, random, agency)}">',
        f'<meta name="ContentSource" content="{agency.county or "云溪"}人民政府办公室">',
    )
    if not any(rank == "head" for rank, _ in page.days):
        tags = (*tags, f'<meta name="PubDate" content="{page.day} 10:30">')
        page = page.dated("head")
    title = f"<title>{agency.county or '云溪'}人民政府</title>" if not page.head else ""
    return replace(page, head=(*page.head, title, *tags)).saying("head", agency)


def shared_title(page: Page, random: Random, agency: Agency) -> Page:
    """A tag for sharing or searching."""
    text = _title_text(page, random, agency)
    tag = random.choice(
        (f'<meta property="og:title" content="{text}">', f'<meta name="title" content="{text}">',
         f'<meta name="description" content="{text}">', f'<meta name="DC.title" content="{text}">')
    )  # fmt: skip
    return replace(page, head=(*page.head, tag)).saying("head", agency)


def file_name(page: Page, random: Random, agency: Agency) -> Page:
    """The name of the file."""
    template = random.choice(
        (
            "{full}{year}年政府信息公开工作年度报告",
            "{year}年{full}政府信息公开年报",
            "{full}_{year}",
            "{year}{full}年报",
            "{government}{year}年度报告",
            "附件1：{full}{year}年政府信息公开年报(1)",
            "{next}0120_{full}{year}年政府信息公开工作年度报告",
            "{year}年度政府信息公开年报-{full}",
            "{full} {year} 年政府信息公开工作年度报告（终稿）",
        )
    )
    return replace(page, file=page.words(template, random, agency)).saying("file", agency)


EVIDENCE: dict[str, tuple[Rank, Evidence]] = {
    "announced_with_short_form": (
        "announcement",
        _preamble(
            f"根据{LAW}[要求|有关规定]，现将{{government}}（以下简称{{spoken}}）{{year}}年度{REPORT}公布如下。",
            f"现将{{agency}}（以下简称“{{spoken}}”）{{year}}年{REPORT}[公布如下|予以公布|报告如下]：",
            doc="现将X（以下简称Y）…公布如下, with a short form in brackets.",
        ),
    ),
    "announced": (
        "announcement",
        _preamble(
            f"根据{LAW}规定，现将{{agency}}{{year}}年{REPORT}[公布如下|予以公布|向社会公布]。",
            f"[现公布|现发布|现向社会公布]{{agency}}{{year}}年[度|]{REPORT}。",
            f"[现公布|现向社会公布]{{year}}年[度|]{{agency}}{REPORT}。",
            doc="现将X…公布如下, 现公布X….",
        ),
    ),
    "announced_behind_notice": (
        "announcement",
        _preamble(
            f"根据{LAW}和{NOTICE}要求，现[公布|发布]{{agency}}{{year}}年{REPORT}。",
            f"按照{NOTICE}精神，现将{{agency}}{{year}}年度{REPORT}公布如下。",
            doc="The same, behind a notice whose name holds the same words.",
        ),
    ),
    "made_by": (
        "announcement",
        _preamble(
            f"本报告[由|系]{{agency}}[按照{LAW}|依据{LAW}|]编制。",
            f"本报告由{{government}}根据{LAW}[和{NOTICE}|]要求编制。",
            f"{{agency}}[根据|依据|按照]{LAW}[和{NOTICE}|][要求|规定]，[编制|编制了]本报告。",
            doc="本报告由X编制.",
        ),
    ),
    "made_behind_notice": (
        "announcement",
        _preamble(
            f"根据{LAW}和{NOTICE}[要求|的要求]，{{agency}}[编制|组织编制|编制了|编制完成了]{{year}}年{REPORT}。",
            f"根据{LAW}、{NOTICE}要求，由{{agency}}编制[本报告|而成]。",
            doc="根据条例和通知要求，X编制….",
        ),
    ),
    "made_behind_county_office": (
        "announcement",
        _preamble(
            f"根据{LAW}和{{county}}人民政府办公室《关于做好{{year}}年{REPORT}编制工作的通知》要求，{{agency}}编制了本报告。",
            f"按照{{county}}政务公开领导小组办公室要求，由{{agency}}编制{{year}}年{REPORT}。",
            doc="The same, behind a county office whose wish it was.",
        ),
    ),
    "announced_as_work": (
        "announcement",
        _preamble(
            "现将{year}年{agency}政府信息公开工作情况[报告如下|公布如下|汇报如下]。",
            "现将{agency}{year}年[度|]政府信息公开工作[情况|开展情况]报告如下：",
            "[根据要求|按照要求]，{agency}现[将|对]{year}年度政府信息公开工作情况[予以公布|进行公布]。",
            doc="现将X政府信息公开工作情况报告如下.",
        ),
    ),
    "explained_by": (
        "announcement",
        _preamble(
            f"{PERIOD}本报告由{{agency}}负责解释。", f"本报告由{{agency}}编制并负责解释。{PERIOD}", doc="由X负责解释."
        ),
    ),
    "contact": (
        "contact",
        _preamble(
            "[如有疑问|如对本报告有疑问|如对报告内容有疑问]，请与{agency}联系（地址：{street}号；[联系|]电话：{phone}）。",
            "[如有疑问|如有任何疑问]，请与{agency}联系。地址：解放路{street}号，电话：{phone}，邮编：000000。",
            "[如有疑问|如对本报告有任何疑问]，请联系{agency}，电话：{phone}。",
            "公众如需咨询，请向{agency}咨询，联系电话：{phone}。",
            rank="contact",
            doc="请与X联系.",
        ),
    ),
    "contact_of_office": (
        "contact",
        _preamble(
            "[如有疑问|如对本报告有疑问]，请与{full}{office}联系（地址：{street}号；[联系|]电话：{phone}）。",
            "如有疑问，请与{government}{office}联系。联系电话：{phone}。",
            rank="contact",
            doc="请与X党政办公室联系, X办公室.",
        ),
    ),
    "contact_in_address": (
        "contact",
        _preamble(
            "如有疑问，请与我们联系（联系单位：{agency}；地址：{street}号；电话：{phone}）。",
            "联系单位：{agency}，联系电话：{phone}。",
            rank="contact",
            doc="联系单位：X.",
        ),
    ),
    "contact_at_place": (
        "hint",
        _preamble(
            "[如有疑问|对本报告有疑问的]，请与我们联系。地址：{government}[院内|三楼|办公楼]，电话：{phone}。",
            "[联系|办公|通讯]地址：{full}，联系电话：{phone}，邮编：000000。",
            rank="hint",
            doc="The address alone: an agency may sit in another's house.",
        ),
    ),
    "contact_of_group": (
        "contact",
        _preamble(
            "如有疑问，请与{full}政务公开[领导小组办公室|工作领导小组|办公室]联系，电话：{phone}。",
            "如有疑问，请与{full}信息公开办公室联系，电话：{phone}。",
            rank="contact",
            doc="Its office for disclosure.",
        ),
    ),
    "in_first_heading": ("hint", heading_of_agency),
    "opening_esteems": (
        "opening",
        _opening(
            "{spoken}高度重视政府信息公开工作，[成立领导小组|明确专人负责]，认真落实各项要求。",
            "[一年来|过去一年|{year}年以来]，{spoken}[坚持|紧紧围绕]以公开促落实，及时回应社会关切。",
            "{year}年，{spoken}[紧紧围绕|聚焦|坚决落实]上级决策部署，[持续|不断]深化政务公开。",
            doc="X高度重视…, 一年来，X….",
        ),
    ),
    "opening_strictly": (
        "opening",
        _opening(
            "{year}年，{spoken}[严格按照|认真贯彻落实|深入贯彻|全面落实]条例要求，[扎实|稳步]推进政府信息公开工作。",
            "{year}年度，{spoken}严格按照《中华人民共和国政府信息公开条例》要求，做好各项工作。",
            doc="2024年，X严格按照….",
        ),
    ),
    "opening_glued": (
        "opening",
        _opening(
            "{year}年{spoken}[认真贯彻落实|按照|坚持以|深入推进]政务公开[各项要求|工作部署]，及时公开各类信息。",
            "{year}年{spoken}政府信息公开工作[在上级的指导下|]有序开展。",
            doc="2024年X认真….",
        ),
    ),
    "opening_under_county": (
        "opening",
        _opening(
            "{year}年，在{county}委、{county}政府的[正确|坚强]领导下，{spoken}认真贯彻落实条例，推进政府信息公开。",
            "{year}年，在上级部门的指导下，{spoken}坚持以公开为常态、不公开为例外。",
            doc="2024年，在县委、县政府的正确领导下，X….",
        ),
    ),
    "signature": (
        "signature",
        _signature("{agency}/{date}", "{government}/{date}", "{government}/{day}", doc="At the end."),
    ),
    "signature_sealed": (
        "signature",
        _signature(
            "{government}（盖章）/{date}", "{agency}(盖章)/{date}", "（盖章）{agency}/{date}", doc="With its seal."
        ),
    ),
    "signature_on_one_line": (
        "signature",
        _signature("{agency}　　{date}", "{government} {date}", doc="With the day behind it."),
    ),
    "signature_below_day": ("signature", _signature("{date}/{agency}", doc="Below the day.")),
    "signature_alone": ("signature", _signature("{government}", "{full}", doc="Without a day.")),
    "signature_of_office": (
        "signature",
        _signature("{full}{office}/{date}", "{government}{office}/{date}", doc="Its office."),
    ),
    "signature_labelled": (
        "signature",
        _signature(
            "[编制单位|填报单位|单位|报告单位]：{agency}/{date}",
            "单位：{agency}（盖章）/日期：{date}",
            doc="Behind a label.",
        ),
    ),
    "signature_of_blank_day": (
        "signature",
        _signature("{government}/{next}年X月X日", "{agency}/XX年X月X日", doc="No day."),
    ),
    "signature_of_party": ("signature", party_signature),
    "page_title": ("head", page_title),
    "article_title": ("head", article_title),
    "shared_title": ("head", shared_title),
    "file_name": ("file", file_name),
}
"""Every kind of evidence, with its rank."""
WEB_ONLY = frozenset(("page_title", "article_title", "shared_title"))
NEEDS_TOWN = frozenset(("signature_of_party",))
"""Only towns are governed by a party committee beside the government."""
