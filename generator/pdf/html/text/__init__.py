"""Text as HTML: ``paragraphs`` in their ``paragraph_box``, of ``inlines`` in their ``character_css``.

``glyphs`` cuts text into what one face can set; ``lengths`` and ``tab_stops`` measure it as Word would.
"""
