"""What `audit --answers` does first: forms that units sent back → the library, which keeps what they answered.

Comes in: a folder. Goes out: how many answers there are, and what could not be taken. Where a unit does not agree, its
problem is to be verified, unless somebody has decided about it before.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from extract.errors import UnreadableFile
from extract.export.papers.answers import answers_in
from extract.jobs.archives import bytes_of, with_members
from extract.jobs.inputs import Input, inputs_of
from extract.jobs.workers import Limits, worked
from extract.library import OpenLibrary
from extract.library.papers import Note, UnitAnswer
from extract.readers import document_of
from extract.words.audit_labels import label
from extract.words.languages import Lang
from extract.words.phrases import joined
from extract.words.sheet_names import TO_VERIFY


class FormsTaken(NamedTuple):
    """How many files have answers, how many of these say that a problem is mended, and how many do not agree; the
    numbers that no problem has, the files without a form, and those that could not be read, with the reason."""

    files: int = 0
    done: int = 0
    objections: int = 0
    unknown: tuple[str, ...] = ()
    formless: tuple[str, ...] = ()
    unread: tuple[tuple[str, str], ...] = ()


class FormRead(NamedTuple):
    """What a file says, and why it could not be read where it could not."""

    answers: Mapping[str, UnitAnswer]
    why: str = ""


def form_in(file: Input) -> FormRead:
    """The answers in a file."""
    if file.why:
        return FormRead({}, file.why)
    try:
        return FormRead(answers_in(document_of(bytes_of(file), file.file)))
    except OSError:
        return FormRead({}, "unreadable")
    except UnreadableFile as error:
        return FormRead({}, error.code)


def forms_in(folder: Path) -> dict[str, FormRead]:
    """What the files in a folder say, each read within limits of time and memory."""
    limits = Limits()
    files = with_members(inputs_of([folder]), limits)
    read = {done.number: done.result or FormRead({}, str(done.failure)) for done in worked(files, form_in, limits)}
    return {file.file: read[number] for number, file in enumerate(files)}


def take_answers(library: OpenLibrary, forms: Mapping[str, FormRead], lang: Lang) -> FormsTaken:
    """Keeps what forms answer. Within `library.writing()`."""
    said = {number: answer for file in sorted(forms) for number, answer in forms[file].answers.items()}
    known = {number: _kept(library, number, answer, lang) for number, answer in said.items()}
    counted = [said[number] for number, is_known in known.items() if is_known]
    return FormsTaken(
        sum(bool(form.answers) for form in forms.values()),
        sum(answer.is_done for answer in counted),
        sum(bool(answer.objection) for answer in counted),
        tuple(number for number, is_known in known.items() if not is_known),
        tuple(file for file, form in sorted(forms.items()) if not form.answers and not form.why),
        tuple((file, form.why) for file, form in sorted(forms.items()) if form.why),
    )


def _kept(library: OpenLibrary, number: str, answer: UnitAnswer, lang: Lang) -> bool:
    """Keeps an answer, unless it is the one that is kept; whether there is a problem of this number."""
    year, unit, place = map(int, number.split("-"))
    numbering = library.numbering(year)
    units = {given: name for name, given in numbering.units.items()}
    prints = library.problems_numbered(year, units.get(unit, ""), place)
    if not prints:
        return False
    (first,) = set(prints.values())
    if library.answers(year).get(first, (None, 0))[0] == answer:
        return True
    library.take_answers(year, library.round(year), {first: answer})
    library.take_notes(year, [Note("problems", first, "reply", "", _reply(answer, lang))])
    if answer.objection:
        decisions = library.decisions()
        library.decide(
            (print_, TO_VERIFY, decisions.get(print_, ("", ""))[1])
            for print_ in prints
            if not decisions.get(print_, ("", ""))[0]
        )
    return True


def _reply(answer: UnitAnswer, lang: Lang) -> str:
    """An answer as it stands in the workbook."""
    words = joined(filter(None, (answer.measure, answer.address, answer.day, answer.person)), lang, "comma")
    code = "reply.done" if answer.is_done else "reply.undone"
    said = label(code, lang, words=words) if words or answer.is_done else ""
    objection = label("reply.objection", lang, words=answer.objection) if answer.objection else ""
    return "\n".join(filter(None, (objection, said)))
