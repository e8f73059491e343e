"""A picture of a sheet → a `Page` as the stages of the PDF reader take it: characters and rules with their places.

Comes in: a picture, and how large its sheet is. Goes out: the page, its figures those of which the recogniser is sure;
where it is not, the cell is told as one that cannot be read (`Page.unread`), and what was seen stands in it. From here
on a scan is read like print: tables, reading order and prose are found by the same stages.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from extract.readers.pdf.arrays import NO_BOXES
from extract.readers.pdf.characters import UNREADABLE
from extract.readers.pdf.mesh import Mesh, meshes_of
from extract.readers.pdf.pages import OnPaper, Page
from extract.readers.scan.paper import POINT, Ink, Photo, grey_of, ink_of
from extract.readers.scan.printed import InkLine, PixelBox, cut_out, height_of_print, lines_around, lines_in_cell
from extract.readers.scan.recogniser import FIGURES, Likely, Recognised, recognised
from extract.readers.scan.rules import rules_of
from extract.readers.scan.straight import Homography, straightened
from extract.steps import headway
from extract.text import compiled

FLOOR = 0.9
"""How likely the least likely character of a figure must be."""
_FIGURE_LIKE = frozenset(FIGURES + "OoＯ〇○DlI|丨ZzSsB一—－–，．")
_STROKES = frozenset("一丨—－–")
"""Of these, what may also be a part of a character."""
_MOSTLY_FIGURE = 0.6
_FIGURE = r"[-+]?\d[\d,]*(?:\.\d+)?"
_WORDS = 3
"""Letters in a cell from which it is words, whatever number stands before or among them; a figure with its unit has
fewer."""
_NUMBERED = r"(?P<number>\d)[)）]?(?P<words>\p{Han}{3})"
"""The label of a row that is numbered, without the stop behind its number."""
_FEWEST_CELLS = 12
"""Cells of a table that is no frame of a photograph, nor a head alone."""
_EDGE = 13
"""Pixels across the edge of a cell in which a rule is taken out of the ink."""
_INSIDE = 2
_FAINT, _FEWEST = 40, 12
"""Ink of what may be faint print, and pixels of it that may be a digit, in a cell in which nothing else is."""
_USUAL_ADVANCE, _ENOUGH = 0.7, 3
"""Heights of a line from one digit to the next, and figures of the sheet that tell it better."""
_HALF_A_DIGIT = 0.5
_NO_MORE = 1.2
"""Part of its digits' room that a figure fills which has no other one in it: thin strokes may have come apart."""
_NARROWEST_DIGIT, _NARROW_DIGIT, _WIDEST_DIGIT = 0.2, 0.35, 0.9
"""Heights of a line that a digit is wide at least, that several are wide on average at least, and one at most."""
_WIDE, _BEHIND_COMMA = 0.85, 0.4
"""Heights of a line from one full-width digit to the next at least, and by how much farther one is behind a comma or a
stop."""
_REACH = 0.8
"""Widths of a character from its middle to where the next begins, at most; what is farther is a space."""
_AROUND_DIGITS = 0.2
"""Part of their height by which digits are lower than letters above and below: between words, all are as high."""
_SHAVED = 0.1
"""Heights of a line that a character at a gap is narrower than its ink: then the gap is one between words of print."""
_GAP = 0.5
"""Heights of a line between two digits of one figure, unless digits of the sheet are set wide; two figures, whose rule
was lost, stand farther apart."""
_LEGIBLE = 0.4
"""Part of lines that stand upright that is words; of turned ones it is much less."""
_LONG, _CLEARLY = 6, 3.0
"""Heights of print from which a line is long, and by how much more of them a sheet has that surely stands upright; rows
of a table may seem to be long lines from aside."""
_SAMPLE, _LOOKED_AT = 4, 12
"""Lines that are looked at to tell whether a sheet is turned, and heights of print from their beginnings on."""


class _Seen(NamedTuple):
    """A line of print, what it says, and the box that its characters' places are parts of."""

    spot: InkLine
    line: Likely
    around: PixelBox


class SeenSheet(NamedTuple):
    """What was seen of a sheet, sure or not: its page without print, its lines of print, its cells, and its ink without
    their rules."""

    bare: Page
    seen: tuple[_Seen, ...]
    cells: tuple[PixelBox, ...]
    clean: Ink


def page_of(picture: Photo, number: int, may_be_bare: bool = False) -> Page:
    """What a picture of a sheet at the usual resolution says, as a page of that number; where it `may_be_bare` of any
    table, nothing but what stands on one that shows one."""
    return told(seen_on(picture, number, may_be_bare))


def told(sheet: SeenSheet, floor: float = FLOOR) -> Page:
    """The page with the characters of all lines; digits outside of tables that are not sure are none. `floor`: how
    likely the least likely character of a figure must be."""
    text, boxes, begins = "", list[tuple[float, ...]](), list[bool]()
    for spot, line, around in sheet.seen:
        signs = line.text if spot.cell else _sure_digits(spot, line, floor)
        for at, (sign, box) in enumerate(zip(signs, _places(spot, line, around), strict=True)):
            if not sign.isspace():
                text += sign
                boxes.append(box)
                begins.append(at == 0)
    return replace(
        sheet.bare,
        text=text,
        boxes=np.array(boxes, np.float32).reshape(-1, 4) * np.float32(POINT),
        turns=np.zeros(len(text), np.int8),
        begins=np.array(begins, bool),
        unread=np.array(sorted(set(_doubtful(sheet, floor))), np.float32).reshape(-1, 4) * np.float32(POINT),
    )


def seen_on(picture: Photo, number: int, may_be_bare: bool = False) -> SeenSheet:
    """What is seen on a picture; its page without a table, where that `may_be_bare` of any, is bare of print, too."""
    grey, back = straightened(grey_of(picture))
    ink, quarters = _upright(ink_of(grey))
    back = back @ _turned_back(quarters, grey.shape[1], grey.shape[0])
    rows, columns = ink.shape
    rules = rules_of(ink)
    bare = Page(
        number,
        columns * POINT,
        rows * POINT,
        "",
        NO_BOXES,
        np.empty(0, np.int8),
        np.empty(0, bool),
        rules.horizontal,
        rules.vertical,
        (),
        place=_on_paper(number, back),
        as_written=False,
        scanned=True,
    )
    meshes = [mesh for mesh in meshes_of(bare) if len(mesh.spans) > 1]
    if may_be_bare and not any(len(mesh.spans) >= _FEWEST_CELLS for mesh in meshes):
        headway()
        return SeenSheet(bare, (), (), ink)
    cells = tuple(box for mesh in meshes for box in _cells(mesh))
    clean = _without_rules(ink, rules.pixels, cells)
    free = _outside(clean, meshes)
    inside = np.asarray(cv2.subtract(clean, free), np.uint8)
    height = height_of_print(inside)
    spots = [
        spot
        for at, cell in enumerate(cells, start=1)
        for spot in lines_in_cell(inside, _within(cell), at, min(height, cell.y1 - cell.y0))
    ]
    around, height_around = _print_of(free)
    seen = *_seen(inside, spots, height), *_seen(free, around, height_around)
    headway()
    return SeenSheet(bare, seen, cells, clean)


def _upright(ink: Ink) -> tuple[Ink, int]:
    """The ink of a sheet turned so that its print can be read, and by how many quarters."""
    turned = [np.ascontiguousarray(np.rot90(ink, quarters)) for quarters in range(4)]
    found = [_print_of(turned[quarters]) for quarters in (0, 1)]
    level, sideways = map(_length, found)
    ways = [
        way for way, is_likely in ((0, level * _CLEARLY >= sideways), (1, sideways * _CLEARLY >= level)) if is_likely
    ]
    legible = {way: _legibility(turned[way], found[way]) for way in ways}
    if len(ways) > 1 or max(legible.values()) < _LEGIBLE:
        legible |= {way + 2: _legibility(turned[way + 2], _print_of(turned[way + 2])) for way in ways}
    best = max(legible, key=legible.__getitem__)
    return turned[best], best


class _Print(NamedTuple):
    """The lines of print of a sheet, and how high its characters are."""

    lines: list[InkLine]
    height: float


def _print_of(ink: Ink) -> _Print:
    height = height_of_print(ink)
    return _Print(lines_around(ink, height), height)


def _length(found: _Print) -> float:
    """How long its long lines are together: a sheet on its side has none."""
    widths = (line.box.x1 - line.box.x0 for line in found.lines)
    return sum(width for width in widths if width > _LONG * found.height)


def _legibility(ink: Ink, found: _Print) -> float:
    """Which part of some of the longest lines of print is surely words: zeros are zeros from aside, too."""
    boxes = sorted((line.box for line in found.lines), key=lambda box: box.x0 - box.x1)[:_SAMPLE]
    begins = [box._replace(x1=min(box.x1, box.x0 + round(_LOOKED_AT * found.height))) for box in boxes]
    lines = [line.print for line in recognised([cut_out(ink, box, found.height)[0] for box in begins])]
    words = sum(sure for line in lines for sign, sure in zip(line.text, line.sure, strict=True) if sign.isalpha())
    return float(words * found.height / max(1, sum(box.x1 - box.x0 for box in begins)))


def _turned_back(quarters: int, width: int, height: int) -> Homography:
    """The matrix that leads from places on the turned sheet to those before."""
    return np.array(
        {
            0: [(1, 0, 0), (0, 1, 0), (0, 0, 1)],
            1: [(0, -1, width), (1, 0, 0), (0, 0, 1)],
            2: [(-1, 0, width), (0, -1, height), (0, 0, 1)],
            3: [(0, 1, 0), (-1, 0, height), (0, 0, 1)],
        }[quarters],
        np.float64,
    )


def _on_paper(number: int, back: Homography) -> OnPaper:
    """Where a sheet that was put straight lies in its picture, in points."""
    (a, c, e), (b, d, f), (across, down, whole) = back.tolist()
    matrix = (a / whole, b / whole, c / whole, d / whole, e * POINT / whole, f * POINT / whole)
    return OnPaper(number, matrix, (across / POINT / whole, down / POINT / whole))


def _cells(mesh: Mesh) -> Iterator[PixelBox]:
    for top, left, bottom, right in mesh.spans:
        edges = mesh.xs[left], mesh.ys[top], mesh.xs[right], mesh.ys[bottom]
        yield PixelBox(*(round(edge / POINT) for edge in edges))


def _within(cell: PixelBox) -> PixelBox:
    return PixelBox(cell.x0 + _INSIDE, cell.y0 + _INSIDE, cell.x1 - _INSIDE, cell.y1 - _INSIDE)


def _without_rules(ink: Ink, rules: NDArray[np.uint8], cells: Iterable[PixelBox]) -> Ink:
    """The ink without its rules where these rule off cells; elsewhere they are 一 and long strokes."""
    edges = np.zeros_like(rules)
    for cell in cells:
        cv2.rectangle(edges, cell[:2], cell[2:], 1, _EDGE)
    return np.where((rules > 0) & (edges > 0), 0, ink).astype(np.uint8)


def _outside(ink: Ink, meshes: Iterable[Mesh]) -> Ink:
    """The ink around tables."""
    free = ink.copy()
    for mesh in meshes:
        x0, y0, x1, y1 = (round(edge / POINT) for edge in (mesh.xs[0], mesh.ys[0], mesh.xs[-1], mesh.ys[-1]))
        free[max(0, y0 - 3) : y1 + 3, max(0, x0 - 3) : x1 + 3] = 0
    return free


def _seen(ink: Ink, spots: Sequence[InkLine], height: float) -> Iterator[_Seen]:
    cut = [cut_out(ink, spot.box, height) for spot in spots]
    for spot, (_, around), line in zip(spots, cut, recognised([part for part, _ in cut]), strict=True):
        yield _Seen(spot, _told(spot, line), around)


def _told(spot: InkLine, line: Recognised) -> Likely:
    """What a line says: a sign by its shape, a figure where little else was seen in a cell, or nothing else on a line
    without a gap, else its text."""
    if spot.sign:
        return Likely(spot.sign, (0.5,), (1.0,))
    text = line.print.text
    if spot.cell and text and sum(sign in _FIGURE_LIKE for sign in text) >= _MOSTLY_FIGURE * len(text):
        return line.figure
    if spot.cell:
        return _with_stop(line.print)
    is_alone = bool(text) and _FIGURE_LIKE.difference(_STROKES).issuperset(text)
    return line.figure if is_alone and spot.gap <= _GAP * _height(spot) else _without_blanks(line.print)


def _height(spot: InkLine) -> int:
    return spot.box.y1 - spot.box.y0


def _without_blanks(line: Likely) -> Likely:
    """A line without the blanks beside its brackets and stops, which have room of their own."""
    kept = [at for at, sign in enumerate(line.text) if not sign.isspace() or line.text[at - 1 : at + 2 : 2].isalnum()]
    return Likely("".join(line.text[at] for at in kept), *(tuple(each[at] for at in kept) for each in line[1:]))


def _with_stop(line: Likely) -> Likely:
    """Words behind a number, with the full stop between them that was too small to be seen, or was taken for a bracket:
    3危及 and 1)申请人 are 3.危及 and 1.申请人."""
    match = compiled(_NUMBERED).match(line.text)
    if not match:
        return line
    end, rest = match.end("number"), match.start("words")
    number, words = (
        Likely(line.text[part], line.at[part], line.sure[part]) for part in (slice(end), slice(rest, None))
    )
    stop = (number.at[-1] + words.at[0]) / 2
    return Likely(f"{number.text}.{words.text}", (*number.at, stop, *words.at), (*number.sure, 1.0, *words.sure))


def _is_figure(line: Likely) -> bool:
    return bool(compiled(_FIGURE).fullmatch(line.text))


def _doubtful(sheet: SeenSheet, floor: float) -> Iterator[PixelBox]:
    """Cells of which nobody may rely on what was read: figures that are not sure, or of which the ink is in more pieces
    than they have digits; and cells in which only faint ink is."""
    _, seen, cells, clean = sheet
    filled = {spot.cell for spot, _, _ in seen}
    words = Counter[int]()
    for spot, line, _ in seen:
        words[spot.cell] += sum(sign.isalpha() for sign in line.text)
    advance = _advance_of(seen)
    for spot, line, _ in seen:
        if not spot.cell or spot.sign or words[spot.cell] >= _WORDS:
            continue
        if not line.text or (_has_number(line.text) and not _is_sure(spot, line, advance, floor)):
            yield cells[spot.cell - 1]
    for number, cell in enumerate(cells, start=1):
        inside = _within(_within(cell))
        if number not in filled and (clean[inside.y0 : inside.y1, inside.x0 : inside.x1] > _FAINT).sum() >= _FEWEST:
            yield cell


def _has_number(text: str) -> bool:
    return any(sign.isnumeric() for sign in text)


def _is_sure(spot: InkLine, line: Likely, advance: float, floor: float = FLOOR) -> bool:
    """Whether a figure is one for sure: every sign is likely, and its ink is that of its signs and of one figure.
    Strokes look like 一, 二 and 三."""
    if not _is_figure(line):
        numbers = ((sign, sure) for sign, sure in zip(line.text, line.sure, strict=True) if sign.isnumeric())
        return all(sign.isdigit() and sure >= floor for sign, sure in numbers)
    height = spot.box.y1 - spot.box.y0
    return (
        line.least >= floor
        and _has_ink_of_its_signs(spot, line, advance)
        and spot.gap <= _widest_gap(line, advance) * height
    )


def _has_ink_of_its_signs(spot: InkLine, line: Likely, advance: float) -> bool:
    """Whether there is a piece of ink for each digit, or as much of it as they have and no more: they may touch, and
    thin strokes come apart. A digit that is raised, and a mark, is no piece as high as the others."""
    width, height = spot.box.x1 - spot.box.x0, spot.box.y1 - spot.box.y0
    digits, pieces = sum(sign.isdigit() for sign in line.text), len(spot.pieces)
    if pieces == digits and max(spot.pieces) <= _WIDEST_DIGIT * height:
        return True
    room = len(line.text) * advance * height
    is_whole = pieces <= digits or width <= _NO_MORE * room
    is_all = not 0 < pieces < digits or sum(spot.pieces) >= digits * _NARROW_DIGIT * height
    return is_whole and is_all and width <= room + _HALF_A_DIGIT * advance * height


def _widest_gap(line: Likely, advance: float) -> float:
    """How far two digits of one figure stand apart at most, in heights of the line."""
    if advance < _WIDE:
        return _GAP
    return advance - _NARROWEST_DIGIT + (_BEHIND_COMMA if {",", "."} & {*line.text} else 0)


def _advance_of(seen: Iterable[_Seen]) -> float:
    """How wide a digit of the sheet is with the space behind it, in heights of a line."""
    wide = [
        (spot.box.x1 - spot.box.x0) / (spot.box.y1 - spot.box.y0) / len(line.text)
        for spot, line, _ in seen
        if spot.cell and line.text.isdecimal() and len(line.text) > 1
    ]
    return float(np.median(wide)) if len(wide) >= _ENOUGH else _USUAL_ADVANCE


def _sure_digits(spot: InkLine, line: Likely, floor: float = FLOOR) -> str:
    """What a line outside of tables says, without the digits of which nobody is sure: a figure alone must have the ink
    of its digits, as in a cell."""
    is_whole = not _is_figure(line) or _has_ink_of_its_signs(spot, line, _USUAL_ADVANCE)
    return "".join(
        UNREADABLE if sign.isdigit() and not (is_whole and sure >= floor) else sign
        for sign, sure in zip(line.text, line.sure, strict=True)
    )


def _places(spot: InkLine, line: Likely, around: PixelBox) -> Iterator[tuple[float, ...]]:
    """The box of every character: where the recogniser saw its middle, and half of the way to the next, unless that is
    far, or a letter in another part of the line; digits of a figure share its ink evenly."""
    x0, y0, x1, y1 = map(float, spot.box)
    if not any(map(str.isalpha, line.text)) and not spot.cell:
        y0, y1 = y0 - _AROUND_DIGITS * (y1 - y0), y1 + _AROUND_DIGITS * (y1 - y0)
    if _is_figure(line) and (spot.cell or len(spot.parts) == 1):
        step = (x1 - x0) / len(line.text)
        for at in range(len(line.text)):
            yield x0 + at * step, y0, x0 + (at + 1) * step, y1
        return
    width = (x1 - x0) / max(1.0, sum(map(_width, line.text)))
    middles = [min(max(around.x0 + at * (around.x1 - around.x0), x0), x1) for at in line.at]
    limits, shaved = [_part_at(spot, middle) for middle in middles], _SHAVED * (y1 - y0)
    for at, (sign, middle) in enumerate(zip(line.text, middles, strict=True)):
        reach = _REACH * width * (_width(sign) if sign.isalnum() else 1)
        before = (middle - middles[at - 1]) / 2 if at else middle - x0
        behind = (middles[at + 1] - middle) / 2 if at + 1 < len(middles) else x1 - middle
        left, right = middle - min(reach, before), middle + max(min(reach, behind), 0.1)
        if at and limits[at - 1] != limits[at] and line.text[at - 1 : at + 1].isalnum():
            left = min(max(left, limits[at][0] + shaved), right - 0.1)
        if at + 1 < len(limits) and limits[at] != limits[at + 1] and line.text[at : at + 2].isalnum():
            right = max(min(right, limits[at][1] - shaved), left + 0.1)
        yield left, y0, right, y1


def _part_at(spot: InkLine, x: float) -> tuple[float, float]:
    """From where to where that part of a line goes which a place is in, or is next to."""
    own = min(spot.parts, key=lambda part: max(part[0] - x, x - part[1]), default=None)
    return own or (float(spot.box.x0), float(spot.box.x1))


def _width(sign: str) -> float:
    return 0.5 if ord(sign) < 256 else 1.0
