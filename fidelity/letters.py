"""The letters of the sample campaign, all four kinds to all recipients."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from fidelity.subjects import Subject
from generator.campaign import read_campaign
from generator.deadlines import due_date
from generator.merging import merge_values
from generator.planning import order_letters, plan_letters
from generator.workflow.letters.check import check_letters
from generator.workflow.sources import Sources, read_table

ROOT = Path(__file__).parent.parent
ISSUED = {
    "document_request": date(2018, 1, 24),
    "follow_up": date(2018, 2, 26),
    "subpoena_notice": date(2018, 3, 19),
    "closing": date(2018, 2, 26),
}


def sample_letters() -> Iterator[Subject]:
    """Yield the letters of the sample campaign as its schedule plans them."""
    sources = Sources(ROOT / "campaign.toml")
    campaign = read_campaign(sources.campaign)
    table = read_table(campaign, sources)
    for kind, day in ISSUED.items():
        order = order_letters(campaign, kind, day, None)
        letters = plan_letters(campaign, table.recipients, order, count_due_date=due_date)
        template = check_letters(campaign, table, letters).templates[kind]
        for letter in letters:
            docx = template.merge(merge_values(letter, campaign))
            yield Subject(f"{letter.recipient.recipient_id}.{kind}", "letters", docx)
