"""``letterbook text``."""

from __future__ import annotations

from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import Annotated

import typer

from generator.cli.terminal.options import JsonOption
from generator.cli.terminal.reporting import print_json, reporting


def text(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A .docx or .pdf.")],
    as_json: JsonOption = False,
) -> None:
    """Print the words of a letter.

    One paragraph of a .docx or line of a PDF on each line, and a line in brackets where a page or a story
    begins; git shows changes of letters with it (textconv).
    """
    with reporting(as_json=as_json):
        from generator.workflow.comparing.text import read_text

        said = read_text(file)
        if as_json:
            print_json({"ok": True, "lines": [{"part": it.part, "text": it.text} for it in said]})
            return
        for part, lines in groupby(said, key=attrgetter("part")):
            typer.echo(f"[{part or 'body'}]")
            for line in lines:
                typer.echo(line.text)
