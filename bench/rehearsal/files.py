"""Reports of invented counties, as mixed as they come: web pages, Word files of both kinds, PDF.

Comes in: a number. Goes out: the same file for it, whoever makes it and whenever; some as LibreOffice saves them.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable
from functools import cache
from itertools import islice, product
from multiprocessing import Pool
from pathlib import Path
from random import Random

from bench.gold.offices import converted
from tests.made.county import COUNTY, agencies, draft_of_year
from tests.made.layouts import HTML
from tests.made.printing import RULED, docx_bytes, look_of, pdf_bytes, printed
from tests.made.prose import Agency, Draft
from tests.made.saved import doc_bytes
from tests.made.whole import written

YEARS = (2022, 2023, 2024)
KINDS = {"html": 60, "docx": 20, "doc": 10, "pdf": 10}
"""How many of a hundred are of a kind."""
SAVED = 200
"""Of the old Word files and of the PDF, so many are as LibreOffice saves them."""
_FIRST = "青云石柳松梅溪桐兰枫荷竹雁鹿霞岚芦枣葛橙"
_SECOND = "山水川源平原岭阳陵丘泉岗浦沙河湖林塘桥店铺庄寨堡关亭港湾洲渡滩坪坝冲坡坑"
"""Of which the names of counties are made; twenty times thirty-six are enough for 108,000 files."""
_PORTION = 50


@cache
def _counties() -> list[str]:
    return ["".join(pair) + "县" for pair in product(_FIRST, _SECOND)]


def _agency(number: int) -> Agency:
    """The agencies of one county after the other."""
    county, at = divmod(number, len(agencies()))
    agency = agencies()[at]
    name, entity, parent = (text.replace(COUNTY, _counties()[county]) for text in agency[:3])
    return agency._replace(name=name, printed=entity, parent=parent)


def _draft(number: int) -> Draft:
    agency, year = divmod(number, len(YEARS))
    return draft_of_year(_agency(agency), YEARS[year], number)


def kind_of(number: int) -> str:
    """The kind of a file."""
    return Random(f"{number}").choices(list(KINDS), list(KINDS.values()))[0]


def place_of(number: int, folder: Path) -> Path:
    """Where a file lies."""
    agency = _agency(number // len(YEARS))
    return folder / agency.parent / f"{agency.name}{YEARS[number % len(YEARS)]}.{kind_of(number)}"


def data_of(number: int, kind: str) -> bytes:
    """What is in a file."""
    random, draft = Random(f"{number}:{kind}"), _draft(number)
    if kind == "html":
        page = written(draft, random.choice(list(HTML)))
        return page.text.encode(page.encoding, "xmlcharrefreplace")
    look = look_of(random, random.choice(RULED))._replace(zero="0")
    parts = printed(draft, look).parts
    return doc_bytes(parts) if kind == "doc" else {"docx": docx_bytes, "pdf": pdf_bytes}[kind](parts, look)


def _write(number: int, folder: Path) -> None:
    place = place_of(number, folder)
    if place.exists():
        return
    place.parent.mkdir(parents=True, exist_ok=True)
    begun = place.with_suffix(".part")
    begun.write_bytes(data_of(number, kind_of(number)))
    begun.replace(place)


def _write_some(work: tuple[Iterable[int], Path]) -> None:
    numbers, folder = work
    for number in numbers:
        _write(number, folder)


def _save(kind: str, files: int, folder: Path) -> None:
    """Has the first of a kind saved by LibreOffice, those that are not there yet."""
    numbers = islice((number for number in range(files) if kind_of(number) == kind), SAVED)
    missing = [number for number in numbers if not place_of(number, folder).exists()]
    with tempfile.TemporaryDirectory() as home:
        sources = [Path(home, f"{number}.docx") for number in missing]
        for number, source in zip(missing, sources, strict=True):
            source.write_bytes(data_of(number, "docx"))
        for made in converted(sources, kind, Path(home, "made")):
            place = place_of(int(made.stem), folder)
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(made, place)


def make(files: int, folder: Path) -> None:
    """Makes the files that are not there yet."""
    for kind in ("doc", "pdf"):
        _save(kind, files, folder)
    portions = [(range(at, min(at + _PORTION, files)), folder) for at in range(0, files, _PORTION)]
    with Pool() as pool:
        for done, _ in enumerate(pool.imap_unordered(_write_some, portions), 1):
            print(f"\r{min(done * _PORTION, files):,} of {files:,}", end="", flush=True)
    print()
