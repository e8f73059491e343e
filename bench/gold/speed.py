"""Ours beside pdfplumber, pdfium and python-docx: the same documents in turn, in one process and one run.

PDF: everything we do with a file (reader, tables, words, facts), only our reader, `extract_tables` of pdfplumber on
all pages, and pdfium loading all pages and their text: with the font that we give it, and, in a process of its own, as
it comes, with the fonts of the system. DOCX: the same of ours beside the texts of
all cells by python-docx. Milliseconds of processor time for a document, median over documents of the best of rounds.
"""

from __future__ import annotations

import ctypes
import gc
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from io import BytesIO
from multiprocessing import get_context
from pathlib import Path
from statistics import median

from bench.gold.truth import read
from extract.errors import UnreadableFile
from extract.pipeline import reading_of
from extract.readers import document_of

ROUNDS = 3

Read = Callable[[bytes], object]


def ours(data: bytes) -> object:
    return reading_of(data, "")


def our_reader(data: bytes) -> object:
    return document_of(data, "")


def pdfplumber_tables(data: bytes) -> object:
    import pdfplumber

    with pdfplumber.open(BytesIO(data)) as file:
        return [page.extract_tables() for page in file.pages]


def pdfium_loading(data: bytes) -> object:
    """The floor: all pages and their text loaded and nothing read."""
    import pypdfium2.raw as pdfium

    pdfium.FPDF_InitLibrary()
    held = ctypes.c_char_p(data)
    file = pdfium.FPDF_LoadMemDocument(held, len(data), None)
    for index in range(pdfium.FPDF_GetPageCount(file)):
        page = pdfium.FPDF_LoadPage(file, index)
        text = pdfium.FPDFText_LoadPage(page)
        pdfium.FPDFText_ClosePage(text)
        pdfium.FPDF_ClosePage(page)
    pdfium.FPDF_CloseDocument(file)
    return None


def python_docx_cells(data: bytes) -> object:
    import docx

    return [[[cell.text for cell in row.cells] for row in table.rows] for table in docx.Document(BytesIO(data)).tables]


PDF: dict[str, Read] = {
    "ours": ours,
    "our reader": our_reader,
    "pdfplumber tables": pdfplumber_tables,
    "pdfium loading": pdfium_loading,
}
DOCX: dict[str, Read] = {"ours": ours, "our reader": our_reader, "python-docx cells": python_docx_cells}
WAYS = {".pdf": PDF, ".docx": DOCX}
HEADER = ("family", "documents", "what", "ms/document", "times ours", "times our reader")


def measured(folder: Path, families: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """A row of text for each family and way to read it."""
    for family in families:
        documents = read(folder, [family])
        for kind in (kind for kind in WAYS if any(gold.file.endswith(kind) for gold in documents)):
            names = dict.fromkeys(gold.file for gold in documents if gold.file.endswith(kind))
            files = [(folder / name).read_bytes() for name in names]
            times = {what: _median_ms(read_, files) for what, read_ in WAYS[kind].items()}
            if kind == ".pdf":
                with ProcessPoolExecutor(1, get_context("spawn")) as alone:
                    times["pdfium loading, system fonts"] = alone.submit(_median_ms, pdfium_loading, files).result()
            for what, taken in times.items():
                against = (taken and own and taken / own for own in (times["ours"], times["our reader"]))
                label = f"{family} ({kind[1:]})" if family == "form" else family
                shown = (f"{each:.1f}" if each else "–" for each in (taken, *against))
                yield label, str(len(files)), what, *shown


def _median_ms(read: Read, files: list[bytes]) -> float | None:
    """The median over the documents, each at its best; None where they cannot be read this way."""
    try:
        read(files[0])
    except (UnreadableFile, ImportError, AttributeError):
        return None
    best = [float("inf")] * len(files)
    gc.collect()
    gc.set_threshold(50_000)  # as `readings` does, here for all alike
    for _ in range(ROUNDS):
        for index, data in enumerate(files):
            started = time.process_time()
            read(data)
            best[index] = min(best[index], 1000 * (time.process_time() - started))
    return median(best)
