"""Commands for supervisors: `audit`, `diff`, `file`, `notices`, `page`, `profile`, `roster`, `totals`."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from extract.cli.options import (
    FOUND,
    OK,
    AskedArgument,
    CodesOption,
    LangOption,
    LibraryArgument,
    OverwriteOption,
    QuietOption,
    RawOption,
    WaitOption,
    help_of,
    say,
    table_output,
    tell_json,
    wording_of,
)
from extract.errors import UsageError
from extract.model import SEVERITIES, Severity
from extract.rows import safe_text
from extract.words.messages import sentence

if TYPE_CHECKING:
    from extract.agencies.roster import Roster, Unit
    from extract.checks.profile import Profile

RosterOption = Annotated[Path | None, typer.Option("--roster", metavar="FILE", help=help_of("roster_file"))]
ProfileOption = Annotated[Path | None, typer.Option("--profile", metavar="FILE", help=help_of("profile"))]

AUDIT_FOLDER = Path("gongkai-audit")

commands = typer.Typer()


@commands.command(help=help_of("audit"))
def audit(
    library: LibraryArgument,
    output: Annotated[Path, typer.Option("-o", "--output", help=help_of("output"))] = AUDIT_FOLDER,
    roster_file: RosterOption = None,
    profile_file: ProfileOption = None,
    codes_file: CodesOption = None,
    year: Annotated[int, typer.Option("--year", min=0, help=help_of("year"))] = 0,
    answers: Annotated[Path | None, typer.Option("--answers", metavar="DIR", help=help_of("answers"))] = None,
    fail_on: Annotated[Severity | None, typer.Option("--fail-on", metavar="LEVEL", help=help_of("fail_on"))] = None,
    as_json: Annotated[bool, typer.Option("--json", help=help_of("audit_json"))] = False,
    overwrite: OverwriteOption = False,
    wait: WaitOption = None,
    quiet: QuietOption = False,
    lang: LangOption = "zh",
) -> None:
    from extract.agencies.codes import codes_of
    from extract.agencies.listing import listing_of
    from extract.checks.profile import Profile, profile_of
    from extract.cli.objects import audit_json
    from extract.cli.views import audit_lines, roster_line
    from extract.jobs.supervising import audit_library
    from extract.library import library_path

    wording = wording_of(lang)
    listing = listing_of(roster_file) if roster_file else None
    demands = profile_of(profile_file) if profile_file else Profile()
    codes = codes_of(codes_file) if codes_file else None
    inputs = tuple(filter(None, (roster_file, profile_file, codes_file)))
    roster = listing and listing.roster
    if answers and not answers.exists():
        raise UsageError("no_such_path", path=str(answers))
    audited = audit_library(
        library_path(library), output, roster, demands, year, wording, inputs, overwrite, codes, answers
    )
    result = audited.audit
    if as_json:
        tell_json(audit_json(result))
    if not quiet and listing:
        say(roster_line(listing, lang))
    if not quiet:
        for line in audit_lines(audited, demands, year, lang):
            say(line)
    severities = [problem.severity for problem in result.problems]
    graver = SEVERITIES[: SEVERITIES.index(fail_on) + 1] if fail_on else ()
    raise typer.Exit(FOUND if any(level in graver for level in severities) else OK)


@commands.command(help=help_of("diff"))
def diff(
    old: Annotated[Path, typer.Argument(metavar="OLD", help=help_of("diff_old"))],
    new: Annotated[Path | None, typer.Argument(metavar="NEW", help=help_of("diff_new"))] = None,
    output: Annotated[Path | None, typer.Option("-o", "--output", metavar="FILE", help=help_of("file_out"))] = None,
    as_json: Annotated[bool, typer.Option("--json", help=help_of("audit_json"))] = False,
    raw: RawOption = False,
    overwrite: OverwriteOption = False,
    quiet: QuietOption = False,
    lang: LangOption = "zh",
) -> None:
    from extract.cli.objects import diff_json
    from extract.export.formats import write_tables
    from extract.export.formats.setting import Setting
    from extract.export.formats.texts import print_table
    from extract.export.replacing import Replacing
    from extract.export.tables import difference_table
    from extract.forms import load_every_form
    from extract.jobs.differing import differing
    from extract.jobs.panels import suffix_of

    suffix = suffix_of(output) if output else ""
    inputs = tuple(filter(None, (old, new)))
    with differing(old, new) as (rows, library):
        table = difference_table(rows, load_every_form(), lang)
        if output:
            replacing = (
                Replacing(library, inputs, overwrite) if library else Replacing(inputs=inputs, overwrite=overwrite)
            )
            replacing.check(output)
            write_tables([table], output, suffix, Setting(lang, raw), replacing)
    if as_json and rows:
        tell_json(diff_json(rows))
    elif rows and not output:
        print_table(table, table_output(), raw)
    if rows and not quiet:
        kinds = Counter(row.difference for row in rows)
        counts = {kind: kinds[kind] for kind in ("added", "removed", "changed")}
        say(sentence("run.diff", lang, count=len(rows), **counts))
    if output and not quiet:
        say(sentence("run.one_written", lang, path=output))


@commands.command(help=help_of("totals"))
def totals(
    library: LibraryArgument,
    output: Annotated[Path, typer.Option("-o", "--output", metavar="FILE", help=help_of("profile.output"))],
    roster_file: RosterOption = None,
    profile_file: ProfileOption = None,
    year: Annotated[int, typer.Option("--year", min=0, help=help_of("year"))] = 0,
    overwrite: OverwriteOption = False,
    wait: WaitOption = None,
    quiet: QuietOption = False,
    lang: LangOption = "zh",
) -> None:
    from extract.jobs.adding_up import add_up_library
    from extract.library import library_path

    roster, demands, inputs = brought(roster_file, profile_file)
    added_up = add_up_library(library_path(library), output, roster, demands, year, lang, inputs, overwrite)
    if not quiet:
        say(sentence("run.totals", lang, year=added_up.year, path=output))
    if not quiet and (added_up.explained or added_up.left):
        say(sentence("run.explained", lang, count=added_up.explained, left=added_up.left))
    if not quiet and added_up.kept:
        say(sentence("run.changed_kept", lang, path=added_up.kept))


@commands.command(help=help_of("notices"))
def notices(
    library: LibraryArgument,
    output: Annotated[Path, typer.Option("-o", "--output", metavar="DIR", help=help_of("output"))],
    roster_file: RosterOption = None,
    profile_file: ProfileOption = None,
    year: Annotated[int, typer.Option("--year", min=0, help=help_of("year"))] = 0,
    audited_in: Annotated[Path, typer.Option("--audit", metavar="DIR", help=help_of("audited_in"))] = AUDIT_FOLDER,
    templates: Annotated[Path | None, typer.Option("--template", metavar="DIR", help=help_of("template"))] = None,
    office: Annotated[str, typer.Option("--office", metavar="NAME", help=help_of("office"))] = "",
    overwrite: OverwriteOption = False,
    wait: WaitOption = None,
    quiet: QuietOption = False,
    lang: LangOption = "zh",
) -> None:
    from extract.cli.views import notices_lines
    from extract.jobs.handing_on import hand_on
    from extract.library import library_path

    roster, demands, inputs = brought(roster_file, profile_file)
    handed_on = hand_on(
        library_path(library),
        output,
        roster,
        demands,
        year,
        wording_of(lang),
        templates,
        audited_in,
        inputs,
        overwrite,
        office,
    )
    if not quiet:
        for line in notices_lines(handed_on, output, audited_in, lang):
            say(line)


@commands.command(help=help_of("page.command"))
def page(
    library: LibraryArgument,
    output: Annotated[Path, typer.Option("-o", "--output", metavar="HTML", help=help_of("profile.output"))],
    roster_file: RosterOption = None,
    profile_file: ProfileOption = None,
    year: Annotated[int, typer.Option("--year", min=0, metavar="YEAR", help=help_of("year"))] = 0,
    audited_in: Annotated[Path, typer.Option("--audit", metavar="DIR", help=help_of("audited_in"))] = AUDIT_FOLDER,
    overwrite: OverwriteOption = False,
    wait: WaitOption = None,
    quiet: QuietOption = False,
    lang: LangOption = "zh",
) -> None:
    from extract.cli.views import said_before_lines
    from extract.jobs.handing_on import write_page
    from extract.library import library_path

    roster, demands, inputs = brought(roster_file, profile_file)
    where = (library_path(library), output, roster, demands, year, wording_of(lang))
    of_year, said = write_page(*where, audited_in, inputs, overwrite)
    if not quiet:
        for line in said_before_lines(said, audited_in, lang):
            say(line)
        say(sentence("run.page", lang, year=of_year, path=output))


@commands.command(name="file", help=help_of("filing"))
def file_(
    library: LibraryArgument,
    output: Annotated[Path, typer.Option("-o", "--output", metavar="DIR", help=help_of("filing.output"))],
    roster_file: RosterOption = None,
    year: Annotated[int, typer.Option("--year", min=0, help=help_of("filing.year"))] = 0,
    overwrite: OverwriteOption = False,
    wait: WaitOption = None,
    quiet: QuietOption = False,
    lang: LangOption = "zh",
) -> None:
    from extract.agencies.listing import roster_of
    from extract.jobs.filing import file_library
    from extract.library import library_path

    roster = roster_of(roster_file) if roster_file else None
    filed = file_library(library_path(library), output, roster, year, overwrite)
    if not quiet:
        say(sentence("run.filed", lang, **filed._asdict()))


@commands.command(help=help_of("profile.command"))
def profile(
    output: Annotated[Path, typer.Option("-o", "--output", metavar="FILE", help=help_of("profile.output"))],
    overwrite: OverwriteOption = False,
    quiet: QuietOption = False,
    lang: LangOption = "zh",
) -> None:
    from extract.jobs.supervising import draft_profile

    draft_profile(output, lang, overwrite)
    if not quiet:
        say(sentence("run.profile", lang, path=output))


@commands.command(help=help_of("roster"))
def roster(
    library: AskedArgument,
    output: Annotated[Path | None, typer.Option("-o", "--output", metavar="CSV", help=help_of("file_out"))] = None,
    overwrite: OverwriteOption = False,
    quiet: QuietOption = False,
    lang: LangOption = "zh",
) -> None:
    from extract.agencies.listing import HEADERS
    from extract.export.delimited import rows_into
    from extract.jobs.supervising import draft_roster, keep_roster
    from extract.library import library_path

    heads = tuple(words[0] for words in HEADERS.values())
    rows = [_roster_row(unit) for unit in draft_roster(library_path(library))]
    if output:
        keep_roster(output, heads, rows, overwrite)
        if not quiet:
            say(sentence("run.one_written", lang, path=output))
    else:
        rows_into(table_output()).writerows([heads, *rows])


def _roster_row(unit: Unit) -> tuple[str, ...]:
    years = (unit.valid_from or "", unit.valid_to or "")
    others = (";".join(unit.aliases), unit.kind, unit.parent, *years, ";".join(unit.predecessors))
    return tuple(safe_text(str(cell)) for cell in (unit.name, unit.code, *others, ""))


class OfficeLists(NamedTuple):
    """What an office brings for a year: who must file, by which profile, and the files that say so."""

    roster: Roster | None
    profile: Profile
    files: tuple[Path, ...]


def brought(roster_file: Path | None, profile_file: Path | None) -> OfficeLists:
    from extract.agencies.listing import roster_of
    from extract.checks.profile import Profile, profile_of

    return OfficeLists(
        roster_of(roster_file) if roster_file else None,
        profile_of(profile_file) if profile_file else Profile(),
        tuple(filter(None, (roster_file, profile_file))),
    )
