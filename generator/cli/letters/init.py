"""``letterbook init``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from generator.cli.terminal.options import JsonOption
from generator.cli.terminal.reporting import print_json, reporting


def init(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder of the new campaign.")],
    key: Annotated[
        Path | None,
        typer.Option(
            "--key", metavar="FILE", help="Sign with this Ed25519 key of ssh-keygen; default a new one."
        ),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Make a new campaign that runs at once.

    The folder gets a campaign.toml, a table of two recipients, four templates, and a record with its key.
    """
    with reporting(as_json=as_json):
        from generator.workflow.letters.init import found_campaign

        made = found_campaign(folder, key)
        if as_json:
            print_json({"ok": True, "folder": str(folder), "files": list(made.files)})
            return
        for name in made.files:
            typer.echo(folder / name)
        typer.echo(
            f"keep a copy of {made.public_key} elsewhere; then, in {folder}: letterbook generate", err=True
        )
