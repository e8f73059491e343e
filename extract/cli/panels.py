"""Commands for researchers: `compare`, `export`, `sample`, `score`, `methods`."""

from __future__ import annotations

import csv
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, NamedTuple

import typer

from extract.cli.options import (
    PROGRAM,
    AskedArgument,
    AsPrintedOption,
    BaseYearOption,
    CodesOption,
    LangOption,
    OverwriteOption,
    QuietOption,
    RawOption,
    help_of,
    say,
    say_masked,
    table_output,
    tell,
    tell_json,
)
from extract.words.languages import Lang
from extract.words.messages import sentence

if TYPE_CHECKING:
    from extract.export.replacing import Replacing
    from extract.jobs.panels import LeftOut
    from extract.library import OpenLibrary
    from extract.panels.grid import Choice

Groups = Literal["parent", "province", "entity_kind", "scope", "all"]
YearsOption = Annotated[str, typer.Option("--years", metavar="YEARS", help=help_of("years"))]
KindOption = Annotated[list[str], typer.Option("--kind", metavar="KIND", help=help_of("of_kind"))]
WithinOption = Annotated[str, typer.Option("--within", metavar="PLACE", help=help_of("within"))]
ExpectedOption = Annotated[Path | None, typer.Option("--roster", metavar="FILE", help=help_of("roster_expected"))]
ChartOption = Annotated[
    Literal["trend", "distribution", "heat"], typer.Option("--chart", metavar="CHART", help=help_of("chart"))
]
SuggestedOption = Annotated[bool, typer.Option("--suggested", help=help_of("suggested"))]


def _print_series(is_asked_for: bool) -> None:
    """Prints everything that can be compared, as CSV, and ends."""
    if is_asked_for:
        from extract.forms import load_every_form
        from extract.panels.series import listed_series

        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(("series", "short", "kind", "unit", "label", "label_en"))
        for each in listed_series(load_every_form()):
            writer.writerow((each.code, each.short, each.kind, each.unit, *each.label))
        raise typer.Exit


commands = typer.Typer()


@commands.command(help=help_of("compare"))
def compare(
    library: AskedArgument,
    series: Annotated[list[str] | None, typer.Argument(help=help_of("series"))] = None,
    output: Annotated[Path | None, typer.Option("-o", "--output", metavar="FILE", help=help_of("file_out"))] = None,
    years: YearsOption = "",
    kind: KindOption = [],  # noqa: B006 - typer reads it
    within: WithinOption = "",
    roster_file: ExpectedOption = None,
    codes_file: CodesOption = None,
    base_year: BaseYearOption = 0,
    by: Annotated[Groups | None, typer.Option("--by", metavar="GROUP", help=help_of("by"))] = None,
    long: Annotated[bool, typer.Option("--long", help=help_of("long"))] = False,
    change: Annotated[bool, typer.Option("--change", help=help_of("change"))] = False,
    rank: Annotated[Groups | None, typer.Option("--rank", metavar="GROUP", help=help_of("rank"))] = None,
    chart: ChartOption = "trend",
    minimum: Annotated[int, typer.Option("--minimum", min=2, metavar="N", help=help_of("minimum"))] = 10,
    suggested: SuggestedOption = False,
    as_printed: AsPrintedOption = False,
    listing: Annotated[
        bool, typer.Option("--list", is_eager=True, callback=_print_series, help=help_of("list_series"))
    ] = False,
    raw: RawOption = False,
    overwrite: OverwriteOption = False,
    quiet: QuietOption = False,
    lang: LangOption = "zh",
) -> None:
    from extract.export.formats.setting import Setting
    from extract.export.formats.texts import print_table
    from extract.jobs import settled_as_printed, settled_to_read
    from extract.jobs.choosing import resolved
    from extract.jobs.panels import (
        PICTURES,
        PanelRequest,
        compare_into,
        compared_in_parts,
        compared_table,
        left_out,
        suffix_of,
    )
    from extract.library import library_path
    from extract.panels.nothing import ThereToSee, why_nothing

    if output:
        suffix_of(output, PICTURES)
    choice = _choice(
        years, kind, within, suggested, GivenLists(roster_file, codes_file, base_year), "" if quiet else lang
    )
    settled = settled_as_printed if as_printed else settled_to_read
    with settled(library_path(library)) as opened:
        choice = resolved(opened, choice)
        request = PanelRequest(tuple(series or ()), choice, by or "", long, change, rank or "", minimum)
        replacing = _replacing(opened, overwrite, roster_file, codes_file)
        if output:
            replacing.check(output)
        seen, left = ThereToSee(), None if quiet else left_out(opened, choice)
        panels = seen.counted(compared_in_parts(opened, request, suffix_of(output, PICTURES) if output else "csv"))
        if output:
            compare_into(output, panels, request, chart, Setting(lang, raw), replacing)
        else:
            print_table(compared_table(panels, request, lang), table_output(), raw)
        if left:
            for line in why_nothing(opened, seen, choice, lang):
                say(line)
            _say_left_out(left, lang)
            if output:
                say(sentence("run.one_written", lang, path=output))


@commands.command(help=help_of("export"))
def export(
    library: AskedArgument,
    output: Annotated[Path, typer.Option("-o", "--output", metavar="FILE", help=help_of("file_out"))],
    table: Annotated[str, typer.Option("--table", metavar="NAME", help=help_of("table"))] = "",
    partition_by: Annotated[
        Literal["year"] | None, typer.Option("--partition-by", metavar="COLUMN", help=help_of("partition_by"))
    ] = None,
    years: YearsOption = "",
    kind: KindOption = [],  # noqa: B006 - typer reads it
    within: WithinOption = "",
    roster_file: ExpectedOption = None,
    codes_file: CodesOption = None,
    base_year: BaseYearOption = 0,
    suggested: SuggestedOption = False,
    as_printed: AsPrintedOption = False,
    unmasked: Annotated[bool, typer.Option("--unmasked", help=help_of("unmasked"))] = False,
    raw: RawOption = False,
    overwrite: OverwriteOption = False,
    quiet: QuietOption = False,
    lang: LangOption = "zh",
) -> None:
    from extract.export.formats.setting import Setting
    from extract.export.masked import Masks
    from extract.export.tables import Selection
    from extract.jobs import settled_as_printed, settled_to_read
    from extract.jobs.choosing import resolved
    from extract.jobs.panels import export_into, left_out
    from extract.library import library_path
    from extract.panels.nothing import why_nobody

    choice = _choice(
        years, kind, within, suggested, GivenLists(roster_file, codes_file, base_year), "" if quiet else lang
    )
    masks = None if unmasked else Masks()
    settled = settled_as_printed if as_printed else settled_to_read
    with settled(library_path(library)) as opened:
        choice = resolved(opened, choice)
        replacing = _replacing(opened, overwrite, roster_file, codes_file)
        nobody, left = ((), None) if quiet else (tuple(why_nobody(opened, choice, lang)), left_out(opened, choice))
        setting = Setting(lang, raw, partition_by or "")
        export_into(output, opened, table, Selection(choice, lang, masks), setting, replacing)
        if left:
            for line in nobody:
                say(line)
            _say_left_out(left, lang)
            say_masked(masks.counts if masks else {}, lang)
            say(sentence("run.one_written", lang, path=output))


@commands.command(help=help_of("sample"))
def sample(
    library: AskedArgument,
    output: Annotated[Path, typer.Option("-o", "--output", metavar="XLSX", help=help_of("file_out"))],
    of: Annotated[
        Literal["cells", "reports", "narrative"], typer.Option("--of", metavar="KIND", help=help_of("sample_of"))
    ] = "cells",
    size: Annotated[int, typer.Option("--size", min=1, metavar="N", help=help_of("size"))] = 400,
    seed: Annotated[int, typer.Option("--seed", help=help_of("seed"))] = 1,
    overwrite: OverwriteOption = False,
    quiet: QuietOption = False,
    lang: LangOption = "zh",
) -> None:
    from extract.jobs import settled_to_read
    from extract.jobs.panels import sample_into
    from extract.library import library_path

    with settled_to_read(library_path(library)) as opened:
        count = sample_into(output, opened, of, size, seed, lang, _replacing(opened, overwrite))
    if not quiet:
        say(sentence("run.sampled", lang, count=count, path=output))


@commands.command(help=help_of("score"))
def score(
    library: AskedArgument,
    coded: Annotated[Path, typer.Argument(metavar="XLSX", help=help_of("coded"))],
    as_json: Annotated[bool, typer.Option("--json", help=help_of("audit_json"))] = False,
    lang: LangOption = "zh",
) -> None:
    from extract.cli.scores import score_json, score_lines
    from extract.jobs import settled_to_read
    from extract.jobs.panels import score_in
    from extract.library import library_path

    with settled_to_read(library_path(library)) as opened:
        result = score_in(coded, opened)
    if as_json:
        tell_json(score_json(result))
        return
    for line in score_lines(result, lang):
        tell(line)


@commands.command(help=help_of("methods"))
def methods(library: AskedArgument, lang: LangOption = "zh") -> None:
    from extract.jobs import settled_to_read
    from extract.library import library_path
    from extract.panels.methods import methods_of

    with settled_to_read(library_path(library)) as opened:
        typer.echo("\n\n".join(methods_of(opened, PROGRAM, lang)))


class GivenLists(NamedTuple):
    """The lists that a command line names, and the base year."""

    roster_file: Path | None
    codes_file: Path | None
    base_year: int


def _choice(
    years: str, kinds: list[str], within: str, suggested: bool, told: GivenLists, told_in: Lang | Literal[""]
) -> Choice:
    from extract.agencies.codes import codes_of
    from extract.agencies.listing import listing_of
    from extract.agencies.lists import Lists
    from extract.cli.views import roster_line
    from extract.jobs.panels import years_of
    from extract.panels.grid import Choice

    listing = listing_of(told.roster_file) if told.roster_file else None
    if listing and told_in:
        say(roster_line(listing, told_in))
    lists = Lists(listing and listing.roster, codes_of(told.codes_file) if told.codes_file else None)
    return Choice(*years_of(years), frozenset(kinds), within, suggested, lists, told.base_year)


def _replacing(library: OpenLibrary, overwrite: bool, *lists: Path | None) -> Replacing:
    from extract.export.replacing import Replacing

    return Replacing(library, tuple(filter(None, lists)), overwrite)


def _say_left_out(left: LeftOut, lang: Lang) -> None:
    if left.doubled:
        say(sentence("run.doubled", lang, count=len(left.doubled)))
        for entity, year, file in left.doubled:
            say(f"  {entity} {year} {file}")
    if left.unresolved:
        say(sentence("run.unresolved", lang, count=len(left.unresolved)))
        for entity, year, file in left.unresolved:
            say(f"  {entity} {year} {file}")
    if left.nameless:
        say(sentence("run.nameless", lang, count=left.nameless))
