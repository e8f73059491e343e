"""A step that takes long is told, once, and one that does not is not."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextvars import copy_context
from pathlib import Path

import pytest

from extract import steps
from extract.steps import Step, nobody, step, tell_steps
from extract.words.messages import SENTENCES
from tests.command import Gongkai

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "samples" / "澄溪县" / "2022"


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[tuple[str, str]]]:
    monkeypatch.setattr(steps, "_SOON", 0.05)
    heard: list[tuple[str, str]] = []
    tell_steps(lambda code, of: heard.append((code, of)))
    yield heard
    tell_steps(nobody)


def test_only_a_long_step_is_told(told: list[tuple[str, str]]) -> None:
    with step("writing", "a.csv"):
        pass
    long = Step("writing", "b.csv")
    time.sleep(0.2)
    long.end()
    time.sleep(0.1)
    assert told == [("writing", "b.csv")]


def test_a_step_ends_also_where_it_fails(told: list[tuple[str, str]]) -> None:
    with pytest.raises(ZeroDivisionError), step("settling"):
        raise ZeroDivisionError
    time.sleep(0.1)
    assert told == []


class AtOnce:
    """A timer that is over at once."""

    def __init__(self, seconds: float, function: object, arguments: tuple[str, str]) -> None:
        self.function, self.arguments, self.daemon = function, arguments, True

    def start(self) -> None:
        self.function(*self.arguments)  # type: ignore[operator]

    def cancel(self) -> None:
        pass


@pytest.mark.long
def test_every_step_of_every_command_can_be_told(
    tmp_path: Path, gongkai: Gongkai, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(steps, "Timer", AtOnce)
    library = tmp_path / "lib"
    runs = {
        ("extract", SAMPLES, "-o", library): ("searching for", "facts.csv", "核查表.xlsx", "comparing versions"),
        ("audit", library, "-o", tmp_path / "a"): ("comparing the texts", "auditing", "年报核查结果.xlsx"),
        ("compare", library): ("looking through", "gathering"),
        ("export", library, "-o", tmp_path / "a.csv"): ("looking through", "writing a.csv", "in their places"),
    }
    for arguments, lines in runs.items():
        err = copy_context().run(gongkai, *arguments).err
        assert [line for line in lines if line not in err] == []
        assert "…" not in copy_context().run(gongkai, *arguments, "-q").err


def test_every_step_has_its_sentence() -> None:
    assert {code.removeprefix("step.") for code in SENTENCES if code.startswith("step.")} == {
        "searching", "opening", "checking", "planning", "identifying", "counting", "settling", "comparing",
        "auditing", "panel", "writing", "putting", "workers",
    }  # fmt: skip
