"""A word of a header → what it is of a band: the name of a column, a piece of one, or one with a wrong character."""

from __future__ import annotations

import pytest

from extract.model import Band
from extract.tables.names import FOREIGN, begun_by, groups_of, is_misprint, is_slip, owners_of, piece_of
from tests.made import drawn


def band_of(drawing: str) -> Band:
    (table,) = drawn.form(drawing).tables
    return table.bands[0]


REQUESTS = band_of("申请 | 自然人 法人/商业企业 法人/科研机构 总计,合计\n新收")
PUBLISHED = band_of("公开 | 制发件数,本年新 公开件数,本年新 现行有效\n规章")


def test_a_name_of_several_columns_is_owned_by_each() -> None:
    assert owners_of(PUBLISHED)["本年新"] == [0, 1]
    assert owners_of(REQUESTS)["合计"] == [3]
    assert groups_of(REQUESTS) == {"法人"}


@pytest.mark.parametrize(
    ("word", "column"), [("商业", 1), ("企业", 1), ("机构", 2), ("计", 3), ("人", FOREIGN), ("卫生", None)]
)
def test_a_piece_names_the_one_column_that_it_is_of(word: str, column: int | None) -> None:
    assert piece_of(REQUESTS, word) == column


@pytest.mark.parametrize(
    ("word", "label"),
    [("现行有效数量", "现行有效"), ("制发件数数", "制发件数"), ("现行有效年份", ""), ("现行", ""), ("数量", "")],
)
def test_what_is_counted_may_stand_behind_a_name(word: str, label: str) -> None:
    assert begun_by(PUBLISHED, word) == label


@pytest.mark.parametrize(
    ("word", "is_it"),
    [("现行育效", True), ("现有效", True), ("现行有效数量", True), ("现行育教", False), ("制发件数", False)],
)
def test_a_name_may_have_a_wrong_character_or_lack_some(word: str, is_it: bool) -> None:
    assert is_misprint(PUBLISHED, 2, word) == is_it


def test_only_a_long_name_may_be_a_slip_for_one_like_it() -> None:
    assert is_slip("本年新制作数量", "本年新公开数量")
    assert not is_slip("本年新制作数量", "对外公开总数量")
    assert not is_slip("制发", "公开")
