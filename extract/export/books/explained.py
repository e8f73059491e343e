"""逐项对照 of `报市汇总表.xlsx`, as persons have left it → what they explained there, which stands in the next one.

Comes in: the sheets of a workbook. Goes out: explanations by year, unit, table of the form and row.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import regex as re

from extract.agencies.sheets import Leaf
from extract.forms import load_every_form
from extract.words.places import title_of
from extract.words.sheet_names import TOTALS_SHEETS
from extract.words.totals_labels import LABELS

ExplainedRow = tuple[str, str, str]
"""A unit, the title of a table of the form, the words of a row."""
Explained = Mapping[ExplainedRow, str]

_ANY_YEAR = r"\d{4}"


def explained_in(sheets: Sequence[Leaf]) -> dict[int, dict[ExplainedRow, str]] | None:
    """What is explained in a workbook, by the year that it adds up; None where it is another workbook."""
    leaves = {leaf.name: leaf for leaf in sheets}
    if not set(TOTALS_SHEETS.values()) <= leaves.keys():
        return None
    titles = {title_of(table) for form in load_every_form() for table in form.tables}
    explained: dict[int, dict[ExplainedRow, str]] = {}
    unit, year, table, at = "", 0, "", -1
    for _, cells in leaves[TOTALS_SHEETS["compared"]].rows:
        first = cells[0].strip() if cells else ""
        if match := next(filter(None, (each.fullmatch(first) for each in _TITLES)), None):
            unit, year, table = match["name"], int(match["year"]), ""
        elif first in titles:
            table = first
        elif heads := [place for place, cell in enumerate(cells) if cell.strip() in LABELS["explained"]]:
            at = heads[0]
        elif unit and table and 0 <= at < len(cells) and cells[at].strip():
            explained.setdefault(year, {})[unit, table, first] = cells[at].strip()
    return explained


def _title(template: str) -> re.Pattern[str]:
    """What a title of a unit's page looks like in a language."""
    name, before, year = "\0", "\1", "\2"
    text = re.escape(template.format(name=name, before=before, year=year), special_only=True)
    return re.compile(text.replace(name, "(?P<name>.+)").replace(before, _ANY_YEAR).replace(year, r"(?P<year>\d{4})"))


_TITLES = tuple(map(_title, LABELS["compared"]))
