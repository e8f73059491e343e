"""The words of `报市汇总表.xlsx`, keyed by code. Sheet names are Chinese in either language (`sheet_names`)."""

from __future__ import annotations

from extract.words.audit_labels import LABELS as AUDIT_LABELS
from extract.words.languages import Lang, Pair, in_language
from extract.words.workbook_labels import LABELS as WORKBOOK_LABELS

LABELS: dict[str, Pair] = {
    "title": ("{name}{year} 年度政府信息公开工作年度报告数据汇总表", "{name}: sums of the annual reports for {year}"),
    "scope": (
        "汇总范围：应报 {due} 个单位，计入 {filed} 个单位各自报告中确定的数字，不含本级。",
        "Added up: the certain figures of {filed} agencies, of {due} that are due; without those of the office itself.",
    ),
    "scope.absent": ("没有报告、未计入的单位：{names}。", "Without a report, and left out: {names}."),
    "signs": (
        "黄底：有单位的这一格空白或未能确定、没有计入，或者合计中有存疑的数字，见表后说明。",
        "Amber: left out of it is a figure that is blank or not certain, or some of it is in doubt; see below.",
    ),
    "balances.hold": ("合计各表的勾稽关系成立。", "The sums of the form hold."),
    "balances.fail": ("合计各表下列勾稽关系不成立：", "These sums of the form do not hold:"),
    "balance.fails": ("{cell}：相差 {gap}；涉及单位：{names}。", "{cell}: off by {gap}; because of {names}."),
    "cells": ("{unit} {count} 格", "{unit} ({count} cells)"),
    "left_out": (
        "下列单位有空白或未能确定的单元格，没有计入合计：{names}。",
        "Blank or not certain, and left out: {names}.",
    ),
    "doubted": (
        "{cell}：合计 {total}，其中存疑 {in_doubt}（{names}），剔除后 {rest}。",
        "{cell}: {total}, of which {in_doubt} is in doubt ({names}); {rest} without it.",
    ),
    "parent.none": (
        "没有收到上级机关自己公布的汇总数，未作对照。",
        "There is no report of the office itself to compare with.",
    ),
    "parent.same": ("与上级机关自己公布的数字一致。", "The same as the office itself has published."),
    "parent.differs": (
        "与上级机关自己公布的数字不同的单元格（公布数可能含本级）：",
        "Not what the office itself has published (which may hold its own figures):",
    ),
    "parent.cell": ("{cell}：合计 {total}，公布 {parent}。", "{cell}: {total} added up, {parent} published."),
    "annex": ("附表　{name} {year} 年度", "Annex: {name}, {year}"),
    "compared": ("{name} {before}、{year} 年度逐项对照", "{name}: {before} and {year} item by item"),
    "compared.none": ("没有 {before} 年度的报告。", "There is no report for {before}."),
    "none": ("没有报告。", "There are no reports."),
    "cell": AUDIT_LABELS["cell"],
    "measure": AUDIT_LABELS["measure"],
    "last_year": WORKBOOK_LABELS["last_year"],
    "this_year": WORKBOOK_LABELS["this_year"],
    "change": WORKBOOK_LABELS["change"],
    "explained": ("说明", "Remarks"),
}


def label(code: str, lang: Lang, **details: object) -> str:
    """The words with this code in a language; KeyError for an unknown code."""
    return in_language(LABELS[code], lang).format(**details)
