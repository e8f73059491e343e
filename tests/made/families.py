"""Every family of files that mean harm or are broken."""

from __future__ import annotations

from itertools import chain

from tests.made import hostile, hostile_arrived, hostile_packed, hostile_pictures
from tests.made.hostile import Family

FAMILIES: dict[str, Family] = {
    "zip": hostile.zips,
    "word": hostile.words,
    "pdf": hostile.pdfs,
    "html": hostile.pages,
    "text": hostile.texts,
    "names": hostile.names,
    "packed": hostile_packed.packed,
    "mails": hostile_packed.mails,
    "saved": hostile_packed.saved,
    "official": hostile_packed.official,
    "arrived": hostile_arrived.arrived,
    "pictures": hostile_pictures.pictures,
    "large": lambda _: chain(hostile.large_pdfs(), hostile.large_texts(), hostile_packed.too_much()),
}
