"""The day of a report, held against the days of what it follows: nothing is sent before it exists. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from generator.cases import Case, Fact
from generator.errors import Problem
from generator.model import Campaign
from generator.vocabulary import (
    Acknowledged,
    ExtensionGranted,
    LetterGenerated,
    LetterSent,
    Payload,
    ResponseReceived,
    SubpoenaServed,
)


def doubts_of_hand_over(
    source: str, letter_id: str, sent: LetterSent, facts: Iterable[Fact]
) -> Iterator[Problem]:
    """Doubt a letter sent before the date that it prints, unless its bytes are named and a reason is given.

    The date is that of the draft which was sent; without its hash, of the last one that was made.
    """
    day = sent.happened_on
    made = [
        fact.payload
        for fact in facts
        if isinstance(fact.payload, LetterGenerated) and fact.event.letter_id == letter_id
    ]
    named = [it for it in made if sent.draft_sha256 in {draft.sha256 for draft in it.drafts}]
    dates = [it.date for it in named or made[-1:]]
    if not dates or min(dates) <= day or (named and sent.reason):
        return
    message = f"{day} is before the date of the letter, {min(dates)}"
    hint = "correct the day; if it went out early, name its file with draft_sha256, and give a reason"
    if any(it.date <= day for it in made):
        hint = "correct the day, or say with draft_sha256 which of its drafts was sent"
    yield Problem(source, "on", message, hint)


def doubts_of_order(
    source: str, payload: Payload, case: Case | None, campaign: Campaign
) -> Iterator[Problem]:
    """Doubt what a letter calls forth, and happened before one was sent.

    Recipients can answer what was only announced to them, so that this is no more than a warning.
    """
    day = payload.happened_on
    if day is None:
        return
    first = _first_hand_over(case)
    match payload:
        case ResponseReceived() | Acknowledged() if first is None or day < first:
            reason = (
                "no letter is recorded as sent" if first is None else f"the first letter was sent on {first}"
            )
            yield Problem(source, "on", f"{day} is early: {reason}", _CHECK, "warning")
        case ExtensionGranted() | SubpoenaServed() if first is not None and day < first:
            yield Problem(source, "on", f"{day} is before the first letter was sent, {first}", _CHECK)
        case SubpoenaServed() if not _notice_was_sent(case, campaign, day):
            message = f"no notice was sent until {day}"
            yield Problem(
                source, "on", message, "record the sending of the notice, if it was sent", "warning"
            )
        case _:
            pass


_CHECK = "correct the day, or record the sending"


def _first_hand_over(case: Case | None) -> dt.date | None:
    letters = case.letters if case else ()
    return min((it.sent_on for letter in letters for it in letter.sendings), default=None)


def _notice_was_sent(case: Case | None, campaign: Campaign, day: dt.date) -> bool:
    """Say whether a notice was sent until the day, or none is foreseen."""
    if all(kind.purpose != "notice" for kind in campaign.kinds):
        return True
    letters = case.sent_letters if case else ()
    return any(it.purpose == "notice" and it.sent_on is not None and it.sent_on <= day for it in letters)
