"""What all commands share: the program, its exit codes, options that mean the same everywhere, and how it speaks."""

from __future__ import annotations

import codecs
import errno
import json
import os
import re
import sys
from contextlib import suppress
from io import TextIOWrapper
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple, TextIO

import typer

from extract.errors import OutputError, UsageError
from extract.steps import nobody, tell_steps
from extract.version import __version__
from extract.words.languages import Lang, locale_lang
from extract.words.messages import sentence
from extract.words.phrases import breakable, json_without_controls, without_controls
from extract.words.sheet_names import WORKBOOK

if TYPE_CHECKING:
    from collections.abc import Mapping

    from extract.export.delimited import TextTaker
    from extract.export.folder import Wording
    from extract.jobs import Limits

OK, FOUND, USAGE, SOME_FAILED, NONE_READ, NOT_WRITTEN, BUG, INTERRUPTED, UNHEARD = 0, 1, 2, 3, 4, 5, 6, 130, 141
"""The exit codes that these commands end with; the last two are those of programs that a signal has ended."""
_SIZE = re.compile(r"(\d+(?:\.\d+)?) ?([KMGT])?I?B?")
PROGRAM = f"gongkai {__version__}"
LOCALE: Lang = locale_lang()
"""The language of help and progress; what is written has its own."""


def help_of(code: str) -> str:
    """The help of a command or option."""
    return breakable(sentence(f"help.{code}", LOCALE))


def _waits_no_longer(seconds: float | None) -> float | None:
    from extract.library.waiting import Patience, be_patient

    be_patient(Patience(seconds, _say_it_waits))
    return seconds


def _waits_for_the_library(path: Path) -> Path:
    _waits_no_longer(None)
    return path


def _say_it_waits(path: Path) -> None:
    say(sentence("run.waiting", LOCALE, path=path))


def _tells_steps(quiet: bool) -> bool:
    tell_steps(nobody if quiet else _say_step)
    return quiet


def _say_step(code: str, of: str) -> None:
    say(sentence(f"step.{code}", LOCALE, of=of))


OutputOption = Annotated[Path, typer.Option("-o", "--output", help=help_of("output"))]
LibraryOption = Annotated[
    Path | None, typer.Option("--library", metavar="PATH", envvar="GONGKAI_LIBRARY", help=help_of("library"))
]
LibraryArgument = Annotated[Path, typer.Argument(envvar="GONGKAI_LIBRARY", metavar="DIR", help=help_of("in_library"))]
AskedArgument = Annotated[
    Path,
    typer.Argument(
        envvar="GONGKAI_LIBRARY", metavar="DIR", help=help_of("in_library"), callback=_waits_for_the_library
    ),
]
"""A library of which a command only asks."""
RawOption = Annotated[bool, typer.Option("--raw", help=help_of("raw"))]
NoFilesOption = Annotated[bool, typer.Option("--no-files", help=help_of("no_files"))]
WorkbookOption = Annotated[bool, typer.Option("--workbook", help=help_of("workbook"))]
JsonOption = Annotated[bool, typer.Option("--json", help=help_of("json"))]
QuietOption = Annotated[bool, typer.Option("-q", "--quiet", help=help_of("quiet"), callback=_tells_steps)]
JobsOption = Annotated[int, typer.Option("--jobs", min=0, help=help_of("jobs"))]
TimeoutOption = Annotated[float, typer.Option("--timeout", min=0.1, metavar="SECONDS", help=help_of("timeout"))]
MemoryOption = Annotated[str, typer.Option("--max-memory", metavar="SIZE", help=help_of("max_memory"))]
WaitOption = Annotated[
    float | None, typer.Option("--wait", min=0, metavar="SECONDS", help=help_of("wait"), callback=_waits_no_longer)
]
AsPrintedOption = Annotated[bool, typer.Option("--without-corrections", help=help_of("without_corrections"))]
CodesOption = Annotated[Path | None, typer.Option("--codes", metavar="TABLE", help=help_of("codes"))]
BaseYearOption = Annotated[int, typer.Option("--base-year", min=0, metavar="YEAR", help=help_of("base_year"))]
OverwriteOption = Annotated[bool, typer.Option("--overwrite", help=help_of("overwrite"))]
LangOption = Annotated[Lang, typer.Option("--lang", help=help_of("lang"))]


def say(text: str) -> None:
    """Tells people something, on one line of stderr, if anybody can be told there. What names of files and reports hold
    moves nothing on the terminal, and forges no line."""
    with suppress(OSError):
        typer.echo(without_controls(text), err=True)


def tell(line: str, kept: str = "\t") -> None:
    """Prints a line for people on stdout, control characters but those `kept` written out."""
    typer.echo(without_controls(line, kept))


def tell_json(value: object) -> None:
    """Prints a value as JSON on stdout, in which nothing moves a terminal."""
    typer.echo(json_without_controls(json.dumps(value, ensure_ascii=False, indent=2)))


def table_output() -> TextTaker:
    """Where rows of a table are printed: stdout, as they are for programs; on a terminal without control characters."""
    return _Terminal(sys.stdout) if sys.stdout.isatty() else sys.stdout


class _Terminal(NamedTuple):
    """A stream for rows that end in LF: each stands on one line, control characters in it are written out."""

    stream: TextIO

    def write(self, row: str) -> int:
        return self.stream.write(without_controls(row.removesuffix("\n"), kept="\t") + "\n")


def in_an_encoding_with_chinese() -> None:
    """Begins anew in UTF-8, as the same process, where the system's encoding has no names for what is written: never on
    Windows or macOS, where names of files are in UTF-8."""
    try:
        os.fsencode(WORKBOOK)
    except UnicodeEncodeError:
        os.execv(sys.executable, [sys.executable, "-X", "utf8", *_not_against_utf_8(sys.orig_argv[1:])])


def _not_against_utf_8(arguments: list[str]) -> list[str]:
    """Arguments of the interpreter, none of which says no to UTF-8: the processes that read are told the last one.

    >>> _not_against_utf_8(["-X", "utf8=0", "-m", "extract", "check", "utf8=0"])
    ['-X', 'utf8=1', '-m', 'extract', 'check', 'utf8=0']
    """
    pairs = pairwise(("", *arguments))
    return [each.replace("0", "1") if "-Xutf8=0" in (each, before + each) else each for before, each in pairs]


def with_standard_streams() -> None:
    """Sees to it that there are standard streams, so that no file of ours gets their numbers, and that none of them
    dies of a character that a console does not have."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
    sys.stdout = sys.stdout or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - as long as the program
    sys.stderr = sys.stderr or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding=_whole(stream.encoding), errors="backslashreplace")


def _whole(encoding: str) -> str:
    """The encoding of a stream; the one that has every character in place of an older one that is part of it.

    >>> _whole("cp936"), _whole("gb2312"), _whole("utf-8")
    ('gb18030', 'gb18030', 'utf-8')
    """
    return "gb18030" if codecs.lookup(encoding).name in ("gbk", "gb2312") else encoding


_NOBODY_LISTENS = frozenset({errno.EPIPE, errno.EINVAL})
"""How systems say that whoever was to read has gone; the second is Windows."""


def nobody_listens(error: BaseException | None) -> bool:
    """Whether whoever was to read what is printed has gone, as `head` does when it has enough."""
    return isinstance(error, OSError) and error.errno in _NOBODY_LISTENS and not error.filename


def flush_output() -> bool:
    """Hands on all that was printed; whether anybody wanted it still. OutputError where that cannot be done."""
    try:
        sys.stdout.flush()
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        if nobody_listens(error):
            return False
        raise OutputError("no_output", why=error.strerror or str(error)) from error
    return True


def limits_of(jobs: int, timeout: float, max_memory: str) -> Limits:
    """What reading a file may take."""
    from extract.jobs import Limits

    size = _SIZE.fullmatch(max_memory.strip().upper())
    if not size:
        raise UsageError("no_size", size=max_memory)
    return Limits(jobs, timeout, int(float(size[1]) * 1024 ** " KMGT".index(size[2] or " ")))


def say_masked(counts: Mapping[str, int], lang: Lang) -> None:
    """Says how much personal data was masked, if any was."""
    if counts:
        kinds = {name: counts.get(name, 0) for name in ("phone", "email", "id", "contact")}
        say(sentence("run.masked", lang, **kinds))


def wording_of(lang: Lang) -> Wording:
    """How files speak in a language."""
    from extract.export.folder import wording_in

    return wording_in(lang, PROGRAM)
