"""Draws pages at random: of one kind, or of all kinds in turn.

Families of kinds: `title` (how it is printed), `menu` (what stands above a title), `mixed` (both), `alone` (one place
that names the agency, no title), `bare` (the same below each menu), `agree` and `against` (two places of two ranks that
name one agency, or two), `same` (two places of one rank that name two), `trap` (nobody is named but others), `beside`
(the same with one place that names the agency), `paper` (among other papers), `whole` (many places at once), `site`
(whole pages of sites), `parent`, `laid`, `tableless`, `day`, `year`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from itertools import combinations
from random import Random

from bench.whose import evidence, menus, papers, titles, traps
from bench.whose.agencies import TOWNS, sibling_of
from bench.whose.agency import Agency
from bench.whose.layout import DAYS, LAID, PARENTS, TABLELESS, YEARS
from bench.whose.page import KINDS, Page, blank_page
from bench.whose.sites import on_a_site
from bench.whose.titles import titled
from bench.whose.wordings import TITLES, WORDINGS
from bench.whose.world import KINDS as WORLD

Change = Callable[[Page, Random], Page]

TRAPS = traps.TRAPS | papers.TRAPS
ANY: tuple[str, ...] = ()
WITH_PLACES = (
    "town", "people", "sum", "street", "bureau", "commission", "zone", "hospital", "center", "two-named", "approval",
    "branch", "team", "hall", "company", "party office", "farm", "regiment", "regiment town", "provincial",
    "people's county",
)  # fmt: skip
"""Kinds of agencies below a county or a city, whose government is another agency."""
ANSWERS_FOR_OTHERS = ("seldom county",)
"""Kinds that a contact or the signature of an office names for all that are below them."""
RANKED = ("title", "announcement", "contact", "opening", "signature", "head", "file")
TWICE = ("title", "announcement", "contact", "signature", "head")
_BY_RANK = {
    rank: [name for name, (own, _) in evidence.EVIDENCE.items() if own == rank and name not in evidence.NEEDS_TOWN]
    for rank in RANKED
}


class Way:
    """A kind of page: how it is made, of which agencies, as which kinds of file."""

    def __init__(self, change: Change, agencies: tuple[str, ...] = ANY, kinds: tuple[str, ...] = KINDS) -> None:
        self.change, self.agencies, self.kinds = change, agencies, kinds


def _headed(page: Page, random: Random) -> Page:
    """The page, if it is one of the web, with a title for the browser: its own, the site's, or none."""
    if page.kind != "html" or random.random() < 0.3:
        return page
    if random.random() < 0.6:
        return evidence.page_title(page, random, page.agency)
    return replace(page, head=(f"<title>{page.agency.county}人民政府</title>",))


def _titled(kind: Change, page: Page, random: Random) -> Page:
    return _headed(kind(page, random), random)


def _mixed(page: Page, random: Random) -> Page:
    """A title in any form, below a menu that names no agency of its kind."""
    fitting = [name for name in titles.KINDS if page.agency.kind in (titles.NEEDS.get(name) or [page.agency.kind])]
    names = [name for name in menus.LAYOUTS if name not in menus.SAYING and "reports" not in name]
    names = [name for name in names if page.agency.places or "county" not in name]
    page = menus.below_a_menu(page, random, random.choice(names))
    return _titled(titles.KINDS[random.choice(fitting)], page, random)


def _below_menu(name: str, page: Page, random: Random) -> Page:
    """Below links to other reports, which are titles as well, something else says which of them is its own."""
    page = _headed(titled(menus.below_a_menu(page, random, name), random), random)
    return _said("opening", page, random, page.agency) if "reports" in name else page


def _bare(name: str, page: Page, random: Random) -> Page:
    """One place names the agency, below a menu of this layout; no title."""
    rank = random.choice([rank for rank in RANKED if rank != "title" and (rank != "head" or page.kind == "html")])
    return _said(rank, menus.below_a_menu(page, random, name), random, page.agency)


def _perhaps_below_menu(page: Page, random: Random) -> Page:
    """In half of the cases a menu stands above: none that has titles in it, of which one might be its own."""
    if random.random() < 0.5 or not page.agency.places:
        return page
    names = [n for n in menus.LAYOUTS if n not in menus.SAYING and "reports" not in n]
    return menus.below_a_menu(page, random, random.choice(names))


def _alone(name: str, page: Page, random: Random) -> Page:
    return evidence.EVIDENCE[name][1](_perhaps_below_menu(page, random), random, page.agency)


def _said(rank: str, page: Page, random: Random, agency: Agency) -> Page:
    """The page in which one place of a rank names an agency."""
    if rank == "title":
        own = page.agency
        changed = titled(replace(page, agency=agency), random, *titles.USUAL[:2])
        claims = (*page.claims, changed.claims[-1])
        return replace(changed, agency=own, claims=claims)
    return evidence.EVIDENCE[random.choice(_BY_RANK[rank])][1](page, random, agency)


def _agreeing(one: str, other: str, page: Page, random: Random) -> Page:
    page = page if one == "title" else _perhaps_below_menu(page, random)
    return _said(other, _said(one, page, random, page.agency), random, page.agency)


def _contradicting(one: str, other: str, page: Page, random: Random) -> Page:
    page = page if one == "title" else _perhaps_below_menu(page, random)
    first, second = random.sample([page.agency, sibling_of(page.agency, random)], 2)
    return _said(other, _said(one, page, random, first), random, second)


def _head_twice(page: Page, random: Random) -> Page:
    """The page's title names one agency, its tag ArticleTitle another."""
    first, second = random.sample([page.agency, sibling_of(page.agency, random)], 2)
    return evidence.article_title(evidence.page_title(page, random, first), random, second)


def _only_trap(name: str, page: Page, random: Random) -> Page:
    page = TRAPS[name](page, random)
    if any("发布日期" in line for line in page.under):
        page = page.dated("metadata")
    return page


def _beside_trap(name: str, page: Page, random: Random) -> Page:
    rank = random.choice([rank for rank in RANKED if rank != "head"])
    return _said(rank, _only_trap(name, page, random), random, page.agency)


OFTEN = {"announcement": 0.6, "contact": 0.5, "opening": 0.4, "signature": 0.4, "head": 0.5, "file": 0.2}
"""How often a page of the family `whole` names its agency in a place of each rank."""
TRAPS_EACH = 2


def _whole(title: bool, page: Page, random: Random) -> Page:
    """Some places that name the agency and some that name others, below a menu or none."""
    page = _perhaps_below_menu(page, random)
    page = titled(page, random) if title else page
    ranks = [
        rank for rank, often in OFTEN.items() if random.random() < often and (rank != "head" or page.kind == "html")
    ]
    names = [name for name in TRAPS if name not in traps.WEB_ONLY and "links" not in name]
    for name in random.sample(names, random.randint(0, TRAPS_EACH)):
        page = _only_trap(name, page, random)
    for rank in ranks or [random.choice(("announcement", "opening", "signature"))]:
        page = _said(rank, page, random, page.agency)
    return page


def _worded(name: str, page: Page, random: Random) -> Page:
    return WORDINGS[name][1](_perhaps_below_menu(page, random), random, page.agency)


def _said_once(page: Page, random: Random) -> Page:
    """One place names the agency, perhaps below a menu; no title."""
    ranks = [rank for rank in RANKED if rank != "title" and (rank != "head" or page.kind == "html")]
    return _said(random.choice(ranks), _perhaps_below_menu(page, random), random, page.agency)


def _on_site(title: bool, page: Page, random: Random) -> Page:
    """A page of a site, of an agency of any kind, that names it in its title, in some other places, or only in them."""
    page = titled(page, random) if title else page
    page = on_a_site(page, random)
    if page.kind == "html":
        page = _headed(page, random) if title else replace(page, head=(f"<title>{page.agency.county}人民政府</title>",))
    names = [name for name in TRAPS if name not in traps.WEB_ONLY and "links" not in name]
    names = [name for name in names if name not in ("owner_of_site", "menu_of_others", "salutation")]
    for name in random.sample(names, random.randint(0, TRAPS_EACH)):
        page = _only_trap(name, page, random)
    ranks = [rank for rank, often in OFTEN.items() if random.random() < often and rank not in ("head", "file")]
    for rank in ranks or ([] if title else [random.choice(("announcement", "contact", "opening", "signature"))]):
        page = _said(rank, page, random, page.agency)
    return page


def _ways() -> dict[str, Way]:
    web = ("html",)
    ways = {f"title:{n}": Way(partial(_titled, kind), titles.NEEDS.get(n, ANY)) for n, kind in titles.KINDS.items()}
    ways |= {f"menu:{n}": Way(partial(_below_menu, n), (*WITH_PLACES, "county")) for n in menus.LAYOUTS}
    ways |= {f"bare:{n}": Way(partial(_bare, n), WITH_PLACES) for n in menus.LAYOUTS if "report" not in n}
    ways |= {f"mixed:{kind}": Way(_mixed, (*WITH_PLACES, "county"), (kind,)) for kind in KINDS}
    for name in evidence.EVIDENCE:
        agencies = TOWNS if name in evidence.NEEDS_TOWN else WITH_PLACES
        ways[f"alone:{name}"] = Way(partial(_alone, name), agencies, web if name in evidence.WEB_ONLY else KINDS)
    for one, other in combinations(RANKED, 2):
        kinds = web if "head" in (one, other) else KINDS
        ways[f"agree:{one}+{other}"] = Way(partial(_agreeing, one, other), WITH_PLACES, kinds)
        ways[f"against:{one}+{other}"] = Way(partial(_contradicting, one, other), WITH_PLACES, kinds)
    for rank in TWICE:
        change = _head_twice if rank == "head" else partial(_contradicting, rank, rank)
        ways[f"same:{rank}"] = Way(change, WITH_PLACES, web if rank == "head" else KINDS)
    for name in TRAPS:
        kinds = web if name in traps.WEB_ONLY else KINDS
        ways[f"trap:{name}"] = Way(partial(_only_trap, name), WITH_PLACES, kinds)
        ways[f"beside:{name}"] = Way(partial(_beside_trap, name), WITH_PLACES, kinds)
    for kind in KINDS:
        ways[f"whole:titled_{kind}"] = Way(partial(_whole, True), WITH_PLACES, (kind,))
        ways[f"whole:untitled_{kind}"] = Way(partial(_whole, False), WITH_PLACES, (kind,))
        ways[f"site:titled_{kind}"] = Way(partial(_on_site, True), ANY, (kind,))
        ways[f"site:untitled_{kind}"] = Way(partial(_on_site, False), ANY, (kind,))
    ways |= {f"wording:{name}": Way(partial(_titled, kind), (*WITH_PLACES, "county")) for name, kind in TITLES.items()}
    ways |= {f"wording:{name}": Way(partial(_worded, name), WITH_PLACES) for name in WORDINGS}
    for name, kind in papers.PAPERS.items():
        agencies, files = papers.AGENCIES_OF.get(name, WITH_PLACES), papers.FILES_OF.get(name, KINDS)
        ways[f"paper:{name}"] = Way(kind, agencies, files)
    for kind in WORLD:
        short = kind.removeprefix("seldom ").replace(" ", "_")
        ways[f"seldom:titled_{short}"] = Way(_mixed, (kind,))
        ways[f"seldom:on_site_{short}"] = Way(partial(_on_site, True), (kind,))
        if kind not in ANSWERS_FOR_OTHERS:
            ways[f"seldom:said_{short}"] = Way(_said_once, (kind,))
            ways[f"seldom:untitled_{short}"] = Way(partial(_on_site, False), (kind,))
    ways |= {f"parent:{name}": Way(kind, TOWNS) for name, kind in PARENTS.items()}
    for name, bare in TABLELESS.items():
        ways[f"tableless:{name}"] = Way(bare, WITH_PLACES, web if name == "head_alone" else KINDS)
    ways |= {f"laid:{name}": Way(kind, WITH_PLACES) for name, kind in LAID.items()}
    ways |= {f"day:{name}": Way(kind, ANY, web if name == "in_tag" else KINDS) for name, kind in DAYS.items()}
    ways |= {f"year:{name}": Way(kind, ANY) for name, kind in YEARS.items()}
    return ways


WAYS: Mapping[str, Way] = _ways()
"""Every kind of page by name, its family in front."""
_FILES = (6, 6, 3, 1)
"""How often pages are text, web pages, Word files, PDF files."""


def page_of(seed: str, name: str, kind: str = "") -> Page:
    """The page of a seed, of one kind of page and, where it is named, one kind of file."""
    random, way = Random(seed), WAYS[name]
    if kind not in way.kinds:
        kind = random.choices(way.kinds, [_FILES[KINDS.index(each)] for each in way.kinds])[0]
    page = way.change(blank_page(random, kind, way.agencies), random)
    return replace(page, name=name)


def names_like(only: str) -> list[str]:
    """The kinds of a family, or one kind; all of them for no name."""
    return [name for name in WAYS if not only or name == only or name.split(":")[0] == only]
