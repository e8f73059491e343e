"""A reading and its verdict → text for the terminal, and plain objects for JSON. Nothing is decided here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields, is_dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from unicodedata import east_asian_width

import regex as re

from extract.agencies.likeness import same_agency
from extract.agencies.listing import contact_of
from extract.model import (
    SEVERITIES,
    STATUSES,
    Column,
    Evidence,
    Fact,
    Form,
    Identity,
    Match,
    Origin,
    Paragraph,
    Reading,
    Severity,
    Stage,
    Statement,
    Triple,
    Verdict,
)
from extract.rows import PRINTED_COLUMNS, fact_rows, value_text
from extract.words.languages import Lang
from extract.words.messages import sentence
from extract.words.phrases import in_brackets, joined, quoted
from extract.words.places import head_of, place_of, title_of
from extract.words.sheet_names import AUDIT_WORKBOOK, PACKETS
from extract.words.wording import message_of

if TYPE_CHECKING:
    from pathlib import Path

    from extract.agencies.listing import Listing
    from extract.audit import Audit
    from extract.checks.profile import Profile
    from extract.diff import DifferenceRow
    from extract.export.release.checked import Fault
    from extract.jobs.answering import FormsTaken
    from extract.jobs.handing_on import HandedOn
    from extract.jobs.reading import Summary, Tally
    from extract.jobs.said import ReadBack
    from extract.jobs.supervising import Audited
    from extract.jobs.verifying import Verified

_SIGNS = {"blank": "□", "unreadable": "!", "absent": "·"}
_HOW_SIGNS = {"aligned": "~", "recognised": "°", "suggested": "?"}
_PIECES = re.compile(r"[\p{Latin}\d.,:;-]+ ?|.", re.DOTALL)
_SCREEN, _LABEL_WIDTH, _WIDEST_COLUMN = 79, 28, 18


def report_lines(reading: Reading, verdict: Verdict, forms: tuple[Form, ...], lang: Lang) -> Iterator[str]:
    """One report on one screen or two: who, verdict, the tables as read, what to look at."""
    report, identity = reading.report, reading.report.identity
    yield sentence(
        "show.report",
        lang,
        entity=identity.entity or sentence("show.no_entity", lang),
        year=identity.year or sentence("show.no_year", lang),
        form=report.form or "—",
    )
    yield sentence("show.verdict", lang, status=sentence(f"status.{report.status}", lang))
    yield sentence(
        "show.source",
        lang,
        name=report.source.name,
        kind=joined(filter(None, (report.source.kind, reading.document.encoding)), lang, "comma"),
        size=report.source.size,
    )
    yield from _evidence(identity, lang)
    yield sentence("show.sections", lang, numbers=",".join(map(str, report.section_numbers)) or "—")
    for statement in report.narrative:
        yield from wrapped(_stated(statement, forms, report.form, lang), "  ")
    for match in reading.matches:
        yield ""
        yield from _table_lines(match, [f for f in report.facts if f.concept.table == match.table], forms)
    yield ""
    if report.triples:
        yield sentence("show.triples", lang, count=len(report.triples))
        for triple in report.triples:
            yield from wrapped(_labelled(triple), "  ")
        yield ""
    yield sentence("show.legend", lang)
    if verdict.findings:
        yield ""
        yield sentence("show.findings", lang, count=len(verdict.findings))
        for finding in verdict.findings:
            head = f"{sentence(f'severity.{finding.severity}', lang)} {finding.rule} "
            yield from wrapped(head + message_of(finding, forms, report.form, lang), "  ")
    if verdict.unjudged:
        reasons = ((rule, sentence(f"why.{why}", lang)) for rule, why in verdict.unjudged.items())
        whys = joined((sentence("show.why", lang, rule=r, why=why) for r, why in reasons), lang, "comma")
        yield ""
        yield from wrapped(sentence("show.unjudged", lang, count=len(verdict.unjudged), whys=whys), "")


def _evidence(identity: Identity, lang: Lang) -> Iterator[str]:
    """What tells whose report it is, of when, and when it was published: the places in order, what they print; what
    says otherwise on a line of its own."""
    chosen = {"entity": identity.entity, "year": str(identity.year or ""), "published": identity.published}
    for about, answer in chosen.items():
        told = [piece for piece in identity.evidence if piece.about == about]
        agreeing = [piece for piece in told if answer and _agrees(piece, answer)]
        others = [piece for piece in told if piece not in agreeing]
        if agreeing:
            yield from wrapped(sentence(f"show.{about}", lang, told=_told_by(agreeing, lang)), "  ")
        if others:
            other = sentence("show.against" if agreeing else "show.undecided", lang, told=_told_by(others, lang))
            yield from wrapped(other if agreeing else sentence(f"show.{about}", lang, told=other), "  ")


def _agrees(evidence: Evidence, answer: str) -> bool:
    """Whether evidence tells what was answered."""
    return same_agency(evidence.value, answer) if evidence.about == "entity" else evidence.value == answer


def _told_by(evidence: Sequence[Evidence], lang: Lang) -> str:
    """The places that tell something, and what they print."""
    printed = [sentence("show.told_by", lang, where=sentence(f"where.{e.where}", lang), raw=e.raw) for e in evidence]
    return joined(printed, lang, "comma")


def finding_line(file: str, origin: str, rule: str, severity: Severity, message: str, lang: Lang) -> str:
    """A finding on one line: file and first place, rule, severity, sentence."""
    place = f":{origin.partition(';')[0]}" if origin else ""
    return f"{file}{place} {rule} {sentence(f'severity.{severity}', lang)} {message}"


def _stated(statement: Statement, forms: tuple[Form, ...], code: str, lang: Lang) -> str:
    shown = "≈" if statement.approximate else "="
    value = sentence("show.ambiguous", lang) if statement.state == "ambiguous" else value_text(statement.value)
    period = "" if statement.period == "this_year" else f" ({sentence(f'period.{statement.period}', lang)})"
    place = place_of(statement.concept, forms, code, lang)
    return sentence("show.told", lang, place=place, value=f"{shown} {value}{statement.unit}{period}", raw=statement.raw)


def _labelled(triple: Triple) -> str:
    heading = f" [{triple.heading}]" if triple.heading else ""
    shown = _SIGNS.get(triple.state) or value_text(triple.value) or triple.raw
    return f"{triple.label}{heading} {'≈' if triple.approximate else '='} {shown} {triple.unit}"


def wrapped(text: str, indent: str) -> Iterator[str]:
    """A text broken to the width of the screen, its lines indented, words of Latin letters kept whole."""
    line = ""
    for piece in _PIECES.findall(text):
        if line.strip() and _width(indent + line + piece) > _SCREEN:
            yield indent + line.rstrip()
            line = "  "
        line += piece
    yield indent + line.rstrip()


def _table_lines(match: Match, facts: list[Fact], forms: tuple[Form, ...]) -> Iterator[str]:
    codes = {fact.form for fact in facts}
    rows: dict[str, list[Fact]] = {}
    for fact in facts:
        rows.setdefault(fact.concept.row, []).append(fact)
    tables = [form.table(match.table) for form in forms if form.code in codes]
    yield f"{title_of(tables[-1])}  [{'/'.join(sorted(codes))}]"
    for table in tables:
        for band in table.bands:
            printed = [line for line in band.lines if line.key in rows and rows[line.key][0].form in codes]
            columns = {fact.concept.column for line in printed for fact in rows[line.key]}
            if not printed or columns != {column.key for column in band.columns}:
                continue
            width = min(_WIDEST_COLUMN, (_SCREEN - _LABEL_WIDTH) // len(band.columns))
            heads = (_padded(_head(column, width - 1), width, right=True) for column in band.columns)
            yield _padded("", _LABEL_WIDTH) + "".join(heads)
            for line in printed:
                label = _padded(_cut(line.label, _LABEL_WIDTH - 1), _LABEL_WIDTH)
                yield label + "".join(_padded(_cell(fact), width, right=True) for fact in rows.pop(line.key))


def _head(column: Column, width: int) -> str:
    """The words above a column, as much of them as fits."""
    head = head_of(column)
    while _width(head) > width:
        head = head[:-1]
    return head


def _cell(fact: Fact) -> str:
    if fact.state in _SIGNS:
        return _SIGNS[fact.state]
    shown = value_text(fact.value) if fact.state == "number" else fact.raw
    return shown + _HOW_SIGNS.get(fact.how, "")


def _width(text: str) -> int:
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


def _cut(text: str, width: int) -> str:
    if _width(text) <= width:
        return text
    while _width(text) > width - 1:
        text = text[:-1]
    return text + "…"


def _padded(text: str, width: int, right: bool = False) -> str:
    blanks = " " * max(1 if right else 0, width - _width(text))
    return blanks + text if right else text + blanks


# ── Intermediates ────────────────────────────────────────────────────────────────────────────────────────────────────


def stage_lines(reading: Reading, stage: Stage) -> Iterator[str]:
    """One intermediate of the pipeline as lines, every one with its place in the source."""
    if stage == "document":
        for block in reading.document.blocks:
            if isinstance(block, Paragraph):
                yield f"{block.origin}\t{block.text}"
            else:
                yield from (f"{row[0].origin}\t" + " │ ".join(cell.text for cell in row) for row in block.rows if row)
    elif stage == "sections":
        for section in reading.report.sections:
            yield f"{section.origin}\t{section.number}\t{section.key}\t{section.title}"
            yield from (f"{paragraph.origin}\t{paragraph.text}" for paragraph in section.paragraphs)
    elif stage == "grids":
        for row in reading.grid.rows:
            yield f"{row[0].origin}\t" + " │ ".join(cell.text for cell in row)
    elif stage == "matches":
        yield from _match_lines(reading)
    else:
        yield "\t".join(PRINTED_COLUMNS)
        yield from ("\t".join(row) for row in fact_rows(reading.report))


def _match_lines(reading: Reading) -> Iterator[str]:
    for match in reading.matches:
        layout = "flowing" if match.flowing else "rows"
        yield f"{match.table}\t{layout}\tscore {match.score}"
        for line in (*match.lines, *match.extras):
            entries = " │ ".join(entry.raw for entry in line.entries)
            yield f"  {line.row or '?'}\t{line.label}\t{line.origin}\t{entries}"
        for entry in match.leftovers:
            yield f"  -\t\t{entry.origin}\t{entry.raw}"


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


def extract_json(summary: Summary, inputs: int) -> dict[str, Any]:
    """What a run did as values that JSON has."""
    written = summary.written
    files = [*written.tables, *([written.workbook] if written.workbook else [])]
    return {
        "schema": "gongkai.extract/1",
        "files": inputs,
        "read": summary.read,
        "unchanged": summary.unchanged,
        "left": summary.left,
        "gone": summary.gone,
        "held": summary.files_in_library,
        **_tally_json(summary.tally),
        "written": [path.as_posix() for path in files],
    }


def check_json(findings: Iterable[dict[str, Any]], tally: Tally) -> dict[str, Any]:
    """What was found in files as values that JSON has: findings by the columns of `findings.csv`."""
    return {"schema": "gongkai.check/1", **_tally_json(tally), "findings": list(findings)}


def _tally_json(tally: Tally) -> dict[str, dict[str, int]]:
    return {
        "statuses": {status: tally.statuses[status] for status in STATUSES},
        "reasons": dict(sorted(tally.reasons.items())),
        "severities": {severity: tally.severities[severity] for severity in SEVERITIES},
    }


def audit_json(audit: Audit) -> dict[str, Any]:
    """An audit as values that JSON has: where every agency stands, and what its problems are."""
    return {
        "schema": "gongkai.audit/1",
        "year": audit.year,
        "units": [
            {
                "unit": standing.unit.name,
                "code": standing.unit.code,
                "filing": standing.filing,
                "judgement": standing.judgement,
                "published": standing.published,
                "drafts": standing.drafts,
                "returned": standing.returned,
                "files": [report.source.name for report in (*standing.reports, *standing.beside)],
                "contact": contact_of(standing.unit),
                "problems": [
                    {
                        "number": audit.number_of(problem.fingerprint),
                        "fingerprint": problem.fingerprint,
                        "rule": problem.finding.rule,
                        "severity": problem.severity,
                        "progress": problem.progress,
                        "conclusion": problem.decision.conclusion,
                    }
                    for problem in standing.problems
                ],
                "doubts": len(standing.doubts),
                "unjudged": dict(standing.unjudged),
            }
            for standing in audit.standings
        ],
        "round": audit.round,
        "gone": [
            {
                "number": audit.number_of(gone.fingerprint),
                "fingerprint": gone.fingerprint,
                "unit": gone.noted.unit,
                "rule": gone.noted.finding.rule,
                "progress": gone.progress,
                "why": gone.why,
            }
            for gone in audit.gone
        ],
        "unclaimed": [
            {
                "file": claim.report.source.name,
                "part": claim.report.part,
                "why": claim.why,
                "candidates": [
                    {"unit": candidate.unit.name, "ground": candidate.ground} for candidate in claim.candidates
                ],
                "assigned": claim.assigned.unit,
            }
            for claim in audit.unclaimed
        ],
        "mismatch": audit.mismatch,
        "unmatched": [decision._asdict() for decision in audit.unmatched],
        "sums": {
            group: [
                {
                    "concept": str(cell.concept),
                    "unit": cell.unit,
                    "total": value_text(cell.total),
                    "counted": cell.counted,
                    "in_doubt": value_text(cell.in_doubt),
                    "doubted": cell.doubted,
                    "without_doubt": value_text(cell.without_doubt),
                }
                for cell in cells
            ]
            for group, cells in audit.sums.items()
        },
    }


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


def diff_json(rows: Sequence[DifferenceRow]) -> dict[str, Any]:
    """What is otherwise as values that JSON has."""
    return {"schema": "gongkai.diff/1", "differences": [row._asdict() for row in rows]}


def json_of(reading: Reading, stage: Stage | None) -> dict[str, Any]:
    """A reading, or one intermediate of it, as plain objects: numbers as text, origins as locators."""
    head = {"schema": "gongkai.show/1", "stage": stage or "report"}
    if stage is None or stage == "facts":
        return {**head, "report_id": reading.report.report_id, **_plain(reading.report)}
    chosen = {
        "document": reading.document,
        "sections": reading.report.sections,
        "grids": reading.grid,
        "matches": reading.matches,
    }
    return {**head, stage: _plain(chosen[stage])}


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return value_text(value)
    if isinstance(value, Origin):
        return str(value)
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        if hasattr(value, "_fields"):
            return {name: _plain(getattr(value, name)) for name in value._fields}
        return [_plain(part) for part in value]
    return value


# ── Releases ─────────────────────────────────────────────────────────────────────────────────────────────────────────

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


def verify_json(result: Verified) -> dict[str, Any]:
    """What came of checking a release as values that JSON has."""
    faults = [fault._asdict() | {"details": dict(fault.details)} for fault in result.faults]
    return {
        "schema": "gongkai.verify/1",
        "release": str(result.folder),
        "identical": not faults,
        "checked": dict(result.checked),
        "made_by": result.made_by,
        "here": result.here,
        "faults": faults,
    }
