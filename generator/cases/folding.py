"""The fold: events → the case of each recipient as of a date. Pure; nothing is updated, all is derived.

An event counts from the day on which it happened, whenever it was recorded; an event without a day of its own
happened on the day of recording, as the office's clock shows it. To see what was known at a moment, fold the
events recorded until then.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from operator import itemgetter
from typing import TypeVar, cast

from generator.cases.corrections import Fact, standing_facts
from generator.cases.deriving import closed_by_letter, judge_timeliness, running_due_date, weigh
from generator.cases.holds import gather_holds
from generator.cases.letters import gather_letters
from generator.cases.record import Case
from generator.deadlines import day_in
from generator.events import Event
from generator.model import Campaign
from generator.vocabulary import (
    Acknowledged,
    CaseClosed,
    HoldStarted,
    LetterApproved,
    LetterGenerated,
    LetterReturned,
    LetterSent,
    Payload,
    ResponseReceived,
    SubpoenaServed,
)

_P = TypeVar("_P")
_DECISIONS = (LetterApproved, LetterReturned)


def fold(events: Iterable[Event], campaign: Campaign, as_of: dt.date) -> dict[str, Case]:
    """Return the case of every recipient that the events speak of until the end of ``as_of``, by its id.

    Raises:
        ProblemsFoundError: an event says what no event of its type can.
    """
    return fold_facts(standing_facts(events), campaign, as_of)


def fold_facts(facts: Sequence[Fact], campaign: Campaign, as_of: dt.date) -> dict[str, Case]:
    """Return the cases as ``fold`` does, from facts that stand already."""
    return {
        recipient_id: _fold_one(recipient_id, of, campaign, as_of)
        for recipient_id, of in _by_recipient(facts, campaign, as_of).items()
    }


def fold_one(recipient_id: str, facts: Sequence[Fact], campaign: Campaign, as_of: dt.date) -> Case:
    """Return the case of one recipient as ``fold`` does, from the facts that concern them."""
    dated = [it for it in _dated(facts, campaign.timezone) if it[0] <= as_of]
    return _fold_one(recipient_id, _in_order(dated), campaign, as_of)


def new_case(recipient_id: str, campaign: Campaign, as_of: dt.date) -> Case:
    """Return the case of a recipient of whom the ledger does not speak yet."""
    return _fold_one(recipient_id, (), campaign, as_of)


def _by_recipient(facts: Sequence[Fact], campaign: Campaign, as_of: dt.date) -> Mapping[str, list[Fact]]:
    """Return the facts until ``as_of`` that concern each recipient, in the order in which they happened."""
    owners = {
        fact.event.letter_id: fact.event.recipient_id
        for fact in facts
        if isinstance(fact.payload, LetterGenerated)
    }
    gathered: dict[str, list[tuple[dt.date, Fact]]] = defaultdict(list)
    for dated in _dated(facts, campaign.timezone):
        day, fact = dated
        if day > as_of:
            continue
        recipient_id = fact.event.recipient_id or owners.get(fact.event.letter_id)
        if recipient_id:
            gathered[recipient_id].append(dated)
        if isinstance(fact.payload, ResponseReceived):
            for other in fact.payload.joint_with:
                if other != recipient_id:
                    gathered[other].append(dated)
    return {recipient_id: _in_order(dated) for recipient_id, dated in gathered.items()}


def _in_order(dated: list[tuple[dt.date, Fact]]) -> list[Fact]:
    return [fact for _, fact in sorted(dated, key=itemgetter(0))]


def _dated(facts: Sequence[Fact], timezone: str) -> list[tuple[dt.date, Fact]]:
    """Return the facts in their order, each with its day; a letter was made when it was sent, or before.

    The date that a letter prints can be later, when it was made and posted ahead of its day. What a reviewer
    decides on a letter is of its day too: a letter is as it is, whenever somebody reads it.
    """
    sent: dict[str, dt.date] = {}
    dated: list[tuple[dt.date, Fact]] = []
    for fact in reversed(facts):
        day = fact.day or day_in(timezone, fact.event.at)
        if isinstance(fact.payload, LetterSent):
            sent[fact.event.letter_id] = day
        elif isinstance(fact.payload, LetterGenerated):
            day = min(day, sent.pop(fact.event.letter_id, day))
        dated.append((day, fact))
    dated.reverse()
    return _with_decisions(dated) if any(isinstance(it.payload, _DECISIONS) for it in facts) else dated


def _with_decisions(dated: list[tuple[dt.date, Fact]]) -> list[tuple[dt.date, Fact]]:
    made: dict[str, dt.date] = {}
    for place, (day, fact) in enumerate(dated):
        if isinstance(fact.payload, LetterGenerated):
            made[fact.event.letter_id] = day
        elif isinstance(fact.payload, _DECISIONS):
            dated[place] = (made.get(fact.event.letter_id, day), fact)
    return dated


def _fold_one(recipient_id: str, facts: Sequence[Fact], campaign: Campaign, as_of: dt.date) -> Case:
    by_type = _by_type(facts)
    holds = gather_holds(facts) if HoldStarted in by_type else ()
    letters = gather_letters(facts, tuple(hold.pause for hold in holds), campaign)
    responses = _payloads_of(by_type, ResponseReceived)
    answered = weigh(responses, len(campaign.requested))
    return Case(
        recipient_id=recipient_id,
        as_of=as_of,
        completeness=answered.completeness,
        timeliness=judge_timeliness(letters, answered.satisfied_on, as_of),
        letters=letters,
        responses=responses,
        missing=answered.missing,
        satisfied_on=answered.satisfied_on,
        acknowledged_on=tuple(it.received_on for it in _payloads_of(by_type, Acknowledged)),
        holds=holds,
        due=running_due_date(letters),
        served=next(iter(_payloads_of(by_type, SubpoenaServed)), None),
        closed=next(iter(_payloads_of(by_type, CaseClosed)), None) or closed_by_letter(letters),
    )


def _by_type(facts: Iterable[Fact]) -> Mapping[type, list[Payload]]:
    """Return the payloads by their type, each in order: one walk through many facts."""
    by_type: dict[type, list[Payload]] = {}
    for fact in facts:
        by_type.setdefault(type(fact.payload), []).append(fact.payload)
    return by_type


def _payloads_of(by_type: Mapping[type, list[Payload]], payload_type: type[_P]) -> tuple[_P, ...]:
    return tuple(cast("list[_P]", by_type.get(payload_type, ())))
