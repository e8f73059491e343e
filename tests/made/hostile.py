"""Files that mean harm, or are broken, in families: made from a seed, none of them in the repository.

Comes in: a seed. Goes out: names and bytes. Every one of them must end in exactly one state, in time and within its
memory, and leave the files beside it as they are.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from random import Random
from warnings import catch_warnings
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from extract.forms import load_forms
from tests.made.printing import Look, docx_bytes, pdf_bytes, printed
from tests.made.whole import draft_of

ROOT = Path(__file__).parents[2]
Files = Iterator[tuple[str, bytes]]
Family = Callable[[Random], Files]

PRINT = printed(draft_of(Random(7), load_forms()[-1]), Look())
TEXT = (ROOT / "samples" / "青禾镇2023.txt").read_bytes()
DOCX = docx_bytes(PRINT.parts, Look())
PDF = pdf_bytes(PRINT.parts, Look())
HTML = (ROOT / "samples" / "晴澜街道2023.html").read_bytes()

_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type='
    '"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>'
    "</Relationships>"
)
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def package(document: str | bytes, **parts: bytes) -> bytes:
    """A Word file with this main part."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as file:
        file.writestr("[Content_Types].xml", _TYPES)
        file.writestr("_rels/.rels", _RELATIONS)
        file.writestr("word/document.xml", document)
        for name, data in parts.items():
            file.writestr(name, data)
    return out.getvalue()


def body(inner: str, head: str = "") -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?>{head}<w:document {_W}><w:body>{inner}</w:body></w:document>'


# ── ZIP ──────────────────────────────────────────────────────────────────────────────────────────────────────────────


def zips(random: Random) -> Files:
    for power in (3, 4, 5, 6):
        yield f"ratio-1e{power}.docx", package(body("<w:p/>") + " " * (10**power * 300))
    nested = TEXT
    for _ in range(8):
        out = BytesIO()
        with ZipFile(out, "w", ZIP_DEFLATED) as file:
            file.writestr("a.zip", nested)
        nested = out.getvalue()
    yield "nested.zip", nested
    for name in ("../../evil.txt", "/etc/evil", "C:\\evil.txt", "\\\\host\\evil", "a\0b", "con", "名" * 200):
        out = BytesIO()
        with ZipFile(out, "w") as file:
            file.writestr(ZipInfo(name), b"evil")
        yield f"name-{random.randrange(10**6)}.zip", out.getvalue()
    many = BytesIO()
    with ZipFile(many, "w", ZIP_STORED) as file:
        for number in range(70_000):
            file.writestr(ZipInfo(str(number)), b"")
        file.writestr("[Content_Types].xml", _TYPES)
    yield "many-members.docx", many.getvalue()
    twice = BytesIO()
    with ZipFile(twice, "w") as file, catch_warnings(action="ignore"):
        for _ in range(2):
            file.writestr("word/document.xml", body("<w:p/>"))
    yield "twice.docx", twice.getvalue()
    for cut in sorted(random.sample(range(4, len(DOCX)), 20)):
        yield f"cut-{cut}.docx", DOCX[:cut]
    for _ in range(12):
        yield f"flipped-{random.randrange(10**6)}.docx", flipped(DOCX, random, 40)


def flipped(data: bytes, random: Random, count: int) -> bytes:
    """Data with some of its bytes changed."""
    changed = bytearray(data)
    for _ in range(count):
        changed[random.randrange(len(changed))] = random.randrange(256)
    return bytes(changed)


# ── Word XML ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def words(random: Random) -> Files:
    laughs = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    yield (
        "laughs.docx",
        package(body("<w:p><w:r><w:t>&e9;</w:t></w:r></w:p>", f'<!DOCTYPE x [<!ENTITY e0 "ha">{laughs}]>')),
    )
    for uri in ("file:///etc/passwd", "http://127.0.0.1:9/x", "/dev/zero"):
        entity = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{uri}">]>'
        yield f"external-{len(uri)}.docx", package(body("<w:p><w:r><w:t>&e;</w:t></w:r></w:p>", entity))
        yield f"dtd-{len(uri)}.docx", package(body("<w:p/>", f'<!DOCTYPE x SYSTEM "{uri}">'))
    yield "utf16.docx", package(body("<w:p/>").replace("UTF-8", "UTF-16").encode("utf-16"))
    for depth in (250, 3_000, 100_000):
        yield f"deep-{depth}.docx", package(body("<w:tbl><w:tr><w:tc>" * depth + "</w:tc></w:tr></w:tbl>" * depth))
    yield "paragraphs.docx", package(body("<w:p/>" * 5_000_000))
    yield "runs.docx", package(body("<w:p>" + "<w:r><w:t>1</w:t></w:r>" * 500_000 + "</w:p>"))
    for span in ("0", "-1", "64", "20000000", "9" * 30, "x"):
        cell = f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/></w:tcPr><w:p/></w:tc>'
        yield f"span-{len(span)}{span[:2]}.docx", package(body(f"<w:tbl><w:tr>{cell}</w:tr></w:tbl>"))
    yield "merged.docx", package(body("<w:tbl><w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>"))
    null = _RELATIONS.replace("word/document.xml", "NULL").encode()
    yield "relation.docx", package(body("<w:p/>"), **{"word/_rels/document.xml.rels": null})
    yield "no-body.docx", package(f"<w:document {_W}/>")
    yield "not-xml.docx", package(bytes(random.randrange(256) for _ in range(2_000)))
    yield "macro.docm", package(body("<w:p/>"), **{"word/vbaProject.bin": b"\xd0\xcf\x11\xe0" * 100})
    yield "ole.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4_000)


# ── PDF ──────────────────────────────────────────────────────────────────────────────────────────────────────────────


def pdf(objects: dict[int, bytes], root: int = 1, more: bytes = b"") -> bytes:
    """A PDF of these objects."""
    out, places = bytearray(b"%PDF-1.7\n"), {}
    for number, data in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, data)
    start, size = len(out), max(objects) + 1
    table = b"".join(
        b"%010d 00000 n \n" % places[number] if number in places else b"0000000000 65535 f \n" for number in range(size)
    )
    out += b"xref\n0 %d\n%s" % (size, table)
    return bytes(out + b"trailer\n<</Size %d/Root %d 0 R%s>>\nstartxref\n%d\n%%%%EOF" % (size, root, more, start))


def stream(data: bytes, filters: bytes = b"/FlateDecode") -> bytes:
    return b"<</Length %d/Filter %s>>stream\n%s\nendstream" % (len(data), filters, data)


def one_page(contents: bytes, box: bytes = b"0 0 595 842", resources: bytes = b"") -> dict[int, bytes]:
    return {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        3: b"<</Type/Page/Parent 2 0 R/MediaBox[%s]/Contents 4 0 R/Resources<<%s/Font<</F 5 0 R>>>>>>"
        % (box, resources),
        4: contents,
        5: b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    }


def large_pdfs() -> Files:
    """PDFs of which much comes, or has to be looked through."""
    blanks = zlib.compress(bytes([32]) * 2**30, 1)
    yield "flate-1g.pdf", pdf(one_page(stream(blanks)))
    yield "flate-flate-1g.pdf", pdf(one_page(stream(zlib.compress(blanks, 9), b"[/FlateDecode/FlateDecode]")))
    glyphs = zlib.compress(b"BT /F 9 Tf 1 0 0 1 50 700 Tm " + b"(1)Tj " * 800_000 + b"ET", 9)
    yield "glyphs.pdf", pdf(one_page(stream(glyphs)))
    lines = b"".join(b"%d 0 m %d 800 l " % (n % 500, n % 499) for n in range(1_500_000)) + b"S"
    yield "segments.pdf", pdf(one_page(stream(zlib.compress(lines, 9))))
    boxes = b"".join(b"%d %d 9 9 re S " % (n % 500, n // 500) for n in range(300_000))
    yield "boxes.pdf", pdf(one_page(stream(zlib.compress(boxes, 9))))


def pdfs(random: Random) -> Files:
    for filters in (b"/RunLengthDecode", b"/ASCIIHexDecode", b"/LZWDecode", b"[/ASCII85Decode/FlateDecode]", b"/Nope"):
        yield f"filter-{len(filters)}.pdf", pdf(one_page(stream(bytes(range(256)) * 4_000, filters)))
    pages = {1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</Type/Pages/Count 50000/Kids[%s]>>" % (b"3 0 R " * 50_000)}
    yield "pages.pdf", pdf({**pages, 3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"})
    yield "loop-pages.pdf", pdf({**pages, 2: b"<</Type/Pages/Count 9/Kids[2 0 R]>>"})
    yield "loop-outline.pdf", pdf({**one_page(stream(b"", b"[]")), 1: b"<</Type/Catalog/Pages 2 0 R/Outlines 1 0 R>>"})
    itself = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R>>>>"
    form = b"<<%s/Length 5>>stream\n/X Do\nendstream" % itself
    drawn = one_page(b"<</Length 5>>stream\n/X Do\nendstream", resources=b"/XObject<</X 6 0 R>>")
    yield "loop-form.pdf", pdf({**drawn, 6: form})
    tree = b"/MarkInfo<</Marked true>>/StructTreeRoot 6 0 R"
    looped = b"<</Type/StructTreeRoot/K 7 0 R/ParentTree<</Nums[0[7 0 R]]>>>>"
    element = b"<</Type/StructElem/S/Table/P 7 0 R/K[7 0 R 7 0 R]>>"
    yield (
        "loop-tags.pdf",
        pdf({**one_page(stream(b"", b"[]")), 1: b"<</Type/Catalog/Pages 2 0 R%s>>" % tree, 6: looped, 7: element}),
    )
    for box in (b"0 0 14400 14400", b"595 842 0 0", b"-100 -100 100 100", b"0 0 0 0", b"a b c d", b"0 0 1e30 1e30"):
        yield f"box-{len(box)}{box[:1].hex()}.pdf", pdf(one_page(stream(zlib.compress(b"BT /F 9 Tf (1)Tj ET")), box))
    far = b"9" * 50
    nowhere = b"BT /F 9 Tf %s 0 0 -%s %s 700 Tm 50 %s Td (1) Tj (2) Tj ET" % (far, far, far, far)
    yield "nowhere.pdf", pdf(one_page(stream(zlib.compress(nowhere))))
    yield "encrypted.pdf", pdf(one_page(stream(b"", b"[]")), more=b"/Encrypt<</Filter/Standard/V 9/R 9>>")
    yield (
        "script.pdf",
        pdf({**one_page(stream(b"", b"[]")), 1: b"<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(x)>>>>"}),
    )
    yield "no-root.pdf", pdf({1: b"<<>>"})
    for cut in sorted(random.sample(range(9, len(PDF)), 20)):
        yield f"cut-{cut}.pdf", PDF[:cut]
    for _ in range(20):
        yield f"flipped-{random.randrange(10**6)}.pdf", flipped(PDF, random, 60)


# ── HTML and text ────────────────────────────────────────────────────────────────────────────────────────────────────


def pages(random: Random) -> Files:
    for tag in (b"<div>", b"<table><tr><td>", b"<b>", b"<ul><li>"):
        yield f"deep-{tag[1:3].decode()}.html", b"<html><body>" + tag * 100_000
    for span in (b"0", b"-1", b"1000000", b"9" * 30, b"x"):
        cell = b"<td colspan=%s rowspan=%s>1</td>" % (span, span)
        yield (
            f"span-{span[:2].decode()}{len(span)}.html",
            b"<html><body><table>" + (b"<tr>" + cell * 20 + b"</tr>") * 20,
        )
    for charset in (b"utf-16", b"big5", b"x", b"utf-7", b"gbk"):
        yield f"charset-{charset.decode()}.html", HTML.replace(b"utf-8", charset)
    for name, text in (
        ("frames", b"<html><frameset><frame src=x></frameset></html>"),
        ("script", b"<html><body><script>document.write('x')</script></body></html>"),
        (
            "login",
            "<html><head><title>登录</title></head><body><form><input type=password></form></body></html>".encode(),
        ),
        ("404", b"<html><head><title>404 Not Found</title></head><body>Not Found</body></html>"),
        ("entities", b"<html><body>" + b"&#x110000;&#0;&nope;" * 10_000),
        ("comment", b"<html><!--" + b"-" * 1_000_000),
        ("attributes", b"<html><body><p " + b"a=1 " * 500_000 + b">"),
        ("style", b"<html><style>" + b"a{" * 200_000 + b"</style><body>1"),
    ):
        yield f"{name}.html", text
    for _ in range(15):
        yield f"flipped-{random.randrange(10**6)}.html", flipped(HTML, random, 80)


def large_texts() -> Files:
    """Pages and texts in which there is much to look through."""
    yield "line.html", b"<html><body><p>" + b"1" * 20_000_000
    yield "report-again.txt", TEXT * 400


def texts(random: Random) -> Files:
    text = TEXT.decode("utf-8")
    for encoding in ("utf-16", "utf-16-le", "utf-16-be", "gb18030", "utf-32", "utf-7", "shift_jis", "big5"):
        yield f"{encoding}.txt", text.encode(encoding, "replace")
    yield "empty.txt", b""
    yield "blank.txt", b" \n\t\r" * 10_000
    yield "nuls.txt", bytes(1_000_000)
    yield "noise.txt", random.randbytes(1_000_000)
    yield "columns.tsv", b"1\t" * 1_000_000
    yield "returns.txt", TEXT.replace(b"\n", b"\r")
    yield "quotes.tsv", b'"' + TEXT
    yield "digits.txt", b"1" * 5_000_000
    yield "digits-lines.txt", b"1\n" * 1_000_000
    yield "digits-in-prose.txt", TEXT.replace("公开".encode(), "公开政府信息".encode() + b"9" * 40 + "条。".encode())
    yield "brackets.txt", "（".encode() * 500_000
    yield "title-again.txt", "石桥镇2023年政府信息公开工作年度报告\n".encode() * 50_000
    yield "labels-again.txt", "一、本年新收政府信息公开申请数量\t1\n".encode() * 50_000
    yield "marks.txt", ("\u202e\u200b\ufeff" * 10_000 + text).encode()
    yield "surrogates.txt", text.encode("utf-16-le")[:-1]
    yield "image.txt", b"\x89PNG\r\n\x1a\n" + random.randbytes(10_000)
    yield "huge-image.pdf", b"\xff\xd8\xff" + random.randbytes(10_000)
    for _ in range(40):
        yield f"flipped-{random.randrange(10**6)}.txt", flipped(TEXT, random, random.choice((3, 100, 3_000)))
    for bits in range(8):
        yield f"struct-{bits}.bin", struct.pack(">Q", 1 << bits) * 1_000


def names(random: Random) -> Files:
    """Reports as good as any, under names that are not."""
    odd = ("=cmd|' C calc'!A0.txt", "@SUM(1).txt", "-rf.txt", "a\nb.txt", "a\tb.txt", "CON.txt", "dot..txt", " .txt")
    rare = ("\U0001f3d8.txt", "\U00020000\U0002a6d6镇.txt", '"quoted".txt', "x" * 240 + ".txt")
    alike = ("\u00e9.txt", "e\u0301.txt", "A.txt", "\uff21.txt", "a .txt", "a\u00a0.txt")
    for number, name in enumerate((*odd, *rare, *alike)):
        yield name, TEXT + str(number).encode()
