"""Variables of CSS: what is declared for an element with `var(--name)` in it → the same with their values.

Comes in: declarations in lower case, and the variables that an element inherits. Goes out: its own variables, and
what is declared without them; what names a variable that nobody has declared is not declared.
"""

from __future__ import annotations

from collections.abc import Mapping

from extract.text import compiled

_VARIABLE = r"var\(\s*(--[\w-]+)\s*(?:,\s*((?:[^()]++|\([^()]*+\))*+))?\)"
_DEEPEST = 8
"""Variables that stand in one another at most."""


def customs_of(declared: Mapping[str, str], above: Mapping[str, str]) -> Mapping[str, str]:
    """The variables of an element, those it inherits too."""
    own = {name: value for name, value in declared.items() if name.startswith("--")}
    return {**above, **own} if own else above


def resolved(declared: Mapping[str, str], customs: Mapping[str, str]) -> Mapping[str, str]:
    """What is declared, with the values of its variables.

    >>> resolved({"display": "var(--a)", "color": "var(--b, red)", "width": "var(--c)"}, {"--a": "none"})
    {'display': 'none', 'color': 'red'}
    """
    if not any("var(" in value for value in declared.values()):
        return declared
    values = {name: _value_of(value, customs) for name, value in declared.items()}
    return {name: value for name, value in values.items() if value is not None}


def _value_of(value: str, customs: Mapping[str, str]) -> str | None:
    for _ in range(_DEEPEST):
        match = compiled(_VARIABLE).search(value)
        if not match:
            return None if "var(" in value else value.strip()
        found = customs.get(match[1], match[2])
        if found is None:
            return None
        value = value[: match.start()] + found + value[match.end() :]
    return None
