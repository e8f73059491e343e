"""The command `gongkai`: parse, call, print, exit. Data goes to stdout or `-o`, everything for people to stderr."""

from __future__ import annotations

import csv
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, Literal, NoReturn

import typer

from extract import __version__
from extract.batch import Input, inputs_of, read_reading, readings
from extract.codebook import COLUMNS, codebook_of
from extract.errors import GongkaiError, UnreadableFile, UsageError
from extract.export.delimited import ReportFiles
from extract.forms import load_forms
from extract.messages import Lang, locale_lang, sentence
from extract.model import Form, Reading, Report
from extract.views import Stage, json_of, notes_of, report_lines, stage_lines

OK, USAGE, SOME_FAILED, NONE_READ, NOT_WRITTEN, BUG, INTERRUPTED = 0, 2, 3, 4, 5, 6, 130
"""The exit codes that these commands end with."""

_HELP: Lang = locale_lang()


def _help(code: str) -> str:
    return sentence(f"help.{code}", _HELP)


app = typer.Typer(
    help=_help("app"),
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

LangOption = Annotated[Literal["zh", "en"], typer.Option("--lang", help=_help("lang"))]


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"gongkai {__version__}")
        raise typer.Exit


@app.callback()
def main(
    version: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=_print_version, help=_help("version"))
    ] = False,
    debug: Annotated[bool, typer.Option("--debug", help=_help("debug"))] = False,
) -> None:
    _State.debug = debug


class _State:
    debug = False


@app.command(help=_help("extract"))
def extract(
    paths: Annotated[list[Path], typer.Argument(help=_help("paths"))],
    output: Annotated[Path, typer.Option("-o", "--output", help=_help("output"))] = Path("gongkai-out"),
    raw: Annotated[bool, typer.Option("--raw", help=_help("raw"))] = False,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help=_help("quiet"))] = False,
    verbose: Annotated[bool, typer.Option("-v", "--verbose", help=_help("verbose"))] = False,
    lang: LangOption = "zh",
) -> None:
    forms = load_forms()
    inputs = inputs_of(paths, leave_out=output)
    counts: Counter[str] = Counter()
    try:
        with ReportFiles(output, exact=raw) as files:
            for reading in _with_progress(readings(inputs), inputs, quiet):
                report = reading.report if isinstance(reading, Reading) else reading
                files.add(report)
                counts[report.status] += 1
                counts["bug"] += report.reason == "bug"
                _say_what_to_look_at(reading, forms, lang, quiet, verbose)
    except KeyboardInterrupt:
        _say(sentence("error.interrupted", _HELP))
        raise typer.Exit(INTERRUPTED) from None
    if not inputs:
        _say(sentence("run.nothing", lang))
    read = sum(counts[status] for status in ("ok", "ok_with_repairs", "partial"))
    if not quiet:
        shown = {status: counts[status] for status in ("ok", "ok_with_repairs", "partial", "skipped", "failed")}
        _say(sentence("run.summary", lang, read=read, **shown))
        _say(sentence("run.written", lang, paths=", ".join(map(str, files.paths))))
    raise typer.Exit(BUG if counts["bug"] else NONE_READ if not read else SOME_FAILED if counts["failed"] else OK)


def _say_what_to_look_at(
    reading: Reading | Report, forms: tuple[Form, ...], lang: Lang, quiet: bool, verbose: bool
) -> None:
    if isinstance(reading, Report):
        if reading.status == "failed" or verbose:
            _say(f"{reading.source.name}: {sentence(f'reason.{reading.reason}', lang)}")
    elif verbose and not quiet:
        for note in notes_of(reading, forms, lang):
            _say(f"{reading.report.source.name}: {note}")


def _with_progress(results: Iterator[Reading | Report], inputs: list[Input], quiet: bool) -> Iterable[Reading | Report]:
    """The results, with a progress bar on a terminal."""
    if quiet or not sys.stderr.isatty():
        return results
    from rich.console import Console
    from rich.progress import track

    return track(
        results, sentence("run.reading", _HELP), total=len(inputs), console=Console(stderr=True), transient=True
    )


@app.command(help=_help("show"))
def show(
    file: Annotated[Path, typer.Argument(help=_help("file"))],
    stage: Annotated[Stage | None, typer.Option("--stage", help=_help("stage"))] = None,
    as_json: Annotated[bool, typer.Option("--json", help=_help("json"))] = False,
    lang: LangOption = "zh",
) -> None:
    if not file.exists():
        raise UsageError("no_such_path", path=str(file))
    if file.is_dir():
        raise UsageError("is_a_folder", path=str(file))
    try:
        reading = read_reading(file)
    except OSError as error:
        raise UnreadableFile("unreadable") from error
    if as_json:
        typer.echo(json.dumps(json_of(reading, stage), ensure_ascii=False, indent=2))
        return
    for line in stage_lines(reading, stage) if stage else report_lines(reading, load_forms(), lang):
        typer.echo(line)


@app.command(help=_help("forms"))
def forms() -> None:
    for form in reversed(load_forms()):
        typer.echo(f"{form.code}  {form.title}  {form.notice}")
        for table in form.tables:
            lines = sum(len(band.lines) for band in table.bands)
            cells = sum(len(band.lines) * len(band.columns) for band in table.bands)
            typer.echo(f"  {table.key}  {table.title}")
            for band in table.bands:
                typer.echo(f"    {band.label or table.key}: {', '.join(column.key for column in band.columns)}")
                typer.echo("".join(f"      {line.key}  {line.label}\n" for line in band.lines).rstrip("\n"))
            for balance in table.balances:
                typer.echo(f"    {balance.key}: {' + '.join(balance.left)} = {' + '.join(balance.right)}")
            typer.echo(f"    {sentence('show.form', _HELP, rows=lines, cells=cells)}")


@app.command(help=_help("codebook"))
def codebook() -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(codebook_of(load_forms()))


def _say(text: str) -> None:
    typer.echo(text, err=True)


def run() -> NoReturn:
    """The entry point: runs a command and turns every error into one line and its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # A console in GBK must not die of a rare character in a place name.
            stream.reconfigure(errors="backslashreplace")
    try:
        app(standalone_mode=True)
        sys.exit(OK)
    except UnreadableFile as error:
        _say(sentence(f"reason.{error.code}", _HELP))
        sys.exit(error.exit_code)
    except GongkaiError as error:
        _say(sentence(f"error.{error.code}", _HELP, **error.details))
        sys.exit(error.exit_code)
    except Exception as error:
        if _State.debug:
            raise
        _say(sentence("error.bug", _HELP, why=f"{type(error).__name__}: {error}"))
        sys.exit(BUG)
