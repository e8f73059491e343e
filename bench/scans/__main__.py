"""How much of a scanned report is read, and whether anything is read that was not printed.

Usage: python -m bench.scans GOLD COUNT [--seed 1] [--way NAME …] [--minutes M] [--keep FOLDER]

GOLD is a folder of `python -m bench.gold make`. COUNT of its PDFs are scanned, each in one of the ways, and read; no
more of them after M minutes. The table says for each way how many of the printed figures were recognised, told as not
readable or as a guess, lost, and how many are silently wrong; then the same of all for each floor of certainty.
"""

from __future__ import annotations

import argparse
import resource
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from itertools import chain
from math import inf
from pathlib import Path
from random import Random
from unittest.mock import patch

import numpy as np
import pypdfium2

from bench.gold import truth
from bench.gold.scoring import number
from bench.scans.worn import WAYS, Way, worn
from extract.errors import UnreadableFile
from extract.model import Concept, Fact, Reading
from extract.pipeline import readings_of
from extract.readers.pdf.pages import Page
from extract.readers.pdf.pdfium import fonts_of_the_system
from extract.readers.scan import pictures, sheet
from extract.readers.scan.paper import Photo

FLOORS = (sheet.FLOOR, 0.5, 0.6, 0.7, 0.8, 0.95, 0.98, 0.99)
"""How likely the least likely character of a figure must be; first that of ours."""
OUTCOMES = ("right", "told", "lost", "silent")


def scanned(data: bytes, way: Way, random: Random) -> bytes:
    """A PDF of pictures, of the pages of a printed one."""
    with fonts_of_the_system(), pypdfium2.PdfDocument(data) as document:
        pages = [
            worn(np.asarray(page.render(scale=way.dpi / 72, grayscale=True).to_pil().convert("L")), way, random)
            for page in document
        ]
    out = BytesIO()
    pages[0].save(out, "PDF", save_all=True, append_images=pages[1:], resolution=way.dpi)
    return out.getvalue()


def outcome_of(printed: str, fact: Fact | None) -> str:
    """What became of a cell: right, silent (another figure, or none, with nothing that says so), told, or lost."""
    wanted = number(printed)
    if fact is None or fact.state == "absent":
        return "" if wanted is None else "lost"
    if fact.state == "unreadable" or fact.how == "suggested":
        return "" if wanted is None else "told"
    if fact.value != wanted:
        return "silent"
    return "" if wanted is None else "right"


def outcomes(gold: truth.Gold, reading: Reading) -> Iterator[tuple[Concept, str]]:
    """Every cell and what became of it."""
    facts = {fact.concept: fact for fact in reading.report.facts if fact.form == gold.form}
    for concept in dict.fromkeys((*gold.truth, *facts)):
        if outcome := outcome_of(gold.truth.get(concept, ""), facts.get(concept)):
            yield concept, outcome


def readings_at(floors: Sequence[float], data: bytes, name: str) -> Iterator[Reading]:
    """The report as it is read at each floor of certainty; its sheets are looked at but once."""
    seen: dict[int, sheet.SeenSheet] = {}
    drawn = pictures.drawn

    def drawn_once(data: bytes, numbers: Iterable[int]) -> Iterator[tuple[int, Photo]]:
        return ((number, nothing) for number in numbers) if seen else drawn(data, numbers)

    nothing: Photo = np.empty((0, 0, 3), np.uint8)
    for floor in floors:

        def page_of(picture: Photo, number: int, floor: float = floor) -> Page:
            if number not in seen:
                seen[number] = sheet.seen_on(picture, number)
            return sheet.told(seen[number], floor)

        with patch.object(sheet, "page_of", page_of), patch.object(pictures, "drawn", drawn_once):
            yield readings_of(data, name)[0]


def main() -> None:
    arguments = parsed()
    documents = [each for each in truth.read(arguments.folder) if each.file.endswith(".pdf")]
    Random(arguments.seed).shuffle(documents)
    ways = arguments.way or list(WAYS)
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    at_floor = {floor: Counter[str]() for floor in FLOORS}
    end = time.monotonic() + arguments.minutes * 60
    for at, gold in enumerate(documents[: arguments.count]):
        if time.monotonic() > end:
            break
        way, random = ways[at % len(ways)], Random(f"{arguments.seed}/{at}")
        data = scanned((arguments.folder / gold.file).read_bytes(), WAYS[way], random)
        name = f"{way}-{gold.file}"
        if arguments.keep:
            (arguments.keep / name).write_bytes(data)
        begun = time.process_time()
        read = readings_at(FLOORS, data, name)
        try:
            reading = next(read)
        except UnreadableFile as error:
            counts[way]["lost"] += sum(number(printed) is not None for printed in gold.truth.values())
            print(f"{name}: {error.code}", flush=True)
            continue
        counts[way]["seconds"] += round(time.process_time() - begun)
        found = list(outcomes(gold, reading))
        counts[way].update(outcome for _, outcome in found)
        identity = reading.report.identity
        counts[way]["agency"] += identity.entity == gold.told.entity
        counts[way]["year"] += identity.year == gold.told.year
        counts[way]["documents"] += 1
        for concept, outcome in found:
            if outcome == "silent":
                print(f"{name}: {concept} is silently wrong, printed {gold.truth.get(concept)!r}", flush=True)
        for floor, at_it in zip(FLOORS, chain([reading], read), strict=True):
            at_floor[floor].update(outcome for _, outcome in outcomes(gold, at_it))
        print(name, dict(Counter(outcome for _, outcome in found)), flush=True)
    for way, of_way in counts.items():
        cells = sum(of_way[each] for each in OUTCOMES)
        print(f"{way:14} {of_way['right'] / max(cells, 1):7.2%} of {cells}  {dict(of_way)}")
    for floor, of_floor in sorted(at_floor.items()):
        print(f"floor {floor:.2f}", {outcome: of_floor[outcome] for outcome in OUTCOMES})
    print(f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MiB at most")


def parsed() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("count", type=int)
    parser.add_argument("--seed", default="1")
    parser.add_argument("--way", nargs="+", choices=list(WAYS))
    parser.add_argument("--minutes", type=float, default=inf)
    parser.add_argument("--keep", type=Path)
    return parser.parse_args()


main()
