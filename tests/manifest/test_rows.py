"""The manifest of a ledger: one row a hand-over, as of a date, the same bytes each time, safe to open."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from openpyxl import load_workbook

from generator.cases import fold
from generator.events import Event, NewEvent
from generator.ledger import Ledger, write_entries
from generator.manifest import FORMATS, MASKED, ManifestRow, manifest_rows, mask_clocks, write_manifest
from generator.model import Campaign
from generator.vocabulary import (
    ApprovalWithdrawn,
    LetterApproved,
    LetterGenerated,
    LetterReturned,
    LetterSent,
    MailReturned,
    Payload,
    RenderedDraft,
    ResponseReceived,
    Subject,
    report,
)

ZONE = "America/New_York"
FIRST, AGAIN = "1" * 64, "2" * 64


def day(text: str) -> date:
    return date.fromisoformat(f"2018-{text}")


def noon(text: str) -> datetime:
    return datetime.fromisoformat(f"2018-{text}T12:00").replace(tzinfo=ZoneInfo(ZONE))


def drafted(sha256: str, addressee: str = "Mayor") -> LetterGenerated:
    return LetterGenerated(
        kind="document_request",
        level=0,
        sequence=0,
        title="Document request",
        reference="LB-1",
        date=day("01-24"),
        template_sha256="a" * 64,
        row_sha256="b" * 64,
        tool_version="1",
        drafts=(RenderedDraft("docx", sha256, 10), RenderedDraft("pdf", sha256[::-1].replace("1", "3"), 20)),
        due_date=day("02-23"),
        days=30,
        addressee=addressee,
    )


class Office:
    """An office that reports to a real ledger."""

    def __init__(self, ledger: Ledger, campaign: Campaign) -> None:
        self.ledger = ledger
        self.campaign = campaign

    def report(self, payload: Payload, on: str, actor: str, recipient: str = "r1", channel: str = "") -> None:
        """Report what happened."""
        subject = Subject(recipient, f"letter-{recipient}", "batch-1", channel)
        self.ledger.append((report(payload, subject, at=noon(on), actor=actor, role="clerk"),))

    def events(self) -> tuple[Event, ...]:
        """Return all that was reported."""
        return self.ledger.events()

    def rows(self, as_of: str, batch_id: str = "") -> tuple[ManifestRow, ...]:
        """Return the manifest as of a day."""
        cases = fold(self.events(), self.campaign, day(as_of))
        return manifest_rows(self.events(), cases, timezone=ZONE, batch_id=batch_id)


@pytest.fixture
def office(tmp_path: Path, campaign: Campaign) -> Iterator[Office]:
    """Return an office with the story of one letter that was returned, made anew, sent twice and answered."""
    with Ledger.make(tmp_path / "ledger.sqlite") as ledger:
        office = Office(ledger, campaign)
        office.report(drafted(FIRST), "01-24", "ann")
        office.report(LetterReturned((FIRST,), "a word is missing"), "01-25", "ben")
        office.report(drafted(AGAIN), "01-26", "ann")
        office.report(LetterApproved(tuple(it.sha256 for it in drafted(AGAIN).drafts)), "01-27", "ben")
        office.report(
            LetterSent(noon("01-29"), ZONE, "mail room", "T1", AGAIN), "01-30", "cy", channel="mail"
        )
        office.report(MailReturned(day("02-05"), "no such number"), "02-05", "cy")
        office.report(
            LetterSent(noon("02-06"), ZONE, "mail room", "T2", AGAIN), "02-06", "cy", channel="mail"
        )
        office.report(ResponseReceived(day("02-20"), "nil"), "02-21", "cy")
        yield office


def test_a_letter_that_was_drafted_has_a_row_without_a_sending(office: Office) -> None:
    (row,) = office.rows("01-26")

    assert (row.status, row.decision, row.docx_sha256, row.docx_size) == ("drafted", "", AGAIN, 10)
    assert (row.prepared_by, row.prepared_at) == ("ann", "2018-01-26T17:00:00Z")
    assert (row.sent_on, row.channel, row.answer) == ("", "", "")


def test_a_decision_is_shown_on_the_bytes_that_it_was_made_on(office: Office) -> None:
    assert [(row.status, row.decision, row.decided_by) for row in office.rows("01-27")] == [
        ("approved", "approved", "ben")
    ]


def test_an_approval_counts_until_the_day_on_which_it_is_withdrawn(office: Office) -> None:
    office.report(ApprovalWithdrawn(4, "read it again"), "01-28", "ben")
    assert [office.rows(day)[0].decision for day in ("01-27", "01-28")] == ["approved", ""]


def test_each_hand_over_has_its_row(office: Office) -> None:
    first, second = office.rows("02-28")

    assert (first.seq, first.status, first.sent_on, first.returned_on) == (
        5,
        "returned",
        "2018-01-29",
        "2018-02-05",
    )
    assert (second.seq, second.status, second.sent_on, second.returned_on) == (7, "sent", "2018-02-06", "")
    assert (second.sent_at, second.tracking, second.sent_sha256) == ("2018-02-06T17:00:00Z", "T2", AGAIN)
    assert (second.due_date, second.due) == ("2018-02-23", "2018-03-08")
    assert (second.answer, second.answered_on, second.case_state) == ("nil", "2018-02-20", "nil")


def test_what_happened_after_the_date_is_in_no_row(office: Office) -> None:
    assert [row.answer for row in office.rows("02-19")] == ["", ""]
    assert [row.status for row in office.rows("02-04")] == ["sent"]


def test_one_batch_is_shown_alone(office: Office) -> None:
    assert office.rows("02-28", "batch-1") == office.rows("02-28")
    assert office.rows("02-28", "another") == ()


def test_all_forms_say_the_same(office: Office) -> None:
    rows = office.rows("02-28")
    table = list(csv.DictReader(io.StringIO(write_manifest(rows, "csv").decode())))
    lines = [json.loads(line) for line in write_manifest(rows, "jsonl").decode().splitlines()]
    header, *cells = load_workbook(io.BytesIO(write_manifest(rows, "xlsx"))).active.values  # type: ignore[union-attr]

    assert [list(row) for row in table] == [list(header)] * 2
    assert [{name: str(value) for name, value in line.items()} for line in lines] == [
        dict(sorted(row.items())) for row in table
    ]
    assert [[str(value or "") for value in row] for row in cells] == [
        ["" if value == "0" else value for value in row.values()] for row in table
    ]


def test_parquet_says_the_same_with_numbers(office: Office) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="Parquet is an extra")
    rows = office.rows("02-28")
    read = parquet.read_table(io.BytesIO(write_manifest(rows, "parquet"))).to_pylist()

    assert [row["docx_size"] for row in read] == [10, 10]
    assert [row["tracking"] for row in read] == ["T1", "T2"]


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_rows_have_the_same_bytes(office: Office, form: str) -> None:
    rows = office.rows("02-28")
    if form == "parquet":
        pytest.importorskip("pyarrow", reason="Parquet is an extra")
    assert write_manifest(rows, form) == write_manifest(rows, form)  # type: ignore[arg-type]
    assert write_manifest((), form) == write_manifest((), form)  # type: ignore[arg-type]


def test_no_cell_is_run_by_a_spreadsheet(office: Office) -> None:
    office.report(drafted(FIRST, addressee='=HYPERLINK("http://x")'), "03-01", "ann", "r2")
    rows = office.rows("03-02")

    assert "'=HYPERLINK" in write_manifest(rows, "csv").decode()
    sheet = load_workbook(io.BytesIO(write_manifest(rows, "xlsx"))).active
    assert sheet is not None
    assert "f" not in {cell.data_type for row in sheet.iter_rows() for cell in row}


def test_masked_manifests_of_two_runs_can_be_compared(
    office: Office, campaign: Campaign, tmp_path: Path
) -> None:
    with Ledger.make(tmp_path / "later.sqlite") as ledger:
        for event, entry in zip(office.events(), office.ledger.entries(), strict=True):
            names = (field.name for field in fields(NewEvent) if field.name != "key")
            again = NewEvent(key=entry.key, **{name: getattr(event, name) for name in names})
            ledger.append((replace(again, at=event.at + timedelta(minutes=7)),))
        later = Office(ledger, campaign)

        one, other = (tuple(it.ledger.entries()) for it in (later, office))
        assert list(write_entries(one)) != list(write_entries(other))
        assert list(write_entries(one, mask=MASKED)) == list(write_entries(other, mask=MASKED))
        assert later.rows("02-28") != office.rows("02-28")
        assert mask_clocks(later.rows("02-28")) == mask_clocks(office.rows("02-28"))
