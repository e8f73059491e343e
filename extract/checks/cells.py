"""Single cells: what is printed in them that no official filling rule allows.

One finding per table and kind, naming the cells: a table whose zeros are left blank is one fault, not a hundred.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex as re

from extract.checks.case import Case, CheckResult, PrintedTable, finding
from extract.model import Column, Fact, Finding, Severity
from extract.text import label_key, listed

_LETTERS = re.compile(r"\p{L}")
"""What words have. Digits and signs that make no number may be one that a page has cut."""
_LONG_LABEL = 4
"""Characters of a label that are no chance words of a remark."""
_KINDS = ("blank", "mark", "words", "negative", "decimals")
_MOST_SHOWN = 5
"""Different prints that a sentence shows; all cells stand in `concepts`."""


def no_figures(case: Case) -> CheckResult:
    """D-06: cells that are blank, hold a mark or words, or a count below zero or with decimals."""
    return list(_no_figures(case))


def _no_figures(case: Case) -> Iterator[Finding]:
    document = case.reading.document
    for table in case.tables:
        found: dict[str, list[Fact]] = {kind: [] for kind in _KINDS}
        for column, fact in _cells(table):
            for kind in _kinds(column, fact, table):
                if not fact.is_guess and not document.is_drawn_over(fact):
                    found[kind].append(fact)
        for kind, facts in found.items():
            if facts:
                printed = tuple(dict.fromkeys(fact.raw for fact in facts))[:_MOST_SHOWN]
                yield finding(
                    "D-06",
                    "warning",
                    f"cells.{kind}",
                    facts=facts,
                    about_reading=_is_doubtful(kind, table, printed),
                    actual=" ".join(printed),
                    table=table.key,
                    count=len(facts),
                    printed=listed(printed),
                )


def _kinds(column: Column, fact: Fact, table: PrintedTable) -> Iterator[str]:
    """What a cell is that is no count or amount."""
    if fact.value is not None:
        if fact.value < 0 and column.value_type != "signed_count":
            yield "negative"
        if column.value_type != "amount" and fact.value != int(fact.value):
            yield "decimals"
    elif fact.state in ("blank", "mark"):
        yield fact.state
    elif fact.state == "unreadable" and fact.raw and not table.is_unplaced(fact):
        yield "words"


def _is_doubtful(kind: str, table: PrintedTable, printed: tuple[str, ...]) -> bool:
    """Whether cells may hold something else: a figure without a place may be theirs, what cannot be read is no word,
    and nobody fills in the label of a row."""
    if table.unplaced or kind != "words":
        return bool(table.unplaced)
    labels = [word for word in table.words if len(word) >= _LONG_LABEL]
    return not any(_LETTERS.search(each) and not any(word in label_key(each) for word in labels) for each in printed)


def _cells(table: PrintedTable) -> Iterator[tuple[Column, Fact]]:
    """Every fact with its declared column, in the form's order; digits alone are a count."""
    other = {place: fact for place, fact in table.facts.items() if not fact.raw.isdecimal()}
    for printed in table.bands if other else ():
        for line in printed.band.lines:
            for column in printed.band.columns:
                fact = other.get((line.key, column.key))
                if fact:
                    yield column, fact


_CITY_ENDS = ("市", "州", "盟", "地区")
_COUNTY_ENDS = ("县", "区", "旗", "镇", "乡", "街道")


def rules_below_cities(case: Case) -> CheckResult:
    """D-08: 规章 above zero at an agency that makes none (立法法 91, 93: ministries, provinces, cities with districts).

    Of departments those of counties and below are at fault; those of cities are doubted, and others not judged.
    """
    identity = case.report.identity
    rules = [fact for table in case.tables for (row, _), fact in table.facts.items() if row == _RULES_ROW]
    if not rules:
        return "tables"
    of_city = identity.kind == "department" and not identity.parent.endswith(_COUNTY_ENDS)
    if of_city and not identity.parent.endswith(_CITY_ENDS):
        return "kind"
    wrong = [fact for fact in rules if fact.value and not fact.is_guess]
    if not wrong:
        return []
    figures = listed(fact.text for fact in wrong)
    severity: Severity = "warning" if of_city else "error"
    wording = "rules.of_city" if of_city else "rules"
    return [finding("D-08", severity, wording, facts=wrong, expected=0, actual=figures, figures=figures)]


_RULES_ROW = "rules"
"""The row of 规章 in every form."""
