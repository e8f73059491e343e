"""What the officials prescribe: the forms of each period, from the TOML files of this folder.

Comes in: those files, open the newest first. Goes out: `Form`s (here), all their labels as one sequence for `tables`
to look for (`outline`), and the data dictionary (`codebook`). A new official version is a new file here, and no code.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from extract.model import Balance, Band, Column, Form, FormSection, FormTable, Line


@cache
def load_forms() -> tuple[Form, ...]:
    """The declared forms of the annual report, oldest first."""
    return tuple(form_of(text) for text in _texts() if not tomllib.loads(text).get("statistics"))


@cache
def load_statistics() -> tuple[Form, ...]:
    """The declared tables of statistics that were annexed to reports before there was a form, oldest first."""
    return tuple(form_of(text) for text in _texts() if tomllib.loads(text).get("statistics"))


def load_every_form() -> tuple[Form, ...]:
    """The tables of statistics and the forms of the annual report, oldest first."""
    return (*load_statistics(), *load_forms())


def _texts() -> list[str]:
    """The TOML files, by the year of the form, which is their name."""
    entries = sorted(files(__package__).iterdir(), key=lambda entry: entry.name)
    return [entry.read_text(encoding="utf-8") for entry in entries if entry.name.endswith(".toml")]


def form_of(toml: str) -> Form:
    """The form that a TOML text declares.

    KeyError names a field that is missing; tomllib.TOMLDecodeError says where the text is no TOML.
    """
    declared = tomllib.loads(toml)
    return Form(
        code=declared["code"],
        title=declared["title"],
        notice=declared["notice"],
        first_year=declared["first_year"],
        sections=tuple(
            FormSection(s["number"], s["key"], s["title"], tuple(map(tuple, s["words"])))
            for s in declared.get("section", ())
        ),
        tables=tuple(map(_table, declared["table"])),
        experimental=declared.get("experimental", False),
    )


def _table(declared: dict[str, Any]) -> FormTable:
    return FormTable(
        key=declared["key"],
        title=declared["title"],
        section=declared["section"],
        side_by_side=declared.get("layout") == "side_by_side",
        bands=tuple(map(_band, declared["band"])),
        balances=tuple(map(_balance, declared.get("balance", ()))),
        usual=tuple(map(_balance, declared.get("usual", ()))),
    )


def _balance(declared: dict[str, Any]) -> Balance:
    return Balance(
        key=declared["key"],
        axis=declared["axis"],
        left=tuple(declared["left"]),
        right=tuple(declared["right"]),
        at_least=declared.get("at_least", False),
    )


def _band(declared: dict[str, Any]) -> Band:
    return Band(
        key=declared["key"],
        label=declared.get("label", ""),
        headers=tuple(declared["headers"]),
        columns=tuple(
            Column(
                c["key"],
                c["short"],
                c["label"],
                tuple(c.get("aliases", ())),
                tuple(c.get("group", ())),
                c["unit"],
                c.get("value_type", "count"),
            )
            for c in declared["column"]
        ),
        lines=tuple(
            Line(
                r["key"],
                r["short"],
                r["label"],
                tuple(r.get("aliases", ())),
                tuple(r.get("group", ())),
                r.get("unit", ""),
                r.get("value_type"),
            )
            for r in declared["row"]
        ),
    )
