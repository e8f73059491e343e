"""What gongkai needs is pinned with hashes, for every system, and may be handed on with it."""

from __future__ import annotations

import re
import runpy
import tomllib
from importlib.metadata import PackageNotFoundError, version
from itertools import pairwise
from pathlib import Path

import pytest

from tests.optional import lacking

ROOT = Path(__file__).parents[1]
FILES = ("requirements.txt", "requirements-dev.txt")
OURS = runpy.run_path(str(ROOT / "packaging" / "dependencies.py"))


def normal(requirement: str) -> str:
    """The name in a requirement, as pinned files write it."""
    return re.sub(r"[-_.]+", "-", re.split(r"[\[<>=!~; ]", requirement)[0]).lower()


def installed(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


@pytest.mark.parametrize("file", FILES)
def test_every_package_is_pinned_with_hashes_and_no_host_is_named(file: str) -> None:
    text = (ROOT / "packaging" / file).read_text("utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    heads = [line for line in lines if not line.startswith(" ")]
    assert len(heads) == len(OURS["pinned"](file)) > 50
    for head, after in pairwise(lines):
        assert head.startswith("    --hash=sha256:") or after.startswith("    --hash=sha256:")
    assert "//" not in text and "--index" not in text


def test_what_is_declared_is_what_is_pinned() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"]
    own = {normal(each) for each in (*project["dependencies"], *extras["charts"])}
    own |= {normal(each) for each in (*extras["archives"], *extras["web"])}
    names = {each.name for each in OURS["pinned"]()}
    assert own <= names
    working = {each.name for each in OURS["pinned"]("requirements-dev.txt")}
    assert names <= working
    assert {normal(each) for each in (*extras["ocr"], *extras["cluster"])} <= working
    usual, all_versions = ({each[:2] for each in OURS["pinned"](file)} for file in FILES)
    assert usual <= all_versions, "what is installed for both is one version"
    assert {normal(each) for each in extras["dev"] if not each.startswith("gongkai")} <= working
    assert {"hatchling", "editables"} <= working


def test_the_pages_of_dependencies_are_up_to_date_and_nothing_binds_who_hands_it_on() -> None:
    others = [each for each in OURS["pinned"]() if installed(each.name) not in ("", each.version)]
    if others:
        lacking("other versions are installed than are pinned")
    assert list(OURS["faults"]()) == []


@pytest.mark.parametrize(
    ("licence", "binds"),
    [("MIT", False), ("LGPL-2.1-or-later", False), ("GPL-3.0-only", True), ("AGPL-3.0", True), ("GNU GPLv2", True)],
)
def test_licences_that_bind_are_known(licence: str, binds: bool) -> None:
    assert bool(OURS["BINDING"].search(licence)) == binds
