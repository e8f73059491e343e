"""What a release of data says of itself, after the template of the social science data editors, and what `release` and
`verify` say when they have run."""

from __future__ import annotations

from extract.words.heads import CELLS
from extract.words.languages import Pair

RELEASES: dict[str, Pair] = {
    "run.released": (
        "发布 {name}：{files} 个文件，{reports} 份报告，{units} 个单位；核对：gongkai verify {path}",
        "release {name}: {files} files, {reports} reports, {units} agencies; to check it: gongkai verify {path}",
    ),
    "run.since": (
        "与 {since} 相比有 {count} 处不同，见 changes.csv。",
        "{count} differences from {since}: changes.csv",
    ),
    # verify
    "verify.identical": (
        "{path}：一致。核对了 {checks}。",
        "{path}: identical. What was checked: {checks}.",
    ),
    "verify.differs": ("{path}：有 {count} 处不一致。", "{path}: {count} differences."),
    "verify.checked.sums": ("{count} 个文件的校验和", "the sums of {count} files"),
    "verify.checked.schema": ("{count} 个表的字段、主键和外键", "fields and keys of {count} tables"),
    "verify.checked.derived": (
        "由 facts 等表重算的 {count} 个文件",
        "{count} files made again from facts and the like",
    ),
    "verify.checked.inputs": (
        "重新读取的 {count} 个输入文件",
        "{count} input files, read again",
    ),
    "verify.made_by": (
        "发布时：{made_by}；现在：{here}。",
        "Released with {made_by}; here: {here}.",
    ),
    "verify.line": ("{where}　{what}　{said}　原因：{cause}", "{where}  {what}: {said}  cause: {cause}"),
    "verify.more": ("另有 {count} 处，用 --json 全部列出。", "{count} more; --json lists them all."),
    "verify.what.missing_file": ("文件缺失", "file missing"),
    "verify.what.changed_file": ("文件改动过", "file changed"),
    "verify.what.extra_file": ("多出的文件", "file that does not belong"),
    "verify.what.schema": ("不符合字段说明", "not as the schema says"),
    "verify.what.derived": ("与其他表算出的不同", "does not follow from the tables"),
    "verify.what.missing_input": ("输入文件缺失", "input missing"),
    "verify.what.changed_input": ("输入文件不同", "input has other bytes"),
    "verify.what.extra_input": ("多出的输入文件", "input that does not belong"),
    "verify.what.report": ("报告不同", "report"),
    "verify.what.cell": ("单元格不同", "cell"),
    "verify.what.sentence": ("语句不同", "sentence"),
    "verify.what.flag": ("存疑标记不同", "flag"),
    "verify.what.decision": ("人工决定不同", "decision"),
    "verify.what.row": ("行不同", "row"),
    "verify.said": ("“{old}”，此处为“{new}”", "“{old}”, here “{new}”"),
    "verify.cause.file": ("输入文件", "file: the input is another"),
    "verify.cause.reader": ("程序版本", "reader: another version read it"),
    "verify.cause.decision": ("人工决定", "decision: a person decided otherwise"),
    "verify.cause.roster": ("名册或清单", "roster: the roster or manifest says otherwise"),
    "verify.cause.version": ("采用另一版本", "version: another version of the report counts"),
    "verify.cause.release": ("发布后改动", "release: it was changed after it was released"),
    "verify.cause.program": ("程序版本", "program: another version wrote it"),
    "verify.fault.columns": ("列与说明不同", "columns are not those of the schema"),
    "verify.fault.kind": ("第 {row} 行 {column}：不是 {kind}", "row {row}, {column}: no {kind}"),
    "verify.fault.key": ("第 {row} 行：主键重复", "row {row}: key stands twice"),
    "verify.fault.foreign": ("第 {row} 行 {column}：{other} 中没有", "row {row}, {column}: not in {other}"),
    "verify.fault.ragged": ("第 {row} 行：单元格数与列数不同", "row {row}: more or fewer cells than columns"),
    "verify.fault.unreadable": ("无法读取", "cannot be read"),
    # methods
    "methods.captured": (
        "{count} 个文件有来源网址或获取时间，获取于 {first} 至 {last}。",
        "Where a file was got from, or when, is known of {count} files; they were got from {first} to {last}.",
    ),
    "methods.coverage": (
        "面板应有 {expected} 个单位年，其中 {collected} 个收集到文件，{readable} 个能够读出，{canonical} 个计入"
        "（{expected} 个中的 {canonical} 个，{share}）。{by}",
        "The panel expects {expected} agencies and years: of {collected} a file was collected, of {readable} one could "
        "be read, {canonical} are in the panel ({canonical} of {expected}, {share}). {by}",
    ),
    "methods.expected.roster": ("应有哪些单位，以名册为准。", "Which are expected is what the roster says."),
    "methods.expected.filed": (
        "没有名册，应有的是任一年报送过的单位在各年的报告。",
        "There is no roster: expected are all agencies that filed for any year, in every year.",
    ),
    # README
    "release.title": ("政府信息公开工作年度报告数据", "Annual reports on government information disclosure: data"),
    "release.nobody": ("未署名", "anonymous"),
    "readme.title": ("{title}（{name}）：说明", "README of “{title}” ({name})"),
    "readme.overview": ("概述", "Overview"),
    "readme.overview.text": (
        "本发布包含 {files} 个文件中 {reports} 份政府信息公开工作年度报告的全部法定表格、正文和正文所述数字，"
        "涉及 {units} 个单位、{years} 年。由 {program} 从文件中读出，全部数字可以由输入文件重新得出。",
        "This release holds all statutory tables, the text, and the figures stated in the text of {reports} annual "
        "reports on government information disclosure in {files} files, of {units} agencies, on the years {years}. "
        "{program} read them; every figure can be made again from the inputs.",
    ),
    "readme.availability": ("数据可得性与来源", "Data availability and provenance statements"),
    "readme.availability.text": (
        "各机关依《政府信息公开条例》（国务院令第711号）第四十九条、第五十条向社会公布年度报告。原始文件不在本发布中；"
        "inputs.csv 逐个列出文件的网址、获取时间、SHA-256，以及是否采用、为什么。",
        "The agencies publish their reports under articles 49 and 50 of the Regulations on Open Government "
        "Information (State Council Decree No. 711). The original files are not part of this release; inputs.csv lists "
        "each with its address, the time when it was got, its SHA-256, and whether it is used, and why.",
    ),
    "readme.sources": ("来源", "Sources"),
    "readme.source": ("{host}：{count} 个文件，获取于 {when}", "{host}: {count} files, got {when}"),
    "readme.source.unknown": ("来源没有记录：{count} 个文件", "source not recorded: {count} files"),
    "readme.when": ("{first} 至 {last}", "from {first} to {last}"),
    "readme.when.unknown": ("时间没有记录", "at a time that is not recorded"),
    "readme.licence": ("许可", "Licence of the data"),
    "readme.licence.none": (
        "发布时没有给出许可；使用前请与作者联系。",
        "None was given with this release: ask the authors before you use the data.",
    ),
    "readme.masked": (
        "电话、邮箱、身份证号和联系人姓名已用［电话］等字样代替。",
        "Telephone and ID numbers, e-mail addresses and names of contacts are masked (in square brackets).",
    ),
    "readme.unmasked": (
        "文字中的电话、邮箱、身份证号和联系人姓名没有遮盖。",
        "Telephone and ID numbers, e-mail addresses and names of contacts in the texts are not masked.",
    ),
    "readme.files": ("文件清单", "List of files"),
    "readme.file.rows": ("`{file}`（{rows} 行）：{label}", "`{file}` ({rows} rows): {label}"),
    "readme.file": ("`{file}`：{label}", "`{file}`: {label}"),
    "readme.encoding": (
        "表格为 CSV（UTF-8，RFC 4180），字段、主键和外键见 datapackage.json。",
        "Tables are CSV (UTF-8, RFC 4180); datapackage.json has their fields and keys.",
    ),
    "readme.requirements": ("运行要求", "Computational requirements"),
    "readme.software": (
        "程序：{program}（源代码指纹 {source}）",
        "Software: {program} (digest of its source {source})",
    ),
    "readme.python": ("读取时的 Python 和程序库：{machine}", "Python and libraries that read the inputs: {machine}"),
    "readme.no_machine": (
        "读取时的 Python 和程序库没有记录",
        "Python and libraries that read the inputs: not recorded",
    ),
    "readme.random": (
        "不用随机数，不联网；结果与文件的顺序和进程数无关。",
        "No random numbers, no network; results do not depend on the order of files or the number of processes.",
    ),
    "readme.hardware": (
        "一般的个人电脑即可；内存 2 GB 以上，每千份报告约需一分钟。",
        "Any personal computer with 2 GB of memory; about a minute for a thousand reports.",
    ),
    "readme.instructions": ("复核与重建", "Instructions to replicators"),
    "readme.instructions.install": (
        "安装同一版本的程序（{program}），看是否如此：",
        "Install the same version of the program ({program}), and see whether it is that:",
    ),
    "readme.instructions.check": (
        "不用输入文件，核对校验和、字段、主键和外键，以及各表是否由 facts.csv 等得出：",
        "Without the inputs: check the sums, fields and keys, and that tables follow from facts.csv and the like:",
    ),
    "readme.instructions.inputs": (
        "有输入文件时，重新读取全部文件，重建本发布并逐字节对照（inputs 是存放输入文件的文件夹，按 SHA-256 "
        "辨认，放在哪里、叫什么都可以）：",
        "With the inputs: read them all again, make this release anew, and compare byte by byte (inputs is the folder "
        "in which they lie; they are known by their SHA-256, wherever they lie and whatever they are called):",
    ),
    "readme.variables": ("变量", "Variables"),
    "readme.variables.text": (
        "各表的字段如下。wide.csv 中每个单元格和指标一个变量，含义见 codebook.md，字段见 datapackage.json。",
        "The fields of every table. wide.csv has a variable for every cell of the forms and every indicator: "
        "codebook.md says what they mean, datapackage.json has them all.",
    ),
    "readme.variable": ("`{name}`（{kind}）：{label}", "`{name}` ({kind}): {label}"),
    "readme.variables.others": ("另有 {count} 个变量：codebook.md", "and {count} more: codebook.md"),
    "readme.kind.text": ("文本", "text"),
    "readme.kind.integer": ("整数", "integer"),
    "readme.kind.number": ("数值", "number"),
    "readme.missing": ("缺失值", "Missing values"),
    "readme.missing.text": (
        "没有数值的单元格为空，从不作 0；为什么没有，wide.csv 的 missing 和 facts.csv 的 state 说明：",
        "A number that is missing is empty, never 0; missing in wide.csv and state in facts.csv say why:",
    ),
    "readme.why": ("采用哪一份", "Which files are used"),
    "readme.why.text": ("inputs.csv 的 why：", "why in inputs.csv:"),
    "readme.methods": ("方法", "Methods"),
    "readme.references": ("依据", "References"),
    "readme.paper.readme": ("本说明", "this page"),
    "readme.paper.methods": ("论文数据部分的文字", "text for the data section of a paper"),
    "readme.paper.codebook": ("供阅读的数据字典，含指标", "data dictionary for reading, with the indicators"),
    "readme.paper.changes": ("与上次发布的不同及原因", "what differs from the last release, and why"),
    "readme.paper.citation": ("引用格式", "how to cite"),
    "readme.paper.package": ("字段、主键、外键、校验和、许可", "fields, keys, sums, licence"),
    "readme.paper.lock": ("读取和发布所用的程序、参数", "programs and settings with which it was read and released"),
    "readme.paper.sums": ("全部文件的 SHA-256", "SHA-256 of all files"),
    "readme.paper.roster": ("单位名册", "the roster of agencies"),
    "readme.paper.codes": ("区划代码表", "the table of division codes"),
    "readme.paper.coded": ("填好的编码表", "the sheet that coders filled in"),
    "citation.message": ("使用本数据请按下列格式引用。", "If you use these data, please cite them as below."),
    # CHANGES
    "changes.title": ("与 {since} 相比的变化", "Changes since {since}"),
    "changes.none": ("没有不同。", "There are none."),
    "changes.intro": (
        "逐条见 changes.csv。按原因和类别的处数：",
        "changes.csv lists them one by one. By cause and kind:",
    ),
    "changes.line": ("{cause}：{counts}", "{cause}: {counts}"),
    "changes.count": ("{what} {count}", "{what} {count}"),
    "changes.cause.file": ("file（输入文件不同）", "file (other bytes)"),
    "changes.cause.reader": ("reader（程序版本不同）", "reader (another version read them)"),
    "changes.cause.decision": ("decision（人工决定）", "decision (a person decided)"),
    "changes.cause.roster": ("roster（名册、清单或归属）", "roster (roster, manifest or owner)"),
    "changes.cause.version": ("version（采用另一版本）", "version (another version counts)"),
    "changes.what.report": ("报告情况", "reports themselves"),
    "changes.what.cell": CELLS,
    "changes.what.sentence": ("语句", "sentences"),
    "changes.what.flag": ("存疑标记", "flags"),
    "changes.what.decision": ("决定", "decisions"),
}
