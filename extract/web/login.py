"""The door: logging in and out, and the log of what was done."""

from __future__ import annotations

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from extract.web.guards import new_cookie
from extract.web.rendering import back_to, door_of, page
from extract.web.rights import LOGIN, address_of, tell, who_asks
from extract.web.sessions import new_secret

_SHOWN = 300
_TOO_MANY = 429
_WAIT = {"Retry-After": "60"}


def login(request: Request) -> Response:
    """The page that asks who one is."""
    if who_asks(request):
        return back_to(request.query_params.get("back", "/"))
    return _asked(request)


def _asked(request: Request, why: str = "", status: int = 200, name: str = "", back: str = "") -> Response:
    back = back or request.query_params.get("back", "/")
    return page(request, "login.html", status, why=why, name=name, back=back)


def log_in(request: Request, form: FormData) -> Response:
    """Lets in who has an account, with a new secret for the browser; where it was tried too often, nobody for a
    while."""
    door, name, where = door_of(request), str(form.get("name", "")).strip(), address_of(request)
    back = str(form.get("back", "/"))
    if door.accounts is None:
        return back_to(back)
    if door.attempts.is_reached(f"{name} {where}") or door.attempts_from.is_reached(where):
        answer = _asked(request, "too_often", _TOO_MANY, name, back)
        answer.headers.update(_WAIT)
        return answer
    account = door.accounts.logged_in(name, str(form.get("password", "")))
    if account is None:
        door.attempts.count(f"{name} {where}")
        door.attempts_from.count(where)
        tell(request, f"failed: {name}" if door.accounts.named(name) else "failed: no such account")
        return _asked(request, "wrong", 403, name, back)
    request.state.logged_in_as = account.name
    tell(request, "logged in")
    door.sessions.end(request.state.session)
    answer = back_to(back)
    answer.headers.append(
        "Set-Cookie", new_cookie(door.sessions.begin(account.name, account.changed), request.url.scheme)
    )
    return answer


def log_out(request: Request, form: FormData) -> Response:
    """Ends what began with logging in."""
    door_of(request).sessions.end(request.state.session)
    tell(request, "logged out")
    answer = RedirectResponse(LOGIN, 303)
    answer.headers.append("Set-Cookie", new_cookie(new_secret(), request.url.scheme))
    return answer


def log(request: Request) -> Response:
    """What was done last, by whom and from where."""
    kept = door_of(request).log
    return page(
        request, "log.html", lines=kept.last(_SHOWN) if kept else [], path_of_log=kept.path.name if kept else ""
    )
