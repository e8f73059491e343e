"""Real agencies in every wording of the title: how many are recognised. All must be.

Usage: python -m bench.identity RECORDS.jsonl

Each record names an `agency` and a `year`; notes in brackets that a person added to a name are left out. For every
wording the title is made, put above a preamble that names nobody, and read back: agency and year must be the same.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import regex as re

from extract.agencies.identity import identity_of
from extract.model import Document, Paragraph, Source, TextOrigin
from extract.text import compact

WORDINGS = (
    "{agency}{year}年政府信息公开工作年度报告",
    "{agency} {year} 年度政府信息公开工作年度报告",
    "{year}年{agency}政府信息公开工作年度报告",
    "{year}年度{agency}政府信息公开年度报告",
    "{agency}\n{year}年政府信息公开工作年度报告",
    "{year}年{agency}\n政府信息公开工作年度报告",
    "{agency}{year}年政府\n信息公开工作年度报告",
    "{agency}{year}年政府信息公开\n工作年度报",
    "{agency}{year}年政府信息公开 工作告年度报",
    "{agency}政府信息公开工作{year}年度报告",
    "{agency}{year}年度政府信息公开年度工作报告",
    "{agency}{year}年政务公开年报",
    "{agency}{year}年信息公开年度报告",
    "{agency}{year}政府信息公开年报",
    "{agency}{year}年度信息年度公开报告",
    "关于{agency}{year}年政务信息公开工作年度报告",
    "首页 > 政务公开 > 年报\n某审综〔2026〕2号\n{agency}{year}年政府信息公开工作报告",
)
_ADDED_NOTE = re.compile(r"\([^()]*(?:未印|替换|title)[^()]*\)")
_BELOW = ("本报告依照有关规定编制。", "一、总体情况", "（一）主动公开。按时公开各类信息。")


def document_of(text: str) -> Document:
    """A text page of some lines."""
    lines = [*text.split("\n"), *_BELOW]
    paragraphs = (Paragraph(line, TextOrigin(n, 1, len(line))) for n, line in enumerate(lines, 1) if line)
    return Document(Source("record", "txt", "0" * 64, len(text)), tuple(paragraphs), "utf-8")


def records(path: Path) -> Iterator[tuple[str, str, int]]:
    """Id, agency as printed, and year of the records that have both."""
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        if record["agency"] and record["year"]:
            yield record["id"], _ADDED_NOTE.sub("", record["agency"]), record["year"]


def main(path: Path) -> int:
    outcomes: Counter[bool] = Counter()
    for name, agency, year in records(path):
        for wording in WORDINGS:
            identity = identity_of(document_of(wording.format(agency=agency, year=year)))
            recognised = (identity.agency, identity.year) == (compact(agency), year)
            outcomes[recognised] += 1
            if not recognised:
                print(f"{name} {wording!r}: {agency} {year} read as {identity.agency or '—'} {identity.year or '—'}")
    print(f"{outcomes[True]} of {outcomes.total()} titles recognised ({len(WORDINGS)} wordings)")
    return 1 if outcomes[False] or not outcomes else 0


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.exit(main(Path(sys.argv[1])))
