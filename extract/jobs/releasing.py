"""What `release` does: a library → a folder of data that others can check and rebuild.

Comes in: a library, settled, and what persons set. Goes out: the files of the release, whole or not at all. What is in
them is left to `export.release`; whether they are still so, to `verifying`.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from extract.agencies.codes import CodeTable, codes_kept, codes_text
from extract.agencies.listing import roster_of
from extract.agencies.lists import Lists
from extract.diff import DifferenceRow
from extract.errors import UsageError
from extract.export.masked import Masks
from extract.export.release.terms import Reader, ReleaseTerms, Settings
from extract.export.release.written import Beside, write_read, write_release
from extract.export.replacing import Replacing
from extract.export.staged import Staged, staged
from extract.export.tables import NAMES, ExportTable, Selection, table_of
from extract.forms import load_every_form
from extract.jobs.choosing import resolved
from extract.jobs.differing import between
from extract.jobs.identifying import CODES
from extract.jobs.panels import score_in
from extract.jobs.released import is_release, opened_release, opened_tables
from extract.jobs.renaming import with_relative_names
from extract.jobs.versions import program_version
from extract.library import OpenLibrary
from extract.panels.grid import Choice
from extract.panels.methods import score_paragraph
from extract.steps import step


class Brought(NamedTuple):
    """What persons bring to a release: the roster, the table of division codes, the sheet that coders filled in; and
    the last release."""

    roster: Path | None = None
    codes: CodeTable | None = None
    coded: Path | None = None
    since: Path | None = None


class Released(NamedTuple):
    """What was released: how many files, reports and agencies; what was masked, by kind; how much is otherwise than in
    the last release, None for a first one."""

    files: int
    reports: int
    units: int
    masked: Counter[str]
    changes: int | None


def release_into(
    folder: Path, library: OpenLibrary, settings: Settings, brought: Brought, program: str, replacing: Replacing
) -> Released:
    """Writes a release of a library into a folder. UsageError where something stands there that may not be replaced, or
    the last release is none; OutputError where it cannot be written."""
    if brought.since and not is_release(brought.since):
        raise UsageError("no_release", path=str(brought.since))
    kept_codes = codes_kept(library.kept_list(CODES))
    brought = brought._replace(codes=brought.codes or kept_codes)
    settings = settings._replace(
        codes=CODES_FILE if brought.codes else "",
        keeps_codes=bool(kept_codes) and brought.codes == kept_codes,
        roster=_named("roster", brought.roster),
        coded=_named("coded", brought.coded),
        since=brought.since.resolve().name if brought.since else "",
    )
    with with_relative_names(library) as named, staged(folder, replacing) as stage:
        terms = ReleaseTerms(settings, program, program_version().partition("+")[2], tuple(_readers(named)))
        masks = Masks() if settings.is_masked else None
        changes = write_into(stage, tables_of(named, settings, masks, READ, brought), terms, brought)
        stage.moved()
        reports, units, *_ = named.reach()
    counted = masks.counts if masks else Counter[str]()
    return Released(library.count("file"), reports, units, counted, changes)


MADE = ("wide", "pooled", "coverage", "codebook")
"""The tables that are made from what was read: as it stands in the release, where text may be masked."""
READ = tuple(name for name in NAMES if name not in MADE)


class KeptBefore(NamedTuple):
    """What a release that is written again has from before: what had changed since the last one, and pages."""

    tables: Sequence[ExportTable] = ()
    files: Mapping[str, bytes] = MappingProxyType({})


CODES_FILE = "codes.json"
NOTHING_BEFORE = KeptBefore()


def write_into(
    stage: Staged,
    tables: Sequence[ExportTable],
    terms: ReleaseTerms,
    brought: Brought,
    kept: KeptBefore = NOTHING_BEFORE,
) -> int | None:
    """Writes a release: these tables of what was read, what is made of them, and what persons brought. How much is
    otherwise than in the last release, None for a first one."""
    settings, forms = terms.settings, load_every_form()
    with step("writing", settings.name):
        read = write_read(stage, tables, terms)
    with opened_tables(lambda table: stage.beside(f"{table}.csv")) as library:
        made = [*tables_of(library, settings, None, MADE, brought), *kept.tables]
        changes = list(_differences(brought.since, library)) if brought.since else None
        paragraphs = [score_paragraph(score_in(brought.coded, library), settings.lang)] if brought.coded else []
        files = ((settings.roster, brought.roster), (settings.coded, brought.coded))
        every = {**kept.files, **{name: path.read_bytes() for name, path in files if path}}
        every |= {settings.codes: codes_text(brought.codes).encode()} if brought.codes else {}
        with step("writing", settings.name):
            write_release(stage, read, library, made, terms, Beside(every, paragraphs, changes), forms)
    return None if changes is None else len(changes)


def tables_of(
    library: OpenLibrary, settings: Settings, masks: Masks | None, names: Sequence[str], brought: Brought
) -> list[ExportTable]:
    """Tables of a release."""
    lists = Lists(roster_of(brought.roster) if brought.roster else None, brought.codes)
    choice = resolved(library, Choice(lists=lists, base_year=settings.base_year))
    selection, forms = Selection(choice, settings.lang, masks), load_every_form()
    return [table_of(name, library, forms, selection) for name in names]


def _differences(since: Path, library: OpenLibrary) -> Iterator[DifferenceRow]:
    """What is otherwise than in the last release."""
    with opened_release(since) as old:
        yield from between(old, library)


def _named(role: str, path: Path | None) -> str:
    """What a file that persons bring is called in a release."""
    return f"{role}{path.suffix.lower()}" if path else ""


def _readers(library: OpenLibrary) -> Iterator[Reader]:
    machines: dict[str, list[dict[str, str]]] = {}
    for reader, machine in library.ran_with():
        machines.setdefault(reader, []).append(json.loads(machine))
    counts = Counter(known.reader for known in library.known_files())
    for reader, count in sorted(counts.items()):
        yield Reader(reader, count, tuple(machines.get(reader, ())))
