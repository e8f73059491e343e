"""What a library claims, as it can be drawn and held against the print by persons who are not told what was read.

Comes in: a library. Goes out: every claim of a kind, with its stratum: cells of tables; files, each whose report of
which year it is said to be; sentences with figures, those that something is stated by and those that are passed over.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from hashlib import sha256
from typing import TYPE_CHECKING, Literal, NamedTuple

from extract.model import Locator, Paragraph
from extract.panels.answers import Question, figure_text, figures_text, number_text, yes_or_no
from extract.prose.narrative import sentences_with_figures
from extract.words.sheet_names import BLANK, NOT_STATED

if TYPE_CHECKING:
    from extract.library import OpenLibrary

ClaimKind = Literal["cells", "reports", "narrative"]
KINDS: tuple[ClaimKind, ...] = ("cells", "reports", "narrative")
QUESTIONS: Mapping[ClaimKind, tuple[Question, ...]] = {
    "cells": ("cell",),
    "reports": ("report", "agency", "year", "version"),
    "narrative": ("stated", "missed"),
}
"""What is asked of each."""


class Stratum(NamedTuple):
    """What is drawn by: a group, of which as much is drawn as of any other, kind of file, form, year, how it was read.

    Cells are in the groups `nonzero` and `other`; files in `single`, `several` (reports of one agency and year) and
    `other` (no report, or nobody's); sentences in `stated` and `unstated`. Without a group nothing is drawn."""

    group: str
    kind: str
    form: str
    year: int
    how: str


class Drawn(NamedTuple):
    """What is to be coded: what is claimed of it, by question, and what coders are told to find it.

    `others`: the other files of its agency and year."""

    key: str
    stratum: Stratum
    claims: Mapping[Question, str]
    file: str = ""
    kind: str = ""
    form: str = ""
    entity: str = ""
    year: int = 0
    concept: str = ""
    period: str = ""
    origin: str = ""
    sentence: str = ""
    others: tuple[str, ...] = ()

    @property
    def report_id(self) -> str:
        """The report that it is of."""
        return self.key.partition(" ")[0]


def claimed_in(library: OpenLibrary, of: ClaimKind) -> Iterator[Drawn]:
    """Every claim of a kind, in the order of files."""
    return _CLAIMED[of](library)


def _cells(library: OpenLibrary) -> Iterator[Drawn]:
    """The cells that are claimed to be read. Guesses and what could not be read say that they are none."""
    for kind, form, year, how, report, file, entity, concept, origin, state, value in library.claims():
        number = None if value is None else Decimal(str(value))
        group = "nonzero" if state == "number" and number else "other"
        claim = _SIGNS.get(state) or number_text(number or Decimal(0))
        stratum = Stratum(group, kind, form, year, how)
        yield Drawn(
            f"{report} {concept}", stratum, {"cell": claim}, file, kind, form, entity, year, concept, "", origin
        )


_SIGNS = {"blank": BLANK, "mark": "/"}


def _reports(library: OpenLibrary) -> Iterator[Drawn]:
    """Files, or their parts, and what they are taken for."""
    rows = library.told_reports()
    filed: dict[tuple[str, int], list[tuple[str, str]]] = defaultdict(list)
    used: Counter[tuple[str, int]] = Counter()
    for _, _, year, _, key, file, _, entity_id, _, is_report, counts in rows:
        if is_report and entity_id and year:
            filed[entity_id, year].append((key, file))
            used[entity_id, year] += counts
    for kind, form, year, status, key, file, _, entity_id, entity, is_report, counts in rows:
        versions = filed.get((entity_id, year), [])
        claims: dict[Question, str] = {"report": yes_or_no(bool(is_report))}
        if is_report and counts and versions:
            claims |= {"agency": entity, "year": str(year)}
        if len(versions) > 1 and used[entity_id, year] == 1:
            claims["version"] = yes_or_no(bool(counts))
        group = "other" if not (is_report and versions) else "several" if len(versions) > 1 else "single"
        others = tuple(other for other_key, other in versions if other_key != key)
        yield Drawn(key, Stratum(group, kind, form, year or 0, status), claims, file, kind, form, others=others)


def _narrative(library: OpenLibrary) -> Iterator[Drawn]:
    """Figures that the prose is said to state, and the sentences that print figures: what they are said to state, or
    that they state nothing."""
    stated: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for row in library.told_statements():
        kind, form, year, period, report, file, entity, concept, origin, value, unit, sentence = row
        claim = figure_text(Decimal(str(value)), unit)
        stated[report][sentence].append(claim)
        key = f"{report} {concept} {period} {_digest(sentence)}"
        stratum = Stratum("stated", kind, form, year, period)
        yield Drawn(key, stratum, {"stated": claim}, file, kind, form, entity, year, concept, period, origin, sentence)
    for kind, form, year, report, file, entity, origin, text in library.told_sections():
        of_report = stated.get(report, {})
        paragraphs = [Paragraph(line, Locator(origin)) for line in text.split("\n")]
        for sentence in dict.fromkeys(sentences_with_figures(paragraphs)):
            claims = [claim for shown, some in of_report.items() if shown in sentence for claim in some]
            stratum = Stratum("" if claims else "unstated", kind, form, year, "")
            claim = figures_text(claims) if claims else NOT_STATED
            key = f"{report} {_digest(sentence)}"
            yield Drawn(
                key, stratum, {"missed": claim}, file, kind, form, entity, year, origin=origin, sentence=sentence
            )


def _digest(sentence: str) -> str:
    """By which a sentence of a report is known again."""
    return sha256(sentence.encode("utf-8", "replace")).hexdigest()[:8]


_CLAIMED: Mapping[ClaimKind, Callable[[OpenLibrary], Iterator[Drawn]]] = {
    "cells": _cells,
    "reports": _reports,
    "narrative": _narrative,
}
