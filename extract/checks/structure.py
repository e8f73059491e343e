"""The shape of the report: its sections, the rows and columns of its tables, the version of the form."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from unicodedata import combining

from extract.checks.case import Case, CheckResult, PrintedTable, finding
from extract.checks.headed import may_be_headed
from extract.forms.outline import edits
from extract.model import (
    Band,
    Cell,
    Finding,
    Form,
    FormTable,
    Grid,
    Origin,
    Paragraph,
    PrintedLine,
)
from extract.numbers import has_doubtful_digits, read_numeral
from extract.text import UNKNOWN, label_key, listed, squeeze


def missing_sections(case: Case) -> CheckResult:
    """C-01: statutory sections (条例 50) that are not there, neither their heading nor their table."""
    printed = {section.number for section in case.report.sections}
    tabled = {table.section for table in case.in_force.tables if table.key not in case.reading.missing}
    missing = [section for section in case.in_force.sections if section.number not in printed | tabled]
    blocks = case.reading.document.blocks
    unknown = missing and any(isinstance(b, Paragraph) and UNKNOWN in b.text for b in blocks)
    return [
        finding(
            "C-01",
            "error",
            "section",
            expected=section.title,
            about_reading=bool(unknown) or may_be_headed(section, case),
            number=section.number,
            title=section.title,
        )
        for section in missing
    ]


def altered_tables(case: Case) -> CheckResult:
    """D-09: columns or rows of the form that are missing, rows that it does not have, labels that were altered."""
    return [
        altered
        for table in case.tables
        for check in (_missing, _extra, _altered_columns, _altered_rows)
        for altered in check(table, case.reading.grid)
    ]


def _missing(table: PrintedTable, grid: Grid) -> Iterator[Finding]:
    for printed in table.bands:
        yield from _missing_columns(table, printed.band)
    rows = {line.row for line in table.match.lines} | {
        row for (row, _), fact in table.facts.items() if fact.state != "absent"
    }
    lost = [
        line
        for printed in table.bands
        if not printed.table.side_by_side
        for line in printed.band.lines
        if line.key not in rows
    ]
    if lost:
        yield finding(
            "D-09",
            "warning",
            "rows_missing",
            concepts=[f"{table.key}.{line.key}" for line in lost],
            expected=listed(line.label for line in lost),
            table=table.key,
            count=len(lost),
            about_reading=table.may_hide_rows or any(_begins_a_cell(line.label, table, grid) for line in lost),
            origins=table.start,
        )


def _begins_a_cell(label: str, table: PrintedTable, grid: Grid) -> bool:
    """Whether a label stands among the rows of a table, with figures behind it that could not be told apart."""
    rows = [entry.row for line in table.match.lines for entry in line.entries]
    inside = grid.rows[min(rows) : max(rows) + 1] if rows else ()
    return any(squeeze(cell.text).startswith(squeeze(label)) for row in inside for cell in row)


def _missing_columns(table: PrintedTable, band: Band) -> Iterator[Finding]:
    rows = {line.key for line in band.lines}
    facts = [fact for (row, _), fact in table.facts.items() if row in rows]
    printed = {fact.concept.column for fact in facts if fact.state != "absent"}
    lost = {column.key: column for column in band.columns if column.key not in printed}
    if lost and printed:
        yield finding(
            "D-09",
            "warning",
            "columns_missing",
            concepts=[str(fact.concept) for fact in facts if fact.concept.column in lost],
            expected=listed(column.label for column in lost.values()),
            about_reading=table.may_hide_rows or any(fact.is_guess for fact in facts),
            table=table.key,
            count=len(lost),
            labels=listed("，".join((*column.group, column.label)) for column in lost.values()),
            origins=table.start,
        )


_Row = tuple[Cell, ...]
_TANGLED = 4
"""Wrong characters that a label printed by hand does not have."""
_HEADS_ABOVE = 6
"""Rows in which the parts of a head may stand above the others: one for each of its lines."""
_FEWEST_IN_PIECE = 2
"""Characters of a label that tell which one they are a piece of."""


def _extra(table: PrintedTable, grid: Grid) -> Iterator[Finding]:
    if not any(entry.state == "number" for line in table.match.extras for entry in line.entries):
        return
    filled = {entry.row for line in table.match.lines for entry in line.entries}
    headers = {cell.origin for word in table.match.headers if word.row not in filled for cell in grid.rows[word.row]}
    official = table.words
    for line in table.match.extras:
        figures = [entry.raw for entry in line.entries if entry.raw]
        if any(entry.state == "number" for entry in line.entries) and line.origin not in headers:
            yield finding(
                "D-09",
                "warning",
                "row_extra",
                origins=[line.origin],
                actual=" ".join(figures),
                about_reading=bool(table.unplaced)
                or UNKNOWN in "".join((line.label, *figures))
                or not any(map(str.isalpha, line.label))
                or read_numeral(line.label) is not None
                or any(map(has_doubtful_digits, figures))
                or _is_in_a_cell(line, table, grid)
                or table.is_beside_gap(line.origin)
                or _is_of_pieces(squeeze(line.label), official),
                table=table.key,
                label=line.label,
                figures=" ".join(figures),
            )


def _is_of_pieces(printed: str, official: Collection[str]) -> bool:
    """Whether a label is a piece of an official one, as a page break or a turned heading leaves, or one with a piece
    of another behind or before it, or one whose end stands before its beginning, as lines on one another are read: a
    cell that was not read whole, and no row of its own."""

    def is_piece(key: str) -> bool:
        return any(key in label for label in official)

    ways = range(_FEWEST_IN_PIECE, len(printed) - _FEWEST_IN_PIECE + 1)
    halves = ((label_key(printed[:at]), label_key(printed[at:])) for at in ways)
    turned = (label_key(printed[at:]) + label_key(printed[:at]) for at in range(1, len(printed)))
    return (
        is_piece(label_key(printed))
        or any(is_piece(one) and is_piece(other) and (one in official or other in official) for one, other in halves)
        or any(label in official for label in turned)
    )


def _is_in_a_cell(word: PrintedLine, table: PrintedTable, grid: Grid) -> bool:
    """Whether what looks like a row may be a word in a cell of the row that it stands in (同上): with the figures on
    both sides, and other words between them, it fills the row or less."""
    cells = {cell.origin: cell.column for cell in grid.rows[word.entries[0].row]}
    widths = {line.key: len(printed.band.columns) for printed in table.bands for line in printed.band.lines}
    return any(
        cells[line.origin] < cells[word.origin] and len(line.entries) + 1 + len(word.entries) <= widths.get(line.row, 0)
        for line in table.match.lines
        if line.origin in cells and word.origin in cells
    )


def _altered_columns(table: PrintedTable, grid: Grid) -> Iterator[Finding]:
    """The one column of a band whose header was not found, where the header has one unknown word."""
    for band in (printed.band for printed in table.bands):
        words = {(word.row, word.column): word.key for word in table.match.headers if word.band == band.key}
        unknown = [
            cell
            for row in {row for row, _ in words}
            for cell in grid.rows[row]
            if (row, cell.column) not in words and label_key(cell.text)
        ]
        keys = set(words.values())
        unread = [column for column in band.columns if keys.isdisjoint(map(label_key, (column.label, *column.aliases)))]
        if len(unknown) == len(unread) == 1:
            concepts = [f"{table.key}.{line.key}.{unread[0].key}" for line in band.lines]
            label, printed = unread[0].label, unknown[0].text.strip()
            around = grid.rows[max(0, min(words)[0] - _HEADS_ABOVE) : max(words)[0] + 1]
            if not _is_same(label_key(printed), label_key(label)) and not _stands_in_two(label, printed, around):
                yield _altered(table, concepts, label, printed, unknown[0].origin)


def _stands_in_two(label: str, printed: str, rows: Iterable[_Row]) -> bool:
    """Whether a head is the end of an official one, or its beginning, and the rest stands in another cell of some rows:
    then one cell was read as two."""
    whole, own = label_key(label), label_key(printed)
    keys = {label_key(cell.text) for row in rows for cell in row if cell.text}
    return any(whole in (own + key, key + own) for key in keys if key)


def _altered_rows(table: PrintedTable, grid: Grid) -> Iterator[Finding]:
    official = {line.key: line.label for printed in table.bands for line in printed.band.lines}
    for line in table.match.lines:
        label, printed = official.get(line.row, ""), line.label.strip()
        if not _is_same(label_key(printed), label_key(label)) and not _stands_in_two(
            label, printed, _around(line.origin, grid)
        ):
            yield _altered(table, [f"{table.key}.{line.row}"], label, printed, line.origin)


def _around(place: Origin, grid: Grid) -> Sequence[_Row]:
    """The row in which something stands, and those right above and below."""
    at = next((at for at, row in enumerate(grid.rows) if any(cell.origin == place for cell in row)), 0)
    return grid.rows[max(0, at - 1) : at + 2]


def _altered(table: PrintedTable, concepts: list[str], label: str, printed: str, origin: Origin) -> Finding:
    return finding(
        "D-09",
        "warning",
        "label_altered",
        concepts=concepts,
        origins=[origin],
        expected=label,
        actual=printed,
        about_reading=UNKNOWN in printed
        or any(combining(character) for character in printed)
        or _holds_another(label_key(printed), label_key(label), table)
        or _is_strewn(squeeze(printed), squeeze(label), table)
        or _is_tangled(squeeze(printed), squeeze(label))
        or table.is_beside_gap(origin)
        or _is_unread(table, concepts),
        table=table.key,
        label=label,
        printed=printed,
    )


def _is_unread(table: PrintedTable, concepts: Iterable[str]) -> bool:
    """Whether no cell of a row or column, by their concepts, was read for certain: its label may not be, either."""
    own = [
        fact for fact in table.facts.values() if f"{fact.concept}.".startswith(tuple(f"{name}." for name in concepts))
    ]
    return any(fact.state == "unreadable" for fact in own) and not any(fact.is_certain for fact in own)


def _holds_another(printed: str, label: str, table: PrintedTable) -> bool:
    """Whether what is printed for a label holds another one of the table: two cells that were read as one."""
    others = table.words - {label}
    return any(len(other) > _FEWEST_IN_PIECE and other in printed and other not in label for other in others)


def _is_strewn(printed: str, official: str, table: PrintedTable) -> bool:
    """Whether a label is the official one with characters of a heading beside it strewn in, as of one that is set from
    top to bottom."""
    rest = iter(printed)
    strewn = Counter(printed) - Counter(official)
    headings = (squeeze(heading) for each in table.bands for line in each.band.lines for heading in line.group)
    return (
        strewn.total() >= _FEWEST_IN_PIECE
        and all(character in rest for character in official)
        and any(not strewn - Counter(heading) for heading in headings)
    )


def _is_tangled(printed: str, official: str) -> bool:
    """Whether a label has the characters of the official one, or of its beginning, in an order that nobody writes: two
    lines of one cell that were read as one."""
    foreign = (Counter(printed) - Counter(official)).total()
    return len(printed) > _TANGLED and not foreign and edits(printed, official[: len(printed)], _TANGLED) is None


def _is_same(printed: str, official: str) -> bool:
    """Whether a label is the official one, cut short by the page or with what stands above it in front of it."""
    return official.startswith(printed) or printed.endswith(official)


def old_form(case: Case) -> CheckResult:
    """D-10: a table in an older version than the one in force in the year reported on."""
    year, newest = case.report.year, case.in_force
    if year is None or year < newest.first_year:
        return "form"
    old = [
        (table, form)
        for table in case.tables
        if (form := _oldest(table)).first_year < newest.first_year
        and _cells(form.table(table.key)) != _cells(newest.table(table.key))
    ]
    if not old:
        return []
    sure = [(table, form) for table, form in old if not table.may_hide_rows]
    old = sure or old
    form = old[0][1]
    return [
        finding(
            "D-10",
            "error",
            "old_form",
            concepts=[table.key for table, _ in old],
            origins=[origin for table, _ in old for origin in table.start],
            expected=newest.code,
            actual=form.code,
            about_reading=not sure,
            year=year,
            printed=form.notice,
            official=newest.notice,
        )
    ]


def _oldest(table: PrintedTable) -> Form:
    return min((band.form for band in table.bands), key=lambda form: form.first_year)


def _cells(table: FormTable) -> list[tuple[str, list[str], list[str]]]:
    """What tells two versions of a table apart: the keys of its rows and columns, band by band."""
    return [(b.key, [line.key for line in b.lines], [column.key for column in b.columns]) for b in table.bands]
