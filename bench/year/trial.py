"""One county through its year: five times it is received, read and audited, and typed into in between.

Comes in: a folder, a seed. Goes out: what was told and is not so, what is so and was not told, what was typed and is no
longer there.
"""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Any

from openpyxl import Workbook, load_workbook

import extract
from bench.year import truth
from bench.year.county import LAST, ROUNDS, filers
from bench.year.files import Inbox, write_roster
from bench.year.typed import Typed, by_libreoffice, by_openpyxl, lost, table_of, typing
from extract.words.sheet_names import AUDIT_WORKBOOK, CHOSEN, CONCLUSION, PROBLEM_NUMBER, REMARK

PROBLEMS, VERSIONS = "问题清单", "版本选用"
_SAID = ("属实", "属实。", "误报", "待核实")
_MEANT = {"属实。": "属实", "误报": "不属实"}
_DECIDED = 3
"""Problems about which something is decided, in one round."""


class Trial:
    """A county on its way through the year."""

    def __init__(self, folder: Path, seed: str, count: int, office: bool) -> None:
        self.folder, self.seed, self.office = folder, seed, office
        self.county = filers(seed, count)
        self.inbox = Inbox(folder / "in", self.county, seed)
        self.typed: list[Typed] = []
        self.decided: dict[str, tuple[str, str]] = {}
        self.cleared: set[str] = set()
        write_roster(folder / "roster.xlsx", self.county)

    @property
    def book(self) -> Path:
        """The workbook of the audit."""
        return self.folder / "out" / AUDIT_WORKBOOK

    def faults(self) -> Iterator[str]:
        """What goes wrong, round by round."""
        for round_ in range(ROUNDS + 1):
            random = Random(f"{self.seed}/{round_}")
            self.inbox.receive(round_)
            self.run("extract", "in", "-o", "lib", "-q")
            told = json.loads(self.audited())
            yield from (f"round {round_}: {fault}" for fault in self.of_round(told, round_))
            if self.run("diff", "lib", "lib", "-q"):
                yield f"round {round_}: a library is otherwise than itself"
            if round_ < ROUNDS:
                self.type_in(round_, random)
        again = json.loads(self.audited())
        if again != told:
            yield "the same audit twice says something else"
        yield from (f"at last: {fault}" for fault in lost(load_workbook(self.book), self.typed))

    def audited(self) -> str:
        """The audit, as JSON."""
        return self.run("audit", "lib", "--roster", "roster.xlsx", "-o", "out", "--year", str(LAST), "--json", "-q")

    def run(self, *arguments: str) -> str:
        """What a command prints."""
        command = [sys.executable, "-m", "extract", *arguments]
        home = {**os.environ, "PYTHONPATH": str(Path(extract.__file__).parents[1])}
        return subprocess.run(command, cwd=self.folder, env=home, check=True, capture_output=True, text=True).stdout

    def of_round(self, told: dict[str, Any], round_: int) -> Iterator[str]:
        """What is wrong with what is told in a round."""
        yield from truth.wrong_filings(told, self.county, round_)
        sums = truth.sums_of(self.county, round_, self.seed, frozenset(self.cleared))
        yield from truth.wrong_sums(told, sums)
        unasked, now = truth.changed_unasked(self.county, round_), self.told_unasked()
        yield from (f"{unit}: {cell} was changed, and is not told" for unit, cell in sorted(unasked - now))
        yield from (f"{unit}: {cell} was not changed, and is told" for unit, cell in sorted(now - unasked))
        book = load_workbook(self.book)
        yield from lost(book, self.typed)
        yield from self.forgotten(book)

    def told_unasked(self) -> set[tuple[str, str]]:
        """What is told to be changed unasked: units and cells."""
        with (self.folder / "out" / "findings.csv").open(encoding="utf-8-sig", newline="") as file:
            rows = [row for row in csv.DictReader(file) if row["progress"] == "unasked"]
        return {(row["unit"], cell) for row in rows for cell in row["concepts"].split(";")}

    def forgotten(self, book: Workbook) -> Iterator[str]:
        """What was decided about problems that are still listed, and is not there."""
        table = table_of(book[PROBLEMS])
        said = {}
        for row in table.rows:
            cells = (table.text(row, table.columns[word]) for word in (PROBLEM_NUMBER, CONCLUSION, REMARK))
            number, *rest = cells
            said[number] = tuple(rest)
        for number, (conclusion, remark) in self.decided.items():
            if number not in said:
                yield f"{number}: the problem is listed no more"
            elif remark not in said[number][1] or (said[number][0] != conclusion and conclusion not in said[number][1]):
                yield f"{number}: {said[number]}, not {conclusion, remark}"

    def type_in(self, round_: int, random: Random) -> None:
        """A person goes on with the workbook."""
        book = load_workbook(self.book)
        decided = list(self.decisions(book, round_, random))
        typed = list(typing(book, round_, random))
        places = {(each.sheet, each.at) for each in decided}
        typed = [each for each in typed if (each.sheet, each.at) not in places]
        write: Callable[[Path, Sequence[Typed]], None] = by_libreoffice if self.office and round_ % 2 else by_openpyxl
        write(self.book, [*decided, *typed])
        self.typed += typed

    def decisions(self, book: Workbook, round_: int, random: Random) -> Iterator[Typed]:
        """What is decided: about problems, and which of two versions counts."""
        table = table_of(book[PROBLEMS])
        numbers = {table.text(row, table.columns[PROBLEM_NUMBER]): row for row in table.rows}
        cleared = self.to_clear()
        open_ = [
            number
            for number in numbers
            if number not in self.decided and not self.is_of_figures(table, numbers[number])
        ]
        for number in random.sample(open_, min(_DECIDED, len(open_))):
            yield from self.decided_as(table, numbers[number], number, random.choice(_SAID), f"电话核对{round_}")
        for number, row in numbers.items():
            if not round_ and table.text(row, table.columns["单位"]) in cleared:
                yield from self.decided_as(table, row, number, "不是事实", "按实际征收")
        self.cleared |= cleared if not round_ else set()
        if VERSIONS in book.sheetnames and not round_:
            versions = table_of(book[VERSIONS])
            chosen = {filer.unit: self.inbox.there[filer.number] for filer in self.county if filer.role == "chosen"}
            for row in versions.rows:
                files = chosen.get(versions.text(row, versions.columns["单位"]), [])
                if any(path.name in versions.text(row, versions.columns["文件"]) for path in files):
                    yield Typed(VERSIONS, (), CHOSEN, "√", (row, versions.columns[CHOSEN]))

    def to_clear(self) -> set[str]:
        """The units of whose figures a person says that they are right."""
        return {filer.unit for filer in self.county if filer.role == "cleared"}

    def is_of_figures(self, table: Any, row: int) -> bool:
        """Whether a problem is one of a unit whose figures are wrong: to dismiss that would make them count."""
        return table.text(row, table.columns["单位"]) in {filer.unit for filer in self.county if filer.fault}

    def decided_as(self, table: Any, row: int, number: str, said: str, remark: str) -> Iterator[Typed]:
        """A conclusion and a remark, and that they are to be kept."""
        meant = {"不是事实": "不属实"} | _MEANT
        self.decided[number] = (meant.get(said, said), remark)
        before = table.text(row, table.columns[REMARK])
        for word, text in ((CONCLUSION, said), (REMARK, f"{before}；{remark}" if before else remark)):
            yield Typed(PROBLEMS, (number,), word, text, (row, table.columns[word]))
