"""Copied text is found, and told from text that only sounds alike."""

from __future__ import annotations

from random import Random

import pytest

from extract.checks.copied import copied_section
from extract.checks.similar import Likeness, Passage, Text, _cut, clusters_of, likenesses, masked
from tests.test_years import report

FIRST = "河山田林路桥村社农工商学"
WORDS = [a + b for a in "政公务信群众办服道网站平台发布解读审核" for b in "开事息组理务路络点面展现成果案例流程"]


def prose(seed: int, sentences: int = 40) -> str:
    """Made-up sentences; no two seeds have one in common but by chance."""
    random = Random(seed)
    return "".join("，".join("".join(random.choices(WORDS, k=4)) for _ in range(3)) + "。" for _ in range(sentences))


def text(unit: str, words: str, year: int = 2024, published: str = "", number: int = 5) -> Text:
    return Text(f"r{unit}{year}", unit, (f"{unit}镇", f"溪口县{unit}镇人民政府"), year, published, number, words)


def crowd(count: int = 30) -> list[Text]:
    return [text(f"{FIRST[n % 12]}{n}", prose(n)) for n in range(count)]


def pairs(texts: list[Text], least: float = 0.8) -> dict[tuple[str, str], Likeness]:
    return {(each.one.unit, each.other.unit): each for each in likenesses(texts, least)}


def test_texts_of_their_own_are_alike_nobody() -> None:
    assert pairs(crowd(200)) == {}


@pytest.mark.parametrize("kept", [1.0, 0.9, 0.85])
def test_a_copy_is_found_with_what_it_shares(kept: float) -> None:
    source = prose(3)
    copied = source[: int(len(source) * kept)] + prose(999)[: int(len(source) * (1 - kept))]
    found = pairs([*crowd(), text("抄写", copied)])
    own = crowd()[3].unit
    assert {("抄写", own), (own, "抄写")} == found.keys()
    likeness = found["抄写", own]
    assert kept - 0.06 <= likeness.share <= kept + 0.02
    assert likeness.passages[0].quote in source
    assert list(likeness.passages) == sorted(likeness.passages, key=lambda passage: -passage.length)


def test_half_a_copy_is_none() -> None:
    source = prose(3)
    assert pairs([*crowd(), text("抄写", source[: len(source) // 2] + prose(999)[: len(source) // 2])]) == {}


def test_names_years_and_numbers_do_not_hide_a_copy() -> None:
    source = "2024年，溪口县甲镇人民政府公开信息35条，我镇" + prose(5) + "共12件。"
    copied = source.replace("甲镇", "乙镇").replace("35", "1,207").replace("2024", "2023").replace("12件", "三件")
    found = pairs([*crowd(4), text("甲", source), text("乙", copied)])
    assert found["乙", "甲"].share == 1.0


def test_what_most_reports_share_is_nobodys_own() -> None:
    model = prose(77)
    alike = [each._replace(text=model + each.text) for each in crowd()]
    assert pairs(alike) == {}
    assert len(pairs([each._replace(text=model + each.text[:60]) for each in crowd(4)], 0.5)) > 0


def test_a_short_text_is_not_compared() -> None:
    short = prose(3)[:150]
    assert pairs([*crowd(), text("甲", short), text("乙", short)]) == {}


def test_sections_are_compared_with_their_like() -> None:
    assert pairs([text("甲", prose(1), number=1), text("乙", prose(1), number=5)]) == {}


def test_many_copies_of_one_text_are_all_found() -> None:
    ring = [text(f"抄{n}", prose(1000)) for n in range(40)]
    found = pairs([*crowd(100), *ring])
    assert {one for one, _ in found} == {each.unit for each in ring}


def test_a_passage_is_located_on_both_sides() -> None:
    """Behind other paragraphs, and where names were masked."""
    shared = prose(3)
    one = "自己写的一段话。\n甲镇" + shared
    other = "另一段。\n\n又一段。\n溪口县乙镇人民政府的" + shared
    places = [tuple(f"txt:L{n}:1-9" for n in range(1, 1 + whole.count("\n") + 1)) for whole in (one, other)]
    texts = [text("甲", one)._replace(places=places[0]), text("乙", other)._replace(places=places[1])]
    found = pairs([*crowd(), *texts])
    (passage,) = found["甲", "乙"].passages
    assert (passage.place, passage.other_place) == ("txt:L2:1-9", "txt:L4:1-9")
    assert one.split("\n")[1].removeprefix("甲镇").startswith(passage.quote)
    assert passage.length == pytest.approx(len(masked(shared, ())), abs=12)


@pytest.mark.parametrize(("length", "is_told"), [(14, False), (15, True), (40, True)])
def test_a_passage_is_exactly_what_both_have(length: int, is_told: bool) -> None:
    """No character more at either end, and none shorter than fifteen."""
    shared, rest = prose(3), prose(4, 12)
    passage = "".join(FIRST[n % 12] + WORDS[n] for n in range(length))[:length]
    one = text("甲", shared + "甲" + passage + "己" + rest)
    other = text("乙", shared + "乙" + passage + "庚" + prose(5, 12))
    passages = pairs([*crowd(), one, other], 0.5)["甲", "乙"].passages
    bare = len(masked(shared, ()))
    lengths = sorted(each.length for each in passages)
    assert lengths == ([length, bare] if is_told else [bare])
    if is_told:
        assert passage in {each.quote for each in passages}


def test_the_three_longest_passages_are_told() -> None:
    parts = [prose(number, 12 + number) for number in range(5)]
    one = text("甲", "".join(part + chr(0x4E00 + number) for number, part in enumerate(parts)))
    other = text("乙", "".join(part + chr(0x5E00 + number) for number, part in enumerate(parts)))
    passages = pairs([*crowd(), one, other], 0.5)["甲", "乙"].passages
    lengths = [len(masked(part, ())) for part in parts]
    assert [each.length for each in passages] == sorted(lengths, reverse=True)[:3]


@pytest.mark.parametrize(("texts", "is_common"), [(7, False), (8, True)])
def test_what_most_have_is_told_of_eight_texts_on(texts: int, is_common: bool) -> None:
    phrase = prose(99, 6)
    cuts = _cut([text(FIRST[n], phrase + prose(n, 10)) for n in range(texts)])
    assert all(bool(cut.is_own[:100].any()) != is_common for cut in cuts)


def test_what_just_half_have_is_their_own() -> None:
    phrase = prose(99, 6)
    half = _cut([text(FIRST[n], (phrase if n % 2 else "") + prose(n, 10)) for n in range(10)])
    assert half[1].is_own[:100].all()
    more = _cut([text(FIRST[n], (phrase if n % 2 or n == 0 else "") + prose(n, 10)) for n in range(10)])
    assert not more[1].is_own[:100].any()


def test_a_text_of_two_hundred_pieces_is_compared_and_one_of_less_is_not() -> None:
    words = masked(prose(7), ())
    for length, is_compared in ((203, False), (204, True)):
        one, other = text("甲", words[:length]), text("乙", words[:length])
        assert bool(pairs([*crowd(), one, other])) == is_compared


def test_copies_of_copies_are_one_cluster_with_who_was_first() -> None:
    days = {"甲": "2025-01-20", "乙": "2025-01-05", "丙": "2025-01-20"}
    ring = [text(unit, prose(1000), published=day) for unit, day in days.items()]
    pair = [text(unit, prose(2000)) for unit in ("丁", "戊")]
    before = text("甲", prose(1000), year=2023)
    first, second = clusters_of(likenesses([*crowd(), *ring, *pair, before], 0.8))
    assert [each.unit for each in first.texts] == ["乙", "丙", "甲"]
    assert first.source == ring[1]
    assert [(link.one.unit, link.other.unit) for link in first.links] == [("丙", "乙"), ("甲", "乙")]
    assert [(link.one.unit, link.other.unit) for link in second.links] == [("丁", "戊"), ("戊", "丁")]
    assert ({each.unit for each in second.texts}, second.source) == ({"丁", "戊"}, None)
    same_day = [each._replace(published="2025-01-05") for each in ring]
    assert clusters_of(likenesses([*crowd(), *same_day], 0.8))[0].source is None


def finding(one: Text, other: Text, share: float = 0.9) -> list[tuple[str, str, str]]:
    filed = report(one.year, text=one.text, name=one.names[0])
    found = copied_section(filed, Likeness(one, other, share, (Passage(30, one.text[:30], "", ""),)))
    return [(each.rule, each.severity, each.wording) for each in found]


def test_who_is_told_of_a_copy() -> None:
    before, after = text("甲", prose(1), 2023), text("甲", prose(1), 2024)
    assert finding(after, before) == [("F-01", "warning", "copied.before")]
    assert finding(after, before, 0.96) == [("F-01", "error", "copied.before")]
    assert finding(before, after) == []
    early, late = text("甲", prose(1), published="2025-01-05"), text("乙", prose(1), published="2025-01-20")
    assert finding(early, late) == []
    assert finding(late, early) == [("F-02", "warning", "copied.other")]
    assert finding(early._replace(published=""), late) == [("F-02", "warning", "copied.other")]
    assert finding(late, early._replace(year=2023)) == []
    left = late._replace(text="青禾镇将继续努力。" + prose(1))
    assert finding(left, early._replace(names=("溪口县青禾镇",))) == [("F-02", "error", "copied.other.name")]


def test_a_copy_is_told_with_its_passages_or_else_with_its_section() -> None:
    one, other = text("甲", prose(1), 2024), text("甲", prose(1), 2023)
    filed = report(2024, text=prose(1), name="甲镇")
    heading = filed.sections[0].origin
    passages = (
        Passage(90, "长" * 90, "txt:L3:1-9", ""),
        Passage(30, "短" * 30, "", ""),
        Passage(20, "又", "txt:L5:1-9", ""),
    )
    (found,) = copied_section(filed, Likeness(one, other, 0.9, passages))
    assert [str(origin) for origin in found.origins] == ["txt:L3:1-9", "txt:L5:1-9"]
    assert dict(found.details)["passage"] == "长" * 60
    (found,) = copied_section(filed, Likeness(one, other, 0.9, passages[1:2]))
    assert found.origins == (heading,) and dict(found.details)["passage"] == "短" * 30
    (found,) = copied_section(filed, Likeness(one, other, 0.9, ()))
    assert found.origins == (heading,) and dict(found.details)["passage"] == ""
    (found,) = copied_section(filed, Likeness(one._replace(number=1), other._replace(number=1), 0.9, ()))
    assert found.origins == ()
