"""The commands for the desk in a browser: `serve`, and `user` for who may log in."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from extract.cli.options import LangOption, QuietOption, help_of, say
from extract.cli.supervising import ProfileOption, RosterOption, brought
from extract.errors import UsageError
from extract.words.languages import Lang
from extract.words.messages import sentence
from extract.words.phrases import joined

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
    name: Annotated[list[str], typer.Option("--name", metavar="HOST", help=help_of("serve.name"))] = [],  # noqa: B006
    login: Annotated[bool, typer.Option("--login", help=help_of("serve.login"))] = False,
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

    served(library_path(library), root, roster, demands, year, lang, host, port, open_, begun, name, login)


class UserAction(StrEnum):
    """What is done about an account."""

    ADD = "add"
    LIST = "list"
    REMOVE = "remove"
    PASSWORD = "passwd"


class UserRole(StrEnum):
    """What somebody may do at the desk."""

    VIEWER = "viewer"
    REVIEWER = "reviewer"
    ADMIN = "admin"


@commands.command(help=help_of("user"))
def user(
    action: Annotated[UserAction, typer.Argument(metavar="add|list|remove|passwd", help=help_of("user.action"))],
    name: Annotated[str, typer.Argument(metavar="[NAME]", help=help_of("user.name"))] = "",
    role: Annotated[UserRole, typer.Option("--role", help=help_of("user.role"))] = UserRole.VIEWER,
    region: Annotated[list[str], typer.Option("--region", metavar="PLACE", help=help_of("user.region"))] = [],  # noqa: B006
    everywhere: Annotated[bool, typer.Option("--everywhere", help=help_of("user.everywhere"))] = False,
    library: Annotated[
        Path, typer.Option("--library", envvar="GONGKAI_LIBRARY", metavar="DIR", help=help_of("in_library"))
    ] = FOLDER,
    lang: LangOption = "zh",
) -> None:
    from extract.library import library_path

    try:
        from extract.web.people import Accounts
    except ImportError as error:
        raise UsageError("no_web", module=str(error.name)) from error
    accounts = Accounts(library_path(library))
    if action == UserAction.LIST:
        for each in accounts.all():
            everything = each.role == "admin" or each.places is None
            places = sentence("run.user.everywhere", lang) if everything else joined(each.places or (), lang)
            typer.echo(f"{each.name}\t{each.role}\t{places}")
        return
    if not name:
        raise UsageError("no_name", name=name)
    if action == UserAction.ADD:
        accounts.add(name, role.value, None if everywhere else tuple(region), _password(lang))
        sees_nothing = not (region or everywhere or role == UserRole.ADMIN)
        say(sentence("run.user.sees_nothing" if sees_nothing else "run.user.added", lang, name=name))
    elif action == UserAction.PASSWORD:
        accounts.change_password(name, _password(lang))
        say(sentence("run.user.changed", lang, name=name))
    else:
        accounts.remove(name)
        say(sentence("run.user.removed", lang, name=name))


def _password(lang: Lang) -> str:
    """A password that is typed twice without being shown, or the first line of what comes in."""
    if sys.stdin.isatty():
        words = (sentence("run.user.password", lang), sentence("run.user.again", lang))
        return str(typer.prompt(words[0], hide_input=True, confirmation_prompt=words[1], err=True))
    return sys.stdin.readline().rstrip("\r\n")
