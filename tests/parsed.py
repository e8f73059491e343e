"""Source texts as trees, each made once for all tests that look through the code."""

from __future__ import annotations

import ast
from functools import cache


@cache
def parsed(source: str) -> ast.Module:
    return ast.parse(source)


@cache
def nodes_of(source: str) -> tuple[ast.AST, ...]:
    """All nodes of a text, those that stand further out first."""
    return tuple(ast.walk(parsed(source)))


def dotted(node: ast.AST) -> str:
    """The name of what is called or looked up; nothing stands before the dot of what has none."""
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""
