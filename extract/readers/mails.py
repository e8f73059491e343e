"""What a mail holds, and a web page that was saved as one (MHTML): bytes → the page, and what it says its encoding is.

Comes in: the bytes of a mail. Goes out: whether it is a saved page and no letter to anybody, and its page, or else its
text; of a letter what it brings. What a page prints is left to the reader of web pages.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message

from extract.errors import UnreadableFile
from extract.readers import ole

_ATTACHED = "__attach_version1.0_"
_TEXTS = {"1000001F": "body.txt", "1000001E": "body.txt", "10130102": "body.html"}
"""The properties that hold the text of a letter, as text or as a page."""
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
    are none. Of a letter that Outlook keeps (.msg), too."""
    if data.startswith(ole.SIGNATURE):
        return list(_members_of_kept(data)) if ole.ole_kind_of(data) == "msg" else []
    mail = _mail_of(data)
    if "MIME-Version" not in mail or is_saved_page(data):
        return []
    with _depths_named():
        return list(_parts_of(mail))


def _parts_of(mail: Message) -> Iterator[tuple[str, bytes]]:
    for part in mail.get_payload() if mail.is_multipart() else [mail]:
        if not isinstance(part, Message):
            continue
        name = _name_of(part)
        if part.get_content_type() == "message/rfc822":
            inner = part.get_payload(0)
            yield name or "letter.eml", inner.as_bytes() if isinstance(inner, Message) else b""
        elif part.is_multipart():
            yield from _parts_of(part)
        else:
            data = part.get_payload(decode=True)
            is_text = part.get_content_maintype() == "text"
            ending = "html" if part.get_content_subtype() == "html" else "txt"
            if name or is_text or data:
                yield name or (f"body.{ending}" if is_text else "attachment"), data if isinstance(data, bytes) else b""


def _name_of(part: Message) -> str:
    """The name of what is attached, however its program has written it."""
    written = part.get_filename() or ""
    try:
        return str(make_header(decode_header(written)))
    except (LookupError, UnicodeError, HeaderParseError):
        return written


def _members_of_kept(data: bytes) -> Iterator[tuple[str, bytes]]:
    """The text and the attachments of a letter that Outlook keeps."""
    streams = ole.all_streams_of(data, "msg")
    for code, name in _TEXTS.items():
        if text := streams.get(f"__substg1.0_{code}", b""):
            yield name, text.decode("utf-16-le", "replace").encode() if code.endswith("1F") else text
    folders = sorted({path.partition("/")[0] for path in streams if path.startswith(_ATTACHED)})
    for folder in folders:
        content = streams.get(f"{folder}/__substg1.0_37010102", b"")
        if content:
            yield _name_in(folder, streams), content


def _name_in(folder: str, streams: Mapping[str, bytes]) -> str:
    for code in ("3707001F", "3704001F", "3001001F"):
        if name := streams.get(f"{folder}/__substg1.0_{code}", b""):
            return name.decode("utf-16-le", "replace").rstrip("\0")
    for code in ("3707001E", "3704001E", "3001001E"):
        if name := streams.get(f"{folder}/__substg1.0_{code}", b""):
            return name.decode("gb18030", "replace").rstrip("\0")
    return "attachment"


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
