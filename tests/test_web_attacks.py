"""What strangers and colleagues try at the desk: each is a row of the table in docs/robustness.md."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook

from extract.library import OpenLibrary
from tests.made.counties import OURS, PASSWORD, Office, Person, logged_in, token_in
from tests.test_web import EVIL, records  # noqa: F401 - a fixture
from tests.test_web_hurt import at_rest
from tests.test_web_people import made, of_county, office  # noqa: F401 - fixtures

REVIEWER = Person("reviewer", (OURS,))
EVIL_LINK = "javascript:alert(1)"
NAMES = (EVIL, f'"><img src=x onerror=alert(1)>{EVIL}', f"'-alert(1)-'{EVIL}", EVIL_LINK)


class _Tags(HTMLParser):
    """Collects what a browser would run."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        is_ours = tag != "script" or told.get("src", "").startswith("/static/")
        links = (told.get(name, "") for name in ("href", "src", "action", "xlink:href"))
        runs = any(name.startswith("on") for name in told) or any(link.startswith("javascript:") for link in links)
        if not is_ours or runs or told.get("src") == "x":
            self.found.append(f"{tag} {told}")


def raw_tags(text: str) -> list[str]:
    """What a browser would run of what was handed in."""
    tags = _Tags()
    tags.feed(text)
    return tags.found


# ── Text that would be a script ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.slow
def test_names_of_files_and_what_they_hold_are_text(office: Office) -> None:  # noqa: F811
    browser, inbox = office.browser(Person("admin", None)), office.desk.inbox
    data = Path("samples/澄溪县/2024/石舫镇2024.html").read_text(encoding="utf-8")
    evil = data.replace("石舫镇", f"石舫镇{EVIL.replace('<', '&lt;')}").replace(
        "</body>", f"{EVIL}<svg onload=alert(1)></body>"
    )
    files = [("files", (f"{at}{name}.html", evil.encode())) for at, name in enumerate(NAMES)]
    said = {"token": token_in(browser.get("/received").text)}
    assert browser.post("/upload", data=said, files=files).status_code == 303
    at_rest(inbox)
    with OpenLibrary.reading(office.desk.library) as opened:
        lines = opened.lines_below(f"{inbox.folder.as_posix()}/", 100)
    assert len(lines) == len(NAMES)
    pages = [
        "/received",
        "/",
        "/queue?decided=all",
        "/search?q=公开",
        "/unread",
        "/year/2024",
        "/unclaimed?year=2024",
        "/log",
    ]
    pages += [f"/{kind}/{line.report_id}" for kind in ("report", "source") for line in lines if line.report_id]
    assert len(pages) > 10
    for path in pages:
        answer = browser.get(path)
        assert answer.status_code == 200 and raw_tags(answer.text) == [], path


@pytest.mark.slow
def test_what_a_workbook_brings_back_is_text(office: Office) -> None:  # noqa: F811
    browser = office.browser(Person("admin", None))
    fingerprint = of_county(office.desk.library, OURS)[0][1]
    said = {"token": token_in(browser.get("/").text), "fingerprint": fingerprint, "was": "", "remark_was": ""}
    assert browser.post("/decide", data={**said, "conclusion": "属实", "remark": EVIL}).status_code == 303
    book, packed = Workbook(), BytesIO()
    book.active.title = EVIL[:20].replace("/", "")
    book.active.append([EVIL, "=cmd|' /C calc'!A0", EVIL_LINK])
    book.save(packed)
    files = [("files", (f"{EVIL}.xlsx", packed.getvalue()))]
    answer = browser.post("/read-workbook", data=said, files=files)
    assert answer.status_code == 200 and raw_tags(answer.text) == []
    assert raw_tags(browser.get("/queue?decided=all").text) == []
    assert raw_tags(browser.get(f"/report/{of_county(office.desk.library, OURS)[0][0]}").text) == []
    taken = browser.post("/take", data={**said, "paper": "page", "year": "2024"})
    assert taken.headers["content-disposition"].startswith("attachment;") and EVIL not in taken.text


def test_names_of_accounts_and_addresses_are_text(office: Office) -> None:  # noqa: F811
    office.accounts.add(EVIL, "admin", None, PASSWORD)
    browser = office.stranger()
    assert logged_in(office, EVIL, browser=browser).status_code == 303
    browser.get(f"/search?q={EVIL}")
    browser.post("/decide", data={"token": "x"}, headers={"User-Agent": EVIL, "Referer": EVIL})
    for path in ("/", "/log", f"/search?q={EVIL}", f"/{EVIL}", f"/place?name={EVIL}", f"/login?back={EVIL}"):
        assert raw_tags(browser.get(path).text) == [], path
    assert raw_tags(logged_in(office, NAMES[1], NAMES[2]).text) == []


# ── Paths ────────────────────────────────────────────────────────────────────────────────────────────────────────────

OUT = (
    "../{}",
    "..\\{}",
    "/tmp/{}",
    "C:\\{}",
    "a/../../../{}",
    "%2e%2e/{}",
    "..%2f{}",
    "\0/../{}",
    "~/{}",
    "{}/../../x",
)


def test_no_file_leaves_the_folder_of_what_comes_in(office: Office) -> None:  # noqa: F811
    browser, inbox = office.browser(REVIEWER), office.desk.inbox
    office.desk.inbox.read = lambda retries=False: None  # type: ignore[method-assign]
    said = {"token": token_in(browser.get("/received").text), "place": OURS}
    before = {each for each in inbox.folder.parent.rglob("*") if each.is_file()}
    for at, path in enumerate(OUT):
        names = {"names": path.format("gongkai.sqlite")}
        files = [("files", (path.format(f"甲{at}.txt"), str(at).encode()))]
        assert browser.post("/upload", data={**said, **names}, files=files).status_code == 303
    new = {each for each in inbox.folder.parent.rglob("*") if each.is_file()} - before
    kept = {each for each in new if each.read_bytes().isdigit()}
    assert len(kept) == len(OUT)
    assert all(each.resolve().is_relative_to((inbox.folder / "各地报来" / OURS).resolve()) for each in kept)
    for place in (f"../{OURS}", f"{OURS}/..", "..", f"{OURS}\0", ""):
        files = [("files", ("甲.txt", b"x"))]
        assert browser.post("/upload", data={**said, "place": place}, files=files).status_code == 403


def test_no_path_of_an_address_leads_out(office: Office) -> None:  # noqa: F811
    browser = office.browser(Person("admin", None))
    for path in filter(str.isprintable, OUT):
        for below in ("/static/", "/source/", "/report/", "/compare."):
            answer = browser.get(below + path.format("etc/passwd"))
            assert answer.status_code in (303, 400, 404) and "root:" not in answer.text, path


# ── Other sites, other sessions ──────────────────────────────────────────────────────────────────────────────────────


def test_no_other_site_has_something_done(office: Office) -> None:  # noqa: F811
    browser, other = office.browser(REVIEWER), office.browser(Person("reviewer", None))
    fingerprint = of_county(office.desk.library, OURS)[0][1]
    said = {"fingerprint": fingerprint, "conclusion": "属实", "was": "", "remark_was": ""}
    own = token_in(browser.get("/").text)
    tokens = (
        "",
        "0" * 64,
        own[:-1],
        own.upper(),
        token_in(other.get("/").text),
        token_in(office.stranger().get("/login").text),
    )
    for token in tokens:
        assert browser.post("/decide", data={**said, "token": token}).status_code == 403
    sites = (
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    )
    for headers in sites:
        assert browser.post("/decide", data={**said, "token": own}, headers=headers).status_code == 403
    for path in ("/decide", "/log-out", "/take"):
        assert browser.get(path).status_code == 405
    assert browser.post("/decide", json={**said, "token": own}).status_code == 403
    for name in ("/log-in", "/log-out"):
        assert office.stranger().post(name, data={"name": REVIEWER.name, "password": PASSWORD}).status_code == 403
    with OpenLibrary.reading(office.desk.library) as opened:
        assert opened.decisions() == {}


def test_a_session_that_somebody_else_chose_is_worth_nothing(office: Office) -> None:  # noqa: F811
    office.account(REVIEWER)
    attacker, victim = office.stranger(), office.stranger()
    attacker.get("/login")
    fixed = attacker.cookies["gongkai-session"]
    victim.cookies.set("gongkai-session", fixed)
    assert logged_in(office, REVIEWER.name, browser=victim).status_code == 303
    inside = [each.value for each in victim.cookies.jar if each.name == "gongkai-session"]
    assert attacker.get("/").status_code == 303
    assert any(value != fixed for value in inside)
    for guessed in ("", "a", fixed[:-1], "A" * 32, "..%00", EVIL):
        thief = office.stranger()
        thief.cookies.set("gongkai-session", guessed)
        assert thief.get("/").status_code == 303


def test_passwords_cannot_be_tried_without_end(office: Office) -> None:  # noqa: F811
    office.account(REVIEWER)
    browser, tried = office.stranger(), []
    office.accounts.logged_in = lambda name, password: tried.append(password)  # type: ignore[method-assign,assignment,func-returns-value]
    said = {"token": token_in(browser.get("/login").text)}
    answers = [
        browser.post("/log-in", data={**said, "name": REVIEWER.name, "password": f"word {at}"}) for at in range(14)
    ]
    assert [each.status_code for each in answers] == [403] * 10 + [429] * 4
    assert len(tried) == 10 and answers[-1].headers["retry-after"]
    for at in range(60):
        browser.post("/log-in", data={**said, "name": f"somebody {at}", "password": "word"})
    assert len(tried) == 40


@pytest.mark.slow
def test_a_browser_that_never_stops_is_told_to(office: Office) -> None:  # noqa: F811
    browser, other = office.browser(REVIEWER), office.browser(Person("admin", None))
    office.door.requests.clock = lambda: 0.0
    seen = [browser.get("/static/icon.svg").status_code for _ in range(330)]
    assert seen == [200] * 300 + [429] * 30
    assert other.get("/static/icon.svg").status_code == 200


# ── Headers ──────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.slow
@pytest.mark.parametrize(
    "host",
    ["evil.example", "127.0.0.1.evil.example", "127.0.0.1@evil.example", "evil.example:8765", "", "[::1", "10.0.0.1"],
)
def test_another_name_of_this_machine_is_refused(office: Office, host: str) -> None:  # noqa: F811
    answer = office.browser(REVIEWER).get("/", headers={"Host": host})
    assert answer.status_code == 400 and "evil" not in str(answer.headers) + answer.text


def test_the_address_that_is_asked_is_answered_and_no_other(office: Office) -> None:  # noqa: F811
    client = office.client
    for address, host, status in (
        ("192.0.2.7", "192.0.2.7:8765", 303),
        ("192.0.2.7", "192.0.2.8:8765", 400),
        ("192.0.2.7", "desk.example", 400),
    ):
        browser = client(office.app, base_url=f"http://{address}:8765", follow_redirects=False)
        assert browser.get("/", headers={"Host": host}).status_code == status


@pytest.mark.slow
def test_nothing_leads_to_another_site(office: Office) -> None:  # noqa: F811
    office.account(REVIEWER)
    ways = (
        "//evil.example",
        "https://evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/\t/evil.example",
        "javascript:alert(1)",
        "/\r\nLocation: //evil.example",
        "evil.example",
        "",
        "/%0d%0aSet-Cookie:a=b",
    )
    for way in ways:
        browser = office.stranger()
        said = {"token": token_in(browser.get("/login").text), "name": REVIEWER.name, "password": PASSWORD}
        answers = [
            browser.post("/log-in", data={**said, "back": way}),
            browser.get("/language/en", params={"back": way}),
        ]
        for answer in answers:
            assert re.fullmatch(r"/(?![/\\])[^\r\n\t]*", answer.headers["location"]), way
            assert "a=b" not in answer.headers.get("set-cookie", "")


def test_no_header_is_made_of_what_is_sent(office: Office) -> None:  # noqa: F811
    browser = office.browser(Person("admin", None))
    for evil in ("%0d%0aX-Evil:1", "\u2028X-Evil:1", '"; filename="x.exe'):
        for path in (
            f"/language/{evil}",
            f"/compare.{evil}?series=requests.received.total",
            f"/report/{evil}",
            f"/login?back=/{evil}",
        ):
            answer = browser.get(path)
            assert "x-evil" not in answer.headers and answer.status_code < 500, path


def test_what_a_proxy_passes_on_is_not_from_this_machine(office: Office) -> None:  # noqa: F811
    from extract.web.app import application

    browser = office.client(application(office.desk), base_url="http://127.0.0.1:8765")
    assert browser.get("/unread").status_code == 200
    for name in ("X-Forwarded-For", "Forwarded", "Via", "X-Real-IP"):
        assert browser.get("/unread", headers={name: "192.0.2.9"}).status_code == 403


# ── Too much ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_what_is_too_large_is_refused_before_it_comes(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: F811
    from collections import namedtuple

    browser = office.browser(Person("reviewer", None))
    token = token_in(browser.get("/received").text)
    said = {"token": token}
    for path, size in (("/upload", 2**29 + 1), ("/decide", 2**20 + 1), ("/upload", 10**30)):
        assert browser.post(path, content=b"x", headers={"Content-Length": str(size)}).status_code == 413
    assert browser.post("/upload", content=iter([b"x"])).status_code == 411
    assert (
        browser.post("/upload", data=said, files=[("files", (f"{at}.txt", b"x")) for at in range(101)]).status_code
        == 400
    )
    assert browser.post("/decide", data={**said, **{f"a{at}": "x" for at in range(60)}}).status_code == 400
    assert browser.post("/decide", data=said, files=[("files", ("x", b"x"))]).status_code == 400
    monkeypatch.setattr("extract.web.app.disk_usage", lambda folder: namedtuple("Usage", "free")(1000))
    assert browser.post("/upload", data=said, files=[("files", ("x.txt", b"x"))]).status_code == 507
    assert not office.desk.inbox.folder.exists()


@pytest.mark.long
def test_a_bomb_is_a_line_and_the_others_are_read(office: Office) -> None:  # noqa: F811
    browser, bomb, inbox = office.browser(Person("reviewer", None)), BytesIO(), office.desk.inbox
    with ZipFile(bomb, "w", ZIP_DEFLATED) as packed:
        for at in range(50):
            packed.writestr(f"{at}.txt", b"0" * 20_000_000)
    assert len(bomb.getvalue()) < 2_000_000
    said = {"token": token_in(browser.get("/received").text)}
    files = [("files", ("a.zip", bomb.getvalue())), ("files", ("b.txt", "不是年报".encode()))]
    assert browser.post("/upload", data=said, files=files).status_code == 303
    at_rest(inbox)
    with OpenLibrary.reading(office.desk.library) as opened:
        lines = opened.lines_below(f"{inbox.folder.as_posix()}/", 100)
    reasons = {Path(line.file).name: line.reason for line in lines}
    assert reasons["a.zip"] == "bomb" and len(reasons) == 2
    assert browser.get("/received").status_code == 200
