"""The desk as a browser shows it: every page and every key at two widths, a file from its upload to a decision, into
the workbook and back; and no page that a program for the blind stumbles over."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from threading import Thread
from time import monotonic, sleep
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from openpyxl import load_workbook

from extract.agencies.roster import Roster, Unit
from extract.jobs import settle
from extract.jobs.files import Task, recorded
from extract.jobs.inputs import inputs_of
from extract.library import NAME, OpenLibrary
from extract.words.sheet_names import AUDIT_SHEETS, CONCLUSION, CONCLUSIONS
from tests.optional import needed, program

if TYPE_CHECKING:
    from extract.library.decisions import Decided

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[1]
FILES = (
    "samples/澄溪县/2023/榆钱渡镇2023.txt",
    "samples/澄溪县/2024/榆钱渡镇2024.md",
    "samples/澄溪县/2024/石舫镇2024.html",
    "samples/荷杏岭镇2024.pdf",
)
FAULTY, SCANNED = "榆钱渡镇2024.md", "荷杏岭镇2024.pdf"
CELL = "requests.received.natural_person"
WIDTHS = (1366, 800)
_WAITS = 60
"""Seconds that a file may take to be read on a busy machine."""
_PATIENCE = 240_000
"""Milliseconds that a page may take on such a one."""
_NO_NETWORK = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")
_VIOLATIONS = """
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) => window.violations.push(event.violatedDirective));
"""
_ARE_DRAWN = """
async (all) => {
  for (const one of all) { one.loading = "eager"; await one.decode(); }
  return all.every((one) => one.naturalWidth > 0);
}
"""
_DROPPED = """
(files) => {
  const dropped = new DataTransfer();
  for (const [name, text] of files) dropped.items.add(new File([text], name));
  return dropped;
}
"""


class Served(NamedTuple):
    """A desk that is served: where, and its library."""

    address: str
    library: Path

    def report_id(self, file: str) -> str:
        with OpenLibrary.reading(self.library) as library:
            return next(str(row[0]) for row in library.rows("reports") if row[1].endswith(file))

    def decided(self) -> list[Decided]:
        with OpenLibrary.reading(self.library) as library:
            return library.decided_last(100)


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of a county."""
    path = tmp_path_factory.mktemp("county") / NAME
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        made = [recorded(Task(file)) for file in inputs_of(FILES)]
    with OpenLibrary(path) as library:
        for record in made:
            assert record != "unchanged"
            library.add(record)
        settle(library)
    return path


@pytest.fixture
def served(county: Path, tmp_path: Path) -> Iterator[Served]:
    """A desk of it, with an agency that has not filed."""
    uvicorn = needed("uvicorn")
    from extract.web.app import application
    from extract.web.desk import Workdesk

    (tmp_path / "desk").mkdir()
    path = Path(shutil.copy(county, tmp_path / "desk" / NAME))
    units = tuple(Unit(name, parent="澄溪县") for name in ("石舫镇", "榆钱渡镇", "铜铃坳镇", "没有的镇"))
    desk = Workdesk(path, roots=[ROOT], roster=Roster(units), year=2024, patience=_WAITS)
    server = uvicorn.Server(uvicorn.Config(application(desk), port=0, log_level="error", lifespan="off"))
    thread = Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        sleep(0.02)
    (socket,) = server.servers[0].sockets
    yield Served(f"http://127.0.0.1:{socket.getsockname()[1]}", path)
    server.should_exit = True
    thread.join()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """The browser of this machine."""
    started = needed("playwright.sync_api").sync_playwright().start()
    yield started.chromium.launch(executable_path=program("chromium"), args=[*_NO_NETWORK])
    started.stop()


@pytest.fixture
def opened(chromium: Any, served: Served) -> Iterator[Callable[[int], Any]]:
    """Windows of a width, in which nothing goes wrong: no error in a script, nothing that the pages' own rules forbid,
    no request to anywhere else, and none that is not answered."""
    faults: list[str] = []
    windows: list[Any] = []

    def window(width: int) -> Any:
        context = chromium.new_context(viewport={"width": width, "height": 768}, locale="zh-CN", accept_downloads=True)
        context.add_init_script(_VIOLATIONS)
        context.set_default_timeout(_PATIENCE)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(f"script: {error}"))
        page.on("console", lambda said: faults.append(f"{said.text} {said.location}") if said.type == "error" else None)
        page.on(
            "request",
            lambda asked: None if asked.url.startswith((served.address, "blob:")) else faults.append(asked.url),
        )
        page.on(
            "response",
            lambda answer: faults.append(f"{answer.status} {answer.url}") if answer.status >= 400 else None,
        )
        windows.append(context)
        return page

    yield window
    for context in windows:
        for page in context.pages:
            page.wait_for_load_state()
            faults += page.evaluate("window.violations ?? []")
        context.close()
    assert not faults


def pages(served: Served) -> dict[str, str]:
    """Every page, by what it is."""
    report = served.report_id(FAULTY)
    return {
        "overview": "/",
        "place": "/place?name=澄溪县",
        "year": "/year/2024",
        "unread": "/unread",
        "report": f"/report/{report}",
        "source": f"/source/{report}",
        "pages": f"/source/{served.report_id(SCANNED)}",
        "queue": "/queue",
        "done": "/queue?region=没有的县",
        "search": "/search?q=公开",
        "compare": "/compare?series=requests.received.total&years=2023-2024",
        "received": "/received",
        "unclaimed": "/unclaimed?year=2024",
        "hand on": "/hand-on",
        "English": "/language/en?back=/queue",
    }


@pytest.mark.parametrize("width", WIDTHS)
def test_every_page_is_whole_and_nobody_stumbles(width: int, served: Served, opened: Callable[[int], Any]) -> None:
    axe = needed("axe_playwright_python.sync_playwright").Axe()
    page = opened(width)
    for name, path in pages(served).items():
        page.goto(served.address + path)
        assert page.title(), name
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{name} is {wide} too wide"
        assert page.locator("img").evaluate_all(_ARE_DRAWN), name
        found = axe.run(page, options={"resultTypes": ["violations"]}).response["violations"]
        assert not [(one["id"], [node["html"][:200] for node in one["nodes"][:3]]) for one in found], name
        if pictures := os.environ.get("GONGKAI_TEST_PICTURES"):
            page.screenshot(path=Path(pictures) / f"{name}-{width}.png")


def pressed(page: Any, key: str) -> None:
    """Presses a key that leads to another page."""
    with page.expect_navigation():
        page.keyboard.press(key)


@pytest.mark.parametrize("width", WIDTHS)
def test_every_key(width: int, served: Served, opened: Callable[[int], Any]) -> None:
    page = opened(width)
    page.goto(f"{served.address}/queue")
    first = page.url, page.locator("article h1").inner_text()
    page.keyboard.press("?")
    assert page.locator("dialog").is_visible()
    page.keyboard.press("1")
    page.keyboard.press("Escape")
    assert not page.locator("dialog").is_visible()
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.name") == "rule"
    page.keyboard.press("Escape")
    pressed(page, "j")
    second = page.locator(".queue li a[aria-current]").inner_text()
    pressed(page, "k")
    assert page.locator("article h1").inner_text() == first[1]
    assert page.locator(".queue li a[aria-current]").inner_text() != second
    for number, word in enumerate(CONCLUSIONS, start=1):
        left = page.locator(".queue li").count()
        pressed(page, str(number))
        assert served.decided()[0].conclusion == word
        assert page.locator(".queue li").count() == left - 1
    pressed(page, "u")
    assert served.decided()[0].takes_back and len(served.decided()) == len(CONCLUSIONS) + 1
    pressed(page, "o")
    assert "/report/" in page.url and page.locator("section.card:target").count() == 1


@pytest.mark.parametrize("width", WIDTHS)
def test_a_figure_leads_to_its_place_and_back_and_is_corrected(
    width: int, served: Served, opened: Callable[[int], Any]
) -> None:
    page = opened(width)
    page.goto(f"{served.address}/report/{served.report_id(FAULTY)}")
    figure, source = page.locator(f'[id="{CELL}"] a'), page.frame_locator("iframe")
    figure.click()
    lit = source.locator(":target")
    assert lit.inner_text() == figure.inner_text().splitlines()[0] == "5"
    page.locator("details.correct summary").click()
    assert CELL in page.locator("details.correct select").evaluate("one => one.selectedOptions[0].dataset.cell")
    page.locator("details.correct input[name=value]").fill("4")
    page.locator("details.correct input[name=why]").fill("原件是4")
    with page.expect_navigation():
        page.locator("details.correct button").click()
    cell = page.locator(f'[id="{CELL}"]')
    assert cell.inner_text().startswith("4 5") and cell.locator("del").inner_text() == "5"
    with page.expect_navigation():
        page.locator("#corrections ~ .wide button").click()
    assert page.locator(f'[id="{CELL}"] del').count() == 0
    page.locator(f'[id="{CELL}"] a').click()
    with page.expect_navigation(url="**#" + CELL):
        source.locator(":target").click()
    assert page.locator(":target").get_attribute("id") == CELL


@pytest.mark.long
def test_from_a_file_that_is_dropped_to_a_decision_into_the_workbook_and_back(
    served: Served, opened: Callable[[int], Any], tmp_path: Path
) -> None:
    page = opened(1366)
    text = (ROOT / "samples/澄溪县/2022/铜铃坳镇2022.md").read_text(encoding="utf-8")
    page.goto(f"{served.address}/received")
    files = page.evaluate_handle(_DROPPED, [["铜铃坳镇2022.md", text], ["空.txt", ""]])
    with page.expect_navigation(url="**/received"):
        page.dispatch_event(".drop", "drop", {"dataTransfer": files})
    begun = monotonic()
    while page.locator("td a", has_text="铜铃坳镇").count() == 0:
        assert monotonic() - begun < _WAITS, page.locator("main").inner_text()
        sleep(0.3)
        page.goto(f"{served.address}/received")
    assert page.locator("tr", has_text="空.txt").count() == 1
    with page.expect_navigation():
        page.locator("td a", has_text="铜铃坳镇").click()
    with page.expect_navigation():
        page.locator("section.card", has_text="D-03").locator(f"button[value={CONCLUSIONS[1]}]").click()
    assert served.decided()[0].conclusion == CONCLUSIONS[1]
    page.goto(f"{served.address}/hand-on")
    row = page.locator("tr", has=page.locator("input[value=ledger]"))
    row.locator("select").select_option("2022")
    with page.expect_download() as download:
        row.locator("button").click()
    book = tmp_path / "核查结果.xlsx"
    download.value.save_as(book)
    changed = _another_conclusion(book)
    page.set_input_files("input[type=file]", book)
    with page.expect_navigation():
        page.locator("form[action='/read-workbook'] button").click()
    assert page.locator(".good").is_visible()
    assert served.decided()[0].conclusion == changed


def _another_conclusion(book: Path) -> str:
    """Decides otherwise in a workbook, as a person would; how."""
    opened, other = load_workbook(book), CONCLUSIONS[2]
    page = opened[AUDIT_SHEETS["problems"]]
    (cell,) = (cell for row in page.iter_rows() for cell in row if cell.value == CONCLUSIONS[1])
    heads = [each.value for row in page.iter_rows(max_row=cell.row) for each in row if each.column == cell.column]
    assert CONCLUSION in heads
    cell.value = other
    opened.save(book)
    return other


@pytest.mark.long
def test_the_desk_is_drawn_over_and_over_without_a_fault(served: Served, opened: Callable[[int], Any]) -> None:
    page, random = opened(800), Random(1)
    page.goto(f"{served.address}/queue")
    for _ in range(30):
        page.keyboard.press(random.choice("jk?u/"))
        page.keyboard.press("Escape")
        page.wait_for_load_state()
    page.locator("h1").first.wait_for()
