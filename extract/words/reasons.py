"""Why a file was not read, and why a command cannot do what it is asked: what is wrong, and what to do next.

`reason.…` are the codes of the column `reason` in `reports.csv`, `error.…` those of `errors`.
"""

from __future__ import annotations

from extract.words.languages import Pair

REASONS: dict[str, Pair] = {
    # files
    "reason.empty": (
        "文件是空的。请重新下载或向报送单位索取。",
        "the file is empty; download it again or ask the agency for it",
    ),
    "reason.unsupported": (
        "不读这种文件。请把内容另存为 Word、PDF 或网页；压缩包请先解压，邮件请存下附件。",
        "this kind of file is not read; save it as Word, PDF or a web page; unpack archives, save attachments of mails",
    ),
    "reason.encrypted": (
        "文件有打开密码（或用证书、加密软件加密），读不了。请打开后另存为不加密的文件；压缩包请解压后给出文件夹，"
        "加密的邮件请存下附件。",
        "the file needs a password to open (or a certificate, or the program that encrypted it); open it and save it "
        "unencrypted; unpack an archive and give the folder, save what is attached to an encrypted mail",
    ),
    "reason.truncated": (
        "文件不完整或已损坏，打不开。请重新下载，或用原软件打开后另存。",
        "the file is cut off or damaged and cannot be opened; download it again, or open it and save it anew",
    ),
    "reason.scanned": (
        "全部是扫描图像，没有可读的文字。请向报送单位索取文字版（Word、网页或可复制文字的 PDF），或安装识别部分："
        "pip install 'gongkai[ocr]'。",
        "nothing but scanned pictures, no text to read; ask the agency for the text (Word, web page or PDF with text), "
        "or install what recognises print: pip install 'gongkai[ocr]'",
    ),
    "reason.undecodable": (
        "文字所用的字体没有注明是哪些字，无法识读。请向报送单位索取 Word 或网页版，或由原软件重新导出 PDF。",
        "its text is drawn with fonts that do not name their characters and cannot be read; ask the agency for the "
        "Word file or web page, or have the PDF exported anew",
    ),
    "reason.too_many_pages": (
        "页数过多，不像一份年度报告。请把报告所在的页拆出来再试。",
        "more pages than any report has; take out the pages that hold the report",
    ),
    "reason.bomb": (
        "解开后大得异常，或压缩包中成员过多（超过 5 万个），为安全起见没有读。请确认来源；Word 文件打开后另存，"
        "压缩包解开后给出文件夹。",
        "unpacks to an abnormal size, or to more than 50,000 members, and was not read, to be safe; check where it is "
        "from; open a Word file and save it, unpack an archive and give the folder",
    ),
    "reason.volume": (
        "分卷压缩包中的一卷，单独打不开。RAR 随第一卷一并读取；其他的请解压后给出文件夹。",
        "one part of an archive that is split in several, which cannot be opened alone; RAR is read with its first "
        "part, unpack any other and give the folder",
    ),
    "reason.legacy_doc": (
        "Word 95 及更早版本的文件，不读。请用 Word、WPS 或 LibreOffice 打开后另存为 .docx。",
        "a file of Word 95 or older, which is not read; open it in Word, WPS or LibreOffice and save it as .docx",
    ),
    "reason.wps": (
        "微软 Works 文件（.wps），不读。请用 LibreOffice 打开后另存为 .docx。",
        "a file of Microsoft Works (.wps), which is not read; open it in LibreOffice and save it as .docx",
    ),
    "reason.encoding": (
        "不是可识别编码的文本（UTF-8、UTF-16、GB18030、Big5）。请用原编辑软件另存为 UTF-8。",
        "not text in a known encoding (UTF-8, UTF-16, GB18030, Big5); save it as UTF-8 in the program it came from",
    ),
    "reason.html_error_page": (
        "下载到的是出错或登录页面，不是报告。请打开原网址核对后重新下载。",
        "an error or login page was downloaded instead of a report; open the address and download it again",
    ),
    "reason.html_by_script": (
        "网页的正文由脚本写出，文件里没有。请用浏览器打开，等内容显示后另存为 PDF 或完整网页。",
        "its text is written by a script and not in the file; open it in a browser and save it as a PDF or whole page",
    ),
    "reason.html_in_frame": (
        "正文在网页内嵌的另一页面或文件里，没有随网页存下。请在浏览器中单独打开内嵌的页面，另存为 PDF 或完整网页。",
        "the text stands in another page or file, shown within this one; open that one in a browser and save it",
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
    "reason.link": (
        "是链接，没有跟随。要读它指向的文件，请直接给出那个文件或文件夹。",
        "a link, which is not followed; to read what it leads to, give that file or folder itself",
    ),
    "reason.not_a_file": (
        "不是文件，而是设备、管道之类，没有读。请给出普通文件。",
        "no file but a device, a pipe or the like, and was not read; give a file",
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
    # commands
    "error.draft_or_desk": (
        "--draft 只写自查网页，不能与 --serve 同时使用。",
        "--draft only writes the page of a self-check; leave out --serve",
    ),
    "error.nothing_named": (
        "没有给出文件或文件夹。",
        "no file or folder was named",
    ),
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
    "error.manifest_no_rows": (
        "清单 {path} 除列名外没有一行内容。",
        "the manifest {path} has no row below its header",
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
    "error.correction_column": (
        "{path} 的第一行要有一列（且只有一列）{column}。更正表可由 facts.csv 的行加上 corrected、because 两列得到，"
        "或用 gongkai correct -o 写出。",
        "{path} needs one column {column} in its first row: take rows of facts.csv and add corrected and because, or "
        "have the table written by gongkai correct -o",
    ),
    "error.correction_ragged": (
        "{path} 第 {line} 行的格数多于列名。含逗号的内容请加引号。",
        "line {line} of {path} has more cells than columns; quote text with commas",
    ),
    "error.correction_cell": (
        "{path} 第 {line} 行：没有 {cell} 这个单元格。gongkai codebook 列出全部。",
        "line {line} of {path}: there is no cell {cell}; gongkai codebook lists them all",
    ),
    "error.correction_value": (
        "{path} 第 {line} 行 {column} 列填的是“{value}”：corrected 应为数字、空（该格应为空白）或印出（撤销更正），"
        "because 要写理由，decided 应为带时区的时间，报告须在库中或写明 sha256。整张表没有读入。",
        "line {line} of {path}: {column} is “{value}”; corrected is a number, blank (the cell is empty) or print (what "
        "is printed counts again), because says why, decided is a time with its zone, and the report is in the library "
        "or told by its sha256; nothing of the table was taken",
    ),
    "error.correction_twice": (
        "{path} 第 {first} 行和第 {second} 行对同一单元格的更正不同。请只留一行。整张表没有读入。",
        "lines {first} and {second} of {path} correct one cell differently; keep one: nothing of the table was taken",
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
        "{path} 既不是 PDF，也不是图片，没有页面可画；要看表格请用 show，不加 --mark。",
        "{path} is neither a PDF nor a picture, and has no pages to draw; look at its tables with show, without --mark",
    ),
    "error.not_ours": (
        "{path} 已经存在，不是本程序写的，或写出后有人改过，没有覆盖。请用 -o 换一个位置；确要覆盖，加 --overwrite。",
        "{path} is there already and was not written by this program, or somebody has changed it since; it is left as "
        "it is: choose another place, or replace it with --overwrite",
    ),
    "error.unknown_field": (
        "模板 {path} 中有不认识的字段 {{{{{field}}}}}；可用：{fields}。请在 Word 中改正。",
        "unknown field {{{{{field}}}}} in {path}; known: {fields}",
    ),
    "error.no_template": (
        "模板 {path} 不是可以打开的 Word 文件（.docx，{why}）。请另存为 .docx；移走它，会重新写出一份。",
        "{path} is no Word file that can be opened (.docx; {why}); move it away, and it is written anew",
    ),
    "error.no_log": (
        "{path} 已经存在，不是 --log 写的记录文件，没有续写。请换一个文件名。",
        "{path} is there already and is no log that --log wrote; nothing was added to it: choose another file",
    ),
    "error.is_an_input": (
        "{path} 是这条命令要读的文件，没有覆盖。请换一个写出的位置；确要覆盖，加 --overwrite。",
        "{path} is what this command reads, and is left as it is: write to another place, or replace it with "
        "--overwrite",
    ),
    "error.is_a_library": (
        "{path} 是 gongkai 的库，任何命令都不覆盖库。请换一个写出的位置。",
        "{path} is a library, which no command writes over; choose another place",
    ),
    "error.holds_accounts": (
        "{path} 存有工作台的账号，任何命令都不覆盖。请换一个写出的位置。",
        "{path} holds accounts of the desk, which no command writes over; choose another place",
    ),
    "error.a_file_stands_there": (
        "{path} 是文件，不能作为写出的文件夹。请用 -o 换一个名称。",
        "{path} is a file and cannot be the folder to write into; choose another with -o",
    ),
    "error.unaccounted": (
        "程序出错：给出 {inputs} 个文件，只有 {rows} 个有结果。请带上 --log 的记录反馈。",
        "a bug of ours: {inputs} files were given and {rows} are accounted for; please report it with what --log wrote",
    ),
    "error.a_folder_stands_there": (
        "{path} 是文件夹，写不成文件。请换一个写出的位置，或移走它。",
        "{path} is a folder and cannot be written as a file; choose another place, or move it away",
    ),
    "error.no_file_stands_there": (
        "{path} 不是普通文件（是管道、设备之类），没有写出。请换一个写出的位置。",
        "{path} is no file but a device, a pipe or the like, and was not written; choose another place",
    ),
    "error.folder_of_others": (
        "{path} 是文件夹，里面有 {file}，不是这里写出的，不能整个替换。请换一个写出的位置，或移走它。",
        "{path} is a folder in which {file} was not written here, and is not replaced as a whole; choose another "
        "place, or move it away",
    ),
    "error.no_parts": (
        "不能按 {column} 分开写：只有 .parquet 能这样写，表里也要有这一列（{table}）。",
        "cannot be partitioned by {column}: only .parquet can, and the table must have that column ({table})",
    ),
    "error.cannot_write": (
        "写不进 {path}（{why}）。请检查那里能否写入、有无空间，关闭正在打开它的程序，或用 -o 换一个文件夹；"
        "原有文件未改动。",
        "cannot write {path} ({why}); check that the place may be written and has room, close the program that has it "
        "open, or choose another folder with -o; files that were there are unchanged",
    ),
    "error.in_use": (
        "写不进 {path}：它正被其他程序（如 Excel、WPS）打开，或者没有写入的权限。请关闭那个程序后再次运行，"
        "或用 -o 换一个文件夹；原有文件未改动。",
        "cannot write {path}: another program (such as Excel) has it open, or you may not write there; close that "
        "program and run again, or choose another folder with -o; files that were there are unchanged",
    ),
    "error.disk_full": (
        "写不进 {path}：空间不够（{why}）。请腾出空间后再次运行同一命令，或用 -o 换一个磁盘；原有文件未改动。",
        "cannot write {path}: there is no room ({why}); make room and run the same command again, or choose another "
        "disk with -o; files that were there are unchanged",
    ),
    "error.no_output": (
        "标准输出写不进去（{why}），结果不完整。请检查它通向哪里、有无空间，然后再次运行。",
        "cannot write to standard output ({why}), and what was printed is not whole; check where it leads and whether "
        "there is room, and run again",
    ),
    "error.refused": (
        "系统不允许这样做：{why}。请检查空间和权限后再次运行。",
        "the system refuses: {why}; check room and rights, and run again",
    ),
    "error.memory": (
        "内存不足，没有完成；原有文件未改动。请缩小范围（--years、--within、--table），或换内存较大的计算机。",
        "not enough memory, and nothing was changed; ask for less (--years, --within, --table), or use a machine with "
        "more",
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
    "error.unsure_to_prune": (
        "库中 {held} 个文件，有 {gone} 个不在原处（如 {file}），可能是磁盘没有接上。没有清除，也没有读取。"
        "确要清除，加 --yes。",
        "{gone} of the {held} files in the library are not in their places (such as {file}); a drive may not be "
        "plugged in. Nothing was forgotten, and nothing read; forget them with --yes",
    ),
    "error.no_library": (
        "没有这个库：{path}。请给出 extract 写入的文件夹，或其中的 gongkai.sqlite。",
        "no library at {path}; give the folder that extract wrote, or the gongkai.sqlite in it",
    ),
    "error.no_such_series": (
        "没有这个指标：{series}。gongkai compare --list 列出全部代码和短名。可以用 *，如 requests.received.*。",
        "no series {series}; gongkai compare --list lists all with their short names; * stands for anything, as in "
        "requests.received.*",
    ),
    "error.only_in_wide": (
        "{series} 不能比较：它只是宽表中的一列。请用 gongkai export 导出宽表（--table wide）。",
        "{series} cannot be compared: it is a column of wide tables only, which gongkai export writes (--table wide)",
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
    "error.coding_sheet": (
        "{path} 里没有“{sheet}”一页，也看不出哪一页是它。请把该页改回这个名称。",
        "{path} has no sheet {sheet}, and it cannot be told which one it is; give it that name again",
    ),
    "error.coding_column": (
        "{path} 的“{sheet}”一页里，写着“{column}”的列没有或不止一列。请改回 sample 写出的列名。",
        "{path}, sheet {sheet}: no column, or more than one, is headed {column}; head it again as sample wrote it",
    ),
    "error.coding_twice": (
        "{path} 的“{sheet}”一页第 {line} 行：编号 {key} 前面已有一行，答案不同。请只留一行。",
        "{path}, sheet {sheet}, line {line}: {key} stands in a line above with another answer; leave one of them",
    ),
    "error.no_coding_book": (
        "{path} 不是 gongkai sample 写出的编码表，或由旧版本写出，不知抽自何处；请重新抽取。",
        "{path} is no coding sheet that gongkai sample wrote, or one of an older version, which does not tell what it "
        "was drawn from; draw anew",
    ),
    "error.sample_of_another": (
        "编码表不是从这个库抽取的：其中 {count} 份报告不在库中（如 {report}）。",
        "the coding sheet was drawn from another library: {count} of its reports are not in this one ({report} …)",
    ),
    "error.nothing_to_draw": (
        "{path} 中没有可抽取的：没有计入的报告，或报告中没有这类内容。",
        "there is nothing to draw from {path}: no report that counts, or nothing of this kind in them",
    ),
    "error.nothing_coded": (
        "编码表还没有填：抽取的 {count} 行中没有一行有答案。",
        "the coding sheet is empty: none of the {count} rows drawn has an answer",
    ),
    "error.no_such_format": (
        "不能写成这种文件：{path}。可用的后缀：{formats}。",
        "cannot write {path}; the endings are {formats}",
    ),
    "error.no_such_table": ("没有这个表：{table}。可用的表：{tables}。", "no table {table}; there are {tables}"),
    "error.no_release": (
        "{path} 不是 release 写出的文件夹。",
        "{path} is no folder that release wrote",
    ),
    "error.release_broken": (
        "发布 {path} 不完整，无法读取（{why}）；用 gongkai verify {path} 查看。",
        "the release {path} cannot be read ({why}); gongkai verify {path} tells what is wrong with it",
    ),
    "error.no_years": (
        "年份范围不明：{years}。请写成 2023、2019-2025、2019- 或 -2025。",
        "no years: {years}; write 2023, 2019-2025, 2019- or -2025",
    ),
    "error.missing_part": (
        "这种文件需要 {module}，尚未安装。请运行 pip install 'gongkai[{extra}]'，或改用 .csv、.xlsx、.jsonl、.sqlite。",
        "this format needs {module}, which is not installed: pip install 'gongkai[{extra}]', or use .csv, .xlsx, "
        ".jsonl or .sqlite",
    ),
    "error.no_cluster_part": (
        "集群和网址需要 {module}，尚未安装。请运行 pip install 'gongkai[cluster]'。",
        "a cluster, and files at URLs, need {module}, which is not installed: pip install 'gongkai[cluster]'",
    ),
    "error.no_cluster": (
        "连不上集群 {scheduler}，或其中没有工作进程（{why}）。",
        "the cluster {scheduler} cannot be reached, or has no worker ({why})",
    ),
    "error.another_version": (
        "集群中的 {worker} 装的是另一版本，读出的会不同；各机器请装同一版本（gongkai --version）和同样的软件包。",
        "{worker} of the cluster has another version, which reads otherwise: install the same gongkai, and the same "
        "packages, on all machines",
    ),
    "error.cluster_lost": (
        "与集群 {scheduler} 的联系断了（{why}）。已读的都在库中，同一命令接着读。",
        "the cluster {scheduler} is lost ({why}); what was read is in the library, and the same command goes on",
    ),
    "error.worker_finds_nothing": (
        "集群中的 {worker} 找不到 {path}：每台机器都要有同一路径（共享盘）；或把文件放进对象存储，给出网址。",
        "{worker} of the cluster does not find {path}: all machines need the files at the same path (a shared drive); "
        "or put them into a store, and give its URL",
    ),
    "error.scheduler_without_cluster": (
        "--scheduler 要与 --engine dask 合用。",
        "--scheduler goes with --engine dask",
    ),
    "error.no_store": (
        "{url} 处的文件列不出来（{why}）。请检查网址和访问权限。",
        "the files at {url} cannot be listed ({why}); check the address, and whether you may read there",
    ),
    "error.url_without_cluster": (
        "{url} 是网址，只有 --engine dask 能读；否则请先下载。",
        "{url} is a URL, which --engine dask reads; without it, download the files first",
    ),
    "error.no_web": (
        "网页界面需要 {module}，尚未安装。请运行 pip install 'gongkai[web]'。",
        "pages need {module}, which is not installed: pip install 'gongkai[web]'",
    ),
    "error.no_accounts": (
        "还没有账号，不能在 {host} 打开：否则同一网络里的人都能看到和改动。"
        "先建立一个：gongkai user add 名字 --role admin --library {library}",
        "there is no account yet, so the desk is not opened at {host}: anybody in the network could read and change "
        "everything. Make one first: gongkai user add NAME --role admin --library {library}",
    ),
    "error.accounts_of_others": (
        "{path} 是别的数据库，不是账号文件，没有写入。请移走它。",
        "{path} is another database and no file of accounts; nothing was written into it: move it away",
    ),
    "error.accounts_unread": (
        "账号文件 {path} 用不了（{why}）。",
        "the accounts in {path} cannot be used ({why})",
    ),
    "error.no_name": (
        "名称“{name}”用不了：1 至 40 个字符，首尾没有空格。",
        "“{name}” is no name: 1 to 40 characters, no blanks around them",
    ),
    "error.name_taken": ("已有账号 {name}。", "{name} has an account already"),
    "error.no_account": ("没有账号 {name}（{path}）。", "{name} has no account in {path}"),
    "error.weak_password": (
        "密码太容易猜到：至少 {least} 个字符，不含账号名，也不能只重复几个字符。",
        "this password is easily guessed: at least {least} characters, without the name, and not the same few again",
    ),
    "error.port_taken": (
        "端口 {port} 用不了（{why}）。可能已经打开了一个；或用 --port 另选。",
        "port {port} cannot be used ({why}): one may be open already, or choose another with --port",
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
    "error.not_a_library": (
        "{path} 是其他程序的数据库或空文件，不是 gongkai 的库，未改动它。请检查路径，或用 -o 换一个文件夹。",
        "{path} is a database of another program, or empty, and no library; it is left as it is: check the path, or "
        "choose another folder with -o",
    ),
    "error.library_in_use": (
        "{path} 正被另一个 gongkai 写入，或被其他程序独占；等够了时间，没有做任何改动。"
        "请在它结束后再次运行，或用 --wait 等得更久。",
        "{path} is being written by another gongkai, or another program has locked it; the time to wait is over and "
        "nothing was done: run again when it has ended, or wait longer with --wait",
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
        "{path} 中没有报告。请先用 extract 读取；读不出的，用 check 查看原因。",
        "no report in {path}; read some with extract first, and ask check why a file cannot be read",
    ),
    "error.no_year": (
        "{path} 中没有 {year} 年度的报告；有的年度：{years}。请改用其中一个，或不写 --year。",
        "{path} has no report for {year}; there are {years}: take one of them, or leave out --year",
    ),
    "error.table_unreadable": (
        "{path} 打不开（{why}）。请检查路径，或另存为 xlsx 或 CSV UTF-8。",
        "cannot open {path} ({why}); check the path, or save it as xlsx or CSV UTF-8",
    ),
    "error.register_column": (
        "{path} 的第一行没有“{column}”一列；需要单位、单元格、值，可有允许误差、年度。",
        "{path} has no column “{column}” in its first row; agency, cell and value are needed, tolerance and year may "
        "be there.",
    ),
    "error.register_row": (
        "{path} 第 {line} 行的“{value}”不是单元格名称（如 proactive.penalties.decisions）、数字或年度。",
        "{path}, line {line}: “{value}” is no name of a cell (like proactive.penalties.decisions), no number or year.",
    ),
    "error.no_rule_left": (
        "--select 和 --ignore 合起来没有选中任何规则。",
        "--select and --ignore together leave no rule.",
    ),
    "error.profile_no_rules": (
        "{path} 不是核查标准：没有“{sheet}”工作表，其中要有{columns}两列。可用 gongkai profile -o 生成一份。",
        "{path} is no profile: it has no sheet “{sheet}” with the columns {columns}. gongkai profile -o writes one.",
    ),
    "error.profile_cell": (
        "{path}：“{sheet}”第 {line} 行，“{head}”填的是“{value}”，应为：{allowed}。",
        "{path}: “{sheet}”, row {line}: {head} is “{value}”; it may be: {allowed}.",
    ),
    "profile.day": ("月、日，如 1月31日", "a month and a day, such as 01-31"),
    "profile.due": ("年、月、日，如 2025年2月15日", "a day, such as 2025-02-15"),
    "error.table_no_file": (
        "{path} 是文件夹、管道之类，不是文件。请给出文件，名册等表格为 xlsx 或 CSV。",
        "{path} is a folder, a pipe or the like; give a file, xlsx or CSV where it is a table",
    ),
    "error.table_formula": (
        "{path} 的 {cell} 是公式，还没有算出结果。请用 Excel、WPS 等打开并保存一次。",
        "{path}: what stands in {cell} is a formula that no program has reckoned yet; open it in Excel, WPS or the "
        "like and save it",
    ),
    "error.table_too_large": (
        "{path} 过大（超过 64 MiB，解开后超过 128 MiB，或超过 1,048,576 行、16,384 列），不像人工填写的表。"
        "请删去无关内容后另存。",
        "{path} is too large for a table that a person keeps (over 64 MiB, over 128 MiB unpacked, over 1,048,576 rows "
        "or 16,384 columns); take out what is not needed and save it anew",
    ),
    "error.table_damaged": (
        "{path} 不完整或已损坏，打不开。请用原软件打开后另存为 xlsx 或 CSV UTF-8。",
        "{path} is cut off or damaged and cannot be opened; open it and save it anew as xlsx or CSV UTF-8",
    ),
    "error.table_quote": (
        "{path} 第 {line} 行的引号不成对：其后的行会被并入同一格，没有读取。请改正引号，或另存为 xlsx。",
        "line {line} of {path}: a quote is not closed, and would swallow the rows below; mend it, or save the table as "
        "xlsx",
    ),
    "error.table_long_cell": (
        "{path} 第 {line} 行有一格超过 {most} 个字符，没有读取。请改正后再试。",
        "line {line} of {path} has a cell of more than {most} characters; mend it and run again",
    ),
    "error.table_encoding": (
        "{path} 不是 UTF-8 或 GB18030 文本，也不是 xlsx。请另存为 CSV UTF-8 或 xlsx。",
        "{path} is neither UTF-8 nor GB18030 text, nor xlsx; save it as CSV UTF-8 or xlsx",
    ),
    "error.roster_no_name": (
        "名册 {path} 中没有找到“单位名称”一列（前二十行之内，任一工作表）。",
        "the roster {path} has no column `name`, within the first twenty rows of any sheet",
    ),
    "error.roster_no_unit": (
        "名册 {path} 中没有单位。",
        "the roster {path} names no agency",
    ),
    "error.codes_no_column": (
        "代码表 {path} 没有 {column} 列。需要“代码”（code）和“名称”（name）两列。",
        "the table of codes {path} has no column `{column}`; it needs `code` and `name`",
    ),
    "error.codes_no_rows": (
        "代码表 {path} 除列名外没有一行内容。",
        "the table of codes {path} has no row below its header",
    ),
    "error.codes_value": (
        "代码表 {path} 第 {line} 行的 {column} 看不懂：“{value}”。",
        "line {line} of the table of codes {path}: {value} is no {column}",
    ),
    "error.codes_twice": (
        "代码表 {path} 中代码 {division} 在同一年既是 {one} 又是 {other}。请写明起止年份。",
        "in the table of codes {path} the code {division} is {one} and {other} in one year; say from when to when",
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
}
