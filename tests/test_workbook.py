"""`核查表.xlsx`, read back with another library: sheets, figures, marks, print set-up, languages, forms."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

import pytest
from openpyxl import load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.workbook.workbook import Workbook as Book
from openpyxl.worksheet.worksheet import Worksheet

from extract.export.books.looks import AMBER, GREY, RED, VIOLET
from extract.export.books.workbook import Workbook
from extract.forms import load_forms
from extract.model import (
    NOTHING_GIVEN,
    UNKNOWN,
    CellOrigin,
    Concept,
    Fact,
    Finding,
    How,
    Identity,
    ParagraphOrigin,
    Report,
    Section,
    Severity,
    Source,
    State,
    Status,
    Verdict,
)
from extract.numbers import is_mark, read_number
from extract.panels.series import HEADLINES
from extract.text import listed
from extract.words.languages import Lang
from extract.words.places import place_of
from extract.words.workbook_labels import LABELS, label

FORMS = load_forms()
CODES = [form.code for form in FORMS]
SHEETS = ["使用说明", "核查概况", "问题清单", "主动公开", "申请办理", "复议诉讼", "与上年对比", "指标代码"]
TABLE_SHEETS = SHEETS[3:6]
NO_FINDINGS = Verdict((), ())
TITLES = {"D-01": "收支平衡", "D-06": "单元格空白", "R-01": "位置为推测"}


def figures(form: str, printed: Mapping[str, str], leave_out: tuple[str, ...] = ()) -> tuple[Fact, ...]:
    """All cells of a form: 0, or what `printed` says; `~3` is aligned, `?3` suggested, `-` a mark, `.` absent."""
    declared = next(each for each in FORMS if each.code == form)
    return tuple(
        fact(Concept(table.key, line.key, column.key), form, printed, column.unit)
        for table in declared.tables
        if table.key not in leave_out
        for band in table.bands
        for line in band.lines
        for column in band.columns
    )


def fact(concept: Concept, form: str, printed: Mapping[str, str], unit: str) -> Fact:
    text = printed.get(str(concept), "0")
    if text == ".":
        return Fact(concept, form, "absent", None, "", unit, "", ())
    hows: dict[str, How] = {"~": "aligned", "?": "suggested"}
    how, raw = hows.get(text[:1], "read"), text.lstrip("~?")
    number = read_number(raw)
    state: State = "number" if number else "blank" if not raw else "mark" if is_mark(raw) else "unreadable"
    value = number.value if number else None
    return Fact(concept, form, state, value, raw, (number and number.unit) or unit, how, (CellOrigin("html", 1, 2, 3),))


def report(
    agency: str,
    year: int,
    printed: Mapping[str, str] | None = None,
    *,
    form: str = "2021",
    status: Status = "ok",
    sections: Iterable[int] = range(1, 7),
    leave_out: tuple[str, ...] = (),
) -> Report:
    name = f"澄川县/{year}/{agency}.html"
    keys = ("overview", "proactive", "requests", "disputes", "problems", "other")
    return Report(
        source=Source(name, "html", hashlib.sha256(name.encode()).hexdigest(), 9000),
        status=status,
        reason="",
        identity=Identity(agency, agency + "人民政府", "", "township", "", "", year, "", "", ()),
        form=form,
        sections=tuple(Section(n, keys[n - 1], keys[n - 1], ParagraphOrigin("html", n), ()) for n in sections),
        facts=figures(form, printed or {}, leave_out),
        narrative=(),
        given=NOTHING_GIVEN,
    )


def lost(name: str, status: Status, reason: str, duplicate_of: str = "") -> Report:
    return Report(
        Source(name, "pdf", "0" * 64, 1), status, reason, UNKNOWN, "", (), (), (), NOTHING_GIVEN, duplicate_of
    )


def finding(
    rule: str,
    severity: Severity,
    *concepts: str,
    about: Literal["report", "reading"] = "report",
    message: str = "两项之和与表中总计不一致",
    expected: str = "9",
    actual: str = "8",
) -> Finding:
    origins = tuple(CellOrigin("html", 2, 5 + n, 9) for n in range(len(concepts)))
    return Finding(rule, severity, about, "", (("text", message),), expected, actual, concepts, origins)


def message_of(finding: Finding, form: str) -> str:
    return dict(finding.details)["text"]


Filed = tuple[Report, Verdict]


def county() -> list[Filed]:
    """A small county: two years, both forms, every state of a cell, every status of a file."""
    received = {"requests.received.total": "7", "requests.received.natural_person": "7"}
    handled = {"requests.granted.total": "4", "requests.denied.third_party.total": "2", "requests.handled.total": "6"}
    first = report("望秋镇", 2023, {**received, **handled, "requests.carried_out.total": "1"})
    odd = {
        "requests.received.total": "12",
        "requests.carried_in.total": "2",
        "requests.granted.natural_person": "~3",
        "requests.granted.business": "?1",
        "requests.granted.research": "",
        "requests.granted.public_interest": "/",
        "requests.granted.legal_service": ".",
        "requests.granted.other_org": "0 0 3",
        "requests.handled.total": "8",
        "proactive.normative_documents.issued": "3",
        "proactive.licences.decisions": "11398889",
        "proactive.fees.amount": "316.4400",
        "disputes.review.total": "",
    }
    balance = (
        "requests.received.total",
        "requests.carried_in.total",
        "requests.handled.total",
        "requests.carried_out.total",
    )
    blank = finding("D-06", "warning", "disputes.review.total", message="单元格为空白", expected="数字", actual="空白")
    unequal = finding("D-01", "error", *balance, message="新收 12 + 结转 2 = 14，办理 8 + 结转下年 0 = 8，相差 6。")
    bare = finding("C-08", "note", message="没有前言", expected="", actual="")
    guess = finding("R-01", "warning", "requests.granted.business", about="reading", message="数字位置是推测")
    verdict = Verdict((blank, unequal, bare, guess), ("D-05",))
    second = report("望秋镇", 2024, odd, status="ok_with_repairs")
    old = report("柳荫街道", 2020, {"proactive.licences.items_change": "-3", "requests.other.total": "2"}, form="2019")
    newer = report("柳荫街道", 2021, {"proactive.fees.amount": "251000元", "requests.received.total": "5"})
    partial = report("石门桥民族乡", 2024, status="partial", sections=(1, 2, 3, 6), leave_out=("disputes",))
    return [
        (first, NO_FINDINGS),
        (second, verdict),
        (old, NO_FINDINGS),
        (newer, NO_FINDINGS),
        (partial, Verdict((finding("C-01", "error", "problems", message="缺少第五部分", expected="", actual=""),), ())),
        (lost("澄川县/2024/空白.txt", "failed", "empty"), NO_FINDINGS),
        (lost("澄川县/2024/望秋镇（副本）.html", "skipped", "duplicate", second.report_id), NO_FINDINGS),
    ]


def written(path: Path, filed: Iterable[Filed], lang: Lang = "zh") -> Book:
    book = Workbook(FORMS, lang, message_of, TITLES, "gongkai 0.0")
    for each, verdict in filed:
        book.add(each, verdict)
    path.parent.mkdir(exist_ok=True)
    with TemporaryDirectory() as scratch:
        book.write(path, Path(scratch))
    return load_workbook(path)


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Book:
    return written(tmp_path_factory.mktemp("book") / "核查表.xlsx", county())


def cells(sheet: Worksheet) -> list[Cell]:
    return [cell for row in sheet.iter_rows() for cell in row if isinstance(cell, Cell)]


def fill(cell: Cell) -> str:
    return str(cell.fill.fgColor.rgb)[2:] if cell.fill.patternType else ""


def rows_of(sheet: Worksheet) -> list[list[object]]:
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def head_of(sheet: Worksheet) -> dict[str, int]:
    """The code row of a wide sheet: which column a concept stands in."""
    for row in sheet.iter_rows():
        codes = {str(cell.value): cell.column for cell in row if cell.value and str(cell.value).count(".") >= 2}
        if len(codes) > 9:
            return codes
    raise AssertionError("no row of codes")


def cell_of(sheet: Worksheet, agency: str, year: int, concept: str) -> Cell:
    for row in sheet.iter_rows():
        if row[0].value == agency + "人民政府" and row[1].value == year:
            cell = row[head_of(sheet)[concept] - 1]
            assert isinstance(cell, Cell)
            return cell
    raise AssertionError((agency, year))


def row_starting(sheet: Worksheet, *start: object) -> list[object]:
    return next(row for row in rows_of(sheet) if row[: len(start)] == list(start))


def test_the_sheets_are_those_of_the_contract(book: Book) -> None:
    assert book.sheetnames == SHEETS
    assert [sheet.title for sheet in book.worksheets if sheet.max_row < 2] == []


def test_no_cell_is_a_formula_a_link_or_an_error(book: Book) -> None:
    everything = [cell for sheet in book.worksheets for cell in cells(sheet)]
    assert len(everything) > 1000
    assert {cell.data_type for cell in everything} <= {"n", "s", "inlineStr"}
    assert not [cell for cell in everything if cell.hyperlink]


def test_every_figure_is_a_number_with_its_sign_in_the_format(book: Book) -> None:
    requests, proactive = book["申请办理"], book["主动公开"]
    read = cell_of(requests, "望秋镇", 2023, "requests.received.natural_person")
    assert (read.value, read.number_format) == (7, "0")
    aligned = cell_of(requests, "望秋镇", 2024, "requests.granted.natural_person")
    assert (aligned.value, aligned.number_format) == (3, '0"~"')
    suggested = cell_of(requests, "望秋镇", 2024, "requests.granted.business")
    assert (suggested.value, suggested.font.italic) == (1, True)
    assert suggested.number_format.startswith('0"?')
    assert cell_of(proactive, "望秋镇", 2024, "proactive.licences.decisions").value == 11398889
    assert cell_of(proactive, "柳荫街道", 2020, "proactive.licences.items_change").value == -3


def test_printed_decimals_and_other_units_are_shown(book: Book) -> None:
    fees = cell_of(book["主动公开"], "望秋镇", 2024, "proactive.fees.amount")
    assert (fees.value, fees.number_format) == (316.44, "0.0000")
    in_yuan = cell_of(book["主动公开"], "柳荫街道", 2021, "proactive.fees.amount")
    assert (in_yuan.value, in_yuan.number_format) == (251000, '0"元"')


def test_what_is_no_number_is_shown_as_printed(book: Book) -> None:
    of = {
        column: cell_of(book["申请办理"], "望秋镇", 2024, f"requests.granted.{column}")
        for column in ("research", "public_interest", "legal_service", "other_org")
    }
    assert (of["research"].value, of["public_interest"].value, of["other_org"].value) == ("（空）", "/", "0 0 3")
    assert (of["legal_service"].value, fill(of["legal_service"])) == (None, GREY)
    other_form = cell_of(book["主动公开"], "望秋镇", 2024, "proactive.procurement.items")
    assert (other_form.value, fill(other_form)) == (None, "")


def test_a_figure_that_a_spreadsheet_would_round_stays_text(tmp_path: Path) -> None:
    digits = "12345678901234567"
    sheet = written(tmp_path / "w.xlsx", [(report("望秋镇", 2024, {"disputes.review.total": digits}), NO_FINDINGS)])[
        "复议诉讼"
    ]
    assert cell_of(sheet, "望秋镇", 2024, "disputes.review.total").value == digits


@pytest.mark.parametrize(("colour", "mark"), [(RED, "error"), (AMBER, "warning"), (VIOLET, "reading")])
def test_coloured_cells_are_exactly_those_of_findings(book: Book, colour: str, mark: str) -> None:
    expected = {
        (each.identity.agency, each.year, concept)
        for each, verdict in county()
        for one in verdict.findings
        for concept in one.concepts
        if mark == (one.about if one.about == "reading" else one.severity) and concept.count(".") >= 2
    }
    found = set()
    for name in TABLE_SHEETS:
        codes = {column: concept for concept, column in head_of(book[name]).items()}
        for row in book[name].iter_rows():
            found |= {
                (row[0].value, row[1].value, codes[c.column]) for c in row if isinstance(c, Cell) and fill(c) == colour
            }
    assert found == expected
    assert found


def test_marks_do_not_depend_on_colour(book: Book) -> None:
    error = cell_of(book["申请办理"], "望秋镇", 2024, "requests.received.total")
    assert (error.value, error.number_format, error.font.bold) == (12, '0"▲"', True)
    warning = cell_of(book["复议诉讼"], "望秋镇", 2024, "disputes.review.total")
    assert (warning.value, warning.number_format) == ("（空）", '@"△"')


def test_both_forms_stand_side_by_side(book: Book) -> None:
    proactive, requests = head_of(book["主动公开"]), head_of(book["申请办理"])
    assert proactive["proactive.rules.in_force"] < proactive["proactive.rules.made"]
    assert proactive["proactive.rules.published_total"] < proactive["proactive.normative_documents.issued"]
    assert requests["requests.rejected.reissue.total"] < requests["requests.other.total"]
    assert requests["requests.other.total"] < requests["requests.other.not_corrected.natural_person"]
    assert cell_of(book["申请办理"], "柳荫街道", 2020, "requests.other.total").value == 2
    told = dict.fromkeys(str(v) for row in rows_of(book["申请办理"])[:9] for v in row[3:] if str(v).startswith("20"))
    assert list(told) == ["2019、2021", "2019", "2021"]


def test_a_form_that_nobody_used_takes_no_columns(tmp_path: Path) -> None:
    one = written(tmp_path / "w.xlsx", [(report("望秋镇", 2024), NO_FINDINGS)])
    assert len(head_of(one["主动公开"])) == 10
    assert len(head_of(one["申请办理"])) == 175
    assert len(head_of(one["复议诉讼"])) == 15


def test_heads_stay_and_are_printed_again(book: Book) -> None:
    for name in SHEETS[1:]:
        sheet = book[name]
        assert sheet.freeze_panes, name
        assert sheet.print_title_rows, name
        assert sheet.auto_filter.ref, name
        assert str(sheet.page_setup.paperSize) == "9"
        assert "&P" in str(sheet.oddFooter.center.text)
    assert {book[name].page_setup.orientation for name in SHEETS[1:6]} == {"landscape"}
    for name in ("核查概况", "问题清单", "与上年对比", "指标代码"):
        assert book[name].sheet_properties.pageSetUpPr.fitToPage
        assert str(book[name].page_setup.fitToWidth) in ("1", "None")
    for name in TABLE_SHEETS:
        assert book[name].print_title_cols == "$A:$C"
    assert len(book["申请办理"].col_breaks.brk) > 5
    assert book["申请办理"].page_setup.pageOrder == "overThenDown"


def test_the_overview_has_a_row_per_file_and_says_what_to_do(book: Book) -> None:
    sheet = book["核查概况"]
    second = row_starting(sheet, 2)
    assert second[2:11] == ["望秋镇人民政府", 2024, "含推断", "六部分齐全", 1, 1, 1, 1, 1]
    assert row_starting(sheet, 5)[4:6] == ["△不完整", "4/6，缺四、五"]
    assert row_starting(sheet, 6)[4:11] == ["▲未读出", None, None, None, None, None, None]
    assert "空的" in str(row_starting(sheet, 6)[11])
    assert "澄川县/2024/望秋镇.html" in str(row_starting(sheet, 7)[11])
    assert row_starting(sheet, "合计")[6:11] == [2, 1, 1, 1, 1]
    assert rows_of(sheet)[1][0] == label(
        "summary", "zh", files=7, read=5, ok=3, ok_with_repairs=1, partial=1, failed=1, skipped=1
    )


@pytest.mark.parametrize(
    ("about", "next_step"),
    [
        (["report"], "见“问题清单”第一部分"),
        (["reading"], "对照原文核对“问题清单”第二部分"),
        (["report", "reading"], "见“问题清单”；第二部分先对照原文核对"),
        ([], "无需处理"),
    ],
)
def test_what_to_do_next_is_what_the_findings_are_about(
    about: list[Literal["report", "reading"]], next_step: str, tmp_path: Path
) -> None:
    found = tuple(finding("D-01", "error", about=each) for each in about)
    book = written(tmp_path / "a.xlsx", [(report("石桥镇", 2024), Verdict(found, {}))])
    assert next_step in row_starting(book["核查概况"], 1)


def test_findings_stand_errors_first_and_doubts_apart(book: Book) -> None:
    sheet = book["问题清单"]
    levels = [row[3] for row in rows_of(sheet) if isinstance(row[0], int)]
    assert levels == ["▲错误", "▲错误", "△存疑", "提示", "◇待核对"]
    first = row_starting(sheet, 1)
    assert first[4] == "D-01 收支平衡"
    assert str(first[5]).startswith("第三部分表格，一、本年新收政府信息公开申请数量，总计；二、上年结转")
    assert (first[7], first[8], str(first[9]).split("、")[0]) == ("9", "8", "第2张表第5行第9列")
    doubt = next(cell.row for cell in cells(sheet) if cell.value == "◇待核对")
    last_printed = int(str(sheet.print_area).rpartition("$")[2])
    assert last_printed < doubt - 1
    assert int(str(sheet.auto_filter.ref).rpartition("J")[2]) <= last_printed


def test_a_problem_of_two_versions_is_listed_and_counted_once(tmp_path: Path) -> None:
    unequal = finding("D-01", "error", "requests.received.total", "requests.carried_in.total")
    differs = finding("A-04", "warning", "requests.received.total", about="reading", message="两份不一致")
    book = Workbook(FORMS, "zh", message_of, TITLES)
    book.add(report("望秋镇", 2024), Verdict((unequal,), ()))
    book.add(report("望秋镇", 2024), Verdict((differs, unequal), ()), counts=False)
    book.write(tmp_path / "book.xlsx", tmp_path)
    sheets = load_workbook(tmp_path / "book.xlsx")
    assert [row[3] for row in rows_of(sheets["问题清单"]) if isinstance(row[0], int)] == ["▲错误", "◇待核对"]
    assert row_starting(sheets["核查概况"], "合计")[6:10] == [1, 0, 0, 1]


def test_rows_are_as_high_as_their_text(book: Book) -> None:
    sheet = book["问题清单"]
    long, short = (next(cell.row for cell in cells(sheet) if cell.value == rule) for rule in ("D-01 收支平衡", "C-08"))
    assert (sheet.row_dimensions[long].height or 0) > 2 * (sheet.row_dimensions[short].height or 0)


def test_years_are_compared_by_certain_figures_only(book: Book) -> None:
    rows = [row for row in rows_of(book["与上年对比"]) if row[0] == "望秋镇人民政府"]
    by_name = {str(row[2]): row[3:7] for row in rows}
    assert by_name["新收申请"] == [7, 12, 5, None]
    assert by_name["不予公开"][:3] == [2, 0, -2]
    assert by_name["上年结转申请"] == [0, 2, 2, "▲ 不衔接（上年 1，本年 2）"]
    assert by_name["行政复议"][:3] == [0, "—", "—"]
    assert by_name["予以公开"][:3] == [4, 0, -4]
    other = {str(row[2]): row[3:7] for row in rows_of(book["与上年对比"]) if row[0] == "柳荫街道人民政府"}
    assert other["其他处理"][:3] == [2, 0, -2]
    assert other["上年结转申请"][3] == "衔接"


def test_a_guess_is_not_compared_and_neither_are_two_reports_of_a_year(tmp_path: Path) -> None:
    guessed = [report("望秋镇", 2023), report("望秋镇", 2024, {"requests.denied.admin_query.total": "?3"})]
    sheet = written(tmp_path / "w.xlsx", [(each, NO_FINDINGS) for each in guessed])["与上年对比"]
    assert next(row for row in rows_of(sheet) if row[2] == "不予公开")[3:6] == [0, "—", "—"]
    twice = [*guessed, report("望秋镇", 2024, {"requests.received.total": "5"})]
    sheet = written(tmp_path / "w.xlsx", [(each, NO_FINDINGS) for each in twice])["与上年对比"]
    assert [row[2] for row in rows_of(sheet) if row[0] == "望秋镇人民政府"] == [label("several", "zh")]


def test_every_cell_of_the_forms_has_its_code_explained(book: Book) -> None:
    codes = {str(row[0]): row[1:4] for row in rows_of(book["指标代码"])}
    wide = {concept for name in TABLE_SHEETS for concept in head_of(book[name])}
    assert wide <= codes.keys()
    assert codes["requests.other.misc.natural_person"] == [
        place_of("requests.other.misc.natural_person", FORMS, ""),
        "件",
        listed(CODES[1:]),
    ]
    assert codes["requests.received.total"][2] == listed(CODES)


def test_english_changes_the_words_but_not_the_sheets_or_figures(tmp_path: Path) -> None:
    english = written(tmp_path / "w.xlsx", county(), "en")
    assert english.sheetnames == SHEETS
    assert [cell.value for cell in english["核查概况"][4]][1:5] == ["File", "Agency", "Year", "Reading"]
    assert str(row_starting(english["问题清单"], 1)[5]).startswith("Part 3 table, row 一、本年新收")
    assert cell_of(english["申请办理"], "望秋镇", 2024, "requests.received.total").value == 12
    assert cell_of(english["申请办理"], "望秋镇", 2024, "requests.granted.research").value == "(blank)"


def test_every_headline_has_a_label() -> None:
    assert [concept for concept in HEADLINES if f"headline.{concept}" not in LABELS] == []


def test_odd_text_stays_text(tmp_path: Path) -> None:
    odd = report("=1+1", 2024, {"disputes.review.total": "=SUM(A1)", "disputes.review.other": "http://example.org"})
    message = "\x00@cmd \ud800 " + "长" * 40_000
    verdict = Verdict((finding("D-01", "error", "nothing.at.all", message=message, expected="+1", actual="-2"),), ())
    sheets = written(tmp_path / "w.xlsx", [(odd, verdict)])
    review = cell_of(sheets["复议诉讼"], "=1+1", 2024, "disputes.review.total")
    assert (review.value, review.data_type) == ("=SUM(A1)", "s")
    row = row_starting(sheets["问题清单"], 1)
    assert (row[1], row[5], row[7:9]) == ("=1+1人民政府", "nothing.at.all", ["+1", "-2"])
    assert str(row[6]).startswith("\ufffd@cmd \ufffd 长")


def test_nothing_read_still_makes_a_workbook(tmp_path: Path) -> None:
    for filed in ([], [(lost("甲.pdf", "failed", "no_such_reason"), NO_FINDINGS)]):
        sheets = written(tmp_path / "w.xlsx", filed)
        assert sheets.sheetnames == SHEETS
        assert label("no_reports", "zh") in [row[0] for row in rows_of(sheets["申请办理"])]
        assert label("problems.none", "zh") in [row[0] for row in rows_of(sheets["问题清单"])]


def test_the_same_reports_make_the_same_bytes(tmp_path: Path) -> None:
    first, second = tmp_path / "a" / "w.xlsx", tmp_path / "b" / "w.xlsx"
    for path in (first, second):
        written(path, county())
    assert first.read_bytes() == second.read_bytes()


@pytest.mark.slow
def test_three_hundred_reports_take_seconds(tmp_path: Path) -> None:
    printed = {"requests.received.total": "3", "requests.received.natural_person": "3"}
    many = [report(f"第{n}镇", year, printed) for n in range(100) for year in (2022, 2023, 2024)]
    verdict = Verdict((finding("D-01", "error", "requests.received.total"),), ())
    started = time.process_time()
    book = Workbook(FORMS, "zh", message_of, TITLES)
    for each in many:
        book.add(each, verdict)
    book.write(tmp_path / "w.xlsx", tmp_path)
    assert time.process_time() - started < 30
