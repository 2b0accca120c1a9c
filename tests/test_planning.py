"""Which letter goes to whom, when, and why."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from generator.deadlines import due_date
from generator.errors import UsageError
from generator.model import Batch, Campaign, Grounds, Recipient, RequestedItem
from generator.planning import every_order, form_batch, order_letters, plan_letters

BURLINGTON = Recipient("vt-burlington", (("city", "Burlington"),), "recipients.csv:9", "0" * 64)


def planned(campaign: Campaign, kind: str, as_of: date, grounds: Grounds | None = None) -> Batch:
    order = order_letters(campaign, kind, as_of, grounds)
    letters = plan_letters(campaign, (BURLINGTON,), order, count_due_date=due_date)
    return form_batch(letters, as_of, "evidence")


def test_a_letter_is_dated_as_of_the_day_and_due_by_rule_6(campaign: Campaign) -> None:
    letter = planned(campaign, "document_request", date(2018, 1, 20)).letters[0]
    assert (letter.date, letter.due_date) == (date(2018, 1, 20), date(2018, 2, 20))


def test_a_follow_up_is_of_the_last_level_whose_day_has_come(campaign: Campaign) -> None:
    levels = [planned(campaign, "follow_up", date(2018, 3, day)).letters[0].step.level for day in (8, 9, 30)]
    assert levels == [1, 2, 2]


def test_a_notice_lists_the_letters_before_it_with_their_scheduled_dates(campaign: Campaign) -> None:
    letter = planned(campaign, "subpoena_notice", date(2018, 3, 19)).letters[0]
    assert [(it.date, it.due_date) for it in letter.earlier] == [
        (date(2018, 1, 24), date(2018, 2, 23)),
        (date(2018, 2, 26), date(2018, 3, 8)),
        (date(2018, 3, 9), date(2018, 3, 16)),
    ]
    assert letter.earlier[0].reference == "DR-2018-VT-BURLINGTON-01"


def test_grounds_are_no_response_until_others_are_named(campaign: Campaign) -> None:
    assert planned(campaign, "follow_up", date(2018, 2, 26)).letters[0].grounds == "no_response"
    assert planned(campaign, "follow_up", date(2018, 2, 26), "incomplete").letters[0].grounds == "incomplete"


def test_grounds_that_a_kind_does_not_know_are_refused(campaign: Campaign) -> None:
    with pytest.raises(UsageError, match="knows no grounds"):
        planned(campaign, "document_request", date(2018, 1, 24), "incomplete")


def test_a_letter_is_not_dated_before_the_one_it_follows(campaign: Campaign) -> None:
    with pytest.raises(UsageError, match="would come before"):
        planned(campaign, "follow_up", date(2018, 1, 24))


def test_a_kind_outside_the_schedule_answers_an_event(campaign: Campaign) -> None:
    letter = planned(campaign, "closing", date(2018, 2, 26)).letters[0]
    assert (letter.date, letter.due_date, len(letter.earlier)) == (date(2018, 2, 26), None, 1)


def test_every_kind_step_and_grounds_can_be_ordered(campaign: Campaign) -> None:
    assert len(every_order(campaign)) == 1 + 2 * 3 + 3 + 3


def test_a_letter_keeps_its_id_whenever_it_is_planned(campaign: Campaign) -> None:
    first, second = (planned(campaign, "follow_up", date(2018, 2, day)).letters[0] for day in (26, 27))
    assert first.letter_id == second.letter_id


def test_a_batch_has_another_id_when_its_table_or_evidence_changes(campaign: Campaign) -> None:
    letters = planned(campaign, "follow_up", date(2018, 2, 26)).letters
    edited = tuple(
        replace(letter, recipient=replace(letter.recipient, row_sha256="1" * 64)) for letter in letters
    )
    day = date(2018, 2, 26)
    assert form_batch(letters, day, "a").batch_id == form_batch(letters, day, "a").batch_id
    assert len({form_batch(of, day, evidence).batch_id for of in (letters, edited) for evidence in "ab"}) == 4


def test_a_batch_has_another_id_when_a_letter_tells_another_story(campaign: Campaign) -> None:
    (letter,) = planned(campaign, "follow_up", date(2018, 3, 9), "incomplete").letters
    told = replace(
        letter, earlier=(replace(letter.earlier[0], answer="Lost in the mail"), *letter.earlier[1:])
    )
    missing = replace(letter, missing=(RequestedItem(3, "Each training document"),))
    extended = replace(letter, due_date=date(2018, 4, 2))
    variants = (letter, told, missing, extended)
    assert len({form_batch((it,), letter.date, "a").batch_id for it in variants}) == 4
