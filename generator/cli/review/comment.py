"""``letterbook comment``: remarks on letters, made, answered, settled and taken back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from generator.cli.review.deciding import BatchArgument
from generator.cli.review.drafts import comment_lines
from generator.cli.review.telling import comment_as_json
from generator.cli.terminal.options import (
    DEFAULT_CAMPAIGN,
    ActorOption,
    CampaignOption,
    JsonOption,
    parse_list,
)
from generator.cli.terminal.reporting import print_json, print_problems, problems_as_json, reporting

if TYPE_CHECKING:
    from generator.workflow.review.recording import RecordedDeeds

comment = typer.Typer(help="Remark on letters, answer remarks, settle them.", no_args_is_help=True)

NumberArgument: TypeAlias = Annotated[
    int, typer.Argument(metavar="COMMENT", min=1, help="The comment's number, which drafts shows.")
]
TextOption: TypeAlias = Annotated[str, typer.Option("--text", metavar="TEXT", help="What to say.")]


@comment.command()
def add(
    batch: BatchArgument,
    only: Annotated[str, typer.Option(metavar="ID", help="The recipient of the letter.")],
    text: TextOption,
    at: Annotated[
        str, typer.Option(metavar="WORDS", help="At these words, which stand once on the pages of the PDF.")
    ] = "",
    instead: Annotated[
        str | None,
        typer.Option(metavar="TEXT", help="What should stand in their place; blank to strike them."),
    ] = None,
    actor: ActorOption = "",
    campaign: CampaignOption = DEFAULT_CAMPAIGN,
    as_json: JsonOption = False,
) -> None:
    """Remark on a letter, at words of it or on the whole."""
    with reporting(as_json=as_json):
        from generator.workflow.review.comments import add_comment
        from generator.workflow.review.desk import Scope
        from generator.workflow.review.recording import Reviewer

        scope = Scope(campaign, Path(batch).name, parse_list(only))
        done = add_comment(scope, Reviewer(actor), text.strip(), at=at.strip(), instead=instead)
        _tell(done, as_json=as_json)


@comment.command()
def answer(
    number: NumberArgument,
    text: TextOption,
    actor: ActorOption = "",
    campaign: CampaignOption = DEFAULT_CAMPAIGN,
    as_json: JsonOption = False,
) -> None:
    """Answer a comment."""
    _discuss("answer", number, text, actor, campaign, as_json=as_json)


@comment.command()
def resolve(
    number: NumberArgument,
    text: TextOption = "",
    actor: ActorOption = "",
    campaign: CampaignOption = DEFAULT_CAMPAIGN,
    as_json: JsonOption = False,
) -> None:
    """Settle a comment."""
    _discuss("resolve", number, text, actor, campaign, as_json=as_json)


@comment.command()
def reopen(
    number: NumberArgument,
    text: TextOption = "",
    actor: ActorOption = "",
    campaign: CampaignOption = DEFAULT_CAMPAIGN,
    as_json: JsonOption = False,
) -> None:
    """Take up a comment again that was settled."""
    _discuss("reopen", number, text, actor, campaign, as_json=as_json)


@comment.command()
def withdraw(
    number: NumberArgument,
    text: TextOption = "",
    actor: ActorOption = "",
    campaign: CampaignOption = DEFAULT_CAMPAIGN,
    as_json: JsonOption = False,
) -> None:
    """Take back one's own comment."""
    with reporting(as_json=as_json):
        from generator.workflow.review.comments import withdraw_comment
        from generator.workflow.review.desk import Scope
        from generator.workflow.review.recording import Reviewer

        done = withdraw_comment(Scope(campaign), Reviewer(actor), number, text.strip())
        _tell(done, as_json=as_json)


def _discuss(verb: str, number: int, text: str, actor: str, campaign: Path, *, as_json: bool) -> None:
    with reporting(as_json=as_json):
        from generator.workflow.review import deeds
        from generator.workflow.review.comments import discuss
        from generator.workflow.review.desk import Scope
        from generator.workflow.review.recording import Reviewer

        acts = {"answer": deeds.answer, "resolve": deeds.resolve, "reopen": deeds.reopen}
        act = acts[verb](number, text.strip())
        _tell(discuss(Scope(campaign), Reviewer(actor), number, act), as_json=as_json)


def _tell(recorded: RecordedDeeds, *, as_json: bool) -> None:
    comments = [comment for done in recorded.done for comment in done.review.comments]
    if as_json:
        facts = {"ok": True, "comments": [comment_as_json(it) for it in comments]}
        print_json(facts | problems_as_json(recorded.warnings))
        return
    print_problems(recorded.warnings)
    for done in recorded.done:
        for line in comment_lines(done.review.comments, done.review.current.recipient_id):
            typer.echo(line)
