"""Lines above a title → whether one goes on with the name that stands below it, or is of a site's menu.

Comes in: squeezed lines, and the name as the title's own line prints it. Goes out: what the line is to the name. In
doubt a name is not joined, and not believed.
"""

from __future__ import annotations

from collections.abc import Sequence

from extract.agencies.names import (
    ends_as_name,
    group_of,
    has_other_words,
    is_name,
    is_region,
    is_self,
    is_town,
    is_whole_name,
    unit_ends,
    without_tail,
)
from extract.agencies.rests import is_rest_of_name
from extract.text import compiled, squeeze

_LONGEST_FRONT = 8
"""Characters of a broken name that may stand behind its places, on the line above."""
_SHORT_COUNTY, _LONGEST_HALF = r"\p{Han}县\p{Han}{2}", 2
"""A county of one character, or the rest of one that is broken; characters that may have stood in front of it."""
_OF_PEOPLES = r"\p{Han}{1,5}族\p{Han}*自治"
"""What the name of an autonomous place goes on with behind the first of its peoples."""
_AUTONOMOUS = r"自 治[区州县旗]|族 自治[区州县旗]"
"""An autonomous place that is broken in 自治, or in front of it."""
_TOPMOST = r"(?:国家|中国|中华人民共和国|新疆生产建设兵团)"
"""What a name begins with above which no place stands."""
_BODY_OF_CENTRE = r"(?:国家|中国|中华人民共和国)\p{Han}{2,}|[财水]\p{Han}部\p{Han}{0,4}"
"""Those that have districts and posts in the country, as far as they may stand on one line."""
_PIECE_OF_PLACE = r"\p{Han}(?:省|(?<![城都超])市|(?<![城新园矿郊])区|盟)"
"""No place of these levels is called by one character."""
_SHORTEST_PLACE = 2
_OFFICE_OF_PLACE = r"^委$|政府|委员会|党委"
"""What stands behind a place that is its own office, and no half of another's name."""
_SIGNS_ALONE = "大中小简繁次人条页字号时分"
"""Lines of one character that choose the size of print, or its characters, and units of what is counted."""
_GOING_ON = (
    (
        r"[省市县区旗州盟]委(?:机构)?$",
        r"(?:机构)?编制委员会|党校|组织部|宣传部|统一?战|政法委|社会工作部|巡察|老干部局|网络安全|台湾工作|直属机关工作委员会",
    ),
    (
        r"^(?:新疆生产建设兵团)?(?:第\p{Han}{1,3}|[一二三四五六七八九十]{0,2})师$",
        r"\p{Han}{2,4}市\p{Han}{2}|\p{Han}{1,6}团(?:\p{Han}+镇)?$",
    ),
    (r"[第〇一二三四五六七八九十]$", r"[〇一二三四五六七八九十]*[师团连]"),
    (r"[一二三四五六七八九十]团$", r"\p{Han}{2,4}镇"),
    (r"^(?:国家|中国)\p{Han}{2,10}(?:局|委员会)$|^[财水]\p{Han}部$", r"\p{Han}{2,6}(?:局|队|办公室)$"),
    (r"局$", r"(?:(?:(?!局)\p{Han}){2,8}(?:分局|[中大支]队|[派出管理税务]{2,}所)|第\p{Han}{1,3}税务分局)$"),
    (r"[局委会院]$", r"\(\p{Han}+\)$"),
    (r"社$", r"联合社$"),
    (r"集团$", r"(?:股份|控股)?有限(?:责任)?公司$"),
    (r"\p{Han}(?:[镇乡]|街道)$", r"(?:中心)?(?:卫生院|小学|幼儿园|学校)$"),
)
"""How lines end that names go on with, and how those begin: of offices that only the committee of the party in a place
has, of regiments of a division of the Construction Corps, of what stands within a body of the centre, an office, a firm
or a town."""
_LEVELS = "省市县区旗州盟"
_LEVEL_ENDS = (r"省$|自治区$|特别行政区$", r"[市州盟]$|地区$")
_COLUMNS = (
    r"公开|指南|政策|文件|领导|之窗|机构|职能|互动|交流|征求|意见|新闻|动态|通知|公告|公示|办事|专[题栏]|栏目|概况|走进|热线|信箱"
    r"|回应|关切|预决?算|法规|规章|招考|采购|招标|网$|网站|平台|目录|依申请|建议|提案|公报|要闻|图片|视频|发布|查询|下载|简介|报告|年报"
    r"|公众|客户端|微博|微信|抖音|小程序|首页|附件|正文|内容|导航|登录|索引|调研|召开|开展|举[行办]|检查|走访|会议|培训|推进|慰问|看望|到"
)
_THEMES = r"服务|财政|资金|规划|统计|数据|应急|人事|信息|政务|中心$|监督|投诉|民生|市民|企业|旅游|文化|教育|工作"
_MENU = rf"{_COLUMNS}|{_THEMES}"
"""Words of a site's menu, that no name of a place or town begins with; of the themes offices have their names, too."""
_HAN = r"\p{Han}+"


def is_front_of_name(key: str, name: str, first: bool) -> bool:
    """Whether a line can be the front part of a name that the next line goes on with, as far as it is printed there:
    a place above it, or, on the `first` line of a page, the beginning of what is no whole name by itself. Words of a
    site's menu are neither, but behind a place and before the rest of a name.

    >>> is_front_of_name("溪口县", "青禾镇", first=False), is_front_of_name("溪口县公开指南", "青禾镇", first=True)
    (True, False)
    >>> is_front_of_name("溪口县委机", "构编制委员会办公室", first=False)
    True
    >>> is_front_of_name("溪口县委", "党校", first=False), is_front_of_name("溪口县委", "财政局", first=False)
    (True, False)
    >>> is_front_of_name("第六师", "葛溪市七十三团", first=False), is_front_of_name("第六师", "青禾镇", first=False)
    (True, False)
    >>> is_front_of_name("溪口县公安局", "石桥分局", first=False), is_front_of_name("社", "旗县青禾镇", first=False)
    (True, True)
    >>> is_front_of_name("溪口县社会", "保险中心", first=False), is_front_of_name("图", "溪口县青禾镇", first=False)
    (True, False)
    >>> is_front_of_name("内容", "和县公安局", first=True), is_front_of_name("国家", "统计局溪口队", first=False)
    (False, True)
    """
    own = squeeze(name)
    if compiled(_TOPMOST).fullmatch(key):
        return not compiled(_TOPMOST).match(own)
    if len(key) == 1 and compiled(_HAN).fullmatch(key):
        return key not in _SIGNS_ALONE and (first or key in _LEVELS or _lacks_one(own) or _is_cut(key, own))
    if not compiled(_HAN).fullmatch(key) or is_self(key) or has_other_words(key) or compiled(_TOPMOST).match(own):
        return False
    if own.startswith(key) and is_name(key):
        return False
    if _is_cut(key, own):
        return True
    ends, places = unit_ends(key), unit_ends(without_tail(own))
    ends = ends or [end for end in unit_ends(key + own) if end <= len(key)]
    if compiled(_MENU).search(key) and (is_whole_name(own) or not ends):
        return False
    if ends and ends[-1] == len(key):
        return not places or _level(key) < _level(own[: places[0]])
    if ends_as_name(key) and not (ends and _is_piece_of_office(key[ends[-1] :], own)):
        return False
    if ends:
        return len(key) - ends[-1] <= _LONGEST_FRONT or not is_whole_name(own)
    short = len(key) <= _LONGEST_HALF or not compiled(_SHORT_COUNTY).match(own)
    return first and short and not is_whole_name(own)


def _is_cut(key: str, own: str) -> bool:
    """Whether a line and the name below it are halves of one, by what stands on both sides of the break."""
    if any(compiled(end).search(key) and compiled(begin).match(own) for end, begin in _GOING_ON):
        return True
    if compiled(_BODY_OF_CENTRE).fullmatch(key) and not ends_as_name(key):
        return True
    if (key.endswith("族") and compiled(_OF_PEOPLES).match(own)) or compiled(_AUTONOMOUS).search(f"{key} {own}"):
        return True
    if not unit_ends(own) and (compiled(_PIECE_OF_PLACE).fullmatch(key) or (is_rest_of_name(key) and not is_town(key))):
        return True
    return is_rest_of_name(own) and not compiled(_MENU).search(key)


def _lacks_one(own: str) -> bool:
    """Whether one character may be missing in front of a name: its first place has but one, or it is no whole name."""
    ends = unit_ends(own)
    return ends[0] == _SHORTEST_PLACE if ends else not is_whole_name(own)


def _is_piece_of_office(words: str, own: str) -> bool:
    """Whether words behind a place, though they end as names do, are the first half of an office: 社会, 机关."""
    if unit_ends(own) or compiled(_OFFICE_OF_PLACE).search(words) or is_whole_name(words):
        return False
    return len(words) == 1 or group_of(without_tail(own)) == "office"


def may_have_begun(key: str, name: str) -> bool:
    """Whether the name of an office may have begun on the line above it, with a place and a theme, or with a short word
    that is none of a site's; or that of a 苏木, which has several words.

    >>> [may_have_begun(key, "广电和旅游局") for key in ("溪口县文化", "溪口县政务公开", "岩冈强", "附件", "溪口县")]
    [True, False, True, False, False]
    """
    if not compiled(_HAN).fullmatch(key) or key in _SIGNS_ALONE or ends_as_name(key) or unit_ends(name):
        return False
    behind_place = max(unit_ends(key), default=0)
    own = without_tail(name)
    if len(key) - behind_place > _LONGEST_FRONT or not (group_of(own) == "office" or own.endswith("苏木")):
        return False
    words = _COLUMNS if behind_place else _MENU
    return not compiled(words).search(key, behind_place)


def are_names(keys: Sequence[str]) -> bool:
    """Whether several lines are names of agencies, as in a menu, and none a place above another.

    >>> are_names(["青禾镇", "河桥镇"]), are_names(["溪口县人民政府", "青禾镇"]), are_names(["青禾镇"])
    (True, False, False)
    """
    return len(keys) > 1 and all(is_name(key) and not is_region(without_tail(key)) for key in keys)


def is_row_of_names(text: str) -> bool:
    """Whether a line holds the names of several agencies, as a menu does, and not of one with its place or its party
    committee in front."""
    words = [squeeze(word) for word in text.split()]
    return len([word for word in words if is_name(word) and not is_region(word) and not word.startswith("中共")]) > 1


def _level(place: str) -> int:
    """How high a place stands: 0 for a province, 1 for a prefecture, 2 for a county."""
    return next((level for level, ending in enumerate(_LEVEL_ENDS) if compiled(ending).search(place)), len(_LEVEL_ENDS))
