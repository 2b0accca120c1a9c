"""``letterbook drafts``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from generator.cli.review.telling import HEADER, comment_as_json, draft_as_json, one_line, row_of
from generator.cli.terminal.options import DEFAULT_CAMPAIGN, CampaignOption, JsonOption, parse_list
from generator.cli.terminal.reporting import counted, print_json, problems_as_json, reporting, say
from generator.cli.terminal.tables import aligned

if TYPE_CHECKING:
    from generator.review import Comment, ReviewedDraft
    from generator.workflow.review.pages import PlacedComment


def drafts(
    batch: Annotated[
        str, typer.Argument(metavar="[BATCH]", help="The batch; otherwise all letters that were not sent.")
    ] = "",
    only: Annotated[str, typer.Option(metavar="ID,…", help="Only these recipients.")] = "",
    annotate: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Write copies of the PDFs with the comments on them, and XFDF."),
    ] = None,
    campaign: CampaignOption = DEFAULT_CAMPAIGN,
    as_json: JsonOption = False,
) -> None:
    """Tell how far the review of each draft has come, who has it, and what is missing.

    Open comments are shown below, each with the number by which it is answered.
    """
    with reporting(as_json=as_json):
        from generator.workflow.environment import now
        from generator.workflow.review.annotating import write_annotated
        from generator.workflow.review.desk import Scope, read_desk
        from generator.workflow.review.pages import open_comments

        desk, scope = read_desk(campaign), Scope(campaign, Path(batch).name, parse_list(only))
        found = desk.drafts(scope)
        letters = [desk.letters[it.letter_id] for it in found if it.replaced is None]
        files = write_annotated(campaign, letters, annotate) if annotate else ()
        remarks = {it.letter_id: open_comments(campaign, it) for it in letters}
        if as_json:
            rows = [_as_json(draft, remarks.get(draft.letter_id, ())) for draft in found]
            facts = {"ok": True, "drafts": rows, "files": list(map(str, files))}
            print_json(facts | problems_as_json(()))
            return
        if not found:
            typer.echo("no draft waits")
            return
        counts = [len(remarks.get(it.letter_id, ())) if it.replaced is None else 0 for it in found]
        rows_told = [row_of(draft, now(), count) for draft, count in zip(found, counts, strict=True)]
        typer.echo("\n".join(aligned(HEADER, rows_told)))
        for letter in letters:
            for remark in remarks[letter.letter_id]:
                for line in _placed_lines(remark, letter.current.recipient_id):
                    typer.echo(line)
        _count(found)
        if annotate:
            say(f"{counted(len(files), 'file')} with comments in {annotate}")


def _as_json(draft: ReviewedDraft, remarks: tuple[PlacedComment, ...]) -> dict[str, object]:
    """Return a draft with its comments, and with the open ones of drafts before it."""
    own = [comment.made.seq for comment in draft.comments]
    earlier = [it for it in remarks if it.comment.made.seq not in own] if draft.replaced is None else []
    told = [comment_as_json(it.comment) | {"now": asdict(it.place) if it.place else None} for it in earlier]
    return draft_as_json(draft) | {"earlier_comments": told}


def _placed_lines(remark: PlacedComment, recipient_id: str) -> Iterator[str]:
    """Yield a comment as lines; of one on an earlier draft, where its words stand now."""
    from generator.review.anchors import Gone

    yield from comment_lines((remark.comment,), recipient_id)
    match remark.place:
        case Gone(unclear=True):
            yield "  in this draft the words stand more than once"
        case Gone(instead=instead):
            yield f"  the words are gone{f'; “{instead}” stands there now' if instead else ''}"
        case None:
            pass
        case found:
            yield f"  in this draft on page {found.spans[0].page}: “{one_line(found.words)}”"


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
        for line in comment_lines(draft.open_comments, draft.recipient_id):
            typer.echo(line)


def comment_lines(comments: Iterable[Comment], recipient_id: str) -> Iterator[str]:
    """Yield comments on a letter as lines for people: who said what, at which words, and the answers."""
    for comment in comments:
        made, anchor = comment.made, comment.anchor
        where = f", page {anchor.page}, at “{one_line(anchor.quote)}”" if anchor else ""
        settled = "" if comment.is_open else " (settled)" if comment.withdrawn is None else " (withdrawn)"
        yield f"comment {made.seq} on {recipient_id}{where}{settled}"
        yield f"  {made.actor}: {one_line(made.comment)}"
        if comment.suggestion is not None:
            instead = one_line(comment.suggestion)
            yield f"  suggests: “{instead}” instead" if instead else "  suggests to strike these words"
        said = (*comment.answers, *(it for it in (comment.resolved, comment.withdrawn) if it and it.comment))
        yield from (f"  {deed.actor}: {one_line(deed.comment)}" for deed in said)


def _count(found: tuple[ReviewedDraft, ...]) -> None:
    states = [draft.state for draft in found]
    told = (
        f"{states.count(state)} {state.replace('_', ' ')}"
        for state in ("waiting", "in_review", "returned", "approved", "released", "replaced")
        if state in states
    )
    say(f"{counted(len(found), 'draft')}: {', '.join(told)}")
