"""What may be exported: tables with their fields, each with a label in Chinese and English, the same in every format.

Comes in: a library and what is wanted of it. Goes out: `ExportTable`s whose rows come in chunks, so that none needs
to fit into memory but the wide one. Formats are left to `formats`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeAlias

from extract.diff import DifferenceRow
from extract.export.boilerplate import boilerplate_columns
from extract.export.facts import PackedFacts, fact_frames, packed_facts
from extract.export.inputs import INPUT_COLUMNS, input_rows
from extract.export.masked import Masks
from extract.forms.codebook import COLUMNS as CODEBOOK_COLUMNS
from extract.library import OpenLibrary
from extract.library.corrections import CORRECTION_COLUMNS, StandingCorrection
from extract.library.diary import SAID_COLUMNS
from extract.library.identities import SOUGHT_COLUMNS
from extract.library.views import TABLES
from extract.model import Finding, Form
from extract.panels.compare import (
    ADDED,
    Panel,
    flags_of,
    panel_of,
    unit_of,
)
from extract.panels.grid import (
    REACHED,
    STRATUM,
    UNIT_COLUMNS,
    Choice,
    expected_in,
    filed_in,
    grid_of,
    unit_rows,
)
from extract.panels.repeated import repeated_columns
from extract.panels.series import all_series, main_series
from extract.panels.variables import codebook_rows, variables_of
from extract.words.export_labels import COLUMN_LABELS, MASKED, TABLE_LABELS, YES_NO
from extract.words.languages import Lang, Pair, in_language
from extract.words.phrases import part_of, with_unit
from extract.words.places import place_of, section_of
from extract.words.wording import message_of_kept

if TYPE_CHECKING:
    import pandas as pd

Frame: TypeAlias = "pd.DataFrame"
Chunk: TypeAlias = "tuple[Frame, Frame | None]"
"""Rows, and for the numbers that are missing in them why, in a frame of their columns."""

_ROWS = 50_000
"""Rows of a chunk."""


NO_CODES: Mapping[int, Pair] = {}
FieldKind = Literal["text", "integer", "number"]


class Field(NamedTuple):
    """A column: what it holds, its label in Chinese and English, and what its numbers mean where they are codes."""

    name: str
    kind: FieldKind
    label: Pair
    codes: Mapping[int, Pair] = NO_CODES


class ForeignKey(NamedTuple):
    """Fields whose values stand in fields of the same names of another table."""

    fields: tuple[str, ...]
    table: str


class ExportTable(NamedTuple):
    """Rows under fields. `key`: the fields that tell a row from all others; `packed`: the same rows as `chunks`, for
    who can unpack them."""

    name: str
    label: Pair
    key: tuple[str, ...]
    fields: tuple[Field, ...]
    chunks: Callable[[], Iterator[Chunk]]
    packed: Callable[[], PackedFacts] | None = None

    @property
    def foreign(self) -> tuple[ForeignKey, ...]:
        """What of it stands in other tables."""
        return _FOREIGN.get(self.name, ())


class Selection(NamedTuple):
    """Which agencies and years, in which language sentences are, whether personal data is masked (and counted)."""

    choice: Choice
    lang: Lang
    masks: Masks | None


_INTEGERS = (
    "year", "facts", "errors", "warnings", "unjudged", "number", "agencies", "counted", "rank", "of", "collected",
    "readable", "canonical", "flagged", "reports", "part", "size", "counts", "masked",
)  # fmt: skip
_NUMBERS = (
    "value", "numerator", "denominator", "low", "high", "change", "change_percent", "percentile", "value_unflagged",
    "weight",
)  # fmt: skip
_KINDS: dict[str, FieldKind] = {**dict.fromkeys(_INTEGERS, "integer"), **dict.fromkeys(_NUMBERS, "number")}
"""What columns hold that hold no text."""
_KEYS = {
    "wide": ("entity_id", "year"),
    "panel": ("entity_id", "year", "series"),
    "pooled": ("group", "scope", "year", "series"),
    "reports": (),
    "facts": ("report_id", "form", "table", "row", "column"),
    "findings": (),
    "sections": ("doc_id",),
    "narrative": (),
    "triples": (),
    "units": ("entity_id",),
    "coverage": STRATUM,
    "inputs": ("file", "part"),
    "sought": (),
    "decisions": (),
    "corrections": (),
    "codebook": ("form", "table", "row", "column"),
}
_OF_REPORT = ForeignKey(("report_id",), "reports")
_OF_UNIT = ForeignKey(("entity_id",), "units")
_FOREIGN = {
    "wide": (_OF_REPORT,),
    "reports": (ForeignKey(("file",), "inputs"), _OF_UNIT),
    "facts": (_OF_REPORT, ForeignKey(("form", "table", "row", "column"), "codebook")),
    "findings": (_OF_REPORT, ForeignKey(("file",), "inputs")),
    "sections": (_OF_REPORT,),
    "narrative": (_OF_REPORT,),
    "triples": (_OF_REPORT,),
    "inputs": (_OF_REPORT, _OF_UNIT),
}
NAMES = ("wide", "pooled", *TABLES, "coverage", "inputs", "sought", "decisions", "corrections", "codebook")
"""The tables of an export."""
_MASKED = {
    "sections": ("text",),
    "narrative": ("sentence",),
    "triples": ("label", "context"),
    "findings": ("message", "expected", "actual"),
    "decisions": ("remark",),
    "corrections": ("because",),
}
"""Where names and numbers of persons may stand."""


def table_of(name: str, library: OpenLibrary, forms: tuple[Form, ...], selection: Selection) -> ExportTable:
    """One of `NAMES`."""
    if name == "wide":
        return _wide(library, forms, selection.choice)
    if name == "pooled":
        series = main_series(forms, per_person=selection.choice.tells_inhabitants)
        return pooled_table(panel_of(library, series, selection.choice), "all", selection.lang)
    if name == "coverage":
        return _coverage(library, selection.choice)
    if name == "inputs":
        return _whole_table(name, INPUT_COLUMNS, list(input_rows(library, selection.choice)))
    if name == "sought":
        return _whole_table(name, SOUGHT_COLUMNS, library.sought())
    if name == "decisions":
        return _whole_table(name, SAID_COLUMNS, list(library.said()), selection.masks)
    if name == "corrections":
        rows = [_correction_row(each, selection.masks) for each in library.standing_corrections()]
        return _whole_table(name, CORRECTION_COLUMNS, rows, selection.masks)
    if name == "sections":
        return _corpus(library, forms, selection)
    if name == "codebook":
        return _whole_table(name, CODEBOOK_COLUMNS, list(codebook_rows(forms)))
    if name == "units" and selection.choice.units:
        return _whole_table(name, *unit_rows(selection.choice))
    return _stored(name, library, forms, selection)


def _correction_row(standing: StandingCorrection, masks: Masks | None) -> tuple[object, ...]:
    """A correction as a row; where names of persons are masked, not who said so."""
    each = standing.correction
    table, _, cell = each.cell.partition(".")
    row, _, column = cell.rpartition(".")
    told = {
        **standing._asdict(),
        **each._asdict(),
        "table": table,
        "row": row,
        "column": column,
        "corrected": each.value,
        "because": each.why,
        "who": "" if masks else each.who,
        "decided": each.at,
        "applies": standing.standing,
    }
    return tuple(told[column] for column in CORRECTION_COLUMNS)


def panel_table(panel: Panel) -> ExportTable:
    """A panel with one row per agency, year and series."""
    long = panel.long()
    why = long[["missing"]].rename(columns={"missing": "value"})
    return ExportTable(
        "panel", TABLE_LABELS["panel"], _KEYS["panel"], _fields(long.columns), lambda: iter([(long, why)])
    )


def wide_table(panel: Panel) -> ExportTable:
    """A panel with one row per agency and year."""
    import pandas as pd

    frame = panel.wide()
    fields = [
        *_fields([*UNIT_COLUMNS, "report_id", *panel.unit_told]),
        *_series_fields(panel),
        *_fields(["missing", "flag"]),
    ]
    whys = {series.short: panel.figures[series.code]["missing"] for series in panel.series}
    return ExportTable(
        "wide", TABLE_LABELS["wide"], _KEYS["wide"], tuple(fields), lambda: iter([(frame, pd.DataFrame(whys))])
    )


def pooled_table(panel: Panel, by: str, lang: Lang) -> ExportTable:
    """A panel added up over groups."""
    pooled = panel.pooled(by, lang)
    return ExportTable(
        "pooled", TABLE_LABELS["pooled"], _KEYS["pooled"], _fields(pooled.columns), lambda: iter([(pooled, None)])
    )


def put_together(tables: Iterable[ExportTable]) -> ExportTable:
    """Tables of the same fields as one, each made when its rows are wanted; they can be had once."""
    rest = iter(tables)
    first = next(rest)
    return first._replace(chunks=lambda: (chunk for table in chain([first], rest) for chunk in table.chunks()))


_DIFFERENCE_COLUMNS = (
    "entity_id", "entity", "year", "what", "difference", "code", "place", "old", "new", "cause", "asked", "old_file",
    "new_file", "origin",
)  # fmt: skip


def difference_table(rows: Sequence[DifferenceRow], forms: tuple[Form, ...], lang: Lang) -> ExportTable:
    """What is otherwise, a row each, with the places of cells and parts in words."""
    import pandas as pd

    texts = [row._asdict() | {"place": _place_of(row, forms, lang)} for row in rows]
    frame = pd.DataFrame(texts, columns=list(_DIFFERENCE_COLUMNS), dtype=object)
    fields = _fields(_DIFFERENCE_COLUMNS)
    return ExportTable("diff", TABLE_LABELS["diff"], (), fields, lambda: iter([_typed(frame, fields)]))


def _place_of(row: DifferenceRow, forms: tuple[Form, ...], lang: Lang) -> str:
    if row.what in ("cell", "flag"):
        return place_of(row.code, forms, row.form, lang)
    if row.what == "sentence":
        return section_of(int(row.code), lang)
    return in_language(COLUMN_LABELS.get(row.code, ("", "")), lang)


def _series_fields(panel: Panel) -> Iterator[Field]:
    for series in panel.series:
        measure: FieldKind = "integer" if series.kind in ("count", "signed_count", "flag") else "number"
        label = with_unit(series.label, unit_of(series))
        yield Field(series.short, measure, label, YES_NO if series.kind == "flag" else NO_CODES)
        for name, end in ADDED.items():
            if name in panel.figures[series.code]:
                yield Field(series.short + end, _KINDS[name], part_of(label, COLUMN_LABELS[name]))


def _fields(names: Iterable[str]) -> tuple[Field, ...]:
    """The fields of columns; one that nobody knows is a column of a manifest."""
    return tuple(Field(name, _KINDS.get(name, "text"), COLUMN_LABELS.get(name, (name, name))) for name in names)


def _wide(library: OpenLibrary, forms: tuple[Form, ...], choice: Choice) -> ExportTable:
    """Every cell of every form, what is made of them, what is to be known of the tables, and how much of the text is
    boilerplate."""
    import pandas as pd

    panel = panel_of(library, all_series(forms, per_person=choice.tells_inhabitants), choice)
    table = wide_table(panel)
    fields, columns = list(_fields(["form", "status", "published"])), [panel.grid[["form", "status", "published"]]]
    told: dict[tuple[str, str], pd.Series[str] | pd.Series[float]] = {
        **flags_of(library, panel.grid),
        **repeated_columns(library, panel.grid),
        **boilerplate_columns(library, panel.grid),
    }
    for variable in variables_of(forms):
        kind: FieldKind = "integer" if variable.kind == "flag" else variable.kind
        codes = YES_NO if variable.kind == "flag" else NO_CODES
        fields.append(Field(variable.name, kind, variable.label, codes))
        columns.append(told[variable.of, variable.tells].rename(variable.name))
    ((frame, why),) = table.chunks()
    all_columns = pd.concat([frame, *columns], axis=1)
    head = len(UNIT_COLUMNS) + 1 + len(panel.unit_told)
    ordered = (*table.fields[:head], *fields, *table.fields[head:])
    return table._replace(fields=ordered, chunks=lambda: iter([(all_columns, why)]))


def _coverage(library: OpenLibrary, choice: Choice) -> ExportTable:
    """How many agencies are expected, and of how many a file was collected, a report could be read, and one counts, by
    year, province, place above and kind."""
    grid = expected_in(grid_of(filed_in(library, choice), choice), choice)
    reached = {name: ~grid["gone"].isin(gone) for name, gone in REACHED.items()}
    frame = grid.assign(**reached).groupby([*STRATUM], dropna=False)[[*reached]].sum().reset_index()
    fields = _fields(frame.columns)
    return ExportTable("coverage", TABLE_LABELS["coverage"], _KEYS["coverage"], fields, lambda: iter([(frame, None)]))


def _whole_table(
    name: str, columns: Sequence[str], rows: Sequence[tuple[object, ...]], masks: Masks | None = None
) -> ExportTable:
    import pandas as pd

    fields = _fields(columns)
    frame, _ = _typed(_masked(name, pd.DataFrame(rows, columns=list(columns), dtype=object), masks), fields)
    return ExportTable(name, TABLE_LABELS[name], _KEYS[name], fields, lambda: iter([(frame, None)]))


def _stored(name: str, library: OpenLibrary, forms: tuple[Form, ...], selection: Selection) -> ExportTable:
    """A table of the library as it stands there, with sentences of findings."""
    columns = library.columns(name)
    fields = _fields(columns)

    def message(finding: Finding, form: str) -> str:
        return message_of_kept(finding, forms, form, selection.lang)

    def asked() -> tuple[frozenset[int] | None, dict[int, str]]:
        """Which reports are wanted, and the ids of their units where these are others."""
        keys = None if selection.choice.takes_all else frozenset(filed_in(library, selection.choice).index)
        return keys, {key: whose.entity_id for key, whose in (selection.choice.whose or {}).items()}

    def chunks() -> Iterator[Chunk]:
        import pandas as pd

        keys, ids = asked()
        if name == "facts":
            yield from (_typed(frame, fields) for frame in fact_frames(library, keys, ids))
            return
        rows = library.rows(name, message, exact=True, of=keys, units=ids)
        some: list[tuple[str, ...]] | None = None
        while some is None or len(some) == _ROWS:
            some = list(islice(rows, _ROWS))
            frame = pd.DataFrame(some, columns=list(columns), dtype=object)
            yield _typed(_masked(name, frame, selection.masks), fields)

    packed = (lambda: packed_facts(library, *asked())) if name == "facts" else None
    return ExportTable(name, TABLE_LABELS[name], _KEYS[name], fields, chunks, packed)


def kept_table(name: str, columns: Sequence[str], rows: Callable[[], Iterator[Sequence[str]]]) -> ExportTable:
    """A table as it was written before."""
    fields = _fields(columns)

    def chunks() -> Iterator[Chunk]:
        import pandas as pd

        every = rows()
        some: list[Sequence[str]] | None = None
        while some is None or len(some) == _ROWS:
            some = list(islice(every, _ROWS))
            yield _typed(pd.DataFrame(some, columns=list(columns), dtype=object), fields)

    return ExportTable(name, TABLE_LABELS[name], _KEYS.get(name, ()), fields, chunks)


_CORPUS = (
    "doc_id", "report_id", "entity_id", "entity", "parent", "year", "form", "published", "counts", "number", "key",
    "title", "text", "masked", "origin",
)  # fmt: skip
"""The columns of the sections as texts to be read by other programs: `doc_id` and `text` are what these look for."""


def _corpus(library: OpenLibrary, forms: tuple[Form, ...], selection: Selection) -> ExportTable:
    """The sections of the library, each with whose report it is of."""
    table, owners = _stored("sections", library, forms, selection), library.whose()
    names = ("entity_id", "entity", "parent", "year", "form", "published", "counts")

    def chunks() -> Iterator[Chunk]:
        import pandas as pd

        seen: Counter[tuple[str, int]] = Counter()
        for frame, _ in table.chunks():
            ids = []
            for section in zip(frame["report_id"], frame["number"], strict=True):
                seen[section] += 1
                ids.append(f"{section[0]}.{section[1]}" + (f".{seen[section]}" if seen[section] > 1 else ""))
            whose = pd.DataFrame([owners[report] for report in frame["report_id"]], frame.index, list(names), object)
            masked = frame["text"].str.contains("|".join(MASKED.values()), regex=True) if selection.masks else False
            rows = pd.concat([frame, whose], axis=1).assign(doc_id=ids, masked=masked)[list(_CORPUS)]
            yield _typed(rows, _fields(_CORPUS))

    return table._replace(key=("doc_id",), fields=_fields(_CORPUS), chunks=chunks)


def _masked(name: str, frame: Frame, masks: Masks | None) -> Frame:
    if masks:
        for column in _MASKED.get(name, ()):
            frame[column] = frame[column].map(masks)
    return frame


def _as_text(column: pd.Series[Any]) -> pd.Series[str]:
    """Texts; most columns are such already, and are left as they are."""
    import pandas as pd

    return column if pd.api.types.infer_dtype(column, skipna=False) == "string" else column.fillna("").astype(str)


def _typed(frame: Frame, fields: Sequence[Field]) -> Chunk:
    """Texts as text, numbers as numbers, and of numbers that are none why."""
    import pandas as pd

    for field in fields:
        if field.kind == "text":
            frame[field.name] = _as_text(frame[field.name])
        else:
            frame[field.name] = pd.to_numeric(frame[field.name], errors="coerce")
    why = None
    if "state" in frame and "value" in frame:
        why = pd.DataFrame({"value": frame["state"].where(frame["value"].isna(), "")})
    return frame, why
