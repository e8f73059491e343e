"""Forms → the data dictionary: one row per cell of every declared form, with labels, unit and short name."""

from __future__ import annotations

from collections.abc import Iterator

from extract.model import Form

COLUMNS = ("form", "table", "row", "row_label", "column", "column_label", "unit", "value_type", "short")


def codebook_of(forms: tuple[Form, ...]) -> Iterator[tuple[str, ...]]:
    """The cells of all forms, newest form first, in the form's order.

    `value_type`: `count` (an integer, 0 or more), `signed_count`, or `amount` (printed with decimals). `short` is the
    name of the variable in wide tables, at most 32 characters.
    """
    for form in sorted(forms, key=lambda form: -form.first_year):
        for table in form.tables:
            for band in table.bands:
                for line in band.lines:
                    row_label = "/".join(filter(None, (band.label, *line.group, line.label)))
                    for column in band.columns:
                        yield (
                            form.code,
                            table.key,
                            line.key,
                            row_label,
                            column.key,
                            "/".join((*column.group, column.label)),
                            line.unit or column.unit,
                            line.value_type or column.value_type,
                            f"{line.short}_{column.short}",
                        )
