"""The chain hashes RFC 8785 text, and each hash covers all before it."""

from __future__ import annotations

import datetime as dt

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from generator.events import NewEvent
from generator.ledger.chain import GENESIS, canonical_bytes, entry_hash, instant_text, link, read_entry

WORDS = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"))
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53) + 1, 2**53 - 1)
    | st.text(st.characters(exclude_categories=("Cs",))),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
    max_leaves=6,
)
REPORTS = st.builds(
    NewEvent,
    key=WORDS.filter(bool),
    at=st.datetimes(min_value=dt.datetime(1990, 1, 1), timezones=st.timezones()),  # noqa: DTZ001 - zones are drawn
    actor=WORDS,
    role=WORDS,
    type=WORDS,
    payload=st.dictionaries(WORDS, VALUES, max_size=4),
    letter_id=WORDS,
    channel=WORDS,
)
SALT = "5a" * 16


@given(REPORTS)
def test_an_entry_is_written_down_as_rfc_8785_says(reported: NewEvent) -> None:
    entry = link(reported, seq=7, prev=GENESIS, salt=SALT)
    members = entry._asdict() | {"payload": reported.payload}
    del members["prev"], members["hash"]

    assert canonical_bytes(entry) == rfc8785.dumps(members)


@given(REPORTS)
def test_an_event_says_what_was_reported(reported: NewEvent) -> None:
    entry = link(reported, seq=1, prev=GENESIS, salt=SALT)
    event = read_entry(entry)

    assert event.payload == reported.payload
    assert event.at == reported.at.astimezone(dt.UTC)
    assert (entry.key, event.actor, event.type) == (reported.key, reported.actor, reported.type)


def test_the_hash_of_an_entry_never_changes() -> None:
    at = dt.datetime(2018, 1, 24, 9, 30, tzinfo=dt.timezone(dt.timedelta(hours=-5)))
    reported = NewEvent(
        "k", at, "ann", "preparer", "note", {"b": [1, None], "a": "é\u2028\n"}, letter_id="l1"
    )
    entry = link(reported, seq=1, prev=GENESIS, salt=SALT)

    assert canonical_bytes(entry).decode() == (
        '{"actor":"ann","at":"2018-01-24T14:30:00.000000Z","batch_id":"","channel":"","key":"k",'
        '"letter_id":"l1","payload":{"a":"é\u2028\\n","b":[1,null]},"recipient_id":"","role":"preparer",'
        '"salt":"5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a","seq":1,"type":"note"}'
    )
    assert entry.hash == "cad5430f07fa492521b7d226508ca4cf76348f4ee0c10ef2a5d5aaa58d6fb321"


@pytest.mark.parametrize(
    "field", ["at", "actor", "role", "type", "payload", "key", "salt", "letter_id", "channel"]
)
def test_the_hash_covers_every_field(field: str) -> None:
    reported = NewEvent("k", dt.datetime(2018, 1, 24, tzinfo=dt.UTC), "ann", "preparer", "note")
    entry = link(reported, seq=1, prev=GENESIS, salt=SALT)

    changed = entry._replace(**{field: "{}" if field != "payload" else '{"a":1}'})  # type: ignore[arg-type]
    assert entry_hash(changed) != entry.hash
    assert entry_hash(entry._replace(prev="1" * 64)) != entry.hash
    assert entry_hash(entry._replace(seq=2)) != entry.hash


def test_an_instant_is_told_in_utc_with_the_same_width() -> None:
    tokyo = dt.timezone(dt.timedelta(hours=9))
    assert instant_text(dt.datetime(2018, 1, 1, 8, tzinfo=tokyo)) == "2017-12-31T23:00:00.000000Z"
