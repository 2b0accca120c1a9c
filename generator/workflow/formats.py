"""A merged letter in the formats asked for, and copies of it that are marked as drafts."""

from __future__ import annotations

from generator.model import Format


def render_formats(docx: bytes, formats: tuple[Format, ...], *, source: str) -> dict[Format, bytes]:
    """Return the letter in the formats asked for; ``source`` names it in messages.

    Only typesetting loads the typesetter.
    """
    rendered: dict[Format, bytes] = {"docx": docx} if "docx" in formats else {}
    if "pdf" in formats:
        from generator.pdf import from_docx

        rendered["pdf"] = from_docx(docx, source=source)
    return rendered


def mark_draft(content: bytes, form: Format, *, source: str) -> bytes:
    """Return a copy of a rendered letter with DRAFT on each page; ``source`` names it in messages."""
    if form == "pdf":
        from generator.pdf.stamping import stamp_draft as stamp_pdf

        return stamp_pdf(content)
    from generator.word.stamping import stamp_draft as stamp_docx

    return stamp_docx(content, source=source)
