"""What the library that reads command lines says in English of one that it cannot read → the same in Chinese.

Its sentences are known by their wording; one that is not known stays as it is.
"""

from __future__ import annotations

import regex as re

from extract.words.languages import Lang

_USAGE = ("Usage: ", "用法：")
_HELP = (
    _USAGE,
    ("Options", "选项"),
    ("Arguments", "参数"),
    ("Commands", "命令"),
    ("Error", "出错"),
    ("required", "必填"),
    ("[required]", "[必填]"),
    ("[default: {}]", "[默认：{}]"),
    ("default: {default}", "默认：{default}"),
    ("[env var: {}]", "[环境变量：{}]"),
    ("env var: {var}", "环境变量：{var}"),
    ("Show this message and exit.", "显示本说明"),
    ("Install completion for the current shell.", "为当前终端安装命令补全"),
    (
        "Show completion for the current shell, to copy it or customize the installation.",
        "显示命令补全脚本，以便自行安装",
    ),
    ("[OPTIONS]", "[选项]"),
    ("COMMAND [ARGS]...", "命令 [参数]..."),
    ("<bool>", ""),
    ("<path>", "<路径>"),
    ("<file>", "<文件>"),
    ("<directory>", "<文件夹>"),
    ("<list[Path]>", "<路径>"),
    ("<str>", "<文字>"),
    ("<list[str]>", "<文字>"),
    ("<int>", "<整数>"),
    ("<float>", "<数字>"),
    ("<int range>", "<整数>"),
    ("<float range>", "<数字>"),
)
_SENTENCES: tuple[tuple[str, str], ...] = (
    (r"Missing option (?P<name>.+?)\.(?: .*)?", "缺少选项 {name}"),
    (r"Missing argument (?P<name>.+?)\.(?: .*)?", "缺少参数 {name}"),
    (r"Missing command\.", "缺少命令"),
    (r"No such option: (?P<name>\S+?)(?: \(Possible options: (?P<more>.*)\)| Did you mean (?P<more>.*)\?)?\.?",
     "没有选项 {name}"),
    (r"No such command '(?P<name>.*)'\.(?: Did you mean (?P<more>.*)\?)?", "没有命令 {name}"),
    (r"Invalid value for (?P<name>.+?): (?:.* )?is not one of (?P<allowed>.*)\.", "{name} 只能是 {allowed}"),
    (r"Invalid value for (?P<name>.+?): .*integer.*", "{name} 应为整数"),
    (r"Invalid value for (?P<name>.+?): .*(?:number|float).*", "{name} 应为数字"),
    (r"Invalid value for (?P<name>.+?): .*(?:range|greater|less).*", "{name} 超出范围"),
    (r"Invalid value for (?P<name>.+?): (?P<why>.*)", "{name} 的值无法识别：{why}"),
    (r"Got unexpected extra argument(?:s|\(s\))? \((?P<name>.*)\)", "多余的参数：{name}"),
    (r"Option (?P<name>.+?) requires (?:an|\d+) arguments?\.?", "选项 {name} 后缺少内容"),
    (r"Option (?P<name>.+?) does not take a value\.?", "选项 {name} 后不接内容"),
)  # fmt: skip
_MEANT, _STOP = "；是否为 {more}", "。"


def help_words(lang: Lang) -> dict[str, str]:
    """The words around the help of a command, by what they are in English; none where that is the language."""
    return {} if lang == "en" else dict(_HELP)


def usage_in(usage: str, lang: Lang) -> str:
    """How a command is called, as typer says it in English, in a language."""
    return usage if lang == "en" else usage.replace(*_USAGE)


def complaint(usage: str, message: str, lang: Lang) -> list[str]:
    """The lines that are said of a command line that cannot be read: how the command is called, and what is wrong; none
    where they are in English as they are."""
    called = [usage_in(usage, lang)] if usage else []
    return [] if lang == "en" else [*called, in_chinese(message)]


def in_chinese(message: str) -> str:
    """What is said of a command line, in Chinese.

    >>> in_chinese("Missing option '-o' / '--output'.")
    '缺少选项 -o / --output。'
    >>> in_chinese("No such command 'audt'. Did you mean 'audit'?")
    '没有命令 audt；是否为 audit。'
    >>> in_chinese("Something else.")
    'Something else.'
    """
    line = " ".join(message.split())
    for pattern, said in _SENTENCES:
        if match := re.fullmatch(pattern, line):
            found = {name: (text or "").replace("'", "") for name, text in match.groupdict().items()}
            meant = _MEANT.format(**found) if found.get("more") else ""
            return said.format(**found) + meant + _STOP
    return message
