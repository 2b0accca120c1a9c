"""A Parquet file as rows of text, so that its typed columns read like the cells of a CSV file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from generator.errors import Fault, UsageError
from generator.recipients.files.package import MALFORMED, raise_of_disk
from generator.recipients.files.typed import text_of
from generator.recipients.rows import CellFault, TableLimits, TextRow, illegible

if TYPE_CHECKING:
    from pyarrow import Array, RecordBatch, Schema
    from pyarrow.parquet import FileMetaData, ParquetFile

_BATCH = 10_000
_PANDAS_ROW_NUMBERS = re.compile("__index_level_[0-9]+__")
_EXPORT_ANEW = "export the table anew, or save it as 'CSV UTF-8'"


def columnar_rows(path: Path, limits: TableLimits) -> Iterator[TextRow]:
    """Yield the header (line 0) and the rows (counted from 1) of a Parquet file.

    Raises:
        UsageError: the library that reads Parquet is not installed.
    """
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError as exc:
        hint = "pip install 'letterbook[parquet]', or save the table as CSV"
        raise UsageError("Parquet tables need the library pyarrow", hint=hint) from exc

    with path.open("rb") as stream:
        try:
            plain = parquet.ParquetFile(stream)
            fault = _size_fault(plain.metadata, limits)
            if fault is None:
                texts = _texts(plain.schema_arrow)
                yield from _rows(parquet.ParquetFile(stream, read_dictionary=texts))
        except (pa.ArrowException, *MALFORMED) as exc:
            raise_of_disk(exc)
            reason = str(exc).splitlines()[0][:120] if str(exc) else type(exc).__name__
            fault = Fault(None, f"the file is not a Parquet file, or damaged: {reason}", _EXPORT_ANEW)
    if fault is not None:
        yield illegible(0, fault.message, fault.hint)


def _size_fault(metadata: FileMetaData, limits: TableLimits) -> CellFault | None:
    unpacked = sum(metadata.row_group(group).total_byte_size for group in range(metadata.num_row_groups))
    if unpacked > limits.unpacked_bytes:
        return Fault(
            None,
            f"the table unpacks to {unpacked} bytes, at most {limits.unpacked_bytes} are read",
            "split it",
        )
    if metadata.num_rows > limits.rows or metadata.num_columns > limits.columns:
        message = f"the table has {metadata.num_rows} rows and {metadata.num_columns} columns"
        return Fault(None, message, f"at most {limits.rows} rows and {limits.columns} columns are read")
    return None


def _texts(schema: Schema) -> list[str]:
    """Return the columns of text, which are read as dictionaries: a value a million times is kept once."""
    return [column.name for column in schema if str(column.type) in {"string", "large_string", "binary"}]


def _rows(file: ParquetFile) -> Iterator[TextRow]:
    names = [name for name in file.schema_arrow.names if not _PANDAS_ROW_NUMBERS.fullmatch(name)]
    yield TextRow(0, tuple(names))
    first = 1
    for batch in file.iter_batches(batch_size=_BATCH, columns=names):
        yield from _rows_of_batch(batch, first)
        first += batch.num_rows


def _rows_of_batch(batch: RecordBatch, first: int) -> Iterator[TextRow]:
    columns = [_cells(column) for column in batch.columns]
    for line, values in enumerate(zip(*columns, strict=True), start=first):
        texts = [text_of(value) for value in values]
        faults = tuple(text.placed(cell) for cell, text in enumerate(texts) if isinstance(text, Fault))
        yield TextRow(line, tuple("" if isinstance(text, Fault) else text for text in texts), faults)


def _cells(column: Array) -> list[object]:
    if not hasattr(column, "dictionary"):
        return list(column.to_pylist())
    values: list[object] = column.dictionary.to_pylist()
    return [None if index is None else values[index] for index in column.indices.to_pylist()]
