"""One letter's .docx on both sides: which words changed, and what else is true of it."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from generator.comparison.docx.passages import docx_passages
from generator.comparison.docx.structure import docx_structure
from generator.comparison.faults import ComparisonError
from generator.comparison.ignoring import Hidden
from generator.comparison.records import Change, Settings
from generator.comparison.wording import compare_passages, wording_change
from generator.errors import DocumentError, Problem
from generator.word.archive import Archive, read_archive

Hiding = tuple[Hidden, Hidden]


def docx_changes(
    old: bytes, new: bytes, names: tuple[str, str], hiding: Hiding, settings: Settings
) -> Iterator[Change]:
    """Yield what changed from one .docx to the other, by the levels of the settings.

    Raises:
        ComparisonError: one of them is damaged, hostile or no Word document.
    """
    before, after = admitted(old, names[0]), admitted(new, names[1])
    try:
        if "words" in settings.levels:
            passages = docx_passages(before, hiding[0]), docx_passages(after, hiding[1])
            yield from map(wording_change, compare_passages(*passages))
        if "structure" in settings.levels:
            yield from docx_structure(before, after)
    except etree.XMLSyntaxError as exc:
        problem = Problem(" or ".join(dict.fromkeys(names)), "", f"is not well-formed XML: {exc}")
        raise ComparisonError((problem,)) from exc


def admitted(content: bytes, name: str) -> Archive:
    """Return the parts of a .docx.

    Raises:
        ComparisonError: it is damaged, hostile or no Word document.
    """
    try:
        return read_archive(content, source=name)
    except DocumentError as exc:
        raise ComparisonError(exc.problems, hint=exc.hint) from exc
