"""Faults in the words of a report: in its title, its preamble, its headings, its sections.

Each is a function that changes a draft in one place and says what must be found, or None where it finds no place.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from random import Random

from extract.forms import load_forms
from tests.made.prose import Draft, Planted, Story, figures_of

Plant = Callable[[Draft, Random], tuple[Draft, Planted] | None]
_BOTH = tuple(form.code for form in load_forms())
_NEW = _BOTH[1:]
_GOVERNMENTS = ("township", "county")


def with_sections(story: Story, texts: Mapping[int, str]) -> Story:
    """The story with other words in sections that it has."""
    sections = {number: texts.get(number, text) for number, text in story.told.sections.items()}
    return story._replace(told=story.told._replace(sections=sections))


def _adding(number: int, sentence: str, planted: Planted) -> Plant:
    """A sentence at the end of a section."""

    def plant(draft: Draft, random: Random) -> tuple[Draft, Planted]:
        def rewritten(story: Story) -> Story:
            return with_sections(story, {number: story.told.sections.get(number, "") + sentence})

        return draft._replace(rewritten=rewritten), planted

    return plant


def _saying(number: int, text: str, planted: Planted) -> Plant:
    """Other words in the place of a whole section."""
    return lambda draft, random: (
        draft._replace(rewritten=lambda story: with_sections(story, {number: text})),
        planted,
    )


def _in_preamble(sentence: str, planted: Planted) -> Plant:
    def plant(draft: Draft, random: Random) -> tuple[Draft, Planted] | None:
        changed = _adding(0, sentence, planted)(draft, random)
        return changed if _story(draft).told.sections.get(0) else None

    return plant


def _story(draft: Draft) -> Story:
    from tests.made.prose import story

    return story(draft)


def title_of_another_kind(draft: Draft, random: Random) -> tuple[Draft, Planted]:
    """政府信息公开工作报告 or 年报, which are other things."""
    year, agency = draft.report.year, draft.agency.printed
    title = random.choice((f"{agency}{year}年政府信息公开工作报告", f"{agency}{year}年政府信息公开年报"))

    def rewritten(story: Story) -> Story:
        return story._replace(title=(title,), told=story.told._replace(title=title))

    return draft._replace(rewritten=rewritten), Planted("B-01", (), 0, title)


def phone_not_filled_in(draft: Draft, random: Random) -> tuple[Draft, Planted] | None:
    """A placeholder where the number was to stand."""
    blank = random.choice(("（）", "XXXX", "____", "【】"))
    changed = draft._replace(words=(("phone", blank),))
    return (changed, Planted("B-07", (), 0, blank)) if blank in _story(changed).told.sections.get(0, "") else None


def heading_misnumbered(draft: Draft, random: Random) -> tuple[Draft, Planted] | None:
    """The heading of section five with the number of another."""

    def rewritten(story: Story) -> Story:
        return story._replace(headings=story.headings | {5: story.headings[5].replace("五", other, 1)})

    other = random.choice("三六七")
    return (draft._replace(rewritten=rewritten), Planted("C-02", (), 5)) if "五" in _story(draft).headings[5] else None


def subheading_left_out(draft: Draft, random: Random) -> tuple[Draft, Planted] | None:
    """（二） turned into （三）, so that it follows （一）."""

    def rewritten(story: Story) -> Story:
        return with_sections(story, {1: re.sub(r"(?m)^([（(])二", r"\1四", story.told.sections[1])})

    changed = draft._replace(rewritten=rewritten)
    before, after = (_story(one).told.sections[1] for one in (draft, changed))
    return (changed, Planted("C-02")) if before != after else None


_WHOLE = "认真做好主动公开和依申请公开，加强信息管理、平台建设和监督保障，将其纳入考核，未发生责任追究。"


def aspects_left_out(draft: Draft, random: Random) -> tuple[Draft, Planted]:
    """A section one about publishing and nothing else."""
    text = "及时主动公开政府信息，方便群众办事。"
    return _saying(1, text, Planted("C-03", (), 1, may=("C-04",)))(draft, random)  # type: ignore[return-value]


def no_social_review(draft: Draft, random: Random) -> tuple[Draft, Planted] | None:
    """A government that says nothing of social review."""
    return _saying(1, _WHOLE, Planted("C-04", (), 1))(draft, random) if draft.agency.kind in _GOVERNMENTS else None


def promises_only(draft: Draft, random: Random) -> tuple[Draft, Planted]:
    """Section five that only promises, or hardly says anything."""
    promises = "下一步将继续加强学习，完善机制，拓展渠道，把政府信息公开的各项事情办得更好，为发展作出贡献。"
    text = random.choice((promises, "更新不及时，今后改进。"))
    return _saying(5, text, Planted("C-05", (), 5))(draft, random)  # type: ignore[return-value]


def no_fee_statement(draft: Draft, random: Random) -> tuple[Draft, Planted] | None:
    """Section six without a word on the fee."""
    planted = Planted("C-06", (), 6)
    return _saying(6, "没有其他需要报告的事项。", planted)(draft, random) if draft.report.year > 2020 else None


def figure_left_open(draft: Draft, random: Random) -> tuple[Draft, Planted]:
    """A sentence in which the figure is missing."""
    sentence = random.choice(("全年收到政府信息公开申请件，均已办理。", "全年公开政府信息XX条。", "全年制发____份。"))
    return _adding(1, sentence, Planted("C-07", (), 1))(draft, random)  # type: ignore[return-value]


def parts_that_do_not_add_up(draft: Draft, random: Random) -> tuple[Draft, Planted] | None:
    """Ways of requesting that make less than the total in front of them, which is that of the table."""
    received = int(figures_of(draft)["received"])
    sentence = f"全年收到政府信息公开申请{received}件，其中网络申请1件、信函申请{received - 2}件。"
    planted = Planted("E-03", ("requests.received.total",), 1)
    silent = draft.silent | {cell for cell in draft.report.values if cell.row == "received"}
    return _adding(1, sentence, planted)(draft._replace(silent=silent), random) if received > 3 else None


def all_answered(draft: Draft, random: Random) -> tuple[Draft, Planted] | None:
    """Every request answered, although some are carried over."""
    planted = Planted("E-04", ("requests.carried_out.total",), 1)
    sentence = random.choice(("申请按时办结率100%。", "依申请公开答复率达100％。", "申请及时答复率为百分之百。"))
    return _adding(1, sentence, planted)(draft, random) if figures_of(draft)["carried_out"] else None


def total_in_section_two(draft: Draft, random: Random) -> tuple[Draft, Planted]:
    """How much was published stands above the table of section two, and in section one no longer."""

    def rewritten(story: Story) -> Story:
        two = story.told.sections.get(2, "") + "全年共主动公开政府信息35条。"
        return with_sections(story, {1: _WHOLE + "开展社会评议。", 2: two})

    return draft._replace(rewritten=rewritten), Planted("E-05", (), 2)


def published_late(draft: Draft, random: Random) -> tuple[Draft, Planted] | None:
    """A department that publishes after the end of January."""
    day = f"{draft.report.year + 1}-0{random.randint(2, 9)}-{random.randint(10, 28)}"
    changed = draft._replace(words=(("iso", day), ("date", day)))
    late = draft.agency.kind == "department" and _story(changed).told.published
    return (changed, Planted("A-01")) if late else None


def no_preamble(draft: Draft, random: Random) -> tuple[Draft, Planted] | None:
    """Nothing between the title and section one."""
    changed = draft._replace(missing=frozenset({0}))
    return (changed, Planted("C-08", may=("B-07",))) if _story(draft).told.sections.get(0) else None


MISWORDED: dict[str, tuple[Plant, tuple[str, ...]]] = {
    "title_of_another_kind": (title_of_another_kind, _BOTH),
    "basis_of_2007": (
        _in_preamble("编制依据为《政府信息公开条例》（国务院令第492号）。", Planted("B-05", (), 0)),
        _BOTH,
    ),
    "basis_of_2019": (_in_preamble("格式见国办公开办函〔2019〕60号。", Planted("B-05", (), 0)), _NEW),
    "outline_of_2018": (
        _in_preamble(
            "全文由概述、主动公开、依申请公开、收费及减免、复议诉讼和申诉等部分组成。", Planted("B-06", (), 0)
        ),
        _BOTH,
    ),
    "phone_not_filled_in": (phone_not_filled_in, _BOTH),
    "no_preamble": (no_preamble, _BOTH),
    "heading_misnumbered": (heading_misnumbered, _BOTH),
    "subheading_left_out": (subheading_left_out, _BOTH),
    "aspects_left_out": (aspects_left_out, _BOTH),
    "no_social_review": (no_social_review, _BOTH),
    "promises_only": (promises_only, _BOTH),
    "no_fee_statement": (no_fee_statement, _NEW),
    "figure_left_open": (figure_left_open, _BOTH),
    "parts_that_do_not_add_up": (parts_that_do_not_add_up, _BOTH),
    "all_answered": (all_answered, _BOTH),
    "total_in_section_two": (total_in_section_two, _BOTH),
    "published_late": (published_late, _BOTH),
    "identity_card": (_adding(6, "申请人身份证号为11010519491231002X。", Planted("G-02", (), 6)), _BOTH),
    "mobile": (_adding(1, "群众张某（13900001234）前来咨询。", Planted("G-02", (), 1)), _BOTH),
}
