"""``letterbook drafts``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from generator.cli.options import DEFAULT_CAMPAIGN, CampaignOption, JsonOption, parse_list
from generator.cli.reporting import counted, print_json, reporting, say
from generator.cli.review.telling import HEADER, draft_as_json, one_line, row_of
from generator.cli.tables import aligned

if TYPE_CHECKING:
    from generator.review import Comment, ReviewedDraft


def drafts(
    batch: Annotated[
        str, typer.Argument(metavar="[BATCH]", help="The batch; otherwise all letters that were not sent.")
    ] = "",
    only: Annotated[str, typer.Option(metavar="ID,…", help="Only these recipients.")] = "",
    campaign: CampaignOption = DEFAULT_CAMPAIGN,
    as_json: JsonOption = False,
) -> None:
    """Tell how far the review of each draft has come, who has it, and what is missing.

    Open comments are shown below, each with the number by which it is answered.
    """
    with reporting(as_json=as_json):
        from generator.workflow.review.desk import Scope, read_desk
        from generator.workflow.surroundings import now

        scope = Scope(campaign, Path(batch).name, parse_list(only))
        found = read_desk(campaign).drafts(scope)
        if as_json:
            print_json({"ok": True, "drafts": [draft_as_json(draft) for draft in found], "problems": []})
            return
        if not found:
            typer.echo("no draft waits")
            return
        typer.echo("\n".join(aligned(HEADER, [row_of(draft, now()) for draft in found])))
        print_comments(found)
        _count(found)


def print_returns(found: tuple[ReviewedDraft, ...]) -> None:
    """Print why drafts were given back, with what was remarked on them."""
    for draft in found:
        if draft.returned is not None:
            why = one_line(draft.returned.comment)
            typer.echo(f"{draft.recipient_id} was returned by {draft.returned.actor}: {why}")
    print_comments(found)


def print_comments(found: tuple[ReviewedDraft, ...]) -> None:
    """Print the open comments on drafts, each with its answers."""
    for draft in found:
        for comment in draft.open_comments:
            for line in _told(comment, draft):
                typer.echo(line)


def _told(comment: Comment, draft: ReviewedDraft) -> list[str]:
    made, anchor = comment.made, comment.anchor
    where = f", page {anchor.page}, at “{one_line(anchor.quote)}”" if anchor else ""
    lines = [f"comment {made.seq} on {draft.recipient_id}{where}"]
    lines.append(f"  {made.actor}: {one_line(made.comment)}")
    if comment.suggestion is not None:
        instead = one_line(comment.suggestion)
        lines.append(f"  suggests: “{instead}” instead" if instead else "  suggests to strike these words")
    return [*lines, *(f"  {answer.actor}: {one_line(answer.comment)}" for answer in comment.answers)]


def _count(found: tuple[ReviewedDraft, ...]) -> None:
    states = [draft.state for draft in found]
    told = (
        f"{states.count(state)} {state.replace('_', ' ')}"
        for state in ("waiting", "in_review", "returned", "approved", "released", "replaced")
        if state in states
    )
    say(f"{counted(len(found), 'draft')}: {', '.join(told)}")
