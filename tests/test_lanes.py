"""What `make quick` leaves out: no room of the house, and every stage of the tables has a test file of its own."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest

from tests.test_layers import MODULES, ROOMS, imports_in

TESTS = Path(__file__).parent
FILES = sorted(TESTS.rglob("test_*.py"))
UNASKED = {"__main__", "version", "frames", "parts", "steps"}
"""Rooms of few lines, and those that tests ask through `__init__` and through `pipeline`."""


def quick_tests(tree: ast.Module) -> list[str]:
    """The tests of a file that are not marked as slow."""
    named = {
        ast.unparse(node.targets[0]): ast.unparse(node.value) for node in tree.body if isinstance(node, ast.Assign)
    }
    if "pytest.mark.slow" in named.get("pytestmark", ""):
        return []
    return [
        node.name
        for node in tree.body
        if isinstance(node, ast.FunctionDef)
        and node.name.startswith("test_")
        and not {"pytest.mark.slow", "pytest.mark.long"} & {*map(ast.unparse, node.decorator_list)}
    ]


@cache
def asked_by(path: Path) -> tuple[frozenset[str], list[str]]:
    """The rooms that a test file imports something of, itself or by what it shares with others; its quick tests."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    rooms = {each.target.partition(".")[0] for each in imports_in(tree.body) if each.ours}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("tests."):
            shared = TESTS.parent.joinpath(*str(node.module).split("."))
            rooms |= asked_by(shared / "__init__.py" if shared.is_dir() else shared.with_suffix(".py"))[0]
    return frozenset(rooms), quick_tests(tree)


@pytest.mark.parametrize("room", [room.name for room in ROOMS if room.name not in UNASKED])
def test_every_room_is_asked_by_quick_tests(room: str) -> None:
    asking = {path: quick for path in FILES for rooms, quick in [asked_by(path)] if room in rooms}
    assert sum(map(len, asking.values())) > 5, list(asking)


def test_every_stage_of_the_tables_has_a_test_file_of_its_own() -> None:
    stages = {module.removeprefix("tables.") for module in MODULES if module.startswith("tables.")}
    assert len(stages) > 5
    assert {path.stem.removeprefix("test_") for path in (TESTS / "tables").glob("test_*.py")} == stages


@pytest.mark.parametrize(
    ("source", "quick"),
    [
        ("def test_a(): pass\n\n@pytest.mark.slow\ndef test_b(): pass", ["test_a"]),
        ("pytestmark = pytest.mark.slow\ndef test_a(): pass", []),
        ("pytestmark = [pytest.mark.slow, other]\ndef test_a(): pass", []),
        ("def a(): pass\n\n@other\n@pytest.mark.slow\ndef test_b(): pass", []),
    ],
)
def test_the_mark_is_seen(source: str, quick: list[str]) -> None:
    assert quick_tests(ast.parse(source)) == quick
