"""Commands for data that others rebuild: `release`, `verify`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from extract.cli.options import (
    FOUND,
    PROGRAM,
    AskedArgument,
    BaseYearOption,
    CodesOption,
    JobsOption,
    JsonOption,
    LangOption,
    MemoryOption,
    OverwriteOption,
    QuietOption,
    TimeoutOption,
    help_of,
    limits_of,
    say,
    say_masked,
    tell,
    tell_json,
)
from extract.words.messages import sentence

commands = typer.Typer()


@commands.command(help=help_of("release"))
def release(
    library: AskedArgument,
    output: Annotated[Path, typer.Option("-o", "--output", metavar="DIR", help=help_of("release.output"))],
    title: Annotated[str, typer.Option("--title", help=help_of("release.title"))] = "",
    authors: Annotated[list[str], typer.Option("--author", metavar="NAME", help=help_of("author"))] = [],  # noqa: B006
    licence: Annotated[str, typer.Option("--licence", metavar="ID", help=help_of("licence"))] = "",
    roster_file: Annotated[
        Path | None, typer.Option("--roster", metavar="FILE", help=help_of("roster_expected"))
    ] = None,
    codes_file: CodesOption = None,
    base_year: BaseYearOption = 0,
    coded: Annotated[Path | None, typer.Option("--coded", metavar="XLSX", help=help_of("release.coded"))] = None,
    since: Annotated[Path | None, typer.Option("--since", metavar="DIR", help=help_of("since"))] = None,
    unmasked: Annotated[bool, typer.Option("--unmasked", help=help_of("unmasked"))] = False,
    overwrite: OverwriteOption = False,
    quiet: QuietOption = False,
    lang: LangOption = "zh",
) -> None:
    from extract.agencies.codes import codes_of
    from extract.export.release.terms import Settings
    from extract.export.replacing import Replacing
    from extract.jobs import settled_to_read
    from extract.jobs.releasing import Brought, release_into
    from extract.library import library_path

    brought = Brought(roster_file, codes_of(codes_file) if codes_file else None, coded, since)
    name = output.resolve().name
    settings = Settings(name, lang, title, tuple(authors), licence, not unmasked, base_year=base_year)
    with settled_to_read(library_path(library)) as opened:
        replacing = Replacing(opened, tuple(filter(None, (roster_file, codes_file, coded))), overwrite)
        released = release_into(output, opened, settings, brought, PROGRAM, replacing)
    if not quiet:
        say_masked(released.masked, lang)
        if since:
            say(sentence("run.since", lang, since=since.resolve().name, count=released.changes))
        counts = {"files": released.files, "reports": released.reports, "units": released.units}
        say(sentence("run.released", lang, name=settings.name, path=output, **counts))


@commands.command(help=help_of("verify"))
def verify(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help=help_of("verify.release"))],
    inputs: Annotated[Path | None, typer.Option("--inputs", metavar="DIR", help=help_of("verify.inputs"))] = None,
    as_json: JsonOption = False,
    jobs: JobsOption = 0,
    timeout: TimeoutOption = 60,
    max_memory: MemoryOption = "2G",
    quiet: QuietOption = False,
    lang: LangOption = "zh",
) -> None:
    from extract.cli.objects import verify_json
    from extract.cli.views import verified_lines
    from extract.jobs.verifying import verified

    result = verified(folder, inputs, limits_of(jobs, timeout, max_memory), PROGRAM)
    if as_json:
        tell_json(verify_json(result))
    elif not quiet or result.faults:
        for line in verified_lines(result, lang):
            tell(line)
    if result.faults:
        raise typer.Exit(FOUND)
