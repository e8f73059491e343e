"""The words of what is drawn of panels, of the workbook that holds them, and of the one that coders fill in."""

from __future__ import annotations

from extract.words.heads import AGENCY, ALL_AGENCIES, FILE, LABEL, NUMBER, PLACE, SOURCE, YEAR
from extract.words.languages import Lang, Pair, in_language
from extract.words.sheet_names import KEY

LABELS: dict[str, Pair] = {
    # charts
    "chart.all": ALL_AGENCIES,
    "chart.nobody": ("（无上级）", "(no place above)"),
    "chart.more": ("另有 {count} 组未画", "{count} more groups are not drawn"),
    "chart.group": ("{name}（至多 {count} 个单位）", "{name} (at most {count} agencies)"),
    "chart.gap": ("没有数值", "no value"),
    "chart.doubts": ("其中 {count} 个数字存疑", "{count} of these figures are in doubt"),
    "chart.unflagged": ("剔除存疑数字后", "without figures in doubt"),
    "chart.interval": ("95% 置信区间", "95 % interval"),
    "chart.adds.sum": ("n 个有数值的单位合计", "sum of the n agencies that have a value"),
    "chart.adds.ratio": ("n 个单位的合计之比", "sum over sum of the n agencies that have a value"),
    "chart.adds.flag": ("占 n 个单位的比例", "share of the n agencies that have a value"),
    "chart.of_one": ("单个单位的数值", "value of one agency"),
    "chart.extremes": ("单个单位最高 {highest}，最低 {lowest}", "one agency: highest {highest}, lowest {lowest}"),
    "chart.of_several": ("{count} 个单位年", "{count} agencies and years"),
    "chart.median": ("中位数", "median"),
    "chart.quartiles": ("四分位", "quartiles"),
    "chart.whiskers": ("5% 至 95%", "5 to 95 %"),
    "chart.ends": ("最低、最高", "lowest, highest"),
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
    "coding.remark": ("备注", "Remark"),
    "coding.others": ("该单位该年的其他文件", "Other files of its agency and year"),
    "coding.item": ("句中的项目", "Item in it"),
    "coding.sentence": ("原句", "Sentence"),
    "coding.any": ("“说明”所列的任何一项", "any item listed on 说明"),
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
    "coding.task.reports": (
        "打开“文件”，看它是不是政府信息公开工作年度报告、哪个单位的、哪一年的，填入右边各栏。"
        "两人各填一张，互不商量；程序认作什么不在表中。",
        "Open the file, see whether it is an annual report on government information disclosure, whose, and of which "
        "year, and fill in the columns on the right. Two coders fill in one sheet each, on their own; what the program "
        "took it for is not shown.",
    ),
    "coding.answers.reports": (
        "“是否年报”填是或否；是的，“单位名称”照标题填全称，“报告年度”填四位年份；“该单位该年的其他文件”列有文件的，"
        "比较后在“是否采用”填是或否：这份是不是最后发布、应以之为准的一份。没有其他文件的不填。",
        "是否年报: 是 (yes) or 否 (no). If so, 单位名称: the full name as in the title; 报告年度: the year. "
        "Where other files are listed, compare them and say under 是否采用 whether this is the one published last, "
        "which counts (是 or 否); leave it empty where none are.",
    ),
    "coding.task.narrative": (
        "看“原句”（必要时打开文件）：它说的“项目”是多少，填入“原文”。两人各填一张，互不商量；程序读成什么不在表中。",
        "Read the sentence (open the file where needed) and write under 原文 how much it says the item is. Two coders "
        "fill in one sheet each, on their own; what the program read is not shown.",
    ),
    "coding.answers.narrative": (
        "照原句填数字（十二件、2.3万条、0.5万元均可）；说没有的填 0；没有说到这一项的填“未提”。"
        "项目为“任何一项”的：原句说到下面所列项目（本单位本年的）的数字，用分号隔开填入；一项也没有的填“未提”。",
        "The figure as it stands (十二件, 2.3万条 or 0.5万元 will do); 0 where there was none; 未提 where it "
        "does not tell. Where any item is asked: the figures it tells of the items listed below, of this agency and "
        "year, with semicolons between them; 未提 where it tells none.",
    ),
    "coding.items": ("项目：", "Items:"),
    "coding.third": (
        "两人不一致的，在“裁定”中填写第三人看过后的结论。各表顺序不同，按“编号”对应，不要改动。"
        "填完后运行 gongkai score。",
        "Where the two differ, a third person writes what is printed on 裁定. Orders differ, the sheets go "
        "by 编号: leave it as it is. Then run gongkai score.",
    ),
}
SCOPES: dict[str, Pair] = {"": ("", ""), "own": ("（本级）", " (own)"), "whole": ("（汇总）", " (whole)")}
"""Behind the name of what was added up, by scope."""
PERIODS: dict[str, Pair] = {"last_year": ("（上年）", " (last year)"), "cumulative": ("（累计）", " (cumulative)")}
"""Behind the name of a figure of the prose that is not of the year."""
STATED_IN_TEXT: Pair = ("正文所述", "stated in the text")
"""In front of a figure that stands in a table, too."""


def label(code: str, lang: Lang, **details: object) -> str:
    """The words with this code in a language; KeyError for an unknown code.

    >>> label("chart.count", "en", count=3)
    'n = 3'
    """
    return in_language(LABELS[code], lang).format(**details)
