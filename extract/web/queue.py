"""The queue: findings that somebody has to decide about, one after the other; one key decides and goes on.

Decisions are those of the workbook: the library keeps them, and who said what when. Nothing is decided twice: who sends
a decision has seen what was decided before, or it is not kept.
"""

from __future__ import annotations

from functools import partial
from typing import cast, get_args

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from extract.audit.filings import in_order_of
from extract.catalogue import load_rules
from extract.forms import load_every_form
from extract.library.decisions import Readers
from extract.library.overviews import FindingPlace, FindingToDecide, ToDecide, Wanted
from extract.library.sight import EVERYTHING, seeing
from extract.model import SEVERITIES
from extract.web.copied import is_copied
from extract.web.rendering import ONE_PERSON, back_to, desk_of, lang_of, link, number_of, page, who_of
from extract.web.report import shown_finding
from extract.web.rights import tell
from extract.words.places import place_of
from extract.words.sheet_names import CONCLUSIONS

_BESIDE = 12
"""Findings that are listed before the one that is looked at, and behind it."""
_MOST_COUNTED = 1_000
_LONGEST_REMARK = 2000
_MOST_CELLS = 12


def queue(request: Request) -> Response:
    """Findings to decide, and the one that is looked at."""
    desk, lang, asked = desk_of(request), lang_of(request), request.query_params
    wanted = Wanted(
        rule=asked.get("rule", "") if asked.get("rule", "") in load_rules() else "",
        parent=asked.get("region", ""),
        year=number_of(asked.get("year", "")),
        severity=asked.get("severity", "") if asked.get("severity", "") in SEVERITIES else "",
        decided=cast("ToDecide", asked["decided"]) if asked.get("decided") in get_args(ToDecide) else "open",
        conclusion=asked.get("conclusion", "") if asked.get("conclusion") in CONCLUSIONS else "",
        levels=desk.levels,
        who=who_of(request),
        in_order=partial(in_order_of, desk.roster),
    )
    if wanted.conclusion:
        wanted = wanted._replace(decided="decided")
    at, after, before = (FindingPlace.at(asked.get(name, "")) for name in ("at", "after", "before"))
    with desk.reading() as library:
        current = library.finding_at(at) if at else None
        if not current and before:
            current = next(iter(library.to_decide(wanted, before, 1, backwards=True)), None)
        if not current:
            current = next(iter(library.to_decide(wanted, after or before, 1)), None)
        if not current and (after or before):
            current = next(iter(library.to_decide(wanted, None, 1)), None)
        count = library.count_to_decide(wanted, _MOST_COUNTED)
        listed: list[FindingToDecide] = []
        shown, cells, readers = None, [], Readers("", "")
        previous = following = None
        if current:
            earlier = library.to_decide(wanted, current.place, _BESIDE, backwards=True)
            later = library.to_decide(wanted, current.place, _BESIDE)
            listed = [*reversed(earlier), current, *later]
            previous, following = next(iter(earlier), None), next(iter(later), None)
            of = current.line
            shown = shown_finding(
                desk, of, current.place, current.finding, (current.conclusion, current.remark), lang, of.form
            )._replace(account=tuple(library.decided_about(current.finding.fingerprint)))
            readers = library.readers_of(current.finding.fingerprint)
            concepts = current.finding.concepts.split(";")[:_MOST_CELLS]
            printed, forms = library.printed(of.key, concepts), load_every_form()
            cells = [
                (place_of(code, forms, of.form, lang), code, printed[code]) for code in concepts if code in printed
            ]
        places, years = library.places_and_years()
        to_confirm = library.count_to_confirm(_MOST_COUNTED)
    filters = {
        "rule": wanted.rule, "region": wanted.parent, "year": wanted.year, "severity": wanted.severity,
        "decided": "" if wanted.decided == "open" else wanted.decided, "conclusion": wanted.conclusion,
    }  # fmt: skip
    return page(
        request, "queue.html", wanted=wanted, filters=filters, current=current, shown=shown, cells=cells,
        listed=listed, previous=previous, following=following, count=count, most=_MOST_COUNTED, to_confirm=to_confirm,
        places=places, years=years, rules=list(load_rules()), severities=SEVERITIES,
        next_page=link("/queue", **filters, after=current.place if current else ""),
        told=asked.get("told", "") if asked.get("told") in ("changed", "undone", "nothing", "reviewed") else "",
        readers=readers, states=states_for(request), is_reviewed_by=may_review(request, readers),
    )  # fmt: skip


def decide(request: Request, form: FormData) -> Response:
    """Keeps what somebody decides, and goes on."""
    conclusion = str(form.get("conclusion", ""))
    said = (conclusion if conclusion in CONCLUSIONS else "", str(form.get("remark", ""))[:_LONGEST_REMARK].strip())
    seen = (str(form.get("was", "")), str(form.get("remark_was", "")))
    back = str(form.get("back", "/queue"))
    fingerprint = str(form.get("fingerprint", ""))
    with desk_of(request).reading() as library:
        is_kept = library.place_of(fingerprint) is not None or is_copied(
            desk_of(request), library, str(form.get("report", "")), fingerprint
        )
    if is_kept:
        with seeing(EVERYTHING), desk_of(request).writing() as library:
            is_kept = library.decide_unless_changed(fingerprint, seen, said, who_of(request))
    tell(request, fingerprint)
    return back_to(back if is_kept else _told(back, "changed"))


def review(request: Request, form: FormData) -> Response:
    """Keeps that somebody agrees with what somebody else has decided, and goes on."""
    seen, back = (str(form.get("was", "")), str(form.get("remark_was", ""))), str(form.get("back", "/queue"))
    fingerprint = str(form.get("fingerprint", ""))
    with desk_of(request).reading() as library:
        is_kept = library.place_of(fingerprint) is not None
    if is_kept:
        with seeing(EVERYTHING), desk_of(request).writing() as library:
            is_kept = library.review(fingerprint, seen, who_of(request))
    tell(request, fingerprint)
    return back_to(_told(back, "reviewed" if is_kept else "changed"))


def states_for(request: Request) -> tuple[str, ...]:
    """What can be asked for; where only one person decides, nothing is there to be reviewed."""
    return tuple(state for state in get_args(ToDecide) if state != "to_review" or who_of(request) != ONE_PERSON)


def may_review(request: Request, readers: Readers) -> bool:
    """Whether whoever asks may agree with a decision: with somebody else's, and nobody alone with himself."""
    return who_of(request) not in (ONE_PERSON, readers.first) and not readers.second


def undo(request: Request, form: FormData) -> Response:
    """Takes back what was decided last by whoever asks, and shows it again."""
    with seeing(EVERYTHING), desk_of(request).writing() as library:
        taken = library.take_back(who_of(request))
    with desk_of(request).reading() as library:
        place = library.place_of(taken.fingerprint) if taken else None
    back = str(form.get("back", "/queue"))
    path = back.partition("?")[0]
    if taken is None:
        return back_to(_told(back, "nothing"))
    return back_to(link(path, at=place or "", told="undone") if path == "/queue" else back)


def _told(path: str, code: str) -> str:
    before, mark, fragment = path.partition("#")
    return f"{before}{'&' if '?' in before else '?'}told={code}{mark}{fragment}"
