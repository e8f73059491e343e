"""A library of two counties, of which some people may see one only: what is of the other is marked wherever it stands.

Comes in: what was read of the reports of a county. Goes out: a library with them, and with the same again as those of a
town in another county whose name, files, text and figures hold marks; who must file; browsers that are logged in.
"""

from __future__ import annotations

import re
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from extract.agencies.roster import Roster, Unit
from extract.jobs import settle
from extract.library import NAME, OpenLibrary
from extract.library.records import Record
from tests.optional import needed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from extract.web.people import AccountRole, UserAccount

OURS, THEIRS = "澄溪县", "密云县"
MARKS = ("禁阅镇", "禁阅字样", "禁阅数")
"""What stands in what is of the other county, and nowhere else: the name of its town, in its texts, in its findings."""
PASSWORD = "a long word, seldom said"


class Person(NamedTuple):
    """Somebody with a role who sees some places, or all."""

    role: AccountRole
    places: tuple[str, ...] | None

    @property
    def name(self) -> str:
        return f"{self.role}-{'all' if self.places is None else len(self.places)}-{'-'.join(self.places or ())}"

    def sees(self, place: str) -> bool:
        return self.role == "admin" or self.places is None or place in self.places


def of_the_others(record: Record) -> Record:
    """The same file as one of a town of the other county, with marks."""
    town, text, figure = MARKS
    digest = sha256(record.source.sha256.encode()).hexdigest()
    source = record.source._replace(name=f"{THEIRS}/{town}{Path(record.source.name).name}", sha256=digest)
    reports = []
    for each in record.reports:
        row = each.report._replace(entity=town, agency=town, title=f"{town}{text}", report_id=f"r{digest[:15]}")
        sections = tuple(part._replace(title=text, text=f"{text}{part.text}") for part in each.sections)
        findings = tuple(part._replace(actual=figure, expected=figure) for part in each.findings)
        told = each._replace(report=row, sections=sections, findings=findings)
        reports.append(told.of_unit(f"{THEIRS}/{town}", THEIRS, ""))
    reports = [each._replace(report=each.report._replace(own_id="", own_parent="")) for each in reports]
    return Record(source, record.given, tuple(reports))


def two_counties(records: Iterable[Record], folder: Path) -> Path:
    """A library of what was read of a county, and of the marked."""
    path = folder / NAME
    with OpenLibrary(path) as library:
        for record in records:
            library.add(record)
            library.add(of_the_others(record))
        settle(library)
    return path


def roster() -> Roster:
    """Who must file in both; one of each has not."""
    town = MARKS[0]
    pairs = (("榆钱渡镇", OURS), ("石舫镇", OURS), (town, THEIRS), (f"另{town}", THEIRS))
    return Roster(tuple(Unit(name, parent=parent) for name, parent in pairs))


class Office:
    """The desk of a library, with accounts, for whoever comes."""

    def __init__(self, library: Path, roots: Iterable[Path] = (), with_roster: bool = True, hosts: Any = ()) -> None:
        self.client = needed("starlette.testclient").TestClient
        from extract.web.app import application
        from extract.web.desk import Workdesk
        from extract.web.desk_log import DeskLog
        from extract.web.guards import LOOPBACK
        from extract.web.people import Accounts
        from extract.web.rights import Door

        self.accounts = Accounts(library)
        self.door = Door(self.accounts, DeskLog(library))
        self.desk = Workdesk(library, tuple(roots), roster() if with_roster else None)
        self.app = application(self.desk, hosts or LOOPBACK, self.door)

    def stranger(self, **others: Any) -> Any:
        """A browser of nobody."""
        return self.client(self.app, base_url="http://127.0.0.1:8765", follow_redirects=False, **others)

    def account(self, person: Person) -> UserAccount:
        """The account of somebody, made where there is none yet."""
        if self.accounts.named(person.name) is None:
            self.accounts.add(person.name, person.role, person.places, PASSWORD)
        found = self.accounts.named(person.name)
        assert found
        return found

    def browser(self, person: Person) -> Any:
        """A browser in which somebody is logged in."""
        account, browser = self.account(person), self.stranger()
        browser.cookies.set("gongkai-session", self.door.sessions.begin(account.name, account.changed))
        return browser


def token_in(text: str) -> str:
    """What a form of a page holds."""
    found = re.search(r'name="token" value="(\w+)"', text)
    assert found
    return found[1]


def logged_in(office: Office, name: str, password: str = PASSWORD, browser: Any = None) -> Any:
    """What the door answers to a name and a password."""
    browser = browser or office.stranger()
    said = {"token": token_in(browser.get("/login").text), "name": name, "password": password, "back": "/queue"}
    return browser.post("/log-in", data=said)
