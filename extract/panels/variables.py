"""The variables of wide tables that are no cell of a form: indicators, what is to be known of tables, how much of the
text is boilerplate.

Comes in: the declared forms. Goes out: their names, labels and what they mean, and with the cells the rows of the
codebook. How they are found out is told by `compare`, `repeated` and `checks.boilerplate`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from extract.forms.codebook import codebook_of
from extract.model import Form
from extract.panels.series import Indicator, load_indicators, sums_of
from extract.words.export_labels import OFFICIAL_TABLES, TOLD_OF_SECTIONS, TOLD_OF_TABLES
from extract.words.languages import Pair, in_each
from extract.words.phrases import part_of
from extract.words.places import section_of

LETTERS = {"statistics": "t", "proactive": "p", "requests": "q", "disputes": "d"}
"""What the names of variables begin with, by table."""
BALANCED = ("requests", "disputes")
"""The tables whose figures add up."""
WRITTEN = (1, 5, 6)
"""The sections that are written, not filled in."""

VariableKind = Literal["text", "integer", "number", "flag"]
_OF_TABLES: dict[str, VariableKind] = {
    "balanced": "text", "n_blank": "integer", "n_suggested": "integer", "all_zero": "flag", "as_before": "flag",
}  # fmt: skip
_OF_SECTIONS: dict[str, VariableKind] = {
    "own": "number", "own_run": "integer", "county": "number", "county_run": "integer", "template": "number",
}  # fmt: skip


class Variable(NamedTuple):
    """A column: its name, what it holds, its label in Chinese and English; the table or the number of the section that
    it is of, and what it tells of that."""

    name: str
    kind: VariableKind
    label: Pair
    of: str
    tells: str


def variables_of(forms: tuple[Form, ...]) -> tuple[Variable, ...]:
    """The variables of tables and of sections, in the order of wide tables."""
    tables = [name for name in LETTERS if any(table.key == name for form in forms for table in form.tables)]
    return (*(each for name in tables for each in _of_table(name)), *(each for n in WRITTEN for each in _of_section(n)))


def _of_table(table: str) -> Iterator[Variable]:
    for tells, kind in _OF_TABLES.items():
        if tells != "balanced" or table in BALANCED:
            label = part_of(OFFICIAL_TABLES[table], TOLD_OF_TABLES[tells])
            yield Variable(f"{LETTERS[table]}_{tells}", kind, label, table, tells)


def _of_section(number: int) -> Iterator[Variable]:
    for tells, kind in _OF_SECTIONS.items():
        label = part_of(in_each(lambda lang: section_of(number, lang)), TOLD_OF_SECTIONS[tells])
        yield Variable(f"text{number}_{tells}", kind, label, str(number), tells)


def codebook_rows(forms: tuple[Form, ...]) -> Iterator[tuple[str, ...]]:
    """The rows of the codebook: every cell of every form, then what is of no form: rows added up, indicators, and the
    other variables."""
    yield from codebook_of(forms)
    for series in sums_of(forms):
        of_newest = next(cells for form in reversed(forms) if (cells := series.cells.get(form.code)))
        formula, label = " + ".join(map(str, of_newest)), series.label[0]
        yield ("", "sums", series.code, label, "", formula, series.unit, series.kind, series.short)
    for indicator in load_indicators().values():
        label, formula = indicator.label[0], formula_of(indicator)
        yield ("", "indicators", indicator.code, label, "", formula, indicator.unit, indicator.kind, indicator.short)
    for variable in variables_of(forms):
        yield ("", "variables", variable.name, variable.label[0], "", "", "", variable.kind, variable.name)


def formula_of(indicator: Indicator) -> str:
    """What an indicator is made of, by the codes of cells."""
    above = " + ".join(indicator.numerator)
    if not indicator.denominator:
        return f"{above} = 0"
    return f"({above}) / ({' + '.join(indicator.denominator)})"
