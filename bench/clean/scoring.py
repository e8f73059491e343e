"""Reads a page as any other file: which rules are told that it does not break, and whether its plant is told."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from bench.clean.drawing import clean_page, page_with
from bench.clean.wordings import Wording
from bench.whose.files import data_of
from bench.whose.page import Page
from extract.catalogue import load_rules
from extract.checks import verdict_of
from extract.model import NOTHING_GIVEN, Finding
from extract.pipeline import readings_of
from tests.made.score import FORMS

_OF_TABLES = frozenset({"C-09", "D-12", "D-13"})
"""Rules that the random figures of a report may break."""


class Task(NamedTuple):
    """A report to be made and read."""

    seed: str
    kind: str
    plant: Wording | None
    keep: str


class Result(NamedTuple):
    """What was told of it: the rules that it does not break, by severity; whether its plant was told."""

    planted: str
    told: bool
    false: tuple[tuple[str, str], ...]
    shown: tuple[str, ...]


def result_of(task: Task) -> Result | None:
    """Makes a report and judges it; None where its plant is none in it."""
    page = page_with(task.seed, task.kind, task.plant) if task.plant else clean_page(task.seed, task.kind)
    if page is None:
        return None
    data = data_of(page)
    reading = readings_of(data, f"{page.file}.{page.kind}", NOTHING_GIVEN)[0]
    rules = (task.plant.rule,) if task.plant and load_rules()[task.plant.rule].on_demand else ()
    findings = [each for each in verdict_of(reading, FORMS, rules).findings if each.about == "report"]
    planted = task.plant.rule if task.plant else ""
    false = [each for each in findings if each.rule not in {planted, *_OF_TABLES, *_fair(page, planted)}]
    told = any(each.rule == planted for each in findings)
    shown = [f"false {_shown(each)}" for each in false]
    shown += [f"missed {planted}: {task.plant.text}"] if task.plant and not told else []
    if shown and task.keep:
        Path(task.keep).mkdir(parents=True, exist_ok=True)
        (Path(task.keep) / f"{task.seed.replace('/', '-')}.{page.kind}").write_bytes(data)
    return Result(
        planted,
        told,
        tuple((each.rule, each.severity) for each in false),
        tuple(f"{task.seed} {task.kind} {page.agency.full} {line}" for line in shown),
    )


def _fair(page: Page, planted: str) -> set[str]:
    """Rules that may be told beside the planted one, or of what the page lacks."""
    follows = {
        "C-03": {"C-04"},
        "C-04": {"C-03"},
        "B-01": {"B-03", "R-08"},
        "B-03": {"E-08"},
        "E-03": {"E-01"},
        "C-07": {"B-02", "E-04"},
    }
    may = follows.get(planted, set())
    return may | ({"B-07", "C-08"} if not any("电话" in line or "致电" in line for line in page.preamble) else set())


def _shown(finding: Finding) -> str:
    details = ", ".join(f"{key}={value}" for key, value in finding.details)
    return f"{finding.rule} {finding.severity} {finding.wording} {details}"[:220]
