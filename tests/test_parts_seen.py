"""What is left to be seen of strings in a PDF: through masks, on rules, at edges and clips; and of small pictures."""

from __future__ import annotations

import numpy as np
import pytest

from extract.model import PageBox, PageOrigin
from extract.readers import document_of
from extract.readers.pdf.characters import UNREADABLE, _are_half_line_ends
from extract.readers.pdf.gaps import gaps_of
from extract.readers.pdf.lines import cut_edges
from extract.readers.pdf.pages import Page, pages_of
from tests.made.hostile import one_page, pdf

WIDTH, HEIGHT = 595, 842


def stream(content: bytes, keys: bytes = b"") -> bytes:
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (keys, len(content), content)


def form(content: bytes, box: bytes, keys: bytes = b"") -> bytes:
    return stream(content, b"/Type/XObject/Subtype/Form/BBox[%s]/Resources<</Font<</F 5 0 R>>>>%s" % (box, keys))


def page_of(content: bytes, resources: bytes = b"", **objects: bytes) -> Page:
    """The page that a content draws; further objects by their numbers."""
    more = {int(name[1:]): data for name, data in objects.items()}
    (page,) = pages_of(pdf({**one_page(stream(content), resources=resources), **more}))
    return page


def text(x: float, y: float, words: str, more: str = "") -> bytes:
    return f"BT /F 12 Tf {more} 1 0 0 1 {x} {y} Tm ({words}) Tj ET\n".encode()


@pytest.mark.parametrize(("light", "seen"), [(b"0 g", "12"), (b"1 g", "1234")])
def test_what_a_form_holds_is_seen_as_far_as_its_mask_lets_it(light: bytes, seen: str) -> None:
    page = page_of(
        text(100, 700, "12") + b"q /G gs /X Do Q",
        b"/XObject<</X 6 0 R>>/ExtGState<</G 7 0 R>>",
        o6=form(text(140, 700, "34"), b"0 0 595 842", b"/Group<</S/Transparency>>"),
        o7=b"<</Type/ExtGState/SMask<</Type/Mask/S/Luminosity/G 8 0 R>>>>",
        o8=form(light + b" 0 0 595 842 re f", b"0 0 595 842", b"/Group<</S/Transparency/CS/DeviceGray>>"),
    )
    assert page.text == seen


def test_a_digit_between_two_lines_that_run_through_it_is_seen() -> None:
    lines = b"1 0 0 RG 0.6 w 101.6 600 m 101.6 760 l S 105 600 m 105 760 l S\n"
    page = page_of(text(100, 700, "0") + lines + text(300, 700, "7", "1 1 1 rg") + text(100, 650, "label", "0 g"))
    assert page.text == "0label", "what is white is not seen"


@pytest.mark.parametrize("lost", [3, 5, 7])
def test_a_figure_that_an_edge_cuts_ends_with_a_digit_that_is_not_known(lost: float) -> None:
    """Level on the right, or turned, downwards at the lower edge and upwards at the upper one."""
    reach = 5 * 6.67 - lost
    places = (f"1 0 0 1 {WIDTH - reach} 400", f"0 -1 1 0 300 {reach}", f"0 1 -1 0 300 {HEIGHT - reach}")
    for place in places:
        page = page_of(b"BT /F 12 Tf %s Tm (16727) Tj ET\n" % place.encode() + text(100, 700, "label"))
        assert page.text.replace("label", "").endswith(UNREADABLE)


def test_a_digit_that_a_moved_form_cuts_is_in_what_is_left_of_it() -> None:
    page = page_of(
        b"q 1 0 0 1 300 0 cm /X Do Q",
        b"/XObject<</X 6 0 R>>",
        o6=form(text(20, 700, "456") + text(90, 700, "123"), b"0 0 107 842"),
    )
    assert page.text == f"45612{UNREADABLE}"
    assert page.boxes[-1, 2] == pytest.approx(407)


@pytest.mark.parametrize(("width", "height", "pictures"), [(2.5, 5.3, 1), (2.5, 300, 0), (0.5, 9, 0)])
def test_a_picture_as_small_as_a_character_is_no_rule(width: float, height: float, pictures: int) -> None:
    image = stream(b"\x00", b"/Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray")
    content = text(100, 700, "label") + f"q {width} 0 0 {height} 200 400 cm /P Do Q".encode()
    page = page_of(content, b"/XObject<</P 6 0 R>>", o6=image)
    assert (len(page.pictures), len(page.vertical)) == (pictures, 1 - pictures)


def test_lines_of_print_on_its_side_run_on_beyond_the_upper_and_lower_edge() -> None:
    rules = np.array([[100, -20, 101, 500], [130, -20, 131, 500], [200, 50, 201, 500]], np.float32)
    assert cut_edges([rules], WIDTH, HEIGHT, on_side=True).tolist() == [[100, -3, 131, 12]]
    assert not len(cut_edges([rules], WIDTH, HEIGHT, on_side=False))


def test_a_glyph_whose_number_is_that_of_a_line_end_is_a_character_that_is_not_known() -> None:
    ends = np.array([0x31, 0x0D, 0x0A, 0x32, 0x0A, 0x33, 0x0D], np.uint32)
    assert _are_half_line_ends(ends).tolist() == [False] * 4 + [True, False, True]
    assert not _are_half_line_ends(ends[:3]).any()


@pytest.mark.parametrize(
    ("left", "foot", "cells"),
    [(202, 0, [False, True]), (206, 0, [False, True]), (199, 0, [True, True]), (202, 3.3, [True, True])],
    ids=["beside", "apart", "over", "a foot over"],
)
def test_ink_that_reaches_up_to_a_rule_may_be_of_both_cells(left: float, foot: float, cells: list[bool]) -> None:
    rules = "1 w " + "".join(f"{x} 400 m {x} 440 l S " for x in (150, 200, 250))
    rules += "150 400 m 250 400 l S 150 440 m 250 440 l S\n"
    drawn = f"0 0 1 rg {left} 412 m {left + 16} 414 l {left + 16} 420 {left} 426 {left} 428 c f\n"
    drawn += f"201 412 m {201 - foot} 414 l 201 416 l f\n"
    content = rules.encode() + drawn.encode() + text(155, 415, "558", "0 g") + text(230, 415, "6")
    document = document_of(pdf({**one_page(stream(content))}), "page.pdf")
    whole = [PageOrigin((PageBox(1, x, HEIGHT - 440, x + 50, HEIGHT - 400),)) for x in (150, 200)]
    assert [any(gap.touches(cell) for gap in document.gaps) for cell in whole] == cells


@pytest.mark.parametrize(
    ("stroke", "crossed"),
    [
        ("128 698 m 152 710 l S", True),
        ("60 600 2 2 re f 80 600 2 2 re f 128 698 m 152 710 l S", True),
        ("126 697.5 m 160 697.2 l S", False),
        ("90 690 m 94 720 l S", False),
    ],
    ids=["across", "across, above dots", "below", "beside"],
)
def test_digits_that_are_crossed_out_outside_of_tables_are_gaps(stroke: str, crossed: bool) -> None:
    page = page_of(text(100, 700, "fees 3494") + b"1 0 0 RG 0.8 w " + stroke.encode())
    boxes = [box for gap in gaps_of(page, (), ()) for box in gap.origin.boxes]
    assert bool(boxes) == crossed
