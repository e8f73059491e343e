"""The desk in a browser: what its pages show, what they keep, and whom they refuse."""

from __future__ import annotations

import re
import shutil
from functools import partial
from html import unescape
from io import BytesIO
from itertools import groupby, islice
from pathlib import Path
from random import Random
from time import sleep
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import load_workbook

from extract.agencies.roster import Roster, Unit
from extract.jobs import settle, text_index
from extract.jobs.files import Task, read_report, recorded
from extract.jobs.inputs import inputs_of
from extract.jobs.panels import PanelRequest, compared
from extract.jobs.receiving import Inbox
from extract.library import NAME, OpenLibrary
from extract.library.overviews import Wanted
from extract.library.records import Record
from extract.model import SEVERITIES, Confirmed
from extract.panels.compare import flagged_anew
from extract.panels.grid import Choice
from tests.optional import needed

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
COUNTY = "samples/澄溪县"
FILES = (
    f"{COUNTY}/2023/榆钱渡镇2023.txt",
    f"{COUNTY}/2024/榆钱渡镇2024.md",
    f"{COUNTY}/2024/石舫镇2024.html",
    "samples/荷杏岭镇2024.pdf",
    "samples/说明.txt",
)
FAULTY = "澄溪县/2024/榆钱渡镇2024.md"
EVIL = "<script>alert(1)</script>"


@pytest.fixture(scope="module")
def records() -> list[Record]:
    """What is read of a county and of a few files of other kinds."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        made = [recorded(Task(file)) for file in inputs_of(FILES)]
    return [record for record in made if record != "unchanged"]


@pytest.fixture(scope="module")
def settled(records: list[Record], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library that holds them."""
    path = tmp_path_factory.mktemp("web") / NAME
    with OpenLibrary(path) as library:
        for record in records:
            library.add(record)
        settle(library)
    return path


@pytest.fixture
def library(settled: Path, tmp_path: Path) -> Path:
    """A library of the test's own."""
    (tmp_path / "desk").mkdir()
    return Path(shutil.copy(settled, tmp_path / "desk" / NAME))


def browser(library: Path, **others: Any) -> Any:
    """A browser that looks at the desk of a library."""
    client = needed("starlette.testclient").TestClient
    from extract.web.app import application
    from extract.web.desk import Workdesk

    desk = Workdesk(library, **{"roots": [ROOT], "patience": 60, **others})
    return client(application(desk), base_url="http://127.0.0.1:8765", follow_redirects=False)


@pytest.fixture(scope="module")
def counties(records: list[Record], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library that holds the same of three counties."""
    needed("starlette.testclient")
    from bench.web import of_other_counties

    path = tmp_path_factory.mktemp("counties") / NAME
    with OpenLibrary(path) as library:
        for record in islice(of_other_counties([each for each in records if each.status == "ok"]), 9):
            library.add(record)
        settle(library)
    return path


@pytest.fixture
def page(library: Path) -> Iterator[Any]:
    with browser(library) as client:
        yield client


def report_id(library: Path, file: str) -> str:
    with OpenLibrary.reading(library) as opened:
        return next(str(row[0]) for row in opened.rows("reports") if row[1].endswith(file))


def token(text: str) -> str:
    found = re.search(r'name="token" value="(\w+)"', text)
    assert found
    return found[1]


def form_of(text: str) -> dict[str, str]:
    """The fields of the form that decides about the finding that is looked at."""
    (form,) = re.findall(r'<form method="post" action="/decide".*?</form>', text, re.DOTALL)[:1]
    return {
        name: unescape(value) for name, value in re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form)
    }


# ── Pages ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_overview_counts_who_has_filed(library: Path) -> None:
    units = tuple(Unit(name, parent="澄溪县") for name in ("石舫镇", "榆钱渡镇", "没有的镇"))
    with browser(library, roster=Roster(units), year=2025) as page:
        text = page.get("/").text
        assert "2/3" in text and "尚无 1" in text and "0/3" in text
        assert "须整改" in text
        place = page.get("/place", params={"name": "澄溪县"}).text
        assert "没有的镇" in place and f'/report/{report_id(library, FAULTY)}"' in place
        table = place.split('id="rules"')[0]
        assert sorted(re.findall(r'<th scope="row">(.*?)</th>', table)) == sorted(unit.name for unit in units)
        year = page.get("/year/2024").text
        assert "未收到" in year and "没有的镇" in year


def test_the_sums_of_the_overview_are_of_the_places_that_are_looked_for(counties: Path) -> None:
    with browser(counties) as page:
        sums = [re.findall(r"\d+ 份", page.get("/", params={"q": q}).text.split("<tfoot>")[1]) for q in ("", "澄溪0县")]
    assert len(sums[0]) == len(sums[1]) and sums[0] != sums[1]


def test_one_person_at_a_machine_is_told_that_nothing_is_logged(page: Any) -> None:
    assert "没有操作记录" in page.get("/log").text


def test_a_place_tells_which_agency_breaks_which_rule(page: Any) -> None:
    text = page.get("/place", params={"name": "澄溪县", "year": "2024"}).text
    table = text[text.index('id="rules"') :]
    rows = re.findall(r'<th scope="row">([A-Z]-\d\d) .*?</tr>', table, re.DOTALL)
    assert "D-01" in rows and len(rows) == len(set(rows))
    assert re.search(r'D-01 .*?href="/report/\w+#problems">须整改 2</a>', table, re.DOTALL)
    assert "D-01" not in page.get("/place", params={"name": "澄溪县", "year": "2019"}).text


def test_a_report_stands_beside_its_source_and_each_leads_to_the_other(library: Path, page: Any) -> None:
    name = report_id(library, FAULTY)
    text = page.get(f"/report/{name}").text
    place = re.search(
        r'id="requests\.received\.natural_person"[^>]*><a href="/source/(\w+)#([^"]+)" target="source">5<', text
    )
    assert place and place[1] == name
    source = page.get(f"/source/{name}").text
    assert f'href="/report/{name}#requests.received.natural_person" target="_top"' in source
    assert f'id="{place[2]}">5</a>' in source
    ids = re.findall(r' id="([^"]+)"', source)
    assert len(ids) == len(set(ids))


@pytest.mark.slow
def test_every_place_that_a_report_links_to_is_in_its_source(library: Path, records: list[Record], page: Any) -> None:
    for record in records:
        for each in record.reports:
            if each.report_id:
                text, source = page.get(f"/report/{each.report_id}").text, page.get(f"/source/{each.report_id}").text
                places = {unescape(place).replace("%23", "#") for place in re.findall(r'/source/\w+#([^"]+)"', text)}
                assert len(places) > 20
                assert places <= set(re.findall(r' id="([^"]+)"', source))


def test_a_report_shows_the_year_before(library: Path, page: Any) -> None:
    text = page.get(f"/report/{report_id(library, FAULTY)}").text
    assert "<small>" in text and "<del>" in text and "2023" in text


@pytest.mark.slow
def test_the_pages_of_a_pdf_are_pictures(library: Path, page: Any) -> None:
    name = report_id(library, "荷杏岭镇2024.pdf")
    assert "<rect" in page.get(f"/source/{name}").text
    assert page.get(f"/source/{name}/1.png").content.startswith(b"\x89PNG")
    assert {page.get(f"/source/{name}/{number}.png").status_code for number in (0, 999)} == {404}


def test_copied_passages_stand_beside_each_other_and_are_decided_about(tmp_path: Path) -> None:
    path = copied_from_each_other(tmp_path)
    own, other = report_id(path, "檀树岭瑶族乡2023.tsv"), report_id(path, "雾耳坪乡2023.txt")
    with browser(path) as page:
        text = page.get(f"/report/{own}").text
        (card,) = (each for each in text.split("<section")[1:] if "雷同段落 5 处" in each)
        places = re.findall(r'<a class="at" href="/source/(\w+)#[^"]+" target="source">.*?<mark>', card)
        assert places == [own, other] * 5 and f'href="/report/{other}#s1"' in card
        fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', card))
        answer = page.post("/decide", data={**fields, "conclusion": "属实", "remark": ""})
        assert "told=changed" not in answer.headers["location"]
        with OpenLibrary.reading(path) as opened:
            assert opened.decisions() == {fields["fingerprint"]: ("属实", "")}
        assert 'aria-pressed="true">属实' in page.get(f"/report/{own}").text
        assert "told=changed" in page.post("/decide", data={**fields, "report": other}).headers["location"]
        page.post("/undo", data={"token": fields["token"], "back": f"/report/{own}"})
        with OpenLibrary.reading(path) as opened:
            assert opened.decision(fields["fingerprint"]) == ("", "")
    with browser(path, patience=0) as page:
        text = page.get(f"/report/{own}").text
        assert "正在与其他报告比对段落" in text and "没有发现问题" not in text


def copied_from_each_other(folder: Path) -> Path:
    """A library of two reports of which one has the text of the other."""
    names = ("檀树岭瑶族乡2023.tsv", "雾耳坪乡2023.txt")
    with pytest.MonkeyPatch.context() as patch, OpenLibrary(folder / NAME) as library:
        patch.chdir(ROOT)
        for file in inputs_of([f"{COUNTY}/2023/{name}" for name in names]):
            record = recorded(Task(file))
            assert record != "unchanged"
            library.add(record)
        settle(library)
    return folder / NAME


def test_what_takes_long_is_made_beside_what_goes_on(library: Path) -> None:
    with browser(library, patience=0) as page:
        for address, waits in (("/year/2024", "正在核查"), ("/compare?series=requests.received.total", "正在汇总")):
            assert waits in page.get(address).text
            while waits in (text := page.get(address).text):
                sleep(0.05)
            assert "石舫镇" in text
        fields = form_of(page.get("/queue?rule=D-01").text)
        page.post("/decide", data={**fields, "conclusion": "不属实", "remark": ""})
        assert "变动前的结果" in page.get("/year/2024").text
        assert "变动前" not in page.get("/compare?series=requests.received.total").text


def test_a_file_that_has_changed_or_is_gone_is_not_shown(library: Path, tmp_path: Path) -> None:
    name = report_id(library, FAULTY)
    shutil.copytree(ROOT / COUNTY, tmp_path / "files" / COUNTY)
    file = next((tmp_path / "files").rglob("榆钱渡镇2024.md"))
    with pytest.MonkeyPatch.context() as patch, browser(library, roots=[tmp_path / "files"]) as page:
        patch.chdir(tmp_path)
        assert "人" in page.get(f"/source/{name}").text
        file.write_text("另一份")
        from extract.jobs import showing

        showing._bytes_of.cache_clear()
        assert "原文件已变" in page.get(f"/source/{name}").text
        file.unlink()
        assert "找不到原文件" in page.get(f"/source/{name}").text


def test_english_at_a_click(page: Any) -> None:
    assert 'lang="zh-CN"' in page.get("/").text
    answer = page.get("/language/en", params={"back": "/queue?year=2024"})
    assert answer.headers["location"] == "/queue?year=2024"
    assert 'lang="en"' in page.get("/").text
    assert page.get("/language/en", params={"back": "//evil.example"}).headers["location"] == "/"


# ── Decisions ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_decision_is_kept_goes_on_and_can_be_taken_back(library: Path, page: Any) -> None:
    first = page.get("/queue?rule=D-01").text
    fields = form_of(first)
    answer = page.post("/decide", data={**fields, "conclusion": "不属实", "remark": "已核对原件"})
    assert answer.status_code == 303
    following = page.get(answer.headers["location"]).text
    assert form_of(following)["fingerprint"] != fields["fingerprint"]
    with OpenLibrary.reading(library) as opened:
        assert opened.decisions() == {fields["fingerprint"]: ("不属实", "已核对原件")}
        (told,) = opened.decided_about(fields["fingerprint"])
        assert (told.who, told.was, told.conclusion) == ("desk", "", "不属实")
    answer = page.post("/undo", data={"token": token(following), "back": "/queue?rule=D-01"})
    assert form_of(page.get(answer.headers["location"]).text)["fingerprint"] == fields["fingerprint"]
    with OpenLibrary.reading(library) as opened:
        assert opened.decision(fields["fingerprint"]) == ("", "")
        assert len(opened.decided_about(fields["fingerprint"])) == 2
    again = page.post("/undo", data={"token": token(following), "back": "/queue"})
    assert "told=nothing" in again.headers["location"]


def test_nothing_is_decided_twice(library: Path, page: Any) -> None:
    fields = form_of(page.get("/queue?rule=D-01").text)
    with OpenLibrary.existing(library) as opened, opened.writing():
        opened.decide([(fields["fingerprint"], "属实", "")], "another")
    answer = page.post("/decide", data={**fields, "conclusion": "不属实", "remark": ""})
    assert "told=changed" in answer.headers["location"]
    with OpenLibrary.reading(library) as opened:
        assert opened.decision(fields["fingerprint"]) == ("属实", "")


def test_the_queue_is_filtered(library: Path, page: Any) -> None:
    every = page.get("/queue?decided=all").text
    assert "共 " in every
    assert "没有待处理" in page.get("/queue?conclusion=属实").text
    for asked in ("rule=D-01", "region=澄溪县&year=2024", "severity=error"):
        assert 'action="/decide"' in page.get(f"/queue?{asked}").text
    assert "没有待处理" in page.get("/queue?region=没有的县").text


def test_the_queue_goes_from_the_gravest_to_the_least_and_from_place_to_place(counties: Path) -> None:
    for levels, is_turned in (({}, False), ({"D-01": "note", "E-01": "warning"}, True)):
        in_order = partial(sorted, reverse=is_turned)
        wanted = Wanted(levels=levels, in_order=in_order)
        with OpenLibrary.reading(counties) as opened:
            every = opened.to_decide(wanted, None, 1000)
            graded = [levels.get(each.finding.rule, each.finding.severity) for each in every]
            assert len(every) == opened.count_to_decide(wanted, 1000) and len(set(graded)) > 1
            assert graded == sorted(graded, key=SEVERITIES.index)
            for level in set(graded):
                of_level = [each for each, grave in zip(every, graded, strict=True) if grave == level]
                assert [each.line.parent for each in of_level] == in_order(each.line.parent for each in of_level)
                for _, of_place in groupby(of_level, lambda each: each.line.parent):
                    places = [each.place for each in of_place]
                    assert places == sorted(places)
            assert len({each.line.parent for each in every}) > 1
            assert len({each.place for each in every}) == len(every)
            for at, each in enumerate(every):
                assert opened.to_decide(wanted, each.place, 3) == every[at + 1 : at + 4]
                assert opened.to_decide(wanted, each.place, 3, backwards=True) == every[max(at - 3, 0) : at][::-1]


def test_the_queue_takes_places_in_the_order_of_the_roster(counties: Path) -> None:
    with OpenLibrary.reading(counties) as opened:
        places = sorted({place for (place, _), levels in opened.level_counts({}).items() if levels.get("error")})
    assert len(places) > 1
    for order in (places, places[::-1]):
        units = tuple(Unit(f"{place}的镇", parent=place) for place in order)
        with browser(counties, roster=Roster(units)) as page:
            text = page.get("/queue?severity=error").text
            assert f"{order[0]} ›" in text[text.index("<article") :]


def test_nobody_reviews_his_own_decision(library: Path) -> None:
    with OpenLibrary(library) as opened:
        first, second, *_ = (each.finding.fingerprint for each in opened.to_decide(Wanted(), None, 9))
        for fingerprint in (first, second):
            assert opened.decide_unless_changed(fingerprint, ("", ""), ("属实", ""), "甲")

        def to_review(who: str) -> set[str]:
            wanted = Wanted(decided="to_review", who=who)
            return {each.finding.fingerprint for each in opened.to_decide(wanted, None, 9)}

        assert to_review("甲") == set() and to_review("乙") == {first, second}
        assert not opened.review(first, ("属实", ""), "甲")
        assert not opened.review(first, ("不属实", ""), "乙")
        assert opened.review(first, ("属实", ""), "乙") and opened.readers_of(first) == ("甲", "乙")
        assert to_review("乙") == {second} and to_review("丙") == {second}
        assert opened.decide_unless_changed(first, ("属实", ""), ("不属实", ""), "乙")
        assert opened.readers_of(first) == ("乙", "") and to_review("甲") == {first}
        assert not opened.review(first, ("不属实", ""), "乙")


def test_where_one_person_decides_nothing_is_to_be_reviewed(page: Any) -> None:
    first = page.get("/queue").text
    page.post("/decide", data={**form_of(first), "conclusion": "属实", "remark": ""})
    decided = page.get("/queue?decided=decided").text
    assert "复核" not in decided and "/review" not in decided
    said = form_of(decided) | {"was": "属实"}
    assert "told=changed" in page.post("/review", data=said).headers["location"]


# ── Corrections ──────────────────────────────────────────────────────────────────────────────────────────────────────


def cell_sent(text: str, code: str) -> str:
    """What the form of a page sends of a cell."""
    found = re.search(rf'<option value="([^"]+)" data-cell="{re.escape(code)}">', text)
    assert found
    return unescape(found[1])


def test_a_figure_is_corrected_beside_the_print_and_taken_back(library: Path, page: Any) -> None:
    name, code = report_id(library, FAULTY), "requests.received.natural_person"
    text = page.get(f"/report/{name}").text
    said = {"token": token(text), "report": name, "cell": cell_sent(text, code), "value": "4", "why": "原件是4"}
    answer = page.post("/correct", data=said)
    assert answer.headers["location"] == f"/report/{name}?told=corrected#{code}"
    shown = page.get(answer.headers["location"]).text
    assert re.search(rf'id="{re.escape(code)}" class="corrected[^>]*>.*?4 <del>5</del>', shown)
    assert "原件是4" in shown and "更正后不再成立" in shown
    with OpenLibrary.reading(library) as opened:
        (each,) = opened.standing_corrections()
        assert (each.standing, each.correction.who, each.correction.value) == ("applied", "desk", "4")
    assert "told=meanwhile" in page.post("/correct", data=said | {"value": "3"}).headers["location"]
    back = said | {"cell": cell_sent(shown, code), "value": "print", "why": "撤销"}
    assert "told=taken" in page.post("/correct", data=back).headers["location"]
    assert "<del>5</del>" not in page.get(f"/report/{name}").text
    with OpenLibrary.reading(library) as opened:
        assert [each.value for each in opened.corrections_ever()] == ["4", ""] and not opened.has_corrections()


def test_figures_are_compared_as_printed_or_with_corrections(library: Path, page: Any) -> None:
    name, code = report_id(library, FAULTY), "requests.received.natural_person"
    text = page.get(f"/report/{name}").text
    said = {"token": token(text), "report": name, "cell": cell_sent(text, code), "value": "71", "why": "原件是71"}
    page.post("/correct", data=said)
    for address, value in (("", "71"), ("&figures=printed", "5")):
        asked = f"series={code}&years=2024&region=澄溪县{address}"
        shown = page.get(f"/compare?{asked}").text
        (row,) = re.findall(r'<th scope="row">[^<]*榆钱渡镇</th>.*?</tr>', shown, re.DOTALL)
        assert f'<td class="figure">{value}</td>' in row
        assert value in next(line for line in page.get(f"/compare.csv?{asked}").text.splitlines() if "榆钱渡镇" in line)


def test_figures_are_flagged_anew_as_if_they_were_made_anew(library: Path) -> None:
    wanted = PanelRequest(("requests.received.total", "requests.granted.total"), Choice(), "", True, False, "", 1)
    with OpenLibrary(library) as opened:
        before = compared(opened, wanted)
        assert before.long()["flag"].str.contains("D-01").any()
        for each in opened.to_decide(Wanted(rule="D-01"), None, 99):
            assert opened.decide_unless_changed(each.finding.fingerprint, ("", ""), ("不属实", ""), "甲")
        anew = flagged_anew(opened, before).long()
        assert not anew["flag"].str.contains("D-01").any()
        assert anew.equals(compared(opened, wanted).long())


def test_why_there_is_no_figure_is_told_in_words(page: Any) -> None:
    text = page.get("/compare?series=requests.received.total&region=澄溪县&years=2023-2024").text
    assert '<td class="pale">未收集到报告</td>' in text and "not_collected" not in text


def test_what_is_no_correction_is_not_kept(library: Path, page: Any) -> None:
    name, code = report_id(library, FAULTY), "requests.received.natural_person"
    text = page.get(f"/report/{name}").text
    said = {"token": token(text), "report": name, "cell": cell_sent(text, code), "value": "4", "why": "原件是4"}
    for wrong in (
        {"value": "四"}, {"value": ""}, {"why": " "}, {"cell": ""}, {"cell": "[1,2]"}, {"cell": '{"a":1}'},
        {"cell": '["a.b.c","5",""]'}, {"cell": f'["{code}","6",""]'}, {"report": "r0"},
    ):  # fmt: skip
        location = page.post("/correct", data=said | wrong).headers["location"]
        assert "told=value" in location or "told=meanwhile" in location
    assert page.post("/correct", data=said | {"token": "0"}).status_code == 403
    with OpenLibrary.reading(library) as opened:
        assert not opened.corrections_ever()


# ── Who is refused ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_what_another_site_sends_is_refused(library: Path, page: Any) -> None:
    fields = form_of(page.get("/queue").text)
    said = {**fields, "conclusion": "属实"}
    assert page.post("/decide", data={**said, "token": "0" * 64}).status_code == 403
    assert (
        page.post("/decide", data={name: value for name, value in said.items() if name != "token"}).status_code == 403
    )
    assert page.post("/decide", data=said, headers={"Origin": "http://evil.example"}).status_code == 403
    assert page.post("/decide", data=said, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert page.get("/", headers={"Host": "evil.example"}).status_code == 400
    page.cookies.clear()
    assert page.post("/decide", data=said).status_code == 403
    with OpenLibrary.reading(library) as opened:
        assert opened.decisions() == {}


def test_every_answer_forbids_what_no_page_needs(page: Any) -> None:
    for path in ("/", "/nowhere", "/static/desk.css", "/queue"):
        answer = page.get(path)
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy and "unsafe" not in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
    assert "HttpOnly" in (cookie := browser_cookie(page)) and "SameSite=Strict" in cookie


def browser_cookie(page: Any) -> str:
    page.cookies.clear()
    return str(page.get("/").headers["set-cookie"])


def test_nothing_in_a_page_is_inline_or_from_elsewhere(library: Path, page: Any) -> None:
    name = report_id(library, FAULTY)
    for path in ("/", "/queue", f"/report/{name}", f"/source/{name}", "/year/2024", "/unread"):
        text = page.get(path).text
        assert not re.search(r"<script(?! src=\"/static)|<style| style=| on\w+=|(?:src|href)=\"(?:https?:)?//", text), (
            path
        )


def test_what_a_report_holds_is_text_and_nothing_else(records: list[Record], tmp_path: Path) -> None:
    record = next(each for each in records if each.source.name.endswith(FAULTY))
    (kept,) = record.reports
    report = kept.report._replace(entity=EVIL, parent=EVIL, title=EVIL, entity_id=EVIL)
    sections = tuple(each._replace(title=EVIL, text=EVIL, paragraphs=each.origin) for each in kept.sections)
    findings = tuple(each._replace(actual=EVIL, expected=EVIL) for each in kept.findings)
    evil = kept._replace(report=report, sections=sections, findings=findings)
    with OpenLibrary(tmp_path / NAME) as library:
        library.add(record._replace(source=record.source._replace(name=f"{EVIL}.md"), reports=(evil,)))
        settle(library)
        library.identify  # noqa: B018 - the unit stays as it was read
    with browser(tmp_path / NAME) as page:
        for path in (
            "/",
            f"/place?name={EVIL}",
            "/queue",
            f"/report/{kept.report_id}",
            f"/source/{kept.report_id}",
            "/year/2024",
        ):
            answer = page.get(path)
            assert answer.status_code in (200, 400), path
            assert EVIL not in answer.text, path
        assert "&lt;script&gt;" in page.get("/queue").text


# ── Search and comparison ────────────────────────────────────────────────────────────────────────────────────────────


def said_in(library: Path) -> list[str]:
    """The text of every section, without signs and blanks, as it is searched."""
    with OpenLibrary.reading(library) as opened:
        rows = list(opened.rows("sections"))
    return [text_index.characters_of(f"{row[3]}\n{row[4]}").replace(" ", "") for row in rows]


def test_two_characters_are_found_wherever_they_stand(library: Path) -> None:
    texts, index = said_in(library), text_index.TextIndex(library)
    index.update()
    for words in ("申请", "公开", "复议", "20", "2024", "榆钱渡镇", "没有这个词"):
        assert index.find(words).number == sum(words in text for text in texts), words
    assert index.find("申请 复议").number == sum("申请" in text and "复议" in text for text in texts)
    assert index.find("公开", year=2023).number < index.find("公开").number
    assert {each.parent for each in index.find("公开", "澄溪县").sections} == {"澄溪县"}


@pytest.mark.parametrize("words", ['"', "公开*", "NOT", "公开 OR", "(", "text:公开", "'; DROP TABLE found", "—", " "])
def test_whatever_is_looked_for_is_text(library: Path, words: str) -> None:
    index = text_index.TextIndex(library)
    index.update()
    assert index.find(words).number >= 0


@pytest.mark.slow
def test_the_index_follows_the_library(library: Path, records: list[Record]) -> None:
    index = text_index.TextIndex(library)
    index.update()
    before = index.find("公开").number
    with OpenLibrary.existing(library) as opened:
        opened.remove([records[0].source.name])
    index.update()
    left = index.find("公开").number
    assert left == sum("公开" in text for text in said_in(library)) < before
    with OpenLibrary.existing(library) as opened:
        opened.add(records[0])
    index.update()
    assert index.find("公开").number == before
    index.path.write_bytes(b"no index")
    index.update()
    assert index.find("公开").number == before


def test_what_is_found_is_marked(page: Any) -> None:
    text = page.get("/search", params={"q": "公开"}).text
    assert "<mark>公开</mark>" in text and 'href="/report/r' in text


@pytest.mark.slow
def test_a_comparison_is_a_table_a_picture_and_files(page: Any) -> None:
    needed("matplotlib")
    asked = {"series": ["requests.received.total"], "region": "澄溪县"}
    text = page.get("/compare", params=asked).text
    assert "澄溪县/榆钱渡镇" in text and "/compare.svg?series=requests.received.total" in text
    assert page.get("/compare.csv", params=asked).content.count("榆钱渡镇".encode()) >= 2
    assert b"<svg" in page.get("/compare.svg", params=asked).content
    assert page.get("/compare", params={"series": "no.such.cell"}).status_code == 200
    assert page.get("/compare.exe", params=asked).status_code == 400


# ── What comes in ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_what_comes_in_is_kept_whole_and_none_over_another(tmp_path: Path) -> None:
    inbox, same = Inbox(tmp_path / NAME), "县/镇.txt"
    names = (same, same, same, "../../县.txt", ".ssh/authorized_keys", f"{same}/x", "con\0.txt", "")
    contents = (b"1", b"2", b"1", b"3", b"4", b"5", b"6", b"7")
    kept = [inbox.keep(name, BytesIO(data)) for name, data in zip(names, contents, strict=True)]
    places = [each.relative_to(inbox.folder).as_posix() for each in kept[:4]]
    assert places == [same, "县/镇 (2).txt", same, "县.txt"]
    assert all(each.resolve().is_relative_to(inbox.folder.resolve()) for each in kept)
    assert {each.read_bytes() for each in inbox.folder.rglob("*") if each.is_file()} == set(contents)
    assert not any(each.name.startswith(".") for each in inbox.folder.rglob("*"))


@pytest.mark.slow
def test_what_is_handed_in_is_read_and_can_be_decided_about(library: Path, page: Any) -> None:
    said = {"token": token(page.get("/received").text)}
    data = (ROOT / COUNTY / "2024/砚背镇2024.html").read_bytes()
    assert page.post("/upload", data=said).status_code == 303
    assert page.post("/upload", files=[("files", ("x.txt", b"x"))]).status_code == 403
    files = [("files", ("../../砚背镇2024.html", data)), ("files", ("说明.txt", "不是年报".encode()))]
    assert page.post("/upload", data=said, files=files).status_code == 303
    inbox = page.app.state.desk.inbox
    for _ in range(600):
        if not inbox.progress.is_running:
            break
        sleep(0.1)
    assert (inbox.progress.done, inbox.progress.fault) == (2, "")
    text = page.get("/received").text
    assert "砚背镇" in text and "/report/r" in text
    with OpenLibrary.reading(library) as opened:
        assert not opened.has_unsettled()
        count = opened.count("file")
    again = Inbox(library)
    again.read()
    while again.progress.is_running:
        sleep(0.05)
    assert again.progress.last == []
    with OpenLibrary.reading(library) as opened:
        assert opened.count("file") == count
    assert not (library.parent.parent / "砚背镇2024.html").exists()


def test_a_file_that_nobody_claims_is_assigned(library: Path) -> None:
    with browser(library, roster=Roster((Unit("石舫镇", parent="澄溪县"), Unit("别的镇", parent="澄溪县")))) as page:
        text = page.get("/unclaimed?year=2024").text
        assert "榆钱渡镇" in text
        said = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', text)[:4])
        assert page.post("/assign", data={**said, "unit": "别的镇", "remark": "来电确认"}).status_code == 303
        assert page.post("/assign", data={**said, "unit": "没有的镇"}).status_code == 303
        assert page.post("/assign", data={**said, "sha256": "f" * 64, "unit": "别的镇"}).status_code == 303
    with OpenLibrary.reading(library) as opened:
        assert opened.assigned(2024) == {(said["sha256"], 1): ("别的镇", "来电确认")}


# ── What is handed on ────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.slow
def test_what_is_decided_goes_into_the_workbook_and_comes_back(library: Path, page: Any, tmp_path: Path) -> None:
    fields = form_of(page.get("/queue?rule=D-01").text)
    page.post("/decide", data={**fields, "conclusion": "属实", "remark": "电话核实"})
    said = {"token": fields["token"], "year": "2024"}
    book = load_workbook(BytesIO(page.post("/take", data={**said, "paper": "ledger"}).content))
    sheet = book["问题清单"]
    (cell,) = [cell for row in sheet.iter_rows() for cell in row if cell.value == "属实"]
    cell.value = "不属实"
    book.save(tmp_path / "book.xlsx")
    files = [("files", ("年报核查结果.xlsx", (tmp_path / "book.xlsx").read_bytes()))]
    assert "读回结论等 1 项" in page.post("/read-workbook", data=said, files=files).text
    with OpenLibrary.reading(library) as opened:
        assert opened.decision(fields["fingerprint"])[0] == "不属实"
        account = opened.decided_about(fields["fingerprint"])
    assert [(told.who, told.conclusion) for told in account] == [("desk", "属实"), ("", "不属实")]
    assert "不属实" in page.get("/queue?decided=decided").text
    for paper, start in (("notices", b"PK"), ("totals", b"PK"), ("page", b"<!doctype html>")):
        assert page.post("/take", data={**said, "paper": paper}).content[:20].startswith(start), paper
    files = [("files", ("x.xlsx", b"no workbook"))]
    assert page.post("/read-workbook", data=said, files=files).status_code == 200


# ── Whatever is asked ────────────────────────────────────────────────────────────────────────────────────────────────

ODD = (
    "",
    "0",
    "-1",
    "x",
    "9" * 30,
    "../../etc/passwd",
    "%2e%2e/",
    EVIL,
    "'\"; --",
    "\0",
    "𠀀",
    "1.0.1",
    "1.2",
    "2024",
    "澄溪县",
)
PARAMETERS = (
    "q",
    "name",
    "year",
    "region",
    "rule",
    "severity",
    "decided",
    "conclusion",
    "at",
    "after",
    "before",
    "page",
    "told",
    "back",
    "series",
    "years",
    "by",
)


def test_nothing_that_is_asked_is_a_fault_of_ours(page: Any) -> None:
    needed("starlette")
    paths = [route.path for route in page.app.routes if "GET" in (getattr(route, "methods", None) or ())]
    assert len(paths) > 8
    random = Random(1)
    for path in paths:
        for _ in range(12):
            asked = {name: random.choice(ODD) for name in random.sample(PARAMETERS, 4)}
            filled = re.sub(
                r"\{(\w+)(:int)?\}",
                lambda part: random.choice(("0", "1", "77777777777777777777") if part[2] else ("x", "en", "csv", "r1")),
                path,
            )
            answer = page.get(filled, params=asked)
            assert answer.status_code < 500, (filled, asked)
            assert EVIL not in answer.text


def test_whatever_a_form_holds_is_no_fault_of_ours(page: Any) -> None:
    fields, random = form_of(page.get("/queue").text), Random(2)
    for path in [route.path for route in page.app.routes if "POST" in (getattr(route, "methods", None) or ())]:
        assert page.post(path, data={"token": "x"}).status_code == 403
        assert page.post(path, content=b"\xff\0", headers={"Content-Type": "multipart/form-data"}).status_code in (
            400,
            403,
        )
        for _ in range(12):
            said = {
                name: random.choice(ODD)
                for name in ("fingerprint", "was", "remark_was", "conclusion", "remark", "back", "year")
            }
            assert page.post(path, data={**said, "token": fields["token"]}).status_code < 500, (path, said)


def test_no_path_leads_out_of_what_is_served(page: Any) -> None:
    for path in (
        "/static/../app.py",
        "/static/%2e%2e/app.py",
        "/static/..%2fapp.py",
        "/source/../../etc/passwd",
        "/source/..%2f..%2fetc%2fpasswd",
    ):
        assert page.get(path).status_code in (400, 404), path


@pytest.mark.parametrize(
    ("confirmed", "look", "told"),
    [("", "recognised", "核对后"), ("sums", "sums", "勾稽"), ("person", "person", "人工")],
)
def test_a_figure_of_a_picture_tells_what_confirms_it(confirmed: Confirmed, look: str, told: str) -> None:
    needed("starlette")
    from extract.web.report import _cell

    report = read_report(ROOT / FILES[0])
    fact = next(fact for fact in report.facts if fact.state == "number")
    shown = _cell(fact.concept, fact._replace(how="recognised", confirmed=confirmed), None, report, {}, "zh")
    assert shown.look == look and told in shown.told
