"""A page on its way to a file: what stands above, in and below a report, and whose report all of it says that it is.

A kind takes a `Page` and gives another one. Whatever it prints that speaks for an agency it adds to the `claims`; what
speaks for none it prints without a claim. `wanted` is what follows from the claims.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import Any, Literal, NamedTuple

from bench.changed.document import ALWAYS, FORMS, LEFT_OUT
from bench.whose.agencies import agency_of
from bench.whose.agency import Agency
from extract.model import Form
from tests.made import prose
from tests.made.layouts import LAYOUTS
from tests.made.printing import Look, Part, Rules, look_of, printed
from tests.made.prose import Draft, worded
from tests.made.sheets import Sheet
from tests.made.whole import draft_of

KINDS = ("txt", "html", "docx", "pdf")
RANKS = ("title", "announcement", "contact", "opening", "signature", "head", "file", "hint")
"""Where an agency may be named, from the strongest place to the weakest; a hint may be followed, and left alone."""
DAY_RANKS = ("metadata", "under the title", "signature", "head")

Rank = Literal["title", "announcement", "contact", "opening", "signature", "head", "file", "hint"]


class Claim(NamedTuple):
    """A place that says whose report it is."""

    rank: Rank
    agency: Agency


class Wanted(NamedTuple):
    """What must be read: names of which any will do, whether none will do, and whether they are in doubt."""

    names: frozenset[str]
    silence: bool
    doubt: bool


@dataclass(frozen=True)
class Page:
    """A report of `agency` as `kind` of file; `others` are agencies that are not its own.

    `above`, `title`, `under`, `preamble`, `opening` (the first sentences of section one), `signature` and `below` are
    printed in this order. `head` holds elements of a web page's head, `around` those of its body above, under the title
    and below. `file` is the name of the file. `days` are the days of publication by the place that prints them. `may`
    are rules whose findings are fair. `after` is applied to all printed words in front of the first table. The title of
    a Word file may be `boxed`.
    """

    kind: str
    draft: Draft
    form: Form
    look: Look
    layout: str
    agency: Agency
    file: str
    above: tuple[str, ...] = ()
    title: tuple[str, ...] = ()
    under: tuple[str, ...] = ()
    preamble: tuple[str, ...] = ()
    opening: tuple[str, ...] = ()
    signature: tuple[str, ...] = ()
    below: tuple[str, ...] = ()
    head: tuple[str, ...] = ()
    around: tuple[str, ...] = ()
    claims: tuple[Claim, ...] = ()
    days: tuple[tuple[str, str], ...] = ()
    may: frozenset[str] = frozenset()
    after: tuple[Callable[[list[Part | Sheet]], list[Part | Sheet]], ...] = ()
    school_year: bool = False
    boxed: bool = False
    name: str = ""

    @property
    def year(self) -> int:
        return self.draft.report.year

    @property
    def day(self) -> str:
        """The day on which it was published, as a date."""
        return f"{self.year + 1}-01-{5 + self.draft.seed % 20:02}"

    def saying(self, rank: Rank, agency: Agency | None = None) -> Page:
        """The page of which one more place names an agency: its own, or another."""
        return replace(self, claims=(*self.claims, Claim(rank, agency or self.agency)))

    def dated(self, rank: str, day: str = "") -> Page:
        """The page that prints a day of publication in one more place."""
        return replace(self, days=(*self.days, (rank, day or self.day)))

    def allowing(self, *rules: str) -> Page:
        """The page of which these rules may be told, too."""
        return replace(self, may=self.may | set(rules))

    def adding(self, **lines: Sequence[str]) -> Page:
        """The page with more lines behind those of each part."""
        longer: dict[str, Any] = {part: (*getattr(self, part), *more) for part, more in lines.items()}
        return replace(self, **longer)

    def words(self, template: str, random: Random, agency: Agency | None = None, **more: str) -> str:
        """A wording with every choice made and every field filled in; see `tests.made.prose`."""
        agency = agency or self.agency
        fields = {
            "agency": agency.printed(random),
            "full": agency.full,
            "government": agency.government,
            "spoken": agency.spoken(random),
            "name": agency.name,
            "named": agency.named(agency.least),
            "office": agency.office,
            "county": agency.county or "云溪县",
            "level": agency.level,
            "year": str(self.year),
            "next": str(self.year + 1),
            "last": str(self.year - 1),
            "day": self.day,
            "date": chinese_day(self.day),
            "notice": "国办公开办函〔2019〕60号" if self.year < 2021 else "国办公开办函〔2021〕30号",
            "street": str(random.randint(1, 300)),
            "phone": f"0{random.randint(300, 999)}-{random.randrange(10**6, 10**7)}",
            **more,
        }
        return worded(template, random).format(**fields)

    @property
    def wanted(self) -> Wanted:
        """Whose report a careful reader takes it for."""
        firm = [claim for claim in self.claims if claim.rank != "hint"]
        top = min((RANKS.index(claim.rank) for claim in firm), default=-1)
        agencies = {claim.agency for claim in firm if RANKS.index(claim.rank) == top}
        hints = {claim.agency for claim in self.claims if claim.rank == "hint"}
        names = frozenset(name for agency in agencies or hints for name in agency.names)
        return Wanted(names, not agencies, len(agencies) > 1)

    @property
    def published(self) -> str:
        """The day of publication that the strongest place prints."""
        return min(self.days, key=lambda said: DAY_RANKS.index(said[0]), default=("", ""))[1]

    @property
    def contradicts_itself(self) -> bool:
        """Whether two agencies are named in firm places."""
        return len({claim.agency for claim in self.claims if claim.rank != "hint"}) > 1


def chinese_day(day: str) -> str:
    """
    >>> chinese_day("2025-01-09")
    '2025年1月9日'
    """
    year, month, number = day.split("-")
    return f"{year}年{int(month)}月{int(number)}日"


_NAMELESS_FILES = ("input", "t{day}_{n}", "content_{n}", "art_{n}", "{n}")


def blank_page(random: Random, kind: str, agencies: tuple[str, ...] = ()) -> Page:
    """A report with its six parts that says nowhere whose it is."""
    form = random.choices(FORMS, [1, 4])[0]
    agency = agency_of(random, agencies)
    draft = draft_of(random, form)
    told = prose.Agency(agency.name, agency.government, agency.county, "township", agency.level)
    draft = draft._replace(agency=told, report=draft.report._replace(agency=agency.government))
    rules: tuple[Rules, ...] = ("strokes", "rectangles", "doubled")
    look = look_of(random, random.choice(rules))
    look = look._replace(watermark=False, zero="0", metadata=False, web=False, turned="", wide=False, page_number="")
    layout = random.choice([name for name in LAYOUTS if name not in LEFT_OUT])
    whole = printed(draft, look)
    number = str(random.randrange(10**5, 10**7))
    page = Page(kind, draft, form, look, layout, agency, "", may=whole.odd - {"B-07", "C-08"} | ALWAYS | {"B-01"})
    file = random.choice(_NAMELESS_FILES).format(day=page.day.replace("-", ""), n=number)
    return replace(page, file=file)


def parts_of(page: Page) -> list[Part | Sheet]:
    """Everything that is printed, in order; what stands above is left to the file."""
    whole = [part for part in printed(page.draft, page.look).parts if isinstance(part, Sheet) or part.role != "title"]
    first = next(n for n, part in enumerate(whole) if isinstance(part, Part) and part.role == "heading")
    body = [part for part in whole[first:] if isinstance(part, Sheet) or part.role != "signature"]
    parts: list[Part | Sheet] = [
        *(Part("title", line) for line in page.title),
        *(Part("note", line) for line in page.under),
        *(Part("body", line) for line in page.preamble),
        body[0],
        *_opened(page.opening, body[1:]),
        *(Part("signature", line) for line in page.signature),
        *(Part("note", line) for line in page.below),
    ]
    for change in page.after:
        parts = change(parts)
    return parts


def _opened(opening: Sequence[str], body: Sequence[Part | Sheet]) -> list[Part | Sheet]:
    """Section one with other sentences in front of its own."""
    return [*(Part("body", line) for line in opening), *body]
