"""Sentences of `wordings.txt` and `plants.txt`, with what they need.

A heading `# slot` begins the sentences of a place, in `plants.txt` `# rule slot (needs)`. In front of a sentence,
`(needs)` says of which reports it is true: `town`, `below`, `gov` … the kind of agency, `new` years from 2021 on,
`received` a figure above 0, `no received` one of 0, `alone`
that no other figures stand in its place. A `{field}` is a word or a figure of the report, `{n}` any number,
`[a|b]` a choice, `/` a new line.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

import regex as re

_FOLDER = Path(__file__).parent
_NEEDS = re.compile(r"\(([^()]*)\)\s*(.*)")


class Wording(NamedTuple):
    """A sentence, where it stands, of which reports it is true, and the rule that it breaks, "" for none."""

    slot: str
    text: str
    needs: tuple[str, ...] = ()
    rule: str = ""


@cache
def wordings() -> tuple[Wording, ...]:
    """The sentences of clean reports."""
    return tuple(_wordings("wordings.txt"))


@cache
def plants() -> tuple[Wording, ...]:
    """The sentences with a fault."""
    return tuple(_wordings("plants.txt"))


def _wordings(name: str) -> list[Wording]:
    found: list[Wording] = []
    head = Wording("", "")
    for block in (_FOLDER / name).read_text(encoding="utf-8").split("\n# "):
        title, *lines = block.removeprefix("# ").rstrip("\n").split("\n")
        words, _, needs = title.partition(" (")
        *rule, slot = words.split()
        head = Wording(slot, "", _parts(needs.rstrip(")")), "".join(rule))
        for number, line in enumerate(lines):
            if line or (rule and not number):
                match = _NEEDS.fullmatch(line)
                more, text = (_parts(match[1]), match[2]) if match else ((), line)
                found.append(head._replace(text=text, needs=(*head.needs, *more)))
    return found


def _parts(needs: str) -> tuple[str, ...]:
    """
    >>> _parts("new no received town")
    ('new', 'no received', 'town')
    """
    return tuple(re.findall(r"no \w+|\w+", needs))
