"""The words of `核查标准.xlsx`, which an office fills in: notes, heads and what stands below."""

from __future__ import annotations

from extract.words.languages import Lang, Pair, in_language

LABELS: dict[str, Pair] = {
    "title": ("核查标准", "Profile"),
    "rules.note": (
        "“级别”可改为须整改、需核实、建议完善或不用。要计分的，填“计分项”“每处扣分”“上限”：计分项名称相同的合并计算，"
        "合起来最多扣“上限”；不计分的留空。",
        "级别 is 须整改, 需核实, 建议完善 or 不用. To take points fill in 计分项, 每处扣分 and 上限: rules of one "
        "计分项 are taken together, and take no more than its 上限. Leave them empty where none are taken.",
    ),
    "deadlines.note": (
        "次年的月、日，如 1月31日；留空的按条例，条例没有规定的不判断是否逾期。",
        "Month and day of the next year, such as 1月31日; where it is empty the law's, if it names one.",
    ),
    "demands.note": (
        "部分填 1 至 6；词语之间用顿号。“必须写到”的都要有；“写到其一”的有一个即可，“要求名称”写它们合起来叫什么。",
        "部分 is 1 to 6, words are divided by 、. All of 必须写到 must be there, and one of 写到其一, which are called "
        "要求名称 together.",
    ),
    "forbidden.note": (
        "报告中不应再用的词语，词语之间用顿号；年度为报告所属年度，不填的不限。",
        "Words that reports are not to hold, divided by 、; years are those reported on, any where none is given.",
    ),
    "zeros.note": (
        "项目按“项目名称”表选填；适用单位填单位类别，之间用顿号，不填的为全部。",
        "Choose from the sheet 项目名称; 适用单位 are kinds of agencies, divided by 、, all where none is named.",
    ),
    "registers.note": (
        "其他台账中的数字，每行一个；与报告不同而超出允许误差的，列为问题。年度不填的不限。",
        "Figures of another register, one a row; a report that differs by more than 允许误差 is told. Any year where "
        "none is given.",
    ),
    "cells.note": ("供选填，不必改动。", "To choose from; nothing is to be filled in."),
    "scheme.note": ("填在“内容”一列；用不着的留空。", "Fill in the second column; leave empty what you do not need."),
    "item": ("项目", "Item"),
    "content": ("内容", "Content"),
    "meaning": ("说明", "Meaning"),
    "meaning.name": ("写在核查结果的标题下", "stands below the title of the results"),
    "meaning.basis": ("规则没有法规依据的，写在“依据”一列", "stands as basis where a rule has none by law"),
    "meaning.due": ("整改期限，如 2025年2月15日", "the day by which problems are to be mended"),
    "meaning.full": (
        "满分；各计分项的上限加起来应等于满分",
        "the full score; the most that all items take should add up to it",
    ),
    "meaning.not_filed": ("没有报送的得几分，一般为 0", "the score of who has filed nothing; 0 as a rule"),
}


def label(code: str, lang: Lang, **details: object) -> str:
    """The words with this code in a language; KeyError for an unknown code."""
    return in_language(LABELS[code], lang).format(**details)
