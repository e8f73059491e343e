"""The county: thirty units, what each files in the last year, what is wrong with it, and when and how it is mended."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import islice, repeat
from random import Random
from typing import Literal, NamedTuple

from extract.forms.balances import sums_of_table
from extract.model import Concept
from tests.made.county import draft_of_year
from tests.made.prose import Agency, Draft
from tests.made.sheets import Filled
from tests.made.whole import FAULTS

COUNTY = "鹿桥县"
YEARS, LAST = (2022, 2023, 2024), 2024
ROUNDS = 4
"""How often corrections come after what is handed in first."""
_IN_FORCE = Concept("proactive", "normative_documents", "in_force")
FEES = Concept("proactive", "fees", "amount")
CHANGED = tuple(Concept("proactive", row, "decisions") for row in ("licences", "penalties", "coercion"))
"""What is changed though nobody has asked."""
_STEP = 10
"""By how much at least: too little for a leap from the year before, which would be asked about."""
_FIRST, _SECOND = "青云石柳松梅溪桐兰枫荷竹雁鹿霞岚芦枣葛橙麦银白黄", "坪湾桥渡岭塘埠峪"
_THEMES = ("审计", "教育", "财政", "水利", "司法", "统计")
_KINDS = ("docx", "pdf", "html", "doc", "txt", "xlsx", "rtf", "odt", "mht", "ofd", "xls", "ods")
_PAIRS = (("pdf", "docx"), ("pdf", "doc"), ("ofd", "docx"), ("pdf", "html"))

Way = Literal["in place", "beside", "instead"]
"""How a correction comes: under the same name, under another beside what was there, or in place of that."""
WAYS: tuple[Way, ...] = ("in place", "beside", "instead")
_OF_FIGURES = (
    "fees_in_yuan", "fees_in_yuan", "fees_in_yuan", "narrative_contradicts_licences",
    "narrative_contradicts_received", "received_total_off", "disputes_total_off", "group_total_off",
)  # fmt: skip
_OF_WORDS = ("section_missing", "wrong_year_in_preamble", "level_word")


class Step(NamedTuple):
    """A correction: in which round, how it comes, whether the fault is mended, what else is changed."""

    round: int
    way: Way
    is_mended: bool
    changed: tuple[Concept, ...] = ()


@dataclass(frozen=True)
class Filer:
    """A unit as the roster has it, what it files in the last year, in which kinds of file, and from which round on; its
    corrections; who filed for it before."""

    number: int
    agency: Agency
    kinds: tuple[str, ...]
    role: str = ""
    fault: str = ""
    first: int = 0
    steps: tuple[Step, ...] = ()
    formers: tuple[Agency, ...] = ()
    is_predecessor_listed: bool = False

    @property
    def unit(self) -> str:
        """As the roster names it."""
        return self.agency.name if self.agency.kind == "department" else self.agency.name.removeprefix(COUNTY)

    @property
    def contact(self) -> tuple[str, str]:
        """Who is asked, and the telephone."""
        return f"{'赵钱孙李周吴郑王'[self.number % 8]}{'建国华明芳'[self.number % 5]}", f"0551-61{self.number:05}"

    def has_filed(self, round_: int) -> bool:
        """Whether its report of the last year is there in a round."""
        right = self.first if self.role != "other year" else self.steps[0].round
        return 0 <= right <= round_

    def steps_until(self, round_: int) -> tuple[Step, ...]:
        """The corrections that have come."""
        return tuple(step for step in self.steps if step.round <= round_)

    def fault_at(self, round_: int) -> str:
        """What is wrong with its report in a round."""
        return "" if any(step.is_mended for step in self.steps_until(round_)) else self.fault

    def changed_at(self, round_: int) -> frozenset[Concept]:
        """The cells that were changed unasked."""
        return frozenset(cell for step in self.steps_until(round_) for cell in step.changed)


def clean_draft(agency: Agency, year: int, number: int) -> Draft:
    """A report, of whose second table the words say nothing."""
    draft = draft_of_year(agency, year, number)
    values = dict(draft.report.values)
    values[CHANGED[2]], values[FEES] = Decimal(20 + number % 7), Decimal(100 * number + 49) / 100
    return draft._replace(report=draft.report._replace(values=values), silent=draft.silent | {*CHANGED, FEES})


def _merged(draft: Draft, filer: Filer) -> Draft:
    """The report of a unit that others were put together to: their documents are its own."""
    values = dict(draft.report.values)
    before = [clean_draft(agency, LAST - 1, filer.number).report.values[_IN_FORCE] for agency in filer.formers]
    values[_IN_FORCE] = sum(before, values[_IN_FORCE._replace(column="issued")])
    return draft._replace(report=draft.report._replace(values=values), silent=draft.silent | {_IN_FORCE})


def draft_at(filer: Filer, round_: int, seed: str) -> tuple[Draft, frozenset[str]]:
    """The report of the last year in a round, and the cells that its fault is about."""
    draft = clean_draft(filer.agency, LAST, filer.number)
    if filer.role == "merged":
        draft = _merged(draft, filer)
    values = dict(draft.report.values)
    for number, step in enumerate(filer.steps_until(round_), start=1):
        for cell in step.changed:
            values[cell] += _STEP * number
    draft = draft._replace(report=draft.report._replace(values=values))
    fault = filer.fault_at(round_)
    if not fault:
        return draft, frozenset()
    draft, cells = planted(draft, fault, f"{seed}/{filer.number}")
    return draft, cells | _off(draft.report)


def _off(report: Filled) -> frozenset[str]:
    """The cells of all sums that do not hold: any of them may be wrong."""
    cells: set[str] = set()
    for table in report.form.tables:
        for each in sums_of_table(table):
            sides = (sum(report.values[Concept(table.key, *cell)] for cell in side) for side in (each.left, each.right))
            if len(set(sides)) > 1:
                cells |= {str(Concept(table.key, *cell)) for cell in each.cells}
    return frozenset(cells)


def planted(draft: Draft, fault: str, seed: str) -> tuple[Draft, frozenset[str]]:
    """A draft with a fault, and the cells that it is about; other words are tried until it finds a place."""
    for attempt in range(300):
        if found := FAULTS[fault].plant(draft._replace(seed=draft.seed + attempt), Random(f"{seed}/{fault}")):
            return found[0], frozenset(found[1].concepts)
    raise ValueError(fault)


def filers(seed: str, count: int = 30) -> list[Filer]:
    """The units of a county, in the order of its roster."""
    random = Random(f"year/{seed}")
    stems = [a + b for a in _FIRST for b in _SECOND]
    names = random.sample(stems, count + 4)
    made = [_unit(number, names[number], random) for number in range(count)]
    roles = islice(_roles(random), count)
    made = [_with_role(filer, role, names, random) for filer, role in zip(made, roles, strict=False)]
    order = random.sample(range(count), count)
    return [made[at] for at in order]


def _unit(number: int, stem: str, random: Random) -> Filer:
    if number >= 24:
        name = f"{COUNTY}{_THEMES[number - 24]}局"
        return Filer(number, Agency(name, name, COUNTY, "department", "局"), (_KINDS[number % len(_KINDS)],))
    return Filer(
        number, _town(stem, random.choice("镇镇乡") if number % 6 else "街道"), (_KINDS[number % len(_KINDS)],)
    )


def _town(stem: str, ending: str) -> Agency:
    name = f"{COUNTY}{stem}{ending}"
    kind = "subdistrict" if ending == "街道" else "township"
    return Agency(name, name + ("办事处" if ending == "街道" else "人民政府"), COUNTY, kind, ending)


def _roles(random: Random) -> Iterator[str]:
    """Roles, those that are rarest first, so that a small county has one of each."""
    yield from (
        "pair, fault",
        "fault fees_in_yuan",
        "missing",
        "cleared",
        "renamed",
        "chosen",
        "fault narrative_contradicts_licences",
    )
    yield from ("merged", "renamed in kind", "other year", "draft", "never", "late missing", "missing", "missing")
    rest = [f"fault {fault}" for fault in (*_OF_FIGURES[1:3], *_OF_FIGURES[4:], *_OF_WORDS)]
    yield from rest
    yield from ("pair", "pair", "pair, fault", "pair, apart")
    yield from repeat("")


def _with_role(filer: Filer, role: str, names: Sequence[str], random: Random) -> Filer:
    filer = replace(filer, role=role)
    fault = role.removeprefix("fault ") if role.startswith("fault ") else ""
    if role.startswith("pair"):
        filer = replace(filer, kinds=random.choice(_PAIRS))
        fault = random.choice(("received_total_off", "disputes_total_off")) if "fault" in role else ""
    if role == "cleared":
        filer = replace(filer, fault="fees_in_yuan")
    if fault:
        filer = replace(filer, fault=fault, steps=tuple(_steps(filer, fault, random)))
    if role == "renamed":
        former = _town(f"老{names[filer.number]}"[:3], filer.agency.level)
        filer = replace(filer, formers=(former,), is_predecessor_listed=True)
    if role == "renamed in kind":
        stem = names[filer.number]
        filer = replace(filer, agency=_town(stem, "镇"), formers=(_town(stem, "乡"),))
    if role == "merged":
        filer = replace(filer, formers=tuple(_town(name, "镇") for name in names[-2:]), is_predecessor_listed=True)
    if role in ("missing", "late missing"):
        first = random.randint(1, ROUNDS - 1) if role == "missing" else ROUNDS
        filer = replace(filer, first=first)
    if role == "never":
        filer = replace(filer, first=-1)
    if role == "other year":
        filer = replace(filer, steps=(Step(random.randint(1, 3), random.choice(WAYS), True),))
    if role == "draft":
        filer = replace(filer, steps=(Step(1, "beside", True),))
    if role == "chosen":
        filer = replace(
            filer, kinds=("docx", "html"), steps=(Step(random.choice((1, 2)), "in place", False, (CHANGED[1],)),)
        )
    return filer


def _steps(filer: Filer, fault: str, random: Random) -> Iterator[Step]:
    """Corrections that mend a fault at once, at last, or never, and change more than was asked, or not."""
    cells = [cell for cell in CHANGED if "licences" not in fault or cell != CHANGED[0]]
    ways: tuple[Way, ...] = ("in place", "instead") if len(filer.kinds) > 1 else WAYS
    rounds = sorted(random.sample(range(1, ROUNDS + 1), random.randint(1, 3)))
    mended = random.choice((*rounds, *rounds, 0))
    for round_ in rounds:
        changed = tuple(random.sample(cells, random.choice((0, 1, 1, 2))))
        yield Step(round_, random.choice(ways), round_ == mended, changed)
