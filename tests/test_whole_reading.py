"""Whether a report was read whole: what its status says, and whose fault it is where something has no place."""

from __future__ import annotations

from dataclasses import replace

from extract.checks import verdict_of
from extract.checks.case import case_of
from extract.checks.structure import altered_tables
from extract.forms import load_forms
from extract.model import Gap, PageBox, PageOrigin
from extract.opinion import is_in_doubt
from extract.pipeline import reading_of
from tests.test_checks import CLEAN, only
from tests.test_upright import IMPOSITIONS, paper

FORMS = load_forms()
NAME = "云台镇2023.txt"
RECEIVED = "一、本年新收政府信息公开申请数量"


def test_a_figure_without_a_place_makes_a_report_partial() -> None:
    at = CLEAN.index(RECEIVED)
    end = CLEAN.index("\n", at) + 1
    reading = reading_of(f"{CLEAN[:end]}\t\t\t88\t\t\t\t\t\t\n{CLEAN[end:]}".encode(), NAME)
    assert reading_of(CLEAN.encode(), NAME).report.status == "ok"
    assert [entry.raw for account in reading.accounts for entry in account.unplaced] == ["88"]
    assert {fact.state for fact in reading.report.facts} == {"number"}
    assert reading.report.status == "partial"


def test_words_in_a_cell_may_be_of_another_column_beside_a_figure_without_a_place() -> None:
    def about(text: str) -> str:
        return only(verdict_of(reading_of(text.encode(), NAME), FORMS), "D-06").about

    worded = CLEAN.replace("（一）予以公开\t\t", "（一）予以公开\t\t约一", 1)
    at = worded.index(RECEIVED)
    assert worded != CLEAN
    assert about(worded) == "report"
    assert about(f"{worded[:at]}\t\t\t88\t\t\t\t\t\t\n{worded[at:]}") == "reading"


def test_nobody_fills_in_the_label_of_a_row() -> None:
    def about(printed: str) -> str:
        worded = CLEAN.replace("（一）予以公开\t\t", f"（一）予以公开\t\t{printed}", 1)
        return only(verdict_of(reading_of(worded.encode(), NAME), FORMS), "D-06").about

    assert about("约一") == "report"
    assert about("173（三）不予公开2.其他法律行政法规禁止公开") == "reading"


def test_a_report_that_nobody_signs_is_partial() -> None:
    nameless = CLEAN.replace("松溪县云台镇", "").replace("云台镇", "")
    reading = reading_of(nameless.encode(), "x.txt")
    assert (reading.report.identity.entity, reading.missing) == ("", ())
    assert reading.report.status == "partial"


def test_pages_that_were_put_upright_are_a_repair() -> None:
    assert reading_of(paper(1), "a.pdf").report.status == "ok"
    turned = reading_of(IMPOSITIONS["content turned right"](paper(1)), "a.pdf")
    assert turned.report.status == "ok_with_repairs"


def test_a_label_whose_lines_are_tangled_is_our_trouble() -> None:
    reading = reading_of(CLEAN.encode(), NAME)

    def about(printed: str) -> str:
        matches = tuple(
            replace(m, lines=tuple(n._replace(label=printed) if n.row == "received" else n for n in m.lines))
            for m in reading.matches
        )
        findings = altered_tables(case_of(replace(reading, matches=matches), FORMS))
        assert isinstance(findings, list)
        (finding,) = findings
        return finding.about

    assert about("一、本年新收政府信息公开申清数量") == "report"
    assert about("一申、请本数年量新收政府信息公开") == "reading"


def test_of_recognised_text_no_other_reader_is_asked() -> None:
    reading = reading_of(CLEAN.replace("\t7\t2\t", "\t70\t2\t", 1).encode(), NAME)
    page = Gap("recognised_page", PageOrigin((PageBox(1, 0, 0, 595, 842),)))
    assert is_in_doubt(reading, FORMS)
    assert not is_in_doubt(replace(reading, document=replace(reading.document, gaps=(page,))), FORMS)


def test_where_a_report_can_be_had_is_no_agency() -> None:
    told = CLEAN.replace(
        "\n\n一、总体情况", "\n\n本报告电子版可在本级人民政府门户网站“政府信息公开年报”栏\n目查阅。\n\n一、总体情况", 1
    )
    assert told != CLEAN
    values = {each.value for each in reading_of(told.encode(), NAME).report.identity.evidence if each.about == "entity"}
    assert not any("本报告" in value for value in values)
