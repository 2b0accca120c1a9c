"""The command ``letterbook``: its subcommands, each in a file of its own."""

from __future__ import annotations

import os
import sys
import traceback
from typing import Annotated, cast

import typer

from generator import __version__
from generator.cli.cases.manifest import manifest
from generator.cli.cases.plan import plan
from generator.cli.cases.record import record
from generator.cli.cases.status import status
from generator.cli.comparing.diff import diff
from generator.cli.comparing.golden import golden
from generator.cli.comparing.text import text
from generator.cli.evidence.key import key
from generator.cli.evidence.moving import backup, import_events, restore
from generator.cli.evidence.verifying import checkpoint, prove, verify, witness
from generator.cli.letters.check import check
from generator.cli.letters.generate import generate
from generator.cli.letters.init import init
from generator.cli.letters.render import render
from generator.cli.letters.template import template
from generator.cli.review.comment import comment
from generator.cli.review.deciding import approve, assign, release, return_letters, withdraw
from generator.cli.review.drafts import drafts
from generator.cli.serving.serve import serve
from generator.cli.serving.user import user
from generator.cli.terminal.output import guarded_output
from generator.cli.terminal.reporting import print_json

_UsageError = cast(
    "type[typer.BadParameter]",
    next(kind for kind in typer.BadParameter.__mro__ if kind.__name__ == "UsageError"),
)
"""What a misspelt option raises; typer publishes only what derives from it."""

app = typer.Typer(
    name="letterbook",
    help="Formal letters from a recipient table and Word templates: checked, rendered, recorded.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Exit status: 0 fine, 1 problems or differences found, 2 usage or configuration, "
    "3 a person must decide, 4 input/output or temporary, 70 a fault of the program, 130 stopped by "
    "a person.",
)
app.command()(init)
app.command()(check)
app.command()(generate)
app.command()(render)
app.command()(diff)
app.command()(text)
app.command()(status)
app.command()(plan)
app.command()(drafts)
app.command()(assign)
app.command()(approve)
app.command("return")(return_letters)
app.command()(withdraw)
app.add_typer(comment, name="comment")
app.command()(release)
app.add_typer(record, name="record")
app.command()(manifest)
app.command()(checkpoint)
app.command()(verify)
app.command()(prove)
app.command()(witness)
app.add_typer(key, name="key")
app.command()(backup)
app.command()(restore)
app.command("import")(import_events)
app.add_typer(golden, name="golden")
app.add_typer(template, name="template")
app.command()(serve)
app.add_typer(user, name="user")


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"letterbook {__version__}")
        raise typer.Exit


@app.callback()
def _settings(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    del version
    if "NO_COLOR" in os.environ:
        context.color = False


_CRASHED = 70
"""The exit status of our own faults, ``EX_SOFTWARE`` of ``sysexits.h``: no build takes it for differences."""


def main() -> None:
    """Run the command with the arguments of the process."""
    try:
        with guarded_output():
            _run()
    except Exception:  # noqa: BLE001 - whatever escapes is our fault, and has a status of its own
        traceback.print_exc()
        typer.echo("letterbook: this is a fault of the program; please report it", err=True)
        sys.exit(_CRASHED)


def _run() -> None:
    if "--json" not in sys.argv[1:]:
        app(prog_name="letterbook")
        return
    try:
        status = app(prog_name="letterbook", standalone_mode=False)
    except typer.Abort:
        status = 1
    except _UsageError as exc:
        print_json({
            "ok": False, "code": "usage", "message": exc.format_message(), "hint": "", "problems": [],
        })  # fmt: skip
        status = exc.exit_code
    sys.exit(status)
