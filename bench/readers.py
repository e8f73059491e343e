"""How the desk holds while an office works at it: readers who look, reviewers who decide, all of them logged in.

Usage: python -m bench.readers [REPORTS] [--readers N] [--reviewers N] [--minutes M] [--folder FOLDER]

Serves a library as `bench.web` makes it (1,000 reports by default) in a process of its own, with an account for
everybody. Each asks for a page, reads for one to five seconds, asks for the next: readers any page of `bench.web`,
reviewers the queue, about which they decide. At the end every decision that was acknowledged must stand in the account
of what was decided, once, and there may have been no error.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from html import unescape
from pathlib import Path
from random import Random
from statistics import median
from threading import Thread

import httpx

from bench.web import make, pages_of
from extract.library import NAME, OpenLibrary
from extract.web.people import AccountRole, Accounts

PASSWORD = "a long word, seldom said"
PATIENCE = 120
OF_REVIEWERS = ("/received", "/unclaimed", "/hand-on", "/log")
"""Pages that are not for readers."""


class Colleague(Thread):
    """Somebody who works at the desk until it is time to go home."""

    def __init__(self, name: str, address: str, pages: dict[str, str], until: float) -> None:
        super().__init__(daemon=True)
        self.called, self.address, self.pages, self.until = name, address, pages, until
        self.times: dict[str, list[float]] = defaultdict(list)
        self.answers: Counter[int] = Counter()
        self.decided: list[str] = []
        self.faults: list[str] = []

    def run(self) -> None:
        """Works."""
        random = Random(self.called)
        with httpx.Client(base_url=self.address, timeout=PATIENCE) as browser:
            said = {"name": self.called, "password": PASSWORD, "token": self._token(browser.get("/login").text)}
            if browser.post("/log-in", data=said).status_code != 303:
                self.faults.append("not let in")
                return
            while time.monotonic() < self.until:
                try:
                    if "reviewer" in self.called:
                        self._decide(browser, random)
                    else:
                        what = random.choice(list(self.pages))
                        self._asked(browser, what, self.pages[what])
                except httpx.HTTPError as error:
                    self.faults.append(repr(error))
                time.sleep(random.uniform(1, 5))

    def _asked(self, browser: httpx.Client, what: str, address: str) -> str:
        start = time.perf_counter()
        answer = browser.get(address)
        self.times[what].append(time.perf_counter() - start)
        self.answers[answer.status_code] += 1
        return answer.text

    def _decide(self, browser: httpx.Client, random: Random) -> None:
        text = self._asked(
            browser, "queue, to decide", f"/queue?rule={random.choice(('D-01', 'D-03', 'B-02', 'F-01'))}"
        )
        forms = re.findall(r'<form method="post" action="/decide".*?</form>', text, re.DOTALL)
        if not forms:
            return
        fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', forms[0]))
        start = time.perf_counter()
        said = {
            **{name: unescape(value) for name, value in fields.items()},
            "conclusion": random.choice(("属实", "不属实")),
        }
        answer = browser.post("/decide", data={**said, "remark": f"{self.called} {len(self.decided)}"})
        self.times["decide"].append(time.perf_counter() - start)
        self.answers[answer.status_code] += 1
        if answer.status_code == 303 and "told=changed" not in answer.headers["location"]:
            self.decided.append(fields["fingerprint"])

    def _token(self, text: str) -> str:
        return (re.findall(r'name="token" value="(\w+)"', text) or [""])[0]


def served(path: Path) -> tuple[subprocess.Popen[str], str]:
    """The desk in a process of its own, and its address."""
    command = [sys.executable, "-m", "extract", "serve", str(path.parent), "--login", "--port", "0", "--lang", "en"]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True)
    assert process.stderr
    for line in process.stderr:
        if found := re.search(r"http://\S+", line):
            return process, found[0]
    raise SystemExit("it did not begin")


def main(reports: int, readers: int, reviewers: int, minutes: float, folder: Path) -> None:
    path = folder / NAME
    if not path.exists():
        make(path, reports)
    accounts = Accounts(path)
    known = {each.name for each in accounts.all()}
    roles: list[tuple[AccountRole, int]] = [("viewer", readers), ("reviewer", reviewers)]
    names = [f"{role} {number}" for role, count in roles for number in range(count)]
    for name in set(names) - known:
        accounts.add(name, "reviewer" if "reviewer" in name else "viewer", None, PASSWORD)
    pages = {what: address for what, address in pages_of(path).items() if not address.startswith(OF_REVIEWERS)}
    process, address = served(path)
    try:
        until = time.monotonic() + 60 * minutes
        people = [Colleague(name, address, pages, until) for name in names]
        for each in people:
            each.start()
            time.sleep(0.2)
        for each in people:
            each.join()
    finally:
        process.terminate()
        process.wait()
    times: dict[str, list[float]] = defaultdict(list)
    answers: Counter[int] = Counter()
    for each in people:
        answers += each.answers
        for what, own in each.times.items():
            times[what] += own
    for what, all_ in sorted(times.items()):
        late = sorted(all_)[int(0.95 * (len(all_) - 1))]
        print(f"{what}: {len(all_)} times, {1000 * median(all_):.0f} ms, 95 % within {1000 * late:.0f} ms")
    with OpenLibrary.reading(path) as library:
        kept = Counter((told.who, told.fingerprint) for told in library.decided_last(10**9))
    said = Counter((each.called, print_) for each in people for print_ in each.decided)
    lost, twice = said - kept, {key: count for key, count in kept.items() if key[0] in names and count > said[key]}
    faults = [fault for each in people for fault in each.faults]
    print(f"answers {dict(answers)}, faults {len(faults)} {faults[:3]}")
    print(f"decided {said.total()}, lost {lost.total()}, kept without being said {len(twice)}")
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0
    print(f"load of the machine {load:.1f}")
    sys.exit(bool(faults or lost or any(status >= 400 for status in answers)))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("reports", nargs="?", type=int, default=1_000)
    parser.add_argument("--readers", type=int, default=50)
    parser.add_argument("--reviewers", type=int, default=5)
    parser.add_argument("--minutes", type=float, default=5)
    parser.add_argument("--folder", type=Path)
    arguments = parser.parse_args()
    asked = (arguments.reports, arguments.readers, arguments.reviewers, arguments.minutes)
    if arguments.folder:
        arguments.folder.mkdir(parents=True, exist_ok=True)
        main(*asked, arguments.folder)
    with tempfile.TemporaryDirectory() as made:
        main(*asked, Path(made))
