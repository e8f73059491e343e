"""The workbook of an audit works as a person's: numbers stay, what is typed into it is kept, and an old one does not
speak against what was decided since."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import zlib
from base64 import b85encode
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet

from extract.agencies.roster import Roster, Unit
from extract.audit import Audit
from extract.checks.copied import Cluster, Text
from extract.checks.profile import Profile
from extract.cli.options import wording_of
from extract.errors import OutputError
from extract.export.books.arranged import EDITION
from extract.export.books.audit_book import write_audit
from extract.export.books.editions import WrittenBook, WrittenSheet
from extract.forms import load_forms
from extract.jobs.supervising import Audited, audit_library
from extract.library import NAME, OpenLibrary, papers
from extract.library.records import record_of
from extract.model import Report, Verdict
from extract.words.sheet_names import AUDIT_SHEETS, AUDIT_WORKBOOK, CONCLUSION, PROBLEM_NUMBER, REMARK, REPLY
from extract.words.sums import sum_words
from tests.optional import program
from tests.test_claims import filed
from tests.test_rounds import UNIT, found, version

pytestmark = pytest.mark.slow
OTHER = Unit("石桥镇", own_values=(("联系人", "李明"), ("联系电话", "0554-1234567")))
Run = Callable[..., Audited]
BAD = Verdict((found(), found("C-06", "")), {})


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Audits a library after files have come."""

    def audited(*filed: tuple[Report, Verdict], units: tuple[Unit, ...] = (UNIT, OTHER), year: int = 2024) -> Audited:
        with OpenLibrary(tmp_path / NAME) as library:
            for each, verdict in filed:
                library.add(record_of([(each, verdict)]))
        return audit_library(
            tmp_path / NAME, tmp_path / "out", Roster(units), Profile(), year, wording_of("zh"), overwrite=False
        )

    return audited


def numbers(audit: Audit) -> dict[str, str]:
    return {p.finding.rule: audit.number_of(p.fingerprint) for each in audit.standings for p in each.problems}


def opened(folder: Path) -> Workbook:
    return load_workbook(folder / "out" / AUDIT_WORKBOOK)


def head_of(page: Worksheet, word: str) -> dict[str, int]:
    """The columns of a sheet by the words above them, and the row of these, as `""`."""
    (head,) = (row for row in page.iter_rows() if word in [cell.value for cell in row])
    return {str(cell.value): cell.column for cell in head if cell.value} | {"": head[0].row}


def rows_of(page: Worksheet, word: str) -> Iterator[int]:
    """The rows below a head in which something stands under a word."""
    at = head_of(page, word)
    yield from (n for n in range(at[""] + 1, page.max_row + 1) if page.cell(n, at[word]).value)


def write(folder: Path, number: str, book: str = AUDIT_WORKBOOK, **words: str | None) -> None:
    """What a person writes beside a problem."""
    path = folder / "out" / book
    opened_book = load_workbook(path)
    page = opened_book[AUDIT_SHEETS["problems"]]
    at = head_of(page, CONCLUSION)
    (row,) = (n for n in rows_of(page, PROBLEM_NUMBER) if page.cell(n, at[PROBLEM_NUMBER]).value == number)
    for word, text in words.items():
        page.cell(row, at[word]).value = text
    opened_book.save(path)


def texts(folder: Path) -> dict[str, set[str]]:
    return {page.title: {str(c.value) for row in page.iter_rows() for c in row if c.value} for page in opened(folder)}


def conclusions(audited: Audited) -> dict[str, tuple[str, str]]:
    return {
        audited.audit.number_of(p.fingerprint): tuple(p.decision)
        for each in audited.audit.standings
        for p in each.problems
        if any(p.decision)
    }  # type: ignore[return-value]


# ── Numbers ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_problem_has_its_number_whatever_becomes_of_the_others(run: Run) -> None:
    assert numbers(run((version("a"), BAD)).audit) == {"C-06": "2024-01-01", "D-03": "2024-01-02"}
    only = Verdict((found("C-06", ""), found("B-07", "")), {})
    assert numbers(run((version("b"), only)).audit) == {"C-06": "2024-01-01", "B-07": "2024-01-03"}
    again = run((version("c"), Verdict((found(), found("B-07", "")), {})), units=(OTHER, UNIT)).audit
    assert numbers(again) == {"D-03": "2024-01-02", "B-07": "2024-01-03"}, "the roster was sorted"
    assert again.unit_numbers == {UNIT.name: 1, OTHER.name: 2}
    new = run(units=(Unit("新桥镇"), OTHER, UNIT)).audit
    assert new.unit_numbers == {UNIT.name: 1, OTHER.name: 2, "新桥镇": 4}


def test_a_figure_that_is_wrong_again_keeps_the_number(run: Run) -> None:
    run((version("a"), BAD))
    changed = found()._replace(actual="9")
    assert numbers(run((version("b"), Verdict((changed,), {}))).audit) == {"D-03": "2024-01-02"}


def test_no_sheet_has_the_signs_of_the_program(run: Run, tmp_path: Path) -> None:
    run((version("a"), BAD))
    signs = re.compile(r"\bf[0-9a-f]{15}|\b[0-9a-f]{8,}|txt:L|html:|proactive\.|requests\.|「|」")
    assert {text for all_texts in texts(tmp_path).values() for text in all_texts if signs.search(text)} == set()
    sent = (texts(tmp_path)[AUDIT_SHEETS[name]] for name in ("overview", "problems", "reminders", "ledger"))
    assert {text for all_texts in sent for text in all_texts if re.match(r".*[（(][A-GPR]-\d\d", text)} == set()


# ── What counts ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_an_old_workbook_does_not_speak_against_what_was_decided_since(run: Run, tmp_path: Path) -> None:
    run((version("a"), BAD))
    path = tmp_path / "out" / AUDIT_WORKBOOK
    write(tmp_path, "2024-01-01", **{CONCLUSION: "属实", REMARK: "已电话核实"})
    first = path.read_bytes()
    assert conclusions(run()) == {"2024-01-01": ("属实", "已电话核实")}
    write(tmp_path, "2024-01-01", **{CONCLUSION: "不属实", REMARK: None})
    assert conclusions(run()) == {"2024-01-01": ("不属实", "")}
    path.write_bytes(first)
    write(tmp_path, "2024-01-02", **{CONCLUSION: "误报"})
    said = run()
    assert said.said.decided == 2, "of the old workbook only what was written into it counts"
    write(tmp_path, "2024-01-01", **{CONCLUSION: None, REMARK: None})
    assert conclusions(run()) == {"2024-01-02": ("不属实", "")}, "what is taken out is said no more"


def test_without_its_number_a_problem_is_found_by_unit_rule_and_place(run: Run, tmp_path: Path) -> None:
    run((version("a"), BAD))
    book = opened(tmp_path)
    page = book[AUDIT_SHEETS["problems"]]
    at = head_of(page, CONCLUSION)
    for row in rows_of(page, "单位"):
        page.cell(row, at[CONCLUSION]).value = "属实"
    page.delete_cols(at[PROBLEM_NUMBER])
    book.save(tmp_path / "out" / AUDIT_WORKBOOK)
    assert set(conclusions(run())) == {"2024-01-01", "2024-01-02"}


def test_a_conclusion_about_a_problem_that_is_listed_no_more_stays_as_it_was_understood(
    run: Run, tmp_path: Path
) -> None:
    told = found("A-04", "")._replace(severity="note", wording="version.corrected")
    run((version("a"), Verdict((found(), told), {})))
    write(tmp_path, "2024-01-02", **{CONCLUSION: "属实。", REMARK: "已电话核实"})
    run((version("b"), Verdict((found(),), {})))
    page = opened(tmp_path)[AUDIT_SHEETS["problems"]]
    at = head_of(page, CONCLUSION)
    said = {page.cell(n, at[PROBLEM_NUMBER]).value: page.cell(n, at[CONCLUSION]).value for n in rows_of(page, REMARK)}
    assert said == {"2024-01-02": "属实"}


def test_a_reply_makes_a_problem_one_to_be_verified(run: Run, tmp_path: Path) -> None:
    run((version("a"), BAD))
    write(tmp_path, "2024-01-01", **{REPLY: "数字无误，见台账"})
    assert conclusions(run()) == {"2024-01-01": ("待核实", "")}
    assert "数字无误，见台账" in texts(tmp_path)[AUDIT_SHEETS["problems"]]


def test_of_many_editions_the_last_and_one_of_every_day_are_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with OpenLibrary(tmp_path / NAME) as library, library.writing():
        for day in range(10, 20):
            for hour in range(10, 20):
                monkeypatch.setattr(papers, "now", lambda day=day, hour=hour: f"2025-03-{day}T{hour}:00:00+00:00")
                library.note_edition(f"{day}-{hour}", 2024, WrittenBook(2024).as_text)
        library.note_edition("other", 2023, WrittenBook(2023).as_text)
        kept = {number for (number,) in library._sql.execute("SELECT number FROM edition")}
    last = {f"{day}-{hour}" for day in (18, 19) for hour in range(10, 20)} | {f"17-{hour}" for hour in range(16, 20)}
    assert kept == last | {f"{day}-19" for day in range(10, 17)} | {"other"}


def test_a_workbook_whose_edition_is_not_kept_is_known_by_what_stands_in_it(run: Run, tmp_path: Path) -> None:
    run((version("a"), BAD))
    write(tmp_path, "2024-01-01", **{CONCLUSION: "属实"})
    book = opened(tmp_path)
    (number,) = (each for each in book.custom_doc_props.props if each.name == EDITION)
    number.value = "0" * 12
    book.save(tmp_path / "out" / AUDIT_WORKBOOK)
    assert conclusions(run()) == {"2024-01-01": ("属实", "")}


# ── What is typed stays ──────────────────────────────────────────────────────────────────────────────────────────────


def by_openpyxl(path: Path) -> None:
    """As openpyxl writes it, which is how it was left."""


def by_libreoffice(path: Path) -> None:
    """As LibreOffice writes it."""
    folder, profile = path.parent / "resaved", path.parent / "profile"
    command = [program("soffice"), "--headless", f"-env:UserInstallation=file://{profile}", "--convert-to", "xlsx"]
    subprocess.run([*command, "--outdir", folder, path], check=True, capture_output=True, timeout=120)
    shutil.move(folder / path.name, path)


@pytest.mark.parametrize("resaved", [by_openpyxl, by_libreoffice])
def test_nothing_that_is_typed_is_lost(run: Run, tmp_path: Path, resaved: Callable[[Path], None]) -> None:
    run((version("a"), BAD))
    path = tmp_path / "out" / AUDIT_WORKBOOK
    typed: dict[str, set[str]] = {}
    for number, units in enumerate([(UNIT, OTHER), (UNIT, OTHER), (OTHER, UNIT)], start=1):
        book = opened(tmp_path)
        for page in [page for page in book if page.title in AUDIT_SHEETS.values()]:
            notes = typed.setdefault(page.title, set())
            head = next(row for row in page.iter_rows() if sum(bool(cell.value) for cell in row) > 2)
            last = max(cell.column for cell in head if cell.value)
            cells = [(head[0].row + 1, last + 1 + number), (page.max_row + 2, 2), (1, last + 4)]
            if number == 1:
                head[0].parent.cell(head[0].row, last + 1).value = "领导批示"
                page.column_dimensions[head[1].column_letter].width = 33
                cells.append((head[0].row + 1, last + 1))
            for at, (row, column) in enumerate(cells):
                page.cell(row, column).value = f"批注{number}-{at}"
                notes.add(f"批注{number}-{at}")
        if number == 1:
            own = book.create_sheet("值班表", 1)
            own.append(["值班人", "次数"])
            own.append(["王强", 3])
            own["B3"] = "=SUM(B2:B2)"
            book.move_sheet(AUDIT_SHEETS["ledger"], -2)
        book.save(path)
        resaved(path)
        run(units=units)
        now = texts(tmp_path)
        for title, notes in typed.items():
            missing = {note for note in notes if not any(note in text for text in now[title])}
            assert missing == set(), (number, title)
        book = opened(tmp_path)
        assert book["值班表"]["B3"].value == "=SUM(B2:B2)"
        assert book.sheetnames.index("值班表") == 1
        assert book.sheetnames.index(AUDIT_SHEETS["ledger"]) == 2
        assert "领导批示" in now[AUDIT_SHEETS["sums"]]
        page = book[AUDIT_SHEETS["problems"]]
        assert page.column_dimensions["B"].width == pytest.approx(33, abs=1.5)
    assert len(list((tmp_path / "out").glob("*20??-??-??*"))) == 3, "what is replaced is kept beside"


def test_a_row_that_is_there_no_more_is_kept_for_what_was_written_into_it(run: Run, tmp_path: Path) -> None:
    run((version("a"), BAD))
    path = tmp_path / "out" / AUDIT_WORKBOOK
    write(tmp_path, "2024-01-02", **{REMARK: "已电话告知", CONCLUSION: "属实"})
    book = opened(tmp_path)
    page = book[AUDIT_SHEETS["reminders"]]
    (row,) = rows_of(page, "单位")
    page.cell(row, head_of(page, "已催次数")["已催次数"]).value = "两次"
    page = book[AUDIT_SHEETS["matrix"]]
    (row,) = rows_of(page, "单位")
    (column,) = (at for word, at in head_of(page, "单位").items() if word.startswith("C-06"))
    page.cell(row, column).value = "两处"
    book.save(path)
    run((version("b"), Verdict((), {})), (filed(OTHER.name, "石桥镇.docx"), Verdict((), {})))
    for _ in range(3):
        book = opened(tmp_path)
        page = book[AUDIT_SHEETS["problems"]]
        at = head_of(page, CONCLUSION)
        (row,) = (n for n in rows_of(page, PROBLEM_NUMBER) if page.cell(n, 1).value == "2024-01-02")
        assert [page.cell(row, at[word]).value for word in (CONCLUSION, REMARK)] == ["属实", "已电话告知"]
        page = book[AUDIT_SHEETS["reminders"]]
        kept = [
            [cell.value for cell in page[n]] for n in range(1, page.max_row + 1) if page.cell(n, 2).value == OTHER.name
        ]
        assert len(kept) == 1 and "两次" in kept[0]
        assert any("两处" in text for text in texts(tmp_path)[AUDIT_SHEETS["matrix"]])
        run((version("d"), Verdict((), {})))


@pytest.mark.parametrize("resaved", [by_openpyxl, by_libreoffice])
def test_comments_stay_on_their_cells_and_pictures_are_told(
    run: Run, tmp_path: Path, resaved: Callable[[Path], None]
) -> None:
    run((version("a"), BAD))
    path = tmp_path / "out" / AUDIT_WORKBOOK
    book = opened(tmp_path)
    for name, word in (("problems", REMARK), ("reminders", "单位"), ("ledger", "经办人")):
        page = book[AUDIT_SHEETS[name]]
        row = next(rows_of(page, "单位"))
        page.cell(row, head_of(page, word)[word]).comment = Comment(f"批注：{name}", "王强")
    own = book.create_sheet("值班表")
    own["B2"] = "王强"
    own["B2"].comment = Comment("批注：值班", "王强")
    book.save(path)
    resaved(path)
    assert run().said.said.is_all
    for filed_now in ((), (), ((version("b"), Verdict((), {})), (filed(OTHER.name, "石桥镇.docx"), Verdict((), {})))):
        run(*filed_now)
        book = opened(tmp_path)
        for name, word in (("problems", REMARK), ("reminders", "单位"), ("ledger", "经办人")):
            page = book[AUDIT_SHEETS[name]]
            column = head_of(page, word)[word]
            said = [cell.comment.text for (cell,) in page.iter_rows(min_col=column, max_col=column) if cell.comment]
            assert [text.strip() for text in said] == [f"批注：{name}"], (name, filed_now)
        assert "批注：值班" in book["值班表"]["B2"].comment.text
    page = book[AUDIT_SHEETS["ledger"]]
    for row in page.iter_rows():
        for cell in row:
            cell.comment = None
    page["A1"].comment = Comment("批注：标题", "王强")
    book.save(path)
    audited = run()
    assert not audited.said.said.is_all and audited.kept
    page = opened(tmp_path)[AUDIT_SHEETS["ledger"]]
    assert not any(cell.comment for row in page.iter_rows() for cell in row)


def test_what_was_said_of_a_figure_is_a_remark_when_another_is_as_wrong(run: Run, tmp_path: Path) -> None:
    run((version("a"), Verdict((found(),), {})))
    write(tmp_path, "2024-01-01", **{CONCLUSION: "属实", REMARK: "已电话告知"})
    for mark, figure in ("b", "8"), ("c", "9"):
        said = conclusions(run((version(mark), Verdict((found(actual=figure),), {}))))
        assert said == {"2024-01-01": ("", "（此前填写：属实　已电话告知）")}


def test_people_go_on_with_reminders_and_the_ledger(run: Run, tmp_path: Path) -> None:
    run((version("a"), BAD))
    book = opened(tmp_path)
    page = book[AUDIT_SHEETS["reminders"]]
    at = head_of(page, "已催次数")
    (row,) = rows_of(page, "单位")
    cells = [page.cell(row, at[word]).value for word in ("单位", "事由", "联系人", "电话")]
    assert cells == [OTHER.name, "未收到", "李明", "0554-1234567"]
    page.cell(row, at["已催次数"]).value = 2
    page = book[AUDIT_SHEETS["ledger"]]
    at = head_of(page, "经办人")
    for number, row in enumerate(rows_of(page, "单位")):
        page.cell(row, at["经办人"]).value = f"王强{number}"
        page.cell(row, at["公开日期"]).value = "2025年1月20日"
    book.save(tmp_path / "out" / AUDIT_WORKBOOK)
    for _ in range(2):
        run(units=(OTHER, UNIT))
        book = opened(tmp_path)
        page = book[AUDIT_SHEETS["reminders"]]
        (row,) = rows_of(page, "单位")
        assert page.cell(row, head_of(page, "已催次数")["已催次数"]).value == "2"
        page = book[AUDIT_SHEETS["ledger"]]
        at = head_of(page, "经办人")
        clerks = {page.cell(n, at["单位"]).value: page.cell(n, at["经办人"]).value for n in rows_of(page, "单位")}
        assert clerks == {UNIT.name: "王强0", OTHER.name: "王强1"}


def test_a_workbook_that_does_not_say_which_it_is_is_known_by_what_stands_in_it(run: Run, tmp_path: Path) -> None:
    run((version("a"), BAD))
    path = tmp_path / "out" / AUDIT_WORKBOOK
    old = opened(tmp_path)
    write(tmp_path, "2024-01-01", **{CONCLUSION: "不作要求"})
    assert conclusions(run()) == {"2024-01-01": ("不作要求", "")}
    old.custom_doc_props.props.clear()
    page = old[AUDIT_SHEETS["problems"]]
    row = next(n for n in rows_of(page, PROBLEM_NUMBER) if page.cell(n, 1).value == "2024-01-02")
    page.cell(row, head_of(page, CONCLUSION)[CONCLUSION]).value = "属实"
    old.save(path)
    assert conclusions(run()) == {"2024-01-01": ("不作要求", ""), "2024-01-02": ("属实", "")}


@pytest.fixture
def taken_over(tmp_path: Path) -> Callable[[], Path]:
    """Puts the library into another one, and its workbook beside that."""

    def merged() -> Path:
        folder = tmp_path / "merged"
        with OpenLibrary(folder / NAME) as library, OpenLibrary.reading(tmp_path / NAME) as other:
            library.take_over(other)
        (folder / "out").mkdir()
        shutil.copy(tmp_path / "out" / AUDIT_WORKBOOK, folder / "out")
        return folder

    return merged


def test_a_library_knows_the_workbooks_of_those_that_were_put_into_it(
    run: Run, tmp_path: Path, taken_over: Callable[[], Path]
) -> None:
    run((version("a"), BAD))
    write(tmp_path, "2024-01-01", **{CONCLUSION: "属实", REPLY: "数字无误"})
    folder = taken_over()
    said = audit_library(folder / NAME, folder / "out", Roster((UNIT, OTHER)), Profile(), 2024, wording_of("zh"))
    assert (said.said.decided, said.said.notes) == (1, 1)
    assert conclusions(said) == {"2024-01-01": ("属实", "")}


@pytest.mark.parametrize("damaged", ["", "x" * 40, b85encode(zlib.compress(b"\xff")).decode(), b"bytes"])
def test_an_edition_that_is_damaged_is_a_damaged_library(damaged: object, tmp_path: Path) -> None:
    with OpenLibrary(tmp_path / NAME) as library, library.writing():
        library.note_edition("e1", 2024, "")
        library._sql.execute("UPDATE edition SET written = ?", (damaged,))
    for ask in (lambda library: library.edition("e1"), lambda library: library.editions()):
        with pytest.raises(OutputError) as caught, OpenLibrary(tmp_path / NAME) as library:
            ask(library)
        assert caught.value.code == "library_damaged"


def test_an_edition_is_kept_in_little_room_and_one_that_is_not_packed_is_known(tmp_path: Path) -> None:
    edition = WrittenBook(2024, {"overview": WrittenSheet(lines=["临溪县"] * 1000)})
    with OpenLibrary(tmp_path / NAME) as library, library.writing():
        library.note_edition("e1", 2024, edition.as_text)
        assert library.edition("e1") == edition.as_text
        (size,) = library._sql.execute("SELECT length(written) FROM edition").fetchone()
        assert size < len(edition.as_text) / 20
        library._sql.execute("UPDATE edition SET written = ?", (edition.as_text,))
        assert library.editions() == [edition.as_text]


# ── How it is said ───────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("right", "left", "concepts", "said"),
    [
        (
            "5 + 0 = 5",
            "6 + 0 = 6",
            ["handled.total", "carried_out.total", "received.total", "carried_in.total"],
            "第三部分表格，总计：本年新收政府信息公开申请数量6＋上年结转政府信息公开申请数量0"
            "≠总计5＋结转下年度继续办理0，相差1。请核对台账。",
        ),
        (
            "4",
            "2 + 1 + 0 = 3",
            ["granted.total", "granted.natural_person", "granted.business", "granted.research"],
            "第三部分表格，三（一）予以公开：自然人2＋商业企业1＋科研机构0≠总计4，相差1。请核对台账。",
        ),
        ("4", "1 + 2 = 3", ["granted.total"] * 40, ""),
    ],
)
def test_what_does_not_add_up_comes_first(right: str, left: str, concepts: list[str], said: str) -> None:
    details = (("left", left), ("right", right), ("gap", "1"), ("repairs", "requests.granted.total:4→3"))
    finding = found()._replace(wording="sum", details=details, concepts=tuple(f"requests.{each}" for each in concepts))
    assert sum_words(finding, load_forms(), "2021", "zh") == said


# ── On paper ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_what_is_wider_than_its_sheet_is_broken(run: Run, tmp_path: Path) -> None:
    audit, path = run((version("a"), BAD)).audit, tmp_path / AUDIT_WORKBOOK
    names = (f"鹿桥县第{number}街道办事处" for number in range(40))
    texts = tuple(Text("", name, frozenset(), (name,), "", 2024, "", "", ()) for name in names)
    grouped = replace(audit, clusters=(Cluster(texts, None, ()), Cluster(texts[:2], None, ())))
    write_audit(path, tmp_path, grouped, load_forms(), "zh", wording_of("zh").message)
    page = load_workbook(path)[AUDIT_SHEETS["copies"]]
    long, short = (n for n in range(1, page.max_row + 1) if "街道办事处" in str(page.cell(n, 1).value))
    merged = {area.min_row: area.max_col for area in page.merged_cells.ranges}
    assert merged[long] == page.max_column and short not in merged and page.cell(long, 1).alignment.wrap_text
    assert page.row_dimensions[long].height > 2 * page.row_dimensions[short].height


# ── A workbook that is open in another program ───────────────────────────────────────────────────────────────────────


@pytest.fixture
def is_open(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The names of files that a program keeps from being replaced, as Excel does on Windows."""
    names: set[str] = set()
    put = os.replace

    def refused(one: Path, other: Path) -> None:
        if Path(other).name in names:
            raise PermissionError(13, "in use", str(one), None, str(other))
        put(one, other)

    monkeypatch.setattr(os, "replace", refused)
    return names


def test_what_is_written_into_either_of_two_workbooks_is_read_while_one_was_open(
    run: Run, tmp_path: Path, is_open: set[str]
) -> None:
    run((version("a"), BAD))
    other = AUDIT_WORKBOOK.replace(".", "(1).")
    is_open.add(AUDIT_WORKBOOK)
    assert run().book.name == other
    write(tmp_path, "2024-01-01", **{CONCLUSION: "属实"})
    write(tmp_path, "2024-01-02", book=other, **{CONCLUSION: "不属实"})
    (tmp_path / "out" / other.replace("1", "2")).write_bytes(b"of somebody else")
    is_open.clear()
    said = run()
    assert (said.book.name, said.said.decided) == (AUDIT_WORKBOOK, 2)
    assert conclusions(said) == {"2024-01-01": ("属实", ""), "2024-01-02": ("不属实", "")}
    left = {path.name for path in (tmp_path / "out").iterdir()}
    assert other not in left and other.replace("1", "2") in left
    assert sum(name.startswith(f"{other[:-5]} 20") for name in left) == 1, "what was filled in is kept"
    write(tmp_path, "2024-01-02", **{CONCLUSION: "属实"})
    assert conclusions(run())["2024-01-02"] == ("属实", "")
