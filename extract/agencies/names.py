"""Agency names → what they say: the chain of places in front, the name itself, its tail, its kind, its id.

Comes in: names as printed, or squeezed where a parameter is called `key`, and the folders a file lies in. Goes out:
parts and kinds of names, and the folders that are names. In doubt a name is not split: a town may have 旗 or 区 inside
its name. Where a name was found, and which of several is the report's, is `identity`'s business.
"""

from __future__ import annotations

from functools import lru_cache

from extract.agencies.rests import MIDDLE, is_rest_of_peoples
from extract.text import compact, compiled, squeeze

_LEVEL = "[省市县区旗州盟]"
_LONGEST_NAME, _SHORTEST_UNIT = 40, 2
_UNKNOWN = "\ufffd"

# ── What a name is ───────────────────────────────────────────────────────────────────────────────────────────────────

_NAME_END = (
    r"(?:(?!(?<=和城)乡)[省市县区旗盟州镇乡街局委办厅部署院所处站队会社馆台团校]|苏木|街道|政府|办事处|办公室|中心|系统|机关|部门|支队|分局|公司"
    r"|集团|银行|[总分支]行|大学|[中小]学|医院|幼儿园|(?<![市广现立操])场|监狱|海关)(?:\(\p{Han}+\))?$"
)
_NAME_TEXT = r"[\p{Han}\d()·]+(?:/[\p{Han}\d()·]+)?"
_NO_NAME = (
    r"首页|信箱|根据|按照|依据|依照|遵照|条例|通知|要求|规定|文件|精神(?!卫生|病|文明|康复)|国务院(?!国有)|中华人民共和国(?!\p{Han}+(?:海关|海事局))|上级|各级"
    r"|有关|本报告|现将|结转|转办|继续办|受理|召开|举[办行]|调研(?!室)|组织(?!部|管理)|干部(?!局|处|学院|学校|活动|休养)|推动|促进(?!会|局|中心|办)|推进(?!会|办)|提升"
    r"|(?:会议|[座恳]谈会|总结会|培训会|推进会|汇报会|部署会|[主承协]办)$"
)
_SELF = (
    r"(?:[我本该各全][镇乡县区市旗州盟省局委厅办院街部]|我|本|该|[我本该]?(?:机关|单位|部门|街道|中心|苏木|街道办事处|办事处|政府)"
    r"|年度|工作|正文|主动公开|法定主动公开内容|政府|政府网站|政务|政务公开|信息公开|政府信息|政府信息公开|行政机关|公共企事业单位"
    r"|(?:信息)?(?:发布|发文|公开|公布|制发|制作|编制|报送|填报|主办|承办|主管|责任|联系|咨询|受理)(?:机构|机关|单位|部门|主体))"
    r"(?:的|本级|机关|单位|部门|办事处)?"
)
_TAILS = ("镇人民政府", "乡人民政府", "苏木人民政府", "街道办事处", "人民政府办公室", "人民政府办公厅", "管理委员会")
_FRAGMENTS = frozenset(tail[start:] for tail in _TAILS for start in range(len(tail))) | {"街道", "苏木", "民族乡"}


def is_name(key: str) -> bool:
    """Whether squeezed words can be an agency's name by themselves: a known ending, and more than an ending.

    >>> [is_name(key) for key in ("青禾镇", "溪口县审计局", "镇人民政府", "我镇", "首页/青禾镇", "青禾镇的")]
    [True, True, False, False, False, False]
    """
    return 1 < len(key) <= _LONGEST_NAME and _is_name(key)


@lru_cache(maxsize=4096)
def _is_name(key: str) -> bool:
    return (
        ends_as_name(key)
        and key not in _FRAGMENTS
        and not is_self(key)
        and bool(compiled(_NAME_TEXT).fullmatch(key))
        and not has_other_words(key)
    )


_KIND_ENDS = (
    r"(?:民族乡|[镇乡]|街道|苏木|[省市县区旗盟州街局委办厅部署院所处站队会社馆台团校])(?:人民政府|办事处|政府)?$"
)
_INCOMPLETE = rf"^(?:[省市县区旗州盟族和与及、]|[镇乡](?!\p{{Han}}+[县市])|自治|{MIDDLE})"
"""What the rest of a broken name begins with. No place stands below a town: 镇安县 is whole."""


def is_whole_name(key: str) -> bool:
    """Whether squeezed words are a name as a whole, and not the rest of one that was broken.

    >>> [is_whole_name(key) for key in ("青禾镇人民政府", "禾镇人民政府", "和草原局", "口县青禾镇", "镇安县青禾镇")]
    [True, False, False, False, True]
    >>> is_whole_name("政务服务局(行政审批局)"), is_whole_name("局(行政审批局)")
    (True, False)
    """
    if not is_name(key) or compiled(_INCOMPLETE).search(key) or is_rest_of_peoples(key):
        return False
    chain, name = chain_and_name(key)
    own_length = len(compiled(_KIND_ENDS).sub("", name.partition("(")[0]))
    is_district = own_length == 1 and bool(chain) and name.removesuffix("人民政府").endswith(("区", "县"))
    return (own_length > 1 or is_district) and len(chain) != _SHORTEST_UNIT


def with_brackets_closed(name: str) -> str:
    """A name whose last bracket was taken for that of what stands around it.

    >>> with_brackets_closed("青禾县数据局(政务服务局"), with_brackets_closed("青禾镇")
    ('青禾县数据局(政务服务局)', '青禾镇')
    """
    return name + ")" * (name.count("(") - name.count(")"))


def has_other_words(key: str) -> bool:
    """Whether squeezed words hold some that no agency has in its name: 本报告, 上级, 条例.

    >>> has_other_words("本报告可在本级人民政府"), has_other_words("青禾镇人民政府")
    (True, False)
    """
    return bool(compiled(_NO_NAME).search(key))


def ends_as_name(key: str) -> bool:
    """Whether squeezed words end as names of agencies do."""
    return bool(compiled(_NAME_END).search(key))


def is_self(key: str) -> bool:
    """Whether squeezed words only point at the agency, or at disclosure as such: 我镇, 本机关, 政务公开."""
    return bool(compiled(_SELF).fullmatch(key))


_REGION = rf"\p{{Han}}(?:{_LEVEL}|地区)$"
_TOWN = r"\p{Han}(?:[镇乡]|街道|苏木)$"


def is_region(key: str) -> bool:
    """Whether squeezed words end as a place that has towns and departments below it, from province to county."""
    return bool(compiled(_REGION).search(key))


def is_town(key: str) -> bool:
    """Whether squeezed words end as a town or a subdistrict."""
    return bool(compiled(_TOWN).search(key))


# ── Parts of a name ──────────────────────────────────────────────────────────────────────────────────────────────────

_TAIL = r"(?:(?:人民政府)+|办事处|(?<=\p{Han}[省市县區区縣旗州盟镇乡鎮鄉]|苏木)政府|(?<=街道)办)$"
_NO_COMMITTEE = r"委(?!\p{Han}+(?:部|办|办公室|局|镇|乡|街道)$)"
"""县委 and 区委 are no places; below them stand the offices of a party committee."""
_STEM = rf"(?:(?!{_LEVEL}城市|自治[区州县旗]|(?<=\p{{Han}})县)\p{{Han}})"
_UNIT = (
    rf"(?:国家税务总局|国家统计局|中华人民共和国|国家)?(?:"
    rf"(?:(?![省市]){_STEM}){{2,15}}?(?:自治[区州县旗]|特别行政区|地区|林区)"
    rf"|(?:(?![市县区旗])\p{{Han}}){{2,4}}?省(?!直|级)"
    rf"|{_STEM}{{2,10}}?(?:市(?!场|政(?![府务])|民(?![政族])|[直级集]|区?街道$)|(?<!红)旗|盟|州(?![市区县城路街镇乡村湾里岛门桥])"
    rf"|(?<!开发|高新|经济|工业|实验|旅游|[新园景社小库灌牧矿]|名胜|功能|集聚|先导|自贸|综保|商务|物流|科[创技]|示范|保[护税]|度假|[产工]业|服务|试验|合作)区(?![域划间块]|{_NO_COMMITTEE}))"
    rf"|{_STEM}{{1,6}}?县(?!级|直|域|{_NO_COMMITTEE})"
    rf"|(?<=市)[城矿郊东西](?:区))"
)
_LOWEST_UNIT = r"(?:[县旗]|(?<!自治|[地林]|特别行政)区)$"
_OFTEN_INSIDE = r"(?<!自治)[市旗盟州区]$"
_OLD_TOWN = r"[古旧老故]县"
_JUST_A_KIND = (
    r"街道|民族乡|苏木|镇|乡|街|区|市|县|地区|城区|新区|林场|农场|人民政府|政府|办事处|街道办事处"
    r"|管委会|管理委员会|党工委"
)
_GOVERNMENT_OF = r"(?:人民)?政府(?!办公[室厅]|驻|[路街前])"
_WIDE_PLACE = r"[省市州盟]$|自治区$|地区$"


@lru_cache(maxsize=4096)
def without_tail(agency: str) -> str:
    """
    >>> without_tail("临溪县青禾镇人民政府"), without_tail("临溪县人民政府办公室"), without_tail("溪南乡乡人民政府")
    ('临溪县青禾镇', '临溪县人民政府办公室', '溪南乡乡')
    >>> without_tail("青禾镇政府"), without_tail("柳汀街道办"), without_tail("镇政府")
    ('青禾镇', '柳汀街道', '镇政府')
    """
    match = compiled(_TAIL).search(squeeze(agency))
    return agency[: match.start()] if match and match.start() > 1 else agency


@lru_cache(maxsize=4096)
def chain_and_name(entity: str) -> tuple[str, str]:
    """The chain of places printed in front of a name, and the name, less a 人民政府 between them.

    >>> chain_and_name("阿拉善盟额济纳旗赛汉陶来苏木"), chain_and_name("广元市市场监督管理局")
    (('阿拉善盟额济纳旗', '赛汉陶来苏木'), ('广元市', '市场监督管理局'))
    >>> chain_and_name("济南市市中区七贤街道"), chain_and_name("临溪县人民政府青禾街道")
    (('济南市市中区', '七贤街道'), ('临溪县', '青禾街道'))
    >>> chain_and_name("溪口县市政务服务中心"), chain_and_name("澄湾市城关区省庄镇"), chain_and_name("双溪经济区管委会")
    (('溪口县', '市政务服务中心'), ('澄湾市城关区', '省庄镇'), ('', '双溪经济区管委会'))
    >>> chain_and_name("澄湾市双溪苗族自治县"), chain_and_name("北岭省双溪林区")
    (('澄湾市', '双溪苗族自治县'), ('北岭省', '双溪林区'))
    >>> [chain_and_name(name)[0] for name in ("区市场监管局", "老城区街道", "湖南镇", "郑州市", "县街乡", "大红旗营镇")]
    ['', '', '', '', '', '']
    """
    key = squeeze(entity)
    if len(key) != len(entity):
        return "", entity
    at = 0
    while match := compiled(_UNIT).match(key, at):
        if not _stands_above(match[0], key[match.end() :], first=not at):
            break
        at = match.end()
        if compiled(_LOWEST_UNIT).search(match[0]):
            break
    government = at and compiled(_GOVERNMENT_OF).match(key, at)
    start = government.end() if government and is_name(key[government.end() :]) else at
    return entity[:at], entity[start:]


def _stands_above(unit: str, rest: str, first: bool) -> bool:
    """Whether what looks like a place stands above the name behind it, and is no part of a town's name."""
    if len(rest) < 2 or compiled(_JUST_A_KIND).fullmatch(rest) or not ends_as_name(rest):
        return False
    if len(unit) == 2 and (len(rest) == 2 or compiled(_OLD_TOWN).fullmatch(unit)):
        return False
    return not (first and len(rest) == 2 and compiled(_OFTEN_INSIDE).search(unit))


def unit_ends(key: str) -> list[int]:
    """Where the units of places end that squeezed words begin with."""
    ends: list[int] = []
    while match := compiled(_UNIT).match(key, ends[-1] if ends else 0):
        ends.append(match.end())
    return ends


NOWHERE = "?"
"""The place in the id of an agency of which nothing tells where it is."""


def place_of(printed: str, told: str) -> str:
    """The place an agency is in, as it stands in ids: the one a user told, with what is printed below it, else the
    printed one.

    >>> place_of("澄湾市溪口县", "溪口县"), place_of("溪口縣", "澄湾市")
    ('溪口县', '澄湾市溪口县')
    >>> place_of("溪口县", ""), place_of("溪口县", "北溪县")
    ('溪口县', '北溪县')
    """
    chain, place = (squeeze(each).replace("/", "") for each in (printed, told))
    if not place or not chain:
        return place or chain
    if place in chain:
        return chain[chain.rindex(place) :]
    last_start = max([0, *unit_ends(chain)][:-1], default=0)
    is_wider = compiled(_WIDE_PLACE).search(place) and not place.endswith(chain[last_start:])
    return place + chain if is_wider else place


def entity_id_of(name: str, place: str) -> str:
    """`place/name`, in simplified characters; `?/name` where no place is known.

    >>> entity_id_of("青禾鎮", "溪口县"), entity_id_of("青禾镇", "")
    ('溪口县/青禾镇', '?/青禾镇')
    """
    return f"{place or NOWHERE}/{squeeze(name)}" if name else ""


# ── Names in titles ──────────────────────────────────────────────────────────────────────────────────────────────────

_BRACKETED = r"[(\[]((?:[^()\[\]]|\([^()]*\))*)[)\]]"
_ABOUT = r"^(?:关于|關於)|的$|(?:关于|關於)$"
_POSTS = r"(?:公开)?(?:发布|發布)$"
_OFFICES = ("人民政府办公室", "人民政府办公厅")
_OFFICE = r"\p{Han}(?:[局委办院]|中心|委员会|办公室)$"
_TWO_HAN = r"\p{Han}\P{Han}*\p{Han}"
_SCOPE_WORD = r"[,-]?(?:本[级級]|[(\[]?[汇彙匯][总總][)\]]?|(?<=[省市县縣区區旗州盟])全[省市县縣区區旗州盟])$"
_QUOTE_BEHIND_PLACE = r"(?<=[县区市旗州盟省])《(?![^《》]*》)"
"""What opens a title below the line of its place."""


def agency_in_head(head: str, swallowed: bool) -> str:
    """The agency in front of a title's subject, years left out; "" for 我镇, for a piece of a name, and for one with a
    character that nobody knows.

    A 政府 that the subject has `swallowed` comes back.

    >>> agency_in_head("青禾镇人民", swallowed=True), agency_in_head("关于溪口县本级", swallowed=False)
    ('青禾镇人民政府', '溪口县')
    >>> agency_in_head("�人民", swallowed=True)
    ''
    """
    agency = compiled(_QUOTE_BEHIND_PLACE).sub("", head)
    if "(" in head or "[" in head:
        agency = compiled(_BRACKETED).sub(
            lambda note: note[0] if compiled(_OFFICE).search(squeeze(note[1])) else "", agency
        )
    agency = compiled(_POSTS).sub("", agency.strip(",-—_·.《》|"))
    agency = compiled(_SCOPE_WORD).sub("", agency).strip(",-—_·|")
    agency = compiled(_ABOUT).sub("", agency) or agency_in_brackets(head)
    if agency.endswith("人民") and swallowed:
        agency += "政府"
    key = squeeze(agency)
    named = compiled(_TWO_HAN).search(key) and key[0] not in "年度" and not is_self(key)
    if key.count("(") != key.count(")") or _UNKNOWN in key:
        return ""
    return agency if named and (key in _OFFICES or key not in _FRAGMENTS) else ""


def agency_in_brackets(words: str) -> str:
    """
    >>> agency_in_brackets("(青禾镇)"), agency_in_brackets("(终稿)")
    ('青禾镇', '')
    """
    inside = compiled(_BRACKETED).search(words)
    return inside[1] if inside and is_name(squeeze(inside[1])) else ""


# ── Kinds ────────────────────────────────────────────────────────────────────────────────────────────────────────────

_KINDS = {
    "township": r"(?:[镇乡]|苏木)(?:政府|人民政府)?$|(?:十|第)?\p{Han}*团\p{Han}+镇$",
    "subdistrict": r"(?:街道|街|街道办事处|街道办|街办)$",
    "vertical": r"税务\p{Han}*局|气象(?:局|台|部门)|海关$|烟草\p{Han}*局|邮政管理局|消防救援|国家统计局|调查[总大]?队$"
    r"|海事局|国家安全局|(?<!地方)金融监(?:督管理|管)\p{Han}*局|国家外汇管理局|通信管理局|中国人民银行|矿山安全监察|出入境边防|国家粮食和物资储备局\p{Han}+局",
    "zone": r"(?:管委会|(?<!监督)管理委员会|开发区|高新区|新区|园区|度假区|保税区|示范区|试验区|合作区|产业园|经开区)$",
    "province": r"(?:省|自治区|特别行政区)$|^(?:北京|上海|天津|重庆)市$",
    "county": r"[县旗区]$",
    "prefecture": r"(?:自治州|州|盟|地区)$",
    "department": r"(?:[局委办厅署站队所处部]|院|会|馆|台|社|中心|办公室|系统|机关|部门)(?:\(\p{Han}+\))?$",
}
_KIND_WORDS = {
    "township": "乡镇 镇 乡 乡镇级 民族乡 苏木 镇街",
    "subdistrict": "街道 街道办 街道办事处 街",
    "county": "县 区 旗 县级 区县 县区 县市区 县级市 市辖区 县级政府 区级",
    "prefecture": "市 地市 市级 地级 地级市 设区市 设区的市 市州 自治州 盟 地区",
    "province": "省 省级 自治区 直辖市",
    "department": "部门 政府部门 直属单位 县直部门 市直部门 局 委办局 工作部门",
    "vertical": "垂直 垂管 垂直管理 垂管部门 垂直管理部门 中央驻地方 驻地单位",
    "zone": "开发区 园区 管委会 功能区 高新区 新区",
    "other": "其他 其它 企业 事业单位 公共企事业单位",
}
_KIND_OF_WORD = {word: kind for kind, words in _KIND_WORDS.items() for word in (kind, *words.split())}
_PREFECTURE_END = r"[市州盟]$|地区$"


@lru_cache(maxsize=4096)
def kind_of(entity: str, parent: str = "") -> str:
    """The kind of an agency by its name; "" for a bare 市, unless what stands above it tells that it is of a county.

    >>> [kind_of(name) for name in ("青禾镇", "临溪县", "临溪县财政局", "溪口气象局", "溪口经济开发区", "溪口州")]
    ['township', 'county', 'department', 'vertical', 'zone', 'prefecture']
    >>> kind_of("澄湾市"), kind_of("澄湾市", "溪口市")
    ('', 'county')
    """
    if not entity:
        return ""
    key = squeeze(entity)
    for kind, ending in _KINDS.items():
        if compiled(ending).search(key):
            return kind
    if key.endswith("市"):
        return "county" if compiled(_PREFECTURE_END).search(squeeze(chain_and_name(entity)[0] or parent)) else ""
    return "other"


def given_kind(word: str) -> str:
    """The kind that a user's word for it means; "" for an unknown one."""
    return _KIND_OF_WORD.get(squeeze(word).lower(), "")


def group_of(name: str) -> str:
    """
    >>> group_of("青禾镇"), group_of("县"), group_of("局"), group_of("溪口经济开发区")
    ('town', 'place', 'office', 'office')
    """
    kind = kind_of("甲" + name)
    if kind in ("township", "subdistrict"):
        return "town"
    return "place" if kind in ("county", "prefecture", "province", "") else "office"


# ── Names in paths ───────────────────────────────────────────────────────────────────────────────────────────────────

_HAN_RUN = r"\p{Han}(?:\p{Han}|0+(?=\p{Han}))+"
_FILE_WORDS = (
    r"副本|复件|新建|(?!(?<=\p{Han})0+\p{Han}*团)\d+年?度?|公开年(?:度报告|报)|(?:政府信息|政务信息|政务|信息)公开[^-_—–\s]*|年度?报告?[^-_—–\s]*"
    r"|年报[^-_—–\s]*"
)
_ORNAMENT = r"^[\d\W_]+|[\W_]*(?:19|20)\d\d(?:年度?)?[\W_]*$|[\W_]+$"
_GENERAL_FOLDER = (
    r"(?i)[\d\W_]*(?:年|年度|n|nb)?|(?:各|全部|所有|历年|年度|政府|政务|信息|公开|工作|年报|报告|下载|材料|文件|附件|原始|汇总|[的年和与及]"
    r"|全[省市县区镇乡]|[省市县区镇乡街]{2,}|街道|部门|[省市县区][直级]|单位|网页|文本|数据|资料|样本|样例|测试|桌面|文档|共享|专?区)+"
    r"|samples?|downloads?|data|in|inputs?|out|outputs?|raw|reports?|files?|docs?|documents?|desktop|te?mp|txt|html?|pdf"
    r"|docx?|word|text|corpus|home|root|users?|tests?|mnt|srv|var|cases?|fixtures?"
)


def agency_in_file_name(stem: str) -> str:
    """
    >>> agency_in_file_name("临溪县_青禾镇_2023"), agency_in_file_name("2023年青禾镇政府信息公开年报(终稿)")
    ('临溪县青禾镇', '青禾镇')
    """
    runs: list[str] = compiled(_HAN_RUN).findall(compiled(_FILE_WORDS).sub("_", stem))
    names = [run for run in runs if is_name(squeeze(run))]
    if not names:
        return ""
    places = [name for name in names[:-1] if is_region(squeeze(name))]
    return "".join(places) + names[-1] if len(places) == len(names) - 1 else names[0]


@lru_cache(maxsize=4096)
def named_folders(folders: tuple[str, ...]) -> tuple[str, ...]:
    """The folders that can be the name of something, nearest first: no years, no general words.

    >>> named_folders(("年报", "2023", "01溪口县（2023年）", "各乡镇"))
    ('溪口县',)
    """
    names = (compiled(_ORNAMENT).sub("", compact(folder)) for folder in folders[::-1])
    return tuple(name for name in names if not compiled(_GENERAL_FOLDER).fullmatch(squeeze(name)))


def folders_above(folders: tuple[str, ...], entity: str) -> tuple[str, ...]:
    """The named folders less their tails, nearest first; of one that names the entity what stands above it.

    >>> folders_above(("main", "溪口县", "北溪县青禾镇人民政府"), "青禾镇")
    ('北溪县', '溪口县', 'main')
    """
    entity_name = squeeze(chain_and_name(entity)[1])
    names = (without_tail(folder) for folder in named_folders(folders))
    above = (
        chain_and_name(folder)[0] if entity_name and squeeze(folder).endswith(entity_name) else folder
        for folder in names
    )
    return tuple(filter(None, above))


def place_above(folders: tuple[str, ...], entity: str) -> str:
    """The nearest folder that is a place and stands above the entity: a town only above an office that names none.

    >>> place_above(("溪口县", "柳汀镇"), "青禾镇"), place_above(("溪口县", "柳汀镇"), "青禾派出所")
    ('溪口县', '柳汀镇')
    """
    towns = group_of(entity) == "office" and not chain_and_name(entity)[0]
    for folder in folders_above(folders, entity):
        key = squeeze(folder)
        if is_region(key) or (towns and is_town(key)):
            return folder
    return ""


# ── Provinces ────────────────────────────────────────────────────────────────────────────────────────────────────────

_PROVINCES = {
    "11": "北京市", "12": "天津市", "13": "河北省", "14": "山西省", "15": "内蒙古自治区", "21": "辽宁省",
    "22": "吉林省", "23": "黑龙江省", "31": "上海市", "32": "江苏省", "33": "浙江省", "34": "安徽省",
    "35": "福建省", "36": "江西省", "37": "山东省", "41": "河南省", "42": "湖北省", "43": "湖南省",
    "44": "广东省", "45": "广西壮族自治区", "46": "海南省", "50": "重庆市", "51": "四川省", "52": "贵州省",
    "53": "云南省", "54": "西藏自治区", "61": "陕西省", "62": "甘肃省", "63": "青海省", "64": "宁夏回族自治区",
    "65": "新疆维吾尔自治区",
}  # fmt: skip
"""Those that reports come from, by the first two digits of division codes (GB/T 2260)."""
_DIVISION = r"\d{6}(?:\d{3}){0,2}"
"""A division code: of a county, a township, a village."""


@lru_cache(maxsize=65536)
def province_of(code: str, *names: str) -> str:
    """The province of a division code, else of the first name that begins with one; "" where nothing tells.

    >>> province_of("410526212"), province_of("临溪县/青禾镇", "河北省临溪县"), province_of("", "吉林市船营区")
    ('河南省', '河北省', '')
    """
    if compiled(_DIVISION).fullmatch(code):
        return _PROVINCES.get(code[:2], "")
    keys = (squeeze(name) for name in names)
    return next((province for key in keys for province in _PROVINCES.values() if key.startswith(province)), "")
