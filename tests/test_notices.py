"""Papers that leave the desk: what may stand in them, how they look, what comes back on their forms."""

from __future__ import annotations

import os
import re
import subprocess
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as WordDocument

from extract.agencies.roster import Roster, Unit
from extract.audit.rounds import Decision
from extract.checks.profile import Profile
from extract.cli.options import wording_of
from extract.errors import UsageError
from extract.export.papers.answers import answers_in
from extract.export.papers.fields import filled
from extract.export.papers.notice import notice_template, told_to
from extract.export.papers.paper import bytes_of_paper, line, new_paper
from extract.jobs import handing_on
from extract.jobs.answering import FormRead, form_in
from extract.jobs.handing_on import HandedOn, hand_on, write_page
from extract.jobs.inputs import inputs_of
from extract.jobs.supervising import Audited, audit_library
from extract.library import NAME, OpenLibrary
from extract.library.records import record_of
from extract.model import Finding, Report, Verdict
from extract.readers import document_of
from extract.words.sheet_names import ANSWER_HEADS, CIRCULAR, CIRCULAR_TEMPLATE, NOTICE_TEMPLATE, NOTICES, PACKETS
from tests.optional import program
from tests.test_claims import filed
from tests.test_rounds import found
from tests.test_self_check import Walked

UNITS = (
    Unit("青禾镇", parent="甲县"),
    Unit("石桥镇", parent="甲县"),
    Unit("新桥镇", parent="乙县"),
    Unit("云坪乡", parent="乙县"),
)
DOUBT = found("B-07", "")._replace(severity="warning")


class County:
    """A library of a county, what is audited and handed on from it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def add(self, name: str, *findings: Finding, mark: str = "") -> None:
        """A unit hands in a report with these problems."""
        report = filed(name, f"in/{name}{mark}2024年报.docx")
        with OpenLibrary(self.folder / NAME) as library:
            library.add(record_of([(report, Verdict(findings, {}))]))

    def audit(self, answers: Path | None = None) -> Audited:
        """The audit of the year."""
        where = (self.folder / NAME, self.folder / "audit", Roster(UNITS), Profile(), 2024, wording_of("zh"))
        return audit_library(*where, overwrite=True, answers=answers)

    def hand_on(self, templates: Path | None = None, overwrite: bool = False) -> HandedOn:
        """The papers of the year."""
        where = (self.folder / NAME, self.folder / "papers", Roster(UNITS), Profile(), 2024, wording_of("zh"))
        return hand_on(*where, templates, self.folder / "audit", overwrite=overwrite)

    def paper(self, name: str, packet: str = "") -> WordDocument:
        """A paper that was written."""
        return Document(str(self.folder / "papers" / packet / name))

    def notices(self, packet: str = "") -> set[str]:
        """The units that have a paper."""
        return {place.stem for place in (self.folder / "papers" / packet / NOTICES).glob("*.docx")}

    def decide(self, conclusion: str, rule: str) -> None:
        """A person decides about the problems of a rule."""
        audit = self.audit().audit
        prints = [p.fingerprint for each in audit.standings for p in each.problems if p.finding.rule == rule]
        with OpenLibrary(self.folder / NAME) as library, library.writing():
            library.decide((print_, conclusion, "") for print_ in prints)

    def answer(self, name: str, *rows: dict[str, str]) -> Path:
        """A unit fills in the form of its paper, row by row, and sends it back."""
        paper = self.paper(f"{NOTICES}/{name}.docx")
        form = paper.tables[-1]
        for row, said in zip(form.rows[1:], rows, strict=True):
            for head, text in said.items():
                row.cells[ANSWER_HEADS.index(head)].text = text
        place = self.folder / "answers" / f"{name}反馈.docx"
        place.parent.mkdir(exist_ok=True)
        paper.save(str(place))
        return place.parent


@pytest.fixture
def county(tmp_path: Path) -> County:
    made = County(tmp_path)
    made.add("青禾镇", found(), found("C-06", ""))
    made.add("石桥镇", DOUBT)
    made.add("新桥镇", found("C-06", ""))
    return made


def text_of(paper: WordDocument) -> str:
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in paper.paragraphs), *cells])


# ── What stands in a paper ───────────────────────────────────────────────────────────────────────────────────────────


def test_units_are_told_of_errors_and_of_what_somebody_found_true(county: County) -> None:
    assert county.hand_on()[:4] == (2024, 2, 3, 1)
    assert county.notices() == {"青禾镇", "新桥镇"}
    county.decide("属实", "B-07")
    assert county.hand_on()[:4] == (2024, 3, 4, 0)
    assert county.notices() == {"青禾镇", "新桥镇", "石桥镇"}


def test_of_problems_with_one_cause_a_unit_is_told_once(county: County) -> None:
    audit = county.audit().audit
    standing = next(each for each in audit.standings if each.unit.name == "青禾镇")
    same = standing.problems[0].fingerprint
    alike = tuple(problem._replace(cause=same) for problem in standing.problems)
    assert told_to(standing) == list(standing.problems)
    assert told_to(standing._replace(problems=alike)) == [alike[0]]
    verified = alike[0]._replace(decision=Decision("待核实"))
    assert told_to(standing._replace(problems=(verified, *alike[1:]))) == [alike[1]]


@pytest.mark.slow
@pytest.mark.parametrize("conclusion", ["不属实", "不作要求", "待核实", "已整改", "说不清楚"])
def test_nobody_is_told_of_what_somebody_says_otherwise_about(county: County, conclusion: str) -> None:
    county.decide(conclusion, "C-06")
    county.hand_on()
    assert county.notices() == {"青禾镇"}
    paper = text_of(county.paper(f"{NOTICES}/青禾镇.docx"))
    assert "2024-01-02" in paper
    assert "2024-01-01" not in paper
    assert "新桥镇" not in [row.cells[1].text for row in county.paper(CIRCULAR).tables[1].rows]


@pytest.mark.slow
def test_a_paper_that_is_no_longer_true_is_taken_away_or_told(county: County) -> None:
    county.hand_on()
    county.decide("不属实", "C-06")
    assert [place.stem for place in county.hand_on().removed if PACKETS not in str(place)] == ["新桥镇"]
    assert county.notices() == {"青禾镇"}
    kept = county.folder / "papers" / NOTICES / "别的.docx"
    kept.write_bytes(b"a stranger's")
    assert county.hand_on().outdated == (kept,)
    assert county.hand_on(overwrite=True).outdated == (kept,)
    assert kept.exists()


def test_each_office_above_has_its_own_units_only(county: County) -> None:
    assert county.hand_on().packets == 2
    assert county.notices(f"{PACKETS}/甲县") == {"青禾镇"}
    assert county.notices(f"{PACKETS}/乙县") == {"新桥镇"}
    text = text_of(county.paper(CIRCULAR, f"{PACKETS}/乙县"))
    assert "应报送2个单位，已报送1个。未收到1个：云坪乡。" in text
    assert not re.search("青禾镇|石桥镇|甲县", text)


@pytest.mark.slow
def test_in_a_county_of_thirty_nobody_is_told_of_the_units_of_another(tmp_path: Path) -> None:
    above = {office: [f"{office}第{sign}镇" for sign in "甲乙丙丁戊己庚辛壬癸"] for office in ("东片", "中片", "西片")}
    roster = Roster(tuple(Unit(name, parent=office) for office, names in above.items() for name in names))
    county = County(tmp_path)
    for names in above.values():
        for number, name in enumerate(names[:-1]):
            county.add(name, *(found(), found("C-06", ""), DOUBT)[number % 4 :])
    where = (county.folder / NAME, county.folder / "papers", roster, Profile(), 2024, wording_of("zh"))
    assert hand_on(*where).packets == 3
    for office, names in above.items():
        folder = county.folder / "papers" / PACKETS / office
        papers = {place.stem: text_of(Document(str(place))) for place in (folder / NOTICES).iterdir()}
        circular = text_of(Document(str(folder / CIRCULAR)))
        with_errors = {name for number, name in enumerate(names[:-1]) if number % 4 < 2}
        assert papers.keys() == with_errors
        assert "应报送10个单位，已报送9个。" in circular
        parts = [part for place in folder.rglob("*.docx") for part in parts_of(place)]
        others = [other for each, names_of_it in above.items() if each != office for other in (each, *names_of_it)]
        assert not [other for other in others if any(other in part for part in parts)]
        for name, text in papers.items():
            assert not [other for other in names if other != name and other in text]
        assert all(name in circular for name in with_errors)


def parts_of(place: Path) -> list[str]:
    """Every part of a Word file, whether it is shown or not."""
    with zipfile.ZipFile(place) as parts:
        return [parts.read(name).decode("utf-8", "replace") for name in parts.namelist()]


def test_a_circular_may_have_the_red_head_of_an_office(county: County) -> None:
    plain = county.hand_on()
    assert plain.units
    where = (county.folder / NAME, county.folder / "red", Roster(UNITS), Profile(), 2024, wording_of("zh"))
    hand_on(*where, office="甲县人民政府办公室")
    circular = Document(str(county.folder / "red" / CIRCULAR))
    texts = [paragraph.text for paragraph in circular.paragraphs]
    mark = circular.paragraphs[0]
    assert mark.text == "甲县人民政府办公室文件"
    assert str(mark.runs[0].font.color.rgb) == "FF0000"
    assert mark.runs[0].font.name == "方正小标宋简体"
    assert 'w:color="FF0000"' in circular.paragraphs[texts.index("【发文字号】")]._p.xml
    assert texts.index("甲县人民政府办公室") > texts.index("三、工作要求")
    notice = Document(str(county.folder / "red" / NOTICES / "青禾镇.docx"))
    assert "甲县人民政府办公室" in [paragraph.text for paragraph in notice.paragraphs]


def test_who_has_not_filed_is_named_only_where_that_is_certain(county: County) -> None:
    county.hand_on()
    assert "应报送4个单位，已报送3个。未收到1个：云坪乡。" in text_of(county.paper(CIRCULAR))
    county.add("", mark="不明")  # a file that could be the one of 云坪乡
    county.hand_on()
    text = text_of(county.paper(CIRCULAR))
    assert "未收到" not in text
    assert "另有1个单位的报送情况尚在核实。" in text


def test_the_same_papers_are_the_same_bytes(county: County) -> None:
    county.hand_on()
    places = sorted((county.folder / "papers").rglob("*.docx"))
    before = [place.read_bytes() for place in places]
    county.hand_on()
    assert [place.read_bytes() for place in places] == before


def test_a_paper_that_somebody_has_changed_is_not_written_over(county: County) -> None:
    county.hand_on()
    place = county.folder / "papers" / NOTICES / "青禾镇.docx"
    paper = Document(str(place))
    paper.paragraphs[0].add_run("（请速办）")
    paper.save(str(place))
    with pytest.raises(UsageError, match="青禾镇"):
        county.hand_on()
    assert "请速办" in text_of(Document(str(place)))


# ── One page ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.slow
def test_an_audit_on_one_page(county: County, tmp_path: Path) -> None:
    county.decide("属实", "B-07")
    place = tmp_path / "核查.html"
    where = (tmp_path / NAME, place, Roster(UNITS), Profile(), 2024, wording_of("zh"))
    assert write_page(*where, tmp_path / "audit")[0] == 2024
    text = place.read_text(encoding="utf-8")
    walked = Walked(text)
    assert walked.open == []
    assert {link.removeprefix("#") for link in walked.links} <= set(walked.ids)
    assert len(walked.regions) == len(set(walked.regions)) > 1
    shown = "".join(walked.texts)
    assert all(unit.name in shown for unit in UNITS)
    assert all(words in shown for words in ("2024-01-01", "核实结论：属实", "未收到", "本年"))
    write_page(*where, tmp_path / "audit")
    assert place.read_text(encoding="utf-8") == text
    place.write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError, match=r"核查\.html"):
        write_page(*where)


# ── How it looks ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_paper_has_the_page_and_the_fonts_of_the_standard(county: County) -> None:
    county.hand_on()
    paper = county.paper(f"{NOTICES}/青禾镇.docx")
    portrait, landscape = paper.sections
    text_area = (
        portrait.page_width.mm - portrait.left_margin.mm - portrait.right_margin.mm,
        portrait.page_height.mm - portrait.top_margin.mm - portrait.bottom_margin.mm,
    )
    assert tuple(map(round, text_area)) == (156, 225)
    assert (round(portrait.top_margin.mm), round(portrait.left_margin.mm)) == (37, 28)
    assert landscape.page_width.mm > landscape.page_height.mm
    with zipfile.ZipFile(BytesIO((county.folder / "papers" / NOTICES / "青禾镇.docx").read_bytes())) as parts:
        body, settings = parts.read("word/document.xml").decode(), parts.read("word/settings.xml").decode()
    fonts = dict(re.findall(r'w:eastAsia="([^"]+)" w:cs="[^"]+"/><w:sz w:val="(\d+)"', body))
    assert fonts.items() >= {"方正小标宋简体": "44", "黑体": "21"}.items()
    assert 'w:cs="仿宋_GB2312"/><w:sz w:val="32"' in body
    assert 'w:firstLineChars="200"' in body
    assert 'w:line="579" w:lineRule="exact"' in body
    assert {"w:tblHeader", "w:cantSplit", 'w:tblLayout w:type="fixed"'} <= set(
        re.findall(r"w:tblHeader|w:cantSplit|w:tblLayout w:type=\S+(?=/)", body)
    )
    assert "w:evenAndOddHeaders" in settings


@pytest.mark.slow
def test_a_paper_opens_in_another_program(county: County, tmp_path: Path) -> None:
    county.hand_on()
    place = county.folder / "papers" / NOTICES / "青禾镇.docx"
    command = (program("soffice"), "--headless", "--convert-to", "txt:Text", "--outdir", tmp_path, place)
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    assert "整改情况反馈表" in (tmp_path / "青禾镇.txt").read_text(encoding="utf-8-sig")


# ── Templates ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_templates_are_written_once_and_may_be_changed(county: County, tmp_path: Path) -> None:
    folder = tmp_path / "templates"
    county.hand_on(folder)
    assert {place.name for place in folder.iterdir()} == {NOTICE_TEMPLATE, CIRCULAR_TEMPLATE}
    template = Document(str(folder / NOTICE_TEMPLATE))
    to = next(paragraph for paragraph in template.paragraphs if paragraph.text == "{{单位}}：")
    to.runs[0].text = "{{单"
    to.add_run("位}}并")
    to.add_run("{{单位}}负责同志：").bold = True
    template.sections[0].header.paragraphs[0].text = "第{{年度}}号"
    template.save(str(folder / NOTICE_TEMPLATE))
    county.hand_on(folder)
    paper = county.paper(f"{NOTICES}/青禾镇.docx")
    assert "青禾镇并青禾镇负责同志：" in text_of(paper)
    assert paper.sections[0].header.paragraphs[0].text == "第2024号"
    assert "2024-01-01" in text_of(paper)


def test_a_field_that_nothing_is_known_of_is_told() -> None:
    paper = new_paper("")
    line(paper, "{{单位名}}：")
    with pytest.raises(UsageError, match=r"单位名.*模板\.docx") as told:
        filled(bytes_of_paper(paper), "模板.docx", {"unit": "青禾镇"}, {})
    assert "{{单位}}" in str(told.value)
    with pytest.raises(UsageError, match=r"模板\.docx"):
        filled(b"no Word file", "模板.docx", {}, {})


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_our_own_templates_have_no_field_that_is_not_filled(lang: str) -> None:
    made = dict.fromkeys(("problems", "form"), lambda paper: None)
    texts = dict.fromkeys(("year", "unit", "due", "day", "count"), "甲")
    paper = filled(notice_template(lang), "", texts, made)  # type: ignore[arg-type]
    assert "{{" not in text_of(Document(BytesIO(paper)))


def test_nobody_waits_for_a_pipe_in_the_place_of_a_template_or_an_answer(county: County) -> None:
    templates = county.folder / "templates"
    templates.mkdir()
    os.mkfifo(templates / NOTICE_TEMPLATE)
    with pytest.raises(UsageError, match=NOTICE_TEMPLATE):
        county.hand_on(templates)
    (pipe,) = inputs_of([templates])
    assert form_in(pipe) == FormRead({}, "not_a_file")


# ── What comes back ──────────────────────────────────────────────────────────────────────────────────────────────────


def progress(audited: Audited) -> dict[str, tuple[str, str]]:
    return {
        audited.audit.number_of(p.fingerprint): (p.progress, p.decision.conclusion)
        for each in audited.audit.standings
        for p in each.problems
    }


@pytest.mark.slow
def test_an_answer_is_a_claim_until_a_newer_report_shows_it(county: County) -> None:
    county.audit()
    county.hand_on()
    done = {"是否完成": "是", "整改措施": "已更正", "完成时间": "2025年3月1日", "责任人": "李明"}
    answers = county.answer("青禾镇", {"是否完成": "否", "有异议及理由": "本机关没有收费"}, done)
    audited = county.audit(answers)
    assert audited.answered[:3] == (1, 1, 1)
    found_now = progress(audited)
    assert [found_now[number] for number in ("2024-01-01", "2024-01-02")] == [("", "待核实"), ("claimed", "")]
    assert progress(county.audit()) == found_now, "it is kept without the form"
    county.hand_on()
    paper = text_of(county.paper(f"{NOTICES}/青禾镇.docx"))
    assert "2024-01-02" in paper
    assert "2024-01-01" not in paper
    assert "尚未收到新的报告" in paper


@pytest.mark.long
def test_a_claim_is_none_once_a_newer_report_has_the_problem_still(county: County) -> None:
    county.audit()
    county.hand_on()
    county.audit(county.answer("新桥镇", {"是否完成": "是"}))
    county.add("新桥镇", found("C-06", ""), mark="更正版")
    assert progress(county.audit())["2024-03-01"][0] == "still"


@pytest.mark.slow
def test_what_was_decided_since_is_not_undone_by_an_answer_of_before(county: County) -> None:
    county.audit()
    county.hand_on()
    answers = county.answer("新桥镇", {"有异议及理由": "没有收费"})
    assert progress(county.audit(answers))["2024-03-01"] == ("", "待核实")
    county.decide("属实", "C-06")
    assert progress(county.audit(answers))["2024-03-01"] == ("", "属实")


@pytest.mark.long
def test_a_form_is_read_back_from_whatever_an_office_program_saved(county: County, tmp_path: Path) -> None:
    county.audit()
    county.hand_on()
    done = {"是否完成": "是", "整改措施": "已更正", "责任人": "李明"}
    answers = county.answer("青禾镇", done, {"是否完成": "否", "有异议及理由": "本机关没有收费"})
    (filled_in,) = answers.iterdir()
    expected = answers_in(document_of(filled_in.read_bytes(), filled_in.name))
    assert {number: (said.is_done, said.objection) for number, said in expected.items()} == {
        "2024-01-01": (True, ""),
        "2024-01-02": (False, "本机关没有收费"),
    }
    for kind in ("docx", "doc", "odt", "rtf"):
        command = (program("soffice"), "--headless", "--convert-to", kind, "--outdir", tmp_path / kind, filled_in)
        subprocess.run(command, check=True, capture_output=True, timeout=240)
        (saved,) = (tmp_path / kind).iterdir()
        assert answers_in(document_of(saved.read_bytes(), saved.name)) == expected, kind
    assert county.audit(tmp_path / "odt").answered[:3] == (1, 1, 1)


@pytest.mark.long
@pytest.mark.parametrize(
    ("said", "is_done"),
    [("是", True), ("已完成", True), (" 是。", True), ("否", False), ("整改中", False), ("", False), ("不是", False)],
)
def test_what_a_unit_writes_is_read_as_it_is_meant(county: County, said: str, is_done: bool) -> None:
    county.audit()
    county.hand_on()
    audited = county.audit(county.answer("新桥镇", {"是否完成": said, "整改措施": "已更正"}))
    assert progress(audited)["2024-03-01"][0] == ("claimed" if is_done else "")


@pytest.mark.slow
def test_files_without_a_form_and_numbers_of_nothing_are_told(county: County) -> None:
    county.audit()
    county.hand_on()
    folder = county.answer("新桥镇", {"序号": "2024－09－01", "是否完成": "是"})
    (folder / "说明.txt").write_text("附上反馈表。", encoding="utf-8")
    (folder / "坏.docx").write_bytes(b"PK\x03\x04")
    answered = county.audit(folder).answered
    assert (answered.done, answered.unknown) == (0, ("2024-09-01",))
    assert [Path(file).name for file in answered.formless] == ["说明.txt"]
    assert [Path(file).name for file, _ in answered.unread] == ["坏.docx"]


def test_a_form_that_was_sent_back_is_no_report(county: County) -> None:
    from extract.jobs import results_of
    from extract.jobs.inputs import Input

    county.hand_on()
    for place in sorted((county.folder / "papers").rglob("*.docx")):
        (result,) = results_of(Input(place.as_posix(), place))
        assert isinstance(result, Report)
        assert (result.status, result.reason) == ("skipped", "not_a_report"), place


def test_pictures_of_places_come_from_the_file_as_it_was_read(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Callable[[], bytes]] = []
    monkeypatch.setattr(handing_on, "picture_of", lambda data, origin: asked.append(data) or b"")
    county.hand_on()
    assert asked == [], "a Word file has no pages"
