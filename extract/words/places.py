"""Concepts → places in words: `requests.other.misc.natural_person` is 第三部分表格，三（六）3.其他，自然人.

Comes in: concepts as `Finding.concepts` has them, and the declared forms. Goes out: words for people, made of the
forms' own labels. A concept that no form declares stays as it is; nothing here raises.
"""

from __future__ import annotations

from functools import lru_cache

import regex as re

from extract.model import Band, Column, Concept, Form, FormTable, Line
from extract.words.languages import Lang, Pair, in_language
from extract.words.phrases import joined, numeral

_GROUP_NUMBER = re.compile(r"（[一二三四五六七八九十]{1,3}）|[一二三四五六七八九十]{1,3}(?=、)")
_LONG_NOTE = re.compile(r"（[^（）]{8,}）$")

_WORDS: dict[str, Pair] = {
    "section": ("第{number}部分", "Part {number}"),
    "preamble": ("前言", "Preamble"),
    "table": ("{section}表格", "{section} table"),
    "row": ("{row}", "row {row}"),
    "column": ("{column}", "column {column}"),
    "prose": ("正文", "Prose"),
    "cell": ("{table}“{row}”行“{column}”列", "{table}, {row}, {column}"),
    "others": ("等 {count} 处", " and others ({count} in all)"),
    "left_out": ("……", "…"),
    "in_all": ("（共{count}处）", " ({count} places)"),
}
STATED: dict[str, Pair] = {
    "narrative.proactive_total": ("主动公开信息总数", "information published in total"),
    "narrative.channel.website": ("网站公开数", "published on the website"),
    "narrative.channel.wechat": ("微信公开数", "published on WeChat"),
    "narrative.channel.weibo": ("微博公开数", "published on Weibo"),
    "narrative.channel.video": ("短视频公开数", "published as videos"),
    "narrative.channel.board": ("公开栏公开数", "published on notice boards"),
    "narrative.channel.gazette": ("政府公报公开数", "published in the gazette"),
    "narrative.channel.other": ("其他渠道公开数", "published elsewhere"),
    "narrative.request_channel.online": ("网上申请数", "requests made online"),
    "narrative.request_channel.in_person": ("当面申请数", "requests made in person"),
    "narrative.request_channel.letter": ("信函申请数", "requests made by letter"),
    "narrative.request_channel.other": ("其他方式申请数", "requests made otherwise"),
    "narrative.processing_fee_yuan": ("信息处理费", "processing fees"),
}
"""Figures that only the prose states."""


def row_of(band: Band, line: Line) -> str:
    """A row in words: numbered headings above it by their numbers, the others and the band's by their words.

    >>> band = Band("requests", "", (), (), ())
    >>> row_of(band, Line("other.misc", "", "3.其他", (), ("三、本年度办理结果", "（六）其他处理")))
    '三（六）3.其他'
    """
    return _comma_joined(band.label, _under(line.group) + _without_note(line.label))


def column_of(column: Column) -> str:
    """A column in words, with the headings above it.

    >>> column_of(Column("other_org", "", "其他", (), ("法人或其他组织",), "件", "count"))
    '法人或其他组织，其他'
    """
    return _comma_joined(*column.group, _without_note(column.label))


def place_of(concept: str, forms: tuple[Form, ...], code: str, lang: Lang = "zh") -> str:
    """The place of a cell, a row, a group of rows or a table in the form `code`, else in the newest that has it.

    Labels are Chinese in either language, as they stand in the report.
    """
    return joined(parts_of(concept, forms, code, lang), lang, "comma")


def places_of(concepts: tuple[str, ...], forms: tuple[Form, ...], code: str, lang: Lang = "zh") -> str:
    """The places of concepts, a table named once; of more than four the first two and the last, and how many."""
    many = len(concepts) > 4
    places: list[str] = []
    table = ""
    for concept in (*concepts[:2], concepts[-1]) if many else concepts:
        parts = parts_of(concept, forms, code, lang)
        places.append(joined(parts[1:] if parts[0] == table and len(parts) > 1 else parts, lang, "comma"))
        table = parts[0]
    if many:
        places.insert(2, _words("left_out", lang))
        places[-1] += _words("in_all", lang, count=len(concepts))
    return joined(places, lang, "clauses")


def first_place_of(concepts: tuple[str, ...], forms: tuple[Form, ...], code: str, lang: Lang) -> str:
    """The place of the first of some concepts, and how many there are.

    >>> first_place_of(("no.such.cell", "nor.this.one"), (), "2021", "zh")
    'no.such.cell等 2 处'
    """
    parts = parts_of(concepts[0], forms, code, lang)
    if len(parts) == len(("table", "row", "column")):
        table, row, column = parts
        place = _words("cell", lang, table=table, row=row, column=column)
    else:
        place = joined(parts, lang, "comma")
    return place + (_words("others", lang, count=len(concepts)) if len(concepts) > 1 else "")


def without_table(place: str, lang: Lang) -> str:
    """A place without the table in front.

    >>> without_table("第三部分表格，一、本年新收政府信息公开申请数量，总计", "zh")
    '一、本年新收政府信息公开申请数量，总计'
    """
    _, table, cell = place.partition(joined((_words("table", lang, section=""), ""), lang, "comma"))
    return cell if table else place


def title_of(table: FormTable) -> str:
    """A table by its number and title, Chinese in either language."""
    return f"表{numeral(table.section, 'zh')} {table.title}" if table.section else f"附表 {table.title}"


def head_of(column: Column) -> str:
    """The words above a column without a note."""
    return column.label.partition("（")[0]


def cells_of(concept: str, form: Form) -> tuple[Concept, ...]:
    """The cells of a form that `table.row.column` names: one, or for a group of rows one of each of its rows."""
    name, _, rest = concept.partition(".")
    for table in form.tables:
        for band in table.bands if table.key == name else ():
            for column in band.columns:
                row = rest.removesuffix("." + column.key)
                if row != rest and (lines := _lines_of(row, band)):
                    return tuple(Concept(name, line.key, column.key) for line in lines)
    return ()


@lru_cache(maxsize=8192)
def parts_of(concept: str, forms: tuple[Form, ...], code: str, lang: Lang) -> tuple[str, ...]:
    """Table, row and column in words, as far as the concept goes."""
    if concept in STATED:
        return _words("prose", lang), in_language(STATED[concept], lang)
    own_form = {form.code: form for form in forms}.get(code)
    for form in dict.fromkeys((*((own_form,) if own_form else ()), *reversed(forms))):
        parts = _parts_in(concept, form, lang)
        if parts:
            return parts
    return (concept,)


def _parts_in(concept: str, form: Form, lang: Lang) -> tuple[str, ...]:
    name, _, rest = concept.partition(".")
    for table in form.tables:
        if table.key == name:
            where = _table_words(table, lang)
            if not rest:
                return (where,)
            for band in table.bands:
                if parts := _parts_in_band(rest, band, lang):
                    return (where, *parts)
    for section in form.sections:
        if section.key == concept:
            return (section_of(section.number, lang), section.title)
    return ()


def _parts_in_band(rest: str, band: Band, lang: Lang) -> tuple[str, ...]:
    if lines := _lines_of(rest, band):
        return (_words("row", lang, row=_rows_words(band, lines)),)
    for column in band.columns:
        row = rest.removesuffix("." + column.key)
        if row != rest and (lines := _lines_of(row, band)):
            row_words = _words("row", lang, row=_rows_words(band, lines))
            return row_words, _words("column", lang, column=column_of(column))
    return ()


def _lines_of(row: str, band: Band) -> tuple[Line, ...]:
    """The row with this key, or the rows of the group: `denied` has `denied.…`, `suit` has `suit_…`."""
    exact = tuple(line for line in band.lines if line.key == row)
    return exact or tuple(line for line in band.lines if line.key.startswith((row + ".", row + "_")))


def _rows_words(band: Band, lines: tuple[Line, ...]) -> str:
    if len(lines) == 1:
        return row_of(band, lines[0])
    group = lines[0].group
    return _comma_joined(band.label, _under(group[:-1]) + _without_note(group[-1] if group else lines[0].label))


def _under(group: tuple[str, ...]) -> str:
    """The headings above a row: a number stands for a numbered one."""
    numbers = ((heading, _GROUP_NUMBER.match(heading)) for heading in group)
    return "".join(number[0] if number else heading + "，" for heading, number in numbers)


def _without_note(label: str) -> str:
    return _LONG_NOTE.sub("", label)


def _table_words(table: FormTable, lang: Lang) -> str:
    if not table.section:
        return table.title
    return _words("table", lang, section=section_of(table.section, lang))


def section_of(number: int, lang: Lang) -> str:
    """A part of a report by its number; 0 is what stands in front of the first."""
    if not number:
        return _words("preamble", lang)
    return _words("section", lang, number=numeral(number, lang))


def _comma_joined(*words: str) -> str:
    return joined(filter(None, words), "zh", "comma")


def _words(code: str, lang: Lang, **details: object) -> str:
    return in_language(_WORDS[code], lang).format(**details)
