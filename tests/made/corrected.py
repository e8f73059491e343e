"""An original with a fault and its correction as two files, in any two kinds, with what tells which came later.

`pairs` draws them; each has an agency of its own. Where nothing tells the order, or what tells it contradicts itself,
`last` is empty.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import cycle, product
from random import Random
from typing import NamedTuple

from extract.forms import load_forms
from tests.made.printing import Look, docx_bytes, html_text, pdf_bytes, printed
from tests.made.prose import Draft, Story
from tests.made.whole import faulty, written

KINDS = ("html", "docx", "txt", "pdf")
FAULTS = ("received_total_off", "carried_out_off", "group_total_off", "disputes_total_off")
_SIGNED = ("1月15日", "1月15日")
_FIRST, _LAST = "1月15日", "2月20日"


class Evidence(NamedTuple):
    """How the two files are named, less their ending, and what stands in them: days they are signed on, what the
    correction says first of all."""

    first: str
    second: str
    signed: tuple[str, str] = _SIGNED
    said: str = ""
    is_told: bool = True


EVIDENCE: dict[str, Evidence] = {
    "mended": Evidence("{name}", "{name}（整改后）"),
    "mended_folder": Evidence("初次报送/{name}", "整改后/{name}"),
    "mended_folder_above": Evidence("初次报送/街镇/{name}", "整改后/街镇/{name}"),
    "sent_back": Evidence("退回/{name}", "{name}"),
    "before": Evidence("{name}（整改前）", "{name}"),
    "original": Evidence("原稿/{name}", "{name}"),
    "corrected": Evidence("{name}", "{name}-更正版"),
    "revised": Evidence("{name}", "{name}修改稿"),
    "amended": Evidence("{name}", "{name}（修订）"),
    "final": Evidence("{name}", "{name}最终版"),
    "final_of_revised": Evidence("{name}修改稿", "{name}定稿"),
    "sealed": Evidence("{name}", "{name}（盖章）", is_told=False),
    "signed_of_mended": Evidence("{name}", "{name}（整改后盖章扫描件）"),
    "again": Evidence("{name}", "重新报送/{name}"),
    "second_time": Evidence("第一次报送/{name}", "第二次报送/{name}"),
    "second": Evidence("{name}", "{name}二次报送"),
    "edition": Evidence("{name} v1", "{name} v2"),
    "edition_alone": Evidence("{name}", "{name} V2.0"),
    "downloaded_again": Evidence("{name}", "{name}(1)"),
    "new": Evidence("{name}", "{name}（新）"),
    "old": Evidence("旧/{name}", "新/{name}"),
    "days_in_names": Evidence("{name}0115", "{name}0220"),
    "days_in_folders": Evidence("2025-01-15/{name}", "2025-02-20/{name}"),
    "addresses": Evidence("t20250115_9987", "t20250220_1031"),
    "signatures": Evidence("{name}", "附件/{name}", signed=(_FIRST, _LAST)),
    "sentence": Evidence("{name}", "附件/{name}", said="因部分数据有误，现将本报告更正后重新发布。"),
    "nothing": Evidence("{name}", "附件/{name}", is_told=False),
    "final_and_mended": Evidence("{name}定稿", "{name}整改后", is_told=False),
    "words_against_days": Evidence("{name}", "{name}（整改后）", signed=(_LAST, _FIRST), is_told=False),
    "sent_back_to_be_mended": Evidence("退回整改/{name}", "{name}", is_told=False),
}


class Pair(NamedTuple):
    """Two files of one agency by their paths, the rule that the first breaks, the path of the later one, and
    whether anything tells that it is."""

    agency: str
    evidence: str
    files: dict[str, bytes]
    rule: str
    corrected: str
    is_told: bool


def pairs(seed: str, count: int) -> Iterator[Pair]:
    """So many pairs: every kind of evidence in turn, in every two kinds of files."""
    random, seen = Random(seed), set[str]()
    kinds = cycle(random.sample(list(product(KINDS, KINDS)), len(KINDS) ** 2))
    for evidence, (one, other), _ in zip(cycle(EVIDENCE), kinds, range(count), strict=False):
        while True:
            clean, wrong, planted = faulty(random, load_forms()[-1], random.choice(FAULTS))
            if clean.agency.name not in seen:
                break
        seen.add(clean.agency.name)
        yield _pair(random, evidence, (one, other), (wrong, clean), planted.rule)


def _pair(random: Random, name: str, kinds: tuple[str, str], drafts: tuple[Draft, Draft], rule: str) -> Pair:
    evidence, agency = EVIDENCE[name], drafts[0].agency.name
    called = f"{agency}{drafts[0].report.year}年报"
    looks = Look(size=random.choice((12, 14))), Look(size=random.choice((12, 14)))
    files = {}
    for path, kind, draft, look, day, said in zip(
        (evidence.first, evidence.second), kinds, drafts, looks, evidence.signed, ("", evidence.said), strict=True
    ):
        shown = draft._replace(silent=drafts[0].silent, rewritten=_dressed(draft, day, said))
        files[f"{path.format(name=called)}.{kind}"] = _bytes(shown, kind, look)
    return Pair(agency, name, files, rule, list(files)[1], evidence.is_told)


def _dressed(draft: Draft, day: str, said: str) -> Callable[[Story], Story]:
    def dressed(words: Story) -> Story:
        preamble = "\n".join(filter(None, (said, words.told.sections.get(0, ""))))
        told = words.told._replace(sections=words.told.sections | ({0: preamble} if preamble else {}))
        signature = (draft.agency.printed, f"{draft.report.year + 1}年{day}")
        return words._replace(told=told, signature=signature, under=(), before=(), after=())

    return dressed


def _bytes(draft: Draft, kind: str, look: Look) -> bytes:
    if kind == "txt":
        return written(draft, "tab_spans").data
    parts = printed(draft, look).parts
    if kind == "docx":
        return docx_bytes(parts, look)
    return pdf_bytes(parts, look) if kind == "pdf" else html_text(parts, look).encode()
