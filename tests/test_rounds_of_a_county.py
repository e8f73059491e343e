"""A county over rounds of corrections, read from files: nothing is changed in passing, sums tell what is in doubt."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest

from extract.model import Concept
from tests.command import Gongkai
from tests.made.county import LAST, LAYOUTS, agencies, draft_of_year
from tests.made.whole import Draft, written

TOWNS = agencies()[:9]
LICENCES, PENALTIES, COERCION, FEES = (
    Concept("proactive", row, column)
    for row, column in (
        ("licences", "decisions"), ("penalties", "decisions"), ("coercion", "decisions"), ("fees", "amount"),
    )
)  # fmt: skip
ROUNDS = 3
Figures = Mapping[Concept, Decimal]


def with_figures(draft: Draft, figures: Figures) -> Draft:
    """A report with other figures, of which its text says nothing."""
    report = draft.report._replace(values=draft.report.values | figures)
    return draft._replace(report=report, silent=draft.silent | set(figures))


def hand_in(folder: Path, number: int, figures: Figures, layout: int = 0, more: str = "") -> None:
    """Writes the report of a town, in place of what was there."""
    town = TOWNS[number]
    whole = written(with_figures(draft_of_year(town, LAST, number), figures), LAYOUTS[(number + layout) % len(LAYOUTS)])
    folder.mkdir(exist_ok=True)
    (folder / f"{town.name}{LAST}{more}.{whole.name.rpartition('.')[2]}").write_bytes(whole.data)


@pytest.mark.long
def test_rounds_of_corrections(tmp_path: Path, gongkai: Gongkai, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    random, folder = Random(21), tmp_path / "in"
    roster = tmp_path / "roster.csv"
    roster.write_text("单位名称\n" + "".join(f"{town.printed}\n" for town in TOWNS), encoding="utf-8")
    kinds = (LICENCES, PENALTIES, COERCION)
    now: list[dict[Concept, Decimal]] = [
        {kind: Decimal(random.randint(20, 90)) for kind in kinds} | {FEES: Decimal("0.00")} for _ in TOWNS
    ]
    first = [dict(figures) for figures in now]
    in_yuan = {0: Decimal(12600), 1: Decimal(31000)}
    for round_ in range(1, ROUNDS + 1):
        for number, figures in enumerate(now):
            if round_ == 1:
                figures[FEES] = in_yuan.get(number, Decimal("3.49"))
            elif number in in_yuan and round_ == number + 2:
                figures[FEES] = in_yuan[number] / 10000
                figures[random.choice(kinds)] += random.randint(100, 200)
            elif number % 3 == round_ % 3:
                figures[random.choice(kinds)] += random.randint(1, 9)
            hand_in(folder, number, figures)
            if number % 4 == 2:
                hand_in(folder, number, figures, layout=1, more="（盖章扫描件）")
        assert gongkai("extract", "in", "-o", "lib", "-q").code == 0
        ran = gongkai("audit", "lib", "--roster", roster, "-o", "out", "--year", LAST, "--json", "-q")
        audit = json.loads(ran.out)
        assert audit["round"] == round_
        assert {unit["filing"] for unit in audit["units"]} <= {"filed", "undated"}
        (sums,) = audit["sums"].values()
        by_cell = {cell["concept"]: cell for cell in sums}
        for kind in (*kinds, FEES):
            assert Decimal(by_cell[str(kind)]["total"]) == sum(figures[kind] for figures in now), kind
            assert by_cell[str(kind)]["counted"] == len(TOWNS)
        doubtful = [number for number in in_yuan if now[number][FEES] > 100]
        assert by_cell[str(FEES)]["doubted"] == [TOWNS[number].printed for number in doubtful]
        in_doubt = sum((now[number][FEES] for number in doubtful), Decimal(0))
        assert Decimal(by_cell[str(FEES)]["without_doubt"]) == sum(f[FEES] for f in now) - in_doubt
    with (tmp_path / "out" / "findings.csv").open(encoding="utf-8-sig", newline="") as file:
        told = [row for row in csv.DictReader(file) if row["progress"] == "unasked"]
    changed = {
        (TOWNS[number].printed, str(kind))
        for number, figures in enumerate(now)
        for kind in kinds
        if figures[kind] != first[number][kind]
    }
    assert {(row["unit"], cell) for row in told for cell in row["concepts"].split(";")} == changed
    assert len(changed) >= 5 and all(row["about"] == "report" for row in told)
    assert gongkai("diff", "lib", "lib").out == ""
