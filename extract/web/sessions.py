"""Who is logged in, and how often something may be tried: kept in mind by the server, and gone with it.

A browser has a secret that tells nothing by itself. Whoever logs in gets a new one, so that none that somebody else
knows is worth anything.
"""

from __future__ import annotations

import secrets
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock
from typing import NamedTuple

_IDLE, _LONGEST = 2 * 3600.0, 12 * 3600.0
"""Seconds after which one has to log in anew: without a page, and at all."""
_MOST = 10_000
"""Sessions, and keys of a limit, that are kept in mind."""
_SECRET = 24
Clock = Callable[[], float]


def new_secret() -> str:
    """What no other browser has."""
    return secrets.token_urlsafe(_SECRET)


class Session(NamedTuple):
    """Who is logged in, as which state of the account, since when, and when a page was last asked for."""

    name: str
    changed: str
    began: float
    last: float


class Sessions:
    """Who is logged in, by the secret of the browser."""

    def __init__(self, clock: Clock = time.monotonic) -> None:
        self._clock = clock
        self._all: OrderedDict[str, Session] = OrderedDict()
        self._lock = Lock()

    def begin(self, name: str, changed: str) -> str:
        """Somebody has logged in: the secret of the browser from now on."""
        secret, now = new_secret(), self._clock()
        with self._lock:
            self._all[secret] = Session(name, changed, now, now)
            while len(self._all) > _MOST:
                self._all.popitem(last=False)
        return secret

    def of(self, secret: str) -> Session | None:
        """Who is logged in with a browser; None for nobody, also where that was too long ago."""
        now = self._clock()
        with self._lock:
            session = self._all.get(secret)
            if session is None:
                return None
            if now - session.last > _IDLE or now - session.began > _LONGEST:
                del self._all[secret]
                return None
            self._all[secret] = session._replace(last=now)
            self._all.move_to_end(secret)
            return session

    def end(self, secret: str) -> None:
        """Nobody is logged in with this browser any more."""
        with self._lock:
            self._all.pop(secret, None)


@dataclass
class Limit:
    """How often something may be done: so many times at once, and then one every so many seconds."""

    most: int
    every: float
    clock: Clock = time.monotonic
    _used: OrderedDict[str, tuple[float, float]] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def is_reached(self, key: str) -> bool:
        """Whether it may not be done now."""
        with self._lock:
            return self._left(key) < 1

    def count(self, key: str) -> bool:
        """Counts that it is done; whether it may be."""
        with self._lock:
            left = self._left(key)
            if left < 1:
                return False
            self._used[key] = (left - 1, self.clock())
            self._used.move_to_end(key)
            while len(self._used) > _MOST:
                self._used.popitem(last=False)
            return True

    def _left(self, key: str) -> float:
        left, at = self._used.get(key, (float(self.most), 0.0))
        return min(self.most, left + (self.clock() - at) / self.every)
