"""Of which units reports are: what a corpus tells of a report that tells too little, whatever folders it lies in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import permutations
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.agencies.units import ListedUnit, Naming, UnitRow, Whose, nobody_listed, rows_of, whose_are
from extract.jobs import settle
from extract.jobs.identifying import units_in
from extract.library import NAME, OpenLibrary
from extract.library.records import record_of
from extract.model import Finding, Given, Report, Verdict
from extract.rows import UNIT_ROW_COLUMNS, print_of
from tests.test_years import report


def naming(key: int, place: str, name: str, year: int = 2023, code: str = "") -> Naming:
    return Naming(key, key, place + name, name, place, False, place, "township", year, code)


def never(one: int, other: int) -> bool:
    return False


def ids(*namings: Naming, two: Iterable[set[int]] = ()) -> list[str]:
    """The ids of reports, of which some pairs are of two agencies."""
    pairs = list(two)
    whose = whose_are(namings, nobody_listed, lambda one, other: {one, other} in pairs)
    return [whose[each.key].entity_id for each in namings]


def whose(*namings: Naming, two: Iterable[set[int]] = ()) -> list[Whose]:
    pairs = list(two)
    found = whose_are(namings, nobody_listed, lambda one, other: {one, other} in pairs)
    return [found[each.key] for each in namings]


def test_a_bare_name_is_the_unit_of_the_one_full_name_that_explains_it() -> None:
    full, bare, again = (
        naming(1, "云溪县", "石桥镇"),
        naming(2, "", "石桥镇", 2024),
        naming(3, "云溪县", "石桥镇", 2022),
    )
    assert ids(full, bare, again) == ["云溪县/石桥镇"] * 3
    assert [each.basis for each in whose(full, bare)] == ["printed", "corpus"]
    assert whose(bare)[0] == Whose("?/石桥镇", "", "name", "unplaced")


def test_a_bare_name_that_two_could_explain_is_neither() -> None:
    one, other, bare = naming(1, "云溪县", "城关镇"), naming(2, "白河县", "城关镇"), naming(3, "", "城关镇", 2024)
    assert whose(one, other, bare)[2] == Whose("?/城关镇", "", "name", "unresolved", ("云溪县/城关镇", "白河县/城关镇"))


def test_two_reports_of_one_year_that_are_of_two_agencies_are_never_joined() -> None:
    one, other, later = naming(1, "", "城关镇"), naming(2, "", "城关镇"), naming(3, "", "城关镇", 2024)
    assert ids(one, other, later) == ["?/城关镇"] * 3
    assert ids(one, other, later, two=[{1, 2}]) == ["?/城关镇", "?/城关镇-2", "?/城关镇"]
    full = naming(4, "云溪县", "城关镇", 2020)
    found = whose(one, other, later, full, two=[{1, 2}])
    assert [each.standing for each in found] == ["unresolved"] * 3 + ["resolved"]
    assert {each.candidates for each in found[:3]} == {("云溪县/城关镇",)}


def test_a_report_beside_another_of_its_one_candidate_is_not_joined() -> None:
    full, bare = naming(1, "云溪县", "城关镇"), naming(2, "", "城关镇")
    assert ids(full, bare) == ["云溪县/城关镇"] * 2
    assert ids(full, bare, two=[{1, 2}]) == ["云溪县/城关镇", "?/城关镇"]


def test_more_or_less_of_a_chain_of_places_is_one_unit() -> None:
    chains = ("北岭省澄湾市溪口县", "澄湾市溪口县", "溪口县", "北岭省溪口县")
    assert ids(*(naming(at, chain, "青禾镇", 2020 + at) for at, chain in enumerate(chains))) == ["溪口县/青禾镇"] * 4


def test_a_chain_that_says_too_little_for_one_of_two_places_is_unresolved() -> None:
    one, other, short = (
        naming(1, "澄湾市东城区", "青禾街道"),
        naming(2, "柳汀市东城区", "青禾街道"),
        naming(3, "东城区", "青禾街道"),
    )
    found = whose(one, other, short)
    assert [each.entity_id for each in found] == ["澄湾市东城区/青禾街道", "柳汀市东城区/青禾街道", "东城区/青禾街道"]
    assert found[2].candidates == ("柳汀市东城区/青禾街道", "澄湾市东城区/青禾街道")


def test_a_code_is_the_id_of_its_unit_in_every_year() -> None:
    coded, full, bare = (
        naming(1, "云溪县", "石桥镇", code="330102101"),
        naming(2, "云溪县", "石桥镇"),
        naming(3, "", "石桥镇"),
    )
    assert ids(coded, full, bare) == ["330102101"] * 3
    second = naming(4, "云溪县", "石桥镇", code="330199101")
    assert whose(coded, second, full)[2].candidates == ("330102101", "330199101")


def test_a_person_s_list_tells_what_no_report_does() -> None:
    def known(each: Naming) -> Sequence[ListedUnit]:
        return [ListedUnit("330102101", "云溪县")] if each.name == "石桥镇" else []

    bare, full = naming(1, "", "石桥镇"), naming(2, "白河县", "石桥镇")
    assert whose_are([bare], known, never)[1] == Whose("330102101", "云溪县", "list")
    assert whose_are([naming(3, "云溪县", "石桥镇")], known, never)[3].entity_id == "330102101"
    assert whose_are([full], nobody_listed, never)[2].entity_id == "白河县/石桥镇"


PLACES = st.sampled_from(("", "", "溪口县", "澄湾市溪口县", "柳汀市溪口县", "北岭省溪口县", "白河县"))
NAMES = st.sampled_from(("石桥镇", "城关镇", "财政局"))


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(PLACES, NAMES, st.sampled_from((2022, 2023))), min_size=1, max_size=9), st.randoms())
def test_units_do_not_depend_on_the_order_and_no_two_places_become_one(
    drawn: list[tuple[str, str, int]], random: Random
) -> None:
    namings = [naming(key, *each) for key, each in enumerate(drawn)]
    found = whose_are(namings, nobody_listed, never)
    assert set(found) == {each.key for each in namings}
    shuffled = random.sample(namings, len(namings))
    assert whose_are(shuffled, nobody_listed, never) == found
    for one, other in permutations(namings, 2):
        if found[one.key].entity_id == found[other.key].entity_id:
            assert one.name == other.name
            assert (
                not (one.place and other.place) or "白河县" not in {one.place, other.place} or one.place == other.place
            )
    rows = rows_of(namings, found)
    assert sum(row.reports for row in rows) == len(namings)
    assert all(bool(row.candidates) <= (row.standing == "unresolved") for row in rows)
    known = {row.entity_id for row in rows}
    assert all(set(row.candidates.split(";")) <= known for row in rows if row.candidates)


# ── In a library ─────────────────────────────────────────────────────────────────────────────────────────────────────

FAULT = Finding("D-07", "warning", "report", "sum", (), "", "12600", ("proactive.fees.amount",), ())


def made(mark: str, year: int, place: str, fees: int, file: str = "", told: Given | None = None) -> Report:
    """A report of 青禾镇 that prints a place or none."""
    each = report(year, {"proactive.fees.amount": fees})
    source = each.source._replace(sha256=mark * 64, name=file or f"{mark}.txt")
    identity = replace(each.identity, entity=f"{place}青禾镇", parent=place, entity_id=f"{place or '?'}/青禾镇")
    return replace(each, source=source, identity=identity, given=told or each.given)


def keep(library: OpenLibrary, *reports: Report) -> None:
    for each in reports:
        library.add(record_of([(each, Verdict((FAULT,), {}))]))
    settle(library)


def whose_in(library: OpenLibrary) -> dict[str, tuple[str, str]]:
    columns = library.columns("reports")
    rows = [dict(zip(columns, row, strict=True)) for row in library.rows("reports")]
    return {row["file"]: (row["entity_id"], row["parent"]) for row in rows}


@pytest.fixture
def library(tmp_path: Path) -> OpenLibrary:
    return OpenLibrary(tmp_path / NAME)


def test_a_library_finds_its_units_anew_with_every_file(library: OpenLibrary) -> None:
    keep(library, made("a", 2023, "", 5))
    assert whose_in(library) == {"a.txt": ("?/青禾镇", "")}
    keep(library, made("b", 2022, "溪口县", 5))
    assert whose_in(library) == {"a.txt": ("溪口县/青禾镇", "溪口县"), "b.txt": ("溪口县/青禾镇", "溪口县")}
    keep(library, made("c", 2022, "白河县", 5))
    assert whose_in(library)["a.txt"] == ("?/青禾镇", "")
    assert library.unresolved() == {"?/青禾镇"}
    library.remove(["b.txt"])
    settle(library)
    assert whose_in(library) == {"a.txt": ("白河县/青禾镇", "白河县"), "c.txt": ("白河县/青禾镇", "白河县")}


def test_decisions_follow_a_report_to_its_unit_and_back(library: OpenLibrary) -> None:
    keep(library, made("a", 2023, "", 5))
    first = print_of("?/青禾镇", 2023, "D-07", "proactive.fees.amount", "", "12600")
    with library.writing():
        library.decide([(first, "不属实", "单位就是元")])
    keep(library, made("b", 2022, "溪口县", 5))
    joined = print_of("溪口县/青禾镇", 2023, "D-07", "proactive.fees.amount", "", "12600")
    assert library.decisions()[joined] == ("不属实", "单位就是元")
    with library.writing():
        library.decide([(joined, "属实", "")])
    library.remove(["b.txt"])
    settle(library)
    prints = {row[library.columns("findings").index("fingerprint")] for row in library.rows("findings")}
    assert prints == {first}
    assert library.unmatched() == []


def test_a_file_that_is_read_again_is_of_its_unit_at_once(library: OpenLibrary) -> None:
    keep(library, made("a", 2023, "", 5), made("b", 2022, "溪口县", 5))
    library.add(record_of([(made("a", 2023, "", 5), Verdict((FAULT,), {}))]))
    assert whose_in(library)["a.txt"] == ("溪口县/青禾镇", "溪口县")


def test_a_library_that_is_taken_over_brings_decisions_to_the_units_that_both_tell(tmp_path: Path) -> None:
    with OpenLibrary(tmp_path / "one" / NAME) as one, OpenLibrary(tmp_path / "other" / NAME) as other:
        keep(one, made("a", 2023, "", 5), made("b", 2022, "溪口县", 5))
        joined = print_of("溪口县/青禾镇", 2023, "D-07", "proactive.fees.amount", "", "12600")
        with one.writing():
            one.decide([(joined, "不属实", "")])
        keep(other, made("c", 2021, "白河县", 5))
        other.take_over(one)
        settle(other)
        assert whose_in(other)["a.txt"] == ("?/青禾镇", "")
        alone = print_of("?/青禾镇", 2023, "D-07", "proactive.fees.amount", "", "12600")
        assert other.decisions()[alone] == ("不属实", "")


def test_a_person_who_assigns_a_file_settles_whose_it_is(library: OpenLibrary) -> None:
    keep(library, made("a", 2023, "", 5), made("b", 2022, "溪口县", 5), made("c", 2022, "白河县", 5))
    with library.writing():
        library.assign(2023, [("a" * 64, 1, "白河县青禾镇", "")])
    settle(library)
    assert whose_in(library)["a.txt"][0] == "白河县/青禾镇"
    assert not library.unresolved()
    keep(library, made("d", 2023, "", 6, "a.txt"))
    assert whose_in(library)["a.txt"][0] == "白河县/青禾镇", "also what the file holds now"


def test_a_place_that_a_report_prints_is_told_from_one_that_a_person_gave(library: OpenLibrary) -> None:
    keep(library, made("a", 2022, "溪口县", 5))
    assert [row.evidence for row in units_in(library).rows] == ["printed"]
    keep(library, made("a", 2022, "", 5, told=Given(parent="溪口县")))
    assert [row.evidence for row in units_in(library).rows] == ["given"]


def test_two_agencies_of_one_name_and_year_stay_two_whatever_their_folders(library: OpenLibrary) -> None:
    keep(library, made("a", 2023, "", 5, "x/1.txt"), made("b", 2023, "", 7, "x/2.txt"), made("c", 2022, "溪口县", 5))
    assert [found[0] for found in whose_in(library).values()] == ["溪口县/青禾镇", "?/青禾镇", "?/青禾镇-2"]
    rows = {row.entity_id: row for row in units_in(library).rows}
    assert rows["?/青禾镇-2"].candidates == "溪口县/青禾镇"


def test_versions_of_one_report_are_of_one_unit_in_whatever_folders(library: OpenLibrary) -> None:
    keep(library, made("a", 2023, "", 5, "wave1/青禾镇.txt"), made("b", 2023, "", 5, "wave2/青禾镇.txt"))
    assert set(whose_in(library).values()) == {("?/青禾镇", "")}


def test_the_row_of_a_unit_has_the_columns_of_its_file() -> None:
    assert UnitRow._fields == UNIT_ROW_COLUMNS
