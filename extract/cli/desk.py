"""The command for whoever has a mouse and no terminal: `review`, which the icons of the Windows bundle call."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from extract.cli.options import LangOption, QuietOption, help_of, say, wording_of
from extract.cli.serving import serve
from extract.cli.watching import say_it_ends, watching
from extract.errors import UsageError
from extract.model import SEVERITIES, STATUSES
from extract.words.languages import Lang
from extract.words.messages import sentence
from extract.words.phrases import joined

if TYPE_CHECKING:
    from extract.jobs import Limits
    from extract.jobs.reviewing import ReviewDesk, Reviewed

commands = typer.Typer()


@commands.command(help=help_of("review"))
def review(
    paths: Annotated[list[Path] | None, typer.Argument(metavar="[PATH]…", help=help_of("review.paths"))] = None,
    output: Annotated[Path | None, typer.Option("-o", "--output", metavar="DIR", help=help_of("review.output"))] = None,
    draft: Annotated[bool, typer.Option("--draft", help=help_of("review.draft"))] = False,
    opening: Annotated[bool, typer.Option("--open", help=help_of("review.open"))] = False,
    serving: Annotated[bool, typer.Option("--serve", help=help_of("review.serve"))] = False,
    quiet: QuietOption = False,
    lang: LangOption = "zh",
) -> None:
    from extract.jobs import Limits
    from extract.jobs.reviewing import desk_for

    chosen = paths or _chosen(lang)
    if not chosen:
        say(sentence("run.review.closed", lang))
        return
    for path in chosen:
        if not path.exists():
            raise UsageError("no_such_path", path=str(path))
    if draft and serving:
        raise UsageError("draft_or_desk")
    if draft:
        made: tuple[Path, ...] = (_self_checked(chosen, output, Limits(), quiet, lang),)
    else:
        desk = desk_for(chosen, output)
        reviewed = _reviewed(chosen, desk, Limits(), quiet, lang)
        made = (reviewed.audited.book, reviewed.page)
        if serving:
            _serve(chosen, desk, reviewed.audited.audit.year, opening, quiet, lang)
            return
    for path in made if opening else ():
        if not _opened(path):
            say(sentence("run.review.unopened", lang, path=path))


def _reviewed(paths: Sequence[Path], desk: ReviewDesk, limits: Limits, quiet: bool, lang: Lang) -> Reviewed:
    """Reads, audits and writes all there is, and says what came of it."""
    from extract.cli.views import audit_lines, notices_lines, roster_line
    from extract.jobs.reviewing import reports_on, review
    from extract.words.sheet_names import REVIEW_PAPERS

    inputs = reports_on(paths, desk, limits)
    reviewed = review(inputs, desk, limits, wording_of(lang), watching(quiet, lang), say_it_ends)
    if not quiet:
        tally = reviewed.summary.tally
        counts = {status: tally.statuses[status] for status in STATUSES}
        say(sentence("run.summary", lang, files=len(inputs), left="", **counts))
        if desk.brought:
            names = joined((path.name for path in desk.brought), lang)
            say(sentence("run.review.brought", lang, files=names))
        if reviewed.listing:
            say(roster_line(reviewed.listing, lang))
        for line in audit_lines(reviewed.audited, reviewed.profile, 0, lang):
            say(line)
        for line in notices_lines(reviewed.handed_on, desk.folder / REVIEW_PAPERS, desk.folder, lang):
            say(line)
        say(sentence("run.review", lang, folder=desk.folder))
    return reviewed


def _serve(paths: Sequence[Path], desk: ReviewDesk, year: int, opening: bool, quiet: bool, lang: Lang) -> None:
    """Shows what was reviewed at the desk in a browser, until it is stopped."""
    from extract.words.sheet_names import REVIEW_DATA

    roots = list(dict.fromkeys(path if path.is_dir() else path.absolute().parent for path in paths))
    library, any_port = desk.folder / REVIEW_DATA, 0
    serve(library, roots, desk.roster, desk.profile, year, port=any_port, open_=opening, quiet=quiet, lang=lang)


def _self_checked(paths: Sequence[Path], folder: Path | None, limits: Limits, quiet: bool, lang: Lang) -> Path:
    """Writes the page about drafts, says what came of it, and where the page is."""
    from extract.agencies.given import Givens
    from extract.jobs import inputs_of, with_members
    from extract.jobs.reading import checked_files, page_into, page_rule
    from extract.jobs.reviewing import self_check_at

    page = self_check_at(paths, folder)
    replacing = page_rule(page, paths, overwrite=False)
    inputs = with_members(inputs_of(paths, leave_out=(page,)), limits)
    watch = watching(quiet, lang)
    with checked_files(inputs, Givens(), limits, (), watch, say_it_ends, with_readings=True) as checked:
        page_into(page, checked, wording_of(lang), replacing)
    if not quiet:
        say(sentence("run.findings", lang, **{level: checked.tally.severities[level] for level in SEVERITIES}))
        say(sentence("run.one_written", lang, path=page))
    return page


def _opened(path: Path) -> bool:
    """Whether a program that opens such files could be called."""
    if sys.platform == "win32":
        with suppress(OSError):
            os.startfile(path)
            return True
        return False
    return typer.launch(str(path)) == 0


if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    _FILES_TOO, _LARGE_WITH_A_LINE = 0x4000, 0x40 | 0x10
    _LONGEST = 32_768

    class _Browse(ctypes.Structure):
        """BROWSEINFOW of shlobj_core.h."""

        _fields_ = (
            ("owner", wintypes.HWND),
            ("root", ctypes.c_void_p),
            ("shown", wintypes.LPWSTR),
            ("title", wintypes.LPCWSTR),
            ("flags", wintypes.UINT),
            ("callback", ctypes.c_void_p),
            ("parameter", wintypes.LPARAM),
            ("image", ctypes.c_int),
        )

    def _chosen(lang: Lang) -> list[Path]:
        """What a person chooses in a window: a folder or a file; nothing where it is closed."""
        shell = ctypes.windll.shell32
        shell.SHBrowseForFolderW.restype = ctypes.c_void_p
        ctypes.windll.ole32.OleInitialize(None)
        path = ctypes.create_unicode_buffer(_LONGEST)
        asked = _Browse(
            shown=ctypes.cast(path, wintypes.LPWSTR),
            title=sentence("run.review.choose", lang),
            flags=_FILES_TOO | _LARGE_WITH_A_LINE,
        )
        item = shell.SHBrowseForFolderW(ctypes.byref(asked))
        found = item and shell.SHGetPathFromIDListEx(ctypes.c_void_p(item), path, _LONGEST, 0)
        return [Path(path.value)] if found else []

else:

    def _chosen(lang: Lang) -> list[Path]:
        """Other systems have no window that is always there."""
        raise UsageError("nothing_named")
