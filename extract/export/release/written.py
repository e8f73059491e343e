"""A release as files in a folder: tables with their data package, pages for people, what ran, and the sums of all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from extract.diff import DifferenceRow
from extract.export.formats.setting import Setting
from extract.export.formats.texts import PACKAGE_FILE, Resource, write_description, write_resources
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
from extract.export.tables import NAMES, ExportTable, difference_table
from extract.library import OpenLibrary
from extract.model import Form
from extract.words.export_labels import TABLE_LABELS

CHANGES_TABLE = "changes"
_REACHED = ("agencies", "collected", "readable", "canonical")


class Beside(NamedTuple):
    """What a release holds beside what was read: files as they are, by name; paragraphs on how often cells are wrong;
    and what is otherwise than in the last release, None where there was none."""

    files: Mapping[str, bytes]
    paragraphs: Sequence[str] = ()
    changes: Sequence[DifferenceRow] | None = None


def write_read(stage: Staged, tables: Sequence[ExportTable], terms: ReleaseTerms) -> list[Resource]:
    """Writes the tables of what was read."""
    return write_resources(tables, stage, Setting(terms.settings.lang, exact=True), NAMES)


def write_release(
    stage: Staged,
    read: Sequence[Resource],
    library: OpenLibrary,
    made: Sequence[ExportTable],
    terms: ReleaseTerms,
    beside: Beside,
    forms: tuple[Form, ...],
) -> None:
    """Writes the rest of a release: the tables that are made of what was `read`, of which the library is, and what is
    to be known of all of them."""
    lang = terms.settings.lang
    pages = dict[str, str]()
    if beside.changes is not None:
        label = TABLE_LABELS[CHANGES_TABLE]
        made = [*made, difference_table(beside.changes, forms, lang)._replace(name=CHANGES_TABLE, label=label)]
        pages[CHANGES] = changes_page(beside.changes, terms)
    resources = [*read, *write_resources(made, stage, Setting(lang, exact=True), NAMES)]
    resources.sort(key=lambda resource: [*NAMES, CHANGES_TABLE].index(resource.table.name))
    write_description(resources, stage, _about(terms))
    corpus = corpus_of(library)
    pages |= {
        METHODS: methods_page(library, corpus, terms, _reached(made), beside.paragraphs),
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
