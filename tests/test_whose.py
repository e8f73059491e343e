"""Pages that name their agency in one place, in two or in none: the measurement itself, and what is never wrong."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from bench.whose.agencies import agency_of, sibling_of
from bench.whose.agency import Agency
from bench.whose.drawing import WAYS, names_like, page_of
from bench.whose.files import data_of
from bench.whose.page import Page, blank_page
from bench.whose.scoring import became_of_entity, outcome_of

TOWN = Agency("青禾镇", ("北岭省", "澄湾市", "溪口县"), "人民政府", "镇", "党政办公室", "town")
OTHER = TOWN._replace(name="柳汀镇")
BUREAU = Agency("财政局", ("澄湾市", "溪口县"), "", "局", "办公室", "bureau", 1, ("县财政局",))


def page(*claims: tuple[str, Agency]) -> Page:
    blank = replace(blank_page(Random(1), "txt"), agency=TOWN)
    for rank, agency in claims:
        blank = blank.saying(rank, agency)  # type: ignore[arg-type]
    return blank


def test_names_of_an_agency() -> None:
    assert TOWN.names == {"青禾镇", "溪口县青禾镇", "澄湾市溪口县青禾镇", "北岭省澄湾市溪口县青禾镇"}
    assert BUREAU.names == {"溪口县财政局", "澄湾市溪口县财政局", "县财政局"}
    assert (TOWN.government, BUREAU.government) == ("溪口县青禾镇人民政府", "溪口县财政局")
    assert TOWN.parents == {"溪口县", "澄湾市溪口县", "北岭省澄湾市溪口县"}


def test_a_sibling_is_another_agency_of_the_same_kind_and_level() -> None:
    for seed in range(100):
        agency = agency_of(Random(seed))
        sibling = sibling_of(agency, Random(seed))
        assert (sibling.kind, sibling.level) == (agency.kind, agency.level)
        assert not sibling.names & agency.names


@pytest.mark.parametrize(
    ("claims", "entity", "doubted", "became"),
    [
        ([("title", TOWN)], "青禾镇", False, "right"),
        ([("title", TOWN)], "溪口县青禾镇", False, "right"),
        ([("title", TOWN)], "公开指南溪口县青禾镇", False, "wrong"),
        ([("title", TOWN)], "公开指南溪口县青禾镇", True, "wrong"),
        ([("title", TOWN)], "", False, "empty"),
        ([("title", TOWN), ("signature", OTHER)], "青禾镇", False, "right"),
        ([("title", TOWN), ("signature", OTHER)], "柳汀镇", True, "wrong"),
        ([("title", TOWN), ("title", OTHER)], "柳汀镇", False, "wrong"),
        ([("title", TOWN), ("title", OTHER)], "柳汀镇", True, "right"),
        ([("title", TOWN), ("title", OTHER)], "", False, "right"),
        ([("hint", TOWN)], "青禾镇", False, "right"),
        ([("hint", TOWN)], "", False, "right"),
        ([("hint", TOWN), ("file", OTHER)], "青禾镇", False, "wrong"),
        ([], "", False, "right"),
        ([], "青禾镇", False, "wrong"),
    ],
)
def test_what_became_of_an_agency(claims: list[tuple[str, Agency]], entity: str, doubted: bool, became: str) -> None:
    assert became_of_entity(page(*claims), entity, doubted) == became


def test_the_day_of_the_strongest_place_counts() -> None:
    dated = page().dated("signature", "2024-01-02").dated("metadata", "2024-01-09")
    assert (dated.published, page().published) == ("2024-01-09", "")


def test_the_same_seed_gives_the_same_file() -> None:
    one, other = (page_of("a seed", "menu:some_words", "html") for _ in range(2))
    assert (one.claims, data_of(one)) == (other.claims, data_of(other))


def test_kinds_are_named_by_their_families() -> None:
    assert len(names_like("menu")) >= 40
    assert names_like("alone:contact") == ["alone:contact"]
    assert names_like("") == list(WAYS)


@pytest.mark.slow
@pytest.mark.parametrize("name", WAYS)
def test_never_another_agency(name: str) -> None:
    for number in range(2):
        made = page_of(f"never/{number}", name)
        assert outcome_of(made, data_of(made)).became.get("entity") != "wrong"


@pytest.mark.slow
@pytest.mark.parametrize("name", WAYS)
def test_every_title_that_is_printed_is_a_claim(name: str) -> None:
    made = page_of("made", name)
    assert not made.title or "title" in {claim.rank for claim in made.claims}
