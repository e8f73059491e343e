"""Style sheets of a web page → their rules that hold on a screen, each with its selectors and what it declares.

Comes in: the text of style sheets. Goes out: rules in order, those that stand in other rules with whole selectors. What
a selector means is left to `sheets`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from extract.text import compiled

COMMENT = r"/\*(?:[^*]++|\*(?!/))*+(?:\*/)?|<!--|-->"
"""What is no part of a style sheet."""
_PIECE = r"((?:[^{};\"'u]++|\"[^\"\n]*+\"?|'[^'\n]*+'?|url\([^)]*+\)?|u)*+)([{};]|\Z)"
"""What stands up to a brace or semicolon that is part of no string and no address."""
_PLAIN_GROUPS = ("@supports", "@layer", "@document", "@-moz-document")
"""Groups of rules that are taken to hold."""
_SCREEN_WIDTH = 1280.0
"""Pixels a screen is wide, where a page asks."""
_MEDIUM = r"(?:(?:only\s+)?(?:all|screen)|)\s*(?:(?:^|\band)\s*\([^()]*\)\s*)*"
_FEATURE = r"\(([^():]*)(?::([^()]*))?\)"
_SELECTOR = r"(?:[^,(\[]++|\((?:[^()]++|\([^()]*+\))*+\)|\[[^\]]*+\]|[(\[])++"


@dataclass(slots=True)
class _Open:
    """A rule while it is read."""

    selectors: str
    declared: str = ""


def rules_in(text: str) -> Iterator[tuple[str, str]]:
    """Selectors and declarations of the rules that hold on a screen, those in other rules behind what these declare."""
    text = compiled(COMMENT).sub(" ", text)
    groups: list[str] = []  # what is open: "group" of rules, "rule", or "skipped"
    rules: list[_Open] = []  # the rules that are open
    nested: list[_Open] = []  # the outermost of them, and all that stand in it
    for piece, end in compiled(_PIECE).findall(text):
        inside = groups[-1] if groups else "group"
        if rules and inside == "rule" and end != "{":
            rules[-1].declared += f"{piece};"
        if end == "{":
            groups.append(_opened(piece.strip(), inside))
            if groups[-1] == "rule":
                rules.append(_Open(_within(piece, rules[-1].selectors if rules else "")))
                nested.append(rules[-1])
        elif end == "}" and groups and groups.pop() == "rule":
            rules.pop()
            if not rules:
                yield from ((rule.selectors, rule.declared) for rule in nested)
                nested = []
    yield from ((rule.selectors, rule.declared) for rule in nested)


def _within(selectors: str, outer: str) -> str:
    """The selectors of a rule that stands in another.

    >>> _within(".b, &.c", "td"), _within("> b", "p,i"), _within("@media all", "td")
    ('td .b,td.c', 'p > b,i > b', 'td')
    """
    if not outer or selectors.lstrip().startswith("@"):
        return outer or selectors
    return ",".join(
        each.strip().replace("&", around.strip()) if "&" in each else f"{around.strip()} {each.strip()}"
        for around in split(outer)
        for each in split(selectors)
    )


def _opened(prelude: str, inside: str) -> str:
    """What a brace opens."""
    if inside == "skipped":
        return "skipped"
    if not prelude.startswith("@"):
        return "rule"
    name = prelude.lower()
    holds = (
        holds_on_screen(name.removeprefix("@media")) if name.startswith("@media") else name.startswith(_PLAIN_GROUPS)
    )
    if not holds or compiled(r"@supports\s+not\b").match(name):
        return "skipped"
    return inside


def holds_on_screen(media: str) -> bool:
    """Whether what is for these media is for a screen.

    >>> holds_on_screen("print"), holds_on_screen("screen, print"), holds_on_screen("not print"), holds_on_screen("")
    (False, True, True, True)
    >>> holds_on_screen("(max-width: 767px)"), holds_on_screen("only screen and (min-width: 30em)")
    (False, True)
    """
    return any(_is_met(query.strip()) for query in media.lower().split(","))


def _is_met(query: str) -> bool:
    if query.startswith("not "):
        return not _is_met(query.removeprefix("not ").strip())
    if not compiled(_MEDIUM).fullmatch(query):
        return False
    for name, value in compiled(_FEATURE).findall(query):
        match = compiled(r"\s*(\d+(?:\.\d*)?)(px|r?em|)").match(value)
        width = float(match[1]) * (16 if match[2].endswith("em") else 1) if match else 0.0
        bound = {"min-width": width <= _SCREEN_WIDTH, "max-width": width >= _SCREEN_WIDTH}
        if not bound.get(name.strip(), False):
            return False
    return True


def split(selectors: str) -> list[str]:
    """Selectors between commas, those in brackets left together."""
    if "(" not in selectors and "[" not in selectors:
        return selectors.split(",")
    return compiled(_SELECTOR).findall(selectors)
