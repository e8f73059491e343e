"""Why a figure does not belong to the word that it stands at.

Comes in: a `Bond`, a word and a figure with nothing unknown between them. Goes out: whether one of `_REFUSALS` speaks
against it. Every reason is a small function, with an example of what it refuses.
"""

from __future__ import annotations

from typing import NamedTuple

from extract.prose.figures import Figure
from extract.prose.lexicon import DECISIONS, KEYS, OUTCOMES, PUBLISHED_BY, REQUESTED_BY
from extract.prose.sentences import Sentence, says_new
from extract.prose.symbols import NAME, SYMBOL, over
from extract.text import compiled


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


_PUBLISHED_BY = _names(PUBLISHED_BY)
_DECISIONS = _names(DECISIONS)
_CHANNELS = _PUBLISHED_BY | _names(REQUESTED_BY)
ASKED_BY = {"website": "online", "elsewhere": "otherwise", "total_unnamed": "received"}
"""What words mean where requests are spoken of."""
_SAYS_PUBLISHED = "发布|推送|更新|上传|公布|刊[登发载]|张贴|播[发放]|公[开示](?!栏|牌|平台|网|专)"
"""A channel with one of these words before its figure names what it counts, whatever was spoken of before."""
_UNKNOWN = _names("unknown long_unknown document marking item")
_RECEIVED = _names("received received_or_handled receive application on_request")
_PUBLISHED = _names("total_proactive total_published total_unnamed proactive publish")
STATED_ONCE = _PUBLISHED | _RECEIVED
"""Words of totals, which a sentence that tells them twice repeats."""
_OF_REQUESTS = _names(f"{OUTCOMES} {REQUESTED_BY} receive handle")
_NOT_BEHIND: dict[str, frozenset[str]] = (
    dict.fromkeys(
        _names(f"{OUTCOMES} natural_person application on_request"),
        _names("unknown long_unknown document marking item foreign information publish proactive handle deal compared"),
    )
    | dict.fromkeys(
        _names(f"{DECISIONS} fees"),
        _names("unknown long_unknown document marking item foreign information publish proactive receive compared"),
    )
    | dict.fromkeys(
        _names("review suit online in_person letter otherwise"),
        _names("unknown long_unknown document marking item foreign deal handle"),
    )
    | dict.fromkeys(_PUBLISHED_BY, _PUBLISHED_BY)
)
"""What must not stand before a word: the figure is of more, or of less, than the word says."""
_NOT_BEFORE = dict.fromkeys(
    _PUBLISHED_BY | _names("receive handle proactive publish total_unnamed issue repeal current"),
    _names("unknown long_unknown document marking item foreign rules norms review suit application") | _DECISIONS,
)
"""What must not stand behind the figure of a word that names nothing that could be counted."""


class Bond(NamedTuple):
    """A word of a sentence and a figure that may belong to it, with what stands around them.

    `name` is what the word means here, `at` its place and `figure_at` that of the figure. `words_to_figure` is what is
    printed from the word to the figure; `before` are the symbols before the word, `clause` those of them in its own
    clause; `left` and `right` are the words next to the two.
    """

    sentence: Sentence
    name: str
    at: int
    figure: Figure
    figure_at: int
    topic: str
    words_to_figure: str
    before: str
    clause: str
    left: str
    right: str


def _says_published(words: str) -> bool:
    return bool(compiled(_SAYS_PUBLISHED).search(words))


def _is_sum_of_requests(sentence: Sentence, at: int) -> bool:
    """网上3件，信函2件，合计5件: whether a sum is of the ways in which requests came, or of what no figure followed."""
    before = sentence.symbols[:at]
    if over("[received application on_request] [^ FIGURE semicolon]* $").search(before):
        return True
    listed = over(f"[{REQUESTED_BY}] [in_total each]* FIGURE [and comma semicolon]* $").search(before)
    return bool(listed) and sentence.words(at, at) in ("合计", "总计", "共计", "总共")


def bond_of(sentence: Sentence, key: int, figures: list[int]) -> Bond:
    """The bond of a word and its figures; more than one is in doubt, and the first of them stands for all."""
    first, behind = figures[0], figures[-1] + 1
    name = sentence.name(key)
    words_to_figure = sentence.words(key, max(key, first - 1))
    topic = "requests" if name in _CHANNELS and "申请" in words_to_figure else sentence.topic_at(key)
    asked = name in ASKED_BY and topic == "requests" and not _says_published(words_to_figure)
    return Bond(
        sentence=sentence,
        name=ASKED_BY[name] if asked and (name != "total_unnamed" or _is_sum_of_requests(sentence, key)) else name,
        at=key,
        figure=sentence.figure(first),
        figure_at=first,
        topic=topic,
        words_to_figure=words_to_figure,
        before=sentence.symbols[:key],
        clause=sentence.clause(key),
        left=sentence.name(first if first < key else key - 1) if key else "",
        right=sentence.name(behind) if behind < len(sentence.symbols) else "",
    )


def is_refused(bond: Bond) -> bool:
    """Whether a figure is not of the word that it stands at."""
    return any(refuses(bond) for refuses in _REFUSALS_OF[bond.name])


# ── Reasons ──────────────────────────────────────────────────────────────────────────────────────────────────────────

_CAUSES = ("因", "由", "涉", "关于", "有关")
_OF_DISCLOSURE = ("公开", "申请", "答复", "信息")
_DOCUMENT = "[norms norms_issued norms_repealed norms_in_force]"
_DOCUMENTS = f"rules and {_DOCUMENT} | {_DOCUMENT} and rules | rules | {_DOCUMENT}"
_BEGINS = _names("this_year in_total so_far comma semicolon colon open")


def _is_off_topic(bond: Bond) -> bool:
    """网上2件 is of requests, 公开2件 of what was published: only where these are spoken of."""
    if bond.name in _OF_REQUESTS:
        return bond.topic != "requests"
    if bond.name in _PUBLISHED_BY:
        return bond.topic in ("requests", "disputes", "foreign") and not _says_published(bond.words_to_figure)
    return bond.topic != "proactive"


def _belongs_to_neighbour(bond: Bond) -> bool:
    """县卫生系统行政复议2件, 网站2件规范性文件."""
    if bond.left in _NOT_BEHIND.get(bond.name, ()):
        return not (bond.name in ("review", "suit") and "公开" in bond.words_to_figure)
    return bond.right in _NOT_BEFORE.get(bond.name, ())


def _is_of_carried_in(bond: Bond) -> bool:
    """上年结转的申请2件 are not received."""
    return bool(over("[carried_in carry_over] [^ counted bare money and as_well]* $").search(bond.clause))


def _is_of_one_channel(bond: Bond) -> bool:
    """通过网站公开信息2条: what is published by a single channel, or by one that is not known, is no total."""
    if SYMBOL["and_other_channels"] in bond.clause:
        return False
    channels = sum(NAME[symbol] in _PUBLISHED_BY for symbol in bond.clause)
    return channels == 1 or (channels == 0 and SYMBOL["by_way_of"] in bond.clause)


def _is_no_review(bond: Bond) -> bool:
    """纠正2件 is of reviews only where they are spoken of."""
    return "复议" not in bond.words_to_figure and not over("review [^ suit]* $").search(bond.before)


def _is_another_dispute(bond: Bond) -> bool:
    """因征地引发的行政复议2件; 行政复议2件，其中信息公开类1件."""
    if any(words in bond.words_to_figure for words in _OF_DISCLOSURE):
        return False
    if over("other_dispute FIGURE? [and comma]* $").search(bond.before):
        return True
    following = bond.sentence.text[bond.sentence.spans[bond.figure_at][1] :][:16]
    return bond.words_to_figure.startswith(_CAUSES) or ("其中" in following and "信息公开" in following)


def _is_carried_over_elsewhere(bond: Bond) -> bool:
    """行政复议2件，上年结转1件: of the reviews, unless the clause itself names requests."""
    if bond.topic in ("", "proactive", "requests"):
        return False
    clause_words = bond.sentence.words(bond.at - len(bond.clause), bond.at)
    named = any(words in clause_words for words in ("公开申请", "公开的申请", "申请公开"))
    return not named or bool(over("[review corrected suit foreign]").search(bond.clause))


def _is_no_decision(bond: Bond) -> bool:
    """公开行政许可2条 is of information, 行政许可事项2项 of kinds of matters: both are no decisions."""
    if over("[total_proactive total_published proactive] [^ semicolon]* of_which [^ semicolon]* $").search(bond.before):
        return True
    if bond.topic == "proactive" and bond.figure.unit == "条":
        return True
    spans = bond.sentence.spans
    if "公开" in bond.sentence.text[spans[bond.at][0] : spans[bond.figure_at][0]]:
        return True
    if over("[publish information total_proactive total_published foreign] [^ colon]* $").search(bond.clause):
        return True
    return bond.figure.unit == "项" and bool(bond.figure.value) and not _is_decided(bond)


def _is_decided(bond: Bond) -> bool:
    """Whether a clause begins with the verb of a decision."""
    before = bond.before.rstrip(SYMBOL["handle"] + SYMBOL["deal"])[-1:]
    starts = not before or NAME[before] in _BEGINS
    printed = bond.sentence.text[: bond.sentence.spans[bond.at][0]].removesuffix("的")
    return starts and printed.removesuffix("各类").removesuffix("各项").endswith(("作出", "办理", "办结", "实施"))


def _is_of_other_documents(bond: Bond) -> bool:
    """制发文件2件: of normative documents only where these are spoken of last, and no rules unless there are none."""
    documents = over(_DOCUMENTS).findall(bond.before)
    return not documents or (SYMBOL["rules"] in documents[-1] and (len(documents[-1]) == 1 or bond.figure.value != 0))


def _is_no_request(bond: Bond) -> bool:
    """主动公开信息2条，依申请公开3条: 依申请公开 is here a kind of publishing."""
    return "信息" in bond.words_to_figure or bool(over("[total_proactive proactive]").search(bond.before))


def _is_of_documents(bond: Bond) -> bool:
    """公开属性：主动公开2件、依申请公开1件: documents that were marked when they were written."""
    if over("[document marking] [^ application received total_proactive total_published]* $").search(bond.before):
        return True
    if bond.name == "proactive":
        other = over("[and comma] on_request [counted bare]").match(bond.sentence.symbols, bond.figure_at + 1)
        return bool(other) and bond.figure.unit in ("件", "份")
    return bool(over("proactive FIGURE [and comma] on_request FIGURE [and comma] $").search(bond.before))


def _is_of_another_fee(bond: Bond) -> bool:
    """减免费用, 缴纳费用: a fee is ours only where processing fees are spoken of."""
    return SYMBOL["processing_fee"] not in bond.before


def _is_of_part(bond: Bond) -> bool:
    """其中办理2件: what follows 其中 is of a part of what was spoken of, and no total itself."""
    whole, parts, scope = bond.before.rpartition(SYMBOL["semicolon"])[2].partition(SYMBOL["of_which"])
    if not parts or says_new(bond.words_to_figure) or bond.sentence.is_ours_of_others(bond.at):
        return False
    if bond.name in _RECEIVED and any(NAME[symbol] in _PUBLISHED for symbol in whole):
        return any(NAME[symbol] in _RECEIVED for symbol in whole)
    return bond.name in STATED_ONCE or bond.left in _UNKNOWN or any(NAME[symbol] in STATED_ONCE for symbol in scope)


def _is_counted_otherwise(bond: Bond) -> bool:
    """Money is of fees, and nothing else is; what is published is not counted in 个 or 宗."""
    unit, value, kind = bond.figure.unit, bond.figure.value, bond.sentence.name(bond.figure_at)
    if kind == "glued":
        return False
    if bond.name in ("fees", "processing_fee", "any_fee"):
        return kind not in ("money", "none") and not (kind == "bare" and value == 0)
    if kind == "money":
        return True
    if bond.name in _DECISIONS and value:
        return unit not in ("件", "宗", "起", "份", "例", "条", "项")
    return bond.name in _PUBLISHED_BY and bool(value) and unit in ("个", "次", "宗", "起", "例")


_REFUSALS = {
    _is_off_topic: _OF_REQUESTS | _PUBLISHED_BY | {"publish", "total_unnamed"},
    _belongs_to_neighbour: _NOT_BEHIND.keys() | _NOT_BEFORE.keys(),
    _is_counted_otherwise: KEYS,
    _is_of_part: frozenset(KEYS) - _CHANNELS,
    _is_of_carried_in: _RECEIVED,
    _is_of_one_channel: _PUBLISHED | {"norms_issued"},
    _is_no_review: {"corrected"},
    _is_another_dispute: {"review", "suit"},
    _is_carried_over_elsewhere: {"carried_in", "carried_out"},
    _is_no_decision: _DECISIONS,
    _is_of_other_documents: {"issue", "repeal", "current"},
    _is_no_request: {"on_request"},
    _is_of_documents: {"proactive", "publish", "on_request", "granted", "partial", "denied"},
    _is_of_another_fee: {"any_fee"},
}
"""Why a figure does not belong to a word, and to which words the reason applies."""
_REFUSALS_OF = {name: tuple(refuses for refuses, names in _REFUSALS.items() if name in names) for name in KEYS}
