"""The desk, served until it is ended: on this machine, or to whoever has an account."""

from __future__ import annotations

import socket
import webbrowser
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from socket import gethostname
from threading import Thread

import uvicorn

from extract.agencies.roster import Roster
from extract.checks.profile import Profile
from extract.errors import GongkaiError, UsageError
from extract.export import charts
from extract.jobs import settle
from extract.library import OpenLibrary
from extract.web.app import application
from extract.web.desk import Workdesk
from extract.web.desk_log import DeskLog
from extract.web.guards import LOOPBACK
from extract.web.overview import counts_of
from extract.web.people import Accounts
from extract.web.rights import Door
from extract.words.languages import Lang

_AT_ONCE = 256
"""Requests that are answered at once; more are told to come again."""
_KEPT_OPEN = 60
"""Seconds that a connection waits for the next request, longer than people look at a page: one that is closed just as
it is used again looks like a fault."""
_PATIENCE = 5
"""Seconds that an answer may take after it was said to end."""


def served(
    library: Path,
    roots: Sequence[Path],
    roster: Roster | None,
    profile: Profile,
    year: int,
    lang: Lang,
    host: str,
    port: int,
    opens: bool,
    begun: Callable[[str], None],
    names: Sequence[str] = (),
    asks: bool = False,
) -> None:
    """Serves a library until it is ended; `begun` is told the address. A library that is not there yet is made.

    At any address but the loopback, or where `asks` says so, people have to log in. `names` are those of this machine
    in the network.

    UsageError for an address that others can reach where there are no accounts, for one that is taken, and for a folder
    that is not there; OutputError where the library cannot be opened.
    """
    door = _door(library, host, asks)
    for root in roots:
        if not root.is_dir():
            raise UsageError("no_such_path", path=str(root))
    with OpenLibrary(library) as opened:
        opened.check_whole()
        settle(opened)
    desk = Workdesk(library, roots, roster, profile, year, lang)
    desk.inbox.read()
    Thread(target=prepare, args=[desk], name="prepare", daemon=True).start()
    with _listening(host, port) as listening:
        name = f"[{host}]" if ":" in host else host
        address = f"http://{name}:{listening.getsockname()[1]}/"
        begun(address)
        if opens:
            webbrowser.open(address)
        hosts = {*(LOOPBACK if host in LOOPBACK else (host, gethostname().lower())), *map(str.lower, names)}
        config = uvicorn.Config(
            application(desk, hosts, door), log_level="warning", access_log=False,
            timeout_graceful_shutdown=_PATIENCE, timeout_keep_alive=_KEPT_OPEN,
            server_header=False, lifespan="off", limit_concurrency=_AT_ONCE,
        )  # fmt: skip
        uvicorn.Server(config).run(sockets=[listening])


def _door(library: Path, host: str, asks: bool) -> Door:
    """Who lets in. UsageError where there are no accounts, and must be."""
    if host in LOOPBACK and not asks:
        return Door()
    accounts = Accounts(library)
    if not accounts.all():
        raise UsageError("no_accounts", host=host, library=str(library.parent))
    return Door(accounts, DeskLog(library))


def prepare(desk: Workdesk) -> None:
    """Makes what takes long before somebody asks for it; what cannot be made is told to whoever asks."""
    with suppress(GongkaiError):
        desk.filed()
        counts_of(desk)
        desk.texts()
    charts.prepare()


def _listening(host: str, port: int) -> socket.socket:
    """A socket that listens. UsageError where the port is taken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        raise UsageError("port_taken", port=str(port), why=error.strerror or str(error)) from error
