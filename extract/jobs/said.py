"""What persons said in the workbook of an audit → the library, which keeps it: about problems, whose files are, which
versions count."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from extract.agencies.sheets import leaves_of
from extract.export.books.read_back import choices_in, decisions_in, owners_in
from extract.library import OpenLibrary
from extract.words.sheet_names import CONCLUSIONS


class ReadBack(NamedTuple):
    """About how many problems something was said in a workbook, and the conclusions that are none of those known."""

    decided: int = 0
    own_words: tuple[str, ...] = ()


def read_back(library: OpenLibrary, workbook: Path) -> ReadBack:
    """Keeps what persons said in a workbook. Within `library.writing()`. UsageError where it cannot be read."""
    leaves = leaves_of(workbook)
    decisions = decisions_in(leaves)
    library.decide(decisions)
    owners, versions = owners_in(leaves), choices_in(leaves)
    files = [*(said.file for said in owners), *(said.file for said in versions)]
    hashes = library.full_hashes(file.sha256 for file in files)
    for said in owners:
        if full := hashes.get(said.file.sha256):
            library.assign(said.year, [(full, said.file.part, said.unit, said.remark)])
    library.choose(
        (hashes[said.file.sha256], said.file.part, said.is_chosen) for said in versions if said.file.sha256 in hashes
    )
    own_words = (conclusion for _, conclusion, _ in decisions if conclusion not in ("", *CONCLUSIONS))
    return ReadBack(len(decisions), tuple(own_words))
