"""How a file is written, and the libraries of optional parts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from errno import EIO
from pathlib import Path
from typing import Any, NamedTuple

from extract.errors import UsageError
from extract.export.tables import Field
from extract.words.languages import Lang, Pair, in_language


class Setting(NamedTuple):
    """How files are written: language of the labels, whether text is exact or safe to open in a spreadsheet.
    `partition_by`: a column by whose values rows lie in files of their own, where a format can have it so."""

    lang: Lang
    exact: bool
    partition_by: str = ""

    def of(self, label: Pair) -> str:
        """A label in the language."""
        return in_language(label, self.lang)

    def codes_of(self, field: Field) -> dict[Any, str]:
        """What the codes of a field mean."""
        return {code: self.of(words) for code, words in field.codes.items()}


@contextmanager
def faults_of_the_disk(path: Path, *kinds: type[Exception]) -> Iterator[None]:
    """What another program's library raises when a disk is full, or fails, is the error of the system that it is."""
    try:
        yield
    except kinds as error:
        raise OSError(EIO, str(error), str(path)) from error


def imported(module: str, extra: str) -> Any:
    """A module of an optional part. UsageError says how to install it."""
    from importlib import import_module

    try:
        return import_module(module)
    except ImportError as error:
        raise UsageError("missing_part", module=module, extra=extra) from error
