"""What gongkai needs, as it is pinned, with its licences: docs/dependencies.md and its Chinese counterpart.

Usage: python packaging/dependencies.py [--check]

Versions are those of `requirements.txt`, and of `requirements-dev.txt` for what the extras `ocr` and `cluster` bring;
licences what the packages that are installed say of themselves; of those that only another system installs, what is
written here. `--check` writes nothing, and fails where the pages are not those, or where a licence is one that binds
whoever hands gongkai on.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import PackageMetadata, PackageNotFoundError, metadata, requires
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
DOCS = HERE.parent / "docs"
_PINNED = re.compile(r"^(?P<name>[\w.-]+)==(?P<version>[^ ]+)(?: ; (?P<where>.+?))? \\$", re.MULTILINE)
ELSEWHERE = {
    "brotlicffi": "MIT",
    "colorama": "BSD-3-Clause",
    "importlib-metadata": "Apache-2.0",
    "lazy-importer": "Apache-2.0",
    "tzdata": "Apache-2.0",
    "zipp": "MIT",
}
"""Licences of packages that Linux, or a newer Python, does not install."""
BROUGHT_ELSEWHERE = {"importlib-metadata": ["lazy-importer", "zipp"]}
"""What such packages bring themselves."""
SAID = {
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD",
    "GNU Lesser General Public License v2 or later (LGPLv2+)": "LGPL-2.1-or-later",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
}
"""How classifiers call licences."""
BINDING = re.compile(r"(?<![LN-])A?GPL|(?<!Lesser )General Public", re.IGNORECASE)
"""Licences under which gongkai could no longer be handed on under its own."""

HEAD = {
    "en": """# What gongkai needs

[中文](dependencies.zh.md) · [README](../README.md) · [Reference](reference.md)

{count} packages, all extras but `ocr` and `cluster` included, none under GPL or AGPL; LGPL parts (`archives`) are \
used as libraries, unchanged. Written by `make dependencies`; versions and hashes stand in \
`packaging/requirements.txt`, those for work on gongkai itself in `packaging/requirements-dev.txt`, both for CPython \
3.11 to 3.13 on Linux, macOS and Windows; `make pins` takes newer ones. `make run` and `make test` install exactly \
these; a Python for which nothing is pinned takes the newest that fit. Without this repository: `pip install \
--require-hashes -r packaging/requirements.txt`, then `pip install --no-deps gongkai`.

| package | version | licence | only where |
|---|---|---|---|
""",
    "zh": """# gongkai 用到的组件

[English](dependencies.md) · [说明](README.zh.md) · [参考](reference.zh.md)

共 {count} 个（含 `ocr`、`cluster` 以外的全部可选部分），没有 GPL、AGPL 组件；\
`archives` 中的 LGPL 组件只作为库使用，未作改动。\
本页由 `make dependencies` 生成。版本和哈希值在 `packaging/requirements.txt`，\
开发用的在 `packaging/requirements-dev.txt`，适用于 Linux、macOS、Windows 上的 CPython 3.11 至 3.13；\
`make pins` 换用新版本。`make run` 和 `make test` 只装这些版本；没有固定版本的 Python 则装合适的最新版本。\
不用本仓库时：先 `pip install --require-hashes -r packaging/requirements.txt`，再 `pip install --no-deps gongkai`。

| 组件 | 版本 | 许可证 | 仅用于 |
|---|---|---|---|
""",
}
_OCR_HEAD = {
    "en": """
## What the extra `ocr` adds

{count} packages, pinned in `packaging/requirements-dev.txt`. The recogniser's model (PP-OCR, Apache-2.0) lies in the \
wheel of `rapidocr`, of which no code runs, nor of what only it asks for. The wheel of `opencv-python-headless` holds \
FFmpeg (LGPL-2.1), as a library, unchanged.

| package | version | licence | only where |
|---|---|---|---|
""",
    "zh": """
## 可选部分 `ocr` 另需的组件

共 {count} 个，版本固定在 `packaging/requirements-dev.txt`。识别模型（PP-OCR，Apache-2.0）在 `rapidocr` 的安装包里，\
不运行它的代码，也不运行只有它才需要的组件。`opencv-python-headless` 的安装包内含 FFmpeg（LGPL-2.1），\
只作为库使用，未作改动。

| 组件 | 版本 | 许可证 | 仅用于 |
|---|---|---|---|
""",
}
_CLUSTER_HEAD = {
    "en": """
## What the extra `cluster` adds

{count} packages, pinned in `packaging/requirements-dev.txt`. It is installed on every machine of a cluster, and \
nowhere else.

| package | version | licence | only where |
|---|---|---|---|
""",
    "zh": """
## 可选部分 `cluster` 另需的组件

共 {count} 个，版本固定在 `packaging/requirements-dev.txt`。集群的各台机器上才装。

| 组件 | 版本 | 许可证 | 仅用于 |
|---|---|---|---|
""",
}
EXTRA_HEADS = {"ocr": _OCR_HEAD, "cluster": _CLUSTER_HEAD}
"""Extras that few want, each with a table of its own."""
PAGES = {"en": "dependencies.md", "zh": "dependencies.zh.md"}


_Row = tuple[str, str, str, str]
"""Name, version, licence, and where alone it is needed."""


class Pinned(NamedTuple):
    """A package: its name and version, and for which systems alone it is."""

    name: str
    version: str
    where: str


def pinned(file: str = "requirements.txt") -> list[Pinned]:
    """The packages of a file of pinned ones."""
    text = (HERE / file).read_text(encoding="utf-8")
    return [Pinned(found["name"], found["version"], found["where"] or "") for found in _PINNED.finditer(text)]


def licence_of(name: str) -> str:
    """The licence of a package."""
    try:
        return licence_said(metadata(name))
    except PackageNotFoundError:
        return ELSEWHERE[name]


def licence_said(said: PackageMetadata) -> str:
    """The licence that a package says it has."""
    if expression := said.get("License-Expression"):
        return str(expression)
    classifiers = [each.rpartition(" :: ")[2] for each in said.get_all("Classifier") or () if "License ::" in each]
    written = str(said.get("License") or "").partition("\n")[0]
    return " AND ".join(SAID.get(each, each) for each in classifiers if each != "OSI Approved") or written


def page(lang: str) -> str:
    """The page in a language."""
    tables = [(HEAD, pinned()), *((head, pinned_of(extra)) for extra, head in EXTRA_HEADS.items())]
    return "".join(_table(head[lang], list(_rows(packages))) for head, packages in tables)


def _table(head: str, rows: list[_Row]) -> str:
    return head.format(count=len({name for name, *_ in rows})) + "".join(f"| {' | '.join(row)} |\n" for row in rows)


def _rows(packages: list[Pinned]) -> Iterator[_Row]:
    for name, version, where in packages:
        yield name, version, licence_of(name), f"`{where}`" if where else ""


def pinned_of(extra: str) -> list[Pinned]:
    """The packages that an extra brings beside the usual ones, as far as they are installed."""
    project = tomllib.loads((HERE.parent / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    waiting, brought = list(project["optional-dependencies"][extra]), set[str]()
    while waiting:
        needed, _, where = waiting.pop().partition(";")
        name = re.sub(r"[-_.]+", "-", re.split(r"[\[(<>=!~ ]", needed.strip())[0]).lower()
        if name not in brought and "extra" not in where:
            brought.add(name)
            try:
                waiting += requires(name) or ()
            except PackageNotFoundError:
                waiting += BROUGHT_ELSEWHERE.get(name, ())
    usual = {each.name for each in pinned()}
    return [each for each in pinned("requirements-dev.txt") if each.name in brought - usual]


def faults() -> Iterator[str]:
    """What is not as it should be."""
    for lang, name in PAGES.items():
        if (DOCS / name).read_text(encoding="utf-8") != page(lang):
            yield f"docs/{name} is not up to date: make dependencies"
    for name, _, licence, _ in _rows([*pinned(), *(each for extra in EXTRA_HEADS for each in pinned_of(extra))]):
        if not licence or BINDING.search(licence):
            yield f"{name}: {licence or 'no licence'}"


if __name__ == "__main__":
    if "--check" in sys.argv:
        sys.exit("\n".join(faults()) or None)
    for lang, name in PAGES.items():
        (DOCS / name).write_text(page(lang), encoding="utf-8")
