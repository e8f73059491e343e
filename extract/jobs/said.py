"""What persons said in the workbook of an audit → the library, which keeps it: about problems, whose files are, which
versions count."""

from __future__ import annotations

from pathlib import Path

from extract.export.books.read_back import choices_in, decisions_in, owners_in
from extract.library import OpenLibrary


def read_back(library: OpenLibrary, workbook: Path) -> int:
    """Keeps what persons said in a workbook; about how many problems. Within `library.writing()`."""
    decisions = decisions_in(workbook)
    library.decide(decisions)
    owners, versions = owners_in(workbook), choices_in(workbook)
    files = [*(said.file for said in owners), *(said.file for said in versions)]
    hashes = library.full_hashes(file.sha256 for file in files)
    for said in owners:
        if full := hashes.get(said.file.sha256):
            library.assign(said.year, [(full, said.file.part, said.unit, said.remark)])
    library.choose(
        (hashes[said.file.sha256], said.file.part, said.is_chosen) for said in versions if said.file.sha256 in hashes
    )
    return len(decisions)
