"""Reading: a rendered .docx becomes the resolved document, and a list of what differs from Word."""

from __future__ import annotations

from dataclasses import dataclass

from generator.errors import Problem, TypesettingError
from generator.word.document.document import Document, Section
from generator.word.markup import Element, children
from generator.word.opc.archive import Archive
from generator.word.reading.blocks import read_story
from generator.word.reading.lists.numbering import Counters
from generator.word.reading.measures import MeasureError
from generator.word.reading.package import Package, font_shapes, open_package
from generator.word.reading.problems import ProblemsFound
from generator.word.reading.sections import read_sections
from generator.word.reading.story import Story
from generator.word.reading.text.field_characters import stray_field_characters


@dataclass(frozen=True, slots=True)
class Reading:
    """The resolved document and the warnings: what it shows differently from Word."""

    document: Document
    warnings: tuple[Problem, ...]


def read_document(archive: Archive) -> Reading:
    """Settle styles, lists, fields, tables, sections and notes of a .docx into a resolved document.

    Tracked changes are read as accepted, comments are left out. Raises ``TypesettingError`` with every
    construct that cannot be shown, each with its part, paragraph and first words.
    """
    findings = ProblemsFound(archive.source)
    try:
        document = _read(archive, findings)
    except MeasureError as broken:
        findings.refuse("", f"has a damaged measure: {broken}", "save the document in Word again")
        raise TypesettingError(findings.errors) from broken
    if findings.errors:
        raise TypesettingError(findings.errors)
    return Reading(document, findings.warnings)


def _read(archive: Archive, findings: ProblemsFound) -> Document:
    package = open_package(archive, findings)
    story = Story(package, archive.main, findings, Counters(package.numbering), read_story)
    sections = _sections(package.root(archive.main), story)
    if not sections:
        findings.refuse(archive.main, "has no text", "open the document in Word and write something")
    _report_comments(package, findings)
    if package.settings.hyphenated:
        findings.approximate("settings.xml", "hyphenates automatically, which is left out")
    return Document(
        sections=sections,
        properties=package.properties,
        default_tab=package.settings.default_tab,
        decimal_point=package.settings.decimal_point,
        splits_marks=package.settings.splits_marks,
        font_shapes=font_shapes(package),
        endnotes=tuple(story.notes.collected),
    )


def _sections(root: Element | None, story: Story) -> tuple[Section, ...]:
    sections: list[Section] = []
    for body in children(root, "body"):
        story.stray_field_characters = stray_field_characters(body)
        sections += read_sections(body, story)
    if story.fields.open:
        story.refuse("leaves a field open at the end of the text", "delete the field and insert it again")
    return tuple(sections)


def _report_comments(package: Package, findings: ProblemsFound) -> None:
    part = next((name for name in package.archive.parts if name.endswith("comments.xml")), "")
    root = package.root(part) if part else None
    if root is not None and len(root):
        findings.approximate(part.rpartition("/")[2], f"has {len(root)} comments, which are left out")
