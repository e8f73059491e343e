"""Bytes → Document: encodings, line ends, kinds by content, and origins that point at their text."""

from __future__ import annotations

import re
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from extract.errors import UnreadableFile
from extract.forms import load_forms
from extract.jobs import read_reading
from extract.pipeline import reading_of
from extract.readers import document_of, kind_of
from tests.made.printing import Look, Part, docx_bytes, html_text, printed
from tests.made.whole import draft_of

if TYPE_CHECKING:
    from extract.model import Document

SAMPLES = sorted((Path(__file__).parents[1] / "samples").glob("*202?.txt"))
OTHER_ENCODINGS = {"竹溪湾乡2021.txt": "gb18030"}

SIMPLIFIED = "青禾镇2023年政府信息公开工作年度报告\n一、总体情况\n全年主动公开政府信息312条，收到申请9件。\n"
TRADITIONAL = "鳳鳴塘鎮2022年政府信息公開工作年度報告\n一、總體情況\n全年主動公開政府信息312條，收到申請9件。\n"
WORDS = "政府信息公开年度报告"


def lines(document: Document) -> list[str]:
    return [block.text for block in document.blocks]


def text_of(data: bytes) -> str:
    """The decoded text with LF line ends, blank lines as the line numbers tell."""
    blocks = document_of(data, "x.txt").blocks
    printed = {block.origin.line: block.text for block in blocks}
    return "\n".join(printed.get(number, "") for number in range(1, max(printed, default=0) + 1))


# ── Encodings ────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (SIMPLIFIED.encode(), "utf-8"),
        (SIMPLIFIED.encode("utf-8-sig"), "utf-8"),
        (b"\xff\xfe" + SIMPLIFIED.encode("utf-16-le"), "utf-16-le"),
        (b"\xfe\xff" + SIMPLIFIED.encode("utf-16-be"), "utf-16-be"),
        (SIMPLIFIED.encode("utf-16-le"), "utf-16-le"),
        (SIMPLIFIED.encode("utf-16-be"), "utf-16-be"),
        (SIMPLIFIED.encode("gb18030"), "gb18030"),
        (SIMPLIFIED.encode("gbk"), "gb18030"),
        (TRADITIONAL.encode(), "utf-8"),
        (TRADITIONAL.encode("gb18030"), "gb18030"),
        (TRADITIONAL.encode("big5"), "big5hkscs"),
    ],
)
def test_an_encoding_is_recognised(data: bytes, encoding: str) -> None:
    document = document_of(data, "x.txt")
    assert (document.encoding, document.replaced) == (encoding, 0)
    expected = TRADITIONAL if "鳳" in document.blocks[0].text else SIMPLIFIED
    assert lines(document) == expected.splitlines()


def _written(printed: str, encoding: str, mistaken: str = "") -> bytes:
    """Text in an encoding; `mistaken` is the one that a program then took the bytes to be in, to write them again."""
    data = printed.encode(encoding)
    return data.decode(mistaken).encode() if mistaken else data


@pytest.mark.parametrize(
    ("data", "encoding", "declared"),
    [
        (SIMPLIFIED.encode(), "utf-8", None),
        (SIMPLIFIED.encode("gb18030"), "gb18030", None),
        (SIMPLIFIED.encode("utf-16"), "utf-16-le", None),
        (SIMPLIFIED.encode("utf-32"), "utf-32-le", None),
        (SIMPLIFIED.encode("utf-16-le"), "utf-16-le", ""),
        (SIMPLIFIED.encode("utf-16-be") + b"\0", "utf-16-be", ""),
        ("第1节\n12\t3\n".encode("utf-16-be"), "utf-16-be", ""),
        (SIMPLIFIED.encode("utf-32-be"), "utf-32-be", ""),
        (SIMPLIFIED.encode() + bytes(5000), "utf-8", None),
        (bytes(600) + SIMPLIFIED.encode("gb18030"), "gb18030", None),
        (_written(SIMPLIFIED, "utf-8", "latin-1"), "utf-8 as cp1252", ""),
        (_written(SIMPLIFIED, "gb18030", "latin-1"), "gb18030 as cp1252", ""),
        (b"<meta charset=gbk>" + SIMPLIFIED.encode(), "utf-8", "gbk"),
        (b"<meta charset=UTF-8>" + SIMPLIFIED.encode("gb18030"), "gb18030", "utf-8"),
        (b"<meta charset=gb2312>" + SIMPLIFIED.encode("gb18030"), "gb18030", None),
        (b"<meta charset=gb2312>" + TRADITIONAL.encode("big5"), "big5hkscs", "gb2312"),
        (b"<meta charset=gb2312>" + "".join(f"&#{ord(c)};" for c in SIMPLIFIED).encode(), "utf-8", None),
    ],
)
def test_what_was_assumed_of_an_encoding_is_told(data: bytes, encoding: str, declared: str | None) -> None:
    document = document_of(data, "x")
    assert (document.encoding, document.declared) == (encoding, declared)
    assert not {"\ufffd", "\0"} & set("".join(lines(document)))


@pytest.mark.parametrize("mistaken", ["gb18030", "gbk"])
def test_what_was_lost_when_a_text_was_encoded_twice_is_not_read(mistaken: str) -> None:
    garbled = SIMPLIFIED.encode().decode(mistaken, errors="replace").encode()
    with pytest.raises(UnreadableFile, match="encoding"):
        document_of(garbled, "x.txt")


@pytest.mark.parametrize("sign", [",", ";"])
@pytest.mark.parametrize("quote", ["", '"'])
def test_of_a_row_of_a_sheet_with_one_filled_cell_that_cell_is_a_line(sign: str, quote: str) -> None:
    rows = [[TITLE, "", ""], ["一、总体情况", "", ""], ["公开", "", ""], ["规章", "1", ""], ["规章", "", ""]]
    text = "\n".join(sign.join(f"{quote}{cell}{quote}" for cell in row) for row in rows)
    first, second, *others = document_of(text.encode(), "x.csv").blocks
    at = 1 + len(quote)
    assert (first.text, first.origin) == (TITLE, (1, at, at + len(TITLE) - 1))
    assert second.text == "一、总体情况"
    assert [other.text for other in others] == text.splitlines()[2:]


TITLE = SIMPLIFIED.splitlines()[0]
DIGITS = st.lists(st.text("0123456789.-", min_size=1, max_size=6), min_size=1, max_size=20)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "gb18030"])
@given(figures=DIGITS, bad=st.integers(0, 3), seed=st.integers(0, 2**16))
@settings(deadline=None, max_examples=40)
def test_no_assumption_turns_digits_into_others(encoding: str, figures: list[str], bad: int, seed: int) -> None:
    """Bytes that are lost may take a digit with them, but what is left of the figures is theirs, and in their order."""
    random = Random(seed)
    data = bytearray((SIMPLIFIED * 20 + "\t".join(figures) + "\n" + SIMPLIFIED).encode(encoding))
    for _ in range(bad):
        data[random.randrange(len(data))] = 0xFF
    try:
        found = lines(document_of(bytes(data), "x.txt"))
    except UnreadableFile:
        return
    printed = [line for line in found if line.replace("\ufffd", "").strip("0123456789.-\t\xff\uff00") == ""]
    rest = iter("\t".join(figures))
    assert all(any(sign == other for other in rest) for line in printed for sign in line if sign.isdecimal())


@pytest.mark.parametrize("rare", ["㐀", "𠀀", "𬌗", "䶮", "€"])
def test_characters_of_four_bytes_survive_gb18030(rare: str) -> None:
    printed = SIMPLIFIED.replace("青禾", f"青{rare}")
    document = document_of(printed.encode("gb18030"), "x.txt")
    assert (document.blocks[0].text, document.replaced) == (printed.splitlines()[0], 0)


@pytest.mark.parametrize("bad", [1, 2, 3])
def test_a_few_bad_bytes_are_replaced_and_counted(bad: int) -> None:
    data = (SIMPLIFIED * 10).encode().replace("全年".encode(), b"\xff\xe5\x85\xa8\xe5\xb9\xb4", bad)
    document = document_of(data, "x.txt")
    assert (document.encoding, document.replaced) == ("utf-8", bad)
    assert "".join(lines(document)).count("\ufffd") == bad


def test_replaced_bytes_are_a_repair() -> None:
    data = Path(SAMPLES[0].parent / "青禾镇2023.txt").read_bytes()
    assert reading_of(data, "x.txt").report.status == "ok"
    broken = reading_of(data.replace("稻香".encode(), b"\xff"), "x.txt")
    assert (broken.report.status, broken.document.replaced) == ("ok_with_repairs", 1)
    assert len(broken.report.facts) == len(reading_of(data, "x.txt").report.facts)


def test_a_printed_replacement_character_is_no_repair() -> None:
    assert document_of((SIMPLIFIED + "\ufffd").encode(), "x.txt").replaced == 0


# Words between < and > are markup, and markup tells nothing about an encoding.
ASCII = st.characters(min_codepoint=0x20, max_codepoint=0x7E, exclude_characters="<>")
HAN = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5)
# The first 5401 characters of Big5 are the common ones.
BIG5 = st.sampled_from(
    [
        bytes((lead, trail)).decode("big5")
        for lead in range(0xA4, 0xC6)
        for trail in (0x40, 0x5A, 0x7E, 0xA1, 0xC3, 0xFE)
    ]
)


def _around(characters: st.SearchStrategy[str], words: str) -> st.SearchStrategy[str]:
    prose = st.text(st.one_of(ASCII, characters, st.just("\n")), max_size=200)
    return st.builds(lambda before, after: before + words + after, prose, prose)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030"])
@given(printed=_around(HAN, WORDS))
@settings(deadline=None)
def test_a_text_with_the_words_of_a_report_decodes_to_itself(encoding: str, printed: str) -> None:
    assume(not kind_of(printed.encode())[1])
    assert _same(text_of(printed.encode(encoding)), printed)


@given(printed=_around(BIG5, "鎮政府信息公開年度報告行政申請總計"))
@settings(deadline=None)
def test_a_traditional_text_in_big5_decodes_to_itself(printed: str) -> None:
    assume(not kind_of(printed.encode())[1])
    assert _same(text_of(printed.encode("big5")), printed)


def _same(decoded: str, printed: str) -> bool:
    """Lines that print nothing are no paragraphs; apart from them every character must be there."""
    return decoded.rstrip("\n") == "\n".join("" if not line.strip() else line for line in printed.split("\n")).rstrip(
        "\n"
    )


# ── Lines and characters ─────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_kind_of_line_end_counts_one_line(end: str) -> None:
    printed = SIMPLIFIED.replace("\n一、", "\n\n一、")
    document = document_of(printed.replace("\n", end).encode(), "x.txt")
    assert lines(document) == SIMPLIFIED.splitlines()
    assert [block.origin.line for block in document.blocks] == [1, 3, 4]


def test_mixed_line_ends_count_one_by_one() -> None:
    document = document_of(f"{WORDS}\r\r\n二\n\r三".encode(), "x.txt")
    assert [(block.origin.line, block.text) for block in document.blocks] == [(1, WORDS), (3, "二"), (5, "三")]


@pytest.mark.parametrize("inside", ["\v", "\f", "\x1c", "\x85", "\u2028"])
def test_other_control_characters_end_no_line(inside: str) -> None:
    document = document_of(f"{WORDS}{inside}{WORDS}\n末行".encode(), "x.txt")
    assert [block.origin.line for block in document.blocks] == [1, 2]


def test_an_origin_spans_its_line() -> None:
    assert {str(block.origin) for block in document_of(SIMPLIFIED.encode(), "x.txt").blocks} == {
        f"txt:L{number}:1-{len(line)}" for number, line in enumerate(SIMPLIFIED.splitlines(), start=1)
    }


TABLE = "\n".join(
    [
        "第二十条第（一）项",
        "信息内容\t本年制发件数\t本年废止件数\t现行有效件数",
        "规章\t0\t0\t0",
        "行政规范性文件\t2\t1\t9",
        "第二十条第（五）项",
        "信息内容\t本年处理决定数量",
        "行政许可\t412",
    ]
)


@pytest.mark.parametrize("stray", ["\0", "\u200b", "\ufeff", "\u00ad", "\u200e"])
def test_invisible_characters_hide_no_label_and_no_figure(stray: str) -> None:
    table = (
        TABLE.replace("规章", f"规{stray}章")
        .replace("\t9", f"\t{stray}9{stray}")
        .replace("行政许可", f"{stray}行政许可")
    )
    report = reading_of((SIMPLIFIED + table).encode(), "x.txt").report
    read = {str(fact.concept): (fact.state, str(fact.value)) for fact in report.facts}
    assert read["proactive.normative_documents.in_force"] == ("number", "9")
    assert read["proactive.rules.issued"] == ("number", "0")
    assert read["proactive.licences.decisions"] == ("number", "412")


# ── Kinds ────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", ["x.txt", "x.pdf", "x", "x.html"])
@pytest.mark.parametrize(
    ("table", "kind"),
    [
        ("", "text"),
        (TABLE, "tsv"),
        ("\n".join(f"| {line} |" for line in TABLE.replace("\t", " | ").splitlines()), "markdown"),
        (TABLE.replace("\t", " | "), "pipe"),
        ("## 二、主动公开政府信息情况\n", "markdown"),
    ],
)
def test_the_kind_comes_from_the_content(name: str, table: str, kind: str) -> None:
    assert document_of((SIMPLIFIED + table).encode(), name).source.kind == kind


def reason_of(data: bytes, name: str = "x.txt") -> str:
    with pytest.raises(UnreadableFile) as caught:
        reading_of(data, name)
    return caught.value.code


@pytest.mark.parametrize(
    ("data", "kind", "reason"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "pdf", "truncated"),
        (b"PK\x03\x04\x14\0\x06\0\x08\0", "docx", "truncated"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504, "ole", "unsupported"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "image", "not_a_report"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "image", "not_a_report"),
    ],
)
@pytest.mark.parametrize("name", ["x.txt", "x.docx"])
def test_files_that_are_no_text_say_what_they_are(data: bytes, kind: str, reason: str, name: str) -> None:
    assert reason_of(data, name) == reason
    assert kind_of(data)[0] == kind


@pytest.mark.parametrize(
    "data", [b"", b"\n \t\r\n", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff\0\n", b"\0\0\0\0", "　\n".encode()]
)
def test_a_file_that_prints_nothing_is_empty(data: bytes) -> None:
    assert reason_of(data) == "empty"


@pytest.mark.parametrize(
    "data", [bytes(range(256)) * 8, b"\x7fELF\x02\x01\x01" + bytes(64) + bytes(range(128, 256)) * 4]
)
def test_binary_content_has_no_encoding(data: bytes) -> None:
    assert reason_of(data) == "encoding"


@pytest.mark.parametrize("text", ["菜谱：豆腐两块，葱少许。", "Read me first.\n", "0\n0\n0\n"])
def test_a_text_without_title_and_tables_is_no_report(text: str) -> None:
    assert reason_of(text.encode()) == "not_a_report"


@given(st.binary(max_size=400))
@settings(deadline=None)
def test_any_bytes_are_read_or_have_a_reason(data: bytes) -> None:
    try:
        document_of(data, "x.txt")
    except UnreadableFile as error:
        assert error.code in {"empty", "encoding", "unsupported", "not_a_report", "truncated"}


# ── Origins ──────────────────────────────────────────────────────────────────────────────────────────────────────────

LOCATOR = re.compile(r"txt:L(\d+):(\d+)-(\d+)")


def test_there_are_samples() -> None:
    assert len(SAMPLES) >= 12


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_every_origin_points_at_its_text(sample: Path) -> None:
    decoded = sample.read_bytes().decode(OTHER_ENCODINGS.get(sample.name, "utf-8"))
    printed = re.split(r"\r\n|\n|\r", decoded)
    checked = 0
    for fact in read_reading(sample).report.facts:
        pieces = []
        for origin in fact.origins:
            line, start, end = map(int, LOCATOR.fullmatch(str(origin)).groups())
            assert 1 <= start <= end
            pieces.append(printed[line - 1][start - 1 : end])
        if fact.state == "absent":
            assert (fact.raw, fact.how, fact.origins) == ("", "", ())
        elif fact.state == "blank":
            assert not fact.raw.strip()
            assert pieces and not "".join(pieces).strip("|\t \u3000")
        else:
            assert " ".join(pieces) == fact.raw
            checked += bool(fact.raw)
    assert checked > 40


@pytest.mark.parametrize("kind", ["txt", "html", "docx", "numbered docx"])
def test_code_points_of_radicals_are_the_characters_they_look_like(kind: str) -> None:
    """As programs write them into PDF files, and people copy them from there."""
    parts = printed(draft_of(Random(5), load_forms()[-1]), Look())
    numerals = {"一": "⼀", "二": "⼆"} if kind != "numbered docx" else {}
    radicals = {**numerals, "人": "⼈", "民": "⺠", "行": "⾏", "日": "⽇", "页": "⻚"}
    swapped = str.maketrans(radicals)
    texts = [part.text if isinstance(part, Part) else "" for part in parts.parts]
    assert any(character in "".join(texts) for character in radicals)
    other = tuple(
        part._replace(text=part.text.translate(swapped)) if isinstance(part, Part) else part for part in parts.parts
    )
    make = {
        "txt": lambda each: "\n".join(part.text for part in each if isinstance(part, Part)).encode(),
        "html": lambda each: html_text(each, Look()).encode(),
        "docx": lambda each: docx_bytes(each, Look()),
        "numbered docx": lambda each: docx_bytes(each, Look(), "numbered"),
    }[kind]
    right, read = (reading_of(make(each), "a").report for each in (parts.parts, other))
    assert read.identity == right.identity
    assert (
        [(each.title, each.text) for each in read.sections]
        == [(each.title, each.text) for each in right.sections]
        != []
    )
