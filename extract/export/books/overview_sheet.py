"""核查概况: who has filed, and where every unit stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from typing import get_args

from extract.agencies.listing import contact_of
from extract.audit import LEVEL, Audit, Filing, Standing
from extract.catalogue.page import rule_title
from extract.export.books.audit_sheets import AuditTable, Desk
from extract.export.books.levels import STYLE
from extract.export.books.looks import Content
from extract.text import listed
from extract.words.audit_labels import label
from extract.words.languages import Lang
from extract.words.messages import sentence
from extract.words.phrases import day_words, joined
from extract.words.sheet_names import AUDIT_SHEETS

_FIRST = 5
"""Problems that are named."""
_FILED: dict[Filing, str] = {
    "filed": "wrap", "undated": "wrap", "twice": "warning", "uncertain": "warning", "unreadable": "warning",
}  # fmt: skip
"""How it looks where an agency has filed, or may have; in all other cases it has not, or not as it should."""


def write_overview(desk: Desk) -> str:
    """Who filed; where the names of the units stand."""
    audit, lang = desk.audit, desk.lang
    columns = [
        desk.column("number", 5.0, "center", "pale"),
        desk.column("unit", 22.0),
        desk.column("kind", 8.0, "center"),
        desk.column("filing", 17.0, "center", "wrap"),
        desk.column("published", 12.0, "center", "wrap"),
        desk.column("judgement", 12.0, "center", "wrap"),
        desk.column("mend", 7.0, "center"),
        desk.column("verify", 7.0, "center"),
        desk.column("improve", 8.0, "center"),
        *([desk.column("score", 7.0, "center")] if audit.profile.scores else []),
        *([desk.column("contact", 18.0, "wrap", "center")] if _has_contacts(audit) else []),
        desk.column("gravest", 44.0),
        desk.column("files", 26.0, "wrap", "small"),
    ]
    table = desk.table("overview", columns, label("title", lang, year=audit.year), summary_of(audit, lang))
    for standing in audit.standings:
        _standing(table, standing)
    first, last = table.sheet.row - len(audit.standings) + 1, table.sheet.row
    table.ends()
    return f"='{AUDIT_SHEETS['overview']}'!${_letter(table.at('unit'))}${first}:${_letter(table.at('unit'))}${last}"


def _letter(column: int) -> str:
    from xlsxwriter.utility import xl_col_to_name

    return str(xl_col_to_name(column))


def _has_contacts(audit: Audit) -> bool:
    return any(contact_of(standing.unit) for standing in audit.standings)


def summary_of(audit: Audit, lang: Lang) -> Iterator[str]:
    """What an audit came to, in a few sentences."""
    if audit.profile.name:
        yield label("profile", lang, name=audit.profile.name)
    filings = Counter(standing.filing for standing in audit.standings)
    counts = {kind: filings[kind] for kind in get_args(Filing)}
    counts["filed"] += filings["undated"]
    no_day = sum(standing.has_no_day for standing in audit.standings)
    if audit.mismatch:
        bare, left = audit.mismatch
        yield label("mismatch", lang, bare=bare, left=left)
    told = [label(f"summary.{kind}", lang, count=count) for kind, count in counts.items() if count]
    yield label("summary", lang, due=len(audit.standings), filings=joined(told, lang, "comma"))
    if no_day:
        yield label("summary.no_day", lang, count=no_day)
    levels = Counter(LEVEL[problem.severity] for problem in audit.problems if problem.is_counted)
    doubts = sum(len(standing.doubts) for standing in audit.standings)
    yield label("summary.problems", lang, doubts=doubts, **{level: levels[level] for level in LEVEL.values()})
    progress = Counter(problem.progress for problem in audit.problems)
    if any(progress[state] for state in ("new", "still")) or audit.gone:
        gone = {"mended": len(audit.mended), "unverified": len(audit.unverified)}
        yield label("summary.progress", lang, round=audit.round, new=progress["new"], still=progress["still"], **gone)
    if progress["claimed"]:
        yield label("summary.claimed", lang, count=progress["claimed"])
    if any(claim.candidates and not claim.assigned.unit for claim in audit.unclaimed):
        yield label("unclaimed.some", lang)
    if filings["missing"]:
        yield label("missing.note", lang)
    if audit.strangers:
        names = dict.fromkeys(report.entity or report.source.name for report in audit.strangers)
        yield label("strangers", lang, names=listed(names))


def _standing(table: AuditTable, standing: Standing) -> None:
    audit, lang = table.desk.audit, table.desk.lang
    open_ = [problem for problem in standing.problems if problem.is_counted]
    levels = Counter(LEVEL[problem.severity] for problem in open_)
    named = dict.fromkeys(rule_title(problem.finding.rule, lang) for problem in open_)
    printed = standing.reports[0].entity if standing.reports else ""
    filing = label(f"filing.{standing.filing}", lang)
    if standing.returned:
        filing += "\n" + label("returned", lang, count=standing.returned)
    score = standing.score
    contents: dict[str, Content] = {
        "number": audit.unit_numbers.get(standing.unit.name),
        "unit": standing.unit.name + (label("renamed", lang, name=printed) if standing.renamed else ""),
        "kind": sentence(f"kind.{standing.unit.kind}", lang),
        "filing": filing,
        "published": day_words(standing.published, lang),
        "judgement": label(standing.judgement, lang, count=standing.unchecked),
        "score": "—" if score is None else Decimal(str(round(score, 2))),
        "contact": contact_of(standing.unit),
        "gravest": "\n".join(f"{n}. {name}" for n, name in enumerate(list(named)[:_FIRST], 1)),
        "files": "\n".join(report.source.name for report in (*standing.reports, *standing.beside)),
    }
    contents |= {level: levels[level] for level in LEVEL.values() if standing.reports}
    looks = {"filing": (_FILED.get(standing.filing, "error"),), "judgement": (STYLE[standing.judgement],)}
    table.row(standing.unit.name, contents, looks)
