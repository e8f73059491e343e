"""The words of what is exported: columns, tables, what codes and missing values mean. Every file has them in the same
words, whatever its format; many formats have them in both languages.
"""

from __future__ import annotations

from extract.words.languages import Pair

COLUMN_LABELS: dict[str, Pair] = {
    "report_id": ("报告编号", "report"),
    "file": ("文件", "file"),
    "kind": ("类型", "kind of file, or of agency"),
    "status": ("读取情况", "how far the file was read"),
    "reason": ("原因", "why it was not"),
    "duplicate_of": ("与之相同的报告", "report with the same bytes"),
    "entity": ("机关名称", "agency as printed"),
    "entity_id": ("机关代码", "agency"),
    "entity_kind": ("机关类别", "kind of agency"),
    "parent": ("上级", "place above it"),
    "province": ("省份", "province"),
    "scope": ("统计口径", "scope: own or whole"),
    "year": ("年度", "year reported on"),
    "form": ("格式版本", "version of the form"),
    "title": ("标题", "title"),
    "published": ("发布日期", "day of publication"),
    "sections": ("章节", "sections found"),
    "facts": ("单元格数", "cells"),
    "errors": ("错误数", "errors"),
    "warnings": ("存疑数", "warnings"),
    "unjudged": ("无法判断的规则数", "rules that could not be judged"),
    "table": ("表", "table"),
    "row": ("行", "row"),
    "column": ("列", "column"),
    "value": ("数值", "value"),
    "raw": ("原文", "as printed"),
    "state": ("状态", "state"),
    "how": ("如何定位", "how its place was found"),
    "unit": ("计量单位", "unit"),
    "origin": ("出处", "place in the source"),
    "flag": ("存疑依据", "rules that speak against it"),
    "flagged": ("存疑单位数", "agencies whose figure is in doubt"),
    "value_unflagged": ("剔除存疑后的数值", "value without figures in doubt"),
    "rule": ("规则", "rule"),
    "severity": ("级别", "severity"),
    "about": ("针对", "about report or reading"),
    "message": ("问题", "finding"),
    "expected": ("对照", "compared with"),
    "actual": ("报告填写", "printed"),
    "concepts": ("涉及的单元格", "cells concerned"),
    "fingerprint": ("问题编号", "fingerprint"),
    "number": ("部分", "number of the section"),
    "key": ("部分代码", "section"),
    "text": ("文字", "text"),
    "concept": ("指标", "concept"),
    "period": ("时期", "period"),
    "approximate": ("约数", "approximate"),
    "sentence": ("原句", "sentence"),
    "source": ("来源", "table or prose"),
    "heading": ("列标题", "heading of the column"),
    "context": ("所在的行或句", "row or sentence"),
    "names": ("印出的各名称", "all names as printed"),
    "years": ("各年度", "years with a report"),
    "reports": ("报告数", "reports"),
    "evidence": ("依据", "what tells the unit"),
    "standing": ("是否已定", "whether the unit is known"),
    "candidates": ("可能的单位", "units that it could be"),
    "series": ("指标代码", "series"),
    "label": ("指标", "label"),
    "missing": ("缺失原因", "why there is no value"),
    "note": ("说明", "note"),
    "numerator": ("分子", "numerator"),
    "denominator": ("分母", "denominator"),
    "low": ("95% 区间下限", "lower end of the 95 % interval"),
    "high": ("95% 区间上限", "upper end of the 95 % interval"),
    "group": ("组", "group"),
    "agencies": ("单位数", "agencies"),
    "counted": ("计入单位数", "agencies counted"),
    "change": ("比上年增减", "change since the year before"),
    "change_percent": ("比上年增减（%）", "change since the year before, per cent"),
    "rank": ("位次", "rank"),
    "percentile": ("百分位", "percentile"),
    "of": ("有数值的单位数", "agencies with a value"),
    "collected": ("已收集单位数", "agencies of which a file was collected"),
    "readable": ("能读出单位数", "agencies of which a report could be read"),
    "canonical": ("计入单位数", "agencies of which one report counts"),
    "what": ("何处不同", "what is otherwise"),
    "difference": ("变化", "added, removed or changed"),
    "code": ("代码", "code"),
    "place": ("位置", "place"),
    "old": ("原为", "was"),
    "new": ("现为", "is"),
    "cause": ("原因", "cause"),
    "asked": ("是否要求改动", "whether a finding named it"),
    "old_file": ("原文件", "older file"),
    "new_file": ("现文件", "newer file"),
    "row_label": ("行名称", "label of the row"),
    "column_label": ("列名称", "label of the column"),
    "value_type": ("数值类型", "type of value"),
    "short": ("变量名", "name of the variable"),
}
"""By the name of the column."""

TABLE_LABELS: dict[str, Pair] = {
    "wide": ("宽表：每个单位每年一行", "one row per agency and year"),
    "panel": ("面板数据", "panel"),
    "pooled": ("分组汇总", "added up over groups"),
    "reports": ("报告", "reports"),
    "facts": ("表格数字", "cells of the tables"),
    "findings": ("问题", "findings"),
    "sections": ("各部分文字", "text of the sections"),
    "narrative": ("正文所述数字", "figures stated in the text"),
    "triples": ("规定格式以外的数字", "figures with a label and a unit that no form has"),
    "units": ("单位", "units"),
    "coverage": ("覆盖情况", "coverage"),
    "codebook": ("指标代码", "codebook"),
    "diff": ("差异", "differences"),
}
"""By the name of the table."""

OFFICIAL_TABLES: dict[str, Pair] = {
    "statistics": ("统计表", "statistics"),
    "proactive": ("表二", "table two"),
    "requests": ("表三", "table three"),
    "disputes": ("表四", "table four"),
}
"""The tables of the forms, by their keys, in front of what is told of each."""

TOLD_OF_TABLES: dict[str, Pair] = {
    "balanced": ("勾稽关系", "sums"),
    "n_blank": ("空白格数", "blank cells"),
    "n_suggested": ("推测格数", "suggested cells"),
}

MISSING_VALUES: dict[str, Pair] = {
    "blank": ("空白", "blank"),
    "mark": ("符号（/、— 等）", "a mark"),
    "unreadable": ("不是数字或不能归位", "not readable"),
    "absent": ("表中没有", "not printed"),
    "suggested": ("位置只是推测", "place is a guess"),
    "form": ("该版格式没有", "not in this form"),
    "no_table": ("报告没有此表", "no such table"),
    "not_filed": ("没有报告", "no report"),
    "not_read": ("报告未能读出", "report not readable"),
    "several": ("有几份报告", "several reports"),
    "zero": ("分母为零", "denominator is zero"),
    "population": ("人口未提供", "population not given"),
    "unit": ("单位不明", "unit not told"),
    "not_stated": ("正文未提及", "not stated"),
    "ambiguous": ("正文不明确", "not clear in the text"),
}
"""Why a number is missing."""

YES_NO: dict[int, Pair] = {0: ("否", "no"), 1: ("是", "yes")}

MASKED: dict[str, str] = {"id": "［身份证号］", "email": "［邮箱］", "phone": "［电话］", "contact": "［姓名］"}
"""What stands in a text of a report for what tells who somebody is, Chinese in either language."""
