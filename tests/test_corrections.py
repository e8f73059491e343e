"""Which of several versions of a report came later, which is a draft, and which one counts."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extract.checks.across import differing_versions
from extract.checks.known import Known
from extract.checks.versions import are_copies, canonical_of, is_correction, is_draft, last_draft, later, unsurpassed
from extract.model import Evidence, Report
from extract.pipeline import reading_of
from tests.made.corrected import EVIDENCE, pairs
from tests.test_across import made

# ── The order of two ─────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("first", "second", "sign"),
    [
        ("初次报送/甲镇.docx", "整改后/甲镇.docx", "整改后"),
        ("2024/初次报送/甲镇.docx", "2024/甲镇.docx", "初次"),
        ("甲镇2024年报.html", "甲镇2024年报（整改后）.docx", "整改后"),
        ("甲镇2024年报.html", "甲镇2024年报修改稿.txt", "修改稿"),
        ("甲镇2024年报.html", "甲镇2024年报 更正版.pdf", "更正版"),
        ("甲镇2024年报.html", "甲镇2024年报（新）.pdf", "新"),
        ("甲镇2024年报改.html", "甲镇2024年报改2.pdf", "改2"),
        ("甲镇2024年报修改稿.docx", "甲镇2024年报定稿.docx", "定稿"),
        ("甲镇2024年报整改后.docx", "甲镇2024年报整改后终稿.docx", "终稿"),
        ("甲镇2024年报整改前.docx", "甲镇2024年报.docx", "整改前"),
        ("旧/甲镇.docx", "新/甲镇.docx", "新"),
        ("退回/甲镇.docx", "重新报送/甲镇.docx", "重新报送"),
        ("第一次报送/甲镇.docx", "第二次报送/甲镇.docx", "二次报送"),
        ("第2次/甲镇.docx", "第3次/甲镇.docx", "第3次"),
        ("甲镇2024年报.docx", "甲镇2024年报 v2.docx", "v2"),
        ("甲镇2024年报 v2.docx", "甲镇2024年报 v10.docx", "v10"),
        ("甲镇2024年报.docx", "甲镇2024年报(1).docx", "(1)"),
        ("甲镇2024年报(1).docx", "甲镇2024年报(2).docx", "(2)"),
        ("甲镇2024年报2025-01-20.html", "甲镇2024年报2025年2月5日.docx", "2025-2-5"),
        ("t20250118_998.html", "t20250301_12.html", "2025-3-1"),
        ("1月15日收/甲镇.docx", "1月20日收/甲镇.docx", "1-20"),
        ("甲镇2024年报0115.docx", "甲镇2024年报0220.docx", "2-20"),
        ("甲镇2024年报2.5.docx", "甲镇2024年报2025-02-10.docx", "2-10"),
        ("Report old.docx", "Report revised.docx", "revised"),
    ],
)
def test_the_later_of_two_is_told_by_their_names(first: str, second: str, sign: str) -> None:
    for kind in ("html", "pdf"):
        one, other = made(first, kind=kind), made(second, kind="docx")
        assert (later(other, one, Known()).order, later(other, one, Known()).sign) == (1, sign)
        assert later(one, other, Known()).order == -1
        assert canonical_of([one, other], Known()) is canonical_of([other, one], Known()) is other


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("甲镇2024年报.html", "甲镇2024年报.docx"),
        ("新龙镇2024年报.docx", "旧县镇2024年报.html"),
        ("整改后/甲镇2024年报.html", "整改后/甲镇.docx"),
        ("甲镇2024年报整改后.html", "甲镇2024年报定稿.docx"),
        ("甲镇2024年报整改后.html", "甲镇2024年报修改稿.docx"),
        ("退回整改/甲镇2024年报.html", "甲镇2024年报.docx"),
        ("甲镇2024年报整改后0110.html", "甲镇2024年报0220.docx"),
        ("甲镇2024年报12月30日.html", "甲镇2024年报1月20日.docx"),
        ("附件1/甲镇.docx", "附件2/甲镇.docx"),
        ("01甲镇2024年报.docx", "甲镇2023—2024年报.docx"),
        ("甲镇2024年报v1.docx", "甲镇2024年报.docx"),
        ("甲镇2024年报.docx", "甲镇2024年报2025-02-20.docx"),
        ("甲镇_最新公开.html", "甲镇.docx"),
    ],
)
def test_no_order_without_evidence_or_against_it(one: str, other: str) -> None:
    assert later(made(one), made(other), Known()).order == later(made(other), made(one), Known()).order == 0


def dated(file: str, **days: str) -> Report:
    evidence = tuple(Evidence("published", where, day, day, None) for where, day in days.items())  # type: ignore[arg-type]
    return made(file, identity=replace(made().identity, evidence=evidence))


def test_days_are_compared_where_they_stand_in_the_same_place() -> None:
    first = dated("a.txt", signature="2025-01-15", metadata="2025-01-20")
    assert later(dated("b.txt", signature="2025-02-20"), first, Known()).sign == "2025-02-20"
    assert later(dated("b.txt", signature="2025-01-15", metadata="2025-03-01"), first, Known()).order == 1
    assert later(dated("b.txt", signature="2025-01-10", metadata="2025-03-01"), first, Known()).order == 0
    assert later(dated("b.txt", head="2025-03-01"), first, Known()).order == 0
    assert later(dated("b整改后.txt", signature="2025-01-10"), first, Known()).order == 0


def test_a_report_may_say_itself_that_it_was_corrected() -> None:
    plain = made("b.txt")
    titled = made("a.txt", identity=replace(made().identity, title="甲镇2024年政府信息公开工作年度报告（更正）"))
    said = made("a.txt", prose={0: "因数据有误，现将2024年年度报告重新发布如下。"})
    for report in (titled, said):
        assert later(report, plain, Known()).order == 1 and is_correction(report, Known())
    assert later(made("a.txt", prose={0: "及时更正政府信息。"}), plain, Known()).order == 0


def test_of_three_the_last_counts() -> None:
    files = ("甲镇2024年报.html", "甲镇2024年报修改稿.docx", "甲镇2024年报定稿.pdf")
    reports = [made(file) for file in files]
    assert canonical_of(reports, Known()) is reports[2]
    assert unsurpassed(reports, Known()) == reports[2:]


@pytest.mark.slow
def test_a_correction_counts_in_whatever_kind_of_file_and_is_not_held_against_anybody() -> None:
    for pair in pairs("corrections", len(EVIDENCE)):
        first, last = (reading_of(data, path).report for path, data in pair.files.items())
        order = later(last, first, Known())
        assert (order.order == 1) == pair.is_told, pair.evidence
        counts = canonical_of([first, last], Known())
        assert counts is last or not pair.is_told, pair.evidence
        for each in differing_versions(counts, first if counts is last else last, order):
            assert (each.severity, each.about) in {("note", "report"), ("warning", "reading")}
            assert each.about == "reading" or pair.is_told, pair.evidence


@pytest.mark.parametrize(
    ("one", "other", "is_copy"),
    [
        ("甲镇2024年报.docx", "甲镇2024年报（已盖章）.pdf", True),
        ("甲镇2024年报电子版.docx", "甲镇2024年报盖章扫描件.pdf", True),
        ("甲镇2024年报.docx", "甲镇2024年报.html", True),
        ("word版/甲镇2024年报.docx", "PDF版/甲镇2024年报.pdf", True),
        ("电子版/甲镇.docx", "扫描件/甲镇2024年报.pdf", False),
        ("甲镇2024年报.docx", "附件/甲镇2024年报.docx", False),
        ("甲镇2024年报.docx", "甲镇2024年政府信息公开年报.docx", False),
    ],
)
def test_a_signed_copy_and_an_electronic_one_are_one_version(one: str, other: str, is_copy: bool) -> None:
    first, second = made(one), made(other)
    assert not later(first, second, Known()).order
    assert are_copies(first, second, Known()) == are_copies(second, first, Known()) == is_copy


def test_a_sealed_copy_that_was_mended_is_the_later_version() -> None:
    assert later(made("甲镇2024年报（整改后盖章）.pdf"), made("甲镇2024年报.docx"), Known()).order == 1


# ── Drafts ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_what_was_revised_after_publication_is_no_draft() -> None:
    assert not is_draft(made("甲镇2024年报修改稿.docx"), Known())
    assert is_draft(made("甲镇2024年报送审稿.docx"), Known())
    assert not is_correction(made("甲镇2024年报定稿.docx"), Known())


@pytest.mark.parametrize(
    ("files", "last"),
    [
        (("a送审稿1.txt", "a送审稿2.txt"), "a送审稿2.txt"),
        (("a送审稿2.txt", "a送审稿10.txt"), "a送审稿10.txt"),
        (("第三稿送审.txt", "第二稿送审.txt"), "第三稿送审.txt"),
        (("draft v1.txt", "draft v2.txt"), "draft v2.txt"),
        (("送审稿2023.txt", "送审稿2.txt"), "送审稿2.txt"),
        (("b送审稿.txt", "a送审稿.txt"), "b送审稿.txt"),
        (("b送审稿.txt", "a送审稿1.txt"), "a送审稿1.txt"),
        (("b送审稿.txt", "a送审稿2.txt"), "a送审稿2.txt"),
        (("b送审稿.txt", "a送审稿（修改）.txt"), "a送审稿（修改）.txt"),
        (("b送审稿1月15日.txt", "a送审稿1月20日.txt"), "a送审稿1月20日.txt"),
        (("a.txt", "b.txt"), ""),
        (("送审稿/旧/a.txt", "b.txt"), ""),
        (("旧/送审稿/a.txt", "b.txt"), "旧/送审稿/a.txt"),
        (("redraft2.txt", "b.txt"), ""),
    ],
)
def test_the_last_draft(files: tuple[str, ...], last: str) -> None:
    """The folder that a file lies in tells, none further up."""
    for order in (files, files[::-1]):
        found = last_draft([made(file) for file in order], Known())
        assert (found.source.name if found else "") == last


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        (made("b.txt"), made("a.txt", status="ok_with_repairs")),
        (made("b.txt", status="ok_with_repairs"), made("a.txt", status="partial")),
        (made("b.html", kind="html"), made("a.docx", kind="docx")),
        (made("b.txt"), made("a.pdf", kind="pdf")),
        (made("b.pdf", kind="pdf"), made("a.zzz", kind="other")),
        (made("a.txt"), made("b.txt")),
        (made("a.txt"), made("a.txt", part=2)),
        (made("b.txt"), made("a送审稿.txt")),
        (made("b.txt", status="partial"), made("a送审稿.txt")),
    ],
)
def test_what_counts(better: Report, worse: Report) -> None:
    assert canonical_of([worse, better], Known()) is canonical_of([better, worse], Known()) is better


def test_a_copy_by_another_name_makes_a_draft_a_publication() -> None:
    draft, other = made("a送审稿.txt"), made("b.txt")
    names = Known({draft.source.sha256: ("a送审稿.txt", "0发布.txt")})
    assert canonical_of([other, draft], Known()) is other
    assert canonical_of([other, draft], names) is draft
