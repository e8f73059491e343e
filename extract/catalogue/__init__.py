"""What is checked, as officials prescribe it: the catalogue of rules.

Comes in: `rules.toml`, open it first. Goes out: every rule with its severity, its basis and whom it is for
(`load_rules`), and a page of them all for people (`page`). The code that looks is in `checks`.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from extract.model import Severity, Why


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


@cache
def load_rules() -> dict[str, Rule]:
    """Every rule by its id, in the order of judgement: root causes come first."""
    declared = tomllib.loads((files(__package__) / "rules.toml").read_text(encoding="utf-8"))
    return {
        name: Rule(
            name,
            said["severity"],
            said.get("basis", ""),
            (said["title"]["zh"], said["title"]["en"]),
            (said["finds"]["zh"], said["finds"]["en"]),
            frozenset(said.get("kinds", ())),
            said.get("since", 0),
            tuple(said.get("needs", ())),
            said.get("of_absence", False),
            said.get("on_demand", False),
            tuple(said["says"]),
        )
        for name, said in declared.items()
    }
