"""``letterbook generate``."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from generator.cli.review.drafts import print_returns
from generator.cli.review.telling import draft_as_json
from generator.cli.terminal.options import (
    DEFAULT_CAMPAIGN,
    ActorOption,
    CampaignOption,
    DraftOption,
    FormatsOption,
    JsonOption,
    RowsOption,
    StrictOption,
    TableOption,
    parse_day,
    parse_formats,
    parse_list,
)
from generator.cli.terminal.reporting import (
    counted,
    print_json,
    print_problems,
    problems_as_json,
    reporting,
    say,
)
from generator.model import Grounds

if TYPE_CHECKING:
    from generator.planning import NoLetter, NotDue
    from generator.workflow.letters.batches import GeneratedBatch

_MOST_NAMED = 30
"""So many recipients are named who get no letter for the same reason; of the rest it gives the number."""


def generate(
    letter: Annotated[
        str | None, typer.Option(metavar="KIND", help="The letter kind; otherwise what is due by the record.")
    ] = None,
    as_of: Annotated[
        dt.date | None,
        typer.Option(parser=parse_day, metavar="DATE", help="The letters' date; default today."),
    ] = None,
    only: Annotated[str, typer.Option(metavar="ID,…", help="Only these recipients.")] = "",
    formats: FormatsOption = "docx,pdf",
    grounds: Annotated[
        Grounds | None, typer.Option(help="Why the letter is sent; default the first its kind knows.")
    ] = None,
    draft: DraftOption = False,
    assume_schedule: Annotated[
        bool,
        typer.Option(
            "--assume-schedule", help="Show the letters as if all went by the schedule, marked SPECIMEN."
        ),
    ] = False,
    actor: ActorOption = "",
    out: Annotated[Path, typer.Option(metavar="DIR", help="Where the batch's folder goes.")] = Path("out"),
    campaign: CampaignOption = DEFAULT_CAMPAIGN,
    recipients: TableOption = None,
    expect_rows: RowsOption = None,
    strict: StrictOption = False,
    as_json: JsonOption = False,
) -> None:
    """Make the letters of a batch, with a manifest, and record them.

    Without --letter these are the letters that are due by the record. A letter that was sent is not made
    again, nor one that would say what the record does not bear out; who gets none is told with the reason.
    Everything is checked and rendered before anything is put in place: with any fault, nothing is written.
    """
    with reporting(as_json=as_json):
        from generator.workflow.letters.batches import Selection
        from generator.workflow.letters.generate import generate as generate_batch
        from generator.workflow.letters.specimens import make_specimens
        from generator.workflow.sources import Sources

        sources = Sources(campaign, recipients, expect_rows, strict)
        selection = Selection(
            letter, as_of, grounds, parse_list(only), parse_formats(formats), actor, marked=draft
        )
        make = make_specimens if assume_schedule else generate_batch
        with progress_bar() as progress:
            made = make(sources, selection, out, progress=progress)
        if as_json:
            print_json(_facts(made) | problems_as_json(made.warnings))
            return
        print_problems(made.warnings)
        _print_summary(made)


@contextmanager
def progress_bar() -> Iterator[Callable[[int, int], None]]:
    """Give what shows progress on a terminal's stderr, and nowhere else.

    The bar begins with the first letter that is done: what goes before, checking all and starting processes,
    is done once and does not tell how long the other letters take.
    """
    if not sys.stderr.isatty():
        yield lambda _done, _of: None
        return
    say("checking every letter …")
    with ExitStack() as stack:
        begin = partial(typer.progressbar, label="letters", file=sys.stderr, show_pos=True)
        bar_of = cache(lambda count: stack.enter_context(begin(length=count)))
        yield lambda done, count: bar_of(count).update(done - bar_of(count).pos)


def _facts(made: GeneratedBatch) -> dict[str, object]:
    letters = [
        {
            "letter_id": line.letter.letter_id,
            "recipient_id": line.letter.recipient.recipient_id,
            "kind": line.letter.kind.key,
            "level": line.letter.step.level,
            "grounds": line.letter.grounds,
            "date": line.letter.date,
            "due_date": line.letter.due_date,
            "reference": line.letter.reference,
            "files": {draft.format: draft.path for draft in line.drafts},
        }
        for line in made.lines
    ]
    skipped = [
        {"recipient_id": it.recipient_id, "reason": it.not_due.reason, "hint": it.not_due.remedy}
        for it in made.without_letter
    ]
    batch = {"batch_id": made.batch.batch_id, "folder": str(made.folder)} if made.lines else {}
    returned = [draft_as_json(draft) for draft in made.taken_up]
    facts = {"letters": letters, "skipped": skipped, "returned": returned}
    return {"ok": True, "specimen": made.specimen, **batch, **facts}


def _print_summary(made: GeneratedBatch) -> None:
    _say_who_gets_none(made.without_letter)
    if not made.lines:
        typer.echo("no letter is due")
        return
    width = max((len(line.letter.recipient.recipient_id) for line in made.lines), default=9)
    typer.echo(f"{'recipient':<{width}}  {'letter':<18}  {'due':<10}  reference")
    for line in made.lines:
        letter = line.letter
        due = letter.due_date.isoformat() if letter.due_date else "-"
        typer.echo(
            f"{letter.recipient.recipient_id:<{width}}  {letter.kind.key:<18}  {due:<10}  {letter.reference}"
        )
    print_returns(made.taken_up)
    files = sum(len(line.drafts) for line in made.lines)
    noun = "specimen" if made.specimen else "letter"
    typer.echo(f"{counted(len(made.lines), noun)}, {counted(files, 'file')} and manifest in {made.folder}")
    if made.specimen:
        say("specimens are not on the record: they take for granted that all went as the schedule says")


def _say_who_gets_none(without_letter: tuple[NoLetter, ...]) -> None:
    """Tell each reason once, with all whom it concerns."""
    concerned: dict[NotDue, list[str]] = {}
    for it in without_letter:
        concerned.setdefault(it.not_due, []).append(it.recipient_id)
    for not_due, ids in concerned.items():
        more = f" and {len(ids) - _MOST_NAMED} more" if len(ids) > _MOST_NAMED else ""
        say(f"no letter to {', '.join(ids[:_MOST_NAMED])}{more}: {not_due.reason}")
        if not_due.remedy:
            typer.secho(f"  hint: {not_due.remedy}", err=True, dim=True)
