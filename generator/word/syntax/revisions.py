"""What its authors left in a template that no letter may carry: tracked changes and comments."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml import etree

from generator.errors import Problem
from generator.word.opc.archive import Archive
from generator.word.opc.relationships import read_relationships
from generator.word.syntax.tags import W, paragraph_number

_CHANGES = tuple(
    f"{W}{name}"
    for name in (
        "ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "sectPrChange", "tblPrChange",
        "trPrChange", "tcPrChange", "numberingChange", "cellIns", "cellDel", "cellMerge",
    )
)  # fmt: skip


def revision_problems(archive: Archive, roots: Mapping[str, etree._Element]) -> Iterator[Problem]:
    """Yield a problem for each part with tracked changes, at the first of them, and for comments.

    Tags in deleted text would still be merged, and every recipient could read what was changed and remarked.
    """
    for part, root in roots.items():
        change = next(root.iter(*_CHANGES), None)
        if change is not None:
            number = paragraph_number(root, change)
            place = f"{archive.source}: {part.rpartition('/')[2]}, paragraph {number}"
            yield Problem(place, "", "has tracked changes", "accept or reject all changes in Word")
    for link in read_relationships(archive.parts, archive.main):
        if link.kind == "comments" and b"<w:comment " in archive.parts.get(link.target, b""):
            place = f"{archive.source}: {link.target.rpartition('/')[2]}"
            hint = "delete all comments in Word, or they go out with every letter"
            yield Problem(place, "", "has comments", hint)
