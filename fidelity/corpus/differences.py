"""Where LibreOffice shows a document of the corpus otherwise than Word does."""

from __future__ import annotations

from collections.abc import Mapping

DIFFERENCES: Mapping[str, str] = {}
"""By the document's name: what differs, for which reason LibreOffice's picture is no measure of it."""
