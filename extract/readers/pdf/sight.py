"""A closer look at a page where something is suspicious: which characters are seen, and what ink is none.

Comes in: the `Signs` of a page and its characters. Goes out: a `Sight`. The page is drawn with and without its strings,
and with nothing but them: a character without ink is no print, ink without characters is a gap. Strings that lie on one
another are drawn one layer at a time, so that the ink of each is told from that of the others. The page must be closed
afterwards.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from extract.readers.pdf.arrays import Codes, Floats, Indexes, Truths, are_all, is_any, is_figure, places_where
from extract.readers.pdf.asked import strings_at
from extract.readers.pdf.lines import THICK
from extract.readers.pdf.overlays import Overlays, is_digit, overlays_of
from extract.readers.pdf.pixels import (
    RULE,
    Easel,
    Mask,
    Pixels,
    blacken,
    boxes_of,
    corners,
    counted,
    darkened_by,
    darkness,
    differing,
    easel_of,
    shares,
    sizes,
    without,
)
from extract.readers.pdf.signs import Signs, lean_of
from extract.readers.pdf.unseen import INK, SCAN, SEEN, put_away, put_cut_away

_OWN = 96
"""Of 255: how dark a pixel of a character in black is at least; less is the rim of its strokes."""
_HIDDEN, _WHOLE = 0.15, 0.6
"""Parts of a character's ink: up to the first it is hidden, from the second on it is seen."""
_RIM = 0.3
"""Part of the usual ink of digits, for the size of their boxes, up to which one is no more than a rim; a 1 has half."""
_THIN = 1e-3
_DARK = 0.3
"""Part of the place of a hidden character that is dark where something lies over it; a rule that runs through it is
less."""
_FIRST_WIDE = 0x2E80
"""The first code point of the scripts whose characters are told in part, where a digit is not."""
_LEGIBLE = 0.4
"""Part of a side of a string that is left where its characters can be told, though they are cut."""
_LAYERS = 4
"""Strings on one another that are told apart."""
_TOUCHED = 0.05
"""Part of a character's box on each side that neighbours may share with it."""
_FINER = 2
"""Times as fine as the page is drawn that places on it are told apart."""
_LARGE = 0.25
"""Part of a page that a picture covers that is told of as a whole."""
_HIGHEST_FIGURE = 24.0
"""Points that a picture is high that may be a figure, wherever it stands; seals and logos are higher."""
_PARTED = 0.9
"""Part of a page's digits that stand among the lines of its tables; among those of boxes around some are fewer."""
_FEW = 8
"""Characters that a program has recognised at least, where a page is a scan."""
_FAINT_PICTURE = 0.004
"""Part of a picture that is as dark as print in a ground at most."""


class Sight(NamedTuple):
    """What is seen of a page."""

    seen: Truths
    """n characters, whether they are read: those that are seen, and once each; of a scan also its recognised text."""
    doubtful: Truths
    """n, whether they are seen in part."""
    recognised: bool
    """Whether the page is a scan with the text that a program has recognised on it."""
    ink: Floats
    """m × 4: where ink is that is neither character, rule nor ground."""
    covered: Floats
    """k × 4: where something dark lies over characters."""
    faint: Truths
    """p pictures, whether they are mere grounds or watermarks."""


class View(NamedTuple):
    """A page as pdfium holds it, and what is known of it before anything is looked at closely."""

    page: int
    size: tuple[float, float]
    signs: Signs
    pictures: Floats
    rules: tuple[Floats, Floats]
    """Horizontal and vertical lines."""
    has_unseen: bool = False
    """Whether strings that nobody sees were put away."""

    def without_unseen(self) -> View:
        """The page without the strings that are not seen at all, before it is asked for its text."""
        signs = self.signs
        if not signs.strings or not (signs.are_doubtful or signs.cut.whole):
            return self
        easel = easel_of(self.page, *self.size)
        if not signs.are_doubtful and self._is_cut_plainly(easel):
            hidden = put_cut_away(signs)
        else:
            signs = signs._replace(are_doubtful=True)
            hidden = put_away(easel, signs, self.pictures, self.rules)
        seen = [string for string, is_hidden in zip(signs.strings, hidden.tolist(), strict=True) if not is_hidden]
        return self._replace(
            signs=signs._replace(strings=seen, string_boxes=signs.string_boxes[~hidden]),
            has_unseen=is_any(hidden),
        )

    def _is_cut_plainly(self, easel: Easel) -> bool:
        """Whether strings that are cut off whole leave nothing at all on the page, and others enough to be read."""
        cut = self.signs.cut
        if cut.least < _LEGIBLE or shares(self.pictures, self.size).sum() >= SCAN:
            return False
        coarse = easel.coarse
        return are_all(coarse.drawn() == coarse.drawn_without(cut.whole))

    def sight_of(self, reader: int, places: list[int], codes: Codes, boxes: Floats) -> Sight | None:
        """What is seen of the page, given its characters and their places among all that pdfium counts; None where
        nothing is suspicious: then it is what is drawn."""
        overlays = overlays_of(codes, boxes)
        signs = self.signs
        overlaid = is_any(overlays.of_digits(codes))
        is_seen = not (signs.are_doubtful or overlaid or self._has_figures(signs, codes, boxes))
        if is_seen and not signs.cut.partly:
            return _without_copies(overlays, len(self.pictures))
        handles = strings_at(reader, places)
        cut = codes[np.isin(handles, signs.cut.partly)] if is_seen else codes
        if is_seen and not is_any((cut < _FIRST_WIDE) | is_figure(cut)):
            return _without_copies(overlays, len(self.pictures))
        easel = easel_of(self.page, *self.size)
        return look(easel, signs, Print(codes, boxes, handles, overlays), self.pictures, self.rules)

    def _has_figures(self, signs: Signs, codes: Codes, boxes: Floats) -> bool:
        """Whether what may be a figure stands in a table, or in the place of text, or large under it."""
        if not signs.figures:
            return False
        if len(codes) <= _FEW or is_any(shares(self.pictures, self.size) > _LARGE):
            return True
        if is_any(self.pictures[:, 3] - self.pictures[:, 1] < _HIGHEST_FIGURE):
            return True
        region = self._region(codes, boxes)
        lower, upper = (
            np.maximum(signs.figure_boxes[:, :2], region[:2]),
            np.minimum(signs.figure_boxes[:, 2:], region[2:]),
        )
        return is_any((lower < upper).all(axis=1))

    def _region(self, codes: Codes, boxes: Floats) -> Floats:
        """The box around the lines that part columns, dots aside; where there are none, or some figures stand outside
        of it, as high as all figures stand: one may be drawn right of all that are text."""
        vertical = self.rules[1]
        vertical = vertical[vertical[:, 2] - vertical[:, 1] > THICK]
        figures = boxes[is_digit(codes)]
        if len(vertical) > 1:
            low, high = vertical.min(axis=0), vertical.max(axis=0)
            region = np.array((low[0], low[1], high[0], high[2]), np.float32)
            inside = ((figures[:, :2] < region[2:]) & (figures[:, 2:] > region[:2])).all(axis=1)
            if np.count_nonzero(inside) >= _PARTED * len(figures):
                return region
        if not len(figures):
            return np.full(4, np.nan, np.float32)
        return np.array((-np.inf, figures[:, 1].min(), np.inf, figures[:, 3].max()), np.float32)


def _without_copies(overlays: Overlays, pictures: int) -> Sight | None:
    """The sight of a page that is seen as it is drawn but for what is drawn twice; None where nothing is."""
    copies = overlays.copies
    if not is_any(copies):
        return None
    nothing = np.empty((0, 4), np.float32)
    return Sight(~copies, np.zeros_like(copies), False, nothing, nothing, np.zeros(pictures, bool))


class Print(NamedTuple):
    """The characters of a page, the text objects that they belong to, and which stand on one another."""

    codes: Codes
    boxes: Floats
    strings: NDArray[np.uintp]
    overlays: Overlays


class _Ink(NamedTuple):
    """Pixels of each character: its own, if it were plain black, and of them those seen of its string alone."""

    own: NDArray[np.int64]
    seen: NDArray[np.int64]


def look(easel: Easel, signs: Signs, printed: Print, pictures: Floats, rules: tuple[Floats, Floats]) -> Sight:
    """The sight of a page, given its pictures and its horizontal and vertical lines."""
    size = (easel.width / easel.scale, easel.height / easel.scale)
    layers = _layers(signs.strings, printed, easel)
    whole = easel.drawn()
    bare = easel.drawn_without(signs.strings)
    figured = darkened_by(easel, signs.figures, whole, INK)
    faint = _faint(figured, pictures, easel.scale)
    ink = _ink(easel, signs, printed, layers, bare)
    blank = (printed.codes == 0x20) | (printed.codes == 0xA0) | (printed.codes == 0x3000)
    scanned = shares(pictures, size).sum() >= SCAN
    cut = _are_cut_ends(printed, ink)
    hidden = (ink.seen <= _HIDDEN * ink.own) & ~blank & ~cut
    if scanned and _is_recognised(hidden, figured, printed.boxes, easel.scale):
        nothing = np.empty((0, 4), np.float32)
        return Sight(~printed.overlays.copies, np.zeros_like(hidden), True, nothing, nothing, faint)
    doubtful = (ink.seen < _WHOLE * ink.own) & ~blank & ~hidden & (ink.own > 0) | (cut & is_digit(printed.codes))
    covered = hidden & (ink.own > 0)
    covered[covered] = _are_dark(bare, printed.boxes[covered], easel.scale)
    large = pictures[~faint & (shares(pictures, size) > _LARGE)]
    figured |= _untold_ink(easel, signs, printed, ~hidden, differing(whole, bare, SEEN))
    return Sight(
        ~hidden & ~printed.overlays.copies,
        doubtful,
        False,
        boxes_of(without(figured, large, rules, easel.scale), easel.scale),
        printed.boxes[covered],
        faint,
    )


def _untold_ink(easel: Easel, signs: Signs, printed: Print, seen: Truths, text: Mask) -> Mask:
    """Where strings are seen of which pdfium tells no character: of two alike it leaves out one, even where they do not
    stand in one place. `text` is where any string is seen; all are black by now."""
    told = set(printed.strings.tolist())
    if told.issuperset(signs.strings):
        return np.zeros_like(text)
    alone = easel.drawn_without([*signs.others, *(string for string in signs.strings if string in told)])
    beside = np.array((-RULE, 0, RULE, 0), np.float32)
    nothing = np.empty((0, 3), np.float32)
    ink = (darkness(alone) >= _OWN) & text
    return without(ink, printed.boxes[seen] + beside, (nothing, nothing), easel.scale)


def _ink(easel: Easel, signs: Signs, printed: Print, layers: Indexes, bare: Pixels) -> _Ink:
    """The ink of all characters, layer by layer."""
    of = dict(zip(signs.strings, layers.tolist(), strict=True))
    layer_of = np.array([of.get(string, 0) for string in printed.strings.tolist()], np.intp)
    own, seen = (np.zeros(len(printed.codes), np.int64) for _ in range(2))
    numbers = range(int(layers.max(initial=0)) + 1)
    others = [[string for string in signs.strings if of[string] != number] for number in numbers]
    visible = [differing(bare, easel.drawn_without(strings), SEEN) for strings in others]
    blacken(signs.strings)
    for number, mask in enumerate(visible):
        alone = darkness(easel.drawn_without([*signs.others, *others[number]])) >= _OWN
        here = layer_of == number
        boxes = printed.boxes[here]
        own[here] = counted(alone, boxes, easel.scale)
        seen[here] = counted(alone & mask, boxes, easel.scale)
    return _Ink(own, seen)


def _layers(strings: list[int], printed: Print, easel: Easel) -> Indexes:
    """A number for each string, so that no two with the same one stand on one another, other than copies; those that
    lean, as watermarks do, reach over boxes that nobody knows, and have one of their own."""
    numbers = {string: number for number, string in enumerate(strings)}
    of = np.array([numbers.get(string, -1) for string in printed.strings.tolist()], np.intp)
    layers = np.zeros(len(strings), np.intp)
    lean = lean_of(strings)
    shape = (_FINER * easel.height, _FINER * easel.width)
    places = corners(_cores(printed.boxes), shape, _FINER * easel.scale)
    taken = np.zeros((_LAYERS, *shape), bool)
    copies = printed.overlays.copies
    for number in range(len(strings)):
        if lean[number]:
            layers[number] = _LAYERS
            continue
        characters = places_where(of == number)
        copied = characters[copies[characters]]
        if 2 * len(copied) > len(characters):
            layers[number] = layers[of[printed.overlays.first[copied[0]]]]
            continue
        slices = [(slice(y0, y1), slice(x0, x1)) for x0, y0, x1, y1 in places[characters].tolist()]
        free = (layer for layer in range(_LAYERS) if not any(is_any(taken[layer][place]) for place in slices))
        layers[number] = next(free, _LAYERS - 1)
        for place in slices:
            taken[layers[number]][place] = True
    return layers


def _are_cut_ends(printed: Print, ink: _Ink) -> Truths:
    """Characters that are not drawn, digits but for a rim, while others of their string are: the end of a label without
    room, or what a clip cuts off."""
    digits = is_digit(printed.codes)
    dense = ink.own / np.maximum((printed.boxes[:, 2:] - printed.boxes[:, :2]).prod(axis=1), _THIN)
    usual = np.median(dense[digits]) if is_any(digits) else 0
    gone = (ink.own == 0) | (digits & (dense < _RIM * usual))
    shown = printed.strings[ink.seen > 0]
    ends: Truths = gone & np.isin(printed.strings, shown)
    return ends


def _cores(boxes: Floats) -> Floats:
    """Boxes without what neighbours may share with them."""
    margins = (boxes[:, 2:] - boxes[:, :2]) * np.float32(_TOUCHED)
    return np.concatenate((boxes[:, :2] + margins, boxes[:, 2:] - margins), axis=1)


def _is_recognised(hidden: Truths, figured: Mask, boxes: Floats, scale: float) -> bool:
    """Whether most of the hidden characters stand where a picture shows ink."""
    dark = counted(figured, boxes[hidden], scale)
    return int((dark > 0).sum()) >= max(_FEW, len(dark) / 2)


def _faint(figured: Mask, pictures: Floats, scale: float) -> Truths:
    """Which pictures are hardly as dark as print anywhere."""
    faint: Truths = counted(figured, pictures, scale) <= _FAINT_PICTURE * sizes(figured, pictures, scale)
    return faint


def _are_dark(image: Pixels, boxes: Floats, scale: float) -> Truths:
    """Which boxes something dark lies over."""
    mask = darkness(image) >= INK
    dark: Truths = counted(mask, boxes, scale) > _DARK * sizes(mask, boxes, scale)
    return dark
