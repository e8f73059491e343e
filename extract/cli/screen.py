"""A reading and its verdict, or one intermediate of it → lines for the terminal. Nothing is decided here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex as re

from extract.agencies.likeness import same_agency
from extract.glance import width_of
from extract.model import (
    Column,
    Evidence,
    Fact,
    Form,
    Identity,
    Match,
    Paragraph,
    Reading,
    Stage,
    Statement,
    Triple,
    Verdict,
)
from extract.rows import PRINTED_COLUMNS, fact_rows, value_text
from extract.words.languages import Lang
from extract.words.messages import sentence
from extract.words.phrases import joined
from extract.words.places import head_of, place_of, title_of
from extract.words.wording import message_of

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
        if line.strip() and width_of(indent + line + piece) > _SCREEN:
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
    while width_of(head) > width:
        head = head[:-1]
    return head


def _cell(fact: Fact) -> str:
    if fact.state in _SIGNS:
        return _SIGNS[fact.state]
    shown = value_text(fact.value) if fact.state == "number" else fact.raw
    return shown + _HOW_SIGNS.get(fact.how, "")


def _cut(text: str, width: int) -> str:
    if width_of(text) <= width:
        return text
    while width_of(text) > width - 1:
        text = text[:-1]
    return text + "…"


def _padded(text: str, width: int, right: bool = False) -> str:
    blanks = " " * max(1 if right else 0, width - width_of(text))
    return blanks + text if right else text + blanks


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
