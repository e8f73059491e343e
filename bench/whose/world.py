"""Agencies of kinds that are seldom, and places whose names hold words that look like something else.

The names are put together from templates, as the yearbooks of administrative divisions and the charts of central,
provincial and county bodies print them: zones, branches of branches, bodies of the centre in a place, schools, firms,
regiments. Nothing here is taken from what the program knows of names.
"""

from __future__ import annotations

from random import Random
from typing import NamedTuple

from bench.whose.agency import Agency

_FIRST, _LAST = "翠凤鹤鲤鹿莲菱藕茶桑柏杉榆槐沙岩瓦窑", "溪河沟湖滩洼湾堡寨屯沱浦洲冈峰"
_PROVINCES = ("鹤岭省", "莲江省", "柏原省")


class Named(NamedTuple):
    """A template of names: below how many of province, city and county it may stand"
    " (`most`), and must (`least`)."""

    template: str
    most: int
    least: int = 0
    tail: str = ""


class Kind(NamedTuple):
    """Names of one kind: how such an agency speaks of itself, and who works for it."""

    level: str
    office: str
    names: tuple[Named, ...]


def _names(templates: str, most: int, least: int = 0, tail: str = "") -> tuple[Named, ...]:
    return tuple(Named(template, most, least, tail) for template in templates.split())


KINDS: dict[str, Kind] = {
    "seldom park": Kind(
        "区",
        "综合办公室",
        (
            *_names("{w}临港新区管理委员会 {w}工业园区管理委员会 {w}空港经济区管理委员会 {w}旅游度假区管理委员会", 2),
            *_names(
                "{w}生态城管理委员会 {w}现代农业示范区管理委员会 {w}循环经济产业园管理委员会 {w}国家级新区管理委员会", 2
            ),
            *_names("{w}综合保税区管理委员会 {w}高铁新城管理委员会 {w}化工园区管理委员会 {w}文化旅游区管理委员会", 2),
        ),
    ),
    "seldom reserve": Kind(
        "局",
        "办公室",
        _names("{w}风景名胜区管理局 {w}自然保护区管理局 {w}国家公园管理局 {w}湿地保护区管理局 {w}林业局", 2),
    ),
    "seldom works": Kind(
        "处",
        "办公室",
        _names("{w}水库管理处 {w}灌区管理处 {w}公园管理处 {w}陵园管理处 {w}航道管理处 {w}堤防管理处", 3),
    ),
    "seldom farm": Kind("场", "办公室", _names("{w}农场 {w}牧场 {w}茶场 {w}良种场 国营{w}渔场 国有{w}林场", 3)),
    "seldom station": Kind(
        "所",
        "综合室",
        _names(
            "公安局{w}派出所 市场监督管理局{w}市场监督管理所 司法局{w}司法所 自然资源局{w}自然资源所 公安局{w}分局",
            3,
            1,
        ),
    ),
    "seldom tax branch": Kind(
        "局",
        "办公室",
        _names(
            "国家税务总局{county}税务局第一税务分局 国家税务总局{county}税务局{w}税务分局 国家税务总局{city}税务局", 0
        ),
    ),
    "seldom of the centre": Kind(
        "局",
        "办公室",
        (
            *_names("国家金融监督管理总局{c}监管分局 中国银行保险监督管理委员会{c}监管分局 国家能源局{w}监管办公室", 0),
            *_names(
                "中华人民共和国{w}海事局 中国民用航空{w}安全监督管理局"
                " 中国证券监督管理委员会{c}监管局 {w}铁路监督管理局",
                0,
            ),
            *_names("财政部{c}监管局 国家矿山安全监察局{c}局 国家统计局{c}调查总队 中华人民共和国{w}海关", 0),
        ),
    ),
    "seldom vertical": Kind(
        "局",
        "办公室",
        _names("气象局 烟草专卖局 邮政管理局 地震局 通信管理局 无线电管理局 水文局 盐务局", 2, 1),
    ),
    "seldom bureau": Kind(
        "局",
        "办公室",
        _names(
            "林业和草原局 医疗保障局 信访局 退役军人事务局 公安局 人民防空办公室 机关事务管理局"
            " 投资促进局 外事办公室"
            " 档案局 住房和城乡建设局 文化广电和旅游局 城市管理和综合执法局"
            " 地方金融监督管理局"
            " 民族宗教事务局 工业和信息化局 科学技术局 交通运输局",
            3,
            1,
        ),
    ),
    "seldom institution": Kind(
        "中心",
        "办公室",
        _names(
            "档案馆 供销合作社联合社 住房公积金管理中心 公路事业发展中心 融媒体中心"
            " 社会保险事业管理中心 就业服务中心"
            " 不动产登记中心 疾病预防控制中心 红十字会 妇女联合会 工商业联合会 文学艺术界联合会"
            " 残疾人联合会 博物馆 科学技术馆",
            3,
            1,
        ),
    ),
    "seldom hospital": Kind(
        "院", "办公室", _names("第三人民医院 中西医结合医院 口腔医院 {w}镇中心卫生院 妇幼保健计划生育服务中心", 3, 1)
    ),
    "seldom university": Kind(
        "校",
        "学校办公室",
        _names(
            "{w}理工大学 {w}医科大学 {w}幼儿师范高等专科学校 {w}工程职业学院 {w}农业大学 {w}广播电视大学 {w}技师学院", 0
        ),
    ),
    "seldom school": Kind(
        "校", "办公室", _names("{w}中学 第五中学 {w}镇中心小学 特殊教育学校 实验幼儿园 {w}高级中学", 3, 1)
    ),
    "seldom firm": Kind(
        "公司",
        "综合部",
        _names(
            "城市建设投资集团有限公司 供水有限责任公司 公共交通总公司 热力股份有限公司"
            " {w}机场集团有限公司 轨道交通集团有限公司",
            2,
            1,
        ),
    ),
    "seldom prison": Kind("狱", "办公室", _names("{w}监狱 {w}女子监狱 第二监狱 {w}强制隔离戒毒所", 1)),
    "seldom regiment": Kind(
        "团", "党政办公室", _names("一二九团 四十四团 一〇四团 一八八团 二十九团 一〇〇团 {w}农场", 1, 0)
    ),
    "seldom people": Kind(
        "乡",
        "党政综合办公室",
        _names("{w}蒙古族乡 {w}仡佬族侗族乡 {w}达斡尔族鄂温克族乡", 3, 0, "人民政府"),
    ),
    "seldom sum": Kind("苏木", "党政办公室", _names("巴彦{w}苏木 查干{w}苏木 额尔登{w}苏木", 3, 0, "人民政府")),
    "seldom town": Kind(
        "镇",
        "党政办公室",
        _names(
            "建设镇 中心镇 一面坡镇 二道镇 三家镇 四合镇 五里镇 六合镇 七里镇 八面城镇 九台镇"
            " 十里堡镇 百丈镇 千山镇 万年镇"
            " 公平镇 向阳镇 所前镇 局前镇 委庄镇 院桥镇 旗山镇 盟城镇 丰年镇 信义镇 和顺镇 同心镇"
            " 与儿街镇 将军镇 由拳镇 如意镇"
            " 永年镇 县前镇 区阳镇 市北镇 州河镇 省庄镇 社旗镇 馆陶镇 台前镇 校场镇 团风镇 办营镇"
            " 报恩镇 统一镇 开化镇"
            " 发展镇 本斋镇 各庄镇 全福镇 有余镇 上街镇 下关镇 年陈镇 日月镇 站街镇",
            3,
            0,
            "人民政府",
        ),
    ),
    "seldom street": Kind(
        "街道",
        "党政办公室",
        _names(
            "建设街道 建设路街道 解放街道 人民路街道 政府路街道 站前街道 中心街道 五一街道"
            " 第一街道 公园街道 新城街道 开发区街道"
            " 县府街道 市府路街道 大学路街道 医院路街道 工人街道 和平里街道 学院路街道"
            " 中央大街街道 信息港街道 办公楼街道",
            3,
            0,
            "办事处",
        ),
    ),
    "seldom county": Kind(
        "县",
        "人民政府办公室",
        _names(
            "将乐县 于都县 全椒县 和县 公安县 会同县 社旗县 馆陶县 台前县 依安县 布拖县 如东县"
            " 当涂县 平定县 开县 万年县 "
            "兴和县 团风县 中方县 关岭县",
            2,
            0,
            "人民政府",
        ),
    ),
}
"""Kinds that are seldom, or whose names hold words for something else."""
_ODD_COUNTIES = (
    "魏县 滑县 礼县 歙县 叶县 渠县 将乐县 于都县 全椒县 和县 公安县 会同县"
    " 社旗县 馆陶县 台前县 依安县 布拖县 如东县 当涂县 平定县 建宁县 永年区 于洪区 同安区"
    " 上街区 全州县 本溪县 在平县 现山县 遵义县"
)
"""Places that begin or end as words of a sentence do."""
_ODD_SHARE = 0.4


def _word(random: Random) -> str:
    return random.choice(_FIRST) + random.choice(_LAST)


def places_of(random: Random) -> tuple[str, str, str]:
    """Province, city and county."""
    county = _word(random) + random.choice("县县区市")
    if random.random() < _ODD_SHARE:
        county = random.choice(_ODD_COUNTIES.split())
    return random.choice(_PROVINCES), _word(random) + "市", county


_OF_LEVEL = ("seldom bureau", "seldom institution", "seldom hospital", "seldom vertical")
"""Kinds that call themselves by the level of their place: 县信访局."""


def shorts_of(name: str, kind: str, county: str) -> tuple[str, ...]:
    """Other names under which an agency's report may stand."""
    if kind == "seldom park":
        return (name.replace("管理委员会", "管委会"), name.removesuffix("管理委员会"))
    if kind == "seldom station":
        return tuple(name.partition("局")[2:])
    if name.startswith("国家税务总局"):
        return (name.removeprefix("国家税务总局"),)
    return (county[-1] + name,) if kind in _OF_LEVEL else ()


def agency_of_world(random: Random, kind: str) -> Agency:
    """An agency of a kind."""
    level, office, names = KINDS[kind]
    template, most, least, tail = random.choice(names)
    places = places_of(random)
    name = template.format(w=_word(random), county=places[2], city=places[1], c=places[1][:-1])
    if kind == "seldom county":
        level = name[-1]
    if kind == "seldom regiment":
        places = (f"第{random.choice(('七', '三', '十', '十二'))}师{places[1]}", "", "")
    above = places[:most]
    return Agency(name, above, tail, level, office, kind, least, shorts_of(name, kind, (above or places)[-1]))
