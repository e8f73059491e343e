"""Archives, mails and files of other programs that mean harm, or are broken: families like those of `hostile`.

Comes in: a seed. Goes out: names and bytes. None of them unpacks itself to disk, takes all memory, or ends a run.
"""

from __future__ import annotations

import bz2
import gzip
import lzma
import struct
import tarfile
import zlib
from base64 import b64encode
from email.message import EmailMessage
from io import BytesIO
from random import Random
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from tests.made.hostile import DOCX, HTML, PDF, PRINT, TEXT, Files, flipped
from tests.made.old_word import ole_bytes, plain, word_bytes
from tests.made.saved import doc_bytes, mht_bytes, ods_bytes, odt_bytes, rtf_bytes, xlsx_bytes
from tests.made.sent import ofd_bytes

MEMBERS = {f"{name}.txt": TEXT + name.encode() for name in ("甲", "乙", "丙")}


def zip_of(files: dict[str, bytes]) -> bytes:
    """A ZIP of these files."""
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        for name, data in files.items():
            archive.writestr(ZipInfo(name), data, ZIP_DEFLATED if name != "mimetype" else ZIP_STORED)
    return out.getvalue()


def tar_of(files: dict[str, bytes], mode: str = "w") -> bytes:
    """A TAR of these files."""
    out = BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as archive:  # type: ignore[call-overload]
        for name, data in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, BytesIO(data))
    return out.getvalue()


def rar_of(files: dict[str, bytes]) -> bytes:
    """A RAR of members that are only stored."""
    out = BytesIO(b"Rar!\x1a\x07\x00")
    out.seek(0, 2)
    main = struct.pack("<BHHHI", 0x73, 0, 13, 0, 0)
    out.write(struct.pack("<H", zlib.crc32(main) & 0xFFFF) + main)
    for name, data in files.items():
        written = name.encode("utf-8")
        size, told = len(data), (zlib.crc32(data), 0, 29, 0x30, len(written), 0x81A4)
        head = struct.pack("<BHHIIBIIBBHI", 0x74, 0x8000, 32 + len(written), size, size, 3, *told) + written
        out.write(struct.pack("<H", zlib.crc32(head) & 0xFFFF) + head + data)
    return out.getvalue()


def seven_of(files: dict[str, bytes]) -> bytes:
    """A 7z of these files; nothing where the part for it is not there."""
    try:
        import py7zr
    except ImportError:
        return b""
    out = BytesIO()
    with py7zr.SevenZipFile(out, "w") as archive:
        for name, data in files.items():
            archive.writestr(data, name)
    return out.getvalue()


# ── Archives ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def packed(random: Random) -> Files:
    yield from _said_otherwise()
    whole = {
        "zip": zip_of(MEMBERS), "tar": tar_of(MEMBERS), "tar.gz": tar_of(MEMBERS, "w:gz"),
        "tar.xz": tar_of(MEMBERS, "w:xz"), "rar": rar_of(MEMBERS), "7z": seven_of(MEMBERS),
    }  # fmt: skip
    for end, data in whole.items():
        for cut in sorted(random.sample(range(6, max(len(data), 12)), 3)):
            yield f"cut-{cut}.{end}", data[:cut]
        for count in (1, 6, 60):
            kept = max(8, len(data) // 50)
            yield f"flipped-{count}.{end}", data[:8] + flipped(data[8:-kept] or b" ", random, count) + data[-kept:]
            yield f"flipped-end-{count}.{end}", data[:-kept] + flipped(data[-kept:] or b" ", random, count)


def _said_otherwise() -> Files:
    """Archives that say of themselves what is not so."""
    good = bytearray(zip_of(MEMBERS))
    central = good.index(b"PK\x01\x02")
    for name, at, value in (
        ("size-0", 24, 0), ("size-4g", 24, 0xFFFFFFFF), ("packed-4g", 20, 0xFFFFFFFF), ("sum", 16, 7),
        ("offset", 42, 0xFFFFFF), ("method-99", 10, 99), ("method-93", 10, 93),
    ):  # fmt: skip
        data = bytearray(good)
        struct.pack_into("<I" if value > 99 or at != 10 else "<H", data, central + at, value)
        yield f"says-{name}.zip", bytes(data)
    yield "behind-a-program.zip", b"MZ" + bytes(500) + bytes(good)
    yield "comment.zip", bytes(good[:-2]) + b"\xff\xff" + bytes(65535)
    yield "names-of-bytes.zip", zip_of({"a.txt": TEXT}).replace(b"a.txt", b"\xff\xfe\0/.")
    header = bytearray(tar_of({"a.txt": TEXT})[:512])
    for name, size in (("negative", b"\xff" * 12), ("huge", b"\x80" + b"\x7f" * 11), ("words", b"twelve bytes")):
        data = bytearray(header)
        data[124:136] = size
        data[148:156] = b"        "
        data[148:156] = b"%06o\0 " % sum(data)
        yield f"size-{name}.tar", bytes(data) + TEXT
    yield "itself.tar", _linked("a", "a")
    yield "upwards.tar", _linked("a", "../../../../etc/passwd")
    pax = tarfile.TarInfo("a.txt")
    pax.pax_headers = {"size": "-1", "path": "x" * 100_000, "GNU.sparse.realsize": "9" * 15, "GNU.sparse.map": "0,1"}
    out = BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT) as archive:
        archive.addfile(pax)
    yield "pax.tar", out.getvalue()


def _linked(name: str, to: str) -> bytes:
    out = BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for kind in (tarfile.LNKTYPE, tarfile.SYMTYPE):
            member = tarfile.TarInfo(name)
            member.type, member.linkname = kind, to
            archive.addfile(member)
    return out.getvalue()


def too_much() -> Files:
    """Small archives of which much would come."""
    zeros = bytes(2**20)
    yield "zeros.gz", gzip.compress(zeros * 300)
    yield "zeros.bz2", bz2.compress(zeros * 300)
    yield "zeros.tar.xz", lzma.compress(tar_of({f"{number}": zeros * 52 for number in range(10)}), preset=0)
    yield (
        "window.tar.xz",
        lzma.compress(tar_of(MEMBERS), filters=[{"id": lzma.FILTER_LZMA2, "preset": 0, "dict_size": 3 * 2**29}]),
    )
    yield "zeros.7z", seven_of({"zeros.txt": zeros * 65})
    within = zip_of({"a.txt": zeros * 60})
    for _ in range(3):
        within = zip_of({f"{number}.zip": within for number in range(10)})
    yield "tree.zip", within
    yield "members.zip", zip_of({str(number): b"" for number in range(60_000)})
    yield "members.tar.gz", tar_of({str(number): b"" for number in range(60_000)}, "w:gz")
    yield "overlapping.zip", _overlapping(50, 12 * 2**20)


def _overlapping(members: int, size: int) -> bytes:
    """Members that all have the same bytes, which stand there once."""
    kernel = zlib.compressobj(9, zlib.DEFLATED, -15)
    data = b"".join(kernel.compress(bytes(2**20)) for _ in range(size >> 20)) + kernel.flush()
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        archive.writestr(ZipInfo("0.txt"), b"")
    start = bytearray(out.getvalue())
    central = start.index(b"PK\x01\x02")
    local, entry, end = start[:central], start[central:-22], start[-22:]
    for place in (local, entry):
        at = 14 if place is local else 16
        struct.pack_into("<III", place, at, zlib.crc32(bytes(size)), len(data), size)
        struct.pack_into("<H", place, at - 6, 8)
    entries = bytes(entry) * members
    struct.pack_into("<HHII", end, 8, members, members, len(entries), len(local) + len(data))
    return bytes(local) + data + entries + bytes(end)


# ── Mails ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def mails(random: Random) -> Files:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "a@example.cn", "b@example.cn", "报送年报"
    mail.set_content("见附件。")
    for name, data in (("年报.txt", TEXT), ("年报.docx", DOCX), ("年报.zip", zip_of(MEMBERS))):
        mail.add_attachment(data, "application", "octet-stream", filename=name)
    whole = mail.as_bytes()
    head = b"MIME-Version: 1.0\nTo: a@b.cn\n"
    mixed = head + b"Content-Type: multipart/mixed; boundary=x\n\n"
    yield "whole.eml", whole
    deep = head + b"Content-Type: text/plain\n\n1"
    for _ in range(400):
        deep = head + b"Content-Type: message/rfc822\n\n" + deep
    yield "deep.eml", deep
    nested = b"".join(b"--%d\nContent-Type: multipart/mixed; boundary=%d\n\n" % (n, n + 1) for n in range(2_000))
    yield "parts-in-parts.eml", head + b"Content-Type: multipart/mixed; boundary=0\n\n" + nested
    yield "parts.eml", mixed + b"--x\n\n1\n" * 60_000 + b"--x--"
    yield "header.eml", head + b"Subject: " + b"=?gb2312?B?xOrW?= " * 200_000 + b"\n\n1"
    yield "headers.eml", head + b"X-A: 1\n" * 500_000 + b"\n1"
    yield "no-boundary.eml", head + b"Content-Type: multipart/mixed\n\n--x\n\n1"
    yield "empty-boundary.eml", head + b"Content-Type: multipart/mixed; boundary=\n\n--\n\n1\n----"
    yield "base64.eml", head + b"Content-Transfer-Encoding: base64\n\n" + b"=A=" * 100_000
    yield "quoted.eml", head + b"Content-Transfer-Encoding: quoted-printable\n\n" + b"=" * 1_000_000
    yield "uu.eml", head + b"Content-Transfer-Encoding: x-uuencode\n\nbegin 666 ../../evil.txt\n" + b"M" * 100_000
    for charset in (b"x-unknown", b"utf-7", b"rot13", b"idna", b"undefined", b"a" * 100_000):
        part = b"--x\nContent-Type: text/plain; charset=%s\n\n\xff\xfe\xb9\xab\n--x--" % charset
        yield f"charset-{charset[:9].decode()}.eml", mixed + part
    for number, name in enumerate(
        (b"../../evil.txt", b"/etc/evil", b"\xff\xfe", b"a" * 100_000, b"a\\0b", b"=1+1.txt")
    ):
        disposition = b'Content-Disposition: attachment; filename="%s"' % name
        body = b64encode(TEXT + b"in a mail %d" % number)
        yield (
            f"name-{number}.eml",
            mixed + b"--x\n" + disposition + b"\nContent-Transfer-Encoding: base64\n\n" + body + b"\n--x--",
        )
    rest = b"".join(b"; filename*%d*=%%E5%%B9%%B4" % number for number in range(5_000))
    yield "name-in-pieces.eml", mixed + b"--x\nContent-Disposition: attachment" + rest + b"\n\n1\n--x--"
    for count in (3, 40, 400):
        yield f"flipped-{count}.eml", whole[:60] + flipped(whole[60:], random, count)
    for cut in sorted(random.sample(range(80, len(whole)), 4)):
        yield f"cut-{cut}.eml", whole[:cut]


# ── Files of other programs ──────────────────────────────────────────────────────────────────────────────────────────


def saved(random: Random) -> Files:
    """RTF, OpenDocument, workbooks, and pages saved in one file."""
    yield "deep.rtf", b"{\\rtf1" + b"{" * 300_000 + b"1"
    yield "closed.rtf", b"{\\rtf1" + b"}" * 300_000
    yield "rows.rtf", b"{\\rtf1" + b"\\trowd" + b"\\cellx100" * 100_000 + b"\\cell" * 100_000 + b"\\row}"
    for words in (b"\\bin99999999999 1", b"\\u-99999999999?" * 1_000, b"\\uc99999 \\u20013?" * 100, b"\\'zz" * 9_000):
        yield f"word-{words[1:4].decode()}.rtf", b"{\\rtf1 " + words + b"}"
    spaces = "".join(f' xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"' for n in ("office", "text", "table"))

    def open_document(body: str, kind: str = "spreadsheet", head: str = "") -> bytes:
        content = f"<office:body><office:{kind}>{body}</office:{kind}></office:body>"
        whole = f"{head}<office:document-content{spaces}>{content}</office:document-content>"
        mimetype = f"application/vnd.oasis.opendocument.{kind}".encode()
        return zip_of({"mimetype": mimetype, "content.xml": whole.encode()})

    cell = '<table:table-cell table:number-columns-repeated="{n}"><text:p>1</text:p></table:table-cell>'
    for count in ("2000000000", "-5", "x", "16384"):
        row = f'<table:table-row table:number-rows-repeated="{count}">{cell.format(n=count)}</table:table-row>'
        yield f"repeated-{count}.ods", open_document(f"<table:table>{row * 3}</table:table>")
    laughs = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    yield "laughs.odt", open_document("&e9;", "text", f'<!DOCTYPE x [<!ENTITY e0 "ha">{laughs}]>')
    depth = 20_000
    yield "deep.odt", open_document("<text:section>" * depth + "</text:section>" * depth, "text")
    yield "spaces.odt", open_document('<text:p><text:s text:c="2000000000"/></text:p>', "text")
    sheet = "<sheetData>" + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>' * 100 + "</sheetData>"
    book = xlsx_bytes(PRINT.parts)
    for name, part in (
        ("far", sheet), ("nowhere", sheet.replace("XFD1048576", "ZZZZZZ99999999999")), ("none", ""),
        ("merged", "<sheetData/><mergeCells>" + '<mergeCell ref="A1:XFD1048576"/>' * 2_000 + "</mergeCells>"),
        ("strings", '<sheetData><row r="1"><c r="A1" t="s"><v>99999999</v></c></row></sheetData>'),
    ):  # fmt: skip
        yield f"sheet-{name}.xlsx", _with_sheet(book, part)
    yield "within.mht", mht_bytes(mht_bytes(HTML.decode("utf-8")).decode("ascii", "replace"))
    whole = {
        "rtf": rtf_bytes(PRINT.parts), "odt": odt_bytes(PRINT.parts), "ods": ods_bytes(PRINT.parts), "xlsx": book,
        "mht": mht_bytes(HTML.decode("utf-8")),
    }  # fmt: skip
    for end, data in whole.items():
        for count in (1, 30):
            yield f"flipped-{count}.{end}", data[:8] + flipped(data[8:], random, count)
        yield f"cut.{end}", data[: random.randrange(len(data))]


def _with_sheet(book: bytes, inner: str) -> bytes:
    """A workbook of which the only sheet holds this."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    with ZipFile(BytesIO(book)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["xl/worksheets/sheet1.xml"] = f'<worksheet xmlns="{main}">{inner}</worksheet>'.encode()
    return zip_of(parts)


def official(random: Random) -> Files:
    """OFD, and what old office programs keep in a file system of their own."""
    ofd = ofd_bytes(PDF)
    with ZipFile(BytesIO(ofd)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    space = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    page = '<ofd:Page ID="1" BaseLoc="Pages/P1.xml"/>'

    def document(pages: str) -> bytes:
        text = f"<ofd:Document {space}><ofd:Pages>{pages}</ofd:Pages></ofd:Document>"
        return zip_of({**parts, "Doc_0/Document.xml": text.encode()})

    yield "pages.ofd", document(page * 100_000)
    yield "itself.ofd", document('<ofd:Page ID="1" BaseLoc="Document.xml"/>')
    yield "upwards.ofd", document('<ofd:Page ID="1" BaseLoc="../../../../etc/passwd"/>')
    yield "nowhere.ofd", document('<ofd:Page ID="1" BaseLoc=""/>')
    text = '<ofd:TextObject Boundary="0 0 9 9"><ofd:TextCode X="0" Y="0"{0}>12</ofd:TextCode></ofd:TextObject>'
    path = '<ofd:PathObject Boundary="0 0 9 9"><ofd:AbbreviatedData>{0}</ofd:AbbreviatedData></ofd:PathObject>'
    for name, drawn in {
        "far": text.format("").replace("0 0 9 9", "9e99 -9e99 1e300 nan").replace('X="0"', 'X="inf"'),
        "glyphs": text.format(' DeltaX="g 99999999 1"'),
        "path": path.format("M 0 0 L 9 9 " * 300_000),
        "texts": text.format("") * 200_000,
        "deep": "<ofd:PageBlock>" * 50_000 + "</ofd:PageBlock>" * 50_000,
    }.items():
        content = f"<ofd:Page {space}><ofd:Content><ofd:Layer>{drawn}</ofd:Layer></ofd:Content></ofd:Page>"
        yield f"drawn-{name}.ofd", zip_of({**parts, "Doc_0/Pages/P1.xml": content.encode()})
    yield "bomb.ofd", zip_of({**parts, "Doc_0/Pages/P1.xml": b" " * 300_000_000})
    word = doc_bytes(PRINT.parts)
    yield "streams.doc", ole_bytes({f"s{number}": b"1" for number in range(60)})
    yield "empty-text.doc", word_bytes(plain(""))
    for at, value in ((30, 0), (30, 31), (44, 0xFFFFFFFF), (48, 0xFFFFFFFE), (60, 0), (68, 0), (76, 0)):
        data = bytearray(word)
        struct.pack_into("<H" if at == 30 else "<I", data, at, value)
        yield f"header-{at}-{value}.doc", bytes(data)
    chain = bytearray(word)
    chain[512:1024] = struct.pack("<I", 0) * 128
    yield "chain.doc", bytes(chain)
    for end, whole in (("ofd", ofd), ("doc", word)):
        for count in (1, 10, 100):
            yield f"flipped-{count}.{end}", whole[:8] + flipped(whole[8:], random, count)
        for cut in sorted(random.sample(range(9, len(whole)), 3)):
            yield f"cut-{cut}.{end}", whole[:cut]
