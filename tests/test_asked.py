"""Many things that pdfium is asked about at once: the answers are those that it gives one by one."""

from __future__ import annotations

import numpy as np

from extract.readers.pdf.asked import strings_at, told_at, told_of
from extract.readers.pdf.pdfium import opened, pdfium

_CHARACTERS = 2500
_FILE = b"""%%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Count 1/Kids[3 0 R]>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9000 200]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>endobj
4 0 obj<</Length %d>>stream
%b
endstream endobj
5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj
trailer<</Root 1 0 R>>
"""


def test_more_than_are_asked_about_in_one_go_are_told_as_one_by_one() -> None:
    content = b" ".join(
        b"BT /F 4 Tf 0.%d 0 0 rg 1 0 0 1 %d 20 Tm (%d) Tj ET" % (at % 10, 3 * at, at % 10) for at in range(_CHARACTERS)
    )
    with opened(_FILE % (len(content), content)) as document:
        page = pdfium().FPDF_LoadPage(document, 0)
        reader = pdfium().FPDFText_LoadPage(page)
        drawn = [at for at in range(pdfium().FPDFText_CountChars(reader)) if strings_at(reader, [at])[0]]
        strings = strings_at(reader, drawn).tolist()
        assert len(set(strings)) == _CHARACTERS
        for question in ("FPDFPageObj_GetFillColor", "FPDFPageObj_GetMatrix"):
            one_by_one = [told_of(question, [string])[0] for string in strings]
            assert np.array_equal(told_of(question, strings), one_by_one)
        boxes = told_at("FPDFText_GetLooseCharBox", reader, drawn)
        assert np.array_equal(boxes, [told_at("FPDFText_GetLooseCharBox", reader, [at])[0] for at in drawn])
        assert len(np.unique(boxes[:, 0])) == _CHARACTERS
        assert told_of("FPDFPageObj_GetBounds", []).shape == (0, 4)
        pdfium().FPDFText_ClosePage(reader)
        pdfium().FPDF_ClosePage(page)
