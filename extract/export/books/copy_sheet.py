"""雷同: text that reports have in common, in groups, with both places."""

from __future__ import annotations

from extract.audit import Problem
from extract.checks.copied import Likeness, Template, template_finding
from extract.export.books.audit_sheets import AuditTable, Desk, SheetColumn
from extract.export.books.looks import Content
from extract.text import listed
from extract.words.audit_labels import label
from extract.words.origins import origin_words
from extract.words.phrases import quoted, spaced

_COPIES = frozenset({"F-01", "F-02", "F-04"})
_OF_CLUSTERS = frozenset({"copied.other", "copied.other.later", "copied.other.name"})
_MOST_QUOTED = 60


def write_copies(desk: Desk) -> None:
    """What units share, what is one's own of earlier years, and what most share."""
    audit, lang = desk.audit, desk.lang
    columns = [
        desk.column("number", 5.0, "center", "pale"),
        desk.column("unit", 17.0),
        desk.column("files", 22.0),
        desk.column("other", 17.0),
        SheetColumn("other_files", 22.0, head=label("files", lang)),
        desk.column("share", 8.0, "center"),
        desk.column("shared", 44.0),
        desk.column("here", 15.0),
        desk.column("there", 15.0),
    ]
    table = desk.table("copies", columns, label("copies.title", lang), [label("copies.note", lang)])
    for number, cluster in enumerate(audit.clusters, 1):
        source = cluster.source
        names = listed(dict.fromkeys(text.names[0] for text in cluster.texts))
        details = {"number": number, "count": len(cluster.texts), "names": names}
        note = (
            label("copies.source", lang, name=source.names[0], day=source.published or source.year)
            if source
            else label("copies.no_source", lang)
        )
        table.line(spaced(label("copies.cluster", lang, **details), note), "part", height=24)
        for at, link in enumerate(cluster.links, 1):
            _link(table, at, link)
    rest = [p for p in audit.problems if p.finding.rule in _COPIES and p.finding.wording not in _OF_CLUSTERS]
    if rest:
        table.line(label("copies.others", lang), "part", height=24)
    for number, problem in enumerate(rest, 1):
        _copied(table, number, problem)
    for template in audit.templates:
        _template(table, template)
    table.ends(empty=label("copies.none", lang))


def _link(table: AuditTable, number: int, link: Likeness) -> None:
    one, other, lang = link.one, link.other, table.desk.lang
    quotes = "\n".join(quoted(passage.one.text.strip()[:_MOST_QUOTED]) for passage in link.passages)
    part = label("copies.part", lang, part=link.number, count=len(link.passages), total=link.total)
    contents: dict[str, Content] = {
        "number": number,
        "unit": one.names[0],
        "files": one.file,
        "other": other.names[0],
        "other_files": other.file,
        "share": f"{link.share:.0%}",
        "shared": f"{part}\n{quotes}",
        "here": origin_words((passage.one.place for passage in link.passages), lang),
        "there": origin_words((passage.other.place for passage in link.passages), lang),
    }
    table.row(f"{one.file}|{other.file}|{link.number}", contents)


def _copied(table: AuditTable, number: int, problem: Problem) -> None:
    contents: dict[str, Content] = {
        "number": number,
        "unit": problem.unit,
        "files": problem.report.source.name,
        "share": dict(problem.finding.details).get("share", "100%"),
        "shared": table.desk.message(problem.finding, problem.report.form),
        "here": origin_words(problem.finding.origins, table.desk.lang),
    }
    table.row(problem.fingerprint, contents)


def _template(table: AuditTable, template: Template) -> None:
    table.line(table.desk.message(template_finding(template), ""), "part", height=24)
    for number, paragraph in enumerate(template.paragraphs, 1):
        place = origin_words([paragraph.place], table.desk.lang)
        contents: dict[str, Content] = {"number": number, "shared": paragraph.text, "here": place}
        table.row(f"{template.parent}|{number}", contents)
