"""The pages of the docs hang together: links and anchors lead somewhere, pictures are there and small."""

from __future__ import annotations

import re
import runpy
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
OURS = runpy.run_path(str(ROOT / "packaging" / "docs_site.py"))
PICTURES = ROOT / "docs" / "pictures"
MOST_BYTES = 100_000
PAGES = sorted(
    page
    for name in (*OURS["TAKEN"], *OURS["BESIDE"])
    for page in ([ROOT / name] if (ROOT / name).is_file() else (ROOT / name).rglob("*.md"))
    if page.suffix == ".md"
)


def prose(page: Path) -> str:
    """A page without its examples."""
    return re.sub(r"(?ms)^```.*?^```|`[^`\n]*`", "", page.read_text("utf-8"))


@cache
def anchors(page: Path) -> set[str]:
    text = re.sub(r"(?ms)^```.*?^```", "", page.read_text("utf-8"))
    found: dict[str, int] = {}
    names = set()
    for heading in re.findall(r"(?m)^#+ (.+)$", text):
        name = OURS["anchor"](re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading), "-")
        names.add(f"{name}-{found[name]}" if name in found else name)
        found[name] = found.get(name, 0) + 1
    return names


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_leads_somewhere(page: Path) -> None:
    lost = []
    for link in re.findall(r"\]\(([^()\s]+)\)", prose(page)):
        if link.startswith(("http:", "https:", "mailto:")):
            continue
        file, _, anchor = link.partition("#")
        place = (page.parent / file).resolve() if file else page
        if not place.exists() or (anchor and place.suffix == ".md" and anchor not in anchors(place)):
            lost.append(link)
    assert lost == []


def test_every_picture_is_small_has_words_and_is_shown_in_both_languages() -> None:
    pictures = sorted(PICTURES.iterdir())
    assert pictures
    assert [each.name for each in pictures if each.stat().st_size > MOST_BYTES] == []
    for lang in (".md", ".zh.md"):
        text = (ROOT / "docs" / f"windows{lang}").read_text("utf-8")
        shown = re.findall(r"!\[([^\]]+)\]\(pictures/([^)]+)\)", text)
        assert sorted(name for _, name in shown) == [each.name for each in pictures]


def test_the_first_page_of_each_language_is_its_readme(tmp_path: Path) -> None:
    names = ["README.md", "docs/README.zh.md", "docs/a.md", "docs/a.zh.md", "docs/r.md", "samples/README.md"]
    for name in names:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    assert list(OURS["pages"](tmp_path, is_chinese=True)) == ["docs/README.zh.md", "docs/a.zh.md"]
    assert list(OURS["pages"](tmp_path, is_chinese=False)) == [
        "README.md",
        "docs/r.md",
        "docs/a.md",
        "samples/README.md",
    ]


def test_what_builds_the_site_is_pinned() -> None:
    text = (ROOT / "packaging" / "requirements-docs.txt").read_text("utf-8")
    heads = [line for line in text.splitlines() if line and line[0] not in "# "]
    assert len(heads) > 20 and any(head.startswith("mkdocs-material==") for head in heads)
    assert text.count("--hash=sha256:") >= len(heads) and "//" not in text
