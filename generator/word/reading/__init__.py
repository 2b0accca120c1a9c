"""A rendered .docx becomes the resolved document, and a list of what differs from Word.

Read ``reader`` first, then ``package``, ``sections``, ``blocks`` and the folders in the order of what is
within what: ``tables``, ``text``, ``lists``, ``formatting``, ``drawingml``, ``vml``. ``story`` is one run of
paragraphs with what has happened in it, ``findings`` what could not be shown, ``cache`` what letters share.
"""

from generator.word.reading.reader import Reading, read_document

__all__ = ["Reading", "read_document"]
