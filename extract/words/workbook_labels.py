"""The words of `核查表.xlsx`, keyed by code. Sheet names are Chinese in either language (`sheet_names`)."""

from __future__ import annotations

from extract.words.commands import COMMANDS
from extract.words.export_labels import MISSING_VALUES
from extract.words.findings import FINDINGS
from extract.words.heads import CODE, FILE, FILES, NUMBER, PLACE, TOTAL, UNIT, UNJUDGED
from extract.words.languages import Lang, Pair, in_language

LABELS: dict[str, Pair] = {
    # columns
    "file": FILE,
    "agency": ("机关", "Agency"),
    "year": ("年份", "Year"),
    "form": ("格式", "Form"),
    "status": ("读取情况", "Reading"),
    "sections": ("章节", "Sections"),
    "errors": ("错误", "Errors"),
    "warnings": ("存疑", "Warnings"),
    "notes": ("提示", "Notes"),
    "unjudged": UNJUDGED,
    "doubts": ("待人工核对", "To verify"),
    "next": ("下一步", "Next step"),
    "number": NUMBER,
    "severity": ("级别", "Severity"),
    "rule": ("核查规则", "Rule"),
    "place": PLACE,
    "message": ("问题", "Finding"),
    "expected": ("对照", "Compared with"),
    "actual": ("报告填写", "Printed"),
    "origin": ("原文出处", "Source"),
    "indicator": ("指标", "Indicator"),
    "last_year": ("上年", "Last year"),
    "this_year": ("本年", "This year"),
    "change": ("增减", "Change"),
    "carried": ("年度衔接", "Carry-over"),
    "code": CODE,
    "path": ("中文名称", "Chinese name"),
    "unit": UNIT,
    "forms": ("适用格式", "Forms"),
    # words
    "severity.error": FINDINGS["severity.error"],
    "severity.warning": FINDINGS["severity.warning"],
    "severity.note": FINDINGS["severity.note"],
    "severity.doubt": ("待核对", "to verify"),
    "status.ok": COMMANDS["status.ok"],
    "status.ok_with_repairs": ("含推断", "with placed figures"),
    "status.partial": COMMANDS["status.partial"],
    "status.failed": ("未读出", "failed"),
    "status.skipped": ("已跳过", "skipped"),
    "no_agency": COMMANDS["show.no_entity"],
    "blank": ("（空）", "(blank)"),
    "all_sections": ("{total}部分齐全", "all {total}"),
    "some_sections": ("{found}/{total}，缺{missing}", "{found}/{total}, without {missing}"),
    "total": TOTAL,
    "next.agency": ("见“问题清单”第一部分", "see part one of 问题清单"),
    "next.doubts": ("对照原文核对“问题清单”第二部分", "check part two of 问题清单 against the report"),
    "next.both": ("见“问题清单”；第二部分先对照原文核对", "see 问题清单; check part two against the report first"),
    "next.sections": ("请核对原文是否缺章节", "check whether the report lacks a section"),
    "next.suggested": ("对照原文核对带“?”的数字", "check figures with “?” against the report"),
    "next.none": ("无需处理", "nothing to do"),
    "next.version": ("同一报告的另一份，不计入各表", "another version of the report counts; its figures are left out"),
    "next.duplicate": ("与“{file}”内容完全相同，只计一次", "the same bytes as “{file}”; counted once"),
    "carried.yes": ("衔接", "agrees"),
    "carried.no": ("▲ 不衔接（上年 {out}，本年 {into}）", "▲ differs (out {out}, in {into})"),
    "carried.unknown": ("无法判断", "not judged"),
    "several": (
        "该机关这两年中有一年不止一份报告，不作对比",
        "more than one report for one of these years; not compared",
    ),
    # titles, and lines under them
    "title": ("政府信息公开工作年度报告核查表", "Check of annual reports on government information disclosure"),
    "title.overview": ("核查概况", "Overview"),
    "title.problems": ("问题清单", "Findings"),
    "title.proactive": ("主动公开政府信息情况", "Proactive disclosure"),
    "title.requests": ("收到和处理政府信息公开申请情况", "Requests received and handled"),
    "title.disputes": ("政府信息公开行政复议、行政诉讼情况", "Administrative review and litigation"),
    "title.years": ("与上年对比", "Compared with the year before"),
    "title.codes": ("指标代码", "Codes"),
    "files": ("{files} 个文件", "{files} files"),
    "summary": (
        "共 {files} 个文件，读出报告 {read} 份：正常 {ok}，含推断 {ok_with_repairs}，不完整 {partial}；"
        "未读出 {failed}，已跳过 {skipped}。",
        "{files} files; {read} reports read: {ok} ok, {ok_with_repairs} with placed figures, {partial} partial; "
        "{failed} failed, {skipped} skipped.",
    ),
    "problems.report": (
        "第一部分　报告本身的问题，共 {count} 条：核实后可反馈报送单位。",
        "Part one: faults of the reports ({count}); may be passed on to the agencies once verified.",
    ),
    "problems.reading": (
        "第二部分　待人工核对（读取），共 {count} 条：请对照原文核实；不要发给报送单位，也不在打印范围内。",
        "Part two: to verify ({count}); the program is not sure of its reading. Not for the agencies, and not printed.",
    ),
    "problems.none": ("没有发现报告本身的问题。", "No faults of the reports were found."),
    "marks": (
        "▲ 错误　△ 存疑　◇ 待人工核对　~ 推断　? 推测（统计时当作缺失）　※ 人工更正　"
        "（空）表中空白，不等于 0　灰底 表中没有",
        "▲ error  △ warning  ◇ to verify  ~ placed by the sums  ? a guess (treat as missing)  ※ corrected  "
        "(blank) printed empty, not 0  grey: not in the print",
    ),
    "compared": (
        "只用确定读出的数字；推测、空白和斜杠不参加对比。年度衔接：本年表中“上年结转”应等于上年表中“结转下年度继续办理”。",
        "Certain figures only: guesses, blanks and marks are left out. Carry-over: what this year's table carries in "
        "must equal what last year's carried out.",
    ),
    "compared.none": ("没有同一机关连续两年的报告。", "No agency has reports of two consecutive years."),
    "codes": ("同一代码在各格式中含义相同。", "The same code has the same meaning in every form."),
    "no_reports": ("没有读出报告。", "No report was read."),
    "footer": ("第 &P 页，共 &N 页", "Page &P of &N"),
    # headline figures
    "headline.requests.received.total": ("新收申请", "Requests received"),
    "headline.requests.carried_in.total": ("上年结转申请", "Carried in"),
    "headline.requests.handled.total": ("办理结果总计", "Handled"),
    "headline.requests.carried_out.total": ("结转下年度", "Carried out"),
    "headline.requests.granted.total": ("予以公开", "Granted"),
    "headline.requests.partially_granted.total": ("部分公开", "Partially granted"),
    "headline.requests.denied.total": ("不予公开", "Denied"),
    "headline.requests.unable.total": ("无法提供", "Unable to provide"),
    "headline.requests.rejected.total": ("不予处理", "Not processed"),
    "headline.requests.other.total": ("其他处理", "Handled otherwise"),
    "headline.disputes.review.total": ("行政复议", "Administrative reviews"),
    "headline.disputes.suit.total": ("行政诉讼", "Lawsuits"),
    "headline.proactive.normative_documents.issued": ("制发规范性文件", "Normative documents issued"),
    "headline.proactive.normative_documents.in_force": ("现行有效规范性文件", "Normative documents in force"),
    "headline.proactive.licences.decisions": ("行政许可决定", "Licence decisions"),
    "headline.proactive.penalties.decisions": ("行政处罚决定", "Penalty decisions"),
    # 使用说明
    "guide.made": ("一、怎么来的", "1. How it was made"),
    "guide.by": ("程序", "Program"),
    "guide.by.text": (
        "{program}，离线运行。数字都取自报告原文，程序不改动报告中任何一个数字。",
        "{program}, run offline. Every figure is taken from the reports; none that is printed is changed.",
    ),
    "guide.files": FILES,
    "guide.findings": ("问题", "Findings"),
    "guide.findings.text": (
        "报告本身的问题：错误 {errors} 条，存疑 {warnings} 条，提示 {notes} 条；另有待人工核对（读取）{doubts} 条。",
        "Faults of the reports: {errors} errors, {warnings} warnings, {notes} notes; {doubts} to verify (reading).",
    ),
    "guide.sheets": ("二、各工作表", "2. The sheets"),
    "guide.sheet.overview": (
        "每个文件一行：读取情况、章节、各级问题的条数、下一步。",
        "One row per file: how it was read, its sections, how many findings, the next step.",
    ),
    "guide.sheet.problems": (
        "每个问题一行，错误在前。第一部分是报告本身的问题；第二部分是程序没有把握之处，只供本单位在屏幕上核对，不打印。",
        "One row per finding, errors first. Part one: faults of the reports. Part two: doubts about our reading, "
        "for your own office, on the screen only; it is not printed.",
    ),
    "guide.sheet.proactive": ("第二部分表格，每份报告一行。", "The table of part two, one row per report."),
    "guide.sheet.requests": (
        "第三部分表格，每份报告一行；横向分多页打印。",
        "The table of part three; prints on several pages across.",
    ),
    "guide.sheet.disputes": ("第四部分表格，每份报告一行。", "The table of part four, one row per report."),
    "guide.sheet.years": (
        "同一机关连续两年的主要指标、增减，以及结转是否衔接。",
        "Headline figures of agencies with two consecutive years, and whether the carry-over agrees.",
    ),
    "guide.sheet.codes": (
        "表头灰色小字的代码与表格位置对照，也用于 facts.csv。",
        "The codes in small grey type under the heads, as in facts.csv, and where they stand in the tables.",
    ),
    "guide.marks": ("三、颜色和记号", "3. Colours and marks"),
    "mark.error": FINDINGS["severity.error"],
    "mark.warning": FINDINGS["severity.warning"],
    "mark.doubt": ("待人工核对", "to verify"),
    "mark.aligned": ("推断", "placed"),
    "mark.recognised": ("识别", "recognised"),
    "mark.suggested": ("推测", "guess"),
    "mark.corrected": ("人工更正", "corrected"),
    "corrected.note": (
        "人工更正：原文“{raw}”，更正为“{value}”。\n{who}，{day}\n理由：{why}",
        "Corrected: “{raw}” is printed, {value} counts.\n{who}, {day}\nReason: {why}",
    ),
    "mark.blank": MISSING_VALUES["blank"],
    "mark.mark": ("符号", "mark"),
    "mark.absent": ("表中没有", "absent"),
    "mark.none": ("没有", "none"),
    "guide.mark.error": ("错误涉及的数字（红底、粗体、▲）", "a figure that an error is about (red, bold, ▲)"),
    "guide.mark.warning": ("存疑涉及的数字（黄底、△）", "a figure that a warning is about (amber, △)"),
    "guide.mark.doubt": (
        "读取没有把握，须对照原文（紫底、◇）",
        "our reading is in doubt; compare with the report (violet, ◇)",
    ),
    "guide.mark.aligned": (
        "该行缺少单元格，位置由勾稽关系唯一确定（~）",
        "the row lacks cells, and the sums leave one place only (~)",
    ),
    "guide.mark.recognised": (
        "由图像识别得到，核对原文后方可采用（蓝色斜体、°）",
        "recognised on a picture; compare with the source before you use it (blue italics, °)",
    ),
    "guide.mark.suggested": (
        "还有别的可能，统计时请当作缺失（蓝色斜体、?）",
        "other places are possible; treat as missing in statistics (blue italics, ?)",
    ),
    "guide.mark.corrected": (
        "有人更正过，原文和理由见单元格批注（绿底、※）",
        "a person's figure; what is printed, who and why stand in the cell's note (green, ※)",
    ),
    "guide.mark.blank": ("表中该格是空白，不等于 0", "printed empty; not 0"),
    "guide.mark.mark": ("“/”“—”“无”等原样照录，不等于 0", "“/”, “—”, 无 and the like as printed; not 0"),
    "guide.mark.absent": ("表中没有这一格（灰底）", "this cell is not in the print (grey)"),
    "guide.mark.none": (
        "报告没有这张表，或所用格式没有这一格（白底无字）",
        "the report lacks this table, or its form this cell (white)",
    ),
    "guide.words": ("四、用语", "4. Words"),
    "guide.word.severity": ("错误 存疑 提示", "error, warning, note"),
    "guide.word.severity.text": (
        "错误：违反表内勾稽关系或明文要求；存疑：多半有误，须核实；提示：供参考。",
        "error: against the printed sums or an explicit rule; warning: probably wrong, verify; note: for information.",
    ),
    "guide.word.unjudged.text": (
        "所需数字缺失或位置只是推测，规则无法核对的条数；不是问题。",
        "rules that could not be checked since figures are missing or guesses; no fault.",
    ),
    "guide.word.origin.text": (
        "文本的行；网页、Word 文件的表、行、列，或段落；PDF、OFD 的页。",
        "the line of a text; table, row and column, or the paragraph, of a web page or Word file; the page of a PDF "
        "or OFD.",
    ),
}


def label(code: str, lang: Lang, **details: object) -> str:
    """The words with this code in a language; KeyError for an unknown code.

    >>> label("files", "en", files=3)
    '3 files'
    """
    return in_language(LABELS[code], lang).format(**details)
