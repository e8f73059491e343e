"""Files that are pictures: their sheets as they are seen, and why there are none."""

from __future__ import annotations

from io import BytesIO
from random import Random

import numpy as np
import pytest
from optional import lacking

from extract.errors import UnreadableFile
from extract.readers import scan

if not scan.can_recognise():
    lacking("what recognises print is not installed: pip install 'gongkai[ocr]', or '.[dev]' here")

from PIL import Image

from extract.readers.scan.pictures import pictures_in
from tests.made.hostile_pictures import pictures, png, tiff

WHY = {
    "年报-bomb.png": "bomb",
    "年报-wide.png": "bomb",
    "年报-bomb-behind.tif": "bomb",
    "年报-many.tif": "too_many_pages",
    "年报-short.png": "truncated",
}


@pytest.mark.parametrize(("name", "data"), [pytest.param(*each, id=each[0]) for each in pictures(Random("pictures"))])
def test_a_picture_that_means_harm_or_is_broken_is_told_as_such(name: str, data: bytes) -> None:
    told = ""
    try:
        seen = sum(1 for _ in pictures_in(data))
    except UnreadableFile as error:
        told = error.code
    else:
        assert seen <= 2
    assert told == WHY.get(name, told)


def test_pages_of_one_file_follow_each_other_and_small_pictures_are_none() -> None:
    assert len([*pictures_in(tiff([(400, 400)] * 3))]) == 3
    with pytest.raises(UnreadableFile, match="report"):
        next(pictures_in(png(200, 900)))


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P", "1", "L", "CMYK"])
def test_print_is_dark_on_light_whatever_way_it_is_kept(mode: str) -> None:
    page = Image.new("RGBA", (900, 1300), (255, 255, 255, 0) if "A" in mode else (255, 255, 255, 255))
    page.paste((0, 0, 0, 255), (300, 300, 600, 900))
    kept = BytesIO()
    page.convert("RGB" if mode in ("1", "CMYK") else "RGBA").convert(mode).save(
        kept, "TIFF" if mode == "CMYK" else "PNG"
    )
    (picture,) = pictures_in(kept.getvalue())
    height, width, _ = picture.shape
    middle = picture[height // 2 - 5 : height // 2 + 5, width // 2 - 5 : width // 2 + 5]
    assert (np.median(picture[:50]), np.median(middle)) == (pytest.approx(255, abs=3), pytest.approx(0, abs=3))
