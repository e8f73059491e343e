"""What an office asks for beyond the rules: which of them apply and how grave they are, deadlines, demands on sections,
scores. A TOML file that an official can read; without one, the rules as they are.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Literal, NamedTuple, cast

from extract.catalogue import load_rules
from extract.errors import UsageError
from extract.model import SEVERITIES, Severity


class Demand(NamedTuple):
    """What a section must have: so many characters, and every one of some words."""

    section: int
    length: int = 0
    words: tuple[str, ...] = ()


class Scoring(NamedTuple):
    """An item of a score: points that every finding of some rules takes, and the most that they take together."""

    name: str
    rules: tuple[str, ...]
    points: float
    cap: float


@dataclass(frozen=True, slots=True)
class Profile:
    """An office's own demands. `deadlines` are month and day of the next year, by kind of agency."""

    name: str = ""
    severities: dict[str, Severity | Literal["off"]] = field(default_factory=dict)
    deadlines: dict[str, tuple[int, int]] = field(default_factory=dict)
    basis: str = ""
    due: str = ""
    demands: tuple[Demand, ...] = ()
    full: float = 0
    scores: tuple[Scoring, ...] = ()

    def is_off(self, rule: str) -> bool:
        """Whether a rule is not applied."""
        return self.severities.get(rule) == "off"

    def severity(self, rule: str, own: Severity) -> Severity:
        """How grave a finding is here."""
        wanted = self.severities.get(rule, own)
        return own if wanted == "off" else wanted

    def deadline(self, kind: str, year: int) -> date | None:
        """The day by which an agency of a kind must have published its report on a year; None where none is set."""
        day = self.deadlines.get(kind)
        return date(year + 1, *day) if day else None


_KINDS = ("township", "subdistrict", "county", "prefecture", "province", "department", "vertical", "zone", "other")


def profile_of(path: Path) -> Profile:
    """The profile in a TOML file. UsageError says which entry cannot be understood."""
    try:
        said = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise UsageError("table_unreadable", path=str(path), why=error.strerror or str(error)) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError("profile", path=str(path), why=str(error)) from error
    try:
        return _profile(said)
    except (KeyError, TypeError, ValueError) as error:
        raise UsageError("profile", path=str(path), why=f"{type(error).__name__}: {error}") from error


def _profile(said: dict[str, Any]) -> Profile:
    unknown = said.keys() - {"name", "basis", "due", "rules", "deadlines", "section", "score"}
    if unknown:
        raise ValueError(", ".join(sorted(unknown)))
    ids = load_rules().keys()
    wanted = said.get("rules", {})
    severities = {_one_of(rule, ids): _one_of(severity, (*SEVERITIES, "off")) for rule, severity in wanted.items()}
    score = said.get("score", {})
    return Profile(
        name=str(said.get("name", "")),
        severities=cast("dict[str, Severity | Literal['off']]", severities),
        deadlines={_one_of(kind, _KINDS): _day(day) for kind, day in said.get("deadlines", {}).items()},
        basis=str(said.get("basis", "")),
        due=str(said.get("due", "")),
        demands=tuple(
            Demand(int(each["number"]), int(each.get("length", 0)), tuple(each.get("words", ())))
            for each in said.get("section", ())
        ),
        full=float(score.get("full", 0)),
        scores=tuple(
            Scoring(
                each["name"],
                tuple(_one_of(rule, ids) for rule in each["rules"]),
                float(each["points"]),
                float(each.get("cap", each["points"])),
            )
            for each in score.get("item", ())
        ),
    )


def _one_of(word: str, words: Any) -> str:
    if word not in words:
        raise ValueError(word)
    return word


def _day(text: str) -> tuple[int, int]:
    month, day = (int(part) for part in text.split("-"))
    date(2024, month, day)
    return month, day
