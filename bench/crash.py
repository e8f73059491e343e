"""Many files, and a command that is killed again and again: nothing is lost, doubled, corrupt or read twice.

Usage: python -m bench.crash [--files 10000] [--kills 200] [--seed 1]

The parent or one of its workers gets SIGKILL at a random moment, and the same command is run again, until it was killed
so often; then it may finish. What it wrote must be what an undisturbed run writes. Where a round ends before that, the
next begins with nothing.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from pathlib import Path

from tests.made.broken_off import broken_off, check_whole, started, write_reports, written

LONGEST = 1.3
"""Seconds after which a run is killed at the latest; it takes 0.7 to read its first file."""


def main(files: int, kills: int, seed: int) -> None:
    chance, killed = random.Random(seed), 0
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch, "in")
        write_reports(folder, files)
        run = started(folder, Path(scratch, "undisturbed"))
        before = time.monotonic()
        run.communicate()
        print(f"undisturbed: {files} files in {time.monotonic() - before:.0f} s")
        wanted = written(Path(scratch, "undisturbed"))
        round_ = 0
        while killed < kills:
            round_ += 1
            out, log = Path(scratch, f"out{round_}"), Path(scratch, f"{round_}.jsonl")
            before = time.monotonic()
            killed += broken_off(folder, out, log, kills - killed, chance, LONGEST)
            check_whole(folder, out, log)
            assert written(out) == wanted
            print(
                f"round {round_}: {time.monotonic() - before:.0f} s, killed {killed} times so far, all as undisturbed"
            )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    main(**vars(parser.parse_args()))
