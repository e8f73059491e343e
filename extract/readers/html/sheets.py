"""Style sheets of a web page: their text → what they declare for an element.

Comes in: the style sheets that stand in a page, and elements as they begin, one behind the other. Goes out: what is
declared for an element, by the cascade: importance, then where it stands, specificity and order. Known are media,
selectors by tag, class, id, attribute, order among siblings and ancestry; a rule that depends on what follows an
element, on where the mouse is, or on what is not known of CSS, holds for none. Where the first would write a figure, or
hide one, nobody knows what is seen. What declarations do is left to `looks`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from extract.readers.html.rules import COMMENT, rules_in, split
from extract.readers.html.values import LENGTH
from extract.text import UNKNOWN, compiled

DOUBTED = "-doubted"
"""What is declared for an element that may be hidden or not."""
_HIDING = ("display", "visibility", "opacity", "font-size")
_SIMPLE = (
    r"(?:\\.|[.#]?(?P<name>[\w\-\P{ASCII}]+)|\*"
    r"|\[\s*(?P<attribute>[\w:-]+)\s*(?:(?P<how>[~|^$*]?=)\s*(?:\"(?P<a>[^\"]*)\"|'(?P<b>[^']*)'|(?P<c>[^\s\]]+))"
    r"\s*[is]?\s*)?\]"
    r"|::?(?P<pseudo>[\w-]+)(?:\((?P<argument>(?:[^()]++|\([^()]*+\))*+)\))?)"
)
_EMPTY = r"(?i):empty(?![\w-])(?=[^\s>+~()]*(?:\([^()]*\)[^\s>+~()]*)*$)"
"""What asks that the element itself, and none around it, holds nothing."""
_LATER = (
    r"(?i):(?:last-child|only-child|(?:first|last|only)-of-type|not\(:empty\)"
    r"|nth-(?:last-child|of-type|last-of-type)\([^()]*\))"
)
"""What depends on what follows, or on what is not counted here."""
_COUNTED = ":defined"
"""What holds for all elements and weighs as much as that."""
_WEAKEST = (-1, 0, 0)
_FIGURED = r"\d|attr\(|counters?\("
_BESIDE = r"(?s)(.*?)::?(?i:(before|after))"
_ATTRIBUTE = r"attr\(\s*([\w-]+)"
_COMBINED = r"\s*([>+~])\s*|\s+"
_TESTS: dict[str, Callable[[str, str], bool]] = {
    "=": lambda held, asked: held == asked,
    "~=": lambda held, asked: asked in held.split(),
    "|=": lambda held, asked: held == asked or held.startswith(f"{asked}-"),
    "^=": lambda held, asked: bool(asked) and held.startswith(asked),
    "$=": lambda held, asked: bool(asked) and held.endswith(asked),
    "*=": lambda held, asked: bool(asked) and asked in held,
}
_ALWAYS = frozenset({"root", "link", "any-link", "enabled", "defined"})
_DEEPEST = 400
"""Ancestors and siblings that a selector looks at; pages of people have fewer."""
_MOST_RULES = 20_000
_DISPLAY = (
    r"none|contents|block|inline|flow-root|list-item|(?:inline-)?(?:block|flex|grid|table)|table-[a-z-]+|ruby[a-z-]*"
    r"|-(?:webkit|ms|moz)-[a-z-]+|run-in|math|initial|inherit|unset|revert(?:-layer)?|.*var\(.*"
)
_LOGICAL = {
    f"{least}{name}": f"{least}{side}"
    for least in ("", "min-", "max-")
    for name, side in (("inline-size", "width"), ("block-size", "height"))
}
"""Sizes in the direction of lines, where these lie."""
_DECLARATION = r"([\w-]+)\s*:\s*((?:[^;\"'()]++|\"[^\"]*+\"?|'[^']*+'?|\((?:[^()]++|\([^()]*+\)?)*+\)?|\))*+)"
_SIZE_IN_FONT = rf"(?:^|\s)({LENGTH})(?:\s*/|\s+\S)"
_IMPORTANT = r"\s*!\s*important\s*$"
_LONGEST_STYLE = 200
"""Characters up to which a style is likely to come again, and what it declares is remembered."""


class Declaration(NamedTuple):
    """What is declared for one property, both in lower case."""

    name: str
    value: str
    important: bool


@dataclass(slots=True, eq=False)
class Element:
    """An element that has begun: what stands around it, and before it under the same parent; its place there from 1."""

    tag: str
    attributes: Mapping[str, str]
    parent: Element | None
    before: Element | None = None
    place: int = 1

    @property
    def classes(self) -> list[str]:
        """The names of its classes."""
        return self.attributes.get("class", "").split()


class _Part(NamedTuple):
    """What a selector asks of one element, and what parts this element from the one that it asks about before."""

    combined: str
    tag: str
    key: str
    names: tuple[tuple[str, str], ...]
    attributes: tuple[tuple[str, str, str], ...]
    places: tuple[tuple[int, int], ...]
    nots: tuple[_Part, ...]
    anyone: tuple[tuple[_Part, ...], ...]
    weight: tuple[int, int, int]


class _Rule(NamedTuple):
    weight: tuple[int, int, int]
    order: int
    parts: tuple[_Part, ...]
    declared: tuple[Declaration, ...]
    beside: str
    """`before` or `after` for what the page writes there into the element, `empty` for what it writes into one that
    holds nothing; else empty."""


@dataclass(slots=True)
class StyleSheet:
    """All rules of a page. `attributes`: those of an element that a rule may ask for. `sees_siblings`: whether one asks
    what stands before an element. `others`: the page has style sheets in other files, which are not known. `writes`: a
    rule writes text into elements."""

    rules: dict[str, list[_Rule]] = field(default_factory=dict)
    attributes: frozenset[str] = frozenset()
    sees_siblings: bool = False
    others: bool = False
    writes: bool = False

    def rules_for(self, element: Element, beside: str = "") -> list[_Rule]:
        """The rules that hold for an element, or for what is written `before` or `after` what it holds, the strongest
        last."""
        keys = ("", element.tag, *(f".{name}" for name in element.classes), f"#{element.attributes.get('id')}")
        candidates = (rule for key in dict.fromkeys(keys) for rule in self.rules.get(key, ()))
        return sorted(rule for rule in candidates if rule.beside == beside and _holds(rule.parts, element))


NO_SHEET = StyleSheet()


def cascade(weakest: Mapping[str, str], rules: Iterable[_Rule], style: str) -> dict[str, str]:
    """What is declared in the end: by attributes (`weakest`), by rules in their order, by the element's own style."""
    declared = dict(weakest)
    important: dict[str, str] = {}
    for declarations in (*(rule.declared for rule in rules), declarations_of(style)):
        for name, value, overrides in declarations:
            (important if overrides else declared)[name] = value
    return declared | important


def declarations_of(text: str) -> tuple[Declaration, ...]:
    """What a style declares.

    >>> declarations_of("Color: RED; top:-9px !important")
    (Declaration(name='color', value='red', important=False), Declaration(name='top', value='-9px', important=True))
    """
    if not text:
        return ()
    return _declarations_of(text) if len(text) <= _LONGEST_STYLE else _declarations_of.__wrapped__(text)


@lru_cache(maxsize=8192)
def _declarations_of(text: str) -> tuple[Declaration, ...]:
    text = compiled(COMMENT).sub("", text) if "/*" in text else text
    declared = (
        Declaration(name.lower(), compiled(_IMPORTANT).sub("", value).strip().lower(), "!" in value)
        for name, value in compiled(_DECLARATION).findall(text)
    )
    return tuple(each for declaration in declared for each in _said_apart(declaration))


def _said_apart(declaration: Declaration) -> tuple[Declaration, ...]:
    """A declaration under its usual name, with the size of letters where it is one of the whole font; none where a
    browser knows no such value."""
    name, value, important = declaration
    if name == "display" and not compiled(_DISPLAY).fullmatch(value):
        return ()
    if name == "inset":
        sides = value.split() or [""]
        around = (sides[at] for at in ((0, 0, 0, 0), (0, 1, 0, 1), (0, 1, 2, 1), (0, 1, 2, 3))[min(len(sides), 4) - 1])
        named = zip(("top", "right", "bottom", "left"), around, strict=True)
        return tuple(Declaration(side, each, important) for side, each in named)
    declaration = declaration._replace(name=_LOGICAL.get(name, name))
    size = compiled(_SIZE_IN_FONT).search(declaration.value) if declaration.name == "font" else None
    return (declaration, Declaration("font-size", size[1], declaration.important)) if size else (declaration,)


# ── Reading style sheets ─────────────────────────────────────────────────────────────────────────────────────────────


def sheet_of(texts: Iterable[str], known: frozenset[str], others: bool) -> StyleSheet:
    """The rules of style sheets, in this order, that declare any of the `known` properties."""
    sheet = StyleSheet(others=others)
    asked: set[str] = set()
    order = 0
    for selectors, declared in rules_in("\n".join(texts)):
        declarations = tuple(
            each for each in declarations_of(declared) if each.name in known or each.name.startswith("--")
        )
        for selector in split(selectors) if declarations else ():
            order += 1
            match = compiled(_BESIDE).fullmatch(selector.strip()) if ":" in selector else None
            beside = match[2].lower() if match else ""
            meant = (match[1] or "*") if match else selector
            if beside and compiled(_EMPTY).search(meant):
                meant, beside = _without_empty(meant), "empty"
            is_later = compiled(_LATER).search(meant) is not None
            meant = compiled(_LATER).sub(_COUNTED, meant) if is_later else meant
            parts = _parts_of(meant) if order <= _MOST_RULES else None
            if parts:
                rule = _Rule(_weight(parts), order, parts, declarations, beside)
                rule = _doubted(rule) if is_later else rule
                sheet.rules.setdefault(parts[0].key, []).append(rule)
                sheet.writes |= bool(beside)
                asked.update(*(compiled(_ATTRIBUTE).findall(each.value) for each in declarations if beside))
                asked.update(*(_asked_by(part) for part in parts))
    sheet.sees_siblings = "" in asked
    sheet.attributes = frozenset(asked - {""})
    return sheet


def _without_empty(selector: str) -> str:
    """A selector that does not ask whether the element holds nothing.

    >>> _without_empty("td:empty"), _without_empty("td > :empty")
    ('td', 'td > *')
    """
    rest = compiled(_EMPTY).sub("", selector)
    return f"{rest}*" if not rest or rest[-1] in " >+~" else rest


def _doubted(rule: _Rule) -> _Rule:
    """A rule that may hold or not: where it writes a figure, or hides an element, nobody knows what is seen; other text
    that it writes gives way to every rule that holds."""
    if not rule.beside:
        hides = any(each.name in _HIDING for each in rule.declared)
        return rule._replace(declared=(Declaration(DOUBTED, "yes", False),) * hides)
    written = [each for each in rule.declared if each.name == "content"]
    if any(compiled(_FIGURED).search(each.value) for each in written):
        unknown = f'"{UNKNOWN}"'
        declared = (each._replace(value=unknown) if each.name == "content" else each for each in rule.declared)
        return rule._replace(declared=tuple(declared))
    return rule._replace(weight=_WEAKEST, declared=tuple(each._replace(important=False) for each in written))


@lru_cache(maxsize=1024)
def _parts_of(selector: str) -> tuple[_Part, ...] | None:
    """What a selector asks for, of the element itself first; None where that cannot be known, or is never so."""
    selector, parts, at, combined = selector.strip(), [], 0, ""
    while at < len(selector):
        end, part = _part_at(selector, at, combined)
        if part is None:
            return None
        parts.append(part)
        match = compiled(_COMBINED).match(selector, end)
        if not match and end < len(selector):
            return None
        at, combined = (match.end(), match[1] or " ") if match else (end, "")
    return tuple(reversed(parts)) or None


def _part_at(selector: str, at: int, combined: str) -> tuple[int, _Part | None]:
    """What is asked of one element from this place on, and where it ends."""
    tag = key = ""
    names: list[tuple[str, str]] = []
    attributes: list[tuple[str, str, str]] = []
    places: list[tuple[int, int]] = []
    nots: list[_Part] = []
    anyone: list[tuple[_Part, ...]] = []
    begin = at
    weights = [(0, 0, 0)]
    while match := compiled(_SIMPLE).match(selector, at):
        at = match.end()
        printed = match[0]
        if printed[0] == "\\":
            return at, None
        if match["name"]:
            if printed[0] in ".#":
                names.append(("class" if printed[0] == "." else "id", match["name"]))
                key = printed
                weights.append((0, 1, 0) if printed[0] == "." else (1, 0, 0))
            else:
                tag = match["name"].lower()
                weights.append((0, 0, 1))
        elif match["attribute"]:
            asked = match["a"] or match["b"] or match["c"] or ""
            attributes.append((match["attribute"].lower(), match["how"] or "", asked))
            weights.append((0, 1, 0))
        elif match["pseudo"]:
            pseudo, argument = match["pseudo"].lower(), match["argument"] or ""
            if pseudo in ("not", "is", "where", "matches"):
                inner = [_parts_of(each) for each in split(argument)]
                alone = [parts[0] for parts in inner if parts and len(parts) == 1]
                if len(alone) < len(inner):
                    return at, None
                if pseudo == "not":
                    nots += alone
                else:
                    anyone.append(tuple(alone))
                weights.append((0, 0, 0) if pseudo == "where" else max(part.weight for part in alone))
            elif pseudo in ("first-child", "nth-child"):
                step = _step_of(argument if pseudo == "nth-child" else "1")
                if step is None:
                    return at, None
                places.append(step)
                weights.append((0, 1, 0))
            elif pseudo in _ALWAYS:
                weights.append((0, 1, 0))
            else:
                return at, None
    if at == begin:
        return at, None
    weight = (sum(w[0] for w in weights), sum(w[1] for w in weights), sum(w[2] for w in weights))
    return at, _Part(
        combined, tag, key or tag, tuple(names), tuple(attributes), tuple(places), tuple(nots), tuple(anyone), weight
    )


def _step_of(printed: str) -> tuple[int, int] | None:
    """The step and the first of the places among siblings that are meant.

    >>> [_step_of(printed) for printed in ("odd", "3", "2n+1", "-n + 3", "x")]
    [(2, 1), (0, 3), (2, 1), (-1, 3), None]
    """
    printed = {"odd": "2n+1", "even": "2n"}.get(printed.strip().lower(), printed.strip().lower())
    match = compiled(r"(?:([+-]?\d{0,6})n\s*)?(?:([+-]?)\s*(\d{1,6}))?").fullmatch(printed)
    if not match or not printed:
        return None
    step = 0 if match[1] is None else int(f"{match[1]}1" if match[1] in ("", "+", "-") else match[1])
    return step, int(f"{match[2] or ''}{match[3] or 0}")


def _weight(parts: tuple[_Part, ...]) -> tuple[int, int, int]:
    ids, classes, tags = zip(*(part.weight for part in parts), strict=True)
    return sum(ids), sum(classes), sum(tags)


def _asked_by(part: _Part) -> Iterator[str]:
    """The attributes that a part of a selector looks at; "" for what stands before an element."""
    yield from (kind for kind, _ in part.names)
    yield from (name for name, _, _ in part.attributes)
    if part.places or part.combined in ("+", "~"):
        yield ""
    for inner in (*part.nots, *(each for group in part.anyone for each in group)):
        yield from _asked_by(inner)


# ── Holding rules against elements ───────────────────────────────────────────────────────────────────────────────────


def _holds(parts: tuple[_Part, ...], element: Element) -> bool:
    """Whether a selector means this element. Of several ancestors that fit, each is tried."""
    if not _fits(parts[0], element):
        return False
    candidates = {element}
    for part, following in zip(parts[1:], parts, strict=False):
        found: set[Element] = set()
        for candidate in candidates:
            found.update(each for each in _around(candidate, following.combined) if _fits(part, each))
        if not found:
            return False
        candidates = found
    return True


def _around(element: Element, combined: str) -> Iterator[Element]:
    """The elements that stand so to this one."""
    step = "before" if combined in ("+", "~") else "parent"
    once = combined in (">", "+")
    other: Element | None = getattr(element, step)
    for _ in range(1 if once else _DEEPEST):
        if other is None:
            return
        yield other
        other = getattr(other, step)


def _fits(part: _Part, element: Element) -> bool:
    """Whether an element is what one part of a selector asks for."""
    if part.tag and part.tag != element.tag:
        return False
    held = element.attributes
    for kind, name in part.names:
        if name not in held.get(kind, "").split() if kind == "class" else name != held.get("id"):
            return False
    for name, how, asked in part.attributes:
        if name not in held or (how and not _TESTS[how](held[name], asked)):
            return False
    if not all(_is_at(element.place, step, first) for step, first in part.places):
        return False
    return not any(_fits(each, element) for each in part.nots) and all(
        any(_fits(each, element) for each in group) for group in part.anyone
    )


def _is_at(place: int, step: int, first: int) -> bool:
    beyond = place - first
    return beyond == 0 if step == 0 else beyond % step == 0 and beyond // step >= 0
