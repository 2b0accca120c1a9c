"""Opening a PDF for both readers: PDFium for what is shown, pikepdf for what is in it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any, TypeAlias

from generator.comparison.faults import ComparisonError
from generator.errors import Problem

if TYPE_CHECKING:
    import pikepdf

_MOST_PAGES = 2_000

PdfDocument: TypeAlias = Any
"""A document of pypdfium2, which ships no types."""
PdfPage: TypeAlias = Any
"""A page of such a document."""


@contextmanager
def opened_pdf(content: bytes, name: str) -> Iterator[PdfDocument]:
    """Give the document that PDFium reads in ``content``.

    Raises:
        ComparisonError: the file is damaged, needs a password, or has more than 2,000 pages.
    """
    import pypdfium2 as pdfium

    try:
        document = pdfium.PdfDocument(content)
    except pdfium.PdfiumError as exc:
        raise unreadable(name, exc) from exc
    with closing(document):
        if len(document) > _MOST_PAGES:
            raise ComparisonError(
                (Problem(name, "", f"has {len(document):,} pages; the limit is {_MOST_PAGES:,}"),)
            )
        try:
            yield document
        except pdfium.PdfiumError as exc:
            raise unreadable(name, exc) from exc


@contextmanager
def opened_objects(content: bytes, name: str) -> Iterator[pikepdf.Pdf]:
    """Give the objects that pikepdf reads in ``content``; what is of the wrong kind is found on the way.

    Raises:
        ComparisonError: the file is damaged, or an object in it is not what its place asks for.
    """
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            yield pdf
    except (pikepdf.PdfError, ArithmeticError, AttributeError, LookupError) as exc:
        raise unreadable(name, exc) from exc
    except (NotImplementedError, RuntimeError, TypeError, ValueError) as exc:
        raise unreadable(name, exc) from exc


def unreadable(name: str, cause: Exception) -> ComparisonError:
    """Return the fault of a file that cannot be read as a PDF."""
    message = f"cannot be read as a PDF: {cause or type(cause).__name__}"
    return ComparisonError((Problem(name, "", message, "make the file again"),))
