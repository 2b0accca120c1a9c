"""``letterbook manifest``."""

from __future__ import annotations

import sys
from dataclasses import asdict
from enum import StrEnum
from typing import Annotated

import typer

from generator.cli.terminal.options import (
    DEFAULT_CAMPAIGN,
    AsOfOption,
    CampaignOption,
    JsonOption,
    OutFileOption,
)
from generator.cli.terminal.reporting import print_json, reporting
from generator.errors import UsageError


class ExportFormat(StrEnum):
    """The formats of the manifest."""

    csv = "csv"
    jsonl = "jsonl"
    xlsx = "xlsx"
    parquet = "parquet"
    events = "events"


def manifest(
    batch: Annotated[str, typer.Option(metavar="ID", help="Only the letters of this batch.")] = "",
    as_of: AsOfOption = None,
    form: Annotated[
        ExportFormat, typer.Option("--format", help="The format; 'events' are the events themselves.")
    ] = ExportFormat.csv,
    stable: Annotated[
        bool, typer.Option("--stable", help="Mask clock times, so that two runs can be compared.")
    ] = False,
    out: OutFileOption = None,
    campaign: CampaignOption = DEFAULT_CAMPAIGN,
    as_json: JsonOption = False,
) -> None:
    """Tell what was sent to whom: which bytes, when, how, answered when.

    One row for each hand-over, and one for each letter that was not handed over yet.
    """
    with reporting(as_json=as_json):
        from generator.workflow.cases.manifest import Extract, export_manifest, read_manifest
        from generator.workflow.saving import save_file
        from generator.workflow.sources import Sources

        sources, extract = Sources(campaign), Extract(batch, as_of, stable)
        if as_json and out is None:
            if form is not ExportFormat.csv:
                message = f"--json: prints the letters, which --format {form} writes in another form"
                raise UsageError(message, hint="leave out one of the two, or add --out FILE")
            print_json({"ok": True, "letters": [asdict(row) for row in read_manifest(sources, extract)]})
            return
        content = export_manifest(sources, extract, form.value)
        if out is not None:
            save_file(content, out)
            if as_json:
                print_json({"ok": True, "file": str(out)})
        elif form in {ExportFormat.xlsx, ExportFormat.parquet} and sys.stdout.isatty():
            raise UsageError(f"--format {form}: is not for a terminal", hint=f"add: --out manifest.{form}")
        else:
            typer.echo(content, nl=False)
