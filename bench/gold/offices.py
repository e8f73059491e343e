"""Programs that print or write PDF again: LibreOffice, Chromium, WeasyPrint, poppler. Each is optional.

LibreOffice and Chromium get a profile of their own that is thrown away.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

_SOFFICE = ("soffice", "libreoffice")
_CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "chrome")
_FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-pdf-header-footer",
)
_BATCH = 40
"""Documents in one call of LibreOffice, which becomes slow when it has opened hundreds."""
_PATIENCE, _GLANCE = 90.0, 0.2
"""Seconds for one document, with a start and other work beside; and from a look at what it has made to the next."""


def soffice() -> str | None:
    return next(filter(None, map(shutil.which, _SOFFICE)), None)


def chromium() -> str | None:
    return next(filter(None, map(shutil.which, _CHROMIUM)), None)


def converted(files: Sequence[Path], kind: str, folder: Path) -> list[Path]:
    """The files as another kind (pdf, docx, odt) in a folder, by LibreOffice; a file it cannot read, or does not get
    past, is left out."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        waiting = list(files)
        while waiting:
            left = _saved(waiting[:_BATCH], kind, folder, Path(profile))
            waiting = [*left, *waiting[_BATCH:]]
    return [made for file in files if (made := folder / f"{file.stem}.{kind}").exists()]


def _saved(files: Sequence[Path], kind: str, folder: Path, profile: Path) -> Sequence[Path]:
    """Saves files as another kind in one call of LibreOffice. Those are left that stand behind one at which it makes no
    progress, or breaks off."""
    where = ("--headless", "--norestore", "--convert-to", kind, "--outdir", str(folder), *map(str, files))
    command = [soffice() or "soffice", f"-env:UserInstallation={profile.as_uri()}", *where]
    began, done = time.monotonic(), -1
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    ) as office:
        while office.poll() is None and time.monotonic() - began < _PATIENCE:
            time.sleep(_GLANCE)
            made = [at for at, file in enumerate(files) if (folder / f"{file.stem}.{kind}").exists()]
            if made and made[-1] > done:
                began, done = time.monotonic(), made[-1]
        stopped = office.poll() is None
        if stopped:
            os.killpg(office.pid, signal.SIGKILL)
    return files[done + 2 :] if stopped or office.returncode else []


def again_by_cairo(files: Sequence[Path], folder: Path) -> list[Path]:
    """PDF files written again by poppler through cairo: other fonts, lines and strings that show the same."""
    return _each(files, folder, lambda file, made: ["pdftocairo", "-pdf", str(file), str(made)])


def web_printed_by_weasyprint(pages: Sequence[Path], folder: Path) -> list[Path]:
    """The web pages as PDF in a folder, by WeasyPrint."""
    return _each(pages, folder, lambda page, made: ["weasyprint", "--quiet", str(page), str(made)])


def _each(files: Sequence[Path], folder: Path, command: Callable[[Path, Path], list[str]]) -> list[Path]:
    folder.mkdir(parents=True, exist_ok=True)
    made = [folder / f"{file.stem}.pdf" for file in files]
    with ThreadPoolExecutor(2) as threads:
        list(threads.map(lambda pair: _run(command(*pair), seconds=60), zip(files, made, strict=True)))
    return [each for each in made if each.exists()]


def web_printed(pages: Sequence[Path], folder: Path) -> list[Path]:
    """The web pages as PDF in a folder, by Chromium, two at a time."""
    folder.mkdir(parents=True, exist_ok=True)
    with ThreadPoolExecutor(2) as threads:
        return [made for made in threads.map(lambda page: _web_print(page, folder), pages) if made.exists()]


def _web_print(page: Path, folder: Path) -> Path:
    made = folder / f"{page.stem}.pdf"
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        where = (f"--user-data-dir={profile}", f"--print-to-pdf={made}", page.resolve().as_uri())
        _run([chromium() or "chromium", *_FLAGS, *where], seconds=60)
    return made


def _run(command: list[str], seconds: int) -> None:
    subprocess.run(command, check=True, timeout=seconds, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
