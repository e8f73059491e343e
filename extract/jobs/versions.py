"""What has work done anew: a digest of all that reading, settling and writing each depend on.

Goes out: `reading_version`, kept with every file, which is read again where it is another; `settling_version`, kept
with what several files tell together; `program_version`, kept with what was written. Each covers what its work depends
on and no more, so that a mended sentence has files written anew, and none read.

Python counts as it stands on disk, comments and all: the syntax trees alone of what reads would take longer to make
than a run that finds nothing to do. What is declared in TOML counts by what it declares, less what is only said to
people.
"""

from __future__ import annotations

import json
import platform
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from extract.catalogue import Rule, load_rules
from extract.forms import load_every_form
from extract.model import Column, Form, FormTable, Line
from extract.version import __version__

PACKAGE = Path(__file__).parents[1]
READING = (
    "pipeline", "parts", "opinion", "checks", "readers", "agencies", "tables", "prose", "catalogue", "forms",
    "library.records", "rows", "text", "numbers", "measures", "model", "glance",
)  # fmt: skip
"""The rooms and modules that read one file and judge it, less these:"""
NOT_READING = (
    "agencies.__init__", "agencies.codes", "agencies.given", "agencies.listing", "agencies.lists", "agencies.roster",
    "agencies.sheets", "agencies.units", "catalogue.page", "checks.across", "checks.boilerplate", "checks.changes",
    "checks.copied", "checks.copying", "checks.corrected", "checks.demands", "checks.known", "checks.profile",
    "checks.profile_sheet", "checks.profile_tables", "checks.similar", "checks.versions", "checks.years",
    "forms.codebook", "prose.__init__", "tables.__init__",
)  # fmt: skip
SETTLING = (
    "jobs.settling", "jobs.identifying", "export.known", "agencies.rests", "checks.across", "checks.corrected",
    "checks.known", "checks.versions", "checks.years", "checks.case", "checks.period", "checks.subjects",
    "checks.who", "agencies.likeness", "agencies.names", "agencies.roster", "agencies.printed_years",
    "agencies.units", "library", "rows", "text", "numbers", "measures", "model", "glance", "checks.rates",
    "checks.changes", "scratch", "steps", "words.sheet_names", "agencies.codes", "agencies.lists", "agencies.sheets",
)  # fmt: skip
"""Those that find out what several files tell together. How a corrected report is judged anew is told by the
version of reading: when that changes, all files are read again."""
LIBRARIES = (
    "lxml", "olefile", "onnxruntime", "opencv-python-headless", "pdfplumber", "pdfminer.six", "pillow", "pypdfium2",
    "python-docx", "rapidocr", "regex",
)  # fmt: skip
"""What reads files for us. numpy is not among them: what it is used for is the same in all its versions."""
_CODE = (".py", ".ttf")
"""A font decides what pdfium sees where a file brings none."""
SAID_TO_PEOPLE: Mapping[type, frozenset[str]] = {
    Rule: frozenset({"title", "finds", "basis", "says"}),
    Form: frozenset({"title"}),
    FormTable: frozenset({"title"}),
    Column: frozenset({"short"}),
    Line: frozenset({"short"}),
}
"""What of a declaration is only told to people, or names a variable in an export."""


@cache
def reading_version() -> str:
    """The digest of all that a file's reports and what is found about them depend on, beside the file and what is said
    about it."""
    declared = declared_digest((*load_every_form(), *load_rules().values()))
    return _digest((source_digest(PACKAGE, READING, NOT_READING), declared, *map(_installed, LIBRARIES)))


@cache
def settling_version() -> str:
    """The digest of all that what several files tell together depends on, beside what was read of them."""
    return source_digest(PACKAGE, SETTLING)


@cache
def program_version() -> str:
    """The program by its version and the digest of its whole source, and so of what it writes."""
    return f"{__version__}+{_digest(_contents(path) for path in sorted(PACKAGE.rglob('*')) if _is_source(path))}"


@cache
def machine() -> str:
    """The Python that runs, and the libraries that read files for us, by name, as JSON."""
    libraries = {library: _installed(library).removeprefix(library).strip() for library in LIBRARIES}
    return json.dumps({"python": platform.python_version(), **libraries})


def source_digest(package: Path, places: tuple[str, ...], left_out: tuple[str, ...] = ()) -> str:
    """The digest of the modules of some rooms, or single ones, as they stand on disk, fonts among them."""
    files = (path for path in sorted(package.rglob("*")) if path.suffix in _CODE)
    modules = {_module(path.relative_to(package)): path for path in files}
    return _digest(
        f"{module} {_contents(path)}"
        for module, path in modules.items()
        if is_within(module, places) and not is_within(module, left_out)
    )


def is_within(module: str, places: Iterable[str]) -> bool:
    """Whether a module (`tables.grids`, `tables.__init__`) is one of several, or in one of several rooms."""
    return any(module == place or module.startswith(place + ".") for place in places)


def declared_digest(declarations: Iterable[object]) -> str:
    """The digest of what forms and rules declare, less what is only said to people."""
    return _digest(json.dumps(_plain(declaration), ensure_ascii=False) for declaration in declarations)


def _plain(value: object) -> object:
    """A declaration as JSON has it: fields with their names."""
    if names := list(_fields(value)):
        left_out = SAID_TO_PEOPLE.get(type(value), frozenset())
        return {name: _plain(getattr(value, name)) for name in names if name not in left_out}
    if isinstance(value, frozenset):
        return sorted(map(str, value))
    return [_plain(member) for member in value] if isinstance(value, tuple) else value


def _fields(value: object) -> Iterator[str]:
    if is_dataclass(value):
        yield from (field.name for field in fields(value))
    yield from getattr(value, "_fields", ())


def _module(path: Path) -> str:
    return ".".join(path.with_suffix("").parts)


def _is_source(path: Path) -> bool:
    return path.suffix in (".py", ".toml")


def _contents(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()


def _installed(library: str) -> str:
    try:
        return f"{library} {version(library)}"
    except PackageNotFoundError:
        return library


def _digest(parts: Iterable[str]) -> str:
    return sha256("\n".join(parts).encode()).hexdigest()[:16]
