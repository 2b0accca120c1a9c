"""Merging through docxtpl itself, for values that need its document: images and sub-documents."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from typing import Any

from generator.word.engine.sandbox import LetterEnvironment
from generator.word.opc.archive import write_archive


def merge_with_docxtpl(
    document: Any,  # noqa: ANN401 - a docxtpl.DocxTemplate, whose library has no types
    values: Mapping[str, object],
    environment: LetterEnvironment,
) -> bytes:
    """Return what the ``docxtpl.DocxTemplate`` makes of the values; equal values give equal bytes."""
    document.render(dict(values), jinja_env=environment, autoescape=True)
    buffer = io.BytesIO()
    document.save(buffer)
    with zipfile.ZipFile(buffer) as archive:
        return write_archive({name: archive.read(name) for name in archive.namelist()})
