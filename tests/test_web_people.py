"""Who may open the desk from another machine: accounts, rights, places; every route, role and scope."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

import pytest

from extract.errors import OutputError, UsageError
from extract.library import NAME, OpenLibrary
from extract.library.sight import seeing
from tests.command import exit_code
from tests.made.counties import MARKS, OURS, PASSWORD, THEIRS, Office, Person, logged_in, token_in, two_counties
from tests.optional import needed
from tests.test_web import records  # noqa: F401 - a fixture

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extract.library.records import Record

ROOT = Path(__file__).parents[1]
SCOPES: tuple[tuple[str, ...] | None, ...] = ((), (OURS,), (OURS, THEIRS), None)
PEOPLE = [Person(role, places) for role in ("viewer", "reviewer", "admin") for places in SCOPES]
LEAST = {"anybody": 0, "viewer": 1, "reviewer": 2, "admin": 3}


@pytest.fixture(scope="module")
def made(records: list[Record], tmp_path_factory: pytest.TempPathFactory) -> Path:  # noqa: F811
    needed("argon2")
    return two_counties([each for each in records if OURS in each.source.name], tmp_path_factory.mktemp("counties"))


@pytest.fixture
def office(made: Path, tmp_path: Path) -> Office:
    (tmp_path / "某局").mkdir()
    library = tmp_path / "某局" / made.name
    library.write_bytes(made.read_bytes())
    return Office(library, [ROOT])


def of_county(library: Path, place: str) -> list[tuple[str, str]]:
    """The ids of the reports of a county, and the fingerprints of what was found about them."""
    with seeing([place]), OpenLibrary.reading(library) as opened:
        about = [(line.report_id, opened.findings_about(line.key)) for line in opened.lines_of(place)]
    return [(report_id, finding.fingerprint) for report_id, found in about for _, finding, *_ in found]


def asked_of(route: Any, library: Path) -> Iterator[str]:
    """Addresses of a route that ask for what is of either county, and for all there is."""
    ids = [of_county(library, place)[0][0] for place in (OURS, THEIRS)]
    paths = [route.path]
    if "{report}" in route.path:
        paths = [route.path.replace("{report}", each) for each in ids]
    for path in paths:
        path = path.replace("{number:int}", "1").replace("{year:int}", "2024")
        path = path.replace("{suffix}", "csv").replace("{lang}", "zh")
        yield path
        for place in (OURS, THEIRS):
            yield f"{path}?name={place}&region={place}&year=2024&q=公开&series=requests.received.total&decided=all"
    if route.path == "/queue":
        yield from (f"/queue?at={key}.0.{place}&decided=all" for key in range(1, 5) for place in range(3))
    if route.path in ("/search", "/compare", "/compare.{suffix}"):
        yield paths[0].replace("{suffix}", "csv") + "?q=公开&series=requests.received.total"


def texts_of(answer: Any) -> str:
    """All that an answer holds, also packed."""
    if not answer.content.startswith(b"PK"):
        return str(answer.content.decode("utf-8", "replace") + str(answer.headers))
    with ZipFile(BytesIO(answer.content)) as packed:
        inner = [packed.read(name) for name in packed.namelist()]
    parts = [" ".join(packed.namelist())]
    for data in inner:
        if data.startswith(b"PK"):
            with ZipFile(BytesIO(data)) as book:
                parts += [book.read(name).decode("utf-8", "replace") for name in book.namelist()]
        else:
            parts.append(data.decode("utf-8", "replace"))
    return "".join(parts)


def seen_marks(answer: Any) -> list[str]:
    return [mark for mark in MARKS if mark in texts_of(answer)]


# ── Every route, role and scope ──────────────────────────────────────────────────────────────────────────────────────


def test_every_route_says_whom_it_is_for(office: Office) -> None:
    from starlette.routing import Mount

    from extract.web.rights import Guarded

    others = [each for each in office.app.routes if not isinstance(each, Guarded)]
    assert [type(each) for each in others] == [Mount]
    assert {each.right for each in office.app.routes if isinstance(each, Guarded)} == LEAST.keys()
    open_to_all = {each.path for each in office.app.routes if isinstance(each, Guarded) and each.right == "anybody"}
    assert open_to_all == {"/login", "/log-in", "/log-out", "/language/{lang}"}


@pytest.mark.slow
@pytest.mark.parametrize("person", PEOPLE, ids=lambda person: person.name)
def test_every_page_shows_what_one_may_see_and_nothing_else(office: Office, person: Person) -> None:
    browser, found = office.browser(person), set[str]()
    for route in office.app.routes[:-1]:
        if "GET" not in route.methods:
            continue
        for address in asked_of(route, office.desk.library):
            answer = browser.get(address)
            if LEAST[route.right] > LEAST[person.role]:
                assert answer.status_code == 403, address
            else:
                assert answer.status_code in (200, 303, 400, 403, 404), address
            found |= {mark for mark in seen_marks(answer) if not re.search(f"[?&=]{mark}", address)}
    assert found == (set(MARKS) if person.sees(THEIRS) else set())
    assert ("榆钱渡镇" in browser.get(f"/place?name={OURS}").text) == person.sees(OURS)


def test_nobody_sees_anything_who_is_not_logged_in(office: Office) -> None:
    browser = office.stranger()
    for route in office.app.routes[:-1]:
        for address in asked_of(route, office.desk.library):
            if route.right == "anybody":
                continue
            if "GET" in route.methods:
                answer = browser.get(address)
                assert answer.status_code == 303 and answer.headers["location"].startswith("/login?back="), address
            else:
                assert browser.post(address, data={"token": token_in(browser.get("/login").text)}).status_code == 403
    for path in ("/nowhere", "/login", "/static/desk.css"):
        assert office.desk.library.parent.name not in browser.get(path).text


@pytest.mark.parametrize("role", ["viewer", "reviewer"])
def test_what_changes_something_asks_for_its_role(office: Office, role: Any) -> None:
    browser = office.browser(Person(role, None))
    said = {"token": token_in(browser.get("/").text)}
    for route in office.app.routes[:-1]:
        if "POST" in route.methods and route.right != "anybody":
            answer = browser.post(route.path, data=said)
            assert (answer.status_code == 403) == (LEAST[route.right] > LEAST[role]), route.path
    assert "操作记录" not in browser.get("/").text


# ── Places ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_what_is_of_another_place_cannot_be_decided(office: Office) -> None:
    library = office.desk.library
    (_, theirs), (_, ours) = of_county(library, THEIRS)[0], of_county(library, OURS)[0]
    browser = office.browser(Person("reviewer", (OURS,)))
    said = {"token": token_in(browser.get("/").text), "conclusion": "不属实", "was": "", "remark_was": ""}
    for fingerprint in (theirs, ours):
        assert browser.post("/decide", data={**said, "fingerprint": fingerprint}).status_code == 303
    with OpenLibrary.reading(library) as opened:
        assert opened.decisions() == {ours: ("不属实", "")}
        (told,) = opened.decided_about(ours)
    assert told.who == Person("reviewer", (OURS,)).name


def test_a_library_that_is_seen_in_part_answers_so_whatever_is_asked(made: Path, tmp_path: Path) -> None:
    path = tmp_path / made.name
    path.write_bytes(made.read_bytes())
    mark = MARKS[1]
    (report_id, print_), *_ = of_county(path, THEIRS)
    with OpenLibrary.existing(path) as opened, opened.writing():
        line = opened.line_named(report_id)
        assert line
        opened.decide([(print_, "属实", mark)], mark)
        opened.assign(2024, [(line.sha256, line.part, "", mark)])
        for table, row in (("reviewed", (print_, "", mark, "")), ("correction", (line.sha256, line.part, *[mark] * 6))):
            opened._sql.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})", row)
    with OpenLibrary.reading(path) as opened:
        tables = [str(name) for (name,) in opened._sql.execute("SELECT name FROM sqlite_master WHERE type != 'index'")]
    assert len(tables) > 25
    for places, ours, theirs in (((), False, False), ((OURS,), True, False), ((THEIRS,), False, True)):
        with seeing(places), OpenLibrary.reading(path) as opened:
            said = {table: str(opened._sql.execute(f'SELECT * FROM "{table}"').fetchall()) for table in tables}
        of_ours = [table for table, text in said.items() if f"{OURS}/20" in text]
        of_theirs = [table for table, text in said.items() if any(mark in text for mark in MARKS)]
        assert (bool(of_ours), bool(of_theirs)) == (ours, theirs), (of_ours, of_theirs)
        said_of = {"decided", "decision", "reviewed", "assigned", "correction"}
        assert said_of & {*of_theirs} == (said_of if theirs else set())


def test_a_table_that_nobody_has_thought_of_shows_nothing_of_itself(made: Path, tmp_path: Path) -> None:
    path = tmp_path / made.name
    path.write_bytes(made.read_bytes())
    with OpenLibrary.existing(path) as opened, opened.writing():
        opened._sql.execute("CREATE TABLE something (report INTEGER, words TEXT)")
        opened._sql.execute("INSERT INTO something VALUES (1, 'words')")
    for places, count in ((None, 1), ([OURS], 0)):
        with seeing(places), OpenLibrary.reading(path) as opened:
            assert opened.count("something") == count


@pytest.mark.long
def test_papers_are_about_what_one_may_see(office: Office) -> None:
    said = {"year": "2024"}
    for places, ours, theirs in (((OURS,), True, False), ((), False, False), (None, True, True)):
        browser = office.browser(Person("reviewer", places))
        said["token"] = token_in(browser.get("/").text)
        for paper in ("notices", "totals"):
            text = texts_of(browser.post("/take", data={**said, "paper": paper}))
            assert (("榆钱渡镇" in text), (MARKS[0] in text)) == (ours, theirs), (paper, places)
        for paper in ("ledger", "page"):
            answer = browser.post("/take", data={**said, "paper": paper})
            assert ("榆钱渡镇" in texts_of(answer)) == (places is None), paper
        files = [("files", ("x.xlsx", b"no workbook"))]
        assert (browser.post("/read-workbook", data=said, files=files).status_code == 403) == (places is not None)


@pytest.mark.slow
def test_nobody_hands_in_for_a_place_that_is_not_theirs(office: Office) -> None:
    from tests.test_web_hurt import at_rest

    browser, inbox = office.browser(Person("reviewer", (THEIRS,))), office.desk.inbox
    said = {"token": token_in(browser.get("/received").text)}
    data = (ROOT / "samples" / OURS / "2024" / "砚背镇2024.html").read_bytes()
    files = [("files", ("甲.html", data)), ("files", ("乙.txt", "不是年报".encode()))]
    assert browser.post("/upload", data=said, files=files).status_code == 403
    assert browser.post("/upload", data={**said, "place": OURS}, files=files).status_code == 403
    assert not inbox.folder.exists()
    assert browser.post("/upload", data={**said, "place": THEIRS}, files=files).status_code == 303
    at_rest(inbox)
    assert inbox.progress.returned == [(THEIRS, "甲.html")]
    assert [each.read_bytes() for each in (inbox.folder.parent / "退回").rglob("*.html")] == [data]
    with OpenLibrary.reading(office.desk.library) as opened:
        assert not any("甲.html" in row[1] for row in opened.rows("reports"))
        assert not opened.has_unsettled()
    assert "甲.html" in browser.get("/received").text
    other = office.browser(Person("reviewer", (OURS,)))
    assert "甲.html" not in other.get("/received").text and "乙.txt" not in other.get("/received").text


# ── Accounts ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_an_account_is_kept_beside_the_library_and_never_its_password(office: Office) -> None:
    office.accounts.add("王芳", "reviewer", (OURS,), PASSWORD)
    kept = office.accounts.path.read_bytes()
    assert PASSWORD.encode() not in kept and b"$argon2id$" in kept
    assert office.accounts.path.stat().st_mode & 0o077 == 0
    assert office.accounts.path.parent == office.desk.library.parent
    assert b"argon2" not in office.desk.library.read_bytes()
    assert office.accounts.logged_in("王芳", PASSWORD) == office.accounts.named("王芳")
    assert office.accounts.logged_in("王芳", PASSWORD + "x") is None
    assert office.accounts.logged_in("李雷", PASSWORD) is None


@pytest.mark.parametrize(
    ("name", "password"),
    [
        ("", PASSWORD),
        (" a", PASSWORD),
        ("a\n", PASSWORD),
        ("a" * 41, PASSWORD),
        ("王芳", "short"),
        ("王芳", "aaaaaaaaaaaa"),
        ("wangfang", "WangFang2026"),
    ],
)
def test_what_is_no_name_or_easily_guessed_is_refused(office: Office, name: str, password: str) -> None:
    with pytest.raises(UsageError):
        office.accounts.add(name, "viewer", None, password)
    assert office.accounts.all() == []


def test_accounts_that_cannot_be_read_let_nobody_in(office: Office) -> None:
    browser = office.browser(Person("admin", None))
    office.accounts.path.write_bytes(b"no accounts" * 100)
    with pytest.raises(OutputError):
        office.accounts.all()
    assert browser.get("/").status_code == 503


def test_no_other_database_becomes_one_of_accounts(tmp_path: Path) -> None:
    from extract.web.people import Accounts

    accounts = Accounts(tmp_path / NAME)
    with OpenLibrary(accounts.path):
        pass
    before = accounts.path.read_bytes()
    for asked in (accounts.all, lambda: accounts.add("王芳", "reviewer", (OURS,), PASSWORD)):
        with pytest.raises(OutputError, match="another database"):
            asked()
    assert accounts.path.read_bytes() == before


@pytest.mark.slow
def test_the_command_makes_lists_changes_and_removes(
    made: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    from extract.web.people import Accounts

    library = tmp_path / made.name
    where = ("--library", tmp_path)
    accounts = Accounts(library)

    def told(password: str, *arguments: object) -> int:
        monkeypatch.setattr("sys.stdin", __import__("io").StringIO(password + "\n"))
        return exit_code(monkeypatch, "user", *arguments, *where)

    assert told(PASSWORD, "add", "王芳", "--role", "reviewer", "--region", OURS, "--region", THEIRS) == 0
    assert told(PASSWORD, "add", "王芳") == 2
    assert told("short", "add", "李雷") == 2
    assert told(PASSWORD, "add", "李雷") == 0
    assert "什么也看不到" in capsys.readouterr().err
    assert told("", "list") == 0
    assert capsys.readouterr().out.splitlines() == ["李雷\tviewer\t", f"王芳\treviewer\t{OURS}、{THEIRS}"]
    before = accounts.named("王芳")
    assert told("another word, seldom said", "passwd", "王芳") == 0
    assert accounts.logged_in("王芳", PASSWORD) is None and accounts.named("王芳") != before
    assert told("", "remove", "李雷") == 0
    assert told("", "remove", "李雷") == 2
    assert told("", "add") == 2


def test_no_other_machine_is_served_without_accounts(made: Path, tmp_path: Path) -> None:
    from extract.checks.profile import Profile
    from extract.web.serving import served

    library = tmp_path / made.name
    for host, asks in (("0.0.0.0", False), ("192.0.2.1", False), ("127.0.0.1", True)):
        with pytest.raises(UsageError) as error:
            served(library, [], None, Profile(), 0, "zh", host, 0, False, print, asks=asks)
        assert "gongkai user add" in str(error.value)
    assert not library.exists()


# ── The door ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_one_logs_in_and_out(office: Office) -> None:
    office.account(person := Person("reviewer", (OURS,)))
    browser = office.stranger()
    assert "密码" in browser.get("/login").text and "总览" not in browser.get("/login").text
    before = browser.cookies["gongkai-session"]
    answer = logged_in(office, person.name, browser=browser)
    assert (answer.status_code, answer.headers["location"]) == (303, "/queue")
    assert "HttpOnly; SameSite=Strict" in answer.headers["set-cookie"]
    assert browser.cookies["gongkai-session"] != before
    text = browser.get("/queue").text
    assert person.name in text and "总览" in text and "操作记录" not in text
    assert browser.get("/login").headers["location"] == "/"
    inside = browser.cookies["gongkai-session"]
    assert browser.post("/log-out", data={"token": token_in(text)}).headers["location"] == "/login"
    browser.cookies.set("gongkai-session", inside)
    assert browser.get("/queue").status_code == 303


def test_whoever_is_removed_or_has_another_password_is_out_at_once(office: Office) -> None:
    people = [Person("viewer", None), Person("reviewer", None)]
    browsers = [office.browser(person) for person in people]
    assert [each.get("/").status_code for each in browsers] == [200, 200]
    office.accounts.remove(people[0].name)
    office.accounts.change_password(people[1].name, "another word, seldom said")
    assert [each.get("/").status_code for each in browsers] == [303, 303]


def test_what_began_too_long_ago_is_over() -> None:
    from extract.web.sessions import Sessions

    hour, clock = 3600.0, [0.0]
    sessions = Sessions(lambda: clock[0])
    secret = sessions.begin("王芳", "")
    for clock[0] in (hour, 2 * hour, 4 * hour, 6 * hour, 8 * hour, 10 * hour, 12 * hour):
        assert sessions.of(secret)
    clock[0] = 12 * hour + 1
    assert sessions.of(secret) is None
    secret = sessions.begin("王芳", "")
    clock[0] += 2 * hour + 1
    assert sessions.of(secret) is None and sessions.of("x") is None


def test_what_was_done_stands_in_the_log(office: Office) -> None:
    person = Person("reviewer", None)
    browser = office.browser(person)
    said = {"token": token_in(browser.get("/").text)}
    browser.post("/decide", data={**said, "fingerprint": "x", "conclusion": "属实"})
    browser.get("/compare.csv?series=requests.received.total")
    browser.get("/log")
    logged_in(office, "李雷的密码", "secret word")
    assert office.door.log
    lines = office.door.log.last(10)
    assert [(line.who, line.did, line.status) for line in reversed(lines)] == [
        (person.name, "POST /decide", 303),
        (person.name, "GET /compare.csv", 200),
        (person.name, "GET /log", 403),
        ("", "POST /log-in", 403),
    ]
    assert {line.where for line in lines} == {"testclient"}
    assert "李雷" not in office.door.log.path.read_text(encoding="utf-8")
    assert "secret word" not in office.door.log.path.read_text(encoding="utf-8")
    admin = office.browser(Person("admin", ()))
    assert "POST /decide" in admin.get("/log").text
