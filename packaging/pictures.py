"""docs/pictures/: what gongkai writes about the samples, as people see it; docs/desk-*.png: the desk in a browser.

Usage: python packaging/pictures.py

Comes in: the samples. Goes out: a small picture of the workbook, the page, a paper and the page of a self-check, as
LibreOffice and Chromium show them, and of the desk's pages in both languages.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from time import sleep
from urllib.request import urlopen

from PIL import Image

from extract.library import OpenLibrary, library_path
from extract.words.sheet_names import AUDIT_WORKBOOK, NOTICES, REVIEW_PAGE, REVIEW_PAPERS

ROOT = Path(__file__).parents[1]
PICTURES = ROOT / "docs" / "pictures"
COUNTY, DRAFT, UNIT = "澄溪县", "samples/澄溪县/2022/铜铃坳镇2022.md", "澄溪县榆钱渡镇人民政府"
FAULTY = "samples/澄溪县/2023/檀树岭瑶族乡2023.tsv"
"""A report that has copied from another."""
ROSTER = "roster.csv"
SOON = "data-soon"
"""What stands in a page of the desk that is still being made."""
MOST_BYTES = 130_000
_ACROSS = 1000
_COLOURS, _COLOURS_OF_DESK = 48, 64


def main() -> None:
    """Makes them all."""
    PICTURES.mkdir(exist_ok=True)
    with TemporaryDirectory() as folder:
        out = Path(folder)
        ours("review", f"samples/{COUNTY}", "-o", out, "-q")
        ours("check", DRAFT, "--page", out / "draft.html", "-q")
        kept(of_office(out / AUDIT_WORKBOOK, 2), "workbook")
        kept(of_office(out / REVIEW_PAPERS / NOTICES / f"{UNIT}.docx", 1), "paper")
        kept(of_browser((out / REVIEW_PAGE).as_uri(), out / "page.png"), "page")
        kept(of_browser((out / "draft.html").as_uri(), out / "self-check.png"), "self-check")
        ours("extract", "samples", "-o", out / "desk", "-q")
        ours("roster", out / "desk", "-o", out / "desk" / ROSTER, "-q")
        for lang, end in (("zh", ".zh"), ("en", "")):
            of_desk(out / "desk", lang, end)


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


def of_desk(library: Path, lang: str, end: str) -> None:
    """The pages of the desk, as it serves a library."""
    serve = ("serve", library, "--root", ".", "--roster", library / ROSTER, "--port", "0", "--lang", lang)
    command = [sys.executable, "-m", "extract", *map(str, serve)]
    with OpenLibrary.reading(library_path(library)) as opened:
        (report,) = (row[0] for row in opened.rows("reports") if row[1] == FAULTY)
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True)
    try:
        assert process.stderr
        address = next(found[0] for line in process.stderr if (found := re.search(r"http://[^/\s]+", line)))
        for name, path in (("overview", "/"), ("queue", "/queue"), ("report", f"/report/{report}")):
            while SOON in urlopen(address + path).read().decode():
                sleep(1)
            made = of_browser(address + path, library / f"{name}{end}.png", "1366,768")
            kept(made, f"desk-{name}{end}", ROOT / "docs", _COLOURS_OF_DESK)
    finally:
        process.terminate()
        process.wait()


def of_browser(address: str, made: Path, size: str = "1000,760") -> Path:
    """A page as Chromium shows it, once all is there."""
    looks = ("--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--disable-background-networking")
    with TemporaryDirectory() as folder:
        wanted = (f"--user-data-dir={folder}", f"--window-size={size}", "--virtual-time-budget=9000")
        command = ["chromium", *looks, *wanted, f"--screenshot={made}", address]
        subprocess.run(command, check=True, capture_output=True)
    return made


def kept(picture: Path, name: str, folder: Path = PICTURES, colours: int = _COLOURS) -> None:
    """Puts a picture, small, where the docs have it."""
    with Image.open(picture) as image:
        small = image.convert("RGB")
        small.thumbnail((_ACROSS, _ACROSS))
        place = folder / f"{name}.png"
        small.quantize(colours, dither=Image.Dither.NONE).save(place, optimize=True)
    if place.stat().st_size > MOST_BYTES:
        sys.exit(f"{place} is larger than {MOST_BYTES} bytes")
    print(place.relative_to(ROOT), place.stat().st_size)


if __name__ == "__main__":
    main()
