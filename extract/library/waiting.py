"""How long one waits for others who write into a library, and who is told of it.

It holds for all libraries that are opened within `patience(…)`; without one, one waits for ever and tells nobody.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from pathlib import Path

from extract.errors import OutputError

_SILENCE = 3.0
"""Seconds after which it is told that one waits."""


def nobody(path: Path) -> None:
    """Is told nothing."""


@dataclass(frozen=True, slots=True)
class Patience:
    """The seconds to wait for another who writes, for ever where there are none; and who is told, once, that one
    waits, and for which library."""

    longest: float | None = None
    tell: Callable[[Path], None] = nobody


_FOR_EVER = Patience()
_PATIENCE: ContextVar[Patience] = ContextVar("patience", default=_FOR_EVER)


def be_patient(kept: Patience) -> None:
    """From now on, this is how long one waits."""
    _PATIENCE.set(kept)


@contextmanager
def patience(kept: Patience) -> Iterator[None]:
    """Within it, this is how long one waits."""
    token = _PATIENCE.set(kept)
    try:
        yield
    finally:
        _PATIENCE.reset(token)


@dataclass(slots=True)
class Waiting:
    """The wait for one library, from now on."""

    path: Path
    began: float = field(default_factory=time.monotonic)
    is_told: bool = False

    def goes_on(self) -> None:
        """Called whenever another is still at work. OutputError where one has waited long enough."""
        kept, waited = _PATIENCE.get(), time.monotonic() - self.began
        if kept.longest is not None and waited >= kept.longest:
            raise OutputError("library_in_use", path=str(self.path))
        if waited >= _SILENCE and not self.is_told:
            self.is_told = True
            kept.tell(self.path)
