"""A merged letter in the formats asked for."""

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
