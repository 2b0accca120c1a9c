"""What is known of each document when both PDFs are there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from fidelity.figures import Figures, compare
from fidelity.lines import Sheet, read_sheets
from fidelity.losses import lost_words
from fidelity.pictures import draw
from fidelity.rendering import Rendered
from fidelity.report import Measured
from fidelity.subjects import Subject

Runs = tuple[Mapping[str, Rendered], Mapping[str, Rendered]]


def measure(
    subjects: Iterable[Subject], runs: Runs, reference: Mapping[str, bytes], pages: Path
) -> tuple[Measured, ...]:
    """Compare each document's PDFs, and draw those of the corpus and those that differ."""
    return tuple(_measure(subject, runs, reference.get(subject.name, b""), pages) for subject in subjects)


def _measure(subject: Subject, runs: Runs, reference: bytes, pages: Path) -> Measured:
    first, second = (run[subject.name] for run in runs)
    figures = compare(_sheets(first.pdf), _sheets(reference)) if reference else None
    lost = (*lost_words(subject.docx, first.pdf), *_lost(subject, figures)) if first.pdf else ()
    shown = subject.group != "letters" or not _is_like(figures)
    pictures = draw(subject.name, first.pdf, reference, pages) if shown else ()
    return Measured(subject, first, figures, tuple(dict.fromkeys(lost)), first.pdf == second.pdf, pictures)


def _sheets(pdf: bytes) -> tuple[Sheet, ...]:
    """Return the pages; a document that could not be converted has none, and counts as wholly different."""
    return read_sheets(pdf) if pdf else ()


def _lost(subject: Subject, figures: Figures | None) -> tuple[str, ...]:
    """Return what the reference has more, where it is a measure."""
    return figures.lost if figures and not subject.difference else ()


def _is_like(figures: Figures | None) -> bool:
    return figures is not None and figures.same_words and figures.same_lines == figures.lines
