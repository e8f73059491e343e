"""Every rule with a report that passes it and reports that fail it: one clean report, drawn as text, and what was done
to it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from functools import cache
from random import Random
from typing import get_args

import pytest

from extract.catalogue import load_rules
from extract.catalogue.page import rule_title
from extract.checks import CHECKS, verdict_of
from extract.checks.case import case_of
from extract.checks.sums import printed_sums, repairs_of
from extract.checks.years import YEARS
from extract.forms import load_forms
from extract.model import (
    Finding,
    Gap,
    Given,
    PageBox,
    PageOrigin,
    ParagraphOrigin,
    Reading,
    SecondOpinion,
    Verdict,
    Why,
    Witness,
)
from extract.pipeline import reading_of
from extract.words.messages import SENTENCES
from extract.words.wording import message_of
from tests.made.whole import whole_report

CLEAN = """松溪县云台镇2023年政府信息公开工作年度报告

根据《中华人民共和国政府信息公开条例》，现公布松溪县云台镇2023年政府信息公开工作年度报告。本报告所列数据的统计期限自2023年1月1日起至2023年12月31日止。对本报告有疑问的，请与本机关联系（电话：0000-1234567）。

一、总体情况
2023年，全镇主动公开政府信息52条，收到政府信息公开申请9件，其中网络申请7件、信函申请2件。上年结转1件，办结8件，结转下年度2件。发生行政复议2件，未发生行政诉讼。
严格信息管理和审核，用好网站等平台，将公开工作纳入考核，开展社会评议，未发生责任追究情形。
二、主动公开政府信息情况
第二十条第（一）项
信息内容	本年制发件数	本年废止件数	现行有效件数
规章	0	0	0
行政规范性文件	3	1	12
第二十条第（五）项
信息内容	本年处理决定数量
行政许可	41
第二十条第（六）项
信息内容	本年处理决定数量
行政处罚	6
行政强制	0
第二十条第（八）项
信息内容	本年收费金额（单位：万元）
行政事业性收费	1.25
三、收到和处理政府信息公开申请情况
（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）			申请人情况
			自然人	法人或其他组织					总计
				商业企业	科研机构	社会公益组织	法律服务机构	其他
一、本年新收政府信息公开申请数量			7	2	0	0	0	0	9
二、上年结转政府信息公开申请数量			1	0	0	0	0	0	1
三、本年度办理结果	（一）予以公开		3	1	0	0	0	0	4
	（二）部分公开（区分处理的，只计这一情形，不计其他情形）		1	0	0	0	0	0	1
	（三）不予公开	1.属于国家秘密	0	0	0	0	0	0	0
		2.其他法律行政法规禁止公开	0	0	0	0	0	0	0
		3.危及“三安全一稳定”	0	0	0	0	0	0	0
		4.保护第三方合法权益	0	0	0	0	0	0	0
		5.属于三类内部事务信息	1	0	0	0	0	0	1
		6.属于四类过程性信息	0	0	0	0	0	0	0
		7.属于行政执法案卷	0	0	0	0	0	0	0
		8.属于行政查询事项	0	0	0	0	0	0	0
	（四）无法提供	1.本机关不掌握相关政府信息	1	1	0	0	0	0	2
		2.没有现成信息需要另行制作	0	0	0	0	0	0	0
		3.补正后申请内容仍不明确	0	0	0	0	0	0	0
	（五）不予处理	1.信访举报投诉类申请	0	0	0	0	0	0	0
		2.重复申请	0	0	0	0	0	0	0
		3.要求提供公开出版物	0	0	0	0	0	0	0
		4.无正当理由大量反复申请	0	0	0	0	0	0	0
		5.要求行政机关确认或重新出具已获取信息	0	0	0	0	0	0	0
	（六）其他处理	1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请	0	0	0	0	0	0	0
		2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请	0	0	0	0	0	0	0
		3.其他	0	0	0	0	0	0	0
	（七）总计		6	2	0	0	0	0	8
四、结转下年度继续办理			2	0	0	0	0	0	2
四、政府信息公开行政复议、行政诉讼情况
行政复议					行政诉讼
结果维持	结果纠正	其他结果	尚未审结	总计	未经复议直接起诉					复议后起诉
					结果维持	结果纠正	其他结果	尚未审结	总计	结果维持	结果纠正	其他结果	尚未审结	总计
1	1	0	0	2	0	0	0	0	0	0	0	0	0	0
五、存在的主要问题及改进情况
公开目录更新不够及时，有的栏目隔月才更新一次，群众查找不便。下一步将按月核对目录，明确专人负责更新，定期通报各科室更新的情况，方便群众查找。对行政复议中被纠正的事项，已经举一反三。
六、其他需要报告的事项
本年度未收取信息处理费。
"""  # noqa: E501 - as printed
RECEIVED = "一、本年新收政府信息公开申请数量\t\t\t7\t2\t0\t0\t0\t0\t9"
CARRIED_OUT = "四、结转下年度继续办理\t\t\t2\t0\t0\t0\t0\t0\t2"
HANDLED = "（七）总计\t\t6\t2\t0\t0\t0\t0\t8"
GRANTED = "（一）予以公开\t\t3\t1\t0\t0\t0\t0\t4"
WITHOUT_OTHERS = [
    line for line in CLEAN.splitlines() if line.count("\t") == 9 and line.rpartition("\t")[0].endswith("\t0")
]
DISPUTES = "\n1\t1\t0\t0\t2\t0\t0\t0\t0\t0\t0\t0\t0\t0\t0\n"
FORMS = load_forms()


@cache
def read(
    *changes: tuple[str, str], text: str = CLEAN, given: Given | None = None, name: str = "云台镇2023.txt"
) -> Reading:
    """The clean report with some of its text replaced, each piece exactly once."""
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return reading_of(text.encode(), name, *([given] if given else []))


def judged(*changes: tuple[str, str], **more: object) -> Verdict:
    return verdict_of(read(*changes, **more), FORMS)  # type: ignore[arg-type]


def rules_found(verdict: Verdict) -> list[str]:
    return sorted({finding.rule for finding in verdict.findings})


def only(verdict: Verdict, rule: str) -> Finding:
    """The one finding of a rule."""
    (found,) = (finding for finding in verdict.findings if finding.rule == rule)
    return found


def cut(start: str, end: str) -> tuple[str, str]:
    """The change that takes a part of the clean report away."""
    part = CLEAN[CLEAN.index(start) : CLEAN.index(end)]
    return part, ""


def test_the_clean_report_has_no_finding_and_every_rule_judges_it() -> None:
    verdict = judged()
    assert verdict.findings == ()
    assert verdict.unjudged == {}
    assert not load_rules()["A-01"].applies_to("township", 2023)


# ── One fault each ───────────────────────────────────────────────────────────────────────────────────────────────────

PASTED = (
    "解读形式较为单一，下一步将增加图文和短视频解读，邀请业务人员走进村组讲解，收集群众意见并逐条回应，"
    "把群众听得懂作为解读的标准，把群众用得上作为公开的目的，让更多的人知道、看懂、用好身边的政策。"
)

# what was done → (rules that must be found and no others, concept or words that one of them must name)
FAULTS: dict[str, tuple[list[tuple[str, str]], list[str], str]] = {
    "a row total": (
        [("\t5.属于三类内部事务信息\t1\t0\t0\t0\t0\t0\t1", "\t5.属于三类内部事务信息\t1\t0\t0\t0\t0\t0\t2")],
        ["D-02", "D-03"],
        "requests.denied.internal_affairs.total",
    ),
    "carried out, its total with it": (
        [(CARRIED_OUT, "四、结转下年度继续办理\t\t\t3\t0\t0\t0\t0\t0\t3"), ("结转下年度2件", "结转下年度3件")],
        ["D-01"],
        "requests.carried_out.natural_person",
    ),
    "an outcome, its total with it": (
        [(GRANTED, "（一）予以公开\t\t4\t1\t0\t0\t0\t0\t5")],
        ["D-02"],
        "requests.granted.total",
    ),
    "the total of reviews": (
        [(DISPUTES, DISPUTES.replace("\t2\t", "\t3\t")), ("行政复议2件", "行政复议3件")],
        ["D-04"],
        "disputes.review.total",
    ),
    "a suit that no total has": (
        [(DISPUTES, "\n1\t1\t0\t0\t2\t0\t0\t0\t0\t0\t1\t0\t0\t0\t0\n")],
        ["D-04"],
        "disputes.suit_after_review.total",
    ),
    "a blank cell": ([("行政处罚\t6", "行政处罚\t")], ["D-06"], "proactive.penalties.decisions"),
    "a mark": ([("行政强制\t0", "行政强制\t/")], ["D-06"], "proactive.coercion.decisions"),
    "words": ([("行政处罚\t6", "行政处罚\t约六")], ["D-06"], "proactive.penalties.decisions"),
    "decimals": ([("行政处罚\t6", "行政处罚\t6.5")], ["D-06"], "proactive.penalties.decisions"),
    "below zero": ([("行政处罚\t6", "行政处罚\t-6")], ["D-06"], "proactive.penalties.decisions"),
    "rules of a town": ([("规章\t0\t0\t0\n", "规章\t0\t0\t2\n")], ["D-08"], "proactive.rules.in_force"),
    "a label": ([("2.其他法律行政法规禁止公开", "2.其他法律法规禁止公开")], ["D-09"], "requests.denied.other_law"),
    "a label with its words exchanged": (
        [("1.信访举报投诉类申请", "1.信访投诉举报类申请")], ["D-09"], "requests.rejected.petition"
    ),
    "an extra row": (
        [("\t\t5.属于三类内部事务信息", "\t\t属于工作秘密\t1\t0\t0\t0\t0\t0\t1\n\t\t5.属于三类内部事务信息")],
        ["D-09"],
        "属于工作秘密",
    ),
    "a missing row": ([("行政强制\t0\n", "")], ["D-09"], "proactive.coercion"),
    "no sixth section": (
        [cut("六、其他", "本年度未收取"), ("本年度未收取信息处理费。\n", "")],
        ["C-01"],
        "其他需要报告的事项",
    ),
    "no fourth section": (
        [cut("四、政府信息公开行政复议", "五、存在"), ("发生行政复议2件，未发生行政诉讼。", "")],
        ["C-01"],
        "政府信息公开行政复议、行政诉讼情况",
    ),
    "a lost heading": ([("四、政府信息公开行政复议、行政诉讼情况\n", "")], ["C-02"], "行政诉讼情况"),
    "a lost table": ([cut("行政复议\t\t\t\t\t行政诉讼", "五、存在")], ["R-05"], "disputes"),
    "text and table": (
        [("收到政府信息公开申请9件，其中网络申请7件", "收到政府信息公开申请8件，其中网络申请6件")],
        ["E-01"],
        "requests.received.total",
    ),
    "parts and total": ([("其中网络申请7件", "其中网络申请5件")], ["E-03"], "requests.received.total"),
    "text and reviews": ([("行政复议2件", "行政复议1件")], ["E-01"], "disputes.review.total"),
    "a denial": ([("收到政府信息公开申请9件", "未收到政府信息公开申请")], ["E-02"], "requests.received.total"),
    "a denial of reviews": (
        [("发生行政复议2件，未发生行政诉讼", "未发生行政复议和行政诉讼")],
        ["E-02"],
        "disputes.review.total",
    ),
    "the year of the period": (
        [("2023年1月1日起至2023年12月31日", "2022年1月1日起至2022年12月31日")],
        ["B-02"],
        "2022",
    ),
    "the year of the preamble": ([("现公布松溪县云台镇2023年", "现公布松溪县云台镇2021年")], ["B-02"], "2021"),
    "the agency that signs": (
        [("未收取信息处理费。", "未收取信息处理费。\n松溪县白渡乡人民政府\n2024年1月15日")],
        ["B-03"],
        "白渡乡",
    ),
    "a word of another level": ([("全镇主动公开", "全乡主动公开")], ["B-04"], "全乡"),
    "heads of an office": ([("严格信息管理", "局党组高度重视公开。严格信息管理")], ["B-04"], "局党组"),
    "another agency that acts": (
        [("公开目录更新", "白渡乡将继续加强政府信息公开工作。公开目录更新")], ["B-03"], "白渡乡"
    ),
    "an article of the old law": (
        [("对本报告有疑问", "按照《条例》第三十二条编制年度报告。对本报告有疑问")], ["B-05"], "第三十二条"
    ),
    "a term of the old law": (
        [("严格信息管理", "自收到申请之日起15个工作日内答复政府信息公开申请。严格信息管理")], ["B-05"], "15个工作日"
    ),
    "a basis in traditional characters": (
        [("对本报告有疑问", "格式見國辦公開辦函〔2019〕60號。对本报告有疑问")], ["B-05"], "60號"
    ),
    "another kind of document": (
        [("松溪县云台镇2023年政府信息公开工作年度报告\n\n", "松溪县云台镇2023年工作总结\n\n")], ["B-01"], "工作总结"
    ),
    "more problems than measures": (
        [("公开目录更新不够及时，", "一是更新偏慢，二是解读偏少，三是人手不足。下一步，一是按月核对，二是丰富。")],
        ["C-05"],
        "3",
    ),
    "problems of last year": ([("公开目录更新不够", "2022年公开目录更新不够")], ["C-05"], "2022"),
    "lost reviews": ([("对行政复议中被纠正的事项，已经举一反三。", "")], ["C-09"], "review.corrected"),
    "a fee that was and was not": (
        [("本年度未收取信息处理费。", "本年度收取信息处理费200元。依申请公开均免费。")], ["E-08"], "200"
    ),
    "a paragraph twice": ([("公开目录更新不够", f"{PASTED}\n{PASTED}\n公开目录更新不够")], ["F-07"], "2"),
    "published before it was made": (
        [("年度报告\n\n根据", "年度报告\n成文日期：2024-02-03\n公开日期：2024-01-25\n根据")], ["A-05"], "2024-01-25"
    ),
}  # fmt: skip


@pytest.mark.parametrize("broken", ["12月3 1日", "12月3\n1日", "12月 31日", "1 2月31日"])
def test_a_date_that_the_width_of_the_page_breaks_blames_nobody(broken: str) -> None:
    assert rules_found(judged(("2023年12月31日", f"2023年{broken}"))) == []


@pytest.mark.parametrize("word", ["其 次", "首 次", "现 场", "定 期", "专 项", "整 个", "审 批"])
def test_a_word_that_the_width_of_the_page_breaks_before_a_unit_blames_nobody(word: str) -> None:
    assert rules_found(judged(("公开目录更新不够", f"部分群众知晓率不高；{word}，公开目录更新不够"))) == []


@pytest.mark.parametrize("fault", FAULTS)
def test_one_fault_gives_its_rule_and_nothing_else(fault: str) -> None:
    changes, rules, named = FAULTS[fault]
    verdict = judged(*changes)
    assert rules_found(verdict) == rules
    said = [" ".join((*f.concepts, f.expected, f.actual, *(value for _, value in f.details))) for f in verdict.findings]
    assert any(named in words for words in said), said
    assert all(
        finding.about == ("reading" if finding.rule.startswith("R") else "report") for finding in verdict.findings
    )
    assert all(finding.origins or finding.rule == "C-01" for finding in verdict.findings)


MISC = "3.其他\t0\t0\t0\t0\t0\t0\t0"
ALL_ANSWERED = ("办结8件，结转下年度2件。", "办结8件，结转下年度2件。{}")
HARDLY_TRUE: dict[str, tuple[str, list[tuple[str, str]], str]] = {
    "fees a township may take": ("D-07", [("行政事业性收费\t1.25", "行政事业性收费\t9999.99")], "holds"),
    "fees that must be 元": ("D-07", [("行政事业性收费\t1.25", "行政事业性收费\t10000")], "found"),
    "no fees": ("D-07", [("行政事业性收费\t1.25", "行政事业性收费\t")], "figures"),
    "fees in 元": ("D-07", [("行政事业性收费\t1.25", "行政事业性收费\t12600元")], "figures"),
    "less than half put down as others": ("D-13", [(MISC, MISC[:-1] + "3")], "holds"),
    "half put down as others": ("D-13", [(MISC, MISC[:-1] + "4")], "found"),
    "others that are not told": ("D-13", [(MISC, MISC[:-1])], "figures"),
    "a total that is not told": ("D-13", [(HANDLED, HANDLED[:-1])], "figures"),
    "no requests handled": ("D-13", [(HANDLED, "（七）总计\t\t0\t0\t0\t0\t0\t0\t0")], "figures"),
    "all answered, some carried over": (
        "E-04", [(ALL_ANSWERED[0], ALL_ANSWERED[1].format("申请答复率达到100%。"))], "found",
    ),
    "all letters answered": ("E-04", [(ALL_ANSWERED[0], "办结8件。\n群众来信回复率100%。")], "holds"),
    "all answered in words": (
        "E-04", [(ALL_ANSWERED[0], ALL_ANSWERED[1].format("申请按时办结率为百分之百。"))], "found",
    ),
    "all of them answered": ("E-04", [(ALL_ANSWERED[0], "收到的政府信息公开申请均已在法定期限内答复。")], "found"),
    "all requests done": ("E-04", [(ALL_ANSWERED[0], "政府信息公开申请已全部按时办结。")], "found"),
    "those carried in answered": ("E-04", [(ALL_ANSWERED[0], "上年结转的政府信息公开申请均已答复。")], "holds"),
    "the rest answered": ("E-04", [(ALL_ANSWERED[0], "公开申请有2件结转下年度，其余均已答复。")], "holds"),
    "other applications answered": ("E-04", [(ALL_ANSWERED[0], "低保申请全部办结，群众留言均已答复。")], "holds"),
    "nearly all answered": ("E-04", [(ALL_ANSWERED[0], ALL_ANSWERED[1].format("申请答复率达到98%。"))], "holds"),
    "all answered, none carried over": (
        "E-04",
        [
            (ALL_ANSWERED[0], ALL_ANSWERED[1].format("申请答复率达到100%。")),
            (CARRIED_OUT, "四、结转下年度继续办理\t\t\t0\t0\t0\t0\t0\t0\t0"),
        ],
        "holds",
    ),
    "all answered, nobody knows what is carried over": (
        "E-04",
        [
            (ALL_ANSWERED[0], ALL_ANSWERED[1].format("申请答复率达到100%。")),
            (CARRIED_OUT, "四、结转下年度继续办理\t\t\t\t0\t0\t0\t0\t0\t"),
        ],
        "figures",
    ),
    "a total in section one": ("E-05", [], "holds"),
    "a total in section two": (
        "E-05",
        [
            ("全镇主动公开政府信息52条，", ""),
            ("二、主动公开政府信息情况\n", "二、主动公开政府信息情况\n2023年，全镇主动公开政府信息52条。\n"),
        ],
        "found",
    ),
    "a total in both": (
        "E-05",
        [("二、主动公开政府信息情况\n", "二、主动公开政府信息情况\n2023年，全镇主动公开政府信息52条。\n")],
        "holds",
    ),
    "a total of the year before in section two": (
        "E-05",
        [("二、主动公开政府信息情况\n", "二、主动公开政府信息情况\n2022年，全镇主动公开政府信息52条。\n"),
         ("全镇主动公开政府信息52条，", "")],
        "statement",
    ),
    "a lost review that part one tells of": (
        "C-09",
        [("对行政复议中被纠正的事项，已经举一反三。", ""), ("发生行政复议2件", "发生行政复议2件，其中1件因超期被纠正")],
        "holds",
    ),
    "parts that are open": ("E-03", [("其中网络申请7件", "其中主要是网络申请5件")], "statement"),
    "parts of which one is rough": ("E-03", [("其中网络申请7件", "其中网络申请约5件")], "statement"),
    "one part": ("E-03", [("其中网络申请7件、信函申请2件", "其中网络申请5件")], "statement"),
    "parts too many": ("E-03", [("信函申请2件", "信函申请3件")], "found"),
    "persons and organisations": ("E-03", [("其中网络申请7件、信函申请2件", "其中自然人7件，法人3件")], "found"),
    "parts in brackets": ("E-03", [("，其中网络申请7件、信函申请2件", "（网上7件，当面3件）")], "found"),
    "parts and what was done": ("E-03", [("其中网络申请7件、信函申请2件", "其中自然人7件、法人2件，办结8件")], "holds"),
    "channels and total": ("E-03", [("政府信息52条", "政府信息52条（网站40条、微信8条、公开栏5条）")], "found"),
    "channels, not all": ("E-03", [("政府信息52条", "政府信息52条，其中网站30条、微信8条")], "holds"),
    "channels added up": (
        "E-03", [("全镇主动公开政府信息52条", "网站公开40条、微信公开9条，合计公开政府信息52条")], "holds",
    ),
    "kinds, more than all": (
        "E-03", [("政府信息52条", "政府信息52条，其中政策40条、动态13条，新增栏目3个")], "found",
    ),
    "kinds, not all": ("E-03", [("政府信息52条", "政府信息52条，其中政策20条、动态13条、通知5条")], "holds"),
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("case", HARDLY_TRUE)
def test_what_is_hardly_true(case: str) -> None:
    """At its bounds: a rule is found, holds, or cannot be judged for want of `figures` or a `statement`."""
    rule, changes, wanted = HARDLY_TRUE[case]
    verdict = judged(*changes)
    found = "found" if rule in rules_found(verdict) else verdict.unjudged.get(rule, "holds")
    assert found == wanted


def test_nothing_but_zeros_is_told_where_nothing_else_is_printed() -> None:
    zeros = re.sub(r"(?m)(?<=\t)[\d.]+(?=\t|$)", "0", CLEAN)
    zeros = re.sub(r"(?m)^1\t0\t0", "0\t0\t0", zeros)
    quiet = re.sub(r"2023年，全镇主动公开政府信息52条.*", "2023年，没有收到申请。", zeros)
    told = only(judged(text=quiet), "D-12")
    assert (told.severity, told.concepts) == ("note", ())
    assert "D-12" not in rules_found(judged(text=zeros))
    assert "D-12" not in rules_found(judged(text=quiet.replace("行政许可\t0", "行政许可\t1")))
    assert judged(text=quiet.replace("行政许可\t0", "行政许可\t")).unjudged["D-12"] == "figures"
    assert judged(text=quiet.replace("行政许可\t0\n", "")).unjudged["D-12"] in ("figures", "tables")


MILDER = ("entity.inside", "problems.unanswered", "problems.year")
"""What is less grave than its rule mostly is."""


@pytest.mark.parametrize("title", ["2023年松溪县云台镇{}", "松溪县\n2023年云台镇{}", "松溪县云台镇二〇二三年度{}"])
def test_the_year_of_a_title_may_stand_before_the_name(title: str) -> None:
    printed = "松溪县云台镇2023年政府信息公开工作年度报告\n\n"
    assert rules_found(judged((printed, title.format("政府信息公开工作年度报告") + "\n\n"))) == []


def test_severities_are_those_of_the_catalogue() -> None:
    graver = {"error": 0, "warning": 1, "note": 2}
    severity = {rule.id: rule.severity for rule in load_rules().values()}
    for changes, _, _ in FAULTS.values():
        for finding in judged(*changes).findings:
            assert graver[finding.severity] >= graver[severity[finding.rule]]
            assert finding.severity == severity[finding.rule] or finding.wording in MILDER


def test_another_agency_of_its_kind_in_the_preamble_is_a_doubt_about_the_report() -> None:
    told = only(judged(("现公布松溪县云台镇", "现公布松溪县白渡乡")), "B-03")
    assert (told.severity, told.about, told.actual) == ("warning", "report", "松溪县白渡乡")


@pytest.mark.parametrize(
    "signed",
    [
        "云台镇党政办公室", "松溪县云台镇人民政府（印章）", "中共云台镇委员会　云台镇人民政府", "云台镇便民服务中心",
        "松溪县人民政府", "松溪县人民政府办公室", "云台镇党政综合办公室",
    ],
)  # fmt: skip
@pytest.mark.parametrize("place", ["signature", "maker", "contact", "metadata"])
def test_offices_within_an_agency_and_those_above_it_contradict_nothing(signed: str, place: str) -> None:
    changes = {
        "signature": ("未收取信息处理费。", f"未收取信息处理费。\n{signed}\n2024年1月15日"),
        "maker": ("本报告所列数据", f"本报告由{signed}编制。所列数据"),
        "contact": ("请与本机关联系", f"请与{signed}联系"),
        "metadata": ("根据《中华", f"发布机构：{signed}\n根据《中华"),
    }
    assert rules_found(judged(changes[place])) == []


def test_an_old_form_is_found_by_year() -> None:
    old = CLEAN.replace("本年制发件数\t本年废止件数\t现行有效件数", "本年新制作数量\t本年新公开数量\t对外公开总数量")
    text = old[: old.index("第二十条第（五）项")] + old[old.index("三、收到") :]
    found = only(judged(text=text), "D-10")
    assert (found.expected, found.actual, found.severity) == ("2021", "2019", "error")
    assert "D-10" not in rules_found(judged(text=text.replace("2023", "2020"), name="云台镇2020.txt"))


def test_a_lost_column_is_named_and_its_sums_are_not_blamed() -> None:
    lost = "\n".join(
        line.rsplit("\t", 2)[0] + "\t" + line.rsplit("\t", 1)[1]
        if line.count("\t") == 9 and "申请人情况" not in line
        else line
        for line in CLEAN.replace("\t法律服务机构\t其他\n", "\t法律服务机构\n").splitlines()
    )
    verdict = judged(text=lost)
    found = only(verdict, "D-09")
    assert "其他" in found.expected
    assert "requests.received.other_org" in found.concepts
    assert not [finding for finding in verdict.findings if finding.severity == "error"]


# ── Sums ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_blank_is_unknown_and_never_zero() -> None:
    """A blank total is not filled in; a total smaller than its printed parts fails whatever the blank part is."""
    blank_total = judged((GRANTED, "（一）予以公开\t\t3\t1\t0\t0\t0\t0\t"))
    assert rules_found(blank_total) == ["D-06"]
    too_small = judged((GRANTED, "（一）予以公开\t\t3\t\t0\t0\t0\t0\t2"))
    assert "D-03" in rules_found(too_small)
    found = only(too_small, "D-03")
    assert (found.expected, found.actual) == ("3", "2")


@pytest.mark.parametrize("nothing", ["", "/", "—"])
def test_sums_that_do_not_hold_with_blanks_read_as_zero_are_doubtful(nothing: str) -> None:
    """3 and a blank may be 4, but then the blank is no 0."""
    verdict = judged((GRANTED, f"（一）予以公开\t\t3\t{nothing}\t0\t0\t0\t0\t4"))
    assert rules_found(verdict) == ["D-02", "D-03", "D-06"]
    for found in (only(verdict, "D-02"), only(verdict, "D-03")):
        assert (found.severity, found.about, dict(found.details)["gap"]) == ("warning", "report", "1")
    assert dict(only(verdict, "D-03").details)["left"] == f"3 + {nothing or '□'} + 0 + 0 + 0 + 0 = 3"
    assert only(verdict, "D-02").concepts[0] == "requests.handled.business"


def test_blanks_for_zeros_change_no_sum() -> None:
    assert rules_found(judged(text=CLEAN.replace("\t0", "\t"))) == ["D-06"]


def test_a_finding_of_a_sum_tells_both_sides_and_the_difference() -> None:
    found = only(judged((GRANTED, "（一）予以公开\t\t3\t1\t0\t0\t0\t0\t6")), "D-03")
    assert (found.expected, found.actual) == ("4", "6")
    details = dict(found.details)
    assert (details["left"], details["right"], details["gap"]) == ("3 + 1 + 0 + 0 + 0 + 0 = 4", "6", "2")
    assert found.concepts[0] == "requests.granted.total"


def test_the_smallest_repair_is_named_first() -> None:
    reading = read((GRANTED, "（一）予以公开\t\t3\t1\t0\t0\t0\t0\t6"))
    (table,) = (table for table in case_of(reading, FORMS).tables if table.key == "requests")
    first = repairs_of(list(printed_sums(table)))[0]
    assert [(str(each.fact.concept), each.value) for each in first] == [("requests.granted.total", Decimal(4))]


def test_two_cells_that_went_wrong_together_are_a_repair_of_two() -> None:
    reading = read((CARRIED_OUT, "四、结转下年度继续办理\t\t\t3\t0\t0\t0\t0\t0\t3"))
    (table,) = (table for table in case_of(reading, FORMS).tables if table.key == "requests")
    repairs = [
        {str(each.fact.concept): each.value for each in repair} for repair in repairs_of(list(printed_sums(table)))
    ]
    assert {"requests.carried_out.natural_person": Decimal(2), "requests.carried_out.total": Decimal(2)} in repairs
    assert {len(repair) for repair in repairs} == {2}


def test_sums_that_hold_need_no_repair() -> None:
    (table,) = (table for table in case_of(read(), FORMS).tables if table.key == "requests")
    sums = list(printed_sums(table))
    assert len(sums) == 7 + 7 + 25
    assert repairs_of(sums) == []


# ── Who and when ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_manifest_that_contradicts_the_print_is_a_doubt_about_the_reading() -> None:
    verdict = judged(given=Given(entity="白渡乡", year="2023"))
    assert "B-03" in rules_found(verdict)
    named = [finding for finding in verdict.findings if finding.rule in ("B-02", "B-03")]
    assert {(finding.about, finding.severity) for finding in named} == {("reading", "warning")}
    assert judged(given=Given(entity="云台镇", year="2023")).findings == ()


@pytest.mark.parametrize("name", ["云台镇2022.txt", "2022/云台镇.txt", "白渡乡2023.txt"])
def test_a_file_name_that_contradicts_the_print_is_never_the_agencys_fault(name: str) -> None:
    assert {finding.about for finding in judged(name=name).findings} <= {"reading"}


@pytest.mark.parametrize(
    "sentence",
    [
        "白渡乡派员到我镇考察政务公开专区。",
        "白渡乡、云台镇等乡镇交流政府信息公开经验。",
        "原白渡乡的政府信息公开专栏已并入我镇。",
        "依据《条例》第三十二条书面征求第三方意见，第三方在15个工作日内反馈。",
        "信访事项15个工作日内答复。",
        "答复时间由20个工作日缩短至15个工作日。",
        "原国务院令第492号公布的条例已于2019年修订。",
        "我县高度重视政务公开，我镇认真落实。",
        "组织机关干部送政策下乡，公开惠农信息。",
        "推动全镇政务公开工作规范运行。",
    ],
)
def test_sentences_that_are_nobodys_fault(sentence: str) -> None:
    assert rules_found(judged(("严格信息管理", f"{sentence}严格信息管理"))) == []


@pytest.mark.parametrize("words", ["全县", "各乡镇", "全乡镇", "乡村振兴", "城乡", "本镇", "我镇", "全镇"])
def test_words_that_are_no_level_of_another_agency(words: str) -> None:
    assert rules_found(judged(("全镇主动公开", f"{words}主动公开"))) == []


def test_a_street_office_makes_no_rules_either_and_a_city_may() -> None:
    change = ("规章\t0\t0\t0\n", "规章\t1\t0\t1\n")
    street = CLEAN.replace("云台镇", "云台街道").replace("全镇", "全街道")
    assert "D-08" in rules_found(judged(change, text=street, name="云台街道2023.txt"))
    province = CLEAN.replace("松溪县云台镇", "松溪省").replace("全镇", "全省")
    verdict = judged(change, text=province, name="松溪省2023.txt")
    assert "D-08" not in verdict.unjudged
    assert "D-08" not in rules_found(verdict)


# ── Prose against tables ─────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.slow
@pytest.mark.parametrize(
    "told",
    [
        "收到政府信息公开申请8余件",
        "历年累计收到政府信息公开申请120件",
        "上年收到政府信息公开申请5件",
    ],
)
def test_figures_that_are_not_exactly_those_of_the_year_are_not_compared(told: str) -> None:
    assert "E-01" not in rules_found(judged(("收到政府信息公开申请9件", told)))


def test_units_of_money_are_converted_before_they_are_compared() -> None:
    def told(amount: str) -> list[str]:
        return rules_found(judged(("全镇主动公开", f"行政事业性收费{amount}。全镇主动公开")))

    for amount in ("12500元", "12.5千元", "1.25万元", "0.000125亿元"):
        assert told(amount) == []
    for amount in ("12501元", "12.6千元", "1.26万元"):
        assert told(amount) == ["E-01"]


def test_amounts_without_a_unit_of_money_are_not_compared() -> None:
    reading = read(("全镇主动公开", "行政事业性收费2万元。全镇主动公开"))
    stated = tuple(each._replace(unit="") for each in reading.report.narrative if each.unit == "万元")
    verdict = verdict_of(replace(reading, report=replace(reading.report, narrative=stated)), FORMS)
    assert stated
    assert verdict.findings == ()
    assert "E-01" in verdict.unjudged


def test_guesses_are_not_compared() -> None:
    """A figure whose place is a guess is neither right nor wrong."""
    damaged = "\n".join(
        "\t".join([*line.split("\t")[:2], "8", "0", "0", "9"])
        if line.startswith(("一、本年新收", "二、上年"))
        else line
        for line in CLEAN.splitlines()
    )
    verdict = judged(text=damaged)
    assert {finding.about for finding in verdict.findings if finding.severity == "error"} <= {"reading"}


# ── Doubts ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_only_a_long_paragraph_is_told_to_stand_twice() -> None:
    for paragraph, other, is_told in (
        (PASTED, PASTED, True),
        (PASTED, f"{PASTED}另外。", False),
        (PASTED[:79], "", False),
    ):
        text = f"{paragraph}\n{other or paragraph}\n公开目录更新不够"
        assert ("F-07" in rules_found(judged(("公开目录更新不够", text)))) == is_told


def test_a_table_printed_twice_is_a_doubt() -> None:
    requests = CLEAN[CLEAN.index("（本列数据") : CLEAN.index("四、政府信息公开")]
    disputes = CLEAN[CLEAN.index("行政复议\t\t\t\t\t") : CLEAN.index("五、存在")]
    for again in (requests, disputes):
        assert rules_found(judged(("五、存在", again + "五、存在"))) == ["R-03"]


def test_figures_left_over_are_a_doubt() -> None:
    verdict = judged((DISPUTES, DISPUTES.rstrip("\n") + "\n9\t9\t9\n"))
    assert "R-02" in rules_found(verdict)
    assert only(verdict, "R-02").about == "reading"


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        ("E-01", ("收到政府信息公开申请9件，其中网络申请7件", "收到政府信息公开申请90件，其中网络申请7件")),
        ("E-02", ("收到政府信息公开申请9件，其中网络申请7件", "未收到政府信息公开申请")),
    ],
)
def test_what_the_prose_says_otherwise_is_a_doubt_beside_figures_left_over(rule: str, told: tuple[str, str]) -> None:
    """What a line break has cut off of a figure is another one, alone on its line."""
    assert only(judged(told), rule).about == "report"
    beside = only(judged(told, (RECEIVED, f"{RECEIVED}\n0165")), rule)
    assert (beside.about, beside.severity) == ("reading", "warning")


def test_guessed_places_are_one_finding_per_table() -> None:
    damaged = CLEAN.replace("\t3.其他\t0\t0\t0\t0\t0\t0\t0", "\t3.其他\t0\t0\t0\t0\t0")
    verdict = judged(text=damaged)
    found = only(verdict, "R-01")
    assert (found.about, found.severity) == ("reading", "warning")
    assert all(concept.startswith("requests.other.misc.") for concept in found.concepts)


def test_bytes_that_could_not_be_decoded_are_a_note() -> None:
    data = CLEAN.encode().replace("目录更新".encode(), "目录".encode() + b"\xff\xfe" + "更新".encode())
    verdict = verdict_of(reading_of(data, "云台镇2023.txt"), FORMS)
    assert rules_found(verdict) == ["R-04"]
    assert only(verdict, "R-04").severity == "note"


# ── Wording ──────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_finding_has_its_sentence_with_its_figures(lang: str) -> None:
    for changes, _, _ in FAULTS.values():
        for finding in judged(*changes).findings:
            text = message_of(finding, FORMS, "2021", lang)  # type: ignore[arg-type]
            assert "{" not in text
            figures = (
                [finding.expected, finding.actual]
                if finding.rule.startswith("D-0") and finding.wording == "sum"
                else []
            )
            assert all(figure in text for figure in figures)


def test_the_catalogue_declares_every_check_and_every_sentence() -> None:
    of_several_files = {"A-02", "A-03", "A-04", "A-06", "F-01", "F-02"}
    of_profiles = {"P-01", "P-02", "P-03"}
    assert load_rules().keys() == {*CHECKS, *YEARS, *of_several_files, *of_profiles}
    assert len(load_rules()) >= 45
    declared = [wording for rule in load_rules().values() for wording in rule.says]
    assert {f"finding.{wording}" for wording in declared} | {"finding.repair"} == {
        code for code in SENTENCES if code.startswith("finding.")
    }
    for rule in load_rules().values():
        assert rule_title(rule.id, "zh") != rule_title(rule.id, "en")
        assert set(rule.needs) <= set(get_args(Why))
    for changes, _, _ in FAULTS.values():
        for finding in judged(*changes).findings:
            assert finding.wording in load_rules()[finding.rule].says


def test_every_reason_why_a_rule_cannot_be_judged_can_be_told() -> None:
    assert {f"why.{why}" for why in get_args(Why)} == {code for code in SENTENCES if code.startswith("why.")}


# ── What the mutants taught ──────────────────────────────────────────────────────────────────────────────────────────


def test_a_sum_in_a_table_with_figures_left_over_is_a_doubt_and_no_fault() -> None:
    """A figure left over may be the one that is missing."""
    verdict = judged((DISPUTES, DISPUTES.replace("\t2\t", "\t3\t") + "9\t9\t9\n"), ("行政复议2件", "行政复议3件"))
    sums = [finding for finding in verdict.findings if finding.wording == "sum"]
    assert sums
    assert {(finding.about, finding.severity) for finding in sums} == {("reading", "warning")}


def test_a_finding_names_the_part_of_the_report_it_is_about() -> None:
    lost_table = only(judged(cut("行政复议\t\t\t\t\t行政诉讼", "五、存在")), "R-05")
    lost_heading = only(judged(("四、政府信息公开行政复议、行政诉讼情况\n", "")), "C-02")
    lost_section = only(judged(cut("六、其他", "本年度未收取"), ("本年度未收取信息处理费。\n", "")), "C-01")
    assert [dict(finding.details)["number"] for finding in (lost_table, lost_heading, lost_section)] == ["4", "4", "6"]


def test_changes_may_be_negative_and_amounts_may_have_decimals() -> None:
    old = CLEAN.replace("2023", "2020")
    start, end = old.index("第二十条第（五）项"), old.index("三、收到")
    band = "第二十条第（五）项\n信息内容\t上一年项目数量\t本年增/减\t处理决定数量\n行政许可\t7\t-2\t41\n"
    more = "第二十条第（九）项\n信息内容\t采购项目数量\t采购总金额\n政府集中采购\t3\t35.6万元\n"
    verdict = judged(text=old[:start] + band + more + old[end:], name="云台镇2020.txt")
    assert "D-06" not in rules_found(verdict)


def test_equal_sides_hold_whatever_is_unknown() -> None:
    """A blank where the other side has nothing either."""
    blank = (RECEIVED, "一、本年新收政府信息公开申请数量\t\t\t7\t2\t\t0\t0\t0\t9")
    assert rules_found(judged(blank)) == ["D-06"]


def wordings(verdict: Verdict) -> list[str]:
    return sorted({finding.wording for finding in verdict.findings})


def test_words_in_a_cell_keep_its_sums_from_being_judged() -> None:
    blank, words = (judged((GRANTED, f"（一）予以公开\t\t3\t{printed}\t0\t0\t0\t0\t2")) for printed in ("", "约一"))
    assert rules_found(blank) == ["D-02", "D-03", "D-06"]
    assert rules_found(words) == ["D-02", "D-06"]


def test_rules_that_have_nothing_to_compare_are_not_judged() -> None:
    no_requests = judged(cut("三、收到", "四、政府信息公开行政复议"))
    assert {"D-01", "D-02", "D-03"} <= set(no_requests.unjudged)
    assert "D-04" not in no_requests.unjudged
    figures = "收到政府信息公开申请9件，其中网络申请7件、信函申请2件。上年结转1件，办结8件，结转下年度2件。"
    silent = judged((figures, ""), ("发生行政复议2件，", ""))
    assert silent.unjudged == {"E-01": "statement", "E-03": "statement"}
    unsigned = CLEAN[CLEAN.index("一、总体情况") :]
    untitled = judged(text=unsigned.replace("2023年，全镇", ""), name="报告.txt")
    lacking = {"B-02": "year", "B-03": "agency", "B-04": "kind", "D-10": "year", "C-04": "kind", "C-06": "year"}
    assert lacking.items() <= untitled.unjudged.items()


def test_the_year_and_the_agency_may_be_unknown() -> None:
    reading = read(("现公布松溪县云台镇2023年", "现公布松溪县白渡乡2021年"))
    unknown = replace(reading.report, identity=replace(reading.report.identity, year=None, entity=""))
    verdict = verdict_of(replace(reading, report=unknown), FORMS)
    assert {"B-02", "B-03", "D-10"} <= set(verdict.unjudged)
    assert {(found.rule, found.about) for found in verdict.findings} == {("R-08", "reading")}


@pytest.mark.parametrize(("preamble", "is_doubted"), [("松溪县云台镇", False), ("松汊县云台镇", True), ("本镇", True)])
def test_a_name_recognised_on_a_scan_is_in_doubt_unless_places_bear_it_out(preamble: str, is_doubted: bool) -> None:
    reading = read(("，现公布松溪县云台镇2023年", f"，现公布{preamble}2023年"))
    scanned = replace(reading, document=replace(reading.document, recognised=(1,)))
    for each, expected in ((reading, False), (scanned, is_doubted)):
        found = [finding for finding in verdict_of(each, FORMS).findings if finding.rule == "R-08"]
        assert [(finding.severity, finding.about) for finding in found] == [("note", "reading")] * expected


def test_two_places_are_enough_to_contradict_each_other() -> None:
    text = "松溪县云台镇2023年政府信息公开工作年度报告\n统计期限为2022年1月1日至2022年12月31日。\n"
    verdict = judged(text=text + CLEAN[CLEAN.index("一、总体情况") :].replace("2023年，全镇", ""), name="报告.txt")
    assert only(verdict, "B-02").wording == "year.printed"
    (outside,) = (f for f in judged(name="云台镇2022.txt").findings if f.rule == "B-02")
    assert outside.wording == "year.outside"


def test_a_word_of_another_level_is_shown_with_what_it_should_be() -> None:
    town = only(judged(("全镇主动公开", "全乡主动公开")), "B-04")
    assert (town.expected, town.actual, dict(town.details)["own"]) == ("全镇", "全乡", "镇")
    office = CLEAN.replace("松溪县云台镇", "松溪县财政局")
    county = only(judged(text=office, name="松溪县财政局2023.txt"), "B-04")
    assert (county.expected, county.actual, dict(county.details)["own"]) == ("", "全镇", "松溪县财政局")


@pytest.mark.parametrize(
    ("agency", "found"),
    [("松溪县财政局", True), ("松溪区财政局", True), ("青岭省财政厅", False), ("国家税务总局松溪县税务局", False)],
)
def test_offices_of_counties_make_no_rules(agency: str, found: bool) -> None:
    text = CLEAN.replace("松溪县云台镇", agency).replace("全镇", "")
    verdict = judged(("规章\t0\t0\t0\n", "规章\t1\t0\t1\n"), text=text, name=f"{agency}2023.txt")
    if found:
        assert (only(verdict, "D-08").expected, only(verdict, "D-08").actual) == ("0", "1、1")
    else:
        assert "D-08" not in rules_found(verdict)


def test_every_table_in_an_old_form_is_named_and_no_other() -> None:
    """Table four is the same in both forms."""
    old = CLEAN.replace("本年制发件数\t本年废止件数\t现行有效件数", "本年新制作数量\t本年新公开数量\t对外公开总数量")
    text = old[: old.index("第二十条第（五）项")] + old[old.index("三、收到") :]
    other = text[text.index("\t（六）其他处理\t1") : text.index("\t（七）总计")]
    found = only(judged(text=text.replace(other, "\t（六）其他处理\t\t0\t0\t0\t0\t0\t0\t0\n")), "D-10")
    assert found.concepts == ("proactive", "requests")


def test_half_a_licence_is_no_negative_count() -> None:
    assert wordings(judged(("行政处罚\t6", "行政处罚\t0.5"))) == ["cells.decimals"]


def test_of_many_different_words_in_cells_the_first_are_shown() -> None:
    lines = [line for line in CLEAN.splitlines() if line.endswith("\t0" * 7)][:6]
    changes = [(f"{line}\n", f"{line[:-1]}{word}\n") for line, word in zip(lines, "甲乙丙丁戊己", strict=True)]
    found = only(judged(*changes), "D-06")
    assert dict(found.details)["printed"] == "甲、乙、丙、丁、戊"
    assert (dict(found.details)["count"], len(found.concepts)) == ("6", 6)


def test_figures_of_a_column_that_the_form_does_not_have_are_shown_as_printed() -> None:
    wider = "\n".join(
        line.rsplit("\t", 1)[0] + "\t1024\t" + line.rsplit("\t", 1)[1]
        if line.count("\t") == 9 and "申请人情况" not in line
        else line
        for line in CLEAN.replace("\t法律服务机构\t其他\n", "\t法律服务机构\t其他\t未说明\n").splitlines()
    )
    verdict = judged(text=wider)
    assert "D-06" not in rules_found(verdict)
    assert dict(only(verdict, "R-02").details)["figures"].startswith("7 2 0 0 0 0 1024 9、1 0 0 0 0 0 1024 1、")


def test_glued_figures_that_were_told_apart_have_a_place() -> None:
    assert rules_found(judged(("规章\t0\t0\t0\n", "规章000\n"))) == []


def test_doubts_are_about_the_reading_and_say_where() -> None:
    disputes = CLEAN[CLEAN.index("（本列数据") : CLEAN.index("四、政府信息公开")]
    again = only(judged(("五、存在", disputes + "五、存在")), "R-03")
    assert (again.about, len(again.origins)) == ("reading", 1)
    data = CLEAN.encode().replace("目录更新".encode(), b"\xff\xfe")
    assert only(verdict_of(reading_of(data, "云台镇2023.txt"), FORMS), "R-04").about == "reading"


# ── Repairs, and sums with blanks ────────────────────────────────────────────────────────────────────────────────────


def repairs(table: str, *changes: tuple[str, str]) -> list[dict[str, int]]:
    """What would mend a table, most likely first: row and column of every cell, and its figure."""
    (printed,) = (each for each in case_of(read(*changes), FORMS).tables if each.key == table)
    found = repairs_of([each for each in printed_sums(printed) if each.is_clear])
    return [
        {f"{each.fact.concept.row} {each.fact.concept.column}": int(each.value) for each in repair} for repair in found
    ]


def test_repairs_that_change_the_fewest_digits_come_first() -> None:
    found = repairs("disputes", (DISPUTES, DISPUTES.replace("1\t1\t0\t0\t2", "1\t1\t0\t9\t13")))
    columns = {"corrected": 3, "other": 2, "total": 11, "upheld": 3, "pending": 11}
    assert found == [{f"review {column}": value} for column, value in columns.items()]


def test_a_zero_or_one_cell_alone_may_be_what_is_wrong() -> None:
    row = "\t2.没有现成信息需要另行制作\t0\t0\t0\t0\t0\t0\t0"
    assert repairs("requests", (row, row[:-1] + "10")) == [{"unable.needs_creation total": 0}]
    assert repairs("requests", (GRANTED, "（一）予以公开\t\t3\t0\t0\t0\t0\t0\t4")) == [{"granted business": 1}]


def test_a_repair_changes_three_cells_at_most() -> None:
    labels = ("1.属于国家秘密", "2.其他法律", "3.危及", "4.保护")
    wrong = {
        line: f"{line[:-1]}{number}"
        for number, line in enumerate(CLEAN.splitlines(), 1)
        if line.count("\t") > 7 and line.split("\t")[-8].startswith(labels) and line.endswith("\t0")
    }
    assert len(wrong) == 4
    assert {len(each) for each in repairs("requests", *list(wrong.items())[1:])} == {3}
    assert repairs("requests", *wrong.items()) == []


def test_figures_beside_a_row_have_no_place() -> None:
    more = judged((RECEIVED, f"{RECEIVED}\t5"))
    assert rules_found(more) == ["R-02"]
    assert only(more, "R-02").actual == "5"
    figures = RECEIVED.rsplit("\t\t", 1)[1].replace("\t", "")
    assert rules_found(judged((RECEIVED, RECEIVED[: RECEIVED.index("\t")] + figures))) == []


def test_a_finding_names_three_repairs_at_most_and_only_its_own() -> None:
    many = only(judged((CARRIED_OUT, "四、结转下年度继续办理\t\t\t2\t0\t0\t0\t0\t0\t3")), "D-03")
    assert dict(many.details)["repairs"].count("→") >= 1
    worse = judged((CARRIED_OUT, "四、结转下年度继续办理\t\t\t3\t0\t0\t0\t0\t0\t3"))
    assert {dict(f.details)["repairs"].count(";") for f in worse.findings if f.rule == "D-01"} == {2}
    reviews = judged((DISPUTES, DISPUTES.replace("\t2\t", "\t3\t")))
    assert dict(only(reviews, "D-04").details)["repairs"].count(";") == 2


@pytest.mark.parametrize(
    ("label", "printed", "concept"),
    [
        ("社会公益组织", "社会组织", "requests.received.public_interest"),
        ("本年废止件数", "废止件数", "proactive.rules.repealed"),
        ("行政强制\t0\n第二十条第（八）项\n信息内容\t本年收费金额（单位：万元）", "收费数", "proactive.fees.amount"),
    ],
)
def test_the_header_of_a_column_may_be_altered(label: str, printed: str, concept: str) -> None:
    found = only(judged((label, label.replace(label.split("\t")[-1], printed))), "D-09")
    assert (found.wording, found.actual, len(found.origins)) == ("label_altered", printed, 1)
    assert concept in found.concepts


@pytest.mark.slow
def test_a_word_in_a_cell_is_no_row_of_the_agencys_own() -> None:
    """Where only blanks part the columns, the figures behind 同上 could be those of a row with this name."""
    wordings = Counter()
    for seed in range(24):
        form = FORMS[seed % len(FORMS)]
        whole = whole_report(Random(seed), form, "columns_aligned", "text_in_cell")
        for each in verdict_of(reading_of(whole.data, whole.name), FORMS).findings:
            if each.rule == "D-09":
                assert each.about == "reading", (seed, each)
                wordings[each.wording] += 1
    assert wordings["row_extra"] > 3


@pytest.mark.parametrize(("above", "altered"), [("法律", False), ("其他", True)])
def test_a_head_that_was_read_as_two_is_no_altered_one(above: str, altered: bool) -> None:
    """Its beginning stands in the row above, as in a table without rules whose heads are wrapped."""
    heads = "\t\t\t\t商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他\n"
    halves = f"\t\t\t\t\t\t\t{above}\n{heads.replace('法律服务', '公证服务' if altered else '服务')}"
    found = [each for each in judged((heads, halves)).findings if each.wording == "label_altered"]
    assert len(found) == altered


@pytest.mark.parametrize(("before", "altered"), [("一、本", False), ("", True)])
def test_nor_is_a_label_that_was_read_as_two(before: str, altered: bool) -> None:
    label = "年新收政府信息公开申请数量"
    verdict = judged((f"一、本{label}\t\t\t", f"{before}\t\t{label}\t"))
    assert sum(each.wording == "label_altered" for each in verdict.findings) == altered


def test_a_row_of_the_agencys_own_in_such_columns_is_found() -> None:
    for seed in range(6):
        whole = whole_report(Random(seed), FORMS[-1], "columns_aligned", "extra_row")
        found = [each for each in verdict_of(reading_of(whole.data, whole.name), FORMS).findings if each.rule == "D-09"]
        assert [(each.wording, each.about) for each in found] == [("row_extra", "report")]


PIECES = (
    "出版物",
    "开出版物",
    "办",
    "年度办理结果",
    "理结果无法提供",
    "上年结转政府信息公开申请数量三、本年度办理",
    "制作2.没有现成信息需要另行",
)


@pytest.mark.parametrize("label", [*PIECES, "密档案", "出版物归档", "属于工作秘密"])
def test_pieces_of_labels_may_be_what_a_page_has_cut_off(label: str) -> None:
    verdict = judged((RECEIVED, f"{RECEIVED}\n{label}\t\t\t1\t0\t0\t0\t0\t0\t1"))
    found = [each for each in verdict.findings if each.wording == "row_extra"]
    assert [each.about for each in found] == ["reading" if label in PIECES else "report"]


@pytest.mark.parametrize("label", ["<742>", "〔9〕", "①", "九十三"])
def test_nor_is_a_figure_of_an_unknown_notation_the_label_of_a_row(label: str) -> None:
    verdict = judged((RECEIVED, f"{RECEIVED}\n{label}\t\t\t1\t0\t0\t0\t0\t0\t1"))
    assert {each.about for each in verdict.findings if each.wording == "row_extra"} <= {"reading"}


@pytest.mark.parametrize("words", ["社会\t法律", "机构", "无", "/\t/\t/\t/\t/\t/\t/"])
def test_a_row_without_a_figure_is_no_row_of_the_agencys_own(words: str) -> None:
    verdict = judged((RECEIVED, f"{RECEIVED}\n企业\t\t\t{words}"))
    assert "row_extra" not in wordings(verdict)


@pytest.mark.parametrize(
    ("label", "printed"),
    [
        ("属于行政查询事项", "属于行政查\ufffd事项"),
        (RECEIVED, f"{RECEIVED}\n开\ufffd版物件\t\t\t1\t0\t0\t0\t0\t0\t1"),
        (RECEIVED, f"{RECEIVED}\n开出版物件\t\t\t1\t0\t0\t4\u03362\t0\t0\t1"),
    ],
)
def test_characters_that_are_not_known_are_no_fault_of_the_agency(label: str, printed: str) -> None:
    found = [each for each in judged((label, printed)).findings if each.rule == "D-09"]
    assert [each.about for each in found] == ["reading"]


@pytest.mark.parametrize(
    ("label", "printed"),
    [("属于行政查询事项", "属于行政查事项"), (RECEIVED, f"{RECEIVED}\n开出版物件\t\t\t1\t0\t0\t0\t0\t0\t1")],
)
def test_labels_where_something_was_not_read_are_no_fault_of_the_agency(label: str, printed: str) -> None:
    reading = read((label, printed))
    found = only(verdict_of(reading, FORMS), "D-09")
    assert found.about == "report"
    covered = with_gaps(reading, Gap("unread_ink", found.origins[0]))
    assert only(verdict_of(covered, FORMS), "D-09").about == "reading"


def test_a_gap_is_beside_all_that_stands_on_its_page() -> None:
    above, elsewhere = (PageOrigin((PageBox(page, 0, 0, 10, 10),)) for page in (3, 4))
    assert SCANNED.is_beside(above) and not SCANNED.is_beside(elsewhere)
    assert PICTURE.is_beside(PICTURE.origin) and not PICTURE.is_beside(above)


def test_columns_are_missed_for_certain_only_where_no_figure_is_a_guess() -> None:
    """Text that has lost what it repeats may have the column, under the name of another."""
    column = ("\t其他\n一、本年新收", "\n一、本年新收")
    reading = read(column, *((row, row[: row.rindex("\t0\t")] + row[row.rindex("\t") :]) for row in WITHOUT_OTHERS))
    assert only(verdict_of(reading, FORMS), "D-09").about == "report"
    guess = next(fact for fact in reading.report.facts if fact.concept.table == "requests" and fact.how == "read")
    facts = tuple(fact._replace(how="suggested") if fact is guess else fact for fact in reading.report.facts)
    guessed = replace(reading, report=replace(reading.report, facts=facts))
    assert only(verdict_of(guessed, FORMS), "D-09").about == "reading"


def test_a_row_whose_label_begins_a_cell_may_be_there() -> None:
    """行政强制 is printed, with what could not be told apart behind it."""
    row = "行政强制\t0\n"
    assert only(judged((row, "")), "D-09").about == "report"
    verdict = judged((row, "行政强制，如上所述，见政府网站专栏\n"))
    assert only(verdict, "D-09").about == "reading"


def test_a_row_may_hide_in_the_cells_of_the_next() -> None:
    row, above = "行政强制\t0\n", "行政处罚\t"
    assert only(judged((row, "")), "D-09").about == "report"
    assert only(judged((row, ""), (above, "行政处罚\t0 / ")), "D-09").about == "reading"


def test_an_extra_row_in_a_table_on_one_line_is_found() -> None:
    start, end = CLEAN.index("（本列数据"), CLEAN.index("四、政府信息公开行政复议")
    extra = "属于工作秘密\t1\t0\t0\t0\t0\t0\t1"
    table = " ".join(CLEAN[start:end].replace("\t\t5.属于三类", f"\t\t{extra}\n\t\t5.属于三类").split())
    verdict = judged(text=f"{CLEAN[:start]}{table}\n{CLEAN[end:]}")
    assert "row_extra" in wordings(verdict)


def test_a_header_is_altered_only_where_one_word_stands_for_one_column() -> None:
    assert rules_found(judged(("社会公益组织\t法律服务机构", "社会组织\t法律机构"))) == []
    assert rules_found(judged(("科研机构\t社会公益组织", "科研机构\t"))) == []
    assert rules_found(judged(("申请人情况\n", "申请人情况\t单位件\n"))) == []


def test_a_repair_of_one_sum_is_not_named_at_another() -> None:
    blank = (GRANTED, "（一）予以公开\t\t3\t\t0\t0\t0\t0\t4")
    row = "\t2.没有现成信息需要另行制作\t0\t0\t0\t0\t0\t0\t0"
    doubtful, wrong = (f for f in judged(blank, (row, row[:-1] + "3")).findings if f.rule == "D-03")
    assert (doubtful.severity, dict(doubtful.details)["repairs"]) == ("warning", "")
    assert (wrong.severity, dict(wrong.details)["repairs"]) == ("error", "requests.unable.needs_creation.total:3→0")


def test_a_blank_total_of_nothing_is_a_zero_and_other_totals_are_filled_in() -> None:
    """The column of totals does not add up with its blank read as 0, whatever else is blank."""
    row = "\t2.重复申请\t0\t0\t0\t0\t0\t0\t"
    part = (GRANTED, "（一）予以公开\t\t3\t\t0\t0\t0\t0\t4")
    verdict = judged((row + "0", row), part, (HANDLED, HANDLED[:-1] + "9"))
    assert "requests.handled.total" in {f.concepts[0] for f in verdict.findings if f.rule == "D-02"}


def test_the_printed_identity_is_doubtful_with_its_blanks_read_as_zero() -> None:
    verdict = judged((CARRIED_OUT, "四、结转下年度继续办理\t\t\t\t0\t0\t0\t0\t0\t2"))
    assert rules_found(verdict) == ["D-01", "D-03", "D-06"]
    assert {(f.severity, f.about) for f in verdict.findings} == {("warning", "report")}


# ── Pages that are pictures, and second opinions ─────────────────────────────────────────────────────────────────────

SCANNED = Gap("scanned_page", PageOrigin((PageBox(3, 0, 0, 595, 842),)))
ANOTHER = Gap("scanned_page", PageOrigin((PageBox(5, 0, 0, 595, 842),)))
PICTURE = Gap("picture", ParagraphOrigin("docx", 7))


def with_gaps(reading: Reading, *gaps: Gap) -> Reading:
    return replace(reading, document=replace(reading.document, gaps=gaps))


def told(finding: Finding) -> str:
    return message_of(finding, FORMS, "2021", "zh")


def test_unread_pages_and_pictures_are_named() -> None:
    verdict = verdict_of(with_gaps(read(), SCANNED, PICTURE, ANOTHER), FORMS)
    pages, pictures = verdict.findings
    assert (pages.rule, pages.severity, pages.about, pages.actual) == ("R-06", "warning", "reading", "2")
    assert pages.origins == (SCANNED.origin, ANOTHER.origin)
    assert told(pages).startswith("第 3、5 页是扫描图像")
    assert "缺少" not in told(pages) + told(pictures)
    assert (pictures.rule, pictures.about, pictures.origins) == ("R-06", "reading", (PICTURE.origin,))
    assert "1 处较大的图片" in told(pictures)
    assert verdict.unjudged == {}


@pytest.mark.parametrize("gap", [SCANNED, PICTURE])
def test_what_may_stand_on_an_unread_page_is_nobodys_fault(gap: Gap) -> None:
    change = cut("三、收到和处理", "四、政府信息公开行政复议")
    assert rules_found(judged(change)) == ["C-01"]
    verdict = verdict_of(with_gaps(read(change), gap), FORMS)
    found = only(verdict, "R-06")
    assert found.concepts == ("requests",)
    assert "缺少第三部分表格" in told(found)
    assert rules_found(verdict) == ["R-06"]
    assert "C-01" in verdict.unjudged


def test_a_table_of_words_alone_is_not_read_and_accuses_nobody() -> None:
    part = CLEAN[CLEAN.index("第二十条第（一）项") : CLEAN.index("三、收到和处理")]
    words = "\n".join(line.rstrip("\t.0123456789") for line in part.splitlines() if "强制" not in line)
    reading = read((part, words + "\n"))
    assert reading.report.status == "partial"
    found = [each for each in verdict_of(reading, FORMS).findings if each.rule in ("R-05", "D-09")]
    assert {(each.rule, each.about) for each in found} == {("R-05", "reading"), ("D-09", "reading")}


def test_a_heading_in_a_cell_of_a_table_is_not_missing() -> None:
    """As where the numbers of lines in the margin make a table of the prose beside them."""
    headings = "五、存在的主要问题及改进情况", "六、其他需要报告的事项"
    rows = "".join(f"<tr><td>{69 + at}</td><td>{heading}</td></tr>" for at, heading in enumerate(headings))
    text = f"<h1>云台镇2023年政府信息公开工作年度报告</h1><p>一、总体情况</p><p>全年平稳。</p><table>{rows}</table>"
    verdict = verdict_of(reading_of(text.encode(), "a.html"), FORMS)
    missing = {finding.details[0][1]: finding.about for finding in verdict.findings if finding.rule == "C-01"}
    assert {missing.get("5"), missing.get("6")} <= {None, "reading"}


def test_so_is_one_in_a_cell_of_its_own_table() -> None:
    figures = "".join(f"<td>{figure}</td>" for figure in (5, 0, 0, 2, 0, 1, 8))
    labels = "一、本年新收政府信息公开申请数量", "二、上年结转政府信息公开申请数量"
    heading = "<tr><td>三、 收到和处理政府信息公开申请情况</td><td>有关数据如下表。</td></tr>"
    rows = heading + "".join(f"<tr><td>{label}</td>{figures}</tr>" for label in labels)
    text = f"<h1>云台镇2023年政府信息公开工作年度报告</h1><p>一、总体情况</p><p>全年平稳。</p><table>{rows}</table>"
    verdict = verdict_of(reading_of(text.encode(), "a.html"), FORMS)
    assert {each.about for each in verdict.findings if each.rule == "C-02"} <= {"reading"}


@pytest.mark.parametrize(
    ("printed", "about"),
    [
        ("1.属三、于国年家秘密", "reading"),
        ("1.属于国" + "\u0301" * 12 + "家级秘密", "reading"),
        ("1.属于国家级秘密", "report"),
    ],
)
def test_a_label_strewn_with_the_heading_beside_it_or_with_marks_was_not_altered(printed: str, about: str) -> None:
    found = only(judged(("1.属于国家秘密", printed)), "D-09")
    assert (found.wording, found.about) == ("label_altered", about)


@pytest.mark.parametrize(("unread", "about"), [(7, "reading"), (6, "report")])
def test_the_label_of_a_row_that_was_not_read_was_not_altered(unread: int, about: str) -> None:
    reading = read(("1.属于国家秘密", "1.属于国家级秘密"))
    row = [fact for fact in reading.report.facts if fact.concept.row == "denied.state_secret"][:unread]
    facts = (fact._replace(state="unreadable", value=None) if fact in row else fact for fact in reading.report.facts)
    doubted = replace(reading, report=replace(reading.report, facts=tuple(facts)))
    found = [each for each in verdict_of(doubted, FORMS).findings if each.wording == "label_altered"]
    assert [each.about for each in found] == [about]


def test_two_labels_that_were_read_as_one_accuse_nobody() -> None:
    verdict = judged(("行政处罚\t6\n行政强制\t0\n", "行政处罚行政强制\t6\n"))
    assert {each.about for each in verdict.findings if each.rule == "D-09" and each.wording == "label_altered"} <= {
        "reading"
    }


def test_a_heading_has_the_number_of_its_section_before_one_that_has_not() -> None:
    """Section one speaks of what section two is headed with; the table is not there to tell."""
    verdict = judged(
        ("2023年，全镇主动公开", "1.主动公开政府信息情况。坚持及时准确，全镇主动公开"),
        cut("第二十条第（一）项", "三、收到和处理"),
    )
    assert rules_found(verdict) == ["R-05"]


def test_a_heading_that_may_stand_on_an_unread_page_is_not_missed() -> None:
    change = ("四、政府信息公开行政复议、行政诉讼情况\n", "")
    assert rules_found(judged(change)) == ["C-02"]
    verdict = verdict_of(with_gaps(read(change), SCANNED), FORMS)
    assert rules_found(verdict) == ["R-06"]
    assert "C-02" in verdict.unjudged


def test_a_table_without_its_heading_or_rows_beside_an_unread_page() -> None:
    table = cut("第二十条第（一）项", "三、收到和处理")
    assert "R-05" in rules_found(judged(table))
    assert rules_found(verdict_of(with_gaps(read(table), SCANNED), FORMS)) == ["R-06"]
    row = ("行政强制\t0\n", "")
    assert only(judged(row), "D-09").about == "report"
    assert only(verdict_of(with_gaps(read(row), SCANNED), FORMS), "D-09").about == "reading"


def test_a_row_whose_figures_have_lost_their_beginning_accuses_nobody() -> None:
    """A page break has cut 13 and 1,012 before the comma; the figure beside them looks whole."""
    row = "（六）其他处理\t1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请\t0\t0"
    verdict = judged((row, row.replace("0\t0", ",012\t3")))
    assert rules_found(verdict) == ["R-01"]


@pytest.mark.parametrize(
    ("witnesses", "taken", "cells", "severity", "words"),
    [
        (["pdfplumber"], False, 0, "note", "用 pdfplumber 另读一遍，读出的数字相同"),
        (["python-docx"], False, 2, "warning", "用 python-docx 另读一遍，有 2 格不同"),
        (["tags", "pdfplumber"], False, 1, "warning", "按文件自带的结构标签、用 pdfplumber 另读一遍，有 1 格不同"),
        (["tags"], True, 1, "warning", "已采用"),
    ],
)
def test_a_second_opinion_is_told(witnesses: list[Witness], taken: bool, cells: int, severity: str, words: str) -> None:
    differing = tuple(fact.concept for fact in read().report.facts[:cells])
    opinions = tuple(SecondOpinion(by, taken, differing) for by in witnesses)
    verdict = verdict_of(replace(read(), opinions=opinions), FORMS)
    (found,) = verdict.findings
    assert (found.rule, found.severity, found.about) == ("R-07", severity, "reading")
    assert found.concepts == tuple(map(str, differing))
    assert found.actual == (str(cells) if cells else "")
    assert words in told(found)
    assert ("已采用" in told(found)) == taken


def test_a_row_that_is_not_parted_into_its_cells_is_no_word_in_a_cell() -> None:
    """Label and figures run into one another, and nothing tells where one figure ends: our doubt, not their words."""
    whole = whole_report(Random("rules/Task(seed=66, fault='')"), load_forms()[0], "glued", None)
    verdict = verdict_of(reading_of(whole.text.encode(), whole.name), FORMS)
    assert "D-06" not in {finding.rule for finding in verdict.findings if finding.about == "report"}
    assert any(f.rule == "R-02" and "行政处罚0-10" in f.actual for f in verdict.findings)


def test_a_part_whose_heading_stands_behind_the_last_figure_of_a_table_is_nobodys_fault() -> None:
    """As in a page whose last cell is not closed."""
    cells = "".join(f"<td>{figure}</td>" for figure in range(14))
    heads = "".join(f"<td>{head}</td>" for head in ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计") * 3)
    page = (
        "<h1>青禾镇2023年政府信息公开工作年度报告</h1><p>一、总体情况</p><p>主动公开信息12条。</p>"
        f"<h2>四、政府信息公开行政复议、行政诉讼情况</h2><table><tr>{heads}</tr><tr>{cells}"
        "<td>0<h2>五、存在的主要问题及改进情况</h2><p>内容不够丰富。</p></td></tr></table>"
    )
    verdict = verdict_of(reading_of(page.encode(), "a.html"), FORMS)
    about = {finding.details[0][1]: finding.about for finding in verdict.findings if finding.rule == "C-01"}
    assert (about["5"], about["6"]) == ("reading", "report")
