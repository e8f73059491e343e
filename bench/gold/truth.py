"""What a document of the gold set holds, as a line of JSON beside it.

`truth.jsonl` has one line for each report: file, family, form, the traits of its looks, what its words tell and
what is printed in each cell of its tables.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from extract.model import Concept
from tests.made.prose import Said, Told

FILE = "truth.jsonl"


class Gold(NamedTuple):
    """A document and what must be read from it; `part` counts the reports that stand in one file."""

    file: str
    family: str
    form: str
    traits: tuple[str, ...]
    told: Told
    truth: dict[Concept, str]
    odd: frozenset[str] = frozenset()
    part: int = 1


def write(folder: Path, documents: Iterable[Gold]) -> None:
    """The lines of all documents into the folder."""
    with (folder / FILE).open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(_plain(each), ensure_ascii=False) + "\n" for each in documents)


def read(folder: Path, families: Iterable[str] = ()) -> list[Gold]:
    """The documents of a folder, or those of some families."""
    wanted = set(families)
    lines = (folder / FILE).read_text(encoding="utf-8").splitlines()
    found = [_gold(json.loads(line)) for line in lines]
    return [each for each in found if not wanted or each.family in wanted]


def _plain(gold: Gold) -> dict[str, object]:
    told = gold.told
    return gold._asdict() | {
        "told": told._asdict()
        | {"statements": [(said.concept, str(said.value), said.period) for said in told.statements]},
        "truth": {str(concept): text for concept, text in gold.truth.items()},
        "odd": sorted(gold.odd),
    }


def _gold(line: dict[str, Any]) -> Gold:
    told = dict(line["told"])
    told["sections"] = {int(number): text for number, text in told["sections"].items()}
    told["statements"] = tuple(Said(concept, Decimal(value), period) for concept, value, period in told["statements"])
    return Gold(
        file=line["file"],
        family=line["family"],
        form=line["form"],
        traits=tuple(line["traits"]),
        told=Told(**told),
        truth=_cells(line["truth"]),
        odd=frozenset(line["odd"]),
        part=line["part"],
    )


def _cells(texts: dict[str, str]) -> dict[Concept, str]:
    return {concept_of(name): text for name, text in texts.items()}


def concept_of(name: str) -> Concept:
    """The concept with this name; rows may have a dot of their own."""
    table, rest = name.split(".", 1)
    row, column = rest.rsplit(".", 1)
    return Concept(table, row, column)
