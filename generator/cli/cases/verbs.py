"""The verbs of ``letterbook record`` as commands: what each says, and the fields that its options fill.

Which fields there are, and which of them are required, the payloads of the events say. It stands here once
more because they load slowly; a test holds the two to each other.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from generator.cli.cases.entering import Call
from generator.cli.terminal.options import (
    DEFAULT_CAMPAIGN,
    ActorOption,
    CampaignOption,
    JsonOption,
    TableOption,
)


@dataclass(frozen=True, slots=True)
class Field:
    """A field of an entry as an option: what it takes, what it says, and its flags when not its own name."""

    metavar: str
    help: str
    flags: tuple[str, ...] = ()
    required: bool = False


_DAY: Final = Field("DATE", "The day on which it happened.", ("--on",), required=True)
_REASON: Final = Field("TEXT", "Why.")
_REASON_REQUIRED: Final = Field("TEXT", "Why.", required=True)
_COMMENT: Final = Field("TEXT", "What else to say.")
_LETTER: Final = Field("REFERENCE", "Which letter, when it is not clear.")
_BOTH: Final = ("--on", "--at")
_CHANNEL: Final = Field("TEXT", "Which way it went, such as 'certified mail'.")
_ZONE: Final = Field("ZONE", "The time zone of the place; default the campaign's.")
_TRACKING: Final = Field("NUMBER", "The reference or tracking number.")

OPTIONS: Final[Mapping[str, tuple[str, Mapping[str, Field]]]] = {
    "sent": (
        "A letter was handed over, to the mail, a carrier or a person. Its days count from then.",
        {
            "on": Field(
                "DATE|DATETIME",
                "When it was handed over: 2018-01-24T16:05, or the day.",
                ("--on", "--at"),
                required=True,
            ),
            "channel": _CHANNEL,
            "zone": _ZONE,
            "by": Field("NAME", "Who handed it over."),
            "tracking": _TRACKING,
            "draft_sha256": Field("SHA256", "Which file was sent, by its hash in the manifest."),
            "reason": Field("TEXT", "Why it went out before its date; with --draft-sha256."),
            "letter": _LETTER,
        },
    ),
    "response": (
        "An answer came in. To record nil is to accept that there is nothing to produce.",
        {
            "on": _DAY,
            "answer": Field("complete|partial|nil", "What came in.", required=True),
            "items": Field("1,2,5-7", "The items answered, by their numbers."),
            "announced_on": Field("DATE", "When it was announced."),
            "sent_on": Field("DATE", "When it was sent."),
            "joint_with": Field("ID;…", "The other recipients whose answer it is too."),
            "summary": Field("TEXT", "What it says, in a line."),
        },
    ),
    "acknowledged": (
        "The recipient says that the letter has come. That stops no clock.",
        {"on": _DAY, "comment": _COMMENT},
    ),
    "extension": (
        "More time was given: until a date, or so many days on.",
        {
            "on": _DAY,
            "until": Field("DATE", "The new due date."),
            "days": Field("N", "So many days on from the due date."),
            "reason": _REASON,
            "letter": _LETTER,
        },
    ),
    "hold": (
        "The clock stands from this day on, for a lawsuit or another reason.",
        {"on": _DAY, "reason": _REASON_REQUIRED},
    ),
    "resume": (
        "The clock goes on where it stood, and this day counts.",
        {
            "on": _DAY,
            "hold": Field("EVENT|REASON", "Which hold, when several are open."),
            "comment": _COMMENT,
        },
    ),
    "returned-mail": (
        "A letter came back undelivered.",
        {"on": _DAY, "reason": _REASON, "channel": _CHANNEL, "letter": _LETTER},
    ),
    "served": (
        "A subpoena was served: the proof of service.",
        {
            "on": Field("DATETIME", "When it was, such as 2018-01-24T16:05.", _BOTH, required=True),
            "served_by": Field("NAME", "Who served it.", required=True),
            "capacity": Field("TEXT", "In what capacity.", required=True),
            "received_by": Field("NAME", "Who took it, with the title.", required=True),
            "place": Field("TEXT", "Where.", required=True),
            "manner": Field("TEXT", "How, such as 'in person'.", required=True),
            "tracking": _TRACKING,
            "attempts": Field("N", "At which attempt."),
            "adult_and_no_party": Field("yes|no", "The server is 18 or older and no party."),
            "signed_on": Field("DATE", "When the declaration was signed."),
            "zone": _ZONE,
        },
    ),
    "close": (
        "The case is closed: nothing more is asked.",
        {
            "on": _DAY,
            "reason": Field("complete|nil_accepted|settled|cleared|withdrawn", "Why.", required=True),
            "comment": _COMMENT,
        },
    ),
    "note": (
        "Something to remember that changes nothing.",
        {"text": Field("TEXT", "What to remember.", required=True)},
    ),
}

_IDS: Final = Annotated[
    list[str], typer.Argument(metavar="ID...", help="The recipients, by the id of the recipient table.")
]
_FILES: Final = Annotated[
    list[Path] | None,
    typer.Option("--attach", metavar="FILE", help="A file to keep in the record; repeatable."),
]
_REQUIRED: Final = inspect.Parameter.empty


def add_verbs(record: typer.Typer) -> None:
    """Add the command of each verb, in the order in which they are listed."""
    for verb, (says, options) in OPTIONS.items():
        record.command(verb, help=says)(_command(verb, options))


def _command(verb: str, options: Mapping[str, Field]) -> Callable[..., None]:
    """Return what records a verb of recipients, with the parameters that typer makes options of."""

    def command(ids: list[str], **given: Any) -> None:  # noqa: ANN401 - typer gives each its own type
        call = Call(verb, given["actor"], given["campaign"], given["recipients"], given["as_json"])
        call.record(ids, {name: given[name] for name in options}, given.get("attach") or ())

    parameters = [
        _parameter("ids", _IDS, _REQUIRED),
        *(_option(name, field) for name, field in options.items()),
        *([_parameter("attach", _FILES, None)] if verb == "response" else []),
        _parameter("actor", ActorOption, ""),
        _parameter("campaign", CampaignOption, DEFAULT_CAMPAIGN),
        _parameter("recipients", TableOption, None),
        _parameter("as_json", JsonOption, default=False),
    ]
    command.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    command.__annotations__ = {it.name: it.annotation for it in parameters}
    return command


def _option(name: str, field: Field) -> inspect.Parameter:
    option = typer.Option(*field.flags, metavar=field.metavar, help=field.help)
    return _parameter(name, Annotated[str, option], _REQUIRED if field.required else "")


def _parameter(name: str, annotation: object, default: object) -> inspect.Parameter:
    kind = inspect.Parameter.POSITIONAL_OR_KEYWORD
    return inspect.Parameter(name, kind, annotation=annotation, default=default)
