"""The command for the desk in a browser: `serve`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from extract.cli.options import LangOption, QuietOption, help_of, say
from extract.cli.supervising import ProfileOption, RosterOption, brought
from extract.errors import UsageError
from extract.words.messages import sentence

ServedArgument = Annotated[Path, typer.Argument(envvar="GONGKAI_LIBRARY", metavar="DIR", help=help_of("in_library"))]
FOLDER = Path("gongkai-out")
PORT = 8765

commands = typer.Typer()


@commands.command(help=help_of("serve"))
def serve(
    library: ServedArgument = FOLDER,
    root: Annotated[list[Path], typer.Option("--root", metavar="DIR", help=help_of("serve.root"))] = [],  # noqa: B006
    roster_file: RosterOption = None,
    profile_file: ProfileOption = None,
    year: Annotated[int, typer.Option("--year", min=0, help=help_of("serve.year"))] = 0,
    host: Annotated[str, typer.Option("--host", metavar="ADDRESS", help=help_of("serve.host"))] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help=help_of("serve.port"))] = PORT,
    open_: Annotated[bool, typer.Option("--open", help=help_of("serve.open"))] = False,
    quiet: QuietOption = False,
    lang: LangOption = "zh",
) -> None:
    from extract.library import library_path

    try:
        from extract.web.serving import served
    except ImportError as error:
        raise UsageError("no_web", module=str(error.name)) from error
    roster, demands, _ = brought(roster_file, profile_file)

    def begun(address: str) -> None:
        if not quiet:
            say(sentence("run.serving", lang, address=address))

    served(library_path(library), root, roster, demands, year, lang, host, port, open_, begun)
