"""The words of `年报核查结果.xlsx`, keyed by code, and what an agency is advised to do about each problem.

Sheet names, and the columns that are read back, are Chinese in either language (`sheet_names`).
"""

from __future__ import annotations

from extract.words.heads import AGENCY, ALL_AGENCIES, FILES, FILING, NUMBER, TOTAL, UNJUDGED, YEAR
from extract.words.languages import Lang, Pair, in_language
from extract.words.sheet_names import CHOSEN, CONCLUSION, OWNER, PROBLEM_NUMBER, REMARK, REPLY

LABELS: dict[str, Pair] = {
    "title": ("{year} 年度政府信息公开工作年度报告核查结果", "Audit of the annual reports for {year}"),
    "profile": ("核查标准：{name}", "Profile: {name}"),
    "summary": ("应报 {due} 个单位：{filings}。", "{due} agencies: {filings}."),
    "summary.filed": ("已报 {count}", "{count} filed"),
    "summary.undated": ("其中日期不明 {count}", "{count} of them without a day"),
    "summary.late": ("逾期 {count}", "{count} late"),
    "summary.twice": ("重复报送 {count}", "{count} filed twice"),
    "summary.draft": ("只有送审稿 {count}", "{count} a draft only"),
    "summary.other": ("误报其他单位报告 {count}", "{count} handed in another's"),
    "summary.other_year": ("误报其他年度报告 {count}", "{count} handed in another year's"),
    "summary.unreadable": ("已收到、系统未能识别 {count}", "{count} received and not readable"),
    "summary.uncertain": ("归属待定 {count}", "{count} uncertain"),
    "summary.missing": ("未收到 {count}", "{count} not received"),
    "summary.no_day": (
        "其中 {count} 个单位的报告没有载明发布日期，是否逾期未知。",
        "{count} of them without a day of publication, so that it is not known whether they are late.",
    ),
    "summary.problems": (
        "问题 {mend} 项须整改，{verify} 项需核实，{improve} 项建议完善；另有 {doubts} 项识别存疑，不反馈单位。",
        "Problems: {mend} to mend, {verify} to verify, {improve} to improve; {doubts} doubts about reading are not "
        "handed on.",
    ),
    "summary.progress": (
        "第 {round} 轮，与上一轮相比：新出现 {new} 项，未整改 {still} 项，已整改 {mended} 项，"
        "未再核查 {unverified} 项。",
        "Round {round}, since the one before: {new} new, {still} not mended, {mended} mended, "
        "{unverified} not verified.",
    ),
    "summary.claimed": (
        "其中 {count} 项单位称已整改，尚未收到可以核实的新报告。",
        "{count} are said to be mended; no newer report has come to show it.",
    ),
    "mismatch": (
        "名册与收到的报告对不上：名册 {bare} 个单位没有匹配，{left} 份报告没有归属。请核对名册，或在“待认领”中指定；"
        "在此之前，不作“未收到”的判断。",
        "The roster is not that of the reports: {bare} agencies have none, {left} reports are nobody's. Look at the "
        "roster, or assign the files in 待认领; until then nothing is said to be missing.",
    ),
    "unclaimed.some": (
        "有文件没有单位认领，可能属于下列“归属待定”的单位，见“待认领”。",
        "Files are nobody's and may be of agencies that are uncertain; see 待认领.",
    ),
    "missing.note": (
        "“未收到”只说明本次没有收到文件，不等于未发布；请核实后再作结论。",
        "“Not received” means that no file was received this time, not that none was published; verify first.",
    ),
    "strangers": ("名册以外的报告：{names}", "Reports of agencies that are not in the roster: {names}"),
    "number": NUMBER,
    "problem_number": (PROBLEM_NUMBER, PROBLEM_NUMBER),
    "unit": AGENCY,
    "kind": ("类别", "Kind"),
    "filing": FILING,
    "published": ("发布日期", "Published"),
    "judgement": ("核查结论", "Verdict"),
    "mend": ("须整改", "To mend"),
    "verify": ("需核实", "To verify"),
    "improve": ("建议完善", "To improve"),
    "good": ("未发现问题", "No problem found"),
    "unchecked": ("未发现问题\n（{count} 项未能核查）", "No problem found\n({count} rules not checked)"),
    "unsure": ("待人工核对", "To be looked at"),
    "none": ("—", "—"),
    "score": ("得分", "Score"),
    "gravest": ("最突出的问题", "Gravest problems"),
    "files": FILES,
    "filing.filed": ("已报", "filed"),
    "filing.missing": ("未收到", "not received"),
    "filing.draft": ("只有送审稿", "a draft only"),
    "filing.unreadable": ("已收到，系统未能识别", "received, cannot be read"),
    "filing.undated": ("已报\n（日期不明）", "filed\n(no day)"),
    "filing.late": ("逾期", "late"),
    "filing.other_year": ("误报其他年度报告", "another year's"),
    "filing.twice": ("重复报送", "filed twice"),
    "filing.other": ("误报其他单位报告", "another's"),
    "filing.uncertain": ("归属待定", "uncertain"),
    "contact": ("联系人及电话", "Contact"),
    "printed": ("载明的机关、年度", "Printed"),
    "of_year": ("{year} 年度", "{year}"),
    "owner": (OWNER, OWNER),
    "chosen": (CHOSEN, CHOSEN),
    "candidates": ("可能的单位", "Candidates"),
    "candidates.many": ("{names}等 {count} 个单位", "{names} … ({count} agencies)"),
    "grounds": ("依据", "Why"),
    "ground.named": ("文件名或文件夹名写有单位名称", "its name stands in that of the file or folder"),
    "ground.short": ("文件名或文件夹名写有单位简称", "its short name stands in that of the file or folder"),
    "ground.printed": ("文中载明单位名称", "its name is printed as the agency's"),
    "ground.text": ("正文提到该单位", "the text names it"),
    "ground.renamed": ("名称只差“镇”“乡”“街道”等字", "the name differs in 镇, 乡 or 街道 only"),
    "ground.alike": ("名称只差一字", "the name differs in one character"),
    "ground.new": (
        "以前没有、本年才有的机关，可能由改名、合并而来",
        "an agency that is new: renamed or merged, perhaps",
    ),
    "ground.anyone": ("没有线索；不能排除", "nothing tells, and nothing speaks against it"),
    "unclaimed.title": ("待认领的文件", "Files that are nobody's"),
    "unclaimed.note": (
        "请在“认领单位”中选填单位；不是年报的，填“{word}”。再次核查时读回，以后不必重填。没有单位认领之前，"
        "可能的单位列为“归属待定”，不扣分。",
        "Choose a 认领单位, or write {word} where it is no report; it is read back by the next audit. Until then its "
        "candidates are uncertain, and no points are taken.",
    ),
    "unclaimed.none": ("没有待认领的文件。", "None."),
    "unclaimed.why": ("为什么没有归属", "Why it is nobody's"),
    "unclaimed.unread": ("读不出", "It cannot be read"),
    "unclaimed.no_report": ("没有读到年度报告", "No annual report was found in it"),
    "unclaimed.no_agency": ("看不出是哪个单位的", "It names no agency"),
    "unclaimed.no_year": ("看不出是哪一年度的", "Nothing tells its year for certain"),
    "unclaimed.several": ("几个单位都符合", "It may be of several agencies"),
    "unclaimed.renamed": ("名称与名册不同，不能断定是同一单位", "Its name is not quite that of the agency"),
    "unclaimed.stranger": ("载明的机关不在名册中", "Its agency is not on the roster"),
    "unclaimed.newcomer": ("往年没有这个机关的年报", "No other year has a report of its agency"),
    "relation": ("与计入的一份相比", "How it stands to the one that counts"),
    "relation.counts": ("计入", "counts"),
    "relation.chosen": ("计入（人工采用）", "counts (chosen)"),
    "relation.draft": ("送审稿", "a draft"),
    "relation.earlier": ("较早（依据：{sign}）", "earlier ({sign})"),
    "relation.later": ("较晚（依据：{sign}）", "later ({sign})"),
    "relation.receipt": ("收到的先后", "the order of receipt"),
    "relation.copy": ("同一版本的另一份（盖章件、扫描件、电子版等）", "a copy of the same version"),
    "relation.replaced": (
        "已被同名文件替换（{received}收到，{replaced}被替换）；要以其为准，请另取文件名放回",
        "replaced under its name (received {received}, replaced {replaced}); to have it count, put it back under "
        "another name",
    ),
    "relation.taken": (
        "已不在文件夹中，由计入的一份代替（{received}收到）",
        "no longer there; the one that counts came in its place (received {received})",
    ),
    "relation.unknown": ("看不出先后", "nothing tells which came later"),
    "version.counts": ("定稿", "final"),
    "version.draft": ("送审稿", "draft"),
    "version.earlier": ("旧稿", "earlier"),
    "version.later": ("后报稿", "later"),
    "version.copy": ("同版", "copy"),
    "version.unknown": ("另稿", "other"),
    "version.beside": ("其他", "beside"),
    "version": ("版本", "Version"),
    "year": YEAR,
    "filed_as": ("归档文件", "Filed as"),
    "original": ("原文件", "Original"),
    "sha256": ("SHA-256", "SHA-256"),
    "filed": ("情况", "What happened"),
    "filed.copied": ("已复制", "copied"),
    "filed.standing": ("已在归档中", "stood there already"),
    "filed.gone": ("原文件已不在，或已改动，未复制", "the original is gone or changed; not copied"),
    "versions.title": ("版本选用", "Versions"),
    "versions.note": (
        "同一单位交了几份的，列出各份，包括已被替换的。以哪份为准，请在该行“采用”中填“{word}”；再次核查时读回，一直有效，"
        "清空即恢复自动判断。",
        "Where an agency has handed in several, those that were replaced among them. Write {word} beside the one that "
        "counts; it is read back and stays; "
        "empty it to go by what tells the order.",
    ),
    "versions.none": ("没有交了几份的单位。", "None."),
    "returned": ("退回 {count} 次", "sent back {count} times"),
    "renamed": ("（名称与名册不同：{name}）", "(another name than in the roster: {name})"),
    "category": ("问题类别", "Category"),
    "place": ("所在位置", "Place"),
    "quote": ("原文", "As printed"),
    "message": ("问题描述", "Problem"),
    "basis": ("依据", "Basis"),
    "advice": ("整改建议", "Advice"),
    "due": ("整改期限", "Due"),
    "progress": ("整改情况", "Progress"),
    "conclusion": (CONCLUSION, CONCLUSION),
    "remark": (REMARK, REMARK),
    "reply": (REPLY, REPLY),
    "noted_before": ("（此前填写：{text}）", "(written before: {text})"),
    "noted_rows": (
        "以下各行已不在本次核查结果中，因有填写内容而保留",
        "Rows that are there no more, kept for what was written into them",
    ),
    "progress.new": ("新出现", "new"),
    "progress.still": ("未整改", "not mended"),
    "progress.claimed": ("称已整改", "said to be mended"),
    "reply.done": ("称已整改：{words}", "Said to be mended: {words}"),
    "reply.undone": ("尚未整改：{words}", "Not mended yet: {words}"),
    "reply.objection": ("有异议：{words}", "Does not agree: {words}"),
    "progress.mended": ("已整改", "mended"),
    "progress.unverified": ("未再核查", "not verified"),
    "progress.unasked": ("未要求整改的改动", "changed unasked"),
    "unverified.unlisted": ("单位不在名册中", "the agency is not on the roster"),
    "unverified.off": ("规则未启用，或不适用于本单位", "the rule is off, or not for this agency"),
    "unverified.no_report": ("没有能读出的报告", "there is no report that could be read"),
    "unverified.unrecorded": ("前次核查没有记下是哪份报告", "it was not noted in which report it was"),
    "unverified.same_report": ("没有收到新的报告", "no newer report was received"),
    "unverified.read_worse": ("新的报告读得不如前次", "the newer report is read worse"),
    "unverified.cells_unread": ("有关单元格没有确定读出", "its cells are not read for certain"),
    "unverified.unjudged": ("规则这次无法判断", "the rule could not be judged this time"),
    "unverified.in_doubt": ("有关数字识别存疑", "it is doubtful whether it was read right"),
    "problems.title": (
        "{year} 年度政府信息公开工作年度报告问题清单",
        "Problems of the annual reports for {year}",
    ),
    "problems.head": (
        "各单位：请对照原文核实下列问题，按“整改建议”修改后重新报送。如对核查意见有异议，请在“单位意见”中说明理由。",
        "To the agencies: please look at these in your report, mend them as advised and hand it in again. If you do "
        "not agree, please tell why in 单位意见.",
    ),
    "problems.note": (
        "核查人员在“核实结论”中选填，再次核查时读回，同一问题不必重填。每单位先列最须整改的五项，其余折叠（点左侧“+”展开）。点“问题编号”可打开原件。",
        "Whoever audits chooses a 核实结论; it is read back by the next audit. The five gravest of each agency come "
        "first, the others are folded below them (“+” at the left). A 问题编号 opens the file.",
    ),
    "same_cause": ("（与前面的问题同一原因，不另计数）", "(of the same cause as one above; not counted)"),
    "problems.none": ("没有问题。", "No problems."),
    "problems.dismissed": ("已作结论（不属实、不作要求）", "Dismissed"),
    "problems.mended": (
        "已整改（新的报告按同一规则核查，没有问题）",
        "Mended (the same rule was judged on a newer report, and holds)",
    ),
    "problems.unverified": (
        "未再核查（以前有、这次没有，但不能断定已整改）",
        "Not verified (was there, is gone, and is not known to be mended)",
    ),
    "doubts.none": ("没有。", "None."),
    "doubts.title": ("识别存疑（请人工核对原文）", "Doubts about reading (compare with the source)"),
    "doubts.note": (
        "这些是程序没有把握读对之处，不是单位的问题，不要反馈。",
        "The program is not sure to have read these right. They are no fault of the agency; do not hand them on.",
    ),
    "reminders.title": ("{year} 年度政府信息公开工作年度报告催报表", "Reminders: annual reports for {year}"),
    "reminders.note": (
        "逾期天数截至{day}；没有规定应报日期的不计（在核查标准中规定）。联系人、电话取自名册。所填内容再次核查时保留。",
        "Delays are counted up to {day}, where a day is set (by the profile, or by law). Contacts are the roster's. "
        "What is written here is kept by the next audit.",
    ),
    "reminders.none": ("没有需要催报的单位。", "Nobody is to be reminded."),
    "reminded.why": ("事由", "Why"),
    "reminded.sent_back": ("退回未改（{count} 项）", "sent back, not mended ({count})"),
    "contact.person": ("联系人", "Contact"),
    "contact.phone": ("电话", "Telephone"),
    "deadline": ("应报日期", "Due on"),
    "delay": ("逾期天数", "Days late"),
    "reminders": ("已催次数", "Reminders"),
    "reminded": ("最近催报", "Last reminded"),
    "ledger.title": ("{year} 年度政府信息公开工作年度报告台账", "Ledger of the annual reports for {year}"),
    "ledger.note": (
        "“反馈”“网址”“经办人”“销号”由经办人员填写，其余由程序填写、可以改写。所填内容再次核查时保留。",
        "反馈, 网址, 经办人 and 销号 are for persons to fill in; the rest is filled in, and may be written over. "
        "What is written is kept by the next audit.",
    ),
    "received": ("收到", "Received"),
    "received.yes": ("已收到", "received"),
    "examined": ("审核", "Examined"),
    "found": ("{what} {count} 项", "{what}: {count}"),
    "told": ("反馈", "Told"),
    "again": ("重报", "Again"),
    "again.times": ("{count} 次", "{count}"),
    "examined_again": ("复核", "Re-examined"),
    "published_on": ("公开日期", "Published on"),
    "address": ("网址", "Address"),
    "clerk": ("经办人", "Clerk"),
    "closed": ("销号", "Closed"),
    "copies.title": ("雷同", "Copied text"),
    "copies.note": (
        "逐段比较第一、五部分；名称、年份、数字、只报数字的语句和多数报告共有的语句不计。先列单位之间的雷同，每组说明谁在先；"
        "再列与本单位往年雷同、交了其他单位文件的；最后列全县统一模板，不算雷同。",
        "Parts one and five by paragraph; names, years, figures, what only tells a figure and what most reports share "
        "are left out. First what agencies share, with the one that had it first; then what is an agency's own of "
        "earlier years, and files that are another's; at last the templates of counties, which are no copies.",
    ),
    "copies.cluster": ("第 {number} 组　{count} 份：{names}", "{number}　{count} reports: {names}"),
    "copies.part": (
        "第{part}部分 {total} 段中的 {count} 段",
        "Part {part}: {count} of {total} paragraphs",
    ),
    "copies.source": ("最早：{name}（{day}）", "First: {name} ({day})"),
    "copies.no_source": ("不能判断谁先写成", "Who wrote it first cannot be told"),
    "copies.others": ("与往年雷同，以及交了其他单位文件的", "Text of earlier years, and files of others"),
    "other": ("对方单位", "Other agency"),
    "share": ("相同比例", "Share"),
    "shared": ("相同的文字", "Shared text"),
    "here": ("本处位置", "Place here"),
    "there": ("对方位置", "Place there"),
    "copies.none": ("没有发现雷同。", "No copied text was found."),
    "rules.title": ("规则统计", "Rules"),
    "rules.note": ("每条规则涉及的单位数和问题数", "Agencies and problems by rule"),
    "rule": ("规则", "Rule"),
    "units": ("单位数", "Agencies"),
    "count": ("问题数", "Problems"),
    "sums.title": ("数据汇总", "Sums"),
    "sums.note": (
        "各单位报告中确定的数字逐格相加；缺报、空白、推测的不计入，列在“未计入”。“上级报告”为上级机关自己公布的汇总数，"
        "差额 = 上级报告 − 合计，含上级本级的数字。"
        "合计中有未排除的问题（D、E 类规则）所指的数字，或尚不知以哪个版本为准的数字时，列出存疑部分和剔除后的合计。",
        "Certain figures of the agencies' reports, added up cell by cell; missing, blank and guessed ones are left out "
        "and named. “Parent” is what the parent itself printed for all; the remainder holds the parent's own figures. "
        "Where open problems (rules D and E), or versions of which it is open which counts, speak against figures of a "
        "sum, the part in doubt and the sum without it follow.",
    ),
    "group": ("范围：{name}", "Group: {name}"),
    "group.all": ALL_AGENCIES,
    "cell": ("指标", "Cell"),
    "measure": ("计量单位", "Unit"),
    "total": TOTAL,
    "counted": ("计入单位数", "Counted"),
    "without": ("未计入", "Left out"),
    "parent": ("上级报告", "Parent"),
    "remainder": ("差额", "Remainder"),
    "in_doubt": ("其中存疑", "In doubt"),
    "without_doubt": ("剔除后", "Without it"),
    "doubted": ("存疑情况", "What is in doubt"),
    "doubted.of": (
        "{total}，其中存疑 {in_doubt}（{count} 个单位：{names}），剔除后 {rest}",
        "{total}, of which {in_doubt} in doubt ({count} agencies: {names}), {rest} without",
    ),
    "unjudged": UNJUDGED,
    "why": ("无法判断的原因", "Why not judged"),
    "why.one": ("{why}（{count}）", "{why} ({count})"),
    "matrix.title": ("单位与规则", "Agencies and rules"),
    "matrix.note": (
        "数字为问题数，颜色为最重的一级；○ 无法判断，— 不适用，空白为未发现问题。没有报告的单位不列。",
        "Problems by number, coloured by the gravest; ○ cannot be judged, — not for this agency, blank: none found. "
        "Agencies without a report are left out.",
    ),
    "footer": ("第 &P 页，共 &N 页", "page &P of &N"),
}

ADVICE: dict[str, Pair] = {
    "A": ("请说明情况，并按要求报送、发布。", "Explain, and file and publish as required."),
    "A-06": ("请报送本年度的报告。", "Hand in the report of this year."),
    "A-04": (
        "请核对各版本，保留正确的一份，撤下或更正其余。",
        "Compare the versions, keep the right one, mend the others.",
    ),
    "B": ("请核对后改正。", "Check and mend."),
    "B-07": ("请补充可以联系的电话和地址。", "Add a telephone number and an address."),
    "C": ("请按规定格式补充。", "Add what the form asks for."),
    "C-05": (
        "请写明本年实际存在的问题及对应的改进情况。",
        "Tell the real problems of the year and what was done about each.",
    ),
    "C-06": (
        "请说明信息处理费的收取情况，没有收取的也写明。",
        "Report the processing fee, also where none was charged.",
    ),
    "D": ("请对照台账核实有关数字后更正。", "Check the figures against the records and mend them."),
    "D-06": ("没有发生的请填 0，其余据实填写。", "Fill in 0 where there was none, the true figure elsewhere."),
    "D-09": ("请按规定格式恢复表格的行、列和名称。", "Restore rows, columns and labels of the form."),
    "D-10": ("请改用现行格式重新填报。", "Fill in the form that is in force."),
    "D-12": ("请核实是否确无有关情况。", "Check that there really was nothing."),
    "D-13": ("请核实能否归入前面各项。", "Check whether other rows fit."),
    "E": ("请对照台账核实，使文字与表格一致。", "Check the records, and make text and table agree."),
    "F": ("请结合本单位本年实际重新撰写或核实。", "Write anew from this year's work, or check."),
    "G": ("请改正。", "Mend."),
    "G-02": ("请核实是否应当公开，不应公开的及时删除。", "Check whether it should be public, and remove it if not."),
    "R": ("请对照原文核对。", "Compare with the source."),
}


def label(code: str, lang: Lang, **details: object) -> str:
    """The words with this code in a language; KeyError for an unknown code."""
    return in_language(LABELS[code], lang).format(**details)


def advice(rule: str, lang: Lang) -> str:
    """What to do about a problem of a rule."""
    return in_language(ADVICE.get(rule, ADVICE[rule[0]]), lang)
