"""Makes `extract/readers/pdf/box.ttf`, the font that stands in for every font a PDF does not bring: one glyph, a box.

pdfium leaves out text whose characters have no outline. With this font each has one, on every machine, whatever fonts
are installed. Needs fontTools (MIT), which nothing else here needs: `pip install fonttools`, then
`python -m bench.box_font`.
"""

from __future__ import annotations

import struct
from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib.tables.DefaultTable import DefaultTable

EM, ASCENT, DESCENT = 1000, 880, -120
INK = 250
"""The box: narrower than any character, so that the room a character takes is what the file says."""
STEP = 512
"""Characters of a segment of the character map; all segments share one list of glyphs."""
OUT = Path(__file__).parents[1] / "extract" / "readers" / "pdf" / "box.ttf"


def character_map() -> bytes:
    """Every character of the first plane is glyph 1 (cmap format 4)."""
    starts = range(0, 0xFFFF, STEP)
    ends = [min(start + STEP - 1, 0xFFFE) for start in starts]
    count = len(starts) + 1
    offsets = [2 * (count - at) for at in range(count - 1)]
    search = 1 << (count.bit_length() - 1)
    body = struct.pack(">4H", 2 * count, 2 * search, search.bit_length() - 1, 2 * (count - search))
    body += struct.pack(f">{count}HH{count}H", *ends, 0xFFFF, 0, *starts, 0xFFFF)
    body += struct.pack(f">{count}H{count}H", *[0] * (count - 1), 1, *offsets, 0)
    body += struct.pack(f">{STEP}H", *[1] * STEP)
    return struct.pack(">HHHHI", 0, 1, 3, 1, 12) + struct.pack(">HHH", 4, len(body) + 6, 0) + body


def main() -> None:
    pen = TTGlyphPen(None)
    pen.moveTo((0, 0))
    for corner in ((0, INK), (INK, INK), (INK, 0)):
        pen.lineTo(corner)
    pen.closePath()
    font = FontBuilder(EM, isTTF=True)
    box = pen.glyph()
    font.setupGlyphOrder([".notdef", "box"])
    font.setupCharacterMap({0x20: "box"})
    font.setupGlyf({".notdef": box, "box": box})
    font.setupHorizontalMetrics({".notdef": (EM, 0), "box": (EM, 0)})
    font.setupHorizontalHeader(ascent=ASCENT, descent=DESCENT)
    font.setupOS2(sTypoAscender=ASCENT, sTypoDescender=DESCENT, usWinAscent=ASCENT, usWinDescent=-DESCENT)
    font.setupPost(keepGlyphNames=False)
    font.font["cmap"] = DefaultTable("cmap")
    font.font["cmap"].data = character_map()
    font.font["head"].created = font.font["head"].modified = 0
    font.font.recalcTimestamp = False
    font.save(OUT)


if __name__ == "__main__":
    main()
