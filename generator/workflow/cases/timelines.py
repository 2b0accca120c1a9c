"""``letterbook status --explain`` and ``--html``: the working behind a case, and the timelines of all."""

from __future__ import annotations

from pathlib import Path

from generator.cases import new_case
from generator.explaining import explain
from generator.model import Campaign, Recipient
from generator.timeline import draw_timelines
from generator.workflow.cases.status import Cases
from generator.workflow.saving import save_file


def explain_case(cases: Cases, recipient_id: str) -> tuple[str, ...]:
    """Return the working of every due date of a recipient, day by day.

    Raises:
        UsageError: there is no such recipient.
    """
    case = cases.of(recipient_id)
    zones = [column.name for column in cases.campaign.columns if column.kind == "timezone"]
    rows = {it.recipient_id: dict(it.values) for it in cases.table.recipients}
    zone = str(rows.get(recipient_id, {}).get(zones[0], "")) if zones else ""
    return explain(case, office_zone=cases.campaign.timezone, recipient_zone=zone)


def write_timelines(cases: Cases, path: Path) -> None:
    """Write a page with the timeline of each recipient, which needs no other file.

    Raises:
        StorageError: the disk does not take it.
    """
    timelines = [
        cases.by_recipient.get(it.recipient_id) or new_case(it.recipient_id, cases.campaign, cases.as_of)
        for it in cases.table.recipients
    ]
    names = {it.recipient_id: _name(it, cases.campaign) for it in cases.table.recipients}
    page = draw_timelines(timelines, title=cases.campaign.title, as_of=cases.as_of, names=names)
    save_file(page.encode(), path)


def _name(recipient: Recipient, campaign: Campaign) -> str:
    """Return the recipient's first column of text with the id, or the id alone."""
    row = dict(recipient.values)
    texts = (str(row.get(it.name, "")) for it in campaign.columns if it.kind == "text" and not it.optional)
    name = next(texts, "")
    return f"{name} ({recipient.recipient_id})" if name else recipient.recipient_id
