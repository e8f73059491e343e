"""Copied passages: what a report has in common with others, as the audit of its year finds it, each passage beside the
other's, both lit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from extract.checks.copied import Likeness, TextParagraph, copied_findings
from extract.jobs.copying import copied_of_year
from extract.library import OpenLibrary
from extract.library.records import FindingRow, finding_row
from extract.library.sight import EVERYTHING, is_seen, seeing
from extract.model import Report
from extract.web.desk import Soon, Workdesk
from extract.web.source_view import place_link

COPIED = 3
"""What the findings about copied passages have for `across`: no library holds them, they are made with the audit."""
_MOST_PASSAGES = 20
_LONGEST = 2000
"""Characters of a passage in which is looked for what is the same."""
_LEAST_LIT = 4
"""Characters, one after the other, that are lit where they are the same."""

Lit = tuple[tuple[str, bool], ...]
"""A text in parts, each with whether it is lit."""


class ShownPassage(NamedTuple):
    """A passage of a report beside the same of another, and where each leads in its source; of a report that one may
    not see nothing."""

    here: Lit
    here_source: str
    there: Lit
    there_source: str


class CopiedFrom(NamedTuple):
    """With whose report of which year a section has passages in common; `name` and `report_id` are empty where one may
    not see it, the id also where it is not there any more."""

    number: int
    name: str
    year: int
    report_id: str
    passages: tuple[ShownPassage, ...]


class CopiedFinding(NamedTuple):
    """A finding about copied passages, and what was decided about it."""

    finding: FindingRow
    decided: tuple[str, str]
    copied: CopiedFrom


def copied_findings_of(desk: Workdesk, library: OpenLibrary, report: Report) -> Soon[list[CopiedFinding]]:
    """What a report has copied, as far as that is known yet."""
    found = _likenesses_in(desk, report.year) if report.year else Soon({}, True)
    likenesses = (found.made or {}).get(report.report_id, ())
    rows = [finding_row(report, finding) for finding in copied_findings(report, likenesses)]
    with seeing(EVERYTHING), desk.reading() as whole:
        decided = [whole.decision(row.fingerprint) for row in rows]
    copied = [_copied_from(library, each) for each in likenesses]
    all_ = [CopiedFinding(*each) for each in zip(rows, decided, copied, strict=True)]
    return Soon(None if found.made is None else all_, found.is_of_now)


def is_copied(desk: Workdesk, library: OpenLibrary, report_id: str, fingerprint: str) -> bool:
    """Whether a finding is one about copied passages of a report that one may see."""
    line = library.line_named(report_id)
    found = copied_findings_of(desk, library, library.report(line.key)).made if line else None
    return any(each.finding.fingerprint == fingerprint for each in found or ())


def _likenesses_in(desk: Workdesk, year: int) -> Soon[Mapping[str, Sequence[Likeness]]]:
    """What the reports of a year have in common with others, by their ids."""

    def made(library: OpenLibrary) -> Mapping[str, Sequence[Likeness]]:
        by_report: dict[str, list[Likeness]] = defaultdict(list)
        for each in copied_of_year(library, desk.roster, year).likenesses:
            by_report[each.one.report_id].append(each)
        return dict(by_report)

    return desk.soon(("copied", year), lambda library: library.held_state, made)


def _copied_from(library: OpenLibrary, likeness: Likeness) -> CopiedFrom:
    other, own = likeness.other, likeness.one.report_id
    if not is_seen(other.parent):
        return CopiedFrom(likeness.number, "", other.year, "", tuple(_passages(likeness, own, "")))
    there = other.report_id if library.line_named(other.report_id) else ""
    return CopiedFrom(likeness.number, other.names[0], other.year, there, tuple(_passages(likeness, own, there)))


def _passages(likeness: Likeness, own: str, there: str) -> Iterator[ShownPassage]:
    for one, other in likeness.passages[:_MOST_PASSAGES]:
        here, beside = lit_texts(one.text.strip(), other.text.strip())
        yield ShownPassage(here, _link(own, one), beside if there else (), _link(there, other))


def _link(report_id: str, paragraph: TextParagraph) -> str:
    return place_link(report_id, paragraph.place) if report_id and paragraph.place else ""


def lit_texts(one: str, other: str) -> tuple[Lit, Lit]:
    """Two texts with what both have lit.

    >>> lit_texts("本镇公开信息12条。", "我镇公开信息9条。")
    ((('本', False), ('镇公开信息', True), ('12条。', False)), (('我', False), ('镇公开信息', True), ('9条。', False)))
    """
    one, other = one[:_LONGEST], other[:_LONGEST]
    blocks = SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
    same = [block for block in blocks if block.size >= _LEAST_LIT]
    return (
        _lit(one, [(block.a, block.a + block.size) for block in same]),
        _lit(other, [(block.b, block.b + block.size) for block in same]),
    )


def _lit(text: str, spans: Sequence[tuple[int, int]]) -> Lit:
    parts, at = list[tuple[str, bool]](), 0
    for start, end in (*spans, (len(text), len(text))):
        parts += [(text[at:start], False), (text[start:end], True)]
        at = end
    return tuple(part for part in parts if part[0])
