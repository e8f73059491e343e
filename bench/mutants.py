"""How many small faults in the checks' code the tests of the checks notice.

Usage: python -m bench.mutants [MOST]

Breaks `extract/checks/*.py` in one place at a time (a comparison turned round, a constant changed, a condition negated,
an operator swapped), runs `tests/test_checks.py` on a copy, and names the mutants that survive. At most MOST mutants,
spread evenly (200).
"""

from __future__ import annotations

import ast
import copy
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
SWAPPED: dict[type[ast.AST], type[ast.AST]] = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.GtE, ast.GtE: ast.Lt, ast.Gt: ast.LtE, ast.LtE: ast.Gt,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
    ast.And: ast.Or, ast.Or: ast.And, ast.Add: ast.Sub, ast.Sub: ast.Add,
}  # fmt: skip


def mutants(source: str) -> Iterator[tuple[int, str]]:
    """Every mutant of a module, with the line that was changed."""
    tree = ast.parse(source)
    places = [node for node in ast.walk(tree) if _is_mutable(node)]
    for number in range(len(places)):
        changed = copy.deepcopy(tree)
        node = [each for each in ast.walk(changed) if _is_mutable(each)][number]
        _mutate(node)
        yield getattr(node, "lineno", 0), ast.unparse(ast.fix_missing_locations(changed))


def _is_mutable(node: ast.AST) -> bool:
    if isinstance(node, ast.Compare):
        return type(node.ops[0]) in SWAPPED
    if isinstance(node, (ast.BoolOp, ast.BinOp)):
        return type(node.op) in SWAPPED
    if isinstance(node, ast.Constant):
        return type(node.value) is int
    return isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not)


def _mutate(node: ast.AST) -> None:
    if isinstance(node, ast.Compare):
        node.ops[0] = SWAPPED[type(node.ops[0])]()  # type: ignore[assignment]
    elif isinstance(node, (ast.BoolOp, ast.BinOp)):
        node.op = SWAPPED[type(node.op)]()  # type: ignore[assignment]
    elif isinstance(node, ast.Constant):
        node.value += 1  # type: ignore[operator]
    elif isinstance(node, ast.UnaryOp):
        node.operand = ast.UnaryOp(ast.Not(), node.operand)


def main(most: int) -> None:
    sources = {path: path.read_text(encoding="utf-8") for path in sorted((ROOT / "extract/checks").glob("*.py"))}
    every = [(path, line, text) for path, source in sources.items() for line, text in mutants(source)]
    tried = every[:: max(1, -(-len(every) // most))]
    survived = []
    with tempfile.TemporaryDirectory() as folder:
        for name in ("extract", "tests"):
            shutil.copytree(ROOT / name, Path(folder, name), ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copy(ROOT / "pyproject.toml", folder)
        for path, line, text in tried:
            place = Path(folder, path.relative_to(ROOT))
            place.write_text(text, encoding="utf-8")
            command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "tests/test_checks.py"]
            environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
            done = subprocess.run(command, cwd=folder, capture_output=True, timeout=120, env=environment, check=False)
            if done.returncode == 0:
                survived.append(f"{path.relative_to(ROOT)}:{line}")
            place.write_text(sources[path], encoding="utf-8")
    print(f"{len(tried)} of {len(every)} mutants tried, {len(survived)} survived")
    print("\n".join(survived))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
