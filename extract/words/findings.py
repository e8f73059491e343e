"""What was found in a report, one sentence for each code of the catalogue, with its figures; and the words around it.

`finding.…` are the wordings that `rules.toml` declares, `why.…` says why a rule could not be judged.
"""

from __future__ import annotations

from extract.words.languages import Pair

FINDINGS: dict[str, Pair] = {
    # findings: one sentence each, with the figures
    "finding.sum": (
        "{cell}：{left}，与 {right} 不相等，相差 {gap}。",
        "{cell}: {left} is not {right}; they differ by {gap}.",
    ),
    "finding.usual": (
        "{cell}：各分项 {left}，与 {right} 不相等，相差 {gap}。"
        "“其中”未必列全，未审结的案件没有单列，请对照原始数据核实。",
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
        "{table}有 {count} 个单元格填的是“{printed}”而不是数字：{place}。没有发生的应填 0。",
        "{table} has {count} cells with “{printed}” instead of a figure: {place}. Where there was none, 0 is to be "
        "filled in.",
    ),
    "finding.cells.words": (
        "{table}有 {count} 个单元格填的不是数字：{place}，填写为“{printed}”。",
        "{table} has {count} cells that hold no number: {place}, printed “{printed}”.",
    ),
    "finding.cells.negative": (
        "{table}有 {count} 个数为负：{place}，填写为 {printed}。件数不会是负数。",
        "{table} has {count} negative counts: {place}, printed {printed}.",
    ),
    "finding.cells.decimals": (
        "{table}有 {count} 个件数带小数：{place}，填写为 {printed}。",
        "{table} has {count} counts with decimals: {place}, printed {printed}.",
    ),
    "finding.rules.of_city": (
        "{place}填报 {figures}；市级部门不制定规章，请核实是否应为行政规范性文件。",
        "{place} has {figures}; departments of a city make no rules. Look whether normative documents are meant.",
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
    "finding.gap.recognised_page": (
        "第 {pages} 页是扫描图像，其文字由识别软件生成，数字只作推测。请对照原件。",
        "Page {pages}: a scanned picture with the text that a program has recognised; its figures are guesses. Look at "
        "the original.",
    ),
    "finding.gap.tables.recognised_page": (
        "第 {pages} 页是扫描图像，其文字由识别软件生成，数字只作推测；结果中缺少{place}。"
        "请对照原件，或向报送单位索取文字版。",
        "Page {pages}: a scanned picture with the text that a program has recognised; its figures are guesses; missing "
        "from the results: {place}. Look at the original, or ask the agency for the text.",
    ),
    "finding.gap.unread_ink": (
        "有 {count} 处画有图形、印章或以图形画出的文字，未能识读，该处数字不采用。请对照原件。",
        "{count} places with something drawn that is not text (a stamp, outlined characters); figures there were not "
        "taken. Look at the original.",
    ),
    "finding.gap.tables.unread_ink": (
        "有 {count} 处画有图形、印章或以图形画出的文字，未能识读；结果中缺少{place}。"
        "请对照原件，或向报送单位索取文字版。",
        "{count} places with something drawn that is not text (a stamp, outlined characters) were not read; missing "
        "from the results: {place}. Look at the original, or ask the agency for the text.",
    ),
    "finding.opinion.same": (
        "表格与规定格式或勾稽关系不符，已{by}另读一遍，读出的数字相同。",
        "The tables do not fit the form or its sums; read again by {by}, they show the same figures.",
    ),
    "finding.opinion.clear": (
        "有勾稽关系不平；所涉数字各自清楚地填写在本格之内，不会读成别的数。",
        "Sums fail; each of their figures stands clear in its cell, and cannot be read as another.",
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
    "finding.section": ("缺少第{number}部分“{title}”。", "Part {number}, “{title}”, is missing."),
    "finding.heading": (
        "有第{number}部分的表格，没有标题“{title}”。",
        "The table of part {number} is there, its heading “{title}” is not.",
    ),
    "finding.number": (
        "标题“{title}”的序号有误，应为第{number}部分。",
        "The heading “{title}” has the wrong number; it is part {number}.",
    ),
    "finding.other_words": (
        "第{number}部分的标题载明为“{title}”，应为“{wanted}”。",
        "The heading of part {number} is “{title}”; it should be “{wanted}”.",
    ),
    "finding.order": (
        "标题“{title}”排在“{before}”之后，次序或重复有误。",
        "The heading “{title}” stands behind “{before}”: out of order, or twice.",
    ),
    "finding.jump": (
        "{before}之后是{printed}，序号不连续。",
        "{before} is followed by {printed}: a number is missing.",
    ),
    "finding.aspects": (
        "第一部分未见写到：{missing}；按用词查找，换了说法的请人工确认。",
        "Part 1 seems to say nothing of: {missing}. Looked for by words: see whether it says so in others.",
    ),
    "finding.duties": (
        "各级人民政府还应报告工作考核、社会评议和责任追究结果，未见写到：{missing}；按用词查找，换了说法的请人工确认。",
        "Governments also report assessment, social review and accountability; nothing seems to be said of: {missing}. "
        "Looked for by words: see whether it says so in others.",
    ),
    "finding.problems.short": (
        "第五部分只有 {count} 字，内容过于简略。",
        "Part 5 has {count} characters, too few to tell problems and what is done about them.",
    ),
    "finding.problems.unanswered": (
        "第五部分按序号列出 {problems} 个问题，改进措施只列出 {measures} 条，请核实是否一一对应。",
        "Part 5 lists {problems} problems by number and {measures} measures. Look whether each problem has its own.",
    ),
    "finding.problems.year": (
        "第五部分只提到 {last} 年，没有提到报告年度 {year} 年，请核实是否沿用了往年的内容。",
        "Part 5 speaks of {last} and not of {year}. Look whether it is that of an earlier year.",
    ),
    "finding.lost": (
        "{place}为 {figures} 件，第五部分和总体情况都没有提到；可补充说明被纠正的原因和整改情况。",
        "{place}: {figures}, of which neither part 5 nor part 1 speaks; why, and what was done since, may be added.",
    ),
    "finding.fee_twice": (
        "正文称收取信息处理费“{told}”，又称“{denied}”，请核实以哪处为准。",
        "The text says that a processing fee of “{told}” was charged, and also “{denied}”. See which of them is right.",
    ),
    "finding.posted_before": (
        "公开日期 {posted} 早于成文日期 {written}，请核实。",
        "It was published on {posted}, before it was made on {written}. Please check.",
    ),
    "finding.demand.length": (
        "“{title}”{count} 字，核查标准要求不少于 {length} 字。",
        "“{title}” has {count} characters; the profile asks for {length}.",
    ),
    "finding.demand.words": (
        "“{title}”没有写到核查标准要求的：{missing}。",
        "“{title}” says nothing of what the profile asks for: {missing}.",
    ),
    "finding.forbidden": (
        "用了核查标准列为不应再用的“{word}”（{count} 处）。",
        "It says “{word}” ({count} times), which the profile wants to see no longer.",
    ),
    "finding.forbidden.instead": (
        "用了核查标准列为不应再用的“{word}”（{count} 处），宜用“{instead}”。",
        "It says “{word}” ({count} times), which the profile wants to see no longer; “{instead}” is to stand there.",
    ),
    "finding.zero": (
        "{place}填报 {figures}，核查标准对这类单位要求为 0。{why}",
        "{place} has {figures}; the profile wants 0 of agencies of this kind. {why}",
    ),
    "finding.register": (
        "{place}为 {printed}，“{register}”中为 {held}，相差 {gap}，请核实哪一处有误。",
        "{place} is {printed}, “{register}” has {held}; they differ by {gap}. Look which of them is wrong.",
    ),
    "finding.problems.promises": (
        "第五部分似只写打算，未见写明存在的问题，请核实。",
        "Part 5 seems to say only what is going to be done, and to name no problem. Please check.",
    ),
    "finding.fee": (
        "未见写到信息处理费的收取情况；没有收取的也应在第六部分说明。",
        "Nothing seems to be said of the processing fee; part 6 is to report it even where none was charged.",
    ),
    "finding.empty": ("“{title}”之下没有内容。", "There is nothing below “{title}”."),
    "finding.open": ("“{printed}”处应填而未填。", "“{printed}”: something was to be filled in here."),
    "finding.preamble": (
        "没有前言（编制依据、统计期限、联系方式等）。",
        "There is no preamble (basis, period, contact).",
    ),
    "finding.title": (
        "标题载明为“{printed}”，规范的写法是“{wanted}”。",
        "The title is “{printed}”; the prescribed one is “{wanted}”.",
    ),
    "finding.title.another": (
        "“{printed}”不是政府信息公开工作年度报告的标题，报送的可能是另一种文件；规范的写法是“{wanted}”。",
        "“{printed}” is no title of an annual report on disclosure; another kind of document may have been handed in. "
        "The prescribed title is “{wanted}”.",
    ),
    "finding.basis": (
        "引用的“{cited}”已不适用，现行的是{now}。",
        "“{cited}” is cited, which is no longer in force; {now} is.",
    ),
    "finding.outline": (
        "前言列出的“{parts}”是 2019 年以前的部分，与现行格式不符。",
        "The preamble lists “{parts}”, parts of the reports before 2019.",
    ),
    "finding.contact.placeholder": ("“{printed}”处未填。", "“{printed}” was not filled in."),
    "finding.contact.missing": ("没有联系电话等联系方式。", "No telephone number or other contact is given."),
    "finding.unit": (
        "收费金额填写为 {printed}（单位：万元），疑以元填报；若为元，应为 {yuan} 万元。",
        "Fees are printed as {printed} (unit: 10,000 yuan), probably in yuan; that would be {yuan}.",
    ),
    "finding.zeros": (
        "各表数字全部为 0，正文也没有任何数字，请核实是否漏填。",
        "All tables hold nothing but 0, and the text has no figure. See whether they were filled in.",
    ),
    "finding.residual": (
        "办理结果 {of} 件中有 {printed} 件归入“3.其他”，请核实能否归入前面各项。",
        "{printed} of {of} outcomes are put down in the last row, as other; check whether other rows fit.",
    ),
    "finding.parts": (
        "正文所列各项 {added} 合计 {sum}，与总数 {total} 不符，请核实：{sentence}",
        "The parts in the text, {added}, make {sum}, not {total}; please check: {sentence}",
    ),
    "finding.complete": (
        "正文称“{told}”，表中有 {left} 件结转下年度；如指到期的都已办结，可不改。",
        "The text says “{told}”; the table carries {left} over. Nothing need be changed if what was due is meant.",
    ),
    "finding.total_below": (
        "主动公开的总数只写在第二部分，第一部分没有：{sentence}",
        "How much was published stands in part 2 only: {sentence}",
    ),
    "finding.share": (
        "正文称 {part} 占 {told}%，按 {whole} 计算为 {share}，请核实：{sentence}",
        "{part} are said to be {told}% of {whole}, of which they are {share}; please check: {sentence}",
    ),
    "finding.growth": (
        "正文称 {figure} 比上年（{before}）增减 {told}%，计算为 {grown}，请核实：{sentence}",
        "{figure} are said to be {told}% more or less than {before} the year before; that is {grown}, please "
        "check: {sentence}",
    ),
    "finding.growth.year_before": (
        "正文称 {figure} 比上年增减 {told}%，{year} 年报告为 {before}，计算为 {grown}，请核实：{sentence}",
        "{figure} are said to be {told}% more or less than the year before; the report of {year} has {before}, "
        "which makes {grown}, please check: {sentence}",
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
    "finding.slip": ("“{printed}”疑为笔误（{count} 处）。", "“{printed}” looks like a slip ({count} times)."),
    "finding.personal.identity": (
        "出现身份证号 {shown}，请核实后隐去。",
        "What looks like the number of an identity card, {shown}: check, and hide it.",
    ),
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
        "{table}有规定格式以外的行“{label}”：{figures}。",
        "{table} has a row the form does not have, “{label}”: {figures}.",
    ),
    "finding.label_altered": (
        "{table}的项目名称应为“{label}”，填写为“{printed}”。",
        "{table}: a label is “{label}” in the form and is printed “{printed}”.",
    ),
    "finding.old_form": (
        "{place}用的是旧格式（{printed}）；{year} 年度应使用{official}的格式。",
        "{place} is in an older form ({printed}); for {year} the form of {official} is in force.",
    ),
    "finding.prose": (
        "正文称“{told}”，{place}为 {tabled}：{sentence}",
        "The text says “{told}”, the table has {tabled} ({place}): {sentence}",
    ),
    "finding.prose_none": (
        "正文称没有（“{told}”），{place}为 {tabled}：{sentence}",
        "The text says there was none (“{told}”), the table has {tabled} ({place}): {sentence}",
    ),
    "finding.year.printed": (
        "{where}载明为“{printed}”，与报告年度 {chosen} 不一致。",
        "{where} says “{printed}”, which is not the year {chosen} of the report.",
    ),
    "finding.period": (
        "统计期限载明为“{printed}”，应为 {year} 年 1 月 1 日至 12 月 31 日。",
        "The period is printed as “{printed}”; it should be 1 January to 31 December {year}.",
    ),
    "finding.year.outside": (
        "{where}给出的年份“{printed}”与报告载明的 {chosen} 不一致，请核实是否为同一份报告。",
        "{where} gives “{printed}”, the report {chosen}; check that it is the same report.",
    ),
    "finding.entity.printed": (
        "{where}是另一机关的名称“{printed}”，报告机关为“{chosen}”。",
        "{where} is that of another agency, “{printed}”; the report is that of “{chosen}”.",
    ),
    "finding.entity.mentioned": (
        "{where}出现另一机关的名称“{printed}”，报告机关为“{chosen}”，请核实是否误用。",
        "{where} names another agency, “{printed}”; the report is that of “{chosen}”. Look whether it is meant.",
    ),
    "finding.entity.inside": (
        "第{number}部分以另一机关“{printed}”的名义叙述，报告机关为“{chosen}”，请核实是否沿用了他人的报告。",
        "Part {number} speaks as another agency, “{printed}”; the report is that of “{chosen}”. Look whether it was "
        "taken from another report.",
    ),
    "finding.entity.untold": (
        "未能确定是哪个机关的报告。请在名单（--manifest）中注明机关。",
        "Nothing tells whose report it is. Name the agency in a manifest (--manifest).",
    ),
    "finding.entity.contradicted": (
        "未能确定是哪个机关的报告：载明的名称有 {named}。请对照原文，在名单（--manifest）中注明机关。",
        "It cannot be told whose report it is: it names {named}. Look at the original, and name the agency in a "
        "manifest (--manifest).",
    ),
    "finding.entity.beside": (
        "报告没有标题或其他写明机关之处，机关名称取自{where}，请核实。",
        "No title and no other place says whose report it is; the agency was taken from {where}. Please check.",
    ),
    "finding.entity.recognised": (
        "扫描件上的机关名称“{chosen}”系识别所得，没有另一处写法相同可以印证，请对照原件核实。",
        "The name “{chosen}” was recognised on a scan, and no other place bears out how it is written. Please check it "
        "against the original.",
    ),
    "finding.year.untold": (
        "未能确定报告年度。请在名单（--manifest）中注明年度。",
        "Nothing tells the year of the report. Name it in a manifest (--manifest).",
    ),
    "finding.year.contradicted": (
        "未能确定报告年度：载明的年份有 {named}。请对照原文，在名单（--manifest）中注明年度。",
        "The year of the report cannot be told: it names {named}. Look at the original and name the year in a manifest "
        "(--manifest).",
    ),
    "finding.year.beside": (
        "报告没有标题或其他写明年度之处，年度取自{where}，请核实。",
        "No title and no other place says of which year the report is; it was taken from {where}. Please check.",
    ),
    "finding.entity.outside": (
        "{where}给出的机关“{printed}”与报告载明的“{chosen}”不一致，请核实是否为同一份报告。",
        "{where} gives “{printed}”, the report “{chosen}”; check that it is the same report.",
    ),
    "finding.level": (
        "本机关为{own}，正文用了“{word}”（{count} 处），请核实是否误用。",
        "The agency is a {own}, the text says “{word}” ({count} times). Look whether it is meant.",
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
    "finding.encoding.declared": (
        "文件声明的编码为 {declared}，实际按 {encoding} 解码。",
        "The file says that it is in {declared}; it was read in {encoding}.",
    ),
    "finding.encoding.undeclared": (
        "文件没有标明编码，按 {encoding} 解码。",
        "The file does not show its encoding; it was read in {encoding}.",
    ),
    "finding.parted": (
        "表格各栏按符号“{signs}”分开，请抽查原文。",
        "The cells of tables were taken to be parted by “{signs}”; look at some of them in the source.",
    ),
    "finding.recognised": (
        "第 {pages} 页是图像，其文字、数字由本程序识别，核对原文后方可采用。",
        "Page {pages}: a picture; what stands there was recognised by this program. Compare it with the source before "
        "you use it.",
    ),
    "finding.pasted": (
        "第 {pages} 幅图片中的文字、数字由本程序识别，核对原文后方可采用。",
        "Picture {pages}: what stands on it was recognised by this program. Compare it with the source before you use "
        "it.",
    ),
    "finding.rearranged": (
        "第 {pages} 页的文字已转正，或按几页并排分开后识读，请抽查原文。",
        "Page {pages}: its print was put upright, or read as that of several pages; look at some of it in the source.",
    ),
    "finding.table_hollow": (
        "{table}只读到行名和列名，没有读到一个单元格：可能整张表都空着，也可能数字没有读出，请看原文。",
        "Of {table} only words were found and no cell: all of it may be empty, or its figures were not read; look at "
        "the source.",
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
        "第五部分有 {share} 的文字与 {year} 年度报告相同（年份、数字除外），如“{text}”；请核实是否已按本年情况更新。",
        "{share} of part 5 is that of {year} (years and figures aside), such as “{text}”. See whether it was brought "
        "up to date.",
    ),
    "finding.unchanged": (
        "各表 {count} 个不为 0 的数字与 {year} 年度报告完全相同，请核实是否沿用了上年数据。",
        "All {count} figures above 0 are those of the report of {year}. See whether they were taken from it.",
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
        "与送审稿 {other} 相比，文字删去 {gone} 句、新增 {new} 句，如“{text}”。",
        "{gone} sentences of the draft {other} are gone and {new} are new, such as “{text}”.",
    ),
    "finding.version.corrected": (
        "本份已有后来的版本 {other}（{sign}），以其为准；后来的版本改了 {count} 格：{place}；"
        "本份为 {actual}，改为 {expected}。",
        "There is a later version, {other} ({sign}), which counts; it has changed {count} cells: {place}; "
        "here {actual}, there {expected}.",
    ),
    "finding.version.received": (
        "另一份报告 {other} 收到在后，以其为准（名称、标题和日期看不出先后）；有 {count} 格数字不同：{place}；"
        "本份为 {actual}，改为 {expected}。如应以本份为准，请在核查结果的“版本选用”中填写。",
        "{other} was received later, and counts (names, titles and days tell no order); {count} cells are different: "
        "{place}; here {actual}, there {expected}. If this one is to count, say so in the sheet of versions of an "
        "audit.",
    ),
    "finding.version.recaptured": (
        "同一网址先后采集两次，{other} 采集在后（{sign}），以其为准；两次之间页面改了 {count} 格：{place}；"
        "本份为 {actual}，改为 {expected}。",
        "One address was captured twice; {other} is the later capture ({sign}), which counts. Between the two the page "
        "has changed {count} cells: {place}; here {actual}, there {expected}.",
    ),
    "finding.version.differs": (
        "同一单位同一年度还有一份报告 {other}，有 {count} 格数字不同：{place}；本份为 {actual}，另一份为 {expected}。"
        "看不出哪份在后，暂以 {other} 为准；请确认以哪份为准：在核查结果的“版本选用”中填写，"
        "或在文件名中注明（如“整改后”）。",
        "There is another report of this agency and year, {other}; {count} cells are different: {place}; "
        "here {actual}, there {expected}. Nothing tells which came later; {other} is taken to count. Say which one "
        "counts, in the sheet of versions of an audit or in the name of its file or folder.",
    ),
    "finding.version.copy": (
        "与 {other} 应为同一版本的两份（如盖章件和电子版），却有 {count} 格数字不同：{place}；"
        "本份为 {actual}，另一份为 {expected}。请对照两份原件。",
        "{other} should be a copy of the same version (signed and electronic, say), but {count} cells are different: "
        "{place}; here {actual}, there {expected}. Compare the two.",
    ),
    "finding.version.unasked": (
        "与 {day} 收到的版本相比，改动了 {count} 格未要求整改的数字：{place}；原为 {expected}，现为 {actual}。"
        "请核实并说明理由。",
        "Since the version received on {day}, {count} cells were changed that no open problem had asked to change: "
        "{place}; they were {expected}, they are {actual}. Verify, and ask for the reason.",
    ),
    "finding.version.chosen": (
        "已人工采用 {other}；与本份有 {count} 格不同：{place}；本份为 {actual}，采用的为 {expected}。",
        "{other} was chosen; {count} cells are different: {place}; here {actual}, there {expected}.",
    ),
    "finding.other_year": (
        "应报 {year} 年度的报告，报送的 {file} 却是 {other} 年度的。",
        "The report for {year} is due; {file}, which was handed in, is that for {other}.",
    ),
    "finding.version.namesake": (
        "与 {other} 的单位名称、年度相同，数字却大多不同（{count} 格），可能是两个同名单位。"
        "请在清单中用 code 或 parent 区分。",
        "Agency and year are those of {other}, but most figures differ ({count} cells): they may be two agencies of "
        "one name. Tell them apart by code or parent in a manifest.",
    ),
    "finding.copied.before": (
        "第{number}部分 {total} 段中有 {count} 段（第 {which} 段）与本单位 {year} 年度报告相同，占 {share}"
        "（名称、年份、数字和通用语句除外），如“{passage}”。",
        "{count} of the {total} paragraphs of part {number} (number {which}) are those of the agency's report of "
        "{year}, {share} of it (names, years, figures and common phrases aside), such as “{passage}”.",
    ),
    "finding.copied.other": (
        "第{number}部分 {total} 段中有 {count} 段（第 {which} 段）与{other} {year} 年度报告相同，占 {share}"
        "（名称、年份、数字和通用语句除外），如“{passage}”；看不出谁先写成，请核实。",
        "{count} of the {total} paragraphs of part {number} (number {which}) are those of {other}, report of {year}, "
        "{share} of it (names, years, figures and common phrases aside), such as “{passage}”; who wrote them first "
        "cannot be told, check it.",
    ),
    "finding.copied.other.later": (
        "第{number}部分 {total} 段中有 {count} 段（第 {which} 段）与{other} {year} 年度报告相同，占 {share}"
        "（名称、年份、数字和通用语句除外），如“{passage}”；对方在先。",
        "{count} of the {total} paragraphs of part {number} (number {which}) are those of {other}, report of {year}, "
        "{share} of it (names, years, figures and common phrases aside), such as “{passage}”; the other had them "
        "first.",
    ),
    "finding.copied.other.name": (
        "第{number}部分 {total} 段中有 {count} 段（第 {which} 段）与{other} {year} 年度报告相同，占 {share}，"
        "且留有“{left}”的名称，如“{passage}”。",
        "{count} of the {total} paragraphs of part {number} (number {which}) are those of {other}, report of {year}, "
        "{share} of it, with the name “{left}” left inside, such as “{passage}”.",
    ),
    "finding.copied.template": (
        "{parent}统一模板：{of} 个单位中的 {agencies} 个有相同的 {count} 段文字，如“{passage}”；不算雷同。",
        "Template of {parent}: {agencies} of {of} agencies share {count} paragraphs, such as “{passage}”; no copy.",
    ),
    "finding.paragraph_twice": (
        "同一段落出现 {count} 次：“{text}”，请核实是否重复粘贴。",
        "A paragraph stands in the report {count} times: “{text}”. Look whether it was pasted twice.",
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
    "where.contact": ("联系方式", "the contact"),
    "where.opening": ("正文首句", "the first sentence"),
    "where.section": ("第一部分各句", "the sentences of section one"),
    "where.head": ("网页标题", "the head of the page"),
    "where.signature": ("落款", "the signature"),
    "where.file": ("文件名", "the file name"),
    "where.folder": ("文件夹", "the folder"),
    "where.manifest": ("清单", "the manifest"),
    "where.path": ("路径", "the path"),
    # who read a second time
    "wording.unknown": (
        "{place}：对照为 {expected}，报告为 {actual}。这是另一版本核查出的，其语句本版本没有；请重新运行 extract。",
        "{place}: expected {expected}, found {actual}. Another version found this, and its sentence is not in this "
        "one; run extract again.",
    ),
    "by.pdfplumber": ("用 pdfplumber ", "pdfplumber"),
    "by.python-docx": ("用 python-docx ", "python-docx"),
    "by.tags": ("按文件自带的结构标签", "the structure tags of the file"),
    "by.unruled": ("不看框线", "the places of its words, without regard to rules"),
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
    "why.profile": ("没有核查标准", "no profile"),
    "why.roster": ("没有名册", "no roster"),
    # how grave it is, what it is about, whom a rule is for
    "severity.error": ("错误", "error"),
    "severity.warning": ("存疑", "warning"),
    "severity.note": ("提示", "note"),
    "category.A": ("报送发布", "filing"),
    "category.B": ("标题前言", "title and preamble"),
    "category.C": ("内容要素", "sections"),
    "category.D": ("统计表格", "tables"),
    "category.E": ("文表一致", "text and tables"),
    "category.F": ("雷同与变化", "copies and changes"),
    "category.G": ("文字规范", "wording"),
    "category.P": ("核查标准", "profile"),
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
}
