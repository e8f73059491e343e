"""What commands say when they have run, and what `show` prints around a report."""

from __future__ import annotations

from extract.words.languages import Pair

COMMANDS: dict[str, Pair] = {
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
    "run.points": (
        "核查标准：各计分项最多共扣 {most} 分，满分为 {full} 分，两者不相等，请核对。",
        "The profile: its items take {most} points at most, the full score is {full}; look at them.",
    ),
    "run.serving": ("核查台已打开：{address}　按 Ctrl-C 结束。", "the desk is open: {address}  Ctrl-C ends it."),
    "run.corrected": (
        "保存更正 {kept} 处；原已保存或没有变化的 {known} 处。",
        "{kept} corrections kept; {known} were kept before, or change nothing.",
    ),
    "run.outdone": (
        "第 {line} 行没有采用：{cell} 此后另有更正（{value}，{who}，{at}）。",
        "line {line} does not count: {cell} was corrected otherwise later ({value}, {who}, {at})",
    ),
    "run.stale": (
        "未生效，已保存备查：{cell}，表中写的原文是“{raw}”，库中（r{sha256}）现在不是，或没有这一格。",
        "kept, but does not count: {cell}; what is printed there in r{sha256} is not “{raw}”, or there is no such cell",
    ),
    "run.user.password": ("新密码", "New password"),
    "run.user.again": ("再输入一次", "Once more"),
    "run.user.added": ("已建立账号 {name}。", "{name} has an account."),
    "run.user.sees_nothing": (
        "已建立账号 {name}，但没有指定地区，什么也看不到。请 remove 后用 --region 重建。",
        "{name} has an account, but sees nothing: no place was named. Remove it, and add it with --region.",
    ),
    "run.user.changed": ("已更改 {name} 的密码，须重新登录。", "{name} has another password, and has to log in anew."),
    "run.user.removed": ("已删除账号 {name}。", "{name} has no account any more."),
    "run.user.everywhere": ("全部地区", "all places"),
    "run.totals": ("{year} 年度汇总表 {path}", "sums of {year}: {path}"),
    "run.not_carried": (
        "注意：原工作簿中的图片、图表，或表头、标题上的批注，没有带入新工作簿，见另存的一份。",
        "Note: pictures, charts, or comments on heads and titles were not taken into the new workbook; look into the "
        "one that is kept.",
    ),
    "run.explained": (
        "沿用“逐项对照”中填写的说明 {count} 条；没有对应的行、未沿用的 {left} 条。",
        "explanations that stand beside their rows again: {count}; that found no row: {left}.",
    ),
    "run.changed_kept": (
        "原表改动过，另存为 {path}。",
        "the workbook that stood there was changed, and is kept as {path}.",
    ),
    "run.notices": (
        "{year} 年度：反馈单 {units} 份，问题 {problems} 项，写入 {folder}。"
        "其余 {left} 项（需核实、建议完善，或另有结论）没有列入；核实结论填“属实”的才列入。",
        "{year}: papers for {units} units about {problems} problems, in {folder}; {left} others stand in none: to "
        "verify, to improve, or decided otherwise (they do where somebody found them true)",
    ),
    "run.said_before": (
        "从 {path} 读回：核实结论和备注 {decided} 条，其他填写 {notes} 处。",
        "read back out of {path}: {decided} decisions and remarks, {notes} other cells",
    ),
    "run.answers": (
        "读回整改情况反馈 {files} 份：称已整改 {done} 项，有异议 {objections} 项。",
        "read {files} forms that units sent back: {done} problems are said to be mended, with {objections} the units "
        "do not agree",
    ),
    "run.answers_unknown": (
        "注意：反馈表中的序号没有对应的问题：{numbers}。请核对是否改动过。",
        "Note: no problem has these numbers of the forms: {numbers}",
    ),
    "run.answers_formless": ("{path}：其中没有填写过的整改情况反馈表", "{path}: holds no form that was filled in"),
    "run.page": ("{year} 年度核查网页 {path}", "audit of {year}: {path}"),
    "run.review": ("结果在 {folder}", "the results are in {folder}"),
    "run.review.choose": (
        "请选择报告所在的文件夹，或一份报告",
        "Choose the folder of the reports, or one report",
    ),
    "run.review.brought": ("用了 {files}", "with {files}"),
    "run.review.unopened": (
        "没有程序能打开 {path}，请手工打开。",
        "no program opens {path}: open it by hand",
    ),
    "run.review.closed": ("没有选择文件，什么也没有做。", "nothing was chosen, and nothing was done"),
    "run.packets": ("按上级单位分送 {count} 份，在 {folder}", "{count} packets for the offices above, in {folder}"),
    "run.papers_removed": (
        "{count} 个单位已没有需要反馈的问题，原反馈单已移除：{names}",
        "{count} units have nothing to mend any more; their papers were taken away: {names}",
    ),
    "run.papers_outdated": (
        "注意：{path} 所列问题已不再需要反馈，因有人改过而保留，请勿发送。",
        "Note: what {path} tells is no longer true; it stays, since somebody has changed it: do not send it.",
    ),
    "run.no_audit": (
        "没有找到 {path}，核实结论以库中所存为准。先运行 audit 并在其中填写结论，可以更准。",
        "there is no {path}; what was decided is what the library holds",
    ),
    "run.filed": (
        "归档：复制 {copied} 个文件，已在归档中 {standing} 个，未复制 {left} 个；目录 {index_file}。原文件未改动。",
        "copied {copied} files; {standing} stood there already, {left} could not be copied; index: {index_file}. The "
        "originals are as they were.",
    ),
    "run.profile": (
        "核查标准写在 {path}；改好后用 audit --profile {path}。",
        "The profile is {path}; when you have filled it in: audit --profile {path}.",
    ),
    "run.year": (
        "未指定年度，核查多数单位已报的 {year} 年度。各年度已报单位数：{years}。",
        "No year given: {year}, which most agencies have filed for. Agencies that filed, by year: {years}.",
    ),
    "run.mismatch": (
        "名册与收到的报告对不上：名册 {bare} 个单位没有匹配，{left} 份报告没有归属。请核对名册。",
        "The roster is not that of the reports: {bare} agencies have none, {left} reports are nobody's.",
    ),
    "run.unclaimed": (
        "{count} 个文件没有单位认领，{uncertain} 个单位归属待定，见工作表“待认领”。",
        "{count} files are nobody's, {uncertain} agencies are uncertain: see the sheet of files.",
    ),
    "run.carried": ("沿用 {count} 条核实结论。", "{count} conclusions go on."),
    "run.carried.own": (
        "沿用 {count} 条核实结论，{own} 条未识别：{words}（照原样保留，不据以下结论）。",
        "{count} conclusions go on; {own} are none of those to choose from: {words} (they stay as they are, and decide "
        "nothing).",
    ),
    "run.unknown_owner": (
        "“待认领”中填写的单位不在名册中，请改正：{names}",
        "Agencies that files were assigned to are not on the roster: {names}",
    ),
    "run.roster": (
        "名册：{where}“{headed}”以下 {units} 个单位{passed}。",
        "Roster: {units} agencies below “{headed}” ({where}){passed}.",
    ),
    "run.roster.bare": (
        "名册：没有表头，按内容认出 {units} 个单位{passed}。",
        "Roster: no header; {units} agencies by what the cells say{passed}.",
    ),
    "run.roster.row": ("第 {line} 行", "row {line}"),
    "run.roster.row.of": ("“{sheet}”表第 {line} 行", "row {line} of {sheet}"),
    "run.roster.passed": ("；略过 {count} 行：{rows}", "; {count} rows passed over: {rows}"),
    "run.roster.one": ("{why} {count}", "{count} {why}"),
    "run.roster.heading": ("表头", "headers"),
    "run.roster.total": ("合计", "sums"),
    "run.roster.note": ("注", "remarks"),
    "run.roster.group": ("分组", "groups"),
    "run.roster.nameless": ("无单位名称", "without a name"),
    "run.roster.dissolved": ("已撤并", "no more"),
    "run.roster.again": ("重复", "listed twice"),
    "run.read_back": (
        "从原核查表读回：核实结论和备注 {decided} 条，其他填写 {notes} 处；原表另存为 {path}。",
        "read back out of the workbook that stood there: {decided} decisions and remarks, {notes} other cells; it is "
        "kept as {path}.",
    ),
    "run.nothing_read_back": (
        "注意：原核查表改动过，但没有读回新的内容；原表另存为 {path}，请核对。",
        "Note: the workbook that stood there was changed, but nothing new was read back; it is kept as {path}: look "
        "at it.",
    ),
    "run.unmatched": (
        "报告机关或年度的识别结果有变，{count} 条核实结论未对应到现有问题，请重新核实：",
        "Agencies or years are now read otherwise; {count} decisions belong to no problem of today, decide anew:",
    ),
    "run.unmatched.one": (
        "  {file}（{year}）{rule}“{actual}”：{said}",
        "  {file} ({year}) {rule} “{actual}”: {said}",
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
    "run.diff": (
        "共 {count} 处不同：新增 {added}，删除 {removed}，改动 {changed}。",
        "{count} differences: {added} added, {removed} removed, {changed} changed.",
    ),
    "run.one_written": ("已写入 {path}", "written: {path}"),
    "run.sampled": ("已抽取 {count} 行，写入 {path}", "{count} rows drawn, written: {path}"),
    "run.nobody": (
        "没有可比较的报告。分别按各条件：{wishes}。库中有 {units} 个单位的 {reports} 份报告；年度：{years}；"
        "单位类型（--kind）：{kinds}；上级（--within）：{places}；指标：gongkai compare --list。",
        "nothing to compare. What is asked for leaves, each by itself: {wishes}. The library has {reports} reports of "
        "{units} agencies; years: {years}; kinds (--kind): {kinds}; places (--within): {places}; series: gongkai "
        "compare --list.",
    ),
    "run.nobody_at_all": (
        "库中没有看得出单位和年份的报告，没有可比较的。",
        "nothing to compare: the library has no report of a known agency and year.",
    ),
    "run.and_more": ("{shown}等，另有 {count} 个", "{shown} and {count} more"),
    "run.no_value": (
        "{series} 在 {rows} 行中都没有数值，原因：{whys}；各词含义见参考手册的“缺失”。",
        "{series} has no value in any of {rows} rows, by reason: {whys}; the reference says what the words mean.",
    ),
    "run.doubled": (
        "以下 {count} 份报告未计入：同一单位同一年有几份报告，不能判断以哪份为准。"
        "请用清单（--manifest）区分，或移走多余的文件。",
        "{count} reports are left out: several count for one agency and year. Tell them apart with a manifest, or take "
        "away what is not wanted.",
    ),
    "run.unresolved": (
        "以下 {count} 份报告未计入：可能属于几个单位，见 units.csv。请用清单（--manifest）、名册或代码表写明。",
        "{count} reports are left out: they may be of several units, see units.csv. Say which in a manifest, a roster "
        "or a table of codes.",
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
        "报告超过 20,000 份，未生成 {path}；请用 CSV 文件，确有需要时加 --workbook。",
        "more than 20,000 reports: {path} was left out; use the CSV files, or ask for it with --workbook",
    ),
    "run.workbook_no_room": (
        "超过一百万行，工作表放不下，未生成 {path}；请用 CSV 文件。",
        "more than a million rows, for which a sheet has no room: {path} was left out; use the CSV files",
    ),
    "run.no_files": (
        "已存入 {library}；数据表和核查表未写，需要时运行 gongkai write {library} -o {folder}",
        "kept in {library}; the files were not written: gongkai write {library} -o {folder}",
    ),
    "run.findings": (
        "发现：错误 {error}，存疑 {warning}，提示 {note}。",
        "findings: {error} errors, {warning} warnings, {note} notes.",
    ),
    "run.waiting": (
        "{path} 正被另一个 gongkai 写入，或被其他程序独占，等它结束……"
        "（Ctrl-C 不再等；写库的命令可用 --wait 限定等多久）",
        "waiting for another gongkai that is writing {path}, or another program that has locked it … (Ctrl-C gives up; "
        "commands that write it have --wait, which says how long to wait)",
    ),
    "step.searching": ("正在查找文件……", "searching for files …"),
    "step.opening": ("正在打开压缩包……", "opening archives …"),
    "step.checking": ("正在检查库 {of} 是否完好……", "looking through the library {of} …"),
    "step.workers": ("集群中没有工作进程，正在等候……", "no worker is left in the cluster; waiting for one …"),
    "step.planning": ("正在与库中已有的比对……", "comparing with what the library holds …"),
    "step.identifying": ("正在弄清各报告属于哪个单位……", "finding out which unit each report is of …"),
    "step.counting": ("正在汇总结果……", "adding up what came of the files …"),
    "step.settling": ("正在比较同一单位的各版本和各年……", "comparing versions and years of each agency …"),
    "step.comparing": ("正在比较各单位的文字……", "comparing the texts of agencies …"),
    "step.auditing": ("正在核查……", "auditing …"),
    "step.panel": ("正在汇集数字……", "gathering figures …"),
    "step.writing": ("正在写 {of}……", "writing {of} …"),
    "step.putting": ("正在把文件放到位……", "putting the files in their places …"),
    "run.manifest": ("清单：{count} 行。", "manifest: {count} rows."),
    "run.manifest_unmatched": ("清单中的 {file} 没有对应的文件", "no file for {file} of the manifest"),
    "run.reading": ("读取", "reading"),
    "run.progress": (
        "失败 {failed}，跳过 {skipped}，每秒 {rate} 个",
        "{failed} failed, {skipped} skipped, {rate} a second",
    ),
    "run.nothing": ("给出的文件夹里没有文件。请检查路径。", "no files in the folders given; check the path"),
    # words of `show`
    "show.report": ("{entity}　{year}　格式 {form}", "{entity}  {year}  form {form}"),
    "show.no_entity": ("（未确定机关）", "(agency not known)"),
    "show.no_year": ("（未确定年份）", "(year not known)"),
    "show.source": ("来源 {name}　{kind}，{size} 字节", "source {name}  {kind}, {size} bytes"),
    "show.sections": ("章节 {numbers}", "sections {numbers}"),
    "show.verdict": ("识读 {status}", "read: {status}"),
    "show.entity": ("机关 {told}", "agency: {told}"),
    "show.year": ("年度 {told}", "year: {told}"),
    "show.published": ("公布 {told}", "published: {told}"),
    "show.against": ("  另有不同：{told}", "  others say otherwise: {told}"),
    "show.undecided": ("未能确定，{told}", "undecided, {told}"),
    "show.told_by": ("{where}“{raw}”", "{where} “{raw}”"),
    "show.legend": (
        "~ 由勾稽关系定位　? 位置为推测　□ 空白　! 无法归位　· 表中没有",
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
    "show.form": ("{rows} 行，{cells} 个单元格", "{rows} rows, {cells} cells"),
    "status.ok": ("正常", "ok"),
    "status.ok_with_repairs": (
        "可用，部分数字的位置由勾稽关系推断",
        "ok; places of some figures were worked out from the sums",
    ),
    "status.partial": ("不完整", "partial"),
    "period.last_year": ("上年", "last year"),
    "period.cumulative": ("累计", "cumulative"),
}
