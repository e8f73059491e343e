"""Word files as LibreOffice saves them in other kinds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from itertools import count, islice
from pathlib import Path
from zipfile import ZipFile

from bench.changed.drawing import document_of
from bench.changed.files import data_of
from bench.changed.word import BODY
from bench.gold.offices import converted
from bench.inbox.drawing import Sent

_UNOPENED = {
    "docx_flat_package", "docx_chunk_of_html", "docx_figures_tracked", "docx_word_2003", "docx_tables_in_boxes",
}  # fmt: skip
"""Changes that LibreOffice does not understand, or saves without the tables: other packages, pages within, deletions
within insertions, styles of Word 2003, boxes of tables."""
_BOXES = {"docx_figures_in_boxes", "docx_digits_in_boxes"}
_LOST: Mapping[str, set[str]] = {"doc": _UNOPENED, "rtf": _UNOPENED | _BOXES, "odt": _UNOPENED | _BOXES}
"""Changes that LibreOffice loses when it saves a kind: boxes that hang in a cell."""
_MIXED_UP = re.compile(
    r"<w:del [^>]*><w:ins |<w:ins [^>]*>(?:(?!</w:ins>).)*?<w:(?:fldSimple|sdt|smartTag|customXml|dir|hyperlink)[ >]"
    r"|<w:sdtContent><w:tc>|<m:oMath|<w:hidden/>|<w:webHidden/>"
)
"""What LibreOffice reads otherwise than Word: insertions that were deleted again, fields and elements in what was
inserted, cells in controls of their own, formulas, rows that are hidden, text that is only hidden on the web."""
KINDS = tuple(_LOST)


def files_of(kind: str, number: int, seed: str, home: Path) -> Iterator[Sent]:
    """So many reports, saved in a kind; those that LibreOffice does not open are drawn again."""
    drawn = word_files([kind], f"{seed}/inbox")
    made = 0
    while made < number:
        written = {f"{made + at:04}": each for at, each in enumerate(islice(drawn, number - made))}
        files = [home / f"{name}.docx" for name in written]
        for file in files:
            file.write_bytes(written[file.stem].data)
        for file in converted(files, kind, home / kind):
            yield written[file.stem]._replace(data=file.read_bytes())
            file.unlink()
            made += 1


def word_files(kinds: Sequence[str], seed: str) -> Iterator[Sent]:
    """Changed Word files of which LibreOffice keeps what a person sees when it saves them in each of these kinds; none
    whose body is not where it usually is."""
    lost = set().union(*(_LOST[kind] for kind in kinds))
    for at in count():
        document = document_of(f"{seed}/{at}", "docx")
        if lost.isdisjoint(document.changes):
            data = data_of(document)
            with ZipFile(BytesIO(data)) as package:
                body = package.read(BODY).decode() if BODY in package.namelist() else ""
                if body and not _MIXED_UP.search(body):
                    yield Sent(document, data)
