"""Web pages that were saved in one file, and letters that bring a report, as mail programs write both."""

from __future__ import annotations

import quopri
from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping
from itertools import count
from pathlib import Path
from random import Random
from urllib.parse import quote

from bench.changed.document import Document
from bench.changed.drawing import document_of
from bench.changed.files import data_of
from bench.inbox.drawing import Sent
from extract.readers.mails import members_of
from tests.made.old_word import ole_bytes

LETTERS = frozenset(("eml", "msg"))
KINDS = ("mht", "eml", "msg")
_BOUNDARY = "----=_NextPart_01DB.6E5A"
_NOT_ALONE = frozenset(("misdeclared", "in_a_frame"))
"""Changes of a page that needs other files, or lies about itself where its envelope does not."""
_END = "\r\n"


def files_of(kind: str, number: int, seed: str, _: Path) -> Iterator[Sent]:
    """So many reports, saved or sent."""
    made = 0
    for at in count():
        random = Random(f"{seed}/{kind}/{at}/posted")
        document = document_of(
            f"{seed}/{kind}/{at}", "html" if kind == "mht" else random.choice(("txt", "html", "docx"))
        )
        if document.printer or not _NOT_ALONE.isdisjoint(document.changes):
            continue
        yield _MADE[kind](document, data_of(document), random)
        made += 1
        if made == number:
            return


def report_in(file: Sent) -> bytes:
    """The report that a letter brings. KeyError where it brings none of this name."""
    return dict(_all_in(file.data))[file.attached]


def _all_in(data: bytes) -> Iterator[tuple[str, bytes]]:
    for name, member in members_of(data):
        yield name, member
        yield from _all_in(member)


# ── Saved pages ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _encoded(data: bytes, how: str) -> bytes:
    if how == "base64":
        text = b64encode(data)
        return b"\r\n".join(text[at : at + 76] for at in range(0, len(text), 76))
    return quopri.encodestring(data) if how == "quoted-printable" else data


def _part(about: str, data: bytes, how: str) -> bytes:
    head = f"Content-Type: {about}{_END}Content-Transfer-Encoding: {how}{_END}{_END}"
    return head.encode() + _encoded(data, how) + _END.encode()


def _together(head: str, parts: list[bytes], kind: str = "related") -> bytes:
    about = f'MIME-Version: 1.0{_END}Content-Type: multipart/{kind};{_END}\tboundary="{_BOUNDARY}"{_END}{_END}'
    line = f"--{_BOUNDARY}{_END}".encode()
    return (head + about).encode() + b"".join(line + part for part in parts) + f"--{_BOUNDARY}--{_END}".encode()


def _saved(document: Document, page: bytes, random: Random) -> Sent:
    way = random.choice(("blink", "word", "old_browser", "alone"))
    how = "base64" if way == "word" and random.random() < 0.5 else "quoted-printable"
    charset = {"gb18030": "gb2312"}.get(document.encoding, document.encoding)
    style = _part("text/css", b"p{margin:0}", "quoted-printable")
    picture = _part("image/png", b"\x89PNG\r\n\x1a\n" + bytes(60), "base64")
    html = _part(f'text/html; charset="{charset}"', page, how)
    if way == "blink":
        head = (
            f"From: <Saved by Blink>{_END}Snapshot-Content-Location: http://www.example.gov.cn/a{_END}Subject: a{_END}"
        )
        data = _together(head, [_part("text/html", page, "quoted-printable"), style, picture])
    elif way == "word":
        header = _part('text/html; charset="us-ascii"', b"<html><body>1</body></html>", "quoted-printable")
        listed = _part('text/xml; charset="utf-8"', b"<xml></xml>", "quoted-printable")
        data = _together("", [html, header, picture, listed])
    elif way == "old_browser":
        data = _together(f"From: =?gb2312?B?08kgSUU=?={_END}Subject: a{_END}", [html, picture])
    else:
        data = f"MIME-Version: 1.0{_END}".encode() + html
    return Sent(document, data, (way, how))


# ── Letters ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _words(name: str, charset: str) -> str:
    """A name as encoded words, as many mail programs write it into a parameter, which the standard forbids."""
    half = len(name) // 2
    parts = (b64encode(part.encode(charset)).decode() for part in (name[:half], name[half:]) if part)
    return " ".join(f"=?{charset}?B?{part}?=" for part in parts)


NAMES: Mapping[str, Callable[[str], str]] = {
    "extended": lambda name: f"filename*=utf-8''{quote(name)}",
    "extended_gbk": lambda name: f"filename*=GBK''{quote(name.encode('gbk'))}",
    "in_pieces": lambda name: f"filename*0*=utf-8''{quote(name[:4])};{_END}\tfilename*1*={quote(name[4:])}",
    "words": lambda name: f'filename="{_words(name, "utf-8")}"',
    "words_gbk": lambda name: f'filename="{_words(name, "gb18030")}"',
    "raw": lambda name: f'filename="{name}"',
    "raw_gbk": lambda name: f'filename="{name}"',
}
"""How the name of what is attached is written."""


def _mailed(document: Document, data: bytes, random: Random) -> Sent:
    in_body = document.kind in ("html", "txt") and random.random() < 0.25
    head = f"From: a@example.cn{_END}To: b@example.cn{_END}Subject: =?utf-8?B?5bm05oql?={_END}"
    if in_body:
        subtype = "html" if document.kind == "html" else "plain"
        about = f'text/{subtype}; charset="{document.encoding}"'
        body = _part(about, data, random.choice(("base64", "quoted-printable")))
        other = _part('text/plain; charset="utf-8"', "请用网页方式查看。".encode(), "base64")
        parts = [other, body] if document.kind == "html" else [body]
        whole = _together(head, parts, "alternative")
        return Sent(document, whole, ("body",), "body.html" if document.kind == "html" else "body.txt")
    way = random.choice([*NAMES])
    name = f"{random.choice(('青禾镇', '石桥街道', '县教育局'))}2024年报（定稿）.{document.suffix}"
    codec = "gbk" if way == "raw_gbk" else "utf-8"
    about = (
        f"Content-Type: application/octet-stream{_END}Content-Disposition: attachment;{_END}\t{NAMES[way](name)}{_END}"
    )
    if "words" not in way and random.random() < 0.2:
        about = f'Content-Type: application/octet-stream;{_END}\tname="{_words(name, "utf-8")}"{_END}'
    attached = about.encode(codec) + f"Content-Transfer-Encoding: base64{_END}{_END}".encode()
    attached += _encoded(data, "base64") + _END.encode()
    text = _part('text/plain; charset="gb2312"', "见附件。".encode("gbk"), "base64")
    whole = _together(head, [text, attached], "mixed")
    ways = [way]
    if random.random() < 0.25:
        ways.append("forwarded")
        outer = (
            head.encode()
            + f'MIME-Version: 1.0{_END}Content-Type: multipart/mixed; boundary="outer"{_END}{_END}'.encode()
        )
        inner = f"--outer{_END}Content-Type: message/rfc822{_END}{_END}".encode() + whole
        whole = outer + inner + f"{_END}--outer--{_END}".encode()
    return Sent(document, whole, tuple(ways), name)


def _kept(document: Document, data: bytes, random: Random) -> Sent:
    name = f"青禾镇2024年报.{document.suffix}"
    folder = "__attach_version1.0_#00000000"
    way = random.choice(("named", "short", "gbk", "within"))
    within = f"{folder}/__substg1.0_3701000D/" if way == "within" else ""
    long = {"gbk": ("3707001E", "gbk"), "short": ("3704001F", "utf-16-le")}.get(way, ("3707001F", "utf-16-le"))
    streams = {
        "__properties_version1.0": b"",
        "__substg1.0_1000001F": "见附件。".encode("utf-16-le"),
        f"{within}{folder}/__substg1.0_{long[0]}": name.encode(long[1]),
        f"{within}{folder}/__substg1.0_37010102": data,
    }
    return Sent(document, ole_bytes(streams), (way,), f"letter/{name}" if within else name)


_MADE: Mapping[str, Callable[[Document, bytes, Random], Sent]] = {"mht": _saved, "eml": _mailed, "msg": _kept}
