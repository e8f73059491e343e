"""Findings → sentences for people, in either language, with the figures in them.

Comes in: a `Finding`, the declared forms and the form its report uses. Goes out: text. The sentences themselves stand
in `messages`; places in words come from `places`.
"""

from __future__ import annotations

import regex as re

from extract.model import Finding, Form
from extract.words.languages import Lang
from extract.words.messages import sentence
from extract.words.phrases import day_words, joined
from extract.words.places import place_of, places_of

_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def message_of(finding: Finding, forms: tuple[Form, ...], code: str, lang: Lang) -> str:
    """A finding as one or two sentences; `code` is the form of its report, for the names of places."""
    details: dict[str, object] = {name: _of_day(value, lang) for name, value in finding.details}
    repairs = str(details.pop("repairs", ""))
    for detail in ("table", "cell"):
        if detail in details:
            details[detail] = place_of(str(details[detail]), forms, code, lang)
    if "where" in details:
        details["where"] = sentence(f"where.{details['where']}", lang)
    if "by" in details:
        witnesses = [sentence(f"by.{witness}", lang) for witness in str(details["by"]).split(";")]
        details["by"] = joined(witnesses, lang, "and")
    place = places_of(finding.concepts, forms, code, lang)
    figures = {"expected": _of_day(finding.expected, lang), "actual": _of_day(finding.actual, lang)}
    text = sentence(f"finding.{finding.wording}", lang, **figures, **details, place=place)
    return text + _repair(repairs, forms, code, lang) if repairs else text


def without_repairs(finding: Finding) -> Finding:
    """A finding less the figures that would make its sums hold: whose they are is not to be led to write them."""
    return finding._replace(details=tuple(each for each in finding.details if each[0] != "repairs"))


def message_of_kept(finding: Finding, forms: tuple[Form, ...], code: str, lang: Lang) -> str:
    """The sentence of a finding that was kept: maybe by another version, whose words this one has not. Then it says no
    more than place and figures."""
    try:
        return message_of(finding, forms, code, lang)
    except KeyError:
        figures = {"expected": finding.expected, "actual": finding.actual}
        figures["place"] = places_of(finding.concepts, forms, code, lang) if finding.concepts else finding.rule
        return sentence("wording.unknown", lang, **{name: text or "—" for name, text in figures.items()})


def _of_day(value: str, lang: Lang) -> str:
    """A value, a day as papers have it."""
    return day_words(value, lang) if _DAY.fullmatch(value) else value


def _repair(repairs: str, forms: tuple[Form, ...], code: str, lang: Lang) -> str:
    """Where the fault may be: every candidate is a set of `concept:printed→figure` joined by `+`."""
    shown = []
    for repair in repairs.split(";"):
        changes = (change.rpartition(":") for change in repair.split("+"))
        words = (f"{place_of(concept, forms, code, lang)} {figures}" for concept, _, figures in changes)
        shown.append(joined(words, lang))
    return sentence("finding.repair", lang, repairs=joined(shown, lang, "or"))
