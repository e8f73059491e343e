"""Cases that fuzzing found worth keeping, and what is made of one: see `bench.guided`."""

from __future__ import annotations

import base64
import json
import tempfile
import traceback
from collections.abc import Iterator
from pathlib import Path
from random import Random

from extract.checks import verdict_of
from extract.errors import UnreadableFile
from extract.forms import load_forms
from extract.jobs.archives import bytes_of, with_members
from extract.jobs.inputs import Input, inputs_of
from extract.pipeline import readings_of
from tests.made.hostile import package
from tests.made.layouts import LAYOUTS
from tests.made.sheets import filled, sheets

CORPUS = Path(__file__).parent
KINDS = ("text", "html", "docx", "pdf", "table")
TEXTS = ("text", "tsv", "pipe", "markdown")
"""Kinds of files in which every figure has a place of its own."""
_SEPARATORS = ("\t", " ", "", "|", "　", ",")
_PIECES = ("0", "/", "-", "12", "1.5", "１２", "1 2", "其他", "总计", "（三）", "-3", "9" * 20, "\n", "无")


def cases(kind: str) -> Iterator[bytes]:
    """The cases of a kind that were kept: those that once did harm (`harm-…`), and those that lead to many places."""
    for name in (f"harm-{kind}.jsonl", f"{kind}.jsonl"):
        if (CORPUS / name).exists():
            for line in (CORPUS / name).read_text("utf-8").splitlines():
                yield base64.b64decode(json.loads(line))


def file_of(kind: str, data: bytes) -> bytes:
    """The file that a case stands for."""
    if kind == "docx":
        return package(data)
    return _report_of(data).encode() if kind == "table" else data


def _report_of(data: bytes) -> str:
    """A report whose tables are damaged as the bytes choose: four of them for each damage."""
    choices = iter(data)
    layout = LAYOUTS[sorted(LAYOUTS)[next(choices, 0) % len(LAYOUTS)]]
    forms = load_forms()
    random = Random(next(choices, 0))
    report = filled(random, forms[next(choices, 0) % len(forms)], rich=True)
    tables = layout.dress(sheets(report, random), random)
    lines = [line for sheet in tables for row in layout.write(sheet) for line in row.split("\n")]
    separator = _SEPARATORS[next(choices, 0) % len(_SEPARATORS)]
    for what in choices:
        at, where, piece = (next(choices, 0) for _ in range(3))
        at = at % len(lines)
        cells = lines[at].split("\t")
        where = where % len(cells)
        if what % 6 == 0:
            del cells[where]
        elif what % 6 == 1:
            cells.insert(where, _PIECES[piece % len(_PIECES)])
        elif what % 6 == 2:
            cells[where] = _PIECES[piece % len(_PIECES)]
        elif what % 6 == 3:
            cells = [separator.join(cells)]
        elif what % 6 == 4:
            cells[where:where] = lines[piece % len(lines)].split("\t")[:3]
        else:
            lines.insert(piece % len(lines), lines[at])
        lines[at] = "\t".join(cells)
    return "青禾镇2023年政府信息公开工作年度报告\n" + "\n".join(lines)


def harm_of(data: bytes) -> str:
    """What reading and checking a file raises that it must not, and figures that stand in two cells; "" for nothing."""
    try:
        for reading in readings_of(data, "case"):
            verdict_of(reading, load_forms())
            placed = [fact.origins for fact in reading.report.facts if fact.state == "number"]
            if reading.report.source.kind in TEXTS and len(set(placed)) != len(placed):
                return "a figure stands in two cells"
    except (UnreadableFile, MemoryError):
        return ""
    except Exception:  # noqa: BLE001 - every kind is what is looked for
        return traceback.format_exc()
    return ""


def harm_in(data: bytes) -> str:
    """What opening and reading a file that holds others raises that it must not, and `harm_of` each; "" for nothing."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "case")
        path.write_bytes(data)
        try:
            return next(filter(None, map(_harm_of, with_members(inputs_of([path]), None))), "")
        except Exception:  # noqa: BLE001 - every kind is what is looked for
            return traceback.format_exc()


def _harm_of(file: Input) -> str:
    try:
        return "" if file.why else harm_of(bytes_of(file))
    except UnreadableFile:
        return ""
