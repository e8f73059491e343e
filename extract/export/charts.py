"""A panel → a picture for a paper: how figures run over the years, how they lie among agencies, where they are high.

Comes in: a `Panel`. Goes out: an SVG or PNG file. Only what has a value is drawn: a year without one is a gap in a line
and an empty field in a map, never 0. Words are set in a font that has Chinese, or there is no picture.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING, Any, Literal

from extract.errors import UsageError
from extract.export.formats.setting import imported
from extract.panels.compare import Panel, unit_of
from extract.panels.series import Series
from extract.text import listed
from extract.words.languages import Lang, in_language
from extract.words.panel_labels import SCOPES, label
from extract.words.phrases import in_brackets, with_unit
from extract.words.places import without_table

if TYPE_CHECKING:
    import pandas as pd

ChartKind = Literal["trend", "distribution", "heat"]

_FONTS = (
    "Noto Sans CJK SC", "Source Han Sans SC", "Noto Sans SC", "Microsoft YaHei", "PingFang SC", "Heiti SC", "SimHei",
    "WenQuanYi Micro Hei", "WenQuanYi Zen Hei", "Noto Serif CJK SC", "Source Han Serif SC", "SimSun", "Songti SC",
    "Noto Sans CJK JP", "Noto Serif CJK JP",
)  # fmt: skip
_COLOURS = ("#1f4e79", "#c55a11", "#548235", "#7030a0", "#bf9000", "#2e75b6", "#a5002b", "#404040")
_NOTHING = "#d0d0d0"
_TOP = 0.98
"""The share of values that the colours of a map tell apart; those above have the darkest."""
_MOST_PANES, _MOST_ROWS = 6, 80
"""Series in one picture, agencies in one map; in one pane as many groups as there are colours."""
_WIDTH = 4.6
_TITLE = 40
"""Characters of a line of a title."""


def draw(panel: Panel, path: Path, suffix: str, kind: ChartKind, by: str, least: int, lang: Lang) -> None:
    """Draws a picture: of the `trend` of sums (of all agencies, or by group), of the `distribution` over agencies where
    at least `least` have a value, of a `heat` map of agencies over years.

    UsageError where there is nothing to draw, too much for a map, no font, or no matplotlib; OSError where the file
    cannot be written.
    """
    with _our_look():
        figure = {"trend": _trend, "distribution": _distribution, "heat": _heat}[kind](panel, by, least, lang)
        figure.savefig(path, format=suffix, dpi=200, metadata={"Date": None} if suffix == "svg" else None)


def prepare() -> None:
    """Does what only the first picture takes: looks for a font, for which matplotlib goes through all of the machine's
    once, and loads what draws; nothing where there is none of it."""
    with suppress(ImportError, UsageError), _our_look():
        from matplotlib.figure import Figure

        Figure(figsize=(1, 1), layout="constrained").savefig(BytesIO(), format="svg")


def _our_look() -> Any:
    """How all pictures are drawn, within it. UsageError where there is no font, or no matplotlib."""
    matplotlib = imported("matplotlib", "charts")
    settings = {"font.family": [_font(), "DejaVu Sans"], "axes.unicode_minus": False, "svg.hashsalt": "gongkai"}
    return matplotlib.rc_context({**settings, "axes.spines.top": False, "axes.spines.right": False, "font.size": 9})


def _font() -> str:
    """A font with Chinese, also one that was installed after matplotlib last looked, which it keeps in a file."""
    from matplotlib import font_manager

    manager = font_manager.fontManager
    if not (font := _best_font(manager.ttflist)):
        known = {entry.fname for entry in manager.ttflist}
        for path in set(font_manager.findSystemFonts()) - known:
            with suppress(OSError, RuntimeError):  # what it cannot read is no font for us either
                manager.addfont(path)
        font = _best_font(manager.ttflist)
    if not font:
        raise UsageError("no_font", fonts=listed(_FONTS[:8]))
    return font


def _best_font(fonts: Iterable[Any]) -> str:
    names = {font.name for font in fonts}
    return next((name for name in _FONTS if name in names), "")


def _panes(series_list: Sequence[Series], lang: Lang) -> tuple[Any, list[tuple[Series, Any]]]:
    """A figure with a pane for each series, titled and with its unit."""
    from matplotlib.figure import Figure

    shown = series_list[:_MOST_PANES]
    columns = min(len(shown), 2)
    rows = -(-len(shown) // columns)
    figure = Figure(figsize=(_WIDTH * columns + 0.6, 3.0 * rows + 0.4), layout="constrained")
    axes = list(figure.subplots(rows, columns, squeeze=False).flat)
    panes = []
    for series, pane in zip(shown, axes, strict=False):
        pane.set_title(_title(series, lang), fontsize=9, pad=14)
        pane.grid(axis="y", color="#e0e0e0", linewidth=0.6)
        pane.set_axisbelow(True)
        panes.append((series, pane))
    for pane in axes[len(shown) :]:
        pane.set_axis_off()
    return figure, panes


def _title(series: Series, lang: Lang) -> str:
    """The label of a series without the table in front, with its unit, on two lines where it is long."""
    return "\n".join(wrap(without_table(in_language(with_unit(series.label, unit_of(series)), lang), lang), _TITLE))


def _doubts(panel: Panel, series_list: Sequence[Series], lang: Lang) -> str:
    """How many of the figures in a picture something speaks against; nothing where there are none."""
    count = sum(int((panel.figures[series.code]["flag"] != "").sum()) for series in series_list)
    return label("chart.doubts", lang, count=count) if count else ""


def _explain(figure: Any, signs: Mapping[str, Any], note: str) -> None:
    """Says below a picture what its signs mean, and what else is to be known of it."""
    legend = figure.legend(
        list(signs.values()), list(signs), loc="outside lower center", ncols=4, frameon=False, fontsize=7, title=note
    )
    legend.get_title().set(fontsize=7, color="#808080")


def _extremes(panel: Panel, series: Series, lang: Lang) -> str:
    """The highest and the lowest figure of one agency, and whose they are."""
    values = panel.figures[series.code]["value"].dropna()
    if values.empty:
        return ""
    highest, lowest = (_at(panel, values, end, lang) for end in (values.max(), values.min()))
    return label("chart.extremes", lang, highest=highest, lowest=lowest)


def _at(panel: Panel, values: pd.Series[Any], end: float, lang: Lang) -> str:
    """A figure, and whose it is and of when; of how many where several have it."""
    rows = panel.grid.loc[values.index[values == end], ["entity", "year"]]
    (entity, year), count = rows.iloc[0], len(rows)
    who = f"{entity} {year}" if count == 1 else label("chart.of_several", lang, count=count)
    return f"{end:,.6g}{in_brackets(who, lang)}"


def _whole_years(pane: Any, years: Sequence[int]) -> None:
    pane.set_xticks(list(years), [str(year) for year in years])


def _trend(panel: Panel, by: str, least: int, lang: Lang) -> Any:
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    pooled = named(panel.pooled(by or "all", lang), by, lang)
    figure, panes = _panes(panel.series, lang)
    counted = pooled.groupby("name")["counted"].max()
    signs: dict[str, Any] = {}
    for series, pane in panes:
        of_series = pooled[pooled["series"] == series.code]
        sizes = of_series.groupby("name")["agencies"].max().sort_values(ascending=False, kind="stable")
        alone = len(sizes) == 1
        for name, colour in zip(sizes.index, _COLOURS, strict=False):
            line = of_series[of_series["name"] == name]
            drawn = pane.plot(
                line["year"], line["value"], marker="o", markersize=3, linewidth=1.4, color=colour, label=name
            )
            signs.setdefault(label("chart.group", lang, name=name, count=counted[name]), *drawn)
            if line["flagged"].any():
                pane.plot(line["year"], line["value_unflagged"], linestyle=":", linewidth=1.2, color=colour)
            if alone:
                pane.fill_between(line["year"], line["low"], line["high"], color=colour, alpha=0.15, linewidth=0)
                _counts(pane, dict(zip(line["year"], line["counted"], strict=True)), lang)
        pane.set_ylabel(label(f"chart.adds.{_how_added(series)}", lang), fontsize=7)
        pane.set_xlabel(_extremes(panel, series, lang), fontsize=6, color="#808080")
        pane.set_ylim(bottom=0)
        _whole_years(pane, sorted(of_series["year"].unique()))
        if len(sizes) > len(_COLOURS):
            note = label("chart.more", lang, count=len(sizes) - len(_COLOURS))
            pane.annotate(note, (1, 1), xycoords="axes fraction", ha="right", fontsize=7, color="#808080")
    if pooled["flagged"].any():
        signs[label("chart.unflagged", lang)] = Line2D([], [], linestyle=":", color=_COLOURS[0])
    if pooled["low"].notna().any() and pooled["name"].nunique() == 1:
        signs[label("chart.interval", lang)] = Patch(color=_COLOURS[0], alpha=0.15)
    _explain(figure, signs, _doubts(panel, [series for series, _ in panes], lang))
    return figure


def _how_added(series: Series) -> str:
    """How figures of agencies become one: counts are added, of an indicator it is sum over sum."""
    if not series.is_indicator:
        return "sum"
    return "flag" if series.kind == "flag" else "ratio"


def named(pooled: pd.DataFrame, by: str, lang: Lang) -> pd.DataFrame:
    """What was added up, with the name of its group; scopes, which are never added up, are told apart in it."""
    nobody = label("chart.nobody" if by else "chart.all", lang)
    scopes = pooled["scope"].map({scope: in_language(words, lang) for scope, words in SCOPES.items()})
    return pooled.assign(name=pooled["group"].where(pooled["group"] != "", nobody) + scopes)


def _counts(pane: Any, counts: dict[int, int], lang: Lang) -> None:
    """How many agencies are in what is drawn above a year."""
    for year, count in counts.items():
        if not count:
            continue
        note = label("chart.count", lang, count=count)
        place = {"xycoords": ("data", "axes fraction"), "ha": "center", "va": "bottom"}
        pane.annotate(note, (year, 1.02), fontsize=6, color="#808080", **place)


def _distribution(panel: Panel, by: str, least: int, lang: Lang) -> Any:
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    figure, panes = _panes(panel.series, lang)
    drawn = False
    for series, pane in panes:
        values = panel.figures[series.code]["value"]
        of_year = {year: of_one_year.dropna() for year, of_one_year in values.groupby(panel.grid["year"])}
        enough = {year: of_one_year for year, of_one_year in of_year.items() if len(of_one_year) >= least}
        if enough:
            drawn = True
            pane.boxplot(
                list(enough.values()),
                positions=list(enough),
                widths=0.5,
                whis=(5, 95),
                showfliers=False,
                medianprops={"color": _COLOURS[1], "linewidth": 1.6},
                boxprops={"color": _COLOURS[0]},
                whiskerprops={"color": _COLOURS[0]},
                capprops={"color": _COLOURS[0]},
            )
            for end in ("min", "max"):
                ends = [getattr(of_one_year, end)() for of_one_year in enough.values()]
                pane.plot(list(enough), ends, linestyle="", marker="x", markersize=4, color=_COLOURS[0])
            _whole_years(pane, list(enough))
            _counts(pane, {year: len(of_one_year) for year, of_one_year in enough.items()}, lang)
            pane.set_xlabel(_extremes(panel, series, lang), fontsize=6, color="#808080")
    if not drawn:
        raise UsageError("too_few", least=str(least))
    signs = {
        "chart.median": Line2D([], [], color=_COLOURS[1], linewidth=1.6),
        "chart.quartiles": Patch(facecolor="none", edgecolor=_COLOURS[0]),
        "chart.whiskers": Line2D([], [], color=_COLOURS[0], marker="|"),
        "chart.ends": Line2D([], [], linestyle="", marker="x", markersize=4, color=_COLOURS[0]),
    }
    note = _doubts(panel, [series for series, _ in panes], lang)
    _explain(figure, {label(code, lang): sign for code, sign in signs.items()}, note)
    return figure


def _heat(panel: Panel, by: str, least: int, lang: Lang) -> Any:
    from matplotlib.figure import Figure
    from matplotlib.patches import Patch

    series = panel.series[0]
    values = _matrix(panel, series, by, lang)
    if len(values) > _MOST_ROWS:
        raise UsageError("too_many_rows", rows=str(len(values)), most=str(_MOST_ROWS))
    if not values.notna().any(axis=None):
        raise UsageError("too_few", least="1")
    figure = Figure(figsize=(2.8 + 0.55 * values.shape[1], 1.3 + 0.2 * len(values)), layout="constrained")
    pane = figure.subplots()
    top = float(values.stack().quantile(_TOP)) or None
    numbers = values.to_numpy(float, na_value=float("nan"))
    image = pane.pcolormesh(numbers, cmap="Blues", vmin=0, vmax=top, edgecolors="white", linewidth=0.8)
    pane.set_facecolor(_NOTHING)
    pane.invert_yaxis()
    pane.set_xticks([place + 0.5 for place in range(values.shape[1])], [str(year) for year in values.columns])
    pane.set_yticks([place + 0.5 for place in range(len(values))], list(values.index), fontsize=7)
    pane.tick_params(length=0)
    for spine in pane.spines.values():
        spine.set_visible(False)
    pane.set_title(_title(series, lang), fontsize=9)
    pane.set_xlabel(_extremes(panel, series, lang), fontsize=7, color="#808080")
    bar = figure.colorbar(image, ax=pane, shrink=0.6, pad=0.02, extend="max")
    bar.outline.set_visible(False)
    bar.set_label(label(f"chart.adds.{_how_added(series)}" if by else "chart.of_one", lang), fontsize=7)
    _explain(figure, {label("chart.gap", lang): Patch(color=_NOTHING)}, _doubts(panel, [series], lang))
    return figure


def _matrix(panel: Panel, series: Series, by: str, lang: Lang) -> pd.DataFrame:
    """Agencies, or groups of them, by years."""
    if by:
        pooled = named(panel.pooled(by), by, lang)
        return pooled[pooled["series"] == series.code].pivot(index="name", columns="year", values="value")
    rows = panel.grid[["entity_id", "year"]].assign(value=panel.figures[series.code]["value"])
    return rows.pivot(index="entity_id", columns="year", values="value")
