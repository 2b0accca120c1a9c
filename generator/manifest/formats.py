"""The manifest in the forms that people and programs open: the same rows have the same bytes in each."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, fields
from typing import Any, Final, Literal, TypeAlias

from generator.errors import UsageError
from generator.manifest.cells import defuse
from generator.manifest.rows import ManifestRow

ManifestFormat: TypeAlias = Literal["csv", "jsonl", "xlsx", "parquet"]

_COLUMNS: Final = tuple(field.name for field in fields(ManifestRow))
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
"""The first moment that a ZIP archive can name; a workbook is one."""
_CORE: Final = (
    b'<?xml version="1.0" encoding="UTF-8"?>\n<cp:coreProperties xmlns:cp='
    b'"http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>\n'
)


def write_manifest(rows: Sequence[ManifestRow], form: ManifestFormat) -> bytes:
    """Return the rows as UTF-8 CSV, JSON Lines, an Excel workbook or Parquet.

    No cell is one that a spreadsheet would run. Parquet and JSON Lines keep every value as it is.

    Raises:
        UsageError: Parquet is asked for and its library is not installed.
    """
    return FORMATS[form](rows)


def _csv(rows: Sequence[ManifestRow]) -> bytes:
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(_COLUMNS)
    writer.writerows([defuse(cell) for cell in asdict(row).values()] for row in rows)
    return stream.getvalue().encode()


def _jsonl(rows: Sequence[ManifestRow]) -> bytes:
    return "".join(_line(asdict(row)) for row in rows).encode()


def _xlsx(rows: Sequence[ManifestRow]) -> bytes:
    from openpyxl import Workbook
    from openpyxl.cell.cell import Cell

    workbook = Workbook()
    sheet = workbook.create_sheet("manifest", 0)
    del workbook["Sheet"]
    sheet.append(_COLUMNS)
    for row, place in zip(rows, range(2, len(rows) + 2), strict=True):
        for column, value in enumerate(asdict(row).values(), start=1):
            cell = sheet.cell(place, column, value)
            if isinstance(cell, Cell) and isinstance(value, str):
                cell.data_type = "s"
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    stream = io.BytesIO()
    workbook.save(stream)
    return _without_clock(stream)


def _without_clock(workbook: io.BytesIO) -> bytes:
    """Return the workbook without the time at which it was made."""
    stream = io.BytesIO()
    with zipfile.ZipFile(workbook) as made, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as plain:
        for name in sorted(made.namelist()):
            content = _CORE if name == "docProps/core.xml" else made.read(name)
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            plain.writestr(entry, content)
    return stream.getvalue()


def _parquet(rows: Sequence[ManifestRow]) -> bytes:
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ModuleNotFoundError as exc:
        raise UsageError(
            "Parquet's library is not installed", hint="install it with: pip install 'letterbook[parquet]'"
        ) from exc
    whole = {"seq", "level", "docx_size", "pdf_size"}
    schema = pa.schema([(name, pa.int64() if name in whole else pa.string()) for name in _COLUMNS])
    stream = io.BytesIO()
    parquet.write_table(pa.Table.from_pylist([asdict(row) for row in rows], schema=schema), stream)
    return stream.getvalue()


def _line(members: Mapping[str, Any]) -> str:
    return json.dumps(members, ensure_ascii=False, sort_keys=True) + "\n"


FORMATS: Final[Mapping[ManifestFormat, Callable[[Sequence[ManifestRow]], bytes]]] = {
    "csv": _csv,
    "jsonl": _jsonl,
    "xlsx": _xlsx,
    "parquet": _parquet,
}
