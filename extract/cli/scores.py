"""A score → the lines that `score` prints: rates of errors, what is wrong, what is read otherwise now, and a paragraph
for a paper; or the same as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from extract.panels.methods import rate_words, score_paragraph
from extract.words.languages import Lang
from extract.words.messages import sentence
from extract.words.phrases import joined

if TYPE_CHECKING:
    from extract.panels.answers import Question
    from extract.panels.scoring import Answered, Found, Score


def score_lines(score: Score, lang: Lang) -> Iterator[str]:
    """What a sample came to: rates by group, what is wrong, agreement, and the paragraph for a paper."""
    yield sentence("score.coded", lang, drawn=score.drawn, coded=score.coded)
    if score.coded < score.drawn:
        yield sentence("score.partly", lang, count=score.drawn - score.coded)
    if score.files_now != score.files_then:
        yield sentence("score.other_files", lang, then=score.files_then, now=score.files_now)
    for question, answered in score.questions.items():
        yield ""
        yield sentence("score.head", lang, question=sentence(f"score.of.{question}", lang))
        for (name, value), rate in ({("", ""): answered.rate} | dict(answered.groups)).items():
            yield sentence("score.row", lang, group=_group(name, value, lang), **rate_words(rate))
    if score.wrong or score.reread:
        yield ""
    for found in score.wrong:
        yield sentence("score.wrong", lang, what=_what(found, lang), read=found.claim, truth=found.truth)
    for drawn, question, before, now in score.reread:
        what = f"{drawn.key} {sentence(f'score.of.{question}', lang)}"
        gone = sentence("score.unclaimed", lang)
        yield sentence("score.reread", lang, what=what, before=before, now=now or gone)
    yield ""
    yield score_paragraph(score, lang)


def _group(name: str, value: str, lang: Lang) -> str:
    if not name:
        return sentence("score.all", lang)
    return sentence(f"score.group.{value}", lang) if name == "group" else f"{name} {value}"


def _what(found: Found, lang: Lang) -> str:
    drawn = found.drawn
    question = "" if drawn.concept else sentence(f"score.of.{found.question}", lang)
    return joined(filter(None, (drawn.file, drawn.origin, drawn.concept, question, drawn.sentence)), lang, "comma")


def score_json(score: Score) -> dict[str, Any]:
    """A score as values that JSON has; what came of the first question stands at the top, too."""
    questions = [_answered_json(question, answered) for question, answered in score.questions.items()]
    first = {name: questions[0][name] for name in ("rate", "groups", "agreement")} if questions else {}
    return {
        "schema": "gongkai.score/1",
        "of": score.of,
        **first,
        "questions": questions,
        "wrong": [
            {
                "report_id": found.drawn.report_id,
                "concept": found.drawn.concept,
                "question": found.question,
                "file": found.drawn.file,
                "origin": found.drawn.origin,
                "sentence": found.drawn.sentence,
                "read": found.claim,
                "printed": found.truth,
            }
            for found in score.wrong
        ],
        "reread": [
            {"key": drawn.key, "question": question, "before": before, "now": now}
            for drawn, question, before, now in score.reread
        ],
        "drawn": score.drawn,
        "coded": score.coded,
        "undecided": score.undecided,
        "uncoded": score.drawn - score.coded,
        "files": {"then": score.files_then, "now": score.files_now},
    }


def _answered_json(question: Question, answered: Answered) -> dict[str, Any]:
    return {
        "question": question,
        "rate": answered.rate._asdict(),
        "groups": [{name: value, **rate._asdict()} for (name, value), rate in answered.groups.items()],
        "agreement": answered.agreement._asdict(),
    }
