"""A Word template, compiled once and merged many times."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from lxml import etree

from generator.budget import within
from generator.errors import DocumentError, Problem, TemplateError
from generator.storage import disk_errors, refuse_absent
from generator.word.document.languages import document_language
from generator.word.engine.compiling import CompiledPart, compile_part
from generator.word.engine.diagnostics import PartPlaces, finding_problems, native_problems, unclosed_problems
from generator.word.engine.fallback import merge_with_docxtpl
from generator.word.engine.rendering import CURRENT, Limits, Rendering
from generator.word.engine.sandbox import LetterEnvironment
from generator.word.engine.steering import Steering, together
from generator.word.opc.archive import (
    COMPRESSIONS,
    Archive,
    ArchiveMember,
    Compression,
    assemble,
    deflate,
    part_order,
    read_archive,
)
from generator.word.opc.relationships import read_relationships
from generator.word.opc.sanitizing import without_thumbnail
from generator.word.syntax.paths import dotted
from generator.word.syntax.revisions import revision_problems
from generator.word.syntax.source import Source, parse_like_docxtpl, property_source, word_source
from generator.word.syntax.tags import W

_WORD_KINDS = ("header", "footer", "footnotes", "endnotes")
_WORD_ROOTS = frozenset(f"{W}{name}" for name in ("document", "hdr", "ftr", "footnotes", "endnotes"))
_LARGEST_PART = 16 * 2**20
_MOST_TAGS = 20_000
_PROPERTIES_KIND = "core-properties"
NO_FILTERS: Mapping[str, Callable[..., object]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class MergeField:
    """A value that a template asks for, and where.

    ``path`` is dotted, ``[]`` standing for each member of a list, as in ``awards[].amount``. ``paragraph``
    counts from 1 within ``part``. A field that is only tested in a condition is ``optional``.
    """

    path: str
    part: str
    paragraph: int
    around: str
    optional: bool
    native: bool = False


@dataclass(frozen=True, slots=True)
class Template:
    """A Word template in docxtpl's language, ready to be merged.

    It is immutable: one template serves any number of merges. Equal values give equal bytes. ``sha256`` is
    the hash of the file it was compiled from.
    """

    name: str
    sha256: str
    fields: tuple[MergeField, ...]
    _parts: Mapping[str, CompiledPart] = field(repr=False)
    _members: tuple[ArchiveMember | str, ...] = field(repr=False)
    _environment: LetterEnvironment = field(repr=False)
    _limits: Limits = field(repr=False)
    _compression: Compression = field(repr=False)

    @classmethod
    def open(
        cls,
        path: str | Path,
        *,
        filters: Mapping[str, Callable[..., object]] = NO_FILTERS,
        limits: Limits | None = None,
        compression: Compression = "fast",
    ) -> Template:
        """Read and compile the template at ``path``; ``filters`` join those of ``docs/templates.md``.

        ``compression`` is ``fast`` for many letters quickly, or ``small`` for a third of the bytes at half
        the speed.

        Raises ``MissingFileError`` when there is no such file, ``StorageError`` when it cannot be read,
        ``TemplateError`` with every fault when it is hostile, damaged, or cannot be compiled.
        """
        file = Path(path)
        refuse_absent(file, "template")
        with disk_errors(file):
            content = file.read_bytes()
        return cls.read(content, name=file.name, filters=filters, limits=limits, compression=compression)

    @classmethod
    def read(
        cls,
        content: bytes,
        *,
        name: str,
        filters: Mapping[str, Callable[..., object]] = NO_FILTERS,
        limits: Limits | None = None,
        compression: Compression = "fast",
    ) -> Template:
        """Compile the template whose .docx bytes are given; ``name`` is what messages call it."""
        environment = LetterEnvironment(filters)
        limits = limits or Limits()
        try:
            archive, parts = within(
                limits.opening, name, len(content), lambda: _open(content, name, environment)
            )
        except DocumentError as exc:
            raise TemplateError(exc.problems, hint=exc.hint) from exc
        fields = tuple(use for part in parts.values() for use in _fields(part.places))
        sha256 = hashlib.sha256(content).hexdigest()
        return cls(
            name,
            sha256,
            fields,
            parts,
            tuple(_members(archive, parts)),
            environment,
            limits,
            compression,
        )

    def merge(self, values: Mapping[str, object]) -> bytes:
        """Return the .docx of this template with ``values`` merged in.

        Raises ``TemplateError`` with every value that is missing, blank or of the wrong kind where it would
        be printed, and when the merge runs into the template's limits. Inline images and sub-documents of
        docxtpl are merged by docxtpl, through the ``DocxTemplate`` they belong to.
        """
        rendering = Rendering(self._limits)
        parts = self._render(values, rendering)
        self._refuse_faults(rendering, values)
        if rendering.needed_document is not None:
            return self._merge_through(rendering.needed_document, values)
        return assemble(
            COMPRESSIONS[self._compression](member, parts[member]) if isinstance(member, str) else member
            for member in self._members
        )

    def merge_through(self, document: object, values: Mapping[str, object]) -> bytes:
        """Merge as ``merge`` does, but let a ``docxtpl.DocxTemplate`` of this template write the letter.

        For what was prepared on that object, such as ``replace_pic`` and ``replace_media``.
        """
        rendering = Rendering(self._limits, needed_document=document)
        self._render(values, rendering)
        self._refuse_faults(rendering, values)
        return self._merge_through(document, values)

    def faults(self, values: Mapping[str, object]) -> tuple[Problem, ...]:
        """Merge dry, and return every problem that ``merge`` would raise for, and warnings beside."""
        rendering = Rendering(self._limits, watches_tests=True)
        self._render(values, rendering)
        return self._problems(rendering, values)

    @property
    def steering(self) -> Steering | None:
        """Which values steer a merge, and which it merely prints; None when any may steer it."""
        return together(part.steering for part in self._parts.values())

    def is_sound(self, values: Mapping[str, object]) -> bool:
        """Whether a dry merge finds nothing, neither with these values nor with any that are alike.

        Values are alike when their ``steering.likeness`` is the same.
        """
        rendering = Rendering(self._limits, watches_tests=True)
        self._render(values, rendering)
        return not rendering.findings and rendering.needed_document is None and rendering.is_thrifty

    def _refuse_faults(self, rendering: Rendering, values: Mapping[str, object]) -> None:
        if rendering.findings:
            raise TemplateError(self._problems(rendering, values))

    def _merge_through(self, document: object, values: Mapping[str, object]) -> bytes:
        token = CURRENT.set(Rendering(self._limits, document=document))
        try:
            return merge_with_docxtpl(document, values, self._environment)
        finally:
            CURRENT.reset(token)

    def structure_problems(self) -> tuple[Problem, ...]:
        """Return a problem for each block that some values would make tear the document's structure."""
        return tuple(problem for part in self._parts.values() for problem in part.torn)

    def _render(self, values: Mapping[str, object], rendering: Rendering) -> dict[str, list[str]]:
        token = CURRENT.set(rendering)
        try:
            return {name: part.pieces(values, rendering) for name, part in self._parts.items()}
        finally:
            CURRENT.reset(token)

    def _problems(self, rendering: Rendering, values: Mapping[str, object]) -> tuple[Problem, ...]:
        if not rendering.findings:
            return ()
        places = {name: part.places for name, part in self._parts.items()}
        return finding_problems(rendering.findings, places, values)


def _open(
    content: bytes, name: str, environment: LetterEnvironment
) -> tuple[Archive, dict[str, CompiledPart]]:
    archive = read_archive(content, source=name)
    return archive, _compiled(archive, environment)


def _compiled(archive: Archive, environment: LetterEnvironment) -> dict[str, CompiledPart]:
    """Return the parts that vary, compiled; raises ``TemplateError`` with all that keeps them from it."""
    name = archive.source
    roots = varying_parts(archive)
    problems = [*revision_problems(archive, roots)]
    unpreparable = [*_size_problems(archive, roots), *unclosed_problems(name, roots)]
    if unpreparable:
        raise TemplateError((*problems, *unpreparable))
    problems += native_problems(name, roots, environment.native_fields, _language(archive))
    sources = (_source(root, part) for part, root in roots.items())
    results = [compile_part(name, source, environment) for source in sources]
    problems += (fault for result in results if isinstance(result, tuple) for fault in result)
    if problems:
        raise TemplateError(tuple(problems))
    return {part.places.source.part: part for part in results if isinstance(part, CompiledPart)}


def _language(archive: Archive) -> str:
    links = read_relationships(archive.parts, archive.main)
    main = {link.kind: archive.parts.get(link.target) for link in links}
    return document_language(main.get("styles"), main.get("settings"))


def _size_problems(archive: Archive, roots: Mapping[str, etree._Element]) -> Iterator[Problem]:
    for part in roots:
        content = archive.parts[part]
        tags = content.count(b"{{") + content.count(b"{%")
        if len(content) > _LARGEST_PART or tags > _MOST_TAGS:
            limits = f"the limits are {_LARGEST_PART:,} and {_MOST_TAGS:,}"
            message = f"has {len(content):,} bytes and {tags:,} tags; {limits}"
            yield Problem(f"{archive.source}: {part}", "", message, "split the template")


def varying_parts(archive: Archive) -> dict[str, etree._Element]:
    """Return the parts that may hold tags: the main document, what it refers to, the core properties."""
    links = read_relationships(archive.parts, archive.main)
    names = [archive.main, *(link.target for link in links if link.kind in _WORD_KINDS)]
    names += (link.target for link in read_relationships(archive.parts, "") if link.kind == _PROPERTIES_KIND)
    return {name: parse_like_docxtpl(archive.parts[name]) for name in names if name in archive.parts}


def _source(root: etree._Element, part: str) -> Source:
    return word_source(root, part) if root.tag in _WORD_ROOTS else property_source(root, part)


def _members(archive: Archive, compiled: Mapping[str, CompiledPart]) -> Iterator[ArchiveMember | str]:
    parts = without_thumbnail(archive.parts)
    for name in part_order(parts):
        yield name if name in compiled else deflate(name, parts[name])


def _fields(places: PartPlaces) -> Iterator[MergeField]:
    for use in places.uses:
        tag = places.tag(use.line - 2)
        if tag is not None:
            number = tag.paragraph.number
            yield MergeField(dotted(use.path), places.source.part, number, tag.around, use.tested, use.native)
