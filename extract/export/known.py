"""What a library knows of files beside what they hold: for those that tell which of several versions counts.

Comes in: a library. Goes out: names and receipts of its files.
"""

from __future__ import annotations

from extract.checks.known import Known, Receipt
from extract.library import OpenLibrary


def known_of(library: OpenLibrary) -> Known:
    """What a library knows of files beside what they hold."""
    receipts: dict[str, list[Receipt]] = {}
    for sha256, *receipt in library.receipts():
        receipts.setdefault(sha256, []).append(Receipt(*receipt))
    return Known(library.names(), receipts)
