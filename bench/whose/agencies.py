"""Invented agencies of every kind: their names with and without places in front, and who works for them."""

from __future__ import annotations

from random import Random

from bench.whose.agency import Agency
from bench.whose.world import KINDS as WORLD
from bench.whose.world import agency_of_world

_FIRST, _LAST = "青云松柳梅桐兰枫荷竹雁霞岚葛橙石银麦", "桥湾坪岭塘渡峪垭畈溪泉坡"
_PEOPLES = ("回族", "苗族", "白族", "彝族", "瑶族", "土家族", "满族")
_THEMES = ("财政", "水务", "教育", "民政", "审计", "统计", "司法", "自然资源", "农业农村", "市场监督管理", "应急管理")
_ODD_TOWNS = ("红旗镇", "新市镇", "古县镇", "州城镇", "城关镇", "城郊乡", "市中街道", "新区街道")
"""Names with words for places in them."""
_ODD_SHARE = 0.06
_PARK_KINDS = ("经济开发区", "高新技术产业开发区", "经济技术开发区")


def _word(random: Random) -> str:
    return random.choice(_FIRST) + random.choice(_LAST)


def _above(random: Random, last: str) -> tuple[str, ...]:
    """Province, city and a place of the last kind."""
    words = random.sample([a + b for a in _FIRST for b in _LAST], 3)
    own = random.choice(_PEOPLES) + "自治县" if last == "县" and random.random() < _ODD_SHARE else last
    return (words[0] + "省", words[1] + "市", words[2] + own)


def _town(random: Random, places: tuple[str, ...]) -> Agency:
    if random.random() < _ODD_SHARE:
        name = random.choice([town for town in _ODD_TOWNS if town[-1] in "镇乡"])
        return Agency(name, places, "人民政府", name[-1], "党政办公室", "town")
    ending = random.choice("镇镇镇乡乡")
    return Agency(_word(random) + ending, places, "人民政府", ending, "党政办公室", "town")


def _people(random: Random, places: tuple[str, ...]) -> Agency:
    name = _word(random) + random.choice(_PEOPLES) + "乡"
    return Agency(name, places, "人民政府", "乡", "党政综合办公室", "people")


def _sum(random: Random, places: tuple[str, ...]) -> Agency:
    banner = (places[0].replace("省", "自治区"), places[1][:-1] + "盟", places[2][:-1] + "旗")
    return Agency(_word(random) + "苏木", banner, "人民政府", "苏木", "党政办公室", "sum")


def _street(random: Random, places: tuple[str, ...]) -> Agency:
    district = (*places[:2], places[2][:2] + random.choice("区市"))
    return Agency(_word(random) + "街道", district, "办事处", "街道", "党政办公室", "street")


def _bureau(random: Random, places: tuple[str, ...]) -> Agency:
    name = random.choice(_THEMES) + "局"
    return Agency(name, places, "", "局", "办公室", "bureau", 1, (places[-1][-1] + name,))


def _commission(random: Random, places: tuple[str, ...]) -> Agency:
    name = random.choice(("卫生健康委员会", "发展和改革委员会", "民族宗教事务委员会"))
    return Agency(name, places, "", "委", "办公室", "commission", 1)


def _county_office(random: Random, places: tuple[str, ...]) -> Agency:
    return Agency("人民政府办公室", places, "", "办", "政务公开股", "county office", 1, (places[-1] + "政府办公室",))


def _zone(random: Random, places: tuple[str, ...]) -> Agency:
    park = _word(random) + random.choice(_PARK_KINDS)
    return Agency(park + "管理委员会", places[:2], "", "区", "党政办公室", "zone", 0, (park + "管委会", park))


def _county(random: Random, places: tuple[str, ...]) -> Agency:
    return Agency(places[-1], places[:-1], "人民政府", places[-1][-1], "人民政府办公室", "county")


def _university(random: Random, places: tuple[str, ...]) -> Agency:
    ending = random.choice(("大学", "师范学院", "职业技术学院"))
    return Agency(_word(random) + ending, (), "", "校", "党政办公室", "university")


def _hospital(random: Random, places: tuple[str, ...]) -> Agency:
    name = random.choice(("人民医院", "中医医院", "妇幼保健院"))
    return Agency(name, places, "", "院", "办公室", "hospital", 1, (places[-1][-1] + name,))


def _tax(random: Random, places: tuple[str, ...]) -> Agency:
    return Agency(f"国家税务总局{places[-1]}税务局", (), "", "局", "办公室", "tax", 0, (places[-1] + "税务局",))


def _center(random: Random, places: tuple[str, ...]) -> Agency:
    name = random.choice(("政务服务中心", "供销合作社联合社", "公共资源交易中心"))
    return Agency(name, places, "", name[-1] if name.endswith("社") else "中心", "办公室", "center", 1)


def _two_named(random: Random, places: tuple[str, ...]) -> Agency:
    """An office that works under a second name."""
    name, other = random.choice(
        (("发展和改革局", "粮食和物资储备局"), ("农业农村局", "乡村振兴局"), ("市场监督管理局", "知识产权局"),
         ("数据资源管理局", "政务服务管理局"), ("城市管理局", "综合行政执法局"))
    )  # fmt: skip
    shorts = tuple("".join(places[n:]) + name for n in range(len(places)))
    return Agency(f"{name}（{other}）", places, "", "局", "办公室", "two-named", 1, shorts)


def _approval(random: Random, places: tuple[str, ...]) -> Agency:
    """An office that runs what others publish, and reports as any other."""
    name = random.choice(("行政审批局", "行政审批服务局", "政务服务管理局", "政务服务和数据管理局", "大数据发展管理局"))
    return Agency(name, places, "", "局", "办公室", "approval", 1, (places[-1][-1] + name,))


def _branch(random: Random, places: tuple[str, ...]) -> Agency:
    """A local office of a city's."""
    theme = random.choice(("公安局", "生态环境局", "自然资源和规划局"))
    return Agency(f"{theme}{places[2][:2]}分局", places[:2], "", "局", "办公室", "branch", 1)


def _team(random: Random, places: tuple[str, ...]) -> Agency:
    name = random.choice(("消防救援大队", "公安局交通警察大队", "城市管理综合行政执法大队"))
    return Agency(name, places, "", "队", "办公室", "team", 1)


def _hall(random: Random, places: tuple[str, ...]) -> Agency:
    name = random.choice(("档案馆", "图书馆", "总工会", "残疾人联合会", "科学技术协会"))
    return Agency(name, places, "", name[-1], "办公室", "hall", 1)


def _company(random: Random, places: tuple[str, ...]) -> Agency:
    name = random.choice(("自来水有限公司", "公共交通集团有限公司", "燃气有限责任公司", "水务集团有限公司"))
    return Agency(name, places, "", "公司", "综合办公室", "company", 1)


def _school(random: Random, places: tuple[str, ...]) -> Agency:
    name = random.choice(("第一中学", "第三小学", "职业技术学校", "实验学校"))
    return Agency(name, places, "", "校", "办公室", "school", 1)


def _party_office(random: Random, places: tuple[str, ...]) -> Agency:
    return Agency("委机构编制委员会办公室", places, "", "办", "综合股", "party office", 1)


def _customs(random: Random, places: tuple[str, ...]) -> Agency:
    return Agency(_word(random) + "海关", (), "", "关", "办公室", "customs", 0)


def _survey(random: Random, places: tuple[str, ...]) -> Agency:
    return Agency(f"国家统计局{places[-1][:2]}调查队", (), "", "队", "办公室", "survey", 0)


def _farm(random: Random, places: tuple[str, ...]) -> Agency:
    name = random.choice(("国营{}农场", "国有{}林场", "{}农场", "{}机械林场")).format(_word(random))
    return Agency(name, places, "", "场", "综合办公室", "farm", 0)


def _regiment(random: Random, places: tuple[str, ...]) -> Agency:
    above = (f"第{random.choice('一二三四五六七八九')}师{places[1]}",)
    tens, ones = random.choice("二三四五六七八九"), random.choice("一二三四五六七八九")
    return Agency(f"{tens}十{ones}团", above, "", "团", "党政办公室", "regiment", 0)


def _regiment_town(random: Random, places: tuple[str, ...]) -> Agency:
    regiment = _regiment(random, places)
    town = _word(random) + "镇"
    return Agency(regiment.name + town, regiment.places, "人民政府", "镇", "党政办公室", "regiment town", 0)


def _provincial(random: Random, places: tuple[str, ...]) -> Agency:
    name = random.choice(("应急管理厅", "财政厅", "生态环境厅", "交通运输厅"))
    return Agency(name, places[:1], "", "厅", "办公室", "provincial", 1)


def _people_county(random: Random, places: tuple[str, ...]) -> Agency:
    """A town of an autonomous county whose name is of several peoples."""
    peoples = "".join(random.sample(_PEOPLES, random.randint(2, 3)))
    county = places[2][:2] + peoples + "自治县"
    ending = random.choice(("镇", "乡", "回族镇"))
    return Agency(
        _word(random) + ending, (*places[:2], county), "人民政府", ending[-1], "党政办公室", "people's county"
    )


_MAKERS = (
    _town, _people, _sum, _street, _bureau, _commission, _county_office, _zone, _county, _university, _hospital, _tax,
    _center, _two_named, _approval, _branch, _team, _hall, _company, _school, _party_office, _customs, _survey, _farm,
    _regiment, _regiment_town, _provincial, _people_county,
)  # fmt: skip
_OFTEN = (8, 1, 1, 4, 4, 1, 1, 1, 1, 1, 1, 1, 1, *[1] * 15)
TOWNS = ("town", "people", "sum", "street")
"""Kinds that have a party committee of their own."""


def agency_of(random: Random, kinds: tuple[str, ...] = ()) -> Agency:
    """An agency of any usual kind, or of one of some kinds."""
    seldom = [kind for kind in kinds if kind in WORLD]
    if seldom:
        return agency_of_world(random, random.choice(seldom))
    while True:
        maker = random.choices(_MAKERS, _OFTEN)[0]
        agency = maker(random, _above(random, random.choice("县县县区市")))
        if not kinds or agency.kind in kinds:
            return agency


_ONE_IN_A_PLACE = (
    "commission", "county office", "county", "university", "hospital", "tax", "center", "two-named", "approval",
    "branch", "team", "hall", "company", "school", "party office", "customs", "survey", "provincial",
)  # fmt: skip
"""Kinds of which a place has but one."""


def sibling_of(agency: Agency, random: Random) -> Agency:
    """Another agency of the same kind and level: in the same place, unless a place has but one of the kind."""
    alone = agency.kind in _ONE_IN_A_PLACE
    while True:
        other = agency_of(random, (agency.kind,))
        other = other if alone else other.moved(agency.places)
        if other.level == agency.level and not other.names & agency.names:
            return other
