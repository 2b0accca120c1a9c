"""Tables as HTML: ``widths`` of columns, ``header_rows`` that repeat, ``rotated_cells``."""
