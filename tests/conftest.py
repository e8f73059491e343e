"""The whole suite runs without network, in this process and in all that it starts."""

from __future__ import annotations

import os
import runpy
import tempfile
from pathlib import Path

import pytest

from tests.command import gongkai

__all__ = ["gongkai"]

OFFLINE = Path(__file__).parent / "offline"
_told, TOLD = tempfile.mkstemp(prefix="gongkai-online-")
os.close(_told)
os.environ["GONGKAI_TEST_ONLINE"] = TOLD
os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, (str(OFFLINE), os.environ.get("PYTHONPATH", ""))))
runpy.run_path(str(OFFLINE / "sitecustomize.py"))


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """What asked for the network fails the run, also where nobody noticed."""
    asked = Path(TOLD).read_text("utf-8")
    Path(TOLD).unlink()
    if asked:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
        print(f"\nasked for the network:\n{asked}")
