"""What is in a file that was written, without the time at which that was."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile, is_zipfile

TIMED = {"dta": 200, "sav": 200}
"""Formats that have the time in their first bytes, so many; what DuckDB writes is never twice the same."""


def contents(path: Path) -> object:
    """The bytes of a file, or of the parts of a workbook, that are the same whenever it is written."""
    data = path.read_bytes()
    if path.suffix == ".xlsx" and is_zipfile(path):
        with ZipFile(BytesIO(data)) as book:
            parts = {name: book.read(name) for name in book.namelist() if name != "docProps/custom.xml"}
        return {name: re.sub("截至[0-9年月日]+".encode(), b"", part) for name, part in parts.items()}
    return data[TIMED.get(path.suffix[1:], 0) :]
