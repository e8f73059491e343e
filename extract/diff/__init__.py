"""Two versions of a report → what is otherwise in the newer one: what it is, its cells, its sentences.

Comes in: two reports, read by whatever. Goes out: differences, in the order of the report; none where they say the
same. A cell holds what it is worth and, where that is no certain number, in brackets what it is: `4 [suggested]`,
`[blank]`. Which reports are versions of one, and why one differs, is left to `jobs.differing`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

from extract.checks.case import sentences
from extract.checks.changes import says_same
from extract.model import CERTAIN, Fact, Report
from extract.rows import places_text, value_text
from extract.text import squeeze

What = Literal["report", "cell", "sentence", "flag", "decision"]
Change = Literal["added", "removed", "changed"]

_ALIKE = 0.5
"""From which share of equal characters on a sentence is the other one, changed."""


class Difference(NamedTuple):
    """What is otherwise: `code` is a cell, the number of a part, or what is told of a report; `origin` is where it
    stands in the newer version, or stood in the older one."""

    what: What
    code: str
    old: str
    new: str
    origin: str = ""

    @property
    def change(self) -> Change:
        """Whether it is there for the first time, or no more."""
        return "added" if not self.old else "removed" if not self.new else "changed"


class DifferenceRow(NamedTuple):
    """What is otherwise in a report, whose that is, and why. `asked`: of a cell, whether an open finding about the
    older version named it; `form`: that of the report, in which cells are named."""

    entity_id: str
    entity: str
    year: int | None
    what: What
    difference: Change
    code: str
    old: str
    new: str
    cause: str
    asked: str = ""
    old_file: str = ""
    new_file: str = ""
    origin: str = ""
    form: str = ""


def differences(old: Report, new: Report) -> Iterator[Difference]:
    """What is otherwise in the newer of two versions of a report."""
    yield from _otherwise("report", _told_of(old), _told_of(new))
    yield from _cells(old, new)
    for number in sorted({section.number for report in (old, new) for section in report.sections}):
        yield from _sentences(str(number), *(_sentences_of(report, number) for report in (old, new)))


def flag_differences(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[Difference]:
    """The cells that something else speaks against; of the rules by cells."""
    return _otherwise("flag", old, new)


def decision_differences(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[Difference]:
    """What persons said otherwise; by what it is about."""
    return _otherwise("decision", old, new)


def _told_of(report: Report) -> dict[str, str]:
    """What a report is, by the names of its columns."""
    identity = report.identity
    return {
        "status": report.status,
        "reason": report.reason,
        "entity": identity.entity,
        "entity_id": identity.entity_id,
        "year": str(identity.year or ""),
        "form": report.form,
        "title": identity.title,
        "published": identity.published,
    }


def _otherwise(what: What, old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[Difference]:
    for code in dict.fromkeys((*new, *old)):
        if old.get(code, "") != new.get(code, ""):
            yield Difference(what, code, old.get(code, ""), new.get(code, ""))


# ── Cells ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _cells(old: Report, new: Report) -> Iterator[Difference]:
    before, now = ({str(f.concept): f for f in report.facts if f.state != "absent"} for report in (old, new))
    for code in dict.fromkeys((*now, *before)):
        one, other = before.get(code), now.get(code)
        if one and other:
            if not _is_same(one, other):
                with_unit = one.unit != other.unit
                texts = cell_text(one, with_unit), cell_text(other, with_unit)
                yield Difference("cell", code, *texts, places_text(other.origins))
        elif fact := one or other:
            texts = (cell_text(fact), "") if one else ("", cell_text(fact))
            yield Difference("cell", code, *texts, places_text(fact.origins))


def _is_same(one: Fact, other: Fact) -> bool:
    if one.is_certain and other.is_certain:
        return says_same(one, other)
    return cell_text(one) == cell_text(other)


def cell_text(fact: Fact, with_unit: bool = False) -> str:
    """What a cell holds, and what it is where that is no certain number."""
    text = value_text(fact.value) if fact.value is not None else fact.text
    signs = [fact.state] * (fact.state != "number") + [fact.how] * (fact.how not in CERTAIN and not fact.confirmed)
    unit = fact.unit if with_unit and text else ""
    return " ".join(filter(None, (text, unit, f"[{', '.join(signs)}]" if signs else "")))


# ── Sentences ────────────────────────────────────────────────────────────────────────────────────────────────────────


class _Sentence(NamedTuple):
    text: str
    origin: str


def _sentences_of(report: Report, number: int) -> list[_Sentence]:
    return [_Sentence(text, str(paragraph.origin)) for text, paragraph in sentences(report, {number}) if text]


def _sentences(code: str, old: Sequence[_Sentence], new: Sequence[_Sentence]) -> Iterator[Difference]:
    """The sentences of a part that came, went or were changed, in the order in which they stand."""
    before, now = ([squeeze(sentence.text) for sentence in of_one] for of_one in (old, new))
    for kind, first, last, new_first, new_last in SequenceMatcher(None, before, now, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        gone = list(old[first:last])
        for sentence in new[new_first:new_last]:
            likest = max(gone, key=lambda each: _likeness(each, sentence), default=None)
            if likest and _likeness(likest, sentence) >= _ALIKE:
                gone.remove(likest)
                yield Difference("sentence", code, likest.text, sentence.text, sentence.origin)
            else:
                yield Difference("sentence", code, "", sentence.text, sentence.origin)
        yield from (Difference("sentence", code, sentence.text, "", sentence.origin) for sentence in gone)


def _likeness(one: _Sentence, other: _Sentence) -> float:
    return SequenceMatcher(None, squeeze(one.text), squeeze(other.text), autojunk=False).ratio()
