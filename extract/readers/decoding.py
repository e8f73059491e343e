"""Bytes → text: which encoding a file is in, whatever it says.

Comes in: the bytes of a text or a web page, and the encoding that it declares. Goes out: the text as `Decoded`, with
what was assumed. A decoding is believed when the words of reports come out of it; digits are the same bytes in every
encoding that is tried, save UTF-16 and UTF-32, which are told by their zeros.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import regex as re

from extract.errors import UnreadableFile
from extract.text import COMMON_WORDS, squeeze

_HAN = re.compile(r"\p{Han}")
_ASCII = re.compile(r"[\x00-\x7f]+")
_PROBE = 20_000
"""Characters looked at to tell a right decoding from a wrong one."""
_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\0\0", "utf-32-le"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_CODECS = {
    **dict.fromkeys(("gb2312", "gbk", "gb18030", "x-gbk", "gb_2312-80", "cp936"), "gb18030"),
    **dict.fromkeys(("big5", "big-5", "big5-hkscs", "x-x-big5", "cp950"), "big5hkscs"),
    **dict.fromkeys(("utf-8", "utf8", "utf-16", "utf-16le", "utf-16be", "unicode"), "utf-8"),
}
"""The codec for an encoding as pages declare it. What can read the declaration is not in UTF-16."""
_FEWEST_WORDS = 2
"""Words of reports that show a text to be one."""
_MOST_ZEROS = 0.1
"""Part of the bytes of a text that are zero at most, where it is not in UTF-16 or UTF-32."""
_ONE_SIDED = 20
"""How many times as many zeros stand on one side of the pairs of bytes in UTF-16 as on the other."""
_WINDOWS = {
    ord(bytes([code]).decode("cp1252")): code
    for code in range(0x80, 0xA0)
    if code not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
}
"""What cp1252 makes of the bytes that Latin-1 has no characters for."""
_LOST = frozenset({"锟斤拷", *(word.encode()[:6].decode("gb18030") for word in COMMON_WORDS)})
"""What GB18030 makes of the UTF-8 for characters that were lost before, and for the words of reports."""


class Decoded(NamedTuple):
    """Text with the encoding it was read in and the number of bytes that had to be replaced; `declared` as in
    `Document`."""

    text: str
    encoding: str
    replaced: int = 0
    declared: str | None = None


def looks_like_text(data: bytes) -> bool:
    """Whether the first bytes hold nothing that text does not hold."""
    return not re.search(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]", data[:1024])


def decode(data: bytes, declared: str = "") -> Decoded:
    """Bytes as text: BOM, strict UTF-8, UTF-8 with a few bad bytes, UTF-32, UTF-16, GB18030, Big5, in this order.

    A declared encoding comes behind UTF-8, for declarations lie, and is believed where it makes sense of the bytes.
    UnreadableFile with reason `encoding` when nothing fits.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _once_only(_replacing(data[len(mark) :], encoding))
    text = _without_padding(data)
    decoded = (
        _utf8(text)
        or _declared(text, _CODECS.get(declared, ""))
        or _utf32(data)
        or (_utf16(data) if 0 in data else None)
        or _gb18030_or_big5(text)
    )
    return _once_only(decoded._replace(declared=_assumed(text, decoded.encoding, declared)))


def _assumed(data: bytes, encoding: str, declared: str) -> str | None:
    """What a file declares, where the encoding that it was read in is an assumption all the same."""
    if encoding.startswith(("utf-16", "utf-32")):
        return declared
    return declared if declared and _CODECS.get(declared) != encoding and not data.isascii() else None


def _without_padding(data: bytes) -> bytes:
    """A text less the zeros that fill up its file; what has zeros all over is left as it is."""
    bare = data.strip(b"\0")
    return bare if bare.count(0) <= _MOST_ZEROS * len(bare) else data


def _declared(data: bytes, codec: str) -> Decoded | None:
    decoded = _replacing(data, codec) if codec else None
    return decoded if decoded and _makes_sense(decoded) else None


def _replacing(data: bytes, encoding: str) -> Decoded:
    text = data.decode(encoding, errors="replace")
    encoded_mark = "\ufffd".encode(encoding, errors="ignore")
    return Decoded(text, encoding, text.count("\ufffd") - (data.count(encoded_mark) if encoded_mark else 0))


def _utf8(data: bytes) -> Decoded | None:
    if data.count(0) > _MOST_ZEROS * len(data):
        return None
    decoded = _replacing(data, "utf-8")
    if not decoded.replaced:
        return decoded
    characters = len(_HAN.findall(decoded.text))
    return decoded if decoded.replaced * 20 <= characters else None


def _utf32(data: bytes) -> Decoded | None:
    return next((one for one in _strictly(data, "utf-32-le", "utf-32-be") if _knows_words(one.text)), None)


def _utf16(data: bytes) -> Decoded | None:
    """UTF-16 in the order of bytes in which words come out, up to the end where not every pair is a character, or the
    order that the zeros of its ASCII characters show; a byte too many at the end is none of the text."""
    whole = data[: len(data) // 2 * 2]
    for encoding in ("utf-16-le", "utf-16-be"):
        decoded = _replacing(whole, encoding)
        decoded = decoded._replace(replaced=decoded.replaced + len(data) - len(whole))
        told = decoded.text[len(decoded.text) // 2 :] if decoded.replaced else decoded.text
        if _makes_sense(decoded) and _knows_words(told):
            return decoded
    before, behind = whole[::2].count(0), whole[1::2].count(0)
    if max(before, behind) > max(_MOST_ZEROS * len(whole), _ONE_SIDED * min(before, behind)):
        return next(_strictly(whole, "utf-16-le" if behind > before else "utf-16-be"), None)
    return None


def _strictly(data: bytes, *encodings: str) -> Iterator[Decoded]:
    """The text in those encodings in which every byte has a meaning."""
    for encoding in encodings:
        try:
            yield Decoded(data.decode(encoding), encoding)
        except UnicodeDecodeError:
            continue


def _gb18030_or_big5(data: bytes) -> Decoded:
    gb18030 = _replacing(data, "gb18030")
    if _makes_sense(gb18030):
        return gb18030
    big5 = _replacing(data, "big5hkscs")
    if _makes_sense(big5):
        return big5
    if gb18030.replaced or not looks_like_text(data):
        raise UnreadableFile("encoding")
    return gb18030


# ── Text that was encoded twice ──────────────────────────────────────────────────────────────────────────────────────


def _once_only(decoded: Decoded) -> Decoded:
    """The text itself, where what was decoded are its bytes, taken for characters of another encoding and encoded once
    more. UnreadableFile where characters were lost in this."""
    if _knows_words(decoded.text):
        return decoded
    for mistaken, data in _bytes_taken_for_text(decoded.text):
        for once in _strictly(data, "utf-8", "gb18030"):
            if _knows_words(once.text):
                return Decoded(once.text, f"{once.encoding} as {mistaken}", decoded.replaced, decoded.declared or "")
    if any(word in decoded.text for word in _LOST):
        raise UnreadableFile("encoding")
    return decoded


def _bytes_taken_for_text(text: str) -> Iterator[tuple[str, bytes]]:
    for mistaken, characters in (("cp1252", text.translate(_WINDOWS)), ("gb18030", text)):
        try:
            yield mistaken, characters.encode("latin-1" if mistaken == "cp1252" else mistaken)
        except UnicodeEncodeError:
            continue


def _makes_sense(decoded: Decoded) -> bool:
    return decoded.replaced * 20 <= len(decoded.text) and _knows_words(decoded.text)


def _knows_words(text: str) -> bool:
    """Whether words of reports stand in a text; where they are printed as usual, a glance tells."""
    if sum(word in text for word in COMMON_WORDS) >= _FEWEST_WORDS:
        return True
    probe = squeeze(_ASCII.sub("", text)[:_PROBE])
    return sum(word in probe for word in COMMON_WORDS) >= _FEWEST_WORDS
