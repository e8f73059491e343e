"""Words of another administrative level, or of another kind of agency: 全乡 or 我局 in the report of a 镇."""

from __future__ import annotations

from collections.abc import Iterator

import regex as re

from extract.checks.case import Case, CheckResult, finding, sentence_around
from extract.model import Finding, Paragraph
from extract.text import simplified, squeeze

_LEVELS = ("镇", "乡", "街道", "苏木")
_OFFICES = {
    "学院": "院校",
    **{end: end for end in ("局", "委", "厅", "院")},
    **dict.fromkeys(("学校", "中学", "小学", "大学"), "校"),
    "委员会": "委",
}
"""What an office calls itself, by the end of its name."""
_ABOVE = frozenset({"department", "county", "vertical"})
"""Kinds of agency that are no township: every word for one is another level."""
_WORDS = (
    re.compile(r"(?<!\p{Han}完)(?:全|我|本)([镇乡]|街道|苏木)(?![镇域乡村亲土])"),
    re.compile(
        r"(?:(?<!自)我|(?<![基根资成文版样日原书剧标])本)([局委厅校院])(?![托员派部限面准对验正落])|(?<!自)我(中心|处)(?!城|地|任|工|于|在|境|理|置|罚|方)"
    ),
    re.compile(
        r"(?:^|(?<=[。；;，,！：:\s在由经报]))(?:([局委厅校院])(?:党[组委]|机关)|([局厅])(?:属|办公室|领导班子))"
        r"|(?:在|按照|根据)(?:省|市|自治区)([厅局])"
    ),
    re.compile(
        r"(?:^|(?<=[。；;，,！：:\s]))我([省州盟市县区旗])"
        r"(?=(?:一直|始终|历来)?(?:高度重视|认真|严格|积极|坚持|深入|持续|不断|着力|进一步|全面|扎实|大力"
        r"|将(?:进一步|继续|持续|不断|全面|深入|着力|加[强大]|强化|健全|完善|做好)))"
    ),
)
"""Words for a township, for an office, for its heads and those above it, and for a region that is the subject of a
sentence: what its county asks for, a township may tell of."""
_NOT_SAID = re.compile(
    r"本乡本[土村]|(?:原|曾|前身|此前|以前|当时|过去)(?:来|先|经)?[为是系]?[^，。；]{0,3}?[我本](?:镇|乡|街道|苏木)"
    r"|[我本](?:镇|乡)(?=[^，。；]{0,4}(?:改设|改为|撤|合并|并入|更名))|[“「『《][^”」』》]{0,60}[”」』》]|\"[^\"]{0,40}\""
)
"""Sayings, what an agency was before, and what is quoted."""


_SELF = frozenset("我本全")
_REGIONS = frozenset("省州盟市县区旗")
"""What of these words names what stands above a township."""


def words_of_another_level(case: Case) -> CheckResult:
    """B-04: 全乡 or 我局 in the report of a 镇, 我镇 in that of an office; cannot be judged for agencies of another
    kind."""
    entity, kind = squeeze(case.report.entity), case.report.identity.kind
    level = next((suffix for suffix in _LEVELS if entity.endswith(suffix)), "")
    office = next((own for suffix, own in _OFFICES.items() if entity.endswith(suffix)), "")
    if not level and kind not in _ABOVE:
        return "kind"
    asked = _WORDS if level else _WORDS[:2] if office or kind == "county" else _WORDS[:1]
    return list(_other_words(case, asked, level or office))


def _other_words(case: Case, asked: tuple[re.Pattern[str], ...], own: str) -> Iterator[Finding]:
    places: dict[str, list[tuple[Paragraph, int, int]]] = {}
    for section in case.report.sections:
        for paragraph in section.paragraphs:
            text = simplified(paragraph.text)
            left_out = [match.span() for match in _NOT_SAID.finditer(text)]
            for match in (match for words in asked for match in words.finditer(text)):
                kind = next(filter(None, match.groups()))
                quoted = any(start <= match.start() < end for start, end in left_out)
                aside = kind in _REGIONS and _names_itself(own, text, match.start())
                if kind not in own and not (quoted or aside):
                    places.setdefault(match[0], []).append((paragraph, match.start(), match.end()))
    for word, occurrences in places.items():
        yield finding(
            "B-04",
            "warning",
            "level",
            origins=[paragraph.origin.part(start, end) for paragraph, start, end in occurrences],
            expected=word[0] + own if own in _LEVELS and word[0] in _SELF else "",
            actual=word,
            word=word,
            own=own if own in _LEVELS else case.report.entity,
            count=len(occurrences),
        )


def _names_itself(own: str, text: str, at: int) -> bool:
    """Whether the sentence speaks of the agency, too: what its county does may stand beside what it does."""
    start, end = sentence_around(text, at)
    return any(f"{word}{own}" in text[start:end] for word in ("我", "本", "全"))
