"""``letterbook record`` and its verbs: what happened in the world."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from generator.cli.cases.entering import Call, print_recorded, refuse_misplaced
from generator.cli.cases.verbs import add_verbs
from generator.cli.terminal.options import (
    DEFAULT_CAMPAIGN,
    ActorOption,
    CampaignOption,
    JsonOption,
    TableOption,
)
from generator.cli.terminal.reporting import reporting
from generator.errors import ProblemsFoundError, UsageError

record = typer.Typer(
    help="Record what happened: letters sent, answers, extensions, holds.",
    invoke_without_command=True,
    no_args_is_help=True,
    rich_markup_mode=None,
)


@record.callback()
def from_table(
    context: typer.Context,
    table: Annotated[
        Path | None,
        typer.Option("--from", metavar="TABLE", help="Record every row of this table, or none of them."),
    ] = None,
    actor: ActorOption = "",
    campaign: CampaignOption = DEFAULT_CAMPAIGN,
    recipients: TableOption = None,
    as_json: JsonOption = False,
) -> None:
    """Record what happened: letters sent, answers, extensions, holds.

    A table has the column 'event' with one of the commands below, 'recipient_id', and a column for each
    option: on, letter, channel, items and so on. All faults are told at once.
    """
    if context.invoked_subcommand is not None:
        refuse_misplaced(context)
        return
    with reporting(as_json=as_json):
        from generator.workflow.record.entering import record_table
        from generator.workflow.sources import Sources

        if table is None:
            raise UsageError("there is nothing to record", hint="name what happened, or a table with --from")
        print_recorded(record_table(Sources(campaign, recipients), table, actor=actor), as_json=as_json)


add_verbs(record)


@record.command()
def correct(
    event: Annotated[str, typer.Argument(metavar="EVENT", help="The number of the entry that was wrong.")],
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why.")],
    anew: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="FIELD=TEXT", help="Say a field anew; without any it is withdrawn."),
    ] = None,
    actor: ActorOption = "",
    campaign: CampaignOption = DEFAULT_CAMPAIGN,
    recipients: TableOption = None,
    as_json: JsonOption = False,
) -> None:
    """An entry was wrong: withdraw it, or say some of its fields anew. Both stay on the record."""
    with reporting(as_json=as_json):
        from generator.recording import not_correctable

        texts = dict(_field(text) for text in anew or ())
        if "recipient_id" in texts:  # which no field can be that is said anew, even as it was
            raise ProblemsFoundError((not_correctable(f"correct {event}", "recipient_id"),))
    texts |= {"corrects": event, "because": reason}
    Call("correct", actor, campaign, recipients, as_json).record([""], texts)


def _field(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        raise UsageError(f"--set: {text!r} has no '='", hint="write it like --set on=2018-02-20")
    if name.strip() in {"", "corrects", "because"} or not value.strip():  # it would withdraw the entry
        raise UsageError(f"--set: {text!r} says no field anew", hint="write it like --set on=2018-02-20")
    return name.strip(), value
