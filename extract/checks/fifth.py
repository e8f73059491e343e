"""Section five, problems and what is done about them: whether it says anything, of this year, and to each problem.

Comes in: a `Case`. Goes out: C-05 and C-09. Problems and measures can be put into any words; what is not plainly
missing is not taken to be.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex as re

from extract.checks.case import Case, CheckResult, finding
from extract.model import Fact, Finding, Origin
from extract.rows import value_text
from extract.text import listed, simplified, squeeze

_SHORT = 30
"""Characters in which no problem and what is done about it can be told."""
_PROBLEM = re.compile(
    r"问题|不足|不够|不高|不强|不全|不到位|不及时|不规范|不平衡|不充分|不完善|短板|弱项|有待|欠缺|薄弱|差距|滞后|偏[少慢低弱]|单一|缺乏|较[少弱低]"
)
_PROMISE = re.compile(
    r"^(?:[^。；;]{0,20}(?:下一步|今后|来年|下一年|\d{4}年[^。]{0,10}将)|[^。；;]{0,12}将(?:进一步|继续|重点|持续|不断|着力))"
)


def problems_and_measures(case: Case) -> CheckResult:
    """C-05: a section five that is too short to say anything, or only promises, without a word on any problem; one that
    names more problems than measures, or no year but the last (both a note)."""
    text = _text(case)
    if not text:
        return "section"
    if len(text) < _SHORT:
        return [_told(case, "problems.short", len(text))]
    if _PROMISE.search(text) and not _PROBLEM.search(text):
        return [_told(case, "problems.promises", len(text))]
    return [*_unanswered(case, text), *_of_last_year(case, text)]


def _told(case: Case, wording: str, count: int) -> Finding:
    return finding("C-05", "warning", wording, actual=count, origins=_heading(case), count=count)


# ── As many measures as problems ─────────────────────────────────────────────────────────────────────────────────────

_ORDINALS = re.compile(
    r"(?:第?([一二三四五六七八])(?:是|[,，、](?!二|三))|(?<!\d)([1-8])[.、．](?!\d)|[（(]([一二三四五六七八1-8])[）)])"
)
_TO_MEASURES = re.compile(
    r"下一?步|今后|改进(?:措施|情况|举措|方向)|整改(?:措施|情况)|针对(?:以上|上述|这些|存在)|对此|为此|工作(?:打算|计划)|(?:将|需要?)从[^.;]{0,12}(?:方面|几个)"
)
_DIGITS = "一二三四五六七八"
_FEWEST_LISTED = 2


def _unanswered(case: Case, text: str) -> Iterator[Finding]:
    """Problems that are listed by number, and fewer measures that are, too."""
    turn = next((m for m in _TO_MEASURES.finditer(text) if _PROBLEM.search(text[: m.start()])), None)
    if turn is None or len(_TO_MEASURES.findall(text[turn.end() :])) > 1:
        return
    problems, measures = _listed_up_to(text[: turn.start()]), _listed_up_to(text[turn.end() :])
    if problems > measures >= _FEWEST_LISTED:
        yield finding(
            "C-05",
            "note",
            "problems.unanswered",
            expected=problems,
            actual=measures,
            origins=_heading(case),
            problems=problems,
            measures=measures,
        )


def _listed_up_to(text: str) -> int:
    """How far a list 一是、二是 … goes; 0 where there is none in any way of counting, or only one with a gap."""
    matches = [match.groups() for match in _ORDINALS.finditer(text)]
    styles = ([each for each in style if each] for style in zip(*matches, strict=True))
    return max((len(style) for style in styles if _counts_on(style)), default=0)


def _counts_on(printed: list[str]) -> bool:
    numbers = [int(each) if each.isdecimal() else _DIGITS.index(each) + 1 for each in printed]
    return numbers == list(range(1, len(numbers) + 1))


# ── Of this year ─────────────────────────────────────────────────────────────────────────────────────────────────────

_YEAR = re.compile(r"(?<!\d)(20\d\d)(?=年)")
_NOW = re.compile(r"今年|本年|目前|当前|现阶段|仍|依然|还存在")
_WAS_MENDED = re.compile(r"整改|针对|已|对比|相比|较|起施行|以来|规划")


def _of_last_year(case: Case, text: str) -> Iterator[Finding]:
    """A section that speaks of an earlier year only, and not of what was mended since."""
    year = case.report.year
    years = {int(each) for each in _YEAR.findall(text)}
    if year is None or not years or max(years) >= year or _NOW.search(text):
        return
    sentences = [each for each in re.split("[.;]", text) if _YEAR.search(each)]
    if not any(_WAS_MENDED.search(each) for each in sentences):
        last = max(years)
        yield finding(
            "C-05", "note", "problems.year", expected=year, actual=last, origins=_heading(case), last=last, year=year
        )


# ── What was lost ────────────────────────────────────────────────────────────────────────────────────────────────────

_DISPUTES = ("review", "suit_direct", "suit_after_review")
_SPOKEN_OF = re.compile("复议|诉讼|败诉|应诉|纠正|撤销|行政争议|纠错")
_EXPLAINED = re.compile("败诉|纠正|纠错|撤销|(?:确认|认定)违法|责令重新")
"""What tells of a lost dispute wherever it stands, as the parts with a table of their own need not."""


def lost_disputes(case: Case) -> CheckResult:
    """C-09: reviews or suits whose outcome was corrected, of which section five says nothing, nor any other part of the
    prose (a note)."""
    text = _text(case)
    if not text:
        return "section"
    rows = [table.facts for table in case.tables if table.key == "disputes"]
    lost = [fact for facts in rows for row in _DISPUTES if _is_lost(fact := facts.get((row, "corrected")))]
    if not rows:
        return "tables"
    if not lost or _SPOKEN_OF.search(text) or _EXPLAINED.search(_text(case, (1, 6))):
        return []
    figures = listed(value_text(fact.value) for fact in lost if fact)
    return [
        finding(
            "C-09",
            "note",
            "lost",
            facts=[f for f in lost if f],
            origins=_heading(case),
            actual=figures,
            figures=figures,
        )
    ]


def _is_lost(fact: Fact | None) -> bool:
    return fact is not None and fact.is_certain and bool(fact.value)


def _text(case: Case, numbers: Sequence[int] = (5,)) -> str:
    return squeeze(simplified("\n".join(s.text for s in case.report.sections if s.number in numbers)))


def _heading(case: Case) -> list[Origin]:
    return [section.origin for section in case.report.sections if section.number == 5][:1]
