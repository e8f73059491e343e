"""What Word's XML declares apart from the text: styles that hide or number, lists that count, symbols, pictures.

Comes in: the trees of the styles and of the numbering of a package, and single elements. Goes out: what a style does to
the print, the labels of numbered paragraphs in printed order, what a symbol stands for, whether a picture has room for
a table. Which paragraphs are printed is left to `docx`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import regex as re

if TYPE_CHECKING:
    from lxml.etree import _Element

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


@cache
def w(name: str) -> str:
    """The name of an element or attribute of Word's own."""
    return f"{{{_WORD}}}{name}"


_VAL = w("val")


def value_of(parent: _Element, name: str) -> str:
    """The value of a child of this name; "" without one."""
    child = next(parent.iterchildren(w(name)), None)
    return "" if child is None else child.get(_VAL, "")


def whole_number(printed: str | None, without: int) -> int:
    """A whole number of an attribute, and `without` where there is none, or none above zero."""
    match = _WHOLE_NUMBER.match(printed) if printed else None
    return int(match[1]) if match else without


_WHOLE_NUMBER = re.compile(r"\s*\+?(\d{1,9})")


def is_on(element: _Element) -> bool:
    """Whether a switch that is there is on."""
    return element.get(_VAL, "1") not in ("0", "false", "off")


# ── Styles ────────────────────────────────────────────────────────────────────────────────────────────────────────────


class Style(NamedTuple):
    """What a style does to the print: it hides, or numbers paragraphs."""

    number: str = ""
    level: str = ""
    hidden: bool = False


PLAIN = Style()


DEEPEST_STYLE = 12
"""Styles that one is based on, one behind the other."""


def styles_of(root: _Element | None) -> dict[str, Style]:
    """The styles that hide or number, those included that are based on such a style."""
    declared: dict[str, tuple[str, str, str, bool | None]] = {}
    for element in () if root is None else root.iterchildren(w("style")):
        numbered = element.find(f"{w('pPr')}/{w('numPr')}")
        hides = element.find(f"{w('rPr')}/{w('vanish')}")
        number, level = ("", "") if numbered is None else (value_of(numbered, "numId"), value_of(numbered, "ilvl"))
        hidden = None if hides is None else is_on(hides)
        declared[element.get(w("styleId"), "")] = (value_of(element, "basedOn"), number, level, hidden)
    styles = {key: _inherited(key, declared) for key in declared}
    return {key: style for key, style in styles.items() if style != PLAIN}


def _inherited(key: str, declared: Mapping[str, tuple[str, str, str, bool | None]]) -> Style:
    number = level = ""
    hidden: bool | None = None
    for _ in range(DEEPEST_STYLE):
        if key not in declared:
            break
        key, own_number, own_level, own_hidden = declared[key]
        number, level = number or own_number, level or own_level
        hidden = own_hidden if hidden is None else hidden
    return Style(number, level, bool(hidden))


class _Level(NamedTuple):
    """A level of a list: where it starts, how it counts, what stands around the number and behind it.

    `legal`: all numbers in it are decimal. `restart`: after which level it begins anew (counted from 1; 0: never).
    `style`: the paragraphs that are numbered so by their style.
    """

    start: int
    form: str
    text: str
    suffix: str
    legal: bool
    restart: int
    style: str


class _List(NamedTuple):
    """A list of the file: which one it counts with, its levels, and the numbers from which it counts anew."""

    counts_with: str
    levels: Mapping[int, _Level]
    starts: Mapping[int, int]


class Numbering:
    """The automatic numbers of the paragraphs, counted in printed order."""

    def __init__(self, root: _Element | None) -> None:
        self.lists = _lists_of(root)
        self.counted: dict[str, dict[int, int]] = {}
        self.started: set[tuple[str, int]] = set()

    def label(self, number: str, level: str, style: str) -> str:
        """The label of the next paragraph of a list, and what parts it from the text; "" outside of lists."""
        numbered_list = self.lists.get(number)
        if numbered_list is None:
            return ""
        by_style = next((at for at, candidate in numbered_list.levels.items() if style and candidate.style == style), 0)
        at = whole_number(level, 0) if level else by_style
        if at not in numbered_list.levels:
            return ""
        values = self.counted.setdefault(numbered_list.counts_with, {})
        definition = numbered_list.levels[at]
        anew = at not in values or (at in numbered_list.starts and (number, at) not in self.started)
        values[at] = numbered_list.starts.get(at, definition.start) if anew else values[at] + 1
        self.started.add((number, at))
        for deeper in [key for key in values if key > at]:
            restart = numbered_list.levels[deeper].restart if deeper in numbered_list.levels else deeper
            if restart and at < restart:
                del values[deeper]
        return _written(definition, numbered_list, values)


def _written(definition: _Level, numbered_list: _List, values: dict[int, int]) -> str:
    if definition.form == "bullet":
        return ""

    def numeral(match: re.Match[str]) -> str:
        level = numbered_list.levels.get(int(match[1]) - 1)
        if level is None:
            return ""
        value = values.setdefault(int(match[1]) - 1, numbered_list.starts.get(int(match[1]) - 1, level.start))
        return _numeral(value, "decimal" if definition.legal else level.form)

    label = _PLACE.sub(numeral, definition.text)
    return label if not label or definition.suffix == "nothing" or label[-1] in _CLOSING else f"{label} "


_PLACE = re.compile(r"%([1-9])")
_CLOSING = "、，．。：）】〕"


def _lists_of(root: _Element | None) -> dict[str, _List]:
    if root is None:
        return {}
    levels: dict[str, dict[int, _Level]] = {}
    linked: dict[str, str] = {}
    styled: dict[str, str] = {}
    for element in root.iterchildren(w("abstractNum")):
        key = element.get(w("abstractNumId"), "")
        levels[key] = {whole_number(level.get(w("ilvl")), 0): _level(level) for level in element.iterchildren(w("lvl"))}
        if link := value_of(element, "styleLink"):
            styled[link] = key
        if link := value_of(element, "numStyleLink"):
            linked[key] = link
    lists = {}
    for element in root.iterchildren(w("num")):
        key = value_of(element, "abstractNumId")
        key = styled.get(linked.get(key, ""), key)
        list_levels = dict(levels.get(key, {}))
        starts = {}
        for override in element.iterchildren(w("lvlOverride")):
            at = whole_number(override.get(w("ilvl")), 0)
            for level in override.iterchildren(w("lvl")):
                list_levels[at] = _level(level)
            if start := value_of(override, "startOverride"):
                starts[at] = whole_number(start, 0)
        lists[element.get(w("numId"), "")] = _List(key, list_levels, starts)
    return lists


def _level(level: _Element) -> _Level:
    at = whole_number(level.get(w("ilvl")), 0)
    forms = [element.get(_VAL, "") for element in level.iter(w("numFmt"))]
    legal = next(level.iterchildren(w("isLgl")), None)
    restart = value_of(level, "lvlRestart")
    return _Level(
        start=whole_number(value_of(level, "start"), 0),
        form=forms[-1] if forms else "decimal",
        text=value_of(level, "lvlText"),
        suffix=value_of(level, "suff").lower(),
        legal=legal is not None and is_on(legal),
        restart=whole_number(restart, 0) if restart else at,
        style=value_of(level, "pStyle"),
    )


_COUNTING = {
    **dict.fromkeys(
        (
            "chineseCounting",
            "chineseCountingThousand",
            "japaneseCounting",
            "taiwaneseCounting",
            "taiwaneseCountingThousand",
            "ideographEnclosedCircle",
        ),
        ("零一二三四五六七八九", "十百千"),
    ),
    **dict.fromkeys(
        ("chineseLegalSimplified", "ideographLegalTraditional", "japaneseLegal"), ("零壹贰叁肆伍陆柒捌玖", "拾佰仟")
    ),
}
_STEMS = {"ideographTraditional": "甲乙丙丁戊己庚辛壬癸", "ideographZodiac": "子丑寅卯辰巳午未申酉戌亥"}
_DIGITS = {
    **dict.fromkeys(("ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital"), "〇一二三四五六七八九"),
    **dict.fromkeys(("decimalFullWidth", "decimalFullWidth2"), "０１２３４５６７８９"),
}
_ENCLOSED = {
    **dict.fromkeys(("decimalEnclosedCircle", "decimalEnclosedCircleChinese"), (0x2460, 20)),
    "decimalEnclosedParen": (0x2474, 20),
    "decimalEnclosedFullstop": (0x2488, 20),
    "ideographEnclosedCircle": (0x3280, 10),
}
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")),
    *((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)


@cache
def _numeral(number: int, form: str) -> str:
    """A number in the form that a level counts in; in digits where the form has no such number.

    >>> [_numeral(n, "chineseCounting") for n in (1, 10, 11, 23, 105)]
    ['一', '十', '十一', '二十三', '一百零五']
    >>> _numeral(12, "chineseLegalSimplified"), _numeral(3, "ideographTraditional"), _numeral(3, "lowerRoman")
    ('壹拾贰', '丙', 'iii')
    >>> _numeral(2, "decimalEnclosedCircle"), _numeral(28, "upperLetter"), _numeral(5, "decimalZero")
    ('②', 'BB', '05')
    """
    if form == "none":
        return ""
    base, most = _ENCLOSED.get(form, (0, 0))
    if 0 < number <= most:
        return chr(base + number - 1)
    if form in _COUNTING and 0 < number < 10_000:
        return _counted(number, *_COUNTING[form])
    if form in _STEMS and 0 < number <= len(_STEMS[form]):
        return _STEMS[form][number - 1]
    if form in _DIGITS:
        return "".join(_DIGITS[form][int(digit)] for digit in str(number))
    if form in ("upperLetter", "lowerLetter") and 0 < number <= 780:
        return chr((65 if form == "upperLetter" else 97) + (number - 1) % 26) * ((number - 1) // 26 + 1)
    if form in ("upperRoman", "lowerRoman") and 0 < number < 4000:
        roman = ""
        for value, letters in _ROMAN:
            roman += letters * (number // value)
            number %= value
        return roman if form == "lowerRoman" else roman.upper()
    return f"{number:02d}" if form == "decimalZero" else str(number)


def _counted(number: int, digits: str, places: str) -> str:
    """A number below ten thousand in words; ten to nineteen without a one before them, save in legal script."""
    words = ""
    for power in range(3, -1, -1):
        digit = number // 10**power % 10
        if digit:
            words += digits[digit] + (places[power - 1] if power else "")
        elif words and words[-1] != digits[0] and number % 10**power:
            words += digits[0]
    return words[1:] if words.startswith("一十") else words


# ── Symbols and pictures ─────────────────────────────────────────────────────────────────────────────────────────────


def symbol(font: str, char: str) -> str:
    """A character of a symbol font: figures and signs as such, boxes ticked or not, all other as the file has them.

    >>> symbol("Symbol", "F02F"), symbol("Wingdings", "F0FE"), symbol("Wingdings", "F082"), symbol("宋体", "2014")
    ('/', '☑', '②', '—')
    """
    try:
        code = int(char, 16)
    except ValueError:
        return ""
    if not 0xF020 <= code <= 0xF0FF:
        return chr(code) if 0x20 <= code < 0xD800 or 0xE000 <= code < 0x110000 else ""
    code -= 0xF000
    if font == "Symbol" and (chr(code) in "()+,./:;%" or chr(code).isdigit()):
        return chr(code)
    if font == "Symbol" and chr(code) == "-":
        return "−"
    if font == "Wingdings" and 0x81 <= code <= 0x8A:
        return chr(0x2460 + code - 0x81)
    return _TICKS.get((font, code), chr(code + 0xF000))


_TICKS = {
    ("Wingdings", 0xFE): "☑", ("Wingdings", 0xFD): "☒", ("Wingdings", 0xA8): "□", ("Wingdings", 0x6F): "□",
    ("Wingdings", 0xFC): "✓", ("Wingdings", 0xFB): "✗", ("Wingdings 2", 0x52): "☑", ("Wingdings 2", 0x54): "☒",
    ("Wingdings 2", 0x50): "✓", ("Wingdings 2", 0x4F): "✗", ("Wingdings 2", 0xA3): "□",
}  # fmt: skip


_ANCHOR, _EXTENT = (
    f"{{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}}{name}" for name in ("anchor", "extent")
)
_SOLID = "{http://schemas.openxmlformats.org/drawingml/2006/main}solidFill"
_SHAPE, _IMAGE = (f"{{urn:schemas-microsoft-com:vml}}{name}" for name in ("shape", "imagedata"))
PICTURES = (
    "{http://schemas.openxmlformats.org/drawingml/2006/main}blip",
    "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart",
    "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds",
    _IMAGE,
)
"""What shows a picture, chart or drawing."""
_SMALLEST_PICTURE = (8.0, 2.0)
"""Width and height in centimetres from which a picture may show a table, and is no seal and no code to scan."""
_LOWEST_FIGURE, _HIGHEST_FIGURE = 0.2, 1.5
"""Centimetres that a figure of a cell is high."""
_EMU, _POINTS = 360_000, 28.35
_SIZE = re.compile(r"(?<![\w-])(width|height)\s*:\s*(\d{1,9}(?:\.\d{1,9})?)(pt|in|cm|mm)?")
_UNITS = {"pt": 1 / _POINTS, "in": 2.54, "cm": 1.0, "mm": 0.1, "": 1 / _POINTS}


def has_room_for_a_table(drawing: _Element) -> bool:
    """Whether it shows a picture, chart or sheet of another program in which a table has room."""
    return _shows_picture(drawing) and any(
        size[0] >= _SMALLEST_PICTURE[0] and size[1] >= _SMALLEST_PICTURE[1] for size in _sizes_of(drawing)
    )


def may_be_a_figure(drawing: _Element) -> bool:
    """Whether it shows a picture as low as a line of a cell: a figure may be such a picture."""
    return _shows_picture(drawing) and any(
        _LOWEST_FIGURE <= size[1] <= _HIGHEST_FIGURE and size[0] >= _LOWEST_FIGURE for size in _sizes_of(drawing)
    )


def may_cover_a_figure(drawing: _Element) -> bool:
    """Whether it is a picture or a filled shape that lies upon the text, and is as large as a figure."""
    for anchor in drawing.iter(_ANCHOR, _SHAPE):
        if anchor.tag == _ANCHOR:
            lies = anchor.get("behindDoc", "0") in ("0", "false")
        else:
            style = anchor.get("style", "").replace(" ", "")
            lies = "position:absolute" in style and "z-index:-" not in style
        solid = _shows_picture(anchor) or (
            next(anchor.iter(_SOLID), None) is not None and next(anchor.iter(w("txbxContent")), None) is None
        )
        if lies and solid and any(min(size) >= _LOWEST_FIGURE for size in _sizes_of(anchor)):
            return True
    return False


def _shows_picture(drawing: _Element) -> bool:
    return next(drawing.iter(*PICTURES), None) is not None


def _sizes_of(drawing: _Element) -> Iterator[tuple[float, float]]:
    """Width and height in centimetres of what is drawn."""
    for extent in drawing.iter(_EXTENT, _SHAPE):
        if extent.tag == _EXTENT:
            yield whole_number(extent.get("cx"), 0) / _EMU, whole_number(extent.get("cy"), 0) / _EMU
        else:
            lengths = {
                name: float(number) * _UNITS[unit] for name, number, unit in _SIZE.findall(extent.get("style", ""))
            }
            yield lengths.get("width", 0.0), lengths.get("height", 0.0)
