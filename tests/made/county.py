"""An invented county that files for three years: what is wrong in it is planted, and told.

50 agencies; in the last year twelve have one fault each, two have not filed, a department is late, two have handed in
the file of another, one was made a town and still files as a township, and three have handed in a draft that differs
in a cell from what was published; one of them another draft between the two.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import NamedTuple

from extract.forms import load_forms
from extract.model import Concept
from tests.made.prose import Agency, Draft
from tests.made.sheets import Filled, cells
from tests.made.whole import FAULTS, written

COUNTY, YEARS, LAST = "鹿桥县", (2022, 2023, 2024), 2024
PLANTED = (
    "one_cell_wrong_row_sum", "received_total_off", "disputes_total_off", "rules_above_zero", "label_altered",
    "extra_row", "section_missing", "wrong_year_in_preamble", "level_word", "no_fee_statement", "figure_left_open",
    "heading_misnumbered",
)  # fmt: skip
LAYOUTS = ("tab_spans", "pipes_open", "html", "lines_spaced")
_ENDINGS = {
    "镇": ("township", "镇", "人民政府"),
    "乡": ("township", "乡", "人民政府"),
    "街道": ("subdistrict", "街道", "办事处"),
}
_THEMES = ("审计", "教育", "财政", "水利", "林业", "交通运输", "司法", "统计", "民政", "农业农村")
_NAMES = "青云石柳松梅溪桐兰枫荷竹雁鹿霞岚芦枣葛橙"


class County(NamedTuple):
    """Where what is: names of agencies by what is the matter with them, and the roster's rows."""

    planted: dict[str, str]
    missing: tuple[str, ...]
    late: str
    copies: tuple[tuple[str, str], ...]
    renamed: tuple[str, str]
    resubmitted: tuple[str, ...]
    """The first by a second draft that was published as it is."""
    roster: list[tuple[str, str]]


def agencies() -> list[Agency]:
    """Forty townships and street offices, and ten departments."""
    made = []
    for number in range(40):
        ending = ("镇", "乡", "街道")[number % 3]
        kind, level, more = _ENDINGS[ending]
        name = f"{COUNTY}{_NAMES[number % 20]}{'坪渡'[number // 20]}{ending}"
        made.append(Agency(name, name + more, COUNTY, kind, level))
    made += [Agency(f"{COUNTY}{t}局", f"{COUNTY}{t}局", COUNTY, "department", "局") for t in _THEMES]
    return made


def write_county(folder: Path) -> County:
    """Writes the reports below a folder, and tells what was planted."""
    random, everyone = Random(7), agencies()
    towns, offices = everyone[:40], everyone[40:]
    faulty, others = towns[:12], towns[12:]
    missing, copying, renamed, resubmitting = others[:2], others[2:4], others[4], others[5:8]
    planted = {}
    for agency, fault in zip(faulty, PLANTED, strict=True):
        planted[fault] = agency.printed
    for number, agency in enumerate(everyone):
        for year in YEARS:
            draft = draft_of_year(agency, year, number)
            if year < LAST:
                _write(folder, draft, number)
            elif agency in faulty:
                _write(folder, _with_fault(draft, PLANTED[faulty.index(agency)], random), number)
            elif agency in offices[:1]:
                _write(folder, _with_fault(draft, "published_late", random), number)
            elif agency in resubmitting:
                _write(folder, draft, number)
                _write(folder, _off_by_one(draft), number, "（送审稿1）")
                if agency is resubmitting[0]:
                    _write(folder, draft, number, "（送审稿2）")
            elif agency in copying:
                original = everyone.index(others[8])
                _write(folder, draft_of_year(others[8], LAST, original), original, name=f"{agency.name}{year}")
            elif agency not in missing:
                _write(folder, draft, number)
    town = renamed.name.replace("乡", "镇") if "乡" in renamed.name else renamed.name[:-1] + "乡"
    return County(
        planted,
        tuple(agency.printed for agency in missing),
        offices[0].printed,
        tuple((agency.printed, others[8].printed) for agency in copying),
        (renamed.name, town),
        tuple(agency.printed for agency in resubmitting),
        [(town if agency is renamed else agency.printed, COUNTY) for agency in everyone],
    )


def draft_of_year(agency: Agency, year: int, number: int) -> Draft:
    """A report that follows that of the year before: nothing is carried over, documents in force only grow."""
    form = load_forms()[-1]
    random = Random(f"{number}:{year}")
    values = dict.fromkeys((concept for concept, _ in cells(form)), Decimal(0))
    received = Decimal(random.randint(4, 9))
    for row in ("received", "handled", "granted"):
        for column in ("natural_person", "total"):
            values[Concept("requests", row, column)] = received
    documents = Concept("proactive", "normative_documents", "in_force")
    values[documents._replace(column="issued")] = Decimal(year - 2021)
    values[documents] = Decimal(10 + number + sum(range(1, year - 2020)))
    for row in ("licences", "penalties"):
        values[Concept("proactive", row, "decisions")] = Decimal(random.randint(20, 40))
    return Draft(hash_of(agency.name, year), Filled(form, agency.printed, year, values), agency)


def hash_of(name: str, year: int) -> int:
    """A number that is the same in every run."""
    return int(sha256(f"{name}{year}".encode()).hexdigest()[:12], 16)


def _with_fault(draft: Draft, fault: str, random: Random) -> Draft:
    """The same report with a fault; other words are tried until it finds a place."""
    for attempt in range(300):
        if found := FAULTS[fault].plant(draft._replace(seed=draft.seed + attempt), random):
            return found[0]
    raise ValueError(fault)


def _off_by_one(draft: Draft) -> Draft:
    licences = Concept("proactive", "licences", "decisions")
    values = draft.report.values | {licences: draft.report.values[licences] + 1}
    return draft._replace(report=draft.report._replace(values=values), silent=draft.silent | {licences})


def _write(folder: Path, draft: Draft, number: int, more: str = "", name: str = "") -> None:
    whole = written(draft, LAYOUTS[number % len(LAYOUTS)])
    suffix = whole.name.rpartition(".")[2]
    path = (
        folder
        / COUNTY
        / str(draft.report.year)
        / f"{name or draft.agency.name + str(draft.report.year)}{more}.{suffix}"
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(whole.data)


def roster_lines(county: County) -> Iterator[str]:
    """The county's roster as a CSV."""
    yield "单位名称,上级,联系人"
    for name, parent in county.roster:
        yield f"{name},{parent},张"
