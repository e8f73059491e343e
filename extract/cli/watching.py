"""What people are told while files are read: how far it is, and which could not be read."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from extract.cli.options import LOCALE, say, wording_of
from extract.words.languages import Lang
from extract.words.messages import sentence

if TYPE_CHECKING:
    from extract.jobs import Outcome
    from extract.jobs.reading import Watch


def watching(quiet: bool, lang: Lang, verbose: bool = False, noted: Callable[[Outcome], None] | None = None) -> Watch:
    """Looks on as files are read, tells people what to look at, and has each outcome `noted`."""

    def watch(outcomes: Iterator[Outcome], total: int) -> Iterator[Outcome]:
        for outcome in _with_progress(outcomes, total, quiet):
            if noted:
                noted(outcome)
            _say_what_to_look_at(outcome, lang, quiet, verbose)
            yield outcome

    return watch


def say_it_ends() -> None:
    """Tells that reading ends with the files in hand."""
    say(sentence("run.ends", LOCALE))


def _with_progress(outcomes: Iterator[Outcome], total: int, quiet: bool) -> Iterable[Outcome]:
    """The outcomes, with a progress bar on a terminal, and a line now and then where there is none."""
    if quiet:
        return outcomes
    from extract.jobs.progress import on_a_terminal, reported_now_and_then

    shown = on_a_terminal if sys.stderr.isatty() else reported_now_and_then
    return shown(outcomes, total, LOCALE)


def _say_what_to_look_at(outcome: Outcome, lang: Lang, quiet: bool, verbose: bool) -> None:
    from extract.cli.views import finding_line
    from extract.library.records import finding_of

    for report in outcome.record.reports if outcome.record else ():
        if report.reason and (report.status == "failed" or verbose):
            say(f"{outcome.file.file}: {sentence(f'reason.{report.reason}', lang)}")
        if not verbose or quiet:
            continue
        message = wording_of(lang).message
        for finding in report.findings:
            text = message(finding_of(finding), report.form)
            say(finding_line(outcome.file.file, finding.origin, finding.rule, finding.severity, text, lang))
