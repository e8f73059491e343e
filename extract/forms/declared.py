"""A TOML text → its tables, every key of which is known, and every value of its kind.

Comes in: a text, and the `Shape` that it must have, which is plain data: a kind for every key, a `?` behind a key that
may be left out. Goes out: the tables as TOML has them. FormError or ProfileError names file, table and key of what
cannot be understood, and the nearest key that exists. What the tables mean is left to whoever declares their shape.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date
from typing import Any, Literal, NamedTuple

from extract.errors import FormError, ProfileError
from extract.forms.outline import edits
from extract.text import compiled

KindName = Literal["text", "texts", "lists", "whole", "number", "flag", "date", "day", "table", "tables"]


class Kind(NamedTuple):
    """What may stand behind a key.

    `words`: the only texts there may be. `shape`: of a table, or of every table of a list. `entries`: of a table whose
    keys are names: what stands behind each; these are `words`, if there are any.
    """

    name: KindName
    words: Collection[str] = ()
    shape: Shape | None = None
    entries: Kind | None = None


Shape = Mapping[str, Kind]
"""The kind of every key of a table. `?` behind a key: it may be left out."""

TEXT, TEXTS, LISTS = Kind("text"), Kind("texts"), Kind("lists")
WHOLE, NUMBER, FLAG = Kind("whole"), Kind("number"), Kind("flag")
DATE, DAY = Kind("date"), Kind("day")
IN_BOTH_LANGUAGES = Kind("table", shape={"zh": TEXT, "en": TEXT})


def one_of(words: Collection[str]) -> Kind:
    """A text that is one of some words."""
    return Kind("text", words)


def some_of(words: Collection[str]) -> Kind:
    """A list of some words, each one of those."""
    return Kind("texts", words)


def table_of(shape: Shape) -> Kind:
    """A table."""
    return Kind("table", shape=shape)


def tables_of(shape: Shape) -> Kind:
    """A list of tables."""
    return Kind("tables", shape=shape)


def named(entries: Kind, words: Collection[str] = ()) -> Kind:
    """A table of names, perhaps only of some, with something of one kind behind each."""
    return Kind("table", words, entries=entries)


class TomlPlace(NamedTuple):
    """A table of a file, to name in an error what cannot be understood; `path` is empty for the file itself."""

    error: type[FormError | ProfileError]
    file: str
    path: tuple[str, ...] = ()

    def inside(self, key: str, name: str = "") -> TomlPlace:
        """The table behind a key, or one by its name of the tables there."""
        return self._replace(path=(*self.path, f"{key} {name}".strip()))

    def wrong(self, code: str, key: str, **details: str) -> FormError | ProfileError:
        """The error about a key."""
        where = " ".join(filter(None, (self.file, " / ".join(self.path))))
        return self.error(code, place=where, key=_short(key), **{name: _short(of) for name, of in details.items()})

    def unknown_key(self, key: str, known_keys: Collection[str]) -> FormError | ProfileError:
        """The error about a key that does not exist, with the nearest that does; with all where none is near."""
        if nearest := _nearest(key, known_keys):
            return self.wrong("key", key, nearest=nearest)
        return self.wrong("key.far", key, known=", ".join(known_keys))

    def unknown_word(self, key: str, word: str, known_words: Collection[str]) -> FormError | ProfileError:
        """The error about a word behind a key that is none of those that may stand there, in the same way."""
        if nearest := _nearest(word, known_words):
            return self.wrong("word", key, word=word, nearest=nearest)
        return self.wrong("word.far", key, word=word, known=", ".join(known_words))

    def check_once(self, words: Iterable[str], key: str) -> None:
        """The error about what stands twice behind a key where each may stand once, if anything does."""
        earlier_words: set[str] = set()
        for word in words:
            if word in earlier_words:
                raise self.wrong("twice", key, value=word)
            earlier_words.add(word)


_NEAR = 2
"""Wrong characters that a word may have, however short it is: two neighbours that changed places are two."""


_LONGEST = 200
"""Characters of what is told; no key is longer."""


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _nearest(word: str, words: Iterable[str]) -> str:
    """The word that differs by the fewest characters; "" where none is like it.

    Of several one with the same letters, of which two changed places; else the first.
    """
    if len(word) > _LONGEST:
        return ""
    most = max(_NEAR, len(word) // 2)
    near = {candidate: differing for candidate in words if (differing := edits(word, candidate, most)) is not None}
    return min(near, key=lambda candidate: (near[candidate], sorted(candidate) != sorted(word)), default="")


def tables_in(toml: str, shape: Shape | Kind, place: TomlPlace) -> dict[str, Any]:
    """The tables of a TOML text, every key and every value of which is as its shape says."""
    kind = shape if isinstance(shape, Kind) else table_of(shape)
    try:
        tables = tomllib.loads(toml)
    except (ValueError, RecursionError) as error:
        _check_headers(toml, kind, place)
        raise place.wrong("toml", "", why=_short(str(error))) from error
    _check(tables, kind, place, "")
    return tables


def _check_headers(toml: str, kind: Kind, place: TomlPlace) -> None:
    """The error about a header that is misspelt, for what stands below may be no TOML for this reason alone."""
    for header in compiled(r"(?m)^\[+([\w.-]+)\]+").finditer(toml):
        kind_inside, header_place = kind, place
        for word in header[1].split("."):
            kinds = _keys_in(kind_inside)
            if not kinds:
                break
            if word not in kinds:
                raise header_place.unknown_key(word, kinds)
            kind_inside, header_place = kinds[word], header_place.inside(word)


def _keys_in(kind: Kind) -> dict[str, Kind]:
    """The keys that a table may have; none where they are names."""
    return {key.removesuffix("?"): key_kind for key, key_kind in (kind.shape or {}).items()}


def _check(value: Any, kind: Kind, place: TomlPlace, key: str) -> None:
    if not _IS[kind.name](value):
        raise place.wrong(kind.name, key, value=json.dumps(value, ensure_ascii=False, default=str))
    if kind.name in ("text", "texts") and kind.words:
        for word in [value] if kind.name == "text" else value:
            if word not in kind.words:
                raise place.unknown_word(key, word, kind.words)
    if kind.name == "table":
        _check_table(value, kind, place.inside(key) if key else place)
    if kind.name == "tables":
        for number, table in enumerate(value, start=1):
            name = table.get("key")
            _check_table(table, kind, place.inside(key, f'"{name}"' if isinstance(name, str) else str(number)))


def _check_table(table: dict[str, Any], kind: Kind, place: TomlPlace) -> None:
    if kind.entries:
        for name, value in table.items():
            if kind.words and name not in kind.words:
                raise place.unknown_key(name, kind.words)
            _check(value, kind.entries, place, name)
        return
    kinds = _keys_in(kind)
    for key in table:
        if key not in kinds:
            raise place.unknown_key(key, sorted(kinds, key=table.__contains__))
    for key in kind.shape or {}:
        if not key.endswith("?") and key not in table:
            raise place.wrong("missing", key)
    for key, value in table.items():
        _check(value, kinds[key], place, key)


def _is_list_of(value: Any, is_one: Callable[[Any], bool]) -> bool:
    return isinstance(value, list) and all(map(is_one, value))


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_number(value: Any) -> bool:
    return type(value) in (int, float) and abs(value) <= _LARGEST


_LARGEST = 1e9
"""Above any number that means something here; neither infinite, then, nor none."""


def _is_texts(value: Any) -> bool:
    return _is_list_of(value, lambda text: _is_text(text) and text.strip())


def _is_table(value: Any) -> bool:
    return isinstance(value, dict)


def _is_day(value: Any) -> bool:
    """A month and a day of any year: 01-31."""
    try:
        return bool(day_of(value))
    except (ValueError, AttributeError):
        return False


def day_of(text: str) -> tuple[int, int]:
    """The month and the day of a text such as 01-31; ValueError for any other."""
    month, day = (int(part) for part in text.split("-"))
    date(2024, month, day)
    return month, day


_IS: Mapping[KindName, Callable[[Any], bool]] = {
    "text": _is_text,
    "texts": _is_texts,
    "lists": lambda value: _is_list_of(value, _is_texts),
    "whole": lambda value: type(value) is int and _is_number(value),
    "number": _is_number,
    "flag": lambda value: isinstance(value, bool),
    "date": lambda value: isinstance(value, (str, date)),
    "day": _is_day,
    "table": _is_table,
    "tables": lambda value: bool(value) and _is_list_of(value, _is_table),
}
"""Whether a value is of a kind."""
