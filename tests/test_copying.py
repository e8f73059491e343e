"""Whose copied paragraphs are told, of whom, and how gravely."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import pytest

from extract.checks.copied import Copied, Likeness, Text, TextParagraph, copied_findings, template_finding
from extract.checks.copying import copied_in
from extract.model import Finding
from tests.test_similar import words
from tests.test_years import report

PARENT = "溪口县"
SHARED = [words(n, 90) for n in range(1, 6)]


def text(
    unit: str,
    *written: str,
    year: int = 2024,
    published: str = "",
    number: int = 5,
    line: Collection[str] = (),
    parent: str = PARENT,
) -> Text:
    lines = tuple(TextParagraph(number, at, each, f"txt:L{at}") for at, each in enumerate(written, start=1))
    names, own = (f"{unit}镇", f"{parent}{unit}镇人民政府", parent), frozenset([unit, *line])
    return Text(f"r{unit}{year}", unit, own, names, parent, year, published, f"{unit}.txt", lines)


def others(year: int = 2024, count: int = 20, parent: str = PARENT) -> list[Text]:
    return [text(f"旁{n}", words(1000 + n + year, 300), year=year, parent=parent) for n in range(count)]


def copied(*texts: Text, crowd: Sequence[Text] | None = None) -> Copied:
    asked = [each for each in texts if each.year == 2024] + (others() if crowd is None else [*crowd])
    before = [each for each in texts if each.year < 2024]

    def fetched(reports: Collection[str]) -> Mapping[str, Text]:
        return {each.report_id: each for each in before if each.report_id in reports}

    return copied_in(asked, before, fetched)


def told(*texts: Text) -> dict[str, list[Finding]]:
    """The findings about each unit."""
    found: dict[str, list[Finding]] = {}
    for likeness in copied(*texts).likenesses:
        filed = report(likeness.one.year, text="", name=likeness.one.names[0])
        found.setdefault(likeness.one.unit, []).extend(copied_findings(filed, [likeness]))
    return found


def briefly(*texts: Text) -> dict[str, list[tuple[str, str, str]]]:
    return {unit: [(f.rule, f.severity, f.wording) for f in found] for unit, found in told(*texts).items()}


DOUBT = [("F-02", "warning", "copied.other")]


def test_without_days_it_is_a_doubt_about_both() -> None:
    assert briefly(text("甲和", *SHARED), text("乙和", *SHARED)) == {"甲和": DOUBT, "乙和": DOUBT}
    days = ("2025-01-20", "2025-01-20")
    same_day = [text(unit, *SHARED, published=day) for unit, day in zip(("甲和", "乙和"), days, strict=True)]
    assert briefly(*same_day) == {"甲和": DOUBT, "乙和": DOUBT}
    one_day = text("乙和", *SHARED, published="2025-01-20")
    assert briefly(text("甲和", *SHARED), one_day) == {"甲和": DOUBT, "乙和": DOUBT}


def test_who_was_published_first_is_told_nothing() -> None:
    early, late = (text(u, *SHARED, published=day) for u, day in (("甲和", "2025-01-05"), ("乙和", "2025-01-20")))
    assert briefly(early, late) == {"乙和": [("F-02", "error", "copied.other.later")]}
    part = late._replace(paragraphs=text("乙和", *SHARED[:3], words(70, 90), words(71, 90)).paragraphs)
    assert briefly(early, part) == {"乙和": [("F-02", "warning", "copied.other.later")]}


def test_who_left_the_other_name_inside_has_copied() -> None:
    named = f"甲和镇{SHARED[0]}"
    assert briefly(text("甲和", named, *SHARED[1:]), text("乙和", named, *SHARED[1:])) == {
        "乙和": [("F-02", "error", "copied.other.name")]
    }
    both = f"甲和镇与乙和镇{SHARED[0]}"
    assert briefly(text("甲和", both), text("乙和", both)) == {"甲和": DOUBT, "乙和": DOUBT}
    elsewhere = text("乙和", *SHARED, "向甲和镇学习。")
    assert briefly(text("甲和", *SHARED), elsewhere) == {"甲和": DOUBT, "乙和": DOUBT}


def test_paragraphs_are_counted_and_named() -> None:
    """Four of five, the usual way."""
    mixed = text("乙和", SHARED[0], words(50, 200), *SHARED[2:])
    found = told(text("甲和", *SHARED), mixed)
    (finding,) = found["乙和"]
    details = dict(finding.details)
    assert (details["count"], details["total"], details["which"]) == ("4", "5", "1、3、4、5")
    assert (details["other"], details["year"]) == ("甲和镇", "2024")
    assert finding.actual == details["share"] == "64%"
    assert [str(origin) for origin in finding.origins] == ["txt:L1", "txt:L3", "txt:L4", "txt:L5"]
    assert dict(found["甲和"][0].details)["share"] == "80%"


def test_a_single_paragraph_of_eighty_characters_is_told() -> None:
    for length, is_told in ((79, False), (80, True)):
        shared = words(5, length)
        found = briefly(text("甲和", words(60, 300), shared), text("乙和", words(61, 300), shared))
        assert found == ({"甲和": DOUBT, "乙和": DOUBT} if is_told else {})


def test_of_several_the_nearest_is_told() -> None:
    found = told(
        text("甲和", *SHARED), text("乙和", *SHARED[:4], words(50, 90)), text("丙和", *SHARED[:2], words(51, 90))
    )
    (finding,) = found["甲和"]
    assert dict(finding.details)["other"] == "乙和镇"
    assert found.keys() == {"甲和", "乙和", "丙和"}


def test_an_earlier_report_of_another_was_first() -> None:
    late, before = text("甲和", *SHARED), text("乙和", *SHARED, year=2023)
    assert briefly(late, before) == {"甲和": DOUBT}
    own_before = text("甲和", words(40, 300), year=2023)
    assert briefly(late, before, own_before) == {"甲和": [("F-02", "error", "copied.other.later")]}
    still = text("乙和", *SHARED)
    assert briefly(late, before, own_before, still) == {
        "甲和": [("F-02", "error", "copied.other.later")],
        "乙和": [("F-01", "error", "copied.before")],
    }


def test_who_wrote_it_in_an_earlier_year_has_not_copied_it() -> None:
    before, after = text("甲和", *SHARED, year=2022), text("甲和", *SHARED)
    assert briefly(before, after, text("乙和", *SHARED, year=2023)) == {"甲和": [("F-01", "error", "copied.before")]}


def test_own_earlier_years() -> None:
    before, whole = text("甲和", *SHARED, year=2023), text("甲和", *SHARED)
    assert briefly(before, whole) == {"甲和": [("F-01", "error", "copied.before")]}
    most = text("甲和", *SHARED[:4], words(50, 90))
    assert briefly(before, most) == {"甲和": [("F-01", "warning", "copied.before")]}
    half = text("甲和", *SHARED[:2], words(50, 90), words(51, 90), words(52, 90))
    assert briefly(before, half) == {}
    assert briefly(before, text("甲和", *SHARED, number=1)) == {"甲和": [("F-01", "error", "copied.before")]}


def test_a_predecessor_is_not_another_agency() -> None:
    before = text("乙和", *SHARED, year=2023)
    assert briefly(before, text("甲和", *SHARED, line=["乙和"])) == {"甲和": [("F-01", "error", "copied.before")]}
    renamed = text("甲和乡", *SHARED, year=2023)._replace(names=("甲和乡", "溪口县甲和乡人民政府", PARENT))
    assert briefly(renamed, text("甲和", *SHARED)) == {"甲和": [("F-01", "error", "copied.before")]}
    still_there = text("甲和乡", words(50, 90))._replace(names=renamed.names)
    assert briefly(renamed, text("甲和", *SHARED), still_there) == {"甲和": DOUBT}
    elsewhere = renamed._replace(parent="远山县")
    assert briefly(elsewhere, text("甲和", *SHARED)) == {"甲和": DOUBT}


def test_sections_are_told_apart() -> None:
    both = [text(unit, *SHARED[:2])._replace(paragraphs=two_sections(unit)) for unit in ("甲和", "乙和")]
    found = told(*both)["甲和"]
    assert [(dict(each.details)["number"], dict(each.details)["total"]) for each in found] == [("1", "2"), ("5", "3")]


def two_sections(unit: str) -> tuple[TextParagraph, ...]:
    return (*text(unit, *SHARED[:2], number=1).paragraphs, *text(unit, *SHARED[2:]).paragraphs)


def test_a_template_of_a_county_is_told_once_and_of_nobody() -> None:
    county = [text(f"镇{n}", *SHARED[:2], words(50 + n, 100), parent="远山县") for n in range(6)]
    crowd = [*others(), *others(count=4, parent="远山县")]
    found = copied(*county, crowd=crowd)
    assert (found.likenesses, found.clusters) == ((), ())
    (template,) = found.templates
    assert (template.parent, template.agencies, template.of) == ("远山县", 6, 10)
    assert [paragraph.text for paragraph in template.paragraphs] == SHARED[:2]
    finding = template_finding(template)
    assert (finding.rule, finding.severity, finding.wording) == ("F-02", "note", "copied.template")
    five = copied(*county[:5], crowd=[*crowd, text("镇9", words(80, 100), parent="远山县")])
    assert five.templates == () and len(five.likenesses) == 5


def test_copies_of_copies_are_one_cluster_with_who_was_first() -> None:
    days = {"甲和": "2025-01-20", "乙和": "2025-01-05", "丙和": "2025-01-20"}
    ring = [text(unit, *SHARED[:2], published=day) for unit, day in days.items()]
    pair = [text(unit, *SHARED[2:]) for unit in ("丁和", "戊和")]
    first, second = copied(*ring, *pair).clusters
    assert [each.unit for each in first.texts] == ["乙和", "丙和", "甲和"]
    assert first.source and first.source.unit == "乙和"
    assert [(link.one.unit, link.other.unit) for link in first.links] == [("丙和", "乙和"), ("甲和", "乙和")]
    assert [(link.one.unit, link.other.unit) for link in second.links] == [("丁和", "戊和"), ("戊和", "丁和")]
    assert ({each.unit for each in second.texts}, second.source) == ({"丁和", "戊和"}, None)


def test_a_paragraph_is_located_on_both_sides() -> None:
    one, other = text("甲和", words(50, 90), SHARED[0]), text("乙和", words(51, 90), words(52, 90), SHARED[0])
    likeness: Likeness = copied(one, other).likenesses[0]
    (passage,) = likeness.passages
    assert (passage.one.place, passage.other.place) == ("txt:L2", "txt:L3")


@pytest.mark.slow
def test_many_copies_of_one_text_are_all_told() -> None:
    ring = [text(f"抄{n}", *SHARED) for n in range(40)]
    found = copied(*ring, crowd=others(count=100))
    assert {likeness.one.unit for likeness in found.likenesses} == {each.unit for each in ring}
    assert [len(cluster.texts) for cluster in found.clusters] == [40]
