"""What tells who somebody is, in text that is handed on: telephone and identity numbers, e-mail addresses, named
contacts. A figure of a report is none of these: a number counts as one only by its shape or by what stands before it.
"""

from __future__ import annotations

from collections import Counter

import regex as re

from extract.words.export_labels import MASKED

_PATTERNS = {
    "id": re.compile(r"(?<![0-9A-Za-z])[1-9]\d{5}(?:19|20)\d{9}[0-9Xx](?![0-9A-Za-z])"),
    "email": re.compile(r"[A-Za-z0-9._%+-]+[@＠][A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"),
    "phone": re.compile(
        r"(?<!\d)(?:1[3-9]\d{9}|[（(]0\d{2,3}[)）]\d{7,8}|[（(]?0\d{2,3}[)）]?[-—－–~ ]{1,2}\d{7,8}"
        r"|400[- ]?\d{3}[- ]?\d{4})(?!\d)"
        r"|(?<=(?:电话|传真|热线|联系方式|手机)[^。；;\n\d]{0,10})\d[\d\- ]{5,}\d"
    ),
    "contact": re.compile(
        r"(?<=(?:联系人|经办人|负责人|责任人|填报人|审核人)[：:]\s*)\p{Han}(?:\s?\p{Han}){1,3}(?![\p{Han}])"
    ),
}


class Masks:
    """Masks text and counts what it masks, by kind: `id`, `email`, `phone`, `contact`."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()

    def __call__(self, text: str) -> str:
        """A text with what tells who somebody is in brackets.

        >>> masks = Masks()
        >>> masks("联系人：王小明，电话0571-12345678，全年公开12345678条。"), dict(masks.counts)
        ('联系人：［姓名］，电话［电话］，全年公开12345678条。', {'phone': 1, 'contact': 1})
        """
        for kind, pattern in _PATTERNS.items():
            text, count = pattern.subn(MASKED[kind], text)
            self.counts[kind] += count
        self.counts = +self.counts
        return text
