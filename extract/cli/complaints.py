"""typer says in English what is wrong with a command line, and what stands around help: here it learns Chinese.

Comes in: the language of the locale, an error of typer. Goes out: what is said of it.
"""

from __future__ import annotations

import gettext
import sys
from typing import Protocol, runtime_checkable

from extract.words.languages import Lang
from extract.words.usage import complaint, help_words

_LIBRARIES = ("typer", "click")


@runtime_checkable
class Complaint(Protocol):
    """What typer, or click below an older one, raises about a command line."""

    exit_code: int

    def format_message(self) -> str:
        """What is wrong."""

    def show(self) -> None:
        """Prints it as typer does."""


def speaking(lang: Lang) -> None:
    """Has typer print the words around help in a language. It asks gettext for them, by a name of its own."""
    words, asked = help_words(lang), gettext.gettext

    def told(message: str) -> str:
        return words.get(message) or asked(message)

    for name, module in list(sys.modules.items()):
        if words and name.partition(".")[0] in _LIBRARIES and getattr(module, "_", None) is asked:
            module._ = told  # type: ignore[attr-defined]
    gettext.gettext = told if words else asked


def complained(error: Complaint, lang: Lang) -> list[str]:
    """The lines that are said of an error; none where typer is to say it itself, as it does help."""
    context = getattr(error, "ctx", None)
    is_help = type(error).__name__ == "NoArgsIsHelpError"
    return [] if is_help else complaint(context.get_usage() if context else "", error.format_message(), lang)
