"""What a release was made with, as `lock.json` keeps it: what persons set, and which programs ran."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterator
from typing import Any, NamedTuple

from extract.words.languages import Lang

LOCK_FILE = "lock.json"
_SCHEMA = "gongkai.lock/1"


class Settings(NamedTuple):
    """What persons set. `roster`, `codes` and `coded` are files of the release: the roster of agencies, the table of
    division codes, and the sheet that coders filled in; empty where there is none. `keeps_codes`: the table is that by
    which the library tells units by itself."""

    name: str
    lang: Lang = "zh"
    title: str = ""
    authors: tuple[str, ...] = ()
    licence: str = ""
    is_masked: bool = True
    roster: str = ""
    codes: str = ""
    keeps_codes: bool = False
    base_year: int = 0
    coded: str = ""
    since: str = ""


class Reader(NamedTuple):
    """What read files: its fingerprint, how many of them, and on which machines: Python and libraries, by name."""

    reader: str
    files: int
    machines: tuple[dict[str, str], ...]


class ReleaseTerms(NamedTuple):
    """What a release was made with. `program`: name and version of what wrote it, `source` the digest of its code."""

    settings: Settings
    program: str
    source: str
    readers: tuple[Reader, ...]


def lock_text(terms: ReleaseTerms) -> str:
    """The terms as JSON."""
    lock = {
        "schema": _SCHEMA,
        "program": terms.program,
        "source": terms.source,
        "readers": [reader._asdict() for reader in terms.readers],
        "settings": terms.settings._asdict(),
        "commands": list(commands(terms.settings)),
    }
    return json.dumps(lock, ensure_ascii=False, indent=2) + "\n"


def terms_of(text: str) -> ReleaseTerms:
    """The terms of a release, from JSON. ValueError where they cannot be read."""
    lock: dict[str, Any] = json.loads(text)
    try:
        settings = {field: lock["settings"][field] for field in Settings._fields}
        readers = (Reader(each["reader"], each["files"], tuple(each["machines"])) for each in lock["readers"])
        return ReleaseTerms(
            Settings(**settings | {"authors": tuple(settings["authors"])}),
            lock["program"],
            lock["source"],
            tuple(readers),
        )
    except (KeyError, TypeError) as error:
        raise ValueError(LOCK_FILE) from error


def commands(settings: Settings) -> Iterator[str]:
    """The command lines by which a release is made from its inputs."""
    codes = ["--codes", settings.codes] if settings.keeps_codes else []
    yield shlex.join(["gongkai", "extract", "inputs", "-o", "library", *codes])
    options = ["--lang", settings.lang]
    for option, value in (("--title", settings.title), ("--licence", settings.licence), ("--roster", settings.roster)):
        options += [option, value] if value else []
    options += ["--codes", settings.codes] if settings.codes and not settings.keeps_codes else []
    options += ["--base-year", str(settings.base_year)] if settings.base_year else []
    for author in settings.authors:
        options += ["--author", author]
    options += ["--coded", settings.coded] if settings.coded else []
    options += [] if settings.is_masked else ["--unmasked"]
    yield shlex.join(["gongkai", "release", "library", "-o", settings.name, *options])
