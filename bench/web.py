"""How long pages take: every page of `gongkai serve` over a library of many reports, and search in their text.

Usage: python -m bench.web [REPORTS] [--folder FOLDER]

Makes a library of REPORTS reports (5,000 by default) out of those of a county of the samples: the same ones, of other
counties. Pages are asked for one after the other in this process; what is measured is how long an answer takes, the
first time, and the median and the longest of some others. Of what takes long and is made beside what goes on, it is
also told after how many seconds it was there; others are asked for when it is.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from hashlib import sha256
from itertools import count, islice
from pathlib import Path
from statistics import median
from typing import NamedTuple

from starlette.testclient import TestClient

from extract.agencies.roster import Roster, draft_of
from extract.jobs import settle
from extract.jobs.files import Task, recorded
from extract.jobs.inputs import inputs_of
from extract.jobs.text_index import TextIndex
from extract.library import NAME, OpenLibrary
from extract.library.records import Record
from extract.web.app import application
from extract.web.desk import Workdesk
from extract.web.serving import prepare

COUNTY = "samples/澄溪县"
NAMED = "澄溪县"
SOON = "data-soon"
"""What stands in a page that is not of now yet."""
ASKED = 9
"""How often a page is asked for behind the first time."""


def of_other_counties(records: Sequence[Record]) -> Iterator[Record]:
    """The reports of a county, and the same ones of others, without end."""
    for number in count():
        name = f"{NAMED[:-1]}{number}县"
        for record in records:
            source = record.source
            digest = sha256(f"{source.sha256}{number}".encode()).hexdigest()
            reports = tuple(
                each.of_unit(*(text.replace(NAMED, name) for text in (each.report.entity_id, each.report.parent)), "")
                for each in record.reports
            )
            reports = tuple(
                each._replace(report=each.report._replace(report_id=f"r{digest[:15]}", own_id="", own_parent=""))
                for each in reports
            )
            yield Record(source._replace(name=source.name.replace(NAMED, name), sha256=digest), record.given, reports)


def make(path: Path, reports: int) -> None:
    """Writes the library."""
    made = [recorded(Task(file)) for file in inputs_of([COUNTY])]
    records = [record for record in made if record != "unchanged" and record.status == "ok"]
    with OpenLibrary(path) as library:
        for record in islice(of_other_counties(records), reports):
            library.add(record)
        settle(library)


def roster_of(path: Path) -> Roster:
    """Who has ever filed."""
    with OpenLibrary.reading(path) as library:
        return Roster(tuple(draft_of(report for report, _ in library.reports(with_contents=False))))


def pages_of(path: Path) -> dict[str, str]:
    """What is asked for, by what it is."""
    with OpenLibrary.reading(path) as library:
        line = library.lines_of(f"{NAMED[:-1]}1县")[0]
        last = library.line(library.count("report") - 3)
    place = "region=" + line.parent
    return {
        "overview": "/",
        "a county, agency by year": f"/place?name={line.parent}",
        "audit of a year": "/year/2024",
        "audit of a year, a county": f"/year/2024?{place}",
        "files without a unit": "/unclaimed?year=2024",
        "a report": f"/report/{line.report_id}",
        "its source": f"/source/{line.report_id}",
        "queue, all": "/queue",
        "queue, rare rule": "/queue?rule=D-01&year=2024",
        "queue, county": f"/queue?{place}&severity=error",
        "queue, far down": f"/queue?severity=error&after={last.key if last else 1}.0.0",
        "search, a rare word": "/search?q=村务公开",
        "search, a common word": "/search?q=公开",
        "search, in a county": f"/search?q=公开&{place}&year=2024",
        "receive": "/received",
        "compare, a county": f"/compare?series=requests.received.total&{place}",
        "compare, all": "/compare?series=requests.received.total",
        "chart, a county": f"/compare.svg?series=requests.received.total&{place}",
        "hand on": "/hand-on",
        "log": "/log",
    }


class Answer(NamedTuple):
    """An answer: its status, the milliseconds it took, and those of processor time; whether it is one that says that
    what was asked for is still being made."""

    status: int
    took: float
    worked: float
    is_soon: bool


def asked(browser: TestClient, address: str) -> Answer:
    """What comes of asking for a page."""
    start, worked = time.perf_counter(), time.process_time()
    answer = browser.get(address)
    took, worked = 1000 * (time.perf_counter() - start), 1000 * (time.process_time() - worked)
    return Answer(answer.status_code, took, worked, SOON in answer.text)


def main(reports: int, folder: Path) -> None:
    path = folder / NAME
    if not path.exists():
        start = time.perf_counter()
        make(path, reports)
        size = path.stat().st_size / 2**20
        print(f"library of {reports:,} reports: {time.perf_counter() - start:.0f} s, {size:,.0f} MiB")
    with OpenLibrary(path) as library:
        settle(library)
    start, index = time.perf_counter(), TextIndex(path)
    index.update()
    print(f"index: {time.perf_counter() - start:.1f} s, {index.path.stat().st_size / 2**20:,.0f} MiB", flush=True)
    desk = Workdesk(path, [Path()], roster_of(path))
    prepare(desk)
    with TestClient(application(desk), base_url="http://127.0.0.1") as browser:
        browser.get("/unread")
        for what, address in pages_of(path).items():
            first, begun = asked(browser, address), time.perf_counter()
            answer = first
            while answer.is_soon:
                time.sleep(0.5)
                answer = asked(browser, address)
            waited = time.perf_counter() - begun
            others = [asked(browser, address) for _ in range(ASKED)]
            print(
                f"{what}: first {first.took:.0f} ms, then {median(each.took for each in others):.0f} ms, at most "
                f"{max(each.took for each in others):.0f} ms, {median(each.worked for each in others):.0f} ms of "
                f"processor time ({answer.status})" + (f", there after {waited:.1f} s" if first.is_soon else ""),
                flush=True,
            )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("reports", nargs="?", type=int, default=5_000)
    parser.add_argument("--folder", type=Path)
    arguments = parser.parse_args()
    if arguments.folder:
        arguments.folder.mkdir(parents=True, exist_ok=True)
        main(arguments.reports, arguments.folder)
        sys.exit()
    with tempfile.TemporaryDirectory() as made:
        main(arguments.reports, Path(made))
