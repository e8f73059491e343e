"""How else a report says whose it is: wordings that stand in reports of agencies beside the usual ones.

Comes in: nothing. Goes out: titles, and evidence by rank, as `titles` and `evidence` have them. What only may be
followed, as the line of the office that prints a document, is a hint.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random

from bench.whose.agency import Agency
from bench.whose.evidence import LAW, NOTICE, PERIOD, REPORT, Evidence
from bench.whose.page import Page, Rank
from bench.whose.titles import titled

Kind = Callable[[Page, Random], Page]
_HAN = str.maketrans("0123456789", "○一二三四五六七八九")
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


def _title(*templates: str) -> Kind:
    def kind(page: Page, random: Random) -> Page:
        return titled(page, random, *templates)

    return kind


def _year_as(digits: dict[int, int]) -> Kind:
    def kind(page: Page, random: Random) -> Page:
        year = str(page.year).translate(digits)
        template = random.choice(
            (f"{{agency}}{year}年{REPORT}", f"{year}年度{{agency}}{REPORT}", f"{{agency}}/{year}年{REPORT}")
        )
        return page.adding(title=page.words(template, random).split("/")).saying("title")

    return kind


TITLES: dict[str, Kind] = {
    "situation": _title("{agency}{year}年政府信息公开工作情况报告", "{agency}{year}年度政府信息公开工作情况的报告"),
    "about": _title(
        "{agency}关于{year}年度政府信息公开工作情况的报告", "{agency}关于{year}年政府信息公开工作的年度报告"
    ),
    "summing_up": _title("{agency}{year}年度政府信息公开工作总结报告", "{agency}{year}年政务公开工作年度报告"),
    "reported": _title("关于报送{agency}{year}年政府信息公开工作年度报告的报告"),
    "year_in_brackets": _title(
        "{agency}政府信息公开工作年度报告（{year}年）",
        "{agency}政府信息公开工作年度报告（{year}）",
        "（{year}年度）{agency}政府信息公开工作年度报告",
        "{agency}政府信息公开工作年度报告/（{year}年度）",
    ),
    "year_below": _title("{agency}/政府信息公开工作年度报告/{year}年度", "{agency}/政府信息公开/年度报告/（{year}年）"),
    "agency_behind": _title(
        "{year}年政府信息公开工作年度报告（{agency}）", "{year}年度政府信息公开工作年度报告——{agency}"
    ),
    "with_english": _title(
        "{agency}{year}年政府信息公开工作年度报告 Annual Report on Government Information Disclosure",
        "{agency}{year}年政府信息公开工作年度报告/Annual Report on Government Information Disclosure {year}",
        "ANNUAL REPORT/{agency}{year}年政府信息公开工作年度报告",
    ),
    "labelled": _title(
        "【年报】{agency}{year}年政府信息公开工作年度报告", "【{year}年报】{agency}政府信息公开工作年度报告"
    ),
    "for_the_public": _title(
        "{agency}{year}年政府信息公开工作年度报告（公开版）",
        "{agency}{year}年政府信息公开工作年度报告（审定稿）",
        "{agency}{year}年政府信息公开工作年度报告.docx",
        "{agency}{year}年政府信息公开工作年度报告（附表）",
    ),
    "noticed": _title(
        "{agency}{year}年政府信息公开工作年度报告的公示", "关于公布{agency}{year}年政府信息公开工作年度报告的公告"
    ),
    "three_lines": _title("{agency}/{year}年/政府信息公开工作年度报告", "{agency}/政府信息公开工作/{year}年度报告"),
    "year_in_old_zeros": _year_as(_HAN),
    "year_in_wide_digits": _year_as(_WIDE),
}
"""Titles."""


def _said(where: str, rank: Rank, *templates: str) -> tuple[Rank, Evidence]:
    """Evidence that one part of a page prints, in one of some wordings, in which a stroke breaks the line."""

    def evidence(page: Page, random: Random, agency: Agency) -> Page:
        template = random.choice(templates)
        lines = page.words(template, random, agency).split("/")
        page = page.adding(**{where: lines}).saying(rank, agency)
        if where == "signature" and rank == "signature":
            page = page.dated("signature", "2025-01-20" if "{date}" not in template else "")
        return page if "电话" in template else page.allowing("B-07")

    return rank, evidence


def _named_file(page: Page, random: Random, agency: Agency) -> Page:
    template = random.choice(
        ("{full}年报(终稿)2", "附件3 {full}{year}年年度报告", "{full}{year}（盖章版）", "{named}公开年报{year}final",
         "副本{full}{year}年政府信息公开年报", "{year}-{full}-年报",
         "01.{full}", "（{full}）{year}年报", "{full}-定稿-{year}")
    )  # fmt: skip
    return replace(page, file=page.words(template, random, agency)).saying("file", agency)


WORDINGS: dict[str, tuple[Rank, Evidence]] = {
    "fits_to_agency": _said(
        "preamble", "announcement",
        f"根据{LAW}和{NOTICE}要求，结合{{agency}}{{year}}年政府信息公开工作实际，编制本报告。{PERIOD}",
        f"本报告根据{LAW}，结合{{agency}}实际编制。",
    ),
    "specially": _said(
        "preamble", "announcement",
        f"根据{LAW}要求，{{agency}}特编制{{year}}年{REPORT}并向社会公布。",
        f"{{agency}}根据{LAW}第五十条规定，特向社会公布{{year}}年度{REPORT}。",
        f"依据{LAW}之规定，{{agency}}向社会公布{{year}}年{REPORT}。",
    ),
    "of_parts": _said(
        "preamble", "announcement",
        f"{{agency}}{{year}}年{REPORT}由总体情况、主动公开政府信息情况等六个部分组成。{PERIOD}",
        f"本报告为{{agency}}{{year}}年{REPORT}。",
        f"以下是{{agency}}{{year}}年{REPORT}。{PERIOD}",
    ),
    "quoted": _said(
        "preamble", "announcement",
        f"《{{agency}}{{year}}年{REPORT}》根据{LAW}编制。{PERIOD}",
        f"现将《{{agency}}{{year}}年{REPORT}》公布如下：",
    ),
    "wrote": _said(
        "preamble", "announcement",
        f"为贯彻落实{LAW}，{{agency}}组织编写了{{year}}年度{REPORT}。",
        f"按照{LAW}要求，{{agency}}起草了本报告，{PERIOD}",
        f"{{agency}}按照上级通知要求，认真编制完成{{year}}年{REPORT}。",
    ),
    "this_organ": _said(
        "preamble", "announcement",
        f"现将本机关（{{agency}}）{{year}}年度政府信息公开工作情况公布如下。{PERIOD}",
        f"{{agency}}（以下称“本机关”）{{year}}年{REPORT}如下。",
    ),
    "hereby": _said("preamble", "announcement",
        f"兹公布{{agency}}{{year}}年{REPORT}。",
        f"特此公布{{agency}}{{year}}年{REPORT}。"),
    "asks_section": _said(
        "preamble", "contact",
        "如对本报告有任何疑问，请与{agency}政务公开科联系（电话：{phone}）。",
        "如有疑问，请与{agency}综合科联系，联系电话：{phone}。",
    ),
    "asks_by_phone": _said(
        "preamble", "contact",
        "如有疑问，请致电{agency}，电话：{phone}。",
        "如对报告有疑问，联系单位为{agency}，电话：{phone}。",
        "咨询单位：{agency}；咨询电话：{phone}。",
        "公众对本报告有疑问的，可与{agency}联系，电话：{phone}。",
        "欢迎社会各界向{agency}提出意见建议，电话：{phone}。",
    ),
    "published_count": _said(
        "opening", "opening",
        "{year}年{spoken}共主动公开政府信息[56|128]条。",
        "{year}年，{spoken}累计公开信息[56|128]条。",
    ),
    "since": _said(
        "opening", "opening",
        "今年以来，{spoken}认真学习贯彻条例，及时公开各类信息。",
        "过去的一年，{spoken}扎实推进政务公开工作。",
        "本年度，{spoken}深入学习宣传贯彻条例，不断提升公开质量。",
    ),
    "by_its_work": _said(
        "opening", "opening",
        "{year}年，{spoken}政府信息公开工作坚持以人民为中心，稳步推进。",
        "{spoken}{year}年度政府信息公开工作以公开促落实、强监管，各项任务有序开展。",
        "{year}年，{spoken}政务公开工作紧紧围绕中心任务开展。",
    ),
    "led": _said(
        "opening", "opening",
        "{year}年，在{county}委、{county}政府正确领导下，在{county}政务公开办指导下，{spoken}认真落实条例。",
        "{year}年是全面落实规划的重要一年，{spoken}坚持公开为常态。",
        "根据上级部署，{spoken}扎实推进政府信息公开工作。",
    ),
    "signed_in_han": _said("signature", "signature",
        "{agency}/二○二五年一月二十日",
        "{government}/二〇二五年元月二十日"),
    "signed_with_person": _said(
        "signature", "signature",
        "{government}/负责人：王某某/{date}",
        "填报单位：{government}　填报人：李某/填报日期：{date}",
        "单位负责人：王某某　审核人：李某/报送单位：{government}/{date}",
    ),
    "signed_before_note": _said("signature", "signature",
        "{government}/{date}/（此件公开发布）",
        "{agency}/{date}/（联系人：李某）"),
    "printed_by_office": _said("signature", "hint",
        "（此件公开发布）/{government}{office}　{date}印发",
        "{full}{office} {date}印发"),
    "named_file": ("file", _named_file),
}  # fmt: skip
"""Evidence by name, with its rank."""
