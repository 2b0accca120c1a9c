"""``letterbook record`` and its verbs: what happened in the world."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, TypeAlias

import typer

from generator.cli.cases.entering import Call, print_recorded, refuse_misplaced
from generator.cli.terminal.options import (
    DEFAULT_CAMPAIGN,
    ActorOption,
    CampaignOption,
    JsonOption,
    TableOption,
)
from generator.cli.terminal.reporting import reporting
from generator.errors import ProblemsFoundError, UsageError

IdsArgument: TypeAlias = Annotated[
    list[str], typer.Argument(metavar="ID...", help="The recipients, by the id of the recipient table.")
]
DayOption: TypeAlias = Annotated[
    str, typer.Option("--on", metavar="DATE", help="The day on which it happened.")
]
HandOverOption: TypeAlias = Annotated[
    str,
    typer.Option(
        "--on", "--at", metavar="DATE|DATETIME", help="When it was handed over: 2018-01-24T16:05, or the day."
    ),
]
MomentOption: TypeAlias = Annotated[
    str, typer.Option("--on", "--at", metavar="DATETIME", help="When it was, such as 2018-01-24T16:05.")
]
LetterOption: TypeAlias = Annotated[
    str, typer.Option("--letter", metavar="REFERENCE", help="Which letter, when it is not clear.")
]
ChannelOption: TypeAlias = Annotated[
    str, typer.Option("--channel", metavar="TEXT", help="Which way it went, such as 'certified mail'.")
]
ZoneOption: TypeAlias = Annotated[
    str, typer.Option("--zone", metavar="ZONE", help="The time zone of the place; default the campaign's.")
]
TrackingOption: TypeAlias = Annotated[
    str, typer.Option("--tracking", metavar="NUMBER", help="The reference or tracking number.")
]
ReasonOption: TypeAlias = Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why.")]
CommentOption: TypeAlias = Annotated[str, typer.Option("--comment", metavar="TEXT", help="What else to say.")]

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


@record.command()
def sent(
    ids: IdsArgument,
    on: HandOverOption,
    channel: ChannelOption = "",
    zone: ZoneOption = "",
    by: Annotated[str, typer.Option(metavar="NAME", help="Who handed it over.")] = "",
    tracking: TrackingOption = "",
    draft_sha256: Annotated[
        str, typer.Option(metavar="SHA256", help="Which file was sent, by its hash in the manifest.")
    ] = "",
    reason: Annotated[
        str, typer.Option(metavar="TEXT", help="Why it went out before its date; with --draft-sha256.")
    ] = "",
    letter: LetterOption = "",
    actor: ActorOption = "",
    campaign: CampaignOption = DEFAULT_CAMPAIGN,
    recipients: TableOption = None,
    as_json: JsonOption = False,
) -> None:
    """A letter was handed over, to the mail, a carrier or a person. Its days count from then."""
    texts = {"on": on, "channel": channel, "zone": zone, "by": by, "tracking": tracking, "letter": letter}
    texts |= {"draft_sha256": draft_sha256, "reason": reason}
    Call("sent", actor, campaign, recipients, as_json).record(ids, texts)


@record.command()
def response(
    ids: IdsArgument,
    on: DayOption,
    answer: Annotated[str, typer.Option(metavar="complete|partial|nil", help="What came in.")],
    items: Annotated[str, typer.Option(metavar="1,2,5-7", help="The items answered, by their numbers.")] = "",
    announced_on: Annotated[str, typer.Option(metavar="DATE", help="When it was announced.")] = "",
    sent_on: Annotated[str, typer.Option(metavar="DATE", help="When it was sent.")] = "",
    joint_with: Annotated[
        str, typer.Option(metavar="ID;…", help="The other recipients whose answer it is too.")
    ] = "",
    summary: Annotated[str, typer.Option(metavar="TEXT", help="What it says, in a line.")] = "",
    attach: Annotated[
        list[Path] | None, typer.Option(metavar="FILE", help="A file to keep in the record; repeatable.")
    ] = None,
    actor: ActorOption = "",
    campaign: CampaignOption = DEFAULT_CAMPAIGN,
    recipients: TableOption = None,
    as_json: JsonOption = False,
) -> None:
    """An answer came in. To record nil is to accept that there is nothing to produce."""
    texts = {"on": on, "answer": answer, "items": items, "announced_on": announced_on, "sent_on": sent_on}
    texts |= {"joint_with": joint_with, "summary": summary}
    Call("response", actor, campaign, recipients, as_json).record(ids, texts, attach or ())


@record.command()
def acknowledged(
    ids: IdsArgument,
    on: DayOption,
    comment: CommentOption = "",
    actor: ActorOption = "",
    campaign: CampaignOption = DEFAULT_CAMPAIGN,
    recipients: TableOption = None,
    as_json: JsonOption = False,
) -> None:
    """The recipient says that the letter has come. That stops no clock."""
    Call("acknowledged", actor, campaign, recipients, as_json).record(ids, {"on": on, "comment": comment})


@record.command()
def extension(
    ids: IdsArgument,
    on: DayOption,
    until: Annotated[str, typer.Option(metavar="DATE", help="The new due date.")] = "",
    days: Annotated[str, typer.Option(metavar="N", help="So many days on from the due date.")] = "",
    reason: ReasonOption = "",
    letter: LetterOption = "",
    actor: ActorOption = "",
    campaign: CampaignOption = DEFAULT_CAMPAIGN,
    recipients: TableOption = None,
    as_json: JsonOption = False,
) -> None:
    """More time was given: until a date, or so many days on."""
    texts = {"on": on, "until": until, "days": days, "reason": reason, "letter": letter}
    Call("extension", actor, campaign, recipients, as_json).record(ids, texts)


@record.command()
def hold(
    ids: IdsArgument,
    on: DayOption,
    reason: ReasonOption,
    actor: ActorOption = "",
    campaign: CampaignOption = DEFAULT_CAMPAIGN,
    recipients: TableOption = None,
    as_json: JsonOption = False,
) -> None:
    """The clock stands from this day on, for a lawsuit or another reason."""
    Call("hold", actor, campaign, recipients, as_json).record(ids, {"on": on, "reason": reason})


@record.command()
def resume(
    ids: IdsArgument,
    on: DayOption,
    hold: Annotated[
        str, typer.Option(metavar="EVENT|REASON", help="Which hold, when several are open.")
    ] = "",
    comment: CommentOption = "",
    actor: ActorOption = "",
    campaign: CampaignOption = DEFAULT_CAMPAIGN,
    recipients: TableOption = None,
    as_json: JsonOption = False,
) -> None:
    """The clock goes on where it stood, and this day counts."""
    texts = {"on": on, "hold": hold, "comment": comment}
    Call("resume", actor, campaign, recipients, as_json).record(ids, texts)


@record.command("returned-mail")
def returned_mail(
    ids: IdsArgument,
    on: DayOption,
    reason: ReasonOption = "",
    channel: ChannelOption = "",
    letter: LetterOption = "",
    actor: ActorOption = "",
    campaign: CampaignOption = DEFAULT_CAMPAIGN,
    recipients: TableOption = None,
    as_json: JsonOption = False,
) -> None:
    """A letter came back undelivered."""
    texts = {"on": on, "reason": reason, "channel": channel, "letter": letter}
    Call("returned-mail", actor, campaign, recipients, as_json).record(ids, texts)


@record.command()
def served(
    ids: IdsArgument,
    on: MomentOption,
    served_by: Annotated[str, typer.Option(metavar="NAME", help="Who served it.")],
    capacity: Annotated[str, typer.Option(metavar="TEXT", help="In what capacity.")],
    received_by: Annotated[str, typer.Option(metavar="NAME", help="Who took it, with the title.")],
    place: Annotated[str, typer.Option(metavar="TEXT", help="Where.")],
    manner: Annotated[str, typer.Option(metavar="TEXT", help="How, such as 'in person'.")],
    tracking: TrackingOption = "",
    attempts: Annotated[str, typer.Option(metavar="N", help="At which attempt.")] = "",
    adult_and_no_party: Annotated[
        str, typer.Option(metavar="yes|no", help="The server is 18 or older and no party.")
    ] = "",
    signed_on: Annotated[str, typer.Option(metavar="DATE", help="When the declaration was signed.")] = "",
    zone: ZoneOption = "",
    actor: ActorOption = "",
    campaign: CampaignOption = DEFAULT_CAMPAIGN,
    recipients: TableOption = None,
    as_json: JsonOption = False,
) -> None:
    """A subpoena was served: the proof of service."""
    texts = {"on": on, "served_by": served_by, "capacity": capacity, "received_by": received_by}
    texts |= {"place": place, "manner": manner, "tracking": tracking, "attempts": attempts, "zone": zone}
    texts |= {"adult_and_no_party": adult_and_no_party, "signed_on": signed_on}
    Call("served", actor, campaign, recipients, as_json).record(ids, texts)


@record.command()
def close(
    ids: IdsArgument,
    on: DayOption,
    reason: Annotated[
        str, typer.Option(metavar="complete|nil_accepted|settled|cleared|withdrawn", help="Why.")
    ],
    comment: CommentOption = "",
    actor: ActorOption = "",
    campaign: CampaignOption = DEFAULT_CAMPAIGN,
    recipients: TableOption = None,
    as_json: JsonOption = False,
) -> None:
    """The case is closed: nothing more is asked."""
    texts = {"on": on, "reason": reason, "comment": comment}
    Call("close", actor, campaign, recipients, as_json).record(ids, texts)


@record.command()
def note(
    ids: IdsArgument,
    text: Annotated[str, typer.Option(metavar="TEXT", help="What to remember.")],
    actor: ActorOption = "",
    campaign: CampaignOption = DEFAULT_CAMPAIGN,
    recipients: TableOption = None,
    as_json: JsonOption = False,
) -> None:
    """Something to remember that changes nothing."""
    Call("note", actor, campaign, recipients, as_json).record(ids, {"text": text})


@record.command()
def correct(
    event: Annotated[str, typer.Argument(metavar="EVENT", help="The number of the entry that was wrong.")],
    reason: ReasonOption,
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
