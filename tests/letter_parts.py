"""The parts of a letter template, as the tests look at them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from lxml import etree

from generator.word.opc.archive import read_archive

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.word.opc.archive import Archive

LETTERS = Path(__file__).parents[1] / "templates" / "letters"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


class Letter:
    """A template's parts, parsed."""

    def __init__(self, kind: str) -> None:
        self.path = LETTERS / f"{kind}.docx"
        self.archive: Archive = read_archive(self.path.read_bytes(), source=self.path.name)
        self.body = self.part("word/document.xml")
        self.styles = {
            style.get(f"{W}styleId"): style for style in self.part("word/styles.xml").iter(f"{W}style")
        }

    def part(self, name: str) -> etree._Element:
        """Return the part called ``name``, parsed."""
        return etree.fromstring(self.archive.parts[name])

    def written_parts(self) -> Iterator[etree._Element]:
        """Yield the parts in which somebody writes: the body, headers and footers."""
        yield self.body
        for name in self.archive.parts:
            if re.fullmatch(r"word/(header|footer)\d+\.xml", name):
                yield self.part(name)

    def furniture(self, reference: str, kind: str) -> etree._Element:
        """Return the header or footer part for ``kind`` of page: ``first`` or ``default``."""
        targets = {link.get("Id"): link.get("Target") for link in self.part("word/_rels/document.xml.rels")}
        (found,) = (
            each for each in self.body.iter(f"{W}{reference}Reference") if each.get(f"{W}type") == kind
        )
        return self.part(f"word/{targets[found.get(f'{R}id')]}")


def text_of(element: etree._Element) -> str:
    marks = {f"{W}tab": "\t", f"{W}br": "\n"}
    return "".join(
        marks.get(str(each.tag), each.text or "" if each.tag == f"{W}t" else "") for each in element.iter()
    )


def paragraphs(element: etree._Element) -> list[tuple[str, str]]:
    """Return the style id and the text of each paragraph, in order."""
    return [(style_of(each), text_of(each)) for each in element.iter(f"{W}p")]


def style_of(paragraph: etree._Element) -> str:
    (style,) = paragraph.iterfind(f"{W}pPr/{W}pStyle")
    return style.get(f"{W}val", "")


def fields(element: etree._Element) -> list[str]:
    return [(each.text or "").strip() for each in element.iter(f"{W}instrText")]
