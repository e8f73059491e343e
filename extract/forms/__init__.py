"""What the officials prescribe: the forms of each period, from the TOML files of this folder.

Comes in: those files, open the newest first. Goes out: `Form`s (here; `form` makes them, `declared` says what is wrong
with a file), what must add up in a table (`balances`), all their labels as one sequence for `tables` to look for
(`outline`), and the data dictionary (`codebook`). A new official version is a new file here, and no code.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from extract.forms.form import Declared, form_of
from extract.model import Form, Report


@cache
def load_forms() -> tuple[Form, ...]:
    """The declared forms of the annual report, oldest first."""
    return tuple(declared.form for declared in _every_declared() if not declared.is_annexed)


@cache
def load_statistics() -> tuple[Form, ...]:
    """The declared tables of statistics that were annexed to reports before there was a form, oldest first."""
    return tuple(declared.form for declared in _every_declared() if declared.is_annexed)


def load_every_form() -> tuple[Form, ...]:
    """The tables of statistics and the forms of the annual report, oldest first."""
    return (*load_statistics(), *load_forms())


@cache
def _every_declared() -> tuple[Declared, ...]:
    """What the TOML files declare, by the year of the form, which is their name."""
    entries = sorted(files(__package__).iterdir(), key=lambda entry: entry.name)
    texts = ((entry.read_text(encoding="utf-8"), entry.name) for entry in entries if entry.name.endswith(".toml"))
    return tuple(form_of(text, name) for text, name in texts)


def code_of(name: str) -> str:
    """The code of a cell by its column in wide tables; any other name is itself.

    >>> code_of("q_rec_tot"), code_of("requests.received.total")
    ('requests.received.total', 'requests.received.total')
    """
    return _codes_by_short().get(name, name)


@cache
def _codes_by_short() -> dict[str, str]:
    """The cells of all forms by their columns in wide tables."""
    return {
        f"{line.short}_{column.short}": f"{table.key}.{line.key}.{column.key}"
        for form in load_every_form()
        for table in form.tables
        for band in table.bands
        for line in band.lines
        for column in band.columns
    }


Report.code_of = staticmethod(code_of)
