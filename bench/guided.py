"""Fuzzing that follows what the code does: every reader, and the tables, by atheris.

Usage: python -m bench.guided KIND CORPUS [--minutes 10]        (pip install '.[fuzz]' first)
       python -m bench.guided --save CORPUS…

KIND is text, html, docx, pdf or table. What leads to new places in the code is added to the folder CORPUS/KIND; what
raises anything but our own errors, or hangs, ends the run and is left as `crash-…` or `timeout-…`. For docx the bytes
are the document part of a Word file; for table they are choices, of which a report is made whose tables have lost,
doubled, moved or glued pieces. `--save` keeps some of what was found in `tests/corpus`, which the tests read
again.
"""

from __future__ import annotations

import argparse
import base64
import json
import sys
from pathlib import Path
from random import Random

LARGEST = 20_000
"""Bytes of a case: what does harm in a larger file does so in a smaller one."""
SLOW = 20
"""Seconds after which a case hangs."""
KEPT, BUDGET = 60, 60_000
"""Cases of a kind that are kept for the tests at most, and their bytes together."""


def seeds(kind: str, folder: Path) -> None:
    """Small files of a kind to begin with."""
    from bench.fuzz import seeds as whole
    from extract.forms import load_forms
    from tests.made.hostile import body
    from tests.made.sheets import filled, sheets

    random = Random(kind)
    for number in range(12):
        if kind == "table":
            data = random.randbytes(400)
        elif kind == "docx":
            sheet = sheets(filled(random, load_forms()[-1], rich=True), random)[-(number % 2)]
            cell = "<w:tc><w:tcPr><w:gridSpan w:val='{}'/></w:tcPr><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
            rows = ("".join(cell.format(box.across, box.text) for box in row) for row in sheet.rows)
            data = body(f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>").encode()
        else:
            data = next(each for each in whole(kind, random) if len(each) < LARGEST)
        (folder / f"seed-{number}").write_bytes(data)


def guided(kind: str, folder: Path, minutes: float) -> None:
    """Lets atheris look for cases of a kind."""
    import atheris

    with atheris.instrument_imports(include=["extract"]):
        from tests.corpus import file_of, harm_of

    folder.mkdir(parents=True, exist_ok=True)
    seeds(kind, folder)

    def one(data: bytes) -> None:
        if told := harm_of(file_of(kind, data)):
            raise RuntimeError(told)

    options = [f"-max_total_time={minutes * 60:.0f}", f"-timeout={SLOW}", f"-max_len={LARGEST}", "-rss_limit_mb=4000"]
    atheris.Setup([sys.argv[0], *options, f"-artifact_prefix={folder.parent}/", str(folder)], one)
    atheris.Fuzz()


def save(corpora: list[Path]) -> None:
    """Keeps some cases of every kind from small to large, as lines of base64."""
    from tests.corpus import CORPUS, KINDS

    for kind in KINDS:
        found = {path.read_bytes() for corpus in corpora for path in (corpus / kind).glob("*")}
        every = sorted(found, key=lambda data: (len(data), data))
        cases = next(
            some
            for step in range(max(1, len(every) // KEPT), len(every) + 1)
            if sum(map(len, some := every[::step])) < BUDGET
        )
        lines = [json.dumps(base64.b64encode(data).decode()) for data in cases]
        (CORPUS / f"{kind}.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
        print(f"{kind:5} {len(lines)} of {len(found)} cases kept")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m bench.guided", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("what", nargs="+")
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--save", action="store_true")
    arguments = parser.parse_args()
    if arguments.save:
        save([Path(each) for each in arguments.what])
    else:
        kind, corpus = arguments.what
        guided(kind, Path(corpus) / kind, arguments.minutes)
