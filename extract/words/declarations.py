"""What is said of a file of declarations that cannot be understood: a form, the rules, the indicators, a profile."""

from __future__ import annotations

from extract.words.languages import Pair

DECLARATIONS: dict[str, Pair] = {
    "declared.toml": ("{place} 不是正确的 TOML：{why}。", "{place} is no TOML: {why}"),
    "declared.key": (
        "{place} 有看不懂的内容：没有“{key}”这一项，是否应为“{nearest}”？",
        "cannot understand {place}: there is no key “{key}”; did you mean “{nearest}”?",
    ),
    "declared.key.far": (
        "{place} 有看不懂的内容：没有“{key}”这一项。可用的有：{known}。",
        "cannot understand {place}: there is no key “{key}”; there are {known}",
    ),
    "declared.word": (
        "{place} 有看不懂的内容：“{key}”中没有“{word}”，是否应为“{nearest}”？",
        "cannot understand {place}: “{key}” names “{word}”, which does not exist; did you mean “{nearest}”?",
    ),
    "declared.word.far": (
        "{place} 有看不懂的内容：“{key}”中没有“{word}”。可用的有：{known}。",
        "cannot understand {place}: “{key}” names “{word}”, which does not exist; there are {known}",
    ),
    "declared.missing": ("{place} 缺少“{key}”一项。", "{place} lacks the key “{key}”"),
    "declared.twice": ("{place}：“{key}”中的“{value}”出现两次。", "{place}: “{key}” has “{value}” twice"),
    "declared.text": (
        "{place}：“{key}”应为引号中的文字，现为 {value}。",
        "{place}: “{key}” must be a text in quotes, not {value}",
    ),
    "declared.texts": (
        "{place}：“{key}”应为方括号中的若干文字，现为 {value}。",
        "{place}: “{key}” must be a list of texts in square brackets, not {value}",
    ),
    "declared.lists": (
        "{place}：“{key}”应为方括号中的若干组文字，每组也用方括号，现为 {value}。",
        "{place}: “{key}” must be a list of lists of texts, not {value}",
    ),
    "declared.whole": (
        "{place}：“{key}”应为整数，现为 {value}。",
        "{place}: “{key}” must be a whole number, not {value}",
    ),
    "declared.number": ("{place}：“{key}”应为数字，现为 {value}。", "{place}: “{key}” must be a number, not {value}"),
    "declared.flag": (
        "{place}：“{key}”应为 true 或 false，现为 {value}。",
        "{place}: “{key}” must be true or false, not {value}",
    ),
    "declared.date": (
        "{place}：“{key}”应为日期，如 2025-02-15，现为 {value}。",
        "{place}: “{key}” must be a date such as 2025-02-15, not {value}",
    ),
    "declared.day": (
        "{place}：“{key}”应为引号中的月-日，如 01-31，现为 {value}。",
        "{place}: “{key}” must be month and day in quotes, such as 01-31, not {value}",
    ),
    "declared.table": (
        "{place}：“{key}”应为一张表（[{key}]），现为 {value}。",
        "{place}: “{key}” must be a table ([{key}]), not {value}",
    ),
    "declared.tables": (
        "{place}：“{key}”应为若干张表（[[{key}]]），现为 {value}。",
        "{place}: “{key}” must be a list of tables ([[{key}]]), not {value}",
    ),
    "declared.apart": (
        "{place}：“{key}”所列的各行（列）没有共同的列（行），无从相加：{value}。",
        "{place}: no row or column has all that “{key}” adds up: {value}",
    ),
    "declared.side": (
        "{place}：“{key}”两边都要有内容，现为 {value}。",
        "{place}: “{key}” must have something to add up, not {value}",
    ),
    "declared.long": (
        "{place}：变量名“{value}”超过 {most} 个字符。",
        "{place}: the variable name “{value}” has more than {most} characters",
    ),
    "declared.denominator": (
        "{place}：“{key}”与 kind 不符：flag 没有分母，其他必须有。",
        "{place}: “{key}” does not fit its kind: a flag has none, all others must have one",
    ),
}
