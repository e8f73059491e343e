"""问题清单: what is to be mended, unit by unit; what was decided about it, and what the units reply."""

from __future__ import annotations

from extract.audit import LEVEL, Problem
from extract.audit.rounds import Gone
from extract.catalogue.page import rule_title
from extract.export.books.audit_sheets import AuditTable, Desk
from extract.export.books.levels import STYLE
from extract.export.books.looks import Content
from extract.export.worded import Telling
from extract.words.audit_labels import label
from extract.words.phrases import day_words, spaced
from extract.words.sheet_names import CONCLUSIONS

_FIRST = 5
"""Problems of an agency that come first; the others are folded."""


def write_problems(desk: Desk) -> None:
    """The problems of all units, gravest first; those of which nothing is asked, and those that are gone, below."""
    audit, lang = desk.audit, desk.lang
    columns = [
        desk.column("problem_number", 11.5, "center"),
        desk.column("unit", 14.0),
        desk.column("category", 15.0),
        desk.column("place", 19.0),
        desk.column("quote", 10.0),
        desk.column("message", 34.0),
        desk.column("basis", 13.0),
        desk.column("advice", 16.0),
        desk.column("due", 13.5, "wrap", "center"),
        desk.column("progress", 8.0, "wrap", "center"),
        desk.column("conclusion", 9.0, "wrap", "center"),
        desk.column("reply", 13.0, is_theirs=True),
        desk.column("remark", 10.0),
    ]
    notes = [label("problems.head", lang), label("problems.note", lang)]
    table = desk.table("problems", columns, label("problems.title", lang, year=audit.year), notes)
    table.sheet.page.outline_settings(True, False, True, False)
    for standing in audit.standings:
        open_ = [problem for problem in standing.problems if not problem.is_dismissed]
        for at, problem in enumerate(open_):
            _problem(table, problem, folded=at >= _FIRST)
    if not table.written.rows:
        table.line(label("problems.none", lang), height=24)
    last = max(table.sheet.row - 1, table.head)
    dismissed = [p for standing in audit.standings for p in standing.problems if p.is_dismissed]
    if dismissed:
        table.line(label("problems.dismissed", lang), "part", height=24)
    for problem in dismissed:
        _problem(table, problem, folded=False)
    for progress, all_gone in (("mended", audit.mended), ("unverified", audit.unverified)):
        if all_gone:
            table.line(label(f"problems.{progress}", lang), "part", height=24)
        for gone in all_gone:
            _gone(table, gone)
    table.choices("conclusion", list(CONCLUSIONS))
    table.ends(filtered_to=last)


def _key(desk: Desk, fingerprint: str) -> str:
    """By what the row of a problem is known in the next edition, its figures being others then."""
    return desk.audit.numbers[fingerprint].first if fingerprint in desk.audit.numbers else fingerprint


def _problem(table: AuditTable, problem: Problem, folded: bool) -> None:
    desk, lang = table.desk, table.desk.lang
    told = _telling(desk).problem(problem)
    message = told.message
    if not (problem.is_counted or problem.is_dismissed):
        message += "\n" + label("same_cause", lang)
    contents: dict[str, Content] = {
        "problem_number": told.number,
        "unit": told.unit,
        "category": f"{spaced(told.level, told.kind)}\n{told.title}",
        "place": told.place,
        "quote": told.quote,
        "message": message,
        "basis": told.basis,
        "advice": told.advice,
        "due": day_words(desk.audit.profile.due, lang),
        "progress": label(f"progress.{problem.progress}", lang) if problem.progress else "",
        "conclusion": problem.decision.conclusion,
        "remark": problem.decision.remark,
    }
    key = _key(desk, problem.fingerprint)
    links = {"problem_number": desk.link_to(problem.report.source)}
    looks = {"category": (STYLE[LEVEL[problem.severity]],)}
    table.row(key, contents, looks, about=problem.fingerprint, folded=folded, links=links)


def _telling(desk: Desk) -> Telling:
    return Telling(desk.audit, desk.forms, desk.message, desk.lang)


def _gone(table: AuditTable, gone: Gone) -> None:
    desk, noted, lang = table.desk, gone.noted, table.desk.lang
    rule = noted.finding.rule
    progress = label(f"progress.{gone.progress}", lang)
    if gone.why:
        progress += "\n" + label(f"unverified.{gone.why}", lang)
    contents: dict[str, Content] = {
        "problem_number": desk.audit.number_of(gone.fingerprint),
        "unit": noted.unit,
        "category": rule_title(rule, lang),
        "message": noted.sentence or _telling(desk).sentence(noted.finding, noted.form),
        "progress": progress,
        "conclusion": gone.decision.conclusion,
        "remark": gone.decision.remark,
    }
    table.row(_key(desk, gone.fingerprint), contents, about=gone.fingerprint)
