"""The sample story: 23 recipients from the first letter to the last, as of one day after the other.

Every morning the office records what came in, plans what is due, makes it, and posts it the same day. The
expected letters stand below in full; they are worked out by hand from the rules of the campaign.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from generator.cases import Case, fold, illegal_events
from generator.merging import merge_values
from generator.model import Campaign, Letter, Recipient
from generator.planning import DuePlan, plan_due
from generator.recipients import read_recipients
from generator.vocabulary import CaseClosed, ResponseReceived
from generator.word import Template
from tests.cases.chronicle import Chronicle, day

ROOT = Path(__file__).parent.parent.parent

POSTED_LATER = {
    ("nm-bernalillo-county", "document_request"): day("01-26"),
    ("ca-fremont", "document_request"): day("01-29"),
    ("il-cook-county", "document_request"): date.max,
}


@dataclass
class Office:
    """The office of the campaign, which works through the days one by one."""

    campaign: Campaign
    recipients: dict[str, Recipient]
    chronicle: Chronicle = field(default_factory=Chronicle)
    letters: list[Letter] = field(default_factory=list)
    tray: list[tuple[date, Letter]] = field(default_factory=list)

    def cases(self, as_of: date) -> dict[str, Case]:
        """Return the cases as of a day."""
        return fold(self.chronicle.events, self.campaign, as_of)

    def plan(self, as_of: date) -> DuePlan:
        """Return what is due on a day."""
        return plan_due(self.campaign, self.recipients.values(), self.cases(as_of), as_of)

    def work(self, today: date) -> None:
        """Make what is due, and post what lies in the tray for today."""
        self.post(today)
        for letter in self.plan(today).letters:
            self.chronicle.generated(letter)
            self.letters.append(letter)
            key = (letter.recipient.recipient_id, letter.kind.key)
            self.tray.append((POSTED_LATER.get(key, today), letter))
        self.post(today)

    def post(self, today: date) -> None:
        """Hand over the letters whose day has come."""
        for on, letter in self.tray:
            if on == today:
                self.chronicle.sent(letter, on)
        self.tray = [(on, letter) for on, letter in self.tray if on > today]

    def change_row(self, recipient_id: str, column: str, value: str) -> None:
        """Change a cell of the recipient's row."""
        recipient = self.recipients[recipient_id]
        values = tuple({**dict(recipient.values), column: value}.items())
        changed = replace(
            recipient, values=values, row_sha256=f"{column}-{value}".encode().hex()[:64].ljust(64, "0")
        )
        self.recipients[recipient_id] = changed

    def request_to(self, recipient_id: str) -> Letter:
        """Return the first letter to a recipient."""
        return next(it for it in self.letters if it.recipient.recipient_id == recipient_id)


def answer(recipient_id: str, on: str, kind: str, items: tuple[int, ...] = ()) -> Callable[[Office], object]:
    response = ResponseReceived(day(on), kind, items)  # type: ignore[arg-type]
    return lambda office: office.chronicle.answered(recipient_id, response)


def jointly(office: Office) -> None:
    response = ResponseReceived(day("02-21"), "complete", joint_with=("ca-sacramento-county",))
    office.chronicle.answered("ca-san-francisco", response)


def recorded_a_day_late(office: Office) -> None:
    response = ResponseReceived(day("02-26"), "complete", (), day("02-20"), day("02-23"))
    office.chronicle.answered("ny-new-york", response, day("02-27"))


def typed_in_error(office: Office) -> None:
    seq = office.chronicle.answered("ca-monterey-county", ResponseReceived(day("02-08"), "nil"))
    office.chronicle.withdrawn("ca-monterey-county", seq, day("02-08"))


WORLD: list[tuple[str, Callable[[Office], object]]] = [
    ("01-25", answer("il-cook-county", "01-25", "complete")),
    ("01-25", answer("ca-fremont", "01-25", "complete")),
    ("01-26", lambda it: it.chronicle.closed("il-cook-county", CaseClosed(day("01-26"), "complete"))),
    ("02-01", lambda it: it.chronicle.acknowledged("fl-west-palm-beach", day("02-01"))),
    ("02-02", lambda it: it.chronicle.came_back(it.request_to("or-state"), day("02-02"))),
    ("02-05", lambda it: it.chronicle.held("wa-king-county", day("02-05"))),
    ("02-06", lambda it: it.change_row("or-state", "street", "3218 Pringle Rd SE")),
    ("02-08", typed_in_error),
    ("02-12", answer("co-denver", "02-12", "partial", (1, 2))),
    ("02-12", answer("ca-berkeley", "02-12", "partial", (1, 2, 4))),
    ("02-15", answer("ny-albany", "02-15", "nil")),
    ("02-20", answer("vt-burlington", "02-20", "complete")),
    ("02-20", lambda it: it.chronicle.extended("ms-jackson", day("02-20"), until=day("03-05"))),
    ("02-21", jointly),
    ("02-22", answer("co-denver", "02-22", "partial", (3, 4, 5))),
    ("02-22", lambda it: it.chronicle.extended("ca-sonoma-county", day("02-22"), days=14)),
    ("02-27", recorded_a_day_late),
    ("03-01", answer("ma-lawrence", "03-01", "complete")),
    ("03-01", answer("ca-state", "03-01", "partial", (1, 2, 3))),
    ("03-01", lambda it: it.change_row("ky-louisville", "addressee_title", "Acting Mayor")),
    ("03-02", lambda it: it.chronicle.closed("il-state", CaseClosed(day("03-02"), "settled"))),
    ("03-05", lambda it: it.chronicle.resumed("wa-king-county", day("03-05"))),
    ("03-06", answer("ca-watsonville", "03-06", "nil")),
    ("03-08", answer("or-state", "03-08", "complete")),
    ("03-09", answer("ca-sonoma-county", "03-09", "complete")),
    ("03-12", answer("fl-west-palm-beach", "03-12", "complete")),
    ("03-15", answer("ca-state", "03-15", "partial", (4, 5))),
    ("03-26", answer("ca-los-angeles", "03-26", "complete")),
]

Expected = tuple[str, str, int, str | None, str | None]

REQUEST: Expected = ("01-24", "document_request", 1, None, "02-23")
REMINDED: Expected = ("02-26", "follow_up", 1, "no_response", "03-08")
REMINDED_AGAIN: Expected = ("03-09", "follow_up", 2, "no_response", "03-16")
NOTICE: Expected = ("03-19", "subpoena_notice", 1, "no_response", "04-09")
SILENT = [REQUEST, REMINDED, REMINDED_AGAIN, NOTICE]


def closing(on: str, grounds: str) -> Expected:
    return (on, "closing", 1, grounds, None)


LETTERS: dict[str, list[Expected]] = {
    "il-chicago": SILENT,
    "il-cook-county": [REQUEST],
    "ny-new-york": [REQUEST, REMINDED, closing("02-27", "late")],
    "ca-state": [
        REQUEST,
        REMINDED,
        ("03-01", "follow_up", 0, "incomplete", "03-08"),
        ("03-09", "follow_up", 2, "incomplete", "03-16"),
        closing("03-15", "late"),
    ],
    "ny-albany": [REQUEST, closing("02-15", "nil")],
    "ca-berkeley": [
        REQUEST,
        ("02-12", "follow_up", 0, "incomplete", "02-23"),
        ("02-26", "follow_up", 1, "incomplete", "03-08"),
        ("03-09", "follow_up", 2, "incomplete", "03-16"),
        ("03-19", "subpoena_notice", 1, "incomplete", "04-09"),
    ],
    "nm-bernalillo-county": [
        REQUEST,
        ("02-27", "follow_up", 1, "no_response", "03-09"),
        ("03-12", "follow_up", 2, "no_response", "03-19"),
        ("03-20", "subpoena_notice", 1, "no_response", "04-10"),
    ],
    "vt-burlington": [REQUEST, closing("02-20", "complete")],
    "co-denver": [
        REQUEST,
        ("02-12", "follow_up", 0, "incomplete", "02-23"),
        closing("02-22", "complete"),
    ],
    "ca-fremont": [REQUEST, closing("01-29", "complete")],
    "ms-jackson": [
        REQUEST,
        ("03-06", "follow_up", 1, "no_response", "03-16"),
        ("03-19", "follow_up", 2, "no_response", "03-26"),
        ("03-27", "subpoena_notice", 1, "no_response", "04-17"),
    ],
    "wa-king-county": [
        REQUEST,
        ("03-26", "follow_up", 1, "no_response", "04-05"),
        ("04-06", "follow_up", 2, "no_response", "04-13"),
        ("04-16", "subpoena_notice", 1, "no_response", "05-07"),
    ],
    "ma-lawrence": [REQUEST, REMINDED, closing("03-01", "late")],
    "ca-los-angeles": [*SILENT, closing("03-26", "late")],
    "ky-louisville": SILENT,
    "ca-monterey-county": SILENT,
    "ca-sacramento-county": [REQUEST, closing("02-21", "complete")],
    "ca-san-francisco": [REQUEST, closing("02-21", "complete")],
    "ca-sonoma-county": [REQUEST, closing("03-09", "complete")],
    "ca-watsonville": [REQUEST, REMINDED, closing("03-06", "nil")],
    "fl-west-palm-beach": [REQUEST, REMINDED, REMINDED_AGAIN, closing("03-12", "late")],
    "il-state": [REQUEST, REMINDED],
    "or-state": [
        REQUEST,
        ("02-06", "document_request", 1, None, "03-08"),
        closing("03-08", "complete"),
    ],
}


def opened(campaign: Campaign) -> Office:
    table = read_recipients(ROOT / "recipients.csv", campaign.columns)
    return Office(campaign, {it.recipient_id: it for it in table.recipients})


def hear(office: Office, today: date) -> None:
    for on, happens in WORLD:
        if day(on) == today:
            happens(office)


def work_until(office: Office, end: date) -> None:
    today = day("01-22")
    while today < end:
        hear(office, today)
        office.work(today)
        today += timedelta(days=1)


@pytest.fixture(scope="module")
def office(campaign: Campaign) -> Office:
    office = opened(campaign)
    work_until(office, day("05-01"))
    return office


def test_the_story_is_told_of_every_recipient(office: Office) -> None:
    assert len(office.recipients) == 23
    assert set(LETTERS) == set(office.recipients)


@pytest.mark.parametrize("recipient_id", sorted(LETTERS))
def test_each_recipient_gets_exactly_the_letters_that_their_case_calls_for(
    office: Office, recipient_id: str
) -> None:
    written = [
        (
            f"{letter.date:%m-%d}",
            letter.kind.key,
            letter.step.level,
            letter.grounds,
            f"{letter.due_date:%m-%d}" if letter.due_date else None,
        )
        for letter in office.letters
        if letter.recipient.recipient_id == recipient_id
    ]
    assert written == LETTERS[recipient_id]


def test_no_letter_but_one_that_came_back_is_made_twice(office: Office) -> None:
    ids = [letter.letter_id for letter in office.letters if letter.recipient.recipient_id != "or-state"]
    assert len(ids) == len(set(ids))


def test_the_record_of_the_story_holds_no_event_out_of_place(office: Office) -> None:
    assert illegal_events(office.chronicle.events) == ()


STATES = {
    "il-chicago": {
        "01-23": "planned",
        "01-24": "requested",
        "02-26": "followup_1",
        "03-19": "subpoena_notice",
    },
    "wa-king-county": {"02-05": "on_hold", "03-04": "on_hold", "03-05": "requested"},
    "or-state": {"02-02": "undeliverable", "02-06": "requested", "03-08": "closed"},
    "ca-berkeley": {"02-11": "requested", "02-12": "partial", "02-26": "followup_1"},
    "fl-west-palm-beach": {"02-01": "acknowledged", "02-26": "followup_1"},
    "il-cook-county": {"01-25": "complete", "01-26": "closed"},
    "ny-albany": {"02-14": "requested", "02-15": "closed"},
}


@pytest.mark.parametrize("recipient_id", sorted(STATES))
def test_the_case_is_in_the_state_that_the_day_gave_it(office: Office, recipient_id: str) -> None:
    told = {}
    for on in STATES[recipient_id]:
        case = office.cases(day(on)).get(recipient_id)
        told[on] = case.state if case else "planned"
    assert told == STATES[recipient_id]


def test_the_notice_lists_every_letter_with_its_date_and_what_came_of_it(office: Office) -> None:
    notice = next(
        it
        for it in office.letters
        if it.recipient.recipient_id == "ca-berkeley" and it.kind.key == "subpoena_notice"
    )
    received = "answer received on February 12, 2018"
    assert [(it.reference, f"{it.due_date:%m-%d}", it.answer) for it in notice.earlier] == [
        ("DR-2018-CA-BERKELEY-01", "02-23", "No answer received"),
        (
            "DR-2018-CA-BERKELEY-01A",
            "02-23",
            f"Incomplete {received} (items 1, 2 and 4)",
        ),
        ("DR-2018-CA-BERKELEY-02", "03-08", "No answer received"),
        ("DR-2018-CA-BERKELEY-03", "03-16", "No answer received"),
    ]
    assert [item.number for item in notice.missing] == [3, 5]


def test_an_extension_moves_the_date_of_the_letter_that_was_running_and_of_no_other(office: Office) -> None:
    notice = [it for it in office.letters if it.recipient.recipient_id == "ms-jackson"][-1]
    assert [f"{it.due_date:%m-%d}" for it in notice.earlier] == ["03-05", "03-16", "03-26"]
    assert notice.earlier[0].answer == "More time given on February 20, 2018"


def test_a_new_office_holder_gets_the_next_letter(office: Office) -> None:
    titles = [
        dict(it.recipient.values)["addressee_title"]
        for it in office.letters
        if it.recipient.recipient_id == "ky-louisville"
    ]
    assert titles == ["Mayor", "Mayor", "Acting Mayor", "Acting Mayor"]


REASONS = {
    ("il-cook-county", "01-25"): "before a letter was sent: close the case instead",
    ("ca-fremont", "01-26"): "before a letter was sent",
    ("il-chicago", "01-23"): "is planned for 2018-01-24",
    ("il-chicago", "02-01"): "no answer so far, due 2018-02-23",
    ("il-chicago", "04-12"): "every letter of the schedule was sent; no answer by the due date, 2018-04-09",
    ("nm-bernalillo-county", "01-25"): "was made on 2018-01-24 and waits to be sent",
    (
        "or-state",
        "02-03",
    ): "came back on 2018-02-02 (no such number): correct the address, then",
    ("wa-king-county", "02-20"): "on hold since 2018-02-05: litigation",
    ("il-state", "04-01"): "closed on 2018-03-02: settled",
    ("co-denver", "02-20"): "an incomplete answer so far, due 2018-02-23",
}


@pytest.mark.parametrize(("recipient_id", "on"), sorted(REASONS))
def test_a_recipient_without_a_letter_has_a_reason(campaign: Campaign, recipient_id: str, on: str) -> None:
    office = opened(campaign)
    work_until(office, day(on))
    hear(office, day(on))
    reasons = {it.recipient_id: it.not_due.reason for it in office.plan(day(on)).without_letter}
    assert REASONS[recipient_id, on] in reasons[recipient_id]


def test_every_letter_of_the_story_merges_with_its_template_without_a_fault(office: Office) -> None:
    templates = {
        kind.key: Template.open(office.campaign.folder / kind.template) for kind in office.campaign.kinds
    }
    faults = [
        str(problem)
        for letter in office.letters
        for problem in templates[letter.kind.key].faults(merge_values(letter, office.campaign))
    ]
    assert faults == []
