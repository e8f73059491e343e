"""Other tools' tables as plain grids. Runs by itself in the environment of `peers`; imports nothing of ours.

Usage: python tools.py TOOL FILE…

Writes a line of JSON for each file (its grids, or the error, and the processor seconds, those of programs it starts
included), and one with the largest memory at the end. A tool is imported and has read the first file once before time
is taken.
"""

from __future__ import annotations

import json
import os
import re
import resource
import sys
from collections.abc import Callable
from typing import Any

Grid = list[list[str | None]]


def pdfplumber(path: str) -> list[Grid]:
    import pdfplumber

    with pdfplumber.open(path) as file:
        return [table for page in file.pages for table in page.extract_tables()]


def pymupdf(path: str) -> list[Grid]:
    import pymupdf

    with pymupdf.open(path) as file:
        return [table.extract() for page in file for table in page.find_tables().tables]


def camelot(path: str) -> list[Grid]:
    import camelot

    return [table.df.values.tolist() for table in camelot.read_pdf(path, pages="all", flavor="lattice")]


def tabula(path: str) -> list[Grid]:
    import tabula

    tables: Any = tabula.read_pdf(path, pages="all", lattice=True, output_format="json", silent=True)
    return [[[cell["text"] for cell in row] for row in table["data"]] for table in tables]


def markitdown(path: str) -> list[Grid]:
    from markitdown import MarkItDown

    text = MarkItDown().convert(path).text_content
    blocks = re.findall(r"(?:^\|.*\|[ \t]*$\n?)+", text, re.MULTILINE)
    rows = ([line.strip()[1:-1].split("|") for line in block.splitlines()] for block in blocks)
    return [[[cell.strip() for cell in row] for row in block if not set("".join(row)) <= set("-: ")] for block in rows]


def python_docx(path: str) -> list[Grid]:
    import docx

    return [[[cell.text for cell in row.cells] for row in table.rows] for table in docx.Document(path).tables]


TOOLS: dict[str, tuple[str, Callable[[str], list[Grid]]]] = {
    "pdfplumber": (".pdf", pdfplumber),
    "pymupdf": (".pdf", pymupdf),
    "camelot": (".pdf", camelot),
    "tabula": (".pdf", tabula),
    "markitdown": (".pdf .docx .html", markitdown),
    "python-docx": (".docx", python_docx),
}
"""The tools with the kinds of file they are asked to read."""


def main(name: str, files: list[str]) -> None:
    read = TOOLS[name][1]
    for index, file in enumerate([files[0], *files]):
        before = os.times()
        answer: dict[str, Any] = {"file": file}
        try:
            answer["grids"] = read(file)
        except Exception as error:  # noqa: BLE001 - whatever a tool raises is its result
            answer["error"] = f"{type(error).__name__}: {error}"[:200]
        after = os.times()
        answer["seconds"] = sum(after[:4]) - sum(before[:4])
        if index:
            print(json.dumps(answer, ensure_ascii=False), flush=True)
    peaks = [resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    print(json.dumps({"memory": max(peaks) / 1024}))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
