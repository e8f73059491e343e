"""The sheets of `核查标准.xlsx` that hold as many rows as an office likes: demands on sections, words not to be used,
cells that are to be 0, and what another register has.

Comes in: the sheets of a workbook. Goes out: what they declare, as TOML would. What cannot be understood is an error
that names the sheet, the row, and what may stand there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

import regex as re

from extract.agencies.sheets import Leaf
from extract.catalogue import KINDS
from extract.errors import UsageError
from extract.forms import load_forms
from extract.numbers import read_number
from extract.text import listed, squeeze
from extract.words.messages import sentence
from extract.words.places import place_of
from extract.words.sheet_names import PROFILE_HEADS, PROFILE_ITEMS, PROFILE_SHEETS

TABLES = {
    "demands": ("number", "length", "words", "any", "called"),
    "forbidden": ("forbidden", "instead", "since", "until"),
    "zeros": ("zeros", "kinds", "why"),
    "registers": ("register", "of_unit", "cell", "value", "tolerance", "of_year"),
}
"""The columns of each sheet."""
_NEEDED = {
    "demands": ("number",),
    "forbidden": ("forbidden",),
    "zeros": ("zeros",),
    "registers": ("of_unit", "cell", "value"),
}
_DIVIDED = re.compile(r"[、，,；;\n]+")
_NUMERALS = "一二三四五六七八九"
_EVER = 9999


class ProfileRow(NamedTuple):
    """A row of a sheet: where it stands, and its cells by what they mean."""

    sheet: str
    line: int
    cells: Mapping[str, str]


def rows_of_sheet(
    leaves: Sequence[Leaf], sheet: str, needed: Sequence[str], others: Sequence[str] = ()
) -> Iterator[ProfileRow]:
    """The rows of a sheet below its heads: of the one with its name, else of the first that has them."""
    for leaf in sorted(leaves, key=lambda leaf: leaf.name != PROFILE_SHEETS[sheet]):
        for number, (_, texts) in enumerate(leaf.rows):
            heads = [squeeze(text).partition("(")[0] for text in texts]
            at = {code: heads.index(PROFILE_HEADS[code]) for code in (*needed, *others) if PROFILE_HEADS[code] in heads}
            if at.keys() >= set(needed):
                for line, cells in leaf.rows[number + 1 :]:
                    said = {code: cells[n].strip() if n < len(cells) else "" for code, n in at.items()}
                    yield ProfileRow(leaf.name, line, dict.fromkeys(others, "") | said)
                return


def wrong_cell(path: str, row: ProfileRow, code: str, allowed: str) -> UsageError:
    """What is said of a cell that cannot be understood, with what may stand there."""
    head = PROFILE_HEADS.get(code) or PROFILE_ITEMS[code]
    details = {"sheet": row.sheet, "line": str(row.line), "head": head, "value": row.cells[code], "allowed": allowed}
    return UsageError("profile_cell", path=path, **details)


def tables_of_workbook(path: str, leaves: Sequence[Leaf]) -> dict[str, list[dict[str, Any]]]:
    """What the sheets declare: `section`, `forbid`, `zero`, and `registered`, the rows of registers."""
    read = {"demands": _demand, "forbidden": _forbidden, "zeros": _zero, "registers": _registered}
    names = {"demands": "section", "forbidden": "forbid", "zeros": "zero", "registers": "registered"}
    declared: dict[str, list[dict[str, Any]]] = {name: [] for name in names.values()}
    for sheet, columns in TABLES.items():
        others = [code for code in columns if code not in _NEEDED[sheet]]
        for row in rows_of_sheet(leaves, sheet, _NEEDED[sheet], others):
            if any(row.cells.values()):
                declared[names[sheet]].append(read[sheet](path, row))
    return declared


@cache
def cells_by_words() -> dict[str, str]:
    """Every cell of the newest form by its words, as a person may choose them."""
    forms = load_forms()
    newest = forms[-1]
    codes = [
        f"{table.key}.{line.key}.{column.key}"
        for table in newest.tables
        for band in table.bands
        for line in band.lines
        for column in band.columns
    ]
    return {place_of(code, forms, newest.code): code for code in codes}


def _demand(path: str, row: ProfileRow) -> dict[str, Any]:
    numbers = [section.number for section in load_forms()[-1].sections]
    said = squeeze(row.cells["number"]).removeprefix("第").removesuffix("部分")
    number = _NUMERALS.find(said) + 1 if len(said) == 1 and said in _NUMERALS else int(said) if said.isdecimal() else 0
    if number not in numbers:
        raise wrong_cell(path, row, "number", listed(map(str, numbers)))
    words, any_of = _listed(row.cells["words"]), _listed(row.cells["any"])
    length = _whole(path, row, "length", 0)
    return {"number": number, "length": length, "words": words, "any": any_of, "name": row.cells["called"]}


def _forbidden(path: str, row: ProfileRow) -> dict[str, Any]:
    words = _listed(row.cells["forbidden"])
    if not words:
        raise wrong_cell(path, row, "forbidden", PROFILE_HEADS["forbidden"])
    years = {"since": _whole(path, row, "since", 0), "until": _whole(path, row, "until", _EVER)}
    return {"words": words, "instead": row.cells["instead"], **years}


def _zero(path: str, row: ProfileRow) -> dict[str, Any]:
    kinds = {squeeze(sentence(f"kind.{kind}", "zh")): kind for kind in KINDS}
    said = [squeeze(kind) for kind in _listed(row.cells["kinds"])]
    if not set(said) <= kinds.keys():
        raise wrong_cell(path, row, "kinds", listed(kinds))
    cells = [_cell(path, row, "zeros")]
    return {"cells": cells, "kinds": [kinds[kind] for kind in said], "why": row.cells["why"]}


def _registered(path: str, row: ProfileRow) -> dict[str, Any]:
    value, tolerance = read_number(row.cells["value"]), read_number(row.cells["tolerance"] or "0")
    if value is None:
        raise wrong_cell(path, row, "value", "12")
    if tolerance is None:
        raise wrong_cell(path, row, "tolerance", "0")
    if not row.cells["of_unit"]:
        raise wrong_cell(path, row, "of_unit", PROFILE_HEADS["of_unit"])
    return {
        "name": row.cells["register"] or row.sheet,
        "unit": row.cells["of_unit"],
        "cell": _cell(path, row, "cell"),
        "value": value.value,
        "tolerance": tolerance.value,
        "year": _whole(path, row, "of_year", 0),
    }


def _cell(path: str, row: ProfileRow, code: str) -> str:
    """A cell of a form, by its words or its code."""
    words = {squeeze(place): cell for place, cell in cells_by_words().items()}
    said = squeeze(row.cells[code])
    if said in words.values():
        return said
    if said not in words:
        raise wrong_cell(path, row, code, PROFILE_SHEETS["cells"])
    return words[said]


def _listed(said: str) -> list[str]:
    return [word.strip() for word in _DIVIDED.split(said) if word.strip()]


def _whole(path: str, row: ProfileRow, code: str, otherwise: int) -> int:
    said = squeeze(row.cells[code]).removesuffix("年度").removesuffix("年").removesuffix("字")
    if said and not said.isdecimal():
        raise wrong_cell(path, row, code, "200" if code == "length" else "2024")
    return int(said) if said else otherwise
