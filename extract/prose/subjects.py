"""Who a sentence speaks of: the agency whose report it is, or another one.

Comes in: the agency's chain of places and name; pieces of squeezed text. Goes out: how the agency calls itself, and
what a piece of text that no word of the lexicon explains says of its subject. Which figure is whose is `sentences`'.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Literal, NamedTuple

import regex as re

from extract.numbers import CHINESE_DIGITS
from extract.text import compiled

Subject = Literal["ours", "other"]
Agency = tuple[str, str]
"""The chain of places printed in front of a name, and the name; both empty where nobody knows whose report it is."""
UNKNOWN_AGENCY: Agency = ("", "")

_TOWN = "街道|苏木|民族乡|镇|乡|街"
_REGION = "自治[区州县旗]|[省市州盟县区旗]"
_REGION_AT_END = f"(?:{_REGION})$"
_NEVER = "(?!)"
_LEVELS = tuple("省市县区州旗盟")
_PUBLISHES = rf"公开(?!栏|(?:各类|政府|政务)*信息[共累达为\d{CHINESE_DIGITS}])"
_GOVERNMENT = f"(?:(?:人民)?政府(?!信息|{_PUBLISHES}|本级|采购|网|门户|工作报告|(?:工作|组成|职能)部门)|办事处|党工?委)"
_WE = (
    f"[我本全](?:{{level}})(?:政府系统|{_GOVERNMENT}?)(?![域区内情风])"
    "|[我本](?:行政机关|机关|单位|部门|系统|中心|局|委|办(?:公[室厅])?|厅|处|站|所|院|队|校)|(?<![府省市县区州])[我本]级|我们|全(?:局|委|厅|院|校|系统)"
)
"""How an agency calls itself."""
_BEGINS = (
    "(?=全年|本年|今年|20[0-9]{{2}}年|累计|共|主动公开|收到|受理|未|没有|无|在|通过|依托|利用|已|制发|新"
    "|官方|官网|门户|网站|政务微|微信|微博)"
)
_BARE = f"(?:{{level}})(?:{_GOVERNMENT}|级|{_BEGINS})|办事处|局机关|委机关"
"""The same by its kind alone."""
_OF_KINDS = (
    ("政府办(?:公[室厅])?$", "{above}?(?:人民)?政府办(?:公[室厅])?"),
    ("(?:大学|学院|学校|中学|小学)$", "学校(?!本部)|校办"),
    ("医院$", "医院"),
)
"""The same of offices of governments, of schools and hospitals; `above` is the kind of place that they stand under."""
_BESIDE_A_GOVERNMENT = r"(?:部门|乡镇|街道)\p{Han}{0,10}\d+[件条](?:[^;]*(?:[合共总]计|,共)|;)"
"""What a county counts beside its government's own: the government is then a part of it."""
_SOME_TOWN = rf"(?!各)\p{{Han}}{{2,3}}(?:{_TOWN}){_GOVERNMENT}?"
_INNER_OFFICE = (
    r"(?!配合|协助|会同|[所下直]属|下辖|[省市县区州]"
    r"|.*(?:[省市县区州][级直属]|[入进派]驻|派出|垂管|辖区|辖内|境内|区域|企业|企事业|学校|医院))\p{Han}{0,14}?"
    r"(?:(?<![转交协会督代催拟待即])办|办公[室厅]|(?:政务|便民|公开)\p{Han}{0,4}中心|执法[大中]?队|站所|站办所|科室|股室|领导小组|党委|党工委|本级"
    r"|(?<=^|各|各级|行政|其|政府|工作|内设|相关|有关|业务|牵头|承办|责任|受理|办理|主管|公开)(?:机构|部门|单位|机关))"
)
_OWN_OFFICE = (
    rf"由?(?:各|相关|{_TOWN})?(?:(?:行政)?机关|(?:人民)?政府|党工?委|站所|站办所|科室|股室|内设机构|党政(?:综合)?办(?:公室)?|综合办(?:公室)?|办公室"
    r"|(?:综合)?(?:行政)?执法(?:[大中]?队|办(?:公室)?)|便民服务中心|政务公开(?:工作)?领导小组)"
)
_OURS = f"(?:{_TOWN})级?|{_OWN_OFFICE}"
_KINDS = (
    r"(?:政府办?|[委府]办|委员会|[村居]委会|[村居]民小?组?|办事处|办公[室厅]|\p{Han}局|\p{Han}(?<!大)厅|部门|单位|(?<!复议)机关|法[院庭]|检察院|[小中大]学|幼儿园|[敬养]老院|[书化物育]馆|信用社|合作社|[协商]会|(?<!场|站|办)所|(?<!网|车)站"
    r"|卫生院|医院|学校|[学书]院|院系|团委|妇联|主席团|(?<!为)中心|[大支]队|执法队|公司|集团|企业|银行|(?<![乡农])村|社区|(?<!城)[镇乡]|街道"
    r"|[全各][省市县区州旗盟国]|\p{Han}[省市县]|[省市县区州旗镇乡]委|党委|[河林田]长|(?:督[导查]|检查|巡[察视]|考核|评估|调研|指导|工作)[组队]|专班|第三[方人]|媒体|日报|晚报|卫视|电视台|报社|\p{Han}{2}名义"
    r"|[省市县区]直|(?:村|社区)级|[省市县区]级?(?:政府)?本级|学校本部|[省市县区][两三]级|上级|[省市县区]级|(?:派驻|派出|垂管|驻[镇乡])(?:机构|单位)|[全各][省市县区州旗]\p{Han}{1,4}系统)"
)
_AGENCY = f"{_KINDS}$"
_PREDICATE = (
    "高度|高质量|积极|扎实|严格|认真|持续|加强|加大|强化|落实|推进|推动|规范|按照|坚持|深入|全面|切实|进一步|及时|充分|主动|大力|不断|着力|紧[紧扣盯]"
    "|围绕|结合|采[取用]|通过|创新|建立|健全|完善|组织|开展|做好|抓好|稳步|统筹|牵头|聚焦|立足|突出|依[法规托]|利用|承担|负责|履行|作为|建成|设立|配合|协助"
    "|积累|梳理|明确|打造|搭建|拓宽|优化|提升|提高|丰富|召开|举办|印发|制定|安排|部署|要求|指导|督促|检查|宣传|入户|下乡|深化|贯彻|学习|重视|先后|多次|集中"
    "|专门|将|把|对|以|在|共|已|也|还|均|都|于|因|就|向|为|与|根据|自|未|没有"
)
"""Words in which what an agency does begins, behind its name."""
_PLACED = r"(?:[省县州旗]|市(?![民场政容值])|区(?![域别分间])|各|上级)(?<!域)[\p{Han}()]{0,10}?"
_DOING = (
    rf"(?P<agency>(?!{_PREDICATE})[\p{{Han}}()]{{0,12}}?{_KINDS}\)?(?={_PREDICATE})"
    rf"|(?={_PLACED}{_KINDS})[\p{{Han}}()]{{0,12}}?{_KINDS}(?=\p{{Han}}{{2}})(?!的|等|和|与|及|或|对|给|向|关于|有关|网|平台|大厅|报道|采用|转载|刊))"
)
_VILLAGES = r"个(?:行政)?(?:村|社区)(?:\(社区\))?"
"""How many of them have a board or other means of the agency's."""
_LONGEST_END = 8
"""Characters of the longest of these."""
_AGENCY_AT_END = f"(?r){_AGENCY}"
"""Where only the end of words can match, a search backwards is over with their last character."""
_ASIDE = (
    "涉|来自|向|对(?!外)|与|给|到|在|从|被|为(?!民)|于|按|根据|依据|经(?!济|信|开)|受(?!理)|报(?!社|业)|送|征求|引导"
    "|走进|联系|转[办交来]|交办|委托|授权|采用|刊[发登载]|通报|(?<!派)驻(?![镇乡街村地])"
)
"""What an agency is only mentioned with."""
_MANNER = "(?:统一|直接|集中|联合|分别|共同|协同|一并|牵头|具体)+$"
"""How an agency does something, said behind its name."""
_TOGETHER = "联合|会同|协同"
"""What another agency does with ours."""
_ON_BEHALF = r"受\p{Han}{2,14}委托$"
_OF_A_PLACE = "(?!.*[中内里上下]$)(?:[全各][省市县区州旗国](?!域|率先)|[省市县区州旗][直里](?!接))"
"""How words begin that tell of all of a place: 全县清理, 区直6个部门."""
BY = ("由", "以")
"""What stands before an agency that does what the sentence says."""


_FORMER = "原"
"""Before the name of an agency that ours was made of."""


class Named(NamedTuple):
    """Where a text names the agency, from a place to another: `surely`, or only where no other name runs into it."""

    surely: dict[int, int]
    perhaps: dict[int, int]


def named_in(text: str, agency: Agency) -> Named:
    """Where a text may name the agency; where nobody knows whose report it is, any town may be it.

    >>> named = named_in("石桥镇,全镇,镇政府,全县和青山镇", ("云溪县", "石桥镇"))
    >>> named.surely, named.perhaps
    ({4: 6, 0: 3}, {7: 10})
    """
    chain, name = agency
    we, bare = _called(name, chain[-1:])
    surely = {match.start(): match.end() for match in we.finditer(text)}
    at = text.find(name) if name else -1
    while at >= 0:
        end = at + len(name)
        above = next((len(place) for place in (chain, chain[-1:]) if place and text.endswith(place, 0, at)), 0)
        before = text[at - 1 : at] if at else ""
        is_of_another_place = not above and before in _LEVELS and not compiled(f"(?:{_TOWN})$").search(name)
        if is_of_another_place or before == _FORMER:
            at = text.find(name, end)
            continue
        government = compiled(_GOVERNMENT).match(text, end)
        surely[at - above] = government.end() if government else end
        at = text.find(name, end)
    is_shared = compiled(_REGION_AT_END).search(name) and compiled(_BESIDE_A_GOVERNMENT).search(text)
    perhaps = {} if is_shared else {match.start(): match.end() for match in bare.finditer(text)}
    return Named(surely, perhaps)


@lru_cache(maxsize=256)
def _called(name: str, above: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """How an agency calls itself beside its name, surely and perhaps; `above` ends the name of the place above it."""
    level = _level(name)
    own = [words.format(above=above or _NEVER) for end, words in _OF_KINDS if compiled(end).search(name)]
    bare = "|".join((*own, _BARE.format(level=level))) if name else _SOME_TOWN
    return compiled(_WE.format(level=level)), compiled(bare)


def _level(name: str) -> str:
    """The words for agencies of the kind of one: all for a town; any where nobody knows its name."""
    if not name:
        return f"{_TOWN}|{_REGION}"
    if compiled(f"(?:{_TOWN})$").search(name):
        return _TOWN
    region = compiled(f"(?:{_REGION})$|[局厅]$").search(name)
    return region[0][-1] if region else _NEVER


def subject_in(words: str, behind_ours: bool) -> Subject | None:
    """Whose the words before a verb make their clause; None where they name no agency, or only mention one.

    `behind_ours`: they stand right behind a name of ours, as offices of it do.

    >>> subject_in("派出所", False), subject_in("向县政府", False), subject_in("综合行政执法队", True)
    ('other', None, 'ours')
    >>> subject_in("县水利局高度重视", False), subject_in("在县水利局支持下", False)
    ('other', None)
    """
    words = compiled(_MANNER).sub("", words)
    if behind_ours and compiled(_INNER_OFFICE).fullmatch(words):
        return "ours"
    if compiled(_ON_BEHALF).search(words) or compiled(_OF_A_PLACE).match(words):
        return "other"
    if compiled(_OURS).fullmatch(words):
        return "ours"
    doing = compiled(_DOING).match(words)
    if doing and not is_aside(doing["agency"]):
        is_own = behind_ours and compiled(_INNER_OFFICE).fullmatch(doing["agency"])
        return None if is_own or compiled(_OWN_OFFICE).match(words) else "other"
    if compiled(_VILLAGES).fullmatch(words):
        return None
    if not compiled(_AGENCY_AT_END).search(words, max(0, len(words) - _LONGEST_END)) or is_aside(words):
        return None
    return "other"


def is_done_to_us(words: str) -> bool:
    """Whether words before a name of ours are of another agency that does something to it.

    >>> is_done_to_us("县媒体报道"), is_done_to_us("按照要求向")
    (True, False)
    """
    aside = compiled(f"{_ASIDE}|{_TOGETHER}").search(words)
    return bool(aside and aside.start() and compiled(rf"^\p{{Han}}{{0,8}}{_AGENCY}").search(words[: aside.start()]))


def is_asked_elsewhere(words: str, behind: str) -> bool:
    """Whether words that tell whom something is asked of name another agency, and no dispute follows.

    >>> is_asked_elsewhere("向县政府", "申请公开"), is_asked_elsewhere("向县政府", "申请复议")
    (True, False)
    """
    other = compiled(r"向[省市县区州]\p{Han}{0,6}(?:政府|[委局办里])").match(words)
    return bool(other) and not compiled("(?:申请|提起|提出)?(?:行政)?(?:复议|诉讼)").match(behind)


def is_aside(words: str) -> bool:
    """Whether words before a name, or with it, say that it is only mentioned.

    >>> is_aside("涉"), is_aside("由")
    (True, False)
    """
    return bool(compiled(_ASIDE).search(words))
