"""What a mail holds, and a web page that was saved as one (MHTML): bytes → the page, and what it says its encoding is.

Comes in: the bytes of a mail. Goes out: whether it is a saved page and no letter to anybody, and its page, or else its
text; of a letter what it brings. What a page prints is left to the reader of web pages.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from email import message_from_bytes, policy
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message

from extract.errors import UnreadableFile
from extract.readers import ole, tnef

_NAMING = ("content-disposition", "content-type")
"""Headers that name what is attached."""
_ATTACHED = "__attach_version1.0_"
_PROPERTY = "__substg1.0_"
_TEXTS = {"10130102": "body.html", "1013001F": "body.html", "1000001F": "body.txt", "1000001E": "body.txt"}
"""The properties that hold the text of a letter, as a page or as text; one of them is enough."""
_NAMES = ("3707001F", "3704001F", "3001001F", "3707001E", "3704001E", "3001001E")
"""Those that hold the name of what is attached, the longest first."""
_CONTENT, _LETTER = "37010102", "3701000D"
_DEEPEST = 3
"""Letters within letters."""
_ADDRESSED = ("To", "Cc", "Bcc", "Received", "Delivered-To", "Return-Path")
"""Headers that a letter has which was written to somebody, and a saved page has not."""


def is_saved_page(data: bytes) -> bool:
    """Whether a mail is a web page that a browser or an office program saved, and no letter to anybody.

    >>> is_saved_page(b"MIME-Version: 1.0\\nContent-Type: multipart/related; boundary=x\\n\\n")
    True
    >>> is_saved_page(b"MIME-Version: 1.0\\nTo: a@b.cn\\nContent-Type: text/html\\n\\n")
    False
    """
    mail = _mail_of(data)
    return not any(header in mail for header in _ADDRESSED)


def page_in(data: bytes) -> tuple[bytes, str]:
    """The page that a mail holds, or else its text, and the encoding that the mail says it is in."""
    parts = [part for part in _mail_of(data).walk() if part.get_content_maintype() == "text"]
    pages = [part for part in parts if part.get_content_subtype() == "html"]
    for part in (*pages, *parts):
        payload = part.get_payload(decode=True)
        if isinstance(payload, bytes):
            return payload, (part.get_content_charset() or "").lower()
    return b"", ""


def members_of(data: bytes) -> list[tuple[str, bytes]]:
    """What a letter brings, each with a name: its text, what is attached, letters within it; nothing where the bytes
    are none. Of a letter that Outlook keeps (.msg), or sends to another Outlook (winmail.dat), too."""
    if data.startswith(ole.SIGNATURE):
        return list(_members_of_kept(data)) if ole.ole_kind_of(data) == "msg" else []
    if data.startswith(tnef.SIGNATURE):
        return list(tnef.members_of(data))
    mail = _mail_of(data)
    if "MIME-Version" not in mail or is_saved_page(data):
        return []
    with _depths_named():
        return list(_parts_of(mail))


def _parts_of(mail: Message) -> Iterator[tuple[str, bytes]]:
    """The parts of a letter that are files; of texts that say the same in several ways, the page or else the last."""
    parts = [part for part in mail.get_payload() if isinstance(part, Message)] if mail.is_multipart() else [mail]
    if mail.get_content_subtype() == "alternative":
        pages = [part for part in parts if part.get_content_type() != "text/plain"]
        parts = pages[-1:] or parts[-1:]
    for part in parts:
        name = _name_of(part)
        if part.get_content_type() == "message/rfc822":
            inner = part.get_payload(0)
            yield name or "letter.eml", inner.as_bytes() if isinstance(inner, Message) else b""
        elif part.is_multipart():
            yield from _parts_of(part)
        else:
            data = part.get_payload(decode=True)
            if isinstance(data, bytes) and data.startswith(tnef.SIGNATURE):
                yield from tnef.members_of(data)
                continue
            is_text = part.get_content_maintype() == "text"
            ending = "html" if part.get_content_subtype() == "html" else "txt"
            if name or is_text or data:
                yield name or (f"body.{ending}" if is_text else "attachment"), data if isinstance(data, bytes) else b""


def _name_of(part: Message) -> str:
    """The name of what is attached, however its program has written it."""
    for header, raw in list(part.raw_items()):
        if header.lower() in _NAMING and not str(raw).isascii():
            part.replace_header(header, _in_characters(str(raw)))
    written = part.get_filename() or ""
    try:
        return str(make_header(decode_header(written)))
    except (LookupError, UnicodeError, HeaderParseError):
        return written


def _in_characters(written: str) -> str:
    """A header in which bytes stand that are no ASCII, in whatever encoding."""
    raw = written.encode("utf-8", "surrogateescape")
    for encoding in ("utf-8", "gb18030"):
        with suppress(UnicodeDecodeError):
            return raw.decode(encoding)
    return raw.decode("utf-8", "replace")


def _members_of_kept(data: bytes) -> Iterator[tuple[str, bytes]]:
    """The text and the attachments of a letter that Outlook keeps."""
    return _members_in(ole.all_streams_of(data, "msg"))


def _members_in(streams: Mapping[str, bytes], depth: int = 0) -> Iterator[tuple[str, bytes]]:
    """What the streams of a letter bring; those of a letter within it lie in a folder of its own."""
    texts = [(name, streams.get(f"{_PROPERTY}{code}", b""), code) for code, name in _TEXTS.items()]
    for name, text, code in [each for each in texts if each[1]][:1]:
        yield name, text.decode("utf-16-le", "replace").encode() if code.endswith("1F") else text
    for folder in sorted({path.partition("/")[0] for path in streams if path.startswith(_ATTACHED)}):
        attached = {path.partition("/")[2]: each for path, each in streams.items() if path.startswith(f"{folder}/")}
        name = _name_in(attached)
        if content := attached.get(f"{_PROPERTY}{_CONTENT}", b""):
            yield name or "attachment", content
        elif depth < _DEEPEST:
            begins = f"{_PROPERTY}{_LETTER}/"
            inner = {path.removeprefix(begins): each for path, each in attached.items() if path.startswith(begins)}
            yield from ((f"{name or 'letter'}/{each}", part) for each, part in _members_in(inner, depth + 1))


def _name_in(streams: Mapping[str, bytes]) -> str:
    for code in _NAMES:
        if name := streams.get(f"{_PROPERTY}{code}", b""):
            if code.endswith("1F"):
                return name.decode("utf-16-le", "replace").rstrip("\0")
            return name.decode("gb18030", "replace").rstrip("\0")
    return ""


def _mail_of(data: bytes) -> Message:
    with _depths_named():
        return message_from_bytes(data, policy=policy.compat32)


@contextmanager
def _depths_named() -> Iterator[None]:
    """Parts within parts as no program nests them are an error that says so."""
    try:
        yield
    except RecursionError:
        raise UnreadableFile("truncated", kind="eml") from None
