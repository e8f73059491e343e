"""Who may ask for what: every route says which role it is for, and is asked here, before anything else is done.

Comes in: a request, and who it is from. Goes out: the page, made while one sees only what the account may see; the way
to the login; or a refusal. What changes something or is taken away, and what was refused, is told to the log.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Literal, cast
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.requests import HTTPConnection, Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route
from starlette.types import Message, Receive, Scope, Send

from extract.library.sight import seeing
from extract.web.desk_log import DeskLog
from extract.web.people import AT_THIS_MACHINE, AccountRole, Accounts, UserAccount
from extract.web.sessions import Limit, Sessions

Right = AccountRole | Literal["anybody"]
"""Who may ask for a page: whoever has this role, or anybody who comes to the door."""

PageMaker = Callable[[Request], Response] | Callable[[Request], Awaitable[Response]]
LOGIN = "/login"
_FORBIDDEN = 403


class Door:
    """Who is let in: everybody as whoever sits at this machine where there are no `accounts`, else who has logged in.

    Of `attempts` to log in there are ten for a name from one address and forty from one address, then one a minute and
    one every ten seconds; of `requests` three hundred for a browser, then twenty a second.
    """

    def __init__(self, accounts: Accounts | None = None, log: DeskLog | None = None) -> None:
        self.accounts = accounts
        self.log = log
        self.sessions = Sessions()
        self.attempts = Limit(10, 60)
        self.attempts_from = Limit(40, 10)
        self.requests = Limit(300, 0.05)

    def who(self, session: str) -> UserAccount | None:
        """Whose browser it is; None for nobody's, also where the account is another by now."""
        if self.accounts is None:
            return AT_THIS_MACHINE
        kept = self.sessions.of(session)
        account = self.accounts.named(kept.name) if kept else None
        if kept and (account is None or account.changed != kept.changed):
            self.sessions.end(session)
            return None
        return account


class Guarded(Route):
    """A route with its right. One for nobody in particular is `anybody`'s; what `is_told` stands in the log."""

    def __init__(
        self, path: str, page: PageMaker, right: Right, *, writes: bool = False, is_told: bool = False
    ) -> None:
        super().__init__(path, page, methods=["POST"] if writes else ["GET"])
        self.right: Right = right
        self.is_told = is_told or writes

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """As every route, for whom it is for."""
        request = Request(scope, receive)
        account, door = who_asks(request), cast("Door", request.app.state.door)
        status = 500

        async def watched(message: Message) -> None:
            nonlocal status
            status = message.get("status", status)
            await send(message)

        try:
            if not may(account, self.right):
                status = _FORBIDDEN
                if account is None and request.method == "GET":
                    await _to_login(request)(scope, receive, watched)
                    return
                raise HTTPException(_FORBIDDEN, "forbidden" if account else "logged_out")
            with seeing(account.sight if account else ()):
                await super().handle(scope, receive, watched)
        finally:
            if door.log and (self.is_told or status == _FORBIDDEN):
                told = f"{request.method} {request.url.path}"
                door.log.note(_name(request), address_of(request), told, _about(request), status)


def _to_login(request: Request) -> Response:
    wanted = f"{request.url.path}?{request.url.query}" if request.url.query else request.url.path
    return RedirectResponse(f"{LOGIN}?back={quote(wanted)}", 303)


def may(account: UserAccount | None, right: Right) -> bool:
    """Whether an account may ask for what has this right."""
    return right == "anybody" or (account is not None and account.is_at_least(right))


def who_asks(request: HTTPConnection) -> UserAccount | None:
    """Whose browser asks."""
    return cast("UserAccount | None", request.state.account)


def address_of(request: HTTPConnection) -> str:
    """From which machine is asked."""
    return request.client.host if request.client else ""


def tell(request: Request, about: str) -> None:
    """What the log is to say about a request, beside its path."""
    request.state.about = about


def _name(request: Request) -> str:
    account = who_asks(request)
    return getattr(request.state, "logged_in_as", "") or (account.name if account else "")


def _about(request: Request) -> str:
    return getattr(request.state, "about", "") or str(request.url.query)
