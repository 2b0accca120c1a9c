"""Where recipients stand and how their cases went, told for a page."""

from __future__ import annotations

from dataclasses import dataclass

from generator.cases import Case, new_case
from generator.errors import LetterbookError, Problem, ProblemsFoundError
from generator.events import Event
from generator.explaining import explain
from generator.model import Recipient
from generator.planning import CaseStatus, survey
from generator.review import LetterReview
from generator.timeline import draw_case
from generator.timeline.moments import Moment, moments_of
from generator.workflow.environment import today_of
from generator.workflow.office.letter import name_of
from generator.workflow.office.register import Register
from generator.workflow.sources import Sources, read_table


@dataclass(frozen=True, slots=True)
class Story:
    """One recipient's case: what happened, drawn and in words, the letters, and how due dates are counted.

    ``drawing`` is SVG of our own making.
    """

    name: str
    case: Case
    moments: tuple[Moment, ...]
    drawing: str
    working: tuple[str, ...]
    letters: tuple[LetterReview, ...]
    events: tuple[Event, ...]
    row: tuple[tuple[str, object], ...]


def standings(register: Register) -> tuple[tuple[CaseStatus, ...], tuple[Problem, ...]]:
    """Return where each recipient stands today, in the order of the table.

    And what is wrong with the table.
    """
    campaign, cases = register.campaign, register.cases()
    today = today_of(campaign)
    try:
        table = read_table(campaign, Sources(register.campaign_file))
    except ProblemsFoundError as exc:
        return survey(campaign, (), cases, today), exc.problems
    except LetterbookError as exc:
        return survey(campaign, (), cases, today), (Problem(campaign.table, "", exc.message, exc.hint),)
    return survey(campaign, table.recipients, cases, today), table.problems


def story_of(register: Register, recipient_id: str) -> Story | None:
    """Return the story of a recipient; none when neither the record nor the table knows them."""
    campaign = register.campaign
    rows = {it.recipient_id: it.values for it in _recipients(register)}
    if recipient_id not in rows and not register.knows(recipient_id):
        return None
    known = register.knows(recipient_id)
    case = register.case(recipient_id) if known else new_case(recipient_id, campaign, today_of(campaign))
    letters = dict.fromkeys(it.letter_id for it in register.events_of_recipient(recipient_id) if it.letter_id)
    row = rows.get(recipient_id, ())
    zones = [
        str(value)
        for name, value in row
        for column in campaign.columns
        if column.name == name and column.kind == "timezone"
    ]
    return Story(
        name_of(row, campaign),
        case,
        moments_of(case),
        draw_case(case, recipient_id),
        explain(case, office_zone=campaign.timezone, recipient_zone=zones[0] if zones else ""),
        tuple(register.review(letter_id) for letter_id in letters),
        register.events_of_recipient(recipient_id),
        tuple(row),
    )


def _recipients(register: Register) -> tuple[Recipient, ...]:
    try:
        return read_table(register.campaign, Sources(register.campaign_file)).recipients
    except LetterbookError:
        return ()
