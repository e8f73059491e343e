"""What several files tell together: versions of one report that differ, and one report under two agencies' names.

Comes in: reports as they were read, those of one agency and year, or those whose files have the same bytes. Goes out:
which version counts, and findings about them. Which reports belong together is not decided here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import PurePath

import regex as re

from extract.agencies.likeness import same_agency
from extract.agencies.names import is_region
from extract.checks.case import finding, sentences
from extract.checks.who import OUTSIDE
from extract.model import Concept, Fact, Finding, Report
from extract.text import chinese_number, listed, squeeze

_DRAFT = re.compile(r"送审|报审|草稿|初稿|征求意见|修改稿|审核稿|未定稿|(?<![a-z])draft(?![a-z])", re.IGNORECASE)
_STATUSES = ("ok", "ok_with_repairs", "partial")
_KINDS = ("html", "docx", "tsv", "markdown", "pipe", "text", "pdf")
"""From the kind of file in which a table is least in doubt to that in which it is most."""


SAME_BYTES = "same_bytes"
"""The wording of a finding that a whole file is another's."""


_NUMBER = r"(\d{1,2}(?!\d)|[一二三四五六七八九十]{1,3})"
_EDITION = re.compile(rf"(?:稿|次|版|(?<![a-z])v)[^\p{{L}}\d]{{0,2}}{_NUMBER}|第{_NUMBER}[稿次版]", re.IGNORECASE)


Names = Mapping[str, Sequence[str]]
"""The names of the files that have the same bytes, by their SHA-256, where there are several."""


def is_draft(report: Report, names: Names) -> bool:
    """Whether a file says by its name, or its folder's, that it is a draft (送审稿 …), and so do all its copies."""
    return all(map(says_draft, names_of(report, names)))


def names_of(report: Report, names: Names) -> Sequence[str]:
    """The name of a report's file, and of its copies."""
    return names.get(report.source.sha256, (report.source.name,))


def says_draft(file: str) -> bool:
    """Whether the name of a file, or of its folder, says that it is a draft."""
    return any(_DRAFT.search(part) for part in PurePath(file).parts[-2:])


def _edition(file: str) -> int:
    """Which draft it is by its name, 0 where it does not tell."""
    editions = _EDITION.findall(squeeze(PurePath(file).stem))
    return max((int(chinese_number(digits or numeral) or 0) for digits, numeral in editions), default=0)


def last_draft(versions: Sequence[Report], names: Names) -> Report | None:
    """Of several versions the last that was a draft: the one of the highest number, then the last by name. It may have
    been published as it is."""
    drafts = [
        (_edition(file), file, report) for report in versions for file in names_of(report, names) if says_draft(file)
    ]
    return max(drafts, key=lambda draft: draft[:2])[2] if drafts else None


def canonical_of(versions: Sequence[Report], names: Names) -> Report:
    """Of the versions of one report the one that counts: no draft before a draft and the last of drafts, then the one
    best read, then the one in the kind of file that leaves least in doubt, then the first by name."""
    published = [report for report in versions if not is_draft(report, names)]
    draft = last_draft(versions, names)
    return draft if draft and not published else min(published, key=_rank)


def _rank(report: Report) -> tuple[int, int, str, int]:
    kind = report.source.kind
    return (
        _STATUSES.index(report.status),
        _KINDS.index(kind) if kind in _KINDS else len(_KINDS),
        report.source.name,
        report.part,
    )


def differing_versions(canonical: Report, other: Report) -> list[Finding]:
    """A-04: a second report of an agency and year, and the cells in which it differs from the one that counts.

    Where most of the figures differ, the two may be namesakes: that is our doubt, not a fault of theirs.
    """
    ours, theirs = _figures(other), _figures(canonical)
    shared = ours.keys() & theirs.keys()
    differing = [cell for cell in ours if cell in shared and ours[cell].value != theirs[cell].value]
    same = sum(1 for cell in shared if ours[cell].value == theirs[cell].value and ours[cell].value)
    doubtful = len(differing) > same
    wording = "version.same" if not differing else "version.namesake" if doubtful else "version.differs"
    return [
        finding(
            "A-04",
            "note" if not differing else "warning" if doubtful else "error",
            wording,
            facts=[ours[cell] for cell in differing],
            expected=listed(theirs[cell].raw for cell in differing),
            actual=listed(ours[cell].raw for cell in differing),
            about_reading=doubtful,
            count=len(differing),
            other=canonical.source.name,
        )
    ]


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
    """The place above the agency by the user or the folders."""
    place = report.identity.entity_id.rpartition("/")[0]
    return place if is_region(squeeze(place)) else ""
