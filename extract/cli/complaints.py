"""typer says in English what is wrong with a command line, and what stands around help: here it learns Chinese.

Comes in: the language of the locale, an error of typer. Goes out: what is said of it.
"""

from __future__ import annotations

import gettext
import sys
from collections.abc import Callable
from typing import Any, Protocol, runtime_checkable

from extract.words.languages import Lang
from extract.words.usage import complaint, help_words, usage_in

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

    for name, module in sys.modules.copy().items():
        if words and name.partition(".")[0] in _LIBRARIES and getattr(module, "_", None) is asked:
            module._ = told  # type: ignore[attr-defined]
    gettext.gettext = told if words else asked


def in_language(command: Any, lang: Lang) -> Any:
    """A command, and all below it, whose help is in a language: what typer has in English without asking gettext."""
    words = help_words(lang)

    def translated(told: Callable[[Any], str]) -> Callable[[Any], str]:
        return lambda context: words.get(text := told(context), text)

    def with_usage(told: Callable[[Any], str]) -> Callable[[Any], str]:
        return lambda context: usage_in(told(context), lang)

    def with_help(option_of: Callable[[Any], Any]) -> Callable[[Any], Any]:
        def helped(context: Any) -> Any:
            option = option_of(context)
            return said(option) if option is not None and option.help in words else option

        return helped

    def said(parameter: Any) -> Any:
        parameter.help = words.get(parameter.help, parameter.help)
        if hasattr(parameter, "display_type"):
            parameter.display_type = translated(parameter.display_type)
        return parameter

    for name in ("options_metavar", "subcommand_metavar") if words else ():
        if hasattr(command, name):
            setattr(command, name, words.get(getattr(command, name), getattr(command, name)))
    if words:
        command.get_usage = with_usage(command.get_usage)
        command.get_help_option = with_help(command.get_help_option)
        command.params = [said(parameter) for parameter in command.params]
    for each in getattr(command, "commands", {}).values():
        in_language(each, lang)
    return command


def complained(error: Complaint, lang: Lang) -> list[str]:
    """The lines that are said of an error; none where typer is to say it itself, as it does help."""
    context = getattr(error, "ctx", None)
    is_help = type(error).__name__ == "NoArgsIsHelpError"
    return [] if is_help else complaint(context.get_usage() if context else "", error.format_message(), lang)
