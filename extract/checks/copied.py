"""Copied paragraphs: the texts that are compared, what of them is alike, and the findings about it.

Comes in: the written sections of reports, and likenesses between them, which `copying` finds. Goes out: findings. Of
one who was first nothing is told; where nothing tells who was, it is a doubt about both.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from extract.agencies.names import chain_and_name
from extract.checks.case import finding
from extract.checks.similar import Prose, blocks_of
from extract.model import Finding, Locator, Report
from extract.text import listed, squeeze

COMPARED = (1, 5)
"""The sections that are looked at for copied text: those that are written, not filled in."""
_WHOLE = 0.95
_QUOTED = 60


class TextParagraph(NamedTuple):
    """A paragraph: its section, which one it is of it, its text and where it stands."""

    number: int
    place_in_section: int
    text: str
    place: str


class Text(NamedTuple):
    """The written sections of a report: whose, by `unit` and the `names` that are masked in it, of which year, when
    published; `line` are the units that its agency was before, itself among them."""

    report_id: str
    unit: str
    line: frozenset[str]
    names: tuple[str, ...]
    parent: str
    year: int
    published: str
    file: str
    paragraphs: tuple[TextParagraph, ...]

    @property
    def own_name(self) -> str:
        """Its agency's name without the places above it, as it is looked for in other texts."""
        return chain_and_name(squeeze(self.names[0]))[1]

    @property
    def prose(self) -> Prose:
        """What is compared of it."""
        texts = [paragraph.text for paragraph in self.paragraphs]
        return Prose(self.year, self.parent, tuple(blocks_of(texts, self.names)))


class Passage(NamedTuple):
    """A paragraph that two texts have in common, as each of them has it."""

    one: TextParagraph
    other: TextParagraph


class Likeness(NamedTuple):
    """A section of a text, the other in which paragraphs of it stand, which, and how many it has in all; the part of
    its own text that they make up. `is_own`: the other is of an earlier year of its agency; `is_later`: the other
    certainly had them first; `left`: the other's name, left inside."""

    one: Text
    other: Text
    number: int
    passages: tuple[Passage, ...]
    total: int
    share: float
    is_own: bool
    is_later: bool
    left: str = ""


class Cluster(NamedTuple):
    """Texts of which each has paragraphs of another one, the earliest first; the one that certainly had them before all
    others, if there is such a one; and what each has in common with which."""

    texts: tuple[Text, ...]
    source: Text | None
    links: tuple[Likeness, ...]


class Template(NamedTuple):
    """Paragraphs that most agencies of a county have: how many of how many, and as one of them has it."""

    parent: str
    agencies: int
    of: int
    paragraphs: tuple[TextParagraph, ...]


class Copied(NamedTuple):
    """What was found: likenesses with other agencies and with earlier years, clusters and templates."""

    likenesses: tuple[Likeness, ...] = ()
    clusters: tuple[Cluster, ...] = ()
    templates: tuple[Template, ...] = ()


def copied_findings(report: Report, likenesses: Iterable[Likeness]) -> list[Finding]:
    """F-01: paragraphs that are those of an earlier year; F-02: those of another agency. A doubt, where nothing tells
    who had them first."""
    return [_finding(report, likeness) for likeness in likenesses]


def _finding(report: Report, likeness: Likeness) -> Finding:
    other, passages, is_known = likeness.other, likeness.passages, likeness.is_later or bool(likeness.left)
    if likeness.is_own:
        rule, wording = "F-01", "copied.before"
    else:
        rule = "F-02"
        wording = "copied.other.name" if likeness.left else "copied.other.later" if is_known else "copied.other"
    is_whole = likeness.share >= _WHOLE
    heading = [section.origin for section in report.sections if section.number == likeness.number]
    return finding(
        rule,
        "error" if is_known and (is_whole or likeness.left) else "warning",
        wording,
        origins=[Locator(passage.one.place) for passage in passages if passage.one.place] or heading[:1],
        actual=f"{likeness.share:.0%}",
        number=likeness.number,
        share=f"{likeness.share:.0%}",
        count=len(passages),
        total=likeness.total,
        which=listed(str(passage.one.place_in_section) for passage in passages),
        other=other.names[0],
        year=other.year,
        passage=passages[0].one.text.strip()[:_QUOTED],
        left=likeness.left,
    )


def template_finding(template: Template) -> Finding:
    """F-02 as a note: what most of a county share, which is told once."""
    return finding(
        "F-02",
        "note",
        "copied.template",
        actual=template.agencies,
        parent=template.parent,
        agencies=template.agencies,
        of=template.of,
        count=len(template.paragraphs),
        passage=template.paragraphs[0].text.strip()[:_QUOTED],
    )
