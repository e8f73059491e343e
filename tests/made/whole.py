"""Whole reports as files, clean or with exactly one fault planted, in every serialisation.

`whole_report` draws a `Draft` (see `prose`), plants a fault of `FAULTS` in it and writes it in a layout of `LAYOUTS` or
`HTML`. A clean report has no fault that a check of errors could find: figures add up, nothing is blank, no rules,
year and form agree; `Whole.odd` names the milder rules that its own wording or layout may offend.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from html import escape
from itertools import pairwise
from random import Random
from typing import Literal, NamedTuple

from extract.forms import load_forms
from extract.model import Concept, Form
from tests.made.generator import inserted
from tests.made.layouts import HTML, LAYOUTS, Layout
from tests.made.misworded import MISWORDED, with_sections
from tests.made.prose import (
    FIELDS,
    WORDINGS,
    Added,
    Draft,
    Planted,
    Story,
    Told,
    agency_of,
    figures_of,
    sentence,
    story,
    summed,
    words_of,
)
from tests.made.sheets import Box, Filled, Sheet, each, filled, sheets


class Whole(NamedTuple):
    """A report as a file, and what must be read from it: words (`told`), and what each cell shows (`truth`)."""

    name: str
    layout: str
    text: str
    encoding: str
    told: Told
    truth: dict[Concept, str]
    planted: Planted | None
    odd: frozenset[str]

    @property
    def data(self) -> bytes:
        """The file."""
        return self.text.encode(self.encoding)


# ── Reports ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def whole_report(random: Random, form: Form, layout: str, fault: str | None = None) -> Whole:
    """A report in one serialisation, clean or with one fault; ValueError where the fault does not fit."""
    if fault and not fits(fault, form, layout):
        raise ValueError(f"{fault} does not fit form {form.code} in {layout}")
    draft, planted = faulty(random, form, fault)[1:] if fault else (draft_of(random, form), None)
    return written(draft, layout, planted)


def same_report(random: Random, form: Form, layouts: Iterable[str], fault: str | None = None) -> list[Whole]:
    """One report in several serialisations."""
    draft, planted = faulty(random, form, fault)[1:] if fault else (draft_of(random, form), None)
    return [written(draft, layout, planted) for layout in layouts]


def faulty(random: Random, form: Form, fault: str) -> tuple[Draft, Draft, Planted]:
    """A clean draft, the same with the fault, and what the checks must find; drawn until the fault has its place."""
    for _ in range(300):
        clean = draft_of(random, form)
        if found := FAULTS[fault].plant(clean, random):
            return clean, *found
    raise ValueError(f"{fault} found no place in a report of form {form.code}")


def fits(fault: str, form: Form, layout: str) -> bool:
    """Whether a fault can happen in reports of this form and be seen in this layout."""
    style, (_, forms, shown) = (LAYOUTS | HTML)[layout], FAULTS[fault]
    row = not style.flowing and layout != "blank_separated"
    seen = {"words": True, "figures": True, "cells": row, "blanks": style.blanks == "grid" and not style.repeats}[shown]
    return form.code in forms and seen and (shown == "words" or not (style.glued or style.deduplicated))


def draft_of(random: Random, form: Form) -> Draft:
    """A clean draft: rich, or with next to no requests."""
    agency = agency_of(random)
    report = filled(random, form, random.random() < 0.5)
    later = [each.first_year for each in load_forms() if each.first_year > form.first_year]
    year = random.randint(form.first_year, min(min(later) - 1 if later else 9999, form.first_year + 4))
    return Draft(random.getrandbits(48), _clean(report._replace(agency=agency.printed, year=year)), agency)


def _clean(report: Filled) -> Filled:
    """No rules of an agency that may make none, and as many documents in force as there must be."""
    values = {concept: Decimal(0) if concept.row == "rules" else value for concept, value in report.values.items()}
    made, more, most = (concept for concept in values if concept.row == "normative_documents")
    if more.column == "published":
        values[more] = values[made]
        values[most] += values[more]
    else:
        values[most] = max(values[most], values[made] - values[more])
    return report._replace(values=values)


# ── Files ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def written(draft: Draft, layout: str, planted: Planted | None = None) -> Whole:
    """A draft in one serialisation."""
    style, words = (LAYOUTS | HTML)[layout], story(draft)
    random = draft.stream(layout)
    tables = {sheet.table: sheet for sheet in _tables(draft, style)}
    kept = {section.number: tables[section.key] for section in draft.report.form.sections if section.key in tables}
    kept = {number: sheet for number, sheet in kept.items() if number not in draft.missing}
    boxes = [box for sheet in kept.values() for row in sheet.rows for box in row]
    told, finish = words.told, style.finish
    name = random.choice(("{0}{1}年政府信息公开工作年度报告", "{1}年{0}年度报告", "{0}{1}", "t{2}_{3}", "content_{3}"))
    name = name.format(told.entity, told.year, words_of(draft)["iso"].replace("-", ""), random.randrange(10**6, 10**7))
    encoding = random.choice(("utf-8", "utf-8", "gb18030", "utf-8" if layout in HTML else "utf-8-sig"))
    pieces = {number: style.write(sheet) for number, sheet in kept.items()}
    page = _html(draft, words, pieces, layout, encoding) if layout in HTML else _plain(draft, words, pieces, style.gap)
    return Whole(
        name=f"{name}.{random.choice(('html', 'htm', 'shtml') if layout in HTML else ('txt',))}",
        layout=layout,
        text=finish(page),
        encoding=encoding,
        told=told._replace(
            entity=finish(told.entity),
            agency=finish(told.agency),
            parent=finish(told.parent),
            title=finish(told.title),
            sections={number: finish(text) for number, text in told.sections.items()},
        ),
        truth={box.concept: box.text for box in boxes if box.concept and (box.text or style.blanks != "gone")},
        planted=planted,
        odd=words.odd | ({"D-09"} if layout == "pipes_headers_cut" else set()),
    )


def _tables(draft: Draft, style: Layout) -> tuple[Sheet, ...]:
    random, printed = draft.stream("tables"), dict(draft.printed)
    whole = draft.reshaped(sheets(draft.report, random, draft.without))
    shown = each(whole, lambda box: box._replace(text=printed[box.concept]) if box.concept in printed else box)
    return style.dress(shown, random)


def _plain(draft: Draft, words: Story, tables: dict[int, list[str]], rows_gap: str) -> str:
    lines = [*words.before, *words.title, *words.under, *words.told.sections.get(0, "").split("\n")]
    for number, heading in words.headings.items():
        lines += [heading, *words.told.sections.get(number, "").split("\n")]
        lines += [rows_gap.join(filter(None, tables[number]))] if number in tables else []
    gap = draft.stream("gap").choice(("\n", "\n\n"))
    return gap.join(line for line in (*lines, *words.signature, *words.after) if line) + "\n"


def _html(draft: Draft, words: Story, tables: dict[int, list[str]], layout: str, encoding: str) -> str:
    """A web page: paragraphs as such or divided by breaks, perhaps all inside a table that only makes a layout."""
    random = draft.stream(layout)
    heading, paragraph = random.choice(("<p><strong>{}</strong></p>", "<h3>{}</h3>", "<p>{}</p>")), "<p>　　{}</p>"
    if layout == "html_br":
        heading, paragraph = "<strong>{}</strong><br/>", "&nbsp;&nbsp;&nbsp;&nbsp;{}<br/>"
    body: list[str] = []
    for number in (0, *words.headings):
        body += [heading.format(words.headings[number])] if number else []
        body += [paragraph.format(escape(text)) for text in words.told.sections.get(number, "").split("\n") if text]
        body += [f'<table border="1"><tbody>{"".join(tables[number])}</tbody></table>'] if number in tables else []
    body += [f'<p style="text-align:right">{line}</p>' for line in words.signature]
    around = (words.before, words.under, words.after)
    before, under, after = ("".join(f"<div>{escape(line)}</div>" for line in lines) for lines in around)
    main = f"<h1>{'<br/>'.join(words.title)}</h1>{under}<div class='content'>{''.join(body)}</div>"
    if layout == "html_layout":
        menu = "".join(f"<li><a href='#'>{item}</a></li>" for item in ("首页", "机构概况", "规章", "办事服务"))
        facts = (("索引号", "0000/2026-00001"), ("发布机构", words.told.agency), ("有效性", "有效"))
        about = "".join(f"<tr><td>{key}</td><td>{value}</td></tr>" for key, value in facts)
        main = f"<table width='100%'><tr><td><ul>{menu}</ul></td><td><table>{about}</table>{main}</td></tr></table>"
    charset = "gb2312" if encoding == "gb18030" else "utf-8"
    return (
        f'<!DOCTYPE html>\n<html><head><meta charset="{charset}"><title>{"".join(words.title)}</title>\n'
        "<style>td{border:1px}</style><script>var tip='加载中…';</script></head>\n"
        f"<body><div class='nav'>{before}</div>\n{main}\n<div class='footer'>{after}</div></body></html>\n"
    )


# ── Faults ───────────────────────────────────────────────────────────────────────────────────────────────────────────

Plant = Callable[[Draft, Random], tuple[Draft, Planted] | None]


class Fault(NamedTuple):
    """How a fault is planted (None where a draft has no place for it), and what a layout must show of it."""

    plant: Plant
    forms: tuple[str, ...] = tuple(form.code for form in load_forms())
    shown: Literal["words", "figures", "cells", "blanks"] = "figures"


def _changed(draft: Draft, steps: dict[Concept, int]) -> tuple[Draft, tuple[str, ...]]:
    """The draft with figures raised, not told in words any more, and the names of these."""
    values = draft.report.values | {concept: draft.report.values[concept] + step for concept, step in steps.items()}
    changed = draft._replace(report=draft.report._replace(values=values), silent=draft.silent | steps.keys())
    return changed, tuple(map(str, steps))


def _requests(draft: Draft, random: Random, *rows: str) -> list[Concept]:
    """The cells of rows of table three in one random column of applicants."""
    column = random.choice(draft.report.form.table("requests").bands[0].columns[:-1]).key
    return [Concept("requests", row, column) for row in rows]


def one_cell_wrong(draft: Draft, random: Random) -> tuple[Draft, Planted]:
    """An outcome of one applicant too high: neither its row nor its column adds up."""
    lines = draft.report.form.table("requests").bands[0].lines
    rows = [line.key for line in lines if line.group and line.key != "handled"]
    changed, names = _changed(draft, {_requests(draft, random, random.choice(rows))[0]: random.randint(1, 9)})
    return changed, Planted("D-03", names, 3, follows=("D-02",))


def received_total_off(draft: Draft, random: Random) -> tuple[Draft, Planted]:
    """The total of received requests too high."""
    changed, names = _changed(draft, {Concept("requests", "received", "total"): random.randint(1, 9)})
    return changed, Planted("D-03", names, 3, follows=("D-01",))


def carried_out_off(draft: Draft, random: Random) -> tuple[Draft, Planted]:
    """More carried out than came in, in one column and the total alike."""
    step = random.randint(1, 9)
    (cell,) = _requests(draft, random, "carried_out")
    changed, names = _changed(draft, {cell: step, cell._replace(column="total"): step})
    return changed, Planted("D-01", names, 3)


def group_total_off(draft: Draft, random: Random) -> tuple[Draft, Planted]:
    """More handled, and received, than the outcomes are."""
    step = random.randint(1, 9)
    own = _requests(draft, random, "handled", "received")
    changed, names = _changed(draft, {c: step for one in own for c in (one, one._replace(column="total"))})
    return changed, Planted("D-02", names[:2], 3)


def disputes_total_off(draft: Draft, random: Random) -> tuple[Draft, Planted]:
    """A total of table four too high."""
    row = random.choice(draft.report.form.table("disputes").bands[0].lines).key
    changed, names = _changed(draft, {Concept("disputes", row, "total"): random.randint(1, 5)})
    return changed, Planted("D-04", names, 4)


def _shows(draft: Draft, concept: Concept, text: str) -> tuple[Draft, Planted]:
    changed = draft._replace(printed=((concept, text),), silent=draft.silent | {concept})
    return changed, Planted("D-06", (str(concept),), {"proactive": 2, "requests": 3}[concept.table], text)


def zero_shown_as(*texts: str) -> Plant:
    """A zero of table three, no total, printed as something else."""

    def plant(draft: Draft, random: Random) -> tuple[Draft, Planted] | None:
        zeros = [c for c, v in draft.report.values.items() if c.table == "requests" and c.column != "total" and not v]
        return _shows(draft, random.choice(zeros), random.choice(texts)) if zeros else None

    return plant


def figure_shown_as(*texts: str) -> Plant:
    """A figure above 0 that is no sum, printed as what others print for 0."""

    def plant(draft: Draft, random: Random) -> tuple[Draft, Planted] | None:
        parts = [c for c, v in draft.report.values.items() if c.table == "requests" and v]
        parts = [c for c in parts if c.column != "total" and c.row != "handled"]
        if not parts:
            return None
        changed, planted = _shows(draft, random.choice(parts), random.choice(texts))
        return changed, planted._replace(doubts=("D-03",), may=("D-01", "D-02"))

    return plant


def decisions_shown_as(*texts: str) -> Plant:
    """A count of table two that stands in no sum, printed as something that no count can be."""

    def plant(draft: Draft, random: Random) -> tuple[Draft, Planted]:
        row = random.choice(("licences", "penalties"))
        return _shows(draft, Concept("proactive", row, "decisions"), random.choice(texts))

    return plant


def rules_above_zero(draft: Draft, random: Random) -> tuple[Draft, Planted]:
    """Rules (规章) made by an agency that cannot make any."""
    made, more, most = (concept for concept in draft.report.values if concept.row == "rules")
    step = random.randint(1, 5)
    changed, names = _changed(draft, {made: step, most: step} | ({more: step} if more.column == "published" else {}))
    return changed, Planted("D-08", names, 2)


def column_lost(draft: Draft, random: Random) -> tuple[Draft, Planted] | None:
    """A column of organisations missing, in which everything is 0."""
    values = draft.report.values
    lost = [c.key for c in draft.report.form.table("requests").bands[0].columns if c.group]
    lost = [key for key in lost if not any(v for c, v in values.items() if (c.table, c.column) == ("requests", key))]
    if not lost:
        return None
    column = random.choice(lost)
    names = tuple(str(c) for c in values if (c.table, c.column) == ("requests", column))
    return draft._replace(without=column), Planted("D-09", names, 3)


ALTERED = (
    ("2.其他法律行政法规禁止公开", "2.其他法律法规禁止公开"),
    ("4.保护第三方合法权益", "4.保护第三方权益"),
    ("7.属于行政执法案卷", "7.属于执法案卷"),
    ("1.本机关不掌握相关政府信息", "1.本机关不掌握政府信息"),
    ("2.没有现成信息需要另行制作", "2.没有现成信息需另行制作"),
    ("3.补正后申请内容仍不明确", "3.补正后申请内容不明确"),
    ("1.信访举报投诉类申请", "1.信访投诉举报类申请"),
)


def label_altered(draft: Draft, random: Random) -> tuple[Draft, Planted]:
    """A row of table three with a label that the form does not print."""
    labels = {line.label for line in draft.report.form.table("requests").bands[0].lines}
    old, new = random.choice([pair for pair in ALTERED if pair[0] in labels])
    row = next(line.key for line in draft.report.form.table("requests").bands[0].lines if line.label == old)
    names = tuple(str(c) for c in draft.report.values if (c.table, c.row) == ("requests", row))

    def reshaped(tables: tuple[Sheet, ...]) -> tuple[Sheet, ...]:
        return each(tables, lambda box: box._replace(text=new) if box.text == old else box)

    return draft._replace(reshaped=reshaped), Planted("D-09", names, 3, new)


def header_altered(draft: Draft, random: Random) -> tuple[Draft, Planted]:
    """A column of table three under a header that the form does not print."""
    old, new = random.choice((("社会公益组织", "社会团体"), ("科研机构", "研究单位"), ("法律服务机构", "律所")))
    band = draft.report.form.table("requests").bands[0]
    column = next(column.key for column in band.columns if column.label == old)

    def reshaped(tables: tuple[Sheet, ...]) -> tuple[Sheet, ...]:
        return each(tables, lambda box: box._replace(text=new) if box.text == old else box)

    return draft._replace(reshaped=reshaped), Planted("D-09", (f"requests.received.{column}",), 3, new)


def extra_row(draft: Draft, random: Random) -> tuple[Draft, Planted]:
    """A row of zeros that table three does not have."""
    label = random.choice(("属于工作秘密", "属于商业秘密"))
    extra = (Box(label), *(Box("0") for _ in draft.report.form.table("requests").bands[0].columns))

    def reshaped(tables: tuple[Sheet, ...]) -> tuple[Sheet, ...]:
        return tuple(inserted(s, "denied.third_party", extra) if s.table == "requests" else s for s in tables)

    return draft._replace(reshaped=reshaped), Planted("D-09", (), 3, label)


def row_missing(draft: Draft, random: Random) -> tuple[Draft, Planted] | None:
    """A row of table three left out in which everything is 0, and which is not the first of its group."""
    report, lines = draft.report, draft.report.form.table("requests").bands[0].lines
    inner = [line.key for before, line in pairwise(lines) if line.group[1:] and line.group == before.group]
    some = {concept.row for concept, value in report.values.items() if concept.table == "requests" and value}
    empty = [row for row in inner if row not in some]
    if not empty:
        return None
    row = random.choice(empty)

    def reshaped(tables: tuple[Sheet, ...]) -> tuple[Sheet, ...]:
        return tuple(without_row(sheet, row) if sheet.table == "requests" else sheet for sheet in tables)

    return draft._replace(reshaped=reshaped), Planted("D-09", (f"requests.{row}",), 3)


def without_row(sheet: Sheet, row: str) -> Sheet:
    """The sheet with a row less; headings that stand beside it shrink."""
    place = next(y for y, boxes in enumerate(sheet.rows) if any(box.row == row for box in boxes))
    above = (
        tuple(box._replace(down=box.down - (y + box.down > place)) for box in boxes)
        for y, boxes in enumerate(sheet.rows[:place])
    )
    return sheet._replace(rows=(*above, *sheet.rows[place + 1 :]))


def table_missing(draft: Draft, random: Random) -> tuple[Draft, Planted]:
    """A table left out whose heading and prose are there."""
    section = random.choice([each for each in draft.report.form.sections if each.number in (2, 3, 4)])

    def reshaped(tables: tuple[Sheet, ...]) -> tuple[Sheet, ...]:
        return tuple(sheet for sheet in tables if sheet.table != section.key)

    return draft._replace(reshaped=reshaped), Planted("R-05", (), section.number)


def old_form(draft: Draft, random: Random) -> tuple[Draft, Planted]:
    """The form of 2019 used years after it was replaced."""
    report = draft.report._replace(year=random.randint(2022, 2025))
    return draft._replace(report=report), Planted("D-10", (), 2)


def section_missing(*numbers: int) -> Plant:
    """A section left out with its heading, its prose and its table; the others keep their numbers."""

    def plant(draft: Draft, random: Random) -> tuple[Draft, Planted]:
        number = random.choice(numbers)
        may = ("B-06", "C-02", "C-05", "C-06", "D-09")
        return draft._replace(missing=frozenset({number})), Planted("C-01", (), number, may=may)

    return plant


def _says(draft: Draft, field: str, kind: str, rule: str, figure: Decimal | None = None) -> tuple[Draft, Planted]:
    """The draft that states this field in one more sentence, perhaps with another figure, and in no other."""
    concept = FIELDS[field]
    own = frozenset(summed(draft.report.form, concept))
    added = Added(0 if concept.startswith("proactive") else 1, kind, () if figure is None else ((field, figure),))
    one = sentence(draft, kind, figures_of(draft) | dict(added.figures), words_of(draft), "added")
    changed = draft._replace(silent=draft.silent | own, added=(added,))
    return changed, Planted(rule, (concept, *sorted({*map(str, own)} - {concept})), 1, one.text)


def contradicts(field: str) -> Plant:
    """A figure in words that is another one than in the tables, both above 0."""

    def plant(draft: Draft, random: Random) -> tuple[Draft, Planted] | None:
        true = figures_of(draft)[field]
        wrong = true + random.choice((-1, 1, 2, 10))
        return _says(draft, field, field, "E-01", wrong) if true > 0 and wrong > 0 else None

    return plant


def denies(field: str) -> Plant:
    """Words that say there was none of what the tables count."""

    def plant(draft: Draft, _: Random) -> tuple[Draft, Planted] | None:
        return _says(draft, field, f"{field}_none", "E-02") if figures_of(draft)[field] else None

    return plant


def asserts(field: str) -> Plant:
    """A figure above 0 in words where the tables have 0."""

    def plant(draft: Draft, random: Random) -> tuple[Draft, Planted] | None:
        if figures_of(draft)[field]:
            return None
        changed, planted = _says(draft, field, field, "E-01", Decimal(random.randint(1, 9)))
        return changed, planted._replace(may=("E-02",))

    return plant


def misworded(rule: str, word: str, other: Callable[[Draft, Random], str]) -> Plant:
    """Another word in the preamble than the report's own."""

    def plant(draft: Draft, random: Random) -> tuple[Draft, Planted] | None:
        text = other(draft, random)
        changed = draft._replace(words=((word, text),))
        before, after = (story(one).told.sections.get(0) for one in (draft, changed))
        return None if before == after else (changed, Planted(rule, (), 0, text))

    return plant


def _other_year(draft: Draft, random: Random) -> str:
    return str(draft.report.year + random.choice((-2, -1, 1)))


def _other_agency(draft: Draft, random: Random) -> str:
    """An agency of another name and of a kind that fits the sentence."""
    others = (agency_of(random) for _ in range(999))
    kind, name = draft.agency.kind, draft.agency.name
    return next(other.printed for other in others if other.kind == kind and other.name[:2] != name[:2])


WRONG_LEVELS = {"镇": "乡", "乡": "镇", "街道": "镇", "苏木": "镇", "局": "镇", "委": "镇", "县": "乡"}


def level_word(draft: Draft, random: Random) -> tuple[Draft, Planted]:
    """The whole township said in a town, the town in a street."""
    words = {"level": WRONG_LEVELS[draft.agency.level]}
    one = sentence(draft, "level", {}, words_of(draft) | words, "added")
    return draft._replace(added=(Added(4, "level", (), tuple(words.items())),)), Planted("B-04", (), 1, one.text)


def fees_in_yuan(draft: Draft, random: Random) -> tuple[Draft, Planted] | None:
    """The fees of a township in yuan, where the form wants ten thousands."""
    if draft.agency.kind not in ("township", "subdistrict"):
        return None
    fees = Concept("proactive", "fees", "amount")
    values = draft.report.values | {fees: Decimal(random.randint(10_000, 900_000))}
    changed = draft._replace(report=draft.report._replace(values=values), silent=draft.silent | {fees})
    return changed, Planted("D-07", (str(fees),), 2)


def nothing_but_zeros(draft: Draft, random: Random) -> tuple[Draft, Planted]:
    """A report without a figure above zero, in tables or words."""
    values = dict.fromkeys(draft.report.values, Decimal(0))
    plain = {1: "认真做好主动公开和依申请公开，加强信息管理、平台建设和监督保障，开展考核、社会评议和责任追究。"}
    changed = draft._replace(
        report=draft.report._replace(values=values),
        rewritten=lambda story: with_sections(story, plain | {6: "没有收取信息处理费。"}),
    )
    return changed, Planted("D-12")


def all_put_down_as_other(draft: Draft, random: Random) -> tuple[Draft, Planted]:
    """As many requests as there were, all of them with the outcome 3.其他."""
    count = Decimal(random.randint(1, 9))
    values = {cell: Decimal(0) if cell.table == "requests" else value for cell, value in draft.report.values.items()}
    for row in ("received", "handled", "other.misc"):
        values |= {Concept("requests", row, column): count for column in ("natural_person", "total")}
    changed = draft._replace(
        report=draft.report._replace(values=values),
        silent=frozenset(cell for cell in values if cell.table == "requests"),
    )
    return changed, Planted("D-13", ("requests.other.misc.total",), 3)


_BOTH = tuple(form.code for form in load_forms())
_NEW = _BOTH[1:]
_HEADLINES = {
    **dict.fromkeys(("received", "carried_in", "handled", "carried_out", "review", "suit"), _BOTH),
    **dict.fromkeys(("licences", "penalties", "coercion"), _BOTH),
    **dict.fromkeys(("issued", "repealed", "in_force", "fees"), _NEW),
}

FAULTS: dict[str, Fault] = {
    "one_cell_wrong_row_sum": Fault(one_cell_wrong),
    "received_total_off": Fault(received_total_off),
    "carried_out_off": Fault(carried_out_off),
    "group_total_off": Fault(group_total_off),
    "disputes_total_off": Fault(disputes_total_off),
    "blank_cell": Fault(zero_shown_as(""), shown="blanks"),
    "blank_that_is_no_zero": Fault(figure_shown_as("　", "\u00a0"), shown="blanks"),
    "mark_that_is_no_zero": Fault(figure_shown_as("/", "—"), shown="cells"),
    "two_figures_in_cell": Fault(zero_shown_as("0、3", "2；1"), shown="cells"),
    "mark_cell": Fault(zero_shown_as("/", "—", "无"), shown="cells"),
    "text_in_cell": Fault(zero_shown_as("见附件", "若干", "同上"), shown="cells"),
    "decimal_count": Fault(decisions_shown_as("12.5", "3.2")),
    "negative_count": Fault(decisions_shown_as("-3", "-12")),
    "rules_above_zero": Fault(rules_above_zero),
    "column_lost": Fault(column_lost),
    "label_altered": Fault(label_altered),
    "header_altered": Fault(header_altered, shown="cells"),
    "extra_row": Fault(extra_row),
    "row_missing": Fault(row_missing),
    "table_missing": Fault(table_missing, shown="words"),
    "old_form": Fault(old_form, forms=("2019",)),
    "section_missing": Fault(section_missing(5, 6), shown="words"),
    "section_and_table_missing": Fault(section_missing(2, 3, 4), shown="words"),
    **{f"narrative_contradicts_{f}": Fault(contradicts(f), forms) for f, forms in _HEADLINES.items()},
    **{
        f"negation_contradicts_{f}": Fault(denies(f), forms)
        for f, forms in _HEADLINES.items()
        if f + "_none" in WORDINGS
    },
    **{f"figure_against_zero_{f}": Fault(asserts(f), forms) for f, forms in _HEADLINES.items()},
    "wrong_year_in_preamble": Fault(misworded("B-02", "named_year", _other_year), shown="words"),
    "wrong_year_in_period": Fault(misworded("B-02", "period_year", _other_year), shown="words"),
    "wrong_agency_in_preamble": Fault(misworded("B-03", "named", _other_agency), shown="words"),
    "level_word": Fault(level_word, shown="words"),
    **{name: Fault(plant, forms, shown="words") for name, (plant, forms) in MISWORDED.items()},
    "fees_in_yuan": Fault(fees_in_yuan, forms=_NEW),
    "nothing_but_zeros": Fault(nothing_but_zeros),
    "all_put_down_as_other": Fault(all_put_down_as_other, forms=_NEW),
}
"""Every fault by name. A further one is a function that changes a draft in one place, and a line here."""
