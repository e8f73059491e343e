"""Which paragraphs stand in other reports is found exactly, and told from text that only sounds alike."""

from __future__ import annotations

from collections import Counter, defaultdict
from random import Random

import pytest

from extract.checks.similar import (
    FEWEST,
    LEAST,
    PIECE,
    BlockMatch,
    Prose,
    alike,
    blocks_of,
    masked,
    masked_names,
    written,
)
from tests.made.templated import earlier, paragraphs, text

WORDS = [a + b for a in "政公务信群众办服道网站平台发布解读审核" for b in "开事息组理务路络点面展现成果案例流程"]


def words(seed: int, length: int) -> str:
    """Made-up words; no two seeds have a piece in common but by chance."""
    return "".join(Random(seed).choices(WORDS, k=length // 2 + 1))[:length]


def prose(*paragraphs: str, year: int = 2024, parent: str = "") -> Prose:
    return Prose(year, parent, tuple(blocks_of(paragraphs, ())))


def crowd(count: int = 30) -> list[Prose]:
    return [prose(words(1000 + n, 100)) for n in range(count)]


def by_comparing_all(asked: list[Prose], others: list[Prose]) -> set[BlockMatch]:
    """What `alike` finds, found by comparing every block with every text."""
    texts = [*asked, *others]
    pieces = [[[b.masked[at : at + PIECE] for at in range(len(b.masked) - PIECE + 1)] for b in t.blocks] for t in texts]
    sets = [{piece for block in blocks for piece in block} for blocks in pieces]
    groups: dict[tuple[int, str | None], list[int]] = defaultdict(list)
    for number, each in enumerate(texts):
        groups[each.year, None].append(number)
        groups[each.year, each.parent].append(number)
    common: set[str] = set()
    for (_, parent), members in groups.items():
        most = len(members) / 2 if parent is not None else min(64, len(members) / 2)
        counts = Counter(piece for number in members for piece in sets[number])
        common |= {piece for piece, count in counts.items() if len(members) >= 8 and count > most}
    found = set()
    for number in range(len(asked)):
        for at, block in enumerate(pieces[number]):
            own = [piece for piece in block if piece not in common]
            for other, theirs in enumerate(sets):
                shared = sum(piece in theirs for piece in own)
                whole = sum(piece in theirs for piece in block)
                is_same = all(has * LEAST[1] >= of * LEAST[0] for has, of in ((shared, len(own)), (whole, len(block))))
                if len(own) >= FEWEST and is_same and other != number:
                    found.add(BlockMatch(number, at, other, shared))
    return found


@pytest.mark.parametrize("units", [20, pytest.param(60, marks=pytest.mark.slow)])
def test_what_is_found_is_what_comparing_all_finds(units: int) -> None:
    random = Random(units)
    written = [paragraphs(unit, 2024) for unit in range(units)]
    for unit in range(0, units, 10):
        of_other = written[random.randrange(units)]
        written[unit][: random.randint(1, 5)] = of_other[: random.randint(1, 5)]
    asked = [text(unit, 2024, each[:7]).prose for unit, each in enumerate(map(padded, written))]
    before = [each.prose for each in earlier(units, 2024, 2)]
    found = alike(asked, before).matches
    assert set(found) == by_comparing_all(asked, before)
    assert len(found) == len(set(found)) > units


def padded(written: list[str]) -> list[str]:
    return [*written, *("" for _ in range(7))]


def test_texts_of_their_own_are_alike_nobody() -> None:
    assert alike(crowd(200)).matches == ()


@pytest.mark.parametrize(("changed", "is_same"), [(0, True), (1, True), (3, True), (6, False), (10, False)])
def test_a_few_words_changed_do_not_hide_a_paragraph(changed: int, is_same: bool) -> None:
    source = words(1, 120)
    copied = list(source)
    for at in range(changed):
        copied[at * 12 + 6] = "变"
    found = alike([*crowd(), prose(source), prose("".join(copied))]).matches
    assert {(match.text, match.other) for match in found} == ({(30, 31), (31, 30)} if is_same else set())


def test_names_years_and_numbers_do_not_hide_a_copy() -> None:
    names = masked_names(["溪口县甲和镇", "溪口县甲和镇人民政府"])
    one = masked("2024年，溪口县甲和镇人民政府公开信息35条，我镇共12件。", names)
    names = masked_names(["溪口县乙和镇", "溪口县乙和镇人民政府"])
    assert one == masked("2023年，乙和镇公开信息1,207条，本镇共三件。", names) == "年公开信息条共件"


FIGURES = [
    "全年制发行政规范性文件{}件",
    "办理行政许可{}件、行政处罚{}件、行政强制{}件",
    "党政办承担{}项任务",
    "收到申请{}件",
    "通过县政府门户网站发布信息1,{}00余条",
    "每季度通报一次",
    "群众满意率9{}.5%",
    "收取费用{}万元",
    "未发生行政复议、行政诉讼",
    "本年度没有收到政府信息公开申请",
    "我镇无责任追究情形",
]


def told_between(random: Random, *clauses: str) -> str:
    """Clauses with others between them that tell figures."""
    told = [each.replace("{}", str(random.randint(0, 9))) for each in random.sample(FIGURES, len(FIGURES))]
    return "".join(
        f"{clause}{random.choice('，；')}{figure}。" for clause, figure in zip((*clauses, ""), told, strict=False)
    )


@pytest.mark.parametrize("seed", range(20))
def test_what_only_tells_figures_is_nobodys(seed: int) -> None:
    random = Random(seed)
    clauses = [words(seed * 9 + n, random.randint(6, 60)) for n in range(3)]
    assert written(told_between(random, *clauses), ()) == written("，".join(clauses), ()) == "".join(clauses)
    figures = [prose(told_between(random), told_between(random)) for _ in range(2)]
    assert alike([*crowd(), *figures]).matches == ()
    copies = [prose(told_between(random, *clauses)) for _ in range(2)]
    assert {(match.text, match.other) for match in alike([*crowd(), *copies]).matches} == {(30, 31), (31, 30)}


@pytest.mark.parametrize(
    "clause",
    [
        "2024年严格落实三审三校制度",
        "按照《条例》第二十条的要求逐项梳理",
        "加强12345热线办理",
        "确保发布的信息准确无误",
        f"{words(1, 40)}35条",
    ],
)
def test_a_clause_with_words_of_its_own_is_written(clause: str) -> None:
    assert written(clause, ()) == masked(clause, ())


def test_a_paragraph_may_stand_anywhere_in_the_other() -> None:
    one, other = words(1, 100), words(2, 100)
    found = alike([*crowd(), prose(one, words(3, 90)), prose(f"{other}。{one}", words(4, 90))]).matches
    assert [(match.text, match.block, match.other) for match in found] == [(31, 1, 30), (30, 0, 31)]


def test_a_long_paragraph_is_compared_by_parts() -> None:
    sentences = [words(n, 50) + "。" for n in range(8)]
    blocks = list(blocks_of(["".join(sentences), "短。"], ()))
    assert [(block.paragraph, len(block.masked)) for block in blocks] == [(0, 100)] * 4 + [(1, 1)]
    half = "".join(sentences[:4]) + "".join(words(n, 50) + "。" for n in range(20, 24))
    found = alike([*crowd(), prose("".join(sentences)), prose(half)]).matches
    assert {(match.text, match.block) for match in found} == {(30, 0), (30, 1), (31, 0), (31, 1)}


@pytest.mark.parametrize(("sharing", "is_common"), [(15, False), (16, True)])
def test_what_most_of_a_year_have_is_nobodys_own(sharing: int, is_common: bool) -> None:
    phrase = words(1, 100)
    texts = [*(prose(phrase) for _ in range(sharing)), *crowd(30 - sharing)]
    found = alike(texts)
    assert (found.own[0] == (0,)) == is_common == (not found.matches)


@pytest.mark.parametrize(("sharing", "is_common"), [(4, False), (5, True)])
def test_what_most_of_a_county_have_is_nobodys_own(sharing: int, is_common: bool) -> None:
    phrase = words(1, 100)
    county = [prose(phrase if n < sharing else words(50 + n, 100), parent="甲县") for n in range(8)]
    found = alike([*county, *crowd()])
    assert (found.own[0] == (0,)) == is_common
    assert found.shared_by_most[0] == (float(is_common),)
    assert found.shared_by_most[8] == (0.0,)


def test_of_less_than_eight_it_cannot_be_told_what_most_have() -> None:
    phrase = words(1, 100)
    assert len(alike([prose(phrase) for _ in range(7)]).matches) == 7 * 6


def test_what_more_than_64_have_is_nobodys_own_however_many_there_are() -> None:
    phrase = words(1, 100)
    for sharing in (64, 65):
        found = alike([*(prose(phrase) for _ in range(sharing)), *crowd(200)]).matches
        assert bool(found) == (sharing == 64)


def test_what_most_had_in_an_earlier_year_is_nobodys_own() -> None:
    phrase = words(1, 100)
    before = [prose(phrase if n < 6 else words(n, 100), year=2023) for n in range(10)]
    assert alike([prose(phrase), prose(phrase)], before).matches == ()
    assert len(alike([prose(phrase), prose(phrase)], before[4:]).matches) == 6


def test_nothing_to_compare() -> None:
    assert alike([]) == ((), (), ())
    assert alike([prose(), prose("短"), prose("")], [prose("", year=2023)]).matches == ()
