"""The recipient table: read from CSV, XLSX or Parquet, and checked down to each character.

``read_recipients`` is the way in; ``read_rows`` reads a table of merge values that is not a recipient table.
The room in the order of the flow: a reader of ``files`` turns a file into
rows of text; ``header`` settles which column is which; ``checking`` turns each row into a ``Recipient`` or
its faults, with ``cells`` for what a cell of each kind must be and none may hold.
``kept`` writes the rows as the record keeps them; ``lookup`` checks only the rows that are asked for.
"""

from generator.recipients.kept import read_kept_rows, write_rows
from generator.recipients.lookup import look_up
from generator.recipients.rows import TableLimits
from generator.recipients.table import MergeRow, read_recipients, read_rows

__all__ = [
    "MergeRow",
    "TableLimits",
    "look_up",
    "read_kept_rows",
    "read_recipients",
    "read_rows",
    "write_rows",
]
