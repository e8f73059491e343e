"""Parts of a scan: what is the edge of a sheet, which labels lack their full stop, which figures are sure."""

from __future__ import annotations

import numpy as np
import pytest
from optional import lacking, needed

from extract.readers import scan

if not scan.can_recognise():
    lacking("what recognises print is not installed: pip install 'gongkai[ocr]', or '.[dev]' here")

from extract.model import PageBox
from extract.readers.pdf.arrays import NO_BOXES
from extract.readers.pdf.pages import Page
from extract.readers.pdf.paper import _box_on
from extract.readers.scan import sheet
from extract.readers.scan.paper import POINT
from extract.readers.scan.printed import InkLine, PixelBox, lines_around
from extract.readers.scan.recogniser import Likely, Recognised
from extract.readers.scan.sheet import (
    _is_sure,
    _legibility,
    _on_paper,
    _places,
    _Print,
    _sure_digits,
    _told,
    _with_stop,
    _without_blanks,
)
from extract.readers.scan.straight import _cut_to_sheet


def test_a_shadow_is_no_edge_of_a_sheet_and_a_table_under_it_is() -> None:
    sheet = np.full((2339, 1654), 250, np.uint8)
    light = np.clip(np.linspace(2.2, -0.9, 1654), 0.3, 1)
    shadow = (sheet * np.convolve(np.pad(light, 60, "edge"), np.ones(121) / 121, "valid")).astype(np.uint8)
    assert np.array_equal(_cut_to_sheet(shadow)[1], np.eye(3))
    on_table = np.full((2339, 1654), 70, np.uint8)
    on_table[150:2200, 120:1550] = 250
    x, y, scale = np.linalg.inv(_cut_to_sheet(on_table)[1]) @ (0, 0, 1)
    assert (x / scale, y / scale) == (pytest.approx(120, abs=15), pytest.approx(150, abs=15))


@pytest.mark.parametrize(
    ("seen", "told"), [("3危及三安全", "3.危及三安全"), ("1)申请人无", "1.申请人无"), ("5件", "5件"), ("12", "12")]
)
def test_a_label_has_its_full_stop(seen: str, told: str) -> None:
    places = tuple(at / len(seen) for at in range(len(seen)))
    line = _with_stop(Likely(seen, places, (1.0,) * len(seen)))
    assert (line.text, len(line.at), len(line.sure)) == (told, len(told), len(told))


def page(text: str, recognised: bool = False) -> Page:
    count = len(text)
    boxes = np.zeros((count, 4), np.float32)
    lines = np.empty((0, 3), np.float32)
    turns, begins = np.zeros(count, np.int8), np.zeros(count, bool)
    return Page(1, 595, 842, text, boxes, turns, begins, lines, lines, (), recognised=recognised, unread=NO_BOXES)


@pytest.mark.parametrize(
    ("behind", "seen", "taken"),
    [
        ("", "石桥镇人民政府年度报告", True),
        ("", "〇口", False),
        ("石桥镇人民政府2024年", "石桥镇人民政府2O24年", True),
        ("石桥镇人民政府2024年", "口口口口口口口口口口口口", False),
    ],
)
def test_a_picture_is_read_where_that_says_more_than_what_is_behind_it(behind: str, seen: str, taken: bool) -> None:
    sheet, recognised = page(behind, recognised=True), page(seen)
    assert scan._what_says_more(sheet, recognised) is (recognised if taken else sheet)


def test_a_place_on_a_sheet_that_was_put_straight_is_where_its_picture_has_it() -> None:
    """In its perspective: nearer parts of a photographed sheet are larger."""
    back = np.array([[0.9, 0.05, 20], [-0.04, 0.95, 35], [1e-4, -5e-5, 1]])
    place, box = _on_paper(3, back), PageBox(1, 100, 200, 180, 230)
    corners = np.array([[(x, y)] for x in (box.x0, box.x1) for y in (box.y0, box.y1)]) / POINT
    seen = needed("cv2").perspectiveTransform(corners, back)[:, 0] * POINT
    found = _box_on(box, place)
    assert found.page == 3
    assert found[1:] == pytest.approx((*seen.min(axis=0), *seen.max(axis=0)), abs=0.01)


@pytest.mark.parametrize(
    ("text", "width", "pieces", "is_sure"),
    [
        ("85", 28, (12, 12), True),
        ("85", 26, (26,), True),
        ("0", 12, (), True),
        ("51", 18, (12,), False),
        ("5", 28, (12, 12), False),
        ("11", 12, (5, 5), True),
        ("4724", 72, (13, 13, 13, 13), True),
        ("472", 60, (13, 13, 27), False),
        ("二", 20, (), False),
        ("5件", 40, (12, 20), True),
    ],
    ids=[
        *("apart", "touching", "faint", "raised", "one too few", "narrow", "set wide", "one too few touches"),
        *("a dash", "a unit"),
    ],
)
def test_a_figure_is_sure_where_its_ink_is_that_of_its_digits(
    text: str, width: int, pieces: tuple[int, ...], is_sure: bool
) -> None:
    spot = InkLine(PixelBox(0, 0, width, 20), 1, "", pieces, 3)
    line = Likely(text, tuple(0.5 for _ in text), tuple(1.0 for _ in text))
    assert _is_sure(spot, line, 0.7) is is_sure


@pytest.mark.parametrize(
    ("text", "pieces", "told"), [("43", (48,), "\ufffd\ufffd"), ("43", (12, 12), "43"), ("3月", (), "3月")]
)
def test_a_figure_outside_of_tables_has_the_ink_of_its_digits_too(
    text: str, pieces: tuple[int, ...], told: str
) -> None:
    spot = InkLine(PixelBox(0, 0, max(sum(pieces), 28), 17), pieces=pieces)
    assert _sure_digits(spot, Likely(text, (0.2, 0.8), (1.0, 1.0))) == told


@pytest.mark.parametrize(("text", "part"), [("政府信息公开工作年度", 1.0), ("0000000000", 0.0)])
def test_zeros_do_not_tell_how_a_sheet_lies(monkeypatch: pytest.MonkeyPatch, text: str, part: float) -> None:
    """They are zeros from aside, too."""
    seen = Recognised(Likely(text, tuple(0.5 for _ in text), tuple(1.0 for _ in text)))
    monkeypatch.setattr(sheet, "recognised", lambda lines: [seen for _ in lines])
    line = InkLine(PixelBox(0, 0, 280, 28))
    assert _legibility(np.zeros((40, 300), np.uint8), _Print([line], 28.0)) == pytest.approx(part)


def ink_of(*blocks: tuple[int, int, int, int]) -> np.ndarray:
    """A sheet with black blocks, each by its left, top, right and bottom."""
    ink = np.zeros((200, 400), np.uint8)
    for x0, y0, x1, y1 in blocks:
        ink[y0:y1, x0:x1] = 255
    return ink


def written(x: int, y: int, count: int, size: int = 20) -> list[tuple[int, int, int, int]]:
    """Blocks as large as characters, one beside the other."""
    return [(x + at * (size + 4), y, x + at * (size + 4) + size, y + size) for at in range(count)]


HEADING, UPPER, LOWER = (20, 31, 88, 51), (104, 20, 172, 40), (104, 44, 172, 64)


def test_a_heading_beside_two_rows_is_a_line_of_its_own() -> None:
    ink = ink_of(*written(20, 31, 3), *written(104, 20, 3), *written(104, 44, 3))
    assert [tuple(line.box) for line in lines_around(ink, 20)] == [UPPER, HEADING, LOWER]


def test_figures_in_columns_close_to_each_other_are_lines_of_their_own() -> None:
    digits = [(x, 24, x + 8, 38) for x in (200, 210, 246, 256, 292)]
    lines = lines_around(ink_of(*written(20, 20, 4), *digits), 20)
    assert sorted(tuple(line.box)[::2] for line in lines) == [(20, 112), (200, 218), (246, 264), (292, 300)]


@pytest.mark.parametrize(("gap", "lines"), [(2, 1), (12, 2)])
def test_strokes_close_above_each_other_are_of_one_character(gap: int, lines: int) -> None:
    ink = ink_of((200, 20, 208, 26), (200, 26 + gap, 208, 35 + gap), *written(20, 20, 4))
    assert len(lines_around(ink, 20)) == 1 + lines


@pytest.mark.parametrize(("right", "sign"), [(206, "-"), (219, None), (203, None)])
def test_a_short_flat_stroke_alone_is_a_dash(right: int, sign: str | None) -> None:
    """A longer one may be a rule, or 一; a shorter one is dirt."""
    line = next((line for line in lines_around(ink_of((200, 30, right, 33)), 20)), None)
    assert (line and line.sign) == sign


def around(*parts: tuple[int, int], height: int = 20) -> InkLine:
    return InkLine(PixelBox(parts[0][0], 0, parts[-1][1], height), parts=parts)


def likely(text: str, *at: float) -> Likely:
    return Likely(text, at, (1.0,) * len(text))


def test_characters_end_where_their_part_of_a_line_does() -> None:
    spot = around((0, 40), (56, 96))
    boxes = list(_places(spot, likely("处理申请", 0.1, 0.3, 0.7, 0.9), PixelBox(0, 0, 96, 20)))
    assert boxes[1][2] <= 40
    assert boxes[2][0] >= 56
    bracketed = list(_places(spot, likely("一）予以", 0.1, 0.3, 0.7, 0.9), PixelBox(0, 0, 96, 20)))
    assert bracketed[1][2] == pytest.approx(bracketed[2][0], abs=0.1)


@pytest.mark.parametrize(("seen", "told"), [("(一) 予以公开", "(一)予以公开"), ("12 34", "12 34"), (" 总计", "总计")])
def test_brackets_and_stops_have_room_of_their_own(seen: str, told: str) -> None:
    line = _without_blanks(likely(seen, *(at / len(seen) for at in range(len(seen)))))
    assert (line.text, len(line.at), len(line.sure)) == (told, len(told), len(told))


@pytest.mark.parametrize(("text", "gap", "told"), [("O", 0, "0"), ("O", 12, "O"), ("一", 0, "一"), ("O件", 0, "O件")])
def test_what_may_be_a_figure_is_one_where_it_is_a_line_without_a_gap(text: str, gap: int, told: str) -> None:
    line = Recognised(likely(text, *(0.5 for _ in text)), likely("0", 0.5))
    assert _told(around((0, 40))._replace(gap=gap), line).text == told
