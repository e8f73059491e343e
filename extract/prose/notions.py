"""What a sentence must itself say before a figure is of a cell: the notion of that cell, and no more than a like one.

Comes in: a `Sentence`, what its figure seems to be of, the places of word and figure. Goes out: whether the sentence
says so in words of its own. A figure of which it does not is in doubt, whatever else speaks for it.
"""

from __future__ import annotations

from typing import NamedTuple

from extract.prose.grammar import RECEIVED
from extract.prose.phrases import DECISIONS, OUTCOMES, PUBLISHED_BY, REQUESTED_BY
from extract.prose.sentences import Sentence
from extract.prose.symbols import SYMBOL, over
from extract.text import compiled

_ANY = ""
_NEVER = "(?!)"


class Notion(NamedTuple):
    """How a sentence says what a cell is of, in patterns over what is printed.

    `clause`: in the clause of the figure; or else `sentence`: in all of it. `unless`: words in that clause with which
    it says less. `framed`: whether it must say besides that all of the year is meant, or whose it is, where anything
    before is not known; `or_said`: words of the sentence, or `topic`: what was spoken of before, that do instead.
    `parts_of`: the words that have the figure of which this one is a part, where it is one and nothing does instead.
    """

    clause: str = _ANY
    sentence: str = _NEVER
    unless: str = _NEVER
    framed: bool = False
    or_said: str = _NEVER
    topic: str = "none"
    parts_of: str = ""


_PUBLISHED = "公开(?!栏|平台|专栏|专区|网|渠道|牌)|政[府务]信息"
_OTHER_THINGS = "提交|动态|公文|文件|公告|公示(?!栏)|公开属性|解读"
_COLUMN = r"专题|首页|频道|板块|(?<!公开|[镇乡道级网站台”])(?:专栏|栏目|专区)"
_OF_US = (
    r"(?:[我本](?:[镇乡]|街道?)|(?:发布|推送|刊发|转载|转发)了?\p{Han}{2,3}(?:[镇乡]|街道))的?"
    r"(?:各类|政府|政务)*(?:信息(?!公开)|稿件|新闻|工作|动态|视频(?!号))"
)
_PEOPLE = r"(?:[村居]民|群众|[商农]户|企业|职工|业主|员工)(?!.*公开)"
_OTHERS_DO = r"(?:组织|督促|指导|要求|安排|协调|引导|帮助|动员)\p{Han}{0,6}(?:各|村|社区|企业|部门|单位|站所)"
"""组织各站所公开信息5条: what others are made to do."""
_OFFICES_DO = r"(?:站所|站办所|科室|股室|内设机构)(?![共合累总])\p{Han}{0,8}?(?:公开|发布)"
"""各站所公开信息5条: each its own, where not all of them are counted together."""
_CHANNELS = f"total_proactive total_published total_unnamed proactive publish information new_media {PUBLISHED_BY}"
_REQUESTS = f"{RECEIVED} handled handle asking outcomes {OUTCOMES} {REQUESTED_BY}"
_DISPUTES = "review suit corrected"
_REQUEST = Notion(framed=True, or_said="公开|依申请", topic="requests")
_PART = Notion(parts_of=_REQUESTS)
NOTIONS = {
    # 发布信息5条 may be news; 动态栏目公开信息5条 is of a kind
    "total_published": Notion(_PUBLISHED, "主动公开", f"{_OTHER_THINGS}|{_OFFICES_DO}", framed=True),
    "total_unnamed": Notion(_PUBLISHED, _PUBLISHED, framed=True),
    # 各站所主动公开信息5条
    "total_proactive": Notion(unless=_OFFICES_DO),
    # 办理申请5件: so many may have come, or been answered
    "received_or_handled": Notion(_NEVER),
    **dict.fromkeys(("received", "handled"), _REQUEST),
    **dict.fromkeys(("online", "in_person", "letter", "otherwise"), _REQUEST._replace(parts_of=_REQUESTS)),
    **dict.fromkeys(("natural_person", *OUTCOMES.split()), _PART),
    **dict.fromkeys(PUBLISHED_BY.split(), Notion(parts_of=_CHANNELS)),
    # 网站专题发布信息5条: one of its columns
    "website": Notion(unless=_COLUMN, parts_of=_CHANNELS),
    # 融媒公众号发布我镇信息5条: who says so of an account's own news, tells that the account is another's
    **dict.fromkeys(("wechat", "weibo", "video"), Notion(unless=_OF_US, parts_of=_CHANNELS)),
    # 头条号发布信息5条: one of the others
    "elsewhere": Notion("其[他它]", parts_of=_CHANNELS),
    # 涉及行政许可5件
    **dict.fromkeys(DECISIONS.split(), Notion(unless="涉及", or_said="审批|执法|决定", parts_of=DECISIONS)),
    # 清缴欠费5万元，其中行政事业性收费2万元
    "fees": Notion(parts_of="fees processing_fee any_fee"),
    # 村民提起行政诉讼5件: against whom; 行政争议5件，其中行政复议2件
    **dict.fromkeys(_DISPUTES.split(), Notion(unless=_PEOPLE, parts_of=_DISPUTES, or_said="公开")),
}
"""What is said of which words; of others their own name says enough."""
_OWN_NAME = Notion()
_OF_ALL = r"主动|[共总合]计?|累计|[全本今当]年|年[度内来]|20\d\d年"
"""Words that say that all of the year is meant."""
_STRANGE = "(?<! not [^ CLAUSE_END]*) [unknown long_unknown foreign narrowed]"
_PART_OF = "(?r) FIGURE [^ semicolon close]* (?P<of> of_which) [^ semicolon close]* $"
_BREAKS = ",;()"


def is_said(sentence: Sentence, name: str, key: int, at: int) -> bool:
    """Whether a sentence says itself that a figure is of `name`."""
    notion = NOTIONS.get(name, _OWN_NAME)
    first, last = min(key, at), max(key, at)
    begins = sentence.spans[first][0]
    clause = sentence.text[1 + max(sentence.text.rfind(sign, 0, begins) for sign in _BREAKS) : sentence.spans[last][1]]
    if compiled(notion.unless).search(clause) or compiled(_OTHERS_DO).search(clause):
        return False
    if not (compiled(notion.or_said).search(sentence.text) or sentence.topic == notion.topic):
        if notion.framed and not _is_framed(sentence, first, last):
            return False
        if notion.parts_of and _is_part_of_another(sentence, notion.parts_of, first):
            return False
    return bool(compiled(notion.clause).search(clause) or compiled(notion.sentence).search(sentence.text))


def _is_framed(sentence: Sentence, first: int, last: int) -> bool:
    """Whether a figure is said to be of all of the year, or of ours, or nothing before it is strange."""
    part = sentence.symbols.rfind(SYMBOL["semicolon"], 0, first) + 1
    return (
        sentence.names_ours(0, first)
        or bool(compiled(_OF_ALL).search(sentence.text[: sentence.spans[last][1]]))
        or not over(_STRANGE).search(sentence.symbols, part, last)
    )


def _is_part_of_another(sentence: Sentence, wholes: str, first: int) -> bool:
    """Whether a figure is a part of what it is no part of by its notion: 信访5件，其中网上2件."""
    part = over(_PART_OF).search(sentence.symbols, 0, first)
    begins = sentence.symbols.rfind(SYMBOL["semicolon"], 0, first) + 1
    return bool(part and not over(f"[{wholes}]").search(sentence.symbols, begins, part.start("of")))
