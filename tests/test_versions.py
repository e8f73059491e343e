"""What is read again, settled again or written again is what depends on what has changed, and nothing else."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

import pytest

from extract.catalogue import load_rules
from extract.forms import load_every_form, load_forms, load_statistics
from extract.jobs import inputs_of
from extract.jobs.files import Task, recorded
from extract.jobs.versions import (
    LIBRARIES,
    NOT_READING,
    PACKAGE,
    READING,
    SETTLING,
    declared_digest,
    is_within,
    source_digest,
)
from extract.library.records import Record
from extract.model import Band, Form
from tests.test_layers import MODULES, Import, imports_of

ROOT = Path(__file__).parents[1]
FULL = {module: f"{module}.__init__" if path.name == "__init__.py" else module for module, path in MODULES.items()}
"""The modules by the names that the layers know them by, with their names as `versions` has them."""
READS = {module for module, name in FULL.items() if is_within(name, READING) and not is_within(name, NOT_READING)}
SETTLES = {module for module, name in FULL.items() if is_within(name, SETTLING)}
SPEAKING = {"errors", "steps"}
"""What says to people that a file cannot be read, and that reading goes on."""


def imported_by(module: str) -> list[Import]:
    """What a module imports, now or later, but for what only its types need."""
    return [each for each in imports_of(MODULES[module].read_text(encoding="utf-8")) if not each.typed]


def used_by(*modules: str, beside: set[str]) -> set[str]:
    """Modules with all that they import of ours, and so on, but for some."""
    found, waiting = set[str](), list(modules)
    while waiting:
        module = waiting.pop()
        if module not in found | beside:
            found.add(module)
            waiting += [each.target for each in imported_by(module) if each.ours]
    return found


# ── Which modules ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_version_of_reading_covers_what_reads_and_judges_one_file() -> None:
    assert used_by("pipeline", "checks", "library.records", beside=SPEAKING) == READS
    assert {"readers.pdf.pages", "tables.alignment", "checks.sums", "catalogue", "rows"} < READS
    rooms = {module.partition(".")[0] for module in READS}
    assert rooms.isdisjoint({"words", "errors", "export", "cli", "panels", "audit", "jobs", "frames", "version"})


def test_the_version_of_settling_covers_what_several_files_tell_together() -> None:
    judging = {"checks", "forms"}
    assert used_by("jobs.settling", beside={"errors", "jobs.versions", *judging}) == SETTLES
    assert {"checks.years", "checks.across", "library"} < SETTLES
    assert {"checks.years", "checks.across", "library"}.isdisjoint(READS)


def test_what_reads_uses_nothing_that_has_no_say_in_its_version() -> None:
    used = {(module, each.target) for module in READS for each in imported_by(module) if each.ours}
    assert {(module, target) for module, target in used if target not in READS | SPEAKING} == set()


def test_the_lists_name_what_is_there() -> None:
    places = {place for name in FULL.values() for place in (name, *_rooms_of(name))}
    assert {*READING, *NOT_READING, *SETTLING} <= places
    assert all(is_within(name, READING) for name in NOT_READING)


def _rooms_of(name: str) -> list[str]:
    parts = name.split(".")
    return [".".join(parts[:end]) for end in range(1, len(parts))]


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copytree(PACKAGE, tmp_path_factory.mktemp("site") / "extract"))


def versions_of(folder: Path) -> tuple[str, str]:
    return source_digest(folder, READING, NOT_READING), source_digest(folder, SETTLING)


@pytest.fixture(scope="module")
def unchanged(copied: Path) -> tuple[str, str]:
    return versions_of(copied)


@pytest.mark.slow
@pytest.mark.parametrize("module", MODULES)
def test_a_changed_module_changes_the_versions_that_cover_it(
    module: str, copied: Path, unchanged: tuple[str, str]
) -> None:
    path = copied / MODULES[module].relative_to(PACKAGE)
    text = path.read_text(encoding="utf-8")
    path.write_text(text + "\nTHRESHOLD = 3\n", encoding="utf-8")
    after = versions_of(copied)
    path.write_text(text, encoding="utf-8")
    changed = tuple(one != other for one, other in zip(unchanged, after, strict=True))
    assert changed == (module in READS, module in SETTLES)


def test_a_changed_font_changes_the_version_of_reading(copied: Path) -> None:
    (font,) = copied.rglob("*.ttf")
    before, data = source_digest(copied, READING, NOT_READING), font.read_bytes()
    font.write_bytes(data[:-1])
    after = source_digest(copied, READING, NOT_READING)
    font.write_bytes(data)
    assert after != before


def test_the_libraries_that_read_are_those_that_are_imported() -> None:
    packages = {each.target for module in READS for each in imported_by(module) if not each.ours}
    others = packages - sys.stdlib_module_names
    known = packages_distributions()
    assert {known[package][0].lower() for package in others} - {"numpy"} <= set(LIBRARIES)
    assert "pdfplumber" in others


# ── What is declared ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_every_declaration_counts_or_is_beside_reading() -> None:
    """A TOML file in a room that reads is one that forms and rules are made of."""
    found = {path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.toml")}
    rooms = {name for name in found if is_within(name.replace("/", "."), READING)}
    assert rooms == {"catalogue/rules.toml", *(f"forms/{form.code}.toml" for form in load_every_form())}


FORM = load_forms()[-1]


def with_band(**changes: Any) -> Form:
    """The newest form with a changed first band."""
    first, *others = FORM.tables
    return replace(FORM, tables=(first._replace(bands=(replace(first.bands[0], **changes), *first.bands[1:])), *others))


def with_column(**changes: Any) -> Form:
    first, *others = FORM.tables[0].bands[0].columns
    return with_band(columns=(first._replace(**changes), *others))


def with_line(**changes: Any) -> Form:
    first, *others = FORM.tables[0].bands[0].lines
    return with_band(lines=(first._replace(**changes), *others))


def with_table(**changes: Any) -> Form:
    *others, last = FORM.tables
    return replace(FORM, tables=(*others, last._replace(**changes)))


RULE = load_rules()["D-01"]


@pytest.mark.parametrize(
    ("changed", "counts"),
    [
        (replace(FORM, title="另一标题"), False),
        (replace(FORM, notice="另一文号"), True),
        (replace(FORM, first_year=2022), True),
        (replace(FORM, sections=FORM.sections[1:]), True),
        (replace(FORM, sections=(FORM.sections[0]._replace(words=(("概",),)), *FORM.sections[1:])), True),
        (with_band(label="另一项"), True),
        (with_band(headers=("内容",)), True),
        (with_column(short="other"), False),
        (with_column(label="另一列"), True),
        (with_column(aliases=("又一列",)), True),
        (with_column(unit="条"), True),
        (with_column(value_type="amount"), True),
        (with_line(short="other"), False),
        (with_line(label="另一行"), True),
        (with_line(aliases=("又一行",)), True),
        (with_table(title="另一表"), False),
        (with_table(balances=()), True),
        (RULE._replace(title=("另一标题", "another title")), False),
        (RULE._replace(finds=("另一说明", "another")), False),
        (RULE._replace(basis="另一条款"), False),
        (RULE._replace(severity="note"), True),
        (RULE._replace(kinds=frozenset({"township"})), True),
        (RULE._replace(since=2024), True),
        (RULE._replace(needs=("year",)), True),
        (RULE._replace(of_absence=not RULE.of_absence), True),
        (RULE._replace(on_demand=not RULE.on_demand), True),
    ],
)
def test_a_declaration_counts_less_what_is_only_said(changed: Any, counts: bool) -> None:
    before = FORM if isinstance(changed, Form) else RULE
    assert changed is not before
    assert (declared_digest([changed]) != declared_digest([before])) == counts


def test_a_declaration_has_one_digest_in_whatever_order_its_sets_come() -> None:
    kinds = ["township", "subdistrict", "county", "department", "zone", "vertical"]
    one, other = (RULE._replace(kinds=frozenset(each)) for each in (kinds, kinds[::-1]))
    assert declared_digest([one]) == declared_digest([other])


def silent(form: Form) -> Form:
    """A form without what does not count."""

    def band(each: Band) -> Band:
        columns = tuple(column._replace(short="") for column in each.columns)
        return replace(each, columns=columns, lines=tuple(line._replace(short="") for line in each.lines))

    tables = tuple(each._replace(title="", bands=tuple(map(band, each.bands))) for each in form.tables)
    return replace(form, title="", tables=tables)


def test_what_does_not_count_has_no_say_in_what_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    inputs = [*inputs_of(["samples/澄溪县/2024"]), *inputs_of(sorted(Path("samples").glob("*.*"))[::3])]

    def kept() -> list[Record | str]:
        return [recorded(Task(file)) for file in inputs]

    before = kept()
    forms, statistics = tuple(map(silent, load_forms())), tuple(map(silent, load_statistics()))
    rules = {
        name: rule._replace(title=("", ""), finds=("", ""), basis="", says=()) for name, rule in load_rules().items()
    }
    for module in ("extract.pipeline", "extract.checks", "extract.jobs.files"):
        monkeypatch.setattr(f"{module}.load_forms", lambda: forms)
        monkeypatch.setattr(f"{module}.load_statistics", lambda: statistics, raising=False)
    monkeypatch.setattr("extract.checks.load_rules", lambda: rules)
    assert declared_digest(forms) == declared_digest(load_forms())
    assert kept() == before
    assert sum(len(each.reports[0].findings) for each in before if isinstance(each, Record)) > 20


# ── What a command does ──────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.long
def test_a_mended_sentence_or_rule_of_years_is_told_and_nothing_is_read(copied: Path, tmp_path: Path) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    for sample in (ROOT / "samples" / "澄溪县").rglob("蓼花荡镇*"):
        os.utime(shutil.copy(sample, folder), (1, 1))

    def read() -> tuple[int, str]:
        """How many files are read, and what the report of 2023 is told of the year before."""
        command = [sys.executable, "-m", "extract", "extract", "in", "-o", "out", "--jobs", "1", "-q"]
        subprocess.run(command, cwd=tmp_path, env=os.environ | {"PYTHONPATH": str(copied.parent)}, check=True)
        with sqlite3.connect(out / "gongkai.sqlite") as sql:
            (count,) = sql.execute("SELECT to_read FROM runs ORDER BY id DESC").fetchone()
        lines = (out / "findings.csv").read_text(encoding="utf-8-sig").splitlines()
        return count, next(line for line in lines if ",D-05," in line)

    def mended(place: str, change: Callable[[str], str]) -> None:
        for path in copied.glob(place):
            path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")

    count, first = read()
    assert count == 3 and "应当一致" in first and ",error," in first
    mended("words/*.*", lambda text: text.replace("应当一致；请对照台账核实", "本应一致"))
    count, second = read()
    assert count == 0 and "本应一致" in second
    mended("checks/years.py", lambda text: text.replace('"error" if _TOTAL', '"note" if _TOTAL'))
    count, third = read()
    assert count == 0 and ",note," in third
    mended("tables/grids.py", lambda text: text + "\nTHRESHOLD = 3\n")
    assert read() == (3, third)
