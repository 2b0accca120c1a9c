"""Planning from cases in campaigns of other shapes: reminders, no follow-up, other waits."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from generator.cases import Case, fold
from generator.merging import merge_values
from generator.model import Campaign, Letter, LetterKind, Recipient, Step, Wait
from generator.planning import DuePlan, plan_due
from generator.planning.rules import running_due
from generator.vocabulary import ResponseReceived
from tests.cases.chronicle import Chronicle, day

BURLINGTON = Recipient("vt-burlington", (("state", "VT"),), "recipients.csv:9", "0" * 64)
REMINDER = LetterKind("reminder", "Reminder", "reminder.docx", (), "reminder")


def shaped(campaign: Campaign, *steps: Step) -> Campaign:
    return replace(campaign, kinds=(*campaign.kinds, REMINDER), schedule=steps)


REQUEST = Step("document_request", 1, 1, date(2018, 1, 24), 30, final=True)


def follow_up(sequence: int, level: int = 1, wait: Wait | None = None) -> Step:
    return Step("follow_up", level, sequence, date(2018, 1, 25), 10, final=False, wait=wait or Wait())


def notice(sequence: int) -> Step:
    return Step("subpoena_notice", 1, sequence, date(2018, 1, 25), 21, final=True)


def reminder(sequence: int, days: int) -> Step:
    return Step("reminder", 1, sequence, date(2018, 1, 25), None, final=True, wait=Wait(days, "before_due"))


def play(campaign: Campaign, *answers: ResponseReceived, posted: bool = True) -> list[Letter]:
    """Return the letters to one recipient who answers so, each posted on the day it is made."""
    chronicle, letters = Chronicle(), []
    for number in range(150):
        today = date(2018, 1, 22) + timedelta(days=number)
        for answer in answers:
            if answer.received_on == today:
                chronicle.answered("vt-burlington", answer)
        for letter in plan_due(
            campaign, (BURLINGTON,), fold(chronicle.events, campaign, today), today
        ).letters:
            letters.append(letter)
            chronicle.generated(letter)
            if posted:
                chronicle.sent(letter, today)
    return letters


def told(letters: list[Letter]) -> list[tuple[str, int, str, str]]:
    return [
        (
            it.kind.key,
            it.step.level,
            f"{it.date:%m-%d}",
            f"{it.due_date:%m-%d}" if it.due_date else "",
        )
        for it in letters
    ]


def test_a_campaign_without_follow_ups_goes_from_the_request_to_the_notice(campaign: Campaign) -> None:
    assert told(play(shaped(campaign, REQUEST, notice(2)))) == [
        ("document_request", 1, "01-24", "02-23"),
        ("subpoena_notice", 1, "02-26", "03-19"),
    ]


def test_a_campaign_may_end_with_the_request(campaign: Campaign) -> None:
    assert told(play(shaped(campaign, REQUEST))) == [("document_request", 1, "01-24", "02-23")]


def test_a_reminder_goes_out_before_the_due_date_and_repeats_it(campaign: Campaign) -> None:
    assert told(play(shaped(campaign, REQUEST, reminder(2, 7), follow_up(3)))) == [
        ("document_request", 1, "01-24", "02-23"),
        ("reminder", 1, "02-16", "02-23"),
        ("follow_up", 1, "02-26", "03-08"),
    ]


def test_a_reminder_whose_day_has_passed_is_left_out(campaign: Campaign) -> None:
    late = replace(reminder(2, 7), issued=date(2018, 2, 25))
    letters = told(play(shaped(campaign, REQUEST, late, follow_up(3))))
    assert [kind for kind, *_ in letters] == ["document_request", "follow_up"]


def test_a_recipient_who_answered_gets_no_reminder(campaign: Campaign) -> None:
    answer = ResponseReceived(day("02-10"), "complete")
    letters = told(play(shaped(campaign, REQUEST, reminder(2, 7), follow_up(3)), answer))
    assert [kind for kind, *_ in letters] == ["document_request", "closing"]


def test_many_follow_ups_go_out_one_after_the_other_and_each_once(campaign: Campaign) -> None:
    steps = (REQUEST, *(follow_up(level + 1, level) for level in range(1, 5)))
    assert [(level, on) for kind, level, on, _ in told(play(shaped(campaign, *steps)))][1:] == [
        (1, "02-26"),
        (2, "03-09"),
        (3, "03-20"),
        (4, "04-02"),
    ]


@pytest.mark.parametrize(
    ("wait", "on"),
    [(Wait(5, "after_due"), "02-28"), (Wait(14, "after_sent"), "02-07"), (Wait(), "02-26")],
)
def test_a_step_waits_as_it_says(campaign: Campaign, wait: Wait, on: str) -> None:
    letters = told(play(shaped(campaign, REQUEST, follow_up(2, wait=wait))))
    assert letters[1][2] == on


def test_a_step_is_never_due_before_its_own_day(campaign: Campaign) -> None:
    later = replace(follow_up(2), issued=date(2018, 3, 12))
    assert told(play(shaped(campaign, REQUEST, later)))[1][2] == "03-12"


def test_a_letter_that_waits_to_be_sent_is_not_made_again(campaign: Campaign) -> None:
    assert len(play(campaign, posted=False)) == 1


def test_a_draft_on_other_grounds_takes_the_place_of_one_that_no_longer_fits(campaign: Campaign) -> None:
    chronicle = Chronicle()
    (request,) = plan_due(campaign, (BURLINGTON,), {}, day("01-24")).letters
    chronicle.generated(request)
    chronicle.sent(request, day("01-24"))

    def due(on: str) -> tuple[Letter, ...]:
        return plan_due(campaign, (BURLINGTON,), fold(chronicle.events, campaign, day(on)), day(on)).letters

    (first,) = due("02-26")
    chronicle.generated(first)
    assert due("02-26") == ()
    chronicle.answered("vt-burlington", ResponseReceived(day("02-26"), "partial", (1,)))
    (second,) = due("02-27")
    assert (first.letter_id, first.grounds, second.letter_id, second.grounds) == (
        second.letter_id,
        "no_response",
        first.letter_id,
        "incomplete",
    )


def test_a_second_partial_answer_before_the_due_date_calls_for_no_second_deficiency_letter(
    campaign: Campaign,
) -> None:
    answers = [
        ResponseReceived(day(on), "partial", items) for on, items in (("02-01", (1,)), ("02-05", (2,)))
    ]
    letters = told(play(campaign, *answers))
    assert [(kind, level) for kind, level, *_ in letters[:3]] == [
        ("document_request", 1),
        ("follow_up", 0),
        ("follow_up", 1),
    ]


def test_a_follow_up_that_named_what_is_missing_needs_no_deficiency_letter(campaign: Campaign) -> None:
    letters = told(play(campaign, ResponseReceived(day("02-25"), "partial", (1,))))
    assert [(kind, level) for kind, level, *_ in letters] == [
        ("document_request", 1),
        ("follow_up", 1),
        ("follow_up", 2),
        ("subpoena_notice", 1),
    ]


def test_a_partial_answer_on_the_due_date_itself_waits_for_the_follow_up(campaign: Campaign) -> None:
    letters = told(play(campaign, ResponseReceived(day("02-23"), "partial", (1,))))
    assert letters[1] == ("follow_up", 1, "02-26", "03-08")


def test_a_closing_letter_that_came_back_waits_for_the_address(campaign: Campaign) -> None:
    chronicle = Chronicle()

    def plan(on: str, recipient: Recipient) -> DuePlan:
        return plan_due(campaign, (recipient,), fold(chronicle.events, campaign, day(on)), day(on))

    for on in ("01-24", "02-01"):
        (letter,) = plan(on, BURLINGTON).letters
        chronicle.generated(letter)
        chronicle.sent(letter, day(on))
        chronicle.answered("vt-burlington", ResponseReceived(day("02-01"), "nil"))
    chronicle.came_back(letter, day("02-05"))
    assert "correct the address" in plan("02-06", BURLINGTON).without_letter[0].not_due.reason
    (again,) = plan("02-06", replace(BURLINGTON, row_sha256="2" * 64)).letters
    assert (again.kind.key, again.grounds, again.letter_id) == ("closing", "nil", letter.letter_id)


def test_after_the_notice_no_deficiency_letter_goes_out(campaign: Campaign) -> None:
    letters = told(play(campaign, ResponseReceived(day("03-26"), "partial", (1,))))
    assert [kind for kind, *_ in letters[-2:]] == ["follow_up", "subpoena_notice"]


def test_a_follow_up_prints_the_missing_items_by_their_numbers(campaign: Campaign) -> None:
    letters = play(campaign, ResponseReceived(day("02-12"), "partial", (1, 2, 4)))
    values = merge_values(letters[1], campaign)
    missing = values["missing_items"]
    assert isinstance(missing, list)
    assert [item["number"] for item in missing] == [3, 5]
    assert missing[0]["text"].startswith("Each training document")


def test_a_follow_up_to_silence_prints_no_list_of_missing_items(campaign: Campaign) -> None:
    assert [letter.missing for letter in play(campaign)] == [(), (), (), ()]


def test_a_recipient_who_left_the_table_is_told_and_not_written_to(campaign: Campaign) -> None:
    chronicle = Chronicle()
    (request,) = plan_due(campaign, (BURLINGTON,), {}, day("01-24")).letters
    chronicle.generated(request)
    chronicle.sent(request, day("01-24"))
    plan = plan_due(campaign, (), fold(chronicle.events, campaign, day("03-01")), day("03-01"))
    assert plan.letters == ()
    assert (
        plan.without_letter[0].not_due.reason == "stands in the record, but no longer in the recipient table"
    )


def test_a_waiting_case_says_what_comes_next_and_when(campaign: Campaign) -> None:
    chronicle = Chronicle()
    (request,) = plan_due(campaign, (BURLINGTON,), {}, day("01-24")).letters
    chronicle.generated(request)
    chronicle.sent(request, day("01-24"))
    plan = plan_due(campaign, (BURLINGTON,), fold(chronicle.events, campaign, day("02-01")), day("02-01"))
    rest = plan.without_letter[0].not_due
    assert (rest.next_kind, rest.next_on) == ("follow_up", day("02-26"))


@pytest.mark.parametrize(("as_of", "told"), [("03-01", "03-02"), ("03-02", "03-02"), ("03-03", "")])
def test_a_letter_repeats_the_running_due_date_until_it_has_passed(as_of: str, told: str) -> None:
    case = Case("r", day(as_of), due=day("03-02"))
    assert running_due(reminder(2, 3), case) == (day(told) if told else None)
    assert running_due(REQUEST, case) is None
