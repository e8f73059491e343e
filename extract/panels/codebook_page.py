"""The data dictionary as a page for people: every cell of every form, the indicators, the figures of the prose.

Comes in: the declared forms. Goes out: lines of Markdown, or one HTML page that needs nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from extract.agencies.codes import CODE_COLUMNS
from extract.forms.codebook import COLUMNS, codebook_of
from extract.model import Form
from extract.panels.grid import EXPECTED_COLUMNS
from extract.panels.series import STATED_CELLS, load_indicators, sums_of
from extract.panels.variables import formula_of, variables_of
from extract.words.export_labels import COLUMN_LABELS, MISSING_VALUES
from extract.words.languages import Lang, in_language
from extract.words.messages import sentence
from extract.words.phrases import in_brackets, joined
from extract.words.places import STATED

Rows = Sequence[tuple[str, ...]]


class _Part(NamedTuple):
    """A heading, a sentence about it, the heads of its columns, and its rows; the first column holds codes."""

    heading: str
    about: str
    heads: tuple[str, ...]
    rows: Rows


_STYLE = """
body{font:14px/1.5 "Noto Sans CJK SC","Microsoft YaHei","PingFang SC",sans-serif;color:#222;margin:2em auto;
max-width:72em;padding:0 1em}
h1{font-size:1.5em}h2{font-size:1.15em;margin-top:2em;color:#1f4e79}
table{border-collapse:collapse;width:100%;font-size:.9em}
th,td{border:1px solid #b7c3d0;padding:.25em .5em;text-align:left;vertical-align:top}
th{background:#dce6f1;position:sticky;top:0}code{font-size:.95em}
div{overflow-x:auto}
@media print{body{margin:0}th{position:static}tr{break-inside:avoid}}
"""


def markdown_codebook(forms: tuple[Form, ...], lang: Lang) -> Iterator[str]:
    """The page as lines of Markdown."""
    yield from (f"# {sentence('codebook.title', lang)}", "", sentence("codebook.accuracy", lang))
    for part in _parts(forms, lang):
        yield from ("", f"## {part.heading}", "", part.about, "") if part.about else ("", f"## {part.heading}", "")
        yield f"| {' | '.join(part.heads)} |"
        yield f"|{'---|' * len(part.heads)}"
        for code, *others in part.rows:
            yield f"| `{code}` | {' | '.join(cell.replace('|', chr(92) + '|') for cell in others)} |"


def html_codebook(forms: tuple[Form, ...], lang: Lang) -> Iterator[str]:
    """The page as HTML: no script, nothing that is fetched."""
    title = escape(sentence("codebook.title", lang))
    yield f'<!doctype html><html lang="{sentence("codebook.language", lang)}"><meta charset="utf-8">'
    yield f'<title>{title}</title><meta name="viewport" content="width=device-width"><style>{_STYLE}</style>'
    yield f"<h1>{title}</h1><p>{escape(sentence('codebook.accuracy', lang))}</p>"
    for part in _parts(forms, lang):
        yield f"<h2>{escape(part.heading)}</h2>{f'<p>{escape(part.about)}</p>' if part.about else ''}"
        yield f"<div><table><thead><tr>{''.join(f'<th>{escape(head)}</th>' for head in part.heads)}</tr></thead><tbody>"
        for code, *others in part.rows:
            cells = "".join(f"<td>{escape(cell)}</td>" for cell in others)
            yield f'<tr id="{escape(code)}"><td><code>{escape(code).replace(".", ".<wbr>")}</code></td>{cells}</tr>'
        yield "</tbody></table></div>"
    yield "</html>"


def _parts(forms: tuple[Form, ...], lang: Lang) -> Iterator[_Part]:
    at = {name: COLUMNS.index(name) for name in COLUMNS}
    heads = _heads(lang, "code", "row", "column", "unit", "type", "short")
    for form in reversed(forms):
        for table, rows in groupby(codebook_of((form,)), key=itemgetter(at["table"])):
            shown = [
                (
                    ".".join((row[at["table"]], row[at["row"]], row[at["column"]])),
                    *(row[at[name]] for name in ("row_label", "column_label", "unit", "value_type", "short")),
                )
                for row in rows
            ]
            version = in_brackets(joined((form.code, form.notice), lang, "comma"), lang)
            about = sentence("codebook.experimental", lang) if form.experimental else ""
            yield _Part(form.table(table).title + version, about, heads, shown)
    sums = [(each.code, in_language(each.label, lang), each.unit, each.kind, each.short) for each in sums_of(forms)]
    yield _Part(
        sentence("codebook.sums", lang),
        sentence("codebook.sums.about", lang),
        _heads(lang, "code", "label", "unit", "type", "short"),
        sums,
    )
    indicators = [
        (
            indicator.code,
            in_language(indicator.label, lang),
            formula_of(indicator),
            indicator.source,
            indicator.kind,
            indicator.short,
        )
        for indicator in load_indicators().values()
    ]
    yield _Part(
        sentence("codebook.indicators", lang),
        sentence("codebook.indicators.about", lang),
        _heads(lang, "code", "label", "formula", "source", "type", "short"),
        indicators,
    )
    variables = [(each.name, in_language(each.label, lang), each.kind) for each in variables_of(forms)]
    yield _Part(
        sentence("codebook.variables", lang),
        sentence("codebook.variables.about", lang),
        _heads(lang, "short", "label", "type"),
        variables,
    )
    yield _Part(
        sentence("codebook.listed", lang),
        sentence("codebook.listed.about", lang),
        _heads(lang, "short", "label"),
        [(name, in_language(COLUMN_LABELS[name], lang)) for name in (*CODE_COLUMNS, *EXPECTED_COLUMNS)],
    )
    yield _Part(
        sentence("codebook.missing", lang),
        sentence("codebook.missing.about", lang),
        _heads(lang, "code", "label"),
        [(code, in_language(words, lang)) for code, words in MISSING_VALUES.items()],
    )
    stated = [(code, in_language(words, lang)) for code, words in STATED.items()]
    stated += [(f"stated.{code}", sentence("codebook.stated.cell", lang, concept=code)) for code in STATED_CELLS]
    yield _Part(
        sentence("codebook.stated", lang),
        sentence("codebook.stated.about", lang),
        _heads(lang, "code", "label"),
        stated,
    )


def _heads(lang: Lang, *names: str) -> tuple[str, ...]:
    return tuple(sentence(f"codebook.head.{name}", lang) for name in names)
