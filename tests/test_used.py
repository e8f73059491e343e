"""Why a report is used, and why another of its agency and year is not."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from extract.checks.known import Known, Receipt
from extract.export.inputs import INPUT_COLUMNS, _rounds, input_rows
from extract.forms import load_every_form
from extract.jobs import settle
from extract.jobs.files import without_report
from extract.library import NAME, OpenLibrary
from extract.library.records import record_of
from extract.model import NO_VERDICT, NOTHING_GIVEN, Report
from extract.panels.grid import Choice
from tests.test_panels import filled, made_report

FORM, ALL = load_every_form()[-1], Choice()


def version(file: str, who: str = "甲县/一镇", changed: int = 0, **other: object) -> Report:
    """A report with other figures in the first cells of its form."""
    cells = filled(FORM)
    cells |= {code: cells[code]._replace(value=Decimal(changed)) for code in list(cells)[:2]}
    made = made_report(who, 2023, FORM, cells, file=file)
    return replace(made, **other)  # type: ignore[arg-type]


def told(folder: Path, *reports: Report, chosen: int | None = None, choice: Choice = ALL) -> dict[str, tuple[str, ...]]:
    """Of every file whether it is used, why, instead of which, by which sign, and in which round it was received."""
    with OpenLibrary(folder / NAME) as library:
        for report in reports:
            library.add(record_of([(report, NO_VERDICT)]), received="2024-01-01T00:00:00")
        if chosen is not None:
            with library.writing():
                library.choose([(reports[chosen].source.sha256, 1, True)])
        settle(library)
        rows = [dict(zip(INPUT_COLUMNS, row, strict=True)) for row in input_rows(library, choice)]
    files = {str(row["report_id"]): str(row["file"]) for row in rows if row["report_id"]}
    return {
        str(row["file"]): (*(str(row[name]) for name in ("used", "why")), files.get(str(row["instead"]), ""),
                           *(str(row[name]) for name in ("sign", "received")))
        for row in rows
    }  # fmt: skip


PLAIN, MENDED, DRAFT = "2023.txt", "2023（整改后）.txt", "2023（送审稿）.txt"


@pytest.mark.parametrize(
    ("files", "chosen", "expected"),
    [
        ((PLAIN,), None, [("true", "only", "", "", "")]),
        ((PLAIN, MENDED), None, [("false", "earlier", MENDED, "整改后", ""), ("true", "later", "", "整改后", "")]),
        ((PLAIN, MENDED), 0, [("true", "chosen", "", "", ""), ("false", "not_chosen", PLAIN, "", "")]),
        ((PLAIN, DRAFT), None, [("true", "published", "", "", ""), ("false", "draft", PLAIN, "", "")]),
        ((PLAIN, DRAFT), 0, [("true", "chosen", "", "", ""), ("false", "draft", PLAIN, "", "")]),
        ((DRAFT, "b（送审稿）.txt"), None, [("true", "draft_only"), ("false", "draft")]),
        ((PLAIN, "2023（盖章）.txt"), None, [("true", "best"), ("false", "other")]),
    ],
)
def test_of_several_versions(
    files: tuple[str, ...], chosen: int | None, expected: list[tuple[str, ...]], tmp_path: Path
) -> None:
    reports = [version(file, changed=at) for at, file in enumerate(files)]
    found = told(tmp_path, *reports, chosen=chosen)
    if len(expected[0]) == 5:
        assert [found[file] for file in files] == expected
    else:
        assert sorted(each[:2] for each in found.values()) == sorted(expected)


def test_what_only_the_order_of_receipt_tells_says_in_which_round() -> None:
    versions = [version(f"{name}/2023.txt", changed=at) for at, name in enumerate("abc")]
    months = zip(versions, (2, 3, 1), strict=True)
    known = Known(
        receipts={
            each.source.sha256: [Receipt("1", f"0{month}-01T09:05", f"0{month}-01T09:00")] for each, month in months
        }
    )
    assert _rounds(versions, known) == ["2", "3", "1"]
    assert _rounds(versions, Known()) == ["", "", ""]
    named = zip(versions, (PLAIN, MENDED), strict=False)
    signed = [replace(each, source=each.source._replace(name=name)) for each, name in named]
    assert _rounds(signed, known) == ["", ""], "their names tell it"


def test_what_is_no_version_of_anything(tmp_path: Path) -> None:
    nameless, undated = version("无名.txt", "甲县/二镇"), version("无年.txt", "甲县/三镇")
    nameless = replace(nameless, identity=replace(nameless.identity, entity_id=""))
    undated = replace(undated, identity=replace(undated.identity, year=None))
    unread = without_report(version("空.txt", "甲县/四镇").source, "empty", NOTHING_GIVEN)
    found = told(tmp_path, version(PLAIN), nameless, undated, unread)
    assert {file: row[:2] for file, row in found.items()} == {
        PLAIN: ("true", "only"), "无名.txt": ("false", "nameless"), "无年.txt": ("false", "nameless"),
        "空.txt": ("false", "no_report"),
    }  # fmt: skip


def test_namesakes_that_both_count(tmp_path: Path) -> None:
    found = told(tmp_path, version("a.txt"), version("b.txt", changed=1))
    assert {row[:2] for row in found.values()} == {("false", "several")}


def test_what_was_not_asked_for(tmp_path: Path) -> None:
    reports = version(PLAIN), version("b.txt", "乙县/一镇")
    found = told(tmp_path, *reports, choice=Choice(within="乙县"))
    assert (found[PLAIN][:2], found["b.txt"][:2]) == (("false", "not_selected"), ("true", "only"))
    found = told(tmp_path, choice=Choice(first_year=2024))
    assert {row[:2] for row in found.values()} == {("false", "not_selected")}
