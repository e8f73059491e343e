"""A second opinion is asked where tables do not fit, the better reading is kept, and what was done is said."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from extract.checks import check
from extract.forms import load_forms
from extract.model import Finding, PageBox, Reading
from extract.opinion import Misfit, better, misfit_of
from extract.pipeline import reading_of
from extract.readers import pdf
from extract.readers.pdf.lattice import lattices_of
from tests.made.printing import Look, docx_bytes, pdf_bytes, printed
from tests.made.whole import draft_of, whole_report

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


def test_the_better_reading_is_kept_and_what_differs_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    right = reading_of(DATA, "a.pdf")
    monkeypatch.setattr(pdf, "lattices_of", lambda page: lattices_of(page)[:1])
    mended = reading_of(DATA, "a.pdf")
    (opinion,) = mended.opinions
    assert opinion.taken
    assert [f.value for f in mended.report.facts] == [f.value for f in right.report.facts]
    (finding,) = opinions(mended)
    assert (finding.severity, finding.about, finding.wording) == ("warning", "reading", "opinion.taken")
    assert set(finding.concepts) == {str(concept) for concept in opinion.differing} != set()


def test_a_second_opinion_that_fits_no_better_is_not_taken() -> None:
    first = reading_of(DATA, "a.pdf")
    worse = replace(first, report=replace(first.report, facts=first.report.facts[:-1]))
    (opinion,) = better(first, worse, "tags", FORMS).opinions
    assert opinion == ("tags", False, (first.report.facts[-1].concept,))
    assert better(first, first, "tags", FORMS).opinions == (("tags", False, ()),)


@pytest.mark.parametrize(("kind", "data"), [("pdf", DATA), ("docx", docx_bytes(PARTS, LOOK))])
def test_a_sum_that_fails_in_the_print_is_confirmed(kind: str, data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """The agency's own mistake: both ways of reading find the same figures, and the finding says so."""
    monkeypatch.setattr("extract.pipeline.misfit_of", lambda *_: Misfit(0, 0, 1))
    reading = reading_of(data, f"a.{kind}")
    assert reading.opinions == (("pdfplumber" if kind == "pdf" else "python-docx", False, ()),)
    (finding,) = opinions(reading)
    assert (finding.severity, finding.about, finding.wording) == ("note", "reading", "opinion.same")


def test_places_of_the_second_opinion_are_places_of_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    right = {fact.concept: fact.origins for fact in reading_of(DATA, "a.pdf").report.facts}
    monkeypatch.setattr(pdf, "lattices_of", lambda page: lattices_of(page)[:1])
    for fact in reading_of(DATA, "a.pdf").report.facts:
        (there,), (here,) = right[fact.concept], fact.origins
        for one, other in zip(there.boxes, here.boxes, strict=True):  # type: ignore[union-attr]
            assert isinstance(one, PageBox)
            assert one == pytest.approx(other, abs=1.5)
