"""Every command that writes, killed again and again: one state, nothing lost, nothing left that the next run leaves.

Usage: python -m bench.killed [--kills 200] [--seed 1]

Each command is killed where it has written nothing yet, and where its files are to be replaced; half of the kills come
at a random moment, half before a random one of its calls that write. Then it is run once more: what it wrote must be
what an undisturbed run writes.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from pathlib import Path

from tests.made.killed import Killed


def main(kills: int, seed: int) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        killed = Killed(Path(scratch), random.Random(seed))
        tasks = killed.tasks()
        died = begun = 0
        for number, task in enumerate(tasks, 1):
            share = kills * number // len(tasks) - begun
            before = time.monotonic()
            died += killed.kill(task, share)
            begun += share
            print(f"{task.name}: {share} kills in {time.monotonic() - before:.0f} s", flush=True)
    print(f"{len(tasks)} commands, {begun} kills, {died} of them before the end")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    main(**vars(parser.parse_args()))
