"""Files with a password: each kind says that it has one, and none is taken for damaged or for no report."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from extract.jobs.archives import bytes_of, with_members
from extract.jobs.inputs import inputs_of
from extract.readers import UnreadableFile, document_of
from tests.made.hostile import PDF
from tests.made.hostile_packed import zip_of
from tests.made.old_book import OldCell, xls_bytes
from tests.made.old_word import ole_bytes, plain, word_bytes
from tests.made.sent import ofd_bytes
from tests.optional import needed

_PASSWORD_OF_BOOK = 0x002F
_ENVELOPED = bytes.fromhex("3082010006092a864886f70d010703a0820100") + bytes(240)


def _book() -> bytes:
    """A workbook that says behind its beginning how it is encrypted."""
    whole = xls_bytes([("1", {(0, 0): OldCell("甲")})])
    stream = whole[512:]
    size = 4 + int.from_bytes(stream[2:4], "little")
    told = struct.pack("<HH", _PASSWORD_OF_BOOK, 6) + bytes(6)
    return ole_bytes({"Workbook": stream[:size] + told + stream[size:2048]})


def _package_of_office(kind: str) -> bytes:
    manifest = b'<m:manifest><m:file-entry m:full-path="content.xml"><m:encryption-data/></m:file-entry></m:manifest>'
    mimetype = f"application/vnd.oasis.opendocument.{kind}".encode()
    return zip_of({"mimetype": mimetype, "content.xml": b"\x81" * 99, "META-INF/manifest.xml": manifest})


def _pages() -> bytes:
    """Official pages of which the parts have become others, as the standard for it (GM/T 0099) has it."""
    return zip_of({"Encryptions.xml": b"<a/>", "OFD.dat": b"\x81" * 99, "entriesmap.dat": b"\x82" * 99})


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.docx", lambda: ole_bytes({"EncryptionInfo": b"1", "EncryptedPackage": b"2"})),
        ("a.xlsx", lambda: ole_bytes({"EncryptionInfo": b"1", "EncryptedPackage": b"2"})),
        ("a.doc", lambda: word_bytes(plain("甲"), flags=0x100)),
        ("a.wps", lambda: word_bytes(plain("甲"), flags=0x100)),
        ("a.xls", _book),
        ("a.odt", lambda: _package_of_office("text")),
        ("a.ods", lambda: _package_of_office("spreadsheet")),
        ("a.ofd", _pages),
        ("smime.p7m", lambda: _ENVELOPED),
        ("a.asc", lambda: b"-----BEGIN PGP MESSAGE-----\n\nhQEM\n-----END PGP MESSAGE-----\n"),
    ],
)
def test_a_document_says_that_it_has_a_password(name: str, data: Callable[[], bytes]) -> None:
    with pytest.raises(UnreadableFile) as refused:
        document_of(data(), name)
    assert refused.value.code == "encrypted"


@pytest.mark.parametrize("kind", ["docx", "xlsx", "pptx", "ole"])
def test_a_package_with_a_password_is_of_the_kind_that_its_name_tells(kind: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        document_of(ole_bytes({"EncryptionInfo": b"1", "EncryptedPackage": b"2"}), f"年报.{kind.upper()}")
    assert refused.value.details["kind"] == kind


@pytest.mark.parametrize("begins", [b"%TSD-Header-###%", b"b\x14#e\x01\x00"])
@pytest.mark.parametrize(("name", "kind"), [("年报.doc", "doc"), ("年报.PDF", "pdf"), ("年报", "")])
def test_what_a_program_of_an_office_has_encrypted_says_so(begins: bytes, name: str, kind: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        document_of(begins + bytes(range(256)) * 20, name)
    assert (refused.value.code, refused.value.details["kind"]) == ("encrypted", kind)


def _rar(flags: int = 0, of_member: int = 0) -> bytes:
    """A RAR of one member that is stored; flags of the whole and of the member tell what is encrypted."""
    data = b"\x81" * 16
    main = struct.pack("<BHHHI", 0x73, flags, 13, 0, 0)
    sizes = struct.pack("<IIBIIBBHI", 16, 16, 3, zlib.crc32(data), 0, 29, 0x30, 5, 0x81A4)
    head = struct.pack("<BHH", 0x74, 0x8000 | of_member, 37) + sizes + b"a.txt"
    out = b"Rar!\x1a\x07\x00"
    for block in (main, head):
        out += struct.pack("<H", zlib.crc32(block) & 0xFFFF) + block
    return out + data


def _seven() -> bytes:
    py7zr = needed("py7zr")
    out = BytesIO()
    with py7zr.SevenZipFile(out, "w", password="secret") as archive:
        archive.writestr("甲".encode(), "a.txt")
    return out.getvalue()


def _letter(part: bytes, kind: str) -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "a@example.cn", "b@example.cn", "年报"
    mail["MIME-Version"] = "1.0"
    mail.add_attachment(part, "application", kind, filename="smime.p7m")
    return mail.as_bytes()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("names.rar", lambda: _rar(flags=0x80)),
        ("member.rar", lambda: _rar(of_member=0x04)),
        ("a.7z", _seven),
        ("a.eml", lambda: _letter(_ENVELOPED, "pkcs7-mime")),
        ("a.ofd", _pages),
    ],
)
def test_what_holds_files_says_that_it_has_a_password(name: str, data: Callable[[], bytes], tmp_path: Path) -> None:
    if name.endswith("rar"):
        needed("rarfile")
    (tmp_path / name).write_bytes(data())
    (file,) = with_members(inputs_of([tmp_path / name]), None)
    if not file.why:
        with pytest.raises(UnreadableFile) as refused:
            document_of(bytes_of(file), file.file)
        file = file._replace(why=refused.value.code)
    assert file.why == "encrypted"


def test_pages_that_are_only_stamped_have_none() -> None:
    with ZipFile(BytesIO(ofd_bytes(PDF))) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    assert document_of(zip_of({**parts, "Doc_0/Signs/Signatures.xml": b"<a/>"}), "a.ofd").blocks
