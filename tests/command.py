"""The command as tests call it: in this process, and in no other."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import NamedTuple

import pytest

from extract import cli
from tests.at_once import at_once


class Run(NamedTuple):
    """How a command ended, and what it said."""

    code: object
    out: str
    err: str


Gongkai = Callable[..., Run]


@pytest.fixture
def gongkai(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Gongkai:
    """Arguments → exit code, stdout, stderr."""

    def run(*arguments: object) -> Run:
        return Run(exit_code(monkeypatch, *arguments), *capsys.readouterr())

    return run


def exit_code(patch: pytest.MonkeyPatch, *arguments: object) -> object:
    """How the command ends with these arguments."""
    patch.setattr("extract.jobs.worked", at_once)
    patch.setattr(sys, "argv", ["gongkai", *map(str, arguments)])
    with pytest.raises(SystemExit) as caught:
        cli.run()
    return caught.value.code
