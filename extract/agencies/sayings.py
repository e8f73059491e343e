"""How a report says whose it is: a table of sayings, each with the place as which it counts.

Comes in: nothing. Goes out: `PREAMBLE` and `OPENING`, to be read by `sentences`. A new wording is a word in one of the
lists, or a row in one of the tables. An agency that others were told to follow, that asks, orders or is cited, stands
in none of them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from extract.agencies.likeness import is_generic
from extract.agencies.names import chain_and_name, group_of, is_name, is_whole_name, without_tail
from extract.model import Where
from extract.text import compiled, squeeze

# ── Words ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _any(words: str) -> str:
    """One of some words, which blanks part."""
    return f"(?:{'|'.join(words.split())})"


_IN_NAMES = r"[\p{Han}\d()·_]"
_NAME = rf"(?P<name>{_IN_NAMES}{{2,60}}?)"
_DISCLOSURE = r"(?:(?:政府|政务)?信息公开|政务公开)"
REPORT = (
    r"(?:工作)?(?:开展)?(?:情况)?(?:年度)?(?:工作)?(?:年度?报告|年报|报告|汇报|通报|予以公布|公布如下)"
    r"(?!(?:的)?(?:有关|编制|格式|通知|要求|填报|事项))"
)
_ANNOUNCING = "公布|发布|公开|编制(?!委)|形成|报送"
_WORDS = "[^,.;:!?|《》]"
_WHAT = rf"(?P<report>(?:(?!{_ANNOUNCING}|现将){_WORDS}){{0,90}}?)"
_MAKING = (
    rf"{_any('编制(?!委) 编写 撰写 起草 拟定 汇编 解释')}"
    r"(?!\p{Han}{0,8}(?:指南|目录|清单|手册|预算|规划|计划|方案|制度|文件))"
)
_TO_THE_PUBLIC = f"向社会(?:公众)?(?:{_ANNOUNCING})"
_BEFORE_MAKING = rf"(?={_IN_NAMES}{{2,}}?[编撰起拟汇解])"
"""What a name leads on to that makes a report, by its first character: hardly anything else does."""
_HELPING = f"{_any('负责 特 组织 牵头 汇总 统一 认真 严格 现 已 共同 具体')}*"
_FOLLOWING = _any("根据 按照 依照 依据 遵照 结合(?!医院) 对照")
_TELLS_ITS_PARTS = f"(?:由[^.]{{2,40}}组成|共|包括|分为|如下|{_FOLLOWING})"
_NO_COMPLAINT = r"(?<!(?:举报|投诉|不服|复议|诉讼|异议|信访|监督)[^.;|]{0,30})"
"""Who is asked about the report, and not to whom one complains."""
_BEGINS = r"(?:^|(?<=[.;!?|]))"
_ENDS = r"(?=[,.;(:|]|电话|地址|联系|办公(?!室|厅))"
_NUMBERED = r"(?:[(]?[一1][)、,.]\p{Han}{0,12}[.:,|]?)?"
_IN_THE_YEAR = (
    rf"(?:(?:(?:19|20)\d\d年度?(?:来|以来)?|{_any('一年来 过去一年 过去的一年 今年来 今年以来 年内 全年 本年度')}),?)?"
)
_UNDER_OTHERS = (
    r"(?:(?:在[^.|]{2,40}?[下中]|是[^.|]{2,30}?一年|(?:根据|按照)[^.|]{2,40}?(?:部署|要求|安排|规定|精神)),)*"
)
_ACTS = (
    "严格 认真 按照 根据 依据 坚持 深入 高度 以 在 紧[紧扣密] 围绕 不断 切实 积极 全面 始终 贯彻 落实 继续 进一步 "
    "累计 及时 扎实 着力 主动 持续 政府信息公开 政务公开 信息公开 共(?=[收主受计办新发有召制公]) 依法 充分 加强 "
    "通过 依托 牢固 聚焦 立足 稳步 深化 强化 健全 完善 着眼 突出 把 将(?!乐县) 结合(?!医院) 严把 对照 坚决 坚定 "
    "大力 精心 统筹 创新 优化 规范 有序 有效 努力 牢牢 锚定 对标 紧盯 成立 建立 推进 推动 做好 抓好 秉持 秉承 遵循 "
    "准确 多措并举 ,"
)
"""What an agency does in the first sentence of its report."""
_OF_OTHERS = (
    r"^\p{Han}{0,12}(?:组织|要求|指导|督促|对)(?:全[县市区镇乡]|各|所属|下属|辖区内?各)"
    r"|^,[^.]{2,20}等|[为给向到来对]我|相互"
    rf"|我{_any('镇 乡 街 局 委 县 区 市 州 旗 办 院 校 中心 单位 机关 苏木')}"
    rf"|本{_any('镇 乡 街道 局 委 县 办 单位 机关 苏木')}"
)
"""What a sentence says whose subject is another than the agency."""

# ── Who can be meant ─────────────────────────────────────────────────────────────────────────────────────────────────

_NO_AUTHOR = (
    r"^国家税务总局$|公开|报告|年报|在(?!平)|[的请需或]|由(?!拳)|[我该]|[省市县区旗州盟]委$"
    r"|本(?:机关|单位|部门|级|公司|中心|[镇乡县区市旗州盟局委厅办院街校馆队场团站所行])"
)
_LEVELS = frozenset("省市县区旗州盟")
_TOWN_OF_LEVEL_WORD = (
    r"[州市区盟省旗](?![省市县区旗州盟镇乡直级辖属])\p{Han}{1,4}(?:[镇乡]|街道)(?:人民政府|政府|办事处)?"
)
"""A town whose own name begins with the word for a level: 州城镇, 市桥街道."""
_SHORT_COUNTY = r"\p{Han}县(?=\p{Han}{2})"
"""A county whose name has one character, as the rest of a broken one has: 魏县."""
_GOVERNMENT_OFFICE = r"政府办公?[室厅]?$"
_ACTING = (
    r"(?:[镇乡街局委厅署校县区市旗州盟]|街道|苏木|委员会|管委会|(?:医|保健|学|法|检察|研究)院|大学|分局|公司|集团|开发区|海关"
    r"|政府办公[室厅]|(?:[支总大]|调查)队|中心|(?<![市广现立操])场|监狱|[〇0一二三四五六七八九十]团|[总分支]行|联合[社会]|总工会"
    r"|红十字会|(?:管理|委员会)办公室)(?:\(\p{Han}+\))?$"
)
_ACTING_BELOW = r"[部站所馆会处]$"
"""How names end that tell of an agency only behind a place: without one they may be part of the one that reports."""


def is_author(agency: str, led: bool) -> bool:
    """Whether a name can be that of an agency that reports, rather than of a level or of an office for disclosure. One
    that words of the sentence lead to is whole, and may begin as the rest of a broken name does: 州城镇."""
    of_level = agency[:1] in _LEVELS and is_name(agency[1:]) and group_of(agency) == "office"
    of_town = led and compiled(_TOWN_OF_LEVEL_WORD).fullmatch(agency)
    of_short_county = led and compiled(_SHORT_COUNTY).match(agency) and is_name(agency)
    named = is_whole_name(agency) or of_level or of_town or of_short_county
    return bool(named) and not is_generic(agency) and not compiled(_NO_AUTHOR).search(agency)


def _any_author(agency: str) -> bool:
    return True


def _asked_of_itself(agency: str) -> bool:
    """Whether who asks an agency asks of its own report: a county's office answers for all its towns."""
    return group_of(without_tail(agency)) != "place" and not compiled(_GOVERNMENT_OFFICE).search(agency)


def _acts(agency: str) -> bool:
    """Whether an agency is one of which the first sentence of its own report tells what it did."""
    name = without_tail(agency)
    behind_place = bool(chain_and_name(name)[0]) and compiled(_ACTING_BELOW).search(name)
    return bool(behind_place or compiled(_ACTING).search(squeeze(name)))


# ── Sayings ──────────────────────────────────────────────────────────────────────────────────────────────────────────


class Saying(NamedTuple):
    """A way to say whose report it is, and the place as which it counts.

    Of the pattern, `name` holds an agency, and `report` the words in front of 政府信息公开, which may hold agency and
    year. `whom` tells which agencies can be meant, `unless` what of others the rest of the sentence says. Sayings that
    are `nested` begin within one another. `needs` is found at once wherever the pattern is, and hardly anywhere else.
    """

    where: Where
    pattern: str
    whom: Callable[[str], bool] = _any_author
    unless: str = ""
    nested: bool = False
    needs: str = ""


PREAMBLE = (
    Saying("preamble", rf"(?:{_ANNOUNCING}|[将把])(?=《?{_WORDS}*?[报布])《?{_WHAT}{_DISCLOSURE}{REPORT}", nested=True),
    Saying("preamble", rf"(?<!自)[由系]{_NAME}{_HELPING}(?:{_FOLLOWING}[^.;|]*?)?{_MAKING}", nested=True),
    Saying(
        "preamble",
        rf"(?:{_BEGINS}|[,:)\]]){_BEFORE_MAKING}{_NAME}{_HELPING}{_MAKING}",
        nested=True,
        needs=rf"(?<={_IN_NAMES}{{2}}){_MAKING}",
    ),
    Saying("preamble", rf"(?:{_BEGINS}|[,:)\]]){_NAME}现[对就将把](?=20\d\d)", nested=True),
    Saying(
        "preamble",
        rf"(?:{_BEGINS}|[,:)\]]){_NAME}{_HELPING}{_FOLLOWING}[^.;|]*?{_MAKING}[^.;|]*(?:报告|年报)",
        nested=True,
        needs=rf"(?<={_IN_NAMES}{{2}}){_FOLLOWING}[^.;|]*?{_MAKING}[^.;|]*(?:报告|年报)",
    ),
    Saying(
        "preamble",
        rf"{_BEGINS}《?{_WHAT}{_DISCLOSURE}{REPORT}》?{_TELLS_ITS_PARTS}",
        needs=rf"{_DISCLOSURE}{REPORT}》?{_TELLS_ITS_PARTS}",
    ),
    Saying("preamble", rf"(?:本报告[为是系]|以下[为是])《?{_WHAT}{_DISCLOSURE}{REPORT}"),
    Saying(
        "preamble",
        rf"(?:{_BEGINS}|[,:)\]]){_NAME}{_HELPING}(?:{_FOLLOWING}[^.;|]*?)?{_TO_THE_PUBLIC}",
        nested=True,
        needs=_TO_THE_PUBLIC,
    ),
    Saying(
        "preamble",
        rf"结合{_NAME}(?:(?:19|20)\d\d年度?)?{_DISCLOSURE}?(?:工作)?的?(?:具体|工作)?(?:情况|实际)",
        _asked_of_itself,
    ),
    Saying("preamble", rf"本(?:机关|单位|部门)\({_NAME}\)"),
    Saying(
        "contact", rf"{_NO_COMPLAINT}(?:联系|咨询|受理)(?:单位|部门|机构|机关)[:|为是]+{_NAME}{_ENDS}", _asked_of_itself
    ),
    Saying(
        "contact",
        rf"{_NO_COMPLAINT}[与向同和]{_NAME}(?:直接)?(?:联系|联络|咨询|反映|询问|反馈|提出\p{{Han}}{{0,4}}(?:意见|建议))",
        _asked_of_itself,
    ),
    Saying(
        "contact",
        rf"{_NO_COMPLAINT}(?:请?联系|致电|咨询|垂询)(?![人单部机]){_NAME}(?=[,.;(:|]|电话|地址)",
        _asked_of_itself,
    ),
)
"""What a preamble says: 现公布X…报告, 由X编制, X编制, X现将…, X根据…编制…报告, X向社会公布, 结合X实际,
联系单位：X, 请与X联系, 请联系X."""
OPENING = (
    Saying(
        "opening",
        rf"(?:^|(?<=\|)){_NUMBERED}{_IN_THE_YEAR}{_UNDER_OTHERS}{_NAME}(?:(?:19|20)\d\d年度?)?{_any(_ACTS)}",
        _acts,
        _OF_OTHERS,
    ),
)
"""What the first sentence of section one says: 2024年，在县委领导下，X认真…."""
