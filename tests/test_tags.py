"""Tables as the tags of a PDF tell them: another opinion, taken where what is drawn does not fit."""

from __future__ import annotations

from random import Random

import pytest

from extract.errors import UnreadableFile
from extract.forms import load_forms
from extract.model import PageOrigin, Table
from extract.pipeline import reading_of
from extract.readers import document_of
from extract.readers.pdf import tagged_document_of
from tests.made.printing import Look, pdf_bytes, printed
from tests.made.sheets import Box, Sheet, filled, sheets, spread
from tests.made.tagged import TaggedPage, Where, tagged_pdf
from tests.made.whole import draft_of

FORMS = load_forms()


def in_columns(row: int, column: int) -> tuple[float, float]:
    return 40 + 55 * column, 760 - 20 * row


def scattered(random: Random) -> Where:
    """A place for every cell that tells nothing of its row or column, and is no other's."""
    places = [(x, 40 + 5.2 * line) for x in (40.0, 300.0) for line in range(140)]
    random.shuffle(places)
    free = iter(places)
    return lambda row, column: next(free)


def texts(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.rows]


def tables_in(*pages: TaggedPage) -> list[Table]:
    data = tagged_pdf(pages)
    document = tagged_document_of(data, document_of(data, "a.pdf"))
    return [block for block in document.blocks if isinstance(block, Table)]


def sheet(*rows: tuple[Box, ...]) -> Sheet:
    return Sheet("", rows)


@pytest.mark.parametrize("seed", range(6))
def test_cells_are_what_their_tags_say_wherever_they_stand(seed: int) -> None:
    random = Random(seed)
    for form in FORMS:
        for each in sheets(filled(random, form, rich=True), random):
            (table,) = tables_in(TaggedPage((), each, scattered(random)))
            expected = [
                [(x, box.text) for x, (box, begins) in enumerate(row) if begins and (not x or box is not row[x - 1][0])]
                for row in spread(each)
            ]
            assert [[(cell.column, cell.text) for cell in row] for row in table.rows] == expected


def test_the_tags_of_a_report_are_believed_where_its_print_does_not_fit() -> None:
    random = Random(3)
    report = filled(random, FORMS[-1], rich=True)
    pages = [
        TaggedPage(((800, heading),), each, scattered(random))
        for heading, each in zip(
            (
                "二、主动公开政府信息情况",
                "三、收到和处理政府信息公开申请情况",
                "四、政府信息公开行政复议、行政诉讼情况",
            ),
            sheets(report, random),
            strict=True,
        )
    ]
    reading = reading_of(tagged_pdf(pages), "a.pdf")
    assert reading.opinions[0][:2] == ("tags", True)
    found = {fact.concept: fact.value for fact in reading.report.facts if fact.how == "read"}
    assert found == report.values
    assert [section.number for section in reading.report.sections] == [2, 3, 4]


def test_a_place_is_that_of_the_text() -> None:
    ((row,),) = (table.rows for table in tables_in(TaggedPage((), sheet((Box("甲"), Box(""))), in_columns)))
    (box,) = row[0].origin.boxes  # type: ignore[union-attr]
    assert (box.x0, box.y1) == pytest.approx((40, 842 - 760 + 0.6), abs=1)
    assert isinstance(row[1].origin, PageOrigin)
    assert (row[1].text, row[1].origin.boxes) == ("", ())


def test_a_table_goes_on_at_the_top_of_the_next_page() -> None:
    begun, rest = sheet((Box("甲"), Box("1"))), sheet((Box("乙"), Box("2")))
    above, below = tables_in(TaggedPage((), begun, in_columns), TaggedPage((), rest, in_columns))
    assert (above.continued, below.continued) == (False, True)
    between = tables_in(TaggedPage((), begun, in_columns), TaggedPage(((800, "三、"),), rest, in_columns))
    assert [table.continued for table in between] == [False, False]


def test_figures_without_a_label_at_the_top_of_a_page_are_nobodys() -> None:
    begun, rest = sheet((Box("甲"), Box("12"))), sheet((Box(""), Box("34")))
    with pytest.raises(UnreadableFile):
        tables_in(TaggedPage((), begun, in_columns), TaggedPage((), rest, in_columns))


def test_a_file_without_tags_has_no_opinion() -> None:
    data = pdf_bytes(printed(draft_of(Random(11), FORMS[-1]), Look()).parts, Look())
    with pytest.raises(UnreadableFile):
        tagged_document_of(data, document_of(data, "a.pdf"))
