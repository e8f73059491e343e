"""The whole suite runs without network, in this process and in all that it starts. Nothing fails for being slow on a
machine that has other things to do."""

from __future__ import annotations

import os
import runpy
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import settings
from optional import lacking

from tests.command import gongkai

__all__ = ["gongkai"]

ROOT = Path(__file__).parents[1]
OFFLINE = Path(__file__).parent / "offline"
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")
"""One of several processes that share the tests; empty in the one that has started them."""
if not WORKER:
    os.environ["GONGKAI_TEST_ONLINE"] = str(Path(tempfile.mkdtemp(prefix="gongkai-online-")) / "asked")
TOLD = Path(os.environ["GONGKAI_TEST_ONLINE"] + WORKER)
TOLD.touch()
os.environ["GONGKAI_TEST_ONLINE"] = str(TOLD)
os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, (str(OFFLINE), os.environ.get("PYTHONPATH", ""))))
runpy.run_path(str(OFFLINE / "sitecustomize.py"))

settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")


@pytest.fixture(scope="session")
def samples_read(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with `samples`, read into `gongkai-out` by the command, and with what it said in `stdout` and `stderr`:
    made once for all processes that share the tests. Who changes something takes a copy."""
    shared = tmp_path_factory.getbasetemp().parent if WORKER else tmp_path_factory.getbasetemp()
    folder, making = shared / "samples-read", shared / "samples-being-read"
    with closing(sqlite3.connect(shared / "samples.lock", timeout=600, isolation_level=None)) as lock:
        lock.execute("BEGIN EXCLUSIVE")
        if not folder.exists():
            shutil.copytree(ROOT / "samples", making / "samples")
            with (making / "stdout").open("w") as out, (making / "stderr").open("w") as err:
                command = [sys.executable, "-m", "extract", "extract", "samples", "-o", "gongkai-out"]
                environment = {**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT), os.environ["PYTHONPATH"]))}
                subprocess.run(command, cwd=making, env=environment, stdout=out, stderr=err, check=True)
            making.rename(folder)
    return folder


@pytest.fixture
def recogniser() -> None:
    """What recognises print."""
    from extract.readers import scan

    if not scan.can_recognise():
        lacking("what recognises print is not installed: pip install 'gongkai[ocr]', or '.[dev]' here")


STANDS_FOR = 8
"""How many cases of a slow test one stands for in `make test`; the others are long."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What is long is slow, too; of the cases of a slow test all but some are long."""
    cases = Counter[str]()
    for item in items:
        if item.get_closest_marker("long"):
            item.add_marker(pytest.mark.slow)
        elif item.get_closest_marker("slow"):
            test = item.nodeid.partition("[")[0]
            if cases[test] % STANDS_FOR:
                item.add_marker(pytest.mark.long)
            cases[test] += 1


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """What asked for the network fails the run, also where nobody noticed."""
    if WORKER:
        return
    asked = "".join(path.read_text("utf-8") for path in sorted(TOLD.parent.iterdir()))
    shutil.rmtree(TOLD.parent)
    if asked:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
        print(f"\nasked for the network:\n{asked}")
