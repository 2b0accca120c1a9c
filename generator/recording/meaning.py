"""Which letter, channel and hold an entry means that does not name it, or names it in other letters. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from generator.cases import Case, CaseLetter, Hold, running_on
from generator.errors import Problem, ProblemsFoundError
from generator.recording.entries import Entry
from generator.suggesting import did_you_mean
from generator.vocabulary import ExtensionGranted, HoldEnded, LetterSent, MailReturned, Payload, same_channel

_NEEDS_A_LETTER = frozenset({"sent", "returned-mail"})


def letter_meant(entry: Entry, case: Case, payload: Payload | None) -> str:
    """Return the id of the letter that an entry is about, blank when it is about none.

    Without a name it is the one that waits to be sent, the last that was sent or the one whose period ran
    when time was given; what is told again means the letter that it was told of. ``payload`` is ``None`` when
    the entry has a fault: then only a letter that is named is looked for.

    Raises:
        ProblemsFoundError: there is no such letter, or it is not clear which is meant.
    """
    named = entry.text("letter")
    if named:
        meant = [it for it in case.letters if named in {it.letter_id, it.generated.reference}]
    else:
        meant = _usual(entry, case.letters, payload)
    if len(meant) != 1 and (named or (entry.verb in _NEEDS_A_LETTER and payload is not None)):
        raise ProblemsFoundError((_unclear_letter(entry, named, case.letters, meant),))
    return meant[0].letter_id if meant else ""


def _usual(entry: Entry, letters: tuple[CaseLetter, ...], payload: Payload | None) -> list[CaseLetter]:
    channel = entry.text("channel")
    match payload:
        case LetterSent():
            known = [it for it in letters if _was_sent_so(it, payload, channel)]
            waiting = [it for it in letters if it.sent_on is None]
            return known or [it for it in waiting if it.generated.date <= payload.happened_on] or waiting
        case MailReturned():
            known = [it for it in letters if _came_back_so(it, payload, channel)]
            return (known or [it for it in letters if it.sent_on is not None])[-1:]
        case ExtensionGranted(granted_on=day):
            if known := [it for it in letters if payload in it.extensions]:
                return known[-1:]
            running = running_on(day, ((it.letter_id, it.sent_on) for it in letters if it.generated.days))
            return [it for it in letters if it.letter_id == running]
        case _:
            return []


def _was_sent_so(letter: CaseLetter, sent: LetterSent, channel: str) -> bool:
    return any(it.sent == sent and same_channel(it.channel, channel) for it in letter.sendings)


def _came_back_so(letter: CaseLetter, back: MailReturned, channel: str) -> bool:
    return any(
        (it.returned_on, it.returned_because) == (back.returned_on, back.reason)
        and (not channel or same_channel(channel, it.channel))
        for it in letter.sendings
    )


def _unclear_letter(
    entry: Entry, named: str, letters: tuple[CaseLetter, ...], meant: list[CaseLetter]
) -> Problem:
    """Return the fault of an entry that names no letter of its recipient, or could mean none or several."""
    could_be: Sequence[CaseLetter] = letters
    if named:
        message = f"{named!r} is not a letter of this recipient"
    elif meant:
        message, could_be = f"which letter is meant is not clear: it could be {len(meant)}", meant
    elif entry.verb == "sent":
        message = "no letter waits to be sent"
    else:
        message, could_be = "no letter was sent", ()
    references = ", ".join(letter.generated.reference for letter in could_be)
    first = "record first that it was sent" if letters else "make it first, with: letterbook generate"
    hint = f"name it by its reference; there are: {references}" if references else first
    return Problem(entry.source, "letter", message, hint)


def channel_meant(entry: Entry, case: Case, letter_id: str) -> str:
    """Return the channel of an entry as it was written before; capitals and spaces make no difference.

    Raises:
        ProblemsFoundError: the letter that came back had not gone that way.
    """
    channel = " ".join(entry.text("channel").split())
    known = [
        sending.channel
        for letter in case.letters
        if entry.verb != "returned-mail" or letter.letter_id == letter_id
        for sending in letter.sendings
    ]
    if (same := next((it for it in known if same_channel(it, channel)), None)) is not None:
        return same
    if channel and entry.verb == "returned-mail":
        raise ProblemsFoundError((_unknown_channel(entry, channel, known),))
    return channel


def _unknown_channel(entry: Entry, channel: str, known: Sequence[str]) -> Problem:
    named = sorted({it for it in known if it})
    there = f"it went by: {', '.join(named)}" if named else "no channel is recorded of it: leave it out"
    hint = did_you_mean(channel, named, there)
    return Problem(entry.source, "channel", f"the letter did not go by {channel!r}", hint)


def hold_meant(entry: Entry, case: Case, ended: HoldEnded) -> HoldEnded:
    """Return the end of a hold with the number of the one that it means: the one named, or the only one open.

    A hold is named by the number of its entry or by its reason. An end that is told again is the one that
    stands; without any hold, the end names none.

    Raises:
        ProblemsFoundError: there is no such hold open, or it is not clear which is meant.
    """
    named = entry.text("hold")
    holds = [hold for hold in case.holds if not named or _is_named(hold, named)]
    same = [it.ended for it in holds if it.ended and replace(it.ended, hold=0) == replace(ended, hold=0)]
    if same:
        return same[0]
    still_open = [hold for hold in holds if hold.ended is None]
    if len(still_open) == 1:
        return replace(ended, hold=still_open[0].seq)
    if still_open or named:
        raise ProblemsFoundError((_unclear_hold(entry, named, case.holds),))
    return ended


def _is_named(hold: Hold, named: str) -> bool:
    return named == str(hold.seq) or same_channel(named, hold.reason)


def _unclear_hold(entry: Entry, named: str, holds: tuple[Hold, ...]) -> Problem:
    still_open = [f"{it.seq} ({it.reason}, since {it.begin})" for it in holds if it.ended is None]
    message = f"{named!r} is not a hold that is open" if named else "which hold has ended is not clear"
    hint = f"name it by its number; open are: {', '.join(still_open) or 'none'}"
    return Problem(entry.source, "hold", message, hint)
