"""The help of commands, arguments and options."""

from __future__ import annotations

from extract.words.languages import Pair

HELP: dict[str, Pair] = {
    "help.app": (
        "读取政府信息公开工作年度报告，把统计表格变成可核对、可比较的数据。",
        "Read annual reports on government information disclosure into checked, comparable data.",
    ),
    "help.extract": (
        "读取文件和文件夹，写出数据表（CSV）和核查表（XLSX）。",
        "Read files and folders; write the data (CSV) and a workbook (XLSX).",
    ),
    "help.write": (
        "由库写出数据表（CSV）和核查表（XLSX）。",
        "Write the data (CSV) and the workbook (XLSX) of a library.",
    ),
    "help.engine": ("由谁读取：local（本机）或 dask（集群）", "who reads: local (this machine) or dask (a cluster)"),
    "help.scheduler": (
        "集群的地址，如 tcp://10.0.0.1:8786；不给则在本机起一个",
        "address of the cluster, such as tcp://10.0.0.1:8786; without it one is started on this machine",
    ),
    "help.no_files": ("只写库，不写文件；之后用 write 写", "the library only; `write` writes the files later"),
    "help.workbook": (
        "无论多大都写核查表",
        "writes the workbook however large it is",
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
        "有 error、warning 或 note 级或更严重的问题时，退出码为 1",
        "exit with 1 when there are findings of this level (error, warning, note) or graver",
    ),
    "help.manifest": ("清单：每个文件的单位、代码、年度等", "what is known of each file: entity, code, year and more"),
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
    "help.correct": (
        "列出人工更正；给出一张表时，读入其中的更正。印出的数字不改，更正只覆盖在上面。",
        "List the figures that persons laid over the print, or take in those of a table; the print never changes.",
    ),
    "help.correct.table": (
        "更正表（CSV、XLSX）：facts.csv 的行，加上 corrected 和 because 两列",
        "a table of corrections (CSV, XLSX): rows of facts.csv with the columns corrected and because",
    ),
    "help.correct.by": ("表中没有写明更正人（who）时用这个名字", "who corrected, where the table does not say (who)"),
    "help.without_corrections": (
        "不用人工更正：一切按印出的数字",
        "without what persons corrected: everything as it is printed",
    ),
    "help.diff": (
        "列出两份报告、两个库，或库中现在与替换之前的不同，及其原因。",
        "List what is otherwise in one report or library than in another, or than before, and why.",
    ),
    "help.diff_old": (
        "较早的：报告文件、文件夹，或库",
        "the older: a report, a folder of them, or a library",
    ),
    "help.diff_new": (
        "较新的；不给，则列出库中的文件被替换前后的不同",
        "the newer; without it, what files of the library hold otherwise than before they were replaced",
    ),
    "help.compare": (
        "比较各单位各年的数字和指标：宽表、长表、增减、位次、分组汇总。",
        "Compare figures and indicators over agencies and years: wide, long, changes, ranks, groups.",
    ),
    "help.export": (
        "把库导出为其他程序能读的文件，按后缀：csv xlsx parquet dta sav sqlite duckdb jsonl datapackage。",
        "Export a library for other programs, by the suffix: csv xlsx parquet dta sav sqlite duckdb jsonl datapackage.",
    ),
    "help.list_series": (
        "列出可以比较的全部数字和指标（CSV），不需要库",
        "print everything that can be compared, as CSV; needs no library",
    ),
    "help.sample": (
        "抽取单元格、报告或正文数字，写出供两人独立编码的表（XLSX），用来测定错误率。",
        "Draw cells, reports or sentences and write a sheet for two coders (XLSX), to measure error rates.",
    ),
    "help.score": (
        "由填好的编码表算出错误率、区间和编码员一致程度，附论文数据部分的一段话。",
        "Error rates with intervals and the coders' agreement from a sheet filled in, and a paragraph for a paper.",
    ),
    "help.sample_of": (
        "抽取什么：cells 单元格，reports 报告（单位、年度、版本），narrative 正文数字",
        "what is drawn: cells; reports (whose, of which year, which version); narrative (figures of the prose)",
    ),
    "help.size": ("抽取多少个", "how many to draw"),
    "help.seed": ("随机种子，相同则抽到相同的", "the same seed draws the same"),
    "help.coded": ("填好的编码表", "the sheet that was filled in"),
    "help.format": ("csv，或供阅读的 md、html", "csv, or md and html for reading"),
    "help.methods": (
        "把读取经过写成论文数据部分的文字（中文或英文）。",
        "Write what was done to a corpus as prose for the data section of a paper.",
    ),
    "help.release": (
        "把库发布为一个文件夹：数据、说明、方法、引用格式、校验和，别人可以核对、可以重建。",
        "Release a library as a folder of data, README, methods, citation and sums that others can check and rebuild.",
    ),
    "help.release.output": ("发布到的文件夹，它的名称就是版本号", "folder to write; its name is the version"),
    "help.release.title": ("数据的标题", "title of the data"),
    "help.author": ("作者，可重复", "an author; may be repeated"),
    "help.licence": ("数据的许可，如 CC-BY-4.0，或网址", "licence of the data: CC-BY-4.0 and the like, or an address"),
    "help.release.coded": ("填好的编码表，错误率写入方法", "a coded sheet; its error rates go into the methods"),
    "help.since": ("上次的发布，写明有何变化及原因", "the last release: what has changed since then, and why"),
    "help.verify": (
        "核对一个发布：校验和、字段、主键和外键，各表能否由数据得出；有输入文件时重新读取并逐一对照。",
        "Check a release: sums, fields and keys, and that tables follow from the figures; with the inputs, read them "
        "again and compare.",
    ),
    "help.verify.release": ("release 写出的文件夹", "folder that release wrote"),
    "help.verify.inputs": ("存放输入文件的文件夹", "folder in which the inputs lie"),
    "help.series": (
        "单元格代码、narrative.…、stated.…、指标（如 open_rate）或导出的列名，可用 *；默认为主要数字和全部指标",
        "codes of cells, narrative.…, stated.…, indicators (open_rate) or columns of exports; * stands for anything; "
        "by default the main figures and all indicators",
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
        "名册：应报单位；有“人口”列的可算每万人申请量",
        "roster: who is expected to file, and, in a column `population`, how many inhabitants they have",
    ),
    "help.codes": (
        "区划代码表：代码、名称、起止年份、去向",
        "a table of division codes: code, name, from, to, successor, share",
    ),
    "help.base_year": (
        "另列出这一年的代码，默认为最后一年",
        "the year whose codes stand beside those of each report's year",
    ),
    "help.partition_by": (
        "Parquet 按年分开写：文件夹里每年一个文件夹（year=2023）",
        "Parquet by year: a folder with one for each (year=2023)",
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
    "help.roster_file": ("名册（XLSX 或 CSV），须有“单位名称”一列", "roster (XLSX or CSV) with a column `name`"),
    "help.profile": ("核查标准（XLSX、TOML）", "profile (XLSX, TOML)"),
    "help.totals": (
        "写出报市汇总表（XLSX）：合计、附表、逐项对照。",
        "Write the sums in the tables of the national form, the tables of the units, and two years side by side.",
    ),
    "help.serve": (
        "在浏览器里打开核查台：总览、核实、检索、收件。",
        "Open the desk in a browser: who has filed, what is wrong, source beside result, decisions.",
    ),
    "help.serve.root": ("原文件所在的文件夹，可给几个", "folder in which the files lie; may be given several times"),
    "help.serve.year": ("先看这一年度", "year to begin with"),
    "help.serve.host": (
        "监听的地址，非本机须有账号",
        "address to listen at: any but this machine's own takes accounts",
    ),
    "help.serve.name": (
        "本机在网络中的名称，可给几个",
        "name of this machine in the network; may be given several times",
    ),
    "help.serve.login": ("在本机也要登录（用于代理之后）", "have people log in on this machine, too: behind a proxy"),
    "help.serve.port": ("端口，0 为任一空闲端口", "port, 0 for any that is free"),
    "help.serve.open": ("同时打开浏览器", "open a browser, too"),
    "help.user": (
        "管理网页账号：建立、列出、删除、改密码。",
        "Accounts for the desk in a browser: add, list, remove, another password.",
    ),
    "help.user.action": ("做什么", "what to do"),
    "help.user.name": ("账号名", "whose account"),
    "help.user.role": ("查看、核实、管理", "who reads, who also decides, who sees all and the log"),
    "help.user.region": (
        "能看到的地区，可给几个；不给则什么也看不到",
        "place that is seen, may be given several times; none, nothing",
    ),
    "help.user.everywhere": ("能看到全部地区", "all places are seen"),
    "help.notices": (
        "写出反馈单（每单位一份）和通报（Word）。",
        "Write the papers (Word): to each unit what it is to mend, and a circular about all.",
    ),
    "help.page.command": (
        "把核查结果写成一个网页（HTML），双击即可打开。",
        "Write an audit as one page (HTML) that opens from a disk.",
    ),
    "help.review": (
        "一步做完：读取、核查、写出文书和网页，放在报告旁边。",
        "All in one: read, audit, write papers and the page, beside the reports.",
    ),
    "help.review.paths": (
        "文件或文件夹；在 Windows 上不给，则弹出窗口选择",
        "files or folders; on Windows a window asks where none is given",
    ),
    "help.review.draft": (
        "报送前自查：只写出问题与原文对照的一页",
        "for a draft: only the page of what was found beside its source",
    ),
    "help.review.open": ("完成后打开网页和工作簿", "open the page and the workbook at the end"),
    "help.review.serve": (
        "完成后打开工作台，直到按 Ctrl-C 为止",
        "show it at the desk in a browser, until Ctrl-C",
    ),
    "help.review.output": (
        "结果文件夹；不给则在报告旁边",
        "folder of the results; beside the reports without it",
    ),
    "help.page": (
        "另写成一页（HTML），问题与原文对照，供报送前自查",
        "also write a page (HTML): what was found beside the source, for a look before handing in",
    ),
    "help.answers": (
        "单位交回的整改情况反馈表所在文件夹，先读回",
        "folder of forms that units sent back, which are read first",
    ),
    "help.office": (
        "发文机关：写在落款处，通报另加红头",
        "the office that signs; the circular has its red head",
    ),
    "help.template": (
        "模板文件夹，空的先写出模板",
        "folder of templates; written there first, to be changed in Word",
    ),
    "help.audited_in": (
        "核查结果所在文件夹，先读回其中的核实结论",
        "folder of the audit, whose workbook is read back first",
    ),
    "help.filing": (
        "把报告按规范名称复制归档，原文件不动。",
        "Copy the reports under names that say whose they are; the originals stay.",
    ),
    "help.filing.output": ("归档的文件夹", "folder to copy to"),
    "help.filing.year": ("只归档这一年度", "only the reports on this year"),
    "help.profile.command": (
        "写出核查标准（XLSX），填好后用于 audit。",
        "Write the profile as a workbook, to be filled in for audit.",
    ),
    "help.profile.output": ("写在这里", "where to write it"),
    "help.year": (
        "核查的年度，默认为多数单位已报的最近一年",
        "year to audit, by default the latest that most agencies have filed for",
    ),
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
    "help.yes": ("清除再多也照办（与 --prune 合用）", "with --prune: however much it is"),
    "help.dry_run": ("只列出将读取的文件，什么也不做", "list what would be read and do nothing"),
    "help.file": ("一份报告", "one report"),
    "help.output": ("写入的文件夹", "folder to write into"),
    "help.raw": ("原样写出文本，不加防公式的撇号", "write text exactly, without apostrophes against formulas"),
    "help.wait": ("库由另一个进程写入时最多等多少秒", "seconds to wait for another process that writes the library"),
    "help.overwrite": (
        "那里有别的文件，或写出后改过的文件，也覆盖",
        "write over files that are not ours, or that somebody has changed since",
    ),
    "help.lang": ("写出内容的语言：zh 或 en", "language of what is written: zh or en"),
    "help.quiet": ("只报错误", "errors only"),
    "help.verbose": ("逐份列出需要留意之处", "list what to look at, report by report"),
    "help.stage": (
        "查看一个中间结果：document sections grids matches facts",
        "show an intermediate instead: document sections grids matches facts",
    ),
    "help.mark": ("把读到的内容画在页面图上（PDF）", "draw the pages with what was read (PDF)"),
    "help.json": ("输出一个 JSON 对象", "print one JSON object"),
    "help.version": ("打印版本", "print the version"),
    "help.debug": ("出错时打印完整的追踪信息", "print a full traceback when something fails"),
}
