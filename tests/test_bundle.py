"""What the Windows bundle is made of, as far as that shows without Windows and without a network."""

from __future__ import annotations

import importlib
import re
import sys
from io import BytesIO
from pathlib import Path
from types import ModuleType
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).parents[1]
PACKAGING = ROOT / "packaging"
CODE_PAGES = ("gbk", "cp437", "cp1252", "utf-8")
SPECIAL = set("&|<>^%!\"'()@")


@pytest.fixture
def bundle(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(PACKAGING))
    for name in ("bundle", "dependencies"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    return importlib.import_module("bundle")


def test_batch_files_mean_the_same_in_every_code_page(bundle: ModuleType) -> None:
    for name in bundle.BATCHES:
        data = bundle.batch((PACKAGING / "windows" / name).read_text("utf-8"))
        lines = data.split(b"\r\n")
        assert b"\n" not in b"".join(lines) and lines[-1] == b""
        chinese = [line for line in lines if not line.isascii()]
        assert len(chinese) == 1 and chinese[0].startswith(b"echo ")
        for page in CODE_PAGES:
            assert not SPECIAL & set(chinese[0].decode(page, "replace"))
        assert not re.search(rb"chcp|-X", data)
        assert data.count(b"%*") == 1 and b'"%~dp0runtime\\python.exe"' in data


def test_what_is_pinned_for_another_system_is_chosen_for_windows(bundle: ModuleType) -> None:
    python = bundle.Python("313", {})
    pinned = (PACKAGING / "requirements.txt").read_text("utf-8")
    asked = bundle.requirements(python, pinned)
    assert "colorama==" in asked and "brotlicffi==" not in asked
    assert ";" not in asked
    entries = re.split(r"\n(?=\S)", asked.rstrip())
    assert len(entries) > 40
    assert all("--hash=sha256:" in entry for entry in entries)


def test_the_python_that_is_brought_finds_its_own_packages_only(bundle: ModuleType) -> None:
    archive = BytesIO()
    with ZipFile(archive, "w") as files:
        for name in ("cp312/python.exe", "cp312/python312._pth", "cp312/python312.zip"):
            files.writestr(name, b"")
    python = bundle.python_in(archive.getvalue())
    assert (python.dotted, sorted(python.files)) == ("3.12", ["python.exe", "python312._pth", "python312.zip"])
    assert bundle.search_path(python).split() == [b"python312.zip", b".", b"packages", b"import", b"site"]


def test_the_same_files_give_the_same_zip_whose_names_windows_can_read(bundle: ModuleType) -> None:
    files = {"年报核查/年报核查.bat": b"1", "年报核查/a.txt": b"2"}
    data = bundle.zipped(files)
    assert data == bundle.zipped(dict(reversed(files.items())))
    with ZipFile(BytesIO(data)) as archive:
        assert [entry.flag_bits & 0x800 for entry in archive.infolist()] == [0x800, 0x800]
        assert {entry.filename: archive.read(entry) for entry in archive.infolist()} == files


def test_the_guide_names_what_is_in_the_bundle_and_what_is_written(bundle: ModuleType) -> None:
    from extract.words import sheet_names

    text = bundle.guide().decode()
    assert "<table>" in text and "[English]" not in text and "<script" not in text
    written = [value for name, value in vars(sheet_names).items() if name.startswith("REVIEW_")]
    for name in (*bundle.BATCHES, *written, sheet_names.AUDIT_WORKBOOK, bundle.LICENCES):
        assert name in text, name
