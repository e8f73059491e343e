"""The official forms, from the TOML files of this folder. A new official version is a new file here, and no code."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from extract.model import Balance, Band, Column, Form, FormSection, FormTable, Line


@cache
def load_forms() -> tuple[Form, ...]:
    """All declared forms, oldest first."""
    texts = (
        entry.read_text(encoding="utf-8") for entry in files(__package__).iterdir() if entry.name.endswith(".toml")
    )
    return tuple(sorted(map(form_of, texts), key=lambda form: form.first_year))


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
            FormSection(s["number"], s["key"], s["title"], tuple(map(tuple, s["words"]))) for s in declared["section"]
        ),
        tables=tuple(map(_table, declared["table"])),
    )


def _table(declared: dict[str, Any]) -> FormTable:
    return FormTable(
        key=declared["key"],
        title=declared["title"],
        section=declared["section"],
        side_by_side=declared.get("layout") == "side_by_side",
        bands=tuple(map(_band, declared["band"])),
        balances=tuple(
            Balance(b["key"], b["axis"], tuple(b["left"]), tuple(b["right"])) for b in declared.get("balance", ())
        ),
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
            Line(r["key"], r["short"], r["label"], tuple(r.get("aliases", ())), tuple(r.get("group", ())))
            for r in declared["row"]
        ),
    )
