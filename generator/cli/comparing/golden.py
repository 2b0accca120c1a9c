"""``letterbook golden``: the letters as somebody approved of them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated

import typer

from generator.cli.comparing.diff import print_outcome
from generator.cli.terminal.options import DEFAULT_CAMPAIGN, CampaignOption, JsonOption, parse_list
from generator.cli.terminal.reporting import counted, print_json, reporting, say

golden = typer.Typer(
    help="Keep what the campaign's letters say and look like, and check that they still do.",
    no_args_is_help=True,
)
FolderOption = Annotated[Path, typer.Option("--folder", metavar="DIR", help="Where the golden letters lie.")]
_FOLDER = Path("golden")
_SEEN = re.compile(r"[0-9a-f]{32}(-[0-9a-f]{32})?")


@golden.command()
def update(
    folder: FolderOption = _FOLDER,
    campaign: CampaignOption = DEFAULT_CAMPAIGN,
    only: Annotated[str, typer.Option(metavar="ID,…", help="Only the letters to these recipients.")] = "",
    letter: Annotated[
        str, typer.Option(metavar="KIND,…", help="Only these kinds, with their grounds or without.")
    ] = "",
    name: Annotated[
        str, typer.Option(metavar="NAME,…", help="Only the letters of these names, as a report shows them.")
    ] = "",
    expect: Annotated[
        str | None,
        typer.Option(metavar="HASH", help="Keep nothing but what a report showed; its commands have this."),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Keep today's letters as the golden ones: all, or those that are chosen.

    Exit status 1: the letters are not what --expect says, and nothing was written.
    """
    with reporting(as_json=as_json):
        from generator.comparison.golden.choosing import Choice
        from generator.workflow.comparing.golden import update_golden
        from generator.workflow.sources import Sources

        choice = Choice(parse_list(only), parse_list(letter), parse_list(name))
        names = update_golden(Sources(campaign), folder, choice, _seen(expect))
        if as_json:
            print_json({"ok": True, "folder": str(folder), "files": list(names)})
            return
        typer.echo(f"{len(names)} golden files written in {folder}")


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
        from generator.workflow.comparing.golden import render_letters
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
    html: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR", help="Write a report for a browser into this folder, to take letters over from."
        ),
    ] = None,
    github: Annotated[bool, typer.Option("--github", help="Print annotations for GitHub Actions.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Check that today's letters are the golden ones.

    Words and pictures must hold on any machine, the bytes of the files where this stack of libraries was
    recorded. Exit status 0: they hold. 1: some do not. 2: they cannot be compared.
    """
    with reporting(as_json=as_json):
        from generator.comparison.records import Settings
        from generator.workflow.comparing.golden import check_golden
        from generator.workflow.sources import Sources

        checked = check_golden(Sources(campaign), folder, Settings())
        if html is not None:
            from generator.workflow.comparing.golden_report import write_golden_report

            write_golden_report(checked, html, _unusual(folder, campaign))
        print_outcome(checked.outcome, github=github, as_json=as_json)
        if checked.rewritten is None:
            say(f"bytes not checked: no hashes for {checked.stack}; 'letterbook golden update' records them")
        elif checked.rewritten:
            names = ", ".join(checked.rewritten[:5])
            say(f"other bytes than before, in {counted(len(checked.rewritten), 'file')}: {names}")
        if checked.unrecorded:
            number = counted(len(checked.unrecorded), "file")
            say(f"bytes of {number} not checked: no hashes for {checked.stack}")
    raise typer.Exit(checked.exit_status)


def _seen(text: str | None) -> str | None:
    """Return what a report's command says that somebody saw."""
    if text is not None and not _SEEN.fullmatch(text):
        raise typer.BadParameter(
            f"--expect: {text!r} is not what a report's command has there; copy all of it"
        )
    return text


def _unusual(folder: Path, campaign: Path) -> tuple[str, ...]:
    """Return the options that say where the golden letters and the campaign lie, unless it is the usual."""
    asked = (("--campaign", campaign, DEFAULT_CAMPAIGN), ("--folder", folder, _FOLDER))
    return tuple(word for option, path, usual in asked if path != usual for word in (option, str(path)))
