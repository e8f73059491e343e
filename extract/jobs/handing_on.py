"""What `notices` and `page` do: a year of a library → the papers that leave the desk, and the page of its audit.

Comes in: what a command line says, parsed. Goes out: what was written. Nothing is printed. What persons said in the
workbook of the audit is read back first: nobody is told of what somebody has found to be untrue.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from extract.agencies.roster import Roster
from extract.agencies.sheets import contents_of
from extract.audit import Audit, Problem, Standing
from extract.checks.profile import Profile
from extract.export.folder import Wording
from extract.export.leaves import have_leaves
from extract.export.marked import picture_of
from extract.export.pages.county_page import county_page
from extract.export.papers.circular import circular, circular_template
from extract.export.papers.notice import Letter, Pictured, notice, notice_template, told_to
from extract.export.replacing import Replacing, must_end_in, page_with_our_mark
from extract.export.staged import staged
from extract.export.worded import Telling
from extract.forms import load_forms
from extract.jobs import settled_state
from extract.jobs.adding_up import reports_of_units
from extract.jobs.filing import in_a_file_name
from extract.jobs.originals import bytes_as_read
from extract.jobs.said import ReadBack, read_all_back
from extract.jobs.supervising import judged, numbered, workbooks_in
from extract.library import OpenLibrary
from extract.steps import step
from extract.words.phrases import day_words
from extract.words.sheet_names import (
    CIRCULAR,
    CIRCULAR_TEMPLATE,
    NOTICE_TEMPLATE,
    NOTICES,
    PACKETS,
)

_MOST_FILES = 4
"""Sources that are kept open for the pictures of their places."""


class HandedOn(NamedTuple):
    """The year, how many units have a paper, how many problems stand in them and how many were left out, because they
    are in doubt or somebody has said otherwise; what was read back, papers of before that are no longer true and were
    taken away, and those that stay since somebody has changed them."""

    year: int
    units: int
    problems: int
    left: int
    packets: int
    said: ReadBack
    removed: tuple[Path, ...]
    outdated: tuple[Path, ...]


def hand_on(
    path: Path,
    out: Path,
    roster: Roster | None,
    profile: Profile,
    year: int,
    wording: Wording,
    templates: Path | None = None,
    audited_in: Path | None = None,
    inputs: tuple[Path, ...] = (),
    overwrite: bool = False,
    office: str = "",
) -> HandedOn:
    """Writes the papers of a year (0 for the one that an audit would take) into a folder: 反馈单/ with one for every
    unit that has something to mend, 通报.docx, and for each office above, where there are several, the same about its
    own units. `templates` is a folder of papers to fill; what is not there is written there first, to be changed.
    `audited_in` is the folder of the workbook that is read back. An `office` signs them, and the circular has its head.

    UsageError and OutputError as of `audit_library`, and where a template cannot be filled.
    """
    with OpenLibrary.existing_or_copy(path) as library:
        library.check_whole()
        replacing = Replacing(library, inputs, overwrite)
        audit, said = _audited(library, roster, profile, year, audited_in)
        names = library.names()
        letter = Letter(audit.year, day_words(profile.due, wording.lang), day_words(str(date.today()), wording.lang))
        desk = _Desk(
            Telling(audit, load_forms(), wording.message, wording.lang),
            letter,
            _pictures(names),
            _template(templates, NOTICE_TEMPLATE, lambda: notice_template(wording.lang, office)),
            _template(templates, CIRCULAR_TEMPLATE, lambda: circular_template(wording.lang, office)),
        )
        packets = _packets(audit)
        removed, outdated = [], []
        for folder, standings in packets.items():
            with step("writing", str(folder / CIRCULAR)):
                gone, stay = _write(desk, standings, out / folder, replacing)
            removed += gone
            outdated += stay
        told = [problems for problems in map(told_to, audit.standings) if problems]
        count = sum(map(len, told))
        left = max(sum(problem.is_counted for problem in audit.problems) - count, 0)
        return HandedOn(audit.year, len(told), count, left, len(packets) - 1, said, tuple(removed), tuple(outdated))


def write_page(
    path: Path,
    out: Path,
    roster: Roster | None,
    profile: Profile,
    year: int,
    wording: Wording,
    audited_in: Path | None = None,
    inputs: tuple[Path, ...] = (),
    overwrite: bool = False,
) -> tuple[int, ReadBack]:
    """Writes the page of the audit of a year; which, and what was read back. UsageError and OutputError as of
    `hand_on`."""
    must_end_in(out, ".html")
    with OpenLibrary.existing_or_copy(path) as library:
        library.check_whole()
        replacing = Replacing(library, inputs, overwrite)
        replacing.check(out)
        audit, said = _audited(library, roster, profile, year, audited_in)
        before = reports_of_units(library, audit, audit.year - 1)
        telling = Telling(audit, load_forms(), wording.message, wording.lang)
        with step("writing", out.name), staged(out.parent, replacing) as stage:
            stage.path(out.name).write_bytes(page_with_our_mark(county_page(telling, before)))
            stage.moved()
        return audit.year, said


def _audited(
    library: OpenLibrary, roster: Roster | None, profile: Profile, year: int, audited_in: Path | None
) -> tuple[Audit, ReadBack]:
    """The audit of a year, by what persons said in the workbook that stands in a folder."""
    books = workbooks_in(library, audited_in) if audited_in else []
    with library.writing():
        said = read_all_back(library, books)
    with settled_state(library):
        audit, _, _ = judged(library, roster, profile, year)
    with library.writing():
        return numbered(library, audit), said


class _Desk(NamedTuple):
    """How papers are written."""

    telling: Telling
    letter: Letter
    pictured: Pictured
    notice: bytes
    circular: bytes


def _template(folder: Path | None, name: str, made: Callable[[], bytes]) -> bytes:
    """A paper with its fields: the one in a folder, which is written there where there is none."""
    if folder is None:
        return made()
    place = folder / name
    if not place.exists():
        with staged(folder) as stage:
            stage.path(name).write_bytes(made())
            stage.moved()
    return contents_of(place)


def _packets(audit: Audit) -> Mapping[Path, Sequence[Standing]]:
    """The units whose papers stand in a folder: all of them, and those of each office above where there are several."""
    packets: dict[Path, Sequence[Standing]] = {Path(): audit.standings}
    parents = dict.fromkeys(standing.unit.parent for standing in audit.standings)
    if len(parents) > 1:
        for parent in filter(None, parents):
            own = [standing for standing in audit.standings if standing.unit.parent == parent]
            packets[Path(PACKETS) / in_a_file_name(parent)] = own
    return packets


def _write(
    desk: _Desk, standings: Sequence[Standing], out: Path, replacing: Replacing
) -> tuple[list[Path], list[Path]]:
    """Writes the papers about some units; those of before about units that have nothing to mend any more that were
    taken away, and those that somebody has changed and that stay."""
    papers = dict(_notices(desk, standings))
    folder = out / NOTICES
    before = [place for place in folder.glob("*.docx") if place.name not in papers] if folder.is_dir() else []
    removed = [place for place in before if replacing.may_remove(place)]
    with staged(folder, replacing) as stage:
        for name, paper in papers.items():
            stage.path(name).write_bytes(paper)
        stage.noted()
        stage.moved()
        for place in removed:
            stage.removed(place.name)
    with staged(out, replacing) as stage:
        stage.path(CIRCULAR).write_bytes(circular(standings, desk.telling, desk.letter, desk.circular))
        stage.noted()
        stage.moved()
    return removed, [place for place in before if place not in removed]


def _notices(desk: _Desk, standings: Sequence[Standing]) -> Iterator[tuple[str, bytes]]:
    """The papers for units by the names of their files; of units with one name, with the office above in front."""
    names = [in_a_file_name(standing.unit.name) for standing in standings]
    for standing, name in zip(standings, names, strict=True):
        if problems := told_to(standing):
            above = in_a_file_name(standing.unit.parent) if names.count(name) > 1 else ""
            unit = standing.unit.name
            yield (
                f"{above}{name}.docx",
                notice(unit, problems, desk.telling, desk.letter, desk.pictured, desk.notice),
            )


def _pictures(names: Mapping[str, Sequence[str]]) -> Pictured:
    """Pictures of the places of problems on leaves of files that are still there."""

    @lru_cache(_MOST_FILES)
    def data_of(files: tuple[str, ...], digest: str) -> bytes | None:
        return bytes_as_read(files, digest)

    def pictured(problem: Problem) -> bytes:
        source, origins = problem.report.source, problem.finding.origins
        if not have_leaves(source.kind) or not origins:
            return b""
        data = data_of(tuple(names.get(source.sha256) or [source.name]), source.sha256)
        return picture_of(data, source.kind, str(origins[0])) if data else b""

    return pictured
