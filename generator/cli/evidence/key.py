"""``letterbook key``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from generator.cli.terminal.options import DEFAULT_CAMPAIGN, ActorOption, CampaignOption, JsonOption
from generator.cli.terminal.reporting import print_json, print_problems, problems_as_json, reporting

if TYPE_CHECKING:
    from generator.workflow.evidence.keys import Followed

key = typer.Typer(
    no_args_is_help=True, rich_markup_mode=None, help="Let another key sign the record from here on."
)

ReasonOption = Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why; it stays on the record.")]


@key.command()
def rotate(
    reason: ReasonOption,
    actor: ActorOption = "",
    campaign: CampaignOption = DEFAULT_CAMPAIGN,
    as_json: JsonOption = False,
) -> None:
    """Let a new key follow the one that signs now; both sign that it does.

    The new key is record/key.next, if you have put one there, else it is made. Keep a copy of record/key.pub.
    """
    with reporting(as_json=as_json):
        from generator.workflow.evidence.keys import rotate_key

        _tell(rotate_key(campaign, reason=reason, actor=actor), as_json=as_json)


@key.command()
def replace(
    reason: ReasonOption,
    authorized_by: Annotated[
        str, typer.Option("--authorized-by", metavar="NAME", help="Who decided that the key is lost.")
    ],
    actor: ActorOption = "",
    campaign: CampaignOption = DEFAULT_CAMPAIGN,
    as_json: JsonOption = False,
) -> None:
    """Let a new key follow one that is lost or stolen, on somebody's word.

    Whoever verifies is told so from then on, unless they give both public keys.
    """
    with reporting(as_json=as_json):
        from generator.workflow.evidence.keys import replace_key

        made = replace_key(campaign, reason=reason, authorized_by=authorized_by, actor=actor)
        _tell(made, as_json=as_json)


def _tell(followed: Followed, *, as_json: bool) -> None:
    if as_json:
        print_json({"ok": True, "public_key": str(followed.key)} | problems_as_json(followed.warnings))
        return
    print_problems(followed.warnings)
    typer.echo(str(followed.key))
