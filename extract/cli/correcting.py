"""The command for figures that persons lay over what is printed: `correct`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from extract.cli.options import (
    LangOption,
    LibraryArgument,
    OverwriteOption,
    QuietOption,
    RawOption,
    WaitOption,
    help_of,
    say,
    table_output,
)
from extract.words.languages import Lang
from extract.words.messages import sentence

if TYPE_CHECKING:
    from extract.jobs.correcting import Corrected

commands = typer.Typer()


@commands.command(help=help_of("correct"))
def correct(
    library: LibraryArgument,
    table: Annotated[Path | None, typer.Argument(metavar="[TABLE]", help=help_of("correct.table"))] = None,
    output: Annotated[Path | None, typer.Option("-o", "--output", metavar="FILE", help=help_of("file_out"))] = None,
    who: Annotated[str, typer.Option("--by", metavar="NAME", help=help_of("correct.by"))] = "",
    raw: RawOption = False,
    overwrite: OverwriteOption = False,
    wait: WaitOption = None,
    quiet: QuietOption = False,
    lang: LangOption = "zh",
) -> None:
    from extract.export.formats.setting import Setting
    from extract.export.formats.texts import print_table
    from extract.export.replacing import Replacing
    from extract.export.tables import Selection, table_of
    from extract.forms import load_every_form
    from extract.jobs import settle, settled_to_read
    from extract.jobs.correcting import correct_from
    from extract.jobs.panels import export_into, suffix_of
    from extract.library import OpenLibrary, library_path
    from extract.panels.grid import Choice

    if output:
        suffix_of(output)
    path = library_path(library)
    if table:
        with OpenLibrary.existing(path) as opened:
            came = correct_from(opened, table, who)
            settle(opened)
        for line in () if quiet else _lines(came, lang):
            say(line)
        if not output:
            return
    name, everything = "corrections", Selection(Choice(), lang, masks=None)
    with settled_to_read(path) as opened:
        if output:
            replacing = Replacing(opened, tuple(filter(None, (table,))), overwrite)
            export_into(output, opened, name, everything, Setting(lang, raw), replacing)
            if not quiet:
                say(sentence("run.one_written", lang, path=output))
        else:
            print_table(table_of(name, opened, load_every_form(), everything), table_output(), raw)


def _lines(came: Corrected, lang: Lang) -> Iterator[str]:
    """What came of a table."""
    yield sentence("run.corrected", lang, kept=came.kept, known=came.known)
    for each in came.outdone:
        counts = each.counts
        yield sentence(
            "run.outdone", lang, line=each.line, cell=counts.cell, value=counts.value, who=counts.who, at=counts.at
        )
    for stale in came.stale:
        yield sentence("run.stale", lang, cell=stale.cell, raw=stale.raw, sha256=stale.sha256[:15])
