"""Sections → the figures that their prose states, each with its sentence.

Comes in: the sections of a report, the year it is of, and whose it is. Goes out: `Statement`s. A sentence becomes a row
of words, those that make up one meaning become one (收到 … 申请), and a figure is bound to its word only when nothing
unknown stands between them. What fits no pattern is not stated; what fits two is ambiguous, and so is what is said of
another agency, or of a part of the year.

`lexicon` and `phrases` are the knowledge of words, `symbols` compiles it, `sentences` reads it out of print, `subjects`
says whose the clauses are, `figures` reads numbers; `claims` finds words and figures that stand together, `bindings`
says what they are of, by the tables of `grammar`, `manner` whether what is unknown beside them leaves it so. Here
sections become sentences, and claims statements. Whether the figures agree with the tables is the checks' business.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from extract.measures import bases_of
from extract.model import Origin, Paragraph, Section, Statement
from extract.numbers import CHINESE_DIGITS
from extract.prose.claims import Claim, claims_of
from extract.prose.grammar import PUBLISHED, RECEIVED
from extract.prose.lexicon import CONCEPTS
from extract.prose.phrases import PUBLISHED_BY
from extract.prose.sentences import Period, says_new, sentence_of
from extract.prose.subjects import UNKNOWN_AGENCY, Agency
from extract.prose.symbols import SYMBOL
from extract.text import compiled, squeeze

__all__ = ["CONCEPTS", "narrative_of", "sentences_with_figures"]

_LONGEST_SHOWN = 200
_LONGEST_HEADING = 20
_LONGEST_READ = 1500
"""Characters between two full stops; what is longer is no sentence, and would take long to read."""
_SHORTEST_BROKEN = 20
"""Characters; a shorter line was not cut by the width of the page, save on a narrow one."""
_FEWEST_ALIKE = 3
"""Lines of one length that make a narrow page."""
_NARROWEST, _UNEQUAL = 12, 4
"""Characters of a line on a narrow page, and how many fewer it may have than most there: a number moves whole."""
_ENDS = "。！？；：!?;:.|"
_TOTAL = CONCEPTS["total_proactive"]
_STATED_ONCE = frozenset(f"{PUBLISHED} {RECEIVED}".split())
"""Words of totals, which a sentence that tells them twice repeats."""
_CHANNELS = frozenset(SYMBOL[name] for name in PUBLISHED_BY.split())
_MAY_BE_OF_CHANNEL = frozenset(("total_published", "total_unnamed"))
_SAYS_ALL = "主动|公开|政府|政务|各类"
_TOPIC_OF_SECTION = {2: "proactive", 3: "requests", 4: "disputes"}
_HEADED = (("主动公开", "proactive"), ("依申请", "requests"), ("复议", "disputes"), ("诉讼", "disputes"))
"""What is spoken of below a heading with one of these words."""
_MAY_BE_NONE = (
    "申请|不予|复议|诉讼|性文件|许可|处罚|强制|收费|理费|费用|结转"
    "|申請|複議|復議|訴訟|許可|處罰|強制|收費|理費|費用|結轉"
)
_MAY_BE_COUNTED = (
    "公开|公示|公布|发布|更新|推送|上传|张贴|抖音|视频号|刊登|刊发|公报|受理|收到|新收|提供|不予|其[他它]处理|自然人|网[络上]|信函|邮寄|当面|办结|答复|办理|网站|微信|微博|公众号|共计|总计"
    f"|公開|發佈|發布|辦結|答復|答覆|辦理|網站|公眾號|公報|刊發|共計|總計|{_MAY_BE_NONE}"
)
"""Words without which a sentence states no figure, in simplified and traditional characters."""

_LAST_OF_UNITS = "".join({unit[-1]: "" for unit in bases_of("cases", "money").split("|")})
_SENTENCES = r"[^。！？]+[。！？]?"
_COUNT = (
    r"[0-9０-９](?!(?:[ \u3000\xa0]*[0-9０-９]){0,3}[ \u3000\xa0]*[年月日号])"
    rf"|[{_LAST_OF_UNITS}條項個則](?<=[{CHINESE_DIGITS}萬億][余多餘]?.)"
)
"""A digit that is of no date, or a unit behind a number in words."""
_NOTHING = "[未没沒无無零]|不存在|不涉及"
_THIS_YEAR = r"20\d\d|[二２]|[全本今当當]年"
_TOTALLED = "[共总合]计|总数|总量|累计|共(?!同|享|产|和|建)"
_YEAR = r"(?<!\d)(?<!(?:[结結][转轉]|[转轉][结結]|接[转轉]|[顺順延][延续續]?|[转轉])[至到入为為]?[(（]?)(20\d\d)(?=年)"
"""A year that may be the one reported on; what is carried over is carried to the next."""
_OF_PLANS = 5
"""The section that tells what the next year is to bring."""
_SAYS_THIS_YEAR = "[本全]年|年内|今年|一年来"
_COMPARED = rf"[同与和较比]{_YEAR}"
"""A year that the one reported on is compared with."""
_ENUMERATED = r"\s*[(（]?[一二三四五六七八九十\d]{1,3}(?:[)）、.．]|是)"


class _Candidate(NamedTuple):
    """A statement, what it was made from, and in which sentence it stands."""

    statement: Statement
    claim: Claim
    sentence: tuple[int, int]


def narrative_of(
    sections: Sequence[Section], year: int | None, agency: Agency = UNKNOWN_AGENCY
) -> tuple[Statement, ...]:
    """The figures that the prose states of an agency, in printed order; a figure that is repeated is stated once.

    >>> from extract.model import TextOrigin
    >>> text = "本年度共收到政府信息公开申请2件，未发生行政复议。"
    >>> section = Section(1, "overview", "", TextOrigin(1, 1, 1), (Paragraph(text, TextOrigin(2, 1, len(text))),))
    >>> for statement in narrative_of([section], 2024):
    ...     print(statement.concept, statement.value, statement.raw, statement.state, statement.origin)
    requests.received.total 2 2件 number txt:L2:15-16
    disputes.review.total 0 未发生 none txt:L2:18-20
    """
    agency = squeeze(agency[0]), squeeze(agency[1])
    if year is None:
        year = _only_year(sections)
    shortest = _shortest_broken([paragraph for section in sections for paragraph in section.paragraphs])
    candidates = [
        candidate for section in sections for candidate in _decided(_candidates_in(section, shortest, year, agency))
    ]
    stated: dict[tuple[str, str, Decimal | None], Statement] = {}
    for candidate in candidates:
        statement = candidate.statement
        stated.setdefault((statement.concept, statement.period, statement.value), statement)
    clear = {key[:2] for key in stated if key[2] is not None}
    return tuple(statement for key, statement in stated.items() if key[2] is not None or key[:2] not in clear)


def _only_year(sections: Sequence[Section]) -> int | None:
    """The year that the prose names, if it names one alone, and before it says 本年: later it may compare with it."""
    text = "\n".join(part.text for section in sections if section.number != _OF_PLANS for part in section.paragraphs)
    years = list(compiled(_YEAR).finditer(text))
    if len({year[1] for year in years}) != 1 or compiled(_COMPARED).search(text):
        return None
    this_year = compiled(_SAYS_THIS_YEAR).search(text)
    return int(years[0][1]) if not this_year or years[0].start() < this_year.start() else None


def sentences_with_figures(paragraphs: Sequence[Paragraph]) -> Iterator[str]:
    """The sentences of a section that print a count, whether anything is stated by them or not."""
    for flow in _flows(paragraphs, _shortest_broken(paragraphs)):
        if "|" in flow.text or "\t" in flow.text:
            continue
        for match in compiled(_SENTENCES).finditer(flow.text):
            if len(match[0]) <= _LONGEST_READ and compiled(_COUNT).search(match[0]):
                yield match[0].strip()


class _Flow(NamedTuple):
    """Paragraphs that one text runs through, and where each begins in it."""

    text: str
    parts: tuple[tuple[int, Paragraph], ...]

    def origin(self, start: int, end: int) -> Origin:
        """The place of characters `start` up to `end`; of their first part where they stand in two paragraphs."""
        offset, paragraph = [part for part in self.parts if part[0] <= start][-1]
        return paragraph.origin.part(start - offset, min(end - offset, len(paragraph.text)))


def _flows(paragraphs: Sequence[Paragraph], shortest: int) -> Iterator[_Flow]:
    """Paragraphs, those that a reader of printed lines of so many characters or more has cut inside a sentence put
    together again."""
    text = ""
    parts: list[tuple[int, Paragraph]] = []
    for paragraph in paragraphs:
        last = parts[-1][1].text.rstrip() if parts else ""
        if parts and (len(last) < shortest or last[-1] in _ENDS or compiled(_ENUMERATED).match(paragraph.text)):
            yield _Flow(text, tuple(parts))
            text, parts = "", []
        parts.append((len(text), paragraph))
        text += paragraph.text
    if parts:
        yield _Flow(text, tuple(parts))


def _shortest_broken(paragraphs: Iterable[Paragraph]) -> int:
    """The fewest characters of a line that the width of the page cut: most lines of a narrow one that go on in the next
    are of one length."""
    texts = [p.text for p in paragraphs if len(p.text) >= _NARROWEST and p.text.rstrip()[-1:] not in _ENDS]
    lengths = Counter(len(text) for text in texts if not compiled(_ENUMERATED).match(text))
    length, count = lengths.most_common(1)[0] if lengths else (0, 0)
    return min(_SHORTEST_BROKEN, max(_NARROWEST, length - _UNEQUAL)) if count >= _FEWEST_ALIKE else _SHORTEST_BROKEN


def _candidates_in(section: Section, shortest: int, year: int | None, agency: Agency) -> Iterator[_Candidate]:
    topic = _TOPIC_OF_SECTION.get(section.number, "")
    is_of_channels = False
    for number, flow in enumerate(_flows(section.paragraphs, shortest)):
        text = flow.text
        if "|" in text or "\t" in text:
            continue
        if compiled(_ENUMERATED).match(text):
            topic, is_of_channels = _topic_below(text), False
        if not (compiled(_COUNT).search(text) or compiled(_NOTHING).search(text)):
            continue
        for match in compiled(_SENTENCES).finditer(text):
            printed = match[0]
            if len(printed) > _LONGEST_READ or not _is_promising(printed, topic):
                if compiled(_COUNT).search(printed) or compiled(_ENUMERATED).match(printed):
                    topic = _topic_below(printed)
                continue
            if section.number == _OF_PLANS and not compiled(_THIS_YEAR).search(printed):
                continue
            sentence = sentence_of(printed, year, topic, section.number, agency)
            topic = sentence.topic_at(len(sentence.symbols))
            if section.number == _OF_PLANS and SYMBOL["this_year"] not in sentence.symbols:
                continue
            claims = _without_channel(claims_of(sentence)) if is_of_channels else claims_of(sentence)
            is_of_channels = not _CHANNELS.isdisjoint(sentence.symbols)
            positions = _printed_positions(printed, len(sentence.text)) if claims else ()
            for claim in claims:
                yield _Candidate(
                    _statement(claim, flow, printed, match.start(), positions), claim, (number, match.start())
                )


def _without_channel(claims: list[Claim]) -> list[Claim]:
    """Claims behind a sentence that told of channels: 发布信息3条 may then be of them, and is in doubt."""
    return [
        claim._replace(is_clear=False)
        if claim.binding.object in _MAY_BE_OF_CHANNEL and not compiled(_SAYS_ALL).search(claim.clause)
        else claim
        for claim in claims
    ]


def _topic_below(heading: str) -> str:
    """What is spoken of below a heading, or behind one that begins a line."""
    return next((topic for word, topic in _HEADED if word in heading[:_LONGEST_HEADING]), "")


def _is_promising(printed: str, topic: str) -> bool:
    """Whether a sentence may state a figure, by a cheap look at its characters; where requests are spoken of, it may
    only say that none came."""
    if compiled(_COUNT).search(printed):
        return bool(compiled(_MAY_BE_COUNTED).search(printed))
    may_be_none = compiled(_MAY_BE_NONE).search(printed) or (topic == "requests" and "收到" in printed)
    return bool(may_be_none and compiled(_NOTHING).search(printed))


def _printed_positions(printed: str, length: int) -> Sequence[int]:
    """The places of a sentence that its squeezed text keeps; empty where markup was taken out of it."""
    if length == len(printed):
        return range(length)
    dropped = {character for character in set(printed) if not (character.isalnum() or squeeze(character))}
    positions = [at for at, character in enumerate(printed) if character not in dropped]
    return positions if len(positions) == length else ()


def _statement(claim: Claim, flow: _Flow, printed: str, offset: int, positions: Sequence[int]) -> Statement:
    start, end = (positions[claim.start], positions[claim.end - 1] + 1) if positions else (0, len(printed))
    binding = claim.binding
    figure = binding.figure if binding.is_bound and claim.is_clear else None
    shown = printed.strip()
    if len(shown) > _LONGEST_SHOWN:
        shown = printed[max(0, end - _LONGEST_SHOWN) :][:_LONGEST_SHOWN].strip()
    return Statement(
        claim.concept,
        figure.value if figure else None,
        printed[start:end] if positions and figure else claim.printed,
        figure.unit if figure else "",
        binding.period,
        bool(figure and figure.approximate),
        figure.state if figure else "ambiguous",
        shown,
        flow.origin(offset + start, offset + end),
    )


def _decided(candidates: Iterable[_Candidate]) -> list[_Candidate]:
    """One statement for every concept and period of a sentence; of the section, where it is the total published."""
    groups: dict[tuple[str, Period, tuple[int, int] | None], list[_Candidate]] = {}
    for candidate in candidates:
        concept = candidate.claim.concept
        groups.setdefault(
            (concept, candidate.claim.binding.period, candidate.sentence if concept != _TOTAL else None), []
        ).append(candidate)
    groups = {key: _bound(group) for key, group in groups.items()}
    return [_choice(_strongest(group) if concept == _TOTAL else group) for (concept, _, _), group in groups.items()]


def _bound(group: list[_Candidate]) -> list[_Candidate]:
    """What is said of the agency and of the whole period, where anything is; all, where a part is more than that."""
    bound = [candidate for candidate in group if candidate.claim.binding.is_bound]
    parts = [candidate for candidate in group if candidate.claim.binding.subject == "ours" and candidate not in bound]
    highest = max((_value(candidate) for candidate in bound), default=Decimal(0))
    return group if not bound or any((part.claim.binding.figure.value or 0) > highest for part in parts) else bound


def _value(candidate: _Candidate) -> Decimal:
    claim = candidate.claim
    return (claim.is_clear and claim.binding.figure.value) or Decimal(0)


def _strongest(group: list[_Candidate]) -> list[_Candidate]:
    """Of what may be the total published: 主动公开 before other verbs, what is said to be a total before the rest."""
    named = [candidate for candidate in group if candidate.claim.binding.object == "total_proactive"]
    totals = [candidate for candidate in group if compiled(_TOTALLED).search(candidate.claim.clause)]
    highest = max((candidate.statement.value or Decimal(0) for candidate in named), default=Decimal(0))
    if named and any((candidate.statement.value or Decimal(0)) > highest for candidate in totals):
        return group
    best = named or group
    totals = [candidate for candidate in best if candidate in totals]
    return totals if len({candidate.statement.value for candidate in totals}) == 1 else best


def _choice(group: list[_Candidate]) -> _Candidate:
    """The first of a group that says one thing; else that it is in doubt, with every figure."""
    group = [candidate for candidate in group if candidate.claim.binding.object != "received_or_handled"] or group
    group = [candidate for candidate in group if says_new(candidate.claim.clause)] or group
    first = group[0]
    values = {candidate.statement.value for candidate in group}
    if len(group) == 1 or (len(values) == 1 and (first.claim.binding.object in _STATED_ONCE or values == {Decimal(0)})):
        return first
    raw = " ".join(candidate.statement.raw for candidate in group)
    doubtful = first.statement._replace(value=None, raw=raw, unit="", approximate=False, state="ambiguous")
    return first._replace(statement=doubtful)
