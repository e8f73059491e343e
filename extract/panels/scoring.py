"""What coders found in a sample: rates of errors, what is wrong, how far the coders agree.

Comes in: a sample with what two coders wrote, and who decided between them; the library as it reads the files now.
Goes out: a `Score`. Claims are those of today, so that what was coded once tells of every later reading, too; what has
become of them since the sample was drawn is listed. A sample of other files is refused: its rates say nothing here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from extract.agencies.names import chain_and_name
from extract.errors import UsageError
from extract.panels.accuracy import Agreement, JudgedDraw, Rate, agreement, error_rate
from extract.panels.answers import Question, answer_of, is_same
from extract.panels.claimed import QUESTIONS, ClaimKind, Drawn, Stratum, claimed_in
from extract.panels.sampling import Sample, SampledFrom
from extract.words.sheet_names import NOT_STATED

if TYPE_CHECKING:
    from extract.library import OpenLibrary

_GROUPED = ("group", "kind", "form", "how")
"""What rates are told by, beside that over all."""


class Answers(NamedTuple):
    """What persons wrote to a question: two coders, and who decided between them; empty where nothing was written."""

    first: str = ""
    second: str = ""
    decided: str = ""

    def truth(self, question: Question) -> str:
        """What is printed: what was decided, else what both found, or the only one who looked; empty if they differ."""
        decided, first, second = (answer_of(question, text) for text in (self.decided, self.first, self.second))
        if decided or not (first and second):
            return decided or first or second
        return max(first, second, key=len) if is_same(question, first, second) else ""


Coded = Mapping[str, Mapping[Question, Answers]]
"""By key and question what persons wrote."""


class Found(NamedTuple):
    """What was found about a claim."""

    drawn: Drawn
    question: Question
    claim: str
    answers: Answers

    @property
    def truth(self) -> str:
        """What is printed; empty where nothing was decided."""
        return self.answers.truth(self.question)

    @property
    def is_wrong(self) -> bool:
        """Whether something else is printed."""
        return bool(self.truth) and not is_same(self.question, answer_of(self.question, self.claim), self.truth)


class Reread(NamedTuple):
    """A claim that is another one than when it was drawn: empty where there is none any more."""

    drawn: Drawn
    question: Question
    before: str
    now: str


class Answered(NamedTuple):
    """What came of a question: the rate over all, and by group, kind of file, form and how; how far coders agree."""

    rate: Rate
    groups: Mapping[tuple[str, str], Rate]
    agreement: Agreement


class Score(NamedTuple):
    """What came of a sample: of how much that was drawn how much was coded; what came of every question; what is wrong;
    on how much coders differ and nobody decided; which claims are others now; how many files the library had when the
    sample was drawn, and has."""

    of: ClaimKind
    drawn: int
    coded: int
    questions: Mapping[Question, Answered]
    wrong: tuple[Found, ...]
    undecided: int
    reread: tuple[Reread, ...]
    files_then: int
    files_now: int


def score_of(library: OpenLibrary, sample: Sample, coded: Coded) -> Score:
    """The error rates that a coded sample gives for what the library claims now. UsageError where the sample was drawn
    from other files, or nothing was coded."""
    unknown = library.unknown(each.report_id for each in sample.drawn)
    if unknown:
        raise UsageError("sample_of_another", count=str(len(unknown)), report=unknown[0])
    keys = {each.key for each in sample.drawn}
    now = {claim.key: claim for claim in claimed_in(library, sample.of) if claim.key in keys}
    return scored(sample, coded, now, SampledFrom(*library.files_told()))


def scored(sample: Sample, coded: Coded, now: Mapping[str, Drawn], frame: SampledFrom) -> Score:
    """The same with the claims of today by their keys."""
    done = [each for each in sample.drawn if any(any(answers) for answers in coded.get(each.key, {}).values())]
    if not done:
        raise UsageError("nothing_coded", count=str(len(sample.drawn)))
    found = [
        Found(
            now[each.key]._replace(stratum=each.stratum),
            question,
            now[each.key].claims[question],
            coded[each.key].get(question, Answers()),
        )
        for each in done
        for question in QUESTIONS[sample.of]
        if each.key in now and question in now[each.key].claims
    ]
    questions = {question: _answered(question, sample, done, found) for question in QUESTIONS[sample.of]}
    return Score(
        sample.of,
        len(sample.drawn),
        len(done),
        {question: answered for question, answered in questions.items() if answered.rate.looked_at},
        tuple(each for each in found if each.is_wrong),
        sum(any(each.answers) and not each.truth for each in found),
        tuple(_reread(sample.drawn, now)),
        sample.frame.files,
        frame.files,
    )


def _answered(question: Question, sample: Sample, done: Sequence[Drawn], found: Iterable[Found]) -> Answered:
    told = {each.drawn.key: each for each in found if each.question == question or question == "missed"}
    judged = [each for drawn in done for each in _judged(question, drawn, told.get(drawn.key))]
    groups = {
        (name, value): error_rate(
            sample.sizes, (each._replace(counts=each.counts and value == of) for each, of in pairs)
        )
        for name in _GROUPED
        if (pairs := [(each, str(getattr(each.stratum, name))) for each in judged])
        for value in sorted({of for each, of in pairs if each.counts and of})
    }
    both = [
        (_category(question, each.answers.first), _category(question, each.answers.second))
        for each in told.values()
        if each.question == question and each.answers.first and each.answers.second
    ]
    return Answered(error_rate(sample.sizes, judged), groups, agreement(both))


def _judged(question: Question, drawn: Drawn, found: Found | None) -> Iterator[JudgedDraw[Stratum]]:
    """Whether what was drawn is wrong, or does not count: nothing where coders do not tell.

    Of the figures that the prose states, those that are stated rightly count, and those that were missed."""
    if not found:
        yield JudgedDraw(drawn.stratum, False, counts=False)
    elif found.truth and question != "missed":
        yield JudgedDraw(drawn.stratum, found.is_wrong)
    elif found.truth and found.question == "missed":
        yield JudgedDraw(drawn.stratum, found.is_wrong, counts=found.truth != NOT_STATED)
    elif found.truth:
        yield JudgedDraw(drawn.stratum, False, counts=not found.is_wrong)


def _category(question: Question, text: str) -> str:
    """An answer as it is held against that of the other coder: agencies without the places above them."""
    answer = answer_of(question, text)
    return chain_and_name(answer)[1] if question == "agency" else answer


def _reread(drawn: Iterable[Drawn], now: Mapping[str, Drawn]) -> Iterator[Reread]:
    for each in drawn:
        claims = now[each.key].claims if each.key in now else {}
        for question, before in each.claims.items():
            if claims.get(question, "") != before:
                yield Reread(each, question, before, claims.get(question, ""))
