"""What is said of two versions of one report, and of one file under two names: each sentence at its bounds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from extract.audit.history import following
from extract.checks.across import changed_since, differing_versions, is_misplaced, same_bytes
from extract.checks.known import Known
from extract.checks.versions import Later, later
from extract.model import (
    NOTHING_GIVEN,
    Concept,
    Evidence,
    Fact,
    Given,
    Identity,
    Locator,
    Paragraph,
    Report,
    Section,
    Source,
)

PLACE = Locator("txt:L1:1-1")


def made(
    file: str = "a.txt",
    figures: Mapping[str, tuple[Any, ...]] | None = None,
    prose: Mapping[int, str] | None = None,
    kind: str = "text",
    **more: Any,
) -> Report:
    """A report with some cells of table three (state, how and value, or a value that was read) and some sections."""
    facts = []
    for row, told in (figures or {}).items():
        state, how, value = told if len(told) == 3 else ("number", "read", told[0])
        number = None if value is None else Decimal(value)
        raw = "" if value is None else str(value)
        facts.append(Fact(Concept("requests", row, "total"), "2021", state, number, raw, "件", how, (PLACE,)))
    sections = tuple(
        Section(number, "key", "", PLACE, (Paragraph(text, Locator(f"txt:L{number}:1-9")),))
        for number, text in (prose or {}).items()
    )
    identity = Identity("甲镇", "甲镇", "甲镇", "township", "", "", 2023, "", "", ())
    source = Source(file, kind, file.encode().hex().ljust(64, "0"), 9)  # type: ignore[arg-type]
    whole = Report(source, "ok", "", identity, "2021", sections, tuple(facts), (), NOTHING_GIVEN)
    return replace(whole, **more)


def numbers(*values: int) -> dict[str, tuple[Any, ...]]:
    return {f"r{place}": (value,) for place, value in enumerate(values)}


UNKNOWN, BY_DAY, BY_WORDS = Later(0), Later(1, "2025-02-20"), Later(1, "整改后", in_words=True)

# ── Versions ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("ours", "theirs", "order", "wording", "severity", "about"),
    [
        ((1, 2, 9), (1, 2, 3), UNKNOWN, "version.differs", "warning", "reading"),
        ((1, 9), (1, 2), UNKNOWN, "version.differs", "warning", "reading"),
        ((1, 8, 9), (1, 2, 3), UNKNOWN, "version.namesake", "warning", "reading"),
        ((0, 0, 0, 9), (0, 0, 0, 3), UNKNOWN, "version.namesake", "warning", "reading"),
        ((1, 2, 9), (1, 2, 3), BY_DAY, "version.corrected", "note", "report"),
        ((1, 8, 9), (1, 2, 3), BY_DAY, "version.namesake", "warning", "reading"),
        ((1, 8, 9), (1, 2, 3), BY_WORDS, "version.corrected", "note", "report"),
    ],
)
def test_versions_differ_or_are_namesakes(
    ours: tuple[int, ...], theirs: tuple[int, ...], order: Later, wording: str, severity: str, about: str
) -> None:
    """Zeros that agree are no sign that two reports are one."""
    (found,) = differing_versions(made("a.txt", numbers(*theirs)), made("b.txt", numbers(*ours)), order)
    assert (found.rule, found.wording, found.severity, found.about) == ("A-04", wording, severity, about)
    changed = [(str(mine), str(other)) for mine, other in zip(ours, theirs, strict=True) if mine != other]
    assert found.actual == "、".join(mine for mine, _ in changed)
    assert found.expected == "、".join(other for _, other in changed)
    assert dict(found.details)["count"] == str(len(changed)) and dict(found.details)["other"] == "a.txt"


@pytest.mark.parametrize(
    ("address", "day", "order", "wording"),
    [
        ("https://a/1", "2024-03-01", 1, "version.recaptured"),
        ("https://a/1", "", 0, "version.namesake"),
        ("https://a/2", "2024-03-01", 0, "version.namesake"),
    ],
)
def test_two_captures_of_one_address_are_told_apart_by_their_days(
    address: str, day: str, order: int, wording: str
) -> None:
    first = made("a.html", numbers(1, 8, 9), given=Given(url="https://a/1", retrieved_at="2024-02-01"))
    last = made("b.html", numbers(1, 2, 3), given=Given(url=address, retrieved_at=day))
    told = later(last, first, Known())
    (found,) = differing_versions(last, first, told)
    assert (told.order, told.sign, found.wording) == (order, day if order else "", wording)
    assert found.severity == ("note" if order else "warning")


def test_only_certain_figures_in_both_are_compared() -> None:
    canonical = made("a.txt", {"same": (5,), "guess": (1,), "blank": (1,), "here": (1,)})
    guessed = {"guess": ("number", "suggested", 2), "blank": ("blank", "read", None), "there": (7,)}
    assert differing_versions(canonical, made("b.txt", {"same": (5,), **guessed}), UNKNOWN) == []
    aligned = made("b.txt", {"same": (5,), "here": ("number", "aligned", 2)})
    (found,) = differing_versions(canonical, aligned, UNKNOWN)
    assert found.concepts == ("requests.here.total",)


def test_the_same_figures_in_two_files_are_no_finding() -> None:
    for values in ((1, 2, 3), (0, 0)):
        assert differing_versions(made("a.txt", numbers(*values)), made("b.txt", numbers(*values)), UNKNOWN) == []


def test_what_adds_up_with_what_was_asked_was_asked_for_too() -> None:
    handled, received, total, fees = (
        Concept("requests", "handled", "natural_person"),
        Concept("requests", "received", "natural_person"),
        Concept("requests", "received", "total"),
        Concept("proactive", "fees", "amount"),
    )
    changed = {handled, received, total, fees}
    assert following(changed, {str(handled)}) == {handled, received, total}
    assert following(changed, {str(fees)}) == {fees}
    assert following({total, fees}, {str(handled)}) == set()


# ── What was published, and what was approved ────────────────────────────────────────────────────────────────────────

LONG = "全年主动公开政府信息五十二条"


def changes(draft: Mapping[int, str], report: Mapping[int, str]) -> dict[str, dict[str, str]]:
    found = changed_since(made("送审稿.txt", prose=draft), made("a.txt", prose=report))
    assert all((each.rule, each.severity, each.about) == ("A-03", "warning", "report") for each in found)
    return {each.wording: {**dict(each.details), "was": each.expected, "is": each.actual} for each in found}


@pytest.mark.parametrize("number", [0, 1, 5, 6])
def test_sentences_of_the_written_sections_are_compared(number: int) -> None:
    said = changes({number: f"{LONG}。"}, {number: f"{LONG}左右。"})["changed.text"]
    assert (said["gone"], said["new"], said["was"], said["is"]) == ("1", "1", LONG, f"{LONG}左右")
    assert said["text"] == f"{LONG}左右" and said["other"] == "送审稿.txt"


@pytest.mark.parametrize("number", [2, 3, 4])
def test_the_sections_of_the_tables_are_not(number: int) -> None:
    assert changes({number: f"{LONG}。"}, {number: f"{LONG}左右。"}) == {}


def test_sentences_that_are_only_gone_or_only_new() -> None:
    gone = changes({1: f"{LONG}。办理申请九件，均已办结。"}, {1: f"{LONG}。"})["changed.text"]
    assert (gone["gone"], gone["new"], gone["is"], gone["text"]) == ("1", "0", "", "办理申请九件，均已办结")
    new = changes({1: f"{LONG}。"}, {1: f"{LONG}。办理申请九件，均已办结。"})["changed.text"]
    assert (new["gone"], new["new"], new["was"], new["text"]) == ("0", "1", "", "办理申请九件，均已办结")


def test_a_short_sentence_says_nothing() -> None:
    assert changes({1: f"{LONG}。"}, {1: f"{LONG}。工作有序推进中。"}) == {}
    assert "changed.text" in changes({1: f"{LONG}。"}, {1: f"{LONG}。工作有序推进当中。"})
    assert changes({1: f"{LONG}。工作有序推进中。"}, {1: f"{LONG}。"}) == {}
    assert "changed.text" in changes({1: f"{LONG}。工作有序推进当中。"}, {1: f"{LONG}。"})


def test_numbering_and_punctuation_are_no_change() -> None:
    assert changes({1: f"（一）{LONG}，均已办结。"}, {1: f"一、{LONG}均已办结！"}) == {}
    assert changes({1: f"1.{LONG}。"}, {1: f"{LONG}。"}) == {}
    assert "changed.text" in changes({1: "12.5万元用于公开工作。"}, {1: "13.5万元用于公开工作。"})


def test_a_section_that_only_one_of_them_has_is_not_compared() -> None:
    assert changes({1: f"{LONG}。", 5: f"{LONG}左右。"}, {1: f"{LONG}。"}) == {}


def test_a_long_sentence_is_cut_where_it_is_quoted() -> None:
    sentence = "字" * 61
    said = changes({1: f"{LONG}。"}, {1: f"{LONG}。{sentence}。"})["changed.text"]
    assert said["text"] == "字" * 60 and said["is"] == sentence


def test_figures_that_were_changed_after_approval() -> None:
    draft, report = made("送审稿.txt", numbers(1, 2, 3)), made("a.txt", numbers(1, 5, 7))
    (found,) = changed_since(draft, report)
    assert (found.rule, found.severity, found.wording) == ("A-03", "warning", "changed.figures")
    assert (found.expected, found.actual) == ("2、3", "5、7") and dict(found.details)["count"] == "2"
    assert changed_since(draft, made("a.txt", numbers(1, 2, 3))) == []


# ── One file, two agencies ───────────────────────────────────────────────────────────────────────────────────────────


def under(agency: str, printed: str = "乙镇", code: str = "", folder: str = "") -> Report:
    """A file that stands under the name of an agency and prints one."""
    evidence = (Evidence("entity", "file", agency, agency, None),) if agency else ()
    identity = Identity(printed, printed, f"?/{printed}", "township", "", "", 2023, "", "", evidence)
    return made(f"{folder}{agency or code or printed}.txt", identity=identity, given=Given(code=code))


def test_a_file_of_another_agency_is_told_to_the_one_that_handed_it_in() -> None:
    (found,) = same_bytes(under("乙镇"), under("甲镇"))
    assert (found.rule, found.severity, found.wording) == ("F-02", "error", "same_bytes")
    assert (found.expected, found.actual) == ("乙镇", "甲镇")
    assert {name: dict(found.details)[name] for name in ("mine", "theirs", "file", "other")} == {
        "mine": "甲镇", "theirs": "乙镇", "file": "甲镇.txt", "other": "乙镇.txt",
    }  # fmt: skip
    assert same_bytes(under("甲镇"), under("乙镇")) == []
    assert same_bytes(under("乙镇"), under("乙镇人民政府")) == []


def test_where_no_name_tells_the_code_does_and_then_the_place() -> None:
    (found,) = same_bytes(under("", code="330101"), under("", code="330102"))
    assert (found.expected, found.actual) == ("330101", "330102")
    assert same_bytes(under("", code="330101"), under("", code="330101")) == []
    assert same_bytes(under("", code="330101"), under("")) == []
    (found,) = same_bytes(under("甲镇", code="330102"), under("", code="330101"))
    assert (found.expected, found.actual) == ("330102", "330101")
    (found,) = same_bytes(under("", folder="青溪县/"), under("", folder="白河县/"))
    assert (found.expected, found.actual) == ("青溪县", "白河县")
    assert same_bytes(under("", folder="资料/"), under("", folder="白河县/")) == []
    (found,) = same_bytes(under("甲镇", code="1"), under("甲镇", code="2"))
    assert (found.expected, found.actual) == ("1", "2")


@pytest.mark.parametrize(
    ("agency", "printed", "misplaced"),
    [
        ("甲镇", "乙镇", True),
        ("乙镇人民政府", "乙镇", False),
        ("", "乙镇", False),
        ("甲镇", "", False),
        ("", "", False),
    ],
)
def test_a_file_is_misplaced_where_both_are_known_and_differ(agency: str, printed: str, misplaced: bool) -> None:
    assert is_misplaced(under(agency, printed)) == misplaced
