"""The letters of a case: generated, handed over, returned, and due to be answered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from generator.cases.corrections import Fact
from generator.cases.due_dates import Handed, count_due_date
from generator.cases.record import CaseLetter, Sending
from generator.deadlines import Pause
from generator.model import Campaign, Purpose
from generator.vocabulary import (
    ExtensionGranted,
    LetterApproved,
    LetterGenerated,
    LetterReturned,
    LetterSent,
    MailReturned,
    same_channel,
)

_OF_LETTERS = (LetterGenerated, LetterApproved, LetterReturned, LetterSent, MailReturned)


@dataclass(slots=True)
class _Written:
    """A letter while its facts are read."""

    letter_id: str
    generated: LetterGenerated
    sendings: list[Sending] = field(default_factory=list)
    extensions: list[ExtensionGranted] = field(default_factory=list)
    returned_by: str = ""
    """The reviewer who gave its last draft back, and did not approve it after all."""

    handed: Handed | None = None
    """The first sending that did not come back, once all facts are read."""

    @property
    def sent_on(self) -> dt.date | None:
        return self.handed.on if self.handed else None


def gather_letters(
    facts: Sequence[Fact], holds: tuple[Pause, ...], campaign: Campaign
) -> tuple[CaseLetter, ...]:
    """Return the letters that the facts tell of, in the order of sending; those not sent come last."""
    written: dict[str, _Written] = {}
    for fact in facts:
        if isinstance(fact.payload, _OF_LETTERS):
            _take(fact, written)
    for letter in written.values():
        letter.handed = _handed(letter.sendings)
    in_order = sorted(written.values(), key=_order_of_sending)
    _share_out_extensions(facts, in_order)
    return tuple(_letter(it, holds, campaign) for it in in_order)


def _take(fact: Fact, written: dict[str, _Written]) -> None:
    letter = written.get(fact.event.letter_id)
    match fact.payload:
        case LetterGenerated() as generated if letter is None:
            written[fact.event.letter_id] = _Written(fact.event.letter_id, generated)
        case LetterGenerated() as generated if letter is not None:
            letter.returned_by = letter.returned_by if generated.drafts == letter.generated.drafts else ""
            letter.generated = generated
        case LetterReturned() if letter is not None:
            letter.returned_by = fact.event.actor
        case LetterApproved() if letter is not None and letter.returned_by == fact.event.actor:
            letter.returned_by = ""
        case LetterSent() as sent if letter is not None and fact.day is not None:
            event, row_sha256 = fact.event, letter.generated.row_sha256
            letter.sendings.append(Sending(event.seq, event.channel, sent, fact.day, row_sha256))
        case MailReturned() as returned if letter is not None:
            _take_back(letter, returned, fact.event.channel)
        case _:
            pass


def _take_back(letter: _Written, returned: MailReturned, channel: str) -> None:
    """Mark the last hand-over through that channel as returned; without a channel the last of all."""
    for index in reversed(range(len(letter.sendings))):
        sending = letter.sendings[index]
        if sending.returned_on is None and (not channel or same_channel(channel, sending.channel)):
            letter.sendings[index] = replace(
                sending, returned_on=returned.returned_on, returned_because=returned.reason
            )
            return


def _handed(sendings: Iterable[Sending]) -> Handed | None:
    standing = (Handed(it.sent_on, it.channel) for it in sendings if it.returned_on is None)
    return next(standing, None)


def _order_of_sending(letter: _Written) -> tuple[dt.date, int, int, str]:
    sent = letter.sent_on or (letter.sendings[-1].sent_on if letter.sendings else dt.date.max)
    return (sent, letter.generated.sequence, letter.generated.level, letter.letter_id)


def _share_out_extensions(facts: Sequence[Fact], letters: Sequence[_Written]) -> None:
    """Give each extension to the letter that it names, or else to the one whose period ran at the time."""
    for fact in facts:
        if isinstance(fact.payload, ExtensionGranted):
            sent = [(it.letter_id, it.sent_on) for it in letters if it.generated.days is not None]
            named = fact.event.letter_id or running_on(fact.payload.granted_on, sent)
            for letter in letters:
                if letter.letter_id == named:
                    letter.extensions.append(fact.payload)


def running_on(day: dt.date, letters: Iterable[tuple[str, dt.date | None]]) -> str:
    """Return the letter whose period runs on ``day``: the last one sent until then, or else the first sent.

    ``letters`` are those that begin a period, each with the day it was sent on, in the order of sending.
    Time that was given before the sending is time for the letter that was then sent.
    """
    sent = [(letter_id, on) for letter_id, on in letters if on is not None]
    begun = [letter_id for letter_id, on in sent if on <= day]
    return begun[-1] if begun else next((letter_id for letter_id, _ in sent), "")


def _letter(letter: _Written, holds: tuple[Pause, ...], campaign: Campaign) -> CaseLetter:
    extensions = tuple(letter.extensions)
    return CaseLetter(
        letter.letter_id,
        letter.generated,
        _purpose(letter.generated.kind, campaign),
        tuple(letter.sendings),
        letter.sent_on,
        count_due_date(letter.generated, letter.handed, extensions, holds, campaign.holidays),
        extensions,
        is_returned=bool(letter.returned_by),
    )


def _purpose(kind: str, campaign: Campaign) -> Purpose:
    return next((it.purpose for it in campaign.kinds if it.key == kind), "follow_up")
