"""How reports come: in many kinds of file, named as people name them, with what programs leave beside them."""

from __future__ import annotations

from pathlib import Path
from random import Random

from openpyxl import Workbook

from bench.year.county import CHANGED, COUNTY, LAST, YEARS, Filer, Step, clean_draft, draft_at
from tests.made.layouts import LAYOUTS
from tests.made.printing import docx_bytes, html_text, look_of, pdf_bytes, printed
from tests.made.prose import Draft
from tests.made.saved import doc_bytes, mht_bytes, ods_bytes, odt_bytes, rtf_bytes, xls_bytes, xlsx_bytes
from tests.made.sent import ofd_bytes
from tests.made.whole import written

_NAMES = (
    "{short}{year}年政府信息公开工作年度报告", "{year}年{short}政府信息公开年报", "{short}年报（{year}年度）",
    "附件：{stem}{year}年年报定稿", "关于报送{short}{year}年度政府信息公开工作年度报告的报告", "{full}{year}年年报",
    "{number:02}.{short}{year}", "{short}/{year}年报", "{short}/新建文档{year}",
)  # fmt: skip
_FINAL = "定稿"
"""What a name calls itself that counts before one that says nothing."""
_PAIRS = (("（盖章版）", "（电子版）"), ("盖章扫描件", "word版"), ("（签字盖章）", "-电子版"))
_CORRECTED = ("（修改稿）", "（更正版）", "（第2次报送）", "（整改后）", " - 修改")
_AGAIN = ("（修改稿{number}）", "（第{number}次报送）", "v{number}")
_LAYOUTS = tuple(name for name in ("tab_spans", "pipes_open") if name in LAYOUTS)
_LEFT_BESIDE = ("Thumbs.db", ".DS_Store", "desktop.ini", "~$年报.docx", "System Volume Information/IndexerVolumeGuid")


def data_of(draft: Draft, kind: str) -> bytes:
    """A report as a kind of file."""
    if kind == "txt":
        return written(draft, _LAYOUTS[draft.seed % len(_LAYOUTS)]).text.encode("utf-8")
    look = look_of(draft.stream("look"))._replace(metadata=False, watermark=False, zero="0", turned="")
    parts = printed(draft, look).parts
    as_bytes = {
        "docx": lambda: docx_bytes(parts, look),
        "pdf": lambda: pdf_bytes(parts, look),
        "html": lambda: html_text(parts, look).encode("utf-8"),
        "mht": lambda: mht_bytes(html_text(parts, look)),
        "ofd": lambda: ofd_bytes(pdf_bytes(parts, look)),
        "doc": lambda: doc_bytes(parts),
        "rtf": lambda: rtf_bytes(parts),
        "odt": lambda: odt_bytes(parts),
        "ods": lambda: ods_bytes(parts),
        "xls": lambda: xls_bytes(parts),
        "xlsx": lambda: xlsx_bytes(parts),
    }
    return as_bytes[kind]()


class Inbox:
    """The folder into which the reports of a county come."""

    def __init__(self, folder: Path, county: list[Filer], seed: str) -> None:
        self.folder, self.county, self.seed = folder, county, seed
        self.first: dict[int, list[Path]] = {}
        self.there: dict[int, list[Path]] = {}

    def receive(self, round_: int) -> None:
        """Puts what comes in a round where it belongs."""
        if not round_:
            self._of_years_before()
        for filer in self.county:
            step = next((step for step in filer.steps if step.round == round_), None)
            if step:
                self._corrected(filer, step)
            elif filer.first == round_:
                self._first(filer)

    def _of_years_before(self) -> None:
        for filer in self.county:
            for agency in filer.formers or (filer.agency,):
                for year in YEARS[:-1]:
                    draft = clean_draft(agency, year, filer.number)
                    name = f"{agency.name.removeprefix(COUNTY)}{year}年政府信息公开工作年度报告"
                    _write(self.folder / str(year) / f"{name}.{filer.kinds[0]}", draft)
        for name in _LEFT_BESIDE:
            path = self.folder / str(LAST) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(bytes(range(16)))

    def _first(self, filer: Filer) -> None:
        random = Random(f"{self.seed}/{filer.number}/name")
        draft, _ = draft_at(filer, filer.first, self.seed)
        if filer.role == "other year":
            draft = clean_draft(filer.agency, LAST - 1, filer.number)
        names = _NAMES if filer.role != "chosen" else [name for name in _NAMES if _FINAL not in name]
        first, other = (self._path(filer, name) for name in random.sample(names, 2))
        endings = (
            random.choice(_PAIRS)
            if filer.role.startswith("pair")
            else ("（送审稿）",)
            if filer.role == "draft"
            else ("",)
        )
        self.there[filer.number] = [
            first.with_name(f"{first.name}{ending}.{kind}") for ending, kind in zip(endings, filer.kinds, strict=False)
        ]
        self.first[filer.number] = self.there[filer.number]
        for path in self.there[filer.number]:
            _write(path, draft)
        if filer.role == "chosen":
            _write(other.with_name(f"{other.name}.{filer.kinds[1]}"), other_than(draft))

    def _corrected(self, filer: Filer, step: Step) -> None:
        draft, _ = draft_at(filer, step.round, self.seed)
        before = self.there[filer.number]
        if step.way == "instead":
            for path in before:
                path.unlink()
        if step.way != "in place":
            has_another_name = any(each.way != "in place" for each in filer.steps_until(step.round - 1))
            endings = (_AGAIN[filer.number % len(_AGAIN)],) if has_another_name else _CORRECTED
            ending = Random(f"{self.seed}/{filer.number}/{step.round}").choice(endings).format(number=step.round + 1)
            ending = "" if filer.role == "draft" else ending
            self.there[filer.number] = [
                path.with_name(f"{path.stem.replace('（送审稿）', '')}{ending}{path.suffix}")
                for path in self.first[filer.number]
            ]
        for path in self.there[filer.number]:
            _write(path, draft)

    def _path(self, filer: Filer, name: str) -> Path:
        """Where a report is to stand, without the ending of its kind."""
        short = filer.agency.name.removeprefix(COUNTY)
        words = {"short": short, "stem": short[:2], "full": filer.agency.printed, "number": filer.number, "year": LAST}
        return self.folder / str(LAST) / name.format(**words)


def other_than(draft: Draft) -> Draft:
    """A version with another figure, of which nothing tells whether it is the later one."""
    values = draft.report.values
    return draft._replace(report=draft.report._replace(values=values | {CHANGED[0]: values[CHANGED[0]] + 1}))


def write_roster(path: Path, county: list[Filer]) -> None:
    """The roster as an office keeps it: below a title and a line that says whose it is, in groups, with contacts, units
    that are no more, sums and notes."""
    book = Workbook()
    page = book.active
    page.append([f"{COUNTY}政府信息公开工作年度报告报送单位名单"])
    page.append([f"填报单位：{COUNTY}政务公开办公室", None, None, None, None, None, f"{LAST + 1}年1月8日"])
    page.append(["序号", "单位名称", "前身", "启用年度", "联系人", "联系电话", "备注"])
    number = 0
    for group, kinds in (("一、乡镇、街道", ("township", "subdistrict")), ("二、县直部门", ("department",))):
        members = [filer for filer in county if filer.agency.kind in kinds]
        page.append([f"{group}（{len(members)}个）"])
        for filer in members:
            number += 1
            former = "、".join(each.name.removeprefix(COUNTY) for each in filer.formers if filer.is_predecessor_listed)
            page.append([number, filer.unit, former or None, LAST if former else None, *filer.contact, None])
            if filer.role == "merged":
                for each in filer.formers:
                    note = f"{LAST - 1}年12月撤销，并入{filer.unit}"
                    page.append([None, each.name.removeprefix(COUNTY), None, None, None, None, note])
    page.append(["合计", number])
    page.append(["注：1.各单位请于1月31日前报送。"])
    book.save(path)


def _write(path: Path, draft: Draft) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data_of(draft, path.suffix[1:]))
