"""Cells → marks: `「key」` is a word, `3` a figure, `=3` one glued to its label, `/` a mark, `□` a blank, `!3、4` a
word where a figure must stand."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.forms.outline import outline_of
from extract.model import Entry
from extract.tables.grids import grid_of
from extract.tables.marks import Mark, Word, marks_of
from tests.made import drawn

OUTLINE = outline_of(
    (
        drawn.form("""
    申请 | 自然人 商业企业 法人/其他 总计
    一、新收
    三、办理结果/（一）予以公开
    三、办理结果/（三）不予公开/1.属于国家秘密
    三、办理结果/（三）不予公开/3.危及“三安全一稳定”
    收费[元]
    """),
    )
)

MARKS = {
    "figures and what stands in their place": """
        3 １，２３４ 0.50 -3 减3 7件 160.5万元   →  3 １，２３４ 0.50 -3 减3 7件 160.5万元
        / — 无 ——                                 →  / — 无 ——
        □ □                                       →  □ □
        """,
    "numerals in words, where figures stand": """
        新收  三  十二  二〇  一百零五件  零      →  「新收」 三 十二 二〇 一百零五件 零
        三  新收  3  无  四                       →  「三」 「新收」 3 无 四
        三  0  1                                  →  三 0 1
        新收  （三）  三、  两  三五  3           →  「新收」 「」 「」 「两」 「三五」 3
        新收  三  公开                            →  「新收」 「三」 「公开」
        三                                        →  「三」
        """,
    "labels, less enumerator, note and punctuation": """
        一、新收  （一）予以公开（区分处理的）    →  「新收」 「予以公开」
        自_然_人  規章                            →  「自然人」 「规章」
        """,
    "signs and letters, where figures stand": """
        新收  3  \\  ○  *  O  nil  4           →  「新收」 3 \\ !○ !* !O !nil 4
        新收  O  O                              →  「新收」 !O !O
        新收  l2  2O                            →  「新收」 !l2 !2O
        *  新收  3                              →  「」 「新收」 3
        """,
    "what is only an enumerator, a unit or a note": """
        （一）  件  万元                          →  「」 「件」 「万元」
        一、                                      →  「」
        """,
    "digits that follow their label without a blank": """
        新收3                                     →  「新收」 3
        新收314                                   →  「新收」 =314
        新收1.5                                   →  「新收」 =1.5
        新收3—4/                                  →  「新收」 =3 — =4 /
        自然人商业企业总计12                      →  「自然人」 「商业企业」 「总计」 =12
        """,
    "labels and digits that follow each other": """
        新收3收费5元                              →  「新收」 3 「收费」 5元
        1.属于国家秘密43.危及“三安全一稳定”5      →  !1.属于国家秘密43.危及“三安全一稳定”5
        1.属于国家秘密3.危及“三安全一稳定”5       →  「属于国家秘密」 「危及三安全一稳定」 5
        """,
    "what looks like the number of a label and stands before none": """
        1. 属于国家秘密 （3） □                   →  「」 「属于国家秘密」 !（3） □
        """,
    "digits that follow another word are part of it": """
        县街道314                                 →  「县街道314」
        """,
    "labels that run into each other": """
        自然人商业企业                            →  「自然人」 「商业企业」
        （三）不予公开1.属于国家秘密              →  「不予公开」 「属于国家秘密」
        总计街道                                  →  「总计街道」
        """,
    "what overflows into a label from a merged cell": """
        公开1.属于国家秘密                        →  「属于国家秘密」
        处理（一）予以公开                        →  「予以公开」
        办理结果是1.属于国家秘密                  →  「办理结果是1属于国家秘密」
        公开1.属于街道                            →  「公开1属于街道」
        """,
    "short cells with a digit in them, which must be figures": """
        约3  0_0  3、4  5左右                     →  !约3 !0_0 !3、4 !5左右
        三件  约5左右                             →  「三件」 「约5左右」
        约123、456、789                           →  !约123、456、789
        约1234、567、890  3.街                    →  !约1234、567、890 「街」
        共计12件  12（其中3件为上年结转）  12。   →  !共计12件 !12（其中3件为上年结转） !12。
        3*4  3<br>4  5³                           →  !3*4 !3<br>4 !5³
        """,
    "prose": """
        本年共新收3件。 新收:无;                  →  「…」 「…」
        """,
}


def marks(text: str) -> list[Mark]:
    return marks_of(drawn.grid(text), OUTLINE)


def shown(mark: Mark) -> str:
    return drawn.shown([mark]) if isinstance(mark, Entry) else f"「{mark.key}」"


@pytest.mark.parametrize("case", MARKS)
def test_what_a_cell_holds(case: str) -> None:
    lines, expected = drawn.sides(MARKS[case])
    assert [" ".join(map(shown, marks(line))) for line in lines] == expected


def test_a_numeral_alone_in_its_row_is_a_figure_above_one() -> None:
    assert " ".join(map(shown, marks("新收\n3\n三\n4\n三\n公开\n三\n0"))) == "「新收」 3 三 4 「三」 「公开」 三 0"


def test_a_number_alone_in_its_row_is_a_figure_before_a_label_of_another() -> None:
    assert [shown(mark) for mark in marks("新收|\n6．|\n（一）予以公开|")] == ["「新收」", "!6．|", "「予以公开」"]
    assert [shown(mark) for mark in marks("新收|\n1．|\n属于国家秘密|")] == ["「新收」", "「」", "「属于国家秘密」"]


def test_what_is_not_known_beside_a_head_is_a_figure_of_none_of_its_rows() -> None:
    assert [shown(mark) for mark in marks("自然人��\n新收 ��")] == ["「自然人」", "!��", "「新收」", "!��"]
    assert [shown(mark) for mark in marks("危及�三安全一稳定�")] == ["「危及三安全一稳定」"]


@pytest.mark.parametrize("text", ["…", "三…", "二十…"])
def test_a_numeral_that_is_cut_stands_in_the_place_of_a_figure(text: str) -> None:
    assert " ".join(map(shown, marks(f"新收 {text}"))) == f"「新收」 !{text}"


def test_digits_that_are_glued_have_places_of_their_own() -> None:
    marks = marks_of(grid_of(drawn.page("　新收314—")), OUTLINE)
    assert [(mark.text if isinstance(mark, Word) else mark.raw, str(mark.origin)) for mark in marks] == [
        ("新收", "txt:L1:2-3"),
        ("314", "txt:L1:4-6"),
        ("—", "txt:L1:7-7"),
    ]
    (word,) = marks_of(grid_of(drawn.page("公开1.属于国家秘密")), OUTLINE)
    assert isinstance(word, Word)
    assert (word.text, str(word.origin)) == ("1.属于国家秘密", "txt:L1:3-10")


@pytest.mark.parametrize("text", ["街道", "新收", "自然人商业企业", "本年新收3件。", "约3", "3件"])
def test_what_is_not_glued_keeps_its_text_and_place_whole(text: str) -> None:
    for mark in marks(f"□ {text}")[1:]:
        assert (mark.text if isinstance(mark, Word) else mark.raw) == text
    for mark in marks_of(grid_of(drawn.page(text)), OUTLINE):
        assert str(mark.origin) == f"txt:L1:1-{len(text)}"


def test_a_mark_knows_its_cell() -> None:
    marks = marks_of(drawn.grid("自然人 3件 新收12\n□ 街道"), OUTLINE)
    assert [(mark.row, mark.column) for mark in marks] == [(0, 0), (0, 1), (0, 2), (0, 2), (1, 0), (1, 1)]
    assert [mark.bounded for mark in marks if isinstance(mark, Word)] == [True, True, True]
    assert [mark.bounded for mark in marks_of(grid_of(drawn.page("自然人 街道")), OUTLINE)] == [False, False]
    figures = [mark for mark in marks if isinstance(mark, Entry)]
    assert [(each.value, each.unit) for each in figures] == [(Decimal(3), "件"), (Decimal(12), ""), (None, "")]


def test_a_long_cell_is_prose_and_one_less_long_may_be_a_glued_row() -> None:
    labels = "自然人商业企业" * 34
    (*words, figure) = marks_of(drawn.grid(labels + "12"), OUTLINE)
    assert (len(words), figure.raw) == (68, "12")
    (prose,) = marks_of(drawn.grid(labels + "123"), OUTLINE)
    assert prose.key == "…"


@given(
    st.lists(st.sampled_from(("新收", "总计", "3", "0", "—", "/", ".", "1.", "（一）", "街", "件", "约")), max_size=9)
)
def test_figures_and_marks_stand_where_they_are_printed(pieces: list[str]) -> None:
    text = "·" + "".join(pieces)
    for mark in marks_of(grid_of(drawn.page(text)), OUTLINE):
        printed = mark.text if isinstance(mark, Word) else mark.raw
        assert text[mark.origin.start - 1 : mark.origin.end] == printed
