"""What was done to a corpus, in prose for the data section of a paper: a library → paragraphs, Chinese or English.

Comes in: a library. Goes out: sentences with its own counts. Nothing is claimed that was not counted; how often cells
are wrong is for `scoring` to say.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from extract.model import STATUSES
from extract.words.languages import Lang
from extract.words.messages import sentence
from extract.words.phrases import joined

if TYPE_CHECKING:
    from extract.library import OpenLibrary
    from extract.panels.accuracy import Agreement, Rate
    from extract.panels.scoring import Score


def methods_of(library: OpenLibrary, program: str, lang: Lang) -> Iterator[str]:
    """The paragraphs: files, reports, cells, rules of counting."""
    kinds, statuses, reasons = (Counter[str]() for _ in range(3))
    for (kind, status, reason), count in library.tally().items():
        kinds[kind or sentence("methods.other", lang)] += count
        statuses[status] += count
        reasons[reason] += count
    yield sentence(
        "methods.files",
        lang,
        program=program,
        files=statuses.total(),
        kinds=_counted(kinds.most_common(), lang),
        **{status: statuses[status] for status in STATUSES},
    )
    why = [(reason, count) for reason, count in reasons.most_common() if reason]
    if why:
        yield sentence("methods.reasons", lang, reasons=_counted(why, lang))
    reports, agencies, first, last, counting = library.reach()
    if not reports:
        return
    yield sentence(
        "methods.reports", lang, reports=reports, agencies=agencies, years=f"{first}–{last}", counting=counting
    )
    states: Counter[str] = Counter()
    ways: Counter[str] = Counter()
    for state, how, count in library.cell_counts():
        states[state] += count
        if state == "number":
            ways[how] += count
    cells = {name: f"{states[name]:,}" for name in ("number", "blank", "mark", "unreadable", "absent")}
    yield sentence(
        "methods.cells",
        lang,
        total=f"{states.total():,}",
        **cells,
        **{how: f"{ways[how]:,}" for how in ("read", "aligned", "recognised", "suggested")},
    )
    if free := library.count("triples"):
        yield sentence("methods.triples", lang, count=f"{free:,}")
    yield sentence("methods.rules", lang)
    yield sentence("methods.accuracy", lang)


def score_paragraph(score: Score, lang: Lang) -> str:
    """The paragraph on how often what is claimed is wrong."""
    return "".join(_on_errors(score, lang))


def _on_errors(score: Score, lang: Lang) -> Iterator[str]:
    yield sentence(f"score.drawn.{score.of}", lang)
    for question, answered in score.questions.items():
        yield sentence("score.rate", lang, what=sentence(f"score.of.{question}", lang), **rate_words(answered.rate))
        nonzero = answered.groups.get(("group", "nonzero"))
        if nonzero:
            yield sentence("score.rate", lang, what=sentence("score.group.nonzero", lang), **rate_words(nonzero))
        yield sentence("score.agreement", lang, **_agreement_words(answered.agreement))
    yield sentence("score.method", lang)
    yield sentence("score.left_out", lang, undecided=score.undecided, uncoded=score.drawn - score.coded)


def rate_words(rate: Rate) -> dict[str, str | int]:
    """A rate of errors as it is told."""
    return {
        "looked_at": rate.looked_at,
        "errors": rate.errors,
        "rate": f"{rate.rate:.2%}",
        "low": f"{rate.low:.2%}",
        "high": f"{rate.high:.2%}",
    }


def _agreement_words(agreement: Agreement) -> dict[str, str | int]:
    kappa = "–" if agreement.kappa is None else f"{agreement.kappa:.2f}"
    return {"both": agreement.both, "alike": f"{agreement.alike:.1%}", "kappa": kappa}


def _counted(counts: Iterable[tuple[str, int]], lang: Lang) -> str:
    return joined((f"{word} {count}" for word, count in counts), lang)
