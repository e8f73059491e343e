"""Nothing here needs the network, and nothing gets it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from extract.jobs import Limits
from extract.jobs.workers import worked

ASK = "import socket; socket.create_connection(('203.0.113.1', 80), timeout=1)"


def test_the_tests_have_no_network() -> None:
    told = Path(os.environ["GONGKAI_TEST_ONLINE"])
    before = told.read_text("utf-8")
    with pytest.raises(PermissionError):
        socket.create_connection(("203.0.113.1", 80), timeout=1)
    done = subprocess.run([sys.executable, "-c", ASK], capture_output=True, text=True, check=False)
    assert "PermissionError" in done.stderr
    assert told.read_text("utf-8").count("203.0.113.1") >= 2
    told.write_text(before, "utf-8")


def ask(address: str) -> str:
    """What a file might make its reader do; the loopback that tests are allowed is refused to readers."""
    try:
        socket.create_connection((address, 80), timeout=1)
    except PermissionError as error:
        return str(error)
    except OSError:
        return "tried"
    return "connected"


def test_whoever_reads_files_has_no_network_whatever_they_say() -> None:
    (done,) = worked(["127.0.0.1"], ask, Limits(jobs=1))
    assert done.result == "no file is read from the network"
