"""The words of pages that open from a disk."""

from __future__ import annotations

from extract.words.heads import BASIS
from extract.words.languages import Lang, Pair, in_language
from extract.words.workbook_labels import LABELS as WORKBOOK_LABELS

_PAGES: dict[str, Pair] = {
    "title": ("年度报告自查结果", "What was found in the annual report"),
    "about": (
        "报送前自查用。点“位置”可跳到下方原文；请对照原件核实后修改，再查一次。",
        "For a look before the report is handed in. Places lead to the source below; look there, mend, check again.",
    ),
    "year": ("{year}年度", "{year}"),
    "file": ("文件：{file}", "File: {file}"),
    "summary": (
        "须修改 {error} 处，请核对 {warning} 处，可完善 {note} 处。",
        "{error} to mend, {warning} to look at, {note} to improve.",
    ),
    "summary.none": ("没有发现问题。", "Nothing was found."),
    "summary.doubtful": (
        "没有发现问题，但有的内容没有把握读对，或无法检查，见下。",
        "Nothing was found, but some of it could not be read for certain, or not checked; see below.",
    ),
    "level.error": ("须修改", "To mend"),
    "level.warning": ("请核对", "To look at"),
    "level.note": ("可完善", "To improve"),
    "level.doubt": ("识别存疑", "Doubt"),
    "place": ("位置：", "Place: "),
    "advice": ("建议：{text}", "Advice: {text}"),
    "basis": BASIS,
    "doubts": ("程序没有把握读对之处", "What may have been read wrong"),
    "doubts.about": (
        "这些不是报告的问题，请对照原件看一看。",
        "These are no faults of the report; compare them with it.",
    ),
    "county.units": ("各单位情况", "The agencies"),
    "printed": ("表中填写", "What the tables have"),
    "concluded": ("核实结论：{text}", "Conclusion: {text}"),
    "figures": ("{before}、{year} 年度数字", "Figures of {before} and {year}"),
    "cell": ("项目", "Cell"),
    "before": WORKBOOK_LABELS["last_year"],
    "now": WORKBOOK_LABELS["this_year"],
    "change": WORKBOOK_LABELS["change"],
    "unjudged": ("没有检查的项目", "What was not checked"),
    "source": ("读到的原文", "What was read"),
    "source.about": (
        "按读到的顺序列出，有问题的位置标色。与原件不同的，以原件为准。",
        "In the order in which it was read; places with something to mend are lit. The file itself is what counts.",
    ),
}


def page_words(code: str, lang: Lang, **details: object) -> str:
    """The words with this code in a language; KeyError for an unknown code."""
    return in_language(_PAGES[code], lang).format(**details)
