"""What a user may have left out: a test that needs it is skipped with a reason, and fails where `CI=true`."""

from __future__ import annotations

import os
from importlib import import_module
from typing import Any

import pytest


def needed(module: str) -> Any:
    """A module of an optional part."""
    try:
        return import_module(module)
    except ImportError:
        if os.environ.get("CI") == "true":
            raise
        pytest.skip(f"{module} is not installed: pip install 'gongkai[all]'")
