"""A county whose towns copied from each other, from last year and from a template, as `audit` tells of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.agencies.sheets import rows_of
from tests.command import Gongkai
from tests.made.county import COUNTY, agencies, draft_of_year
from tests.made.layouts import LAYOUTS
from tests.made.misworded import with_sections
from tests.made.whole import written
from tests.test_audit import BOOK, findings
from tests.test_similar import words

LAST = 2024


def write(folder: Path, number: int, year: int, paragraphs: list[str], name: str = "") -> str:
    """Writes the report of a town with a section five of these paragraphs; the name it prints."""
    agency = agencies()[number]
    agency = agency._replace(name=name or agency.name, printed=name or agency.printed)
    text = "\n".join(f"{paragraph}。" for paragraph in paragraphs)
    draft = draft_of_year(agency, year, number)._replace(rewritten=lambda story: with_sections(story, {5: text}))
    (folder / str(year)).mkdir(parents=True, exist_ok=True)
    (folder / str(year) / f"{agency.name}{year}.txt").write_bytes(written(draft, next(iter(LAYOUTS))).data)
    return agency.printed


@pytest.mark.slow
def test_what_an_audit_tells_of_copies(gongkai: Gongkai, tmp_path: Path) -> None:
    folder, template = tmp_path / "in", words(1, 120)
    copied = [words(10 + n, 90) for n in range(5)]
    towns = [write(folder, n, LAST, [template if n < 9 else words(70 + n, 99), words(150 + n, 150)]) for n in range(12)]
    first = write(folder, 12, LAST, copied)
    other = write(folder, 13, LAST, [words(300, 90), *copied[1:]])
    again, before = [words(90 + n, 100) for n in range(3)], f"{COUNTY}古渡乡"
    write(folder, 14, LAST - 1, again, name=before)
    merged = write(folder, 14, LAST, again)
    roster = tmp_path / "roster.csv"
    rows = [f"{name},{COUNTY},{before if name == merged else ''}," for name in (*towns, first, other, merged)]
    rows.append(f"{before},{COUNTY},,{LAST - 2}")
    roster.write_text("\n".join(["单位名称,上级,前身,停用年度", *rows]), encoding="utf-8")
    assert gongkai("extract", folder, "-o", tmp_path / "out", "-q").code == 0
    done = gongkai("audit", tmp_path / "out", "--roster", roster, "-o", tmp_path / "audit", "-q")
    assert done.code == 0, done.err
    told = [row for row in findings(tmp_path / "audit") if row["rule"] in ("F-01", "F-02")]
    assert sorted((row["unit"], row["rule"], row["severity"], row["actual"]) for row in told) == sorted(
        [
            (other, "F-02", "warning", "80%"),
            (merged, "F-01", "error", "100%"),
            (COUNTY, "F-02", "note", "9"),
        ]
    )
    (doubt,) = [row["message"] for row in told if row["unit"] == other]
    assert "5 段中有 4 段（第 2、3、4、5 段）" in doubt and doubt.endswith("对方在先。")
    sheet = ["".join(row) for row in rows_of(tmp_path / "audit" / BOOK, "雷同")]
    assert sum("统一模板" in row for row in sheet) == 2
    assert sum(template in row for row in sheet) == 1
