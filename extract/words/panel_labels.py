"""The words of what is drawn of panels, of the workbook that holds them, and of the one that coders fill in."""

from __future__ import annotations

from extract.words.heads import AGENCY, ALL_AGENCIES, FILE, LABEL, NUMBER, PLACE, SOURCE, YEAR
from extract.words.languages import Lang, Pair, in_language
from extract.words.sheet_names import ANSWER, KEY

LABELS: dict[str, Pair] = {
    # charts
    "chart.all": ALL_AGENCIES,
    "chart.nobody": ("（无上级）", "(no place above)"),
    "chart.more": ("另有 {count} 组未画", "{count} more groups are not drawn"),
    "chart.gap": ("灰色：没有数值", "grey: no value"),
    "chart.doubts": ("其中 {count} 个数字存疑", "{count} of these figures are in doubt"),
    "chart.doubts.trend": (
        "其中 {count} 个数字存疑；虚线为剔除后",
        "{count} of these figures are in doubt; dotted: without them",
    ),
    "chart.count": ("n = {count}", "n = {count}"),
    # the fields of a workbook, and its charts
    "fields.sheet": ("工作表", "Sheet"),
    "fields.field": ("变量名", "Name"),
    "fields.label": LABEL,
    "charts.title": ("各年合计（指标为合计之比）", "All agencies by year (indicators: sum over sum)"),
    "charts.year": YEAR,
    # the workbook of coders
    "coding.title": ("编码表", "coding sheet"),
    "coding.number": NUMBER,
    "coding.key": (KEY, KEY),
    "coding.agency": AGENCY,
    "coding.year": YEAR,
    "coding.file": FILE,
    "coding.place": PLACE,
    "coding.source": SOURCE,
    "coding.picture": ("图", "Picture"),
    "coding.answer": (ANSWER, ANSWER),
    "coding.remark": ("备注", "Remark"),
    "coding.task": (
        "打开“文件”，在“位置”处查看原文印的是什么，填入“原文”。两人各填一张，互不商量；程序读成什么不在表中。",
        "Open the file, look at what is printed at the place, and write it under 原文. Two coders fill in one sheet "
        "each, on their own; what the program read is not shown.",
    ),
    "coding.answers": (
        "数字照原文填写（1,200 填 1200 亦可）；印为空白的填“空”；印有 / — 无 等符号的照填；"
        "看不清或没有这一格的填“无此格”。",
        "Numbers as printed (1200 for 1,200 will do); 空 for a cell that is printed empty; signs such as / or — as "
        "they are; 无此格 where there is no such cell, or it cannot be made out.",
    ),
    "coding.third": (
        "两人不一致的，在“裁定”中填写第三人看过后的结论。不要改动“编号”。填完后运行 gongkai score。",
        "Where the two differ, a third person writes what is printed on 裁定. Leave 编号 as it is. Then run "
        "gongkai score.",
    ),
}
SCOPES: dict[str, Pair] = {"": ("", ""), "own": ("（本级）", " (own)"), "whole": ("（汇总）", " (whole)")}
"""Behind the name of what was added up, by scope."""
STATED_IN_TEXT: Pair = ("正文所述", "stated in the text")
"""In front of a figure that stands in a table, too."""


def label(code: str, lang: Lang, **details: object) -> str:
    """The words with this code in a language; KeyError for an unknown code.

    >>> label("chart.count", "en", count=3)
    'n = 3'
    """
    return in_language(LABELS[code], lang).format(**details)
