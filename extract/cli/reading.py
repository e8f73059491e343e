"""Commands that read reports: `extract`, `check`, `show`, `merge`; and `write`, which writes what was read."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from extract.cli.options import (
    BUG,
    FOUND,
    LOCALE,
    NONE_READ,
    OK,
    SOME_FAILED,
    CodesOption,
    JobsOption,
    JsonOption,
    LangOption,
    LibraryArgument,
    LibraryOption,
    MemoryOption,
    NoFilesOption,
    OutputOption,
    OverwriteOption,
    QuietOption,
    RawOption,
    TimeoutOption,
    WaitOption,
    WorkbookOption,
    help_of,
    limits_of,
    say,
    tell,
    tell_json,
    wording_of,
)
from extract.cli.watching import say_it_ends, watching
from extract.errors import UnreadableFile, UsageError
from extract.model import SEVERITIES, STATUSES, Reading, Severity, Stage
from extract.words.languages import Lang
from extract.words.messages import sentence
from extract.words.sheet_names import WORKBOOK

if TYPE_CHECKING:
    from extract.agencies.given import Givens
    from extract.export.folder import Written
    from extract.export.replacing import Replacing
    from extract.jobs import Input, Plan
    from extract.jobs.reading import Summary, Tally, Target
    from extract.jobs.workers import Engine


commands = typer.Typer()
_EngineName = Literal["local", "dask"]
"""Who reads: this machine, or a cluster."""


@commands.command(help=help_of("extract"))
def extract(
    paths: Annotated[list[str], typer.Argument(help=help_of("paths"))],
    output: OutputOption = Path("gongkai-out"),
    library: LibraryOption = None,
    manifest: Annotated[Path | None, typer.Option("--manifest", metavar="CSV", help=help_of("manifest"))] = None,
    path_pattern: Annotated[str, typer.Option("--path-pattern", help=help_of("path_pattern"))] = "",
    codes_file: CodesOption = None,
    fail_on: Annotated[Severity | None, typer.Option("--fail-on", metavar="LEVEL", help=help_of("fail_on"))] = None,
    raw: RawOption = False,
    force: Annotated[bool, typer.Option("--force", help=help_of("force"))] = False,
    retry_failed: Annotated[bool, typer.Option("--retry-failed", help=help_of("retry_failed"))] = False,
    limit: Annotated[int | None, typer.Option("--limit", min=1, metavar="N", help=help_of("limit"))] = None,
    shard: Annotated[str, typer.Option("--shard", metavar="I/N", help=help_of("shard"))] = "1/1",
    prune: Annotated[bool, typer.Option("--prune", help=help_of("prune"))] = False,
    yes: Annotated[bool, typer.Option("--yes", help=help_of("yes"))] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=help_of("dry_run"))] = False,
    engine: Annotated[_EngineName, typer.Option("--engine", help=help_of("engine"))] = "local",
    scheduler: Annotated[str, typer.Option("--scheduler", metavar="ADDRESS", help=help_of("scheduler"))] = "",
    no_files: NoFilesOption = False,
    workbook: WorkbookOption = False,
    overwrite: OverwriteOption = False,
    wait: WaitOption = None,
    jobs: JobsOption = 0,
    timeout: TimeoutOption = 60,
    max_memory: MemoryOption = "2G",
    log: Annotated[Path | None, typer.Option("--log", metavar="FILE", help=help_of("log"))] = None,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
    verbose: Annotated[bool, typer.Option("-v", "--verbose", help=help_of("verbose"))] = False,
    lang: LangOption = "zh",
) -> None:
    from extract.agencies.codes import codes_of
    from extract.cli.objects import extract_json
    from extract.jobs import ReadingOptions, shard_of, with_members
    from extract.jobs.inputs import shown
    from extract.jobs.log import Log
    from extract.jobs.plan import Pruning
    from extract.jobs.reading import extract_files, may_be_written, outputs_of, planned
    from extract.jobs.stores import is_url, local_path, looked_through, root_of

    limits = limits_of(jobs, timeout, max_memory)
    _check_engine(engine, scheduler, paths)
    givens = _givens(manifest, path_pattern)
    codes = codes_of(codes_file) if codes_file else None
    part = shard_of(shard)
    target = _target(library, output, raw, lang, overwrite)._replace(with_workbook=workbook, with_files=not no_files)
    may_be_written(target)
    ours = [*outputs_of(target), *([log] if log else [])]
    urls = list(filter(is_url, paths))
    with _engine_of("local" if dry_run else engine, scheduler, jobs) as reads, _files_at(paths, ours) as files:
        every = with_members(files, limits)
        unmatched = givens.unmatched(file.file for file in every)
        inputs = [file for file in every if part.has(file.file)]
        options = ReadingOptions(force, retry_failed, limit, part.of > 1, looked_through(urls, every))
        if dry_run:
            _print_plan(planned(target.library, inputs, givens, options), prune, lang)
            return
        roots = (root_of(path) if is_url(path) else shown(local_path(path)) for path in paths)
        pruning = Pruning(prune, tuple(roots), yes)
        with Log(log) as journal:
            watch = watching(quiet, lang, verbose, journal.add)
            summary = extract_files(inputs, givens, options, limits, target, pruning, watch, say_it_ends, codes, reads)
    if not inputs:
        say(sentence("run.nothing", lang))
    if as_json:
        tell_json(extract_json(summary, len(inputs)))
    if not quiet:
        _say_summary(summary, target, len(inputs), lang)
        _say_manifest(givens, unmatched, lang)
    raise typer.Exit(_exit_code(summary.tally, fail_on))


@commands.command(help=help_of("check"))
def check(
    paths: Annotated[list[Path], typer.Argument(help=help_of("paths"))],
    select: Annotated[list[str], typer.Option("--select", metavar="RULE", help=help_of("select"))] = [],  # noqa: B006
    ignore: Annotated[list[str], typer.Option("--ignore", metavar="RULE", help=help_of("ignore"))] = [],  # noqa: B006
    manifest: Annotated[Path | None, typer.Option("--manifest", metavar="CSV", help=help_of("manifest"))] = None,
    path_pattern: Annotated[str, typer.Option("--path-pattern", help=help_of("path_pattern"))] = "",
    fail_on: Annotated[Severity, typer.Option("--fail-on", metavar="LEVEL", help=help_of("fail_on"))] = "error",
    page: Annotated[Path | None, typer.Option("--page", metavar="HTML", help=help_of("page"))] = None,
    overwrite: OverwriteOption = False,
    as_json: JsonOption = False,
    jobs: JobsOption = 0,
    timeout: TimeoutOption = 60,
    max_memory: MemoryOption = "2G",
    quiet: QuietOption = False,
    lang: LangOption = "zh",
) -> None:
    from extract.cli.objects import check_json
    from extract.cli.views import finding_line
    from extract.jobs import with_members
    from extract.jobs.reading import checked_files, page_into, page_rule
    from extract.rows import FINDING_COLUMNS

    limits = limits_of(jobs, timeout, max_memory)
    rules = _chosen_rules(select, ignore)
    givens = _givens(manifest, path_pattern)
    replacing = page_rule(page, paths, overwrite) if page else None
    with _files_at(paths) as files:
        inputs = with_members(files, limits)
        unmatched = givens.unmatched(file.file for file in inputs)
        watch = watching(quiet, lang)
        with checked_files(inputs, givens, limits, rules, watch, say_it_ends, with_readings=bool(page)) as checked:
            tally = checked.tally
            rows = checked.library.rows("findings", wording_of(lang).message)
            findings = (dict(zip(FINDING_COLUMNS, row, strict=True)) for row in rows)
            if as_json:
                tell_json(check_json(findings, tally))
            for each in findings:
                tell(finding_line(each["file"], each["origin"], each["rule"], each["severity"], each["message"], lang))
            if page and replacing:
                page_into(page, checked, wording_of(lang), replacing)
                say(sentence("run.one_written", lang, path=page))
    if not quiet:
        say(sentence("run.findings", lang, **{level: tally.severities[level] for level in SEVERITIES}))
        _say_manifest(givens, unmatched, lang)
    raise typer.Exit(_exit_code(tally, fail_on))


@commands.command(help=help_of("show"))
def show(
    file: Annotated[Path, typer.Argument(help=help_of("file"))],
    stage: Annotated[Stage | None, typer.Option("--stage", metavar="STAGE", help=help_of("stage"))] = None,
    as_json: JsonOption = False,
    mark: Annotated[Path | None, typer.Option("--mark", metavar="PNG", help=help_of("mark"))] = None,
    overwrite: OverwriteOption = False,
    lang: LangOption = "zh",
) -> None:
    from extract.checks import verdict_of
    from extract.cli.objects import json_of
    from extract.cli.screen import report_lines, stage_lines
    from extract.forms import load_every_form, load_forms
    from extract.jobs import Limits, readings_within
    from extract.jobs.reading import picture_rule

    with _input_at(file) as given:
        replacing = picture_rule(mark, file, overwrite) if mark else None
        readings = readings_within(given, Limits(jobs=1))
        if mark and replacing:
            _write_picture(mark, given.path, readings, replacing)
    if as_json:
        shown = [json_of(reading, stage) for reading in readings]
        tell_json(shown if len(shown) > 1 else shown[0])
        return
    for reading in readings:
        if stage:
            lines = stage_lines(reading, stage)
        else:
            lines = report_lines(reading, verdict_of(reading, load_forms()), load_every_form(), lang)
        for line in lines:
            tell(line, kept="\t\n" if stage else "\t")


@commands.command(help=help_of("merge"))
def merge(
    libraries: Annotated[list[Path], typer.Argument(help=help_of("libraries"))],
    output: OutputOption = Path("gongkai-out"),
    library: LibraryOption = None,
    raw: RawOption = False,
    no_files: NoFilesOption = False,
    workbook: WorkbookOption = False,
    overwrite: OverwriteOption = False,
    wait: WaitOption = None,
    quiet: QuietOption = False,
    lang: LangOption = "zh",
) -> None:
    from extract.jobs.reading import may_be_written, merge_libraries
    from extract.library import library_path

    target = _target(library, output, raw, lang, overwrite)._replace(with_workbook=workbook, with_files=not no_files)
    may_be_written(target)
    summary = merge_libraries([library_path(path) for path in libraries], target)
    if not quiet:
        _say_summary(summary, target, sum(summary.tally.statuses.values()), lang)
    raise typer.Exit(_exit_code(summary.tally, None))


@commands.command(help=help_of("write"))
def write(
    library: LibraryArgument,
    output: Annotated[Path | None, typer.Option("-o", "--output", help=help_of("output"))] = None,
    raw: RawOption = False,
    workbook: WorkbookOption = False,
    overwrite: OverwriteOption = False,
    wait: WaitOption = None,
    quiet: QuietOption = False,
    lang: LangOption = "zh",
) -> None:
    from extract.jobs.reading import Target, may_be_written, write_files
    from extract.library import library_path

    path = library_path(library)
    target = Target(path, output or path.parent, wording_of(lang), raw, overwrite, workbook)
    may_be_written(target)
    written = write_files(target)
    if written and not quiet:
        _say_written(written, target, lang)


# ── What is asked ────────────────────────────────────────────────────────────────────────────────────────────────────


def _target(library: Path | None, output: Path, raw: bool, lang: Lang, overwrite: bool) -> Target:
    from extract.jobs.reading import Target
    from extract.library import NAME, library_path

    return Target(library_path(library) if library else output / NAME, output, wording_of(lang), raw, overwrite)


@contextmanager
def _files_at(paths: Sequence[str | Path], leave_out: Sequence[Path] = ()) -> Iterator[list[Input]]:
    """The files that paths and URLs name, but for those to `leave_out`, and for `-` what comes in by standard input."""
    from extract.jobs.inputs import STANDARD_INPUT, inputs_of, standard_input, told_apart
    from extract.jobs.stores import inputs_at, is_url, local_path
    from extract.scratch import scratch_folder

    given = [*map(str, paths)]
    urls = [path for path in given if is_url(path)]
    found = inputs_of((local_path(path) for path in given if path not in (STANDARD_INPUT, *urls)), leave_out)
    with ExitStack() as stack:
        if urls:
            found += inputs_at(urls, stack.enter_context(scratch_folder()))
        if STANDARD_INPUT in given:
            found.append(stack.enter_context(standard_input(sys.stdin.buffer)))
        yield told_apart(found)


def _check_engine(engine: _EngineName, scheduler: str, paths: Sequence[str]) -> None:
    """UsageError where one machine is asked for what a cluster does."""
    from extract.jobs.stores import is_url

    if engine == "local" and scheduler:
        raise UsageError("scheduler_without_cluster")
    if engine == "local" and (url := next(filter(is_url, paths), "")):
        raise UsageError("url_without_cluster", url=url)


def _engine_of(engine: _EngineName, scheduler: str, jobs: int) -> AbstractContextManager[Engine | None]:
    """Who reads; None is this machine."""
    if engine == "local":
        return nullcontext()
    from extract.jobs.cluster import clustered

    return clustered(scheduler, jobs)


def _input_at(path: Path) -> AbstractContextManager[Input]:
    """One file, or for `-` what comes in by standard input."""
    from extract.jobs.inputs import STANDARD_INPUT, Input, standard_input

    if str(path) == STANDARD_INPUT:
        return standard_input(sys.stdin.buffer)
    if not path.exists():
        raise UsageError("no_such_path", path=str(path))
    if path.is_dir():
        raise UsageError("is_a_folder", path=str(path))
    if not path.is_file():
        raise UnreadableFile("not_a_file")
    return nullcontext(Input(path.as_posix(), path))


def _givens(manifest: Path | None, path_pattern: str) -> Givens:
    from extract.agencies.given import Givens, manifest_of, pattern_of

    return Givens(manifest_of(manifest) if manifest else None, pattern_of(path_pattern) if path_pattern else None)


def _chosen_rules(select: list[str], ignore: list[str]) -> tuple[str, ...]:
    """The ids that start with one of `select` (the usual ones without it) and with none of `ignore`."""
    from extract.catalogue import load_rules

    ids = list(load_rules())
    usual = [rule.id for rule in load_rules().values() if not rule.on_demand]
    selected, ignored = (
        tuple(part for text in given for part in text.upper().split(",") if part) for given in (select, ignore)
    )
    for prefix in selected + ignored:
        if not any(text.startswith(prefix) for text in ids):
            raise UsageError("no_such_rule", rule=prefix)
    chosen = [text for text in ids if text.startswith(selected)] if selected else usual
    left = tuple(text for text in chosen if not (ignored and text.startswith(ignored)))
    if not left:
        raise UsageError("no_rule_left")
    return left


# ── What is told ─────────────────────────────────────────────────────────────────────────────────────────────────────


def _print_plan(plan: Plan, prune: bool, lang: Lang) -> None:
    for task, why in zip(plan.tasks, plan.why, strict=True):
        tell(f"{why}\t{task.file.file}")
    for file in plan.gone if prune else ():
        tell(f"gone\t{file}")
    say(sentence("run.plan", lang, read=len(plan.tasks), known=plan.unchanged, left=plan.left, gone=len(plan.gone)))


def _say_summary(summary: Summary, target: Target, inputs: int, lang: Lang) -> None:
    """How every file is accounted for, what was found, what was written, and what to do next."""
    tally = summary.tally
    parts = {status: tally.statuses[status] for status in STATUSES}
    left = sentence("run.left", lang, left=summary.left) if summary.left else ""
    say(sentence("run.summary", lang, files=inputs, left=left, **parts))
    if summary.unchanged:
        say(sentence("run.known", lang, read=summary.read, known=summary.unchanged))
    if summary.gone:
        say(sentence("run.gone", lang, gone=summary.gone))
    if summary.files_in_library > inputs:
        say(sentence("run.held", lang, library=target.library, held=summary.files_in_library))
    say(sentence("run.findings", lang, **{level: tally.severities[level] for level in SEVERITIES}))
    if summary.written:
        _say_written(summary.written, target, lang)
    else:
        say(sentence("run.no_files", lang, library=target.library, folder=target.folder))
    if parts["failed"]:
        say(sentence("run.failed", lang, failed=parts["failed"]))


def _say_manifest(givens: Givens, unmatched: Iterable[str], lang: Lang) -> None:
    if givens.manifest:
        say(sentence("run.manifest", lang, count=len(givens.manifest.rows)))
    for file in unmatched:
        say(sentence("run.manifest_unmatched", lang, file=file))


def _say_written(written: Written, target: Target, lang: Lang) -> None:
    tables = ", ".join(path.name for path in written.tables)
    say(sentence("run.written" if written.anew else "run.stands", lang, folder=target.folder, files=tables))
    _say_workbook(written.workbook, target, lang)


def _say_workbook(workbook: Path | None, target: Target, lang: Lang) -> None:
    intended = target.folder / WORKBOOK
    if workbook is None:
        left_out = "workbook_no_room" if target.with_workbook else "workbook_left_out"
        say(sentence(f"run.{left_out}", lang, path=intended))
    elif workbook != intended:
        say(sentence("run.workbook_in_use", lang, path=intended, other=workbook))
    else:
        say(sentence("run.workbook", lang, path=workbook))


def _write_picture(picture: Path, file: Path, readings: tuple[Reading, ...], replacing: Replacing) -> None:
    from extract.export.leaves import have_leaves
    from extract.jobs.reading import picture_into

    if not have_leaves(readings[0].report.source.kind):
        raise UsageError("no_pages", path=str(file))
    picture_into(picture, file.read_bytes(), readings, replacing)
    say(sentence("run.marked", LOCALE, path=picture))


def _exit_code(tally: Tally, fail_on: Severity | None) -> int:
    if tally.reasons["bug"]:
        return BUG
    if not any(tally.statuses[status] for status in ("ok", "ok_with_repairs", "partial")):
        return NONE_READ
    if tally.statuses["failed"]:
        return SOME_FAILED
    graver = SEVERITIES[: SEVERITIES.index(fail_on) + 1] if fail_on else ()
    return FOUND if any(tally.severities[level] for level in graver) else OK
