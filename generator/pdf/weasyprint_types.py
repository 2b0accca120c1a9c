"""Names for the types of libraries that ship none, so that signatures still say what they take."""

from __future__ import annotations

from typing import Any, TypeAlias

HtmlElement: TypeAlias = Any
"""An element of the tree that WeasyPrint sets."""

LaidOut: TypeAlias = Any
"""A ``weasyprint.Document``: pages that are set, not yet drawn."""

Box: TypeAlias = Any
"""A box of WeasyPrint's layout."""

Pdf: TypeAlias = Any
"""A ``pydyf.PDF``: the objects of a file that is about to be written."""

PdfObject: TypeAlias = Any
"""An object of a ``pydyf.PDF``, or one of its values."""

FontConfiguration: TypeAlias = Any
StyleSheet: TypeAlias = Any
Fetcher: TypeAlias = Any
