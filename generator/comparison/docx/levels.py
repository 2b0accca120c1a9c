"""One letter's .docx on both sides: which words changed, and what else is true of it."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from generator.comparison.docx.everything import everything_of, same_parts
from generator.comparison.docx.passages import docx_passages, shown_parts
from generator.comparison.docx.remainder import remainder
from generator.comparison.docx.rows import told_as_rows
from generator.comparison.docx.structure import docx_structure
from generator.comparison.faults import ComparisonError
from generator.comparison.records import Change, Settings
from generator.comparison.words.ignoring import Hidden
from generator.comparison.words.wording import compare_passages, wording_change
from generator.errors import DocumentError, Problem
from generator.word.opc.archive import Archive, read_archive

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
        passages = docx_passages(before, hiding[0]), docx_passages(after, hiding[1])
        changes = list(told_as_rows(map(wording_change, compare_passages(*passages)), *passages))
        changes += docx_structure(before, after)
        same = same_parts(before, after)
        was, now = (everything_of(archive, shown_parts(archive), same) for archive in (before, after))
        changes += remainder(was, now, changes)
    except etree.XMLSyntaxError as exc:
        problem = Problem(" or ".join(dict.fromkeys(names)), "", f"is not well-formed XML: {exc}")
        raise ComparisonError((problem,)) from exc
    yield from (change for change in changes if change.level in settings.levels)


def admitted(content: bytes, name: str) -> Archive:
    """Return the parts of a .docx.

    Raises:
        ComparisonError: it is damaged, hostile or no Word document.
    """
    try:
        return read_archive(content, source=name)
    except DocumentError as exc:
        raise ComparisonError(exc.problems, hint=exc.hint) from exc
