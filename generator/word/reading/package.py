"""What the parts of a document offer to its reader: styles, lists, theme, relationships, notes, settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from lxml import etree

from generator.word.cache import kept
from generator.word.document.document import Properties
from generator.word.document.languages import document_language
from generator.word.markup import Element, attribute, child, children, switched_on, value
from generator.word.opc.archive import Archive
from generator.word.opc.relationships import Relationship, parse_xml, read_relationships
from generator.word.reading.cache import ReadingCache, memory_of
from generator.word.reading.formatting.resolution import Palette
from generator.word.reading.formatting.styles import StyleSheet, read_styles
from generator.word.reading.formatting.theme import read_theme
from generator.word.reading.lists.numbering import Numbering, read_numbering
from generator.word.reading.measures import integer, twips
from generator.word.reading.problems import ProblemsFound
from generator.word.reading.properties import read_properties
from generator.word.reading.text.note_numbering import ENDNOTES, FOOTNOTES, NoteNumbering, note_numbering
from generator.word.reading.tracked_changes import join_paragraphs


@dataclass(frozen=True, slots=True)
class DocumentSettings:
    """The document-wide choices that change what is printed."""

    default_tab: float = 36.0
    even_and_odd: bool = False
    mirror_margins: bool = False
    language: str = ""
    footnotes: NoteNumbering = FOOTNOTES
    endnotes: NoteNumbering = ENDNOTES
    compatibility: int = 12
    decimal_point: str = "."
    hyphenated: bool = False
    splits_marks: bool = False
    gutter_at_top: bool = False


@dataclass(frozen=True, slots=True)
class Package:
    """One document's parts, read as far as all stories in it need them."""

    archive: Archive
    styles: StyleSheet
    numbering: Numbering
    palette: Palette
    settings: DocumentSettings
    properties: Properties
    footnotes: Mapping[str, Element]
    endnotes: Mapping[str, Element]
    targets: Mapping[str, Mapping[str, Relationship]]
    memory: ReadingCache

    def part(self, name: str) -> bytes | None:
        """Return a part's bytes, or None when the package has no part of that name."""
        return self.archive.parts.get(name)

    def root(self, name: str) -> Element | None:
        """Return the parsed part, or None when the package has no part of that name."""
        content = self.part(name)
        return None if content is None else _story_root(content)

    def relationship(self, part: str, relationship_id: str) -> Relationship | None:
        """Return what a part names by a relationship id, or None when it names nothing."""
        return self.targets.get(part, {}).get(relationship_id)


def open_package(archive: Archive, findings: ProblemsFound) -> Package:
    """Read everything that the stories of the document refer to."""
    targets = {name: _by_id(archive, name) for name in archive.parts if name.endswith(".xml")}
    main = {target.kind: target.target for target in targets[archive.main].values() if not target.external}

    def part(kind: str) -> bytes | None:
        return archive.parts.get(main.get(kind, ""))

    styles = read_styles(part("styles"))
    settings = _read_settings(part("settings"))
    language = document_language(part("styles"), part("settings"))
    return Package(
        archive=archive,
        styles=styles,
        numbering=read_numbering(part("numbering")),
        palette=Palette(read_theme(part("theme")), language),
        settings=settings,
        properties=read_properties(archive, language, findings),
        footnotes=_notes(part("footnotes"), "footnote"),
        endnotes=_notes(part("endnotes"), "endnote"),
        targets=MappingProxyType(targets),
        memory=memory_of(*map(part, ("styles", "numbering", "theme", "settings"))),
    )


def notes_part(package: Package, kind: str) -> str:
    """Return the name of the part that holds the ``footnotes`` or ``endnotes``."""
    targets = package.targets[package.archive.main].values()
    return next((target.target for target in targets if target.kind == kind), "")


def font_shapes(package: Package) -> tuple[tuple[str, str], ...]:
    """Return the kind of type of each family in the font table (``roman``, ``swiss``, ``modern`` …)."""
    return _font_shapes(package.part(notes_part(package, "fontTable")))


@kept
def _font_shapes(part: bytes | None) -> tuple[tuple[str, str], ...]:
    root = None if part is None else parse_xml(part)
    return tuple((attribute(font, "name"), value(font, "family")) for font in children(root, "font"))


def _by_id(archive: Archive, part: str) -> Mapping[str, Relationship]:
    return {link.relationship_id: link for link in read_relationships(archive.parts, part)}


def _notes(part: bytes | None, name: str) -> Mapping[str, Element]:
    if part is None:
        return {}
    return {attribute(note, "id"): note for note in children(_story_root(part), name)}


def _story_root(content: bytes) -> Element:
    """Parse a part with text in it; namespaces that nobody uses would lengthen the XML of each paragraph."""
    root = parse_xml(content)
    etree.cleanup_namespaces(root)
    join_paragraphs(root)
    return root


@kept
def _read_settings(part: bytes | None) -> DocumentSettings:
    if part is None:
        return DocumentSettings()
    root = parse_xml(part)
    return DocumentSettings(
        default_tab=max(twips(value(root, "defaultTabStop"), 36.0), 1.0),
        even_and_odd=switched_on(root, "evenAndOddHeaders"),
        mirror_margins=switched_on(root, "mirrorMargins"),
        language=attribute(child(root, "themeFontLang"), "val"),
        footnotes=note_numbering(root, "footnotePr", FOOTNOTES),
        endnotes=note_numbering(root, "endnotePr", ENDNOTES),
        compatibility=_compatibility(root),
        hyphenated=switched_on(root, "autoHyphenation"),
        gutter_at_top=switched_on(root, "gutterAtTop"),
        splits_marks=switched_on(child(root, "compat"), "splitPgBreakAndParaMark"),
        decimal_point=value(root, "decimalSymbol", default=".")[:1] or ".",
    )


def _compatibility(root: Element) -> int:
    """Return which Word's layout the document wants: 12 when it does not say, 15 for Word 2013 and later."""
    entries = children(child(root, "compat"), "compatSetting")
    modes = (entry for entry in entries if attribute(entry, "name") == "compatibilityMode")
    return next((integer(attribute(mode, "val"), 12) for mode in modes), 12)
