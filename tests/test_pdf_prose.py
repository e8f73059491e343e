"""Pages drawn from text, and what the reader makes of them: paragraphs, tables of one page each, gaps."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.model import Block, PageBox, PageOrigin, Paragraph, Table
from extract.readers.pdf.characters import SLANTED
from extract.readers.pdf.lattice import Lattice, LatticeCell
from extract.readers.pdf.pages import Page
from extract.readers.pdf.prose import blocks_of

SIZE, LEFT, RIGHT, PITCH = 12.0, 72.0, 72.0 + 36 * 12, 20.0
Glyph = tuple[str, float, float, float, int]
"""A character, where it begins, the middle of its line, its size and its turn."""


def glyphs(text: str, x: float, y: float, size: float = SIZE, turn: int = 0) -> list[Glyph]:
    """A text drawn from a place on."""
    drawn = []
    for character in text:
        drawn.append((character, x, y, size, turn))
        x += advance(character, size)
    return drawn


def advance(character: str, size: float) -> float:
    """Wide characters and quotes take an em, others half of it."""
    return size if ord(character) > 0x2E7F or character in "“”—" else size / 2


def page(*texts: Iterable[Glyph], number: int = 1, pictures: tuple[PageBox, ...] = ()) -> Page:
    """A page of drawn texts, in the order of the file."""
    drawn = [glyph for text in texts for glyph in text]
    boxes = [(x, y - s / 2, x + advance(c, s), y + s / 2) for c, x, y, s, _ in drawn]
    none = np.empty((0, 3), np.float32)
    return Page(
        number,
        595.0,
        842.0,
        "".join(glyph[0] for glyph in drawn),
        np.array(boxes, np.float32).reshape(-1, 4),
        np.array([glyph[4] for glyph in drawn], np.int8),
        np.ones(len(drawn), np.bool_),
        none,
        none,
        pictures,
    )


def column(lines: Iterable[str], top: float = 100.0) -> list[list[Glyph]]:
    """Lines under each other; ideographic spaces in front indent them."""
    return [glyphs(line, LEFT, top + PITCH * at) for at, line in enumerate(lines)]


def texts(*pages: Page) -> list[str]:
    blocks, _ = blocks_of((each, ()) for each in pages)
    return [block.text for block in blocks if isinstance(block, Paragraph)]


FULL = "　　今年以来本机关紧紧围绕群众关切的重点领域持续做好主动发布工作不断完善各项"
"""A line of text up to the margin, its first two characters blank."""
assert len(FULL) == 38


def line(text: str, width: int = 36) -> str:
    """A text filled up to the margin."""
    return (text + FULL.strip() * 2)[:width]


def test_lines_up_to_the_margin_are_one_paragraph() -> None:
    first, second = line("　　截至", 36), line("到底")
    assert texts(page(*column([first, second, "为止。", "　　其次。"]))) == [
        first.strip() + second + "为止。",
        "其次。",
    ]


def test_a_date_and_a_word_cut_at_the_line_end_are_whole_again() -> None:
    first = line("　　", 33) + "20" + "21年1月"[:2]
    assert texts(page(*column([line("　　", 34) + "2021", "年1月1日起施行。"])))[0].endswith("2021年1月1日起施行。")
    assert "  " not in first


@pytest.mark.parametrize("gap", [0.25, 0.3, 0.5])
def test_a_blank_is_seen_where_characters_touch_as_a_rule(gap: float) -> None:
    title, body = "一、总体情况", "全年做好各项工作"
    run_in = [*glyphs(title, LEFT, 100), *glyphs(body, LEFT + (len(title) + gap) * SIZE, 100)]
    assert texts(page(run_in)) == [f"{title} {body}"]


@pytest.mark.parametrize(("below", "between"), [("主动公开政府信息情况", " "), ("是加强领导。", "")])
def test_a_number_at_the_end_of_a_line_keeps_its_blank(below: str, between: str) -> None:
    first = line("　　截至", 33) + "。 二"
    assert texts(page(*column([first, line(below), "为止。"]))) == [f"{first.strip()}{between}{line(below)}为止。"]


def test_characters_that_are_spaced_out_have_no_blanks_between() -> None:
    spaced = [
        glyph for at, each in enumerate("全年做好各项工作") for glyph in glyphs(each, LEFT + 1.3 * at * SIZE, 100)
    ]
    assert texts(page(spaced)) == ["全年做好各项工作"]


@pytest.mark.parametrize("heading", ["一、总体情况", "（一）主动公开", "1.平台建设"])
def test_a_heading_stands_alone(heading: str) -> None:
    body = [line("　　正文", 36), "到此为止。"]
    assert texts(page(*column(["　　" + heading, *body, "　　" + heading, *body])))[::2] == [heading, heading]


def test_title_lines_and_signature_stay_lines() -> None:
    title = [glyphs("青溪县云岭镇", 230, 80, 22), glyphs("二〇二三年度工作报告", 190, 112, 22)]
    body = column([line("　　正文"), "完。"], 160)
    end = [glyphs("青溪县云岭镇", 400, 240), glyphs("2024年1月9日", 410, 260)]
    found = texts(page(*title, *body, *end))
    assert found[:2] == ["青溪县云岭镇", "二〇二三年度工作报告"]
    assert found[-2:] == ["青溪县云岭镇", "2024年1月9日"]


def test_a_paragraph_runs_over_a_page_break_and_past_page_numbers() -> None:
    one = page(*column([line("　　上页")], 700), glyphs("— 1 —", 280, 800))
    two = page(*column(["下页。"], 80), glyphs("— 2 —", 280, 800), number=2)
    blocks, _ = blocks_of([(one, ()), (two, ())])
    (paragraph,) = blocks
    assert isinstance(paragraph, Paragraph)
    assert paragraph.text.endswith("下页。")
    assert isinstance(paragraph.origin, PageOrigin)
    assert [box.page for box in paragraph.origin.boxes] == [1, 2]


FOOTERS = ["{}", "- {} -", "第{}页 共9页", "{}/9", "第 {} 页"]


@pytest.mark.parametrize("footer", FOOTERS)
def test_page_numbers_go(footer: str) -> None:
    pages = [
        page(*column([f"　　正文{word}。"]), glyphs(footer.format(number), 280, 800), number=number)
        for number, word in enumerate("甲乙丙", start=1)
    ]
    assert texts(*pages) == ["正文甲。", "正文乙。", "正文丙。"]


def test_running_titles_and_browser_lines_go() -> None:
    pages = [
        page(
            glyphs("2024/1/20 10:30", 30, 20, 8),
            glyphs("青溪县人民政府", 260, 20, 8),
            glyphs("青溪县年度报告", 250, 50, 9),
            *column([f"　　正文{word}。"]),
            glyphs(f"https://www.example.cn/a.html {number}/2", 30, 825, 8),
            number=number,
        )
        for number, word in ((1, "甲"), (2, "乙"))
    ]
    assert texts(*pages) == ["正文甲。", "正文乙。"]


def test_a_line_printed_twice_within_the_text_stays() -> None:
    pages = [
        page(*column(["　　同一句话。", f"　　{word}。"], 60), number=number) for number, word in ((1, "甲"), (2, "乙"))
    ]
    assert texts(*pages) == ["同一句话。", "甲。", "同一句话。", "乙。"]


def test_watermarks_go() -> None:
    body = column([line("　　正文"), "完。"])
    plain = texts(page(*body))
    slanted = glyphs("内部资料", 200, 300, turn=SLANTED)
    large = glyphs("样", 90, 110, 60)
    assert texts(page(*body, slanted)) == texts(page(large, *body)) == plain


def test_one_line_of_several_fonts_heights_and_orders() -> None:
    mixed = page(
        glyphs("面积", 72, 100), glyphs("２５m", 96, 100.8, 11), glyphs("2", 123.5, 95.5, 7), glyphs("。", 127, 100)
    )
    assert texts(mixed) == ["面积２５m2。"]
    late = page(glyphs("危及", 72, 100), glyphs("三安全", 108, 100), glyphs("”", 144, 100), glyphs("“", 96, 100))
    assert texts(late) == ["危及“三安全”"]
    holes = page(glyphs("共", 72, 100), glyphs("件", 90, 100), glyphs("5", 84, 100.8))
    assert texts(holes) == ["共5件"]


def test_a_wide_gap_is_a_blank() -> None:
    assert texts(page(glyphs("电话：", 72, 100), glyphs("邮编：", 200, 100))) == ["电话： 邮编："]


def test_pictures_leave_gaps() -> None:
    whole, half, seal = PageBox(1, 0, 0, 595, 842), PageBox(1, 50, 300, 545, 700), PageBox(1, 400, 600, 500, 700)
    body = column(["　　正文很长很长很长。"])
    seen = [blocks_of([(each, ())])[1] for each in (page(pictures=(whole,)), page(*body, pictures=(half, seal)))]
    assert [[gap.reason for gap in gaps] for gaps in seen] == [["scanned_page"], ["picture"]]
    assert blocks_of([(page(*body, pictures=(seal,)), ())])[1] == ()


def lattice(number: int, rows: list[list[str]], top: float, glyphs_inside: Iterable[int] = ()) -> Lattice:
    """A ruled table of cells 100 wide and 20 high."""
    cells = tuple(
        LatticeCell(y, x, 1, 1, text, PageBox(number, 72 + 100 * x, top + 20 * y, 172 + 100 * x, top + 20 * y + 20))
        for y, row in enumerate(rows)
        for x, text in enumerate(row)
    )
    box = PageBox(number, 72, top, 72 + 100 * len(rows[0]), top + 20 * len(rows))
    return Lattice(box, cells, np.array(list(glyphs_inside), np.intp))


def test_tables_are_numbered_and_continued_page_by_page() -> None:
    one = page(*column(["　　见下表。"]), number=1)
    two = page(glyphs("- 2 -", 280, 800), number=2)
    blocks, _ = blocks_of(
        [
            (one, (lattice(1, [["甲", "1"]], 700),)),
            (two, (lattice(2, [["乙", ""]], 60), lattice(2, [["丙", "3"]], 400))),
        ]
    )
    tables = [block for block in blocks if isinstance(block, Table)]
    assert [table.continued for table in tables] == [False, True, False]
    assert [str(table.rows[0][1].origin) for table in tables] == [
        "pdf:p1@172,700,272,720#t1r1c2",
        "pdf:p2@172,60,272,80#t2r1c2",
        "pdf:p2@172,400,272,420#t3r1c2",
    ]
    assert tables[1].rows[0][1] == tables[1].rows[0][1]._replace(text="", bounded=True, column=1)


def test_text_in_a_table_is_not_told_again_and_a_paragraph_goes_on_around_it() -> None:
    before, after = column([line("　　先说")], 100)[0], column(["再说。"], 300)[0]
    inside = glyphs("甲1", 80, 210)
    drawn = page(before, inside, after)
    table = lattice(1, [["甲", "1"]], 200, range(len(before), len(before) + 2))
    blocks, _ = blocks_of([(drawn, (table,))])
    assert [type(block) for block in blocks] == [Paragraph, Table]
    assert isinstance(blocks[0], Paragraph)
    assert blocks[0].text.endswith("再说。")


def test_a_frame_is_no_table() -> None:
    body = column(["　　框内文字。"])
    frame = lattice(1, [["框内文字。"]], 90, range(7))
    blocks, _ = blocks_of([(page(*body), (frame,))])
    assert [block.text for block in blocks if isinstance(block, Paragraph)] == ["框内文字。"]


WORDS = st.text(alphabet="春江花月夜潮水连海平上明共生滟随波千万里何处无", min_size=4, max_size=150)


def laid(paragraphs: list[str], rows: int = 30) -> list[Page]:
    """Paragraphs set as office programs set them: first lines indented by two characters, 36 to a line."""
    lines = [line for text in paragraphs for line in wrapped("　　" + text + "。")]
    return [
        page(*column(lines[start : start + rows]), number=start // rows + 1) for start in range(0, len(lines), rows)
    ]


def wrapped(text: str) -> list[str]:
    return [text[start : start + 36] for start in range(0, len(text), 36)]


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, min_size=3, max_size=14), st.sampled_from((9, 30)))
def test_paragraphs_come_out_as_they_were_set(paragraphs: list[str], rows: int) -> None:
    filled = [*paragraphs, FULL.strip() * 3]
    blocks, _ = blocks_of((each, ()) for each in laid(filled, rows))
    assert [block.text for block in blocks if isinstance(block, Paragraph)] == [text + "。" for text in filled]
    for block, text in zip(blocks, filled, strict=True):
        assert isinstance(block, Paragraph)
        assert isinstance(block.origin, PageOrigin)
        assert len(block.origin.boxes) == len(block.origin.lines) == len(wrapped("　　" + text + "。"))
        assert "".join(block.origin.lines) == block.text
        assert len(block.origin.part(0, 1).boxes) == 1


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from("一0/无.，（x 　"),
            st.floats(-50, 700),
            st.floats(-50, 900),
            st.sampled_from((0.0, 8.0, 12.0, 80.0)),
            st.sampled_from((0, 1, SLANTED)),
        ),
        max_size=60,
    ),
    st.integers(1, 3),
)
def test_any_page_is_read(drawn: list[Glyph], count: int) -> None:
    def shown(blocks: tuple[Block, ...]) -> int:
        """The characters shown, less the signs that readers put between and behind figures."""
        cells = [cell.text for b in blocks if isinstance(b, Table) for row in b.rows for cell in row]
        text = "".join([*cells, *(b.text for b in blocks if isinstance(b, Paragraph))])
        return len("".join(text.replace("…", "").replace("/", "").split()))

    blocks, _ = blocks_of((page(drawn, number=number), ()) for number in range(1, count + 1))
    assert shown(blocks) <= count * sum(character != "/" for character, *_ in drawn)
