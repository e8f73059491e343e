"""Who is let in, and what a browser may do with a page: the host that is asked for, the site that a form comes from,
and headers that forbid all that no page needs."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Collection
from hashlib import sha256
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOOPBACK = ("127.0.0.1", "localhost", "::1")
"""The addresses that only this machine can reach."""
SESSION = "gongkai-session"
TOKEN = "token"
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
    """Refuses what asks another host, and what another site sends; gives every browser a secret of its own, and every
    answer the headers above."""

    def __init__(self, app: ASGIApp, hosts: Collection[str]) -> None:
        self.app = app
        self.hosts = frozenset(hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """As every application."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        refused = self._refused(scope["method"], headers)
        request = Request(scope)
        session = request.cookies.get(SESSION, "")
        is_new = len(session) != len(_new_session())
        scope.setdefault("state", {})["session"] = session = _new_session() if is_new else session

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                answered = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    answered[name] = value
                answered.setdefault("Cache-Control", "no-store")
                if is_new and not refused:
                    cookie = f"{SESSION}={session}; Path=/; HttpOnly; SameSite=Strict"
                    answered.append("Set-Cookie", cookie)
            await send(message)

        answer = PlainTextResponse(*refused) if refused else self.app
        await answer(scope, receive, with_headers)

    def _refused(self, method: str, headers: Headers) -> tuple[str, int] | None:
        """Why something is refused, and with which status; None where it is not."""
        host = headers.get("host", "")
        if _name_of(host) not in self.hosts:
            return "unknown host", 400
        if method in _WRITING:
            origin = headers.get("origin")
            if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
                return "another site", 403
            if origin is not None and urlsplit(origin).netloc != host:
                return "another site", 403
        return None


def _new_session() -> str:
    return secrets.token_urlsafe(24)


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
