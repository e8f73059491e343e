"""What `diff` does: two libraries, or files that are read for it, or what a library holds and what it held before →
what is otherwise, row by row, and why.

Comes in: paths. Goes out: rows, in the order of agencies and years; none where both say the same. Two reports are
versions of one by agency and year, else by their bytes, else by their name; where each side has a single report, they
are. Why one is otherwise: `file`, other bytes were handed in; `reader`, the same bytes were read by another version of
the program; `roster`, a file was given to another agency or year; `version`, another version was chosen to count;
`decision`, a person decided, or corrected a figure. Where the bytes and the reader are others, it is both.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import NamedTuple

from extract.agencies.given import Givens
from extract.checks.changes import asked_cells
from extract.diff import Difference, DifferenceRow, decision_differences, differences, flag_differences
from extract.errors import UsageError
from extract.jobs import Limits, inputs_of, settled_to_read, with_members
from extract.jobs.reading import checked_files
from extract.jobs.released import is_release, opened_release
from extract.library import OpenLibrary, library_path
from extract.library.received import EarlierVersion
from extract.library.records import report_of
from extract.library.store import is_library
from extract.model import Report, Source, Verdict
from extract.rows import flags_of
from extract.words.sheet_names import CHOSEN


class Side(NamedTuple):
    """A report that counts on one side, with what speaks against its cells and what persons laid over them; it is
    loaded when it is needed."""

    file: str
    sha256: str
    part: int
    entity_id: str
    entity: str
    year: int | None
    form: str
    given: str
    reader: str
    flags: Mapping[str, str]
    corrected: Mapping[str, str]
    load: Callable[[], tuple[Report, Verdict]]


@contextmanager
def differing(old: Path, new: Path | None) -> Iterator[tuple[list[DifferenceRow], OpenLibrary | None]]:
    """What is otherwise in one library, or in files, than in another; without a second one, in what files of a library
    hold than in what they held before. With it the newer library, still open, where it is one that stays. UsageError
    where there is no report at a path."""
    with _opened(old) as one:
        if new is None:
            yield list(_since_replaced(one)), one if _is_kept(old) else None
            return
        with _opened(new) as other:
            ledger = other if _is_kept(new) else one if _is_kept(old) else None
            yield list(between(one, other)), ledger


def _is_kept(path: Path) -> bool:
    place = library_path(path)
    return place.is_file() and is_library(place)


@contextmanager
def _opened(path: Path) -> Iterator[OpenLibrary]:
    """The library at a path, or one of the release or the files there, which is gone afterwards."""
    if _is_kept(path):
        with settled_to_read(library_path(path)) as library:
            yield library
        return
    if is_release(path):
        with opened_release(path) as library:
            yield library
        return
    if not path.exists():
        raise UsageError("no_such_path", path=str(path))
    limits = Limits()
    inputs = with_members(inputs_of([path]), limits)
    with checked_files(inputs, Givens(), limits, (), lambda outcomes, _: outcomes, _nobody) as checked:
        if not checked.library.held(all_versions=True):
            raise UsageError("no_reports", path=str(path))
        yield checked.library


def _nobody() -> None:
    """Is told nothing when it is interrupted."""


# ── Two libraries ────────────────────────────────────────────────────────────────────────────────────────────────────


def between(old: OpenLibrary, new: OpenLibrary, is_trusted: bool = True) -> Iterator[DifferenceRow]:
    """What is otherwise in one library than in another, in the order of agencies and years. Where both are not trusted
    to hold what was read, also reports of the same bytes, read by the same version, are compared."""
    known = frozenset(old.hashes()), frozenset(new.hashes())
    dismissed = old.dismissed(), new.dismissed()
    rows: list[DifferenceRow] = []
    for one, other in _paired(list(_sides(old)), list(_sides(new))):
        rows += _rows(one, other, _causes(one, other, known), dismissed, is_trusted)
    yield from sorted(rows, key=_place)
    yield from _decided(old, new)


def _place(row: DifferenceRow) -> tuple[str, int]:
    return row.entity_id, row.year or 0


def _sides(library: OpenLibrary, all_versions: bool = False) -> Iterator[Side]:
    """The reports of a library: those that count, or all versions."""
    flagged, corrected = library.flagged(), dict[tuple[str, int], dict[str, str]]()
    for each in library.corrections():
        corrected.setdefault((each.sha256, each.part), {})[each.cell] = each.value
    for key, file, sha256, part, *about in library.held(all_versions):
        of_persons = flagged.get(key, {}), corrected.get((sha256, part), {})
        yield Side._make((file, sha256, part, *about, *of_persons, partial(library.judged, key)))


def _paired(olds: Sequence[Side], news: Sequence[Side]) -> Iterator[tuple[Side | None, Side | None]]:
    """Versions of one report, the surest first; what has no other stands alone."""
    are_single = len(olds) == len(news) == 1
    for key in _KEYS:
        before, now = (dict(_told_apart(sides, key)) for sides in (olds, news))
        both = before.keys() & now.keys()
        yield from ((before[mark], now[mark]) for mark in both)
        olds, news = ([side for side in sides if key(side) not in both] for sides in (olds, news))
    if are_single and olds and news:
        yield olds[0], news[0]
        return
    yield from ((one, None) for one in olds)
    yield from ((None, other) for other in news)


def _told_apart(sides: Sequence[Side], key: Callable[[Side], Hashable]) -> Iterator[tuple[Hashable, Side]]:
    """The reports that a key tells from all others, with what it is."""
    marks = [key(side) for side in sides]
    count = Counter(marks)
    return ((mark, side) for mark, side in zip(marks, sides, strict=True) if mark is not None and count[mark] == 1)


def _whose(side: Side) -> Hashable:
    return (side.entity_id, side.year) if side.entity_id and side.year else None


_KEYS: tuple[Callable[[Side], Hashable], ...] = (
    lambda side: (side.sha256, side.part, side.entity_id, side.year),
    _whose,
    lambda side: (side.sha256, side.part),
    lambda side: (side.file, side.part),
)


def _causes(one: Side | None, other: Side | None, known: tuple[frozenset[str], frozenset[str]]) -> str:
    """Why a report is otherwise; `known` are the bytes that each side holds, whether they count or not."""
    if one is None or other is None:
        there = one or other
        return "version" if there and all(there.sha256 in held for held in known) else "file"
    if one.sha256 == other.sha256:
        return "reader" if one.reader != other.reader else "roster" if one.given != other.given else "file"
    if one.sha256 in known[1] and other.sha256 in known[0]:
        return "version"
    return "file" if one.reader == other.reader else "file;reader"


def _rows(
    one: Side | None,
    other: Side | None,
    cause: str,
    dismissed: tuple[frozenset[str], frozenset[str]],
    is_trusted: bool = True,
) -> Iterator[DifferenceRow]:
    there = other or one
    if there is None:
        return
    row = partial(
        DifferenceRow,
        there.entity_id,
        there.entity,
        there.year,
        old_file=one.file if one else "",
        new_file=other.file if other else "",
        form=there.form,
    )
    if one is None or other is None:
        files = {"old": one.file if one else "", "new": other.file if other else ""}
        yield row("report", "added" if other else "removed", "", **files, cause=cause)
        return
    is_read_alike = one[:3] == other[:3] and (one.given, one.reader) == (other.given, other.reader)
    is_corrected_alike = one.corrected == other.corrected
    if not (is_read_alike and is_corrected_alike and is_trusted):
        yield from _told(one, other, cause, dismissed, row)
    for flag in flag_differences(one.flags, other.flags):
        is_decided = dismissed[0] != dismissed[1] or not is_corrected_alike
        why = "decision" if is_read_alike and is_decided else cause
        yield row("flag", flag.change, flag.code, flag.old, flag.new, why)


def _told(
    one: Side,
    other: Side,
    cause: str,
    dismissed: tuple[frozenset[str], frozenset[str]],
    row: Callable[..., DifferenceRow],
) -> Iterator[DifferenceRow]:
    before, verdict = one.load()
    asked = asked_cells(before, verdict, dismissed[0] | dismissed[1])
    for each in differences(before, other.load()[0]):
        is_asked = str(each.code in asked).lower() if each.what == "cell" else ""
        was_given = one.sha256 == other.sha256 and one.given != other.given and _tells_whose(each)
        is_decided = each.what == "cell" and one.corrected.get(each.code) != other.corrected.get(each.code)
        why = "decision" if is_decided else "roster" if was_given else cause
        yield row(each.what, each.change, each.code, each.old, each.new, why, asked=is_asked, origin=each.origin)


def _tells_whose(difference: Difference) -> bool:
    """Whether it is what a manifest says of a report that is otherwise."""
    return difference.what == "report" and difference.code in ("entity", "entity_id", "year", "published")


def _decided(old: OpenLibrary, new: OpenLibrary) -> Iterator[DifferenceRow]:
    """What persons said otherwise: about problems, whose files are, which versions count."""
    about = old.about_decided() | new.about_decided()
    for cause, before, now in (
        ("decision", _conclusions(old), _conclusions(new)),
        ("roster", _owners(old), _owners(new)),
        ("version", _chosen(old), _chosen(new)),
    ):
        for each in decision_differences(before, now):
            who = about.get(each.code, ("", "", None))
            yield DifferenceRow(*who, each.what, each.change, each.code, each.old, each.new, cause)


def _conclusions(library: OpenLibrary) -> dict[str, str]:
    return {print_: " ".join(filter(None, said)) for print_, said in library.decisions().items()}


def _owners(library: OpenLibrary) -> dict[str, str]:
    return {_report_id(*part): unit for part, unit in library.owners().items()}


def _chosen(library: OpenLibrary) -> dict[str, str]:
    return {_report_id(*part): CHOSEN for part in sorted(library.chosen())}


def _report_id(sha256: str, part: int) -> str:
    return Source("", "", sha256, 0).part_id(part)


# ── A library by itself ──────────────────────────────────────────────────────────────────────────────────────────────


def _since_replaced(library: OpenLibrary) -> Iterator[DifferenceRow]:
    """What files hold that is otherwise than what they held before they were last replaced."""
    dismissed = library.dismissed()
    now: dict[str, list[Side]] = {}
    for side in _sides(library, all_versions=True):
        now.setdefault(side.file, []).append(side)
    rows: list[DifferenceRow] = []
    for file in library.replaced_files():
        *_, last = library.earlier([file])
        before = list(_sides_of(last, dismissed))
        for one, other in _paired(before, now.get(file, [])):
            cause = "file" if other is None or one is None or one.reader == other.reader else "file;reader"
            rows += _rows(one, other, cause, (dismissed, dismissed))
    yield from sorted(rows, key=_place)


def _sides_of(version: EarlierVersion, dismissed: Collection[str]) -> Iterator[Side]:
    """The reports that a file held before."""
    source, given, records = version.record
    for record in records:
        if record.report_id:
            row, findings = record.report, record.findings
            open_ = ((f.rule, f.wording, f.concepts.split(";")) for f in findings if f.fingerprint not in dismissed)
            about = (row.part, row.entity_id, row.entity, row.year, row.form, given, version.reader)
            yield Side(
                source.name, source.sha256, *about, flags_of(open_), {}, partial(report_of, source, given, record)
            )
