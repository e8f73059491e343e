"""What the user says about files: manifests as people save them, and patterns of folders."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.agencies.given import FIELDS, Manifest, given_for, manifest_of, pattern_of
from extract.errors import UsageError
from extract.model import Given

HEADER = "file,entity,code,parent,kind,year,url,retrieved_at,published,经办人"
FIRST = "溪口县/青禾镇2023.txt,青禾镇,410526101,溪口县,乡镇,2023,https://a.example/1,2024-02-01,2024/1/15,张三"
WHOLE = f"{HEADER}\n{FIRST}\n柳汀镇.txt,柳汀镇,,,,2022年,,,,\n"
QINGHE = Given(
    "青禾镇", "410526101", "溪口县", "乡镇", "2023", "2024-01-15", "https://a.example/1", "2024-02-01",
    (("经办人", "张三"),), "manifest",
)  # fmt: skip


def manifest(folder: Path, text: str, encoding: str = "utf-8") -> Manifest:
    path = folder / "manifest.csv"
    path.write_bytes(text.encode(encoding))
    return manifest_of(path)


def fault(folder: Path, text: str) -> tuple[str, dict[str, str]]:
    with pytest.raises(UsageError) as caught:
        manifest(folder, text)
    return caught.value.code, caught.value.details


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_every_way_to_save_a_manifest(tmp_path: Path, encoding: str, delimiter: str, end: str) -> None:
    rows = manifest(tmp_path, WHOLE.replace(",", delimiter).replace("\n", end), encoding)
    assert rows.given("溪口县/青禾镇2023.txt") == QINGHE
    assert rows.own_columns == ("经办人",)


def test_columns_stand_in_any_order_and_may_be_missing(tmp_path: Path) -> None:
    rows = manifest(tmp_path, 'Year, FILE ,备注\n\n2023,a.txt,"一,二"\n,,\n2022,b.txt\n')
    assert rows.given("a.txt") == Given(year="2023", own=(("备注", "一,二"),))
    assert rows.given("b.txt") == Given(year="2022")
    assert rows.own_columns == ("备注",)


@pytest.mark.parametrize(
    "file",
    ["溪口县/青禾镇2023.txt", "./溪口县//青禾镇2023.txt", "/data/溪口县/青禾镇2023.txt", "年报/溪口县/青禾镇2023.txt"],
)
def test_a_row_is_found_by_the_end_of_the_path(tmp_path: Path, file: str) -> None:
    assert manifest(tmp_path, WHOLE).given(file) == QINGHE


def test_a_row_is_found_below_the_manifests_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "in").mkdir()
    monkeypatch.chdir(tmp_path / "in")
    rows = manifest(tmp_path, "file,entity\n../a.txt,甲镇\nin/a.txt,乙镇\nb\\c.txt,丙镇\n")
    assert [given and given.entity for given in map(rows.given, ["a.txt", "../b/c.txt", "d.txt"])] == [
        "乙镇",
        "丙镇",
        None,
    ]


def test_another_folder_is_no_match(tmp_path: Path) -> None:
    assert manifest(tmp_path, WHOLE).given("北溪县/青禾镇2023.txt") is None
    assert manifest(tmp_path, WHOLE).given("北溪县/柳汀镇.txt") == Given("柳汀镇", year="2022", own=(("经办人", ""),))


def test_rows_without_a_file_are_named(tmp_path: Path) -> None:
    assert manifest(tmp_path, WHOLE).unmatched(["x/柳汀镇.txt", "y.txt"]) == ("溪口县/青禾镇2023.txt",)


def test_a_bare_name_of_several_files_is_an_error(tmp_path: Path) -> None:
    rows = manifest(tmp_path, WHOLE)
    with pytest.raises(UsageError) as caught:
        rows.unmatched(["x/柳汀镇.txt", "y/柳汀镇.txt"])
    assert caught.value.code == "manifest_ambiguous"
    assert {
        "file": "柳汀镇.txt",
        "one": "x/柳汀镇.txt",
        "other": "y/柳汀镇.txt",
    }.items() <= caught.value.details.items()
    assert rows.unmatched(["x/柳汀镇.txt", "./x/柳汀镇.txt"]) == ("溪口县/青禾镇2023.txt",)


@pytest.mark.parametrize(
    ("text", "code", "details"),
    [
        ("", "manifest_no_file_column", {}),
        ("entity,year\n青禾镇,2023\n", "manifest_no_file_column", {}),
        ("file,year,Year\na,1,2\n", "manifest_double_column", {"column": "year"}),
        ("file,year\na.txt,2023\n./a.txt,2022\n", "manifest_double_file", {"first": "2", "second": "3"}),
        ("file,year\na.txt,2023,x\n", "manifest_ragged", {"line": "2"}),
        ("file,year\n,2023\n", "manifest_value", {"column": "file", "line": "2"}),
        ("file,year\na.txt,23\n", "manifest_value", {"column": "year", "value": "23"}),
        ("file,published\na.txt,2024-02-30\n", "manifest_value", {"column": "published"}),
    ],
)
def test_what_cannot_be_understood_is_an_error(tmp_path: Path, text: str, code: str, details: dict[str, str]) -> None:
    found, said = fault(tmp_path, text)
    assert found == code
    assert details.items() <= said.items()
    assert said["path"].endswith("manifest.csv")


def test_unreadable_manifests_are_errors(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as unreadable:
        manifest_of(tmp_path / "none.csv")
    (tmp_path / "x.csv").write_bytes(b"\x80\xff\x00\xff")
    with pytest.raises(UsageError) as garbled:
        manifest_of(tmp_path / "x.csv")
    assert (unreadable.value.code, garbled.value.code) == ("table_unreadable", "table_encoding")


BY_PATH = Given("青禾镇", "", "溪口县", "", "2023", by="path")
PATTERNS = {
    "folders": ("{province}/{county}/{entity}/{year}", "北岭省/溪口县/青禾镇/2023.txt",
                BY_PATH._replace(parent="北岭省溪口县")),
    "deeper": ("{county}/{entity}/{year}", "/data/溪口县/青禾镇/2023.html", BY_PATH),
    "glued": ("{county}/{entity}{year}", "溪口县/青禾镇2023年.docx", BY_PATH),
    "underscore": ("{entity}_{year}", "x/青禾镇_2023.txt", Given("青禾镇", year="2023", by="path")),
    "star folder": ("{county}/*/{entity}{year}*", "溪口县/上报/青禾镇2023年年报.txt", BY_PATH),
    "file below": ("{county}/{year}/{entity}/*", "溪口县/2023/青禾镇/报告.txt", BY_PATH),
    "suffix": ("{entity}/{year}.txt", "青禾镇/2023.txt", Given("青禾镇", year="2023", by="path")),
    "dotted name": ("{entity}", "a/v1.2.txt", Given("v1.2", by="path")),
    "parent itself": ("{parent}/{city}/{code}", "甲/乙/410526.txt", Given("", "410526", "甲", by="path")),
    "backslashes": ("{county}\\{entity}", "溪口县/青禾镇.txt", Given("青禾镇", "", "溪口县", by="path")),
    "twice the same": ("{year}/{entity}{year}", "2023/青禾镇2023.txt", Given("青禾镇", year="2023", by="path")),
    "twice another": ("{year}/{entity}{year}", "2022/青禾镇2023.txt", None),
    "too shallow": ("{county}/{entity}/{year}", "青禾镇/2023.txt", None),
    "no year": ("{entity}{year}", "青禾镇.txt", None),
    "longer number": ("{entity}{year}", "青禾镇202301.txt", None),
    "special characters": ("a+b/{entity}", "a+b/青禾镇.txt", Given("青禾镇", by="path")),
}  # fmt: skip


@pytest.mark.parametrize("name", PATTERNS)
def test_pattern(name: str) -> None:
    text, file, expected = PATTERNS[name]
    assert pattern_of(text).given(file) == expected


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{town}/{year}", "pattern_field"),
        ("{}", "pattern_field"),
        ("{county/{year}", "pattern_brace"),
        ("{county}}/{year}", "pattern_brace"),
        ("{county}/{year", "pattern_brace"),
        ("", "pattern_empty"),
        ("/", "pattern_empty"),
    ],
)
def test_a_pattern_that_cannot_be_understood_is_an_error(text: str, code: str) -> None:
    with pytest.raises(UsageError) as caught:
        pattern_of(text)
    assert (caught.value.code, caught.value.details["pattern"]) == (code, text)


@pytest.mark.parametrize("field", FIELDS)
def test_every_field_is_known(field: str) -> None:
    assert pattern_of(f"x/{{{field}}}").given("x/2023.txt") is not None


def test_the_manifest_wins_field_by_field(tmp_path: Path) -> None:
    rows = manifest(tmp_path, "file,year,备注\n溪口县/青禾镇2023.txt,2022,x\n")
    pattern = pattern_of("{county}/{entity}{year}")
    file = "溪口县/青禾镇2023.txt"
    assert given_for(file, rows, pattern) == Given("青禾镇", "", "溪口县", "", "2022", own=(("备注", "x"),))
    assert given_for(file, None, pattern) == Given("青禾镇", "", "溪口县", "", "2023", by="path")
    assert given_for(file, rows, None) == Given(year="2022", own=(("备注", "x"),))
    assert given_for("other.txt", rows, pattern) is None
    assert given_for(file, None, None) is None
