"""The manual is complete: whatever a user can name stands in the reference, in both languages."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
import typer.main

import extract
from extract import cli
from extract.export.delimited import FACT_COLUMNS, REPORT_COLUMNS
from extract.forms import load_forms
from extract.messages import SENTENCES

ROOT = Path(__file__).parents[1]
REFERENCES = ("docs/reference.md", "docs/reference.zh.md")
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
EXIT_CODES = sorted({value for name, value in vars(cli).items() if name.isupper() and type(value) is int})

NAMED = {
    "public name": list(extract.__all__),
    "command": sorted(COMMANDS),
    "option": OPTIONS,
    "reason": [code.removeprefix("reason.") for code in SENTENCES if code.startswith("reason.")],
    "column of reports.csv": list(REPORT_COLUMNS),
    "column of facts.csv": list(FACT_COLUMNS),
    "form": [form.code for form in load_forms()],
    "table": sorted({table.key for form in load_forms() for table in form.tables}),
}
FEWEST = {
    "public name": 15, "command": 4, "option": 10, "reason": 7, "column of reports.csv": 20, "column of facts.csv": 14,
    "form": 2, "table": 3,
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


def test_every_link_to_a_file_leads_somewhere() -> None:
    pages = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
    links = [
        (source.name, link)
        for source in pages
        for link in re.findall(r"\]\(([^)#\s]+)", source.read_text(encoding="utf-8"))
        if "://" not in link
    ]
    assert links
    paths = {source.name: source for source in pages}
    assert [(name, link) for name, link in links if not (paths[name].parent / link).exists()] == []
