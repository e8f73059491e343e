"""识别存疑、规则统计、单位与规则: what the program is not sure of, and the problems counted by rule."""

from __future__ import annotations

from collections import Counter

from extract.audit import LEVEL, Problem, Standing
from extract.catalogue import Rule, load_rules
from extract.catalogue.page import rule_title
from extract.export.books.audit_sheets import Desk, SheetColumn
from extract.export.books.levels import STYLE
from extract.export.books.looks import Content
from extract.model import SEVERITIES
from extract.text import listed
from extract.words.audit_labels import label
from extract.words.languages import in_language
from extract.words.messages import sentence
from extract.words.origins import origin_words
from extract.words.phrases import joined, spaced


def write_doubts(desk: Desk) -> None:
    """What is not read for certain."""
    columns = [
        desk.column("number", 5.0, "center", "pale"),
        desk.column("unit", 18.0),
        desk.column("files", 24.0),
        desk.column("rule", 26.0),
        desk.column("message", 50.0),
        desk.column("place", 18.0),
    ]
    table = desk.table("doubts", columns, label("doubts.title", desk.lang), [label("doubts.note", desk.lang)])
    doubts = [problem for standing in desk.audit.standings for problem in standing.doubts]
    for number, problem in enumerate(doubts, 1):
        finding, report = problem.finding, problem.report
        contents: dict[str, Content] = {
            "number": number,
            "unit": problem.unit,
            "files": report.source.name,
            "rule": f"{finding.rule} {rule_title(finding.rule, desk.lang)}",
            "message": desk.message(finding, report.form),
            "place": origin_words(finding.origins, desk.lang),
        }
        table.row(problem.fingerprint, contents, links={"unit": desk.link_to(report.source)})
    table.ends(empty=label("doubts.none", desk.lang))


def write_rules(desk: Desk) -> None:
    """Units and problems by rule."""
    lang = desk.lang
    columns = [
        desk.column("rule", 8.0, "center"),
        SheetColumn("rule_title", 30.0, head=label("message", lang)),
        desk.column("judgement", 9.0, "center"),
        desk.column("units", 8.0, "center"),
        desk.column("count", 8.0, "center"),
        desk.column("unjudged", 9.0, "center", "pale"),
        desk.column("why", 30.0, "wrap", "indent", "small"),
        desk.column("unit", 44.0),
    ]
    table = desk.table("rules", columns, label("rules.title", lang), [label("rules.note", lang)], frozen=1)
    by_rule: dict[str, list[Problem]] = {}
    for problem in desk.audit.problems:
        by_rule.setdefault(problem.finding.rule, []).append(problem)
    for rule in load_rules():
        problems = by_rule.get(rule, [])
        open_ = Counter(standing.unjudged[rule] for standing in desk.audit.standings if rule in standing.unjudged)
        if not (problems or open_):
            continue
        whys = (
            label("why.one", lang, why=sentence(f"why.{why}", lang), count=count) for why, count in open_.most_common()
        )
        level = LEVEL[min((p.severity for p in problems), key=SEVERITIES.index)] if problems else None
        contents: dict[str, Content] = {
            "rule": rule,
            "rule_title": rule_title(rule, lang),
            "judgement": label(level, lang) if level else "",
            "units": len({problem.unit for problem in problems}),
            "count": len(problems),
            "unjudged": open_.total(),
            "why": joined(whys, lang, "clauses"),
            "unit": listed(dict.fromkeys(problem.unit for problem in problems)),
        }
        table.row(rule, contents, {"judgement": (STYLE[level],)} if level else {})
    table.ends()


def write_matrix(desk: Desk) -> None:
    """A row per unit, a column per rule."""
    audit, lang = desk.audit, desk.lang
    broken = {problem.finding.rule for problem in audit.problems}
    open_ = {rule for standing in audit.standings for rule in standing.unjudged}
    rules = [rule for rule in load_rules().values() if rule.id in broken | open_]
    of_rules = [
        SheetColumn(rule.id, 4.6, ("center",), spaced(rule.id, in_language(rule.title, lang)), head_styles=("upright",))
        for rule in rules
    ]
    columns = [desk.column("number", 5.0, "center", "pale"), desk.column("unit", 22.0, "indent"), *of_rules]
    title, notes = label("matrix.title", lang), [label("matrix.note", lang)]
    table = desk.table("matrix", columns, title, notes, head_height=170)
    for standing in audit.standings:
        if standing.reports:
            judged = {rule.id: _judged(standing, rule, audit.year) for rule in rules}
            contents: dict[str, Content] = {
                "number": audit.unit_numbers.get(standing.unit.name),
                "unit": standing.unit.name,
            }
            contents |= {rule: content for rule, (content, _) in judged.items()}
            table.row(standing.unit.name, contents, {rule: (style,) for rule, (_, style) in judged.items()}, height=18)
    table.ends()


def _judged(standing: Standing, rule: Rule, year: int) -> tuple[Content, str]:
    problems = [p for p in standing.problems if p.finding.rule == rule.id and not p.is_dismissed]
    if problems:
        return len(problems), STYLE[LEVEL[min((p.severity for p in problems), key=SEVERITIES.index)]]
    is_for = rule.applies_to(standing.unit.kind, year)
    return "—" if not is_for else "○" if rule.id in standing.unjudged else "", "pale"
