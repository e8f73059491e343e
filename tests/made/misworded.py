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


_KINDS = (
    "政务公开工作总结",
    "政务公开工作小结",
    "信息公开工作情况汇报",
    "政务公开工作自查报告",
    "政务公开工作计划",
    "信息公开述职报告",
    "政府信息公开统计表",
    "信息公开工作自评报告",
    "政府网站工作年度报表",
    "法治政府建设年度报告",
)


def title_of_no_report(draft: Draft, random: Random) -> tuple[Draft, Planted] | None:
    """What stands where the title should names another kind of document."""
    year, agency = draft.report.year, draft.agency.printed
    kind = random.choice(_KINDS)
    title = random.choice((f"{agency}{year}年{kind}", f"{year}年{kind}", f"{agency}{year}年度{kind}"))

    def rewritten(story: Story) -> Story:
        return story._replace(title=(title,), told=story.told._replace(title=title))

    changed = draft._replace(rewritten=rewritten)
    return (changed, Planted("B-01", (), 0, title, may=("B-03",))) if _story(draft).told.sections.get(0) else None


_PERIODS = (
    "数据统计时间为{0}年上半年。",
    "报告中所列数据统计至{0}年12月20日。",
    "统计区间为{0}年第一季度至第三季度。",
    "所列数据的统计期限自{0}年2月1日起至{0}年12月31日止。",
    "统计期限为{0}年1月1日至{0}年11月30日。",
    "统计时间为{0}.1.1—{0}.10.31。",
    "数据的统计期限自{0}年1月1日起至{1}年12月31日止。",
    "本报告数据统计截至{0}年11月30日。",
    "统计周期从{0}年1月到{0}年10月。",
    "统计期限为{0}年1月1日至12月30日。",
    "各项数据统计时间自{0}年3月1日起，至{1}年2月28日止。",
)


def period_of_no_year(draft: Draft, random: Random) -> tuple[Draft, Planted] | None:
    """Figures of another period than the year."""
    year = draft.report.year
    sentence = random.choice(_PERIODS).format(year, year + 1)
    return _in_preamble(sentence, Planted("B-02", (), 0))(draft, random)


def words_of_an_office(draft: Draft, random: Random) -> tuple[Draft, Planted] | None:
    """我局 and the like in the report of a township."""
    if draft.agency.kind not in ("township", "subdistrict"):
        return None
    subject = random.choice(("我局", "本局", "我委", "我校", "我市", "我县", "我厅", "我院", "我处"))
    said = f"{subject}{random.choice(('高度重视政务公开工作。', '认真落实公开责任。'))}"
    return _adding(1, said, Planted("B-04", (), 1))(draft, random)


def _any_of(plants: tuple[Plant, ...]) -> Plant:
    return lambda draft, random: random.choice(plants)(draft, random)


def phone_not_filled_in(draft: Draft, random: Random) -> tuple[Draft, Planted] | None:
    """A placeholder where the number was to stand."""
    blank = random.choice(("（）", "XXXX", "____", "【】", "×××", "　", "……", "***", "××××-×××××××", "????", "TBD"))
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


_OPEN = (
    "全年收到政府信息公开申请件，均已办理。",
    "全年公开政府信息XX条。",
    "全年制发____份。",
    "全年公开政府信息　　条。",
    "年内收到来信　件，均已答复。",
    "更新栏目××个。",
    "开展培训（ ）次。",
    "发布解读……篇。",
    "发布信息×条。",
    "全年召开会议 次。",
    "针对发现的 个问题，已全部整改。",
    "微信公众号关注人数达到…人。",
    "政务公开专栏点击量　万次。",
)


def figure_left_open(draft: Draft, random: Random) -> tuple[Draft, Planted]:
    """A sentence in which the figure is missing."""
    sentence = random.choice(_OPEN)
    return _adding(1, sentence, Planted("C-07", (), 1))(draft, random)  # type: ignore[return-value]


def parts_that_do_not_add_up(draft: Draft, random: Random) -> tuple[Draft, Planted] | None:
    """Ways of requesting, or those who request, that make another figure than the total, which is that of the table."""
    received = int(figures_of(draft)["received"])
    off = random.choice((-2, -1, 1, 5))
    one, other = 1, received - 1 + off
    sentence = random.choice(
        (
            f"全年收到政府信息公开申请{received}件，其中网络申请{one}件、信函申请{other}件。",
            f"全年收到政府信息公开申请{received}件，其中自然人申请{one}件，法人或其他组织申请{other}件。",
            f"收到政府信息公开申请{received}件（自然人{other}件、法人及其他组织{one}件）。",
            f"收到政府信息公开申请{received}件，按提交方式分：信函{one}件，网络{other}件。",
            f"共收到政府信息公开申请{received}件，均已登记，其中：当面申请{one}件、网上申请{other}件。",
        )
    )
    planted = Planted("E-03", ("requests.received.total",), 1, may=("E-01",))
    silent = draft.silent | {cell for cell in draft.report.values if cell.row == "received"}
    return _adding(1, sentence, planted)(draft._replace(silent=silent), random) if received > 3 else None


def published_parts_that_do_not_add_up(draft: Draft, random: Random) -> tuple[Draft, Planted]:
    """Channels that make another figure than what was published in total."""
    web, chat, board = random.randint(50, 400), random.randint(50, 400), random.randint(5, 40)
    total = web + chat + board + random.choice((-20, -3, 2, 30))
    sentence = random.choice(
        (
            f"全年主动公开政府信息{total}条，其中网站{web}条、微信公众号{chat}条、公开栏{board}条。",
            f"主动公开信息{total}条（门户网站{web}条，微信公众号{chat}条，政务公开栏{board}条）。",
            f"全年共主动公开政府信息{total}条，其中通过政府网站公开{web}条，微信公众号公开{chat}条，公开栏公开{board}条。",
            f"政府网站公开{web}条，微信公众号公开{chat}条，公开栏公开{board}条，合计公开信息{total}条。",
        )
    )

    def rewritten(story: Story) -> Story:
        return with_sections(story, {1: _WHOLE + sentence})

    return draft._replace(rewritten=rewritten), Planted("E-03", ("narrative.proactive_total",), 1, may=("C-04",))


def all_answered(draft: Draft, random: Random) -> tuple[Draft, Planted] | None:
    """Every request answered, although some are carried over."""
    planted = Planted("E-04", ("requests.carried_out.total",), 1)
    sentence = random.choice(
        (
            "申请按时办结率100%。",
            "依申请公开答复率达100％。",
            "申请及时答复率为百分之百。",
            "政府信息公开申请全部办结。",
            "政府信息公开申请均已答复。",
            "收到的政府信息公开申请均在法定期限内予以答复。",
            "对政府信息公开申请全部按时办结。",
            "全年已办结全部政府信息公开申请。",
            "依申请公开件均已按期办理完毕。",
            "所收政府信息公开申请无一结转。",
            "政府信息公开申请答复率、办结率均达100%。",
        )
    )
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


_OUTLINES = (
    "全文由概述、主动公开、依申请公开、收费及减免、复议诉讼和申诉等部分组成",
    "全文包括概述、主动公开政府信息情况、依申请公开情况、收费及减免情况",
    "主要内容有概述、主动公开、收费和减免、申诉情况",
    "报告从概述、主动公开、咨询处理情况等方面作了总结",
    "本报告涵盖概述、公开情况、政府支出与收费情况",
    "内容依次为：概述，主动公开，收费及减免，问题和改进",
)
_NUMBERS = (
    "群众张某（13900001234）前来咨询。",
    "申请人手机13900001234，已电话告知。",
    "申请人电话：13900001234。",
    "来访人李某，联系电话13900001234。",
    "已向13900001234回复。",
    "来信人赵某，电话：139-0000-1234。",
    "经联系13900001234，申请人撤回申请。",
)

MISWORDED: dict[str, tuple[Plant, tuple[str, ...]]] = {
    "title_of_another_kind": (title_of_another_kind, _BOTH),
    "basis_of_2007": (
        _in_preamble("编制依据为《政府信息公开条例》（国务院令第492号）。", Planted("B-05", (), 0)),
        _BOTH,
    ),
    "basis_of_2019": (_in_preamble("格式见国办公开办函〔2019〕60号。", Planted("B-05", (), 0)), _NEW),
    "outline_of_2018": (_any_of(tuple(_in_preamble(f"{each}。", Planted("B-06", (), 0)) for each in _OUTLINES)), _BOTH),
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
    "published_parts_that_do_not_add_up": (published_parts_that_do_not_add_up, _BOTH),
    "all_answered": (all_answered, _BOTH),
    "total_in_section_two": (total_in_section_two, _BOTH),
    "published_late": (published_late, _BOTH),
    "identity_card": (_adding(6, "申请人身份证号为11010519491231002X。", Planted("G-02", (), 6)), _BOTH),
    "mobile": (_any_of(tuple(_adding(1, each, Planted("G-02", (), 1)) for each in _NUMBERS)), _BOTH),
    "title_of_no_report": (title_of_no_report, _BOTH),
    "period_of_no_year": (period_of_no_year, _BOTH),
    "words_of_an_office": (words_of_an_office, _BOTH),
}
