"""What is checked, as officials prescribe it: the catalogue of rules.

Comes in: `rules.toml`, open it first. Goes out: every rule with its severity, its basis and whom it is for
(`load_rules`), and a page of them all for people (`page`). The code that looks is in `checks`.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import NamedTuple, get_args

from extract.errors import FormError
from extract.forms.declared import (
    FLAG,
    IN_BOTH_LANGUAGES,
    TEXT,
    TEXTS,
    WHOLE,
    Shape,
    TomlPlace,
    named,
    one_of,
    some_of,
    table_of,
    tables_in,
)
from extract.model import SEVERITIES, Severity, Why


class Rule(NamedTuple):
    """A check as it is declared. Texts are Chinese and English.

    `kinds`: the kinds of agency it is for, empty for all. `since`: the first year. `needs`: without which it cannot be
    judged. `of_absence`: what it finds is missing, and may stand on a page that was not read. `says`: the wordings of
    its findings. `on_demand`: only applied when it is asked for.
    """

    id: str
    severity: Severity
    basis: str
    title: tuple[str, str]
    finds: tuple[str, str]
    kinds: frozenset[str]
    since: int
    needs: tuple[Why, ...]
    of_absence: bool
    on_demand: bool
    says: tuple[str, ...]

    def applies_to(self, kind: str, year: int | None) -> bool:
        """Whether it is for a kind of agency and a year, as far as they are known."""
        return (not kind or not self.kinds or kind in self.kinds) and (year is None or year >= self.since)


KINDS = ("township", "subdistrict", "county", "prefecture", "province", "department", "vertical", "zone", "other")
"""The kinds of agencies that a rule, or a deadline, may be for."""

_RULE: Shape = {
    "severity": one_of(SEVERITIES), "basis?": TEXT, "title": IN_BOTH_LANGUAGES, "finds": IN_BOTH_LANGUAGES,
    "kinds?": some_of(KINDS), "since?": WHOLE, "needs?": some_of(get_args(Why)), "of_absence?": FLAG,
    "on_demand?": FLAG, "says": TEXTS,
}  # fmt: skip


@cache
def load_rules() -> dict[str, Rule]:
    """Every rule by its id, in the order of judgement: root causes come first."""
    return rules_of((files(__package__) / "rules.toml").read_text(encoding="utf-8"))


def rules_of(toml: str, file: str = "rules.toml") -> dict[str, Rule]:
    """The rules that a TOML text declares. FormError names the file, the rule and the key that cannot be understood."""
    declared = tables_in(toml, named(table_of(_RULE)), TomlPlace(FormError, file))
    return {
        name: Rule(
            name,
            table["severity"],
            table.get("basis", ""),
            (table["title"]["zh"], table["title"]["en"]),
            (table["finds"]["zh"], table["finds"]["en"]),
            frozenset(table.get("kinds", ())),
            table.get("since", 0),
            tuple(table.get("needs", ())),
            table.get("of_absence", False),
            table.get("on_demand", False),
            tuple(table["says"]),
        )
        for name, table in declared.items()
    }
