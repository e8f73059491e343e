"""Cheap signs in Word's XML, before it is parsed: whether some run may look otherwise than others.

Comes in: the main part as it is written, and the styles it uses. Goes out: which formatting has to be kept, and whether
runs must be looked at one by one. Most files have no such sign, and pay next to nothing. What runs look like is left to
`lettering`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from extract.readers.hands import are_alike

# The module of the standard library is twice as fast as `regex` here.
_MARKS = re.compile(rb"<w:(?:color|shd|sz|vanish|d?strike|vertAlign|position|highlight|spacing|w|[pr]Style)[ />][^<>]*")
_COLOUR = re.compile(rb"\bw:(?:val|fill|color)=.([0-9A-Fa-f]{6})\b")
_THEMED = re.compile(rb"<w:color\b.*\bw:themeColor=.(?:background|light)")
_CROWDED = re.compile(rb"<w:spacing w:val=.-(?:[2-9]\d|\d{3})")
_SMALL = re.compile(rb"<w:sz w:val=.[0-3]\b")
_LETTERED = re.compile(
    rb"<w:(?:(?:vanish|strike|dstrike)(?:\s*/?$| w:val=.(?:1|true|on))|vertAlign w:val=.su|position w:val=.-?[1-9]"
    rb"|highlight w:val=.black|w w:val=.\d\b)"
)
_STYLE = re.compile(rb"<w:[pr]Style w:val=.([^\"']*)")
_NEXT_RUN = re.compile(
    rb"</w:t></w:r>(?:</?w:(?:proofErr|bookmarkStart|bookmarkEnd|ins|hyperlink|smartTag)\b[^<>]*>|\s)*<w:r\b[^<>]*>\s*"
    rb"(?:<w:rPr>(?:[^<]|<(?!/w:rPr>))*</w:rPr>\s*)?<w:t\b[^<>]*>[0-9]"
)
"""Between the text of a run and a figure that the next one begins with."""
_SIZE_OR_STYLE = re.compile(rb"<w:(?:sz|rStyle) w:val=.([^\"']*)")


def marks_of(xml: bytes) -> frozenset[bytes]:
    """The properties in XML that tell text apart, each once, as they are written less their last bracket."""
    return frozenset(_MARKS.findall(xml))


def styles_in(marks: Iterable[bytes]) -> set[bytes]:
    """The styles that are named."""
    return {match[1] for mark in marks if (match := _STYLE.match(mark))}


def told_apart_by(xml: bytes, marks: frozenset[bytes]) -> frozenset[str]:
    """The formatting by which some text may be unseen, or no part of the figure that it stands at."""
    kept: set[str] = set()
    colours = _colours_in(mark for mark in marks if mark.startswith(b"<w:color"))
    grounds = _colours_in(mark for mark in marks if mark.startswith(b"<w:shd")) | {"FFFFFF"}
    pale = any(are_alike(colour, ground) for colour in colours for ground in grounds)
    if pale or any(map(_THEMED.match, marks)):
        kept |= {"color", "shd"}
    if any(map(_SMALL.match, marks)) or _breaks_figures(xml):
        kept.add("sz")
    if any(map(_CROWDED.match, marks)):
        kept.add("spacing")
    return frozenset(kept)


def _colours_in(marks: Iterable[bytes]) -> set[str]:
    return {colour.decode() for mark in marks for colour in _COLOUR.findall(mark)}


def letter(marks: Iterable[bytes]) -> bool:
    """Whether some run is hidden, struck or raised."""
    return any(map(_LETTERED.match, marks))


def _breaks_figures(xml: bytes) -> bool:
    """Whether a run goes on with the figure that the run before it began, and is of another size or style."""
    for match in _NEXT_RUN.finditer(xml):
        at = match.start()
        if xml[at - 1 : at].isdigit():
            run = xml[max(xml.rfind(b"<w:r>", 0, at), xml.rfind(b"<w:r ", 0, at)) : at]
            if _SIZE_OR_STYLE.findall(run) != _SIZE_OR_STYLE.findall(match[0]):
                return True
    return False
