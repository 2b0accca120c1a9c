"""``letterbook drafts --annotate``: copies of PDFs with the comments on their pages, and these as XFDF."""

from __future__ import annotations

import io
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from generator.review import LetterReview
from generator.review.anchors import Gone
from generator.review.notes import PageNote, corners, notes_of, pdf_date, rectangle, write_xfdf
from generator.storage import stage_files
from generator.workflow.review.pages import PlacedComment, file_of, place_on

if TYPE_CHECKING:
    import pikepdf


def write_annotated(campaign_file: Path, letters: Iterable[LetterReview], folder: Path) -> tuple[Path, ...]:
    """Write a copy of each PDF with its comments as notes, and an XFDF file; of letters that have any.

    The copies are to be read and answered, not sent: their bytes are none that could be approved.

    Raises:
        UsageError: a letter was not made as PDF.
        ComparisonError, StorageError: a file cannot be read, or the disk does not take the copies.
    """
    written: list[Path] = []
    with stage_files(folder) as stage:
        for letter in letters:
            comments = [comment for comment in letter.comments if comment.withdrawn is None]
            if not comments:
                continue
            draft = letter.current
            name = f"{draft.recipient_id}.{draft.generated.kind}.comments"
            pdf = file_of(campaign_file, draft, "pdf")
            notes = [note for it in place_on(comments, pdf, name) for note in _notes(it)]
            annotated, heights = annotate(pdf, notes)
            stage.write(f"{name}.pdf", annotated)
            stage.write(f"{name}.xfdf", write_xfdf(notes, heights, f"{name}.pdf"))
            written += [folder / f"{name}.pdf", folder / f"{name}.xfdf"]
    return tuple(written)


def _notes(placed: PlacedComment) -> Iterable[PageNote]:
    gone = placed.place if isinstance(placed.place, Gone) else None
    return notes_of(placed.comment, placed.boxes, gone)


def annotate(pdf: bytes, notes: Iterable[PageNote]) -> tuple[bytes, dict[int, float]]:
    """Return a copy of a PDF with notes on its pages, and the height of each page in points.

    It claims no PDF/A any more, which asks of every note that it brings its own picture.
    """
    import pikepdf

    with pikepdf.open(io.BytesIO(pdf)) as document:
        heights = {number: _height(page) for number, page in enumerate(document.pages, start=1)}
        made: dict[str, pikepdf.Object] = {}
        for note in notes:
            made[note.name] = document.make_indirect(_annotation(note, heights[note.page], made))
            page = document.pages[note.page - 1]
            if "/Annots" not in page:
                page.Annots = pikepdf.Array()
            page.Annots.append(made[note.name])
        with document.open_metadata() as metadata, suppress(KeyError):
            for key in ("pdfaid:part", "pdfaid:conformance"):
                del metadata[key]
        written = io.BytesIO()
        document.save(written, deterministic_id=True)
    return written.getvalue(), heights


def _height(page: pikepdf.Page) -> float:
    return float(page.mediabox[3]) - float(page.mediabox[1])


def _annotation(note: PageNote, height: float, made: dict[str, pikepdf.Object]) -> pikepdf.Dictionary:
    import pikepdf

    annotation = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot,
        Subtype=pikepdf.Name.Highlight if note.is_highlight else pikepdf.Name.Text,
        Rect=pikepdf.Array(rectangle(note.outline, height)),
        Contents=pikepdf.String(note.text),
        T=pikepdf.String(note.author),
        M=pikepdf.String(pdf_date(note.at)),
        NM=pikepdf.String(note.name),
        C=pikepdf.Array([1, 0.82, 0]),
        F=4,
    )
    if note.is_highlight:
        quads = [edge for box in note.boxes for edge in corners(box, height)]
        annotation.QuadPoints = pikepdf.Array(quads)
    if note.reply_to:
        annotation.IRT = made[note.reply_to]
    return annotation
