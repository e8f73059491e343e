"""`review`: all that an office does in one go, beside the reports that were dropped on an icon."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from openpyxl import load_workbook

from extract.jobs.reviewing import desk_for, self_check_at
from extract.words.sheet_names import AUDIT_WORKBOOK, CONCLUSION, REVIEW_ANSWERS, REVIEW_DATA, REVIEW_FOLDER
from tests.command import Gongkai
from tests.optional import needed

SAMPLES = Path(__file__).parents[1] / "samples"


@pytest.fixture
def county(tmp_path: Path) -> Path:
    folder = tmp_path / "某县 年报"
    shutil.copytree(SAMPLES / "澄溪县" / "2024", folder)
    return folder


@pytest.mark.long
def test_everything_stands_beside_the_reports_and_is_no_report(county: Path, gongkai: Gongkai) -> None:
    results = county.parent / REVIEW_FOLDER
    (county.parent / "名册.csv").write_text(
        "单位名称\n澄溪县铜铃坳镇\n澄溪县石舫镇\n澄溪县无报镇\n", encoding="utf-8-sig"
    )
    first = gongkai("review", county)
    assert first.code == 0
    assert "3 个单位，未收到 1" in first.err
    for name in (AUDIT_WORKBOOK, "核查.html", "文书/通报.docx", "数据/facts.csv", "数据/gongkai.sqlite"):
        assert (results / name).is_file()
    assert "文件 8 个" in first.err
    (county.parent / "名册.csv").unlink()
    assert "文件 8 个" in gongkai("review", county.parent).err


@pytest.mark.slow
def test_what_was_decided_in_the_workbook_is_heard_by_the_papers(county: Path, gongkai: Gongkai) -> None:
    results = county.parent / REVIEW_FOLDER
    gongkai("review", county, "-q")
    papers = {path.name for path in (results / "文书" / "反馈单").iterdir()}
    book = load_workbook(results / AUDIT_WORKBOOK)
    sheet = book["问题清单"]
    heads = next(row for row in sheet.iter_rows() if any(cell.value == CONCLUSION for cell in row))
    column = next(cell.column for cell in heads if cell.value == CONCLUSION)
    for row in range(heads[0].row + 1, sheet.max_row + 1):
        sheet.cell(row, column).value = "不属实"
    book.save(results / AUDIT_WORKBOOK)
    assert gongkai("review", county, "-q").code == 0
    assert papers
    assert list((results / "文书" / "反馈单").iterdir()) == []


def test_the_desk_is_at_home_where_nothing_can_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "home", lambda: tmp_path / "home")
    on_a_disc = tmp_path / "光盘" / "年报"
    on_a_disc.mkdir(parents=True)
    assert desk_for([on_a_disc], None).folder == tmp_path / "光盘" / REVIEW_FOLDER
    assert self_check_at([on_a_disc / "草稿.v2.docx"], None) == on_a_disc / "草稿.v2 自查结果.html"

    def refused(*_: object, **__: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "touch", refused)
    assert desk_for([on_a_disc], None).folder == tmp_path / "home" / REVIEW_FOLDER
    assert self_check_at([on_a_disc / "草稿.docx"], None) == tmp_path / "home" / "草稿 自查结果.html"
    assert desk_for([on_a_disc], tmp_path / "别处").folder == tmp_path / "别处"


def test_what_an_office_keeps_there_is_found(tmp_path: Path) -> None:
    folder = tmp_path / REVIEW_FOLDER
    (folder / REVIEW_ANSWERS).mkdir(parents=True)
    (tmp_path / "名册.csv").touch()
    (folder / "核查标准.toml").touch()
    desk = desk_for([tmp_path / "年报"], None)
    assert desk.brought == (tmp_path / "名册.csv", folder / "核查标准.toml", folder / REVIEW_ANSWERS)
    (folder / "名册.xlsx").touch()
    assert desk_for([tmp_path / "年报"], None).roster == folder / "名册.xlsx"


def test_a_draft_gets_its_page_and_nothing_else(tmp_path: Path, gongkai: Gongkai) -> None:
    draft = tmp_path / "我镇 草稿.txt"
    shutil.copy(SAMPLES / "青禾镇2023.txt", draft)
    assert gongkai("review", "--draft", draft).code == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["我镇 草稿 自查结果.html", draft.name]
    assert gongkai("review", "--draft", draft).code == 0


@pytest.mark.slow
def test_the_desk_shows_what_was_reviewed(county: Path, gongkai: Gongkai, monkeypatch: pytest.MonkeyPatch) -> None:
    needed("starlette")
    shown: list[tuple[object, ...]] = []
    monkeypatch.setattr("extract.web.serving.served", lambda *asked: shown.append(asked))
    assert gongkai("review", "--serve", county, "-q").code == 0
    assert gongkai("review", "--serve", "--draft", county).code == 2
    ((library, roots, roster, _, year, _, _, port, opens, *_),) = shown
    assert (library, roots) == (county.parent / REVIEW_FOLDER / "数据" / "gongkai.sqlite", [county])
    assert (roster, year, port, opens) == (None, 2024, 0, False)


def test_what_another_keeps_there_is_not_written_over(county: Path, gongkai: Gongkai) -> None:
    facts = county.parent / REVIEW_FOLDER / REVIEW_DATA / "facts.csv"
    facts.parent.mkdir(parents=True)
    facts.write_text("别人的", encoding="utf-8")
    assert gongkai("review", county).code == 2
    assert facts.read_text(encoding="utf-8") == "别人的"


def test_what_is_not_there_and_what_nobody_named_is_said(tmp_path: Path, gongkai: Gongkai) -> None:
    assert gongkai("review", tmp_path / "没有").code == 2
    assert gongkai("review").code == 2
