"""Commands that are killed in the middle of what they do; `python -m bench.killed` does so with all of them."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from tests.made.killed import Killed

NAMES = ("extract by force", "merge", "audit that reads back", "sample again", "export sqlite again", "file")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="kills processes as Unix does"),
]


@pytest.mark.long
def test_a_command_that_is_killed_loses_nothing_and_the_next_one_ends_it(tmp_path: Path) -> None:
    killed = Killed(tmp_path, random.Random(1))
    tasks = {task.name: task for task in killed.tasks()}
    assert sum(killed.kill(tasks[name], 3) for name in NAMES) > len(NAMES)
