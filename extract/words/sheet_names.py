"""Names that are Chinese in either language, because files, formulas and programs go by them: workbooks, their sheets,
and what is read back out of those that people fill in.
"""

from __future__ import annotations

# 核查表.xlsx, in the order of its sheets
WORKBOOK = "核查表.xlsx"
SHEETS = {
    "guide": "使用说明",
    "overview": "核查概况",
    "problems": "问题清单",
    "proactive": "主动公开",
    "requests": "申请办理",
    "disputes": "复议诉讼",
    "years": "与上年对比",
    "codes": "指标代码",
}

# 年报核查结果.xlsx, and what the next audit reads out of it
AUDIT_WORKBOOK = "年报核查结果.xlsx"
AUDIT_SHEETS = {
    "overview": "核查概况",
    "problems": "问题清单",
    "reminders": "催报",
    "ledger": "台账",
    "unclaimed": "待认领",
    "versions": "版本选用",
    "doubts": "识别存疑",
    "copies": "雷同",
    "rules": "规则统计",
    "matrix": "单位与规则",
    "sums": "数据汇总",
}
PROBLEM_NUMBER, CONCLUSION, REMARK, REPLY = "问题编号", "核实结论", "备注", "单位意见"
CONCLUSIONS = ("待核实", "属实", "不属实", "已整改", "不作要求")
"""What a person may decide about a problem (核实结论)."""
TO_VERIFY = CONCLUSIONS[0]
"""What it is until somebody has looked, where a unit has replied."""
TRUE = CONCLUSIONS[1]
CONCLUSION_WORDS = (
    "待定 待查 待核 核实中 正在核实 再核实",
    "情况属实 问题属实 是事实 确实 确有 确有此事 有此问题 是 对",
    "不是事实 不实 误报 错报 误判 没有此问题 无此问题 不存在 非问题 识别错误",
    "整改完成 已改 已改正 已更正 已修改 已完成整改 整改到位",
    "不要求 不做要求 不需整改 无需整改 不用改 可不改 免于整改",
)
"""Other words in which people say the same, conclusion by conclusion."""
FILE_ID, OWNER, AUDITED, CHOSEN = "文件编号", "认领单位", "核查年度", "采用"
HEAD_WORDS = (
    (PROBLEM_NUMBER, "编号 问题序号 问题号 问题代码"),
    (CONCLUSION, "核实意见 核实结果 核实情况 核实 结论 核查意见"),
    (REMARK, "说明 备注说明 备注栏"),
    (REPLY, "反馈意见 单位反馈 反馈 异议 异议理由 单位说明"),
    (OWNER, "认领 归属单位 所属单位 属于哪个单位"),
    (CHOSEN, "采用版本 是否采用 以此为准"),
)
"""Other words that people write above columns that are read back."""
NOT_A_REPORT = "不是年报"
"""What a person writes in place of the unit that a file is of."""
CHOSEN_WORDS = frozenset(("采用", "是", "√", "✓", "对", "y", "yes", "1"))
"""How a person says which version counts."""
DISMISSED = frozenset(("不属实", "不作要求"))

# what `review` writes beside what it reads, and looks for there
REVIEW_FOLDER = "年报核查结果"
REVIEW_DATA, REVIEW_PAPERS, REVIEW_PAGE = "数据", "文书", "核查.html"
REVIEW_ROSTER, REVIEW_PROFILE, REVIEW_ANSWERS = "名册", "核查标准", "整改反馈"
SELF_CHECK = "{name} 自查结果.html"

# 报市汇总表.xlsx
TOTALS_SHEETS = {"sums": "汇总", "annex": "附表", "compared": "逐项对照"}

# what `file` writes
FILED_INDEX = "目录.csv"
FILED_NAME = "{number:02}_{unit}_年报_{version}"

# 核查标准.xlsx, which is read back
PROFILE_SHEETS = {
    "scheme": "基本情况",
    "rules": "规则",
    "deadlines": "报送期限",
    "demands": "章节要求",
    "forbidden": "禁用词语",
    "zeros": "应为零的项目",
    "registers": "其他台账",
    "cells": "项目名称",
}
PROFILE_HEADS = {
    "rule": "规则",
    "level": "级别",
    "item": "计分项",
    "points": "每处扣分",
    "cap": "上限",
    "kind": "单位类别",
    "deadline": "应报日期",
    "number": "部分",
    "length": "最少字数",
    "words": "必须写到",
    "any": "写到其一",
    "called": "要求名称",
    "forbidden": "不用的词语",
    "instead": "应改为",
    "since": "起始年度",
    "until": "截止年度",
    "zeros": "应为零的项目",
    "kinds": "适用单位",
    "why": "理由",
    "register": "台账名称",
    "of_unit": "单位",
    "cell": "项目",
    "value": "数值",
    "tolerance": "允许误差",
    "of_year": "年度",
}
PROFILE_ITEMS = {"name": "名称", "basis": "依据", "due": "整改期限", "full": "满分", "not_filed": "未报送得分"}
LEVEL_WORDS = (
    ("error", "须整改 整改 错误"),
    ("warning", "需核实 核实 存疑"),
    ("note", "建议完善 建议 提示"),
    ("off", "不用 停用 不启用 关"),
)
"""Words for how grave a rule is, the first as we write it."""

# what `export` and `compare` write
PANEL_SHEETS = {
    "wide": "数据",
    "panel": "数据",
    "pooled": "分组汇总",
    "reports": "报告",
    "facts": "表格数字",
    "findings": "问题",
    "sections": "各部分文字",
    "narrative": "正文数字",
    "triples": "其他数字",
    "units": "单位",
    "coverage": "覆盖情况",
    "codebook": "指标代码",
    "diff": "差异",
}
FIELDS_SHEET, CHARTS_SHEET = "字段", "图表"

# what `sample` writes and `score` reads
CODING_NOTES, CODING_DRAWN = "说明", "抽样"
"""What is to be done, and, hidden, what was drawn from what."""
CODERS = ("编码甲", "编码乙", "裁定")
"""The two coders, and who decides where they differ."""
KEY = "编号"
ANSWERS = {
    "cell": "原文",
    "stated": "原文",
    "missed": "原文",
    "report": "是否年报",
    "agency": "单位名称",
    "year": "报告年度",
    "version": "是否采用",
}
"""Above the answers to a question."""
ANSWER_BETWEEN, ANSWERS_APART = "；", r"[;；、\s]+"
"""Between several answers to one question, as we write it and as others do."""
BLANK = "空"
"""What a coder writes for a cell that is printed empty."""
BLANK_WORDS = frozenset((BLANK, "空白", "blank"))
"""What is taken for it."""
AS_PRINTED_WORDS = frozenset(("印出", "原文", "print"))
"""What a person writes where a correction is taken back: what is printed counts again."""
YES, NO = "是", "否"
YES_WORDS = frozenset((YES, "√", "✓", "对", "y", "yes", "1"))
NO_WORDS = frozenset((NO, "不是", "×", "x", "错", "n", "no", "0"))
NOT_STATED = "未提"
"""What a coder writes where a sentence does not tell what is asked."""
NOT_STATED_WORDS = frozenset((NOT_STATED, "未提及", "没有提到", "没提", "未说明", "not stated", "none"))

# what `serve` keeps beside the library
RECEIVED_FOLDER, OF_PLACES, RETURNED_FOLDER = "收件", "各地报来", "退回"
"""The folder of what comes in, the one below it of what came for a place, and that of what was of another after all."""

# what `notices` writes, and what comes back on the forms
NOTICES, CIRCULAR, PACKETS = "反馈单", "通报.docx", "分送"
"""The folder of papers for units, the one about all, and the folder of those for each office above."""
NOTICE_TEMPLATE, CIRCULAR_TEMPLATE = "反馈单模板.docx", "通报模板.docx"
PAPER_FIELDS = {
    "year": "年度",
    "unit": "单位",
    "count": "问题数",
    "due": "期限",
    "day": "日期",
    "problems": "问题清单",
    "form": "反馈表",
    "filed": "总体情况",
    "found": "存在问题",
    "reports": "报送情况表",
    "summary": "问题汇总表",
}
"""What may be filled into a template, written {{年度}}."""
ANSWER_HEADS = (
    "序号", "问题", "位置", "整改措施", "整改后网址/附件", "是否完成", "完成时间", "责任人", "有异议及理由",
)  # fmt: skip
"""The columns of the form for an answer."""
ANSWER_WORDS = (
    ("number", "序号 编号 问题编号"),
    ("measure", "整改措施 措施 整改情况"),
    ("address", "整改后网址/附件 网址 附件"),
    ("done", "是否完成 完成情况 是否整改"),
    ("day", "完成时间 完成日期"),
    ("person", "责任人 经办人"),
    ("objection", "有异议及理由 异议 异议理由 有异议"),
)
"""Words above the columns that are read back, our own first."""
DONE_WORDS = frozenset(["是", "已完成", "完成", "已整改", "已改", "已改正", "整改完成", "√", "✓", "☑", "y", "yes"])
"""How a unit says that a problem is mended."""
