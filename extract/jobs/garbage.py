"""How often the garbage collector looks while files are read and written: seldom.

The records of a report form no cycles, so that there is nothing for it to find; looking at them at every turn takes a
quarter of the time, and looking at the end of each file still a sixth.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_RECORDS = 50_000
"""More objects than any one report is made of."""


def collect_seldom() -> None:
    """From now on the collector looks only once in `_RECORDS` new objects."""
    threshold, *older = gc.get_threshold()
    gc.set_threshold(max(threshold, _RECORDS), *older)


@contextmanager
def collecting_seldom() -> Iterator[None]:
    """The same for a while."""
    before = gc.get_threshold()
    collect_seldom()
    try:
        yield
    finally:
        gc.set_threshold(*before)
