"""Writing the reports of a comparison to where the user wants them."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from generator.comparison.outcome import Outcome
from generator.comparison.reports.junit import junit_xml
from generator.storage import disk_errors, stage_files
from generator.workflow.saving import save_file


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


def write_reports(outcome: Outcome, destinations: Destinations) -> None:
    """Write the reports asked for; a file is there whole or not at all.

    Raises:
        StorageError: the disk does not take them.
        UsageError: tracked changes are asked for, and what makes them is not installed.
    """
    if destinations.junit is not None:
        save_file(junit_xml(outcome), destinations.junit)
    if destinations.html is not None:
        _write_html(outcome, destinations.html)
    if destinations.redline is not None:
        _write_redlines(outcome, destinations.redline)


def _write_html(outcome: Outcome, folder: Path) -> None:
    """Write the report and take away what an earlier one left in the folder."""
    from generator.comparison.reports.html import is_ours, report_pages

    written: set[str] = set()
    with stage_files(folder) as stage:
        for name, page in report_pages(outcome):
            stage.write(name, page)
            written.add(name)
    with disk_errors(folder):
        for path in folder.glob("*.html"):
            if path.name not in written and path.is_file() and is_ours(path.read_bytes()):
                path.unlink()


def _write_redlines(outcome: Outcome, folder: Path) -> None:
    from generator.comparison.reports.redline import tracked_changes

    with disk_errors(folder), stage_files(folder) as stage:
        for found in outcome.comparisons:
            if any(change.format == "docx" for change in found.changes):
                name, content = tracked_changes(found.pair)
                stage.write(name, content)
