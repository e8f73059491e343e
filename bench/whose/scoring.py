"""Reads a page as any other file, and says what became of its agency, its year, its day and its parent."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from bench.changed.document import FORMS
from bench.whose.page import Page, parts_of
from extract.checks import verdict_of
from extract.errors import UnreadableFile
from extract.model import NOTHING_GIVEN, Finding
from extract.pipeline import readings_of
from extract.text import simplified
from tests.made.printing import Part

THINGS = ("entity", "year", "published", "parent")


@dataclass
class Outcome:
    """What became of one page: of each of `THINGS` right, empty or wrong. What is listed is what may not be."""

    became: dict[str, str] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)
    blamed: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    refused: str = ""
    status: str = ""

    @property
    def faults(self) -> list[str]:
        """Everything that may not be, in words."""
        return [*self.wrong, *self.blamed, *filter(None, [self.refused])]

    @property
    def counts(self) -> Counter[str]:
        """The same as numbers, under the names of columns."""
        counts = Counter(f"{thing} {became}" for thing, became in self.became.items())
        counts.update(self.lost)
        counts.update({"blamed": len(self.blamed), "refused": bool(self.refused), "pages": 1})
        return counts


def outcome_of(page: Page, data: bytes) -> Outcome:
    """What is read of a page, held against what a careful reader takes it for."""
    outcome = Outcome()
    try:
        readings = readings_of(data, f"{page.file}.{page.kind}", NOTHING_GIVEN)
    except UnreadableFile as refused:
        outcome.refused = f"refused as {refused.code}"
        return outcome
    report, identity = readings[0].report, readings[0].report.identity
    findings = verdict_of(readings[0], FORMS).findings
    doubted = any(finding.rule == "B-03" for finding in findings)
    wanted = page.wanted
    outcome.status = report.status
    outcome.became["entity"] = became_of_entity(page, identity.entity, doubted)
    if not page.school_year:
        outcome.became["year"] = _became(str(identity.year or ""), str(page.year))
    outcome.became["published"] = _became(identity.published, page.published)
    outcome.became["parent"] = _became_of_parent(page, identity.entity, identity.parent)
    read = {
        "entity": identity.entity,
        "year": identity.year,
        "published": identity.published,
        "parent": identity.parent,
    }
    right = {
        "entity": f"doubt or silence between {sorted(wanted.names)}" if wanted.doubt else sorted(wanted.names, key=len),
        "year": page.year,
        "published": page.published or "nothing",
        "parent": sorted(page.agency.parents, key=len),
    }
    outcome.wrong = [
        f"{thing} {read[thing]!r}, seen is {right[thing]} (status {report.status})"
        for thing in THINGS
        if outcome.became.get(thing) == "wrong"
    ]
    outcome.blamed = [told(finding) for finding in findings if blames(finding, page)]
    numbers = {section.number for section in report.sections}
    outcome.lost += ["preamble lost"] * bool(page.preamble and 0 not in numbers)
    outcome.lost += ["sections lost"] * (not numbers.issuperset(range(1, 7)))
    outcome.lost += ["untold"] * bool(page.contradicts_itself and identity.entity and not doubted)
    if len(readings) != 1:
        outcome.wrong.append(f"{len(readings)} reports in one file")
    return outcome


def became_of_entity(page: Page, entity: str, doubted: bool) -> str:
    """right, empty or wrong. Where two places of one rank disagree, only silence or a doubt is right."""
    wanted = page.wanted
    if not entity:
        return "right" if wanted.silence or wanted.doubt else "empty"
    if label_of(entity) not in {label_of(name) for name in wanted.names}:
        return "wrong"
    return "right" if doubted or not wanted.doubt else "wrong"


def label_of(name: str) -> str:
    """A name in simplified characters, with brackets of one width."""
    return simplified(name).replace("(", "（").replace(")", "）")


def _became(read: str, seen: str) -> str:
    if read == seen:
        return "right"
    return "wrong" if read else "empty"


def _became_of_parent(page: Page, entity: str, parent: str) -> str:
    """The parent of a page's own agency: right where it is printed and read, or not printed anywhere."""
    own = page.agency
    if entity not in own.names or own.kind in ("tax", "seldom tax branch"):
        return "right"
    if not parent:
        return "empty" if own.county and own.full in words_of(page) else "right"
    return "right" if parent in own.parents else "wrong"


def words_of(page: Page) -> str:
    """Everything that a page prints outside of its tables, without blanks."""
    printed = [part.text for part in parts_of(page) if isinstance(part, Part)]
    return "".join("".join((*page.above, *page.head, *page.around, *printed)).split())


def blames(finding: Finding, page: Page) -> bool:
    """Whether a finding blames the agency for what is no fault of the page."""
    fair = set(page.may) | ({"B-03"} if page.contradicts_itself else set())
    if not page.preamble:
        fair |= {"B-07", "C-08"}
    if not any("电话" in line for line in page.preamble):
        fair |= {"B-07"}
    return finding.about == "report" and finding.severity != "note" and finding.rule not in fair


def told(finding: Finding) -> str:
    """A finding in one line."""
    details = ", ".join(f"{key}={value}" for key, value in finding.details)
    return f"{finding.rule} {finding.severity} {finding.wording} {', '.join(finding.concepts[:2])} {details}"[:160]
