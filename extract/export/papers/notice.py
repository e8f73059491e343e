"""反馈单: what a unit is to mend, and the form on which it tells what it did.

Comes in: the problems of one unit, and pictures of their places where the source has pages. Goes out: a Word file.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from extract.audit import Problem, Standing
from extract.export.papers.fields import field, filled
from extract.export.papers.paper import (
    LANDSCAPE,
    NOTE,
    PART,
    TEXT,
    TITLE,
    bytes_of_paper,
    dress,
    lay_out,
    line,
    new_paper,
    picture,
    starts_page,
    stays_with_next,
    table,
)
from extract.export.worded import Telling, WordedProblem
from extract.words.languages import Lang
from extract.words.paper_labels import paper_words
from extract.words.sheet_names import ANSWER_HEADS, NOTICE_TEMPLATE, TRUE

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

_HEADING, _LINE = PART._replace(points=14), TEXT._replace(points=14)
_WIDTHS = (28.0, 43.0, 40.0, 33.0, 24.0, 13.0, 20.0, 16.0, 26.0)
"""Millimetres of the columns of `ANSWER_HEADS`."""

Pictured = Callable[[Problem], bytes]
"""A picture (PNG) of the place of a problem; empty where there is none."""


def sent(problem: Problem) -> bool:
    """Whether a unit may be told of a problem: of an error about which nobody has said anything else than that it is
    true, and of anything else where somebody has said so."""
    return problem.decision.conclusion == TRUE or (problem.severity == "error" and not problem.decision.conclusion)


def told_to(standing: Standing) -> list[Problem]:
    """The problems that a unit is told of, gravest first; of those with one cause, which count once, the first."""
    first: dict[str, Problem] = {}
    for problem in filter(sent, standing.problems):
        first.setdefault(problem.cause or problem.fingerprint, problem)
    return list(first.values())


class Letter(NamedTuple):
    """What stands in every paper of one audit: its year, the day until which to mend (empty where none is set), the
    day of the paper in words."""

    year: int
    due: str
    day: str

    def texts(self, lang: Lang) -> dict[str, str]:
        """The fields that every template may have."""
        return {"year": str(self.year), "due": self.due or paper_words("no_due", lang), "day": self.day}


def notice(
    unit: str, problems: Sequence[Problem], telling: Telling, letter: Letter, pictured: Pictured, template: bytes
) -> bytes:
    """The paper for a unit with problems of which it may be told."""
    told = [telling.problem(problem) for problem in problems]
    lang = telling.lang

    def list_of_problems(paper: WordDocument) -> None:
        for problem, words in zip(problems, told, strict=True):
            _problem(paper, words, problem.progress == "claimed", lang)
            if png := pictured(problem):
                picture(paper, png)

    def form(paper: WordDocument) -> None:
        rows = ((words.number, words.title, words.place, *[""] * (len(ANSWER_HEADS) - 3)) for words in told)
        table(paper, ANSWER_HEADS, _WIDTHS, rows)

    texts = {"unit": unit, "count": str(len(told)), **letter.texts(lang)}
    return filled(template, NOTICE_TEMPLATE, texts, {"problems": list_of_problems, "form": form})


def _problem(paper: WordDocument, words: WordedProblem, is_claimed: bool, lang: Lang) -> None:
    head = paper_words("problem.head", lang, number=words.number, title=words.title, level=words.level)
    stays_with_next(line(paper, head + (paper_words("problem.claimed", lang) if is_claimed else ""), _HEADING))
    for code in ("message", "place", "quote", "basis", "advice"):
        if text := getattr(words, code):
            line(paper, paper_words(f"problem.{code}", lang, text=text), _LINE, first=2)
    line(paper, "", _LINE)


def notice_template(lang: Lang, office: str = "") -> bytes:
    """The paper with its fields, for an office to change in Word; signed by the office, where it has a name."""
    from docx.enum.section import WD_SECTION

    paper = new_paper(paper_words("notice.title", lang).replace("\n", ""))
    head_of_paper(paper, "notice.title", lang)
    line(paper, paper_words("notice.to", lang))
    for code in ("notice.text", "notice.reply", "notice.contact"):
        line(paper, paper_words(code, lang), first=2)
    line(paper, "")
    for code in ("annexes", "annexes.second"):
        line(paper, paper_words(code, lang), first=2)
    foot_of_paper(paper, lang, office)
    annex(paper, 1, "problems", lang)
    line(paper, field("problems"))
    lay_out(paper.add_section(WD_SECTION.NEW_PAGE), is_landscape=True)
    annex(paper, 2, "answers", lang, is_on_new_page=False)
    line(paper, paper_words("unit.line", lang), NOTE)
    line(paper, field("form"))
    line(paper, paper_words("answers.note", lang), NOTE)
    assert sum(_WIDTHS) <= LANDSCAPE
    return bytes_of_paper(paper)


def head_of_paper(paper: WordDocument, code: str, lang: Lang) -> None:
    """The title, and an empty line below it."""
    for text in paper_words(code, lang).split("\n"):
        line(paper, text, TITLE, "center")
    line(paper, "")


def foot_of_paper(paper: WordDocument, lang: Lang, office: str) -> None:
    """Who signs, and the day, four characters from the margin."""
    line(paper, "")
    for text in (office or paper_words("office", lang), paper_words("day", lang)):
        line(paper, text, TEXT, "right", right=4)


def annex(paper: WordDocument, number: int, code: str, lang: Lang, is_on_new_page: bool = True) -> None:
    """The head of an annex."""
    head = dress(paper.add_paragraph(), paper_words("annex", lang, number=number), PART)
    if is_on_new_page:
        starts_page(head)
    line(paper, paper_words(code, lang), TITLE, "center")
    line(paper, "", NOTE)
