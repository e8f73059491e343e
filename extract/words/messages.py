"""Every sentence for people, in Chinese and English, keyed by code. Files carry codes; people read these.

What a command writes about reports is Chinese unless `--lang en`; help and progress follow the locale.
"""

from __future__ import annotations

import locale
import os
from typing import Literal

Lang = Literal["zh", "en"]

# (Chinese, English); a reason of `reports.csv` says what is wrong and what to do next.
SENTENCES: dict[str, tuple[str, str]] = {
    # reasons
    "reason.empty": (
        "文件是空的。请重新下载或向报送单位索取。",
        "the file is empty; download it again or ask the agency for it",
    ),
    "reason.unsupported": (
        "本版本读 PDF、Word（.docx）、HTML 网页和文本。请把内容另存为其中一种再试。",
        "this version reads PDF, Word (.docx), HTML pages and text; save the content as one of these",
    ),
    "reason.encrypted": (
        "文件有打开密码，读不了。请用密码打开后另存为不加密的文件。",
        "the file needs a password to open; open it with the password and save it without one",
    ),
    "reason.truncated": (
        "文件不完整或已损坏，打不开。请重新下载，或用原软件打开后另存。",
        "the file is cut off or damaged and cannot be opened; download it again, or open it and save it anew",
    ),
    "reason.scanned": (
        "全部是扫描图像，没有可读的文字。请向报送单位索取文字版（Word、网页或可复制文字的 PDF）。",
        "nothing but scanned pictures, no text to read; ask the agency for the text (Word, web page or PDF with text)",
    ),
    "reason.too_many_pages": (
        "页数过多，不像一份年度报告。请把报告所在的页拆出来再试。",
        "more pages than any report has; take out the pages that hold the report",
    ),
    "reason.bomb": (
        "压缩包解开后大得异常，为安全起见没有读。请确认来源，用 Word 打开后另存。",
        "unpacks to an abnormal size and was not read, to be safe; check where it is from, open it in Word and save it",
    ),
    "reason.legacy_doc": (
        "旧版 Word（.doc）文件，本版本不读。请用 Word、WPS 或 LibreOffice 打开后另存为 .docx。",
        "an old Word file (.doc), which this version does not read; open it in Word, WPS or LibreOffice, save as .docx",
    ),
    "reason.wps": (
        "WPS 文字（.wps）文件，本版本不读。请用 WPS 打开后另存为 .docx。",
        "a WPS Writer file (.wps), which this version does not read; open it in WPS and save it as .docx",
    ),
    "reason.encoding": (
        "不是可识别编码的文本（UTF-8、UTF-16、GB18030、Big5）。请用原编辑软件另存为 UTF-8。",
        "not text in a known encoding (UTF-8, UTF-16, GB18030, Big5); save it as UTF-8 in the program it came from",
    ),
    "reason.html_error_page": (
        "下载到的是出错或登录页面，不是报告。请打开原网址核对后重新下载。",
        "an error or login page was downloaded instead of a report; open the address and download it again",
    ),
    "reason.not_a_report": (
        "没有年度报告的标题，也没有统计表格，不作为报告处理。如确是报告，请检查内容是否完整。",
        "no report title and no statutory table in it; if it should be a report, check that its content is complete",
    ),
    "reason.duplicate": (
        "与另一文件内容完全相同（见 duplicate_of），只计一次。",
        "the same bytes as another file (see duplicate_of); counted once",
    ),
    "reason.too_large": (
        "文件超过 64 MiB，不像一份年度报告。请拆分或确认文件。",
        "larger than 64 MiB, which no report is; split the file or check that it is the right one",
    ),
    "reason.unreadable": (
        "文件打不开（可能已移走、被占用或没有权限）。请检查后重试。",
        "the file cannot be opened (moved, in use, or no permission); check it and run again",
    ),
    "reason.timeout": (
        "读取超过时限，已放弃。请确认文件能正常打开；确是报告的，用 --timeout 加长时限再读。",
        "took longer than allowed and was given up; check that it opens; if it is a report, allow more by --timeout",
    ),
    "reason.memory": (
        "读取所需内存超过上限，已放弃。请确认文件能正常打开；确是报告的，用 --max-memory 加大上限再读。",
        "took more memory than allowed and was given up; check that it opens, and if it is a report, allow more by "
        "--max-memory",
    ),
    "reason.crash": (
        "读取时程序崩溃两次，已放弃，其余文件不受影响。文件很可能已损坏：请重新下载，或另存后再读。",
        "reading it crashed twice and was given up, the others were read; it is probably damaged: download it again "
        "or save it anew",
    ),
    "reason.bug": (
        "程序出错，这份文件未读出；其余文件不受影响。请把 gongkai --debug show 该文件 的输出一并反馈。",
        "a bug of ours: this file was not read, the others were; please report what gongkai --debug show FILE prints",
    ),
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
    "category.A": ("报送发布", "filing"),
    "category.B": ("标题前言", "title and preamble"),
    "category.C": ("内容要素", "sections"),
    "category.D": ("统计表格", "tables"),
    "category.E": ("文表一致", "text and tables"),
    "category.F": ("雷同与变化", "copies and changes"),
    "category.G": ("文字规范", "wording"),
    "category.R": ("识别", "reading"),
    "kind.township": ("乡镇", "township"),
    "kind.subdistrict": ("街道", "street office"),
    "kind.county": ("县级政府", "county"),
    "kind.prefecture": ("市级政府", "prefecture"),
    "kind.province": ("省级政府", "province"),
    "kind.department": ("部门", "department"),
    "kind.vertical": ("垂直管理", "vertical"),
    "kind.zone": ("园区", "zone"),
    "kind.other": ("其他", "other"),
    "kind.": ("未知", "not known"),
    # why a rule could not be judged
    "why.year": ("没有读到报告年度", "the year of the report is not known"),
    "why.kind": ("不知道机关类别或其上级", "the kind of agency, or what it is below, is not known"),
    "why.agency": ("没有读到机关名称", "the name of the agency is not known"),
    "why.published": ("没有发布日期", "no date of publication"),
    "why.title": ("没有标题", "no title"),
    "why.text": ("没有正文章节", "no section of text"),
    "why.section": ("没有所查的部分", "the section in question is not there"),
    "why.tables": ("没有所查的表格", "the table in question is not there"),
    "why.figures": ("所查的数字缺失、空白或只是推测", "figures in question are missing, blank or guesses"),
    "why.statement": ("正文没有可以核对的说法", "the text states nothing to compare"),
    "why.witness": ("只有一处说到，无从比较", "only one place tells it"),
    "why.form": ("没有当时的格式", "no form of that time is declared"),
    "why.unread": ("有页面或图片未识读", "a page or picture was not read"),
    "why.year_before": ("没有上年度的报告", "no report of the year before"),
    "why.others": ("没有可比的其他报告", "no other reports to compare with"),
    "why.roster": ("没有名册", "no roster"),
    # findings: one sentence each, with the figures
    "finding.sum": (
        "{cell}：{left}，与 {right} 不相等，相差 {gap}。",
        "{cell}: {left} is not {right}; they differ by {gap}.",
    ),
    "finding.usual": (
        "{cell}：各分项 {left}，与 {right} 不相等，相差 {gap}。"
        "「其中」未必列全，未审结的案件没有单列，请对照原始数据核实。",
        "{cell}: its parts {left} are not {right}; they differ by {gap}. The parts need not be exhaustive, and pending "
        "cases have no row: check against the records.",
    ),
    "finding.usual.at_least": (
        "{cell}：{right}，多于各渠道之和 {left}，相差 {gap}。同一信息在几个渠道公开只计一条，不应多于各渠道之和。",
        "{cell}: {right} is more than its channels together, {left}, by {gap}. What is published in several channels "
        "counts once, so it cannot be more.",
    ),
    "finding.repair": (
        "若只改动最少的数字，可能是：{repairs}；请对照原始数据核实。",
        " With the fewest figures changed, it may be: {repairs}; check against the records.",
    ),
    "finding.cells.blank": (
        "{table}有 {count} 个单元格空白：{place}。没有发生的应填 0。",
        "{table} has {count} blank cells: {place}. Where there was none, 0 is to be filled in.",
    ),
    "finding.cells.mark": (
        "{table}有 {count} 个单元格填的是「{printed}」而不是数字：{place}。没有发生的应填 0。",
        "{table} has {count} cells with “{printed}” instead of a figure: {place}. Where there was none, 0 is to be "
        "filled in.",
    ),
    "finding.cells.words": (
        "{table}有 {count} 个单元格填的不是数字：{place}，印作「{printed}」。",
        "{table} has {count} cells that hold no number: {place}, printed “{printed}”.",
    ),
    "finding.cells.negative": (
        "{table}有 {count} 个数为负：{place}，印作 {printed}。件数不会是负数。",
        "{table} has {count} negative counts: {place}, printed {printed}.",
    ),
    "finding.cells.decimals": (
        "{table}有 {count} 个件数带小数：{place}，印作 {printed}。",
        "{table} has {count} counts with decimals: {place}, printed {printed}.",
    ),
    "finding.rules": (
        "{place}填报 {figures}；乡镇、街道、县级政府及其部门不制定规章，应为 0（行政规范性文件请填在下一行）。",
        "{place}: {figures}; townships, counties and their departments make no rules, so it is to be 0 "
        "(normative documents belong in the next row).",
    ),
    "finding.gap.scanned_page": (
        "第 {pages} 页是扫描图像，没有文字，未识读。请对照原件。",
        "Page {pages}: a scanned picture without text, not read. Look at the original.",
    ),
    "finding.gap.tables.scanned_page": (
        "第 {pages} 页是扫描图像，没有文字，未识读；结果中缺少{place}。请对照原件，或向报送单位索取文字版。",
        "Page {pages}: a scanned picture without text, not read; missing from the results: {place}. Look at "
        "the original, or ask the agency for the text.",
    ),
    "finding.gap.crowded_page": (
        "第 {pages} 页的图形异常多，其线条未识读。请对照原件。",
        "Page {pages}: so much is drawn that its lines were not read. Look at the original.",
    ),
    "finding.gap.tables.crowded_page": (
        "第 {pages} 页的图形异常多，其线条未识读；结果中缺少{place}。请对照原件，或向报送单位索取文字版。",
        "Page {pages}: so much is drawn that its lines were not read; missing from the results: {place}. Look at "
        "the original, or ask the agency for the text.",
    ),
    "finding.gap.picture": (
        "有 {count} 处较大的图片，其内容未识读。请对照原件。",
        "{count} large pictures were not read. Look at the original.",
    ),
    "finding.gap.tables.picture": (
        "有 {count} 处较大的图片，其内容未识读；结果中缺少{place}。请对照原件，或向报送单位索取文字版。",
        "{count} large pictures were not read; missing from the results: {place}. Look at the original, or ask the "
        "agency for the text.",
    ),
    "by.pdfplumber": ("用 pdfplumber ", "pdfplumber"),
    "by.python-docx": ("用 python-docx ", "python-docx"),
    "by.tags": ("按文件自带的结构标签", "the structure tags of the file"),
    "finding.opinion.same": (
        "表格与规定格式或勾稽关系不符，已{by}另读一遍，读出的数字相同。",
        "The tables do not fit the form or its sums; read again by {by}, they show the same figures.",
    ),
    "finding.opinion.kept": (
        "表格与规定格式或勾稽关系不符，已{by}另读一遍，有 {count} 格不同：{place}。仍用第一次的结果，请对照原件。",
        "The tables do not fit the form or its sums; read again by {by}, {count} cells are different: {place}. "
        "The first reading was kept; look at the original.",
    ),
    "finding.opinion.taken": (
        "表格与规定格式或勾稽关系不符，已{by}另读一遍，有 {count} 格不同：{place}。另读的结果更符合格式，"
        "已采用，请对照原件。",
        "The tables do not fit the form or its sums; read again by {by}, {count} cells are different: {place}. "
        "That reading fits better and was taken; look at the original.",
    ),
    "finding.section": ("缺少第{number}部分「{title}」。", "Part {number}, “{title}”, is missing."),
    "finding.heading": (
        "有第{number}部分的表格，没有标题「{title}」。",
        "The table of part {number} is there, its heading “{title}” is not.",
    ),
    "finding.number": (
        "标题「{title}」的序号有误，应为第{number}部分。",
        "The heading “{title}” has the wrong number; it is part {number}.",
    ),
    "finding.order": (
        "标题「{title}」排在「{before}」之后，次序或重复有误。",
        "The heading “{title}” stands behind “{before}”: out of order, or twice.",
    ),
    "finding.jump": (
        "{before}之后是{printed}，序号不连续。",
        "{before} is followed by {printed}: a number is missing.",
    ),
    "finding.aspects": (
        "第一部分没有写到：{missing}。",
        "Part 1 says nothing of: {missing}.",
    ),
    "finding.duties": (
        "各级人民政府还应报告工作考核、社会评议和责任追究结果，没有写到：{missing}。",
        "Governments also report assessment, social review and accountability; nothing is said of: {missing}.",
    ),
    "finding.problems.short": (
        "第五部分只有 {count} 字，写不清问题和改进情况。",
        "Part 5 has {count} characters, too few to tell problems and what is done about them.",
    ),
    "finding.demand.length": (
        "「{title}」{count} 字，核查标准要求不少于 {length} 字。",
        "“{title}” has {count} characters; the profile asks for {length}.",
    ),
    "finding.demand.words": (
        "「{title}」没有写到核查标准要求的：{missing}。",
        "“{title}” says nothing of what the profile asks for: {missing}.",
    ),
    "finding.problems.promises": (
        "第五部分只写打算，没有写明存在的问题。",
        "Part 5 only says what is going to be done, and names no problem.",
    ),
    "finding.fee": (
        "没有写到信息处理费的收取情况；没有收取的也应在第六部分说明。",
        "Nothing is said of the processing fee; part 6 is to report it even where none was charged.",
    ),
    "finding.empty": ("「{title}」之下没有内容。", "There is nothing below “{title}”."),
    "finding.open": ("「{printed}」处应填而未填。", "“{printed}”: something was to be filled in here."),
    "finding.preamble": (
        "没有前言（编制依据、统计期限、联系方式等）。",
        "There is no preamble (basis, period, contact).",
    ),
    "finding.title": (
        "标题印作「{printed}」，规范的写法是「{wanted}」。",
        "The title is “{printed}”; the prescribed one is “{wanted}”.",
    ),
    "finding.basis": (
        "引用的「{cited}」已不适用，现行的是{now}。",
        "“{cited}” is cited, which is no longer in force; {now} is.",
    ),
    "finding.outline": (
        "前言列出的「{parts}」是 2019 年以前的部分，与现行格式不符。",
        "The preamble lists “{parts}”, parts of the reports before 2019.",
    ),
    "finding.contact.placeholder": ("「{printed}」处未填。", "“{printed}” was not filled in."),
    "finding.contact.missing": ("没有联系电话等联系方式。", "No telephone number or other contact is given."),
    "finding.unit": (
        "收费金额印作 {printed}（单位：万元），疑以元填报；若为元，应为 {yuan} 万元。",
        "Fees are printed as {printed} (unit: 10,000 yuan), probably in yuan; that would be {yuan}.",
    ),
    "finding.zeros": (
        "各表数字全部为 0，正文也没有任何数字。",
        "All tables hold nothing but 0, and the text has no figure.",
    ),
    "finding.residual": (
        "办理结果 {of} 件中有 {printed} 件归入「3.其他」，请核实能否归入前面各项。",
        "{printed} of {of} outcomes are put down in the last row, as other; check whether other rows fit.",
    ),
    "finding.parts": (
        "正文所列各项 {added} 合计 {sum}，与总数 {total} 不符：{sentence}",
        "The parts in the text, {added}, make {sum}, not {total}: {sentence}",
    ),
    "finding.complete": (
        "正文称「{told}」，表中有 {left} 件结转下年度。",
        "The text says “{told}”; the table carries {left} over.",
    ),
    "finding.total_below": (
        "主动公开的总数只写在第二部分，第一部分没有：{sentence}",
        "How much was published stands in part 2 only: {sentence}",
    ),
    "finding.late": (
        "发布日期为 {published}，晚于 {deadline}。",
        "Published on {published}, after {deadline}.",
    ),
    "finding.late.moved": (
        "页面日期为 {published}，晚于 {deadline}；也可能是网页迁移后的日期，请核实首次发布的时间。",
        "The page is dated {published}, after {deadline}; it may have been moved, so check when it was first "
        "published.",
    ),
    "finding.slip": ("「{printed}」疑为笔误（{count} 处）。", "“{printed}” looks like a slip ({count} times)."),
    "finding.personal.identity": ("出现身份证号 {shown}。", "The number of an identity card, {shown}."),
    "finding.personal.mobile": (
        "出现手机号 {shown}，请核实是否应当公开。",
        "A mobile number, {shown}; check whether it should be public.",
    ),
    "finding.rows_missing": (
        "{table}缺少 {count} 行：{place}。",
        "{table} lacks {count} rows: {place}.",
    ),
    "finding.columns_missing": (
        "{table}缺少 {count} 列：{labels}。",
        "{table} lacks {count} columns: {labels}.",
    ),
    "finding.row_extra": (
        "{table}有规定格式以外的行「{label}」：{figures}。",
        "{table} has a row the form does not have, “{label}”: {figures}.",
    ),
    "finding.label_altered": (
        "{table}的项目名称应为「{label}」，印作「{printed}」。",
        "{table}: a label is “{label}” in the form and is printed “{printed}”.",
    ),
    "finding.old_form": (
        "{place}用的是旧格式（{printed}）；{year} 年度应使用{official}的格式。",
        "{place} is in an older form ({printed}); for {year} the form of {official} is in force.",
    ),
    "finding.prose": (
        "正文称「{told}」，{place}为 {tabled}：{sentence}",
        "The text says “{told}”, the table has {tabled} ({place}): {sentence}",
    ),
    "finding.prose_none": (
        "正文称没有（「{told}」），{place}为 {tabled}：{sentence}",
        "The text says there was none (“{told}”), the table has {tabled} ({place}): {sentence}",
    ),
    "finding.year.printed": (
        "{where}印的是「{printed}」，与报告年度 {chosen} 不一致。",
        "{where} says “{printed}”, which is not the year {chosen} of the report.",
    ),
    "finding.year.outside": (
        "{where}给出的年份「{printed}」与报告所印的 {chosen} 不一致，请核实是否为同一份报告。",
        "{where} gives “{printed}”, the report {chosen}; check that it is the same report.",
    ),
    "finding.entity.printed": (
        "{where}出现另一机关的名称「{printed}」，报告机关为「{chosen}」。",
        "{where} names another agency, “{printed}”; the report is that of “{chosen}”.",
    ),
    "finding.entity.outside": (
        "{where}给出的机关「{printed}」与报告所印的「{chosen}」不一致，请核实是否为同一份报告。",
        "{where} gives “{printed}”, the report “{chosen}”; check that it is the same report.",
    ),
    "finding.level": (
        "本机关为{own}，正文却用了「{word}」（{count} 处）。",
        "The agency is a {own}, the text says “{word}” ({count} times).",
    ),
    "finding.suggested": (
        "{table}有 {count} 个数字的位置只是推测：{place}。统计时请当作缺失，或对照原文核实。",
        "{table} has {count} figures whose place is a guess: {place}. Treat them as missing or check the source.",
    ),
    "finding.unplaced": (
        "{table}有未能归入单元格的数字：{figures}。请对照原文核实。",
        "{table} has figures that belong to no cell: {figures}. Check the source.",
    ),
    "finding.again": (
        "{table}在文件中出现不止一次，只取了第一张。",
        "{table} stands in the file more than once; the first was taken.",
    ),
    "finding.replaced": (
        "{count} 处字节无法解码，以 U+FFFD 代替。",
        "{count} places could not be decoded and stand as U+FFFD.",
    ),
    "finding.table_missing": (
        "有第{number}部分的标题，没有读到{table}：可能是图片、脚本生成，或确实缺失，请看原文。",
        "The heading of part {number} is there, {table} was not found: a picture, made by a script, or really "
        "missing; look at the source.",
    ),
    "finding.carried": (
        "{place}为 {actual}，{year} 年度报告的结转下年度继续办理总计为 {expected}，应当一致；请对照台账核实。",
        "{place} is {actual}; the report of {year} carries {expected} over. They are to be the same; check the "
        "records.",
    ),
    "finding.carried.kinds": (
        "{place}为 {actual}，{year} 年度报告结转下年度的相应各栏为 {expected}；总计一致，申请人类别不一致，请核实。",
        "{place} is {actual}; the report of {year} carries {expected} over. The totals agree, the kinds of applicants "
        "do not; check them.",
    ),
    "finding.stock": (
        "{place}为 {actual}；按上年现行有效加本年制发减本年废止（{sum}）应为 {expected}。如经清理或机构变动，请说明。",
        "{place} is {actual}; in force the year before, plus issued, less repealed ({sum}) make {expected}. If "
        "documents were cleared up or agencies reorganised, it should be said.",
    ),
    "finding.pending": (
        "{place}为 {total}，少于上年尚未审结的 {pending}；请核实。",
        "{place} is {total}, less than the {pending} that were pending the year before; check them.",
    ),
    "finding.repeated": (
        "第五部分有 {share} 的文字与 {year} 年度报告相同（年份、数字除外），如「{text}」。",
        "{share} of part 5 is that of {year} (years and figures aside), such as “{text}”.",
    ),
    "finding.unchanged": (
        "各表 {count} 个不为 0 的数字与 {year} 年度报告完全相同。",
        "All {count} figures above 0 are those of the report of {year}.",
    ),
    "finding.jump_of_years": (
        "{place}由 {year} 年度的 {before} 变为 {after}，请核实。",
        "{place} was {before} in {year} and is {after}; check it.",
    ),
    "finding.changed.figures": (
        "与送审稿 {other} 相比，有 {count} 格数字不同：{place}；现为 {actual}，原为 {expected}。",
        "{count} cells are not those of the draft {other}: {place}; now {actual}, then {expected}.",
    ),
    "finding.changed.text": (
        "与送审稿 {other} 相比，文字删去 {gone} 句、新增 {new} 句，如「{text}」。",
        "{gone} sentences of the draft {other} are gone and {new} are new, such as “{text}”.",
    ),
    "finding.version.same": (
        "同一单位同一年度还有一份报告，各表数字相同；以 {other} 为准。",
        "There is another report of this agency and year with the same figures; {other} counts.",
    ),
    "finding.version.differs": (
        "同一单位同一年度还有一份报告 {other}（以其为准），有 {count} 格数字不同：{place}；"
        "本份为 {actual}，另一份为 {expected}。",
        "There is another report of this agency and year, {other} (which counts); {count} cells are different: "
        "{place}; here {actual}, there {expected}.",
    ),
    "finding.version.namesake": (
        "与 {other} 的单位名称、年度相同，数字却大多不同（{count} 格），可能是两个同名单位。"
        "请在清单中用 code 或 parent 区分。",
        "Agency and year are those of {other}, but most figures differ ({count} cells): they may be two agencies of "
        "one name. Tell them apart by code or parent in a manifest.",
    ),
    "finding.copied.before": (
        "第{number}部分有 {share} 的文字与本单位 {year} 年度报告相同（名称、年份、数字和通用语句除外），"
        "如「{passage}」。",
        "{share} of part {number} is that of the agency's report of {year} (names, years, figures and common phrases "
        "aside), such as “{passage}”.",
    ),
    "finding.copied.other": (
        "第{number}部分有 {share} 的文字与{other}的报告相同（名称、年份、数字和通用语句除外），"
        "如「{passage}」；请核实谁先写成。",
        "{share} of part {number} is that of {other} (names, years, figures and common phrases aside), such as "
        "“{passage}”; check who wrote it first.",
    ),
    "finding.copied.other.name": (
        "第{number}部分有 {share} 的文字与{other}的报告相同，且留有「{left}」的名称，如「{passage}」。",
        "{share} of part {number} is that of {other}, whose name “{left}” was left inside, such as “{passage}”.",
    ),
    "finding.same_bytes": (
        "{mine}的文件 {file} 与{theirs}的文件 {other} 内容完全相同。",
        "The file of {mine}, {file}, is the very file of {theirs}, {other}.",
    ),
    # places of evidence
    "where.title": ("标题", "the title"),
    "where.preamble": ("前言", "the preamble"),
    "where.period": ("统计期限", "the period"),
    "where.metadata": ("信息表头", "the metadata block"),
    "where.signature": ("落款", "the signature"),
    "where.file": ("文件名", "the file name"),
    "where.folder": ("文件夹", "the folder"),
    "where.manifest": ("清单", "the manifest"),
    "where.path": ("路径", "the path"),
    # errors of commands
    "error.no_such_path": (
        "没有这个文件或文件夹：{path}。请检查路径。",
        "no such file or folder: {path}; check the path",
    ),
    "error.no_size": (
        "--max-memory 的值 {size} 不是大小。例：2G、512M。",
        "{size} is no size for --max-memory; write 2G or 512M, for example",
    ),
    "error.no_such_rule": (
        "没有以 {rule} 开头的规则。gongkai rules 列出全部规则。",
        "no rule starts with {rule}; gongkai rules lists them all",
    ),
    "error.manifest_unreadable": (
        "清单 {path} 打不开（{why}）。请检查路径。",
        "cannot open the manifest {path} ({why}); check the path",
    ),
    "error.manifest_encoding": (
        "清单 {path} 不是 UTF-8 或 GB18030 文本。请另存为 CSV UTF-8。",
        "the manifest {path} is neither UTF-8 nor GB18030; save it as CSV UTF-8",
    ),
    "error.manifest_no_file_column": (
        "清单 {path} 没有 file 列。请在首行加上列名 file。",
        "the manifest {path} has no column `file`; name it in the first row",
    ),
    "error.manifest_double_column": (
        "清单 {path} 有两列都叫 {column}。请删去或改名一列。",
        "the manifest {path} has two columns {column}; rename or remove one",
    ),
    "error.manifest_double_file": (
        "清单 {path} 第 {first} 行和第 {second} 行是同一文件 {file}。请只留一行。",
        "lines {first} and {second} of {path} name the same file {file}; keep one",
    ),
    "error.manifest_ambiguous": (
        "清单 {path} 中的 {file} 对应不止一个文件：{one}、{other}。请写明文件夹。",
        "{file} in {path} stands for several files: {one}, {other}; write the folder, too",
    ),
    "error.manifest_ragged": (
        "清单 {path} 第 {line} 行的格数多于列名。含逗号的内容请加引号。",
        "line {line} of {path} has more cells than columns; quote text with commas",
    ),
    "error.manifest_value": (
        "清单 {path} 第 {line} 行 {column} 列看不懂：“{value}”。",
        "line {line} of {path}: cannot understand {column} “{value}”",
    ),
    "error.pattern_field": (
        "路径格式 {pattern} 中没有 {field} 这个字段；可用：{known}。",
        "unknown field {field} in {pattern}; known: {known}",
    ),
    "error.pattern_brace": ("路径格式 {pattern} 的花括号不成对。", "unbalanced brace in {pattern}"),
    "error.pattern_empty": ("路径格式是空的。", "the path pattern is empty"),
    "error.is_a_folder": (
        "{path} 是文件夹；show 一次看一份报告。",
        "{path} is a folder; show looks at one report at a time",
    ),
    "error.no_pages": (
        "{path} 不是 PDF，没有页面可画；要看表格请用 show，不加 --mark。",
        "{path} is no PDF and has no pages to draw; look at its tables with show, without --mark",
    ),
    "error.cannot_write": (
        "写不进 {path}（{why}）。请关闭正在打开它的程序，或用 -o 换一个文件夹；原有文件未改动。",
        "cannot write {path} ({why}); close the program that has it open or choose another folder with -o; "
        "files that were there are unchanged",
    ),
    "error.interrupted": (
        "已中断：本次读完 {read} 个文件，原有结果文件未改动。再次运行同一命令接着读。",
        "interrupted: {read} files were read and are kept, files written before are unchanged; the same command "
        "goes on",
    ),
    "error.given_up": (
        "已中断，原有结果文件未改动。读完的都已保存，再次运行同一命令接着读。",
        "interrupted; files written before are unchanged; what was read is kept, and the same command goes on",
    ),
    "error.no_shard": (
        "--shard 的值 {text} 不对。例：2/5 是五份中的第二份。",
        "{text} is no --shard; write 2/5 for the second of five",
    ),
    "error.no_library": (
        "没有这个库：{path}。请给出 extract 写入的文件夹，或其中的 gongkai.sqlite。",
        "no library at {path}; give the folder that extract wrote, or the gongkai.sqlite in it",
    ),
    "error.no_such_series": (
        "没有这个指标：{series}。gongkai codebook 列出全部单元格代码；指标和正文数字见参考手册。"
        "可以用 *，如 requests.received.*。",
        "no series {series}; gongkai codebook lists the cells, the reference the indicators and figures of the text; "
        "* stands for anything, as in requests.received.*",
    ),
    "error.no_font": (
        "画图需要中文字体，没有找到。请安装其中一种：{fonts}（Debian：apt-get install fonts-noto-cjk）。",
        "a picture needs a font with Chinese, and there is none; install one of: {fonts} (Debian: fonts-noto-cjk)",
    ),
    "error.too_few": (
        "有数值的单位太少，没有可画的（至少 {least} 个，可用 --minimum 改）。",
        "too few agencies have a value to draw (at least {least}; see --minimum)",
    ),
    "error.too_many_rows": (
        "{rows} 行画不下（最多 {most} 行）。请用 --within、--kind 缩小范围，或用 --by parent 按上级汇总。",
        "{rows} rows are too many for a map (at most {most}); choose fewer with --within or --kind, or add up with "
        "--by parent",
    ),
    "error.no_coding_book": (
        "{path} 不是 gongkai sample 写出的编码表。",
        "{path} is no coding sheet that gongkai sample wrote",
    ),
    "error.no_coded_cells": (
        "编码表中的单元格都不在这个库里：请用抽样时的库。",
        "none of the cells in the coding sheet is in this library; give the one they were drawn from",
    ),
    "error.no_such_format": (
        "不能写成这种文件：{path}。可用的后缀：{formats}。",
        "cannot write {path}; the endings are {formats}",
    ),
    "error.no_such_table": ("没有这个表：{table}。可用的表：{tables}。", "no table {table}; there are {tables}"),
    "error.no_years": (
        "年份范围不明：{years}。请写成 2023、2019-2025、2019- 或 -2025。",
        "no years: {years}; write 2023, 2019-2025, 2019- or -2025",
    ),
    "error.missing_part": (
        "这种文件需要 {module}，尚未安装。请运行 pip install 'gongkai[{extra}]'，或改用 .csv、.xlsx、.jsonl、.sqlite。",
        "this format needs {module}, which is not installed: pip install 'gongkai[{extra}]', or use .csv, .xlsx, "
        ".jsonl or .sqlite",
    ),
    "error.too_long": (
        "工作表放不下：表 {table} 超过 {rows} 行。请改用 .csv 或 .parquet，或用 --years、--kind、--within 缩小范围。",
        "table {table} has more than {rows} rows, which no sheet holds; use .csv or .parquet, or fewer agencies and "
        "years with --years, --kind, --within",
    ),
    "error.too_wide": (
        "工作表放不下：表 {table} 有 {columns} 列。请少选些指标，或改用 .csv。",
        "table {table} has {columns} columns, which no sheet holds; ask for fewer series, or use .csv",
    ),
    "error.library_newer": (
        "{path} 是更新版本的 gongkai 写的，本版本不改动它。请升级，或用 -o 换一个文件夹。",
        "{path} was written by a newer gongkai and is left as it is; upgrade, or choose another folder with -o",
    ),
    "error.library_damaged": (
        "{path} 不是 gongkai 的库，或已损坏（{why}），未改动它。请把它移走后再次运行，或用 -o 换一个文件夹。",
        "{path} is no library, or damaged ({why}), and is left as it is; move it away and run again, or choose another "
        "folder with -o",
    ),
    "error.bug": (
        "程序出错：{why}。请带上 --debug 的输出反馈。",
        "a bug of ours: {why}; please report it with the output of --debug",
    ),
    "error.no_reports": (
        "{path} 中没有可以核查的报告。请先用 extract 读取。",
        "no report in {path} to audit; read some with extract first",
    ),
    "error.table_unreadable": (
        "{path} 打不开（{why}）。请检查路径，或另存为 xlsx 或 CSV UTF-8。",
        "cannot open {path} ({why}); check the path, or save it as xlsx or CSV UTF-8",
    ),
    "error.table_encoding": (
        "{path} 不是 UTF-8 或 GB18030 文本，也不是 xlsx。请另存为 CSV UTF-8 或 xlsx。",
        "{path} is neither UTF-8 nor GB18030 text, nor xlsx; save it as CSV UTF-8 or xlsx",
    ),
    "error.roster_no_name": (
        "名册 {path} 的第一行没有“单位名称”列。",
        "the first row of the roster {path} has no column `name`",
    ),
    "error.roster_no_unit": (
        "名册 {path} 第 {line} 行没有单位名称。",
        "line {line} of the roster {path} names no agency",
    ),
    "error.roster_twice": (
        "名册 {path} 第 {first} 行和第 {second} 行是同一单位 {name}。请只留一行，或用“上级”区分。",
        "lines {first} and {second} of the roster {path} name the same agency {name}; keep one, or tell them apart "
        "by `parent`",
    ),
    "error.roster_year": (
        "名册 {path} 第 {line} 行的年度看不懂：“{value}”。",
        "line {line} of the roster {path}: {value} is no year",
    ),
    "error.roster_population": (
        "名册 {path} 第 {line} 行的人口看不懂：“{value}”。请填人数（如 32000），不要用“万”。",
        "line {line} of the roster {path}: {value} is no number of inhabitants; give persons (32000)",
    ),
    "error.no_population": (
        "{series} 要除以人口：请用 --roster 给出有“人口”列的名册。",
        "{series} divides by inhabitants: give a roster that has a column `population` with --roster",
    ),
    "error.profile": (
        "核查标准 {path} 有看不懂的内容：{why}。",
        "cannot understand the profile {path}: {why}",
    ),
    # run summary
    "run.summary": (
        "文件 {files} 个 = 正常 {ok} + 含推断 {ok_with_repairs} + 不完整 {partial} + 失败 {failed} "
        "+ 跳过 {skipped}{left}。",
        "{files} files = {ok} ok + {ok_with_repairs} with placed figures + {partial} partial + {failed} failed "
        "+ {skipped} skipped{left}.",
    ),
    "run.audit": (
        "{year} 年度：{units} 个单位，未收到 {missing}；须整改 {error} 项，需核实 {warning} 项，建议完善 {note} 项。",
        "{year}: {units} agencies, {missing} not received; {error} problems to mend, {warning} to verify, {note} to "
        "improve.",
    ),
    "run.left": (" + 未读 {left}（再次运行同一命令继续）", " + {left} not read yet (the same command goes on)"),
    "run.known": (
        "本次读取 {read} 个，另 {known} 个此前已读且没有变化。",
        "read now: {read}; read before and unchanged: {known}.",
    ),
    "run.gone": ("已从库中清除 {gone} 个不复存在的文件。", "no longer there and forgotten: {gone}."),
    "run.held": (
        "{library} 中连同此前读取的共有 {held} 个文件，全部写出。",
        "{library} holds {held} files with those of earlier runs; all of them are written.",
    ),
    "run.failed": (
        "失败的 {failed} 个文件见 reports.csv 的 reason 列；换上好的文件后再次运行同一命令，"
        "或加 --retry-failed 再试一次。",
        "why {failed} failed: column reason of reports.csv; put better files in their place and run the same command "
        "again, or try them once more with --retry-failed",
    ),
    "run.plan": (
        "将读取 {read} 个，{known} 个已读，{left} 个留待下次，库中 {gone} 个已不复存在；未做任何改动。",
        "to read: {read}, known: {known}, left for another run: {left}, no longer there: {gone}; nothing was done",
    ),
    "run.ends": (
        "正在读完手上的文件，随后停止；再按一次 Ctrl-C 立即停止。",
        "finishing the files in hand; press Ctrl-C again to stop at once",
    ),
    "run.written": ("已写入 {folder}：{files}", "written to {folder}: {files}"),
    "run.stands": (
        "没有变化，{folder} 中的文件保持原样：{files}",
        "nothing has changed; in {folder} stand as before: {files}",
    ),
    "run.marked": ("已画出读到的内容：{path}", "drawn with what was read: {path}"),
    "run.one_written": ("已写入 {path}", "written: {path}"),
    "run.sampled": ("已抽取 {count} 个单元格，写入 {path}", "{count} cells drawn, written: {path}"),
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
    "codebook.stated": ("正文所述数字", "Figures stated in the text"),
    "codebook.stated.about": (
        "只取语句明确、说的是本年的数字。各单位主动公开总数（narrative.proactive_total）的计法不一，有的把各渠道重复计算，"
        "不宜用来比较单位。",
        "Only what is stated clearly and of the year itself. Agencies count what they published in total "
        "(narrative.proactive_total) in different ways, some every channel anew: it is no basis for comparing them.",
    ),
    "codebook.stated.cell": ("正文对 {concept} 的说法", "what the text says of {concept}"),
    "codebook.head.code": ("代码", "Code"),
    "codebook.head.row": ("行", "Row"),
    "codebook.head.column": ("列", "Column"),
    "codebook.head.unit": ("单位", "Unit"),
    "codebook.head.type": ("类型", "Type"),
    "codebook.head.short": ("变量名", "Variable"),
    "codebook.head.label": ("名称", "Label"),
    "codebook.head.source": ("出处", "Source"),
    "codebook.head.formula": ("定义", "Formula"),
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
        "{aligned} 个，"
        "位置只是推测 {suggested} 个），空白 {blank} 个，符号 {mark} 个，不可读 {unreadable} 个，原文未印 "
        "{absent} 个。",
        "Their statutory tables have {total} cells: {number} numbers ({read} read from their own cell, "
        "{aligned} placed by "
        "the sums in the only way possible, {suggested} guesses), {blank} blank, {mark} marks, {unreadable} "
        "unreadable, "
        "{absent} not printed.",
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
    "score.head": ("组别　核对　错误　错误率　95% 区间", "group  looked at  errors  rate  95 % interval"),
    "score.all": ("全部", "all"),
    "score.row": (
        "{group}　{looked_at}　{errors}　{rate}　{low}–{high}",
        "{group}  {looked_at}  {errors}  {rate}  {low}–{high}",
    ),
    "score.wrong": (
        "{file} {origin} {concept}：读作 {read}，原文为 {truth}",
        "{file} {origin} {concept}: read {read}, printed {truth}",
    ),
    "score.paragraph": (
        "按文件类型、格式版本、年度和定位方式分层，随机抽取程序声明读出的单元格，"
        "由两名编码员在不知读取结果的情况下独立对照原文，"
        "核对 {looked_at} 个，其中 {errors} 个有误。按各层所占比例加权，错误率为 {rate}（95% 区间 {low}–{high}，"
        "Clopper–Pearson 法，按 Korn 和 Graubard 的有效样本量）。两人都核对的 {both} 个单元格中一致的占 {alike}"
        "（Cohen κ = {kappa}）。另有 {undecided} 个两人不一致而未裁定，{uncoded} 个未填，均未计入。"
        "标为推测或不可读的单元格不在其列。",
        "Cells that the program claims to have read were drawn at random within strata of file kind, form, year and "
        "how the cell was placed. Two coders compared them with the source independently, without knowing what was "
        "read: {looked_at} cells, {errors} of them wrong. Weighted by the sizes of the strata the error rate is "
        "{rate} (95 % interval {low}–{high}, Clopper–Pearson with the effective sample size of Korn and Graubard). Of "
        "the {both} "
        "cells that both coded they agreed on {alike} (Cohen's κ = {kappa}). {undecided} on which they differed and "
        "nobody decided, and {uncoded} not coded, are left out. Cells marked as guesses or unreadable are not among "
        "them.",
    ),
    "run.doubled": (
        "以下 {count} 份报告未计入：同一单位同一年有几份报告，不能判断以哪份为准。"
        "请用清单（--manifest）区分，或移走多余的文件。",
        "{count} reports are left out: several count for one agency and year. Tell them apart with a manifest, or take "
        "away what is not wanted.",
    ),
    "run.nameless": (
        "另有 {count} 份报告看不出单位或年份，未计入；可用清单（--manifest）补充。",
        "{count} reports without an agency or year are left out; a manifest can name them.",
    ),
    "run.masked": (
        "已遮盖：电话 {phone} 处，邮箱 {email} 处，身份证号 {id} 处，联系人姓名 {contact} 处（--unmasked 不遮盖）。",
        "masked: {phone} telephone numbers, {email} e-mails, {id} ID numbers, {contact} names (--unmasked: none)",
    ),
    "run.workbook": ("核查表 {path}", "workbook: {path}"),
    "run.workbook_in_use": (
        "{path} 正被其他程序打开，未改动；新的核查表写在 {other}",
        "{path} is open in another program and was left as it is; the new workbook is {other}",
    ),
    "run.workbook_left_out": (
        "报告超过 20,000 份，未生成 {path}；请用 CSV 文件。",
        "more than 20,000 reports: {path} was left out; use the CSV files",
    ),
    "run.findings": (
        "发现：错误 {error}，存疑 {warning}，提示 {note}。",
        "findings: {error} errors, {warning} warnings, {note} notes.",
    ),
    "run.manifest_unmatched": ("清单中的 {file} 没有对应的文件", "no file for {file} of the manifest"),
    "severity.error": ("错误", "error"),
    "severity.warning": ("存疑", "warning"),
    "severity.note": ("提示", "note"),
    "run.reading": ("读取", "reading"),
    "run.progress": (
        "失败 {failed}，跳过 {skipped}，每秒 {rate} 个",
        "{failed} failed, {skipped} skipped, {rate} a second",
    ),
    "run.nothing": ("给出的文件夹里没有文件。请检查路径。", "no files in the folders given; check the path"),
    # words of `show`
    "status.ok": ("正常", "ok"),
    "status.ok_with_repairs": (
        "可用，部分数字的位置由勾稽关系推断",
        "ok; places of some figures were worked out from the sums",
    ),
    "status.partial": ("不完整", "partial"),
    "show.report": ("{entity}　{year}　格式 {form}", "{entity}  {year}  form {form}"),
    "show.no_entity": ("（未印机关名称）", "(no agency printed)"),
    "show.no_year": ("（未印年份）", "(no year printed)"),
    "show.source": ("来源 {name}　{kind}，{size} 字节", "source {name}  {kind}, {size} bytes"),
    "show.comma": ("，", ", "),
    "show.sections": ("章节 {numbers}", "sections {numbers}"),
    "show.verdict": ("结论 {status}", "verdict: {status}"),
    "show.legend": (
        "~ 由勾稽关系定位　? 位置为推测　□ 空白　! 无法归位　· 表中未印",
        "~ placed by the sums  ? a guess  □ blank  ! cannot be placed  · not in the print",
    ),
    "show.findings": ("核查发现 {count} 项", "findings: {count}"),
    "show.unjudged": ("无法判断 {count} 项：{whys}", "not judged, {count}: {whys}"),
    "show.why": ("{rule}（{why}）", "{rule} ({why})"),
    "show.triples": (
        "规定格式以外的数字：{count}（含义未作判断）",
        "figures that no form has: {count} (what they mean is not judged)",
    ),
    "show.told": ("正文 {place} {value}（{raw}）", "told {place} {value} ({raw})"),
    "show.ambiguous": ("不能确定", "ambiguous"),
    "period.last_year": ("上年", "last year"),
    "period.cumulative": ("累计", "cumulative"),
    "show.form": ("{rows} 行，{cells} 个单元格", "{rows} rows, {cells} cells"),
    # help
    "help.app": (
        "读取政府信息公开工作年度报告，把统计表格变成可核对、可比较的数据。",
        "Read annual reports on government information disclosure into checked, comparable data.",
    ),
    "help.extract": (
        "读取文件和文件夹，写出数据表（CSV）和核查表（XLSX）。",
        "Read files and folders; write the data (CSV) and a workbook (XLSX).",
    ),
    "help.show": (
        "在终端查看一份报告：结论、表格、需要留意之处。",
        "Show one report: verdict, tables, what to look at.",
    ),
    "help.check": ("只核查：逐条列出问题，退出码说明结果。", "Check only: one line per finding; the exit code tells."),
    "help.rules": ("列出核查规则。", "List the rules."),
    "help.markdown": ("输出整页规则目录（Markdown）", "the whole catalogue as a page (Markdown)"),
    "help.select": ("只用这些规则（D-01，或 D 表示全部 D 类）", "only these rules (D-01, or D for all of them)"),
    "help.ignore": ("不用这些规则", "leave these rules out"),
    "help.jobs": ("同时工作的进程数，0 为处理器数", "processes at work at the same time, 0 for one per processor"),
    "help.timeout": ("每个文件的时限（秒）", "seconds that one file may take"),
    "help.max_memory": ("读取一个文件的内存上限", "memory that reading one file may take"),
    "help.log": (
        "记录文件：每读一个文件加一行 JSON",
        "file to which a line of JSON is added for every file that is read",
    ),
    "help.fail_on": (
        "有这一级（error、warning、note）或更严重的问题时，退出码为 1",
        "exit with 1 when there are findings of this level (error, warning, note) or graver",
    ),
    "help.manifest": ("清单：每个文件的单位、代码、年度等", "what is known of each file: entity, code, year …"),
    "help.path_pattern": (
        "由路径得出单位和年度，如 {{county}}/{{entity}}/{{year}}",
        "entity and year out of the path, such as {{county}}/{{entity}}/{{year}}",
    ),
    "help.forms": ("列出已声明的报告格式。", "List the declared official forms."),
    "help.codebook": (
        "打印数据字典（CSV）：各格式每个单元格的代码。",
        "Print the data dictionary (CSV): the code of every cell.",
    ),
    "help.paths": ("文件或文件夹（含子文件夹）", "files, or folders with all that is below them"),
    "help.audit": (
        "按名册和核查标准核查一年的报告，写出核查结果（XLSX）。",
        "Audit the reports of a year against a roster and a profile; write the workbook of results.",
    ),
    "help.compare": (
        "比较各单位各年的数字和指标：宽表、长表、增减、位次、分组汇总。",
        "Compare figures and indicators over agencies and years: wide, long, changes, ranks, groups.",
    ),
    "help.export": (
        "把库导出为其他程序能读的文件，按后缀：csv xlsx parquet dta sav sqlite duckdb jsonl datapackage。",
        "Export a library for other programs, by the suffix: csv xlsx parquet dta sav sqlite duckdb jsonl datapackage.",
    ),
    "help.sample": (
        "抽取单元格，写出供两人独立编码的表（XLSX），用来测定读取的错误率。",
        "Draw cells and write a sheet for two coders (XLSX), to measure how often cells are read wrongly.",
    ),
    "help.score": (
        "由填好的编码表算出错误率、区间和编码员一致程度，附论文数据部分的一段话。",
        "Error rates with intervals and the coders' agreement from a sheet filled in, and a paragraph for a paper.",
    ),
    "help.size": ("抽取多少个单元格", "cells to draw"),
    "help.seed": ("随机种子，相同则抽到相同的单元格", "the same seed draws the same cells"),
    "help.coded": ("填好的编码表", "the sheet that was filled in"),
    "help.format": ("csv，或供阅读的 md、html", "csv, or md and html for reading"),
    "help.methods": (
        "把读取经过写成论文数据部分的文字（中文或英文）。",
        "Write what was done to a corpus as prose for the data section of a paper.",
    ),
    "help.series": (
        "单元格代码、narrative.…、stated.… 或指标（如 open_rate），可用 *；默认为主要数字和全部指标",
        "codes of cells, narrative.…, stated.… or indicators (open_rate); * stands for anything; by default the main "
        "figures and all indicators",
    ),
    "help.file_out": ("要写的文件，格式由后缀决定", "file to write; its suffix tells the format"),
    "help.years": ("年份，如 2023、2019-2025、2019-", "years: 2023, 2019-2025, 2019-"),
    "help.of_kind": (
        "只取这类机关（entity_kind），可重复",
        "only agencies of this kind (entity_kind); may be repeated",
    ),
    "help.within": ("只取上级含有这些字的机关", "only agencies whose place above contains this"),
    "help.suggested": ("也用位置只是推测的数字", "also use figures whose place is a guess"),
    "help.by": (
        "分组汇总，而不列出各单位：parent、province、entity_kind、scope、all",
        "add up over groups in place of single agencies: parent, province, entity_kind, scope, all",
    ),
    "help.long": (
        "长表：每个单位每年每个指标一行，附缺失原因",
        "one row per agency, year and series, with why it is missing",
    ),
    "help.change": ("加上比上年的增减", "with the change since the year before"),
    "help.rank": (
        "加上在组内（同 --by）的位次和百分位",
        "with the rank and percentile within a group (as of --by)",
    ),
    "help.chart": (
        "画什么图（-o 为 .svg、.png 时）：trend 各年走势，distribution 各单位分布，heat 单位与年份的热力图",
        "what to draw (-o .svg or .png): trend, distribution over agencies, heat map of agencies and years",
    ),
    "help.minimum": (
        "有数值的单位至少多少个，才排位次、画分布",
        "agencies with a value that ranks and distributions need",
    ),
    "help.table": (
        "导出哪个表：wide pooled reports facts findings sections narrative triples coverage codebook",
        "which table: wide pooled reports facts findings sections narrative triples coverage codebook",
    ),
    "help.roster_expected": (
        "名册：以此为应报单位；有“人口”列时可算每万人申请量",
        "roster: who is expected to file, and, in a column `population`, how many inhabitants they have",
    ),
    "help.unmasked": (
        "不遮盖电话、邮箱、身份证号和联系人姓名",
        "do not mask telephone numbers, e-mails, IDs and names",
    ),
    "help.roster": ("由读到的报告起草名册（CSV）。", "Draft a roster (CSV) of the agencies that were read."),
    "help.in_library": (
        "extract 写入的文件夹，或其中的 gongkai.sqlite",
        "folder that extract wrote, or its gongkai.sqlite",
    ),
    "help.roster_file": ("名册（XLSX 或 CSV），须有「单位名称」一列", "roster (XLSX or CSV) with a column `name`"),
    "help.profile": ("核查标准（TOML）", "profile (TOML)"),
    "help.year": ("核查的年度，默认为最近一年", "year to audit, by default the latest"),
    "help.audit_json": ("把结果作为一个 JSON 对象输出", "print the result as one JSON object"),
    "help.merge": (
        "把几个库（如各 --shard 的结果）合并成一个，并写出文件。",
        "Put several libraries (of shards, for example) into one and write its files.",
    ),
    "help.libraries": (
        "extract 写入的文件夹，或其中的 gongkai.sqlite",
        "folders that extract wrote, or their gongkai.sqlite",
    ),
    "help.library": (
        "库文件；不给时为写入的文件夹中的 gongkai.sqlite",
        "the library; by default gongkai.sqlite in the folder written into",
    ),
    "help.force": ("已读的文件也重新读", "read files again that are known"),
    "help.retry_failed": ("失败的文件再读一次", "read files again that have failed"),
    "help.limit": ("本次最多读这么多个文件", "read no more than so many files in this run"),
    "help.shard": ("只读文件的第几份，共几份，如 2/5", "only one part of the files: 2/5 is the second of five"),
    "help.prune": ("从库中清除已不复存在的文件", "forget files that are no longer there"),
    "help.dry_run": ("只列出将读取的文件，什么也不做", "list what would be read and do nothing"),
    "help.file": ("一份报告", "one report"),
    "help.output": ("写入的文件夹", "folder to write into"),
    "help.raw": ("原样写出文本，不加防公式的撇号", "write text exactly, without apostrophes against formulas"),
    "help.lang": ("写出内容的语言：zh 或 en", "language of what is written: zh or en"),
    "help.quiet": ("只报错误", "errors only"),
    "help.verbose": ("逐份列出需要留意之处", "list what to look at, report by report"),
    "help.stage": ("查看一个中间结果", "show an intermediate instead"),
    "help.mark": ("把读到的内容画在页面图上（PDF）", "draw the pages with what was read (PDF)"),
    "help.json": ("输出一个 JSON 对象", "print one JSON object"),
    "help.version": ("打印版本", "print the version"),
    "help.debug": ("出错时打印完整的追踪信息", "print a full traceback when something fails"),
}


def sentence(code: str, lang: Lang, **details: object) -> str:
    """The sentence with this code in a language; KeyError for an unknown code.

    >>> sentence("finding.heading", "zh", number=4, title="复议")
    '有第4部分的表格，没有标题「复议」。'
    """
    return SENTENCES[code][lang == "en"].format(**details)


def locale_lang() -> Lang:
    """The language of help and progress: Chinese where the locale is Chinese, else English."""
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if os.environ.get(variable):
            return "zh" if os.environ[variable].lower().startswith("zh") else "en"
    return "zh" if (locale.getlocale()[0] or "").lower().startswith(("zh", "chinese")) else "en"
