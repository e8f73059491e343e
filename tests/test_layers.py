"""Who may import whom, held as a literal table against the syntax trees of `extract/`."""

from __future__ import annotations

import ast
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from extract.forms import load_forms

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = Path(__file__).parents[1] / "extract"
MODULES = {
    ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted(PACKAGE.rglob("*.py"))
}

# module → (which modules of ours it may import, which third-party packages)
ALLOWED: dict[str, tuple[str, str]] = {
    "model": ("", ""),
    "errors": ("messages", ""),
    "text": ("", "regex"),
    "readers": ("model errors text readers.plain readers.html readers.package readers.docx readers.python_docx "
                "readers.pdf", ""),
    "readers.plain": ("model errors text", "regex"),
    "readers.cells": ("model text", "regex"),
    "readers.html": ("model errors text readers.plain readers.cells", "lxml regex"),
    "readers.wordml": ("", "lxml regex"),
    "readers.package": ("errors readers.wordml", "lxml"),
    "readers.docx": ("model errors text readers.cells readers.package readers.wordml", "lxml regex"),
    "readers.python_docx": ("model errors text readers.cells readers.package readers.docx", "docx lxml"),
    "readers.pdf": ("model readers.pdf.pages readers.pdf.lattice readers.pdf.prose readers.pdf.plumber "
                    "readers.pdf.tags", ""),
    "readers.pdf.pdfium": ("errors", "pypdfium2"),
    "readers.pdf.streams": ("errors", ""),
    "readers.pdf.pages": ("model errors text readers.pdf.pdfium readers.pdf.streams", "numpy"),
    "readers.pdf.tags": ("model errors text readers.cells readers.pdf.pdfium readers.pdf.pages", "numpy regex"),
    "readers.pdf.mesh": ("readers.pdf.pages", ""),
    "readers.pdf.glyphs": ("readers.pdf.pages", "numpy"),
    "readers.pdf.overruns": ("readers.pdf.pages readers.pdf.mesh readers.pdf.glyphs", "numpy"),
    "readers.pdf.filling": ("model readers.pdf.pages readers.pdf.mesh readers.pdf.glyphs readers.pdf.overruns",
                            "numpy"),
    "readers.pdf.lattice": ("model readers.pdf.pages readers.pdf.mesh readers.pdf.glyphs readers.pdf.filling", "numpy"),
    "readers.pdf.words": ("text readers.pdf.pages", "numpy"),
    "readers.pdf.stretches": ("text readers.pdf.pages readers.pdf.words", "regex"),
    "readers.pdf.pieces": ("text readers.pdf.words readers.pdf.stretches", "regex"),
    "readers.pdf.labelled": ("text readers.pdf.pages readers.pdf.words readers.pdf.pieces", ""),
    "readers.pdf.borderless": ("text readers.pdf.words readers.pdf.stretches readers.pdf.pieces readers.pdf.labelled",
                               ""),
    "readers.pdf.prose": ("model text readers.pdf.pages readers.pdf.lattice readers.pdf.words "
                         "readers.pdf.stretches readers.pdf.borderless",
                          "numpy regex"),
    "readers.pdf.plumber": ("model errors text readers.pdf.pages readers.pdf.lattice", "numpy pdfplumber"),
    "forms": ("model", ""),
    "names": ("text", "regex"),
    "titles": ("model text names", "regex"),
    "identity": ("model text names titles", "regex"),
    "given": ("model errors", ""),
    "narrative": ("model text narrative.lexicon narrative.symbols narrative.sentences narrative.refusals "
                  "narrative.claims", ""),
    "narrative.lexicon": ("text", ""),
    "narrative.symbols": ("text narrative.lexicon", "regex"),
    "narrative.figures": ("text narrative.lexicon narrative.symbols", ""),
    "narrative.sentences": ("text narrative.lexicon narrative.symbols narrative.figures", "regex"),
    "narrative.refusals": ("narrative.lexicon narrative.symbols narrative.figures narrative.sentences", ""),
    "narrative.claims": ("text narrative.lexicon narrative.symbols narrative.figures narrative.sentences "
                         "narrative.refusals", "regex"),
    "sections": ("model text", "regex"),
    "grids": ("model text", "regex"),
    "outline": ("model text", "regex"),
    "marks": ("model text outline", "regex"),
    "chains": ("model text outline marks", "regex"),
    "matching": ("model text outline marks chains", "regex"),
    "pagebreaks": ("model text outline", "regex"),
    "parts": ("model text titles outline grids matching", ""),
    "lines": ("model text", "regex"),
    "placements": ("model text lines", "regex"),
    "blanks": ("model text lines placements", "regex"),
    "alignment": ("model text lines placements blanks", "regex"),
    "editions": ("model text", "regex"),
    "facts": ("model text lines placements blanks alignment editions", "regex"),
    "opinion": ("model", ""),
    "triples": ("model text", "regex"),
    "pipeline": ("model errors text readers forms names identity sections narrative triples grids outline marks "
                 "matching lines pagebreaks parts placements alignment editions facts opinion", ""),
    "places": ("model", "regex"),
    "catalogue": ("model", ""),
    "catalogue.page": ("catalogue messages", ""),
    "checks.case": ("model text", "regex"),
    "checks.across": ("model names text checks.case checks.who", "regex"),
    "checks.cells": ("model checks.case", "regex"),
    "checks.dates": ("model checks.case", ""),
    "checks.figures": ("model checks.case", "regex"),
    "checks.opening": ("model text checks.case", "regex"),
    "checks.parts": ("model text checks.case", "regex"),
    "checks.typing": ("model checks.case", "regex"),
    "checks.years": ("model text checks.case", "regex"),
    "checks.doubts": ("model checks.case", ""),
    "checks.prose": ("model checks.case", ""),
    "checks.structure": ("model text places checks.case", ""),
    "checks.sums": ("model checks.case", ""),
    "checks.who": ("model text checks.case", "regex"),
    "checks": ("catalogue model forms checks.case checks.cells checks.dates checks.doubts "
               "checks.figures checks.opening checks.parts checks.prose checks.structure checks.sums checks.typing "
               "checks.who checks.years", ""),
    "batch.inputs": ("errors", ""),
    "batch.workers": ("", ""),
    "batch.archives": ("errors batch.inputs batch.workers", ""),
    "rows": ("model text", ""),
    "library.schema": ("", ""),
    "library.records": ("model rows", ""),
    "library.store": ("errors library.schema", ""),
    "library.questions": ("model library.records library.store", ""),
    "library.diary": ("library.store", ""),
    "library": ("model rows library.diary library.questions library.records library.schema library.store", ""),
    "batch.files": ("model errors readers forms pipeline checks library library.records wording batch.archives "
                    "batch.inputs", ""),
    "batch.interrupt": ("", ""),
    "batch.plan": ("__init__ model errors library library.records batch.files batch.inputs", ""),
    "batch": ("model checks checks.across library library.records batch.archives batch.files batch.inputs "
              "batch.interrupt batch.plan batch.workers", ""),
    "progress": ("messages batch", "rich"),
    "jobs": ("errors forms given library model batch export.folder", ""),
    "supervision": ("audit checks.copied errors forms library model profile roster rows similar batch "
                    "export.audit_book export.delimited export.folder export.staged", ""),
    "sheets": ("errors", "openpyxl"),
    "roster": ("model errors names text sheets", "regex"),
    "profile": ("model errors catalogue", ""),
    "similar": ("names text", "numpy regex"),
    "checks.copied": ("model names similar text checks.case", ""),
    "checks.demands": ("model text checks.case", ""),
    "totals": ("model", ""),
    "audit": ("model catalogue checks checks.across checks.demands checks.years profile roster rows similar text "
              "totals", ""),
    "export.audit_labels": ("messages", ""),
    "export.audit_book": ("model messages audit catalogue places sheets similar wording export.audit_labels "
                          "export.looks", "xlsxwriter"),
    "export.log": ("errors batch", ""),
    "codebook": ("model", ""),
    "export": ("", ""),
    "export.delimited": ("", ""),
    "export.staged": ("errors", ""),
    "export.folder": ("model messages library library.diary export.delimited export.staged export.workbook", ""),
    "series": ("errors model places", ""),
    "figures": ("library model series", "numpy"),
    "compare": ("errors names figures library model roster series", "numpy pandas"),
    "export.masked": ("", "regex"),
    "export.tables": ("codebook compare export.masked library model series", "pandas"),
    "export.panel_book": ("errors export.looks export.tables messages", "xlsxwriter"),
    "export.formats.setting": ("errors export.tables messages", ""),
    "export.formats.texts": ("export.delimited export.formats.setting export.staged export.tables rows", "pandas"),
    "export.formats.databases": ("export.formats.setting export.formats.texts export.staged export.tables", ""),
    "export.formats.statistics": ("export.formats.setting export.staged export.tables figures", "pandas"),
    "export.formats": ("errors export.formats.databases export.formats.setting export.formats.statistics "
                       "export.formats.texts export.panel_book export.staged export.tables", ""),
    "codebook_page": ("codebook messages model places series", ""),
    "methods": ("library messages", ""),
    "accuracy": ("", ""),
    "sampling": ("accuracy errors library text", ""),
    "export.coding_book": ("errors export.looks messages model places sampling sheets", "xlsxwriter"),
    "export.charts": ("compare errors export.formats.setting messages series", "matplotlib pandas"),
    "panels": ("compare errors export.charts export.coding_book export.formats export.formats.setting export.marked "
               "export.staged export.tables forms library messages sampling series", ""),
    "frames": ("compare export.tables forms library model panels roster rows", "pandas"),
    "export.labels": ("messages", ""),
    "export.looks": ("", "regex xlsxwriter"),
    "export.marked": ("model rows readers.pdf.pdfium", "PIL pypdfium2"),
    "export.wide": ("model messages export.labels export.looks", ""),
    "export.workbook": ("model messages places series codebook export.labels export.looks export.wide",
                        "regex xlsxwriter"),
    "messages": ("", ""),
    "wording": ("model catalogue messages places", ""),
    "views": ("accuracy model audit messages places rows sampling wording", "regex"),
    "cli.options": ("__init__ catalogue export.folder forms messages model wording", "typer"),
    "cli.reading": ("batch catalogue checks cli.options errors export.log export.marked forms given jobs library "
                    "messages model progress views", "typer"),
    "cli.supervising": ("cli.options library messages model profile roster supervision views", "typer"),
    "cli.panels": ("cli.options compare export.formats.setting export.formats.texts export.masked export.tables "
                   "library messages methods panels roster views", "typer"),
    "cli.declared": ("catalogue catalogue.page cli.options codebook codebook_page forms messages wording", "typer"),
    "cli": ("cli.options cli.declared cli.panels cli.reading cli.supervising errors messages", "typer"),
    "__init__": ("model errors batch checks forms frames", ""),
    "__main__": ("cli", ""),
}  # fmt: skip

PURE = ALLOWED.keys() - {
    "catalogue",
    "forms",
    "batch",
    "batch.archives",
    "batch.files",
    "batch.inputs",
    "batch.plan",
    "batch.workers",
    "library",
    "library.schema",
    "library.store",
    "jobs",
    "supervision",
    "sheets",
    "series",
    "export.panel_book",
    "export.coding_book",
    "export.charts",
    "export.formats",
    "export.formats.databases",
    "export.formats.texts",
    "frames",
    "panels",
    "roster",
    "profile",
    "export.audit_book",
    "export.looks",
    "export.log",
    "progress",
    "given",
    "readers.pdf.pdfium",
    "export",
    "export.delimited",
    "export.staged",
    "export.folder",
    "export.workbook",
    "messages",
    "cli",
    "cli.options",
    "cli.reading",
    "cli.panels",
    "cli.supervising",
    "cli.declared",
    "__init__",
    "__main__",
}
"""Modules that touch no file: bytes and values come in as arguments."""
OUTSIDE = {"os", "io", "sys", "pathlib", "shutil", "tempfile", "glob", "subprocess", "socket", "urllib", "sqlite3"}
IN_MEMORY = {"BytesIO", "PurePath"}
OPENERS = {"open", "read_text", "read_bytes", "write_text", "write_bytes", "print", "input", "urlopen"}
LATE = {"docx", "lxml", "matplotlib", "openpyxl", "pandas", "pdfplumber", "PIL", "pypdfium2", "rich", "xlsxwriter"}
"""Packages that are imported where they are used: they cost more to load than the whole program."""
VAGUE = {"utils", "util", "base", "core", "common", "helpers", "services", "managers", "misc"}


class Import(NamedTuple):
    """`target`: a module of ours without `extract.`, or the top-level name of another package."""

    ours: bool
    target: str
    name: str
    late: bool
    line: int


def imports_of(source: str) -> Iterator[Import]:
    tree = ast.parse(source)
    late = {id(node) for outer in ast.walk(tree) if _is_late(outer) for node in ast.walk(outer)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield _import(alias.name, "", id(node) in late, node.lineno)
        elif isinstance(node, ast.ImportFrom):
            package = "extract" if node.level else ""
            origin = ".".join(filter(None, (package, node.module)))
            for alias in node.names:
                yield _import(origin, alias.name, id(node) in late, node.lineno)


def _is_late(node: ast.AST) -> bool:
    if isinstance(node, ast.If):
        return isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
    return isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))


def _import(origin: str, name: str, late: bool, line: int) -> Import:
    package, _, inner = origin.partition(".")
    if package != "extract":
        return Import(False, package, name, late, line)
    whole = ".".join(filter(None, (inner, name)))
    return Import(True, whole if whole in MODULES else inner or "__init__", name, late, line)


def violations(module: str, source: str) -> list[str]:
    ours, packages = (set(names.split()) for names in ALLOWED[module])
    found = []
    for each in imports_of(source):
        outside = module in PURE and each.target in OUTSIDE and each.name not in IN_MEMORY
        known = each.target in (ours if each.ours else sys.stdlib_module_names | packages)
        if outside or not known or (each.target in LATE and not each.late):
            found.append(f"{module}:{each.line} imports {each.target}")
    for node in ast.walk(ast.parse(source)):
        if module in PURE and isinstance(node, ast.Call) and _called(node) in OPENERS:
            found.append(f"{module}:{node.lineno} calls {_called(node)}")
        if _compares_versions(node):
            found.append(f"{module} compares a form version: {ast.unparse(node)}")
    return found


def _called(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")


def _compares_versions(node: ast.AST) -> bool:
    """`form.code == …`, or a version as a literal in any comparison, `match` or set to look it up in."""
    if isinstance(node, ast.match_case):
        return any(isinstance(part, ast.Constant) and _is_version(part.value) for part in ast.walk(node.pattern))
    if not isinstance(node, ast.Compare):
        return False
    parts = [part for side in (node.left, *node.comparators) for part in ast.walk(side)]
    ordered = any(not isinstance(op, (ast.In, ast.NotIn, ast.Is, ast.IsNot)) for op in node.ops)
    sides = (node.left, *node.comparators)
    asked = any(
        isinstance(side, ast.Attribute) and side.attr == "code" and "form" in ast.unparse(side.value) for side in sides
    )
    return (ordered and asked) or any(isinstance(part, ast.Constant) and _is_version(part.value) for part in parts)


def _is_version(value: object) -> bool:
    return str(value) in {form.code for form in load_forms()}


def test_every_module_is_listed_and_every_listed_module_is_there() -> None:
    assert len(MODULES) > 20
    assert len(load_forms()) > 1
    assert ALLOWED.keys() - {"__init__"} == {name for name in MODULES if name != "__init__"}
    assert set(PURE) <= ALLOWED.keys()


@pytest.mark.parametrize("module", MODULES)
def test_a_module_imports_only_what_the_table_allows(module: str) -> None:
    assert module in ALLOWED, f"{module} is not in the table"
    assert violations(module, MODULES[module].read_text(encoding="utf-8")) == []


def test_the_walk_finds_imports() -> None:
    found = [each for module, path in MODULES.items() for each in imports_of(path.read_text(encoding="utf-8"))]
    assert sum(each.ours for each in found) > 60
    assert {"regex", "typer", "pandas", "tomllib"} <= {each.target for each in found}


@pytest.mark.parametrize(
    ("only", "module"),
    [
        (
            "messages",
            "catalogue.page cli cli.declared cli.options cli.panels cli.reading cli.supervising codebook_page errors "
            "methods progress views wording export.audit_book "
            "export.audit_labels export.folder export.charts export.coding_book export.formats.setting "
            "export.labels export.panel_book export.wide panels export.workbook",
        ),
        ("typer", "cli cli.declared cli.options cli.panels cli.reading cli.supervising"),
        ("pandas", "compare export.charts export.formats.statistics export.formats.texts export.tables frames"),
        ("tomllib", "catalogue forms profile series"),
    ],
)
def test_some_things_are_known_to_few(only: str, module: str) -> None:
    users = {
        name
        for name, path in MODULES.items()
        if any(each.target == only for each in imports_of(path.read_text(encoding="utf-8")))
    }
    assert users == set(module.split())


def test_no_module_has_a_name_that_says_nothing() -> None:
    names = {part for module in MODULES for part in module.split(".")}
    assert "pipeline" in names
    assert not names & VAGUE


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("model", "from extract.errors import GongkaiError"),
        ("text", "from extract import model"),
        ("text", "import numpy"),
        ("readers.plain", "from extract.forms import load_forms"),
        ("readers.plain", "def f():\n    from extract import matching"),
        ("outline", "from extract.marks import Mark"),
        ("placements", "from extract import alignment"),
        ("placements", "from . import alignment"),
        ("facts", "from extract.messages import sentence"),
        ("facts", "import os"),
        ("identity", "from pathlib import Path"),
        ("grids", "open('x')"),
        ("forms", "import pandas as pd"),
        ("frames", "import pandas as pd"),
        ("batch", "import typer"),
        ("editions", "if form.code == other.code: pass"),
        ("editions", "x = band if version >= '2021' else None"),
        ("editions", "if year in (2019, 2020): pass"),
        ("editions", "match code:\n    case '2019': pass"),
    ],
)
def test_a_breach_is_noticed(module: str, source: str) -> None:
    assert violations(module, source)


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("identity", "from pathlib import PurePath"),
        ("frames", "def f():\n    import pandas"),
        ("frames", "if TYPE_CHECKING:\n    import pandas"),
        ("facts", "if form.code in codes: pass"),
        ("alignment", "from extract import placements"),
    ],
)
def test_what_is_allowed_is_no_breach(module: str, source: str) -> None:
    assert violations(module, source) == []
