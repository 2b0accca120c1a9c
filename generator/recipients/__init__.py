"""The recipient table: read from CSV, XLSX or Parquet, and checked down to each character.

``read_recipients`` is the way in. The room in the order of the flow: a reader (``delimited``, ``workbook`` or
``columnar``) turns a file into rows of text; ``header`` settles which column is which; ``checking`` turns
each row into a ``Recipient`` or its faults, with ``characters`` for what no cell may hold and ``kinds`` for
what a cell of each kind must be.
"""

from generator.recipients.rows import TableLimits
from generator.recipients.table import read_recipients

__all__ = ["TableLimits", "read_recipients"]
