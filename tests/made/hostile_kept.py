"""What persons keep, broken or meaning harm: rosters, manifests, profiles, workbooks that were filled in, libraries.

Comes in: a seed, and one of each kind that is as it should be. Goes out: names and bytes. Whatever a command is given
of it, it says what is wrong, changes nothing, and is no fault of ours.
"""

from __future__ import annotations

import csv
import re
import sqlite3
import struct
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, suppress
from io import BytesIO, StringIO
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import NamedTuple
from zipfile import ZipFile

from openpyxl import Workbook
from openpyxl.styles import Font

from tests.made.hostile import DOCX, PDF, Files, flipped
from tests.made.hostile_packed import zip_of

Rows = Sequence[Sequence[object]]


class Originals(NamedTuple):
    """One of each kind as it should be: rows of a roster and a manifest, a profile, workbooks, a library."""

    roster: Rows
    manifest: Rows
    profile: str
    audit: bytes
    coding: bytes
    library: bytes


KeptFamily = Callable[[Random, Originals], Files]


def csv_of(rows: Rows) -> bytes:
    out = StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()


def xlsx_of(rows: Rows) -> bytes:
    book, out = Workbook(), BytesIO()
    for row in rows:
        book.active.append([str(cell) for cell in row])  # type: ignore[union-attr]
    book.save(out)
    return out.getvalue()


def broken(data: bytes, random: Random, ends: int = 64) -> Iterator[tuple[str, bytes]]:
    """Bytes that are no longer what they were, or never were."""
    yield "empty", b""
    yield "mark-only", b"\xef\xbb\xbf"
    yield "nuls", bytes(1_000)
    yield "noise", random.randbytes(10_000)
    yield "word", DOCX
    yield "print", PDF
    yield "twice", data + data
    for cut in sorted(random.sample(range(4, max(len(data) - 1, 9)), 4)):
        yield f"cut-{cut}", data[:cut]
    for count in (1, 8, 80):
        yield f"flipped-{count}", data[:8] + flipped(data[8:] or b" ", random, count)
        yield f"flipped-end-{count}", data[:-ends] + flipped(data[-ends:] or b" ", random, count)


def _texts(rows: Rows, random: Random) -> Iterator[tuple[str, bytes]]:
    """A table as text that no program writes, or only an odd one."""
    text = csv_of(rows).decode()
    lines = text.splitlines()
    for encoding in ("gb18030", "utf-16", "utf-16-le", "utf-32", "utf-7"):
        yield f"{encoding}", text.encode(encoding)
    yield "returns", text.replace("\r\n", "\r").encode()
    yield "open-quote", text.replace(lines[1], '"' + lines[1]).encode()
    yield "header-only", lines[0].encode()
    yield "header-twice", "\n".join((lines[0], lines[0], *lines[1:])).encode()
    yield "no-header", "\n".join(lines[1:]).encode()
    for count in (10_000, 100_000):
        yield f"columns-{count}", (",".join(["x"] * count) + "\n").encode() * 2
    yield "long-cell", text.encode() + b"a" * 200_000
    yield "nul-in-cell", text.replace(lines[1], lines[1] + "\0").encode()
    yield "ragged", "\n".join(line + "," * random.randrange(40) + "x" for line in lines).encode()
    yield "formulas", "\n".join((lines[0], *("=1+1|" + line for line in lines[1:]))).encode()
    yield "again", "\n".join([lines[0], *lines[1:] * 3_000]).encode()
    yield "semicolons", text.replace(",", ";").encode()
    yield "pipes", text.replace(",", "|").encode()


def _books(rows: Rows, random: Random) -> Iterator[tuple[str, bytes]]:
    """A table as a workbook that says what is not so."""
    book = xlsx_of(rows)
    for name, part, old, new in (
        ("dimension", "xl/worksheets/sheet1.xml", rb"<dimension[^>]*/>", b'<dimension ref="A1"/>'),
        ("strings", "xl/worksheets/sheet1.xml", rb"<v>\d+</v>", b"<v>99999999</v>"),
        ("numbers", "xl/worksheets/sheet1.xml", rb"<v>\d+</v>", b"<v>1e999</v>"),
        ("errors", "xl/worksheets/sheet1.xml", rb't="s"', b't="e"'),
        ("kinds", "xl/worksheets/sheet1.xml", rb't="s"', b't="zz"'),
        ("days", "xl/worksheets/sheet1.xml", rb't="s"', b't="d"'),
        ("places", "xl/worksheets/sheet1.xml", rb'r="A\d+"', b'r="XFD1048576"'),
        ("nowhere", "xl/worksheets/sheet1.xml", rb'r="A\d+"', b'r="ZZZZZZ99999999999"'),
        ("rows", "xl/worksheets/sheet1.xml", rb'<row r="\d+"', b'<row r="99999999999"'),
        ("no-rows", "xl/worksheets/sheet1.xml", rb"<sheetData>.*</sheetData>", b"<sheetData/>"),
        ("no-sheet", "xl/workbook.xml", rb"<sheets>.*</sheets>", b"<sheets/>"),
        ("lost-sheet", "xl/_rels/workbook.xml.rels", rb"worksheets/sheet1", b"worksheets/sheet9"),
        ("no-strings", "xl/sharedStrings.xml", rb"<si>.*</si>", b""),
        ("styles", "xl/styles.xml", rb"<cellXfs.*</cellXfs>", b""),
        ("laughs", "xl/sharedStrings.xml", rb"(?s)^.*$", _laughs()),
        ("deep", "xl/sharedStrings.xml", rb"(?s)^.*$", b"<a>" * 50_000),
        ("outside", "xl/sharedStrings.xml", rb"(?s)^.*$", b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><a>&e;</a>'),
    ):  # fmt: skip
        yield f"book-{name}", _with_part(book, part, lambda data, old=old, new=new: re.sub(old, new, data, flags=re.S))
    with ZipFile(BytesIO(book)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for lost in ("[Content_Types].xml", "xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml"):
        yield f"lost-{lost.rpartition('/')[2]}", zip_of({name: data for name, data in parts.items() if name != lost})
    yield "bomb", zip_of({**parts, "xl/media/a.bin": bytes(200_000_000)})
    hidden, out = Workbook(), BytesIO()
    hidden.create_sheet("x")
    hidden["x"].sheet_state = "veryHidden"
    hidden.save(out)
    yield "hidden", out.getvalue()
    yield "styled", _styled(rows)


def _styled(rows: Rows) -> bytes:
    """A workbook with styles down to its last row, as a person makes who selects all."""
    book, out = Workbook(), BytesIO()
    for row in rows:
        book.active.append([str(cell) for cell in row])  # type: ignore[union-attr]
    for number in range(1, 20_000):
        book.active.cell(number, 1).font = Font(bold=True)  # type: ignore[union-attr]
    book.save(out)
    return out.getvalue()


def _laughs() -> bytes:
    inner = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    return f'<!DOCTYPE x [<!ENTITY e0 "ha">{inner}]><sst><si><t>&e9;</t></si></sst>'.encode()


def _with_part(book: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    with ZipFile(BytesIO(book)) as archive:
        parts = {part: archive.read(part) for part in archive.namelist()}
    if name in parts:
        parts[name] = change(parts[name])
    return zip_of(parts)


# ── The families ─────────────────────────────────────────────────────────────────────────────────────────────────────


_NO_NUMBERS = ("-5", "9" * 5_000, "若干")


def rosters(random: Random, kept: Originals) -> Files:
    head, *units = kept.roster
    for name, rows in (
        ("before-itself", [[*head, "曾用名"], *([*unit, unit[0]] for unit in units)]),
        ("in-a-circle", [[*head, "曾用名"], *([*unit, units[at - 1][0]] for at, unit in enumerate(units))]),
        ("below-itself", [[*head, "上级"], *([*unit, unit[0]] for unit in units)]),
        ("in-a-line", [["单位名称", "上级", "曾用名"], *([f"第{n + up}镇" for up in (0, 1, 1)] for n in range(900))]),
        ("no-names", [head, *([" "] * len(head) for _ in units)]),
        ("marks", [head, *([f"\u202e{unit[0]}\x1b[2J", *unit[1:]] for unit in units)]),
        ("same", [head, *units, *units]),
        ("inhabitants", [[*head, "人口"], *([*unit, said] for unit, said in zip(units, _NO_NUMBERS, strict=False))]),
    ):  # fmt: skip
        yield f"{name}.csv", csv_of(rows)
    yield from _of_table("roster", kept.roster, random)


def manifests(random: Random, kept: Originals) -> Files:
    head, *files = kept.manifest
    for name, rows in (
        ("column-twice", [[*head, head[0]], *([*file, file[0]] for file in files)]),
        ("year", [[*head, "year"], *([*file, said] for file, said in zip(files, _NO_NUMBERS, strict=False))]),
        ("day", [[*head, "published"], *([*file, "2023-02-30"] for file in files)]),
        ("nowhere", [head, *([f"../{'../' * 500}{file[0]}", *file[1:]] for file in files)]),
        ("nul", [head, *([f"{file[0]}\0", *file[1:]] for file in files)]),
        ("ours", [[*head, "report_id", "facts", "=1+1"], *([*file, "x", "y", "z"] for file in files)]),
        ("many", [[*head, *(f"c{n}" for n in range(2_000))], *([*file, *["x"] * 2_000] for file in files)]),
    ):  # fmt: skip
        yield f"{name}.csv", csv_of(rows)
    yield from _of_table("manifest", kept.manifest, random)


def _of_table(name: str, rows: Rows, random: Random) -> Files:
    for kind, data in broken(csv_of(rows), random):
        yield f"{name}-{kind}.csv", data
    for kind, data in broken(xlsx_of(rows), random):
        yield f"{name}-{kind}.xlsx", data
    for kind, data in _texts(rows, random):
        yield f"{name}-{kind}.csv", data
    for kind, data in _books(rows, random):
        yield f"{name}-{kind}.xlsx", data


_VALUES = (
    "5",
    "true",
    "-1",
    "1e999",
    "nan",
    '""',
    '"x"',
    "[]",
    "[[1]]",
    '["x"]',
    "{}",
    "{a = 1}",
    "1979-05-27",
    "9" * 400,
)


def profiles(random: Random, kept: Originals) -> Files:
    for kind, data in broken(kept.profile.encode(), random, ends=8):
        yield f"profile-{kind}.toml", data
    keys = ("name", "basis", "due", "rules", "deadlines", "section", "forbid", "zero", "register", "score", "demand")
    for key in keys:
        for number, value in enumerate(_VALUES):
            yield f"{key}-{number}.toml", f"{key} = {value}\n".encode()
    for number, text in enumerate((
        "[deadlines]\ntownship = \"02-29\"\n", "[deadlines]\ntown = \"13-45\"\n", "[deadlines]\ncounty = 3-31\n",
        "[[section]]\nnumber = 1\nlength = -5\n", "[[section]]\nnumber = 99999999999999999999\n",
        "[[section]]\nnumber = 1\nname = \"\"\nwords = [\"\"]\n", "[[section]]\nnumber = 1\nany = [\"(((((\"]\n",
        "[[forbid]]\nwords = [\"\"]\n", "[[forbid]]\nwords = [\"" + "a" * 100_000 + "\"]\n",
        "[[forbid]]\nwords = [\".*.*.*.*.*x\"]\nsince = 5\nuntil = 1\n", "[[zero]]\ncells = []\n",
        "[[register]]\nfile = \"/dev/zero\"\n", "[[register]]\nfile = \"\"\n", "[[register]]\nfile = \"a\\u0000b\"\n",
        "[[register]]\nfile = \".\"\n", "[score]\nfull = -1\n", "[score]\nfull = inf\n",
        "[[score.item]]\nname = \"x\"\nrules = [\"D-01\"]\npoints = nan\n", "a" * 1_000_000 + " = 1\n",
        "x = " + "[" * 20_000 + "]" * 20_000 + "\n", ".".join(["a"] * 4_000) + " = 1\n", "[" + "a." * 4_000 + "a]\n",
        "[rules]\n" + "".join(f"\"D-{n:02}\" = \"off\"\n" for n in range(100)), "[rules]\n\"D-01\" = \"loud\"\n",
        "due = \"2024-02-30\"\n", "\ufeff\ufeffname = \"x\"\n", "name = \"\"\"" + "\n" * 100_000 + "\"\"\"\n",
    )):  # fmt: skip
        yield f"said-{number}.toml", text.encode()


def audits(random: Random, kept: Originals) -> Files:
    """Workbooks of an audit that somebody has filled in, and that something has happened to."""
    yield from _filled("audit", kept.audit, random)


def codings(random: Random, kept: Originals) -> Files:
    """Sheets that coders have filled in, and that something has happened to."""
    yield from _filled("coding", kept.coding, random)


def _filled(name: str, book: bytes, random: Random) -> Files:
    yield f"{name}.xlsx", book
    for kind, data in broken(book, random, ends=200):
        yield f"{name}-{kind}.xlsx", data
    with ZipFile(BytesIO(book)) as archive:
        parts = {part: archive.read(part) for part in archive.namelist()}
    sheets = [part for part in parts if part.startswith("xl/worksheets/sheet")]

    def changed(part: str, old: bytes, new: bytes) -> bytes:
        return zip_of({**parts, part: re.sub(old, new, parts[part], flags=re.S)})

    for sheet in sheets:
        end = sheet[19:-4]
        yield f"{name}-dimension-{end}.xlsx", changed(sheet, rb"<dimension[^>]*/>", b'<dimension ref="A1"/>')
        yield f"{name}-no-rows-{end}.xlsx", changed(sheet, rb"<sheetData>.*</sheetData>", b"<sheetData/>")
        yield f"{name}-strings-{end}.xlsx", changed(sheet, rb'(t="s"[^>]*>)<v>\d+</v>', rb"\1<v>0</v>")
        yield f"{name}-lost-{end}.xlsx", zip_of({part: data for part, data in parts.items() if part != sheet})
    for part in ("xl/workbook.xml", "xl/sharedStrings.xml", "xl/styles.xml", "docProps/custom.xml", "docProps/app.xml"):
        if part in parts:
            yield f"{name}-lost-{part.rpartition('/')[2]}.xlsx", zip_of({p: d for p, d in parts.items() if p != part})
    for number, (old, new) in enumerate(((rb'name="[^"]*"', b'name="x"'), (rb"<sheets>.*</sheets>", b"<sheets/>"))):
        yield f"{name}-sheets-{number}.xlsx", changed("xl/workbook.xml", old, new)
    if "xl/sharedStrings.xml" in parts:
        for number, (old, new) in enumerate((
            ("属实".encode(), "不知道".encode()), ("属实".encode(), b""), ("核实结论".encode(), "结论一".encode()),
            (rb">f[0-9a-f]+<", b">f0<"), (rb"<t[^>]*>[^<]*</t>", b"<t>x</t>"), (rb"<t[^>]*>[^<]*</t>", b"<t></t>"),
        )):  # fmt: skip
            yield f"{name}-said-{number}.xlsx", changed("xl/sharedStrings.xml", old, new)


def libraries(random: Random, kept: Originals) -> Files:
    for kind, data in broken(kept.library, random, ends=4096):
        yield f"library-{kind}.sqlite", data
    for number in range(12):
        page = 4096 * random.randrange(1, len(kept.library) // 4096)
        data = bytearray(kept.library)
        data[page : page + 40] = flipped(bytes(data[page : page + 40]), random, 12)
        yield f"library-page-{number}.sqlite", bytes(data)
    for at, value in ((16, 0), (18, 9), (24, 0xFFFFFFFF), (28, 0), (28, 0xFFFFFF), (44, 9), (56, 9), (60, 99), (68, 7)):
        data = bytearray(kept.library)
        struct.pack_into(">I" if at > 20 else ">H", data, at, value)
        yield f"library-head-{at}-{value}.sqlite", bytes(data)
    for number, statement in enumerate((
        "DROP TABLE library", "DROP TABLE file", "DROP TABLE fact", "DROP VIEW reports", "DELETE FROM library",
        "UPDATE library SET generation = 'x'", "UPDATE file SET given = 'no json'", "UPDATE report SET status = 'odd'",
        "UPDATE file SET file = NULL", "UPDATE file SET sha256 = x'ff'", "UPDATE finding SET details = '{'",
        "ALTER TABLE file RENAME COLUMN sha256 TO other", "UPDATE report SET year = 'long ago'",
        "DELETE FROM fact_kind", "DELETE FROM report", "UPDATE fact SET value = 'x'", "PRAGMA user_version = -1",
    )):  # fmt: skip
        yield f"library-sql-{number}.sqlite", _with_statement(kept.library, statement)


def _with_statement(library: bytes, statement: str) -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.sqlite"
        path.write_bytes(library)
        with closing(sqlite3.connect(path, isolation_level=None)) as sql, suppress(sqlite3.Error):
            sql.execute("PRAGMA journal_mode = DELETE")
            sql.execute("PRAGMA ignore_check_constraints = 1")
            sql.execute(statement)
        return path.read_bytes()


KEPT_FAMILIES: dict[str, KeptFamily] = {
    "rosters": rosters,
    "manifests": manifests,
    "profiles": profiles,
    "workbooks of an audit": audits,
    "workbooks of coders": codings,
    "libraries": libraries,
}
