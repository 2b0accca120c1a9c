"""``letterbook status``."""

from __future__ import annotations

from dataclasses import asdict, fields
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

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
    from generator.planning import CaseStatus
    from generator.workflow.cases.status import Cases

_HEADER = ("recipient", "state", "last letter", "sent", "due", "days", "received", "next", "why")


def status(
    as_of: AsOfOption = None,
    explain: Annotated[
        str, typer.Option(metavar="ID", help="Show the count of this recipient's due dates, day by day.")
    ] = "",
    html: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write a page with the timeline of each recipient.")
    ] = None,
    campaign: CampaignOption = DEFAULT_CAMPAIGN,
    recipients: TableOption = None,
    as_json: JsonOption = False,
) -> None:
    """Tell where each recipient stands.

    One row a recipient: state, last letter, when it was sent and is due, days left (or over, with a minus),
    what was received, and what is due next, on which day and why.
    """
    with reporting(as_json=as_json):
        from generator.pausing import collection_paused
        from generator.workflow.cases.status import read_cases
        from generator.workflow.sources import Sources

        with collection_paused(to_the_end=True):
            cases = read_cases(Sources(campaign, recipients), as_of)
            if html is not None:
                _draw(cases, html)
            if explain:
                _explain(cases, explain, as_json=as_json)
            else:
                _tell(cases, as_json=as_json)


def _draw(cases: Cases, html: Path) -> None:
    from generator.workflow.cases.timelines import write_timelines

    write_timelines(cases, html)
    say(f"the timelines are in {html}")


def _explain(cases: Cases, recipient_id: str, *, as_json: bool) -> None:
    from generator.workflow.cases.timelines import explain_case

    lines = explain_case(cases, recipient_id)
    if as_json:
        print_json({"ok": True, "as_of": cases.as_of, "recipient_id": recipient_id, "working": lines})
        return
    for line in lines:
        typer.echo(line)


def _tell(cases: Cases, *, as_json: bool) -> None:
    from generator.planning import CaseStatus
    from generator.workflow.cases.status import survey_cases
    from generator.workflow.environment import now
    from generator.workflow.record.copies import told_copies
    from generator.workflow.review.waiting import drafts_in_review, told_reviews

    standings = survey_cases(cases)
    in_review = drafts_in_review(cases.campaign, cases.as_of)
    if as_json:
        names = [field.name for field in fields(CaseStatus)]
        rows = [{name: getattr(standing, name) for name in names} for standing in standings]
        facts = {
            "ok": True,
            "as_of": cases.as_of,
            "recipients": rows,
            "copies": list(map(asdict, cases.copies)),
            "review": list(map(draft_as_json, in_review)),
        }
        print_json(facts | problems_as_json(cases.warnings))
        return
    print_problems(cases.warnings)
    for line in (*told_copies(cases.copies, now()), *told_reviews(in_review)):
        say(line)
    typer.echo("\n".join(aligned(_HEADER, [_row(standing) for standing in standings])))


def _row(standing: CaseStatus) -> tuple[str, ...]:
    received = f"{standing.received} ({standing.received_on})" if standing.received_on else standing.received
    coming = f"{standing.next_letter} on {standing.next_on}" if standing.next_on else standing.next_letter
    return (
        standing.recipient_id,
        standing.state,
        standing.reference or "-",
        str(standing.sent_on or "-"),
        str(standing.due or "-"),
        "-" if standing.days_left is None else str(standing.days_left),
        received or "-",
        coming or "-",
        f"{standing.grounds}: {standing.reason}" if standing.grounds else standing.reason,
    )
