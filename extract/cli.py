"""The command `gongkai`: parse, call, print, exit. Data goes to stdout or `-o`, everything for people to stderr.

A command imports what it needs when it runs: help and errors of usage must come at once.
"""

from __future__ import annotations

import csv
import json
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, NoReturn

import typer

from extract import __version__
from extract.errors import GongkaiError, OutputError, UnreadableFile, UsageError
from extract.messages import Lang, locale_lang, sentence
from extract.model import SEVERITIES, Finding, Reading, Report, Severity, Stage

if TYPE_CHECKING:
    from extract.batch import Limits, Outcome, Plan
    from extract.compare import Choice
    from extract.given import Said
    from extract.jobs import Found, Summary, Target
    from extract.panels import LeftOut

OK, FOUND, USAGE, SOME_FAILED, NONE_READ, NOT_WRITTEN, BUG, INTERRUPTED = 0, 1, 2, 3, 4, 5, 6, 130
"""The exit codes that these commands end with."""
STATUSES = ("ok", "ok_with_repairs", "partial", "failed", "skipped")
WORKBOOK = "核查表.xlsx"
_PROGRAM = f"gongkai {__version__}"
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

Groups = Literal["parent", "province", "entity_kind", "scope", "all"]
OutputOption = Annotated[Path, typer.Option("-o", "--output", help=_help("output"))]
LibraryOption = Annotated[
    Path | None, typer.Option("--library", metavar="PATH", envvar="GONGKAI_LIBRARY", help=_help("library"))
]
LibraryArgument = Annotated[Path, typer.Argument(envvar="GONGKAI_LIBRARY", metavar="DIR", help=_help("in_library"))]
RawOption = Annotated[bool, typer.Option("--raw", help=_help("raw"))]
QuietOption = Annotated[bool, typer.Option("-q", "--quiet", help=_help("quiet"))]
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
    output: OutputOption = Path("gongkai-out"),
    library: LibraryOption = None,
    manifest: Annotated[Path | None, typer.Option("--manifest", metavar="CSV", help=_help("manifest"))] = None,
    path_pattern: Annotated[str, typer.Option("--path-pattern", help=_help("path_pattern"))] = "",
    fail_on: Annotated[Severity | None, typer.Option("--fail-on", help=_help("fail_on"))] = None,
    raw: RawOption = False,
    force: Annotated[bool, typer.Option("--force", help=_help("force"))] = False,
    retry_failed: Annotated[bool, typer.Option("--retry-failed", help=_help("retry_failed"))] = False,
    limit: Annotated[int | None, typer.Option("--limit", min=1, metavar="N", help=_help("limit"))] = None,
    shard: Annotated[str, typer.Option("--shard", metavar="I/N", help=_help("shard"))] = "1/1",
    prune: Annotated[bool, typer.Option("--prune", help=_help("prune"))] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=_help("dry_run"))] = False,
    jobs: JobsOption = 0,
    timeout: TimeoutOption = 60,
    max_memory: MemoryOption = "2G",
    log: Annotated[Path | None, typer.Option("--log", metavar="FILE", help=_help("log"))] = None,
    quiet: QuietOption = False,
    verbose: Annotated[bool, typer.Option("-v", "--verbose", help=_help("verbose"))] = False,
    lang: LangOption = "zh",
) -> None:
    from extract.batch import Wanted, inputs_of, shard_of, with_members
    from extract.export.log import Log
    from extract.jobs import extract_files, planned

    limits = _limits(jobs, timeout, max_memory)
    said = _said(manifest, path_pattern)
    part = shard_of(shard)
    target = _target(library, output, raw, lang)
    every = with_members(inputs_of(paths, leave_out=output), limits)
    unmatched = said.unmatched(file.file for file in every)
    inputs = [file for file in every if part.has(file.file)]
    wanted = Wanted(force, retry_failed, limit)
    if dry_run:
        _print_plan(planned(target.library, inputs, said, wanted), prune, lang)
        return
    with Log(log) as journal:

        def watch(outcomes: Iterator[Outcome], total: int) -> Iterator[Outcome]:
            for outcome in _with_progress(outcomes, total, quiet):
                journal.add(outcome)
                _say_what_to_look_at(outcome, lang, quiet, verbose)
                yield outcome

        summary = extract_files(inputs, said, wanted, limits, target, prune, watch, _say_it_ends)
    if not inputs:
        _say(sentence("run.nothing", lang))
    if not quiet:
        _say_summary(summary, target, len(inputs), lang)
        for row in unmatched:
            _say(sentence("run.manifest_unmatched", lang, file=row))
    raise typer.Exit(_exit_code(summary.found, fail_on))


@app.command(help=_help("merge"))
def merge(
    libraries: Annotated[list[Path], typer.Argument(help=_help("libraries"))],
    output: OutputOption = Path("gongkai-out"),
    library: LibraryOption = None,
    raw: RawOption = False,
    quiet: QuietOption = False,
    lang: LangOption = "zh",
) -> None:
    from extract.jobs import merge_libraries
    from extract.library import library_path

    target = _target(library, output, raw, lang)
    summary = merge_libraries([library_path(each) for each in libraries], target)
    if not quiet:
        _say_summary(summary, target, sum(summary.found.statuses.values()), lang)
    raise typer.Exit(_exit_code(summary.found, None))


@app.command(help=_help("audit"))
def audit(
    library: LibraryArgument,
    output: Annotated[Path, typer.Option("-o", "--output", help=_help("output"))] = Path("gongkai-audit"),
    roster_file: Annotated[Path | None, typer.Option("--roster", metavar="FILE", help=_help("roster_file"))] = None,
    profile: Annotated[Path | None, typer.Option("--profile", metavar="TOML", help=_help("profile"))] = None,
    year: Annotated[int, typer.Option("--year", min=0, help=_help("year"))] = 0,
    fail_on: Annotated[Severity | None, typer.Option("--fail-on", help=_help("fail_on"))] = None,
    as_json: Annotated[bool, typer.Option("--json", help=_help("audit_json"))] = False,
    quiet: QuietOption = False,
    lang: LangOption = "zh",
) -> None:
    from extract.library import library_path
    from extract.profile import Profile, profile_of
    from extract.roster import roster_of
    from extract.supervision import audit_library
    from extract.views import audit_json

    wording = _target(library, output, False, lang).wording
    units = roster_of(roster_file) if roster_file else None
    asked = profile_of(profile) if profile else Profile()
    result, book = audit_library(library_path(library), output, units, asked, year, wording)
    if as_json:
        typer.echo(json.dumps(audit_json(result), ensure_ascii=False, indent=2))
    severities = [problem.severity for problem in result.problems]
    if not quiet:
        filings = [standing.filing for standing in result.standings]
        counts = {level: severities.count(level) for level in SEVERITIES}
        missing = filings.count("missing")
        _say(sentence("run.audit", lang, year=result.year, units=len(filings), missing=missing, **counts))
        _say(sentence("run.workbook", lang, path=book))
    graver = SEVERITIES[: SEVERITIES.index(fail_on) + 1] if fail_on else ()
    raise typer.Exit(FOUND if any(level in graver for level in severities) else OK)


@app.command(help=_help("roster"))
def roster(library: LibraryArgument) -> None:
    from extract.library import library_path
    from extract.roster import HEADERS
    from extract.supervision import draft_roster

    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(words[0] for words in HEADERS.values())
    for unit in draft_roster(library_path(library)):
        years = (unit.valid_from or "", unit.valid_to or "")
        others = (";".join(unit.aliases), unit.kind, unit.parent, *years, ";".join(unit.predecessors))
        writer.writerow((unit.name, unit.code, *others, ""))


YearsOption = Annotated[str, typer.Option("--years", metavar="YEARS", help=_help("years"))]
KindOption = Annotated[list[str], typer.Option("--kind", help=_help("of_kind"))]
WithinOption = Annotated[str, typer.Option("--within", metavar="PLACE", help=_help("within"))]
ExpectedOption = Annotated[Path | None, typer.Option("--roster", metavar="FILE", help=_help("roster_expected"))]
SuggestedOption = Annotated[bool, typer.Option("--suggested", help=_help("suggested"))]


@app.command(help=_help("compare"))
def compare(
    library: LibraryArgument,
    series: Annotated[list[str] | None, typer.Argument(help=_help("series"))] = None,
    output: Annotated[Path | None, typer.Option("-o", "--output", metavar="FILE", help=_help("file_out"))] = None,
    years: YearsOption = "",
    kind: KindOption = [],  # noqa: B006 - typer reads it
    within: WithinOption = "",
    roster_file: ExpectedOption = None,
    by: Annotated[Groups | None, typer.Option("--by", help=_help("by"))] = None,
    long: Annotated[bool, typer.Option("--long", help=_help("long"))] = False,
    change: Annotated[bool, typer.Option("--change", help=_help("change"))] = False,
    rank: Annotated[Groups | None, typer.Option("--rank", help=_help("rank"))] = None,
    chart: Annotated[Literal["trend", "distribution", "heat"], typer.Option("--chart", help=_help("chart"))] = "trend",
    minimum: Annotated[int, typer.Option("--minimum", min=2, metavar="N", help=_help("minimum"))] = 10,
    suggested: SuggestedOption = False,
    raw: RawOption = False,
    quiet: QuietOption = False,
    lang: LangOption = "zh",
) -> None:
    from extract.export.formats.setting import Setting
    from extract.export.formats.texts import print_table
    from extract.library import Library, library_path
    from extract.panels import PICTURES, Asked, compare_into, compared, left_out, main_table, suffix_of

    if output:
        suffix_of(output, PICTURES)
    choice = _choice(years, kind, within, suggested, roster_file)
    asked = Asked(tuple(series or ()), choice, by or "", long, change, rank or "", minimum)
    with Library.existing(library_path(library)) as opened:
        panel = compared(opened, asked)
        if output:
            compare_into(output, panel, asked, chart, Setting(lang, raw))
        else:
            print_table(main_table(panel, asked, lang == "en"), sys.stdout, raw)
        if not quiet:
            _say_left_out(left_out(opened, choice), lang)
            if output:
                _say(sentence("run.one_written", lang, path=output))


@app.command(help=_help("export"))
def export(
    library: LibraryArgument,
    output: Annotated[Path, typer.Option("-o", "--output", metavar="FILE", help=_help("file_out"))],
    table: Annotated[str, typer.Option("--table", metavar="NAME", help=_help("table"))] = "",
    years: YearsOption = "",
    kind: KindOption = [],  # noqa: B006 - typer reads it
    within: WithinOption = "",
    roster_file: ExpectedOption = None,
    suggested: SuggestedOption = False,
    unmasked: Annotated[bool, typer.Option("--unmasked", help=_help("unmasked"))] = False,
    raw: RawOption = False,
    quiet: QuietOption = False,
    lang: LangOption = "zh",
) -> None:
    from extract.export.formats.setting import Setting
    from extract.export.masked import Masks
    from extract.export.tables import Wanted
    from extract.library import Library, library_path
    from extract.panels import export_into, left_out

    choice = _choice(years, kind, within, suggested, roster_file)
    masks = None if unmasked else Masks()
    with Library.existing(library_path(library)) as opened:
        export_into(output, opened, table, Wanted(choice, lang == "en", masks), Setting(lang, raw))
        if not quiet:
            _say_left_out(left_out(opened, choice), lang)
            if masks and masks.counts:
                counts = {name: masks.counts[name] for name in ("phone", "email", "id", "contact")}
                _say(sentence("run.masked", lang, **counts))
            _say(sentence("run.one_written", lang, path=output))


@app.command(help=_help("sample"))
def sample(
    library: LibraryArgument,
    output: Annotated[Path, typer.Option("-o", "--output", metavar="XLSX", help=_help("file_out"))],
    size: Annotated[int, typer.Option("--size", min=1, metavar="N", help=_help("size"))] = 400,
    seed: Annotated[int, typer.Option("--seed", help=_help("seed"))] = 1,
    quiet: QuietOption = False,
    lang: LangOption = "zh",
) -> None:
    from extract.library import Library, library_path
    from extract.panels import sample_into

    with Library.existing(library_path(library)) as opened:
        count = sample_into(output, opened, size, seed, lang)
    if not quiet:
        _say(sentence("run.sampled", lang, count=count, path=output))


@app.command(help=_help("score"))
def score(
    library: LibraryArgument,
    coded: Annotated[Path, typer.Argument(metavar="XLSX", help=_help("coded"))],
    as_json: Annotated[bool, typer.Option("--json", help=_help("audit_json"))] = False,
    lang: LangOption = "zh",
) -> None:
    from extract.library import Library, library_path
    from extract.panels import score_in
    from extract.views import score_json, score_lines

    with Library.existing(library_path(library)) as opened:
        found = score_in(coded, opened)
    if as_json:
        typer.echo(json.dumps(score_json(found), ensure_ascii=False, indent=2))
        return
    for line in score_lines(found, lang):
        typer.echo(line)


@app.command(help=_help("methods"))
def methods(library: LibraryArgument, lang: LangOption = "zh") -> None:
    from extract.library import Library, library_path
    from extract.methods import methods_of

    with Library.existing(library_path(library)) as opened:
        typer.echo("\n\n".join(methods_of(opened, _PROGRAM, lang)))


def _choice(years: str, kinds: list[str], within: str, suggested: bool, roster_file: Path | None) -> Choice:
    from extract.compare import Choice
    from extract.panels import years_of
    from extract.roster import roster_of

    units = roster_of(roster_file) if roster_file else None
    return Choice(*years_of(years), frozenset(kinds), within, suggested, units)


def _say_left_out(left: LeftOut, lang: Lang) -> None:
    if left.doubled:
        _say(sentence("run.doubled", lang, count=len(left.doubled)))
        for entity, year, file in left.doubled:
            _say(f"  {entity} {year} {file}")
    if left.nameless:
        _say(sentence("run.nameless", lang, count=left.nameless))


def _target(library: Path | None, output: Path, raw: bool, lang: Lang) -> Target:
    from extract.catalogue import load_rules
    from extract.export.folder import Wording
    from extract.forms import load_every_form
    from extract.jobs import Target
    from extract.library import library_path
    from extract.wording import message_of, rule_title

    def message(finding: Finding, report: Report) -> str:
        return message_of(finding, load_every_form(), report.form, lang)

    titles = {rule: rule_title(rule, lang) for rule in load_rules()}
    return Target(library_path(library or output), output, Wording(lang, message, titles, _PROGRAM), raw)


def _print_plan(plan: Plan, prune: bool, lang: Lang) -> None:
    for task, why in zip(plan.tasks, plan.why, strict=True):
        typer.echo(f"{why}\t{task.file.file}")
    for file in plan.gone if prune else ():
        typer.echo(f"gone\t{file}")
    _say(sentence("run.plan", lang, read=len(plan.tasks), known=plan.known, left=plan.left, gone=len(plan.gone)))


def _say_it_ends() -> None:
    _say(sentence("run.ends", _HELP))


def _say_summary(summary: Summary, target: Target, inputs: int, lang: Lang) -> None:
    """How every file is accounted for, what was found, what was written, and what to do next."""
    found, written = summary.found, summary.written
    parts = {status: found.statuses[status] for status in STATUSES}
    left = sentence("run.left", lang, left=summary.left) if summary.left else ""
    _say(sentence("run.summary", lang, files=inputs, left=left, **parts))
    if summary.known:
        _say(sentence("run.known", lang, read=summary.read, known=summary.known))
    if summary.gone:
        _say(sentence("run.gone", lang, gone=summary.gone))
    if summary.held > inputs:
        _say(sentence("run.held", lang, library=target.library, held=summary.held))
    _say(sentence("run.findings", lang, **{level: found.severities[level] for level in SEVERITIES}))
    tables = ", ".join(path.name for path in written.tables)
    _say(sentence("run.written" if written.anew else "run.stands", lang, folder=target.folder, files=tables))
    _say_workbook(written.workbook, target.folder / WORKBOOK, lang)
    if parts["failed"]:
        _say(sentence("run.failed", lang, failed=parts["failed"]))


def _say_workbook(workbook: Path | None, wanted: Path, lang: Lang) -> None:
    if workbook is None:
        _say(sentence("run.workbook_left_out", lang, path=wanted))
    elif workbook != wanted:
        _say(sentence("run.workbook_in_use", lang, path=wanted, other=workbook))
    else:
        _say(sentence("run.workbook", lang, path=workbook))


def _said(manifest: Path | None, path_pattern: str) -> Said:
    from extract.given import Said, manifest_of, pattern_of

    return Said(manifest_of(manifest) if manifest else None, pattern_of(path_pattern) if path_pattern else None)


def _exit_code(found: Found, fail_on: Severity | None) -> int:
    if found.reasons["bug"]:
        return BUG
    if not any(found.statuses[status] for status in ("ok", "ok_with_repairs", "partial")):
        return NONE_READ
    if found.statuses["failed"]:
        return SOME_FAILED
    graver = SEVERITIES[: SEVERITIES.index(fail_on) + 1] if fail_on else ()
    return FOUND if any(found.severities[level] for level in graver) else OK


def _say_what_to_look_at(outcome: Outcome, lang: Lang, quiet: bool, verbose: bool) -> None:
    from extract.views import finding_line

    for kept in outcome.record.reports if outcome.record else ():
        if kept.reason and (kept.status == "failed" or verbose):
            _say(f"{outcome.file.file}: {sentence(f'reason.{kept.reason}', lang)}")
        if not verbose or quiet:
            continue
        for rule, severity, _, message, message_en, _, _, _, origin, *_ in kept.findings:
            said = message_en if lang == "en" else message
            _say(finding_line(outcome.file.file, origin, rule, severity, said, lang))


def _with_progress(outcomes: Iterator[Outcome], total: int, quiet: bool) -> Iterable[Outcome]:
    """The outcomes, with a progress bar on a terminal, and a line now and then where there is none."""
    if quiet:
        return outcomes
    from extract.progress import on_a_terminal, told_now_and_then

    shown = on_a_terminal if sys.stderr.isatty() else told_now_and_then
    return shown(outcomes, total, _HELP)


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
    from extract.forms import load_every_form, load_forms
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
            lines = report_lines(reading, verdict_of(reading, load_forms()), load_every_form(), lang)
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
    quiet: QuietOption = False,
    lang: LangOption = "zh",
) -> None:
    from extract.batch import inputs_of, with_members
    from extract.jobs import checked_files
    from extract.views import finding_line

    limits = _limits(jobs, timeout, max_memory)
    rules = _chosen_rules(select, ignore)
    said = _said(manifest, path_pattern)
    inputs = with_members(inputs_of(paths), limits)
    unmatched = said.unmatched(file.file for file in inputs)

    def watch(outcomes: Iterator[Outcome], total: int) -> Iterator[Outcome]:
        for outcome in _with_progress(outcomes, total, quiet):
            _say_what_to_look_at(outcome, lang, quiet, verbose=False)
            yield outcome

    with checked_files(inputs, said, limits, rules, watch, _say_it_ends) as (library, found):
        for _, file, _, _, _, rule, severity, _, message, _, _, _, origin, _ in library.rows("findings", lang == "en"):
            typer.echo(finding_line(file, origin, rule, severity, message, lang))
    if not quiet:
        _say(sentence("run.findings", lang, **{level: found.severities[level] for level in SEVERITIES}))
        for row in unmatched:
            _say(sentence("run.manifest_unmatched", lang, file=row))
    raise typer.Exit(_exit_code(found, fail_on))


def _chosen_rules(select: list[str], ignore: list[str]) -> tuple[str, ...]:
    """The ids that start with one of `select` (the usual ones without it) and with none of `ignore`."""
    from extract.catalogue import load_rules

    ids = list(load_rules())
    usual = [rule.id for rule in load_rules().values() if not rule.on_demand]
    wanted, unwanted = (
        tuple(part for each in given for part in each.upper().split(",") if part) for given in (select, ignore)
    )
    for prefix in wanted + unwanted:
        if not any(each.startswith(prefix) for each in ids):
            raise UsageError("no_such_rule", rule=prefix)
    chosen = [each for each in ids if each.startswith(wanted)] if wanted else usual
    return tuple(each for each in chosen if not (unwanted and each.startswith(unwanted)))


@app.command(help=_help("rules"))
def rules(
    markdown: Annotated[bool, typer.Option("--markdown", help=_help("markdown"))] = False,
    lang: LangOption = _HELP,
) -> None:
    from extract.catalogue import load_rules
    from extract.catalogue.page import page_of_rules
    from extract.wording import rule_title

    if markdown:
        for line in page_of_rules(lang):
            typer.echo(line)
        return
    for rule in load_rules().values():
        severity = sentence(f"severity.{rule.severity}", lang)
        typer.echo("  ".join(filter(None, (rule.id, severity, rule_title(rule.id, lang), rule.basis))))


@app.command(help=_help("forms"))
def forms() -> None:
    from extract.forms import load_every_form

    for form in reversed(load_every_form()):
        typer.echo(f"{form.code}  {form.title}  {form.notice}")
        if form.experimental:
            typer.echo(f"  {sentence('codebook.experimental', _HELP)}")
        for table in form.tables:
            lines = sum(len(band.lines) for band in table.bands)
            cells = sum(len(band.lines) * len(band.columns) for band in table.bands)
            typer.echo(f"  {table.key}  {table.title}")
            for band in table.bands:
                typer.echo(f"    {band.label or table.key}: {', '.join(column.key for column in band.columns)}")
                typer.echo("".join(f"      {line.key}  {line.label}\n" for line in band.lines).rstrip("\n"))
            for balance in table.balances:
                typer.echo(f"    {balance.key}: {' + '.join(balance.left)} = {' + '.join(balance.right)}")
            for usual in table.usual:
                sign = "≥" if usual.at_least else "≈"
                typer.echo(f"    {usual.key}: {' + '.join(usual.left)} {sign} {' + '.join(usual.right)}")
            typer.echo(f"    {sentence('show.form', _HELP, rows=lines, cells=cells)}")


@app.command(help=_help("codebook"))
def codebook(
    form: Annotated[Literal["csv", "md", "html"], typer.Option("--format", help=_help("format"))] = "csv",
    lang: LangOption = "zh",
) -> None:
    from extract.codebook import COLUMNS, codebook_of
    from extract.forms import load_every_form

    if form != "csv":
        from extract.codebook_page import html_codebook, markdown_codebook

        for line in (html_codebook if form == "html" else markdown_codebook)(load_every_form(), lang):
            typer.echo(line)
        return
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(codebook_of(load_every_form()))


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
    except KeyboardInterrupt:
        _say(sentence("error.given_up", _HELP))
        sys.exit(INTERRUPTED)
    except Exception as error:
        if _State.debug:
            raise
        _say(sentence("error.bug", _HELP, why=f"{type(error).__name__}: {error}"))
        sys.exit(BUG)
