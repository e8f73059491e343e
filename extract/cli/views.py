"""What commands came to → lines for the terminal. Nothing is decided here."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from extract.model import (
    SEVERITIES,
    Severity,
)
from extract.words.languages import Lang
from extract.words.messages import sentence
from extract.words.phrases import in_brackets, joined, quoted
from extract.words.sheet_names import AUDIT_WORKBOOK, PACKETS

if TYPE_CHECKING:
    from pathlib import Path

    from extract.agencies.listing import Listing
    from extract.audit import Audit
    from extract.checks.profile import Profile
    from extract.export.release.checked import Fault
    from extract.jobs.answering import FormsTaken
    from extract.jobs.handing_on import HandedOn
    from extract.jobs.said import ReadBack
    from extract.jobs.supervising import Audited
    from extract.jobs.verifying import Verified


def finding_line(file: str, origin: str, rule: str, severity: Severity, message: str, lang: Lang) -> str:
    """A finding on one line: file and first place, rule, severity, sentence."""
    place = f":{origin.partition(';')[0]}" if origin else ""
    return f"{file}{place} {rule} {sentence(f'severity.{severity}', lang)} {message}"


_NAMED_ROWS = 5
"""Rows that are passed over of which the names are told: a reason is enough for the others."""


def roster_line(listing: Listing, lang: Lang) -> str:
    """What a roster was taken from, and what was passed over there, in one line."""
    by_why: dict[str, list[str]] = {}
    for row in listing.passed:
        by_why.setdefault(row.why, []).append(row.text)
    reasons = []
    for why, texts in by_why.items():
        told = sentence("run.roster.one", lang, why=sentence(f"run.roster.{why}", lang), count=len(texts))
        is_named = why in ("dissolved", "again") and len(texts) <= _NAMED_ROWS
        reasons.append(told + (in_brackets(joined(texts, lang), lang) if is_named else ""))
    details = {"units": len(listing.roster.units), "headed": listing.headed, "passed": ""}
    if reasons:
        passed = joined(reasons, lang, "comma")
        details["passed"] = sentence("run.roster.passed", lang, count=len(listing.passed), rows=passed)
    if not listing.headed:
        return sentence("run.roster.bare", lang, **details)
    rows = [
        sentence("run.roster.row.of" if sheet else "run.roster.row", lang, sheet=sheet, line=line)
        for sheet, line in listing.sheets
    ]
    return sentence("run.roster", lang, where=joined(rows, lang), **details)


def audit_lines(audited: Audited, demands: Profile, asked_year: int, lang: Lang) -> Iterator[str]:
    """What an audit came to: of which year, where none was asked for (0), who filed, what is to be mended, what nobody
    claims, what was read back and gone on with, and where the workbook is."""
    audit = audited.audit
    if not asked_year:
        years = joined((f"{year} {count}" for year, count in audit.years.items()), lang)
        yield sentence("run.year", lang, year=audit.year, years=years)
    if demands.scores and demands.most != demands.full:
        yield sentence("run.points", lang, most=f"{demands.most:g}", full=f"{demands.full:g}")
    if audit.mismatch:
        bare, left = audit.mismatch
        yield sentence("run.mismatch", lang, bare=bare, left=left)
    filings = [standing.filing for standing in audit.standings]
    severities = [problem.severity for problem in audit.problems]
    counts = {level: severities.count(level) for level in SEVERITIES}
    missing = filings.count("missing")
    yield sentence("run.audit", lang, year=audit.year, units=len(filings), missing=missing, **counts)
    yield from _unplaced(audit, filings.count("uncertain"), lang)
    yield from _said_before(audited, lang)
    yield from _answered(audited.answered, lang)
    intended = audited.book.with_name(AUDIT_WORKBOOK)
    in_use = audited.book != intended
    yield sentence("run.workbook_in_use" if in_use else "run.workbook", lang, path=intended, other=audited.book)


def _answered(answered: FormsTaken, lang: Lang) -> Iterator[str]:
    """What units sent back."""
    files, done, objections, unknown, formless, unread = answered
    if files:
        yield sentence("run.answers", lang, files=files, done=done, objections=objections)
    if unknown:
        yield sentence("run.answers_unknown", lang, numbers=joined(unknown, lang))
    for path in formless:
        yield sentence("run.answers_formless", lang, path=path)
    for path, why in unread:
        yield f"{path}: {sentence(f'reason.{why}', lang)}"


def said_before_lines(said: ReadBack, audited_in: Path, lang: Lang) -> Iterator[str]:
    """What was read back of the workbook in a folder, or that there is none."""
    book = audited_in / AUDIT_WORKBOOK
    if not book.exists():
        yield sentence("run.no_audit", lang, path=book)
    elif said.decided:
        yield sentence("run.said_before", lang, decided=said.decided, notes=said.notes, path=book)


def notices_lines(handed_on: HandedOn, folder: Path, audited_in: Path, lang: Lang) -> Iterator[str]:
    """Which papers were written, what stands in none of them, and which are no longer true."""
    yield from said_before_lines(handed_on.said, audited_in, lang)
    counts = {"units": handed_on.units, "problems": handed_on.problems, "left": handed_on.left}
    yield sentence("run.notices", lang, year=handed_on.year, folder=folder, **counts)
    if handed_on.packets:
        yield sentence("run.packets", lang, count=handed_on.packets, folder=folder / PACKETS)
    if handed_on.removed:
        names = joined(dict.fromkeys(place.stem for place in handed_on.removed), lang)
        yield sentence("run.papers_removed", lang, count=len(handed_on.removed), names=names)
    for place in handed_on.outdated:
        yield sentence("run.papers_outdated", lang, path=place)


def _unplaced(audit: Audit, uncertain: int, lang: Lang) -> Iterator[str]:
    """What belongs to nobody that is known: files, units that were named for them, decisions."""
    if audit.unclaimed:
        yield sentence("run.unclaimed", lang, count=len(audit.unclaimed), uncertain=uncertain)
    if unknown := [each.assigned.unit for each in audit.unclaimed if each.assigned.unit and not each.is_settled]:
        yield sentence("run.unknown_owner", lang, names=joined(dict.fromkeys(unknown), lang))
    if audit.unmatched:
        yield sentence("run.unmatched", lang, count=len(audit.unmatched))
    for file, year, rule, _, actual, conclusion, remark in audit.unmatched:
        said = " ".join(filter(None, (conclusion, remark)))
        yield sentence("run.unmatched.one", lang, file=file, year=year or "", rule=rule, actual=actual, said=said)


def _said_before(audited: Audited, lang: Lang) -> Iterator[str]:
    """What was read back from a workbook that somebody had filled in, and the conclusions that the audit goes on
    with."""
    from extract.jobs.said import carried_in

    if audited.kept:
        decided, notes, _ = audited.said
        code = "run.read_back" if decided or notes else "run.nothing_read_back"
        yield sentence(code, lang, decided=decided, notes=notes, path=audited.kept)
        if not audited.said.said.is_all:
            yield sentence("run.not_carried", lang)
    carried, own_words = carried_in(audited.audit)
    if own_words:
        words = joined(dict.fromkeys(map(quoted, own_words)), lang)
        yield sentence("run.carried.own", lang, count=carried, own=len(own_words), words=words)
    elif carried:
        yield sentence("run.carried", lang, count=carried)


_MOST_FAULTS = 40
"""Faults of a release that are shown."""


def verified_lines(result: Verified, lang: Lang) -> Iterator[str]:
    """What came of checking a release."""
    for fault in result.faults[:_MOST_FAULTS]:
        yield _fault_line(fault, lang)
    if (more := len(result.faults) - _MOST_FAULTS) > 0:
        yield sentence("verify.more", lang, count=more)
    if result.made_by and result.made_by != result.here:
        yield sentence("verify.made_by", lang, made_by=result.made_by, here=result.here)
    if result.faults:
        yield sentence("verify.differs", lang, path=result.folder, count=len(result.faults))
        return
    checks = (sentence(f"verify.checked.{what}", lang, count=count) for what, count in result.checked.items())
    yield sentence("verify.identical", lang, path=result.folder, checks=joined(checks, lang))


def _fault_line(fault: Fault, lang: Lang) -> str:
    if fault.code:
        said = sentence(f"verify.fault.{fault.code}", lang, **dict(fault.details))
    else:
        said = sentence("verify.said", lang, old=fault.old, new=fault.new) if fault.old or fault.new else ""
    causes = joined((sentence(f"verify.cause.{cause}", lang) for cause in fault.cause.split(";")), lang, "and")
    what = sentence(f"verify.what.{fault.what}", lang)
    return sentence("verify.line", lang, where=fault.where, what=what, said=said, cause=causes)
