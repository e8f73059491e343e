"""An audit → `年报核查结果.xlsx`, which is worked through, printed and sent: who filed, what is to be mended, the sums.

What persons fill in is read back by the next audit (`read_back`), and stands in the next workbook where it stood.
"""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path

from extract.audit import Audit
from extract.export.books.arranged import EDITION
from extract.export.books.audit_sheets import Desk, KeptOfPersons
from extract.export.books.copy_sheet import write_copies
from extract.export.books.editions import WrittenBook
from extract.export.books.file_sheets import write_unclaimed, write_versions
from extract.export.books.links import link_to
from extract.export.books.looks import written_book
from extract.export.books.overview_sheet import write_overview
from extract.export.books.own_sheets import write_own_sheet
from extract.export.books.problem_sheet import write_problems
from extract.export.books.rule_sheets import write_doubts, write_matrix, write_rules
from extract.export.books.sum_sheet import write_sums
from extract.export.books.unit_sheets import write_ledger, write_reminders
from extract.model import Form
from extract.rows import Message
from extract.words.audit_labels import label
from extract.words.languages import Lang
from extract.words.sheet_names import AUDIT_SHEETS


def write_audit(
    path: Path,
    scratch: Path,
    audit: Audit,
    forms: tuple[Form, ...],
    lang: Lang,
    message: Message,
    kept: KeptOfPersons | None = None,
    today: date | None = None,
    home: Path | None = None,
) -> WrittenBook:
    """Writes the workbook of an audit, with what is kept of persons; the edition that it is. `today` is the day up to
    which delays are counted, `home` the folder in which it is to stand, where that is another. OSError when it cannot
    be written."""
    kept, edition = kept or KeptOfPersons(), WrittenBook(audit.year)
    with written_book(path, scratch, label("title", lang, year=audit.year)) as (book, looks):
        own = {sheet.name: sheet for sheet in kept.own_sheets}
        for name in _in_order(kept.order, list(own)):
            book.add_worksheet(AUDIT_SHEETS.get(name, name))
        opened = partial(link_to, folder=home or path.parent)
        desk = Desk(book, looks, audit, lang, kept, edition, forms, message, opened)
        units = write_overview(desk)
        write_problems(desk)
        write_reminders(desk, today or date.today())
        write_ledger(desk)
        write_unclaimed(desk, units)
        write_versions(desk)
        write_doubts(desk)
        write_copies(desk)
        write_rules(desk)
        write_matrix(desk)
        write_sums(desk)
        for sheet in own.values():
            write_own_sheet(book, sheet)
        book.set_custom_property(EDITION, edition.number)
    return edition


def _in_order(order: tuple[str, ...], own: list[str]) -> list[str]:
    """All sheets as a person has ordered them; one of ours that is not among them stands behind the one that it
    follows."""
    names = [name for name in order if name in AUDIT_SHEETS or name in own]
    before = -1
    for code in AUDIT_SHEETS:
        if code not in names:
            names.insert(before + 1, code)
        before = names.index(code)
    return names
