"""The payloads of events: read, written and refused."""

from __future__ import annotations

import dataclasses
import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.errors import ProblemsFoundError
from generator.vocabulary import (
    EVENT_TYPES,
    CaseClosed,
    CaseNote,
    Correction,
    ExtensionGranted,
    HoldStarted,
    LetterSent,
    Payload,
    ResponseReceived,
    StoredFile,
    Subject,
    read_payload,
    report,
    write_payload,
)

NOW = datetime(2018, 3, 1, 12, tzinfo=UTC)
BURLINGTON = Subject("vt-burlington")

days = st.dates(date(1900, 1, 1), date(2200, 12, 31))
words = st.text(st.characters(exclude_categories=("Cc", "Cs")), min_size=1, max_size=40)
payloads: st.SearchStrategy[tuple[str, Payload]] = st.one_of(
    st.builds(
        lambda day, items, names: (
            "response_received",
            ResponseReceived(day, "partial", tuple(items), joint_with=tuple(names)),
        ),
        days,
        st.lists(st.integers(1, 9999), max_size=4),
        st.lists(words, max_size=2),
    ),
    st.builds(lambda day, why: ("hold_started", HoldStarted(day, why)), days, words),
    st.builds(lambda day, until: ("extension_granted", ExtensionGranted(day, until)), days, days),
    st.builds(lambda text: ("note", CaseNote(text)), words),
    st.builds(
        lambda moment: ("letter_sent", LetterSent(moment, "America/New_York", by="mail room")),
        st.datetimes(datetime(1901, 1, 1), datetime(2199, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 - UTC is given beside
    ),
)


@settings(deadline=None)
@given(payloads)
def test_a_payload_written_as_json_reads_back_the_same(written: tuple[str, Payload]) -> None:
    event_type, payload = written
    content = json.loads(json.dumps(write_payload(payload)))
    assert read_payload(event_type, content, source="ledger") == payload


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=12), inner, max_size=3),
    max_leaves=6,
)
field_names = st.sampled_from(
    sorted({name for payload_type in EVENT_TYPES.values() for name in payload_type.__dataclass_fields__})
)


@settings(deadline=None)
@given(st.sampled_from(sorted(EVENT_TYPES)), st.dictionaries(field_names, json_values, max_size=5))
def test_whatever_json_comes_is_a_payload_or_a_told_problem(
    event_type: str, content: dict[str, object]
) -> None:
    try:
        read_payload(event_type, content, source="ledger")
    except ProblemsFoundError as exc:
        told = [f"{problem} {problem.hint}" for problem in exc.problems]
        assert told
        assert not any(word in each for each in told for word in ("Value error", "nput should"))


def problems_of(event_type: str, **content: object) -> dict[str, str]:
    with pytest.raises(ProblemsFoundError) as caught:
        read_payload(event_type, content, source="answers.csv:4")
    assert all(problem.source == "answers.csv:4" and problem.hint for problem in caught.value.problems)
    return {problem.field: problem.message for problem in caught.value.problems}


def test_every_fault_of_a_payload_is_told_by_its_field() -> None:
    told = problems_of("response_received", received_on="2018-02-30", answer="parial", itms=[1], items=[True])
    assert set(told) == {"received_on", "answer", "itms", "items.1"}
    assert told["received_on"] == "is not a date; write it like 2018-01-24"


def test_a_number_is_never_taken_for_a_date() -> None:
    assert "received_on" in problems_of("response_received", received_on=1517443200, answer="nil")
    assert "received_on" in problems_of("response_received", received_on="1517443200", answer="nil")


def test_a_hand_over_without_a_time_zone_is_refused() -> None:
    told = problems_of("letter_sent", sent_at="2018-01-24T16:05:00", zone="Amerika/Berlin")
    assert set(told) == {"sent_at", "zone"}


def test_a_hash_that_is_none_is_told_once_by_its_field() -> None:
    told = problems_of("letter_sent", sent_at="2018-01-24", zone="America/New_York", draft_sha256="beef")
    assert set(told) == {"draft_sha256"}


def test_an_unknown_event_is_told_with_the_nearest_known_one() -> None:
    with pytest.raises(ProblemsFoundError) as caught:
        read_payload("letter_send", {}, source="ledger: event 3")
    assert caught.value.problems[0].hint == "did you mean 'letter_sent'?"


def test_a_fault_of_the_whole_event_shows_no_python() -> None:
    with pytest.raises(ProblemsFoundError) as caught:
        read_payload("extension_granted", {"granted_on": "2018-02-20"}, source="answers.csv:4")
    (problem,) = caught.value.problems
    assert "granted_on" not in problem.hint
    assert problem.hint == "correct it, then run it again"


def test_an_extension_is_a_date_or_a_number_of_days_and_not_both() -> None:
    for content in ({}, {"until": "2018-03-05", "days": 10}):
        told = problems_of("extension_granted", granted_on="2018-02-20", **content)
        assert "either a date" in told[""]


def test_the_day_of_sending_is_the_day_at_the_place_of_hand_over() -> None:
    moment = datetime(2018, 1, 25, 3, 30, tzinfo=UTC)
    assert LetterSent(moment, "America/New_York").happened_on == date(2018, 1, 24)
    assert LetterSent(moment, "Europe/Berlin").happened_on == date(2018, 1, 25)


def test_the_same_report_twice_is_one_event_and_another_is_not() -> None:
    closed = CaseClosed(date(2018, 3, 1), "settled")
    first = report(closed, BURLINGTON, at=NOW, actor="ann", role="clerk")
    again = report(closed, BURLINGTON, at=NOW.replace(hour=13), actor="bob", role="clerk")
    other = report(closed, Subject("or-state"), at=NOW, actor="ann", role="clerk")
    assert first.key == again.key != other.key
    assert first.payload == {"closed_on": "2018-03-01", "reason": "settled"}


def test_a_report_of_something_malformed_is_refused_before_it_is_recorded() -> None:
    with pytest.raises(ProblemsFoundError):
        report(CaseNote(""), BURLINGTON, at=NOW, actor="ann", role="clerk")
    with pytest.raises(ProblemsFoundError):
        report(
            ResponseReceived(date(2018, 2, 1), "complete", attachments=(StoredFile("a.pdf", "beef", 4),)),
            BURLINGTON,
            at=NOW,
            actor="ann",
            role="clerk",
        )


def test_a_replacement_belongs_to_a_correction_that_replaces() -> None:
    with pytest.raises(ValueError, match="replacement"):
        Correction(3, "withdraw", "typed twice", {"text": "x"})


def test_every_event_and_field_is_described() -> None:
    page = (Path(__file__).parent.parent / "docs" / "cases.md").read_text(encoding="utf-8")
    events = page.split("\n## Events\n")[1].split("\n## ")[0]
    rows = {line.split("`")[1]: line for line in events.splitlines() if line.startswith("| `")}
    for event_type, payload_type in EVENT_TYPES.items():
        fields = {field.name for field in dataclasses.fields(payload_type)}
        assert fields <= set(rows[event_type].split("`")[3::2]), event_type
