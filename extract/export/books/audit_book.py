"""An audit → `年报核查结果.xlsx`, which is worked through, printed and sent: who filed, what is to be mended, the sums.

What persons fill in is read back by the next audit (`read_back`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from extract.agencies.listing import contact_of
from extract.audit import Audit, Filing, Judgement, Problem, Standing
from extract.audit.rounds import Gone
from extract.audit.totals import Total
from extract.catalogue import Rule, load_rules
from extract.catalogue.page import rule_title
from extract.checks.copied import template_finding
from extract.export.books.audit_sheets import AuditSheets
from extract.export.books.file_sheets import FileSheets
from extract.export.books.looks import Content, Looks, Sheet, row_height, written_book
from extract.model import SEVERITIES, Form, Severity
from extract.rows import Message
from extract.text import listed
from extract.words.audit_labels import advice, label
from extract.words.languages import Lang, in_language
from extract.words.messages import sentence
from extract.words.phrases import joined, quoted, spaced
from extract.words.places import place_of, places_of
from extract.words.sheet_names import AUDIT_SHEETS, CONCLUSIONS

if TYPE_CHECKING:
    from xlsxwriter import Workbook as Book

    from extract.checks.copied import Likeness

_FIRST = 5
"""Problems of an agency that come first; the others are folded."""
_FILED: dict[Filing, str] = {
    "filed": "wrap", "undated": "wrap", "twice": "warning", "uncertain": "warning", "unreadable": "warning",
}  # fmt: skip
"""How it looks where an agency has filed, or may have; in all other cases it has not, or not as it should."""
_STYLE: dict[Judgement, str] = {
    "mend": "error", "verify": "warning", "improve": "wrap", "good": "wrap", "unchecked": "wrap", "unsure": "warning",
    "none": "pale",
}  # fmt: skip
_LEVEL: dict[Severity, Judgement] = {"error": "mend", "warning": "verify", "note": "improve"}
_CATEGORY = 3
"""The column that is coloured by what is to be done."""
_COPIES = frozenset({"F-01", "F-02", "F-04"})
_OF_CLUSTERS = frozenset({"copied.other", "copied.other.later", "copied.other.name"})
_MOST_QUOTED = 60


def write_audit(path: Path, scratch: Path, audit: Audit, forms: tuple[Form, ...], lang: Lang, message: Message) -> None:
    """Writes the workbook of an audit. OSError when it cannot be written."""
    with written_book(path, scratch, label("title", lang, year=audit.year)) as (book, looks):
        writer = _Writer(book, looks, audit, forms, lang, message)
        units = writer.overview()
        writer.problems()
        files = FileSheets(book, looks, audit, lang)
        files.unclaimed(units)
        files.versions()
        writer.doubts()
        writer.copies()
        writer.rules()
        writer.matrix()
        writer.sums()


class _Writer(AuditSheets):
    """The sheets of one workbook."""

    def __init__(
        self, book: Book, looks: Looks, audit: Audit, forms: tuple[Form, ...], lang: Lang, message: Message
    ) -> None:
        super().__init__(book, looks, audit, lang)
        self.forms, self.message = forms, message

    # ── 核查概况 ──────────────────────────────────────────────────────────────────────────────────────────────────

    def overview(self) -> str:
        """Who filed; where the names of the units stand."""
        audit, lang = self.audit, self.lang
        scored = bool(audit.profile.scores)
        called = any(contact_of(standing.unit) for standing in audit.standings)
        widths = (
            *(5.0, 22.0, 8.0, 17.0, 11.0, 10.0, 7.0, 7.0, 8.0),
            *((7.0,) if scored else ()),
            *((18.0,) if called else ()),
            *(46.0, 26.0),
        )
        sheet = self.sheet("overview", widths, label("title", lang, year=audit.year))
        for line in self._summary():
            sheet.line(line)
        codes = ["number", "unit", "kind", "filing", "published", "judgement", "mend", "verify", "improve"]
        more = [*(["score"] if scored else []), *(["contact"] if called else [])]
        head = self.heads(sheet, [*codes, *more, "gravest", "files"], 2)
        for number, standing in enumerate(audit.standings, 1):
            self._standing(sheet, number, standing, widths, scored, called)
        last = max(sheet.row - 1, head)
        sheet.page.autofilter(head, 0, last, len(widths) - 1)
        return f"='{AUDIT_SHEETS['overview']}'!$B${head + 2}:$B${last + 1}"

    def _summary(self) -> Iterator[str]:
        audit, lang = self.audit, self.lang
        if audit.profile.name:
            yield label("profile", lang, name=audit.profile.name)
        filings = Counter(standing.filing for standing in audit.standings)
        kinds = get_args(Filing)
        counts = {kind: filings[kind] for kind in kinds} | {"filed": filings["filed"] + filings["undated"]}
        no_day = sum(standing.has_no_day for standing in audit.standings)
        if audit.mismatch:
            bare, left = audit.mismatch
            yield label("mismatch", lang, bare=bare, left=left)
        yield label("summary", lang, due=len(audit.standings), no_day=no_day, **counts)
        levels = Counter(_LEVEL[problem.severity] for problem in audit.problems if problem.is_counted)
        doubts = sum(len(standing.doubts) for standing in audit.standings)
        yield label("summary.problems", lang, doubts=doubts, **{level: levels[level] for level in _LEVEL.values()})
        progress = Counter(problem.progress for problem in audit.problems)
        if any(progress[state_of_progress] for state_of_progress in ("new", "still")) or audit.gone:
            gone = {"mended": len(audit.mended), "unverified": len(audit.unverified)}
            by_progress = {"round": audit.round, "new": progress["new"], "still": progress["still"], **gone}
            yield label("summary.progress", lang, **by_progress)
        if any(claim.candidates and not claim.assigned.unit for claim in audit.unclaimed):
            yield label("unclaimed.some", lang)
        if filings["missing"]:
            yield label("missing.note", lang)
        if audit.strangers:
            names = dict.fromkeys(report.entity or report.source.name for report in audit.strangers)
            yield label("strangers", lang, names=listed(names))

    def _standing(
        self, sheet: Sheet, number: int, standing: Standing, widths: tuple[float, ...], scored: bool, called: bool
    ) -> None:
        lang = self.lang
        open_ = [problem for problem in standing.problems if problem.is_counted]
        levels = Counter(_LEVEL[problem.severity] for problem in open_)
        named = [f"{problem.finding.rule} {self._title(problem)}" for problem in open_]
        gravest = "\n".join(f"{n}. {name}" for n, name in enumerate(list(dict.fromkeys(named))[:_FIRST], 1))
        files = "\n".join(report.source.name for report in (*standing.reports, *standing.beside))
        printed = standing.reports[0].entity if standing.reports else ""
        unit = standing.unit.name + (label("renamed", lang, name=printed) if standing.renamed else "")
        sheet.put(0, number, "text", "center", "pale")
        sheet.put(1, unit, "text", "wrap", "indent")
        sheet.put(2, sentence(f"kind.{standing.unit.kind}", lang), "text", "center")
        style = _FILED.get(standing.filing, "error")
        filing = label(f"filing.{standing.filing}", lang)
        if standing.returned:
            filing += "\n" + label("returned", lang, count=standing.returned)
        sheet.put(3, filing, "text", "center", "wrap", style)
        sheet.put(4, standing.published, "text", "center")
        judgement = label(standing.judgement, lang, count=standing.unchecked)
        sheet.put(5, judgement, "text", "center", _STYLE[standing.judgement])
        for column, level in enumerate(_LEVEL.values(), 6):
            sheet.put(column, levels[level] if standing.reports else None, "text", "center")
        if scored:
            score = standing.score
            sheet.put(9, "—" if score is None else Decimal(str(round(score, 2))), "text", "center")
        last = len(widths) - 2
        if called:
            sheet.put(last - 1, contact_of(standing.unit), "text", "wrap", "center")
        sheet.put(last, gravest, "text", "wrap", "indent")
        sheet.put(last + 1, files, "text", "wrap", "small")
        sheet.ends(max(19, row_height((unit, gravest, files), (widths[1], widths[-2], widths[-1] * 1.25))))

    def _title(self, problem: Problem) -> str:
        return rule_title(problem.finding.rule, self.lang)

    # ── 问题清单 ──────────────────────────────────────────────────────────────────────────────────────────────────

    _COLUMNS = (
        "number", "fingerprint", "unit", "category", "place", "quote", "message", "basis", "advice", "due", "progress",
        "conclusion", "remark",
    )  # fmt: skip
    _WIDTHS = (5.0, 8.0, 16.0, 15.0, 22.0, 12.0, 36.0, 18.0, 18.0, 10.0, 9.0, 10.0, 12.0)

    def problems(self) -> None:
        sheet = self.sheet("problems", self._WIDTHS, label("problems.title", self.lang))
        sheet.line(label("problems.note", self.lang), "line", "small", height=16)
        head = self.heads(sheet, self._COLUMNS, 3)
        sheet.page.outline_settings(True, False, True, False)
        number = 0
        for standing in self.audit.standings:
            open_ = [problem for problem in standing.problems if not problem.is_dismissed]
            for at, problem in enumerate(open_):
                number += 1
                self._problem(sheet, number, problem, folded=at >= _FIRST)
        if not number:
            sheet.line(label("problems.none", self.lang), height=24)
        last = max(sheet.row - 1, head)
        dismissed = [p for standing in self.audit.standings for p in standing.problems if p.is_dismissed]
        if dismissed:
            sheet.line(label("problems.dismissed", self.lang), "part", height=24)
            for at, problem in enumerate(dismissed, 1):
                self._problem(sheet, at, problem, folded=False)
        for progress, all_gone in (("mended", self.audit.mended), ("unverified", self.audit.unverified)):
            if all_gone:
                sheet.line(label(f"problems.{progress}", self.lang), "part", height=24)
            for gone in all_gone:
                self._gone(sheet, gone)
        sheet.page.autofilter(head, 0, last, len(self._COLUMNS) - 1)
        column = self._COLUMNS.index("conclusion")
        sheet.page.data_validation(
            head + 1, column, max(sheet.row, head + 1), column, {"validate": "list", "source": list(CONCLUSIONS)}
        )

    def _problem(self, sheet: Sheet, number: int, problem: Problem, folded: bool) -> None:
        lang, finding, report = self.lang, problem.finding, problem.report
        level = _LEVEL[problem.severity]
        kind = spaced(label(level, lang), sentence(f"category.{finding.rule[0]}", lang))
        category = f"{kind}\n{finding.rule} {self._title(problem)}"
        place = places_of(finding.concepts, self.forms, report.form, lang) if finding.concepts else ""
        origins = ";".join(str(origin) for origin in finding.origins[:2])
        message = self.message(finding, report.form)
        if not (problem.is_counted or problem.is_dismissed):
            message += "\n" + label("same_cause", lang)
        texts = (
            problem.unit,
            category,
            "\n".join(filter(None, (place, origins))),
            finding.actual[:_MOST_QUOTED],
            message,
            load_rules()[finding.rule].basis or self.audit.profile.basis,
            advice(finding.rule, lang),
            self.audit.profile.due,
            label(f"progress.{problem.progress}", lang) if problem.progress else "",
            problem.decision.conclusion,
            problem.decision.remark,
        )
        sheet.put(0, number, "text", "center", "pale")
        sheet.put(1, problem.fingerprint, "text", "wrap", "small")
        for column, text in enumerate(texts, 2):
            sheet.put(column, text, "text", "wrap", "indent", *((_STYLE[level],) if column == _CATEGORY else ()))
        if folded:
            sheet.page.set_row(sheet.row, None, None, {"level": 1, "hidden": True})
            height = None
        else:
            height = max(19, row_height(texts, self._WIDTHS[2:]))
        sheet.ends(height)

    def _gone(self, sheet: Sheet, gone: Gone) -> None:
        noted = gone.noted
        message = noted.sentence or self.message(noted.finding, noted.form)
        progress = label(f"progress.{gone.progress}", self.lang)
        if gone.why:
            progress += "\n" + label(f"unverified.{gone.why}", self.lang)
        row: list[Content] = [None] * len(self._COLUMNS)
        row[2], row[3], row[6], row[10] = noted.unit, noted.finding.rule, message, progress
        texts, widths = (noted.unit, message, progress), (self._WIDTHS[2], self._WIDTHS[6], self._WIDTHS[10])
        sheet.cells(row, "text", "wrap", height=row_height(texts, widths))

    # ── The other sheets ─────────────────────────────────────────────────────────────────────────────────────────

    def doubts(self) -> None:
        widths = (5.0, 18.0, 22.0, 26.0, 50.0, 16.0)
        sheet = self.sheet("doubts", widths, label("doubts.title", self.lang))
        sheet.line(label("doubts.note", self.lang))
        self.heads(sheet, ("number", "unit", "files", "rule", "message", "place"), 2)
        doubts = [problem for standing in self.audit.standings for problem in standing.doubts]
        self._listed(sheet, doubts, widths)

    def copies(self) -> None:
        widths = (5.0, 17.0, 22.0, 17.0, 22.0, 8.0, 40.0, 17.0, 17.0)
        sheet = self.sheet("copies", widths, label("copies.title", self.lang))
        sheet.line(label("copies.note", self.lang), "line", "small", height=16)
        self.heads(sheet, ("number", "unit", "files", "other", "files", "share", "shared", "here", "there"), 1)
        for number, cluster in enumerate(self.audit.clusters, 1):
            source = cluster.source
            names = listed(dict.fromkeys(text.names[0] for text in cluster.texts))
            details = {"number": number, "count": len(cluster.texts), "names": names}
            note = (
                label("copies.source", self.lang, name=source.names[0], day=source.published or source.year)
                if source
                else label("copies.no_source", self.lang)
            )
            sheet.line(spaced(label("copies.cluster", self.lang, **details), note), "part", height=24)
            for at, link in enumerate(cluster.links, 1):
                self._link(sheet, at, link, widths)
        rest = [p for p in self.audit.problems if p.finding.rule in _COPIES and p.finding.wording not in _OF_CLUSTERS]
        if rest:
            sheet.line(label("copies.others", self.lang), "part", height=24)
            for number, problem in enumerate(rest, 1):
                finding, report = problem.finding, problem.report
                places = ";".join(str(origin) for origin in finding.origins[:2])
                message = self.message(finding, report.form)
                share = dict(finding.details).get("share", "100%")
                texts = (problem.unit, report.source.name, "", "", share, message, places, "")
                sheet.put(0, number, "text", "center", "pale")
                self.texts(sheet, texts, widths)
        for template in self.audit.templates:
            sheet.line(self.message(template_finding(template), ""), "part", height=24)
            for number, paragraph in enumerate(template.paragraphs, 1):
                sheet.put(0, number, "text", "center", "pale")
                self.texts(sheet, ("", "", "", "", "", paragraph.text, paragraph.place, ""), widths)
        if not (self.audit.clusters or self.audit.templates or rest):
            sheet.line(label("copies.none", self.lang), height=24)

    def _link(self, sheet: Sheet, number: int, link: Likeness, widths: tuple[float, ...]) -> None:
        one, other = link.one, link.other
        quotes = "\n".join(quoted(passage.one.text.strip()[:_MOST_QUOTED]) for passage in link.passages)
        part = label("copies.part", self.lang, part=link.number, count=len(link.passages), total=link.total)
        own_places = "\n".join(filter(None, (passage.one.place for passage in link.passages)))
        other_places = "\n".join(filter(None, (passage.other.place for passage in link.passages)))
        share = f"{link.share:.0%}"
        whose = (one.names[0], one.file, other.names[0], other.file)
        sheet.put(0, number, "text", "center", "pale")
        self.texts(sheet, (*whose, share, f"{part}\n{quotes}", own_places, other_places), widths)

    def _listed(self, sheet: Sheet, problems: Iterable[Problem], widths: tuple[float, ...]) -> None:
        for number, problem in enumerate(problems, 1):
            finding, report = problem.finding, problem.report
            texts = (
                problem.unit,
                report.source.name,
                f"{finding.rule} {self._title(problem)}",
                self.message(finding, report.form),
                ";".join(str(origin) for origin in finding.origins[:3]),
            )
            sheet.put(0, number, "text", "center", "pale")
            self.texts(sheet, texts, widths)

    def rules(self) -> None:
        widths = (8.0, 30.0, 9.0, 8.0, 8.0, 9.0, 30.0, 44.0)
        sheet = self.sheet("rules", widths, label("rules.title", self.lang))
        sheet.line(label("rules.note", self.lang))
        self.heads(sheet, ("rule", "message", "judgement", "units", "count", "unjudged", "why", "unit"), 1)
        by_rule: dict[str, list[Problem]] = {}
        for problem in self.audit.problems:
            by_rule.setdefault(problem.finding.rule, []).append(problem)
        for rule in load_rules():
            problems = by_rule.get(rule, [])
            open_ = Counter(standing.unjudged[rule] for standing in self.audit.standings if rule in standing.unjudged)
            if not (problems or open_):
                continue
            units = listed(dict.fromkeys(problem.unit for problem in problems))
            whys = (
                label("why.one", self.lang, why=sentence(f"why.{why}", self.lang), count=count)
                for why, count in open_.most_common()
            )
            why = joined(whys, self.lang, "clauses")
            level = _LEVEL[min((p.severity for p in problems), key=SEVERITIES.index)] if problems else None
            sheet.put(0, rule, "text", "center")
            sheet.put(1, rule_title(rule, self.lang), "text", "wrap", "indent")
            sheet.put(2, label(level, self.lang) if level else "", "text", "center", *(_STYLE[level],) if level else ())
            sheet.put(3, len({problem.unit for problem in problems}), "text", "center")
            sheet.put(4, len(problems), "text", "center")
            sheet.put(5, open_.total(), "text", "center", "pale")
            sheet.put(6, why, "text", "wrap", "small")
            sheet.put(7, units, "text", "wrap", "indent")
            sheet.ends(max(19, row_height((why, units), (widths[6] * 1.25, widths[7]))))

    def matrix(self) -> None:
        audit = self.audit
        broken = {problem.finding.rule for problem in audit.problems}
        open_ = {rule for standing in audit.standings for rule in standing.unjudged}
        rules = [rule for rule in load_rules().values() if rule.id in broken | open_]
        sheet = self.sheet("matrix", (5.0, 22.0, *(4.6 for _ in rules)), label("matrix.title", self.lang))
        sheet.line(label("matrix.note", self.lang), "line", "small", height=16)
        sheet.put(0, label("number", self.lang), "head")
        sheet.put(1, label("unit", self.lang), "head")
        for column, rule in enumerate(rules, 2):
            sheet.put(column, spaced(rule.id, in_language(rule.title, self.lang)), "head", "upright")
        sheet.ends(170)
        sheet.page.freeze_panes(sheet.row, 2)
        sheet.page.repeat_rows(sheet.row - 1)
        for number, standing in enumerate((standing for standing in audit.standings if standing.reports), 1):
            sheet.put(0, number, "text", "center", "pale")
            sheet.put(1, standing.unit.name, "text", "indent")
            for column, rule in enumerate(rules, 2):
                self._judged(sheet, column, standing, rule)
            sheet.ends(18)

    def _judged(self, sheet: Sheet, column: int, standing: Standing, rule: Rule) -> None:
        problems = [p for p in standing.problems if p.finding.rule == rule.id and not p.is_dismissed]
        if problems:
            level = _LEVEL[min((p.severity for p in problems), key=SEVERITIES.index)]
            sheet.put(column, len(problems), "text", "center", _STYLE[level])
        else:
            is_for = rule.applies_to(standing.unit.kind, self.audit.year)
            sign = "—" if not is_for else "○" if rule.id in standing.unjudged else ""
            sheet.put(column, sign, "text", "center", "pale")

    def sums(self) -> None:
        widths = (44.0, 26.0, 9.0, 11.0, 10.0, 11.0, 11.0, 40.0, 11.0, 11.0, 40.0)
        sheet = self.sheet("sums", widths, label("sums.title", self.lang))
        sheet.line(label("sums.note", self.lang), "line", "small", height=16)
        codes = ("cell", "code", "measure", "total", "counted", "parent", "remainder", "without")
        self.heads(sheet, (*codes, "in_doubt", "without_doubt", "doubted"), 1)
        newest = max(self.forms, key=lambda form: form.first_year).code
        for name, cells in self.audit.sums.items():
            sheet.line(label("group", self.lang, name=name or label("group.all", self.lang)), "part", height=24)
            for cell in cells:
                without = listed(cell.without)
                place = place_of(str(cell.concept), self.forms, newest, self.lang)
                remainder = None if cell.stated_by_parent is None else cell.stated_by_parent - cell.total
                sheet.put(0, place, "text", "wrap", "indent")
                sheet.put(1, str(cell.concept), "text", "small", "wrap")
                sheet.put(2, cell.unit, "text", "center")
                sheet.put(3, cell.total, "text", "right")
                sheet.put(4, cell.counted, "text", "center")
                sheet.put(5, cell.stated_by_parent, "text", "right")
                sheet.put(6, remainder, "text", "right", *(("warning",) if remainder and remainder < 0 else ()))
                sheet.put(7, without, "text", "wrap", "small")
                doubt = self._doubt(sheet, cell)
                texts, wide = (place, without, doubt), (widths[0], widths[7] * 1.25, widths[10] * 1.25)
                sheet.ends(max(18, row_height(texts, wide)))

    def _doubt(self, sheet: Sheet, cell: Total) -> str:
        """Writes how much of a sum is in doubt; in words, what is in doubt and whose it is."""
        if not cell.doubted:
            for column in (8, 9, 10):
                sheet.put(column, None, "text")
            return ""
        names, count = listed(cell.doubted), len(cell.doubted)
        details = {"total": cell.total, "in_doubt": cell.in_doubt, "rest": cell.without_doubt}
        doubt = label("doubted.of", self.lang, count=count, names=names, **details)
        sheet.put(8, cell.in_doubt, "text", "right", "warning")
        sheet.put(9, cell.without_doubt, "text", "right")
        sheet.put(10, doubt, "text", "wrap", "small")
        return doubt
