"""The report of a check of golden letters, from which a reader takes over those that are wanted."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping
from pathlib import Path

from generator.comparison.golden.approving import GONE, sight_of
from generator.comparison.golden.checking import golden_pages
from generator.comparison.golden.letters import RenderedLetter
from generator.comparison.records import LetterComparison, LetterKey
from generator.comparison.reports.html import Showing
from generator.comparison.reports.sheets import PagePictures, marked_sheets
from generator.comparison.reports.taking_over import COMMAND, TakingOver, taking_over
from generator.workflow.comparing.golden import GoldenCheck
from generator.workflow.comparing.reports import is_offered, write_html


def write_golden_report(checked: GoldenCheck, report: Path, options: tuple[str, ...]) -> None:
    """Write what differs from the golden letters for a browser, with the commands that take it over.

    The commands have the ``options`` with which the golden letters and the campaign are found.

    Raises:
        StorageError: the disk does not take it.
    """
    letters = {letter.key: letter for letter in checked.letters}

    def sheets(comparison: LetterComparison) -> Iterator[PagePictures]:
        if letter := letters.get(comparison.pair.key):
            yield from marked_sheets(comparison, golden_pages(letter, checked.kept))

    command = " ".join((COMMAND, *map(shlex.quote, options)))
    write_html(checked.outcome, report, Showing(_taking_over(checked, letters, command), sheets))


def _taking_over(
    checked: GoldenCheck, letters: Mapping[LetterKey, RenderedLetter], command: str
) -> TakingOver | None:
    seen = {
        key: sight_of(letter.docx, letter.pdf, letter.name) if (letter := letters.get(key)) else GONE
        for key in (
            comparison.pair.key for comparison in checked.outcome.comparisons if is_offered(comparison)
        )
    }
    return taking_over(checked.outcome, seen, command)
