"""Corrections at the desk: what somebody lays over a figure of a report, with a reason, is seen beside the print, and
can be taken back."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from extract.forms import load_every_form
from extract.jobs.correcting import correct_cell, corrected_value
from extract.library import OpenLibrary
from extract.library.corrections import Correction
from extract.library.overviews import ReportLine
from extract.library.sight import EVERYTHING, seeing
from extract.model import Fact, Report
from extract.web.rendering import back_to, desk_of, link, who_of
from extract.web.rights import tell
from extract.words.languages import Lang
from extract.words.places import place_of

_LONGEST = 500


class CellToCorrect(NamedTuple):
    """A cell that may be corrected: what it is called, what is printed in it, and all of that for a form to send."""

    code: str
    words: str
    raw: str
    sent: str


class ShownCorrection(NamedTuple):
    """What somebody said of a cell; `sent` is for a form that takes it back, empty where it does not count any more,
    `is_stale`: something else is printed by now."""

    code: str
    words: str
    correction: Correction
    sent: str
    is_stale: bool


def cells_to_correct(report: Report, said: Mapping[tuple[str, str], str], lang: Lang) -> list[CellToCorrect]:
    """The cells of the forms that a report has."""
    forms = load_every_form()
    cells = ((str(fact.concept), fact) for fact in report.facts)
    return [
        CellToCorrect(code, place_of(code, forms, fact.form, lang), fact.raw, _sent(code, fact.raw, said))
        for code, fact in cells
    ]


def corrections_shown(
    library: OpenLibrary, line: ReportLine, report: Report, lang: Lang
) -> tuple[list[ShownCorrection], dict[tuple[str, str], str]]:
    """All that was ever said of the cells of a report, the last first, and what counts, or would, by cell and print."""
    ever = library.corrections_about(line.sha256, line.part)
    said = {(each.cell, each.raw): each.value for each in ever}
    last = {each.place: each for each in ever}
    facts = {str(fact.concept): fact for fact in report.facts}
    shown = [_shown(each, last[each.place] is each, facts.get(each.cell), said, line.form, lang) for each in ever]
    return shown[::-1], said


def _shown(
    each: Correction, is_last: bool, fact: Fact | None, said: Mapping[tuple[str, str], str], form: str, lang: Lang
) -> ShownCorrection:
    counts = is_last and each.value != ""
    words = place_of(each.cell, load_every_form(), form, lang)
    is_stale = counts and (fact is None or fact.raw != each.raw)
    return ShownCorrection(each.cell, words, each, _sent(each.cell, each.raw, said) if counts else "", is_stale)


def _sent(code: str, raw: str, said: Mapping[tuple[str, str], str]) -> str:
    return json.dumps([code, raw, said.get((code, raw), "")], ensure_ascii=False)


def correct(request: Request, form: FormData) -> Response:
    """Keeps what somebody says of a cell, with a reason; not where somebody else has said something meanwhile."""
    report_id = str(form.get("report", ""))
    value, why = corrected_value(str(form.get("value", ""))), str(form.get("why", "")).strip()[:_LONGEST]
    cell = list(_cell_of(str(form.get("cell", ""))))
    told, code = "value", cell[0] if cell else ""
    if cell and value is not None and why:
        told = (
            ("taken" if value == "" else "corrected") if is_kept(request, report_id, cell, value, why) else "meanwhile"
        )
    return back_to(link(f"/report/{report_id}", told=told) + (f"#{code}" if code else ""))


def is_kept(request: Request, report_id: str, cell: Sequence[str], value: str, why: str) -> bool:
    """Keeps what somebody says of a cell, named by its code, what is printed in it and what counted in it when it was
    looked at; whether it was kept: not where either is another by now."""
    desk, (code, raw, seen) = desk_of(request), cell
    with desk.reading() as library:
        line = library.line_named(report_id)
        is_there = line is not None and (value == "" or library.printed(line.key, [code]).get(code) == raw)
    if not line or not is_there:
        return False
    said = Correction(line.sha256, line.part, code, raw, value, why, who_of(request), "")
    with seeing(EVERYTHING), desk.writing() as library:
        is_new = correct_cell(library, said, seen)
    tell(request, f"{report_id} {code} {value}")
    desk.settle_soon()
    return is_new


def _cell_of(text: str) -> Iterator[str]:
    """The code of a cell, what is printed in it, and what counted in it: as a form sent them; nothing for anything
    else."""
    try:
        sent = json.loads(text)
    except ValueError:
        return
    if isinstance(sent, list) and len(sent) == 3 and all(isinstance(each, str) for each in sent):
        yield from sent


def told_of(request: Request) -> str:
    """What came of a correction that was just sent."""
    told = request.query_params.get("told", "")
    return told if told in ("value", "corrected", "taken", "meanwhile") else ""
