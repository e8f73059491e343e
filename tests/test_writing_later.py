"""`--no-files` and `write`: the library now, the files later, and the same ones; a workbook on request."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from extract.export import folder as folders
from tests.command import exit_code

SAMPLES = Path(__file__).parents[1] / "samples"
WORKBOOK = "核查表.xlsx"


@pytest.fixture
def inputs(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    for name in ("青禾镇2023.txt", "云岭坡乡2025.txt"):
        shutil.copy(SAMPLES / name, tmp_path / "in")
    return tmp_path / "in"


def _contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.suffix in (".csv", ".xlsx")}


def test_files_written_later_are_the_same(
    inputs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert exit_code(monkeypatch, "extract", inputs, "-o", tmp_path / "now", "--jobs", "1") == 0
    assert exit_code(monkeypatch, "extract", inputs, "-o", tmp_path / "later", "--no-files", "--jobs", "1") == 0
    assert "gongkai write" in capsys.readouterr().err
    assert _contents(tmp_path / "later") == {}
    assert exit_code(monkeypatch, "write", tmp_path / "later") == 0
    assert _contents(tmp_path / "later") == _contents(tmp_path / "now")


def test_no_files_leaves_those_of_others_and_of_before(
    inputs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "facts.csv").write_text("mine", encoding="utf-8")
    assert exit_code(monkeypatch, "extract", inputs, "-o", out, "--no-files", "--jobs", "1") == 0
    assert exit_code(monkeypatch, "write", out) == 2
    assert (out / "facts.csv").read_text(encoding="utf-8") == "mine"
    assert exit_code(monkeypatch, "write", out, "-o", tmp_path / "elsewhere") == 0
    assert len(_contents(tmp_path / "elsewhere")) == 8


def test_a_workbook_is_written_on_request(
    inputs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    monkeypatch.setattr(folders, "MOST_REPORTS", 1)
    assert exit_code(monkeypatch, "extract", inputs, "-o", out, "--jobs", "1") == 0
    assert not (out / WORKBOOK).exists()
    assert "--workbook" in capsys.readouterr().err
    assert exit_code(monkeypatch, "write", out, "--workbook") == 0
    assert (out / WORKBOOK).exists()
    monkeypatch.setattr(folders, "MOST_ROWS", 1)
    assert exit_code(monkeypatch, "write", out, "--workbook", "--lang", "en") == 0
    assert not (out / WORKBOOK).exists()
    assert "a million rows" in capsys.readouterr().err


def test_a_library_that_is_not_there_is_a_usage_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert exit_code(monkeypatch, "write", tmp_path / "nothing") == 2
    assert not (tmp_path / "nothing").exists()
