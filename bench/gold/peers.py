"""Other tools on the gold set: installed in an environment of their own, their grids scored like ours.

Nothing of the project depends on any of them; an environment that is there already is used as it is. A tool that
cannot be installed is left out and named.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
import venv
from collections.abc import Container, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

from bench.gold import tools
from bench.gold.grids import Grid, cells_in
from bench.gold.scoring import number, peak_memory
from bench.gold.truth import Gold, read
from extract.model import Document, Table
from extract.pipeline import reading_of

PACKAGES = {
    "pdfplumber": ("pdfplumber",),
    "pymupdf": ("pymupdf",),
    "camelot": ("camelot-py",),
    "tabula": ("tabula-py", "jpype1"),
    "markitdown": ("markitdown[pdf,docx]",),
    "python-docx": ("python-docx",),
}
OURS = ("gongkai", "gongkai, grids only")
PATIENCE = 60
"""Seconds that a tool may take for one document on average."""


class Peer(NamedTuple):
    """What a tool made of the documents of one family."""

    family: str
    tool: str
    documents: int
    numbers: int
    right: int
    wrong: int
    whole: int
    failed: int
    seconds: float
    memory: float


def environment(folder: Path) -> Path:
    """The Python of the environment in a folder, made if it is not there."""
    python = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    if not python.exists():
        venv.create(folder, with_pip=True)
        (folder / ".gitignore").write_text("*\n")
        for tool, packages in PACKAGES.items():
            done = subprocess.run([python, "-m", "pip", "install", "--quiet", *packages], check=False)
            print(f"{tool}: {'installed' if done.returncode == 0 else 'cannot be installed here'}", flush=True)
    return python


def compared(folder: Path, families: Iterable[str], chosen: Container[str], python: Path) -> Iterator[Peer]:
    """Every chosen tool on every family that it can read, ours first; text and several reports in a file left out."""
    for family in (family for family in families if family not in ("text", "two")):
        documents = [gold for gold in read(folder, [family]) if _has_numbers(gold)]
        kinds = dict.fromkeys(Path(gold.file).suffix for gold in documents)
        for kind in kinds:
            some = [gold for gold in documents if gold.file.endswith(kind)]
            name = f"{family} ({kind[1:]})" if len(kinds) > 1 else family
            yield from _ours(folder, some, name)
            for tool, (able, _) in tools.TOOLS.items():
                if tool in chosen and kind in able.split() and (peer := _peer(folder, some, name, tool, python)):
                    yield peer


def _has_numbers(gold: Gold) -> bool:
    return any(number(text) is not None for text in gold.truth.values())


def _peer(folder: Path, documents: list[Gold], family: str, tool: str, python: Path) -> Peer | None:
    command = [str(python), str(Path(tools.__file__)), tool, *(str(folder / gold.file) for gold in documents)]
    limit = PATIENCE * (1 + len(documents))
    try:
        done = subprocess.run(command, check=False, capture_output=True, encoding="utf-8", timeout=limit)
    except subprocess.TimeoutExpired:
        return None
    lines = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    answers = {Path(line["file"]).name: line for line in lines if "file" in line}
    if not answers or all("ModuleNotFoundError" in line.get("error", "") for line in answers.values()):
        return None
    grids = {file: line.get("grids") for file, line in answers.items()}
    seconds = sum(line["seconds"] for line in answers.values())
    return _scored(documents, grids, family, tool, seconds, lines[-1].get("memory", 0.0))


def _ours(folder: Path, documents: list[Gold], family: str) -> list[Peer]:
    with ProcessPoolExecutor(1, get_context("spawn"), max_tasks_per_child=1) as pool:
        grids, facts, seconds, memory = pool.submit(_read_by_us, folder, documents).result()
    right = wrong = whole = 0
    for gold in documents:
        same, other, complete = _compared(gold, facts.get(gold.file, {}))
        right, wrong, whole = right + same, wrong + other, whole + complete
    mine = _scored(documents, grids, family, OURS[1], seconds, memory)
    return [mine._replace(tool=OURS[0], right=right, wrong=wrong, whole=whole), mine]


def _read_by_us(
    folder: Path, documents: list[Gold]
) -> tuple[dict[str, list[Grid] | None], dict[str, dict[str, str]], float, float]:
    grids: dict[str, list[Grid] | None] = {}
    facts: dict[str, dict[str, str]] = {}
    seconds = 0.0
    for index, gold in enumerate([documents[0], *documents]):
        data = (folder / gold.file).read_bytes()
        started = time.process_time()
        try:
            reading = reading_of(data, gold.file)
        except Exception:  # noqa: BLE001 - counted as failed; `score` names the reason
            grids[gold.file] = None
            continue
        seconds += (time.process_time() - started) * bool(index)
        grids[gold.file] = _grids(reading.document)
        claimed = (fact for fact in reading.report.facts if fact.how in ("read", "aligned") and fact.form == gold.form)
        facts[gold.file] = {str(fact.concept): str(fact.value) for fact in claimed if fact.value is not None}
    return grids, facts, seconds, peak_memory()


def _grids(document: Document) -> list[Grid]:
    """The tables as our readers hand them over, before anything is recognised in them."""
    found: list[Grid] = []
    for table in (block for block in document.blocks if isinstance(block, Table)):
        width = max((cell.column + 1 for row in table.rows for cell in row), default=0)
        rows = [{cell.column: cell.text for cell in row} for row in table.rows]
        found.append([[row.get(x) for x in range(width)] for row in rows])
    return found


def _scored(
    documents: list[Gold], grids: dict[str, list[Grid] | None], family: str, tool: str, seconds: float, memory: float
) -> Peer:
    right = wrong = whole = failed = 0
    for gold in documents:
        found = grids.get(gold.file)
        failed += found is None
        cells = {str(concept): text for concept, text in cells_in(found or (), gold.form).items()}
        same, other, complete = _compared(gold, cells)
        right, wrong, whole = right + same, wrong + other, whole + complete
    numbers = sum(number(text) is not None for gold in documents for text in gold.truth.values())
    return Peer(family, tool, len(documents), numbers, right, wrong, whole, failed, seconds, memory)


def _compared(gold: Gold, cells: dict[str, str]) -> tuple[int, int, bool]:
    """How many printed numbers are found, how many cells show another number, and whether the document is exact."""
    right = wrong = missing = 0
    for concept, text in gold.truth.items():
        printed, shown = number(text), number(cells.get(str(concept), ""))
        right += printed is not None and shown == printed
        wrong += shown is not None and shown != printed
        missing += printed is not None and shown is None
    return right, wrong, not (wrong or missing)


HEADER = (
    "family",
    "tool",
    "documents",
    "numbers right",
    "%",
    "another number",
    "exact",
    "failed",
    "CPU ms/document",
    "MiB",
)


def table_of(peers: Iterable[Peer]) -> list[tuple[str, ...]]:
    """The comparison as rows of text under a header."""
    return [HEADER, *map(_row, peers)]


def _row(peer: Peer) -> tuple[str, ...]:
    return (
        peer.family,
        peer.tool,
        f"{peer.documents}",
        f"{peer.right}/{peer.numbers}",
        f"{100 * peer.right / max(1, peer.numbers):.1f}",
        f"{peer.wrong}",
        f"{peer.whole}",
        f"{peer.failed}",
        f"{1000 * peer.seconds / peer.documents:.1f}",
        f"{peer.memory:.0f}",
    )
