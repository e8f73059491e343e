"""With a roster, a row for every unit and year: what there is, and why there is nothing."""

from __future__ import annotations

import csv
from pathlib import Path

import pandas as pd
import pytest

from extract import Library
from extract.agencies.given import manifest_of
from extract.errors import UsageError
from extract.forms import load_every_form
from extract.library import OpenLibrary
from tests.command import Gongkai
from tests.test_panels import filled, in_library, kept, made_report

FORM, CODE = load_every_form()[-1], "requests.received.total"
ROSTER = "单位名称,上级,代码,前身,启用年度,停用年度\n"


def filed(folder: Path, *reports: tuple[str, int, int]) -> Path:
    made = (made_report(who, year, FORM, filled(FORM, requests__received__total=count)) for who, year, count in reports)
    return in_library(folder, *map(kept, made))


def roster(path: Path, *rows: str) -> Path:
    path.write_text(ROSTER + "\n".join(rows) + "\n", encoding="utf-8")
    return path


def told(panel: pd.DataFrame) -> dict[tuple[str, int], str]:
    return {(row.entity_id, row.year): row.missing for row in panel.itertuples()}


def test_that_nothing_was_filed_is_said_only_where_it_was_sought_or_audited(tmp_path: Path, gongkai: Gongkai) -> None:
    folder = filed(tmp_path / "out", ("甲县/一镇", 2023, 5), ("甲县/一镇", 2024, 5), ("甲县/二镇", 2023, 5))
    names = roster(tmp_path / "r.csv", "一镇,甲县,,,,", "二镇,甲县,,,,", "三镇,甲县,,,,")
    assert told(Library(folder).compare(CODE, roster=names)) == {
        ("甲县/一镇", 2023): "", ("甲县/一镇", 2024): "", ("甲县/二镇", 2023): "", ("甲县/二镇", 2024): "not_collected",
        ("甲县/三镇", 2023): "not_collected", ("甲县/三镇", 2024): "not_collected",
    }  # fmt: skip
    with OpenLibrary(folder / "gongkai.sqlite") as library:
        library.keep_sought([("三镇", "", "甲县", "", 2023, "gone", "https://example.org/a", "2024-02-01")])
    gongkai("audit", folder, "-o", tmp_path / "audit", "--roster", names, "--year", "2024", "-q")
    panel = Library(folder).compare(CODE, roster=names)
    assert told(panel)["甲县/三镇", 2023] == "gone"
    assert told(panel)["甲县/三镇", 2024] == told(panel)["甲县/二镇", 2024] == "not_filed"
    (gone,) = panel[panel["missing"].eq("gone")].itertuples()
    assert (gone.sought_url, gone.sought_at) == ("https://example.org/a", "2024-02-01")
    without = told(Library(folder).compare(CODE))
    assert without["甲县/二镇", 2024] == "not_collected", "without a roster nobody is due"


def test_a_report_weighs_for_those_of_its_stratum_that_have_none(tmp_path: Path) -> None:
    folder = filed(tmp_path / "out", ("甲县/一镇", 2023, 5), ("甲县/二镇", 2023, 5), ("乙县/四镇", 2023, 5))
    names = roster(tmp_path / "r.csv", "一镇,甲县,,,,", "二镇,甲县,,,,", "三镇,甲县,,,,", "四镇,乙县,,,,")
    panel = Library(folder).compare(CODE, roster=names).set_index("entity_id")
    assert panel["weight"].dropna().to_dict() == {"乙县/四镇": 1, "甲县/一镇": 1.5, "甲县/二镇": 1.5}
    assert panel["weight"].sum() == len(panel) == 4


@pytest.mark.slow
def test_the_code_of_a_roster_is_the_id_in_every_table(tmp_path: Path, gongkai: Gongkai) -> None:
    folder = filed(tmp_path / "out", ("甲县/一镇", 2023, 5), ("甲县/一乡", 2022, 4))
    names = roster(tmp_path / "r.csv", "一镇,甲县,330102101,,,")
    for table in ("wide", "facts", "reports", "units"):
        gongkai("export", folder, "-o", tmp_path / "t.csv", "--table", table, "--roster", names, "-q", "--overwrite")
        with (tmp_path / "t.csv").open(encoding="utf-8-sig", newline="") as file:
            assert {row["entity_id"] for row in csv.DictReader(file)} == {"330102101"}, table


def test_a_unit_under_its_former_name_is_one_series(tmp_path: Path) -> None:
    """What became one of two has a series of its own."""
    reports = [
        ("甲县/石桥乡", 2022, 4),
        ("甲县/云岭镇", 2023, 6),
        ("甲县/青禾乡", 2022, 1),
        ("甲县/柳汀乡", 2022, 2),
        ("甲县/双合镇", 2023, 3),
    ]
    folder = filed(tmp_path / "out", *reports)
    names = roster(
        tmp_path / "r.csv",
        "石桥乡,甲县,,,,2022", "云岭镇,甲县,,石桥乡,2023,", "青禾乡,甲县,,,,2022", "柳汀乡,甲县,,,,2022",
        "双合镇,甲县,,青禾乡；柳汀乡,2023,",
    )  # fmt: skip
    panel = Library(folder).compare(CODE, roster=names, change=True)
    own = panel[panel["entity_id"].eq("甲县/云岭镇")]
    assert list(own["entity"]) == ["石桥乡", "云岭镇"] and own["change"].tolist()[1] == 2
    assert told(panel[panel["entity_id"].isin(["甲县/青禾乡", "甲县/双合镇"])]) == {
        ("甲县/青禾乡", 2022): "",
        ("甲县/双合镇", 2023): "",
    }


# ── What a manifest says was sought ──────────────────────────────────────────────────────────────────────────────────

MANIFEST = "file,entity,parent,year,search,url,retrieved_at\n"


def test_a_manifest_says_what_was_sought_in_vain(tmp_path: Path) -> None:
    path = tmp_path / "m.csv"
    path.write_text(
        MANIFEST + "a.txt,一镇,甲县,2023,,,\n,二镇,甲县,2023年,未发布,https://x.cn,2024-02-01\n", encoding="utf-8"
    )
    manifest = manifest_of(path)
    assert [row.file for row in manifest.rows] == ["a.txt"]
    (sought,) = manifest.sought
    assert sought == ("二镇", "", "甲县", "", 2023, "not_filed", "https://x.cn", "2024-02-01")


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("a.txt,一镇,甲县,2023,gone,,", "file"),
        (",一镇,甲县,2023,没看,,", "search"),
        (",,甲县,2023,gone,,", "entity"),
        (",一镇,甲县,,gone,,", "year"),
    ],
)
def test_a_search_that_says_too_little_is_refused(row: str, column: str, tmp_path: Path) -> None:
    (tmp_path / "m.csv").write_text(MANIFEST + row, encoding="utf-8")
    with pytest.raises(UsageError) as refused:
        manifest_of(tmp_path / "m.csv")
    assert (refused.value.code, refused.value.details["column"]) == ("manifest_value", column)
