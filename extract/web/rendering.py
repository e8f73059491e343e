"""Pages out of templates: every text is escaped, words come from `words`, links keep the language."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import cache, partial
from typing import TYPE_CHECKING, cast
from urllib.parse import quote, urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse

from extract.audit import LEVEL
from extract.catalogue.page import rule_title
from extract.model import Severity
from extract.web.rights import Door, Guarded, may, who_asks
from extract.words.audit_labels import label
from extract.words.languages import Lang
from extract.words.messages import sentence
from extract.words.phrases import day_words
from extract.words.sheet_names import CONCLUSIONS, DISMISSED
from extract.words.web_labels import web_words

if TYPE_CHECKING:
    from extract.web.desk import Workdesk
    from extract.web.people import UserAccount

ONE_PERSON = "desk"
"""Who decides where nobody has a name: whoever sits at this machine."""
LANGUAGE = "gongkai-lang"
"""The cookie in which a browser keeps the language that was chosen."""
NAVIGATION = ("/", "/queue", "/search", "/compare", "/received", "/hand-on", "/log")
"""The pages that every page leads to, those of them that one may ask for."""
LANGUAGES: Mapping[Lang, str] = {"zh": "zh-CN", "en": "en"}
"""The languages of pages, as HTML names them."""


def desk_of(request: Request) -> Workdesk:
    """The desk that a page is of."""
    return cast("Workdesk", request.app.state.desk)


def door_of(request: Request) -> Door:
    """Who lets in whoever asks for a page."""
    return cast("Door", request.app.state.door)


def lang_of(request: Request) -> Lang:
    """The language in which a browser is spoken to."""
    chosen = request.cookies.get(LANGUAGE, "")
    return cast("Lang", chosen) if chosen in LANGUAGES else desk_of(request).lang


def who_of(request: Request) -> str:
    """Who decides and corrects: the name of an account, or whoever sits at this machine."""
    account = who_asks(request)
    return (account.name if account else "") or ONE_PERSON


def page(request: Request, template: str, status: int = 200, **details: object) -> HTMLResponse:
    """A page of a template."""
    return HTMLResponse(_rendered(request, template, details), status)


def refused(request: Request, code: str, status: int) -> HTMLResponse:
    """A page that says why something is not done."""
    lang = lang_of(request)
    words = {"title": web_words(f"{code}.title", lang), "why": web_words(code, lang)}
    return page(request, "refused.html", status, **words)


def link(path: str, **wanted: object) -> str:
    """A path with what is asked for there; what is empty is left out.

    >>> link("/queue", rule="D-01", year=0, region="九汊区")
    '/queue?rule=D-01&region=%E4%B9%9D%E6%B1%8A%E5%8C%BA'
    """
    asked = urlencode({name: value for name, value in wanted.items() if value})
    return f"{path}?{asked}" if asked else path


def back_to(path: str) -> RedirectResponse:
    """The way back to a page of ours; to the first one from anywhere else.

    >>> [back_to(path).headers["location"] for path in ("/queue?a=1", "//evil.example", "https://evil.example", "")]
    ['/queue?a=1', '/', '/', '/']
    """
    is_ours = path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable()
    return RedirectResponse(path if is_ours else "/", 303)


def number_of(text: str, otherwise: int = 0, most: int = 9999) -> int:
    """A number that an address asks for; another where it is none.

    >>> number_of("2024"), number_of("x"), number_of("99999")
    (2024, 0, 9999)
    """
    return min(int(text), most) if text.isascii() and text.isdigit() and len(text) < 10 else otherwise


def _rendered(request: Request, template: str, details: Mapping[str, object]) -> str:
    lang, account = lang_of(request), who_asks(request)
    allowed = partial(_allowed, request, account)
    about = {
        "lang": lang,
        "tag": LANGUAGES[lang],
        "t": partial(web_words, lang=lang),
        "label": partial(label, lang=lang),
        "rule_title": partial(rule_title, lang=lang),
        "day": partial(day_words, lang=lang),
        "level": partial(_level, lang=lang),
        "when": _when,
        "reason": partial(_reason, lang=lang),
        "link": link,
        "here": link(request.url.path, **request.query_params),
        "path": request.url.path,
        "token": request.app.state.tokens.of(request.state.session),
        "desk": desk_of(request),
        "account": account,
        "may": allowed,
        "nav": [path for path in NAVIGATION if account and allowed(path)],
        "conclusions": CONCLUSIONS,
        "dismissed": DISMISSED,
    }
    return str(_templates().get_template(template).render(**about, **details))


def _allowed(request: Request, account: UserAccount | None, path: str) -> bool:
    """Whether an account may ask for a page; nobody for the log where none is kept."""
    if path == "/log" and door_of(request).log is None:
        return False
    return any(
        isinstance(each, Guarded) and each.path == path and may(account, each.right) for each in request.app.routes
    )


def _level(severity: Severity, lang: Lang) -> str:
    return label(LEVEL[severity], lang)


def _when(at: str) -> str:
    """A moment that is kept, as clocks here have it, to the minute.

    >>> len(_when("2026-11-30T02:49:11.123456+00:00"))
    16
    """
    return datetime.fromisoformat(at).astimezone().strftime("%Y-%m-%d %H:%M")


def _reason(code: str, lang: Lang) -> str:
    return sentence(f"reason.{code}", lang)


@cache
def _templates() -> Environment:
    made = Environment(
        loader=PackageLoader("extract.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["in_path"] = partial(quote, safe="")
    return made
