"""One letter's .docx on both sides: which words changed, and what else is true of it."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from generator.comparison.docx_passages import docx_passages
from generator.comparison.docx_structure import docx_structure
from generator.comparison.faults import ComparisonError
from generator.comparison.ignoring import Hidden
from generator.comparison.records import Change, Passage, Settings
from generator.comparison.wording import Rewording, compare_passages, edits_between, segments_between
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
    before, after = _admitted(old, names[0]), _admitted(new, names[1])
    try:
        if "words" in settings.levels:
            passages = docx_passages(before, hiding[0]), docx_passages(after, hiding[1])
            yield from map(_wording_change, compare_passages(*passages))
        if "structure" in settings.levels:
            yield from docx_structure(before, after)
    except etree.XMLSyntaxError as exc:
        problem = Problem(" or ".join(dict.fromkeys(names)), "", f"is not well-formed XML: {exc}")
        raise ComparisonError((problem,)) from exc


def _admitted(content: bytes, name: str) -> Archive:
    try:
        return read_archive(content, source=name)
    except DocumentError as exc:
        raise ComparisonError(exc.problems, hint=exc.hint) from exc


def _wording_change(rewording: Rewording) -> Change:
    old, new = rewording.old or Passage("", ""), rewording.new or Passage("", "")
    return Change(
        level="words",
        format="docx",
        what=_what(rewording),
        place=new.place or old.place,
        page=0,
        old=old.text,
        new=new.text,
        edits=edits_between(old.text, new.text),
        segments=segments_between(old.text, new.text),
    )


def _what(rewording: Rewording) -> str:
    match rewording:
        case Rewording(old=None):
            return "paragraph added"
        case Rewording(new=None):
            return "paragraph removed"
        case Rewording(old=Passage(text=old), new=Passage(text=new)) if old == new:
            return "paragraph moved"
        case _:
            return "wording"
