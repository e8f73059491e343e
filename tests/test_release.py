"""A release is the same bytes wherever and however it is made, and `verify` names what is not as it says, and why."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from random import Random

import pytest

from extract.export.tables import NAMES
from extract.library import OpenLibrary, library_path
from tests.command import Gongkai, exit_code
from tests.made.county import agencies, draft_of_year
from tests.made.downloads import Downloads, file_of, with_licences, write_downloads

pytestmark = pytest.mark.slow
COUNT = 40
READ = ("download", "--manifest", "download.csv", "-q")
TERMS = ("-q", "--lang", "en", "--licence", "CC-BY-4.0", "--author", "Li Ming")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Downloads]:
    """Downloads, with a library of them and a release of that beside."""
    folder = tmp_path_factory.mktemp("release")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        downloads = write_downloads(folder / "download", COUNT)
        assert exit_code(patch, "extract", *READ, "-o", "library") == 0
        assert exit_code(patch, "release", "library", "-o", "v1", *TERMS) == 0
        yield downloads


@pytest.fixture
def place(made: Downloads, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a copy of all that was made, to be changed."""
    for name in ("download", "library", "v1"):
        shutil.copytree(made.folder.parent / name, tmp_path / name)
    shutil.copy(made.manifest, tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def digests(folder: Path) -> dict[str, str]:
    return {path.name: sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}


def faults(gongkai: Gongkai, *arguments: object) -> list[tuple[str, str, str]]:
    """What `verify` finds: what, where and why."""
    run = gongkai("verify", "v1", *arguments, "--json")
    result = json.loads(run.out)
    assert run.code == int(not result["identical"])
    assert result["schema"] == "gongkai.verify/1"
    return [(fault["what"], fault["where"], fault["cause"]) for fault in result["faults"]]


# ── The same bytes ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_release_holds_tables_pages_and_the_sums_of_all(place: Path) -> None:
    files = digests(place / "v1")
    pages = {"README.md", "METHODS.md", "codebook.md", "CITATION.cff", "datapackage.json", "lock.json", "SHA256SUMS"}
    assert files.keys() == {f"{name}.csv" for name in NAMES} | pages
    lines = (place / "v1" / "SHA256SUMS").read_text().splitlines()
    assert lines == [f"{digest}  {name}" for name, digest in files.items() if name != "SHA256SUMS"]
    readme = (place / "v1" / "README.md").read_text("utf-8")
    assert all(f"`{name}`" in readme for name in files)
    assert str(place) not in "".join(path.read_text("utf-8") for path in (place / "v1").iterdir())


@pytest.mark.long
def test_the_order_in_which_files_are_read_changes_nothing(place: Path, gongkai: Gongkai) -> None:
    gongkai("extract", "download/鹿溪县/备份", *READ[1:], "-o", "other")
    gongkai("extract", *READ, "-o", "other")
    gongkai("release", "other", "-o", "again/v1", *TERMS)
    assert digests(place / "again" / "v1") == digests(place / "v1")


@pytest.mark.long
def test_where_the_files_lay_is_not_told(place: Path, gongkai: Gongkai) -> None:
    shutil.copytree(place / "download", place / "else" / "where" / "download")
    for folder, library in ((place, "first"), (place / "else" / "where", "second")):
        gongkai("extract", folder / "download", *READ[1:], "-o", library)
        gongkai("release", library, "-o", f"{library}-released/v1", *TERMS)
    assert digests(place / "first-released" / "v1") == digests(place / "second-released" / "v1")
    texts = [path.read_text("utf-8") for path in (place / "first-released" / "v1").iterdir()]
    assert not any(str(place) in text for text in texts)


@pytest.mark.long
def test_what_is_ours_is_written_over_and_nothing_else(place: Path, gongkai: Gongkai) -> None:
    assert gongkai("release", "library", "-o", "v1", *TERMS).code == 0
    (place / "v1" / "wide.csv").write_text("mine")
    assert gongkai("release", "library", "-o", "v1", *TERMS).code == 2
    assert (place / "v1" / "wide.csv").read_text() == "mine"


# ── Verified ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_release_is_identical_to_what_its_inputs_give_whatever_they_are_called(place: Path, gongkai: Gongkai) -> None:
    files = [path for path in sorted((place / "download").rglob("*")) if path.is_file()]
    Random(5).shuffle(files)
    (place / "flat").mkdir()
    for number, path in enumerate(files):
        shutil.copy(path, place / "flat" / f"{number}{path.suffix}")
    run = gongkai("verify", "v1", "--inputs", "flat", "--lang", "en")
    assert (run.code, "identical" in run.out, f"{len(files)} input files" in run.out) == (0, True, True)


def reworded(path: Path) -> None:
    """A word of a report made another, in whatever encoding it is."""
    data = path.read_bytes()
    encoding = "utf-8" if "政府信息公开".encode() in data else "gb18030"
    path.write_bytes(data.replace("监督".encode(encoding), "督查".encode(encoding), 1))


@pytest.mark.long
def test_what_only_the_order_of_receipt_tells_is_kept(tmp_path: Path, gongkai: Gongkai) -> None:
    draft = draft_of_year(agencies()[0], 2024, 0)
    (tmp_path / "in").mkdir()
    for name, version in (("b.txt", draft), ("a.txt", with_licences(draft, 3))):
        (tmp_path / "in" / name).write_bytes(file_of(version, 0)[1])
        gongkai("extract", tmp_path / "in", "-o", tmp_path / "library", "-q")
    gongkai("release", tmp_path / "library", "-o", tmp_path / "v3", "-q")
    with (tmp_path / "v3" / "inputs.csv").open(encoding="utf-8", newline="") as file:
        told = {row["file"]: (row["why"], row["received"]) for row in csv.DictReader(file)}
    assert told == {"in/b.txt": ("earlier", "1"), "in/a.txt": ("later", "2")}
    assert gongkai("verify", tmp_path / "v3", "--inputs", tmp_path / "in").code == 0


@pytest.mark.long
def test_lists_by_which_units_are_told_are_part_of_a_release(place: Path, gongkai: Gongkai) -> None:
    names = [agency.name.replace("鹿桥县", "鹿溪县") for agency in agencies()[:5]] + ["鹿溪县从无镇"]
    (place / "roster.csv").write_text("单位名称,上级\n" + "".join(f"{name},鹿溪县\n" for name in names), "utf-8")
    codes = [f"33012{number}000000,{name}\n" for number, name in enumerate(names[:3], start=1)]
    (place / "codes.csv").write_text("code,name\n330120000000,鹿溪县\n" + "".join(codes), "utf-8")
    rows = (place / "download.csv").read_text("utf-8").splitlines()
    rows = [f"{rows[0]},entity,year,outcome", *(f"{row},,," for row in rows[1:])]
    (place / "download.csv").write_text("\n".join(rows), "utf-8")
    gongkai("extract", *READ, "--codes", "codes.csv", "-o", "library")
    assert gongkai("release", "library", "-o", "v4", "--roster", "roster.csv", "-q").code == 0
    assert {"roster.csv", "codes.json"} <= digests(place / "v4").keys()
    assert "从无镇" in (place / "v4" / "wide.csv").read_text("utf-8")
    with (place / "v4" / "units.csv").open(encoding="utf-8", newline="") as file:
        units = list(csv.DictReader(file))
    assert {unit["code12"] for unit in units} - {""} == {f"33012{number}000000" for number in (1, 2, 3)}
    assert {unit["base_year"] for unit in units} == {max(unit["years"][-4:] for unit in units)}
    run = gongkai("verify", "v4", "--inputs", "download", "--lang", "en")
    assert (run.code, run.out.count("cause")) == (0, 0)


Change = Callable[[Path], object]


def edited(name: str, old: str, new: str) -> Change:
    """The first of these words in a file of the release made another."""

    def change(folder: Path) -> None:
        path = folder / "v1" / name
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), "utf-8", newline="")

    return change


def figure(name: str, column: str, value: str, at: int = 0, key: str = "") -> Change:
    """A cell of a table of the release made another, in the first row that has a figure there."""

    def change(folder: Path) -> None:
        path = folder / "v1" / name
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))
        place = rows[0].index(column)
        row = [row for row in rows[1:] if row[place] not in ("", value) and key in ",".join(row)][at]
        row[place] = value
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(rows)

    return change


def with_sums(change: Change) -> Change:
    """A change after which somebody has made the sums anew."""

    def both(folder: Path) -> None:
        change(folder)
        found = digests(folder / "v1")
        lines = (f"{digest}  {name}\n" for name, digest in found.items() if name != "SHA256SUMS")
        (folder / "v1" / "SHA256SUMS").write_text("".join(lines))

    return both


RELEASED: list[tuple[Change, set[tuple[str, str]]]] = [
    (figure("wide.csv", "q_rec_tot", "77"), {("changed_file", "wide.csv"), ("derived", "wide.csv")}),
    (with_sums(figure("wide.csv", "q_rec_tot", "77")), {("derived", "wide.csv")}),
    (
        with_sums(figure("facts.csv", "value", "77", key="requests,received,total")),
        {("derived", "wide.csv"), ("derived", "pooled.csv")},
    ),
    (figure("facts.csv", "value", "many"), {("changed_file", "facts.csv"), ("schema", "facts.csv")}),
    (figure("facts.csv", "report_id", "r0"), {("changed_file", "facts.csv"), ("schema", "facts.csv")}),
    (lambda folder: (folder / "v1" / "narrative.csv").unlink(), {("missing_file", "narrative.csv")}),
    (lambda folder: (folder / "v1" / "mine.txt").write_text("mine"), {("extra_file", "mine.txt")}),
    (lambda folder: (folder / "v1" / "lock.json").unlink(), {("missing_file", "lock.json")}),
    (lambda folder: (folder / "v1" / "SHA256SUMS").unlink(), {("missing_file", "SHA256SUMS")}),
    (with_sums(edited("METHODS.md", "40 files", "41 files")), {("derived", "METHODS.md")}),
    (with_sums(edited("reports.csv", "report_id,file", "report_id,path")), {("schema", "reports.csv")}),
]


@pytest.mark.parametrize(("change", "expected"), RELEASED)
def test_a_release_that_was_changed_is_told(
    place: Path, gongkai: Gongkai, change: Change, expected: set[tuple[str, str]]
) -> None:
    change(place)
    found = faults(gongkai)
    assert expected <= {(what, where.partition(" ")[0]) for what, where, _ in found}
    assert {cause for _, _, cause in found} == {"release"}


@pytest.mark.long
def test_inputs_that_are_others_are_told_with_what_they_change(made: Downloads, place: Path, gongkai: Gongkai) -> None:
    changed, gone = made.reports[:2]
    reworded(place / "download" / changed)
    (place / "download" / gone).unlink()
    (place / "download" / "more.txt").write_text("more")
    found = faults(gongkai, "--inputs", "download")
    named = {what: where for what, where, _ in found}
    assert named["changed_input"] == f"download/{changed}"
    assert named["missing_input"] == f"download/{gone}"
    assert named["extra_input"] == "more.txt"
    assert {cause for _, _, cause in found} == {"file"}
    assert {"sentence", "report"} <= named.keys()


@pytest.mark.long
def test_a_figure_that_no_input_has_was_changed_in_the_release(place: Path, gongkai: Gongkai) -> None:
    with_sums(figure("facts.csv", "value", "77", key="disputes,review,corrected"))(place)
    found = faults(gongkai, "--inputs", "download")
    assert ("cell", "release") in {(what, cause) for what, _, cause in found}


def test_what_is_no_release_is_refused(place: Path, gongkai: Gongkai) -> None:
    assert gongkai("verify", "library").code == 2
    assert gongkai("verify", "v1", "--inputs", "nowhere").code == 2
    assert gongkai("release", "library", "-o", "v2", "--since", "download").code == 2


# ── What has changed since the last one ──────────────────────────────────────────────────────────────────────────────


@pytest.mark.long
def test_changes_are_told_with_their_causes(made: Downloads, place: Path, gongkai: Gongkai) -> None:
    changed, read_otherwise, given = made.reports[:3]
    reworded(place / "download" / changed)
    rows = (place / "download.csv").read_text("utf-8").splitlines()
    titled = [f"{row},{'另一镇' if given in row else ''}" for row in rows[1:]]
    (place / "download.csv").write_text("\n".join([f"{rows[0]},entity", *titled]), "utf-8")
    gongkai("extract", *READ, "-o", "library")
    with OpenLibrary(library_path(place / "library")) as library, library.writing():
        earlier = next(each for each in library.accounts() if made.corrected[0] in each.file)
        library.choose([(earlier.sha256, earlier.part, True)])
        library._sql.execute("UPDATE file SET reader = 'r0' WHERE file = ?", (f"download/{read_otherwise}",))
        finding, *_ = (row[-1] for row in library.rows("findings"))
        library.decide([(finding, "不属实", "")])
    assert gongkai("release", "library", "-o", "v2", "--since", "v1", "--lang", "en").code == 0
    with (place / "v2" / "changes.csv").open(encoding="utf-8", newline="") as file:
        changes = list(csv.DictReader(file))
    assert {"file", "roster", "version", "decision"} <= {row["cause"] for row in changes}
    assert all(row["old_file"].endswith(changed) for row in changes if row["cause"] == "file")
    page = (place / "v2" / "CHANGES.md").read_text("utf-8")
    assert page.startswith("# Changes since v1\n") and "- version (another version counts):" in page
    assert gongkai("verify", "v2", "--inputs", "download").code == 0
    run = gongkai("diff", "v1", "v2", "--raw", "--lang", "en")
    assert list(csv.DictReader(run.out.splitlines())) == changes


def test_a_list_of_inputs_says_which_version_is_used_and_why(made: Downloads, place: Path) -> None:
    with (place / "v1" / "inputs.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == COUNT
    used = {row["file"].removeprefix("download/"): (row["used"], row["why"], row["sign"]) for row in rows}
    assert {used[name] for name in made.reports} == {("true", "only", "")}
    assert {used[name] for name in made.corrected} == {("false", "earlier", "整改后")}
    assert {row["url"][:12] for row in rows} == {"https://www."}
    assert all(len(row["sha256"]) == 64 and row["retrieved_at"].startswith("2025-03-") for row in rows)
