"""The command line as scripts rely on it: files, columns, exit codes, streams."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import get_args

import pytest
from rich.cells import cell_len

from extract import Library, UsageError, __version__
from extract.catalogue import load_rules
from extract.forms import load_every_form
from extract.model import Given, Stage
from extract.words.messages import SENTENCES
from tests.command import Gongkai, Run

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "samples"
ONE = SAMPLES / "青禾镇2023.txt"
EXTRA = SAMPLES / "茶亭坳镇2024.txt"
HAN = re.compile(r"[\u4e00-\u9fff]")

# Copied from the contract (docs/reference.md): names and order are what scripts rely on.
REPORT_COLUMNS = [
    "report_id", "file", "kind", "status", "reason", "duplicate_of", "entity", "entity_id", "entity_kind", "parent",
    "scope", "year", "form", "title", "published", "sections", "facts", "errors", "warnings", "unjudged",
]  # fmt: skip
FACT_COLUMNS = [
    "report_id", "entity", "entity_id", "year", "form", "table", "row", "column", "value", "raw", "state", "how",
    "unit", "origin", "flag", "confirmed",
]  # fmt: skip
COLUMNS = {
    "reports.csv": REPORT_COLUMNS,
    "facts.csv": FACT_COLUMNS,
    "findings.csv": [
        "report_id", "file", "entity", "entity_id", "year", "rule", "severity", "about", "message", "expected",
        "actual", "concepts", "origin", "fingerprint",
    ],
    "sections.csv": ["report_id", "number", "key", "title", "text", "origin"],
    "narrative.csv": [
        "report_id", "concept", "value", "raw", "unit", "period", "approximate", "state", "sentence", "origin",
    ],
    "triples.csv": [
        "report_id", "entity", "entity_id", "year", "source", "label", "heading", "unit", "value", "raw",
        "approximate", "state", "context", "origin",
    ],
    "units.csv": [
        "entity_id", "entity", "parent", "kind", "names", "years", "reports", "evidence", "standing", "candidates",
    ],
}  # fmt: skip


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def written(folder: Path) -> dict[str, bytes]:
    """The files made from the library, which itself is not the same bytes twice."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name != "gongkai.sqlite"}


def report_text(cell: str = "37") -> str:
    return (
        "青禾镇2023年政府信息公开工作年度报告\n第二十条第（五）项\n信息内容\t本年处理决定数量\n"
        f"行政许可\t{cell}\n第二十条第（六）项\n信息内容\t本年处理决定数量\n行政处罚\t5\n行政强制\t1\n"
    )


# ── extract ──────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.slow
def test_the_samples_are_read(samples_read: Path) -> None:
    assert (samples_read / "stdout").read_bytes() == b""
    assert (samples_read / "stderr").read_bytes()
    out = samples_read / "gongkai-out"
    assert written(out).keys() == {*COLUMNS, "核查表.xlsx"}
    for name, columns in COLUMNS.items():
        data = (out / name).read_bytes()
        assert data.startswith(b"\xef\xbb\xbf" + ",".join(columns).encode() + b"\n")
        assert b"\r" not in data
        assert data.endswith(b"\n")
        assert data.count(b"\xef\xbb\xbf") == 1
    reports, facts = rows(out / "reports.csv"), rows(out / "facts.csv")
    assert len({report["file"].partition("!/")[0] for report in reports}) == len(
        [path for path in SAMPLES.rglob("*") if path.is_file()]
    )
    assert [report["file"] for report in reports] == sorted(report["file"] for report in reports)
    order = [report["report_id"] for report in reports if report["report_id"]]
    counted = {report["report_id"]: int(report["facts"]) for report in reports if report["report_id"]}
    assert list(dict.fromkeys(fact["report_id"] for fact in facts)) == [each for each in order if counted[each]]
    assert {report["status"] for report in reports} <= {"ok", "ok_with_repairs", "partial", "skipped"}
    assert all(re.fullmatch("r[0-9a-f]{15}(-2)?", report_id) for report_id in order)
    assert counted == {report_id: sum(fact["report_id"] == report_id for fact in facts) for report_id in order}


def test_what_a_row_of_facts_says(gongkai: Gongkai, tmp_path: Path) -> None:
    gongkai("extract", ONE, "-o", tmp_path)
    (report,) = rows(tmp_path / "reports.csv")
    facts = rows(tmp_path / "facts.csv")
    assert (report["file"], report["kind"], report["status"], report["reason"]) == (ONE.as_posix(), "tsv", "ok", "")
    assert (report["entity"], report["year"], report["form"]) == ("临溪县青禾镇", "2023", "2021")
    assert (report["sections"], report["facts"]) == ("1,2,3,4,5,6", str(len(facts)))
    (fact,) = [fact for fact in facts if (fact["row"], fact["column"]) == ("received", "natural_person")]
    printed = ONE.read_text(encoding="utf-8").split("\n")
    number, line = next((n, line) for n, line in enumerate(printed, start=1) if line.startswith("一、本年新收"))
    place = line.index("6") + 1
    assert fact == {
        "report_id": report["report_id"], "entity": "临溪县青禾镇", "entity_id": report["entity_id"], "year": "2023",
        "form": "2021", "table": "requests", "row": "received", "column": "natural_person", "value": "6", "raw": "6",
        "state": "number", "how": "read", "unit": "件", "origin": f"txt:L{number}:{place}-{place}", "flag": "",
        "confirmed": "",
    }  # fmt: skip


def test_facts_follow_the_order_of_the_form(gongkai: Gongkai, tmp_path: Path) -> None:
    gongkai("extract", ONE, "-o", tmp_path)
    declared = list(csv.DictReader(io.StringIO(gongkai("codebook").out)))
    keys = ("table", "row", "column")
    cells = [tuple(cell[key] for key in keys) for cell in declared if cell["form"] == "2021"]
    assert [tuple(fact[key] for key in keys) for fact in rows(tmp_path / "facts.csv")] == cells


@pytest.mark.long
def test_the_same_run_writes_the_same_bytes_whatever_the_order(gongkai: Gongkai, tmp_path: Path) -> None:
    paths = sorted(SAMPLES.glob("*.txt"))
    first, second, third = (tmp_path / name for name in "abc")
    assert gongkai("extract", *paths, "-o", first).code == 0
    assert gongkai("extract", *paths[::-1], paths[0], "-o", second).code == 0
    assert gongkai("extract", SAMPLES, SAMPLES / "澄溪县", *paths, "-o", third).code == 0
    before = written(first)
    assert gongkai("extract", *paths, "-o", first).code == 0
    assert written(first) == before == written(second)
    assert gongkai("extract", SAMPLES, "-o", first).code == 0
    assert written(third) == written(first)


def test_a_folder_inside_is_searched_and_the_output_is_not(gongkai: Gongkai, tmp_path: Path) -> None:
    below = tmp_path / "in" / "乡镇"
    below.mkdir(parents=True)
    shutil.copy(ONE, below)
    shutil.copy(ONE, below / ".hidden.txt")
    shutil.copy(ONE, below / "~$lock.txt")
    out = tmp_path / "in" / "out"
    first, second = (gongkai("extract", tmp_path / "in", "-o", out) for _ in range(2))
    assert (first.code, second.code) == (0, 0)
    assert [row["file"] for row in rows(out / "reports.csv")] == [(below / ONE.name).as_posix()]


def test_formulas_are_defused_unless_raw(gongkai: Gongkai, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("=cmd.txt").write_text(report_text("=1+1"), encoding="utf-8")
    Path("+3.txt").write_text(report_text("--253"), encoding="utf-8")
    Path("@x.txt").write_text("=cmd青禾镇2023年政府信息公开工作年度报告\n", encoding="utf-8")
    assert gongkai("extract", "=cmd.txt", "+3.txt", "@x.txt", "-o", "safe").code == 0
    assert gongkai("extract", "=cmd.txt", "+3.txt", "@x.txt", "-o", "exact", "--raw").code == 0
    for folder, quote in (("safe", "'"), ("exact", "")):
        reports = {row["file"].lstrip("'"): row for row in rows(Path(folder, "reports.csv"))}
        assert reports["=cmd.txt"]["file"] == f"{quote}=cmd.txt"
        assert reports["@x.txt"]["file"] == f"{quote}@x.txt"
        assert reports["@x.txt"]["entity"] == "cmd青禾镇"
        assert reports["@x.txt"]["title"] == f"{quote}=cmd青禾镇2023年政府信息公开工作年度报告"
        raws = [row["raw"] for row in rows(Path(folder, "facts.csv")) if row["row"] == "licences"]
        assert sorted(raws) == sorted([f"{quote}=1+1", "--253"])


def test_quotes_and_commas_are_quoted(gongkai: Gongkai, tmp_path: Path) -> None:
    (tmp_path / 'a,"b".txt').write_text(report_text(), encoding="utf-8")
    gongkai("extract", tmp_path / 'a,"b".txt', "-o", tmp_path / "out")
    assert b'a,""b"".txt"' in (tmp_path / "out" / "reports.csv").read_bytes()


# ── Exit codes ───────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    path = tmp_path / "扫描件.pdf"
    path.write_bytes(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    return path


@pytest.mark.parametrize(
    "arguments",
    [
        ("extract", "nowhere"),
        ("extract",),
        ("extract", ONE, "--no-such-option"),
        ("no-such-command",),
        ("show", SAMPLES),
        ("show", "nowhere.txt"),
        ("show", ONE, "--stage", "nothing"),
        ("extract", ONE, "--lang", "fr"),
    ],
    ids=lambda arguments: " ".join(map(str, arguments)).replace(str(ROOT), ""),
)
def test_usage_errors_end_with_2_and_one_sentence(
    gongkai: Gongkai, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[object, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    done = gongkai(*arguments)
    assert (done.code, done.out) == (2, "")
    assert done.err.strip()
    assert "Traceback" not in done.err
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_cannot_be_read_beside_good_ones_ends_with_3(gongkai: Gongkai, tmp_path: Path, pdf: Path) -> None:
    done = gongkai("extract", pdf, ONE, "-o", tmp_path / "out")
    assert done.code == 3
    assert pdf.name in done.err
    reports = {Path(row["file"]).name: row for row in rows(tmp_path / "out" / "reports.csv")}
    assert reports[ONE.name]["status"] == "ok"
    failed = reports[pdf.name]
    assert (failed["kind"], failed["status"], failed["reason"]) == ("pdf", "failed", "truncated")
    assert (failed["report_id"], failed["facts"], failed["year"]) == ("", "", "")


def test_nothing_read_ends_with_4_and_still_says_why(gongkai: Gongkai, tmp_path: Path, pdf: Path) -> None:
    (tmp_path / "empty.txt").touch()
    done = gongkai("extract", pdf, tmp_path / "empty.txt", "-o", tmp_path / "out")
    assert done.code == 4
    reasons = {Path(row["file"]).name: row["reason"] for row in rows(tmp_path / "out" / "reports.csv")}
    assert reasons == {"empty.txt": "empty", "扫描件.pdf": "truncated"}
    assert rows(tmp_path / "out" / "facts.csv") == []


def test_show_of_an_unreadable_file_ends_with_4(gongkai: Gongkai, pdf: Path) -> None:
    done = gongkai("show", pdf)
    assert (done.code, done.out) == (4, "")
    assert done.err.strip() in (sentence.strip() for sentence in SENTENCES["reason.truncated"])


def test_an_output_that_cannot_be_written_ends_with_5(gongkai: Gongkai, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    done = gongkai("extract", ONE, "-o", tmp_path / "file" / "below")
    assert (done.code, done.out) == (5, "")
    assert str(tmp_path / "file") in done.err
    assert (tmp_path / "file").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(("error", "code"), [(ValueError("x"), 6), (KeyboardInterrupt(), 130)])
def test_what_goes_wrong_in_us_has_its_code_and_keeps_old_files(
    gongkai: Gongkai, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException, code: int
) -> None:
    gongkai("extract", ONE, "-o", tmp_path)
    before = written(tmp_path)

    def broken(*_: object) -> None:
        raise error

    monkeypatch.setattr("extract.jobs.files.readings_of", broken)
    done = gongkai("extract", EXTRA, "-o", tmp_path)
    assert done.code == code
    assert "Traceback" not in done.err
    if code == 130:
        assert written(tmp_path) == before
    else:
        assert [row["reason"] for row in rows(tmp_path / "reports.csv")] == ["bug", ""]


def test_one_bug_does_not_lose_the_other_reports(
    gongkai: Gongkai, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from extract.jobs.files import readings_of

    def broken(data: bytes, name: str, given: Given) -> object:
        if name.endswith(EXTRA.name):
            raise ValueError(name)
        return readings_of(data, name, given)

    monkeypatch.setattr("extract.jobs.files.readings_of", broken)
    assert gongkai("extract", ONE, EXTRA, "-o", tmp_path).code == 6
    status = {Path(row["file"]).name: row["status"] for row in rows(tmp_path / "reports.csv")}
    assert status == {ONE.name: "ok", EXTRA.name: "failed"}


# ── Rows of files without a report ───────────────────────────────────────────────────────────────────────────────────


def test_the_same_bytes_again_are_a_row_that_points_at_the_first(gongkai: Gongkai, tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        shutil.copy(ONE, tmp_path / name)
    assert gongkai("extract", tmp_path, "-o", tmp_path / "out").code == 0
    first, second = rows(tmp_path / "out" / "reports.csv")
    assert (second["status"], second["reason"], second["report_id"]) == ("skipped", "duplicate", "")
    assert second["duplicate_of"] == first["report_id"] != ""
    assert {row["report_id"] for row in rows(tmp_path / "out" / "facts.csv")} == {first["report_id"]}


@pytest.mark.long
def test_a_readme_is_skipped_and_no_failure(gongkai: Gongkai, tmp_path: Path) -> None:
    assert gongkai("extract", SAMPLES, "-o", tmp_path).code == 0
    reports = {Path(row["file"]).name: row for row in rows(tmp_path / "reports.csv")}
    for name in ("README.md", "说明.txt"):
        assert (reports[name]["status"], reports[name]["reason"]) == ("skipped", "not_a_report")
        assert reports[name]["report_id"] == reports[name]["facts"] == ""


# ── What people read ─────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.long
def test_quiet_says_nothing_but_what_failed(gongkai: Gongkai, tmp_path: Path, pdf: Path) -> None:
    assert gongkai("extract", SAMPLES, "-o", tmp_path / "out", "-q") == Run(0, "", "")
    done = gongkai("extract", ONE, pdf, "-o", tmp_path / "out", "-q")
    assert done.err.count("\n") == 1
    assert pdf.name in done.err


@pytest.mark.slow
def test_verbose_lists_rows_that_the_form_does_not_have(gongkai: Gongkai, tmp_path: Path) -> None:
    plain, verbose = (gongkai("extract", EXTRA, "-o", tmp_path / "out", "--force", *v) for v in ((), ("-v",)))
    assert "属于工作秘密" not in plain.err
    assert "属于工作秘密" in verbose.err
    assert re.search(r"txt:L\d+:\d+-\d+", verbose.err)
    assert verbose.out == ""


@pytest.mark.slow
def test_sentences_are_chinese_unless_english_is_asked_for(gongkai: Gongkai, tmp_path: Path) -> None:
    pdf = tmp_path / "scan.pdf"
    pdf.write_bytes(b"%PDF-1.7")
    shutil.copy(ONE, tmp_path / "one.txt")
    chinese, english = (
        gongkai("extract", tmp_path, "-o", tmp_path / ".out" / str(len(lang)), *lang) for lang in ((), ("--lang", "en"))
    )
    assert all(HAN.search(line) for line in chinese.err.splitlines())
    assert not HAN.search(english.err.replace("核查表.xlsx", ""))
    assert len(english.err.splitlines()) == len(chinese.err.splitlines()) == 6
    assert "= 1 ok +" in english.err


@pytest.mark.long
def test_the_language_changes_sentences_and_nothing_else(gongkai: Gongkai, tmp_path: Path) -> None:
    for lang in ("zh", "en"):
        gongkai("extract", SAMPLES, "-o", tmp_path / lang, "--lang", lang)
    chinese, english = written(tmp_path / "zh"), written(tmp_path / "en")
    same = COLUMNS.keys() - {"findings.csv"}
    assert {name: chinese[name] for name in same} == {name: english[name] for name in same}
    one, other = rows(tmp_path / "zh" / "findings.csv"), rows(tmp_path / "en" / "findings.csv")
    assert one and [{**row, "message": ""} for row in one] == [{**row, "message": ""} for row in other]
    assert all(first["message"] != second["message"] for first, second in zip(one, other, strict=True))


# ── check, rules ─────────────────────────────────────────────────────────────────────────────────────────────────────

COUNTY = SAMPLES / "澄溪县"


@pytest.mark.slow
def test_check_prints_a_line_per_finding_and_its_exit_code_tells(gongkai: Gongkai) -> None:
    done = gongkai("check", COUNTY)
    assert done.code == 1
    lines = done.out.splitlines()
    assert len(lines) > 10
    assert all(re.search(r"(?:txt|html):\S+ [A-Z]-\d\d |\.\w+ [A-Z]-\d\d ", line) for line in lines)
    assert gongkai("check", ONE).code == 0
    assert gongkai("check", EXTRA).code == 0
    assert gongkai("check", EXTRA, "--fail-on", "warning").code == 1


@pytest.mark.slow
def test_check_takes_some_rules_and_leaves_others_out(gongkai: Gongkai) -> None:
    def found(*options: str) -> set[str]:
        return {word for line in gongkai("check", COUNTY, *options).out.splitlines() for word in line.split()[1:2]}

    every = found()
    assert {"D-01", "D-03", "E-01"} <= every
    assert found("--select", "D-01,E") == {rule for rule in every if rule == "D-01" or rule.startswith("E-")}
    assert found("--ignore", "D", "--ignore", "E-01") == {r for r in every if not r.startswith("D-") and r != "E-01"}
    assert gongkai("check", COUNTY, "--select", "X-99").code == 2


def test_rules_are_listed_with_title_and_basis(gongkai: Gongkai) -> None:
    done = gongkai("rules", "--lang", "zh")
    assert (done.code, done.err) == (0, "")
    assert len(done.out.splitlines()) == len(load_rules())
    assert "D-01  错误  新收、结转与办理不平衡" in done.out


@pytest.mark.slow
def test_extract_fails_on_findings_only_when_asked(gongkai: Gongkai, tmp_path: Path) -> None:
    assert gongkai("extract", COUNTY, "-o", tmp_path).code == 0
    assert gongkai("extract", COUNTY, "-o", tmp_path, "--fail-on", "error").code == 1
    assert gongkai("extract", ONE, "-o", tmp_path, "--fail-on", "note").code == 0
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(b"%PDF-1.7")
    assert gongkai("extract", COUNTY, scan, "-o", tmp_path / "out", "--fail-on", "error").code == 3


# ── What the user says ───────────────────────────────────────────────────────────────────────────────────────────────


def test_a_manifest_gives_identity_and_its_own_columns(gongkai: Gongkai, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(report_text().replace("青禾镇2023年", ""), encoding="utf-8")
    manifest = tmp_path / "manifest.csv"
    manifest.write_text(
        "file,entity,code,year,备注\na.txt,青禾镇,410526101,2023,补报\nb.txt,无此文件,1,2023,\n", encoding="utf-8"
    )
    done = gongkai("extract", tmp_path / "a.txt", "--manifest", manifest, "-o", tmp_path / "out")
    (report,) = rows(tmp_path / "out" / "reports.csv")
    assert (report["entity"], report["entity_id"], report["year"]) == ("青禾镇", "410526101", "2023")
    assert report["备注"] == "补报"
    assert "b.txt" in done.err
    manifest.write_text("name\na.txt\n", encoding="utf-8")
    assert gongkai("extract", tmp_path / "a.txt", "--manifest", manifest, "-o", tmp_path / "out").code == 2


def test_a_path_pattern_gives_identity(gongkai: Gongkai, tmp_path: Path) -> None:
    file = tmp_path / "河东省" / "临溪县" / "青禾镇" / "2023.txt"
    file.parent.mkdir(parents=True)
    file.write_text(report_text().replace("青禾镇2023年", ""), encoding="utf-8")
    pattern = "{province}/{county}/{entity}/{year}"
    assert gongkai("extract", tmp_path, "--path-pattern", pattern, "-o", tmp_path / "out").code == 0
    (report,) = rows(tmp_path / "out" / "reports.csv")
    assert (report["entity"], report["year"], report["parent"]) == ("青禾镇", "2023", "河东省临溪县")
    assert gongkai("extract", tmp_path, "--path-pattern", "{nothing}", "-o", tmp_path / "out").code == 2


# ── show, forms, codebook ────────────────────────────────────────────────────────────────────────────────────────────


def test_show_prints_one_report(gongkai: Gongkai) -> None:
    done = gongkai("show", ONE)
    assert (done.code, done.err) == (0, "")
    for word in ("临溪县青禾镇", "2023", "表二", "表三", "表四", "行政许可", "0.48", "1,2,3,4,5,6"):
        assert word in done.out
    assert "not in the print" in gongkai("show", ONE, "--lang", "en").out


STAGE_WORDS = {
    "document": "txt:L1:1-27\t临溪县青禾镇人民政府2023年政府信息公开工作年度报告",
    "sections": "\t2\tproactive\t二、主动公开政府信息情况",
    "grids": "行政规范性文件 │ 2 │ 1 │ 9",
    "matches": "  licences\t行政许可",
    "facts": "\tproactive\tfees\tamount\t0.48\t0.48\tnumber\tread\t万元",
}


@pytest.mark.parametrize("stage", get_args(Stage))
def test_show_prints_every_stage(gongkai: Gongkai, stage: str) -> None:
    done = gongkai("show", ONE, "--stage", stage)
    assert (done.code, done.err) == (0, "")
    assert STAGE_WORDS[stage] in done.out


@pytest.mark.parametrize("stage", [None, *get_args(Stage)])
def test_show_prints_json(gongkai: Gongkai, stage: str | None) -> None:
    done = gongkai("show", ONE, "--json", *(("--stage", stage) if stage else ()))
    assert (done.code, done.err) == (0, "")
    printed = json.loads(done.out)
    assert re.fullmatch(r"gongkai\.show/\d+", printed["schema"])
    assert len(printed) > 2
    if stage in (None, "facts"):
        assert printed["identity"]["entity"] == "临溪县青禾镇"
        fee = next(fact for fact in printed["facts"] if fact["concept"]["row"] == "fees")
        assert (fee["value"], fee["unit"]) == ("0.48", "万元")
        assert re.fullmatch(r"txt:L\d+:\d+-\d+", fee["origins"][0])


@pytest.mark.slow
def test_check_and_extract_tell_the_same_as_json(gongkai: Gongkai, tmp_path: Path) -> None:
    lines = gongkai("check", ROOT / "samples/澄溪县/2022", "-q").out.splitlines()
    checked = json.loads(gongkai("check", ROOT / "samples/澄溪县/2022", "-q", "--json").out)
    run = json.loads(gongkai("extract", ROOT / "samples/澄溪县/2022", "-o", tmp_path, "-q", "--json").out)
    assert (checked["schema"], run["schema"]) == ("gongkai.check/1", "gongkai.extract/1")
    assert [each["message"] for each in checked["findings"]] == [line.split(" ", 3)[3] for line in lines]
    counts = Counter(each["severity"] for each in checked["findings"])
    assert counts == Counter(checked["severities"]) and sum(run["statuses"].values()) == run["files"] == run["held"]
    assert all(Path(path).is_file() for path in run["written"])


@pytest.mark.parametrize("command", ["show", "check"])
def test_what_comes_in_by_standard_input_is_read(
    gongkai: Gongkai, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its name tells nothing; the page does."""
    file = ROOT / "samples/澄溪县/2022/铜铃坳镇2022.md"
    told = gongkai(command, file)
    with file.open() as stream:
        monkeypatch.setattr("sys.stdin", stream)
        given = gongkai(command, "-")
    assert (given.code, given.err) == (told.code, told.err)
    shown = told.out.replace(file.as_posix(), "-").splitlines()
    unlike = [line for line in given.out.splitlines() if line not in shown]
    assert given.out and len(unlike) <= 4 and file.name not in given.out


@pytest.mark.slow
def test_what_comes_in_by_standard_input_is_kept(
    gongkai: Gongkai, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Told by its content, beside other files, under the name that was given; what comes next takes its place."""
    out = tmp_path / "out"
    for file, kind, read in (
        ("九萝埠镇2022.pdf", "pdf", 2),
        ("青禾镇2023.txt", "tsv", 1),
        ("青禾镇2023.txt", "tsv", 0),
    ):
        with (ROOT / "samples" / file).open() as stream:
            monkeypatch.setattr("sys.stdin", stream)
            done = gongkai("extract", "-", ROOT / "samples/云岭坡乡2025.txt", "-o", out, "--json", "-q")
        assert done.code == 0 and json.loads(done.out)["read"] == read
        with (out / "reports.csv").open(encoding="utf-8-sig") as reports:
            assert {row["file"]: row["kind"] for row in csv.DictReader(reports)}["-"] == kind


def test_the_codebook_names_every_cell_once(gongkai: Gongkai) -> None:
    done = gongkai("codebook")
    assert (done.code, done.err) == (0, "")
    cells = list(csv.DictReader(io.StringIO(done.out)))
    assert {"2021": 200, "2019": 198, "2014": 58}.items() <= Counter(cell["form"] for cell in cells).items()
    assert len({(cell["form"], cell["table"], cell["row"], cell["column"]) for cell in cells}) == len(cells)
    assert len({(cell["form"], cell["short"]) for cell in cells}) == len(cells)
    assert all(re.fullmatch("[a-z][a-z0-9_]{0,31}", cell["short"]) for cell in cells)
    assert all(cell["row_label"] and (cell["column_label"] or not cell["form"]) for cell in cells)
    meanings: dict[tuple[str, ...], set[str]] = {}
    for cell in cells:
        meanings.setdefault((cell["table"], cell["row"], cell["column"]), set()).add(cell["short"])
    assert {len(names) for names in meanings.values()} == {1}


def test_forms_prints_every_declared_form(gongkai: Gongkai) -> None:
    done = gongkai("forms")
    assert (done.code, done.err) == (0, "")
    starts = [line.split()[0] for line in done.out.splitlines() if not line.startswith(" ")]
    assert starts == [form.code for form in reversed(load_every_form())]
    assert starts[-3:] == ["2021", "2019", "2014"]
    assert "国办公开办函〔2021〕30号" in done.out


# ── The process ──────────────────────────────────────────────────────────────────────────────────────────────────────


def process(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT, env=os.environ | {"PYTHONIOENCODING": "utf-8"} | environment, capture_output=True, encoding="utf-8",
        timeout=60, check=False,
    )  # fmt: skip


def test_the_package_runs_as_a_module() -> None:
    done = process("-m", "extract", "--version")
    assert (done.returncode, done.stdout, done.stderr) == (0, f"gongkai {__version__}\n", "")


@pytest.mark.slow
@pytest.mark.parametrize("arguments", [["--help"], ["extract", "samples/澄溪县", "-q", "-o"]], ids=["help", "extract"])
def test_no_command_loads_what_it_does_not_need(arguments: list[str], tmp_path: Path) -> None:
    asked = arguments if arguments[-1] != "-o" else [*arguments, str(tmp_path)]
    done = process(
        "-c",
        f"import sys; sys.argv = ['gongkai', *{asked!r}]\n"
        "from extract.cli import run\n"
        "try: run()\n"
        "except SystemExit as end:\n"
        "    print(end.code, sorted({'pandas', 'numpy', 'pdfplumber', 'docx'} & sys.modules.keys()))",
    )
    assert done.stdout.endswith("0 []\n")


@pytest.mark.slow
@pytest.mark.parametrize(("locale", "chinese"), [("zh_CN.UTF-8", True), ("en_US.UTF-8", False), ("C.UTF-8", False)])
def test_help_follows_the_locale(locale: str, chinese: bool) -> None:
    done = process("-m", "extract", "extract", "--help", LC_ALL=locale)
    assert done.returncode == 0
    assert ("写入的文件夹" in done.stdout) == chinese


@pytest.mark.slow
def test_a_system_that_knows_ascii_alone_is_told_in_utf_8() -> None:
    """Also where the interpreter was told to stay away from it: the command begins anew, once, and its code is kept."""
    nothing = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": ""}
    file = "samples/澄溪县/2022/铜铃坳镇2022.md"
    done = process("-X", "utf8=0", "-m", "extract", "check", file, "--select", "D-03", "-q", **nothing)
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.startswith(f"{file}:") and "第三部分表格" in done.stdout


@pytest.mark.slow
def test_a_console_without_the_characters_does_not_break_the_command() -> None:
    done = process("-m", "extract", "show", str(ONE), PYTHONIOENCODING="ascii")
    assert (done.returncode, done.stderr) == (0, "")


HELP = (
    "import contextlib\nfrom typer.main import get_command\nfrom extract.cli import app\n"
    "from extract.cli.complaints import in_language, speaking\nfrom extract.cli.options import LOCALE\n"
    "speaking(LOCALE)\ncommand = in_language(get_command(app), LOCALE)\n"
    "for name in ['', *command.commands]:\n"
    "    with contextlib.suppress(SystemExit):\n        command([*filter(None, [name]), '-h'], prog_name='gongkai')\n"
)
"""Prints the help of all commands."""


@pytest.mark.slow
@pytest.mark.parametrize("lang", ["zh_CN.UTF-8", "en_US.UTF-8"])
def test_all_help_is_in_the_language_of_the_locale_and_never_cut_off_on_a_screen_of_80_columns(lang: str) -> None:
    done = process("-c", HELP, LANG=lang, LC_ALL=lang, COLUMNS="80", TERM="dumb")
    shown = [line.strip(" │").replace("narrative.…", "").replace("stated.…", "") for line in done.stdout.splitlines()]
    assert len(shown) > 200
    assert [line for line in shown if line.endswith("…")] == []
    assert max(map(cell_len, done.stdout.splitlines())) == 80
    is_chinese = lang.startswith("zh")
    told = [line for line in shown if re.match(r"--|\* |Usage|用法", line)]
    assert [line for line in told if bool(re.search("[一-鿿]", line)) != is_chinese] == []
    assert ("<bool>" in done.stdout or "[OPTIONS]" in done.stdout) == (not is_chinese)


def test_an_error_says_in_a_script_what_the_command_says(gongkai: Gongkai, tmp_path: Path) -> None:
    with pytest.raises(UsageError) as refused:
        Library(tmp_path)
    assert str(refused.value) == gongkai("methods", tmp_path).err.strip() and str(tmp_path) in str(refused.value)
