"""Compare: agencies over years by what they reported, as a table and a picture, and to take away in every format; the
address says all of it."""

from __future__ import annotations

from collections.abc import Iterator
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
from extract.jobs.choosing import resolved
from extract.jobs.panels import PanelRequest, compare_into, compared, years_of
from extract.panels.compare import Panel
from extract.panels.grid import Choice
from extract.panels.series import main_series
from extract.scratch import scratch_folder
from extract.web.desk import Workdesk
from extract.web.rendering import desk_of, lang_of, page
from extract.words.languages import in_language

_MOST_ROWS = 300
"""Agencies that are shown; all of them are in what is taken away."""
_MOST_SERIES = 8
_LEAST = 10
_FORMATS = tuple(suffix for suffix in WRITERS if suffix != "datapackage")
_SVG = "svg"


class Asked(NamedTuple):
    """What an address asks for."""

    codes: tuple[str, ...]
    years: str
    region: str
    by: str


class ComparedRow(NamedTuple):
    """An agency with its values by year, or why there are none."""

    agency: str
    cells: tuple[str, ...]


def compare(request: Request) -> Response:
    """What is compared, as tables."""
    desk, lang, asked = desk_of(request), lang_of(request), _asked(request)
    series = [(each.code, in_language(each.label, lang)) for each in main_series(load_every_form())]
    with desk.reading() as library:
        places, _ = library.places_and_years()
    tables, years, why = [], [], ""
    if asked.codes:
        try:
            panel = _panel(desk, asked)
            years = sorted(set(panel.grid["year"].tolist()))
            tables = [
                (in_language(each.label, lang), list(_rows(panel, each.code, years))[:_MOST_ROWS])
                for each in panel.series
            ]
        except UsageError as error:
            why = error.said_in(lang)
    return page(
        request, "compare.html", asked=asked, series=series, places=places, tables=tables, compared_years=years,
        why=why, most=_MOST_ROWS, formats=_FORMATS, wanted=_address(asked),
    )  # fmt: skip


def taken(request: Request) -> Response:
    """What is compared, as a file."""
    desk, suffix, lang = desk_of(request), request.path_params["suffix"], lang_of(request)
    asked = _asked(request)
    if suffix not in (*_FORMATS, _SVG) or not asked.codes:
        raise UsageError("no_such_format", path=f"compare.{suffix}", formats=" ".join(_FORMATS))
    panel = _panel(desk, asked)
    with scratch_folder() as folder:
        path = folder / f"compare.{suffix}"
        compare_into(path, panel, _wanted(desk, asked), "trend", Setting(lang, False), Replacing())
        data = path.read_bytes()
    if suffix == _SVG:
        return Response(data, media_type="image/svg+xml")
    return attachment(data, path.name)


def attachment(data: bytes, name: str) -> Response:
    """A file to take away, that no browser opens."""
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}"}
    return Response(data, media_type="application/octet-stream", headers=headers)


def _asked(request: Request) -> Asked:
    asked = request.query_params
    codes = tuple(dict.fromkeys(filter(None, asked.getlist("series"))))[:_MOST_SERIES]
    return Asked(codes, asked.get("years", "").strip(), asked.get("region", ""), "parent" if asked.get("by") else "")


def _address(asked: Asked) -> list[tuple[str, str]]:
    others = (("years", asked.years), ("region", asked.region), ("by", asked.by))
    return [*(("series", code) for code in asked.codes), *(pair for pair in others if pair[1])]


def _wanted(desk: Workdesk, asked: Asked) -> PanelRequest:
    choice = Choice(*years_of(asked.years), within=asked.region, lists=Lists(desk.roster, None))
    return PanelRequest(asked.codes, choice, asked.by, False, False, "", _LEAST)


def _panel(desk: Workdesk, asked: Asked) -> Panel:
    with desk.settled() as library:
        wanted = _wanted(desk, asked)
        everybody = desk.kept("units", library, lambda: resolved(library, Choice(lists=wanted.choice.lists)))
        first, last, *_ = wanted.choice
        choice = everybody._replace(first_year=first, last_year=last, within=wanted.choice.within)

        def made() -> Panel:
            return compared(library, wanted._replace(choice=choice))

        return desk.kept(("panel", asked._replace(by="")), library, made)


def _rows(panel: Panel, code: str, years: list[int]) -> Iterator[ComparedRow]:
    grid = panel.grid.assign(**{name: panel.figures[code][name] for name in ("value", "missing")})
    for agency, rows in grid.groupby("entity_id", sort=False):
        values = dict(zip(rows["year"], zip(rows["value"], rows["missing"], rows["gone"], strict=True), strict=True))
        yield ComparedRow(str(agency), tuple(_text(*values[year]) if year in values else "" for year in years))


def _text(value: float, missing: str, gone: str) -> str:
    return f"{value:,.10g}" if value == value else (gone or missing)
