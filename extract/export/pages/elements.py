"""HTML out of texts: whatever a text holds, it stays a text.

Comes in: names of elements, texts, other elements. Goes out: a whole page, which opens from a disk, without a script.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from extract.text import GENERATOR
from extract.words.languages import Lang

_TAGS = {"zh": "zh-CN", "en": "en"}
_STYLE = """
:root{color-scheme:light;--ink:#1f2937;--pale:#4b5563;--line:#cbd5e1;--soft:#f3f6fa;--accent:#1f4e79;
--error:#9c0006;--warning:#7a4b00;--note:#1d4d2b;--doubt:#4b2e83}
*{box-sizing:border-box}html{scroll-padding-top:1rem}
body{margin:0;font:16px/1.65 system-ui,"Microsoft YaHei","PingFang SC","Noto Sans CJK SC",sans-serif;color:var(--ink)}
main{max-width:72rem;margin:0 auto;padding:1.5rem 1rem 4rem}
h1{font-size:1.6rem;line-height:1.3;color:var(--accent);margin:.2rem 0}
h2{font-size:1.2rem;color:var(--accent);border-bottom:2px solid var(--accent);padding-bottom:.2rem;margin:2rem 0 .8rem}
h3{font-size:1.05rem;margin:.2rem 0}
p{margin:.35rem 0}a{color:#0b57a4}.pale{color:var(--pale)}
img{max-width:100%;border:1px solid var(--line)}
table{border-collapse:collapse;margin:.6rem 0;max-width:100%}
th,td{border:1px solid var(--line);padding:.25rem .5rem;vertical-align:top;text-align:start}
th{background:var(--soft);color:var(--accent)}td.figure{text-align:end;font-variant-numeric:tabular-nums}
.wide{overflow-x:auto}.wide th,.wide td{min-width:4.5em}.wide tbody th{min-width:9em}
blockquote{margin:.35rem 0;padding:.2rem .8rem;border-inline-start:.2rem solid var(--line);background:var(--soft)}
details{margin:.6rem 0}summary{cursor:pointer;color:#0b57a4}
.card{border:1px solid var(--line);border-inline-start:.4rem solid var(--pale);padding:.5rem .9rem;margin:.7rem 0;
break-inside:avoid}
.card.error{border-inline-start-color:var(--error)}.card.warning{border-inline-start-color:#b7791f}
.card.note{border-inline-start-color:#2f855a}.card.doubt{border-inline-start-color:#6b46c1}
.level{font-weight:700}.error>h3 .level{color:var(--error)}.warning>h3 .level{color:var(--warning)}
.note>h3 .level{color:var(--note)}.doubt>h3 .level{color:var(--doubt)}
.lit{background:#fff3bf;outline:2px solid #b7791f}.lit.error{background:#ffe3e3;outline-color:var(--error)}
:target{outline:3px solid #0b57a4}
.source{border:1px solid var(--line);padding:.8rem;overflow-x:auto;background:#fff}
.source p{margin:.15rem 0;min-height:1em}
@media print{main{max-width:none;padding:0}a{color:inherit;text-decoration:none}
.source{overflow:visible}h2{break-after:avoid}}
"""


class Html(str):
    """A piece of HTML, which is put into others as it is; any other text is escaped."""

    __slots__ = ()

    def __html__(self) -> str:
        """As templates ask for it: it is HTML already."""
        return self


def element(name: str, *inside: str, **attributes: str) -> Html:
    """An element with what is inside it; `_` behind the name of an attribute is left out, empty ones are.

    >>> element("td", "1 < 2", element("b", "!"), class_="figure", id="")
    '<td class="figure">1 &lt; 2<b>!</b></td>'
    """
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(value)}"' for key, value in attributes.items() if value
    )
    return Html(f"<{name}{written}>{joined_html(inside)}</{name}>")


def joined_html(parts: Iterable[str]) -> Html:
    """Pieces one behind the other."""
    return Html("".join(part if isinstance(part, Html) else escape(part) for part in parts))


def page(title: str, lang: Lang, *inside: Html) -> str:
    """A whole page. Nothing in it is fetched, and nothing runs."""
    rules = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
    head = (
        '<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta name="generator" content="{GENERATOR}">'
        f'<meta http-equiv="Content-Security-Policy" content="{rules}">{element("title", title)}'
    )
    style = f"<style>{_STYLE}</style>"
    body = element("body", element("main", *inside))
    return f'<!doctype html>\n<html lang="{_TAGS[lang]}"><head>{head}{style}</head>{body}</html>\n'
