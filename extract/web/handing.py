"""Hand on: the papers, the page and the workbooks that the commands write, to take away; and the workbook that somebody
has filled in, to be read back."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from extract.errors import UsageError
from extract.jobs.adding_up import add_up_library
from extract.jobs.filing import in_a_file_name
from extract.jobs.handing_on import hand_on, write_page
from extract.jobs.said import read_all_back
from extract.jobs.supervising import audit_library
from extract.library.sight import EVERYTHING, seeing, sight
from extract.scratch import scratch_folder
from extract.web.comparing import attachment
from extract.web.desk import Workdesk, wording
from extract.web.overview import audit_of_year
from extract.web.rendering import desk_of, lang_of, number_of, page
from extract.web.rights import tell
from extract.words.languages import Lang
from extract.words.sheet_names import AUDIT_WORKBOOK, NOTICES, PACKETS
from extract.words.web_labels import web_words

PAPERS = ("notices", "ledger", "totals", "page")
"""What can be taken away."""
OF_SOME_PLACES = ("notices", "totals")
"""What can be by whoever sees some places only: of these, what is about these."""


def handing(request: Request) -> Response:
    """What can be taken away, and of which year."""
    return _page(request)


def _page(request: Request, told: str = "") -> Response:
    with desk_of(request).reading() as library:
        _, years = library.places_and_years()
    sees_all = sight() is EVERYTHING
    return page(request, "handing.html", years=years, papers=_papers(), told=told, sees_all=sees_all)


def _papers() -> tuple[str, ...]:
    return PAPERS if sight() is EVERYTHING else OF_SOME_PLACES


def take(request: Request, form: FormData) -> Response:
    """Writes what is asked for, as its command does, and hands it over."""
    desk, lang, paper = desk_of(request), lang_of(request), str(form.get("paper", ""))
    year = number_of(str(form.get("year", "")))
    if paper not in _papers():
        return _page(request)
    tell(request, f"{paper} {year}")
    with scratch_folder() as folder:
        out = folder / "out"
        out.mkdir()
        _write(desk, paper, out, year, lang)
        folders = _packets(desk, out, year) if paper == "notices" else [out]
        files = sorted(each for folder in folders for each in folder.rglob("*") if each.is_file())
        if not files:
            return _page(request, web_words("paper.nothing", lang))
        name = {"notices": NOTICES, "ledger": AUDIT_WORKBOOK}.get(paper, web_words(f"paper.{paper}", lang))
        if paper == "notices":
            return attachment(_packed(files, out), f"{name}.zip")
        chosen = next((each for each in files if each.name == AUDIT_WORKBOOK), files[0])
        return attachment(chosen.read_bytes(), name if paper == "ledger" else f"{name}{chosen.suffix}")


def _write(desk: Workdesk, paper: str, out: Path, year: int, lang: Lang) -> None:
    library, roster, profile = desk.library, desk.roster, desk.profile
    with desk.settled():
        pass
    if paper == "notices":
        with seeing(EVERYTHING):
            hand_on(library, out, desk.roster, profile, year, wording(lang))
    elif paper == "ledger":
        audit_library(library, out, roster, profile, year, wording(lang))
    elif paper == "totals":
        add_up_library(library, out / "totals.xlsx", roster, profile, year, lang)
    else:
        write_page(library, out / "page.html", roster, profile, year, wording(lang))


def _packets(desk: Workdesk, out: Path, year: int) -> list[Path]:
    """The folders of papers in which there is nothing that one may not see."""
    seen = sight()
    if seen is None:
        return [out]
    if (out / PACKETS).is_dir():
        return [out / PACKETS / in_a_file_name(place) for place in sorted(seen)]
    with seeing(EVERYTHING):
        places = {each.unit.parent for each in audit_of_year(desk, year).standings}
    return [out] if places <= seen else []


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
    if sight() is not EVERYTHING:
        raise HTTPException(403, "forbidden")
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
