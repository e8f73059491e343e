"""What is printed as a page or a paragraph: the rules, the codebook, a corpus and its error rate for a paper."""

from __future__ import annotations

from extract.words.heads import CELLS, CODE, LABEL, SOURCE, UNIT
from extract.words.languages import Pair

PAGES: dict[str, Pair] = {
    # the page of rules
    "rules.title": ("核查规则", "Rules"),
    "rules.intro": (
        "本页由规则目录生成（`gongkai rules --markdown`）。一条规则或成立，或不成立，或无法判断；无法判断的不列为问题，"
        "只计数并说明原因。单位类别不适用的规则不计。句中 `{{…}}` 处为报告中的数字和文字。级别为最重的一级，"
        "核查标准可以改动。R 类说的是程序的识读，不是单位的问题。",
        "Made from the catalogue of rules (`gongkai rules --markdown`). A rule holds, fails, or cannot be judged: then "
        "it makes no finding, and is counted with the reason. Rules that are not for a kind of agency are not counted. "
        "Figures and words of the report stand for `{{…}}`. Severities are the gravest that a finding has; a profile "
        "may change them. Rules R are about our reading and no fault of the agency.",
    ),
    "rules.stop": ("。", "."),
    "rules.severity": ("级别：", "Severity: "),
    "rules.basis": ("依据：", "Basis: "),
    "rules.kinds": ("适用的单位：", "For: "),
    "rules.since": ("适用的年度自：", "Since the report for: "),
    "rules.unjudged": ("以下情形无法判断：", "Cannot be judged: "),
    "rules.of_absence": ("有不符合之处、但以下情形时无法判断：", "If something is missing, cannot be judged: "),
    "rules.on_demand": ("只在指定时使用（`check --select`）。", "Only when it is asked for (`check --select`)."),
    "rules.says": ("表述：", "Says: "),
    # the codebook
    "codebook.accuracy": (
        "数字读错的频率：程序文档 docs/accuracy.zh.md；本库的错误率用 gongkai sample 和 gongkai score 测得。",
        "How often figures are read wrong: docs/accuracy.md of the program; in a library of your own gongkai sample "
        "and gongkai score tell.",
    ),
    "codebook.sums": ("各行之和", "Rows added up"),
    "codebook.sums.about": (
        "新的格式没有这一行时，为其下各行之和；各行都是数字才有值。",
        "Where the newest form has no such row: the sum of the rows below it, where all of them are numbers.",
    ),
    "codebook.language": ("zh-CN", "en"),
    "codebook.title": ("政府信息公开工作年度报告数据字典", "Data dictionary of the annual reports"),
    "codebook.experimental": (
        "试验性：未能见到官方全文，部分项目名称尚未在报告中见到，今后可能更改。",
        "Experimental: the official text could not be seen whole; some labels have not been seen in a report yet, and "
        "may change.",
    ),
    "codebook.indicators": ("指标", "Indicators"),
    "codebook.indicators.about": (
        "有单元格不是数字、或分母为零时为空；分组时为合计之比。share 为占比，附 95% 区间（Wilson）；ratio 可以大于 1；"
        "flag 为 1 或 0。",
        "Empty where a cell is no number or there is nothing to divide by; over groups sum over sum. share: with a "
        "95 % interval (Wilson); ratio: may be above 1; flag: 1 or 0.",
    ),
    "codebook.listed": ("名册和代码表给出的变量", "Variables that a roster and a table of codes give"),
    "codebook.listed.about": (
        "代码各列须有代码表（--codes），其余须有名册（--roster）。"
        "weight 为同年度、省、上级、类别的应报单位数除以有报告计入的单位数。"
        "boundary_change：报告年度与基准年之间，merged 有合并，split 有拆分。",
        "Codes with a table of codes (--codes), the others with a roster (--roster). weight: the units of one year, "
        "province, place above and kind that are expected, over those with a report that counts. boundary_change: "
        "merged or split between the year of the report and the base year.",
    ),
    "codebook.missing": ("缺失的原因", "Why a value is missing"),
    "codebook.missing.about": (
        "见 missing 列。not_filed 只在清单写明找过、或该年度已按名册核查时才写；无从得知的为 not_collected。",
        "In the column missing. not_filed is said only where a manifest tells that somebody looked, or a roster was "
        "audited for the year; else it is not_collected.",
    ),
    "codebook.variables": ("宽表中的其他变量", "Other variables of wide tables"),
    "codebook.variables.about": (
        "balanced：strict 印出的数字齐全且勾稽关系都成立，lenient 有空白、符号或推断的，fails 有不成立的，"
        "unjudged 无法判断。"
        "all_zero、as_before：表中没有推测或不可读的单元格时才判断；as_before 与同一格式的上年报告逐格相同为 1。"
        "text：去掉名称、年份和数字后每八个字为一段，own 为也见于本单位上年报告（第一、五、六部分）的段数比例，"
        "county 为也见于同一上级、同一年其他单位的，template 为过半单位（八个以上时）都有的；"
        "run 为连续的最长一段的字数。",
        "balanced: strict, all numbers are printed and all sums hold; lenient, some are blank, marks or placed by "
        "the sums; fails; unjudged. all_zero, as_before: told only where no cell of the table is a guess or "
        "unreadable; as_before is 1 where every cell is that of the report of the year before, in the same form. text: "
        "names, years and numbers aside, of every eight characters in a row, own is the share that stands in the "
        "agency's report of the year before (parts one, five and six), county in others of the same place above and "
        "year, template in those of more than half of eight agencies or more; run is the longest run of them, in "
        "characters.",
    ),
    "codebook.stated": ("正文所述数字", "Figures stated in the text"),
    "codebook.stated.about": (
        "只取语句明确、说的是本年的数字。各单位主动公开总数（narrative.proactive_total）的计法不一，有的把各渠道重复计算，"
        "不宜用来比较单位。",
        "Only what is stated clearly and of the year itself. Agencies count what they published in total "
        "(narrative.proactive_total) in different ways, some every channel anew: it is no basis for comparing them.",
    ),
    "codebook.stated.cell": ("正文对 {concept} 的说法", "what the text says of {concept}"),
    "codebook.head.code": CODE,
    "codebook.head.row": ("行", "Row"),
    "codebook.head.column": ("列", "Column"),
    "codebook.head.unit": UNIT,
    "codebook.head.type": ("类型", "Type"),
    "codebook.head.short": ("变量名", "Variable"),
    "codebook.head.label": LABEL,
    "codebook.head.source": SOURCE,
    "codebook.head.formula": ("定义", "Formula"),
    # the data section of a paper
    "methods.files": (
        "本文数据由 {program} 从 {files} 个文件中读取（{kinds}）：正常 {ok} 份，"
        "部分数字的位置由勾稽关系推断或编码经过修复 "
        "{ok_with_repairs} 份，不完整 {partial} 份，未能读出 {failed} 个，不是年度报告或与其他文件相同而跳过 "
        "{skipped} 个。",
        "The data were read by {program} from {files} files ({kinds}): {ok} read as printed, {ok_with_repairs} "
        "with some "
        "figures placed by the sums of the form or some bytes repaired, {partial} incomplete, {failed} that "
        "could not be "
        "read, {skipped} skipped as no reports or copies.",
    ),
    "methods.other": ("其他", "other"),
    "methods.reasons": ("未读出和跳过的原因：{reasons}。", "Reasons for files not read or skipped: {reasons}."),
    "methods.reports": (
        "共得报告 {reports} 份，来自 {agencies} 个单位，年度为 {years}。同一单位同一年有几份的，只取一份："
        "发布稿先于送审稿，"
        "其次取读得最完整的；按此规则以之为准的有 {counting} 份。",
        "This gives {reports} reports of {agencies} agencies on the years {years}. Of several reports of one "
        "agency and "
        "year one counts: what was published before drafts, then the one that was read best; {counting} reports count.",
    ),
    "methods.cells": (
        "这些报告的法定表格有单元格 {total} 个：数字 {number} 个（从原格读出 {read} 个，由勾稽关系唯一确定位置 "
        "{aligned} 个，由图像识别 {recognised} 个，位置只是推测 {suggested} 个），空白 {blank} 个，符号 {mark} 个，"
        "不可读 {unreadable} 个，原文未印 {absent} 个。",
        "Their statutory tables have {total} cells: {number} numbers ({read} read from their own cell, {aligned} "
        "placed by the sums in the only way possible, {recognised} recognised on pictures, {suggested} guesses), "
        "{blank} blank, {mark} marks, {unreadable} unreadable, {absent} not printed.",
    ),
    "methods.triples": (
        "规定格式以外还有 {count} 个带名称和单位的数字（自行编制的表格，以及没有规定表格的报告的正文），照原文列出，"
        "含义未作判断，不进入任何比较或合计。",
        "Besides, {count} figures with a label and a unit stand in tables of the agencies' own, or in the prose of "
        "reports without any table of a form: they are given as printed, what they mean is not judged, and no "
        "comparison or sum holds them.",
    ),
    "methods.rules": (
        "印出的数字一律不改动，勾稽关系不成立的也照原文；空白、符号和未印的不当作 0；推测的数字不用于比较和汇总。"
        "各版格式只接续含义相同的项目；分组的比率为合计之比。",
        "No printed number was changed, also where a sum of the form fails; blanks, marks and cells not "
        "printed are not 0; "
        "guesses are in no comparison or sum. Only items of the same meaning are continued over versions of the form; "
        "rates of groups are sum over sum.",
    ),
    "methods.accuracy": (
        "程序读错的频率，已在虚构的报告上测量，见 gongkai 的 docs/accuracy.zh.md；"
        "本语料的错误率由两人编码测得（gongkai sample、gongkai score）。",
        "How often the program errs was measured on invented reports (docs/accuracy.md of gongkai); in this corpus two "
        "coders tell (gongkai sample, gongkai score).",
    ),
    "score.coded": ("抽取 {drawn} 行，已核对 {coded} 行。", "{drawn} rows were drawn, {coded} of them are coded."),
    "score.partly": (
        "还有 {count} 行没有填：未填的与已填的没有不同时，下面的数字才成立。",
        "{count} rows are not coded: the figures hold only where these are no other than the rest.",
    ),
    "score.other_files": (
        "抽样时库中有 {then} 个文件，现有 {now} 个：错误率只说明抽样时的那些。",
        "The library had {then} files when the sample was drawn and has {now}: the rates are those of the former.",
    ),
    "score.head": ("{question}　核对　错误　错误率　95% 区间", "{question}  looked at  errors  rate  95 % interval"),
    "score.all": ("全部", "all"),
    "score.of.cell": CELLS,
    "score.of.report": ("是否年报", "is it a report"),
    "score.of.agency": ("单位", "agency"),
    "score.of.year": ("年度", "year"),
    "score.of.version": ("采用的版本", "version used"),
    "score.of.stated": ("正文所述数字", "figures stated by the text"),
    "score.of.missed": ("漏读的正文数字", "figures of the text that were missed"),
    "score.group.nonzero": ("非零数字", "numbers other than 0"),
    "score.group.other": ("其他", "others"),
    "score.group.single": ("单份报告", "one report of the year"),
    "score.group.several": ("几份报告", "several reports of the year"),
    "score.group.stated": ("已读出", "stated"),
    "score.group.unstated": ("未读出", "not stated"),
    "score.row": (
        "{group}　{looked_at}　{errors}　{rate}　{low}–{high}",
        "{group}  {looked_at}  {errors}  {rate}  {low}–{high}",
    ),
    "score.wrong": ("{what}：读作 {read}，原文为 {truth}", "{what}: read {read}, printed {truth}"),
    "score.reread": ("{what}：抽样时读作 {before}，现为 {now}", "{what}: read {before} when drawn, now {now}"),
    "score.unclaimed": ("不再读出", "no longer claimed"),
    "score.drawn.cells": (
        "程序声明读出的单元格中，非零数字和其他各抽一半，各按文件类型、格式版本、年度和定位方式分层随机抽取，"
        "由两名编码员在不知读取结果的情况下按各自的顺序独立对照原文。",
        "Of the cells that the program claims to have read, as many with numbers other than 0 as others were drawn at "
        "random within strata of file kind, form, year and how the cell was placed. Two coders compared them with the "
        "source independently, each in an order of their own, without knowing what was read. ",
    ),
    "score.drawn.reports": (
        "读过的文件按是否计入、同一单位同一年有一份还是几份报告各抽同样多，各按文件类型、格式版本、年度和读取情况分层"
        "随机抽取，由两名编码员在不知程序认作什么的情况下按各自的顺序独立判断。",
        "Of the files that were read, as many were drawn of agencies with one report of a year as with several "
        "and of those that do not count, at random within strata of file kind, form, year and status. Two coders "
        "judged them independently, each in an order of their own, without knowing what they had been taken for. ",
    ),
    "score.drawn.narrative": (
        "正文中读出的数字和印有数字而没有读出的句子各抽一半，各按文件类型、格式版本、年度分层随机抽取，"
        "由两名编码员在不知读取结果的情况下按各自的顺序独立对照原句。",
        "As many figures that the program says the text states as sentences with figures of which it states none were "
        "drawn at random within strata of file kind, form and year. Two coders compared them with the sentence "
        "independently, each in an order of their own, without knowing what was read. ",
    ),
    "score.rate": (
        "{what}：核对 {looked_at}，有误 {errors}，按各层所占比例加权的错误率为 {rate}（95% 区间 {low}–{high}）。",
        "Of {what} {looked_at} were looked at and {errors} are wrong: weighted by the sizes of the strata, {rate} "
        "(95 % interval {low}–{high}). ",
    ),
    "score.agreement": (
        "两人都填的 {both} 个中一致的占 {alike}（Cohen κ = {kappa}）。",
        "Of {both} that both coded they agreed on {alike} (Cohen's κ = {kappa}). ",
    ),
    "score.method": (
        "区间为 Clopper–Pearson 法，按 Korn 和 Graubard 的有效样本量。",
        "Intervals are those of Clopper and Pearson with the effective sample size of Korn and Graubard. ",
    ),
    "score.left_out": (
        "另有 {undecided} 个两人不一致而未裁定，{uncoded} 行未填，均未计入；标为推测或不可读的不在其列。",
        "{undecided} on which they differed and nobody decided, and {uncoded} rows not coded, are left out; what is "
        "marked as a guess or unreadable is not among them.",
    ),
}
