"""Who is let in, and what a browser may do with a page: the host that is asked for, the site that a form comes from,
and headers that forbid all that no page needs."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Collection
from contextlib import suppress
from hashlib import sha256
from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from extract.errors import OutputError
from extract.web.rights import Door, address_of
from extract.web.sessions import new_secret

LOOPBACK = ("127.0.0.1", "localhost", "::1")
"""The addresses that only this machine can reach."""
SESSION = "gongkai-session"
TOKEN = "token"
_PASSED_ON = ("forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-real-ip")
_WRITING = frozenset({"POST", "PUT", "PATCH", "DELETE"})
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; frame-src 'self'; "
    "form-action 'self'; frame-ancestors 'self'; base-uri 'none'"
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


class Guard:
    """Refuses what asks another host, what another site sends, and what is asked too often; tells whose browser it is;
    gives every browser a secret of its own, and every answer the headers above.

    `hosts` are the names that are answered for, besides the address at which a request has come in. Without accounts
    nothing is answered that somebody has passed on: whoever sits behind a proxy does not sit at this machine.
    """

    def __init__(self, app: ASGIApp, hosts: Collection[str], door: Door) -> None:
        self.app = app
        self.hosts = frozenset(hosts)
        self.door = door

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """As every application."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = HTTPConnection(scope)
        session = request.cookies.get(SESSION, "")
        is_new = len(session) != len(new_secret())
        request.state.session = session = new_secret() if is_new else session
        refused = self._refused(scope["method"], request)
        account = None
        try:
            account = None if refused else self.door.who(session)
        except OutputError as error:
            refused = str(error), 503
        request.state.account = account
        if self.door.accounts and not (
            refused or self.door.requests.count(session if account else address_of(request))
        ):
            refused = "too many requests", 429

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                answered = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    answered[name] = value
                answered.setdefault("Cache-Control", "no-store")
                if is_new and not refused and "set-cookie" not in answered:
                    answered.append("Set-Cookie", new_cookie(session, scope["scheme"]))
            await send(message)

        answer = PlainTextResponse(*refused) if refused else self.app
        await answer(scope, receive, with_headers)

    def _refused(self, method: str, request: HTTPConnection) -> tuple[str, int] | None:
        """Why something is refused, and with which status; None where it is not."""
        headers, host = request.headers, request.headers.get("host", "")
        if _name_of(host) not in self.hosts | _own_address(request):
            return "unknown host", 400
        if self.door.accounts is None and any(name in headers for name in _PASSED_ON):
            return "passed on by a proxy: gongkai serve --login", 403
        if method in _WRITING:
            origin = headers.get("origin")
            if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
                return "another site", 403
            if origin is not None and urlsplit(origin).netloc != host:
                return "another site", 403
        return None


def new_cookie(session: str, scheme: str) -> str:
    """What has a browser keep its secret: no script reads it, no other site has it sent."""
    return f"{SESSION}={session}; Path=/; HttpOnly; SameSite=Strict{'; Secure' if scheme == 'https' else ''}"


def _own_address(request: HTTPConnection) -> set[str]:
    """The address at which a request has come in: no other site has it for a name."""
    name = (request.scope.get("server") or ("",))[0]
    with suppress(ValueError):
        return {str(ip_address(name))}
    return set()


def _name_of(host: str) -> str:
    """A host without its port.

    >>> _name_of("127.0.0.1:8000"), _name_of("[::1]:8000"), _name_of("a b")
    ('127.0.0.1', '::1', '')
    """
    try:
        return urlsplit(f"//{host}").hostname or "" if not set(host) & set(" /@?#\\") else ""
    except ValueError:
        return ""


class Tokens:
    """What a form of ours holds, that no other site can know: made of the secret of the browser and of one of ours."""

    def __init__(self) -> None:
        self._secret = secrets.token_bytes(32)

    def of(self, session: str) -> str:
        """The token of a browser."""
        return hmac.new(self._secret, session.encode(), sha256).hexdigest()

    def fits(self, session: str, token: object) -> bool:
        """Whether a form was made for this browser."""
        return isinstance(token, str) and hmac.compare_digest(self.of(session).encode(), token.encode())
