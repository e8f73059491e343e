"""What pages ask of a library: how much there is of every place and year, one report, what is to be decided next.

Comes in: which place, year, report or rule. Goes out: rows, as few as a page shows, found by an index each. Counts over
all findings are kept in tables of their own, and made anew with what several files tell together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal, NamedTuple

from extract.library.decisions import TO_REVIEW
from extract.library.records import FindingRow
from extract.library.sight import EVERYTHING, sight
from extract.library.store import Store, named
from extract.model import SEVERITIES, Severity

ToDecide = Literal["open", "decided", "to_review", "all"]
"""Whether nothing was decided yet, something was, or somebody else has decided what nobody has looked at again."""


class PlaceCount(NamedTuple):
    """How many reports count, and how many files could not be read, of a place and a year (0 where it is not known)."""

    parent: str
    year: int
    reports: int
    unread: int


class RuleCount(NamedTuple):
    """How many findings of a rule there are."""

    rule: str
    severity: Severity
    about: str
    findings: int


class ReportLine(NamedTuple):
    """A report in a line: what is shown of it in a list. `given` is what a user said of its file."""

    key: int
    report_id: str
    file: str
    kind: str
    status: str
    reason: str
    entity: str
    entity_id: str
    entity_kind: str
    parent: str
    year: int | None
    form: str
    title: str
    published: str
    counts: int
    sha256: str
    part: int
    read_at: str


class AgencyRule(NamedTuple):
    """How many findings of a rule there are about a report of an agency."""

    agency: str
    report_id: str
    rule: str
    severity: Severity
    findings: int


class FindingPlace(NamedTuple):
    """Where a finding stands among all: its report, whether another file gave rise to it, and its number there.

    >>> str(FindingPlace(12, 0, 3)), FindingPlace.at("12.0.3"), FindingPlace.at("12.x")
    ('12.0.3', FindingPlace(report=12, across=0, number=3), None)
    """

    report: int
    across: int
    number: int

    def __str__(self) -> str:
        return ".".join(map(str, self))

    @classmethod
    def at(cls, text: str) -> FindingPlace | None:
        """The place that a text names; None where it names none."""
        numbers = dotted(text, len(cls._fields))
        return cls(*numbers) if numbers else None


def dotted(text: str, count: int) -> list[int]:
    """So many numbers with points between them; none where a text is anything else."""
    parts = text.split(".")
    if len(parts) != count or not all(part.isascii() and part.isdigit() for part in parts):
        return []
    return [min(int(part), _LARGEST) for part in parts]


_LARGEST = 2**62


class FindingToDecide(NamedTuple):
    """A finding where it stands, what was decided about it, and the report it is about."""

    place: FindingPlace
    finding: FindingRow
    conclusion: str
    remark: str
    line: ReportLine


class Wanted(NamedTuple):
    """Which findings are wanted: empty fields ask for nothing. `levels`: how grave an office finds rules, where it
    finds them otherwise; those that are `off` are never wanted. `who`: who asks what there is to be reviewed.
    `in_order`: the order of places."""

    rule: str = ""
    parent: str = ""
    year: int = 0
    severity: str = ""
    about: str = "report"
    decided: ToDecide = "open"
    conclusion: str = ""
    levels: Mapping[str, str] = {}
    who: str = ""
    in_order: Callable[[Iterable[str]], list[str]] = sorted


class Overviews(Store):
    """A library that pages are made of."""

    def place_counts(self) -> list[PlaceCount]:
        """How much there is of every place and year."""
        rows = self._sql.execute("SELECT parent, year, reports, unread FROM place_count ORDER BY parent, year")
        return [PlaceCount(*row) for row in rows]

    def places_and_years(self) -> tuple[list[str], list[int]]:
        """The places of which there is something, by name, and the years, the last first."""
        places = self._sql.execute("SELECT DISTINCT parent FROM place_count WHERE parent != '' ORDER BY parent")
        years = self._sql.execute("SELECT DISTINCT year FROM place_count WHERE year ORDER BY year DESC")
        return [place for (place,) in places], [year for (year,) in years]

    def level_counts(self, levels: Mapping[str, str]) -> dict[tuple[str, int], dict[str, int]]:
        """How many findings about reports there are of every place and year, by how grave an office finds them."""
        rows = self._sql.execute(
            f"SELECT parent, year, {_graded(levels)} AS level, sum(findings) FROM rule_count WHERE about = 'report' "
            "GROUP BY 1, 2, 3",
            [value for pair in levels.items() for value in pair],
        )
        counts: dict[tuple[str, int], dict[str, int]] = {}
        for parent, year, level, count in rows:
            counts.setdefault((parent, year), {})[level] = count
        return counts

    def rule_counts(self, parent: str = "", year: int = 0) -> list[RuleCount]:
        """How many findings there are of every rule; of one place or one year only, where they are named."""
        rows = self._sql.execute(
            "SELECT rule, severity, about, sum(findings) FROM rule_count "
            "WHERE ? IN ('', parent) AND ? IN (0, year) GROUP BY 1, 2, 3 ORDER BY rule",
            (parent, year),
        )
        return [RuleCount(*row) for row in rows]

    def rules_by_agency(self, parent: str, year: int) -> list[AgencyRule]:
        """How many findings of every rule there are about the agencies of a place, of the reports of a year that
        count."""
        rows = self._sql.execute(
            "SELECT entity, report_id, rule, severity, count(*) FROM report JOIN file ON file.id = file_id "
            "CROSS JOIN finding ON finding.report = report.id WHERE report.parent = ? AND year = ? "
            "AND about = 'report' AND canonical AND NOT duplicate GROUP BY report.id, rule ORDER BY file, rule",
            (parent, year),
        )
        return [AgencyRule(*row) for row in rows]

    def lines_of(self, parent: str) -> list[ReportLine]:
        """The reports that count, and the files that could not be read, of a place."""
        return self._lines("WHERE report.parent = ? AND NOT duplicate AND canonical ORDER BY year, entity", (parent,))

    def lines_of_entity(self, entity_id: str) -> list[ReportLine]:
        """All versions of the reports of an agency, by year, the one that counts first."""
        which = "WHERE entity_id = ? AND NOT duplicate AND report_id != '' ORDER BY year, canonical DESC, file, part"
        return self._lines(which, (entity_id,))

    def line(self, key: int) -> ReportLine | None:
        """A report by its key."""
        return next(iter(self._lines("WHERE report.id = ?", (key,))), None)

    def line_named(self, report_id: str) -> ReportLine | None:
        """A report by its id."""
        which = "WHERE report_id = ? AND report_id != '' ORDER BY duplicate, file LIMIT 1"
        return next(iter(self._lines(which, (report_id,))), None)

    def line_of_file(self, file: str) -> ReportLine | None:
        """The report in a file; None where there is none, or several."""
        lines = self._lines("WHERE file = ? AND report_id != '' LIMIT 2", (file,))
        return lines[0] if len(lines) == 1 else None

    def unread_lines(self, most: int) -> list[ReportLine]:
        """Files that could not be read."""
        return self._lines("WHERE status = 'failed' AND NOT duplicate ORDER BY file LIMIT ?", (most,))

    def lines_below(self, folder: str, most: int) -> list[ReportLine]:
        """What became of the files of a folder, those that were read last first; a folder ends with `/`."""
        which = "WHERE file >= ? AND file < ? ORDER BY read_at DESC, file, part LIMIT ?"
        return self._lines(which, (folder, f"{folder[:-1]}0", most))

    def _lines(self, which: str, values: Sequence[Any]) -> list[ReportLine]:
        return [ReportLine(*row) for row in self._sql.execute(f"SELECT {_LINE} {_FROM} {which}", values)]

    def names_of(self, sha256: str) -> list[str]:
        """The names of files with these bytes."""
        return [
            file for (file,) in self._sql.execute("SELECT file FROM file WHERE sha256 = ? ORDER BY file", (sha256,))
        ]

    def holds_unseen(self, sha256: str) -> bool:
        """Whether files with these bytes also hold reports that one may not see."""
        rows = "FROM main.report JOIN main.file AS file ON file.id = file_id WHERE file.sha256 = ?"
        asked = f"SELECT EXISTS (SELECT 1 {rows} AND report.id NOT IN (SELECT id FROM report))"
        return sight() is not EVERYTHING and bool(self._single_value(asked, (sha256,)))

    def findings_about(self, key: int) -> list[tuple[FindingPlace, FindingRow, str, str]]:
        """What was found about a report, and what was decided about it."""
        rows = self._sql.execute(
            f"SELECT report, across, place, {_FINDING}, coalesce(conclusion, ''), coalesce(remark, '') FROM finding "
            "LEFT JOIN decision USING (fingerprint) WHERE report = ? ORDER BY across, place",
            (key,),
        )
        return [(FindingPlace(*row[:3]), FindingRow(*row[3:-2]), *row[-2:]) for row in rows]

    def levels_about(self, key: int, levels: Mapping[str, str]) -> dict[str, int]:
        """How many findings there are about a report, by how grave an office finds them."""
        rows = self._sql.execute(
            f"SELECT {_graded(levels)} AS level, count(*) FROM finding "
            "WHERE report = ? AND about = 'report' GROUP BY 1",
            [*(value for pair in levels.items() for value in pair), key],
        )
        return dict(rows)

    def flags_about(self, key: int) -> dict[str, str]:
        """The rules that speak against cells of a report, by these."""
        rows = self._sql.execute(
            """SELECT "table" || '.' || "row" || '.' || "column", flag """
            "FROM fact JOIN fact_kind ON fact_kind.id = kind WHERE report = ? AND flag IS NOT NULL",
            (key,),
        )
        return dict(rows)

    def finding_at(self, place: FindingPlace) -> FindingToDecide | None:
        """The finding in a place; None where there is none."""
        rows = self._found(
            Wanted(about="", decided="all"), "AND finding.report = ? AND across = ? AND place = ?", place
        )
        return next(rows, None)

    def place_of(self, fingerprint: str) -> FindingPlace | None:
        """Where a finding stands; None where there is none any more."""
        rows = self._sql.execute(
            "SELECT report, across, place FROM finding WHERE fingerprint = ? ORDER BY 1, 2, 3 LIMIT 1", (fingerprint,)
        )
        return next((FindingPlace(*row) for row in rows), None)

    def printed(self, key: int, concepts: Sequence[str]) -> dict[str, str]:
        """What is printed in some cells of a report."""
        rows = self._sql.execute(
            """SELECT "table" || '.' || "row" || '.' || "column" AS concept, CAST(coalesce(raw, value, '') AS TEXT) """
            "FROM fact JOIN fact_kind ON fact_kind.id = kind "
            f"WHERE report = ? AND concept IN ({_marks(concepts)})",
            (key, *concepts),
        )
        return dict(rows)

    def to_decide(
        self, wanted: Wanted, after: FindingPlace | None, count: int, backwards: bool = False
    ) -> list[FindingToDecide]:
        """The findings behind a place, or before it, nearest first: the gravest come first, alike grave ones in the
        order of their places, those of a place in the order of their reports."""
        levels: list[str] = [wanted.severity] if wanted.severity else list(SEVERITIES)
        start = self._start_at(wanted, after, levels) if after else None
        is_behind = start is None
        found: list[FindingToDecide] = []
        for level in reversed(levels) if backwards else levels:
            of_level = wanted._replace(severity=level)
            for place in self._places_of(of_level, start[1] if start else "", backwards):
                is_there = (level, place) == start
                if is_behind or is_there:
                    bound = after if is_there else None
                    found += self._of_place(of_level, place, bound, count - len(found), backwards)
                is_behind = is_behind or is_there
                if len(found) == count:
                    return found
        return found

    def _start_at(self, wanted: Wanted, after: FindingPlace, levels: Sequence[str]) -> tuple[str, str] | None:
        """How grave an office finds the finding in a place, and where its report is from; None where there is none, or
        none of those that are wanted."""
        at = self.finding_at(after)
        level = wanted.levels.get(at.finding.rule, at.finding.severity) if at else ""
        is_among = at is not None and level in levels and wanted.parent in ("", at.line.parent)
        return (level, at.line.parent) if at and is_among else None

    def _places_of(self, wanted: Wanted, another: str, backwards: bool) -> list[str]:
        """The places that may have findings of a level, and another, in their order."""
        if wanted.parent:
            return [wanted.parent]
        if wanted.decided in ("decided", "to_review"):
            source, values = _selected(wanted)
            rows = self._sql.execute(f"SELECT DISTINCT report.parent {source}", values)
        else:
            rows = self._sql.execute(
                "SELECT DISTINCT parent FROM rule_count WHERE ? IN ('', rule) AND ? IN (0, year) AND ? IN ('', about) "
                f"AND {_graded(wanted.levels)} = ?",
                (
                    wanted.rule, wanted.year, wanted.about,
                    *(value for pair in wanted.levels.items() for value in pair), wanted.severity,
                ),
            )  # fmt: skip
        places = {another, *(place for (place,) in rows)}
        ordered = [place for place in wanted.in_order(places) if place in places]
        return ordered[::-1] if backwards else ordered

    def _of_place(
        self, wanted: Wanted, place: str, after: FindingPlace | None, count: int, backwards: bool
    ) -> list[FindingToDecide]:
        before, order = ("<", " DESC") if backwards else (">", "")
        tests, values = "AND report.parent = ?", list[object]([place])
        if after:
            tests += f" AND (+{', '.join(_PLACE)}) {before} (?, ?, ?) AND +report.id {before}= ?"
            values += [*after, after.report]
        ordered = ", ".join(f"{column}{order}" for column in _PLACE)
        return list(self._found(wanted, f"{tests} ORDER BY {ordered} LIMIT {count}", values, _OF_PLACE))

    def count_to_decide(self, wanted: Wanted, most: int) -> int:
        """How many there are, counted up to a limit."""
        source, values = _selected(wanted)
        return int(self._single_value(f"SELECT count(*) FROM (SELECT 1 {source} LIMIT {most})", values))

    def _found(self, wanted: Wanted, rest: str, values: Sequence[Any], way: str = "") -> Iterator[FindingToDecide]:
        source, first = _selected(wanted, way)
        query = (
            f"SELECT finding.report, across, place, {_FINDING}, coalesce(conclusion, ''), coalesce(remark, ''), "
            f"{_LINE} {source} {rest}"
        )
        end = 3 + len(FindingRow._fields)
        for row in self._sql.execute(query, (*first, *values)):
            found, conclusion, remark, of = row[3:end], row[end], row[end + 1], row[end + 2 :]
            yield FindingToDecide(FindingPlace(*row[:3]), FindingRow(*found), conclusion, remark, ReportLine(*of))

    def _count_places(self) -> None:
        """Counts anew what there is of every year of the `places` listed. Within `writing()`."""
        for table in ("place_count", "rule_count"):
            self._sql.execute(f"DELETE FROM {table} WHERE parent IN temp.places")
        of_places = "FROM temp.places CROSS JOIN report USING (parent) CROSS JOIN file ON file.id = file_id"
        self._sql.execute(
            "INSERT INTO place_count (parent, year, reports, unread) "
            "SELECT parent, coalesce(year, 0), sum(report_id != ''), sum(status = 'failed') "
            f"{of_places} WHERE NOT duplicate AND canonical AND (report_id != '' OR status = 'failed') GROUP BY 1, 2"
        )
        self._sql.execute(
            "INSERT INTO rule_count (parent, year, rule, severity, about, findings) "
            "SELECT parent, coalesce(year, 0), rule, severity, about, count(*) "
            f"{of_places} CROSS JOIN finding ON finding.report = report.id WHERE NOT duplicate GROUP BY 1, 2, 3, 4, 5"
        )


def _selected(wanted: Wanted, way: str = "") -> tuple[str, list[object]]:
    """Where wanted findings are looked for, in a way that uses an index, and the values that are asked for."""
    tests, values = ["NOT duplicate"], list[object]()
    for column, value in (("rule", wanted.rule), ("about", wanted.about), ("conclusion", wanted.conclusion)):
        if value:
            tests.append(f"{column} = ?")
            values.append(value)
    for column, place in (("report.parent", wanted.parent), ("report.year", wanted.year)):
        if place:
            tests.append(f"{column} = ?")
            values.append(place)
    graded = {level: [rule for rule, of in wanted.levels.items() if of == level] for level in (*SEVERITIES, "off")}
    if graded["off"]:
        tests.append(f"rule NOT IN ({_marks(graded['off'])})")
        values += graded["off"]
    if wanted.severity and not wanted.levels:
        tests.append("severity = ?")
        values.append(wanted.severity)
    elif wanted.severity:
        own = graded.get(wanted.severity, [])
        other = [rule for rule in wanted.levels if rule not in own]
        tests.append(f"((severity = ? AND rule NOT IN ({_marks(other)})) OR rule IN ({_marks(own)}))")
        values += [wanted.severity, *other, *own]
    if wanted.decided == "open":
        tests.append("coalesce(conclusion, '') = ''")
    elif wanted.decided in ("decided", "to_review"):
        tests.append("coalesce(conclusion, '') != ''")
    if wanted.decided == "to_review":
        tests.append(f"fingerprint IN ({TO_REVIEW})")
        values.append(wanted.who)
    return f"{way or _way(wanted)} WHERE {' AND '.join(tests)}", values


def _way(wanted: Wanted) -> str:
    """The tables in the order in which they are gone through: from the fewest rows."""
    if wanted.decided in ("decided", "to_review"):
        return (
            "FROM decision CROSS JOIN finding USING (fingerprint) CROSS JOIN report ON report.id = finding.report "
            "CROSS JOIN file ON file.id = file_id"
        )
    if (wanted.rule or (wanted.severity and not wanted.levels)) and not wanted.parent:
        return (
            f"FROM finding CROSS JOIN report ON report.id = finding.report JOIN file ON file.id = file_id {_DECISION}"
        )
    return _OF_PLACE


def _graded(levels: Mapping[str, str]) -> str:
    """How grave a finding is, in SQL, where an office finds some rules as grave as it says."""
    return f"CASE rule {'WHEN ? THEN ? ' * len(levels)}ELSE severity END" if levels else "severity"


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))


_PLACE = ("report.id", "across", "finding.place")
_DECISION = "LEFT JOIN decision USING (fingerprint)"
_OF_PLACE = f"FROM report CROSS JOIN finding ON finding.report = report.id JOIN file ON file.id = file_id {_DECISION}"
_FINDING = ", ".join(f"finding.{named(column)}" for column in FindingRow._fields)
_FROM = "FROM report JOIN file ON file.id = file_id"
_COLUMNS = {"key": "report.id", "counts": "canonical"}
_LINE = ", ".join(_COLUMNS.get(name, name) for name in ReportLine._fields)
