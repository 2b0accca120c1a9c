"""The holds of a case: each with its beginning, and with the end that was recorded of it."""

from __future__ import annotations

from collections.abc import Iterable

from generator.cases.corrections import Fact
from generator.cases.record import Hold
from generator.vocabulary import HoldEnded, HoldStarted


def gather_holds(facts: Iterable[Fact]) -> tuple[Hold, ...]:
    """Return the holds that the facts of a case tell of, in the order in which they began.

    The facts are in the order in which they happened. An end that names no hold is that of the one which
    began last: whichever it is, the days on which any hold is open are the same.
    """
    holds: dict[int, Hold] = {}
    for event, payload, _ in facts:
        match payload:
            case HoldStarted(started_on=begin, reason=reason):
                holds[event.seq] = Hold(event.seq, begin, reason)
            case HoldEnded() as ended:
                if meant := ended_by(ended, [it for it in holds.values() if it.ended is None]):
                    holds[meant.seq] = Hold(meant.seq, meant.begin, meant.reason, ended)
            case _:
                pass
    return tuple(holds.values())


def ended_by(ended: HoldEnded, open_holds: list[Hold]) -> Hold | None:
    """Return the hold that an end means: the one it names, or else the last one that is open."""
    if ended.hold:
        return next((hold for hold in open_holds if hold.seq == ended.hold), None)
    return open_holds[-1] if open_holds else None
