"""Every problem opens the file that it is about, from wherever the workbook is moved together with it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

import pytest
from openpyxl import load_workbook

from extract.agencies.roster import Roster
from extract.checks.profile import Profile
from extract.cli.options import wording_of
from extract.export.books.links import link_to
from extract.jobs.supervising import audit_library
from extract.library import NAME, OpenLibrary
from extract.library.records import record_of
from extract.model import Source, Verdict
from extract.words.sheet_names import AUDIT_SHEETS, AUDIT_WORKBOOK
from tests.test_rounds import UNIT, found, version

NAMES = ("石桥镇.docx", "2024/石桥镇 年报（终稿）.pdf", "a", "../报送/100%20 #2 [终稿] {a}^`.html", "甲?乙.txt")


def source(name: str, size: int = 2) -> Source:
    return Source(name, "txt", "a" * 64, size)


def opened_from(folder: Path, target: str) -> Path:
    """The file that a program for workbooks opens."""
    return (folder / unquote(target.removeprefix("external:").replace("\\", "/"))).resolve()


@pytest.fixture
def county(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of reports in a folder, which the program is called in."""
    folder = tmp_path / "年报"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("home", ["核查", "../核查/三月", "."])
def test_a_link_leads_to_the_file_whatever_its_name(name: str, home: str, county: Path) -> None:
    file = county / name
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(b"ok")
    for given in (name, str(file)):
        link = link_to(source(given), Path(home))
        assert opened_from(county / home, link) == file.resolve()
        assert not {*' "#?<>[]^`{}'} & {*link} and county.parent.name not in link


def test_there_is_no_link_to_what_is_not_there_as_it_was_read(county: Path) -> None:
    (county / "石桥镇.docx").write_bytes(b"ok")
    home = Path("核查")
    assert link_to(source("石桥镇.docx"), home)
    assert link_to(source("石桥镇.docx", size=3), home) == "", "another file now"
    assert link_to(source("石桥镇.pdf"), home) == ""
    assert link_to(source("年报.zip!/石桥镇.docx"), home) == ""
    assert link_to(source("."), home) == ""
    assert link_to(source("石" * 3000), home) == ""
    assert link_to(source("石桥镇.docx"), Path("/elsewhere")) == "", "it would tell of this machine"


@pytest.mark.slow
def test_every_problem_opens_its_file(county: Path) -> None:
    made = version("a")
    made = replace(made, source=made.source._replace(name="石桥镇 1#.txt"))
    (county / "石桥镇 1#.txt").write_bytes(b"x" * made.source.size)
    with OpenLibrary(county / NAME) as library:
        library.add(record_of([(made, Verdict((found(), found("C-06", "")), {}))]))
    out = county.parent / "核查"
    audit_library(county / NAME, out, Roster((UNIT,)), Profile(), 2024, wording_of("zh"))
    page = load_workbook(out / AUDIT_WORKBOOK)[AUDIT_SHEETS["problems"]]
    links = [cell.hyperlink.target for row in page.iter_rows() for cell in row if cell.hyperlink]
    assert [opened_from(out, link) for link in links] == [county / "石桥镇 1#.txt"] * 2
