"""Whether two states of the program write the same bytes.

Usage: python -m bench.same make FOLDER [REPORTS]    invented reports, every serialisation and form in turn
       python -m bench.same digests FOLDER           what the commands make of them, a line of digest and name each

Run `digests` in two checkouts on one FOLDER and compare what they print: `diff` says which file or which command
differs. The samples of the checkout are read as well.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from random import Random
from zipfile import ZipFile, is_zipfile

SAMPLES = "samples"


def make(folder: Path, count: int) -> None:
    """`count` whole reports, one in five of them with a planted fault."""
    from tests.made.layouts import HTML, LAYOUTS
    from tests.made.score import FORMS
    from tests.made.whole import FAULTS, fits, whole_report

    layouts = [*LAYOUTS, *HTML]
    faults = sorted(FAULTS)
    for seed in range(count):
        form, layout = FORMS[seed % len(FORMS)], layouts[seed // len(FORMS) % len(layouts)]
        fault = faults[seed // 5 % len(faults)] if seed % 5 == 0 else None
        whole = whole_report(Random(seed), form, layout, fault if fault and fits(fault, form, layout) else None)
        place = folder / f"county-{seed % 40:02}"
        place.mkdir(parents=True, exist_ok=True)
        suffix = "html" if layout in HTML else "txt"
        (place / f"{seed:05}.{suffix}").write_text(whole.text, encoding="utf-8")


def digests(folder: Path) -> Iterator[tuple[str, str]]:
    """What the commands print and write, each with its digest."""
    with tempfile.TemporaryDirectory() as place:
        out = Path(place)
        for name, source in (("samples", SAMPLES), ("made", str(folder))):
            commands = {
                "extract": ["extract", source, "-o", f"{place}/{name}"],
                "extract-en": ["extract", source, "-o", f"{place}/{name}-en", "--lang", "en", "--raw"],
                "check": ["check", source],
                "check-en": ["check", source, "--lang", "en"],
                "roster": ["roster", f"{place}/{name}"],
                "audit": ["audit", f"{place}/{name}", "-o", f"{place}/{name}-audit"],
                "audit-en": ["audit", f"{place}/{name}", "--json", "--lang", "en", "-o", f"{place}/{name}-audit-en"],
                "compare": ["compare", f"{place}/{name}", "requests.*.total", "open_rate", "--change"],
                "export": ["export", f"{place}/{name}", "-o", f"{place}/{name}.jsonl"],
                "export-xlsx": ["export", f"{place}/{name}", "-o", f"{place}/{name}.xlsx"],
                "methods": ["methods", f"{place}/{name}"],
            }
            for command, words in commands.items():
                yield _digest(_printed(words, out)), f"{name} {command} printed"
        for command in ("forms", "codebook", "rules"):
            yield _digest(_printed([command], out)), f"{command} printed"
        for report in sorted(Path(SAMPLES).glob("*.*")):
            yield _digest(_printed(["show", str(report)], out)), f"show {report.name}"
        for path in sorted(out.rglob("*")):
            if path.is_file() and path.suffix != ".sqlite":
                yield _digest(_content(path)), f"written {path.relative_to(out)}"


def _printed(words: list[str], out: Path) -> bytes:
    done = subprocess.run(
        [sys.executable, "-m", "extract", *words],
        capture_output=True,
        env={**os.environ, "LC_ALL": "C.UTF-8", "COLUMNS": "100"},
        check=False,
    )
    said = done.stdout + done.stderr + str(done.returncode).encode()
    return said.replace(str(out).encode(), b"OUT")


def _content(path: Path) -> bytes:
    """A file's bytes; of a workbook the bytes of its parts, less the moment at which it was made."""
    if not is_zipfile(path):
        return path.read_bytes()
    with ZipFile(path) as package:
        return b"".join(package.read(name) for name in sorted(package.namelist()) if name != "docProps/core.xml")


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:16]


if __name__ == "__main__":
    if sys.argv[1:2] == ["make"]:
        make(Path(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 2000)
    elif sys.argv[1:2] == ["digests"]:
        for digest, name in digests(Path(sys.argv[2])):
            print(digest, name, flush=True)
    else:
        sys.exit(__doc__)
