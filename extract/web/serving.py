"""The desk, served: on this machine, until it is ended."""

from __future__ import annotations

import socket
import webbrowser
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from threading import Thread

import uvicorn

from extract.agencies.roster import Roster
from extract.checks.profile import Profile
from extract.errors import GongkaiError, UsageError
from extract.jobs import settle
from extract.library import OpenLibrary
from extract.web.app import application
from extract.web.desk import Workdesk
from extract.web.guards import LOOPBACK
from extract.words.languages import Lang

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
) -> None:
    """Serves a library until it is ended; `begun` is told the address. A library that is not there yet is made.

    UsageError for an address that others can reach, for one that is taken, and for a folder that is not there;
    OutputError where the library cannot be opened.
    """
    if host not in LOOPBACK:
        raise UsageError("not_loopback", host=host)
    for root in roots:
        if not root.is_dir():
            raise UsageError("no_such_path", path=str(root))
    with OpenLibrary(library) as opened:
        opened.check_whole()
        settle(opened)
    desk = Workdesk(library, roots, roster, profile, year, lang)
    desk.inbox.read()
    Thread(target=_prepared, args=[desk], name="prepare", daemon=True).start()
    with _listening(host, port) as listening:
        name = f"[{host}]" if ":" in host else host
        address = f"http://{name}:{listening.getsockname()[1]}/"
        begun(address)
        if opens:
            webbrowser.open(address)
        config = uvicorn.Config(
            application(desk), log_level="warning", access_log=False, timeout_graceful_shutdown=_PATIENCE,
            server_header=False, lifespan="off",
        )  # fmt: skip
        uvicorn.Server(config).run(sockets=[listening])


def _prepared(desk: Workdesk) -> None:
    """Makes what takes long before somebody asks for it; what cannot be made is told to whoever asks."""
    with suppress(GongkaiError):
        with desk.reading() as library:
            desk.filed(library)
        desk.texts()


def _listening(host: str, port: int) -> socket.socket:
    """A socket that listens. UsageError where the port is taken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        raise UsageError("port_taken", port=str(port), why=error.strerror or str(error)) from error
