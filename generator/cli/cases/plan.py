"""``letterbook plan``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from generator.cli.review.telling import draft_as_json
from generator.cli.terminal.options import (
    DEFAULT_CAMPAIGN,
    AsOfOption,
    CampaignOption,
    JsonOption,
    TableOption,
)
from generator.cli.terminal.reporting import print_json, print_problems, problems_as_json, reporting, say
from generator.cli.terminal.tables import aligned

if TYPE_CHECKING:
    from generator.errors import Problem
    from generator.planning import DuePlan
    from generator.review import ReviewedDraft


def plan(
    as_of: AsOfOption = None,
    campaign: CampaignOption = DEFAULT_CAMPAIGN,
    recipients: TableOption = None,
    as_json: JsonOption = False,
) -> None:
    """Tell which letters are due, and why there is none for the others.

    Nothing is made: letterbook generate makes these letters.
    """
    with reporting(as_json=as_json):
        from generator.pausing import collection_paused
        from generator.workflow.cases.status import plan_letters_due, read_cases
        from generator.workflow.review.waiting import drafts_in_review, told_reviews
        from generator.workflow.sources import Sources

        with collection_paused(to_the_end=True):
            cases = read_cases(Sources(campaign, recipients), as_of)
            due, in_review = plan_letters_due(cases), drafts_in_review(cases.campaign, cases.as_of)
            if as_json:
                _print_as_json(due, in_review, cases.warnings)
            else:
                print_problems(cases.warnings)
                for line in told_reviews(in_review):
                    say(line)
                _print_tables(due)


def _print_as_json(due: DuePlan, in_review: tuple[ReviewedDraft, ...], warnings: tuple[Problem, ...]) -> None:
    letters = [
        {
            "recipient_id": letter.recipient.recipient_id,
            "kind": letter.kind.key,
            "level": letter.step.level,
            "grounds": letter.grounds,
            "date": letter.date,
            "due_date": letter.due_date,
            "reference": letter.reference,
            "missing_items": [item.number for item in letter.missing],
        }
        for letter in due.letters
    ]
    none = [
        {
            "recipient_id": it.recipient_id,
            "reason": it.not_due.reason,
            "next_on": it.not_due.next_on,
            "next_kind": it.not_due.next_kind,
        }
        for it in due.without_letter
    ]
    review = list(map(draft_as_json, in_review))
    facts = {"ok": True, "as_of": due.as_of, "letters": letters, "none": none, "review": review}
    print_json(facts | problems_as_json(warnings))


def _print_tables(due: DuePlan) -> None:
    letters = [
        (it.recipient.recipient_id, it.kind.key, it.grounds or "-", str(it.due_date or "-"), it.reference)
        for it in due.letters
    ]
    without_letter = [(it.recipient_id, it.not_due.reason) for it in due.without_letter]
    told_of = [
        "\n".join(aligned(header, rows))
        for header, rows in (
            (("recipient", "letter due", "grounds", "answer due", "reference"), letters),
            (("recipient", "no letter, because"), without_letter),
        )
        if rows
    ]
    typer.echo("\n\n".join(told_of if letters else ["no letter is due", *told_of]))
