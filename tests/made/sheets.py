"""The figures of a random consistent report, and its tables as rows of printed boxes.

Nothing here knows of losses or serialisations: labels, groups, columns and balances come from the declared forms.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from random import Random
from typing import NamedTuple

from extract.model import Band, Column, Concept, Form, FormTable

# ── Figures ──────────────────────────────────────────────────────────────────────────────────────────────────────────


class Filled(NamedTuple):
    """The figures of one report; every balance of its form holds."""

    form: Form
    agency: str
    year: int
    values: dict[Concept, Decimal]


def filled(random: Random, form: Form, rich: bool) -> Filled:
    """A random report: `rich` has most cells non-zero, otherwise it is a typical township with next to nothing."""
    values = {concept: _figure(random, column, rich) for concept, column in cells(form)}
    if not rich:
        _few_requests(random, form, values)
    year = random.randint(form.first_year, form.first_year + 4)
    return _balanced(Filled(form, _agency(random), year, values))


def cells(form: Form) -> Iterator[tuple[Concept, Column]]:
    """Every cell of a form with its column, in printed order."""
    for table in form.tables:
        for band in table.bands:
            for line in band.lines:
                yield from ((Concept(table.key, line.key, column.key), column) for column in band.columns)


def slots(form: Form) -> dict[tuple[str, str], tuple[Concept, ...]]:
    """The cells of each printed line by table and row; the row of lines that stand side by side is ""."""
    result: dict[tuple[str, str], tuple[Concept, ...]] = {}
    for concept, _ in cells(form):
        key = (concept.table, "" if form.table(concept.table).side_by_side else concept.row)
        result[key] = (*result.get(key, ()), concept)
    return result


def _figure(random: Random, column: Column, rich: bool) -> Decimal:
    if random.random() < (0.2 if rich else 0.9):
        return Decimal(0)
    size = Decimal(random.randrange(1, 10 ** random.randint(1, 4 if rich else 1)))
    if column.value_type == "amount":
        return size / random.choice((1, 10, 100))
    return -size if column.value_type == "signed_count" and random.random() < 0.4 else size


def _few_requests(random: Random, form: Form, values: dict[Concept, Decimal]) -> None:
    """At most three requests, most of them by natural persons."""
    band = form.table("requests").bands[0]
    for concept in values:
        if concept.table == "requests":
            values[concept] = Decimal(0)
    for _ in range(random.randint(0, 3)):
        row, column = random.choice(band.lines), random.choice((*band.columns[:1] * 6, *band.columns))
        values[Concept("requests", row.key, column.key)] += 1


def _balanced(report: Filled) -> Filled:
    """The report with everything that is a sum computed anew; what came in is what was handled or carried out."""
    values = dict(report.values)
    requests = report.form.table("requests")
    by_rows = [balance for balance in requests.balances if balance.axis == "rows"]
    (whole,) = (balance for balance in by_rows if len(balance.right) > 1)
    for column in requests.bands[0].columns:
        cell = {line.key: Concept("requests", line.key, column.key) for line in requests.bands[0].lines}
        for parts in by_rows:
            if parts != whole:
                values[cell[parts.right[0]]] = sum((values[cell[row]] for row in parts.left), Decimal(0))
        due = sum((values[cell[row]] for row in whole.right), Decimal(0))
        received, carried_in = (cell[row] for row in whole.left)
        values[carried_in] = min(values[carried_in], due)
        values[received] = due - values[carried_in]
    for table in report.form.tables:
        for balance in (balance for balance in table.balances if balance.axis == "columns"):
            for row in (line.key for line in table.bands[0].lines):
                addends = (values[Concept(table.key, row, column)] for column in balance.left)
                values[Concept(table.key, row, balance.right[0])] = sum(addends, Decimal(0))
    return report._replace(values=values)


def emptied(report: Filled, lost: Callable[[Concept], bool]) -> Filled:
    """The report with some cells of table three at 0, balanced again."""
    zeroed = {concept: Decimal(0) for concept in report.values if concept.table == "requests" and lost(concept)}
    return _balanced(report._replace(values=report.values | zeroed))


def _agency(random: Random) -> str:
    """A made-up place."""
    first, second = random.sample("青云石柳松梅溪桐兰枫荷竹", 2)
    place = first + random.choice("桥湾坪岭塘渡") + "县" + second + random.choice("口沟堡泉坡寨")
    return place + random.choice(("镇", "乡", "镇人民政府", "街道办事处", "苏木"))


# ── Sheets ───────────────────────────────────────────────────────────────────────────────────────────────────────────


class Box(NamedTuple):
    """A printed cell with its spans. `concept` marks a value, `row` the label of a row, `column` a column header."""

    text: str
    across: int = 1
    down: int = 1
    concept: Concept | None = None
    row: str = ""
    column: str = ""

    @property
    def padding(self) -> bool:
        """An empty box that stands for nothing."""
        return not (self.text or self.concept or self.row)


Row = tuple[Box, ...]
Show = Callable[[Concept], str]


class Sheet(NamedTuple):
    """One table as it is printed; a page of paper ends after each row of `breaks`."""

    table: str
    rows: tuple[Row, ...]
    breaks: frozenset[int] = frozenset()


def sheets(report: Filled, random: Random, without: str = "") -> tuple[Sheet, ...]:
    """The tables of a report; `without` is a column of table three that neither header nor rows have."""
    plus = random.random() < 0.3
    signed = {concept for concept, column in cells(report.form) if plus and column.value_type == "signed_count"}

    def show(concept: Concept) -> str:
        value = report.values[concept]
        return f"{value:+}" if value and concept in signed else str(value)

    return tuple(_sheet(table, show, without) for table in report.form.tables)


def _sheet(table: FormTable, show: Show, without: str) -> Sheet:
    if table.side_by_side:
        return Sheet(table.key, tuple(_side_by_side(table, show)))
    if any(line.group for line in table.bands[0].lines):
        band = table.bands[0]
        columns = tuple(column for column in band.columns if column.key != without)
        return Sheet(table.key, tuple(_grouped(table.key, replace(band, columns=columns), show)))
    return Sheet(table.key, tuple(_banded(table, show)))


def _banded(table: FormTable, show: Show) -> Iterator[Row]:
    """Bands under each other, all as wide as the widest: the last cell of a row spans what is left."""
    width = max(len(band.columns) for band in table.bands)
    for band in table.bands:
        spans = [*(1 for _ in band.columns[1:]), width - len(band.columns) + 1]
        yield (Box(band.label, width + 1),)
        yield Box(band.headers[0]), *(Box(c.label, n, column=c.key) for c, n in zip(band.columns, spans, strict=True))
        for line in band.lines:
            concepts = (Concept(table.key, line.key, column.key) for column in band.columns)
            values = (Box(show(c), n, concept=c) for c, n in zip(concepts, spans, strict=True))
            yield Box(line.label, row=line.key), *values


def _grouped(table: str, band: Band, show: Show) -> Iterator[Row]:
    """Rows and columns under nested headings, as in table three."""
    depth = 1 + max(len(line.group) for line in band.lines)
    corner, applicants, *_ = band.headers
    grouped = [column for column in band.columns if column.group]
    yield Box(f"（{corner}）", depth, 3), Box(applicants, len(band.columns))
    yield tuple(
        Box(column.group[0], len(grouped)) if column.group else Box(column.label, 1, 2, column=column.key)
        for column in band.columns
        if not column.group or column == grouped[0]
    )
    yield tuple(Box(column.label, column=column.key) for column in grouped)
    seen: set[tuple[str, ...]] = set()
    for line in band.lines:
        paths = [line.group[: level + 1] for level in range(len(line.group))]
        heads = (Box(p[-1], 1, sum(x.group[: len(p)] == p for x in band.lines)) for p in paths if p not in seen)
        values = (Concept(table, line.key, column.key) for column in band.columns)
        yield (
            *heads,
            Box(line.label, depth - len(line.group), row=line.key),
            *(Box(show(concept), concept=concept) for concept in values),
        )
        seen.update(paths)


def _side_by_side(table: FormTable, show: Show) -> Iterator[Row]:
    """Rows next to each other in one printed line under three header rows, as in table four."""
    band = table.bands[0]
    width = len(band.columns)
    headers = tuple(Box(column.label, column=column.key) for column in band.columns)
    alone = [line for line in band.lines if not line.group]
    grouped = [line for line in band.lines if line.group]
    yield *(Box(line.label, width) for line in alone), Box(grouped[0].group[0], width * len(grouped))
    yield *(box._replace(down=2) for _ in alone for box in headers), *(Box(line.label, width) for line in grouped)
    yield headers * len(grouped)
    values = (Concept(table.key, line.key, column.key) for line in band.lines for column in band.columns)
    yield tuple(Box(show(concept), concept=concept) for concept in values)


def spread(sheet: Sheet) -> list[list[tuple[Box, bool]]]:
    """Every place of the sheet: the box that covers it, and whether the box begins there."""
    covered: dict[tuple[int, int], Box] = {}
    rows = []
    for y, row in enumerate(sheet.rows):
        places: list[tuple[Box, bool]] = []
        waiting = list(row)
        while waiting or (y, len(places)) in covered:
            x = len(places)
            if (y, x) in covered:
                places.append((covered[y, x], False))
                continue
            box = waiting.pop(0)
            covered |= {(y + dy, x + dx): box for dy in range(1, box.down) for dx in range(box.across)}
            places += [(box, dx == 0) for dx in range(box.across)]
        rows.append(places)
    return rows


def each(tables: Iterable[Sheet], change: Callable[[Box], Box | None]) -> tuple[Sheet, ...]:
    """The tables with every box changed, or taken out where the change gives None."""
    return tuple(
        sheet._replace(rows=tuple(tuple(new for box in row if (new := change(box))) for row in sheet.rows))
        for sheet in tables
    )
