"""The pages for Python, R, Stata and Excel users: every example is run on the samples and gives what the page says."""

from __future__ import annotations

import ast
import os
import re
import shutil
import sqlite3
import subprocess
import textwrap
from contextlib import closing
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from extract.export.formats import WRITERS
from extract.export.formats.statistics import STATA_KINDS
from extract.panels.compare import MISSING
from extract.words.sheet_names import CHARTS_SHEET, FIELDS_SHEET, PANEL_SHEETS
from tests.command import Gongkai
from tests.optional import lacking, program

ROOT = Path(__file__).parents[1]
LANGS = ("", ".zh")


def page(name: str, lang: str) -> str:
    return (ROOT / f"docs/{name}{lang}.md").read_text(encoding="utf-8")


def blocks(text: str, kind: str) -> list[str]:
    return re.findall(rf"(?ms)^```{kind}\n(.*?)^```", text)


@pytest.fixture
def folder(samples_read: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("samples", "gongkai-out"):
        shutil.copytree(samples_read / name, tmp_path / name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run_commands(text: str, gongkai: Gongkai) -> int:
    """Runs the commands of a page; how many there were."""
    commands = [line.split() for block in blocks(text, "sh") for line in block.splitlines() if line]
    for _, *arguments in commands:
        ran = gongkai(*arguments)
        assert ran.code == 0, ran.err
    return len(commands)


@pytest.mark.long
@pytest.mark.parametrize("lang", LANGS)
def test_the_python_page(lang: str, folder: Path, gongkai: Gongkai) -> None:
    text, names, checked = page("python", lang), {}, 0
    assert run_commands(text, gongkai) == 3
    for block in blocks(text, "python"):
        lines = block.splitlines()
        for node in ast.parse(block).body:
            line = lines[(node.end_lineno or 1) - 1]
            if "# -> " in line:
                assert isinstance(node, ast.Expr)
                value = eval(compile(ast.Expression(node.value), "page", "eval"), names)
                assert str(value) == line.partition("# -> ")[2], line
                checked += 1
            else:
                exec(compile(ast.Module([node], []), "page", "exec"), names)
    assert checked == 11


@pytest.mark.long
@pytest.mark.parametrize("readme", ["README.md", "docs/README.zh.md"])
def test_the_python_of_the_readme(readme: str, folder: Path, gongkai: Gongkai) -> None:
    """A value stands on the line below what gives it; the second of the two is prose."""
    assert gongkai("extract", "samples", "-o", "gongkai-out", "-q").code == 0
    names: dict[str, object] = {}
    shown = []
    for block in blocks((ROOT / readme).read_text(encoding="utf-8"), "python"):
        lines = block.splitlines()
        for node in ast.parse(block).body:
            below = lines[node.end_lineno] if (node.end_lineno or 0) < len(lines) else ""
            if isinstance(node, ast.Expr) and below.startswith(("# (", "# [")):
                value = eval(compile(ast.Expression(node.value), "readme", "eval"), names)
                assert repr(value) == below.removeprefix("# ")
                shown.append(value)
            else:
                exec(compile(ast.Module([node], []), "readme", "exec"), names)
    assert len(shown) == 2


@pytest.mark.long
@pytest.mark.parametrize("lang", LANGS)
def test_the_examples_of_the_reference(lang: str, folder: Path, gongkai: Gongkai) -> None:
    """What it says of reading facts.csv: Python and R give the same; the columns of the Stata lines are there."""
    text = page("reference", lang)
    assert gongkai("extract", "samples", "-o", "gongkai-out", "-q").code == 0
    names: dict[str, Any] = {}
    exec("".join(textwrap.dedent(block) for block in re.findall(r"(?ms)^ *```python\n(.*?)^ *```", text)), names)
    assert 0 < len(names["sure"]) < len(names["facts"]) and names["facts"]["value"].dtype == float
    (sql,) = blocks(text, "sql")
    with closing(sqlite3.connect("gongkai-out/gongkai.sqlite")) as database:
        assert len(database.execute(sql).fetchall()) > 40
    (stata,) = blocks(text, "stata")
    assert set(re.findall(r"^destring (.*),", stata, re.MULTILINE)[0].split()) <= set(names["facts"])
    (code,) = blocks(text, "r")
    code += "cat(nrow(facts), sum(!is.na(facts$value)), class(facts$form))"
    done = subprocess.run([rscript(), "-e", code], capture_output=True, text=True, check=False)
    counts = len(names["facts"]), int(names["facts"]["value"].notna().sum()), "character"
    assert done.stdout == " ".join(map(str, counts)), done.stderr


def rscript() -> str:
    """The program that runs R, with haven."""
    found = program("Rscript")
    if subprocess.run([found, "-e", "library(haven)"], capture_output=True, check=False).returncode:
        lacking("R has no haven")
    return found


@pytest.mark.slow
@pytest.mark.parametrize("lang", LANGS)
def test_the_r_page(lang: str, folder: Path, gongkai: Gongkai) -> None:
    program, text = rscript(), page("r", lang)
    assert run_commands(text, gongkai) == 4
    code = "\n".join(line for block in blocks(text, "r") for line in block.splitlines())
    said = [line.removeprefix("#> ") for line in code.splitlines() if line.startswith("#> ")]
    (folder / "page.R").write_text(code, encoding="utf-8")
    environment = {**os.environ, "LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        [program, "page.R"], capture_output=True, text=True, encoding="utf-8", env=environment, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == said and len(said) == 6


@pytest.mark.long
@pytest.mark.parametrize("lang", LANGS)
def test_the_stata_page(lang: str, folder: Path, gongkai: Gongkai) -> None:
    """There is no Stata: its variables and kinds of missing values are looked up in the file by another reader."""
    text = page("stata", lang)
    assert gongkai("extract", "samples", "-o", "all", "-q").code == 0
    assert gongkai("export", "all", "-o", "panel.dta", "-q").code == 0
    read = pd.read_stata("panel.dta", convert_missing=True, convert_categoricals=False)
    (code,) = blocks(text, "stata")
    own = {"agency", "q_sure", "open_rate"}
    named = set(re.findall(r"(?<![\w.])(?:[pqdi]_\w+|entity_id|year|parent)\b", code)) - own
    assert len(named) > 6 and named <= set(read)
    assert {"p_normdocs_issued", "i_open"} <= set(read)
    assert not read.duplicated(["entity_id", "year"]).any()
    assert sum(str(value) == ".b" for value in read["q_cin_tot"]) == 4
    assert "strict" in set(read["q_balanced"])
    assert set(re.findall(r"\.([a-z]) ", code)) <= set(STATA_KINDS.values())


def test_every_kind_of_missing_value_has_a_letter() -> None:
    assert set(STATA_KINDS) == set(MISSING) - {""}
    assert len(set(STATA_KINDS.values())) == len(STATA_KINDS)
    for lang in LANGS:
        rows = [line.split("|") for line in page("reference", lang).splitlines() if re.search(r"\| `\.\w`", line)]
        cells = [(re.findall(r"`(\w+)`", row[1]), re.findall(r"`\.(\w)`", row[3])) for row in rows]
        told = {why: letter for whys, letters in cells for why, letter in zip(whys, letters, strict=True)}
        assert told == STATA_KINDS


@pytest.mark.long
@pytest.mark.parametrize("lang", LANGS)
def test_the_excel_page(lang: str, folder: Path, gongkai: Gongkai) -> None:
    import openpyxl

    text = page("excel", lang)
    assert gongkai("extract", "samples", "-o", "gongkai-out", "-q").code == 0
    for command in re.findall(r"`gongkai ((?:compare|export) .*?)`", text):
        assert gongkai(*command.split()).code == 0
    sheets = {name for file in ("panel.xlsx", "wide.xlsx") for name in openpyxl.load_workbook(file).sheetnames}
    known = (*PANEL_SHEETS.values(), FIELDS_SHEET, CHARTS_SHEET)
    assert sheets == {name for name in known if f"`{name}`" in text} | {"分组汇总"}
    names = [cell.value for cell in openpyxl.load_workbook("panel.xlsx")["数据"][2]]
    assert "missing" in names and "entity_id" in names


@pytest.mark.parametrize("lang", LANGS)
def test_the_pages_are_linked_and_name_every_format(lang: str) -> None:
    readme = (ROOT / ("docs/README.zh.md" if lang else "README.md")).read_text(encoding="utf-8")
    for name in ("python", "r", "stata", "excel", "scale"):
        assert f"{name}{lang}.md)" in readme
    assert all(f"`.{suffix}`" in page("reference", lang) for suffix in WRITERS)
