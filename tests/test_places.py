"""Places in words: every cell of every form has one of its own, made of the form's labels."""

from __future__ import annotations

from typing import Literal

import pytest

from extract.forms import load_forms
from extract.model import Concept
from extract.words.places import cells_of, place_of, places_of

FORMS = load_forms()
CELLS = {
    form.code: [
        str(Concept(table.key, line.key, column.key))
        for table in form.tables
        for band in table.bands
        for line in band.lines
        for column in band.columns
    ]
    for form in FORMS
}


@pytest.mark.parametrize(
    ("concept", "place"),
    [
        ("requests.other.misc.natural_person", "第三部分表格，三（六）3.其他，自然人"),
        ("requests.other.misc", "第三部分表格，三（六）3.其他"),
        ("requests.received.total", "第三部分表格，一、本年新收政府信息公开申请数量，总计"),
        ("requests.partially_granted.other_org", "第三部分表格，三（二）部分公开，法人或其他组织，其他"),
        ("requests.denied", "第三部分表格，三（三）不予公开"),
        ("requests.denied.total", "第三部分表格，三（三）不予公开，总计"),
        ("requests", "第三部分表格"),
        ("proactive.rules.issued", "第二部分表格，第二十条第（一）项，规章，本年制发件数"),
        ("proactive.fees.amount", "第二部分表格，第二十条第（八）项，行政事业性收费，本年收费金额（单位：万元）"),
        ("disputes.review.total", "第四部分表格，行政复议，总计"),
        ("disputes.suit_direct.total", "第四部分表格，行政诉讼，未经复议直接起诉，总计"),
        ("disputes.suit", "第四部分表格，行政诉讼"),
        ("problems", "第五部分，存在的主要问题及改进情况"),
        ("narrative.channel.wechat", "正文，微信公开数"),
    ],
)
def test_a_concept_in_words(concept: str, place: str) -> None:
    assert place_of(concept, FORMS, "2021") == place


def test_the_frame_is_english_and_the_labels_stay() -> None:
    assert place_of("requests.other.misc.total", FORMS, "2021", "en") == "Part 3 table, row 三（六）3.其他, column 总计"
    assert place_of("narrative.proactive_total", FORMS, "2021", "en") == "Prose, information published in total"


def test_the_form_decides_and_another_helps_out() -> None:
    assert place_of("proactive.normative_documents", FORMS, "2019").endswith("，规范性文件")
    assert place_of("proactive.normative_documents", FORMS, "2021").endswith("，行政规范性文件")
    assert place_of("proactive.procurement.items", FORMS, "2021").endswith("政府集中采购，采购项目数量")
    assert place_of("requests.other.total", FORMS, "2019") == place_of("requests.other.total", FORMS, "2021")


@pytest.mark.parametrize("odd", ["", ".", "requests.nothing", "requests.received.nothing", "total", "a.b.c"])
def test_what_no_form_declares_stays_as_it_is(odd: str) -> None:
    assert place_of(odd, FORMS, "mixed") == odd


@pytest.mark.parametrize("code", CELLS)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_two_cells_have_the_same_place(code: str, lang: Literal["zh", "en"]) -> None:
    places = {place_of(concept, FORMS, code, lang) for concept in CELLS[code]}
    assert len(places) == len(CELLS[code]) > 100
    assert not places & set(CELLS[code])


def test_several_places_name_their_table_once_and_many_are_counted() -> None:
    totals = ("requests.received.total", "requests.carried_in.total", "disputes.review.total")
    assert places_of(totals, FORMS, "2021") == (
        "第三部分表格，一、本年新收政府信息公开申请数量，总计；二、上年结转政府信息公开申请数量，总计；第四部分表格，行政复议，总计"
    )
    many = tuple(concept for concept in CELLS["2021"] if concept.startswith("disputes.review"))
    assert (
        places_of(many, FORMS, "2021")
        == "第四部分表格，行政复议，结果维持；行政复议，结果纠正；……；行政复议，总计（共5处）"
    )
    assert places_of((), FORMS, "2021") == ""


def test_a_group_is_all_cells_of_its_rows() -> None:
    newest, oldest = (next(form for form in FORMS if form.code == code) for code in ("2021", "2019"))
    assert len(cells_of("requests.denied.total", newest)) == 8
    assert [cell.row for cell in cells_of("disputes.suit.total", newest)] == ["suit_direct", "suit_after_review"]
    assert cells_of("requests.other.total", oldest) == (Concept("requests", "other", "total"),)
    assert len(cells_of("requests.other.total", newest)) == 3
    assert cells_of("requests.nothing.total", newest) == ()
