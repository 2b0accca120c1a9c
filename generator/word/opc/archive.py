"""The zip around a .docx: read one safely, write one with the same bytes every time.

Reading refuses, before anything inside is used, whatever could harm the reader: see ``validation``. Writing
follows the ZIP format (APPNOTE 6.3.3) without clock, system or order of its own.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, TypeAlias

from lxml import etree

from generator.errors import DocumentError, Problem
from generator.word.engine.fragments import deflate_pieces
from generator.word.opc.relationships import (
    CONTENT_TYPES_PART,
    ROOT_RELATIONSHIPS_PART,
    main_document,
    without_parts,
)
from generator.word.opc.sanitizing import (
    remote_template_problems,
    stray_problems,
    without_objects,
    without_settings_links,
    without_thumbnail,
)
from generator.word.opc.strict import as_document, as_transitional
from generator.word.opc.validation import malformed_strays, package_problems

Compression: TypeAlias = Literal["fast", "small"]
"""How a merged part is compressed: what does not vary once for all letters, or each part in one go."""

_ENCRYPTED_FLAG = 0x1
_UTF8_FLAG = 0x800
_OLE_MAGIC = b"\xd0\xcf\x11\xe0"
_FIXED_DATE = (0, 0x21)
"""DOS time and date of every member: 1980-01-01 00:00, the earliest the format can say."""


@dataclass(frozen=True, slots=True)
class ArchiveLimits:
    """How large a .docx may be, in bytes, before and after decompression."""

    archive_bytes: int = 64 * 2**20
    entries: int = 2_000
    part_bytes: int = 64 * 2**20
    total_bytes: int = 128 * 2**20
    ratio: int = 250
    ratio_from_bytes: int = 4 * 2**20


@dataclass(frozen=True, slots=True)
class Archive:
    """A .docx that was admitted: its parts by name, in file order, and the name of the main document part.

    ``remarks`` are warnings about what was in the file and is left out, none of which a letter prints.
    """

    source: str
    parts: Mapping[str, bytes]
    main: str
    remarks: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class ArchiveMember:
    """One part, already deflated (RFC 1951), ready to be copied into any number of archives.

    ``record`` is its local header and content, ``entry`` its line of the directory up to where the record
    starts, ``name`` what follows that.
    """

    record: bytes
    entry: bytes
    name: bytes


def read_archive(data: bytes, *, source: str, limits: ArchiveLimits | None = None) -> Archive:
    """Return the parts of the .docx in ``data``; ``source`` is its name in messages.

    A template file (.dotx) is read as the document that Word makes from it, the Strict form as the
    transitional one. Links of the settings (attached template, mail-merge source) are cut. Raises
    ``DocumentError`` with every reason, when the bytes are no zip, encrypted, larger than ``limits``, no
    WordprocessingML document, or carry a DOCTYPE, macros, OLE objects, or parts from outside.
    """
    return _admitted(_read_parts(data, source, limits or ArchiveLimits()), source)


def read_printed(data: bytes, *, source: str, limits: ArchiveLimits | None = None) -> Archive:
    """Return the parts of a .docx that is only printed: embedded objects and controls are taken out unopened.

    Whatever else ``read_archive`` refuses is refused here too.
    """
    parts = _read_parts(data, source, limits or ArchiveLimits())
    try:
        parts = without_objects(parts)
    except etree.XMLSyntaxError as fault:
        damage = Problem(source, "", f"has a damaged table of contents: {fault}", "save it in Word again")
        raise DocumentError((damage,)) from fault
    return _admitted(parts, source)


def write_archive(parts: Mapping[str, bytes]) -> bytes:
    """Return a .docx of these parts: equal parts give equal bytes, at any time and place.

    The content types and the package relationships come first, the rest keep their order; the thumbnail,
    which would show another document than this one, is left out.
    """
    kept = without_thumbnail(parts)
    return assemble(deflate(name, kept[name]) for name in part_order(kept))


def part_order(parts: Iterable[str]) -> tuple[str, ...]:
    """Return part names in the order they are written: content types and package relationships lead."""
    leaders = (CONTENT_TYPES_PART, ROOT_RELATIONSHIPS_PART)
    return tuple(sorted(parts, key=lambda name: leaders.index(name) if name in leaders else len(leaders)))


def deflate(name: str, content: bytes) -> ArchiveMember:
    """Compress one part at zlib's level 6."""
    compressor = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
    deflated = compressor.compress(content) + compressor.flush()
    return _member(name, zlib.crc32(content), len(content), deflated)


def deflate_part(name: str, pieces: list[str]) -> ArchiveMember:
    """Compress a part that is given in pieces; those that are fragments are compressed already."""
    if len(pieces) == 1:
        return deflate(name, pieces[0].encode())
    return _member(name, *deflate_pieces(pieces))


def deflate_whole(name: str, pieces: list[str]) -> ArchiveMember:
    """Compress a part that is given in pieces in one go, which takes longer and less room."""
    return deflate(name, "".join(pieces).encode())


COMPRESSIONS: Mapping[Compression, Callable[[str, list[str]], ArchiveMember]] = MappingProxyType(
    {"fast": deflate_part, "small": deflate_whole}
)


def assemble(members: Iterable[ArchiveMember]) -> bytes:
    """Return the zip archive of the members in the order given."""
    records: list[bytes] = []
    directory: list[bytes] = []
    offset = 0
    for member in members:
        records.append(member.record)
        directory += (member.entry, offset.to_bytes(4, "little"), member.name)
        offset += len(member.record)
    count = len(records)
    size = sum(map(len, directory))
    end = struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, count, count, size, offset, 0)
    return b"".join((*records, *directory, end))


def _member(name: str, crc: int, size: int, deflated: bytes) -> ArchiveMember:
    encoded = name.encode()
    flags = 0 if name.isascii() else _UTF8_FLAG
    sizes = (crc, len(deflated), size, len(encoded), 0)
    fields = struct.pack("<HHHHHIIIHH", 20, flags, zipfile.ZIP_DEFLATED, *_FIXED_DATE, *sizes)
    record = b"".join((b"PK\x03\x04", fields, encoded, deflated))
    entry = b"".join((b"PK\x01\x02\x14\x00", fields, bytes(10)))
    return ArchiveMember(record, entry, encoded)


def _admitted(parts: Mapping[str, bytes], source: str) -> Archive:
    _refuse_if_any(package_problems(parts, source), source)
    strays = malformed_strays(parts)
    remarks = (*stray_problems(strays, source), *remote_template_problems(parts, source))
    kept = without_settings_links(as_transitional(as_document(without_parts(parts, strays))))
    return Archive(source, MappingProxyType(kept), main_document(kept), remarks)


def _read_parts(data: bytes, source: str, limits: ArchiveLimits) -> dict[str, bytes]:
    _refuse_if_any(_envelope_problems(data, source, limits), source)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.filename.endswith("/")]
            _refuse_if_any(_entry_problems(entries, source, limits), source)
            return {entry.filename: _unpacked(archive, entry) for entry in entries}
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, struct.error) as exc:
        fault = Problem(source, "", f"is a damaged zip archive: {exc}", "save it in Word again")
        raise DocumentError((fault,)) from exc


def _unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """Return a part, of which never more is unpacked than its size says; a size that lies is a damage."""
    with archive.open(entry) as stream:
        content = stream.read(entry.file_size)
    if zlib.crc32(content) != entry.CRC:
        raise zipfile.BadZipFile(f"the size or the checksum of {entry.filename} is wrong")
    return content


def _envelope_problems(data: bytes, source: str, limits: ArchiveLimits) -> Iterator[Problem]:
    if len(data) > limits.archive_bytes:
        yield Problem(
            source,
            "",
            f"has {len(data):,} bytes; the limit is {limits.archive_bytes:,}",
            "compress the pictures in it",
        )
    elif data.startswith(_OLE_MAGIC):
        yield Problem(
            source,
            "",
            "is an encrypted document or one in the old .doc format",
            "remove its password, or save it in Word as .docx",
        )
    elif not zipfile.is_zipfile(io.BytesIO(data)):
        yield Problem(source, "", "is not a Word document (not a zip archive)", "save it in Word as .docx")


def _entry_problems(entries: list[zipfile.ZipInfo], source: str, limits: ArchiveLimits) -> Iterator[Problem]:
    if len(entries) > limits.entries:
        yield Problem(source, "", f"has {len(entries):,} parts; the limit is {limits.entries:,}")
    total = sum(entry.file_size for entry in entries)
    if total > limits.total_bytes:
        yield Problem(source, "", f"unpacks to {total:,} bytes; the limit is {limits.total_bytes:,}")
    names = Counter(entry.filename.lower() for entry in entries)
    for entry in entries:
        place = f"{source}: {_printable(entry.filename)}"
        if names[entry.filename.lower()] > 1:
            yield Problem(place, "", "is in the archive twice, so readers would see different documents")
        message = _name_fault(entry) or _size_fault(entry, limits)
        if message:
            yield Problem(place, "", message, "save the document in Word again, or do not trust it")


def _name_fault(entry: zipfile.ZipInfo) -> str:
    name = entry.orig_filename
    if name.startswith(("/", "\\")) or ":" in name:
        return "is an absolute path"
    if "\\" in name or not name.isprintable() or _hides_relationships(name):
        return "has a name that no Word document has"
    if {"..", ".", ""} & set(name.split("/")):
        return "leads out of the archive"
    return ""


def _hides_relationships(name: str) -> bool:
    """Tell relationships whose name Word reads in any case of letters, and that are looked for in one."""
    folder = name.rpartition("/")[0]
    return name.lower().endswith(".rels") and not (name.endswith(".rels") and f"/{folder}".endswith("/_rels"))


def _size_fault(entry: zipfile.ZipInfo, limits: ArchiveLimits) -> str:
    if entry.flag_bits & _ENCRYPTED_FLAG:
        return "is encrypted"
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return f"uses compression method {entry.compress_type}, which no Word document does"
    if entry.file_size > limits.part_bytes:
        return f"unpacks to {entry.file_size:,} bytes; the limit is {limits.part_bytes:,}"
    ratio = entry.file_size / max(entry.compress_size, 1)
    if entry.file_size > limits.ratio_from_bytes and ratio > limits.ratio:
        return f"unpacks to {ratio:,.0f} times its size; the limit is {limits.ratio}"
    return ""


def _printable(name: str) -> str:
    return name if name.isprintable() else ascii(name)


def _refuse_if_any(problems: Iterable[Problem], source: str) -> None:
    faults = tuple(problems)
    if faults:
        raise DocumentError(faults, hint=f"{source} was not used")
