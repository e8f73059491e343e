"""Pictures of lines of print → characters, each with how sure it is: PP-OCR's recogniser, run by onnxruntime.

Comes in: lines, dark on light. Goes out: a `Recognised` for each. The model lies in the wheel of `rapidocr`, of which
no code runs. It gives for each slice of a line how likely each character is; figures are looked for among the signs of
figures alone, with how likely these are among all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from extract.readers.scan.models import MODEL, model_path
from extract.readers.scan.paper import Grey

FIGURES = "0123456789.,-+"
_ALIKE = {"0": "OoＯ〇○D", "1": "lI|丨", "2": "Zz", "5": "Ss", "8": "B", "-": "一—－–", ",": "，", ".": "．"}
"""Signs that are printed like those of figures: what is likely to be one of them is, in a figure, the other."""
_CHARACTERS = 18708
"""How many characters this model knows; another one would not be what was measured."""
_HEIGHT = 48
"""Pixels that the model takes a line to be high."""
_NARROWEST, _STEP = 48, 16
"""Pixels that a line is wide at least, and by which widths go up."""
_BATCH = 512
"""Pixels of width that are looked at together: more take more memory and more time."""

Probabilities = NDArray[np.float32]


class Likely(NamedTuple):
    """Characters, where the middle of each is (0 to 1 of the picture's width), and how likely it is."""

    text: str = ""
    at: tuple[float, ...] = ()
    sure: tuple[float, ...] = ()

    @property
    def least(self) -> float:
        """How likely the least likely of its characters is."""
        return min(self.sure, default=0.0)


class Recognised(NamedTuple):
    """A line of print as whatever it may be, and as a figure."""

    print: Likely = Likely()
    figure: Likely = Likely()


class _Model(NamedTuple):
    session: Any
    characters: tuple[str, ...]
    figures: tuple[NDArray[np.intp], ...]
    """The numbers of nothing, and of each sign of figures and those that are printed like it."""


@cache
def _model() -> _Model:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False
    session = onnxruntime.InferenceSession(str(model_path()), options, providers=["CPUExecutionProvider"])
    known = session.get_modelmeta().custom_metadata_map["character"].split("\n")
    if len(known) != _CHARACTERS:
        raise RuntimeError(f"{MODEL} knows {len(known)} characters, not {_CHARACTERS}")
    characters = ("", *known, " ")
    numbers = {character: number for number, character in reversed([*enumerate(characters)])}
    alike = (sign + _ALIKE.get(sign, "") for sign in FIGURES)
    figures = (np.array([numbers[one] for one in each if one in numbers], np.intp) for each in alike)
    return _Model(session, characters, (np.zeros(1, np.intp), *figures))


def recognised(lines: Sequence[Grey]) -> list[Recognised]:
    """What each line says, in the order given."""
    found = [Recognised()] * len(lines)
    brought = [_as_high(line) for line in lines]
    for batch, width in _batches([line.shape[1] for line in brought]):
        sheet = np.zeros((len(batch), 3, _HEIGHT, width), np.float32)
        for place, number in enumerate(batch):
            sheet[place, :, :, : brought[number].shape[1]] = brought[number]
        for number, chances in zip(batch, _model().session.run(None, {"x": sheet})[0], strict=True):
            found[number] = _decoded(chances, brought[number].shape[1] / width)
    return found


def _batches(widths: Sequence[int]) -> Iterator[tuple[list[int], int]]:
    """Lines of like width together: their numbers, and the width that all of them are given."""
    batch: list[int] = []
    width = 0
    for number in sorted(range(len(widths)), key=widths.__getitem__):
        needed = max(_NARROWEST, widths[number] + -widths[number] % _STEP)
        if batch and needed * (len(batch) + 1) > _BATCH:
            yield batch, width
            batch = []
        batch.append(number)
        width = needed
    if batch:
        yield batch, width


def _as_high(line: Grey) -> Probabilities:
    """A line as high as the model takes it, from -1 for black to 1 for white."""
    height, width = line.shape
    way = cv2.INTER_CUBIC if height < _HEIGHT else cv2.INTER_AREA
    scaled = cv2.resize(line, (max(_STEP, round(width * _HEIGHT / height)), _HEIGHT), interpolation=way)
    return scaled.astype(np.float32) / 127.5 - 1


def _decoded(chances: Probabilities, used: float) -> Recognised:
    """`used`: the part of the width that is the line's own."""
    characters, figures = _model().characters, _model().figures
    only = np.stack([chances[:, numbers].sum(axis=1) for numbers in figures], axis=1)
    return Recognised(
        _path(chances.argmax(axis=1), chances.max(axis=1), used, characters),
        _path(only.argmax(axis=1), only.max(axis=1), used, ("", *FIGURES)),
    )


def _path(best: NDArray[np.intp], chances: Probabilities, used: float, characters: Sequence[str]) -> Likely:
    """The characters of the likeliest way through the slices: one that goes on over several slices is one."""
    text, at, sure = "", list[float](), list[float]()
    before = 0
    for place, (number, chance) in enumerate(zip(best.tolist(), chances.tolist(), strict=True)):
        middle = min((place + 0.5) / len(best) / used, 1.0)
        if number and number != before:
            text += characters[number]
            at.append(middle)
            sure.append(chance)
        elif number:
            at[-1], sure[-1] = (at[-1] + middle) / 2, max(sure[-1], chance)
        before = number
    return Likely(text, tuple(at), tuple(sure))
