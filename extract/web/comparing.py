"""Compare: agencies over years by what they reported, as a table and a picture, and to take away in every format; the
address says all of it."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from functools import partial
from itertools import islice
from typing import NamedTuple
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response

from extract.agencies.lists import Lists
from extract.errors import UsageError
from extract.export.formats import WRITERS
from extract.export.formats.setting import Setting
from extract.export.replacing import Replacing
from extract.forms import load_every_form
from extract.jobs import settled_as_printed
from extract.jobs.choosing import resolved
from extract.jobs.panels import PanelRequest, compare_into, compared, years_of
from extract.library import OpenLibrary
from extract.library.sight import EVERYTHING, seeing, sight
from extract.panels.compare import Panel, flagged_anew
from extract.panels.grid import Choice
from extract.panels.series import main_series
from extract.scratch import scratch_folder
from extract.web.desk import Soon, Workdesk
from extract.web.rendering import desk_of, lang_of, page
from extract.words.export_labels import MISSING_VALUES
from extract.words.languages import Lang, in_language

_MOST_ROWS = 300
"""Agencies that are shown; all of them are in what is taken away."""
_MOST_SERIES = 8
_LEAST = 10
_FORMATS = tuple(suffix for suffix in WRITERS if suffix != "datapackage")
_SVG = "svg"


class Asked(NamedTuple):
    """What an address asks for; `figures`: those that are `printed`, or with what persons laid over them."""

    codes: tuple[str, ...]
    years: str
    region: str
    by: str
    figures: str


class ComparedRow(NamedTuple):
    """An agency with its values by year, or why there are none, in words; whether it is a value."""

    agency: str
    cells: tuple[tuple[str, bool], ...]


def compare(request: Request) -> Response:
    """What is compared, as tables."""
    desk, lang, asked = desk_of(request), lang_of(request), _asked(request)
    series = [(each.code, in_language(each.label, lang)) for each in main_series(load_every_form())]
    with desk.reading() as library:
        places, _ = library.places_and_years()
    tables, years, why, is_of_now = [], [], "", True
    if asked.codes:
        try:
            panel, is_of_now = _panel_soon(desk, asked)
            if panel:
                years = sorted(set(panel.grid["year"].tolist()))
                tables = [
                    (in_language(each.label, lang), list(islice(_rows(panel, each.code, years, lang), _MOST_ROWS)))
                    for each in panel.series
                ]
        except UsageError as error:
            why = error.said_in(lang)
    return page(
        request, "compare.html", asked=asked, series=series, places=places, tables=tables, compared_years=years,
        why=why, most=_MOST_ROWS, formats=_FORMATS, wanted=_address(asked), is_of_now=is_of_now,
    )  # fmt: skip


def taken(request: Request) -> Response:
    """What is compared, as a file."""
    desk, suffix, lang = desk_of(request), request.path_params["suffix"], lang_of(request)
    asked = _asked(request)
    if suffix not in (*_FORMATS, _SVG) or not asked.codes:
        raise UsageError("no_such_format", path=f"compare.{suffix}", formats=" ".join(_FORMATS))
    with seeing(EVERYTHING), desk.settled() as library:
        state, panel = library.held_state, _panel(desk, asked, library)
    if suffix == _SVG:
        made = partial(_written, desk, asked, panel, suffix, lang)
        flags = hash(tuple(tuple(figures["flag"]) for figures in panel.figures.values()))
        return Response(desk.kept(("chart", asked, lang, flags), state, made), media_type="image/svg+xml")
    return attachment(_written(desk, asked, panel, suffix, lang), f"compare.{suffix}")


def _panel(desk: Workdesk, asked: Asked, library: OpenLibrary) -> Panel:
    """What is compared, of all places, with what speaks against its figures by now."""

    def made() -> Panel:
        if asked.figures == "printed" and library.has_corrections():
            return _made(desk, asked, library)
        return flagged_anew(library, desk.kept(_key(asked), library.held_state, partial(_made, desk, asked, library)))

    return desk.kept((_key(asked), "flagged"), library.generation, made)


def _written(desk: Workdesk, asked: Asked, panel: Panel, suffix: str, lang: Lang) -> bytes:
    with scratch_folder() as folder:
        path = folder / f"compare.{suffix}"
        compare_into(path, [_seen(desk, panel)], _wanted(desk, asked), "trend", Setting(lang, False), Replacing())
        return path.read_bytes()


def attachment(data: bytes, name: str) -> Response:
    """A file to take away, that no browser opens."""
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}"}
    return Response(data, media_type="application/octet-stream", headers=headers)


def _asked(request: Request) -> Asked:
    asked = request.query_params
    codes = tuple(dict.fromkeys(filter(None, asked.getlist("series"))))[:_MOST_SERIES]
    by, figures = "parent" if asked.get("by") else "", "printed" if asked.get("figures") == "printed" else ""
    return Asked(codes, asked.get("years", "").strip(), asked.get("region", ""), by, figures)


def _address(asked: Asked) -> list[tuple[str, str]]:
    return [*(("series", code) for code in asked.codes), *(pair for pair in asked._asdict().items() if _is_text(pair))]


def _is_text(pair: tuple[str, object]) -> bool:
    return isinstance(pair[1], str) and pair[1] != ""


def _wanted(desk: Workdesk, asked: Asked) -> PanelRequest:
    choice = Choice(*years_of(asked.years), within=asked.region, lists=Lists(desk.roster, None))
    return PanelRequest(asked.codes, choice, asked.by, False, False, "", _LEAST)


def _key(asked: Asked) -> Hashable:
    """What decides about the figures of a panel."""
    return ("panel", asked._replace(by=""))


def _panel_soon(desk: Workdesk, asked: Asked) -> Soon[Panel]:
    """What is compared, as far as it is made; what persons decide about problems changes no figure of it."""
    panel, is_of_now = desk.soon(_key(asked), lambda library: library.held_state, partial(_made, desk, asked))
    return Soon(_seen(desk, panel) if panel else None, is_of_now)


def _made(desk: Workdesk, asked: Asked, library: OpenLibrary) -> Panel:
    """What is compared, of all places."""
    wanted = _wanted(desk, asked)
    lists = wanted.choice.lists
    everybody = desk.kept("units", library.held_state, lambda: resolved(library, Choice(lists=lists)))
    first, last, *_ = wanted.choice
    wanted = wanted._replace(choice=everybody._replace(first_year=first, last_year=last, within=wanted.choice.within))
    if asked.figures == "printed" and library.has_corrections():
        with settled_as_printed(desk.library) as printed:
            return compared(printed, wanted)
    return compared(library, wanted)


def _seen(desk: Workdesk, panel: Panel) -> Panel:
    """What one sees of a panel: reports of one's places, and places' own gaps."""
    seen = sight()
    if seen is EVERYTHING:
        return panel
    with desk.reading() as library:
        keys = {key for key, *_ in library.heads()}
    of_reports = panel.grid["key"]
    rows = panel.grid["parent"].isin(seen) & (of_reports.isna() | of_reports.isin(keys))
    figures = {code: each[rows].reset_index(drop=True) for code, each in panel.figures.items()}
    return Panel(panel.grid[rows].reset_index(drop=True), panel.series, figures)


def _rows(panel: Panel, code: str, years: list[int], lang: Lang) -> Iterator[ComparedRow]:
    grid = panel.grid.assign(**{name: panel.figures[code][name] for name in ("value", "missing")})
    for agency, rows in grid.groupby("entity_id", sort=False):
        values = dict(zip(rows["year"], zip(rows["value"], rows["missing"], rows["gone"], strict=True), strict=True))
        yield ComparedRow(str(agency), tuple(_cell(values.get(year), lang) for year in years))


def _cell(figure: tuple[float, str, str] | None, lang: Lang) -> tuple[str, bool]:
    """A value, or in words why there is none; and whether it is one."""
    value, missing, gone = figure or (float("nan"), "", "")
    why = MISSING_VALUES.get(gone or missing)
    return (f"{value:,.10g}", True) if value == value else (in_language(why, lang) if why else "", False)
