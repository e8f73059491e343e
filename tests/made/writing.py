"""Every command that writes, in every format: what it is told, and a file that it puts in its place.

Comes in: a folder with a library and what a person keeps beside it. Goes out: commands, for whatever is done to them:
files of others in their way, a full disk, a kill, no network.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import NamedTuple

import pytest
from openpyxl import load_workbook

from extract.export.formats import WRITERS
from extract.library import NAME
from extract.words.sheet_names import AUDIT_SHEETS, CONCLUSION, REMARK, WORKBOOK
from tests.command import exit_code

ROOT = Path(__file__).parents[2]
TEXT = ROOT / "samples" / "青禾镇2023.txt"
PDF = ROOT / "samples" / "九萝埠镇2022.pdf"
FAULTY = ROOT / "samples" / "澄溪县" / "2022"
WRITES = {
    "extract",
    "check",
    "merge",
    "write",
    "audit",
    "notices",
    "page",
    "export",
    "compare",
    "diff",
    "sample",
    "show",
    "totals",
    "profile",
    "file",
    "roster",
    "release",
    "correct",
}
"""The commands that write files."""
OF_THEIR_OWN = {"review", "serve", "user"}
"""Those that write into a folder of their own only, or beside their library."""
READS_ONLY = {"score", "methods", "rules", "forms", "codebook", "verify"}
"""All others."""


class Place(NamedTuple):
    """A file that a command would write, and the command's arguments."""

    path: Path
    arguments: tuple[object, ...]


class Workshop(NamedTuple):
    """A library, and what a person keeps beside it."""

    folder: Path

    @property
    def library(self) -> Path:
        return self.folder / "lib"

    @property
    def roster(self) -> Path:
        return self.folder / "名册.csv"

    def inputs(self) -> tuple[Path, ...]:
        """What may be read by a command, and must be there afterwards."""
        return (self.library / NAME, self.roster, self.folder / "in" / TEXT.name, self.folder / "in" / PDF.name)


def made_in(folder: Path) -> None:
    """A workshop in a folder that is not there yet: two reports, a library of them and others, a roster."""
    (folder / "in").mkdir(parents=True)
    shutil.copy(TEXT, folder / "in")
    shutil.copy(PDF, folder / "in")
    with pytest.MonkeyPatch.context() as patch:
        assert exit_code(patch, "extract", folder / "in", *FAULTY.iterdir(), "-o", folder / "lib", "-q") == 0
    (folder / "名册.csv").write_text("单位名称\n青禾镇\n", encoding="utf-8")


def places(shop: Workshop, out: Path) -> dict[str, Place]:
    """A file that each command writes into a folder."""
    roster = ("--roster", shop.roster)
    found = {
        "extract": Place(out / "facts.csv", ("extract", shop.folder / "in", "-o", out)),
        "check": Place(out / "a.html", ("check", shop.folder / "in" / PDF.name, "--page", out / "a.html")),
        "merge": Place(out / WORKBOOK, ("merge", shop.library, "-o", out)),
        "write": Place(out / WORKBOOK, ("write", shop.library, "-o", out)),
        "audit": Place(out / "findings.csv", ("audit", shop.library, *roster, "-o", out)),
        "diff csv": Place(out / "diff.csv", ("diff", shop.library, "-o", out / "diff.csv")),
        "diff xlsx": Place(out / "diff.xlsx", ("diff", shop.library, "-o", out / "diff.xlsx")),
        "roster": Place(out / "名册.csv", ("roster", shop.library, "-o", out / "名册.csv")),
        "totals": Place(out / "汇总.xlsx", ("totals", shop.library, *roster, "-o", out / "汇总.xlsx")),
        "page": Place(out / "核查.html", ("page", shop.library, *roster, "-o", out / "核查.html")),
        "notices": Place(out / "通报.docx", ("notices", shop.library, *roster, "-o", out)),
        "correct": Place(out / "更正.csv", ("correct", shop.library, "-o", out / "更正.csv")),
        "profile": Place(out / "核查标准.xlsx", ("profile", "-o", out / "核查标准.xlsx")),
        "file": Place(out / "目录.csv", ("file", shop.library, "-o", out)),
        "sample": Place(out / "coding.xlsx", ("sample", shop.library, "-o", out / "coding.xlsx", "--size", 3)),
        "show": Place(out / "a.png", ("show", shop.folder / "in" / PDF.name, "--mark", out / "a.png")),
    }
    for end in (end for end in WRITERS if end != "datapackage"):
        path = out / f"export.{end}"
        found[f"export {end}"] = Place(path, ("export", shop.library, *roster, "--table", "reports", "-o", path))
    found["release"] = Place(out / "facts.csv", ("release", shop.library, "-o", out))
    found["export package"] = Place(out / "facts.csv", ("export", shop.library, "-o", out / "datapackage.json"))
    for end in ("csv", "xlsx", "svg", "png"):
        path = out / f"compare.{end}"
        series = ("requests.received.total", "--minimum", 2)
        found[f"compare {end}"] = Place(path, ("compare", shop.library, *series, "-o", path))
    return found


def filled_in(book: Path) -> int:
    """Decides about every problem, as a person would; how many there were."""
    opened = load_workbook(book)
    page = opened[AUDIT_SHEETS["problems"]]
    (head,) = (row for row in page.iter_rows() if any(cell.value == CONCLUSION for cell in row))
    words = [cell.value for cell in head]
    count = 0
    for row in page.iter_rows(min_row=head[0].row + 1):
        if re.fullmatch(r"\d{4}-\d\d-\d\d", str(row[0].value)):
            row[words.index(CONCLUSION)].value = "属实"
            row[words.index(REMARK)].value = "已核"
            count += 1
    opened.save(book)
    return count
