"""The pattern of whatever stands next in an RTF file: a word, a byte, a brace or plain text."""

from __future__ import annotations

import re as bytes_re

from extract.readers.rtf.states import STATED
from extract.readers.rtf.words import ASIDE, COUNTED_GROUPS, ENDS, IN_PLACE, MEASURES, MERGING, SHADES_OF_CELLS, WRITTEN

_UNDERSTOOD = (
    *WRITTEN, *ENDS, *ASIDE, *IN_PLACE, *COUNTED_GROUPS, *STATED, *SHADES_OF_CELLS, *MEASURES, *MERGING,
    b"u", b"f", b"bin", b"trowd", b"trleft", b"trrh", b"cellx",
)  # fmt: skip
_OTHER_WORDS = rb"(?:\\(?!(?:" + b"|".join(_UNDERSTOOD) + rb")(?![a-zA-Z]))[a-zA-Z]{1,32}(?:-?\d{1,9})?[ ]?|[\r\n])+"
TOKEN = bytes_re.compile(
    _OTHER_WORDS + rb"|\\([a-zA-Z]{1,32})(-?\d{1,9})?[ ]?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z'])|([{}])|([^\\{}\r\n]+)|\\'?"
)
"""What stands in the file, one behind the other; words that mean nothing here are passed over together."""
