"""A decision can be written while another process settles, audits or writes files; and two that write take turns."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from subprocess import run
from typing import Any

import pytest

from extract.export import folder as folder_of_files
from extract.jobs import settling, supervising
from extract.library import NAME, OpenLibrary
from tests.command import Gongkai
from tests.made.county import agencies, draft_of_year
from tests.made.layouts import LAYOUTS
from tests.made.whole import written

PLACES = (
    (settling, "YEARS"),
    (supervising, "copied_of"),
    (supervising, "audit_of"),
    (supervising, "write_csv"),
    (supervising, "write_audit"),
    (folder_of_files, "write_csv"),
)
"""Where time goes: comparing years, finding copies, judging, writing."""


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    """Two years of three towns."""
    folder = tmp_path / "in"
    folder.mkdir()
    for number, agency in enumerate(agencies()[:3]):
        for year in (2023, 2024):
            whole = written(draft_of_year(agency, year, number), next(iter(LAYOUTS)))
            (folder / f"{agency.name}{year}.txt").write_bytes(whole.data)
    return folder


def decided(library: Path) -> set[str]:
    with closing(sqlite3.connect(library / NAME)) as opened:
        return {print_ for (print_,) in opened.execute("SELECT fingerprint FROM decision")}


def deciding(library: Path, work: Callable[..., Any], number: str) -> Callable[..., Any]:
    """The work, in the middle of which another process decides something, and will not wait for it."""

    def meanwhile(*arguments: Any, **named: Any) -> Any:
        with closing(sqlite3.connect(library / NAME, timeout=0.2)) as other, other:
            other.execute("INSERT OR IGNORE INTO decision VALUES (?, '属实', '', '')", (number,))
        return work(*arguments, **named)

    return meanwhile


@pytest.mark.slow
def test_a_decision_is_written_while_others_work(
    reports: Path, gongkai: Gongkai, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = tmp_path / "out"
    OpenLibrary(library / NAME).close()
    for number, (module, name) in enumerate(PLACES):
        work = getattr(module, name)
        if callable(work):
            monkeypatch.setattr(module, name, deciding(library, work, f"{number}"))
        else:
            changed = {rule: deciding(library, compare, f"{number}") for rule, compare in work.items()}
            monkeypatch.setattr(module, name, changed)
    for done in (gongkai("extract", reports, "-o", library, "-q"), gongkai("audit", library, "-o", tmp_path / "audit")):
        assert done.code == 0, done.err
    assert decided(library) == {f"{number}" for number in range(len(PLACES))}


def test_what_is_settled_is_of_one_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a file comes while it is found out, it is begun anew; where files come all the time, they have to wait."""
    with OpenLibrary(tmp_path / NAME) as library, OpenLibrary(tmp_path / NAME) as other:
        tell = settling._told
        tries, changes = 0, 0

        def meanwhile(library: OpenLibrary, *told: Any) -> Any:
            nonlocal tries
            tries += 1
            if tries <= changes:
                with other.writing():
                    other._changed()
            return tell(library, *told)

        monkeypatch.setattr(settling, "_told", meanwhile)
        for changes, needed in ((0, 1), (3, 4), (5, 6)):  # noqa: B007 - what `meanwhile` goes by
            tries = 0
            with other.writing():
                other._changed()
            settling.settle(library)
            assert library.is_settled(settling.settling_version())
            settling.settle(library)
            assert tries == needed


@pytest.mark.slow
def test_files_of_a_later_state_stay(
    reports: Path, gongkai: Gongkai, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One that began earlier and comes to its end later writes anew, rather than over them."""
    library = tmp_path / "out"
    assert gongkai("extract", reports, "-o", library, "-q").code == 0
    write, states = folder_of_files._write_workbook, []

    def meanwhile(opened: OpenLibrary, *others: Any) -> bool:
        states.append(opened.generation)
        if len(states) == 1:
            more = written(draft_of_year(agencies()[3], 2024, 3), next(iter(LAYOUTS)))
            (reports / "more.txt").write_bytes(more.data)
            run([sys.executable, "-m", "extract", "extract", reports, "-o", library, "-q"], check=True)
        return write(opened, *others)

    monkeypatch.setattr(folder_of_files, "_write_workbook", meanwhile)
    assert gongkai("extract", reports, "-o", library, "-q", "--lang", "en").code == 0
    assert len(states) == 2 and states[0] < states[1]
    assert (library / "reports.csv").read_text(encoding="utf-8-sig").count("\n") == 8
