"""Receive: files are handed in, read while others go on working, and assigned to a unit where nothing tells whose they
are."""

from __future__ import annotations

from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from extract.errors import UsageError
from extract.library.sight import EVERYTHING, is_seen, seeing, sight
from extract.web.overview import audit_of_year, audit_soon
from extract.web.rendering import desk_of, lang_of, number_of, page
from extract.web.rights import tell
from extract.words.audit_labels import label
from extract.words.phrases import joined
from extract.words.sheet_names import NOT_A_REPORT

MOST_FILES = 100
"""Files of one request; a browser that drops more sends several."""
_SHOWN = 200
_LONGEST_REMARK = 500


def received(request: Request) -> Response:
    """What has come in, and what became of it."""
    desk, seen = desk_of(request), sight()
    with desk.reading() as library:
        lines = library.lines_below(desk.inbox.folder.as_posix() + "/", _SHOWN)
    return page(
        request, "received.html", lines=lines, progress=desk.inbox.progress, folder=desk.inbox.folder,
        sees_all=seen is EVERYTHING, places=sorted(seen or ()),
    )  # fmt: skip


def upload(request: Request, form: FormData) -> Response:
    """Keeps what is handed in, and has it read; of whoever sees some places only, as being of one of them."""
    desk, place = desk_of(request), str(form.get("place", ""))
    if sight() is not EVERYTHING and not is_seen(place):
        raise HTTPException(403, "no_place")
    files = [each for each in form.getlist("files") if isinstance(each, UploadFile) and each.filename]
    names = [str(name) for name in form.getlist("names")]
    for at, file in enumerate(files):
        name = names[at] if len(names) == len(files) else file.filename or ""
        desk.inbox.keep(name, file.file, "" if sight() is EVERYTHING else place)
    tell(request, f"{place} {' '.join(str(file.filename) for file in files)}".strip())
    desk.inbox.read()
    return RedirectResponse("/received", 303)


def read_again(request: Request, form: FormData) -> Response:
    """Reads what has failed once more."""
    desk_of(request).inbox.read(retries=True)
    return RedirectResponse("/received", 303)


def unclaimed(request: Request) -> Response:
    """The files of a year that no unit claims, and whose they could be."""
    desk, lang, year = desk_of(request), lang_of(request), number_of(request.query_params.get("year", ""))
    try:
        audit, is_of_now = audit_soon(desk, year)
    except UsageError as error:
        return page(request, "refused.html", 404, title=label("unclaimed.title", lang), why=error.said_in(lang))
    if audit is None:
        return page(request, "waiting.html", year=year)
    rows = []
    for each in audit.unclaimed:
        grounds = [f"{claim.unit.name} {label(f'ground.{claim.ground}', lang)}" for claim in each.candidates[:5]]
        rows.append((each, joined(grounds, lang, "clauses")))
    units = sorted({each.unit.name for each in audit.standings})
    return page(request, "unclaimed.html", audit=audit, rows=rows, units=units, none=NOT_A_REPORT, is_of_now=is_of_now)


def assign(request: Request, form: FormData) -> Response:
    """Keeps to which unit a file is assigned."""
    desk, year = desk_of(request), number_of(str(form.get("year", "")))
    sha256, part = str(form.get("sha256", "")), number_of(str(form.get("part", "")))
    unit, remark = str(form.get("unit", "")), str(form.get("remark", ""))[:_LONGEST_REMARK]
    audit = audit_of_year(desk, year)
    units = {each.unit.name for each in audit.standings}
    known = {(each.report.source.sha256, each.report.part) for each in audit.unclaimed}
    if (sha256, part) in known and unit in {*units, NOT_A_REPORT, ""}:
        with seeing(EVERYTHING), desk.writing() as library, library.writing():
            library.assign(audit.year, [(sha256, part, unit, remark)])
    return RedirectResponse(f"/unclaimed?year={audit.year}", 303)
