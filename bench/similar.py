"""Copied text among many sections: how fast it is found, and in how much memory.

Usage: python -m bench.similar [SECTIONS …]
"""

from __future__ import annotations

import resource
import sys
import time
from random import Random

from extract.checks.similar import Text, likenesses
from tests.test_similar import prose

LENGTH = 60
"""Sentences of a section: about a thousand characters."""
COPIES = 100
"""One section in so many is copied by another."""


def main(counts: list[int]) -> None:
    for count in counts:
        texts = [Text(f"r{n}", f"u{n}", (f"青禾{n}镇",), 2024, "", 1, prose(n, LENGTH)) for n in range(count)]
        for n in range(count // COPIES):
            texts[-1 - n] = texts[-1 - n]._replace(text=texts[n].text[:1000] + prose(n + 10**7, LENGTH // 10))
        Random(1).shuffle(texts)
        started = time.process_time()
        found = likenesses(texts, 0.8)
        rate = count / (time.process_time() - started)
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(f"{count:7} sections, {rate:5.0f} a second, {memory} MiB, {len(found)} of {count // COPIES} copies found")


if __name__ == "__main__":
    main([int(each) for each in sys.argv[1:]] or [5_000, 20_000])
