"""A library → the files in a folder: seven of data and a workbook, all of one state of the library."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import NamedTuple

from extract.catalogue import load_rules
from extract.catalogue.page import rule_title
from extract.export.books.workbook import MOST_REPORTS, MOST_ROWS, Workbook
from extract.export.delimited import write_csv
from extract.export.replacing import NEW_ONLY, Replacing
from extract.export.staged import staged
from extract.forms import load_every_form
from extract.library import OpenLibrary
from extract.library.diary import Output, output_of
from extract.library.views import TABLES
from extract.model import Finding, Form
from extract.rows import Message, safe_text
from extract.steps import step
from extract.words.languages import Lang
from extract.words.sheet_names import WORKBOOK
from extract.words.wording import message_of_kept


class Written(NamedTuple):
    """The files that stand in a folder; `workbook` is None where it was left out. `anew`: they have just been written,
    because something had changed."""

    tables: tuple[Path, ...]
    workbook: Path | None
    anew: bool


FILES = (*(f"{table}.csv" for table in TABLES), WORKBOOK)
"""The files that are written into a folder."""


class Wording(NamedTuple):
    """How files speak: the sentences of findings, the titles of rules, and the name of the program."""

    lang: Lang
    message: Message
    titles: Mapping[str, str]
    program: str


def wording_in(lang: Lang, program: str) -> Wording:
    """How files speak in a language."""

    def message(finding: Finding, form: str) -> str:
        return message_of_kept(finding, load_every_form(), form, lang)

    return Wording(lang, message, {rule: rule_title(rule, lang) for rule in load_rules()}, program)


def write_folder(
    library: OpenLibrary,
    state: AbstractContextManager[None],
    folder: Path,
    forms: tuple[Form, ...],
    wording: Wording,
    exact: bool,
    version: str,
    replacing: Replacing = NEW_ONLY,
    with_workbook: bool = False,
) -> Written | None:
    """Writes what a library holds, unless it stands there already, written by this version of the program; the workbook
    where there is to be one, or, for None, where it is not too large for people. All is read
    in one `state` of it, and others may write into it meanwhile, but for the moment in which the files are put in their
    places. None where another process has then written those of a later state, so that it is to be done again.
    OutputError leaves the files that stood there as they were."""
    settings = json.dumps([wording.lang, exact, version, with_workbook])
    with staged(folder, replacing) as stage:
        places = {name: stage.path(name) for name in FILES}
        with state:
            standing = library.outputs(settings)
            if standing and all(_stands(output, folder) for output in standing):
                return _written(folder, [output.name for output in standing], anew=False)
            generation = library.generation
            for table in TABLES:
                rows = library.rows(table, wording.message, exact)
                columns = library.columns(table) if exact else map(safe_text, library.columns(table))
                with step("writing", f"{table}.csv"):
                    write_csv(places[f"{table}.csv"], columns, rows)
            has_workbook = _has_room(library, for_people=not with_workbook)
            if has_workbook:
                with step("writing", WORKBOOK):
                    _write_workbook(library, places[WORKBOOK], stage.scratch(), forms, wording)
        if not has_workbook:
            stage.without(WORKBOOK)
        stage.noted()
        with library.writing():
            if library.written_generation > generation:
                return None
            paths = stage.moved(frozenset({WORKBOOK}))
            if not has_workbook:
                stage.removed(WORKBOOK)
            library.wrote(settings, map(output_of, paths), generation)
    return _written(folder, [path.name for path in paths], anew=True)


def _has_room(library: OpenLibrary, for_people: bool) -> bool:
    """Whether the sheets of a workbook have room for a library, and, `for_people`, whether anybody would open it."""
    most_reports = MOST_REPORTS if for_people else MOST_ROWS
    return library.count("reports") <= most_reports and library.count("findings") <= MOST_ROWS


def _write_workbook(library: OpenLibrary, path: Path, scratch: Path, forms: tuple[Form, ...], wording: Wording) -> None:
    workbook = Workbook(forms, wording.lang, wording.message, wording.titles, wording.program)
    uncounted = library.uncounted()
    for report, verdict in library.reports():
        corrections = library.corrections_about(report.source.sha256, report.part)
        workbook.add(report, verdict, (report.source.name, report.part) not in uncounted, corrections)
    workbook.write(path, scratch)


def _written(folder: Path, names: list[str], anew: bool) -> Written:
    tables = [f"{table}.csv" for table in TABLES]
    others = [folder / name for name in names if name not in tables]
    return Written(tuple(folder / name for name in tables), others[0] if others else None, anew)


def _stands(output: Output, folder: Path) -> bool:
    try:
        return output_of(folder / output.name) == output
    except OSError:
        return False
