"""What a user may have left out: a test that needs it is skipped with a reason, and fails where `CI=true`."""

from __future__ import annotations

import os
import shutil
from importlib import import_module
from typing import Any, NoReturn

import pytest

from extract.errors import UsageError
from extract.export import charts


def lacking(why: str) -> NoReturn:
    """Ends a test for which something is not there."""
    if os.environ.get("CI") == "true":
        pytest.fail(why)
    pytest.skip(why, allow_module_level=True)


def program(name: str) -> str:
    """The path of a program that reads what was written."""
    return shutil.which(name) or lacking(f"{name} is not installed")


def needed(module: str) -> Any:
    """A module of an optional part."""
    try:
        return import_module(module)
    except ImportError:
        lacking(f"{module} is not installed: pip install 'gongkai[all]', or '.[dev]' here")


def pictures() -> None:
    """Sees to it that pictures can be drawn, with Chinese on them."""
    try:
        charts.imported("matplotlib", "charts")
        charts._font()
    except UsageError as error:
        lacking(f"no pictures: {error.code}")
