"""Findings that one slip in a report gives rise to: they are one problem, and are counted once.

Comes in: findings about a report. Goes out: which of them share their cause with one that comes before. A total that is
wrong breaks the sum of its row and that of its column; what tells it is the cell whose change would mend both.
"""

from __future__ import annotations

from collections.abc import Mapping

from extract.model import Finding


def causes_of(findings: Mapping[str, Finding]) -> dict[str, str]:
    """For every finding, by fingerprints, the first one that has its cause: itself where none before has."""
    causes: dict[str, str] = {}
    first_by_cell: dict[str, str] = {}
    for print_, finding in findings.items():
        cells = _suspected(finding)
        causes[print_] = next((first_by_cell[cell] for cell in cells if cell in first_by_cell), print_)
        for cell in cells:
            first_by_cell.setdefault(cell, causes[print_])
    return causes


def _suspected(finding: Finding) -> list[str]:
    """The cells of a sum that are changed by the likeliest repair; those that it changes elsewhere are other slips."""
    likeliest = dict(finding.details).get("repairs", "").partition(";")[0]
    cells = [change.partition(":")[0] for change in likeliest.split("+")]
    return [cell for cell in cells if cell in finding.concepts]
