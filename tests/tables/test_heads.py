"""A printed header → the columns in printed order: `总计 自然人` as named from left to right, `·` a column that
the form does not have, `企业?` one that no head names for certain."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extract.model import Form, HeaderWord
from extract.tables.heads import as_printed, heads_of
from extract.tables.names import FOREIGN
from tests.made import drawn

REQUESTS = drawn.form("""
    申请 | 自然人 法人/企业 法人/科研 法人/公益 法人/其他 总计
    新收
    自然人 + 企业 + 科研 + 公益 + 其他 = 总计
""")
PUBLISHED = drawn.form("""
    公开 | 制发,本年新 公开,本年新 现行
    规章
""")
IN_ORDER = "自然人 企业 科研 公益 其他 总计"
UNTOLD = "自然人? 企业? 科研? 公益? 其他? 总计?"

HEADERS = {
    "as the form has it": ("自然人 企业 科研 公益 其他 总计", IN_ORDER),
    "in one row, in any order": ("总计 企业 自然人 其他 公益 科研", "总计 企业 自然人 其他 公益 科研"),
    "the columns of a group in its place": (
        "□ 总计 法人 自然人\n公益 企业 科研 其他",
        "总计 公益 企业 科研 其他 自然人",
    ),
    "and where the header is printed again": (
        "自然人 总计 法人\n企业 科研 公益 其他\n自然人 总计 法人\n企业 科研 公益 其他",
        "自然人 总计 企业 科研 公益 其他",
    ),
    "and where the cells of the group stand under it": (
        "□ □ 法人 □ □ □ 总计 自然人\n□ □ 企业 公益 科研 其他",
        "企业 公益 科研 其他 总计 自然人",
    ),
    "a group named on a row of its own, over a whole one": (
        "法人\n总计 自然人 企业 科研 其他 公益",
        "总计 自然人 企业 科研 其他 公益",
    ),
    "or over others, in the form's order": ("法人\n自然人 总计\n企业 科研 公益 其他", IN_ORDER),
    "and in another": ("法人\n总计 自然人\n企业 科研 公益 其他", UNTOLD),
    "no name of the group, but cells side by side": (
        "□ 总计 自然人\n□ □ □ 企业 科研 公益 其他",
        "总计 自然人 企业 科研 公益 其他",
    ),
    "heads at several heights, in cells side by side": (
        "□ 总计 自然人 □ 企业\n□ □ □ 其他 □ 公益 科研",
        "总计 自然人 其他 企业 公益 科研",
    ),
    "heads of a group at several heights, that stand under others": (
        "自然人 法人 总计\n企业 □ □ 其他\n□ 科研 公益",
        IN_ORDER,
    ),
    "nor these, in the form's order": ("自然人 总计\n企业 科研 公益 其他", IN_ORDER),
    "and in another one": ("总计 自然人\n企业 科研 公益 其他", UNTOLD),
    "the group by another name": ("总计 +法人及组织 自然人\n企业 科研 公益 其他", "总计 企业 科研 公益 其他 自然人"),
    "two whole rows that say the same": (f"总计 法人 自然人\n{IN_ORDER}\n{IN_ORDER}", IN_ORDER),
    "and two that do not": (f"{IN_ORDER}\n总计 自然人 企业 科研 公益 其他", UNTOLD),
    "a column that is not named": ("自然人 企业 公益 其他 总计", IN_ORDER),
    "an unknown word in a group, right of other columns": (
        "自然人 法人 □ □ □ □ 总计\n□ +上年 企业 科研 公益 其他",
        "自然人 · 企业 科研 公益 其他 总计",
    ),
    "and another order": ("总计 企业 公益 其他 自然人", UNTOLD),
    "an unknown word in its place": ("自然人 企业 +院所 公益 其他 总计", "自然人 企业 科研? 公益 其他 总计"),
    "whatever the order": ("总计 +院所 自然人 企业 公益 其他", "总计 科研? 自然人 企业 公益 其他"),
    "the first one, or the head of the labels": ("+项目 企业 科研 公益 其他 总计", "自然人? 企业 科研 公益 其他 总计"),
    "the head of the labels, and nothing lost": (f"+项目 {IN_ORDER}", IN_ORDER),
    "two unknown words where two columns are lost": (
        "自然人 +院所 +单位 公益 其他 总计",
        "自然人 企业? 科研? 公益 其他 总计",
    ),
    "one for two": ("自然人 +院所 公益 其他 总计", "自然人 企业? 科研? 公益 其他 总计"),
    "and two for one": ("自然人 +院所 +单位 科研 公益 其他 总计", UNTOLD),
    "another column, and one that is lost elsewhere": (
        "自然人 +院所 企业 科研 公益 总计",
        "自然人 · 企业 科研 公益 其他 总计",
    ),
    "a column of the page's own": ("自然人 +院所 企业 科研 公益 其他 总计", "自然人 · 企业 科研 公益 其他 总计"),
    "remarks, wherever they are": (
        "+备注 总计 自然人 +备注 企业 科研 公益 其他 +备注",
        "总计 自然人 · 企业 科研 公益 其他 ·",
    ),
    "are no head of a column that is lost": ("自然人 +备注 科研 公益 其他 总计", "自然人 企业 · 科研 公益 其他 总计"),
    "alone in a row, beside cells nobody knows": ("+备注\n自然人 法人 总计\n企业 科研 公益 其他", IN_ORDER),
    "levels run into one row": ("自然人 法人 总计 企业 科研 公益 其他", IN_ORDER),
    "and each in another order": ("总计 法人 自然人 科研 企业 公益 其他", "总计 科研 企业 公益 其他 自然人"),
}
FLOWING = {
    "printed twice, once without the name of the group": (
        f"{IN_ORDER} 自然人 法人 总计 企业 科研 公益 其他",
        UNTOLD,
    ),
    "and twice the same": ("自然人 法人 总计 企业 科研 公益 其他 " * 2, IN_ORDER),
    "level by level": ("自然人 法人 总计 企业 科研 公益 其他", IN_ORDER),
    "in another order": ("总计 法人 自然人 企业 科研 其他 公益", "总计 企业 科研 其他 公益 自然人"),
    "remarks, wherever they are": ("自然人 +备注 法人 总计 企业 科研 公益 其他", IN_ORDER),
    "but not numbers, which may be those of the next row": ("+序号 自然人 法人 总计 企业 科研 公益 其他", UNTOLD),
    "group by group": ("自然人 法人 企业 科研 公益 其他 总计", IN_ORDER),
    "a group before all others may stand over them": ("法人 总计 自然人 企业 科研 公益 其他", UNTOLD),
    "no name of the group: its place is not told": ("自然人 总计 企业 科研 公益 其他", UNTOLD),
    "but where all stand as in the form": (IN_ORDER, IN_ORDER),
}


def order(form: Form, header: str, flowing: bool = False) -> str:
    (table,) = form.tables
    (band,) = table.bands
    rows = "\n".join(f"□ {row}" for row in header.split("\n"))
    heads = heads_of(band, drawn.match(form, table.key, f"{rows}\n{band.lines[0].label} 0", flowing=flowing))
    assert as_printed(band, heads).columns == tuple(band.columns[at] for at in heads.order if at != FOREIGN)
    return " ".join(
        "·" if at == FOREIGN else band.columns[at].label + "?" * (at in heads.doubtful) for at in heads.order
    )


@pytest.mark.parametrize("name", HEADERS)
def test_the_order_of_heads_is_that_of_columns(name: str) -> None:
    header, expected = HEADERS[name]
    assert order(REQUESTS, header) == expected


@pytest.mark.parametrize(
    ("form", "glued", "others", "expected"),
    [
        (REQUESTS, "法人 公益", ("自然人 1", "总计 6", "企业 2", "科研 3", "其他 5"), IN_ORDER),
        (drawn.form("公示 | 制发 公开 现行\n规章"), "公示 公开", ("制发 3", "现行 4"), "制发 公开 现行"),
    ],
)
def test_a_head_glued_to_what_stands_over_it_is_placed_by_the_others(
    form: Form, glued: str, others: tuple[str, ...], expected: str
) -> None:
    """The cell of both is as wide as the columns below, and lies over the third of them."""
    (table,) = form.tables
    band = replace(table.bands[0], label="公示")
    over = len(others) - 3
    words = [HeaderWord(band.key, key, glued, 0, 3) for key in glued.split()]
    for at, (key, column) in enumerate(other.split() for other in others):
        words.insert(len(words) if at >= over else 0, HeaderWord(band.key, key, key, int(at >= over), int(column)))
    match = replace(drawn.match(form, table.key, f"{band.lines[0].label} 0"), headers=tuple(words), unknown_heads=())
    assert " ".join(band.columns[at].label for at in heads_of(band, match).order) == expected


@pytest.mark.parametrize("name", FLOWING)
def test_heads_in_flowing_text(name: str) -> None:
    header, expected = FLOWING[name]
    assert order(REQUESTS, "\n□ ".join(header.split()), flowing=True) == expected


def test_of_two_columns_with_one_name_the_first_is_the_forms_where_the_others_are() -> None:
    assert order(PUBLISHED, "本年新 本年新 现行") == "制发 公开 现行"
    assert order(PUBLISHED, "现行 本年新 本年新") == "现行 制发? 公开?"
    assert order(PUBLISHED, "现行\n公开\n制发", flowing=True) == "现行 公开 制发"


def test_a_head_with_a_wrong_character_names_its_column_wherever_it_stands() -> None:
    licences = drawn.form("许可 | 上年项目 本年增减 处理决定\n行政许可")
    assert order(licences, "上年项目 处理决定 +本年增口减") == "上年项目 处理决定 本年增减"


def test_another_name_of_a_column_beside_its_own_is_the_head_of_a_column_of_its_own() -> None:
    counted = drawn.form("申请 | 自然人 企业 科研 总计,小计\n新收\n自然人 + 企业 + 科研 = 总计")
    assert order(counted, "自然人 小计 企业 科研 总计") == "自然人 · 企业 科研 总计"
    assert order(counted, "自然人 企业 科研 小计") == "自然人 企业 科研 总计"
    assert order(counted, "自然人 企业 科研 总计\n自然人 企业 科研 总计") == "自然人 企业 科研 总计"


def test_two_headers_on_one_another_tell_no_order() -> None:
    assert order(REQUESTS, "总计 □ 法人\n□ 自然人 法人 □ □ □ 总计\n□ □ 企业 科研 公益 其他") == UNTOLD


ISSUED, REPEALED, IN_FORCE = "本年制发件数", "本年废止件数", "现行有效件数"
NONE_TOLD = f"{ISSUED}? {REPEALED}? {IN_FORCE}?"
SLIPS = {
    "in the place of the next column": (f"{ISSUED} {ISSUED} {IN_FORCE}", f"{ISSUED} {REPEALED} {IN_FORCE}"),
    "and of the one before": (f"{REPEALED} {REPEALED} {IN_FORCE}", f"{ISSUED} {REPEALED} {IN_FORCE}"),
    "but not behind another": (f"{ISSUED} {IN_FORCE} {ISSUED}", NONE_TOLD),
    "nor where no name is like it": (f"{ISSUED} {IN_FORCE} {IN_FORCE}", NONE_TOLD),
}


@pytest.mark.parametrize("name", SLIPS)
def test_a_name_that_is_printed_twice_may_be_a_slip_for_one_like_it(name: str) -> None:
    header, expected = SLIPS[name]
    assert order(drawn.form(f"公开 | {ISSUED} {REPEALED} {IN_FORCE}\n规章"), header) == expected


def test_heads_that_a_page_break_parts_stand_as_the_form_has_them() -> None:
    assert order(PUBLISHED, "□ 制发 □ 现行\n□ □ 公开") == "制发 公开 现行"
    assert order(PUBLISHED, "□ 现行 □ 制发\n□ □ 公开") == "现行 制发 公开"


def test_a_head_with_what_is_counted_behind_it_names_its_column_wherever_it_stands() -> None:
    form = drawn.form("""
        公开 | 制发件数 废止件数 现行有效
        规章
    """)
    assert order(form, "+现行有效数量 +制发件数数 废止件数") == "现行有效 制发件数 废止件数"
    assert order(form, "现行有效/件 制发件数/件 废止件数/件") == "现行有效 制发件数 废止件数"


def test_a_head_like_one_that_is_missing_elsewhere_tells_no_order() -> None:
    form = drawn.form("""
        公开 | 制发件数 废止件数 现行有效
        规章
    """)
    assert order(form, "现行有效 +制发牛数 +新闻媒体") == "制发件数? 废止件数? 现行有效?"
