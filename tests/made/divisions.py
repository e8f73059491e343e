"""Tables of division codes in which something happens to every county: what is true of each name and year is known.

Comes in: a seed. Goes out: the rows of a table, in the words of either language, and for names in years the codes of
that year and of others. Each county is one event: a town changes its name, its code, is put together with another,
divided, or taken over; its county becomes a district; its code is given to another town.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random
from typing import NamedTuple

FIRST, LAST = 2012, 2024
KINDS = (
    "renamed", "renamed and coded anew", "coded anew", "merged", "taken in", "split", "county to district",
    "code given again",
)  # fmt: skip
HEADS = (
    ("code", "name", "from", "to", "successor", "share"),
    ("区划代码", "名称", "启用年份", "停用年份", "后继代码", "比例"),
)
_STEMS = "青禾石桥柳汀雁渡松泉云岭竹溪荷塘枫林芦湾杏岭槐荫桐庐麦坪兰亭"


class Row(NamedTuple):
    """A row of a table; 0 for a year that it does not tell."""

    code: str
    name: str
    first: int = 0
    last: int = 0
    successor: str = ""
    share: str = ""

    def written(self) -> tuple[str, ...]:
        """As it stands in the table."""
        years = (str(self.first or ""), str(self.last or ""))
        return (self.code, self.name, *years, self.successor, self.share)


class Truth(NamedTuple):
    """What is true of a name in a county in a year: its codes then, and in other years, and whether its bounds
    changed between."""

    county: str
    name: str
    year: int
    code: str
    base_year: int
    base: str
    share: str
    change: str


@dataclass
class Happened:
    """What happened in a county: the rows that tell it, what is true, and which names and years are one unit."""

    kind: str
    rows: list[Row]
    truths: list[Truth] = field(default_factory=list)
    one_unit: list[tuple[str, str, int]] = field(default_factory=list)
    apart: list[tuple[str, str, int]] = field(default_factory=list)


def happened(number: int, kind: str, random: Random) -> Happened:
    """An event in a county of its own."""
    stems = random.sample([_STEMS[at : at + 2] for at in range(0, len(_STEMS), 2)], 4)
    county, year = (
        f"{_STEMS[number % 30]}{_STEMS[(number * 7 + number // 30 + 3) % 30]}县",
        random.randint(FIRST + 2, LAST - 2),
    )
    six = f"3{3 + number // 90}{1 + number // 9 % 10 % 9:02}{21 + number % 9:02}"
    town, other, third = (f"{six}{100 + at}" for at in (1, 2, 3))
    one, two, three = (f"{stem}{random.choice('镇乡')}" for stem in stems[:3])
    head = Row(six, county)
    before, after = year - 1, year
    event = Happened(kind, [head])
    tell, rows = event.truths.append, event.rows

    def true(name: str, at: int, code: str, base: int, codes: str, share: str = "1", change: str = "") -> None:
        tell(Truth(county, name, at, code, base, codes, share, change))

    if kind == "renamed":
        new = one[:-1] + "街道"
        rows += [Row(town, one, 0, before), Row(town, new, after)]
        true(one, before, town, LAST, town)
        true(new, LAST, town, FIRST, town)
        event.one_unit += [(county, one, FIRST), (county, new, LAST)]
    elif kind in ("coded anew", "renamed and coded anew"):
        new = one if kind == "coded anew" else two
        rows += [Row(town, one, 0, before, third), Row(third, new, after)]
        true(one, before, town, LAST, third)
        true(new, after, third, FIRST, town)
        event.one_unit += [(county, one, before), (county, new, after)]
    elif kind == "merged":
        rows += [Row(town, one, 0, before, third), Row(other, two, 0, before, third), Row(third, three, after)]
        true(one, before, town, LAST, third, change="merged")
        true(two, FIRST, other, LAST, third, change="merged")
        true(three, after, third, FIRST, f"{town};{other}", "1;1", "merged")
        true(three, LAST, third, after, third)
        event.apart += [(county, one, before), (county, two, before), (county, three, after)]
    elif kind == "taken in":
        rows += [Row(town, one, 0, before, other), Row(other, two)]
        true(one, before, town, LAST, other, change="merged")
        true(two, before, other, LAST, other, change="merged")
        true(two, after, other, FIRST, f"{town};{other}", "1;1", "merged")
        true(two, LAST, other, after, other)
        event.apart += [(county, one, before), (county, two, before)]
    elif kind == "split":
        rows += [
            Row(town, one, 0, before, f"{other};{third}", "0.6;0.4"),
            Row(other, two, after),
            Row(third, three, after),
        ]
        true(one, before, town, LAST, f"{other};{third}", "0.6;0.4", "split")
        true(two, after, other, FIRST, town, "0.6", "split")
        event.apart += [(county, one, before), (county, two, after), (county, three, after)]
    elif kind == "county to district":
        district, new_six = county[:-1] + "区", six[:4] + f"{int(six[4:]) - 19:02}"
        new = f"{new_six}{101}"
        rows[0] = head._replace(last=before, successor=new_six)
        rows += [Row(new_six, district, after), Row(town, one, 0, before, new), Row(new, one, after)]
        true(one, before, town, LAST, new)
        tell(Truth(district, one, after, new, FIRST, town, "1", ""))
        event.one_unit += [(county, one, before), (district, one, after)]
    else:
        gap = before - 1
        rows += [Row(town, one, 0, gap, third), Row(third, one, before), Row(town, two, after)]
        true(one, gap, town, LAST, third)
        true(one, LAST, third, FIRST, town)
        true(two, LAST, town, after, town)
        event.one_unit += [(county, one, gap), (county, one, LAST)]
        event.apart += [(county, one, gap), (county, two, LAST)]
    return event
