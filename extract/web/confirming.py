"""What was recognised on scans, cell by cell beside its picture: one key says that it is so, another what it is.

What is said is a correction like any other: it is kept with who said it and when, and can be taken back. Only then, or
where sums bear a figure out, is it certain.
"""

from __future__ import annotations

from collections.abc import Sequence

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from extract.forms import load_every_form
from extract.jobs.correcting import corrected_value
from extract.jobs.showing import NotShown, original_of, place_in_picture
from extract.library.confirming import CellToConfirm, FactPlace
from extract.library.corrections import Correction
from extract.numbers import read_number
from extract.rows import value_text
from extract.web.correcting import is_kept
from extract.web.rendering import back_to, desk_of, lang_of, link, page
from extract.words.places import place_of
from extract.words.web_labels import web_words

_MOST_COUNTED = 1_000


def confirming(request: Request) -> Response:
    """The cell that is looked at, and what may be said of it."""
    desk, lang, asked = desk_of(request), lang_of(request), request.query_params
    report = asked.get("report", "")
    at, after, before, last = (FactPlace.at(asked.get(name, "")) for name in ("at", "after", "before", "last"))
    with desk.reading() as library:
        current = library.cell_to_confirm(at) if at else None
        if not current and before:
            current = library.next_to_confirm(before, report, backwards=True)
        if not current:
            current = library.next_to_confirm(after or before, report)
        if not current and (after or before):
            current = library.next_to_confirm(None, report)
        count = library.count_to_confirm(_MOST_COUNTED, report)
        said = library.cell_to_confirm(last) if last else None
        was = _counting(library.corrections_about(said.line.sha256, said.line.part), said) if said else ""
        seen = _counting(library.corrections_about(current.line.sha256, current.line.part), current) if current else ""
    seen_as = read_number(current.raw) if current and current.value is None else None
    offered = value_text(seen_as.value) if seen_as else current.value if current else None
    forms = load_every_form()
    words = {each: place_of(each.code, forms, each.form, lang) for each in (current, said) if each}
    told = asked.get("told", "") if asked.get("told") in ("value", "meanwhile") else ""
    return page(
        request, "confirm.html", current=current, words=words, count=count, most=_MOST_COUNTED, report=report,
        said=said, was=was, seen=seen, told=told, offered=offered,
    )  # fmt: skip


def confirm(request: Request, form: FormData) -> Response:
    """Keeps what somebody says of a cell, and goes on; what was said last is taken back where nothing is said."""
    place, report = FactPlace.at(str(form.get("place", ""))), str(form.get("only", ""))
    said, seen = str(form.get("value", "")), str(form.get("seen", ""))
    is_undone = form.get("undo") is not None
    value = "" if is_undone else corrected_value(said)
    with desk_of(request).reading() as library:
        cell = library.cell_to_confirm(place) if place else None
    if not cell:
        return back_to(link("/confirm", report=report))
    if value is None or (value == "" and not is_undone):
        return back_to(link("/confirm", at=cell.place, report=report, told="value"))
    why = web_words("confirm.because", lang_of(request))
    if not is_kept(request, cell.line.report_id, (cell.code, cell.raw, seen), value, why):
        return back_to(link("/confirm", at=cell.place, report=report, told="meanwhile"))
    if is_undone:
        return back_to(link("/confirm", at=cell.place, report=report))
    return back_to(link("/confirm", after=cell.place, last=cell.place, report=report))


def cut(request: Request) -> Response:
    """The picture of a cell, and what stands around it."""
    desk, place = desk_of(request), FactPlace.at(request.path_params["place"])
    with desk.reading() as library:
        cell = library.cell_to_confirm(place) if place else None
        if not cell or library.holds_unseen(cell.line.sha256):
            return Response(status_code=404)
        names = library.names_of(cell.line.sha256)
    try:
        data = original_of(names, cell.line.sha256, desk.roots)
    except NotShown:
        return Response(status_code=404)
    picture = place_in_picture(data, cell.line.kind, cell.origin)
    kept = {"Cache-Control": "private, max-age=600"}
    return Response(picture, media_type="image/png", headers=kept) if picture else Response(status_code=404)


def _counting(about: Sequence[Correction], cell: CellToConfirm) -> str:
    """What counts of a cell by what persons said; empty where they said nothing, or took it back."""
    return {(each.cell, each.raw): each.value for each in about}.get((cell.code, cell.raw), "")
