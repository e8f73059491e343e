"""Mails, RAR and 7z: what they hold is read as if they were folders; a saved page is no letter."""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path
from random import Random

import pytest

from extract.jobs import Limits, inputs_of, with_members
from extract.jobs.archives import bytes_of
from extract.readers import tnef
from tests.made.hostile import TEXT
from tests.made.hostile_packed import rar_of
from tests.made.old_word import ole_bytes, plain, word_bytes
from tests.made.packed_letter import packed_letter
from tests.made.saved import mht_bytes
from tests.optional import needed

_NAME = "石桥镇2024年报.txt"


def _held(path: Path) -> dict[str, bytes]:
    """What is read of a file, by the name below it; itself where it holds nothing."""
    return {file.file.partition("!/")[2]: bytes_of(file) for file in with_members(inputs_of([path]), Limits(jobs=1))}


def _mail(within: bytes = b"") -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "a@example.cn", "b@example.cn", "报送年报"
    mail.set_content("见附件。")
    mail.add_attachment(TEXT, "text", "plain", filename=_NAME)
    if within:
        inner = EmailMessage()
        inner["From"], inner["To"] = "c@example.cn", "a@example.cn"
        inner.set_content("转发")
        inner.add_attachment(within, "application", "msword", filename="年报.doc")
        mail.add_attachment(inner)
    return mail.as_bytes()


@pytest.mark.slow
def test_what_is_attached_to_a_mail_is_a_file_of_its_own(tmp_path: Path) -> None:
    word = word_bytes(plain("标题"))
    (tmp_path / "a.eml").write_bytes(_mail(word))
    held = _held(tmp_path / "a.eml")
    assert held[_NAME] == TEXT
    assert held["letter.eml!/年报.doc"] == word
    assert held["body.txt"].decode().strip() == "见附件。"


@pytest.mark.slow
def test_what_is_attached_without_a_name_is_a_file_too(tmp_path: Path) -> None:
    mail = EmailMessage()
    mail["To"] = "a@b.cn"
    mail.set_content("见附件")
    mail.add_attachment(b"%PDF-1.7", "application", "pdf")
    (tmp_path / "a.eml").write_bytes(mail.as_bytes())
    assert _held(tmp_path / "a.eml")["attachment"] == b"%PDF-1.7"


def test_parts_within_parts_without_end_are_a_damaged_mail(tmp_path: Path) -> None:
    deeper = b"".join(b"--%d\nContent-Type: multipart/mixed; boundary=%d\n\n" % (n, n + 1) for n in range(2_000))
    head = b"MIME-Version: 1.0\nTo: a@b.cn\nContent-Type: multipart/mixed; boundary=0\n\n"
    (tmp_path / "a.eml").write_bytes(head + deeper)
    (file,) = with_members(inputs_of([tmp_path]), None)
    assert file.why == "truncated"


@pytest.mark.slow
def test_a_letter_that_outlook_keeps_is_opened(tmp_path: Path) -> None:
    folder = "__attach_version1.0_#00000000"
    message = ole_bytes(
        {
            "__properties_version1.0": b"",
            "__substg1.0_1000001F": "见附件。".encode("utf-16-le"),
            f"{folder}/__substg1.0_3707001F": _NAME.encode("utf-16-le"),
            f"{folder}/__substg1.0_37010102": TEXT,
        }
    )
    (tmp_path / "a.msg").write_bytes(message)
    held = _held(tmp_path / "a.msg")
    assert held[_NAME].rstrip(b"\0") == TEXT
    assert set(held) == {_NAME, "body.txt"}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.doc", word_bytes(plain("标题"))),
        ("a.mht", mht_bytes("<html><body>年报</body></html>")),
        ("a.txt", "Subject: 年报\n\n正文".encode()),
        ("b.eml", b"MIME-Version: 1.0\nTo: a@b.cn\nContent-Type: multipart/mixed; boundary=x\n\n"),
    ],
)
def test_what_holds_nothing_stays_what_it_is(name: str, data: bytes, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(data)
    assert _held(tmp_path / name) == {"": data}


@pytest.mark.slow
def test_a_7z_file_is_read_like_a_folder(tmp_path: Path) -> None:
    py7zr = needed("py7zr")
    with py7zr.SevenZipFile(tmp_path / "a.7z", "w") as archive:
        archive.writestr(TEXT, f"镇/{_NAME}")
        archive.writestr(b"other", "b.txt")
    assert _held(tmp_path / "a.7z") == {f"镇/{_NAME}": TEXT, "b.txt": b"other"}
    with py7zr.SevenZipFile(tmp_path / "b.7z", "w", password="x") as archive:
        archive.writestr(TEXT, _NAME)
    assert set(_held(tmp_path / "b.7z")) == {""}


@pytest.mark.slow
def test_a_rar_file_is_read_like_a_folder(tmp_path: Path) -> None:
    needed("rarfile")
    (tmp_path / "a.rar").write_bytes(rar_of({"report.txt": TEXT, "b.txt": b"other"}))
    assert _held(tmp_path / "a.rar") == {"report.txt": TEXT, "b.txt": b"other"}


@pytest.mark.slow
def test_what_outlook_packs_for_another_outlook_is_unpacked(tmp_path: Path) -> None:
    word = word_bytes(plain("标题"))
    packed = packed_letter({"石桥镇2024年报.doc": word, _NAME: TEXT}, page="<p>见附件。</p>".encode())
    mail = EmailMessage()
    mail["From"], mail["To"], mail["MIME-Version"] = "a@example.cn", "b@example.cn", "1.0"
    mail.add_attachment(packed, "application", "ms-tnef", filename="winmail.dat")
    for name, data in (("a.eml", mail.as_bytes()), ("winmail.dat", packed)):
        (tmp_path / name).write_bytes(data)
        held = _held(tmp_path / name)
        assert held == {"石桥镇2024年报.doc": word, _NAME: TEXT, "body.html": "<p>见附件。</p>".encode()}


def test_a_packed_letter_that_is_damaged_brings_what_is_whole() -> None:
    packed = packed_letter({"a.txt": b"1" * 50, _NAME: TEXT})
    random = Random(5)
    for _ in range(200):
        cut = packed[: random.randrange(len(packed))]
        held = dict(tnef.members_of(cut))
        assert held.get(_NAME, TEXT) == TEXT
        changed = bytearray(packed)
        for _ in range(9):
            changed[random.randrange(6, len(changed))] = random.randrange(256)
        list(tnef.members_of(bytes(changed)))
