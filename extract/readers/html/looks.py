"""What an element of a web page does to the print, and whether a person sees what stands in it.

Comes in: elements as they begin, and the rules of the page. Goes out: for each, its role (a block, a cell, hidden …)
whether it shows anything, as a browser computes it from a small set of properties, inherited ones included. How text
is drawn is left to `drawing`, what is cut off to `boxes`. Elements alike in like places are computed once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, NamedTuple

from extract.readers.html.boxes import BOX_PROPERTIES, shows_nothing
from extract.readers.html.drawing import NEVER_HIDDEN, PLAIN, TEXT_PROPERTIES, Look, look_of
from extract.readers.html.pieces import PICTURED
from extract.readers.html.sheets import NO_SHEET, Element, StyleSheet, cascade
from extract.readers.html.values import FAINT, WHITE
from extract.readers.html.variables import customs_of, resolved
from extract.text import compiled, number_of_digits

ElementRole = Literal["", "block", "heading", "table", "group", "row", "cell", "title", "picture", "frame", "hidden"]
"""What an element does to the print; an inline element does nothing."""

_BLOCKS = (
    "address article aside blockquote br button caption center dd details dialog dir div dl dt fieldset figcaption "
    "figure footer form header hr legend li main menu nav ol optgroup option p section select summary textarea ul"
)
_UNPRINTED = "audio datalist noembed noframes noscript rp rt script style template video xml"
_ROLES: dict[str, ElementRole] = {
    **dict.fromkeys((*_BLOCKS.split(), "pre", "listing", "xmp", "plaintext"), "block"),
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
    **dict.fromkeys(("thead", "tbody", "tfoot"), "group"),
    **dict.fromkeys(("td", "th"), "cell"),
    **dict.fromkeys(_UNPRINTED.split(), "hidden"),
    **dict.fromkeys(("iframe", "frame", "embed", "object"), "frame"),
    **dict.fromkeys(("img", "svg", "canvas", "meter", "progress"), "picture"),
    "table": "table",
    "tr": "row",
    "title": "title",
}
_KEPT_LINES = frozenset({"pre", "listing", "xmp", "plaintext"})
_STRUCK_OUT = frozenset({"del", "s", "strike"})
_DISPLAYS: dict[str, ElementRole] = {
    **dict.fromkeys(("block", "list-item", "flex", "grid", "flow-root", "table-caption"), "block"),
    **dict.fromkeys(("table", "inline-table"), "table"),
    **dict.fromkeys(("table-row-group", "table-header-group", "table-footer-group"), "group"),
    "table-row": "row",
    "table-cell": "cell",
    "inline": "",
}
_ENDS = {"thead": "head", "table-header-group": "head", "tfoot": "foot", "table-footer-group": "foot"}
_ARIA: dict[str, ElementRole] = {
    **dict.fromkeys(("table", "grid", "treegrid"), "table"),
    **dict.fromkeys(("cell", "gridcell", "columnheader", "rowheader"), "cell"),
    "rowgroup": "group",
    "row": "row",
}
_SIZED: frozenset[ElementRole | None] = frozenset({"frame", "picture"})
_IN_TABLE: frozenset[ElementRole] = frozenset({"group", "row", "cell"})

KNOWN = TEXT_PROPERTIES | BOX_PROPERTIES | {"content"}
"""The properties that are known."""
_ASKED = frozenset(
    {
        *("style", "hidden", "role", "bgcolor", "color", "text", "size", "open", "popover", "width", "height", "dir"),
        "shadowrootmode",
    }
)
"""Attributes that say by themselves how an element looks."""
_REPEATED = frozenset({"class", "colspan", "rowspan", "align", "valign"})
"""Attributes of which a page has few values."""

_CONTENT = r"\"([^\"]*)\"|'([^']*)'|attr\(\s*([\w-]+)[^()]*\)|((?:url|counters?|image-set)\()"
_MOST_KEPT = 1024
"""Elements that are kept from page to page; a page of a report has a few dozen that are not alike."""
_FONT_ELEMENT = (10, 13, 16, 18, 24, 32, 48)
"""Pixels of `<font size=1>` up to 7."""


@dataclass(slots=True, eq=False)
class Styled:
    """An element, and all that its tag, attributes and the rules of the page make of it.

    `drawn`: it is a part of a table that is drawn by styles, without a <table>. `blank`: a row or cell that takes up
    its place in the table, and shows nothing. `closed`: it is not shown, but a script may show it at a click. `seen`:
    what is printed right in it is seen. `veiled`: it would be seen were it not for its `visibility`. `last`: the last
    element that began right in it, where that counts. `before` and `after`: what the page writes into it; `empty`: what
    it writes there if it holds nothing. `customs`: the variables that are declared for it, inherited ones too.
    """

    element: Element
    role: ElementRole = ""
    drawn: bool = False
    keeps_lines: bool = False
    blank: bool = False
    closed: bool = False
    seen: bool = True
    veiled: bool = False
    look: Look = PLAIN
    display: str = "block"
    last: Element | None = None
    customs: Mapping[str, str] = field(default_factory=dict)
    before: WrittenText | None = None
    after: WrittenText | None = None
    empty: WrittenText | None = None
    below: dict[object, Styled] = field(default_factory=dict)

    @property
    def end_of_table(self) -> str:
        """Which end of its table it is shown at, wherever it stands there: its head or its foot; empty for neither."""
        return _ENDS.get(self.display or self.element.tag, "") if self.role == "group" else ""


class WrittenText(NamedTuple):
    """Text that a style sheet writes, and how it is styled."""

    text: str
    styled: Styled


class PageLooks:
    """The elements of a page, as they are styled."""

    def __init__(self, sheet: StyleSheet = NO_SHEET) -> None:
        self.sheet = sheet
        ground = None if sheet.others else WHITE
        self.page = Styled(Element("", {}, None), look=PLAIN._replace(ground=ground))
        self.kept = 0
        others = {"class", "id"} if sheet.others else set()
        self.asked = frozenset(_ASKED | sheet.attributes | others)
        self.alike = self.asked | _REPEATED

    def first(self) -> Styled:
        """What a page begins with, and all that was computed for pages before it, unless that is too much to keep."""
        if self.kept > _MOST_KEPT or self.sheet.sees_siblings:
            self.kept = 0
            self.page = replace(self.page, last=None, below={})
        return self.page

    def of(self, parent: Styled, tag: str, attributes: Mapping[str, str]) -> Styled:
        """An element that begins in another."""
        if self.sheet.sees_siblings:
            styled = self._styled(parent, tag, attributes, parent.last)
            parent.last = styled.element
            return styled
        key: object = tag
        if self.alike.issuperset(attributes):
            key = (tag, *attributes, *attributes.values())
        elif not self.asked.isdisjoint(attributes):
            key = (tag, tuple([pair for pair in attributes.items() if pair[0] in self.asked]))
        found = parent.below.get(key)
        if found is None:
            self.kept += 1
            found = parent.below[key] = self._styled(parent, tag, attributes, None)
        return found

    def _styled(self, parent: Styled, tag: str, attributes: Mapping[str, str], before: Element | None) -> Styled:
        above = parent.element
        if tag == "tr" and above.tag == "table":
            above = Element("tbody", {}, above)
        element = Element(tag, attributes, above, before, before.place + 1 if before else 1)
        rules = self.sheet.rules_for(element) if self.sheet.rules else ()
        declared = cascade(_given(tag, attributes), rules, attributes.get("style", ""))
        unknown = self.sheet.others and ("class" in attributes or "id" in attributes)
        customs = customs_of(declared, parent.customs)
        styled = _styled(parent, element, resolved(declared, customs), unknown)
        styled.customs = customs
        if self.sheet.writes:
            styled.before, styled.after = self._written(styled, "before"), self._written(styled, "after")
            styled.empty = self._written(styled, "empty")
        return styled

    def _written(self, styled: Styled, beside: str) -> WrittenText | None:
        """What the page writes before or after what an element holds."""
        declared = cascade({}, self.sheet.rules_for(styled.element, beside), "")
        written_out = resolved(declared, customs_of(declared, styled.customs))
        text = _content_of(written_out.get("content", ""), styled.element.attributes)
        if not text:
            return None
        written = _styled(styled, Element("", {}, styled.element), written_out, unknown=False)
        return None if written.closed or not written.seen else WrittenText(text, written)


def _content_of(printed: str, attributes: Mapping[str, str]) -> str:
    """The text of a `content`: strings and attributes, a mark for a picture or counter; no icons.

    >>> _content_of('"5" attr(data-n)', {"data-n": "件"}), _content_of("'\\\\35'", {}), _content_of("none", {})
    ('5件', '5', '')
    """
    text = ""
    for double, single, name, other in compiled(_CONTENT).findall(printed):
        text += PICTURED if other else attributes.get(name, "") if name else _unescaped(double or single)
    return compiled(r"\p{Co}").sub("", text)


def _unescaped(text: str) -> str:
    return compiled(r"\\([0-9a-f]{1,6})\s?").sub(lambda match: chr(min(int(match[1], 16), 0x10FFFF)), text)


def _given(tag: str, attributes: Mapping[str, str]) -> dict[str, str]:
    """What attributes declare, and tags that do so by themselves."""
    given: dict[str, str] = {}
    if tag in _STRUCK_OUT:
        given["text-decoration"] = "line-through"
    elif tag in ("small", "big", "sub", "sup"):
        given["font-size"] = "larger" if tag == "big" else "smaller"
        if tag in ("sub", "sup"):
            given["vertical-align"] = "super" if tag == "sup" else "sub"
    if not attributes:
        return given | ({"display": "none"} if tag == "dialog" else {})
    if "hidden" in attributes or "popover" in attributes or (tag == "dialog" and "open" not in attributes):
        given["display"] = "none"
    if _ROLES.get(tag) in _SIZED:
        given |= {name: attributes[name] for name in ("width", "height") if name in attributes}
    if tag == "bdo":
        given |= {"unicode-bidi": "bidi-override", "direction": attributes.get("dir", "").strip().lower()}
    if "bgcolor" in attributes:
        given["background-color"] = attributes["bgcolor"].strip().lower()
    if colour := attributes.get("color" if tag == "font" else "text" if tag == "body" else ""):
        given["color"] = colour.strip().lower()
    size = attributes.get("size", "").strip() if tag == "font" else ""
    if size.lstrip("+-").isdecimal():
        at = number_of_digits(size.lstrip("+-")) * (-1 if size[0] == "-" else 1) + (3 if size[0] in "+-" else 0)
        given["font-size"] = f"{_FONT_ELEMENT[min(max(at, 1), 7) - 1]}px"
    return given


def _styled(parent: Styled, element: Element, declared: Mapping[str, str], unknown: bool) -> Styled:
    """An element with what is declared for it. `unknown`: style sheets that are not known may say more of it."""
    tag = element.tag
    role = _ROLES.get(tag, "")
    if tag == "template" and "shadowrootmode" in element.attributes:
        role = ""
    drawn = False
    display = declared.get("display", "")
    if role in ("", "block"):
        role = _ARIA.get(element.attributes.get("role", "")) or _DISPLAYS.get(display, role)
        drawn = role in ("table", "group", "row", "cell")
    boxed = _is_box(parent, role, display, declared)
    look = look_of(parent.look, tag, declared, boxed, unknown)
    keeps_lines = tag in _KEPT_LINES or (
        bool(role) and declared.get("white-space", "").startswith(("pre", "break-spaces"))
    )
    styled = Styled(element, role, drawn, keeps_lines, look=look, display=display)
    styled.seen = parent.seen if look is parent.look and parent.element.tag != "details" else look.is_seen
    styled.veiled = not styled.seen and look._replace(visible=True).is_seen
    if tag == "details" and "open" not in element.attributes:
        styled.seen = False
    if tag in NEVER_HIDDEN or role == "hidden":
        return styled
    gone = display == "none" or _is_shut(parent, tag)
    pale = look.opacity <= FAINT < parent.look.opacity
    if gone or pale or shows_nothing(role, declared, look.size, boxed):
        styled.closed = role not in _IN_TABLE
        styled.blank = role in ("row", "cell") and not gone
        if role in _IN_TABLE and not styled.blank:
            styled.role = "hidden"
    return styled


def _is_shut(parent: Styled, tag: str) -> bool:
    """Whether an element stands in one that shows only its summary."""
    return parent.element.tag == "details" and tag != "summary" and "open" not in parent.element.attributes


def _is_box(parent: Styled, role: ElementRole, display: str, declared: Mapping[str, str]) -> bool:
    """Whether an element is a box of its own, and no part of a line."""
    if display == "contents":
        return False
    floating = declared.get("float", "none") != "none" or declared.get("position") in ("absolute", "fixed")
    inline = display == "inline" or (not display and not role)
    return not inline or floating or parent.display.endswith(("flex", "grid"))
