"""What a library keeps that is not read from files: what persons decided, when it was audited, which runs there were,
and what they wrote."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Literal, NamedTuple

from extract.errors import OutputError
from extract.library.corrections import Corrections
from extract.library.decisions import Decisions
from extract.library.papers import KEPT_ANSWER, Papers
from extract.library.records import FindingRow
from extract.library.store import insertion, moment, named, now
from extract.library.waiting import Patience, patience
from extract.model import Source, Status
from extract.rows import print_of

_MOMENT = 4.0
"""Seconds that one waits to note what was written."""
_ROUND = ("since", "round", "mended", "sha256", "status")
_PROBLEM = ("unit", "form", "message", *_ROUND, *FindingRow._fields)


_RAN_WITH = ("reader", "machine")

_SAID = (
    ("decision", ("fingerprint",), ("conclusion", "remark")),
    ("assigned", ("year", "sha256", "part"), ("unit", "remark")),
    ("chosen", ("sha256", "part"), ()),
    ("note", ("year", "sheet", "row", "column"), ("was", "text")),
    ("answer", ("year", "first"), KEPT_ANSWER),
)
"""The tables of what persons said: what it is about, and what they said."""


SAID_COLUMNS = ("decision", "fingerprint", "year", "sha256", "part", "said", "remark", "decided")
SAID_AS = {
    "decision": {"fingerprint": "fingerprint", "conclusion": "said", "remark": "remark", "decided": "decided"},
    "assigned": {
        "year": "year", "sha256": "sha256", "part": "part", "unit": "said", "remark": "remark", "decided": "decided",
    },
    "chosen": {"sha256": "sha256", "part": "part", "decided": "decided"},
    "audited": {"year": "year", "listed": "said", "at": "decided"},
}  # fmt: skip
"""What persons said about findings, whose files are, and which versions count, and which years were audited (`1`: with
a roster), in one table: by the table in which it is kept, its columns and what they are called there."""


class Output(NamedTuple):
    """A file that was written, by which it is known whether it still stands there as it was."""

    name: str
    size: int
    modified: int


def output_of(path: Path) -> Output:
    """A file as it stands. OSError where there is none."""
    stat = path.stat()
    return Output(path.name, stat.st_size, stat.st_mtime_ns)


class NotedProblem(NamedTuple):
    """A problem of a unit as it was when a year was audited: what its sentence is made of, and the form of its report.

    `message`: the sentence itself, where an older version kept nothing else. `since` and `round` are the rounds in
    which it came and was last there, `mended` that in which it was mended, or 0; `sha256` and `status` those of the
    report in which it was, empty where an older version did not keep them.
    """

    unit: str
    form: str
    message: str
    finding: FindingRow
    since: int = 1
    round: int = 1
    mended: int = 0
    sha256: str = ""
    status: Status | Literal[""] = ""


class ToldProblem(NamedTuple):
    """A problem of a file as its fingerprint is made of it: which of its reports, whose (the file where nobody's), of
    which year."""

    part: int
    who: str
    year: int | None
    rule: str
    concepts: str
    expected: str
    actual: str
    fingerprint: str


class Diary(Decisions, Papers, Corrections):
    """A library that keeps account."""

    # ── What persons decided ─────────────────────────────────────────────────────────────────────────────────────

    def about_decided(self) -> dict[str, tuple[str, str, int | None]]:
        """Whose the findings are about which something was decided, by fingerprints: entity_id, entity and year."""
        rows = self._sql.execute(
            "SELECT fingerprint, entity_id, entity, year FROM findings JOIN decision USING (fingerprint)"
        )
        return {fingerprint: tuple(who) for fingerprint, *who in rows}

    def owners(self) -> dict[tuple[str, int], str]:
        """The units that files were assigned to when any year was audited, by SHA-256 and part."""
        rows = self._sql.execute("SELECT sha256, part, unit FROM assigned ORDER BY year, sha256, part")
        return {(sha256, part): unit for sha256, part, unit in rows}

    def assigned(self, year: int) -> dict[tuple[str, int], tuple[str, str]]:
        """The units that files were assigned to when a year was audited, and remarks, by SHA-256 and part."""
        rows = self._sql.execute("SELECT sha256, part, unit, remark FROM assigned WHERE year = ?", (year,))
        return {(sha256, part): (unit, remark) for sha256, part, unit, remark in rows}

    def assign(self, year: int, files: Iterable[tuple[str, int, str, str]]) -> None:
        """Keeps to which unit files are assigned, with remarks, by SHA-256 and part, in place of what was said before;
        without a unit and a remark nothing is said any more. Within `writing()`."""
        before = self.owners()
        for sha256, part, unit, remark in files:
            if unit or remark:
                columns = ("year", "sha256", "part", "unit", "remark", "decided")
                self._sql.execute(
                    insertion("assigned", columns, "OR REPLACE"), (year, sha256, part, unit, remark, now())
                )
            else:
                self._sql.execute(
                    "DELETE FROM assigned WHERE year = ? AND sha256 = ? AND part = ?", (year, sha256, part)
                )
        if self.owners() != before:
            self._changed()

    def chosen(self) -> frozenset[tuple[str, int]]:
        """The versions that persons chose, by SHA-256 and part."""
        return frozenset(self._sql.execute("SELECT sha256, part FROM chosen"))

    def choose(self, versions: Iterable[tuple[str, int, bool]]) -> None:
        """Keeps which versions persons chose, and which not, by SHA-256 and part. Within `writing()`."""
        before = self.chosen()
        for sha256, part, is_chosen in versions:
            if is_chosen and (sha256, part) not in before:
                self._sql.execute(insertion("chosen", ("sha256", "part", "decided")), (sha256, part, now()))
            elif not is_chosen:
                self._sql.execute("DELETE FROM chosen WHERE sha256 = ? AND part = ?", (sha256, part))
        if self.chosen() != before:
            self._changed()

    def _follows(self, now_held: Source, before: str, parts: Iterable[int]) -> None:
        """What persons said of a file goes on when it holds something else: that it was chosen, and is no more what it
        held before, unless another file holds that; whose these parts are, that name the same agency or none, as
        before. Within `writing()`."""
        for part in parts:
            for year, unit, remark, decided in self._sql.execute(
                "SELECT year, unit, remark, decided FROM assigned WHERE sha256 = ? AND part = ?", (before, part)
            ).fetchall():
                owned = ("year", "sha256", "part", "unit", "remark", "decided")
                row = (year, now_held.sha256, part, unit, remark, decided)
                self._sql.execute(insertion("assigned", owned, "OR IGNORE"), row)
        rows = self._sql.execute("SELECT part, decided FROM chosen WHERE sha256 = ?", (before,)).fetchall()
        columns = ("sha256", "part", "decided")
        self._sql.executemany(insertion("chosen", columns, "OR IGNORE"), [(now_held.sha256, *row) for row in rows])
        self._sql.execute(
            "DELETE FROM chosen WHERE sha256 = ? AND NOT EXISTS (SELECT 1 FROM file WHERE sha256 = ? AND file != ?)",
            (before, before, now_held.name),
        )

    def full_hashes(self, starts: Iterable[str]) -> dict[str, str]:
        """The SHA-256 of files that are or were kept, or were assigned or chosen, by so many of their first digits."""
        known = [
            sha256
            for table in ("file", "assigned", "chosen", "earlier")
            for (sha256,) in self._sql.execute(f"SELECT sha256 FROM {table}")
        ]
        wanted = set(starts)
        lengths = set(map(len, wanted))
        return {sha256[:n]: sha256 for sha256 in known for n in lengths if sha256[:n] in wanted}

    def said(self) -> Iterator[tuple[str, ...]]:
        """What persons said about findings, whose files are, and which versions count, as rows under `SAID_COLUMNS`."""
        for table, columns in SAID_AS.items():
            shown = {name: named(column) for column, name in columns.items()}
            shown |= {"decision": f"'{table}'"}
            selected = ", ".join(shown.get(name, "''") for name in SAID_COLUMNS)
            yield from self._sql.execute(f"SELECT {selected} FROM {table} ORDER BY {', '.join(map(named, columns))}")

    def take_over_said(self, other: Diary) -> None:
        """Keeps what persons said in another library, but for what was said here later. Within `writing()`."""
        for table, keys, values in _SAID:
            columns = (*keys, *values, "decided")
            at = " AND ".join(f"{named(key)} = ?" for key in keys)
            for row in other._sql.execute(f"SELECT {', '.join(map(named, columns))} FROM {table}").fetchall():
                mine = self._single_value(f"SELECT decided FROM {table} WHERE {at}", row[: len(keys)])
                if mine is None or mine < row[-1]:
                    self._sql.execute(insertion(table, columns, "OR REPLACE"), row)
        self._sql.executemany(insertion("ran_with", _RAN_WITH, "OR IGNORE"), other.ran_with())
        self._take_over_decided(other)
        self._take_over_numbers(other)
        self._take_over_editions(other)
        self._take_over_corrections(other)

    def take_over_audits(self, other: Diary) -> None:
        """Keeps which years were audited in another library. Within `writing()`."""
        rows = other._sql.execute("SELECT year, at, round, listed FROM audited").fetchall()
        self._sql.executemany(insertion("audited", ("year", "at", "round", "listed"), "OR IGNORE"), rows)

    def unmatched(self) -> list[tuple[str, int | None, str, str, str, str, str]]:
        """What was decided about problems that were not found again when their agency got another name: file, year,
        rule, expected, actual, conclusion and remark."""
        rows = self._sql.execute(
            "SELECT file, year, rule, expected, actual, conclusion, remark FROM unmatched JOIN decision "
            "USING (fingerprint) WHERE fingerprint NOT IN (SELECT fingerprint FROM finding) ORDER BY file, rule"
        )
        return list(rows)

    def _told_of(self, file: str) -> list[ToldProblem]:
        """The problems told of a file; none where nobody has decided or audited anything."""
        if self._single_value("SELECT 1 FROM decision UNION ALL SELECT 1 FROM problem LIMIT 1") is None:
            return []
        rows = self._sql.execute(
            "SELECT part, coalesce(nullif(entity_id, ''), file), year, rule, concepts, expected, actual, fingerprint "
            "FROM finding JOIN report ON report.id = finding.report JOIN file ON file.id = report.file_id "
            "WHERE file = ?",
            (file,),
        )
        return [ToldProblem(*row) for row in rows]

    def _whose(self, file: str) -> dict[int, tuple[str, int | None]]:
        """Of every report in a file whose it is (the file where nobody's), and of which year."""
        rows = self._sql.execute(
            "SELECT part, coalesce(nullif(entity_id, ''), file), year FROM report JOIN file ON file.id = file_id "
            "WHERE file = ?",
            (file,),
        )
        return {part: (who, year) for part, who, year in rows}

    def _follow(self, file: str, before: Iterable[ToldProblem]) -> None:
        """What was decided about the problems of a file, and noted of them, follows where the agency or the year of its
        report is now another; what finds no problem again is listed, and so is what was decided about a report that is
        not there any more. Within `writing()`."""
        whose, prints = self._whose(file), {problem.fingerprint for problem in self._told_of(file)}
        for problem in before:
            who, year = whose.get(problem.part, (problem.who, problem.year))
            new = print_of(who, year, problem.rule, problem.concepts, problem.expected, problem.actual)
            if new == problem.fingerprint and problem.part in whose:
                continue
            self._sql.execute(
                "INSERT INTO decision (fingerprint, conclusion, remark, decided) "
                "SELECT ?, conclusion, remark, decided FROM decision WHERE fingerprint = ? "
                "ON CONFLICT (fingerprint) DO UPDATE SET conclusion = excluded.conclusion, remark = excluded.remark, "
                "decided = excluded.decided WHERE excluded.decided > decision.decided",
                (new, problem.fingerprint),
            )
            self._sql.execute(
                "UPDATE OR IGNORE problem SET fingerprint = ? WHERE fingerprint = ?", (new, problem.fingerprint)
            )
            self._decided_follows(problem.fingerprint, new)
            self._renumber(problem.fingerprint, new)
            if new not in prints:
                self._sql.execute(
                    "INSERT OR REPLACE INTO unmatched (fingerprint, file, year, rule, expected, actual) "
                    "SELECT fingerprint, ?, ?, ?, ?, ? FROM decision "
                    "WHERE fingerprint = ?",
                    (file, problem.year, problem.rule, problem.expected, problem.actual, new),
                )

    def _print_anew(self, file: str) -> None:
        """The fingerprints of findings about reports of nobody, which are made with the name of their file. Within
        `writing()`."""
        rows = self._sql.execute(
            "SELECT finding.rowid, year, rule, concepts, expected, actual FROM finding "
            "JOIN report ON report.id = finding.report JOIN file ON file.id = file_id "
            "WHERE file = ? AND entity_id = ''",
            (file,),
        ).fetchall()
        prints = [(print_of(file, *told), row) for row, *told in rows]
        self._sql.executemany("UPDATE finding SET fingerprint = ? WHERE rowid = ?", prints)

    def audited(self, year: int) -> dict[str, NotedProblem]:
        """The problems when a year was last audited, by fingerprint."""
        rows = self._sql.execute(f"SELECT {', '.join(map(named, _PROBLEM))} FROM problem WHERE year = ?", (year,))
        noted = (
            NotedProblem(unit, form, message, FindingRow(*values[len(_ROUND) :]), *values[: len(_ROUND)])
            for unit, form, message, *values in rows
        )
        return {problem.finding.fingerprint: problem for problem in noted}

    def audited_years(self) -> frozenset[int]:
        """The years of which a roster was audited."""
        return frozenset(year for (year,) in self._sql.execute("SELECT year FROM audited WHERE listed"))

    def round(self, year: int) -> int:
        """The round in which a year was last audited; 0 if it never was."""
        return int(self._single_value("SELECT round FROM audited WHERE year = ?", [year]) or 0)

    def handed_in(self, year: int) -> dict[str, int]:
        """The rounds in which the reports of a year were first there when it was audited, by their SHA-256."""
        return dict(self._sql.execute("SELECT sha256, round FROM handed_in WHERE year = ?", (year,)))

    def note_audit(
        self,
        year: int,
        problems: Iterable[NotedProblem],
        round_: int = 1,
        reports: Iterable[str] = (),
        is_listed: bool = False,
    ) -> None:
        """Keeps the problems of a year as they are in a round, of which reports, by their SHA-256, they are, and
        whether a roster was audited. Within `writing()`."""
        self._sql.execute("DELETE FROM problem WHERE year = ?", (year,))
        row = (year, now(), round_, is_listed)
        self._sql.execute(insertion("audited", ("year", "at", "round", "listed"), "OR REPLACE"), row)
        rows = [
            (year, unit, form, message, *of_round, *finding) for unit, form, message, finding, *of_round in problems
        ]
        self._sql.executemany(insertion("problem", ("year", *_PROBLEM), "OR IGNORE"), rows)
        came = [(year, report, round_) for report in reports]
        self._sql.executemany(insertion("handed_in", ("year", "sha256", "round"), "OR IGNORE"), came)

    # ── Runs and what they wrote ─────────────────────────────────────────────────────────────────────────────────

    def begin(self, reader: str, files: int, to_read: int, ran_with: tuple[str, str] | None = None) -> int:
        """Notes that a run has begun; its number. `ran_with`: what reads in it, and on what machine."""
        with self.writing():
            if ran_with and to_read:
                self._sql.execute(insertion("ran_with", _RAN_WITH, "OR IGNORE"), ran_with)
            columns = ("started", "reader", "found", "to_read")
            run = self._sql.execute(insertion("runs", columns), (moment(), reader, files, to_read)).lastrowid
        return run or 0

    def finish(self, run: int) -> None:
        """Notes that a run has come to its end, and left nothing for another."""
        with self.writing():
            self._sql.execute("UPDATE runs SET finished = ? WHERE id = ?", (now(), run))

    def ran_with(self) -> list[tuple[str, str]]:
        """What has read files, and on what machines."""
        return list(self._sql.execute("SELECT reader, machine FROM ran_with ORDER BY reader, machine"))

    def outputs(self, settings: str) -> tuple[Output, ...]:
        """The files last written with these settings, if nothing has changed since."""
        rows = self._sql.execute(
            "SELECT name, size, modified FROM output, library WHERE output.generation = library.generation "
            "AND settings = ? ORDER BY name",
            (settings,),
        )
        return tuple(Output(*row) for row in rows)

    @property
    def written_generation(self) -> int:
        """The generation of the library of which files were last written; 0 where none were."""
        return int(self._single_value("SELECT max(generation) FROM output") or 0)

    def wrote(self, settings: str, outputs: Iterable[Output], generation: int) -> None:
        """Notes which files stand there now, made from the library as it was at a `generation`."""
        self._sql.execute("DELETE FROM output")
        rows = [(generation, settings, *output) for output in outputs]
        self._sql.executemany(insertion("output", ("generation", "settings", *Output._fields)), rows)

    # ── Whatever was ever written ────────────────────────────────────────────────────────────────────────────────

    def has_written(self, sha256: str) -> bool:
        """Whether a file with this digest was ever written from this library."""
        return self._single_value("SELECT 1 FROM written WHERE sha256 = ?", [sha256]) is not None

    def still_stands(self, output: Output) -> bool:
        """Whether a file is one of those last written into a folder, by name, size and time of change."""
        same = "SELECT 1 FROM output WHERE name = ? AND size = ? AND modified = ?"
        return self._single_value(same, output) is not None

    def note_written(self, digests: Iterable[str]) -> None:
        """Keeps the digests of files that are about to appear: whatever happens then, they are known. Within
        `writing()`, what was done so far is kept with them, and others may write before it goes on. Of a library that
        is only asked they are kept where that can be done without waiting long."""
        if self.access != "write":
            with suppress(OutputError), patience(Patience(_MOMENT)), Diary(self.path) as account:
                account.note_written(digests)
        elif self._sql.in_transaction:
            self._insert_written(digests)
            self.keep_so_far()
        else:
            with self.writing():
                self._insert_written(digests)

    def _insert_written(self, digests: Iterable[str]) -> None:
        rows = [(digest, now()) for digest in digests]
        self._sql.executemany(insertion("written", ("sha256", "at"), "OR IGNORE"), rows)
