"""Old Word files (.doc) as Word 97 lays them out: paragraphs, runs and tables → the bytes of the container.

No more of the format than a reader has to know: text in one piece, pages of properties, lists. Properties are given as
codes and operands, as in the file.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from struct import pack

_SECTOR, _TEXT_AT, _LEAST = 512, 2048, 4096
_MOST_ON_A_PAGE, _SET_ASIDE = 480, 0x6646
"""Bytes of properties that a page has room for; the code that says where those are that it has not."""
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD

DELETED, HIDDEN, STRUCK, RAISED = (pack("<HB", code, 1) for code in (0x0800, 0x083C, 0x0837, 0x2A48))
WHITE = pack("<HI", 0x6870, 0x00FFFFFF)
IN_TABLE, ROW_END = pack("<HB", 0x2416, 1), pack("<HB", 0x2417, 1)
ACROSS, DOWN, TOP = 0x2, 0x20, 0x60
"""Flags of cells that belong to the one at their left, to the one above, and of the uppermost of those."""


@dataclass
class Paragraph:
    """Runs of text, each with its properties, the properties of the paragraph, and the character that ends it."""

    runs: Sequence[tuple[str, bytes]]
    properties: bytes = b""
    end: str = "\r"
    mark: bytes = b""


def plain(*lines: str) -> list[Paragraph]:
    """Paragraphs of nothing but text."""
    return [Paragraph([(line, b"")]) for line in lines]


def numbered(text: str, use: int, level: int = 0) -> Paragraph:
    """A paragraph that a list numbers."""
    return Paragraph([(text, b"")], pack("<HB", 0x260A, level) + pack("<Hh", 0x460B, use))


Runs = Sequence[tuple[str, bytes]]


def row(
    cells: Sequence[str | Runs], edges: Sequence[int], flags: Sequence[int] = (), mark: bytes = b""
) -> list[Paragraph]:
    """A row of a table, one paragraph a cell, with the edges between them and the flags by which they are merged."""
    printed = [Paragraph([(cell, b"")] if isinstance(cell, str) else cell, IN_TABLE, "\x07") for cell in cells]
    merged = b"".join(pack("<H18x", flag) for flag in (*flags, *[0] * (len(cells) - len(flags))))
    shape = bytes([len(cells)]) + pack(f"<{len(edges)}h", *edges) + merged
    definition = pack("<HH", 0xD608, len(shape) + 1) + shape
    return [*printed, Paragraph([], IN_TABLE + ROW_END + definition, "\x07", mark)]


def table(
    *rows: Sequence[str | Runs], flags: Mapping[tuple[int, int], int] | None = None, deleted: int = -1
) -> list[Paragraph]:
    """A table of columns of one width; `flags` of cells by row and column; `deleted`: a row that was taken out."""
    merged = flags or {}
    return [
        paragraph
        for at, cells in enumerate(rows)
        for paragraph in row(
            [[(cell, DELETED)] if at == deleted and isinstance(cell, str) else cell for cell in cells],
            range(0, 900 * len(cells) + 1, 900),
            [merged.get((at, column), 0) for column in range(len(cells))],
            DELETED if at == deleted else b"",
        )
    ]


def word_bytes(
    paragraphs: Sequence[Paragraph],
    lists: Sequence[Sequence[tuple[int, str]]] = (),
    flags: int = 0,
    version: int = 0xC1,
    since: Sequence[tuple[int, int]] = (),
    given: Sequence[bytes] = (),
) -> bytes:
    """The file; `lists`: of each its levels, as way of counting and text, in which `\\0` stands for the number.

    `since`: the pieces of the text as a program leaves them that saves only what has changed, each with how many
    characters it has and what says which properties it was given then: one by a number, or some of those `given`.
    """
    text, aside = bytearray(), bytearray()
    letters, ends = [], []
    for paragraph in paragraphs:
        for written, properties in (*paragraph.runs, (paragraph.end, paragraph.mark)):
            text += written.encode("utf-16-le")
            letters.append((len(text), bytes([len(properties)]) + properties if properties else b""))
        ends.append((len(text), _paragraph_properties(paragraph.properties, aside)))
    count = len(text) // 2
    main = bytearray(_TEXT_AT) + text
    main += bytes(-len(main) % _SECTOR)
    parts: dict[int, bytes] = {}
    for number, entry, runs in ((12, 1, letters), (13, 13, ends)):
        pages, firsts = _pages(runs, entry)
        numbers = range(len(main) // _SECTOR, len(main) // _SECTOR + len(pages))
        parts[number] = pack(f"<{len(firsts)}I", *firsts) + pack(f"<{len(pages)}I", *numbers)
        main += b"".join(pages)
    begins = [0, *accumulate(size for size, _ in since), count]
    told = b"".join(
        pack("<HIH", 0, _TEXT_AT + 2 * begin, how)
        for begin, how in zip(begins, (*(how for _, how in since), 0), strict=False)
    )
    pieces = pack(f"<{len(begins)}I", *begins) + told
    changed = b"".join(b"\x01" + pack("<H", len(properties)) + properties for properties in given)
    parts[33] = changed + b"\x02" + pack("<I", len(pieces)) + pieces
    parts[73], parts[74] = _lists(lists), _uses(len(lists))
    table_stream = bytearray(8)
    for number, part in parts.items():
        size = 2 + 28 * len(lists) if number == 73 else len(part)
        main[154 + 8 * number : 162 + 8 * number] = pack("<II", len(table_stream), size)
        table_stream += part
    main[0:4], main[10:12] = pack("<HH", 0xA5EC, version), pack("<H", 0x200 | flags)
    main[76:80] = pack("<i", count)
    streams = {"WordDocument": bytes(main), "1Table": bytes(table_stream)}
    return ole_bytes(streams | ({"Data": bytes(aside)} if aside else {}))


def _paragraph_properties(properties: bytes, aside: bytearray) -> bytes:
    """The properties of a paragraph as a page of them holds them; those that have no room there are set aside."""
    if len(properties) > _MOST_ON_A_PAGE:
        place = len(aside)
        aside += pack("<H", len(properties)) + properties
        properties = pack("<HI", _SET_ASIDE, place)
    written = pack("<H", 0) + properties
    even = len(written) % 2 == 0
    return bytes([0, len(written) // 2] if even else [(len(written) + 1) // 2]) + written


def _pages(runs: Sequence[tuple[int, bytes]], entry: int) -> tuple[list[bytes], list[int]]:
    """Pages of properties for runs that end there; and where in the file each page begins, and the last one ends."""
    pages, firsts = [], [_TEXT_AT]
    held: list[tuple[int, bytes]] = []
    for run in (*runs, None):
        size = sum(4 + entry + len(properties) + 1 for _, properties in (*held, *([run] if run else [])))
        if run is None or size > _SECTOR - 8:
            page, at = bytearray(_SECTOR), _SECTOR - 1
            page[-1] = len(held)
            page[0:4] = pack("<I", firsts[-1])
            for number, (end, properties) in enumerate(held):
                page[4 + 4 * number : 8 + 4 * number] = pack("<I", _TEXT_AT + end)
                if properties:
                    at = (at - len(properties)) // 2 * 2
                    page[at : at + len(properties)] = properties
                    page[4 * (len(held) + 1) + entry * number] = at // 2
            pages.append(bytes(page))
            firsts.append(_TEXT_AT + held[-1][0])
            held = []
        if run is not None:
            held.append(run)
    return pages, firsts


def _lists(lists: Sequence[Sequence[tuple[int, str]]]) -> bytes:
    heads = b"".join(pack("<ii18xBB", number + 1, 0, len(levels) == 1, 0) for number, levels in enumerate(lists))
    levels = b"".join(
        pack("<iBB9xB12x", 1, form, 0, 2) + pack("<H", len(text)) + text.encode("utf-16-le")
        for levels in lists
        for form, text in (levels if len(levels) == 1 else (*levels, *[(255, "")] * (9 - len(levels))))
    )
    return pack("<H", len(lists)) + heads + levels


def _uses(count: int) -> bytes:
    heads = b"".join(pack("<i8xBBBB", number + 1, 0, 0, 0, 0) for number in range(count))
    return pack("<I", count) + heads + pack("<I", 0xFFFFFFFF) * count


def ole_bytes(streams: Mapping[str, bytes]) -> bytes:
    """A container with these streams, in folders by the slashes in their names; each lies in whole sectors."""
    sectors, chain = bytearray(), list[int]()
    places: dict[str, tuple[int, int]] = {}
    for name, data in streams.items():
        data = data.ljust(_LEAST, b"\0")
        first, count = len(chain), -(-len(data) // _SECTOR)
        places[name] = (first, len(data))
        chain += [*range(first + 1, first + count), _END]
        sectors += data + bytes(-len(data) % _SECTOR)
    folders = {name[:at] for name in streams for at, sign in enumerate(name) if sign == "/"}
    inner = sorted({*folders, *streams}, key=_order)
    numbers = {path: number for number, path in enumerate(inner, 1)}
    below = {folder: [path for path in inner if path.rpartition("/")[0] == folder] for folder in ("", *folders)}
    directory = _entry("Root Entry", 5, _END, 0, child=1)
    for path in inner:
        folder, _, leaf = path.rpartition("/")
        after = [*below[folder], ""][below[folder].index(path) + 1]
        child = numbers[below[path][0]] if path in folders else _FREE
        first, size = places.get(path, (0, 0))
        directory += _entry(leaf, 1 if path in folders else 2, first, size, numbers.get(after, _FREE), child)
    directory += _entry("", 0, 0, 0) * (-(len(numbers) + 1) % 4)
    at = len(chain)
    chain += [*range(at + 1, at + len(directory) // _SECTOR), _END]
    sectors += directory
    tables = -(-(len(chain) + 8) // 128)
    begin = len(chain)
    chain += [_FAT] * tables
    fat = pack(f"<{len(chain)}I", *chain)
    fat += pack("<I", _FREE) * ((tables * _SECTOR - len(fat)) // 4)
    head = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16) + pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += pack("<IIIIIIIII", 0, tables, at, 0, _LEAST, _END, 0, _END, 0)
    head += pack("<109I", *range(begin, begin + tables), *[_FREE] * (109 - tables))
    return head + bytes(sectors) + fat


def _order(path: str) -> tuple[int, str, int, str]:
    """The order in which a container lists what is in it: folder by folder, shorter names first."""
    folder, _, name = path.rpartition("/")
    return path.count("/"), folder, len(name), name.upper()


def _entry(name: str, kind: int, first: int, size: int, right: int = _FREE, child: int = _FREE) -> bytes:
    written = name.encode("utf-16-le") + b"\0\0" if name else b""
    head = written.ljust(64, b"\0") + pack("<HBBIII", len(written), kind, 1, _FREE, right, child)
    return head + bytes(36) + pack("<IQ", first, size)
