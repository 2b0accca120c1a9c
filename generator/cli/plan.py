"""``letterbook plan``."""

from __future__ import annotations

from collections.abc import Sequence

import typer

from generator.cli.options import DEFAULT_CAMPAIGN, AsOfOption, CampaignOption, JsonOption, TableOption
from generator.cli.reporting import print_json, print_problems, reporting, told
from generator.cli.tables import aligned


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
        from generator.workflow.sources import Sources
        from generator.workflow.standing import plan_letters_due, read_cases

        cases = read_cases(Sources(campaign, recipients), as_of)
        due = plan_letters_due(cases)
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
        if as_json:
            none = [
                {
                    "recipient_id": it.recipient_id,
                    "reason": it.rest.reason,
                    "next_on": it.rest.next_on,
                    "next_kind": it.rest.next_kind,
                }
                for it in due.resting
            ]
            print_json(
                {"ok": True, "as_of": due.as_of, "letters": letters, "none": none} | told(cases.warnings)
            )
            return
        print_problems(cases.warnings)
        columns = ("recipient_id", "kind", "grounds", "due_date", "reference")
        rows = [[str(letter[name] or "-") for name in columns] for letter in letters]
        resting = [(it.recipient_id, it.rest.reason) for it in due.resting]
        _print_table(("recipient", "letter due", "grounds", "answer due", "reference"), rows)
        if not rows:
            typer.echo("no letter is due")
        typer.echo("")
        _print_table(("recipient", "no letter, because"), resting)


def _print_table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print rows below their header; without a row, nothing."""
    if rows:
        typer.echo("\n".join(aligned(header, rows)))
