"""The manual is complete: whatever a user can name stands in the reference, in both languages."""

from __future__ import annotations

import ast
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import get_args

import pytest
import typer.main

import extract
from extract import cli, model
from extract.agencies import given
from extract.catalogue.page import page_of_rules
from extract.cli import options
from extract.forms import load_forms
from extract.prose.narrative import CONCEPTS
from extract.rows import (
    FACT_COLUMNS,
    FINDING_COLUMNS,
    NARRATIVE_COLUMNS,
    REPORT_COLUMNS,
    SECTION_COLUMNS,
    TRIPLE_COLUMNS,
)
from extract.words.languages import Lang
from extract.words.messages import SENTENCES
from extract.words.sheet_names import SHEETS

ROOT = Path(__file__).parents[1]
REFERENCES = ("docs/reference.md", "docs/reference.zh.md")
READMES = ("README.md", "docs/README.zh.md")
COMMANDS = typer.main.get_command(cli.app).commands
OPTIONS = sorted(
    {
        option
        for command in (typer.main.get_command(cli.app), *COMMANDS.values())
        for parameter in command.params
        if parameter.param_type_name == "option"
        for option in (*parameter.opts, *parameter.secondary_opts)
    }
    - {"--install-completion", "--show-completion"}
)
EXIT_CODES = sorted({value for name, value in vars(options).items() if name.isupper() and type(value) is int})

NAMED = {
    "public name": list(extract.__all__),
    "command": sorted(COMMANDS),
    "option": OPTIONS,
    "reason": [code.removeprefix("reason.") for code in SENTENCES if code.startswith("reason.")],
    "column of reports.csv": list(REPORT_COLUMNS),
    "column of facts.csv": list(FACT_COLUMNS),
    "column of findings.csv": list(FINDING_COLUMNS),
    "column of sections.csv": list(SECTION_COLUMNS),
    "column of narrative.csv": list(NARRATIVE_COLUMNS),
    "column of triples.csv": list(TRIPLE_COLUMNS),
    "column of a manifest": list(given.COLUMNS),
    "field of a path pattern": list(given.FIELDS),
    "severity": list(get_args(model.Severity)),
    "place of evidence": list(get_args(model.Where)),
    "figure of the prose": sorted(set(CONCEPTS.values())),
    "sheet": list(SHEETS.values()),
    "section": ["preamble", *(section.key for section in load_forms()[-1].sections)],
    "form": [form.code for form in load_forms()],
    "table": sorted({table.key for form in load_forms() for table in form.tables}),
}
FEWEST = {
    "public name": 27, "command": 6, "option": 14, "reason": 9, "column of reports.csv": 20, "column of facts.csv": 14,
    "column of findings.csv": 14, "column of sections.csv": 6, "column of narrative.csv": 10,
    "column of triples.csv": 14, "column of a manifest": 9, "field of a path pattern": 8, "severity": 3,
    "place of evidence": 9, "figure of the prose": 20, "sheet": 8, "section": 7, "form": 2, "table": 3,
}  # fmt: skip


@cache
def page(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def names(text: str, word: str) -> bool:
    """Whether a page names a word as code: between backticks, or in a line of a code block."""
    code = re.findall(r"```.*?```|`[^`\n]+`", text, re.DOTALL)
    return any(re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", piece) for piece in code)


def test_there_is_something_to_document() -> None:
    assert FEWEST.keys() == NAMED.keys()
    assert {kind: len(words) for kind, words in NAMED.items() if len(words) < FEWEST[kind]} == {}
    assert len(EXIT_CODES) >= 7


@pytest.mark.parametrize("reference", REFERENCES)
@pytest.mark.parametrize("kind", NAMED)
def test_every_name_stands_in_the_reference(kind: str, reference: str) -> None:
    text = page(reference)
    written = re.findall(r"\d{4}", text) if kind == "form" else []
    assert [word for word in NAMED[kind] if word not in written and not names(text, word)] == []


@pytest.mark.parametrize(("name", "lang"), [("docs/rules.md", "en"), ("docs/rules.zh.md", "zh")])
def test_the_page_of_rules_is_that_of_the_catalogue(name: str, lang: Lang) -> None:
    assert page(name).splitlines() == list(page_of_rules(lang))


@pytest.mark.parametrize("reference", REFERENCES)
def test_the_examples_of_path_patterns_fit_their_files(reference: str) -> None:
    rows = re.findall(r"(?m)^\| `([^`]*\{[^`]*\}[^`]*)` \| `([^`]+)` \| (.*) \|$", page(reference))
    assert len(rows) >= 4
    for pattern, file, says in rows:
        said = given.pattern_of(pattern).given(file)
        assert said and all(word in says for word in said[:5])


@pytest.mark.parametrize("reference", REFERENCES)
def test_the_example_of_a_manifest_can_be_read(reference: str, tmp_path: Path) -> None:
    example = re.search(r"(?s)```csv\n(.*?)```", page(reference))
    assert example
    (tmp_path / "manifest.csv").write_text(example[1], encoding="utf-8")
    manifest = given.manifest_of(tmp_path / "manifest.csv")
    assert (len(manifest.rows), len(manifest.own_columns)) == (2, 1)


@pytest.mark.parametrize("reference", REFERENCES)
def test_every_exit_code_stands_in_the_reference(reference: str) -> None:
    assert EXIT_CODES
    lost = [code for code in EXIT_CODES if not re.search(rf"(?m)(?:^\W*|`|· ?){code}(?=`|\s|\|)", page(reference))]
    assert lost == []


@pytest.mark.parametrize("reference", REFERENCES)
def test_the_reference_names_no_option_and_no_command_that_is_not_there(reference: str) -> None:
    known = {*OPTIONS, *NAMED["command"]}
    code = re.findall(r"```.*?```|`[^`\n]+`", page(reference), re.DOTALL)
    commands = {word for piece in code for word in re.findall(r"\bgongkai ([a-z]+)\b", piece)}
    options = {word for piece in code for word in re.findall(r"\bgongkai [^`\n]*?(?<!\S)(--[a-z-]+)", piece)}
    assert commands
    assert (commands | options) - known - {"--help", "--version"} == set()


PAGES = ["README.md", *sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "docs").glob("*.md"))]


def command_lines(text: str) -> list[list[str]]:
    """The calls of the command in the examples of a page, as words."""
    examples = re.findall(r"(?ms)^```(?:sh|console|bat)\n(.*?)^```", text)
    lines = [line.strip().removeprefix("$ ") for example in examples for line in example.splitlines()]
    return [shlex.split(line, comments=True)[1:] for line in lines if line.startswith("gongkai ")]


def test_every_command_of_an_example_takes_what_it_is_given() -> None:
    lines = [(name, line) for name in PAGES for line in command_lines(page(name))]
    wrong = [
        (name, line, word)
        for name, line in lines
        for word in line
        if word.startswith("-") and word not in {opt for option in COMMANDS[line[0]].params for opt in option.opts}
    ]
    assert wrong == [] and len(lines) > 60


@pytest.mark.parametrize(("one", "other"), [("README.md", "docs/README.zh.md"), ("docs/README.zh.md", "README.md")])
def test_the_readmes_link_to_each_other(one: str, other: str) -> None:
    links = re.findall(r"\]\(([^)#\s]+)", page(one))
    assert (ROOT / other).resolve() in [((ROOT / one).parent / link).resolve() for link in links]


def test_the_readme_begins_with_the_two_commands() -> None:
    top = page("README.md").splitlines()[:40]
    assert top
    for command in ("make run", "make test"):
        assert any(command in line for line in top)
        assert re.search(rf"(?m)^{command.split()[1]}:", page("Makefile"))


@pytest.mark.slow
@pytest.mark.parametrize("readme", READMES)
def test_the_readmes_show_what_the_commands_print(readme: str, samples_read: Path, tmp_path: Path) -> None:
    """Every console example is run; `[…]` stands for lines left out."""
    for name in ("samples", "gongkai-out"):
        shutil.copytree(samples_read / name, tmp_path / name)
    gongkai = f'gongkai() {{ {shlex.quote(sys.executable)} -m extract "$@"; }}\n'
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    examples = re.findall(r"(?s)```console\n(.*?)```", page(readme))
    assert len(examples) == 4
    for example in examples:
        commands = "\n".join(re.findall(r"(?m)^\$ (.*)$", example))
        run = subprocess.run(
            ["sh", "-c", gongkai + commands], cwd=tmp_path, env=environment, capture_output=True, check=False
        )
        printed = run.stdout.decode() + run.stderr.decode()
        lines = set(printed.splitlines())
        shown = [line for line in example.splitlines() if not line.startswith("$ ") and line != "[…]"]
        assert [line for line in shown if line not in lines] == []


def test_every_link_to_a_file_leads_somewhere() -> None:
    pages = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]
    links = [
        (source.name, link)
        for source in pages
        for link in re.findall(r"\]\(([^)#\s]+)", source.read_text(encoding="utf-8"))
        if "://" not in link
    ]
    assert links
    paths = {source.name: source for source in pages}
    assert [(name, link) for name, link in links if not (paths[name].parent / link).exists()] == []


def test_every_link_to_a_heading_leads_somewhere() -> None:
    pages = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]
    links = [
        (source, link)
        for source in pages
        for link in re.findall(r"\]\(([^)\s]*#[^)\s]+)\)", source.read_text(encoding="utf-8"))
    ]
    assert links
    assert [link for source, link in links if link.partition("#")[2] not in anchors(source, link)] == []


def anchors(source: Path, link: str) -> set[str]:
    """The names that headings have on a rendered page; a heading that comes again gets `-1`."""
    target = source.parent / (link.partition("#")[0] or source.name)
    seen: dict[str, int] = {}
    names = set()
    for heading in re.findall(r"(?m)^#{1,6} (.+)$", re.sub(r"(?s)```.*?```", "", target.read_text(encoding="utf-8"))):
        name = re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
        names.add(f"{name}-{seen[name]}" if name in seen else name)
        seen[name] = seen.get(name, 0) + 1
    return names


def test_every_noun_of_the_model_stands_in_the_glossary_with_its_chinese_term() -> None:
    nouns = {
        name
        for node in ast.parse((ROOT / "extract/model.py").read_text(encoding="utf-8")).body
        for name in _defined(node)
        if not name.startswith("_")
    }
    told = dict(re.findall(r"(?m)^\| `(\w+)` \| ([^|`]+) \|", page("docs/glossary.md")))
    assert len(nouns) > 40
    assert told.keys() == nouns
    assert [name for name, term in told.items() if not re.search(r"[\u4e00-\u9fff]", term)] == []


def _defined(node: ast.stmt) -> Iterator[str]:
    """The names that a statement at the top of a module defines."""
    if isinstance(node, ast.ClassDef | ast.FunctionDef):
        yield node.name
    elif isinstance(node, ast.Assign | ast.AnnAssign):
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        yield from (target.id for target in targets if isinstance(target, ast.Name))
