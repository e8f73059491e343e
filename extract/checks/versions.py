"""Several versions of one report → which of two came later and what tells it, which are drafts, and which one counts.

Comes in: reports of one agency and year, and what is known of their files beside. Goes out: an order that rests on
evidence: what names of files, folders and titles say (整改后, 第二次报送, a day), days that are printed, and those on
which one address was captured. Where that is missing, or contradicts itself, what was received in a later run came
later. Of what came in one run, nothing tells the order then, and nobody is believed to have corrected anything: a
person chooses. A signed and an electronic copy of one version have no order either, and are one.
What the versions say differently is compared in `across`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import PurePath
from typing import Literal, NamedTuple, TypeVar

import regex as re

from extract.checks.known import Known, names_of, order_of_receipt
from extract.model import Report
from extract.numbers import chinese_number
from extract.text import squeeze

PartKey = tuple[str, int]
"""A report by the SHA-256 of its file and its part, as a person chose or assigned it."""

Phase = Literal["draft", "unclear", "earlier", "plain", "corrected", "revised", "final"]
"""What a version calls itself; `plain` where it says nothing, `unclear` where it may have been sent back or come back.
"""

_ALONE = r"(?:(?<!\p{L})|(?<=[报告稿件]))(?:%s)(?!\p{L})"
"""A single character is a word only where no letter stands beside it: 新龙镇 is no new version."""
_PHASES: Mapping[Phase, str] = {
    "draft": r"送审|报审|草稿|初稿|征求意见|审核稿|讨论稿|未定稿|(?<![a-z])draft(?![a-z])",
    "unclear": r"退回(?:整改|修改|更正|补正)(?!后|稿|版)",
    "earlier": r"(?:整改|修改|修订|修正|更正|改正|退回|盖章)(?:之|以)?前|[待未需](?:整改|修改|更正|改正|盖章)|"
    r"退回(?!\p{Han})|原[稿版]|旧[稿版件]|作废|废弃|撤[回下销]|有误|首次|初次|[初首]报(?!告)|"
    r"第[一1]次(?!整改|修改|更正|修订)|"
    r"(?<![a-z])(?:old|original)(?![a-z])|" + _ALONE % "旧|原",
    "corrected": r"整改|更正|改正|补正|勘误|纠错|退回后|重报|"
    r"(?:重新?|再次?|[二三两]次)(?:报送|上报|提交|发布|公开|公布|填报)|"
    r"(?<![a-z])(?:correct(?:ed|ion)|resubmitted)(?![a-z])",
    "revised": r"修改(?!意见)|修订|修正|订正|(?:调整|完善)(?=[后稿版])|改(?=[后稿版])|(?:更新|最新)(?!\p{Han}|[:])|"
    r"(?:更|最)?新[稿版]|"
    r"(?<![a-z])(?:revised|updated|new)(?![a-z])|" + _ALONE % "新|改",
    "final": r"最终|终[稿版]|定[稿版]|正式(?:[版稿件]|报送|上报|(?!\p{Han}))|"
    r"(?<![a-z])final(?![a-z])|" + _ALONE % "终",
}  # fmt: skip
"""The words by which versions call themselves; of two that begin at one character the first counts."""
_FOLLOWS: Mapping[Phase, frozenset[Phase]] = {
    "draft": frozenset(),
    "unclear": frozenset(),
    "earlier": frozenset(),
    "plain": frozenset({"earlier"}),
    "corrected": frozenset({"earlier", "plain"}),
    "revised": frozenset({"earlier", "plain"}),
    "final": frozenset({"earlier", "plain", "revised"}),
}
"""Which phases a phase comes after. What was final may have been sent back: 整改后 and 定稿 have no order, nor have
整改后 and 修改稿."""
_CORRECTIONS: frozenset[Phase] = frozenset({"corrected", "revised"})
_PHASE = re.compile(
    "|".join(f"(?P<{phase}>(?:{words})(?:之?后|[稿版件])?)" for phase, words in _PHASES.items()), re.IGNORECASE
)
_MEDIUM = re.compile(
    r"(?:已|加)?盖(?:公?章|印)|签[章字]|用印|扫描|影印|复印|拍照|照片|图片|电子|纸质|打印|网页|网站|官网|可编辑"
    r"|(?<![a-z])(?:word|wps|pdf|ofd|docx?|html?)(?![a-z])",
    re.IGNORECASE,
)
"""What tells a signed copy from an electronic one of one version, which offices hand in together."""
_COPY = re.compile(r"[版件稿档本]|文[件档]|[\W_]")
"""What stands around such words."""
_SAYS_CORRECTED = re.compile(
    r"(?:报告|年报)\p{Han}{0,20}(?:更正|勘误|重新发布|重新公布)|(?:更正|勘误|重新发布|重新公布)\p{Han}{0,12}(?:报告|年报)|更正说明"
)
"""A sentence in front of the first part that tells that the report was corrected."""

_MONTH, _DAY = r"(?P<month>0?[1-9]|1[0-2])", r"(?P<day>[12]\d|3[01]|0?[1-9])"
_DAYS = tuple(
    map(
        re.compile,
        (
            rf"(?<!\d)(?P<year>20\d\d)[-./_年]{_MONTH}[-./_月]{_DAY}日?(?!\d)",
            r"(?<!\d)(?P<year>20\d\d)(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])(?!\d)",
            r"(?<!\d)(?P<year>2\d)(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])(?!\d)",
            rf"(?<!\d){_MONTH}月{_DAY}[日号]",
            rf"(?<![\d.a-z]){_MONTH}\.{_DAY}(?![\d.])",
            r"(?<!\d)(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])(?!\d)",
        ),
    )
)
"""How a day is written in the name of a file or folder, from the fullest way to the shortest."""
_HALF_A_YEAR = 6
"""Months that two days without a year may be apart; beyond, the turn of the year may lie between them."""

_NUMBER = r"(\d{1,2}(?!\d)|[一二三四五六七八九十]{1,3})"
_EDITION = re.compile(
    rf"(?:稿|次|版|(?<![a-z])v(?:er(?:sion)?\.?)?)[^\p{{L}}\d]{{0,2}}{_NUMBER}|第{_NUMBER}[稿次版轮]"
    r"|([二两三四五])次|(?:[后改报告送正]|final)[-_]?(\d)(?![\d.])",
    re.IGNORECASE,
)
_DOWNLOADED_AGAIN = re.compile(r"[(\[](\d{1,2})[)\]]$")
"""How a browser names a file of which the name is taken."""


Rank = TypeVar("Rank", int, str, tuple[int, int, int])


_BLANKS = re.compile(r"(?<!\p{Han})\s+|\s+(?!\p{Han})")


class NameSigns(NamedTuple):
    """What the name of a file says of its version: the phases with the words that say it, which edition, how often a
    file of that name was there before, the last day."""

    phases: Mapping[Phase, str]
    edition: tuple[int, str]
    again: tuple[int, str]
    day: tuple[int, int, int] | None


class Later(NamedTuple):
    """How one version stands to another: 1 where it came later, -1 where earlier, 0 where that cannot be told; what
    tells it, as printed (nothing where it is the order in which they were received), and whether that are words by
    which one of them calls itself so."""

    order: int
    sign: str = ""
    in_words: bool = False


# ── What a name tells ────────────────────────────────────────────────────────────────────────────────────────────────


def _phases(text: str) -> dict[Phase, str]:
    matches = list(_PHASE.finditer(text))
    return {phase: match[phase] for phase in _PHASES for match in matches if match[phase]}


@lru_cache(maxsize=4096)
def _signs(parts: tuple[str, ...]) -> NameSigns:
    """The signs in the parts of a path; its years are none.

    >>> signs = _signs(("第二次报送", "石桥镇2024年报（整改后）0215"))
    >>> signs.phases, signs.edition[0], signs.day
    ({'corrected': '整改后'}, 2, (0, 2, 15))
    """
    phases: dict[Phase, str] = {}
    editions, again, days = [(1, "")], [(0, "")], []
    for part in parts:
        text = _squeezed(part)
        phases |= _phases(text)
        for written in _DAYS:
            days += [_day(match) for match in written.finditer(text)]
            text = written.sub("_", text)
        for match in _EDITION.finditer(text):
            number = next(filter(None, match.groups())).replace("两", "二")
            editions.append((int(chinese_number(number) or 0), match[0]))
        again += [(int(match[1]), match[0]) for match in _DOWNLOADED_AGAIN.finditer(text)]
    return NameSigns(phases, max(editions), max(again), max(days) if days else None)


def _squeezed(part: str) -> str:
    """A part of a path as its words are looked for, blanks beside letters kept as marks."""
    return squeeze(_BLANKS.sub("_", part))


def _day(match: re.Match[str]) -> tuple[int, int, int]:
    year = int(match.groupdict().get("year") or 0)
    return (year + 2000 if 0 < year < 100 else year), int(match["month"]), int(match["day"])


def _parts(file: str) -> tuple[str, ...]:
    path = PurePath(file)
    return (*path.parent.parts, path.stem)


# ── Which of two came later ──────────────────────────────────────────────────────────────────────────────────────────


def later(one: Report, other: Report, known: Known) -> Later:
    """How one version stands to another by all that they tell; where that is nothing, or contradicts itself, by the
    order in which they were received, unless they are copies of one."""
    told = [clue for clue in _clues(one, other, known) if clue.order]
    orders = {clue.order for clue in told}
    if len(orders) == 1:
        return max(told, key=lambda clue: clue.in_words)
    received = order_of_receipt(one, other, known)
    return Later(received if received and not are_copies(one, other, known) else 0)


def _clues(one: Report, other: Report, known: Known) -> Iterator[Later]:
    for mine in names_of(one, known):
        for theirs in names_of(other, known):
            yield from _clues_of_names(_parts(mine), _parts(theirs))
    yield _by_phases(_says_inside(one), _says_inside(other))
    days, their_days = _days_inside(one), _days_inside(other)
    for where in days.keys() & their_days.keys():
        yield _compared((days[where], days[where]), (their_days[where], their_days[where]))
    if is_same_page(one, other):
        got, their_got = (_signs((report.given.retrieved_at,)).day for report in (one, other))
        if got and their_got:
            yield _compared((got, one.given.retrieved_at), (their_got, other.given.retrieved_at))


def is_same_page(one: Report, other: Report) -> bool:
    """Whether a manifest gives two files one address, from which they were got one after the other."""
    return bool(one.given.url) and one.given.url == other.given.url


def _clues_of_names(mine: tuple[str, ...], theirs: tuple[str, ...]) -> Iterator[Later]:
    """What two paths tell by the folders and names in which they differ."""
    one = _signs(tuple(part for part in mine if part not in theirs))
    other = _signs(tuple(part for part in theirs if part not in mine))
    yield _by_phases(one.phases, other.phases)
    yield _compared(one.edition, other.edition)._replace(in_words=True)
    yield _compared(one.again, other.again)
    if one.day and other.day:
        dated = bool(one.day[0] and other.day[0])
        if dated or abs(one.day[1] - other.day[1]) < _HALF_A_YEAR:
            days = (day if dated else (0, *day[1:]) for day in (one.day, other.day))
            yield _compared(*((day, "-".join(map(str, filter(None, day)))) for day in days))


def _compared(mine: tuple[Rank, str], theirs: tuple[Rank, str]) -> Later:
    """The order of two numbers or days, each with the sign that tells it."""
    if mine[0] == theirs[0]:
        return Later(0)
    return Later(1, mine[1]) if mine[0] > theirs[0] else Later(-1, theirs[1])


def _by_phases(mine: Mapping[Phase, str], theirs: Mapping[Phase, str]) -> Later:
    """What two versions call themselves, as far as that differs."""
    own: set[Phase] = set(mine.keys() - theirs.keys() - {"draft"}) or {"plain"}
    others: set[Phase] = set(theirs.keys() - mine.keys() - {"draft"}) or {"plain"}
    after, before = _follow(own, others), _follow(others, own)
    if after == before:
        return Later(0)
    word = next(word for word in (*_words(mine, own), *_words(theirs, others)) if word)
    return Later(1 if after else -1, word, in_words=True)


def _follow(phases: Iterable[Phase], others: Iterable[Phase]) -> bool:
    """Whether every one of other phases is followed by one of these."""
    return all(any(other in _FOLLOWS[phase] for phase in phases) for other in others)


def _words(said: Mapping[Phase, str], phases: Iterable[Phase]) -> Iterator[str]:
    return (said[phase] for phase in _FOLLOWS if phase in phases and phase in said)


def _says_inside(report: Report) -> dict[Phase, str]:
    """What a report calls itself in its title, or in front of its first part."""
    preamble = [squeeze(p.text) for section in report.sections if section.number == 0 for p in section.paragraphs]
    said = _phases(squeeze(report.identity.title))
    told = next(filter(None, map(_SAYS_CORRECTED.search, preamble)), None)
    return {"corrected": told[0], **said} if told else said


def _days_inside(report: Report) -> dict[str, str]:
    """The day of every place that tells when a report was published."""
    dated = [piece for piece in report.identity.evidence if piece.about == "published"]
    return {piece.where: piece.value for piece in reversed(dated)}


# ── Copies of one version ────────────────────────────────────────────────────────────────────────────────────────────


def are_copies(one: Report, other: Report, known: Known) -> bool:
    """Whether two files are copies of one version: by their names, or by all their figures. Which of two versions came
    later is asked first."""
    return are_named_as_copies(one, other, known) or _have_same_figures(one, other)


def are_named_as_copies(one: Report, other: Report, known: Known) -> bool:
    """Whether two files are copies of one version by their names, which differ in what tells a signed copy from an
    electronic one or a page (盖章版, 扫描件, 电子版), or in nothing but the kind of file."""
    return any(_are_copies(mine, theirs) for mine in names_of(one, known) for theirs in names_of(other, known))


def _are_copies(mine: str, theirs: str) -> bool:
    """
    >>> _are_copies("a/石桥镇2024年报（盖章扫描件）.pdf", "a/石桥镇2024年报.docx")
    True
    >>> _are_copies("word版/石桥镇.docx", "pdf版/石桥镇.pdf"), _are_copies("a/石桥镇.docx", "b/石桥镇.docx")
    (True, False)
    """
    one, other = (tuple(map(_squeezed, (*PurePath(file).parts[:-1], PurePath(file).stem))) for file in (mine, theirs))
    if one == other:
        return PurePath(mine).suffix != PurePath(theirs).suffix
    bare, other_bare = (tuple(filter(None, map(_without_medium, parts))) for parts in (one, other))
    return bare == other_bare and any(map(_MEDIUM.search, (*one, *other)))


def _without_medium(part: str) -> str:
    return _COPY.sub("", _MEDIUM.sub("", part))


def _have_same_figures(one: Report, other: Report) -> bool:
    ours, theirs = ({fact.concept: fact.value for fact in report.facts if fact.is_certain} for report in (one, other))
    return bool(ours) and ours == theirs


# ── Drafts, and what counts ──────────────────────────────────────────────────────────────────────────────────────────


def says_draft(file: str) -> bool:
    """Whether the name of a file, or of its folder, says that it is a draft."""
    return any("draft" in _phases(_squeezed(part)) for part in _parts(file)[-2:])


def is_draft(report: Report, known: Known) -> bool:
    """Whether a file says by its name, or its folder's, that it is a draft (送审稿 …), and so do all its copies."""
    return all(map(says_draft, names_of(report, known)))


def is_correction(report: Report, known: Known) -> bool:
    """Whether a version calls itself a correction of an earlier one, by its name, its folder's, or its title."""
    said = [_signs(_parts(file)[-2:]).phases.keys() for file in names_of(report, known)]
    return any(_CORRECTIONS & phases for phases in (*said, _says_inside(report).keys()))


def last_draft(versions: Sequence[Report], known: Known) -> Report | None:
    """Of several versions the last that was a draft, by what tells their order, then by number and name. It may have
    been published as it is."""
    drafts = [report for report in versions if any(map(says_draft, names_of(report, known)))]
    files = [
        (_signs(_parts(file)[-1:]).edition, file, report)
        for report in unsurpassed(drafts, known)
        for file in names_of(report, known)
        if says_draft(file)
    ]
    return max(files, key=lambda draft: draft[:2])[2] if files else None


def still_there(versions: Sequence[Report], known: Known, gone: frozenset[str]) -> list[Report]:
    """The versions of which a file is still on disk, all of them where none is: what was taken away outranks nothing
    that was left."""
    left = [report for report in versions if not gone.issuperset(names_of(report, known))]
    return left or list(versions)


def unsurpassed(versions: Sequence[Report], known: Known) -> list[Report]:
    """The versions that none of the others is known to have followed; all of them where every one was."""
    last = [
        version
        for version in versions
        if not any(later(other, version, known).order > 0 for other in versions if other is not version)
    ]
    return last or list(versions)


_STATUSES = ("ok", "ok_with_repairs", "partial")
_KINDS = (
    "html", "mht", "docx", "doc", "wps", "odt", "rtf", "xlsx", "xls", "ods", "tsv", "markdown", "pipe", "text", "ofd",
    "pdf",
)  # fmt: skip
"""From the kind of file in which a table is least in doubt to that in which it is most."""


def part_key(report: Report) -> PartKey:
    """By what a person chooses a report."""
    return report.source.sha256, report.part


def canonical_of(versions: Sequence[Report], known: Known, chosen: Collection[PartKey] = ()) -> Report:
    """Of the versions of one report the one that counts: the one that a person chose; else no draft before a draft,
    then the last; where none is known to be that, the one best read, then the one in the kind of file that leaves least
    in doubt, then the first by name."""
    if (taken := chosen_of(versions, chosen)) is not None:
        return taken
    published = [report for report in versions if not is_draft(report, known)]
    draft = last_draft(versions, known)
    return draft if draft and not published else min(unsurpassed(published, known), key=_rank)


def chosen_of(versions: Sequence[Report], chosen: Collection[PartKey]) -> Report | None:
    """The version that a person chose; None where none was, or several were."""
    taken = [version for version in versions if part_key(version) in chosen]
    return taken[0] if len(taken) == 1 else None


def _rank(report: Report) -> tuple[int, int, str, int]:
    kind = report.source.kind
    return (
        _STATUSES.index(report.status),
        _KINDS.index(kind) if kind in _KINDS else len(_KINDS),
        report.source.name,
        report.part,
    )
