"""A second opinion is asked where tables do not fit, the better reading is kept, and what was done is said."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import numpy as np
import pytest

from extract.checks import check
from extract.forms import load_forms
from extract.model import Concept, Fact, Finding, How, Reading, State, Table
from extract.opinion import Misfit, as_recognised, better, misfit_of, with_broken_figures_in_doubt
from extract.pipeline import reading_of
from extract.readers import document_of, documents_by_others, pdf
from extract.readers.pdf.lattice import Lattice, lattices_of
from extract.readers.pdf.mesh import Mesh
from extract.readers.pdf.pages import Page
from extract.readers.pdf.plumber import plumbed_meshes
from extract.tables.strips import unnamed_tables
from tests.made.printing import Look, Rules, docx_bytes, pdf_bytes, printed
from tests.made.prose import Draft
from tests.made.whole import draft_of, faulty, whole_report

FORMS = load_forms()
FORM = next(form for form in FORMS if form.code == "2021")
LOOK = Look()
PARTS = printed(draft_of(Random(11), FORM), LOOK).parts
DATA = pdf_bytes(PARTS, LOOK)


def opinions(reading: Reading) -> list[Finding]:
    return [finding for finding in check(reading).findings if finding.rule == "R-07"]


def with_fault(fault: str) -> Reading:
    return reading_of(whole_report(Random(5), FORM, "tab_spans", fault).data, "a.txt")


def test_a_reading_that_fits_needs_no_second_opinion() -> None:
    reading = reading_of(DATA, "a.pdf")
    assert misfit_of(reading, FORMS) == Misfit(0, 0, 0)
    assert (reading.opinions, opinions(reading)) == ((), [])


@pytest.mark.parametrize(
    ("fault", "missing", "uncertain", "failing"),
    [("one_cell_wrong_row_sum", 0, 0, 2), ("table_missing", 1, 0, 0), ("row_missing", 0, 7, 0)],
)
def test_what_does_not_fit_is_counted(fault: str, missing: int, uncertain: int, failing: int) -> None:
    misfit = misfit_of(with_fault(fault), FORMS)
    assert (misfit.missing, misfit.uncertain) == (missing, uncertain)
    assert bool(misfit.failing) == bool(failing)


def test_the_better_reading_is_kept_and_what_differs_is_named() -> None:
    right = reading_of(DATA, "a.pdf")
    lost = [fact._replace(state="absent", value=None, raw="", how="", origins=()) for fact in right.report.facts[:5]]
    worse = replace(right, report=replace(right.report, facts=(*lost, *right.report.facts[5:])))
    mended = better(worse, right, "pdfplumber", FORMS)
    (opinion,) = mended.opinions
    assert opinion.taken
    assert mended.report == right.report
    (finding,) = opinions(mended)
    assert (finding.severity, finding.about, finding.wording) == ("warning", "reading", "opinion.taken")
    assert set(finding.concepts) == {str(concept) for concept in opinion.differing} != set()


def test_a_second_opinion_that_fits_no_better_is_not_taken() -> None:
    first = reading_of(DATA, "a.pdf")
    worse = replace(first, report=replace(first.report, facts=first.report.facts[:-1]))
    (opinion,) = better(first, worse, "tags", FORMS).opinions
    assert opinion == ("tags", False, (first.report.facts[-1].concept,))
    assert better(first, first, "tags", FORMS).opinions == (("tags", False, ()),)
    assert better(first, worse, "unruled", FORMS).opinions == ()


def test_empty_cells_that_an_opinion_adds_to_a_row_are_not_certain() -> None:
    """A merged cell with one figure in its middle, read without its rules."""
    whole = reading_of(DATA, "a.pdf")
    facts = whole.report.facts
    row = [fact for fact in facts if (fact.concept.table, fact.concept.row) == ("requests", "handled")]

    def with_row(cells: dict[Concept, Fact]) -> Reading:
        return replace(whole, report=replace(whole.report, facts=tuple(cells.get(f.concept, f) for f in facts)))

    none, middle = {"value": None, "raw": "", "origins": ()}, row[3]
    first = with_row({f.concept: f._replace(state="absent", how="", **none) for f in row if f is not middle})
    blank = with_row({f.concept: f._replace(state="blank", how="read", **none) for f in row if f is not middle})
    taken = better(first, blank, "unruled", FORMS)
    assert [opinion.taken for opinion in taken.opinions] == [True]
    found = {(f.state, f.how) for f in taken.report.facts if f.concept.row == "handled"}
    assert found == {("unreadable", "read"), ("number", "suggested")}
    assert better(first, whole, "unruled", FORMS).report == whole.report


def test_what_cannot_be_read_is_not_blank_to_an_opinion_that_is_taken() -> None:
    """Figures merged for two rows, of which the lower is read without what marks its cells as covered."""
    whole = reading_of(DATA, "a.pdf")
    facts = whole.report.facts

    def with_row(raw: str, state: State, others: How) -> Reading:
        cells = (
            f._replace(state=state, value=None, raw=raw) if f.concept.row == "handled" else f._replace(how=others)
            for f in facts
        )
        return replace(whole, report=replace(whole.report, facts=tuple(cells)))

    taken = better(with_row("…", "unreadable", "aligned"), with_row("", "blank", "read"), "unruled", FORMS)
    assert [opinion.taken for opinion in taken.opinions] == [True]
    assert {(f.state, f.how) for f in taken.report.facts if f.concept.row == "handled"} == {("unreadable", "read")}
    assert taken.report.status == "partial"
    assert (
        better(with_row("", "blank", "aligned"), with_row("", "blank", "read"), "unruled", FORMS).report.status == "ok"
    )


def test_figures_that_two_rows_share_are_certain_of_neither_in_an_opinion_that_is_taken() -> None:
    """Figures merged for two rows, all of which the upper, or the lower, has for itself without the rules."""
    whole = reading_of(DATA, "a.pdf")
    facts = whole.report.facts
    upper, lower = "other.fee_unpaid", "other.misc"
    merged = {f.concept.column: f for f in facts if f.concept.row == upper}

    def with_rows(changed: dict[str, dict[str, Fact]]) -> Reading:
        cells = (changed.get(f.concept.row, {}).get(f.concept.column, f)._replace(concept=f.concept) for f in facts)
        return replace(whole, report=replace(whole.report, facts=tuple(cells)))

    guessed = {column: f._replace(how="suggested") for column, f in merged.items()}
    in_doubt = {column: f._replace(state="unreadable", value=None) for column, f in merged.items()}
    blank = {column: f._replace(state="blank", value=None, raw="", origins=()) for column, f in merged.items()}
    first = with_rows({upper: guessed, lower: in_doubt})
    for second in (with_rows({upper: merged, lower: blank}), with_rows({upper: blank, lower: merged})):
        taken = better(first, second, "unruled", FORMS)
        assert [opinion.taken for opinion in taken.opinions] == [True]
        assert not any(f.is_certain for f in taken.report.facts if f.concept.row in (upper, lower))
        assert not any(f.state == "blank" for f in taken.report.facts if f.concept.row in (upper, lower))


@pytest.mark.parametrize("table", ["proactive", "requests", "disputes"])
def test_no_opinion_is_taken_that_finds_a_table_empty_in_which_figures_were_read(table: str) -> None:
    """Blanks fit any form."""
    whole = reading_of(DATA, "a.pdf")
    facts = whole.report.facts
    guessed = [f._replace(how="suggested") if f.concept.table == table else f for f in facts]
    blank = [f._replace(state="blank", value=None, raw="") if f.concept.table == table else f for f in facts]
    first, emptied = (replace(whole, report=replace(whole.report, facts=tuple(each))) for each in (guessed, blank))
    assert better(first, emptied, "pdfplumber", FORMS).opinions[0].taken is False
    assert better(first, whole, "pdfplumber", FORMS).opinions[0].taken is True


@pytest.mark.parametrize("raw", ["5^1", "0 / 3", "12…"])
def test_no_opinion_makes_a_number_of_what_is_none(raw: str) -> None:
    """Digits that are raised, of two numbers or cut fit the better, the less is thought about them."""
    second = reading_of(DATA, "a.pdf")
    lost, torn, *others = second.report.facts
    absent = lost._replace(state="absent", value=None, raw="", how="", origins=())
    for facts, taken in (
        ((absent, torn), True),
        ((absent, torn._replace(state="unreadable", value=None, raw=raw)), False),
        ((lost._replace(state="unreadable", value=None, raw=f"7 {raw}", origins=torn.origins * 2), torn), False),
    ):
        first = replace(second, report=replace(second.report, facts=(*facts, *others)))
        (opinion,) = better(first, second, "tags", FORMS).opinions
        assert opinion.taken is taken


def test_a_figure_in_two_lines_is_in_doubt_where_one_of_them_makes_a_sum_hold() -> None:
    reading = reading_of(DATA, "a.pdf")
    total = next(fact for fact in reading.report.facts if fact.concept == Concept("requests", "handled", "total"))
    assert total.value is not None
    broken = total._replace(value=total.value * 10 + 7, raw=f"{total.raw}7")
    facts = tuple(broken if fact is total else fact for fact in reading.report.facts)
    wrong = replace(reading, report=replace(reading.report, facts=facts))
    halves = total.raw[:1], total.raw[1:], "7"
    for lines, state in (((total.raw, "7"), "unreadable"), (halves, "unreadable"), (("8", "9"), "number")):
        after = with_broken_figures_in_doubt(wrong, {total.concept: lines}, FORMS)
        (cell,) = (fact for fact in after.report.facts if fact.concept == total.concept)
        assert (cell.state, cell.raw) == (state, " / ".join(lines) if state == "unreadable" else broken.raw)


# ── The agency's own mistakes ────────────────────────────────────────────────────────────────────────────────────────


def draft_with_sums_that_fail(seed: int) -> Draft:
    return faulty(Random(seed), FORM, "one_cell_wrong_row_sum")[1]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[set[int]]:
    """The pages that pdfplumber is asked to read, once for every file."""
    pages: list[set[int]] = []

    def noted(data: bytes, numbers: set[int]) -> dict[int, list[Mesh]]:
        pages.append(numbers)
        return plumbed_meshes(data, numbers)

    monkeypatch.setattr(pdf, "plumbed_meshes", noted)
    return pages


@pytest.mark.parametrize("rules", ["strokes", "rectangles", "doubled", "none"])
def test_sums_that_fail_in_a_clear_print_are_confirmed_by_its_places(rules: Rules, asked: list[set[int]]) -> None:
    look = Look(rules)
    reading = reading_of(pdf_bytes(printed(draft_with_sums_that_fail(11), look).parts, look), "a.pdf")
    assert misfit_of(reading, FORMS)[:2] == (0, 0)
    assert misfit_of(reading, FORMS).failing
    assert reading.opinions == (("places", False, ()),)
    (finding,) = opinions(reading)
    assert (finding.severity, finding.about, finding.wording) == ("note", "reading", "opinion.clear")
    assert asked == []


def test_of_figures_that_do_not_stand_clear_the_pages_are_read_again(
    monkeypatch: pytest.MonkeyPatch, asked: list[set[int]]
) -> None:
    monkeypatch.setattr(pdf, "all_clear", lambda *_: False)
    reading = reading_of(pdf_bytes(printed(draft_with_sums_that_fail(11), LOOK).parts, LOOK), "a.pdf")
    assert reading.opinions == (("pdfplumber", False, ()),)
    (match,) = (match for match in reading.matches if match.table == "requests")
    cells = [cell for row in reading.grid.rows[match.first : match.last + 1] for cell in row]
    assert asked == [{box.page for cell in cells for box in cell.origin.boxes}]  # type: ignore[union-attr]


@pytest.mark.parametrize("rules", ["none", "horizontal", "header"])
def test_pages_without_rules_are_not_asked_of_pdfplumber(
    rules: Rules, monkeypatch: pytest.MonkeyPatch, asked: list[set[int]]
) -> None:
    monkeypatch.setattr(pdf, "all_clear", lambda *_: False)
    look = Look(rules)
    reading = reading_of(pdf_bytes(printed(draft_with_sums_that_fail(11), look).parts, look), "a.pdf")
    assert (reading.opinions, asked) == ((), [])


def test_a_sum_that_fails_in_a_word_file_is_confirmed_by_python_docx() -> None:
    reading = reading_of(docx_bytes(printed(draft_with_sums_that_fail(11), LOOK).parts, LOOK), "a.docx")
    assert reading.opinions == (("python-docx", False, ()),)
    (finding,) = opinions(reading)
    assert (finding.severity, finding.about, finding.wording) == ("note", "reading", "opinion.same")


# ── Where tables are found otherwise ─────────────────────────────────────────────────────────────────────────────────


def test_a_rule_that_is_none_of_the_table_is_left_out_of_account(monkeypatch: pytest.MonkeyPatch) -> None:
    """A line down the page, and those under the header, make a mesh that the table does not have."""
    look = Look("header")
    data = pdf_bytes(printed(draft_of(Random(11), FORM), look).parts, look)
    right = reading_of(data, "a.pdf")

    def crossed(page: Page) -> tuple[Lattice, ...]:
        levels = page.horizontal[:, 0]
        line = np.array([[300, levels.min(), levels.max()]] if len(levels) else np.empty((0, 3)), np.float32)
        return lattices_of(replace(page, vertical=np.concatenate((page.vertical, line))))

    monkeypatch.setattr(pdf, "lattices_of", crossed)
    reading = reading_of(data, "a.pdf")
    assert [(opinion.by, opinion.taken) for opinion in reading.opinions] == [("unruled", True)]
    assert [fact.value for fact in reading.report.facts] == [fact.value for fact in right.report.facts]


def test_the_rules_that_pdfplumber_finds_make_the_same_tables() -> None:
    first = document_of(DATA, "a.pdf")
    cells = [cell for block in first.blocks if isinstance(block, Table) for row in block.rows for cell in row]
    second = dict(documents_by_others(DATA, first, cells))["pdfplumber"]
    others = [cell for block in second.blocks if isinstance(block, Table) for row in block.rows for cell in row]
    assert [cell.text for cell in others] == [cell.text for cell in cells]
    for one, other in zip(cells, others, strict=True):
        (here,), (there,) = one.origin.boxes, other.origin.boxes  # type: ignore[union-attr]
        assert tuple(here) == pytest.approx(tuple(there), abs=3)


def test_no_opinion_is_taken_that_changes_figures_so_that_sums_fail() -> None:
    """A row that the form does not have fits the better, if its figures are strung together with those below."""
    right = reading_of(DATA, "a.pdf")
    match = right.matches[1]
    first = replace(
        right, matches=(right.matches[0], replace(match, leftovers=match.lines[0].entries), right.matches[2])
    )
    granted = next(n for n, fact in enumerate(right.report.facts) if str(fact.concept) == "requests.granted.total")
    facts = list(right.report.facts)
    facts[granted] = facts[granted]._replace(value=facts[granted].value + 1000)  # type: ignore[operator]
    glued = replace(right, report=replace(right.report, facts=tuple(facts)))
    assert misfit_of(glued, FORMS) < misfit_of(first, FORMS)
    assert better(first, glued, "tags", FORMS).opinions[0].taken is False
    assert better(first, right, "tags", FORMS).opinions[0].taken is True


# ── What was recognised on pictures ──────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("concept", "seen", "is_told"),
    [
        ("requests.granted.business", "{}", True),
        ("requests.granted.total", "{}", True),
        ("requests.granted.business", "{}1", False),
        ("requests.granted.business", "-{}", False),
        ("requests.granted.business", "{} {}", False),
        ("proactive.licences.decisions", "{}", False),
    ],
)
def test_sums_bear_out_what_a_cell_looks_like(concept: str, seen: str, is_told: bool) -> None:
    reading = reading_of(DATA, "a.pdf")
    document = replace(reading.document, recognised=tuple(range(1, 9)))
    cell = Concept(*concept.split("."))
    right = next(fact for fact in reading.report.facts if fact.concept == cell)
    unsure = right._replace(state="unreadable", value=None, raw=seen.format(right.raw, right.raw))
    facts = tuple(unsure if fact is right else fact for fact in reading.report.facts)
    told = {fact.concept: fact for fact in as_recognised(facts, document, FORMS, ())}
    wanted = (right.value, "recognised") if is_told else (None, "read")
    assert (told[cell].value, told[cell].how) == wanted
    assert {fact.how for fact in told.values() if fact.concept != cell} == {"recognised"}


def test_what_every_sum_bears_out_is_confirmed_and_nothing_else() -> None:
    reading = reading_of(DATA, "a.pdf")
    document = replace(reading.document, recognised=tuple(range(1, 9)))
    whole = as_recognised(reading.report.facts, document, FORMS, ())
    assert {fact.confirmed for fact in whole if fact.concept.table == "proactive"} == {""}
    assert {fact.confirmed for fact in whole if fact.concept.table == "requests"} == {"sums"}
    assert all(fact.is_certain == (fact.confirmed == "sums") for fact in whole)
    lost = Concept("requests", "granted", "business")
    facts = tuple(
        fact._replace(state="unreadable", value=None, raw="?") if fact.concept == lost else fact
        for fact in reading.report.facts
    )
    told = {fact.concept: fact for fact in as_recognised(facts, document, FORMS, ())}
    assert not told[lost].confirmed
    untried = [
        fact for fact in told.values() if fact.concept.table == "requests" and not fact.confirmed and fact.raw != "?"
    ]
    assert all(fact.how == "recognised" and not fact.is_certain for fact in untried)
    assert as_recognised(reading.report.facts, reading.document, FORMS, ()) == reading.report.facts


@pytest.mark.parametrize(
    ("table", "lost", "is_told"),
    [
        ("disputes", ("维持", "纠正", "结果", "审结", "总计"), False),
        ("disputes", ("维持",), True),
        ("disputes", ("复议",), False),
        ("requests", ("人", "企业", "机构", "组织", "其他", "总计"), False),
        ("requests", ("企业", "机构"), True),
    ],
)
def test_sums_do_not_tell_in_which_order_columns_stand(table: str, lost: tuple[str, ...], is_told: bool) -> None:
    reading = reading_of(DATA, "a.pdf")
    document = replace(reading.document, recognised=tuple(range(1, 9)))
    matches = [
        replace(match, headers=tuple(word for word in match.headers if not any(part in word.text for part in lost)))
        for match in reading.matches
    ]
    unnamed = unnamed_tables(matches, reading.report.facts, FORMS)
    told = as_recognised(reading.report.facts, document, FORMS, unnamed)
    own = {fact.confirmed for fact in told if fact.concept.table == table}
    assert own == {"sums" if is_told else ""}


def test_a_slip_of_the_agency_costs_the_cells_that_no_sum_bears_out() -> None:
    """The parts of a total that is wrong are in sums down their columns, too."""
    reading = reading_of(DATA, "a.pdf")
    document = replace(reading.document, recognised=tuple(range(1, 9)))
    total = Concept("requests", "granted", "total")
    facts = tuple(
        fact._replace(value=fact.value + 1) if fact.concept == total else fact  # type: ignore[operator]
        for fact in reading.report.facts
    )
    unreadable = {fact.concept for fact in as_recognised(facts, document, FORMS, ()) if fact.state == "unreadable"}
    assert total in unreadable
    assert {concept.column for concept in unreadable} == {"total"}


def test_where_most_rows_fail_a_rule_was_lost() -> None:
    reading = reading_of(DATA, "a.pdf")
    document = replace(reading.document, recognised=tuple(range(1, 9)))
    columns = ["natural_person", "business", "research", "public_interest", "legal_service", "other_org", "total"]
    facts = {fact.concept: fact for fact in reading.report.facts}
    moved = tuple(
        fact._replace(
            value=facts[Concept("requests", fact.concept.row, columns[columns.index(fact.concept.column) - 1])].value
        )
        if fact.concept.table == "requests"
        else fact
        for fact in reading.report.facts
    )
    told = as_recognised(moved, document, FORMS, ())
    assert {fact.state for fact in told if fact.concept.table == "requests" and facts[fact.concept].value} == {
        "unreadable"
    }
