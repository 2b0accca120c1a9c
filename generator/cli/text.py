"""``letterbook text``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from generator.cli.reporting import reporting


def text(file: Annotated[Path, typer.Argument(metavar="FILE", help="A .docx or .pdf.")]) -> None:
    """Print the words of a letter.

    One paragraph of a .docx or line of a PDF on each line; git shows changes of letters with it (textconv).
    """
    with reporting(as_json=False):
        from generator.workflow.text import read_text

        for line in read_text(file):
            typer.echo(line)
