"""Every sentence for people by its code, and the one way to ask for it. Files carry codes; people read these.

What a command writes about reports is Chinese unless `--lang en`; help and progress follow the locale. The sentences
stand in `reasons`, `declarations`, `findings`, `commands`, `pages`, `releases` and
`help`.
"""

from __future__ import annotations

from extract.words.commands import COMMANDS
from extract.words.declarations import DECLARATIONS
from extract.words.findings import FINDINGS
from extract.words.help import HELP
from extract.words.languages import Lang, Pair, in_language
from extract.words.pages import PAGES
from extract.words.reasons import REASONS
from extract.words.releases import RELEASES

SENTENCES: dict[str, Pair] = {**REASONS, **DECLARATIONS, **FINDINGS, **COMMANDS, **PAGES, **RELEASES, **HELP}


def sentence(code: str, lang: Lang, **details: object) -> str:
    """The sentence with this code in a language; KeyError for an unknown code.

    >>> sentence("finding.heading", "zh", number=4, title="复议")
    '有第4部分的表格，没有标题“复议”。'
    """
    return pattern(code, lang).format(**details)


def pattern(code: str, lang: Lang) -> str:
    """The sentence with this code in a language, with `{…}` where its details are to stand.

    >>> pattern("rules.basis", "en")
    'Basis: '
    """
    return in_language(SENTENCES[code], lang)
