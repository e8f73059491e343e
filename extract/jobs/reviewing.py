"""What `review` does: reports → all that an office needs of them, in one folder beside them.

Comes in: paths, as they are dropped on an icon. Goes out: what was read, the audit with its workbook, the page, the
papers. What an office keeps in that folder, or beside it, is taken without being named: a roster, a profile, the forms
that units sent back. Nothing is printed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple
from uuid import uuid4

from extract.agencies.given import Givens
from extract.agencies.listing import Listing, listing_of
from extract.checks.profile import Profile, profile_of
from extract.export.folder import Wording
from extract.jobs import Input, Limits, ReadingOptions, inputs_of, with_members
from extract.jobs.handing_on import HandedOn, hand_on, write_page
from extract.jobs.plan import Pruning
from extract.jobs.reading import Summary, Target, Watch, extract_files
from extract.jobs.supervising import Audited, audit_library
from extract.library import NAME
from extract.words.sheet_names import (
    REVIEW_ANSWERS,
    REVIEW_DATA,
    REVIEW_FOLDER,
    REVIEW_PAGE,
    REVIEW_PAPERS,
    REVIEW_PROFILE,
    REVIEW_ROSTER,
    SELF_CHECK,
)


class ReviewDesk(NamedTuple):
    """Where the results lie, and what an office keeps there: who must file, by which profile, the forms that came
    back; None for each that there is not."""

    folder: Path
    roster: Path | None
    profile: Path | None
    answers: Path | None

    @property
    def brought(self) -> tuple[Path, ...]:
        """The files that are there, none of which is a report."""
        return tuple(path for path in (self.roster, self.profile, self.answers) if path)


class Reviewed(NamedTuple):
    """What came of it; the roster that was taken, if any, and the page that was written."""

    summary: Summary
    audited: Audited
    handed_on: HandedOn
    listing: Listing | None
    profile: Profile
    page: Path


def desk_for(paths: Sequence[Path], folder: Path | None) -> ReviewDesk:
    """The desk for some reports: in a folder, or beside the first of them; at home where nothing can be written
    there, as on a disc or in a share of others."""
    folder = folder or _writable(paths[0].absolute().parent / REVIEW_FOLDER) or Path.home() / REVIEW_FOLDER
    near = (folder, folder.parent)
    answers = folder / REVIEW_ANSWERS
    return ReviewDesk(
        folder,
        _first(near, REVIEW_ROSTER, (".xlsx", ".csv")),
        _first(near, REVIEW_PROFILE, (".xlsx", ".toml")),
        answers if answers.is_dir() else None,
    )


def self_check_at(paths: Sequence[Path], folder: Path | None) -> Path:
    """Where the page about drafts is written: beside the first of them, or where `desk_for` would write."""
    name = SELF_CHECK.format(name=paths[0].stem)
    beside = paths[0].absolute().parent
    return (folder or (beside if _can_be_written(beside) else Path.home())) / name


def reports_on(paths: Sequence[Path], desk: ReviewDesk, limits: Limits) -> list[Input]:
    """The reports that paths name: what is kept on a desk is none, be it this one or that of another day."""
    others = (found for path in paths for found in path.rglob(REVIEW_FOLDER))
    return with_members(inputs_of(paths, leave_out=(desk.folder, *desk.brought, *others)), limits)


def review(
    inputs: Sequence[Input],
    desk: ReviewDesk,
    limits: Limits,
    wording: Wording,
    watch: Watch,
    on_interrupt: Callable[[], None],
) -> Reviewed:
    """Does it all. Errors as of `extract_files`, `audit_library`, `write_page` and `hand_on`."""
    folder, library = desk.folder, desk.folder / REVIEW_DATA / NAME
    listing = listing_of(desk.roster) if desk.roster else None
    profile = profile_of(desk.profile) if desk.profile else Profile()
    roster = listing.roster if listing else None
    target = Target(library, folder / REVIEW_DATA, wording, exact=False)
    summary = extract_files(inputs, Givens(), ReadingOptions(), limits, target, Pruning(), watch, on_interrupt)
    audited = audit_library(library, folder, roster, profile, 0, wording, desk.brought, answers=desk.answers)
    page, year = folder / REVIEW_PAGE, audited.audit.year
    write_page(library, page, roster, profile, year, wording, folder, desk.brought)
    papers = folder / REVIEW_PAPERS
    handed_on = hand_on(library, papers, roster, profile, year, wording, None, folder, desk.brought)
    return Reviewed(summary, audited, handed_on, listing, profile, page)


def _writable(folder: Path) -> Path | None:
    """A folder, which is made, where something can be written into it."""
    try:
        folder.mkdir(exist_ok=True)
    except OSError:
        return None
    return folder if _can_be_written(folder) else None


def _can_be_written(folder: Path) -> bool:
    """Whether something can be written into a folder: Windows tells it in no other way than by trying."""
    try:
        trial = folder / f".{uuid4().hex}"
        trial.touch(exist_ok=False)
        trial.unlink()
    except OSError:
        return False
    return True


def _first(folders: Sequence[Path], stem: str, suffixes: Sequence[str]) -> Path | None:
    places: Iterator[Path] = (folder / f"{stem}{suffix}" for folder in folders for suffix in suffixes)
    return next((place for place in places if place.is_file()), None)
