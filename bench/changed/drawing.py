"""Draws documents at random: a kind of file, a report, and one to three changes that it has a place for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from random import Random

from bench.changed import paper, plain, printed, web, word
from bench.changed.document import KINDS, Document, Way, drawn

WAYS: Mapping[str, Way] = printed.WAYS | plain.WAYS | web.WAYS | word.WAYS | paper.WAYS
"""Every change by name, in the order in which they happen."""
STAGES = ("form", "print", "file")
_ORDER = {name: (STAGES.index(way.stage), n) for n, (name, way) in enumerate(WAYS.items())}

TRIES = 40
"""How many reports are drawn before a change is given up that has no place in any of them."""


def document_of(seed: str, kind: str = "", only: str = "") -> Document:
    """The document of a seed, of one kind of file and with one change where they are named."""
    random = Random(seed)
    for _ in range(TRIES):
        kinds = [kind] if kind else list(WAYS[only].kinds if only else KINDS)
        made = drawn(random, random.choice(kinds))
        names = [only] if only else _chosen(random, made.kind)
        changed = changed_by(made, names, random)
        if changed.changes:
            return changed
    raise ValueError(f"no report drawn has a place for {only or 'any change'}")


def _chosen(random: Random, kind: str) -> list[str]:
    """One to three changes: one of this kind of file at least in half of the cases."""
    all_kinds = [name for name, way in WAYS.items() if kind in way.kinds]
    own = [name for name in all_kinds if len(WAYS[name].kinds) < len(KINDS)]
    count = random.choice((1, 1, 2, 3))
    return list(dict.fromkeys(random.choice(own if random.random() < 0.5 else all_kinds) for _ in range(count)))


def changed_by(document: Document, names: list[str], random: Random) -> Document:
    """The document with these changes, as far as it has a place for them."""
    for name in sorted(names, key=_ORDER.__getitem__):
        changed = WAYS[name].change(document, random)
        if changed is not None:
            document = replace(changed, changes=(*document.changes, name))
    return document
