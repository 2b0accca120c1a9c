"""What is measured: documents, each with a name, and what they are expected to show differently."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Subject:
    """One Word document to measure.

    ``name`` is unique and makes the names of files. ``difference`` says where LibreOffice is known to show
    the document otherwise than Word, in which case its picture is not a measure; it is blank for most.
    """

    name: str
    group: str
    docx: bytes
    difference: str = ""
