"""Whatever bytes an entry point is given, it ends in a result or a ``LetterbookError``: tried at random."""
