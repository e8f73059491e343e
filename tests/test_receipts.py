"""What was received in a later run came later, where nothing else tells it; until then it is a question, which speaks
against the figures that differ."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from extract.agencies.roster import Roster, Unit
from extract.audit import Audit
from extract.checks.known import Known, Receipt
from extract.checks.profile import Profile
from extract.checks.versions import canonical_of, later
from extract.export.known import known_of
from extract.jobs import settle
from extract.jobs.supervising import judged
from extract.library import NAME, OpenLibrary
from extract.library.records import record_of
from extract.model import NO_VERDICT, Report
from tests.test_across import made, numbers
from tests.test_years import report

LICENCES = "proactive.licences.decisions"
FIRST, SECOND = Receipt("x", "02-01T09:05", "02-01T09:00"), Receipt("x", "03-01T09:05", "03-01T09:00")


def received(*receipts: tuple[Report, Receipt]) -> Known:
    return Known(receipts={each.source.sha256: [receipt] for each, receipt in receipts})


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("甲镇2024年报更正版.docx", "甲镇2024年报第5次报送.docx"),
        ("甲镇2024年报整改后.docx", "甲镇2024年报定稿.docx"),
        ("甲镇2024年报.docx", "2024年甲镇报告.docx"),
        ("甲镇2024年报（整改后）0115.docx", "甲镇2024年报0220.docx"),
    ],
)
def test_what_names_leave_open_the_order_of_receipt_settles(one: str, other: str) -> None:
    before, after = made(one, numbers(1, 2)), made(other, numbers(1, 3))
    assert not later(after, before, Known()).order
    for first, last in ((before, after), (after, before)):
        known = received((first, FIRST), (last, SECOND))
        assert later(last, first, known) == (1, "", False) and later(first, last, known).order == -1
        assert canonical_of([first, last], known) is last
        assert canonical_of([first, last], known, {(first.source.sha256, 1)}) is first


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (FIRST, FIRST),
        (FIRST, FIRST._replace(at="02-01T09:09")),
        (FIRST, Receipt("x", "02-01T09:06", "02-01T09:04")),
        (FIRST, SECOND._replace(library="y")),
        (FIRST, SECOND._replace(began="")),
    ],
)
def test_one_run_several_at_a_time_and_several_libraries_tell_no_order(first: Receipt, last: Receipt) -> None:
    one, other = made("甲镇更正版.docx", numbers(1, 2)), made("甲镇第5次报送.docx", numbers(1, 3))
    assert not later(other, one, received((one, first), (other, last))).order


def test_names_go_before_the_order_of_receipt_and_copies_have_none() -> None:
    one, other = made("甲镇整改后.docx", numbers(1, 2)), made("甲镇.docx", numbers(1, 3))
    assert later(one, other, received((one, FIRST), (other, SECOND))).sign == "整改后"
    signed, electronic = made("甲镇（盖章版）.pdf", numbers(1, 2)), made("甲镇（电子版）.docx", numbers(1, 3))
    assert not later(electronic, signed, received((signed, FIRST), (electronic, SECOND))).order


# ── What a library keeps of it ───────────────────────────────────────────────────────────────────────────────────────


def filed(file: str, licences: int, name: str = "青禾镇") -> Report:
    """A report of its own bytes."""
    figures = {LICENCES: licences, "proactive.fees.amount": 3, "proactive.penalties.decisions": 4}
    whole = report(2024, figures, name=name)
    return replace(whole, source=whole.source._replace(name=file, sha256=file.encode().hex()[-64:].rjust(64, "0")))


OLD, NEW = filed("a/石桥镇更正版.docx", 80), filed("b/石桥镇第5次报送.docx", 180)


def run(library: OpenLibrary, reports: Iterable[Report], *, is_broken_off: bool = False) -> None:
    """Reads reports in a run."""
    number = library.begin("1", 1, 1)
    for each in reports:
        library.add(record_of([(each, NO_VERDICT)]))
    if not is_broken_off:
        library.finish(number)


def order_in(library: OpenLibrary) -> int:
    return later(NEW, OLD, known_of(library)).order


def test_a_library_knows_in_which_run_bytes_were_first_there(tmp_path: Path) -> None:
    with OpenLibrary(tmp_path / NAME) as library:
        run(library, [OLD])
        run(library, [NEW])
        assert order_in(library) == 1
        moved = replace(OLD, source=OLD.source._replace(name="c/石桥镇.docx"))
        run(library, [moved])
        library.remove([OLD.source.name])
        run(library, [moved, NEW])
        assert order_in(library) == 1


def test_what_one_run_brings_has_no_order_be_it_broken_off_or_not(tmp_path: Path) -> None:
    with OpenLibrary(tmp_path / NAME) as library:
        run(library, [OLD], is_broken_off=True)
        run(library, [NEW])
        assert order_in(library) == 0


def test_libraries_that_are_merged_keep_their_orders_and_get_none(tmp_path: Path) -> None:
    def filled(name: str, *runs: Report) -> OpenLibrary:
        library = OpenLibrary(tmp_path / name / NAME)
        for each in runs:
            run(library, [each])
        return library

    with filled("one", OLD) as one, filled("other", NEW) as other, filled("both", OLD, NEW) as both:
        assert one.take_over(other) and order_in(one) == 0
        run(one, [NEW])
        assert order_in(one) == 0
        with OpenLibrary(tmp_path / "merged" / NAME) as merged:
            assert merged.take_over(both) and order_in(merged) == 1


# ── What an open question does to sums ───────────────────────────────────────────────────────────────────────────────


def audited(library: OpenLibrary) -> Audit:
    settle(library)
    return judged(library, Roster((Unit("青禾镇"), Unit("石舫镇"))), Profile(), 2024)[0]


def licences(audit: Audit) -> tuple[Decimal, Decimal, tuple[str, ...]]:
    """The sum, what is left of it without doubtful figures, and whose those are."""
    (total,) = (each for each in audit.sums[""] if str(each.concept) == LICENCES)
    return total.total, total.without_doubt, total.doubted


def flagged(library: OpenLibrary) -> set[tuple[str, str]]:
    """The cells that something speaks against, with the file."""
    return {(library.report(key).source.name, cell) for key, flags in library.flagged().items() for cell in flags}


def test_while_it_is_open_which_version_counts_its_cells_are_in_doubt(tmp_path: Path) -> None:
    other = filed("石舫镇.docx", 5, "石舫镇")
    with OpenLibrary(tmp_path / NAME) as library:
        run(library, [OLD, NEW, other])
        audit = audited(library)
        total, without, doubted = licences(audit)
        assert (without, doubted) == (5, ("青禾镇",)) and total in (85, 185)
        assert flagged(library) == {(each.source.name, LICENCES) for each in (OLD, NEW)}
        with library.writing():
            library.choose([(OLD.source.sha256, 1, True)])
        assert licences(audited(library)) == (85, 85, ())
        assert flagged(library) == set()


def test_what_came_in_a_later_run_counts_and_leaves_no_doubt(tmp_path: Path) -> None:
    with OpenLibrary(tmp_path / NAME) as library:
        run(library, [OLD])
        run(library, [NEW])
        audit = audited(library)
    (standing, _) = audit.standings
    assert [version[1:] for version in standing.versions] == [("counts", ""), ("earlier", "")]
    assert standing.returned == 1 and standing.filing != "twice" and not standing.flags
    wordings = {problem.finding.wording for problem in standing.problems}
    assert {"version.received", "version.unasked"} <= wordings
