"""What several files tell together: versions of one report that differ, and one report under two agencies' names.

Comes in: reports as they were read, those of one agency and year, or those whose files have the same bytes. Goes out:
findings about them. Which reports belong together is not decided here, and which of them counts in `versions`.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

import regex as re

from extract.agencies.likeness import same_agency
from extract.agencies.names import is_region, place_above
from extract.checks.case import finding, sentences
from extract.checks.changes import ChangedCell
from extract.checks.known import Known
from extract.checks.versions import Later, are_named_as_copies, is_same_page, later
from extract.checks.who import OUTSIDE
from extract.model import Concept, Fact, Finding, Report
from extract.text import listed, squeeze

SAME_BYTES = "same_bytes"
"""The wording of a finding that a whole file is another's."""
NAMESAKE = "version.namesake"
"""The wording of a finding that two reports may be of two agencies of one name."""
_KNOWN = frozenset({"version.corrected", "version.received", "version.recaptured", "version.chosen"})
"""The wordings of which of two versions counts, where that is known."""


def differing_versions(
    canonical: Report, other: Report, order: Later, is_copy: bool = False, is_chosen: bool = False
) -> list[Finding]:
    """A-04: the cells in which a report differs from a version of it that counts, which stands to it in this order.

    Figures that are the same in both are no finding, and a correction, or what a person chose, is told, not held
    against anybody. Where nothing tells which one came later, or the two are copies of one version, that is asked.
    Where most figures differ, and nothing says in words that they were corrected, the two may be namesakes: that is our
    doubt, too.
    """
    ours, theirs = _figures(other), _figures(canonical)
    shared = ours.keys() & theirs.keys()
    differing = [cell for cell in ours if cell in shared and ours[cell].value != theirs[cell].value]
    if not differing:
        return []
    same = sum(1 for cell in shared if ours[cell].value == theirs[cell].value and ours[cell].value)
    if is_chosen:
        wording = "version.chosen"
    elif is_copy:
        wording = "version.copy"
    elif is_same_page(canonical, other) and order.order > 0:
        wording = "version.recaptured"
    elif len(differing) > same and not order.in_words:
        wording = NAMESAKE
    elif order.order > 0:
        wording = "version.corrected" if order.sign else "version.received"
    else:
        wording = "version.differs"
    is_known = wording in _KNOWN
    return [
        finding(
            "A-04",
            "note" if is_known else "warning",
            wording,
            facts=[ours[cell] for cell in differing],
            expected=listed(theirs[cell].raw for cell in differing),
            actual=listed(ours[cell].raw for cell in differing),
            about_reading=not is_known,
            count=len(differing),
            other=canonical.source.name,
            sign=order.sign,
        )
    ]


_HALF = 0.5


def are_two_agencies(one: Report, other: Report, known: Known) -> bool:
    """Whether two reports of one name and year are of two agencies of that name, and no versions of one report: most
    figures are others, and nothing says that one is a copy of the other, or was corrected; where there is no figure
    but zeros, most sentences are."""
    if is_same_page(one, other) or are_named_as_copies(one, other, known) or later(one, other, known).in_words:
        return False
    ours, theirs = _figures(one), _figures(other)
    shared = [cell for cell in ours if cell in theirs]
    differing = sum(ours[cell].value != theirs[cell].value for cell in shared)
    same = sum(bool(ours[cell].value) for cell in shared if ours[cell].value == theirs[cell].value)
    return differing > same if differing or same else _say_other_things(one, other)


def _say_other_things(one: Report, other: Report) -> bool:
    """Whether most sentences of the shorter one are not in the other."""
    said, others = sorted(
        ({squeeze(text) for text, _ in sentences(report, set(_PROSE))} for report in (one, other)), key=len
    )
    return bool(said) and len(said & others) < len(said) * _HALF


UNASKED = "version.unasked"
"""The wording of a finding that figures were changed which nobody had asked to change."""


def unasked_changes(changed: Sequence[ChangedCell], day: str, is_read_alike: bool = True) -> Finding:
    """A-04: cells of a report that counts which nobody had asked to change; they were handed in otherwise on a `day`.
    Where another version of the program read what was there before, they may only be read otherwise, which is our
    doubt."""
    return finding(
        "A-04",
        "warning",
        UNASKED,
        facts=[pair.new for pair in changed],
        expected=listed(_shown(pair.old) for pair in changed),
        actual=listed(_shown(pair.new) for pair in changed),
        about_reading=not is_read_alike,
        count=len(changed),
        day=day,
    )


def _shown(fact: Fact) -> str:
    return fact.raw or "—"


def _figures(report: Report) -> dict[Concept, Fact]:
    """The cells in which a number certainly stands."""
    return {fact.concept: fact for fact in report.facts if fact.is_certain}


_SAYS_SOMETHING = 8
"""Characters of a sentence from which on it is looked for in the other version."""
_PROSE = (0, 1, 5, 6)
_QUOTED = 60
_NO_WORDS = re.compile(r"^[（(]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[）)、.．](?!\d)|[^\p{Han}\d]")


def changed_since(draft: Report, report: Report) -> list[Finding]:
    """A-03: what was published is not what was approved, the last draft: its figures or its text."""
    ours, theirs = _figures(report), _figures(draft)
    differing = [cell for cell in ours if cell in theirs and ours[cell].value != theirs[cell].value]
    findings = []
    if differing:
        findings.append(
            finding(
                "A-03",
                "warning",
                "changed.figures",
                facts=[ours[cell] for cell in differing],
                expected=listed(theirs[cell].raw for cell in differing),
                actual=listed(ours[cell].raw for cell in differing),
                count=len(differing),
                other=draft.source.name,
            )
        )
    both = {number for number in _PROSE if all(_has(version, number) for version in (draft, report))}
    then, now = (
        {_NO_WORDS.sub("", text): (text, p) for text, p in sentences(version, both)} for version in (draft, report)
    )
    gone = [text for bare, (text, _) in then.items() if bare not in now and len(bare) >= _SAYS_SOMETHING]
    new = [sentence for bare, sentence in now.items() if bare not in then and len(bare) >= _SAYS_SOMETHING]
    if gone or new:
        findings.append(
            finding(
                "A-03",
                "warning",
                "changed.text",
                origins=[paragraph.origin for _, paragraph in new],
                expected=next(iter(gone), ""),
                actual=next((text for text, _ in new), ""),
                gone=len(gone),
                new=len(new),
                text=(new[0][0] if new else gone[0])[:_QUOTED],
                other=draft.source.name,
            )
        )
    return findings


def _has(report: Report, number: int) -> bool:
    return any(section.number == number and section.paragraphs for section in report.sections)


def of_other_year(report: Report, year: int, file: str, is_said: bool) -> Finding:
    """A-06: a report of another year was handed in for this one; an error where the name of the file or its folder says
    so, else to be verified."""
    return finding(
        "A-06",
        "error" if is_said else "warning",
        "other_year",
        expected=str(year),
        actual=str(report.year),
        file=file,
        year=year,
        other=report.year,
    )


def same_bytes(other: Report, report: Report) -> list[Finding]:
    """F-02: the very bytes of a report that stands under another agency's name, code or place; nothing where the file
    stands under the name of the agency that it prints."""
    mine, theirs = _agency(report), _agency(other)
    if same_agency(mine, theirs):
        codes, places = (report.given.code, other.given.code), (_place(report), _place(other))
        mine, theirs = next((both for both in (codes, places) if all(both) and both[0] != both[1]), ("", ""))
    elif report.entity and not is_misplaced(report):
        return []
    if not mine:
        return []
    return [
        finding(
            "F-02",
            "error",
            SAME_BYTES,
            expected=theirs,
            actual=mine,
            mine=mine,
            theirs=theirs,
            file=report.source.name,
            other=other.source.name,
        )
    ]


def is_misplaced(report: Report) -> bool:
    """Whether a file stands under the name of another agency than the one that it prints."""
    return not same_agency(_agency(report), report.entity)


def _agency(report: Report) -> str:
    """The agency that the user, the file's name or its folder gives a report to."""
    evidence = report.identity.evidence
    return next((piece.value for piece in evidence if piece.about == "entity" and piece.where in OUTSIDE), "")


def _place(report: Report) -> str:
    """The place above the agency by the user, else by the folders."""
    place = report.given.parent or place_above(PurePath(report.source.name).parent.parts, report.entity)
    return place if is_region(squeeze(place)) else ""
