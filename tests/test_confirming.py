"""What was recognised on scans is confirmed at the desk, cell by cell: kept as corrections are, and taken back."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from extract.jobs import settle
from extract.jobs.files import Task, recorded
from extract.jobs.inputs import inputs_of
from extract.library import NAME, OpenLibrary
from extract.library.confirming import FactPlace
from tests.optional import needed

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
SCAN, OTHER = "samples/荷杏岭镇2024.pdf", "samples/青禾镇2023.txt"
RECOGNISED = """
UPDATE fact_kind SET how = 'recognised' WHERE state = 'number';
INSERT INTO finding
    (report, across, place, rule, severity, about, wording, details, expected, actual, concepts, origin, fingerprint)
SELECT report.id, 0, 99, 'R-04', 'warning', 'reading', 'recognised', '[]', '', '1', '', '', 'x'
    FROM report JOIN file ON file.id = file_id WHERE file LIKE '%.pdf';
"""


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A library with a report that is as if it had been recognised, and another."""
    monkeypatch.chdir(ROOT)
    with OpenLibrary(tmp_path / NAME) as opened:
        for file in inputs_of((SCAN, OTHER)):
            record = recorded(Task(file))
            assert record != "unchanged"
            opened.add(record)
        settle(opened)
    with closing(sqlite3.connect(tmp_path / NAME)) as made, made:
        made.executescript(RECOGNISED)
    return tmp_path / NAME


@pytest.fixture
def page(library: Path) -> Iterator[Any]:
    client = needed("starlette.testclient").TestClient
    from extract.web.app import application
    from extract.web.desk import Workdesk

    app = application(Workdesk(library, roots=[ROOT], patience=60))
    with client(app, base_url="http://127.0.0.1:8765") as opened:
        yield opened


def say(page: Any, at: str = "/confirm", **said: str) -> str:
    """What the page says after something was said of the cell that it shows."""
    text = page.get(at).text
    forms = re.findall(r'<form method="post" action="/confirm-cell".*?</form>', text, re.DOTALL)
    form = forms[0 if "undo" in said else -1]
    fields = {name: unescape(value) for name, value in re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form)}
    answer = page.post("/confirm-cell", data={**fields, **said})
    assert answer.status_code == 200
    return str(answer.text)


def offered(text: str) -> str:
    (value,) = re.findall(r'name="value" value="([^"]*)" data-key="1"', text)
    return str(value)


def cell(text: str) -> str:
    (code,) = re.findall(r'/report/\w+#([\w.]+)" data-key="o"', text)
    return str(code)


def counted(library: Path, code: str) -> tuple[str, str, str, str]:
    """What counts of a cell of the scan: its value, state, how and what confirms it."""
    with closing(sqlite3.connect(library)) as opened:
        rows = opened.execute(
            """SELECT CAST(value AS TEXT), state, how, confirmed FROM facts
            WHERE "table" || '.' || "row" || '.' || "column" = ? AND year = 2024""",
            (code,),
        )
        (row,) = rows.fetchall()
    return row


def _main(text: str) -> str:
    return text.partition("<main")[2].partition("</main")[0]


def left(library: Path) -> int:
    with OpenLibrary.reading(library) as opened:
        return opened.count_to_confirm(10_000)


def test_one_cell_after_the_other_is_confirmed_by_what_was_recognised(library: Path, page: Any) -> None:
    before, seen = left(library), []
    for _ in range(3):
        text = page.get("/confirm").text
        seen.append(cell(text))
        value = offered(text)
        after = say(page, value=value)
        assert counted(library, seen[-1]) == (value, "number", "recognised", "person")
        assert cell(after) not in seen
    assert left(library) == before - 3


@pytest.mark.parametrize(
    ("said", "counts"),
    [("98765", ("98765", "number", "corrected", "")), ("空", (None, "blank", "corrected", ""))],
)
def test_another_figure_or_none_is_a_correction(library: Path, page: Any, said: str, counts: tuple[str, ...]) -> None:
    code = cell(page.get("/confirm").text)
    say(page, value=said)
    assert counted(library, code) == counts


@pytest.mark.parametrize("said", ["", "十二", "印出", "1 2"])
def test_what_is_no_figure_is_not_kept(library: Path, page: Any, said: str) -> None:
    code, before = cell(page.get("/confirm").text), left(library)
    after = say(page, value=said)
    assert cell(after) == code and 'class="warn"' in after
    assert left(library) == before


def test_what_was_said_last_is_taken_back(library: Path, page: Any) -> None:
    code, before = cell(page.get("/confirm").text), left(library)
    after = say(page, value="98765")
    last = re.search(r'name="place" value="([\d.]+)"', after)
    assert last and cell(after) != code
    text = say(page, f"/confirm?after={last[1]}&last={last[1]}", undo="1")
    assert cell(text) == code and left(library) == before
    assert counted(library, code)[2:] == ("recognised", "")


def test_nothing_is_said_over_what_somebody_else_said_meanwhile(library: Path, page: Any) -> None:
    text = page.get("/confirm").text
    fields = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', text))
    say(page, value="98765")
    answer = page.post("/confirm-cell", data={**fields, "value": "12"})
    assert 'class="warn"' in answer.text
    assert counted(library, cell(text))[0] == "98765"


def test_a_cell_is_shown_in_its_picture_and_no_other_is(library: Path, page: Any) -> None:
    (place,) = re.findall(r'src="/cell/([\d.]+)\.png"', page.get("/confirm").text)
    assert page.get(f"/cell/{place}.png").content.startswith(b"\x89PNG")
    for other in ("9.9", "x", "1", f"{place}.1"):
        assert page.get(f"/cell/{other}.png").status_code == 404


def test_nothing_is_left_of_a_report_that_was_not_recognised(library: Path, page: Any) -> None:
    with OpenLibrary.reading(library) as opened:
        names = {line.file: line.report_id for key in (1, 2) if (line := opened.line(key))}
        assert opened.next_to_confirm(None, names[OTHER]) is None
        first = opened.next_to_confirm(None, names[SCAN])
        assert first and opened.next_to_confirm(FactPlace(first.line.key, 10**6)) is None
        assert opened.next_to_confirm(first.place, backwards=True) is None
    assert (
        "data-key" not in page.get(f"/confirm?report={names[OTHER]}").text.partition("<main")[2].partition("</main")[0]
    )
