"""Whether a workbook is safe to open: a ZIP package (ECMA-376, part 2) of bearable size, no document type."""

from __future__ import annotations

import errno
import zipfile
import zlib
from pathlib import Path
from typing import IO
from xml.parsers import expat

from generator.errors import Fault
from generator.recipients.rows import CellFault, TableLimits

_OLD_OR_LOCKED = b"\xd0\xcf\x11\xe0"
_MOST_PARTS = 4096
_MOST_RATIO = 500
_SMALL = 1 << 20
_CHUNK = 1 << 16

MALFORMED = (
    zipfile.BadZipFile,
    zlib.error,
    expat.ExpatError,
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    MemoryError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
)
"""What the libraries that read workbooks and Parquet raise when a part is not what it should be."""


def package_fault(path: Path, limits: TableLimits) -> CellFault | None:
    """Return why the package must not be opened, or None."""
    with path.open("rb") as stream:
        if stream.read(4) == _OLD_OR_LOCKED:
            return Fault(
                None,
                "the workbook is locked with a password, or of the old kind (.xls)",
                "save it without a password as 'Excel Workbook (.xlsx)'",
            )
    try:
        with zipfile.ZipFile(path) as package:
            return _size_fault(package, limits) or _doctype_fault(package)
    except MALFORMED as exc:
        return damaged(exc)


def damaged(exc: Exception) -> CellFault:
    """Return the fault that a file is not the workbook it should be; an error of the disk is raised again."""
    raise_of_disk(exc)
    reason = str(exc).splitlines()[0][:120] if str(exc) else type(exc).__name__
    return Fault(
        None, f"the file is not an Excel workbook, or damaged: {reason}", "open it in Excel and save it anew"
    )


def raise_of_disk(exc: Exception) -> None:
    """Raise the exception again when the disk caused it rather than the bytes of the file.

    What a library says itself has no number, and a place that damaged bytes name is an invalid argument.
    """
    if isinstance(exc, OSError) and exc.errno not in {None, errno.EINVAL}:
        raise exc


def _size_fault(package: zipfile.ZipFile, limits: TableLimits) -> CellFault | None:
    parts = package.infolist()
    if len(parts) > _MOST_PARTS:
        return Fault(None, f"the workbook has {len(parts)} parts, at most {_MOST_PARTS} are read", "split it")
    unpacked = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts)
    if unpacked > limits.unpacked_bytes or unpacked > max(_SMALL, packed * _MOST_RATIO):
        message = f"the workbook unpacks to {unpacked} bytes, at most {limits.unpacked_bytes} are read"
        return Fault(None, message, "split it, or save it as 'CSV UTF-8'")
    return None


def _doctype_fault(package: zipfile.ZipFile) -> CellFault | None:
    for part in package.infolist():
        if part.filename.lower().endswith((".xml", ".rels", ".vml")):
            with package.open(part) as stream:
                if _declares_doctype(stream):
                    message = f"the part {part.filename} declares a document type, which no workbook needs"
                    return Fault(None, message, "open it in Excel and save it anew")
    return None


class _DoctypeFoundError(Exception):
    """The XML declares a document type."""


class _RootFoundError(Exception):
    """The root element begins: no document type can follow."""


def _declares_doctype(stream: IO[bytes]) -> bool:
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _found_doctype
    parser.StartElementHandler = _found_root
    try:
        while chunk := stream.read(_CHUNK):
            parser.Parse(chunk)
    except _DoctypeFoundError:
        return True
    except _RootFoundError:
        return False
    return False


def _found_doctype(*_: object) -> None:
    raise _DoctypeFoundError


def _found_root(*_: object) -> None:
    raise _RootFoundError
