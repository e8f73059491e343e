"""The official blank form, filled in: a Word file as agencies begin with, and random figures in its cells.

Comes in: a blank form (a Word file with the three tables and six headings of a declared form) and a `Print`. Goes out:
the same file with the figures in the cells and the words under the headings; what of the words has no place in the
blank form is left out of what it tells.
"""

from __future__ import annotations

from copy import deepcopy
from io import BytesIO
from pathlib import Path
from random import Random

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.table import CT_Tbl, CT_Tc
from docx.oxml.text.paragraph import CT_P

from extract.text import label_key
from tests.made.printing import Print, packed
from tests.made.prose import Told
from tests.made.sheets import Sheet, spread

_STAND_IN = "（文字描述"
"""How the blank form begins the paragraphs that are to be written."""


def filled_in(blank: Path, printed: Print, random: Random) -> tuple[bytes, Print]:
    """The blank form with the figures and words of a report, and what it tells then."""
    file = docx.Document(BytesIO(blank.read_bytes()))
    tables = [part for part in printed.parts if isinstance(part, Sheet) and part.table]
    for element, sheet in zip(file.element.body.iterchildren(qn("w:tbl")), tables, strict=True):
        _fill_table(element, sheet, sloppy=random.random() < 0.3)
    told = _fill_words(list(file.element.body.iterchildren(qn("w:p"))), printed)
    return packed(file), printed._replace(told=told)


def as_it_is(blank: Path, printed: Print) -> tuple[bytes, Print]:
    """The blank form itself: every cell is blank, and nobody has filed it."""
    told = printed.told._replace(
        entity="", agency="", parent="", year=0, published="", title="", sections={}, statements=()
    )
    return blank.read_bytes(), printed._replace(told=told, truth=dict.fromkeys(printed.truth, ""), parts=())


def _fill_table(table: CT_Tbl, sheet: Sheet, sloppy: bool) -> None:
    for row, places in zip(table.tr_lst, spread(sheet), strict=True):
        x = 0
        for cell in row.tc_lst:
            box, begins = places[x]
            if begins and box.concept:
                _set(cell, box.text, sloppy)
            elif begins and label_key(_text(cell)) != label_key(box.text):
                raise ValueError(f"the blank form prints {_text(cell)} where the form has {box.text}")
            x += cell.grid_span


def _text(cell: CT_Tc) -> str:
    return "".join(text.text or "" for text in cell.iter(qn("w:t")))


def _set(cell: CT_Tc, text: str, sloppy: bool) -> None:
    """Write into a cell, over the blanks that stand in it or, as a sloppy typist does, behind them."""
    places = list(cell.iter(qn("w:t")))
    if places:
        places[0].text = (places[0].text or "") * sloppy + text
        for other in places[1:]:
            other.text = ""
    else:
        _add_run(cell.p_lst[0], text)


def _add_run(paragraph: CT_P, text: str) -> None:
    run = OxmlElement("w:r")
    style = paragraph.find(f"{qn('w:pPr')}/{qn('w:rPr')}")
    if style is not None:
        run.append(deepcopy(style))
    run.text = text
    paragraph.append(run)


def _fill_words(paragraphs: list[CT_P], printed: Print) -> Told:
    told = printed.told
    title = next(each for each in paragraphs if _paragraph_text(each))
    _replace(title, told.title)
    stand_ins = [each for each in paragraphs if _paragraph_text(each).startswith(_STAND_IN)]
    sections = {number: told.sections.get(number, "") for number in (1, 5, 6)}
    for paragraph, text in zip(stand_ins, sections.values(), strict=True):
        *first, last = text.split("\n")
        for line in first:
            more = deepcopy(paragraph)
            _replace(more, line)
            paragraph.addprevious(more)
        _replace(paragraph, last)
    return told._replace(sections={**sections, 2: "", 3: "", 4: ""}, published="")


def _paragraph_text(paragraph: CT_P) -> str:
    return "".join(text.text or "" for text in paragraph.iter(qn("w:t")))


def _replace(paragraph: CT_P, text: str) -> None:
    first, *others = list(paragraph.iter(qn("w:t")))
    first.text = text
    for other in others:
        other.text = ""
