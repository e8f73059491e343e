"""The functions of pdfium that the readers of PDF use, and the only font that it gets.

pdfium must not run in two threads at once, even on two files: a process reads one file after the other.
"""

from __future__ import annotations

import ctypes
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from importlib.resources import files
from types import SimpleNamespace
from typing import Any

from extract.errors import UnreadableFile

_PASSWORD_ERRORS = (4, 5)

_STANDARD_FONTS = frozenset(
    family + style
    for family, styles in (
        (b"Helvetica", (b"", b"-Bold", b"-Oblique", b"-BoldOblique")),
        (b"Times", (b"-Roman", b"-Bold", b"-Italic", b"-BoldItalic")),
        (b"Courier", (b"", b"-Bold", b"-Oblique", b"-BoldOblique")),
    )
    for style in styles
)
_FACE = 5
"""The name of the font among what pdfium asks a system for."""

_INT, _AT, _HANDLE = ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p
_NUMBER = ctypes.c_void_p
"""A number from 0 on that is passed with very many calls: as wide as an address, it is converted in half the time."""
_SIGNATURES: dict[str, tuple[Any, ...]] = {
    "FPDF_LoadMemDocument64": (_HANDLE, ctypes.c_char_p, ctypes.c_size_t, ctypes.c_char_p),
    "FPDF_GetLastError": (ctypes.c_ulong,),
    "FPDF_GetPageCount": (_INT, _HANDLE),
    "FPDF_LoadPage": (_HANDLE, _HANDLE, _INT),
    "FPDF_ClosePage": (None, _HANDLE),
    "FPDF_CloseDocument": (None, _HANDLE),
    "FPDF_GetPageBoundingBox": (_INT, _HANDLE, _AT),
    "FPDFPage_GetRotation": (_INT, _HANDLE),
    "FPDFText_LoadPage": (_HANDLE, _HANDLE),
    "FPDFText_ClosePage": (None, _HANDLE),
    "FPDFText_CountChars": (_INT, _HANDLE),
    "FPDFText_GetText": (_INT, _HANDLE, _INT, _INT, _AT),
    "FPDFText_GetUnicode": (ctypes.c_uint, _HANDLE, _NUMBER),
    "FPDFText_GetLooseCharBox": (_INT, _HANDLE, _NUMBER, _AT),
    "FPDFText_GetCharOrigin": (_INT, _HANDLE, _INT, _AT, _AT),
    "FPDFText_GetFontSize": (ctypes.c_double, _HANDLE, _INT),
    "FPDFText_GetMatrix": (_INT, _HANDLE, _INT, _AT),
    "FPDFText_GetCharBox": (_INT, _HANDLE, _NUMBER, _AT, _AT, _AT, _AT),
    "FPDFText_GetCharAngle": (ctypes.c_float, _HANDLE, _NUMBER),
    "FPDFText_IsGenerated": (_INT, _HANDLE, _NUMBER),
    "FPDFText_HasUnicodeMapError": (_INT, _HANDLE, _NUMBER),
    "FPDFPage_CountObjects": (_INT, _HANDLE),
    "FPDFPage_GetObject": (_HANDLE, _HANDLE, _NUMBER),
    "FPDFFormObj_CountObjects": (_INT, _HANDLE),
    "FPDFFormObj_GetObject": (_HANDLE, _HANDLE, ctypes.c_ulong),
    "FPDFPageObj_GetType": (_INT, _HANDLE),
    "FPDFPageObj_GetBounds": (_INT, _HANDLE, _AT, _AT, _AT, _AT),
    "FPDFPageObj_GetMatrix": (_INT, _HANDLE, _AT),
    "FPDFPageObj_HasTransparency": (_INT, _HANDLE),
    "FPDFPageObj_GetStrokeWidth": (_INT, _HANDLE, _AT),
    "FPDFPageObj_GetFillColor": (_INT, _HANDLE, _AT, _AT, _AT, _AT),
    "FPDFPageObj_GetClipPath": (_HANDLE, _HANDLE),
    "FPDFClipPath_CountPaths": (_INT, _HANDLE),
    "FPDFClipPath_CountPathSegments": (_INT, _HANDLE, _INT),
    "FPDFClipPath_GetPathSegment": (_HANDLE, _HANDLE, _INT, _INT),
    "FPDFPath_GetDrawMode": (_INT, _HANDLE, _AT, _AT),
    "FPDFPath_CountSegments": (_INT, _HANDLE),
    "FPDFPath_GetPathSegment": (_HANDLE, _HANDLE, _NUMBER),
    "FPDFPathSegment_GetPoint": (_INT, _HANDLE, _AT, _AT),
    "FPDFPathSegment_GetType": (_INT, _HANDLE),
    "FPDFPathSegment_GetClose": (_INT, _HANDLE),
    "FPDFText_GetTextObject": (_HANDLE, _HANDLE, _NUMBER),
    "FPDFTextObj_GetFont": (_HANDLE, _HANDLE),
    "FPDFFont_GetBaseFontName": (ctypes.c_size_t, _HANDLE, _AT, ctypes.c_size_t),
    "FPDFFont_GetIsEmbedded": (_INT, _HANDLE),
    "FPDFTextObj_GetTextRenderMode": (_INT, _HANDLE),
    "FPDFTextObj_SetTextRenderMode": (_INT, _HANDLE, _INT),
    "FPDFPageObj_SetFillColor": (_INT, _HANDLE, ctypes.c_uint, ctypes.c_uint, ctypes.c_uint, ctypes.c_uint),
    "FPDFPageObj_SetIsActive": (_INT, _HANDLE, _INT),
    "FPDFPageObj_Transform": (None, _HANDLE, *[ctypes.c_double] * 6),
    "FPDFPage_GetAnnotCount": (_INT, _HANDLE),
    "FPDFPage_GetAnnot": (_HANDLE, _HANDLE, _INT),
    "FPDFPage_CloseAnnot": (None, _HANDLE),
    "FPDFAnnot_GetSubtype": (_INT, _HANDLE),
    "FPDFAnnot_GetRect": (_INT, _HANDLE, _AT),
    "FPDFAnnot_GetFlags": (_INT, _HANDLE),
    "FPDFAnnot_SetFlags": (_INT, _HANDLE, _INT),
    "FPDFAnnot_GetFormFieldType": (_INT, _HANDLE, _HANDLE),
    "FPDFAnnot_GetFormFieldValue": (ctypes.c_ulong, _HANDLE, _HANDLE, _AT, ctypes.c_ulong),
    "FPDF_GetFormType": (_INT, _HANDLE),
    "FPDFDOC_InitFormFillEnvironment": (_HANDLE, _HANDLE, _AT),
    "FPDFDOC_ExitFormFillEnvironment": (None, _HANDLE),
    "FORM_OnAfterLoadPage": (None, _HANDLE, _HANDLE),
    "FORM_OnBeforeClosePage": (None, _HANDLE, _HANDLE),
    "FPDFPage_Flatten": (_INT, _HANDLE, _INT),
    "FPDFPage_TransFormWithClip": (_INT, _HANDLE, _AT, _AT),
    "FPDFBitmap_CreateEx": (_HANDLE, _INT, _INT, _INT, _AT, _INT),
    "FPDFBitmap_Destroy": (None, _HANDLE),
    "FPDF_RenderPageBitmap": (None, _HANDLE, _HANDLE, _INT, _INT, _INT, _INT, _INT, _INT),
    "FPDFPageObj_CountMarks": (_INT, _HANDLE),
    "FPDFPageObj_GetMark": (_HANDLE, _HANDLE, _NUMBER),
    "FPDFPageObjMark_GetParamStringValue": (_INT, _HANDLE, ctypes.c_char_p, _AT, ctypes.c_ulong, _AT),
    "FPDFPageObjMark_RemoveParam": (_INT, _HANDLE, _HANDLE, ctypes.c_char_p),
    "FPDFPageObj_GetMarkedContentID": (_INT, _HANDLE),
    "FPDF_StructTree_GetForPage": (_HANDLE, _HANDLE),
    "FPDF_StructTree_Close": (None, _HANDLE),
    "FPDF_StructTree_CountChildren": (_INT, _HANDLE),
    "FPDF_StructTree_GetChildAtIndex": (_HANDLE, _HANDLE, _INT),
    "FPDF_StructElement_GetType": (ctypes.c_ulong, _HANDLE, _AT, ctypes.c_ulong),
    "FPDF_StructElement_CountChildren": (_INT, _HANDLE),
    "FPDF_StructElement_GetChildAtIndex": (_HANDLE, _HANDLE, _INT),
    "FPDF_StructElement_GetChildMarkedContentID": (_INT, _HANDLE, _INT),
    "FPDF_StructElement_GetAttributeCount": (_INT, _HANDLE),
    "FPDF_StructElement_GetAttributeAtIndex": (_HANDLE, _HANDLE, _INT),
    "FPDF_StructElement_Attr_GetValue": (_HANDLE, _HANDLE, ctypes.c_char_p),
    "FPDF_StructElement_Attr_GetNumberValue": (_INT, _HANDLE, _AT),
}


@cache
def pdfium() -> SimpleNamespace:
    """The functions of pdfium, bound so that they cost little and hold the interpreter's lock: pdfium must not run in
    two threads at once. Addresses are passed as numbers, so that a page is read into one array."""
    import pypdfium2.raw as raw

    raw.FPDF_InitLibrary()
    raw.FPDF_SetSystemFontInfo(ctypes.byref(_box_font()))
    return SimpleNamespace(
        **{
            name: ctypes.PYFUNCTYPE(*signature)(ctypes.cast(getattr(raw, name), ctypes.c_void_p).value or 0)
            for name, signature in _SIGNATURES.items()
        }
    )


@cache
def _box_font() -> Any:
    """A system with one font, in which every character is a box. A file says where its characters stand; to look for
    fonts that it does not bring would take most of the time, and make what is read depend on the machine: pdfium leaves
    out characters for which it finds no outline. Of the standard fonts alone a file need not say how wide their
    characters are: these pdfium has itself."""
    import pypdfium2.raw as raw

    font = (files(__package__) / "box.ttf").read_bytes()

    def data_of(_self: object, _font: object, table: int, buffer: Any, size: int) -> int:
        if table:
            return 0
        if buffer and size >= len(font):
            ctypes.memmove(buffer, font, len(font))
        return len(font)

    def found(*request: Any) -> int:
        return ctypes.string_at(request[_FACE]) not in _STANDARD_FONTS if request[_FACE] else 1

    answers: dict[str, Callable[..., int]] = {"MapFont": found, "GetFont": lambda *_: 1, "GetFontData": data_of}
    system = raw.FPDF_SYSFONTINFO(version=1)
    for name, kind in system._fields_[1:]:
        setattr(system, name, kind(answers.get(name, lambda *_: 0)))
    return system


@cache
def form_calls() -> Any:
    """What pdfium may call while it holds a form: nothing."""
    import pypdfium2.raw as raw

    return raw.FPDF_FORMFILLINFO(version=2)


@contextmanager
def fonts_of_the_system() -> Iterator[None]:
    """Within it pages can be drawn: in the fonts of the machine. Nothing may be read."""
    import pypdfium2.raw as raw

    pdfium()
    raw.FPDF_SetSystemFontInfo(raw.FPDF_GetDefaultSystemFontInfo())
    try:
        yield
    finally:
        raw.FPDF_SetSystemFontInfo(ctypes.byref(_box_font()))


@contextmanager
def opened(data: bytes) -> Iterator[int]:
    """A file as pdfium has it, with the empty password if any. UnreadableFile where it cannot be opened."""
    functions = pdfium()
    document = functions.FPDF_LoadMemDocument64(data, len(data), None)
    if not document:
        locked = functions.FPDF_GetLastError() in _PASSWORD_ERRORS
        raise UnreadableFile("encrypted" if locked else "truncated", kind="pdf")
    try:
        yield document
    finally:
        functions.FPDF_CloseDocument(document)


def run(calls: Iterable[object]) -> None:
    """Makes all of these calls, for what they write into an array."""
    deque(calls, 0)
