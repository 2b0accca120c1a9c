"""The one rule: whatever is reported, it is said what changes, or that nothing does."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.cases import fold, illegal_events
from generator.errors import ProblemsFoundError
from generator.events import Event
from generator.model import Campaign, Recipient
from generator.planning import plan_due
from generator.recording import Entry
from generator.workflow.record.appending import KnownEvents, Recorder, as_event, prepare
from generator.workflow.record.deciding import Decision, Office, Told
from tests.cases.chronicle import Chronicle
from tests.cases.counter import Extension, Hold, Story, due

WHO = "vt-burlington"
MADE = date(2018, 1, 24)
TODAY = date(2018, 6, 1)
ROW = Recipient(WHO, (("state", "VT"),), "recipients.csv:9", "0" * 64)
OTHER = Recipient("or-state", (("state", "OR"),), "recipients.csv:24", "1" * 64)
VERBS = (
    *("sent", "response", "acknowledged", "extension", "extension", "hold", "hold", "resume", "resume"),
    *("returned-mail", "served", "close", "note", "correct", "correct"),
)


@dataclass
class Record:
    """A ledger in memory, with a story beside it that knows what an independent counter needs."""

    campaign: Campaign
    events: list[Event] = field(default_factory=list)
    story: Story = field(default_factory=Story)
    holds: dict[int, Hold] = field(default_factory=dict)
    extensions: dict[int, Extension] = field(default_factory=dict)
    warned: bool = False

    def report(self, verb: str, **texts: str) -> Told:
        """Record an entry of the recipient, or raise with its faults."""
        entry = Entry(verb, {"recipient_id": WHO, **texts} if verb != "correct" else texts, verb)
        recorder = Recorder("ben", "recorder", datetime(2018, 6, 1, 12, tzinfo=UTC))
        office = Office(self.campaign, {it.recipient_id: it for it in (ROW, OTHER)}, recorder, TODAY)
        decision = Decision(office, (entry,))
        (decided,) = prepare(KnownEvents(len(self.events), tuple(self.events)), decision)
        if not decided.standing:
            self.events.append(as_event(decided.event, len(self.events) + 1))
        self.warned = any(problem.severity == "warning" for problem in decision.warnings)
        return decision.decided[0]

    @property
    def due(self) -> date | None:
        """Return the running due date."""
        return fold(self.events, self.campaign, TODAY)[WHO].due


def begin(campaign: Campaign) -> Record:
    chronicle = Chronicle()
    (request,) = plan_due(campaign, (ROW,), {}, MADE).letters
    chronicle.generated(request)
    return Record(campaign, chronicle.events)


def answer(chance: random.Random) -> dict[str, str]:
    kind = chance.choice(("partial", "partial", "partial", "complete", "nil"))
    return {"answer": kind, "items": chance.choice(("1", "2,3", "4-5")) if kind == "partial" else ""}


def more_time(chance: random.Random) -> dict[str, str]:
    if chance.random() < 0.5:
        return {"days": str(chance.randrange(1, 30))}
    return {"until": str(MADE + timedelta(days=chance.randrange(100)))}


def words_of(verb: str, chance: random.Random, record: Record) -> dict[str, str]:
    """Return the fields of a report, sound or not, as a hurried person may type them."""
    on = {"on": str(MADE + timedelta(days=chance.randrange(60)))}
    service = dict.fromkeys(("served_by", "capacity", "received_by", "place", "manner"), "clerk")
    seq = str(chance.randrange(1, len(record.events) + 2))
    words: dict[str, dict[str, str]] = {
        "sent": on | {"channel": chance.choice(("certified mail", "Certified  Mail", "email", ""))},
        "response": on | answer(chance),
        "acknowledged": on,
        "extension": on | more_time(chance),
        "hold": on | {"reason": chance.choice(("litigation", "shutdown"))},
        "resume": on | {"hold": chance.choice(("", *map(str, record.holds)))},
        "returned-mail": on | {"channel": chance.choice(("", "CERTIFIED MAIL", "pigeon"))},
        "served": {"on": f"{on['on']}T10:00", **service},
        "close": on | {"reason": "settled"},
        "note": {"text": on["on"]},
        "correct": {"corrects": seq, "because": "slip"} | (on if chance.random() < 0.5 else {}),
    }
    return words[verb]


def tell(record: Record, told: Told, verb: str, words: dict[str, str]) -> bool:
    """Tell the independent story what happened; ``False`` when it is beyond it, such as what came back."""
    seq, story = len(record.events), record.story
    on = date.fromisoformat(words["on"][:10]) if "on" in words else MADE
    match verb:
        case "sent" if story.sent is None:
            story.sent = on
        case "hold":
            record.holds[seq] = Hold(on)
        case "resume":
            ended = getattr(told.decided.report.payload, "hold", 0)
            record.holds[ended].end = on
        case "extension":
            until = date.fromisoformat(words["until"]) if "until" in words else None
            record.extensions[seq] = Extension(on, until, int(words.get("days", "0")))
        case "correct":
            return correct(record, int(words["corrects"]), on if "on" in words else None)
        case "returned-mail" | "sent":
            return False
        case _:
            pass
    story.holds, story.extensions = list(record.holds.values()), list(record.extensions.values())
    return True


def correct(record: Record, seq: int, on: date | None) -> bool:
    """Say an entry anew in the story, or withdraw it."""
    if seq in record.holds and record.holds[seq].end is None:
        record.holds.pop(seq) if on is None else setattr(record.holds[seq], "begin", on)
    elif seq in record.extensions:
        record.extensions.pop(seq) if on is None else setattr(record.extensions[seq], "granted", on)
    elif record.events[seq - 1].type in {"letter_sent", "hold_started", "hold_ended", "mail_returned"}:
        return False
    story = record.story
    story.holds, story.extensions = list(record.holds.values()), list(record.extensions.values())
    return True


def is_unchanged(told: Told) -> bool:
    return not any(change.is_visible for change in told.changes)


def live(campaign: Campaign, seed: int, length: int = 14) -> Iterator[str]:
    """Live through a random history and yield each breach of the rule."""
    chance, record = random.Random(seed), begin(campaign)  # noqa: S311 - no secret is made
    known = True
    for _ in range(length):
        verb = "sent" if len(record.events) == 1 else chance.choice(VERBS)
        words = words_of(verb, chance, record)
        before, size = record.due, len(record.events)
        try:
            told = record.report(verb, **words)
        except ProblemsFoundError:
            continue
        if told.decided.standing:
            continue
        if len(record.events) != size + 1 or illegal_events(record.events):
            yield f"{seed}: {verb} {words} left a record that is not sound"
        if is_unchanged(told) and not record.warned and verb != "note":
            yield f"{seed}: {verb} {words} changed nothing and nobody said so"
        shown = [(it.before.due, it.after.due) for it in told.changes if it.after.state != "closed"]
        if verb != "note" and shown and before != record.due and shown[0][0] == shown[0][1]:
            yield f"{seed}: {verb} {words} moved {before} to {record.due}, and showed {shown}"
        known = tell(record, told, verb, words) and known
        if known and record.due != (counted := due(record.story)):
            yield f"{seed}: {verb} {words}: due {record.due}, counted {counted}, {record.story}"


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 2**32))
def test_no_report_is_silent_and_the_due_date_is_the_one_counted_by_hand(
    campaign: Campaign, seed: int
) -> None:
    assert list(live(campaign, seed)) == []


@pytest.mark.parametrize("channel", ["certified mail", "CERTIFIED MAIL", "email"])
def test_three_days_are_added_to_what_went_by_mail_and_to_nothing_else(
    campaign: Campaign, channel: str
) -> None:
    steps = tuple(replace(step, three_days_for=("Certified Mail",)) for step in campaign.schedule)
    record = begin(replace(campaign, schedule=steps))
    first = record.events[0]
    told = first.payload_text[:-1] + ', "three_days_for": ["Certified Mail"]}'
    record.events[0] = first._replace(payload_text=told)
    record.report("sent", on="2018-01-24", channel=channel)
    record.story = Story(MADE, three_days="email" not in channel)
    assert record.due == due(record.story) == date(2018, 2, 23 if channel == "email" else 26)
