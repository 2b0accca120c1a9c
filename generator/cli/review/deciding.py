"""``letterbook assign``, ``approve``, ``return``, ``withdraw`` and ``release``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from generator.cli.review.telling import HEADER, draft_as_json, row_of
from generator.cli.terminal.options import (
    DEFAULT_CAMPAIGN,
    ActorOption,
    CampaignOption,
    JsonOption,
    parse_list,
)
from generator.cli.terminal.reporting import counted, print_json, print_problems, problems_as_json, reporting
from generator.cli.terminal.tables import aligned
from generator.errors import UsageError

if TYPE_CHECKING:
    from generator.workflow.review.deeds import Act
    from generator.workflow.review.recording import RecordedDeeds, Reviewer

BatchArgument: TypeAlias = Annotated[
    str, typer.Argument(metavar="BATCH", help="The batch, named like its folder.")
]
OnlyOption: TypeAlias = Annotated[str, typer.Option(metavar="ID,…", help="Only these recipients.")]
WhyOption: TypeAlias = Annotated[str, typer.Option("--comment", metavar="TEXT", help="Why.")]
CommentOption: TypeAlias = Annotated[str, typer.Option("--comment", metavar="TEXT", help="What else to say.")]
RoleOption: TypeAlias = Annotated[
    str,
    typer.Option(
        "--role", metavar="ROLE", help="In which role; default the first that is asked for and held."
    ),
]


def assign(
    batch: BatchArgument,
    to: Annotated[
        list[str], typer.Option("--to", metavar="NAME", help="Who is to review the letters; repeatable.")
    ],
    only: OnlyOption = "",
    comment: CommentOption = "",
    actor: ActorOption = "",
    campaign: CampaignOption = DEFAULT_CAMPAIGN,
    as_json: JsonOption = False,
) -> None:
    """Say who is to review letters; who was to before is not any more."""
    with reporting(as_json=as_json):
        from generator.workflow.review import deeds

        names = tuple(dict.fromkeys(name.strip() for name in to if name.strip()))
        act = deeds.assign(names, comment.strip())
        _do(act, batch, only, _reviewer(actor, ""), campaign, "assigned", as_json=as_json)


def approve(
    batch: BatchArgument,
    only: OnlyOption = "",
    comment: CommentOption = "",
    role: RoleOption = "",
    actor: ActorOption = "",
    campaign: CampaignOption = DEFAULT_CAMPAIGN,
    as_json: JsonOption = False,
) -> None:
    """Approve letters: exactly the bytes that were made of them, in all formats.

    Nobody approves what they prepared. Other bytes, made later, have to be approved again.
    """
    with reporting(as_json=as_json):
        from generator.workflow.review import deeds

        act = deeds.approve(comment.strip())
        _do(act, batch, only, _reviewer(actor, role), campaign, "approved", as_json=as_json)


def return_letters(
    batch: BatchArgument,
    comment: WhyOption,
    only: OnlyOption = "",
    role: RoleOption = "",
    actor: ActorOption = "",
    campaign: CampaignOption = DEFAULT_CAMPAIGN,
    as_json: JsonOption = False,
) -> None:
    """Give letters back to be made again; the next generate takes them up."""
    with reporting(as_json=as_json):
        from generator.workflow.review import deeds

        act = deeds.return_(_required(comment))
        _do(act, batch, only, _reviewer(actor, role), campaign, "returned", as_json=as_json)


def withdraw(
    batch: BatchArgument,
    comment: WhyOption,
    only: OnlyOption = "",
    actor: ActorOption = "",
    campaign: CampaignOption = DEFAULT_CAMPAIGN,
    as_json: JsonOption = False,
) -> None:
    """Take back one's own approval of letters that were not sent yet."""
    with reporting(as_json=as_json):
        from generator.workflow.review import deeds

        act = deeds.withdraw(_required(comment))
        _do(act, batch, only, _reviewer(actor, ""), campaign, "withdrawn", as_json=as_json)


def release(
    batch: BatchArgument,
    only: OnlyOption = "",
    out: Annotated[
        Path, typer.Option(metavar="DIR", help="Where the folder with the released letters goes.")
    ] = Path("out"),
    actor: ActorOption = "",
    campaign: CampaignOption = DEFAULT_CAMPAIGN,
    as_json: JsonOption = False,
) -> None:
    """Let approved letters go out: copies of exactly these bytes, read-only and without a mark.

    With one letter among them that is not approved, nothing is released, and the exit status is 3.
    """
    with reporting(as_json=as_json):
        from generator.workflow.review.desk import Scope
        from generator.workflow.review.releasing import release as release_letters

        scope = Scope(campaign, Path(batch).name, parse_list(only))
        released = release_letters(scope, _reviewer(actor, ""), out)
        _tell(released.recorded, "released", as_json=as_json, files=released.files)


def _reviewer(actor: str, role: str) -> Reviewer:
    from generator.workflow.review.recording import Reviewer

    return Reviewer(actor, role.strip())


def _required(comment: str) -> str:
    if not comment.strip():
        raise UsageError("--comment is blank", hint="say why, in a sentence that helps the next person")
    return comment.strip()


def _do(
    act: Act, batch: str, only: str, reviewer: Reviewer, campaign: Path, verb: str, *, as_json: bool
) -> None:
    from generator.workflow.review.desk import Scope
    from generator.workflow.review.recording import record_deed

    scope = Scope(campaign, Path(batch).name, parse_list(only))
    _tell(record_deed(scope, reviewer, act), verb, as_json=as_json)


def _tell(recorded: RecordedDeeds, verb: str, *, as_json: bool, files: tuple[Path, ...] = ()) -> None:
    from generator.workflow.environment import now

    if as_json:
        letters = [
            {"seq": it.event.seq, "recorded_now": it.anew} | draft_as_json(it.review.current)
            for it in recorded.done
        ]
        print_json(
            {"ok": True, "letters": letters, "files": list(map(str, files))}
            | problems_as_json(recorded.warnings)
        )
        return
    print_problems(recorded.warnings)
    rows = [row_of(it.review.current, now()) for it in recorded.done]
    typer.echo("\n".join(aligned(HEADER, rows)))
    anew = sum(it.anew for it in recorded.done)
    stood = len(recorded.done) - anew
    more = f"; {counted(stood, 'letter')} stood so already" if stood else ""
    typer.echo(f"{counted(anew, 'letter')} {verb}{more}")
    if files:
        typer.echo(f"{counted(len(files), 'file')} in {files[0].parent}")
