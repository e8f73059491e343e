"""Folders to work in: gone with their work, or, where the process was killed, with the next command; no others."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from extract import scratch
from extract.scratch import PREFIX, scratch_folder, sweep
from tests.command import Gongkai

ROOT = Path(__file__).parents[1]
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="nothing is swept there")
AT_WORK = """
import sys
from extract.scratch import scratch_folder
with scratch_folder() as folder:
    (folder / "half").write_text("half")
    print(folder, flush=True)
    sys.stdin.read()
"""


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the system for temporary files."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    return tmp_path


@pytest.fixture
def worker() -> Iterator[subprocess.Popen[str]]:
    """Another process that works in such a folder."""
    process = subprocess.Popen(
        [sys.executable, "-c", AT_WORK], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    with process:
        yield process
        process.kill()


def test_a_folder_is_gone_with_its_work(temporary: Path) -> None:
    with scratch_folder() as folder:
        (folder / "inner").mkdir()
        assert folder.parent == temporary
    assert list(temporary.iterdir()) == []


def test_what_a_killed_process_left_is_gone_with_the_next_command(
    worker: subprocess.Popen[str], temporary: Path, gongkai: Gongkai
) -> None:
    assert worker.stdout
    folder = Path(worker.stdout.readline().strip())
    assert gongkai("forms").code == 0
    assert sorted(path.name for path in folder.iterdir()) == [".held", "half"]
    worker.kill()
    worker.wait()
    assert gongkai("forms").code == 0
    assert list(temporary.iterdir()) == []


def test_what_is_not_ours_stays(temporary: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("gongkai-mine", "other"):
        (temporary / name).mkdir()
    for name in (f"{PREFIX}without", f"{PREFIX}linked"):
        (temporary / "other" / name).mkdir()
    (temporary / "other" / f"{PREFIX}linked" / ".held").touch()
    (temporary / f"{PREFIX}link").symlink_to(temporary / "other" / f"{PREFIX}linked")
    (temporary / f"{PREFIX}file").touch()
    (temporary / f"{PREFIX}filled").mkdir()
    (temporary / f"{PREFIX}filled" / "data").touch()
    (temporary / f"{PREFIX}of-another").mkdir()
    before = sorted(temporary.rglob("*"))
    with monkeypatch.context() as patch:
        patch.setattr(os, "getuid", lambda: -1)
        sweep()
    assert sorted(temporary.rglob("*")) == before
    sweep()
    assert sorted(temporary.rglob("*")) == [path for path in before if path.name != f"{PREFIX}of-another"]


def test_a_folder_that_is_swept_before_it_is_held_is_made_anew(
    temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever sweeps may come between each two of its steps."""
    made, holds = tempfile.mkdtemp, scratch._holds
    left = ["made", "held"]

    def made_and_swept(prefix: str) -> str:
        folder = made(prefix=prefix)
        if "made" in left:
            left.remove("made")
            sweep()
        return folder

    def swept_and_held(file: object) -> bool:
        if "held" in left:
            left.remove("held")
            sweep()
        return holds(file)  # type: ignore[arg-type]

    monkeypatch.setattr(scratch, "mkdtemp", made_and_swept)
    monkeypatch.setattr(scratch, "_holds", swept_and_held)
    with scratch_folder() as folder:
        assert left == []
        assert list(temporary.iterdir()) == [folder]
        sweep()
        assert folder.exists()


def test_where_the_system_cannot_tell_nothing_is_swept(temporary: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import fcntl

    def unknown(*_: object) -> None:
        raise OSError(95, "Operation not supported")

    (temporary / f"{PREFIX}left").mkdir()
    (temporary / f"{PREFIX}left" / ".held").touch()
    monkeypatch.setattr(fcntl, "flock", unknown)
    with scratch_folder() as folder:
        sweep()
        assert {path.name for path in temporary.iterdir()} == {folder.name, f"{PREFIX}left"}


def test_nobody_else_makes_temporary_files() -> None:
    package = ROOT / "extract"
    makers = [path.stem for path in package.rglob("*.py") if "tempfile" in path.read_text("utf-8")]
    assert makers == ["scratch"]
