"""``letterbook check``."""

from __future__ import annotations

import typer

from generator.cli.terminal.options import (
    DEFAULT_CAMPAIGN,
    CampaignOption,
    JsonOption,
    RowsOption,
    StrictOption,
    TableOption,
)
from generator.cli.terminal.reporting import counted, print_json, print_problems, problems_as_json, reporting


def check(
    campaign: CampaignOption = DEFAULT_CAMPAIGN,
    recipients: TableOption = None,
    expect_rows: RowsOption = None,
    strict: StrictOption = False,
    as_json: JsonOption = False,
) -> None:
    """Find every fault in table and templates.

    Every row is checked, and every letter of the campaign is merged dry. Nothing is written.
    """
    with reporting(as_json=as_json):
        from generator.workflow.letters.check import check as check_campaign
        from generator.workflow.sources import Sources

        checked = check_campaign(Sources(campaign, recipients, expect_rows, strict))
        if as_json:
            facts = {
                "campaign": checked.campaign.campaign_id,
                "recipients": checked.recipients,
                "letters": checked.letters,
                "with_missing_items": checked.with_missing_items,
            }
            print_json({"ok": True} | facts | problems_as_json(checked.warnings))
            return
        print_problems(checked.warnings)
        again = checked.with_missing_items
        naming = f", {again} of them once more with missing items" if again else ""
        typer.echo(
            f"{recipients or checked.campaign.table}: {counted(checked.recipients, 'recipient')}, no fault; "
            f"{counted(checked.letters, 'letter')} merged dry{naming}, no field blank"
        )
