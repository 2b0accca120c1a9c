"""Verifying names everything that is wrong with a ledger, and the first event that is."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from generator.errors import Fault
from generator.events import Event, EventFault, NewEvent
from generator.ledger import (
    Evidence,
    Ledger,
    SigningKey,
    files_named,
    list_checkpoints,
    verify_ledger,
    write_checkpoint,
)
from generator.ledger.chain import GENESIS, entry_hash, link
from tests.ledger.conftest import ORIGIN, report, reports
from tests.ledger.tampering import connected, unguarded

NOTHING_KEPT = Evidence(ORIGIN)


def test_a_ledger_that_nobody_changed_has_no_problem(ledger: Ledger, key: SigningKey, tmp_path: Path) -> None:
    for start in (0, 5, 10):
        ledger.append(reports(*range(start, start + 5)))
        write_checkpoint(ledger, key, tmp_path)
    verified = verify_ledger(ledger, Evidence(ORIGIN, (key.public,), list_checkpoints(tmp_path)))

    assert verified.problems == ()
    assert verified.first_bad_seq == 0
    assert verified.events == ledger.events()


def test_an_empty_ledger_is_sound(ledger: Ledger, key: SigningKey, tmp_path: Path) -> None:
    path = write_checkpoint(ledger, key, tmp_path)
    assert verify_ledger(ledger, Evidence(ORIGIN, (key.public,), (path,))).problems == ()


def test_every_fault_is_named_with_its_event(sqlite_ledger: Ledger, tmp_path: Path) -> None:
    sqlite_ledger.append(reports(*range(9)))
    with unguarded(tmp_path) as connection:
        connection.execute("UPDATE events SET actor = 'eve' WHERE seq = 3")
        connection.execute("UPDATE events SET payload = '[1' WHERE seq = 5")
        connection.execute("DELETE FROM events WHERE seq = 7")
        connection.execute("DROP INDEX events_of_letter")
    verified = verify_ledger(sqlite_ledger, NOTHING_KEPT)

    assert verified.first_bad_seq == 3
    told = [str(problem).removeprefix(sqlite_ledger.name) for problem in verified.problems]
    assert told[0] == ": index events_of_letter: missing, altered or none of the ledger's"
    assert told[1] == ": event 3: hash: the event was changed after it was recorded"
    assert told[2] == ": event 5: hash: the event was changed after it was recorded"
    assert told[3].startswith(": event 5: payload: this is not an event: ")
    assert told[4] == ": event 7: seq: this event is missing"
    assert told[5] == ": event 8: prev: it does not follow the event before it"
    assert len(told) == 6


def test_a_cut_tail_is_seen_with_a_checkpoint_alone(
    sqlite_ledger: Ledger, key: SigningKey, tmp_path: Path
) -> None:
    sqlite_ledger.append(reports(*range(9)))
    path = write_checkpoint(sqlite_ledger, key, tmp_path)
    with unguarded(tmp_path) as connection:
        connection.execute("DELETE FROM events WHERE seq > 6")

    assert verify_ledger(sqlite_ledger, NOTHING_KEPT).problems == ()
    verified = verify_ledger(sqlite_ledger, Evidence(ORIGIN, (key.public,), (path,)))
    assert verified.first_bad_seq == 7
    assert "states 9 events, but 6 are there" in verified.problems[0].message


def test_a_checkpoint_that_is_damaged_is_a_problem_of_its_own(
    sqlite_ledger: Ledger, key: SigningKey, tmp_path: Path
) -> None:
    sqlite_ledger.append(reports(0))
    sound = write_checkpoint(sqlite_ledger, key, tmp_path / "sound")
    forged = tmp_path / "forged.checkpoint"
    forged.write_text(sound.read_text().replace("\n1\n", "\n2\n"))
    evidence = Evidence(ORIGIN, (key.public,), (sound, forged, tmp_path / "nowhere"))

    problems = verify_ledger(sqlite_ledger, evidence).problems
    assert [problem.source for problem in problems] == [str(forged), str(tmp_path / "nowhere")]


def test_an_event_that_the_database_cannot_read_is_named(sqlite_ledger: Ledger, tmp_path: Path) -> None:
    sqlite_ledger.append(reports(*range(9)))
    with unguarded(tmp_path) as connection:
        connection.execute("UPDATE events SET actor = CAST(x'ff41' AS TEXT) WHERE seq = 6")
    verified = verify_ledger(sqlite_ledger, NOTHING_KEPT)

    assert verified.first_bad_seq == 6
    assert len(verified.events) == 5


def test_a_file_damaged_anywhere_ends_in_problems_and_not_in_a_traceback(sqlite_ledger: Ledger) -> None:
    events = sqlite_ledger.append(reports(*range(9)))
    path = Path(sqlite_ledger.name)
    content = path.read_bytes()
    for place in range(100, len(content), 997):
        path.write_bytes(content[:place] + bytes([content[place] ^ 0xFF]) + content[place + 1 :])
        verified = verify_ledger(sqlite_ledger, NOTHING_KEPT)
        assert verified.problems or verified.events == events
    path.write_bytes(content[: len(content) // 2])
    assert verify_ledger(sqlite_ledger, NOTHING_KEPT).problems


def test_statistics_for_the_planner_are_no_alarm(sqlite_ledger: Ledger, tmp_path: Path) -> None:
    sqlite_ledger.append(reports(*range(9)))
    with connected(tmp_path) as connection:
        connection.execute("ANALYZE")
    assert verify_ledger(sqlite_ledger, NOTHING_KEPT).problems == ()


def test_one_who_prepared_a_draft_may_not_approve_it(sqlite_ledger: Ledger) -> None:
    def drafting(number: int, letter: str, actor: str, sha256: str) -> NewEvent:
        drafts = [{"format": "pdf", "sha256": sha256 * 64, "size": 1}]
        return replace(
            report(number, letter=letter, actor=actor, type="letter_generated"), payload={"drafts": drafts}
        )

    def approval(number: int, letter: str, actor: str, sha256: str) -> NewEvent:
        payload = {"drafts": [sha256 * 64]}
        return replace(report(number, letter=letter, actor=actor, type="letter_approved"), payload=payload)

    sqlite_ledger.append(
        (
            drafting(0, "a", "ann", "a"),
            drafting(1, "b", "ben", "b"),
            approval(2, "a", "ben", "a"),
            approval(3, "b", "ben", "b"),
            drafting(4, "a", "ben", "c"),
            approval(5, "a", "ann", "c"),
        )
    )
    verified = verify_ledger(sqlite_ledger, NOTHING_KEPT)

    assert verified.first_bad_seq == 4
    assert [problem.message for problem in verified.problems] == ["ben prepared letter b and approved it"]
    assert files_named(verified.events) == frozenset({"a" * 64, "b" * 64, "c" * 64})


def test_rules_given_are_held_too(sqlite_ledger: Ledger) -> None:
    def no_notes(events: Sequence[Event]) -> Iterable[EventFault]:
        return [Fault(event.seq, "a note", "none", "type") for event in events]

    sqlite_ledger.append(reports(0, 1))
    verified = verify_ledger(sqlite_ledger, NOTHING_KEPT, (no_notes,))
    assert [problem.message for problem in verified.problems] == ["a note", "a note"]


@pytest.mark.long
def test_a_hundred_thousand_events_are_verified_within_five_seconds(
    sqlite_ledger: Ledger, key: SigningKey, tmp_path: Path
) -> None:
    entries = [link(report(0), seq=1, prev=GENESIS, salt="0" * 32)]
    for seq in range(2, 100_001):
        entry = entries[0]._replace(seq=seq, key=f"key-{seq}", prev=entries[-1].hash)
        entries.append(entry._replace(hash=entry_hash(entry)))
    with unguarded(tmp_path) as connection:
        connection.execute("BEGIN")
        connection.executemany(f"INSERT INTO events VALUES ({','.join('?' * len(entries[0]))})", entries)  # noqa: S608
        connection.execute("COMMIT")
    checkpoint = write_checkpoint(sqlite_ledger, key, tmp_path)

    started = time.process_time()
    verified = verify_ledger(sqlite_ledger, Evidence(ORIGIN, (key.public,), (checkpoint,)))
    assert time.process_time() - started < 5
    assert verified.problems == ()
    assert len(verified.events) == 100_000
