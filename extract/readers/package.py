"""The package that a Word file is, opened with care: bytes → its parts, and the tree of the one that is printed.

Comes in: the bytes of a zip, or of one XML (`word_xml`), well made, odd, damaged or hostile. Goes out: parts and trees,
or an UnreadableFile that tells why there are none. Limits hold before anything is unpacked or parsed (`trees`). Files
in the container that came before the zip are told apart, and not read. What the parts say is left to `wordml`,
`lettering` and `docx`.
"""

from __future__ import annotations

import re as bytes_re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from io import BytesIO
from posixpath import dirname, join, normpath
from typing import TYPE_CHECKING

from extract.errors import UnreadableFile
from extract.readers.marks import letter, marks_of, styles_in, told_apart_by
from extract.readers.trees import tree_of
from extract.readers.word_xml import is_word_xml, parts_of
from extract.readers.wordml import w

if TYPE_CHECKING:
    from zipfile import ZipFile, ZipInfo

    from lxml.etree import _Element

_LARGEST_PART = 32 << 20
"""Bytes of XML that no report has, nor a hundred of them."""
_MOST_PARTS = 5_000
"""A report has some dozen parts."""
_HEAD, _NAMES = 99, 8000
"""Bytes in which XML shows that it is written two bytes a character, and what it calls Word's elements."""

# The module of the standard library is twice as fast as `regex` here.
_FORMATTING = (
    "top left bottom right insideH insideV shd rFonts szCs sz lang kern color spacing ind jc vAlign tcW keepNext "
    "keepLines widowControl suppressLineNumbers bCs b bidi snapToGrid"
)
"""More than half of what stands in most files, and nothing of what they print."""
_THEME_COLOUR = bytes_re.compile(
    rb"<a:(dk1|lt1|dk2|lt2|accent[1-6])>\s*<a:\w+\b[^<>]*(?:lastClr|\bval)=.([0-9A-Fa-f]{6})"
)
_STYLE_END, _TABLE_STYLE = b"</w:style>", bytes_re.compile(rb"\s*<w:style [^>]*w:type=.table")

_STYLE_NAME = bytes_re.compile(rb"w:styleId=[\"']([^\"']*)")
_BASED_ON = bytes_re.compile(rb"<w:basedOn w:val=[\"']([^\"']*)")
_OTHER_PROGRAMS = {"workbook": "xlsx", "presentation": "pptx"}


@dataclass(frozen=True)
class Package:
    """The parts of a zip, or of one XML, by name, in lower case and between slashes. A part that cannot be had is an
    UnreadableFile."""

    archive: ZipFile | None
    parts: Mapping[str, ZipInfo | bytes]
    kind: str = "docx"

    @cached_property
    def main(self) -> str:
        """The name of the part that is printed."""
        target = self.relations("").get("officeDocument", "")
        return target if target in self.parts else "word/document.xml"

    @cached_property
    def related(self) -> Mapping[str, str]:
        """The parts that the main part refers to, by what they are to it; styles and numbering by their usual names."""
        usual = {kind: join(dirname(self.main), f"{kind}.xml") for kind in ("styles", "numbering")}
        return usual | self.relations(self.main)

    def part(self, name: str) -> bytes:
        """The bytes of a part; empty when there is none of this name."""
        info = self.parts.get(name)
        if info is None or isinstance(info, bytes) or self.archive is None:
            return info if isinstance(info, bytes) else b""
        if info.flag_bits & 1:
            raise UnreadableFile("encrypted", kind=self.kind)
        if info.file_size > _LARGEST_PART:
            raise UnreadableFile("bomb", kind=self.kind)
        try:
            return self.archive.read(info)
        except _faults_of_zips():
            raise UnreadableFile("truncated", kind=self.kind) from None

    def relations(self, name: str) -> dict[str, str]:
        """The parts that a part refers to, by the last word of what they are to it."""
        relations: dict[str, str] = {}
        for kind, _, target in self.references_of(name):
            relations.setdefault(kind, target)
        return relations

    def held(self, key: str) -> bytes:
        """The file within the package that the main part refers to by this key; empty when there is none."""
        targets = {key: target for _, key, target in self.references_of(self.main)}
        return self.part(targets.get(key, ""))

    def references_of(self, name: str) -> Iterator[tuple[str, str, str]]:
        """What a part refers to: what it is to it, its key there, and its name."""
        folder = dirname(name)
        root = self.tree(join(folder, "_rels", name[len(folder) :].lstrip("/") + ".rels"))
        for relation in () if root is None else root:
            if relation.get("TargetMode") != "External":
                target = normpath(join("/", folder, relation.get("Target", ""))).lstrip("/").lower()
                yield relation.get("Type", "").rpartition("/")[2], relation.get("Id", ""), target

    def body(self) -> _Element:
        """The body of the main part, less formatting that hides nothing. UnreadableFile for one of another program."""
        xml = self._main_xml
        root = tree_of(_formatting_besides(self._told_apart).sub(b"", xml))
        if root.tag != w("document"):
            name = str(root.tag).rpartition("}")[2]
            raise UnreadableFile("unsupported", kind=_OTHER_PROGRAMS.get(name, "zip"))
        body = root.find(w("body"))
        return root if body is None else body

    @cached_property
    def _main_xml(self) -> bytes:
        return self.part(self.main)

    @cached_property
    def _styles_xml(self) -> bytes:
        return self.part(self.related["styles"])

    def styles(self) -> _Element | None:
        """The styles of paragraphs and runs, where one may hide or number."""
        xml = self._styles_xml
        two_bytes = b"\0" in xml[:_HEAD]
        return tree_of(_without_tables(xml)) if xml and (two_bytes or b"numPr" in xml or b"vanish" in xml) else None

    def all_styles(self) -> _Element | None:
        """The styles of paragraphs and runs."""
        xml = self._styles_xml
        return tree_of(_without_tables(xml)) if xml else None

    def letters(self) -> bool:
        """Whether some run may be hidden, struck, raised, or told apart by its colour or size."""
        return b" xmlns:w=" not in self._main_xml[:_NAMES] or bool(self._told_apart) or letter(self._marks)

    @cached_property
    def _told_apart(self) -> frozenset[str]:
        return told_apart_by(self._main_xml, self._marks)

    @cached_property
    def _marks(self) -> frozenset[bytes]:
        """What tells text apart, in the main part and in the styles that it uses."""
        marks = marks_of(self._main_xml)
        return marks | marks_of(self._styles_of(styles_in(marks)))

    def _styles_of(self, used: set[bytes]) -> bytes:
        """These styles, and those that they are based on, as they are written."""
        xml = self._styles_xml if used else b""
        if b"\0" in xml[:_HEAD]:
            return xml.replace(b"\0", b"")
        found: dict[bytes, bytes] = {}
        while used := used - found.keys():
            for name in used:
                at = max(xml.find(b"w:styleId=" + quote + name + quote) for quote in (b'"', b"'"))
                found[name] = b"" if at < 0 else xml[at : xml.find(_STYLE_END, at)]
            used = {base[1] for part in found.values() if (base := _BASED_ON.search(part))}
        return b"".join(found.values())

    @cached_property
    def theme(self) -> Mapping[str, str]:
        """The colours of the theme of the document, by their short names."""
        found = _THEME_COLOUR.findall(self.part(self.related.get("theme", "")))
        return {name.decode(): colour.decode().upper() for name, colour in found}

    @cached_property
    def shaded_styles(self) -> frozenset[str]:
        """The styles of tables that shade cells."""
        parts = self._styles_xml.split(_STYLE_END)
        names = (_STYLE_NAME.search(part) for part in parts if b"<w:shd" in part and _TABLE_STYLE.match(part))
        return frozenset(name[1].decode("utf-8", "replace") for name in names if name)

    def numbering(self) -> _Element | None:
        """The lists that number paragraphs."""
        return self.tree(self.related["numbering"])

    def tree(self, name: str) -> _Element | None:
        """A part as a tree; None when there is none of this name."""
        return tree_of(self.part(name), self.kind) if name in self.parts else None


def _without_tables(styles: bytes) -> bytes:
    """Styles less those of tables, which are nearly all of some files."""
    if b"\0" in styles[:_HEAD]:
        return styles
    return _STYLE_END.join(part for part in styles.split(_STYLE_END) if not _TABLE_STYLE.match(part))


@cache
def _formatting_besides(kept: frozenset[str]) -> bytes_re.Pattern[bytes]:
    names = "|".join(name for name in _FORMATTING.split() if name not in kept)
    return bytes_re.compile(rb"<w:(?:" + names.encode() + rb")\b[^<>]*/>")


def package_of(data: bytes) -> Package:
    """The package that bytes hold. UnreadableFile when it is none, damaged, or no Word file."""
    if is_word_xml(data):
        return Package(None, parts_of(data))
    package = unzipped(data, "docx")
    if package.main not in package.parts:
        raise UnreadableFile("unsupported", kind="odf" if "content.xml" in package.parts else "zip")
    return package


def unzipped(data: bytes, kind: str) -> Package:
    """The parts of a zip that a file of this kind is. UnreadableFile when it is none, or damaged."""
    from zipfile import ZipFile

    if data.count(b"PK\x01\x02") > _MOST_PARTS:
        raise UnreadableFile("bomb", kind="zip")
    try:
        archive = ZipFile(BytesIO(data))
    except _faults_of_zips():
        raise UnreadableFile("truncated", kind="zip") from None
    names = ((info.filename.replace("\\", "/").lstrip("/").lower(), info) for info in archive.infolist())
    return Package(archive, dict(names), kind)


@cache
def _faults_of_zips() -> tuple[type[Exception], ...]:
    """What reading a damaged zip may raise; NotImplementedError is for a compression that zipfile does not know."""
    from lzma import LZMAError
    from struct import error as short_header
    from zipfile import BadZipFile
    from zlib import error as bad_stream

    odd_values = (EOFError, KeyError, NotImplementedError, OSError, RuntimeError, ValueError)
    return (BadZipFile, bad_stream, short_header, LZMAError, *odd_values)
