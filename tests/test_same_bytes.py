"""What is written depends on what was read, and on nothing else: not on how many read it, in which order, and where."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from extract.export.formats import WRITERS
from tests.made.comparing import contents

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "samples" / "澄溪县"
pytestmark = pytest.mark.slow

RUN = """
import sys
from extract import cli
for line in sys.argv[1].splitlines():
    sys.argv = ["gongkai", *line.split("\\t")]
    try:
        cli.run()
    except SystemExit as ended:
        if ended.code not in (0, 1):
            sys.exit(f"{line}: {ended.code}")
"""
WAYS: dict[str, tuple[int, int, dict[str, str]]] = {
    "plain": (1, 1, {"LC_ALL": "C.UTF-8"}),
    "two, backwards, with no locale": (2, -1, {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}),
    "Chinese": (2, 1, {"LANG": "zh_CN.UTF-8", "LC_ALL": "C.UTF-8", "PYTHONUTF8": "0", "TZ": "Asia/Shanghai"}),
}
"""How many read, in which order, and what the system says of itself."""


def commands(jobs: int, step: int) -> list[list[str]]:
    inputs = sorted(path.relative_to(ROOT).as_posix() for path in SAMPLES.rglob("*") if path.is_file())[::step]
    others = [end for end in WRITERS if end not in ("duckdb", "datapackage")]
    return [
        ["extract", *inputs, "-o", "OUT/lib", "--jobs", str(jobs), "-q"],
        *(["export", "OUT/lib", "-o", f"OUT/export.{end}", "-q"] for end in others),
        ["export", "OUT/lib", "-o", "OUT/package/datapackage.json", "-q"],
        *(
            ["compare", "OUT/lib", "requests.received.total", "-o", f"OUT/compare.{end}", "-q"]
            for end in ("csv", "svg")
        ),
        ["audit", "OUT/lib", "-o", "OUT/audit", "--year", "2022", "-q"],
        ["sample", "OUT/lib", "-o", "OUT/coding.xlsx", "--size", "4"],
        ["merge", "OUT/lib", "-o", "OUT/merged", "-q"],
        ["methods", "OUT/lib"],
        ["roster", "OUT/lib"],
        ["roster", "OUT/lib", "-o", "OUT/roster.csv", "-q"],
        ["totals", "OUT/lib", "-o", "OUT/totals.xlsx", "--year", "2022", "-q"],
        ["profile", "-o", "OUT/profile.xlsx", "-q"],
        ["file", "OUT/lib", "-o", "OUT/filed", "-q"],
        ["diff", "OUT/lib", "samples/澄溪县/2023", "-o", "OUT/diff.csv", "-q"],
        ["show", "samples/九萝埠镇2022.pdf", "--mark", "OUT/marked.png"],
    ]


def written(way: str, folder: Path) -> dict[str, object]:
    """What all commands write and print."""
    jobs, step, environment = WAYS[way]
    lines = "\n".join("\t".join(each).replace("OUT", str(folder)) for each in commands(jobs, step))
    done = subprocess.run(
        [sys.executable, "-c", RUN, lines],
        cwd=ROOT, capture_output=True, check=False, env={**os.environ, "PYTHONHASHSEED": str(jobs), **environment},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode("utf-8", "replace")[-500:]
    files = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*")) if path.is_file()}
    found = {name: contents(path) for name, path in files.items() if path.name != "gongkai.sqlite"}
    return {**found, "printed": done.stdout}


@pytest.mark.long
def test_the_same_bytes_however_they_came_about(tmp_path: Path) -> None:
    first: dict[str, object] = {}
    for way in WAYS:
        found = written(way, tmp_path / "out")
        (tmp_path / "out").rename(tmp_path / way)
        first = first or found
        assert found.keys() == first.keys()
        assert [name for name in first if found[name] != first[name]] == [], way
    assert len(first) > 30
