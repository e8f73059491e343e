"""Pages that name their agency in one place, in two or in none: the measurement itself, and what is never wrong."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from bench.whose.agencies import Agency, agency_of, sibling_of
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
def test_every_kind_is_made_and_claims_the_titles_that_it_prints(name: str) -> None:
    made = page_of("made", name)
    assert data_of(made)
    assert not made.title or "title" in {claim.rank for claim in made.claims}


_HELD_FAMILIES = ["title", "bare", "mixed", "alone", "agree", "whole", "parent", "tableless", "laid", "day", "year"]
_HELD = {
    "menu": "one_word_1 one_word_2 one_word_3 one_word_4 one_word_5 one_word_6 one_word_any two_words some_words "
    "many_words very_many_words words_with_blanks words_with_wide_blanks words_with_bars "
    "words_with_strokes words_in_bullets words_in_brackets county county_government county_and_column "
    "crumbs crumbs_of_here crumbs_with_own crumbs_with_arrows crumbs_on_lines names_of_others "
    "names_with_own names_on_one_line own_name county_and_own_name years reports_of_other_years "
    "reports_of_others dated_reports_of_others column_of_reports column_of_reports_and_years facts "
    "facts_apart title_among_facts posted buttons visitors weather search phone leaders news much_news "
    "attachment numbered_document source whole_site text_of_page invitation",
    "against": "title+announcement title+contact title+opening title+signature title+head title+file contact+opening "
    "contact+signature contact+head contact+file opening+file signature+head signature+file head+file",
    "same": "title contact signature head",
    "trap": "we_act office_trains_towns county_leads residents villages partners orders visitors model_of_another "
    "office_compiles we_publish only_notices where_to_find office_to_phone salutation copies editors "
    "owner_of_site responsible_office state_council tags_of_site title_of_column rights friends "
    "menu_of_others links_to_others links_below",
    "beside": "we_act office_trains_towns county_leads residents villages partners orders visitors model_of_another "
    "office_compiles we_publish only_notices where_to_find office_to_phone salutation copies editors "
    "owner_of_site responsible_office state_council tags_of_site title_of_column rights friends "
    "menu_of_others links_to_others links_below",
}
NEVER_WRONG = [
    *(name for family in _HELD_FAMILIES for name in names_like(family)),
    *(f"{family}:{name}" for family, names in _HELD.items() for name in names.split()),
]
"""Kinds of which no page is read as another agency's."""


@pytest.mark.slow
@pytest.mark.parametrize("name", NEVER_WRONG)
def test_never_another_agency(name: str) -> None:
    for number in range(2):
        made = page_of(f"never/{number}", name)
        assert outcome_of(made, data_of(made)).became.get("entity") != "wrong"
