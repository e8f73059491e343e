"""What an office demands beyond the rules (`profile`): of sections, of words, of cells, and of figures that it holds.

Comes in: a report and a profile. Goes out: findings. Nothing is told of cells that were not read for certain.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import regex as re

from extract.agencies.likeness import same_agency
from extract.checks.case import finding
from extract.checks.profile import Demand, Forbidden, Profile, Register, Zero
from extract.model import Fact, Finding, Origin, Report
from extract.text import listed, simplified, squeeze


def unmet_demands(report: Report, profile: Profile) -> list[Finding]:
    """What the profile demands of a report and is not so."""
    return [
        *(each for demand in profile.demands for each in _of_section(report, demand)),
        *(each for forbidden in profile.forbidden for each in _of_words(report, forbidden)),
        *(each for zero in profile.zeros for each in _of_zeros(report, zero)),
        *(each for register in profile.registers for each in _of_register(report, register)),
    ]


def _of_section(report: Report, demand: Demand) -> Iterator[Finding]:
    """C-05: a section that is shorter than demanded, or lacks words that are, or all of some that mean the same."""
    section = next((section for section in report.sections if section.number == demand.section), None)
    if not section:
        return
    text = squeeze(section.text)
    lacking = [word for word in demand.words if squeeze(word) not in text]
    if demand.any_of and not any(squeeze(word) in text for word in demand.any_of):
        lacking.append(demand.name or "/".join(demand.any_of))
    missing = listed(lacking)
    details = {"number": section.number, "title": section.title.strip(), "count": len(text), "length": demand.length}
    if len(text) < demand.length:
        yield _demanded("demand.length", section.origin, demand.length, len(text), details)
    if missing:
        yield _demanded("demand.words", section.origin, missing, "", details | {"missing": missing})


def _demanded(wording: str, origin: Origin, expected: object, actual: object, details: dict[str, object]) -> Finding:
    unmet = finding("C-05", "warning", wording, origins=[origin], expected=expected, actual=actual)
    return unmet._replace(details=tuple((key, str(value)) for key, value in details.items()))


def _of_words(report: Report, forbidden: Forbidden) -> Iterator[Finding]:
    """P-01: words that the office wants to see no longer, in reports on some years; what is quoted is let pass."""
    if report.year is None or not forbidden.since <= report.year <= forbidden.until:
        return
    for word in forbidden.words:
        pattern = re.compile(rf"(?<![“「『《])(?:{re.escape(simplified(word))})")
        places = [
            paragraph.origin.part(*match.span())
            for section in report.sections
            for paragraph in section.paragraphs
            for match in pattern.finditer(simplified(paragraph.text))
        ]
        if places:
            yield finding(
                "P-01",
                "warning",
                "forbidden.instead" if forbidden.instead else "forbidden",
                origins=places,
                expected=forbidden.instead,
                actual=word,
                word=word,
                instead=forbidden.instead,
                count=len(places),
            )


def _of_zeros(report: Report, zero: Zero) -> Iterator[Finding]:
    """P-02: cells that are to be 0 for agencies of a kind, and are not."""
    if zero.kinds and report.identity.kind not in zero.kinds:
        return
    cells = _certain(report)
    filled = [cells[cell] for cell in zero.cells if cell in cells and cells[cell].value]
    if filled:
        figures = listed(fact.text for fact in filled)
        yield finding(
            "P-02", "warning", "zero", facts=filled, expected=0, actual=figures, figures=figures, why=zero.why
        )


def _of_register(report: Report, register: Register) -> Iterator[Finding]:
    """P-03: cells that are not what another register has for the agency and year, by more than it allows."""
    cells = _certain(report)
    for row in register.rows:
        fact = cells.get(row.cell)
        is_meant = same_agency(row.unit, report.entity) and row.year in (0, report.year)
        if not report.entity or fact is None or not is_meant:
            continue
        gap = abs((fact.value or Decimal(0)) - row.value)
        if gap > row.tolerance:
            yield finding(
                "P-03",
                "warning",
                "register",
                facts=[fact],
                expected=row.value,
                actual=fact.text,
                register=register.name,
                held=row.value,
                printed=fact.text,
                gap=gap,
            )


def _certain(report: Report) -> dict[str, Fact]:
    return {str(fact.concept): fact for fact in report.facts if fact.is_certain}
