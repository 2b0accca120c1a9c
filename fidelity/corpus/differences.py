"""Where LibreOffice shows a document of the corpus otherwise than Word does."""

from __future__ import annotations

from collections.abc import Mapping

DIFFERENCES: Mapping[str, str] = {
    "characters-symbols": "LibreOffice writes symbols of Wingdings and Symbol as characters for private use.",
    "others-right-to-left": "LibreOffice sets Hebrew and Arabic in another font than the named one.",
    "others-tracked-changes": "LibreOffice prints what was deleted; the letter is as if accepted.",
    "paragraphs-borders-between": "LibreOffice has no lines between paragraphs and draws a box round each.",
    "references-endnotes": "LibreOffice puts endnotes on a page of their own; in Word they follow the text.",
    "references-kept-results": "LibreOffice computes DATE and FILENAME anew; we keep Word’s result.",
}
"""By the document's name: what differs, for which reason LibreOffice's picture is not a measure of it."""
