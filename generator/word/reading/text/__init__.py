"""Text: ``paragraphs`` hold ``inlines``, those hold ``runs``, and runs hold ``characters`` and ``symbols``.

``fields`` with ``field_characters`` and ``field_fallback`` say what a field shows; ``note_references`` and
``note_numbering`` are for footnotes and endnotes, ``frames`` and ``frame_anchors`` for paragraphs beside the
text.
"""
