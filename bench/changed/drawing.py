"""Draws documents at random: a kind of file, a report, and one to three changes that it has a place for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from random import Random

from bench.changed import (
    altered,
    arranged,
    body,
    cascade,
    copied,
    dialects,
    formed,
    ink,
    laid,
    leaves,
    pages,
    paint,
    plain,
    printed,
    runs,
    screens,
    strings,
    web,
    word,
)
from bench.changed.document import KINDS, PRINTED, Document, Way, drawn
from bench.gold import offices

WAYS: Mapping[str, Way] = {
    name: way
    for module in (
        formed,
        printed,
        arranged,
        altered,
        laid,
        plain,
        copied,
        web,
        screens,
        cascade,
        word,
        runs,
        body,
        dialects,
        ink,
        paint,
        strings,
        leaves,
        pages,
    )
    for name, way in module.WAYS.items()
}
"""Every change by name, in the order in which they happen."""
STAGES = ("draft", "form", "print", "file")
_ORDER = {name: (STAGES.index(way.stage), n) for n, (name, way) in enumerate(WAYS.items())}

NOT_FOR_PRINTERS = frozenset(
    (
        "cells_dressed",
        "in_a_frame",
        "page_in_a_table",
        "misdeclared",
        "two_versions",
        "digits_shown_by_rules",
        "drawn_by_style",
        "docx_chunk_of_html",
        "docx_flat_package",
        "docx_word_2003",
        "docx_figures_computed",
        "docx_figures_tracked",
        "docx_figures_in_boxes",
        "docx_digits_in_boxes",
        "docx_tables_in_boxes",
        "docx_cells_padded",
        "docx_digits_shown_by_styles",
        "docx_rows_tracked",
        "docx_figures_unsure",
        "docx_words_turned",
    )
)
"""Changes of a file that Chromium or LibreOffice do not print as the program it is meant for shows them."""

TRIES = 120
"""How many reports are drawn before a change is given up that has no place in any of them."""


def document_of(seed: str, kind: str = "", only: str = "") -> Document:
    """The document of a seed, of one kind of file and with one change where they are named."""
    random = Random(seed)
    for _ in range(TRIES):
        made = drawn(random, kind or _kind(random, WAYS[only].kinds if only else KINDS))
        names = [only] if only else _chosen(random, made)
        changed = changed_by(made, names, random)
        if changed.changes:
            return changed
    raise ValueError(f"no report drawn has a place for {only or 'any change'}")


SHARES = {"txt": 27, "html": 27, "docx": 21, "pdf": 21, "chromium": 3, "office": 1}
"""How many of 100 files are of a kind; those that a program prints take seconds each."""


def _kind(random: Random, kinds: Sequence[str]) -> str:
    """A kind of file, as they are shared out among these; where a program is not installed, what it would print."""
    of_these = [kind for kind in SHARES if PRINTED.get(kind, kind) in kinds]
    kind = random.choices(of_these, [SHARES[each] for each in of_these])[0]
    installed = {"chromium": offices.chromium, "office": offices.soffice}
    return PRINTED[kind] if kind in PRINTED and not installed[kind]() else kind


def _chosen(random: Random, made: Document) -> list[str]:
    """One to three changes: one of this kind of file at least in half of the cases."""
    all_kinds = [name for name, way in WAYS.items() if made.kind in way.kinds]
    if made.printer:
        all_kinds = [name for name in all_kinds if name not in NOT_FOR_PRINTERS]
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
