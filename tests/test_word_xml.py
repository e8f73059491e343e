"""Word files in one XML, and files within Word files, say what the same report says in a package of today."""

from __future__ import annotations

import zipfile
from base64 import b64encode
from email.message import EmailMessage
from io import BytesIO
from random import Random

import pytest

from extract.errors import UnreadableFile
from extract.forms import load_forms
from extract.model import Document, Gap, ParagraphOrigin
from extract.pipeline import reading_of
from extract.readers import document_of, kind_of
from tests.made.printing import docx_bytes, html_text, look_of, printed
from tests.made.whole import draft_of
from tests.test_docx import OFFICE, RELATIONS, WORD, drawn, file, main_part, p, package, rows, run

FORMS = load_forms()
OLD = "http://schemas.microsoft.com/office/word/2003/wordml"
FLAT = "http://schemas.microsoft.com/office/2006/xmlPackage"
AML, HINT = "http://schemas.microsoft.com/aml/2001/core", "http://schemas.microsoft.com/office/word/2003/auxHint"


def bare(part: bytes) -> str:
    return part.decode().partition("?>")[2] if part.startswith(b"<?xml") else part.decode()


def flat(data: bytes) -> bytes:
    """A package as one XML; what is no XML as base64."""
    parts = ""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        for name in archive.namelist():
            part = archive.read(name)
            inside = (
                f"<pkg:xmlData>{bare(part)}</pkg:xmlData>"
                if name.endswith((".xml", ".rels"))
                else f"<pkg:binaryData>{b64encode(part).decode()}</pkg:binaryData>"
            )
            parts += f"<pkg:part pkg:name='/{name}'>{inside}</pkg:part>"
    head = "<?xml version='1.0' encoding='UTF-8' standalone='yes'?><?mso-application progid='Word.Document'?>"
    return f"{head}<pkg:package xmlns:pkg='{FLAT}'>{parts}</pkg:package>".encode()


def of_2003(data: bytes) -> bytes:
    """The main part of a package, as Word 2003 names its elements."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        main = bare(archive.read("word/document.xml"))
    main = main.replace(WORD, OLD).replace("w:vMerge", "w:vmerge").replace("w:document", "w:wordDocument")
    return f'<?xml version="1.0"?><?mso-application progid="Word.Document"?>{main}'.encode()


def a_report(seed: int) -> tuple[bytes, bytes]:
    """A report as a Word file and as a web page."""
    random = Random(seed)
    look = look_of(random)._replace(web=False, metadata=False, watermark=False)
    parts = printed(draft_of(random, FORMS[seed % len(FORMS)]), look).parts
    return docx_bytes(parts, look), html_text(parts, look).encode()


def read(data: bytes) -> Document:
    return document_of(data, "x.docx")


@pytest.mark.parametrize("written", [flat, of_2003, lambda data: of_2003(data).decode().encode("utf-16")])
@pytest.mark.parametrize("seed", range(2))
def test_one_xml_says_what_the_package_says(written: object, seed: int) -> None:
    data = a_report(seed)[0]
    assert callable(written)
    assert kind_of(written(data)) == ("docx", "")
    assert read(written(data)).blocks == read(data).blocks


def test_word_2003_writes_its_numbers_and_deletes_otherwise() -> None:
    number = f"<w:listPr><w:ilvl w:val='0'/><wx:t xmlns:wx='{HINT}' wx:val='一、'/></w:listPr>"
    deleted = f"<aml:annotation xmlns:aml='{AML}' w:type='Word.Deletion'>{run('9')}</aml:annotation>"
    inserted = f"<aml:annotation xmlns:aml='{AML}' w:type='Word.Insertion'>{run('5')}</aml:annotation>"
    section = f"<wx:sect xmlns:wx='{HINT}'>{p('总体情况', number)}<w:p>{deleted}{inserted}</w:p></wx:sect>"
    assert drawn(read(of_2003(file(section)))) == "一、总体情况\n5"


def test_word_2003_counts_the_numbers_it_does_not_write() -> None:
    level = (
        '<w:lvl w:ilvl="0"><w:start w:val="2"/><w:nfc w:val="37"/><w:suff w:val="Nothing"/><w:lvlText w:val="%1："/>'
    )
    lists = (
        f'<w:lists><w:listDef w:listDefId="5">{level}</w:lvl></w:listDef>'
        '<w:list w:ilfo="9"><w:ilst w:val="5"/></w:list></w:lists>'
    )
    numbered = '<w:listPr><w:ilvl w:val="0"/><w:ilfo w:val="9"/></w:listPr>'
    data = of_2003(file(p("主动公开", numbered) + p("依申请公开", numbered)))
    assert drawn(read(data.replace(b"<w:body>", lists.encode() + b"<w:body>"))) == "二：主动公开\n三：依申请公开"


@pytest.mark.parametrize("written", [flat, of_2003])
def test_one_xml_that_is_cut_off_says_so(written: object) -> None:
    assert callable(written)
    with pytest.raises(UnreadableFile) as caught:
        read(written(file(p("甲")))[:-9])
    assert caught.value.code == "truncated"


# ── Files within the file ────────────────────────────────────────────────────────────────────────────────────────────


def around(chunk: str | bytes, name: str = "chunk.bin") -> bytes:
    """A Word file around another file."""
    relation = f"<Relationship Id='c' Type='{OFFICE}/relationships/aFChunk' Target='{name}'/>"
    return package(
        {
            "word/document.xml": main_part(p("前") + rows("甲 | 1") + "<w:altChunk r:id='c'/>" + p("后")),
            "word/_rels/document.xml.rels": f"<Relationships {RELATIONS}>{relation}</Relationships>",
            f"word/{name}": chunk,
        }
    )


PAGE = "<html><body><p>中</p><table><tr><td>乙</td><td>2</td></tr></table></body></html>"
MIDDLE = "前\n甲 | 1\n中\n乙 | 2\n后"


def mail(charset: str) -> bytes:
    message = EmailMessage()
    message.set_content("无", charset=charset)
    message.add_alternative(PAGE, subtype="html", charset=charset)
    return message.as_bytes()


@pytest.mark.parametrize(
    "chunk",
    [
        PAGE.encode(),
        PAGE.replace("<html>", "<html><meta charset=gb2312>").encode("gb18030"),
        mail("utf-8"),
        mail("gb2312"),
        file(p("中") + rows("乙 | 2")),
        flat(file(p("中") + rows("乙 | 2"))),
    ],
)
def test_files_within_the_file_are_read_in_their_place(chunk: bytes) -> None:
    document = read(around(chunk))
    assert drawn(document) == MIDDLE
    assert [str(block.rows[0][0].origin) for block in document.blocks if not hasattr(block, "text")] == [
        "docx:t1r1c1",
        "docx:t2r1c1",
    ]


def test_a_text_within_the_file_is_lines() -> None:
    assert drawn(read(around("中\n\n间\n".encode()))) == "前\n甲 | 1\n中\n间\n后"


@pytest.mark.parametrize(
    "chunk", [b"{\\rtf1 x}", b"", b"PK\x03\x04broken", around(around(around(around("中".encode()))))]
)
def test_what_cannot_be_read_within_the_file_leaves_a_gap(chunk: bytes) -> None:
    document = read(around(chunk))
    assert [gap.reason for gap in document.gaps] == ["picture"]
    assert isinstance(document.gaps[0], Gap) and isinstance(document.gaps[0].origin, ParagraphOrigin)


def test_a_report_that_is_a_page_within_a_word_file_is_read() -> None:
    page = a_report(3)[1]
    wrapped = package(
        {
            "word/document.xml": main_part("<w:altChunk r:id='c'/>"),
            "word/_rels/document.xml.rels": f"<Relationships {RELATIONS}><Relationship Id='c' "
            f"Type='{OFFICE}/relationships/aFChunk' Target='/word/afchunk.html'/></Relationships>",
            "word/afchunk.html": page,
        }
    )
    facts, wanted = (
        [(fact.concept, fact.state, fact.value, fact.how) for fact in reading_of(data, "x").report.facts]
        for data in (wrapped, page)
    )
    assert facts == wanted
