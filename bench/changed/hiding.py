"""How web pages hide what their source holds, and what only looks hidden. All of it was looked at in Chromium."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import NamedTuple

BOX = "display:inline-block;"
HIDING = (
    "display:none",
    "visibility:hidden",
    "visibility:collapse",
    "opacity:0",
    "filter:opacity(0)",
    "font-size:0",
    "font:0/0 a",
    "color:transparent",
    "color:#fff",
    "color:white",
    "color:rgb(255,255,255)",
    "color:rgba(0,0,0,0)",
    BOX + "height:0;overflow:hidden",
    BOX + "width:0;overflow:hidden",
    BOX + "max-height:0;overflow:hidden",
    BOX + "max-width:0;overflow:hidden",
    BOX + "width:0;height:0;overflow:hidden",
    BOX + "transform:scale(0)",
    BOX + "transform:scaleX(0)",
    BOX + "text-indent:-9999px;overflow:hidden",
    BOX + "content-visibility:hidden",
    BOX + "clip-path:inset(100%)",
    "clip-path:inset(50%);" + BOX,
    "clip-path:circle(0);" + BOX,
    "position:absolute;clip:rect(0,0,0,0)",
    "position:absolute;clip:rect(1px,1px,1px,1px)",
    "position:absolute;left:-9999px",
    "position:absolute;top:-9999px",
    "position:absolute;left:-999em",
    "position:fixed;left:-200vw",
    "position:absolute;width:1px;height:1px;margin:-1px;overflow:hidden;clip:rect(0,0,0,0)",
)
"""Declarations under which a browser shows nothing of an element inside a line."""

SHOWING = (
    "overflow:hidden",
    "height:0",
    "width:0",
    "opacity:0.9",
    "color:#000",
    "clip:rect(0,0,0,0)",
    "left:-9999px",
    "text-indent:-9999px",
    "visibility:visible",
    "display:inline",
    "background:#fff",
    "color:#fff;background:#000",
)
"""Declarations that look as if they hid an element inside a line, and do not; paper may lack the ground of the last."""

HIDDEN_ELEMENTS = (
    "<span hidden>{}</span>",
    "<template>{}</template>",
    "<noscript>{}</noscript>",
    '<script type="text/plain">{}</script>',
    "<style>.n{}{{}}</style>",
    "<!--{}-->",
    "<datalist><option>{}</option></datalist>",
    "<dialog>{}</dialog>",
    '<input type="hidden" value="{}">',
    '<details style="display:inline"><summary></summary>{}</details>',
    '<img alt="" src="data:," title="{}">',
    '<span title="{}"></span>',
    '<span data-old="{}"></span>',
    '<textarea style="display:none">{}</textarea>',
    '<object style="display:none">{}</object>',
    '<span style="visibility:hidden"><b>{}</b></span>',
    '<span style="display:none"><b style="display:inline">{}</b></span>',
    '<span style="opacity:0"><b style="opacity:1">{}</b></span>',
)
SHOWN_ELEMENTS = (
    '<span style="visibility:hidden"><b style="visibility:visible">{}</b></span>',
    '<span style="font-size:0"><b style="font-size:14px">{}</b></span>',
    '<span style="color:#fff"><b style="color:#000">{}</b></span>',
    "<span aria-hidden=true>{}</span>",
    "<font color=red>{}</font>",
    "<ins>{}</ins>",
    "<b>{}</b>",
)


class Styled(NamedTuple):
    """An element with a style, and the rules that the page needs for it."""

    markup: str
    rules: str


def styled(declarations: str, random: Random, number: int, printed: bool = False) -> Styled:
    """An element, `{}` inside, to which declarations apply by one of the routes that CSS has."""
    name = f"k{number}"
    important = ";".join(each + "!important" for each in declarations.split(";") if each)
    routes = (
        Styled(f'<span style="{declarations}">{{}}</span>', ""),
        Styled(
            f'<span style="{declarations.upper() if "font:" not in declarations else declarations}">{{}}</span>', ""
        ),
        Styled(f'<span class="{name}">{{}}</span>', f".{name}{{{declarations}}}"),
        Styled(f'<span class="a {name} b">{{}}</span>', f"span.{name}{{{declarations}}}"),
        Styled(f'<span id="{name}">{{}}</span>', f"#{name}{{{declarations}}}"),
        Styled(f'<b class="{name}"><i>{{}}</i></b>', f".{name} i{{{declarations}}}"),
        Styled(f'<b class="{name}"><i>{{}}</i></b>', f"td .{name} > i{{{declarations}}}"),
        Styled(f'<i class="{name}">{{}}</i>', f"table td .{name}, .other{{{declarations}}}"),
        Styled(f'<span class="{name}" style="{SHOWS}">{{}}</span>', f".{name}{{{important}}}"),
        Styled(f'<span class="{name}">{{}}</span>', f".{name}{{{important}}} span.{name}{{{SHOWS}}}"),
        Styled(f'<span class="{name} on">{{}}</span>', f"i.{name}, .{name}.on{{{declarations}}}"),
        Styled(f'<span data-k="{name}">{{}}</span>', f'[data-k="{name}"]{{{declarations}}}'),
        Styled(f'<span class="{name}">{{}}</span>', f"@media screen{{.{name}{{{declarations}}}}}"),
    )
    return random.choice(_as_shown(routes, printed))


def _as_shown(routes: Sequence[Styled], printed: bool) -> Sequence[Styled]:
    """The routes that are the same on a screen and on paper, where a page is printed."""
    return [each for each in routes if "@media" not in each.rules] if printed else routes


SHOWS = "display:inline;visibility:visible;opacity:1;color:#000;position:static;font-size:12px"


def not_applied(declarations: str, random: Random, number: int, printed: bool = False) -> Styled:
    """An element to which declarations seem to apply, and do not."""
    name = f"k{number}"
    routes = (
        Styled(f'<span class="{name}">{{}}</span>', f".old .{name}{{{declarations}}}"),
        Styled(f'<span class="{name}">{{}}</span>', f"i.{name}{{{declarations}}}"),
        Styled(f'<span class="{name}">{{}}</span>', f"@media print{{.{name}{{{declarations}}}}}"),
        Styled(f'<span class="{name}">{{}}</span>', f"/* .{name}{{{declarations}}} */"),
        Styled(f'<span class="{name}">{{}}</span>', f".{name}.on{{{declarations}}}"),
    )
    return random.choice(_as_shown(routes, printed))
