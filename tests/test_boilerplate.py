"""Shares of boilerplate: what comes out is what comparing all with all finds, piece by piece; and tables of zeros, or
of last year."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from random import Random

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.checks.boilerplate import SectionShares, WrittenSection, section_of, shares_of
from extract.checks.similar import PIECE
from extract.export.tables import Selection, table_of
from extract.forms import load_every_form
from extract.frames import frame_of
from extract.jobs import settle
from extract.library import NAME, OpenLibrary
from extract.library.records import record_of
from extract.model import NO_VERDICT, NOTHING_GIVEN, Concept, Fact, Identity, Locator, Report, Source
from extract.panels.compare import Choice
from tests.made.templated import text as templated

PLACE = Locator("txt:L1:1-1")
LETTERS = "公开信息工作年度报告政府"


def pieces(text: str) -> list[str]:
    return [text[at : at + PIECE] for at in range(len(text) - PIECE + 1)]


def by_comparing_all(sections: Sequence[WrittenSection]) -> Iterator[tuple[str, int, SectionShares]]:
    """The shares by their definition: every piece is looked for in every text."""
    texts: dict[tuple[str, int], set[str]] = defaultdict(set)
    counties: dict[tuple[str, int], dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for section in sections:
        texts[section.unit, section.year].update(pieces(section.masked))
        counties[section.parent, section.year][section.unit].update(pieces(section.masked))
    for section in sections:
        own = pieces(section.masked)
        units = counties[section.parent, section.year]
        others = [having for unit, having in units.items() if unit != section.unit]
        before = texts.get((section.unit, section.year - 1))
        if not own:
            yield section.report_id, section.number, SectionShares()
            continue
        shares = SectionShares()
        if before is not None:
            flags = [piece in before for piece in own]
            shares = shares._replace(own=share(flags), own_run=run(flags))
        if section.parent and others:
            having = [sum(piece in other for other in others) for piece in own]
            flags = [count > 0 for count in having]
            shares = shares._replace(county=share(flags), county_run=run(flags))
            if len(units) >= 8:
                shares = shares._replace(template=share([2 * (count + 1) > len(units) for count in having]))
        yield section.report_id, section.number, shares


def share(flags: list[bool]) -> float:
    return round(sum(flags) / len(flags), 6)


def run(flags: list[bool]) -> int:
    longest = max((len(list(group)) for is_so, group in itertools.groupby(flags) if is_so), default=0)
    return longest + PIECE - 1 if longest else 0


SECTIONS = st.lists(
    st.builds(
        WrittenSection,
        report_id=st.just(""),
        unit=st.sampled_from("abcdefghijkl"),
        parent=st.sampled_from(("甲县", "甲县", "乙县", "")),
        year=st.sampled_from((2022, 2023)),
        number=st.sampled_from((1, 5)),
        masked=st.lists(
            st.sampled_from(["公开信息工作年度", "报告政府", "主动", LETTERS, LETTERS * 2]), max_size=5
        ).map("".join),
    ),
    min_size=1,
    max_size=24,
)


@settings(max_examples=40)
@given(SECTIONS)
def test_shares_are_those_of_comparing_all_with_all(drawn: list[WrittenSection]) -> None:
    sections = [each._replace(report_id=f"r{number}") for number, each in enumerate(drawn)]
    assert sorted(shares_of(sections)) == sorted(by_comparing_all(sections))


@pytest.mark.long
def test_shares_of_a_thousand_reports() -> None:
    """Forty counties of 25 agencies, half of them of the year before."""
    texts = [templated(unit, year) for unit in range(500) for year in (2023, 2024)]
    sections = [
        section_of(each.report_id, each.unit, each.names, each.parent, each.year, number, "\n".join(lines))
        for each in texts
        for number in (1, 5)
        if (lines := [line.text for line in each.paragraphs if line.number == number])
    ]
    counties: dict[str, list[WrittenSection]] = defaultdict(list)
    for section in sections:
        counties[section.parent].append(section)
    expected = [each for some in counties.values() for each in by_comparing_all(some)]
    assert sorted(shares_of(sections)) == sorted(expected)
    assert {len(sections), len(expected)} == {2000}
    assert sum(each[2].own is None for each in expected) == 1000


# ── Tables of zeros, and those of the year before ────────────────────────────────────────────────────────────────────

ROWS = [Concept("requests", "received", column) for column in ("natural_person", "business", "total")]
Cells = tuple[tuple[str, str, int], ...]


def report_of(unit: int, year: int, form: str, cells: Cells) -> Report:
    digest = sha256(f"{unit} {year}".encode()).hexdigest()
    facts = tuple(
        Fact(concept, form, state, Decimal(value) if state == "number" else None, "", "件", how, (PLACE,))  # type: ignore[arg-type]
        for concept, (state, how, value) in zip(ROWS, cells, strict=False)
    )
    name = name_of(unit)
    identity = Identity(f"甲县{name}", f"甲县{name}", f"甲县/{name}", "township", "", "甲县", year, "", "", ())
    return Report(
        Source(f"{unit}-{year}.txt", "text", digest, 9), "ok", "", identity, form, (), facts, (), NOTHING_GIVEN
    )


def name_of(unit: int) -> str:
    """A town of its own for every number."""
    return "".join("松柏梅兰竹菊荷桂桐柳"[int(digit)] for digit in f"{unit:03}") + "镇"


def wide_of(folder: Path, reports: list[Report]) -> pd.DataFrame:
    with OpenLibrary(folder / NAME) as library:
        for report in reports:
            library.add(record_of([(report, NO_VERDICT)]))
        settle(library)
        frame = frame_of(table_of("wide", library, load_every_form(), Selection(Choice(), "zh", None)))
    return frame.set_index(["entity_id", "year"])


def told(form: str, cells: Cells, before: tuple[str, Cells] | None) -> tuple[float | None, float | None]:
    """Whether a table is all zeros, and that of the year before."""
    unsure = [how == "suggested" or state == "unreadable" for state, how, _ in cells]
    numbers = [value for (state, _, value), doubt in zip(cells, unsure, strict=True) if state == "number" and not doubt]
    zero = 0.0 if any(numbers) else None if any(unsure) or not numbers else 1.0
    if not cells or not before or before[0] != form or any(unsure) or not before[1]:
        return zero if cells else None, None
    if any(how == "suggested" or state == "unreadable" for state, how, _ in before[1]):
        return zero, None
    shown = [[(state, value if state == "number" else None) for state, _, value in some] for some in (cells, before[1])]
    return zero, float(shown[0] == shown[1])


@pytest.mark.slow
def test_tables_of_zeros_and_of_last_year(tmp_path: Path) -> None:
    random = Random(3)
    kinds = [("number", "read", 0)] * 6 + [("number", "read", 4), ("blank", "read", 0), ("mark", "read", 0)]
    kinds += [("number", "suggested", 0), ("unreadable", "read", 0), ("number", "aligned", 0)]
    drawn = {}
    for unit in range(150):
        last = ("2021", tuple(random.choice(kinds) for _ in ROWS))
        form = random.choice(("2021", "2021", "2021", "2019"))
        drawn[unit, 2022] = last
        drawn[unit, 2023] = (form, last[1] if random.random() < 0.5 else tuple(random.choice(kinds) for _ in ROWS))
        if random.random() < 0.1:
            drawn.pop((unit, 2022))
    frame = wide_of(tmp_path, [report_of(unit, year, *each) for (unit, year), each in drawn.items()])
    for (unit, year), each in drawn.items():
        row = frame.loc[(f"甲县/{name_of(unit)}", year)]
        found = tuple(None if pd.isna(row[name]) else float(row[name]) for name in ("q_all_zero", "q_as_before"))
        assert found == told(*each, drawn.get((unit, year - 1))), (unit, year)
    assert set(frame["q_as_before"].dropna()) == set(frame["q_all_zero"].dropna()) == {0, 1}
