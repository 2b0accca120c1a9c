"""Files as rows of text, with the faults of their form: CSV, Excel workbooks, Parquet.

A CSV file is read by ``lines``, ``scanning`` and ``delimited``; a ``workbook`` once its ``package`` is
safe, with what its ``marks`` say beside values; ``parquet`` as its columns are; ``typed`` is how a typed
cell of either reads.
"""
