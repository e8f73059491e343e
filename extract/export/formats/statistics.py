"""Tables → files of Stata and SPSS, with labels of variables and values, and why a number is missing."""

from __future__ import annotations

from collections.abc import Sequence
from errno import EIO
from typing import TYPE_CHECKING, Any, TypeAlias

from extract.export.formats.setting import Setting, faults_of_the_disk
from extract.export.staged import Staged
from extract.export.tables import Chunk, ExportTable
from extract.panels.figures import MISSING
from extract.words.export_labels import MISSING_VALUES
from extract.words.languages import in_language

if TYPE_CHECKING:
    import pandas as pd

Frame: TypeAlias = "pd.DataFrame"

STATA_KINDS = {
    "blank": "a", "mark": "b", "unreadable": "c", "absent": "d", "suggested": "e", "form": "f", "no_table": "t",
    "not_filed": "n", "not_collected": "l", "gone": "w", "unresolved": "q", "several": "m", "zero": "z", "unit": "u",
    "not_stated": "s", "ambiguous": "g", "population": "p",
}  # fmt: skip
"""The extended missing value of Stata (`.a` …) for every reason in `MISSING`."""
_SPSS_FIRST = -999900
"""The numbers of SPSS for the reasons in `MISSING` go down from here."""
_STATA_END, _CUT_OFF = b"</stata_dta>", "cut off"
"""How a whole file ends, since the library that writes it does not notice a disk that is full; what is said then."""
_LONGEST_LABEL = 80
"""Characters of a label in Stata."""


def write_stata(tables: Sequence[ExportTable], stage: Staged, name: str, setting: Setting) -> None:
    """Format 118 (Stata 14 and later), with extended missing values."""
    import pyreadstat

    (table,) = tables
    frame, whys = _all_rows(table)
    names = _ascii_names(table)
    users: dict[str, list[str]] = {}
    labels: dict[str, dict[Any, str]] = {}
    words = {letter: setting.of(MISSING_VALUES[why]) for why, letter in STATA_KINDS.items()}
    for field in table.fields:
        if field.kind == "text":
            continue
        kinds = _kinds(whys, field.name, frame).map(STATA_KINDS)
        letters = sorted(kinds[frame[field.name].isna()].dropna().unique())
        if letters:
            frame[field.name] = _numbers_or_letters(frame[field.name], kinds)
            users[names[field.name]] = letters
        else:
            frame[field.name] = frame[field.name].astype("float64")
        meanings = setting.codes_of(field) | {letter: words[letter] for letter in letters}
        if meanings:
            labels[names[field.name]] = meanings
    path = stage.path(name)
    with faults_of_the_disk(path, pyreadstat.PyreadstatError, pyreadstat.ReadstatError):
        pyreadstat.write_dta(
            frame.rename(columns=names),
            str(path),
            file_label=in_language(table.label, "en"),
            column_labels=[setting.of(field.label)[:_LONGEST_LABEL] for field in table.fields],
            version=14,
            missing_user_values=users,
            variable_value_labels=labels,
        )
    if not path.read_bytes().endswith(_STATA_END):
        raise OSError(EIO, _CUT_OFF, str(path))


def _numbers_or_letters(numbers: pd.Series[float], letters: pd.Series[str]) -> pd.Series[Any]:
    """Numbers, and letters where they are missing, as categories with the numbers first: what begins with a hundred
    letters pyreadstat would else take for text."""
    import pandas as pd

    column = numbers.astype(object).where(numbers.notna(), letters)
    categories = [*map(float, numbers.dropna().unique()), *letters[numbers.isna()].dropna().unique()]
    return column.astype(pd.CategoricalDtype(pd.Index(categories, dtype=object)))


def write_spss(tables: Sequence[ExportTable], stage: Staged, name: str, setting: Setting) -> None:
    """A file of SPSS, with user-missing values."""
    import pyreadstat

    (table,) = tables
    frame, whys = _all_rows(table)
    names = _ascii_names(table)
    numbers = {why: _SPSS_FIRST - place for place, why in enumerate(MISSING) if why}
    labels: dict[str, dict[Any, str]] = {}
    ranges: dict[str, list[Any]] = {}
    for field in table.fields:
        if field.kind == "text":
            continue
        if field.codes:
            labels[names[field.name]] = setting.codes_of(field)
        kinds = _kinds(whys, field.name, frame)
        gone = frame[field.name].isna() & kinds.ne("")
        if gone.any():
            frame[field.name] = frame[field.name].astype("float64").where(~gone, kinds.map(numbers))
            used = sorted(set(kinds[gone]))
            codes = labels.setdefault(names[field.name], {})
            codes |= {numbers[why]: setting.of(MISSING_VALUES[why]) for why in used}
            ranges[names[field.name]] = [{"lo": _SPSS_FIRST - len(MISSING), "hi": _SPSS_FIRST}]
    path = stage.path(name)
    with faults_of_the_disk(path, pyreadstat.PyreadstatError, pyreadstat.ReadstatError):
        pyreadstat.write_sav(
            frame.rename(columns=names),
            str(path),
            file_label=in_language(table.label, "en"),
            column_labels=[setting.of(field.label) for field in table.fields],
            variable_value_labels=labels,
            missing_ranges=ranges,
        )
    with faults_of_the_disk(path, pyreadstat.PyreadstatError, pyreadstat.ReadstatError):
        last, _ = pyreadstat.read_sav(str(path), row_offset=max(len(frame) - 1, 0), row_limit=1)
    if len(last) != min(len(frame), 1):
        raise OSError(EIO, _CUT_OFF, str(path))


def _all_rows(table: ExportTable) -> tuple[Frame, Frame | None]:
    """All chunks as one, the columns in the order of the fields."""
    import pandas as pd

    chunks: list[Chunk] = list(table.chunks())
    frame = pd.concat([rows for rows, _ in chunks], ignore_index=True)[[field.name for field in table.fields]]
    whys = [why for _, why in chunks if why is not None]
    return frame, pd.concat(whys, ignore_index=True) if whys else None


def _kinds(whys: Frame | None, name: str, frame: Frame) -> pd.Series[str]:
    import pandas as pd

    if whys is None or name not in whys:
        return pd.Series("", index=frame.index)
    return whys[name].fillna("")


def _ascii_names(table: ExportTable) -> dict[str, str]:
    """The names of the columns; those of a manifest, which may be Chinese, are numbered."""
    odd_names = [field.name for field in table.fields if not field.name.isascii() or not field.name.isidentifier()]
    return {field.name: field.name for field in table.fields} | {
        name: f"own{at}" for at, name in enumerate(odd_names, start=1)
    }
