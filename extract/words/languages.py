"""The languages that are spoken, and of a text in all of them the one that is asked for.

Comes in: a text in every language. Goes out: the one. Tables of this room hold such texts; another language is another
word in `Lang`, and another text in each of them.
"""

from __future__ import annotations

import locale
import os
from collections.abc import Callable
from typing import Literal, TypeAlias, get_args

Lang = Literal["zh", "en"]
Pair: TypeAlias = tuple[str, str]
"""A text in Chinese and in English."""

_LANGUAGES: tuple[Lang, ...] = get_args(Lang)


def in_language(pair: Pair, lang: Lang) -> str:
    """The text in a language.

    >>> in_language(("报告", "reports"), "en")
    'reports'
    """
    return pair[_LANGUAGES.index(lang)]


def in_each(made: Callable[[Lang], str]) -> Pair:
    """What is made in one language, in each of them."""
    return made("zh"), made("en")


def locale_lang() -> Lang:
    """The language of help and progress: Chinese where the locale is Chinese, else English."""
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if os.environ.get(variable):
            return "zh" if os.environ[variable].lower().startswith("zh") else "en"
    return "zh" if (locale.getlocale()[0] or "").lower().startswith(("zh", "chinese")) else "en"
