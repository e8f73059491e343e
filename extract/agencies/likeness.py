"""Names → whose they are: the agency that a name leads to, and how one name stands to another.

Comes in: names as printed or compacted. Goes out: the agency's own name, less what people write around it (a year, 我,
a seal, the party's half, an office within it), and whether a second name is the same agency's, of something within it,
above it, or another agency of its kind. Identity, the roster and the checks ask here, so that a name means the same to
all of them.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from extract.agencies.names import chain_and_name, group_of, is_region, without_tail
from extract.text import compact, compiled, squeeze

_AROUND = (
    r"^(?:\d{1,3}(?=\p{Han})|(?:19|20)\d\d年?度?|年内|全年|今年|本年度?|一年来|近年来|现由|由(?!\p{Han}(?:镇|乡|街道))|[我本该](?=[镇乡县区市旗州盟局委厅办院校站所街单机部]))+"
    r"|[(\[](?:公?章|盖章|印章?|加盖公?章|签章)[)\]]"
)
"""A year, a line's number, 我 or 本 in front of a name; a seal behind it."""
_PARTY = (
    r"^(?:中国共产党|中共)(?!\p{Han}+委\p{Han}+委员会)(?P<place>\p{Han}{2,30}?)(?:街道)?(?:党工委|党委|工作委员会|委员会)[,和与]?"
    r"(?P<government>\p{Han}*)$"
    r"|^(?P<town>\p{Han}{2,30}?(?:[镇乡鎮鄉]|街道|苏木))(?:党工?委)[,和与]?(?:\p{Han}*(?:人民政府|政府|办事处))?$"
)
"""A party committee alone, or in front of the government that signs beside it."""
_INNER = (
    r"(?:(?:党政综合|党建综合|党群|综合(?:管理)?|行政)[部室]|(?:党委|校长|院长|学校|医院|公司)办(?:公室)?"
    r"|(?:党政综合|党建综合|党政|党建|综合|行政|机关|文秘|秘书|信息|宣传|政务公开|政务信息公开|政府信息公开|信息公开|政务)?"
    r"(?:工作)?(?:领导小组)?(?:办公室|办|科|股)|(?:政务公开|政府信息公开|信息公开)(?:工作)?领导小组)"
)
"""Offices that write for the agency they are part of."""
_COMMISSION = r"(?:编制|信息化|动员|运动|安全|统战|依法治\p{Han}|工作)委员会"
"""Commissions whose office is the agency that reports."""
_OFFICE_WITHIN = (
    rf"(?<=\p{{Han}}(?:[镇乡鎮鄉]|街道|苏木))(?:人民政府|政府|办事处)?{_INNER}+$"
    rf"|(?<=\p{{Han}}{{2}}(?:[局厅廳委院校社会馆站队处所狱]|[大中小]学|幼儿园|中心|办公室|海关|公司|[总分支]行|(?<![市广现立操])场|\)))"
    rf"(?<!{_COMMISSION}){_INNER}+$|(?<=[〇0一二三四五六七八九十]{{2}}团){_INNER}+$"
)
_GOVERNMENT = (
    r"(?:人民政府|政府|办事处)$|(?<=[县区市旗省州盟])(?:人民)?政府(?![路街前])(?=\p{Han}+(?:街道|镇|乡|苏木))|(?<=街道)办$"
    r"|(?<=苏木)人民政府$"
)
"""What a name may be printed with or without: at its end, or between a chain of parents and the own name."""
_GENERIC = (
    r"(?:各(?!庄)|全(?=[省市县区旗州盟镇乡街局系体国部院校场所站馆处队团会师]|公司|中心)(?!州县|南县)|所有|有关|相关|上级|辖区|所属)\p{Han}*"
    r"|[省市县区旗州盟镇乡](?:人民)?(?:政府|委|党委|直|级|属|有关|相关|里)(?:办公[室厅]|办|\p{Han}*(?:部门|单位|机关))?"
    rf"|{_INNER}|(?:\p{{Han}}{{0,4}}服务|融媒体|信息)中心"
    r"|(?:派出|司法|财政|税务|国土|自然资源|市场监管|供电|卫生)所|\p{Han}{0,2}村委?会?|社区"
)
_SECOND_NAME = r"(?<=\p{Han})\(\p{Han}*(?:[局委办院厅社]|中心|办公室)\)$"
"""Under which other name an agency works, too: 发展和改革局（粮食和物资储备局）."""
_OWN_LEVEL = r"(?<=\p{Han}{2}(?:[镇乡]|街道|苏木))(?:机关|本级)$"
_SHORTEST_OWN = 2
_OFFICE_OF_GOVERNMENT = r"(?:人民)?政府办(?:公[室厅])?$"
_COUNTY = r"\p{Han}{2}[县区旗]$"


@lru_cache(maxsize=4096)
def agency_led_to(name: str) -> str:
    """The agency that a printed name leads to, in its own characters: that of a party committee, an office within it, a
    name with a year, 我 or a seal around it.

    >>> agency_led_to("石桥镇党政办公室"), agency_led_to("中共石桥镇委员会 石桥镇人民政府")
    ('石桥镇', '石桥镇人民政府')
    >>> agency_led_to("2024年石桥镇（印章）"), agency_led_to("1石桥镇党委、政府")
    ('石桥镇', '石桥镇')
    >>> agency_led_to("溪口县财政局办公室"), agency_led_to("溪口县人民政府办公室"), agency_led_to("本溪市财政局")
    ('溪口县财政局', '溪口县人民政府办公室', '本溪市财政局')
    >>> agency_led_to("溪口县卫生健康委员会办公室"), agency_led_to("中共溪口县委机构编制委员会办公室")
    ('溪口县卫生健康委员会', '中共溪口县委机构编制委员会办公室')
    >>> agency_led_to("溪口县人民防空办公室办公室"), agency_led_to("溪口县财政局办公室信息科")
    ('溪口县人民防空办公室', '溪口县财政局')
    >>> agency_led_to("一〇四团党政办公室"), agency_led_to("三十八团党政办公室")
    ('一0四团', '三十八团')
    """
    key = compiled(_AROUND).sub("", compact(name))
    party = compiled(_PARTY).search(key)
    if party:
        key = party["government"] or party["town"] or party["place"]
    return compiled(_OFFICE_WITHIN).sub("", key)


@lru_cache(maxsize=16384)
def bare_name(name: str) -> str:
    """A name as it is compared: that of the agency it leads to, without 人民政府 or 办事处.

    >>> bare_name("溪口县石桥镇人民政府"), bare_name("青禾鎮政府黨政辦公室"), bare_name("城关街道办")
    ('溪口县石桥镇', '青禾镇', '城关街道')
    >>> bare_name("溪口县水务局（县水库管理中心）")
    '溪口县水务局'
    """
    first_name = compiled(_SECOND_NAME).sub("", squeeze(name))
    key = compiled(_GOVERNMENT).sub("", squeeze(without_tail(agency_led_to(first_name))))
    key = compiled(_OWN_LEVEL).sub("", key)
    return key.replace("管理委员会", "管委会")


def same_agency(one: str, other: str) -> bool:
    """Whether two names are one agency's: the shorter one ends the longer (a chain of parents). No name contradicts
    none.

    >>> same_agency("石桥镇", "溪口县石桥镇人民政府党政办"), same_agency("石桥镇", "河桥镇")
    (True, False)
    """
    first, second = sorted((bare_name(one), bare_name(other)), key=len)
    return second.endswith(first)


def is_generic(key: str) -> bool:
    """Whether squeezed words name the government of a level, or an office of some agency, and none in particular.

    >>> [is_generic(key) for key in ("县政府", "市委办公室", "党政综合办公室", "派出所", "溪口县财政局")]
    [True, True, True, True, False]
    """
    return bool(compiled(_GENERIC).fullmatch(key))


Relation = Literal["same", "within", "above", "elsewhere", "other"]
"""How a name stands to an agency: its own, of something within it, of a place above it, of another level, or that of
another agency of its kind."""


def standing_of(name: str, agency: str, parent: str = "") -> Relation:
    """How a printed name stands to an agency below a place.

    >>> [standing_of(name, "溪口县石桥镇") for name in ("石桥镇便民服务中心", "溪口县", "溪口县审计局", "河桥镇")]
    ['within', 'above', 'elsewhere', 'other']
    >>> standing_of("北溪县石桥镇", "溪口县石桥镇")
    'other'
    """
    if same_agency(name, agency):
        return "same"
    chain, own_name = chain_and_name(agency)
    if chain and squeeze(own_name) == squeeze(chain_and_name(name)[1]):
        return "other"
    key, own, above = bare_name(name), bare_name(own_name), squeeze(parent)
    if len(own) >= _SHORTEST_OWN and own in key:
        return "within"
    place = compiled(_OFFICE_OF_GOVERNMENT).sub("", key)
    if is_generic(key) or place in squeeze(agency) or place in above or (above and place.endswith(above)):
        return "above"
    if place.endswith("市") and own.endswith("市") and not (chain or above):
        return "elsewhere"
    if is_region(place) and is_region(own):
        return "other" if place[-1] == own[-1] else "above"
    if is_region(place):
        counties = [compiled(_COUNTY).search(each) for each in (place, above or squeeze(chain))]
        return "elsewhere" if all(counties) else "above"
    return "other" if group_of(key) == group_of(own) else "elsewhere"
