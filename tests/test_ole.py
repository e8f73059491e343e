"""The container of the old office programs: what it holds is told by its streams, and only Word's is read."""

from __future__ import annotations

from struct import pack_into

import pytest

from extract.errors import UnreadableFile
from extract.readers import kind_of
from extract.readers.ole import all_streams_of, streams_of
from tests.made.old_word import ole_bytes


def ole(*names: str) -> bytes:
    entries = b"".join(
        name.encode("utf-16-le").ljust(116, b"\0") + (1).to_bytes(4, "little") + bytes(8) for name in names
    )
    header = (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(22) + (9).to_bytes(2, "little")).ljust(512, b"\0")
    return header + entries.ljust(512, b"\0")


@pytest.mark.parametrize(
    ("data", "kind", "reason"),
    [
        (ole("Root Entry", "EncryptionInfo", "EncryptedPackage"), "package", "encrypted"),
        (ole("Root Entry", "WordDocument", "1Table"), "doc", ""),
        (ole("WordDocument")[:560], "doc", ""),
        (ole("Root Entry", "CONTENTS"), "works", "wps"),
        (ole("Root Entry", "MN0"), "works", "wps"),
        (ole("Root Entry", "Workbook", "CONTENTS"), "xls", ""),
        (ole("Root Entry", "Book"), "xls", ""),
        (ole("Root Entry", "PowerPoint Document"), "ppt", "unsupported"),
        (ole("Root Entry", "xWordDocument", "Workbook"), "xls", ""),
        (ole("Root Entry", "__properties_version1.0"), "msg", "unsupported"),
        (ole("Root Entry"), "ole", "unsupported"),
    ],
)
def test_files_of_old_programs_say_what_they_are(data: bytes, kind: str, reason: str) -> None:
    assert kind_of(data) == (kind, reason)


def test_a_chain_that_leads_back_into_itself_makes_no_more_than_there_is() -> None:
    data = bytearray(ole_bytes({"a": bytes(8192)}))
    assert streams_of(bytes(data), "a", "b", kind="doc") == {"a": bytes(8192), "b": b""}
    entry = data.index("a".encode("utf-16-le").ljust(64, b"\0"))
    pack_into("<Q", data, entry + 120, 2**31 - 1)
    fat = data.rindex((1).to_bytes(4, "little") + (2).to_bytes(4, "little"))
    pack_into("<I", data, fat + 4, 0)
    with pytest.raises(UnreadableFile, match="cut off"):
        streams_of(bytes(data), "a", kind="doc")
    with pytest.raises(UnreadableFile, match="cut off"):
        all_streams_of(bytes(data), "msg")
