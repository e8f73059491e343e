"""Reports → panels: what agencies reported, year by year, in one unit, with what is missing and why.

Comes in: a library and the series that are wanted. Goes out: pandas frames. A value is what is printed, or a sum of
what is printed; nothing is filled in. Two reports that both count for an agency and year are none here: they are listed
by `doubled`. What is compared with what is decided in `series`, why a value is missing in `figures`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, starmap
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from extract.agencies.codes import CODE_COLUMNS
from extract.errors import UsageError
from extract.panels.figures import MISSING, MONEY, NOWHERE, RANK, Figures, ProseFigures, SeriesCells
from extract.panels.grid import EXPECTED_COLUMNS, UNIT_COLUMNS, Choice, filed_in, grid_of, units_of
from extract.panels.series import Series
from extract.panels.variables import BALANCED, LETTERS
from extract.words.languages import Lang, in_language

if TYPE_CHECKING:
    import pandas as pd

    from extract.library import OpenLibrary

FIGURE_COLUMNS = ("value", "missing", "note", "numerator", "denominator", "low", "high", "form", "flag")
"""`missing`: why there is no value, one of `MISSING`. `note`: `contradicted` where a sum of the form says otherwise,
`converted` where it is printed in another unit. `low` and `high`: the 95 % interval of a share. `form`: the form of the
cells. `flag`: the rules of open findings that speak against the cells."""
PANEL_COLUMNS = (
    *UNIT_COLUMNS, "series", "value", "unit", "missing", "note", "numerator", "denominator", "low", "high", "form",
    "report_id",
)  # fmt: skip
POOLED_COLUMNS = (
    "group", "scope", "year", "series", "label", "value", "unit", "agencies", "counted", "numerator", "denominator",
    "low", "high", "flagged", "value_unflagged",
)  # fmt: skip
"""`agencies`: how many there are in the group; `counted`: how many are in the value; `flagged`: against the figures of
how many of these something speaks; `value_unflagged`: the value without them."""
ADDED = {"change": "_chg", "change_percent": "_pct", "rank": "_rank", "percentile": "_ptile", "of": "_n"}
"""What may be added to the figures, and what stands behind the name of a series in wide tables for it."""

_Z = 1.959964
"""The 97.5 % point of the normal distribution."""

Frame: TypeAlias = "pd.DataFrame"
_NOTHING = dict.fromkeys(("numerator", "denominator", "low", "high"), float("nan"))


# ── Panels ───────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Panel:
    """Agencies over years with the figures of some series.

    `grid` has a row per agency and year, in this order: `UNIT_COLUMNS`, `REPORT_COLUMNS`, and in `gone` why there is no
    report. `figures` holds for every series, row for row, `FIGURE_COLUMNS` and what was added to them.
    """

    grid: Frame
    series: tuple[Series, ...]
    figures: Mapping[str, Frame]

    @property
    def unit_told(self) -> tuple[str, ...]:
        """The columns of the grid that a roster or a table of codes gives."""
        return tuple(column for column in (*CODE_COLUMNS, *EXPECTED_COLUMNS) if column in self.grid)

    def long(self) -> Frame:
        """One row per agency, year and series: `PANEL_COLUMNS`, what was added, `flag`, what lists tell of units."""
        import pandas as pd

        left = self.grid[[*UNIT_COLUMNS, *self.unit_told]]
        frames = [
            pd.concat([left, self.figures[series.code]], axis=1).assign(
                series=series.code, unit=unit_of(series), report_id=self.grid["report_id"], place=place
            )
            for place, series in enumerate(self.series)
        ]
        every = pd.concat(frames).sort_values(["entity_id", "year", "place"], kind="stable", ignore_index=True)
        return every[[*PANEL_COLUMNS, *(column for column in ADDED if column in every), "flag", *self.unit_told]]

    def wide(self) -> Frame:
        """One row per agency and year, one column per series under its `short` name, `missing`: the columns without
        a value and why (`q_rec_tot=blank;…`), or in one word why there is no report, and `flag`: the columns that
        something speaks against (`q_rec_tot=D-03,E-01;…`)."""
        import pandas as pd

        columns = [self.grid[[*UNIT_COLUMNS, "report_id", *self.unit_told]]]
        whys, flags = [], []
        for series in self.series:
            figures = self.figures[series.code]
            columns.append(figures["value"].rename(series.short))
            columns += [figures[name].rename(series.short + end) for name, end in ADDED.items() if name in figures]
            whys.append([why and f"{series.short}={why}" for why in figures["missing"].tolist()])
            flags.append([rules and f"{series.short}={rules.replace(';', ',')}" for rules in figures["flag"].tolist()])
        reasons, flag = (
            pd.Series([";".join(filter(None, row)) for row in zip(*texts, strict=True)], index=self.grid.index)
            for texts in (whys, flags)
        )
        missing = reasons.where(self.grid["gone"].eq(""), self.grid["gone"])
        return pd.concat([*columns, missing.rename("missing"), flag.rename("flag")], axis=1)

    def with_changes(self) -> Panel:
        """With `change` since the year before and `change_percent`; neither where one of the two years has no value, or
        counts in another scope, no per cent of 0."""
        who = self.grid[["entity_id", "scope"]]
        same = who.eq(who.shift()).all(axis=1)
        changed = {}
        for code, figures in self.figures.items():
            last = figures["value"].shift().where(same)
            change = figures["value"] - last
            percent = change / last.where(last != 0).abs() * 100
            changed[code] = figures.assign(change=change.round(6), change_percent=percent.round(2))
        return replace(self, figures=changed)

    def with_ranks(self, by: str, least: int) -> Panel:
        """With the place of every value in its group (`by` a column of the grid, or `all`), year and scope: `rank`, 1
        for the largest, equals alike; `percentile`, the share of values below it and half of those equal to it; `of`,
        how many have a value. Groups of fewer than `least` have neither rank nor percentile."""
        keys = [self.grid[name] for name in ("year", "scope", *([] if by == "all" else [by]))]
        ranked = {}
        for code, figures in self.figures.items():
            groups = figures["value"].groupby(keys, dropna=False)
            count = groups.transform("count")
            enough = figures["value"].notna() & count.ge(least)
            lowest, highest = groups.rank(method="min"), groups.rank(method="max")
            ranked[code] = figures.assign(
                rank=groups.rank(method="min", ascending=False).where(enough),
                percentile=((lowest - 1 + (highest - lowest + 1) / 2) / count * 100).where(enough).round(2),
                of=count,
            )
        return replace(self, figures=ranked)

    def pooled(self, by: str, lang: Lang = "zh") -> Frame:
        """Added up over groups (`by` a column of the grid, or `all`), apart for every scope: `POOLED_COLUMNS`.

        Counts are added; an indicator is sum over sum; of a flag it is the share of agencies that have it. Only
        agencies with a value are in it; what it would be without figures that something speaks against stands beside
        it.
        """
        import pandas as pd

        frames = []
        for place, series in enumerate(self.series):
            figures = self.figures[series.code]
            has = figures["value"].notna() | figures["missing"].eq("zero")
            if series.kind == "flag":
                figures = figures.assign(numerator=figures["value"], denominator=has.astype("float64").where(has))
            group = self.grid[by] if by != "all" else pd.Series("", index=self.grid.index)
            left = self.grid[["scope", "year"]].assign(group=group, has=has)
            every = pd.concat([left, figures], axis=1).assign(flagged=has & figures["flag"].ne(""))
            groups = every.groupby(["group", "scope", "year"], dropna=False)
            clear = every.assign(**{name: every[name].mask(every["flagged"]) for name in _ADDED_UP})
            pooled = _added_up(every, series).assign(
                agencies=groups.size(),
                counted=groups["has"].sum(),
                flagged=groups["flagged"].sum(),
                value_unflagged=_added_up(clear, series)["value"],
            )
            pooled = _with_interval(pooled) if series.is_indicator and series.kind != "ratio" else pooled
            pooled = pooled.reindex(columns=[*pooled.columns, *(set(_NOTHING) - set(pooled))])
            about = {
                "series": series.code,
                "label": in_language(series.label, lang),
                "unit": unit_of(series),
                "place": place,
            }
            frames.append(pooled.reset_index().assign(**about))
        rows = pd.concat(frames).sort_values(["group", "scope", "year", "place"], kind="stable", ignore_index=True)
        return rows[list(POOLED_COLUMNS)]


_ADDED_UP = ("value", "numerator", "denominator")


def _added_up(figures: Frame, series: Series) -> Frame:
    """The figures of a series added up by group, scope and year; of an indicator sum over sum."""
    pooled = figures.groupby(["group", "scope", "year"], dropna=False)[list(_ADDED_UP)].sum(min_count=1).round(6)
    if series.is_indicator:
        nonzero = pooled["denominator"].where(pooled["denominator"] != 0)
        pooled["value"] = pooled["numerator"] * series.times / nonzero
    return pooled


def panel_of(library: OpenLibrary, series_list: Sequence[Series], choice: Choice) -> Panel:
    """The figures of some series for the agencies and years of a choice. UsageError where one is per inhabitant and no
    roster tells how many there are."""
    (panel,) = panels_of(library, series_list, choice)
    return panel


def panels_of(library: OpenLibrary, series_list: Sequence[Series], choice: Choice, rows: int = 0) -> Iterator[Panel]:
    """The same in panels of about so many rows, one after the other, each with all years of its agencies; in one
    where that is 0. UsageError as for `panel_of`."""
    persons = next((series.code for series in series_list if series.per_person), "")
    if persons and not choice.tells_inhabitants:
        raise UsageError("no_population", series=persons)
    grid = grid_of(filed_in(library, choice), choice)
    keys = [-place if key != key else int(key) for place, key in enumerate(grid["key"].tolist(), start=1)]
    inhabitants = _inhabitants(grid, choice) if persons else np.full(len(grid), np.nan)
    prose = ProseFigures(library, keys) if any(series.kind == "stated" for series in series_list) else None
    contradicted = _contradicted(library)
    flagged = library.flagged_numbers(concept for series in series_list for concept in series.concepts)
    for part in _parts_of(grid, rows):
        here = grid[part].reset_index(drop=True)
        cells = SeriesCells(library, keys[part], series_list, choice.suggested, inhabitants[part])
        report = _Report(
            np.array([RANK[why] for why in here["gone"]], np.int8),
            here["form"].to_numpy(object),
            np.array(keys[part], np.int64),
        )
        figures = {}
        for series in series_list:
            found = prose.figures(series).of(part) if prose and series.kind == "stated" else cells.figures(series)
            figures[series.code] = _of_grid(report, series, found, contradicted, flagged)
        yield Panel(here, tuple(series_list), figures)


def _parts_of(grid: Frame, rows: int) -> Iterator[slice]:
    """A grid in parts of about so many rows, no agency in two of them; at least one, be it empty."""
    first = np.flatnonzero(~grid["entity_id"].duplicated().to_numpy())
    wanted = np.searchsorted(first, np.arange(0, len(grid), rows)) if rows else np.empty(0, np.intp)
    starts = [0, *np.unique(first[wanted[wanted < len(first)]]).tolist()[1:]]
    return starmap(slice, pairwise([*starts, len(grid)]))


def flagged_anew(library: OpenLibrary, panel: Panel) -> Panel:
    """The same panel with what speaks against its figures by now; nothing else of it changes with a decision."""
    flagged = library.flagged_numbers(concept for series in panel.series for concept in series.concepts)
    keys = panel.grid["key"].fillna(-1).to_numpy(np.int64)
    figures = {}
    for series in panel.series:
        before = panel.figures[series.code]
        has_parts = before["value"].notna() | before["missing"].eq("zero")
        figures[series.code] = before.assign(flag=np.where(has_parts, _flags(keys, series, flagged), ""))
    return replace(panel, figures=figures)


def _inhabitants(grid: Frame, choice: Choice) -> NDArray[np.float64]:
    """Those of every agency of a grid in its year, nan where the roster does not tell."""
    units_and_years = zip(units_of(grid, choice), grid["year"].tolist(), strict=True)
    return np.array([unit.population_in(year) if unit else None for unit, year in units_and_years], float)


class _Report(NamedTuple):
    """The reports of a grid: the rank of why there is none, the form, the key; negative where there is none."""

    gone: NDArray[np.int8]
    form: NDArray[np.object_]
    key: NDArray[np.int64]


def _of_grid(
    report: _Report, series: Series, figures: Figures, contradicted: Mapping[str, set[int]], flagged: Flagged
) -> Frame:
    """The figures of a series as a frame, row for row of the grid."""
    import pandas as pd

    lacks = np.array([RANK["no_table" if form in series.cells else "form"] for form in report.form], np.int8)
    rank = np.where(figures.rank == NOWHERE, lacks, figures.rank)
    rank = np.where(report.gone > 0, report.gone, rank)
    there = rank == 0
    against = set[int]().union(*(contradicted.get(str(cell), set()) for cell in series.concepts))
    note = np.where(there & figures.converted, "converted", "").astype(object)
    note[there & np.isin(report.key, list(against))] = "contradicted"
    has_parts = there | (rank == RANK["zero"])
    frame = pd.DataFrame(
        {
            "value": np.where(there, figures.value, np.nan),
            "missing": np.array(MISSING, object)[rank],
            "note": note,
            "numerator": np.where(has_parts, figures.numerator, np.nan),
            "denominator": np.where(has_parts, figures.denominator, np.nan),
            "low": np.nan,
            "high": np.nan,
            "form": np.where(there, figures.form, ""),
            "flag": np.where(has_parts, _flags(report.key, series, flagged), ""),
        }
    )
    return _with_interval(frame) if series.kind == "share" else frame


Flagged: TypeAlias = "Mapping[str, Mapping[int, str]]"
"""By cell and report, the rules that speak against it."""


def _flags(keys: NDArray[np.int64], series: Series, flagged: Flagged) -> NDArray[np.object_]:
    """For every report, by its key, the rules that speak against any cell of a series."""
    told: dict[int, set[str]] = {}
    for concept in map(str, series.concepts):
        for key, flag in flagged.get(concept, {}).items():
            told.setdefault(key, set()).update(flag.split(";"))
    flags = np.full(len(keys), "", object)
    for place in np.flatnonzero(np.isin(keys, list(told))):
        flags[place] = ";".join(sorted(told[int(keys[place])]))
    return flags


def unit_of(series: Series) -> str:
    """The unit that the values of a series are given in."""
    return MONEY if series.kind == "amount" else series.unit


def _with_interval(figures: Frame) -> Frame:
    """The 95 % interval of shares, after Wilson (1927); none of what is no share, for it is above 1."""
    share, base = figures["value"], figures["denominator"]
    fits = share.between(0, 1)
    middle = (share + _Z**2 / (2 * base)) / (1 + _Z**2 / base)
    spread = _Z / (1 + _Z**2 / base) * (share * (1 - share) / base + _Z**2 / (4 * base**2)).where(fits) ** 0.5
    figures["low"], figures["high"] = (middle - spread).clip(0), (middle + spread).clip(upper=1)
    return figures


def _contradicted(library: OpenLibrary) -> dict[str, set[int]]:
    """By concept, the reports of which a sum of the form says that the figure cannot be right."""
    reports_of: dict[str, set[int]] = {}
    for report, concepts, severity, _ in library.contradicted():
        for concept in concepts.split(";") if severity == "error" else ():
            reports_of.setdefault(concept, set()).add(report)
    return reports_of


def flags_of(library: OpenLibrary, grid: Frame) -> dict[tuple[str, str], pd.Series[str] | pd.Series[float]]:
    """What is to be known of the tables of every report of a grid, row for row: by table `balanced`, `n_blank`,
    `n_suggested`.

    `balanced`: `strict`, all sums hold over printed numbers read from their own cells; `lenient`, none fails, but some
    cells are blank, marks, lost, or were placed by the sums; `fails`; `unjudged`, a cell is a guess or no number.
    """
    import pandas as pd

    names = ["report", "table", "n_blank", "n_suggested", "unread", "unsure"]
    states = pd.DataFrame(library.table_states(), columns=names).set_index("report")
    gravest: dict[tuple[int, str], str] = {}
    for report, concepts, severity, about in library.contradicted():
        key = (report, concepts.partition(".")[0])
        balance = "fails" if severity == "error" else "unjudged" if about == "reading" else "lenient"
        gravest[key] = max(balance, gravest.get(key, ""), key=_BALANCES.index)
    flags: dict[tuple[str, str], pd.Series[str] | pd.Series[float]] = {}
    for table in LETTERS:
        of_table = states[states["table"] == table].reindex(grid["key"]).set_axis(grid.index)
        flags |= {(table, name): of_table[name] for name in ("n_blank", "n_suggested")}
        if table in BALANCED:
            verdicts = [gravest.get((key, table), "") for key in grid["key"]]
            rows = zip(of_table["n_suggested"] + of_table["unread"], of_table["unsure"], verdicts, strict=True)
            flags[table, "balanced"] = pd.Series([_balance(*row) for row in rows], index=grid.index)
    return flags


_BALANCES = ("", "lenient", "unjudged", "fails")


def _balance(doubtful: float, unsure: float, verdict: str) -> str:
    if unsure != unsure:
        return ""
    return max(verdict, "unjudged" if doubtful else "lenient" if unsure else "", key=_BALANCES.index) or "strict"
