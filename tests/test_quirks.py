"""What real pages do to the statutory tables, each as a small drawn page and the facts it must give.

Expected facts are written as they stand in the print: `412` a number read from its own cell, `412~` aligned, `412?`
suggested, `412=` a number that is certain however its place was found; `251000 元` a number with its unit; `□` a blank,
`[/]` a mark, `!约10` something unreadable, `·` not in the print. `row.*` means every cell of a row.
"""

from __future__ import annotations

import re
from collections import Counter
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from extract.jobs import read_reading
from extract.pipeline import reading_of

if TYPE_CHECKING:
    from extract.model import Fact, Origin, Reading

TITLE = "青禾镇2023年政府信息公开工作年度报告\n"
SAMPLES = sorted((Path(__file__).parents[1] / "samples").glob("*202?.txt"))


class Case(NamedTuple):
    name: str
    text: str
    expected: dict[str, str]
    form: str


def case(name: str, text: str, expected: dict[str, str], form: str = "") -> Case:
    return Case(name, text, expected, form)


def read(text: str) -> Reading:
    return reading_of((TITLE + text).encode(), "name.txt")


def shown(fact: Fact, like: str) -> str:
    """A fact in the notation of an expectation."""
    if fact.state == "blank":
        return "□"
    if fact.state == "mark":
        return f"[{fact.raw}]"
    if fact.state == "unreadable":
        return f"!{fact.raw}"
    if fact.state == "absent":
        return "·"
    sure = "=" if like.endswith("=") and fact.how in ("read", "aligned") else ""
    how = sure or {"read": "", "aligned": "~", "suggested": "?"}[fact.how]
    return f"{fact.value}{how}" + (f" {fact.unit}" if " " in like else "")


def check(text: str, expected: dict[str, str]) -> Reading:
    """The reading of a page, when its facts are the expected ones and every figure in its tables is kept."""
    reading = read(text)
    compare(reading, expected)
    assert_stored_once(reading)
    return reading


def compare(reading: Reading, expected: dict[str, str]) -> None:
    facts = {str(fact.concept): fact for fact in reading.report.facts}
    seen = {}
    wanted = {}
    for pattern, value in expected.items():
        concepts = [concept for concept in facts if fnmatchcase(concept, pattern)] or [pattern]
        for concept in concepts:
            wanted[concept] = value
            seen[concept] = shown(facts[concept], value) if concept in facts else "no such cell"
    assert seen == wanted


# ── Every printed figure is stored exactly once ──────────────────────────────────────────────────────────────────────

FIGURE = re.compile(r"(?<![^\s|])[+＋\-－减]*[\d０-９][\d０-９,，]*(?:[.．][\d０-９]+)?(?:万?元|件|项)?(?![^\s|])")
FURNITURE = re.compile(r"\s*(?:[—-] *\d+ *[—-]|第 ?\d+ ?页.*|P\. ?\d+|\d+ ?/ ?\d+)\s*")


def stored(reading: Reading) -> Counter[Origin]:
    """Places of all facts, and of the leftovers and extras that none of them holds."""
    places = Counter(origin for fact in reading.report.facts for origin in fact.origins)
    others: Counter[Origin] = Counter()
    for match in reading.matches:
        others.update(entry.origin for entry in match.leftovers if entry.raw)
        others.update(entry.origin for extra in match.extras for entry in extra.entries if entry.raw)
    return places + Counter({origin: count for origin, count in others.items() if origin not in places})


def assert_stored_once(reading: Reading) -> None:
    places = stored(reading)
    assert [origin for origin, count in places.items() if count > 1] == []
    covered = Counter((o.line, character) for o in places for character in range(o.start, o.end + 1))
    doubled = [place for place, count in covered.items() if count > 1]
    assert doubled == []
    for match in reading.matches:
        tabled = [
            origin.line for fact in reading.report.facts if fact.concept.table == match.table for origin in fact.origins
        ]
        for block in reading.document.blocks:
            if tabled and min(tabled) <= block.origin.line <= max(tabled) and not FURNITURE.fullmatch(block.text):
                for figure in FIGURE.finditer(block.text):
                    at = range(figure.start() + 1, figure.end() + 1)
                    assert all((block.origin.line, place) in covered for place in at), (block.origin, figure[0])


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_every_figure_of_a_sample_is_stored_once(sample: Path) -> None:
    reading = read_reading(sample)
    assert len(stored(reading)) > 40
    assert_stored_once(reading)


def test_there_are_samples() -> None:
    assert len(SAMPLES) >= 12


# ── How tables arrive ────────────────────────────────────────────────────────────────────────────────────────────────

SMALL = {
    "proactive.rules.*": "0",
    "proactive.normative_documents.issued": "2",
    "proactive.normative_documents.repealed": "1",
    "proactive.normative_documents.in_force": "9",
    "proactive.licences.decisions": "412",
}

SERIALISATIONS = [
    case(
        "TAB rows with trailing TABs",
        """\
第二十条第（一）项\t\t\t
信息内容\t本年制发件数\t本年废止件数\t现行有效件数
规章\t0\t0\t0
行政规范性文件\t2\t1\t9
第二十条第（五）项\t\t\t
信息内容\t本年处理决定数量\t\t
行政许可\t412\t\t
""",
        SMALL,
    ),
    case(
        "one cell per line with a blank line between",
        """\
第二十条第（一）项

信息内容

本年制发件数

本年废止件数

现行有效件数

规章

0

0

0

行政规范性文件

2

1

9

第二十条第（五）项

信息内容

本年处理决定数量

行政许可

412
""",
        SMALL,
    ),
    case(
        "one cell per line, blanks around the figures",
        """\
第二十条第（一）项
信息内容
本年制发件数
本年废止件数
现行有效件数
规章
 0
0\x20
\u30000
行政规范性文件
2\x20
 1
 9\x20
第二十条第（五）项
信息内容
本年处理决定数量
行政许可
\u00a0412
""",
        SMALL,
    ),
    case(
        "one cell per line ending in a pipe, rows closed by |||",
        """\
第二十条第（一）项 |
|||
信息内容 |
本年制发件数 |
本年废止件数 |
现行有效件数 |
规章 |
0 |
0 |
0 |
行政规范性文件 |
2 |
1 |
9 |
第二十条第（五）项 |
|||
信息内容 |
本年处理决定数量 |
||
行政许可 |
412 |
||
""",
        SMALL,
    ),
    case(
        "a bare pipe on the next line",
        """\
第二十条第（一）项
|
信息内容
|
本年制发件数
|
本年废止件数
|
现行有效件数
|
规章
|
0
|
0
|
0
|
行政规范性文件
|
2
|
1
|
9
|
第二十条第（五）项
|
信息内容
|
本年处理决定数量
|
行政许可
|
412
|
""",
        SMALL,
    ),
    case(
        "every pipe on its own line",
        """\
| 第二十条第（一）项
|
| 信息内容
|
本年制发件数
|
本年废止件数
|
现行有效件数
|
| 规章
|
0
|
0
|
0
|
| 行政规范性文件
|
2
|
1
|
9
|
| 第二十条第（五）项
|
| 信息内容
|
本年处理决定数量
|
| 行政许可
|
412
|
""",
        SMALL,
    ),
    case(
        "pipe rows with trailing |||",
        """\
第二十条第（一）项 | |||
信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数
规章 | 0 | 0 | 0
行政规范性文件 | 2 | 1 | 9
第二十条第（五）项 | |||
信息内容 | 本年处理决定数量 | ||
行政许可 | 412 | ||
""",
        SMALL,
    ),
    case(
        "Markdown rows with a rule and a blank behind",
        "\n".join(
            [
                "| 第二十条第（一）项 | | | | ",
                "|---|---|---|---|",
                "| 信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 | ",
                "| 规章 | 0 | 0 | 0 | ",
                "| 行政规范性文件 | 2 | 1 | 9 | ",
                "| 第二十条第（五）项 | | | | ",
                "| 信息内容 | 本年处理决定数量 | | | ",
                "| 行政许可 | 412 | | | ",
            ]
        ),
        SMALL,
    ),
    case(
        "pipe cells with a line break inside",
        "| \n 第二十条第（一）项  |\n"
        "| \n 信息内容  | \n 本年制发件数  | \n 本年废止件数  | \n 现行有效件数  |\n"
        "| \n 规章  | \n 0  | \n 0  | \n 0  |\n"
        "| \n 行政规范性文件  | \n 2  | \n 1  | \n 9  |\n"
        "| \n 第二十条第（五）项  |\n"
        "| \n 信息内容  | \n 本年处理决定数量  |\n"
        "| \n 行政许可  | \n 412  |\n",
        SMALL,
    ),
    case(
        "cells separated by one blank",
        """\
第二十条第（一）项
信息内容 本年制发件数 本年废止件数 现行有效件数
规章 0 0 0
行政规范性文件 2 1 9
第二十条第（五）项
信息内容 本年处理决定数量
行政许可 412
""",
        SMALL,
    ),
    case(
        "cells glued without any separator",
        """\
第二十条第（一）项
信息内容本年制发件数本年废止件数现行有效件数
规章000
行政规范性文件219
第二十条第（五）项
信息内容本年处理决定数量
行政许可412
""",
        {
            "proactive.rules.*": "0=",
            "proactive.normative_documents.issued": "2=",
            "proactive.normative_documents.repealed": "1=",
            "proactive.normative_documents.in_force": "9=",
            "proactive.licences.decisions": "412=",
        },
    ),
    case(
        "a sentence promises the table",
        """\
二、主动公开政府信息情况
该部分以表格形式报告。表格如下:
第二十条第（一）项
信息内容\t本年制发件数\t本年废止件数\t现行有效件数
规章\t0\t0\t0
行政规范性文件\t2\t1\t9
第二十条第（五）项
信息内容\t本年处理决定数量
行政许可\t412
""",
        SMALL,
    ),
    case(
        "a layout table leaves runs of pipes",
        f"""\
{"|" * 300}
第二十条第（一）项 | {"|" * 200}
信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 | {"|" * 200}
规章 | 0 | 0 | 0 | {"|" * 200}
行政规范性文件 | 2 | 1 | 9 | {"|" * 200}
第二十条第（五）项 | {"|" * 200}
信息内容 | 本年处理决定数量 | {"|" * 200}
行政许可 | 412 | {"|" * 200}
""",
        SMALL,
    ),
    case(
        "page footers and page numbers inside the table",
        """\
第二十条第（一）项
信息内容 本年制发件数 本年废止件数 现行有效件数
规章 0 0 0
— 3 —
行政规范性文件 2 1 9
第 4 页 共 6 页
第二十条第（五）项
信息内容 本年处理决定数量
P. 9
行政许可 412
""",
        SMALL,
    ),
    case(
        "a footer between the cells of a row, one cell per line",
        """\
第二十条第（一）项
信息内容
本年制发件数
本年废止件数
现行有效件数
规章
0
- 2 -
0
0
行政规范性文件
2
1
9
第二十条第（五）项
信息内容
本年处理决定数量
行政许可
412
""",
        SMALL,
    ),
    case(
        "menu words before the report",
        """\
首页 > 政务公开 > 法定主动公开内容
规章
行政规范性文件
行政许可
行政处罚
设为首页 | 加入收藏 | 长者版
二、主动公开政府信息情况
第二十条第（一）项
信息内容\t本年制发件数\t本年废止件数\t现行有效件数
规章\t0\t0\t0
行政规范性文件\t2\t1\t9
第二十条第（五）项
信息内容\t本年处理决定数量
行政许可\t412
""",
        SMALL,
    ),
    case(
        "an empty row of cells at the end",
        """\
第二十条第（一）项
信息内容\t本年制发件数\t本年废止件数\t现行有效件数
规章\t0\t0\t0
行政规范性文件\t2\t1\t9
第二十条第（五）项
信息内容\t本年处理决定数量
行政许可\t412
\t\t\t\t
三、收到和处理政府信息公开申请情况
""",
        SMALL,
    ),
]

# ── Headers and labels ───────────────────────────────────────────────────────────────────────────────────────────────

LABELS = [
    case(
        "headers cut to 本年新 | 本年新",
        """\
第二十条第（一）项 | |||
信息内容 | 本年新 | 本年新 | 对外公开总数量
规章 | 0 | 0 | 0
规范性文件 | 3 | 2 | 17
""",
        {
            "proactive.rules.*": "0",
            "proactive.normative_documents.made": "3",
            "proactive.normative_documents.published": "2",
            "proactive.normative_documents.published_total": "17",
        },
        "2019",
    ),
    case(
        "header words wrapped over two lines",
        """\
第二十条第（一）项
信息内容
本年新
制作数量
本年新
公开数量
对外公开
总数量
规章
0
0
0
规范性文件
3
2
17
""",
        {
            "proactive.rules.*": "0",
            "proactive.normative_documents.made": "3",
            "proactive.normative_documents.published": "2",
            "proactive.normative_documents.published_total": "17",
        },
        "2019",
    ),
    case(
        "the first header word printed twice",
        """\
信息内容 | 本年新制作数量 | 本年新制作数量 | 对外公开总数量
规章 | 0 | 0 | 0
规范性文件 | 3 | 2 | 17
""",
        {
            "proactive.normative_documents.made": "3",
            "proactive.normative_documents.published": "2",
            "proactive.normative_documents.published_total": "17",
        },
        "2019",
    ),
    case(
        "the band 第二十条第（一）项 lost",
        """\
信息内容\t本年制发件数\t本年废止件数\t现行有效件数
规章\t0\t0\t0
行政规范性文件\t2\t1\t9
第二十条第（五）项
信息内容\t本年处理决定数量
行政许可\t412
""",
        SMALL,
    ),
    case(
        "bands without 第, with blanks, header words cut",
        """\
第二十条 第(一)项
信息内容\t本年发件\t本年废止件数\t现行有效件
规 章\t0\t0\t0
行政规范性文件\t2\t1\t9
第二十条(五)项
信息内容\t本年处理决定数量
行政许可\t412
""",
        SMALL,
    ),
    case(
        "a hybrid of both forms in table two",
        """\
第二十条第（一）项
信息内容\t本年新制作数量\t本年新公开数量\t对外公开总数量
规章\t0\t0\t0
规范性文件\t3\t2\t17
第二十条第（五）项
信息内容\t本年处理决定数量
行政许可\t412
第二十条第（六）项
信息内容\t本年处理决定数量
行政处罚\t7
行政强制\t0
第二十条第（八）项
信息内容\t本年收费金额（单位：万元）
行政事业性收费\t0.48
""",
        {
            "proactive.normative_documents.made": "3",
            "proactive.normative_documents.published": "2",
            "proactive.normative_documents.published_total": "17",
            "proactive.licences.decisions": "412",
            "proactive.penalties.decisions": "7",
            "proactive.coercion.decisions": "0",
            "proactive.fees.amount": "0.48 万元",
            "proactive.normative_documents.issued": "no such cell",
            "proactive.licences.items_last_year": "no such cell",
        },
        "mixed",
    ),
    case(
        "the label 规范性文件 under the header of 2021",
        """\
第二十条第（一）项
信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数
规章 | 0 | 0 | 0
规范性文件 | 2 | 1 | 9
""",
        {key: value for key, value in SMALL.items() if "licences" not in key},
        "2021",
    ),
    case(
        "labels with notes in brackets",
        """\
第二十条第（一）项
信息内容 | 本年新制作数量 | 本年新公开数量 | 对外公开总数量
规章（设区的市、自治州人民政府应提供相关数据） | 0 | 0 | 0
规范性文件（行政机关制定发布的决定、公告等） | 3 | 2 | 17
第二十条第（九）项
信息内容 | 采购项目数量 | 采购总金额（万元，保留四位小数）
政府集中采购 | 4 | 160.5964
""",
        {
            "proactive.rules.*": "0",
            "proactive.normative_documents.published_total": "17",
            "proactive.procurement.items": "4",
            "proactive.procurement.amount": "160.5964 万元",
        },
        "2019",
    ),
    case(
        "本年（2023）制发件数",
        """\
第二十条第（一）项
信息内容 | 本年（2023）制发件数 | 本年（2023）废止件数 | 现行有效件数
规章 | 0 | 0 | 0
行政规范性文件 | 2 | 1 | 9
第二十条第（五）项
信息内容 | 本年（2023）处理决定数量
行政许可 | 412
""",
        SMALL,
        "2021",
    ),
    case(
        "traditional characters with pinyin in brackets",
        """\
第二十條第(一)項
信息內容\t本年制發(fā)件數(shù)\t本年廢(fèi)止件數(shù)\t現(xiàn)行有效件數(shù)
規(guī)章\t0\t0\t0
行政規(guī)范性文件\t2\t1\t9
第二十條第(五)項
信息內容\t本年處(chǔ)理決(jué)定數(shù)量
行政許(xǔ)可\t412
第二十條第(六)項
信息內容\t本年處理決定數量
行政處(chǔ)罰\t7
行政強(qiáng)製\t0
""",
        SMALL | {"proactive.penalties.decisions": "7", "proactive.coercion.decisions": "0"},
        "2021",
    ),
    case(
        "規範性檔案 for 规范性文件",
        """\
第二十條第（一）項
信息內容\t本年製發件數\t本年廢止件數\t現行有效件數
規章\t0\t0\t0
規範性檔案\t2\t1\t9
""",
        {key: value for key, value in SMALL.items() if "licences" not in key},
    ),
    case(
        "an extra row of 其他主动公开文件",
        """\
第二十条第（一）项
信息内容 | 本年新制作数量 | 本年新公开数量 | 对外公开总数量
规章 | 0 | 0 | 0
规范性文件 | 3 | 2 | 17
其他主动公开文件 | 44 | 43 | 142
""",
        {
            "proactive.normative_documents.made": "3",
            "proactive.normative_documents.published": "2",
            "proactive.normative_documents.published_total": "17",
        },
        "2019",
    ),
    case(
        "a first row with unit and year",
        """\
单位：青禾镇 | | 2019年度 |
第二十条第（一）项 | |||
信息内容 | 本年新制作数量 | 本年新公开数量 | 对外公开总数量
规章 | 0 | 0 | 0
规范性文件 | 3 | 2 | 17
""",
        {"proactive.rules.*": "0", "proactive.normative_documents.made": "3"},
        "2019",
    ),
    case(
        "blanks inside header words and labels",
        """\
第二十条第（一）项
信息内容\t本年新 制作数量\t本年新 公开数量\t对外公开 总数量
规 章\t0\t0\t0
规范性 文件\t3\t2\t17
""",
        {"proactive.rules.*": "0", "proactive.normative_documents.published": "2"},
        "2019",
    ),
    case(
        "prose with the words and other figures before the table",
        """\
一、总体情况
制发规章制度 2件，办理行政许可 55 宗，行政处罚 3 件。
行政许可 55 宗
全年公开规范性文件
二、主动公开政府信息情况
第二十条第（一）项
信息内容\t本年制发件数\t本年废止件数\t现行有效件数
规章\t0\t0\t0
行政规范性文件\t2\t1\t9
第二十条第（五）项
信息内容\t本年处理决定数量
行政许可\t412
""",
        SMALL,
    ),
]

# ── Numbers ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def licences(change: str) -> str:
    return f"""\
第二十条第（五）项
信息内容 | 上一年项目数量 | 本年增/减 | 处理决定数量
行政许可 | 42 | {change} | 318
其他对外管理服务事项 | 15 | 0 | 86
"""


def procurement(amount: str, header: str = "采购总金额") -> str:
    return f"""\
第二十条第（九）项
信息内容 | 采购项目数量 | {header}
政府集中采购 | 4 | {amount}
"""


def decisions(cell: str) -> str:
    return f"""\
第二十条第（五）项
信息内容\t本年处理决定数量
行政许可\t{cell}
第二十条第（六）项
信息内容\t本年处理决定数量
行政处罚\t7
行政强制\t0
"""


NUMBERS = [
    *(
        case(f"change {printed}", licences(printed), {"proactive.licences.items_change": value}, "2019")
        for printed, value in (
            ("+18", "18"),
            ("＋3", "3"),
            ("-71", "-71"),
            ("－2", "-2"),
            ("--253", "-253"),
            ("减3", "-3"),
            ("0", "0"),
            ("/", "[/]"),
        )
    ),
    case(
        "a signed value in the column of last year",
        licences("0").replace("42", "+42"),
        {"proactive.licences.items_last_year": "42", "proactive.licences.decisions": "318"},
    ),
    *(
        case(f"amount {printed} under {header}", procurement(printed, header), {"proactive.procurement.amount": value})
        for printed, header, value in (
            ("251000元", "采购总金额", "251000 元"),
            ("160.5964万元", "采购总金额", "160.5964 万元"),
            ("0.37万元", "采购总金额（元）", "0.37 万元"),
            ("477.35", "采购总金额（万元）", "477.35 万元"),
            ("152790元", "采购总金额（万元）", "152790 元"),
            ("8040", "采购总金额", "8040 "),
            ("0.00", "采购总金额", "0.00 "),
            ("1,035,000", "采购总金额", "1035000 "),
        )
    ),
    *(
        case(f"cell {printed!r}", decisions(printed), {"proactive.licences.decisions": value})
        for printed, value in (
            ("４１２", "412 件"),
            ("1,234", "1234"),
            ("１，２３４", "1234"),
            ("0件", "0 件"),
            ("412 件", "412 件"),
            ("007", "7"),
            ("/", "[/]"),
            ("-", "[-]"),
            ("—", "[—]"),
            ("——", "[——]"),
            ("无", "[无]"),
            ("", "□"),
            ("　", "□"),
            ("约10", "!约10"),
            ("100余", "!100余"),
            ("10-12", "!10-12"),
        )
    ),
    case(
        "blanks for zeros in a whole table",
        """\
第二十条第（一）项
信息内容\t本年制发件数\t本年废止件数\t现行有效件数
规章\t\t\t
行政规范性文件\t\t\t9
第二十条第（五）项
信息内容\t本年处理决定数量
行政许可\t
""",
        {
            "proactive.rules.*": "□",
            "proactive.normative_documents.issued": "□",
            "proactive.normative_documents.repealed": "□",
            "proactive.normative_documents.in_force": "9",
            "proactive.licences.decisions": "□",
        },
    ),
    case(
        "one figure of several digits in a row of blanks",
        """\
第二十条第（一）项
信息内容\t本年制发件数\t本年废止件数\t现行有效件数
规章\t0\t0\t0
行政规范性文件\t\t\t1234
""",
        {
            "proactive.normative_documents.issued": "□",
            "proactive.normative_documents.repealed": "□",
            "proactive.normative_documents.in_force": "1234",
        },
    ),
    case(
        "marks for zeros in every cell",
        """\
第二十条第（一）项
信息内容 本年制发件数 本年废止件数 现行有效件数
规章 / / /
行政规范性文件 — — 9
""",
        {
            "proactive.rules.*": "[/]",
            "proactive.normative_documents.issued": "[—]",
            "proactive.normative_documents.repealed": "[—]",
            "proactive.normative_documents.in_force": "9",
        },
    ),
]

# ── Table three ──────────────────────────────────────────────────────────────────────────────────────────────────────

THREE_HEADER = """\
（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）\t\t\t申请人情况
\t\t\t自然人\t法人或其他组织\t\t\t\t\t总计
\t\t\t\t商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他\t
"""

ITEMS = {
    "（三）不予公开": (
        "1.属于国家秘密",
        "2.其他法律行政法规禁止公开",
        "3.危及“三安全一稳定”",
        "4.保护第三方合法权益",
        "5.属于三类内部事务信息",
        "6.属于四类过程性信息",
        "7.属于行政执法案卷",
        "8.属于行政查询事项",
    ),
    "（四）无法提供": (
        "1.本机关不掌握相关政府信息",
        "2.没有现成信息需要另行制作",
        "3.补正后申请内容仍不明确",
    ),
    "（五）不予处理": (
        "1.信访举报投诉类申请",
        "2.重复申请",
        "3.要求提供公开出版物",
        "4.无正当理由大量反复申请",
        "5.要求行政机关确认或重新出具已获取信息",
    ),
    "（六）其他处理": (
        "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
        "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
    ),
}
"""The item rows of table three, less the last."""

THREE = [
    case(
        "四、结转下年度继续办理 is a row",
        THREE_HEADER
        + """\
一、本年新收政府信息公开申请数量\t\t\t6\t2\t0\t0\t1\t0\t9
二、上年结转政府信息公开申请数量\t\t\t1\t0\t0\t0\t0\t0\t1
\t（七）总计\t\t6\t2\t0\t0\t1\t0\t9
四、结转下年度继续办理\t\t\t1\t0\t0\t0\t0\t0\t1
""",
        {
            "requests.received.natural_person": "6",
            "requests.received.legal_service": "1",
            "requests.received.total": "9",
            "requests.carried_in.total": "1",
            "requests.handled.business": "2",
            "requests.carried_out.natural_person": "1",
            "requests.carried_out.business": "0",
            "requests.carried_out.total": "1",
            "requests.granted.*": "·",
        },
    ),
    case(
        "the row 3.其他 is not the column 其他",
        THREE_HEADER
        + """\
三、本年度办理结果\t（六）其他处理\t1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请\t0\t0\t0\t0\t0\t0\t0
\t\t2.申请人逾期未按收费通知要求缴纳费用,行政机关不再处理其政府信息公开申请\t0\t0\t0\t0\t0\t0\t0
\t\t3.其他\t2\t0\t0\t0\t0\t1\t3
\t（七）总计\t\t2\t0\t0\t0\t0\t1\t3
""",
        {
            "requests.other.misc.natural_person": "2",
            "requests.other.misc.other_org": "1",
            "requests.other.misc.total": "3",
            "requests.other.not_corrected.*": "0",
            "requests.handled.total": "3",
        },
        "2021",
    ),
    case(
        "（六）其他处理 as one row of the form of 2019",
        THREE_HEADER
        + """\
三、本年度办理结果\t（五）不予处理\t4.无正当理由大量反复申请\t1\t0\t0\t0\t0\t0\t1
\t（六）其他处理\t\t2\t0\t0\t0\t0\t1\t3
\t（七）总计\t\t3\t0\t0\t0\t0\t1\t4
""",
        {"requests.other.natural_person": "2", "requests.other.total": "3", "requests.rejected.excessive.total": "1"},
        "2019",
    ),
    case(
        "misprints in long labels",
        THREE_HEADER
        + """\
一、本年新收政府信息公开申请数里\t\t\t6\t2\t0\t0\t1\t0\t9
三、本年度办理结果\t（四）无法提供\t1.本机关不掌握相关政府信自\t1\t0\t0\t0\t0\t0\t1
\t\t2.没有现成信息需另行制作\t2\t0\t0\t0\t0\t0\t2
\t（五）不予处理\t5.要求行政机关确认或者重新出具已获取信息\t3\t0\t0\t0\t0\t0\t3
""",
        {
            "requests.received.total": "9",
            "requests.unable.not_held.total": "1",
            "requests.unable.needs_creation.total": "2",
            "requests.rejected.reissue.total": "3",
        },
    ),
    case(
        "labels of the law wrapped, quotes straight, numbers on a line of their own",
        """\
申请人情况
自然人
法人或其他组织
总计
商业
企业
科研
机构
社会公益组织
法律服务
机构
其他
（三）
不予公开
1.属于国家秘密
0
0
0
0
0
0
0
2.其他法律法规
禁止公开
1
0
0
0
0
0
1
3.危及"三安全一稳定"
2
1
0
0
0
0
3
""",
        {
            "requests.denied.state_secret.*": "0",
            "requests.denied.other_law.natural_person": "1",
            "requests.denied.other_law.total": "1",
            "requests.denied.security_stability.business": "1",
            "requests.denied.security_stability.total": "3",
        },
    ),
    case(
        "the column 其他 lost and item rows one figure shorter",
        """\
\t\t\t自然人\t法人或其他组织\t\t\t\t总计
\t\t\t\t商业企业\t科研机构\t社会公益组织\t法律服务机构
一、本年新收政府信息公开申请数量\t\t\t2\t0\t0\t0\t0\t2
二、上年结转政府信息公开申请数量\t\t\t0\t0\t0\t0\t0\t0
三、本年度办理结果\t（一）予以公开\t\t0\t0\t0\t0\t0\t0
\t（二）部分公开（区分处理的，只计这一情形，不计其他情形）\t\t0\t0\t0\t0\t0\t0
"""
        + "".join(f"\t{group}\t{item}\t" + "0\t0\t0\t0\t0\n" for group, items in ITEMS.items() for item in items)
        + "\t\t3.其他\t2\t0\t0\t0\t2\n"
        + """\
\t（七）总计\t\t2\t0\t0\t0\t0\t2
四、结转下年度继续办理\t\t\t0\t0\t0\t0\t0\t0
""",
        {
            "requests.received.natural_person": "2=",
            "requests.received.total": "2=",
            "requests.received.other_org": "·",
            "requests.other.misc.natural_person": "2~",
            "requests.other.misc.total": "2~",
            "requests.unable.not_held.total": "0~",
        },
    ),
    case(
        "blank cells dropped, pipes pushed to the end",
        """\
申请人情况 | |||||||||
自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 总计
一、本年新收政府信息公开申请数量 | 7 | 1 | 8 | ||||||
二、上年结转政府信息公开申请数量 | 1 | 1 | ||||||||
（七）总计 | 8 | 1 | 9 | ||||||
四、结转下年度继续办理 | ||||||||||
""",
        {
            "requests.received.natural_person": "7?",
            "requests.received.business": "1?",
            "requests.received.total": "8~",
            "requests.carried_in.total": "1~",
            "requests.handled.total": "9~",
        },
    ),
    case(
        "every item numbered 1. by the word processor",
        THREE_HEADER
        + """\
三、本年度办理结果\t（三）不予公开\t1. 属于国家秘密\t1\t0\t0\t0\t0\t0\t1
\t\t1. 其他法律行政法规禁止公开\t2\t0\t0\t0\t0\t0\t2
\t\t1. 危及“三安全一稳定”\t3\t0\t0\t0\t0\t0\t3
\t（四）无法提供\t1. 本机关不掌握相关政府信息\t4\t0\t0\t0\t0\t0\t4
\t\t1. 没有现成信息需要另行制作\t5\t0\t0\t0\t0\t0\t5
\t（六）其他处理\t1. 其他\t6\t0\t0\t0\t0\t0\t6
\t（七）总计\t\t21\t0\t0\t0\t0\t0\t21
""",
        {
            "requests.denied.state_secret.total": "1",
            "requests.denied.other_law.total": "2",
            "requests.denied.security_stability.total": "3",
            "requests.unable.not_held.total": "4",
            "requests.unable.needs_creation.total": "5",
            "requests.other.misc.total": "6",
            "requests.handled.total": "21",
        },
        "2021",
    ),
    case(
        "the header printed again on a new page",
        THREE_HEADER
        + """\
一、本年新收政府信息公开申请数量\t\t\t6\t2\t0\t0\t1\t0\t9
二、上年结转政府信息公开申请数量\t\t\t1\t0\t0\t0\t0\t0\t1
— 5 —
青禾镇2023年政府信息公开工作年度报告
"""
        + THREE_HEADER
        + """\
三、本年度办理结果\t（一）予以公开\t\t6\t2\t0\t0\t1\t0\t9
\t（七）总计\t\t6\t2\t0\t0\t1\t0\t9
四、结转下年度继续办理\t\t\t1\t0\t0\t0\t0\t0\t1
""",
        {
            "requests.received.total": "9",
            "requests.carried_in.natural_person": "1",
            "requests.granted.legal_service": "1",
            "requests.carried_out.total": "1",
        },
    ),
    case(
        "header words broken at blanks, cells separated by one blank",
        """\
申请人情况
自然人 法人或其他组织 总计
商业 企业 科研 机构 社会公益 组织 法律服务 机构 其他
一、本年新收政府信息公开申请数量 6 2 0 0 1 0 9
二、上年结转政府信息公开申请数量 1 0 0 0 0 0 1
（七）总计 6 2 0 0 1 0 9
""",
        {
            "requests.received.natural_person": "6",
            "requests.received.legal_service": "1",
            "requests.received.total": "9",
            "requests.handled.business": "2",
        },
    ),
    case(
        "single blank cells between TABs",
        THREE_HEADER
        + """\
一、本年新收政府信息公开申请数量\t\t\t6\t2\t\t\t1\t\t9
二、上年结转政府信息公开申请数量\t\t\t\t\t\t\t\t\t
（七）总计\t\t\t6\t2\t\t\t1\t\t9
""",
        {
            "requests.received.natural_person": "6=",
            "requests.received.business": "2=",
            "requests.received.research": "□",
            "requests.received.legal_service": "1=",
            "requests.received.other_org": "□",
            "requests.received.total": "9=",
            "requests.carried_in.*": "□",
        },
    ),
    case(
        "a table whose headings are all lost",
        """\
一、本年新收政府信息公开申请数量\t6\t2\t0\t0\t1\t0\t9
二、上年结转政府信息公开申请数量\t1\t0\t0\t0\t0\t0\t1
（一）予以公开\t6\t2\t0\t0\t1\t0\t9
（七）总计\t6\t2\t0\t0\t1\t0\t9
四、结转下年度继续办理\t1\t0\t0\t0\t0\t0\t1
""",
        {
            "requests.received.natural_person": "6",
            "requests.received.total": "9",
            "requests.carried_out.natural_person": "1",
            "requests.granted.business": "2",
        },
    ),
]

# ── Table four ───────────────────────────────────────────────────────────────────────────────────────────────────────

FOUR_VALUES = {
    "disputes.review.upheld": "1",
    "disputes.review.pending": "1",
    "disputes.review.total": "2",
    "disputes.suit_after_review.corrected": "3",
    "disputes.suit_after_review.total": "3",
}
FOUR = [
    case(
        "fifteen figures on one line",
        """\
行政复议\t\t\t\t\t行政诉讼
结果维持\t结果纠正\t其他结果\t尚未审结\t总计\t未经复议直接起诉\t\t\t\t\t复议后起诉
\t\t\t\t\t结果维持\t结果纠正\t其他结果\t尚未审结\t总计\t结果维持\t结果纠正\t其他结果\t尚未审结\t总计
1\t0\t0\t1\t2\t0\t0\t0\t0\t0\t0\t3\t0\t0\t3
""",
        FOUR_VALUES | {"disputes.suit_direct.*": "0"},
    ),
    case(
        "行政复议行政诉讼 glued",
        """\
行政复议行政诉讼
结果维持 结果纠正 其他结果 尚未审结 总计 未经复议直接起诉 复议后起诉
结果维持 结果纠正 其他结果 尚未审结 总计 结果维持 结果纠正 其他结果 尚未审结 总计
1 0 0 1 2 0 0 0 0 0 0 3 0 0 3
""",
        FOUR_VALUES | {"disputes.suit_direct.*": "0"},
    ),
    case(
        "blank cells between TABs",
        """\
行政复议\t\t\t\t\t行政诉讼\t\t\t\t\t\t\t\t\t
结果维持\t结果纠正\t其他结果\t尚未审结\t总计\t未经复议直接起诉\t\t\t\t\t复议后起诉\t\t\t\t
\t\t\t\t\t结果维持\t结果纠正\t其他结果\t尚未审结\t总计\t结果维持\t结果纠正\t其他结果\t尚未审结\t总计
1\t\t\t1\t2\t\t\t\t\t\t\t3\t\t\t3
""",
        FOUR_VALUES | {"disputes.suit_direct.*": "□", "disputes.review.corrected": "□"},
    ),
    case(
        "one figure per line",
        "行政复议\n行政诉讼\n结果维持\n结果纠正\n其他结果\n尚未审结\n总计\n未经复议直接起诉\n复议后起诉\n"
        + "结果维持\n结果纠正\n其他结果\n尚未审结\n总计\n" * 2
        + "1 0 0 1 2 0 0 0 0 0 0 3 0 0 3".replace(" ", "\n"),
        FOUR_VALUES | {"disputes.suit_direct.*": "0"},
    ),
]


@pytest.mark.parametrize("quirk", [*SERIALISATIONS, *LABELS, *NUMBERS, *THREE, *FOUR], ids=lambda quirk: quirk.name)
def test_a_quirk_is_read(quirk: Case) -> None:
    reading = check(quirk.text, quirk.expected)
    if quirk.form:
        assert reading.report.form == quirk.form


# ── What must not be made up ─────────────────────────────────────────────────────────────────────────────────────────


def test_a_merged_cell_printed_in_every_place_is_one_figure() -> None:
    reading = read(
        "第二十条第（一）项\t第二十条第（一）项\t第二十条第（一）项\t第二十条第（一）项\n"
        "信息内容\t本年制发件数\t本年废止件数\t现行有效件数\n规章\t0\t0\t0\n行政规范性文件\t2\t1\t9\n"
        "第二十条第（五）项\t第二十条第（五）项\t第二十条第（五）项\t第二十条第（五）项\n"
        "信息内容\t本年处理决定数量\t本年处理决定数量\t本年处理决定数量\n行政许可\t412\t412\t412\n"
    )
    compare(reading, SMALL | {"proactive.licences.decisions": "412="})
    assert [fact.raw for fact in reading.report.facts].count("412") == 1
    assert extras_of(reading) == {}


def extras_of(reading: Reading) -> dict[str, list[str]]:
    return {
        extra.label: [entry.raw for entry in extra.entries if entry.raw]
        for match in reading.matches
        for extra in match.extras
    }


@pytest.mark.parametrize("separator", ["\t", " | ", " ", "\n"])
def test_a_row_that_the_form_does_not_have_is_kept_as_an_extra(separator: str) -> None:
    rows = """\
三、本年度办理结果 （三）不予公开 4.保护第三方合法权益 1 0 0 0 0 0 1
5.属于工作秘密 2 0 0 0 0 1 3
5.属于三类内部事务信息 4 0 0 0 0 0 4"""
    header = (
        "自然人\n商业企业\n科研机构\n社会公益组织\n法律服务机构\n其他\n总计\n".replace("\n", separator).strip() + "\n"
    )
    reading = check(
        header + "\n".join(row.replace(" ", separator) for row in rows.splitlines()),
        {
            "requests.denied.third_party.total": "1",
            "requests.denied.internal_affairs.natural_person": "4",
            "requests.denied.internal_affairs.total": "4",
        },
    )
    ((label, figures),) = extras_of(reading).items()
    assert "属于工作秘密" in label
    assert figures == ["2", "0", "0", "0", "0", "1", "3"]


@pytest.mark.parametrize(
    "services",
    [
        "其他对外管理服务事项\t行政检查\t12\t0\t33\n\t行政确认\t3\t1\t7\n",
        "其他对外管理服务事项\n行政检查\t12\t0\t33\n行政确认\t3\t1\t7\n",
        "其他对外管理服务事项\t\t\t\n行政检查\t12\t0\t33\n行政确认\t3\t1\t7\n",
        "其他对外管理服务事项 | 行政检查 | 12 | 0 | 33\n行政确认 | 3 | 1 | 7 |\n",
    ],
)
def test_rows_below_a_row_are_extras_and_the_row_has_no_figure(services: str) -> None:
    separator = " | " if "|" in services else "\t"
    text = """\
第二十条第（五）项
信息内容/上一年项目数量/本年增减/处理决定数量
行政许可/42/+3/318
{}第二十条第（六）项
信息内容/上一年项目数量/本年增减/处理决定数量
行政处罚/28/0/7
行政强制/3/0/0
"""
    reading = check(
        text.replace("/", separator).replace("{}", services),
        {"proactive.licences.decisions": "318", "proactive.penalties.items_last_year": "28"},
    )
    assert extras_of(reading) == {"行政检查": ["12", "0", "33"], "行政确认": ["3", "1", "7"]}
    below = [fact for fact in reading.report.facts if fact.concept.row == "other_services"]
    assert len(below) == 3
    assert {fact.state for fact in below} <= {"absent", "unreadable"}


@pytest.mark.parametrize("separator", ["\t", " | "])
def test_an_extra_row_at_the_end_of_a_table_is_kept(separator: str) -> None:
    text = """\
第二十条第（一）项
信息内容 本年新制作数量 本年新公开数量 对外公开总数量
规章 0 0 0
规范性文件 3 2 17
其他主动公开文件 44 43 142
三、收到和处理政府信息公开申请情况
"""
    reading = check(text.replace(" ", separator), {"proactive.normative_documents.published_total": "17"})
    assert extras_of(reading) == {"其他主动公开文件": ["44", "43", "142"]}


DEDUPLICATED = [
    case(
        "one zero for the whole table, one figure survives",
        """\
第二十条第（一）项
信息内容
本年制发件数
本年废止件数
现行有效件数
规章
0
行政规范性文件
第二十条第（五）项
本年处理决定数量
行政许可
412
第二十条第（六）项
行政处罚
行政强制
第二十条第（八）项
本年收费金额（单位：万元）
行政事业性收费
""",
        {"proactive.licences.decisions": "412", "proactive.penalties.decisions": "·", "proactive.fees.amount": "·"},
    ),
    case(
        "table three with a single zero",
        """\
申请人情况
自然人
法人或其他组织
总计
商业企业
科研机构
社会公益组织
法律服务机构
其他
一、本年新收政府信息公开申请数量
0
二、上年结转政府信息公开申请数量
三、本年度办理结果
（一）予以公开
（二）部分公开
（三）不予公开
1.属于国家秘密
（七）总计
四、结转下年度继续办理
""",
        {"requests.granted.*": "·", "requests.handled.*": "·"},
    ),
]


@pytest.mark.parametrize("quirk", DEDUPLICATED, ids=lambda quirk: quirk.name)
def test_text_without_repeated_lines_gives_no_zeros(quirk: Case) -> None:
    reading = check(quirk.text, quirk.expected)
    others = [fact for fact in reading.report.facts if fact.value != 412]
    assert {fact.state for fact in others} <= {"absent", "unreadable"}
    assert [fact.raw for fact in others if fact.raw] in ([], ["0"])


def test_labels_without_any_figure_give_no_numbers() -> None:
    reading = read("第二十条第（一）项\n信息内容\n本年制发件数\n本年废止件数\n现行有效件数\n规章\n行政规范性文件\n")
    assert reading.report.facts
    assert {fact.state for fact in reading.report.facts} <= {"absent", "blank"}


def test_one_zero_for_a_whole_row_is_one_zero() -> None:
    reading = read(
        "自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 总计\n"
        "一、本年新收政府信息公开申请数量 | | 0 | |||||||\n二、上年结转政府信息公开申请数量 | | 0 | |||||||\n"
    )
    for row in ("received", "carried_in"):
        cells = [fact for fact in reading.report.facts if fact.concept.row == row]
        assert len(cells) == 7
        assert [fact.raw for fact in cells if fact.raw] == ["0"]
        assert not [fact for fact in cells if fact.state == "number" and fact.how == "read"]


def test_headings_with_nothing_between_have_no_rows() -> None:
    reading = read(
        "二、主动公开政府信息情况\n三、收到和处理政府信息公开申请情况\n四、政府信息公开行政复议、行政诉讼情况\n捕获2.PNG\n"
    )
    assert reading.report.facts == ()
    assert reading.report.status == "partial"
    assert reading.report.section_numbers == (2, 3, 4)


def test_a_row_of_table_three_is_no_section() -> None:
    reading = read("三、收到和处理政府信息公开申请情况\n" + THREE[0].text)
    assert reading.report.section_numbers == (3,)


def test_rows_named_like_sections_are_none_one_cell_per_line() -> None:
    text = re.sub(r"\s+", "\n", THREE[0].text)
    assert read("三、收到和处理政府信息公开申请情况\n" + text).report.section_numbers == (3,)


def test_tables_without_any_heading_are_found() -> None:
    two, three, four = SERIALISATIONS[0], THREE[0], FOUR[0]
    reading = check(two.text + three.text + four.text, two.expected | three.expected | four.expected)
    assert [match.table for match in reading.matches] == ["proactive", "requests", "disputes"]
    assert reading.report.section_numbers == ()


def test_menu_words_alone_are_no_table() -> None:
    assert read("规章\n行政规范性文件\n行政许可\n行政处罚\n行政强制\n").report.facts == ()


@pytest.mark.parametrize("year", ["2019", "2023", "2025"])
def test_the_year_does_not_tell_the_form(year: str) -> None:
    for quirk, form in ((LABELS[0], "2019"), (SERIALISATIONS[0], "2021")):
        text = f"青禾镇{year}年政府信息公开工作年度报告\n{quirk.text}"
        assert reading_of(text.encode(), "name.txt").report.form == form


@pytest.mark.parametrize(
    ("heading", "number"),
    [
        ("一、2023年政务公开总体情况", 1),
        ("1. 总体情况", 1),
        ("一 总体情况", 1),
        ("一、政府信息公开概况", 1),
        ("## 二、主动公开政府信息情况", 2),
        ("二、主动公开信息情况", 2),
        ("、主动公开政府信息情况", 2),
        ("### 三、行政机关收到和处理政府信息公开申请情况", 3),
        ("四、因政府信息公开工作被申请行政复议、提起行政诉讼情况", 4),
        ("四、政府信息公开行政复议行政诉讼情况", 4),
        ("五、存在问题和改进措施", 5),
        ("五、乡镇信息公开的建议和下一步工作思考", 5),
        ("六、其它报告事项", 6),
        ("六、其他事项", 6),
        ("四、结转下年度继续办理", 0),
        ("（三）不予公开", 0),
        ("（一）总体情况", 0),
        ("（四）因政府信息公开工作被申请行政复议、提起行政诉讼情况", 0),
        ("二、上年结转政府信息公开申请数量", 0),
        ("三、本年度办理结果", 0),
    ],
)
def test_a_heading_is_known_by_its_words(heading: str, number: int) -> None:
    assert read(f"正文。\n{heading}\n正文。\n").report.section_numbers == ((number,) if number else ())


@pytest.mark.parametrize(
    ("title", "entity", "year"),
    [
        ("临溪县青禾镇人民政府2023年政府信息公开工作年度报告", "临溪县青禾镇", 2023),
        ("2023年青禾镇政府信息公开工作年度报告", "青禾镇", 2023),
        ("青禾镇2023年度政府信息公开年报", "青禾镇", 2023),
        ("廿三里街道办事处2023年政务信息公开工作年度报告", "廿三里街道", 2023),
        ("青禾镇人民政府\n2023年政府信息公开工作年度报告", "青禾镇", 2023),
        ("青禾镇2023年政府信息公开\n工作年度报告", "青禾镇", 2023),
        ("青禾镇政府信息公开工作2023年度报告", "青禾镇", 2023),
        ("青禾镇2023政府信息公开工作年度报告", "青禾镇", 2023),
        ("# 青禾镇2023年政府信息公开工作年度报告", "青禾镇", 2023),
        ("首页 > 政务公开 > 年报\n青禾镇2023年政府信息公开工作年度报告\n（2024年1月26日）", "青禾镇", 2023),
    ],
)
def test_a_title_tells_who_and_when(title: str, entity: str, year: int) -> None:
    text = f"{title}\n本报告的统计期限为2021年1月1日起。\n{SERIALISATIONS[0].text}"
    report = reading_of(text.encode(), "name.txt").report
    assert (report.entity, report.year) == (entity, year)
