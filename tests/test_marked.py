"""The picture of what was read."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from random import Random

import pytest
from PIL import Image
from typer.testing import CliRunner

from extract.cli import app
from extract.errors import UsageError
from extract.export.marked import picture_of
from extract.forms import load_forms
from extract.pipeline import reading_of
from tests.made.sheets import filled, sheets
from tests.made.tagged import TaggedPage, tagged_pdf

SAMPLES = Path(__file__).parents[1] / "samples"
GREEN, RED, PURPLE = (0, 140, 60), (215, 0, 40), (130, 0, 170)


def shown(sample: str, picture: Path) -> Image.Image:
    done = CliRunner().invoke(app, ["show", str(SAMPLES / sample), "--mark", str(picture)], catch_exceptions=False)
    assert done.exit_code == 0
    assert picture.name in done.stderr
    return Image.open(BytesIO(picture.read_bytes())).convert("RGB")


def count(image: Image.Image, colour: tuple[int, int, int]) -> int:
    """Points of about this colour."""
    points = image.getcolors(1 << 24)
    assert points
    return sum(n for n, seen in points if max(abs(a - b) for a, b in zip(seen, colour, strict=True)) < 24)


@pytest.mark.slow
def test_cells_and_stated_figures_are_marked(tmp_path: Path) -> None:
    image = shown("九萝埠镇2022.pdf", tmp_path / "marked.png")
    assert image.height > 3 * image.width
    assert count(image, GREEN) > 10_000
    assert count(image, PURPLE) > 1_000


@pytest.mark.long
def test_what_was_not_read_is_crossed_out(tmp_path: Path) -> None:
    assert count(shown("葛渡县医疗保障局2024.pdf", tmp_path / "marked.png"), RED) > 1_000


def test_drawing_changes_nothing_in_what_is_read_after_it(tmp_path: Path) -> None:
    random = Random(3)
    (each, *_) = sheets(filled(random, load_forms()[-1], rich=True), random)
    data = tagged_pdf(
        [TaggedPage(((800, "二、主动公开政府信息情况"),), each, lambda row, column: (40 + 60 * column, 700 - 20 * row))]
    )
    before = reading_of(data, "a.pdf").report.facts
    shown("九萝埠镇2022.pdf", tmp_path / "marked.png")
    assert reading_of(data, "a.pdf").report.facts == before
    assert any(fact.raw == "0" for fact in before)


def test_a_text_has_no_pages(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        CliRunner().invoke(
            app, ["show", str(SAMPLES / "青禾镇2023.txt"), "--mark", str(tmp_path / "x.png")], catch_exceptions=False
        )
    assert not (tmp_path / "x.png").exists()


def test_a_place_is_cut_out_of_its_page_with_what_stands_around_it() -> None:
    blank, written = (TaggedPage(lines, None, lambda *_: (0, 0)) for lines in ((), ((500, "二、主动公开"),)))
    cut = [picture_of(tagged_pdf([blank, written]), "pdf", f"pdf:p{page}@100,320,200,350") for page in (1, 2)]
    assert cut[0] != cut[1]
    assert cut[1] == picture_of(tagged_pdf([written]), "pdf", "pdf:p1@100,320,200,350")
    assert [Image.open(BytesIO(each)).size for each in cut] == [(560, 140)] * 2
    assert picture_of(b"", "html", "html:1") == b""
