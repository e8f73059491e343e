"""The rooms of the house and who may import whom, held against the syntax trees of `extract/`."""

from __future__ import annotations

import ast
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from extract.forms import load_forms
from tests.parsed import nodes_of, parsed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

PACKAGE = Path(__file__).parents[1] / "extract"
MODULES = {
    ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted(PACKAGE.rglob("*.py"))
}


class Room(NamedTuple):
    """A room of `extract/`: a folder with all that is in it, or a file that stands beside the folders.

    It may import rooms that stand below it, but for those it is kept `apart` from. `packages`: whose libraries it uses.
    """

    name: str
    packages: str = ""
    apart: str = ""


ROOMS = (
    Room("__main__", "", "panels library readers tables prose"),
    Room("cli", "typer regex", "readers tables prose pipeline"),
    Room("web", "argon2 jinja2 starlette uvicorn", "readers tables prose"),
    Room("__init__"),
    Room("frames", "pandas"),
    Room("jobs", "dask distributed fsspec py7zr rarfile regex rich"),
    Room(
        "export",
        "PIL docx duckdb matplotlib openpyxl pandas pypdfium2 pyreadstat regex xlsxwriter",
        "pipeline tables prose",
    ),
    Room("pipeline"),
    Room("parts"),
    Room("audit", "", "library readers tables prose"),
    Room("diff", "", "panels library readers tables prose"),
    Room("checks", "numpy regex", "panels library readers"),
    Room("panels", "numpy pandas", "readers tables"),
    Room("library", "", "readers agencies tables prose catalogue forms"),
    Room(
        "readers",
        "PIL cv2 docx lxml numpy olefile onnxruntime pdfplumber pypdfium2 regex",
        "agencies tables prose catalogue forms rows opinion",
    ),
    Room("agencies", "openpyxl regex", "tables prose catalogue"),
    Room("tables", "regex", "prose catalogue"),
    Room("prose", "regex", "catalogue"),
    Room("catalogue"),
    Room("opinion"),
    Room("forms"),
    Room("rows"),
    Room("errors"),
    Room("steps"),
    Room("scratch"),
    Room("words", "regex"),
    Room("numbers", "regex"),
    Room("text", "regex"),
    Room("measures"),
    Room("model"),
    Room("glance"),
    Room("version"),
)
"""From the top of the house to its ground."""

PACKAGES = {
    "typer": "cli",
    "rich": "jobs.progress",
    "lxml": "readers.html readers.docx readers.lettering readers.odt readers.ofd readers.open_styles readers.package "
    "readers.trees readers.word_xml readers.wordml readers.workbooks",
    "docx": "readers.python_docx export.papers",
    "pdfplumber": "readers.pdf.plumber",
    "pypdfium2": "readers.pdf.pdfium export.leaves",
    "PIL": "readers.pictures export.marked export.leaves readers.scan.pictures",
    "dask": "jobs.cluster",
    "distributed": "jobs.cluster",
    "fsspec": "jobs.stores",
    "py7zr": "jobs.containers",
    "rarfile": "jobs.containers",
    "olefile": "readers.ole",
    "openpyxl": "agencies.sheets export.books.arranged",
    "duckdb": "export.formats.databases",
    "pyreadstat": "export.formats.statistics",
    "matplotlib": "export.charts",
    "xlsxwriter": "export.books",
    "cv2": "readers.scan",
    "onnxruntime": "readers.scan.recogniser",
    "argon2": "web.people",
    "starlette": "web",
    "jinja2": "web.rendering",
    "uvicorn": "web.serving",
    "tomllib": "forms.declared",
    "sqlite3": "library export.formats.databases jobs.text_index web.people",
}
"""Libraries that are known to few: to these modules, or to those in these rooms."""

TOUCHING = (
    "__main__ agencies.codes agencies.given agencies.listing agencies.sheets catalogue checks.profile cli "
    "export.books.audit_book "
    "export.books.coding_book export.books.links export.books.looks export.books.panel_book export.books.profile_book "
    "export.books.totals_book export.books.workbook "
    "export.charts export.delimited export.folder export.formats export.release.checked export.release.written "
    "export.replacing export.staged "
    "forms frames jobs library panels.series readers.pdf.pdfium readers.scan.models readers.scan.pictures scratch "
    "web.app web.comparing web.desk web.desk_log web.guards web.handing web.people web.rendering web.rights "
    "web.serving web.source_view words.languages"
)
"""Who may touch files; all others take bytes and values as arguments."""
OUTSIDE = {"os", "io", "sys", "pathlib", "shutil", "tempfile", "glob", "subprocess", "socket", "urllib", "sqlite3"}
IN_MEMORY = {"BytesIO", "PurePath"}
OPENERS = {"open", "read_text", "read_bytes", "write_text", "write_bytes", "print", "input", "urlopen"}
LATE = {
    "PIL", "dask", "distributed", "docx", "duckdb", "fsspec", "lxml", "matplotlib", "olefile", "openpyxl", "pandas",
    "pdfplumber", "pypdfium2", "pyreadstat", "rich", "xlsxwriter",
}  # fmt: skip
"""Packages that are imported where they are used: they cost more to load than the whole program."""
VAGUE = {"utils", "util", "base", "core", "common", "helpers", "services", "managers", "misc"}


class Import(NamedTuple):
    """`target`: a module of ours without `extract.`, or the top-level name of another package."""

    ours: bool
    target: str
    name: str
    line: int
    late: bool
    typed: bool


@cache
def imports_of(source: str) -> tuple[Import, ...]:
    return tuple(imports_in(parsed(source).body))


def imports_in(nodes: Iterable[ast.AST], late: bool = False, typed: bool = False) -> Iterator[Import]:
    """`late`: not when the module is imported; `typed`: for its types alone."""
    for node in nodes:
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield _import(alias.name, "", node.lineno, late, typed)
        elif isinstance(node, ast.ImportFrom):
            package = "extract" if node.level else ""
            origin = ".".join(filter(None, (package, node.module)))
            for alias in node.names:
                yield _import(origin, alias.name, node.lineno, late, typed)
        elif isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
            yield from imports_in(node.body, True, True)
            yield from imports_in(node.orelse, late, typed)
        else:
            inner = (each for each in ast.iter_child_nodes(node) if isinstance(each, HOLDING))
            is_late = late or isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
            yield from imports_in(inner, is_late, typed)


HOLDING = (ast.stmt, ast.excepthandler, ast.match_case)
"""What an import stands in."""


def _import(origin: str, name: str, line: int, late: bool, typed: bool) -> Import:
    package, _, inner = origin.partition(".")
    if package != "extract":
        return Import(False, package, name, line, late, typed)
    whole = ".".join(filter(None, (inner, name)))
    return Import(True, whole if whole in MODULES else inner or "__init__", name, line, late, typed)


def room_of(module: str) -> int | None:
    """The floor on which a module stands, counted from the top; None where it stands in no room."""
    name = module.partition(".")[0]
    return next((floor for floor, room in enumerate(ROOMS) if room.name == name), None)


def violations(module: str, source: str) -> list[str]:
    floor = room_of(module)
    if floor is None:
        return [f"{module} stands in no room"]
    room, below = ROOMS[floor], {lower.name for lower in ROOMS[floor + 1 :]}
    may_touch = _is_within(module, TOUCHING.split())
    found = []
    for each in imports_of(source):
        if each.ours:
            target = each.target.partition(".")[0]
            allowed = target == room.name or (target in below and target not in room.apart.split())
        else:
            allowed = each.target in sys.stdlib_module_names or each.target in room.packages.split()
            allowed &= _is_within(module, PACKAGES.get(each.target, module).split())
            allowed &= may_touch or each.target not in OUTSIDE or each.name in IN_MEMORY
            allowed &= each.late or each.target not in LATE
        if not allowed:
            found.append(f"{module}:{each.line} imports {each.target}")
    for node in nodes_of(source):
        if not may_touch and isinstance(node, ast.Call) and _called(node) in OPENERS:
            found.append(f"{module}:{node.lineno} calls {_called(node)}")
        if _compares_versions(node):
            found.append(f"{module} compares a form version: {ast.unparse(node)}")
    return found


def _is_within(module: str, places: list[str]) -> bool:
    return any(module == place or module.startswith(place + ".") for place in places)


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
    return str(value) in VERSIONS


VERSIONS = {form.code for form in load_forms()}


def test_every_module_stands_in_a_room_and_no_room_is_empty() -> None:
    assert len(MODULES) > 20
    assert len(load_forms()) > 1
    assert {module for module in MODULES if room_of(module) is None} == set()
    assert {room.name for room in ROOMS} == {module.partition(".")[0] for module in MODULES}


def test_the_lists_name_what_is_there() -> None:
    rooms = {room.name for room in ROOMS}
    assert {name for room in ROOMS for name in room.apart.split()} <= rooms
    assert {place for places in PACKAGES.values() for place in places.split()} <= MODULES.keys()
    assert set(TOUCHING.split()) <= MODULES.keys()
    used = {
        (module.partition(".")[0], each.target)
        for module, path in MODULES.items()
        for each in imports_of(path.read_text(encoding="utf-8"))
        if not each.ours
    }
    assert {(room.name, package) for room in ROOMS for package in room.packages.split()} <= used


def test_every_room_says_what_it_is_for() -> None:
    rooms = [path.parent for module, path in MODULES.items() if path.name == "__init__.py" and "." not in module]
    assert len(rooms) > 10
    for folder in rooms:
        said = ast.get_docstring(parsed((folder / "__init__.py").read_text(encoding="utf-8"))) or ""
        assert folder == PACKAGE or ("Comes in: " in said and "Goes out: " in said), folder


def test_a_module_imports_only_what_stands_below() -> None:
    found = [each for module, path in MODULES.items() for each in violations(module, path.read_text(encoding="utf-8"))]
    assert found == []


def test_no_modules_import_each_other_in_a_circle() -> None:
    above = {
        module: {each.target for each in imports_of(path.read_text(encoding="utf-8")) if each.ours and not each.late}
        for module, path in MODULES.items()
    }
    while ground := {module for module, targets in above.items() if not targets & above.keys() - {module}}:
        above = {module: targets for module, targets in above.items() if module not in ground}
    assert above == {}


def test_the_walk_finds_imports() -> None:
    found = [each for module, path in MODULES.items() for each in imports_of(path.read_text(encoding="utf-8"))]
    assert sum(each.ours for each in found) > 60
    assert {"regex", "typer", "pandas", "tomllib"} <= {each.target for each in found}


def test_a_public_noun_has_one_meaning() -> None:
    """Classes and types of one name in two modules are the same to the letter; what is public is what others import."""
    meanings: dict[str, set[str]] = {}
    for module, path in MODULES.items():
        for node in parsed(path.read_text(encoding="utf-8")).body:
            name, meaning = _noun(node)
            if name[:1].isupper() and not name.isupper():
                meanings.setdefault(name, set()).add(meaning or module)
    assert len(meanings) > 150
    shop_window = {"Library"}  # what `import extract` gives: a notebook's view of an open library
    assert {name for name, each in meanings.items() if len(each) > 1} - shop_window == set()


def _noun(node: ast.stmt) -> tuple[str, str]:
    """The name of a class or a type, and what it is an alias of."""
    if isinstance(node, ast.ClassDef):
        return node.name, ""
    if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
        return node.targets[0].id, ast.unparse(node.value)
    if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value:
        return node.target.id, ast.unparse(node.value)
    return "", ""


def test_no_module_has_a_name_that_says_nothing() -> None:
    names = {part for module in MODULES for part in module.split(".")}
    assert "pipeline" in names
    assert not names & VAGUE


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("model", "from extract.errors import GongkaiError"),
        ("text", "from extract import words"),
        ("text", "import numpy"),
        ("readers.plain", "from extract.forms import load_forms"),
        ("readers.plain", "def f():\n    from extract.tables import matching"),
        ("forms.outline", "from extract.tables.marks import Mark"),
        ("tables.placements", "from . import alignment\nfrom extract.checks import check"),
        ("tables.facts", "from extract.library import Library"),
        ("tables.facts", "import os"),
        ("checks.sums", "from extract.library import Library"),
        ("jobs.reading", "from extract.cli.views import shown"),
        ("cli.reading", "import sqlite3"),
        ("cli.views", "from extract.tables.facts import facts_of"),
        ("elsewhere", "x = 1"),
        ("utils.texts", "x = 1"),
        ("agencies.identity", "from pathlib import Path"),
        ("tables.grids", "open('x')"),
        ("forms", "import pandas as pd"),
        ("frames", "import pandas as pd"),
        ("jobs", "import typer"),
        ("export.folder", "import xlsxwriter"),
        ("tables.editions", "if form.code == other.code: pass"),
        ("tables.editions", "x = band if version >= '2021' else None"),
        ("tables.editions", "if year in (2019, 2020): pass"),
        ("tables.editions", "match code:\n    case '2019': pass"),
    ],
)
def test_a_breach_is_noticed(module: str, source: str) -> None:
    assert violations(module, source)


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("agencies.identity", "from pathlib import PurePath"),
        ("frames", "def f():\n    import pandas"),
        ("frames", "if TYPE_CHECKING:\n    import pandas"),
        ("tables.facts", "if form.code in codes: pass"),
        ("tables.alignment", "from extract.tables import placements"),
    ],
)
def test_what_is_allowed_is_no_breach(module: str, source: str) -> None:
    assert violations(module, source) == []
