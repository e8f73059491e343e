"""What the commands do: parse, call, print, exit. Data goes to stdout or `-o`, everything for people to stderr.

Comes in: a command line. Goes out: what it asks for, and an exit code. A file for each kind of user: `reading`,
`supervising`, `desk`, `correcting`, `panels`, `releases`, `declared`, `serving`, with `options` beside them for what
all commands share, `watching` for what is told while files are read, and `views` for how a reading looks in a terminal.
A command imports what it needs when it runs: help and errors of usage must come at once. Nothing is computed here.
"""

from __future__ import annotations

import sys
from typing import Annotated, NoReturn

import typer
from typer.main import get_command

from extract.cli import correcting, declared, desk, panels, reading, releases, serving, supervising
from extract.cli.complaints import Complaint, complained, in_language, speaking
from extract.cli.options import (
    BUG,
    INTERRUPTED,
    LOCALE,
    NOT_WRITTEN,
    OK,
    PROGRAM,
    UNHEARD,
    flush_output,
    help_of,
    in_an_encoding_with_chinese,
    nobody_listens,
    say,
    with_standard_streams,
)
from extract.errors import GongkaiError
from extract.scratch import sweep
from extract.words.messages import sentence

__all__ = ["app", "run"]


app = typer.Typer(
    help=help_of("app"),
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for part in (reading, supervising, desk, correcting, panels, releases, declared, serving):
    app.add_typer(part.commands)


def _print_version(is_asked_for: bool) -> None:
    if is_asked_for:
        typer.echo(PROGRAM)
        raise typer.Exit


@app.callback()
def main(
    version: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=_print_version, help=help_of("version"))
    ] = False,
    debug: Annotated[bool, typer.Option("--debug", help=help_of("debug"))] = False,
) -> None:
    _State.debug = debug
    sweep()


class _State:
    debug = False


def run() -> NoReturn:
    """The entry point: runs a command and turns every error into one line and its exit code."""
    in_an_encoding_with_chinese()
    with_standard_streams()
    try:
        try:
            speaking(LOCALE)
            code = in_language(get_command(app), LOCALE)(standalone_mode=False)
        finally:
            is_heard = flush_output()
        sys.exit(code or OK if is_heard else UNHEARD)
    except SystemExit as end:
        sys.exit(UNHEARD if nobody_listens(end.__context__) else end.code)
    except GongkaiError as error:
        say(str(error))
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        say(sentence("error.given_up", LOCALE))
        sys.exit(INTERRUPTED)
    except (OSError, MemoryError) as error:
        if nobody_listens(error):
            sys.exit(UNHEARD)
        if _State.debug:
            raise
        say(sentence(f"error.{_code_of(error)}", LOCALE, why=error))
        sys.exit(NOT_WRITTEN)
    except Exception as error:
        if isinstance(error, Complaint):
            _complain(error)
        if _State.debug:
            raise
        say(sentence("error.bug", LOCALE, why=f"{type(error).__name__}: {error}"))
        sys.exit(BUG)


def _complain(error: Complaint) -> NoReturn:
    """Says what is wrong with a command line."""
    lines = complained(error, LOCALE)
    for line in lines:
        say(line)
    if not lines:
        error.show()
    sys.exit(error.exit_code)


def _code_of(error: OSError | MemoryError) -> str:
    """What is said of an error of the system that no part of the program has named: one without a file is of stdout."""
    if isinstance(error, MemoryError):
        return "memory"
    return "refused" if error.filename else "no_output"
