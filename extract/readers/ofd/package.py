"""The parts of an OFD file: bytes → its pages, each with its size, its layers in the order they are drawn, and what is
stamped on it.

Comes in: the bytes of a package. Goes out: trees of the content of pages. UnreadableFile tells why there are none. What
the objects on a page draw is left to `drawn`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from operator import itemgetter
from posixpath import dirname, join, normpath
from typing import TYPE_CHECKING, NamedTuple

from extract.errors import UnreadableFile
from extract.readers.package import Package, unzipped

if TYPE_CHECKING:
    from lxml.etree import _Element

MOST_PAGES = 500
"""A report has four to twenty; all of a county in one volume, two to three hundred."""
_A4 = (0.0, 0.0, 210.0, 297.0)
_MOST_NUMBERS = 100_000
"""Numbers in one list; a line of text has some dozen."""
_FARTHEST = 1e6
"""Millimetres, or what they are turned by; no page is a kilometre wide."""
_KEYS = "encryptions.xml"
"""The part of a file with a password that says how its other parts are to be opened."""
_BELOW = "Background"
_ORDER = {_BELOW: 0, "Body": 1, "Foreground": 2}
"""The order in which layers of each kind are drawn, wherever they stand in the file."""
_HIDING_NOTHING = frozenset(("Link", "Highlight", "Watermark"))
_STRIKING = "strike"
"""What is in the name of a highlight that strikes out what it lies upon."""
CLEAR = "clear"
"""The colour of what is not seen."""

Box = tuple[float, float, float, float]
"""Left, top, width and height in millimetres."""


class OfdPage(NamedTuple):
    """A page: its box, its layers, the boxes of seals upon it, and what annotations draw that may hide something."""

    box: Box
    layers: tuple[_Element, ...]
    stamps: tuple[Box, ...]
    notes: tuple[_Element, ...] = ()


class Pen(NamedTuple):
    """What objects take from a declaration of their own (DrawParam): colours of filling and of lines."""

    fill: str = ""
    stroke: str = ""


class Book(NamedTuple):
    """A file: its pages, and what their objects refer to, by number: pens, and graphics that are drawn as one."""

    pages: tuple[OfdPage, ...]
    pens: Mapping[str, Pen]
    graphics: Mapping[str, _Element]


def book_of(data: bytes) -> Book:
    """The pages of all documents in a file."""
    package = unzipped(data, "ofd")
    if _KEYS in package.parts:
        raise UnreadableFile("encrypted", kind="ofd")
    root = package.tree("ofd.xml")
    if root is None:
        raise UnreadableFile("unsupported", kind="zip")
    pages: list[OfdPage] = []
    pens: dict[str, Pen] = {}
    graphics: dict[str, _Element] = {}
    for reference in elements(root, "DocRoot"):
        file = _File(package, text_of(reference))
        pens |= file.pens()
        graphics |= file.graphics()
        pages += file.pages()
    if not pages:
        raise UnreadableFile("truncated", kind="ofd")
    return Book(tuple(pages), pens, graphics)


class _File:
    """A document within a file; the places of its parts are told from where it is told of them."""

    def __init__(self, package: Package, name: str) -> None:
        self.package = package
        self.name = normpath(name.lstrip("/"))
        self.root = self._required("", name)

    def pages(self) -> Iterator[OfdPage]:
        """Its pages."""
        usual = _box_in(self.root, _A4)
        templates = {each.get("ID", ""): each.get("BaseLoc", "") for each in elements(self.root, "TemplatePage")}
        stamps, notes = self._stamps(), self._notes()
        pages = [page for listed in elements(self.root, "Pages") for page in elements(listed, "Page")]
        if len(pages) > MOST_PAGES:
            raise UnreadableFile("too_many_pages", kind="ofd", pages=str(len(pages)))
        for page in pages:
            content = self._required(self.name, page.get("BaseLoc", ""))
            layers: list[tuple[int, _Element]] = []
            for used in elements(content, "Template"):
                template = self._part(self.name, templates.get(used.get("TemplateID", ""), ""))
                if template is not None:
                    layers.append((_ORDER.get(used.get("ZOrder", _BELOW), 0), template))
            layers = sorted([*layers, *_layers_of(content)], key=itemgetter(0))
            drawn = tuple(layer for _, layer in layers)
            number = page.get("ID", "")
            yield OfdPage(_box_in(content, usual), drawn, tuple(stamps.get(number, ())), tuple(notes.get(number, ())))

    def pens(self) -> dict[str, Pen]:
        """The pens that objects refer to."""
        found: dict[str, Pen] = {}
        for declared in self._declared("DrawParam"):
            inherited = found.get(declared.get("Relative", ""), Pen())
            found[declared.get("ID", "")] = Pen(
                colour_of(declared, "FillColor") or inherited.fill,
                colour_of(declared, "StrokeColor") or inherited.stroke,
            )
        return found

    def graphics(self) -> dict[str, _Element]:
        """The graphics that objects refer to."""
        return {declared.get("ID", ""): declared for declared in self._declared("CompositeGraphicUnit")}

    def _declared(self, kind: str) -> Iterator[_Element]:
        for name in ("PublicRes", "DocumentRes"):
            for reference in elements(self.root, name):
                resources = self._part(self.name, text_of(reference))
                if resources is not None:
                    yield from elements(resources, kind)

    def _stamps(self) -> dict[str, list[Box]]:
        """The boxes of seals upon each page."""
        found: dict[str, list[Box]] = {}
        signatures = join(dirname(self.name), "Signs/Signatures.xml")
        listed = self.package.tree(signatures.lower())
        for reference in () if listed is None else elements(listed, "Signature"):
            signature = self._part(signatures, reference.get("BaseLoc", ""))
            for stamp in () if signature is None else elements(signature, "StampAnnot"):
                found.setdefault(stamp.get("PageRef", ""), []).append(box_of(stamp.get("Boundary")))
        return found

    def _notes(self) -> dict[str, list[_Element]]:
        """What annotations draw upon each page that may hide something there."""
        found: dict[str, list[_Element]] = {}
        for reference in elements(self.root, "Annotations"):
            name = normpath(join(dirname(self.name), text_of(reference))).lstrip("/")
            pages = self._part(self.name, text_of(reference))
            for page in () if pages is None else elements(pages, "Page"):
                for place in elements(page, "FileLoc"):
                    listed = self._part(name, text_of(place))
                    notes = () if listed is None else filter(_may_hide, elements(listed, "Annot"))
                    drawn = found.setdefault(page.get("PageID", ""), [])
                    drawn += (each for note in notes for each in elements(note, "Appearance"))
        return found

    def _required(self, base: str, name: str) -> _Element:
        root = self._part(base, name)
        if root is None:
            raise UnreadableFile("truncated", kind="ofd")
        return root

    def _part(self, base: str, name: str) -> _Element | None:
        """A part by its name, as it is told in another; None where there is none."""
        whole = name if name.startswith("/") else join(dirname(base), name)
        return self.package.tree(normpath(whole).lstrip("/").lower()) if name else None


def _layers_of(page: _Element) -> Iterator[tuple[int, _Element]]:
    """The layers of a page, and what stands in none, each with its place in the order of drawing."""
    for child in page:
        if isinstance(child.tag, str):
            held = child if child.tag.endswith("}Content") else (child,)
            yield from ((_ORDER.get(each.get("Type", ""), _ORDER["Body"]), each) for each in held)


def _may_hide(note: _Element) -> bool:
    """Whether an annotation may hide or strike out what it lies upon, or write something else there."""
    if note.get("Visible", "true") == "false":
        return False
    return note.get("Type") not in _HIDING_NOTHING or _STRIKING in note.get("Subtype", "").lower()


def elements(parent: _Element, name: str) -> Iterator[_Element]:
    """All elements of this name, whatever their namespace."""
    return parent.iter(f"{{*}}{name}")


def text_of(element: _Element) -> str:
    """The text of an element."""
    return (element.text or "").strip()


def numbers_of(written: str | None) -> list[float]:
    """Numbers in a list; `g 3 4.5` stands for 4.5 three times. None where one is no number, or lies off any page.

    >>> numbers_of("1 g 3 4.5 2"), numbers_of("1 x"), numbers_of("1 1e99"), numbers_of("nan"), numbers_of(None)
    ([1.0, 4.5, 4.5, 4.5, 2.0], [], [], [], [])
    """
    words = (written or "").split()
    numbers: list[float] = []
    at = 0
    try:
        while at < len(words) and len(numbers) < _MOST_NUMBERS:
            if words[at] == "g":
                numbers += [float(words[at + 2])] * min(int(words[at + 1]), _MOST_NUMBERS)
                at += 3
            else:
                numbers.append(float(words[at]))
                at += 1
    except (ValueError, IndexError):
        return []
    return numbers if all(abs(number) <= _FARTHEST for number in numbers) else []


def box_of(written: str | None) -> Box:
    """A box as it is written; an empty one where it is none."""
    numbers = numbers_of(written)
    return (numbers[0], numbers[1], numbers[2], numbers[3]) if len(numbers) == 4 else (0.0, 0.0, 0.0, 0.0)


def _box_in(root: _Element, usual: Box) -> Box:
    """The box of a page; the usual one where it does not say, or where it is empty."""
    told = next((box_of(text_of(element)) for element in elements(root, "PhysicalBox")), usual)
    return told if told[2] > 0 and told[3] > 0 else usual


def colour_of(parent: _Element, name: str) -> str:
    """The colour of filling or of lines, as it is written; "" where there is none, `CLEAR` for one that is not seen."""
    element = next(parent.iterchildren(f"{{*}}{name}"), None)
    if element is None:
        return ""
    return CLEAR if element.get("Alpha") == "0" else element.get("Value", "")
