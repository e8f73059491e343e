"""The program on one page: bytes → Reading, every stage named once, in order."""

from __future__ import annotations

from extract.errors import UnreadableFile
from extract.facts import facts_of, form_of_report
from extract.forms import load_forms
from extract.grids import grid_of
from extract.identity import identity_of
from extract.matching import matches_of
from extract.model import Document, Fact, Form, Match, Reading, Report, Status
from extract.outline import outline_of
from extract.readers import document_of
from extract.sections import sections_of


def reading_of(data: bytes, name: str) -> Reading:
    """The report that a file's bytes hold, with the evidence of how it was read; `name` is kept as the source's name.

    UnreadableFile when the bytes cannot be read, or hold no report.
    """
    forms = load_forms()
    document = document_of(data, name)
    identity = identity_of(document)
    sections = sections_of(document, forms[-1].sections)
    grid = grid_of(document)
    matches = matches_of(grid, outline_of(forms))
    if not matches and not identity.title:
        raise UnreadableFile("not_a_report")
    facts = facts_of(matches, forms, identity.year)
    report = Report(
        source=document.source,
        status=_status(forms, document, matches, facts),
        reason="",
        entity=identity.entity,
        year=identity.year,
        form=form_of_report(facts),
        title=identity.title,
        sections=tuple(sorted(section.number for section in sections)),
        facts=facts,
    )
    return Reading(report, document, sections, grid, matches)


def _status(forms: tuple[Form, ...], document: Document, matches: tuple[Match, ...], facts: tuple[Fact, ...]) -> Status:
    """`partial` when a statutory table is missing, stands there twice, or holds figures without a place."""
    tables = {table.key for form in forms for table in form.tables}
    whole = tables == {match.table for match in matches} and not any(match.again for match in matches)
    if not whole or any(fact.state == "unreadable" for fact in facts):
        return "partial"
    guessed = any(fact.how in ("aligned", "suggested") for fact in facts)
    return "ok_with_repairs" if guessed or document.replaced else "ok"
