"""docs/ as a small site that opens from a disk: nothing is fetched, and both languages are a click apart.

Usage: python packaging/docs_site.py OUT

Comes in: the READMEs, docs/ and what they link to, as they lie in the repository, so that their links hold. Goes out: a
folder of pages; index.html is the first. It stops where a link or an anchor leads to nothing.
"""

from __future__ import annotations

import logging
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

ROOT = Path(__file__).parents[1]
TAKEN = ("README.md", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "docs", "samples/README.md", "bench/README.md")
BESIDE = ("tests/cases/README.md",)
"""Pages that pages link to, beside those of `TAKEN`."""
CHINESE, FIRST_CHINESE = ".zh.md", "docs/README.zh.md"
ORDER = (
    *("README", "windows", "reference", "rules"),
    *("python", "r", "stata", "excel", "release"),
    *("accuracy", "robustness", "scale"),
)
"""Pages in the order in which people look for them; all others come behind."""
_NUMBERED = re.compile(r"(\]\([^()\s]*#[^()\s]*?)-(\d+)\)")
"""A link to the second heading of a name, as GitHub counts them."""
_NOT_IN_ANCHORS = re.compile(r"[^\w\- ]")


def main(out: Path) -> None:
    """Builds the site."""
    from mkdocs.commands.build import build
    from mkdocs.config import load_config

    logging.basicConfig(format="%(message)s")
    with TemporaryDirectory() as folder:
        source = Path(folder) / "source"
        for name in (*TAKEN, *BESIDE):
            (source / name).parent.mkdir(parents=True, exist_ok=True)
            copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
            copy(ROOT / name, source / name)
        for page in source.rglob("*.md"):
            page.write_text(_NUMBERED.sub(r"\1_\2)", page.read_text(encoding="utf-8")), encoding="utf-8")
        settings = Path(folder) / "mkdocs.yml"
        settings.write_text("site_name: gongkai\n", encoding="utf-8")
        build(load_config(str(settings), **settings_of(source, out.absolute())))


def settings_of(source: Path, out: Path) -> dict[str, Any]:
    """What mkdocs is told."""
    home = {"en": "index.html", "zh": FIRST_CHINESE.replace(".md", ".html")}
    return {
        "docs_dir": str(source),
        "site_dir": str(out),
        "use_directory_urls": False,
        "strict": True,
        "validation": {"links": {"not_found": "warn", "anchors": "warn"}},
        "plugins": [],
        "theme": {"name": "material", "font": False, "features": ["navigation.sections", "navigation.top"]},
        "extra": {
            "generator": False,
            "alternate": [
                {"name": "中文", "link": home["zh"], "lang": "zh"},
                {"name": "English", "link": home["en"], "lang": "en"},
            ],
        },
        "nav": [{"中文": list(pages(source, is_chinese=True))}, {"English": list(pages(source, is_chinese=False))}],
        "markdown_extensions": ["tables", "fenced_code", "sane_lists", "attr_list", {"toc": {"slugify": anchor}}],
    }


def pages(source: Path, is_chinese: bool) -> Iterator[str]:
    """The pages of a language, in their order."""
    names = [page.relative_to(source).as_posix() for page in source.rglob("*.md")]

    def place(name: str) -> tuple[int, str]:
        folder, _, file = name.rpartition("/")
        stem = file.partition(".")[0]
        return (ORDER.index(stem) if stem in ORDER and folder in ("", "docs") else len(ORDER), name)

    yield from sorted((name for name in names if name.endswith(CHINESE) == is_chinese), key=place)


def anchor(text: str, separator: str) -> str:
    """The anchor of a heading, as GitHub makes it.

    >>> anchor("1. 读取结果 (`facts.csv`)", "-")
    '1-读取结果-factscsv'
    """
    return _NOT_IN_ANCHORS.sub("", text.strip().lower()).replace(" ", separator)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
