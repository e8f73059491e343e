"""The sheets about files, 待认领 and 版本选用: whose the files are that no unit claims, and which of several versions
counts, for a person to say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extract.audit import Standing
from extract.audit.claims import Claimant, Unclaimed
from extract.audit.several import Version
from extract.export.books.audit_sheets import AuditTable, Desk
from extract.export.books.looks import Content
from extract.export.books.read_back import FileKey
from extract.model import Report
from extract.text import listed
from extract.words.audit_labels import label
from extract.words.languages import Lang
from extract.words.messages import sentence
from extract.words.phrases import day_words
from extract.words.sheet_names import CHOSEN, NOT_A_REPORT

_DAY = len("2025-03-01")
_MOST_NAMED = 6
"""Candidates that are named; more of them are told by their number."""


def write_unclaimed(desk: Desk, units: str) -> None:
    """Whose the files are that no unit claims; `units` is where the names of the units stand."""
    lang = desk.lang
    columns = [
        desk.column("number", 5.0, "center", "pale"),
        desk.column("files", 32.0),
        desk.column("printed", 18.0),
        desk.column("unclaimed.why", 24.0),
        desk.column("candidates", 24.0),
        desk.column("grounds", 24.0),
        desk.column("owner", 18.0),
        desk.column("remark", 14.0),
    ]
    note = label("unclaimed.note", lang, word=NOT_A_REPORT)
    table = desk.table("unclaimed", columns, label("unclaimed.title", lang), [note])
    is_any_missing = any(not standing.reports for standing in desk.audit.standings)
    asked = (claim for claim in desk.audit.unclaimed if _is_asked(claim, is_any_missing))
    for number, claim in enumerate(asked, 1):
        _claim(table, number, claim)
    if table.written.rows:
        table.choices("owner", units, is_strict=False)
    table.ends(empty=label("unclaimed.none", lang))


def _is_asked(claim: Unclaimed, is_any_missing: bool) -> bool:
    """Whether whose a file is matters: what names an agency off the roster matters where a unit has nothing."""
    return bool(claim.candidates or claim.assigned.unit) or claim.why != "stranger" or is_any_missing


def _claim(table: AuditTable, number: int, claim: Unclaimed) -> None:
    lang, report = table.desk.lang, claim.report
    year = label("of_year", lang, year=report.year) if report.year else ""
    why = label(f"unclaimed.{claim.why}", lang)
    if report.reason:
        why += "\n" + sentence(f"reason.{report.reason}", lang)
    grounds = dict.fromkeys(label(f"ground.{candidate.ground}", lang) for candidate in claim.candidates)
    contents: dict[str, Content] = {
        "number": number,
        "files": _file(report),
        "printed": "\n".join(filter(None, (report.entity, year))),
        "unclaimed.why": why,
        "candidates": _named(claim.candidates, lang),
        "grounds": "\n".join(grounds),
        "owner": claim.assigned.unit,
        "remark": claim.assigned.remark,
    }
    table.row(_key(report), contents, about=_key(report), links={"number": table.desk.link_to(report.source)})


def _named(candidates: Sequence[Claimant], lang: Lang) -> str:
    names = [candidate.unit.name for candidate in candidates]
    if len(names) > _MOST_NAMED:
        return label("candidates.many", lang, names=listed(names[:_MOST_NAMED]), count=len(names))
    return listed(names)


def write_versions(desk: Desk) -> None:
    """Which of several versions counts, and what tells it."""
    lang = desk.lang
    columns = [
        desk.column("number", 5.0, "center", "pale"),
        desk.column("unit", 20.0),
        desk.column("files", 54.0),
        desk.column("published", 14.0, "wrap", "center"),
        desk.column("relation", 36.0),
        desk.column("chosen", 10.0, "center"),
    ]
    table = desk.table("versions", columns, label("versions.title", lang), [label("versions.note", lang, word=CHOSEN)])
    versions = [
        (standing.unit.name, *version) for standing in desk.audit.standings for version in _versions_of(standing, lang)
    ]
    for number, (unit, report, relation, chosen) in enumerate(versions, 1):
        contents: dict[str, Content] = {
            "number": number,
            "unit": unit,
            "files": _file(report),
            "published": day_words(report.identity.published, lang),
            "relation": relation,
            "chosen": chosen,
        }
        table.row(_key(report), contents, about=_key(report), links={"unit": desk.link_to(report.source)})
    if versions:
        table.choices("chosen", [CHOSEN], is_strict=False)
    table.ends(empty=label("versions.none", lang))


def _versions_of(standing: Standing, lang: Lang) -> Iterator[tuple[Report, str, str]]:
    """The versions that an agency handed in, those that were replaced last, how each stands to the one that counts,
    and the word by which a person chose it."""
    versions = standing.versions
    if standing.formers and not versions:
        versions = tuple(Version(report, "counts") for report in standing.reports)
    for report, how, sign in versions:
        ground = sign or label("relation.receipt", lang)
        yield report, label(f"relation.{how}", lang, sign=ground), CHOSEN if how == "chosen" else ""
    for former in standing.formers:
        days = {
            "received": day_words(former.received[:_DAY], lang),
            "replaced": day_words(former.replaced[:_DAY], lang) if former.replaced else "",
        }
        relation = "relation.replaced" if former.replaced else "relation.taken"
        yield former.report, label(relation, lang, **days), ""


def _key(report: Report) -> str:
    """By what a report is known when the workbook is read back."""
    return FileKey(report.source.sha256, report.part).as_text


def _file(report: Report) -> str:
    return report.source.name if report.part == 1 else f"{report.source.name} #{report.part}"
