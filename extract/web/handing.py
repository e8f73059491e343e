"""Hand on: the papers, the page and the workbooks that the commands write, to take away; and the workbook that somebody
has filled in, to be read back."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import Response

from extract.errors import UsageError
from extract.jobs.adding_up import add_up_library
from extract.jobs.handing_on import hand_on, write_page
from extract.jobs.said import read_all_back
from extract.jobs.supervising import audit_library
from extract.scratch import scratch_folder
from extract.web.comparing import attachment
from extract.web.desk import Workdesk, wording
from extract.web.rendering import desk_of, lang_of, number_of, page
from extract.words.languages import Lang
from extract.words.sheet_names import AUDIT_WORKBOOK, NOTICES
from extract.words.web_labels import web_words

PAPERS = ("notices", "ledger", "totals", "page")
"""What can be taken away."""


def handing(request: Request) -> Response:
    """What can be taken away, and of which year."""
    return _page(request)


def _page(request: Request, told: str = "") -> Response:
    with desk_of(request).reading() as library:
        _, years = library.places_and_years()
    return page(request, "handing.html", years=years, papers=PAPERS, told=told)


def take(request: Request, form: FormData) -> Response:
    """Writes what is asked for, as its command does, and hands it over."""
    desk, lang, paper = desk_of(request), lang_of(request), str(form.get("paper", ""))
    year = number_of(str(form.get("year", "")))
    if paper not in PAPERS:
        return _page(request)
    with scratch_folder() as folder:
        out = folder / "out"
        out.mkdir()
        _write(desk, paper, out, year, lang)
        files = sorted(each for each in out.rglob("*") if each.is_file())
        name = {"notices": NOTICES, "ledger": AUDIT_WORKBOOK}.get(paper, web_words(f"paper.{paper}", lang))
        if paper == "notices":
            return attachment(_packed(files, out), f"{name}.zip")
        chosen = next((each for each in files if each.name == AUDIT_WORKBOOK), files[0])
        return attachment(chosen.read_bytes(), name if paper == "ledger" else f"{name}{chosen.suffix}")


def _write(desk: Workdesk, paper: str, out: Path, year: int, lang: Lang) -> None:
    library, roster, profile = desk.library, desk.roster, desk.profile
    if paper == "notices":
        hand_on(library, out, roster, profile, year, wording(lang))
    elif paper == "ledger":
        audit_library(library, out, roster, profile, year, wording(lang))
    elif paper == "totals":
        add_up_library(library, out / "totals.xlsx", roster, profile, year, lang)
    else:
        write_page(library, out / "page.html", roster, profile, year, wording(lang))


def _packed(files: list[Path], folder: Path) -> bytes:
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for file in files:
            archive.write(file, file.relative_to(folder).as_posix())
    return packed.getvalue()


def read_workbook(request: Request, form: FormData) -> Response:
    """Reads back what somebody has decided and written in a workbook."""
    desk, lang = desk_of(request), lang_of(request)
    file = form.get("files")
    if not isinstance(file, UploadFile) or not file.filename:
        return _page(request)
    with scratch_folder() as folder:
        book = folder / AUDIT_WORKBOOK
        book.write_bytes(file.file.read())
        try:
            with desk.writing() as library, library.writing():
                read = read_all_back(library, [book])
        except UsageError as error:
            return _page(request, error.said_in(lang))
    return _page(request, web_words("paper.read", lang, decided=read.decided, notes=read.notes))
