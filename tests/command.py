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
    monkeypatch.setattr("extract.jobs.worked", at_once)

    def run(*arguments: object) -> Run:
        monkeypatch.setattr(sys, "argv", ["gongkai", *map(str, arguments)])
        with pytest.raises(SystemExit) as caught:
            cli.run()
        return Run(caught.value.code, *capsys.readouterr())

    return run
