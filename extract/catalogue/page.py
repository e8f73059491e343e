"""The catalogue of checks as a page for people: `docs/rules.md` and its Chinese counterpart."""

from __future__ import annotations

from collections.abc import Iterator

from extract.catalogue import Rule, load_rules
from extract.words.languages import Lang, in_language
from extract.words.messages import pattern, sentence
from extract.words.phrases import joined


def rule_title(rule: str, lang: Lang) -> str:
    """What a rule looks for, in a few words."""
    return in_language(load_rules()[rule].title, lang)


def page_of_rules(lang: Lang) -> Iterator[str]:
    """The lines of the page, in Markdown; the rules in the order of their ids."""
    yield from (f"# {_words('title', lang)}", "", _words("intro", lang), "")
    letter = ""
    for _, rule in sorted(load_rules().items()):
        if rule.id[0] != letter:
            letter = rule.id[0]
            yield from (f"## {letter} {sentence(f'category.{letter}', lang)}", "")
        yield from (
            f"### {rule.id} {in_language(rule.title, lang)}",
            "",
            in_language(rule.finds, lang) + _words("stop", lang),
            "",
        )
        yield from _facts(rule, lang)
        yield ""


def _facts(rule: Rule, lang: Lang) -> Iterator[str]:
    facts = {
        "severity": sentence(f"severity.{rule.severity}", lang),
        "basis": rule.basis,
        "kinds": joined((sentence(f"kind.{kind}", lang) for kind in sorted(rule.kinds)), lang, "comma"),
        "since": str(rule.since or ""),
        "unjudged": joined((sentence(f"why.{why}", lang) for why in rule.needs), lang, "comma"),
        "of_absence": sentence("why.unread", lang) if rule.of_absence else "",
    }
    yield from (f"- {_words(code, lang)}{text}" for code, text in facts.items() if text)
    if rule.on_demand:
        yield f"- {_words('on_demand', lang)}"
    for wording in rule.says:
        yield f"- {_words('says', lang)}{pattern(f'finding.{wording}', lang).strip()}"


def _words(code: str, lang: Lang) -> str:
    return sentence(f"rules.{code}", lang)
