"""What `compare`, `export`, `sample` and `score` do: a library and what is asked → tables, and the file written.

Comes in: what a command line says, parsed. Goes out: tables, or a file that has appeared whole, and what was left out.
Nothing is printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from extract.errors import UsageError
from extract.export.books.coding_book import read_coding_book, write_coding_book
from extract.export.charts import ChartKind, draw
from extract.export.formats import WRITERS, write_tables
from extract.export.formats.databases import PARTS
from extract.export.formats.setting import Setting
from extract.export.leaves import have_leaves
from extract.export.marked import picture_of
from extract.export.replacing import Replacing, must_end_in
from extract.export.staged import staged
from extract.export.tables import (
    NAMES,
    ExportTable,
    Selection,
    panel_table,
    pooled_table,
    put_together,
    table_of,
    wide_table,
)
from extract.forms import load_every_form
from extract.library import OpenLibrary
from extract.panels.claimed import ClaimKind, Drawn
from extract.panels.compare import Panel, panel_of, panels_of
from extract.panels.grid import Choice, Frame, doubled, filed_in, unresolved
from extract.panels.sampling import sample_of
from extract.panels.scoring import Score, score_of
from extract.panels.series import Series, main_series, series_of
from extract.panels.variables import variables_of
from extract.steps import step
from extract.words.languages import Lang

_YEARS = re.compile(r"(\d{4})?(-)?(\d{4})?")
_FIGURES = 100_000
"""Figures of a part of a panel."""


class PanelRequest(NamedTuple):
    """What is compared: the series, the agencies and years, how it is shown. `by`: added up over groups of this kind;
    `rank`: placed within them, where they have at least `least`; both empty for neither."""

    codes: tuple[str, ...]
    choice: Choice
    by: str
    long: bool
    change: bool
    rank: str
    least: int


class LeftOut(NamedTuple):
    """What is in no panel: files of several reports that count for an agency and year, those that may be of several
    units, and how many reports without agency or year."""

    doubled: tuple[tuple[str, int, str], ...]
    unresolved: tuple[tuple[str, int, str], ...]
    nameless: int


def years_of(text: str) -> tuple[int, int]:
    """The first and last year of `2019-2025`, `2019-`, `-2025` or `2023`; UsageError for anything else.

    >>> years_of("2019-"), years_of("2023"), years_of("")
    ((2019, 9999), (2023, 2023), (0, 9999))
    """
    match = _YEARS.fullmatch(text.replace("–", "-").replace("—", "-"))
    if not match or (text and not match[1] and not match[3]) or (match[1] and match[3] and match[1] > match[3]):
        raise UsageError("no_years", years=text)
    first, dash, last = match.groups()
    return int(first or 0), int(last or (9999 if dash or not first else first))


PICTURES = ("svg", "png")


def suffix_of(path: Path, more: tuple[str, ...] = ()) -> str:
    """The format that a file's name asks for, one of `WRITERS` or `more`; UsageError lists those there are."""
    suffix = "datapackage" if path.name == "datapackage.json" else path.suffix.removeprefix(".").lower()
    if suffix not in (*WRITERS, *more):
        raise UsageError("no_such_format", path=str(path), formats=" ".join(f".{end}" for end in (*WRITERS, *more)))
    return suffix


def compared(library: OpenLibrary, request: PanelRequest) -> Panel:
    """The panel that is asked for: without any codes the main figures, and every indicator that can be made. UsageError
    for a code that nothing has."""
    with step("panel"):
        return panel_of(library, _series(request), request.choice)


def compared_in_parts(library: OpenLibrary, request: PanelRequest, suffix: str = "csv") -> Iterator[Panel]:
    """The same panel in parts, which need not fit into memory together; in one where what is asked, or the format, is
    of all agencies. UsageError as for `compared`."""
    series = _series(request)
    is_apart = suffix in WRITERS and not WRITERS[suffix].several and not (request.by or request.rank)
    return panels_of(library, series, request.choice, -(-_FIGURES // len(series)) if is_apart else 0)


def _series(request: PanelRequest) -> tuple[Series, ...]:
    forms = load_every_form()
    if others := {each.name for each in variables_of(forms)}.intersection(request.codes):
        raise UsageError("only_in_wide", series=min(others))
    per_person = request.choice.tells_inhabitants
    return tuple(series_of(request.codes, forms, per_person) if request.codes else main_series(forms, per_person))


def compared_table(panels: Iterable[Panel], request: PanelRequest, lang: Lang) -> ExportTable:
    """The table that is asked for, of a panel in parts."""
    return put_together(_main_table(panel, request, lang) for panel in panels)


def _main_table(panel: Panel, request: PanelRequest, lang: Lang) -> ExportTable:
    if request.by:
        return pooled_table(panel, request.by, lang)
    panel = panel.with_changes() if request.change else panel
    panel = panel.with_ranks(request.rank, request.least) if request.rank else panel
    return panel_table(panel) if request.long else wide_table(panel)


def compare_into(
    path: Path,
    panels: Iterable[Panel],
    request: PanelRequest,
    chart: ChartKind,
    setting: Setting,
    replacing: Replacing,
) -> None:
    """Writes what was compared, in the format of the file's name: a table, or a picture. `panels`: those of
    `compared_in_parts` for that format."""
    suffix = suffix_of(path, PICTURES)
    if suffix in WRITERS and not WRITERS[suffix].several:
        write_tables([compared_table(panels, request, setting.lang)], path, suffix, setting, replacing)
        return
    (panel,) = panels
    if suffix in PICTURES:
        with step("writing", path.name), staged(path.parent, replacing) as stage:
            draw(panel, stage.path(path.name), suffix, chart, request.by, request.least, setting.lang)
            stage.moved()
        return
    tables = [_main_table(panel, request, setting.lang)]
    if not request.by:
        tables.append(pooled_table(panel, "all", setting.lang))
    write_tables(tables, path, suffix, setting, replacing)


def export_into(
    path: Path, library: OpenLibrary, name: str, selection: Selection, setting: Setting, replacing: Replacing
) -> None:
    """Writes one table of a library, or all of them where the format holds several and none is named."""
    suffix = suffix_of(path)
    if name and name not in NAMES:
        raise UsageError("no_such_table", table=name, tables=" ".join(NAMES))
    several = WRITERS[suffix].several and not name
    names = _EXPORTED[suffix] if several else (name or "wide",)
    if setting.partition_by:
        replacing.check_folder(path, PARTS)
    elif suffix != "datapackage":
        replacing.check(path)
    tables = [table_of(table, library, load_every_form(), selection) for table in names]
    write_tables(tables, path, suffix, setting, replacing)


_EXPORTED = {
    "xlsx": ("wide", "pooled", "coverage", "codebook"),
    "sqlite": NAMES,
    "duckdb": NAMES,
    "datapackage": NAMES,
}
"""What a file of several tables holds; a sheet has no room for all cells of many reports."""


def sample_into(
    path: Path, library: OpenLibrary, of: ClaimKind, size: int, seed: int, lang: Lang, replacing: Replacing
) -> int:
    """Draws what is to be coded and writes the workbook for it; how much there is. UsageError where its name is not
    that of a workbook, or there is nothing to draw."""
    must_end_in(path, ".xlsx")
    replacing.check(path)
    sample = sample_of(library, of, size, seed)
    if not sample.drawn:
        raise UsageError("nothing_to_draw", path=str(library.path))

    @lru_cache(maxsize=4)
    def data_of(file: str) -> bytes:
        place = Path(file)
        return place.read_bytes() if place.is_file() else b""

    def picture(each: Drawn) -> bytes:
        data = data_of(each.file) if have_leaves(each.kind) and each.concept else b""
        return picture_of(data, each.kind, each.origin) if data else b""

    with step("writing", path.name), staged(path.parent, replacing) as stage:
        write_coding_book(stage.path(path.name), sample, load_every_form(), lang, picture)
        stage.moved()
    return len(sample.drawn)


def score_in(path: Path, library: OpenLibrary) -> Score:
    """The error rates that a workbook of coders gives."""
    return score_of(library, *read_coding_book(path))


def left_out(library: OpenLibrary, choice: Choice) -> LeftOut:
    """What the panels of a choice leave out."""
    filed = filed_in(library, choice)
    several, loose = (tuple(_who_and_where(rows)) for rows in (doubled(filed), unresolved(filed)))
    return LeftOut(several, loose, library.nameless())


def _who_and_where(rows: Frame) -> Iterator[tuple[str, int, str]]:
    rows = rows.sort_values(["entity_id", "year", "file"])
    return zip(rows["entity"], rows["year"].tolist(), rows["file"], strict=True)
