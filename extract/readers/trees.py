"""XML of office files, parsed with care: bytes → the tree, or the reason why there is none.

Comes in: XML, well made or hostile. Goes out: its tree, in the names of today; limits hold before anything is parsed,
nothing outside of the file is ever fetched.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from extract.errors import UnreadableFile

if TYPE_CHECKING:
    from lxml.etree import XMLParser, _Element

_MOST_TAGS = 500_000
"""A report has twenty thousand tags, start and end counted."""
_PAST_LIMITS = (1, 89, 114)
"""What libxml2 calls a tree too deep, entities that grow without end, a text too long."""
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/([A-Za-z]+)/")
_TRANSITIONAL = rb"http://schemas.openxmlformats.org/\1/2006/"


def tree_of(xml: bytes, kind: str = "docx") -> _Element:
    """The tree that XML writes. UnreadableFile for what is cut off, or past all limits."""
    from lxml import etree

    if xml.count(b"<") > _MOST_TAGS:
        raise UnreadableFile("bomb", kind=kind)
    try:
        root = etree.fromstring(xml, _parser())
        if root.getroottree().docinfo.internalDTD is not None:
            raise UnreadableFile("bomb", kind=kind)
        if str(root.tag).startswith("{http://purl.oclc.org/ooxml/"):
            root = etree.fromstring(_STRICT.sub(_TRANSITIONAL, etree.tostring(root)), _parser())
    except etree.XMLSyntaxError as error:
        past = getattr(error, "code", 0) in _PAST_LIMITS
        raise UnreadableFile("bomb" if past else "truncated", kind=kind) from None
    return root


@cache
def _parser() -> XMLParser:
    from lxml import etree

    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
    )
