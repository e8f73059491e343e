"""One home for words: what is said to people stands in `extract/words/`, in both languages, and nowhere else."""

from __future__ import annotations

import ast
import importlib
import re
import string
from collections import Counter
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import pytest

from extract.catalogue import load_rules
from extract.forms.declared import KindName
from extract.words.messages import SENTENCES
from tests.parsed import dotted, nodes_of, parsed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

PACKAGE = Path(__file__).parents[1] / "extract"
SOURCES = {
    ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__"): path.read_text("utf-8")
    for path in sorted(PACKAGE.rglob("*.py"))
}
HAN = re.compile(r"[\u2e80-\u2fdf\u3400-\u9fff]")
CHINESE = re.compile(r"[\u2e80-\u2fdf\u3400-\u9fff\u3000-\u303f，。；：！？（）［］]")
"""A Chinese character, or a mark that only Chinese has; `＝` and its like, which begin formulas, are none."""

# ── What Chinese other rooms may hold ────────────────────────────────────────────────────────────────────────────────

READING = ("agencies", "checks", "parts", "prose", "readers", "tables", "text", "numbers", "measures")
"""The rooms that look for Chinese in print. All others speak to people, and may hold none but in patterns."""
HELD = {
    "agencies.listing": "前身",  # the head of a column in a user's table, beside its English name
    "agencies.printed_years": "〇零○一二三四五六七八九",  # digits
    "checks.basis": "国办公开办函〔2021〕30号 国务院令第711号 条例第四十九条、第五十条 20个工作日",
    "checks.opening": "{}{}年政府信息公开工作年度报告",  # the title, as prescribed
    "export.books.looks": "宋体 黑体",  # fonts
    "export.papers.answers": ".。",
    "export.papers.paper": "方正小标宋简体 黑体 楷体_GB2312 仿宋_GB2312 宋体",  # fonts
    "panels.figures": "万元",  # units as they are printed
    "panels.series": "元 万元",
    "prose.narrative": "主动公开 依申请 复议 诉讼",  # words of headings, beside the table that tells of them
    "prose.headings": "0123456789０,，、表总總主收政存其第（(IV—–ー－",  # what headings begin with
    "readers.scan.recogniser": "OoＯ〇○D 一—－–",  # what is printed like 0 and -
    "readers.scan.sheet": "一丨—－–",  # strokes of characters
    "measures": "{}元 万{}",  # units with a size in them
    "text": "〔〕【】、。－−–‐‑﹣━─―〇∕╱∶",  # what is printed for other signs
}
"""Chinese that stands elsewhere all the same, and why."""
_PATTERN = re.compile(r"[\\|\[^$]|\(\?|\.\*")
_BARE = re.compile(r"\w[\w ]*|\W+")
_LATIN = re.compile(r"[A-Za-z][^\u3000-\u9fff]*")
_TELLING = re.compile(r"finding|Finding|_?say|echo|print|.*(?:Error|UnreadableFile|Interrupted)")


def words_outside(module: str, source: str) -> list[str]:
    """The Chinese in a module that its room may not hold, and where it asks which language is spoken."""
    nodes = nodes_of(source)
    allowed = HELD.get(module, "").split()
    reads = module.partition(".")[0] in READING
    found = [
        f"{module}:{line} says {text}"
        for line, text, use in texts_of(nodes)
        if CHINESE.search(text) and text not in allowed and use != "pattern" and not (reads and _is_print(text, use))
    ]
    found += [f"{module}:{line} has a pair {zh}" for line, zh in pairs_of(nodes) if zh not in allowed]
    found += [f"{module}:{line} asks which language" for line in _languages_asked_in(nodes)]
    if reads:
        found += [f"{module}:{node.lineno} knows a language" for node in nodes if _knows_language(node)]
    return found


def _is_print(text: str, use: str) -> bool:
    """Whether a text may be looked for in print: a part of a pattern, bare words, marks alone. What is told people is
    none, and neither is what has a place for something else."""
    if use == "told" and HAN.search(text):
        return False
    return bool(_PATTERN.search(text) or _BARE.fullmatch(text))


def texts_of(nodes: Sequence[ast.AST]) -> Iterator[tuple[int, str, str]]:
    """The texts of a module but for its docstrings, with `{}` for what is filled into them, and what for: a `pattern`,
    to be `told` people, or anything."""
    inner = {id(part) for node in nodes if isinstance(node, ast.JoinedStr) for part in node.values}
    inner |= {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
    uses: dict[int, str] = {}
    for node in nodes:
        if isinstance(node, ast.Call) and (use := _use(dotted(node.func))):
            uses |= {id(part): use for argument in (*node.args, *node.keywords) for part in ast.walk(argument)}
    for node in nodes:
        if isinstance(node, ast.JoinedStr):
            parts = (part.value if isinstance(part, ast.Constant) else "{}" for part in node.values)
            yield node.lineno, "".join(map(str, parts)), uses.get(id(node), "")
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in inner:
            yield node.lineno, node.value, uses.get(id(node), "")


def _use(function: str) -> str:
    return "pattern" if function == "re.compile" else "told" if _TELLING.fullmatch(function.split(".")[-1]) else ""


def pairs_of(nodes: Sequence[ast.AST]) -> Iterator[tuple[int, str]]:
    """Where a Chinese and an English text stand side by side, and the Chinese one."""
    for node in nodes:
        parts = node.values if isinstance(node, ast.Dict) else getattr(node, "elts", ())
        texts = [part.value for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str)]
        if len(texts) == len(parts) == 2 and CHINESE.search(texts[0]) and _LATIN.fullmatch(texts[1]):
            yield node.lineno, texts[0]


def _languages_asked_in(nodes: Sequence[ast.AST]) -> Iterator[int]:
    """Where a language is compared, but for the library, which has the sentences of each in a column."""
    of_library = {
        id(part)
        for node in nodes
        if isinstance(node, ast.Call) and dotted(node.func) == "library.rows"
        for part in ast.walk(node)
    }
    for node in nodes:
        if isinstance(node, ast.Compare) and id(node) not in of_library:
            compared = (node.left, *node.comparators)
            if any(isinstance(each, ast.Constant) and each.value in ("zh", "en") for each in compared):
                yield node.lineno


def _knows_language(node: ast.AST) -> bool:
    name = getattr(node, "arg", None) or getattr(node, "id", None) or getattr(node, "attr", None)
    return isinstance(name, str) and name.lower() in ("lang", "english")


def test_no_other_room_holds_words_for_people() -> None:
    others = [module for module in SOURCES if module.partition(".")[0] != "words"]
    assert len(others) > 300
    assert [found for module in others for found in words_outside(module, SOURCES[module])] == []


def test_the_lists_name_what_is_there() -> None:
    assert set(READING) <= {module.partition(".")[0] for module in SOURCES}
    assert HELD.keys() <= SOURCES.keys()
    held = {(module, text) for module in HELD for _, text, _ in texts_of(nodes_of(SOURCES[module]))}
    assert {(module, text) for module, texts in HELD.items() for text in texts.split()} <= held


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("export.charts", 'GAP = "灰色：没有数值"'),
        ("export.charts", 'GAP = "没有数值"'),
        ("export.charts", 'title = "、".join(names)'),
        ("export.tables", 'label = f"{label}（{unit}）"'),
        ("export.tables", "label = label[lang == 'en']"),
        ("export.books.looks", 'title = "核查[表]"'),
        ("cli.views", 'sentence = {"zh": "没有", "en": "none"}'),
        ("jobs.panels", 'mark = ";" if setting.lang == "zh" else ","'),
        ("audit", 'CONCLUSIONS = ("属实", "不属实")'),
        ("checks.sums", 'MESSAGE = "没有写到{missing}。"'),
        ("checks.sums", 'message = f"共{count}处"'),
        ("checks.sums", 'WORDS = ("错误", "error")'),
        ("checks.sums", 'WORDS = {"zh": "错误", "en": "error"}'),
        ("checks.sums", 'finding("D-01", "error", "sum", missing="标题")'),
        ("checks.sums", "def place(concept, lang): ..."),
        ("readers.plain", 'raise UnreadableFile("empty", why="文件是空的")'),
        ("agencies.names", 'raise UsageError("roster", why=f"第{line}行")'),
        ("tables.grids", 'print("没有表格")'),
        ("text", 'MESSAGE = "没有文字，请检查文件。"'),
    ],
)
def test_a_word_for_people_is_noticed(module: str, source: str) -> None:
    assert words_outside(module, source)


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("export.charts", '"""What 核查 draws."""\nclass A:\n    """一张图。"""\n    gap = 1\n    """缺口。"""'),
        ("export.masked", 'CONTACT = re.compile(r"(?<=联系人[：:])\\p{Han}")'),
        ("rows", 'FORMULA_STARTS = "=＝"'),
        ("jobs", 'said = sentence("run.gone", "zh")'),
        ("checks.sums", 'PART = re.compile("其中|等")\nUNITS = ("件", "条")\nENDS = "。！？"'),
        ("checks.sums", 'NAMES = {"主动公开": "公开|发布"}'),
        ("checks.sums", 'finding("C-02", "warning", "jump", expected=f"（{number}）")'),
        ("prose.lexicon", 'UNIT = rf"(?:{NUMBER})[件条]"'),
    ],
)
def test_what_is_looked_for_is_no_breach(module: str, source: str) -> None:
    assert words_outside(module, source) == []


# ── The tables ───────────────────────────────────────────────────────────────────────────────────────────────────────

WORDS = [module for module in SOURCES if module.startswith("words.")]


def assigned_in(module: str) -> Iterator[tuple[str, object]]:
    """The names that a module of words gives to something, and what."""
    made = importlib.import_module(f"extract.{module}")
    for node in parsed(SOURCES[module]).body:
        for target in node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]:
            for name in target.elts if isinstance(target, ast.Tuple) else [target]:
                if isinstance(name, ast.Name):
                    yield name.id, getattr(made, name.id)


TABLES = {
    f"{module.removeprefix('words.')}.{name}": table
    for module in WORDS
    for name, table in assigned_in(module)
    if isinstance(table, dict) and name != "SENTENCES"
}
PAIRS = {
    f"{table} {code}": pair
    for table, pairs in TABLES.items()
    for code, pair in pairs.items()
    if isinstance(pair, tuple)
}
CODES = [(table, code) for table, pairs in TABLES.items() for code in pairs if isinstance(code, str)]
EMPTY = "panel_labels.SCOPES "
"""What is said of no scope: nothing."""


SAYING = ("reasons", "declarations", "findings", "commands", "pages", "releases", "help")
"""The modules whose tables `sentence` is asked for."""


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_the_walk_finds_the_tables() -> None:
    assert {"findings.FINDINGS", "workbook_labels.LABELS", "phrases._BETWEEN", "places.STATED"} <= TABLES.keys()
    assert len(PAIRS) > 600
    assert len(SENTENCES) == sum(map(len, (TABLES[f"{name}.{name.upper()}"] for name in SAYING)))


def test_every_text_is_there_in_both_languages() -> None:
    empty = {place for place, texts in PAIRS.items() if not all(map(str.strip, texts))}
    assert empty <= {EMPTY}
    assert [place for place, (zh, en) in PAIRS.items() if fields(zh) != fields(en)] == []
    assert [place for place, (zh, en) in PAIRS.items() if HAN.search(en) and not HAN.search(zh)] == []


def test_no_chinese_stands_in_an_english_sentence() -> None:
    assert [code for code, (_, english) in SENTENCES.items() if HAN.search(english)] == []


def test_no_text_stands_twice() -> None:
    pairs = (
        tuple(part.value for part in node.elts if isinstance(part, ast.Constant))
        for module in WORDS
        for node in nodes_of(SOURCES[module])
        if isinstance(node, ast.Tuple) and len(node.elts) == 2
    )
    counts = Counter(pair for pair in pairs if len(pair) == 2)
    twice = {("其他", "other")}  # a kind of agency, a kind of file
    assert {pair for pair, count in counts.items() if count > 1} == twice


# ── Codes ────────────────────────────────────────────────────────────────────────────────────────────────────────────


@cache
def calls_in(module: str) -> dict[str, list[ast.Call]]:
    """What a module calls, by the last part of its name."""
    calls: dict[str, list[ast.Call]] = {}
    for node in nodes_of(SOURCES[module]):
        if isinstance(node, ast.Call):
            calls.setdefault(dotted(node.func).split(".")[-1], []).append(node)
    return calls


def literals(function: str, at: int, modules: Iterable[str] = SOURCES) -> set[str]:
    """The text literals that `function` is called with in place `at`."""
    given = [call.args[at] for module in modules for call in calls_in(module).get(function, ()) if len(call.args) > at]
    return {each.value for each in given if isinstance(each, ast.Constant) and isinstance(each.value, str)}


def test_every_reason_has_a_sentence() -> None:
    from extract.readers import SIGNATURES, SKIPPED

    used = literals("UnreadableFile", 0) | literals("without_report", 1)
    assert {"empty", "encoding", "not_a_report", "duplicate", "bug"} <= used
    used |= SKIPPED | {reason for _, _, reason in SIGNATURES if reason}
    assert {f"reason.{reason}" for reason in used} - SENTENCES.keys() == set()


def test_every_error_and_every_sentence_asked_for_is_in_the_catalogue() -> None:
    errors = {f"error.{code}" for name in ("UsageError", "OutputError") for code in literals(name, 0)}
    errors |= {f"declared.{code}" for code in (*literals("wrong", 0), *get_args(KindName))}
    asked = literals("sentence", 0) | {f"help.{code}" for code in literals("help_of", 0)}
    assert len(errors) >= 3
    assert len(asked) > 20
    assert (errors | asked) - SENTENCES.keys() == set()


@pytest.mark.parametrize("labels", ["workbook_labels", "audit_labels", "panel_labels"])
def test_every_label_asked_for_is_in_its_table(labels: str) -> None:
    line = re.compile(rf"from extract.words.{labels} import .*\blabel\b")
    asked = literals("label", 0, [module for module, source in SOURCES.items() if line.search(source)])
    assert len(asked) > 3
    assert asked - TABLES[f"{labels}.LABELS"].keys() == set()


def test_nothing_is_left_over() -> None:
    tables = {table.partition(".")[0] for table in TABLES} - {"places", "phrases"}
    text = "".join(source for module, source in SOURCES.items() if module.removeprefix("words.") not in tables)
    text += "".join(path.read_text("utf-8") for path in PACKAGE.rglob("*.html"))
    unused = [
        f"{table} {code}"
        for table, code in CODES
        if not any(f'"{code.split(".", cut)[-1]}"' in text for cut in range(code.count(".") + 1))
    ]
    rules = {rule[:length] for rule in load_rules() for length in (1, 4)}
    of_rules = ("findings.FINDINGS category.", "audit_labels.ADVICE ")
    assert [code for code in unused if not code.startswith(of_rules) or re.split("[ .]", code)[-1] not in rules] == []


@pytest.mark.parametrize("module", ["words.heads", "words.sheet_names"])
def test_no_name_is_left_over(module: str) -> None:
    others = {word for other, source in SOURCES.items() if other != module for word in re.findall(r"\w+", source)}
    assert [name for name, _ in assigned_in(module) if name not in others] == []
