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
from extract.export.books.coding_book import read_coding_book, write_coding_book
from extract.jobs import settle
from extract.library import NAME, OpenLibrary
from extract.library.records import record_of
from extract.model import NO_VERDICT, NOTHING_GIVEN, Concept, Fact, Identity, Locator, Report, Source
from extract.panels.accuracy import JudgedDraw, Rate, agreement, allocated, clopper_pearson, error_rate, shared_out
from extract.panels.answers import Question
from extract.panels.claimed import ClaimKind, claimed_in
from extract.panels.sampling import Sample, SampledFrom, drawn_from, sample_in, sample_of
from extract.panels.scoring import Answers, score_of, scored
from extract.words.sheet_names import ANSWERS
from tests.command import Gongkai, exit_code

CELLS = [
    (row, column) for row in ("received", "granted", "handled") for column in ("natural_person", "business", "total")
]
PLACE = Locator("txt:L1:1-1")
FRAME = SampledFrom(1, "")
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


def answered(question: Question, answers: dict[str, str]) -> dict[str, dict[Question, Answers]]:
    """What two coders write who both write the same."""
    return {key: {question: Answers(answer, answer)} for key, answer in answers.items()}


def test_only_what_is_claimed_is_drawn_and_every_stratum_is(corpus: tuple[Path, dict[str, str], float]) -> None:
    folder, printed, _ = corpus
    with OpenLibrary(folder / NAME) as library:
        sample, again, other = (sample_of(library, "cells", 200, seed) for seed in (1, 1, 2))
        every = sample_of(library, "cells", 10**6, 1)
    assert sample == again and {cell.key for cell in sample.drawn} != {cell.key for cell in other.drawn}
    assert len({cell.key for cell in sample.drawn}) == 200
    assert {cell.key for cell in every.drawn} == printed.keys()
    assert {cell.stratum for cell in sample.drawn} == sample.sizes.keys()
    assert sum(sample.sizes.values()) == len(printed)
    assert sum(cell.stratum.group == "nonzero" for cell in sample.drawn) == 100


def test_coders_have_orders_of_their_own(corpus: tuple[Path, dict[str, str], float]) -> None:
    with OpenLibrary(corpus[0] / NAME) as library:
        sample = sample_of(library, "cells", 60, 1)
    orders = [[cell.key for cell in sample.in_order_of(coder)] for coder in ("编码甲", "编码乙", "编码甲")]
    drawn = [cell.key for cell in sample.drawn]
    assert orders[0] == orders[2] != orders[1] and drawn not in orders
    assert sorted(orders[0]) == sorted(orders[1]) == sorted(drawn)


def test_a_sample_is_the_same_when_it_is_read_again(corpus: tuple[Path, dict[str, str], float]) -> None:
    with OpenLibrary(corpus[0] / NAME) as library:
        sample = sample_of(library, "cells", 90, 3)
    assert sample_in(sample.text).text == sample.text
    for text in ("", "[]", "{}", sample.text.replace("gongkai.sample/1", "gongkai.sample/9")):
        with pytest.raises(ValueError):
            sample_in(text)


@pytest.mark.long
def test_the_interval_covers_the_truth(corpus: tuple[Path, dict[str, str], float]) -> None:
    """At its stated rate: 95 % of 200 runs, less what chance may take from it (three standard deviations)."""
    folder, printed, truth = corpus
    covered, widths = 0, []
    with OpenLibrary(folder / NAME) as library:
        claims = list(claimed_in(library, "cells"))
    by_key = {claim.key: claim for claim in claims}
    for seed in range(200):
        sample = drawn_from(lambda: claims, "cells", FRAME, 250, seed)
        rate = scored(sample, answered("cell", printed), by_key, FRAME).questions["cell"].rate
        covered += rate.low <= truth <= rate.high
        widths.append(rate.high - rate.low)
    assert covered >= 200 * 0.95 - 3 * (200 * 0.95 * 0.05) ** 0.5
    assert sum(widths) / 200 < 0.15


def test_the_whole_corpus_gives_its_own_rate(corpus: tuple[Path, dict[str, str], float]) -> None:
    folder, printed, truth = corpus
    with OpenLibrary(folder / NAME) as library:
        score = score_of(library, sample_of(library, "cells", 10**6, 1), answered("cell", printed))
    cells = score.questions["cell"]
    assert cells.rate.rate == pytest.approx(truth)
    assert len(score.wrong) == cells.rate.errors == round(truth * len(printed))
    assert cells.groups["kind", "pdf"].rate > cells.groups["kind", "docx"].rate
    assert cells.agreement.alike == 1 and not score.reread
    assert sum(rate.looked_at for (name, _), rate in cells.groups.items() if name == "group") == len(printed)


@pytest.mark.parametrize(
    ("answers", "truth"),
    [
        (Answers("5", "5", ""), "5"),
        (Answers("5", "", ""), "5"),
        (Answers("5", "6", ""), ""),
        (Answers("5", "6", "6"), "6"),
        (Answers("1,200", "1200", ""), "1200"),
        (Answers("空", "空白", ""), "空"),
        (Answers("/", "—", ""), "/"),
        (Answers("0", "空", ""), ""),
        (Answers("", "", ""), ""),
    ],
)
def test_what_coders_agree_on(answers: Answers, truth: str) -> None:
    assert answers.truth("cell") == truth


def test_agencies_agree_whatever_places_stand_above_them() -> None:
    assert Answers("青禾镇人民政府", "临溪县青禾镇").truth("agency") == "临溪县青禾镇"
    assert Answers("溪口县青禾镇", "临溪县青禾镇").truth("agency") == ""


def test_differences_and_gaps_are_counted_and_left_out(corpus: tuple[Path, dict[str, str], float]) -> None:
    folder, printed, _ = corpus
    with OpenLibrary(folder / NAME) as library:
        sample = sample_of(library, "cells", 4, 1)
        keys = [cell.key for cell in sample.drawn]
        said = [Answers("1", "2"), Answers(), Answers("1", "2", "9999"), Answers(*[printed[keys[3]]] * 2)]
        score = score_of(library, sample, {key: {"cell": each} for key, each in zip(keys, said, strict=True)})
    cells = score.questions["cell"]
    assert (score.undecided, score.drawn - score.coded, cells.rate.looked_at, cells.agreement.both) == (1, 1, 2, 3)


def report_of(number: int, value: int, how: str = "read", name: str = "") -> Report:
    """A report with one cell, in a file of its own."""
    source = Source(f"{number}.txt", "text", sha256(f"one {number}".encode()).hexdigest(), 9)
    fact = Fact(Concept("requests", "received", "total"), "2021", "number", Decimal(value), "", "件", how, (PLACE,))  # type: ignore[arg-type]
    name = name or f"甲县{'东南西北'[number % 4]}{number}镇"
    identity = Identity(name, name, name, "township", "", "甲县", 2024, "", "", ())
    return Report(source, "ok", "", identity, "2021", (), (fact,), (), NOTHING_GIVEN)


def library_of(folder: Path, reports: list[Report]) -> Path:
    with OpenLibrary(folder / NAME) as library:
        for report in reports:
            library.add(record_of([(report, NO_VERDICT)]))
        settle(library)
    return folder


def test_a_sample_of_another_library_is_refused(tmp_path: Path) -> None:
    one = library_of(tmp_path / "one", [report_of(number, 3) for number in range(20)])
    other = library_of(tmp_path / "other", [report_of(number, 3) for number in range(10, 30)])
    grown = library_of(tmp_path / "grown", [report_of(number, 3) for number in range(30)])
    with OpenLibrary(one / NAME) as library:
        sample = sample_of(library, "cells", 20, 1)
    coded = answered("cell", {cell.key: "3" for cell in sample.drawn})
    with OpenLibrary(other / NAME) as library, pytest.raises(UsageError, match="another library"):
        score_of(library, sample, coded)
    with OpenLibrary(grown / NAME) as library:
        score = score_of(library, sample, coded)
    assert (score.files_then, score.files_now) == (20, 30)


@pytest.mark.parametrize("coded", [{}, {"some": {"cell": Answers("1", "1")}}])
def test_an_empty_sheet_is_refused(tmp_path: Path, coded: dict[str, dict[Question, Answers]]) -> None:
    with OpenLibrary(library_of(tmp_path / "one", [report_of(1, 3)]) / NAME) as library:
        sample = sample_of(library, "cells", 20, 1)
        empty: dict[str, dict[Question, Answers]] = {cell.key: {"cell": Answers()} for cell in sample.drawn}
        with pytest.raises(UsageError, match="is empty"):
            score_of(library, sample, coded | empty)


def test_what_was_coded_tells_of_a_later_reading(tmp_path: Path) -> None:
    """Of 20 reports that print 3, one was read as 4 and is read rightly now, one is read as 5 now, one is a guess."""
    values = [3] * 20
    before = library_of(tmp_path / "before", [report_of(n, 4 if n == 0 else 3) for n in range(20)])
    values[1] = 5
    after = library_of(
        tmp_path / "after", [report_of(n, values[n], "suggested" if n == 2 else "read") for n in range(20)]
    )
    with OpenLibrary(before / NAME) as library:
        sample = sample_of(library, "cells", 20, 1)
        coded = answered("cell", {cell.key: "3" for cell in sample.drawn})
        first = score_of(library, sample, coded)
    with OpenLibrary(after / NAME) as library:
        second = score_of(library, sample_in(sample.text), coded)
    assert (first.questions["cell"].rate.errors, first.questions["cell"].rate.looked_at) == (1, 20)
    assert (second.questions["cell"].rate.errors, second.questions["cell"].rate.looked_at) == (1, 19)
    assert sorted((before, now) for _, _, before, now in second.reread) == [("3", ""), ("3", "5"), ("4", "3")]


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
    assert "原文" in shown and not any(word in shown for word in ("number", "read", "aligned", "nonzero"))
    filled_in(path, printed.__getitem__)
    said = json.loads(gongkai("score", folder, path, "--json").out)
    assert said["rate"]["looked_at"] == 80 and said["agreement"] == {"both": 80, "alike": 1, "kappa": 1}
    wrong = {(each["report_id"], each["concept"]) for each in said["wrong"]}
    assert all(printed[f"{report_id} {concept}"] == "77" for report_id, concept in wrong)
    assert (said["drawn"], said["coded"], said["of"]) == (80, 80, "cells")
    for lang, word in (("zh", "Clopper"), ("en", "Cohen's")):
        out = gongkai("score", folder, path, "--lang", lang).out
        assert word in out and f"{said['rate']['rate']:.2%}" in out


def _sheet_renamed(book: Any) -> None:
    book["编码乙"].title = "李四"


def _notes_taken_away(book: Any) -> None:
    del book["说明"]
    book["编码乙"].title = "李四"


def _line_above(book: Any) -> None:
    book["编码甲"].insert_rows(1)
    book["编码甲"]["A1"].value = "某县 2024 年度核对"


def _names_behind_heads(book: Any) -> None:
    for cell in book["编码甲"][1]:
        cell.value = f"{cell.value}（张三）"


def _column_first(book: Any) -> None:
    for row, (said,) in enumerate(book["编码甲"].iter_rows(min_col=9, max_col=9, values_only=True), start=1):
        book["编码甲"].cell(row, 1).value = said
        book["编码甲"].cell(row, 9).value = "" if row > 1 else "核对"


def _hidden_from_the_other(book: Any) -> None:
    book["编码甲"].sheet_state = "hidden"


def _another_sheet_first(book: Any) -> None:
    book.create_sheet("分工", 0).append(["编码甲", "张三"])


def _a_row_twice(book: Any) -> None:
    book["编码甲"].append([cell.value for cell in book["编码甲"][2]])


REARRANGED = (
    _sheet_renamed, _notes_taken_away, _line_above, _names_behind_heads, _column_first, _hidden_from_the_other,
    _another_sheet_first, _a_row_twice,
)  # fmt: skip


def _both_renamed(book: Any) -> None:
    book["编码甲"].title, book["编码乙"].title = "张三", "李四"


def _sheet_taken_away(book: Any) -> None:
    del book["编码乙"]


def _heads_taken_away(book: Any) -> None:
    for cell in book["编码甲"][1]:
        cell.value = ""


def _head_of_answers_changed(book: Any) -> None:
    for cell in book["编码甲"][1]:
        cell.value = "所见" if cell.value == "原文" else cell.value


def _two_columns_alike(book: Any) -> None:
    book["编码甲"]["A1"].value = "原文"


def _two_answers(book: Any) -> None:
    _a_row_twice(book)
    _, *cells = book["编码甲"][book["编码甲"].max_row]
    next(cell for cell in cells if str(cell.value).startswith("answer")).value = "another"


UNCERTAIN = (
    _both_renamed, _sheet_taken_away, _heads_taken_away, _head_of_answers_changed, _two_columns_alike, _two_answers,
)  # fmt: skip


@pytest.fixture(scope="module")
def sheet_filled_in(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A coding sheet in which two coders have answered otherwise."""
    folder = tmp_path_factory.mktemp("rearranged")
    path = folder / "编码.xlsx"
    with OpenLibrary(library_of(folder / "library", [report_of(1, 3)]) / NAME) as library:
        write_coding_book(path, sample_of(library, "cells", 20, 1), (), "zh", lambda drawn: b"")
    filled_in(path, lambda key: f"answer to {key}", ("编码甲",))
    filled_in(path, lambda key: f"other answer to {key}", ("编码乙",))
    return path


@pytest.mark.parametrize("rearrange", REARRANGED)
def test_a_sheet_may_be_rearranged(rearrange: Callable[[Any], None], sheet_filled_in: Path, tmp_path: Path) -> None:
    _rearranged(sheet_filled_in, rearrange, tmp_path / "编码.xlsx")
    found = read_coding_book(tmp_path / "编码.xlsx")
    assert found == read_coding_book(sheet_filled_in)
    assert {answers["cell"] for answers in found[1].values()} == {
        Answers(f"answer to {key}", f"other answer to {key}") for key in found[1]
    }


@pytest.mark.parametrize("rearrange", UNCERTAIN)
def test_where_it_is_not_certain_who_answered_what_nothing_is_an_answer(
    rearrange: Callable[[Any], None], sheet_filled_in: Path, tmp_path: Path
) -> None:
    _rearranged(sheet_filled_in, rearrange, tmp_path / "编码.xlsx")
    with pytest.raises(UsageError, match=r"编码甲|编码乙"):
        read_coding_book(tmp_path / "编码.xlsx")


def _rearranged(path: Path, rearrange: Callable[[Any], None], into: Path) -> None:
    import openpyxl

    book = openpyxl.load_workbook(path)
    rearrange(book)
    book.save(into)


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
    least = 2 if 2 * len(sizes) <= draws else 1
    assert drawn.keys() == sizes.keys()
    assert all(min(least, sizes[stratum]) <= count <= sizes[stratum] for stratum, count in drawn.items())
    assert sum(drawn.values()) == max(min(draws, sum(sizes.values())), len(sizes))


@given(st.dictionaries(st.text(), st.integers(1, 500), min_size=1, max_size=5), st.integers(1, 1000))
def test_groups_get_the_same_share_or_all_they_have(sizes: dict[str, int], draws: int) -> None:
    drawn = shared_out(sizes, draws)
    assert sum(drawn.values()) == min(draws, sum(sizes.values()))
    cut = [drawn[group] for group in sizes if drawn[group] < sizes[group]]
    assert not cut or (max(cut) - min(cut) <= 1 and all(drawn[group] <= max(cut) for group in sizes))


def rate_of(sizes: dict[str, int], found: list[tuple[str, bool]]) -> Rate:
    return error_rate(sizes, [JudgedDraw(stratum, is_wrong) for stratum, is_wrong in found])


def test_strata_that_are_drawn_unevenly_count_for_less() -> None:
    """Without an error: the interval of as many cells drawn evenly as would tell as much, 1 / Σ w²/n (Kish)."""
    found = [("large", False)] * 10 + [("small", False)] * 10
    rate = rate_of({"large": 900, "small": 100}, found)
    assert (rate.looked_at, rate.errors, rate.rate, rate.low) == (20, 0, 0, 0)
    assert rate.high == pytest.approx(clopper_pearson(0, 1 / (0.9**2 / 10 + 0.1**2 / 10))[1])


def test_errors_where_few_cells_were_drawn_widen_the_interval() -> None:
    """By hand: variance 0.9² × 0.5 × 0.5 / 9 = 0.0225 and rate 0.45 give 0.45 × 0.55 / 0.0225 = 11 cells' worth."""
    found = [("large", place < 5) for place in range(10)] + [("small", False)] * 40
    rate = rate_of({"large": 900, "small": 100}, found)
    assert (rate.looked_at, rate.errors, rate.rate) == (50, 5, pytest.approx(0.45))
    assert (rate.low, rate.high) == pytest.approx(clopper_pearson(0.45 * 11, 11))


def test_errors_in_several_strata_add_up() -> None:
    """By hand: 0.5² × 0.1 × 0.9 / 9, twice, with rate 0.5 gives 50 cells' worth; there are only 20 cells."""
    found = [("one", place < 1) for place in range(10)] + [("two", place < 9) for place in range(10)]
    rate = rate_of({"one": 500, "two": 500}, found)
    assert (rate.low, rate.high) == pytest.approx(clopper_pearson(10, 20))


STRATA = st.dictionaries(
    st.sampled_from("abcd"),
    st.tuples(st.integers(1, 10**4), st.lists(st.tuples(st.booleans(), st.booleans()), min_size=1, max_size=12)),
    min_size=1,
)


@given(STRATA)
def test_rates_are_those_of_a_survey(strata: dict[str, tuple[int, list[tuple[bool, bool]]]]) -> None:
    """Against the formulas for a ratio in a stratified sample, written out case by case."""
    sizes = {name: size for name, (size, _) in strata.items()}
    judged = [
        JudgedDraw(name, wrong and counts, counts) for name, (_, drawn) in strata.items() for wrong, counts in drawn
    ]
    cases = [(sizes[each.stratum] / len(strata[each.stratum][1]), each) for each in judged]
    of = [(weight, each) for weight, each in cases if each.counts]
    found = error_rate(sizes, judged)
    assert found.looked_at == len(of) and found.errors == sum(each.is_wrong for _, each in of)
    if not of:
        return
    total = sum(weight for weight, _ in of)
    ratio = sum(weight for weight, each in of if each.is_wrong) / total
    assert found.rate == pytest.approx(ratio)
    variance = 0.0
    for name in strata:
        scaled = [
            weight * (each.is_wrong - ratio) * each.counts / total for weight, each in cases if each.stratum == name
        ]
        middle = sum(scaled) / len(scaled) if len(scaled) > 1 else 0.0
        correction = len(scaled) / (len(scaled) - 1) if len(scaled) > 1 else 1.0
        variance += correction * sum((value - middle) ** 2 for value in scaled)
    effective = total**2 / sum(weight**2 for weight, _ in of)
    if 0 < ratio < 1 and variance > 1e-15:
        effective = min(effective, ratio * (1 - ratio) / variance)
    assert (found.low, found.high) == pytest.approx(clopper_pearson(ratio * effective, effective), abs=1e-6)


@pytest.mark.parametrize(
    ("errors", "count", "low", "high"),
    [(0, 20, 0, 0.16843), (1, 20, 0.00127, 0.24873), (10, 20, 0.27196, 0.72804), (20, 20, 0.83157, 1)],
)
def test_the_exact_interval(errors: int, count: int, low: float, high: float) -> None:
    """Figures of published tables."""
    assert clopper_pearson(errors, count) == (pytest.approx(low, abs=1e-5), pytest.approx(high, abs=1e-5))


def test_a_large_stratum_counts_for_more_than_a_small_one() -> None:
    found = [("large", n == 0) for n in range(10)] + [("small", n < 5) for n in range(10)]
    rate = rate_of({"large": 990, "small": 10}, found)
    assert rate.rate == pytest.approx(0.99 * 0.1 + 0.01 * 0.5)
    assert rate.low < rate.rate < rate.high
    assert rate_of({"large": 1}, []) == (0, 0, 0, 0, 1)


def test_kappa_takes_chance_away() -> None:
    """The example of Cohen (1960) in two answers: 20 and 15 alike of 50."""
    answers = [("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15
    assert agreement(answers) == (50, pytest.approx(0.7), pytest.approx(0.4))
    assert agreement([("0", "0")] * 3).kappa is None
    assert agreement([]).both == 0


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


# ── Reports and prose ────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of some samples, of two versions of a report, and of a page that is none."""
    folder = tmp_path_factory.mktemp("county")
    for name in ("石舫镇", "榆钱渡镇"):
        for path in sorted(Path("samples/澄溪县").glob(f"*/{name}*")):
            (folder / "in" / path.parent.name).mkdir(parents=True, exist_ok=True)
            (folder / "in" / path.parent.name / path.name).write_bytes(path.read_bytes())
    first = next((folder / "in" / "2023").glob("榆钱渡镇*"))
    changed = first.read_text("utf-8").replace("行政许可", "行政许可等", 1)
    first.with_stem(f"{first.stem}（修订）").write_text(changed, encoding="utf-8")
    (folder / "in" / "通知.txt").write_text("关于召开工作会议的通知\n各科室：定于明日开会。\n", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        assert exit_code(patch, "extract", folder / "in", "-o", folder / "out", "-q") in (0, 1)
    return folder / "out"


def right_answers(library: OpenLibrary, sample: Sample) -> dict[str, dict[Question, Answers]]:
    """Answers that say what is claimed."""
    keys = {each.key for each in sample.drawn}
    return {
        claim.key: {question: Answers(said, said) for question, said in claim.claims.items()}
        for claim in claimed_in(library, sample.of)
        if claim.key in keys
    }


@pytest.mark.slow
def test_reports_are_drawn_and_scored(county: Path) -> None:
    with OpenLibrary(county / NAME) as library:
        sample = sample_of(library, "reports", 400, 1)
        groups = Counter(each.stratum.group for each in sample.drawn)
        coded = right_answers(library, sample)
        right = score_of(library, sample, coded)
        single = next(each for each in sample.drawn if each.stratum.group == "single")
        wrong = {"agency": Answers("溪口县石桥镇", "溪口县石桥镇"), "year": Answers("2001", "2001")}
        score = score_of(library, sample, coded | {single.key: coded[single.key] | wrong})  # type: ignore[operator]
    assert groups == {"single": 5, "several": 2, "other": 1}
    assert set(right.questions) == {"report", "agency", "year", "version"} and not right.wrong
    assert all(len(each.others) == (each.stratum.group == "several") for each in sample.drawn)
    assert [(each.question, each.truth) for each in score.wrong] == [("agency", "溪口县石桥镇"), ("year", "2001")]
    assert score.questions["agency"].rate.errors == 1 and score.questions["version"].rate.looked_at == 2


@pytest.mark.slow
def test_sentences_are_drawn_and_scored(county: Path) -> None:
    """One figure that is stated is another; one sentence tells a figure that was missed."""
    with OpenLibrary(county / NAME) as library:
        sample = sample_of(library, "narrative", 10**4, 1)
        claims = {claim.key: claim for claim in claimed_in(library, "narrative")}
        coded = right_answers(library, sample)
        stated = next(each for each in sample.drawn if "stated" in each.claims)
        unstated = next(each for each in sample.drawn if "missed" in each.claims)
        coded[stated.key] = {"stated": Answers("九千九百件", "9900")}
        coded[unstated.key] = {"missed": Answers("12件", "12")}
        score = score_of(library, sample, coded)
    count = sum("stated" in each.claims for each in sample.drawn)
    assert all(claims[each.key].sentence for each in sample.drawn)
    assert score.questions["stated"].rate[:2] == (count, 1)
    assert score.questions["missed"].rate[:2] == (count, 1)
    assert score.questions["missed"].rate.rate == pytest.approx(1 / count)
    assert {(each.question, each.truth) for each in score.wrong} == {("stated", "9900"), ("missed", "12")}


@pytest.mark.slow
@pytest.mark.parametrize("of", ["reports", "narrative"])
def test_what_is_claimed_is_on_no_sheet(county: Path, of: ClaimKind, tmp_path: Path, gongkai: Gongkai) -> None:
    """And an empty sheet is refused, one of which a row is filled in says so."""
    import openpyxl

    path = tmp_path / "c.xlsx"
    assert gongkai("sample", county, "-o", path, "--of", of, "--size", "12").code == 0
    book = openpyxl.load_workbook(path)
    head, *rows = book["编码甲"].iter_rows(values_only=True)
    asked = [place for place, name in enumerate(head) if name in ANSWERS.values()]
    assert all(row[place] is None for row in rows for place in asked) and book["抽样"].sheet_state == "veryHidden"
    assert gongkai("score", county, path).code == 2
    for name in ("编码甲", "编码乙"):
        sheet = book[name]
        for row in range(2, sheet.max_row + 1):
            if sheet.cell(row, 2).value == rows[0][1]:
                sheet.cell(row, asked[0] + 1).value = "是"
    book.save(path)
    ran = gongkai("score", county, path, "--lang", "en")
    assert ran.code == 0 and "1 of them are coded" in ran.out and "hold only where" in ran.out
