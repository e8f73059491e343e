"""RTF: what a person sees of its paragraphs and tables, whatever wrote it and whatever it is called."""

from __future__ import annotations

from random import Random

import pytest

from extract.errors import UnreadableFile
from extract.model import Table
from extract.readers import document_of, kind_of

_HEAD = (
    r"{\rtf1\ansi\ansicpg936\deff0\uc1{\fonttbl{\f0\fnil\fcharset134 SimSun;}{\f1\froman\fcharset0 Times;}"
    r"{\f2\froman\fcharset2\fprq2{\*\panose 0505}Symbol;}{\f3\fnil\fcharset2 Wingdings{\*\falt x};}}"
    r"{\colortbl;\red255\green255\blue255;\red0\green0\blue0;}{\stylesheet{\s0 Normal;}}{\info{\title 不印}}"
)


def _rtf(body: str) -> bytes:
    """RTF with its Chinese characters in code page 936."""
    return f"{_HEAD}{body}}}".encode("gb18030")


def _texts(body: str) -> list[object]:
    document = document_of(_rtf(body), "报告.doc")
    return [
        [[cell.text for cell in row] for row in block.rows] if isinstance(block, Table) else block.text
        for block in document.blocks
    ]


def _row(*cells: str, edges: tuple[int, ...] = (), marks: tuple[str, ...] = (), before: str = "") -> str:
    edges = edges or tuple(1000 * (at + 1) for at in range(len(cells)))
    declared = "".join(f"{mark}\\cellx{edge}" for mark, edge in zip(marks or ("",) * len(edges), edges, strict=True))
    return rf"\trowd{before}{declared}" + "".join(rf"\pard\intbl {cell}\cell" for cell in cells) + r"\row\pard "


def test_text_and_tables_stand_in_printed_order() -> None:
    assert _texts(r"标题\par " + _row("甲", "1") + _row("乙", "2") + r"末段\par") == [
        "标题",
        [["甲", "1"], ["乙", "2"]],
        "末段",
    ]


def test_an_object_of_another_program_prints_as_it_was_last_seen() -> None:
    held = r"{\object\objemb\objw5000{\*\objclass Excel.Sheet.8}{\*\objdata 0105000002}{\result "
    assert _texts(rf"标题\par {held}{_row('甲', '1')}" + r"}}末段\par") == ["标题", [["甲", "1"]], "末段"]
    document = document_of(_rtf(rf"标题\par {held}" + r"{\pict\picwgoal5000\pichgoal3000 00}}}\par 末段\par"), "a.rtf")
    assert [gap.reason for gap in document.gaps] == ["picture"]


@pytest.mark.parametrize(
    ("cell", "seen"),
    [
        (r"2{\deleted 88}33", "233"),
        (r"2{\mvf\mvauth1 88}33", "233"),
        (r"2{\v 88}33", "233"),
        (r"2\v 88\v0 33", "233"),
        (r"9{\strike 7}5", "9^5"),
        (r"5{\super 1}", "5^1"),
        (r"5{\up8 1}", "5^1"),
        (r"5{\cf1 1}", "5"),
        (r"5{\cf2 1}", "51"),
        (r"{\highlight2 12}", "\ufffd12"),
        (r"{\chcbpat2\cf2 12}", "\ufffd12"),
        (r"{\chcbpat2 12}", "12"),
        (r"{\chshdng10000\chcfpat2\cf1 12}", "12"),
        (r"5{\chshdng2500\cf1 1}", "5^1"),
        (r"{\expndtw-200 12}", "\ufffd12"),
        (r"5{\charscalex5 1}", "5"),
        (r"{\field{\*\fldinst  = 3 + 4 }{\fldrslt 7}}", "7"),
        (r"7{\*\unknown 1}{\footnote 2}", "7"),
        (r"\u19968?\u20108\'3f", "一二"),
        ("\\'b6\\'fe\\'3f", "二?"),
        (r"{\upr{7}{\*\ud 8}}", "7"),
        (r"\uc2\u19968\'3f\'3f5", "一5"),
    ],
)  # fmt: skip
def test_what_a_cell_prints_is_what_is_seen(cell: str, seen: str) -> None:
    tables = [block for block in _texts(r"标题\par " + _row("甲", cell)) if isinstance(block, list)]
    assert tables == [[["甲", seen]]]


def test_a_cell_has_the_ground_of_its_own() -> None:
    row = _row("甲", r"\cf1 12", r"\cf1 34\cf0", marks=("", "", r"\clcbpat2"))
    assert _texts(r"标题\par " + row)[1] == [["甲", "", "34"]]


def test_merged_cells_keep_their_place_in_the_grid() -> None:
    first = _row("甲", "乙", "", marks=(r"\clvmgf", r"\clmgf", r"\clmrg"))
    second = _row("", "1", "2", marks=(r"\clvmrg", "", ""))
    block = document_of(_rtf(r"标题\par " + first + second), "a.rtf").blocks[1]
    assert isinstance(block, Table)
    assert [[(cell.column, cell.text) for cell in row] for row in block.rows] == [
        [(0, "甲"), (1, "乙")],
        [(1, "1"), (2, "2")],
    ]


def test_numbers_of_lists_are_printed_as_they_are_written() -> None:
    assert _texts(r"{\listtext\pard\plain 一、\tab}总体情况\par{\listtext 1\tab}其一\par") == ["一、总体情况", "1 其一"]


@pytest.mark.parametrize("bullet", [r"\u61623\'3f", r"\f2 \'b7", r"\f2 l", r"\f3 \'d8", "•", "-"])
def test_a_bullet_says_nothing_of_its_paragraph(bullet: str) -> None:
    bulleted = rf"{{\listtext\pard\plain {bullet}\tab}}其一"
    assert _texts(rf"{bulleted}\par " + _row(bulleted, "5")) == ["其一", [["其一", "5"]]]


def test_a_font_of_signs_has_no_letters() -> None:
    written = r"\f3 1\'fc\f2 12\plain 12"
    assert _texts(r"标题\par " + _row("甲", written))[1] == [["甲", "\uf031✓1212"]]


def test_a_box_stands_behind_the_paragraph_it_hangs_on() -> None:
    box = r"{\shp{\*\shpinst\shpleft0\shpright900{\sp{\sn x}{\sv 1}}{\shptxt 框中\par}}{\shprslt 框中}}"
    assert _texts(rf"甲{box}乙\par 丙\par") == ["甲乙", "框中", "丙"]


def test_rows_too_low_to_be_seen_are_none() -> None:
    assert _texts(r"标题\par " + _row("甲", "1") + _row("乙", "2", before=r"\trrh-20"))[1] == [["甲", "1"]]


def test_kind_is_told_by_content() -> None:
    assert kind_of(_rtf("甲")) == ("rtf", "")


def test_damaged_files_are_refused_or_read_and_never_a_fault_of_ours() -> None:
    whole = _rtf(r"标题\par " + _row("甲", "1") + r"{\pict\picwgoal900 00}{\*\bin3 \\{}}" + _row("乙", "2"))
    random = Random(7)
    for _ in range(300):
        data = bytearray(whole)
        for _ in range(random.randint(1, 8)):
            at = random.randrange(6, len(data))
            data[at : at + random.randint(0, 2)] = random.choice((b"{", b"}", b"\\", b"\\cell", b"\\row", b"\0", b"-1"))
        try:
            document_of(bytes(data), "a.rtf")
        except UnreadableFile as refused:
            assert refused.code in {"truncated", "empty"}
