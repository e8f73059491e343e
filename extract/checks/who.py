"""Whose report it is and of which year: what the places that tell it say against each other."""

from __future__ import annotations

from collections.abc import Iterator

import regex as re

from extract.checks.case import Case, CheckResult, finding
from extract.model import Evidence, Finding, Paragraph
from extract.text import squeeze

_GOVERNMENT = re.compile(r"(?:人民政府|政府|办事处)$|(?<=[县区市旗省州盟])(?:人民)?政府(?=\p{Han}+(?:街道|镇|乡|苏木))")
"""What a name may be printed with or without: at its end, or between a chain of parents and the own name."""
OUTSIDE = frozenset({"file", "folder", "manifest", "path"})
"""Evidence that the agency did not print."""


def contradicting_years(case: Case) -> CheckResult:
    """B-02: a year in title, preamble or period that is not the year of the report."""
    return _contradictions(case, "B-02", "year", str(case.report.year or ""))


def contradicting_agencies(case: Case) -> CheckResult:
    """B-03: another agency's name in title, preamble, metadata or signature."""
    return _contradictions(case, "B-03", "entity", case.report.entity)


def _contradictions(case: Case, rule: str, about: str, chosen: str) -> CheckResult:
    all_evidence = [evidence for evidence in case.report.identity.evidence if evidence.about == about]
    if len(all_evidence) < 2:
        return "witness"
    agreeing = [evidence for evidence in all_evidence if _agree(about, evidence.value, chosen)]
    from_outside = all(evidence.where in OUTSIDE for evidence in agreeing)
    contradictions: dict[tuple[str, bool], Evidence] = {}
    for evidence in all_evidence:
        if evidence not in agreeing:
            contradictions.setdefault((evidence.value, from_outside or evidence.where in OUTSIDE), evidence)
    return [
        finding(
            rule,
            "warning" if outside else "error",
            f"{about}." + ("outside" if outside else "printed"),
            origins=[evidence.origin] if evidence.origin else [],
            expected=chosen,
            actual=value,
            about_reading=outside,
            where=evidence.where,
            printed=evidence.raw,
            chosen=chosen,
        )
        for (value, outside), evidence in contradictions.items()
    ]


def _agree(about: str, one: str, other: str) -> bool:
    return one == other if about == "year" else same_agency(one, other)


def same_agency(one: str, other: str) -> bool:
    """Whether two names are one agency's: the shorter one ends the longer (a chain of parents). No name contradicts
    none."""
    first, second = sorted((_bare(one), _bare(other)), key=len)
    return second.endswith(first)


def _bare(entity: str) -> str:
    return _GOVERNMENT.sub("", squeeze(entity))


# ── Words of another level ───────────────────────────────────────────────────────────────────────────────────────────

_LEVELS = ("镇", "乡", "街道", "苏木")
_ABOVE = frozenset({"department", "county", "vertical"})
"""Kinds of agency that are no township: every word for one is another level."""
_OTHER_LEVEL = re.compile(r"(?<!\p{Han}完)(?:全|我|本)([镇鎮乡鄉]|街道|[苏蘇]木)(?![镇域乡村亲土])")


def words_of_another_level(case: Case) -> CheckResult:
    """B-04: 全乡 in the report of a 镇, 我镇 in that of a 街道; cannot be judged for agencies of another kind."""
    entity = squeeze(case.report.entity)
    level = next((suffix for suffix in _LEVELS if entity.endswith(suffix)), "")
    return list(_other_levels(case, level)) if level or case.report.identity.kind in _ABOVE else "kind"


def _other_levels(case: Case, level: str) -> Iterator[Finding]:
    places: dict[str, list[tuple[Paragraph, int, int]]] = {}
    for section in case.report.sections:
        for paragraph in section.paragraphs:
            for match in _OTHER_LEVEL.finditer(paragraph.text):
                if squeeze(match[1]) != level:
                    places.setdefault(match[0], []).append((paragraph, match.start(), match.end()))
    for word, occurrences in places.items():
        yield finding(
            "B-04",
            "warning",
            "level",
            origins=[paragraph.origin.part(start, end) for paragraph, start, end in occurrences],
            expected=word[0] + level if level else "",
            actual=word,
            word=word,
            own=level or case.report.entity,
            count=len(occurrences),
        )
