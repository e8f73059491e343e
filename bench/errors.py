"""Whether the error rates that `score` gives hold the truth: simulated coders over libraries with planted errors.

Usage: python -m bench.errors [RUNS] [--reports N] [--size N] [--seed SEED] [--of KIND …]

Generated reports are read once. For every run one claim in a hundred is made wrong (of cells, numbers other than 0 and
cells that the sums placed three times as often; whole rows among them), a sample is drawn, and two coders fill it in
on their own, of whom each slips now and then; a third decides where they differ. Counted is how often the 95 % interval
holds the rate that the whole library has.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import NamedTuple

from extract.forms import load_forms
from extract.jobs import settle
from extract.library import NAME, OpenLibrary
from extract.library.records import record_of
from extract.model import NO_VERDICT, Report
from extract.panels.answers import Question, answer_of, is_same
from extract.panels.claimed import KINDS, ClaimKind, Drawn, claimed_in
from extract.panels.sampling import Sample, SampledFrom, drawn_from
from extract.panels.scoring import Answered, Answers, scored
from extract.pipeline import reading_of
from extract.words.sheet_names import BLANK, NO, NOT_STATED, YES
from tests.made.layouts import HTML, LAYOUTS
from tests.made.whole import draft_of, written

ONE_IN = 100
"""One claim in so many is wrong."""
_OFTENER = 3
"""So many times as often as others, numbers other than 0 and cells that the sums placed are wrong."""
_SLIP = 0.02
"""How often a coder writes what is not printed."""
_TIMES = 6
"""How often each report is in the library of those whose agency is drawn, under other names."""
_FRAME = SampledFrom(1, "")

Truth = dict[str, dict[Question, str]]


class Measured(NamedTuple):
    """A rate in a run: what the whole library has, what the sample says, and whether its interval holds the former."""

    truth: float
    rate: float
    low: float
    high: float

    @property
    def holds(self) -> bool:
        """Whether the truth is in the interval."""
        return self.low <= self.truth <= self.high


def read_reports(count: int, seed: str) -> list[Report]:
    """Generated reports of every form in every serialisation, as they are read."""
    random, layouts, forms = Random(seed), list(LAYOUTS | HTML), load_forms()
    reports = []
    for number in range(count):
        whole = written(draft_of(random, random.choice(forms)), random.choice(layouts))
        report = reading_of(whole.data, f"{number}/{whole.name}").report
        reports.append(report)
    return reports


def claims_of(reports: Sequence[Report], of: ClaimKind) -> list[Drawn]:
    """What a library of these reports claims."""
    with TemporaryDirectory() as folder, OpenLibrary(Path(folder) / NAME) as library:
        for report in reports:
            library.add(record_of([(report, NO_VERDICT)]))
        settle(library)
        return list(claimed_in(library, of))


def renamed(reports: Sequence[Report]) -> list[Report]:
    """Many more reports, without what they hold: those of other agencies in other files."""
    return [
        replace(
            report,
            source=report.source._replace(
                name=f"{time}/{report.source.name}", sha256=f"{time:x}{number:014x}{report.source.sha256[15:]}"
            ),
            identity=replace(
                report.identity,
                entity=f"{county}{report.entity}",
                entity_id=f"{county}/{report.entity}",
                parent=county,
            ),
            facts=(),
            sections=(),
            narrative=(),
            triples=(),
        )
        for time in range(_TIMES)
        for number, report in enumerate(reports)
        if report.entity and (county := _county(time * len(reports) + number))
    ]


def _county(number: int) -> str:
    """A county of its own for every number."""
    return "".join("松柏梅兰竹菊荷桂桐柳"[int(digit)] for digit in f"{number:04}") + "县"


# ── What is printed, and what coders write ───────────────────────────────────────────────────────────────────────────


def printed(claims: Sequence[Drawn], of: ClaimKind, random: Random) -> Truth:
    """What is printed: what is claimed, but for the errors."""
    truth: Truth = {claim.key: dict(claim.claims) for claim in claims}
    for question, wrong in _wrong(claims, of, random):
        claimed = truth[wrong.key][question]
        truth[wrong.key][question] = _another(question, claimed, random)
    return truth


def _wrong(claims: Sequence[Drawn], of: ClaimKind, random: Random) -> Iterator[tuple[Question, Drawn]]:
    """The claims that are wrong, by question."""
    by_question: dict[Question, list[Drawn]] = defaultdict(list)
    for claim in claims:
        for question in claim.claims if claim.stratum.group else ():
            by_question[question].append(claim)
    for question, some in by_question.items():
        count = len(by_question["stated" if of == "narrative" else question]) // ONE_IN
        chosen: dict[str, Drawn] = {}
        rows = _rows(some) if question == "cell" else {}
        while len(chosen) < count:
            claim = random.choice(some)
            is_often = claim.stratum.group == "nonzero" or claim.stratum.how == "aligned"
            if random.random() < (1 if is_often else 1 / _OFTENER):
                whole_row = rows.get(_row(claim), [claim]) if random.random() < 0.1 else [claim]
                chosen |= {each.key: each for each in whole_row[: count - len(chosen)]}
        yield from ((question, claim) for claim in chosen.values())


def _row(claim: Drawn) -> str:
    return claim.key.rpartition(".")[0]


def _rows(claims: Sequence[Drawn]) -> Mapping[str, list[Drawn]]:
    rows: dict[str, list[Drawn]] = defaultdict(list)
    for claim in claims:
        rows[_row(claim)].append(claim)
    return rows


def _another(question: Question, answer: str, random: Random) -> str:
    """An answer that says something else."""
    candidates: Callable[[], str] = {
        "cell": lambda: random.choice((BLANK, "/", "0", str(random.randrange(1, 99)))),
        "report": lambda: NO if answer == YES else YES,
        "version": lambda: NO if answer == YES else YES,
        "agency": lambda: f"乙县{random.choice('东西南北')}{random.choice('河山林湖')}镇",
        "year": lambda: str(random.randrange(2008, 2025)),
        "stated": lambda: random.choice((NOT_STATED, str(random.randrange(999)))),
        "missed": lambda: random.choice((NOT_STATED, str(random.randrange(999)))),
    }[question]
    while True:
        other = candidates()
        if not is_same(question, answer_of(question, other), answer_of(question, answer)):
            return other


def coded_by(sample: Sample, truth: Truth, random: Random) -> dict[str, dict[Question, Answers]]:
    """What two coders write who slip now and then, and a third where they differ."""
    return {
        each.key: {question: _answers(question, said, random) for question, said in truth[each.key].items()}
        for each in sample.drawn
    }


def _answers(question: Question, said: str, random: Random) -> Answers:
    first, second = (_another(question, said, random) if random.random() < _SLIP else said for _ in range(2))
    answers = Answers(first, second)
    return answers if answers.truth(question) else Answers(first, second, said)


# ── Runs ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def measured(claims: Sequence[Drawn], of: ClaimKind, size: int, seed: str) -> Iterator[tuple[str, Measured]]:
    """The rates of a run by their names."""
    random = Random(seed)
    truth = printed(claims, of, random)
    by_key = {claim.key: claim for claim in claims}
    sample = drawn_from(lambda: claims, of, _FRAME, size, random.getrandbits(32))
    found = scored(sample, coded_by(sample, truth, random), by_key, _FRAME).questions
    for question, answered in found.items():
        name = f"{of}: {question}"
        yield name, _measured(answered, "", true_rate(claims, truth, question))
        if question == "cell":
            nonzero = [claim for claim in claims if claim.stratum.group == "nonzero"]
            yield "cells: nonzero", _measured(answered, "nonzero", true_rate(nonzero, truth, question))


def true_rate(claims: Sequence[Drawn], truth: Truth, question: Question) -> float:
    """The rate of errors of everything that is claimed; of figures of the prose that are stated rightly, or missed, the
    part that is missed."""
    wrong = right = 0
    for claim in claims:
        printed_answers = truth[claim.key]
        if claim.stratum.group and question in claim.claims:
            is_wrong = printed_answers[question] != claim.claims[question]
            wrong += is_wrong
            right += not is_wrong and question != "missed"
        elif question == "missed" and "stated" in claim.claims:
            right += printed_answers["stated"] == claim.claims["stated"]
    return wrong / (wrong + right)


def _measured(answered: Answered, group: str, truth: float) -> Measured:
    rate = answered.groups["group", group] if group else answered.rate
    return Measured(truth, rate.rate, rate.low, rate.high)


def main() -> None:
    """Prints, for every rate, how often its interval holds."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("runs", type=int, nargs="?", default=200)
    parser.add_argument("--reports", type=int, default=600)
    parser.add_argument("--size", type=int, default=400)
    parser.add_argument("--seed", default="errors")
    parser.add_argument("--of", choices=KINDS, nargs="*", default=KINDS)
    asked = parser.parse_args()
    reports = read_reports(asked.reports, asked.seed)
    found: dict[str, list[Measured]] = defaultdict(list)
    for of in asked.of:
        claims = claims_of(renamed(reports) if of == "reports" else reports, of)
        print(f"{of}: {sum(bool(claim.stratum.group) for claim in claims)} claims")
        for run in range(asked.runs):
            for name, each in measured(claims, of, asked.size, f"{asked.seed} {of} {run}"):
                found[name].append(each)
    print("| rate | truth | mean estimate | mean interval | held | of |")
    print("| --- | --: | --: | --: | --: | --: |")
    for name, some in found.items():
        truth, rate, low, high = (sum(each[place] for each in some) / len(some) for place in range(4))
        held = sum(each.holds for each in some)
        print(f"| {name} | {truth:.2%} | {rate:.2%} | {low:.2%}–{high:.2%} | {held} | {len(some)} |")


if __name__ == "__main__":
    main()
