"""``letterbook import``, ``backup`` and ``restore``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from generator.cli.terminal.options import DEFAULT_CAMPAIGN, ActorOption, CampaignOption, JsonOption
from generator.cli.terminal.reporting import counted, print_json, print_problems, problems_as_json, reporting

if TYPE_CHECKING:
    from generator.workflow.evidence.backup import BackedUp


def import_events(
    export: Annotated[
        Path, typer.Argument(metavar="EVENTS.jsonl", help="What manifest --format events wrote.")
    ],
    campaign: CampaignOption = DEFAULT_CAMPAIGN,
    as_json: JsonOption = False,
) -> None:
    """Make the record's ledger of exported events, exactly as it was.

    This moves a record between SQLite and PostgreSQL: name the new place in campaign.toml first.
    """
    with reporting(as_json=as_json):
        from generator.workflow.evidence.moving import import_events

        events = import_events(campaign, export)
        if as_json:
            print_json({"ok": True, "events": events})
        else:
            typer.echo(f"imported {counted(events, 'event')}; see: letterbook verify")


def backup(
    archive: Annotated[Path, typer.Argument(metavar="FILE.tar", help="The file to write.")],
    campaign: CampaignOption = DEFAULT_CAMPAIGN,
    as_json: JsonOption = False,
) -> None:
    """Write the whole record into one file, once it verifies.

    The private key is not in it: keep a copy of record/key elsewhere, as you would keep a seal.
    """
    with reporting(as_json=as_json):
        from generator.workflow.evidence.backup import back_up

        _tell("backed up", back_up(campaign, archive), as_json=as_json)


def restore(
    archive: Annotated[Path, typer.Argument(metavar="FILE.tar", help="What letterbook backup wrote.")],
    reason: Annotated[str, typer.Option(metavar="TEXT", help="Why; it stays on the record.")],
    given_up: Annotated[
        list[Path] | None,
        typer.Option("--given-up", metavar="FILE", help="A checkpoint of events that are lost; repeatable."),
    ] = None,
    actor: ActorOption = "",
    campaign: CampaignOption = DEFAULT_CAMPAIGN,
    as_json: JsonOption = False,
) -> None:
    """Make the record again out of a backup, and record that it was.

    Checkpoints of later events, beside the record or given, are given up by name: verify tells of it.
    """
    with reporting(as_json=as_json):
        from generator.workflow.evidence.backup import restore as restore_record

        done = restore_record(campaign, archive, reason=reason, given_up=tuple(given_up or ()), actor=actor)
        _tell("restored", done, as_json=as_json)


def _tell(verb: str, done: BackedUp, *, as_json: bool) -> None:
    if as_json:
        facts = {"ok": True, "events": done.events, "files": done.files, "sha256": done.sha256}
        print_json(facts | problems_as_json(done.warnings))
        return
    print_problems(done.warnings)
    typer.echo(
        f"{verb} {counted(done.events, 'event')} and {counted(done.files, 'file')}; sha256: {done.sha256}"
    )
