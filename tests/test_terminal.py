"""What names and reports hold moves nothing on a terminal, forges no line, and is no formula in a table."""

from __future__ import annotations

import csv
import json
from io import StringIO
from pathlib import Path

import pytest

from extract.library import NAME, OpenLibrary
from extract.words.phrases import without_controls
from tests.command import Gongkai
from tests.kept import PREFIXES, saying

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "samples" / "青禾镇2023.txt").read_bytes()
EVIL = (
    "\x1b]0;PWNED\x07\x1b[2J\x1b[31mbad", "a\n30 files = 30 ok", "a\r30 files", "\x9b31m", "\u202etxt.exe", "a\u2028b",
    "\x7f", "\x08\x08",
)  # fmt: skip
CONTROLS = [chr(code) for code in (*range(32), *range(0x7F, 0xA0), *range(0x202A, 0x202F), 0x2028, 0x2029, 0x2066)]


@pytest.mark.parametrize("control", CONTROLS)
def test_every_control_character_is_written_out(control: str) -> None:
    assert without_controls(f"青{control}禾").isprintable()
    assert without_controls(f"青{control}禾", kept=control) == f"青{control}禾"


def test_what_is_text_stays_as_it_is() -> None:
    text = "青禾镇 2023　\u3000（三）“予以公开”…—·\u00a0\u200b𠮷👍"
    assert without_controls(text) == text


@pytest.mark.slow
@pytest.mark.parametrize("name", EVIL)
def test_no_name_of_a_file_reaches_a_terminal_as_it_is(name: str, tmp_path: Path, gongkai: Gongkai) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    (folder / f"{name}.txt").write_bytes(TEXT.replace(b"2023", b"2022", 1))
    (folder / f"{name}.pdf").write_bytes(b"")
    runs = [
        gongkai("extract", folder, "-o", out),
        gongkai("extract", folder, "-o", out, "-v", "--force"),
        gongkai("extract", folder, "-o", out, "--dry-run", "--force"),
        gongkai("check", folder),
        gongkai("show", folder / f"{name}.txt"),
        gongkai("show", folder / f"{name}.pdf"),
        gongkai("show", tmp_path / name),
    ]
    for run in runs:
        text = run.out + run.err
        assert not set(text) & (set(CONTROLS) - {"\n", "\t"})
        assert not [line for line in text.splitlines() if line.startswith("30 files")]


@pytest.mark.slow
@pytest.mark.parametrize("prefix", [prefix for prefix in PREFIXES if prefix not in ("-", "+3", "--5")])
def test_no_header_and_no_roster_holds_a_formula(prefix: str, tmp_path: Path, gongkai: Gongkai) -> None:
    record = saying(prefix)
    with OpenLibrary(tmp_path / NAME) as library:
        library.add(record._replace(given=record.given.replace('"mine"', json.dumps(prefix, ensure_ascii=False))))
        library._name_columns([prefix])
    gongkai("merge", tmp_path / NAME, "-o", tmp_path / "out")
    printed = gongkai("roster", tmp_path / NAME).out, gongkai("compare", tmp_path / NAME).out
    assert gongkai("export", tmp_path / NAME, "--table", "reports", "-o", tmp_path / "a.csv").code == 0
    written = [path.read_text("utf-8-sig") for path in (*(tmp_path / "out").glob("*.csv"), tmp_path / "a.csv")]
    for table in (*printed, *written):
        for row in csv.reader(StringIO(table, newline="")):
            assert not [cell for cell in row if cell.startswith(prefix)]
