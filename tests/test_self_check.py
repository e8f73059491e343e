"""The page of a report for those who wrote it: what is told, where it leads, and that no text becomes markup."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from extract.checks import verdict_of
from extract.cli.options import wording_of
from extract.export.pages.county_page import paragraph_at
from extract.export.pages.elements import element, page
from extract.export.pages.self_check import self_check_page
from extract.export.pages.source import Places
from extract.forms import load_forms
from extract.jobs import read_readings
from extract.model import NOTHING_GIVEN, Given, ParagraphOrigin, Reading, Verdict
from extract.pipeline import readings_of
from extract.words.languages import Lang
from extract.words.page_labels import page_words
from tests.command import Gongkai

SAMPLES = Path(__file__).parents[1] / "samples"
VOID = {"meta", "br"}
READ = ("云岭坡乡2025.txt", "九萝埠镇2022.pdf", "松茶畈镇2021.docx", "菱角塘镇2016.html", "云榆埠苗族乡2021.xlsx")


class Walked(HTMLParser):
    """A page as a browser sees it: ids, links, elements that are open, names of attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.regions: list[str] = []
        self.links: list[str] = []
        self.open: list[str] = []
        self.attributes: set[str] = set()
        self.texts: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes |= {name for name, _ in attrs}
        self.regions += [str(value) for name, value in attrs if name == "aria-label"]
        self.ids += [str(value) for name, value in attrs if name == "id"]
        self.links += [str(value) for name, value in attrs if name in ("href", "src")]
        if tag not in VOID:
            self.open.append(tag)
        assert tag not in ("script", "iframe", "img", "form")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def made(name: str, lang: Lang = "zh") -> str:
    checked = [(reading, verdict_of(reading, load_forms())) for reading in read_readings(SAMPLES / name)]
    return self_check_page(checked, [], wording_of(lang).message, lang)


@pytest.mark.parametrize("name", READ)
def test_every_link_leads_to_its_place(name: str) -> None:
    walked = Walked(made(name))
    assert walked.open == []
    assert {link.removeprefix("#") for link in walked.links} <= set(walked.ids)
    assert len(walked.ids) == len(set(walked.ids))
    assert not any(name.startswith("on") for name in walked.attributes)
    assert len(walked.regions) == len(set(walked.regions)) > 0


@pytest.mark.parametrize("name", READ)
def test_what_was_read_stands_there_whole(name: str) -> None:
    walked = Walked(made(name))
    (reading, *_) = read_readings(SAMPLES / name)
    places = Places(reading.document)
    found = [fact for fact in reading.report.facts if fact.state == "number" and fact.origins]
    assert found
    assert all(places.of(fact.origins[0]) for fact in found)
    shown = "".join(walked.texts)
    assert all(section.title.strip() in shown for section in reading.report.sections)


@pytest.mark.parametrize("name", ["云岭坡乡2025.txt", "松茶畈镇2021.docx", "菱角塘镇2016.html", "九萝埠镇2022.pdf"])
def test_a_problem_in_a_sentence_is_shown_with_its_own_paragraph(name: str) -> None:
    (reading, *_) = read_readings(SAMPLES / name)
    paragraphs = [each for section in reading.report.sections for each in section.paragraphs if each.text.strip()]
    assert len({each.text for each in paragraphs}) > 3
    for each in paragraphs:
        assert paragraph_at(reading.report, (each.origin,)) == each.text.strip()[:300]
    assert paragraph_at(reading.report, (ParagraphOrigin(reading.document.source.kind, 9_999),)) == ""


def test_faults_and_doubts_stand_apart() -> None:
    text = made("云岭坡乡2025.txt")
    assert text.index("没有前言") < text.index("程序没有把握读对之处") < text.index("的位置只是推测")
    (reading,) = read_readings(SAMPLES / "云岭坡乡2025.txt")
    faults = [each.severity for each in verdict_of(reading, load_forms()).findings if each.about == "report"]
    counts = (faults.count(severity) for severity in ("error", "warning", "note"))
    assert "须修改 {} 处，请核对 {} 处，可完善 {} 处。".format(*counts) in text


def test_nobody_is_told_which_figure_would_fit(gongkai: Gongkai, tmp_path: Path) -> None:
    file = SAMPLES / "澄溪县" / "2022" / "铜铃坳镇2022.md"
    assert "4→3" in gongkai("check", file, "--page", tmp_path / "a.html").out
    page_text = (tmp_path / "a.html").read_text(encoding="utf-8")
    assert "≠" in page_text
    assert "→" not in page_text
    assert 'href="#o' in page_text


@pytest.mark.parametrize("text", ['<script>alert("1")</script>', "<!--", "&amp;", "' onload='x", "\x00"])
def test_a_text_stays_a_text(text: str) -> None:
    walked = Walked(page(text, "zh", element("p", text, id=text, class_=text)))
    assert "".join(walked.texts).count(text) == 2 or "\x00" in text
    assert walked.attributes <= {"lang", "charset", "name", "content", "http-equiv", "id", "class"}


def test_the_command_writes_it_and_writes_over_nothing_else(gongkai: Gongkai, tmp_path: Path) -> None:
    place = tmp_path / "自查.html"
    arguments = ("check", SAMPLES / "青禾镇2023.txt", SAMPLES / "说明.txt", "--page", place)
    assert gongkai(*arguments).code in (0, 1)
    text = place.read_text(encoding="utf-8")
    assert "青禾镇" in text
    assert re.search(r"说明\.txt: .*", text)
    assert gongkai(*arguments, "--lang", "en").code in (0, 1)
    assert place.read_text(encoding="utf-8") != text
    place.write_text(text.replace("自查", "别的"), encoding="utf-8")
    assert gongkai(*arguments).code == 2
    assert "别的" in place.read_text(encoding="utf-8")
    assert gongkai("check", SAMPLES / "青禾镇2023.txt", "--page", tmp_path / "a.txt").code == 2


def test_the_page_hears_the_manifest_and_no_file_is_read_twice(
    gongkai: Gongkai, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []

    def noted(data: bytes, name: str, given: Given = NOTHING_GIVEN) -> tuple[Reading, ...]:
        read.append(name)
        return readings_of(data, name, given)

    monkeypatch.setattr("extract.jobs.files.readings_of", noted)
    file = tmp_path / "草稿.txt"
    file.write_bytes((SAMPLES / "青禾镇2023.txt").read_bytes())
    (tmp_path / "清单.csv").write_text("file,entity\n草稿.txt,临溪县稻香镇\n", encoding="utf-8")
    gongkai("check", file, "--page", tmp_path / "a.html", "--manifest", tmp_path / "清单.csv")
    assert read == [str(file)]
    text = (tmp_path / "a.html").read_text(encoding="utf-8")
    assert '<h2 id="r1">临溪县稻香镇' in text


def test_a_page_of_ours_is_no_report(gongkai: Gongkai, tmp_path: Path) -> None:
    gongkai("check", SAMPLES / "青禾镇2023.txt", "--page", tmp_path / "自查.html")
    checked = gongkai("check", tmp_path, "--page", tmp_path / "again.html")
    assert checked.code == 4
    assert "自查.html: " in (tmp_path / "again.html").read_text(encoding="utf-8")


def test_nothing_is_wrong_only_where_all_could_be_judged() -> None:
    (reading,) = read_readings(SAMPLES / READ[0])
    for unjudged, said in (({}, "summary.none"), ({"D-05": "year_before"}, "summary.doubtful")):
        text = self_check_page([(reading, Verdict((), unjudged))], [], wording_of("zh").message, "zh")
        assert page_words(said, "zh") in text
