"""Tables (17.4): the ``grid`` of cells, ``tables`` and their look, numbers lined up in ``decimal_cells``."""
