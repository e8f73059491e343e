"""Whether a release can be made again, and whether what was changed in one is told with its cause.

Usage: python -m bench.release [COUNT] [--python PYTHON] [--keep FOLDER]

Downloads COUNT files (2,000 by default: reports of many counties over three years, with drafts, corrections, copies and
files that are no reports), reads them with two processes, and releases them. Makes the same from a copy in which the
files lie elsewhere under other names, read in several runs in another order by one process, and by another PYTHON where
one is given, which must have the same libraries (then the pages that tell on what Python it was read differ, and their
sums: README.md, lock.json, SHA256SUMS); and holds all files of the two releases against each other, and
`verify` against both. Then it changes something at a time, in the release, in its inputs or in what persons said, and
prints what `verify` and `diff` tell of it.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import NamedTuple

from extract.library import OpenLibrary, library_path
from tests.made.downloads import Downloads, write_downloads

TERMS = ("--lang", "en", "--licence", "CC-BY-4.0", "--author", "Li Ming", "-q")


class Told(NamedTuple):
    """What is told of a change: `verify`'s or `diff`'s kinds of differences with their causes."""

    code: int
    causes: frozenset[tuple[str, str]]


class Trial(NamedTuple):
    """A change, and what must be told of it: a kind of difference and its cause."""

    name: str
    change: Callable[[Path, Downloads], None]
    expected: tuple[str, str]
    with_inputs: bool = False


def gongkai(python: str, folder: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    """A command of the program, in a folder."""
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[1]), "LC_ALL": "C.UTF-8"}
    command = [python, "-m", "extract", *map(str, arguments)]
    return subprocess.run(command, cwd=folder, env=environment, text=True, capture_output=True, check=False)


def digests(folder: Path) -> dict[str, str]:
    """The files of a release by name, each with its digest."""
    return {path.name: sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}


def released(python: str, folder: Path, jobs: int, runs: Sequence[str]) -> None:
    """Reads what was downloaded into a folder, in several runs, and releases it as `v1`."""
    for path in runs:
        read = gongkai(python, folder, "extract", path, "--manifest", "download.csv", "--jobs", jobs, "-o", "library")
        if read.returncode:
            raise SystemExit(read.stderr)
    made = gongkai(python, folder, "release", "library", "-o", "v1", *TERMS)
    if made.returncode:
        raise SystemExit(made.stderr)


def verified(python: str, folder: Path, *arguments: object) -> Told:
    """What `verify` tells of `v1`."""
    run = gongkai(python, folder, "verify", "v1", *arguments, "--json")
    if run.returncode not in (0, 1):
        raise SystemExit(run.stderr)
    faults = json.loads(run.stdout)["faults"]
    return Told(run.returncode, frozenset((fault["what"], fault["cause"]) for fault in faults))


def differing(python: str, folder: Path) -> Told:
    """What a second release says has changed since `v1`."""
    run = gongkai(python, folder, "release", "library", "-o", "v2", "--since", "v1", *TERMS)
    if run.returncode:
        raise SystemExit(run.stderr)
    with (folder / "v2" / "changes.csv").open(encoding="utf-8", newline="") as file:
        return Told(1, frozenset((row["what"], row["cause"]) for row in csv.DictReader(file)))


# ── Changes ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def cell(name: str, column: str, value: str) -> Callable[[Path, Downloads], None]:
    """A cell in the middle of a table of the release made another."""

    def change(folder: Path, downloads: Downloads) -> None:
        path = folder / "v1" / name
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))
        place = rows[0].index(column)
        held = [row for row in rows[1:] if row[place] not in ("", value)]
        held[len(held) // 2][place] = value
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(rows)
        _sum_anew(folder / "v1")

    return change


def _sum_anew(folder: Path) -> None:
    """The sums of a release as they are after a change: who changes figures may make them, too."""
    sums = (f"{digest}  {name}\n" for name, digest in digests(folder).items() if name != "SHA256SUMS")
    (folder / "SHA256SUMS").write_text("".join(sums), encoding="utf-8")


def without_a_row(folder: Path, downloads: Downloads) -> None:
    """A row of the facts taken out."""
    path = folder / "v1" / "facts.csv"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    numbers = [at for at, line in enumerate(lines) if ",requests,received,total," in line]
    del lines[numbers[len(numbers) // 2]]
    path.write_text("".join(lines), "utf-8")
    _sum_anew(folder / "v1")


def without_a_file(folder: Path, downloads: Downloads) -> None:
    """A table of the release taken away."""
    (folder / "v1" / "narrative.csv").unlink()


def with_a_file(folder: Path, downloads: Downloads) -> None:
    """A file put into the release."""
    (folder / "v1" / "facts (2).csv").write_text("mine", "utf-8")


def another_input(folder: Path, downloads: Downloads) -> None:
    """A figure of a report made another in the file that is the input."""
    _edit(folder / "download" / downloads.reports[3])


def no_input(folder: Path, downloads: Downloads) -> None:
    """An input taken away."""
    (folder / "download" / downloads.reports[4]).unlink()


def one_more_input(folder: Path, downloads: Downloads) -> None:
    """A file put among the inputs."""
    (folder / "download" / "more.txt").write_text("more", "utf-8")


def _edit(path: Path) -> None:
    data = path.read_bytes()
    encoding = "utf-8" if "政府信息公开".encode() in data else "gb18030"
    old, new = ("行政许可".encode(encoding), "规章".encode(encoding))
    at = data.index(b"0", data.rindex(new if new in data else old))
    path.write_bytes(data[:at] + b"7" + data[at + 1 :])


def decided(folder: Path, downloads: Downloads) -> None:
    """A finding dismissed."""
    with OpenLibrary(library_path(folder / "library")) as library, library.writing():
        prints = [row[-1] for row in library.rows("findings")]
        library.decide([(prints[len(prints) // 2], "不属实", "")])


def chosen(folder: Path, downloads: Downloads) -> None:
    """The earlier of two versions chosen."""
    with OpenLibrary(library_path(folder / "library")) as library, library.writing():
        earlier = next(each for each in library.accounts() if each.file.endswith(downloads.corrected[0]))
        library.choose([(earlier.sha256, earlier.part, True)])


def given(folder: Path, downloads: Downloads) -> None:
    """Another agency named by the manifest."""
    rows = (folder / "download.csv").read_text("utf-8").splitlines()
    named = [f"{row},{'另一镇' if downloads.reports[5] in row else ''}" for row in rows[1:]]
    (folder / "download.csv").write_text("\n".join([f"{rows[0]},entity", *named]), "utf-8")


def read_by_another(folder: Path, downloads: Downloads) -> None:
    """A report that another version of the program had read, otherwise."""
    with OpenLibrary(library_path(folder / "library")) as library:
        record, stored, _, at = next(each for each in library.records() if downloads.reports[6] in each[0].source.name)
        report = record.reports[0]
        facts = [(kind, value, raw, origin) for kind, value, raw, origin in report.facts]
        place = next(at for at, (kind, value, *_) in enumerate(facts) if value)
        kind, value, raw, origin = facts[place]
        facts[place] = (kind, value + 1, raw, origin)
        library.add(record._replace(reports=(report._replace(facts=tuple(facts)),)), stored, "older", at)


RELEASE = [
    Trial("a figure of wide.csv", cell("wide.csv", "q_rec_tot", "77"), ("derived", "release")),
    Trial("a figure of facts.csv", cell("facts.csv", "value", "77"), ("cell", "release"), with_inputs=True),
    Trial("a sentence of sections.csv", cell("sections.csv", "text", "mine"), ("sentence", "release"), True),
    Trial("a row less in facts.csv", without_a_row, ("derived", "release")),
    Trial("a word in a column of numbers", cell("facts.csv", "value", "many"), ("schema", "release")),
    Trial("a table less", without_a_file, ("missing_file", "release")),
    Trial("a file more", with_a_file, ("extra_file", "release")),
    Trial("an input with another figure", another_input, ("changed_input", "file"), True),
    Trial("an input less", no_input, ("missing_input", "file"), True),
    Trial("an input more", one_more_input, ("extra_input", "file"), True),
]
SINCE = [
    Trial("an input with another figure", another_input, ("cell", "file")),
    Trial("a finding dismissed", decided, ("decision", "decision")),
    Trial("the earlier version chosen", chosen, ("cell", "version")),
    Trial("another agency in the manifest", given, ("report", "roster")),
    Trial("read otherwise by another version", read_by_another, ("cell", "reader")),
]


# ── The trial ────────────────────────────────────────────────────────────────────────────────────────────────────────


def shuffled(folder: Path, target: Path) -> None:
    """A copy of what was downloaded: the files lie elsewhere, and are called otherwise."""
    files = [path for path in sorted((folder / "download").rglob("*")) if path.is_file()]
    Random(23).shuffle(files)
    for number, path in enumerate(files):
        place = target / f"batch{number % 7}" / f"{number:05}{path.suffix}"
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, place)


def trials(python: str, folder: Path, downloads: Downloads) -> int:
    """How many changes are told with their cause, of those that are tried one at a time."""
    right = 0
    for trial in (*RELEASE, *SINCE):
        with tempfile.TemporaryDirectory(dir=folder.parent) as scratch:
            place = Path(scratch) / "place"
            shutil.copytree(folder, place, ignore=shutil.ignore_patterns("elsewhere"))
            trial.change(place, downloads)
            if trial in SINCE:
                if trial.change is not read_by_another:
                    gongkai(python, place, "extract", "download", "--manifest", "download.csv", "-o", "library", "-q")
                told = differing(python, place)
            else:
                told = verified(python, place, *(("--inputs", "download") if trial.with_inputs else ()))
        is_right = trial.expected in told.causes and told.code == 1
        right += is_right
        causes = ", ".join(f"{what} ({cause})" for what, cause in sorted(told.causes))
        print(f"{'told' if is_right else 'NOT TOLD'}  {trial.name}: {causes}", flush=True)
    return right


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", nargs="?", type=int, default=2000)
    parser.add_argument("--python", default=sys.executable)
    parser.add_argument("--changes", type=int, default=200, help="files of the release in which changes are planted")
    parser.add_argument("--keep", type=Path)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = arguments.keep or Path(scratch)
        first, again, small = (folder / name / "place" for name in ("first", "again", "small"))
        for place, count in ((first, arguments.count), (again, arguments.count), (small, arguments.changes)):
            place.mkdir(parents=True)
            downloads = write_downloads(place / "download", count)
        started = time.monotonic()
        released(sys.executable, first, 2, ["download"])
        print(f"{arguments.count} files read by two processes and released in {time.monotonic() - started:.0f} s")
        parts = sorted(path.relative_to(again).as_posix() for path in (again / "download").iterdir())
        released(arguments.python, again, 1, [*reversed(parts), "download"])
        one, other = digests(first / "v1"), digests(again / "v1")
        differ = [name for name in sorted({*one, *other}) if one.get(name) != other.get(name)]
        print(
            f"made again in {len(parts)} runs in another order, by one process: {len(one)} files, otherwise: {differ}"
        )
        shuffled(first, first / "elsewhere")
        told = verified(arguments.python, first, "--inputs", "elsewhere", "--jobs", 1)
        print(f"verified from files elsewhere under other names: {'identical' if not told.code else told.causes}")
        released(sys.executable, small, 2, ["download"])
        right = trials(sys.executable, small, downloads)
        print(f"{right} of {len(RELEASE) + len(SINCE)} changes told with their cause")


if __name__ == "__main__":
    main()
