"""How the sheets of an audit colour what is said of an agency or a problem."""

from __future__ import annotations

from extract.audit import Judgement

STYLE: dict[Judgement, str] = {
    "mend": "error", "verify": "warning", "improve": "wrap", "good": "wrap", "unchecked": "wrap", "unsure": "warning",
    "none": "pale",
}  # fmt: skip
