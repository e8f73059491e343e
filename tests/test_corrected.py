"""Figures that persons lay over what is printed: they count as long as the same is printed, and nothing is lost."""

from __future__ import annotations

import csv
import shutil
from contextlib import nullcontext
from pathlib import Path
from typing import NamedTuple

import pytest
from openpyxl import load_workbook

from extract.checks.corrected import changed_findings
from extract.errors import UsageError
from extract.export.folder import WORKBOOK, wording_in, write_folder
from extract.forms import load_forms
from extract.jobs import settle, settled_as_printed
from extract.jobs.correcting import correct_cell, correct_from
from extract.jobs.differing import between
from extract.jobs.files import Task, recorded
from extract.jobs.inputs import inputs_of
from extract.library import NAME, OpenLibrary
from extract.library.corrections import BLANK, Correction
from extract.library.records import Record
from extract.words.phrases import day_words
from tests.command import exit_code

ROOT = Path(__file__).parents[1]
FILES = ("samples/澄溪县/2022/铜铃坳镇2022.md", "samples/青禾镇2023.txt")
FAULTY = "铜铃坳镇2022.md"
CELL = "requests.granted.total"
"""4 is printed; with 3 the sums of the table hold that do not hold as they are printed."""
HEAD = ["report_id", "table", "row", "column", "raw", "corrected", "because"]


@pytest.fixture(scope="module")
def records() -> list[Record]:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        made = [recorded(Task(file)) for file in inputs_of(FILES)]
    return [record for record in made if record != "unchanged"]


def library_of(records: list[Record], folder: Path) -> Path:
    path = folder / NAME
    with OpenLibrary(path) as library:
        for record in records:
            library.add(record)
        settle(library)
    return path


@pytest.fixture
def path(records: list[Record], tmp_path: Path) -> Path:
    return library_of(records, tmp_path / "lib")


class Printed(NamedTuple):
    """A cell as a table of the library has it."""

    report_id: str
    value: str
    raw: str
    state: str
    how: str


def cell(library: OpenLibrary, code: str = CELL, file: str = FAULTY) -> Printed:
    names = library.columns("facts")
    report = next(row[0] for row in library.rows("reports") if row[1].endswith(file))
    rows = (dict(zip(names, row, strict=True)) for row in library.rows("facts"))
    found = next(
        row for row in rows if row["report_id"] == report and f"{row['table']}.{row['row']}.{row['column']}" == code
    )
    return Printed(*(str(found[name]) for name in Printed._fields))


def scanned(record: Record) -> Record:
    """The same, as it would be kept had all its figures been recognised on pictures."""
    (report,) = record.reports
    facts = tuple(
        ((*kind[:5], "recognised" if kind[5] == "read" else kind[5], *kind[6:]), *rest) for kind, *rest in report.facts
    )
    doubts = tuple(row._replace(about="reading", severity="warning") for row in report.findings)
    return record._replace(reports=(report._replace(facts=facts, findings=doubts),))


def emptied(record: Record) -> Record:
    """The same, as if nothing were printed in the cell."""
    (report,) = record.reports
    facts = tuple(
        ((*kind[:4], "blank", *kind[5:]), None, "", *rest) if ".".join(kind[1:4]) == CELL else (kind, value, raw, *rest)
        for kind, value, raw, *rest in report.facts
    )
    return record._replace(reports=(report._replace(facts=facts),))


def failing(library: OpenLibrary, file: str = FAULTY) -> set[str]:
    """The rules of the sums that do not hold."""
    return {str(row[5]) for row in library.rows("findings") if row[1].endswith(file) and str(row[5]).startswith("D-0")}


def said(library: OpenLibrary, value: str, code: str = CELL, why: str = "原件第2页", file: str = FAULTY) -> Correction:
    line = next(each for each in map(library.line_named, (cell(library, code, file).report_id,)) if each)
    return Correction(line.sha256, line.part, code, cell(library, code, file).raw, value, why, "张三", "")


def table_of(folder: Path, *rows: list[str], head: list[str] = HEAD) -> Path:
    path = folder / "更正.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([head, *rows])
    return path


def row_of(library: OpenLibrary, corrected: str, code: str = CELL, because: str = "看错了", raw: str = "") -> list[str]:
    printed, (table, row, column) = cell(library, code), code.split(".")
    return [printed.report_id, table, row, column, raw or printed.raw, corrected, because]


def told_about(library: OpenLibrary, rule: str, file: str = FAULTY) -> list[tuple[str, str]]:
    """About what the findings of a rule are, and how grave."""
    names = library.columns("findings")
    rows = (dict(zip(names, row, strict=True)) for row in library.rows("findings"))
    return [(row["about"], row["severity"]) for row in rows if row["rule"] == rule and str(row["file"]).endswith(file)]  # type: ignore[misc]


# ── What counts ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_correction_counts_and_the_print_stays(path: Path) -> None:
    with OpenLibrary(path) as library:
        before = cell(library)
        assert before[1:] == ("4", "4", "number", "read") and "D-03" in failing(library)
        assert correct_cell(library, said(library, "3"), "")
        assert cell(library)[1:] == ("3", "4", "number", "corrected")
        settle(library)
        assert "D-03" not in failing(library)
        (each,) = library.standing_corrections()
        assert (each.standing, each.correction.who, each.correction.why) == ("applied", "张三", "原件第2页")
        assert [row.rule for row in library.superseded_about(library.overlaid_reports()[0])].count("D-03") == 1
        report = library.report(library.overlaid_reports()[0])
        fact = next(fact for fact in report.facts if str(fact.concept) == CELL)
        assert (str(fact.value), fact.raw, fact.text, fact.is_certain) == ("3", "4", "3", True)
        assert correct_cell(library, said(library, ""), "3")
        settle(library)
        assert cell(library) == before and "D-03" in failing(library)
        assert not library.superseded_about(1) and not library.has_corrections()
        assert len(library.corrections_ever()) == 2


def test_an_empty_cell_and_a_number_where_none_is_printed(path: Path) -> None:
    with OpenLibrary(path) as library:
        assert correct_cell(library, said(library, BLANK), "")
        assert cell(library)[1:] == ("None", "4", "blank", "corrected")
        assert next(f for f in library.report(library.overlaid_reports()[0]).facts if str(f.concept) == CELL).text == ""


def test_a_sum_that_a_correction_breaks_is_a_doubt_and_nobodys_fault(path: Path) -> None:
    code = "requests.received.natural_person"
    with OpenLibrary(path) as library:
        assert not failing(library, "青禾镇2023.txt")
        assert correct_cell(library, said(library, "999", code, file="青禾镇2023.txt"), "")
        settle(library)
        key = library.overlaid_reports()[0]
        found = [row for _, row, *_ in library.findings_about(key) if row.rule == "D-01"]
        assert found and {row.about for row in found} == {"reading"} and {row.severity for row in found} == {"warning"}
        assert all("999" in row.details for row in found)
        assert library.flags_about(key)[code]


def test_nobody_overwrites_what_somebody_else_said_meanwhile(path: Path) -> None:
    with OpenLibrary(path) as library:
        assert correct_cell(library, said(library, "3"), "")
        assert not correct_cell(library, said(library, "2"), "")
        assert cell(library).value == "3"
        assert correct_cell(library, said(library, "2"), "3")
        assert cell(library).value == "2" and len(library.corrections_ever()) == 2


def test_what_is_judged_again_is_what_was_found_where_nothing_is_corrected(path: Path) -> None:
    with OpenLibrary(path) as library:
        for report, verdict in library.reports():
            assert changed_findings(report, report, verdict.findings) == ((), ())


# ── What survives ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_corrections_survive_another_reading_a_merge_and_a_new_name(
    path: Path, records: list[Record], tmp_path: Path
) -> None:
    with OpenLibrary(path) as library:
        correct_cell(library, said(library, "3"), "")
        for record in records:
            library.add(record)
        assert cell(library).how == "corrected"
        library.rename_files({name: f"新/{Path(name).name}" for name in (each.file for each in library.known_files())})
        settle(library)
        assert cell(library).how == "corrected" and "D-03" not in failing(library)
        rows = {table: list(library.rows(table)) for table in ("facts", "findings")}
    with OpenLibrary(tmp_path / "merged" / NAME) as merged:
        with OpenLibrary(path) as library:
            merged.take_over(library)
        settle(merged)
        assert {table: list(merged.rows(table)) for table in rows} == rows
        assert correct_cell(merged, said(merged, ""), "3")
        settle(merged)
        fresh = library_of(records, tmp_path / "fresh")
        with OpenLibrary(fresh) as printed:
            assert [row[5:] for row in merged.rows("facts")] == [row[5:] for row in printed.rows("facts")]
            assert {row[13] for row in merged.rows("findings")} == {row[13] for row in printed.rows("findings")}


def test_another_text_in_the_print_makes_a_correction_stale(path: Path, records: list[Record]) -> None:
    (record,) = (record for record in records if record.source.name.endswith(FAULTY))
    with OpenLibrary(path) as library:
        correct_cell(library, said(library, "3"), "")
        facts = tuple(
            (kind, 6, *rest) if kind[1:4] == ("requests", "granted", "total") else (kind, value, *rest)
            for kind, value, *rest in record.reports[0].facts
        )
        library.add(record._replace(reports=(record.reports[0]._replace(facts=facts),)))
        assert cell(library)[1:] == ("6", "6", "number", "read")
        assert [each.standing for each in library.standing_corrections()] == ["other_raw"]
        library.add(record)
        assert cell(library)[1:] == ("3", "4", "number", "corrected")
        library.remove([record.source.name])
        assert [each.standing for each in library.standing_corrections()] == ["no_file"]
        library.add(record)
        assert [each.standing for each in library.standing_corrections()] == ["applied"]


def test_two_libraries_differ_by_a_decision(path: Path, tmp_path: Path) -> None:
    other = shutil.copytree(path.parent, tmp_path / "other") / NAME
    with OpenLibrary(path) as library, OpenLibrary(other) as printed:
        correct_cell(library, said(library, "3"), "")
        settle(library)
        rows = [row for row in between(printed, library) if row.what == "cell"]
        assert [(row.code, row.old, row.new, row.cause) for row in rows] == [(CELL, "4", "3", "decision")]
        assert {row.cause for row in between(printed, library)} == {"decision"}


def test_everything_as_it_is_printed(path: Path) -> None:
    with OpenLibrary(path) as library:
        correct_cell(library, said(library, "3"), "")
        settle(library)
    with settled_as_printed(path) as printed:
        assert cell(printed).value == "4" and "D-03" in failing(printed)
    with OpenLibrary(path) as library:
        assert cell(library).value == "3"


@pytest.mark.long
def test_a_release_holds_corrections_and_is_rebuilt_with_them(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with OpenLibrary(path) as library:
        correct_cell(library, said(library, "3", why="电话0554-1234567核对"), "")
        settle(library)
    out, inputs = tmp_path / "r1", tmp_path / "inputs"
    inputs.mkdir()
    for file in FILES:
        shutil.copy(ROOT / file, inputs)
    assert exit_code(monkeypatch, "release", path, "-o", out, "-q") == 0
    text = (out / "corrections.csv").read_text(encoding="utf-8")
    assert ",4,3,电话［电话］核对,," in text and "张三" not in text
    assert exit_code(monkeypatch, "verify", out, "--inputs", inputs, "-q") == 0
    (out / "corrections.csv").write_text(text.replace(",4,3,", ",4,2,"), encoding="utf-8")
    assert exit_code(monkeypatch, "verify", out, "--inputs", inputs, "-q") == 1


# ── Tables ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_table_goes_out_and_comes_back(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with OpenLibrary(path) as library:
        table = table_of(tmp_path, row_of(library, "3"), row_of(library, "", "requests.carried_in.total", ""))
    out = tmp_path / "out.csv"
    assert exit_code(monkeypatch, "correct", path, table, "--by", "李四", "-q") == 0
    assert exit_code(monkeypatch, "correct", path, "-o", out, "-q") == 0
    with out.open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["raw"], row["corrected"], row["because"], row["who"], row["applies"]) == (
        "4", "3", "看错了", "李四", "applied",
    )  # fmt: skip
    with OpenLibrary(path) as library:
        assert "D-03" not in failing(library)
        assert correct_from(library, out, "")[:2] == (0, 1)
    with OpenLibrary(tmp_path / "empty" / NAME) as empty:
        came = correct_from(empty, out, "")
        assert came.kept == 1 and len(came.stale) == 1
        assert [each.standing for each in empty.standing_corrections()] == ["no_file"]


def test_the_later_word_counts_and_the_other_is_told(path: Path, tmp_path: Path) -> None:
    with OpenLibrary(path) as library:
        correct_cell(library, said(library, "3"), "")
        dated = [*HEAD, "decided"]
        old = table_of(tmp_path, [*row_of(library, "2"), "2020-01-01T00:00:00+08:00"], head=dated)
        came = correct_from(library, old, "")
        assert came.kept == 0 and [each.counts.value for each in came.outdone] == ["3"]
        assert correct_from(library, table_of(tmp_path, row_of(library, "2")), "").kept == 1
        assert cell(library).value == "2"
        assert correct_from(library, table_of(tmp_path, row_of(library, "印出", because="又核对了")), "").kept == 1
        assert cell(library)[1:] == ("4", "4", "number", "read")


@pytest.mark.parametrize(
    ("corrected", "because", "raw"),
    [("十二", "看错", ""), ("3万元", "看错", ""), ("", "看错", ""), ("4", "", "")],
)
def test_a_table_is_taken_whole_or_not_at_all(
    corrected: str, because: str, raw: str, path: Path, tmp_path: Path
) -> None:
    with OpenLibrary(path) as library:
        good = row_of(library, "9", "requests.carried_in.natural_person")
        table = table_of(tmp_path, good, row_of(library, corrected, because=because, raw=raw))
        with pytest.raises(UsageError):
            correct_from(library, table, "")
        assert not library.corrections_ever()


def test_a_table_that_says_two_things_or_names_nothing_is_refused(path: Path, tmp_path: Path) -> None:
    with OpenLibrary(path) as library:
        good = row_of(library, "3")
        for rows, head in (
            ([good, row_of(library, "2")], HEAD),
            ([["r0", *good[1:]]], HEAD),
            ([["", *good[1:]]], HEAD),
            ([[*good[:3], "no_column", *good[4:]]], HEAD),
            ([[*good, "more"]], HEAD),
            ([good[1:]], HEAD[1:]),
            ([good[:-1]], HEAD[:-1]),
            ([[*good, "9999-01-01T00:00:00+00:00"]], [*HEAD, "decided"]),
        ):
            with pytest.raises(UsageError) as error:
                correct_from(library, table_of(tmp_path, *rows, head=head), "")
            assert "更正.csv" in error.value.said_in("zh") and "更正.csv" in error.value.said_in("en")
        assert not library.corrections_ever()


def test_a_row_of_another_print_is_kept_and_told(path: Path, tmp_path: Path) -> None:
    with OpenLibrary(path) as library:
        came = correct_from(library, table_of(tmp_path, row_of(library, "3", raw="55")), "")
        assert came.kept == 1 and [each.raw for each in came.stale] == ["55"]
        assert cell(library)[1:] == ("4", "4", "number", "read")


def test_a_corrected_figure_is_marked_in_the_workbook_with_who_when_and_what_is_printed(
    path: Path, tmp_path: Path
) -> None:
    with OpenLibrary(path) as library:
        correct_cell(library, said(library, "3"), "")
        settle(library)
        at = library.corrections()[0].at
        state = nullcontext()
        write_folder(
            library, state, tmp_path, load_forms(), wording_in("zh", "gongkai"), False, "1", with_workbook=True
        )
    cells = [cell for page in load_workbook(tmp_path / WORKBOOK) for row in page.iter_rows() for cell in row]
    (marked,) = (cell for cell in cells if cell.comment)
    assert marked.value == 3 and "※" in marked.number_format
    note = marked.comment.text
    assert all(each in note for each in ("原文“4”", "更正为“3”", "原件第2页", day_words(at[:10], "zh")))


# ── What was recognised on pictures ──────────────────────────────────────────────────────────────────────────────────


def test_who_reads_the_same_in_a_picture_confirms_it(records: list[Record], tmp_path: Path) -> None:
    path = library_of([scanned(record) for record in records], tmp_path / "lib")
    with OpenLibrary(path) as library:
        assert cell(library)[1:] == ("4", "4", "number", "recognised")
        assert told_about(library, "D-03") == [("reading", "warning")]
        (finding,) = [row for _, row in library.found_in_print(1) if row.rule == "D-03"]
        *others, last = finding.concepts.split(";")
        for code in others:
            assert correct_cell(library, said(library, cell(library, code).value, code), "")
        settle(library)
        assert {about for about, _ in told_about(library, "D-03")} <= {"reading"}
        assert correct_cell(library, said(library, cell(library, last).value, last), "")
        settle(library)
        assert told_about(library, "D-03") == [("report", "error")]
        report = library.report(1)
        assert {fact.confirmed for fact in report.facts if str(fact.concept) in (*others, last)} == {"person"}
        assert all(fact.is_certain for fact in report.facts if fact.confirmed)
        assert {fact.is_certain for fact in report.facts if fact.how == "recognised" and not fact.confirmed} == {False}
        assert correct_cell(library, said(library, "", last), cell(library, last).value)
        settle(library)
        assert {about for about, _ in told_about(library, "D-03")} <= {"reading"}


def test_who_reads_another_figure_in_a_picture_corrects_it(records: list[Record], tmp_path: Path) -> None:
    path = library_of([scanned(record) for record in records], tmp_path / "lib")
    with OpenLibrary(path) as library:
        assert correct_cell(library, said(library, "3"), "")
        assert cell(library)[1:] == ("3", "4", "number", "corrected")


@pytest.mark.parametrize(
    ("value", "told"), [(BLANK, ("", "", "blank", "recognised")), ("3", ("3", "", "number", "corrected"))]
)
def test_a_blank_of_a_picture_is_confirmed_or_corrected(
    value: str, told: tuple[str, ...], records: list[Record], tmp_path: Path
) -> None:
    path = library_of([emptied(scanned(record)) for record in records], tmp_path / "lib")
    with OpenLibrary(path) as library:
        assert correct_cell(library, said(library, value), "")
        assert tuple(each if each != "None" else "" for each in cell(library)[1:]) == told
        (fact,) = [fact for fact in library.report(1).facts if str(fact.concept) == CELL]
        assert fact.confirmed == ("person" if value == BLANK else "")
