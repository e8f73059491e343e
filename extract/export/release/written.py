"""A release as files in a folder: tables with their data package, pages for people, what ran, and the sums of all."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from extract.diff import DifferenceRow
from extract.export.formats.setting import Setting
from extract.export.formats.texts import PACKAGE_FILE, write_description, write_resources
from extract.export.release.papers import (
    CHANGES,
    CITATION,
    CODEBOOK,
    METHODS,
    README,
    SUMS,
    changes_page,
    citation,
    codebook_page,
    corpus_of,
    methods_page,
    readme,
    title_of,
)
from extract.export.release.terms import LOCK_FILE, ReleaseTerms, lock_text
from extract.export.replacing import digest_of
from extract.export.staged import Staged
from extract.export.tables import ExportTable, difference_table
from extract.library import OpenLibrary
from extract.model import Form
from extract.words.export_labels import TABLE_LABELS

CHANGES_TABLE = "changes"
_REACHED = ("agencies", "collected", "readable", "canonical")


PathOf = Callable[[str], Path]
"""Where a table stands, by its name."""


class Beside(NamedTuple):
    """What a release holds beside its tables: files as they are, by name; paragraphs on how often cells are wrong; and,
    where there was a release before, how to find out from the tables that were written what is otherwise in them."""

    files: Mapping[str, bytes]
    paragraphs: Sequence[str] = ()
    changed: Callable[[PathOf], Sequence[DifferenceRow]] | None = None


def write_release(
    stage: Staged,
    library: OpenLibrary,
    tables: Sequence[ExportTable],
    terms: ReleaseTerms,
    beside: Beside,
    forms: tuple[Form, ...],
) -> None:
    """Writes a release of a library: these tables of it, and what is to be known of them."""
    lang = terms.settings.lang
    setting, names = Setting(lang, exact=True), {table.name for table in tables}
    resources = write_resources(tables, stage, setting, names)
    pages = dict[str, str]()
    if beside.changed:
        rows = beside.changed(lambda table: stage.beside(f"{table}.csv"))
        changes = difference_table(rows, forms, lang)._replace(name=CHANGES_TABLE, label=TABLE_LABELS[CHANGES_TABLE])
        resources += write_resources([changes], stage, setting, names)
        pages[CHANGES] = changes_page(rows, terms)
    write_description(resources, stage, _about(terms))
    corpus = corpus_of(library)
    pages |= {
        METHODS: methods_page(library, corpus, terms, _reached(tables), beside.paragraphs),
        CODEBOOK: codebook_page(forms, lang),
        CITATION: citation(terms),
        LOCK_FILE: lock_text(terms),
    }
    others = [README, *sorted({PACKAGE_FILE, SUMS, *pages, *beside.files})]
    pages[README] = readme(corpus, terms, resources, others, forms)
    for name, text in pages.items():
        stage.path(name).write_text(text, encoding="utf-8", newline="\n")
    for name, data in beside.files.items():
        stage.path(name).write_bytes(data)
    tables_written = (f"{resource.table.name}.csv" for resource in resources)
    files = sorted({*tables_written, PACKAGE_FILE, *pages, *beside.files})
    sums = "".join(f"{digest_of(stage.beside(name))}  {name}\n" for name in files)
    stage.path(SUMS).write_text(sums, encoding="utf-8", newline="\n")


def _about(terms: ReleaseTerms) -> Mapping[str, Any]:
    settings = terms.settings
    is_address = settings.licence.startswith(("http://", "https://"))
    licences = [{"path" if is_address else "name": settings.licence}] if settings.licence else []
    return {
        "title": title_of(terms),
        "version": settings.name,
        **({"licenses": licences} if licences else {}),
        **({"contributors": [{"title": author} for author in settings.authors]} if settings.authors else {}),
    }


def _reached(tables: Sequence[ExportTable]) -> Mapping[str, int]:
    """How many agencies and years are expected, and how many come how far."""
    (coverage,) = (table for table in tables if table.name == "coverage")
    sums = dict.fromkeys(_REACHED, 0)
    for frame, _ in coverage.chunks():
        for name in _REACHED:
            sums[name] += int(frame[name].sum())
    return sums
