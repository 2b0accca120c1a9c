"""From a rendered .docx to one PDF, with what it shows differently from Word."""

from __future__ import annotations

from dataclasses import dataclass

from generator.budget import Budget, within
from generator.errors import Problem, TypesettingError
from generator.pdf.html import compose
from generator.pdf.parity import differences
from generator.pdf.typesetting import heights, typeset
from generator.word.document.passages import passages
from generator.word.opc.archive import ArchiveLimits, read_printed
from generator.word.reading import Reading, read_document


@dataclass(frozen=True, slots=True)
class Conversion:
    """A finished PDF and the warnings about it; the text is complete in any case."""

    pdf: bytes
    warnings: tuple[Problem, ...]


def convert(
    docx: bytes,
    *,
    source: str = "letter.docx",
    limits: ArchiveLimits | None = None,
    budget: Budget = Budget(),  # noqa: B008 (frozen)
) -> Conversion:
    """Convert a rendered .docx to a PDF that is PDF/A-2a and PDF/UA-1, the same bytes every time.

    ``source`` names the document in messages. Raises ``DocumentError`` when the archive is not safe, not a
    Word document, or costs more than ``budget``; ``TypesettingError`` with every construct, character or
    picture that cannot be shown.
    """
    return within(budget, source, len(docx), lambda: _convert(docx, source, limits))


def _convert(docx: bytes, source: str, limits: ArchiveLimits | None) -> Conversion:
    reading = reading_of(docx, source=source, limits=limits)
    page = compose(reading.document, source, heights)
    done = typeset(page, source)
    faults = differences(done.pdf, done.order, passages(reading.document), source)
    if faults:
        raise TypesettingError(faults)
    return Conversion(done.pdf, (*reading.warnings, *page.warnings, *done.warnings))


def reading_of(docx: bytes, *, source: str, limits: ArchiveLimits | None = None) -> Reading:
    """Return the resolved document; errors are those of ``convert`` that come before typesetting."""
    return read_document(read_printed(docx, source=source, limits=limits))


def from_docx(
    docx: bytes,
    *,
    source: str = "letter.docx",
    limits: ArchiveLimits | None = None,
    budget: Budget = Budget(),  # noqa: B008 (frozen)
) -> bytes:
    """Return the PDF of a rendered .docx; see ``convert``."""
    return convert(docx, source=source, limits=limits, budget=budget).pdf
