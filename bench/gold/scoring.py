"""How well the documents of the gold set are read: cells, words, findings, speed and memory.

A printed number is *right* when it is claimed as read where it stands; *aligned* when the balances prove its place;
*suggested*, *unreadable* or *absent* when we say that we do not know. *Wrong* is what we never want: a cell claimed as
read or aligned with another number than is printed, a number where none is printed, or none where one is.
"""

from __future__ import annotations

import resource
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from decimal import Decimal
from itertools import groupby, zip_longest
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

from bench.gold.truth import Gold, read
from extract.checks import verdict_of
from extract.errors import UnreadableFile
from extract.forms import load_forms
from extract.model import Fact, Reading
from extract.numbers import read_number
from extract.pipeline import readings_of
from tests.made.score import Judged, errors, statements_found, unexpected, wrong_identity, wrong_sections
from tests.made.whole import Whole

CELLS = ("right", "aligned", "suggested", "unreadable", "absent", "wrong")
"""What may become of a printed number."""


class Score(NamedTuple):
    """What was counted in the documents of a family, how long reading took, the largest memory, and what was wrong."""

    family: str
    counts: Counter[str]
    seconds: float
    memory: float
    faults: tuple[str, ...]


def scores(folder: Path, families: Iterable[str]) -> Iterator[Score]:
    """The score of each family, read in a process of its own."""
    with ProcessPoolExecutor(1, get_context("spawn"), max_tasks_per_child=1) as pool:
        yield from pool.map(_score, [(folder, family) for family in families])


def families_in(folder: Path, wanted: Iterable[str] | None) -> list[str]:
    """The families that a folder has documents of."""
    there = dict.fromkeys(gold.family for gold in read(folder))
    return [family for family in there if not wanted or family in wanted]


def _score(task: tuple[Path, str]) -> Score:
    folder, family = task
    counts: Counter[str] = Counter()
    faults: list[str] = []
    seconds = 0.0
    for file, golds in groupby(read(folder, [family]), key=lambda gold: gold.file):
        data = (folder / file).read_bytes()
        started = time.process_time()
        readings, reason = _readings(data, file)
        seconds += time.process_time() - started
        counts["documents"] += 1
        counts["unread"] += not readings
        expected = list(golds)
        if len(readings) != len(expected):
            faults.append(f"{file}: {reason or f'{len(readings)} reports'} where there are {len(expected)}")
        for gold, reading in zip_longest(expected, readings):
            if gold and reading:
                judged = Judged(_whole(gold), reading, verdict_of(reading, load_forms()))
                counts.update(cells := _cells(gold, reading.report.facts, faults))
                counts["whole"] += cells["numbers"] == cells["right"] + cells["aligned"] and not cells["wrong"]
                _words(judged, counts, faults)
            elif gold:
                counts["numbers"] += sum(number(text) is not None for text in gold.truth.values())
    return Score(family, counts, seconds, peak_memory(), tuple(faults))


def _readings(data: bytes, file: str) -> tuple[tuple[Reading, ...], str]:
    """The reports in a file, or why there are none."""
    try:
        return readings_of(data, file), ""
    except UnreadableFile as error:
        return (), f"not read, {error.code}"
    except Exception as error:  # noqa: BLE001 - a bug is counted like a file that is not read, and named
        return (), f"bug, {type(error).__name__}: {error}"


def peak_memory() -> float:
    """The largest resident memory of this process so far, in MiB."""
    status = Path("/proc/self/status")
    if status.exists():
        return int(next(line for line in status.read_text().splitlines() if line.startswith("VmHWM")).split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _whole(gold: Gold) -> Whole:
    return Whole(gold.file, gold.family, "", "utf-8", gold.told, gold.truth, None, gold.odd)


def _cells(gold: Gold, facts: Iterable[Fact], faults: list[str]) -> Counter[str]:
    """What became of the printed cells."""
    counts: Counter[str] = Counter()
    found = {fact.concept: fact for fact in facts if fact.form == gold.form}
    for concept in dict.fromkeys((*gold.truth, *found)):
        printed, fact = number(gold.truth.get(concept, "")), found.get(concept)
        counts["numbers"] += printed is not None
        outcome = _outcome(printed, fact)
        counts[outcome] += bool(outcome)
        if outcome in ("wrong", "unreadable", "absent"):
            faults.append(f"{gold.file}: {concept} {outcome}, {_said(fact)}, printed {gold.truth.get(concept)!r}")
    return counts


def _outcome(printed: Decimal | None, fact: Fact | None) -> str:
    """The name in `CELLS`, or "" for a cell without a number that nobody claims one for."""
    if fact is None or fact.state == "absent":
        return "" if printed is None else "absent"
    if fact.state == "unreadable":
        return "" if printed is None else "unreadable"
    if fact.how == "suggested":
        return "" if printed is None else "suggested"
    if fact.value != printed:
        return "wrong"
    return "" if printed is None else "right" if fact.how == "read" else "aligned"


def number(text: str) -> Decimal | None:
    """The number that a cell shows."""
    return found.value if text and (found := read_number(text)) else None


def _said(fact: Fact | None) -> str:
    return f"{fact.state} {fact.how} {fact.raw!r}" if fact else "not there"


def _words(judged: Judged, counts: Counter[str], faults: list[str]) -> None:
    """Identity, sections, figures in prose and findings; a blank form has none of them."""
    if not judged.whole.told.entity:
        return
    counts["worded"] += 1
    respects = {
        "identity": wrong_identity(judged),
        "sections": wrong_sections(judged),
        "findings": [f"{each.rule} {each.details}" for each in errors(judged)],
        "unexpected": [f"{each.rule} {each.details}" for each in unexpected(judged)],
    }
    for respect, wrong in respects.items():
        counts[respect] += not wrong
        faults.extend(f"{judged.whole.name}: {respect} {fault[:300]}" for fault in wrong[:2])
    counts.update({f"prose {outcome}": count for outcome, count in statements_found(judged).items()})
    counts["prose"] += len({(said.concept, said.period) for said in judged.whole.told.statements})


# ── Tables of the results ────────────────────────────────────────────────────────────────────────────────────────────

_HEADER = (
    "family",
    "documents",
    "numbers",
    *CELLS,
    "whole",
    "identity",
    "sections",
    "prose right",
    "prose wrong",
    "no false error",
    "no odd finding",
    "docs/s",
    "MiB",
)


def table_of(found: Iterable[Score]) -> list[tuple[str, ...]]:
    """The scores as rows of text under a header."""
    return [_HEADER, *(_row(score) for score in found)]


def _row(score: Score) -> tuple[str, ...]:
    counts, worded = score.counts, score.counts["worded"]
    read = counts["documents"] - counts["unread"]
    return (
        score.family,
        f"{counts['documents']}",
        f"{counts['numbers']}",
        *(f"{counts[outcome]}" for outcome in CELLS),
        f"{counts['whole']}",
        f"{counts['identity']}/{worded}",
        f"{counts['sections']}/{worded}",
        f"{counts['prose right']}/{counts['prose']}",
        f"{counts['prose wrong'] + counts['prose unplanted']}",
        f"{counts['findings']}/{worded}",
        f"{counts['unexpected']}/{worded}",
        f"{read / score.seconds:.0f}" if read else "–",
        f"{score.memory:.0f}",
    )


def shown(rows: list[tuple[str, ...]], markdown: bool) -> str:
    """A table of text, aligned for a terminal or as Markdown."""
    if markdown:
        head, *body = rows
        ruler = ("---", *("--:" for _ in head[1:]))
        return "\n".join("| " + " | ".join(row) + " |" for row in (head, ruler, *body))
    widths = [max(len(row[n]) for row in rows) for n in range(len(rows[0]))]
    return "\n".join(
        "  ".join(text.rjust(w) if n else text.ljust(w) for n, (text, w) in enumerate(zip(row, widths, strict=True)))
        for row in rows
    )
