"""Word files as LibreOffice saves them in other kinds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import count, islice
from pathlib import Path

from bench.changed.drawing import document_of
from bench.changed.files import data_of
from bench.gold.offices import converted
from bench.inbox.drawing import Sent

_UNOPENED = {"docx_flat_package", "docx_chunk_of_html", "docx_figures_tracked", "docx_word_2003"}
"""Changes that LibreOffice does not understand: other packages, pages within, deletions within insertions,
styles of Word 2003."""
_BOXES = {"docx_figures_in_boxes", "docx_digits_in_boxes"}
KINDS: Mapping[str, set[str]] = {"doc": _UNOPENED, "rtf": _UNOPENED | _BOXES, "odt": _UNOPENED | _BOXES}
"""The kinds, each with the changes that LibreOffice loses when it saves it: boxes that hang in a cell."""


def files_of(kind: str, number: int, seed: str, home: Path) -> Iterator[Sent]:
    """So many reports, saved in a kind."""
    drawn = (document_of(f"{seed}/inbox/{at}", "docx") for at in count())
    documents = list(islice((each for each in drawn if KINDS[kind].isdisjoint(each.changes)), number))
    files = []
    for at, document in enumerate(documents):
        files.append(home / f"{at:04}.docx")
        files[-1].write_bytes(data_of(document))
    for file in converted(files, kind, home / kind):
        yield Sent(documents[int(file.stem)], file.read_bytes())
