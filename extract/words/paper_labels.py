"""The words of the papers that leave the desk: 反馈单 with its form for an answer, 通报.

What judges, commends or threatens is for people to write: it stands in 【】.
"""

from __future__ import annotations

from extract.words.heads import AGENCY, BASIS, FILING, NUMBER, PLACE
from extract.words.languages import Lang, Pair, in_language
from extract.words.sheet_names import PROBLEM_NUMBER

_PAPERS: dict[str, Pair] = {
    "notice.title": (
        "政府信息公开年报核查反馈单\n（{{年度}}年度）",
        "Annual report on government information disclosure for {{年度}}:\nwhat was found",
    ),
    "notice.to": ("{{单位}}：", "To {{单位}}"),
    "notice.text": (
        "经核查，你单位{{年度}}年度政府信息公开工作年度报告有{{问题数}}项问题需要整改（见附件1）。"
        "请对照报告原文逐项核实、整改，于{{期限}}前重新报送，并将整改情况填入附件2一并报送。",
        "Your annual report for {{年度}} was examined; {{问题数}} problems are to be mended (annex 1). Please look at "
        "each in your report, mend it, hand the report in again by {{期限}}, and fill in annex 2.",
    ),
    "notice.reply": (
        "对核查意见有异议的，请在附件2“有异议及理由”栏中说明，我们将再次核实。",
        "If you do not agree, please tell why in the last column of annex 2; it will be looked at again.",
    ),
    "notice.contact": ("联系人及电话：【　　　　】", "Contact: 【　　　　】"),
    "annexes": ("附件：1. 问题清单", "Annexes: 1. Problems"),
    "annexes.second": ("　　　2. 整改情况反馈表", "　　　2. What was done"),
    "annexes.reports": ("附件：1. 各单位报送情况", "Annexes: 1. Who has filed"),
    "annexes.problems": ("　　　2. 问题汇总", "　　　2. Problems"),
    "head.office": ("{office}文件", "{office}"),
    "head.number": ("【发文字号】", "【Number】"),
    "office": ("【核查单位】", "【Office】"),
    "day": ("{{日期}}", "{{日期}}"),
    "annex": ("附件{number}", "Annex {number}"),
    "problems": ("问题清单", "Problems"),
    "answers": ("整改情况反馈表", "What was done"),
    "answers.note": (
        "填写说明：“序号”请勿改动；“是否完成”填“是”或“否”；重新报送的报告核查通过后，方可销号。",
        "Please leave the numbers as they are; 是否完成 is 是 (yes) or 否 (no). A problem is closed once the report "
        "that was handed in again has been examined.",
    ),
    "unit.line": ("单位：{{单位}}", "Agency: {{单位}}"),
    "no_due": ("【期限】", "【day】"),
    "problem.head": ("{number}　{title}（{level}）", "{number}　{title} ({level})"),
    "problem.claimed": ("（你单位反馈已整改，尚未收到新的报告）", " (mended, as you say; no new report has come)"),
    "problem.message": ("问题：{text}", "Problem: {text}"),
    "problem.place": ("位置：{text}", "Place: {text}"),
    "problem.quote": ("原文：“{text}”", "As printed: “{text}”"),
    "problem.basis": BASIS,
    "problem.advice": ("整改建议：{text}", "Advice: {text}"),
    "circular.title": (
        "关于{{年度}}年度政府信息公开工作\n年度报告核查情况的通报",
        "The annual reports on government information\ndisclosure for {{年度}}: what was found",
    ),
    "circular.to": ("【各有关单位】：", "【To all agencies】"),
    "circular.text": (
        "现将{{年度}}年度政府信息公开工作年度报告核查情况通报如下。",
        "This tells what was found in the annual reports for {{年度}}.",
    ),
    "circular.first": ("一、总体情况", "1. Who has filed"),
    "circular.second": ("二、存在问题", "2. Problems"),
    "circular.third": ("三、工作要求", "3. What is asked"),
    "circular.asks": (
        "【请各有关单位对照附件2逐项整改，于{{期限}}前重新报送。】",
        "【Please mend what annex 2 lists, and hand the reports in again by {{期限}}.】",
    ),
    "circular.judges": ("【评价意见】", "【Judgement】"),
    "due": ("应报送{count}个单位，已报送{filed}个。", "Of {count} agencies {filed} have filed."),
    "filed.late": ("逾期报送{count}个：{names}。", "{count} late: {names}."),
    "filed.missing": ("未收到{count}个：{names}。", "{count} not received: {names}."),
    "filed.draft": ("只报送了送审稿{count}个：{names}。", "{count} handed in a draft only: {names}."),
    "filed.other": ("误报其他单位报告{count}个：{names}。", "{count} handed in another's: {names}."),
    "filed.other_year": ("误报其他年度报告{count}个：{names}。", "{count} handed in another year's: {names}."),
    "filed.verified": ("另有{count}个单位的报送情况尚在核实。", "Of {count} it is still to be seen."),
    "found": ("{units}个单位共有{count}项问题需要整改。", "{units} agencies have {count} problems to mend."),
    "found.none": ("没有发现需要整改的问题。", "No problem to be mended was found."),
    "found.kind": ("（{number}）{kind}", "({number}) {kind}"),
    "found.rule": ("{title}：{names}，共{count}项。", "{title}: {names}; {count}."),
    "reports": ("各单位报送情况", "Who has filed"),
    "summary": ("问题汇总", "Problems"),
    "column.number": NUMBER,
    "column.unit": AGENCY,
    "column.published": ("公开日期", "Published"),
    "column.count": ("需整改问题", "To mend"),
    "column.problem": ("问题", "Problem"),
    "column.filing": FILING,
    "column.place": PLACE,
    "column.problem_number": (PROBLEM_NUMBER, PROBLEM_NUMBER),
    "filing.verified": ("尚在核实", "still to be seen"),
}


def paper_words(code: str, lang: Lang, **details: object) -> str:
    """The words with this code in a language; KeyError for an unknown code. Without details fields stay as they are."""
    words = in_language(_PAPERS[code], lang)
    return words.format(**details) if details else words
