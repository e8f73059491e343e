"""Document → where the body of a report begins: behind its title, or with its first sentence where it has none.

Comes in: a `Document`, whose report it is, where its first heading stands. Goes out: a place, from which on everything
up to that heading is the preamble. Menus of a site and what it tells of a page stand above it.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

import regex as re

from extract.model import Document, Identity, Paragraph
from extract.prose.headings import MARKUP, Spot
from extract.text import squeeze

_FURNITURE = re.compile(
    r"(?:信息)?(?:来源|作者|编辑|责任编辑|发布(?:时间|日期|机构|单位)|浏览(?:次数|量)|访问量|点击(?:率|数)|阅读|字[体号]|索引号|"
    r"文号|成文日期|发文日期|生成日期|主题分类|组配分类|有效性|时效|废止日期|内容概述|名称|信息索引|公开(?:方式|时限|范围))"
    r"[:\[(]|您?(?:现在|当前)?(?:所在)?的?位置:|\[(?:字体|打印|关闭|返回)|打印|关闭(?:窗口)?|分享|收藏|下载(?:Word|PDF)|附件[:\d]|首页>"
)
"""What web pages put around the text of a report, squeezed."""
_SENTENCE = re.compile(r"[。；;]|[，,](?=.*\p{Han})|(?:如下|公布|发布)[：:]?\s*$")
_OF_REPORT = re.compile("公开|报告|条例|编制|统计")
_IN_SENTENCE = re.compile(r"[。，,；;、》」”\"]|(?:\p{Han}{0,6}(?:如下|公布|发布))")
"""What stands behind a title that is part of a sentence."""


def is_page_furniture(text: str) -> bool:
    """Whether a line is put around the text of a report by a web page."""
    return bool(_FURNITURE.match(squeeze(text)))


def body_start(document: Document, identity: Identity, end: Spot) -> Spot | None:
    """Where what stands in front of the first heading begins: with the first sentence behind the title, without a title
    with the first that speaks of a report. None where nothing does."""
    titled = _behind_title(document, identity, end)
    sentences = list(_sentences(document, titled or (0, 0), end))
    own = [place for place, text in sentences if titled or _OF_REPORT.search(squeeze(text))]
    return next(iter(own or (place for place, _ in sentences)), titled)


def _sentences(document: Document, start: Spot, end: Spot) -> Iterator[tuple[Spot, str]]:
    """The paragraphs with a sentence in them, and where each begins."""
    for number, block in enumerate(document.blocks[start[0] : end[0] + 1], start=start[0]):
        if isinstance(block, Paragraph):
            first = start[1] if number == start[0] else 0
            text = block.text[first : end[1] if number == end[0] else None]
            if _SENTENCE.search(text) and not is_page_furniture(text):
                yield (number, first), text


def _behind_title(document: Document, identity: Identity, end: Spot) -> Spot | None:
    """The place behind the title and the lines that continue it, in front of a title that is part of a sentence; None
    without a title above the first heading."""
    origins = {e.origin for e in identity.evidence if e.where == "title" and e.origin}
    at = next(
        (n for n, block in enumerate(document.blocks) if isinstance(block, Paragraph) and block.origin in origins), None
    )
    if at is None or (at, 0) > end:
        return None
    title = squeeze(identity.title)
    line = document.blocks[at]
    assert isinstance(line, Paragraph)
    behind = _end_of(title, line.text)
    if behind is not None:
        before, rest = line.text[:behind], line.text[behind:]
        if rest.strip(MARKUP):
            opens = squeeze(before).strip("#|*") == title and not _IN_SENTENCE.match(squeeze(rest))
            return at, behind if opens else 0
    rest_of_title = (block for block in document.blocks[at + 1 :])
    continued = takewhile(lambda b: isinstance(b, Paragraph) and squeeze(b.text).strip("#|") in title, rest_of_title)
    return at + 1 + sum(1 for _ in continued), 0


def _end_of(title: str, line: str) -> int | None:
    """Behind which character of a line a title ends that stands in it."""
    if not title or title not in squeeze(line):
        return None
    return next(at for at in range(1, len(line) + 1) if title in squeeze(line[:at]))
