"""Options that several commands share, and what their text means."""

from __future__ import annotations

import datetime as dt
import typing
from pathlib import Path
from typing import Annotated, TypeAlias

import typer

from generator.model import YEARS, Format

CampaignOption: TypeAlias = Annotated[Path, typer.Option("--campaign", help="The campaign's file.")]
TableOption: TypeAlias = Annotated[
    Path | None, typer.Option("--recipients", help="Read this table instead of the one the campaign names.")
]
RowsOption: TypeAlias = Annotated[
    int | None, typer.Option("--expect-rows", min=0, help="How many recipients the table must have.")
]
StrictOption: TypeAlias = Annotated[bool, typer.Option("--strict", help="Take each warning for a fault.")]
JsonOption: TypeAlias = Annotated[bool, typer.Option("--json", help="Print the result as JSON on stdout.")]
FormatsOption: TypeAlias = Annotated[
    str, typer.Option("--format", metavar="docx,pdf", help="The formats to make.")
]

DraftOption: TypeAlias = Annotated[
    bool, typer.Option("--draft", help="Mark each page of the files with DRAFT.")
]

ActorOption: TypeAlias = Annotated[
    str, typer.Option("--actor", metavar="NAME", help="Who does this; default the login name.")
]
KeysOption: TypeAlias = Annotated[
    list[Path] | None,
    typer.Option(
        "--key",
        metavar="FILE",
        help="A public key that was kept elsewhere; repeatable; default record/key.pub.",
    ),
]
OutFileOption: TypeAlias = Annotated[
    Path | None, typer.Option("--out", metavar="FILE", help="Write to this file instead of stdout.")
]

DEFAULT_CAMPAIGN = Path("campaign.toml")


def parse_day(text: str) -> dt.date:
    """Return the day that ``YYYY-MM-DD`` names."""
    try:
        day = dt.date.fromisoformat(text)
    except ValueError as exc:
        raise typer.BadParameter(f"{text!r} is not a day; write it like 2018-01-24") from exc
    if day.year not in YEARS:
        raise typer.BadParameter(f"{text!r} is not between the years {YEARS[0]} and {YEARS[-1]}")
    return day


def parse_formats(text: str) -> tuple[Format, ...]:
    """Return the formats named, each once, in the order docx, pdf."""
    asked = {name.strip().lower() for name in text.split(",") if name.strip()}
    known = typing.get_args(Format)
    if not asked or not asked <= set(known):
        raise typer.BadParameter(f"{text!r} names something else than {' and '.join(known)}")
    return tuple(form for form in known if form in asked)


def parse_list(text: str) -> tuple[str, ...]:
    """Return the words between the commas."""
    return tuple(word.strip() for word in text.split(",") if word.strip())


AsOfOption: TypeAlias = Annotated[
    dt.date | None,
    typer.Option("--as-of", parser=parse_day, metavar="DATE", help="As of this day; default today."),
]
