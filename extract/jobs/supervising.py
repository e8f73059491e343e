"""What the commands for supervisors do: a library, a roster and a profile → the workbook of an audit; a first roster.

Comes in: what a command line says, parsed. Goes out: an audit, for whoever tells people about it. Nothing is printed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from extract.agencies.codes import CodeTable
from extract.agencies.roster import Roster, Unit, draft_of, key_of
from extract.audit import Audit, Problem, ProblemNumber, Unmatched, audit_of
from extract.audit.claims import Assigned
from extract.audit.history import is_another
from extract.audit.renewed import is_renewed, lacks_year_before
from extract.audit.rounds import Decision, Gone, Noted
from extract.audit.terms import Filed, Former, Terms
from extract.checks.copied import Likeness, Template, copied_findings, template_finding
from extract.checks.profile import Profile
from extract.export.books.audit_book import write_audit
from extract.export.books.profile_book import write_profile
from extract.export.delimited import write_csv
from extract.export.folder import Wording
from extract.export.known import known_of
from extract.export.replacing import Replacing, must_end_in
from extract.export.staged import other_names, staged
from extract.forms import load_forms
from extract.jobs import settled_state, settled_to_read
from extract.jobs.answering import FormsTaken, forms_in, take_answers
from extract.jobs.copying import copied_of
from extract.jobs.identifying import keep_codes
from extract.jobs.said import ReadBack, is_an_edition, kept_for, read_all_back
from extract.jobs.years import year_to_audit, years_of
from extract.library import OpenLibrary
from extract.library.diary import NotedProblem
from extract.library.records import finding_of, finding_row, report_of
from extract.model import Report, Verdict
from extract.rows import FINDING_COLUMNS, Message, finding_rows, safe_text
from extract.steps import step
from extract.words.audit_labels import label
from extract.words.languages import Lang
from extract.words.phrases import spaced
from extract.words.sheet_names import AUDIT_WORKBOOK


class Audited(NamedTuple):
    """What an audit came to, the workbook that was written, what was read back before, where the workbook that
    somebody had filled in is kept, and what units answered."""

    audit: Audit
    book: Path
    said: ReadBack
    kept: Path | None
    answered: FormsTaken = FormsTaken()


def audit_library(
    path: Path,
    out: Path,
    roster: Roster | None,
    profile: Profile,
    year: int,
    wording: Wording,
    inputs: tuple[Path, ...] = (),
    overwrite: bool = False,
    codes: CodeTable | None = None,
    answers: Path | None = None,
) -> Audited:
    """Audits a year of a library (0 for the latest that most agencies have filed for), and writes the workbook and
    `findings.csv` into a folder; what was decided in a workbook that stands there is kept, and so is that workbook.
    Without a roster the agencies are those that ever filed. A table of `codes` is kept. `inputs` are the files that
    were read for it, `answers` is a folder of forms that units sent back. Others may write into the library meanwhile.

    UsageError for a library that is not there or has nothing of the year, or where something stands in the folder that
    may not be replaced; OutputError where something cannot be written.
    """
    with OpenLibrary.existing(path) as library:
        library.check_whole()
        books = workbooks_in(library, out)
        replacing = Replacing(library, inputs, overwrite, read_back=frozenset({AUDIT_WORKBOOK, *_names(books)}))
        for name in _FILES:
            replacing.check(out / name)
        forms = forms_in(answers) if answers else {}
        keep_codes(library, codes)
        with library.writing():
            said = read_all_back(library, books)
            answered = take_answers(library, forms, wording.lang)
        with settled_state(library):
            audit, reports, noted = judged(library, roster, profile, year)
        with library.writing():
            audit = _with_said_before(library, numbered(library, audit), wording.lang)
        with staged(out, replacing) as stage:
            csv_file, book = stage.path(_FINDINGS), stage.path(AUDIT_WORKBOOK)
            with step("writing", AUDIT_WORKBOOK):
                write_csv(csv_file, _AUDIT_COLUMNS, _audit_rows(audit, wording))
                kept = kept_for(library, audit.year, said.said)
                as_told = (load_forms(), wording.lang, wording.message)
                edition = write_audit(book, stage.scratch(), audit, *as_told, kept, home=out)
            stage.noted()
            with library.writing():
                library.note_edition(edition.number, audit.year, edition.as_text)
                _, book = stage.moved(frozenset({AUDIT_WORKBOOK}))
                for name in _names(books) - {AUDIT_WORKBOOK, book.name}:
                    stage.removed(name)
                library.note_audit(audit.year, noted, audit.round, reports, is_listed=roster is not None)
        return Audited(audit, book, said, next(iter(stage.kept), None), answered)


def workbooks_in(library: OpenLibrary, out: Path) -> list[Path]:
    """The workbooks of an audit that stand in a folder, in the order in which they were last changed: beside the one
    that a program had open there are those that were written meanwhile."""
    others = [out / name for name in other_names(AUDIT_WORKBOOK) if (out / name).is_file()]
    books = [book for book in others if is_an_edition(library, book)]
    books += [out / AUDIT_WORKBOOK] if (out / AUDIT_WORKBOOK).exists() else []
    return sorted(books, key=lambda book: book.stat().st_mtime_ns)


def _names(books: Iterable[Path]) -> set[str]:
    return {book.name for book in books}


def judged(
    library: OpenLibrary, roster: Roster | None, profile: Profile, year: int
) -> tuple[Audit, set[str], list[NotedProblem]]:
    """The audit of a year, the SHA-256 of the reports it is about, and its problems as they are kept."""
    all_reports = [report for report, _ in library.reports(with_contents=False) if report.report_id]
    units = roster or Roster(tuple(draft_of(all_reports)))
    years = years_of(all_reports, roster)
    year = year_to_audit(library, year, years, units)
    with step("comparing"):
        copied = copied_of(library, units, year)
    filed = _filed(library, year, copied.likenesses)
    of_year = [each for each in filed if each[0].report_id and each[0].year == year]
    kept = library.audited(year)
    terms = _terms(library, profile, year, _formers(library, units, filed, year), of_year, kept)
    others = [report for report in all_reports if report.year not in (None, year)]
    formers = _held_before(library, {report.source.name for report, _ in filed})
    with step("auditing"):
        audit = audit_of(filed, units, terms._replace(other_years=others, formers=formers, is_drafted=roster is None))
    unmatched = tuple(Unmatched(*row) for row in library.unmatched())
    audit = replace(audit, clusters=copied.clusters, templates=copied.templates, unmatched=unmatched, years=years)
    return audit, {report.source.sha256 for report, _ in of_year}, list(_noted(audit, terms.round, kept))


def numbered(library: OpenLibrary, audit: Audit) -> Audit:
    """An audit whose units and problems have their numbers, those of before and new ones, and what units have answered
    about them. Within `writing()`."""
    problems = [(p.unit, p.fingerprint, p.before) for standing in audit.standings for p in standing.problems]
    gone = [(each.noted.unit, each.fingerprint, "") for each in audit.gone]
    units = [standing.unit.name for standing in audit.standings]
    unlisted = [each.noted.unit for each in audit.gone if each.noted.unit not in units]
    given = library.number(audit.year, [*units, *dict.fromkeys(unlisted)], [*problems, *gone])
    numbers = {
        print_: ProblemNumber(
            f"{audit.year}-{given.units[unit]:02}-{given.problems[print_].number:02}", given.problems[print_].first
        )
        for unit, print_, _ in (*problems, *gone)
    }
    return _with_answers(library, replace(audit, numbers=numbers, unit_numbers=given.units))


def _with_answers(library: OpenLibrary, audit: Audit) -> Audit:
    """An audit in which problems are said to be mended of which their units have said so since the last report came."""
    answers = library.answers(audit.year).items()
    claimed = {first for first, (answer, round_) in answers if answer.is_done and round_ >= audit.round}

    def answered(problem: Problem) -> Problem:
        is_claimed = audit.numbers[problem.fingerprint].first in claimed
        return problem._replace(progress="claimed") if is_claimed else problem

    standings = (each._replace(problems=tuple(map(answered, each.problems))) for each in audit.standings)
    return replace(audit, standings=tuple(standings))


def _with_said_before(library: OpenLibrary, audit: Audit, lang: Lang) -> Audit:
    """An audit in which problems that go on with other figures, and are to be decided anew, have as a remark what was
    said before. Within `writing()`."""
    decisions = library.decisions()

    def followed(problem: Problem) -> Problem:
        conclusion, remark = decisions.get(problem.before, ("", ""))
        if any(problem.decision) or not (conclusion or remark):
            return problem
        said = label("noted_before", lang, text=spaced(conclusion, remark)) if conclusion else remark
        library.decide([(problem.fingerprint, "", said)])
        return problem._replace(decision=Decision("", said))

    standings = (each._replace(problems=tuple(map(followed, each.problems))) for each in audit.standings)
    return replace(audit, standings=tuple(standings))


_FINDINGS = "findings.csv"
_FILES = (_FINDINGS, AUDIT_WORKBOOK)


Kept = Mapping[str, NotedProblem]
"""Problems as they are kept, by their fingerprints."""


def _formers(library: OpenLibrary, roster: Roster, filed: Sequence[Filed], year: int) -> list[Report]:
    """The reports of the year before of agencies that had another name then."""
    renewed = {name for unit in roster.units if is_renewed(unit, year) for name in map(key_of, unit.predecessors)}
    lacking = {roster.unit_of(report)[0] for report, verdict in filed if lacks_year_before(verdict)} - {None}
    if not renewed and not lacking:
        return []
    return [
        report
        for report, _ in library.reports(year - 1)
        if report.report_id and (key_of(report.entity) in renewed or roster.unit_of(report)[0] in lacking)
    ]


def _terms(
    library: OpenLibrary, profile: Profile, year: int, year_before: list[Report], of_year: Sequence[Filed], kept: Kept
) -> Terms:
    """What the audit of a year goes by. A round begins with a report that was never there before, and is no copy of one
    that was; where no account of them was kept, there is none yet."""
    decisions = {print_: Decision(*decided) for print_, decided in library.decisions().items()}
    seen, round_ = library.handed_in(year), max(library.round(year), 1)
    terms = Terms(
        year,
        profile,
        decisions,
        {},
        known_of(library),
        year_before,
        first_seen=seen,
        gone=frozenset(library.gone()),
        assigned={file: Assigned(*said) for file, said in library.assigned(year).items()},
        chosen=library.chosen(),
        received=library.received(),
    )
    beside = [each for each in of_year if each[0].source.sha256 in seen]
    came = [each for each in of_year if each[0].source.sha256 not in seen]
    round_ += bool(seen) and any(is_another(each, beside, terms) for each in came)
    return terms._replace(
        round=round_,
        before={print_: _before(noted) for print_, noted in kept.items() if noted.mended in (0, round_)},
        first_seen={report.source.sha256: round_ for report, _ in came} | seen,
    )


def _held_before(library: OpenLibrary, files: Set[str]) -> dict[str, list[Former]]:
    """What some files held before, by their names, in the order in which it came."""
    readers = {file.file: file.reader for file in library.known_files()}
    formers: dict[str, list[Former]] = {}
    for (source, given, records), received, replaced, reader in library.earlier(
        sorted(files & {*library.replaced_files()})
    ):
        is_read_alike = reader == readers.get(source.name)
        formers.setdefault(source.name, []).extend(
            Former(*report_of(source, given, record), received, replaced, is_read_alike) for record in records
        )
    return formers


def _before(kept: NotedProblem) -> Noted:
    finding, report = finding_of(kept.finding), (kept.sha256, kept.status)
    return Noted(kept.unit, finding, kept.form, kept.message, kept.since, kept.round, *report)


def _noted(audit: Audit, round_: int, kept: Kept) -> Iterator[NotedProblem]:
    """The problems as they are kept for the next round, those that are gone among them."""
    for standing in audit.standings:
        for p in standing.problems:
            row, source = finding_row(p.report, p.finding), p.report.source
            yield NotedProblem(p.unit, p.report.form, "", row, p.since, round_, 0, source.sha256, p.report.status)
    for gone in audit.gone:
        yield kept[gone.fingerprint]._replace(mended=0 if gone.why else round_)


def _filed(library: OpenLibrary, year: int, copied: Iterable[Likeness]) -> list[tuple[Report, Verdict]]:
    """The reports of a year with all that was found about them, and the files without one."""
    unjudged = library.unjudged_across(year)
    shared: dict[str, list[Likeness]] = {}
    for likeness in copied:
        shared.setdefault(likeness.one.report_id, []).append(likeness)
    return [
        (
            report,
            Verdict(
                (*verdict.findings, *copied_findings(report, shared.get(report.report_id, ()))),
                {**verdict.unjudged, **unjudged.get(report.report_id, {})},
            ),
        )
        for report, verdict in library.reports(year)
    ]


_AUDIT_COLUMNS = (*FINDING_COLUMNS, "unit", "judged", "progress", "conclusion", "remark", "why", "cause", "number")


def _audit_rows(audit: Audit, wording: Wording) -> Iterator[tuple[str, ...]]:
    for standing in audit.standings:
        for problem in (*standing.problems, *standing.doubts):
            (row,) = finding_rows(problem.report, [problem.finding], wording.message)
            number = audit.number_of(problem.fingerprint)
            judged = (problem.unit, problem.severity, problem.progress, *problem.decision, "", problem.cause, number)
            yield tuple(map(safe_text, (*row, *judged)))
    for gone in audit.gone:
        yield tuple(map(safe_text, _gone_row(audit, gone, wording.message)))
    for template in audit.templates:
        yield tuple(map(safe_text, _template_row(audit, template, wording.message)))


def _gone_row(audit: Audit, gone: Gone, message: Message) -> tuple[str, ...]:
    """A problem that is gone, of which no report is left that it could be shown in."""
    unit, finding = gone.noted.unit, gone.noted.finding
    severity = audit.profile.severity(finding.rule, finding.severity)
    values = {
        "entity": unit,
        "year": str(audit.year),
        "rule": finding.rule,
        "severity": finding.severity,
        "about": finding.about,
        "message": gone.noted.sentence or message(finding, gone.noted.form),
        "expected": finding.expected,
        "actual": finding.actual,
        "concepts": ";".join(finding.concepts),
        "fingerprint": gone.fingerprint,
        "unit": unit,
        "judged": severity,
        "progress": gone.progress,
        "why": gone.why,
        "number": audit.number_of(gone.fingerprint),
    }
    return tuple(values.get(column, "") for column in _AUDIT_COLUMNS)


def _template_row(audit: Audit, template: Template, message: Message) -> tuple[str, ...]:
    """What most agencies of a county share, which is no agency's problem."""
    found = template_finding(template)
    values = {
        "year": str(audit.year),
        "rule": found.rule,
        "severity": found.severity,
        "about": found.about,
        "message": message(found, ""),
        "actual": found.actual,
        "unit": template.parent,
        "judged": found.severity,
    }
    return tuple(values.get(column, "") for column in _AUDIT_COLUMNS)


def draft_profile(path: Path, lang: Lang, overwrite: bool = False) -> None:
    """Writes a workbook for an office to fill in. UsageError, OutputError where it cannot be written."""
    must_end_in(path, ".xlsx")
    replacing = Replacing(overwrite=overwrite)
    replacing.check(path)
    with staged(path.parent, replacing) as stage:
        write_profile(stage.path(path.name), stage.scratch(), lang)
        stage.moved()


def keep_roster(path: Path, heads: Iterable[str], rows: Iterable[tuple[str, ...]], overwrite: bool = False) -> None:
    """Writes a roster as Excel opens it. UsageError, OutputError where it cannot be written."""
    replacing = Replacing(overwrite=overwrite)
    replacing.check(path)
    with staged(path.parent, replacing) as stage:
        write_csv(stage.path(path.name), heads, rows)
        stage.moved()


def draft_roster(path: Path) -> list[Unit]:
    """The agencies that the reports of a library name. UsageError for a library that is not there."""
    with settled_to_read(path) as library:
        return list(draft_of(report for report, _ in library.reports(with_contents=False)))
