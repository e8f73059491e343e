"""docs/pictures/: what gongkai writes about the samples, as people see it.

Usage: python packaging/pictures.py

Comes in: the samples. Goes out: a small picture of the workbook, the page, a paper and the page of a self-check, as
LibreOffice and Chromium show them.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image

from extract.words.sheet_names import AUDIT_WORKBOOK, NOTICES, REVIEW_PAGE, REVIEW_PAPERS

ROOT = Path(__file__).parents[1]
PICTURES = ROOT / "docs" / "pictures"
COUNTY, DRAFT, UNIT = "澄溪县", "samples/澄溪县/2022/铜铃坳镇2022.md", "澄溪县榆钱渡镇人民政府"
MOST_BYTES = 100_000
_ACROSS = 1000
_COLOURS = 48


def main() -> None:
    """Makes them all."""
    PICTURES.mkdir(exist_ok=True)
    with TemporaryDirectory() as folder:
        out = Path(folder)
        ours("review", f"samples/{COUNTY}", "-o", out, "-q")
        ours("check", DRAFT, "--page", out / "draft.html", "-q")
        kept(of_office(out / AUDIT_WORKBOOK, 2), "workbook")
        kept(of_office(out / REVIEW_PAPERS / NOTICES / f"{UNIT}.docx", 1), "paper")
        kept(of_browser(out / REVIEW_PAGE), "page")
        kept(of_browser(out / "draft.html"), "self-check")


def ours(*arguments: object) -> None:
    """Runs gongkai, which may find what is wrong."""
    subprocess.run([sys.executable, "-m", "extract", *map(str, arguments)], cwd=ROOT, stdout=subprocess.DEVNULL)


def of_office(file: Path, page: int) -> Path:
    """A page of a file as LibreOffice prints it."""
    subprocess.run(
        ["soffice", "--headless", "--convert-to", "pdf", "--outdir", file.parent, file],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    made = file.with_name(f"{file.stem}-{page}")
    pages = ("-f", str(page), "-l", str(page), "-r", "110", "-singlefile", "-png")
    subprocess.run(["pdftoppm", *pages, file.with_suffix(".pdf"), made], check=True)
    return made.with_name(f"{made.name}.png")


def of_browser(file: Path) -> Path:
    """A page as Chromium shows it."""
    made = file.with_suffix(".png")
    looks = ("--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--disable-background-networking")
    with TemporaryDirectory() as folder:
        profile = f"--user-data-dir={folder}"
        command = ["chromium", *looks, profile, "--window-size=1000,760", f"--screenshot={made}", file.as_uri()]
        subprocess.run(command, check=True, capture_output=True)
    return made


def kept(picture: Path, name: str) -> None:
    """Puts a picture, small, where the docs have it."""
    with Image.open(picture) as image:
        small = image.convert("RGB")
        small.thumbnail((_ACROSS, _ACROSS))
        place = PICTURES / f"{name}.png"
        small.quantize(_COLOURS, dither=Image.Dither.NONE).save(place, optimize=True)
    if place.stat().st_size > MOST_BYTES:
        sys.exit(f"{place} is larger than {MOST_BYTES} bytes")
    print(place.relative_to(ROOT), place.stat().st_size)


if __name__ == "__main__":
    main()
