"""What a user may have left out: a test that needs it is skipped with a reason, and fails where `CI=true`."""

from __future__ import annotations

import os
import shutil
from importlib import import_module
from typing import Any

import pytest


def program(name: str) -> str:
    """The path of a program that reads what was written."""
    found = shutil.which(name)
    if found is None and os.environ.get("CI") == "true":
        raise FileNotFoundError(name)
    if found is None:
        pytest.skip(f"{name} is not installed")
    return found


def needed(module: str) -> Any:
    """A module of an optional part."""
    try:
        return import_module(module)
    except ImportError:
        if os.environ.get("CI") == "true":
            raise
        pytest.skip(f"{module} is not installed: pip install 'gongkai[all]'")
