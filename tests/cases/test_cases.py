"""Cases: completeness and timeliness apart, due dates past holds and extensions, corrections."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.cases import Case, fold, illegal_events
from generator.model import Campaign, Letter, Recipient
from generator.planning import DueLetter, NotDue, decide, plan_due
from generator.vocabulary import (
    CaseClosed,
    CaseNote,
    Correction,
    LetterSent,
    MailReturned,
    ResponseReceived,
    Subject,
    SubpoenaServed,
)
from tests.cases.chronicle import OFFICE, Chronicle, day, noon

BURLINGTON = Recipient("vt-burlington", (("state", "VT"),), "recipients.csv:9", "0" * 64)


def letter_due(campaign: Campaign, chronicle: Chronicle, on: str) -> Letter:
    cases = fold(chronicle.events, campaign, day(on))
    (letter,) = plan_due(campaign, (BURLINGTON,), cases, day(on)).letters
    return letter


def asked(campaign: Campaign, on: str = "01-24") -> Chronicle:
    """Return a chronicle in which the request was made as planned and sent on a day."""
    chronicle = Chronicle()
    request = letter_due(campaign, chronicle, "01-24")
    chronicle.generated(request)
    chronicle.sent(request, day(on))
    return chronicle


def case_of(campaign: Campaign, chronicle: Chronicle, on: str) -> Case:
    return fold(chronicle.events, campaign, day(on))["vt-burlington"]


def decision(campaign: Campaign, chronicle: Chronicle, on: str) -> DueLetter | NotDue:
    return decide(case_of(campaign, chronicle, on), campaign, BURLINGTON.row_sha256)


def received(on: str, kind: str, items: tuple[int, ...] = ()) -> ResponseReceived:
    return ResponseReceived(day(on), kind, items)  # type: ignore[arg-type]


def test_the_days_count_from_the_sending_and_not_from_the_making(campaign: Campaign) -> None:
    assert case_of(campaign, asked(campaign, "01-24"), "02-01").due == day("02-23")
    assert case_of(campaign, asked(campaign, "01-30"), "02-01").due == day("03-01")


def test_a_letter_sent_before_its_date_is_due_when_it_says(campaign: Campaign) -> None:
    assert case_of(campaign, asked(campaign, "01-22"), "02-01").due == day("02-23")


def test_without_a_sending_nothing_runs(campaign: Campaign) -> None:
    chronicle = Chronicle()
    chronicle.generated(letter_due(campaign, chronicle, "01-24"))
    case = case_of(campaign, chronicle, "03-01")
    assert (case.state, case.due, case.timeliness) == ("planned", None, "open")


def test_items_answered_one_by_one_add_up_to_a_complete_answer(campaign: Campaign) -> None:
    chronicle = asked(campaign)
    chronicle.answered("vt-burlington", received("02-01", "partial", (1, 3)))
    first = case_of(campaign, chronicle, "02-01")
    assert (first.completeness, first.missing, first.state) == ("partial", (2, 4, 5), "partial")
    chronicle.answered("vt-burlington", received("02-05", "partial", (2, 4, 5)))
    second = case_of(campaign, chronicle, "02-05")
    assert (second.completeness, second.missing, second.satisfied_on) == ("complete", (), day("02-05"))


def test_a_statement_that_there_is_nothing_more_completes_a_partial_answer(campaign: Campaign) -> None:
    chronicle = asked(campaign)
    chronicle.answered("vt-burlington", received("02-01", "partial", (1,)))
    chronicle.answered("vt-burlington", received("02-05", "nil"))
    assert case_of(campaign, chronicle, "02-05").completeness == "complete"


@pytest.mark.parametrize(("on", "timeliness"), [("02-23", "on_time"), ("02-24", "late")])
def test_an_answer_is_late_from_the_day_after_the_due_date(
    campaign: Campaign, on: str, timeliness: str
) -> None:
    chronicle = asked(campaign)
    chronicle.answered("vt-burlington", received(on, "complete"))
    case = case_of(campaign, chronicle, on)
    assert (case.completeness, case.timeliness) == ("complete", timeliness)


def test_the_day_of_receipt_decides_and_not_the_day_of_recording_or_sending(campaign: Campaign) -> None:
    chronicle = asked(campaign)
    response = ResponseReceived(day("02-26"), "complete", (), day("02-15"), day("02-20"))
    chronicle.answered("vt-burlington", response, day("03-05"))
    assert case_of(campaign, chronicle, "02-25").completeness == "nothing"
    assert case_of(campaign, chronicle, "02-26").timeliness == "late"


def test_an_acknowledgement_stops_no_clock(campaign: Campaign) -> None:
    chronicle = asked(campaign)
    chronicle.acknowledged("vt-burlington", day("02-01"))
    case = case_of(campaign, chronicle, "02-24")
    assert (case.state, case.due, case.timeliness) == ("acknowledged", day("02-23"), "overdue")


Happening = Callable[[Chronicle], object]
WHO = "vt-burlington"
CLOCKS: dict[str, tuple[list[Happening], str | None]] = {
    "a hold of 28 days": (
        [lambda it: it.held(WHO, day("02-05")), lambda it: it.resumed(WHO, day("03-05"))],
        "03-23",
    ),
    "an open hold": ([lambda it: it.held(WHO, day("02-05"))], None),
    "a hold after the due date": ([lambda it: it.held(WHO, day("02-24"))], "02-23"),
    "a hold before the sending": (
        [lambda it: it.held(WHO, day("01-10")), lambda it: it.resumed(WHO, day("01-20"))],
        "02-23",
    ),
    "a hold that ended when it began": (
        [lambda it: it.held(WHO, day("02-05")), lambda it: it.resumed(WHO, day("02-05"))],
        "02-23",
    ),
    "two holds": (
        [
            lambda it: it.held(WHO, day("02-01")),
            lambda it: it.resumed(WHO, day("02-04")),
            lambda it: it.held(WHO, day("02-10")),
            lambda it: it.resumed(WHO, day("02-14")),
        ],
        "03-02",
    ),
    "an extension to a date": ([lambda it: it.extended(WHO, day("02-20"), until=day("03-05"))], "03-05"),
    "an extension to a Saturday, kept": (
        [lambda it: it.extended(WHO, day("02-20"), until=day("03-03"))],
        "03-03",
    ),
    "an extension to an earlier date": (
        [lambda it: it.extended(WHO, day("02-01"), until=day("02-10"))],
        "02-23",
    ),
    "an extension of 8 days, to a Saturday": ([lambda it: it.extended(WHO, day("02-20"), days=8)], "03-05"),
    "two extensions": (
        [
            lambda it: it.extended(WHO, day("02-20"), until=day("03-01")),
            lambda it: it.extended(WHO, day("02-28"), days=7),
        ],
        "03-08",
    ),
    "an extension, then a hold of 5 days": (
        [
            lambda it: it.extended(WHO, day("02-20"), until=day("03-01")),
            lambda it: it.held(WHO, day("02-26")),
            lambda it: it.resumed(WHO, day("03-03")),
        ],
        "03-06",
    ),
    "an extension, then an open hold": (
        [
            lambda it: it.extended(WHO, day("02-20"), until=day("03-05")),
            lambda it: it.held(WHO, day("02-26")),
        ],
        None,
    ),
    "a hold, then an extension while it lasts": (
        [
            lambda it: it.held(WHO, day("02-10")),
            lambda it: it.extended(WHO, day("02-12"), until=day("03-12")),
        ],
        "03-12",
    ),
}


@pytest.mark.parametrize("name", CLOCKS)
def test_the_due_date_after(campaign: Campaign, name: str) -> None:
    happenings, due = CLOCKS[name]
    chronicle = asked(campaign)
    for happens in happenings:
        happens(chronicle)
    assert case_of(campaign, chronicle, "04-01").due == (day(due) if due else None)
    assert illegal_events(chronicle.events) == ()


def test_an_answer_within_an_extension_is_on_time(campaign: Campaign) -> None:
    chronicle = asked(campaign)
    chronicle.extended("vt-burlington", day("02-20"), until=day("03-05"))
    chronicle.answered("vt-burlington", received("03-05", "complete"))
    assert case_of(campaign, chronicle, "03-05").timeliness == "on_time"


def test_a_states_holiday_moves_the_due_date_only_where_it_counts(campaign: Campaign) -> None:
    patriots_day = date(2018, 4, 16)
    stated = replace(campaign, state_holidays=True)
    recipient = replace(BURLINGTON, values=(("state", "MA"),))
    on = date(2018, 3, 17)
    for counted, due in ((campaign, patriots_day), (stated, date(2018, 4, 17))):
        (letter,) = plan_due(counted, (recipient,), {}, on).letters
        assert letter.due_date == due
        chronicle = Chronicle()
        chronicle.generated(letter)
        chronicle.sent(letter, on)
        assert fold(chronicle.events, counted, on)["vt-burlington"].due == due


def test_a_day_that_was_declared_a_holiday_ends_no_period(campaign: Campaign) -> None:
    declared = replace(campaign, holidays=(day("02-23"),))
    assert case_of(declared, asked(declared), "02-01").due == day("02-26")


def test_a_withdrawn_answer_never_was(campaign: Campaign) -> None:
    chronicle = asked(campaign)
    wrong = chronicle.answered("vt-burlington", received("02-08", "nil"))
    chronicle.withdrawn("vt-burlington", wrong, day("02-10"))
    assert case_of(campaign, chronicle, "02-09").completeness == "nothing"


def test_a_corrected_answer_counts_as_corrected(campaign: Campaign) -> None:
    chronicle = asked(campaign)
    wrong = chronicle.answered("vt-burlington", received("02-28", "complete"))
    told = {"received_on": "2018-02-20", "answer": "complete"}
    chronicle.record(Correction(wrong, "replace", "misread stamp", told), Subject(WHO), day("03-01"))
    assert case_of(campaign, chronicle, "02-20").timeliness == "on_time"
    assert illegal_events(chronicle.events) == ()


def test_a_correction_that_is_withdrawn_leaves_the_entry_as_it_was(campaign: Campaign) -> None:
    chronicle = asked(campaign)
    entry = chronicle.answered("vt-burlington", received("02-08", "nil"))
    correction = chronicle.withdrawn("vt-burlington", entry, day("02-10"))
    chronicle.withdrawn("vt-burlington", correction, day("02-11"))
    assert case_of(campaign, chronicle, "02-11").completeness == "nil"


def test_of_two_corrections_of_an_entry_the_last_decides(campaign: Campaign) -> None:
    chronicle = asked(campaign)
    wrong = chronicle.answered("vt-burlington", received("02-28", "complete"))
    for on, read_on in (("03-01", "2018-02-20"), ("03-02", "2018-02-26")):
        told = {"received_on": read_on, "answer": "complete"}
        chronicle.record(Correction(wrong, "replace", "misread stamp", told), Subject(WHO), day(on))
    assert case_of(campaign, chronicle, "02-26").satisfied_on == day("02-26")


def test_a_correction_of_what_comes_later_has_no_effect(campaign: Campaign) -> None:
    chronicle = asked(campaign)
    chronicle.withdrawn("vt-burlington", 4, day("02-01"))
    chronicle.answered("vt-burlington", received("02-08", "nil"))
    assert case_of(campaign, chronicle, "02-08").completeness == "nil"


def test_a_case_closes_by_a_person_or_by_its_closing_letter(campaign: Campaign) -> None:
    settled = asked(campaign)
    settled.closed("vt-burlington", CaseClosed(day("02-10"), "settled"))
    assert case_of(campaign, settled, "02-09").state == "requested"
    assert case_of(campaign, settled, "02-10").state == "closed"
    answered = asked(campaign)
    answered.answered("vt-burlington", received("02-08", "nil"))
    answered.sent(_made(answered, letter_due(campaign, answered, "02-08")), day("02-09"))
    closed = case_of(campaign, answered, "02-09").closed
    assert closed is not None
    assert (closed.closed_on, closed.reason) == (day("02-09"), "nil_accepted")


def _made(chronicle: Chronicle, letter: Letter) -> Letter:
    chronicle.generated(letter)
    return letter


def test_a_letter_through_two_channels_counts_from_the_first_that_arrived(campaign: Campaign) -> None:
    chronicle = Chronicle()
    request = _made(chronicle, letter_due(campaign, chronicle, "01-24"))
    chronicle.sent(request, day("01-24"), "email")
    chronicle.sent(request, day("01-26"), "certified mail")
    assert case_of(campaign, chronicle, "02-01").due == day("02-23")
    chronicle.came_back(request, day("02-01"))
    assert case_of(campaign, chronicle, "02-01").state == "requested"


def test_a_hand_over_that_came_back_does_not_count_and_the_other_does(campaign: Campaign) -> None:
    chronicle = Chronicle()
    request = _made(chronicle, letter_due(campaign, chronicle, "01-24"))
    chronicle.sent(request, day("01-24"), "email")
    chronicle.sent(request, day("01-26"), "certified mail")
    chronicle.came_back(request, day("01-27"), "email")
    assert case_of(campaign, chronicle, "02-01").due == day("02-26")


def test_an_answer_makes_up_for_a_letter_that_came_back(campaign: Campaign) -> None:
    chronicle = asked(campaign)
    request = case_of(campaign, chronicle, "02-01").letters[0]
    chronicle.record(MailReturned(day("02-01")), Subject(WHO, request.letter_id))
    assert case_of(campaign, chronicle, "02-01").state == "undeliverable"
    chronicle.answered("vt-burlington", received("02-02", "complete"))
    assert case_of(campaign, chronicle, "02-02").state == "complete"


def test_a_late_answer_leads_a_strict_campaign_to_the_notice(campaign: Campaign) -> None:
    strict = replace(campaign, strict=True)
    chronicle = asked(strict)
    chronicle.answered("vt-burlington", received("02-27", "complete"))
    due = decision(strict, chronicle, "02-27")
    assert isinstance(due, DueLetter)
    assert (due.kind.key, due.grounds) == ("subpoena_notice", "untimely")
    chronicle.sent(_made(chronicle, letter_due(strict, chronicle, "02-27")), day("02-27"))
    assert isinstance(decision(strict, chronicle, "03-30"), NotDue)


def test_a_strict_campaign_closes_what_came_on_time(campaign: Campaign) -> None:
    strict = replace(campaign, strict=True)
    chronicle = asked(strict)
    chronicle.answered("vt-burlington", received("02-20", "complete"))
    due = decision(strict, chronicle, "02-20")
    assert isinstance(due, DueLetter)
    assert (due.kind.key, due.grounds) == ("closing", "complete")


def test_after_service_an_answer_is_for_a_person_to_judge(campaign: Campaign) -> None:
    chronicle = asked(campaign)
    served = SubpoenaServed(
        noon(day("03-28")), OFFICE, "P. Server", "process server", "clerk", "here", "hand"
    )
    chronicle.record(served, Subject("vt-burlington"))
    assert case_of(campaign, chronicle, "03-28").state == "served"
    chronicle.answered("vt-burlington", received("03-29", "complete"))
    not_due = decision(campaign, chronicle, "03-29")
    assert isinstance(not_due, NotDue)
    assert "a person must decide" in not_due.reason


def test_an_illegal_event_is_told_with_its_seq_and_remedy(campaign: Campaign) -> None:
    chronicle = asked(campaign)
    seq = chronicle.resumed("vt-burlington", day("02-01"))
    (fault,) = illegal_events(chronicle.events)
    assert fault.at == seq
    assert fault.message == "hold_ended cannot follow: the case of vt-burlington is not on hold"
    assert fault.hint == "there is no hold to end"


ILLEGAL: dict[str, Happening] = {
    "an end of one of two holds": lambda it: (
        it.held(WHO, day("02-01")),
        it.held(WHO, day("02-02")),
        it.resumed(WHO, day("02-03")),
    ),
    "an end of a hold that has ended": lambda it: (
        it.held(WHO, day("02-01")),
        it.resumed(WHO, day("02-03"), 3),
        it.held(WHO, day("02-05")),
        it.resumed(WHO, day("02-08"), 3),
    ),
    "a second closing": lambda it: (
        it.closed(WHO, CaseClosed(day("02-01"), "settled")),
        it.closed(WHO, CaseClosed(day("02-02"), "cleared")),
    ),
    "an extension of a closed case": lambda it: (
        it.closed(WHO, CaseClosed(day("02-01"), "settled")),
        it.extended(WHO, day("02-02"), days=3),
    ),
    "an extension of nothing": lambda it: it.extended("or-state", day("02-02"), days=3),
    "a correction of the program": lambda it: it.withdrawn(WHO, 1, day("02-02")),
    "a correction of a later event": lambda it: it.withdrawn(WHO, 99, day("02-02")),
    "a correction that takes the ground from a later event": lambda it: (
        it.held(WHO, day("02-01")),
        it.resumed(WHO, day("02-02")),
        it.withdrawn(WHO, 3, day("02-03")),
    ),
    "a replacement that is none": lambda it: (
        it.held(WHO, day("02-01")),
        it.record(Correction(3, "replace", "typo", {"started": "2018-02-02"}), Subject(WHO), day("02-03")),
    ),
    "a sending of a letter that was never made": lambda it: it.record(
        LetterSent(noon(day("02-01")), OFFICE), Subject(WHO, "feedfeedfeedfeed")
    ),
}


@pytest.mark.parametrize("name", ILLEGAL)
def test_the_record_refuses(campaign: Campaign, name: str) -> None:
    chronicle = asked(campaign)
    assert illegal_events(chronicle.events) == ()
    ILLEGAL[name](chronicle)
    assert illegal_events(chronicle.events)


def test_a_note_changes_nothing(campaign: Campaign) -> None:
    chronicle = asked(campaign)
    before = case_of(campaign, chronicle, "02-10")
    chronicle.record(CaseNote("rang twice"), Subject("vt-burlington"), day("02-09"))
    assert case_of(campaign, chronicle, "02-10") == before


HAPPENINGS: tuple[Happening, ...] = (
    lambda it: it.acknowledged(WHO, day("01-29")),
    lambda it: it.held(WHO, day("02-01")),
    lambda it: it.answered(WHO, received("02-03", "partial", (1,))),
    lambda it: it.resumed(WHO, day("02-08")),
    lambda it: it.extended(WHO, day("02-12"), days=5),
    lambda it: it.answered(WHO, received("02-20", "partial", (2, 3))),
    lambda it: it.extended(WHO, day("02-22"), until=day("03-20")),
    lambda it: it.answered(WHO, received("03-19", "partial", (4, 5))),
)


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.permutations(HAPPENINGS), st.dates(day("01-24"), day("04-01")))
def test_the_order_of_recording_does_not_change_a_case(
    campaign: Campaign, order: list[Happening], as_of: date
) -> None:
    told, shuffled = asked(campaign), asked(campaign)
    for happens in HAPPENINGS:
        happens(told)
    for happens in order:
        happens(shuffled)
    cases = [fold(it.events, campaign, as_of)[WHO] for it in (shuffled, told)]
    one, other = (replace(case, holds=tuple(replace(hold, seq=0) for hold in case.holds)) for case in cases)
    assert one == other
