"""What an office asks for beyond the rules: which of them apply and how grave they are, deadlines, demands on sections,
scores. A TOML file that an official can read; without one, the rules as they are.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Literal, NamedTuple

from extract.catalogue import KINDS, load_rules
from extract.errors import ProfileError, UsageError
from extract.forms import load_forms
from extract.forms.declared import (
    DATE,
    DAY,
    NUMBER,
    TEXT,
    TEXTS,
    WHOLE,
    Shape,
    TomlPlace,
    day_of,
    named,
    one_of,
    some_of,
    table_of,
    tables_in,
    tables_of,
)
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

    def severity(self, rule: str, usual: Severity) -> Severity:
        """How grave a finding is here."""
        declared = self.severities.get(rule, usual)
        return usual if declared == "off" else declared

    def deadline(self, kind: str, year: int) -> date | None:
        """The day by which an agency of a kind must have published its report on a year; None where none is set."""
        day = self.deadlines.get(kind)
        return date(year + 1, *day) if day else None


def profile_of(path: Path) -> Profile:
    """The profile in a TOML file.

    UsageError where it cannot be opened; ProfileError, which is one, names the table and the key that cannot be
    understood.
    """
    place = TomlPlace(ProfileError, str(path))
    try:
        toml = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise UsageError("table_unreadable", path=str(path), why=error.strerror or str(error)) from error
    except UnicodeDecodeError as error:
        raise place.wrong("toml", "", why=str(error)) from error
    declared = tables_in(toml, _shape(), place)
    numbers = [str(section.number) for section in load_forms()[-1].sections]
    for number, section in enumerate(declared.get("section", ()), start=1):
        if str(section["number"]) not in numbers:
            raise place.inside("section", str(number)).unknown_word("number", str(section["number"]), numbers)
    return _profile(declared)


def _shape() -> Shape:
    rules = load_rules()
    item: Shape = {"name": TEXT, "rules": some_of(rules), "points": NUMBER, "cap?": NUMBER}
    return {
        "name?": TEXT,
        "basis?": TEXT,
        "due?": DATE,
        "rules?": named(one_of((*SEVERITIES, "off")), rules),
        "deadlines?": named(DAY, KINDS),
        "section?": tables_of({"number": WHOLE, "length?": WHOLE, "words?": TEXTS}),
        "score?": table_of({"full?": NUMBER, "item?": tables_of(item)}),
    }


def _profile(declared: dict[str, Any]) -> Profile:
    score = declared.get("score", {})
    return Profile(
        name=declared.get("name", ""),
        severities=declared.get("rules", {}),
        deadlines={kind: day_of(day) for kind, day in declared.get("deadlines", {}).items()},
        basis=declared.get("basis", ""),
        due=str(declared.get("due", "")),
        demands=tuple(
            Demand(section["number"], section.get("length", 0), tuple(section.get("words", ())))
            for section in declared.get("section", ())
        ),
        full=float(score.get("full", 0)),
        scores=tuple(
            Scoring(
                scoring["name"],
                tuple(scoring["rules"]),
                float(scoring["points"]),
                float(scoring.get("cap", scoring["points"])),
            )
            for scoring in score.get("item", ())
        ),
    )
