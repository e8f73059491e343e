"""What is known of files beside what they hold: under which names the same bytes stand, and when they were received.

Comes in: what a library has kept, by the SHA-256 of files. Goes out: the names of a report's file, and which of two
files was received in an earlier run.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from extract.model import Report


class Receipt(NamedTuple):
    """That a library received the bytes of a file: its mark, when it was, and when the run that brought them began, as
    texts that sort by time; that is empty where it is not known. A run that was broken off and the one that goes on
    with it are one."""

    library: str
    at: str
    began: str

    def is_before(self, other: Receipt) -> bool:
        """Whether these bytes were there when the run began that brought the others into the same library: what comes
        in one run, or in several that run at the same time, has no order.

        >>> first, second = Receipt("1", "02-01T09:05", "02-01T09:00"), Receipt("1", "03-01T09:05", "03-01T09:00")
        >>> first.is_before(second), first.is_before(second._replace(library="2"))
        (True, False)
        """
        return self.library == other.library and self.began < other.began and self.at <= other.began


class Known(NamedTuple):
    """What is known of files by their SHA-256: their names, where there are several, and their receipts."""

    names: Mapping[str, Sequence[str]] = MappingProxyType({})
    receipts: Mapping[str, Sequence[Receipt]] = MappingProxyType({})


def names_of(report: Report, known: Known) -> Sequence[str]:
    """The name of a report's file, and of its copies."""
    return known.names.get(report.source.sha256, (report.source.name,))


def order_of_receipt(one: Report, other: Report, known: Known) -> int:
    """1 where a report was received in a later run than another, -1 where in an earlier one, 0 where that is not known,
    or told differently by several libraries."""
    mine, theirs = (known.receipts.get(report.source.sha256, ()) for report in (one, other))
    is_later = any(before.is_before(after) for before in theirs for after in mine)
    is_earlier = any(before.is_before(after) for before in mine for after in theirs)
    return is_later - is_earlier
