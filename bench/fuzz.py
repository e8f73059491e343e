"""Files changed at random, read within limits: whatever is in a file, only our own errors come of it.

Usage: python -m bench.fuzz [--minutes 10] [--seed 1] [--kind KIND …] [--keep DIR]

Every reader gets its share of the minutes, which are those of a processor, whatever else runs beside. What makes one
raise anything else, crash or take too long is kept in DIR, and belongs into `tests/made/hostile.py` once it is mended.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator, Mapping
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path
from random import Random
from zipfile import ZIP_DEFLATED, ZipFile

from extract.forms import load_forms
from extract.jobs.workers import Limits, worked
from tests.corpus import harm_in, harm_of
from tests.made.hostile_packed import rar_of, seven_of
from tests.made.old_word import ole_bytes
from tests.made.packed_letter import packed_letter
from tests.made.printing import RULED, UNRULED, docx_bytes, look_of, pdf_bytes, printed
from tests.made.saved import doc_bytes, mht_bytes, ods_bytes, odt_bytes, rtf_bytes, xls_bytes, xlsx_bytes
from tests.made.sent import manner_of, ofd_bytes
from tests.made.sheets import filled, sheets
from tests.made.tagged import TaggedPage, tagged_pdf
from tests.made.whole import draft_of

KINDS = (
    "text", "html", "docx", "pdf", "doc", "rtf", "odt", "ods", "ofd", "xlsx", "xls", "mht", "eml", "msg", "tnef", "rar",
    "7z",
)  # fmt: skip
HOLDING = ("eml", "msg", "tnef", "rar", "7z")
"""Kinds that hold reports."""
SAVED = {"doc": doc_bytes, "rtf": rtf_bytes, "odt": odt_bytes, "ods": ods_bytes, "xlsx": xlsx_bytes, "xls": xls_bytes}
ROUND = 400
LIMITS = Limits(timeout=30, memory=1024**3)
TOKENS = (
    b"0", b"-1", b"1e9", b"\0", b"\xff\xfe", b"<", b">", b"&amp;", b"&#0;", b"</table>", b"<td colspan=9999>", b"\t",
    b"|", b"\n", b"9" * 40, "一、".encode(), "（三）".encode(), "总计".encode(), "其他".encode(), "年".encode(),
    b"{", b"}", b"\\cell", b"\\row", b"\\u-1?", b"\\bin99999999 ", b"<ofd:", b"g 9999999 1", b"<table:", b"</row>",
    b"<w:tbl>", b"</w:tc>", b"<w:vMerge/>", b"obj", b"endstream", b"BT", b"ET", b"[", b"]", b"<<", b">>", b"/K", b" R",
)  # fmt: skip


def seeds(kind: str, random: Random) -> Iterator[bytes]:
    """Files of a kind that are as they should be, without end."""
    forms = load_forms()
    pages = kind in ("html", "mht")
    samples = sorted((Path(__file__).parents[1] / "samples").rglob("*.html" if pages else "*.t*"))
    while True:
        draft = draft_of(random, random.choice(forms))
        look = look_of(random, random.choice((*RULED, *UNRULED)))
        if kind in ("text", "html"):
            yield random.choice(samples).read_bytes()
        elif kind == "docx":
            yield docx_bytes(printed(draft, look).parts, look)
        elif kind in SAVED:
            yield SAVED[kind](printed(draft, look).parts)
        elif kind == "mht":
            yield mht_bytes(random.choice(samples).read_text(encoding="utf-8", errors="replace"))
        elif kind == "eml":
            yield _posted(random.choice(samples), random)
        elif kind in HOLDING:
            yield _PACKED[kind]({each.name: each.read_bytes() for each in random.sample(samples, 2)})
        elif kind == "ofd":
            yield ofd_bytes(pdf_bytes(printed(draft, look).parts, look), manner_of(random))
        elif random.random() < 0.5:
            yield pdf_bytes(printed(draft, look).parts, look)
        else:
            tables = sheets(filled(random, forms[-1], rich=False), random)
            yield tagged_pdf([TaggedPage((), sheet, lambda y, x: (40 + 50 * x, 780 - 20 * y)) for sheet in tables])


def _posted(sample: Path, random: Random) -> bytes:
    """A letter that brings a file, or one within it that does."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "a@example.cn", "b@example.cn", "年报"
    mail.set_content("见附件。")
    mail.add_attachment(sample.read_bytes(), "application", "octet-stream", filename=sample.name)
    if random.random() < 0.5:
        return mail.as_bytes()
    outer = EmailMessage()
    outer["From"], outer["To"] = "c@example.cn", "b@example.cn"
    outer.add_attachment(mail)
    return outer.as_bytes()


def _kept_letter(files: Mapping[str, bytes]) -> bytes:
    """A letter as Outlook keeps it."""
    streams = {"__properties_version1.0": b"", "__substg1.0_1000001F": "见附件。".encode("utf-16-le")}
    for number, (name, data) in enumerate(files.items()):
        folder = f"__attach_version1.0_#{number:08}"
        streams[f"{folder}/__substg1.0_3707001F"] = name.encode("utf-16-le")
        streams[f"{folder}/__substg1.0_37010102"] = data
    return ole_bytes(streams)


_PACKED = {"msg": _kept_letter, "tnef": packed_letter, "rar": rar_of, "7z": seven_of}


def changed(data: bytes, random: Random) -> bytes:
    """Bytes with a few faults: changed, left out, said again, moved, or with words in them that mean something."""
    out = bytearray(data)
    for _ in range(random.choice((1, 2, 5, 30))):
        at, size = random.randrange(len(out) + 1), random.choice((1, 4, 40, 400))
        fault = random.randrange(6)
        if fault == 0:
            out[at : at + 1] = bytes([random.randrange(256)])
        elif fault == 1:
            del out[at : at + size]
        elif fault == 2:
            out[at:at] = out[at : at + size] * random.choice((1, 2, 50))
        elif fault == 3:
            other = random.randrange(len(out) + 1)
            out[other:other] = out[at : at + size]
        elif fault == 4:
            out[at:at] = random.choice(TOKENS) * random.choice((1, 1, 3, 200))
        else:
            out[at : at + 1] = random.choice(TOKENS)
    return bytes(out[: random.randrange(len(out) + 1)] if random.random() < 0.05 else out)


def case(data: bytes, random: Random) -> bytes:
    """A file changed; of a package, one of its parts, so that it can still be opened."""
    if not data.startswith(b"PK") or random.random() < 0.1:
        return changed(data, random)
    with ZipFile(BytesIO(data)) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    name = random.choice([max(parts, key=lambda each: len(parts[each]))] * 8 + list(parts))
    parts[name] = changed(parts[name], random)
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as file:
        for part, text in parts.items():
            file.writestr(part, text)
    return out.getvalue()


def fuzzed(kind: str, minutes: float, random: Random, keep: Path) -> tuple[int, int]:
    """How many files of a kind were tried, and how many of them did harm."""
    end, count, found = _spent() + 60 * minutes, 0, 0
    source = seeds(kind, random)
    while _spent() < end:
        cases = [case(data, random) for data, _ in zip(source, range(ROUND // 8), strict=False) for _ in range(8)]
        for done in worked(cases, harm_in if kind in HOLDING else harm_of, LIMITS):
            count += 1
            if done.failure or done.result:
                found += 1
                keep.mkdir(parents=True, exist_ok=True)
                name = keep / f"{kind}-{count}"
                name.write_bytes(cases[done.number])
                print(name, done.failure or (done.result or "").strip().splitlines()[-1], flush=True)
    return count, found


def _spent() -> float:
    """The seconds that processors have worked for this process and those that it has ended."""
    return sum(os.times()[:4])


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.fuzz", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kind", action="append", choices=KINDS)
    parser.add_argument("--keep", type=Path, default=Path("gongkai-fuzz"))
    arguments = parser.parse_args()
    kinds, harm = arguments.kind or KINDS, 0
    for kind in kinds:
        random = Random(f"{kind}/{arguments.seed}")
        count, found = fuzzed(kind, arguments.minutes / len(kinds), random, arguments.keep)
        harm += found
        print(f"{kind:5} {count} files, {found} did harm", flush=True)
    sys.exit(bool(harm))


if __name__ == "__main__":
    main()
