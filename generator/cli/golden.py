"""``letterbook golden``: the letters as somebody approved of them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from generator.cli.diff import print_outcome
from generator.cli.options import DEFAULT_CAMPAIGN, CampaignOption, JsonOption
from generator.cli.reporting import counted, print_json, reporting, say

golden = typer.Typer(
    help="Keep what the campaign's letters say and look like, and check that they still do.",
    no_args_is_help=True,
)
FolderOption = Annotated[Path, typer.Option("--folder", metavar="DIR", help="Where the golden letters lie.")]
_FOLDER = Path("golden")


@golden.command()
def update(
    folder: FolderOption = _FOLDER, campaign: CampaignOption = DEFAULT_CAMPAIGN, as_json: JsonOption = False
) -> None:
    """Keep today's letters as the golden ones."""
    with reporting(as_json=as_json):
        from generator.workflow.golden import update_golden
        from generator.workflow.sources import Sources

        names = update_golden(Sources(campaign), folder)
        if as_json:
            print_json({"ok": True, "folder": str(folder), "files": list(names)})
            return
        typer.echo(f"{len(names)} golden files in {folder}")


@golden.command()
def render(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to write; a new one.")],
    campaign: CampaignOption = DEFAULT_CAMPAIGN,
    as_json: JsonOption = False,
) -> None:
    """Write every letter that the campaign can ask for, to compare it with those of another state.

    Each is there as .docx; of each kind, step and grounds one is typeset as PDF too.
    """
    with reporting(as_json=as_json):
        from generator.workflow.golden import render_letters
        from generator.workflow.sources import Sources

        number = render_letters(Sources(campaign), folder)
        if as_json:
            print_json({"ok": True, "folder": str(folder), "letters": number})
            return
        typer.echo(f"{counted(number, 'letter')} in {folder}")


@golden.command()
def check(
    folder: FolderOption = _FOLDER,
    campaign: CampaignOption = DEFAULT_CAMPAIGN,
    github: Annotated[bool, typer.Option("--github", help="Print annotations for GitHub Actions.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Check that today's letters are the golden ones.

    Words and pictures must hold on any machine, the bytes of the files where this stack of libraries was
    recorded. Exit status 0: they hold. 1: some do not. 2: they cannot be compared.
    """
    with reporting(as_json=as_json):
        from generator.comparison.records import Settings
        from generator.workflow.golden import check_golden
        from generator.workflow.sources import Sources

        checked = check_golden(Sources(campaign), folder, Settings())
        print_outcome(checked.outcome, github=github, as_json=as_json)
        if checked.rewritten is None:
            say(f"bytes not checked: no hashes for {checked.stack}; 'letterbook golden update' records them")
        elif checked.rewritten:
            names = ", ".join(checked.rewritten[:5])
            say(f"other bytes than before, in {counted(len(checked.rewritten), 'file')}: {names}")
    raise typer.Exit(checked.exit_status)
