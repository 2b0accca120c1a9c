"""Writing the reports of a comparison to where the user wants them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from generator.comparison.outcome import Outcome
from generator.comparison.records import Settings
from generator.comparison.reports.junit import junit_xml
from generator.storage import disk_errors, stage_files
from generator.workflow.saving import save_file


@dataclass(frozen=True, slots=True)
class Destinations:
    """Where each report goes; None where it is not wanted."""

    html: Path | None = None
    junit: Path | None = None
    redline: Path | None = None


def write_reports(outcome: Outcome, settings: Settings, destinations: Destinations) -> None:
    """Write the reports asked for; a file is there whole or not at all.

    Raises:
        StorageError: the disk does not take them.
        UsageError: tracked changes are asked for, and what makes them is not installed.
    """
    if destinations.junit is not None:
        save_file(junit_xml(outcome), destinations.junit)
    if destinations.html is not None:
        _write_html(outcome, settings, destinations.html)
    if destinations.redline is not None:
        _write_redlines(outcome, destinations.redline)


def _write_html(outcome: Outcome, settings: Settings, folder: Path) -> None:
    from generator.comparison.reports.html import index_page, letter_page, page_name

    with stage_files(folder) as stage:
        for found in outcome.comparisons:
            if found.verdict == "different":
                stage.write(page_name(found.pair), letter_page(found, outcome, settings))
        stage.write("index.html", index_page(outcome))


def _write_redlines(outcome: Outcome, folder: Path) -> None:
    from generator.comparison.reports.redline import tracked_changes

    with disk_errors(folder), stage_files(folder) as stage:
        for found in outcome.comparisons:
            if any(change.format == "docx" for change in found.changes):
                name, content = tracked_changes(found.pair)
                stage.write(name, content)
