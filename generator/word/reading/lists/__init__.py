"""Lists (17.9): their ``numbering``, the ``labels`` of paragraphs, and the ``number_formats`` of both."""
