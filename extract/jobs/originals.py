"""Files of a library as they were read: their bytes are not kept, and are looked for where they were.

Comes in: the names of a file, and its SHA-256. Goes out: what it holds, or nothing where it is gone or another one now.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from extract.errors import UnreadableFile
from extract.jobs.archives import bytes_of, with_members
from extract.jobs.inputs import Input

_IN_ARCHIVE = "!/"


def bytes_as_read(names: Iterable[str], digest: str) -> bytes | None:
    """What the first of some files holds that is there as it was read, be it a member of an archive."""
    return next(filter(None, (_bytes_of(name, digest) for name in names)), None)


def _bytes_of(name: str, digest: str) -> bytes | None:
    """What a file holds, be it a member of an archive; None where it is not there, or another one now."""
    outer = Path(name.partition(_IN_ARCHIVE)[0])
    if not outer.is_file():
        return None
    inputs = [Input(outer.as_posix(), outer)]
    found = [file for file in (inputs if str(outer) == name else with_members(inputs, None)) if file.file == name]
    with suppress(OSError, UnreadableFile):
        return next((data for data in map(bytes_of, found) if sha256(data).hexdigest() == digest), None)
    return None
