"""催报 and 台账: whom to remind, and what became of every unit's report. People go on with them: what they write stays
from one audit to the next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from extract.agencies.listing import contacts_of
from extract.audit import LEVEL, Audit, Filing, Standing
from extract.checks.dates import deadline_of_law
from extract.export.books.audit_sheets import Desk
from extract.export.books.looks import Content
from extract.words.audit_labels import label
from extract.words.languages import Lang
from extract.words.phrases import day_words, joined

_REMINDED: frozenset[Filing] = frozenset(
    ("missing", "late", "undated", "uncertain", "unreadable", "draft", "other", "other_year")
)
_OUTSTANDING: frozenset[Filing] = frozenset(("missing", "draft", "other", "other_year"))
"""Of these a report is still to come: the days go on."""
_MENDING = "still"


def write_reminders(desk: Desk, today: date) -> None:
    """Whom to remind, why, and by how many days they are late up to a day."""
    audit, lang = desk.audit, desk.lang
    columns = [
        desk.column("number", 5.0, "center", "pale"),
        desk.column("unit", 22.0),
        desk.column("reminded.why", 22.0),
        desk.column("contact.person", 11.0, "wrap", "center", is_theirs=True),
        desk.column("contact.phone", 15.0, "wrap", "center", is_theirs=True),
        desk.column("deadline", 14.0, "wrap", "center", is_theirs=True),
        desk.column("delay", 9.0, "center"),
        desk.column("reminders", 9.0, "center", is_theirs=True),
        desk.column("reminded", 14.0, "wrap", "center", is_theirs=True),
        desk.column("remark", 18.0, is_theirs=True),
    ]
    notes = [label("reminders.note", lang, day=day_words(today.isoformat(), lang))]
    table = desk.table("reminders", columns, label("reminders.title", lang, year=audit.year), notes)
    for standing in audit.standings:
        whys = list(_whys(standing, lang))
        if not whys:
            continue
        deadline = _deadline(audit, standing)
        person, phone = contacts_of(standing.unit)
        contents: dict[str, Content] = {
            "number": audit.unit_numbers.get(standing.unit.name),
            "unit": standing.unit.name,
            "reminded.why": "\n".join(whys),
            "contact.person": person,
            "contact.phone": phone,
            "deadline": day_words(deadline.isoformat(), lang) if deadline else "",
            "delay": _delay(standing, deadline, today),
        }
        table.row(standing.unit.name, contents, {"reminded.why": ("error",)} if standing.filing == "missing" else {})
    table.ends(empty=label("reminders.none", lang))


def _whys(standing: Standing, lang: Lang) -> Iterator[str]:
    if standing.filing in _REMINDED:
        yield label(f"filing.{standing.filing}", lang)
    if count := _still(standing):
        yield label("reminded.sent_back", lang, count=count)


def _still(standing: Standing) -> int:
    """How many problems that are to be mended were there in an earlier round, too."""
    return sum(p.is_counted and p.severity == "error" and p.progress == _MENDING for p in standing.problems)


def _deadline(audit: Audit, standing: Standing) -> date | None:
    """The day by which a unit is to publish: the profile's, else the law's."""
    kind = standing.unit.kind
    return audit.profile.deadline(kind, audit.year) or deadline_of_law(kind, audit.year)


def _delay(standing: Standing, deadline: date | None, today: date) -> int | None:
    """The days by which a report came late, or is late up to a day; None where that cannot be told."""
    if deadline is None:
        return None
    if standing.filing == "late" and standing.published:
        return (date.fromisoformat(standing.published) - deadline).days
    days = (today - deadline).days
    return days if standing.filing in _OUTSTANDING and days > 0 else None


def write_ledger(desk: Desk) -> None:
    """A row per unit, over the whole cycle."""
    audit, lang = desk.audit, desk.lang
    columns = [
        desk.column("number", 5.0, "center", "pale"),
        desk.column("unit", 20.0),
        desk.column("received", 13.0, "wrap", "center"),
        desk.column("examined", 21.0, "wrap", "center"),
        desk.column("told", 12.0, "wrap", "center", is_theirs=True),
        desk.column("due", 13.5, "wrap", "center", is_theirs=True),
        desk.column("again", 9.0, "wrap", "center"),
        desk.column("examined_again", 16.0, "wrap", "center"),
        desk.column("published_on", 13.5, "wrap", "center", is_theirs=True),
        desk.column("address", 17.0, is_theirs=True),
        desk.column("clerk", 9.0, "wrap", "center", is_theirs=True),
        desk.column("closed", 9.0, "wrap", "center", is_theirs=True),
        desk.column("remark", 12.0, is_theirs=True),
    ]
    table = desk.table("ledger", columns, label("ledger.title", lang, year=audit.year), [label("ledger.note", lang)])
    gone = Counter((each.noted.unit, each.progress) for each in audit.gone)
    for standing in audit.standings:
        name = standing.unit.name
        counts = {progress: gone[name, progress] for progress in ("mended", "unverified")}
        asks = any(problem.is_counted and problem.severity != "note" for problem in standing.problems)
        contents: dict[str, Content] = {
            "number": audit.unit_numbers.get(name),
            "unit": name,
            "received": label(received_words(standing), lang),
            "examined": _examined(standing, lang),
            "due": day_words(audit.profile.due, lang) if asks else "",
            "again": label("again.times", lang, count=standing.returned) if standing.returned else "",
            "examined_again": _examined_again(standing, counts, lang) if audit.round > 1 else "",
            "published_on": day_words(standing.published, lang),
        }
        table.row(name, contents)
    table.ends()


def received_words(standing: Standing) -> str:
    """The label of whether something came: of files that may be its, that is not known."""
    if standing.reports or standing.filing in ("unreadable", "other", "other_year"):
        return "received.yes"
    return "filing.uncertain" if standing.filing == "uncertain" else "filing.missing"


def _examined(standing: Standing, lang: Lang) -> str:
    """What was found, level by level; the verdict where that is nothing."""
    levels = Counter(LEVEL[problem.severity] for problem in standing.problems if problem.is_counted)
    found = [
        label("found", lang, what=label(level, lang), count=levels[level]) for level in LEVEL.values() if levels[level]
    ]
    return joined(found, lang, "clauses") if found else label(standing.judgement, lang, count=standing.unchecked)


def _examined_again(standing: Standing, gone: dict[str, int], lang: Lang) -> str:
    still = sum(problem.is_counted and problem.progress == _MENDING for problem in standing.problems)
    new = sum(problem.is_counted and problem.progress == "new" for problem in standing.problems)
    counts = {"mended": gone["mended"], "still": still, "new": new, "unverified": gone["unverified"]}
    told = [
        label("found", lang, what=label(f"progress.{what}", lang), count=count)
        for what, count in counts.items()
        if count
    ]
    return joined(told, lang, "clauses")
