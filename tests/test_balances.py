"""What adds up in a table of several bands, from the declaration of a form to what is found in a report."""

from __future__ import annotations

from decimal import Decimal
from functools import partial
from itertools import combinations, pairwise, product
from pathlib import Path
from random import Random

import pytest

from extract.checks import CHECKS, verdict_of
from extract.forms import load_forms
from extract.forms.balances import Term, outcome, sums_of, sums_of_table, terms_in, usual_sums_of
from extract.forms.form import form_of
from extract.model import Concept, Entry, Form, ParagraphOrigin, Reading
from extract.opinion import misfit_of
from extract.pipeline import reading_of
from extract.tables.placements import splits
from tests.made.oracle import Line, Page, misleading, verdict

FORMS = Path(__file__).parents[1] / "extract" / "forms"
SECTIONS = (FORMS / "2021.toml").read_text(encoding="utf-8").partition("# ──")[0].replace('"2021"', '"9999"')
BANDS = {"甲": ("p", "q", "total"), "乙": ("u", "v", "w", "total"), "丙": ("n",)}
ROWS = {"甲": ("a1", "a2"), "乙": ("b1", "b2", "b3"), "丙": ("c1", "c2", "c3")}
LABELS = {
    "a1": "公文来件登记", "a2": "公文去件登记", "b1": "热线来电转办", "b2": "现场来访转办", "b3": "网上来信转办",
    "c1": "全部档案卷宗", "c2": "开放档案卷宗", "c3": "控制档案卷宗",
    "p": "纸质部分", "q": "电子部分", "u": "上旬部分", "v": "中旬部分", "w": "下旬部分", "total": "合起来",
    "n": "卷宗数目",
}  # fmt: skip
BALANCES = {
    "I3": ("columns", ["p", "q"], ["total"]),
    "I5": ("columns", ["u", "v", "w"], ["total"]),
    "I1": ("rows", ["a1", "a2"], ["b1", "b2", "b3"]),
    "I2": ("rows", ["c2", "c3"], ["c1"]),
}
"""Sums within bands of two widths, between bands in the one column that both have, and down a band of one column."""


def declared(balances: dict[str, tuple[str, list[str], list[str]]]) -> str:
    """A form with one table of three bands."""
    parts = [SECTIONS, '[[table]]\nkey = "requests"\nsection = 3\ntitle = "收到和处理政府信息公开申请情况"\n']
    for band, columns in BANDS.items():
        parts.append(f'[[table.band]]\nkey = "{band}"\nlabel = "{band}类事项办理情形"\nheaders = ["信息内容"]\n')
        for name, keys in (("column", columns), ("row", ROWS[band])):
            for key in keys:
                unit = 'unit = "件"\n' if name == "column" else ""
                short = f"{band}_{key}".replace("甲", "x").replace("乙", "y").replace("丙", "z")
                parts.append(
                    f'[[table.band.{name}]]\nkey = "{key}"\nshort = "{short}"\nlabel = "{LABELS[key]}"\n{unit}'
                )
    for key, (axis, left, right) in balances.items():
        parts.append(f'[[table.balance]]\nkey = "{key}"\naxis = "{axis}"\nleft = {left}\nright = {right}\n')
    return "\n".join(parts)


BANDED = form_of(declared(BALANCES), "banded.toml").form


def printed(rows: dict[str, list[str]]) -> str:
    """The table as TAB rows in a report."""
    lines = ["溪口县青禾镇人民政府2023年政府信息公开工作年度报告", "", "三、收到和处理政府信息公开申请情况"]
    for band, columns in BANDS.items():
        lines += [f"{band}类事项办理情形", "\t".join(("信息内容", *(LABELS[column] for column in columns)))]
        lines += ["\t".join((LABELS[row], *rows[row])) for row in ROWS[band]]
    return "\n".join((*lines, "", "四、政府信息公开行政复议、行政诉讼情况", "没有。"))


@pytest.fixture
def banded(monkeypatch: pytest.MonkeyPatch) -> Form:
    monkeypatch.setattr("extract.pipeline.load_forms", lambda: (BANDED,))
    return BANDED


def read(rows: dict[str, list[str]]) -> Reading:
    return reading_of(printed(rows).encode(), "青禾镇2023.txt")


COMPLETE = {
    "a1": ["3", "4", "7"], "a2": ["1", "0", "1"], "b1": ["2", "0", "1", "3"], "b2": ["0", "4", "1", "5"],
    "b3": ["0", "0", "0", "0"], "c1": ["12"], "c2": ["8"], "c3": ["4"],
}  # fmt: skip


# ── What a balance is over ───────────────────────────────────────────────────────────────────────────────────────────


def test_a_balance_is_over_every_row_or_column_that_has_all_its_cells() -> None:
    sums = [(each.balance.key, each.left, each.right) for each in sums_of_table(BANDED.tables[0])]
    assert sums == [
        *(("I3", ((row, "p"), (row, "q")), ((row, "total"),)) for row in ROWS["甲"]),
        *(("I5", ((row, "u"), (row, "v"), (row, "w")), ((row, "total"),)) for row in ROWS["乙"]),
        ("I1", (("a1", "total"), ("a2", "total")), (("b1", "total"), ("b2", "total"), ("b3", "total"))),
        ("I2", (("c2", "n"), ("c3", "n")), (("c1", "n"),)),
    ]


@pytest.mark.parametrize("form", load_forms())
def test_the_official_balances_are_over_whole_tables(form: Form) -> None:
    for table in form.tables:
        (band,) = table.bands if table.balances else [None]
        found = {(each.balance.key, each.right[0]) for each in sums_of_table(table)}
        wanted = {
            (balance.key, (other.key, balance.right[0]) if balance.axis == "columns" else (balance.right[0], other.key))
            for balance in table.balances
            for other in (band.lines if balance.axis == "columns" else band.columns)
        }
        assert found == wanted


def test_every_official_balance_has_a_rule_that_looks_after_it() -> None:
    checked = {check.keywords["balance"] for check in CHECKS.values() if isinstance(check, partial)}
    declared = {balance.key for form in load_forms() for table in form.tables for balance in table.balances}
    assert declared == checked


def test_versions_of_a_table_do_not_lend_each_other_their_balances() -> None:
    """甲 is printed as one form has it and 乙 as another: what is between them is nobody's."""
    bare = form_of(declared({}), "bare.toml").form.tables[0]
    table = BANDED.tables[0]
    found = sums_of(((table, table.bands[0]), (bare, bare.bands[1]), (table, table.bands[2])))
    assert {each.balance.key for each in found} == {"I3", "I2"}
    assert usual_sums_of(((table, table.bands[0]),)) == ()


def test_the_sums_within_a_line_are_told_by_place() -> None:
    line = [("a1", "p"), ("a1", "q"), ("a1", "total")]
    assert terms_in(line, sums_of_table(BANDED.tables[0])) == (((0, 1), (2,)),)


def test_whether_a_sum_holds_is_told_with_unknown_figures_too() -> None:
    """It fails where no figures of 0 or more in the unknown cells make it hold; all that matter are tried."""
    some = [None, *map(Decimal, range(3))]
    for left, right in product(product(some, repeat=2), product(some, repeat=2)):
        known = [figure or Decimal(0) for figure in (*left, *right)]
        tried = product(*([*map(Decimal, range(9))] if figure is None else [figure] for figure in (*left, *right)))
        can_hold = any(sum(figures[:2]) == sum(figures[2:]) for figures in tried)
        gap, found = outcome(left, right)
        assert gap == sum(known[:2]) - sum(known[2:])
        assert (found == "holds", found == "fails") == (gap == 0, not can_hold)


# ── Reading ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_report_whose_sums_hold_is_read_and_has_no_finding(banded: Form) -> None:
    reading = read(COMPLETE)
    facts = {(fact.concept.row, fact.concept.column): (fact.raw, fact.how) for fact in reading.report.facts}
    cells = {
        (row, column): text
        for band in BANDS
        for row in ROWS[band]
        for column, text in zip(BANDS[band], COMPLETE[row], strict=True)
    }
    assert facts == {cell: (text, "read") for cell, text in cells.items()}
    assert misfit_of(reading, (banded,)) == (0, 0, 0)
    found = verdict_of(reading, (banded,))
    assert not {"D-01", "D-02", "D-03", "D-04"} & ({each.rule for each in found.findings} | found.unjudged.keys())


@pytest.mark.parametrize(
    ("row", "figures", "rules"),
    [
        ("a1", ["3", "5", "7"], {"D-03"}),
        ("b2", ["0", "4", "2", "5"], {"D-04"}),
        ("b2", ["1", "4", "1", "6"], {"D-01"}),
        ("c3", ["5"], {"D-02"}),
        ("c3", [""], {"D-02"}),
    ],
)
def test_a_sum_that_fails_is_found_in_any_band_and_between_bands(
    row: str, figures: list[str], rules: set[str], banded: Form
) -> None:
    reading = read(COMPLETE | {row: figures})
    found = {each.rule for each in verdict_of(reading, (banded,)).findings}
    assert found & {"D-01", "D-02", "D-03", "D-04"} == rules
    assert misfit_of(reading, (banded,)).failing == (figures != [""])


def test_sums_say_where_the_figures_of_a_ragged_row_stand(banded: Form) -> None:
    reading = read(COMPLETE | {"a2": ["1", "1"], "b1": ["2", "1", "3"], "c2": [], "c1": ["4"]})
    facts = {(fact.concept.row, fact.concept.column): (fact.raw, fact.how) for fact in reading.report.facts}
    assert facts["a2", "total"] == ("1", "aligned")
    assert {facts["a2", key][1] for key in "pq"} == {"suggested", ""}
    assert facts["b1", "total"] == ("3", "aligned")
    assert {facts["b1", key][1] for key in "uvw"} == {"suggested", ""}
    assert facts["b2", "total"] == ("5", "read")


@pytest.mark.slow
def test_what_is_read_of_random_tables_is_what_the_print_determines(banded: Form) -> None:
    judged = 0
    for seed in range(150):
        page, rows = random_page(Random(seed))
        if not misleading(page):
            found = verdict(page, read(rows).report.facts)
            assert (found.wrong, found.missing) == ([], []), page
            judged += 1
    assert judged > 100


def random_page(random: Random) -> tuple[Page, dict[str, list[str]]]:
    """A table that lost its zeros in some rows, as the oracle sees it and as it is printed."""
    values = consistent(random)
    lossy = {row for row in values if random.random() < 0.5}
    rows = {row: [text for text in texts if text != "0" or row not in lossy] for row, texts in values.items()}
    lines, truth = [], {}
    for kind, (band, columns) in enumerate(BANDS.items()):
        for row in ROWS[band]:
            cells = dict(zip((Concept("requests", row, column) for column in columns), values[row], strict=True))
            lines.append(Line(row, kind, tuple(cells), tuple(rows[row]), False))
            truth |= {concept: text for concept, text in cells.items() if text != "0" or row not in lossy}
    return Page("banded", BANDED, printed(rows), truth, tuple(lines), frozenset()), rows


def consistent(random: Random) -> dict[str, list[str]]:
    """Random figures, every sum of which holds, as they are printed."""

    def few() -> int:
        return random.choice((0, 0, 1, 2, 11))

    a1, a2 = [few(), few()], [few(), few()]
    due = sum(a1) + sum(a2)
    totals = sorted(random.randint(0, due) for _ in range(2))
    b = []
    for total in (totals[0], totals[1] - totals[0], due - totals[1]):
        cuts = sorted(random.randint(0, total) for _ in range(2))
        b.append([cuts[0], cuts[1] - cuts[0], total - cuts[1], total])
    c2, c3 = few(), few()
    rows = {"a1": [*a1, sum(a1)], "a2": [*a2, sum(a2)], **dict(zip(ROWS["乙"], b, strict=True))}
    rows |= {"c1": [c2 + c3], "c2": [c2], "c3": [c3]}
    return {row: list(map(str, figures)) for row, figures in rows.items()}


# ── Lines of other shapes ────────────────────────────────────────────────────────────────────────────────────────────


def side_by_side() -> Form:
    """The form of 2021 with a sum between the rows that stand next to each other in one line."""
    text = (FORMS / "2021.toml").read_text(encoding="utf-8").replace('"2021"', '"9999"')
    more = '[[table.balance]]\nkey = "I4"\naxis = "rows"\nleft = ["suit_direct"]\nright = ["suit_after_review"]\n'
    return form_of(text + more, "2021.toml").form


@pytest.mark.parametrize(
    ("figures", "totals"),
    [
        ("1 0 0 1 2 3 0 1 0 4 3 0 1 0 4", ["2", "4", "4"]),
        ("1 1 2 3 1 4 3 1 4", ["2", "4", "4"]),
    ],
)
def test_sums_between_rows_that_stand_side_by_side(
    figures: str, totals: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    form = side_by_side()
    monkeypatch.setattr("extract.pipeline.load_forms", lambda: (form,))
    head = "行政复议\t行政诉讼\n未经复议直接起诉\t复议后起诉\n" + "\t".join(
        ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"] * 3
    )
    text = (
        f"青禾镇人民政府2023年政府信息公开工作年度报告\n四、政府信息公开行政复议、行政诉讼情况\n{head}\n"
        + figures.replace(" ", "\t")
    )
    reading = reading_of(text.encode(), "青禾镇2023.txt")
    assert [fact.raw for fact in reading.report.facts if fact.concept.column == "total"] == totals
    assert {fact.how for fact in reading.report.facts if fact.concept.column == "total"} <= {"read", "aligned"}
    assert misfit_of(reading, (form,)).failing == 0


@pytest.mark.parametrize(
    ("digits", "terms"),
    [
        ("7310", [((0, 1), (2,))]),
        ("5124", [((0, 3), (1, 2))]),
        ("110111", [((0, 3), (1, 2))]),
        ("10129", [((0,), (1, 2))]),
        ("1046", [((2,), (0, 1))]),
        ("21921", [((0, 1), (2,)), ((2,), (0, 3))]),
        ("111213", [((0,), (1,)), ((1, 2), (3,))]),
    ],
)
def test_digits_without_separators_are_told_apart_by_sums_of_any_shape(digits: str, terms: list[Term]) -> None:
    """Of all ways to cut the digits, those whose sums hold; digits as many as cells are never cut otherwise."""
    width = 1 + max(cell for term in terms for side in term for cell in side)
    cuts = [
        [digits[start:end] for start, end in pairwise((0, *ends, len(digits)))]
        for ends in combinations(range(1, len(digits)), width - 1)
    ]
    wanted = [
        cut
        for cut in cuts
        if all(part == str(int(part)) for part in cut)
        and all(sum(int(cut[at]) for at in left) == sum(int(cut[at]) for at in right) for left, right in terms)
    ]
    glued = Entry("number", Decimal(digits), digits, "", ParagraphOrigin("html", 1), 0, 0, True)
    found = [[entry.raw for entry in cut if entry] for cut in splits(glued, width, terms) or []]
    assert sorted(found) == sorted(wanted) or (len(digits) == width and len(found) == 1)
