"""The application: all routes of the desk, and what stands around them.

Comes in: a `Workdesk`. Goes out: an ASGI application. What changes something asks for the token of the page that it was
sent from (`writing`); errors of ours are pages that say why.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection
from functools import wraps
from pathlib import Path

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from extract.errors import GongkaiError, OutputError
from extract.library.waiting import Patience, patience
from extract.web import comparing, correcting, handing, overview, queue, receiving, report, searching, source_view
from extract.web.desk import Workdesk
from extract.web.guards import LOOPBACK, TOKEN, Guard, Tokens
from extract.web.rendering import LANGUAGE, back_to, lang_of, page
from extract.words.web_labels import web_words

_STATIC = Path(__file__).parent / "static"
_MOST_FIELDS = 50
_LARGEST_FORM, _LARGEST_UPLOAD = 2**20, 2**29
"""Bytes of a form, and of one with files."""
_PATIENCE = 20.0
"""Seconds that somebody waits who decides while another process writes."""
_A_YEAR = 365 * 24 * 60 * 60
Writing = Callable[[Request, FormData], Response]


def application(desk: Workdesk, hosts: Collection[str] = LOOPBACK) -> Starlette:
    """The desk as an application that answers requests for some hosts."""
    routes = [
        Route("/", overview.overview),
        Route("/place", overview.place),
        Route("/unread", overview.unread),
        Route("/year/{year:int}", overview.year_page),
        Route("/report/{report}", report.report_page),
        Route("/source/{report}", source_view.source),
        Route("/source/{report}/{number:int}.png", source_view.picture),
        Route("/queue", queue.queue),
        Route("/decide", writing(queue.decide), methods=["POST"]),
        Route("/undo", writing(queue.undo), methods=["POST"]),
        Route("/correct", writing(correcting.correct), methods=["POST"]),
        Route("/search", searching.search),
        Route("/compare", comparing.compare),
        Route("/compare.{suffix}", comparing.taken),
        Route("/received", receiving.received),
        Route("/upload", writing(receiving.upload, receiving.MOST_FILES), methods=["POST"]),
        Route("/read-again", writing(receiving.read_again), methods=["POST"]),
        Route("/unclaimed", receiving.unclaimed),
        Route("/assign", writing(receiving.assign), methods=["POST"]),
        Route("/hand-on", handing.handing),
        Route("/take", writing(handing.take), methods=["POST"]),
        Route("/read-workbook", writing(handing.read_workbook, 1), methods=["POST"]),
        Route("/language/{lang}", language),
        Mount("/static", StaticFiles(directory=_STATIC)),
    ]
    made = Starlette(
        routes=routes,
        middleware=[Middleware(Guard, hosts=hosts)],
        exception_handlers={HTTPException: _refused, GongkaiError: _said},
    )
    made.state.desk, made.state.tokens = desk, Tokens()
    return made


def writing(work: Writing, most_files: int = 0) -> Callable[[Request], Awaitable[Response]]:
    """A route that changes something: only for a form that was made for the browser that sends it, and that holds no
    more than so many files."""
    most = _LARGEST_UPLOAD if most_files else _LARGEST_FORM

    @wraps(work)
    async def guarded(request: Request) -> Response:
        length = request.headers.get("content-length", "")
        if not length.isdigit():
            return page(request, "refused.html", 411, **_words(request, "refused"))
        if int(length) > most:
            return page(request, "refused.html", 413, **_words(request, "too_large"))
        fields = _MOST_FIELDS + most_files
        async with request.form(max_fields=fields, max_files=most_files) as form:
            if not request.app.state.tokens.fits(request.state.session, form.get(TOKEN)):
                return page(request, "refused.html", 403, **_words(request, "stale"))
            with patience(Patience(_PATIENCE)):
                return await run_in_threadpool(work, request, form)

    return guarded


def language(request: Request) -> Response:
    """Speaks another language from now on."""
    answer = back_to(request.query_params.get("back", "/"))
    answer.set_cookie(LANGUAGE, request.path_params["lang"][:2], max_age=_A_YEAR, httponly=True, samesite="strict")
    return answer


def _words(request: Request, code: str) -> dict[str, str]:
    lang = lang_of(request)
    return {"title": web_words(f"{code}.title", lang), "why": web_words(code, lang)}


def _refused(request: Request, error: Exception) -> Response:
    """What is not there, or cannot be asked so."""
    status = error.status_code if isinstance(error, HTTPException) else 400
    return page(request, "refused.html", status, **_words(request, "not_found" if status == 404 else "refused"))


def _said(request: Request, error: Exception) -> Response:
    """An error of ours, in the words of the commands."""
    lang = lang_of(request)
    why = error.said_in(lang) if isinstance(error, GongkaiError) else str(error)
    status = 503 if isinstance(error, OutputError) else 400
    return page(request, "refused.html", status, title=web_words("refused.title", lang), why=why)
