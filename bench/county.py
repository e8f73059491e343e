"""A county of 30 agencies that files for three years: everything that its audit tells, held against what was planted.

Usage: python -m bench.county [COUNTIES] [--seed S] [--keep FOLDER]

Writes counties in the words of `bench.clean`, as text, web pages, Word and PDF files. In the last year some agencies
have a fault in their words, carry over or have in force what does not follow from the year before, are late, have not
filed, have filed last year's report again, or have another name. Reads them with `extract`, audits them with `audit`,
and prints what was told of an agency that it did not do, and what it did and was not told. Text that reports have in
common follows from the few sentences they are drawn from, and is not counted.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from bench.clean.drawing import dressed
from bench.clean.wordings import Wording, plants
from bench.whose.agency import Agency
from bench.whose.files import data_of
from bench.whose.page import KINDS, Page, blank_page
from extract.forms import load_forms
from extract.model import Concept
from tests.made import prose
from tests.made.county import draft_of_year
from tests.made.prose import Draft

COUNTY = "鹿桥县"
YEARS, LAST = (2022, 2023, 2024), 2024
_PLANTED = ("B-01", "B-02", "B-04", "B-05", "B-06", "C-03", "C-04", "C-06", "C-07", "E-03")
_IN_COMMON = frozenset({"F-01", "F-02", "F-04"})
_FOLLOWS = {"C-03": {"C-04"}, "C-04": {"C-03"}, "E-03": {"E-01"}, "B-02": set[str](), "C-07": {"B-02"}}
_OF_NO_DAY = {"bureau": "undated"}
"""How what has filed stands where no day is printed, if the law sets one by which it must."""
_NAMES = "青云石柳松梅溪桐兰枫荷竹雁鹿霞岚芦枣葛橙麦银白黄"
_THEMES = ("审计", "教育", "财政", "水务", "司法", "统计")


@dataclass(frozen=True)
class Filer:
    """An agency with what is to be told of it in the last year: how it filed, and rules by severity above a note."""

    agency: Agency
    fault: str = ""
    filing: str = "filed"
    rules: frozenset[str] = frozenset()
    former: Agency | None = None


def filers(random: Random) -> list[Filer]:
    """Thirty agencies: 24 townships and street offices, six departments, each with a fault or none."""
    places = ("北岭省", "澄湾市", COUNTY)
    towns = [_town(name, places, "镇乡"[number % 2]) for number, name in enumerate(_NAMES)]
    towns[4::6] = [_street(agency) for agency in towns[4::6]]
    offices = [Agency(f"{theme}局", places, "", "局", "办公室", "bureau", 1) for theme in _THEMES]
    faults: list[Filer] = [
        Filer(agency, rule, rules=frozenset({rule})) for agency, rule in zip(towns, _PLANTED, strict=False)
    ]
    rest = towns[len(faults) :]
    missing, carried, stock = ("missing", "missing", ()), ("carried", "filed", ("D-05",)), ("stock", "filed", ("D-11",))
    again, renamed = ("again", "other_year", ("A-06",)), ("renamed", "filed", ())
    others = (missing, missing, again, carried, carried, stock, stock, renamed)
    faults += [
        Filer(a, fault, filing, frozenset(rules)) for a, (fault, filing, rules) in zip(rest, others, strict=False)
    ]
    faults = [replace(each, former=_former(each.agency)) if each.fault == "renamed" else each for each in faults]
    clean = [Filer(agency) for agency in (*rest[len(others) :], *offices[1:])]
    return random.sample(
        [*faults, *clean, Filer(offices[0], "late", rules=frozenset({"A-01"}))], len(towns) + len(offices)
    )


def _town(name: str, places: tuple[str, ...], ending: str) -> Agency:
    return Agency(f"{name}坪{ending}", places, "人民政府", ending, "党政办公室", "town")


def _street(agency: Agency) -> Agency:
    return agency._replace(name=agency.name[:-1] + "街道", tail="办事处", level="街道", kind="street")


def _former(agency: Agency) -> Agency:
    return agency._replace(name=f"老{agency.name}")


def write(folder: Path, seed: str) -> list[Filer]:
    """Writes a county's reports and its roster."""
    random = Random(f"county/{seed}")
    everyone = filers(random)
    for number, filer in enumerate(everyone):
        for year in YEARS:
            if year == LAST and filer.fault == "missing":
                continue
            of_year = LAST - 1 if year == LAST and filer.fault == "again" else year
            agency = filer.former if filer.former and year < LAST else filer.agency
            page = _page(f"{seed}/{number}/{of_year}", agency, of_year, number, filer if year == LAST else None)
            path = folder / str(year) / f"{agency.full}{year}年报.{page.kind}"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data_of(page))
    roster = folder.parent / "roster.csv"
    rows = (f"{f.agency.full},{f.former.full if f.former else ''},{LAST if f.former else ''}" for f in everyone)
    roster.write_text("\n".join(("单位名称,前身,启用年度", *rows)), encoding="utf-8")
    return everyone


def _page(seed: str, agency: Agency, year: int, number: int, filer: Filer | None) -> Page:
    random = Random(seed)
    kind = KINDS[number % len(KINDS)]
    blank = blank_page(random, kind, (agency.kind,))
    told = prose.Agency(agency.name, agency.government, COUNTY, "township", agency.level)
    draft = draft_of_year(told, year, number)
    draft = _off(draft, filer.fault) if filer else draft
    form = load_forms()[-1]
    page = replace(blank, agency=agency, draft=draft._replace(agency=told), form=form, file=agency.full)
    fitting = [plant for plant in plants() if filer and plant.rule == filer.fault and plant.slot != "exam"]
    return _dressed(page, random, fitting, late=bool(filer and filer.fault == "late"))


def _dressed(page: Page, random: Random, fitting: list[Wording], late: bool) -> Page:
    for plant in random.sample(fitting, len(fitting)):
        if found := dressed(page, random, plant):
            return found
    clean = dressed(page, random, None)
    assert clean is not None
    if not late:
        return clean
    day = f"{page.year + 1}年3月20日"
    return replace(clean, signature=(page.agency.government, day), above=(), under=(), head=(), below=())


def _off(draft: Draft, fault: str) -> Draft:
    """The figures with what does not follow from the year before."""
    values = dict(draft.report.values)
    if fault == "carried":
        for row in ("carried_in", "handled", "granted"):
            for column in ("natural_person", "total"):
                values[Concept("requests", row, column)] += 2
    if fault == "stock":
        values[Concept("proactive", "normative_documents", "in_force")] += Decimal(3)
    return draft._replace(report=draft.report._replace(values=values))


def told_of(folder: Path) -> dict[str, dict[str, object]]:
    """What the audit of the last year says, by unit."""
    run = [sys.executable, "-m", "extract"]
    subprocess.run([*run, "extract", str(folder / "in"), "-o", str(folder / "out"), "-q"], check=True)
    audit = ["audit", str(folder / "out"), "--year", str(LAST), "--roster", str(folder / "roster.csv")]
    output = subprocess.run(
        [*run, *audit, "-o", str(folder / "audit"), "--json", "-q"], check=True, capture_output=True, text=True
    ).stdout
    return {unit["unit"]: unit for unit in json.loads(output)["units"]}


def differences(everyone: list[Filer], told: dict[str, dict[str, object]]) -> Iterator[str]:
    """What was told and is not so, and what is so and was not told."""
    for filer in everyone:
        unit = told.get(filer.agency.full, {})
        problems: list[dict[str, str]] = unit.get("problems", [])  # type: ignore[assignment]
        rules = {each["rule"] for each in problems if each["severity"] != "note"} - _IN_COMMON
        if unit.get("filing") not in (
            filer.filing,
            _OF_NO_DAY.get(filer.agency.kind) if filer.filing == "filed" else "",
        ):
            yield f"{filer.agency.full} ({filer.fault or 'clean'}): filing {unit.get('filing')}, not {filer.filing}"
        if false := rules - filer.rules - _FOLLOWS.get(filer.fault, set()):
            yield f"{filer.agency.full} ({filer.fault or 'clean'}): told {sorted(false)}"
        if missed := filer.rules - {each["rule"] for each in problems}:
            yield f"{filer.agency.full}: not told {sorted(missed)}"


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.county")
    parser.add_argument("counties", nargs="?", type=int, default=1)
    parser.add_argument("--seed", default="1")
    parser.add_argument("--keep", default="", metavar="FOLDER")
    options = parser.parse_args()
    wrong = 0
    for number in range(options.counties):
        with TemporaryDirectory() as temporary:
            folder = Path(options.keep) / str(number) if options.keep else Path(temporary)
            everyone = write(folder / "in", f"{options.seed}/{number}")
            lines = list(differences(everyone, told_of(folder)))
            print(f"county {number}: {len(everyone)} agencies, {len(lines)} differences", *lines, sep="\n  ")
            wrong += len(lines)
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
