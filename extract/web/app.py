"""The application: all routes of the desk with their rights, and what stands around them.

Comes in: a `Workdesk`, and a `Door` where there are accounts. Goes out: an ASGI application. What changes something
asks for the token of the page that it was sent from (`writing`); errors of ours are pages that say why.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection
from contextlib import suppress
from functools import wraps
from pathlib import Path
from shutil import disk_usage

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

from extract.errors import GongkaiError, OutputError
from extract.library.waiting import Patience, patience
from extract.web import (
    comparing,
    confirming,
    correcting,
    handing,
    login,
    overview,
    queue,
    receiving,
    report,
    searching,
    source_view,
)
from extract.web.desk import Workdesk
from extract.web.guards import LOOPBACK, TOKEN, Guard, Tokens
from extract.web.rendering import LANGUAGE, LANGUAGES, back_to, desk_of, lang_of, page, refused
from extract.web.rights import LOGIN, Door, Guarded
from extract.words.web_labels import web_words

_STATIC = Path(__file__).parent / "static"
_MOST_FIELDS = 50
_LARGEST_FORM, _LARGEST_UPLOAD = 2**20, 2**29
"""Bytes of a form, and of one with files."""
_ROOM_LEFT = 2**28
"""Bytes of the disk that uploads leave free."""
_PATIENCE = 20.0
"""Seconds that somebody waits who decides while another process writes."""
_A_YEAR = 365 * 24 * 60 * 60
Writing = Callable[[Request, FormData], Response]


def application(desk: Workdesk, hosts: Collection[str] = LOOPBACK, door: Door | None = None) -> Starlette:
    """The desk as an application that answers requests for some hosts; without a door, whoever sits at this machine."""
    door = door or Door()
    made = Starlette(
        routes=[*ROUTES, Mount("/static", StaticFiles(directory=_STATIC))],
        middleware=[Middleware(Guard, hosts=hosts, door=door)],
        exception_handlers={HTTPException: _refused, GongkaiError: _said},
    )
    made.state.desk, made.state.tokens, made.state.door = desk, Tokens(), door
    return made


def writing(work: Writing, most_files: int = 0) -> Callable[[Request], Awaitable[Response]]:
    """A route that changes something: only for a form that was made for the browser that sends it, and that holds no
    more than so many files."""
    most = _LARGEST_UPLOAD if most_files else _LARGEST_FORM

    @wraps(work)
    async def guarded(request: Request) -> Response:
        length = request.headers.get("content-length", "")
        if not (length.isascii() and length.isdigit()):
            return refused(request, "refused", 411)
        if int(length) > most:
            return refused(request, "too_large", 413)
        if most_files and not _has_room(desk_of(request).library.parent, int(length)):
            return refused(request, "no_room", 507)
        fields = _MOST_FIELDS + most_files
        async with request.form(max_fields=fields, max_files=most_files) as form:
            if not request.app.state.tokens.fits(request.state.session, form.get(TOKEN)):
                return refused(request, "stale", 403)
            with patience(Patience(_PATIENCE)):
                return await run_in_threadpool(work, request, form)

    return guarded


def language(request: Request) -> Response:
    """Speaks another language from now on."""
    answer = back_to(request.query_params.get("back", "/"))
    if request.path_params["lang"] in LANGUAGES:
        answer.set_cookie(LANGUAGE, request.path_params["lang"], max_age=_A_YEAR, httponly=True, samesite="strict")
    return answer


def _has_room(folder: Path, size: int) -> bool:
    """Whether there is room on the disk for what comes in: for itself, on its way, and some that is left."""
    with suppress(OSError):
        return disk_usage(folder).free > 2 * size + _ROOM_LEFT
    return True


def _refused(request: Request, error: Exception) -> Response:
    """What is not there, or cannot be asked so."""
    status = error.status_code if isinstance(error, HTTPException) else 400
    why = error.detail if isinstance(error, HTTPException) and status == 403 else "refused"
    return refused(request, "not_found" if status == 404 else why, status)


def _said(request: Request, error: Exception) -> Response:
    """An error of ours, in the words of the commands."""
    lang = lang_of(request)
    why = error.said_in(lang) if isinstance(error, GongkaiError) else str(error)
    status = 503 if isinstance(error, OutputError) else 400
    return page(request, "refused.html", status, title=web_words("refused.title", lang), why=why)


ROUTES = (
    Guarded("/", overview.overview, "viewer"),
    Guarded("/place", overview.place, "viewer"),
    Guarded("/unread", overview.unread, "viewer"),
    Guarded("/year/{year:int}", overview.year_page, "viewer"),
    Guarded("/report/{report}", report.report_page, "viewer"),
    Guarded("/source/{report}", source_view.source, "viewer"),
    Guarded("/source/{report}/{number:int}.png", source_view.picture, "viewer"),
    Guarded("/queue", queue.queue, "viewer"),
    Guarded("/decide", writing(queue.decide), "reviewer", writes=True),
    Guarded("/review", writing(queue.review), "reviewer", writes=True),
    Guarded("/undo", writing(queue.undo), "reviewer", writes=True),
    Guarded("/correct", writing(correcting.correct), "reviewer", writes=True),
    Guarded("/confirm", confirming.confirming, "viewer"),
    Guarded("/cell/{place}.png", confirming.cut, "viewer"),
    Guarded("/confirm-cell", writing(confirming.confirm), "reviewer", writes=True),
    Guarded("/search", searching.search, "viewer"),
    Guarded("/compare", comparing.compare, "viewer"),
    Guarded("/compare.{suffix}", comparing.taken, "viewer", is_told=True),
    Guarded("/received", receiving.received, "reviewer"),
    Guarded("/upload", writing(receiving.upload, receiving.MOST_FILES), "reviewer", writes=True),
    Guarded("/read-again", writing(receiving.read_again), "reviewer", writes=True),
    Guarded("/unclaimed", receiving.unclaimed, "reviewer"),
    Guarded("/assign", writing(receiving.assign), "reviewer", writes=True),
    Guarded("/hand-on", handing.handing, "reviewer"),
    Guarded("/take", writing(handing.take), "reviewer", writes=True),
    Guarded("/read-workbook", writing(handing.read_workbook, 1), "reviewer", writes=True),
    Guarded("/log", login.log, "admin"),
    Guarded(LOGIN, login.login, "anybody"),
    Guarded("/log-in", writing(login.log_in), "anybody", writes=True),
    Guarded("/log-out", writing(login.log_out), "anybody", writes=True),
    Guarded("/language/{lang}", language, "anybody"),
)
"""Every page, and whom it is for."""
