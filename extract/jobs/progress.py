"""How far a run is: a bar on a terminal, a line every half minute elsewhere. All of it goes to stderr."""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from extract.words.languages import Lang
from extract.words.messages import sentence

if TYPE_CHECKING:
    from extract.jobs import Outcome

_PAUSE = 30.0
"""Seconds between two lines where there is no terminal."""


def on_a_terminal(outcomes: Iterator[Outcome], total: int, lang: Lang) -> Iterator[Outcome]:
    """The outcomes, with a bar that tells how many are done, failed and skipped, how fast, and how long it takes."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.completed}/{task.total}"),
        TextColumn("{task.fields[progress]}"),
        TimeRemainingColumn(),
    )
    counts: Counter[str] = Counter()
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        bar = progress.add_task(sentence("run.reading", lang), total=total, progress="")
        started = time.monotonic()
        for done, outcome in enumerate(outcomes, start=1):
            counts[outcome.record.status if outcome.record else "unchanged"] += 1
            progress.update(bar, completed=done, progress=_progress(counts, done / (time.monotonic() - started), lang))
            yield outcome


def reported_now_and_then(outcomes: Iterator[Outcome], total: int, lang: Lang) -> Iterator[Outcome]:
    """The outcomes, with a line on stderr every half minute."""
    counts: Counter[str] = Counter()
    started = last = time.monotonic()
    for done, outcome in enumerate(outcomes, start=1):
        counts[outcome.record.status if outcome.record else "unchanged"] += 1
        now = time.monotonic()
        if now - last >= _PAUSE:
            last = now
            progress = _progress(counts, done / (now - started), lang)
            print(f"{sentence('run.reading', lang)} {done}/{total}  {progress}", file=sys.stderr, flush=True)
        yield outcome


def _progress(counts: Counter[str], rate: float, lang: Lang) -> str:
    return sentence("run.progress", lang, failed=counts["failed"], skipped=counts["skipped"], rate=f"{rate:.1f}")
