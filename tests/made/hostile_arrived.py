"""Files of every kind that arrives in an inbox and is no Word file of today, broken in like ways, each in its parts.

Comes in: a seed. Goes out: names and bytes. A package is broken in its parts and an old container in its streams, so
that it still opens; all are broken as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from email.message import EmailMessage
from io import BytesIO
from random import Random
from zipfile import ZipFile

from olefile import OleFileIO

from tests.made.hostile import HTML, PDF, PRINT, TEXT, Files, flipped
from tests.made.hostile_packed import MEMBERS, rar_of, seven_of, zip_of
from tests.made.old_word import ole_bytes
from tests.made.packed_letter import packed_letter
from tests.made.saved import doc_bytes, mht_bytes, ods_bytes, odt_bytes, rtf_bytes, xls_bytes, xlsx_bytes
from tests.made.sent import ofd_bytes

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_DEEP = 3_000
"""Elements within elements."""


def arrived(random: Random) -> Files:
    for kind, whole in _wholes().items():
        for name, data in (*_broken(whole, random), *_broken_within(whole, random)):
            yield f"{name}.{kind}", data


def _wholes() -> dict[str, bytes]:
    """A file of each kind that is as it should be; none where the part that writes it is not there."""
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = "a@example.cn", "b@example.cn", "报送年报"
    letter.set_content("见附件。")
    letter.add_attachment(TEXT, "application", "octet-stream", filename="年报.txt")
    folder = "__attach_version1.0_#00000000"
    kept = {
        "__properties_version1.0": bytes(32),
        "__substg1.0_1000001F": "见附件。".encode("utf-16-le"),
        f"{folder}/__substg1.0_3707001F": "年报.txt".encode("utf-16-le"),
        f"{folder}/__substg1.0_37010102": TEXT,
    }
    parts = PRINT.parts
    files = {
        "doc": doc_bytes(parts), "wps": doc_bytes(parts), "rtf": rtf_bytes(parts), "odt": odt_bytes(parts),
        "ofd": ofd_bytes(PDF), "mht": mht_bytes(HTML.decode()), "xls": xls_bytes(parts), "xlsx": xlsx_bytes(parts),
        "ods": ods_bytes(parts), "eml": letter.as_bytes(), "msg": ole_bytes(kept), "rar": rar_of(MEMBERS),
        "7z": seven_of(MEMBERS), "dat": packed_letter(MEMBERS),
    }  # fmt: skip
    return {kind: data for kind, data in files.items() if data}


def _broken(whole: bytes, random: Random) -> Files:
    """A file broken as a whole."""
    third = len(whole) // 3
    yield "begun", whole[:9]
    yield "half", whole[: random.randrange(third, 2 * third)]
    yield "without-its-end", whole[: -random.randrange(1, 40)]
    yield "twice", whole + whole
    yield "blank-within", whole[:third] + bytes(third) + whole[2 * third :]
    yield "turned-about", whole[:8] + whole[third:] + whole[8:third]
    for count in (2, 20, 200):
        yield f"other-{count}", whole[:8] + flipped(whole[8:], random, count)


def _broken_within(whole: bytes, random: Random) -> Files:
    """A file of which the parts are broken, one of them in each."""
    if whole.startswith(b"PK"):
        with ZipFile(BytesIO(whole)) as package:
            yield from _with_each(zip_of, {name: package.read(name) for name in package.namelist()}, _IN_PACKAGES)
    elif whole.startswith(_OLE):
        container = OleFileIO(BytesIO(whole))
        streams = {"/".join(path): container.openstream(path).read() for path in container.listdir()}
        yield from _with_each(ole_bytes, streams, _IN_CONTAINERS)
    else:
        at = random.randrange(len(whole) // 4, len(whole) // 2)
        for name, change in _IN_STREAMS.items():
            yield name, change(whole, at)


def _with_each(
    packed: Callable[[dict[str, bytes]], bytes],
    parts: Mapping[str, bytes],
    changes: Mapping[str, Callable[[bytes], bytes]],
) -> Iterator[tuple[str, bytes]]:
    """A package with its largest part changed in each way, and without it, and with nothing but that."""
    largest = max(parts, key=lambda name: len(parts[name]))
    for name, change in changes.items():
        yield name, packed({**parts, largest: change(parts[largest])})
    yield "without-a-part", packed({name: data for name, data in parts.items() if name != largest})
    yield "alone", packed({largest: parts[largest]})


_IN_PACKAGES: Mapping[str, Callable[[bytes], bytes]] = {
    "empty-part": lambda _: b"",
    "no-markup": lambda data: data.replace(b"<", b""),
    "deep": lambda data: data.replace(b">", b">" + b"<a>" * _DEEP + b"</a>" * _DEEP, 2),
    "entities": lambda data: b'<!DOCTYPE x [<!ENTITY e "' + b"9" * 9_999 + b'">]>' + data.replace(b"0<", b"&e;<"),
    "said-again": lambda data: data[: len(data) // 2] + data[len(data) // 2 - 2_000 : len(data) // 2] * 300,
    "thousands-of-digits": lambda data: re.sub(rb'(?<=[">])\d{1,4}(?=["<])', b"9" * 5_000, data, count=300),
}
_IN_CONTAINERS: Mapping[str, Callable[[bytes], bytes]] = {
    "empty-part": lambda _: b"",
    "ones": lambda data: data[:32] + b"\xff" * len(data[32:]),
    "zeros": lambda data: data[:32] + bytes(len(data[32:])),
    "cut-part": lambda data: data[: len(data) // 2],
    "numbers-of-all-sizes": lambda data: data[:64] + data[64:].replace(b"\0\0", b"\xff\x7f"),
}
_IN_STREAMS: Mapping[str, Callable[[bytes, int], bytes]] = {
    "said-300-times": lambda data, at: data[:at] + data[at : at + 400] * 300 + data[at:],
    "long-line": lambda data, at: data[:at] + b"9" * 500_000 + data[at:],
    "open-brackets": lambda data, at: data[:at] + b"{[(<" * 20_000 + data[at:],
    "zeros-within": lambda data, at: data[:at] + bytes(70_000) + data[at:],
}
