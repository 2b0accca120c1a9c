"""All that knows what is inside a .pdf."""

from __future__ import annotations

from generator.pdf.conversion import Conversion, convert, from_docx

__all__ = ["Conversion", "convert", "from_docx"]
