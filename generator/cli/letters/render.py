"""``letterbook render``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from generator.cli.terminal.options import DraftOption, JsonOption, parse_formats
from generator.cli.terminal.reporting import print_json, reporting


def render(
    template: Annotated[Path, typer.Argument(metavar="TEMPLATE.docx", help="A Word template.")],
    values: Annotated[
        Path,
        typer.Option(
            "--data", metavar="VALUES", help="Merge values: a .json file, or a table with a row each."
        ),
    ],
    out: Annotated[
        Path, typer.Option(metavar="PATH", help="The file, or the folder when there are several.")
    ],
    formats: Annotated[
        str, typer.Option("--format", metavar="docx,pdf", help="The formats; default as --out ends, or both.")
    ] = "",
    draft: DraftOption = False,
    as_json: JsonOption = False,
) -> None:
    """Merge any template with any values.

    No campaign is needed. A JSON object makes one document; a JSON list or a table makes one for each entry.
    """
    with reporting(as_json=as_json):
        from generator.workflow.letters.render import render as render_template

        asked = parse_formats(formats) if formats else ()
        files = render_template(template, values, out, asked, marked=draft)
        if as_json:
            print_json({"ok": True, "files": [str(path) for path in files]})
            return
        for path in files:
            typer.echo(path)
