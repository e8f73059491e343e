"""One home for each piece of knowledge: what was seen to go wrong where there were several, tried as a user would.

Every test changes a copy of the program, or its library, and looks at what the commands then say: none of them knows
in which module a thing stands today. The rooms' own tests go into detail.
"""

from __future__ import annotations

import ast
import csv
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from extract.agencies.roster import Roster, Unit
from extract.audit.totals import Member, totals_of
from tests.parsed import nodes_of
from tests.test_years import report

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "samples" / "青禾镇2023.txt"
HEADS = {"agencies/listing.py", "prose/narrative.py"}
"""Heads of columns, and of sections, beside the names of what stands under them: looked for, never said."""
HAN = re.compile(r"[\u3400-\u9fff]")


class Copy(NamedTuple):
    """A copy of the program, and a folder for what it writes."""

    package: Path
    out: Path

    def run(self, *words: object) -> subprocess.CompletedProcess[str]:
        return self.python("-m", "extract", *words)

    def python(self, *words: object) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "PYTHONPATH": str(self.package.parent), "LC_ALL": "C.UTF-8"}
        command = [sys.executable, *map(str, words)]
        folder = self.package.parent
        return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)

    def changed(self, pattern: str, old: str, new: str) -> None:
        """Replaces a text in the one file that has it."""
        (path,) = (path for path in self.package.glob(pattern) if old in path.read_text(encoding="utf-8"))
        path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")

    def rows(self, name: str) -> list[dict[str, str]]:
        with open(self.out / name, encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))

    def read(self) -> int:
        """How many files a run reads: what it does not know already."""
        done = self.run("extract", ROOT / "samples" / "澄溪县", "-o", self.out, "--dry-run")
        return len(done.stdout.splitlines())


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    return Copy(Path(shutil.copytree(ROOT / "extract", tmp_path / "site" / "extract")), tmp_path / "out")


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What is written about the reports of a county."""
    out = tmp_path_factory.mktemp("read") / "out"
    first = Copy(ROOT / "extract", out)
    assert first.run("extract", ROOT / "samples" / "澄溪县", "-o", out).returncode == 0
    assert first.read() == 0
    return out


@pytest.fixture
def kept(copy: Copy, read: Path) -> Copy:
    """A copy that has read the reports of a county."""
    shutil.copytree(read, copy.out)
    return copy


@pytest.mark.parametrize(
    ("file", "key", "misspelt"),
    [
        ("forms/2021.toml", "[[table.balance]]", "[[table.balence]]"),
        ("forms/2019.toml", "aliases =", "alias ="),
        ("catalogue/rules.toml", "of_absence =", "of_absense ="),
        ("panels/indicators.toml", "denominator =", "denominater ="),
    ],
)
def test_a_misspelt_key_is_told_with_the_nearest_that_exists(file: str, key: str, misspelt: str, copy: Copy) -> None:
    copy.changed(file, key, misspelt)
    done = copy.python(
        "-c",
        "from extract.forms import load_forms; from extract.catalogue import load_rules\n"
        "from extract.panels.series import load_indicators\nload_forms(); load_rules(); load_indicators()",
    )
    words = (Path(file).name, *(re.sub(r"\W|table\.", "", word) for word in (key, misspelt)))
    assert [word for word in words if word not in done.stderr] == []


def test_a_sum_in_a_table_of_several_bands_is_read_and_judged(copy: Copy) -> None:
    """The form of 2021 with a sum over the columns of one band of table two, which has four."""
    sum_of_a_band = (
        '\n[[table.balance]]\nkey = "I3"\naxis = "columns"\nleft = ["issued", "repealed"]\nright = ["in_force"]\n'
    )
    form = copy.package / "forms" / "2021.toml"
    text = form.read_text(encoding="utf-8")
    at = text.index("# ── 表三") if "# ── 表三" in text else text.index("[[table]]", text.index('key = "proactive"'))
    form.write_text(text[:at] + sum_of_a_band + text[at:], encoding="utf-8")
    done = copy.run("extract", SAMPLE, "-o", copy.out)
    assert (done.returncode, copy.rows("reports.csv")[0]["status"]) == (0, "ok")
    judged = [row for row in copy.rows("findings.csv") if row["rule"] == "D-03"]
    assert any("proactive." in row["concepts"] for row in judged)


@pytest.mark.long
def test_a_form_that_is_like_one_before_changes_no_reading(copy: Copy) -> None:
    """A new notice mostly repeats the one before: the years tell such forms apart."""
    samples = sorted((ROOT / "samples").rglob("*.txt"))
    copy.run("extract", *samples, "-o", copy.out)
    before = copy.rows("facts.csv"), copy.rows("reports.csv")
    assert len({row["form"] for row in before[1]}) > 2
    newest = (copy.package / "forms" / "2021.toml").read_text(encoding="utf-8")
    text = newest.replace('code = "2021"', 'code = "2031"').replace("first_year = 2021", "first_year = 2031")
    (copy.package / "forms" / "2031.toml").write_text(text, encoding="utf-8")
    copy.run("extract", *samples, "-o", copy.out)
    assert (copy.rows("facts.csv"), copy.rows("reports.csv")) == before


def test_nobody_but_forms_looks_into_a_balance() -> None:
    looking = {
        path.relative_to(ROOT / "extract").parts[0]
        for path in (ROOT / "extract").rglob("*.py")
        for node in nodes_of(path.read_text(encoding="utf-8"))
        if isinstance(node, ast.Attribute) and node.attr in ("balances", "usual", "axis")
    }
    assert looking == {"forms", "cli"}, "cli lists what is declared"


def test_a_corrected_figure_is_certain_for_whoever_asks() -> None:
    cell = "requests.received.total"
    counted = {
        how: sum(each.counted for each in totals_of([Member("甲", report(2024, {cell: 5}, how=how))], None))
        for how in ("read", "aligned", "corrected", "suggested")
    }
    assert counted["read"] == counted["aligned"] == counted["corrected"] > counted["suggested"] == 0


@pytest.mark.long
def test_a_changed_label_of_a_sheet_reads_no_file_again(kept: Copy) -> None:
    kept.changed("words/workbook_labels.py", "核查概况", "核查一览")
    assert kept.read() == 0


def test_a_changed_threshold_of_a_check_reads_all_files_again(kept: Copy) -> None:
    kept.changed("checks/figures.py", 'Decimal("0.5")', 'Decimal("0.4")')
    assert kept.read() == len(kept.rows("reports.csv"))


@pytest.mark.long
def test_a_column_more_in_the_tables_of_the_library_shifts_nothing(kept: Copy) -> None:
    before = kept.run("export", kept.out, "--table", "facts", "-o", kept.out / "before.csv")
    with sqlite3.connect(kept.out / "gongkai.sqlite") as library:
        for table in ("file", "report", "section", "fact", "statement", "finding"):
            library.execute(f"ALTER TABLE {table} ADD COLUMN another TEXT DEFAULT 'another'")
    library.close()
    sample = kept.run("extract", SAMPLE, "-o", kept.out)
    merged = kept.run("merge", kept.out, "-o", kept.out.parent / "merged")
    assert [done.returncode for done in (before, sample, merged)] == [0, 0, 0], sample.stderr + merged.stderr
    own = Copy(kept.package, kept.out.parent / "merged")
    assert own.rows("reports.csv") == kept.rows("reports.csv")
    assert own.rows("findings.csv") == kept.rows("findings.csv")


def test_a_mended_sentence_reaches_an_old_library(kept: Copy) -> None:
    assert not any("怎么也不相等" in row["message"] for row in kept.rows("findings.csv"))
    kept.changed("words/*.py", "{cell}：{left}，与 {right} 不相等", "{cell}：{left}，与 {right} 怎么也不相等")
    kept.run("export", kept.out, "--table", "findings", "-o", kept.out / "now.csv")
    assert any("怎么也不相等" in row["message"] for row in kept.rows("now.csv"))


def test_a_roster_of_units_finds_them() -> None:
    unit = Unit("青禾镇", code="339901100")
    assert [Roster((unit,)).named(name) for name in ("青禾镇", "339901100")] == [unit, unit]


def test_a_unit_that_prose_knows_is_known_in_a_cell(copy: Copy) -> None:
    text = SAMPLE.read_text(encoding="utf-8")
    row = next(line for line in text.splitlines() if line.startswith("行政事业性收费"))
    cells = row.split("\t")
    page = copy.package.parent / "青禾镇2023.txt"
    page.write_text(text.replace(row, "\t".join([cells[0], "12百元", *cells[2:]])), encoding="utf-8")
    copy.run("extract", page, "-o", copy.out)
    (fee,) = (row for row in copy.rows("facts.csv") if (row["row"], row["column"]) == ("fees", "amount"))
    assert (fee["state"], fee["value"], fee["unit"]) == ("number", "12", "百元")


@pytest.mark.long
def test_pairs_of_languages_stand_in_the_room_for_words() -> None:
    elsewhere = {
        path.relative_to(ROOT / "extract").as_posix()
        for path in (ROOT / "extract").rglob("*.py")
        for node in nodes_of(path.read_text(encoding="utf-8"))
        if isinstance(node, ast.Tuple) and len(node.elts) == 2 and _is_pair(*node.elts)
    }
    assert {path for path in elsewhere if not path.startswith("words/")} == HEADS


def _is_pair(chinese: ast.expr, english: ast.expr) -> bool:
    """Whether one text is Chinese and the other English words."""
    texts = [
        node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
        for node in (chinese, english)
    ]
    words = re.sub(r"\\p\{\w+\}", "", texts[1])
    return bool(HAN.search(texts[0]) and re.search(r"[A-Za-z]{2}", words) and not HAN.search(words))
