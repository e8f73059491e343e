"""Reports as OFD, in the ways in which programs of official systems write them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bench.changed.files import data_of
from bench.inbox.drawing import Sent, bare_documents
from tests.made.sent import manner_of, ofd_bytes


def files_of(number: int, seed: str, _: Path) -> Iterator[Sent]:
    """So many reports."""
    for document, random in bare_documents(f"{seed}/ofd", number, "pdf"):
        manner = manner_of(random)
        yield Sent(document, ofd_bytes(data_of(document), manner), manner.traits)
