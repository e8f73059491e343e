"""Reports as a researcher downloads them: many counties over three years, with drafts, corrections, copies and files
that are no reports among them, and a manifest that tells where each was got and when."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from extract.model import Concept
from tests.made.county import COUNTY, LAYOUTS, YEARS, agencies, draft_of_year
from tests.made.prose import Agency, Draft
from tests.made.whole import written

LICENCES = Concept("proactive", "licences", "decisions")
_COUNTIES = "鹿云石柳松梅溪桐兰枫荷竹雁霞岚芦枣葛橙青"
_NOTICE = "关于召开会议的通知\n\n定于下周一上午九时召开例会，请准时参加。\n".encode()


class Downloads(NamedTuple):
    """Where the files and the manifest are; `reports` are those of which each is the only one of its agency and year,
    by name, `corrected` those that stand beside a correction."""

    folder: Path
    manifest: Path
    reports: tuple[str, ...]
    corrected: tuple[str, ...]


def write_downloads(folder: Path, count: int) -> Downloads:
    """Writes so many files below a folder, and a manifest beside it."""
    files: dict[str, bytes] = {}
    plain, corrected = [], []
    for number, draft in enumerate(_drafts()):
        if len(files) >= count:
            break
        name, data = file_of(draft, number)
        files[name] = data
        beside = _beside(draft, number)
        corrected += [name] if number % 20 == 7 else []
        plain += [] if beside else [name]
        files |= beside
    files = dict(list(files.items())[:count])
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    manifest = folder.with_name(folder.name + ".csv")
    with manifest.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["file", "url", "retrieved_at", "batch"])
        for number, name in enumerate(files):
            site = f"https://www.{number % 3}.example.gov.cn/{number}.html"
            rows.writerow([f"{folder.name}/{name}", site, f"2025-03-{1 + number % 28:02}T10:00:00", number % 4])
    names = files.keys()
    return Downloads(folder, manifest, tuple(n for n in plain if n in names), tuple(n for n in corrected if n in names))


def _drafts() -> Iterator[Draft]:
    everyone = agencies()
    for county in _COUNTIES:
        for year in YEARS:
            for number, agency in enumerate(everyone):
                yield draft_of_year(_in(agency, f"{county}溪县"), year, number)


def _in(agency: Agency, county: str) -> Agency:
    name, printed = (text.replace(COUNTY, county) for text in (agency.name, agency.printed))
    return agency._replace(name=name, printed=printed, parent=county)


def file_of(draft: Draft, number: int, more: str = "") -> tuple[str, bytes]:
    """The name of the file of a report, and what is in it."""
    whole = written(draft, LAYOUTS[number % len(LAYOUTS)])
    name = f"{draft.agency.name}{draft.report.year}{more}.{whole.name.rpartition('.')[2]}"
    return f"{draft.agency.parent}/{draft.report.year}/{name}", whole.data


def _beside(draft: Draft, number: int) -> dict[str, bytes]:
    """What lies beside a report: a correction, a draft, a copy in another folder, or something that is no report."""
    folder = draft.agency.parent
    if number % 20 == 7:
        return dict([file_of(with_licences(draft, 1), number, "（整改后）")])
    if number % 20 == 11:
        return dict([file_of(with_licences(draft, 2), number, "（送审稿）")])
    if number % 20 == 15:
        name, data = file_of(draft, number)
        return {f"{folder}/备份/{Path(name).name}": data}
    return {f"{folder}/通知{number}.txt": _NOTICE + str(number).encode()} if number % 20 == 19 else {}


def with_licences(draft: Draft, more: int) -> Draft:
    """The same report with more licences, of which the prose says nothing."""
    values = draft.report.values | {LICENCES: draft.report.values[LICENCES] + Decimal(more)}
    return draft._replace(report=draft.report._replace(values=values), silent=draft.silent | {LICENCES})
