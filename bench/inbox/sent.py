"""Reports as OFD, in the ways in which programs of official systems write them, and as WPS Writer keeps them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from bench.changed.files import data_of
from bench.inbox.drawing import Sent, bare_documents
from tests.made.saved import doc_bytes
from tests.made.sent import manner_of, ofd_bytes


def wps_files(number: int, seed: str, _: Path) -> Iterator[Sent]:
    """So many reports in the container of WPS Writer, by a writer of our own."""
    for document, _chance in bare_documents(f"{seed}/wps", number, "docx"):
        yield Sent(replace(document, kind="wps"), doc_bytes(document.parts))


def files_of(number: int, seed: str, _: Path) -> Iterator[Sent]:
    """So many reports."""
    for document, random in bare_documents(f"{seed}/ofd", number, "pdf"):
        manner = manner_of(random)
        yield Sent(document, ofd_bytes(data_of(document), manner), manner.traits)
