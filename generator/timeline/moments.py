"""What happened in a case, one moment after the other: the same list is drawn and told in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from generator.cases import Case, CaseLetter
from generator.vocabulary import ResponseReceived

Mark: TypeAlias = Literal["letter", "due", "answer", "hold", "returned", "end"]

_CAUSES_FIRST: tuple[Mark, ...] = ("answer", "returned", "hold", "due", "letter", "end")


@dataclass(frozen=True, slots=True)
class Moment:
    """Something that happened or will be due on ``day``: how it is drawn, and how it is told."""

    day: dt.date
    mark: Mark
    text: str


def moments_of(case: Case) -> tuple[Moment, ...]:
    """Return the moments of a case in their order; those of one day in the order of cause and effect."""
    return tuple(sorted(_moments(case), key=lambda moment: (moment.day, _CAUSES_FIRST.index(moment.mark))))


def _moments(case: Case) -> Iterator[Moment]:
    for letter in case.letters:
        yield from _of_letter(letter)
    for day in case.acknowledged_on:
        yield Moment(day, "answer", "Acknowledged")
    for response in case.responses:
        yield Moment(response.received_on, "answer", _answer(response))
    for hold in case.holds:
        yield Moment(hold.begin, "hold", f"On hold: {hold.reason}")
        if hold.end is not None:
            yield Moment(hold.end, "hold", "The clock goes on")
    if case.served is not None:
        yield Moment(case.served.happened_on, "end", f"Subpoena served on {case.served.received_by}")
    if case.closed is not None:
        yield Moment(case.closed.closed_on, "end", f"Closed: {case.closed.reason.replace('_', ' ')}")


def _of_letter(letter: CaseLetter) -> Iterator[Moment]:
    title = f"{letter.generated.title}, {letter.generated.reference}"
    grounds = f" ({letter.generated.grounds.replace('_', ' ')})" if letter.generated.grounds else ""
    if not letter.sendings:
        yield Moment(letter.generated.date, "letter", f"{title}{grounds}: made, not sent yet")
    for sending in letter.sendings:
        through = f" by {sending.channel}" if sending.channel else ""
        yield Moment(sending.sent_on, "letter", f"{title}{grounds}: sent{through}")
        if sending.returned_on is not None:
            yield Moment(sending.returned_on, "returned", f"{title}: came back undelivered")
    for extension in letter.extensions:
        yield Moment(extension.granted_on, "answer", "More time given")
    if letter.due is not None:
        yield Moment(letter.due, "due", f"Answer to {letter.generated.reference} due")


def _answer(response: ResponseReceived) -> str:
    match response.answer:
        case "complete":
            answer = "Complete answer received"
        case "nil":
            answer = "Answer received: nothing to produce"
        case _:
            items = ", ".join(map(str, response.items))
            answer = "Incomplete answer received" + (f": items {items}" if items else "")
    joint = f", jointly with {', '.join(response.joint_with)}" if response.joint_with else ""
    return answer + joint
