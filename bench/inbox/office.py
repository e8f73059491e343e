"""Word files as LibreOffice saves them in other kinds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import count, islice
from pathlib import Path

from bench.changed.document import Document
from bench.changed.drawing import document_of
from bench.changed.files import data_of
from bench.gold.offices import converted
from bench.inbox.drawing import Sent

_UNOPENED = {"docx_flat_package", "docx_chunk_of_html", "docx_figures_tracked", "docx_word_2003"}
"""Changes that LibreOffice does not understand: other packages, pages within, deletions within insertions,
styles of Word 2003."""
_BOXES = {"docx_figures_in_boxes", "docx_digits_in_boxes"}
_LOST: Mapping[str, set[str]] = {"doc": _UNOPENED, "rtf": _UNOPENED | _BOXES, "odt": _UNOPENED | _BOXES}
"""Changes that LibreOffice loses when it saves a kind: boxes that hang in a cell."""
_BOX_OF_TABLES = "docx_tables_in_boxes"
KINDS = tuple(_LOST)


def files_of(kind: str, number: int, seed: str, home: Path) -> Iterator[Sent]:
    """So many reports, saved in a kind; those that LibreOffice does not open are drawn again."""
    drawn = (document_of(f"{seed}/inbox/{at}", "docx") for at in count())
    kept = (each for each in drawn if is_saved(kind, each))
    made = 0
    while made < number:
        documents = list(islice(kept, number - made))
        files = [home / f"{made + at:04}.docx" for at in range(len(documents))]
        for file, document in zip(files, documents, strict=True):
            file.write_bytes(data_of(document))
        of_file = dict(zip((file.stem for file in files), documents, strict=True))
        for file in converted(files, kind, home / kind):
            yield Sent(of_file[file.stem], file.read_bytes())
            file.unlink()
            made += 1


def is_saved(kind: str, document: Document) -> bool:
    """Whether LibreOffice keeps what a person sees of a report when it saves it in a kind; boxes within a box it
    mixes up in each."""
    changes = set(document.changes)
    return not (changes & _LOST[kind] or (_BOX_OF_TABLES in changes and changes & _BOXES))
