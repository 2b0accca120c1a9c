"""Writing the reports of a comparison to where the user wants them."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from generator.comparison.golden.approving import GONE, Sight, sight_of
from generator.comparison.outcome import Outcome
from generator.comparison.records import LetterComparison, Pair, Settings
from generator.comparison.reports.junit import junit_xml
from generator.comparison.reports.taking_over import COMMAND, TakingOver, taking_over
from generator.comparison.sides.contents import read_content
from generator.errors import ProblemsFoundError
from generator.storage import disk_errors, stage_files
from generator.workflow.saving import save_file

if TYPE_CHECKING:
    from generator.comparison.reports.html import Showing


@dataclass(frozen=True, slots=True)
class Destinations:
    """Where each report goes; None where it is not wanted."""

    html: Path | None = None
    junit: Path | None = None
    redline: Path | None = None


def tell_build(outcome: Outcome) -> None:
    """Add the outcome to the summary of the step that a build of GitHub Actions is in, if it is in one.

    Raises:
        StorageError: the build's file cannot be written.
    """
    from generator.comparison.reports.annotations import step_summary

    if summary := os.environ.get("GITHUB_STEP_SUMMARY", ""):
        path = Path(summary)
        with disk_errors(path), path.open("a", encoding="utf-8") as stream:
            stream.write(step_summary(outcome))


def write_reports(outcome: Outcome, destinations: Destinations, settings: Settings) -> None:
    """Write the reports asked for; a file is there whole or not at all.

    Letters can be taken over from the report for a browser where both sides are of ``golden render`` and
    nothing was left out of the comparison.

    Raises:
        StorageError: the disk does not take them.
        UsageError: tracked changes are asked for, and what makes them is not installed.
    """
    if destinations.junit is not None:
        save_file(junit_xml(outcome), destinations.junit)
    if destinations.html is not None:
        from generator.comparison.reports.html import Showing

        # Who takes a letter over takes all of it, so that nobody does who was shown a part.
        offered = _taking_over(outcome) if settings == Settings() else None
        write_html(outcome, destinations.html, Showing(offered))
    if destinations.redline is not None:
        _write_redlines(outcome, destinations.redline)


def _taking_over(outcome: Outcome) -> TakingOver | None:
    offered = (
        comparison.pair
        for comparison in outcome.comparisons
        if is_offered(comparison) and _is_golden(comparison.pair)
    )
    seen = {pair.key: sight for pair in offered if (sight := _sight(pair))}
    return taking_over(outcome, seen, COMMAND)


def is_offered(comparison: LetterComparison) -> bool:
    """Return whether a letter is one to take over: it differs, came or went, and its files are sound."""
    return comparison.verdict in {"different", "only_old", "only_new"} and not comparison.problems


def _is_golden(pair: Pair) -> bool:
    return all(letter.golden for letter in (pair.old, pair.new) if letter)


def _sight(pair: Pair) -> Sight | None:
    """Return what is seen of the new letter; None when it cannot be read, which nothing has tried before."""
    if pair.new is None:
        return GONE
    try:
        files = {file.format: read_content(file.location) for file in pair.new.files}
        return sight_of(files.get("docx", b""), files.get("pdf", b""), pair.name)
    except ProblemsFoundError:
        return None


def write_html(outcome: Outcome, folder: Path, showing: Showing) -> None:
    """Write the report and take away what an earlier one left in the folder.

    Raises:
        StorageError: the disk does not take it.
    """
    from generator.comparison.reports.html import is_ours, report_pages

    written: set[str] = set()
    with stage_files(folder) as stage:
        for name, page in report_pages(outcome, showing):
            stage.write(name, page)
            written.add(name)
    with disk_errors(folder):
        for path in folder.glob("*.html"):
            if path.name not in written and path.is_file() and is_ours(path.read_bytes()):
                path.unlink()


def _write_redlines(outcome: Outcome, folder: Path) -> None:
    from generator.comparison.reports.redline import tracked_changes

    with disk_errors(folder), stage_files(folder) as stage:
        for comparison in outcome.comparisons:
            if any(change.format == "docx" for change in comparison.changes):
                name, content = tracked_changes(comparison.pair)
                stage.write(name, content)
