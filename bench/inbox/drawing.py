"""Reports for an inbox: drawn and changed as `bench.changed` does, without what is markup of one kind of file."""

from __future__ import annotations

from collections.abc import Iterator, Set
from itertools import count, islice
from random import Random
from typing import NamedTuple

from bench.changed.document import Document
from bench.changed.drawing import document_of


class Sent(NamedTuple):
    """A report, its file, and in which ways it was written; of a letter, the name of what it brings."""

    document: Document
    data: bytes
    ways: tuple[str, ...] = ()
    attached: str = ""

    @property
    def told(self) -> str:
        """Everything that happened to it."""
        return "+".join((*self.document.changes, *self.ways))


def bare_documents(
    seed: str, number: int, kind: str, without: Set[str] = frozenset()
) -> Iterator[tuple[Document, Random]]:
    """Changed reports whose parts are all that a writer has to write, `without` some changes, each with a source of
    chance."""
    drawn = (document_of(f"{seed}/{at}", kind) for at in count())
    allowed = (document for document in drawn if without.isdisjoint(document.changes))
    bare = (document for document in allowed if not (document.tokens or document.after or document.printer))
    return ((document, Random(f"{seed}/{at}/written")) for at, document in enumerate(islice(bare, number)))
