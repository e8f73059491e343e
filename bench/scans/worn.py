"""Ways in which the picture of a sheet is worn: by the paper, the scanner, the camera, by whoever stamped it.

Comes in: a page as it was printed, in grey. Goes out: the page as it was received, in colour, and how it is kept.
"""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from random import Random
from typing import Any, NamedTuple

import cv2
import numpy as np
from PIL import Image

Pixels = Any
"""Arrays of numpy, height × width or height × width × 3, 0 to 255."""


class Way(NamedTuple):
    """How a page is worn. `dpi`: of the scanner; `noise`: of its sensor; `quality`: of JPEG, 0 for two colours only."""

    change: Callable[[Pixels, Random], Pixels]
    dpi: int = 200
    noise: float = 6.0
    quality: int = 70


def _askew(grey: Pixels, degrees: float) -> Pixels:
    height, width = grey.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1)
    paper = float(np.median(grey[:20]))
    return cv2.warpAffine(grey, turn, (width, height), flags=cv2.INTER_CUBIC, borderValue=(paper,) * 3)


def _little_askew(grey: Pixels, random: Random) -> Pixels:
    return _askew(grey, random.uniform(-0.8, 0.8))


def _skewed(grey: Pixels, random: Random) -> Pixels:
    return _askew(grey, random.choice((-1, 1)) * random.uniform(1.4, 2.0))


def _with_faint_rules(grey: Pixels, random: Random) -> Pixels:
    ink = (255 - grey).astype(np.uint8)
    flat = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((1, 70)))
    rules = cv2.max(flat, cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((50, 1))))
    return _little_askew(np.where(rules > 60, np.maximum(grey, random.uniform(175, 195)), grey), random)


def _with_broken_rules(grey: Pixels, random: Random) -> Pixels:
    worn = grey.copy()
    height, width = grey.shape
    for _ in range(60):
        x, y = random.randrange(width), random.randrange(height)
        worn[y : y + random.randrange(2, 8), x : x + random.randrange(2, 8)] = 255
    return _little_askew(worn, random)


def _on_grey_paper(grey: Pixels, random: Random) -> Pixels:
    return _little_askew(70 + grey * (125 / 255) + np.linspace(0, 25, grey.shape[1])[None], random)


def _shaded(grey: Pixels, random: Random) -> Pixels:
    height, width = grey.shape
    across = np.linspace(random.uniform(0.55, 0.75), 1, width)[None]
    return _little_askew(grey * across * np.linspace(1, 0.85, height)[:, None], random)


def _folded(grey: Pixels, random: Random) -> Pixels:
    height, width = grey.shape
    y, x = np.arange(height)[:, None], np.arange(width)[None]
    at = random.uniform(0.3, 0.6)
    fold = 1 - 0.45 * np.exp(-(((y - height * at) / (width * 0.03)) ** 2))
    return _little_askew(grey * fold * (1 - 0.3 * np.exp(-(((x - width * 0.05) / (width * 0.05)) ** 2))), random)


def _sealed(colour: tuple[int, int, int]) -> Callable[[Pixels, Random], Pixels]:
    def change(grey: Pixels, random: Random) -> Pixels:
        height, width = grey.shape
        middle = random.randint(width // 3, 2 * width // 3), random.randint(height // 4, 3 * height // 4)
        mask = _seal((height, width), middle, int(width * 0.1))[..., None] * 0.8
        page = np.repeat(grey[..., None], 3, 2)
        inked = page * (1 - mask) + np.minimum(page, np.array(colour, np.float32)) * mask
        return _little_askew(inked, random)

    return change


def _seal(size: tuple[int, int], middle: tuple[int, int], radius: int) -> Pixels:
    """A ring, a star, and blocks of strokes where the letters of a seal stand."""
    mask = np.zeros(size, np.uint8)
    x, y = middle
    cv2.circle(mask, middle, radius, 255, max(3, radius // 14))
    turns = [(radius * (0.33 if point % 2 == 0 else 0.14), point * np.pi / 5) for point in range(10)]
    star = [(x + int(far * np.sin(turn)), y - int(far * np.cos(turn))) for far, turn in turns]
    cv2.fillPoly(mask, [np.array(star, np.int32)], 255)
    for letter in range(11):
        turn = -2.2 + letter * 0.44
        left, top = x + int(radius * 0.72 * np.sin(turn)), y - int(radius * 0.72 * np.cos(turn))
        for down in (-0.07, 0, 0.07):
            level = top + int(down * radius)
            cv2.line(mask, (left - int(radius * 0.08), level), (left + int(radius * 0.08), level), 255, 2)
    return cv2.GaussianBlur(mask, (0, 0), 0.8).astype(np.float32) / 255


def _photographed(grey: Pixels, random: Random) -> Pixels:
    height, width = grey.shape

    def off(side: int) -> float:
        return random.uniform(0.01, 0.045) * side

    frame = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
    seen = [(off(width), off(height)), (width - off(width), off(height))]
    seen += [(width - off(width), height - off(height)), (off(width), height - off(height))]
    onto = cv2.getPerspectiveTransform(frame, np.array(seen, np.float32))
    light = np.linspace(0.72, 1, width)[None, :, None] * np.linspace(1, 0.86, height)[:, None, None]
    lit = np.repeat(grey[..., None], 3, 2) * light
    table = (85.0, 72.0, 60.0)
    warped = cv2.warpPerspective(lit, onto, (width, height), borderMode=cv2.BORDER_CONSTANT, borderValue=table)
    return cv2.GaussianBlur(warped, (0, 0), 0.8)


def _turned(grey: Pixels, random: Random) -> Pixels:
    return np.rot90(_little_askew(grey, random), random.randint(1, 3))


def _written_on(grey: Pixels, random: Random) -> Pixels:
    """A few strokes of a pen beside the print."""
    worn = grey.astype(np.float32).copy()
    height, width = grey.shape
    for _ in range(6):
        x, y = random.choice((int(width * 0.04), int(width * 0.9))), random.randrange(height)
        points = [(x + random.randint(0, 70), y + random.randint(-25, 25)) for _ in range(6)]
        cv2.polylines(worn, [np.array(points, np.int32)], False, 60.0, 3, cv2.LINE_AA)
    return _little_askew(worn, random)


WAYS: dict[str, Way] = {
    "clean": Way(_little_askew),
    "skewed": Way(_skewed, quality=60),
    "150 dpi": Way(_little_askew, dpi=150, noise=12, quality=60),
    "300 dpi": Way(_little_askew, dpi=300, quality=40),
    "JPEG 40": Way(_little_askew, quality=40),
    "grey paper": Way(_on_grey_paper, noise=5),
    "shadow": Way(_shaded),
    "photograph": Way(_photographed),
    "turned": Way(_turned),
    "red seal": Way(_sealed((205, 35, 45))),
    "pen": Way(_written_on),
    "faint rules": Way(_with_faint_rules),
    "broken rules": Way(_with_broken_rules),
    "fold": Way(_folded),
    "grey seal": Way(_sealed((130, 130, 130))),
    "two colours": Way(_little_askew, noise=10, quality=0),
}
"""The last five are damage: figures are lost, and must be told so."""


def worn(grey: Pixels, way: Way, random: Random) -> Image.Image:
    """A page that went through it, as the scanner keeps it."""
    page = way.change(grey.astype(np.float32), random)
    page = np.repeat(page[..., None], 3, 2) if page.ndim == 2 else page
    page = cv2.GaussianBlur(np.ascontiguousarray(page, np.float32), (0, 0), 0.5)
    grain = np.random.default_rng(random.getrandbits(32)).normal(0, way.noise, (*page.shape[:2], 1))
    picture = Image.fromarray(np.clip(page + grain, 0, 255).astype(np.uint8))
    if not way.quality:
        return picture.convert("L").point(lambda shade: 255 * (shade > 150)).convert("1")
    kept = BytesIO()
    picture.save(kept, "JPEG", quality=way.quality)
    return Image.open(BytesIO(kept.getvalue()))
