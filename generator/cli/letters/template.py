"""``letterbook template``."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated, TypeAlias

import typer

from generator.cli.terminal.options import JsonOption
from generator.cli.terminal.reporting import (
    counted,
    print_json,
    print_problems,
    problems_as_json,
    reporting,
    say,
)

template = typer.Typer(help="Look into a Word template.", no_args_is_help=True, rich_markup_mode=None)

FileArgument: TypeAlias = Annotated[Path, typer.Argument(metavar="FILE", help="A Word template.")]


@template.command()
def fields(file: FileArgument, as_json: JsonOption = False) -> None:
    """List every merge field and its place."""
    with reporting(as_json=as_json):
        from generator.workflow.letters.inspect import fields_of

        fields = fields_of(file)
        if as_json:
            print_json({"ok": True, "fields": [asdict(field) for field in fields]})
            return
        for field in fields:
            notes = " (only tested)" * field.optional + " (MERGEFIELD)" * field.native
            typer.echo(f"{field.path}{notes}\t{field.part}, paragraph {field.paragraph}\t{field.around}")


@template.command()
def lint(file: FileArgument, as_json: JsonOption = False) -> None:
    """Find what is wrong with it, or doubtful.

    Told are the faults that keep it from being merged, and what the PDF of its letters would refuse or only
    approximate. The exit status is 1 when there is an error, 0 when there are warnings only.
    """
    with reporting(as_json=as_json):
        from generator.workflow.letters.inspect import faults_of

        faults = faults_of(file)
        errors = sum(problem.severity == "error" for problem in faults)
        if as_json:
            print_json({"ok": not errors} | problems_as_json(faults))
        else:
            print_problems(faults)
            say(f"{file.name}: {counted(errors, 'error')}, {counted(len(faults) - errors, 'warning')}")
        if errors:
            raise typer.Exit(1)


@template.command()
def show(file: FileArgument, as_json: JsonOption = False) -> None:
    """Print it as text, made for git diff."""
    with reporting(as_json=as_json):
        from generator.workflow.letters.inspect import text_of

        text = text_of(file)
        if as_json:
            print_json({"ok": True, "text": text})
            return
        typer.echo(text, nl=False)
