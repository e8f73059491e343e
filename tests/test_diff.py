"""What is otherwise in one report or library than in another, a row each, with why; nothing where nothing is."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from extract.diff import Difference, differences
from extract.jobs import settle
from extract.jobs.differing import differing
from extract.library import NAME, OpenLibrary
from extract.library.records import record_of
from extract.model import NOTHING_GIVEN, Finding, Given, Report, Verdict
from tests.command import Gongkai
from tests.test_years import report

SAMPLE = Path(__file__).parents[1] / "samples" / "青禾镇2023.txt"
FEES, LICENCES = "proactive.fees.amount", "proactive.licences.decisions"
FEE = Finding("D-07", "warning", "report", "sum", (), "1.26", "12600", (FEES,), ())


def version(
    mark: str, name: str = "青禾镇", file: str = "", text: str = "", fees: int = 0, licences: int = 0
) -> Report:
    """A report in a file of its own bytes."""
    made = report(2024, {FEES: fees, LICENCES: licences}, text, name=name)
    return replace(made, source=made.source._replace(sha256=mark * 64, name=file or made.source.name))


def told(old: Report, new: Report) -> list[tuple[str, ...]]:
    return [each[:4] for each in differences(old, new)]


# ── Two reports ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_cell_that_is_otherwise_is_a_row() -> None:
    assert told(version("a", fees=12600, licences=80), version("b", fees=1, licences=80)) == [
        ("cell", FEES, "12600", "1")
    ]


@pytest.mark.parametrize(
    ("cell", "texts"),
    [
        ({"state": "blank", "value": None, "raw": ""}, ("0", "[blank]")),
        ({"state": "mark", "value": None, "raw": "/"}, ("0", "/ [mark]")),
        ({"state": "unreadable", "value": None, "raw": "1 2"}, ("0", "1 2 [unreadable]")),
        ({"how": "suggested"}, ("0", "0 [suggested]")),
        ({"state": "absent", "value": None, "raw": "", "how": ""}, ("0", "")),
        ({"unit": "元"}, None),
        ({"how": "aligned"}, None),
    ],
)
def test_what_a_cell_holds_and_what_it_is(cell: dict[str, object], texts: tuple[str, str] | None) -> None:
    old = version("a")
    facts = tuple(f._replace(**cell) if str(f.concept) == FEES else f for f in old.facts)  # type: ignore[arg-type]
    new = replace(old, facts=facts)
    assert told(old, new) == ([("cell", FEES, *texts)] if texts else [])
    assert told(new, old) == ([("cell", FEES, *reversed(texts))] if texts else [])


def test_an_amount_in_another_unit_is_the_same_and_another_amount_shows_both() -> None:
    def paid(value: int, unit: str) -> Report:
        made = version("a", fees=value)
        return replace(made, facts=tuple(f._replace(unit=unit) if str(f.concept) == FEES else f for f in made.facts))

    assert told(paid(3, "万元"), paid(30000, "元")) == []
    assert told(paid(3, "万元"), paid(3, "元")) == [("cell", FEES, "3 万元", "3 元")]


FIRST, SECOND, THIRD = "一是公开目录更新不够及时", "二是政策解读形式偏少，群众看不大明白", "三是人手不足"


@pytest.mark.parametrize(
    ("old", "new", "rows"),
    [
        ([FIRST, SECOND], [FIRST, SECOND], []),
        ([FIRST, SECOND], [FIRST, " " + SECOND], []),
        ([FIRST, SECOND], [FIRST, SECOND, THIRD], [("", THIRD)]),
        ([FIRST, SECOND, THIRD], [FIRST, THIRD], [(SECOND, "")]),
        ([FIRST, SECOND], [FIRST, SECOND.replace("偏少", "单一")], [(SECOND, SECOND.replace("偏少", "单一"))]),
        ([FIRST, SECOND], [FIRST, THIRD], [("", THIRD), (SECOND, "")]),
    ],
)
def test_sentences_that_came_went_or_were_changed(old: list[str], new: list[str], rows: list[tuple[str, str]]) -> None:
    before, now = (version("a", text="。".join((*sentences, ""))) for sentences in (old, new))
    assert told(before, now) == [("sentence", "5", *row) for row in rows]


def test_what_a_report_is_of_itself() -> None:
    old = version("a")
    new = replace(old, identity=replace(old.identity, published="2025-01-20", year=2025))
    assert told(old, new) == [("report", "year", "2024", "2025"), ("report", "published", "", "2025-01-20")]
    assert [each.change for each in differences(old, new)] == ["changed", "added"]
    assert Difference("report", "published", "2025-01-20", "").change == "removed"


# ── Two libraries ────────────────────────────────────────────────────────────────────────────────────────────────────

Filled = Callable[..., Path]
SAID = Given(entity="石舫镇")


@pytest.fixture
def filled(tmp_path: Path) -> Filled:
    """Makes a library of reports."""

    def fill(
        folder: str,
        *reports: Report,
        reader: str = "r",
        findings: tuple[Finding, ...] = (),
        given: Given = NOTHING_GIVEN,
    ) -> Path:
        path = tmp_path / folder
        with OpenLibrary(path / NAME) as library:
            for each in reports:
                given_one = replace(each, given=given)
                library.add(record_of([(given_one, Verdict(findings, {}))]), reader=reader)
        return path

    return fill


def rows(old: Path, new: Path | None = None) -> list[tuple[str, ...]]:
    """What is otherwise, and why."""
    with differing(old, new) as (found, _):
        return [(row.entity, row.what, row.code, row.old, row.new, row.cause) for row in found]


def test_the_same_twice_is_nothing(filled: Filled) -> None:
    library = filled("a", version("a"), version("b", name="石舫镇"), findings=(FEE,))
    again = filled("b", version("a"), version("b", name="石舫镇"), findings=(FEE,))
    assert rows(library, library) == rows(library, again) == rows(library) == []


def test_other_bytes_are_another_file(filled: Filled) -> None:
    old, new = filled("a", version("a", fees=1)), filled("b", version("b", fees=2))
    assert rows(old, new) == [("青禾镇", "cell", FEES, "1", "2", "file")]


def test_the_same_bytes_are_read_otherwise_by_another_reader(filled: Filled) -> None:
    old, new = filled("a", version("a", fees=1)), filled("b", version("a", fees=2), reader="s")
    assert rows(old, new) == [("青禾镇", "cell", FEES, "1", "2", "reader")]
    both = filled("c", version("c", fees=2), reader="s")
    assert rows(old, both) == [("青禾镇", "cell", FEES, "1", "2", "file;reader")]


def test_a_file_that_was_given_to_another_agency_is_the_rosters_doing(filled: Filled) -> None:
    old = filled("a", version("a"))
    other = version("a", name="石舫镇", file=version("a").source.name)
    new = filled("b", other, given=SAID)
    found = rows(old, new)
    assert {row[5] for row in found} == {"roster"}
    assert ("石舫镇", "report", "entity_id", "?/青禾镇", "?/石舫镇", "roster") in found


def test_a_reader_that_names_another_agency_is_no_roster(filled: Filled) -> None:
    old = filled("a", version("a"))
    new = filled("b", version("a", name="石舫镇", file=version("a").source.name), reader="s")
    assert {row[5] for row in rows(old, new)} == {"reader"}
    given = filled("c", version("a", name="石舫镇", file=version("a").source.name, fees=1), reader="s", given=SAID)
    causes = {row[2]: row[5] for row in rows(old, given)}
    assert (causes["entity_id"], causes[FEES]) == ("roster", "reader")


def test_what_came_and_went(filled: Filled) -> None:
    old = filled("a", version("a"), version("b", name="石舫镇"))
    new = filled("b", version("a"), version("c", name="柳汀镇"))
    assert rows(old, new) == [
        ("柳汀镇", "report", "", "", "柳汀镇2024.txt", "file"),
        ("石舫镇", "report", "", "石舫镇2024.txt", "", "file"),
    ]


def test_the_only_reports_of_both_sides_are_versions_of_one(filled: Filled) -> None:
    old = filled("a", version("a", "甲镇", "a.docx", fees=1))
    new = filled("b", version("b", "乙镇", "b.docx", fees=2))
    assert ("乙镇", "cell", FEES, "1", "2", "file") in rows(old, new)
    more = filled("c", version("b", "乙镇", "b.docx", fees=2), version("c", "丙镇", "c.docx"))
    assert {row[3:5] for row in rows(old, more)} == {("a.docx", ""), ("", "b.docx"), ("", "c.docx")}


def test_another_version_was_chosen(filled: Filled) -> None:
    versions = (version("a", file="青禾镇（甲）.txt", fees=1), version("b", file="青禾镇（乙）.txt", fees=2))
    old, new = filled("a", *versions), filled("b", *versions)
    with OpenLibrary(new / NAME) as library, library.writing():
        library.choose([("a" * 64, 1, True)])
    with OpenLibrary(old / NAME) as library, library.writing():
        library.choose([("b" * 64, 1, True)])
    found = rows(old, new)
    assert found[0] == ("青禾镇", "cell", FEES, "2", "1", "version")
    assert [row[1:] for row in found[1:]] == [
        ("decision", "r" + "a" * 15, "", "采用", "version"),
        ("decision", "r" + "b" * 15, "采用", "", "version"),
    ]


def test_a_decision_is_a_row_and_takes_its_flag_away(filled: Filled) -> None:
    old, new = (filled(folder, version("a", fees=12600), findings=(FEE,)) for folder in "ab")
    with OpenLibrary(new / NAME) as library:
        at = library.columns("findings").index("fingerprint")
        (row,) = library.rows("findings")
        with library.writing():
            library.decide([(row[at], "不属实", "单位就是元")])
            library.assign(2024, [("f" * 64, 1, "石舫镇", "")])
    assert rows(old, new) == [
        ("青禾镇", "flag", FEES, "D-07", "", "decision"),
        ("青禾镇", "decision", row[at], "", "不属实 单位就是元", "decision"),
        ("", "decision", "r" + "f" * 15, "", "石舫镇", "roster"),
    ]


def test_reports_of_agencies_of_one_name_are_told_apart(filled: Filled) -> None:
    def namesakes(mark: str, fees: int) -> tuple[Report, Report]:
        return version("a", file="a/青禾镇.txt", fees=1), version(mark, file="b/青禾镇.txt", fees=fees)

    made = (namesakes("b", 5), namesakes("c", 6), namesakes("b", 5))
    old, new, again = (filled(folder, *reports) for folder, reports in zip("abc", made, strict=True))
    for path in (old, new, again):
        with OpenLibrary(path / NAME) as library:
            settle(library)
            library._sql.execute("UPDATE report SET canonical = 1")
    assert [row[1:] for row in rows(old, new) if row[1] == "cell"] == [("cell", FEES, "5", "6", "file")]
    assert rows(old, again) == []


# ── One library, before and now ──────────────────────────────────────────────────────────────────────────────────────


def test_a_library_tells_what_was_replaced_in_it(filled: Filled) -> None:
    library = filled("a", version("a", fees=12600, licences=80), findings=(FEE,))
    filled("a", version("b", fees=1, licences=180))
    with differing(library, None) as (found, ledger):
        assert ledger is not None
        assert [(row.code, row.old, row.new, row.cause, row.asked) for row in found if row.what == "cell"] == [
            (LICENCES, "80", "180", "file", "false"),
            (FEES, "12600", "1", "file", "true"),
        ]
    filled("a", version("c", fees=1, licences=181), reader="s")
    assert rows(library) == [("青禾镇", "cell", LICENCES, "180", "181", "file;reader")]


# ── The command ──────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    """A report, and what was handed in in its place."""
    old, new = tmp_path / "old" / SAMPLE.name, tmp_path / "new" / SAMPLE.name
    for path in (old, new):
        path.parent.mkdir()
        path.write_bytes(SAMPLE.read_bytes())
    return old, new


@pytest.mark.slow
def test_two_files_of_one_report(files: tuple[Path, Path], gongkai: Gongkai, tmp_path: Path) -> None:
    old, new = files
    for first, second in ((old, new), (old, old), (old.parent, new.parent)):
        ran = gongkai("diff", first, second)
        assert (ran.code, ran.out, ran.err) == (0, "", "")
    text = old.read_text(encoding="utf-8")
    sentence = next(line for line in text.splitlines() if line.endswith("。"))
    new.write_text(text.replace(sentence, sentence + "另外印发了一本手册。"), encoding="utf-8")
    ran = gongkai("diff", old, new, "--lang", "en")
    (row,) = csv.DictReader(io.StringIO(ran.out))
    assert (row["what"], row["difference"], row["new"], row["cause"]) == (
        "sentence", "added", "另外印发了一本手册", "file",
    )  # fmt: skip
    assert "1 differences: 1 added, 0 removed, 0 changed." in ran.err
    as_json = json.loads(gongkai("diff", old, new, "--json", "-q").out)
    assert as_json["schema"] == "gongkai.diff/1" and len(as_json["differences"]) == 1


@pytest.mark.slow
def test_what_is_otherwise_is_written_as_other_tables_are(filled: Filled, gongkai: Gongkai, tmp_path: Path) -> None:
    old, new = filled("a", version("a", fees=1)), filled("b", version("b", fees=2))
    book = tmp_path / "差异.xlsx"
    for _ in range(2):
        assert gongkai("diff", old, new, "-o", book, "-q").code == 0
    heads, names, row = load_workbook(book)["差异"].iter_rows(values_only=True)
    cells = dict(zip(names, row, strict=True))
    assert (cells["old"], cells["new"], cells["code"]) == ("1", "2", FEES)
    assert "原因" in heads and "收费" in str(cells["place"])
    with book.open("ab") as file:
        file.write(b"more")
    assert gongkai("diff", old, new, "-o", book).code == 2
    assert gongkai("diff", old, old, "-o", tmp_path / "none.csv", "-q").code == 0
    assert len((tmp_path / "none.csv").read_text(encoding="utf-8-sig").splitlines()) == 1


@pytest.mark.parametrize("path", ["nothing.txt", "README.md"])
def test_where_there_is_no_report(path: str, gongkai: Gongkai, tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("# nothing", encoding="utf-8")
    assert gongkai("diff", tmp_path / path, SAMPLE).code == 2
