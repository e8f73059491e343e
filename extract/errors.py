"""What can go wrong with a file or a program. Wrong *figures* are never exceptions."""

from __future__ import annotations

from errno import EACCES, EDQUOT, EFBIG, ENOSPC, EPERM

from extract.words.languages import Lang, locale_lang
from extract.words.messages import sentence


class GongkaiError(Exception):
    """An error with an exit code; `code` is a key of the message catalogue, `details` fill its sentence, which `str`
    gives in the language of the locale."""

    exit_code = 6
    _catalogue = "error"

    def __init__(self, code: str, **details: str) -> None:
        super().__init__(code, details)
        self.code = code
        self.details = details

    def __str__(self) -> str:
        return self.said_in(locale_lang())

    def said_in(self, lang: Lang) -> str:
        """Its sentence in a language."""
        return sentence(f"{self._catalogue}.{self.code}", lang, **self.details)


class UnreadableFile(GongkaiError):
    """A file that cannot be read as a report; `code` is the `reason` of `reports.csv`."""

    exit_code = 4
    _catalogue = "reason"


class UsageError(GongkaiError):
    """A command line that asks for something that cannot be done."""

    exit_code = 2


class FormError(GongkaiError):
    """A file that declares a form, rules or indicators, and says something that cannot be understood."""

    _catalogue = "declared"


class ProfileError(UsageError):
    """A profile that says something that cannot be understood."""

    _catalogue = "declared"


class OutputError(GongkaiError):
    """A result that cannot be written."""

    exit_code = 5


_FULL = frozenset({ENOSPC, EDQUOT, EFBIG})
_REFUSED = frozenset({EACCES, EPERM})
"""Also what Windows says of a file that a program has open."""


def not_written(path: object, error: OSError) -> OutputError:
    """The error of a place that could not be written, which says what helps."""
    code = "disk_full" if error.errno in _FULL else "in_use" if error.errno in _REFUSED else "cannot_write"
    return OutputError(code, path=str(path), why=error.strerror or str(error))


class Interrupted(GongkaiError):
    """Ctrl-C; what was read is kept."""

    exit_code = 130
