"""The program on one page: bytes → Reading, every stage named once, in order."""

from __future__ import annotations

from dataclasses import replace

from extract.agencies.identity import identity_of, is_called_otherwise, is_called_report
from extract.agencies.names import chain_and_name
from extract.errors import UnreadableFile
from extract.forms import load_forms, load_statistics
from extract.forms.outline import outline_of
from extract.model import (
    NOTHING_GIVEN,
    Account,
    Document,
    Fact,
    Form,
    Given,
    Grid,
    Identity,
    Match,
    Reading,
    Report,
    SecondOpinion,
    Section,
    Status,
)
from extract.opinion import (
    as_recognised,
    better,
    cells_in_doubt,
    figures_in_doubt,
    is_in_doubt,
    with_broken_figures_in_doubt,
)
from extract.parts import parts_of
from extract.prose.narrative import narrative_of
from extract.prose.sections import sections_of
from extract.prose.triples import triples_of
from extract.readers import document_of, documents_by_others, lines_of, stand_clear
from extract.tables.accounts import accounts_of, never_absent
from extract.tables.certainty import none_again, none_cut, none_in_parts, none_of_two, seen
from extract.tables.empty_rows import with_empty_rows
from extract.tables.facts import facts_of, form_of_report
from extract.tables.grids import grid_of
from extract.tables.matching import matches_of, statistics_of
from extract.tables.numbered import without_column_numbers, without_row_numbers
from extract.tables.pagebreaks import without_page_breaks
from extract.tables.shared import none_between
from extract.tables.strays import none_beside_words
from extract.tables.strips import unnamed_tables
from extract.tables.twofold import with_single_items
from extract.text import squeeze


def readings_of(data: bytes, name: str, given: Given = NOTHING_GIVEN) -> tuple[Reading, ...]:
    """The reports that a file's bytes hold, each with the evidence of how it was read; nearly always one.

    `name` is kept as the source's name. `given` is what the user says about the file; of several reports in one file it
    says nothing. UnreadableFile when the bytes cannot be read, or hold no report.
    """
    document = document_of(data, name)
    readings = _readings_of(document, given)
    if not any(_is_in_doubt(reading) for reading in readings):
        return readings
    readings = tuple(_confirmed(reading, data) for reading in readings)
    doubted = [reading for reading in readings if _is_in_doubt(reading)]
    in_doubt = [cell for reading in doubted for cell in cells_in_doubt(reading, load_forms())]
    for witness, again in documents_by_others(data, document, in_doubt) if doubted else ():
        others = readings if again.blocks == document.blocks else _readings_of(again, given)
        if len(others) == len(readings):
            pairs = zip(readings, others, strict=True)
            readings = tuple(
                better(one, other, witness, load_forms()) if _is_in_doubt(one) else one for one, other in pairs
            )
        if not any(_is_in_doubt(reading) for reading in readings):
            break
    return readings


def _is_in_doubt(reading: Reading) -> bool:
    return is_in_doubt(reading, load_forms())


def _confirmed(reading: Reading, data: bytes) -> Reading:
    """A reading with the word of the places of its figures, where those of all sums that fail leave no doubt; those
    that are broken over lines without need are in doubt themselves."""
    figures = figures_in_doubt(reading, load_forms())
    if figures:
        lines = lines_of(data, reading.document.source.kind, figures)
        reading = with_broken_figures_in_doubt(reading, lines, load_forms())
        figures = figures_in_doubt(reading, load_forms())
    if not figures or not stand_clear(data, reading.document.source.kind, figures):
        return reading
    return replace(reading, opinions=(SecondOpinion("places", False, ()),))


def _readings_of(document: Document, given: Given) -> tuple[Reading, ...]:
    """The reports of a document as one way of reading tells it."""
    outline = outline_of(load_forms())
    document = without_page_breaks(document, outline)
    reading = _reading_of(document, given)
    if any(match.again for match in reading.matches):
        parts = parts_of(document, outline)
        if len(parts) > 1:
            alone = given._replace(entity="", code="", kind="", year="", published="")
            return tuple(_reading_of(part, alone, number) for number, part in enumerate(parts, start=1))
    return (reading,)


def reading_of(data: bytes, name: str, given: Given = NOTHING_GIVEN) -> Reading:
    """The first report that a file's bytes hold. Errors as `readings_of`."""
    return readings_of(data, name, given)[0]


def _reading_of(document: Document, given: Given, part: int = 1) -> Reading:
    forms = load_forms()
    outline = outline_of(forms)
    grid = without_row_numbers(without_column_numbers(grid_of(document), outline), outline)
    grid = with_single_items(grid, outline)
    form_matches = matches_of(grid, outline)
    annexed = statistics_of(grid, outline_of(load_statistics()))
    matches = (*form_matches, *annexed)
    identity = identity_of(document, given)
    sections = sections_of(document, grid, matches, identity, forms[-1])
    if not matches and not identity.title and not _is_a_report(document, given, sections, forms):
        if document.gaps:
            raise UnreadableFile("scanned", kind=document.source.kind)
        raise UnreadableFile("not_a_report", kind=document.source.kind)
    statutory = none_between(facts_of(form_matches, forms, identity.year), form_matches)
    accounts = accounts_of(form_matches, statutory, grid, document.blocks, forms)
    if not document.gaps:
        statutory = with_empty_rows(statutory, form_matches, accounts, grid, forms)
    statutory = none_beside_words(statutory, form_matches, grid, outline)
    others = facts_of(annexed, load_statistics(), identity.year)
    accounts_of_others = accounts_of(annexed, others, grid, document.blocks, load_statistics())
    single = none_again(none_of_two(statutory, form_matches), form_matches, accounts, grid, forms)
    present = never_absent(none_in_parts(single, accounts, forms), accounts)
    certain = none_cut(present, accounts, document.blocks)
    unnamed = unnamed_tables(form_matches, certain, forms)
    facts = as_recognised(seen((*certain, *others), document.gaps), document, forms, unnamed)
    missing = _missing_tables(forms, matches, facts, identity.year)
    report = Report(
        source=document.source,
        status=_status(document, grid, identity, matches, facts, missing, accounts),
        reason="",
        identity=identity,
        form=form_of_report(facts),
        sections=sections,
        facts=facts,
        narrative=narrative_of(sections, identity.year, chain_and_name(identity.entity)),
        given=given,
        part=part,
        triples=triples_of(grid, form_matches, annexed, () if facts else sections),
    )
    return Reading(report, document, grid, matches, missing, (*accounts, *accounts_of_others))


_FEWEST_HEADINGS = 2
"""Headings of the form, each with its own words, that make a document a report without a title and tables."""


def _is_a_report(document: Document, given: Given, sections: tuple[Section, ...], forms: tuple[Form, ...]) -> bool:
    """Whether a document without a title and tables is a report all the same: it is called one, or has its headings
    and is called nothing else."""
    words = {section.number: section.words for section in forms[-1].sections}
    headed = {
        section.number
        for section in sections
        if any(all(word in squeeze(section.title) for word in each) for each in words.get(section.number, ()))
    }
    has_headings = len(headed) >= _FEWEST_HEADINGS
    return is_called_report(document, given) or (has_headings and not is_called_otherwise(document))


def _missing_tables(
    forms: tuple[Form, ...], matches: tuple[Match, ...], facts: tuple[Fact, ...], year: int | None
) -> tuple[str, ...]:
    """The tables of the form in use that are not in the document. Without any facts that is the newest form, or none
    where there was none yet in the year."""
    if not facts and year is not None and year < forms[0].first_year:
        return ()
    used = {fact.form for fact in facts} or {forms[-1].code}
    expected = dict.fromkeys(table.key for form in forms if form.code in used for table in form.tables)
    return tuple(key for key in expected if key not in {match.table for match in matches})


def _status(
    document: Document,
    grid: Grid,
    identity: Identity,
    matches: tuple[Match, ...],
    facts: tuple[Fact, ...],
    missing: tuple[str, ...],
    accounts: tuple[Account, ...],
) -> Status:
    """`partial` when a table is missing, or it or a row of it has no cells, when it stands there twice or holds figures
    without a place, when something was seen and not read, and when nothing says whose report it is or of which year."""
    if (
        missing
        or document.gaps
        or not (identity.entity and identity.year)
        or any(match.again for match in matches)
        or _has_hollow_rows(matches, facts)
        or any(account.unplaced for account in accounts)
        or any(fact.state == "unreadable" for fact in facts)
    ):
        return "partial"
    guessed = any(fact.how in ("aligned", "recognised", "suggested") for fact in facts)
    return "ok_with_repairs" if guessed or document.replaced or document.rearranged or grid.parted_by else "ok"


def _has_hollow_rows(matches: tuple[Match, ...], facts: tuple[Fact, ...]) -> bool:
    """Whether of some table nothing but words was found, or of some row nothing but its label."""
    told = {fact.concept[:2] for fact in facts if fact.state != "absent"}
    rows = {fact.concept[:2] for fact in facts} - told
    tables = {table for table, _ in rows} - {table for table, _ in told}
    return bool(tables) or any((match.table, line.row) in rows for match in matches for line in match.lines)
