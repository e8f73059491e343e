"""How many small faults in the code that judges, and in that which keeps and writes, its tests notice.

Usage: python -m bench.mutants [MODULE …] [--one-in N [--start N]]

Breaks the modules of `JUDGING` and `KEEPING` in one place at a time (a comparison turned round, a constant changed, a
condition negated, an operator swapped), runs their own examples and the tests that know them on a copy until the first
failure, and names the mutants that survive. MODULE is one of them (sums, who …); all by default. With `--one-in N` a
sample: every Nth mutant, counted over all modules; another one with each `--start` below N. Every mutant has a process
of its own that starts with the libraries of the readers imported, so that one takes some seconds. Tests that notice a
mutant are run without it, too, once.
"""

from __future__ import annotations

import argparse
import ast
import os
import resource
import shutil
import signal
import sys
import tempfile
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
JUDGING = (
    "extract/checks/*.py", "extract/audit/*.py", "extract/panels/accuracy.py", "extract/panels/figures.py",
    "extract/panels/compare.py", "extract/prose/triples.py", "extract/forms/balances.py", "extract/forms/declared.py",
    "extract/forms/form.py",
)  # fmt: skip
KEEPING = (
    "extract/agencies/sheets.py", "extract/jobs/**/*.py", "extract/library/**/*.py", "extract/scratch.py",
    "extract/steps.py", "extract/export/**/*.py",
)  # fmt: skip
TESTS = {
    "extract/agencies/sheets.py": ("sheets", "given"),
    "extract/export/boilerplate.py": ("boilerplate",),
    "extract/export/charts.py": ("charts",),
    "extract/export/delimited.py": ("terminal", "outputs"),
    "extract/export/inputs.py": ("used", "missingness", "release"),
    "extract/export/folder.py": ("outputs", "replacing"),
    "extract/export/leaves.py": ("marked", "web"),
    "extract/export/marked.py": ("marked",),
    "extract/export/masked.py": ("outputs",),
    "extract/export/replacing.py": ("staged", "replacing", "guards"),
    "extract/export/staged.py": ("staged", "guards", "outputs", "replacing"),
    "extract/export/tables.py": ("panels",),
    "extract/export/two_years.py": ("totals_book", "pages"),
    "extract/export/wide.py": ("panels",),
    "extract/export/worded.py": ("notices", "pages"),
    "extract/export/facts.py": ("fact_frames", "panels"),
    "extract/export/books/arranged.py": ("papers", "flags"),
    "extract/export/books/audit_book.py": ("papers", "audit"),
    "extract/export/books/audit_sheets.py": ("papers", "audit", "history"),
    "extract/export/books/coding_book.py": ("sheets", "sampling"),
    "extract/export/books/copy_sheet.py": ("copying", "audit"),
    "extract/export/books/editions.py": ("papers", "library_columns"),
    "extract/export/books/explained.py": ("totals_book",),
    "extract/export/books/file_sheets.py": ("papers", "audit"),
    "extract/export/books/form_layout.py": ("totals_book",),
    "extract/export/books/links.py": ("links", "copying"),
    "extract/export/books/looks.py": ("workbook", "papers"),
    "extract/export/books/overview_sheet.py": ("papers", "audit"),
    "extract/export/books/own_sheets.py": ("papers",),
    "extract/export/books/panel_book.py": ("panels",),
    "extract/export/books/problem_sheet.py": ("papers", "audit"),
    "extract/export/books/profile_book.py": ("profile_sheet",),
    "extract/export/books/read_back.py": ("read_back", "sheets", "papers", "flags", "sampling", "replacing"),
    "extract/export/books/rule_sheets.py": ("papers", "audit"),
    "extract/export/books/sum_sheet.py": ("audit",),
    "extract/export/books/totals_book.py": ("totals_book",),
    "extract/export/books/unit_sheets.py": ("history", "audit", "papers"),
    "extract/export/books/workbook.py": ("workbook",),
    "extract/export/books/years_sheet.py": ("workbook", "years"),
    "extract/export/formats/__init__.py": ("panels", "outputs"),
    "extract/export/formats/databases.py": ("panels", "outputs"),
    "extract/export/formats/statistics.py": ("panels", "outputs"),
    "extract/export/formats/texts.py": ("panels", "outputs"),
    "extract/export/pages/county_page.py": ("self_check", "notices"),
    "extract/export/pages/elements.py": ("self_check",),
    "extract/export/pages/self_check.py": ("self_check",),
    "extract/export/pages/source.py": ("self_check",),
    "extract/export/papers/answers.py": ("notices",),
    "extract/export/papers/circular.py": ("notices",),
    "extract/export/papers/fields.py": ("notices",),
    "extract/export/papers/notice.py": ("notices",),
    "extract/export/papers/paper.py": ("notices",),
    "extract/export/release/checked.py": ("release_parts", "release"),
    "extract/export/release/compared.py": ("release_parts",),
    "extract/export/release/opened.py": ("release_parts", "release"),
    "extract/export/release/papers.py": ("release_parts", "release"),
    "extract/export/release/terms.py": ("release_parts", "history"),
    "extract/export/release/written.py": ("release_parts", "release"),
    "extract/jobs/__init__.py": ("guards", "outputs", "library"),
    "extract/jobs/adding_up.py": ("totals_book", "replacing"),
    "extract/jobs/answering.py": ("notices", "review"),
    "extract/jobs/archives.py": ("guards", "archives"),
    "extract/jobs/choosing.py": ("panels", "release"),
    "extract/jobs/cluster.py": ("cluster",),
    "extract/jobs/containers.py": ("archives", "inputs", "guards"),
    "extract/jobs/copying.py": ("copying", "copied_county", "audit"),
    "extract/jobs/correcting.py": ("corrected",),
    "extract/jobs/differing.py": ("diff",),
    "extract/jobs/files.py": ("workers", "inputs", "outputs"),
    "extract/jobs/filing.py": ("filing",),
    "extract/jobs/garbage.py": ("library",),
    "extract/jobs/handing_on.py": ("notices", "pages"),
    "extract/jobs/identifying.py": ("identities",),
    "extract/jobs/inputs.py": ("inputs", "guards"),
    "extract/jobs/interrupt.py": ("guards", "recovery"),
    "extract/jobs/log.py": ("guards", "replacing"),
    "extract/jobs/originals.py": ("archives", "filing"),
    "extract/jobs/panels.py": ("sampling", "panels", "replacing"),
    "extract/jobs/plan.py": ("guards", "inputs", "library"),
    "extract/jobs/progress.py": ("progress",),
    "extract/jobs/rebuilding.py": ("release_parts", "release"),
    "extract/jobs/receiving.py": ("web",),
    "extract/jobs/released.py": ("release_parts", "release"),
    "extract/jobs/releasing.py": ("release_parts", "release"),
    "extract/jobs/renaming.py": ("release_parts",),
    "extract/jobs/reviewing.py": ("review",),
    "extract/jobs/reading.py": ("library", "outputs", "inputs"),
    "extract/jobs/said.py": ("said",),
    "extract/jobs/settling.py": ("library", "years", "versions"),
    "extract/jobs/showing.py": ("marked", "web"),
    "extract/jobs/stores.py": ("stores",),
    "extract/jobs/supervising.py": ("years", "flags", "audit", "replacing"),
    "extract/jobs/text_index.py": ("web",),
    "extract/jobs/verifying.py": ("release_parts", "release"),
    "extract/jobs/versions.py": ("library",),
    "extract/jobs/workers.py": ("guards", "workers"),
    "extract/jobs/years.py": ("years", "library"),
    "extract/library/__init__.py": ("library", "identities", "access", "flags"),
    "extract/library/claims.py": ("claims", "audit"),
    "extract/library/corrections.py": ("corrected", "corrections"),
    "extract/library/confirming.py": ("confirming",),
    "extract/library/decisions.py": ("library", "web"),
    "extract/library/diary.py": ("library", "access", "replacing", "recovery"),
    "extract/library/flags.py": ("flags",),
    "extract/library/identities.py": ("identities", "units"),
    "extract/library/kin.py": ("kin",),
    "extract/library/kinds.py": ("library", "years"),
    "extract/library/overviews.py": ("web",),
    "extract/library/papers.py": ("library", "papers"),
    "extract/library/questions.py": ("library", "received"),
    "extract/library/received.py": ("received",),
    "extract/library/records.py": ("library", "access"),
    "extract/library/schema.py": ("library", "older_libraries"),
    "extract/library/several.py": ("years", "library", "across"),
    "extract/library/sight.py": ("web_people",),
    "extract/library/soundness.py": ("access",),
    "extract/library/store.py": ("access", "library", "torn", "replacing"),
    "extract/library/waiting.py": ("access",),
    "extract/library/views.py": ("library", "outputs"),
    "extract/scratch.py": ("scratch",),
    "extract/steps.py": ("steps",),
    "extract/checks/across.py": ("across", "library"),
    "extract/checks/copied.py": ("copying", "audit"),
    "extract/checks/copying.py": ("copying",),
    "extract/checks/sums.py": ("checks", "statistics", "balances"),
    "extract/forms/balances.py": ("balances", "statistics"),
    "extract/forms/declared.py": ("declared",),
    "extract/forms/form.py": ("declared", "statistics"),
    "extract/panels/compare.py": ("panels",),
    "extract/prose/triples.py": ("triples", "statistics"),
    "extract/checks/years.py": ("years",),
    "extract/checks/similar.py": ("similar", "copying"),
    "extract/audit/__init__.py": ("years", "audit"),
    "extract/panels/accuracy.py": ("sampling",),
    "extract/panels/figures.py": ("units", "panels"),
}
"""The tests that know a module, quick ones first; of all others `test_checks`."""
LONGEST = {"not slow": 120, "slow and not long": 900}
"""Seconds of a processor after which a mutant counts as noticed: tests that take no half second, and those that do, do
not end."""
PATIENCE = 10
"""How many times as long they may take where they wait, or others are at work."""
SWAPPED: dict[type[ast.AST], type[ast.AST]] = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.GtE, ast.GtE: ast.Lt, ast.Gt: ast.LtE, ast.LtE: ast.Gt,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
    ast.And: ast.Or, ast.Or: ast.And, ast.Add: ast.Sub, ast.Sub: ast.Add,
}  # fmt: skip


def places(source: str) -> list[int]:
    """Where a module can be broken: each makes one mutant."""
    return [number for number, node in enumerate(ast.walk(_parsed(source))) if _is_mutable(node)]


def mutant(source: str, place: int) -> tuple[str, str]:
    """The line that was changed with what became of it, and the whole module."""
    tree = _parsed(source)
    node = next(node for number, node in enumerate(ast.walk(tree)) if number == place)
    line = getattr(node, "lineno", 0) or node.ifs[0].lineno  # type: ignore[attr-defined]
    _mutate(node)
    return f"{line}: {_shown(node)}", ast.unparse(ast.fix_missing_locations(tree))


def _parsed(source: str) -> ast.Module:
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            node.decorator_list = [ast.Name(ast.unparse(each)) for each in node.decorator_list]
    return tree


def _is_mutable(node: ast.AST) -> bool:
    if isinstance(node, ast.Compare):
        return type(node.ops[0]) in SWAPPED
    if isinstance(node, (ast.BoolOp, ast.BinOp)):
        return type(node.op) in SWAPPED
    if isinstance(node, ast.Constant):
        return type(node.value) in (int, bool)
    if isinstance(node, (ast.If, ast.IfExp)):
        return not isinstance(node.test, ast.Compare) and ast.unparse(node.test) != "TYPE_CHECKING"
    if isinstance(node, ast.comprehension):
        return any(not isinstance(test, ast.Compare) for test in node.ifs)
    return isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not)


def _mutate(node: ast.AST) -> None:
    if isinstance(node, ast.Compare):
        node.ops[0] = SWAPPED[type(node.ops[0])]()  # type: ignore[assignment]
    elif isinstance(node, (ast.BoolOp, ast.BinOp)):
        node.op = SWAPPED[type(node.op)]()  # type: ignore[assignment]
    elif isinstance(node, ast.Constant):
        node.value = not node.value if isinstance(node.value, bool) else node.value + 1  # type: ignore[operator]
    elif isinstance(node, (ast.If, ast.IfExp)):
        node.test = ast.UnaryOp(ast.Not(), node.test)
    elif isinstance(node, ast.comprehension):
        node.ifs = [ast.UnaryOp(ast.Not(), ast.BoolOp(ast.And(), node.ifs))] if node.ifs[1:] else [_no(node.ifs[0])]
    elif isinstance(node, ast.UnaryOp):
        node.operand = _no(node.operand)


def _no(test: ast.expr) -> ast.expr:
    return ast.UnaryOp(ast.Not(), test)


def _shown(node: ast.AST) -> str:
    node = node.test if isinstance(node, ast.If) else node
    return ast.unparse(ast.fix_missing_locations(node)).replace("\n", " ").strip()[:100]


def _noticing(files: Sequence[Path]) -> str:
    """Which of the tests in files fail, or do not end; the quick ones first."""
    return next((marked for marked in LONGEST if _fails(files, marked)), "")


def _fails(files: Sequence[Path], marked: str) -> bool:
    child = os.fork()
    if not child:
        resource.setrlimit(resource.RLIMIT_CPU, (LONGEST[marked], LONGEST[marked]))
        signal.alarm(PATIENCE * LONGEST[marked])
        for stream in (1, 2):
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream)
        ended = pytest.main(["-qx", "-p", "no:cacheprovider", "-m", marked, *map(str, files)])
        os._exit(0 if ended == pytest.ExitCode.NO_TESTS_COLLECTED else ended)
    return os.waitpid(child, 0)[1] != 0


def main(modules: list[str], one_in: int, start: int) -> None:
    """Prints the mutants that survive, and how many were tried."""
    sources = {
        path: path.read_text(encoding="utf-8")
        for pattern in (*JUDGING, *KEEPING)
        for path in sorted(ROOT.glob(pattern))
        if not modules or path.stem in modules
    }
    survived, tried, met = 0, 0, 0
    sound = set[tuple[Path, str]]()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for part in ("extract", "tests", "docs", "samples"):
            shutil.copytree(ROOT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copy(ROOT / "pyproject.toml", folder)
        os.chdir(folder)
        sys.path.insert(0, name)
        os.environ["PYTHONPATH"] = name
        sys.dont_write_bytecode = True
        for module in ("extract.pipeline", "extract.words.wording"):
            import_module(module)
        for module in [module for module in sys.modules if module.startswith("extract")]:
            del sys.modules[module]
        for path, source in sources.items():
            broken, tests = folder / path.relative_to(ROOT), TESTS.get(path.relative_to(ROOT).as_posix(), ("checks",))
            files = [broken, *(folder / f"tests/test_{each}.py" for each in tests)]
            for place in places(source):
                met += 1
                if met % one_in != start:
                    continue
                tried += 1
                change, text = mutant(source, place)
                broken.write_text(text, encoding="utf-8")
                noticing = _noticing(files)
                broken.write_text(source, encoding="utf-8")
                if not noticing:
                    survived += 1
                    print(f"{path.relative_to(ROOT)}:{change}", flush=True)
                elif (path, noticing) not in sound:
                    if _fails(files, noticing):
                        sys.exit(f"the tests of {path.stem} fail before anything is broken")
                    sound.add((path, noticing))
    print(f"{tried} mutants tried, {survived} survived")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("modules", nargs="*", metavar="MODULE")
    parser.add_argument("--one-in", type=int, default=1, metavar="N")
    parser.add_argument("--start", type=int, default=0, metavar="N")
    asked = parser.parse_args()
    main(asked.modules, asked.one_in, asked.start)
