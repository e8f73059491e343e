"""The error rate of a library, measured by its users: cells are drawn, persons code what is printed, rates come out.

Comes in: a library; later the sheets that two coders have filled in without knowing what was read. Goes out: the cells
to code; later how often what was read is wrong, by stratum and over all cells. Only what is claimed can be wrong:
numbers read or aligned, blanks, marks. Guesses and what could not be read say that they are none.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from random import Random
from typing import TYPE_CHECKING, NamedTuple

from extract.errors import UsageError
from extract.panels.accuracy import Agreement, Rate, agreement, allocated, error_rate
from extract.text import is_mark, read_number
from extract.words.sheet_names import BLANK, BLANK_WORDS

if TYPE_CHECKING:
    from extract.library import OpenLibrary


class Stratum(NamedTuple):
    """What cells are drawn by: kind of file, form, year, how the figure was placed."""

    kind: str
    form: str
    year: int
    how: str


class Drawn(NamedTuple):
    """A cell to be coded, and what was read there."""

    report_id: str
    concept: str
    stratum: Stratum
    year: int
    file: str
    entity: str
    origin: str
    state: str
    value: Decimal | None

    @property
    def key(self) -> str:
        """By which it is known again."""
        return f"{self.report_id} {self.concept}"


def drawn_from(library: OpenLibrary, size: int, seed: int) -> list[Drawn]:
    """Cells to be coded, `size` of them or all there are, in random order; the same seed draws the same.

    Strata are drawn from in proportion to their sizes, at least one from each; years are put together where there would
    be more strata than half the cells.
    """
    sizes = _sizes(library, size)
    random = Random(seed)
    places = {
        stratum: set(random.sample(range(sizes[stratum]), count)) for stratum, count in allocated(sizes, size).items()
    }
    counts: Counter[Stratum] = Counter()
    drawn = []
    for cell in _claims(library, sizes):
        if counts[cell.stratum] in places[cell.stratum]:
            drawn.append(cell)
        counts[cell.stratum] += 1
    random.shuffle(drawn)
    return drawn


def _sizes(library: OpenLibrary, draws: int) -> Counter[Stratum]:
    """How many cells are in every stratum; years are put together where there were too many for so many draws."""
    sizes = Counter({Stratum(*stratum): count for stratum, count in library.claim_counts()})
    if len(sizes) <= draws / 2:
        return sizes
    merged: Counter[Stratum] = Counter()
    for stratum, count in sizes.items():
        merged[stratum._replace(year=0)] += count
    return merged


def _claims(library: OpenLibrary, sizes: Mapping[Stratum, int]) -> Iterator[Drawn]:
    """Every cell that is claimed, in its stratum."""
    for report_id, concept, kind, form, year, how, file, entity, origin, state, value in library.claims():
        finest = Stratum(kind, form, year, how)
        stratum = finest if finest in sizes else finest._replace(year=0)
        number = None if value is None else Decimal(str(value))
        yield Drawn(report_id, concept, stratum, year, file, entity, origin, state, number)


class Coded(NamedTuple):
    """What persons found in a cell: two coders, and who decided between them; empty where nothing was written."""

    key: str
    first: str
    second: str
    decided: str

    @property
    def truth(self) -> str:
        """What is printed: what was decided, else what both found, or the only one who looked; empty if they differ."""
        answers = {answer_of(answer) for answer in (self.first, self.second) if answer}
        if self.decided:
            return answer_of(self.decided)
        return answers.pop() if len(answers) == 1 else ""


class Score(NamedTuple):
    """What came of a sample: the rate of errors over all cells, and by kind of file and by how; cells that are wrong,
    with what is printed; cells on which the coders differ and nobody decided; cells not coded; how far they agree."""

    rate: Rate
    groups: Mapping[tuple[str, str], Rate]
    wrong: tuple[tuple[Drawn, str], ...]
    undecided: int
    uncoded: int
    agreement: Agreement


def answer_of(text: str) -> str:
    """What a coder wrote, as it is compared: a number without separators, `空`, a mark as `/`, else the text itself.

    >>> answer_of("1,234"), answer_of("０"), answer_of("空白"), answer_of("—"), answer_of("12.50")
    ('1234', '0', '空', '/', '12.5')
    """
    stripped = text.strip()
    if stripped in BLANK_WORDS:
        return BLANK
    number = read_number(stripped)
    if number:
        return format(number.value.normalize() + 0, "f")
    return "/" if is_mark(stripped) else stripped


def _claimed(cell: Drawn) -> str:
    if cell.state == "number" and cell.value is not None:
        return format(cell.value.normalize() + 0, "f")
    return {"blank": BLANK, "mark": "/"}[cell.state]


def score_of(library: OpenLibrary, coded: Sequence[Coded]) -> Score:
    """The error rates that coded cells give. UsageError where none of them was drawn from this library."""
    sizes = _sizes(library, len(coded))
    keys = {coding.key for coding in coded}
    cells = {cell.key: cell for cell in _claims(library, sizes) if cell.key in keys}
    from_library = [coding for coding in coded if coding.key in cells]
    if not from_library:
        raise UsageError("no_coded_cells")
    decided = [(coding, cells[coding.key]) for coding in from_library if coding.truth]
    judged = [(cell.stratum, coding.truth != _claimed(cell)) for coding, cell in decided]
    groups: dict[tuple[str, str], list[tuple[Stratum, bool]]] = defaultdict(list)
    for stratum, is_wrong in judged:
        groups["kind", stratum.kind].append((stratum, is_wrong))
        groups["how", stratum.how].append((stratum, is_wrong))
    both = [
        (answer_of(coding.first), answer_of(coding.second)) for coding in from_library if coding.first and coding.second
    ]
    return Score(
        error_rate(sizes, judged),
        {name: error_rate(sizes, of_group) for name, of_group in sorted(groups.items())},
        tuple((cell, coding.truth) for coding, cell in decided if coding.truth != _claimed(cell)),
        sum(bool(coding.first or coding.second) and not coding.truth for coding in from_library),
        sum(not (coding.first or coding.second or coding.decided) for coding in from_library),
        agreement(both),
    )


def coded_in(sheets: Iterable[Iterator[tuple[str, str]]]) -> list[Coded]:
    """What stands in the sheets of the first coder, the second and of who decided: pairs of key and answer."""
    first, second, decided = (dict(sheet) for sheet in sheets)
    keys = dict.fromkeys((*first, *second, *decided))
    return [Coded(key, first.get(key, ""), second.get(key, ""), decided.get(key, "")) for key in keys]
