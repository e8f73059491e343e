"""Word files that are one XML: Flat OPC, and Word 2003's own → the parts that a package of today has.

Comes in: bytes. Goes out: parts by name, in lower case. What Word 2003 names otherwise is named as today: merged cells,
deleted text, the labels of numbered paragraphs. How parts are read is left to `package`.
"""

from __future__ import annotations

from base64 import b64decode
from binascii import Error as NotBase64
from contextlib import suppress
from typing import TYPE_CHECKING

from extract.readers.trees import tree_of
from extract.readers.wordml import w

if TYPE_CHECKING:
    from lxml.etree import _Element

_HEAD = 4096
"""Bytes in which XML says what it is."""
_FLAT, _OLD = (
    b"http://schemas.microsoft.com/office/2006/xmlPackage",
    b"http://schemas.microsoft.com/office/word/2003/wordml",
)
_WORD = w("x")[1:-2].encode()
_W = w("")
_PACKAGE = f"{{{_FLAT.decode()}}}"
_MARKUP, _HINT = (
    "{http://schemas.microsoft.com/aml/2001/core}",
    "{http://schemas.microsoft.com/office/word/2003/auxHint}",
)
_MAIN, _RELATIONS = "word/document.xml", "_rels/.rels"
_RENAMED = {"vmerge": "vMerge", "hmerge": "hMerge", "hlink": "hyperlink"}
_RENAMED_LISTS = {
    "listPr": "numPr", "ilfo": "numId", "listDef": "abstractNum", "list": "num", "ilst": "abstractNumId",
    "nfc": "numFmt", "listDefId": "abstractNumId",
}  # fmt: skip
"""Elements and attributes of lists."""
_NUMERALS = {
    "0": "decimal", "1": "upperRoman", "2": "lowerRoman", "3": "upperLetter", "4": "lowerLetter", "22": "decimalZero",
    "23": "bullet", "33": "taiwaneseCounting", "35": "taiwaneseCountingThousand", "37": "chineseCounting",
    "38": "chineseLegalSimplified", "39": "chineseCountingThousand", "255": "none",
}  # fmt: skip
"""The kinds of numerals of Word 2003, by the names of today."""
_CLOSING = "、，．。：）】〕"


def is_word_xml(data: bytes) -> bool:
    """Whether bytes are a Word file in one XML."""
    head = _in_utf8(data[:_HEAD]).lstrip(b"\xef\xbb\xbf \t\r\n")
    return head.startswith(b"<") and (b"<pkg:package" in head or (_OLD in head and b"wordDocument" in head))


def parts_of(data: bytes) -> dict[str, bytes]:
    """The parts that a Word file in one XML holds."""
    data = _in_utf8(data)
    if _FLAT in data[:_HEAD]:
        return dict(_flat_parts(tree_of(data)))
    return _parts_of_2003(tree_of(data.replace(_OLD, _WORD)))


def _in_utf8(data: bytes) -> bytes:
    """XML that is written two bytes a character, one a character; what it says of that goes."""
    if b"\0" not in data[:_HEAD]:
        return data
    text = data.decode("utf-16-be" if data[:1] in (b"\0", b"\xfe") else "utf-16-le", "replace").lstrip("\ufeff")
    return (text.partition("?>")[2] if text.startswith("<?xml") else text).encode("utf-8", "replace")


def _flat_parts(package: _Element) -> dict[str, bytes]:
    from lxml import etree

    parts: dict[str, bytes] = {}
    for part in package.iterchildren(f"{_PACKAGE}part"):
        name = part.get(f"{_PACKAGE}name", "").lstrip("/").lower()
        for content in part:
            if content.tag == f"{_PACKAGE}xmlData":
                parts[name] = b"".join(etree.tostring(root, encoding="utf-8") for root in content)
            elif content.tag == f"{_PACKAGE}binaryData":
                with suppress(NotBase64):
                    parts[name] = b64decode(content.text or "")
    return parts


def _parts_of_2003(document: _Element) -> dict[str, bytes]:
    """The parts of a document of Word 2003, whose elements already have the names of today where they are alike."""
    from lxml import etree

    for old, new in _RENAMED.items():
        for element in document.iter(w(old)):
            element.tag = w(new)
    for annotation in document.iter(f"{_MARKUP}annotation"):
        if annotation.get(w("type")) == "Word.Deletion":
            annotation.tag = w("del")
    for label in document.iter(f"{_HINT}t"):
        _write_label(label)
    for element in document.iter():
        _rename_in_lists(element)
    document.tag = w("document")
    parts = {_MAIN: document}
    for style in document.iterchildren(w("styles")):
        parts["word/styles.xml"] = style
    for lists in document.iterchildren(w("lists")):
        parts["word/numbering.xml"] = lists
    return {name: etree.tostring(root, encoding="utf-8", with_tail=False) for name, root in parts.items()}


def _rename_in_lists(element: _Element) -> None:
    """Names what is said of lists as today; a paragraph whose number is written already is in none."""
    new = _RENAMED_LISTS.get(element.tag[len(_W) :]) if str(element.tag).startswith(_W) else None
    if new is None:
        return
    element.tag = w(new)
    if new == "numPr" and element.find(f"{_HINT}t") is not None:
        element.tag = w("listPr")
    for attribute in ("ilfo", "listDefId"):
        if value := element.get(w(attribute)):
            element.set(w(_RENAMED_LISTS[attribute]), value)
    if new == "numFmt":
        element.set(w("val"), _NUMERALS.get(element.get(w("val"), ""), "decimal"))


def _write_label(label: _Element) -> None:
    """Writes the number of a paragraph, as Word has counted it, before its text."""
    paragraph = next(label.iterancestors(w("p")), None)
    text = label.get(f"{_HINT}val", "")
    if paragraph is None or not text.strip("·\uf0b7 "):
        return
    run = paragraph.makeelement(w("r"))
    written = run.makeelement(w("t"))
    written.text = text if text[-1] in _CLOSING else f"{text} "
    run.append(written)
    paragraph.insert(1, run)
