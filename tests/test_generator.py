"""The generator and its judge, checked by themselves: what they claim must hold before an engine is measured by it."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.forms import load_forms
from extract.model import Concept, Fact, Form
from tests.made.generator import LOSSES, page, pages
from tests.made.layouts import LAYOUTS
from tests.made.oracle import Line, Page, determined, dictated, misleading, number, verdict
from tests.made.sheets import Filled, cells, filled, sheets, slots, spread

FORMS = st.sampled_from(load_forms())
SEEDS = st.integers(0, 2**32)


@given(FORMS, st.booleans(), SEEDS)
def test_every_balance_of_a_report_holds(form: Form, rich: bool, seed: int) -> None:
    report = filled(Random(seed), form, rich)
    for table in form.tables:
        rows = [line.key for band in table.bands for line in band.lines]
        columns = [column.key for column in table.bands[0].columns]
        for balance in table.balances:
            for key in columns if balance.axis == "rows" else rows:
                sides = [_sum(report, table.key, balance.axis, key, side) for side in (balance.left, balance.right)]
                assert sides[0] == sides[1], (balance.key, key)


def _sum(report: Filled, table: str, axis: str, key: str, side: tuple[str, ...]) -> Decimal:
    concepts = (Concept(table, other, key) if axis == "rows" else Concept(table, key, other) for other in side)
    return sum((report.values[concept] for concept in concepts), Decimal(0))


def test_a_rich_report_is_mostly_filled_and_a_township_is_not() -> None:
    rich, poor = (filled(Random(1), load_forms()[-1], rich).values.values() for rich in (True, False))
    assert sum(map(bool, rich)) > len(rich) * 0.7
    assert sum(map(bool, poor)) < len(poor) * 0.3


@pytest.mark.slow
@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_writes_every_loss_the_same_way_twice(layout: str, loss: str) -> None:
    for form in load_forms():
        first, second = (_page(form, layout, loss, 7) for _ in range(2))
        assert first.text == second.text
        assert first.lines == second.lines
        assert all(text in first.text for text in first.truth.values() if number(text) is not None)


def _page(form: Form, layout: str, loss: str, seed: int, rich: bool = False) -> Page:
    random = Random(seed)
    return page(filled(random, form, rich), layout, loss, random)


@pytest.mark.long
@given(pages())
@settings(max_examples=200, deadline=None)
def test_what_is_determined_is_what_is_printed(found: Page) -> None:
    assert all(number(found.truth[concept]) == value for concept, value in determined(found).items())
    assert dictated(found) == determined(found)


UNSURE = {"glued", "lines_deduplicated"}


@pytest.mark.slow
@given(st.sampled_from(sorted(LAYOUTS.keys() - UNSURE)), FORMS, st.booleans(), SEEDS)
@settings(deadline=None)
def test_without_loss_every_row_of_single_cells_is_determined(layout: str, form: Form, rich: bool, seed: int) -> None:
    found = _page(form, layout, "none", seed, rich)
    wide = max(len(band.columns) for band in form.table("proactive").bands)
    narrow = {c for line in slots(form).values() if line[0].table == "proactive" and 1 < len(line) < wide for c in line}
    expected = {concept for concept, _ in cells(form)} - (narrow if LAYOUTS[layout].repeats else set())
    assert determined(found).keys() == expected


@given(FORMS, SEEDS)
def test_spans_make_every_table_a_rectangle(form: Form, seed: int) -> None:
    random = Random(seed)
    for loss in ("none", "extra_rows", "column_lost"):
        for sheet in LOSSES[loss](filled(random, form, True), random):
            assert len({len(row) for row in spread(sheet)}) == 1


def test_the_printed_tables_hold_every_cell_of_the_form_once() -> None:
    for form in load_forms():
        tables = sheets(filled(Random(3), form, True), Random(3))
        printed = [box.concept for sheet in tables for row in sheet.rows for box in row if box.concept]
        assert printed == [concept for concept, _ in cells(form)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("１，２３４", "1234"),
        (" 0", "0"),
        ("12.5万元", "12.5"),
        ("+18", "18"),
        ("-3件", "-3"),
        ("", None),
        ("—", None),
        ("无", None),
    ],
)
def test_number_reads_what_is_printed(text: str, value: str | None) -> None:
    assert number(text) == (None if value is None else Decimal(value))


# ── The judge on lines whose answer is known by hand ─────────────────────────────────────────────────────────────────


def _table(rows: dict[str, tuple[str, ...]], named: frozenset[str] = frozenset(), glued: bool = False) -> Page:
    """A page of which only some lines of table three are known."""
    form = load_forms()[-1]
    depths = {line.key: len(line.group) for line in form.table("requests").bands[0].lines}
    lines = tuple(Line(row, depths[row], slots(form)["requests", row], texts, glued) for row, texts in rows.items())
    return Page("by hand", form, "", {}, lines, named)


def _read(found: Page) -> dict[str, int]:
    return {str(concept).removeprefix("requests."): int(value) for concept, value in dictated(found).items()}


def test_dropped_blanks_leave_the_total_certain() -> None:
    assert _read(_table({"received": ("7", "1", "8")})) == {"received.total": 8}


def test_a_line_that_no_placement_balances_determines_nothing() -> None:
    assert _read(_table({"received": ("7", "1", "9")})) == {}


def test_the_header_tells_which_column_is_lost() -> None:
    named = frozenset({"natural_person", "business", "research", "public_interest", "legal_service", "total"})
    read = _read(_table({"received": ("2", "0", "0", "0", "0", "3")}, named))
    assert read["received.total"] == 3
    assert "received.other_org" not in read


def test_the_columns_balance_across_rows() -> None:
    """As in the seed: items lost two columns, group rows one; of an item only natural persons and total are certain."""
    form = load_forms()[-1]
    band = form.table("requests").bands[0]
    named = frozenset(column.key for column in band.columns) - {"other_org"}
    deep = {line.key for line in band.lines if len(line.group) == 2}
    rows = {line.key: ("0",) * (5 if line.key in deep else 6) for line in band.lines}
    rows |= {"received": ("2", "0", "0", "0", "0", "2"), "handled": ("2", "0", "0", "0", "0", "2")}
    rows["other.misc"] = ("2", "0", "0", "0", "2")
    read = _read(_table(rows, named))
    assert read["other.misc.natural_person"] == read["other.misc.total"] == 2
    assert "other.misc.business" not in read
    assert read["handled.legal_service"] == 0


def test_a_stray_number_is_left_out_where_only_one_way_balances() -> None:
    read = _read(_table({"received": ("1", "0", "0", "0", "0", "0", "1", "4")}))
    assert (read["received.natural_person"], read["received.total"]) == (1, 1)


@pytest.mark.parametrize(
    ("digits", "total"), [("2000002", 2), ("100000010", 10), ("123000015", 15), ("110000011", None), ("110", None)]
)
def test_glued_digits_are_split_when_there_is_one_way(digits: str, total: int | None) -> None:
    assert _read(_table({"received": (digits,)}, glued=True)).get("received.total") == total


# ── The verdict ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _facts(found: Page, change: Callable[[Concept, Decimal], Decimal]) -> list[Fact]:
    return [
        Fact(concept, found.form.code, "number", change(concept, value), text, "", "read", ())
        for concept, text in found.truth.items()
        if (value := number(text)) is not None
    ]


def test_the_verdict_knows_right_wrong_and_missing() -> None:
    found = _page(load_forms()[-1], "tab_spans", "none", 5, rich=True)
    assert not misleading(found)
    perfect = verdict(found, _facts(found, lambda _, value: value))
    assert (len(perfect.right), perfect.wrong, perfect.missing) == (len(found.truth), [], [])
    first = next(iter(found.truth))
    slipped = verdict(found, _facts(found, lambda concept, value: value + (concept == first)))
    assert [fact.concept for fact in slipped.wrong] == slipped.missing == [first]
    assert set(verdict(found, []).missing) == set(found.truth)


def test_a_number_for_an_empty_cell_is_wrong_and_a_suggestion_is_not() -> None:
    found = _page(load_forms()[-1], "tab_spans", "zeros_blank", 5)
    empty = next(concept for concept, text in found.truth.items() if not text)
    fact = Fact(empty, found.form.code, "number", Decimal(0), "0", "", "read", ())
    assert verdict(found, [fact]).wrong == [fact]
    assert verdict(found, [fact._replace(how="suggested")]).wrong == []
