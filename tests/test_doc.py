"""Old Word files: what a person sees of their paragraphs and tables, and what becomes of damaged ones."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from struct import pack
from types import SimpleNamespace
from typing import cast

import pytest

from extract.errors import UnreadableFile
from extract.model import Table
from extract.readers import document_of, kind_of
from extract.readers.doc.binary import WordFile
from extract.readers.doc.drawings import Drawings
from tests.made.old_word import (
    ACROSS,
    DELETED,
    DOWN,
    HIDDEN,
    IN_TABLE,
    RAISED,
    STRUCK,
    TOP,
    WHITE,
    Paragraph,
    numbered,
    plain,
    row,
    table,
    word_bytes,
)

HEAD = plain("标题")
EDGES = (0, 900, 1800)


def _texts(paragraphs: Sequence[Paragraph], **settings: object) -> list[object]:
    document = document_of(word_bytes(paragraphs, **settings), "a.doc")  # type: ignore[arg-type]
    return [
        [[cell.text for cell in row] for row in block.rows] if isinstance(block, Table) else block.text
        for block in document.blocks
    ]


def test_text_and_tables_stand_in_printed_order() -> None:
    printed = _texts([*plain("标题", "第一段"), *table(["甲", "1"], ["乙", "2"]), *plain("第二段")])
    assert printed == ["标题", "第一段", [["甲", "1"], ["乙", "2"]], "第二段"]


@pytest.mark.parametrize(
    ("runs", "seen"),
    [
        ([("2", b""), ("88", DELETED), ("33", b"")], "233"),
        ([("2", b""), ("88", HIDDEN), ("33", b"")], "233"),
        ([("9", b""), ("7", STRUCK), ("5", b"")], "9^5"),
        ([("5", b""), ("1", RAISED)], "5^1"),
        ([("5", b""), ("1", WHITE)], "5"),
    ],
    ids=["deleted", "hidden", "struck", "raised", "white"],
)
def test_what_a_cell_prints_is_what_is_seen(runs: list[tuple[str, bytes]], seen: str) -> None:
    assert _texts([*HEAD, *table(["甲", runs])])[1] == [["甲", seen]]


@pytest.mark.parametrize(("colour", "seen"), [(0x00800000, "12"), (0xFF000000, "")], ids=["dark", "none"])
def test_white_text_is_seen_in_a_row_with_a_ground(colour: int, seen: str) -> None:
    *cells, end = table(["甲", [("12", WHITE)]])
    end.properties += pack("<HBIIHIIH", 0xD612, 20, 0xFF000000, colour, 0, 0xFF000000, colour, 0)
    assert _texts([*HEAD, *cells, end])[1] == [["甲", seen]]


_BLACK, _BAR = pack("<HI", 0x6870, 0), pack("<HB", 0x2A0C, 1)
_ON_BLACK = pack("<HBIIH", 0xCA71, 10, 0xFF000000, 0, 0)


@pytest.mark.parametrize(
    ("properties", "seen"),
    [
        (_BAR, "\ufffd12"),
        (_BAR + _BLACK, "\ufffd12"),
        (_ON_BLACK + _BLACK, "\ufffd12"),
        (_ON_BLACK, "12"),
        (_BAR + WHITE, "12"),
        (pack("<HB", 0x2A0C, 8) + WHITE, ""),
        (pack("<Hh", 0x8840, -200), "\ufffd12"),
        (pack("<Hh", 0x4852, 5), ""),
    ],
)
def test_what_nobody_can_read_is_no_figure(properties: bytes, seen: str) -> None:
    assert _texts([*HEAD, *table(["甲", [("12", properties)]])])[1] == [["甲", seen]]


def test_a_cell_has_the_ground_of_its_own() -> None:
    *cells, end = table(["甲", [("12", WHITE)], [("34", WHITE)]])
    end.properties += pack("<HBIIHIIHIIH", 0xD612, 30, *(0xFF000000, 0xFF000000, 0) * 2, 0xFF000000, 0x00800000, 0)
    assert _texts([*HEAD, *cells, end])[1] == [["甲", "", "34"]]


def test_a_character_outside_the_basic_plane_shifts_no_cell() -> None:
    assert _texts([*plain("标题😀𠀀"), *table(["甲", "12"], ["乙", "34"])]) == [
        "标题😀𠀀",
        [["甲", "12"], ["乙", "34"]],
    ]


def test_a_row_that_was_deleted_is_none() -> None:
    assert _texts([*HEAD, *table(["甲", "1"], ["乙", "2"], ["丙", "3"], deleted=1)])[1] == [
        ["甲", "1"],
        ["丙", "3"],
    ]


def test_a_row_of_which_only_the_end_was_deleted_stays() -> None:
    gone = row([[("乙", DELETED)], [("2", DELETED)]], EDGES)
    rows = [*row(["甲", "1"], EDGES, mark=DELETED), *gone, *row(["丙", "3"], EDGES)]
    assert _texts([*HEAD, *rows])[1] == [["甲", "1"], ["", ""], ["丙", "3"]]


def test_what_was_changed_when_only_changes_were_saved_is_changed() -> None:
    """Words given to a whole piece of the text: 12 of which the second digit was deleted, 34 with the first hidden."""
    deleted, hidden = 0x41 << 1 | 1 << 8, 1
    since = [(1, 0), (1, deleted), (2, 0), (1, hidden)]
    assert _texts(plain("12甲", "34乙"), since=since, given=[HIDDEN]) == ["1甲", "4乙"]


def _record(kind: int, data: bytes, instance: int = 0) -> bytes:
    holds_others = 0xF if kind in (0xF002, 0xF003, 0xF004) else 0
    return pack("<HHI", instance << 4 | holds_others, kind, len(data)) + data


def _shape(key: int) -> bytes:
    return _record(0xF004, _record(0xF00A, pack("<ii", key, 0), 202))


def test_boxes_in_a_group_hang_where_the_group_does() -> None:
    inner = _record(0xF003, _shape(20) + _shape(21))
    group = _record(0xF003, _shape(10) + _shape(11) + inner)
    all_shapes = _record(0xF002, _record(0xF003, _shape(1) + group + _shape(30)))
    anchors = pack("<III", 5, 9, 99) + b"".join(pack("<i4iHi", key, 0, 0, 567, 567, 0, 0) for key in (10, 30))
    boxes = pack("<IIII", 0, 2, 4, 6) + b"".join(pack("<8xHxxxxi4x", 0, key) for key in (11, 21, 30))
    parts = {40: anchors, 50: all_shapes, 56: boxes}
    word = SimpleNamespace(part=parts.__getitem__, story=lambda _: (100, 106))
    shapes = Drawings(cast("WordFile", word)).shapes
    assert {place: shape.texts for place, shape in shapes.items()} == {5: [(100, 102), (102, 104)], 9: [(104, 106)]}


def test_merged_cells_keep_their_place_in_the_grid() -> None:
    rows = [["甲", "乙", "丙"], ["丁", "戊", ""], ["", "己", "庚"]]
    merged = {(1, 0): TOP, (2, 0): DOWN, (1, 2): ACROSS}
    document = document_of(word_bytes([*HEAD, *table(*rows, flags=merged)]), "a.doc")
    block = document.blocks[1]
    assert isinstance(block, Table)
    assert [[(cell.column, cell.text) for cell in row] for row in block.rows] == [
        [(0, "甲"), (1, "乙"), (2, "丙")],
        [(0, "丁"), (1, "戊")],
        [(1, "己"), (2, "庚")],
    ]


def test_more_cells_than_edges_are_all_read() -> None:
    rows = table(["甲", "1"], ["乙", "2"])
    rows[-1:-1] = [Paragraph([("3", b"")], IN_TABLE, "\x07")]
    assert _texts([*HEAD, *rows])[1] == [["甲", "1"], ["乙", "2", "3"]]


def test_a_row_of_more_cells_than_a_page_of_properties_has_room_for_has_its_edges() -> None:
    wide = [str(at) for at in range(30)]
    document = document_of(word_bytes([*HEAD, *table(wide), *row(["甲", "乙"], (0, 9000, 27000))]), "a.doc")
    table_read = document.blocks[1]
    assert isinstance(table_read, Table)
    assert [cell.text for cell in table_read.rows[0]] == wide
    assert [cell.column for cell in table_read.rows[1]] == [0, 10]


def test_automatic_numbers_are_written_out() -> None:
    lists = [[(37, "\0、"), (0, "\1.")]]
    paragraphs = [numbered("总体情况", 1), numbered("其一", 1, 1), numbered("其二", 1, 1), numbered("主动公开", 1)]
    assert _texts(paragraphs, lists=lists) == ["一、总体情况", "1.其一", "2.其二", "二、主动公开"]


def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next() -> None:
    assert _texts([Paragraph([("甲", b"")], mark=DELETED), *plain("乙")]) == ["甲乙"]


def test_codes_of_fields_are_not_printed() -> None:
    assert _texts(plain("共\x13 = 3 + 4 \x147\x15件")) == ["共7件"]


@pytest.mark.parametrize(("flags", "version", "reason"), [(0x100, 0xC1, "encrypted"), (0, 0x68, "legacy_doc")])
def test_files_that_are_not_read_say_why(flags: int, version: int, reason: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        document_of(word_bytes(plain("标题"), flags=flags, version=version), "a.doc")
    assert refused.value.code == reason


def test_wps_writer_is_told_by_name_only_where_content_is_the_same() -> None:
    data = word_bytes([*plain("标题"), *table(["甲", "1"])])
    document = document_of(data, "报告.WPS")
    assert (kind_of(data), document.source.kind) == (("doc", ""), "wps")
    assert str(document.blocks[0].origin) == "wps:p1"  # type: ignore[union-attr]


def test_damaged_files_are_refused_or_read_and_never_a_fault_of_ours() -> None:
    whole = word_bytes([*plain("标题"), *table(["甲", "1"], ["乙", "2"])], lists=[[(37, "\0、")]])
    random = Random(7)
    for _ in range(300):
        data = bytearray(whole)
        for _ in range(random.randint(1, 8)):
            at = random.randrange(512, len(data))
            data[at] = random.choice((0, 255, random.randrange(256)))
        try:
            document_of(bytes(data[: random.choice((len(data), random.randrange(512, len(data))))]), "a.doc")
        except UnreadableFile as refused:
            assert refused.code in {"truncated", "empty", "encrypted", "legacy_doc", "unsupported", "wps"}
