"""A supervisor's year in a small county: nothing typed is lost, nobody falsely missing, changes told, sums true."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.year.trial import Trial


@pytest.mark.long
def test_a_year_in_which_nothing_is_lost(tmp_path: Path) -> None:
    trial = Trial(tmp_path, "small", count=6, office=False)
    assert {filer.role for filer in trial.county} >= {"chosen", "cleared", "missing", "renamed"}
    assert list(trial.faults()) == []
    assert len(trial.typed) > 100 and len(trial.decided) > 3
