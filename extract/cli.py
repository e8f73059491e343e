"""The command `gongkai`: parse, call, print, exit. Data goes to stdout or `-o`, everything for people to stderr.

A command imports what it needs when it runs: help and errors of usage must come at once.
"""

from __future__ import annotations

import csv
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, NoReturn

import typer

from extract import __version__
from extract.errors import GongkaiError, OutputError, UnreadableFile, UsageError
from extract.messages import Lang, locale_lang, sentence
from extract.model import Finding, Reading, Report, Severity, Stage, Verdict

if TYPE_CHECKING:
    from extract.batch import Input, Limits, Outcome
    from extract.checks import Rule
    from extract.given import Said

OK, FOUND, USAGE, SOME_FAILED, NONE_READ, NOT_WRITTEN, BUG, INTERRUPTED = 0, 1, 2, 3, 4, 5, 6, 130
"""The exit codes that these commands end with."""

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")
"""From grave to slight."""
WORKBOOK = "核查表.xlsx"
_SIZE = re.compile(r"(\d+(?:\.\d+)?) ?([KMGT])?I?B?")

_HELP: Lang = locale_lang()


def _help(code: str) -> str:
    return sentence(f"help.{code}", _HELP)


app = typer.Typer(
    help=_help("app"),
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

JobsOption = Annotated[int, typer.Option("--jobs", min=0, help=_help("jobs"))]
TimeoutOption = Annotated[float, typer.Option("--timeout", min=0.1, metavar="SECONDS", help=_help("timeout"))]
MemoryOption = Annotated[str, typer.Option("--max-memory", metavar="SIZE", help=_help("max_memory"))]
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
    manifest: Annotated[Path | None, typer.Option("--manifest", metavar="CSV", help=_help("manifest"))] = None,
    path_pattern: Annotated[str, typer.Option("--path-pattern", help=_help("path_pattern"))] = "",
    fail_on: Annotated[Severity | None, typer.Option("--fail-on", help=_help("fail_on"))] = None,
    raw: Annotated[bool, typer.Option("--raw", help=_help("raw"))] = False,
    jobs: JobsOption = 0,
    timeout: TimeoutOption = 60,
    max_memory: MemoryOption = "2G",
    log: Annotated[Path | None, typer.Option("--log", metavar="FILE", help=_help("log"))] = None,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help=_help("quiet"))] = False,
    verbose: Annotated[bool, typer.Option("-v", "--verbose", help=_help("verbose"))] = False,
    lang: LangOption = "zh",
) -> None:
    from extract.batch import inputs_of, outcomes, with_members
    from extract.checks import RULES
    from extract.export.delimited import ReportFiles
    from extract.export.log import Log
    from extract.export.workbook import Workbook
    from extract.forms import load_forms
    from extract.wording import message_of, rule_title

    forms = load_forms()
    limits = _limits(jobs, timeout, max_memory)
    said = _said(manifest, path_pattern)
    inputs = with_members(inputs_of(paths, leave_out=output), limits)
    unmatched = said.unmatched(file.file for file in inputs)
    counts: Counter[str] = Counter()

    def message(finding: Finding, report: Report) -> str:
        return message_of(finding, forms, report.form, lang)

    titles = {rule.id: rule_title(rule.id, lang) for rule in RULES}
    workbook = Workbook(output / WORKBOOK, forms, lang, message, titles, __version__)
    try:
        with ReportFiles(output, message, said.own, exact=raw) as files, workbook, Log(log) as journal:
            for outcome in _with_progress(outcomes(inputs, limits, said.given), inputs, quiet):
                journal.add(outcome)
                for report, verdict in outcome.results:
                    files.add(report, verdict)
                    workbook.add(report, verdict)
                    counts[report.status] += 1
                    counts["bug"] += report.reason == "bug"
                    counts.update(finding.severity for finding in verdict.findings)
                    _say_what_to_look_at(report, verdict, lang, quiet, verbose)
    except KeyboardInterrupt:
        _say(sentence("error.interrupted", _HELP))
        raise typer.Exit(INTERRUPTED) from None
    if not inputs:
        _say(sentence("run.nothing", lang))
    read = sum(counts[status] for status in ("ok", "ok_with_repairs", "partial"))
    if not quiet:
        shown = {status: counts[status] for status in ("ok", "ok_with_repairs", "partial", "skipped", "failed")}
        _say(sentence("run.summary", lang, read=read, **shown))
        _say(sentence("run.findings", lang, **{level: counts[level] for level in SEVERITIES}))
        _say(sentence("run.written", lang, folder=output, files=", ".join(path.name for path in files.paths)))
        _say(sentence("run.workbook_left_out" if workbook.left_out else "run.workbook", lang, path=workbook.path))
        for row in unmatched:
            _say(sentence("run.manifest_unmatched", lang, file=row))
    raise typer.Exit(_exit_code(counts, fail_on))


def _said(manifest: Path | None, path_pattern: str) -> Said:
    from extract.given import Said, manifest_of, pattern_of

    return Said(manifest_of(manifest) if manifest else None, pattern_of(path_pattern) if path_pattern else None)


def _exit_code(counts: Counter[str], fail_on: Severity | None) -> int:
    if counts["bug"]:
        return BUG
    if not any(counts[status] for status in ("ok", "ok_with_repairs", "partial")):
        return NONE_READ
    if counts["failed"]:
        return SOME_FAILED
    graver = SEVERITIES[: SEVERITIES.index(fail_on) + 1] if fail_on else ()
    return FOUND if any(counts[level] for level in graver) else OK


def _say_what_to_look_at(report: Report, verdict: Verdict, lang: Lang, quiet: bool, verbose: bool) -> None:
    from extract.forms import load_forms
    from extract.views import finding_line

    if report.reason and (report.status == "failed" or verbose):
        _say(f"{report.source.name}: {sentence(f'reason.{report.reason}', lang)}")
    if verbose and not quiet:
        for finding in verdict.findings:
            _say(finding_line(finding, report, load_forms(), lang))


def _with_progress(results: Iterator[Outcome], inputs: list[Input], quiet: bool) -> Iterable[Outcome]:
    """The results, with a progress bar on a terminal, and a line now and then where there is none."""
    if quiet:
        return results
    from extract.progress import on_a_terminal, told_now_and_then

    shown = on_a_terminal if sys.stderr.isatty() else told_now_and_then
    return shown(results, len(inputs), _HELP)


def _limits(jobs: int, timeout: float, max_memory: str) -> Limits:
    from extract.batch import Limits

    size = _SIZE.fullmatch(max_memory.strip().upper())
    if not size:
        raise UsageError("no_size", size=max_memory)
    return Limits(jobs, timeout, int(float(size[1]) * 1024 ** " KMGT".index(size[2] or " ")))


@app.command(help=_help("show"))
def show(
    file: Annotated[Path, typer.Argument(help=_help("file"))],
    stage: Annotated[Stage | None, typer.Option("--stage", help=_help("stage"))] = None,
    as_json: Annotated[bool, typer.Option("--json", help=_help("json"))] = False,
    mark: Annotated[Path | None, typer.Option("--mark", metavar="PNG", help=_help("mark"))] = None,
    lang: LangOption = "zh",
) -> None:
    from extract.batch import read_readings
    from extract.checks import verdict_of
    from extract.forms import load_forms
    from extract.views import json_of, report_lines, stage_lines

    if not file.exists():
        raise UsageError("no_such_path", path=str(file))
    if file.is_dir():
        raise UsageError("is_a_folder", path=str(file))
    try:
        readings = read_readings(file)
    except OSError as error:
        raise UnreadableFile("unreadable") from error
    if mark:
        _write_picture(mark, file, readings)
    if as_json:
        shown = [json_of(reading, stage) for reading in readings]
        typer.echo(json.dumps(shown if len(shown) > 1 else shown[0], ensure_ascii=False, indent=2))
        return
    for reading in readings:
        if stage:
            lines = stage_lines(reading, stage)
        else:
            lines = report_lines(reading, verdict_of(reading, load_forms()), load_forms(), lang)
        for line in lines:
            typer.echo(line)


def _write_picture(picture: Path, file: Path, readings: tuple[Reading, ...]) -> None:
    from extract.export.marked import marked_pages

    if readings[0].report.source.kind != "pdf":
        raise UsageError("no_pages", path=str(file))
    try:
        picture.write_bytes(marked_pages(file.read_bytes(), readings))
    except OSError as error:
        raise OutputError("cannot_write", path=str(picture), why=error.strerror or str(error)) from error
    _say(sentence("run.marked", _HELP, path=picture))


@app.command(help=_help("check"))
def check(
    paths: Annotated[list[Path], typer.Argument(help=_help("paths"))],
    select: Annotated[list[str], typer.Option("--select", help=_help("select"))] = [],  # noqa: B006
    ignore: Annotated[list[str], typer.Option("--ignore", help=_help("ignore"))] = [],  # noqa: B006
    manifest: Annotated[Path | None, typer.Option("--manifest", metavar="CSV", help=_help("manifest"))] = None,
    path_pattern: Annotated[str, typer.Option("--path-pattern", help=_help("path_pattern"))] = "",
    fail_on: Annotated[Severity, typer.Option("--fail-on", help=_help("fail_on"))] = "error",
    jobs: JobsOption = 0,
    timeout: TimeoutOption = 60,
    max_memory: MemoryOption = "2G",
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help=_help("quiet"))] = False,
    lang: LangOption = "zh",
) -> None:
    from extract.batch import inputs_of, outcomes, with_members
    from extract.forms import load_forms
    from extract.views import finding_line

    forms = load_forms()
    limits = _limits(jobs, timeout, max_memory)
    rules = tuple(rule.id for rule in _chosen_rules(select, ignore))
    said = _said(manifest, path_pattern)
    inputs = with_members(inputs_of(paths), limits)
    unmatched = said.unmatched(file.file for file in inputs)
    counts: Counter[str] = Counter()
    for outcome in _with_progress(outcomes(inputs, limits, said.given, rules), inputs, quiet):
        for report, verdict in outcome.results:
            counts[report.status] += 1
            counts["bug"] += report.reason == "bug"
            if report.status == "failed":
                _say(f"{report.source.name}: {sentence(f'reason.{report.reason}', lang)}")
            for finding in verdict.findings:
                counts[finding.severity] += 1
                typer.echo(finding_line(finding, report, forms, lang))
    if not quiet:
        _say(sentence("run.findings", lang, **{level: counts[level] for level in SEVERITIES}))
        for row in unmatched:
            _say(sentence("run.manifest_unmatched", lang, file=row))
    raise typer.Exit(_exit_code(counts, fail_on))


def _chosen_rules(select: list[str], ignore: list[str]) -> tuple[Rule, ...]:
    """The rules whose id starts with one of `select` (all without it) and with none of `ignore`."""
    from extract.checks import RULES

    wanted, unwanted = (
        tuple(part for each in given for part in each.upper().split(",") if part) for given in (select, ignore)
    )
    for prefix in wanted + unwanted:
        if not any(rule.id.startswith(prefix) for rule in RULES):
            raise UsageError("no_such_rule", rule=prefix)
    return tuple(
        rule for rule in RULES if rule.id.startswith(wanted or "") and not (unwanted and rule.id.startswith(unwanted))
    )


@app.command(help=_help("rules"))
def rules(lang: LangOption = _HELP) -> None:
    from extract.checks import RULES
    from extract.wording import rule_title

    for rule in RULES:
        severity = sentence(f"severity.{rule.severity}", lang)
        typer.echo("  ".join(filter(None, (rule.id, severity, rule_title(rule.id, lang), rule.basis))))


@app.command(help=_help("forms"))
def forms() -> None:
    from extract.forms import load_forms

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
    from extract.codebook import COLUMNS, codebook_of
    from extract.forms import load_forms

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
