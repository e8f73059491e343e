"""What reading a PDF costs beside pdfium alone and beside pdfplumber, family by family.

Usage: python -m bench.pdf_core [FOLDER …]

Takes the PDF files of the folders, each folder a family (prints of office programs, of browsers …), and a dozen
made-up reports drawn with a font that is not embedded. Every file is loaded by pdfium, read to lattices, and put
through pdfplumber's `extract_tables` in turn, several times; the best of each is taken, as the machine is shared.
Prints milliseconds of processor time for the median file, and the ratios of the sums.
"""

from __future__ import annotations

import logging
import sys
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from random import Random
from statistics import median

import pdfplumber
import pypdfium2.raw as pdfium

from extract.forms import load_forms
from extract.readers.pdf.lattice import lattices_of
from extract.readers.pdf.pages import pages_of
from tests.made.printing import RULED, look_of, pdf_bytes, printed
from tests.made.whole import draft_of

ROUNDS = 7
REPORTS = 12


def made_up(number: int) -> bytes:
    """A whole report, drawn."""
    random = Random(number)
    look = look_of(random, RULED[number % len(RULED)])
    return pdf_bytes(printed(draft_of(random, load_forms()[number % 2]), look).parts, look)


def load(data: bytes) -> None:
    """What pdfium does for anyone who wants text and lines."""
    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    for number in range(pdfium.FPDF_GetPageCount(document)):
        page = pdfium.FPDF_LoadPage(document, number)
        pdfium.FPDFText_ClosePage(pdfium.FPDFText_LoadPage(page))
        pdfium.FPDF_ClosePage(page)
    pdfium.FPDF_CloseDocument(document)


def read(data: bytes) -> None:
    """Pages and lattices."""
    for page in pages_of(data):
        lattices_of(page)


def plumb(data: bytes) -> None:
    """Words and tables by pdfplumber."""
    with pdfplumber.open(BytesIO(data)) as document:
        for page in document.pages:
            page.extract_tables()
            page.close()


def milliseconds(work: Callable[[bytes], None], data: bytes) -> float:
    """Processor time of one run."""
    start = time.process_time()
    work(data)
    return 1000 * (time.process_time() - start)


def report(family: str, files: list[bytes]) -> None:
    """One line of figures for the files of a family."""
    floors, ours, theirs = [], [], []
    for data in files:
        runs = [(milliseconds(load, data), milliseconds(read, data)) for _ in range(ROUNDS)]
        floors.append(min(floor for floor, _ in runs))
        ours.append(min(reading for _, reading in runs))
        theirs.append(min(milliseconds(plumb, data) for _ in range(2)))
    print(
        f"{family:12} {len(files):2} files, median ms: pdfium {median(floors):.1f}, read {median(ours):.1f}, "
        f"pdfplumber {median(theirs):.1f}; {sum(ours) / sum(floors):.2f} × pdfium, "
        f"pdfplumber {sum(theirs) / sum(ours):.1f} × that"
    )


if __name__ == "__main__":
    logging.disable(logging.WARNING)
    pdfium.FPDF_InitLibrary()
    report("drawn", [made_up(number) for number in range(REPORTS)])
    for folder in map(Path, sys.argv[1:]):
        report(folder.name, [path.read_bytes() for path in sorted(folder.glob("*.pdf"))])
