"""How grave a problem is, as the sheets of an audit call it and colour it."""

from __future__ import annotations

from extract.audit import Judgement
from extract.model import Severity

LEVEL: dict[Severity, Judgement] = {"error": "mend", "warning": "verify", "note": "improve"}
STYLE: dict[Judgement, str] = {
    "mend": "error", "verify": "warning", "improve": "wrap", "good": "wrap", "unchecked": "wrap", "unsure": "warning",
    "none": "pale",
}  # fmt: skip
