"""Reports a second on one core, file to facts, and whether memory stays flat.

Usage: python -m bench.speed [REPORTS]

Writes made-up reports (the samples, figures and names varied so that no two are equal) into a temporary folder, reads
them with the same calls as `gongkai extract`, writes reports.csv and facts.csv, and prints reports a second and the
resident memory after each fifth of the run.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from extract.batch import inputs_of, readings
from extract.export.delimited import ReportFiles
from extract.model import Reading

SAMPLES = Path(__file__).parent.parent / "samples"


def write_reports(folder: Path, count: int) -> None:
    """`count` different reports, made of the samples in turn."""
    originals = [path for path in sorted(SAMPLES.glob("*.txt")) if path.name not in ("说明.txt", "竹溪湾乡2021.txt")]
    for number in range(count):
        original = originals[number % len(originals)]
        text = original.read_text(encoding="utf-8")
        (folder / f"{number:06}{original.name}").write_text(f"{text}\n编号{number}\n", encoding="utf-8")


def resident_mib() -> float:
    """Resident memory of this process (Linux)."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * 4096 / 2**20


def main(count: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        reports, out = Path(folder, "in"), Path(folder, "out")
        reports.mkdir()
        write_reports(reports, count)
        started = time.process_time()
        facts = 0
        with ReportFiles(out) as files:
            for done, reading in enumerate(readings(inputs_of([reports])), start=1):
                report = reading.report if isinstance(reading, Reading) else reading
                files.add(report)
                facts += len(report.facts)
                if done % max(1, count // 5) == 0:
                    print(f"{done:7} reports  {resident_mib():6.1f} MiB")
        seconds = time.process_time() - started
    print(f"{count / seconds:.0f} reports a second ({facts} facts, {seconds:.1f} s of processor time)")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
