"""What lies on a page without being part of it: filled fields of a form, notes, stamps.

Comes in: an open file. Goes out: its pages, with everything that lies on them drawn into them, as if it were printed;
and where fields are that are filled with something. Links and the windows of notes are no print.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from extract.errors import UnreadableFile
from extract.readers.pdf.asked import answers_of
from extract.readers.pdf.leaning import straightened
from extract.readers.pdf.pdfium import form_calls, pdfium

_NO_PRINT = frozenset({2, 16})
"""Links, and the windows of notes."""
_WIDGET = 20
_WRITTEN = frozenset({4, 5, 6})
"""Fields that hold text: a choice among several, a list, a line to be filled."""
_HIDDEN, _NOT_ON_SCREEN = 2, 32
"""Flags: pdfium draws what only paper shall show, which nobody sees who opens the file."""
_TO_BE_SHOWN = 0
_FLATTENED = 1

Rectangle = tuple[float, float, float, float]


class Laid(NamedTuple):
    """A page, its objects with what kinds they are, and the fields on it that hold text: left, bottom, right, top in
    its own coordinates."""

    page: int
    objects: list[int]
    kinds: bytes
    fields: tuple[Rectangle, ...] = ()
    is_drawn_on: bool = False
    """Whether anything lay on the page that is now part of it."""
    is_straightened: bool = False
    """Whether the page leant."""


@contextmanager
def forms_of(document: int) -> Iterator[int]:
    """The form of a file, which draws the fields that the file leaves undrawn; 0 where it has none."""
    functions = pdfium()
    if not functions.FPDF_GetFormType(document):
        yield 0
        return
    form = functions.FPDFDOC_InitFormFillEnvironment(document, ctypes.addressof(form_calls()))
    try:
        yield form or 0
    finally:
        functions.FPDFDOC_ExitFormFillEnvironment(form)


@contextmanager
def page_with_annotations(document: int, number: int, form: int) -> Iterator[Laid]:
    """The page of a number (from 0), which is closed afterwards."""
    functions = pdfium()
    page = _loaded(document, number)
    try:
        fields: tuple[Rectangle, ...] = ()
        is_drawn_on = False
        if functions.FPDFPage_GetAnnotCount(page) and _has_print(page):
            fields = tuple(_fields(page, form)) if form else ()
            _hide_for_good(page)
            is_drawn_on = functions.FPDFPage_Flatten(page, _TO_BE_SHOWN) == _FLATTENED
        objects = _objects(page)
        is_turned = straightened(page, *objects)
        if is_drawn_on or is_turned:
            functions.FPDF_ClosePage(page)
            page = _loaded(document, number)
            objects = _objects(page)
        yield Laid(page, *objects, fields, is_drawn_on, is_turned)
    finally:
        functions.FPDF_ClosePage(page)


def _loaded(document: int, number: int) -> int:
    page: int = pdfium().FPDF_LoadPage(document, number)
    if not page:
        raise UnreadableFile("truncated", kind="pdf", page=str(number + 1))
    return page


def _objects(page: int) -> tuple[list[int], bytes]:
    """The objects of a page, and what kinds they are."""
    functions = pdfium()
    count = functions.FPDFPage_CountObjects(page)
    objects = list(answers_of("FPDFPage_GetObject", page, range(count)))
    return objects, bytes(map(functions.FPDFPageObj_GetType, objects))


def _annotations(page: int) -> Iterator[int]:
    functions = pdfium()
    for number in range(functions.FPDFPage_GetAnnotCount(page)):
        annotation = functions.FPDFPage_GetAnnot(page, number)
        if annotation:
            yield annotation
            functions.FPDFPage_CloseAnnot(annotation)


def _has_print(page: int) -> bool:
    return any(pdfium().FPDFAnnot_GetSubtype(annotation) not in _NO_PRINT for annotation in _annotations(page))


def _hide_for_good(page: int) -> None:
    """Has nothing drawn that is not shown on a screen."""
    functions = pdfium()
    for annotation in _annotations(page):
        flags = functions.FPDFAnnot_GetFlags(annotation)
        if flags & _NOT_ON_SCREEN:
            functions.FPDFAnnot_SetFlags(annotation, flags | _HIDDEN)


def _fields(page: int, form: int) -> Iterator[Rectangle]:
    """The fields that hold text; those that the file leaves undrawn are drawn by the way."""
    functions = pdfium()
    functions.FORM_OnAfterLoadPage(page, form)
    rectangle = (ctypes.c_float * 4)()
    for annotation in _annotations(page):
        if functions.FPDFAnnot_GetSubtype(annotation) == _WIDGET and (
            functions.FPDFAnnot_GetFormFieldType(form, annotation) in _WRITTEN
            and functions.FPDFAnnot_GetFormFieldValue(form, annotation, None, 0) > len("\0".encode("utf-16-le"))
            and functions.FPDFAnnot_GetRect(annotation, ctypes.addressof(rectangle))
        ):
            left, top, right, bottom = rectangle
            yield left, bottom, right, top
    functions.FORM_OnBeforeClosePage(page, form)
