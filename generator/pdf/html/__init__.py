"""The resolved document as HTML and CSS.

Read ``composition`` first: a document, its sections, their pages. ``flow`` is a run of blocks, ``text``,
``tables`` and ``floating`` what is in it, ``composer`` and ``stylesheet`` what all of them share;
``headers_footers``, ``page_borders`` and ``watermarks`` stand around the text, ``extent`` bounds the whole.
"""

from generator.pdf.html.composition import Page, compose, title

__all__ = ["Page", "compose", "title"]
