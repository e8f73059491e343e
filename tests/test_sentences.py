"""Sentences of many authors, with what each states of the agency: nothing else is stated, hardly anything missed."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest

from bench.sentences.__main__ import count
from bench.sentences.patterns import example_of, patterns

_MOST_MISSED = 0.02


@pytest.mark.long
def test_what_sentences_state_and_nothing_else() -> None:
    examples = [example_of(one, Random(f"{one.text} 0")) for one in patterns()]
    counted = sum((count(example, show=False) for example in examples), Counter())
    assert counted["wrong"] == 0
    assert counted["missed"] <= _MOST_MISSED * counted["wanted"]


def test_a_pattern_says_what_is_read_of_it() -> None:
    text = "我镇公开{total}条，其中网站{website?}条，未收到申请。<received><fee=30>"
    pattern = next(iter(patterns()))._replace(text=text)
    example = example_of(pattern, Random(1))
    assert "<" not in example.text and "{" not in example.text
    assert {concept.rpartition(".")[0] for concept, _ in example.wanted} == {"narrative", "requests.received"}
    assert example.wanted["narrative.processing_fee_yuan", "this_year"] == 30
    assert [concept for concept, _ in example.allowed] == ["narrative.channel.website"]
