"""What names and reports hold moves nothing on a terminal, forges no line, and is no formula in a table."""

from __future__ import annotations

import csv
import json
import sys
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


@pytest.mark.parametrize("name", EVIL)
def test_no_table_moves_a_terminal_and_every_program_gets_it_exact(
    name: str, tmp_path: Path, gongkai: Gongkai, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also JSON, which says the same with escapes of its own."""
    for library, said in (("one", name), ("other", f"{name} anew")):
        with OpenLibrary(tmp_path / library / NAME) as opened:
            opened.add(saying(said))
    commands = (
        ("roster", tmp_path / "one"),
        ("compare", tmp_path / "one"),
        ("diff", tmp_path / "one", tmp_path / "other"),
    )
    for command in commands:
        exact = gongkai(*command, "-q").out
        with monkeypatch.context() as patch:
            patch.setattr(sys.stdout, "isatty", lambda: True)
            shown = gongkai(*command, "-q").out
        assert not set(shown) & (set(CONTROLS) - {"\n", "\t"})
        assert len(shown.splitlines()) == len(list(csv.reader(StringIO(exact, newline=""))))
        assert name in exact or command[0] == "compare"
    printed = gongkai(*commands[-1], "--json").out
    assert not set(printed) & (set(CONTROLS) - {"\n"})
    assert name in json.dumps(json.loads(printed), ensure_ascii=False) or not name.isprintable()


@pytest.mark.parametrize("name", [*EVIL, "a\rb", "a\r\nb"])
def test_a_row_of_a_package_ends_where_it_ends(name: str, tmp_path: Path, gongkai: Gongkai) -> None:
    with OpenLibrary(tmp_path / NAME) as library:
        library.add(saying(name))
    assert gongkai("export", tmp_path / NAME, "-o", tmp_path / "out" / "datapackage.json").code == 0
    for path in (tmp_path / "out").glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            head, *rows = csv.reader(file)
        assert {len(row) for row in rows} <= {len(head)}, path.name
    with (tmp_path / "out" / "reports.csv").open(encoding="utf-8", newline="") as file:
        assert [row["file"] for row in csv.DictReader(file)] == [name]


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
