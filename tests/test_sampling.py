"""The error rate that users measure: what is drawn, what coders write, and whether the interval holds what is true."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.errors import UsageError
from extract.jobs import settle
from extract.library import NAME, OpenLibrary
from extract.library.records import record_of
from extract.model import NO_VERDICT, NOTHING_GIVEN, Concept, Fact, Identity, Locator, Report, Source
from extract.panels.accuracy import agreement, allocated, clopper_pearson, error_rate
from extract.panels.sampling import Coded, Drawn, Stratum, coded_in, drawn_from, score_of
from tests.command import Gongkai

CELLS = [
    (row, column) for row in ("received", "granted", "handled") for column in ("natural_person", "business", "total")
]
PLACE = Locator("txt:L1:1-1")
ERRORS = {"text": 0.02, "docx": 0.01, "pdf": 0.15}
STATES: list[tuple[Any, Any]] = [
    *[("number", "read")] * 8, ("number", "aligned"), ("blank", "read"), ("mark", "read"), ("number", "suggested"),
    ("unreadable", "read"), ("absent", ""),
]  # fmt: skip


def claimed(state: str, value: Decimal | None) -> str:
    return {"number": str(value), "blank": "空", "mark": "—"}[state]


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str], float]:
    """A library in which some claims are wrong, what is printed by the key of each, and the share that is wrong."""
    random, printed, wrong = Random(5), {}, 0
    folder = tmp_path_factory.mktemp("coded")
    with OpenLibrary(folder / NAME) as library:
        for number in range(300):
            kind = ("text", "text", "text", "docx", "docx", "pdf")[number % 6]
            year, facts = 2019 + number % 7, []
            source = Source(f"{number}.{kind}", kind, sha256(str(number).encode()).hexdigest(), 9)  # type: ignore[arg-type]
            for row, column in CELLS:
                state, how = random.choice(STATES)
                value = Decimal(random.randrange(50)) if state == "number" else None
                facts.append(Fact(Concept("requests", row, column), "2021", state, value, "", "件", how, (PLACE,)))
                if how in ("read", "aligned") and state in ("number", "blank", "mark"):
                    is_wrong = random.random() < ERRORS[kind] * (3 if how == "aligned" else 1)
                    wrong += is_wrong
                    answer = str(77) if is_wrong else claimed(state, value)
                    printed[f"{source.report_id} requests.{row}.{column}"] = answer
            name = f"甲县/{number // 7}镇"
            identity = Identity(name, name, name, "township", "", "甲县", year, "", "", ())
            report = Report(source, "ok", "", identity, "2021", (), tuple(facts), (), NOTHING_GIVEN)
            library.add(record_of([(report, NO_VERDICT)]))
        settle(library)
    return folder, printed, wrong / len(printed)


def test_only_what_is_claimed_is_drawn_and_every_stratum_is(corpus: tuple[Path, dict[str, str], float]) -> None:
    folder, printed, _ = corpus
    with OpenLibrary(folder / NAME) as library:
        drawn = drawn_from(library, 200, 1)
        again, other = drawn_from(library, 200, 1), drawn_from(library, 200, 2)
        every = drawn_from(library, 10**6, 1)
    assert drawn == again and {cell.key for cell in drawn} != {cell.key for cell in other}
    assert len(drawn) == len({cell.key for cell in drawn}) == 200
    assert {cell.key for cell in every} == printed.keys()
    assert {cell.stratum._replace(year=0) for cell in drawn} == {cell.stratum._replace(year=0) for cell in every}


@pytest.mark.slow
def test_the_interval_covers_the_truth(corpus: tuple[Path, dict[str, str], float]) -> None:
    """At its stated rate: 95 % of 200 runs, less what chance may take from it (three standard deviations)."""
    folder, printed, truth = corpus
    covered, widths = 0, []
    with OpenLibrary(folder / NAME) as library:
        for seed in range(200):
            cells = drawn_from(library, 250, seed)
            rate = score_of(library, [Coded(cell.key, printed[cell.key], printed[cell.key], "") for cell in cells]).rate
            covered += rate.low <= truth <= rate.high
            widths.append(rate.high - rate.low)
    assert covered >= 200 * 0.95 - 3 * (200 * 0.95 * 0.05) ** 0.5
    assert sum(widths) / 200 < 0.12


def test_the_whole_corpus_gives_its_own_rate(corpus: tuple[Path, dict[str, str], float]) -> None:
    folder, printed, truth = corpus
    with OpenLibrary(folder / NAME) as library:
        score = score_of(library, [Coded(key, answer, answer, "") for key, answer in printed.items()])
    assert score.rate.rate == pytest.approx(truth)
    assert len(score.wrong) == score.rate.errors == round(truth * len(printed))
    assert score.groups["kind", "pdf"].rate > score.groups["kind", "docx"].rate
    assert score.agreement.alike == 1


@pytest.mark.parametrize(
    ("coded", "truth"),
    [
        (Coded("", "5", "5", ""), "5"),
        (Coded("", "5", "", ""), "5"),
        (Coded("", "5", "6", ""), ""),
        (Coded("", "5", "6", "6"), "6"),
        (Coded("", "1,200", "1200", ""), "1200"),
        (Coded("", "空", "空白", ""), "空"),
        (Coded("", "/", "—", ""), "/"),
        (Coded("", "0", "空", ""), ""),
        (Coded("", "", "", ""), ""),
    ],
)
def test_what_coders_agree_on(coded: Coded, truth: str) -> None:
    assert coded.truth == truth


def test_differences_and_gaps_are_counted_and_left_out(corpus: tuple[Path, dict[str, str], float]) -> None:
    folder, printed, _ = corpus
    keys = list(printed)[:4]
    answers = [("1", "2", ""), ("", "", ""), ("1", "2", "9999"), (printed[keys[3]], printed[keys[3]], "")]
    with OpenLibrary(folder / NAME) as library:
        score = score_of(library, [Coded(key, *answer) for key, answer in zip(keys, answers, strict=True)])
        with pytest.raises(UsageError):
            score_of(library, [Coded("r000 requests.received.total", "1", "1", "")])
    assert (score.undecided, score.uncoded, score.rate.looked_at, score.agreement.both) == (1, 1, 2, 3)


def filled_in(path: Path, answer: Callable[[str], str], sheets: tuple[str, ...] = ("编码甲", "编码乙")) -> None:
    """Writes answers into the workbook as a person does, numbers as numbers."""
    import openpyxl

    book = openpyxl.load_workbook(path)
    for name in sheets:
        sheet = book[name]
        head = [cell.value for cell in sheet[1]]
        key, place = head.index("编号"), head.index("原文") + 1
        for row in range(2, sheet.max_row + 1):
            said = answer(str(sheet.cell(row, key + 1).value))
            sheet.cell(row, place).value = int(said) if said.isdecimal() else said
    book.save(path)


def test_from_the_library_to_the_paragraph(
    corpus: tuple[Path, dict[str, str], float], tmp_path: Path, gongkai: Gongkai
) -> None:
    import openpyxl

    folder, printed, _ = corpus
    path = tmp_path / "编码.xlsx"
    assert gongkai("sample", folder, "-o", path, "--size", "80").code == 0
    shown = {str(cell.value) for row in openpyxl.load_workbook(path)["编码甲"].iter_rows() for cell in row}
    assert "原文" in shown and not any(word in shown for word in ("number", "read", "aligned"))
    filled_in(path, printed.__getitem__)
    said = json.loads(gongkai("score", folder, path, "--json").out)
    assert said["rate"]["looked_at"] == 80 and said["agreement"] == {"both": 80, "alike": 1, "kappa": 1}
    wrong = {(each["report_id"], each["concept"]) for each in said["wrong"]}
    assert all(printed[f"{report_id} {concept}"] == "77" for report_id, concept in wrong)
    for lang, word in (("zh", "Clopper"), ("en", "Cohen's")):
        out = gongkai("score", folder, path, "--lang", lang).out
        assert word in out and f"{said['rate']['rate']:.2%}" in out


def test_a_workbook_that_is_no_coding_sheet(
    corpus: tuple[Path, dict[str, str], float], tmp_path: Path, gongkai: Gongkai
) -> None:
    other = tmp_path / "other.csv"
    other.write_text("a,b\n1,2\n", encoding="utf-8")
    ran = gongkai("score", corpus[0], other, "--lang", "en")
    assert ran.code == 2 and "other.csv" in ran.err


# ── Figures ──────────────────────────────────────────────────────────────────────────────────────────────────────────


@given(st.dictionaries(st.integers(), st.integers(1, 10**4), min_size=1, max_size=9), st.integers(1, 10**4))
def test_as_many_are_drawn_as_are_wanted(sizes: dict[int, int], draws: int) -> None:
    drawn = allocated(sizes, draws)
    assert drawn.keys() == sizes.keys()
    assert all(1 <= count <= sizes[stratum] for stratum, count in drawn.items())
    assert sum(drawn.values()) == max(min(draws, sum(sizes.values())), len(sizes))


def test_strata_that_are_drawn_unevenly_count_for_less() -> None:
    """Without an error: the interval of as many cells drawn evenly as would tell as much, 1 / Σ w²/n (Kish)."""
    found = [("large", False)] * 10 + [("small", False)] * 10
    rate = error_rate({"large": 900, "small": 100}, found)
    assert (rate.looked_at, rate.errors, rate.rate, rate.low) == (20, 0, 0, 0)
    assert rate.high == pytest.approx(clopper_pearson(0, 1 / (0.9**2 / 10 + 0.1**2 / 10))[1])


def test_errors_where_few_cells_were_drawn_widen_the_interval() -> None:
    """By hand: variance 0.9² × 0.5 × 0.5 / 9 = 0.0225 and rate 0.45 give 0.45 × 0.55 / 0.0225 = 11 cells' worth."""
    found = [("large", place < 5) for place in range(10)] + [("small", False)] * 40
    rate = error_rate({"large": 900, "small": 100}, found)
    assert (rate.looked_at, rate.errors, rate.rate) == (50, 5, pytest.approx(0.45))
    assert (rate.low, rate.high) == pytest.approx(clopper_pearson(0.45 * 11, 11))


def test_errors_in_several_strata_add_up() -> None:
    """By hand: 0.5² × 0.1 × 0.9 / 9, twice, with rate 0.5 gives 50 cells' worth; there are only 20 cells."""
    found = [("one", place < 1) for place in range(10)] + [("two", place < 9) for place in range(10)]
    rate = error_rate({"one": 500, "two": 500}, found)
    assert (rate.low, rate.high) == pytest.approx(clopper_pearson(10, 20))


@pytest.mark.parametrize(
    ("errors", "count", "low", "high"),
    [(0, 20, 0, 0.16843), (1, 20, 0.00127, 0.24873), (10, 20, 0.27196, 0.72804), (20, 20, 0.83157, 1)],
)
def test_the_exact_interval(errors: int, count: int, low: float, high: float) -> None:
    """Figures of published tables."""
    assert clopper_pearson(errors, count) == (pytest.approx(low, abs=1e-5), pytest.approx(high, abs=1e-5))


def test_a_large_stratum_counts_for_more_than_a_small_one() -> None:
    found = [("large", n == 0) for n in range(10)] + [("small", n < 5) for n in range(10)]
    rate = error_rate({"large": 990, "small": 10}, found)
    assert rate.rate == pytest.approx(0.99 * 0.1 + 0.01 * 0.5)
    assert rate.low < rate.rate < rate.high
    assert error_rate({"large": 1}, []) == (0, 0, 0, 0, 1)


def test_kappa_takes_chance_away() -> None:
    """The example of Cohen (1960) in two answers: 20 and 15 alike of 50."""
    answers = [("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15
    assert agreement(answers) == (50, pytest.approx(0.7), pytest.approx(0.4))
    assert agreement([("0", "0")] * 3).kappa is None
    assert agreement([]).both == 0


def test_sheets_are_put_together_by_their_keys() -> None:
    sheets = [iter([("a", "1"), ("b", "")]), iter([("b", "2")]), iter([("c", "3")])]
    assert coded_in(sheets) == [Coded("a", "1", "", ""), Coded("b", "", "2", ""), Coded("c", "", "", "3")]


def test_a_cell_of_a_pdf_has_its_picture(tmp_path: Path, gongkai: Gongkai, monkeypatch: pytest.MonkeyPatch) -> None:
    import openpyxl

    from tests.made.printing import look_of, pdf_bytes, printed
    from tests.made.whole import draft_of

    monkeypatch.chdir(tmp_path)
    from extract.forms import load_forms

    random = Random(4)
    draft, look = draft_of(random, load_forms()[-1]), look_of(random)
    Path("a.pdf").write_bytes(pdf_bytes(printed(draft, look).parts, look))
    assert gongkai("extract", "a.pdf", "-o", "out", "-q").code == 0
    assert gongkai("sample", "out", "-o", "c.xlsx", "--size", "5").code == 0
    book = openpyxl.load_workbook("c.xlsx")
    assert len(book["编码甲"]._images) == len(book["编码乙"]._images) == 5


def test_strata_are_those_of_the_library(corpus: tuple[Path, dict[str, str], float]) -> None:
    with OpenLibrary(corpus[0] / NAME) as library:
        counts = Counter({Stratum(*stratum): count for stratum, count in library.claim_counts()})
        cells = [Drawn(*row[:2], Stratum(*row[2:6]), row[5 - 1], *row[6:10], None) for row in library.claims()]
    assert Counter(cell.stratum for cell in cells) == counts
