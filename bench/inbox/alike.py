"""One report in several kinds of file: the same is read of each, and the same as of what LibreOffice makes of it.

Usage: python -m bench.inbox.alike [COUNT] [--seed N]
       python -m bench.inbox.alike --files FOLDER

COUNT changed Word files (default 30) are saved by LibreOffice as .doc, .rtf and .odt, and each of these as .docx again;
as many workbooks as .xls and .ods, and these as .xlsx again. Printed are the reports of which agency, year, form or a
figure is another in one of the kinds. With --files, the files of a folder are read and so is what LibreOffice makes of
them (of OFD nothing): printed is why each is not read, and which of their tables and texts are others.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import count, islice
from pathlib import Path

from bench.gold.offices import converted, soffice
from bench.inbox import books, office
from extract.errors import UnreadableFile
from extract.model import Table
from extract.pipeline import readings_of
from extract.readers import document_of
from extract.text import squeeze

NEWER = {"doc": "docx", "rtf": "docx", "odt": "docx", "xls": "xlsx", "ods": "xlsx"}
"""The kind of today as which each is saved again."""
_BESIDE = {*NEWER, "ofd"}
_SAME, _READ = "the same", "read"
"""What becomes of a file of which LibreOffice makes the same, and of one of which it makes nothing."""


def told_by(file: Path) -> Mapping[str, object]:
    """What is read of a report: whose and of which year it is, and each of its figures; or why it is not read."""
    try:
        report = readings_of(file.read_bytes(), file.name)[0].report
    except UnreadableFile as refused:
        return {"refused": refused.code}
    figures = {str(fact.concept): (fact.state, fact.value) for fact in report.facts}
    return {"agency": report.entity, "year": report.year, "form": report.form, **figures}


def others_in(one: Mapping[str, object], other: Mapping[str, object]) -> list[str]:
    """What two readings tell differently."""
    return [
        f"{name}: {one.get(name)} and {other.get(name)}"
        for name in dict.fromkeys((*one, *other))
        if one.get(name) != other.get(name)
    ]


def compared(files: Sequence[Path], kinds: Sequence[str], home: Path) -> int:
    """Saves reports as other kinds, and those as the first kind again; how many of what is saved tells other things."""
    told = {file.stem: told_by(file) for file in files}
    faults = 0
    for kind in kinds:
        saved = converted(files, kind, home / kind)
        again = converted(saved, NEWER[kind], home / f"{kind}-again")
        for form, made in ((kind, saved), (f"{kind} as {NEWER[kind]}", again)):
            differing = {file.stem: others for file in made if (others := others_in(told[file.stem], told_by(file)))}
            faults += len(differing)
            print(f"{form}: {len(made)} of {len(files)} files, {len(differing)} tell other things", flush=True)
            for name, others in differing.items():
                print(f"  {name}: {len(others)}, {others[:3]}")
    return faults


def word_files(number: int, seed: str, home: Path) -> Iterator[Path]:
    """Changed reports as Word files, without what LibreOffice does not open or loses."""
    for at, sent in enumerate(islice(office.word_files(office.KINDS, f"{seed}/alike"), number)):
        file = home / f"{at:04}.docx"
        file.write_bytes(sent.data)
        yield file


def workbooks(number: int, seed: str, home: Path) -> Iterator[Path]:
    """Changed reports as workbooks, without what LibreOffice shows otherwise than the program it is meant for."""
    lost = books.LOST["xls"] | books.LOST["ods"]
    drawn = (next(books.files_of("xlsx", 1, f"{seed}/alike/{at}", home)) for at in count())
    for at, sent in enumerate(islice((each for each in drawn if lost.isdisjoint(each.ways)), number)):
        file = home / f"{at:04}.xlsx"
        file.write_bytes(sent.data)
        yield file


# ── Files of others ──────────────────────────────────────────────────────────────────────────────────────────────────


def print_of(file: Path) -> tuple[list[list[list[str]]], str]:
    """The tables of a file, and its text."""
    document = document_of(file.read_bytes(), file.name)
    tables = [
        [cells for row in block.rows if any(cells := [squeeze(cell.text) for cell in row])]
        for block in document.blocks
        if isinstance(block, Table)
    ]
    text = "".join(squeeze(block.text) for block in document.blocks if not isinstance(block, Table))
    return [table for table in tables if table], text


def beside_libreoffice(folder: Path, kind: str, home: Path) -> None:
    """Prints how what is read of the files of a kind compares to what is read of LibreOffice's files of today."""
    files = [file for file in sorted(folder.iterdir()) if file.suffix.lower() == f".{kind}"]
    theirs = {file.stem: file for file in converted(files, NEWER[kind], home / kind)} if kind in NEWER else {}
    told: Counter[str] = Counter()
    for file in files:
        became = _beside(file, theirs.get(file.stem))
        told[became.partition(":")[0]] += 1
        if became not in (_SAME, _READ):
            print(f"{file.name}: {became}", flush=True)
    print(f"{kind}: {len(files)} files, {dict(told)}", flush=True)


def _beside(file: Path, other: Path | None) -> str:
    """What becomes of a file, held against what LibreOffice has made of it."""
    try:
        tables, text = print_of(file)
    except UnreadableFile as refused:
        return refused.code
    try:
        other_tables, other_text = print_of(other) if other else ([], "")
    except UnreadableFile as refused:
        return f"read, theirs is not: {refused.code}"
    if not other:
        return _READ
    if tables != other_tables:
        rows, others = ([row for table in each for row in table] for each in (tables, other_tables))
        differing = [row for row in (*rows, *others) if rows.count(row) != others.count(row)]
        return (
            f"other tables: {len(tables)} and {len(other_tables)}, {len(rows)} and {len(others)} rows, {differing[:2]}"
        )
    return _SAME if text == other_text else f"the same tables, other text: {len(text)} and {len(other_text)}"


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.inbox.alike")
    parser.add_argument("count", nargs="?", type=int, default=30)
    parser.add_argument("--seed", default="1")
    parser.add_argument("--files", type=Path)
    options = parser.parse_args()
    if not soffice():
        print("no LibreOffice")
        return 1
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        if options.files:
            for kind in {file.suffix.lower().removeprefix(".") for file in options.files.iterdir()} & _BESIDE:
                beside_libreoffice(options.files, kind, home)
            return 0
        faults = compared(list(word_files(options.count, options.seed, home)), office.KINDS, home)
        faults += compared(list(workbooks(options.count, options.seed, home)), ("xls", "ods"), home)
    return int(faults > 0)


if __name__ == "__main__":
    sys.exit(main())
