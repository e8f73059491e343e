"""The source of a report: what the reader has found in its file, or its leaves, every figure in its place. What
was read leads back to the report, and a link to a place lights it; neither needs a script."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response

from extract.errors import UnreadableFile
from extract.export.leaves import LeafSize, have_leaves, place_in
from extract.export.pages.elements import Html, element, joined_html
from extract.export.pages.source import Places, source_of
from extract.jobs.showing import NotShown, document_in, leaf_in, leaves_in, original_of
from extract.library import OpenLibrary
from extract.library.overviews import ReportLine
from extract.model import Document, Origin, Report, Table, TextOrigin
from extract.web.rendering import desk_of, page

_IN_LINE = re.compile(r"txt:L(\d+):(\d+)-(\d+)")
_MOST_MARKS = 20_000
_TEXT = "text"
"""How a place looks that is a paragraph, and no figure."""


class SourceMark(NamedTuple):
    """A place that something was read from: its name, the name of what was read, and how grave what was found is."""

    place: str
    of: str
    look: str = ""


class PageMark(NamedTuple):
    """A mark on a page: its box, in points."""

    mark: SourceMark
    x: float
    y: float
    width: float
    height: float


class ShownPage(NamedTuple):
    """A page with what was read on it."""

    number: int
    sheet: LeafSize
    marks: tuple[PageMark, ...]


def source(request: Request) -> Response:
    """The source of a report, in a frame of its own."""
    desk = desk_of(request)
    with desk.reading() as library:
        line = library.line_named(request.path_params["report"])
        if line is None:
            return page(request, "source.html", 404, why="gone", line=None, body="", pages=())
        marks = _marks(library, line)
        names = library.names_of(line.sha256)
        if library.holds_unseen(line.sha256):
            return page(request, "source.html", 403, why="others", line=line, body="", pages=())
    try:
        data = original_of(names, line.sha256, desk.roots)
        if have_leaves(line.kind):
            shown = _on_leaves(leaves_in(data, line.kind), marks)
            return page(request, "source.html", why="", line=line, body="", pages=shown)
        body = _marked(document_in(data, line.file), marks, line.report_id)
        return page(request, "source.html", why="", line=line, body=body, pages=())
    except NotShown as why:
        return page(request, "source.html", why=why.code, line=line, body="", pages=())
    except UnreadableFile:
        return page(request, "source.html", why="changed", line=line, body="", pages=())


def picture(request: Request) -> Response:
    """A leaf of a file as a picture."""
    desk, number = desk_of(request), request.path_params["number"]
    with desk.reading() as library:
        line = library.line_named(request.path_params["report"])
        names = library.names_of(line.sha256) if line else []
        is_shown = line is not None and have_leaves(line.kind) and not library.holds_unseen(line.sha256)
    if line is None or not is_shown:
        return Response(status_code=404)
    try:
        data = original_of(names, line.sha256, desk.roots)
    except NotShown:
        return Response(status_code=404)
    if not 1 <= number <= len(leaves_in(data, line.kind)):
        return Response(status_code=404)
    kept = {"Cache-Control": "private, max-age=600"}
    return Response(leaf_in(data, line.kind, number), media_type="image/png", headers=kept)


def place_link(report_id: str, origin: str) -> str:
    """The address of a place in the source of a report, of several the first.

    >>> place_link("r1", "pdf:p2@1,2,3,4#t1r3c2")
    '/source/r1#pdf:p2@1,2,3,4%23t1r3c2'
    """
    return f"/source/{report_id}#{quote(origin.partition(';')[0], safe=':@,.-')}"


def _marks(library: OpenLibrary, line: ReportLine) -> dict[str, SourceMark]:
    """What was read, by its places; the first that was read in a place counts."""
    report: Report = library.report(line.key)
    marks: dict[str, SourceMark] = {}

    def mark(origins: Iterable[Origin], of: str, look: str = "") -> None:
        for place in filter(None, ";".join(map(str, origins)).split(";")):
            marks.setdefault(place, SourceMark(place, of, look))

    for fact in report.facts[:_MOST_MARKS]:
        mark(fact.origins, str(fact.concept))
    for number, statement in enumerate(report.narrative, start=1):
        mark([statement.origin], f"n{number}")
    for at, finding, *_ in library.findings_about(line.key):
        for place in filter(None, finding.origin.split(";")):
            of = marks[place].of if place in marks else f"f{at}"
            marks[place] = SourceMark(place, of, finding.severity)
    for section in report.sections:
        mark([section.origin, *(paragraph.origin for paragraph in section.paragraphs)], f"s{section.number}", _TEXT)
    return marks


def _on_leaves(sheets: Sequence[LeafSize], marks: Mapping[str, SourceMark]) -> tuple[ShownPage, ...]:
    placed: dict[int, list[PageMark]] = {}
    for mark in marks.values():
        if place := place_in(mark.place):
            number, x0, y0, x1, y1 = place
            box = PageMark(mark, x0, y0, max(x1 - x0, 1), max(y1 - y0, 1))
            placed.setdefault(number, []).append(box)
    return tuple(
        ShownPage(number, sheet, tuple(sorted(placed.get(number, ()), key=lambda box: -box.width * box.height)))
        for number, sheet in enumerate(sheets, start=1)
    )


# ── Documents without pages ──────────────────────────────────────────────────────────────────────────────────────────


def _marked(document: Document, marks: Mapping[str, SourceMark], report_id: str) -> Html:
    """A document with links from what was read to where the report has it."""
    by_line: dict[int, list[tuple[int, int, SourceMark]]] = {}
    for mark in marks.values():
        if match := _IN_LINE.fullmatch(mark.place):
            number, start, end = map(int, match.groups())
            by_line.setdefault(number, []).append((start, end, mark))
    spans = _spans_of(document)
    named: set[str] = set()

    def shown(text: str, origin: Origin) -> str:
        if isinstance(origin, TextOrigin):
            is_first = spans[origin.line][0] == (origin.start, origin.end)
            within = [
                each
                for each in by_line.get(origin.line, ())
                if origin.start <= each[0] <= origin.end or (is_first and _is_between(each[0], spans[origin.line]))
            ]
            return _parts(text, origin.start, within, report_id, named)
        own = [marks[place] for place in str(origin).split(";") if place in marks]
        return _whole(text, own, report_id, named) if own else text

    return source_of(document, Places(document), {}, document.source.name, shown)


def _spans_of(document: Document) -> dict[int, list[tuple[int, int]]]:
    """Where in its lines a document has something, line by line."""
    spans: dict[int, list[tuple[int, int]]] = {}
    for block in document.blocks:
        cells = [cell.origin for row in block.rows for cell in row] if isinstance(block, Table) else [block.origin]
        for origin in cells:
            if isinstance(origin, TextOrigin):
                spans.setdefault(origin.line, []).append((origin.start, origin.end))
    return spans


def _is_between(at: int, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether a place is that of an empty cell: what stands there closes a cell, and is in none."""
    return not any(start <= at <= end for start, end in spans)


def _parts(
    text: str, first: int, marks: Sequence[tuple[int, int, SourceMark]], report_id: str, named: set[str]
) -> Html:
    """A text of a line with its figures as links; what is longer than a figure, or lies across one, is named in front
    of it."""
    parts: list[str] = []
    at = first
    for start, end, mark in sorted(marks, key=lambda each: each[:2]):
        if at <= start <= end < first + len(text) and mark.look != _TEXT:
            parts.append(text[at - first : start - first])
            parts.append(_link(text[start - first : end + 1 - first], mark, report_id, named))
            at = end + 1
        else:
            parts.insert(0, _name_of(mark, named))
    return joined_html([*parts, text[at - first :]])


def _whole(text: str, marks: Sequence[SourceMark], report_id: str, named: set[str]) -> Html:
    first, *others = marks
    names = [_name_of(mark, named) for mark in others]
    if first.look == _TEXT:
        return joined_html([*names, _name_of(first, named), text])
    return joined_html([*names, _link(text, first, report_id, named)])


def _link(text: str, mark: SourceMark, report_id: str, named: set[str]) -> Html:
    where = f"/report/{report_id}#{quote(mark.of, safe='.')}"
    look = f"fact {mark.look}".strip()
    return element("a", text, href=where, target="_top", class_=look, id=_once(mark, named))


def _name_of(mark: SourceMark, named: set[str]) -> Html:
    name = _once(mark, named)
    return element("span", id=name) if name else Html("")


def _once(mark: SourceMark, named: set[str]) -> str:
    """The name of a place, for the first that asks: no two elements have one name."""
    if mark.place in named:
        return ""
    named.add(mark.place)
    return mark.place
