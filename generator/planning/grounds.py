"""What the record bears out: the grounds that a letter may rest on, and whether it may speak of others. Pure.

A letter that is not the first of a case speaks of letters that went before it, and its grounds say what came
of them. Without a sending or an answer on record for that, it would state what nobody knows to be so.
"""

from __future__ import annotations

from collections.abc import Mapping

from generator.cases import Case
from generator.cases.deriving import judge_timeliness
from generator.model import Campaign, Grounds, LetterKind, Step
from generator.planning.outcomes import main_grounds
from generator.planning.rules import NotDue, is_first

_SAYS: Mapping[Grounds, str] = {
    "no_response": "no answer came by the due date",
    "incomplete": "an answer came, and items are missing",
    "untimely": "an answer came after the due date",
    "complete": "the answer is complete and came on time",
    "nil": "there is nothing to produce",
    "late": "the answer is complete and came after the due date",
}
_RECORD_IT = "record what came in, with: letterbook record response"


def supported_grounds(
    case: Case, campaign: Campaign, kind: LetterKind, step: Step, asked: Grounds | None
) -> Grounds | NotDue | None:
    """Return the grounds of a letter of ``kind``, or why the record does not bear it out.

    ``asked`` are the grounds that a person gave; without them the record says which they are.
    """
    if is_first(step, campaign):
        return _of_the_first(case, kind, asked)
    if not case.sent_letters:
        return _nothing_to_speak_of(case, campaign, kind)
    if asked is None and (not_due := _against_purpose(case, kind)):
        return not_due
    return _on_record(case, kind, asked or main_grounds(case)) if kind.grounds else None


def _on_record(case: Case, kind: LetterKind, settled: Grounds) -> Grounds | NotDue:
    """Return the grounds, unless the letter has no words for them or they are not so."""
    if settled not in kind.grounds:
        remedy = f"add {settled!r} to the grounds of letters.{kind.key}, if its template says so"
        return NotDue(f"the record says that {_SAYS[settled]}, and {kind.title} cannot say so", remedy=remedy)
    if settled not in _true_grounds(case):
        return NotDue(f"nothing on record says that {_SAYS[settled]}", remedy=_RECORD_IT)
    if _speaks_of_failure(kind, settled) and case.due is not None and case.due >= case.as_of:
        return NotDue(f"the answer is due on {case.due}", remedy="ask for the letter after that day")
    return settled


def _true_grounds(case: Case) -> frozenset[Grounds]:
    """Return all that is so; an answer can be incomplete, or complete, and late besides."""
    answered = bool(case.responses)
    late = answered and judge_timeliness(case.letters, case.responses[-1].received_on, case.as_of) == "late"
    return frozenset({main_grounds(case)} | ({"untimely"} if late else set()))


def _of_the_first(case: Case, kind: LetterKind, asked: Grounds | None) -> NotDue | None:
    """Return nothing: the first letter rests on no grounds, for nothing was asked before it."""
    if case.satisfied_on is not None:
        return NotDue(f"answered on {case.satisfied_on}: close the case instead")
    if asked is not None:
        remedy = "leave --grounds out"
        return NotDue(f"{kind.title} is the first letter, and says nothing of an answer", remedy=remedy)
    return None


def _nothing_to_speak_of(case: Case, campaign: Campaign, kind: LetterKind) -> NotDue:
    last = case.last_letter
    if last is not None:
        back = f"{last.generated.title} came back on {last.sendings[-1].returned_on}"
        return NotDue(back, remedy="correct the address, send it again, and record that")
    first = next(it for it in campaign.kinds if it.key == campaign.schedule[0].kind)
    return NotDue(
        f"{kind.title} speaks of letters before it, and none is recorded as sent",
        remedy=f"send {first.title} and record that, with: letterbook record sent; "
        "or see what the letter looks like, with: --assume-schedule",
    )


def _against_purpose(case: Case, kind: LetterKind) -> NotDue | None:
    """Return why a letter that asks, or closes, would contradict the answers on record."""
    if kind.purpose != "closing":
        if case.satisfied_on is None:
            return None
        return NotDue(
            f"answered on {case.satisfied_on}: a closing letter says so", remedy="ask for that letter"
        )
    withdraws = not kind.grounds and any(letter.purpose == "notice" for letter in case.sent_letters)
    if case.satisfied_on is not None or withdraws:
        return None
    return NotDue("no complete answer is recorded", remedy=_RECORD_IT)


def _speaks_of_failure(kind: LetterKind, settled: Grounds) -> bool:
    """Say whether the letter tells of a failure to answer, which nobody has as long as there is time."""
    if kind.purpose == "notice":
        return settled != "untimely"
    return settled == "no_response" and kind.purpose != "reminder"
