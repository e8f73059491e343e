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
        "本版本只读文本（纯文本、TSV、Markdown、竖线分隔）。请把内容另存为文本再试。",
        "this version reads text only (plain, TSV, Markdown, pipes); save the content as text and try again",
    ),
    "reason.encoding": (
        "不是可识别编码的文本（UTF-8、UTF-16、GB18030、Big5）。请用原编辑软件另存为 UTF-8。",
        "not text in a known encoding (UTF-8, UTF-16, GB18030, Big5); save it as UTF-8 in the program it came from",
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
    "reason.bug": (
        "程序出错，这份文件未读出；其余文件不受影响。请把 gongkai --debug show 该文件 的输出一并反馈。",
        "a bug of ours: this file was not read, the others were; please report what gongkai --debug show FILE prints",
    ),
    # errors of commands
    "error.no_such_path": (
        "没有这个文件或文件夹：{path}。请检查路径。",
        "no such file or folder: {path}; check the path",
    ),
    "error.is_a_folder": (
        "{path} 是文件夹；show 一次看一份报告。",
        "{path} is a folder; show looks at one report at a time",
    ),
    "error.cannot_write": (
        "写不进 {path}（{why}）。请关闭正在打开它的程序，或用 -o 换一个文件夹；原有文件未改动。",
        "cannot write {path} ({why}); close the program that has it open or choose another folder with -o; "
        "files that were there are unchanged",
    ),
    "error.interrupted": (
        "已中断，没有写出结果，原有文件未改动。再次运行同一命令即可。",
        "interrupted; nothing was written and files that were there are unchanged; run the same command again",
    ),
    "error.bug": (
        "程序出错：{why}。请带上 --debug 的输出反馈。",
        "a bug of ours: {why}; please report it with the output of --debug",
    ),
    # run summary
    "run.summary": (
        "读出报告 {read} 份：正常 {ok}，含推断 {ok_with_repairs}，不完整 {partial}。跳过 {skipped}，失败 {failed}。",
        "{read} reports read: {ok} ok, {ok_with_repairs} with placed figures, {partial} partial. "
        "{skipped} files skipped, {failed} failed.",
    ),
    "run.written": ("已写入 {paths}", "written: {paths}"),
    "run.reading": ("读取", "reading"),
    "run.nothing": ("给出的文件夹里没有文件。请检查路径。", "no files in the folders given; check the path"),
    "run.again": ("{table}出现不止一次，只取第一张", "{table} stands there more than once; the first was taken"),
    "run.extra": (
        "{table}有规定格式以外的行「{label}」：{figures}",
        "{table} has a row the form does not have, “{label}”: {figures}",
    ),
    "run.leftover": (
        "{table}有未归入任何单元格的数字：{figures}",
        "{table} has figures that belong to no cell: {figures}",
    ),
    "run.missing": ("没有找到{table}", "{table} was not found"),
    "run.replaced": ("{count} 处无法解码，以 U+FFFD 代替", "{count} places could not be decoded and stand as U+FFFD"),
    "run.suggested": (
        "{table}有 {count} 个数字的位置只是推测（how=suggested），统计时请当作缺失",
        "{table} has {count} figures whose place is a guess (how=suggested); treat them as missing in statistics",
    ),
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
    "show.source": ("来源 {name}　{kind}，{encoding}，{size} 字节", "source {name}  {kind}, {encoding}, {size} bytes"),
    "show.sections": ("章节 {numbers}", "sections {numbers}"),
    "show.verdict": ("结论 {status}", "verdict: {status}"),
    "show.legend": (
        "~ 由勾稽关系定位　? 位置为推测　□ 空白　! 无法归位　· 表中未印",
        "~ placed by the sums  ? a guess  □ blank  ! cannot be placed  · not in the print",
    ),
    "show.notes": ("需要留意", "notes"),
    "show.unplaced": (
        "{table}「{row}」的数字无法归位：{figures}",
        "{table}, “{row}”: figures cannot be placed: {figures}",
    ),
    "show.form": ("{rows} 行，{cells} 个单元格", "{rows} rows, {cells} cells"),
    # help
    "help.app": (
        "读取政府信息公开工作年度报告，把统计表格变成可核对、可比较的数据。",
        "Read annual reports on government information disclosure into checked, comparable data.",
    ),
    "help.extract": (
        "读取文件和文件夹，写出 reports.csv 和 facts.csv。",
        "Read files and folders; write reports.csv and facts.csv.",
    ),
    "help.show": (
        "在终端查看一份报告：结论、表格、需要留意之处。",
        "Show one report: verdict, tables, what to look at.",
    ),
    "help.forms": ("列出已声明的报告格式。", "List the declared official forms."),
    "help.codebook": (
        "打印数据字典（CSV）：各格式每个单元格的代码。",
        "Print the data dictionary (CSV): the code of every cell.",
    ),
    "help.paths": ("文件或文件夹（含子文件夹）", "files, or folders with all that is below them"),
    "help.file": ("一份报告", "one report"),
    "help.output": ("写入的文件夹", "folder to write into"),
    "help.raw": ("原样写出文本，不加防公式的撇号", "write text exactly, without apostrophes against formulas"),
    "help.lang": ("写出内容的语言：zh 或 en", "language of what is written: zh or en"),
    "help.quiet": ("只报错误", "errors only"),
    "help.verbose": ("逐份列出需要留意之处", "list what to look at, report by report"),
    "help.stage": ("查看一个中间结果", "show an intermediate instead"),
    "help.json": ("输出一个 JSON 对象", "print one JSON object"),
    "help.version": ("打印版本", "print the version"),
    "help.debug": ("出错时打印完整的追踪信息", "print a full traceback when something fails"),
}


def sentence(code: str, lang: Lang, **details: object) -> str:
    """The sentence with this code in a language; KeyError for an unknown code.

    >>> sentence("run.missing", "en", table="表四")
    '表四 was not found'
    """
    return SENTENCES[code][lang == "en"].format(**details)


def locale_lang() -> Lang:
    """The language of help and progress: Chinese where the locale is Chinese, else English."""
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if os.environ.get(variable):
            return "zh" if os.environ[variable].lower().startswith("zh") else "en"
    return "zh" if (locale.getlocale()[0] or "").lower().startswith(("zh", "chinese")) else "en"
