"""Real pages against the figures a person noted for them: cells right, wrong, marked, missing.

Usage: python -m bench.wild RECORDS.jsonl [-v]

Each record has `lines` (table cells as printed) and `table2`, `table3`, `table4` (the figures noted). The lines are
written as a document of their own under a title line. A cell is *right* when the noted number is given with `how` read
or aligned, *wrong* when another number is, *marked* when it is suggested or unreadable, *missing* otherwise; figures
that the record's lines, which are cut, do not hold are counted apart. Every number in the lines must be accounted for:
as a fact, as the raw text of an unreadable cell, in a row the form does not have, or left over.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from decimal import Decimal
from pathlib import Path
from typing import Any

import regex as re

from extract.errors import UnreadableFile
from extract.forms import load_forms
from extract.model import Fact
from extract.numbers import read_number
from extract.pipeline import reading_of
from extract.text import label_key

_ROWS = {
    "rules": "rules",
    "norm": "normative_documents",
    "licensing": "licences",
    "other_mgmt": "other_services",
    "penalty": "penalties",
    "coercion": "coercion",
    "fees": "fees",
    "procurement": "procurement",
}
_COLUMNS = {
    "new_made": "made",
    "new_published": "published",
    "total_published": "published_total",
    "made": "issued",
    "repealed": "repealed",
    "in_force": "in_force",
    "prev_items": "items_last_year",
    "change": "items_change",
    "decisions": "decisions",
    "wan_yuan": "amount",
    "projects": "items",
    "amount": "amount",
    "": "decisions",
}


def documents(path: Path) -> Iterator[tuple[dict[str, Any], bytes]]:
    """The records that have lines, each with the document made of them."""
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        if record.get("lines"):
            title = f"{record['agency'] or ''}{record['year']}年政府信息公开工作年度报告"
            yield record, "\n".join([title, *record["lines"]]).encode()


def noted(record: dict[str, Any]) -> Iterator[tuple[str, Decimal]]:
    """The figures a person noted, by concept; rows noted with fewer than seven figures say nothing about places."""
    for key, value in (record.get("table2") or {}).items():
        row = next(name for name in _ROWS if key.startswith(name))
        yield f"proactive.{_ROWS[row]}.{_COLUMNS[key[len(row) :].strip('_')]}", Decimal(str(value))
    form = load_forms()[-1]
    rows = {label_key(line.label): line.key for band in form.table("requests").bands for line in band.lines}
    columns = [column.key for column in form.table("requests").bands[0].columns]
    for label, figures in (record.get("table3") or {}).get("rows", ()):
        if len(figures) == len(columns):
            for column, figure in zip(columns, figures, strict=True):
                yield f"requests.{rows[label_key(label)]}.{column}", Decimal(figure)
    band = form.table("disputes").bands[0]
    cells = [f"disputes.{line.key}.{column.key}" for line in band.lines for column in band.columns]
    for cell, figure in zip(cells, record.get("table4") or (), strict=False):
        yield cell, Decimal(figure)


def verdict(fact: Fact | None, value: Decimal) -> str:
    """What became of a noted figure."""
    if fact is None or fact.state in ("absent", "blank", "mark"):
        return "missing"
    if fact.state == "unreadable" or fact.how == "suggested":
        return "marked"
    unit = 10_000 if fact.unit == "万元" and fact.value != value else 1
    return "right" if fact.value == value or (fact.value is not None and fact.value * unit == value) else "wrong"


def _is_printed(fact: Fact | None, label: str, lines: list[str]) -> bool:
    """Whether the record's lines, which are cut, still hold figures behind a row's label."""
    printed = [label_key(cell) for line in lines for cell in line.split("|") if cell.strip()]
    key = label_key(label)
    at = next((n for n, cell in enumerate(printed) if cell == key), len(printed))
    return fact is None or bool(re.search(r"^\d", " ".join(printed[at + 1 : at + 2])))


def main(path: Path, verbose: bool) -> None:
    total: Counter[str] = Counter()
    labels = {line.key: line.label for form in load_forms() for t in form.tables for b in t.bands for line in b.lines}
    for record, data in documents(path):
        printed = [
            number for line in record["lines"] for cell in re.split(r"[|]", line) if (number := read_number(cell))
        ]
        facts, elsewhere = {}, 0
        with suppress(UnreadableFile):
            reading = reading_of(data, record["id"])
            facts = {str(fact.concept): fact for fact in reading.report.facts}
            extras = [entry for match in reading.matches for line in match.extras for entry in line.entries]
            elsewhere = sum(entry.state == "number" for entry in extras)
            elsewhere += sum(len(match.leftovers) for match in reading.matches)
        for concept, value in noted(record):
            outcome = verdict(facts.get(concept), value)
            row = concept.split(".", 1)[1].rsplit(".", 1)[0]
            if outcome == "missing" and not _is_printed(facts.get(concept), labels[row], record["lines"]):
                outcome = "not in the lines"
            kind = "non-zero" if value else "zero"
            total[f"{kind} {outcome}"] += 1
            if verbose and outcome != "right":
                fact = facts.get(concept)
                print(record["id"], outcome, concept, value, fact and (fact.state, fact.how, fact.raw), len(printed))
        given = sum(fact.state == "number" for fact in facts.values())
        kept = [raw for fact in facts.values() for raw in fact.raw.split() if fact.state == "unreadable"]
        if given + len(kept) + elsewhere != len(printed):
            print(f"{record['id']}: {len(printed)} numbers printed, {given + len(kept) + elsewhere} accounted for")
    for key in sorted(total):
        print(f"{key:18} {total[key]}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), "-v" in sys.argv)
