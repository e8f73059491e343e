"""Who reads: this machine knows nothing of Dask, and says what is missing or meant where it is asked for more."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.command import Gongkai

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "samples" / "青禾镇2023.txt"
IMPORTED = """
import sys
from extract.cli import run
try:
    run()
except SystemExit as end:
    loaded = sorted({name.partition(".")[0] for name in sys.modules} & {"dask", "distributed", "fsspec", "s3fs"})
    print(end.code, loaded)
"""


@pytest.mark.slow
def test_one_machine_loads_nothing_of_a_cluster(tmp_path: Path) -> None:
    command = [sys.executable, "-c", IMPORTED, "extract", SAMPLE, "-o", tmp_path / "out", "--no-files"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.stdout == "0 []\n", done.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["s3://reports/2024"], "--engine dask"),
        ([SAMPLE, "--scheduler", "tcp://127.0.0.1:8786"], "--engine dask"),
        ([SAMPLE, "--engine", "dask"], "pip install 'gongkai[cluster]'"),
        (["s3://reports/2024", "--engine", "dask", "--dry-run"], "pip install 'gongkai[cluster]'"),
    ],
)
def test_what_cannot_be_done_says_what_helps(
    arguments: list[object], said: str, gongkai: Gongkai, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("dask", "distributed", "fsspec"):
        monkeypatch.setitem(sys.modules, module, None)
    done = gongkai("extract", *arguments, "-o", tmp_path / "out")
    assert (done.code, done.out) == (2, "")
    assert said in done.err
    assert not (tmp_path / "out").exists()


def test_a_path_may_be_written_as_a_url(gongkai: Gongkai, tmp_path: Path) -> None:
    done = gongkai("extract", SAMPLE.as_uri(), "-o", tmp_path / "out", "--no-files", "--lang", "en")
    assert (done.code, done.err.partition("=")[0]) == (0, "1 files ")
