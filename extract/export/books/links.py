"""A file that was read → a link to it, by which a workbook opens it.

Comes in: a file as it was received, and the folder in which the workbook is to stand. Goes out: a link relative to that
folder. It holds where both are moved or sent together, and says nothing of the machine on which it was made.
"""

from __future__ import annotations

import os.path
from pathlib import Path

from extract.model import Source

_LONGEST = 2_000
"""Characters; programs for workbooks take no more than 2,080."""
_ESCAPED = str.maketrans({sign: f"%{ord(sign):02x}" for sign in '% "#?<>[]^`{}'})


def link_to(source: Source, folder: Path) -> str:
    """The link from a folder to a file; empty where the file does not stand there as it was read, as a member of an
    archive does not, or where nothing but the whole machine has both in it.

    >>> link_to(Source("年报.zip!/石桥镇.docx", "docx", "", 1), Path("核查"))
    ''
    """
    file, home = Path(source.name).resolve(), folder.resolve()
    try:
        is_there = file.is_file() and file.stat().st_size == source.size
        shared = Path(os.path.commonpath((file, home)))
    except (OSError, ValueError):
        return ""
    link = "./" + Path(os.path.relpath(file, home)).as_posix().translate(_ESCAPED)
    return f"external:{link}" if is_there and shared != Path(shared.anchor) and len(link) <= _LONGEST else ""
