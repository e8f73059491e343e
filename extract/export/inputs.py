"""What every file that was given came to: a row for each report in it, or for why there is none.

Comes in: a library and what is wanted of it. Goes out: where a file was got and when, its SHA-256, whether it stands in
the panel, and why, or why not: of several versions of a report, what told which one counts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Literal, NamedTuple

from extract.checks.known import Known, order_of_receipt
from extract.checks.versions import chosen_of, is_draft, later, still_there
from extract.export.known import known_of
from extract.library import OpenLibrary
from extract.library.questions import AccountRow
from extract.library.records import StoredRow, given_of
from extract.model import Report
from extract.panels.grid import Choice, doubled, filed_in, unresolved

WhyUsed = Literal[
    "only", "chosen", "later", "published", "draft_only", "best", "draft", "earlier", "not_chosen", "other", "gone",
    "several", "unresolved", "duplicate", "no_report", "nameless", "not_selected",
]  # fmt: skip
"""Why a report is used: it is the `only` one of its agency and year, a person has `chosen` it, it came `later`, the
others are no more than drafts (`published`), or so is every one (`draft_only`), or nothing tells an order and it was
read `best`. Why not: a `draft`, `earlier` than the one that counts, `not_chosen`, the `other` of two without an order,
`gone` from disk; both of `several` that count; one that may be of several units (`unresolved`); a `duplicate` of
other bytes, `no_report`, one that names no agency or year (`nameless`), or one that was not asked for
(`not_selected`)."""


INPUT_COLUMNS = (
    "file", "part", "kind", "sha256", "size", "url", "retrieved_at", "status", "reason", "report_id", "entity_id",
    "year", "used", "why", "instead", "sign", "received", "gone", "given", "reader",
    "own_id", "own_parent",
)  # fmt: skip
"""What a file came to. `instead`: the report that is used in place of this one. `sign`: what tells which of two
versions came later, as printed. `received`: in which round it was received, where nothing but that tells. `given`: what
a manifest or its path said of the file, as JSON. `own_id`, `own_parent`: as which agency it was read by itself, where
other reports have told more."""


class _Standing(NamedTuple):
    """How a version stands to the others of its report."""

    why: WhyUsed
    instead: str = ""
    sign: str = ""
    received: str = ""


def input_rows(library: OpenLibrary, choice: Choice) -> Iterator[StoredRow]:
    """What every file came to, in the order of files: rows under `INPUT_COLUMNS`."""
    filed = filed_in(library, choice)
    taken, several, loose = (set(rows.index) for rows in (filed, doubled(filed), unresolved(filed)))
    standings, whose = dict(_standings(library)), choice.whose or {}
    for account in library.accounts():
        standing = standings.get(account.key, _Standing("only"))
        if account.duplicate:
            standing = _Standing("duplicate", account.duplicate_of)
        elif not account.report_id:
            standing = _Standing("no_report")
        elif not account.entity_id or account.year is None:
            standing = _Standing("nameless")
        elif account.key in several:
            standing = _Standing("several")
        elif standing.why in USED and account.key in loose:
            standing = _Standing("unresolved")
        elif standing.why in USED and account.key not in taken:
            standing = _Standing("not_selected")
        unit = whose.get(account.key)
        yield _row(account._replace(entity_id=unit.entity_id) if unit else account, standing)


def _row(account: AccountRow, standing: _Standing) -> StoredRow:
    said = given_of(account.given)
    found = (account.status, account.reason, account.report_id, account.entity_id, account.year)
    return (
        *(account.file, account.part, account.kind, account.sha256, account.size, said.url, said.retrieved_at),
        *(*found, _flag(standing.why in USED), *standing, _flag(bool(account.gone)), account.given, account.reader),
        *(account.own_id, account.own_parent),
    )


def _flag(is_so: bool) -> str:
    return str(is_so).lower()


USED = frozenset[WhyUsed]({"only", "chosen", "later", "published", "draft_only", "best"})
"""Why a report is used; all others are why it is not."""


def _standings(library: OpenLibrary) -> Iterator[tuple[int, _Standing]]:
    """How the versions stand of every report of which there are several, by their keys."""
    known, gone, choices = known_of(library), frozenset(library.gone()), library.chosen()
    counting = {account.key for account in library.accounts() if account.counts}
    for keys in library.versions():
        by_key = {key: library.report(key, as_printed=True) for key in keys}
        there = still_there(list(by_key.values()), known, gone)
        used = next(by_key[key] for key in keys if key in counting)
        by_person = chosen_of(there, choices) is not None
        rounds = _rounds(list(by_key.values()), known)
        for (key, report), received in zip(by_key.items(), rounds, strict=True):
            if report is used:
                standing = _why_used(report, [other for other in there if other is not report], known, by_person)
            elif report not in there:
                standing = _Standing("gone", used.report_id)
            elif key in counting:
                standing = _Standing("several")
            else:
                standing = _why_not(report, used, known, by_person)
            yield key, standing._replace(received=received)


def _rounds(versions: Sequence[Report], known: Known) -> list[str]:
    """In which round each version was received, from 1, where nothing but that tells which of two came later; empty
    where that is nowhere so."""
    told = (later(one, other, known) for one, other in combinations(versions, 2))
    if not any(each.order and not each.sign for each in told):
        return [""] * len(versions)
    earlier = (sum(order_of_receipt(one, other, known) > 0 for other in versions) for one in versions)
    return [str(1 + count) for count in earlier]


def _why_used(report: Report, others: Sequence[Report], known: Known, by_person: bool) -> _Standing:
    if not others:
        return _Standing("only")
    if by_person:
        return _Standing("chosen")
    if is_draft(report, known):
        return _Standing("draft_only")
    orders = [later(report, other, known) for other in others if not is_draft(other, known)]
    if not orders:
        return _Standing("published")
    if all(order.order > 0 for order in orders):
        return _Standing("later", sign=orders[0].sign)
    return _Standing("best")


def _why_not(report: Report, used: Report, known: Known, by_person: bool) -> _Standing:
    if is_draft(report, known):
        return _Standing("draft", used.report_id)
    if by_person:
        return _Standing("not_chosen", used.report_id)
    order = later(used, report, known)
    return _Standing("earlier", used.report_id, order.sign) if order.order > 0 else _Standing("other", used.report_id)
