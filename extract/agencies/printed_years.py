"""Words → the years that they name, and the agency in front of 政府信息公开, as titles and sentences print them.

Comes in: squeezed words. Goes out: years as numbers, in digits or in numerals, school years left out.
"""

from __future__ import annotations

from extract.agencies.names import agency_in_head
from extract.text import compiled

ISO_DAY = r"(?:19|20)\d\d[-./年]\d{1,2}[-./月]\d{1,2}日?"
YEAR = (
    r"(?:(?<!\d)(?:19|20)\d\d(?!\d)|(?<![一二三四五六七八九十])二[〇零0○][〇零0○一二三四五六七八九]{2}(?=年))"
    r"(?:年度?|度)?"
)
YEAR_IN_BRACKETS = rf"[(\[]{YEAR}[)\]]"
_SCHOOL_YEAR = r"(?:19|20)\d\d年?(?:[-—~─_/]|至|到)+(?:19|20)\d\d(?:学年度?|年学年)"
_NUMERALS = str.maketrans("〇零○一二三四五六七八九", "000123456789")


def number_in_digits(numerals: str) -> int:
    """A number printed digit by digit, whatever is printed behind its first four.

    >>> number_in_digits("二〇二三年"), number_in_digits("2023年度"), number_in_digits("七")
    (2023, 2023, 7)
    """
    return int(numerals.translate(_NUMERALS)[:4])


def years_in(key: str) -> tuple[int, ...]:
    """The years that squeezed words name, each once.

    >>> years_in("2023年度"), years_in("二〇二三年与2022年"), years_in("第20231号"), years_in("2023")
    ((2023,), (2022, 2023), (), (2023,))
    >>> years_in("2023—2024学年")
    ()
    """
    key = _without_school_years(key)
    return tuple(sorted({number_in_digits(year) for year in compiled(YEAR).findall(key)}))


def _without_school_years(key: str) -> str:
    """Words without school years: they are no years that the statutory form reports on."""
    return compiled(_SCHOOL_YEAR).sub("", key) if "学年" in key else key


def agency_in_front(head: str, subject: str) -> str:
    """The agency that the words in front of 政府信息公开 name, years left out; a 政府 read as the subject's comes back.

    >>> agency_in_front("2023年溪口县青禾镇人民", "政府信息公开年报"), agency_in_front("我镇2023年", "信息公开年报")
    ('溪口县青禾镇人民政府', '')
    """
    return agency_in_head(compiled(YEAR).sub("", _without_school_years(head)), swallowed=subject.startswith("政府"))


def is_year(key: str) -> bool:
    return bool(compiled(YEAR).fullmatch(key))
