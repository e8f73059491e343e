"""What a person sees of the runs of a Word file is read, by us and by the second opinion, and nothing else."""

from __future__ import annotations

import pytest

from extract.model import CellOrigin, Gap
from extract.readers.python_docx import second_document_of
from extract.text import UNKNOWN
from tests.test_docx import cell, drawn, file, main_part, p, package, read_bytes, row, run, table

STYLES = (
    "<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val='21'/></w:rPr></w:rPrDefault></w:docDefaults>"
    "<w:style w:type='character' w:styleId='pale'><w:rPr><w:color w:val='FFFFFF'/></w:rPr></w:style>"
    "<w:style w:type='character' w:styleId='onPale'><w:basedOn w:val='pale'/></w:style>"
    "<w:style w:type='character' w:styleId='raised'><w:rPr><w:vertAlign w:val='superscript'/></w:rPr></w:style>"
    "<w:style w:type='character' w:styleId='struck'><w:rPr><w:strike/></w:rPr></w:style>"
    "<w:style w:type='character' w:styleId='tiny'><w:rPr><w:sz w:val='2'/></w:rPr></w:style>"
    "<w:style w:type='table' w:styleId='shaded'><w:tblPr/><w:tblStylePr w:type='firstRow'><w:tcPr>"
    "<w:shd w:val='clear' w:fill='4F81BD'/></w:tcPr></w:tblStylePr></w:style>"
)
WHITE, BLUE = "<w:color w:val='FFFFFF'/>", "<w:color w:val='0000FF'/>"


def shade(fill: str, more: str = "w:val='clear'") -> str:
    return f"<w:shd {more} w:fill='{fill}'/>"


def told(body: str) -> str:
    """What stands in a body, after it was made sure that python-docx sees the same."""
    data = file(body, STYLES)
    document = read_bytes(data)
    assert second_document_of(data, document) == document
    return drawn(document)


UNSEEN = {
    "white": WHITE,
    "nearly white": "<w:color w:val='FDFDFD'/>",
    "white of the theme": "<w:color w:val='auto' w:themeColor='background1'/>",
    "white, and the theme says so": "<w:color w:val='000000' w:themeColor='background1'/>",
    "blue on blue": BLUE + shade("0000FF"),
    "white on white that is said": WHITE + shade("FFFFFF"),
    "a point high": "<w:sz w:val='2'/>",
    "squeezed to a line": "<w:w w:val='1'/>",
    "hidden": "<w:vanish/>",
    "struck": "<w:strike/>",
    "struck twice": "<w:dstrike/>",
    "by a style": "<w:rStyle w:val='pale'/>",
    "by the style of a style": "<w:rStyle w:val='onPale'/>",
    "struck by a style": "<w:rStyle w:val='struck'/>",
    "tiny by a style": "<w:rStyle w:val='tiny'/>",
}
SEEN = {
    "plain": "",
    "white on blue": WHITE + shade("0000FF"),
    "white, highlighted": WHITE + "<w:highlight w:val='black'/>",
    "not hidden": "<w:vanish w:val='0'/>",
    "not struck": "<w:strike w:val='false'/>",
    "grey": "<w:color w:val='808080'/>",
    "a dark theme colour": "<w:color w:val='FFFFFF' w:themeColor='text1'/>",
    "automatic": "<w:color w:val='auto'/>",
    "black again": "<w:rStyle w:val='pale'/><w:color w:val='000000'/>",
    "a little smaller": "<w:sz w:val='18'/>",
    "a little closer": "<w:spacing w:val='-10'/>",
    "a little narrower": "<w:w w:val='80'/>",
    "set straight": "<w:position w:val='-2'/>",
    "on its line": "<w:vertAlign w:val='baseline'/>",
}
MARKS = {
    "raised": "<w:vertAlign w:val='superscript'/>",
    "lowered": "<w:vertAlign w:val='subscript'/>",
    "lifted": "<w:position w:val='8'/>",
    "smaller": "<w:sz w:val='12'/>",
    "raised by a style": "<w:rStyle w:val='raised'/>",
    "white on what is not known": WHITE + "<w:shd w:val='pct50' w:fill='FFFFFF'/>",
}


@pytest.mark.parametrize("way", UNSEEN)
def test_what_is_not_seen_is_glued_to_no_figure(way: str) -> None:
    figure = f"<w:p>{run('12')}{run('7', UNSEEN[way])}</w:p>"
    assert told(table(row("规章", cell(figure), "5"))) == "规章 | 12 | 5"
    assert told(table(row("规章", cell(f"<w:p>{run('7', UNSEEN[way])}{run('12')}</w:p>"), "5"))) == "规章 | 12 | 5"
    assert told(table(row("规章", cell(f"<w:p>{run('7', UNSEEN[way])}</w:p>"), "5"))) == "规章 | _ | 5"


@pytest.mark.parametrize("way", SEEN)
def test_what_only_looks_like_it_is_seen(way: str) -> None:
    figure = f"<w:p>{run('12')}{run('7', SEEN[way])}</w:p>"
    assert told(table(row("规章", cell(figure), "5"))) == "规章 | 127 | 5"


BLACKENED = {
    "highlighted in black": "<w:highlight w:val='black'/>",
    "black on solid black": "<w:color w:val='000000'/><w:shd w:val='solid' w:color='000000' w:fill='FFFFFF'/>",
    "letters on one another": "<w:spacing w:val='-160'/>",
}


@pytest.mark.parametrize("way", BLACKENED)
def test_what_nobody_can_read_is_neither_a_figure_nor_an_empty_cell(way: str) -> None:
    text = told(table(row("规章", cell(f"<w:p>{run('12', BLACKENED[way])}</w:p>"), "5")))
    assert text == f"规章 | {UNKNOWN}12 | 5"


@pytest.mark.parametrize("way", MARKS)
def test_a_mark_behind_a_figure_is_no_digit_of_it(way: str) -> None:
    assert told(table(row("规章", cell(f"<w:p>{run('5')}{run('1', MARKS[way])}</w:p>"), "5"))) == "规章 | 5^1 | 5"
    assert told(table(row("规章", cell(f"<w:p>{run('5', MARKS[way])}</w:p>"), "5"))) == "规章 | 5 | 5"
    assert (
        told(table(row("规章", cell(f"<w:p>{run('面积')}{run('甲', MARKS[way])}</w:p>"), "5"))) == "规章 | 面积甲 | 5"
    )


def test_white_text_in_cells_that_are_shaded_is_seen() -> None:
    white = f"<w:p>{run('12', WHITE)}</w:p>"
    assert told(table(row("规章", cell(white, shade("4F81BD")), "5"))) == "规章 | 12 | 5"
    assert told(table(row("规章", cell(white), "5"))) == "规章 | _ | 5"
    styled = table(row("规章", cell(white), "5")).replace("<w:tblGrid>", "<w:tblPr>{}</w:tblPr><w:tblGrid>")
    assert told(styled.replace("{}", shade("000000"))) == "规章 | 12 | 5"
    assert told(styled.replace("{}", "<w:tblStyle w:val='shaded'/>")) == "规章 | 12 | 5"


def test_a_colour_of_the_theme_is_that_of_the_theme() -> None:
    office = "http://schemas.openxmlformats.org"
    theme = f"<a:theme xmlns:a='{office}/drawingml/2006/main'><a:lt1><a:srgbClr val='202020'/></a:lt1></a:theme>"
    relation = (
        f"<Relationship Id='t' Type='{office}/officeDocument/2006/relationships/theme' Target='theme/theme1.xml'/>"
    )
    themed = run("12", "<w:color w:val='auto' w:themeColor='background1'/>")
    parts: dict[str, str | bytes] = {
        "word/document.xml": main_part(f"<w:p>{themed}</w:p>"),
        "word/theme/theme1.xml": theme,
        "word/_rels/document.xml.rels": f"<Relationships>{relation}</Relationships>",
    }
    assert drawn(read_bytes(package(parts))) == "12"


@pytest.mark.parametrize(
    ("options", "seen"),
    [
        ("<w:hidden/>", False),
        ("<w:trHeight w:val='0' w:hRule='exact'/>", False),
        ("<w:trHeight w:val='20' w:hRule='exact'/>", False),
        ("<w:trHeight w:val='300' w:hRule='exact'/>", True),
        ("<w:trHeight w:val='0'/>", True),
    ],
)
def test_rows_without_height_are_not_seen(options: str, seen: bool) -> None:
    rows = told(table(row("甲", "1"), row("乙", "2", options=options), row("丙", "3")))
    assert rows == ("甲 | 1\n乙 | 2\n丙 | 3" if seen else "甲 | 1\n丙 | 3")


ANCHOR = "<w:r><w:drawing><wp:anchor behindDoc='{}'><wp:extent cx='{}' cy='{}'/>{}</wp:anchor></w:drawing></w:r>"
STAMP, FILL = "<a:blip/>", "<wps:wsp><wps:spPr><a:solidFill/></wps:spPr></wps:wsp>"
FLOATING = "<w:r><w:pict><v:shape style='position:absolute;width:{}pt;height:40pt;z-index:{}'><v:imagedata/></v:shape></w:pict></w:r>"  # noqa: E501
INLINE = "<w:r><w:drawing><wp:inline><wp:extent cx='{}' cy='{}'/><a:blip/></wp:inline></w:drawing></w:r>"


@pytest.mark.parametrize(
    ("inside", "covered"),
    [
        (run("12") + ANCHOR.format(0, 1_500_000, 1_500_000, STAMP), True),
        (run("12") + ANCHOR.format(0, 1_500_000, 400_000, FILL), True),
        (run("12") + FLOATING.format(60, 1), True),
        (run("12") + ANCHOR.format(1, 1_500_000, 1_500_000, STAMP), False),
        (run("12") + ANCHOR.format(0, 20_000, 20_000, STAMP), False),
        (run("12") + FLOATING.format(60, -1), False),
        (run("12") + INLINE.format(200_000, 200_000), False),
        (INLINE.format(200_000, 200_000), True),
        (INLINE.format(1_500_000, 1_500_000), False),
    ],
)
def test_pictures_upon_a_cell_or_in_place_of_its_figure_leave_a_gap(inside: str, covered: bool) -> None:
    document = read_bytes(file(table(row("规章", cell(f"<w:p>{inside}</w:p>"), "5")) + p("后")))
    assert document.gaps == ((Gap("picture", CellOrigin("docx", 1, 1, 2)),) if covered else ())
    assert read_bytes(file(f"<w:p>{inside}</w:p>" + p("后"))).gaps == ()
