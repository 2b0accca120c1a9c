"""What people report, from their words to what is recorded."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import pytest

from generator.cases import Case, Dossiers, fold
from generator.errors import Problem
from generator.model import Campaign, Recipient
from generator.planning import plan_due
from generator.recording import VERBS, Background, Entry, Report, read_report
from generator.vocabulary import (
    EVENT_TYPES,
    CaseNote,
    Correction,
    ExtensionGranted,
    LetterGenerated,
    LetterSent,
    Payload,
    RenderedDraft,
    ResponseReceived,
)
from tests.cases.chronicle import Chronicle, day

BURLINGTON = Recipient("vt-burlington", (("state", "VT"),), "recipients.csv:9", "0" * 64)
SERVICE = dict.fromkeys(("served_by", "capacity", "received_by", "place", "manner"), "clerk")
OREGON = Recipient("or-state", (("state", "OR"),), "recipients.csv:24", "1" * 64)


@pytest.fixture
def background(campaign: Campaign) -> Background:
    """Return the second of March: one recipient was asked, the letter to the other waits."""
    chronicle = Chronicle()
    first, second = plan_due(campaign, (BURLINGTON, OREGON), {}, day("01-24")).letters
    chronicle.generated(first)
    chronicle.generated(second)
    chronicle.sent(first, day("01-24"))
    return at_the_second_of_march(chronicle, campaign)


def at_the_second_of_march(chronicle: Chronicle, campaign: Campaign) -> Background:
    today = day("03-02")
    dossiers = Dossiers(chronicle.events, campaign, today)
    return Background(campaign, ("vt-burlington", "or-state"), dossiers, today)


def read_reports(
    entries: Iterable[Entry], background: Background
) -> tuple[tuple[Report, ...], tuple[Problem, ...]]:
    read = [read_report(entry, background) for entry in entries]
    reports = tuple(report for report, _ in read if report is not None)
    return reports, tuple(problem for _, problems in read for problem in problems)


def case_of(background: Background, recipient_id: str) -> Case:
    return background.case(recipient_id)


def entry(verb: str, recipient_id: str = "vt-burlington", **texts: str) -> Entry:
    return Entry(verb, {"recipient_id": recipient_id, **texts}, "answers.csv:2")


def recorded(background: Background, *entries: Entry) -> Report:
    (report,), problems = read_reports(entries, background)
    assert problems == ()
    return report


def refused(background: Background, *entries: Entry) -> dict[str, Problem]:
    reports, problems = read_reports(entries, background)
    assert reports == ()
    return {problem.field: problem for problem in problems}


def payload_of(background: Background, told: Entry) -> Payload:
    return recorded(background, told).payload


def test_every_verb_records_an_event_that_there_is() -> None:
    assert {verb.event_type for verb in VERBS.values()} <= set(EVENT_TYPES)
    assert all(
        verb.on in EVENT_TYPES[verb.event_type].__dataclass_fields__ for verb in VERBS.values() if verb.on
    )


def test_an_answer_is_read_from_words(background: Background) -> None:
    told = entry(
        "response", on="2018-02-20", answer="partial", items="1, 3-4", joint_with="or-state", summary=""
    )
    assert payload_of(background, told) == ResponseReceived(
        date(2018, 2, 20), "partial", (1, 3, 4), joint_with=("or-state",)
    )


def test_a_time_is_the_one_on_the_wall_of_the_office_unless_a_zone_is_named(background: Background) -> None:
    here = payload_of(background, entry("sent", "or-state", on="2018-01-26 16:05", channel="email"))
    there = payload_of(background, entry("sent", "or-state", on="2018-02-26T16:05", zone="America/Denver"))
    assert isinstance(here, LetterSent)
    assert here.sent_at.isoformat() == "2018-01-26T16:05:00-05:00"
    assert here.zone == "America/New_York"
    assert isinstance(there, LetterSent)
    assert there.sent_at.isoformat() == "2018-02-26T16:05:00-07:00"


def test_a_sending_means_the_letter_that_waits_and_a_return_the_last_one_sent(background: Background) -> None:
    waiting = case_of(background, "or-state").letters[0].letter_id
    last = case_of(background, "vt-burlington").letters[0].letter_id
    assert recorded(background, entry("sent", "or-state", on="2018-01-26T16:05")).subject.letter_id == waiting
    assert recorded(background, entry("returned-mail", on="2018-02-01")).subject.letter_id == last


def test_of_several_letters_the_last_one_sent_came_back(campaign: Campaign) -> None:
    chronicle = Chronicle()
    (first,) = plan_due(campaign, (BURLINGTON,), {}, day("01-24")).letters
    chronicle.generated(first)
    chronicle.sent(first, day("01-24"))
    cases = fold(chronicle.events, campaign, day("02-26"))
    (second,) = plan_due(campaign, (BURLINGTON,), cases, day("02-26")).letters
    chronicle.generated(second)
    chronicle.sent(second, day("02-26"))
    background = at_the_second_of_march(chronicle, campaign)
    report = recorded(background, entry("returned-mail", on="2018-03-01"))
    assert report.subject.letter_id == second.letter_id


def test_a_letter_is_named_by_its_reference(background: Background) -> None:
    told = entry("extension", on="2018-02-20", days="7", letter="DR-2018-VT-BURLINGTON-01")
    report = recorded(background, told)
    assert report.subject.letter_id == case_of(background, "vt-burlington").letters[0].letter_id
    assert report.payload == ExtensionGranted(date(2018, 2, 20), days=7)


def test_a_letter_that_is_not_there_is_told_with_those_that_are(background: Background) -> None:
    problem = refused(background, entry("sent", on="2018-02-01T12:00"))["letter"]
    assert problem.hint == "name it by its reference; there are: DR-2018-VT-BURLINGTON-01"


def test_every_fault_of_every_entry_is_told_at_once(background: Background) -> None:
    entries = (
        Entry("response", {"recipient_id": "vt-burlingtn", "on": "20 Feb", "items": "one"}, "a.csv:2"),
        Entry("respond", {"recipient_id": "or-state"}, "a.csv:3"),
        Entry("hold", {"recipient_id": "or-state", "on": "2018-02-01", "reson": "lawsuit"}, "a.csv:4"),
        Entry("note", {"recipient_id": "or-state", "text": "rang"}, "a.csv:5"),
    )
    reports, problems = read_reports(entries, background)
    assert [report.source for report in reports] == ["a.csv:5"]
    assert {(it.source, it.field) for it in problems} == {
        ("a.csv:2", "recipient_id"),
        ("a.csv:2", "on"),
        ("a.csv:2", "items"),
        ("a.csv:2", "answer"),
        ("a.csv:3", "event"),
        ("a.csv:4", "reson"),
        ("a.csv:4", "reason"),
    }
    hints = {it.field: it.hint for it in problems}
    assert hints["recipient_id"] == "did you mean 'vt-burlington'?"
    assert hints["event"] == "did you mean 'response'?"
    assert hints["reson"] == "did you mean 'reason'?"


def test_what_has_not_happened_yet_is_not_recorded(background: Background) -> None:
    told = entry("response", on="2018-03-03", answer="nil")
    assert refused(background, told)["on"].message == "2018-03-03 has not come yet"


def test_what_has_not_been_announced_or_signed_yet_is_not_recorded(background: Background) -> None:
    answer = entry("response", on="2018-03-01", answer="nil", announced_on="2018-03-03")
    names = dict.fromkeys(("served_by", "capacity", "received_by", "place", "manner"), "clerk")
    service = entry("served", on="2018-03-01T10:00", signed_on="2018-03-03", **names)
    for told, field in ((answer, "announced_on"), (service, "signed_on")):
        assert refused(background, told)[field].message == "2018-03-03 has not come yet"


def test_an_item_that_was_not_asked_for_is_told(background: Background) -> None:
    told = entry("response", on="2018-02-20", answer="partial", items="5;6")
    assert refused(background, told)["items"].message == "the request has no item 6"


@pytest.mark.parametrize("items", ["5-3", "1, 4-2", "1-", "one"])
def test_what_is_no_list_of_item_numbers_is_told(background: Background, items: str) -> None:
    told = entry("response", on="2018-02-20", answer="partial", items=items)
    assert "is not a list of item numbers" in refused(background, told)["items"].message


@pytest.mark.parametrize("sha256", ["beef", "x" * 64])
def test_what_is_no_hash_is_told_once_and_in_plain_words(background: Background, sha256: str) -> None:
    _, (problem,) = read_reports(
        [entry("sent", "or-state", on="2018-01-26", draft_sha256=sha256)], background
    )
    assert problem.field == "draft_sha256"
    assert "is not a SHA-256 hash" in problem.message


@pytest.mark.parametrize("character", ["\x1b", "\u202e", "\u2066", "\x85", "\ud800"])
@pytest.mark.parametrize("field", ["channel", "by"])
def test_what_cannot_be_seen_and_changes_what_is_is_refused(
    background: Background, field: str, character: str
) -> None:
    told = entry("sent", "or-state", on="2018-01-26", **{field: f"e{character}mail"})
    assert f"holds U+{ord(character):04X}" in refused(background, told)[field].message


def test_a_note_can_have_lines(background: Background) -> None:
    assert payload_of(background, entry("note", text="rang\n\ttwice")) == CaseNote("rang\n\ttwice")


def test_an_extension_that_shortens_is_refused(background: Background) -> None:
    told = entry("extension", on="2018-02-01", until="2018-02-12")
    assert "never shortens" in refused(background, told)["until"].message


def test_an_extension_to_a_day_without_business_is_recorded_with_a_warning(background: Background) -> None:
    (report,), (problem,) = read_reports(
        [entry("extension", on="2018-02-20", until="2018-03-10")], background
    )
    assert report.payload == ExtensionGranted(date(2018, 2, 20), date(2018, 3, 10))
    assert problem.severity == "warning"


@pytest.fixture
def extended(campaign: Campaign) -> Background:
    """Return the background after an answer, event 3, and two extensions: events 4 and 5."""
    chronicle = Chronicle()
    (letter,) = plan_due(campaign, (BURLINGTON,), {}, day("01-24")).letters
    chronicle.generated(letter)
    chronicle.sent(letter, day("01-24"))
    chronicle.answered("vt-burlington", ResponseReceived(day("02-01"), "partial", (1,)))
    chronicle.extended("vt-burlington", day("02-10"), until=day("03-12"))
    chronicle.extended("vt-burlington", day("02-20"), until=day("03-20"))
    return at_the_second_of_march(chronicle, campaign)


def correction(seq: int, **texts: str) -> Entry:
    return Entry("correct", {"corrects": str(seq), "because": "misread", **texts}, "correct")


@pytest.mark.parametrize(
    ("seq", "field", "text", "told"),
    [
        (3, "on", "2018-03-03", "2018-03-03 has not come yet"),
        (3, "items", "1,6", "the request has no item 6"),
        (3, "joint_with", "or-stat", "'or-stat' is not a recipient of this campaign"),
        (
            4,
            "until",
            "2018-02-12",
            "2018-02-12 is before the due date, 2018-02-23; an extension never shortens",
        ),
    ],
)
def test_a_correction_is_held_to_what_an_entry_is_held_to(
    extended: Background, seq: int, field: str, text: str, told: str
) -> None:
    assert refused(extended, correction(seq, **{field: text}))[field].message == told


@pytest.mark.parametrize("field", ["letter", "recipient_id", "channel"])
def test_what_an_entry_is_about_cannot_be_corrected(extended: Background, field: str) -> None:
    problem = refused(extended, correction(3, **{field: "or-state"}))[field]
    assert problem.message == "cannot be corrected; withdraw the entry and record it again"


def test_a_row_says_in_reason_why_an_entry_was_wrong(extended: Background) -> None:
    row = Entry("correct", {"corrects": "3", "reason": "misread", "recipient_id": "vt-burlington"}, "a.csv:2")
    assert payload_of(extended, row) == Correction(3, "withdraw", "misread")


def test_the_reason_of_an_event_that_has_one_is_said_anew(extended: Background) -> None:
    payload = payload_of(extended, correction(4, reason="asked for it"))
    assert isinstance(payload, Correction)
    assert payload.reason == "misread"
    assert payload.replacement is not None
    assert payload.replacement["reason"] == "asked for it"
    row = Entry("correct", {"corrects": "4", "reason": "asked for it"}, "a.csv:2")
    assert refused(extended, row)["because"].message == "is missing"


@pytest.mark.parametrize("reason", ["", "mis\u202eread"])
def test_a_correction_needs_a_reason_that_can_be_read(extended: Background, reason: str) -> None:
    row = Entry("correct", {"corrects": "3", "reason": reason}, "a.csv:2")
    assert set(refused(extended, row)) == {"reason"}


def test_an_extension_that_was_too_long_is_said_anew(extended: Background) -> None:
    payload = payload_of(extended, correction(4, until="2018-03-05"))
    assert isinstance(payload, Correction)
    assert payload.replacement == {"granted_on": "2018-02-10", "until": "2018-03-05"}


@pytest.mark.parametrize("on", ["2018-02", "2018-02-01T", "noon", "2018-02-30T12:00"])
def test_a_hand_over_needs_a_day(background: Background, on: str) -> None:
    assert "on" in refused(background, entry("sent", "or-state", on=on))


@pytest.mark.parametrize("verb", ["sent", "returned-mail"])
@pytest.mark.parametrize("recipient_id", ["or-state", "vt-burlington"])
def test_a_date_that_is_none_does_not_make_the_letter_unclear(
    background: Background, verb: str, recipient_id: str
) -> None:
    assert set(refused(background, entry(verb, recipient_id, on="2018-13-40"))) == {"on"}


def test_a_hand_over_without_a_noted_time_is_recorded_by_its_day(background: Background) -> None:
    told = payload_of(background, entry("sent", "or-state", on="2018-01-26"))
    assert isinstance(told, LetterSent)
    assert told.sent_at == told.happened_on == date(2018, 1, 26)
    assert type(told.sent_at) is date
    assert "on" in refused(background, entry("sent", "or-state", on="2018-01-32"))
    assert "on" in refused(background, entry("served", on="2018-04-02"))


def test_a_letter_is_not_sent_before_the_date_that_it_prints(background: Background) -> None:
    problem = refused(background, entry("sent", "or-state", on="2018-01-23"))["on"]
    assert problem.message == "2018-01-23 is before the date of the letter, 2018-01-24"
    for some in ({"reason": "posted early"}, {"draft_sha256": SHA256}):
        assert "on" in refused(background, entry("sent", "or-state", on="2018-01-23T23:59", **some))
    told = entry("sent", "or-state", on="2018-01-23", draft_sha256=SHA256, reason="posted early")
    payload = payload_of(with_bytes(background), told)
    assert isinstance(payload, LetterSent)
    assert payload.reason == "posted early"


SHA256 = "ab" * 32


def with_bytes(background: Background) -> Background:
    """Return the background in which every letter has a draft of that hash."""
    draft = RenderedDraft("docx", SHA256, 1)
    dossiers = Dossiers((), background.campaign, background.today)
    for fact in background.dossiers.of("or-state").facts:
        payload = fact.payload
        drafted = replace(payload, drafts=(draft,)) if isinstance(payload, LetterGenerated) else payload
        dossiers.add(fact._replace(payload=drafted))
    return replace(background, dossiers=dossiers)


def test_a_hand_over_is_not_corrected_to_a_day_before_the_letter(background: Background) -> None:
    problem = refused(background, correction(3, on="2018-01-22"))["on"]
    assert problem.message == "2018-01-22 is before the date of the letter, 2018-01-24"


@pytest.mark.parametrize(
    ("told", "severity"),
    [
        (entry("response", "or-state", on="2018-01-30", answer="nil"), "warning"),
        (entry("response", on="2018-01-10", answer="nil"), "warning"),
        (entry("acknowledged", "or-state", on="2018-01-30"), "warning"),
        (entry("acknowledged", on="2018-01-10"), "warning"),
        (entry("extension", on="2018-01-10", days="7"), "error"),
        (entry("served", on="2018-01-10T10:00", **SERVICE), "error"),
        (entry("served", on="2018-02-10T10:00", **SERVICE), "warning"),
        (entry("response", on="2018-01-24", answer="nil"), ""),
    ],
)
def test_what_comes_before_what_it_follows_is_told(
    background: Background, told: Entry, severity: str
) -> None:
    _, problems = read_reports((told,), background)
    assert [(it.field, it.severity) for it in problems] == ([("on", severity)] if severity else [])
