"""A merged letter in the formats asked for, and copies of it with a mark on each page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial

from generator.budget import Budget
from generator.errors import DocumentError, Problem, TypesettingError
from generator.model import Format, PageMark
from generator.workflow.processes import in_order

_WORTH_PROCESSES = 12
"""From this many PDFs on, starting processes costs less than it saves."""


@dataclass(frozen=True, slots=True)
class Merged:
    """A merged letter, named ``source`` in messages, and what setting it may cost."""

    docx: bytes
    source: str
    budget: Budget = Budget()  # noqa: RUF009 (frozen)


@dataclass(frozen=True, slots=True)
class Rendered:
    """A letter's files by format, or the faults that keep it from having them."""

    files: Mapping[Format, bytes] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def render_all(letters: Iterable[Merged], formats: tuple[Format, ...], *, count: int) -> Iterator[Rendered]:
    """Yield each of ``count`` letters in the formats asked for, many of them on all processors."""
    work = partial(_render, formats=formats)
    return in_order(work, letters, count=count if "pdf" in formats else 0, worth=_WORTH_PROCESSES)


def _render(letter: Merged, formats: tuple[Format, ...]) -> Rendered:
    try:
        return Rendered(render_formats(letter.docx, formats, source=letter.source, budget=letter.budget))
    except (DocumentError, TypesettingError) as exc:
        return Rendered(problems=exc.problems)


def render_formats(
    docx: bytes,
    formats: tuple[Format, ...],
    *,
    source: str,
    budget: Budget = Budget(),  # noqa: B008 (frozen)
) -> dict[Format, bytes]:
    """Return the letter in the formats asked for; ``source`` names it in messages.

    Only typesetting loads the typesetter.
    """
    rendered: dict[Format, bytes] = {"docx": docx} if "docx" in formats else {}
    if "pdf" in formats:
        from generator.pdf import from_docx

        rendered["pdf"] = from_docx(docx, source=source, budget=budget)
    return rendered


def mark_pages(content: bytes, form: Format, mark: PageMark, *, source: str) -> bytes:
    """Return a copy of a rendered letter with the mark on each page; ``source`` names it in messages."""
    if form == "pdf":
        from generator.pdf.stamping import stamp as stamp_pdf

        return stamp_pdf(content, mark)
    from generator.word.stamping import stamp as stamp_docx

    return stamp_docx(content, mark, source=source)
