"""The letters of a case: generated, handed over, and returned."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from generator.cases.corrections import Fact
from generator.cases.due_dates import set_due_dates
from generator.cases.record import CaseLetter, Sending
from generator.deadlines import Pause
from generator.model import Campaign, Purpose
from generator.vocabulary import LetterGenerated, LetterSent, MailReturned


def gather_letters(
    facts: Sequence[Fact], holds: tuple[Pause, ...], campaign: Campaign
) -> tuple[CaseLetter, ...]:
    """Return the letters that the facts tell of, in the order of sending; those not sent come last."""
    purposes: dict[str, Purpose] = {kind.key: kind.purpose for kind in campaign.kinds}
    letters: dict[str, CaseLetter] = {}
    for fact in facts:
        _take(fact, letters, purposes)
    in_order = sorted(letters.values(), key=_order_of_sending)
    return set_due_dates(tuple(in_order), facts, holds, frozenset(campaign.holidays))


def _take(fact: Fact, letters: dict[str, CaseLetter], purposes: dict[str, Purpose]) -> None:
    letter_id = fact.event.letter_id
    match fact.payload:
        case LetterGenerated() as generated:
            purpose = purposes.get(generated.kind, "follow_up")
            before = letters.get(letter_id)
            letters[letter_id] = CaseLetter(letter_id, generated, purpose, before.sendings if before else ())
        case LetterSent() as sent if letter_id in letters:
            letter = letters[letter_id]
            sending = Sending(fact.event.seq, fact.event.channel, sent, letter.generated.row_sha256)
            letters[letter_id] = replace(letter, sendings=(*letter.sendings, sending))
        case MailReturned() as returned if letter_id in letters:
            letters[letter_id] = _take_back(letters[letter_id], returned, fact.event.channel)
        case _:
            pass


def _take_back(letter: CaseLetter, returned: MailReturned, channel: str) -> CaseLetter:
    """Mark the last hand-over through that channel as returned; without a channel the last of all."""
    meant = [it for it in letter.sendings if it.returned_on is None and channel in {"", it.channel}]
    if not meant:
        return letter
    back = replace(meant[-1], returned_on=returned.returned_on, returned_because=returned.reason)
    return replace(letter, sendings=tuple(back if it is meant[-1] else it for it in letter.sendings))


def _order_of_sending(letter: CaseLetter) -> tuple[dt.date, int, int, str]:
    sent = letter.sent_on or (letter.sendings[-1].sent.happened_on if letter.sendings else dt.date.max)
    return (sent, letter.generated.sequence, letter.generated.level, letter.letter_id)
