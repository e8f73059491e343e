"""How much of what sentences state is read, and how much that they do not state.

Usage: python -m bench.sentences [GROUP…] [--held-out] [--each N] [--show] [--time REPORTS]

Draws N sentences from each pattern, puts each into a report, and reads it. Precision: of the figures that are stated
without doubt, the part that the sentence states; recall: of the figures that it states, the part that is read without
doubt. `--time`: the processor time that the prose of generated reports takes.
"""

from __future__ import annotations

import argparse
from collections import Counter
from itertools import groupby
from random import Random
from time import process_time

from bench.sentences.patterns import Example, Key, example_of, patterns
from extract.pipeline import reading_of
from extract.prose.narrative import narrative_of
from tests.made.layouts import LAYOUTS
from tests.made.score import FORMS
from tests.made.whole import whole_report

REPORT = """{agency}2024年政府信息公开工作年度报告
本报告根据《中华人民共和国政府信息公开条例》的要求编制。
一、总体情况
{text}
二、主动公开政府信息情况
三、收到和处理政府信息公开申请情况
四、政府信息公开行政复议、行政诉讼情况
五、存在的主要问题及改进情况
公开内容不够丰富。
六、其他需要报告的事项
无。
"""


def stated_in(example: Example) -> dict[Key, int]:
    """What is read of an example without doubt."""
    text = REPORT.format(agency=example.agency, text=example.text)
    report = reading_of(text.encode(), "report.txt").report
    return {(one.concept, one.period): int(one.value) for one in report.narrative if one.value is not None}


def count(example: Example, show: bool) -> Counter[str]:
    """How many figures of an example are right, wrong and missed."""
    stated = stated_in(example)
    known = example.allowed | example.wanted
    wrong = {key: value for key, value in stated.items() if known.get(key) != value}
    missed = {key: value for key, value in example.wanted.items() if stated.get(key) != value}
    if show and (wrong or missed):
        names = [
            f"{word} {key[0].replace('narrative.', '')} {key[1] * (key[1] != 'this_year')} {value}"
            for word, found in (("WRONG", wrong), ("missed", missed))
            for key, value in found.items()
        ]
        print(f"{example.agency[3:]}：{example.text}\n      {'; '.join(names)}")
    return Counter(stated=len(stated), wrong=len(wrong), wanted=len(example.wanted), missed=len(missed), sentences=1)


def measured(groups: list[str], held_out: bool, each: int, show: bool) -> None:
    """Prints precision and recall by group: of those named whole, of all others the half that is held out or not."""
    chosen = [one for one in patterns() if (one.group in groups if groups else one.is_held_out == held_out)]
    totals: Counter[str] = Counter()
    for group, members in groupby(chosen, lambda pattern: pattern.group):
        examples = [example_of(one, Random(f"{one.text} {number}")) for one in members for number in range(each)]
        counted = sum((count(example, show) for example in examples), Counter())
        totals += counted
        print(_line(group, counted))
    print(_line("all", totals))


def _line(group: str, counted: Counter[str]) -> str:
    precision = 1 - counted["wrong"] / max(1, counted["stated"])
    recall = 1 - counted["missed"] / max(1, counted["wanted"])
    return (
        f"{group:8} {counted['sentences']:5} sentences, {counted['stated']:5} stated, {counted['wrong']:3} wrong, "
        f"{counted['wanted']:5} wanted, {counted['missed']:3} missed: precision {precision:.2%}, recall {recall:.2%}"
    )


def timed(reports: int) -> None:
    """Prints the processor time of the prose of generated reports."""
    read = []
    for seed in range(reports):
        whole = whole_report(Random(seed), FORMS[seed % len(FORMS)], list(LAYOUTS)[seed % len(LAYOUTS)])
        read.append(reading_of(whole.data, whole.name).report)
    best = 0.0
    for _ in range(3):
        begin = process_time()
        for report in read:
            narrative_of(report.sections, report.identity.year)
        best = min(best or process_time() - begin, process_time() - begin)
    print(f"{best / reports * 1000:.2f} ms a report")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("groups", nargs="*", metavar="GROUP")
    parser.add_argument("--held-out", action="store_true")
    parser.add_argument("--each", type=int, default=2)
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--time", type=int, default=0)
    given = parser.parse_args()
    if given.time:
        timed(given.time)
    else:
        measured(given.groups, given.held_out, given.each, given.show)
