"""What a mail holds, and a web page that was saved as one (MHTML): bytes → the page, and what it says its encoding is.

Comes in: the bytes of a mail. Goes out: whether it is a saved page and no letter to anybody, and its page, or else its
text. What is attached to a letter is left to those who open archives; what a page prints, to the reader of web pages.
"""

from __future__ import annotations

from email import message_from_bytes, policy
from email.message import Message

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


def _mail_of(data: bytes) -> Message:
    return message_from_bytes(data, policy=policy.compat32)
