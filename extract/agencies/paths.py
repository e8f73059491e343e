"""Where a file lies → whose report it may be, and of which year: its name and its folders.

Comes in: a path. Goes out: mentions. Which place an agency is in is none of a folder's business.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import PurePath

from extract.agencies.mentions import Mention, dated, named
from extract.agencies.names import (
    agency_in_file_name,
    group_of,
    is_name,
    is_region,
    named_folders,
)
from extract.agencies.printed_years import ISO_DAY
from extract.text import compact, compiled, squeeze

_ANY_YEAR = r"(?<!\d)(?:19|20)\d\d(?!\d)"
_YEAR_ALONE = _ANY_YEAR + r"(?![-./年]\d{1,2}[-./月])"
_CALLED_REPORT = rf"年报|报告|公开|总结|{_ANY_YEAR}"
_FILE_YEAR = r"(?<!\d)((?:19|20)\d\d)(?!\d)"


def path_mentions(path: PurePath, own_word: str) -> Iterator[Mention]:
    """What the file's name and its folders say; a folder named like a county is the entity only of a page that says
    我县."""
    stem = compact(path.stem)
    if agency := agency_in_file_name(compiled(ISO_DAY).sub("_", stem)):
        yield named("file", agency, path.name)
    for folder in named_folders(path.parent.parts)[:1]:
        key = squeeze(folder)
        if is_name(key) and (not is_region(key) or group_of(own_word or "局") == "place"):
            yield named("folder", folder)
    if year := _only_year(stem):
        yield dated("file", year, path.name)
    for folder in path.parent.parts[::-1]:
        if year := _only_year(folder):
            yield dated("folder", year, folder)
            break


@lru_cache(maxsize=4096)
def _only_year(name: str) -> int:
    """
    >>> _only_year("青禾镇2023年(2024-01-15上传)"), _only_year("t20240115_998"), _only_year("2022-2023")
    (2023, 0, 0)
    """
    years = set(compiled(_FILE_YEAR).findall(compiled(ISO_DAY).sub("", name)))
    return int(years.pop()) if len(years) == 1 else 0


def years_in_path(file: str) -> set[int]:
    """All years that stand in the path of a file, those of days among them."""
    return set(map(int, compiled(_ANY_YEAR).findall(squeeze(file))))


def says_year(file: str, year: int) -> bool:
    """Whether the name of a file says a year, or, where it says none, its nearest folder that says one.

    >>> [says_year(f, 2024) for f in ("年报/2024/石桥镇.docx", "2024/石桥镇2023年报.docx", "t2024-01-15_9.html")]
    [True, False, False]
    """
    path = PurePath(file)
    for part in (path.stem, *path.parent.parts[::-1]):
        if years := set(compiled(_YEAR_ALONE).findall(squeeze(part))):
            return years == {str(year)}
    return False


def is_called_report(file: str) -> bool:
    """Whether the path of a file calls it a report, or names a year."""
    return bool(compiled(_CALLED_REPORT).search(squeeze(file)))


def names_agency(file: str) -> bool:
    """Whether the name of a file, or its nearest folder, names an agency, and not only a place above it."""
    path = PurePath(file)
    folder = next(iter(named_folders(path.parent.parts)), "")
    return bool(agency_in_file_name(path.stem)) or (group_of(folder) == "town" and not is_region(squeeze(folder)))
